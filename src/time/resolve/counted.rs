//! What is counted from a day: "last week", "two years later", "that month".

use super::days::{grain_of, moved, narrowed, weekday_near};
use super::slot::*;
use super::values::{half_of, length, open_value};
use super::{Discourse, Reading};
use crate::time::calendar as cal;
use crate::time::grammar::Slots;
use crate::time::recognise::{Joint, Mention, Signal, Tense};
use crate::time::timex::TimexType;
use crate::time::window::{Grain, Window};
use chrono::{Datelike, NaiveDate, Timelike};

/// Marks a length at the beginning, and one at the end, of what is told behind it.
const FIRST: i32 = 31;
const LAST: i32 = 32;
/// Marks a unit that ends now: "the past month".
const UP_TO_NOW: i32 = 34;
/// Marks a length that begins now where the verb points ahead: "within two weeks".
const WITHIN: i32 = 33;

impl Discourse {
    pub(super) fn unit(&self, m: &Mention, slots: &Slots) -> Reading {
        if let Some(quarter) = self.compared_quarter(m, slots) {
            return quarter;
        }
        // "this year" of a history, told in its past.
        let told = slots.get(DIR) == Some(0)
            && matches!(slots.get(U), Some(6 | 8))
            && m.tense == Tense::Past;
        // "It closed in 1950 and was sold the next year."
        let next = slots.get(K) == Some(9) && m.tense == Tense::Past && self.last.is_some();
        let anchor = if next || self.narrative && (slots.get(K) == Some(9) || told) {
            self.told().or(self.dct)
        } else {
            self.today()
        };
        let window = anchor.and_then(|at| {
            let u = slots.get(U)?;
            let dir = slots.get(DIR)?;
            if slots.get(K) == Some(2) {
                // The weekend: the one under way or just over, unless the verb points ahead.
                let past = m.tense == Tense::Past && cal::weekday(at) < 6;
                let back = if cal::weekday(at) <= 3 && m.tense != Tense::Future || past {
                    -1
                } else {
                    0
                };
                return cal::unit_of(moved(at, back, 5)?, Grain::Weekend);
            }
            // "Was seen this weekend", told on a Wednesday: the one just over.
            if u == 11 && dir == 0 && m.tense == Tense::Past && cal::weekday(at) < 6 {
                return cal::unit_of(moved(at, -1, 5)?, Grain::Weekend);
            }
            // "Will meet this week", told on a Saturday: the one that begins.
            let begins = u == 5 && dir == 0 && m.tense == Tense::Future && cal::weekday(at) >= 6;
            let dir = if begins { 1 } else { dir };
            cal::unit_of(moved(at, dir, u)?, grain_of(u))
        });
        let mut reading = Reading::placed(window, anchor);
        if window.is_none() {
            reading.value = Some(open_value(slots));
        }
        // "Over the past month" names the month before, and tells of the days up to now.
        if let Some(unit) = window
            && let Some(now) = self.dct.filter(|_| slots.get(K) == Some(UP_TO_NOW))
            && anchor == Some(now)
            && let Some(mut days) = moved(now, -1, slots.get(U).unwrap_or(4))
                .and_then(|from| Window::days(from, now, unit.grain))
        {
            days.approx = true;
            reading.value = Some(unit.timex_value());
            reading.window = Some(days);
        }
        reading
    }

    /// The quarter of last year that a figure of a quarter is measured by.
    fn compared_quarter(&self, m: &Mention, slots: &Slots) -> Option<Reading> {
        let last_year = slots.get(U) == Some(8) && slots.get(DIR) == Some(-1);
        let quarter = self.quarter.filter(|_| last_year && m.compared)?;
        let then = cal::plus_months(quarter.first_day(), -12)?;
        let window = cal::unit_of(then, Grain::Quarter);
        Some(Reading::placed(window, Some(quarter.first_day())))
    }

