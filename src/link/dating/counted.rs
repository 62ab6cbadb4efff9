//! How surely articles so much alike tell of one event, counted over those of the story whose
//! day is known.

use super::near::Near;
use crate::link::weigh::Vector;
use chrono::NaiveDate;

/// How often two articles so much alike appeared within three days of each other.
pub(super) struct Counted {
    shares: [(f32, f32); 5],
    /// Of dated articles most like each other, so many stand further apart than the
    /// reports of one event: none where too few are dated to tell.
    pub(super) apart: f32,
}

/// Counted over groups of articles on one event each, and over articles of affairs that ran
/// for months.
const USUAL: Counted = Counted {
    shares: [
        (0.15, 0.08),
        (0.3, 0.4),
        (0.4, 0.75),
        (0.5, 0.9),
        (0.6, 0.96),
    ],
    apart: 0.0,
};
/// Dated articles of a story that are looked at to see how it is told.
const SAMPLE: usize = 96;
/// The usual count weighs as much as so many pairs of the story itself.
const PAIRS: f32 = 6.0;
/// Articles of one event appear within so many days.
const ONE_EVENT: i64 = 3;

/// A story of so many dated articles over so many days is an affair of many events: at least
/// so many of those alike are then taken to stand apart.
const LONG: (usize, f32, f32) = (6, 28.0, 0.35);

impl Counted {
    /// Counts over the dated articles of a story: of a long affair alike articles stand
    /// weeks apart.
    pub(super) fn of(
        vectors: &[Vector],
        near: &Near<'_>,
        stated: &(dyn Fn(usize) -> Option<NaiveDate> + Sync),
    ) -> Self {
        let dated: Vec<(usize, NaiveDate)> = near
            .story
            .iter()
            .filter_map(|&i| Some((i, stated(i)?)))
            .collect();
        let mut sums = [(0.0_f32, 0.0_f32); 5];
        let step = dated.len().div_ceil(SAMPLE).max(1);
        for &(i, day) in dated.iter().step_by(step) {
            for (j, alike) in near.asked(vectors, i) {
                let Some(other) = stated(j) else { continue };
                let apart = |at: usize| (USUAL.shares[at].0 - alike).abs();
                let nearest = (0..5).fold(0, |b, k| if apart(k) < apart(b) { k } else { b });
                let sum = &mut sums[nearest];
                sum.0 += 1.0;
                sum.1 += f32::from(u8::from((other - day).num_days().abs() <= ONE_EVENT));
            }
        }
        let mut out = USUAL;
        let all = sums.iter().fold((0.0, 0.0), |a, b| (a.0 + b.0, a.1 + b.1));
        out.apart = (all.0 - all.1) / (all.0 + PAIRS);
        let days = || dated.iter().map(|d| d.1);
        if dated.len() >= LONG.0
            && let (Some(first), Some(last)) = (days().min(), days().max())
        {
            let long = (last - first).num_days() as f32 / LONG.1;
            out.apart = out.apart.max(LONG.2 * long.min(1.0));
        }
        for ((_, share), (pairs, close)) in out.shares.iter_mut().zip(sums) {
            *share = (PAIRS * *share + close) / (PAIRS + pairs);
        }
        out
    }

    pub(super) fn one_event(&self, alike: f32) -> f32 {
        let mut last = self.shares[0];
        if alike <= last.0 {
            return last.1;
        }
        for next in self.shares {
            if alike < next.0 {
                return last.1 + (next.1 - last.1) * (alike - last.0) / (next.0 - last.0);
            }
            last = next;
        }
        last.1
    }
}
