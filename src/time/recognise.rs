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
    /// Tells how long something lasted: "until the fall of the city in May 1945".
    pub bound: bool,
    /// Joined to the mention before by a comma, "and", "or", "to" or a dash alone.
    pub linked: bool,
    /// A word before it leaves it vague: "about 2010".
    pub vague: bool,
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
                if rule.op != Op::Nothing && !found.titled(at, m.end, rule.op, &m.slots) {
                    found.keep(at, m.end, m.rule, rule.op, &m.slots);
                }
                at = m.end.max(at + 1);
                if matches!(rule.op, Op::Date | Op::Set) && m.slots.get(slot::W).is_some() {
                    at = found.more_weekdays(at, &m, rule.op);
                }
                if rule.op == Op::Date
                    && (m.end == m.seen || m.slots.get(slot::K) == Some(SHARED_TAIL))
                {
                    at = found.go_on(at, &m);
                }
            }
            None => at += 1,
        }
    }
    found.out
}

/// Marks the first of two days behind which the year they share is told.
const SHARED_TAIL: i32 = 11;

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
            aside: self.aside(first, end, slots),
            bound: self.bound(first),
            linked: !paragraph && self.linked(first),
            vague: self.vague(first),
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
        let shared_tail = m.slots.get(slot::K) == Some(SHARED_TAIL);
        let day_last = has(slot::M)
            && has(slot::D)
            && (shared_tail || ![slot::Y, slot::K, slot::H, slot::PS].into_iter().any(has));
        let year_last = !shared_tail
            && m.slots.get(slot::Y).is_some_and(|y| y > 999)
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
                // "May 6 and 7 were dry".
                let verb = more.is_some_and(|t| !t.capital)
                    && (self.tense_of(stop).is_some()
                        || self.value_at(Some(stop), self.reader.day_more).is_some());
                let goes_on =
                    range && (ends || ordinal || open) || listed && (ordinal || ends || verb);
                let own_month = self.is_month(stop + usize::from(ordinal));
                if !goes_on || next.value > 31 || own_month {
                    break;
                }
                stop += usize::from(ordinal);
                slots.set(slot::D, next.value);
                if let (true, Some(y), Some(month)) =
                    (shared_tail, m.slots.get(slot::Y), m.slots.get(slot::M))
                {
                    let comma = self
                        .tokens
                        .get(stop)
                        .is_some_and(|t| t.shape == Shape::Mark);
                    stop += 1 + usize::from(comma);
                    slots.set(slot::Y, y);
                    slots.set(slot::M, month);
                } else {
                    slots.set(slot::K, 10);
                }
            }
            self.keep(end + 1, stop, m.rule, Op::Date, &slots);
            end = stop;
            if year_last || shared_tail {
                break;
            }
        }
        end
    }

    /// Tells whether only a comma, a dash or a joining word parts the mention from the one before.
    fn linked(&self, first: usize) -> bool {
        let between = self.seen..first;
        !self.out.mentions.is_empty()
            && (1..=2).contains(&between.len())
            && between.into_iter().all(|i| {
                self.value(i, self.reader.list).is_some()
                    || self.value(i, self.reader.range).is_some()
            })
    }

    /// Tells whether "until" stands before the mention in its clause.
    fn bound(&self, first: usize) -> bool {
        for i in (first.saturating_sub(8)..first).rev() {
            if self.tokens[i + 1].paragraph
                || i < self.seen
                || self.value(i, self.reader.clause).is_some()
                || self.ends_sentence(i)
            {
                return false;
            }
            if self.value(i, self.reader.signal) == Some(3) {
                return true;
            }
        }
        false
    }

    /// Tells whether a word like "about" stands before the mention.
    fn vague(&self, first: usize) -> bool {
        !self.tokens[first].paragraph
            && self
                .value_at(first.checked_sub(1), self.reader.roughly)
                .is_some()
    }

    /// Tells whether the words are a name: capitals where there should be none, in quotation
    /// marks or among further capitals ("60 Minutes", "Friday Night Lights").
    fn titled(&self, first: usize, end: usize, op: Op, slots: &Slots) -> bool {
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

    fn always_capital(&self, i: usize) -> bool {
        let classes = &self.reader.always_capital;
        self.is_month(i) || classes.iter().any(|c| self.value_at(Some(i), *c).is_some())
    }

    /// Tells whether the words around have capitals too, as headlines do.
    fn headline(&self, first: usize, end: usize) -> bool {
        let long = |t: &&Token| t.shape == Shape::Word && t.end - t.start >= 4;
        let around = self.tokens[first.saturating_sub(9)..first]
            .iter()
            .chain(self.tokens[end..].iter().take(9));
        around.filter(long).filter(|t| !t.capital).count() < 2
    }

    /// Reads on behind a weekday: the short names that are days only in a row ("fri or sat"),
    /// and the further days of "every Monday and Friday". Returns the token behind.
    fn more_weekdays(&mut self, mut end: usize, m: &Match, op: Op) -> usize {
        let alone = [slot::Y, slot::M, slot::D, slot::H, slot::K]
            .into_iter()
            .all(|slot| m.slots.get(slot).is_none());
        while alone {
            let mut next = end;
            while next < end + 2 && self.joins(next) {
                next += 1;
            }
            let [full, short] = self.reader.weekdays;
            let full = self.value_at(Some(next), full);
            let day = full.or_else(|| self.value_at(Some(next), short));
            let (Some(w), true) = (day, next > end) else {
                break;
            };
            let whole = self
                .tokens
                .get(next + 1)
                .is_none_or(|t| !t.glued || t.shape == Shape::Mark);
            if (op == Op::Date && full.is_some()) || !whole || self.tokens[next].paragraph {
                break;
            }
            let mut slots = Slots::default();
            slots.set(slot::W, w);
            let behind = self.tokens.get(next + 1);
            if op == Op::Date && behind.is_some_and(|t| t.shape != Shape::Mark) {
                // "On Friday and sat down".
                break;
            }
            let mut stop = next + 1;
            if op == Op::Set {
                slots.set(slot::N, 1);
                if let Some(part) = self.value_at(Some(stop), self.reader.part) {
                    slots.set(slot::PS, part);
                    stop += 1;
                }
            }
            self.keep(next, stop, m.rule, op, &slots);
            end = stop;
        }
        end
    }

    /// Tells whether token `i` joins days: a comma, a dash, "and", "or".
    fn joins(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| !t.paragraph)
            && (self.value_at(Some(i), self.reader.list).is_some()
                || self.value_at(Some(i), self.reader.range).is_some())
    }

    /// Tells whether the mention stands in brackets, or names something by a year.
    fn aside(&self, first: usize, end: usize, slots: &Slots) -> bool {
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
        let names_noun = month_of_year
            && self.tokens.get(end).is_some_and(|t| {
                t.shape == Shape::Word
                    && !t.capital
                    && !t.paragraph
                    && self.value(end, self.reader.signal).is_none()
                    && self.value(end, self.reader.clause).is_none()
                    && self.tense_of(end).is_none()
            });
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
                // "from 2012 until July".
                Some(3) if self.pairs(i, Signal::Between) => return Signal::And,
                Some(3) => return Signal::Until,
                Some(4) => return Signal::Between,
                Some(5) => {
                    // "in the 24 hours to Tuesday", not "day and night".
                    let joins = self.reader.vocabulary.is_and(self.tokens[i].word);
                    let length =
                        !joins
                            && i >= 1
                            && self.out.mentions.last().is_some_and(|m| {
                                m.end == self.tokens[i - 1].end && m.op == Op::Length
                            });
                    return if length || self.pairs(i, Signal::Between) {
                        Signal::And
                    } else {
                        Signal::None
                    };
                }
                Some(6) => return Signal::For,
                Some(7) => return Signal::By,
                Some(9) => {
                    let later = self.value_at(i.checked_sub(1), self.reader.later_than);
                    return if later.is_some() {
                        Signal::By
                    } else {
                        Signal::None
                    };
                }
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

    /// Tells whether the mention before ends right before token `i` and has this signal.
    fn pairs(&self, i: usize, signal: Signal) -> bool {
        i >= 1
            && self
                .out
                .mentions
                .last()
                .is_some_and(|m| m.end == self.tokens[i - 1].end && m.signal == signal)
    }

    /// Returns where the nearest verb points: one of the same clause if there is any, the one
    /// before the mention rather than the one behind it.
    fn tense(&self, first: usize, end: usize) -> Tense {
        let (near_back, back, planned) = self.tense_back(first);
        if let Some(tense) = near_back {
            return tense;
        }
        // "He leaves on Thursday, where he met": what stands behind the comma is further off.
        if planned && self.value_at(Some(end), self.reader.clause).is_some() {
            return Tense::Future;
        }
        let (near_ahead, ahead) = self.tense_ahead(end);
        near_ahead
            .or(planned.then_some(Tense::Future))
            .or(back)
            .or(ahead.filter(|t| *t == Tense::Future))
            .unwrap_or_default()
    }

    /// The nearest verb before token `first`: inside its clause, inside its sentence, and
    /// whether one of the present in its clause may tell of a plan.
    fn tense_back(&self, first: usize) -> (Option<Tense>, Option<Tense>, bool) {
        let mut clause = true;
        let mut planned = false;
        let mut i = first;
        for _ in 0..REACH {
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
                    return (Some(tense), Some(tense), planned);
                }
                let perfect = (1..=4.min(i))
                    .take_while(|back| self.value(i - back, self.reader.clause).is_none())
                    .any(|back| self.value(i - back, self.reader.perfect).is_some());
                let tense = if perfect { Tense::Past } else { tense };
                return (clause.then_some(tense), Some(tense), planned);
            }
        }
        (None, None, planned)
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
        (!passive && ends(&vocabulary.past_suffixes)).then_some(Tense::Past)
    }
}
