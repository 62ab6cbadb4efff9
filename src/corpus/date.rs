//! Dates as metadata and page headers write them. Running text is not read here.

use chrono::{DateTime, Duration, FixedOffset, NaiveDate, NaiveDateTime};

/// A date as written, on the calendar of whoever wrote it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Written {
    pub day: NaiveDate,
    /// `19:05-04:00`; without offset when none is written.
    pub time: Option<String>,
    /// Minutes east of Greenwich, when written.
    pub offset: Option<i32>,
    /// Day and month may be swapped.
    pub ambiguous: bool,
}

/// The order of day and month in dates of numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
}

/// Returns the date `text` writes; of two numbers that may be day or month, `order` says
/// which comes first, and when it does not, the date is marked ambiguous.
pub(super) fn parse(text: &str, order: Option<Order>) -> Option<Written> {
    let text = text.trim();
    if text.len() < 6 || text.len() > 200 || !text.bytes().any(|b| b.is_ascii_digit()) {
        return None;
    }
    iso(text)
        .or_else(|| digits(text))
        .or_else(|| numbers(text, order))
        .or_else(|| words(text))
        .or_else(|| year_month_day(text))
        .filter(|w| plausible(w.day) && !is_epoch(w))
}

/// Midnight of the first day of 1970 is a clock that was never set.
fn is_epoch(written: &Written) -> bool {
    NaiveDate::from_ymd_opt(1970, 1, 1) == Some(written.day)
        && written
            .time
            .as_ref()
            .is_some_and(|t| t.starts_with("00:00"))
}

/// 2016年10月9日, as Chinese and Japanese papers write it.
fn year_month_day(text: &str) -> Option<Written> {
    let (year, rest) = text.split_once('年')?;
    let (month, rest) = rest.split_once('月')?;
    let (day, tail) = rest.split_once('日')?;
    let year = year.get(year.len().checked_sub(4)?..)?;
    let number = |text: &str| text.trim().parse::<u32>().ok();
    let day = NaiveDate::from_ymd_opt(year.parse().ok()?, number(month)?, number(day)?)?;
    Some(with_clock(day, tail))
}

/// Newspapers exist since 1605.
fn plausible(day: NaiveDate) -> bool {
    use chrono::Datelike as _;
    (1600..=2100).contains(&day.year())
}

/// Returns what a date of two ambiguous numbers proves about their order.
pub(super) fn order_of(text: &str) -> Option<Order> {
    let (a, b, _) = two_numbers(text.trim())?;
    match (a, b) {
        (13..=31, 1..=12) => Some(Order::DayFirst),
        (1..=12, 13..=31) => Some(Order::MonthFirst),
        _ => None,
    }
}

/// Returns the two numbers of a date that may both be day or month.
pub(super) fn either(text: &str) -> Option<(u32, u32)> {
    let text = text.trim();
    let (a, b, _) = two_numbers(text)?;
    let open = (1..=12).contains(&a) && (1..=12).contains(&b) && a != b;
    (open && !text.get(..6)?.contains('.')).then_some((a, b))
}

/// Returns the days that a date leaves open: all of a month or year, or the two that
/// `08/10/2016` may be.
pub(super) fn spans(text: &str) -> Vec<(NaiveDate, NaiveDate)> {
    let text = text.trim();
    if let Some(w) = parse(text, None) {
        let other = parse(text, Some(Order::MonthFirst)).filter(|_| w.ambiguous);
        let mut days: Vec<_> = other.map(|o| (o.day, o.day)).into_iter().collect();
        days.extend(w.ambiguous.then_some((w.day, w.day)));
        days.sort();
        return days;
    }
    let words: Vec<&str> = text
        .split(['-', '/', '.', ',', ' '])
        .filter(|w| !w.is_empty() && !matches!(*w, "de" | "del"))
        .collect();
    let month = |w: &str| {
        let number = w
            .parse()
            .ok()
            .filter(|m| (1..=12).contains(m) && w.len() <= 2);
        number.or_else(|| month(w)).or_else(|| foreign_month(w))
    };
    let year = |w: &str| w.parse::<i32>().ok().filter(|_| w.len() == 4);
    let found = match words.as_slice() {
        [y] => year(y).map(|y| (y, None)),
        // The day of it is not known: "2016-10-00".
        [y, "00", "00"] => year(y).map(|y| (y, None)),
        [y, m] | [y, m, "00"] if year(y).is_some() => year(y).zip(month(m).map(Some)),
        [m, y] => year(y).zip(month(m).map(Some)),
        _ => None,
    };
    let span = found.and_then(|(y, m)| {
        let first = NaiveDate::from_ymd_opt(y, m.unwrap_or(1), 1)?;
        let months = chrono::Months::new(if m.is_some() { 1 } else { 12 });
        Some((first, first.checked_add_months(months)?.pred_opt()?))
    });
    span.filter(|(first, _)| plausible(*first))
        .into_iter()
        .collect()
}

