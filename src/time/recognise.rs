//! Finds time expressions without knowing when the text was written.
//!
//! Everything resolving will need is kept with the expression: what the rule read, the
//! tense around it, the signal word before it. The text itself is not looked at again.

mod around;
mod blog;
mod history;
mod names;
mod rows;
mod tense;

use super::grammar::{Op, Slots, Walk};
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
    /// "until", "ahead of".
    Until,
    /// "before", "prior to".
    Before,
    /// "as early as": a beginning that is still to come.
    Earliest,
    /// "by".
    By,
    /// The first of two: "between", "from".
    Between,
    /// The second of two: "and", "to" behind such a first.
    And,
    /// "for", "over", "within": a length.
    For,
    /// "as of": a beginning, or the point at which something was so.
    AsOf,
}

/// How a date goes with the length right before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub(super) enum Joint {
    /// Not at all.
    #[default]
    None,
    /// The length is a part of it: "the first two weeks of March".
    Whole,
    /// The length ends with it: "the two days before Friday".
    Before,
    /// The length follows it: "the two days after Friday".
    After,
    /// The length begins with it: "for three days from Friday".
    From,
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
    /// So joined by a comma or "and".
    pub listed: bool,
    /// How it goes with a length right before it.
    pub joint: Joint,
    /// A word before it leaves it vague: "about 2010".
    pub vague: bool,
    /// In a clause that only says which thing is meant, or since when: "the pause that began on
    /// Tuesday".
    pub relative: bool,
    /// Something was planned for it, and a verb of the past tells what became of that.
    pub undone: bool,
    /// A figure before it is measured by it: "up from $2 million last year".
    pub compared: bool,
    /// It says whose something is: "Tuesday's earthquake".
    pub possessed: bool,
    /// A month that tells which thing is meant: "the November election".
    pub names: bool,
    /// It is when a part of a page was added: "Update 7:20 p.m."
    pub stamp: bool,
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

    /// Tells whether the verb around expression `i` points ahead to a day, and no year says
    /// otherwise: "they meet on Thursday". Who holds an office in October may hold it now.
    pub fn lies_ahead(&self, i: u32) -> bool {
        let ahead = |m: &Mention| {
            let kept = self.kept(m);
            let day = kept.get(slot::D).or(kept.get(slot::W)).is_some();
            m.tense == Tense::Future && m.op == Op::Date && day && kept.get(slot::Y).is_none()
        };
        self.mentions.get(i as usize).is_some_and(ahead)
    }

    /// Tells whether expression `i` counts some minutes or hours from what was told: "hours later".
    pub fn counts_hours(&self, i: usize) -> bool {
        let counts = |m: &Mention| m.op == Op::Shift && resolve::counts_hours(&self.kept(m));
        self.mentions.get(i).is_some_and(counts)
    }

    /// Returns the first expression that starts at byte `at` or behind it.
    pub fn from(&self, at: usize) -> usize {
        self.mentions.partition_point(|m| (m.start as usize) < at)
    }

    /// Tells whether expression `i` only says which thing is meant, or since when: "the pause that began on
    /// Tuesday".
    pub fn describes(&self, i: usize) -> bool {
        self.mentions.get(i).is_some_and(|m| m.relative || m.aside)
    }

    /// Tells whether expression `i` is a length of days or more: "two weeks".
    pub fn lasts_days(&self, i: usize) -> bool {
        let lasts = |m: &Mention| {
            let unit = self.kept(m).get(resolve::slot::U);
            m.op == Op::Length && unit.is_some_and(|u| u > 3)
        };
        self.mentions.get(i).is_some_and(lasts)
    }

    /// Tells whether expression `i` names a time but no date: "now", "recently", "every evening".
    pub fn is_undated(&self, i: usize) -> bool {
        let undated = |m: &Mention| matches!(m.op, Op::Reference | Op::Set);
        self.mentions.get(i).is_some_and(undated)
    }

    /// Tells whether expression `i` lies so long before or behind what was told: "two years ago".
    pub fn is_shift(&self, i: usize) -> bool {
        self.mentions.get(i).is_some_and(|m| m.op == Op::Shift)
    }

    /// Tells whether expression `i` is "now" or says the same.
    pub fn is_now(&self, i: usize) -> bool {
        let now = |m: &Mention| m.op == Op::Reference && self.kept(m).get(slot::R) == Some(0);
        self.mentions.get(i).is_some_and(now)
    }

    /// Tells whether expression `i` is a length of which somebody told how long: "two weeks", not "weeks".
    pub fn is_counted(&self, i: usize) -> bool {
        let counted = |m: &Mention| self.kept(m).get(slot::N).is_some_and(|n| n >= 0);
        self.mentions.get(i).is_some_and(counted)
    }

    /// Returns the expressions resolved against `dct`: the same number, in the same order.
    ///
    /// Without a day, what stands by itself ("October 8, 2016") still has its window, and
    /// what hangs on it ("the next day") too.
    pub fn resolve(&self, dct: Dct) -> Vec<Timex> {
        resolve::resolve(self, dct)
    }

    /// Tells whether the text looks back on the weekday of a day and on that of the day after it, as
    /// one does that was stamped on the first and written on the second.
    pub fn looks_back_on_next(&self, day: NaiveDate) -> bool {
        let tenses = resolve::shared_tenses(self);
        let on = |day| resolve::looks_back_on(self, &tenses, day);
        on(day) && day.succ_opt().is_some_and(on)
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
        people: [None; 2],
    };
    let mut walk = Walk::through(&tokens, &reader.vocabulary);
    let stamp = found.stamp_rule();
    let mut at = 0;
    while at < tokens.len() {
        if let Some((rule, hour)) = stamp.zip(found.stamp(at)) {
            found.keep(at, at + 1, rule, Op::Date, &hour);
            at += 1;
            continue;
        }
        if !reader.vocabulary.speaks(&tokens[at]) {
            at += 1;
            continue;
        }
        match reader.vocabulary.grammar.find(at, &mut walk) {
            Some(m) => {
                let rule = &reader.vocabulary.grammar.rules[m.rule as usize];
                if rule.op != Op::Nothing
                    && !found.titled(at, m.end, rule.op, &m.slots)
                    && !found.person(at, m.end, &m.slots)
                {
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
    history::keep_in_histories(&mut found.out);
    found.out
}

/// Marks the first of two days behind which the year they share is told.
const SHARED_TAIL: i32 = 11;

struct Found<'a> {
    reader: &'static Reader,
    tokens: &'a [Token],
    text: &'a str,
    out: Recognised,
    /// For each rule of the language, its place in `out.rules`.
    rule_of: Vec<u16>,
    /// The token behind the mention before.
    seen: usize,
    /// Whether March, and May, is somebody's name in this text, once asked.
    people: [Option<bool>; 2],
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
        let (tense, undone) = self.tense(first, end, slots);
        let mention = Mention {
            start: self.tokens[first].start,
            end: self.tokens[end - 1].end,
            op,
            rule,
            tense,
            signal: self.onward(end, self.signal(first)),
            paragraph,
            sentence,
            header: self.header(first, end),
            aside: self.aside(first, end, slots),
            bound: self.bound(first),
            linked: !paragraph && self.linked(first),
            listed: !paragraph && self.linked(first) && self.listed(first),
            joint: self.joint(first),
            vague: self.vague(first),
            relative: self.relative(first),
            undone,
            compared: (op == Op::Unit || slots.get(slot::Y).is_some()) && self.compared(first),
            possessed: self.possessed(end),
            names: self.names_noun(first, end, slots),
            stamp: self.stamps(first, end),
            slots: begin..self.out.slots.len() as u32,
        };
        self.out.mentions.push(mention);
        self.seen = end;
    }

    /// Tells whether an hour says when a part of a page was added: "updated 7:20 p.m.", "3.54pm - UPDATE -".
    fn stamps(&self, first: usize, end: usize) -> bool {
        let label = |i: Option<usize>| self.value_at(i, self.reader.stamped).is_some();
        let dash = |i: usize| {
            let text = |t: &Token| &self.text[t.start as usize..t.end as usize];
            self.tokens
                .get(i)
                .is_some_and(|t| matches!(text(t), "-" | "–" | "—"))
        };
        label(first.checked_sub(1)) || dash(end) && dash(end + 2) && label(Some(end + 1))
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

    fn value_at(&self, i: Option<usize>, class: Option<u16>) -> Option<i32> {
        let i = i.filter(|i| *i < self.tokens.len())?;
        self.value(i, class)
    }

    fn value(&self, i: usize, class: Option<u16>) -> Option<i32> {
        self.reader.vocabulary.value_in(&self.tokens[i], class?)
    }
}
