//! What the sentences most like one say: two sentences without a word in common may each be
//! like a third.

use super::common::{Eye, Weighed, Words};
use super::tale::Tale;
use rayon::prelude::*;

/// Of the sentences most like one, so many lend it their words.
const LENDERS: usize = 6;
/// Sentences less alike lend nothing.
const LEAST: f32 = 0.15;
/// Words kept.
const KEPT: usize = 40;

/// Returns for each telling its sentence's words with those of the sentences most like it that
/// other voices say; `pairs` are those worth comparing.
pub(super) fn lent(tales: &[Tale], pairs: &[(u32, u32)], words: &Words) -> Vec<Vec<Weighed>> {
    let mut eye = Eye::new(words);
    let mut near: Vec<Vec<(f32, u32)>> = vec![Vec::new(); tales.len()];
    let roots: Vec<u32> = tales.iter().map(|t| t.root).collect();
    for &(a, b) in pairs {
        if roots[a as usize] == roots[b as usize] {
            continue;
        }
        let alike = eye.sentences(a, b);
        if alike >= LEAST {
            near[a as usize].push((alike, b));
            near[b as usize].push((alike, a));
        }
    }
    (0..tales.len() as u32)
        .into_par_iter()
        .zip(near)
        .map_init(
            || Sum::new(words.n_stems()),
            |sum, (i, near)| {
                sum.add(words.sentence(i), 1.0);
                for (alike, j) in lenders(tales, near) {
                    sum.add(words.sentence(j), alike);
                }
                sum.take()
            },
        )
        .collect()
}

/// Returns those that lend, of all that are near, the most alike first: copies of a text lend its words once.
fn lenders(tales: &[Tale], mut near: Vec<(f32, u32)>) -> Vec<(f32, u32)> {
    near.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    let mut seen: Vec<(u32, usize)> = Vec::with_capacity(LENDERS);
    near.retain(|&(_, j)| {
        let t = &tales[j as usize];
        let of = (t.root, t.place);
        let lends = seen.len() < LENDERS && !seen.contains(&of);
        if lends {
            seen.push(of);
        }
        lends
    });
    near
}

/// A sum of weighed words, by the numbers of their stems.
struct Sum {
    weights: Vec<f32>,
    /// The stems that have a weight.
    held: Vec<u32>,
}

impl Sum {
    fn new(n_stems: usize) -> Self {
        Self {
            weights: vec![0.0; n_stems],
            held: Vec::new(),
        }
    }

    fn add(&mut self, words: &[Weighed], share: f32) {
        for &(stem, w) in words.iter().filter(|w| w.1 > 0.0) {
            let sum = &mut self.weights[stem as usize];
            if *sum == 0.0 {
                self.held.push(stem);
            }
            *sum += w * share;
        }
    }

    /// Returns the heaviest words, in order and of length 1, and leaves nothing.
    fn take(&mut self) -> Vec<Weighed> {
        let weights = &mut self.weights;
        // Weights are positive, so that their bits are in their order: the heaviest first, then by stem.
        let mut heavy: Vec<u64> = Vec::with_capacity(self.held.len());
        heavy.extend(self.held.drain(..).map(|stem| {
            let weight = std::mem::take(&mut weights[stem as usize]);
            u64::from(u32::MAX - weight.to_bits()) << 32 | u64::from(stem)
        }));
        if heavy.len() > KEPT {
            heavy.select_nth_unstable(KEPT);
            heavy.truncate(KEPT);
        }
        heavy
            .iter_mut()
            .for_each(|word| *word = word.rotate_left(32));
        heavy.sort_unstable();
        let weighed = |word: u64| f32::from_bits(u32::MAX - word as u32);
        let all = heavy.into_iter();
        let mut all: Vec<Weighed> = all.map(|w| ((w >> 32) as u32, weighed(w))).collect();
        let length = all.iter().map(|w| w.1 * w.1).sum::<f32>().sqrt();
        if length > 0.0 {
            all.iter_mut().for_each(|w| w.1 /= length);
        }
        all
    }
}
