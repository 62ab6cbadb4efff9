//! Verb groups, their subjects, and which words belong to which clause.
//!
//! A shallow parser: it reads from left to right, never backtracks further than the verb
//! before, and where it cannot know it keeps words with the verb they follow.

use super::lexicon::can;
use super::tag::{Tag, Tok};
use std::ops::Range;

/// A verb with its auxiliaries.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VerbGroup {
    /// First token.
    pub first: usize,
    /// Last token, a particle included.
    pub last: usize,
    /// The main verb.
    pub head: usize,
    /// Has tense or a modal.
    pub finite: bool,
    /// "was killed".
    pub passive: bool,
    /// "has killed", "had killed".
    pub perfect: bool,
    /// "had killed".
    pub pluperfect: bool,
    /// "is killing".
    pub progressive: bool,
    /// Speaks of the past.
    pub past: bool,
    /// The modal, or the "to" of an infinitive.
    pub modal: Option<usize>,
    /// "not", "never".
    pub negated: bool,
    /// Only the words around tell that it is a finite verb.
    pub doubtful: bool,
}

/// How a clause hangs in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Stands by itself, or coordinated.
    Main,
    /// After "when", "because", "after".
    Sub,
    /// After "who", "which".
    Relative,
    /// What is said, after "said" or "that".
    Content,
    /// "…, the ministry said on Monday".
    Frame,
}

/// A finite verb group with what belongs to it.
#[derive(Debug, Clone)]
pub struct Clause {
    /// The verb.
    pub verb: VerbGroup,
    /// The tokens of the subject; of another clause when shared.
    pub subject: Option<Range<usize>>,
    /// Where the clause starts.
    pub start: usize,
    /// The word that opens it ("when", "who", "that").
    pub marker: Option<usize>,
    /// How it hangs in its sentence.
    pub kind: Kind,
    /// The clause that governs it: of what is said, the one that says it.
    pub of: Option<usize>,
}

/// A sentence, taken apart.
#[derive(Debug, Clone, Default)]
pub struct Parse {
    /// Finite clauses, by the place of their verb.
    pub clauses: Vec<Clause>,
    /// All verb groups, finite or not.
    pub verbs: Vec<VerbGroup>,
    /// The clause each token belongs to.
    pub owner: Vec<Option<usize>>,
}

impl Parse {
    /// Returns the verb group without tense that starts at token `at`.
    pub fn infinitive_at(&self, at: usize) -> Option<&VerbGroup> {
        self.verbs.iter().find(|v| v.first == at && !v.finite)
    }
}

/// Takes a tagged sentence apart.
pub fn parse(toks: &[Tok]) -> Parse {
    let verbs = settle(toks, verb_groups(toks));
    let mut parse = Parse {
        clauses: Vec::new(),
        owner: vec![None; toks.len()],
        verbs,
    };
    for n in 0..parse.verbs.len() {
        if parse.verbs[n].finite {
            add_clause(toks, &mut parse, n);
        }
    }
    frames(toks, &mut parse);
    // What stands before the first clause belongs to it.
    let first = parse.owner.iter().flatten().next().copied();
    for owner in &mut parse.owner {
        if owner.is_some() {
            break;
        }
        *owner = first;
    }
    parse
}

fn verb_groups(toks: &[Tok]) -> Vec<VerbGroup> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < toks.len() {
        if toks[i].tag.verbal() {
            if let Some(group) = verb_group(toks, i) {
                i = group.last + 1;
                out.push(group);
                continue;
            }
        }
        i += 1;
    }
    out
}

