//! Whether two groups of tellings are one moment: what their pairs say on the average, and what
//! only the groups show, the kinds of act that all of each tell of.
//!
//! Two reports of a bombing share hardly a word ("a car was rammed into the wall", "gunfire followed
//! the blast"); ten and ten tell of the same acts on one day.

use super::super::agree;
use super::super::tale::Tale;
use super::super::weigh;
use super::{ALONE, CONFLICT, SAME_WORDS};
use crate::telling::Status;
use rustc_hash::FxHashMap;

/// Members of a group that speak for it when two groups are compared.
const SPEAKERS: usize = 7;

/// What no chronicler would write down by itself is mostly alike by a phrase alone.
const FAINT_ALONE: f32 = 0.4;

/// A sentence of fewer telling stems that nothing dates ("it was he") is of one moment with
/// nothing but itself.
const SLIGHT: usize = 2;

/// What nothing dates and no chronicler would write down must agree so clearly. Of eight pairs between
/// 0 and 1 that only a bar of 1 kept apart, all were one moment (docs/LINKING.md, missed pairs read).
pub(super) const VAGUE: f32 = 0.5;

/// Tells whether two groups agree: the most alike of the pairs between them, with what the words of all
/// say beyond those of each; `whole` is the cosine of these.
pub(super) fn agree_on_the_whole(
    a: &[u32],
    b: &[u32],
    whole: &dyn Fn() -> f32,
    tales: &[Tale],
    odds: &dyn Fn(u32, u32) -> Option<f32>,
) -> bool {
    let (x, y) = (speakers(a, tales), speakers(b, tales));
    let of = |i: u32| &tales[i as usize];
    let mut days: Vec<(Option<bool>, u32, u32)> = Vec::with_capacity(x.len() * y.len());
    for &i in &x {
        let others = y
            .iter()
            .map(|&j| (agree::on_other_days(of(i), of(j)), i.min(j), i.max(j)));
        days.extend(others);
    }
    // One after another from the side of one is quickest; what lies on other days is asked first.
    days.sort_unstable_by_key(|&(other, i, j)| (other != Some(true), i, j));
    let n_other = days.partition_point(|day| day.0 == Some(true));
    let (other, rest) = days.split_at(n_other);
    let mut all: Vec<f32> = Vec::with_capacity(days.len());
    let (mut apart, mut together) = (0, rest.iter().filter(|day| day.0.is_some()).count());
    for &(_, i, j) in other {
        let found = odds(i, j);
        all.extend(found);
        // What says loudly enough that it is one thing was let through.
        if found == Some(CONFLICT) {
            together += 1;
        } else {
            apart += 1;
        }
    }
    // Days that exclude each other outweigh any likeness.
    if apart > together {
        return false;
    }
    all.extend(rest.iter().filter_map(|&(_, i, j)| odds(i, j)));
    if all.is_empty() {
        return false;
    }
    let pairs = x.iter().flat_map(|&i| y.iter().map(move |&j| (i, j)));
    let mut alike = 0.0;
    for (i, j) in pairs {
        alike += weigh::dot(&of(i).around, &of(j).around);
    }
    all.sort_unstable_by(|a, b| b.total_cmp(a));
    let n = ((all.len() as f32 * MOST_ALIKE).ceil() as usize).max(1);
    let mean = all[..n].iter().sum::<f32>() / n as f32;
    let beyond = whole() - alike / (x.len() * y.len()) as f32;
    let meet = together > 0 && apart == 0;
    let acts = if a.len() > 1 && b.len() > 1 {
        as_groups(&Acts::of(&x, tales), &Acts::of(&y, tales), meet)
    } else {
        0.0
    };
    mean + beyond.max(0.0) * TOGETHER + acts >= need(a, b, tales)
}

/// Tells whether not more of the pairs between two groups lie on days that exclude each other than meet.
pub(super) fn days_meet(a: &[u32], b: &[u32], tales: &[Tale]) -> bool {
    let others = speakers(b, tales);
    let (mut apart, mut together) = (0, 0);
    for &i in &speakers(a, tales) {
        for &j in &others {
            match agree::on_other_days(&tales[i as usize], &tales[j as usize]) {
                Some(true) => apart += 1,
                Some(false) => together += 1,
                None => {}
            }
        }
    }
    apart <= together
}

/// How surely two groups must be one moment to be joined.
pub(super) fn need(a: &[u32], b: &[u32], tales: &[Tale]) -> f32 {
    let (first, other) = (&tales[a[0] as usize], &tales[b[0] as usize]);
    let all =
        |group: &[u32], is: &dyn Fn(&Tale) -> bool| group.iter().all(|&i| is(&tales[i as usize]));
    let vague = |group: &[u32]| all(group, &|t| t.faint && t.days.is_none());
    let slight = |group: &[u32]| all(group, &|t| t.days.is_none() && t.around.len() < SLIGHT);
    let elsewhere = first.article != other.article;
    // One sentence in two articles needs no more than its words.
    let verbatim = || weigh::dot(&first.around, &other.around) >= SAME_WORDS;
    match (a, b) {
        _ if elsewhere && (vague(a) || vague(b) || slight(a) || slight(b)) && !verbatim() => {
            if agree::only_words(first, other) {
                0.0
            } else if slight(a) || slight(b) {
                f32::INFINITY
            } else {
                VAGUE
            }
        }
        ([_], [_]) => 0.0,
        ([_], _) if first.faint => FAINT_ALONE,
        (_, [_]) if other.faint => FAINT_ALONE,
        ([_], _) | (_, [_]) => ALONE,
        _ => 0.0,
    }
}

