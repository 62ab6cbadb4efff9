//! Windows and days as a reader would write them. English and fixed: what is shown never
//! depends on the locale, and never says more than the window does.

use crate::time::published::{Published, instant};
use crate::time::{Grain, Window};
use chrono::{Datelike, FixedOffset, NaiveDate, Timelike};

/// The months, as written in lists.
pub const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];

/// Returns the short name of a month, 1 to 12.
pub fn month(n: u32) -> &'static str {
    MONTHS[(n.clamp(1, 12) - 1) as usize]
}

/// Returns the short name of a day's weekday.
pub fn weekday(day: NaiveDate) -> &'static str {
    ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"][day.weekday().num_days_from_monday() as usize]
}

/// Returns a day in full: `Sat 8 Oct 2016`.
pub fn day(day: NaiveDate) -> String {
    format!(
        "{} {} {} {}",
        weekday(day),
        day.day(),
        month(day.month()),
        day.year()
    )
}

/// Returns when an article appeared: its day, and its time where one is stated, in the zone
/// asked for.
pub fn appeared(published: &Published, zone: Option<FixedOffset>) -> String {
    let Some(date) = published.value else {
        return "undated".to_owned();
    };
    let Some(time) = &published.time else {
        return day(date);
    };
    let stated = time.rsplit('T').next().unwrap_or(time);
    match (zone, instant(date, stated)) {
        (Some(zone), Some(at)) => {
            let at = at.with_timezone(&zone);
            format!("{} {}", day(at.date_naive()), at.format("%H:%M %:z"))
        }
        _ => {
            let minutes = stated.get(..5).unwrap_or(stated);
            let offset = stated.find(['+', '-', 'Z']).and_then(|i| stated.get(i..));
            let offset = offset.map(|o| format!(" {}", o.replace('Z', "UTC")));
            format!("{} {minutes}{}", day(date), offset.unwrap_or_default())
        }
    }
}

/// Returns a window in full: `Sat 8 Oct 2016`, `Jul 2016`, `since Sep 2015`,
/// `3–9 Jul 2016`.
pub fn long(w: &Window) -> String {
    decorate(w, &body(w, Shape::WithYear))
}

/// Returns how long something goes on, no finer than anybody asks of its length:
/// `27–31 Oct 2016`, `Feb–Sep 2016`, `2011–2016`.
pub fn span(w: &Window) -> String {
    let (first, last) = (w.first_day(), w.last_day());
    let days = (last - first).num_days();
    if days < 62 {
        return long(w);
    }
    if days > 730 {
        return format!("{}–{}", first.year(), last.year());
    }
    let (a, b) = (month(first.month()), month(last.month()));
    if first.year() == last.year() {
        format!("{a}–{b} {}", last.year())
    } else {
        format!("{a} {}–{b} {}", first.year(), last.year())
    }
}

/// Returns a window in full or, where there is none, that it is undated.
pub fn long_or_undated(w: Option<&Window>) -> String {
    w.map_or_else(|| "undated".to_owned(), long)
}

/// Returns a window for a list: `8 Oct`, `Sep 2015 →` for what goes on, `→ Apr` for what
/// ended, the year left out where the row above names it.
pub fn row(w: &Window, with_year: bool, arrow: &str) -> String {
    let body = body(
        w,
        if with_year {
            Shape::WithYear
        } else {
            Shape::NoYear
        },
    );
    let about = if w.approx { "~" } else { "" };
    match (w.open_start, w.open_end) {
        (false, true) => format!("{about}{body} {arrow}"),
        (true, false) => format!("{arrow} {about}{body}"),
        _ => format!("{about}{body}"),
    }
}

#[derive(Clone, Copy, PartialEq)]
enum Shape {
    WithYear,
    NoYear,
}

fn decorate(w: &Window, body: &str) -> String {
    let about = if w.approx { "about " } else { "" };
    match (w.open_start, w.open_end) {
        (false, true) => format!("since {about}{body}"),
        (true, false) => format!("until {about}{body}"),
        _ => format!("{about}{body}"),
    }
}

