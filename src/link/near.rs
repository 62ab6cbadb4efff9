//! Which tellings of a story are worth comparing: those that share one of their heaviest
//! stems, nearest in time first. Never all pairs.

use super::agree;
use super::tale::Tale;
use super::voices::to_u32;
use super::weigh;
use crate::telling::Term;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// Heaviest stems by which tellings find each other.
const KEYS: usize = 10;
/// Of those that its own clause adds.
const OWN: usize = 5;
/// Of the tellings that share a stem, so many on either side in time are looked at.
const REACH: usize = 12;
/// A story of so few tellings is compared pair by pair.
const FEW: usize = 60;
/// Tellings whose heaviest stems have less in common are no more than of one story.
const LEAST: f32 = 0.04;
/// Candidates kept for each telling.
const KEPT: usize = 16;

/// A telling's place in the list of those that share a stem: its kind, its day, itself.
type Posting = (Kind, i32, u32, f32);

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// A window of days.
    Fine,
    /// A window of weeks, months or years.
    Coarse,
    /// No window: found by the day its article appeared.
    Undated,
}

fn place(tale: &Tale) -> (Kind, i32) {
    match tale.days {
        Some((first, _)) if tale.fine() => (Kind::Fine, first),
        Some((first, _)) => (Kind::Coarse, first),
        None => (Kind::Undated, tale.published.unwrap_or(i32::MIN)),
    }
}

/// Returns pairs of tellings, the lesser index first, each once, in order.
pub(super) fn pairs(tales: &[Tale]) -> Vec<(u32, u32)> {
    if tales.len() <= FEW {
        let n = to_u32(tales.len());
        return (0..n)
            .flat_map(|a| (a + 1..n).map(move |b| (a, b)))
            .collect();
    }
    let keys: Vec<Vec<(Term, f32)>> = tales
        .iter()
        .map(|t| {
            let mut keys = t.around.clone();
            weigh::heaviest(&mut keys, KEYS);
            // A clause of a long sentence is found by its own words, too.
            let mut own = t.rare.clone();
            weigh::heaviest(&mut own, OWN);
            own.retain(|(term, _)| keys.iter().all(|(key, _)| key != term));
            keys.extend(own);
            keys
        })
        .collect();
    let mut postings: FxHashMap<Term, Vec<Posting>> = FxHashMap::default();
    for (i, keys) in keys.iter().enumerate() {
        let (kind, day) = place(&tales[i]);
        for &(term, weight) in keys {
            let list = postings.entry(term).or_default();
            list.push((kind, day, to_u32(i), weight));
        }
    }
    for list in postings.values_mut() {
        list.sort_unstable_by_key(|&(kind, day, i, _)| (kind, day, i));
    }
    let mut out: Vec<(u32, u32)> = (0..tales.len())
        .into_par_iter()
        .map_init(
            || (vec![0.0_f32; tales.len()], Vec::<u32>::new()),
            |(shared, touched), i| {
                let (kind, day) = place(&tales[i]);
                let about = tales[i].published.unwrap_or(day);
                for &(term, weight) in &keys[i] {
                    let list = &postings[&term];
                    // A coarse or undated telling is found by the finer one.
                    let look: &[(Kind, i32)] = match kind {
                        Kind::Fine => &[
                            (Kind::Fine, day),
                            (Kind::Coarse, day),
                            (Kind::Undated, about),
                        ],
                        Kind::Coarse => &[(Kind::Coarse, day), (Kind::Undated, about)],
                        Kind::Undated => &[(Kind::Undated, day), (Kind::Fine, day)],
                    };
                    for &(kind, day) in look {
                        for &(_, _, j, w) in around(list, kind, day, to_u32(i)) {
                            if shared[j as usize] == 0.0 {
                                touched.push(j);
                            }
                            shared[j as usize] += weight * w;
                        }
                    }
                }
                let mut found: Vec<(u32, f32)> = touched
                    .drain(..)
                    .map(|j| (j, std::mem::take(&mut shared[j as usize])))
                    .filter(|&(j, shared)| j as usize != i && shared >= LEAST)
                    .collect();
                let nearest =
                    |x: &(u32, f32), y: &(u32, f32)| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0));
                if found.len() > KEPT {
                    found.select_nth_unstable_by(KEPT, nearest);
                    found.truncate(KEPT);
                }
                found
                    .into_iter()
                    .map(|(j, _)| (to_u32(i).min(j), to_u32(i).max(j)))
                    .collect::<Vec<_>>()
            },
        )
        .flatten_iter()
        .collect();
    out.extend(counts(tales));
    out.par_sort_unstable();
    out.dedup();
    out
}

/// Pairs that count to how many one thing was done on one day, which often share no telling stem: "around 20
/// people were killed on Monday".
fn counts(tales: &[Tale]) -> Vec<(u32, u32)> {
    let mut of_deed: FxHashMap<(u32, Term, i32), Vec<u32>> = FxHashMap::default();
    for (tale, i) in tales.iter().zip(0..) {
        let Some(day) = agree::day_of_counts(tale) else {
            continue;
        };
        for &deed in &tale.counted {
            let all = of_deed.entry((tale.story, deed, day)).or_default();
            all.push(i);
        }
    }
    pairs_within(of_deed.values())
}

/// Pairs of one story that name the same day and tell of one kind of act or thing in other words, which share
/// no telling stem: "the planes had stopped on Tuesday", "aircraft ceased bombing at 10 a.m. on Tuesday".
pub(super) fn of_one_day(tales: &[Tale]) -> Vec<(u32, u32)> {
    let mut told: FxHashMap<(u32, Told, i32), Vec<u32>> = FxHashMap::default();
    for (tale, i) in tales.iter().zip(0..) {
        let Some((day, _)) = tale.days.filter(|d| tale.own_time && d.0 == d.1) else {
            continue;
        };
        let acts = tale.acts.iter().map(|&kind| Told::Act(kind));
        let things = tale.things.iter().map(|thing| Told::Thing(thing.kind));
        let mut kinds: Vec<Told> = acts.chain(things).collect();
        kinds.sort_unstable();
        kinds.dedup();
        for kind in kinds {
            told.entry((tale.story, kind, day)).or_default().push(i);
        }
    }
    pairs_within(told.values())
}

/// A kind that a telling holds a word of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Told {
    Act(u32),
    Thing(u32),
}

/// Returns each member of a group with those behind it within reach, in order and each once.
fn pairs_within<'a>(groups: impl Iterator<Item = &'a Vec<u32>>) -> Vec<(u32, u32)> {
    let mut out = Vec::new();
    for all in groups {
        for (n, &a) in all.iter().enumerate() {
            out.extend(all[n + 1..].iter().take(REACH).map(|&b| (a, b)));
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// The postings of a kind that lie nearest to a day.
fn around(list: &[Posting], kind: Kind, day: i32, i: u32) -> &[Posting] {
    let from = list.partition_point(|p| p.0 < kind);
    let to = list.partition_point(|p| p.0 <= kind);
    let list = &list[from..to];
    let here = list.partition_point(|p| (p.1, p.2) < (day, i));
    &list[here.saturating_sub(REACH)..(here + REACH).min(list.len())]
}
