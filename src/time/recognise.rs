//! Finds time expressions without knowing when the text was written.

use super::timex::Timex;
use crate::text::language::Language;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// In which order a corpus writes `3/4/2016`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateOrder {
    /// Nothing told the order.
    #[default]
    Unknown,
    /// 19/10/2016.
    DayFirst,
    /// 10/19/2016.
    MonthFirst,
}

/// What is known about when a text was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Dct {
    /// The document creation time, to the day, stated or best guess.
    pub day: Option<NaiveDate>,
    /// How the corpus writes numeric dates.
    pub order: DateOrder,
}

impl Dct {
    /// Returns a document creation time of this day.
    pub fn on(day: NaiveDate) -> Self {
        Self {
            day: Some(day),
            order: DateOrder::Unknown,
        }
    }
}

/// The time expressions of one text, parsed and not yet anchored.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Recognised {}

impl Recognised {
    /// Returns the number of expressions.
    pub fn len(&self) -> usize {
        0
    }

    /// Tells whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the byte range of expression `i`.
    pub fn span(&self, _i: usize) -> std::ops::Range<usize> {
        0..0
    }

    /// Returns the expressions resolved against `dct`: the same number, in the same order.
    ///
    /// Without a day, what stands by itself ("October 8, 2016") still has its window, and
    /// what hangs on it ("the next day") too.
    pub fn resolve(&self, _dct: Dct) -> Vec<Timex> {
        Vec::new()
    }
}

/// Returns the time expressions of `text`, in order of their start, none overlapping.
pub fn recognise(_text: &str, _language: &Language) -> Recognised {
    Recognised {}
}
