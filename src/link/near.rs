//! Which tellings of a story are worth comparing: those that share one of their heaviest
//! stems, nearest in time first. Never all pairs.

use super::agree;
use super::common::Rows;
use super::tale::Tale;
use super::voices::to_u32;
use super::weigh::{self, Vector};
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

/// What a telling is found by: its kind, then its day.
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
    let row = Row::of(tales);
    let lists = Lists::of(&row, tales);
    let mut out: Vec<(u32, u32)> = (0..tales.len())
        .into_par_iter()
        .fold(
            || (Vec::new(), Sharing::new(tales.len())),
            |(mut out, mut sharing), seat| {
                let i = row.order[seat];
                let likest = sharing.likest(&row, &lists, tales, seat);
                out.extend(likest.map(|j| (i.min(j), i.max(j))));
                (out, sharing)
            },
        )
        .map(|(out, _)| out)
        .flatten_iter()
        .collect();
    out.extend(counts(tales));
    in_order(&out, tales.len())
}

/// Returns pairs in order and each once; the first of each are laid out by their number.
fn in_order(pairs: &[(u32, u32)], n_tales: usize) -> Vec<(u32, u32)> {
    let mut ends = vec![0_u32; n_tales + 1];
    for &(a, _) in pairs {
        ends[a as usize + 1] += 1;
    }
    for i in 1..ends.len() {
        ends[i] += ends[i - 1];
    }
    let mut out = vec![(0, 0); pairs.len()];
    for &pair in pairs {
        let at = &mut ends[pair.0 as usize];
        out[*at as usize] = pair;
        *at += 1;
    }
    out.chunk_by_mut(|x, y| x.0 == y.0)
        .for_each(|of_one| of_one.sort_unstable_by_key(|pair| pair.1));
    out.dedup();
    out
}

/// Returns all tellings by their days, in which those that are compared are near each other.
pub(super) fn by_day(tales: &[Tale]) -> Vec<u32> {
    Row::of(tales).order
}

/// All tellings in order of kind and day, each on a seat of its own: those that are compared sit near each other.
struct Row {
    order: Vec<u32>,
    keys: Vec<(Kind, i32, u32)>,
}

impl Row {
    fn of(tales: &[Tale]) -> Self {
        let placed = tales.iter().zip(0..).map(|(tale, i)| {
            let (kind, day) = place(tale);
            (kind, day, i)
        });
        let mut keys: Vec<(Kind, i32, u32)> = placed.collect();
        keys.sort_unstable();
        Self {
            order: keys.iter().map(|key| key.2).collect(),
            keys,
        }
    }

    /// Returns the seat that a telling would have in a kind, of a day.
    fn seat(&self, kind: Kind, day: i32, i: u32) -> usize {
        self.keys.partition_point(|&key| key < (kind, day, i))
    }

    /// Returns the seats of other kinds around which a telling looks for others. A coarse or undated telling is
    /// found by the finer one.
    fn looks(&self, tales: &[Tale], seat: usize) -> [Option<(Kind, u32)>; 2] {
        let (kind, day, i) = self.keys[seat];
        let about = tales[i as usize].published.unwrap_or(day);
        let at = |kind: Kind, day: i32| Some((kind, to_u32(self.seat(kind, day, i))));
        match kind {
            Kind::Fine => [at(Kind::Coarse, day), at(Kind::Undated, about)],
            Kind::Coarse => [at(Kind::Undated, about), None],
            Kind::Undated => [at(Kind::Fine, day), None],
        }
    }
}

/// A stem of a telling: its number, its weight, and the telling's place among those that hold it.
type Key = (u32, f32, u32);

/// The heaviest stems of tellings, and for each stem the seats of the tellings that hold it, in order.
struct Lists {
    /// By telling.
    keys: Rows<Key>,
    /// By stem.
    holders: Vec<Holders>,
}

/// The seats of the tellings that hold a stem, with how much it weighs there.
#[derive(Default)]
struct Holders {
    all: Vec<(u32, f32)>,
    /// Where those of each kind end.
    ends: [u32; 3],
}

impl Lists {
    fn of(row: &Row, tales: &[Tale]) -> Self {
        let mut numbers: FxHashMap<Term, u32> = FxHashMap::default();
        let mut keys: Rows<Key> = Rows::new();
        let (mut heavy, mut own) = (Vec::new(), Vec::new());
        for tale in tales {
            heaviest_of(tale, &mut heavy, &mut own);
            keys.push(heavy.iter().map(|&(term, weight)| {
                let next = to_u32(numbers.len());
                (*numbers.entry(term).or_insert(next), weight, 0)
            }));
        }
        let mut holders: Vec<Holders> = Vec::new();
        holders.resize_with(numbers.len(), Holders::default);
        for (&(kind, _, i), seat) in row.keys.iter().zip(0..) {
            for (stem, weight, place) in keys.row_mut(i as usize) {
                let held = &mut holders[*stem as usize];
                *place = to_u32(held.all.len());
                held.all.push((seat, *weight));
                held.ends[kind as usize..].fill(*place + 1);
            }
        }
        Self { keys, holders }
    }
}

