//! What the tellings of one moment cannot agree on.

use super::Witness;
use crate::article::ArticleIdx;
use crate::time::Window;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words of CONTRACT.md")]
pub enum DisagreementKind {
    Number,
    Date,
    Attribution,
    Status,
    Place,
    Name,
}

/// How the values of a disagreement stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// They cannot all be right.
    Conflict,
    /// They count different things ("people", "civilians").
    CountedDifferently,
    /// A later telling replaces an earlier one.
    Update,
    /// They are not equally precise.
    Precision,
    /// They differ, and all may be right.
    Differs,
}

/// Something the tellings of one moment say differently.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Disagreement {
    /// What differs.
    pub kind: DisagreementKind,
    /// What it is about: "killed", "when", "who says so", "the visit".
    pub subject: String,
    /// How the values stand to each other.
    pub relation: Relation,
    /// One sentence for the reader: "41 people against 12 civilians, counted differently".
    pub note: String,
    /// What each says, by source.
    pub stances: Vec<Stance>,
}

/// What one telling says in a disagreement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stance {
    /// The article.
    pub article: ArticleIdx,
    /// The outlet.
    pub source: String,
    /// The words: "at least 41 people", "Saturday", "a Kremlin source".
    pub text: String,
    /// The value of a number.
    pub value: Option<f64>,
    /// The upper value of a range.
    pub upper: Option<f64>,
    /// The window of a date.
    pub window: Option<Window>,
    /// How firmly it is given (`exact`, `at-least` …).
    pub bound: Option<String>,
    /// What is counted.
    pub unit: Option<String>,
    /// Who says so.
    pub said_by: Option<String>,
    /// Byte range, in the body, of the sentence it stands in.
    pub sentence: Range<usize>,
    /// Line of the file on which that sentence starts.
    pub line: u32,
    /// That sentence.
    pub sentence_text: String,
}

/// Returns what the witnesses of one moment disagree on, weightiest first.
pub fn disagreements(_witnesses: &[Witness<'_>]) -> Vec<Disagreement> {
    Vec::new()
}
