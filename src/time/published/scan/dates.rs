//! Dates, months, years, weekdays and stretches as a text names them.

use super::super::words::class;
use super::super::{Lean, Mark, What};
use super::Scan;

/// The bytes in which a text gives its own date.
const TOP: usize = 800;

/// A date as read from the tokens.
#[derive(Clone, Copy, Default)]
pub(super) struct Read {
    pub year: Option<i32>,
    pub month: u8,
    pub day: u8,
    /// The token behind it.
    pub end: usize,
}

fn four_digits(lower: &str) -> Option<i32> {
    (lower.len() == 4)
        .then(|| lower.parse::<i32>().ok())
        .flatten()
        .filter(|y| (1600..=2100).contains(y))
}

/// The bytes in which a date beside a clock is that of the text.
const HEAD: usize = 200;

/// Returns the length of a time like `5:18` at the beginning of a text.
fn clock(text: &str) -> Option<usize> {
    let digits = |s: &str| s.bytes().take_while(u8::is_ascii_digit).count();
    let hours = digits(text);
    let rest = text.get(hours..)?.strip_prefix([':', '.'])?;
    ((1..=2).contains(&hours) && digits(rest) == 2).then_some(hours + 3)
}

impl Scan<'_> {
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
    pub(super) fn date(&self, i: usize) -> Option<Read> {
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
    pub(super) fn numeric(&self, i: usize) -> Option<Read> {
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

    fn near_day(&self, from: usize, to: usize) -> Option<i8> {
        let before = from.checked_sub(1).filter(|&i| self.is(i, class::NEAR_DAY));
        before
            .or(Some(to).filter(|&i| self.is(i, class::NEAR_DAY)))
            .filter(|&i| self.tokens[i].sentence == self.tokens[from].sentence)
            .and_then(|i| i8::try_from(self.value(i)).ok())
    }

    pub(super) fn weekday(&mut self, i: usize) -> Option<usize> {
        let weekday = self.named(i, class::WEEKDAY)?;
        let j = i + 1 + usize::from(self.is(i + 1, class::OF));
        if let Some(read) = self.date(j).filter(|_| self.close(i)) {
            self.dated(i, read, Some(weekday));
            return Some(read.end);
        }
        if self.is(i, class::SHORT) {
            return None;
        }
        if self.stamped(i) {
            self.add(What::Stamped { weekday }, Lean::Unsaid, i, i + 1);
            return Some(i + 1);
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

    /// Keeps `3/4/2016`, of which only the corpus tells which is the month.
    pub(super) fn ambiguous(&mut self, i: usize) -> bool {
        let lower = self.tokens[i].lower;
        let mut parts = lower.split(['/', '.', '-']);
        let mut n = |most: i32| {
            let part: i32 = parts.next()?.parse().ok()?;
            (1..=most).contains(&part).then_some(part)
        };
        let (Some(first), Some(second), Some(year)) = (n(12), n(12), n(2100)) else {
            return false;
        };
        if year < 1600 || parts.next().is_some() {
            return false;
        }
        let (first, second) = (first as u8, second as u8);
        let lean = self.lean(i, i + 1);
        self.add(
            What::Numeric {
                first,
                second,
                year,
            },
            lean,
            i,
            i + 1,
        );
        true
    }

    pub(super) fn dated(&mut self, i: usize, read: Read, weekday: Option<u8>) {
        let near = self.near_day(i, read.end);
        let what = What::Date {
            year: read.year,
            month: read.month,
            day: read.day,
            weekday,
            near,
            head: self.heads(i, read),
            mark: self.mark(i, read, weekday),
            listed: self.listed(i),
        };
        let lean = self.lean(i, read.end);
        if let Some(year) = read.year {
            self.years.push((self.tokens[i].sentence, year, i));
        }
        self.add(what, lean, i, read.end);
    }

    /// Returns where the line begins that byte `at` is on, or how far back it is looked at: a
    /// whole archive may stand on one line.
    fn line_start(&self, at: usize) -> usize {
        const BACK: usize = 400;
        let from = (at.saturating_sub(BACK)..=at).find(|&k| self.text.is_char_boundary(k));
        let from = from.unwrap_or(at);
        self.text[from..at]
            .rfind('\n')
            .map_or(from, |n| from + n + 1)
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

    /// Returns what a full date stands beside that says whose date it is.
    fn mark(&self, i: usize, read: Read, weekday: Option<u8>) -> Option<Mark> {
        read.year?;
        // The weekday stands before the date.
        let from = i + usize::from(self.tokens[i].word.classes & class::WEEKDAY != 0);
        let start = self.tokens[i].start;
        let before = self.text[..start].trim_end();
        let line = self.line_start(before.len());
        if let Some(before) = before[line..].strip_suffix(')')
            && before.len() > 1
            && before
                .rfind('(')
                .is_some_and(|at| before[at + 1..].starts_with('@'))
        {
            return Some(Mark::Post);
        }
        let same_line = |k: usize| self.tokens[k].start >= line;
        let labelled = (i.saturating_sub(3)..i).any(|k| self.is(k, class::STAMP) && same_line(k));
        if start < TOP && (labelled || self.clocked(i, read)) {
            return Some(Mark::Stamp);
        }
        let archive = |k: usize| self.is(k, class::ARCHIVE);
        let sentence = self.tokens[from].sentence;
        let opens = self.tokens[..i].iter().rposition(|t| t.start < line);
        let first = opens.map_or(0, |k| k + 1);
        if (read.end..self.tokens.len().min(read.end + 3))
            .any(|k| archive(k) && self.tokens[k].sentence == sentence)
            || (first < i && archive(first) && self.tokens[first].sentence == sentence)
        {
            return Some(Mark::Archive);
        }
        weekday.map(|_| Mark::Photo)
    }

    /// Tells whether a weekday is that of a line that tells when the text was changed: "Updated
    /// at 9:50 p.m. Thursday".
    fn stamped(&self, i: usize) -> bool {
        const FAR: usize = 9;
        let start = self.tokens[i].start;
        let line = self.line_start(start);
        let end = self.text[start..]
            .find('\n')
            .map_or(self.text.len(), |n| start + n);
        let first = (i.saturating_sub(FAR)..i).find(|k| self.tokens[*k].start >= line);
        let rest = self.text[self.tokens[i].end..end]
            .split_whitespace()
            .count();
        start < TOP
            && rest <= 4
            && first.is_some_and(|k| {
                self.is(k, class::STAMP) && self.text[line..self.tokens[k].start].trim().is_empty()
            })
    }

    /// Tells whether a clock stands beside a date that opens the text, as in what sites print
    /// above their news: "October 11, 2016 5:18 pm EDT", "09:26 BST, 11 October 2016".
    fn clocked(&self, i: usize, read: Read) -> bool {
        let start = self.tokens[i].start;
        if start > HEAD {
            return false;
        }
        let behind =
            self.text[self.tokens[read.end - 1].end..].trim_start_matches([' ', ',', ';', '|']);
        let behind = behind.strip_prefix("at ").unwrap_or(behind);
        let Some(len) = clock(behind) else {
            let before = &self.text[..start];
            let from = before.len().saturating_sub(24);
            let from = (from..=start).find(|at| before.is_char_boundary(*at));
            return from.is_some_and(|from| {
                let line = before[from..].rsplit('\n').next().unwrap_or("");
                line.char_indices()
                    .any(|(at, c)| c.is_ascii_digit() && clock(&line[at..]).is_some())
            });
        };
        let zone = behind[len..].trim_start();
        let half = zone.get(..2).is_some_and(|z| {
            z.eq_ignore_ascii_case("am") || z.eq_ignore_ascii_case("pm") || matches!(z, "a." | "p.")
        });
        let shouted = zone.chars().take_while(char::is_ascii_uppercase).count();
        half || (2..=4).contains(&shouted)
    }

    /// Tells whether a date begins its line, numbers and marks left aside.
    fn listed(&self, i: usize) -> bool {
        let start = self.tokens[i].start;
        let line = self.line_start(start);
        !self.text[line..start].contains(char::is_alphabetic)
    }

    pub(super) fn bare_month(&mut self, i: usize) -> Option<usize> {
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

    pub(super) fn bare_year(&mut self, i: usize) -> Option<usize> {
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

    pub(super) fn unit(&mut self, i: usize) {
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
    pub(super) fn elapsed(&mut self) {
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
}
