//! The few words a chronicler would write of a clause, taken from the clause itself.
//!
//! Subject, verb and object stay; determiners, adverbs, times, appositions, relative
//! clauses and whoever says so go. The tense stays as told.

mod further;
mod gap;
mod phrase;
mod rest;
mod speech;
mod subject;
mod whole;
mod words;

pub use speech::{sentence_from, speech, spoken};
pub use whole::{Ended, Tells, ended};

use super::anaphora::{self, Before};
use super::clause::{self, Clause, Kind, Parse};
use super::lexicon::{self, can};
use super::names::Names;
use super::sentence::Sentence;
use super::status::is_event_noun;
use super::tag::Tag;
use crate::text::token::TokenKind;
use std::ops::Range;
use words::doubts;

/// Words of a short headline.
const MOST: usize = 9;

/// Weight of a participle behind a noun: it goes with what follows it.
const HANGS: u8 = 3;

/// Words that stay or go together.
struct Piece {
    words: String,
    /// 0 stays; others go from the end.
    weight: u8,
}

struct Writer<'a> {
    s: &'a Sentence<'a>,
    parse: &'a Parse,
    names: &'a Names,
    before: &'a Before,
    pieces: Vec<Piece>,
    /// How many pieces come before the verb.
    verb_at: usize,
    /// The piece that says what somebody is asked to do.
    asked_at: Option<usize>,
    /// The verb written last has something done to its object.
    had: bool,
    /// What follows belongs to a superlative.
    tops: bool,
    /// What stands behind the verb ends where something ends.
    whole: bool,
}

/// Returns the headline of a clause.
pub fn of_clause(
    s: &Sentence<'_>,
    parse: &Parse,
    c: usize,
    names: &Names,
    before: &Before,
) -> String {
    let mut w = Writer::new(s, parse, names, before);
    w.only_claimed(c);
    w.subject(c);
    let kept = w.pieces.len();
    w.verb_at = kept;
    if !w.exists(c) {
        w.hedge(c);
        w.verb(c);
    }
    let after = parse.clauses[c].verb.last + 1;
    if w.gap(c, after).is_some() || !w.rest(c, after) {
        w.complement(c, after);
        if w.pieces.len() <= kept + 1 && w.n_words() < 3 {
            w.fronted_place(c);
        }
    }
    let condition = w.condition(c);
    let told = w.finish();
    match condition {
        Some(condition) => format!("{told} {condition}"),
        None => told,
    }
}

/// Returns the headline of what a clause without a subject brought: its object.
pub fn of_object(s: &Sentence<'_>, parse: &Parse, c: usize, names: &Names) -> String {
    let before = Before::default();
    let mut w = Writer::new(s, parse, names, &before);
    w.complement(c, parse.clauses[c].verb.last + 1);
    w.finish()
}

/// Returns the headline of what a word in "-ing" tells, up to token `to`: "Hitting a guard in the face".
pub fn of_doing(s: &Sentence<'_>, parse: &Parse, doing: Range<usize>, names: &Names) -> String {
    let before = Before::default();
    let mut w = Writer::new(s, parse, names, &before);
    w.push(s.word(doing.start).to_owned(), 0);
    w.tail(doing.start + 1, doing.end, None);
    w.finish()
}

/// Returns the headline of what a sentence opens with, of the subject behind it, where it is that which the
/// time at token `at` dates: "Built in 1907, the towers have become …".
pub fn of_opening(
    s: &Sentence<'_>,
    parse: &Parse,
    c: usize,
    at: usize,
    names: &Names,
    before: &Before,
) -> Option<String> {
    let toks = s.toks;
    let opens = toks.iter().position(|t| t.tag != Tag::Adv)?;
    let comma = toks.iter().position(|t| t.tag == Tag::Comma);
    let comma = comma.filter(|comma| *comma > opens)?;
    let participle = toks[opens].lex.is(can::PART) || s.lower(opens) == "born";
    // "Published in May, the report blamed the mayor": it did so in May.
    let appears = matches!(
        toks[opens].lex.base,
        Some("publish" | "release" | "issue" | "post" | "print" | "air" | "broadcast" | "write")
    );
    let passive = matches!(toks[opens].tag, Tag::Ed | Tag::Part | Tag::Noun) && !appears;
    let clause = &parse.clauses[c];
    let subject = clause.subject.as_ref()?;
    let own = toks[comma + 1..].iter().any(|t| t.time == toks[at].time);
    let inner = toks[opens + 1..comma]
        .iter()
        .all(|t| t.tag.nominal() || matches!(t.tag, Tag::Prep | Tag::Time | Tag::Adv));
    let first = toks[..comma].iter().all(|t| t.tag != Tag::Break) && inner && !own;
    if !(participle && passive && first && at < comma && subject.start == comma + 1) {
        return None;
    }
    let mut w = Writer::new(s, parse, names, before);
    w.subject(c);
    w.verb_at = w.pieces.len();
    let many = w.pieces.iter().any(|p| is_many(&p.words));
    let be = if many { "were" } else { "was" };
    w.push(format!("{be} {}", s.lower(opens)), 0);
    w.tail(opens + 1, comma, None);
    Some(w.finish())
}

