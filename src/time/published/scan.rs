//! Reads a text once for what dates it: calendar words, offices, names with a first day.

use super::offices::{Record, record};
use super::words::{Word, Words, class, words};
use super::{Evidence, Fact, Lean, What};
use crate::text::language::Language;
use rustc_hash::{FxHashMap, FxHashSet};

/// One word or number of the text.
struct Token<'t> {
    start: usize,
    end: usize,
    lower: &'t str,
    sentence: u32,
    capital: bool,
    digit: bool,
    word: Word,
}

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
    Evidence { facts: it.facts }
}

/// Whether a `.` behind this word need not end a sentence.
fn abbreviates(lower: &str, word: Word) -> bool {
    word.classes & class::SHORT != 0
        || lower.len() == 1
        || lower.contains('.')
        || matches!(
            lower,
            "mr" | "mrs" | "ms" | "dr" | "st" | "gov" | "sen" | "rep" | "gen" | "lt" | "col"
        )
}

fn tokens<'t>(text: &str, lower: &'t str, words: &Words) -> Vec<Token<'t>> {
    let bytes = lower.as_bytes();
    let mut out: Vec<Token<'t>> = Vec::with_capacity(text.len() / 6);
    let mut sentence = 0;
    let mut last_end = 0;
    let mut chars = lower.char_indices().peekable();
    while let Some(&(start, c)) = chars.peek() {
        if !c.is_alphanumeric() {
            chars.next();
            continue;
        }
        let digit = c.is_ascii_digit();
        let mut end = start;
        let mut piece = start;
        while let Some(&(at, c)) = chars.peek() {
            let next = bytes.get(at + 1).copied().unwrap_or(b' ');
            let joins = match c {
                '-' => next.is_ascii_alphanumeric(),
                '.' if digit => next.is_ascii_digit(),
                '.' => {
                    next.is_ascii_alphabetic()
                        && (at - piece == 1 || text.as_bytes()[at + 1].is_ascii_lowercase())
                }
                '/' | ',' | ':' => digit && next.is_ascii_digit(),
                c => c.is_alphanumeric(),
            };
            if !joins {
                break;
            }
            if c == '.' {
                piece = at + 1;
            }
            end = at + c.len_utf8();
            chars.next();
        }
        if end == start {
            chars.next();
            continue;
        }
        let capital = text[start..].starts_with(char::is_uppercase);
        if let Some(last) = out.last() {
            let gap = &bytes[last_end..start];
            let line = gap.contains(&b'\n');
            let stop = gap.len() > 1
                && gap.iter().any(|b| matches!(b, b'.' | b'!' | b'?'))
                && (capital || digit)
                && !abbreviates(last.lower, last.word);
            sentence += u32::from(line || stop);
        }
        let piece = &lower[start..end];
        let word = if digit {
            Word::default()
        } else {
            words.get(piece)
        };
        out.push(Token {
            start,
            end,
            lower: piece,
            sentence,
            capital,
            digit,
            word,
        });
        last_end = end;
    }
    out
}

/// A date as read from the tokens.
#[derive(Clone, Copy, Default)]
struct Read {
    year: Option<i32>,
    month: u8,
    day: u8,
    /// The token behind it.
    end: usize,
}

