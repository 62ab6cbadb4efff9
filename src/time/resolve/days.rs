//! From the parts of an expression to days: weekdays, holidays, weeks, hours, and the
//! stretch that "early" or "late" leaves of a window.

use super::slot::*;
use crate::time::calendar as cal;
use crate::time::feasts;
use crate::time::grammar::Slots;
use crate::time::window::{Grain, Window};
use chrono::{Datelike, NaiveDate, NaiveTime, TimeDelta};

/// Returns the grain of a unit.
pub(in crate::time) fn grain_of(unit: i32) -> Grain {
    match unit {
        1 | 2 => Grain::Minute,
        3 => Grain::Hour,
        4 => Grain::Day,
        5 | 16 => Grain::Week,
        7 => Grain::Quarter,
        6 => Grain::Month,
        9 => Grain::Decade,
        10 | 14 => Grain::Century,
        11 => Grain::Weekend,
        12 => Grain::Season,
        15 => Grain::Half,
        _ => Grain::Year,
    }
}

/// Returns `day` moved by `n` of a unit; units shorter than a day leave it where it is.
pub(in crate::time) fn moved(day: NaiveDate, n: i32, unit: i32) -> Option<NaiveDate> {
    let n64 = i64::from(n);
    match unit {
        4 => cal::plus_days(day, n64),
        5 | 11 => cal::plus_days(day, n64 * 7),
        16 => cal::plus_days(day, n64 * 14),
        6 => cal::plus_months(day, n),
        7 => cal::plus_months(day, n.checked_mul(3)?),
        15 => cal::plus_months(day, n.checked_mul(6)?),
        8 | 12 => cal::plus_months(day, n.checked_mul(12)?),
        9 => cal::plus_months(day, n.checked_mul(120)?),
        10 => cal::plus_months(day, n.checked_mul(1200)?),
        14 => cal::plus_months(day, n.checked_mul(12000)?),
        _ => Some(day),
    }
}

/// Returns the year, nearest to `at`, in which this day falls on this weekday.
pub(in crate::time) fn year_by_weekday(
    at: NaiveDate,
    month: i32,
    day: i32,
    weekday: i32,
) -> Option<i32> {
    [0, -1, 1, -2, 2, -3, 3, -4, 4, -5, 5, -6, 6]
        .into_iter()
        .map(|n| at.year() + n)
        .find(|y| cal::day(*y, month, day).is_some_and(|d| cal::weekday(d) == weekday))
}

/// Returns the day of this weekday nearest to `at` on the side the words ask for.
pub(in crate::time) fn weekday_near(
    at: NaiveDate,
    w: i32,
    dir: Option<i32>,
    ahead: bool,
) -> Option<NaiveDate> {
    let back = i64::from((cal::weekday(at) - w).rem_euclid(7));
    match dir {
        Some(-1) => cal::plus_days(at, -(if back == 0 { 7 } else { back })),
        Some(1) => cal::plus_days(at, 7 - back),
        Some(_) => cal::in_week(at, w),
        None if ahead && back > 0 => cal::plus_days(at, 7 - back),
        None => cal::plus_days(at, -back),
    }
}

/// Returns the day that "last" or "next" and a weekday name.
///
/// From Monday to Friday nobody calls a day of the same week so: "last Tuesday", told on a
/// Thursday, is nine days ago, and "next Wednesday", told on a Tuesday, eight days off. At the
/// weekend they are the nearest.
pub(in crate::time) fn weekday_called(at: NaiveDate, w: i32, dir: i32) -> Option<NaiveDate> {
    let today = cal::weekday(at);
    let same_week = (w - today).signum() == dir && today <= 5;
    if dir == 0 || !same_week {
        return weekday_near(at, w, Some(dir), false);
    }
    cal::in_week(cal::plus_days(at, i64::from(dir) * 7)?, w)
}