/// `2016-10-08`, `2016-10-08T19:05:00-04:00`, `2016-10-08 19:05:00`, `2016/10/08`, `2016-10`.
fn iso(text: &str) -> Option<Written> {
    let year: i32 = text.get(..4)?.parse().ok()?;
    let mark = text.as_bytes().get(4)?;
    if !matches!(mark, b'-' | b'/' | b'.' | b',') {
        return None;
    }
    let rest = &text[5..];
    let month_len = rest.bytes().take_while(u8::is_ascii_digit).count();
    let month: u32 = rest.get(..month_len)?.parse().ok()?;
    let rest = rest.get(month_len..)?;
    if rest.as_bytes().first() != Some(mark) {
        return None;
    }
    let rest = rest[1..].trim_start();
    let day_len = rest.bytes().take_while(u8::is_ascii_digit).count();
    let day: u32 = rest.get(..day_len.min(2))?.parse().ok()?;
    let day = NaiveDate::from_ymd_opt(year, month, day)?;
    let tail = rest
        .get(day_len..)?
        .trim_start_matches(['T', 't', ' ', ',']);
    Some(with_clock(day, tail))
}

fn with_clock(day: NaiveDate, tail: &str) -> Written {
    let (time, offset) = clock(tail);
    Written {
        day,
        time,
        offset,
        ambiguous: false,
    }
}

/// Reads `19:05`, `19:05:33.123`, `7:05 p.m.`, `1905`, with `Z`, `+0200`, `GMT`, `EDT`.
fn clock(text: &str) -> (Option<String>, Option<i32>) {
    let text = text.trim();
    let lead = text.bytes().take_while(u8::is_ascii_digit).count();
    let (hour, minute, rest) = if (1..=2).contains(&lead)
        && matches!(text.as_bytes().get(lead), Some(b':' | b'.' | b'h'))
    {
        let minute = text.get(lead + 1..lead + 3).unwrap_or_default();
        let seconds = text.get(lead + 3..).unwrap_or_default();
        let rest = seconds.trim_start_matches(|c: char| c == ':' || c == '.' || c.is_ascii_digit());
        (text[..lead].parse().ok(), minute.parse().ok(), rest)
    } else if lead == 4 || lead == 6 {
        (
            text[..2].parse().ok(),
            text[2..4].parse().ok(),
            &text[lead..],
        )
    } else if (1..=2).contains(&lead) && meridiem(text[lead..].trim()).is_some() {
        (text[..lead].parse().ok(), Some(0), &text[lead..])
    } else {
        return (None, None);
    };
    let (Some(mut hour), Some(minute)) = (hour, minute) else {
        return (None, None);
    };
    let mut rest = rest.trim_start();
    if let Some((pm, len)) = meridiem(rest) {
        let h: u32 = hour;
        hour = if pm { h % 12 + 12 } else { h % 12 };
        rest = rest[len..].trim_start();
    }
    if hour > 23 || minute > 59u32 {
        return (None, None);
    }
    let offset = offset(rest);
    let shown = match offset {
        Some(0) => "Z".to_owned(),
        Some(m) => format!(
            "{}{:02}:{:02}",
            if m < 0 { '-' } else { '+' },
            m.abs() / 60,
            m.abs() % 60
        ),
        None => String::new(),
    };
    (Some(format!("{hour:02}:{minute:02}{shown}")), offset)
}

