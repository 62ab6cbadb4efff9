//! Whether it happened: cancelled or postponed, planned or done, alleged or denied.

mod read;

use super::Witness;
use super::disagree::{Disagreement, DisagreementKind, Relation, Stance, against};
use super::kin::Kin;
use super::lexicon::lists;
use super::words::{is_plain, lower_words};
use crate::telling::Status;
use crate::text::stem::stem;
pub(super) use read::words_of;
use read::{NOT_SO, STILL, Said, denies, done, holds_not, negates, put_off, read};
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::ops::Range;

/// What a telling says that says nothing of it: no other shade is at odds with it.
const HAPPENED: &str = Status::Happened.word();

/// Returns what the witnesses say differently about whether it happened.
pub(super) fn statuses(witnesses: &[Witness<'_>], kin: &Kin<'_, '_>) -> Option<Disagreement> {
    let mut voices: Vec<(u32, Vec<Said<'_, '_>>)> = Vec::new();
    let mut place_of: FxHashMap<u32, usize> = FxHashMap::default();
    let done: Vec<&str> = done(witnesses);
    for witness in witnesses {
        let said = read(witness);
        let mut all = vec![negates(witness, &done).unwrap_or(said)];
        if all[0].shade == "cancelled" {
            all.extend(put_off(witness));
        }
        let place = *place_of.entry(witness.voice).or_insert(voices.len());
        match voices.get_mut(place) {
            Some((_, list)) => list.append(&mut all),
            None => voices.push((witness.voice, all)),
        }
    }
    let (relation, mut involved) = differing(&voices, kin)?;
    // A plan that was called off does not come to pass.
    let came_to_pass = involved.iter().any(|said| said.shade == HAPPENED);
    if relation == Relation::Update && !came_to_pass && is_mostly_done(witnesses) {
        return None;
    }
    add_own(&mut involved, &voices, relation);
    let stances: Vec<Stance> = involved
        .iter()
        .map(|said| {
            let mut stance = Stance::of(said.witness, &said.words, &said.sentence);
            stance.shade = Some(said.shade.clone());
            stance
        })
        .collect();
    Some(Disagreement {
        kind: DisagreementKind::Status,
        subject: "status".to_owned(),
        relation,
        note: format!("{}: {}", against(&stances), relation.words()),
        stances,
    })
}

/// Returns how the voices differ, by the weightiest of their differences, and what those that do
/// say.
fn differing<'w, 'a>(
    voices: &[(u32, Vec<Said<'w, 'a>>)],
    kin: &Kin<'_, '_>,
) -> Option<(Relation, Vec<Said<'w, 'a>>)> {
    // Thousands may say no more than that it happened, and differ from none of those.
    let says_more: Vec<bool> = voices
        .iter()
        .map(|(_, all)| all.iter().any(|said| said.shade != HAPPENED))
        .collect();
    let pairs = (0..voices.len())
        .filter(|&i| says_more[i])
        .flat_map(|i| (0..voices.len()).map(move |j| (i, j)))
        .filter(|&(i, j)| i < j || i > j && !says_more[j]);
    // That one paper planned what a later one calls off says less than how each calls it off.
    let weight = |r: Relation| (r == Relation::Update, r);
    let mut relation: Option<Relation> = None;
    let mut involved: Vec<Said<'w, 'a>> = Vec::new();
    for (i, j) in pairs {
        let (left, right) = (&voices[i.min(j)].1, &voices[i.max(j)].1);
        // What both voices say is no difference between them.
        let both = |a: &Said<'_, '_>, b: &Said<'_, '_>| {
            right.iter().any(|x| x.shade == a.shade) && left.iter().any(|x| x.shade == b.shade)
        };
        for (a, b) in left.iter().flat_map(|a| right.iter().map(move |b| (a, b))) {
            let Some(found) = relate(a, b).filter(|r| is_of_one(a, b, *r, kin)) else {
                continue;
            };
            if both(a, b) || relation.is_some_and(|r| weight(r) < weight(found)) {
                continue;
            }
            if relation.is_some_and(|r| weight(r) > weight(found)) {
                involved.clear();
            }
            relation = Some(found);
            for said in [a, b] {
                let known = |x: &Said<'_, '_>| {
                    x.witness.voice == said.witness.voice && x.shade == said.shade
                };
                if !involved.iter().any(known) {
                    involved.push(said.clone());
                }
            }
        }
    }
    relation.map(|r| (r, involved))
}

/// Tells whether two statuses are of one thing: what is called off or put off is named by both,
/// a plan and its "not" are of one act, and what is alleged, confirmed or denied is all but the
/// same statement.
fn is_of_one(a: &Said<'_, '_>, b: &Said<'_, '_>, found: Relation, kin: &Kin<'_, '_>) -> bool {
    let (x, y) = (a.witness, b.witness);
    // "Still" answers to what others say.
    if a.shade == STILL || b.shade == STILL {
        return kin.share(x, y, 2);
    }
    if a.negated || b.negated {
        return a.act() == b.act() && kin.share_most(x, y, 2);
    }
    match (is_off(&a.shade), is_off(&b.shade)) {
        (true, true) => kin.share(x, y, 2) && names_one(&beside(a), &beside(b)),
        (true, false) => kin.share(x, y, shared_words(found)) && names_one(&beside(a), &all(b)),
        (false, true) => kin.share(x, y, shared_words(found)) && names_one(&all(a), &beside(b)),
        (false, false) => kin.share_most(x, y, 3),
    }
}

/// A plan that another paper calls off must be the same plan.
fn shared_words(found: Relation) -> usize {
    if found == Relation::Update { 3 } else { 2 }
}

/// A word in lower case, and whether it is printed so.
type Printed = (String, bool);

/// Returns the words next to those that show a status: what is called off, what is put off.
fn beside(said: &Said<'_, '_>) -> Vec<Printed> {
    const BESIDE: usize = 6;
    let Some(cue) = said.cue.as_ref() else {
        return all(said);
    };
    let text = said.witness.words_at(&said.sentence);
    let words = lower_words(text);
    let at = |byte: usize| byte.saturating_sub(said.sentence.start);
    let first = words.partition_point(|(range, _)| range.end <= at(cue.start));
    let last = words.partition_point(|(range, _)| range.start < at(cue.end));
    let before = &words[first.saturating_sub(BESIDE)..first];
    let behind = &words[last..(last + BESIDE).min(words.len())];
    before
        .iter()
        .chain(behind)
        .filter_map(|w| printed(text, w))
        .collect()
}

fn all(said: &Said<'_, '_>) -> Vec<Printed> {
    let text = said.witness.words_at(&said.sentence);
    lower_words(text)
        .iter()
        .filter_map(|w| printed(text, w))
        .collect()
}

/// Returns a word that may name what is put off; no word of time or planning does.
fn printed(text: &str, (range, word): &(Range<usize>, Cow<'_, str>)) -> Option<Printed> {
    let of_time = [
        &lists().periods,
        &lists().parts_of_day,
        &lists().names_of_days,
        &lists().plans,
    ];
    let names = !is_plain(word) && !of_time.iter().any(|list| list.has(word));
    names.then(|| {
        (
            lists().affair(&stem(word)),
            text[range.clone()].starts_with(char::is_lowercase),
        )
    })
}

/// Tells whether a word stands in both that is no name: in one at least in lower case.
fn names_one(a: &[Printed], b: &[Printed]) -> bool {
    a.iter()
        .any(|(x, small)| b.iter().any(|(y, other)| x == y && (*small || *other)))
}

/// Tells whether nearly all tell it as something that happened.
pub(super) fn is_mostly_done(witnesses: &[Witness<'_>]) -> bool {
    let done = witnesses
        .iter()
        .filter(|w| w.telling.status == Status::Happened);
    done.count() * 3 > witnesses.len() * 2
}

/// Adds what a voice says besides: "cancelled" in its headline, "postponed" where it quotes.
fn add_own<'w, 'a>(
    involved: &mut Vec<Said<'w, 'a>>,
    voices: &[(u32, Vec<Said<'w, 'a>>)],
    relation: Relation,
) {
    if relation != Relation::Differs {
        return;
    }
    for said in voices.iter().flat_map(|(_, all)| all) {
        let known = |same: bool| {
            involved
                .iter()
                .any(|x| x.witness.voice == said.witness.voice && (!same || x.shade == said.shade))
        };
        if is_off(&said.shade) && known(false) && !known(true) {
            involved.push(said.clone());
        }
    }
}

fn is_off(shade: &str) -> bool {
    matches!(shade, "cancelled" | "postponed" | "suspended")
}

/// Tells whether what one tells is the act that the other tells or denies.
fn is_same_act(a: &Said<'_, '_>, b: &Said<'_, '_>) -> bool {
    let denied = |s: &Said<'_, '_>| s.shade == Status::Denied.word();
    let (x, y) = (a.act(), b.act());
    let names = |s: &Said<'_, '_>, act: Option<&str>| {
        let behind = denies(s.witness);
        act.is_some_and(|act| behind.iter().any(|b| b == act)) || !behind.is_empty() && x == y
    };
    match (denied(a), denied(b)) {
        (true, _) => names(a, y),
        (_, true) => names(b, x),
        (false, false) => x.is_some() && x == y,
    }
}

/// Tells whether a telling's clause says "not" of anything.
fn says_not(witness: &Witness<'_>) -> bool {
    holds_not(witness.words_at(witness.clause()))
}

/// Tells whether one does what the other says will not be done: no sentence of it says "not" or
/// "no", and the other does not say "not until".
fn is_did(done: &Said<'_, '_>, not: &Said<'_, '_>) -> bool {
    let says = |said: &Said<'_, '_>, any: &[&str]| {
        let words = lower_words(said.witness.words_at(&said.sentence));
        words.iter().any(|(_, w)| any.contains(&w.as_ref()))
    };
    let text = done.witness.words_at(&done.sentence);
    !(holds_not(text) || says(done, &["no"]) || says(not, &["until", "yet"]))
}

fn relate(a: &Said<'_, '_>, b: &Said<'_, '_>) -> Option<Relation> {
    let (early, late) = match (a.witness.published, b.witness.published) {
        (Some(x), Some(y)) if y < x => (b, a),
        _ => (a, b),
    };
    let later = match (early.witness.published, late.witness.published) {
        (Some(x), Some(y)) => x < y,
        _ => false,
    };
    let pair = |x: &str, y: &str| {
        (early.shade == x && late.shade == y) || (early.shade == y && late.shade == x)
    };
    // "Happened" is what a telling says that says nothing of it: no ground for a conflict.
    if pair("cancelled", "postponed")
        || pair("suspended", "cancelled")
        || pair("alleged", "confirmed")
    {
        return Some(Relation::Differs);
    }
    let not_so = pair("happened", "denied") || pair("happened", NOT_SO);
    let plain = if early.shade == HAPPENED { early } else { late };
    if not_so && !says_not(plain.witness) && is_same_act(early, late) {
        return Some(Relation::Conflict);
    }
    // "Will not resign", and did.
    let not = if early.shade == HAPPENED { late } else { early };
    if not.negated && plain.shade == HAPPENED && early.act() == late.act() && is_did(plain, not) {
        let came_to_pass = later && late.shade == HAPPENED;
        return Some(if came_to_pass {
            Relation::Update
        } else {
            Relation::Conflict
        });
    }
    let on = |s: &str| matches!(s, "planned" | STILL);
    if on(&early.shade) && is_off(&late.shade) && later {
        return Some(Relation::Update);
    }
    if (late.shade == STILL && is_off(&early.shade))
        || (early.shade == STILL && is_off(&late.shade))
        || pair("denied", "confirmed")
    {
        return Some(Relation::Conflict);
    }
    None
}
