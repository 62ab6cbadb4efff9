//! When a text was published, from the text alone.
//!
//! [`evidence()`] reads a text once and keeps what bears on its day; [`infer`] weighs that
//! for every day it could be. Knows no other article and no clock.

mod days;
mod offices;
mod reasons;
mod scan;
mod weigh;
mod words;

pub use days::Days;
pub use words::Feast;

use days::PerDay;

use super::recognise::Recognised;
use crate::text::language::Language;
use chrono::{Datelike, NaiveDate};
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
pub struct Evidence {
    /// What was found, in the order of the text, each once.
    pub facts: Vec<Fact>,
}

/// Something in a text that bears on its day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Fact {
    /// What it is.
    pub what: What,
    /// Whether the words around it look back or ahead.
    pub lean: Lean,
    /// The words, for a person to check.
    pub words: String,
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
        /// Begins its line: an entry of a list, a gallery or a chronology.
        listed: bool,
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

/// Gathers the evidence of one text.
///
/// Looks at calendar words, the tense around them, header and dateline forms, and public
/// offices; asks no other article.
pub fn evidence(text: &str, _times: &Recognised, language: &Language) -> Evidence {
    scan::scan(text, language)
}

/// Returns when a text with this evidence was published, from the text alone.
pub fn infer(evidence: &Evidence) -> Published {
    let days = Days::default();
    settle(evidence, &Belief::of(evidence, days), &[])
}

/// How likely a text makes each day, before other texts are asked.
#[derive(Debug, Clone)]
pub struct Belief {
    likely: PerDay,
}

impl Belief {
    /// Weighs the evidence of one text for every day of a stretch.
    pub fn of(evidence: &Evidence, days: Days) -> Self {
        Self {
            likely: weigh::Weigher::of(evidence, days).all(),
        }
    }

    /// Returns what this text says about the day of an event that it and another text
    /// share, if it is trusted so much, 0 to 1, that they share one.
    pub fn hint(&self, trust: f32) -> Hint {
        let mut own = self.likely.clone();
        for x in &mut own.of {
            *x *= SHARED;
        }
        own.exp();
        own.normalise();
        Hint::from_weights(&own, trust)
    }
}

/// What another text says about the day of an event.
#[derive(Debug, Clone)]
pub struct Hint {
    likely: PerDay,
}

/// How much of what an undated text says counts for another: reports of one event repeat
/// one another's dates, right or wrong.
const SHARED: f32 = 0.65;
/// Of articles of a story that tell of different events, so many appeared within weeks; the
/// others within months.
const WEEKS_SHARE: f32 = 0.35;
/// The least a hint leaves to any day.
const FLOOR: f32 = 1e-7;

impl Hint {
    /// Returns what a text says that appeared on `day`; `None` if the stretch ends before.
    pub fn stated(day: NaiveDate, trust: f32, days: Days) -> Option<Self> {
        let mut own = PerDay::zero(days);
        own.of[days.place(day.num_days_from_ce())?] = 1.0;
        Some(Self::from_weights(&own, trust))
    }

    /// Makes the hint count for less: several articles may repeat one another.
    #[must_use]
    pub fn weakened(mut self, by: f32) -> Self {
        for x in &mut self.likely.of {
            *x *= by;
        }
        self
    }

    fn from_weights(own: &PerDay, trust: f32) -> Self {
        let mut near = own.spread();
        let (mut weeks, mut months) = (own.weeks_around(), own.months_around());
        near.normalise();
        weeks.normalise();
        months.normalise();
        let rest = 1.0 - trust;
        let (in_weeks, in_months) = (WEEKS_SHARE * rest, (1.0 - WEEKS_SHARE) * rest);
        for (i, x) in near.of.iter_mut().enumerate() {
            let far = in_weeks * weeks.of[i] + in_months * months.of[i];
            *x = (trust * *x + far + FLOOR).ln();
        }
        Self { likely: near }
    }
}

/// The share of belief that the stated range holds.
const RANGE: f32 = 0.95;
/// How often a text appears a day before or after the one everything points at: it was
/// written late, or far away.
const SLIP: [f32; 3] = [0.06, 0.90, 0.04];
/// The same for a text that tells of the night before: it may have appeared that night.
const NIGHT_SLIP: [f32; 3] = [0.38, 0.59, 0.03];
/// Texts whose latest year lies before the stretch are older than what is looked at.
const OLD: i32 = 1985;

/// Returns when a text was published, from its own evidence and what others of its story
/// say.
pub fn settle(evidence: &Evidence, belief: &Belief, hints: &[&Hint]) -> Published {
    let days = belief.likely.days;
    let weigher = weigh::Weigher::of(evidence, days);
    if evidence.facts.is_empty() && hints.is_empty() {
        return Published::unknown();
    }
    if let Some(latest) = weigher.latest_year().filter(|&y| y < OLD)
        && hints.is_empty()
        && !evidence
            .facts
            .iter()
            .any(|f| matches!(f.what, What::Office { .. } | What::Known { .. }))
    {
        return Published {
            because: vec![format!(
                "it names no year after {latest}; when it appeared is not said"
            )],
            ..Published::unknown()
        };
    }
    let prior = weigh::prior(days);
    let mut all = prior.clone();
    for (x, own) in all.of.iter_mut().zip(&belief.likely.of) {
        *x += own;
    }
    if !hints.is_empty() {
        let mut event = PerDay::zero(days);
        for hint in hints {
            for (x, h) in event.of.iter_mut().zip(&hint.likely.of) {
                *x += h;
            }
        }
        event.exp();
        let event = event.spread();
        for (x, near) in all.of.iter_mut().zip(&event.of) {
            *x += (near + 1e-12).ln();
        }
    }
    all.exp();
    all.normalise();
    let all = slip(&all, &nights(evidence));
    let best = all.best();
    let (from, to) = all.shortest(RANGE);
    let confidence = all.of[best];
    Published {
        value: Some(days.day(best)),
        earliest: Some(days.day(from)),
        latest: Some(days.day(to)),
        time: None,
        from: PublishedFrom::Inferred,
        confidence: (confidence * 100.0).round() / 100.0,
        because: reasons::reasons(&weigher, evidence, &prior, best),
    }
}

/// Tells, per weekday, whether the text speaks of its evening or night.
fn nights(evidence: &Evidence) -> [bool; 7] {
    let mut out = [false; 7];
    for fact in &evidence.facts {
        if let What::Weekday {
            weekday,
            dir: None,
            part: Some(2 | 3),
            ..
        } = fact.what
            && fact.lean != Lean::Ahead
        {
            out[usize::from(weekday % 7)] = true;
        }
    }
    out
}

fn slip(all: &PerDay, nights: &[bool; 7]) -> PerDay {
    let mut out = PerDay::zero(all.days);
    for (i, x) in all.of.iter().enumerate() {
        let before = (all.days.number(i) - 2).rem_euclid(7) as usize;
        let [earlier, same, later] = if nights[before] { NIGHT_SLIP } else { SLIP };
        out.of[i] += same * x;
        if i > 0 {
            out.of[i - 1] += earlier * x;
        }
        if i + 1 < out.of.len() {
            out.of[i + 1] += later * x;
        }
    }
    out
}

#[cfg(test)]
mod tests;
