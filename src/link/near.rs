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
    let mut out: Vec<u64> = (0..tales.len())
        .into_par_iter()
        .fold(
            || (Vec::new(), Sharing::new(tales.len())),
            |(mut out, mut sharing), seat| {
                let i = row.order[seat];
                let likest = sharing.likest(&row, &lists, tales, seat);
                out.extend(likest.iter().map(|&j| pair(i.min(j), i.max(j))));
                (out, sharing)
            },
        )
        .map(|(out, _)| out)
        .flatten_iter()
        .collect();
    out.extend(counts(tales).into_iter().map(|(a, b)| pair(a, b)));
    out.par_sort_unstable();
    out.dedup();
    out.into_iter()
        .map(|p| ((p >> 32) as u32, p as u32))
        .collect()
}

/// A pair as one number, which orders it.
fn pair(a: u32, b: u32) -> u64 {
    u64::from(a) << 32 | u64::from(b)
}

/// Returns all tellings by their days, in which those that are compared are near each other.
pub(super) fn by_day(tales: &[Tale]) -> Vec<u32> {
    Row::of(tales).order
}

/// All tellings in order of kind and day, each on a seat of its own: those that are compared sit near each other.
struct Row {
    order: Vec<u32>,
    keys: Vec<(Kind, i32, u32)>,
    /// Where the seats of each kind begin, and where the last ends.
    kinds: [usize; 4],
}

impl Row {
    fn of(tales: &[Tale]) -> Self {
        let placed = tales.iter().zip(0..).map(|(tale, i)| {
            let (kind, day) = place(tale);
            (kind, day, i)
        });
        let mut keys: Vec<(Kind, i32, u32)> = placed.collect();
        keys.sort_unstable();
        let begins = |kind: Kind| keys.partition_point(|key| key.0 < kind);
        Self {
            order: keys.iter().map(|key| key.2).collect(),
            kinds: [0, begins(Kind::Coarse), begins(Kind::Undated), keys.len()],
            keys,
        }
    }

    /// Returns the seat that a telling would have in a kind, of a day.
    fn seat(&self, kind: Kind, day: i32, i: u32) -> usize {
        self.keys.partition_point(|&key| key < (kind, day, i))
    }

    /// Returns the seats around which a telling looks for others, with the ends of their kinds. A coarse or
    /// undated telling is found by the finer one.
    fn looks(&self, tales: &[Tale], seat: usize) -> Vec<Look> {
        let (kind, day, i) = self.keys[seat];
        let about = tales[i as usize].published.unwrap_or(day);
        let looks: &[(Kind, i32)] = match kind {
            Kind::Fine => &[(Kind::Coarse, day), (Kind::Undated, about)],
            Kind::Coarse => &[(Kind::Undated, about)],
            Kind::Undated => &[(Kind::Fine, day)],
        };
        let elsewhere = looks
            .iter()
            .map(|&(kind, day)| (self.seat(kind, day, i), kind));
        std::iter::once((seat, kind))
            .chain(elsewhere)
            .map(|(here, kind)| (to_u32(here), self.ends(kind)))
            .collect()
    }

    fn ends(&self, kind: Kind) -> [u32; 2] {
        let at = kind as usize;
        [to_u32(self.kinds[at]), to_u32(self.kinds[at + 1])]
    }
}

/// The seat around which is looked, and the ends of its kind.
type Look = (u32, [u32; 2]);

/// A stem of a telling, numbered, and its weight.
type Key = (u32, f32);

/// The heaviest stems of tellings, and for each stem the seats of the tellings that hold it, in order.
struct Lists {
    /// By telling.
    keys: Rows<Key>,
    /// By stem, with how much it weighs there.
    holders: Vec<Vec<(u32, f32)>>,
}

impl Lists {
    fn of(row: &Row, tales: &[Tale]) -> Self {
        let mut numbers: FxHashMap<Term, u32> = FxHashMap::default();
        let mut keys = Rows::new();
        let (mut heavy, mut own) = (Vec::new(), Vec::new());
        for tale in tales {
            heaviest_of(tale, &mut heavy, &mut own);
            keys.push(heavy.iter().map(|&(term, weight)| {
                let next = to_u32(numbers.len());
                (*numbers.entry(term).or_insert(next), weight)
            }));
        }
        let mut holders = vec![Vec::new(); numbers.len()];
        for (&i, seat) in row.order.iter().zip(0..) {
            for &(stem, weight) in keys.row(i as usize) {
                holders[stem as usize].push((seat, weight));
            }
        }
        Self { keys, holders }
    }
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
    fn likest(&mut self, row: &Row, lists: &Lists, tales: &[Tale], seat: usize) -> Vec<u32> {
        let n_touched = self.share(row, lists, tales, seat);
        self.found.clear();
        for &at in &self.touched[..n_touched] {
            let shared = std::mem::take(&mut self.shared[at as usize]);
            if at as usize != seat && shared >= LEAST {
                // What is shared is positive, so that its bits are in its order.
                let less = u64::from(u32::MAX - shared.to_bits());
                self.found
                    .push(less << 32 | u64::from(row.order[at as usize]));
            }
        }
        if self.found.len() > KEPT {
            self.found.select_nth_unstable(KEPT);
            self.found.truncate(KEPT);
        }
        self.found.iter().map(|&found| found as u32).collect()
    }

    /// Adds up what others share with the one on a seat; returns how many do.
    fn share(&mut self, row: &Row, lists: &Lists, tales: &[Tale], seat: usize) -> usize {
        let looks = row.looks(tales, seat);
        let mut n_touched = 0;
        for &(stem, weight) in lists.keys.row(row.order[seat] as usize) {
            let list = &lists.holders[stem as usize];
            for &(here, ends) in &looks {
                for &(seat, w) in around(list, here, ends) {
                    let sum = &mut self.shared[seat as usize];
                    // Half of them are new: no guess which is cheaper than a wrong one.
                    self.touched[n_touched] = seat;
                    n_touched += usize::from(*sum == 0.0);
                    *sum += weight * w;
                }
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

/// Those of a list, of the seats between two ends, that lie nearest to one.
fn around(list: &[(u32, f32)], here: u32, [from, to]: [u32; 2]) -> &[(u32, f32)] {
    let before = |end: u32| move |holder: &(u32, f32)| holder.0 < end;
    let list = &list[list.partition_point(before(from))..];
    let list = &list[..list.partition_point(before(to))];
    let here = list.partition_point(before(here));
    &list[here.saturating_sub(REACH)..(here + REACH).min(list.len())]
}
