//! How likely each day is, given what a text says.
//!
//! Every kind of fact has a table: how far from the day of publication news puts the dates,
//! months, years and weekdays it names. The tables are rounded counts over news texts whose
//! day is known, with floors, so that one wrong fact cannot outweigh all others.

mod dates;
mod likely;
mod people;
mod weekdays;

pub(super) use weekdays::{FEATURES, seen};

use super::calendar::{Calendar, day_of, number};
use super::days::{Days, PerDay};
use super::numbers::numbers;
use super::{Evidence, Fact, Lean, What, Within};
use likely::{full_month, latest_year, year_ahead};
use std::sync::{Arc, LazyLock};

/// Sentences that are the opening.
const OPENING: u32 = 4;

/// How usual it is for a text to be of a year. Most texts that come without any date come
/// from the web, and were put there in the first decades of this century; earlier and
/// later years stay possible.
fn year_prior(year: i32) -> f32 {
    match year {
        ..1990 => 0.05,
        1990..1998 => 0.2,
        1998..2005 => 0.5,
        2005..2023 => 1.0,
        2023..2027 => 0.6,
        _ => 0.1,
    }
}

/// Returns what is believed before a text is read.
pub(super) fn prior(days: Days) -> PerDay {
    static USUAL: LazyLock<PerDay> = LazyLock::new(|| before_reading(Days::default()));
    if days == Days::default() {
        USUAL.clone()
    } else {
        before_reading(days)
    }
}

fn before_reading(days: Days) -> PerDay {
    let calendar = Calendar::of(days);
    let mut out = PerDay::zero(days);
    for (at, x) in out.of.iter_mut().enumerate() {
        // Fewer articles appear on Saturdays and Sundays.
        let of_week = if calendar.weekday(at) < 5 {
            0.166
        } else {
            0.085
        };
        *x = (year_prior(calendar.year[at]) * of_week).ln();
    }
    out
}

/// What the facts of a text say together.
pub(super) struct Weigher<'e> {
    calendar: Arc<Calendar>,
    facts: &'e [Fact],
    within: Option<&'e Within>,
    months: u16,
    years: Vec<i32>,
    latest_back: Option<i32>,
    latest_full: Option<usize>,
    /// The latest of each mark.
    latest_marked: [Option<usize>; 4],
    latest_month: Option<usize>,
    first_ahead: Option<usize>,
    list: bool,
    first_weekday: Option<usize>,
    first_date: Option<usize>,
}

/// A fact on its own line among many such is an entry of a list and dates the entry only.
const LIST: usize = 4;

impl<'e> Weigher<'e> {
    pub fn of(evidence: &'e Evidence, days: Days) -> Self {
        let mut it = Self {
            calendar: Calendar::of(days),
            facts: &evidence.facts,
            within: evidence.within.as_ref(),
            months: 0,
            years: Vec::new(),
            latest_back: None,
            latest_full: None,
            latest_marked: [None; 4],
            latest_month: None,
            first_ahead: None,
            list: false,
            first_weekday: None,
            first_date: None,
        };
        let listed = |f: &&Fact| {
            matches!(
                f.what,
                What::Date {
                    listed: true,
                    head: false,
                    ..
                }
            )
        };
        it.list = evidence.facts.iter().filter(listed).count() >= LIST;
        let (mut full_head, mut last, mut next) = (false, i32::MIN, i32::MAX);
        let mut latest_month = (i32::MIN, 0);
        let (_, end) = days.years();
        for (i, fact) in evidence.facts.iter().enumerate() {
            match fact.what {
                What::Weekday { dir: None, .. } if it.first_weekday.is_none() => {
                    it.first_weekday = Some(i);
                }
                What::Date {
                    year,
                    month,
                    day,
                    head,
                    mark,
                    ..
                } if !it.is_entry(fact) => {
                    let Some(year) = year else {
                        it.months |= 1 << month;
                        it.first_date.get_or_insert(i);
                        continue;
                    };
                    it.name_year(year, Lean::Ahead, end);
                    let Some(number) = number(year, month, day) else {
                        continue;
                    };
                    if let Some(mark) = mark {
                        let latest = &mut it.latest_marked[mark as usize];
                        let before = latest.and_then(|k| day_number(&evidence.facts[k].what));
                        if before.is_none_or(|before| number > before) {
                            *latest = Some(i);
                        }
                    } else if fact.lean == Lean::Ahead && !head {
                        if number < next {
                            (next, it.first_ahead) = (number, Some(i));
                        }
                    } else if (head, number) > (full_head, last) || it.latest_full.is_none() {
                        (full_head, last, it.latest_full) = (head, number, Some(i));
                    }
                }
                What::Month { year, month, .. } => match year {
                    None => it.months |= 1 << month,
                    Some(year) => {
                        it.name_year(year, Lean::Ahead, end);
                        if fact.lean != Lean::Ahead && (year, month) > latest_month {
                            (latest_month, it.latest_month) = ((year, month), Some(i));
                        }
                    }
                },
                What::Year {
                    year,
                    copyright: false,
                } => it.name_year(year, fact.lean, end),
                _ => {}
            }
        }
        it
    }

