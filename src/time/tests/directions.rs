//! Which Saturday, which December: what the verbs around a day tell.

use super::{check, check_window};

#[test]
fn what_is_asked_or_promised_is_ahead() {
    check(
        "The opposition demanded that he step down by Friday.",
        &["Friday|2016-10-14"],
    );
    check(
        "A court ordered her to appear on Monday.",
        &["Monday|2016-10-17"],
    );
    check(
        "They agreed to meet again on Friday.",
        &["Friday|2016-10-14"],
    );
    check(
        "They have been told to be out by Sunday.",
        &["Sunday|2016-10-16"],
    );
    check(
        "The union called on its members to stay away on Thursday.",
        &["Thursday|2016-10-13"],
    );
    check(
        "The harbour promised to finish the pier by December.",
        &["December|2016-12"],
    );
}

#[test]
fn what_is_told_of_the_asking_is_behind() {
    check(
        "They agreed on Friday to meet again.",
        &["Friday|2016-10-07"],
    );
    check("They agreed to terms on Friday.", &["Friday|2016-10-07"]);
    check("He told the paper on Friday.", &["Friday|2016-10-07"]);
    check(
        "The harbour agreed to buy the pier in March.",
        &["March|2016-03"],
    );
    check(
        "He left early, as he was called home to see her on Friday.",
        &["Friday|2016-10-07"],
    );
}

#[test]
fn what_is_given_its_day_is_ahead() {
    check(
        "The mayor called a meeting for Thursday.",
        &["Thursday|2016-10-13"],
    );
    check(
        "The judge set a hearing for 9 April.",
        &["9 April|2017-04-09"],
    );
    check(
        "The port set Thursday as the deadline.",
        &["Thursday|2016-10-13"],
    );
    check(
        "The port declared Friday a day of mourning.",
        &["Friday|2016-10-14", "a day|P1D"],
    );
    check(
        "The mayor was called to the port for Thursday's fire.",
        &["Thursday|2016-10-06"],
    );
}

#[test]
fn the_present_tells_of_plans() {
    check("The mayor resigns on Friday.", &["Friday|2016-10-14"]);
    check(
        "Polls close at 8 p.m. on Thursday.",
        &["8 p.m. on Thursday|2016-10-13T20:00"],
    );
    check("The deadline is Friday.", &["Friday|2016-10-14"]);
    check(
        "She flies home on Wednesday after she met him on Sunday.",
        &["Wednesday|2016-10-12", "Sunday|2016-10-09"],
    );
    check(
        "Friday's summit is expected to fail.",
        &["Friday|2016-10-14"],
    );
    check(
        "With the vote on Friday, the court is due to sit.",
        &["Friday|2016-10-07"],
    );
    check_window(
        "From Monday, the ferry is free.",
        "2016-10-17..2016-10-17 and on",
    );
    check_window(
        "Takings from last week's fair are small.",
        "2016-10-03..2016-10-09",
    );
}

#[test]
fn what_never_came_was_due_on_a_day_that_is_over() {
    check(
        "The probe was due to land on Monday but never arrived.",
        &["Monday|2016-10-10"],
    );
    check(
        "The ship was due on Friday but did not come.",
        &["Friday|2016-10-07"],
    );
    check(
        "The test was due on Monday, but was delayed.",
        &["Monday|2016-10-10"],
    );
    check(
        "The ferry is due on Friday but the pier is shut.",
        &["Friday|2016-10-14"],
    );
}

#[test]
fn what_came_before_a_date_need_not_be_ahead() {
    check(
        "The valve failed in the days before the 20 April fire.",
        &["days|PXD", "20 April|2016-04-20"],
    );
    check(
        "The valve failed in tests leading up to the 20 April fire.",
        &["20 April|2016-04-20"],
    );
    check(
        "Before Thursday's vote he toured the north.",
        &["Thursday|2016-10-13"],
    );
    check_window(
        "Prior to 2010 it was a farm.",
        "2010-01-01..2010-12-31 and before",
    );
    check_window(
        "It will open no earlier than Friday.",
        "2016-10-14..2016-10-14 and on",
    );
    check_window(
        "It will not open, at least not before Friday.",
        "2016-10-14..2016-10-14 and on",
    );
}