fn meridiem(text: &str) -> Option<(bool, usize)> {
    let lower = text
        .get(..4.min(text.len()))
        .unwrap_or_default()
        .to_ascii_lowercase();
    for (mark, pm) in [("a.m.", false), ("p.m.", true), ("am", false), ("pm", true)] {
        if lower.starts_with(mark) {
            return Some((pm, mark.len()));
        }
    }
    None
}

/// Zones that name one offset wherever a newspaper prints them.
const ZONES: &[(&str, i32)] = &[
    ("Z", 0),
    ("GMT", 0),
    ("UTC", 0),
    ("UT", 0),
    ("EST", -300),
    ("EDT", -240),
    ("CDT", -300),
    ("MST", -420),
    ("MDT", -360),
    ("PST", -480),
    ("PDT", -420),
    ("CET", 60),
    ("CEST", 120),
    ("EET", 120),
    ("EEST", 180),
    ("MSK", 180),
    ("HKT", 480),
    ("JST", 540),
    ("AEST", 600),
    ("AEDT", 660),
    ("NZST", 720),
    ("NZDT", 780),
    ("WIB", 420),
    ("SGT", 480),
];

fn offset(text: &str) -> Option<i32> {
    let text = text.trim_start_matches([' ', '(']);
    let word: String = text.chars().take_while(char::is_ascii_alphabetic).collect();
    let after = &text[word.len()..];
    if let Some(signed) = signed(after)
        && matches!(word.as_str(), "" | "GMT" | "UTC")
    {
        return Some(signed);
    }
    ZONES
        .iter()
        .find(|(name, _)| *name == word)
        .map(|(_, minutes)| *minutes)
}

fn signed(text: &str) -> Option<i32> {
    let sign = match text.chars().next()? {
        '+' => 1,
        '-' | '\u{2212}' => -1,
        _ => return None,
    };
    let digits: String = text
        .chars()
        .skip(1)
        .take_while(|c| c.is_ascii_digit() || *c == ':')
        .filter(char::is_ascii_digit)
        .collect();
    let (h, m) = match digits.len() {
        1 | 2 => (digits.parse::<i32>().ok()?, 0),
        4 => (digits[..2].parse().ok()?, digits[2..].parse().ok()?),
        _ => return None,
    };
    (h <= 14 && m < 60).then_some(sign * (h * 60 + m))
}

/// `20161009`, `20161009T021500Z`, `20161009021500`, seconds or milliseconds since 1970.
fn digits(text: &str) -> Option<Written> {
    let lead = text.bytes().take_while(u8::is_ascii_digit).count();
    let rest = &text[lead..];
    let number = &text[..lead];
    match lead {
        8 | 14 => {
            let day = NaiveDate::parse_from_str(number.get(..8)?, "%Y%m%d").ok()?;
            let tail = if lead == 14 {
                &text[8..]
            } else {
                rest.trim_start_matches(['T', ' ', '-'])
            };
            Some(with_clock(day, tail))
        }
        10 | 13 if rest.is_empty() || rest == ".0" => {
            let n: i64 = number.parse().ok()?;
            let seconds = if lead == 13 { n / 1000 } else { n };
            let at = DateTime::from_timestamp(seconds, 0)?.naive_utc();
            Some(Written {
                day: at.date(),
                time: Some(format!("{}Z", at.format("%H:%M"))),
                offset: Some(0),
                ambiguous: false,
            })
        }
        _ => None,
    }
}

/// Two numbers and a year, with the length of all three.
fn two_numbers(text: &str) -> Option<(u32, u32, usize)> {
    let mut parts = text.splitn(3, ['/', '.', '-']);
    let (a, b, c) = (parts.next()?, parts.next()?, parts.next()?);
    let year: String = c.chars().take_while(char::is_ascii_digit).collect();
    if a.len() > 2 || b.len() > 2 || year.len() != 4 {
        return None;
    }
    Some((a.parse().ok()?, b.parse().ok()?, a.len() + b.len() + 6))
}