    /// A length, with the stretch of time it covers where it is one beside now or beside what
    /// was told: "the past two weeks", "the following three years".
    pub(super) fn length(&self, m: &Mention, slots: &Slots) -> Reading {
        let mut reading = Reading::told(TimexType::Duration, length(slots));
        let told = slots.get(K) == Some(3) || self.narrative;
        let from = match told {
            true => self.last,
            false => self.dct.map(Window::day),
        };
        let within = slots.get(K) == Some(WITHIN);
        let open = within && (m.tense != Tense::Future || self.narrative);
        let dir = slots.get(DIR).filter(|_| !open);
        let stretch = dir.zip(from).and_then(|(dir, from)| {
            let (n, u) = (slots.get(N).filter(|n| *n > 0)?, slots.get(U)?);
            let n = n.checked_mul(dir)?;
            let (n, u) = match u {
                1 | 2 => (dir, 4),
                // A day has begun before its hours are over.
                3 => ((n + 23 * dir) / 24, 4),
                _ => (n, u),
            };
            let (from, to) = match dir {
                ..0 => (moved(from.first_day(), n, u)?, from.first_day()),
                // Behind what was told; from now on, today is of it.
                _ if told => (
                    cal::plus_days(from.last_day(), 1)?,
                    moved(from.last_day(), n, u)?,
                ),
                _ => (from.last_day(), moved(from.last_day(), n, u)?),
            };
            Window::days(from, to, grain_of(u).min(Grain::Day))
        });
        // "The report is due in two weeks."
        let due = m.signal == Signal::In && m.tense == Tense::Future && !told;
        let due = from
            .filter(|_| due && slots.get(DIR).is_none())
            .and_then(|from| {
                let (n, u) = (slots.get(N).filter(|n| *n > 0)?, slots.get(U)?);
                cal::unit_of(moved(from.first_day(), n, u)?, grain_of(u).min(Grain::Day))
            });
        if let Some(mut window) = stretch.or(due) {
            window.approx = true;
            reading.anchor = from.map(|w| w.first_day());
            reading.window = Some(window);
        }
        reading
    }

    pub(super) fn shift(&self, m: &Mention, slots: &Slots) -> Reading {
        let k = slots.get(K);
        let dir = slots.get(DIR).unwrap_or(-1);
        let vague = || {
            let value = if dir < 0 { "PAST_REF" } else { "FUTURE_REF" };
            Reading {
                window: self.hours_from(slots, dir),
                ..Reading::told(TimexType::Date, value.to_owned())
            }
        };
        let (Some(n), Some(u)) = (slots.get(N), slots.get(U)) else {
            return vague();
        };
        if n < 0 {
            return vague();
        }
        if let (Some(y), Some(1)) = (self.before_christ, k) {
            return self.before_our_era(y, n, dir, u);
        }
        let (n, u) = match slots.get(F) {
            Some(5) if n == 0 => half_of(u).unwrap_or((0, u)),
            // "a decade and a half ago".
            Some(5) if matches!(u, 9 | 10) => {
                let (half, years) = half_of(u).unwrap_or((0, u));
                (n.saturating_mul(half * 2).saturating_add(half), years)
            }
            _ => (n, u),
        };
        if k == Some(3) && !self.narrative {
            // "comes a day after he said so": what the news tells came now, the event before.
            let now = self.now();
            let window = now.and_then(|at| cal::unit_of(at, grain_of(u)));
            return Reading {
                window,
                anchor: now,
                ..Reading::told(TimexType::Duration, length(slots))
            };
        }
        if u == 8 && n == 1 && dir < 0 && !self.narrative && !matches!(k, Some(20..=22)) {
            // Compared with a quarter, a year ago is the quarter of that year.
            if let Some(q) = self.quarter {
                let then = cal::plus_months(q.first_day(), -12);
                let window = then.and_then(|d| cal::unit_of(d, Grain::Quarter));
                return Reading::placed(window, Some(q.first_day()));
            }
        }
        // "A day earlier" is earlier than a day: the spring told before it is none.
        let fine = |w: Window| self.narrative || u > 4 || w.grain >= Grain::Week;
        let from_told = matches!(k, Some(1 | 3))
            && self.last.is_some_and(fine)
            && (self.narrative || u < 8 || dir > 0);
        let (anchor, finest) = if from_told {
            (self.told(), self.last.map_or(Grain::Day, |w| w.grain))
        } else {
            (self.today(), Grain::Day)
        };
        let window = anchor.and_then(|at| {
            let to = moved(at, n.checked_mul(dir)?, u)?;
            // "a decade ago" is some ten years ago, not the calendar's decade.
            let grain = match u {
                9 => Grain::Year,
                10 => Grain::Decade,
                _ => grain_of(u),
            };
            let grain = match k {
                Some(20) => Grain::Day,
                Some(21) => Grain::Week,
                Some(22) => Grain::Month,
                _ => grain.min(Grain::Day).min(finest),
            };
            if k == Some(24) {
                return nearest_weekday(at, to, u, slots.get(W)?).map(Window::day);
            }
            let found = cal::unit_of(to, grain)?;
            // "Two weeks later", behind June: from the middle of June to that of July.
            let last = self
                .last
                .filter(|w| from_told && w.grain < grain_of(u).min(Grain::Day));
            match last.and_then(|w| moved(w.last_day(), n.checked_mul(dir)?, u)) {
                Some(end) if end > to => Window::days(to, end, found.grain).map(|mut w| {
                    w.approx = true;
                    w
                }),
                _ => Some(found),
            }
        });
        // "some 20 years later, he returned": behind a day the text does not tell.
        let unheard =
            |w: &Window| m.tense != Tense::Future && self.dct.is_some_and(|d| w.first_day() > d);
        let window = window.filter(|w| !(k == Some(1) && dir > 0 && unheard(w)));
        let mut reading = Reading::placed(window, anchor);
        if window.is_none() {
            reading.value = Some(open_value(slots));
        }
        reading
    }

