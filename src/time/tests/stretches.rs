//! Stretches of time, what hangs on what, and weekdays called "last" and "next". Told on Tuesday
//! 2016-10-11 unless the row says otherwise.

use super::{check, check_undated, check_window, forms::table, tag};

/// Checks a table of a text, the day it is told on, and the windows of what is placed in it.
#[track_caller]
fn windows(rows: &[(&str, &str, &str)]) {
    for (text, day, expected) in rows {
        let found = tag(text, "en", Some(day));
        let told: Vec<String> = found
            .iter()
            .filter_map(|t| t.window)
            .map(|w| {
                let open = [(w.open_start, "<"), (w.open_end, ">")];
                let open: String = open.iter().filter(|o| o.0).map(|o| o.1).collect();
                format!("{}..{}{open}", w.earliest_text(), w.latest_text())
            })
            .collect();
        assert_eq!(told.join(" "), *expected, "in: {text}");
    }
}

#[test]
fn last_and_next_weekdays_are_not_of_this_week() {
    windows(&[
        (
            "Last Tuesday the court sat.",
            "2016-10-13",
            "2016-10-04..2016-10-04",
        ),
        (
            "Last Friday the court sat.",
            "2016-10-13",
            "2016-10-07..2016-10-07",
        ),
        (
            "Last Thursday the court sat.",
            "2016-10-13",
            "2016-10-06..2016-10-06",
        ),
        (
            "Next Friday the court sits.",
            "2016-10-13",
            "2016-10-21..2016-10-21",
        ),
        (
            "Next Tuesday the court sits.",
            "2016-10-13",
            "2016-10-18..2016-10-18",
        ),
        (
            "This coming Friday it sits.",
            "2016-10-13",
            "2016-10-14..2016-10-14",
        ),
        (
            "This past Monday it sat.",
            "2016-10-13",
            "2016-10-10..2016-10-10",
        ),
        // At the weekend the week is over.
        (
            "Last Thursday the court sat.",
            "2016-10-16",
            "2016-10-13..2016-10-13",
        ),
    ]);
    let french = tag("Mardi dernier, il a plu.", "fr", Some("2016-10-13"));
    assert_eq!(french[0].value, "2016-10-11");
}

#[test]
fn a_weekday_of_a_week_counted_back_is_one_expression() {
    table(&[
        (
            "He left two weeks ago on Friday.",
            "two weeks ago on Friday|2016-09-30",
        ),
        (
            "A week ago Monday it rained.",
            "A week ago Monday|2016-10-03",
        ),
        (
            "A year ago Tuesday it fell.",
            "A year ago Tuesday|2015-10-11",
        ),
    ]);
}

#[test]
fn lengths_beside_now_cover_a_stretch() {
    windows(&[
        (
            "The past two weeks were hot.",
            "2016-10-13",
            "2016-09-29..2016-10-13",
        ),
        (
            "In the last 24 hours six people died.",
            "2016-10-13",
            "2016-10-12..2016-10-13",
        ),
        (
            "In the next five days more rain is due.",
            "2016-10-13",
            "2016-10-13..2016-10-18",
        ),
        (
            "He was born in 1912. In the following three years they moved twice.",
            "2016-10-13",
            "1912-01-01..1912-12-31 1913-01-01..1915-12-31",
        ),
    ]);
}

#[test]
fn a_stretch_is_as_vague_as_its_ends() {
    for (text, vague) in [
        ("It ran from later Oct. - May.", true),
        ("It ran from March to late May.", true),
        ("It ran from March to May.", false),
        ("It ran from about 9 to 5 p.m. on Monday.", false),
    ] {
        let found = tag(text, "en", Some("2016-10-11"));
        let windows: Vec<_> = found.iter().filter_map(|t| t.window).collect();
        assert!(windows.len() >= 2, "{text}");
        for w in &windows[..2] {
            assert_eq!(w.approx, vague, "{text}: {w:?}");
        }
    }
}

