//! The subject of a verb: the noun phrase before it, over insertions and times.

use super::super::lexicon::can;
use super::super::tag::{Tag, Tok};
use super::inserted::{insertion_start, interrupted, relative_before};
use super::{Clause, Kind, Parse};
use std::ops::Range;

/// How a clause comes by its subject.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum How {
    /// A separator, then the subject.
    Own,
    /// The subject follows the verb before directly.
    Direct,
    /// "… and then left": the subject of the clause before.
    Shared,
    /// The subject stands before an inserted relative clause.
    Resumed(Range<usize>),
}

/// The subject of a verb and where its clause starts.
pub(super) struct Found {
    pub(super) subject: Option<Range<usize>>,
    pub(super) start: usize,
    pub(super) marker: Option<usize>,
    pub(super) how: How,
}

/// Finds the subject of the verb at `verb`, not looking back past `floor`.
pub(super) fn find_subject(toks: &[Tok], verb: usize, floor: usize, parse: &Parse) -> Found {
    let mut p = verb;
    // Adverbs, and times after the subject ("the veto on Saturday had been …").
    p = skip_back_loose(toks, p, floor);
    if p > floor && toks[p - 1].tag == Tag::Rel {
        return Found {
            subject: None,
            start: p - 1,
            marker: Some(p - 1),
            how: How::Own,
        };
    }
    if p > floor && matches!(toks[p - 1].tag, Tag::That | Tag::Sub) {
        return Found {
            subject: None,
            start: p - 1,
            marker: Some(p - 1),
            how: How::Own,
        };
    }
    // "As 2016 arrived."
    let times = toks[floor..p].iter().rev();
    let from = p - times.take_while(|t| t.tag == Tag::Time).count();
    if from < p && from > floor && toks[from - 1].tag == Tag::Sub {
        return Found {
            subject: Some(from..p),
            start: from - 1,
            marker: Some(from - 1),
            how: How::Own,
        };
    }
    let mut closed_at_comma = false;
    if p > floor && matches!(toks[p - 1].tag, Tag::Break | Tag::Close) {
        // "those behind it – a small group – had": over the dashes or brackets.
        let opens = if toks[p - 1].tag == Tag::Close {
            Tag::Open
        } else {
            Tag::Break
        };
        if let Some(open) = (floor..p - 1)
            .rev()
            .take(24)
            .find(|&i| toks[i].tag == opens)
            && open > floor
            && in_name(toks, open - 1)
        {
            p = open;
            closed_at_comma = true;
        }
    }
    if p > floor && toks[p - 1].tag == Tag::Comma {
        // "…, said the clerk": who says it stands behind.
        if !parse.clauses.is_empty() && is_inverted(toks, verb) {
            return Found {
                subject: None,
                start: verb,
                marker: None,
                how: How::Own,
            };
        }
        // "Brandt, a former minister, said": over the insertion to the name.
        if let Some(rel) = relative_before(toks, p - 1, floor) {
            return Found {
                subject: None,
                start: rel,
                marker: Some(rel),
                how: How::Own,
            };
        } else if let Some(open) = insertion_start(toks, p - 1, floor) {
            p = open;
            closed_at_comma = true;
        } else if let Some(of) = interrupted(toks, parse, p - 1).map(|of| whole(toks, of)) {
            return Found {
                subject: Some(of.clone()),
                start: of.start,
                marker: None,
                how: How::Resumed(of),
            };
        }
    }
    let end = p;
    let mut start = noun_phrase_start(toks, end, floor);
    // "found that closing the port would cost jobs".
    let gerund = start > floor + 1 && start < end && toks[start - 1].tag == Tag::Ing;
    if gerund && toks[start - 2].tag == Tag::That {
        start -= 1;
    }
    if start == end {
        // "which the agency says | sank": what it says is of what "which" stands for.
        if let Some(rel) = said_of_it(toks, parse, end) {
            return Found {
                subject: None,
                start: verb,
                marker: Some(rel),
                how: How::Own,
            };
        }
        // No noun: the verb shares the subject of the clause before.
        let mut s = verb;
        while s > floor && matches!(toks[s - 1].tag, Tag::Adv | Tag::Quote | Tag::Neg) {
            s -= 1;
        }
        if s > floor && toks[s - 1].tag == Tag::Conj {
            s -= 1;
        }
        if s > floor && toks[s - 1].tag == Tag::Comma {
            s -= 1;
        }
        // Without a conjunction or comma before it the verb shares nothing: its subject is
        // lost, which is better than a wrong one.
        let joined = s > floor.saturating_sub(1)
            && toks
                .get(s)
                .is_some_and(|t| matches!(t.tag, Tag::Conj | Tag::Comma));
        // "The clerk who was held in May fled."
        let again = (floor > 0 && !joined)
            .then(|| resumed(toks, parse, floor..verb, verb))
            .flatten();
        if let Some(of) = again {
            return Found {
                subject: Some(of.clone()),
                start: of.start,
                marker: None,
                how: How::Resumed(of),
            };
        }
        let how = if floor == 0 || !joined {
            How::Own
        } else {
            How::Shared
        };
        return Found {
            subject: None,
            start: s,
            marker: None,
            how,
        };
    }
    let dot = end > start + 1 && toks[end - 1].tag == Tag::Mark;
    let end = end - usize::from(dot);
    let subject = Some(start..end);
    // "Lund, whose trip was paid for".
    if toks[start].tag == Tag::Poss && toks[start].lex.is(can::REL) {
        return Found {
            subject,
            start,
            marker: Some(start),
            how: How::Own,
        };
    }
    if !closed_at_comma
        && floor > 0
        && let Some(of) = resumed(toks, parse, floor..start, verb)
    {
        return Found {
            subject: Some(of.clone()),
            start: of.start,
            marker: None,
            how: How::Resumed(of),
        };
    }
    // Left of the subject and its title: times and adverbs first, then what opens the clause.
    let mut s = title_before(toks, start, floor);
    let straight = s == floor;
    while s > floor {
        let tag = toks[s - 1].tag;
        let loose = matches!(tag, Tag::Adv | Tag::Time | Tag::Open | Tag::Close)
            || (matches!(tag, Tag::Prep) && s < toks.len() && toks[s].tag == Tag::Time);
        // "on Friday, Kerry said": a comma between a fronted time and its subject.
        let fronted = tag == Tag::Comma && s >= floor + 2 && fronted_phrase(toks, s - 1, floor);
        let phrase = (tag == Tag::Comma && !fronted)
            .then(|| fronted_at_length(toks, s - 1, floor))
            .flatten();
        if !(loose || fronted || phrase.is_some()) {
            break;
        }
        s = phrase.unwrap_or(s - 1);
    }
    if s == floor {
        // Straight after the verb before, or the sentence begins here.
        if floor == 0 {
            return Found {
                subject,
                start: 0,
                marker: None,
                how: How::Own,
            };
        }
        // "Said on Tuesday the man was shot on Sunday": the first is when it was said.
        let said = parse
            .clauses
            .last()
            .is_some_and(|c| toks[c.verb.head].lex.is(can::SAY) && c.verb.last + 1 == floor);
        return Found {
            subject: Some(if straight { s..end } else { start..end }),
            start: if said { start } else { s },
            marker: None,
            how: How::Direct,
        };
    }
    let opener = toks[s - 1].tag;
    // "Told the council on Monday | he would go": that is when he told it.
    let told = parse.clauses.last().is_some_and(|c| {
        let object = &toks[floor..s];
        let says = toks[c.verb.head].lex.is(can::SAY) && c.verb.last + 1 == floor;
        says && s < start && object.iter().all(|t| t.tag.nominal())
    });
    if told {
        return Found {
            subject,
            start,
            marker: None,
            how: How::Direct,
        };
    }
    match opener {
        Tag::Rel => Found {
            subject,
            start: s - 1,
            marker: Some(s - 1),
            how: How::Own,
        },
        Tag::That | Tag::Sub => Found {
            subject,
            start: s - 1,
            marker: Some(s - 1),
            how: How::Own,
        },
        Tag::Conj => {
            let start = if s >= floor + 2 && toks[s - 2].tag == Tag::Comma {
                s - 2
            } else {
                s - 1
            };
            Found {
                subject,
                start: start.max(floor),
                marker: None,
                how: How::Own,
            }
        }
        _ => Found {
            subject,
            start: s,
            marker: None,
            how: How::Own,
        },
    }
}

