//! Finds time expressions without knowing when the text was written.
//!
//! Everything resolving will need is kept with the expression: what the rule read, the
//! tense around it, the signal word before it. The text itself is not looked at again.

use super::grammar::{Match, Op, Slots};
use super::language::{Reader, reader};
use super::resolve::{self, slot};
use super::timex::Timex;
use super::token::{Shape, Token, tokens};
use crate::text::language::Language;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// In which order a corpus writes `3/4/2016`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DateOrder {
    /// Nothing told the order.
    #[default]
    Unknown,
    /// 19/10/2016.
    DayFirst,
    /// 10/19/2016.
    MonthFirst,
}

/// What is known about when a text was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Dct {
    /// The document creation time, to the day, stated or best guess.
    pub day: Option<NaiveDate>,
    /// How the corpus writes numeric dates.
    pub order: DateOrder,
}

impl Dct {
    /// Returns a document creation time of this day.
    pub fn on(day: NaiveDate) -> Self {
        Self {
            day: Some(day),
            order: DateOrder::Unknown,
        }
    }
}

/// Where the words around an expression point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Tense {
    /// Nothing tells.
    #[default]
    Unknown,
    /// "was", "said", "had", a verb in -ed.
    Past,
    /// "is", "are".
    Present,
    /// "will", "due", "scheduled for".
    Future,
}

/// The word before an expression that says how it bounds a stretch of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub enum Signal {
    /// None.
    #[default]
    None,
    /// "in", "on", "at", "during".
    In,
    /// "since", "after", "from … on", "as of".
    Since,
    /// "until", "before".
    Until,
    /// "by".
    By,
    /// The first of two: "between", "from".
    Between,
    /// The second of two: "and", "to" behind such a first.
    And,
    /// "for", "over", "within": a length.
    For,
}

/// One expression, parsed and not yet anchored.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Mention {
    pub start: u32,
    pub end: u32,
    pub op: Op,
    /// Its rule, in `Recognised::rules`.
    pub rule: u16,
    pub tense: Tense,
    pub signal: Signal,
    /// Begins a paragraph's first sentence or follows a paragraph break since the last mention.
    pub paragraph: bool,
    /// In another sentence than the mention before.
    pub sentence: bool,
    /// Stands alone on a line near the beginning: the date of the text itself.
    pub header: bool,
    /// In brackets, or only naming something ("the treaty of 1920").
    pub aside: bool,
    /// What the rule kept, in `Recognised::slots`.
    pub slots: Range<u32>,
}

/// The time expressions of one text, parsed and not yet anchored.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Recognised {
    pub(super) mentions: Vec<Mention>,
    pub(super) slots: Vec<(u8, i32)>,
    pub(super) rules: Vec<Box<str>>,
}

impl Recognised {
    /// Returns the number of expressions.
    pub fn len(&self) -> usize {
        self.mentions.len()
    }

    /// Tells whether there is none.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Returns the byte range of expression `i`.
    pub fn span(&self, i: usize) -> Range<usize> {
        self.mentions
            .get(i)
            .map_or(0..0, |m| m.start as usize..m.end as usize)
    }

    /// Returns the expressions resolved against `dct`: the same number, in the same order.
    ///
    /// Without a day, what stands by itself ("October 8, 2016") still has its window, and
    /// what hangs on it ("the next day") too.
    pub fn resolve(&self, dct: Dct) -> Vec<Timex> {
        resolve::resolve(self, dct)
    }

    /// Returns the name of the rule of mention `m`.
    pub(super) fn rule(&self, m: &Mention) -> &str {
        self.rules.get(usize::from(m.rule)).map_or("", |r| r)
    }

    /// Returns what the rule of mention `m` kept.
    pub(super) fn kept(&self, m: &Mention) -> Slots {
        let mut slots = Slots::default();
        let range = m.slots.start as usize..m.slots.end as usize;
        for &(slot, value) in self.slots.get(range).unwrap_or_default() {
            if slot < 32 {
                slots.set(slot, value);
            }
        }
        slots
    }
}

/// Returns the time expressions of `text`, in order of their start, none overlapping.
pub fn recognise(text: &str, language: &Language) -> Recognised {
    let Some(reader) = reader(language) else {
        return Recognised::default();
    };
    // Offsets are kept in 32 bits: a text of 4 GiB is not an article.
    let text = if u32::try_from(text.len()).is_ok() {
        text
    } else {
        ""
    };
    let tokens = tokens(text, &reader.vocabulary);
    let mut found = Found {
        reader,
        tokens: &tokens,
        text,
        out: Recognised::default(),
        rule_of: vec![u16::MAX; reader.vocabulary.grammar.rules.len()],
        seen: 0,
    };
    let mut at = 0;
    while at < tokens.len() {
        if !reader.vocabulary.speaks(&tokens[at]) {
            at += 1;
            continue;
        }
        match reader
            .vocabulary
            .grammar
            .find(&tokens, at, &reader.vocabulary)
        {
            Some(m) => {
                let rule = &reader.vocabulary.grammar.rules[m.rule as usize];
                if rule.op != Op::Nothing {
                    found.keep(at, m.end, m.rule, rule.op, &m.slots);
                }
                at = m.end.max(at + 1);
                if rule.op == Op::Date && m.end == m.seen {
                    at = found.go_on(at, &m);
                }
            }
            None => at += 1,
        }
    }
    found.out
}

