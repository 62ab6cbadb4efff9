//! How likely one text makes each day, and what it says to another of its story.

use super::days::{Alone, Days, PerDay};
use super::{Evidence, weigh};
use chrono::{Datelike, NaiveDate};

/// How likely a text makes each day, before other texts are asked.
#[derive(Debug, Clone)]
pub struct Belief {
    pub(super) likely: PerDay,
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
        self.said().hint(trust)
    }

    /// Returns what [`Self::hint`] is made of, however much the text is trusted: worth
    /// keeping where many texts say the same.
    pub fn said(&self) -> Said {
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
        Said {
            peak,
            ..Said::of(&own, (day, false))
        }
    }
}

/// What another text says about the day of an event, whether or not it is believed.
#[derive(Debug, Clone)]
pub struct Said {
    /// As one near it, one of its weeks and one of its months.
    near: PerDay,
    weeks: PerDay,
    months: PerDay,
    day: i32,
    stated: bool,
    peak: f32,
}

impl Said {
    fn of(own: &PerDay, (day, stated): (i32, bool)) -> Self {
        let (mut near, mut weeks, mut months) =
            (own.spread(), own.weeks_around(), own.months_around());
        near.normalise();
        weeks.normalise();
        months.normalise();
        Self {
            near,
            weeks,
            months,
            day,
            stated,
            peak: 1.0,
        }
    }

    /// Returns the hint it gives when it is trusted so much.
    pub fn hint(&self, trust: f32) -> Hint {
        let mixed = mixed(trust);
        let mut likely = PerDay::zero(self.near.days);
        let said = self.near.of.iter().zip(&self.weeks.of).zip(&self.months.of);
        for (x, ((near, weeks), months)) in likely.of.iter_mut().zip(said) {
            *x = mixed(*near, *weeks, *months);
        }
        Hint {
            likely,
            day: self.day,
            stated: self.stated,
            weight: trust,
            peak: self.peak,
        }
    }
}

/// What another text says about the day of an event.
#[derive(Debug, Clone)]
pub struct Hint {
    pub(super) likely: PerDay,
    /// Its own day, stated or the likeliest, as a day number.
    pub(super) day: i32,
    /// The day is stated.
    pub(super) stated: bool,
    /// How much it is trusted.
    pub(super) weight: f32,
    /// The share of its belief in the week around that day.
    pub(super) peak: f32,
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
            return Some(Said::of(&own, (day, true)).hint(trust));
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