/// Tells whether the verb at `verb` ends the sentence with who says it.
fn is_inverted(toks: &[Tok], verb: usize) -> bool {
    let behind = toks[verb + 1..].iter().take_while(|t| t.tag != Tag::Mark);
    let opens = toks.get(verb + 1).is_some_and(|t| t.tag == Tag::Det);
    let human = can::HUMAN | can::TITLE | can::GROUP;
    let who = |t: &Tok| t.tag == Tag::Name || t.lex.is(human) || opens && t.tag == Tag::Noun;
    toks[verb].lex.base == Some("say")
        && behind.clone().any(who)
        && behind
            .clone()
            .all(|t| t.tag.nominal() || matches!(t.tag, Tag::Prep))
}

/// Returns the "which" of the clause before the verb at `verb`, where that clause only says who says so.
fn said_of_it(toks: &[Tok], parse: &Parse, verb: usize) -> Option<usize> {
    let last = parse.clauses.last()?;
    let says = toks[last.verb.head].lex.is(can::SAY | can::THINK) && !last.verb.passive;
    let marker = last.marker.filter(|m| toks[*m].tag == Tag::Rel)?;
    let by = last.subject.as_ref().is_some_and(|r| r.start > marker);
    (says && by && last.verb.last + 1 == verb).then_some(marker)
}

