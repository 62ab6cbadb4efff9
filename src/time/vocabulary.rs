//! The words and rules of one language, read from `assets/time/`.
//!
//! A line `@CLASS word=value …` puts words into a class; a line `%part = pattern` names a
//! piece of a pattern; a line `name = pattern -> meaning` is a rule. What a meaning means
//! is the engine's business, which word says it is the language's.

use super::grammar::{Grammar, RULE};
use super::token::{Shape, Token};
use rustc_hash::FxHashMap;

/// The entry of a word no language file names.
pub(super) const NO_WORD: u32 = u32::MAX;

/// A class of tokens: one a language file names, or one number tokens have by themselves.
pub(super) type Class = u16;

/// Classes every number token may have, computed from its digits.
pub(super) const NUMBER_CLASSES: &[&str] = &[
    "NUM",
    "DAY",
    "MONTHNUM",
    "HOUR",
    "MINUTE",
    "YEAR",
    "YEAR2",
    "SPELLED",
    "COUNT",
    "HHMM",
    "YEAR3",
    "ZERO2",
    "TENS2",
    "TENS4",
    "CENTURY",
    "WORD",
    "CAPWORD",
    "BAREYEAR",
    "STUCK",
    "QNUM",
    "HMM",
    "YEARBC",
    "NAMEWORD",
    "GLUEDHYPHEN",
    "NUM3",
    "NUM4",
];
const NUM: Class = 0;
const DAY: Class = 1;
const MONTHNUM: Class = 2;
const HOUR: Class = 3;
const MINUTE: Class = 4;
const YEAR: Class = 5;
const YEAR2: Class = 6;
const SPELLED: Class = 7;
const COUNT: Class = 8;
const HHMM: Class = 9;
const YEAR3: Class = 10;
const ZERO2: Class = 11;
const TENS2: Class = 12;
const TENS4: Class = 13;
const CENTURY: Class = 14;
const WORD: Class = 15;
const CAPWORD: Class = 16;
const BAREYEAR: Class = 17;
const STUCK: Class = 18;
const QNUM: Class = 19;
const HMM: Class = 20;
const YEARBC: Class = 21;
const NAMEWORD: Class = 22;
const GLUEDHYPHEN: Class = 23;
const NUM3: Class = 24;
const NUM4: Class = 25;

/// One class a word is in.
#[derive(Debug, Clone, Copy)]
pub(super) struct Membership {
    pub class: Class,
    pub value: i32,
    /// Only when the word begins with a capital letter.
    pub capital: bool,
}

/// The words and rules of one language.
pub(super) struct Vocabulary {
    words: FxHashMap<Box<[u8]>, u32>,
    /// The same words, packed for a quick look.
    packed: FxHashMap<u128, u32>,
    /// What may begin with a word, and with a number: see `Grammar::beginnings`.
    word_begins: Vec<u64>,
    number_begins: u64,
    /// For each word a bit for each of its classes, modulo 64.
    class_bits: Vec<u64>,
    members: Vec<Vec<Membership>>,
    classes: FxHashMap<Box<str>, Class>,
    /// A numeral's number, by word.
    numerals: Vec<Option<i32>>,
    and: u32,
    hyphen: u32,
    /// Whether a word of this length and first byte exists: most words fail here.
    may_be: Box<[u32; 256]>,
    /// "one": a numeral only behind another.
    one: u32,
    /// Rules and parts.
    pub grammar: Grammar,
    /// Suffixes that mark a verb of the past.
    pub past_suffixes: Vec<Box<str>>,
    /// Suffixes that mark a verb of the future.
    pub future_suffixes: Vec<Box<str>>,
    /// Suffixes of a verb that behind "is" tells of a plan.
    pub plan_suffixes: Vec<Box<str>>,
    /// Suffixes of a noun that behind "to" is no verb.
    pub noun_suffixes: Vec<Box<str>>,
    /// Suffixes of an adverb.
    pub adverb_suffixes: Vec<Box<str>>,
}

