//! Every written form of the kinds of expressions, a table a kind. Told on Tuesday 2016-10-11.

use super::{check, check_window, lines, tag};
use crate::text::language::Language;
use crate::time::{DateOrder, Dct, recognise};

/// Checks a table of "text" and its only expression.
#[track_caller]
pub(super) fn table(rows: &[(&str, &str)]) {
    for (text, expected) in rows {
        let found = tag(text, "en", Some("2016-10-11"));
        let found = lines(text, &found);
        assert_eq!(found, [*expected], "in: {text}");
    }
}

#[test]
fn a_date_explains_the_weekday_before_it() {
    for (text, day) in [
        (
            "It is planned for next Wednesday, 19 October.",
            "2016-10-19",
        ),
        ("It is planned for next Friday (28 October).", "2016-10-28"),
        // Not its weekday: each stays what it says.
        (
            "It is planned for next Wednesday, 20 October.",
            "2016-10-19",
        ),
    ] {
        let found = tag(text, "en", Some("2016-10-11"));
        assert_eq!(found[0].value, day, "in: {text}");
    }
}

#[test]
fn days() {
    table(&[
        ("It opened on 19 October.", "19 October|2016-10-19"),
        ("It opened on October 19.", "October 19|2016-10-19"),
        ("It opened on Oct. 19.", "Oct. 19|2016-10-19"),
        (
            "It opened on October 19th, 2015.",
            "October 19th, 2015|2015-10-19",
        ),
        (
            "It opened on the 19th of October 2015.",
            "the 19th of October 2015|2015-10-19",
        ),
        ("It opened on 10/19/2016.", "10/19/2016|2016-10-19"),
        ("It opened on 19/10/2016.", "19/10/2016|2016-10-19"),
        ("It opened on 19.10.2016.", "19.10.2016|2016-10-19"),
        ("It opened on 2016-10-19.", "2016-10-19|2016-10-19"),
        ("It opened on 19-Oct-2016.", "19-Oct-2016|2016-10-19"),
        (
            "It opened on Wednesday, 19 October 2016.",
            "Wednesday, 19 October 2016|2016-10-19",
        ),
        (
            "It opened on the second of May.",
            "the second of May|2016-05-02",
        ),
        (
            "It opened on Friday of last week.",
            "Friday of last week|2016-10-07",
        ),
        ("It opened on Oct 8 '15.", "Oct 8 '15|2015-10-08"),
        ("It opened on 11-Oct-15.", "11-Oct-15|2015-10-11"),
        ("She leaves on the 19th.", "the 19th|2016-10-19"),
        ("She left on the 19th.", "the 19th|2016-09-19"),
        (
            "It rained on the first Monday in October.",
            "the first Monday in October|2016-10-03",
        ),
        (
            "It rained on the last Friday of May 2015.",
            "the last Friday of May 2015|2015-05-29",
        ),
        (
            "It was sold on the Fourth of July.",
            "the Fourth of July|2016-07-04",
        ),
        ("Easter Monday was cold.", "Easter Monday|2016-03-28"),
        (
            "Thanksgiving 2015 was warm.",
            "Thanksgiving 2015|2015-11-26",
        ),
        (
            "Two Thursdays ago it hailed.",
            "Two Thursdays ago|2016-09-29",
        ),
        ("It closes a week on Friday.", "a week on Friday|2016-10-21"),
        ("It closes Friday week.", "Friday week|2016-10-21"),
        (
            "It closes three days from today.",
            "three days from today|2016-10-14",
        ),
    ]);
}

#[test]
fn days_that_share_their_month_or_year() {
    check("It ran May 3-7.", &["May 3|2016-05-03", "7|2016-05-07"]);
    check(
        "It ran May 3–7, 2015.",
        &["May 3|2015-05-03", "7, 2015|2015-05-07"],
    );
    check(
        "October 8 and 9 were dry.",
        &["October 8|2016-10-08", "9|2016-10-09"],
    );
    check(
        "From 3 to 7 May they marched.",
        &["3|2016-05-03", "7 May|2016-05-07"],
    );
    check(
        "It shut from March to May 2015.",
        &["March|2015-03", "May 2015|2015-05"],
    );
    check(
        "From November to February it was shut.",
        &["November|2015-11", "February|2016-02"],
    );
    check("The season of 1989-90 was long.", &["1989|1989", "90|1990"]);
    check(
        "They rested in the spring and early summer of 1943.",
        &["the spring|1943-SP", "early summer of 1943|1943-SU"],
    );
}

