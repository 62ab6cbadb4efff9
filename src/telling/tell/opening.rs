//! Days that a telling takes from another of its article: a headline from the sentence it heads, and
//! what somebody said on a day from where its own day is told.

use super::super::{Dating, FeatureKind, Flow, Reach, Status, Telling};
use super::Note;

/// Sentences behind an opening that may tell its day.
const NEAR: usize = 2;

/// Words besides the act by which two sentences with it are of one happening.
const MUCH: usize = 2;

/// Returns the time of what a headline or an opening without a time of its own tells: "Draft voted
/// down / The council on Tuesday voted down a draft".
pub(super) fn day(tellings: &[Telling], notes: &[Note], i: usize) -> Option<u32> {
    let opening = &tellings[i];
    let open = opening.dating == Dating::Published && opening.time.is_none();
    if !open || opening.status != Status::Happened {
        return None;
    }
    let from = notes[i].sentence;
    let behind = |j: &usize| (from + 1..=from + NEAR).contains(&notes[*j].sentence);
    let dated = |j: &usize| {
        let t = &tellings[*j];
        let plain = t.dating == Dating::Own && t.reach == Reach::AsTold && !t.faint;
        plain && t.status == Status::Happened && notes[*j].on_a_day
    };
    let first = (i + 1..tellings.len()).find(|&j| notes[j].sentence > from && !tellings[j].faint);
    let headed = first.filter(|j| notes[i].heading && behind(j) && dated(j));
    let found = headed.or_else(|| {
        (i + 1..tellings.len())
            .take_while(|&j| notes[j].sentence <= from + NEAR)
            .find(|j| behind(j) && dated(j) && same(tellings, notes, i, *j))
    });
    // "The council on Saturday voted down a draft. Eleven members were for it."
    let before = || {
        let own = |j: &usize| tellings[*j].dating == Dating::Own;
        let last = (0..i)
            .rfind(own)
            .filter(|j| notes[*j].sentence + NEAR >= from);
        last.filter(|j| {
            opening.flow == Flow::On && notes[i].narrates && notes[*j].sentence < from && dated(j)
        })
    };
    // "The choir sang. The church was opened on Wednesday": one scene.
    let scene = || {
        let next = first.filter(|&j| notes[j].sentence == from + 1 && !notes[j].opens)?;
        let one = notes[i].narrates && notes[next].narrates && !notes[next].told;
        (one && opening.action.is_some() && dated(&next)).then_some(next)
    };
    tellings[found.or_else(before).or_else(scene)?].time
}

/// Returns the time of what somebody said on a day, where the article tells of the same with a day of
/// its own: "The rig exploded, the coast guard said on Friday. The explosion on 20 April …".
pub(super) fn day_before_said(tellings: &[Telling], notes: &[Note], i: usize) -> Option<u32> {
    let said = &tellings[i];
    if !notes[i].told || said.status != Status::Happened {
        return None;
    }
    let dated = |j: &usize| {
        let t = &tellings[*j];
        // "The ship struck the pier late on Tuesday": told by a noun or a verb, and not as news of the saying.
        let acts = notes[*j].narrates && !notes[*j].told && !notes[*j].in_a_week;
        let told = notes[*j].named || acts && !t.faint && n_shared(said, t) >= MUCH;
        let plain = t.dating == Dating::Own && t.reach == Reach::AsTold && told;
        let act = t.action.is_some() && t.action == said.action;
        let other = notes[*j].sentence != notes[i].sentence && t.time != said.time;
        plain && act && other && notes[*j].on_a_day && t.status == Status::Happened
    };
    let found = (0..tellings.len()).find(|j| dated(j) && same(tellings, notes, i, *j));
    tellings[found?].time
}

/// Returns how many words two tellings share besides their act.
fn n_shared(a: &Telling, b: &Telling) -> usize {
    let act = |stem: &str| a.action.as_deref() == Some(stem) || b.action.as_deref() == Some(stem);
    let word = |stem: &str, kind: FeatureKind| kind != FeatureKind::Verb && !act(stem);
    let shared = a
        .terms
        .iter()
        .filter(|f| word(&f.stem, f.kind) && b.terms.iter().any(|other| other.stem == f.stem));
    shared.count()
}

/// Tells whether two sentences of an article name one act and share another word.
fn same(tellings: &[Telling], notes: &[Note], i: usize, j: usize) -> bool {
    let (a, b) = (&tellings[i], &tellings[j]);
    let names = |act: &Option<String>, note: &Note| {
        act.as_ref().is_some_and(|act| note.events.contains(act))
    };
    let act = names(&a.action, &notes[j]) || names(&b.action, &notes[i]);
    let is_act = |stem: &str| {
        [&a.action, &b.action]
            .iter()
            .any(|act| act.as_deref() == Some(stem))
    };
    let shared = a
        .terms
        .iter()
        .any(|f| !is_act(&f.stem) && b.terms.iter().any(|other| other.stem == f.stem));
    act && shared
}
