//! Two like affairs that no day tells apart: two robberies, two arrests at one sea.
//!
//! Articles of such affairs share the words of their kind, so as stories grow they join.
//! Among themselves they still differ: each of the two has names and figures of its own.
//! So a story is looked at again by the words that some of its articles share and others
//! lack, and parted where these make two groups with next to nothing between them. Days
//! tell better than words: a story is left whole unless most articles of one group state
//! none.

use super::weigh::{self, Vector};
use crate::telling::Term;
use rustc_hash::FxHashMap;

/// Texts on each side, at the least: fewer are an angle of their own, not an affair.
const AT_LEAST: usize = 4;
/// Texts of a story that is looked at again, at most: the cost is their square.
const AT_MOST: usize = 200;
/// A stem that a larger part of the texts hold tells none of them from another.
const SHARED_BY: f32 = 0.75;
/// Average likeness of two groups by the words that tell texts apart, from which on they
/// stay one story. Of 26 stories of ECB+ those of two affairs lay at .03 to .09, those of one
/// at .09 (the riots and the shooting behind them, no article with a day) to .19.
const NOTHING_BETWEEN: f32 = 0.1;
/// The same where neither group states days: so far apart lie the angles of a long affair.
const ANGLES: f32 = 0.06;
/// The same, as a part of that inside the looser of the two groups.
const APART: f32 = 0.55;

/// Returns the two affairs that the texts of a story fall into, by index, each in order.
/// `stated` says of each text whether it states its day. `None` when they are one affair,
/// or when too few or too many to tell.
pub(super) fn sides(texts: &[&Vector], stated: &[bool]) -> Option<[Vec<usize>; 2]> {
    if texts.len() < 2 * AT_LEAST || texts.len() > AT_MOST {
        return None;
    }
    if stated.iter().all(|s| *s) {
        return None;
    }
    let likeness = Likeness::of(texts);
    let [a, b] = likeness.two_groups()?;
    if a.len() < AT_LEAST || b.len() < AT_LEAST {
        return None;
    }
    let undated = |side: &[usize]| 2 * side.iter().filter(|&&i| !stated[i]).count() > side.len();
    let between = likeness.between(&a, &b);
    let inside = likeness.inside(&a).min(likeness.inside(&b));
    let least = match (undated(&a), undated(&b)) {
        (true, true) => ANGLES,
        (true, false) | (false, true) => NOTHING_BETWEEN,
        (false, false) => return None,
    };
    (between < least && between < APART * inside).then_some([a, b])
}

/// How alike the texts of a story are by the words that tell them apart.
struct Likeness {
    of: Vec<Vec<f32>>,
}

impl Likeness {
    fn of(texts: &[&Vector]) -> Self {
        let n = texts.len() as f32;
        let mut holders: FxHashMap<Term, u32> = FxHashMap::default();
        for (term, _) in texts.iter().copied().flatten() {
            *holders.entry(*term).or_default() += 1;
        }
        let telling = |text: &Vector| {
            let mut out: Vector = text
                .iter()
                .map(|&(term, w)| (term, w, holders[&term] as f32))
                .filter(|&(_, _, held)| held >= 2.0 && held <= SHARED_BY * n)
                .map(|(term, w, held)| (term, w * (n / held).ln_1p()))
                .collect();
            weigh::normalise(&mut out);
            out
        };
        let texts: Vec<Vector> = texts.iter().map(|text| telling(text)).collect();
        let row = |a: &Vector| texts.iter().map(|b| weigh::dot(a, b)).collect();
        Self {
            of: texts.iter().map(row).collect(),
        }
    }

    fn between(&self, a: &[usize], b: &[usize]) -> f32 {
        let sum: f32 = a
            .iter()
            .flat_map(|&i| b.iter().map(move |&j| self.of[i][j]))
            .sum();
        sum / (a.len() * b.len()) as f32
    }