#[test]
fn ends_of_a_stretch_share_it() {
    windows(&[
        (
            "It ran from mid-January to mid-February.",
            "2016-01-20",
            "2015-01-11..2015-02-19 2015-01-11..2015-02-19",
        ),
        (
            "May 3-7 was wet.",
            "2016-10-13",
            "2016-05-03..2016-05-07 2016-05-03..2016-05-07",
        ),
        (
            "In 1989-90 it rained.",
            "2016-10-13",
            "1989-01-01..1990-12-31 1989-01-01..1990-12-31",
        ),
        (
            "It rained from 10pm to 6am.",
            "2016-10-13",
            "2016-10-13T22:00..2016-10-14T06:00 2016-10-13T22:00..2016-10-14T06:00",
        ),
        (
            "Saturday through Monday will be dry.",
            "2016-10-13",
            "2016-10-15..2016-10-17 2016-10-15..2016-10-17",
        ),
        // Put off from one to the other is no stretch.
        (
            "It was moved from Sunday to Monday.",
            "2016-10-13",
            "2016-10-09..2016-10-09 2016-10-10..2016-10-10",
        ),
        // A weekday and the date that explains it are no stretch either.
        (
            "On Tuesday - May 3, 2016 - it rained.",
            "2016-05-05",
            "2016-05-03..2016-05-03 2016-05-03..2016-05-03",
        ),
    ]);
}

#[test]
fn edges_of_stretches_are_narrow_and_of_this_year_now() {
    windows(&[
        (
            "In 2009 it shut. Since the beginning of the year 40 people have been hired.",
            "2016-10-13",
            "2009-01-01..2009-12-31 2016-01-01..2016-03-01>",
        ),
        (
            "In 2009 it shut. By the end of the year it was rubble.",
            "2016-10-13",
            "2009-01-01..2009-12-31 2009-11-01..2009-12-31<",
        ),
        (
            "At the end of August it rained.",
            "2016-10-13",
            "2016-08-26..2016-08-31",
        ),
        (
            "At the turn of the century he was famous.",
            "2016-10-13",
            "1995-01-01..2004-12-31",
        ),
        (
            "He came in 1880. At the turn of the century he was famous.",
            "2016-10-13",
            "1880-01-01..1880-12-31 1895-01-01..1905-01-01",
        ),
        (
            "It grew in the early to mid-1970s.",
            "2016-10-13",
            "1970-01-01..1976-08-31",
        ),
    ]);
}

#[test]
fn what_follows_hangs_on_what_was_told() {
    check(
        "The mill, founded in 1987, was sold on 3 May 2011. Two weeks later its owner fled.",
        &[
            "1987|1987",
            "3 May 2011|2011-05-03",
            "Two weeks later|2011-W20",
        ],
    );
    check(
        "They met on 28 September and on the 30th, and parted on the 3rd.",
        &[
            "28 September|2016-09-28",
            "the 30th|2016-09-30",
            "the 3rd|2016-10-03",
        ],
    );
    check(
        "It was 5 May. Three days after that he was in Oslo.",
        &["5 May|2016-05-05", "Three days after that|2016-05-08"],
    );
    windows(&[(
        "He was arrested in June. Two weeks later he was freed.",
        "2016-10-13",
        "2016-06-01..2016-06-30 2016-06-15..2016-07-14",
    )]);
}

#[test]
fn midnight_ends_the_day_it_is_told_with() {
    check(
        "It ended at midnight Friday.",
        &["midnight Friday|2016-10-07T24:00"],
    );
    check_window(
        "It ended at midnight Friday.",
        "2016-10-07T23:59..2016-10-08T00:00",
    );
    check(
        "Shells fell overnight into Saturday.",
        &["overnight into Saturday|2016-10-07TNI"],
    );
}

