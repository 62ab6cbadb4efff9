//! Counts and amounts in a telling.

use serde::{Deserialize, Serialize};
use std::ops::Range;

/// How firmly a number is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words of the JSON output")]
pub enum Bound {
    Exact,
    AtLeast,
    AtMost,
    MoreThan,
    LessThan,
    About,
}

/// A number with what it counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// Byte range of the number with its bound ("at least 41").
    pub span: Range<usize>,
    /// Those words.
    pub text: String,
    /// The value; the lower one of a range.
    pub value: f64,
    /// The upper value of a range ("12 to 18").
    pub upper: Option<f64>,
    /// How firmly it is given.
    pub bound: Bound,
    /// What is counted, as a lower-case noun: "people", "civilians", "ambulances", "percent".
    pub unit: String,
    /// What is said of them: "killed", "wounded", "arrested", "left"; empty when nothing is.
    pub subject: String,
    /// The sentence it stands in.
    pub sentence: Range<usize>,
}
