//! When a text was published, from the text alone.
//!
//! [`evidence()`] reads a text once and keeps what bears on its day; [`infer`] weighs that
//! for every day it could be. Knows no other article and no clock.

mod calendar;
mod days;
mod numbers;
mod offices;
mod reasons;
mod scan;
mod sure;
mod weigh;
mod words;

pub use days::Days;
pub use sure::Seen;
pub use words::Feast;

use days::{Alone, PerDay};

use super::recognise::{DateOrder, Recognised};
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

/// What one text tells about the day it was published, before other articles are asked.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Evidence {
    /// What was found, in the order of the text, each once.
    pub facts: Vec<Fact>,
    /// The number of sentences.
    pub sentences: u32,
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
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
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
        let best = own.best();
        let day = own.days.number(best);
        let week = best.saturating_sub(3)..(best + 4).min(own.of.len());
        let peak = own.of[week].iter().sum();
        Hint {
            peak,
            ..Hint::from_weights(&own, trust, (day, false))
        }
    }
}

/// What another text says about the day of an event.
#[derive(Debug, Clone)]
pub struct Hint {
    likely: PerDay,
    /// Its own day, stated or the likeliest, as a day number.
    day: i32,
    /// The day is stated.
    stated: bool,
    /// How much it is trusted.
    weight: f32,
    /// The share of its belief in the week around that day.
    peak: f32,
}

/// How much of what an undated text says counts for another: reports of one event repeat
/// one another's dates, right or wrong.
const SHARED: f32 = 0.65;
/// Of articles of a story that tell of different events, so many appeared within weeks; the
/// others within months.
const WEEKS_SHARE: f32 = 0.45;
/// The least a hint leaves to any day.
const FLOOR: f32 = 1e-7;

impl Hint {
    /// Returns what a text says that appeared on `day`; `None` if the stretch ends before.
    pub fn stated(day: NaiveDate, trust: f32, days: Days) -> Option<Self> {
        let day = day.num_days_from_ce();
        let place = days.place(day)?;
        let Some((alone, from)) = Alone::at(place) else {
            let mut own = PerDay::zero(days);
            own.of[place] = 1.0;
            return Some(Self::from_weights(&own, trust, (day, true)));
        };
        let mixed = mixed(trust);
        let mut likely = PerDay::zero(days);
        likely.of.fill(mixed(0.0, 0.0, 0.0));
        let said = alone.near.iter().zip(&alone.weeks).zip(&alone.months);
        for (x, ((near, weeks), months)) in likely.of[from..].iter_mut().zip(said) {
            *x = mixed(*near, *weeks, *months);
        }
        Some(Self {
            likely,
            day,
            stated: true,
            weight: trust,
            peak: 1.0,
        })
    }

    /// Makes the hint count for less: several articles may repeat one another.
    #[must_use]
    pub fn weakened(mut self, by: f32) -> Self {
        self.weight *= by;
        for x in &mut self.likely.of {
            *x *= by;
        }
        self
    }

    fn from_weights(own: &PerDay, trust: f32, (day, stated): (i32, bool)) -> Self {
        let mut near = own.spread();
        let (mut weeks, mut months) = (own.weeks_around(), own.months_around());
        near.normalise();
        weeks.normalise();
        months.normalise();
        let mixed = mixed(trust);
        for (i, x) in near.of.iter_mut().enumerate() {
            *x = mixed(*x, weeks.of[i], months.of[i]);
        }
        Self {
            likely: near,
            day,
            stated,
            weight: trust,
            peak: 1.0,
        }
    }
}

/// Returns what makes one logarithm of what is said of a day by a text so much trusted: as
/// one near it, one of its weeks and one of its months.
fn mixed(trust: f32) -> impl Fn(f32, f32, f32) -> f32 {
    let rest = 1.0 - trust;
    let (in_weeks, in_months) = (WEEKS_SHARE * rest, (1.0 - WEEKS_SHARE) * rest);
    move |near, weeks, months| {
        let far = in_weeks * weeks + in_months * months;
        (trust * near + far + FLOOR).ln()
    }
}

