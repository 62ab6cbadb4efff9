//! What joins by where it stands, by what it counts, and what chance joins.

use super::*;

#[test]
fn a_headline_goes_with_the_opening_it_stands_over() {
    let article = article(
        "a.txt",
        "Harbour Post",
        Some("2020-03-12"),
        "Lindon offers islanders a way across\n\nThe harbour board announced on Tuesday that a ferry of the navy would sail to the islanders twice a day.\n\nThe bakers of Brandt Point struck for higher wages.\n",
    );
    let (linked, digests) = told(&[article]);
    let headline = moment_of(&linked, &digests, 0, "offers islanders");
    let opening = moment_of(&linked, &digests, 0, "announced on Tuesday");
    assert_eq!(headline.id, opening.id);
    // The day is that which the opening names, not that of print.
    let days = headline.members.iter().map(|m| m.window.map(|w| w.edtf()));
    assert!(
        days.clone().all(|d| d.as_deref() == Some("2020-03-10")),
        "{headline:?}"
    );
}

/// Links what two papers print on one day.
fn two_papers(ours: &str, theirs: &str) -> (Linked, Vec<Digest>) {
    told(&[
        article("a.txt", "Harbour Post", Some("2020-03-10"), ours),
        article("b.txt", "Canal Courier", Some("2020-03-10"), theirs),
    ])
}

/// Tells whether what two papers print puts two sentences of the first into one moment.
fn one_moment((linked, digests): (Linked, Vec<Digest>), first: &str, second: &str) -> bool {
    let of = |text| moment_of(&linked, &digests, 0, text).id.clone();
    of(first) == of(second)
}

/// Two papers on one blast, or on two; what they count and where.
fn tolls(there: &str, here: &str) -> bool {
    let a = format!(
        "A blast tore through the fish market of Lindon on Monday evening.\n\n{there}\n\nThe market had been rebuilt after a storm.\n"
    );
    let b = format!(
        "Divers searched the harbour of Lindon after a blast at its fish market on Monday.\n\n{here}\n\nThe mayor ordered three days of mourning.\n"
    );
    let (linked, digests) = two_papers(&a, &b);
    moment_of(&linked, &digests, 0, "killed").id == moment_of(&linked, &digests, 1, "killed").id
}

#[test]
fn two_counts_of_one_days_dead_are_one_moment_unless_of_two_places() {
    assert!(tolls(
        "At least 12 people were killed on Monday, most of them porters and clerks, the coast guard said.",
        "Around 20 people were killed on Monday evening, a hospital said."
    ));
    assert!(!tolls(
        "At least 12 people were killed in Lindon on Monday, the coast guard said.",
        "Around 20 people were killed in Brandt Point on Monday evening, a hospital said."
    ));
}

#[test]
fn what_goes_on_since_one_time_is_one_state_in_whatever_words() {
    let since = |ours: &str, theirs: &str| {
        let articles = [
            article(
                "a.txt",
                "Harbour Post",
                Some("2020-03-10"),
                &format!("The council of Lindon met on Monday to hear the bakers.\n\n{ours}\n"),
            ),
            article(
                "b.txt",
                "Canal Courier",
                Some("2020-03-12"),
                &format!("A choir sang in the cathedral of Lindon on Wednesday.\n\n{theirs}\n"),
            ),
        ];
        let (linked, digests) = told(&articles);
        let last = |a| moment_of(&linked, &digests, a, "since").id.clone();
        last(0) == last(1)
    };
    let dredgers = "Dredgers from Norland have been at work off Lindon since September 2019.";
    assert!(since(
        dredgers,
        "Norland has deepened the roads of Lindon since 14 September 2019."
    ));
    // Another season, another state.
    assert!(!since(
        dredgers,
        "Norland has deepened the roads of Lindon since April 2019."
    ));
}

