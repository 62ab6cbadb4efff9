//! How sure the likeliest day is: two logistic models, of the week around it and of the day
//! in that week.
//!
//! The share of belief a day holds takes facts for independent that are not: reports repeat
//! one another, and the live report of a night is put under the day it began. The weights
//! were fitted on texts whose day is known, reports of one event never on both sides.

use super::calendar::weekday;
use super::days::PerDay;
use super::numbers::numbers;
use super::{Evidence, Fact, Hint, Lean, What};
use chrono::{Datelike, NaiveDate};

/// What is looked at of the week around a day.
pub(super) const WEEK: [&str; 5] = [
    "one",     // The odds of the share of belief the week holds, as a logarithm.
    "odds", // How far a dated article of that week is trusted, less where alike ones stand apart.
    "dated", // What undated articles of the story believe of other weeks.
    "against", // Of articles of the story so much alike, so many stand far apart.
    "apart",
];

/// What is looked at of a day in its week.
pub(super) const DAY: [&str; 5] = [
    "one",   // The odds of the day's share of its week, as a logarithm.
    "odds",  // How far the next best day of the week falls behind it, as a logarithm.
    "ahead", // The text tells of the evening before and names the day too.
    "passed", "apart",
];

/// What is taken off the odds of a day: texts nobody has looked at do a little worse.
const CAUTION: f32 = 0.2;
/// What is taken off where the text contradicts itself.
const DOUBT: f32 = 1.0;
/// Days on either side that are the week of a day.
const SIDE: usize = 3;

/// What is seen of the likeliest day.
#[derive(Debug, Clone, PartialEq)]
pub struct Seen {
    /// The day.
    pub day_at: NaiveDate,
    /// Of its week, in the order of [`Seen::week_names`].
    pub week: [f32; WEEK.len()],
    /// Of the day in that week, in the order of [`Seen::day_names`].
    pub day: [f32; DAY.len()],
    /// A date of the text has a weekday that is not its own: one of the two is wrong.
    pub contradicted: bool,
}

impl Seen {
    /// Returns the names of what is seen of a week.
    pub fn week_names() -> &'static [&'static str] {
        &WEEK
    }

    /// Returns the names of what is seen of a day.
    pub fn day_names() -> &'static [&'static str] {
        &DAY
    }

    /// Looks at the likeliest day, at place `best` of what is believed.
    pub(super) fn of(
        evidence: &Evidence,
        all: &PerDay,
        best: usize,
        hints: &[&Hint],
        apart: f32,
    ) -> Self {
        let day = all.days.number(best);
        let week = best.saturating_sub(SIDE)..(best + SIDE + 1).min(all.of.len());
        let held: f32 = all.of[week.clone()].iter().sum();
        let next = week.clone().filter(|i| *i != best).map(|i| all.of[i]);
        let next = next.fold(1e-6, f32::max);
        let dated = hints
            .iter()
            .filter(|h| h.stated && (h.day - day).abs() <= SIDE as i32)
            .map(|h| h.weight)
            .fold(0.0, f32::max);
        let against: f32 = hints
            .iter()
            .filter(|h| !h.stated && (h.day - day).abs() > SIDE as i32)
            .map(|h| h.weight * h.peak)
            .sum();
        let before = (weekday(day) + 6) % 7;
        let weekdays = || {
            evidence.facts.iter().filter_map(|f| match f.what {
                What::Weekday {
                    weekday,
                    dir: None,
                    part,
                    ..
                } => Some((usize::from(weekday % 7), part, f.lean)),
                _ => None,
            })
        };
        let late = weekdays().any(|(on, part, lean)| {
            on == before && matches!(part, Some(2 | 3)) && lean != Lean::Ahead
        });
        let named = weekdays().any(|(on, ..)| on == weekday(day));
        Self {
            day_at: all.days.day(best),
            week: [
                1.0,
                odds(held),
                dated * (1.0 - apart),
                against.min(2.0),
                apart,
            ],
            day: [
                1.0,
                odds(all.of[best] / held),
                (all.of[best] / next).ln().min(6.0),
                f32::from(u8::from(late && named)),
                apart,
            ],
            contradicted: evidence.facts.iter().any(contradicts),
        }
    }

    /// Returns how likely the day is the right one.
    pub(super) fn sure(&self) -> f32 {
        let week = logistic(&numbers().week, &self.week, 0.0);
        let doubt = if self.contradicted { DOUBT } else { 0.0 };
        week * logistic(&numbers().day, &self.day, CAUTION + doubt)
    }
}

/// Tells whether a fact is a date of a weekday that is not its own.
fn contradicts(fact: &Fact) -> bool {
    let What::Date {
        year: Some(year),
        month,
        day,
        weekday: Some(told),
        ..
    } = fact.what
    else {
        return false;
    };
    NaiveDate::from_ymd_opt(year, month.into(), day.into())
        .is_some_and(|date| date.weekday().num_days_from_monday() != u32::from(told))
}

fn odds(share: f32) -> f32 {
    let share = share.clamp(1e-4, 1.0 - 1e-4);
    (share / (1.0 - share)).ln()
}

fn logistic(weights: &[f32], seen: &[f32], less: f32) -> f32 {
    let odds: f32 = weights.iter().zip(seen).map(|(w, x)| w * x).sum();
    1.0 / (1.0 + (less - odds).exp())
}