#[test]
fn weeks_months_and_longer() {
    table(&[
        ("It shut in mid-2015.", "mid-2015|2015"),
        (
            "It shut in the summer of 2014.",
            "the summer of 2014|2014-SU",
        ),
        ("Last summer it shut.", "Last summer|2016-SU"),
        ("It shut in Q2 2016.", "Q2 2016|2016-Q2"),
        ("It shut in 3Q 2014.", "3Q 2014|2014-Q3"),
        (
            "It shut in the third quarter of 2015.",
            "the third quarter of 2015|2015-Q3",
        ),
        (
            "It shut in the first half of 2015.",
            "the first half of 2015|2015-H1",
        ),
        ("It shut in fiscal 2015.", "fiscal 2015|2015"),
        ("It shut in the 1980s.", "the 1980s|198"),
        ("It shut in the '90s.", "the '90s|199"),
        ("The nineties were calm.", "The nineties|199"),
        (
            "It shut in the early twentieth century.",
            "the early twentieth century|19",
        ),
        (
            "The week before last it shut.",
            "The week before last|2016-W39",
        ),
        (
            "It shut in the second half of June.",
            "the second half of June|2016-06",
        ),
        (
            "Labor Day weekend was quiet.",
            "Labor Day weekend|2016-W35-WE",
        ),
        (
            "It shut in the last week of May.",
            "the last week of May|2016-W21",
        ),
    ]);
}

#[test]
fn hours() {
    table(&[
        (
            "It rang at 5 p.m. EST on Friday.",
            "5 p.m. EST on Friday|2016-10-07T17:00",
        ),
        ("It rang at noon.", "noon|2016-10-11T12:00"),
        ("It rang at 12 noon.", "12 noon|2016-10-11T12:00"),
        (
            "It rang at half past six.",
            "half past six|2016-10-11T06:30",
        ),
        (
            "It rang at a quarter to five.",
            "a quarter to five|2016-10-11T04:45",
        ),
        (
            "It rang at ten o'clock on Monday morning.",
            "ten o'clock on Monday morning|2016-10-10T10:00",
        ),
        ("It rang at dawn on Sunday.", "dawn on Sunday|2016-10-09TMO"),
        ("It rang at dusk.", "dusk|2016-10-11TEV"),
        (
            "It rang at 9:34 p.m., March 19 EST.",
            "9:34 p.m., March 19 EST|2016-03-19T21:34",
        ),
        (
            "It rang late on Monday night.",
            "Monday night|2016-10-10TNI",
        ),
    ]);
    check(
        "Updated 0215 GMT (1015 HKT) October 9, 2016",
        &[
            "0215 GMT|2016-10-09T02:15Z",
            "1015 HKT|2016-10-09T10:15",
            "October 9, 2016|2016-10-09",
        ],
    );
}

#[test]
fn lengths() {
    table(&[
        (
            "It took an hour and 20 minutes.",
            "an hour and 20 minutes|PT1H20M",
        ),
        (
            "It took two years and three months.",
            "two years and three months|P2Y3M",
        ),
        ("It took 2 1/2 years.", "2 1/2 years|P2.5Y"),
        ("It took 3½ hours.", "3½ hours|PT3.5H"),
        ("It took a fortnight.", "a fortnight|P2W"),
        ("It took some months.", "some months|PXM"),
        ("It took a few minutes.", "a few minutes|PTXM"),
        ("It took dozens of years.", "dozens of years|PXY"),
        ("An annual fair began.", "annual|P1Y"),
        ("Every other day they met.", "Every other day|P2D"),
    ]);
    check(
        "It took between 60 and 90 days.",
        &["60|P60D", "90 days|P90D"],
    );
}

