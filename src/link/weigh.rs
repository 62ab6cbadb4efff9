//! How telling a stem is, and articles as weighted stems.
//!
//! Weights come from a fixed list of common stems, never from the corpus at hand: so four
//! articles are weighed like a hundred thousand, and what links two of them does not
//! change when unrelated articles arrive.

use super::brief::Brief;
use crate::telling::Term;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Stems kept for an article; the rest hardly moves a cosine.
const KEPT: usize = 160;
/// A stem of the headline counts like so many mentions more.
const TITLE: f32 = 5.0;
/// How much more than in proportion rare stems count in an article.
const STEEP: f32 = 1.5;

static WEIGHTS: LazyLock<Weights> =
    LazyLock::new(|| Weights::parse(include_str!("../../assets/link/weights.tsv")));

struct Weights {
    of: FxHashMap<Term, f32>,
    rarest: f32,
}

impl Weights {
    fn parse(list: &str) -> Self {
        let of: FxHashMap<Term, f32> = list
            .lines()
            .filter(|line| !line.starts_with('#'))
            .filter_map(|line| line.split_once('\t'))
            .filter_map(|(stem, weight)| Some((Term::of(stem), weight.parse().ok()?)))
            .collect();
        let rarest = of.values().fold(1.0, |a: f32, &b| a.max(b));
        Self { of, rarest }
    }
}

/// Returns how telling a stem is: 0 for one that stands in every article, about 6 for one
/// that hardly any holds.
pub(super) fn weight(term: Term) -> f32 {
    WEIGHTS.of.get(&term).copied().unwrap_or(WEIGHTS.rarest)
}

/// Returns what several stems weigh together.
pub(super) fn weight_of(terms: &[Term]) -> f32 {
    terms.iter().map(|&t| weight(t)).sum()
}

/// Weighted stems, sorted by stem.
pub(super) type Vector = Vec<(Term, f32)>;

/// Returns the article's weighted stems, of length 1.
pub(super) fn vector(digest: &Brief) -> Vector {
    let titled = titled(digest);
    let also = titled
        .iter()
        .filter(|t| digest.terms.binary_search_by_key(*t, |x| x.0).is_err())
        .map(|&t| (t, 0));
    let mut out: Vector = digest
        .terms
        .iter()
        .copied()
        .chain(also)
        .map(|(term, n)| {
            let in_title = titled.binary_search(&term).is_ok();
            let n = f32::from(n) + if in_title { TITLE } else { 0.0 };
            (term, (1.0 + n.max(1.0).ln()) * weight(term).powf(STEEP))
        })
        .filter(|(_, w)| *w > 0.0)
        .collect();
    heaviest(&mut out, KEPT);
    out.sort_unstable_by_key(|(term, _)| *term);
    out.dedup_by(|b, a| {
        let same = a.0 == b.0;
        if same {
            a.1 += b.1;
        }
        same
    });
    normalise(&mut out);
    out
}

/// The stems of the headline, sorted.
fn titled(digest: &Brief) -> Vec<Term> {
    let Some(title) = &digest.title else {
        return Vec::new();
    };
    let mut out: Vec<Term> = crate::text::token::words(title)
        .into_iter()
        .map(|r| Term::of(&crate::text::stem::stem(&title[r])))
        .filter(|&t| weight(t) > 1.5)
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Keeps the `n` heaviest stems, in any order.
pub(super) fn heaviest(vector: &mut Vector, n: usize) {
    if vector.len() > n {
        keep_heaviest(vector, n);
        // There is one for each article, and it was long before it was cut.
        vector.shrink_to_fit();
    }
}

/// The same, and keeps the room of the others.
pub(super) fn keep_heaviest(vector: &mut Vector, n: usize) {
    if vector.len() > n {
        vector.select_nth_unstable_by(n, |a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        vector.truncate(n);
    }
}

/// Makes a vector's length 1.
pub(super) fn normalise(vector: &mut Vector) {
    let length = length(vector);
    if length > 0.0 {
        for (_, w) in vector {
            *w /= length;
        }
    }
}

/// Returns the Euclidean length of a vector.
pub(super) fn length(vector: &Vector) -> f32 {
    vector.iter().map(|(_, w)| w * w).sum::<f32>().sqrt()
}

/// In a vector so many times longer each stem of the other is searched for.
const SPARSE: usize = 16;

/// Returns the inner product of two vectors sorted by stem.
pub(super) fn dot(a: &[(Term, f32)], b: &[(Term, f32)]) -> f32 {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    if short.len() * SPARSE < long.len() {
        return 0.0 + sparse(short, long);
    }
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while i < a.len() && j < b.len() {
        match a[i].0.cmp(&b[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += a[i].1 * b[j].1;
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

/// Returns the sum of two vectors sorted by stem.
pub(super) fn add(a: &[(Term, f32)], b: &[(Term, f32)]) -> Vector {
    let mut out = Vec::with_capacity(a.len() + b.len());
    let (mut i, mut j) = (0, 0);
    while i < a.len() || j < b.len() {
        match (a.get(i), b.get(j)) {
            (Some(x), Some(y)) if x.0 == y.0 => {
                out.push((x.0, x.1 + y.1));
                i += 1;
                j += 1;
            }
            (Some(x), Some(y)) if x.0 < y.0 => {
                out.push(*x);
                i += 1;
            }
            (Some(x), None) => {
                out.push(*x);
                i += 1;
            }
            (_, Some(y)) => {
                out.push(*y);
                j += 1;
            }
            (None, None) => break,
        }
    }
    out
}

/// Returns the inner product of a short vector with a long one, both sorted by stem.
pub(super) fn sparse(short: &[(Term, f32)], long: &[(Term, f32)]) -> f32 {
    short
        .iter()
        .filter_map(|(term, w)| {
            let at = long.binary_search_by_key(term, |x| x.0).ok()?;
            Some(w * long[at].1)
        })
        .sum()
}

/// A vector laid out so that its product with many others is quick: each of their stems is
/// looked up, where two lists in order are walked through with a wrong guess at every other
/// step.
#[derive(Default)]
pub(super) struct Laid {
    /// Found by the last bits of a stem; no weight where nothing is.
    slots: Vec<(Term, f32)>,
}

impl Laid {
    /// Returns a vector laid out.
    pub fn of(vector: &[(Term, f32)]) -> Self {
        let mut laid = Self::default();
        laid.lay(vector);
        laid
    }

    /// Lays another vector out in place of the last.
    pub fn lay(&mut self, vector: &[(Term, f32)]) {
        let room = (vector.len() * 4).next_power_of_two();
        self.slots.clear();
        self.slots.resize(room, (Term(0), 0.0));
        for &(term, w) in vector {
            let mut at = self.first(term);
            while self.slots[at].1 != 0.0 {
                at = (at + 1) & (room - 1);
            }
            self.slots[at] = (term, w);
        }
    }

    fn first(&self, term: Term) -> usize {
        term.0 as usize & (self.slots.len() - 1)
    }

    /// Returns what [`dot`] returns of the vector and another, to the last digit.
    pub fn dot(&self, other: &[(Term, f32)]) -> f32 {
        let mut sum = 0.0;
        for &(term, w) in other {
            let mut at = self.first(term);
            while self.slots[at].0 != term && self.slots[at].1 != 0.0 {
                at = (at + 1) & (self.slots.len() - 1);
            }
            sum += w * self.slots[at].1;
        }
        sum
    }
}
