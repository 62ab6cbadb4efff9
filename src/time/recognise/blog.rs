//! Hours at the heads of the paragraphs of a page that is written as news comes in: "1531 The
//! minister arrives". A chronicle has years there, and only the others on the page tell which it is.

use super::Found;
use crate::time::grammar::{Op, Slots};
use crate::time::resolve::slot;
use crate::time::token::{Shape, Token};

/// Paragraphs that must begin so.
const FEWEST: usize = 3;
/// Marks hours and minutes in one number.
const HHMM: i32 = 4;
/// What news told as it comes in cannot be of as a year.
const NO_YEARS: std::ops::Range<i32> = 1000..2040;

impl Found<'_> {
    /// Returns the rule of the clock, if the text has hours at the heads of its paragraphs: all that
    /// begin with four digits can be hours, and one is no year.
    pub(super) fn stamp_rule(&self) -> Option<u32> {
        let heads = || (0..self.tokens.len()).filter(|&i| self.heads(i));
        let hours = || heads().filter_map(|i| self.stamp(i));
        let all = heads().count() >= FEWEST && heads().count() == hours().count();
        let odd = hours().any(|h| h.get(slot::H).is_some_and(|h| !NO_YEARS.contains(&h)));
        let rules = &self.reader.vocabulary.grammar.rules;
        let clock = rules
            .iter()
            .position(|r| r.op == Op::Date && &*r.name == "clock");
        clock
            .filter(|_| all && odd)
            .and_then(|rule| u32::try_from(rule).ok())
    }

    /// Returns the hour and minute that token `i` may be, at the head of a paragraph.
    pub(super) fn stamp(&self, i: usize) -> Option<Slots> {
        let value = self.tokens[i].value;
        if !self.heads(i) || value / 100 > 23 || value % 100 > 59 {
            return None;
        }
        let mut hour = Slots::default();
        hour.set(slot::H, value);
        hour.set(slot::K, HHMM);
        Some(hour)
    }

    /// Tells whether four digits stand at the head of a paragraph, before a colon or a sentence.
    fn heads(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        let digits = token.shape == Shape::Digits && token.n_digits == 4;
        let text = |t: &Token| &self.text[t.start as usize..t.end as usize];
        let opens = |t: &Token| t.capital && !t.paragraph || text(t) == ":";
        token.paragraph && digits && self.tokens.get(i + 1).is_some_and(opens)
    }
}