impl Vocabulary {
    /// Reads a language file. What cannot be read is left out; a test holds every shipped
    /// file to having none of it.
    pub fn parse(source: &str) -> (Self, Vec<String>) {
        let mut it = Self {
            words: FxHashMap::default(),
            packed: FxHashMap::default(),
            word_begins: Vec::new(),
            number_begins: 0,
            class_bits: Vec::new(),
            members: Vec::new(),
            classes: FxHashMap::default(),
            numerals: Vec::new(),
            and: NO_WORD,
            hyphen: NO_WORD,
            may_be: Box::new([0; 256]),
            one: NO_WORD,
            grammar: Grammar::default(),
            past_suffixes: Vec::new(),
            future_suffixes: Vec::new(),
            plan_suffixes: Vec::new(),
            noun_suffixes: Vec::new(),
            adverb_suffixes: Vec::new(),
        };
        for name in NUMBER_CLASSES {
            it.class(name);
        }
        let mut wrong = Vec::new();
        let mut rules = Vec::new();
        let mut held = String::new();
        for (n, raw) in source.lines().enumerate() {
            let line = raw.split(" #").next().unwrap_or("").trim_end();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(more) = line.strip_suffix('\\') {
                held.push_str(more);
                held.push(' ');
                continue;
            }
            held.push_str(line);
            let line = std::mem::take(&mut held);
            if let Some(rest) = line.strip_prefix('@') {
                it.read_class(rest);
            } else {
                rules.push((n + 1, line));
            }
        }
        let mut grammar = Grammar::default();
        for (n, line) in &rules {
            if let Err(why) = grammar.add(line, &mut it) {
                wrong.push(format!("line {n}: {why}"));
            }
        }
        grammar.finish();
        it.grammar = grammar;
        it.and = it.classes_word("AND");
        it.one = it.classes_word("ONE");
        it.hyphen = it.words.get(b"-".as_slice()).copied().unwrap_or(NO_WORD);
        it.index_numerals();
        it.index_beginnings();
        (it, wrong)
    }

    fn read_class(&mut self, rest: &str) {
        let mut items = rest.split_whitespace();
        let Some(name) = items.next() else { return };
        let suffixes = match name {
            "PAST-SUFFIX" => Some(&mut self.past_suffixes),
            "FUTURE-SUFFIX" => Some(&mut self.future_suffixes),
            "PLAN-SUFFIX" => Some(&mut self.plan_suffixes),
            "ADVERB-SUFFIX" => Some(&mut self.adverb_suffixes),
            "NOUN-SUFFIX" => Some(&mut self.noun_suffixes),
            _ => None,
        };
        if let Some(suffixes) = suffixes {
            *suffixes = items.map(Into::into).collect();
            return;
        }
        let class = self.class(name);
        for item in items {
            let (word, value) = match item.rsplit_once('=') {
                Some((word, value)) if !word.is_empty() => (word, value),
                _ => (item, "1"),
            };
            let (value, capital) = match value.strip_suffix('^') {
                Some(value) => (value, true),
                None => (value, false),
            };
            self.put(word, class, value.parse().unwrap_or(1), capital);
        }
    }

    fn put(&mut self, word: &str, class: Class, value: i32, capital: bool) {
        let key = word.as_bytes();
        let id = match self.words.get(key) {
            Some(&id) => id,
            None => {
                let id = u32::try_from(self.members.len()).unwrap_or(NO_WORD);
                self.words.insert(key.into(), id);
                self.members.push(Vec::new());
                let first = usize::from(key.first().copied().unwrap_or(0));
                self.may_be[first] |= 1 << key.len().min(31);
                id
            }
        };
        self.members[id as usize].push(Membership {
            class,
            value,
            capital,
        });
    }

    /// Returns the class of this name, new if need be.
    pub fn class(&mut self, name: &str) -> Class {
        if let Some(&class) = self.classes.get(name) {
            return class;
        }
        let class = Class::try_from(self.classes.len()).unwrap_or(Class::MAX);
        self.classes.insert(name.into(), class);
        class
    }

