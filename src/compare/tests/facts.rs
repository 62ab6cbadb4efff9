//! What a fact-checker reads in a cell: who, where, how old, and who told it first.

use super::*;

#[test]
fn who_says_something_else_in_the_sentence_is_not_given_for_it() {
    let veto = "The veto on Saturday had been expected, and on Friday the envoy Ada Moor said that raids went on.";
    let visit = "On television the mayor said she was unsure about the prince, who was due to visit on 19 May.";
    let aside = "The news comes a day after Mr Tell told reporters that raids went on.";
    let he = "In the interview shown on Monday he said that raids went on.";
    let tales = [
        Tale::new("Harbour Post", "", veto).clause("The veto on Saturday had been expected"),
        Tale::new("Canal Courier", "", visit).clause("who was due to visit on 19 May"),
        Tale::new("North Herald", "", aside),
        Tale::new("Meridian Wire", "", he),
        Tale::new("Larkdale News", "", visit).clause("she was unsure about the prince"),
    ];
    let said: Vec<Option<String>> = witnesses(&tales)
        .iter()
        .map(|w| attribution::speaker_words(w).map(|(_, words, _)| words))
        .collect();
    let nobody = None;
    assert_eq!(
        said,
        [
            nobody.clone(),
            nobody.clone(),
            nobody.clone(),
            nobody,
            Some("the mayor".to_owned())
        ]
    );
}

#[test]
fn where_it_was_is_behind_a_word_of_place() {
    let place = |words: &'static str, text: &str, name: &str| {
        let tale = Tale::new(words, "", text).place(name);
        names::places_of(&witnesses(&[tale])[0]).join(", ")
    };
    assert_eq!(
        place(
            "a",
            "Raids went on in besieged eastern Larkdale.",
            "Larkdale"
        ),
        "Larkdale"
    );
    assert_eq!(
        place(
            "b",
            "A visit to Larkdale on Friday was put off.",
            "Larkdale"
        ),
        "Larkdale"
    );
    assert_eq!(place("c", "Larkdale vetoed the text.", "Larkdale"), "");
    assert_eq!(
        place("d", "LARKDALE (Meridian Wire) — Raids went on.", "LARKDALE"),
        ""
    );
    assert_eq!(
        place(
            "e",
            "It echoes those of Larkdale Secretary Ada Moor.",
            "Larkdale"
        ),
        ""
    );
    assert_eq!(
        place(
            "f",
            "In Larkdale's port of Moorhaven ferries burn.",
            "Larkdale"
        ),
        ""
    );
}

#[test]
fn one_child_has_one_age() {
    let one = Tale::new(
        "Harbour Post",
        "2016-11-08",
        "The five-year-old boy fell into a well.",
    );
    let two = Tale::new(
        "Canal Courier",
        "2016-11-08",
        "A six-year-old fell into the well.",
    );
    let girl = Tale::new(
        "Meridian Wire",
        "2016-11-08",
        "A nine-year-old girl fell into the well.",
    );
    let both = Tale::new(
        "North Herald",
        "2016-11-08",
        "A seven-year-old fell into the well.\nHis five-year-old sister saw it.",
    );
    insta::assert_snapshot!(check(&[one, two]), @"number Conflict: five-year-old against six-year-old: cannot both be right");
    assert_eq!(check(&[girl, both]), "");
}

#[test]
fn what_stands_in_brackets_is_compared_in_its_own_unit() {
    let one = Tale::new(
        "Harbour Post",
        "2016-04-26",
        "Some 1,000 barrels (42,000 gallons) of oil a day are leaking from the well.",
    )
    .count("1,000", 1000.0, Bound::Exact, "barrels", "")
    .count("42,000", 42000.0, Bound::Exact, "gallons", "");
    let two = Tale::new(
        "Canal Courier",
        "2016-05-01",
        "More than 200,000 gallons of oil a day are leaking from the well.",
    )
    .count(
        "More than 200,000",
        200_000.0,
        Bound::MoreThan,
        "gallons",
        "",
    );
    insta::assert_snapshot!(check(&[one, two]), @"number Update: 42,000 gallons against More than 200,000 gallons: a later figure replaces an earlier one");
}

#[test]
fn a_paper_from_before_the_day_told_it_ahead() {
    let saturday = Window::day(day("2016-10-08"));
    let vote = |source, published| {
        Tale::new(source, published, "The council voted on Saturday.").when("Saturday", saturday)
    };
    let tales = [
        vote("North Herald", "2016-10-05"),
        vote("Harbour Post", "2016-10-08"),
        vote("Canal Courier", "2016-10-09"),
    ];
    insta::assert_snapshot!(told_in_order(&first_told(&witnesses(&tales))), @"first told by Harbour Post (Sat 8 Oct 2016), followed by Canal Courier a day later; announced before by North Herald");
    // Who puts it on an earlier day and tells it as done was no announcement.
    let friday = Tale::new("North Herald", "2016-10-07", "The council voted on Friday.")
        .when("Friday", Window::day(day("2016-10-07")));
    let early = [
        friday,
        vote("Harbour Post", "2016-10-08"),
        vote("Canal Courier", "2016-10-09"),
    ];
    insta::assert_snapshot!(told_in_order(&first_told(&witnesses(&early))), @"first told by North Herald (Fri 7 Oct 2016), followed by Harbour Post a day later, Canal Courier 2 days later");
    let plans = [
        vote("North Herald", "2016-10-05"),
        vote("Harbour Post", "2016-10-06"),
    ];
    insta::assert_snapshot!(told_in_order(&first_told(&witnesses(&plans))), @"first told by North Herald (Wed 5 Oct 2016), followed by Harbour Post a day later");
}

#[test]
fn the_worst_of_the_month_is_not_in_that_month() {
    let saturday = Window::day(day("2016-10-08"));
    let october = Window::days(
        day("2016-10-01"),
        day("2016-10-31"),
        crate::time::Grain::Month,
    );
    let one = Tale::new(
        "Harbour Post",
        "",
        "The fourth veto blocked the text on Saturday.",
    )
    .when("Saturday", saturday);
    let two = Tale::new(
        "Canal Courier",
        "",
        "The veto blocked the text after the worst raid of the month.",
    )
    .when("the month", october.unwrap());
    assert_eq!(check(&[one, two]), "");
}

#[test]
fn what_an_outlet_says_on_two_days_is_told_with_the_days() {
    let toll = |source, day, words: &str, value| {
        let text = format!("The flood in Larkdale killed {words} people.");
        Tale::new(source, day, &text).count(words, value, Bound::Exact, "people", "killed")
    };
    let tales = [
        toll("Harbour Post", "2016-10-11", "12", 12.0),
        toll("Harbour Post", "2016-10-12", "15", 15.0),
        toll("Canal Courier", "2016-10-11", "12", 12.0),
    ];
    let rows = facts(&witnesses(&tales));
    let row = rows.iter().find(|r| r.kind == DisagreementKind::Number);
    let cells: Vec<&str> = row.unwrap().cells.iter().map(|c| c.text.as_str()).collect();
    assert_eq!(
        cells,
        ["12 people (11 Oct); 15 people (12 Oct)", "12 people"]
    );
}
