//! Tellings side by side, rows aligned by what is said.

use super::Witness;
use crate::article::ArticleIdx;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// Tellings in columns.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Comparison {
    /// The articles compared, a column each.
    pub columns: Vec<ArticleIdx>,
    /// Aligned sentences; every row has as many cells as there are columns.
    pub rows: Vec<Row>,
}

/// Sentences that say the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// One for each column; `None` where that column does not say it.
    pub cells: Vec<Option<Cell>>,
}

/// One sentence in one column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// Byte range of the sentence in its body.
    pub sentence: Range<usize>,
    /// The sentence.
    pub text: String,
    /// Its words by what they are to the others; together they cover `text`.
    pub spans: Vec<Span>,
}

/// A run of text inside a cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Span {
    /// Byte range in the cell's text.
    pub range: Range<usize>,
    /// What it is.
    pub kind: SpanKind,
}

/// What a run of text is to the other columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SpanKind {
    /// The others have it too.
    Shared,
    /// The others say it in other words.
    Differs,
    /// No other has it.
    Only,
}

/// Returns the witnesses side by side, at most one column for each article.
pub fn align(_witnesses: &[Witness<'_>]) -> Comparison {
    Comparison::default()
}
