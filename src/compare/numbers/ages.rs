//! How old somebody is: "a five-year-old boy" against "the six-year-old".

use crate::compare::Witness;
use crate::compare::disagree::{Disagreement, DisagreementKind, Relation, Stance, against};
use crate::compare::kin::Kin;
use crate::compare::lexicon::{counts, lists};
use crate::compare::words::lower_words;
use crate::text::number;
use crate::text::stem::stem;
use std::borrow::Cow;
use std::ops::Range;

/// An age that a sentence tells of one person.
struct Age<'w, 'a> {
    witness: &'w Witness<'a>,
    years: u64,
    /// The words as printed, where they stand in the sentence.
    words: &'a str,
    /// The stem of what is called so old ("boy"), where it follows.
    who: Option<String>,
    /// The name before the age ("Ada Moor, 69,"), in lower case.
    name: Option<String>,
}

/// Years by which texts differ about one person whom they do not name alike.
const SLIP: u64 = 3;

/// Returns the age on which the witnesses cannot all be right: of one person, so far as texts
/// that tell of one age only show it.
pub(super) fn ages(witnesses: &[Witness<'_>], kin: &Kin<'_, '_>) -> Option<Disagreement> {
    let told: Vec<Age<'_, '_>> = witnesses.iter().filter_map(age).collect();
    let mut involved = vec![false; told.len()];
    for (i, a) in told.iter().enumerate() {
        for (j, b) in told.iter().enumerate().skip(i + 1) {
            let differ = is_one_person(a, b)
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

/// Tells whether two ages may be of one person: of one name, else of one kind of person and nearly
/// the same, as people of a name untold are many.
fn is_one_person(a: &Age<'_, '_>, b: &Age<'_, '_>) -> bool {
    match (&a.name, &b.name) {
        (Some(x), Some(y)) => x == y,
        _ => {
            let kind = a.who.is_none() || b.who.is_none() || a.who == b.who;
            kind && a.years.abs_diff(b.years) <= SLIP
        }
    }
}

/// Returns the age told in a telling's own sentence, when its text tells one only.
fn age<'w, 'a>(witness: &'w Witness<'a>) -> Option<Age<'w, 'a>> {
    let text = witness.words_at(&witness.telling.sentence);
    let words = told(text);
    let (at, years) = *ages_among(text, &words).first()?;
    let body = told(witness.body);
    let others = |(_, other): &(usize, u64)| *other != years;
    if ages_among(witness.body, &body).iter().any(others) {
        return None;
    }
    // "A six-year-old fell" does not say whether it was a boy.
    let next = words.get(at + 1);
    let who = next.filter(|(_, w)| counts().people(w).is_some());
    Some(Age {
        witness,
        years,
        words: &text[words[at].0.clone()],
        who: who.map(|(_, w)| stem(w)),
        name: words[at].1.parse::<u64>().ok().and(named(&words, at)),
    })
}

/// Returns the word before an age that stands behind a name.
fn named(words: &[(Range<usize>, Cow<'_, str>)], at: usize) -> Option<String> {
    at.checked_sub(1).map(|before| words[before].1.to_string())
}

/// Returns the words of a text; none where no digits or dashes tell an age.
fn told(text: &str) -> Vec<(Range<usize>, Cow<'_, str>)> {
    let may = text.contains("ear-old") || text.contains("ear-Old") || has_digit_behind_comma(text);
    if may { lower_words(text) } else { Vec::new() }
}

fn has_digit_behind_comma(text: &str) -> bool {
    text.as_bytes()
        .windows(3)
        .any(|w| w[0] == b',' && w[1] == b' ' && w[2].is_ascii_digit())
}

/// Returns the ages told, "a five-year-old boy" and "Ada Moor, 69, was rescued": which word, and
/// how many years.
fn ages_among(text: &str, words: &[(Range<usize>, Cow<'_, str>)]) -> Vec<(usize, u64)> {
    const OLDEST: u64 = 120;
    let beside_name = |i: usize, range: &Range<usize>| {
        let before = i.checked_sub(1).map(|i| &words[i]);
        let before = before.filter(|(_, w)| !lists().names_of_days.has(w));
        before.is_some_and(|(name, _)| {
            text[name.clone()].starts_with(char::is_uppercase)
                && &text[name.end..range.start] == ", "
                && text[range.end..].starts_with([',', '.', ';'])
        })
    };
    let age = |(i, (range, word)): (usize, &(Range<usize>, Cow<'_, str>))| {
        let years = match word.strip_suffix("-year-old") {
            Some(number) => number
                .parse()
                .ok()
                .or_else(|| number::small(number).map(u64::from)),
            None => word.parse().ok().filter(|_| beside_name(i, range)),
        };
        Some((i, years.filter(|y| (1..=OLDEST).contains(y))?))
    };
    words.iter().enumerate().filter_map(age).collect()
}
