//! What whole articles tell differently, read, joined and compared as the program does it.

use super::*;
use crate::link::link;
use crate::link::tests::article;
use crate::telling::digest;

/// Articles of invented outlets, one day after another, and what differs between them.
pub(super) fn differences(texts: &[&str]) -> Vec<String> {
    let articles: Vec<_> = (0..)
        .zip(texts)
        .map(|(i, text)| {
            let day = format!("2019-03-{}", 12 + i / 2);
            article(
                &format!("{i}.txt"),
                ["Aker", "Brim", "Cove"][i],
                Some(&day),
                text,
            )
        })
        .collect();
    let digests: Vec<_> = articles.iter().map(digest).collect();
    let linked = link(&digests);
    let told = linked.moments.iter().flat_map(|moment| {
        let witnesses: Vec<Witness<'_>> = moment
            .members
            .iter()
            .map(|member| {
                let at = member.article.at();
                let telling = &digests[at].tellings[member.telling as usize];
                let found = &linked.articles[at];
                Witness {
                    article: member.article,
                    source: &articles[at].source,
                    published: found.published.value,
                    voice: found.voice,
                    copied: found.copy_of.is_some(),
                    telling,
                    names: &digests[at].names,
                    timex: telling.time.and_then(|t| found.times.get(t as usize)),
                    window: member.window,
                    dated: member.dated,
                    body: &articles[at].body,
                }
            })
            .collect();
        disagreements(&witnesses)
    });
    told.filter(|d| d.kind != DisagreementKind::Attribution)
        .map(|d| format!("{}: {}", d.subject, d.note))
        .collect()
}

#[test]
fn what_is_done_and_what_is_said_not_to_be() {
    for (texts, differs) in [
        (
            [
                "Finance minister Lena Voss resigned on Monday after the harbour inquiry.",
                "A spokesman for Voss denied that she had resigned on Monday.",
            ],
            "status: happened against denied: cannot all be right",
        ),
        (
            [
                "Rebels seized the town of Darva on Saturday, residents said.",
                "Rebels did not seize the town of Darva on Saturday, the government said.",
            ],
            "status: happened against did not seize: cannot all be right",
        ),
        (
            [
                "Envoy Paul Irgen has withdrawn from a visit to Lisbon set for Friday.",
                "Envoy Paul Irgen will still travel to Lisbon on Friday.",
            ],
            "status: has withdrawn against will still: cannot all be right",
        ),
    ] {
        assert_eq!(differences(&texts), [differs], "{texts:?}");
    }
}

#[test]
fn who_denies_a_charge_does_not_deny_that_it_was_brought() {
    let texts = [
        "Olav Rand was charged with fraud at Kolmar Steel on Monday.",
        "Olav Rand, who was charged on Monday, denies the charge of fraud at Kolmar Steel.",
    ];
    assert_eq!(differences(&texts), [""; 0]);
}

#[test]
fn figures_are_of_what_the_sentence_says_of_them() {
    for (texts, differs) in [
        (
            vec![
                "A bus carrying nine people overturned near Tolvik on Tuesday, killing three passengers.",
                "Seven passengers were hurt when a bus overturned near Tolvik on Tuesday; two of them died.",
            ],
            "killed: three passengers against two of them died: cannot both be right",
        ),
        (
            vec![
                "Gunmen attacked a market in Orva on Monday, killing 12 people.",
                "Eleven people died when gunmen stormed a market in Orva on Monday.",
                "The death toll from Monday's attack by gunmen on a market in Orva has risen to 17.",
            ],
            "killed: 12 people against Eleven people: cannot both be right; others say 17 people",
        ),
        (
            vec![
                "An earthquake of magnitude 5.8 shook Vinje on Saturday.",
                "A 6.1-magnitude earthquake struck Vinje on Saturday.",
            ],
            "magnitude: magnitude 5.8 against magnitude 6.1: cannot both be right",
        ),
        (
            vec![
                "Flood waters inundated 600 houses in Kell on Monday.",
                "Some 900 homes in Kell were flooded on Monday.",
            ],
            "homes: 600 houses against Some 900 homes: cannot both be right",
        ),
        (
            vec![
                "Prosecutors charged nine people over the Halden fire on Monday.",
                "Seven people were charged on Monday over the Halden fire.",
            ],
            "charged: nine people against Seven people: cannot both be right",
        ),
        (
            vec![
                "The suspect, Olav Rand, 34, was arrested in Brod on Monday.",
                "Police arrested Olav Rand, 36, in Brod on Monday.",
            ],
            "years of age: 34 against 36: cannot both be right",
        ),
    ] {
        assert_eq!(differences(&texts), [differs], "{texts:?}");
    }
}

