//! How long somebody is locked up for, the one stretch of time that is compared as a figure, and
//! the two figures of a roll-call.

use super::number::{digits, simple_number};
use super::{Bound, Quantity, bound, text_of};
use crate::telling::lexicon::terms;
use crate::telling::tag::{Tag, Tok};
use crate::text::number;
use std::ops::Range;

/// What a prison term counts; its value is in years, whatever the words.
pub const IN_PRISON: &str = "years in prison";

/// Reads "six years", "a six-year sentence", "18 months" from token `at` where a court's words stand
/// beside it; returns it with the token behind.
pub(super) fn term_at(
    body: &str,
    toks: &[Tok],
    at: usize,
    sentence: &Range<usize>,
) -> Option<(Quantity, usize)> {
    let (value, end) = stretch(body, toks, at)?;
    let subject = said_of(body, toks, at, end)?;
    let (start, bound) = bound(body, toks, at);
    Some((
        quantity(
            body,
            toks,
            start..end,
            (value, bound),
            IN_PRISON,
            subject,
            sentence,
        ),
        end,
    ))
}

/// Returns a stretch of time in years, and where it ends.
fn stretch(body: &str, toks: &[Tok], at: usize) -> Option<(f64, usize)> {
    let years = |unit: &str| match unit {
        "year" | "years" => Some(1.0),
        "month" | "months" => Some(1.0 / 12.0),
        _ => None,
    };
    let text = text_of(body, toks, at).to_lowercase();
    if let Some((count, unit)) = text.split_once('-') {
        let value = number::small(count)
            .map(f64::from)
            .or_else(|| digits(count))?;
        return Some((value * years(unit)?, at + 1));
    }
    let (mut value, mut end) = simple_number(body, toks, at)?;
    let half = ["and", "a", "half"];
    if half
        .iter()
        .enumerate()
        .all(|(k, word)| text_of(body, toks, end + k) == *word)
    {
        value += 0.5;
        end += half.len();
    }
    Some((value * years(text_of(body, toks, end))?, end + 1))
}

/// Returns what is said of a stretch of time in a court's words: "sentenced", "facing", "sought".
fn said_of(body: &str, toks: &[Tok], at: usize, end: usize) -> Option<&'static str> {
    const BEFORE: usize = 9;
    const BEHIND: usize = 3;
    if matches!(
        text_of(body, toks, end),
        "old" | "ago" | "later" | "earlier" | "after"
    ) {
        return None;
    }
    let has = |section: &str, i: usize| terms(section, &text_of(body, toks, i).to_lowercase());
    let open = |i: &usize| !matches!(toks[*i].tag, Tag::Break | Tag::Mark | Tag::Num);
    let behind = (end..toks.len().min(end + BEHIND)).take_while(open);
    let by_itself = behind.clone().any(|i| has("behind", i));
    let before = (at.saturating_sub(BEFORE)..at)
        .rev()
        .take_while(|i| open(i) || text_of(body, toks, *i) == ":");
    let led = at > 0
        && matches!(
            text_of(body, toks, at - 1).to_lowercase().as_str(),
            "for" | "to" | "of" | "a" | "an" | ":" | "least" | "than"
        );
    let cue = before.clone().find(|i| has("sentenced", *i));
    // "Worked there for six years before he was jailed" is of another verb.
    let nearest = before.clone().find(|i| toks[*i].tag.verb());
    let told = led && cue.is_some() && nearest.is_none_or(|v| cue.is_some_and(|c| c >= v));
    if !by_itself && !told {
        return None;
    }
    let other = ["facing", "sought", "served"];
    let found = other
        .into_iter()
        .find(|section| before.clone().take(5).any(|i| has(section, i)));
    Some(found.unwrap_or("sentenced"))
}

/// Reads "120 votes to 80", "52-48" and the like from token `at` where a word of voting stands
/// beside it; returns both figures with the token behind.
pub(super) fn roll_call_at(
    body: &str,
    toks: &[Tok],
    at: usize,
    sentence: &Range<usize>,
) -> Option<([Quantity; 2], usize)> {
    const NEAR: usize = 4;
    let vote = |i: usize| terms("vote", &text_of(body, toks, i).to_lowercase());
    let text = text_of(body, toks, at);
    let (values, ends) = match text.split_once(['-', '–']) {
        Some((a, b)) => ((digits(a)?, digits(b)?), [at + 1; 2]),
        None => {
            let (first, mut next) = simple_number(body, toks, at)?;
            let behind = next;
            next += usize::from(text_of(body, toks, next) == "votes");
            if !matches!(text_of(body, toks, next), "to" | "-" | "–" | "against") {
                return None;
            }
            let (second, end) = simple_number(body, toks, next + 1)?;
            ((first, second), [behind.max(next), end])
        }
    };
    let near = (at.saturating_sub(NEAR)..at).chain(at + 1..(ends[1] + 2).min(toks.len()));
    if !near.into_iter().any(vote) || toks[at].time.is_some() {
        return None;
    }
    let make = |range: Range<usize>, value: f64, said: &'static str| {
        quantity(
            body,
            toks,
            range,
            (value, Bound::Exact),
            "votes",
            said,
            sentence,
        )
    };
    let second = if ends[0] == ends[1] {
        at..ends[1]
    } else {
        ends[0] + 1..ends[1]
    };
    let pair = [
        make(at..ends[0], values.0, "for"),
        make(second, values.1, "against"),
    ];
    Some((pair, ends[1]))
}

fn quantity(
    body: &str,
    toks: &[Tok],
    at: Range<usize>,
    (value, bound): (f64, Bound),
    unit: &str,
    subject: &str,
    sentence: &Range<usize>,
) -> Quantity {
    let span = toks[at.start].start..toks[at.end - 1].end;
    let words: Vec<&str> = body[span.clone()].split_whitespace().collect();
    Quantity {
        text: words.join(" "),
        span,
        value,
        upper: None,
        bound,
        unit: unit.to_owned(),
        subject: subject.to_owned(),
        sentence: sentence.clone(),
    }
}
