//! What joins as a whole group.

use super::*;

/// Three papers that do not say on which day they appeared, and open with a blast and with the fire that followed it, told in one vocabulary and in another.
fn papers(second: [&str; 3]) -> Vec<Article> {
    let first = [
        "A lorry packed with explosives rammed the gate of the customs house in Lindon on 9 March 2020, killing nine guards.",
        "A lorry laden with explosives was rammed into the gate of Lindon's customs house on 9 March 2020, killing nine guards.",
        "A bomber rammed a lorry full of explosives into the gate of the customs house at Lindon on 9 March 2020 and killed nine guards.",
    ];
    let rest = [
        "The bakers of Brandt Point struck for higher wages.",
        "The council of Lindon had raised the ferry fare in spring.",
        "The opera house reopened after repairs to its roof.",
    ];
    let sources = ["Harbour Post", "Canal Courier", "North Herald"];
    (0..3)
        .map(|i| {
            let body = format!("{}\n\n{}\n\n{}\n", first[i], second[i], rest[i]);
            article(&format!("{i}.txt"), sources[i], None, &body)
        })
        .collect()
}

#[test]
fn what_several_articles_open_with_side_by_side_is_one_happening() {
    let articles = papers([
        "The explosion in Lindon was followed by gunfire on 9 March 2020 and shattered windows across the harbour.",
        "Gunfire followed the explosion in Lindon on 9 March 2020, and windows were shattered across the harbour.",
        "After the explosion in Lindon gunfire was heard on 9 March 2020 and windows shattered across the harbour.",
    ]);
    let (linked, digests) = told(&articles);
    let blast = moment_of(&linked, &digests, 0, "rammed the gate");
    let shots = moment_of(&linked, &digests, 1, "Gunfire followed");
    assert_eq!(blast.id, shots.id);
    // What stands in the same paper with a time of its own is another thing.
    let fare = moment_of(&linked, &digests, 1, "raised the ferry fare");
    assert_ne!(blast.id, fare.id);
    let whole = |m: &crate::link::Member| m.because.iter().any(|b| b.contains("as a whole"));
    assert!(blast.members.iter().any(whole), "{blast:?}");
}

#[test]
fn what_lies_on_another_day_is_no_whole_with_the_opening() {
    let articles = papers([
        "The minister will visit the harbour on 20 March 2020 and open a new quay.",
        "A visit of the minister to the harbour is set for 20 March 2020, when a new quay opens.",
        "On 20 March 2020 the minister is to visit the harbour and open a new quay.",
    ]);
    let (linked, digests) = told(&articles);
    let blast = moment_of(&linked, &digests, 0, "rammed the gate");
    let visit = moment_of(&linked, &digests, 1, "visit of the minister");
    assert_ne!(blast.id, visit.id);
}