impl Holders {
    /// Returns those of a kind, and where the first of them stands.
    fn of(&self, kind: Kind) -> (&[(u32, f32)], usize) {
        let at = kind as usize;
        let from = at.checked_sub(1).map_or(0, |before| self.ends[before]) as usize;
        (&self.all[from..self.ends[at] as usize], from)
    }

    /// Returns those of a kind that lie nearest to a seat.
    fn around(&self, (kind, seat): (Kind, u32)) -> &[(u32, f32)] {
        let (all, _) = self.of(kind);
        near(all, all.partition_point(|holder| holder.0 < seat))
    }

    /// Returns those of a kind that lie nearest to one of them, which is in this place.
    fn beside(&self, kind: Kind, place: u32) -> &[(u32, f32)] {
        let (all, from) = self.of(kind);
        near(all, place as usize - from)
    }
}

fn near(all: &[(u32, f32)], here: usize) -> &[(u32, f32)] {
    &all[here.saturating_sub(REACH)..(here + REACH).min(all.len())]
}

/// What tellings share with one.
struct Sharing {
    /// By seat; nothing between two tellings.
    shared: Vec<f32>,
    /// The seats that share something, as many as there can be.
    touched: Vec<u32>,
    /// The tellings of these, those that share most first, as one number.
    found: Vec<u64>,
}

impl Sharing {
    fn new(n_tales: usize) -> Self {
        Self {
            shared: vec![0.0; n_tales],
            // One more: where nothing is added is written to as well.
            touched: vec![0; (KEYS + OWN) * 3 * 2 * REACH + 1],
            found: Vec::new(),
        }
    }

    /// Returns the tellings near in time that share most with the one on a seat.
    fn likest(
        &mut self,
        row: &Row,
        lists: &Lists,
        tales: &[Tale],
        seat: usize,
    ) -> impl Iterator<Item = u32> {
        let n_touched = self.share(row, lists, tales, seat);
        self.found.clear();
        let mut n_found = 0;
        self.found.resize(n_touched, 0);
        for &at in &self.touched[..n_touched] {
            let shared = std::mem::take(&mut self.shared[at as usize]);
            // What is shared is positive, so that its bits are in its order.
            let less = u64::from(u32::MAX - shared.to_bits());
            self.found[n_found] = less << 32 | u64::from(row.order[at as usize]);
            n_found += usize::from(at as usize != seat && shared >= LEAST);
        }
        self.found.truncate(n_found);
        if self.found.len() > KEPT {
            self.found.select_nth_unstable(KEPT);
            self.found.truncate(KEPT);
        }
        self.found.iter().map(|&found| found as u32)
    }

    /// Adds up what others share with the one on a seat; returns how many do.
    fn share(&mut self, row: &Row, lists: &Lists, tales: &[Tale], seat: usize) -> usize {
        let looks = row.looks(tales, seat);
        let (kind, _, i) = row.keys[seat];
        let mut n_touched = 0;
        for &(stem, weight, place) in lists.keys.row(i as usize) {
            let holders = &lists.holders[stem as usize];
            let beside = std::iter::once(holders.beside(kind, place));
            let around = looks.iter().flatten().map(|&look| holders.around(look));
            for &(seat, w) in beside.chain(around).flatten() {
                let sum = &mut self.shared[seat as usize];
                // Half of them are new: no guess which is cheaper than a wrong one.
                self.touched[n_touched] = seat;
                n_touched += usize::from(*sum == 0.0);
                *sum += weight * w;
            }
        }
        n_touched
    }
}

/// Finds the stems by which a telling is found: the heaviest of its sentence, and of its clause, for a long
/// sentence tells several things.
fn heaviest_of(tale: &Tale, keys: &mut Vector, own: &mut Vector) {
    keys.clone_from(&tale.around);
    weigh::keep_heaviest(keys, KEYS);
    own.clone_from(&tale.rare);
    weigh::keep_heaviest(own, OWN);
    let n = keys.len();
    for key in own {
        if keys[..n].iter().all(|(term, _)| key.0 != *term) {
            keys.push(*key);
        }
    }
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