fn four_digits(lower: &str) -> Option<i32> {
    (lower.len() == 4)
        .then(|| lower.parse::<i32>().ok())
        .flatten()
        .filter(|y| (1600..=2100).contains(y))
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

    fn day_of_month(&self, i: usize) -> Option<u8> {
        let t = self
            .tokens
            .get(i)
            .filter(|t| t.digit && t.lower.len() <= 4)?;
        let digits = t.lower.trim_end_matches(|c: char| c.is_ascii_alphabetic());
        let tail = &t.lower[digits.len()..];
        if digits.len() > 2 || !matches!(tail, "" | "st" | "nd" | "rd" | "th" | "er") {
            return None;
        }
        digits.parse().ok().filter(|d| (1..=31).contains(d))
    }

    fn year(&self, i: usize) -> Option<i32> {
        four_digits(self.tokens.get(i)?.lower)
    }

    /// Reads "October 8, 2016", "8th of October", "8 Oct".
    fn date(&self, i: usize) -> Option<Read> {
        let mut read = Read::default();
        if let (Some(month), Some(day)) = (self.month(i), self.day_of_month(i + 1)) {
            if !self.close(i) {
                return None;
            }
            (read.month, read.day, read.end) = (month, day, i + 2);
        } else if let Some(day) = self.day_of_month(i) {
            let j = i + 1 + usize::from(self.is(i + 1, class::OF));
            read.month = self
                .month(j)
                .filter(|_| self.close(i) && self.close(j - 1))?;
            (read.day, read.end) = (day, j + 1);
        } else {
            return None;
        }
        if let Some(year) = self.year(read.end).filter(|_| self.close(read.end - 1)) {
            read.year = Some(year);
            read.end += 1;
        }
        chrono::NaiveDate::from_ymd_opt(
            read.year.unwrap_or(2016),
            read.month.into(),
            read.day.into(),
        )
        .map(|_| read)
    }

    /// Reads `2016-10-08`, `10/19/2016`, and their like.
    fn numeric(&self, i: usize) -> Option<Read> {
        let lower = self.tokens.get(i)?.lower;
        let parts: Vec<&str> = lower.split(['-', '/', '.']).collect();
        let n = |at: usize| parts.get(at).and_then(|p| p.parse::<u8>().ok());
        let (year, month, day) = match parts.len() {
            3 if parts[0].len() == 4 => (four_digits(parts[0])?, n(1)?, n(2)?),
            3 if parts[2].len() == 4 => {
                let (a, b) = (n(0)?, n(1)?);
                let year = four_digits(parts[2])?;
                match (a > 12, b > 12) {
                    (false, true) => (year, a, b),
                    (true, false) => (year, b, a),
                    _ if a == b => (year, a, b),
                    _ => return None,
                }
            }
            _ => return None,
        };
        chrono::NaiveDate::from_ymd_opt(year, month.into(), day.into())?;
        Some(Read {
            year: Some(year),
            month,
            day,
            end: i + 1,
        })
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
            sentence,
            times: 1,
        });
    }

    /// Says whether the words around tokens `from..to` look back or ahead.
    fn lean(&self, from: usize, to: usize) -> Lean {
        let sentence = self.tokens[from].sentence;
        let mut score = 0.0_f32;
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

    fn near_day(&self, from: usize, to: usize) -> Option<i8> {
        let before = from.checked_sub(1).filter(|&i| self.is(i, class::NEAR_DAY));
        before
            .or(Some(to).filter(|&i| self.is(i, class::NEAR_DAY)))
            .filter(|&i| self.tokens[i].sentence == self.tokens[from].sentence)
            .and_then(|i| i8::try_from(self.value(i)).ok())
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

    fn weekday(&mut self, i: usize) -> Option<usize> {
        let weekday = self.named(i, class::WEEKDAY)?;
        let j = i + 1 + usize::from(self.is(i + 1, class::OF));
        if let Some(read) = self.date(j).filter(|_| self.close(i)) {
            self.dated(i, read, Some(weekday));
            return Some(read.end);
        }
        if self.is(i, class::SHORT) {
            return None;
        }
        let dir = self.direction(i);
        let lean = self.lean(i, i + 1);
        let from = i - usize::from(dir.is_some());
        let part = (self.is(i + 1, class::PART) && self.gap(i) == " ")
            .then(|| u8::try_from(self.value(i + 1)).ok())
            .flatten();
        let said = (i.saturating_sub(3)..i)
            .any(|k| self.is(k, class::SAID) && self.tokens[k].sentence == self.tokens[i].sentence);
        let what = What::Weekday {
            weekday,
            dir,
            part,
            said,
        };
        self.add(what, lean, from, i + 1 + usize::from(part.is_some()));
        Some(i + 1)
    }

    fn dated(&mut self, i: usize, read: Read, weekday: Option<u8>) {
        let near = self.near_day(i, read.end);
        let what = What::Date {
            year: read.year,
            month: read.month,
            day: read.day,
            weekday,
            near,
            head: self.heads(i, read),
            listed: self.listed(i),
        };
        let lean = self.lean(i, read.end);
        if let Some(year) = read.year {
            self.years.push((self.tokens[i].sentence, year, i));
        }
        self.add(what, lean, i, read.end);
    }

    /// Tells whether a date is the text's own: a line for itself near the top, or a
    /// dateline ("PARIS, Oct. 8 (…) —").
    fn heads(&self, i: usize, read: Read) -> bool {
        let (start, end) = (self.tokens[i].start, self.tokens[read.end - 1].end);
        if start > 600 {
            return false;
        }
        let line_start = self.text[..start].rfind('\n').map_or(0, |n| n + 1);
        let line_end = self.text[end..]
            .find('\n')
            .map_or(self.text.len(), |n| end + n);
        let before = self.text[line_start..start].split_whitespace().count();
        let after = &self.text[end..line_end];
        if read.year.is_some() && before <= 4 && after.split_whitespace().count() <= 5 {
            return true;
        }
        let rest = after.trim_start();
        let agency = rest.starts_with('(')
            && rest.find(')').is_some_and(|close| {
                close < 40
                    && rest[close + 1..]
                        .trim_start()
                        .starts_with(['-', '\u{2013}', '\u{2014}', '='])
            });
        let dash = rest.starts_with(['\u{2013}', '\u{2014}']) || rest.starts_with("--");
        let place = self.text[line_start..start]
            .chars()
            .filter(|c| c.is_alphabetic())
            .all(char::is_uppercase);
        start < 400 && before <= 6 && (agency || (dash && place && before > 0))
    }

    /// Tells whether a date begins its line, numbers and marks left aside.
    fn listed(&self, i: usize) -> bool {
        let start = self.tokens[i].start;
        let line = self.text[..start].rfind('\n').map_or(0, |n| n + 1);
        !self.text[line..start].contains(char::is_alphabetic)
    }

    fn bare_month(&mut self, i: usize) -> Option<usize> {
        let month = self.month(i)?;
        let year = self.year(i + 1).filter(|_| self.close(i));
        let dir = self.direction(i);
        let led = i > 0 && self.is(i - 1, class::BEFORE_MONTH);
        if year.is_none() && (self.is(i, class::RISKY) || self.is(i, class::SHORT)) && !led {
            return None;
        }
        let end = i + 1 + usize::from(year.is_some());
        let lean = self.lean(i, end);
        if let Some(year) = year {
            self.years.push((self.tokens[i].sentence, year, i));
        }
        let from = i - usize::from(dir.is_some());
        self.add(What::Month { year, month, dir }, lean, from, end);
        Some(end)
    }

    fn bare_year(&mut self, i: usize) -> Option<usize> {
        let lower = self.tokens[i].lower;
        let year = match lower.split_once(['-', '/']) {
            Some((first, second)) if second.len() == 2 => {
                let first = four_digits(first)?;
                let year = first / 100 * 100 + second.parse::<i32>().ok()?;
                (first + 1..first + 3).contains(&year).then_some(year)?
            }
            _ => four_digits(lower)?,
        };
        let before = self.text[..self.tokens[i].start].chars().next_back();
        if before.is_some_and(|c| matches!(c, '$' | '£' | '€' | '#' | '@')) {
            return None;
        }
        let held = &self.text[..self.tokens[i].start];
        let copyright =
            held.trim_end().ends_with('©') || (i > 0 && self.tokens[i - 1].lower == "copyright");
        let lean = self.lean(i, i + 1);
        self.years.push((self.tokens[i].sentence, year, i));
        self.add(What::Year { year, copyright }, lean, i, i + 1);
        Some(i + 1)
    }

    fn unit(&mut self, i: usize) {
        let unit = u8::try_from(self.value(i)).unwrap_or(0);
        let Some(before) = i.checked_sub(1) else {
            return;
        };
        if let Some(dir) = self.direction(i) {
            let plain = !matches!(self.tokens[before].lower, "past" | "previous");
            if plain && (1..=4).contains(&unit) && !self.tokens[i].lower.ends_with('s') {
                self.add(What::Unit { unit, dir }, Lean::Unsaid, before, i + 1);
            }
            return;
        }
        if unit == 3 && (self.is(i + 1, class::AGO) || self.is(i + 1, class::AFTER)) {
            let t = &self.tokens[before];
            let n = if t.digit {
                t.lower.parse().ok()
            } else if t.word.classes & class::NUMBER != 0 {
                Some(i32::from(t.word.value))
            } else {
                None
            };
            if let Some(n) = n.filter(|n| (1..=150).contains(n)) {
                self.ago.push((t.sentence, n, before));
            }
        }
    }

    /// "… five years ago, in 2011": both in one sentence say the year of the text.
    fn elapsed(&mut self) {
        for k in 0..self.ago.len() {
            let (sentence, n, at) = self.ago[k];
            let mut years: Vec<(i32, usize)> = self
                .years
                .iter()
                .filter(|y| y.0 == sentence)
                .map(|&(_, year, i)| (year, i))
                .collect();
            years.dedup_by_key(|y| y.0);
            if let [(year, i)] = years[..] {
                let (from, to) = (at.min(i), at.max(i) + 1);
                if to - from <= 12 {
                    self.add(What::Elapsed { year, n }, Lean::Unsaid, from, to);
                }
            }
        }
    }

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

    fn feast(&mut self, i: usize) {
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

    fn first(&mut self, i: usize) {
        let record = self.record;
        let Some(list) = record.firsts.get(self.tokens[i].lower) else {
            return;
        };
        for (phrase, day) in list {
            if let Some(end) = self.phrase(i, phrase) {
                self.add(What::Known { from: *day }, Lean::Unsaid, i, end);
            }
        }
    }

    /// Reads "French President François Hollande" and "the Trump administration".
    fn office(&mut self, i: usize) {
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
            // "President Bush" may be followed by no further name.
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
