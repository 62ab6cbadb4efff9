//! Copies that alter what they copy, and what one denies or will not do that another tells.

use super::*;
use insta::assert_snapshot;

fn copy(source: &'static str, published: &str, body: &str) -> Tale {
    Tale::new(source, published, body).voice(7)
}

#[test]
fn a_copy_that_alters_a_figure_speaks_for_itself() {
    let told = |source, words: &str, value| {
        let body = format!("About {words} people were evacuated from Larkdale and the villages.");
        let whole = format!("About {words}");
        copy(source, "2016-10-11", &body).count(&whole, value, Bound::About, "people", "displaced")
    };
    let a = || told("Harbour Post", "1,200", 1200.0);
    let b = told("Canal Courier", "1,300", 1300.0);
    assert_snapshot!(check(&[a(), b]), @"number Differs: About 1,200 people against About 1,300 people: rough figures that can both be right");
    assert_eq!(check(&[a(), a()]), "");
}

#[test]
fn people_on_board_are_compared() {
    let told = |source, words: &str, value| {
        let body = format!("A ferry with {words} people on board ran aground off Larkdale.");
        copy(source, "2016-10-11", &body).count(words, value, Bound::Exact, "people", "aboard")
    };
    let tales = [
        told("Harbour Post", "214", 214.0),
        told("Canal Courier", "350", 350.0),
    ];
    assert_snapshot!(check(&tales), @"number Conflict: 214 people against 350 people: cannot both be right");
}

#[test]
fn a_plan_that_a_copy_puts_on_another_day_is_disputed() {
    let on = |date: &str, words: &'static str, published| {
        let body = format!("Ferries between the islands will resume on {words}.");
        copy("Harbour Post", published, &body)
            .when(words, Window::day(day(date)))
            .status(Status::Planned)
    };
    let tales = [
        on("2024-09-12", "Thursday", "2024-09-10"),
        on("2024-09-13", "Friday", "2024-09-11"),
    ];
    assert_snapshot!(check(&tales), @"date Conflict: Thursday against Friday: cannot all be right");
}

#[test]
fn opposites_told_of_one_thing_are_a_difference() {
    let told = |source, words| {
        let body =
            format!("The pilot, Arvo Lind, was breathalysed at the quay and tested {words}.");
        Tale::new(source, "2024-09-10", &body)
    };
    let tales = [
        told("Harbour Post", "negative"),
        told("Canal Courier", "positive"),
    ];
    assert_snapshot!(check(&tales), @"status Conflict: tested negative against tested positive: cannot all be right");
}

fn acted(source: &'static str, published: &str, act: &str, body: &str) -> Tale {
    let mut out = Tale::new(source, published, body);
    out.telling.action = Some(act.to_owned());
    out
}

#[test]
fn who_will_not_resign_and_did_is_told() {
    let stays = |until: &str| {
        let body = format!("Minister Carla Holm will not resign{until}, she insisted on Thursday.");
        acted("Harbour Post", "2023-11-16", "insist", &body)
    };
    let gone = || {
        let body = "Minister Carla Holm resigned on Friday, a day after the vote.";
        acted("Canal Courier", "2023-11-19", "resign", body)
    };
    assert_snapshot!(check(&[stays(""), gone()]), @"status Update: will not resign against happened: updated");
    assert_eq!(check(&[stays(" until spring"), gone()]), "");
}

#[test]
fn a_rejected_claim_is_set_against_what_it_rejects() {
    let killed = acted(
        "Harbour Post",
        "2025-01-31",
        "kill",
        "An air strike on Larkdale on Wednesday killed civilians.",
    );
    let body = "The ministry rejects the claim that civilians were killed in an air strike on Larkdale on 29 January.";
    let mut denial = acted("Ministry", "2025-02-01", "kill", body)
        .status(Status::Denied)
        .when("29 January", Window::day(day("2025-01-29")));
    denial.telling.status_cue = Some(denial.find("rejects"));
    assert_snapshot!(check(&[killed, denial]), @"status Conflict: happened against rejects: cannot all be right");
}

#[test]
fn more_workers_than_people_cannot_both_be_all() {
    let people = || toll("Harbour Post", "2016-10-11", "12", 12.0, Bound::Exact);
    let workers = Tale::new(
        "Canal Courier",
        "2016-10-11",
        "The flood in Larkdale killed 41 workers.",
    )
    .count("41", 41.0, Bound::Exact, "workers", "killed");
    assert_snapshot!(check(&[people(), workers]), @"number Conflict: 12 people against 41 workers: cannot both be right");
    let lost = Tale::new(
        "Canal Courier",
        "2016-10-11",
        "The council remembers the 17 people who lost their lives in the Larkdale flood.",
    )
    .count("17", 17.0, Bound::Exact, "people", "killed");
    assert_snapshot!(check(&[people(), lost]), @"number Conflict: 12 people against 17 people: cannot both be right");
}
