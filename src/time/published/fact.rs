//! What a text says that bears on the day it was published.

use super::within::Within;
use super::words::Feast;
use crate::time::recognise::DateOrder;
use serde::{Deserialize, Serialize};

/// What one text tells about the day it was published, before other articles are asked.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
pub struct Evidence {
    /// What was found, in the order of the text, each once.
    pub facts: Vec<Fact>,
    /// The number of sentences.
    pub sentences: u32,
    /// The days that something outside the text leaves open.
    pub within: Option<Within>,
}

impl Evidence {
    /// Returns the same with `3/4/2016` read as the corpus writes it.
    #[must_use]
    pub fn ordered(mut self, order: DateOrder) -> Self {
        for fact in &mut self.facts {
            let What::Numeric {
                first,
                second,
                year,
            } = fact.what
            else {
                continue;
            };
            let (month, day) = match order {
                DateOrder::Unknown => continue,
                DateOrder::DayFirst => (second, first),
                DateOrder::MonthFirst => (first, second),
            };
            fact.what = What::Date {
                year: Some(year),
                month,
                day,
                weekday: None,
                near: None,
                head: false,
                mark: None,
                listed: false,
            };
        }
        self
    }
}

/// Something in a text that bears on its day.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Fact {
    /// What it is.
    pub what: What,
    /// Whether the words around it look back or ahead.
    pub lean: Lean,
    /// The words, for a person to check.
    pub words: String,
    /// The byte of the text at which they stand first.
    pub at: u32,
    /// The sentence it stands in first, counted from 0.
    pub sentence: u32,
    /// How often it is said.
    pub times: u16,
}

/// Whether a sentence looks back or ahead.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Lean {
    Back,
    Unsaid,
    Ahead,
}

/// What a full date stands beside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Mark {
    /// "Updated", "Published": the day of the text.
    Stamp,
    /// The name of who posted something the text shows.
    Post,
    /// Its weekday, as under a photograph.
    Photo,
    /// "file photo": an old one.
    Archive,
}

/// A kind of evidence.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum What {
    /// A weekday, 0 for Monday, with "last", "this" or "next".
    Weekday {
        /// 0 for Monday.
        weekday: u8,
        /// -1, 0 or 1.
        dir: Option<i8>,
        /// 0 morning, 1 afternoon, 2 evening, 3 night, said with it.
        part: Option<u8>,
        /// Somebody spoke on it: "said Tuesday", what news says of its own day.
        said: bool,
    },
    /// A day of a month.
    Date {
        /// Its year, if stated.
        year: Option<i32>,
        /// 1 to 12.
        month: u8,
        /// 1 to 31.
        day: u8,
        /// The weekday stated with it.
        weekday: Option<u8>,
        /// "yesterday", "today", "tomorrow" beside it.
        near: Option<i8>,
        /// The date of the text itself: a header line or a dateline.
        head: bool,
        /// What stands beside it and says whose date it is.
        mark: Option<Mark>,
        /// Begins its line: an entry of a list, a gallery or a chronology.
        listed: bool,
    },
    /// `3/4/2016`: which is the month only the corpus tells.
    Numeric {
        /// The first number.
        first: u8,
        /// The second.
        second: u8,
        /// The year.
        year: i32,
    },
    /// A month.
    Month {
        /// Its year, if stated.
        year: Option<i32>,
        /// 1 to 12.
        month: u8,
        /// "last", "this", "next".
        dir: Option<i8>,
    },
    /// A year by itself.
    Year {
        /// The year.
        year: i32,
        /// Behind a sign of copyright.
        copyright: bool,
    },
    /// The weekday of a line above the text: "Updated at 9:50 p.m. Thursday", 0 for Monday.
    Stamped {
        /// 0 for Monday.
        weekday: u8,
    },
    /// "last week", "this month", "next year".
    Unit {
        /// 1 week, 2 month, 3 year, 4 weekend.
        unit: u8,
        /// -1, 0 or 1.
        dir: i8,
    },
    /// So many years after a year.
    Elapsed {
        /// The year.
        year: i32,
        /// How many.
        n: i32,
    },
    /// Somebody in public office.
    Office {
        /// The kind of office.
        office: u16,
        /// Office and place, first and last day of each term, as day numbers.
        terms: Vec<(u16, i32, i32)>,
        /// Said to be out of office.
        former: bool,
    },
    /// A name the news has known since a day, as a day number.
    Known {
        /// That day.
        from: i32,
    },
    /// A holiday.
    Feast(Feast),
}
