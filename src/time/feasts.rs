//! Feasts that the moon moves: the Jewish and the Muslim ones, Chinese New Year, Diwali, and
//! Easter as the eastern churches keep it.
//!
//! The arithmetic of the Hebrew and of the tabular Islamic calendar is that of Reingold and
//! Dershowitz, *Calendrical Calculations*; the moon and the sun are those of Meeus,
//! *Astronomical Algorithms* (chapters 25 and 49), to a few minutes. What begins when somebody
//! sees the moon is a day off in some places: [`is_loose`] tells of which feasts.

use super::calendar as cal;
use chrono::{Datelike, NaiveDate};

/// Days from Rosh Hashanah are told as this plus or minus so many.
const FROM_TISHRI: i32 = 41000;
const HANUKKAH: i32 = 42000;
/// The month and the day of the Islamic calendar, `MMDD`, are added to this.
const ISLAMIC: i32 = 50000;
const CHINESE_NEW_YEAR: i32 = 60001;
const DIWALI: i32 = 60002;
/// Days from Easter of the eastern churches are told as this plus or minus so many.
const EASTERN_EASTER: i32 = 3500;

/// Tells whether a feast may be kept a day sooner or later than computed.
pub(super) fn is_loose(feast: i32) -> bool {
    (ISLAMIC..ISLAMIC + 1300).contains(&feast) || feast == DIWALI
}

/// Returns the first days of a feast that lie in this year; an Islamic one may come twice.
pub(super) fn days(y: i32, feast: i32) -> Vec<NaiveDate> {
    let one = match feast {
        3400..=3600 => {
            eastern_easter(y).and_then(|d| cal::plus_days(d, i64::from(feast - EASTERN_EASTER)))
        }
        40500..=41500 => on(rosh_hashanah(y) + i64::from(feast - FROM_TISHRI)),
        HANUKKAH => hanukkah(y),
        CHINESE_NEW_YEAR => chinese_new_year(y),
        DIWALI => diwali(y),
        50101..=51230 => return islamic(y, feast - ISLAMIC),
        _ => None,
    };
    one.into_iter().collect()
}

/// Returns the day of this number, counting from 1 January of the year 1.
fn on(number: i64) -> Option<NaiveDate> {
    cal::plus_days(cal::day(1, 1, 1)?, number - 1)
}

/// Returns the number of days before a Hebrew year, delays of its beginning not counted in full.
fn elapsed(year: i64) -> i64 {
    let months = (235 * year - 234).div_euclid(19);
    let parts = 12084 + 13753 * months;
    let days = 29 * months + parts.div_euclid(25920);
    days + i64::from((3 * (days + 1)).rem_euclid(7) < 3)
}

/// Returns the first day of a Hebrew year.
fn tishri(year: i64) -> i64 {
    const EPOCH: i64 = -1_373_427;
    let [before, here, behind] = [year - 1, year, year + 1].map(elapsed);
    let delay = match (behind - here, here - before) {
        (356, _) => 2,
        (_, 382) => 1,
        _ => 0,
    };
    EPOCH + here + delay
}

/// Returns the first day of the Hebrew year that begins in this one.
fn rosh_hashanah(y: i32) -> i64 {
    tishri(i64::from(y) + 3761)
}

fn hanukkah(y: i32) -> Option<NaiveDate> {
    let year = i64::from(y) + 3761;
    let length = tishri(year + 1) - tishri(year);
    let marheshvan = 29 + i64::from(length % 10 == 5);
    on(tishri(year) + 30 + marheshvan + 24)
}

fn islamic(y: i32, feast: i32) -> Vec<NaiveDate> {
    const EPOCH: i64 = 227_015;
    let (month, day) = (i64::from(feast / 100), i64::from(feast % 100));
    let first = 365 * i64::from(y) - 365 + i64::from(y) / 4;
    let year = (30 * (first - EPOCH) + 10646).div_euclid(10631);
    (year - 1..=year + 2)
        .filter(|year| *year > 0)
        .filter_map(|year| {
            let months = 29 * (month - 1) + (6 * month - 1).div_euclid(11);
            let years = (year - 1) * 354 + (3 + 11 * year).div_euclid(30);
            on(day + months + years + EPOCH - 1)
        })
        .filter(|d| d.year() == y)
        .collect()
}