#[test]
fn more_forms_of_every_kind() {
    table(&[
        (
            "Every other Tuesday they meet.",
            "Every other Tuesday|XXXX-WXX-2",
        ),
        ("He works four days a week.", "four days a week|P1W"),
        (
            "It took three-quarters of an hour.",
            "three-quarters of an hour|PT45M",
        ),
        (
            "In the first decade of the 21st century it grew.",
            "the first decade of the 21st century|200",
        ),
        (
            "In the second half of the 19th century it grew.",
            "the second half of the 19th century|18",
        ),
        ("In 2016's first half it grew.", "2016's first half|2016-H1"),
        (
            "On the eve of Christmas he left.",
            "the eve of Christmas|2015-12-24",
        ),
        ("It shut one Friday in June.", "one Friday in June|2016-06"),
        (
            "It shut the night before last.",
            "the night before last|2016-10-09TNI",
        ),
        ("It shut late on Friday.", "late on Friday|2016-10-07"),
        (
            "At quarter to nine yesterday evening it shut.",
            "quarter to nine yesterday evening|2016-10-10T20:45",
        ),
        ("Nothing grew in the noughties.", "the noughties|200"),
        (
            "It burned in the summer of '69.",
            "the summer of '69|1969-SU",
        ),
    ]);
    windows(&[
        (
            "From Monday buses will be free.",
            "2016-10-13",
            "2016-10-17..2016-10-17>",
        ),
        (
            "From 1990 onwards he slept.",
            "2016-10-13",
            "1990-01-01..1990-12-31>",
        ),
        (
            "Ahead of Friday's vote he quit.",
            "2016-10-13",
            "2016-10-14..2016-10-14<",
        ),
        (
            "Last winter was mild. This winter is harsh.",
            "2017-01-05",
            "2015-12-01..2016-02-29 2016-12-01..2017-02-28",
        ),
    ]);
}

#[test]
fn old_newspapers_count_from_their_month() {
    table(&[
        (
            "He died on the 15th ult. at home.",
            "the 15th ult.|2016-09-15",
        ),
        (
            "She sails on the fifth prox. from here.",
            "the fifth prox.|2016-11-05",
        ),
        (
            "They met on the 3d inst. in the hall.",
            "the 3d inst.|2016-10-03",
        ),
        ("The fair was held at Whitsun again.", "Whitsun|2016-05-15"),
        (
            "Rents fell due at Michaelmas as before.",
            "Michaelmas|2016-09-29",
        ),
        (
            "Early in the summer the mill burned.",
            "Early in the summer|2016-SU",
        ),
    ]);
    check_undated(
        "He died on the 15th ult. at home.",
        &["the 15th ult.|XXXX-XX-15"],
    );
}

#[test]
fn the_next_year_of_a_story_is_behind_its_last() {
    check(
        "Begun in 1887, it closed in 1950 and was sold the next year.",
        &["1887|1887", "1950|1950", "the next year|1951"],
    );
    check(
        "On the 4th and 5th, it snowed.",
        &["the 4th|2016-10-04", "5th|2016-10-05"],
    );
    table(&[
        ("In Q4 of last year it rose.", "Q4 of last year|2015-Q4"),
        (
            "He fell ill the week after Christmas.",
            "the week after Christmas|2015-W53",
        ),
        (
            "At 10 past 8 on the morning of 2 March it rang.",
            "10 past 8 on the morning of 2 March|2016-03-02T08:10",
        ),
        (
            "Shells fell in the night from Saturday to Sunday.",
            "the night from Saturday to Sunday|2016-10-08TNI",
        ),
    ]);
    windows(&[
        (
            "The report is due in two weeks.",
            "2016-10-11",
            "2016-10-24..2016-10-30",
        ),
        (
            "Over the next fortnight more rain is due.",
            "2016-10-11",
            "2016-10-11..2016-10-25",
        ),
    ]);
}

#[test]
fn a_length_takes_its_part_of_what_is_told_behind_it() {
    check_window(
        "In the first two weeks of March it froze.",
        "2016-03-01..2016-03-14",
    );
    check_window(
        "In the last ten days of June it rained.",
        "2016-06-21..2016-06-30",
    );
    check_window(
        "In the final three months of 2015 it rained.",
        "2015-10-01..2015-12-31",
    );
    check_window(
        "In the first few days of June it rained.",
        "2016-06-01..2016-06-05",
    );
    check_window(
        "In the 48 hours before Tuesday it rained.",
        "2016-10-09..2016-10-10",
    );
    check_window(
        "In the two weeks after 5 May it rained.",
        "2016-05-06..2016-05-19",
    );
    check_window(
        "It was shut for three days from Monday.",
        "2016-10-10..2016-10-12",
    );
    check_window(
        "It will be done within two weeks.",
        "2016-10-11..2016-10-25",
    );
    check("It was built within two weeks.", &["two weeks|P2W"]);
}