fn verb_group(toks: &[Tok], first: usize) -> Option<VerbGroup> {
    let mut g = VerbGroup {
        first,
        last: first,
        head: first,
        finite: true,
        passive: false,
        perfect: false,
        pluperfect: false,
        progressive: false,
        past: false,
        modal: None,
        negated: first > 0 && toks[first - 1].tag == Tag::Neg,
        doubtful: false,
    };
    let mut i = first;
    let mut state = Tag::Mark;
    let mut at_start = true;
    loop {
        let Some(t) = toks.get(i) else { break };
        let fits = match t.tag {
            Tag::Modal | Tag::To => at_start,
            Tag::Be => at_start || matches!(state, Tag::Modal | Tag::To | Tag::Have | Tag::Be),
            Tag::Have => at_start || matches!(state, Tag::Modal | Tag::To),
            Tag::Do => at_start || matches!(state, Tag::Modal | Tag::To | Tag::Have),
            Tag::Base => at_start || matches!(state, Tag::Modal | Tag::To | Tag::Do),
            Tag::Part | Tag::Ed => at_start || matches!(state, Tag::Be | Tag::Have),
            Tag::Ing => at_start || state == Tag::Be,
            Tag::Past | Tag::Pres => at_start,
            Tag::Adv | Tag::Neg => {
                // Adverbs stay inside only when the verb goes on behind them.
                let next = toks[i..]
                    .iter()
                    .find(|t| !matches!(t.tag, Tag::Adv | Tag::Neg))
                    .map(|t| t.tag);
                let goes_on = next.is_some_and(|n| match state {
                    Tag::Modal | Tag::To | Tag::Do => {
                        matches!(n, Tag::Base | Tag::Be | Tag::Have)
                    }
                    Tag::Have => matches!(n, Tag::Part | Tag::Ed | Tag::Be),
                    Tag::Be => matches!(n, Tag::Part | Tag::Ed | Tag::Ing | Tag::Be),
                    _ => false,
                }) && !at_start;
                if t.tag == Tag::Neg && !at_start && state != Tag::Mark {
                    g.negated = true;
                    if !goes_on {
                        g.last = i;
                        break;
                    }
                }
                if !goes_on {
                    break;
                }
                i += 1;
                continue;
            }
            _ => false,
        };
        if !fits {
            break;
        }
        match t.tag {
            Tag::Modal | Tag::To => g.modal = Some(i),
            Tag::Part | Tag::Ed if state == Tag::Be => g.passive = true,
            Tag::Part | Tag::Ed if state == Tag::Have => g.perfect = true,
            Tag::Be if state == Tag::Have => g.perfect = true,
            Tag::Ing if state == Tag::Be => g.progressive = true,
            _ => {}
        }
        if at_start {
            g.finite = match t.tag {
                Tag::To | Tag::Ing | Tag::Part => false,
                Tag::Be => !is_nonfinite(t),
                _ => true,
            };
            g.past = matches!(t.tag, Tag::Past | Tag::Ed) || is_past_auxiliary(t);
            g.doubtful = matches!(t.tag, Tag::Ed | Tag::Base);
        }
        g.head = i;
        g.last = i;
        state = t.tag;
        at_start = false;
        i += 1;
        if t.tag.verb() && !matches!(t.tag, Tag::Be | Tag::Have | Tag::Do) {
            break;
        }
    }
    if at_start {
        return None;
    }
    g.pluperfect = g.perfect && g.past && g.modal.is_none();
    if toks.get(g.last + 1).is_some_and(|t| t.tag == Tag::Particle) {
        g.last += 1;
    }
    Some(g)
}

/// Past forms of auxiliaries carry it in their spelling, which the word lists keep as length.
fn is_past_auxiliary(t: &Tok) -> bool {
    t.lex.is(can::PAST)
}

fn is_nonfinite(t: &Tok) -> bool {
    t.lex.is(can::ING | can::PART | can::BASE)
}

