//! Copies and versions: which articles are one voice.
//!
//! A copy is the same text in another place: wire copy, a reprint, another scrape of a
//! page. A version is an earlier or later edit by the same outlet. Candidates come from
//! MinHash bands, and every pair is checked word by word before it counts.

use super::brief::Brief;
use super::weigh::{self, Vector};
use crate::article::{ArticleIdx, SourceFrom};
use crate::telling::Particular;
use crate::time::published::instant;
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// Per article: its voice, and what it copies or edits.
pub(super) struct Voice {
    pub voice: u32,
    pub copy_of: Option<ArticleIdx>,
    pub version_of: Option<ArticleIdx>,
}

/// Rows of the signature in a band: two texts that share a third of their shingles meet in
/// one band of two rows with a chance of 97 in 100.
const ROWS: usize = 2;
/// In a band that many texts share, each is compared with that many that follow.
const NEIGHBOURS: usize = 24;
/// Days after which a text by the same outlet is a new article, however much it repeats.
const EDITED_FOR: i64 = 3;
/// Texts that share less of their shingles are not alike.
const FEWEST_SHARED: f32 = 0.12;
/// Two outlets' texts that share less are no copies.
const FEWEST_COPIED: f32 = 0.3;
/// Heaviest stems that tell whether two texts are about one thing.
const HEAVY: usize = 24;
/// A text shorter than this has too few shingles to be known again by them.
const FEWEST_WORDS: u32 = 25;

/// Returns one voice for each digest.
pub(super) fn voices(digests: &[Brief], vectors: &[Vector]) -> Vec<Voice> {
    let mut copies = Groups::new(digests.len());
    let mut edits: Vec<(usize, usize, f32)> = Vec::new();
    let heavy: Vec<Vector> = vectors
        .par_iter()
        .map(|vector| {
            let mut heavy = vector.clone();
            weigh::heaviest(&mut heavy, HEAVY);
            heavy
        })
        .collect();
    let alike: Vec<(usize, usize, Likeness)> = candidates(digests)
        .into_par_iter()
        .filter_map(|(a, b)| {
            let (a, b) = (a as usize, b as usize);
            let told = || {
                let (in_b, in_a) = (held(&heavy[a], &vectors[b]), held(&heavy[b], &vectors[a]));
                in_b.max(in_a)
            };
            likeness(&digests[a], &digests[b], told).map(|alike| (a, b, alike))
        })
        .collect();
    let mut same: Vec<(usize, usize, f32)> = Vec::new();
    for (a, b, alike) in alike {
        match alike {
            Likeness::Copy(shingles) => same.push((a, b, shingles)),
            Likeness::Edit(overlap) => edits.push((a, b, overlap)),
        }
    }
    // What an outlet printed again with another toll is an edit.
    for (a, b) in join_copies(digests, same, &mut copies) {
        if one_outlet(&digests[a], &digests[b]) {
            let (in_a, in_b) = overlap(&digests[a], &digests[b]);
            edits.push((a, b, in_a + in_b));
        }
    }
    let original = originals(digests, &mut copies);
    let mut out: Vec<Voice> = original
        .iter()
        .enumerate()
        .map(|(i, &o)| Voice {
            voice: to_u32(o),
            copy_of: (o != i).then(|| ArticleIdx(to_u32(o))),
            version_of: None,
        })
        .collect();
    let mut best: FxHashMap<usize, (f32, usize)> = FxHashMap::default();
    for (a, b, overlap) in edits {
        let (a, b) = (original[a], original[b]);
        if a == b {
            continue;
        }
        let (earlier, later) = if edit_order(&digests[a]) <= edit_order(&digests[b]) {
            (a, b)
        } else {
            (b, a)
        };
        let slot = best.entry(later).or_insert((overlap, earlier));
        if overlap > slot.0 || (overlap == slot.0 && earlier < slot.1) {
            *slot = (overlap, earlier);
        }
    }
    for (later, (_, earlier)) in best {
        out[later].version_of = Some(ArticleIdx(to_u32(earlier)));
    }
    out
}

/// Joins copies, the surest first, where no two texts of a group differ in what they tell.
/// Returns the pairs that do.
fn join_copies(
    digests: &[Brief],
    mut same: Vec<(usize, usize, f32)>,
    copies: &mut Groups,
) -> Vec<(usize, usize)> {
    let mut apart = Vec::new();
    same.sort_by(|x, y| y.2.total_cmp(&x.2).then((x.0, x.1).cmp(&(y.0, y.1))));
    let mut members: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
    for (first, second, _) in same {
        let (a, b) = (copies.find(first), copies.find(second));
        if a == b {
            continue;
        }
        let of = |i: usize| members.get(&i).cloned().unwrap_or_else(|| vec![i]);
        let (one, other) = (of(a), of(b));
        let differ = one
            .iter()
            .any(|&x| other.iter().any(|&y| differ(&digests[x], &digests[y])));
        if differ {
            apart.push((first, second));
        } else {
            copies.join(a, b);
            // Thousands of files may hold one text: one of them stands for it.
            let mut both = [one, other].concat();
            both.sort_unstable_by_key(|&i| (digests[i].content, i));
            both.dedup_by_key(|i| digests[*i].content);
            members.insert(copies.find(a), both);
        }
    }
    apart
}

