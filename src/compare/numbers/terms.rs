//! "Life" against so many years: sentences that no two courts' words make one.

use super::figure::Figure;
use crate::compare::Witness;
use crate::compare::disagree::{Disagreement, DisagreementKind, Relation, Stance, against};
use crate::compare::kin::Kin;
use crate::compare::lexicon::lists;
use crate::compare::words::lower_words;
use crate::telling::{IN_PRISON, NameKind};
use std::ops::Range;

/// Words that two tellings must share to be of one sentence.
const SHARED: usize = 3;

/// Returns the sentence that some tell as life and others as years.
pub(super) fn terms(
    witnesses: &[Witness<'_>],
    figures: &[Figure<'_, '_>],
    kin: &Kin<'_, '_>,
) -> Option<Disagreement> {
    let years = |w: &Witness<'_>| {
        let of = figures
            .iter()
            .filter(|f| std::ptr::eq(f.witness.telling, w.telling));
        let mut terms = of.filter(|f| f.quantity.unit == IN_PRISON);
        let first = terms.next().filter(|f| f.quantity.subject == "sentenced")?;
        // Many a court gives both, life and years.
        let both = words_of_life(w.body).is_some();
        (!both && terms.next().is_none()).then(|| first.stance())
    };
    let told: Vec<(&Witness<'_>, Stance, bool)> = witnesses
        .iter()
        .filter_map(|w| match (years(w), life(w)) {
            (Some(stance), None) => Some((w, stance, false)),
            (None, Some(stance)) => Some((w, stance, true)),
            _ => None,
        })
        .collect();
    let stances: Vec<Stance> = told
        .iter()
        .filter(|(w, _, life)| {
            told.iter().any(|(other, _, other_life)| {
                life != other_life
                    && w.voice != other.voice
                    && kin.share(w, other, SHARED)
                    && may_be_of_one(w, other)
            })
        })
        .map(|(_, stance, _)| stance.clone())
        .collect();
    (!stances.is_empty()).then(|| Disagreement {
        kind: DisagreementKind::Number,
        subject: format!("{IN_PRISON} sentenced"),
        relation: Relation::Conflict,
        note: format!("{}: cannot both be right", against(&stances)),
        stances,
    })
}

/// Returns what a telling's own sentence says of being locked up for life.
fn life(witness: &Witness<'_>) -> Option<Stance> {
    let sentence = &witness.telling.sentence;
    let text = witness.words_at(sentence);
    let range = words_of_life(text)?;
    let mut stance = Stance::of(witness, &text[range], sentence);
    "life".clone_into(stance.shade.get_or_insert_default());
    Some(stance)
}

/// Returns where a text says that somebody is locked up for life.
fn words_of_life(text: &str) -> Option<Range<usize>> {
    if !text.contains("life") {
        return None;
    }
    let words = lower_words(text);
    let word = |i: usize| words.get(i).map_or("", |(_, w)| w.as_ref());
    let at = (0..words.len()).find(|&i| {
        word(i) == "life"
            && (lists().locked.has(word(i + 1))
                || word(i + 1) == "in" && lists().locked.has(word(i + 2))
                || i > 1 && matches!(word(i - 1), "for" | "to") && lists().jailing.has(word(i - 2)))
    })?;
    let mut end = at;
    while matches!(word(end + 1), "in") && lists().locked.has(word(end + 2))
        || lists().locked.has(word(end + 1))
    {
        end += 1;
    }
    Some(words[at].0.start..words[end].0.end)
}

/// Tells whether two sentences may be of one person: not where each names people and none is named
/// in both.
pub(super) fn may_be_of_one(a: &Witness<'_>, b: &Witness<'_>) -> bool {
    let (x, y) = (people(a), people(b));
    x.is_empty() || y.is_empty() || x.iter().any(|p| y.iter().any(|q| is_one_name(p, q)))
}

/// Returns the people whom a telling's own sentence names.
fn people<'a>(witness: &Witness<'a>) -> Vec<&'a str> {
    let sentence = &witness.telling.sentence;
    let here = |mention: &Range<usize>| sentence.contains(&mention.start);
    let names = witness.names.iter();
    names
        .filter(|n| n.kind == NameKind::Person && n.mentions.iter().any(here))
        .map(|n| n.text.as_str())
        .collect()
}

/// Tells whether two names may be of one person: "Moor" and "Karl Moor", not "Karl" and "Emil Moor".
fn is_one_name(a: &str, b: &str) -> bool {
    let (long, short) = if a.len() >= b.len() { (a, b) } else { (b, a) };
    let long: Vec<&str> = long.split_whitespace().collect();
    short.split_whitespace().all(|word| long.contains(&word))
}
