//! Public offices, names with a first day, and holidays.

use super::super::words::class;
use super::super::{Lean, What};
use super::Scan;
use rustc_hash::FxHashSet;

impl Scan<'_> {
    /// Tells whether the words of `phrase` stand at token `i`; returns the token behind.
    fn phrase(&self, i: usize, phrase: &[Box<str>]) -> Option<usize> {
        let mut at = i;
        for (k, word) in phrase.iter().enumerate() {
            for part in word.split(['\'', '.']).filter(|p| !p.is_empty()) {
                let t = self.tokens.get(at)?;
                let same = t.lower == part
                    || (word.contains('.') && t.lower == word.trim_end_matches('.'));
                if !same || (k > 0 && self.gap(at - 1).contains('\n')) {
                    return None;
                }
                at += 1;
                if word.contains('.') {
                    break;
                }
            }
        }
        Some(at)
    }

    pub(super) fn feast(&mut self, i: usize) {
        let words = self.words;
        let Some(list) = words.feasts.get(self.tokens[i].lower) else {
            return;
        };
        for (phrase, feast) in list {
            if let Some(end) = self.phrase(i, phrase) {
                let lean = self.lean(i, end);
                self.add(What::Feast(*feast), lean, i, end);
                return;
            }
        }
    }

    pub(super) fn first(&mut self, i: usize) {
        let record = self.record;
        let Some(list) = record.firsts.get(self.tokens[i].lower) else {
            return;
        };
        for (phrase, (day, capital)) in list {
            let end = self.phrase(i, phrase);
            let end = end.filter(|end| !capital || (i..*end).all(|k| self.tokens[k].capital));
            if let Some(end) = end {
                self.add(What::Known { from: *day }, Lean::Unsaid, i, end);
            }
        }
    }

    /// Reads "French President François Hollande" and "the Trump administration".
    pub(super) fn office(&mut self, i: usize) {
        let record = self.record;
        let lower = self.tokens[i].lower;
        if self.tokens[i].capital && self.is(i + 1, class::BEHIND) && self.gap(i) == " " {
            self.holder(i, i, record.president, i + 2, false);
        }
        let Some(list) = record.titles.get(lower) else {
            return;
        };
        let mut done = FxHashSet::default();
        for (phrase, kind) in list {
            let Some(start) = (i + 1).checked_sub(phrase.len()) else {
                continue;
            };
            if self.phrase(start, phrase) != Some(i + 1) || !done.insert(*kind) {
                continue;
            }
            // "former French President": the word may stand before the nationality.
            let from = start.saturating_sub(3);
            let former = (from..start).any(|k| {
                self.is(k, class::FORMER) && self.tokens[k].sentence == self.tokens[i].sentence
            });
            if self.holder(i + 1, start, *kind, 0, former) {
                return;
            }
        }
    }

    /// Tells whether another name stands behind token `k`: no weekday, month or nationality.
    fn goes_on(&self, k: usize) -> bool {
        const CALENDAR: u32 = class::WEEKDAY | class::MONTH;
        self.gap(k) == " "
            && self.tokens.get(k + 1).is_some_and(|t| {
                t.capital
                    && !t.digit
                    && t.word.classes & CALENDAR == 0
                    && t.sentence == self.tokens[k].sentence
            })
    }

    /// Looks for a holder's name at token `i` and behind; `end` 0 means behind the name.
    fn holder(&mut self, i: usize, from: usize, kind: u16, end: usize, former: bool) -> bool {
        let record = self.record;
        for k in i..(i + 4).min(self.tokens.len()) {
            if !self.tokens[k].capital && !matches!(self.tokens[k].lower, "al-assad" | "de" | "le")
            {
                return false;
            }
            if k > 0 && k > from && !self.gap(k - 1).chars().all(|c| c == ' ' || c == '.') {
                return false;
            }
            let mut key = (kind, self.tokens[k].lower.into());
            let mut last = k + 1;
            let mut terms = record.holders.get(&key);
            // "Kim Jong Un" and "Kim Jong-un" are one entry of the table.
            for more in 1..=2 {
                if terms.is_some() || k + more >= self.tokens.len() {
                    break;
                }
                key.1 = self.tokens[k..=k + more]
                    .iter()
                    .map(|t| t.lower)
                    .collect::<Vec<_>>()
                    .join("-")
                    .into();
                last = k + more + 1;
                terms = record.holders.get(&key);
            }
            // "Sen. Scott Brown", "Sen. Kelly Ayotte": what looks like a surname is not the last
            // of the names.
            if end == 0 && last == k + 1 && k == i && self.goes_on(k) {
                continue;
            }
            if let Some(terms) = terms {
                let what = What::Office {
                    office: kind,
                    terms: terms.iter().map(|t| (t.office, t.from, t.to)).collect(),
                    former,
                };
                let end = if end == 0 { last } else { end };
                self.add(what, Lean::Unsaid, from, end);
                return true;
            }
            if end != 0 {
                return false;
            }
        }
        false
    }
}
