//! What whole articles tell differently, read, joined and compared as the program does it.

use super::*;
use crate::link::link;
use crate::link::tests::article;
use crate::telling::digest;

/// Articles of invented outlets, one day after another, and what differs between them.
fn differences(texts: &[&str]) -> Vec<String> {
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
            "killed: three passengers against two of them died: counted differently",
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
