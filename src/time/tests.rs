//! Sentences of our own, told on Tuesday 2016-10-11 unless the test says otherwise.

mod directions;
mod feasts;
mod fooled;
mod forms;
mod french;
mod laws;
mod lengths;
mod pages;
mod stretches;

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

fn lines(text: &str, timexes: &[Timex]) -> Vec<String> {
    timexes
        .iter()
        .map(|t| format!("{}|{}", &text[t.start..t.end], t.value))
        .collect()
}

/// Checks one text: "expression|value" pairs.
#[track_caller]
fn check(text: &str, expected: &[&str]) {
    let found = tag(text, "en", Some("2016-10-11"));
    assert_eq!(lines(text, &found), expected, "in: {text}");
}

/// Checks one text whose day of writing nobody knows.
#[track_caller]
fn check_undated(text: &str, expected: &[&str]) {
    let found = tag(text, "en", None);
    assert_eq!(lines(text, &found), expected, "in: {text}");
}

/// Checks the window of the only placed expression of a text.
#[track_caller]
fn check_window(text: &str, expected: &str) {
    let found = tag(text, "en", Some("2016-10-11"));
    let window = found.iter().find_map(|t| t.window).unwrap();
    let open = match (window.open_start, window.open_end) {
        (true, _) => " and before",
        (_, true) => " and on",
        _ => "",
    };
    let told = format!("{}..{}{open}", window.earliest_text(), window.latest_text());
    assert_eq!(told, expected, "in: {text}");
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
    check(
        "The 4th of July, 1976, was hot.",
        &["The 4th of July, 1976|1976-07-04"],
    );
    check(
        "Signed 12/25/2015 and 2015-06-07.",
        &["12/25/2015|2015-12-25", "2015-06-07|2015-06-07"],
    );
    check(
        "It ran from June 3-5.",
        &["June 3|2016-06-03", "5|2016-06-05"],
    );
    check(
        "On 3 and 4 June they met.",
        &["3|2016-06-03", "4 June|2016-06-04"],
    );
    check(
        "The winters of 1989-90 were mild.",
        &["1989|1989", "90|1990"],
    );
    check("In the early 1980s it grew.", &["the early 1980s|198"]);
    check(
        "In nineteen ninety-six it shrank.",
        &["nineteen ninety-six|1996"],
    );
    check("In mid-2015 it ended.", &["mid-2015|2015"]);
    check("The 19th century was long.", &["The 19th century|18"]);
    check(
        "In the third quarter of 2014 sales rose.",
        &["the third quarter of 2014|2014-Q3"],
    );
    check(
        "In the spring of 2013 it rained.",
        &["the spring of 2013|2013-SP"],
    );
    check(
        "The first week of March 2015 was dry.",
        &["The first week of March 2015|2015-W10"],
    );
}

#[test]
fn what_hangs_on_the_day_of_writing() {
    check("The council met on Saturday.", &["Saturday|2016-10-08"]);
    check(
        "The harbour blocked the first and second draft on Saturday, ending any hope that ships might sail.",
        &["Saturday|2016-10-08"],
    );
    check("The council met on Tuesday.", &["Tuesday|2016-10-11"]);
    check("The council met last week.", &["last week|2016-W40"]);
    check("The visit is due on Friday.", &["Friday|2016-10-14"]);
    check("Two days ago he left.", &["Two days ago|2016-10-09"]);
    check("In July the roof fell in.", &["July|2016-07"]);
    check("It was agreed in December.", &["December|2015-12"]);
    check(
        "The deal is due to be signed in January.",
        &["January|2017-01"],
    );
    check("They return next month.", &["next month|2016-11"]);
    check(
        "Over the weekend shops closed.",
        &["the weekend|2016-W40-WE"],
    );
    check(
        "He leaves the day after tomorrow.",
        &["the day after tomorrow|2016-10-13"],
    );
    check(
        "At noon Friday the bells rang.",
        &["noon Friday|2016-10-07T12:00"],
    );
    check(
        "At 5 p.m. on Monday it rained.",
        &["5 p.m. on Monday|2016-10-10T17:00"],
    );
    check(
        "Last night the lights failed.",
        &["Last night|2016-10-10TNI"],
    );
    check("Updated 14:30 GMT.", &["14:30 GMT|2016-10-11T14:30Z"]);
}

#[test]
fn what_hangs_on_what_was_told() {
    check(
        "On 2 May 2011 the dam broke. Two days later the water fell. The next day it rose.",
        &[
            "2 May 2011|2011-05-02",
            "Two days later|2011-05-04",
            "The next day|2011-05-05",
        ],
    );
    check_undated(
        "On 2 May 2011 the dam broke. Two days later the water fell. In June it dried.",
        &[
            "2 May 2011|2011-05-02",
            "Two days later|2011-05-04",
            "June|2011-06",
        ],
    );
    check_undated("It broke on Friday.", &["Friday|XXXX-WXX-5"]);
    check_undated(
        "Built in 1990, it broke yesterday.",
        &["1990|1990", "yesterday|XXXX-XX-XX"],
    );
    check_undated(
        "Built in 1990, it broke on Friday.",
        &["1990|1990", "Friday|XXXX-WXX-5"],
    );
    check_undated(
        "In January last year it broke.",
        &["January last year|XXXX-01"],
    );
}

#[test]
fn a_history_tells_its_dates_without_their_year() {
    check(
        "In 1936 the mill burned. In March 1937 it was rebuilt. On 4 April it opened. \
         In December 1938 the war reached it. In January it closed.",
        &[
            "1936|1936",
            "March 1937|1937-03",
            "4 April|1937-04-04",
            "December 1938|1938-12",
            "January|1939-01",
        ],
    );
}

