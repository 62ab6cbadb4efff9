//! What somebody says, and what else is told in the words of its sentence: as far as they make a sentence
//! and a headline has room for them.
//!
//! No quotation ends before its verb or in the middle of what is inserted; where nothing that is whole is
//! short enough, nothing is returned.

use super::super::anaphora::Before;
use super::super::clause::{Clause, Kind, Parse};
use super::super::lexicon::can;
use super::super::names::Names;
use super::super::sentence::Sentence;
use super::super::tag::{Tag, Tok};
use super::whole::{Ends, Tells};

/// Returns what clause `c` says in quotation marks, with who says it, where it names nothing that
/// was said: "Anna Lund told the council: “I feel nothing”".
pub fn spoken(
    s: &Sentence<'_>,
    parse: &Parse,
    c: usize,
    names: &Names,
    before: &Before,
) -> Option<String> {
    let clause = &parse.clauses[c];
    let verb = clause.verb;
    let head = &s.toks[verb.head];
    let told = |o: &Clause| o.of == Some(c) && !s.toks[o.verb.head].quoted;
    let carries = parse.clauses.get(c + 1).is_some_and(told);
    let subject = clause.subject.clone()?;
    // "“The dam leaks,” he posted in May."
    let behind = s.toks.first().is_some_and(|t| t.tag == Tag::Quote);
    let frames = behind && subject.start > 1 && s.toks[subject.start - 1].tag == Tag::Quote;
    // "One user posted: “…”".
    let colon = s
        .toks
        .get(verb.last + 1)
        .is_some_and(|t| t.tag == Tag::Break)
        && s.toks
            .get(verb.last + 2)
            .is_some_and(|t| t.tag == Tag::Quote);
    let says = head.lex.is(can::SAY) || frames || colon;
    if !says || head.quoted || verb.passive || verb.negated || carries {
        return None;
    }
    let pronoun = before.person(s, names, subject.start).map(str::to_owned);
    let who = super::subject_words(s, parse, subject, names).or(pronoun)?;
    let ends = Ends::new(s, parse, Tells::Clause);
    // "said that “the dam leaks”" does, "called it a “hidden hand” plot" quotes no speech.
    let close = |i: usize| (i + 1..s.toks.len()).find(|&k| s.toks[k].tag == Tag::Quote);
    let acts = |i: usize| {
        let within = i..close(i).unwrap_or(i);
        parse.clauses.iter().any(|o| within.contains(&o.verb.head))
    };
    let leads = |i: usize| {
        i == 0
            || matches!(s.toks[i - 1].tag, Tag::Comma | Tag::Break)
            || (s.toks[i - 1].tag == Tag::That || i == verb.last + 1) && acts(i)
    };
    let opens = (0..s.toks.len()).find(|&i| leads(i) && ends.opens_speech(i))?;
    let speech = ends.speech(opens + 1)?;
    let enough = speech.split_whitespace().nth(2).is_some();
    let mut letters = who.chars();
    let capital: String = letters.next()?.to_uppercase().collect();
    enough.then(|| format!("{capital}{}: “{speech}”", letters.as_str()))
}

/// Returns the first words that somebody says who speaks from the beginning of a sentence, up to where
/// they make one.
pub fn speech(s: &Sentence<'_>, parse: &Parse) -> Option<String> {
    let first = s.toks.iter().position(|t| t.tag != Tag::Quote)?;
    let quoted = s.toks[first].quoted;
    quoted.then(|| Ends::new(s, parse, Tells::Clause).speech(first))?
}

/// Returns the words from token `from` on up to where they make a sentence.
pub fn sentence_from(s: &Sentence<'_>, parse: &Parse, from: usize) -> Option<String> {
    let ends = Ends::new(s, parse, Tells::Clause);
    let marks = |t: &Tok| matches!(t.tag, Tag::Quote | Tag::Comma);
    let first = (from..s.toks.len()).find(|&i| !marks(&s.toks[i]))?;
    match s.toks[first].quoted {
        true => ends.speech(first),
        // "The truce, agreed on 9 May and in force for a week, fell apart": on that day it was agreed.
        false if times_inserted(s, parse, first) => None,
        false => {
            // "The dam leaks, Lund said": who says so is told elsewhere.
            let frame = parse
                .clauses
                .iter()
                .find(|c| c.kind == Kind::Frame && c.start > first);
            ends.told_from(first, frame.map_or(s.toks.len(), |c| c.start))
        }
    }
}

/// Tells whether a time stands between the subject and the verb of the first main clause from a token on.
fn times_inserted(s: &Sentence<'_>, parse: &Parse, from: usize) -> bool {
    let mut clauses = parse.clauses.iter();
    let main = clauses.find(|c| c.kind == Kind::Main && c.start >= from);
    // Behind a long insertion the verb is known, whose it is is not.
    let behind = |c: &Clause| c.subject.as_ref().map_or(from + 1, |r| r.end);
    main.and_then(|c| s.toks.get(behind(c)..c.verb.first))
        .is_some_and(|inserted| inserted.iter().any(|t| t.time.is_some()))
}

