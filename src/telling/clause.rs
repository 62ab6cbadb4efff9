//! Verb groups, their subjects, and which words belong to which clause.
//!
//! A shallow parser: it reads from left to right, never backtracks further than the verb
//! before, and where it cannot know it keeps words with the verb they follow.

mod inserted;
mod subject;
mod verbs;

use super::lexicon::can;
use super::tag::{Tag, Tok};
use std::ops::Range;
pub(super) use subject::noun_phrase_before;
use subject::{How, contact, find_subject, in_noun_phrase, noun_phrase_start, title_before};
use verbs::{settle, verb_groups};

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
    leads(toks, &mut parse);
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
            Tag::Rel | Tag::Poss => Kind::Relative,
            Tag::That => Kind::Content,
            _ => Kind::Sub,
        };
        if clause.kind == Kind::Relative && clause.subject.is_none() {
            clause.subject = noun_phrase_before(toks, m);
        }
    }
    if let Some(of) = said_on_a_condition(toks, parse, &clause) {
        clause.kind = Kind::Content;
        clause.of = Some(of);
    }
    let on_condition = clause.of.is_some();
    let mut loose = false;
    let resumed = matches!(found.how, How::Resumed(_));
    let shared = matches!(found.how, How::Shared);
    match found.how {
        How::Resumed(of) => {
            // Back in the clause that a relative clause interrupted.
            clause.start = of.start;
            if let Some(last) = parse.clauses.last_mut()
                && last.kind == Kind::Main
                && let Some((_, own)) = contact(toks, last)
            {
                last.kind = Kind::Relative;
                last.start = own.start;
                last.subject = Some(own);
            }
            // "said that officials, who had come, were late".
            let that = of
                .start
                .checked_sub(1)
                .filter(|&m| toks[m].tag == Tag::That);
            if let Some(that) = that {
                clause.marker = Some(that);
                clause.kind = Kind::Content;
                clause.start = that;
            }
            // "Nine died when a bridge that was built in May fell".
            let when = of.start.checked_sub(1).filter(|&m| toks[m].tag == Tag::Sub);
            if let Some(when) = when {
                clause.marker = Some(when);
                clause.kind = Kind::Sub;
                clause.start = when;
            }
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
            // "did not say how it would act, and did not call": the comma closes what was asked.
            let comma = toks.get(clause.start).is_some_and(|t| t.tag == Tag::Comma);
            // "told her that if she left, sold the mill and moved, he would": what is said is still to come.
            let opens = |p: &Clause| {
                let that = p.marker.and_then(|m| m.checked_sub(1));
                that.is_some_and(|m| toks[m].tag == Tag::That)
            };
            let behind = |p: &&Clause| !comma || p.kind != Kind::Sub || opens(p);
            let previous = parse.clauses.iter().rev().find(behind);
            if let Some(previous) = sayer.or(previous).or(parse.clauses.last()) {
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
    if clause.kind == Kind::Content && !on_condition {
        clause.of = match resumed {
            true => parse
                .clauses
                .iter()
                .rposition(|c| c.verb.last < clause.start),
            // "said that the dam leaked and had to be closed".
            false if shared && clause.of.is_some() => clause.of,
            false => parse.clauses.len().checked_sub(1),
        };
        // "said that it was late and that the rules forbade it".
        let joined = clause
            .marker
            .is_some_and(|m| m > 0 && toks[m - 1].tag == Tag::Conj);
        if joined {
            let first = parse.clauses.iter().rev().find(|o| {
                o.kind == Kind::Content && o.marker.is_some_and(|m| toks[m].tag == Tag::That)
            });
            clause.of = first.and_then(|o| o.of).or(clause.of);
        }
        // "Lund said after the leak broke that he would pay": the leak says nothing.
        let speaks = |of: usize| {
            let by = &parse.clauses[of];
            toks[by.verb.head].lex.is(can::SAY | can::THINK) && !by.verb.passive
        };
        let aside = clause.of.filter(|&of| {
            let that = clause.marker.is_some_and(|m| toks[m].tag == Tag::That);
            that && of > 0 && parse.clauses[of].kind == Kind::Sub && !speaks(of) && speaks(of - 1)
        });
        if let Some(of) = aside {
            clause.of = Some(of - 1);
        }
        // What is said by nobody who says things is a clause of its own.
        let says = clause.of.is_some_and(|of| {
            toks[parse.clauses[of].verb.head]
                .lex
                .is(can::SAY | can::THINK | can::PLAN)
                || parse.clauses[of].verb.negated
        });
        // "It was the first time since the mill shut in 2011 that he had come."
        let behind_time = clause
            .marker
            .is_some_and(|m| m > 0 && toks[m - 1].tag == Tag::Time);
        let aside = parse.clauses.last().is_some_and(|c| c.kind == Kind::Sub) && behind_time;
        if !says && (clause.marker.is_none() || aside) {
            clause.of = None;
            clause.kind = Kind::Main;
            loose = true;
        }
    }
    let own = clause.kind == Kind::Main && !resumed && !shared;
    if let Some(last) = parse.clauses.last().filter(|_| own) {
        // "Said in a filing the mill had lost money", "when he left the house the police came".
        let says = toks[last.verb.head]
            .lex
            .is(can::SAY | can::THINK | can::PLAN);
        let named = last.kind != Kind::Sub && (loose || !says);
        if let Some(subject) = hangs_on_noun(toks, &clause, loose, named) {
            clause.kind = Kind::Relative;
            clause.subject = Some(subject);
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

/// Returns the clause that says what a clause tells behind a condition: "said that if the dam leaked,
/// the mayor would close it".
fn said_on_a_condition(toks: &[Tok], parse: &Parse, clause: &Clause) -> Option<usize> {
    let last = parse.clauses.iter().rfind(|p| p.marker.is_some())?;
    let last = Some(last).filter(|p| p.kind == Kind::Sub)?;
    let that = last.marker?.checked_sub(1)?;
    let comma = |i: usize| toks.get(i).is_some_and(|t| t.tag == Tag::Comma);
    let behind = comma(clause.start) || clause.start > 0 && comma(clause.start - 1);
    let own = clause.kind == Kind::Main && clause.subject.is_some();
    let of = parse.clauses.iter().rposition(|o| o.verb.last < that)?;
    (toks[that].tag == Tag::That && behind && own).then_some(of)
}

/// Returns the subject, with its title, of a clause that says more of the noun straight before it: "sold the
/// shares it had kept", "by the zeal Mr. Lund brought to it"; of which kinds of subject, the last two say.
fn hangs_on_noun(
    toks: &[Tok],
    clause: &Clause,
    pronouns: bool,
    names: bool,
) -> Option<Range<usize>> {
    let mut subject = clause.subject.clone()?;
    let pronoun = subject.len() == 1 && toks[subject.start].tag == Tag::Pron;
    if !pronoun {
        // "the zeal Mr. Lund brought to it" is no zeal of that name.
        let inner = subject.clone().skip(1);
        let split = inner
            .rev()
            .find(|&k| title_before(toks, k, subject.start + 1) < k);
        subject.start = title_before(toks, split.unwrap_or(subject.start), 0);
    }
    let noun = subject.start.checked_sub(1)?;
    let from = noun_phrase_start(toks, noun + 1, 0);
    // "He left, and after the vote the mayor went, too."
    let opens = from > 1
        && toks[from - 1].tag == Tag::Prep
        && matches!(
            toks[from - 2].tag,
            Tag::Comma | Tag::Conj | Tag::Break | Tag::Quote | Tag::Mark
        );
    let thing = toks[from].tag == Tag::Det && !opens;
    let named = matches!(toks[subject.start].tag, Tag::Name | Tag::Det | Tag::Poss);
    let mut at = clause.verb.last + 1;
    // "the rifles they intend to ban".
    if toks.get(at).is_some_and(|t| t.tag == Tag::To) && !pronoun {
        at += 2;
    }
    let next = toks.get(at).map(|t| t.tag);
    let open = next.is_none_or(|t| !t.nominal() && !matches!(t, Tag::Quote | Tag::That | Tag::To));
    let acts = !clause.verb.passive && toks[clause.verb.head].tag != Tag::Be;
    let hangs = pronoun && pronouns || named && names && thing;
    let bare = clause.marker.is_none() && hangs && toks[noun].tag == Tag::Noun;
    (bare && open && acts).then_some(subject)
}

/// Finds what a speaking verb leads to with a colon: "Lund tweeted: “The bridge is safe.”"
fn leads(toks: &[Tok], parse: &mut Parse) {
    let when = |t: &Tok| matches!(t.tag, Tag::Adv | Tag::Time | Tag::Prep);
    for c in 0..parse.clauses.len() {
        let clause = &parse.clauses[c];
        let from = clause.verb.last + 1;
        let behind = toks[from..].iter().position(|t| !when(t)).map(|n| from + n);
        let colon = behind.filter(|&i| {
            toks[i].tag == Tag::Break && toks.get(i + 1).is_some_and(|t| t.tag == Tag::Quote)
        });
        let says = toks[clause.verb.head].lex.is(can::SAY) && !clause.verb.passive;
        let Some(colon) = colon.filter(|_| says) else {
            continue;
        };
        for said in &mut parse.clauses[c + 1..] {
            if said.of.is_none() && said.start > colon && said.kind == Kind::Main {
                said.of = Some(c);
            }
        }
    }
}

/// Finds the clauses that only say who says the rest: after a comma or a quotation, a
/// speaking verb with nothing said behind it.
fn frames(toks: &[Tok], parse: &mut Parse) {
    for c in 0..parse.clauses.len() {
        let clause = &parse.clauses[c];
        let head = clause.verb.head;
        // "…, when the army announced an offensive": what was done then, not who says the rest.
        let when = clause.kind == Kind::Sub
            && clause.marker.is_some_and(|m| !toks[m].lex.is(can::PREPSUB));
        let said = clause.kind == Kind::Content && clause.of.is_some_and(|of| of + 1 < c);
        let frames = toks[head].lex.is(can::SAY | can::THINK);
        if !frames || clause.kind == Kind::Relative || when || said && clause.marker.is_none() {
            continue;
        }
        let carries = parse
            .clauses
            .get(c + 1)
            .is_some_and(|next| next.of == Some(c));
        // "…: in 1994, Lund vowed to sell it".
        let to = toks
            .get(clause.verb.last + 1)
            .is_some_and(|t| t.tag == Tag::To);
        if carries || clause.verb.passive || to {
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
        // "Lindon pointed to Ostmark, and Ostmark replied": a happening of its own.
        let joined = at_start == Some(Tag::Comma)
            && toks.get(clause.start + 1).map(|t| t.tag) == Some(Tag::Conj)
            && before != Some(Tag::Quote);
        if joined {
            continue;
        }
        let mut subject = clause.subject.clone();
        // ", said Brandt": the speaker follows.
        // "praised the mayor and said his work was sound": whoever praised him said so.
        let shares = at_start == Some(Tag::Conj) && clause.subject.is_some();
        let inverted = !shares
            && clause
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