#[test]
fn lengths_and_what_recurs() {
    check(
        "It took four and a half months.",
        &["four and a half months|P4.5M"],
    );
    check(
        "A two-year deal for half an hour.",
        &["two-year|P2Y", "half an hour|PT30M"],
    );
    check("For several days it snowed.", &["several days|PXD"]);
    check(
        "In the past two weeks it thawed.",
        &["the past two weeks|P2W"],
    );
    check("Every Monday they sing.", &["Every Monday|XXXX-WXX-1"]);
    check("Twice a week they dance.", &["Twice a week|P1W"]);
}

#[test]
fn past_present_future() {
    check("Now they wait.", &["Now|PRESENT_REF"]);
    check("It was recently sold.", &["recently|PAST_REF"]);
    check("In the future it may return.", &["the future|FUTURE_REF"]);
}

#[test]
fn what_only_looks_like_time() {
    check("It may be, he said; they march on.", &[]);
    check("A 1,968-page report came second.", &[]);
    check("Flight 1989 left from room 2012.", &[]);
    check("The index closed at 2082.1, up $4.1556.", &[]);
    check("The 52-year-old sat with a boy 6 years old.", &[]);
    check("Ring 555-1998-2001 now.", &["now|PRESENT_REF"]);
}

#[test]
fn years_before_our_era_are_kept_and_not_placed() {
    let text = "In 264 BC the war began.";
    let found = tag(text, "en", Some("2016-10-11"));
    assert_eq!(lines(text, &found), ["264 BC|BC0264"]);
    assert_eq!(found[0].window, None);
}

#[test]
fn signals_open_the_window_and_stay_outside() {
    check_window(
        "Strikes since September 2015 went on.",
        "2015-09-01..2015-09-30 and on",
    );
    check_window(
        "He stays until Friday.",
        "2016-10-14..2016-10-14 and before",
    );
    check_window("Held since 2012, it fell.", "2012-01-01..2012-12-31 and on");
    check_window(
        "Between 8 May 2016 and 10 May 2016 it rained.",
        "2016-05-08..2016-05-10",
    );
    check_window(
        "In the 24 hours to Tuesday it rained.",
        "2016-10-10..2016-10-11",
    );
    check_window("In early September it rained.", "2016-09-01..2016-09-11");
}

#[test]
fn the_text_itself_tells_the_order_of_day_and_month() {
    check("Paid 3/4/2016.", &["3/4/2016|2016-03-04"]);
    check(
        "Paid 3/4/2016, owed since 25/12/2015.",
        &["3/4/2016|2016-04-03", "25/12/2015|2015-12-25"],
    );
}

#[test]
fn what_comes_a_day_after_comes_now() {
    check("The step comes a day after he spoke.", &["a day|P1D"]);
}

#[test]
fn a_range_of_weekdays_runs_forward() {
    check(
        "Open from Monday to Friday.",
        &["Monday|2016-10-10", "Friday|2016-10-14"],
    );
}

#[test]
fn a_date_alone_on_its_line_dates_the_text() {
    check_undated(
        "Bridge closed\nOctober 11, 2016\nThe bridge closed on Saturday after a storm.",
        &["October 11, 2016|2016-10-11", "Saturday|2016-10-08"],
    );
}

#[test]
fn a_year_before_a_quarter_is_a_quarter() {
    check(
        "In the third quarter profit was 3 million, against 2 million a year earlier.",
        &["the third quarter|2016-Q3", "a year earlier|2015-Q3"],
    );
}

#[test]
fn the_calendar_has_its_corners() {
    check(
        "On 29 February 2016 he leapt.",
        &["29 February 2016|2016-02-29"],
    );
    check(
        "On 29 February 2015 he fell.",
        &["29 February 2015|2015-02-29"],
    );
    assert_eq!(
        tag("On 29 February 2015 he fell.", "en", None)[0].window,
        None
    );
    let shifted = |day: &str, text: &str| tag(text, "en", Some(day))[0].value.clone();
    assert_eq!(shifted("2016-03-31", "It fell last month."), "2016-02");
    assert_eq!(shifted("2017-01-01", "It fell this week."), "2016-W52");
    assert_eq!(shifted("2016-01-04", "It fell last week."), "2015-W53");
    assert_eq!(shifted("2016-02-29", "It fell a year ago."), "2015");
    assert_eq!(shifted("0001-01-01", "It fell yesterday."), "XXXX-XX-XX");
    assert_eq!(shifted("9999-12-31", "It falls tomorrow."), "XXXX-XX-XX");
}

#[test]
fn french_is_only_another_file() {
    let check = |text: &str, expected: &[&str]| {
        let found = tag(text, "fr", Some("2016-10-11"));
        assert_eq!(lines(text, &found), expected, "in: {text}");
    };
    check(
        "Le pont a ouvert le 19 octobre.",
        &["19 octobre|2016-10-19"],
    );
    check(
        "Il est fermé depuis septembre 2015.",
        &["septembre 2015|2015-09"],
    );
    check(
        "La semaine dernière, il pleuvait.",
        &["La semaine dernière|2016-W40"],
    );
    check(
        "Hier et aujourd’hui.",
        &["Hier|2016-10-10", "aujourd’hui|2016-10-11"],
    );
    check(
        "Il y a trois jours, samedi.",
        &["Il y a trois jours|2016-10-08", "samedi|2016-10-08"],
    );
}
