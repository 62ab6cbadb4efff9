//! Windows in words that a person would use, never finer than they are.

use crate::time::{Grain, Window};
use chrono::{Datelike, NaiveDate};

/// Returns a window in words: "Sat 8 Oct 2016", "3–9 Jul 2016", "since Sep 2015".
pub fn words(window: &Window) -> String {
    let inner = inner(window);
    let about = if window.approx { "about " } else { "" };
    match (window.open_start, window.open_end) {
        (false, true) => format!("since {about}{inner}"),
        (true, false) => format!("until {about}{inner}"),
        _ => format!("{about}{inner}"),
    }
}

/// Returns a window spelt out for a report: "8 October 2016", "between 3 and 9 July 2016".
pub fn spelt(window: &Window) -> String {
    let (first, last) = (window.first_day(), window.last_day());
    let text = if first == last {
        first.format("%-d %B %Y").to_string()
    } else if let Some(whole) = whole_months(first, last, "%B") {
        whole
    } else {
        let from = match (first.year() == last.year(), first.month() == last.month()) {
            (true, true) => first.format("%-d").to_string(),
            (true, false) => first.format("%-d %B").to_string(),
            _ => first.format("%-d %B %Y").to_string(),
        };
        format!("between {from} and {}", last.format("%-d %B %Y"))
    };
    let about = if window.approx { "about " } else { "" };
    match (window.open_start, window.open_end) {
        (false, true) => format!("since {about}{text}"),
        (true, false) => format!("until {about}{text}"),
        _ => format!("{about}{text}"),
    }
}

fn inner(window: &Window) -> String {
    let (first, last) = (window.first_day(), window.last_day());
    if first == last {
        let day = first.format("%a %-d %b %Y").to_string();
        let (from, to) = (
            window.earliest().format("%H:%M"),
            window.latest().format("%H:%M"),
        );
        return match window.grain {
            Grain::Minute if window.earliest() == window.latest() => format!("{day} {from}"),
            Grain::Part => match window.part_of_day() {
                Some(part) => format!("{day} {part}"),
                None => format!("{day} {from}–{to}"),
            },
            Grain::Hour | Grain::Minute if window.approx => {
                format!("{day} {}", window.told().format("%H:%M"))
            }
            Grain::Hour | Grain::Minute => format!("{day} {from}–{to}"),
            _ => day,
        };
    }
    if window.grain == Grain::Week && window.n_days() == 7 {
        return format!("week of {}", first.format("%-d %b %Y"));
    }
    whole_months(first, last, "%b").unwrap_or_else(|| days(first, last))
}

fn days(first: NaiveDate, last: NaiveDate) -> String {
    match (first.year() == last.year(), first.month() == last.month()) {
        (true, true) => format!("{}–{}", first.format("%-d"), last.format("%-d %b %Y")),
        (true, false) => format!("{} – {}", first.format("%-d %b"), last.format("%-d %b %Y")),
        _ => format!(
            "{} – {}",
            first.format("%-d %b %Y"),
            last.format("%-d %b %Y")
        ),
    }
}

/// The months or years between two days, when these begin and end some.
fn whole_months(first: NaiveDate, last: NaiveDate, month: &str) -> Option<String> {
    let next = last.succ_opt()?;
    if first.day() != 1 || next.day() != 1 {
        return None;
    }
    let (a, b) = (first.year(), last.year());
    if first.month() == 1 && next.month() == 1 {
        return Some(match b - a {
            0 => format!("{a}"),
            9 if a % 10 == 0 => format!("{a}s"),
            _ => format!("{a}–{b}"),
        });
    }
    let one = format!("{month} %Y");
    Some(if (a, first.month()) == (b, last.month()) {
        first.format(&one).to_string()
    } else if a == b {
        format!("{}–{}", first.format(month), last.format(&one))
    } else {
        format!("{} – {}", first.format(&one), last.format(&one))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::period;

    fn window(from: &str, to: &str, grain: Grain) -> Window {
        Window::days(period(from).unwrap().0, period(to).unwrap().1, grain).unwrap()
    }

    #[test]
    fn about_four_is_four_and_not_half_past_three() {
        let day: NaiveDate = "2018-05-03".parse().unwrap();
        let at = |h, m| day.and_hms_opt(h, m, 0).unwrap();
        for latest in [at(4, 29), at(4, 30)] {
            let mut about = Window::new(at(3, 30), latest, Grain::Hour).unwrap();
            about.approx = true;
            assert_eq!(words(&about), "about Thu 3 May 2018 04:00");
        }
    }

    #[test]
    fn windows_read_as_people_say_them() {
        let w = |a, b, g| words(&window(a, b, g));
        assert_eq!(w("2016-10-08", "2016-10-08", Grain::Day), "Sat 8 Oct 2016");
        assert_eq!(
            w("2016-10-08", "2016-10-09", Grain::Weekend),
            "8–9 Oct 2016"
        );
        assert_eq!(
            w("2016-10-03", "2016-10-09", Grain::Week),
            "week of 3 Oct 2016"
        );
        assert_eq!(w("2016-07", "2016-07", Grain::Month), "Jul 2016");
        assert_eq!(w("2016-06", "2016-08", Grain::Season), "Jun–Aug 2016");
        assert_eq!(w("2016", "2016", Grain::Year), "2016");
        assert_eq!(w("2010", "2019", Grain::Decade), "2010s");
        assert_eq!(
            w("2016-09-28", "2016-10-02", Grain::Day),
            "28 Sep – 2 Oct 2016"
        );
        let since = window("2015-09", "2015-09", Grain::Month).open_end();
        assert_eq!(words(&since), "since Sep 2015");
    }

    #[test]
    fn a_vague_date_is_never_spelt_as_a_day() {
        let s = |a, b, g| spelt(&window(a, b, g));
        assert_eq!(
            s("2016-07-03", "2016-07-09", Grain::Week),
            "between 3 and 9 July 2016"
        );
        assert_eq!(s("2016-07", "2016-07", Grain::Month), "July 2016");
        assert_eq!(s("2016-10-08", "2016-10-08", Grain::Day), "8 October 2016");
    }
}
