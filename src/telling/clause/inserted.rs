//! What is put in between a subject and its verb, and the subject that goes on behind it.

use super::super::lexicon::can;
use super::super::tag::{Tag, Tok};
use super::subject::{in_name, noun_phrase_before, noun_phrase_start, whole};
use super::{Clause, Kind, Parse};
use std::ops::Range;

/// Returns where an insertion that closes with the comma at `close` opens: "X, a Y, verb".
pub(super) fn insertion_start(toks: &[Tok], close: usize, floor: usize) -> Option<usize> {
    const SHORT: usize = 13;
    let open = (floor..close)
        .rev()
        .take(24)
        .find(|&i| toks[i].tag == Tag::Comma)?;
    let open = before_adjectives(toks, open, floor);
    let inner = &toks[open + 1..close];
    let flat = !inner
        .iter()
        .any(|t| matches!(t.tag, Tag::Quote | Tag::Break | Tag::Sub | Tag::That));
    // "X, Y and Z verb" is a list, not an insertion.
    let list = inner.is_empty();
    // "X (R-Lindon), a Y, verb": the brackets are inserted too.
    let bracket = (open > floor && toks[open - 1].tag == Tag::Close)
        .then(|| (floor..open).rfind(|&i| toks[i].tag == Tag::Open))
        .flatten();
    let open = bracket.unwrap_or(open);
    // "The truce, agreed in May by …, collapsed": what is told at length is no mere description.
    let describes =
        inner.len() <= SHORT || inner.iter().all(|t| t.tag != Tag::Time && !t.tag.verbal());
    let open = first_of_list(toks, open, close, floor);
    (flat && !list && describes && open > floor && in_name(toks, open - 1)).then_some(open)
}

/// Returns the comma before the noun phrase whose adjectives the comma at `open` parts: "Vessin Watch, an
/// independent, public body, said".
fn before_adjectives(toks: &[Tok], open: usize, floor: usize) -> usize {
    let parted = open > floor + 2 && toks[open - 1].lex.is(can::ADJ);
    let goes_on = matches!(toks[open + 1].tag, Tag::Adj | Tag::Noun);
    let opened = parted
        && goes_on
        && toks[open - 1].tag != Tag::Name
        && toks[open - 2].tag == Tag::Det
        && toks[open - 3].tag == Tag::Comma;
    if opened { open - 3 } else { open }
}

/// Returns the first comma of a list that ends before the comma at `close`: "the heads of Vessin, Lindon,
/// Ostmark and Brandt Point, met".
fn first_of_list(toks: &[Tok], open: usize, close: usize, floor: usize) -> usize {
    let item = |t: &Tok| matches!(t.tag, Tag::Name | Tag::Noun | Tag::Adj);
    let names = |t: &Tok| item(t) || t.tag == Tag::Conj;
    let inner = &toks[open + 1..close];
    let joined = inner.iter().any(|t| t.tag == Tag::Conj) && inner.iter().all(names);
    let mut first = open;
    if !joined {
        return open;
    }
    loop {
        let words = toks[floor..first].iter().rev().take_while(|t| item(t));
        let n = words.count();
        match first.checked_sub(n + 1).filter(|c| n > 0 && *c > floor) {
            Some(comma) if toks[comma].tag == Tag::Comma => first = comma,
            _ => return first,
        }
    }
}

/// Returns the "who" that what the comma at `close` ends is inserted behind: "Lund, who, as a
/// clerk, was …".
pub(super) fn relative_before(toks: &[Tok], close: usize, floor: usize) -> Option<usize> {
    let open = (floor..close)
        .rev()
        .take(10)
        .find(|&i| toks[i].tag == Tag::Comma)?;
    (open > floor && toks[open - 1].tag == Tag::Rel).then(|| open - 1)
}

