//! When a text was published, from the text alone.
//!
//! [`evidence()`] reads a text once and keeps what bears on its day; [`infer`] weighs that
//! for every day it could be. Knows no other article and no clock.

mod belief;
mod calendar;
mod days;
mod fact;
mod numbers;
mod offices;
mod reasons;
mod scan;
mod settle;
mod sure;
mod weigh;
mod within;
mod words;

pub use belief::{Belief, Hint, Said};
pub use days::Days;
pub use fact::{Evidence, Fact, Lean, Mark, What};
pub use settle::{settle, settle_seen};
pub use sure::Seen;
pub use within::Within;
pub use words::Feast;

use super::recognise::Recognised;
use crate::text::language::Language;
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

/// What tells when an article appeared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, Hash)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words of the articles command")]
pub enum PublishedFrom {
    Sidecar,
    Metadata,
    Url,
    Header,
    Dateline,
    FileName,
    Inferred,
    None,
}

/// When an article appeared and how that is known.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Published {
    /// The best single day, if one is worth naming: one in ten such is right.
    pub value: Option<NaiveDate>,
    /// The first day it can have been: the range holds the true day of 95 texts in 100.
    pub earliest: Option<NaiveDate>,
    /// The last day it can have been.
    pub latest: Option<NaiveDate>,
    /// The first and last day it is likely to have been: where the days of the text's own
    /// "Saturday" and "last month" come from. One day when it is stated or nearly sure.
    pub likely: Option<(NaiveDate, NaiveDate)>,
    /// The minute of that day, when stated ("2016-10-11T14:05"), in the outlet's own zone.
    pub time: Option<String>,
    /// What tells it.
    pub from: PublishedFrom,
    /// How sure `value` is, 0 to 1, calibrated: of days given .8, eight in ten are right.
    pub confidence: f32,
    /// Reasons a person can check.
    pub because: Vec<String>,
}

impl Published {
    /// Returns what is said of an article nothing dates.
    pub fn unknown() -> Self {
        Self {
            value: None,
            earliest: None,
            latest: None,
            likely: None,
            time: None,
            from: PublishedFrom::None,
            confidence: 0.0,
            because: Vec::new(),
        }
    }

    /// Returns a day that was stated.
    pub fn stated(day: NaiveDate, from: PublishedFrom, because: String) -> Self {
        Self {
            value: Some(day),
            earliest: Some(day),
            latest: Some(day),
            likely: Some((day, day)),
            time: None,
            from,
            confidence: 1.0,
            because: vec![because],
        }
    }
}

/// Returns the instant of a day and a stated time with its offset: "19:05-04:00", "19:05Z", with seconds or
/// without. `None` where the offset is not told.
pub fn instant(day: NaiveDate, clock: &str) -> Option<DateTime<FixedOffset>> {
    let text = format!("{day}T{}", clock.replace('Z', "+00:00"));
    DateTime::parse_from_rfc3339(&text)
        .or_else(|_| DateTime::parse_from_str(&text, "%Y-%m-%dT%H:%M%:z"))
        .ok()
}

/// Gathers the evidence of one text.
///
/// Looks at calendar words, the tense around them, header and dateline forms, and public
/// offices; asks no other article.
pub fn evidence(text: &str, _times: &Recognised, language: &Language) -> Evidence {
    scan::scan(text, language)
}

/// Returns, per weekday from Monday on, what is seen of it in a text: for training.
pub fn weekday_features(evidence: &Evidence) -> Vec<Vec<f32>> {
    weigh::seen(&evidence.facts)
        .iter()
        .map(|row| row.to_vec())
        .collect()
}

/// Returns the names of what is seen of a weekday.
pub fn weekday_feature_names() -> &'static [&'static str] {
    &weigh::FEATURES
}

/// Returns when a text with this evidence was published, from the text alone.
pub fn infer(evidence: &Evidence) -> Published {
    let days = Days::default();
    settle(evidence, &Belief::of(evidence, days), &[])
}

#[cfg(test)]
mod tests;
