//! A stretch of time, never finer than the words that gave it.

use super::calendar::PARTS;
use chrono::{Datelike, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use serde::{Deserialize, Serialize};

/// How fine a stretch of time is told, coarsest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the names say it")]
pub enum Grain {
    Century,
    Decade,
    Year,
    Half,
    Season,
    Quarter,
    Month,
    Week,
    Weekend,
    Day,
    Part,
    Hour,
    Minute,
}

/// `earliest..=latest`, with a grain and possibly open ends.
///
/// A happening lies somewhere inside the window ("in July" is a window of 31 days). With
/// `open_end` the window bounds the *beginning* and the thing goes on ("since September
/// 2015" is 2015-09-01..2015-09-30, open to the right); with `open_start` it bounds the
/// *end* ("until Friday"). Times are civil and carry no zone: news gives a place's own
/// day, and a daylight-saving shift never moves that.
// Invariant: earliest <= latest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Window {
    earliest: NaiveDateTime,
    latest: NaiveDateTime,
    /// How fine the wording is.
    pub grain: Grain,
    /// The window bounds an end; the beginning is not told.
    pub open_start: bool,
    /// The window bounds a beginning; the thing goes on, or its end is not told.
    pub open_end: bool,
    /// The wording was approximate ("about", "early", "mid").
    pub approx: bool,
}

impl Window {
    /// Returns `None` when `latest` comes before `earliest`.
    pub fn new(earliest: NaiveDateTime, latest: NaiveDateTime, grain: Grain) -> Option<Self> {
        (earliest <= latest).then_some(Self {
            earliest,
            latest,
            grain,
            open_start: false,
            open_end: false,
            approx: false,
        })
    }

    /// Returns the window from the first minute of `first` to the last of `last`, or
    /// `None` when `last` comes before `first`.
    pub fn days(first: NaiveDate, last: NaiveDate, grain: Grain) -> Option<Self> {
        let end = NaiveTime::from_hms_opt(23, 59, 0).expect("23:59 is a time");
        Self::new(first.and_time(NaiveTime::MIN), last.and_time(end), grain)
    }

    /// Returns the window of one whole day.
    pub fn day(day: NaiveDate) -> Self {
        Self::days(day, day, Grain::Day).expect("a day is not before itself")
    }

    /// Returns the first minute of the window.
    pub fn earliest(&self) -> NaiveDateTime {
        self.earliest
    }

    /// Returns the last minute of the window.
    pub fn latest(&self) -> NaiveDateTime {
        self.latest
    }

    /// Returns the time that was told: of "about 4 a.m." the middle, else the first minute.
    pub fn told(&self) -> NaiveDateTime {
        match self.approx && self.grain > Grain::Part {
            true => {
                let length = self.latest - self.earliest + chrono::TimeDelta::minutes(1);
                self.earliest + chrono::TimeDelta::minutes(length.num_minutes() / 2)
            }
            false => self.earliest,
        }
    }

    /// Returns the first day of the window.
    pub fn first_day(&self) -> NaiveDate {
        self.earliest.date()
    }

    /// Returns the last day of the window.
    pub fn last_day(&self) -> NaiveDate {
        self.latest.date()
    }

    /// Returns the number of days the window touches, at least 1.
    pub fn n_days(&self) -> i64 {
        (self.last_day() - self.first_day()).num_days() + 1
    }