/// Returns the headline of a saying: who says, and what in short.
pub fn of_saying(
    s: &Sentence<'_>,
    parse: &Parse,
    frame: usize,
    content: usize,
    names: &Names,
    before: &Before,
) -> String {
    let mut w = Writer::new(s, parse, names, before);
    w.subject(frame);
    let sayer = w.pieces.iter().map(|p| p.words.clone()).collect::<Vec<_>>();
    let verb = parse.clauses[frame].verb;
    if verb.negated {
        w.verb_as_is(frame);
    } else {
        w.push(s.word(verb.head).to_owned(), 0);
    }
    w.recipient(frame);
    let from = w.pieces.len();
    w.said_subject(content);
    let said = w.pieces[from..].iter().map(|p| &p.words);
    // "Lund will not resign, she insisted": not "Lund insisted Lund will not resign".
    let pronoun = parse.clauses[frame]
        .subject
        .clone()
        .filter(|r| r.len() == 1 && s.toks[r.start].tag == Tag::Pron && said.eq(sayer.iter()));
    if let Some(pronoun) = pronoun {
        w.pieces.truncate(from);
        w.push(s.lower(pronoun.start).into_owned(), 0);
    }
    w.verb_at = w.pieces.len();
    w.verb_as_is(content);
    let after = parse.clauses[content].verb.last + 1;
    if w.gap(content, after).is_some() || !w.rest(content, after) {
        w.complement(content, after);
    }
    // "said that if the dam leaked, the mayor would go".
    let fronted = content > frame + 1 && parse.clauses[content - 1].kind == Kind::Sub;
    let condition = w.condition(content).filter(|_| fronted);
    let told = w.finish();
    match condition {
        Some(condition) => format!("{told} {condition}"),
        None => told,
    }
}

/// Returns the clause in which somebody only believes what clause `c` tells, or does not say it:
/// "she thought she had been followed by a man who had then fled".
pub fn believer(s: &Sentence<'_>, parse: &Parse, c: usize) -> Option<usize> {
    let mut at = c;
    for _ in 0..3 {
        let clause = &parse.clauses[at];
        let around = match (clause.kind, clause.marker) {
            (Kind::Relative, Some(m)) => parse.owner[..m].iter().rev().flatten().next().copied(),
            _ => clause.of,
        };
        let around = around.filter(|o| *o < at)?;
        let verb = &parse.clauses[around].verb;
        // "did not find that the dam leaks or smells": both hang on what was not found.
        let said = |o: &Clause| o.of == Some(around);
        let first = parse.clauses[around + 1..=at].iter().find(|o| said(o));
        let start = first.map_or(clause.start, |o| o.start);
        // "a think tank says": nobody thinks.
        if said(clause) && start > verb.last + 1 {
            return None;
        }
        at = around;
        let believes = s.toks[verb.head].lex.base.is_some_and(|base| {
            matches!(
                base,
                "believe" | "think" | "hope" | "fear" | "suspect" | "doubt" | "worry"
            )
        });
        // "did not find that the dam leaks".
        let unsaid = verb.negated && clause.kind == Kind::Content;
        // "Ostmark says it is fighting bandits": what it says of itself is no fact.
        let itself = clause.subject.as_ref().is_some_and(|r| {
            let pronoun = matches!(&*s.lower(r.start), "it" | "he" | "she" | "they");
            r.len() == 1 && pronoun && clause.kind == Kind::Content
        });
        let claims =
            itself && s.toks[verb.head].lex.is(can::SAY) && s.toks[verb.head].tag == Tag::Pres;
        if (believes || unsaid || claims) && !verb.passive && parse.clauses[at].subject.is_some() {
            return Some(at);
        }
    }
    None
}

