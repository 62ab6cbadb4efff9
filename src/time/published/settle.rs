//! The answer: a day, how sure it is, the range that holds it, and the reasons.

use super::belief::{Belief, Hint};
use super::days::PerDay;
use super::sure::Seen;
use super::{Evidence, Published, PublishedFrom, What, reasons, weigh};

/// The share of belief that the stated range holds: it holds the true day somewhat oftener.
const RANGE: f32 = 0.94;
/// The same in a long affair, where articles alike tell of events weeks apart: as soon as
/// such a share of them does.
const RANGE_APART: f32 = 0.985;
const APART: f32 = 0.35;
/// Of the texts of a long affair, so many tell of an event that none of those most like them
/// tells of.
const STRANGERS: f32 = 0.03;
/// A day less sure than this is none: of such, one in thirty is right, and the range says
/// what is known.
pub(super) const NAMED: f32 = 0.1;
/// A day as sure as this is taken for what it is when other days are counted from it.
const PLAIN: f32 = 0.8;
/// Any other is one of the days that hold so much of belief.
const LIKELY: f32 = 0.5;
/// How often a text appears a day before, and a day after the one everything points at.
const SLIP: [f32; 2] = [0.03, 0.02];
/// A text of more sentences than the first is often a page that was added to as news came
/// in, and stands under the day it was begun: the more often, the longer, up to the second.
const ADDED_TO: [f32; 2] = [45.0, 90.0];
/// How often the longest ones do.
const BEGUN_BEFORE: f32 = 0.45;
/// Texts whose latest year lies before the stretch are older than what is looked at.
const OLD: i32 = 1985;

/// Returns when a text was published, from its own evidence and what others of its story
/// say.
pub fn settle(evidence: &Evidence, belief: &Belief, hints: &[&Hint]) -> Published {
    settle_seen(evidence, belief, hints, 0.0).0
}

/// Returns what [`settle`] returns and what its confidence was made of; nothing when no day
/// was weighed. In its story, such a share, 0 to 1, of articles alike stand far `apart`.
pub fn settle_seen(
    evidence: &Evidence,
    belief: &Belief,
    hints: &[&Hint],
    apart: f32,
) -> (Published, Option<Seen>) {
    let days = belief.likely.days;
    let weigher = weigh::Weigher::of(evidence, days);
    let within = evidence.within.as_ref();
    if let Some(within) = within
        && !within.meets(days)
    {
        return (within.alone(), None);
    }
    if evidence.facts.is_empty() && hints.is_empty() && within.is_none() {
        return (Published::unknown(), None);
    }
    if let Some(latest) = weigher.latest_year().filter(|&y| y < OLD)
        && hints.is_empty()
        && within.is_none()
        && !evidence
            .facts
            .iter()
            .any(|f| matches!(f.what, What::Office { .. } | What::Known { .. }))
    {
        let unknown = Published {
            because: vec![format!(
                "it names no year after {latest}; when it appeared is not said"
            )],
            ..Published::unknown()
        };
        return (unknown, None);
    }
    let prior = weigh::prior(days);
    let mut all = prior.clone();
    for (x, own) in all.of.iter_mut().zip(&belief.likely.of) {
        *x += own;
    }

    if !hints.is_empty() {
        let mut event = PerDay::zero(days);
        for hint in hints {
            for (x, h) in event.of.iter_mut().zip(&hint.likely.of) {
                *x += h;
            }
        }
        event.exp();
        let mut event = event.spread();
        // None of the articles asked may tell of the same event: the oftener, the longer the affair.
        event.normalise();
        let mut around = event.months_around();
        around.normalise();
        let strangers = STRANGERS * (apart / APART).min(1.0);
        for (x, far) in event.of.iter_mut().zip(&around.of) {
            *x = (1.0 - strangers) * *x + strangers * far;
        }
        for (x, near) in all.of.iter_mut().zip(&event.of) {
            *x += (near + 1e-12).ln();
        }
    }
    all.exp();
    all.normalise();
    let all = slip(&all, evidence.sentences);
    let best = all.best();
    let (from, to) = all.shortest(RANGE + (RANGE_APART - RANGE) * (apart / APART).min(1.0));
    let day = |at: usize| days.day(at);
    let seen = Seen::of(evidence, &all, best, hints, apart);
    let confidence = seen.sure();
    let likely = if confidence >= PLAIN {
        (best, best)
    } else {
        let (first, last) = all.shortest(LIKELY);
        (first.min(best), last.max(best))
    };
    let published = Published {
        value: (confidence >= NAMED).then(|| day(best)),
        earliest: Some(day(from)),
        latest: Some(day(to)),
        likely: Some((day(likely.0), day(likely.1))),
        time: None,
        from: PublishedFrom::Inferred,
        confidence: (confidence * 100.0).round() / 100.0,
        because: reasons::reasons(&weigher, evidence, &prior, best, confidence >= NAMED),
    };
    let published = match within {
        Some(within) => within.bound(published, all.of[best]),
        None => published,
    };
    (published, Some(seen))
}

fn slip(all: &PerDay, sentences: u32) -> PerDay {
    let long = (sentences.max(1) as f32 / ADDED_TO[0]).ln() / (ADDED_TO[1] / ADDED_TO[0]).ln();
    let earlier = SLIP[0] + BEGUN_BEFORE * long.clamp(0.0, 1.0);
    let later = SLIP[1];
    let same = 1.0 - earlier - later;
    let mut out = PerDay::zero(all.days);
    for (i, x) in all.of.iter().enumerate() {
        out.of[i] += same * x;
        if i > 0 {
            out.of[i - 1] += earlier * x;
        }
        if i + 1 < out.of.len() {
            out.of[i + 1] += later * x;
        }
    }
    out
}
