//! Cuts time into buckets of a grain.

use crate::time::{Grain, Window};
use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, TimeDelta, Timelike};

/// Returns the first and last minute of the bucket of `grain` that holds `at`. Weeks begin on
/// Monday (ISO 8601); a weekend is its week's bucket, a season its quarter's.
pub fn bucket(at: NaiveDateTime, grain: Grain) -> (NaiveDateTime, NaiveDateTime) {
    let day = at.date();
    let from_day = |day: NaiveDate| day.and_time(chrono::NaiveTime::MIN);
    let years = |n: i32| {
        let first = day.year().div_euclid(n) * n;
        let start = NaiveDate::from_ymd_opt(first, 1, 1).unwrap_or(NaiveDate::MIN);
        (start, NaiveDate::from_ymd_opt(first + n, 1, 1))
    };
    let months = |n: u32| {
        let first = (day.month0() / n) * n + 1;
        let start = NaiveDate::from_ymd_opt(day.year(), first, 1).unwrap_or(day);
        (start, start.checked_add_months(Months::new(n)))
    };
    let (start, next) = match grain {
        Grain::Century => years(100),
        Grain::Decade => years(10),
        Grain::Year => years(1),
        Grain::Half => months(6),
        Grain::Quarter | Grain::Season => months(3),
        Grain::Month => months(1),
        Grain::Week | Grain::Weekend => {
            let back = Days::new(u64::from(day.weekday().num_days_from_monday()));
            let start = day.checked_sub_days(back).unwrap_or(day);
            (start, start.checked_add_days(Days::new(7)))
        }
        Grain::Day => (day, day.succ_opt()),
        Grain::Part | Grain::Hour | Grain::Minute => {
            let step = match grain {
                Grain::Part => 6,
                Grain::Hour => 1,
                _ => {
                    let start = at.with_second(0).unwrap_or(at);
                    return (start, start);
                }
            };
            let hour = at.hour() / step * step;
            let start = day.and_hms_opt(hour, 0, 0).unwrap_or(at);
            let end = start + TimeDelta::hours(i64::from(step)) - TimeDelta::minutes(1);
            return (start, end);
        }
    };
    let end = next.map_or(NaiveDateTime::MAX, from_day);
    (from_day(start), end - TimeDelta::minutes(1))
}

/// Returns the bucket of `grain` that a window is counted in; what is told more coarsely is
/// counted in the year or the month that is told, and never on the first day of it.
pub fn bucket_of(window: &Window, grain: Grain) -> (NaiveDateTime, NaiveDateTime) {
    let own = match window.grain {
        Grain::Half | Grain::Season | Grain::Quarter => Grain::Month,
        Grain::Week | Grain::Weekend => Grain::Day,
        own => own,
    };
    // "Between 3 April and 9 July" has the grain of a day but is no better than its months.
    let own = match window.n_days() {
        n if n > 800 => own.min(Grain::Year),
        n if n > 62 => own.min(Grain::Month),
        _ => own,
    };
    bucket(window.earliest(), own.min(grain))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_to_the_year_is_counted_in_the_year() {
        let day = |m, d| NaiveDate::from_ymd_opt(2016, m, d).unwrap();
        let year = Window::days(day(1, 1), day(12, 31), Grain::Year).unwrap();
        let (start, end) = bucket_of(&year, Grain::Day);
        assert_eq!((start.date(), end.date()), (day(1, 1), day(12, 31)));
        let week = Window::days(day(10, 3), day(10, 9), Grain::Week).unwrap();
        let (start, end) = bucket_of(&week, Grain::Day);
        assert_eq!((start.date(), end.date()), (day(10, 3), day(10, 3)));
        let (start, end) = bucket_of(&week, Grain::Year);
        assert_eq!((start.date(), end.date()), (day(1, 1), day(12, 31)));
    }

    fn check(grain: Grain, want: &str) {
        let at = NaiveDate::from_ymd_opt(2016, 10, 8).unwrap();
        let (start, end) = bucket(at.and_hms_opt(14, 35, 0).unwrap(), grain);
        assert_eq!(
            format!(
                "{} {}",
                start.format("%Y-%m-%dT%H:%M"),
                end.format("%Y-%m-%dT%H:%M")
            ),
            want
        );
    }

    #[test]
    fn buckets_follow_the_calendar() {
        check(Grain::Century, "2000-01-01T00:00 2099-12-31T23:59");
        check(Grain::Decade, "2010-01-01T00:00 2019-12-31T23:59");
        check(Grain::Year, "2016-01-01T00:00 2016-12-31T23:59");
        check(Grain::Quarter, "2016-10-01T00:00 2016-12-31T23:59");
        check(Grain::Month, "2016-10-01T00:00 2016-10-31T23:59");
        check(Grain::Week, "2016-10-03T00:00 2016-10-09T23:59");
        check(Grain::Day, "2016-10-08T00:00 2016-10-08T23:59");
        check(Grain::Part, "2016-10-08T12:00 2016-10-08T17:59");
        check(Grain::Hour, "2016-10-08T14:00 2016-10-08T14:59");
        check(Grain::Minute, "2016-10-08T14:35 2016-10-08T14:35");
    }
}
