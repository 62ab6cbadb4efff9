//! What the sentences most like one say: two sentences without a word in common may each be
//! like a third.

use super::common::{Eye, Words};
use super::tale::Tale;
use super::weigh::{self, Vector};
use rayon::prelude::*;

/// Of the sentences most like one, so many lend it their words.
const LENDERS: usize = 6;
/// Sentences less alike lend nothing.
const LEAST: f32 = 0.15;
/// Words kept.
const KEPT: usize = 40;

/// Gives each telling its sentence's words with those of the sentences most like it that
/// other voices say; `pairs` are those worth comparing.
pub(super) fn lend(tales: &mut [Tale], pairs: &[(u32, u32)], words: &Words) {
    let mut eye = Eye::new(words);
    let mut near: Vec<Vec<(f32, u32)>> = vec![Vec::new(); tales.len()];
    for &(a, b) in pairs {
        let (x, y) = (&tales[a as usize], &tales[b as usize]);
        if x.root == y.root {
            continue;
        }
        let alike = eye.sentences(a, b);
        if alike >= LEAST {
            near[a as usize].push((alike, b));
            near[b as usize].push((alike, a));
        }
    }
    let all: Vec<Vector> = near
        .into_par_iter()
        .enumerate()
        .map(|(i, near)| lent(tales, i, near))
        .collect();
    for (t, like) in tales.iter_mut().zip(all) {
        t.like = like;
    }
}

fn lent(tales: &[Tale], i: usize, mut near: Vec<(f32, u32)>) -> Vector {
    near.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    // Copies of a text lend its words once.
    let mut lenders: Vec<(u32, usize)> = Vec::new();
    let mut sum = tales[i].around.clone();
    for (alike, j) in near {
        let t = &tales[j as usize];
        if lenders.contains(&(t.root, t.place)) {
            continue;
        }
        lenders.push((t.root, t.place));
        let lent: Vector = t.around.iter().map(|&(k, w)| (k, w * alike)).collect();
        sum = weigh::add(&sum, &lent);
        if lenders.len() == LENDERS {
            break;
        }
    }
    weigh::heaviest(&mut sum, KEPT);
    sum.sort_unstable_by_key(|(term, _)| *term);
    weigh::normalise(&mut sum);
    sum
}
