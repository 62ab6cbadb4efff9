//! What a correction would change, shown before it is made.

use super::open;
use crate::article::ArticleName;
use crate::link::{Correction, Dated};
use crate::query::{Archive, ArticleText};
use crate::tui::model::{Item, Model, PickKind, Target};
use crate::tui::when;
use std::collections::BTreeSet;

/// Moments looked at.
const MOST: usize = 300;

/// Shows what the correction would change and waits for Enter.
pub fn confirm(model: &mut Model, correction: Correction) {
    let Some((archive, name)) = model.archive.clone().zip(correction.article.clone()) else {
        return;
    };
    let Some(text) = archive
        .article_named(&name)
        .and_then(|idx| archive.article(idx))
    else {
        model.message = Some("this article is not here any more".into());
        return;
    };
    let published = &text.row.published;
    let moved = correction
        .published
        .filter(|day| published.value != Some(*day));
    let renamed = correction
        .source
        .as_ref()
        .filter(|s| **s != text.row.source);
    if moved.is_none() && renamed.is_none() {
        let day = published
            .value
            .map_or_else(|| "undated".to_owned(), when::day);
        model.message = Some(format!(
            "that changes nothing: {name} is by {} and of {day}",
            text.row.source
        ));
        return;
    }
    let arrow = model.theme.glyphs.arrow;
    let item = |left: &str, text: String| Item {
        left: left.to_owned(),
        text,
        target: Target::Correct(correction.clone()),
        ..Item::default()
    };
    let mut rows = Vec::new();
    if let Some(day) = moved {
        let was = published
            .value
            .map_or_else(|| "undated".to_owned(), when::day);
        let why = published.because.first();
        let why = why.map(|w| format!("  (was: {w})")).unwrap_or_default();
        rows.push(item(
            "day",
            format!("{was} {arrow} {}{why}", when::day(day)),
        ));
    }
    if let Some(source) = renamed {
        rows.push(item(
            "source",
            format!("{} {arrow} {source}", text.row.source),
        ));
        if !model.sources.iter().any(|s| s.name == *source) {
            let near = nearest(source, model.sources.iter().map(|s| s.name.as_str()));
            let hint = near.map_or_else(
                || "a new one here".to_owned(),
                |n| format!("a new one here; {n} meant?"),
            );
            rows.push(item(
                "new",
                format!("{hint}; no article is by {source} yet"),
            ));
        }
    }
    let (moving, staying) = movement(archive.as_ref(), &text, &correction, &name);
    let sentences = |n: usize| if n == 1 { "telling" } else { "tellings" };
    if moved.is_some() {
        rows.push(item(
            "moves",
            format!(
                "{} {} counted from that day; {staying} with a day of their own stay",
                moving.len(),
                sentences(moving.len())
            ),
        ));
        for (when, label) in moving.iter().take(100) {
            rows.push(item("", format!("{when}  {label}")));
        }
    } else {
        let n = text.tellings.len();
        rows.push(item(
            "moves",
            format!("no telling in time; {n} {} to that source", sentences(n)),
        ));
    }
    let title = format!("CORRECT {name}  Enter does it, E takes it back");
    open(model, PickKind::Confirm, title, rows, None);
}

/// Returns when and what is told of the tellings that are counted from the article's day,
/// and how many are not.
fn movement(
    archive: &dyn Archive,
    text: &ArticleText,
    correction: &Correction,
    name: &ArticleName,
) -> (Vec<(String, String)>, usize) {
    let mut moving = Vec::new();
    let mut staying = 0;
    if correction.published.is_none() {
        return (moving, staying);
    }
    let ids: BTreeSet<_> = text.tellings.iter().map(|(_, id)| id).take(MOST).collect();
    for id in ids {
        let Some(detail) = archive.moment(&id.0) else {
            continue;
        };
        for telling in detail.tellings.iter().filter(|t| t.name == *name) {
            let counted = match telling.dated {
                Dated::Published => true,
                Dated::Own | Dated::Context => {
                    telling.time.as_ref().is_some_and(|t| t.anchor.is_some())
                }
                Dated::Borrowed | Dated::None => false,
            };
            if counted {
                moving.push((
                    when::long_or_undated(telling.window.as_ref()),
                    detail.row.label.clone(),
                ));
            } else {
                staying += 1;
            }
        }
    }
    (moving, staying)
}

/// Returns the name that is written almost like this one.
fn nearest<'a>(typed: &str, names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    const FAR: usize = 3;
    let typed = typed.to_lowercase();
    names
        .map(|n| (distance(&typed, &n.to_lowercase()), n))
        .filter(|(d, n)| *d <= FAR && *d * 3 <= n.chars().count())
        .min()
        .map(|(_, n)| n)
}

/// Returns how many letters must change.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut corner = i;
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let change = corner + usize::from(x != *y);
            corner = row[j + 1];
            row[j + 1] = change.min(row[j] + 1).min(corner + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_pen_names_the_outlet_meant() {
        let names = ["Harbour Post", "Canal Courier"];
        assert_eq!(
            nearest("harbor post", names.into_iter()),
            Some("Harbour Post")
        );
        assert_eq!(nearest("Lakeside Radio", names.into_iter()), None);
    }
}