/// Decides for forms in "-ed" whether they are the verb of a clause or hang on a noun.
fn settle(toks: &[Tok], mut verbs: Vec<VerbGroup>) -> Vec<VerbGroup> {
    let certain: Vec<bool> = verbs.iter().map(|v| v.finite && !v.doubtful).collect();
    for n in 0..verbs.len() {
        let v = verbs[n];
        if v.finite && toks[v.first].tag == Tag::Base && v.first == v.head {
            // A base form is finite only behind its subject: "they say", not "to go, see".
            let behind = toks[..v.first]
                .iter()
                .rev()
                .find(|t| t.tag != Tag::Adv)
                .is_some_and(|t| {
                    t.tag.nominal() || matches!(t.tag, Tag::Rel | Tag::Time | Tag::Close)
                });
            verbs[n].finite = behind;
            continue;
        }
        if !(v.finite && v.doubtful && toks[v.head].tag == Tag::Ed) {
            continue;
        }
        let prev = v.first.checked_sub(1).map(|p| toks[p].tag);
        let next_is_by = toks.get(v.last + 1).is_some_and(|t| t.tag == Tag::Prep);
        let speaks = toks[v.head].lex.is(can::SAY | can::THINK);
        let any_other = certain.iter().enumerate().any(|(m, sure)| *sure && m != n);
        let by = toks.get(v.last + 1).is_some_and(|t| t.lex.is(can::BY));
        let other = (0..verbs.len()).any(|m| m != n && verbs[m].finite);
        let later = (n + 1..verbs.len()).find(|&m| verbs[m].finite);
        let later_joined = later.is_some_and(|m| {
            certain[m]
                && !toks[v.last + 1..verbs[m].first]
                    .iter()
                    .any(|t| separates(t.tag))
                && verbs[m].first > v.last + 1
        });
        let earlier = (0..n).rev().find(|&m| verbs[m].finite);
        // The subject still waits for its verb: what came before are relative clauses.
        let waits = !(0..n).any(|m| {
            verbs[m].finite
                && !toks[..verbs[m].first]
                    .iter()
                    .rev()
                    .find(|t| t.tag != Tag::Adv)
                    .is_some_and(|t| t.tag == Tag::Rel)
        }) && v.first > 2;
        let object_of_earlier = earlier.is_some_and(|m| {
            let e = &verbs[m];
            !toks[e.last + 1..v.first].iter().any(|t| separates(t.tag))
                && !toks[e.head].lex.is(can::SAY | can::THINK)
        });
        // "may not be published, broadcast or rewritten".
        let shares_modal = matches!(prev, Some(Tag::Comma | Tag::Conj))
            && earlier.is_some_and(|m| verbs[m].modal.is_some() && verbs[m].passive);
        let participle = match prev {
            _ if shares_modal => true,
            Some(Tag::Pron | Tag::Rel | Tag::Adv | Tag::Conj | Tag::That | Tag::Time) => false,
            Some(Tag::Sub) => true,
            Some(Tag::Noun | Tag::Name | Tag::Close | Tag::Num) => {
                object_of_earlier
                    || (by && other)
                    || (later_joined && !speaks)
                    || (speaks && next_is_by && any_other)
            }
            Some(Tag::Comma) => next_is_by && other && !(waits && earlier.is_some()),
            None => next_is_by,
            Some(Tag::Prep) => true,
            // "were left stranded".
            Some(tag) if tag.verb() => true,
            _ => false,
        };
        if participle {
            verbs[n].finite = false;
            verbs[n].passive = true;
        }
    }
    verbs
}

/// Tells whether a token may stand between clauses.
fn separates(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Comma | Tag::Break | Tag::Conj | Tag::Sub | Tag::Rel | Tag::That | Tag::Quote
    )
}