/// Tells whether two texts have different figures, days, names or denials between the same
/// words: nearly the same text with "14 dead" and with "16 dead" is told by two voices.
fn differ(a: &Brief, b: &Brief) -> bool {
    let at = |d: &Brief, between: u32| {
        let from = d.particulars.partition_point(|p| p.between < between);
        let to = d.particulars.partition_point(|p| p.between <= between);
        from..to
    };
    let lacks = |one: &[Particular], other: &[Particular]| {
        one.iter().any(|p| other.binary_search(p).is_err())
    };
    a.particulars
        .chunk_by(|x, y| x.between == y.between)
        .any(|ours| {
            let theirs = &b.particulars[at(b, ours[0].between)];
            !theirs.is_empty() && lacks(ours, theirs) && lacks(theirs, ours)
        })
}

/// Returns, per article, the first of the texts it edits, itself if none: what speaks only
/// once however often it was changed or copied.
pub(super) fn roots(voices: &[Voice]) -> Vec<u32> {
    (0..voices.len())
        .map(|i| {
            let mut at = voices[i].voice;
            // An edit is always later than what it edits, so the chain ends.
            while let Some(earlier) = voices[at as usize].version_of {
                at = earlier.0;
            }
            at
        })
        .collect()
}

/// Pairs of articles that share a band of their signatures and may be alike, each once, in
/// order. One band is looked at after another: all at once would fill the memory.
fn candidates(digests: &[Brief]) -> Vec<(u32, u32)> {
    let is_short = |d: &Brief| d.words < FEWEST_WORDS || d.minhash.iter().all(|&h| h == u32::MAX);
    let short: Vec<bool> = digests.par_iter().map(is_short).collect();
    let bands = digests.iter().map(|d| d.minhash.len() / ROWS).max();
    let by_band = |n: usize| {
        let key = |i: usize| match n.checked_sub(1) {
            None => short[i].then_some(digests[i].content),
            Some(_) if short[i] => None,
            Some(n) => {
                let rows = digests[i].minhash.chunks_exact(ROWS).nth(n)?;
                Some(rows.iter().fold(n as u64 + 1, |key, &row| {
                    (key.rotate_left(23) ^ u64::from(row)).wrapping_mul(0x9E37_79B9_7F4A_7C15)
                }))
            }
        };
        let mut band: Vec<(u64, u32)> = (0..digests.len())
            .filter_map(|i| Some((key(i)?, to_u32(i))))
            .collect();
        band.sort_unstable();
        let mut pairs = Vec::new();
        for band in band.chunk_by(|a, b| a.0 == b.0) {
            for (k, &(_, a)) in band.iter().enumerate() {
                let near = band[k + 1..].iter().take(NEIGHBOURS).map(|&(_, b)| b);
                pairs.extend(
                    near.filter(|&b| may_be_alike(&digests[a as usize], &digests[b as usize]))
                        .map(|b| (a, b)),
                );
            }
        }
        pairs
    };
    let mut pairs: Vec<(u32, u32)> = (0..=bands.unwrap_or(0))
        .into_par_iter()
        .flat_map_iter(by_band)
        .collect();
    pairs.par_sort_unstable();
    pairs.dedup();
    pairs
}

/// Tells whether two texts are one, or share enough shingles to be looked at.
fn may_be_alike(a: &Brief, b: &Brief) -> bool {
    if same_text(a, b) {
        return true;
    }
    let shingles = resemblance(&a.minhash, &b.minhash);
    shingles >= FEWEST_SHARED
        && (a.source != b.source && shingles >= FEWEST_COPIED
            || one_outlet(a, b) && days_between(a, b) <= EDITED_FOR)
}

fn one_outlet(a: &Brief, b: &Brief) -> bool {
    a.source == b.source || unknown(a) || unknown(b)
}

fn days_between(a: &Brief, b: &Brief) -> i64 {
    match (&a.stated, &b.stated) {
        (Some(x), Some(y)) => (x.day - y.day).num_days().abs(),
        _ => 0,
    }
}

fn same_text(a: &Brief, b: &Brief) -> bool {
    a.content == b.content && a.words > 4
}

enum Likeness {
    /// With the share of shingles that both have.
    Copy(f32),
    /// With how much of each the other holds.
    Edit(f32),
}

