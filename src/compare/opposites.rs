//! What excludes the opposite that another tells of the same: "tested positive" and "tested
//! negative".

use super::Witness;
use super::disagree::{Disagreement, DisagreementKind, Relation, Stance, against};
use super::kin::Kin;
use super::lexicon::lists;
use super::words::lower_words;
use crate::text::stem::stem;

/// One of two opposites, as a witness tells it.
struct Told<'w, 'a> {
    witness: &'w Witness<'a>,
    /// The stem of the word before it, which it is told with.
    with: String,
    /// Which opposites.
    pair: usize,
    /// Which of the two.
    second: bool,
    words: &'a str,
}

/// Returns the opposites that witnesses tell of the same.
pub(super) fn opposites(witnesses: &[Witness<'_>], kin: &Kin<'_, '_>) -> Option<Disagreement> {
    let told: Vec<Told<'_, '_>> = witnesses.iter().flat_map(read).collect();
    let mut keys: Vec<(&str, usize)> = told.iter().map(|t| (t.with.as_str(), t.pair)).collect();
    keys.sort_unstable();
    keys.dedup();
    keys.iter().find_map(|key| {
        let of_key = told.iter().filter(|t| (t.with.as_str(), t.pair) == *key);
        let of_key: Vec<&Told<'_, '_>> = of_key.collect();
        // Who tells both tells of two.
        let single = |t: &Told<'_, '_>| {
            let own = |x: &&&Told<'_, '_>| x.witness.voice == t.witness.voice;
            of_key.iter().filter(own).all(|x| x.second == t.second)
        };
        let sides = |second: bool| of_key.iter().find(|t| t.second == second && single(t));
        let (a, b) = (sides(false)?, sides(true)?);
        let involved = of_key.iter().filter(|t| single(t));
        kin.share_most(a.witness, b.witness, 3)
            .then(|| report(&involved.copied().collect::<Vec<_>>()))
    })
}

fn report(told: &[&Told<'_, '_>]) -> Disagreement {
    let stances: Vec<Stance> = told
        .iter()
        .map(|t| Stance::of(t.witness, t.words, &t.witness.telling.sentence))
        .collect();
    let relation = Relation::Conflict;
    Disagreement {
        kind: DisagreementKind::Status,
        subject: "status".to_owned(),
        relation,
        note: format!("{}: {}", against(&stances), relation.words()),
        stances,
    }
}

fn read<'w, 'a>(witness: &'w Witness<'a>) -> Vec<Told<'w, 'a>> {
    let text = witness.words_at(&witness.telling.sentence);
    if !lists().may_hold_opposite(text) {
        return vec![];
    }
    let words = lower_words(text);
    let mut out = Vec::new();
    for (i, (range, word)) in words.iter().enumerate() {
        let Some((pair, side)) = lists().side(word) else {
            continue;
        };
        // "Not guilty" is the opposite of guilty.
        let not = i > 0 && lists().not.has(&words[i - 1].1);
        let Some((before, with)) = i.checked_sub(1 + usize::from(not)).map(|at| &words[at]) else {
            continue;
        };
        out.push(Told {
            witness,
            with: stem(with),
            pair,
            second: side != not,
            words: text.get(before.start..range.end).unwrap_or_default(),
        });
    }
    out
}