impl Ends<'_> {
    /// Returns what somebody says from token `at` on, as far as it makes a sentence and a headline has
    /// room.
    fn speech(&self, at: usize) -> Option<String> {
        let toks = self.s.toks;
        let close = (at..toks.len()).find(|&i| toks[i].tag == Tag::Quote);
        let close = close.unwrap_or(toks.len());
        let from = self.speaks_from(at, close);
        // "However, the dam leaks".
        let joins = |i: usize| toks.get(i).is_some_and(|t| t.tag == Tag::Adv);
        let comma = toks.get(from + 1).is_some_and(|t| t.tag == Tag::Comma);
        let from = from + 2 * usize::from(joins(from) && comma);
        self.told_from(from, close)
    }

    /// Returns the words between two tokens up to where they make a sentence, without what stands before
    /// its subject where there is no room for that: "While the dam held, the town was flooded".
    fn told_from(&self, from: usize, close: usize) -> Option<String> {
        let toks = self.s.toks;
        let beside = || {
            let main = |c: &&Clause| {
                let within = from <= c.start && c.verb.head < close;
                within && matches!(c.kind, Kind::Main | Kind::Frame)
            };
            let main = self.parse.clauses.iter().find(main)?;
            let subject = main.subject.as_ref()?.start;
            let comma = (from..subject).rfind(|&i| toks[i].tag == Tag::Comma)?;
            let turns = |i: usize| {
                let condition = matches!(&*self.s.lower(i), "if" | "unless" | "without");
                condition || toks[i].tag == Tag::Neg
            };
            let condition = (from..comma).any(turns);
            let blind = toks[subject].tag == Tag::Pron && !toks[subject].quoted;
            let told = self.words_said(comma + 1, close);
            told.filter(|_| !condition && !blind)
        };
        // "In the days before the vote, Lund promised it": only speech is told with all that leads to it.
        if self.s.toks.get(from)?.quoted {
            return self.words_said(from, close).or_else(beside);
        }
        beside().or_else(|| self.words_said(from, close))
    }

    /// Returns the words between two tokens up to where they make a sentence.
    fn words_said(&self, from: usize, close: usize) -> Option<String> {
        // In words: too few to say anything, what has room, what is long, and what is looked at.
        const FEW: usize = 3;
        const ROOM: usize = 11;
        const LONG: usize = 14;
        const MOST: usize = 17;
        let toks = self.s.toks;
        let mut out = String::new();
        let (mut n, mut full, mut short, mut long) = (0, None, None, None);
        for i in from..close {
            let t = &toks[i];
            let leads = out.is_empty() && t.tag == Tag::Comma;
            let bracket = matches!(t.tag, Tag::Open | Tag::Close);
            if bracket || leads || !toks[from].quoted && self.unsaid(i) {
                if self.s.word(i) == "(" {
                    break;
                }
                continue;
            }
            let parted = toks[i.saturating_sub(1)].tag == Tag::Quote && !toks[from].quoted;
            let glued = out.is_empty()
                || toks[i - 1].end == t.start && self.s.word(i - 1) != "[" && !parted;
            let apart = !glued || t.tag == Tag::Break && self.s.word(i) != ":";
            n += usize::from(apart || out.is_empty());
            if n > MOST || self.s.word(i) == "." && !self.goes_past(i) {
                break;
            }
            if apart {
                out.push(' ');
            }
            out.push_str(self.s.text_of(t));
            let mark = matches!(t.tag, Tag::Comma | Tag::Break);
            let ends = i + 1 == close;
            if mark || n <= FEW && !ends || !self.says(from, i + 1, close) {
                continue;
            }
            let next = if toks[from].quoted {
                Some(i + 1)
            } else {
                self.next(i + 1)
            };
            let comma = next
                .and_then(|n| toks.get(n))
                .is_some_and(|t| t.tag == Tag::Comma);
            if comma && n <= ROOM {
                return Some(out);
            }
            if n <= LONG && (ends || self.sets_off(i + 1)) {
                full = full.or(Some(out.clone()));
            }
            match n <= ROOM {
                true => short = Some(out.clone()),
                false => long = long.or(Some(out.clone())),
            }
        }
        full.or(short).or(long)
    }

    /// Tells whether token `i` only says when, or marks a word.
    fn unsaid(&self, i: usize) -> bool {
        let dot = i > 0 && self.when[i - 1] && self.s.word(i) == ".";
        self.when[i] || dot || self.s.toks[i].tag == Tag::Quote
    }

    /// Tells whether the mark at `i` ends nothing: "Mr. Lund", "6%", "the N.F.L. may".
    pub(super) fn goes_past(&self, i: usize) -> bool {
        let on = self.s.toks.get(i + 1).is_some_and(|t| t.tag != Tag::Quote);
        on && matches!(self.s.word(i), "." | "%") || self.s.word(i) == "%"
    }

    /// Returns where what somebody says comes to the point: "I will be clear: the dam leaks".
    fn speaks_from(&self, at: usize, close: usize) -> usize {
        const NEAR: usize = 10;
        let near = close.min(at + NEAR);
        let acts = |from: usize| {
            let mut verbs = self.parse.clauses.iter().map(|c| c.verb.head);
            verbs.any(|v| from < v && v < close)
        };
        let colon = (at..near).find(|&i| self.s.word(i) == ":");
        colon.filter(|&i| acts(i)).map_or(at, |i| i + 1)
    }

    /// Returns the comma that ends what is inserted behind the comma at `at`, where the clause goes on.
    fn inserted(&self, at: usize, close: usize) -> Option<usize> {
        const NEAR: usize = 13;
        let toks = self.s.toks;
        let until = (at + 1..close.min(at + NEAR)).find(|&i| toks[i].tag == Tag::Comma)?;
        let behind = toks.get(until + 1)?.tag;
        matches!(behind, Tag::To | Tag::Prep | Tag::That).then_some(until)
    }

    /// Tells whether the words from `from` up to `at` say something by themselves.
    fn says(&self, from: usize, at: usize, close: usize) -> bool {
        let toks = self.s.toks;
        let within = from..at;
        let verb = |c: &&Clause| within.contains(&c.verb.head) && c.kind != Kind::Relative;
        let clauses = self.parse.clauses.iter().filter(verb);
        let main = clauses.clone().any(|c| c.kind != Kind::Sub);
        // "I believe that, from what he says": what is believed is still to come.
        let begun = |i: &usize| matches!(toks[*i].tag, Tag::That | Tag::Sub);
        let open = (from..at).rfind(begun);
        let acts = |m: usize| clauses.clone().any(|c| c.marker == Some(m));
        let opens = |m: usize| self.parse.clauses.iter().any(|c| c.marker == Some(m));
        // "No matter how it leaks": what is so all the same is still to come.
        let matter = self.s.lower(from) == "no" && self.s.lower(from + 1) == "matter";
        let comma = toks[from..at].iter().any(|t| t.tag == Tag::Comma);
        let main = main && (!matter || comma);
        let whole = open.is_none_or(|m| acts(m) || !opens(m) && toks[m].tag != Tag::That);
        // "I believe that if the dam leaks": what is believed is still to come.
        let main_of = |m: usize| {
            let said = |c: &Clause| c.kind != Kind::Sub && c.verb.head > m;
            clauses.clone().any(said)
        };
        let if_next = |i: usize| toks.get(i + 1).is_some_and(|t| t.tag == Tag::Sub);
        let that = (from..at).rfind(|&i| toks[i].tag == Tag::That && (opens(i) || if_next(i)));
        // "I know any clerk before has": a verb follows whose subject was not seen.
        let flat = |c: &Clause| {
            let parts = |t: &Tok| matches!(t.tag, Tag::Comma | Tag::Conj | Tag::Break | Tag::Rel);
            !toks[at..c.verb.first].iter().any(parts)
        };
        let rest = |c: &Clause| at <= c.verb.first && c.verb.first < close && flat(c);
        let mut rest = self.parse.clauses.iter().filter(|c| rest(c));
        let begun = at < close && rest.any(|c| c.subject.is_none() && c.kind != Kind::Relative);
        // "telling the paper it was false".
        let verb = toks[from..at].iter().rfind(|t| t.tag.verb());
        let speaks = verb.is_some_and(|t| t.lex.is(can::SAY));
        let clause = |n: usize| {
            let starts = |c: &Clause| c.subject.as_ref().is_some_and(|r| r.start == n);
            speaks && self.parse.clauses.iter().any(starts)
        };
        let leads = self.next(at);
        let leads = leads.is_some_and(|n| n < close && (toks[n].tag == Tag::That || clause(n)));
        // "told the paper, “The dam leaks”".
        let comma = toks
            .get(at)
            .is_some_and(|t| matches!(t.tag, Tag::Comma | Tag::Break));
        let leads = leads || !toks[from].quoted && self.opens_speech(at + usize::from(comma));
        let whole = whole && !begun && !leads && that.is_none_or(main_of);
        let inserted = || {
            let next = toks.get(at + 1).map(|t| t.tag);
            next.is_some_and(Tag::verbal)
                || matches!(next, Some(Tag::Adj | Tag::Ed | Tag::Part))
                || self.inserted(at, close).is_some()
        };
        // "cannot allow a leak, in this case one of oil, to close the port".
        let commas = (from..at).filter(|&i| toks[i].tag == Tag::Comma);
        let aside = commas
            .filter_map(|i| self.inserted(i, close))
            .any(|end| end > at);
        let whole = whole && !aside;
        let comma = toks.get(at).is_some_and(|t| t.tag == Tag::Comma);
        // "the town has, once again, paid".
        let helps = |t: &Tok| matches!(t.tag, Tag::Have | Tag::Do | Tag::Modal);
        let says = |t: &&Tok| !matches!(t.tag, Tag::Adv | Tag::Comma);
        let last = toks[from..at].iter().rev().find(says);
        let open = at != close && last.is_some_and(helps);
        main && whole && !open && (at == close || self.closes(at) && !(comma && inserted()))
    }
}