/// `told` is what they have in common of their heaviest stems: pages of one outlet share
/// long notices, and tell of different things. It is asked last, because it costs most.
fn likeness(a: &Brief, b: &Brief, told: impl FnOnce() -> f32) -> Option<Likeness> {
    if same_text(a, b) {
        return Some(Likeness::Copy(1.0));
    }
    let shingles = resemblance(&a.minhash, &b.minhash);
    if shingles < FEWEST_SHARED || told() < 0.6 {
        return None;
    }
    let (in_a, in_b) = overlap(a, b);
    let (less, more) = (in_a.min(in_b), in_a.max(in_b));
    let days_between = days_between(a, b);
    let copy = if a.source == b.source {
        // An outlet that prints nearly the same again has edited it, unless only the page
        // around it differs.
        shingles >= 0.75 && less >= 0.97 && days_between == 0
    } else {
        (shingles >= 0.55 && less >= 0.75) || (shingles >= FEWEST_COPIED && more >= 0.93)
    };
    if copy {
        Some(Likeness::Copy(shingles))
    } else if one_outlet(a, b) && more >= 0.75 && days_between <= EDITED_FOR {
        Some(Likeness::Edit(less + more))
    } else {
        None
    }
}

/// The share of shingles that both have, as far as the signatures tell.
fn resemblance(a: &[u32], b: &[u32]) -> f32 {
    let n = a.len().min(b.len());
    if n == 0 {
        return 0.0;
    }
    let same = a.iter().zip(b).filter(|(x, y)| x == y).count();
    same as f32 / n as f32
}

/// The share of one's heaviest stems that the other has too.
fn held(heavy: &Vector, other: &Vector) -> f32 {
    let both = heavy
        .iter()
        .filter(|(term, _)| other.binary_search_by_key(term, |x| x.0).is_ok())
        .count();
    both as f32 / heavy.len().max(1) as f32
}

/// Which share of each one's words the other has too, repetitions counted.
fn overlap(a: &Brief, b: &Brief) -> (f32, f32) {
    let total = |d: &Brief| d.terms.iter().map(|&(_, n)| u32::from(n)).sum::<u32>();
    let (mut i, mut j, mut both) = (0, 0, 0_u32);
    while i < a.terms.len() && j < b.terms.len() {
        let (x, y) = (a.terms[i], b.terms[j]);
        match x.0.cmp(&y.0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                both += u32::from(x.1.min(y.1));
                i += 1;
                j += 1;
            }
        }
    }
    let share = |n: u32| both as f32 / n.max(1) as f32;
    (share(total(a)), share(total(b)))
}

fn unknown(digest: &Brief) -> bool {
    digest.source_from == SourceFrom::Unknown
}

/// Per article the one its text was taken from: the earliest, of one day that which states the earliest
/// hour, then one whose outlet is known, then the longest.
fn originals(digests: &[Brief], copies: &mut Groups) -> Vec<usize> {
    let mut best: FxHashMap<usize, usize> = FxHashMap::default();
    let rank = |i: usize| {
        let d = &digests[i];
        let day = d.stated.as_ref().map(|s| s.day);
        let at = d
            .stated
            .as_ref()
            .and_then(|s| instant(s.day, s.time.as_deref()?));
        let when = (day.is_none(), day, at.is_none(), at);
        (when, unknown(d), u32::MAX - d.words, i)
    };
    for i in 0..digests.len() {
        let slot = best.entry(copies.find(i)).or_insert(i);
        if rank(i) < rank(*slot) {
            *slot = i;
        }
    }
    (0..digests.len()).map(|i| best[&copies.find(i)]).collect()
}

/// Sorts edits of one article: by the day they state, then by how much they hold, for
/// articles grow.
fn edit_order(digest: &Brief) -> (Option<chrono::NaiveDate>, u32, &crate::article::ArticleName) {
    let day = digest.stated.as_ref().map(|s| s.day);
    (day, digest.words, &digest.name)
}

/// Sets that only ever grow together.
pub(super) struct Groups(Vec<u32>);

impl Groups {
    pub(super) fn new(n: usize) -> Self {
        Self((0..n).map(to_u32).collect())
    }

    pub(super) fn find(&mut self, mut i: usize) -> usize {
        while self.0[i] as usize != i {
            self.0[i] = self.0[self.0[i] as usize];
            i = self.0[i] as usize;
        }
        i
    }

    /// The smaller index stays the root, whatever the order of joining.
    pub(super) fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.find(a), self.find(b));
        self.0[a.max(b)] = to_u32(a.min(b));
    }
}

pub(super) fn to_u32(n: usize) -> u32 {
    u32::try_from(n).expect("fewer than 2^32 articles")
}
