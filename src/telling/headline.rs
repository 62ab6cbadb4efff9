//! The few words a chronicler would write of a clause, taken from the clause itself.
//!
//! Subject, verb and object stay; determiners, adverbs, times, appositions, relative
//! clauses and whoever says so go. The tense stays as told.

use super::NameKind;
use super::clause::{Clause, Parse};
use super::lexicon::can;
use super::names::Names;
use super::sentence::Sentence;
use super::tag::Tag;
use std::ops::Range;

/// Longest headline, in words.
const MOST: usize = 9;

/// What a pronoun may stand for, from what was told before.
#[derive(Debug, Clone, Default)]
pub struct Before {
    /// For "he" and "she".
    pub person: Option<String>,
    /// For "it" and "they".
    pub thing: Option<String>,
}

/// Words that stay or go together.
struct Piece {
    words: String,
    /// 0 stays; adjectives (1) go first, then whole pieces from the end.
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
}

/// Returns the headline of a clause.
pub fn of_clause(
    s: &Sentence<'_>,
    parse: &Parse,
    c: usize,
    names: &Names,
    before: &Before,
) -> String {
    let mut w = Writer {
        s,
        parse,
        names,
        before,
        pieces: Vec::new(),
        verb_at: 0,
    };
    w.subject(c);
    let kept = w.pieces.len();
    w.verb_at = kept;
    if !w.exists(c) {
        w.verb(c);
    }
    w.complement(c, parse.clauses[c].verb.last + 1);
    if w.pieces.len() <= kept + 1 {
        // "noticed that …", "decided …": what is noticed or decided goes on.
        let content = (c + 1..parse.clauses.len()).find(|&o| {
            parse.clauses[o].of == Some(c) && !s.toks[parse.clauses[o].verb.head].quoted
        });
        if let Some(content) = content {
            w.subject(content);
            w.verb_as_is(content);
            w.complement(content, parse.clauses[content].verb.last + 1);
        } else if w.n_words() < 3 {
            w.fronted_place(c);
        }
    }
    w.finish()
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
    let mut w = Writer {
        s,
        parse,
        names,
        before,
        pieces: Vec::new(),
        verb_at: 0,
    };
    w.subject(frame);
    let verb = parse.clauses[frame].verb;
    w.push(s.word(verb.head).to_owned(), 0);
    w.subject(content);
    w.verb_at = w.pieces.len();
    w.verb_as_is(content);
    w.complement(content, parse.clauses[content].verb.last + 1);
    w.finish()
}