    /// Returns the day told before that some minutes or hours are counted from, and where it was late
    /// the next: "The talks broke up on Friday. Hours later shelling began."
    fn hours_from(&self, slots: &Slots, dir: i32) -> Option<Window> {
        const LATE: u32 = 17;
        let told = self.last.filter(|w| w.n_days() == 1);
        let day = || self.day.or(self.dct).map(Window::day);
        let told = told.or_else(day).filter(|_| counts_hours(slots))?;
        let evening = told.grain > Grain::Day && told.latest().hour() >= LATE;
        let over = evening && dir > 0 && slots.get(U) == Some(3);
        let to = cal::plus_days(told.first_day(), i64::from(over))?;
        let mut window = Window::days(told.first_day(), to, Grain::Day)?;
        window.approx = true;
        Some(window)
    }

    /// Counts years from one before our era; what is shorter stays unplaced.
    fn before_our_era(&self, from: i32, n: i32, dir: i32, u: i32) -> Reading {
        let years = match u {
            8 => 1,
            9 => 10,
            10 => 100,
            _ => 0,
        };
        let y = from.saturating_sub(n.saturating_mul(dir).saturating_mul(years));
        let value = if years == 0 {
            "XXXX-XX-XX".to_owned()
        } else if y > 0 {
            format!("BC{y:04}")
        } else {
            format!("{:04}", 1 - y)
        };
        Reading::told(TimexType::Date, value)
    }

