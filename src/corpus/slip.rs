//! What people write above a text they paste: "Source: Harbour Post", "Date: 12 October
//! 2016", the address it was copied from.
//!
//! A line counts only if its label is a known one and its value is what the label says: a
//! name, a day, an address. "Source: talks resume on Monday" is a headline.

use super::date;
use super::draft::{Draft, Role};
use super::masthead;
use super::outlet;
use crate::time::published::PublishedFrom;

/// How many filled lines at the top may be such.
const LINES: usize = 10;
/// A longer line begins the text.
const LONG: usize = 200;
/// Words that stand before what they name.
const LABELS: &[(Part, &[&str])] = &[
    (
        Part::Outlet,
        &[
            "source",
            "from",
            "publication",
            "publisher",
            "newspaper",
            "outlet",
            "website",
            "site",
            "quelle",
            "zeitung",
            "fuente",
            "fonte",
            "journal",
        ],
    ),
    (
        Part::Title,
        &["title", "headline", "titel", "titre", "titolo", "titular"],
    ),
    (
        Part::Date,
        &[
            "date",
            "published",
            "publication date",
            "date published",
            "published on",
            "datum",
            "fecha",
        ],
    ),
    (
        Part::Author,
        &["author", "authors", "byline", "by", "autor"],
    ),
    (Part::Url, &["url", "link", "web address", "permalink"]),
    (
        Part::Other,
        &[
            "section",
            "accessed",
            "retrieved",
            "accessed on",
            "page",
            "language",
        ],
    ),
];

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Outlet,
    Title,
    Date,
    Author,
    Url,
    /// Known to be no part of the text, and nothing more.
    Other,
}

/// Fills a draft from the lines above its text; returns whether each of the first lines
/// is one of them.
pub(super) fn take(text: &str, draft: &mut Draft) -> Vec<bool> {
    let mut taken = Vec::new();
    let mut filled = 0;
    let mut titled = false;
    for line in text.lines() {
        let bare = line.trim();
        if bare.is_empty() {
            taken.push(false);
            continue;
        }
        filled += 1;
        if filled > LINES || bare.len() > LONG {
            break;
        }
        let is_slip = one(bare, draft) || is_visit(bare) || filled == 1 && is_masthead(bare, draft);
        if !is_slip && !titled {
            titled_by(bare, draft);
        }
        // One headline may stand among them; what follows it is the text, unless it is
        // one of them.
        if !is_slip && std::mem::replace(&mut titled, true) && bare.ends_with(['.', '?', '!']) {
            break;
        }
        taken.push(is_slip);
    }
    let n = taken.iter().rposition(|t| *t).map_or(0, |last| last + 1);
    taken.truncate(n);
    taken
}

/// Takes what one line says; tells whether it says anything.
fn one(line: &str, draft: &mut Draft) -> bool {
    if line.contains(" | ") {
        let parts: Vec<&str> = line.split(" | ").collect();
        return parts.iter().all(|part| labelled(part).is_some())
            && parts.iter().all(|part| one(part, draft));
    }
    if is_address(line) {
        draft.url.get_or_insert_with(|| line.to_owned());
        return true;
    }
    let bare = line
        .strip_prefix(['(', '['])
        .and_then(|l| l.strip_suffix([')', ']']))
        .unwrap_or(line);
    let Some((part, value)) = labelled(bare) else {
        return false;
    };
    match part {
        Part::Outlet | Part::Url if is_address(value) => {
            draft.url.get_or_insert_with(|| value.to_owned());
        }
        Part::Outlet => {
            // "Source: Harbour Post, 12 October 2016".
            let (name, day) = match value.split_once([',', '(']) {
                Some((name, day)) if date::is_bare(day.trim_end_matches(')')) => (name, Some(day)),
                _ => (value, None),
            };
            if !is_outlet(name.trim()) {
                return false;
            }
            draft.front_outlet(name.trim());
            if let Some(day) = day {
                stated(draft, "source line", day.trim_end_matches(')'));
            }
        }
        Part::Title => {
            draft.title.get_or_insert_with(|| value.to_owned());
        }
        Part::Date if !date::is_bare(value) => return false,
        Part::Date => stated(draft, "date line", value),
        Part::Author if !is_person(value) => return false,
        Part::Author => {
            draft.author.get_or_insert_with(|| value.to_owned());
        }
        Part::Url => return false,
        Part::Other => {}
    }
    true
}

/// "Accessed 3 March 2020", without a mark between.
fn is_visit(line: &str) -> bool {
    let mut words = line.splitn(2, ' ');
    let label = words.next().unwrap_or_default();
    ["accessed", "retrieved"]
        .iter()
        .any(|l| label.eq_ignore_ascii_case(l))
        && words.next().is_some_and(date::is_bare)
}