/// Returns the day of a holiday: 1225 is December 25th, 2500 Easter Sunday with the days
/// from it added, 31144 the fourth (9: last) Thursday of November; others are those of
/// `feasts`. One that comes twice in the year is that nearest to `at`, if a day is told.
pub(in crate::time) fn holiday(y: i32, ho: i32, at: Option<NaiveDate>) -> Option<NaiveDate> {
    match ho {
        ..=1231 => cal::day(y, ho / 100, ho % 100),
        2400..=2600 => cal::plus_days(cal::easter(y)?, i64::from(ho - 2500)),
        3400..=3600 | 40000.. => {
            let days = feasts::days(y, ho).into_iter();
            days.min_by_key(|d| at.map(|at| (*d - at).num_days().abs()))
        }
        _ => {
            let (m, w, n) = (ho / 100 % 100, ho / 10 % 10, ho % 10);
            cal::nth_weekday(y, m, w, if n == 9 { -1 } else { n })
        }
    }
}

/// Returns the nth (last: -1) day, weekend or month of a stretch.
pub(in crate::time) fn nth_inside(whole: Window, o: i32, unit: i32) -> Option<Window> {
    let inside = match o {
        -1 if unit == 11 => cal::plus_days(whole.last_day(), -1)?,
        // The first weekend of a month is that of its first Saturday.
        _ if unit == 11 => {
            let sunday_first = i64::from(cal::weekday(whole.first_day()) == 7);
            moved(cal::plus_days(whole.first_day(), sunday_first)?, o - 1, 5)?
        }
        -1 => whole.last_day(),
        _ => moved(whole.first_day(), o - 1, unit)?,
    };
    let fits = inside <= whole.last_day();
    cal::unit_of(inside, grain_of(unit)).filter(|_| fits)
}

/// Returns the week of a day, or the nth (last: -1) of a month or year.
pub(in crate::time) fn nth_week(
    y: i32,
    m: Option<i32>,
    d: Option<i32>,
    o: Option<i32>,
) -> Option<Window> {
    let inside = match (m, d, o) {
        (Some(m), Some(d), _) => cal::day(y, m, d)?,
        (Some(m), None, Some(-1)) => cal::plus_days(cal::month_end(y, m)?, -3)?,
        (Some(m), None, Some(o)) => cal::plus_days(cal::day(y, m, 4)?, i64::from(o - 1) * 7)?,
        (None, _, Some(-1)) => cal::day(y, 12, 28)?,
        (None, _, Some(o)) => cal::plus_days(cal::day(y, 1, 4)?, i64::from(o - 1) * 7)?,
        _ => return None,
    };
    cal::unit_of(inside, Grain::Week)
}

/// Narrows a day to the hour or the part told.
pub(in crate::time) fn on_the_clock(window: Window, slots: &Slots) -> Option<Window> {
    if window.grain != Grain::Day {
        return Some(window);
    }
    let day = window.first_day();
    if let Some(told) = slots.get(H) {
        let (h, mi) = match slots.get(K) {
            Some(4) => (told / 100, told % 100),
            _ => (told, slots.get(MI).unwrap_or(0)),
        };
        // "from 9 to 5 p.m.": the later hour of the two is the earlier half's.
        let half = slots.get(AP).map(|ap| match slots.get(N2) {
            Some(end) if h != 12 && (end == 12 || h > end) => 12 - ap,
            _ => ap,
        });
        let h = match (half, slots.get(PS)) {
            // "two at night".
            (None, Some(5)) if h < 5 => h,
            (Some(12), _) | (None, Some(3..=5)) if h < 12 => h + 12,
            (Some(0), _) if h == 12 => 0,
            _ => h,
        };
        if h == 24 && [W, D, RD, HO, MI].iter().any(|s| slots.get(*s).is_some()) {
            // Midnight ends the day it is told with.
            let next = cal::plus_days(day, 1)?.and_time(NaiveTime::MIN);
            let minute = TimeDelta::try_minutes(1)?;
            return Window::new(next.checked_sub_signed(minute)?, next, Grain::Minute);
        }
        let (h, day) = match slots.get(K) {
            Some(4) if h == 24 => (0, cal::plus_days(day, 1)?),
            _ => (h % 24, day),
        };
        // "a quarter to five".
        let (h, mi) = if mi < 0 {
            ((h + 23) % 24, mi + 60)
        } else {
            (h, mi)
        };
        let at = NaiveTime::from_hms_opt(u32::try_from(h).ok()?, u32::try_from(mi).ok()?, 0)?;
        return Window::new(day.and_time(at), day.and_time(at), Grain::Minute);
    }
    match slots.get(PS) {
        Some(ps) => cal::part_of(day, ps),
        None => Some(window),
    }
}