/// Returns the headline of a happening that a noun names: the noun with what belongs to it.
pub fn of_noun(
    s: &Sentence<'_>,
    parse: &Parse,
    noun: usize,
    of: Option<usize>,
    names: &Names,
    before: &Before,
) -> String {
    let mut w = Writer {
        s,
        parse,
        names,
        before,
        pieces: Vec::new(),
        verb_at: 0,
    };
    if let Some(c) = of {
        w.subject(c);
        if let Some(last) = w.pieces.last_mut() {
            last.words
                .push_str(if last.words.ends_with('s') { "'" } else { "'s" });
        }
    }
    let mut start = noun;
    while start > 0 && s.toks[start - 1].tag.nominal() {
        start -= 1;
        if matches!(s.toks[start].tag, Tag::Det) {
            break;
        }
    }
    w.noun_phrase(start..noun + 1);
    w.verb_at = w.pieces.len();
    w.tail(noun + 1, s.toks.len(), None);
    w.finish()
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
    let mut w = Writer {
        s,
        parse,
        names,
        before: &before,
        pieces: Vec::new(),
        verb_at: 0,
    };
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

impl Writer<'_> {
    fn push(&mut self, words: String, weight: u8) {
        if !words.is_empty() {
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

    /// Returns what a pronoun stands for, from the clauses before it in the sentence: in
    /// what somebody says, "he" is most often who says it.
    fn within_sentence(&self, c: usize, person: bool) -> Option<String> {
        let clause = &self.parse.clauses[c];
        let earlier = clause
            .of
            .into_iter()
            .chain((0..c).rev())
            .filter(|&o| o != c)
            .filter_map(|o| self.parse.clauses[o].subject.clone())
            .filter(|r| Some(r) != clause.subject.as_ref());
        for range in earlier {
            let Some(last) = range.clone().next_back() else {
                continue;
            };
            let is_person = self
                .names
                .at(self.s.toks[last].start)
                .is_some_and(|(_, n)| {
                    self.names
                        .names
                        .get(n as usize)
                        .is_some_and(|n| n.kind == NameKind::Person)
                });
            if is_person == person
                && let Some(words) = subject_words(self.s, self.parse, range, self.names)
            {
                return Some(words);
            }
        }
        None
    }

    fn subject(&mut self, c: usize) {
        let clause: &Clause = &self.parse.clauses[c];
        let Some(range) = clause.subject.clone() else {
            return;
        };
        let toks = self.s.toks;
        let range = self.titled(range);
        if range.len() == 1 && toks[range.start].tag == Tag::Pron {
            let word = self.s.word(range.start).to_ascii_lowercase();
            let for_it = match word.as_str() {
                "he" | "she" => self
                    .within_sentence(c, true)
                    .or_else(|| self.before.person.clone()),
                "it" => self
                    .within_sentence(c, false)
                    .or_else(|| self.before.thing.clone())
                    .filter(|w| !is_many(w)),
                "they" => self
                    .within_sentence(c, false)
                    .or_else(|| self.before.thing.clone())
                    .filter(|w| is_many(w)),
                _ => None,
            };
            // "There were clashes": the pronoun says nothing.
            if word != "there" {
                let text = for_it.unwrap_or_else(|| self.s.word(range.start).to_owned());
                self.push(text, 0);
            }
            return;
        }
        // The first noun phrase, then what hangs on it while it is short.
        let end = range
            .clone()
            .find(|&i| {
                matches!(
                    toks[i].tag,
                    Tag::Prep | Tag::To | Tag::Ed | Tag::Part | Tag::Ing | Tag::Comma
                ) && i > range.start
                    && !self.inside_name(i)
            })
            .unwrap_or(range.end);
        self.noun_phrase(range.start..end);
        let mut at = end;
        if toks.get(end).is_some_and(|t| t.tag != Tag::Prep) {
            return;
        }
        while at < range.end && self.n_words() < 5 {
            let next = (at + 1..range.end)
                .find(|&i| toks[i].tag == Tag::Prep)
                .unwrap_or(range.end);
            self.prepositional(at, next);
            at = next;
        }
    }

    /// Adds a noun phrase: a title before a person goes, and so does what determines.
    fn noun_phrase(&mut self, range: Range<usize>) {
        let range = self.person_core(range);
        let mut i = range.start;
        while i < range.end {
            let t = &self.s.toks[i];
            if let Some((bytes, name)) = self.names.at(t.start)
                && bytes.start == t.start
                && let Some(short) = self.short_name(name)
            {
                let to = (i..range.end)
                    .find(|&j| self.s.toks[j].start >= bytes.end)
                    .unwrap_or(range.end);
                if self.s.toks[i..to].len() > 1 || to == i + 1 {
                    let mut text = short;
                    if self.s.toks.get(to).is_some_and(|t| t.tag == Tag::Genitive) && to < range.end
                    {
                        text.push_str("'s");
                        self.push(text, 0);
                        i = to + 1;
                    } else {
                        self.push(text, 0);
                        i = to;
                    }
                    continue;
                }
            }
            match t.tag {
                Tag::Det
                    if !self.bounds_number(i) && !self.s.word(i).eq_ignore_ascii_case("no") => {}
                Tag::Poss | Tag::Adv | Tag::Quote | Tag::Open | Tag::Close | Tag::Comma => {}
                Tag::Time => {
                    // "Tuesday's strikes": the time goes with its ending.
                    if self
                        .s
                        .toks
                        .get(i + 1)
                        .is_some_and(|n| n.tag == Tag::Genitive)
                    {
                        i += 1;
                    }
                }
                Tag::Genitive => {
                    if let Some(last) = self.pieces.last_mut() {
                        last.words.push_str("'s");
                    }
                }
                Tag::Adj => {
                    let word = self.s.word(i).to_owned();
                    let last = i + 1 >= range.end;
                    self.push(word, u8::from(!last));
                }
                Tag::Money => {
                    let glued = format!("{}{}", self.s.word(i), self.s.word(i + 1));
                    self.push(glued, 0);
                    i += 1;
                }
                Tag::Pron if range.len() > 1 => {}
                _ => self.push(self.s.word(i).to_owned(), 0),
            }
            i += 1;
        }
    }

    /// Tells whether token `i` is part of "at least" or "more than" before a number.
    fn bounds_number(&self, i: usize) -> bool {
        let toks = self.s.toks;
        (i + 1..=i + 2).any(|k| {
            toks.get(k)
                .is_some_and(|t| matches!(t.tag, Tag::Num | Tag::Money))
                && toks[i..k].iter().all(|t| t.tag == Tag::Det)
        }) && matches!(
            self.s.word(i).to_ascii_lowercase().as_str(),
            "at" | "least" | "most" | "more" | "fewer" | "less" | "greater" | "than" | "up" | "to"
        )
    }

    /// Narrows "US Secretary of State John Kerry" to the name behind the title.
    fn titled(&self, range: Range<usize>) -> Range<usize> {
        let title = range.clone().find(|&i| self.s.toks[i].lex.is(can::TITLE));
        let Some(title) = title else { return range };
        let name = (title + 1..range.end).find(|&i| {
            self.names
                .at(self.s.toks[i].start)
                .is_some_and(|(bytes, n)| {
                    bytes.start == self.s.toks[i].start
                        && self
                            .names
                            .names
                            .get(n as usize)
                            .is_some_and(|n| n.kind == NameKind::Person)
                })
        });
        let between = |name: usize| {
            !self.s.toks[range.start..name]
                .iter()
                .any(|t| matches!(t.tag, Tag::Conj | Tag::Comma))
                && !(title + 1..name)
                    .any(|i| matches!(self.s.word(i), "to" | "with" | "against" | "by"))
        };
        match name {
            // "a spokesman for Mr Brandt" is not Mr Brandt.
            Some(name)
                if between(name)
                    && !self.s.toks[title + 1..name].iter().any(|t| {
                        self.s.text_of(t) == "for" && t.end + 1 == self.s.toks[name].start
                    }) =>
            {
                let personal = self.s.toks[title..name]
                    .iter()
                    .rev()
                    .take_while(|t| t.tag.nominal())
                    .count();
                if personal > 0 && !(title + 1..name).any(|i| self.s.word(i) == "for") {
                    name..range.end
                } else {
                    range
                }
            }
            _ => range,
        }
    }

    /// Narrows "Russia's President Vladimir Putin" to the name that ends it.
    fn person_core(&self, range: Range<usize>) -> Range<usize> {
        let Some(last) = range.end.checked_sub(1).filter(|l| *l >= range.start) else {
            return range;
        };
        let Some((bytes, name)) = self.names.at(self.s.toks[last].start) else {
            return range;
        };
        let person = self
            .names
            .names
            .get(name as usize)
            .is_some_and(|n| n.kind == NameKind::Person);
        let first = range
            .clone()
            .find(|&i| self.s.toks[i].start >= bytes.start)
            .unwrap_or(last);
        let joined = self.s.toks[range.start..first]
            .iter()
            .any(|t| matches!(t.tag, Tag::Conj | Tag::Comma));
        if person && first > range.start && !joined {
            first..range.end
        } else {
            range
        }
    }

    /// Returns the short form of a person that the article itself uses.
    fn short_name(&self, name: u32) -> Option<String> {
        let name = self.names.names.get(name as usize)?;
        if name.kind != NameKind::Person {
            return None;
        }
        let short = name
            .aliases
            .iter()
            .filter(|a| !a.contains(' ') && name.text.ends_with(a.as_str()))
            .min_by_key(|a| a.len());
        Some(short.unwrap_or(&name.text).clone())
    }

    /// Adds "in …" as one piece; a time after the preposition is left out.
    fn prepositional(&mut self, from: usize, to: usize) {
        let kept = self.pieces.len();
        self.noun_phrase(from + 1..to);
        let all: Vec<Piece> = self.pieces.drain(kept..).collect();
        // A subject stays bare; behind the verb a short phrase may keep its adjectives.
        let short = all.len() <= 3 && kept > 0 && self.verb_at > 0;
        let added: Vec<String> = all
            .into_iter()
            .filter(|p| p.weight == 0 || short)
            .map(|p| p.words)
            .collect();
        if added.is_empty()
            || matches!(
                added[0].as_str(),
                "coordination"
                    | "connection"
                    | "addition"
                    | "response"
                    | "order"
                    | "part"
                    | "accordance"
                    | "relation"
                    | "line"
                    | "question"
                    | "fact"
                    | "case"
                    | "effect"
            )
        {
            return;
        }
        let phrase = format!("{} {}", self.s.word(from).to_lowercase(), added.join(" "));
        // "parts of the city" falls or stays as one.
        if phrase.starts_with("of ")
            && let Some(last) = self.pieces.last_mut()
        {
            last.words.push(' ');
            last.words.push_str(&phrase);
        } else {
            self.push(phrase, 2);
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
        if v.progressive && v.past && !v.passive {
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
            if matches!(word.as_str(), "will" | "shall" | "'ll" | "’ll") {
                words.push("to".to_owned());
                words.extend(
                    (modal + 1..v.head)
                        .filter(|&i| toks[i].tag == Tag::Be)
                        .map(|i| self.s.word(i).to_owned()),
                );
            } else {
                words.push(word);
            }
        }
        words.extend((v.head..=v.last).map(|i| self.s.word(i).to_owned()));
        // "has risen" is told as "rose"; "has been raised" stays.
        if v.perfect
            && !v.passive
            && !v.progressive
            && let Some(past) = head.lex.base.and_then(super::lexicon::past_of)
            && let Some(verb) = words.iter_mut().rfind(|w| *w == self.s.word(v.head))
        {
            *verb = past.to_owned();
        }
        self.push(words.join(" "), 0);
    }

    fn verb_as_is(&mut self, c: usize) {
        let v = self.parse.clauses[c].verb;
        let mut text = String::new();
        for i in v.first..=v.last {
            let t = &self.s.toks[i];
            if t.tag == Tag::Adv {
                continue;
            }
            let glued = i > v.first && self.s.toks[i - 1].end == t.start;
            if !text.is_empty() && !glued {
                text.push(' ');
            }
            text.push_str(self.s.text_of(t));
        }
        self.push(text, 0);
    }

    fn complement(&mut self, c: usize, from: usize) {
        self.tail(from, self.s.toks.len(), Some(c));
    }

    /// Adds what follows the verb or noun, phrase by phrase, up to the end of the clause.
    fn tail(&mut self, from: usize, to: usize, owner: Option<usize>) {
        let toks = self.s.toks;
        let mut i = from;
        let mut objects = 0;
        while i < to {
            if owner.is_some() && self.parse.owner[i] != owner {
                break;
            }
            if self.n_words() >= MOST + 3 {
                break;
            }
            match toks[i].tag {
                Tag::Adv | Tag::Particle | Tag::Time | Tag::Genitive => i += 1,
                Tag::Quote => {
                    // A word or two in quotation marks stay, a speech does not.
                    if toks.get(i + 1).is_none_or(|t| t.quoted) {
                        break;
                    }
                    i += 1;
                }
                Tag::Neg => {
                    self.push("not".to_owned(), 0);
                    i += 1;
                }
                Tag::Prep => {
                    let end = self.phrase_end(i + 1, to);
                    let next_verb = toks.get(i + 1).is_some_and(|t| t.tag == Tag::Ing);
                    if next_verb {
                        if self.n_words() > 5 {
                            break;
                        }
                        let words = format!("{} {}", self.s.word(i), self.s.word(i + 1));
                        self.push(words, 2);
                        i += 2;
                        continue;
                    }
                    if end == i + 1 {
                        // "on Tuesday", or a preposition with nothing behind it.
                        if toks.get(i + 1).is_some_and(|t| t.tag == Tag::Time) {
                            i += 1;
                            continue;
                        }
                        break;
                    }
                    if matches!(
                        self.s.word(i),
                        "amid" | "despite" | "including" | "like" | "following" | "except" | "such"
                    ) {
                        break;
                    }
                    self.prepositional(i, end);
                    i = end;
                }
                Tag::To => {
                    let Some(v) = self.parse.infinitive_at(i) else {
                        break;
                    };
                    if self.n_words() > 6 {
                        break;
                    }
                    let words = (i..=v.last)
                        .filter(|&k| toks[k].tag != Tag::Adv)
                        .map(|k| self.s.word(k))
                        .collect::<Vec<_>>()
                        .join(" ");
                    self.push(words, 0);
                    i = v.last + 1;
                    objects = 0;
                }
                Tag::Ing | Tag::Part | Tag::Ed => {
                    // Only straight after the verb ("began shelling", "left stranded").
                    let copula =
                        owner.is_some_and(|c| toks[self.parse.clauses[c].verb.head].tag == Tag::Be);
                    let straight = i == from || (i > 0 && toks[i - 1].tag == Tag::Adv) || copula;
                    if !straight || self.n_words() > if copula { 8 } else { 5 } {
                        break;
                    }
                    self.push(self.s.word(i).to_owned(), 0);
                    i += 1;
                }
                Tag::Conj => {
                    let end = self.phrase_end(i + 1, to);
                    let nominal = i > from
                        && toks[i - 1].tag.nominal()
                        && end > i + 1
                        && matches!(self.s.word(i), "and" | "or" | "&")
                        && self.n_words() <= 6
                        && !toks.get(end).is_some_and(|t| t.tag.verbal());
                    if !nominal {
                        break;
                    }
                    let kept = self.pieces.len();
                    self.noun_phrase(i + 1..end);
                    let rest: Vec<String> = self.pieces.drain(kept..).map(|p| p.words).collect();
                    self.push(format!("and {}", rest.join(" ")), 2);
                    i = end;
                }
                tag if tag.nominal() => {
                    let end = self.phrase_end(i, to);
                    if objects >= 2 {
                        break;
                    }
                    self.noun_phrase(i..end);
                    objects += 1;
                    i = end.max(i + 1);
                }
                _ => break,
            }
        }
    }

    /// Tells whether token `i` stands inside a name ("Bank of Ostmark").
    fn inside_name(&self, i: usize) -> bool {
        let t = &self.s.toks[i];
        self.names
            .at(t.start)
            .is_some_and(|(bytes, _)| bytes.start < t.start && t.end < bytes.end)
    }

    /// Returns where the noun phrase that starts at `from` ends.
    fn phrase_end(&self, from: usize, to: usize) -> usize {
        let toks = self.s.toks;
        let mut i = from;
        while i < to {
            let goes_on = match toks[i].tag {
                // A new determiner opens a new phrase.
                Tag::Det | Tag::Poss | Tag::Pron => i == from || toks[i - 1].tag == Tag::Det,
                Tag::Time => toks.get(i + 1).is_some_and(|n| {
                    n.tag == Tag::Genitive || (matches!(n.tag, Tag::Noun | Tag::Adj) && i > from)
                }),
                Tag::Adv => toks[i + 1..]
                    .iter()
                    .find(|n| n.tag != Tag::Adv)
                    .is_some_and(|n| matches!(n.tag, Tag::Adj | Tag::Num)),
                Tag::Prep | Tag::Conj => i > from && self.inside_name(i),
                Tag::Quote => {
                    i > from
                        && !toks[i].quoted
                        && toks
                            .get(i + 1)
                            .is_some_and(|n| n.tag.nominal() && !n.quoted)
                }
                tag => tag.nominal(),
            };
            if !goes_on {
                break;
            }
            i += 1;
        }
        i
    }

    /// Adds the place that stands before the subject, when the rest is too short.
    fn fronted_place(&mut self, c: usize) {
        let clause = &self.parse.clauses[c];
        let Some(subject) = clause.subject.clone() else {
            return;
        };
        for i in clause.start..subject.start {
            if self.s.toks[i].tag == Tag::Prep {
                let end = self.phrase_end(i + 1, subject.start);
                if end > i + 1 {
                    self.prepositional(i, end);
                    return;
                }
            }
        }
    }

    /// Cuts to length and tidies the ends.
    fn finish(mut self) -> String {
        while self.n_words() > MOST {
            if let Some(i) = self.pieces.iter().position(|p| p.weight == 1) {
                self.pieces.remove(i);
                self.verb_at -= usize::from(i < self.verb_at);
            } else if let Some(i) = self.pieces.iter().rposition(|p| p.weight > 0) {
                // Behind the verb all that follows hangs on what goes.
                if i < self.verb_at {
                    self.pieces.remove(i);
                    self.verb_at -= 1;
                } else {
                    self.pieces.truncate(i);
                }
            } else {
                break;
            }
        }
        let mut words: Vec<String> = self
            .pieces
            .iter()
            .flat_map(|p| p.words.split_whitespace())
            .map(str::to_owned)
            .collect();
        words.truncate(MOST + 3);
        while words.last().is_some_and(|w| dangles(w)) {
            words.pop();
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

/// Tells whether a subject is more than one thing.
fn is_many(words: &str) -> bool {
    words.contains(" and ")
        || words
            .split(" of ")
            .next()
            .and_then(|w| w.split_whitespace().next_back())
            .is_some_and(|head| {
                (head.ends_with('s') && !head.ends_with("ss") && !head.ends_with("'s"))
                    && head.chars().any(char::is_lowercase)
                    && !head.starts_with(char::is_uppercase)
                    || matches!(head, "people" | "men" | "women" | "children" | "police")
            })
}

/// Words no headline ends with.
fn dangles(word: &str) -> bool {
    let lex = super::lexicon::lookup(&word.to_lowercase());
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
                | "inside"
                | "through"
                | "around"
                | "away"
        )
        || matches!(
            word,
            "a" | "an" | "the" | "to" | "of" | "most" | "least" | "very" | "so" | "more" | "not"
        )
}