#[test]
fn ranges_and_lists_of_weekdays_look_one_way() {
    let both = |text: &str, first: &str, second: &str| {
        let found = tag(text, "en", Some("2016-10-11"));
        let found: Vec<&str> = found.iter().map(|t| t.value.as_str()).collect();
        assert_eq!(found, [first, second], "in: {text}");
    };
    both(
        "From Monday to Friday they marched.",
        "2016-10-03",
        "2016-10-07",
    );
    both(
        "They will march from Monday to Friday.",
        "2016-10-17",
        "2016-10-21",
    );
    both(
        "Between Monday and Wednesday it rained.",
        "2016-10-03",
        "2016-10-05",
    );
    both(
        "Monday and Tuesday will be dry.",
        "2016-10-17",
        "2016-10-18",
    );
    both("Saturday and Sunday were dry.", "2016-10-08", "2016-10-09");
    both(
        "Tuesday and Wednesday were dry.",
        "2016-10-04",
        "2016-10-05",
    );
    both(
        "Shares bought from Sept. 14 to Thursday fell.",
        "2016-09-14",
        "2016-10-06",
    );
    both("They will meet in June and July.", "2017-06", "2017-07");
}

#[test]
fn what_recurs_on_several_days() {
    check(
        "Every Monday and Friday night they sing.",
        &["Every Monday|XXXX-WXX-1", "Friday night|XXXX-WXX-5TNI"],
    );
    check(
        "every mon, wed and thur, or fri",
        &[
            "every mon|XXXX-WXX-1",
            "wed|XXXX-WXX-3",
            "thur|XXXX-WXX-4",
            "fri|XXXX-WXX-5",
        ],
    );
    check(
        "Every Tuesday night they sing.",
        &["Every Tuesday night|XXXX-WXX-2TNI"],
    );
    check("They met on Friday and sat down.", &["Friday|2016-10-07"]);
}

#[test]
fn verbs_tell_the_direction() {
    table(&[
        (
            "Moscow blocked the text on Saturday.",
            "Saturday|2016-10-08",
        ),
        ("The council will vote on Saturday.", "Saturday|2016-10-15"),
        ("A vote will be held on Saturday.", "Saturday|2016-10-15"),
        ("A vote is held in March.", "March|2016-03"),
        ("The case is heard in December.", "December|2016-12"),
        ("The meeting is on Thursday.", "Thursday|2016-10-13"),
        (
            "He leaves for Marrow on Thursday, where he met them.",
            "Thursday|2016-10-13",
        ),
        ("The summit ends on Friday.", "Friday|2016-10-14"),
        ("The mill will reopen in spring.", "spring|2017-SP"),
        ("He was due to arrive on Friday.", "Friday|2016-10-14"),
        ("He was planning to leave on Friday.", "Friday|2016-10-14"),
        (
            "A draft that would end it was rejected on Saturday.",
            "Saturday|2016-10-08",
        ),
        ("By Friday all had left.", "Friday|2016-10-07"),
        ("In November he had promised to go.", "November|2015-11"),
        ("The vote is expected in March.", "March|2017-03"),
        (
            "Shares rose 3 per cent since year-end.",
            "year-end|2015-12-31",
        ),
        ("They cut jobs by year-end.", "year-end|2016-12-31"),
        ("We are flying out on Saturday.", "Saturday|2016-10-15"),
        (
            "Police are holding a man since Saturday.",
            "Saturday|2016-10-08",
        ),
        ("She could not be reached on Sunday.", "Sunday|2016-10-09"),
        (
            "Neither the captain nor the mate could be found on Sunday.",
            "Sunday|2016-10-09",
        ),
        (
            "The newly launched ferry is free in November.",
            "November|2016-11",
        ),
        ("The talks were moved to Friday.", "Friday|2016-10-14"),
        (
            "It was the fastest growth since last September.",
            "last September|2015-09",
        ),
    ]);
}

#[test]
fn what_was_planned_for_a_day_and_undone_hangs_on_the_nearer_one() {
    table(&[
        (
            "A fair planned for Sunday was cancelled.",
            "Sunday|2016-10-09",
        ),
        (
            "A fair planned for Saturday was cancelled.",
            "Saturday|2016-10-15",
        ),
        (
            "A fair planned for Sunday will draw many.",
            "Sunday|2016-10-16",
        ),
    ]);
}