#[test]
fn the_nth_of_a_stretch_is_placed() {
    check_window(
        "On the last day of March he paid.",
        "2016-03-31..2016-03-31",
    );
    check_window(
        "On the first day of 2015 he slept.",
        "2015-01-01..2015-01-01",
    );
    check_window(
        "In the first month of 2015 he slept.",
        "2015-01-01..2015-01-31",
    );
    check_window(
        "On the first weekend of May it rained.",
        "2016-05-07..2016-05-08",
    );
    check_window(
        "In the last week of next month it opens.",
        "2016-11-21..2016-11-27",
    );
    check_window(
        "In the latter part of 2015 it rained.",
        "2015-09-01..2015-12-31",
    );
}

#[test]
fn the_next_but_one_is_placed() {
    check_window(
        "In the four past weeks it rained.",
        "2016-09-13..2016-10-11",
    );
    check("It took five working days.", &["five working days|P5D"]);
    check("The nine day long fair began.", &["The nine day long|P9D"]);
    check_window(
        "He flies on the Tuesday after next.",
        "2016-10-25..2016-10-25",
    );
    check_window("She came last Friday but one.", "2016-09-30..2016-09-30");
    check_window("She came the summer before last.", "2015-06-01..2015-08-31");
    check_window(
        "It was the twenty-first of March.",
        "2016-03-21..2016-03-21",
    );
    check(
        "In the twenty-first century it grew.",
        &["the twenty-first century|20"],
    );
}

#[test]
fn a_row_of_weekdays_is_of_the_week_its_last_tells() {
    check_window(
        "He was away from Monday to Wednesday last week.",
        "2016-10-03..2016-10-05",
    );
    check(
        "They meet on Monday and Tuesday next week.",
        &["Monday|2016-10-17", "Tuesday next week|2016-10-18"],
    );
}

#[test]
fn the_edges_of_the_calendar() {
    check("In the year 9999 it ends.", &["the year 9999|9999"]);
    check("In the year 800 he was crowned.", &["the year 800|0800"]);
    check(
        "In the third millennium BC they built.",
        &["the third millennium BC|BC2"],
    );
    check("The mill shut at 24:00.", &["24:00|2016-10-11T24:00"]);
    check("On the 31st it rained.", &["the 31st|2016-08-31"]);
    windows(&[
        (
            "This week it froze.",
            "2016-01-01",
            "2015-12-28..2016-01-03",
        ),
        (
            "Next week it thaws.",
            "2017-01-01",
            "2017-01-02..2017-01-08",
        ),
        (
            "A year ago today it froze.",
            "2016-02-29",
            "2015-02-28..2015-02-28",
        ),
        ("Next year it will freeze.", "9999-12-31", ""),
        ("Yesterday it froze.", "0001-01-01", ""),
    ]);
}

#[test]
fn what_the_last_of_a_century_and_the_week_after_that_are() {
    check_window(
        "In the last decade of the 20th century it grew.",
        "1990-01-01..1999-12-31",
    );
    check_window(
        "In the first years of the century it grew.",
        "2000-01-01..2016-08-31",
    );
    check("The twenties were loud.", &["The twenties|192"]);
    check(
        "It opened on 3 May. The week after that it shut.",
        &["3 May|2016-05-03", "The week after that|2016-W19"],
    );
    check(
        "It opened in May 2013. That summer it burned.",
        &["May 2013|2013-05", "That summer|2013-SU"],
    );
    check(
        "It broke at 7.30 on Monday night.",
        &["7.30 on Monday night|2016-10-10T19:30"],
    );
    check(
        "It is on every other year, every first Sunday of the month.",
        &[
            "every other year|P2Y",
            "every first Sunday of the month|XXXX-WXX-7",
        ],
    );
    check_window(
        "It is on at 9 p.m. in Marrow / 8 p.m. in Lund.",
        "2016-10-11T21:00..2016-10-11T21:00",
    );
}