/// Returns the subject that a clause without a closing comma parts from its verb: "the man who
/// shot X was arrested", "the number of people killed when the ferry sank has risen". `between`
/// is what stands between the verb of that clause and what looks like the subject.
fn resumed(
    toks: &[Tok],
    parse: &Parse,
    between: Range<usize>,
    verb: usize,
) -> Option<Range<usize>> {
    let last = match parse.clauses.as_slice() {
        [last] => last,
        // "Dockers who lost their jobs when the mill closed marched"; "when a bridge that was built in
        // May fell".
        clauses => outer_relative(toks, clauses)?,
    };
    // "Talks that were to open in Vienna have been put off", "A bill that would allow the city to
    // sell land passed."
    let group = &toks[verb..toks.len().min(verb + 4)];
    let off = group.iter().any(|t| t.lex.is(can::CANCEL)) || last.kind == Kind::Relative;
    let contact = contact(toks, last);
    let straight = toks[between].iter().all(|t| {
        t.tag.nominal()
            || matches!(
                t.tag,
                Tag::Prep | Tag::Time | Tag::Particle | Tag::Adv | Tag::Mark
            )
            || off
                && matches!(
                    t.tag,
                    Tag::To | Tag::Base | Tag::Have | Tag::Be | Tag::Quote | Tag::Conj
                )
    });
    if !straight || toks[last.verb.head].lex.is(can::SAY | can::THINK) {
        return None;
    }
    match last.kind {
        Kind::Main => contact.map(|(of, _)| of),
        Kind::Relative => {
            let of = last.subject.clone()?;
            (of.end <= last.start).then(|| whole(toks, of))
        }
        Kind::Sub => {
            let marker = last.marker.filter(|m| *m > 0)?;
            let participle = matches!(toks[marker - 1].tag, Tag::Ed | Tag::Part);
            let end = marker - usize::from(participle);
            let start = noun_phrase_start(toks, end, 0);
            (start < end).then_some(start..end)
        }
        _ => None,
    }
}

