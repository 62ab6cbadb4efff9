//! Which articles of a story are asked about another: those most like it.

use crate::link::weigh::{self, Laid, Vector};
use crate::telling::Term;
use rustc_hash::FxHashMap;

/// Articles that are asked about another.
const ASKED: usize = 10;
/// Heaviest stems by which articles of a large story find each other.
const KEYS: usize = 8;
/// Of the articles that share a stem, so many are looked at.
const REACH: usize = 64;
/// A story up to this size compares all its articles.
const SMALL: usize = 128;

/// Finds the articles of a story that are most like one of them.
pub(super) struct Near<'s> {
    pub(super) story: &'s [usize],
    postings: FxHashMap<Term, Vec<usize>>,
}

impl<'s> Near<'s> {
    pub(super) fn of(vectors: &[Vector], story: &'s [usize]) -> Self {
        let mut postings: FxHashMap<Term, Vec<usize>> = FxHashMap::default();
        if story.len() > SMALL {
            for &i in story {
                for term in keys(&vectors[i]) {
                    postings.entry(term).or_default().push(i);
                }
            }
        }
        Self { story, postings }
    }

    pub(super) fn asked(&self, vectors: &[Vector], i: usize) -> Vec<(usize, f32)> {
        let mut found: Vec<usize> = if self.story.len() <= SMALL {
            self.story.to_vec()
        } else {
            let lists = keys(&vectors[i])
                .into_iter()
                .filter_map(|t| self.postings.get(&t));
            lists
                .flat_map(|list| {
                    let here = list.partition_point(|&j| j < i);
                    let from = here.saturating_sub(REACH / 2);
                    &list[from..(from + REACH).min(list.len())]
                })
                .copied()
                .collect()
        };
        found.sort_unstable();
        found.dedup();
        let laid = Laid::of(&vectors[i]);
        let mut ranked: Vec<(usize, f32)> = found
            .into_iter()
            .filter(|&j| j != i)
            .map(|j| (j, laid.dot(&vectors[j])))
            .collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked.truncate(ASKED);
        ranked
    }
}

fn keys(vector: &Vector) -> Vec<Term> {
    let mut heavy = vector.clone();
    weigh::heaviest(&mut heavy, KEYS);
    heavy.into_iter().map(|(term, _)| term).collect()
}