#[test]
fn a_text_later_than_its_stamp_is_read_from_the_day_after() {
    windows(&[
        (
            "The mayor spoke on Friday morning. Flowers lay on the quay on Friday, July 15, 2016.",
            "2016-07-14",
            "2016-07-15T06:00..2016-07-15T11:59 2016-07-15..2016-07-15",
        ),
        (
            "The mayor spoke on Friday. The fair will open on Friday, July 15.",
            "2016-07-14",
            "2016-07-08..2016-07-08 2016-07-15..2016-07-15",
        ),
        (
            "The treaty was signed today, October 24, 2017.",
            "2019-01-02",
            "2017-10-24..2017-10-24 2017-10-24..2017-10-24",
        ),
    ]);
}

#[test]
fn that_day_is_no_year_and_this_week_begins_at_the_weekend() {
    windows(&[
        (
            "She spoke on Tuesday. Her term ends in 2018. She resigned later that day.",
            "2016-09-01",
            "2016-08-30..2016-08-30 2018-01-01..2018-12-31 2016-08-30..2016-08-30",
        ),
        (
            "The party will gather this week.",
            "2014-01-25",
            "2014-01-27..2014-02-02",
        ),
        (
            "The party gathered this week.",
            "2014-01-25",
            "2014-01-20..2014-01-26",
        ),
    ]);
}

#[test]
fn that_day_is_one_of_the_month_told_before() {
    windows(&[
        (
            "A lorry was hit last month. The truce ended earlier that day.",
            "2016-10-13",
            "2016-09-01..2016-09-30 2016-09-01..2016-09-30",
        ),
        (
            "The port shut in May. That night the mill burned.",
            "2016-10-13",
            "2016-05-01..2016-05-31 2016-05-01..2016-05-31",
        ),
        (
            "A dam was built in May. It broke on Tuesday. That day six people died.",
            "2016-10-13",
            "2016-05-01..2016-05-31 2016-10-11..2016-10-11 2016-10-11..2016-10-11",
        ),
    ]);
}

#[test]
fn days_in_a_list_are_one_stretch() {
    windows(&[
        (
            "They met on 20 and 21 September.",
            "2016-10-13",
            "2016-09-20..2016-09-21 2016-09-20..2016-09-21",
        ),
        (
            "It was shut on Saturday, Sunday and Monday.",
            "2016-10-13",
            "2016-10-08..2016-10-10 2016-10-08..2016-10-10 2016-10-08..2016-10-10",
        ),
        (
            "The mill stood still in April and May.",
            "2016-10-13",
            "2016-04-01..2016-05-31 2016-04-01..2016-05-31",
        ),
        (
            "They were fined for the months of June and July of 2009.",
            "2016-10-13",
            "2009-06-01..2009-07-31 2009-06-01..2009-07-31",
        ),
        (
            "The mill burned last May. In April and May it stood still.",
            "2016-10-13",
            "2016-05-01..2016-05-31 2016-04-01..2016-05-31 2016-04-01..2016-05-31",
        ),
        (
            "The mill stood still in May and July.",
            "2016-10-13",
            "2016-05-01..2016-05-31 2016-07-01..2016-07-31",
        ),
        (
            "It was shut on Saturday and Monday.",
            "2016-10-13",
            "2016-10-08..2016-10-08 2016-10-10..2016-10-10",
        ),
    ]);
}

#[test]
fn what_a_war_is_called_by_is_no_time() {
    windows(&[
        (
            "The bridge was built after the 1950-53 Korean War.",
            "2016-10-13",
            "",
        ),
        (
            "They are at war since the end of the 1950-53 war.",
            "2016-10-13",
            "1953-01-01..1953-12-31>",
        ),
        (
            "He was hurt during the 1950-53 Korean War.",
            "2016-10-13",
            "1950-01-01..1953-12-31 1950-01-01..1953-12-31",
        ),
    ]);
}

#[test]
fn a_day_in_figures_needs_its_month() {
    windows(&[
        ("He saw it on 9/26.", "2016-10-13", "2016-09-26..2016-09-26"),
        (
            "It rose by 12/16 of an inch, and on 5/16.",
            "2016-10-13",
            "2016-05-16..2016-05-16",
        ),
        ("It is open 24/7.", "2016-10-13", ""),
    ]);
}

#[test]
fn a_week_of_a_month_is_either_reading() {
    windows(&[
        (
            "The truce held in the second week of September.",
            "2016-10-13",
            "2016-09-05..2016-09-14",
        ),
        ("The month after the fire he left.", "2016-10-13", ""),
    ]);
}