/// Finds subject and start of the clause of verb group `n`, and takes its words.
fn add_clause(toks: &[Tok], parse: &mut Parse, n: usize) {
    let verb = parse.verbs[n];
    let this = parse.clauses.len();
    let before = parse.clauses.last().map(|c| c.verb);
    let floor = before.map_or(0, |v| v.last + 1);
    let found = find_subject(toks, verb.first, floor, parse);
    let mut clause = Clause {
        verb,
        subject: found.subject,
        start: found.start,
        marker: None,
        kind: Kind::Main,
        of: None,
    };
    if let Some(m) = found.marker {
        clause.marker = Some(m);
        clause.kind = match toks[m].tag {
            Tag::Rel => Kind::Relative,
            Tag::That => Kind::Content,
            _ => Kind::Sub,
        };
        if clause.kind == Kind::Relative && clause.subject.is_none() {
            clause.subject = noun_phrase_before(toks, m);
        }
    }
    let resumed = matches!(found.how, How::Resumed(_));
    match found.how {
        How::Resumed(of) => {
            // Back in the clause that a relative clause interrupted.
            clause.start = of.start;
            clause.subject = Some(of);
        }
        How::Shared => {
            // "Brandt said he might go and suggested …": who says goes on saying.
            let sayer = parse
                .clauses
                .last()
                .filter(|p| {
                    p.kind == Kind::Content && toks[verb.head].lex.is(can::SAY | can::THINK)
                })
                .and_then(|p| p.of)
                .map(|of| &parse.clauses[of]);
            if let Some(previous) = sayer.or(parse.clauses.last()) {
                clause.subject = previous.subject.clone();
                clause.kind = match previous.kind {
                    Kind::Frame => Kind::Main,
                    kind => kind,
                };
                clause.of = previous.of;
            }
        }
        How::Direct => {
            // Nothing stands between the verb before and this subject: what is said.
            if clause.kind == Kind::Main && before.is_some() {
                clause.kind = Kind::Content;
            }
        }
        How::Own => {}
    }
    if clause.kind == Kind::Content {
        clause.of = parse.clauses.len().checked_sub(1);
        // What is said by nobody who says things is a clause of its own.
        let says = clause.of.is_some_and(|of| {
            toks[parse.clauses[of].verb.head]
                .lex
                .is(can::SAY | can::THINK | can::PLAN)
        });
        if !says && clause.marker.is_none() {
            clause.of = None;
            clause.kind = Kind::Main;
        }
    }
    let from = clause.start.min(verb.first);
    for (t, owner) in parse.owner.iter_mut().enumerate().skip(from) {
        match *owner {
            Some(other) if resumed && t < verb.first => {
                // The inserted clause keeps its words.
                let _ = other;
            }
            Some(other) if t < verb.first && t <= parse.clauses[other].verb.last => {}
            _ => *owner = Some(this),
        }
    }
    parse.clauses.push(clause);
}

/// How a clause comes by its subject.
#[derive(Debug, Clone, PartialEq, Eq)]
enum How {
    /// A separator, then the subject.
    Own,
    /// The subject follows the verb before directly.
    Direct,
    /// "… and then left": the subject of the clause before.
    Shared,
    /// The subject stands before an inserted relative clause.
    Resumed(Range<usize>),
}

struct Found {
    subject: Option<Range<usize>>,
    start: usize,
    marker: Option<usize>,
    how: How,
}