/// How far, in tokens, the tense of a mention is looked for.
const REACH: usize = 14;

struct Found<'a> {
    reader: &'static Reader,
    tokens: &'a [Token],
    text: &'a str,
    out: Recognised,
    /// For each rule of the language, its place in `out.rules`.
    rule_of: Vec<u16>,
    /// The token behind the mention before.
    seen: usize,
}

impl Found<'_> {
    fn keep(&mut self, first: usize, end: usize, rule: u32, op: Op, slots: &Slots) {
        let begin = self.out.slots.len() as u32;
        self.out.slots.extend(slots.iter());
        let named = &mut self.rule_of[rule as usize];
        if *named == u16::MAX {
            *named = u16::try_from(self.out.rules.len()).unwrap_or(u16::MAX);
            let name = &self.reader.vocabulary.grammar.rules[rule as usize].name;
            self.out.rules.push(name.clone());
        }
        let rule = *named;
        let between = &self.tokens[self.seen..=first];
        let paragraph = self.out.mentions.is_empty() || between.iter().any(|t| t.paragraph);
        let sentence = paragraph || (self.seen..first).any(|i| self.ends_sentence(i));
        let mention = Mention {
            start: self.tokens[first].start,
            end: self.tokens[end - 1].end,
            op,
            rule,
            tense: self.tense(first, end),
            signal: self.signal(first),
            paragraph,
            sentence,
            header: self.header(first, end),
            aside: self.aside(first, slots),
            slots: begin..self.out.slots.len() as u32,
        };
        self.out.mentions.push(mention);
        self.seen = end;
    }

    /// Tells whether a sentence ends with token `i`.
    fn ends_sentence(&self, i: usize) -> bool {
        let token = &self.tokens[i];
        if token.shape != Shape::Mark {
            return false;
        }
        let mark = &self.text[token.start as usize..token.end as usize];
        if !matches!(mark, "." | "!" | "?") {
            return false;
        }
        match self.tokens.get(i + 1) {
            None => true,
            Some(next) => !next.glued && (next.capital || next.shape != Shape::Word),
        }
    }

    /// Tells whether token `i` names a month.
    fn is_month(&self, i: usize) -> bool {
        let months = &self.reader.months;
        months
            .iter()
            .any(|class| self.value_at(Some(i), *class).is_some())
    }

    /// Tells whether the mention is all there is on one of the first lines.
    fn header(&self, first: usize, end: usize) -> bool {
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

    /// Reads on behind a date: the further days of "May 2 - 3, 9 - 10" and "May 6 and 7th",
    /// the second year of "2007-08". Returns the token behind what was read.
    fn go_on(&mut self, mut end: usize, m: &Match) -> usize {
        let has = |slot| m.slots.get(slot).is_some();
        let day_last = has(slot::M)
            && has(slot::D)
            && ![slot::Y, slot::K, slot::H, slot::PS].into_iter().any(has);
        let year_last = m.slots.get(slot::Y).is_some_and(|y| y > 999)
            && !has(slot::E)
            && self.tokens[end - 1].n_digits == 4;
        if !day_last && !year_last {
            return end;
        }
        while let (Some(&link), Some(&next)) = (self.tokens.get(end), self.tokens.get(end + 1)) {
            let short = next.shape == Shape::Digits && next.n_digits <= 2 && next.value > 0;
            if !short || link.paragraph || next.paragraph {
                break;
            }
            let mut stop = end + 2;
            let more = self.tokens.get(stop).filter(|t| !t.paragraph);
            let range = self.value(end, self.reader.range).is_some();
            let mut slots = Slots::default();
            if year_last {
                let y = m.slots.get(slot::Y).unwrap_or(0);
                let second = y / 100 * 100 + next.value;
                let whole = more.is_none_or(|t| !t.glued || t.shape == Shape::Mark);
                if !range
                    || !link.glued
                    || !next.glued
                    || next.n_digits != 2
                    || second <= y
                    || !whole
                {
                    break;
                }
                slots.set(slot::Y, second);
            } else {
                let ordinal = more.is_some_and(|t| t.glued)
                    && self.value_at(Some(stop), self.reader.ordinal).is_some();
                let ends = more.is_none_or(|t| {
                    t.shape == Shape::Mark
                        && !(t.glued
                            && self.value(stop, self.reader.tight).is_some()
                            && self.tokens.get(stop + 1).is_some_and(|t| t.glued))
                });
                let open = more.is_none_or(|t| !t.glued);
                let listed = self.value(end, self.reader.list).is_some();
                let goes_on = range && (ends || ordinal || open) || listed && (ordinal || ends);
                let own_month = self.is_month(stop + usize::from(ordinal));
                if !goes_on || next.value > 31 || own_month {
                    break;
                }
                stop += usize::from(ordinal);
                slots.set(slot::D, next.value);
                slots.set(slot::K, 10);
            }
            self.keep(end + 1, stop, m.rule, Op::Date, &slots);
            end = stop;
            if year_last {
                break;
            }
        }
        end
    }

    /// Tells whether the mention stands in brackets, or names something by a year.
    fn aside(&self, first: usize, slots: &Slots) -> bool {
        let bare_year = slots.get(slot::Y).is_some() && slots.get(slot::M).is_none();
        for back in 1..=6.min(first) {
            let i = first - back;
            if self.tokens[i + 1].paragraph {
                return false;
            }
            if back == 1 && bare_year && self.value(i, self.reader.naming).is_some() {
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

    fn value_at(&self, i: Option<usize>, class: Option<u16>) -> Option<i32> {
        let i = i.filter(|i| *i < self.tokens.len())?;
        self.value(i, class)
    }

    fn value(&self, i: usize, class: Option<u16>) -> Option<i32> {
        self.reader.vocabulary.value_in(&self.tokens[i], class?)
    }

    fn signal(&self, first: usize) -> Signal {
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
            match self.value(i, self.reader.signal) {
                Some(1) => return Signal::In,
                Some(2) => return Signal::Since,
                Some(3) => return Signal::Until,
                Some(4) => return Signal::Between,
                Some(5) => {
                    let pair = self.out.mentions.last().is_some_and(|m| {
                        i >= 1
                            && m.end == self.tokens[i - 1].end
                            && (m.signal == Signal::Between || m.op == Op::Length)
                    });
                    return if pair { Signal::And } else { Signal::None };
                }
                Some(6) => return Signal::For,
                Some(7) => return Signal::By,
                // "as of Friday" begins there; "as early as Friday" looks ahead.
                Some(8) if i + 2 == first => return Signal::Since,
                Some(8)
                    if self
                        .value_at(i.checked_sub(1), self.reader.early_soon)
                        .is_some() =>
                {
                    return Signal::Until;
                }
                _ => {}
            }
            if self.value(i, self.reader.softener).is_none() || self.tokens[i].paragraph {
                return Signal::None;
            }
        }
        Signal::None
    }

    /// Returns where the nearest verb points: one of the same clause if there is any, the one
    /// before the mention rather than the one behind it.
    fn tense(&self, first: usize, end: usize) -> Tense {
        let (near_back, back) = self.tense_back(first);
        if let Some(tense) = near_back {
            return tense;
        }
        let (near_ahead, ahead) = self.tense_ahead(end);
        near_ahead
            .or(back)
            .or(ahead.filter(|t| *t == Tense::Future))
            .unwrap_or_default()
    }

    /// The nearest verb before token `first`: inside its clause, and inside its sentence.
    fn tense_back(&self, first: usize) -> (Option<Tense>, Option<Tense>) {
        let mut clause = true;
        let mut i = first;
        for _ in 0..REACH {
            if i == 0 || self.tokens[i].paragraph || self.ends_sentence(i - 1) {
                break;
            }
            i -= 1;
            if self.value(i, self.reader.clause).is_some() {
                clause = false;
            }
            if let Some(tense) = self.tense_of(i) {
                let perfect = (1..=4.min(i))
                    .take_while(|back| self.value(i - back, self.reader.clause).is_none())
                    .any(|back| self.value(i - back, self.reader.perfect).is_some());
                let tense = if perfect { Tense::Past } else { tense };
                return (clause.then_some(tense), Some(tense));
            }
        }
        (None, None)
    }

    /// The nearest verb from token `end` on: inside its clause, and inside its sentence.
    fn tense_ahead(&self, end: usize) -> (Option<Tense>, Option<Tense>) {
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

    fn tense_of(&self, i: usize) -> Option<Tense> {
        let token = &self.tokens[i];
        if token.shape != Shape::Word {
            return None;
        }
        if self.value(i, self.reader.tense_to).is_some()
            && i + 1 < self.tokens.len()
            && self.value(i + 1, self.reader.to).is_some()
        {
            return Some(Tense::Future);
        }
        match self.value(i, self.reader.tense) {
            Some(-1) => return Some(Tense::Past),
            Some(0) => return Some(Tense::Present),
            Some(1) => return Some(Tense::Future),
            _ => {}
        }
        let word = &self.text[token.start as usize..token.end as usize];
        let past = word.len() > 4
            && !token.capital
            && self
                .value_at(i.checked_sub(1), self.reader.passive)
                .is_none()
            && self
                .reader
                .vocabulary
                .past_suffixes
                .iter()
                .any(|suffix| word.ends_with(&**suffix));
        past.then_some(Tense::Past)
    }
}
