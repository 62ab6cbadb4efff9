//! A resolved time expression.

use super::calendar as cal;
use super::window::{Grain, Window};
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

impl Timex {
    /// Returns when began what has lasted for this length on a day, as vaguely as lengths are told: "has led
    /// the council for four years", told in 2016, began about 2012. `None` for what is no length of
    /// days, weeks, months, years or decades.
    pub fn began(&self, told: NaiveDate) -> Option<Window> {
        let length = self
            .value
            .strip_prefix('P')
            .filter(|_| self.kind == TimexType::Duration)?;
        let (n, unit) = length.split_at_checked(length.len().checked_sub(1)?)?;
        let (n, unit) = match n.strip_suffix('D') {
            Some(n) if unit == "E" => (n, "DE"),
            _ => (n, unit),
        };
        // "A year and a half" is 1.5 of them.
        let n: f64 = n.parse().ok().filter(|n| (0.5..1_000.0).contains(n))?;
        let days = |each: f64| -(n * each).round() as i64;
        let months = |each: f64| cal::plus_months(told, -(n * each).round() as i32);
        let (day, grain) = match unit {
            "D" => (cal::plus_days(told, days(1.0))?, Grain::Day),
            "W" => (cal::plus_days(told, days(7.0))?, Grain::Week),
            "M" => (months(1.0)?, Grain::Month),
            "Y" => (months(12.0)?, Grain::Year),
            "DE" => (months(120.0)?, Grain::Decade),
            _ => return None,
        };
        let mut window = cal::unit_of(day, grain)?.open_end();
        window.approx = true;
        Some(window)
    }
}