fn find_subject(toks: &[Tok], verb: usize, floor: usize, parse: &Parse) -> Found {
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
            && toks[open - 1].tag.nominal()
        {
            p = open;
            closed_at_comma = true;
        }
    }
    if p > floor && toks[p - 1].tag == Tag::Comma {
        // "Brandt, a former minister, said": over the insertion to the name.
        if let Some(open) = insertion_start(toks, p - 1, floor) {
            p = open;
            closed_at_comma = true;
        } else if let Some(of) = interrupted(toks, parse, p - 1) {
            return Found {
                subject: Some(of.clone()),
                start: of.start,
                marker: None,
                how: How::Resumed(of),
            };
        }
    }
    let end = p;
    let start = noun_phrase_start(toks, end, floor);
    if start == end {
        // No noun: the verb shares the subject of the clause before.
        let mut s = verb;
        while s > floor && matches!(toks[s - 1].tag, Tag::Adv | Tag::Quote) {
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
    let subject = Some(start..end);
    // Left of the subject: times and adverbs first, then what opens the clause.
    let mut s = start;
    while s > floor {
        let tag = toks[s - 1].tag;
        let loose = matches!(tag, Tag::Adv | Tag::Time | Tag::Open | Tag::Close)
            || (matches!(tag, Tag::Prep) && s < toks.len() && toks[s].tag == Tag::Time);
        // "on Friday, Kerry said": a comma between a fronted time and its subject.
        let fronted = tag == Tag::Comma && s >= floor + 2 && fronted_phrase(toks, s - 1, floor);
        if !(loose || fronted) {
            break;
        }
        s -= 1;
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
        // A relative clause without a closing comma: "the man who shot X was arrested".
        if let Some(last) = parse.clauses.last()
            && last.kind == Kind::Relative
            && !toks[last.verb.head].lex.is(can::SAY | can::THINK)
            && !closed_at_comma
            && let Some(of) = last.subject.clone()
            && of.end <= last.start
            && !parse.clauses[..parse.clauses.len() - 1]
                .iter()
                .any(|c| c.verb.first >= of.end && c.verb.first < last.start)
            && parse.clauses.len() == 1
        {
            return Found {
                subject: Some(of.clone()),
                start: of.start,
                marker: None,
                how: How::Resumed(of),
            };
        }
        return Found {
            subject: Some(if s < start { start..end } else { s..end }),
            start: s,
            marker: None,
            how: How::Direct,
        };
    }
    let opener = toks[s - 1].tag;
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

/// Skips adverbs, and times with their prepositions, back from `p`.
fn skip_back_loose(toks: &[Tok], mut p: usize, floor: usize) -> usize {
    loop {
        let from = p;
        while p > floor && matches!(toks[p - 1].tag, Tag::Adv | Tag::Quote) {
            p -= 1;
        }
        let mut q = p;
        while q > floor && toks[q - 1].tag == Tag::Time {
            q -= 1;
        }
        if q < p {
            if q > floor && toks[q - 1].tag == Tag::Prep {
                q -= 1;
            }
            // A fronted time has no noun before it: then there is nothing to skip to.
            if q > floor && (toks[q - 1].tag.nominal() || toks[q - 1].tag == Tag::Comma) {
                p = q;
            }
        }
        if p == from {
            return p;
        }
    }
}

/// Returns where an insertion that closes with the comma at `close` opens: "X, a Y, verb".
fn insertion_start(toks: &[Tok], close: usize, floor: usize) -> Option<usize> {
    let open = (floor..close)
        .rev()
        .take(14)
        .find(|&i| toks[i].tag == Tag::Comma)?;
    let inner = &toks[open + 1..close];
    let flat = !inner
        .iter()
        .any(|t| matches!(t.tag, Tag::Quote | Tag::Break | Tag::Sub | Tag::That));
    // "X, Y and Z verb" is a list, not an insertion.
    let list = inner.is_empty();
    (flat && !list && open > floor && toks[open - 1].tag.nominal()).then_some(open)
}

/// Returns the subject before an inserted relative clause that the comma at `close` ends.
fn interrupted(toks: &[Tok], parse: &Parse, close: usize) -> Option<Range<usize>> {
    let last = parse
        .clauses
        .iter()
        .rev()
        .find(|c| c.kind == Kind::Relative && c.marker.is_some())?;
    let marker = last.marker?;
    if marker == 0 || close < last.verb.last {
        return None;
    }
    let comma =
        toks[marker - 1].tag == Tag::Comma || marker >= 2 && toks[marker - 2].tag == Tag::Comma;
    if !comma {
        return None;
    }
    // Only when the noun before has no verb of its own yet.
    let of = last.subject.clone()?;
    let owned = parse
        .clauses
        .iter()
        .any(|c| c.verb.first < marker && c.verb.last < of.start + 1 && c.kind != Kind::Relative);
    (!owned && of.end <= marker).then_some(of)
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

/// Returns where the noun phrase that ends before `end` starts, "of" and other
/// prepositional phrases included.
pub fn noun_phrase_start(toks: &[Tok], end: usize, floor: usize) -> usize {
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
        // "parts of | the city", "airstrikes in | Aleppo", "Russia and | Iran".
        if s >= floor + 2 && toks[s - 1].tag == Tag::Prep && in_noun_phrase(toks, s - 2) {
            s -= 1;
            continue;
        }
        if s >= floor + 2
            && toks[s - 1].tag == Tag::Conj
            && in_noun_phrase(toks, s - 2)
            && joins_nouns(toks, s - 1, floor)
        {
            s -= 1;
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
        if let Some(noun) = reduced_clause_before(toks, s, floor) {
            s = noun;
            continue;
        }
        return trim_open(toks, s, end);
    }
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
    if s <= floor + 1 {
        return false;
    }
    match toks[s - 1].tag {
        Tag::Prep => matches!(toks[s - 2].tag, Tag::Ed | Tag::Part),
        Tag::Comma | Tag::Quote | Tag::Break | Tag::Sub | Tag::That => true,
        _ => false,
    }
}

/// Returns the end of the noun that a clause without tense before `s` hangs on.
fn reduced_clause_before(toks: &[Tok], s: usize, floor: usize) -> Option<usize> {
    if s < floor + 3 {
        return None;
    }
    let (a, b) = (toks[s - 1].tag, toks[s - 2].tag);
    let noun = match (b, a) {
        (Tag::Ed | Tag::Part, Tag::Prep) => s - 2,
        (Tag::Prep, Tag::Ing) | (Tag::To, Tag::Base) => s - 2,
        _ => return None,
    };
    let mut noun = noun;
    while noun > floor && toks[noun - 1].tag == Tag::Adv {
        noun -= 1;
    }
    (noun > floor && in_noun_phrase(toks, noun - 1)).then_some(noun)
}

fn in_noun_phrase(toks: &[Tok], i: usize) -> bool {
    match toks[i].tag {
        t if t.nominal() => true,
        // "the 2016 election", "Tuesday's strikes".
        Tag::Time => {
            let genitive = toks.get(i + 1).is_some_and(|n| n.tag == Tag::Genitive);
            let determined = i > 0 && matches!(toks[i - 1].tag, Tag::Det | Tag::Poss);
            let noun_after = toks
                .get(i + 1)
                .is_some_and(|n| matches!(n.tag, Tag::Noun | Tag::Adj));
            genitive || (determined && noun_after)
        }
        Tag::Part => {
            // "the rebel-held areas" arrives as an adjective; "41 killed" does not.
            false
        }
        _ => false,
    }
}

fn noun_phrase_before(toks: &[Tok], marker: usize) -> Option<Range<usize>> {
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
    (start < end).then_some(start..end)
}

/// Finds the clauses that only say who says the rest: after a comma or a quotation, a
/// speaking verb with nothing said behind it.
fn frames(toks: &[Tok], parse: &mut Parse) {
    for c in 0..parse.clauses.len() {
        let clause = &parse.clauses[c];
        let head = clause.verb.head;
        if !toks[head].lex.is(can::SAY | can::THINK) || clause.kind == Kind::Relative {
            continue;
        }
        let carries = parse
            .clauses
            .get(c + 1)
            .is_some_and(|next| next.of == Some(c));
        if carries || clause.verb.passive {
            continue;
        }
        let before = clause.start.checked_sub(1).map(|p| toks[p].tag);
        let at_start = toks.get(clause.start).map(|t| t.tag);
        let opened = matches!(
            before,
            Some(Tag::Comma | Tag::Quote | Tag::Close | Tag::Break)
        ) || matches!(at_start, Some(Tag::Comma | Tag::Quote));
        if !(opened && c > 0 || before.is_some_and(|b| matches!(b, Tag::Quote))) {
            continue;
        }
        let mut subject = clause.subject.clone();
        // ", said Brandt": the speaker follows.
        let inverted = clause
            .subject
            .as_ref()
            .is_none_or(|s| s.end > clause.verb.first || s.start < clause.start);
        if inverted {
            let from = clause.verb.last + 1;
            let mut to = from;
            while to < toks.len() && in_noun_phrase(toks, to) {
                to += 1;
            }
            if to > from {
                subject = Some(from..to);
            }
        }
        let clause = &mut parse.clauses[c];
        clause.subject = subject;
        clause.kind = Kind::Frame;
        for other in 0..c {
            let o = &mut parse.clauses[other];
            if o.of.is_none() && o.kind != Kind::Frame {
                o.of = Some(c);
            }
        }
    }
}
