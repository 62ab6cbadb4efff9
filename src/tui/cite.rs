//! Quotations with their source, for pasting.

use crate::article::ArticleName;
use crate::query::{ArticleText, TellingRow};
use crate::tui::when;
use chrono::NaiveDate;
use std::ops::Range;

/// Returns a telling as a quotation.
pub fn telling(t: &TellingRow) -> String {
    quote(
        &t.text,
        &t.source,
        t.title.as_deref(),
        t.published.value,
        &t.name,
        Some(t.line),
    )
}

/// Returns a stretch of an article as a quotation.
pub fn passage(text: &ArticleText, range: Range<usize>) -> Option<String> {
    let words = text.body.get(range)?;
    Some(quote(
        words,
        &text.row.source,
        text.row.title.as_deref(),
        text.row.published.value,
        &text.row.name,
        None,
    ))
}

fn quote(
    words: &str,
    source: &str,
    title: Option<&str>,
    day: Option<NaiveDate>,
    name: &ArticleName,
    line: Option<u32>,
) -> String {
    let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
    let mut out = format!("“{words}” — {source}");
    if let Some(title) = title {
        out.push_str(&format!(", “{title}”"));
    }
    match day {
        Some(day) => out.push_str(&format!(", {}", when::day(day))),
        None => out.push_str(", undated"),
    }
    out.push_str(&format!(" ({name}"));
    if let Some(line) = line {
        out.push_str(&format!(", line {line}"));
    }
    out.push(')');
    out
}