/// Returns the headline of the clause that clause `c` only says more of: "The mayor, whose firm built
/// the mill, called for a vote" tells of a call.
pub fn around(
    s: &Sentence<'_>,
    parse: &Parse,
    c: usize,
    names: &Names,
    before: &Before,
    dated: bool,
) -> Option<String> {
    let kind = parse.clauses[c].kind;
    // "The man, who is a clerk, left on Friday": what is so has no day.
    if dated && !is_so(s, parse, c) {
        return None;
    }
    // "while the mill burned" tells what happened beside it.
    let beside = parse.clauses[c].marker.is_some_and(|m| {
        matches!(
            &*s.lower(m),
            "while" | "whereas" | "although" | "though" | "that"
        )
    });
    // "Despite sanctions imposed in May, the town grew".
    let subject = parse.clauses[c]
        .subject
        .clone()
        .filter(|_| kind == Kind::Main);
    let reduced = subject.is_some_and(|r| {
        let prep = r
            .start
            .checked_sub(1)
            .filter(|&p| s.toks[p].tag == Tag::Prep);
        let opens = prep.is_some_and(|p| p == 0 || s.toks[p - 1].tag == Tag::Comma);
        opens && matches!(s.toks[parse.clauses[c].verb.first].tag, Tag::Ed | Tag::Part)
    });
    let aside = matches!(kind, Kind::Relative | Kind::Sub) || reduced;
    if !aside || kind == Kind::Sub && beside {
        return None;
    }
    let tells = |m: &usize| {
        let main = &parse.clauses[*m];
        let head = &s.toks[main.verb.head];
        let frames = main.kind == Kind::Frame;
        // "He is a clerk who sold the mill": what is so is no happening.
        let is = head.tag == Tag::Be && kind == Kind::Relative;
        let state = head.tag == Tag::Pres || is;
        // "He will face Lund, a Whig who is also a clerk, in May."
        let will = main.verb.modal.is_some() && !dated;
        let state = state || will;
        let plain = main.kind == Kind::Main && (!state || head.lex.is(can::SAY));
        // "said that unless it was mended, they should expect a leak": they do not say it.
        let carries = main.of.is_none_or(|of| of > *m && head.lex.is(can::SAY));
        (plain || frames) && carries && main.subject.is_some() && !head.quoted
    };
    let stands = |m: &usize| matches!(parse.clauses[*m].kind, Kind::Main | Kind::Frame);
    let main = (0..c)
        .rev()
        .chain(c + 1..parse.clauses.len())
        .find(stands)
        .filter(tells)?;
    let told = |o: usize| o != c && !s.toks[parse.clauses[o].verb.head].quoted;
    let mut clauses = 0..parse.clauses.len();
    let said = clauses.find(|&o| told(o) && parse.clauses[o].of == Some(main));
    let said = said.or(parse.clauses[main].of.filter(|&o| told(o)));
    let says = s.toks[parse.clauses[main].verb.head].lex.is(can::SAY);
    // "A handful who had backed Lund vowed to press on" frames nothing.
    let next = parse.clauses[main].verb.last + 1;
    let asks = s.toks.get(next).is_some_and(|t| t.tag == Tag::To);
    let told = match (spoken(s, parse, main, names, before), said) {
        (Some(spoken), _) => spoken,
        (None, Some(said)) if says => of_saying(s, parse, main, said, names, before),
        (None, None) if says => return None,
        _ if parse.clauses[main].kind == Kind::Frame && !asks => return None,
        _ => of_clause(s, parse, main, names, before),
    };
    let first = told.split_whitespace().next()?.to_lowercase();
    // "One clerk said": nobody else is meant.
    let blind = lexicon::lookup(&first).is(can::PRON | can::POSS) && first != "one";
    let acts = told.contains(s.word(parse.clauses[main].verb.head)) || told.contains('“');
    (!blind && acts && told.split_whitespace().nth(2).is_some()).then_some(told)
}

