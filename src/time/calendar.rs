//! Arithmetic on the civil calendar: what chrono does not offer in one call.

use super::window::{Grain, Window};
use chrono::{Datelike, Days, Months, NaiveDate, NaiveTime};

/// Returns the day, if the year is one of 1 to 9999.
pub(super) fn day(y: i32, m: i32, d: i32) -> Option<NaiveDate> {
    if !(1..=9999).contains(&y) {
        return None;
    }
    NaiveDate::from_ymd_opt(y, u32::try_from(m).ok()?, u32::try_from(d).ok()?)
}

fn keep(day: NaiveDate) -> Option<NaiveDate> {
    (1..=9999).contains(&day.year()).then_some(day)
}

/// Returns the day `n` days later (earlier when negative).
pub(super) fn plus_days(day: NaiveDate, n: i64) -> Option<NaiveDate> {
    let days = Days::new(n.unsigned_abs());
    let moved = if n < 0 {
        day.checked_sub_days(days)
    } else {
        day.checked_add_days(days)
    };
    keep(moved?)
}

/// Returns the same day `n` months later, or the last day of that month.
pub(super) fn plus_months(day: NaiveDate, n: i32) -> Option<NaiveDate> {
    let months = Months::new(n.unsigned_abs());
    let moved = if n < 0 {
        day.checked_sub_months(months)
    } else {
        day.checked_add_months(months)
    };
    keep(moved?)
}

/// Returns the Monday of the ISO week `day` lies in.
pub(super) fn monday(day: NaiveDate) -> Option<NaiveDate> {
    plus_days(day, -i64::from(day.weekday().num_days_from_monday()))
}

/// Returns the day of this weekday (1 is Monday) in the ISO week of `day`.
pub(super) fn in_week(day: NaiveDate, weekday: i32) -> Option<NaiveDate> {
    plus_days(monday(day)?, i64::from(weekday) - 1)
}

/// Returns 1 for Monday to 7 for Sunday.
pub(super) fn weekday(day: NaiveDate) -> i32 {
    day.weekday().number_from_monday() as i32
}

/// Returns the `n`th (from the end when negative) such weekday of a month.
pub(super) fn nth_weekday(y: i32, m: i32, w: i32, n: i32) -> Option<NaiveDate> {
    if n > 0 {
        let first = day(y, m, 1)?;
        let skip = (w - weekday(first)).rem_euclid(7) + 7 * (n - 1);
        plus_days(first, i64::from(skip))
    } else {
        let last = month_end(y, m)?;
        let skip = (weekday(last) - w).rem_euclid(7) + 7 * (-n - 1);
        plus_days(last, -i64::from(skip))
    }
}

/// Returns the last day of a month.
pub(super) fn month_end(y: i32, m: i32) -> Option<NaiveDate> {
    (28..=31).rev().find_map(|d| day(y, m, d))
}

/// Returns Easter Sunday of the western church (the anonymous Gregorian algorithm).
pub(super) fn easter(y: i32) -> Option<NaiveDate> {
    let (a, b, c) = (y % 19, y / 100, y % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (8 * b + 13) / 25;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let month = (h + l - 7 * m + 114) / 31;
    let dom = (h + l - 7 * m + 114) % 31 + 1;
    day(y, month, dom)
}

/// Returns the whole century, decade, year, …, day that `day` lies in.
pub(super) fn unit_of(at: NaiveDate, grain: Grain) -> Option<Window> {
    let (y, m) = (at.year(), at.month() as i32);
    let (first, last) = match grain {
        // Centuries are read as 1900 to 1999, as the TIMEX3 value 19 does.
        Grain::Century => (first_year(y, 100)?, day(y / 100 * 100 + 99, 12, 31)?),
        Grain::Decade => (first_year(y, 10)?, day(y / 10 * 10 + 9, 12, 31)?),
        Grain::Year => (day(y, 1, 1)?, day(y, 12, 31)?),
        Grain::Half => {
            let from = (m - 1) / 6 * 6 + 1;
            (day(y, from, 1)?, month_end(y, from + 5)?)
        }
        Grain::Quarter => {
            let from = (m - 1) / 3 * 3 + 1;
            (day(y, from, 1)?, month_end(y, from + 2)?)
        }
        Grain::Season => {
            // Meteorological seasons; winter begins in December and bears the year it ends in
            // only as far as TIMEX3 wants it: see `season`.
            let from = (m / 3 * 3 + 11) % 12 + 1;
            let begin = if m < 3 {
                day(y - 1, 12, 1)?
            } else {
                day(y, from, 1)?
            };
            (begin, plus_days(plus_months(begin, 3)?, -1)?)
        }
        Grain::Month => (day(y, m, 1)?, month_end(y, m)?),
        Grain::Week => {
            let monday = monday(at)?;
            (monday, plus_days(monday, 6)?)
        }
        Grain::Weekend => {
            let monday = monday(at)?;
            (plus_days(monday, 5)?, plus_days(monday, 6)?)
        }
        Grain::Day | Grain::Part | Grain::Hour | Grain::Minute => (at, at),
    };
    Window::days(first, last, grain)
}

fn first_year(y: i32, span: i32) -> Option<NaiveDate> {
    day((y / span * span).max(1), 1, 1)
}

/// Returns the season `se` (1 spring to 4 winter) that bears the year `y`.
///
/// Winter bears the year it begins in, from December.
pub(super) fn season(y: i32, se: i32) -> Option<Window> {
    let first = day(y, se * 3, 1)?;
    let last = plus_days(plus_months(first, 3)?, -1)?;
    Window::days(first, last, Grain::Season)
}

/// The parts of a day: TIMEX3 code, first and last hour.
pub(super) const PARTS: &[(&str, u32, u32)] = &[
    ("MO", 6, 11),
    ("MI", 11, 13),
    ("AF", 12, 17),
    ("EV", 18, 20),
    ("NI", 20, 23),
    ("DT", 8, 17),
    // Dawn is an early morning, dusk an early evening.
    ("MO", 4, 7),
    ("EV", 17, 20),
    // Overnight, until the morning of the next day, and what of it lies on that.
    ("NI", 20, 30),
    ("NI", 0, 6),
];

/// Returns a part of a day, `ps` counting from 1 as in [`PARTS`].
///
/// Night stays on the day that names it; the hours after midnight are the next day's, unless
/// it is told as "overnight".
pub(super) fn part_of(at: NaiveDate, ps: i32) -> Option<Window> {
    let (_, from, to) = *PARTS.get(usize::try_from(ps).ok()?.checked_sub(1)?)?;
    let last = plus_days(at, i64::from(to / 24))?;
    Window::new(
        at.and_time(NaiveTime::from_hms_opt(from, 0, 0)?),
        last.and_time(NaiveTime::from_hms_opt(to % 24, 59, 0)?),
        Grain::Part,
    )
}
