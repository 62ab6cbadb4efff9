//! Reads a text once for what dates it: calendar words, offices, names with a first day.

mod dates;
mod people;
mod tokens;

use super::offices::{Record, record};
use super::words::{Words, class, words};
use super::{Evidence, Fact, Lean, What};
use crate::text::language::Language;
use rustc_hash::FxHashMap;
use tokens::{Token, tokens};

/// How many facts of one text are kept; what stands further down adds little.
const MOST_FACTS: usize = 160;

struct Scan<'t> {
    text: &'t str,
    tokens: Vec<Token<'t>>,
    words: &'static Words,
    record: &'static Record,
    facts: Vec<Fact>,
    seen: FxHashMap<(What, Lean), usize>,
    /// Per sentence: years since or ago, and years named.
    ago: Vec<(u32, i32, usize)>,
    years: Vec<(u32, i32, usize)>,
}

pub(super) fn scan(text: &str, language: &Language) -> Evidence {
    let mut lower = text.to_owned();
    lower.make_ascii_lowercase();
    let words = words(language);
    let mut it = Scan {
        text,
        tokens: tokens(text, &lower, words),
        words,
        record: record(),
        facts: Vec::new(),
        seen: FxHashMap::default(),
        ago: Vec::new(),
        years: Vec::new(),
    };
    let mut i = 0;
    while i < it.tokens.len() && it.facts.len() < MOST_FACTS {
        i = it.at(i).max(i + 1);
    }
    it.elapsed();
    Evidence {
        sentences: it.tokens.last().map_or(0, |t| t.sentence + 1),
        facts: it.facts,
        within: None,
    }
}

impl Scan<'_> {
    fn is(&self, i: usize, classes: u32) -> bool {
        self.tokens
            .get(i)
            .is_some_and(|t| t.word.classes & classes == classes)
    }

    fn value(&self, i: usize) -> i16 {
        self.tokens.get(i).map_or(0, |t| t.word.value)
    }

    fn gap(&self, i: usize) -> &str {
        match (self.tokens.get(i), self.tokens.get(i + 1)) {
            (Some(a), Some(b)) => &self.text[a.end..b.start],
            _ => "\n",
        }
    }

    /// Tells whether tokens `i` and `i + 1` stand close enough to be one date.
    fn close(&self, i: usize) -> bool {
        let gap = self.gap(i);
        gap.len() <= 4
            && gap
                .chars()
                .all(|c| c.is_whitespace() || matches!(c, '.' | ','))
    }

    fn named(&self, i: usize, class: u32) -> Option<u8> {
        let t = self.tokens.get(i)?;
        (t.word.classes & class != 0 && (t.capital || self.words.any_case))
            .then(|| u8::try_from(t.word.value).ok())
            .flatten()
    }

    fn month(&self, i: usize) -> Option<u8> {
        self.named(i, class::MONTH)
    }

    fn add(&mut self, what: What, lean: Lean, from: usize, to: usize) {
        let (start, end) = (self.tokens[from].start, self.tokens[to - 1].end);
        let sentence = self.tokens[from].sentence;
        if let Some(&at) = self.seen.get(&(what.clone(), lean)) {
            self.facts[at].times = self.facts[at].times.saturating_add(1);
            return;
        }
        self.seen.insert((what.clone(), lean), self.facts.len());
        self.facts.push(Fact {
            what,
            lean,
            words: self.text[start..end]
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" "),
            at: u32::try_from(start).unwrap_or(u32::MAX),
            sentence,
            times: 1,
        });
    }

    /// Says whether the words around tokens `from..to` look back or ahead.
    fn lean(&self, from: usize, to: usize) -> Lean {
        let sentence = self.tokens[from].sentence;
        let mut score = 0.0_f32;
        // "by April 2" is more often a day to come.
        if from > 0 && self.is(from - 1, class::BY) && self.tokens[from - 1].sentence == sentence {
            score += 0.5;
        }
        let mut weigh = |t: &Token<'_>, distance: usize| {
            let weight = 1.0 / (1.0 + distance as f32);
            if t.word.classes & class::FUTURE != 0 {
                score += 1.3 * weight;
            } else if t.word.classes & class::PAST != 0 {
                score -= weight;
            }
        };
        for (distance, t) in self.tokens[..from].iter().rev().take(14).enumerate() {
            if t.sentence != sentence {
                break;
            }
            weigh(t, distance);
        }
        for (distance, t) in self.tokens[to..].iter().take(9).enumerate() {
            if t.sentence != sentence {
                break;
            }
            weigh(t, distance + 1);
        }
        if score > 0.08 {
            Lean::Ahead
        } else if score < -0.08 {
            Lean::Back
        } else {
            Lean::Unsaid
        }
    }

    fn direction(&self, i: usize) -> Option<i8> {
        let before = i.checked_sub(1)?;
        (self.is(before, class::DIRECTION) && self.gap(before).trim().is_empty())
            .then(|| i8::try_from(self.value(before)).unwrap_or(0))
    }

    /// Reads what begins at token `i`; returns the token behind it.
    fn at(&mut self, i: usize) -> usize {
        let t = &self.tokens[i];
        let (classes, digit, capital) = (t.word.classes, t.digit, t.capital);
        if classes & class::WEEKDAY != 0
            && let Some(end) = self.weekday(i)
        {
            return end;
        }
        if (digit || classes & class::MONTH != 0)
            && let Some(read) = self.date(i).or_else(|| self.numeric(i))
        {
            self.dated(i, read, None);
            return read.end;
        }
        if digit && self.ambiguous(i) {
            return i + 1;
        }
        if classes & class::MONTH != 0
            && let Some(end) = self.bare_month(i)
        {
            return end;
        }
        if digit && let Some(end) = self.bare_year(i) {
            return end;
        }
        if classes & class::UNIT != 0 {
            self.unit(i);
        }
        if capital || !digit {
            self.feast(i);
            self.first(i);
            self.office(i);
        }
        i + 1
    }
}