/// Tells whether a headline leaves out a word that denies what clause `c` tells, before its verb: "neither the
/// mayor nor the guild, which owns the mill, is selling it".
pub fn denies(s: &Sentence<'_>, parse: &Parse, c: usize, headline: &str) -> bool {
    let clause = &parse.clauses[c];
    let told = headline.to_lowercase();
    let from = clause.subject.as_ref().map_or(clause.start, |r| r.end);
    let aside = |i: usize| {
        let owner = parse.owner[i].map(|o| parse.clauses[o].kind);
        owner == Some(Kind::Relative)
    };
    (from..clause.verb.first).any(|i| {
        let word = s.lower(i);
        matches!(&*word, "neither" | "nobody" | "none") && !aside(i) && !told.contains(&*word)
    })
}

/// Tells whether a relative clause says what somebody is, and not what happened.
fn is_so(s: &Sentence<'_>, parse: &Parse, c: usize) -> bool {
    let clause = &parse.clauses[c];
    let head = &s.toks[clause.verb.head];
    let present = !clause.verb.past && clause.verb.modal.is_none() && !clause.verb.passive;
    let state = head.tag == Tag::Be;
    clause.kind == Kind::Relative && present && state && !clause.verb.perfect
}

/// Tells whether a headline leaves open whose its subject is, or which: "His image suffered", "That
/// offer was declined".
pub fn is_theirs(s: &Sentence<'_>, parse: &Parse, c: usize, headline: &str) -> bool {
    let Some(subject) = parse.clauses[c].subject.clone() else {
        return false;
    };
    let opens = &s.toks[subject.start];
    let points = matches!(
        &*s.lower(subject.start),
        "this" | "that" | "these" | "those"
    );
    let owned = headline.contains(['\'', '’']);
    subject.len() > 1 && (opens.tag == Tag::Poss && !owned || opens.tag == Tag::Det && points)
}

/// Returns the headline of a happening that a noun names: the noun with what belongs to it.
pub fn of_noun(
    s: &Sentence<'_>,
    parse: &Parse,
    noun: usize,
    names: &Names,
    before: &Before,
) -> String {
    Writer::new(s, parse, names, before).noun(noun)
}

/// Returns the same with the subject of clause `of` for its owner: "Lund's visit to Vessin".
pub fn of_noun_of(
    s: &Sentence<'_>,
    parse: &Parse,
    noun: usize,
    of: usize,
    names: &Names,
    before: &Before,
) -> String {
    let mut w = Writer::new(s, parse, names, before);
    w.subject(of);
    if let Some(last) = w.pieces.last_mut() {
        let ending = if last.words.ends_with('s') { "'" } else { "'s" };
        last.words.push_str(ending);
    }
    w.noun(noun)
}

/// Returns the core of a subject as plain words, for pronouns that follow.
pub fn subject_words(
    s: &Sentence<'_>,
    parse: &Parse,
    subject: Range<usize>,
    names: &Names,
) -> Option<String> {
    let before = Before::default();
    if s.toks[subject.clone()]
        .iter()
        .all(|t| matches!(t.tag, Tag::Pron | Tag::Num | Tag::Det | Tag::Time))
    {
        return None;
    }
    let mut w = Writer::new(s, parse, names, &before);
    let end = subject
        .clone()
        .find(|&i| matches!(s.toks[i].tag, Tag::Prep))
        .unwrap_or(subject.end);
    w.noun_phrase(subject.start..end);
    let words = w
        .pieces
        .iter()
        .map(|p| p.words.as_str())
        .collect::<Vec<_>>()
        .join(" ");
    (!words.is_empty()).then_some(words)
}

impl<'a> Writer<'a> {
    /// Returns a writer that has written nothing yet.
    fn new(s: &'a Sentence<'a>, parse: &'a Parse, names: &'a Names, before: &'a Before) -> Self {
        Self {
            s,
            parse,
            names,
            before,
            pieces: Vec::new(),
            verb_at: 0,
            asked_at: None,
            had: false,
            tops: false,
            whole: false,
        }
    }

