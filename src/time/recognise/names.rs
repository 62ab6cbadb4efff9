//! Names made of time words: "60 Minutes", "Friday Night Lights".

use super::Found;
use crate::time::grammar::{Op, Slots};
use crate::time::resolve::slot;
use crate::time::token::{Shape, Token};

impl Found<'_> {
    /// Tells whether the words are a name: capitals where there should be none, in quotation
    /// marks or among further capitals ("60 Minutes", "Friday Night Lights").
    pub(super) fn titled(&self, first: usize, end: usize, op: Op, slots: &Slots) -> bool {
        let dated = [slot::M, slot::D, slot::HO, slot::C, slot::E]
            .into_iter()
            .any(|slot| slots.get(slot).is_some());
        let last = &self.tokens[end - 1];
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
        let quote = |i: Option<usize>| {
            i.and_then(|i| self.tokens.get(i)).is_some_and(|t| {
                let mark = &self.text[t.start as usize..t.end as usize];
                matches!(mark, "\"" | "“" | "”" | "‘" | "’" | "'" | "`" | "«" | "»")
            })
        };
        let opened = quote(first.checked_sub(1));
        let closed = quote(Some(end)) || quote(Some(end + 1));
        if opened && closed {
            return true;
        }
        let told_by_clock = slots.get(slot::H).is_some() || op == Op::Set;
        let name_behind = self
            .tokens
            .get(end)
            .is_some_and(|t| t.shape == Shape::Word && t.capital && !t.shouted && !t.paragraph);
        (opened || name_behind) && !told_by_clock && !self.headline(first, end)
    }

    pub(super) fn always_capital(&self, i: usize) -> bool {
        let classes = &self.reader.always_capital;
        self.is_month(i) || classes.iter().any(|c| self.value_at(Some(i), *c).is_some())
    }

    /// Tells whether the words around have capitals too, as headlines do.
    pub(super) fn headline(&self, first: usize, end: usize) -> bool {
        let long = |t: &&Token| t.shape == Shape::Word && t.end - t.start >= 4;
        let around = self.tokens[first.saturating_sub(9)..first]
            .iter()
            .chain(self.tokens[end..].iter().take(9));
        around.filter(long).filter(|t| !t.capital).count() < 2
    }
}
