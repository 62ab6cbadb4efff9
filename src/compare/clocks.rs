//! At what hour it was, where two texts put one act on hours that exclude each other.
//!
//! Hours are told loosely and of many things: only acts that are over at once are compared, in
//! sentences that say the same, of one day, half an hour apart or more. Zones are left alone.

use super::Witness;
use super::dates::{gap, is_one_action};
use super::disagree::{Disagreement, DisagreementKind, Relation, Stance};
use super::kin::Kin;
use super::lexicon::lists;
use super::words::lower_words;
use crate::link::Dated;
use crate::telling::Status;
use crate::time::{Grain, Window};
use chrono::TimeDelta;

/// Hours nearer than this are one, told loosely.
const APART: TimeDelta = TimeDelta::minutes(30);

/// An hour in a text's own words.
struct Hour<'w, 'a> {
    witness: &'w Witness<'a>,
    window: Window,
    words: &'a str,
}

/// Returns what the witnesses say differently about the hour.
pub(super) fn clocks(witnesses: &[Witness<'_>], kin: &Kin<'_, '_>) -> Option<Disagreement> {
    let told: Vec<Hour<'_, '_>> = witnesses.iter().filter_map(Hour::read).collect();
    let apart = |a: &Hour<'_, '_>, b: &Hour<'_, '_>| {
        a.witness.voice != b.witness.voice
            && gap(&a.window, &b.window) >= APART
            && a.window.single_day() == b.window.single_day()
            && is_one_action(a.witness.telling, b.witness.telling)
            && kin.share_most(a.witness, b.witness, 2)
    };
    // Who gives both hours tells of two things.
    let agrees = |a: &Hour<'_, '_>, b: &Hour<'_, '_>| {
        let of = |voice: u32| told.iter().filter(move |t| t.witness.voice == voice);
        of(a.witness.voice).any(|x| of(b.witness.voice).any(|y| gap(&x.window, &y.window) < APART))
    };
    let pairs = told
        .iter()
        .enumerate()
        .flat_map(|(i, a)| told[i + 1..].iter().map(move |b| (a, b)));
    let (a, b) = pairs
        .into_iter()
        .find(|(a, b)| apart(a, b) && !agrees(a, b))?;
    let stances: Vec<Stance> = told
        .iter()
        .filter(|t| std::ptr::eq(*t, a) || std::ptr::eq(*t, b) || apart(t, a) || apart(t, b))
        .map(|t| {
            let mut stance = Stance::of(t.witness, t.words, &t.witness.telling.sentence);
            stance.window = Some(t.window);
            stance
        })
        .collect();
    let mut words: Vec<&str> = stances.iter().map(|s| s.text.as_str()).collect();
    words.dedup();
    let relation = Relation::Conflict;
    Some(Disagreement {
        kind: DisagreementKind::Date,
        subject: "when".to_owned(),
        relation,
        note: format!("{}: {}", words.join(" against "), relation.words()),
        stances,
    })
}

impl<'w, 'a> Hour<'w, 'a> {
    fn read(witness: &'w Witness<'a>) -> Option<Self> {
        let window = witness.window.filter(|w| w.grain == Grain::Minute)?;
        let timex = witness.timex.filter(|_| witness.dated == Dated::Own)?;
        let telling = witness.telling;
        let act = telling.action.as_deref()?;
        let words = witness.words_at(&(timex.start..timex.end));
        let sentence = witness.words_at(&telling.sentence);
        let other = |w: &str| lists().zones.has(w) || lists().others.has(w);
        let plain = telling.status == Status::Happened
            && !(window.open_start || window.open_end)
            && lists().at_once.has(act)
            && !lower_words(sentence).iter().any(|(_, w)| other(w));
        plain.then_some(Self {
            witness,
            window,
            words,
        })
    }
}
