//! Where the verbs around an expression point.

use super::{Found, Signal, Tense};
use crate::time::token::Shape;

/// How far, in tokens, the tense of a mention is looked for.
const REACH: usize = 18;
/// The same before a mention, where a sentence keeps its verb.
const REACH_BACK: usize = 20;

impl Found<'_> {
    /// Returns where the nearest verb points: one of the same clause if there is any, the one
    /// before the mention rather than the one behind it. Also, whether something was planned
    /// for it and a verb of the past tells what became of that.
    pub(super) fn tense(&self, first: usize, end: usize) -> (Tense, bool) {
        let (near_back, back, planned, scheduled) = self.tense_back(first);
        if let Some(tense) = near_back {
            // "The concert planned for Saturday was cancelled."
            let undone = scheduled && self.tense_ahead(end).0 == Some(Tense::Past);
            return (tense, undone);
        }
        (self.tense_beyond(end, back, planned), false)
    }

    fn tense_beyond(&self, end: usize, back: Option<Tense>, planned: bool) -> Tense {
        // "He leaves on Thursday, where he met": what stands behind the comma is further off.
        if planned && self.value_at(Some(end), self.reader.clause).is_some() {
            return Tense::Future;
        }
        let (near_ahead, ahead) = self.tense_ahead(end);
        // "Lund blocked the first and second draft on Saturday, so that they might": the same.
        let parted = self.value_at(Some(end), self.reader.clause).is_some();
        let near_ahead = near_ahead.filter(|_| !(parted && back == Some(Tense::Past)));
        near_ahead
            .or(planned.then_some(Tense::Future))
            .or(back)
            .or(ahead.filter(|t| *t == Tense::Future))
            .unwrap_or_default()
    }

    /// The nearest verb before token `first`: inside its clause, inside its sentence,
    /// whether one of the present in its clause may tell of a plan, and whether the nearest is
    /// a participle that does.
    fn tense_back(&self, first: usize) -> (Option<Tense>, Option<Tense>, bool, bool) {
        let mut clause = true;
        let mut planned = false;
        let mut i = first;
        for _ in 0..REACH_BACK {
            if i == 0 || self.tokens[i].paragraph || self.ends_sentence(i - 1) {
                break;
            }
            i -= 1;
            if self.value(i, self.reader.clause).is_some() {
                clause = false;
            }
            planned |=
                clause && !self.tokens[i].capital && self.value(i, self.reader.planned).is_some();
            if let Some(tense) = self.tense_of(i) {
                // "The meeting is on Thursday."
                if tense == Tense::Present && i + 2 == first {
                    let on = self.value(i + 1, self.reader.signal) == Some(1);
                    let tense = if on { Tense::Future } else { tense };
                    return (Some(tense), Some(tense), planned, false);
                }
                let perfect = (1..=4.min(i))
                    .take_while(|back| self.value(i - back, self.reader.clause).is_none())
                    .any(|back| self.value(i - back, self.reader.perfect).is_some());
                let put_off = i + 2 == first
                    && self.value(i, self.reader.put_off).is_some()
                    && self.value(i + 1, self.reader.to).is_some();
                let tense = match tense {
                    _ if put_off => Tense::Future,
                    _ if perfect || self.could_not(i) => Tense::Past,
                    Tense::Present if clause && self.in_progress(i, first) => Tense::Future,
                    tense => tense,
                };
                let scheduled = tense == Tense::Future
                    && self.value(i, self.reader.scheduled).is_some()
                    && (1..=2.min(i)).all(|back| self.value(i - back, self.reader.being).is_none());
                return (clause.then_some(tense), Some(tense), planned, scheduled);
            }
        }
        (None, None, planned, false)
    }

    /// Tells whether "is" or "are" stands at `i` and a plan behind it: "are flying out on Saturday",
    /// but not "are holding it since Saturday".
    fn in_progress(&self, i: usize, first: usize) -> bool {
        let Some(next) = self.tokens.get(i + 1).filter(|_| i + 1 < first) else {
            return false;
        };
        let word = &self.text[next.start as usize..next.end as usize];
        let suffixes = &self.reader.vocabulary.plan_suffixes;
        suffixes.iter().any(|suffix| word.ends_with(&**suffix))
            && first - i <= 8
            && self.signal(first) != Signal::Since
    }

    /// Tells whether the verb at `i` is one of "could not be reached", "neither could be found".
    fn could_not(&self, i: usize) -> bool {
        let could = (0..=3.min(i)).map(|back| i - back);
        let Some(at) = could
            .into_iter()
            .find(|i| self.value(*i, self.reader.could).is_some())
        else {
            return false;
        };
        let negated = |i: usize| self.value(i, self.reader.negated).is_some();
        (at + 1..=i).any(negated)
            || (at.saturating_sub(8)..at)
                .rev()
                .take_while(|i| !self.tokens[i + 1].paragraph && !self.ends_sentence(*i))
                .any(negated)
    }

    /// The nearest verb from token `end` on: inside its clause, and inside its sentence.
    pub(super) fn tense_ahead(&self, end: usize) -> (Option<Tense>, Option<Tense>) {
        let mut clause = true;
        for j in end..self.tokens.len().min(end + REACH) {
            if self.tokens[j].paragraph {
                break;
            }
            if j > end && self.value(j, self.reader.clause).is_some() {
                clause = false;
            }
            if let Some(tense) = self.tense_of(j) {
                return (clause.then_some(tense), Some(tense));
            }
            if self.ends_sentence(j) {
                break;
            }
        }
        (None, None)
    }

    /// Tells whether the hyphen at `i` is a dash: white space on one side of it alone.
    fn dashed(&self, i: usize) -> bool {
        let behind = self.tokens.get(i + 1).is_some_and(|t| t.glued);
        self.tokens[i].glued != behind
    }

    pub(super) fn tense_of(&self, i: usize) -> Option<Tense> {
        let token = &self.tokens[i];
        if token.shape != Shape::Word || (token.capital && self.is_month(i)) {
            return None;
        }
        if self.value(i, self.reader.tense_to).is_some()
            && i + 1 < self.tokens.len()
            && self.value(i + 1, self.reader.to).is_some()
        {
            return Some(Tense::Future);
        }
        // A participle says no more than the "is" or "will be" before it.
        let passive = self
            .value_at(i.checked_sub(1), self.reader.passive)
            .is_some();
        match self.value(i, self.reader.tense) {
            Some(-1) if passive => return None,
            Some(-1) => return Some(Tense::Past),
            Some(0) => return Some(Tense::Present),
            Some(1) => return Some(Tense::Future),
            _ => {}
        }
        let word = &self.text[token.start as usize..token.end as usize];
        if word.len() <= 4 || token.capital {
            return None;
        }
        let vocabulary = &self.reader.vocabulary;
        let ends = |suffixes: &[Box<str>]| suffixes.iter().any(|suffix| word.ends_with(&**suffix));
        if ends(&vocabulary.future_suffixes) {
            return Some(Tense::Future);
        }
        if passive || !ends(&vocabulary.past_suffixes) {
            return None;
        }
        // "the newly launched line": no verb.
        let described = self
            .value_at(i.checked_sub(1), self.reader.described)
            .is_some();
        // "a so-called deal", "the London-based bank": no verb either.
        let hyphen = |t: &crate::time::token::Token| {
            matches!(
                &self.text[t.start as usize..t.end as usize],
                "-" | "‐" | "‑"
            )
        };
        let compound = i
            .checked_sub(1)
            .is_some_and(|b| i >= 2 && hyphen(&self.tokens[b]) && !self.dashed(b));
        (!described && !compound).then_some(Tense::Past)
    }
}
