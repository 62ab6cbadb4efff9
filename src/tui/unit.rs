//! The units an axis is cut into, and the arithmetic of their boundaries.

use super::when;
use crate::query::Bucket;
use crate::time::{Grain, Window};
use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, Timelike};

/// A unit of the axis, coarsest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Unit {
    Century,
    Decade,
    Year,
    Month,
    Day,
    Hour,
    Minute,
}

impl Unit {
    /// Every unit, coarsest first.
    pub const ALL: [Self; 7] = [
        Self::Century,
        Self::Decade,
        Self::Year,
        Self::Month,
        Self::Day,
        Self::Hour,
        Self::Minute,
    ];

    /// Returns the unit in which a window of this grain takes one place.
    pub fn of(grain: Grain) -> Self {
        match grain {
            Grain::Century => Self::Century,
            Grain::Decade => Self::Decade,
            Grain::Year => Self::Year,
            Grain::Half | Grain::Season | Grain::Quarter | Grain::Month => Self::Month,
            Grain::Week | Grain::Weekend | Grain::Day => Self::Day,
            Grain::Part | Grain::Hour => Self::Hour,
            Grain::Minute => Self::Minute,
        }
    }

    /// Returns the next finer unit.
    pub fn finer(self) -> Option<Self> {
        Self::ALL.get(self as usize + 1).copied()
    }

    /// Returns the next coarser unit.
    pub fn coarser(self) -> Option<Self> {
        (self as usize).checked_sub(1).map(|i| Self::ALL[i])
    }

    /// Returns the word for one of it.
    pub fn word(self) -> &'static str {
        [
            "century", "decade", "year", "month", "day", "hour", "minute",
        ][self as usize]
    }

    /// Returns the first minute of the unit that holds `at`.
    pub fn floor(self, at: NaiveDateTime) -> NaiveDateTime {
        let d = at.date();
        let first =
            |y, m| NaiveDate::from_ymd_opt(y, m, 1).map_or(at, |day| day.and_time(NaiveTime::MIN));
        match self {
            Self::Century => first(d.year().div_euclid(100) * 100, 1),
            Self::Decade => first(d.year().div_euclid(10) * 10, 1),
            Self::Year => first(d.year(), 1),
            Self::Month => first(d.year(), d.month()),
            Self::Day => d.and_time(NaiveTime::MIN),
            Self::Hour => d
                .and_hms_opt(at.hour(), 0, 0)
                .expect("an hour of a time is an hour"),
            Self::Minute => d
                .and_hms_opt(at.hour(), at.minute(), 0)
                .expect("a minute of a time is a minute"),
        }
    }

    /// Returns the first minute behind the unit that starts at `start`.
    pub fn after(self, start: NaiveDateTime) -> NaiveDateTime {
        let d = start.date();
        let years = |n: i32| {
            NaiveDate::from_ymd_opt(d.year() + n, 1, 1).map(|day| day.and_time(NaiveTime::MIN))
        };
        let next = match self {
            Self::Century => years(100),
            Self::Decade => years(10),
            Self::Year => years(1),
            Self::Month => {
                let (y, m) = if d.month() == 12 {
                    (d.year() + 1, 1)
                } else {
                    (d.year(), d.month() + 1)
                };
                NaiveDate::from_ymd_opt(y, m, 1).map(|day| day.and_time(NaiveTime::MIN))
            }
            Self::Day => start.checked_add_signed(Duration::days(1)),
            Self::Hour => start.checked_add_signed(Duration::hours(1)),
            Self::Minute => start.checked_add_signed(Duration::minutes(1)),
        };
        next.unwrap_or(NaiveDateTime::MAX)
    }

    /// Returns how many whole units lie between two times, 0 when `b` is not after `a`.
    pub fn between(self, a: NaiveDateTime, b: NaiveDateTime) -> i64 {
        if b <= a {
            return 0;
        }
        let months = |t: NaiveDateTime| i64::from(t.year()) * 12 + i64::from(t.month0());
        let n = match self {
            Self::Century => (months(b) - months(a)) / 1200,
            Self::Decade => (months(b) - months(a)) / 120,
            Self::Year => (months(b) - months(a)) / 12,
            Self::Month => months(b) - months(a),
            Self::Day => (b - a).num_days(),
            Self::Hour => (b - a).num_hours(),
            Self::Minute => (b - a).num_minutes(),
        };
        n.max(0)
    }

    /// Returns the label of the unit that starts at `start`, without what is coarser.
    pub fn label(self, start: NaiveDateTime) -> String {
        match self {
            Self::Century => when::century(start.year() + 50),
            Self::Decade => format!("{}s", start.year()),
            Self::Year => start.year().to_string(),
            Self::Month => when::month(start.month()).to_owned(),
            Self::Day => start.day().to_string(),
            Self::Hour => format!("{:02}h", start.hour()),
            Self::Minute => format!(":{:02}", start.minute()),
        }
    }

    /// Returns the label with everything coarser: `8 Oct 2016`.
    pub fn full_label(self, start: NaiveDateTime) -> String {
        match self {
            Self::Century | Self::Decade | Self::Year => self.label(start),
            Self::Month => format!("{} {}", self.label(start), start.year()),
            Self::Day => when::day(start.date()),
            Self::Hour | Self::Minute => {
                format!("{} {}", when::day(start.date()), start.format("%H:%M"))
            }
        }
    }
}

/// Returns the unit that a bucket of time is one of.
pub fn of_bucket(b: &Bucket) -> Unit {
    match (b.end - b.start).num_days() {
        36_000.. => Unit::Century,
        3_600.. => Unit::Decade,
        360.. => Unit::Year,
        27.. => Unit::Month,
        _ => Unit::Day,
    }
}

/// Returns where a window takes its place on an axis: its first minute and its unit.
pub fn place(w: &Window) -> (NaiveDateTime, Unit) {
    let mut unit = Unit::of(w.grain);
    // "Between 3 April and 9 July" has the grain of a day but is no better than its months.
    if unit == Unit::Day && w.n_days() > 62 {
        unit = if w.n_days() > 800 {
            Unit::Year
        } else {
            Unit::Month
        };
    }
    (unit.floor(w.earliest()), unit)
}