/// "Harbour Post", alone on the first line.
fn is_masthead(line: &str, draft: &mut Draft) -> bool {
    let is = masthead::is_outlet(line);
    if is {
        draft.front_outlet(line);
    }
    is
}

/// "Pier to close | Harbour Post", as browsers copy it.
fn titled_by(line: &str, draft: &mut Draft) {
    let name = [" | ", " - ", " \u{2013} ", " \u{2014} "]
        .iter()
        .find_map(|mark| line.rsplit_once(mark))
        .map(|(_, name)| name.trim());
    if let Some(name) = name.filter(|name| masthead::is_outlet(name)) {
        draft.front_outlet(name);
    }
}

fn stated(draft: &mut Draft, field: &str, text: &str) {
    draft.date(field, text, Role::Published);
    if let Some(last) = draft.dates.last_mut() {
        last.from = PublishedFrom::Header;
    }
}

/// Returns what a line's label stands for, and what stands behind it.
fn labelled(line: &str) -> Option<(Part, &str)> {
    let (label, value) = line
        .split_once(':')
        .or_else(|| line.split_once(" - "))
        .or_else(|| line.split_once(" \u{2013} "))
        .or_else(|| line.split_once('\t'))?;
    let label = label.trim().trim_matches('*');
    let value = value.trim().trim_matches('*').trim();
    if value.is_empty() || label.len() > 20 {
        return None;
    }
    LABELS
        .iter()
        .find(|(_, names)| names.iter().any(|n| label.eq_ignore_ascii_case(n)))
        .map(|(part, _)| (*part, value))
}

fn is_address(text: &str) -> bool {
    (text.starts_with("https://") || text.starts_with("http://"))
        && !text.contains(char::is_whitespace)
}

/// A few words written as a name, or the address of a site.
fn is_outlet(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    outlet::is_domain(text)
        || (1..=6).contains(&words.len())
            && !text.ends_with('.')
            && words.iter().all(|w| {
                w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                    || matches!(*w, "of" | "the" | "and" | "&" | "de" | "du" | "la" | "der")
            })
}

fn is_person(text: &str) -> bool {
    text.len() <= 120
        && text.split_whitespace().all(|w| {
            w.starts_with(char::is_uppercase)
                || matches!(w, "and" | "of" | "in" | "de" | "van" | "von" | "al" | "&")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn seen(text: &str) -> (Vec<bool>, Draft) {
        let mut draft = Draft::default();
        let taken = take(text, &mut draft);
        (taken, draft)
    }

    #[test]
    fn what_stands_above_a_pasted_text_names_it() {
        let (taken, draft) = seen(
            "Source: Harbour Post\n\nPier to close\nDate: 12 October 2016\nURL: https://a.example/1\n\nThe pier will close, the council said.\n",
        );
        assert_eq!(taken, [true, false, false, true, true]);
        assert_eq!(draft.outlets[0].text, "Harbour Post");
        assert_eq!(draft.dates[0].text, "12 October 2016");
        assert_eq!(draft.url.as_deref(), Some("https://a.example/1"));
        let (_, draft) = seen("(Source: Harbour Post, Oct 12, 2016)\nThe pier will close.\n");
        assert_eq!(draft.outlets[0].text, "Harbour Post");
        assert_eq!(draft.dates[0].text.trim(), "Oct 12, 2016");
    }

    #[test]
    fn a_name_above_or_behind_the_headline_is_the_outlet() {
        for text in [
            "Harbour Post\nPier to close\n\nThe pier will close, the council said.",
            "Pier to close | Harbour Post\n\nThe pier will close, the council said.",
        ] {
            assert_eq!(seen(text).1.outlets[0].text, "Harbour Post", "{text}");
        }
        for text in [
            "World News\nPier to close\n\nThe pier will close.",
            "Pier to close - what we know\n\nThe pier will close.",
        ] {
            assert!(seen(text).1.outlets.is_empty(), "{text}");
        }
    }

    #[test]
    fn headlines_and_sentences_are_no_labels() {
        for text in [
            "Source: talks resume on Monday\n\nThe talks will go on.",
            "Sources: talks resume\n\nThe talks will go on.",
            "Date: the fruit that feeds a town\n\nIt is sweet.",
            "The pier will close.\nThe council said so.\nSource: Harbour Post\n",
        ] {
            let (taken, draft) = seen(text);
            assert_eq!(taken, [false; 0], "{text}");
            assert!(draft.outlets.is_empty(), "{text}");
        }
    }
}