    /// Returns the class that holds just this word, written in a rule.
    pub fn literal(&mut self, word: &str) -> Class {
        if let Some(&class) = self.classes.get(word) {
            return class;
        }
        let class = self.class(word);
        self.put(word, class, 1, false);
        class
    }

    /// Returns the class of this name, if the language has it.
    pub fn find_class(&self, name: &str) -> Option<Class> {
        self.classes.get(name).copied()
    }

    fn classes_word(&self, name: &str) -> u32 {
        let Some(class) = self.find_class(name) else {
            return NO_WORD;
        };
        let at = self
            .members
            .iter()
            .position(|m| m.iter().any(|m| m.class == class));
        at.and_then(|at| u32::try_from(at).ok()).unwrap_or(NO_WORD)
    }

    fn index_beginnings(&mut self) {
        let begins = self.grammar.beginnings(self.classes.len());
        self.number_begins = begins[..NUMBER_CLASSES.len()].iter().fold(0, |a, b| a | b);
        self.word_begins = self
            .members
            .iter()
            .map(|m| {
                m.iter()
                    .fold(0, |mask, m| mask | begins[usize::from(m.class)])
            })
            .collect();
        self.class_bits = self
            .members
            .iter()
            .map(|m| m.iter().fold(0, |bits, m| bits | class_bit(m.class)))
            .collect();
        self.packed = self
            .words
            .iter()
            .filter_map(|(word, id)| Some((pack(word)?, *id)))
            .collect();
    }

    /// Returns what may begin with this token.
    #[inline]
    pub fn beginnings(&self, token: &Token) -> u64 {
        let word = self
            .word_begins
            .get(token.word as usize)
            .copied()
            .unwrap_or(0);
        match token.shape {
            Shape::Digits | Shape::Spelled => word | self.number_begins,
            _ => word,
        }
    }

    fn index_numerals(&mut self) {
        let numeral = self.find_class("NUMERAL");
        self.numerals = self
            .members
            .iter()
            .map(|m| m.iter().find(|m| Some(m.class) == numeral).map(|m| m.value))
            .collect();
    }

    /// Returns the entry of a lower-cased word.
    #[inline]
    pub fn word(&self, word: &[u8]) -> u32 {
        let Some(&first) = word.first() else {
            return NO_WORD;
        };
        if self.may_be[usize::from(first)] & (1 << word.len().min(31)) == 0 {
            return NO_WORD;
        }
        match pack(word) {
            Some(key) => self.packed.get(&key).copied().unwrap_or(NO_WORD),
            None => NO_WORD,
        }
    }

    /// Returns the number a word of `NUMERAL` stands for.
    #[inline]
    pub fn numeral(&self, word: u32) -> Option<i32> {
        *self.numerals.get(word as usize)?
    }

    /// Tells whether the word is "one".
    pub fn is_one(&self, word: u32) -> bool {
        word != NO_WORD && word == self.one
    }

    /// Tells whether the word joins two parts of a numeral.
    pub fn joins_numerals(&self, word: u32) -> bool {
        word != NO_WORD && (word == self.and || word == self.hyphen)
    }

    /// Tells whether the word is "and".
    pub fn is_and(&self, word: u32) -> bool {
        word != NO_WORD && word == self.and
    }

    /// Returns the value `token` has in `class`, if it is in it.
    #[inline]
    pub fn value_in(&self, token: &Token, class: Class) -> Option<i32> {
        if class == GLUEDHYPHEN {
            return (token.glued && token.word == self.hyphen && self.hyphen != NO_WORD)
                .then_some(1);
        }
        if usize::from(class) < NUMBER_CLASSES.len() {
            return number_class(token, class);
        }
        if self.class_bits(token) & class_bit(class) == 0 {
            return None;
        }
        self.members
            .get(token.word as usize)?
            .iter()
            .find(|m| m.class == class && (!m.capital || token.capital))
            .map(|m| m.value)
    }

