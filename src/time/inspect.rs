//! What can be known of an expression before it is resolved.

use super::grammar::Op;
use super::recognise::{DateOrder, Recognised, Signal, Tense};
use super::resolve::slot;
use super::window::Grain;
use chrono::NaiveDate;

/// What an expression speaks of, before anything places it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A point on the calendar, as far as it is told: "October 19", "Saturday", "2015".
    Date,
    /// A unit counted from now: "today", "last week".
    Deictic,
    /// So many units before or after: "two days ago", "a week later".
    Shift,
    /// What was spoken of already: "that day", "the next year".
    Anaphoric,
    /// A length or something that recurs.
    Length,
    /// Past, present or future as such.
    Reference,
}

/// The parts of an expression, as far as its words tell them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Expression {
    /// What it speaks of.
    pub kind: Kind,
    /// The year it states.
    pub year: Option<i32>,
    /// The month it states, 1 to 12.
    pub month: Option<u32>,
    /// The day of the month it states.
    pub day: Option<u32>,
    /// The weekday it states, 1 (Monday) to 7.
    pub weekday: Option<u32>,
    /// Its own direction: -1 for "last", "ago", "yesterday"; 0 for "this"; 1 for "next".
    pub direction: Option<i32>,
    /// The grain of the unit it counts in ("last week": week).
    pub unit: Option<Grain>,
    /// How many units: "two days ago" is 2.
    pub count: Option<i32>,
    /// It counts from what was told before, not from the day of writing ("two days later").
    pub from_context: bool,
    /// Where the verb around it points.
    pub tense: Tense,
    /// How the word before it bounds it.
    pub signal: Signal,
    /// It is the first of its paragraph.
    pub paragraph: bool,
}

impl Expression {
    /// Returns the full date it states, if it states one.
    pub fn full_date(&self) -> Option<NaiveDate> {
        NaiveDate::from_ymd_opt(self.year?, self.month?, self.day?)
    }
}

impl Recognised {
    /// Returns how many numeric dates of the text can only be day first, and how many only
    /// month first: "19/10/2016" and "10/19/2016".
    pub fn date_order_evidence(&self) -> (usize, usize) {
        let mut found = (0, 0);
        for mention in self.mentions.iter().filter(|m| m.op == Op::Date) {
            let slots = self.kept(mention);
            if slots.get(slot::K) != Some(1) {
                continue;
            }
            match (slots.get(slot::M), slots.get(slot::D)) {
                (Some(a), Some(b)) if a > 12 && b <= 12 => found.0 += 1,
                (Some(a), Some(b)) if a <= 12 && b > 12 => found.1 += 1,
                _ => {}
            }
        }
        found
    }

    /// Returns the order the text's own numeric dates show, if they agree.
    pub fn date_order(&self) -> DateOrder {
        match self.date_order_evidence() {
            (1.., 0) => DateOrder::DayFirst,
            (0, 1..) => DateOrder::MonthFirst,
            _ => DateOrder::Unknown,
        }
    }

    /// Returns what is told by the words of expression `i`.
    pub fn expression(&self, i: usize) -> Option<Expression> {
        let mention = self.mentions.get(i)?;
        let slots = self.kept(mention);
        let small = |slot| slots.get(slot).and_then(|v| u32::try_from(v).ok());
        // Numeric dates whose order is open tell neither month nor day for sure.
        let open_order = matches!(slots.get(slot::K), Some(1 | 2)) && mention.op == Op::Date;
        let kind = match mention.op {
            Op::Date => Kind::Date,
            Op::Unit => Kind::Deictic,
            Op::Shift => Kind::Shift,
            Op::Same => Kind::Anaphoric,
            Op::Length | Op::Set => Kind::Length,
            Op::Reference | Op::Nothing => Kind::Reference,
        };
        Some(Expression {
            kind,
            year: slots.get(slot::Y),
            month: small(slot::M).filter(|_| !open_order),
            day: small(slot::D).filter(|_| !open_order),
            weekday: small(slot::W),
            direction: slots.get(slot::DIR),
            unit: slots.get(slot::U).map(super::resolve::grain_of),
            count: slots.get(slot::N),
            from_context: mention.op == Op::Same
                || (mention.op == Op::Shift && slots.get(slot::K).is_some()),
            tense: mention.tense,
            signal: mention.signal,
            paragraph: mention.paragraph,
        })
    }
}
