//! What stands around an expression: brackets, signals, "about", the word that joins it.

use super::{Found, Joint, Mention, Signal};
use crate::time::grammar::{Op, Slots};
use crate::time::resolve::slot;
use crate::time::token::{Shape, Token};

/// How far before "until" a "not" may stand that belongs to it.
const NOT_UNTIL: usize = 5;

impl Found<'_> {
    /// Tells whether the mention is all there is on one of the first lines.
    pub(super) fn header(&self, first: usize, end: usize) -> bool {
        let (start, stop) = (
            self.tokens[first].start as usize,
            self.tokens[end - 1].end as usize,
        );
        if start >= 400 {
            return false;
        }
        let lines = self.text.as_bytes();
        let before = lines[..start].iter().rev().find(|b| **b != b' ');
        let behind = lines[stop..].iter().take(400).find(|b| **b != b' ');
        before.is_none_or(|b| *b == b'\n') && behind.is_none_or(|b| *b == b'\n')
    }

    /// Tells whether only a comma, a dash or a joining word parts the mention from the one before.
    pub(super) fn linked(&self, first: usize) -> bool {
        let between = self.seen..first;
        !self.out.mentions.is_empty()
            && (1..=2).contains(&between.len())
            && between.into_iter().all(|i| {
                self.value(i, self.reader.list).is_some()
                    || self.value(i, self.reader.range).is_some()
            })
    }

    /// Tells whether nothing but a comma or "and" parts the mention from the one before: "moved from
    /// Sunday to Monday" is no list.
    pub(super) fn listed(&self, first: usize) -> bool {
        let comma = |t: &Token| &self.text[t.start as usize..t.end as usize] == ",";
        self.tokens[self.seen..first]
            .iter()
            .all(|t| comma(t) || self.reader.vocabulary.is_and(t.word))
    }

    /// Tells whether the mention stands in a clause that only says which thing is meant, or since when:
    /// "the pause that began on Tuesday"; but not in what somebody says: "said that it began on Tuesday".
    pub(super) fn relative(&self, first: usize) -> bool {
        for i in (first.saturating_sub(8)..first).rev() {
            if self.tokens[i + 1].paragraph || self.ends_sentence(i) {
                return false;
            }
            // "Since the war began in 2011."
            let since = self.value(i, self.reader.signal) == Some(2);
            if since && (i + 1..first).any(|j| self.tense_of(j).is_some()) {
                return true;
            }
            let that = self.value(i, self.reader.that).is_some();
            if that || self.value(i, self.reader.which).is_some() {
                let verb =
                    |b| self.tense_of(b).is_some() || self.value(b, self.reader.says).is_some();
                return i > 0 && !(that && verb(i - 1));
            }
            if self.value(i, self.reader.clause).is_some() {
                return false;
            }
        }
        false
    }

    /// Tells whether "until" stands before the mention in its clause.
    pub(super) fn bound(&self, first: usize) -> bool {
        for i in (first.saturating_sub(8)..first).rev() {
            if self.tokens[i + 1].paragraph
                || i < self.seen
                || self.value(i, self.reader.clause).is_some()
                || self.ends_sentence(i)
            {
                return false;
            }
            if matches!(self.value(i, self.reader.signal), Some(3 | 10)) {
                return true;
            }
        }
        false
    }

    /// Returns how the mention goes with a length that stands before it, one word between.
    pub(super) fn joint(&self, first: usize) -> Joint {
        let before = first
            .checked_sub(1)
            .filter(|_| !self.tokens[first].paragraph);
        let Some(i) = before.filter(|i| self.length_before(*i)) else {
            return Joint::None;
        };
        if self.value(i, self.reader.naming) == Some(1) {
            return Joint::Whole;
        }
        let lasts = || {
            self.out
                .mentions
                .last()
                .is_some_and(|m| m.signal == Signal::For)
        };
        match (
            self.value(i, self.reader.aside),
            self.value(i, self.reader.signal),
        ) {
            (Some(-1), _) => Joint::Before,
            (Some(1), _) => Joint::After,
            (_, Some(1)) => Joint::Whole,
            (_, Some(4)) if lasts() => Joint::From,
            _ => Joint::None,
        }
    }

    /// Tells whether a word like "about" stands before the mention.
    pub(super) fn vague(&self, first: usize) -> bool {
        let about = first
            .checked_sub(1)
            .filter(|_| !self.tokens[first].paragraph);
        let roughly = self.value_at(about, self.reader.roughly);
        // "A book about 1968".
        let tells = || self.value_at(about.and_then(|a| a.checked_sub(1)), self.reader.tells);
        roughly.is_some_and(|told| told != 2 || tells().is_none())
    }

    /// Tells whether "'s" stands right behind what ends before token `end`.
    pub(super) fn possessed(&self, end: usize) -> bool {
        self.tokens.get(end).is_some_and(|t| {
            t.glued && matches!(&self.text[t.start as usize..t.end as usize], "'" | "’")
        })
    }

    /// Tells whether a month stands between "the" and a noun: "the November election".
    pub(super) fn names_noun(&self, first: usize, end: usize, slots: &Slots) -> bool {
        let bare = slots.get(slot::M).is_some()
            && [slot::Y, slot::D, slot::W, slot::DIR, slot::YD]
                .iter()
                .all(|s| slots.get(*s).is_none());
        let the = self.value_at(first.checked_sub(1), self.reader.naming) == Some(2);
        bare && the && self.is_noun(end)
    }

    /// Tells whether token `i` is a word that no verb, signal or conjunction is.
    fn is_noun(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| {
            t.shape == Shape::Word
                && !t.capital
                && !t.paragraph
                && self.value(i, self.reader.signal).is_none()
                && self.value(i, self.reader.clause).is_none()
                && self.tense_of(i).is_none()
        })
    }

    /// Tells whether the mention stands in brackets, or names something by a year.
    pub(super) fn aside(&self, first: usize, end: usize, slots: &Slots) -> bool {
        let bare_year = slots.get(slot::Y).is_some() && slots.get(slot::M).is_none();
        let bare_month = slots.get(slot::M).is_some()
            && [slot::Y, slot::D, slot::YD]
                .iter()
                .all(|s| slots.get(*s).is_none());
        let after_aside = self.out.mentions.last().is_some_and(|m| m.aside);
        if bare_month && after_aside && self.linked(first) {
            return true;
        }
        // "the August 1792 uprising".
        let month_of_year = slots.get(slot::Y).is_some()
            && slots.get(slot::M).is_some()
            && slots.get(slot::D).is_none();
        let names_noun = month_of_year && self.is_noun(end);
        for back in 1..=6.min(first) {
            let i = first - back;
            if self.tokens[i + 1].paragraph {
                return false;
            }
            let before = i.checked_sub(1);
            if back == 1 && names_noun && self.value(i, self.reader.naming) == Some(2) {
                // "In the August 1792 uprising" goes on with the story.
                let signal = self.value_at(before, self.reader.signal);
                return !matches!(signal, Some(1..=3));
            }
            if back == 1 && bare_month && self.value_at(before, self.reader.period).is_some() {
                return false;
            }
            if back == 1
                && (bare_year || bare_month)
                && self.value(i, self.reader.naming) == Some(1)
            {
                return true;
            }
            match &self.text[self.tokens[i].start as usize..self.tokens[i].end as usize] {
                "(" | "[" => return true,
                ")" | "]" | "." => return false,
                _ => {}
            }
        }
        false
    }

    pub(super) fn signal(&self, first: usize) -> Signal {
        let mut i = first;
        if self.tokens[first].paragraph {
            return Signal::None;
        }
        // "since about 2012", "until at least Friday".
        for _ in 0..3 {
            let Some(before) = i.checked_sub(1) else {
                return Signal::None;
            };
            i = before;
            // "until at least Friday".
            let soft = self.value(i, self.reader.softener).is_some();
            if soft && self.value(i + 1, self.reader.least).is_some() {
                continue;
            }
            match self.value(i, self.reader.signal) {
                // "the fiscal year ending in June".
                Some(1) if self.value_at(i.checked_sub(1), self.reader.signal) == Some(11) => {
                    let length = self.length_before(i - 1);
                    return if length { Signal::And } else { Signal::In };
                }
                Some(1) => return Signal::In,
                Some(2) => return Signal::Since,
                // "from 2012 until July", "Monday through Friday".
                Some(3 | 10) if self.pairs(i, Signal::Between) => return Signal::And,
                Some(10) if self.date_before(i) => return Signal::And,
                // "the year through June".
                Some(10 | 11) if self.length_before(i) => return Signal::And,
                Some(11) => return Signal::None,
                // "not before Friday", "was not taken until March".
                Some(14) if self.denied_before(i, 1) => return Signal::Since,
                Some(3) if self.denied_before(i, NOT_UNTIL) => return Signal::Since,
                Some(14) => return Signal::Before,
                Some(3 | 10) => return Signal::Until,
                // "moved from Sunday to Monday" is no stretch of two days.
                Some(4) if self.moves(i) => return Signal::None,
                // "à partir du 3 novembre".
                Some(4) if self.value_at(i.checked_sub(1), self.reader.signal) == Some(2) => {
                    return Signal::Since;
                }
                Some(4) => return Signal::Between,
                Some(13)
                    if self
                        .value_at(i.checked_sub(1), self.reader.ahead_of)
                        .is_some() =>
                {
                    return Signal::Until;
                }
                Some(5) if self.up_to(i) => {
                    let length = self.length_before(i - 1);
                    return if length { Signal::And } else { Signal::Before };
                }
                // "jusqu'à", "d'ici à": what stands before says it.
                Some(5) if self.bounded(i).is_some() => {
                    return self.bounded(i).unwrap_or_default();
                }
                Some(5) => {
                    // "in the 24 hours to Tuesday", not "day and night".
                    let joins = self.reader.vocabulary.is_and(self.tokens[i].word);
                    let length = !joins && self.length_before(i);
                    let range = !joins && i + 1 == first && self.date_before(i);
                    return if length || range || self.pairs(i, Signal::Between) {
                        Signal::And
                    } else {
                        Signal::None
                    };
                }
                Some(6) => return Signal::For,
                Some(7) => return Signal::By,
                Some(9) => {
                    let later = self.value_at(i.checked_sub(1), self.reader.later_than);
                    return match later {
                        Some(1) => Signal::By,
                        // "no earlier than Friday".
                        Some(_) => Signal::Since,
                        None => Signal::None,
                    };
                }
                // "as of Friday" may begin there; "as early as Friday" looks ahead.
                Some(8) if i + 2 == first => return Signal::AsOf,
                Some(8)
                    if self
                        .value_at(i.checked_sub(1), self.reader.early_soon)
                        .is_some() =>
                {
                    return Signal::Earliest;
                }
                _ => {}
            }
            if self.value(i, self.reader.softener).is_none() || self.tokens[i].paragraph {
                return Signal::None;
            }
        }
        Signal::None
    }

    /// Tells whether "not" stands among so many words before token `i`, in its clause.
    fn denied_before(&self, i: usize, reach: usize) -> bool {
        (i.saturating_sub(reach)..i)
            .rev()
            .take_while(|j| self.value(*j, self.reader.clause).is_none() && !self.ends_sentence(*j))
            .any(|j| self.value(j, self.reader.negated).is_some())
    }

    /// Tells whether "up" or "prior" stands before "to" at `i`, and not "build-up".
    fn up_to(&self, i: usize) -> bool {
        let before = i.checked_sub(1).filter(|b| !self.tokens[*b].glued);
        self.value_at(before, self.reader.up_to).is_some()
    }

    /// Returns what a word right before token `i` makes of it: until, or by.
    fn bounded(&self, i: usize) -> Option<Signal> {
        let near = (i.saturating_sub(2)..i).rev();
        let told = near
            .filter_map(|j| self.value(j, self.reader.signal))
            .next()?;
        match told {
            3 => Some(Signal::Until),
            7 => Some(Signal::By),
            _ => None,
        }
    }

    /// Tells whether a date that no word bounds ends right before token `i`.
    fn date_before(&self, i: usize) -> bool {
        let ends = |m: &Mention| m.op == Op::Date && m.end == self.tokens[i - 1].end;
        let bare = |m: &Mention| matches!(m.signal, Signal::None | Signal::In | Signal::For);
        // "9 p.m. in Rome / 8 p.m. in London" is one hour.
        let token = &self.tokens[i];
        let slash = &self.text[token.start as usize..token.end as usize] == "/";
        let clock = |m: &Mention| self.out.kept(m).get(slot::H).is_some();
        i >= 1
            && self
                .out
                .mentions
                .last()
                .is_some_and(|m| ends(m) && bare(m) && !(slash && clock(m)))
            && !self.moves(i)
    }

    /// Tells whether a verb that puts something off stands before token `i` in its clause.
    fn moves(&self, i: usize) -> bool {
        (i.saturating_sub(8)..i)
            .rev()
            .take_while(|j| self.value(*j, self.reader.clause).is_none())
            .any(|j| self.value(j, self.reader.put_off).is_some())
    }

    /// Returns the signal of a mention that ends before token `end`: "from 1990 onwards" is since.
    pub(super) fn onward(&self, end: usize, signal: Signal) -> Signal {
        let open = match self.value_at(Some(end), self.reader.onward) {
            // "from Thursday on."
            Some(2) => self
                .tokens
                .get(end + 1)
                .is_none_or(|t| t.shape == Shape::Mark),
            found => found.is_some(),
        };
        let possessed = self.possessed(end);
        match signal {
            Signal::Between if possessed => Signal::None,
            Signal::Between if open => Signal::Since,
            signal => signal,
        }
    }

    /// Tells whether a length ends right before token `i`.
    fn length_before(&self, i: usize) -> bool {
        let ends = |m: &Mention| m.op == Op::Length && m.end == self.tokens[i - 1].end;
        i >= 1 && self.out.mentions.last().is_some_and(ends)
    }

    /// Tells whether a figure before the mention is measured by it: "up from $2 million last
    /// year", "a rise from last year".
    pub(super) fn compared(&self, first: usize) -> bool {
        for back in 1..=12.min(first) {
            let i = first - back;
            if self.tokens[i + 1].paragraph || self.ends_sentence(i) {
                return false;
            }
            if self.value(i, self.reader.compared).is_some() {
                let figure = |t: &Token| matches!(t.shape, Shape::Digits | Shape::Spelled);
                return back == 1 || self.tokens[i..first].iter().any(figure);
            }
            if self.tense_of(i).is_some() {
                return false;
            }
        }
        false
    }

    /// Tells whether the mention before ends right before token `i` and has this signal.
    pub(super) fn pairs(&self, i: usize, signal: Signal) -> bool {
        i >= 1
            && self
                .out
                .mentions
                .last()
                .is_some_and(|m| m.end == self.tokens[i - 1].end && m.signal == signal)
    }
}
