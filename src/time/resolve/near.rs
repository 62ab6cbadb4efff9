//! Months, days, seasons and quarters without their year: which of them is meant.

use super::days::moved;
use super::slot::*;
use super::{Discourse, Pull};
use crate::time::calendar as cal;
use crate::time::grammar::{Op, Slots};
use crate::time::recognise::{Recognised, Tense};
use crate::time::window::{Grain, Window};
use chrono::{Datelike, NaiveDate};

/// A quarter that begins in fewer days is near.
const SOON: i64 = 75;

/// Between a date and "two years ago" stand no more bytes than those of ", on ".
const BESIDE: usize = 5;

/// Between a feast and the years behind it stand no more than some words: "New Year's Eve in the
/// old town two years ago".
const CLAUSE: usize = 40;

/// More years back from a day than these are told roundly, as in [`super::is_years_ago`].
const COUNTED: i32 = 2;

/// Returns how many years back a date without a year lies: "two years ago, on 13 November", "two years
/// after hundreds were robbed on New Year's Eve". A feast may stand further from the years: of
/// what opens the sentence is all that it tells.
pub(super) fn years_back(recognised: &Recognised, i: usize, tense: Tense) -> Option<i32> {
    let mentions = &recognised.mentions;
    let date = &mentions[i];
    let kept = recognised.kept(date);
    let has = |slot: u8| kept.get(slot).is_some();
    let yearless = ![Y, YD, DIR, W, K].into_iter().any(has);
    let feast = has(HO);
    let dated = feast || has(M) && has(D);
    if date.op != Op::Date || !yearless || tense == Tense::Future || !dated {
        return None;
    }
    let told = |years: i32| feast || years <= COUNTED;
    if let Some(behind) = mentions.get(i + 1).filter(|m| !m.sentence) {
        let apart = (behind.start - date.end) as usize;
        let beside = apart <= if feast { CLAUSE } else { 1 };
        let ago = years_ago(behind.op, &recognised.kept(behind)).filter(|n| beside && told(*n));
        if ago.is_some() {
            return ago;
        }
    }
    let before = i.checked_sub(1).filter(|_| !date.sentence)?;
    let first = &mentions[before];
    let slots = recognised.kept(first);
    if let Some(ago) = years_ago(first.op, &slots).filter(|n| told(*n)) {
        let beside = (date.start - first.end) as usize <= BESIDE;
        return (beside || feast && (first.sentence || first.paragraph || before == 0))
            .then_some(ago);
    }
    // "Two years after".
    let after = first.op == Op::Length && slots.get(HZ) == Some(1) && slots.get(U) == Some(8);
    slots.get(N).filter(|n| after && feast && *n > 0)
}

/// Returns how many years ago an expression says something was.
fn years_ago(op: Op, slots: &Slots) -> Option<i32> {
    let ago = op == Op::Shift && slots.get(K).is_none() && slots.get(F).is_none();
    let ago = ago && slots.get(MO).is_none();
    let years = ago && slots.get(DIR) == Some(-1) && slots.get(U) == Some(8);
    slots.get(N).filter(|n| years && *n > 0)
}

impl Discourse {
    /// Returns the day nearest to so many years before the day of print, if a date is of then.
    pub(super) fn back_then(&self, slots: &Slots) -> Option<Window> {
        let at = moved(self.dct?, self.years_back?.checked_neg()?, 8)?;
        let years = [at.year(), at.year() - 1, at.year() + 1].into_iter();
        let found = years.filter_map(|y| self.dated(y, slots));
        found.min_by_key(|w| (w.first_day() - at).num_days().abs())
    }

    /// Returns the year of a month, or of a day in it.
    pub(super) fn year_of(
        &self,
        at: NaiveDate,
        dir: Option<i32>,
        month: i32,
        day: Option<i32>,
        pull: Pull,
    ) -> Option<i32> {
        let y = at.year();
        let here = at.month() as i32;
        match dir {
            // "last February", told in March, is not last month.
            Some(-1) if day.is_none() && month + 1 == here => return Some(y - 1),
            Some(-1) => return Some(if month >= here { y - 1 } else { y }),
            Some(1) => return Some(if month <= here { y + 1 } else { y }),
            Some(_) => return Some(y),
            None => {}
        }
        if self.narrative {
            // A story moves on: January behind December is the next year's.
            let step = month - here;
            if pull.aside {
                // "worse than the losses of November": the nearest one.
                return Some(match step {
                    ..=-7 => y + 1,
                    7.. => y - 1,
                    _ => y,
                });
            }
            if let Some(reached) = self.reached.filter(|_| step < 0) {
                // Behind the last date, or behind what lasted beyond it: the nearer.
                let to = reached.first_day();
                let ahead = (month - to.month() as i32).rem_euclid(12);
                if ahead < -step {
                    let next = i32::from(month < to.month() as i32);
                    return Some(to.year() + next);
                }
            }
            return Some(match step {
                ..=-7 => y + 1,
                // "from October to March", told in April.
                5.. if pull.begins => y - 1,
                _ => y,
            });
        }
        let distance = |y: i32| {
            let day = match day {
                Some(d) => cal::day(y, month, d).or_else(|| cal::month_end(y, month)),
                None if month == here => Some(cal::day(y, month, 1)?.max(at)),
                None => cal::day(y, month, 15),
            };
            day.map(|d| (d - at).num_days())
        };
        // How far behind and ahead a year-less date may lie.
        let (behind, before) = match (pull.ahead, pull.back, day) {
            (true, _, _) => (45, 330),
            (_, true, Some(_)) => (330, 20),
            (_, true, None) if pull.lasts => (300, 60),
            (_, true, None) => (350, 15),
            // The one that is nearest, as long as no verb is of the past.
            (_, false, None) if pull.names => (183, 183),
            (_, _, Some(_)) => (265, 100),
            (_, _, None) => (265, 100),
        };
        let best = [y, y - 1, y + 1]
            .into_iter()
            .find(|y| distance(*y).is_some_and(|d| -behind <= d && d <= before));
        Some(best.unwrap_or(y))
    }