    pub(super) fn same(&self, m: &Mention, slots: &Slots) -> Reading {
        if slots.get(K) == Some(15) {
            // "by that time": whatever was told.
            return match self.mentioned {
                Some(told) => Reading::placed(Some(told), Some(told.first_day())),
                None => Reading::told(TimexType::Date, "PAST_REF".to_owned()),
            };
        }
        // "A convoy was hit last month. That day …": one of that month.
        let day = slots.get(U) == Some(4) && slots.get(DIR) == Some(0);
        if let Some(told) = self.coarse.filter(|_| day && slots.get(K).is_none()) {
            return Reading::placed(Some(told), Some(told.first_day()));
        }
        // "since the beginning of the year", "by the end of the month": of this one, whatever
        // year was told before.
        let edge_of_now = matches!(slots.get(MO), Some(13 | 14))
            && slots.get(DIR) == Some(0)
            && (m.signal == Signal::Since || matches!(m.tense, Tense::Present | Tense::Future));
        // "His term ends in 2018. Later that day": a year is no day, that told before it is.
        let of_day = slots.get(U) == Some(4) && self.last.is_some_and(|w| w.grain < Grain::Day);
        let anchor = if edge_of_now && !self.narrative && self.dct.is_some() {
            self.dct
        } else if of_day {
            self.day
        } else if self.narrative || slots.get(U) == Some(4) {
            self.told().or(self.dct)
        } else {
            self.last
                .filter(|w| w.grain >= grain_of(slots.get(U).unwrap_or(8)))
                .map(|w| w.first_day())
                .or(self.dct)
        };
        let window = anchor.and_then(|at| {
            let u = slots.get(U)?;
            let to = moved(at, slots.get(DIR).unwrap_or(0), u)?;
            // "the turn of the century": the nearest.
            let to = match (slots.get(MO), half_of(u)) {
                // "around the turn of the year he left": the one that has been.
                (Some(15), _) if u == 8 && m.tense == Tense::Past => to,
                (Some(15), Some((half, smaller))) => moved(to, half, smaller)?,
                _ => to,
            };
            let told = self.last.map_or(Grain::Day, |w| w.grain);
            cal::unit_of(
                to,
                if slots.get(DIR) == Some(0) {
                    grain_of(u)
                } else {
                    grain_of(u).min(told.max(Grain::Year))
                },
            )
        });
        let mut reading = Reading::placed(window, anchor);
        if window.is_none() {
            reading.value = Some(open_value(slots));
        }
        reading
    }
}

/// Tells whether some minutes or hours are counted from what was told: "hours later".
pub(in crate::time) fn counts_hours(slots: &Slots) -> bool {
    slots.get(K) == Some(1) && matches!(slots.get(U), Some(1..=3))
}

/// Returns the stretch that a length takes inside a date, or beside it: "the first two weeks of
/// March", "the two days before Friday".
pub(super) fn beside(date: Window, slots: &Slots, joint: Joint) -> Option<Window> {
    let (n, u) = (slots.get(N)?, slots.get(U)?);
    let joint = match (joint, slots.get(K)) {
        (Joint::Whole, Some(FIRST)) => Joint::From,
        (Joint::Whole, Some(LAST)) => Joint::Whole,
        (Joint::Whole, _) => return None,
        (other, _) => other,
    };
    let (first, last) = (date.first_day(), date.last_day());
    if n < 0 {
        let edge = match joint {
            Joint::Whole => 14,
            _ => 13,
        };
        return slots.get(K).map(|_| narrowed(date, edge, None));
    }
    let behind = cal::plus_days(last, 1)?;
    // Hours are told in days: "the 48 hours before Friday".
    let (n, u) = match u {
        1 | 2 => return None,
        3 => ((n + 23) / 24, 4),
        _ => (n, u),
    };
    let back = n.checked_neg()?;
    let (from, to) = match joint {
        Joint::None => return None,
        Joint::Whole => (moved(behind, back, u)?, last),
        Joint::Before => (moved(first, back, u)?, cal::plus_days(first, -1)?),
        Joint::After => (behind, cal::plus_days(moved(behind, n, u)?, -1)?),
        Joint::From => (first, cal::plus_days(moved(first, n, u)?, -1)?),
    };
    let inside =
        slots.get(K).is_none_or(|k| !matches!(k, FIRST | LAST)) || first <= from && to <= last;
    Window::days(from, to, grain_of(u).min(Grain::Day)).filter(|_| inside)
}

/// Returns the weekday of "two weeks ago on Friday", the one nearest to that day, or of "a year
/// ago Tuesday", the day of that Tuesday a year before.
fn nearest_weekday(at: NaiveDate, to: NaiveDate, u: i32, w: i32) -> Option<NaiveDate> {
    if matches!(u, 6 | 8) {
        let day = weekday_near(at, w, None, false)?;
        let months = (to.year() - at.year()) * 12 + to.month() as i32 - at.month() as i32;
        return cal::plus_months(day, months);
    }
    weekday_near(cal::plus_days(to, 3)?, w, None, false)
}
