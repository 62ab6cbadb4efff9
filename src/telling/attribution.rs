//! Who says so.

use super::clause::{Kind, Parse};
use super::lexicon::can;
use super::names::Names;
use super::sentence::Sentence;
use super::tag::{Tag, Tok};
use super::vocabulary::Vocabulary;
use super::{Attribution, NameKind, Speaker};
use std::ops::Range;

const OUTLETS: &str = include_str!("../../assets/telling/agencies.txt");

/// Returns who says what clause `clause` tells.
pub fn attribution(
    s: &Sentence<'_>,
    parse: &Parse,
    clause: Option<usize>,
    names: &Names,
    vocabulary: &Vocabulary,
) -> Option<Attribution> {
    let by_clause = clause.and_then(|c| {
        governing(s, parse, c)
            .or_else(|| adding(s, parse, c))
            .or_else(|| before_that(s, parse, c))
            .or_else(|| quoting(s, parse, c))
    });
    let frame = || {
        let i = parse.clauses.iter().position(|c| c.kind == Kind::Frame)?;
        says(s, parse, i)
    };
    if let Some((span, verb)) = by_clause.or_else(frame) {
        return speaker(s, span, Some(verb), names, vocabulary);
    }
    let span = according_to(s)?;
    speaker(s, span, None, names, vocabulary)
}

/// Follows a clause to the one that says it.
fn governing(s: &Sentence<'_>, parse: &Parse, clause: usize) -> Option<(Range<usize>, usize)> {
    let mut at = clause;
    for _ in 0..3 {
        at = parse.clauses.get(at)?.of?;
        if let Some(found) = says(s, parse, at) {
            return Some(found);
        }
    }
    None
}

/// Finds who says a clause that a participle brings: "Arendt left, saying that …".
fn adding(s: &Sentence<'_>, parse: &Parse, clause: usize) -> Option<(Range<usize>, usize)> {
    let c = parse.clauses.get(clause)?;
    let finite = |i: usize| {
        parse
            .clauses
            .iter()
            .any(|o| o.verb.first <= i && i <= o.verb.last)
    };
    let speaks = |i: usize| {
        let t = &s.toks[i];
        let brings = i + 1 == c.start || s.toks.get(i + 1).is_some_and(|n| n.tag == Tag::That);
        t.tag == Tag::Ing && t.lex.is(can::SAY | can::DENY) && brings
    };
    let verb = (0..c.verb.first)
        .rev()
        .take_while(|&i| !finite(i))
        .find(|&i| speaks(i))?;
    let mut at = parse.owner[verb].filter(|o| *o != clause)?;
    // "he" is most often who speaks in the clause above.
    for _ in 0..3 {
        let subject = parse.clauses[at].subject.clone()?;
        let pronoun = subject.len() == 1 && s.toks[subject.start].tag == Tag::Pron;
        match parse.clauses[at].of {
            Some(of) if pronoun && of < at => at = of,
            _ => return Some((subject, verb)),
        }
    }
    None
}