/// Returns the clause without commas that says more of a subject which still waits for its verb: the first
/// of those that the sentence, or a "that", "when" or "after" in it, begins with.
fn outer_relative<'a>(toks: &[Tok], clauses: &'a [Clause]) -> Option<&'a Clause> {
    let bare = |c: &&Clause| {
        let inner = matches!(c.kind, Kind::Relative | Kind::Sub);
        let marker = c.marker.filter(|&m| m > 0 && inner);
        marker.is_some_and(|m| toks[m - 1].tag != Tag::Comma)
    };
    let run = clauses.iter().rev().take_while(bare).count();
    let outer = clauses.get(clauses.len() - run)?;
    let says = |c: &Clause| toks[c.verb.head].lex.is(can::SAY | can::THINK);
    if clauses.last().is_some_and(says) {
        return None;
    }
    let of = outer
        .subject
        .as_ref()
        .filter(|_| outer.kind == Kind::Relative)?;
    let from = whole(toks, of.clone()).start;
    let opened = from.checked_sub(1).map(|b| toks[b].tag);
    matches!(opened, None | Some(Tag::That | Tag::Sub)).then_some(outer)
}

/// Returns of what a clause without a marker may say more, and its own subject: "the shares | Lund
/// sold".
pub(super) fn contact(toks: &[Tok], clause: &Clause) -> Option<(Range<usize>, Range<usize>)> {
    let subject = clause.subject.clone()?;
    let head = &toks[clause.verb.head];
    if clause.verb.passive || head.tag == Tag::Be || head.lex.is(can::SAY | can::THINK) {
        return None;
    }
    let own = title_before(toks, subject.start, 0);
    let inner = (subject.start..subject.end.saturating_sub(1)).find(|&k| {
        let next = &toks[k + 1];
        toks[k].tag == Tag::Noun && matches!(next.tag, Tag::Name | Tag::Pron | Tag::Poss)
    });
    let end = match inner {
        Some(noun) => noun + 1,
        None => own,
    };
    let of = noun_phrase_start(toks, end, 0)..end;
    let noun = end > of.start && toks[end - 1].tag == Tag::Noun && toks[of.start].tag == Tag::Det;
    let opens = of.start == 0 || matches!(toks[of.start - 1].tag, Tag::Comma | Tag::That);
    let subject = end.max(subject.start)..subject.end;
    (noun && opens).then_some((of, subject))
}

/// Returns all of a noun phrase of which the last noun is known: "the captain of the ferry".
pub(super) fn whole(toks: &[Tok], of: Range<usize>) -> Range<usize> {
    noun_phrase_start(toks, of.end, 0).min(of.start)..of.end
}

/// Skips adverbs, and times with their prepositions, back from `p`.
fn skip_back_loose(toks: &[Tok], mut p: usize, floor: usize) -> usize {
    loop {
        let from = p;
        while p > floor && matches!(toks[p - 1].tag, Tag::Adv | Tag::Quote | Tag::Neg) {
            p -= 1;
        }
        let mut q = p;
        // "For Monday and Tuesday".
        let timely = |q: usize| toks[q].tag == Tag::Time;
        while q > floor && (timely(q - 1) || q < p && q >= 2 && joined(toks, q - 1)) {
            q -= 1;
        }
        if q < p {
            if q > floor && toks[q - 1].tag == Tag::Prep {
                q -= 1;
            }
            // A fronted time has no noun before it: then there is nothing to skip to.
            if q > floor
                && (toks[q - 1].tag.nominal() || matches!(toks[q - 1].tag, Tag::Comma | Tag::Rel))
            {
                p = q;
            } else if q >= floor + 2
                && matches!(toks[q - 1].tag, Tag::Ed | Tag::Part)
                && matches!(toks[q - 2].tag, Tag::Noun | Tag::Name)
            {
                // "Talks planned for Wednesday have been put off."
                p = q - 1;
            } else if q >= floor + 4 && due(&toks[q - 4..q]) {
                // "A strike due to begin on Monday has been called off."
                p = q - 3;
            }
        }
        if p == from {
            return p;
        }
    }
}

/// Tells whether the conjunction at `i` joins two times.
fn joined(toks: &[Tok], i: usize) -> bool {
    toks[i].tag == Tag::Conj && toks[i - 1].tag == Tag::Time
}