    /// Writes a noun that names a happening, with what stands before and behind it.
    fn noun(mut self, noun: usize) -> String {
        let toks = self.s.toks;
        let mut start = noun;
        // Of "Friday's launch" the day is left out, and its "'s" with it.
        let of_day = |i: usize| {
            let day = i > 0 && toks[i - 1].tag == Tag::Time;
            day && toks[i].tag == Tag::Genitive
        };
        while start > 0 && toks[start - 1].tag.nominal() && !of_day(start - 1) {
            start -= 1;
            if matches!(toks[start].tag, Tag::Det) {
                break;
            }
        }
        // "a letter to the mayor dated 3 May": nobody dates the mayor.
        let leads = |p: usize| matches!(&*self.s.lower(p), "to" | "from" | "for");
        let prep = start.checked_sub(1).filter(|&p| leads(p));
        let participle = toks.get(noun + 1).map(|t| t.tag);
        let of = prep
            .and_then(|p| clause::noun_phrase_before(toks, p))
            .filter(|of| toks[of.end - 1].tag == Tag::Noun && Some(of.end) == prep)
            .filter(|of| &*self.s.lower(of.start) != "according")
            .filter(|_| matches!(participle, Some(Tag::Ed | Tag::Part)));
        if let (Some(of), Some(prep)) = (of, prep) {
            self.noun_phrase(of);
            self.prepositional(prep, noun + 1);
        } else {
            self.noun_phrase(start..noun + 1);
        }
        self.verb_at = self.pieces.len();
        // "The dam, built in 1962, …": what befell it.
        let befell = !is_event_noun(&toks[noun])
            && toks.get(noun + 1).is_some_and(|t| t.tag == Tag::Comma)
            && toks
                .get(noun + 2)
                .is_some_and(|t| matches!(t.tag, Tag::Ed | Tag::Part));
        self.tail(noun + 1 + usize::from(befell), toks.len(), None);
        if let Some(from) = self.held(noun) {
            self.tail(from, toks.len(), None);
        }
        self.finish()
    }

    /// Returns where the participle stands that a comma parts from a noun and its "of": "the mayor of
    /// Vessin, | held in May".
    fn held(&self, noun: usize) -> Option<usize> {
        let toks = self.s.toks;
        let of = toks.get(noun + 1).is_some_and(|t| t.tag == Tag::Prep) && noun + 2 < toks.len();
        let comma = of.then(|| self.phrase_end(noun + 2, toks.len()))?;
        let parted = toks.get(comma)?.tag == Tag::Comma && !is_event_noun(&toks[noun]);
        let next = toks.get(comma + 1)?.tag;
        (parted && matches!(next, Tag::Ed | Tag::Part)).then_some(comma + 1)
    }

    fn push(&mut self, words: String, weight: u8) {
        let again = self.pieces.last().is_some_and(|p| p.words == words);
        if !words.is_empty() && !again {
            self.pieces.push(Piece { words, weight });
        }
    }

    fn n_words(&self) -> usize {
        self.pieces
            .iter()
            .map(|p| p.words.split_whitespace().count())
            .sum()
    }

    /// Tells whether a clause only says that there is something.
    fn exists(&self, c: usize) -> bool {
        let clause = &self.parse.clauses[c];
        self.s.toks[clause.verb.head].tag == Tag::Be
            && clause
                .subject
                .clone()
                .is_some_and(|r| r.len() == 1 && self.s.word(r.start).eq_ignore_ascii_case("there"))
    }

    /// Adds the word that makes of what a clause tells no fact: "Lund allegedly fled".
    fn hedge(&mut self, c: usize) {
        let v = self.parse.clauses[c].verb;
        let near = |i: &usize| self.s.toks[*i].tag == Tag::Adv;
        let before = (0..v.first).rev().take_while(near).last();
        let hedge = (before.unwrap_or(v.first)..v.head).find(|&i| doubts(&self.s.lower(i)));
        if let Some(hedge) = hedge.filter(|_| !v.negated) {
            self.push(self.s.lower(hedge).into_owned(), 0);
        }
    }