fn body(w: &Window, shape: Shape) -> String {
    let (a, b) = (w.first_day(), w.last_day());
    let year = |y: i32| {
        if shape == Shape::WithYear {
            format!(" {y}")
        } else {
            String::new()
        }
    };
    match w.grain {
        Grain::Century => century((a.year() + b.year()) / 2),
        Grain::Decade => format!("{}s", a.year().div_euclid(10) * 10),
        Grain::Year if a.year() == b.year() => a.year().to_string(),
        Grain::Year => format!("{}–{}", a.year(), b.year()),
        Grain::Half if a.year() == b.year() => {
            format!("H{}{}", (a.month() - 1) / 6 + 1, year(a.year()))
        }
        Grain::Quarter if a.year() == b.year() => {
            format!("Q{}{}", (a.month() - 1) / 3 + 1, year(a.year()))
        }
        Grain::Season | Grain::Half | Grain::Quarter | Grain::Month => {
            if (a.year(), a.month()) == (b.year(), b.month()) {
                format!("{}{}", month(a.month()), year(a.year()))
            } else if a.year() == b.year() {
                format!(
                    "{}–{}{}",
                    month(a.month()),
                    month(b.month()),
                    year(a.year())
                )
            } else {
                format!(
                    "{} {}–{} {}",
                    month(a.month()),
                    a.year(),
                    month(b.month()),
                    b.year()
                )
            }
        }
        _ if a == b => {
            let date = format!(
                "{} {} {}{}",
                weekday(a),
                a.day(),
                month(a.month()),
                year(a.year())
            );
            match w.grain {
                Grain::Hour | Grain::Minute => {
                    format!("{date} {}", clock(w.told().hour(), w.told().minute()))
                }
                Grain::Part => match w.part_of_day() {
                    Some(part) => format!("{date} {part}"),
                    None => date,
                },
                _ => date,
            }
        }
        _ if (a.year(), a.month()) == (b.year(), b.month()) => {
            format!(
                "{}–{} {}{}",
                a.day(),
                b.day(),
                month(a.month()),
                year(a.year())
            )
        }
        _ if a.year() == b.year() => format!(
            "{} {}–{} {}{}",
            a.day(),
            month(a.month()),
            b.day(),
            month(b.month()),
            year(a.year())
        ),
        _ => format!(
            "{} {} {}–{} {} {}",
            a.day(),
            month(a.month()),
            a.year(),
            b.day(),
            month(b.month()),
            b.year()
        ),
    }
}

fn clock(hour: u32, minute: u32) -> String {
    format!("{hour:02}:{minute:02}")
}

/// Returns the century of a year: `20th c.`.
pub fn century(year: i32) -> String {
    let n = (year - 1).div_euclid(100) + 1;
    let tail = match (n % 10, n % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{n}{tail} c.")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(a: &str, b: &str, grain: Grain) -> Window {
        Window::days(a.parse().unwrap(), b.parse().unwrap(), grain).unwrap()
    }

    #[test]
    fn a_zone_changes_what_is_shown_of_a_stated_time() {
        use crate::time::published::PublishedFrom;
        let date = "2016-10-08".parse().unwrap();
        let mut p = Published::stated(date, PublishedFrom::Metadata, String::new());
        let tokyo = FixedOffset::east_opt(9 * 3600);
        assert_eq!(appeared(&p, tokyo), "Sat 8 Oct 2016");
        p.time = Some("19:05-04:00".into());
        assert_eq!(appeared(&p, None), "Sat 8 Oct 2016 19:05 -04:00");
        assert_eq!(appeared(&p, tokyo), "Sun 9 Oct 2016 08:05 +09:00");
    }

    #[test]
    fn windows_read_as_written_by_hand() {
        let check = |w: Window, long_form: &str, short_form: &str| {
            assert_eq!(
                (long(&w).as_str(), row(&w, false, "→").as_str()),
                (long_form, short_form)
            );
        };
        let d = |a, b| days(a, b, Grain::Day);
        check(d("2016-10-08", "2016-10-08"), "Sat 8 Oct 2016", "Sat 8 Oct");
        check(d("2016-07-03", "2016-07-09"), "3–9 Jul 2016", "3–9 Jul");
        check(
            d("2016-09-28", "2016-10-02"),
            "28 Sep–2 Oct 2016",
            "28 Sep–2 Oct",
        );
        check(
            days("2016-07-01", "2016-07-31", Grain::Month),
            "Jul 2016",
            "Jul",
        );
        check(
            days("2015-09-01", "2015-09-30", Grain::Month).open_end(),
            "since Sep 2015",
            "Sep →",
        );
        check(
            days("2012-01-01", "2012-12-31", Grain::Year),
            "2012",
            "2012",
        );
        check(
            days("1901-01-01", "2000-12-31", Grain::Century),
            "20th c.",
            "20th c.",
        );
    }
}
