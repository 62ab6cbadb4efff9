//! How old somebody is: "a five-year-old boy" against "the six-year-old".

use crate::compare::Witness;
use crate::compare::disagree::{Disagreement, DisagreementKind, Relation, Stance, against};
use crate::compare::kin::Kin;
use crate::compare::lexicon::counts;
use crate::compare::words::lower_words;
use crate::text::number;
use crate::text::stem::stem;

/// An age that a sentence tells of one person.
struct Age<'w, 'a> {
    witness: &'w Witness<'a>,
    years: u64,
    /// The words as printed, where they stand in the sentence.
    words: &'a str,
    /// The stem of what is called so old ("boy"), where it follows.
    who: Option<String>,
}

/// Returns the age on which the witnesses cannot all be right: of one person, so far as texts
/// that tell of one age only show it.
pub(super) fn ages(witnesses: &[Witness<'_>], kin: &Kin<'_, '_>) -> Option<Disagreement> {
    let told: Vec<Age<'_, '_>> = witnesses.iter().filter_map(age).collect();
    let mut involved = vec![false; told.len()];
    for (i, a) in told.iter().enumerate() {
        for (j, b) in told.iter().enumerate().skip(i + 1) {
            let one = a.who.is_none() || b.who.is_none() || a.who == b.who;
            let differ = one
                && a.years != b.years
                && a.witness.voice != b.witness.voice
                && kin.share(a.witness, b.witness, 1);
            involved[i] |= differ;
            involved[j] |= differ;
        }
    }
    let stances: Vec<Stance> = told
        .iter()
        .zip(&involved)
        .filter(|(_, involved)| **involved)
        .map(|(age, _)| {
            let sentence = &age.witness.telling.sentence;
            let mut stance = Stance::of(age.witness, age.words, sentence);
            stance.value = Some(age.years as f64);
            stance.unit = Some("years".to_owned());
            stance
        })
        .collect();
    (!stances.is_empty()).then(|| Disagreement {
        kind: DisagreementKind::Number,
        subject: "years of age".to_owned(),
        relation: Relation::Conflict,
        note: format!("{}: cannot both be right", against(&stances)),
        stances,
    })
}

/// Returns the age told in a telling's own sentence, when its text tells one only.
fn age<'w, 'a>(witness: &'w Witness<'a>) -> Option<Age<'w, 'a>> {
    let text = witness.words_at(&witness.telling.sentence);
    // Most sentences tell none.
    if !text.contains("ear-old") && !text.contains("ear-Old") {
        return None;
    }
    let words = lower_words(text);
    let mut told = words.iter().enumerate();
    let (at, (range, years)) = told.find_map(|(i, (range, w))| Some((i, (range, years(w)?))))?;
    if others(witness.body, years) {
        return None;
    }
    // "A six-year-old fell" does not say whether it was a boy.
    let next = words.get(at + 1);
    let who = next.filter(|(_, w)| counts().people(w).is_some());
    Some(Age {
        witness,
        years,
        words: &text[range.clone()],
        who: who.map(|(_, w)| stem(w)),
    })
}

/// Returns the years of "five-year-old".
fn years(word: &str) -> Option<u64> {
    let number = word.strip_suffix("-year-old")?;
    number
        .parse()
        .ok()
        .or_else(|| number::small(number).map(u64::from))
}

/// Tells whether a text tells of other ages.
fn others(body: &str, age: u64) -> bool {
    let mut ages = body.match_indices("-year-old").map(|(at, _)| {
        let from = body[..at].rfind(|c: char| c.is_whitespace() || "\"'‘“(".contains(c));
        let word = &body[from.map_or(0, |i| {
            i + body[i..].chars().next().map_or(1, char::len_utf8)
        })..at];
        years(&format!("{}-year-old", word.to_lowercase()))
    });
    ages.any(|other| other != Some(age))
}