#[test]
fn not_until_is_since() {
    check_window(
        "A decision was not taken until March.",
        "2016-03-01..2016-03-31 and on",
    );
    check_window(
        "The pier won't open until Friday.",
        "2016-10-14..2016-10-14 and on",
    );
    check_window(
        "The strike will go on until at least Friday.",
        "2016-10-14..2016-10-14 and before",
    );
    check_window(
        "The fares rise from 1 January 2017.",
        "2017-01-01..2017-01-01 and on",
    );
}

#[test]
fn what_is_forecast_is_ahead() {
    check(
        "Snow is forecast for Thursday night.",
        &["Thursday night|2016-10-13TNI"],
    );
    check("Rain is likely on Thursday.", &["Thursday|2016-10-13"]);
    check("On Wednesday she turns 50.", &["Wednesday|2016-10-12"]);
}

#[test]
fn what_is_said_has_its_own_verb() {
    check(
        "He said the vote on Friday will be close.",
        &["Friday|2016-10-14"],
    );
    check(
        "She said that the talks on Friday would fail.",
        &["Friday|2016-10-14"],
    );
    check(
        "He said on Friday the talks will fail.",
        &["Friday|2016-10-07"],
    );
    check(
        "The well is to be permanently sealed on Friday.",
        &["Friday|2016-10-14"],
    );
    check("Come Saturday, they march.", &["Saturday|2016-10-15"]);
    check(
        "On Friday, the club is flying in two tents.",
        &["Friday|2016-10-14"],
    );
    check(
        "Those asked on Friday and Saturday say the club is doing well.",
        &["Friday|2016-10-07", "Saturday|2016-10-08"],
    );
    check_window(
        "It could come as early as Thursday.",
        "2016-10-13..2016-10-13 and on",
    );
}

#[test]
fn what_follows_that_is_another_clause() {
    check(
        "Her statement on Friday that it would fail was odd.",
        &["Friday|2016-10-07"],
    );
    check(
        "They were ordered to leave Thursday.",
        &["Thursday|2016-10-13"],
    );
    check("He rules until the spring.", &["the spring|2017-SP"]);
}

#[test]
fn no_day_gone_by_goes_with_a_present_perfect_that_calls_something_off() {
    for (text, day) in [
        (
            "The mayor has called off a visit to Harstad on Thursday.",
            "Thursday|2016-10-13",
        ),
        (
            "Lund's visit to Harstad on Thursday has been postponed.",
            "Thursday|2016-10-13",
        ),
        (
            "The envoy has withdrawn from talks in Harstad on Friday.",
            "Friday|2016-10-14",
        ),
        (
            "The mayor called off a visit to Harstad on Thursday.",
            "Thursday|2016-10-06",
        ),
        (
            "The visit to Harstad has been seen by many since Thursday.",
            "Thursday|2016-10-06",
        ),
    ] {
        check(text, &[day]);
    }
}

#[test]
fn a_month_that_names_a_thing_is_the_nearest() {
    check(
        "The party needs to look to the February election.",
        &["February|2017-02"],
    );
    check("The September figures show a rise.", &["September|2016-09"]);
    check("The February election was close.", &["February|2016-02"]);
}

#[test]
fn round_numbers_of_days_are_not_counted() {
    check_window("The mayor fled 10 days ago.", "2016-09-30..2016-10-02");
    check_window("The mayor fled nine days ago.", "2016-10-02..2016-10-02");
}

#[test]
fn this_weekend_is_over_where_the_verb_is_of_the_past() {
    // Told on a Tuesday.
    check(
        "He was seen in Vessin this weekend.",
        &["this weekend|2016-W40-WE"],
    );
    check(
        "He will be seen in Vessin this weekend.",
        &["this weekend|2016-W41-WE"],
    );
}

#[test]
fn a_month_behind_a_comma_is_of_the_verb_before_it() {
    check(
        "Lund is running for mayor against Ama Mensah, a nurse, in May.",
        &["May|2017-05"],
    );
}

#[test]
fn a_month_has_the_year_of_the_one_it_is_joined_to() {
    check(
        "Posts were offered in June and July of 2009.",
        &["June|2009-06", "July of 2009|2009-07"],
    );
}

#[test]
fn weekdays_are_known_in_spite_of_a_slip() {
    check("On Wednedsay she said no.", &["Wednedsay|2016-10-05"]);
}
