//! The words of one language that tell when a text was published, read from `assets/time/`.

use super::offices::Phrases;
use crate::text::language::Language;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a word may be; a word can be several things.
pub(super) mod class {
    pub const WEEKDAY: u32 = 1;
    pub const MONTH: u32 = 1 << 1;
    pub const SHORT: u32 = 1 << 2;
    pub const RISKY: u32 = 1 << 3;
    pub const BEFORE_MONTH: u32 = 1 << 4;
    pub const UNIT: u32 = 1 << 5;
    pub const DIRECTION: u32 = 1 << 6;
    pub const NUMBER: u32 = 1 << 7;
    pub const AGO: u32 = 1 << 8;
    pub const AFTER: u32 = 1 << 9;
    pub const ANNIVERSARY: u32 = 1 << 10;
    pub const NEAR_DAY: u32 = 1 << 11;
    pub const OF: u32 = 1 << 12;
    pub const FORMER: u32 = 1 << 13;
    pub const BEHIND: u32 = 1 << 14;
    pub const FUTURE: u32 = 1 << 15;
    pub const PAST: u32 = 1 << 16;
    pub const PART: u32 = 1 << 17;
    pub const SAID: u32 = 1 << 18;
    pub const STAMP: u32 = 1 << 19;
    pub const ARCHIVE: u32 = 1 << 20;
    pub const BY: u32 = 1 << 21;
}

/// What one word is.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Word {
    pub classes: u32,
    pub value: i16,
}

/// How a holiday finds its day in a year.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize,
)]
pub enum Feast {
    /// The same day each year.
    Fixed(u8, u8),
    /// The n-th such weekday of a month (5: the last), and days after it.
    Nth(u8, u8, u8, u8),
    /// Days from Easter Sunday.
    Easter(i16),
}

/// The words of one language.
pub(super) struct Words {
    words: FxHashMap<Box<str>, Word>,
    /// Holidays by their first word.
    pub feasts: Phrases<Feast>,
    past_suffix: Vec<Box<str>>,
    /// Months and weekdays are written without a capital letter.
    pub any_case: bool,
}

static ENGLISH: LazyLock<Words> =
    LazyLock::new(|| Words::parse(include_str!("../../../assets/time/published.en.txt")));
static FRENCH: LazyLock<Words> =
    LazyLock::new(|| Words::parse(include_str!("../../../assets/time/published.fr.txt")));

/// Returns the words of a language; English for one nobody has written down yet.
pub(super) fn words(language: &Language) -> &'static Words {
    match language.0.as_str() {
        "fr" => &FRENCH,
        _ => &ENGLISH,
    }
}

impl Words {
    fn parse(source: &str) -> Self {
        let mut it = Self {
            words: FxHashMap::default(),
            feasts: FxHashMap::default(),
            past_suffix: Vec::new(),
            any_case: false,
        };
        for line in source.lines().filter(|l| !l.starts_with('#')) {
            let mut items = line.split_whitespace();
            let Some(name) = items.next() else { continue };
            match name {
                "any-case" => it.any_case = true,
                "past-suffix" => it.past_suffix.extend(items.map(Into::into)),
                "holiday" => {
                    let feast = items.next().and_then(feast);
                    let rest: Vec<Box<str>> = items.map(Into::into).collect();
                    if let (Some(feast), Some(first)) = (feast, rest.first()) {
                        let list = it.feasts.entry(first.clone()).or_default();
                        list.push((rest, feast));
                    }
                }
                _ => {
                    for item in items {
                        it.add(named(name), item);
                    }
                }
            }
        }
        it
    }

    fn add(&mut self, classes: u32, item: &str) {
        let (text, value) = match item.split_once('=') {
            Some((text, value)) => (text, value.parse().ok()),
            None => (item, None),
        };
        let word = self.words.entry(text.into()).or_default();
        word.classes |= classes;
        if let Some(value) = value {
            word.value = value;
        }
    }

    /// Returns what a lower-case word is.
    pub fn get(&self, word: &str) -> Word {
        if let Some(word) = self.words.get(word) {
            return *word;
        }
        let past = word.len() > 4 && self.past_suffix.iter().any(|s| word.ends_with(&**s));
        Word {
            classes: if past { class::PAST } else { 0 },
            value: 0,
        }
    }
}

fn named(name: &str) -> u32 {
    match name {
        "weekday" => class::WEEKDAY,
        "short-weekday" => class::WEEKDAY | class::SHORT,
        "month" => class::MONTH,
        "short-month" => class::MONTH | class::SHORT,
        "risky" => class::RISKY,
        "before-month" => class::BEFORE_MONTH,
        "unit" => class::UNIT,
        "direction" => class::DIRECTION,
        "number" => class::NUMBER,
        "ago" => class::AGO,
        "after" => class::AFTER,
        "anniversary" => class::ANNIVERSARY,
        "near-day" => class::NEAR_DAY,
        "of" => class::OF,
        "former" => class::FORMER,
        "behind" => class::BEHIND,
        "future" => class::FUTURE,
        "past" => class::PAST,
        "part" => class::PART,
        "said" => class::SAID,
        "stamp" => class::STAMP,
        "archive" => class::ARCHIVE,
        "by" => class::BY,
        _ => 0,
    }
}

fn feast(code: &str) -> Option<Feast> {
    if let Some(days) = code.strip_prefix("easter") {
        return days.parse().ok().map(Feast::Easter);
    }
    let (code, plus) = match code.split_once('+') {
        Some((code, plus)) => (code, plus.parse().ok()?),
        None => (code, 0),
    };
    let parts: Vec<u8> = code.split('-').filter_map(|p| p.parse().ok()).collect();
    match parts[..] {
        [month, day] => Some(Feast::Fixed(month, day)),
        [month, weekday, nth] => Some(Feast::Nth(month, weekday, nth, plus)),
        _ => None,
    }
}