#[test]
fn overnight_is_the_night_behind_unless_another_is_told() {
    check_window(
        "Overnight the river rose.",
        "2016-10-11T00:00..2016-10-11T06:59",
    );
    table(&[
        (
            "The river rose overnight Friday.",
            "overnight Friday|2016-10-07TNI",
        ),
        ("The river will rise overnight.", "overnight|2016-10-12TNI"),
    ]);
}

#[test]
fn a_figure_of_a_quarter_is_measured_by_the_same_quarter() {
    check(
        "In the third quarter the mill earned $3 million, up from $2 million last year. It was \
         founded last year.",
        &[
            "the third quarter|2016-Q3",
            "last year|2015-Q3",
            "last year|2015",
        ],
    );
    check(
        "In the year through June, sales rose.",
        &["the year|P1Y", "June|2016-06"],
    );
}

#[test]
fn what_hangs_on_no_day_of_the_text_is_not_placed() {
    table(&[
        (
            "Some 20 years later, he returned.",
            "Some 20 years later|XXXX",
        ),
        (
            "The morning after the vote, he left.",
            "The morning after|XXXX-XX-XXTMO",
        ),
    ]);
}

#[test]
fn former_is_marked_in_histories_alone() {
    table(&[("On Monday the former mayor left.", "Monday|2016-10-10")]);
    check(
        "In 1871 the valley fell. In 1872 and 1873 it was held, in 1874 retaken, and in 1875 the \
         former mayor died.",
        &[
            "1871|1871",
            "1872|1872",
            "1873|1873",
            "1874|1874",
            "1875|1875",
            "former|PAST_REF",
        ],
    );
}

#[test]
fn what_was_told_before_is_meant() {
    check(
        "Talks end on 10 June. If by that time no price is agreed, they fail.",
        &["10 June|2016-06-10", "that time|2016-06-10"],
    );
    check(
        "Sales rose in February, against the same month a year ago.",
        &["February|2016-02", "the same month a year ago|2015-02"],
    );
    check(
        "Shares fell on Friday after overnight losses abroad, down from the previous Friday.",
        &[
            "Friday|2016-10-07",
            "overnight|2016-10-07TNI",
            "the previous Friday|2016-09-30",
        ],
    );
    check(
        "In 264 BC the war began. Ten years later it paused.",
        &["264 BC|BC0264", "Ten years later|BC0254"],
    );
}

#[test]
fn a_history_keeps_its_place() {
    check(
        "In 1943 the valley was held. In May 1944 the siege began, and lasted until the fall of the \
         city in February 1945. By July the river was crossed.",
        &[
            "1943|1943",
            "May 1944|1944-05",
            "February 1945|1945-02",
            "July|1944-07",
        ],
    );
    check(
        "In March 1943 the leader of the August 1942 uprising fled. On 24 June he came back.",
        &[
            "March 1943|1943-03",
            "August 1942|1942-08",
            "24 June|1943-06-24",
        ],
    );
    check(
        "In 1904 it snowed. In February 1905 all was calm, beside the storms of November and January. \
         In May it rained.",
        &[
            "1904|1904",
            "February 1905|1905-02",
            "November|1904-11",
            "January|1905-01",
            "May|1905-05",
        ],
    );
}

#[test]
fn about_widens_the_window() {
    check_window(
        "It began about 5 p.m.",
        "2016-10-11T16:30..2016-10-11T17:30",
    );
    check_window("It was built around 2010.", "2009-01-01..2011-12-31");
    check_window(
        "It fell in the second half of June.",
        "2016-06-16..2016-06-30",
    );
    check_window(
        "It rained until dawn.",
        "2016-10-11T04:00..2016-10-11T07:59 and before",
    );
}

#[test]
fn the_corpus_decides_what_its_numbers_mean() {
    let found = recognise("Paid 3/4/2016.", &Language::english());
    let value = |order| {
        let dct = Dct {
            order,
            ..Dct::default()
        };
        found.resolve(dct)[0].value.clone()
    };
    assert_eq!(value(DateOrder::DayFirst), "2016-04-03");
    assert_eq!(value(DateOrder::MonthFirst), "2016-03-04");
    // What cannot be a month is the day, whatever the order.
    let found = recognise("Paid 3/14/2016.", &Language::english());
    let dct = Dct {
        order: DateOrder::DayFirst,
        ..Dct::default()
    };
    assert_eq!(found.resolve(dct)[0].value, "2016-03-14");
    assert_eq!(found.date_order_evidence(), (0, 1));
}

