//! When a text was published, from the text alone.

use super::recognise::Recognised;
use crate::text::language::Language;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// What tells when an article appeared.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
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
    /// The best single day, if one can be named.
    pub value: Option<NaiveDate>,
    /// The first day it can have been.
    pub earliest: Option<NaiveDate>,
    /// The last day it can have been.
    pub latest: Option<NaiveDate>,
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
            time: None,
            from,
            confidence: 1.0,
            because: vec![because],
        }
    }
}

/// What one text tells about the day it was published, before other articles are asked.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Evidence {}

/// Gathers the evidence of one text.
///
/// Looks at the expressions, the tense around them, header and dateline forms; asks no
/// other article.
pub fn evidence(_text: &str, _times: &Recognised, _language: &Language) -> Evidence {
    Evidence {}
}

/// Returns when a text with this evidence was published, from the text alone.
pub fn infer(_evidence: &Evidence) -> Published {
    Published::unknown()
}