    pub(super) fn day_of_month(
        &self,
        at: NaiveDate,
        d: i32,
        w: Option<i32>,
        back: bool,
    ) -> Option<NaiveDate> {
        let first = cal::day(at.year(), at.month() as i32, 1)?;
        if let Some(w) = w {
            return [0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5]
                .into_iter()
                .filter_map(|n| {
                    let month = cal::plus_months(first, n)?;
                    cal::day(month.year(), month.month() as i32, d)
                })
                .find(|day| cal::weekday(*day) == w);
        }
        let here = cal::day(at.year(), at.month() as i32, d);
        // "on the 28th" with a verb of the past is last month's.
        if !self.narrative && back && d > at.day() as i32 {
            // The last month that has this day.
            let before = [-1, -2]
                .into_iter()
                .filter_map(|n| cal::plus_months(first, n));
            return before
                .filter_map(|month| cal::day(month.year(), month.month() as i32, d))
                .next();
        }
        here
    }

    pub(super) fn season_near(
        &self,
        at: NaiveDate,
        se: i32,
        dir: Option<i32>,
        pull: Pull,
    ) -> Option<Window> {
        // January's winter began the year before.
        let year = at.year() - i32::from(se == 4 && at.month() < 3 && dir.is_some());
        let this = cal::season(year, se)?;
        match dir {
            Some(-1) if this.last_day() >= at => cal::season(year - 1, se),
            Some(1) if this.first_day() <= at => cal::season(year + 1, se),
            Some(_) => Some(this),
            None if self.narrative => Some(this),
            // "will reopen in spring".
            None if pull.ahead && this.last_day() < at => cal::season(at.year() + 1, se),
            None if pull.ahead => {
                let under_way = cal::season(at.year() - 1, se).filter(|w| w.last_day() >= at);
                under_way.or(Some(this))
            }
            None => {
                // January's winter began the year before.
                let lead = (this.first_day() - at).num_days();
                if lead > if pull.back { 30 } else { 200 } {
                    cal::season(at.year() - 1, se)
                } else {
                    Some(this)
                }
            }
        }
    }

    pub(super) fn quarter_near(&self, at: NaiveDate, slots: &Slots, pull: Pull) -> Option<Window> {
        let ahead = pull.ahead;
        let finished = || cal::unit_of(cal::plus_months(at, -3)?, Grain::Quarter);
        let year_before =
            |w: Window| cal::unit_of(cal::plus_months(w.first_day(), -12)?, Grain::Quarter);
        match (slots.get(K), slots.get(O)) {
            (Some(6), None) if self.months => cal::unit_of(cal::plus_months(at, -12)?, Grain::Year),
            (Some(6), None) => {
                let month = self.mentioned.filter(|w| w.grain == Grain::Month);
                if let (None, Some(month)) = (self.quarter, month) {
                    return cal::unit_of(cal::plus_months(month.first_day(), -12)?, Grain::Month);
                }
                year_before(self.quarter.or_else(finished)?)
            }
            (Some(13), _) => {
                let month = self.mentioned.filter(|w| w.grain == Grain::Month);
                let then = month.map_or(at, |w| w.first_day());
                cal::unit_of(cal::plus_months(then, -12)?, Grain::Month)
            }
            (Some(8), _) if slots.get(Q).is_some() => {
                let month = slots.get(Q)?;
                let y = if month > at.month() as i32 && !ahead {
                    at.year() - 1
                } else {
                    at.year()
                };
                cal::unit_of(cal::day(y, month, 1)?, Grain::Quarter)
            }
            (Some(6), Some(o)) => cal::unit_of(
                cal::day(at.year() - 1, o.checked_mul(3)?, 1)?,
                Grain::Quarter,
            ),
            (Some(8), _) => self.quarter.or_else(finished),
            (_, Some(o)) => {
                let q = if o < 0 { 4 } else { o };
                let of = |y: i32| cal::unit_of(cal::day(y, q.checked_mul(3)?, 1)?, Grain::Quarter);
                let this = of(at.year())?;
                // Told in August, with no verb that looks back, the fourth is the one to come.
                let soon = !pull.back && (this.first_day() - at).num_days() < SOON;
                if self.narrative || ahead || soon || this.first_day() <= at {
                    Some(this)
                } else {
                    of(at.year() - 1)
                }
            }
            _ => None,
        }
    }
}