#[test]
fn windows_are_told_in_edtf() {
    let edtf = |text: &str| {
        let found = tag(text, "en", Some("2016-10-11"));
        found
            .iter()
            .find_map(|t| t.window)
            .map(|w| w.edtf())
            .unwrap_or_default()
    };
    for (text, expected) in [
        ("It shut in 2015.", "2015"),
        ("It shut in early 2015.", "2015"),
        ("It shut between 2009 and 2011.", "2009/2011"),
        ("It shut around 2010.", "2009/2011"),
        ("It shut between May and July.", "2016-05/2016-07"),
        ("It has been shut since September 2015.", "2015-09/.."),
        ("It was shut until 1 October.", "../2016-10-01"),
        ("It shut last week.", "2016-10-03/2016-10-09"),
        ("It shut on Saturday.", "2016-10-08"),
        (
            "In the 24 hours to Tuesday it rained.",
            "2016-10-10/2016-10-11",
        ),
    ] {
        assert_eq!(edtf(text), expected, "in: {text}");
    }
}

#[test]
fn iso_weeks_fiscal_years_and_days_of_a_month() {
    check(
        "It is due in week 42 of 2016, not in 2016-W41-2.",
        &["week 42 of 2016|2016-W42", "2016-W41-2|2016-10-11"],
    );
    check(
        "The week beginning 3 October was wet.",
        &["The week beginning 3 October|2016-W40"],
    );
    check(
        "Fares rose in FY2015 and in the 2014 fiscal year.",
        &["FY2015|2015", "the 2014 fiscal year|2014"],
    );
    check(
        "The last Friday of this month is free.",
        &["The last Friday of this month|2016-10-28"],
    );
    check(
        "Mills of the 17th and 18th centuries stand there.",
        &["the 17th|16", "18th centuries|17"],
    );
}

#[test]
fn the_first_of_two_hours_takes_its_half_of_the_day_from_the_second() {
    check_window(
        "Between 2 and 5 p.m. on Sunday the road was shut.",
        "2016-10-09T14:00..2016-10-09T17:00",
    );
    check_window(
        "It was open from 9 to 5 p.m. on Monday.",
        "2016-10-10T09:00..2016-10-10T17:00",
    );
    check(
        "He rang at 6 o'clock in the evening.",
        &["6 o'clock in the evening|2016-10-11T18:00"],
    );
}

#[test]
fn days_are_counted_from_days_that_are_told() {
    check(
        "Two days after Christmas the mill burned.",
        &["Two days after Christmas|2015-12-27"],
    );
    check(
        "He left the Monday after Easter.",
        &["the Monday after Easter|2016-03-28"],
    );
    check(
        "She came the Monday before last.",
        &["the Monday before last|2016-10-03"],
    );
    check(
        "It shut a year ago today.",
        &["a year ago today|2015-10-11"],
    );
    check(
        "It opens in two weeks' time.",
        &["two weeks' time|2016-W43"],
    );
    check(
        "A decade and a half ago it shut.",
        &["A decade and a half ago|2001"],
    );
    check(
        "It feels like spring. A day earlier the mill shut.",
        &["spring|2016-SP", "A day earlier|2016-10-10"],
    );
}

#[test]
fn stretches_that_end_with_a_month_begin_with_one() {
    check_window(
        "In the six months to June sales fell.",
        "2016-01-01..2016-06-30",
    );
    check_window(
        "Profit for the three months ended Sept. 30 rose.",
        "2016-07-01..2016-09-30",
    );
}

#[test]
fn years_counted_back_are_loose() {
    check_window("He began 42 years ago.", "1973-01-01..1975-12-31");
    check("He began 42 years ago.", &["42 years ago|1974"]);
}

#[test]
fn compounds_are_no_verbs() {
    check(
        "They plan to pump mud into the well in a so-called plug on Wednesday.",
        &["Wednesday|2016-10-12"],
    );
    check("He died on November 20.", &["November 20|2015-11-20"]);
}
