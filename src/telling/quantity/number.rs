//! Numbers in digits and words, ranges, money and percent.

use super::super::lexicon::can;
use super::super::tag::{Tag, Tok};
use super::text_of;
use crate::text::number;
use crate::text::token::TokenKind;

/// A number as read from tokens.
pub(super) struct Number {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) value: f64,
    pub(super) upper: Option<f64>,
    pub(super) money: Option<&'static str>,
    pub(super) percent: bool,
}

/// Reads the number that starts at token `at`, money and percent included.
pub(super) fn number_at(body: &str, toks: &[Tok], at: usize) -> Option<Number> {
    let t = &toks[at];
    let text = text_of(body, toks, at);
    let starts = t.tag == Tag::Money
        || t.kind == TokenKind::Number
        || t.lex.is(can::NUM)
        || matches!(text, "a" | "A" | "half" | "Half")
        || text.contains('-');
    if !starts {
        return None;
    }
    let mut i = at;
    let mut money = None;
    if toks[i].tag == Tag::Money {
        money = Some(match text_of(body, toks, i) {
            "€" => "euros",
            "£" => "pounds",
            "¥" => "yen",
            _ => "dollars",
        });
        i += 1;
    }
    if toks.get(i)?.time.is_some() {
        return None;
    }
    if let Some(value) = text.strip_suffix("-magnitude").and_then(digits) {
        return Some(Number {
            start: at,
            end: at + 1,
            value,
            upper: None,
            money: None,
            percent: false,
        });
    }
    let (value, mut end) = simple_number(body, toks, i)?;
    let mut upper = None;
    if let Some((low, high)) = dashed(text_of(body, toks, i)) {
        // "12-18 people"; scores have no noun behind them and are dropped later.
        return (low < high).then_some(Number {
            start: at,
            end: i + 1,
            value: low,
            upper: Some(high),
            money,
            percent: false,
        });
    }
    let mut value = value;
    if matches!(text_of(body, toks, end), "to" | "–" | "or")
        || (text_of(body, toks, end) == "and"
            && at > 0
            && text_of(body, toks, at - 1).eq_ignore_ascii_case("between"))
    {
        let mut j = end + 1;
        if toks.get(j).is_some_and(|t| t.tag == Tag::Money) {
            j += 1;
        }
        if toks.get(j).is_some_and(|t| t.time.is_none())
            && let Some((high, after)) = simple_number(body, toks, j)
        {
            // "1 to 2 million": the scale belongs to both.
            if value < high && high >= 1000.0 && value < 1000.0 && after == j + 2 {
                value *= high / (high / scale(text_of(body, toks, j + 1)).unwrap_or(1.0)).max(1.0);
                value = value.min(high);
            }
            if value < high {
                upper = Some(high);
                end = after;
            }
        }
    }
    let mut percent = false;
    match text_of(body, toks, end) {
        "%" | "percent" | "pc" => {
            percent = true;
            end += 1;
        }
        "per" if text_of(body, toks, end + 1) == "cent" => {
            percent = true;
            end += 2;
        }
        _ => {}
    }
    if money.is_none() {
        money = match text_of(body, toks, end) {
            "dollars" => Some("dollars"),
            "euros" => Some("euros"),
            "pounds" => Some("pounds"),
            _ => None,
        };
        end += usize::from(money.is_some());
    }
    Some(Number {
        start: at,
        end,
        value,
        upper,
        money,
        percent,
    })
}

fn scale(word: &str) -> Option<f64> {
    Some(match word {
        "k" => 1e3,
        "m" | "mn" => 1e6,
        "bn" => 1e9,
        "tn" => 1e12,
        _ => return number::scale(word),
    })
}

fn dashed(text: &str) -> Option<(f64, f64)> {
    let (a, b) = text.split_once('-')?;
    Some((digits(a)?, digits(b)?))
}

pub(super) fn digits(text: &str) -> Option<f64> {
    if text.is_empty()
        || !text
            .bytes()
            .all(|b| b.is_ascii_digit() || b == b',' || b == b'.')
    {
        return None;
    }
    text.replace(',', "").parse().ok()
}

