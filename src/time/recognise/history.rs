//! What only histories mark: "former", "future". Whether a passage is one is told by its own
//! dates alone, since nobody knows yet when the text was written.

use super::{Mention, Recognised};
use crate::time::grammar::Op;
use crate::time::resolve::slot;

/// Marks a rule that holds in histories alone.
const HISTORIES_ALONE: i32 = 19;

/// How many expressions before and behind tell what a passage is.
const AROUND: usize = 15;

/// So many more stated years than words of the day there must be.
const ENOUGH: i32 = 5;

/// Leaves out what only histories mark, where the dates around tell of none.
pub(super) fn keep_in_histories(recognised: &mut Recognised) {
    let alone = |m: &Mention| {
        m.op == Op::Reference && recognised.kept(m).get(slot::K) == Some(HISTORIES_ALONE)
    };
    if !recognised.mentions.iter().any(alone) {
        return;
    }
    let score: Vec<i32> = recognised
        .mentions
        .iter()
        .map(|m| {
            let slots = recognised.kept(m);
            match m.op {
                Op::Date if slots.get(slot::Y).is_some() => 1,
                Op::Date if slots.get(slot::RD).is_some() => -3,
                Op::Date if slots.get(slot::W).is_some() && slots.get(slot::D).is_none() => -3,
                Op::Unit => -2,
                Op::Shift if slots.get(slot::K).is_none() => -2,
                _ => 0,
            }
        })
        .collect();
    let keep: Vec<bool> = recognised
        .mentions
        .iter()
        .enumerate()
        .map(|(i, m)| {
            let from = i.saturating_sub(AROUND);
            let to = (i + AROUND + 1).min(score.len());
            !alone(m) || score[from..to].iter().sum::<i32>() >= ENOUGH
        })
        .collect();
    let mut keep = keep.into_iter();
    recognised.mentions.retain(|_| keep.next().unwrap_or(true));
}