/// The Julian calendar's Easter (Meeus, chapter 8), told in ours.
fn eastern_easter(y: i32) -> Option<NaiveDate> {
    let (a, b, c) = (y % 4, y % 7, y % 19);
    let d = (19 * c + 15) % 30;
    let e = (2 * a + 4 * b - d + 34) % 7;
    let (month, day) = ((d + e + 114) / 31, (d + e + 114) % 31 + 1);
    let behind = y / 100 - y / 400 - 2;
    cal::plus_days(cal::day(y, month, day)?, behind.into())
}

/// Days from noon of 1 January 2000 to the first minute of a day.
fn since_2000(day: NaiveDate) -> Option<f64> {
    let noon = cal::day(2000, 1, 1)?;
    Some((day - noon).num_days() as f64 - 0.5)
}

/// Returns the day that so many days from noon of 1 January 2000 lie in.
fn day_of(days: f64) -> Option<NaiveDate> {
    cal::plus_days(cal::day(2000, 1, 1)?, (days + 0.5).floor() as i64)
}

/// Returns the longitude of the sun in degrees, to a hundredth.
fn sun(days: f64) -> f64 {
    let t = days / 36525.0;
    let mean = 280.46646 + 36000.76983 * t;
    let anomaly = (357.52911 + 35999.05029 * t).to_radians();
    let centre = (1.914602 - 0.004817 * t) * anomaly.sin()
        + 0.019993 * (2.0 * anomaly).sin()
        + 0.000289 * (3.0 * anomaly).sin();
    (mean + centre - 0.00569).rem_euclid(360.0)
}

/// Returns the moment of the new moon `k` of those since January 2000, in days of universal time.
fn new_moon(k: f64) -> f64 {
    let t = k / 1236.85;
    let rad = |degrees: f64| degrees.to_radians();
    let mean = 5.09766 + 29.530588861 * k + 0.00015437 * t * t;
    let sun = rad(2.5534 + 29.1053567 * k);
    let moon = rad(201.5643 + 385.81693528 * k + 0.0107582 * t * t);
    let node = rad(160.7108 + 390.67050284 * k - 0.0016118 * t * t);
    let e = 1.0 - 0.002516 * t;
    let swing = -0.40720 * moon.sin()
        + 0.17241 * e * sun.sin()
        + 0.01608 * (2.0 * moon).sin()
        + 0.01039 * (2.0 * node).sin()
        + 0.00739 * e * (moon - sun).sin()
        - 0.00514 * e * (moon + sun).sin()
        + 0.00208 * e * e * (2.0 * sun).sin()
        - 0.00111 * (moon - 2.0 * node).sin()
        - 0.00057 * (moon + 2.0 * node).sin()
        + 0.00056 * e * (2.0 * moon + sun).sin();
    // The clock of the sky is ahead of ours by a minute in our time.
    mean + swing - 0.0008
}

/// Returns some new moons one after the other, the first a month or two before a moment.
fn new_moons_from(days: f64) -> impl Iterator<Item = f64> {
    let k = (days / 29.530588861).floor();
    (-2..=4).map(move |n| new_moon(k + f64::from(n)))
}

/// Returns the day in China of the second new moon behind the winter solstice, which no leap month
/// puts before 21 January.
fn chinese_new_year(y: i32) -> Option<NaiveDate> {
    // Until 1928 the clock was that of Beijing.
    let china = if y < 1929 { 465.7 } else { 480.0 } / 1440.0;
    let around = since_2000(cal::day(y - 1, 12, 21)?)?;
    // The sun goes about a degree a day: each step is some fifty times as near.
    let nearer = |days: f64| days + (270.0 - sun(days) + 540.0).rem_euclid(360.0) - 180.0;
    let solstice = day_of(nearer(nearer(nearer(around))) + china)?;
    new_moons_from(around)
        .filter_map(|moon| day_of(moon + china))
        .filter(|day| *day > solstice)
        .skip(1)
        .find(|day| day.month() == 2 || day.day() > 20)
}