    /// Adds the verb, auxiliaries left out where a headline leaves them out.
    fn verb(&mut self, c: usize) {
        let v = self.parse.clauses[c].verb;
        let toks = self.s.toks;
        let head = &toks[v.head];
        let planned = head.tag == Tag::Be
            && (v.last + 1..toks.len().min(v.last + 3)).any(|i| {
                matches!(
                    self.s.word(i),
                    "due" | "set" | "expected" | "scheduled" | "poised" | "to"
                )
            });
        let going = v.progressive
            && head.lex.base == Some("go")
            && toks.get(v.last + 1).is_some_and(|t| t.tag == Tag::To);
        if (planned || going) && !v.negated {
            return;
        }
        if v.progressive && v.past {
            self.verb_as_is(c);
            return;
        }
        if v.negated || head.tag == Tag::Be || head.tag == Tag::Have || head.tag == Tag::Do {
            self.verb_as_is(c);
            return;
        }
        let mut words = Vec::new();
        if let Some(modal) = v.modal {
            let word = self.s.word(modal).to_lowercase();
            let announced = word == "would" && self.parse.clauses[c].of.is_some();
            if announced || matches!(word.as_str(), "will" | "shall" | "'ll" | "’ll") {
                words.push("to".to_owned());
            } else {
                words.push(word);
            }
            // "could be destroyed".
            let helps = |i: &usize| matches!(toks[*i].tag, Tag::Be | Tag::Have);
            let between = (modal + 1..v.head).filter(helps);
            words.extend(between.map(|i| self.s.word(i).to_owned()));
        } else if v.progressive && v.passive {
            // "Oil is being pumped": it is not yet done.
            words.push("being".to_owned());
        }
        words.extend((v.head..=v.last).map(|i| self.s.word(i).to_owned()));
        // "did come" is told as "came"; "has risen" as "rose", but "has been raised" stays.
        let did = v.past && (v.first..v.head).any(|i| toks[i].tag == Tag::Do);
        let past = match head.lex.base {
            Some(base) if did => Some(lexicon::past(base)),
            Some(base) if v.perfect && !v.passive && !v.progressive => {
                lexicon::past_of(base).map(str::to_owned)
            }
            _ => None,
        };
        if let Some(past) = past
            && let Some(verb) = words.iter_mut().rfind(|w| *w == self.s.word(v.head))
        {
            *verb = past;
        }
        self.push(words.join(" "), 0);
    }