/// Returns what "about" leaves of a window: half an hour, a day, half a month, a year more on
/// either side.
pub(in crate::time) fn widened(w: Window) -> Window {
    let wide = |by: TimeDelta| {
        let from = w.earliest().checked_sub_signed(by)?;
        let to = w.latest().checked_add_signed(by)?;
        (from.year() >= 1 && to.year() <= 9999).then(|| Window::new(from, to, w.grain))?
    };
    let whole = |from: NaiveDate, to: NaiveDate| Window::days(from, to, w.grain);
    let out = match w.grain {
        Grain::Minute | Grain::Hour => TimeDelta::try_minutes(30).and_then(wide),
        Grain::Day => TimeDelta::try_days(1).and_then(wide),
        Grain::Month => TimeDelta::try_days(15).and_then(wide),
        Grain::Year => cal::plus_months(w.first_day(), -12)
            .zip(cal::plus_months(w.last_day(), 12))
            .and_then(|(from, to)| whole(from, to)),
        _ => None,
    };
    let mut out = out.unwrap_or(w);
    out.approx = true;
    (out.open_start, out.open_end) = (w.open_start, w.open_end);
    out
}

/// Returns the part of a window that "early", "mid", "late", "earlier", "later" mean.
pub(in crate::time) fn narrowed(w: Window, mo: i32, dct: Option<NaiveDate>) -> Window {
    let (first, last) = (w.first_day(), w.last_day());
    let days = w.n_days();
    let mut out = w;
    out.approx = true;
    if w.grain >= Grain::Day {
        return out;
    }
    let third = |n: i64| cal::plus_days(first, days * n / 3);
    let (from, to) = match mo {
        1 => (Some(first), third(1)),
        2 => (third(1), third(2)),
        3 => (third(2), Some(last)),
        11 => (Some(first), cal::plus_days(first, days / 2 - 1)),
        12 => (cal::plus_days(first, days / 2), Some(last)),
        // "the beginning of", "the end of": a sixth, of a week a few days.
        14 if w.grain == Grain::Week => (cal::plus_days(last, -2), Some(last)),
        13 => (Some(first), cal::plus_days(first, (days - 1) / 6)),
        14 => (cal::plus_days(last, -((days - 1) / 6)), Some(last)),
        // "the turn of the century".
        15 => (
            cal::plus_days(first, -days / 20),
            cal::plus_days(first, days / 20),
        ),
        // "early to mid", "mid to late".
        16 => (Some(first), third(2)),
        17 => (third(1), Some(last)),
        // "Earlier this month" is before the day of print, "later this month" after it.
        9 => (
            Some(first),
            dct.filter(|d| first < *d && *d <= last)
                .map_or(Some(last), |d| cal::plus_days(d, -1)),
        ),
        10 => (
            dct.filter(|d| first <= *d && *d < last)
                .map_or(Some(first), |d| cal::plus_days(d, 1)),
            Some(last),
        ),
        _ => (Some(first), Some(last)),
    };
    let (Some(from), Some(to)) = (from, to) else {
        return out;
    };
    Window::days(from, to, w.grain).map_or(out, |mut narrow| {
        narrow.approx = true;
        narrow
    })
}