#[test]
fn terms_votes_and_those_on_board_are_compared() {
    for (texts, differs) in [
        (
            vec![
                "A court in Lorne jailed the former minister Vera Holm for six years on Tuesday.",
                "Vera Holm, a former minister, was sentenced to seven years in prison on Tuesday by a court in Lorne.",
            ],
            "years in prison sentenced: six years in prison against seven years in prison: cannot both be right",
        ),
        (
            vec![
                "Parliament passed the rail bill on Tuesday by 120 votes to 80.",
                "On Tuesday parliament voted 120 to 84 to pass the rail bill.",
            ],
            "votes against: 80 votes against 84 votes: cannot both be right",
        ),
        (
            vec![
                "The ferry Mira sank off Lorne on Tuesday with 140 passengers on board.",
                "The ferry Mira, carrying 152 passengers, sank off Lorne on Tuesday.",
            ],
            "on board: 140 passengers against 152 passengers: cannot both be right",
        ),
        (
            vec![
                "A fire broke out at the Marl warehouse at 11 p.m. on Monday.",
                "The fire at the Marl warehouse broke out at about 9 p.m. on Monday.",
            ],
            "when: 11 p.m. on Monday against 9 p.m. on Monday: cannot all be right",
        ),
        (
            vec![
                "The flood destroyed six villages near Orva on Monday.",
                "A market in Bera burned down on Monday.",
                "The flood on Monday destroyed five villages near Orva.",
            ],
            "villages destroyed: six villages against five villages: told lower later",
        ),
    ] {
        assert_eq!(differences(&texts), [differs], "{texts:?}");
    }
}

#[test]
fn figures_and_statuses_of_other_things_are_left_alone() {
    for texts in [
        // Passengers and crew come to those on board.
        [
            "A plane with 71 people on board crashed near Halden on Tuesday.",
            "A plane carrying 68 passengers and three crew crashed near Halden on Tuesday.",
        ],
        // What he had worked for, and a term told in months.
        [
            "The nurse Tilda Moor was sentenced on Tuesday to 18 months in prison for theft.",
            "Tilda Moor, who worked at a clinic for six years, was jailed on Tuesday for one and a half years for theft.",
        ],
        // Two parties, and a share beside a turnout.
        [
            "The Reform party took 49 seats in Sunday's election in Korda.",
            "In Sunday's election in Korda the Greens won 14 seats.",
        ],
        [
            "The Reform party won Sunday's election in Korda with 41 per cent of the vote.",
            "Sunday's election in Korda saw a turnout of 67.2 percent.",
        ],
        // Some of all.
        [
            "The navy arrested 23 pirates off Lorne on Tuesday.",
            "Of the 23 pirates arrested off Lorne on Tuesday, 12 are sailors.",
        ],
        // One will be paid, the other is called off.
        [
            "Chairman Ulf Brand will meet the president in Lorne on Friday over the dividend.",
            "Chairman Ulf Brand told the president in Lorne on Friday that a tour of the yard was cancelled.",
        ],
        [
            "Hundreds of flights from Lorne were cancelled or delayed on Tuesday by the storm.",
            "The storm cancelled hundreds of flights from Lorne on Tuesday.",
        ],
        // One night.
        [
            "The ferry Mira sank off Lorne on Saturday night.",
            "The ferry Mira sank off Lorne early on Sunday.",
        ],
        // Ages of two people.
        [
            "Olav Rand, 23, was arrested in Brod on Monday over two murders.",
            "Police arrested a man in Brod on Monday over the murder of Ida Moe, 58.",
        ],
    ] {
        assert_eq!(differences(&texts), [""; 0], "{texts:?}");
    }
}
