//! Days stated less than fully: a month or a year, or `08/10/2016` where nothing tells which
//! number is the day. What they leave open is kept, and the text may tell the rest.

use super::date;
use super::draft::{Draft, Role};
use super::sidecar::AboutArticle;
use crate::text::clean::clean_line;
use crate::time::published::{PublishedFrom, Within};

/// Returns what metadata or the address leave open of the day, the narrowest.
pub(super) fn within(about: Option<&AboutArticle>, draft: &Draft) -> Option<Within> {
    let told = about.and_then(|a| a.published.as_ref()).map(|value| {
        let text = match value {
            toml::Value::String(text) => text.clone(),
            other => other.to_string(),
        };
        of("parallax.toml published", &text, PublishedFrom::Sidecar)
    });
    if let Some(told) = told.flatten() {
        return Some(told);
    }
    let dates = draft.dates.iter().filter(|d| d.role == Role::Published);
    let stated = dates.filter_map(|d| of(&d.field, &d.text, d.from));
    let narrowest = stated.min_by_key(Within::n_days);
    narrowest.or_else(|| draft.url.as_deref().and_then(in_url))
}

fn of(field: &str, text: &str, from: PublishedFrom) -> Option<Within> {
    let spans = date::spans(text);
    let shown: String = clean_line(text.trim()).chars().take(60).collect();
    let said = format!("{} \"{shown}\"", clean_line(field));
    let because = match spans.as_slice() {
        [] => return None,
        [(first, last)] if (*last - *first).num_days() > 31 => format!("{said} names a year only"),
        [_] => format!("{said} names a month only"),
        [(a, _), (b, _), ..] => {
            let day = |d: &chrono::NaiveDate| d.format("%-d %B %Y").to_string();
            format!(
                "{said} may be {} or {}: no other date of the source or the corpus tells",
                day(a),
                day(b)
            )
        }
    };
    Some(Within {
        spans,
        from,
        because,
    })
}

/// `/2016/10/` with no day behind it.
fn in_url(url: &str) -> Option<Within> {
    let path = url.split_once("://")?.1.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    parts.windows(2).find_map(|pair| {
        let [year, month] = pair else { return None };
        let figures = |w: &str, n| w.len() == n && w.bytes().all(|b| b.is_ascii_digit());
        if !figures(year, 4) || !figures(month, 2) {
            return None;
        }
        let spans = date::spans(&format!("{year}-{month}"));
        let recent = spans.first()?.0 >= chrono::NaiveDate::from_ymd_opt(1990, 1, 1)?;
        recent.then(|| Within {
            spans,
            from: PublishedFrom::Url,
            because: format!("url \"/{year}/{month}/\" names a month only"),
        })
    })
}
