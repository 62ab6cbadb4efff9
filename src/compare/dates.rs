//! When it was: days that exclude each other, and, weaker, unequal precision.
//!
//! Only what a text itself says counts: a date lent by another source or by the article's
//! own day is no testimony.

use super::Witness;
use super::disagree::{Disagreement, DisagreementKind, Relation, Stance, against};
use crate::link::Dated;
use crate::time::{Grain, Window};

/// Returns what the witnesses say differently about when it was.
pub(super) fn dates(witnesses: &[Witness<'_>]) -> Option<Disagreement> {
    let told: Vec<(&Witness<'_>, Window)> = witnesses
        .iter()
        .filter(|w| matches!(w.dated, Dated::Own | Dated::Context))
        .filter_map(|w| Some((w, w.window?)))
        .collect();
    let mut voices: Vec<u32> = Vec::new();
    for (witness, _) in &told {
        if !voices.contains(&witness.voice) {
            voices.push(witness.voice);
        }
    }
    // Each voice by its finest own dating.
    let best: Vec<(&Witness<'_>, Window)> = voices
        .iter()
        .filter_map(|voice| {
            told.iter()
                .filter(|(w, _)| w.voice == *voice)
                .min_by_key(|(w, window)| {
                    (
                        w.dated != Dated::Own,
                        window.n_days(),
                        w.telling.sentence.start,
                    )
                })
                .copied()
        })
        .collect();
    let mut relation: Option<Relation> = None;
    for (i, (a, left)) in best.iter().enumerate() {
        for (b, right) in &best[i + 1..] {
            let apart = told
                .iter()
                .filter(|(w, _)| w.voice == a.voice)
                .all(|(_, x)| {
                    told.iter()
                        .filter(|(w, _)| w.voice == b.voice)
                        .all(|(_, y)| exclude(x, y))
                });
            let found = if apart {
                if a.dated == Dated::Own && b.dated == Dated::Own {
                    Some(Relation::Conflict)
                } else {
                    Some(Relation::Differs)
                }
            } else if unequal(left, right) {
                Some(Relation::Precision)
            } else {
                None
            };
            if let Some(found) = found {
                relation = Some(relation.map_or(found, |r| r.min(found)));
            }
        }
    }
    let relation = relation?;
    let stances: Vec<Stance> = best
        .iter()
        .map(|(witness, window)| {
            let words = witness.timex.map_or_else(
                || window.edtf(),
                |t| witness.words_at(&(t.start..t.end)).to_owned(),
            );
            let mut stance = Stance::of(witness, &words, &witness.telling.sentence);
            stance.window = Some(*window);
            stance
        })
        .collect();
    Some(Disagreement {
        kind: DisagreementKind::Date,
        subject: "when".to_owned(),
        relation,
        note: format!("{}: {}", against(&stances), relation.words()),
        stances,
    })
}

/// Tells whether a thing cannot lie in both windows.
fn exclude(a: &Window, b: &Window) -> bool {
    let open = a.open_start || a.open_end || b.open_start || b.open_end;
    !a.overlaps(b) && !open && !a.approx && !b.approx
}

/// Tells whether one is told more loosely than the other: a week against a day. A day
/// against an hour is not worth a word.
fn unequal(a: &Window, b: &Window) -> bool {
    let loose = |w: &Window| w.grain < Grain::Day && w.n_days() > 1;
    a.grain != b.grain && (loose(a) || loose(b))
}
