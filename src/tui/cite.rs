//! Quotations with their source, for pasting.

use crate::compare::{Quotation, citation};
use crate::query::{ArticleText, TellingRow};
use crate::time::published::PublishedFrom;
use std::ops::Range;

/// Returns a telling as a quotation.
pub fn telling(t: &TellingRow) -> String {
    citation(&Quotation {
        source: &t.source,
        title: t.title.as_deref(),
        published: t.published.value,
        inferred: t.published.from == PublishedFrom::Inferred,
        name: &t.name.to_string(),
        line: t.line,
        words: &t.text,
    })
}

/// Returns a stretch of an article as a quotation.
pub fn passage(text: &ArticleText, range: Range<usize>) -> Option<String> {
    let words = text.body.get(range.clone())?;
    let above = text.body.get(..range.start)?.matches('\n').count();
    let here = u32::try_from(above + 1).unwrap_or(u32::MAX);
    Some(citation(&Quotation {
        source: &text.row.source,
        title: text.row.title.as_deref(),
        published: text.row.published.value,
        inferred: text.row.published.from == PublishedFrom::Inferred,
        name: &text.row.name.to_string(),
        line: text.lines.get(above).copied().unwrap_or(here),
        words,
    }))
}
