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

/// Two papers on one blast, or on two; what they count and where.
fn tolls(there: &str, here: &str) -> bool {
    let a = format!(
        "A blast tore through the fish market of Lindon on Monday evening.\n\n{there}\n\nThe market had been rebuilt after a storm.\n"
    );
    let b = format!(
        "Divers searched the harbour of Lindon after a blast at its fish market on Monday.\n\n{here}\n\nThe mayor ordered three days of mourning.\n"
    );
    let articles = [
        article("a.txt", "Harbour Post", Some("2020-03-10"), &a),
        article("b.txt", "Canal Courier", Some("2020-03-10"), &b),
    ];
    let (linked, digests) = told(&articles);
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