/// Tells whether four words say what a noun is yet to do.
fn due(words: &[Tok]) -> bool {
    let [noun, due, to, verb] = words else {
        return false;
    };
    matches!(noun.tag, Tag::Noun | Tag::Name)
        && matches!(due.tag, Tag::Adj | Tag::Ed | Tag::Part)
        && to.tag == Tag::To
        && verb.tag == Tag::Base
}

/// Tells whether what the comma at `comma` closes is a fronted phrase of time or place.
fn fronted_phrase(toks: &[Tok], comma: usize, floor: usize) -> bool {
    let mut i = comma;
    while i > floor && toks[i - 1].tag == Tag::Time {
        i -= 1;
    }
    if i == comma {
        return false;
    }
    if i > floor && toks[i - 1].tag == Tag::Prep {
        i -= 1;
    }
    // Straight behind a verb it belongs to that verb.
    if i == floor {
        return floor == 0;
    }
    matches!(
        toks[i - 1].tag,
        Tag::Conj | Tag::Comma | Tag::Break | Tag::Quote | Tag::Sub | Tag::That
    )
}

/// Returns where a phrase of some length that the comma at `comma` closes begins, in front of a clause:
/// "moods change: during his years at the mill in 1994, Lund sold it".
fn fronted_at_length(toks: &[Tok], comma: usize, floor: usize) -> Option<usize> {
    let inner = |t: &&Tok| t.tag.nominal() || matches!(t.tag, Tag::Prep | Tag::Time | Tag::Adv);
    let words = toks[floor..comma].iter().rev().take_while(inner).count();
    let from = comma - words;
    let opener = from.checked_sub(1).filter(|&o| o >= floor)?;
    let opens = matches!(
        toks[opener].tag,
        Tag::Break | Tag::That | Tag::Sub | Tag::Conj
    );
    (opens && words > 1 && toks[from].tag == Tag::Prep).then_some(from)
}

/// A phrase that begins the sentence with a preposition is no part of the subject.
fn trim_open(toks: &[Tok], s: usize, end: usize) -> usize {
    if toks[s].tag == Tag::Prep && s < end {
        s + 1
    } else {
        s
    }
}

/// Tells whether a conjunction before `s` joins two nouns of one subject: only when no verb
/// stands before it in the clause whose object the first noun could be.
fn joins_nouns(toks: &[Tok], conj: usize, floor: usize) -> bool {
    if floor == 0 {
        return true;
    }
    let mut s = conj;
    while s > floor && in_noun_phrase(toks, s - 1) {
        s -= 1;
    }
    s = title_before(toks, s, floor);
    // "said | Lund's brother and a clerk had lied": nobody says a brother.
    let said = floor > 0 && s == floor && toks[floor - 1].tag.verb();
    let says = said && toks[floor - 1].lex.is(can::SAY);
    if says && !matches!(toks[floor - 1].lex.base, Some("tell" | "show" | "remind")) {
        return true;
    }
    if s <= floor + 1 {
        return false;
    }
    match toks[s - 1].tag {
        Tag::Prep => {
            matches!(toks[s - 2].tag, Tag::Ed | Tag::Part) || opens_with_of(toks, s - 1, floor)
        }
        // "a plan to close | the mill and the port failed".
        Tag::Base => {
            let noun = s > floor + 3 && toks[s - 3].tag == Tag::Noun;
            let says = floor > 0 && toks[floor - 1].lex.is(can::SAY | can::THINK);
            says && noun && toks[s - 2].tag == Tag::To
        }
        // "while the deep and | wide port and its town grew".
        Tag::Conj => toks[s - 2].tag == Tag::Adj,
        Tag::Comma | Tag::Quote | Tag::Break | Tag::Sub | Tag::That => true,
        _ => false,
    }
}

/// Tells whether the preposition at `prep` is inside the subject of a new clause: "when the sale of
/// coal and steel fell".
fn opens_with_of(toks: &[Tok], prep: usize, floor: usize) -> bool {
    let mut s = prep;
    while s > floor && (in_noun_phrase(toks, s - 1) || s < prep && toks[s - 1].tag == Tag::Prep) {
        s -= 1;
    }
    let opener = s.checked_sub(1).filter(|_| s > floor && s < prep);
    opener.is_some_and(|o| matches!(toks[o].tag, Tag::Sub | Tag::That))
}