    fn inside(&self, group: &[usize]) -> f32 {
        let own: f32 = group.iter().map(|&i| self.of[i][i]).sum();
        let n = group.len() as f32;
        (self.between(group, group) * n * n - own) / (n * (n - 1.0)).max(1.0)
    }

    /// Average linkage down to two groups, then each text to the group it is more like.
    fn two_groups(&self) -> Option<[Vec<usize>; 2]> {
        let mut groups: Vec<Vec<usize>> = (0..self.of.len()).map(|i| vec![i]).collect();
        let mut sums = self.of.clone();
        while groups.len() > 2 {
            let (mut best, mut pair) = (f32::MIN, (0, 1));
            for j in 1..groups.len() {
                for i in 0..j {
                    let average = sums[i][j] / (groups[i].len() * groups[j].len()) as f32;
                    if average > best {
                        (best, pair) = (average, (i, j));
                    }
                }
            }
            let (i, j) = pair;
            let gone = groups.remove(j);
            groups[i].extend(gone);
            let row = sums.remove(j);
            for (to, more) in sums[i].iter_mut().zip(row) {
                *to += more;
            }
            for row in &mut sums {
                let more = row.remove(j);
                row[i] += more;
            }
        }
        let mut second: Vec<bool> = vec![false; self.of.len()];
        for &i in groups.get(1)? {
            second[i] = true;
        }
        for _ in 0..5 {
            let next: Vec<bool> = (0..second.len()).map(|i| self.leans(i, &second)).collect();
            if next == second {
                break;
            }
            second = next;
        }
        let side = |which| (0..second.len()).filter(|&i| second[i] == which).collect();
        Some([side(false), side(true)])
    }

    /// Whether a text is more like the second group than like the first.
    fn leans(&self, text: usize, second: &[bool]) -> bool {
        let average = |which| {
            let others = (0..second.len()).filter(|&i| i != text && second[i] == which);
            let (n, sum) = others.fold((0.0_f32, 0.0), |(n, sum), i| {
                (n + 1.0, sum + self.of[text][i])
            });
            sum / n.max(1.0)
        };
        average(true) > average(false)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Texts of two affairs that share `kind` stems and hold some of the `own` stems of theirs.
    fn texts(affair: u64, n: u64, kind: u64, own: u64) -> Vec<Vector> {
        let text = |t: u64| {
            let shared = (0..kind).map(|k| format!("kind{k}"));
            let of_it = (0..own)
                .filter(|o| !(o + t).is_multiple_of(3))
                .map(|o| format!("own{affair}-{o}"));
            let mut out: Vector = shared.chain(of_it).map(|s| (Term::of(&s), 1.0)).collect();
            out.sort_unstable_by_key(|(term, _)| *term);
            weigh::normalise(&mut out);
            out
        };
        (0..n).map(text).collect()
    }

    fn sides_of(texts: &[Vector], stated: &[bool]) -> Option<[Vec<usize>; 2]> {
        sides(&texts.iter().collect::<Vec<_>>(), stated)
    }

    #[test]
    fn two_affairs_of_one_kind_without_days_are_parted() {
        let all = [texts(0, 5, 30, 12), texts(1, 6, 30, 12)].concat();
        let [mut a, mut b] = sides_of(&all, &[false; 11]).unwrap();
        if a.len() > b.len() {
            std::mem::swap(&mut a, &mut b);
        }
        assert_eq!((a, b), ((0..5).collect(), (5..11).collect()));
    }

    #[test]
    fn one_affair_stays_whole() {
        assert_eq!(sides_of(&texts(0, 11, 30, 12), &[false; 11]), None);
    }

    #[test]
    fn days_decide_where_articles_state_them() {
        let all = [texts(0, 5, 30, 12), texts(1, 6, 30, 12)].concat();
        assert_eq!(sides_of(&all, &[true; 11]), None);
    }

    #[test]
    fn three_texts_are_no_affair_of_their_own() {
        let all = [texts(0, 3, 30, 12), texts(1, 9, 30, 12)].concat();
        assert_eq!(sides_of(&all, &[false; 12]), None);
    }
}