/// `08/10/2016`, `8.10.2016`, `10-08-2016`.
fn numbers(text: &str, order: Option<Order>) -> Option<Written> {
    let (a, b, len) = two_numbers(text)?;
    let year: i32 = text.get(len - 4..len)?.parse().ok()?;
    // A point between day and month stands after the day in every country that writes it.
    let pointed = text[..len].contains('.');
    let order = order_of(text).or(if pointed {
        Some(Order::DayFirst)
    } else {
        order
    });
    let ambiguous = order.is_none() && a != b;
    let (day, month) = match order {
        Some(Order::MonthFirst) => (b, a),
        _ => (a, b),
    };
    let day = NaiveDate::from_ymd_opt(year, month, day)?;
    let mut out = with_clock(day, text[len..].trim_start_matches([',', ' ', 'T']));
    out.ambiguous = ambiguous;
    Some(out)
}

const MONTHS: &[&str] = &[
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// Months as papers and databases in other languages write them, whole.
const FOREIGN_MONTHS: &[(&str, u32)] = &[
    ("janvier", 1),
    ("février", 2),
    ("mars", 3),
    ("avril", 4),
    ("mai", 5),
    ("juin", 6),
    ("juillet", 7),
    ("août", 8),
    ("septembre", 9),
    ("octobre", 10),
    ("novembre", 11),
    ("décembre", 12),
    ("januar", 1),
    ("jänner", 1),
    ("februar", 2),
    ("märz", 3),
    ("juni", 6),
    ("juli", 7),
    ("oktober", 10),
    ("dezember", 12),
    ("enero", 1),
    ("febrero", 2),
    ("marzo", 3),
    ("abril", 4),
    ("mayo", 5),
    ("junio", 6),
    ("julio", 7),
    ("agosto", 8),
    ("septiembre", 9),
    ("setiembre", 9),
    ("octubre", 10),
    ("noviembre", 11),
    ("diciembre", 12),
    ("gennaio", 1),
    ("febbraio", 2),
    ("aprile", 4),
    ("maggio", 5),
    ("giugno", 6),
    ("luglio", 7),
    ("settembre", 9),
    ("ottobre", 10),
    ("dicembre", 12),
    ("janeiro", 1),
    ("fevereiro", 2),
    ("março", 3),
    ("maio", 5),
    ("junho", 6),
    ("julho", 7),
    ("setembro", 9),
    ("outubro", 10),
    ("novembro", 11),
    ("dezembro", 12),
    ("januari", 1),
    ("februari", 2),
    ("maart", 3),
    ("mei", 5),
    ("augustus", 8),
];

fn foreign_month(word: &str) -> Option<u32> {
    if word.len() > 12 || !word.starts_with(char::is_alphabetic) {
        return None;
    }
    let word = word.trim_end_matches('.').to_lowercase();
    let found = FOREIGN_MONTHS.iter().find(|(name, _)| *name == word);
    found.map(|(_, n)| *n)
}

/// Returns the number of a month by its name or its first letters.
pub(super) fn month(word: &str) -> Option<u32> {
    let word = word.trim_end_matches('.');
    let first = word.bytes().next()?.to_ascii_lowercase();
    if word.len() < 3 || !MONTHS.iter().any(|m| m.as_bytes()[0] == first) {
        return None;
    }
    let word = word.to_lowercase();
    let at = MONTHS.iter().position(|m| {
        *m == word || (m.starts_with(&word) && (word.len() == 3 || word == "sept"))
    })?;
    u32::try_from(at + 1).ok()
}

/// `October 9, 2016`, `9 Oct 2016`, `Sun, 09 Oct 2016 02:15:00 +0000`,
/// `0215 GMT (1015 HKT) October 9, 2016`.
fn words(text: &str) -> Option<Written> {
    let mut tokens: Vec<(usize, &str)> = tokens(text);
    // "9 de octubre de 2016".
    tokens.retain(|(_, t)| !matches!(*t, "de" | "del"));
    for (i, (_, word)) in tokens.iter().enumerate() {
        let Some(month) = month(word).or_else(|| foreign_month(word)) else {
            continue;
        };
        let number = |at: usize| -> Option<u32> {
            let (_, t) = tokens.get(at)?;
            let digits = t.trim_end_matches(|c: char| c.is_ascii_alphabetic());
            (digits.len() <= 2).then(|| digits.parse().ok()).flatten()
        };
        let year_at = |at: usize| -> Option<(i32, usize)> {
            let (start, t) = tokens.get(at)?;
            (t.len() == 4)
                .then(|| t.parse().ok().map(|y| (y, start + 4)))
                .flatten()
        };
        // "13 Oct 16 08:00 EST", as mail once wrote it.
        let short_year = |at: usize| -> Option<(i32, usize)> {
            let (start, t) = tokens.get(at)?;
            let clock = text.get(start + 2..)?.trim_start().as_bytes();
            let timed = clock.get(2) == Some(&b':') && clock[..2].iter().all(u8::is_ascii_digit);
            let year: i32 = (t.len() == 2 && timed).then(|| t.parse().ok()).flatten()?;
            Some((if year < 70 { 2000 + year } else { 1900 + year }, start + 2))
        };
        let before = i.checked_sub(1).and_then(number);
        // "October 9, 2016", "9 October 2016", "Sun Oct 09 02:15:00 2016".
        let found = match (number(i + 1), year_at(i + 2)) {
            (Some(day), Some((year, end))) => Some((day, year, end)),
            _ => match (before, year_at(i + 1).or_else(|| short_year(i + 1))) {
                (Some(day), Some((year, end))) => Some((day, year, end)),
                _ => number(i + 1).and_then(|day| {
                    let (year, _) = (i + 3..tokens.len()).find_map(year_at)?;
                    let (start, t) = tokens[i + 1];
                    Some((day, year, start + t.len()))
                }),
            },
        };
        let Some((day, year, end)) = found else {
            continue;
        };
        let Some(day) = NaiveDate::from_ymd_opt(year, month, day) else {
            continue;
        };
        let tail = text[end..].trim_start_matches(|c: char| !c.is_ascii_digit());
        let mut out = with_clock(day, tail);
        if out.time.is_none() {
            let lead = text[..tokens[i].0].trim_start_matches(|c: char| !c.is_ascii_digit());
            let (time, offset) = clock(lead);
            (out.time, out.offset) = (time, offset);
        }
        return Some(out);
    }
    None
}

/// Returns whether a line begins with these ASCII letters, whatever their case.
pub(super) fn begins(line: &str, label: &str) -> bool {
    let (line, label) = (line.as_bytes(), label.as_bytes());
    let first = |bytes: &[u8]| bytes.first().map(u8::to_ascii_lowercase);
    first(line) == first(label)
        && line
            .get(..label.len())
            .is_some_and(|head| head.eq_ignore_ascii_case(label))
}

/// Returns whether a line holds nothing but a date: everything in it is a part of one.
pub(super) fn is_bare(line: &str) -> bool {
    // Most lines are told by their first word.
    line.len() <= 90
        && line
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .all(is_calendar_word)
        && line.bytes().any(|b| b.is_ascii_digit())
}

fn is_calendar_word(word: &str) -> bool {
    if word.bytes().any(|b| b.is_ascii_digit()) {
        return true;
    }
    if word.len() > 12 || !word.is_ascii() {
        return false;
    }
    if (2..=5).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase()) {
        return true;
    }
    let lower = word.to_ascii_lowercase();
    month(word).is_some()
        || matches!(
            lower.as_str(),
            "am" | "pm"
                | "a"
                | "p"
                | "m"
                | "at"
                | "on"
                | "of"
                | "z"
                | "the"
                | "et"
                | "pt"
                | "ct"
                | "h"
                | "t"
        )
        || (lower.ends_with("day") && lower.len() <= 9)
        || matches!(
            lower.as_str(),
            "mon" | "tue" | "tues" | "wed" | "thu" | "thur" | "thurs" | "fri" | "sat" | "sun"
        )
}

