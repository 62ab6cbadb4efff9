//! Where the verbs around an expression point.

use super::{Found, Signal, Tense};
use crate::time::grammar::Slots;
use crate::time::resolve::slot;
use crate::time::token::{Shape, Token};

/// How far, in tokens, the tense of a mention is looked for.
const REACH: usize = 18;
/// The same before a mention, where a sentence keeps its verb.
const REACH_BACK: usize = 20;

/// How far behind "to" and its verb a day may stand that is theirs.
const INFINITIVE: usize = 7;

/// What stands before a mention.
struct Back {
    /// The nearest verb of its clause.
    near: Option<Tense>,
    /// The nearest verb of its sentence.
    any: Option<Tense>,
    /// A verb of the present in its clause may tell of a plan.
    planned: bool,
    scheduled: Scheduled,
    /// The nearest verb is one of saying, and what is said begins before the mention.
    says: bool,
}

/// Whether the nearest verb says that something was to be.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Scheduled {
    No,
    /// "the concert was planned for Saturday".
    Told,
    /// "the concert planned for Saturday".
    Described,
}

impl Found<'_> {
    /// Returns where the nearest verb points: one of the same clause if there is any, the one
    /// before the mention rather than the one behind it. Also, whether something was planned
    /// for it and a verb of the past tells what became of that.
    pub(super) fn tense(&self, first: usize, end: usize, slots: &Slots) -> (Tense, bool) {
        if self
            .value_at(first.checked_sub(1), self.reader.comes)
            .is_some()
        {
            return (Tense::Future, false);
        }
        let Back {
            near,
            any,
            planned,
            scheduled,
            says,
        } = self.tense_back(first, end, slots);
        let Some(tense) = near else {
            return (self.tense_beyond(first, end, any, planned), false);
        };
        let ahead = || self.tense_ahead(end);
        // "He said the vote on Friday will be close."
        if says && ahead().0 == Some(Tense::Future) {
            return (Tense::Future, false);
        }
        // "It was due to land on Saturday but sank", "but never arrived".
        if scheduled != Scheduled::No && self.but(end) && ahead().1 == Some(Tense::Past) {
            return match self.denied(end) {
                true => (Tense::Past, false),
                false => (tense, true),
            };
        }
        // "The concert planned for Saturday was cancelled."
        let undone = scheduled == Scheduled::Described && ahead().0 == Some(Tense::Past);
        (tense, undone)
    }

    /// Tells whether "but" stands right behind token `end`, or behind a comma there.
    fn but(&self, end: usize) -> bool {
        let comma = self.value_at(Some(end), self.reader.clause).is_some();
        let here = |i| self.value_at(Some(i), self.reader.but).is_some();
        here(end) || comma && here(end + 1)
    }

    /// Tells whether what stands behind token `end`, to its verb, is denied.
    fn denied(&self, end: usize) -> bool {
        (end..self.tokens.len().min(end + 8))
            .take_while(|i| !self.tokens[*i].paragraph && !self.ends_sentence(*i))
            .any(|i| self.value(i, self.reader.negated).is_some())
    }

    fn tense_beyond(&self, first: usize, end: usize, back: Option<Tense>, planned: bool) -> Tense {
        // "He leaves on Thursday, where he met": what stands behind the comma is further off.
        let parted = self.value_at(Some(end), self.reader.clause).is_some();
        if planned && (parted || self.value_at(Some(end), self.reader.subordinate).is_some()) {
            return Tense::Future;
        }
        // "The visit on Thursday has been postponed."
        let off = (end..self.tokens.len().min(end + 4))
            .take_while(|i| !self.ends_sentence(*i))
            .any(|i| self.called_off(i));
        if off && !parted {
            return Tense::Future;
        }
        // "His statement on Friday that it would fail": another clause.
        let that = self.value_at(Some(end), self.reader.that).is_some();
        let (near_ahead, ahead) = match that {
            true => (None, None),
            false => self.tense_ahead(end),
        };
        // "Lund blocked the first and second draft on Saturday, so that they might": the same.
        let near_ahead = near_ahead.filter(|_| !(parted && back == Some(Tense::Past)));
        // "From Monday the road is shut."
        let begins = near_ahead == Some(Tense::Present)
            && back.is_none()
            && self.signal(first) == Signal::Between
            && (self.tokens[first - 1].paragraph
                || first.checked_sub(2).is_some_and(|i| self.ends_sentence(i)));
        if begins {
            return Tense::Future;
        }
        near_ahead
            .or(planned.then_some(Tense::Future))
            .or(back)
            .or(ahead.filter(|t| *t == Tense::Future))
            .or((ahead.is_none() && self.plans_behind(end)).then_some(Tense::Future))
            .unwrap_or_default()
    }

    /// The nearest verb before the mention.
    fn tense_back(&self, first: usize, end: usize, slots: &Slots) -> Back {
        let has = |of: &[u8]| of.iter().any(|s| slots.get(*s).is_some());
        let placed = has(&[slot::M, slot::W]);
        // "Agreed to buy it in March": which of both was in March?
        let coarse = has(&[slot::M, slot::SE]) && !has(&[slot::D, slot::W]);
        let deadline = has(&[slot::N])
            || matches!(
                self.signal(first),
                Signal::Until | Signal::Before | Signal::By
            );
        let reach = match (coarse, deadline) {
            (_, true) => REACH,
            (true, false) => 0,
            (false, false) => INFINITIVE,
        };
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
            planned |= clause && self.plans(i);
            let off = i + 2 < first && self.called_off(i);
            let ahead = off.then_some(Tense::Future);
            if let Some(tense) = ahead.or_else(|| self.tense_of(i)) {
                // "The meeting is on Thursday", "the vote is Thursday".
                let on = i + 2 == first && self.value(i + 1, self.reader.signal) == Some(1);
                let there = i + 1 == first && placed && self.copula(i);
                let parts = |i| {
                    self.value(i, self.reader.clause).is_some()
                        || self.value(i, self.reader.asks).is_some()
                };
                let perfect = (1..=4.min(i))
                    .take_while(|back| !parts(i - back))
                    .any(|back| self.value(i - back, self.reader.perfect).is_some());
                let tense = match tense {
                    _ if self.put_off(i, first)
                        || self.was_to(i, end)
                        || self.asked(i, first, reach)
                        || self.arranged(i, first, end)
                        || off =>
                    {
                        Tense::Future
                    }
                    Tense::Present if on || there => Tense::Future,
                    _ if perfect || self.could_not(i) => Tense::Past,
                    Tense::Present if clause && first - i <= 8 && self.in_progress(i, first) => {
                        Tense::Future
                    }
                    Tense::Present if self.set_off(first) && self.in_progress(i, first) => {
                        Tense::Future
                    }
                    tense => tense,
                };
                let being = |back| self.value(i - back, self.reader.being).is_some();
                let scheduled =
                    tense == Tense::Future && self.value(i, self.reader.scheduled).is_some();
                let scheduled = match scheduled {
                    false => Scheduled::No,
                    true if (1..=2.min(i)).any(being) => Scheduled::Told,
                    true => Scheduled::Described,
                };
                return Back {
                    near: clause.then_some(tense),
                    any: Some(tense),
                    planned,
                    scheduled,
                    says: self.says(i, first),
                };
            }
        }
        Back {
            near: None,
            any: None,
            planned,
            scheduled: Scheduled::No,
            says: false,
        }
    }

    /// Tells whether a verb of saying stands at `i`, and behind it "that" or the first word of
    /// what is said, before the mention.
    fn says(&self, i: usize, first: usize) -> bool {
        let begins = |j: usize| {
            self.value(j, self.reader.that).is_some()
                || self.value(j, self.reader.described).is_some()
        };
        self.value(i, self.reader.says).is_some() && i + 2 < first && begins(i + 1)
    }

    /// Tells whether "moved to", "postponed to" stands at `i`, right before the mention.
    fn put_off(&self, i: usize, first: usize) -> bool {
        i + 2 == first
            && self.value(i, self.reader.put_off).is_some()
            && self.value(i + 1, self.reader.to).is_some()
    }

    /// Tells whether "were to" stands at `i`, and behind token `end` what was to be "has been
    /// postponed": "talks that were to open on Monday have been postponed".
    fn was_to(&self, i: usize, end: usize) -> bool {
        self.value(i, self.reader.being).is_some()
            && self.value(i + 1, self.reader.to) == Some(1)
            && (end..self.tokens.len().min(end + 4))
                .take_while(|j| !self.ends_sentence(*j))
                .any(|j| self.called_off(j))
    }

    /// Tells whether the verb at `i` asks, orders or promises what the mention is the day of:
    /// "told them to leave on Friday", "demanded that he leave by Friday", but not "told them on
    /// Friday to leave" or "agreed to a truce on Friday".
    fn asked(&self, i: usize, first: usize, reach: usize) -> bool {
        let Some(asks) = self.value(i, self.reader.asks) else {
            return false;
        };
        let stop = first.min(i + 5);
        if asks == 3 && !matches!(self.value(i + 1, self.reader.signal), Some(1 | 6)) {
            return false;
        }
        if asks == 2 && (i + 1..stop).any(|j| self.value(j, self.reader.that).is_some()) {
            return true;
        }
        let infinitive = |j: usize| {
            let verb = &self.tokens[j + 1];
            let word = &self.text[verb.start as usize..verb.end as usize];
            let nouns = &self.reader.vocabulary.noun_suffixes;
            self.value(j, self.reader.to) == Some(1)
                && verb.shape == Shape::Word
                && !verb.capital
                && self.value(j + 1, self.reader.described).is_none()
                && !nouns.iter().any(|suffix| word.ends_with(&**suffix))
        };
        (i + 1..first.saturating_sub(1))
            .rev()
            .take(reach)
            .any(infinitive)
    }

    /// Tells whether the verb at `i` gives something the day of the mention: "called a meeting for
    /// Tuesday", "set Friday as the deadline".
    fn arranged(&self, i: usize, first: usize, end: usize) -> bool {
        let Some(arranges) = self.value(i, self.reader.arranges) else {
            return false;
        };
        let meant = self.value(first - 1, self.reader.to) == Some(2);
        let made = i + 1 == first && self.value_at(Some(end), self.reader.as_day).is_some();
        meant && !self.possessed(end) || arranges == 2 && made
    }

    /// Tells whether the present perfect of a verb that calls something off stands at `i`: no day
    /// gone by goes with it.
    fn called_off(&self, i: usize) -> bool {
        let has = |back| self.value(i - back, self.reader.has).is_some();
        (1..=3.min(i)).any(has)
            && match self.value(i, self.reader.calls_off) {
                Some(2) => self.value_at(Some(i + 1), self.reader.off).is_some(),
                found => found.is_some(),
            }
    }

    /// Tells whether such a verb stands soon behind token `end`: "On Friday she meets the mayor",
    /// but not in a list of what has been: "28 May: The mayor meets her".
    fn plans_behind(&self, end: usize) -> bool {
        let comma = |t: &Token| &self.text[t.start as usize..t.end as usize] == ",";
        let from = end + usize::from(self.tokens.get(end).is_some_and(comma));
        (from..self.tokens.len().min(end + 6))
            .take_while(|i| {
                let t = &self.tokens[*i];
                t.shape != Shape::Mark && !t.paragraph
            })
            .any(|i| self.plans(i))
    }

    /// Tells whether a verb of the present stands at `i` that may tell of a plan: "begins", and
    /// behind a plural "close".
    fn plans(&self, i: usize) -> bool {
        if self.tokens[i].capital {
            return false;
        }
        match self.value(i, self.reader.planned) {
            Some(2) => i.checked_sub(1).is_some_and(|b| {
                let before = &self.text[self.tokens[b].start as usize..self.tokens[b].end as usize];
                let nouns = &self.reader.vocabulary.noun_suffixes;
                nouns.iter().any(|suffix| before.ends_with(&**suffix))
            }),
            told => told.is_some(),
        }
    }

    /// Tells whether "is" or "are" stands at `i`.
    fn copula(&self, i: usize) -> bool {
        self.value(i, self.reader.passive).is_some()
    }

    /// Tells whether "is" or "are" stands at `i` and a plan behind it: "are flying out on Saturday",
    /// but not "are holding it since Saturday".
    fn in_progress(&self, i: usize, first: usize) -> bool {
        i + 1 < first && self.plan_form(i + 1) && self.signal(first) != Signal::Since
    }

    /// Tells whether a comma stands before a mention and its preposition: "is running against Lund, a
    /// nurse, in November" says when of the verb before it.
    fn set_off(&self, first: usize) -> bool {
        let comma = first.checked_sub(2);
        self.signal(first) == Signal::In && self.value_at(comma, self.reader.clause).is_some()
    }

    /// Tells whether a verb stands at `i` that behind "is" tells of a plan: "flying".
    fn plan_form(&self, i: usize) -> bool {
        let suffixes = &self.reader.vocabulary.plan_suffixes;
        self.tokens.get(i).is_some_and(|t| {
            let word = &self.text[t.start as usize..t.end as usize];
            suffixes.iter().any(|suffix| word.ends_with(&**suffix))
        })
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
                // "Friday's summit is expected to fail."
                // "On Friday he is flying home."
                let flying = j < end + 6 && self.opens(end) && self.plan_form(j + 1);
                let planned = |k: usize| {
                    self.value(k, self.reader.scheduled).is_some() || k == j + 1 && flying
                };
                let tense = match tense {
                    Tense::Present
                        if (j + 1..self.tokens.len().min(j + 3)).any(planned)
                            && self.one_clause(end, j) =>
                    {
                        Tense::Future
                    }
                    tense => tense,
                };
                return (clause.then_some(tense), Some(tense));
            }
            if self.ends_sentence(j) {
                break;
            }
        }
        (None, None)
    }

    /// Tells whether the mention that ends before `end` and the verb at `j` are of one clause: "On
    /// Friday, the court is due to sit", but not "With the vote on Friday, the court is due to".
    fn one_clause(&self, end: usize, j: usize) -> bool {
        let parts = |i: &usize| self.value(*i, self.reader.clause).is_some();
        match (end..j).filter(parts).count() {
            0 => true,
            1 => self.opens(end) && parts(&end),
            _ => false,
        }
    }

    /// Tells whether the mention that ends before `end` opens its sentence or clause: "On Friday he".
    fn opens(&self, end: usize) -> bool {
        (end.saturating_sub(3)..end).any(|i| {
            let before = i.checked_sub(1);
            self.tokens[i].paragraph
                || before.is_some_and(|b| {
                    let clause = self.value(b, self.reader.clause).is_some();
                    self.ends_sentence(b) || clause && self.value(b, self.reader.list).is_none()
                })
        })
    }

    /// Tells whether the hyphen at `i` is a dash: white space on one side of it alone.
    fn dashed(&self, i: usize) -> bool {
        let behind = self.tokens.get(i + 1).is_some_and(|t| t.glued);
        self.tokens[i].glued != behind
    }

    /// Tells whether "is" or "be" stands before token `i`, an adverb between them left aside.
    fn passive(&self, i: usize) -> bool {
        let Some(before) = i.checked_sub(1) else {
            return false;
        };
        let is = |i: Option<usize>| self.value_at(i, self.reader.passive).is_some();
        let t = &self.tokens[before];
        let word = &self.text[t.start as usize..t.end as usize];
        let suffixes = &self.reader.vocabulary.adverb_suffixes;
        let adverb = || {
            self.value(before, self.reader.adverb).is_some()
                || suffixes.iter().any(|suffix| word.ends_with(&**suffix))
        };
        is(Some(before)) || is(before.checked_sub(1)) && adverb()
    }

    /// Tells whether the word before it leaves a verb no tense of its own: "will have", "to have".
    fn infinitive(&self, i: usize) -> bool {
        let before = i.checked_sub(1);
        self.value_at(before, self.reader.to) == Some(1)
            || self.value_at(before, self.reader.tense) == Some(1)
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
        let passive = || self.passive(i);
        match self.value(i, self.reader.tense) {
            // "won't".
            Some(-1)
                if self.value(i, self.reader.wont).is_some()
                    && self.value_at(Some(i + 2), self.reader.negated).is_some()
                    && self.possessed(i + 1) =>
            {
                return Some(Tense::Future);
            }
            Some(-1) if passive() => return None,
            Some(-1) => return Some(Tense::Past),
            Some(0) if self.infinitive(i) => return None,
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
        if !ends(&vocabulary.past_suffixes) || passive() {
            return None;
        }
        // "the newly launched line": no verb.
        let described = self
            .value_at(i.checked_sub(1), self.reader.described)
            .is_some();
        // "a so-called deal", "the London-based bank": no verb either.
        let hyphen = |t: &Token| {
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
