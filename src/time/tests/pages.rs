//! Pages that were written on after the day of their stamp, Tuesday 2016-10-11.

use super::check;

#[test]
fn a_weekday_told_again_and_again_is_the_day_behind_the_stamp() {
    check(
        "Boats left on Tuesday. They came back on Wednesday. The harbour was shut early Wednesday.",
        &[
            "Tuesday|2016-10-11",
            "Wednesday|2016-10-12",
            "early Wednesday|2016-10-12",
        ],
    );
    // Told once it is the last one, as it is where all days of a week are told.
    check(
        "Boats left on Tuesday. They had sailed on Wednesday.",
        &["Tuesday|2016-10-11", "Wednesday|2016-10-05"],
    );
    check(
        "It rained on Wednesday, on Friday and on Tuesday. Boats sank on Wednesday and on Friday.",
        &[
            "Wednesday|2016-10-05",
            "Friday|2016-10-07",
            "Tuesday|2016-10-11",
            "Wednesday|2016-10-05",
            "Friday|2016-10-07",
        ],
    );
    // Whose day is told is known to the reader.
    check(
        "Divers searched on Tuesday. Wednesday's storm was strong, and Wednesday's tide was high.",
        &[
            "Tuesday|2016-10-11",
            "Wednesday|2016-10-05",
            "Wednesday|2016-10-05",
        ],
    );
}

#[test]
fn a_page_that_tells_of_the_next_day_alone_is_of_that() {
    check(
        "Boats left on Wednesday. A crowd came on Wednesday. Police sent it home on Wednesday. It came back on Wednesday, as yesterday.",
        &[
            "Wednesday|2016-10-12",
            "Wednesday|2016-10-12",
            "Wednesday|2016-10-12",
            "Wednesday|2016-10-12",
            "yesterday|2016-10-11",
        ],
    );
}

#[test]
fn a_weekday_that_no_verb_puts_behind_is_tomorrow() {
    check(
        "Preparations are under way for Wednesday's regatta.",
        &["Wednesday|2016-10-12"],
    );
    check(
        "The paper, which prints its list on Wednesday, is old.",
        &["Wednesday|2016-10-12"],
    );
    check("Sails: three since Wednesday.", &["Wednesday|2016-10-05"]);
}

#[test]
fn an_hour_at_which_a_part_was_added_is_of_its_own_part() {
    check(
        "(Update 7:20 p.m.) Boats will leave on Friday, the harbour said.\n(Update 9:10 a.m.) The crowd went home.\n(Update 10:15 p.m.) The council met on Monday.\n(Update 3 p.m.) It called for calm.",
        &[
            "7:20 p.m.|2016-10-11T19:20",
            "Friday|2016-10-14",
            "9:10 a.m.|2016-10-11T09:10",
            "10:15 p.m.|2016-10-10T22:15",
            "Monday|2016-10-10",
            "3 p.m.|2016-10-10T15:00",
        ],
    );
}

#[test]
fn a_stamp_that_tells_its_weekday_dates_those_before_it() {
    check(
        "(Update 1 a.m. in Lindon, 6 p.m. in Vessin) It rained.\n(Update 11 p.m.) It snowed.\n(Update 9 a.m. Tuesday) It froze.",
        &[
            "1 a.m.|2016-10-12T01:00",
            "6 p.m.|2016-10-11T18:00",
            "11 p.m.|2016-10-11T23:00",
            "9 a.m. Tuesday|2016-10-11T09:00",
        ],
    );
}

#[test]
fn an_hour_is_not_of_a_plan_told_before() {
    check(
        "The council will vote on Friday. Shares fell at 2 p.m. and rose again.",
        &["Friday|2016-10-14", "2 p.m.|2016-10-11T14:00"],
    );
}