fn tokens(text: &str) -> Vec<(usize, &str)> {
    let mut out = Vec::new();
    let mut start = None;
    for (i, c) in text.char_indices() {
        if c.is_alphanumeric()
            || c == '.' && start.is_some_and(|s: usize| text[s..i].chars().all(char::is_alphabetic))
        {
            start.get_or_insert(i);
        } else if let Some(s) = start.take() {
            out.push((s, &text[s..i]));
        }
    }
    if let Some(s) = start {
        out.push((s, &text[s..]));
    }
    out
}

/// Returns the moment in UTC, where time and offset are known.
pub(super) fn instant(written: &Written) -> Option<NaiveDateTime> {
    let offset = FixedOffset::east_opt(written.offset? * 60)?;
    let time = written.time.as_deref()?.get(..5)?;
    let time = chrono::NaiveTime::parse_from_str(time, "%H:%M").ok()?;
    let local = written.day.and_time(time);
    Some(local - Duration::seconds(i64::from(offset.local_minus_utc())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let shown = parse(text, None).map_or("none".to_owned(), |w| {
            format!(
                "{}{}{}",
                w.day,
                w.time.map(|t| format!(" {t}")).unwrap_or_default(),
                if w.ambiguous { " ?" } else { "" }
            )
        });
        assert_eq!(shown, expected, "{text}");
    }

    #[test]
    fn dates_of_metadata_are_read() {
        check("2016-10-08", "2016-10-08");
        check("2016-10-08T19:05:00-04:00", "2016-10-08 19:05-04:00");
        check("2016-10-08 19:05:33", "2016-10-08 19:05");
        check("2016-10-09T02:15:00.000Z", "2016-10-09 02:15Z");
        check("20161009T021500Z", "2016-10-09 02:15Z");
        check("20161009021500", "2016-10-09 02:15");
        check("1475982900", "2016-10-09 03:15Z");
        check("Sun, 09 Oct 2016 02:15:00 +0000", "2016-10-09 02:15Z");
        check("Sun Oct 09 02:15:00 2016", "2016-10-09 02:15");
        check(
            "Updated 0215 GMT (1015 HKT) October 9, 2016",
            "2016-10-09 02:15Z",
        );
        check("Oct. 9, 2016, 2:15 p.m. EDT", "2016-10-09 14:15-04:00");
        check("9th October 2016", "2016-10-09");
        check("08/10/2016", "2016-10-08 ?");
        check("13/10/2016", "2016-10-13");
        check("10/13/2016", "2016-10-13");
        check("8.10.2016", "2016-10-08");
        check("10 octobre 2016 lundi", "2016-10-10");
        check("Sonntag, 9. Oktober 2016", "2016-10-09");
        check("9 de octubre de 2016", "2016-10-09");
        check("2016年10月9日 12:30", "2016-10-09 12:30");
        check("1970-01-01T00:00:00Z", "none");
        check("January 1, 1970", "1970-01-01");
        check("None", "none");
        check("2016-13-40", "none");
        check("Marching orders for 12 of 2016", "none");
    }

    #[test]
    fn one_instant_in_two_zones_is_one() {
        let a = parse("2016-10-09T02:15:00Z", None).unwrap();
        let b = parse("2016-10-08T22:15:00-04:00", None).unwrap();
        assert_eq!(instant(&a), instant(&b));
        assert_ne!(a.day, b.day);
    }

    #[test]
    fn dates_that_name_no_day_leave_their_days_open() {
        let open = |text: &str| -> Vec<String> {
            let spans = super::spans(text);
            spans.iter().map(|(a, b)| format!("{a}..{b}")).collect()
        };
        for text in [
            "2016-10",
            "10/2016",
            "October 2016",
            "oct. 2016",
            "2016-10-00",
            "octubre de 2016",
        ] {
            assert_eq!(open(text), ["2016-10-01..2016-10-31"], "{text}");
        }
        assert_eq!(open("2016"), ["2016-01-01..2016-12-31"]);
        assert_eq!(
            open("08/10/2016"),
            ["2016-08-10..2016-08-10", "2016-10-08..2016-10-08"]
        );
        for text in [
            "",
            "2016-10-08",
            "13/10/2016",
            "spring",
            "issue 12",
            "0012",
            "99/2016",
        ] {
            assert!(open(text).is_empty(), "{text}");
        }
    }
}