/// Finds who says what a "that" leads to, over whatever stands between it and the verb: "The Post
/// reported that, in 1979, the mayor, then a clerk, had sold it".
fn before_that(s: &Sentence<'_>, parse: &Parse, clause: usize) -> Option<(Range<usize>, usize)> {
    const NEAR: usize = 6;
    let toks = s.toks;
    let told = parse.clauses.get(clause)?;
    let that = (0..told.verb.first).rfind(|&i| {
        let opens = toks[i].tag == Tag::That || s.lower(i) == "that" && toks[i].tag != Tag::Det;
        opens && i > 0
    })?;
    // "who told that the man that she saw fled": of a clause inside the clause.
    let inner = |c: &super::clause::Clause| {
        matches!(c.kind, Kind::Relative | Kind::Sub)
            || !(that < c.verb.first && c.verb.first < told.verb.first)
    };
    let verb = parse.verbs.iter().rfind(|v| v.head < that)?;
    let near = toks[verb.last + 1..that]
        .iter()
        .all(|t| t.tag.nominal() || matches!(t.tag, Tag::Time | Tag::Prep | Tag::Adv | Tag::Comma))
        && that - verb.last <= NEAR;
    let speaks = toks[verb.head].lex.is(can::SAY | can::DENY) && !verb.passive && !verb.negated;
    if told.kind == Kind::Relative || !near || !speaks || !parse.clauses.iter().all(inner) {
        return None;
    }
    let by = parse.clauses.iter().find(|c| c.verb.head == verb.head);
    // "a clerk, whom the Post did not name, said that …": the Post says nothing.
    let straight = |r: &Range<usize>| {
        let between =
            |c: &&super::clause::Clause| r.end <= c.verb.first && c.verb.head < verb.first;
        r.end <= verb.first && !parse.clauses.iter().any(|c| between(&c))
    };
    let subject = by.and_then(|c| c.subject.clone()).filter(straight);
    // "That caused other Whigs to warn that …", "Rep. Karl Holm, R-Lindon, who left, said that …".
    let person = || {
        let end = toks.iter().position(|t| t.tag == Tag::Comma)?;
        let all = toks[..end]
            .iter()
            .all(|t| t.tag.nominal() || t.tag == Tag::Mark);
        let named = toks[..end].last().is_some_and(|t| t.tag == Tag::Name);
        (by.is_some() && all && named).then_some(0..end)
    };
    let object = || {
        let to = verb.first;
        let start = toks[..to].iter().rposition(|t| !t.tag.nominal())? + 1;
        let infinitive = toks[to].tag == Tag::To && start < to;
        infinitive.then_some(start..to)
    };
    Some((subject.or_else(person).or_else(object)?, verb.head))
}

/// Finds who says what stands in quotation marks, outside them: "Karl Holm posted, “Lund left.”"
fn quoting(s: &Sentence<'_>, parse: &Parse, clause: usize) -> Option<(Range<usize>, usize)> {
    let quoted = |c: &super::clause::Clause| s.toks[c.verb.head].quoted;
    if !quoted(parse.clauses.get(clause)?) {
        return None;
    }
    let speaks = |c: &usize| !quoted(&parse.clauses[*c]) && !parse.clauses[*c].verb.passive;
    (0..parse.clauses.len())
        .filter(speaks)
        .find_map(|c| says(s, parse, c))
}

fn says(s: &Sentence<'_>, parse: &Parse, clause: usize) -> Option<(Range<usize>, usize)> {
    let c = &parse.clauses[clause];
    // "“There have been reported instances,” it says": nobody in a quotation says all of it.
    if c.kind == Kind::Frame && s.toks[c.verb.head].quoted {
        return None;
    }
    s.toks[c.verb.head]
        .lex
        .is(can::SAY | can::DENY)
        .then_some(())?;
    Some((c.subject.clone()?, c.verb.head))
}

/// Returns the noun phrase after "according to".
fn according_to(s: &Sentence<'_>) -> Option<Range<usize>> {
    let at = s.toks.windows(2).position(|pair| {
        s.text_of(&pair[0]).eq_ignore_ascii_case("according") && s.text_of(&pair[1]) == "to"
    })?;
    let from = at + 2;
    let mut to = from;
    while let Some(t) = s.toks.get(to) {
        let joins = matches!(t.tag, Tag::Prep | Tag::Conj)
            && s.toks.get(to + 1).is_some_and(|n| n.tag.nominal());
        // "Its latest monthly snapshot".
        let graded = matches!(t.tag, Tag::Adv | Tag::Time)
            && to > from
            && s.toks.get(to + 1).is_some_and(|n| n.tag == Tag::Noun);
        if !t.tag.nominal() && !joins && !graded {
            break;
        }
        to += 1;
    }
    (to > from).then_some(from..to)
}