/// Reads digits or number words from token `i`; returns the value and where it ends.
pub(super) fn simple_number(body: &str, toks: &[Tok], i: usize) -> Option<(f64, usize)> {
    let text = text_of(body, toks, i);
    if toks.get(i)?.kind == TokenKind::Number {
        let stuck = text.trim_end_matches(|c: char| c.is_alphabetic());
        let suffix = &text[stuck.len()..];
        let factor = if suffix.is_empty() {
            1.0
        } else {
            scale(suffix)?
        };
        let mut value = match dashed(stuck) {
            Some((low, _)) => low,
            None => digits(stuck)?,
        };
        let mut end = i + 1;
        // "1 200": digits in groups of three, one space between.
        while suffix.is_empty()
            && value < 1e9
            && toks.get(end).is_some_and(|t| {
                t.kind == TokenKind::Number
                    && t.time.is_none()
                    && t.end - t.start == 3
                    && body[t.start..t.end].bytes().all(|b| b.is_ascii_digit())
                    && t.start > toks[end - 1].end
                    && body[toks[end - 1].end..t.start].chars().count() == 1
                    && toks[i].end - toks[i].start <= 3
            })
        {
            value = value * 1000.0 + digits(text_of(body, toks, end))?;
            end += 1;
        }
        value *= factor;
        while let Some(factor) = scale(text_of(body, toks, end)) {
            // "5 m barrels", "$5 m"; "5 m" alone is metres.
            let money = i > 0 && toks[i - 1].tag == Tag::Money;
            let counts = toks.get(end + 1).is_some_and(|t| t.tag == Tag::Noun);
            if text_of(body, toks, end).len() == 1 && !money && !counts {
                break;
            }
            value *= factor;
            end += 1;
        }
        return Some((value, end));
    }
    let lower = text.to_lowercase();
    if let Some(part) = part_of_point(body, toks, i, &lower) {
        return Some(part);
    }
    if lower == "a" || lower == "half" {
        let second = text_of(body, toks, i + 1);
        let dozen = match (lower.as_str(), second) {
            ("a", "dozen") => Some((12.0, i + 2)),
            ("a", "hundred") => Some((100.0, i + 2)),
            ("a", "thousand") => Some((1e3, i + 2)),
            ("a", "million") => Some((1e6, i + 2)),
            ("a", "billion") => Some((1e9, i + 2)),
            _ => None,
        };
        if lower == "half" && second == "a" && text_of(body, toks, i + 2) == "dozen" {
            return Some((6.0, i + 3));
        }
        return dozen;
    }
    let mut total = 0.0;
    let mut current = number_word(&lower)?;
    let mut end = i + 1;
    loop {
        let word = text_of(body, toks, end).to_lowercase();
        if word == "dozen" {
            current *= 12.0;
        } else if let Some(factor) = scale(&word).filter(|_| word.len() > 2) {
            if factor == 100.0 {
                current *= factor;
            } else {
                total += current * factor;
                current = 0.0;
            }
        } else if word == "and"
            && current % 100.0 == 0.0
            && current > 0.0
            && number_word(&text_of(body, toks, end + 1).to_lowercase()).is_some()
        {
            current += number_word(&text_of(body, toks, end + 1).to_lowercase())?;
            end += 1;
        } else if let Some(n) = number_word(&word).filter(|n| {
            *n < 100.0
                && (current == 0.0
                    || current >= 100.0
                    || (current % 10.0 == 0.0 && current >= 20.0 && *n < 10.0))
                && end > i + 1 - usize::from(current >= 20.0)
        }) {
            current += n;
        } else {
            break;
        }
        end += 1;
    }
    Some((total + current, end))
}

/// Reads "half a point", "a quarter of a percentage point", "three quarters of a point", up to the
/// word that names what is counted.
fn part_of_point(body: &str, toks: &[Tok], i: usize, first: &str) -> Option<(f64, usize)> {
    let is = |at: usize, words: &[&str]| words.contains(&text_of(body, toks, at));
    let led = match first {
        "a" => Some((1.0, i + 1)),
        "half" => Some((1.0, i)),
        "three" => Some((3.0, i + 1)),
        _ => None,
    };
    let (times, at) = led?;
    let part = match text_of(body, toks, at).to_lowercase().as_str() {
        "half" => 0.5,
        "quarter" | "quarters" => 0.25,
        "third" | "thirds" => 1.0 / 3.0,
        _ => return None,
    };
    let mut end = at + 1;
    end += usize::from(is(end, &["of"]));
    end += usize::from(is(end, &["a"]));
    let point = end + usize::from(is(end, &["percentage"]));
    is(point, &["point"]).then_some((times * part, end))
}

fn number_word(word: &str) -> Option<f64> {
    number::small(word).map(f64::from)
}
