//! Days, weekdays and holidays of a stretch of years.

use super::days::{Days, N};
use super::words::Feast;
use chrono::{Datelike, NaiveDate};
use std::sync::{Arc, LazyLock};

/// The calendar of a stretch, worked out once.
pub(super) struct Calendar {
    pub days: Days,
    pub year: Vec<i32>,
    pub month: Vec<u8>,
}

static USUAL: LazyLock<Arc<Calendar>> =
    LazyLock::new(|| Arc::new(Calendar::count(Days::default())));

impl Calendar {
    pub fn of(days: Days) -> Arc<Self> {
        if days == Days::default() {
            return USUAL.clone();
        }
        Arc::new(Self::count(days))
    }

    fn count(days: Days) -> Self {
        let mut it = Self {
            days,
            year: Vec::with_capacity(N),
            month: Vec::with_capacity(N),
        };
        for at in 0..N {
            let day = days.day(at);
            it.year.push(day.year());
            it.month.push(day.month() as u8);
        }
        it
    }

    pub fn weekday(&self, at: usize) -> usize {
        weekday(self.days.number(at))
    }
}

/// Returns the weekday of a day number, 0 for Monday: day 1 was one.
pub(super) fn weekday(number: i32) -> usize {
    (number - 1).rem_euclid(7) as usize
}

/// Returns the day number of a date.
pub(super) fn number(year: i32, month: u8, day: u8) -> Option<i32> {
    NaiveDate::from_ymd_opt(year, month.into(), day.into()).map(|d| d.num_days_from_ce())
}

/// Returns the day number of a holiday in a year.
pub(super) fn day_of(feast: Feast, year: i32) -> Option<i32> {
    match feast {
        Feast::Fixed(month, day) => number(year, month, day),
        Feast::Easter(days) => Some(easter(year)? + i32::from(days)),
        Feast::Nth(month, on, nth, plus) => {
            let on = i32::from(on);
            let plus = i32::from(plus);
            if nth >= 5 {
                let next = if month == 12 {
                    number(year + 1, 1, 1)?
                } else {
                    number(year, month + 1, 1)?
                };
                let last = next - 1;
                return Some(last - (weekday(last) as i32 - on).rem_euclid(7) + plus);
            }
            let first = number(year, month, 1)?;
            let to = (on - weekday(first) as i32).rem_euclid(7);
            Some(first + to + 7 * (i32::from(nth) - 1) + plus)
        }
    }
}

/// Returns Easter Sunday of a year of the Gregorian calendar (Butcher's rule).
fn easter(year: i32) -> Option<i32> {
    let a = year % 19;
    let (b, c) = (year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    number(
        year,
        u8::try_from(n / 31).ok()?,
        u8::try_from(n % 31 + 1).ok()?,
    )
}