    /// Returns the bits of the classes below [`NUMBER_CLASSES`] a token of its shape may have.
    #[inline]
    pub fn computed_classes(token: &Token) -> u64 {
        const WORDS: u64 = (1 << WORD) | (1 << CAPWORD) | (1 << STUCK) | (1 << NAMEWORD);
        match token.shape {
            Shape::Word => WORDS,
            Shape::Mark => 1 << GLUEDHYPHEN,
            Shape::Digits | Shape::Spelled => !WORDS,
        }
    }

    /// Returns a bit for each class of a token's word, see [`class_bit`].
    #[inline]
    pub fn class_bits(&self, token: &Token) -> u64 {
        self.class_bits
            .get(token.word as usize)
            .copied()
            .unwrap_or(0)
    }

    /// Returns the classes of a token's word.
    #[inline]
    pub fn members(&self, token: &Token) -> &[Membership] {
        self.members
            .get(token.word as usize)
            .map_or(&[], Vec::as_slice)
    }

    /// Tells whether any rule could begin with this token.
    #[inline]
    pub fn speaks(&self, token: &Token) -> bool {
        self.beginnings(token) & RULE != 0
    }
}

/// Returns the bit of a class; classes 64 apart share one.
#[inline]
pub(super) fn class_bit(class: Class) -> u64 {
    1 << (class % 64)
}

/// Returns a word of up to 16 bytes as a number; no word of a language file is longer.
#[inline]
fn pack(word: &[u8]) -> Option<u128> {
    if word.len() > 16 {
        return None;
    }
    let mut key = [0; 16];
    key[..word.len()].copy_from_slice(word);
    Some(u128::from_le_bytes(key))
}

/// Returns the value a number token has in one of the number classes.
fn number_class(token: &Token, class: Class) -> Option<i32> {
    let value = token.value;
    let digits = token.n_digits;
    let is_digits = token.shape == Shape::Digits;
    let is_number = is_digits || token.shape == Shape::Spelled;
    let fits = match class {
        NUM => is_digits,
        COUNT => is_number && !token.stuck,
        SPELLED => token.shape == Shape::Spelled,
        DAY => is_digits && !token.stuck && digits <= 2 && (1..=31).contains(&value),
        MONTHNUM => is_digits && digits <= 2 && (1..=12).contains(&value),
        HOUR => is_digits && digits <= 2 && value <= 24,
        MINUTE => is_digits && digits == 2 && value <= 59,
        YEAR => {
            (is_digits && digits == 4 && !token.stuck && (1000..=2999).contains(&value))
                || (token.shape == Shape::Spelled && (1100..=2099).contains(&value))
        }
        YEAR2 => is_digits && digits == 2,
        YEAR3 => is_digits && (1..=4).contains(&digits) && value > 0,
        HHMM => is_digits && digits == 4 && value / 100 < 24 && value % 100 < 60,
        ZERO2 => is_digits && digits == 2 && value == 0,
        TENS2 => is_digits && digits == 2 && value % 10 == 0,
        TENS4 => is_digits && digits == 4 && value % 10 == 0 && (1000..=2090).contains(&value),
        CENTURY => is_digits && digits <= 2 && (1..=30).contains(&value),
        BAREYEAR => {
            (is_digits
                && digits == 4
                && !token.stuck
                && !token.tight
                && (1500..=2100).contains(&value))
                || (token.shape == Shape::Spelled
                    && (1700..=2099).contains(&value)
                    && value % 100 != 0)
        }
        STUCK => token.shape == Shape::Word && token.glued,
        HMM => is_digits && (3..=4).contains(&digits) && value / 100 < 24 && value % 100 < 60,
        YEARBC => is_digits && !token.stuck && (1..=4).contains(&digits) && value > 0,
        QNUM => is_digits && digits == 1 && (1..=4).contains(&value),
        NUM3 => is_digits && digits == 3,
        NUM4 => is_digits && digits == 4,
        WORD => token.shape == Shape::Word,
        NAMEWORD => {
            token.shape == Shape::Word && token.capital && !token.shouted && !token.paragraph
        }
        CAPWORD => token.shape == Shape::Word && token.capital,
        _ => false,
    };
    fits.then_some(value)
}
