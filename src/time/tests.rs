//! Sentences of our own, told on Tuesday 2016-10-11 unless the test says otherwise.

use super::{Dct, Timex, recognise};
use crate::text::language::Language;
use chrono::NaiveDate;

fn tag(text: &str, language: &str, day: Option<&str>) -> Vec<Timex> {
    let day = day.map(|d| d.parse::<NaiveDate>().unwrap());
    let found = recognise(text, &Language::new(language));
    let out = found.resolve(Dct {
        day,
        ..Dct::default()
    });
    assert_eq!(out.len(), found.len());
    out
}

/// Checks one text: "expression|value" pairs.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let found: Vec<String> = tag(text, "en", Some("2016-10-11"))
        .iter()
        .map(|t| format!("{}|{}", &text[t.start..t.end], t.value))
        .collect();
    assert_eq!(found, expected, "in: {text}");
}

#[test]
fn dates_of_every_written_form() {
    check(
        "The bridge opened on 19 October 2014.",
        &["19 October 2014|2014-10-19"],
    );
    check(
        "It closed Oct. 3, 2015, for good.",
        &["Oct. 3, 2015|2015-10-03"],
    );
    check("They met on September 1st.", &["September 1st|2016-09-01"]);
}

#[test]
fn what_hangs_on_the_day_of_writing() {
    check("The council met on Saturday.", &["Saturday|2016-10-08"]);
    check("The council met last week.", &["last week|2016-W40"]);
    check("The visit is due on Friday.", &["Friday|2016-10-14"]);
    check("Two days ago he left.", &["Two days ago|2016-10-09"]);
}