    /// Returns the name of the part of the day that the window is, or lies in: "afternoon".
    pub fn part_of_day(&self) -> Option<&'static str> {
        let (from, to) = (self.earliest().hour(), self.latest().hour());
        let exact = |p: &&(&str, u32, u32)| p.1 == from && p.2 % 24 == to;
        let around = |p: &&(&str, u32, u32)| p.1 <= from && from <= to && to <= p.2;
        let part = PARTS
            .iter()
            .find(exact)
            .or_else(|| PARTS.iter().find(around))?;
        Some(match part.0 {
            "MO" => "morning",
            "MI" => "midday",
            "AF" => "afternoon",
            "EV" => "evening",
            "NI" => "night",
            _ => "daytime",
        })
    }

    /// Returns the day that it lies in, if it lies in one.
    pub fn single_day(&self) -> Option<NaiveDate> {
        (self.first_day() == self.last_day()).then(|| self.first_day())
    }

    /// Tells whether the two windows share a minute, open ends left aside.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.earliest <= other.latest && other.earliest <= self.latest
    }

    /// Tells whether `other` lies inside this window, open ends left aside.
    pub fn contains(&self, other: &Self) -> bool {
        self.earliest <= other.earliest && other.latest <= self.latest
    }

    /// Returns the window that holds both, as this one is told.
    #[must_use]
    pub fn around(&self, other: &Self) -> Self {
        Self {
            earliest: self.earliest.min(other.earliest),
            latest: self.latest.max(other.latest),
            ..*self
        }
    }

    /// Returns the window so many years later, months kept whole.
    pub(super) fn a_year_on(&self, years: i32) -> Option<Self> {
        let months = |day: NaiveDate| super::calendar::plus_months(day, years.checked_mul(12)?);
        let (first, last) = (self.first_day(), self.last_day());
        let whole = plus_day(last).is_none_or(|d| d.day() == 1);
        let to = months(last)?;
        let to = match whole {
            true => super::calendar::month_end(to.year(), to.month() as i32)?,
            false => to,
        };
        let moved = Self::new(
            months(first)?.and_time(self.earliest.time()),
            to.and_time(self.latest.time()),
            self.grain,
        )?;
        Some(Self {
            earliest: moved.earliest,
            latest: moved.latest,
            ..*self
        })
    }

    /// Returns the window so many days later.
    pub(super) fn days_on(&self, days: i64) -> Option<Self> {
        let on = |at: NaiveDateTime| {
            super::calendar::plus_days(at.date(), days).map(|d| d.and_time(at.time()))
        };
        Some(Self {
            earliest: on(self.earliest)?,
            latest: on(self.latest)?,
            ..*self
        })
    }

    /// Returns the window with its beginning unbounded.
    #[must_use]
    pub fn open_start(mut self) -> Self {
        self.open_start = true;
        self
    }

    /// Returns the window with its end unbounded.
    #[must_use]
    pub fn open_end(mut self) -> Self {
        self.open_end = true;
        self
    }

    /// Returns `earliest` as CONTRACT's JSON prints it: a day, or a minute for grains
    /// finer than a day.
    pub fn earliest_text(&self) -> String {
        self.bound_text(self.earliest)
    }

    /// Returns `latest` as CONTRACT's JSON prints it.
    pub fn latest_text(&self) -> String {
        self.bound_text(self.latest)
    }

    fn bound_text(&self, at: NaiveDateTime) -> String {
        if self.grain > Grain::Day {
            at.format("%Y-%m-%dT%H:%M").to_string()
        } else {
            at.format("%Y-%m-%d").to_string()
        }
    }

    /// Returns the TIMEX3 value of the window: its grain says how much of its beginning counts.
    pub fn timex_value(&self) -> String {
        let at = self.earliest;
        let (y, m) = (at.year(), at.month());
        match self.grain {
            Grain::Century => format!("{:02}", y / 100),
            Grain::Decade => format!("{:03}", y / 10),
            Grain::Year => format!("{y:04}"),
            Grain::Half => format!("{y:04}-H{}", (m - 1) / 6 + 1),
            Grain::Quarter => format!("{y:04}-Q{}", (m - 1) / 3 + 1),
            Grain::Season => {
                let code = ["WI", "SP", "SU", "FA"][(m / 3 % 4) as usize];
                // Winter bears the year its December lies in.
                let year = if m < 3 { y - 1 } else { y };
                format!("{year:04}-{code}")
            }
            Grain::Month => format!("{y:04}-{m:02}"),
            Grain::Week | Grain::Weekend => {
                let week = at.date().iso_week();
                let end = if self.grain == Grain::Weekend {
                    "-WE"
                } else {
                    ""
                };
                format!("{:04}-W{:02}{end}", week.year(), week.week())
            }
            Grain::Day => day_text(at.date()),
            Grain::Part => {
                let code = PARTS
                    .iter()
                    .find(|p| p.1 == at.hour())
                    .map_or("DT", |p| p.0);
                format!("{}T{code}", day_text(at.date()))
            }
            Grain::Hour => format!("{}T{:02}", day_text(at.date()), at.hour()),
            // The last minute of a day and the first of the next: midnight, as the day's end.
            Grain::Minute
                if self.first_day() != self.last_day()
                    && self.n_days() == 2
                    && at.hour() == 23
                    && at.minute() == 59 =>
            {
                format!("{}T24:00", day_text(at.date()))
            }
            Grain::Minute => {
                format!(
                    "{}T{:02}:{:02}",
                    day_text(at.date()),
                    at.hour(),
                    at.minute()
                )
            }
        }
    }

    /// Returns the window as an EDTF (ISO 8601-2) string.
    pub fn edtf(&self) -> String {
        let (first, last) = (self.first_day(), self.last_day());
        // Whole years and months, one or a row of them; what is left of one ("early 2015")
        // is told as that one.
        let whole = |form: &str| {
            let (from, to) = (
                first.format(form).to_string(),
                last.format(form).to_string(),
            );
            if from == to {
                from
            } else {
                format!("{from}/{to}")
            }
        };
        let whole_months = first.day() == 1 && plus_day(last).is_none_or(|d| d.day() == 1);
        let one_month = (first.year(), first.month()) == (last.year(), last.month());
        let point = match self.grain {
            Grain::Year => whole("%Y"),
            Grain::Month if whole_months || one_month => whole("%Y-%m"),
            _ if self.first_day() == self.last_day() => self.first_day().to_string(),
            _ => format!("{}/{}", self.first_day(), self.last_day()),
        };
        // An interval has two ends: of a window with an open one, only the bound that is
        // told farthest out is written.
        match (self.open_start, self.open_end) {
            (false, true) => format!("{}/..", point.split('/').next().unwrap_or(&point)),
            (true, false) => format!("../{}", point.rsplit('/').next().unwrap_or(&point)),
            _ => point,
        }
    }
}

fn plus_day(day: NaiveDate) -> Option<NaiveDate> {
    day.checked_add_days(chrono::Days::new(1))
}

fn day_text(day: NaiveDate) -> String {
    format!("{:04}-{:02}-{:02}", day.year(), day.month(), day.day())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_of_hours_names_its_part_of_the_day() {
        let hours = |from: u32, to: u32| {
            let day = NaiveDate::from_ymd_opt(2016, 10, 8).unwrap();
            let at = |h, m| day.and_hms_opt(h, m, 0).unwrap();
            Window::new(at(from, 0), at(to, 59), Grain::Part).unwrap()
        };
        for (from, to, part) in [
            (6, 11, "morning"),
            (12, 17, "afternoon"),
            (17, 20, "evening"),
            (20, 23, "night"),
            (0, 6, "night"),
            (8, 9, "morning"),
        ] {
            assert_eq!(hours(from, to).part_of_day(), Some(part), "{from} to {to}");
        }
        assert_eq!(hours(2, 21).part_of_day(), None);
    }
}