/// Returns the end of the noun that a clause without tense before `s` hangs on.
fn reduced_clause_before(toks: &[Tok], s: usize, floor: usize) -> Option<usize> {
    if s < floor + 3 {
        return None;
    }
    let (a, b) = (toks[s - 1].tag, toks[s - 2].tag);
    let noun = match (b, a) {
        // "a boy trapped down | a well".
        (Tag::Ed | Tag::Part, Tag::Prep | Tag::Particle) => s - 2,
        // "reason to believe | the safe was robbed": what is believed is a clause of its own.
        (Tag::To, Tag::Base) | (Tag::Prep, Tag::Ing)
            if toks[s - 1].lex.is(can::SAY | can::THINK) =>
        {
            return None;
        }
        // "a man accused of killing | a guard".
        (Tag::Prep, Tag::Ing)
            if s > floor + 3
                && matches!(toks[s - 3].tag, Tag::Ed | Tag::Part)
                && opens_phrase(toks[s].tag) =>
        {
            s - 3
        }
        (Tag::Prep, Tag::Ing) => s - 2,
        (Tag::To, Tag::Base) => before_infinitive(toks, s - 2),
        // "firms looking to move to | Ostmark".
        (Tag::Base, Tag::Prep) if toks[s - 3].tag == Tag::To => before_infinitive(toks, s - 3),
        // "a train carrying | 200 passengers".
        (Tag::Noun | Tag::Name, Tag::Ing) if opens_phrase(toks[s].tag) => s - 1,
        _ => return None,
    };
    let mut noun = noun;
    while noun > floor && toks[noun - 1].tag == Tag::Adv {
        noun -= 1;
    }
    (noun > floor && in_noun_phrase(toks, noun - 1)).then_some(noun)
}

/// Returns where what an infinitive hangs on ends: "firms looking | to move", "a plan | to move".
fn before_infinitive(toks: &[Tok], to: usize) -> usize {
    let participle = to > 1 && matches!(toks[to - 1].tag, Tag::Ing | Tag::Ed | Tag::Part);
    let noun = participle && matches!(toks[to - 2].tag, Tag::Noun | Tag::Name);
    if noun { to - 1 } else { to }
}

/// Tells whether a token can only begin a phrase: no "passing game" is "passing" a "game".
fn opens_phrase(tag: Tag) -> bool {
    matches!(tag, Tag::Det | Tag::Poss | Tag::Num | Tag::Name)
}

pub(super) fn in_noun_phrase(toks: &[Tok], i: usize) -> bool {
    match toks[i].tag {
        t if t.nominal() => true,
        // "the 2016 election", "Tuesday's strikes".
        Tag::Time => {
            let genitive = toks.get(i + 1).is_some_and(|n| n.tag == Tag::Genitive);
            let before = i.checked_sub(1).map(|b| toks[b].tag);
            let determined = matches!(before, Some(Tag::Det | Tag::Poss | Tag::Genitive));
            let noun_after = toks
                .get(i + 1)
                .is_some_and(|n| matches!(n.tag, Tag::Noun | Tag::Adj));
            genitive || (determined && noun_after) || names_an_event(toks, i)
        }
        Tag::Part => {
            // "the rebel-held areas" arrives as an adjective; "41 killed" does not.
            false
        }
        Tag::Mark => abbreviates(toks, i),
        _ => false,
    }
}

/// Tells whether the time at `i` is part of what a noun behind it is called: "the 2015 New Year's Eve
/// attacks".
fn names_an_event(toks: &[Tok], i: usize) -> bool {
    let timely = |t: &&Tok| matches!(t.tag, Tag::Time | Tag::Genitive);
    let before = toks[..i].iter().rev().take_while(timely).count();
    let behind = toks[i..].iter().take_while(timely).count();
    let det = (i - before).checked_sub(1).map(|d| toks[d].tag);
    let noun = toks.get(i + behind).map(|t| t.tag);
    matches!(det, Some(Tag::Det | Tag::Poss)) && noun == Some(Tag::Noun) && before + behind > 1
}

