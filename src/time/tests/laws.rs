//! What holds for every text, held to random ones.

use crate::text::language::Language;
use crate::time::calendar;
use crate::time::{Dct, Grain, Window, recognise};
use chrono::{Datelike, NaiveDate};
use proptest::prelude::*;

fn bytes() -> impl Strategy<Value = String> {
    any::<Vec<u8>>().prop_map(|b| String::from_utf8_lossy(&b).into_owned())
}

fn piece() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "in",
        "the",
        "on",
        "since",
        "May",
        "March",
        "Monday",
        "Oct.",
        "3",
        "19",
        "2016",
        "-",
        ",",
        "and",
        "last",
        "next",
        "two",
        "weeks",
        "ago",
        "later",
        "noon",
        "5 p.m.",
        "quarter",
        "of",
        "early",
        "1980s",
        "a",
        "year",
        "half",
        "(",
        ")",
        ".",
        "\n\n",
        "é",
        "日",
        "was",
        "will",
        "10/19/2016",
        "29 February",
        "winter",
        "BC",
        "'",
        "first",
        "day",
        "to",
        "9999",
        "1",
        "night",
        "this",
        "weekend",
        "Easter",
        "hundred",
        "thousand",
        "one",
    ]);
    prop::collection::vec(words, 0..40).prop_map(|w| w.join(" "))
}

proptest! {
    #[test]
    fn any_text_gives_spans_on_boundaries(text in prop_oneof![piece(), any::<String>(), bytes()]) {
        let found = recognise(&text, &Language::english());
        let mut behind = 0;
        for i in 0..found.len() {
            let span = found.span(i);
            prop_assert!(span.start >= behind && span.start < span.end);
            prop_assert!(text.get(span.clone()).is_some());
            behind = span.end;
        }
        let day = NaiveDate::from_ymd_opt(2016, 10, 11).unwrap();
        for dct in [Dct::default(), Dct::on(day), Dct::on(NaiveDate::MAX), Dct::on(NaiveDate::MIN)] {
            let out = found.resolve(dct);
            prop_assert_eq!(out.len(), found.len());
            for t in &out {
                if let Some(w) = t.window {
                    prop_assert!(w.earliest() <= w.latest());
                    prop_assert!((1..=9999).contains(&w.first_day().year()));
                }
            }
        }
    }

    #[test]
    fn what_stands_before_another_text_changes_nothing(text in piece()) {
        let alone = recognise(&text, &Language::english());
        let _ = recognise("On 3 May 1900 it rained.", &Language::english());
        prop_assert_eq!(recognise(&text, &Language::english()), alone);
    }

    #[test]
    fn a_text_reads_the_same_whatever_stands_around_it(
        text in piece(),
        before in prop::sample::select(vec!["Nobody came.", "The shop (a large one) was shut.", "It cost $4.50."]),
        after in prop::sample::select(vec!["Nobody left.", "They sang & danced.", "The end."]),
    ) {
        let day = NaiveDate::from_ymd_opt(2016, 10, 11).unwrap();
        let tell = |text: &str, from: usize| {
            let found = recognise(text, &Language::english()).resolve(Dct::on(day));
            found
                .into_iter()
                .map(|t| (t.start - from, t.end - from, t.value, t.window))
                .collect::<Vec<_>>()
        };
        let text = text.trim();
        prop_assume!(!text.is_empty());
        let alone = tell(text, 0);
        let whole = format!("{before}\n\n{text}\n\n{after}");
        prop_assert_eq!(tell(&whole, before.len() + 2), alone);
    }

    #[test]
    fn days_of_every_year_are_read_back(y in 1000..=2999_i32, n in 1..=366_u32) {
        let Some(day) = NaiveDate::from_yo_opt(y, n) else { return Ok(()) };
        for text in [day.format("%-d %B %Y").to_string(), day.format("%Y-%m-%d").to_string()] {
            let found = recognise(&text, &Language::english()).resolve(Dct::default());
            prop_assert_eq!(found.len(), 1, "{}", text);
            prop_assert_eq!(found[0].window, Some(Window::day(day)));
            prop_assert_eq!(&found[0].value, &day.format("%Y-%m-%d").to_string());
        }
    }

    #[test]
    fn the_value_of_a_resolved_day_or_month_is_its_window(text in piece()) {
        let day = NaiveDate::from_ymd_opt(2016, 10, 11).unwrap();
        for t in recognise(&text, &Language::english()).resolve(Dct::on(day)) {
            let Some(w) = t.window.filter(|w| !w.approx && !w.open_start && !w.open_end) else {
                continue;
            };
            if t.rule == "length" || w.n_days() > 366 {
                continue;
            }
            // "between … and …" spans from one to the other.
            if let Some(back) = parse(&t.value) && back.grain == w.grain {
                prop_assert!(w.contains(&back), "{} is {:?}", t.value, w);
            }
        }
    }

    #[test]
    fn the_value_of_a_window_tells_the_window(
        y in 1583..9990_i32, m in 1..=12_u32, d in 1..=28_u32, grain in 0..6_usize,
    ) {
        let grain = [Grain::Day, Grain::Month, Grain::Year, Grain::Decade, Grain::Quarter, Grain::Week][grain];
        let day = NaiveDate::from_ymd_opt(y, m, d).unwrap();
        let window = calendar::unit_of(day, grain).unwrap();
        let back = parse(&window.timex_value()).unwrap();
        prop_assert_eq!(back, window);
    }
}

/// Reads a TIMEX3 value back, written for this test alone.
fn parse(value: &str) -> Option<Window> {
    let number = |s: &str| s.parse::<i32>().ok();
    let unit =
        |y: i32, m: u32, d: u32, grain| calendar::unit_of(NaiveDate::from_ymd_opt(y, m, d)?, grain);
    let y = number(value.get(..4).unwrap_or(value))?;
    match value.len() {
        3 => unit(number(value)? * 10, 1, 1, Grain::Decade),
        4 => unit(y, 1, 1, Grain::Year),
        7 if value.contains('Q') => unit(y, value[6..].parse::<u32>().ok()? * 3, 1, Grain::Quarter),
        7 => unit(y, value[5..].parse().ok()?, 1, Grain::Month),
        8 => {
            let monday =
                NaiveDate::from_isoywd_opt(y, value[6..].parse().ok()?, chrono::Weekday::Mon)?;
            calendar::unit_of(monday, Grain::Week)
        }
        10 => Some(Window::day(value.parse().ok()?)),
        _ => None,
    }
}