/// Returns the day in India whose evening is the last before the new moon under which the sun
/// stands in the sidereal Libra.
fn diwali(y: i32) -> Option<NaiveDate> {
    const INDIA: f64 = 5.5 / 24.0;
    /// From an evening of India to the midnight before it.
    const EVENING: f64 = 19.0 / 24.0;
    let around = since_2000(cal::day(y, 11, 1)?)?;
    let ayanamsa = 23.85 + around / 365.2422 * 0.01397;
    let moon = new_moons_from(around).find(|moon| {
        let sidereal = (sun(*moon) - ayanamsa).rem_euclid(360.0);
        (180.0..210.0).contains(&sidereal)
    })?;
    day_of(moon + INDIA - EVENING)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(feast: i32, expected: &[&str]) {
        for day in expected {
            let y = day[..4].parse().unwrap();
            let found: Vec<String> = days(y, feast).iter().map(ToString::to_string).collect();
            assert!(
                found.iter().any(|d| d == day),
                "{feast}: {day}, not {found:?}"
            );
        }
    }

    #[test]
    fn jewish_feasts_are_those_of_the_almanac() {
        check(
            41000,
            &[
                "2005-10-04",
                "2013-09-05",
                "2016-10-03",
                "2020-09-19",
                "2024-10-03",
            ],
        );
        check(41009, &["2014-10-04", "2016-10-12", "2021-09-16"]);
        check(
            40837,
            &["2005-04-24", "2013-03-26", "2016-04-23", "2024-04-23"],
        );
        check(40807, &["2016-03-24", "2019-03-21", "2024-03-24"]);
        check(
            42000,
            &["2013-11-28", "2016-12-25", "2018-12-03", "2024-12-26"],
        );
    }

    #[test]
    fn muslim_feasts_are_within_a_day_of_the_almanac() {
        let near = |feast, day: &str| {
            let day: NaiveDate = day.parse().unwrap();
            let found = days(day.year(), feast);
            assert!(
                found.iter().any(|d| (*d - day).num_days().abs() <= 1),
                "{day} {found:?}"
            );
        };
        for day in [
            "2010-08-11",
            "2013-07-09",
            "2016-06-06",
            "2019-05-06",
            "2023-03-23",
        ] {
            near(50901, day);
        }
        for day in [
            "2000-01-08",
            "2000-12-27",
            "2016-07-06",
            "2020-05-24",
            "2024-04-10",
        ] {
            near(51001, day);
        }
        for day in [
            "2006-01-10",
            "2006-12-31",
            "2016-09-12",
            "2019-08-11",
            "2023-06-28",
        ] {
            near(51210, day);
        }
    }

    #[test]
    fn chinese_new_year_diwali_and_eastern_easter_are_those_of_the_almanac() {
        check(
            60001,
            &[
                "1985-02-20",
                "2000-02-05",
                "2004-01-22",
                "2007-02-18",
                "2010-02-14",
                "2012-01-23",
                "2015-02-19",
                "2016-02-08",
                "2018-02-16",
                "2020-01-25",
                "2023-01-22",
                "2024-02-10",
                "2025-01-29",
            ],
        );
        check(
            60002,
            &[
                "2012-11-13",
                "2014-10-23",
                "2015-11-11",
                "2016-10-30",
                "2017-10-19",
                "2018-11-07",
                "2019-10-27",
                "2020-11-14",
                "2021-11-04",
                "2022-10-24",
                "2023-11-12",
            ],
        );
        check(
            3500,
            &[
                "2010-04-04",
                "2015-04-12",
                "2016-05-01",
                "2021-05-02",
                "2024-05-05",
            ],
        );
    }
}