    /// The ending that makes an owner of the word before token `at`: "Lund's", "the girls'".
    fn owner_ending(&self, at: usize) -> &'static str {
        match self.s.toks[at].kind {
            TokenKind::Quote => "'",
            _ => "'s",
        }
    }

    fn verb_as_is(&mut self, c: usize) {
        let v = self.parse.clauses[c].verb;
        let mut text = String::new();
        // "never reached": the word that denies it stands before the verb.
        if let Some(before) = v.first.checked_sub(1)
            && self.s.toks[before].tag == Tag::Neg
        {
            text.push_str(self.s.word(before));
        }
        for i in v.first..=v.last {
            let t = &self.s.toks[i];
            // "no longer" is no "no".
            let longer = i > 0 && self.s.lower(i - 1) == "no";
            if t.tag == Tag::Quote || t.tag == Tag::Adv && !longer {
                continue;
            }
            let before = self.s.toks[i.saturating_sub(1)];
            let glued = i > v.first && before.end == t.start && before.tag != Tag::Quote;
            if !text.is_empty() && !glued {
                text.push(' ');
            }
            text.push_str(self.s.text_of(t));
        }
        self.push(text, 0);
    }

    fn complement(&mut self, c: usize, from: usize) {
        let end = self.s.toks.len();
        let gap = self.gap(c, from);
        let Some((at, object)) = gap.filter(|(_, object)| !self.names_it(object)) else {
            return self.tail(from, end, Some(c));
        };
        if self.s.toks[at - 1].tag == Tag::Prep && at > from {
            self.tail(from, at - 1, Some(c));
            self.push(self.s.word(at - 1).to_owned(), 0);
        } else {
            self.tail(from, at, Some(c));
        }
        self.noun_phrase(object);
        // What follows the object is no complement of it; "remarks Lund made that angered the town".
        let next = (at..end).find(|&i| self.s.toks[i].tag != Tag::Time);
        let another = next.is_some_and(|i| {
            let tag = self.s.toks[i].tag;
            matches!(tag, Tag::Rel | Tag::That) || tag.verb()
        });
        if !another {
            self.tail(at, end, Some(c));
        }
    }

    /// Where the last infinitive begins that something is left without: "due to visit Paris"
    /// of "due to visit Paris to open a church".
    fn purpose(&self) -> Option<usize> {
        let infinitive = |p: &Piece| p.words.starts_with("to ");
        let last = self.pieces.iter().rposition(infinitive)?;
        let earlier = self.pieces.get(self.verb_at..last)?;
        earlier.iter().any(infinitive).then_some(last)
    }

    fn remove(&mut self, i: usize) {
        self.pieces.remove(i);
        self.verb_at -= usize::from(i < self.verb_at);
        self.asked_at = self.asked_at.map(|asked| asked - usize::from(i < asked));
    }

    /// Cuts to length and tidies the ends.
    fn finish(mut self) -> String {
        while self.n_words() > MOST {
            if let Some(i) = self.pieces.iter().rposition(|p| p.weight > 0) {
                // Behind the verb all that follows hangs on what goes.
                let between = self.asked_at.is_some_and(|asked| i + 1 < asked);
                if i < self.verb_at || between && i > self.verb_at + 1 {
                    self.remove(i);
                } else {
                    let hangs = i > 0 && self.pieces[i - 1].weight == HANGS;
                    let cut = i - usize::from(hangs);
                    // "should be investigated as crimes": without it the verb says another thing.
                    let first = cut == self.verb_at + 1 || self.asked_at.is_some_and(|a| cut < a);
                    if first && self.n_words() <= MOST + 3 {
                        break;
                    }
                    self.pieces.truncate(cut);
                }
            } else if let Some(i) = self.purpose().filter(|_| !self.whole) {
                self.pieces.truncate(i);
            } else {
                break;
            }
        }
        let mut words: Vec<String> = Vec::new();
        for word in self.pieces.iter().flat_map(|p| p.words.split_whitespace()) {
            match words.last_mut() {
                // "he's": a clitic stays with its word.
                Some(last) if word.starts_with(['\'', '’']) && word.len() > 1 || word == "," => {
                    last.push_str(word)
                }
                _ => words.push(word.to_owned()),
            }
        }
        words.truncate(if self.whole { 2 * MOST } else { MOST + 3 });
        while words
            .last()
            .is_some_and(|w| dangles(w) || matches!(w.as_str(), "'s" | "’s"))
        {
            words.pop();
        }
        // What belonged to the last word was cut off.
        if let Some(last) = words.last_mut()
            && let Some(owner) = last.strip_suffix("'s")
        {
            *last = owner.to_owned();
        }
        while words
            .first()
            .is_some_and(|w| matches!(w.to_lowercase().as_str(), "and" | "but" | "or" | "nor"))
        {
            words.remove(0);
        }
        let mut text = words.join(" ");
        if let Some(first) = text.chars().next()
            && first.is_lowercase()
        {
            let upper: String = first.to_uppercase().collect();
            text.replace_range(..first.len_utf8(), &upper);
        }
        text
    }
}

/// Returns words as whose something is.
fn owned(owner: String) -> String {
    let ending = if owner.ends_with('s') { "'" } else { "'s" };
    owner + ending
}

/// Tells whether a first name in these words is known as a woman's or a man's.
fn shows_gender(words: &str) -> bool {
    words
        .split_whitespace()
        .any(|w| anaphora::given(w).is_some())
}

/// Tells whether a subject is more than one thing.
pub fn is_many(words: &str) -> bool {
    words.contains(" and ")
        || words
            .split(" of ")
            .next()
            .and_then(|w| w.split_whitespace().next_back())
            .is_some_and(|head| {
                (head.ends_with('s') && !head.ends_with("ss") && !head.ends_with("'s"))
                    && head.chars().any(char::is_lowercase)
                    && !head.starts_with(char::is_uppercase)
                    || matches!(
                        &*head.to_lowercase(),
                        "people" | "men" | "women" | "children" | "police"
                    )
            })
}

/// Words no headline ends with.
fn dangles(word: &str) -> bool {
    let lex = lexicon::lookup(&word.to_lowercase());
    lex.is(can::PREP
        | can::CONJ
        | can::POSS
        | can::PREPSUB
        | can::SUB
        | can::REL
        | can::BE
        | can::MODAL
        | can::HAVE)
        && !matches!(
            word,
            "off"
                | "up"
                | "down"
                | "out"
                | "over"
                | "in"
                | "on"
                | "under"
                | "inside"
                | "through"
                | "around"
                | "away"
        )
        || matches!(
            word,
            "a" | "an"
                | "the"
                | "to"
                | "of"
                | "that"
                | "most"
                | "least"
                | "very"
                | "so"
                | "more"
                | "not"
        )
}