/// The share of the pairs between two groups, the most alike, that must agree.
const MOST_ALIKE: f32 = 0.8;
/// What the likeness of all words of two groups counts beyond that of their tellings.
const TOGETHER: f32 = 5.0;

/// A group of more members no longer goes by what was lent a time.
const MANY: usize = 16;

/// Members of a group that are looked at when its speakers are chosen.
const SEEN: usize = 512;

/// The first of a group and some spread over the rest: in a large group over those with a time
/// of their own, because each that is lent one says a little less of the thing itself.
pub(super) fn speakers(group: &[u32], tales: &[Tale]) -> Vec<u32> {
    let spread = |all: &[u32], n: usize| -> Vec<u32> {
        let step = all.len().div_ceil(n).max(1);
        all.iter().copied().step_by(step).collect()
    };
    if group.len() > MANY {
        let some = spread(group, SEEN);
        let of = |i: u32| &tales[i as usize];
        let placed = some.iter().all(|&i| of(i).published.is_some());
        let dated: Vec<u32> = some.into_iter().filter(|&i| of(i).days.is_some()).collect();
        if placed && !dated.is_empty() {
            return spread(&dated, SPEAKERS);
        }
    }
    spread(group, SPEAKERS)
}

/// What two groups have in common that tell of nothing but the same acts.
const SAME_ACTS: f32 = 2.0;
/// What they have in common that tell of the same kinds of act on one day.
const SAME_KINDS: f32 = 1.5;
/// An act that weighs less is told of many things.
const TELLING: f32 = 2.0;

/// What speaks for one moment beyond the pairs: one act by which both are told, and, where there is
/// such and their days meet, the kinds of act of all that both say. Nothing for a plan and a deed, or where one is
/// called off: their words are the same.
fn as_groups(a: &Acts, b: &Acts, meet: bool) -> f32 {
    if !a.may_be(b) {
        return 0.0;
    }
    let shared = a.shared(b);
    // "Conceded defeat" holds the kind of "won", and is another thing.
    let kinds = if meet && shared > 0.0 {
        a.kinds_in_common(b)
    } else {
        0.0
    };
    SAME_ACTS * shared + SAME_KINDS * kinds
}

/// What the tellings of a group do, all together.
pub(super) struct Acts {
    /// How many tell of each act, or kind of act where it has one.
    told: FxHashMap<(bool, u32), f32>,
    /// How many hold a word for each kind of act.
    kinds: FxHashMap<u32, f32>,
    n: f32,
    status: Option<Status>,
    called_off: bool,
}

impl Acts {
    pub(super) fn of(group: &[u32], tales: &[Tale]) -> Self {
        let members = || group.iter().map(|&i| &tales[i as usize]);
        let mut told: FxHashMap<_, f32> = FxHashMap::default();
        let mut kinds: FxHashMap<_, f32> = FxHashMap::default();
        for t in members() {
            if let Some(act) = t.act {
                let listed = act.kind.map(|kind| (true, kind));
                let telling = weigh::weight(act.stem) >= TELLING;
                let act = listed.or_else(|| telling.then_some((false, act.stem.0)));
                if let Some(act) = act {
                    *told.entry(act).or_default() += 1.0;
                }
            }
            let mut held = t.kinds.clone();
            held.sort_unstable();
            held.dedup();
            for kind in held {
                *kinds.entry(kind).or_default() += 1.0;
            }
        }
        let calls_off = |t: &Tale| t.status == Status::Cancelled || t.calls_off;
        Self {
            told,
            kinds,
            n: group.len() as f32,
            status: most(members().map(|t| t.status)),
            called_off: members().any(calls_off),
        }
    }

    /// Tells whether one is not a plan, or called off, where the other was done.
    pub(super) fn may_be(&self, other: &Self) -> bool {
        (self.status, self.called_off) == (other.status, other.called_off)
    }

    /// How alike the kinds of act are that their words stand for.
    pub(super) fn kinds_in_common(&self, other: &Self) -> f32 {
        cosine(&self.kinds, &other.kinds)
    }

    /// The share of pairs between two groups that are told by one act.
    pub(super) fn shared(&self, other: &Self) -> f32 {
        product(&self.told, &other.told) / (self.n * other.n)
    }
}

/// The status that most have.
fn most(all: impl Iterator<Item = Status> + Clone) -> Option<Status> {
    let count = |s: Status| all.clone().filter(|x| *x == s).count();
    all.clone().max_by_key(|&s| (count(s), s as u8))
}

/// Counts are whole numbers: their sums are the same in any order.
fn product<K: std::hash::Hash + Eq>(a: &FxHashMap<K, f32>, b: &FxHashMap<K, f32>) -> f32 {
    a.iter().filter_map(|(k, n)| Some(n * b.get(k)?)).sum()
}

fn cosine(a: &FxHashMap<u32, f32>, b: &FxHashMap<u32, f32>) -> f32 {
    product(a, b) / (product(a, a) * product(b, b)).sqrt().max(1.0)
}
