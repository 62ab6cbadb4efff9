//! Names made of time words: "60 Minutes", "Friday Night Lights".

use super::{Found, Tense};
use crate::time::grammar::{Op, Slots};
use crate::time::resolve::slot;
use crate::time::token::{Shape, Token};
use crate::time::vocabulary::NO_WORD;

impl Found<'_> {
    /// Tells whether the words are a name: capitals where there should be none, in quotation
    /// marks or among further capitals ("60 Minutes", "Friday Night Lights").
    pub(super) fn titled(&self, first: usize, end: usize, op: Op, slots: &Slots) -> bool {
        let dated = [slot::M, slot::D, slot::HO, slot::C, slot::E]
            .into_iter()
            .any(|slot| slots.get(slot).is_some());
        let last = &self.tokens[end - 1];
        let quote = |i: Option<usize>| {
            i.and_then(|i| self.tokens.get(i)).is_some_and(|t| {
                let mark = &self.text[t.start as usize..t.end as usize];
                matches!(mark, "\"" | "“" | "”" | "‘" | "’" | "'" | "`" | "«" | "»")
            })
        };
        // A year alone between quotation marks is what a book or a film is called.
        let lone = end == first + 1 && last.shape == Shape::Digits;
        if lone && last.glued && quote(first.checked_sub(1)) && quote(Some(end)) {
            return true;
        }
        if self.quoted_title(first, end) {
            return true;
        }
        // "USA Today", "Anna August", "the Bank of Tomorrow": a capital that no sentence begins with.
        let behind_name = first.checked_sub(1).is_some_and(|before| {
            let t = &self.tokens[before];
            t.shape == Shape::Word && t.capital && t.word == NO_WORD
        });
        let calls = end == first + 1 && last.capital && !last.shouted && !last.paragraph;
        let bare_month = slots.get(slot::M).is_some()
            && [slot::D, slot::Y, slot::DIR]
                .iter()
                .all(|s| slots.get(*s).is_none());
        // "Hello February" opens a sentence.
        let inside = first.checked_sub(2).is_some_and(|i| {
            let t = &self.tokens[i + 1];
            !t.paragraph && !t.shouted && !self.ends_sentence(i)
        });
        let may_name = slots.get(slot::RD).is_some() || bare_month && inside;
        if calls && behind_name && may_name && !self.headline(first, end) {
            return true;
        }
        // "The Sydney Morning Herald".
        let between = first.checked_sub(1).is_some_and(|b| {
            let before = &self.tokens[b];
            before.shape == Shape::Word && before.capital && !self.tokens[first].paragraph
        });
        let part = slots.get(slot::PS).is_some() && slots.get(slot::W).is_none();
        if calls && part && between && self.name_behind(end) && !self.headline(first, end) {
            return true;
        }
        if dated || last.shape == Shape::Digits || last.shape == Shape::Mark {
            return false;
        }
        let words = &self.text[self.tokens[first].start as usize..last.end as usize];
        let Some(cut) = words.rfind([' ', '-']) else {
            return false;
        };
        let mut letters = words[cut + 1..].chars();
        let capital = letters.next().is_some_and(char::is_uppercase)
            && letters.next().is_some_and(char::is_lowercase)
            && !self.always_capital(end - 1);
        if !capital {
            return false;
        }
        let opened = quote(first.checked_sub(1));
        let closed = quote(Some(end)) || quote(Some(end + 1));
        if opened && closed {
            return true;
        }
        // "He saw Thirteen Days": capitals all through, and no sentence begins with them.
        let inside = first > 0
            && !self.tokens[first].paragraph
            && self.tokens[first - 1].shape == Shape::Word
            && !self.tokens[first - 1].capital;
        let all_capital = self.tokens[first..end].iter().all(|t| t.capital);
        let named = inside && all_capital && end > first + 1 && op == Op::Length;
        if named && !self.headline(first, end) {
            return true;
        }
        let told_by_clock = slots.get(slot::H).is_some() || op == Op::Set;
        (opened || self.name_behind(end)) && !told_by_clock && !self.headline(first, end)
    }

    /// Tells whether a word with a capital follows token `end - 1`.
    fn name_behind(&self, end: usize) -> bool {
        self.tokens
            .get(end)
            .is_some_and(|t| t.shape == Shape::Word && t.capital && !t.shouted && !t.paragraph)
    }

    /// Tells whether the words stand in quotation marks among others with capitals, as a title does:
    /// "Midnight's Children", but not "Friday and Saturday".
    fn quoted_title(&self, first: usize, end: usize) -> bool {
        const LONGEST: usize = 8;
        let mark = |i: usize| {
            let t = &self.tokens[i];
            matches!(
                &self.text[t.start as usize..t.end as usize],
                "\"" | "“" | "”" | "«" | "»"
            )
        };
        let parted = |i: usize| self.tokens[i].paragraph || self.ends_sentence(i);
        let open = (first.saturating_sub(LONGEST)..first)
            .rev()
            .find(|i| mark(*i) || parted(*i));
        let close = (end..self.tokens.len().min(end + LONGEST)).find(|i| mark(*i) || parted(*i));
        let (Some(open), Some(close)) = (open.filter(|i| mark(*i)), close.filter(|i| mark(*i)))
        else {
            return false;
        };
        // What stands right behind the opening mark is glued to it, and the closing one is glued.
        if !self.tokens[open + 1].glued
            || !self.tokens[close].glued
            || self.tokens[open + 1].paragraph
        {
            return false;
        }
        let words = || (open + 1..close).filter(|i| self.tokens[*i].shape == Shape::Word);
        let long = |i: &usize| self.tokens[*i].end - self.tokens[*i].start >= 4;
        let capital = |i: usize| self.tokens[i].capital;
        let speaks = |i: usize| self.reader.vocabulary.speaks(&self.tokens[i]);
        words().filter(long).chain(first..first + 1).all(capital)
            && words()
                .filter(|i| *i > open + 1 && !(first..end).contains(i))
                .any(|i| capital(i) && !speaks(i))
    }

    /// Tells whether a month standing alone is somebody's name in this text ("Theresa May …
    /// May said"), and no word before it makes it a month all the same.
    pub(super) fn person(&mut self, first: usize, end: usize, slots: &Slots) -> bool {
        let named_so = self.reader.months[1];
        if end != first + 1 || slots.get(slot::M).is_none() {
            return false;
        }
        let Some(month) = self.value_at(Some(first), named_so) else {
            return false;
        };
        let sure = |it: &Self| {
            let before = first.checked_sub(1);
            it.tokens[first].paragraph || it.value_at(before, it.reader.month_sure).is_some()
        };
        if sure(self) {
            return false;
        }
        let place = usize::from(month == 5);
        if self.people[place].is_none() {
            let found = (1..self.tokens.len()).any(|i| self.introduces(i, month));
            self.people[place] = Some(found);
        }
        self.people[place] == Some(true)
    }

    /// Tells whether token `i` is the month as a name behind a title or another name.
    fn introduces(&self, i: usize, month: i32) -> bool {
        let (name, before) = (&self.tokens[i], &self.tokens[i - 1]);
        let number = |t: &Token| matches!(t.shape, Shape::Digits | Shape::Spelled);
        self.value_at(Some(i), self.reader.months[1]) == Some(month)
            && name.capital
            && !name.shouted
            && !name.paragraph
            && before.capital
            && !before.shouted
            && before.shape == Shape::Word
            && (before.word == NO_WORD || self.value(i - 1, self.reader.person_title).is_some())
            && !self.tokens.get(i + 1).is_some_and(number)
    }

    pub(super) fn always_capital(&self, i: usize) -> bool {
        let classes = &self.reader.always_capital;
        self.is_month(i) || classes.iter().any(|c| self.value_at(Some(i), *c).is_some())
    }

    /// Tells whether the words around have capitals too, as headlines do.
    pub(super) fn headline(&self, first: usize, end: usize) -> bool {
        let around = (first.saturating_sub(9)..first).chain(end..self.tokens.len().min(end + 9));
        let small = around.filter(|i| {
            let t = &self.tokens[*i];
            t.shape == Shape::Word && t.end - t.start >= 4 && !t.capital
        });
        // A verb of the past is never small in a headline, a preposition is.
        let weight = |i: usize| 1 + usize::from(self.tense_of(i) == Some(Tense::Past));
        small.map(weight).sum::<usize>() < 2
    }
}