fn speaker(
    s: &Sentence<'_>,
    span: Range<usize>,
    verb: Option<usize>,
    names: &Names,
    vocabulary: &Vocabulary,
) -> Option<Attribution> {
    // "Despite this Mr. Lund has said".
    let apart = span.len() > 1 && &*s.lower(span.start) == "this" && s.toks[span.start + 1].cap;
    let span = span.start + usize::from(apart)..span.end;
    let toks = s.toks.get(span)?;
    // "Two days later the army said".
    let when = |t: &Tok| matches!(t.tag, Tag::Time | Tag::Adv | Tag::Comma);
    let toks = &toks[toks.iter().position(|t| !when(t))?..];
    let (first, last) = (toks.first()?, toks.last()?);
    // "One warned", "his work has been": nobody who speaks.
    let owned = first.tag == Tag::Poss
        && toks
            .iter()
            .all(|t| !t.lex.is(can::HUMAN | can::TITLE | can::GROUP) && t.tag != Tag::Name);
    if owned && last.lex.is(can::EVENT) || toks.iter().all(|t| t.tag == Tag::Num) {
        return None;
    }
    let bytes = first.start..last.end;
    let verb = verb.map(|v| vocabulary.word(s.toks[v].id).action.to_string());
    Some(Attribution {
        kind: kind(s, toks, &bytes, names, vocabulary),
        text: s.body[bytes.clone()]
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" "),
        span: bytes,
        verb,
    })
}

fn kind(
    s: &Sentence<'_>,
    toks: &[Tok],
    bytes: &Range<usize>,
    names: &Names,
    vocabulary: &Vocabulary,
) -> Speaker {
    let named = names.within(bytes);
    let of_kind = |kind: NameKind| {
        named
            .iter()
            .any(|(_, n)| names.names.get(*n as usize).is_some_and(|n| n.kind == kind))
    };
    let lower = |t: &Tok| -> String {
        if t.id == u32::MAX {
            String::new()
        } else {
            vocabulary.word(t.id).lower.to_string()
        }
    };
    // The head of "a Kremlin source with knowledge of it" stands before the preposition.
    let head = toks
        .iter()
        .take_while(|t| t.tag != Tag::Prep)
        .filter(|t| matches!(t.tag, Tag::Noun | Tag::Name | Tag::Pron))
        .last()
        .map(lower)
        .unwrap_or_default();
    let rest_hides = s.body[bytes.end..s.range.end.max(bytes.end)].to_lowercase();
    let hidden = [
        "anonymity",
        "not to be named",
        "not be named",
        "not to be identified",
        "not authorised",
        "not authorized",
    ]
    .iter()
    .any(|w| rest_hides.contains(w));
    match head.as_str() {
        "source" | "sources" | "insider" | "insiders" => return Speaker::Unnamed,
        _ if hidden => return Speaker::Unnamed,
        _ => {}
    }
    let is_outlet = |t: &Tok| {
        t.tag == Tag::Name && {
            let word = lower(t);
            OUTLETS
                .lines()
                .skip(1)
                .flat_map(str::split_whitespace)
                .any(|o| o == word)
        }
    };
    // "the Vessin Journal reported" looks like a person who speaks.
    let whole = toks.last().is_some_and(is_outlet) && !toks.iter().any(|t| t.lex.is(can::FIRST));
    if whole {
        return Speaker::Agency;
    }
    if of_kind(NameKind::Person) {
        return Speaker::Named;
    }
    if matches!(toks[0].tag, Tag::Pron) && matches!(head.as_str(), "he" | "she") {
        return Speaker::Named;
    }
    let outlet = toks.iter().any(is_outlet);
    if outlet && !matches!(head.as_str(), "official" | "officer" | "activist") {
        return Speaker::Agency;
    }
    let bare_name = toks
        .iter()
        .all(|t| t.tag == Tag::Name && !t.lex.is(can::GROUP | can::PLACE | can::NATION));
    if bare_name && of_kind(NameKind::Other) {
        return Speaker::Named;
    }
    match head.as_str() {
        "official" | "officer" | "aide" | "diplomat" | "spokesman" | "spokeswoman"
        | "spokesperson" => return Speaker::Unnamed,
        "agency" | "newspaper" | "broadcaster" | "magazine" | "website" => return Speaker::Agency,
        "police" | "officials" | "authorities" | "prosecutors" | "military" | "government"
        | "army" | "ministry" | "court" | "company" | "statement" | "presidency"
        | "administration" | "hospital" | "observatory" => return Speaker::Body,
        _ => {}
    }
    if toks
        .iter()
        .any(|t| t.lex.is(can::GROUP) || (t.tag == Tag::Name && !t.lex.is(can::NATION)))
    {
        return Speaker::Body;
    }
    Speaker::Group
}