/// Tells whether token `i` may end the name that something is inserted behind: "Karl Holm Jr., a
/// clerk, said".
pub(super) fn in_name(toks: &[Tok], i: usize) -> bool {
    toks[i].tag.nominal() || abbreviates(toks, i)
}

/// Tells whether the mark at `i` is the full stop of an initial, or of what ends a name: "Karl R.
/// Holm Jr. said".
fn abbreviates(toks: &[Tok], i: usize) -> bool {
    let (Some(before), Some(next)) = (i.checked_sub(1).map(|b| &toks[b]), toks.get(i + 1)) else {
        return false;
    };
    let length = before.end - before.start;
    let ends = length <= 3 && !next.cap && toks[..i - 1].last().is_some_and(|t| t.tag == Tag::Name);
    let closed = next.tag.verbal() || matches!(next.tag, Tag::Comma | Tag::Open);
    let glued = before.end == toks[i].start && toks[i].end - toks[i].start == 1;
    glued && before.tag == Tag::Name && (length == 1 && next.cap || ends && closed)
}

/// Returns the noun phrase that ends before the word at `marker`, a preposition or a comma left out: what
/// "who", "which" and "whose" say more of.
pub fn noun_phrase_before(toks: &[Tok], marker: usize) -> Option<Range<usize>> {
    let mut end = marker;
    while end > 0 && matches!(toks[end - 1].tag, Tag::Comma | Tag::Prep | Tag::Quote) {
        end -= 1;
    }
    let mut start = end;
    while start > 0 && in_noun_phrase(toks, start - 1) {
        start -= 1;
        if matches!(toks[start].tag, Tag::Det | Tag::Poss) {
            break;
        }
    }
    // "Karl Holm, R-Texas, who voted": what only describes is set off.
    let bare = start < end && toks[start..end].iter().all(|t| t.tag == Tag::Adj);
    if bare && start > 0 && toks[start - 1].tag == Tag::Comma {
        return noun_phrase_before(toks, start);
    }
    // "the driver of the vehicle, who was arrested": vehicles are no "who".
    let who = toks[marker].tag == Tag::Rel && toks[marker].end - toks[marker].start == "who".len();
    // "a dispute with Karl Holm that led to a trial": persons are no "that".
    let thing = toks[marker].tag == Tag::Rel && !who && marker == end;
    let person = |t: &Tok| t.tag == Tag::Name && !t.lex.is(can::GROUP | can::PLACE | can::NATION);
    if thing
        && start + 2 <= end
        && start >= 2
        && toks[start..end].iter().rev().take(2).all(person)
        && toks[start - 1].tag == Tag::Prep
        && toks[start - 2].tag == Tag::Noun
    {
        let nominal = |t: &&Tok| t.tag.nominal();
        let noun = toks[..start - 1].iter().rev().take_while(nominal).count();
        return Some(start - 1 - noun..end);
    }
    let human = |t: &Tok| {
        let body = t.lex.is(can::GROUP | can::PLACE) && !t.lex.is(can::FIRST);
        t.cap && !body || t.lex.is(can::HUMAN | can::TITLE)
    };
    if who
        && start < end
        && start >= 2
        && toks[start - 1].tag == Tag::Prep
        && (!human(&toks[end - 1]) && toks[start - 2].lex.is(can::HUMAN) || named_of(toks, start))
    {
        start = noun_phrase_start(toks, end, 0);
    }
    (start < end).then_some(start..end)
}

/// Tells whether the name at `start` says where somebody named is from: "Anna Lund of North Vessin".
fn named_of(toks: &[Tok], start: usize) -> bool {
    let person = |t: &Tok| t.tag == Tag::Name && !t.lex.is(can::GROUP | can::PLACE);
    let of = toks[start - 1].end - toks[start - 1].start == "of".len();
    let two = start >= 3 && person(&toks[start - 2]) && person(&toks[start - 3]);
    of && two && toks[start].tag == Tag::Name
}