/// Returns the subject before an inserted relative clause that the comma at `close` ends.
pub(super) fn interrupted(toks: &[Tok], parse: &Parse, close: usize) -> Option<Range<usize>> {
    // "A clerk who left the town that he was born in, said": the comma closes the first.
    let relative = |c: &&Clause| matches!(c.kind, Kind::Relative | Kind::Sub);
    let nested = parse
        .clauses
        .iter()
        .rev()
        .skip_while(|c| c.kind != Kind::Relative);
    let nested = nested.take_while(relative);
    let mut nested = nested.filter(|c| c.kind == Kind::Relative && c.marker.is_some());
    let Some(last) = nested.next() else {
        return set_off(toks, parse, close);
    };
    let last = nested.last().unwrap_or(last);
    let marker = last.marker?;
    if marker == 0 || close < last.verb.last {
        return None;
    }
    // "Dozens of guests, nearly all of whom were ill, left."
    let counts = |t: &&Tok| t.tag.nominal() || matches!(t.tag, Tag::Prep | Tag::Adv);
    let counted = toks[..marker].iter().rev().take_while(counts).count();
    let some = marker.checked_sub(counted + 1).filter(|&m| {
        let of = counted > 1 && counted < 5 && toks[marker - 1].tag == Tag::Prep;
        of && toks[m].tag == Tag::Comma
    });
    let comma = some.is_some()
        || toks[marker - 1].tag == Tag::Comma
        || marker >= 2 && toks[marker - 2].tag == Tag::Comma;
    let whose = toks[marker].tag == Tag::Poss;
    let of = match some {
        Some(comma) => noun_phrase_before(toks, comma)?,
        None if whose => noun_phrase_before(toks, marker)?,
        None => last.subject.clone()?,
    };
    // "Lund, a clerk whose trip was paid for, left": the comma closes what Lund is; "Lund, among the
    // clerks of the port who left, said".
    let flat = |t: &&Tok| {
        t.tag.nominal()
            || matches!(t.tag, Tag::Prep | Tag::Adv | Tag::Time)
            || t.tag == Tag::Genitive
    };
    let of = whole(toks, of);
    let open = of.start - toks[..of.start].iter().rev().take_while(flat).count();
    let named = open.checked_sub(2).filter(|&n| {
        let before = toks[..n].iter().all(|t| !t.tag.verbal());
        let det = toks[open].tag == Tag::Det && toks[n].tag == Tag::Name;
        // "Two dockers, along with a clerk who was held, were charged."
        let beside = before && toks[open].tag == Tag::Prep && toks[n].tag.nominal();
        !comma && toks[n + 1].tag == Tag::Comma && (det || beside)
    });
    let named = named.or_else(|| described(toks, parse, open).filter(|_| !comma));
    let of = named.map_or(of, |n| noun_phrase_start(toks, n + 1, 0)..n + 1);
    if !comma && named.is_none() && !closed(toks, parse, close) {
        return None;
    }
    // Only when the noun before has no verb of its own yet.
    let owned = parse
        .clauses
        .iter()
        .any(|c| c.verb.first < marker && c.verb.last < of.start + 1 && c.kind != Kind::Relative);
    // "said that clerks, who had come, …".
    let owned = owned && (of.start == 0 || toks[of.start - 1].tag != Tag::That);
    (!owned && of.end <= marker).then_some(of)
}

/// Returns the subject that a sentence opens with, where all that stands between it and the comma at `close`
/// is set off by another: "the leaders, meeting for the first time since talks failed, agreed".
fn set_off(toks: &[Tok], parse: &Parse, close: usize) -> Option<Range<usize>> {
    let inner = |c: &Clause| c.kind == Kind::Sub && c.marker.is_some();
    let open = toks[..close].iter().position(|t| t.tag == Tag::Comma)?;
    let plain = |t: &Tok| t.tag.nominal() || t.tag == Tag::Prep;
    let opens = toks[..open].iter().all(plain) && toks[0].tag != Tag::Prep;
    let one = !toks[open + 1..close].iter().any(|t| t.tag == Tag::Comma);
    let first = parse.clauses.first()?;
    let set = opens && one && open > 0 && first.start > open && parse.clauses.iter().all(inner);
    set.then_some(0..open)
}

/// Returns the last token of the noun that a participle before `open` says more of: "the driver, known
/// as | a man who drank, was held".
fn described(toks: &[Tok], parse: &Parse, open: usize) -> Option<usize> {
    let participle = parse
        .verbs
        .iter()
        .rfind(|v| !v.finite && v.last + 1 == open)?;
    let comma = participle.first.checked_sub(1).filter(|&i| i > 0)?;
    let first = toks[..comma].iter().all(|t| !t.tag.verbal());
    (toks[comma].tag == Tag::Comma && toks[comma - 1].tag.nominal() && first).then_some(comma - 1)
}

/// Tells whether the comma at `close` ends a relative clause that no comma opens, so that the next verb is
/// that of the noun: "a man who had come in May, stabbed a clerk"; but not where it goes on: "the man who
/// robbed the bank, hit a clerk and fled was arrested".
fn closed(toks: &[Tok], parse: &Parse, close: usize) -> bool {
    let behind: Vec<_> = (parse.verbs.iter())
        .filter(|v| v.finite && v.first > close)
        .collect();
    let goes_on = behind.windows(2).any(|pair| {
        let between = &toks[pair[0].last + 1..pair[1].first];
        let says = toks[pair[0].head].lex.is(can::SAY | can::THINK);
        let bare = |t: &Tok| t.tag.nominal() || matches!(t.tag, Tag::Adv | Tag::Prep | Tag::Time);
        let own = between.iter().any(|t| t.tag == Tag::Pron);
        !says && !own && between.iter().all(bare)
    });
    let relative = |c: &Clause| c.kind == Kind::Relative || c.kind == Kind::Sub;
    !goes_on && parse.clauses.iter().all(relative)
}