/// The share of belief that the stated range holds: it holds the true day somewhat oftener.
const RANGE: f32 = 0.94;
/// The same in a long affair, where articles alike tell of events weeks apart: as soon as
/// such a share of them does.
const RANGE_APART: f32 = 0.985;
const APART: f32 = 0.35;
/// Of the texts of a long affair, so many tell of an event that none of those most like them
/// tells of.
const STRANGERS: f32 = 0.03;
/// A day less sure than this is none: of such, one in thirty is right, and the range says
/// what is known.
const NAMED: f32 = 0.1;
/// A day as sure as this is taken for what it is when other days are counted from it.
const PLAIN: f32 = 0.8;
/// Any other is one of the days that hold so much of belief.
const LIKELY: f32 = 0.5;
/// How often a text appears a day before, and a day after the one everything points at.
const SLIP: [f32; 2] = [0.03, 0.02];
/// A text of more sentences than the first is often a page that was added to as news came
/// in, and stands under the day it was begun: the more often, the longer, up to the second.
const ADDED_TO: [f32; 2] = [45.0, 90.0];
/// How often the longest ones do.
const BEGUN_BEFORE: f32 = 0.45;
/// Texts whose latest year lies before the stretch are older than what is looked at.
const OLD: i32 = 1985;

/// Returns when a text was published, from its own evidence and what others of its story
/// say.
pub fn settle(evidence: &Evidence, belief: &Belief, hints: &[&Hint]) -> Published {
    settle_seen(evidence, belief, hints, 0.0).0
}

/// Returns what [`settle`] returns and what its confidence was made of; nothing when no day
/// was weighed. In its story, such a share, 0 to 1, of articles alike stand far `apart`.
pub fn settle_seen(
    evidence: &Evidence,
    belief: &Belief,
    hints: &[&Hint],
    apart: f32,
) -> (Published, Option<Seen>) {
    let days = belief.likely.days;
    let weigher = weigh::Weigher::of(evidence, days);
    if evidence.facts.is_empty() && hints.is_empty() {
        return (Published::unknown(), None);
    }
    if let Some(latest) = weigher.latest_year().filter(|&y| y < OLD)
        && hints.is_empty()
        && !evidence
            .facts
            .iter()
            .any(|f| matches!(f.what, What::Office { .. } | What::Known { .. }))
    {
        let unknown = Published {
            because: vec![format!(
                "it names no year after {latest}; when it appeared is not said"
            )],
            ..Published::unknown()
        };
        return (unknown, None);
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
        let mut event = event.spread();
        // None of the articles asked may tell of the same event: the oftener, the longer the affair.
        event.normalise();
        let mut around = event.months_around();
        around.normalise();
        let strangers = STRANGERS * (apart / APART).min(1.0);
        for (x, far) in event.of.iter_mut().zip(&around.of) {
            *x = (1.0 - strangers) * *x + strangers * far;
        }
        for (x, near) in all.of.iter_mut().zip(&event.of) {
            *x += (near + 1e-12).ln();
        }
    }
    all.exp();
    all.normalise();
    let all = slip(&all, evidence.sentences);
    let best = all.best();
    let (from, to) = all.shortest(RANGE + (RANGE_APART - RANGE) * (apart / APART).min(1.0));
    let day = |at: usize| days.day(at);
    let seen = Seen::of(evidence, &all, best, hints, apart);
    let confidence = seen.sure();
    let likely = if confidence >= PLAIN {
        (best, best)
    } else {
        let (first, last) = all.shortest(LIKELY);
        (first.min(best), last.max(best))
    };
    let published = Published {
        value: (confidence >= NAMED).then(|| day(best)),
        earliest: Some(day(from)),
        latest: Some(day(to)),
        likely: Some((day(likely.0), day(likely.1))),
        time: None,
        from: PublishedFrom::Inferred,
        confidence: (confidence * 100.0).round() / 100.0,
        because: reasons::reasons(&weigher, evidence, &prior, best, confidence >= NAMED),
    };
    (published, Some(seen))
}

fn slip(all: &PerDay, sentences: u32) -> PerDay {
    let long = (sentences.max(1) as f32 / ADDED_TO[0]).ln() / (ADDED_TO[1] / ADDED_TO[0]).ln();
    let earlier = SLIP[0] + BEGUN_BEFORE * long.clamp(0.0, 1.0);
    let later = SLIP[1];
    let same = 1.0 - earlier - later;
    let mut out = PerDay::zero(all.days);
    for (i, x) in all.of.iter().enumerate() {
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