/// Returns where the title with a full stop starts that stands before the name at `s`, if any: "Mr.
/// Lund".
pub(super) fn title_before(toks: &[Tok], s: usize, floor: usize) -> usize {
    let Some(title) = s.checked_sub(2).filter(|t| *t >= floor) else {
        return s;
    };
    let glued = toks[title].end == toks[s - 1].start && toks[s - 1].tag == Tag::Mark;
    let titled = toks[title].lex.is(can::TITLE) && toks[title].cap && toks[s].tag == Tag::Name;
    if glued && titled { title } else { s }
}

/// Returns where the noun phrase that ends before `end` starts, "of" and other
/// prepositional phrases included.
pub(super) fn noun_phrase_start(toks: &[Tok], end: usize, floor: usize) -> usize {
    let mut s = end;
    loop {
        let mut inner = s;
        while inner > floor && in_noun_phrase(toks, inner - 1) {
            inner -= 1;
            // A determiner opens its phrase.
            if matches!(toks[inner].tag, Tag::Det | Tag::Poss)
                && inner > floor
                && !matches!(toks[inner - 1].tag, Tag::Det)
            {
                break;
            }
            if toks[inner].tag == Tag::Pron {
                break;
            }
        }
        if inner == s {
            return s;
        }
        s = inner;
        // "clerks from | Mr. Lund's office".
        let b = title_before(toks, s, floor);
        // "parts of | the city", "airstrikes in | Aleppo", "Russia and | Iran".
        if b >= floor + 2 && toks[b - 1].tag == Tag::Prep && in_noun_phrase(toks, b - 2) {
            s = b - 1;
            continue;
        }
        if b >= floor + 2
            && toks[b - 1].tag == Tag::Conj
            && in_noun_phrase(toks, b - 2)
            && joins_nouns(toks, b - 1, floor)
        {
            s = b - 1;
            continue;
        }
        // "in Vessin, Ostmark".
        if s >= floor + 2
            && end == s + 1
            && toks[s].tag == Tag::Name
            && toks[s].lex.is(can::PLACE)
            && toks[s - 1].tag == Tag::Comma
            && toks[s - 2].tag == Tag::Name
            && !toks[s - 2].lex.is(can::CALENDAR)
        {
            s -= 1;
            let inner = s;
            while s > floor && in_noun_phrase(toks, s - 1) {
                s -= 1;
            }
            if s < inner {
                continue;
            }
        }
        // "the truce brokered by | two states", "the plan of closing | the port".
        if let Some(noun) = reduced_clause_before(toks, b, floor) {
            s = noun;
            continue;
        }
        // "Getting to | the harbour took an hour".
        if let Some(gerund) = gerund_before(toks, b, floor) {
            return gerund;
        }
        return trim_open(toks, s, end);
    }
}

/// Returns the word in "-ing" that opens a clause and that what stands before `s` belongs to: "said |
/// moving the boats back to the harbour would cost".
fn gerund_before(toks: &[Tok], s: usize, floor: usize) -> Option<usize> {
    const FAR: usize = 8;
    let inner = |t: &&Tok| t.tag.nominal() || matches!(t.tag, Tag::Prep | Tag::Adv);
    let between = toks[floor..s].iter().rev().take(FAR);
    let gerund = s.checked_sub(between.take_while(inner).count() + 1)?;
    if gerund < floor || toks[gerund].tag != Tag::Ing || toks[s - 1].tag != Tag::Prep {
        return None;
    }
    let when = |t: &&Tok| matches!(t.tag, Tag::Time | Tag::Prep | Tag::Adv);
    let from = gerund - toks[..gerund].iter().rev().take_while(when).count();
    let opens = match from.checked_sub(1) {
        None => from == gerund,
        Some(before) => {
            let opener = matches!(
                toks[before].tag,
                Tag::That | Tag::Sub | Tag::Break | Tag::Quote
            );
            let says = toks[before].tag.verb() && toks[before].lex.is(can::SAY);
            says || opener && from == gerund
        }
    };
    opens.then_some(gerund)
}