#[test]
fn some_hours_later_is_that_day() {
    windows(&[
        (
            "The talks broke up on Tuesday. Minutes later shelling began.",
            "2016-10-13",
            "2016-10-11..2016-10-11 2016-10-11..2016-10-11",
        ),
        (
            "They voted on Tuesday, for the first time since the war began in 2011. Minutes later he fled.",
            "2016-10-13",
            "2016-10-11..2016-10-11 2011-01-01..2011-12-31 2016-10-11..2016-10-11",
        ),
    ]);
}

#[test]
fn hours_that_head_paragraphs_are_no_years() {
    let heads =
        |first: &str| format!("{first} The minister came.\n\n1531 She spoke.\n\n1942 He left.");
    windows(&[
        (
            &heads("2346"),
            "2016-10-13",
            "2016-10-13T23:46..2016-10-13T23:46 2016-10-13T15:31..2016-10-13T15:31 2016-10-13T19:42..2016-10-13T19:42",
        ),
        (
            &heads("1918"),
            "2016-10-13",
            "1918-01-01..1918-12-31 1531-01-01..1531-12-31 1942-01-01..1942-12-31",
        ),
    ]);
}

#[test]
fn a_relative_clause_sets_no_day_for_the_clock() {
    windows(&[(
        "On Wednesday he extended the truce that began on Monday. At 8 a.m. guns fell silent.",
        "2016-10-13",
        "2016-10-12..2016-10-12 2016-10-10..2016-10-10 2016-10-12T08:00..2016-10-12T08:00",
    )]);
}

#[test]
fn what_ends_now_is_no_unit_of_the_calendar() {
    windows(&[
        (
            "Prices have fallen over the last month.",
            "2016-10-11",
            "2016-09-11..2016-10-11",
        ),
        (
            "Prices fell last month.",
            "2016-10-11",
            "2016-09-01..2016-09-30",
        ),
        (
            "Three mills have shut in the past year.",
            "2016-10-11",
            "2015-10-11..2016-10-11",
        ),
    ]);
    check(
        "Prices fell over the last month.",
        &["the last month|2016-09"],
    );
}

#[test]
fn a_point_at_which_something_was_is_not_open() {
    windows(&[
        (
            "The guild had forty ships as of 3 May 2016.",
            "2016-10-11",
            "2016-05-03..2016-05-03",
        ),
        (
            "As of 3 November fares will rise.",
            "2016-10-11",
            "2016-11-03..2016-11-03>",
        ),
        (
            "The camera saw the fire shortly before 6 p.m. on Monday.",
            "2016-10-11",
            "2016-10-10T18:00..2016-10-10T18:00",
        ),
    ]);
}

#[test]
fn how_old_somebody_is_is_no_decade() {
    windows(&[("The singer is in her late seventies.", "2016-10-11", "")]);
    windows(&[(
        "The mill was built in the late seventies.",
        "2016-10-11",
        "1976-08-31..1979-12-31",
    )]);
}

#[test]
fn an_hour_is_not_of_the_day_that_a_price_is_measured_by() {
    windows(&[(
        "Prices fell on Monday to the lowest since 13 May. They sank between 00:45 and 05:00.",
        "2016-10-11",
        "2016-10-10..2016-10-10 2016-05-13..2016-05-13> 2016-10-10T00:45..2016-10-10T05:00 2016-10-10T00:45..2016-10-10T05:00",
    )]);
}

#[test]
fn the_hour_of_a_plan_is_not_of_a_day_gone_by() {
    windows(&[(
        "The work began on Sunday afternoon. The guild is due to meet at 3 p.m.",
        "2016-10-11",
        "2016-10-09T12:00..2016-10-09T17:59 2016-10-11T15:00..2016-10-11T15:00",
    )]);
    windows(&[("The mill vanished virtually overnight.", "2016-10-11", "")]);
}

#[test]
fn that_year_of_a_day_is_the_one_told() {
    windows(&[(
        "She left the mill in April 2009. Lund died on 25 June that year.",
        "2016-10-11",
        "2009-04-01..2009-04-30 2009-06-25..2009-06-25",
    )]);
}
