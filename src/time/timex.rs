//! A resolved time expression.

use super::window::Window;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The `type` of a TIMEX3 element.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
#[expect(missing_docs, reason = "the names of the TIMEX3 specification")]
pub enum TimexType {
    Date,
    Time,
    Duration,
    Set,
}

/// A time expression with its TIMEX3 value and the window it covers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Timex {
    /// Byte offset of the first byte of the expression (TIMEX3 extent).
    pub start: usize,
    /// Byte offset behind its last byte.
    pub end: usize,
    /// The TIMEX3 type.
    pub kind: TimexType,
    /// The TIMEX3 value, e.g. `2016-10-08`, `P2Y`, `PAST_REF`.
    pub value: String,
    /// The TIMEX3 `mod`, e.g. `START`, `APPROX`.
    pub modifier: Option<String>,
    /// What it covers, if it can be placed: signals outside the extent ("since", "until",
    /// "between … and …") are in the window and not in `value`. `None` for durations,
    /// sets, vague references, and dates whose anchor is unknown.
    pub window: Option<Window>,
    /// The name of the rule that gave it.
    pub rule: String,
    /// The day it was resolved against; `None` when it stands by itself.
    pub anchor: Option<NaiveDate>,
}