    fn name_year(&mut self, year: i32, lean: Lean, end: i32) {
        if year <= end {
            self.years.push(year);
            if lean != Lean::Ahead {
                self.latest_back = self.latest_back.max(Some(year));
            }
        }
    }

    fn is_entry(&self, fact: &Fact) -> bool {
        self.list
            && matches!(
                fact.what,
                What::Date {
                    listed: true,
                    head: false,
                    ..
                }
            )
    }

    /// Returns the latest year the text looks back to.
    pub fn latest_year(&self) -> Option<i32> {
        self.latest_back
    }

    /// Returns the logarithm of the likelihood of each day.
    pub fn all(&self) -> PerDay {
        let mut out = PerDay::zero(self.calendar.days);
        for group in self.groups() {
            self.group(&group, &mut out.of);
        }
        if let Some(within) = self.within {
            within.weigh(&mut out);
        }
        out
    }

    /// Returns what belongs together: each is weighed, and given as a reason, as one.
    pub fn groups(&self) -> Vec<Group> {
        let mut out: Vec<Group> = Vec::new();
        if self.first_weekday.is_some() {
            out.push(Group::Weekdays);
        }
        if self.latest_back.is_some() {
            out.push(Group::LatestYear);
        }
        out.extend((0..self.facts.len()).map(Group::Fact));
        out
    }

    /// Adds the logarithm of the likelihood of one group of facts.
    pub fn group(&self, group: &Group, out: &mut [f32]) {
        match *group {
            Group::Weekdays => self.weekdays(out),
            Group::LatestYear => {
                if let Some(latest) = self.latest_back {
                    self.by_year(out, 1.0, |year| latest_year(year - latest));
                }
            }
            Group::Fact(i) => self.fact(i, out),
        }
    }

    fn fact(&self, i: usize, out: &mut [f32]) {
        let fact = &self.facts[i];
        if self.is_entry(fact) {
            return;
        }
        match &fact.what {
            What::Weekday { .. } => {}
            What::Date { year: None, .. } => self.date(i, out),
            What::Date { .. } | What::Numeric { .. } => self.full_date(i, out),
            What::Month {
                year: None,
                month,
                dir,
            } => self.month(fact.lean, *month, *dir, out),
            What::Month {
                year: Some(year),
                month,
                ..
            } => {
                let told = year * 12 + i32::from(*month);
                let strength = if self.latest_month == Some(i) || fact.lean == Lean::Ahead {
                    0.9
                } else {
                    0.3
                };
                for (at, x) in out.iter_mut().enumerate() {
                    let own = self.calendar.year[at] * 12 + i32::from(self.calendar.month[at]);
                    *x += strength * full_month(fact.lean, told - own).ln();
                }
                if fact.lean == Lean::Ahead {
                    self.by_year(out, 0.7, |own| year_ahead(year - own));
                }
            }
            What::Year {
                year,
                copyright: true,
            } => self.by_year(out, 1.0, |own| match own - year {
                0 => 1.0,
                1 => 0.05,
                _ => 0.001,
            }),
            What::Year { year, .. } => {
                if fact.lean == Lean::Ahead && *year <= self.calendar.days.years().1 {
                    self.by_year(out, 0.7, |own| year_ahead(year - own));
                }
            }
            What::Stamped { weekday } => self.stamped(usize::from(*weekday), out),
            What::Unit { unit, dir } => self.unit(*unit, *dir, out),
            What::Elapsed { year, n } => {
                self.by_year(out, 1.0, |own| match (own - year - n).abs() {
                    0 => 8.0,
                    1 => 2.0,
                    _ => 1.0,
                });
            }
            What::Office { terms, former, .. } => self.office(terms, *former, out),
            What::Known { from } => {
                for (at, x) in out.iter_mut().enumerate() {
                    let since = self.calendar.days.number(at) - from;
                    *x += if since < -1 {
                        0.03_f32.ln()
                    } else {
                        -0.1 * (since.max(0) as f32 / 365.0).ln_1p()
                    };
                }
            }
            What::Feast(feast) => {
                let around = numbers().feast.of(fact.lean);
                self.yearly(out, 0.7, |y| day_of(*feast, y), |_, o| around.at(o));
            }
        }
    }

    fn by_year(&self, out: &mut [f32], strength: f32, likely: impl Fn(i32) -> f32) {
        let (first, last) = self.calendar.days.years();
        let table: Vec<f32> = (first..=last).map(|y| strength * likely(y).ln()).collect();
        for (x, year) in out.iter_mut().zip(&self.calendar.year) {
            *x += table[(year - first) as usize];
        }
    }
}

/// What is weighed as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    /// All weekdays of the text.
    Weekdays,
    /// The latest year the text looks back to.
    LatestYear,
    /// One fact.
    Fact(usize),
}

/// Returns the day number of a full date.
pub(super) fn day_number(what: &What) -> Option<i32> {
    match *what {
        What::Date {
            year: Some(year),
            month,
            day,
            ..
        } => number(year, month, day),
        _ => None,
    }
}