#[test]
fn one_act_of_one_day_is_found_among_many_without_a_telling_word_in_common() {
    // So many tellings that not every pair is compared.
    let trades = [
        "baker", "weaver", "mason", "tailor", "smith", "potter", "cooper",
    ];
    let streets = ["Mill", "Dock", "Hill", "Rope", "Lamp", "Fish", "Salt"];
    let others = |verb: &str| {
        let of_trade = |t| move |s| format!("The {t} of {s} Street {verb} an apprentice.\n\n");
        let all = trades.iter().flat_map(|t| streets.iter().map(of_trade(t)));
        all.collect::<String>()
    };
    let articles = [
        article(
            "a.txt",
            "Harbour Post",
            Some("2020-03-12"),
            &format!(
                "The planes had stopped on Tuesday, she said, and would be back by the weekend.\n\n{}",
                others("hired")
            ),
        ),
        article(
            "b.txt",
            "Canal Courier",
            Some("2020-03-12"),
            &format!(
                "Norlandic and Sutlandic aircraft stopped bombing Lindon at 10 a.m. on Tuesday, the defence minister announced, two days before a humanitarian corridor for wounded islanders, negotiated by fishermen and diplomats at Brandt Point, was supposed to open.\n\n{}",
                others("paid")
            ),
        ),
    ];
    let (linked, digests) = told(&articles);
    let planes = moment_of(&linked, &digests, 0, "planes");
    assert_eq!(planes.id, moment_of(&linked, &digests, 1, "aircraft").id);
}

#[test]
fn what_a_speaker_adds_in_two_papers_belongs_to_what_he_said_before() {
    let said = |he: &str, she: &str| {
        let quote =
            "\"Throughout my years in this harbour I have tried to greet everybody with respect";
        let papers = two_papers(
            &format!(
                "The mayor of Lindon, Aldous Reef, apologised on Monday for shouting at the captain of a ferry.\n\n\"I regret my words and apologise to all,\" Reef said. {quote}{he}\n\nThe bakers of Brandt Point struck for higher wages.\n"
            ),
            &format!(
                "Aldous Reef, the mayor of Lindon, issued an apology on Monday for shouting at a ferry captain as passengers looked on.\n\n\"I regret my words and apologise to all,\" he said. {quote}{she}\n\nA choir sang in the cathedral.\n"
            ),
        );
        one_moment(papers, "apologised on Monday", "Throughout my years")
    };
    assert!(said(".\"", ".\""));
    assert!(!said(
        ",\" the captain, Edda Ketter, said.",
        ",\" Edda Ketter, the captain, said."
    ));
}

#[test]
fn a_detail_in_the_paragraph_of_what_two_papers_tell_belongs_to_it() {
    let detail = |next: &str| {
        let ours = format!(
            "Eleven of the fifteen members of the harbour council voted on Monday for a new ferry to Brandt Point. {next}\n\nA storm tore up the quay.\n"
        );
        let theirs = "The harbour council of Lindon voted on Monday for a new ferry to Brandt Point, by eleven to four.\n\nA choir sang in the cathedral.\n";
        one_moment(two_papers(&ours, theirs), "Eleven", next)
    };
    assert!(detail("Norland joined Sutland in voting against."));
    assert!(!detail("Bakers struck for higher wages."));
}

#[test]
fn what_says_more_of_a_happening_goes_to_the_moment_of_it() {
    let more = |next: &str| {
        let ours = format!(
            "A gas explosion destroyed the customs house in Lindon on Monday.\n\nThe mayor promised help. Bakers gave bread. Nobody slept. A school took in children. The ferry ran all night. Boats brought tents.\n\n{next}\n"
        );
        let theirs = "The customs house in Lindon was destroyed by a gas explosion on Monday.\n\nA choir sang in the cathedral.\n";
        let (linked, digests) = two_papers(&ours, theirs);
        let moment = moment_of(&linked, &digests, 0, "customs house");
        let because = moment.members.iter().flat_map(|m| &m.because);
        because.filter(|b| b.starts_with("says more")).count()
    };
    assert_eq!(more("The blast was heard across the strait."), 1);
    assert_eq!(more("The fire was seen across the strait."), 0);
    assert_eq!(more("A blast was heard across the strait."), 0);
}
