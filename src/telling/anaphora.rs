//! What "he", "she", "it" and "they" of a sentence stand for: what the sentence just before
//! was about, and nothing further off but a person behind a sentence that names nobody.
//!
//! A label puts the antecedent in the pronoun's place, and a reader may publish it. So a pronoun that two
//! things could stand behind stays one (Hobbs 1978 and Lappin & Leass 1994 weigh such cases against each
//! other; we leave them open).

use super::NameKind;
use super::clause::{Clause, Kind, Parse};
use super::headline;
use super::lexicon::can;
use super::names::Names;
use super::sentence::Sentence;
use super::tag::{Tag, Tok};
use std::ops::Range;

/// What the pronouns of a sentence may stand for.
#[derive(Debug, Clone, Default)]
pub struct Before {
    person: Option<Person>,
    thing: Option<Thing>,
}

#[derive(Debug, Clone)]
struct Person {
    words: String,
    name: u32,
    woman: Option<bool>,
    /// Sentences since that told of things only.
    since: usize,
}

/// Sentences about things after which "he" is still who was told of before them.
const BETWEEN: usize = 1;

#[derive(Debug, Clone)]
struct Thing {
    words: String,
    many: bool,
    kind: ThingKind,
}

/// What a thing can do, and what can be done to it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum ThingKind {
    /// "Russia", "the Syrian regime".
    Named,
    /// "The army": it closes roads, nobody closes it.
    Body,
    /// "The ferry": it says and thinks nothing.
    Object,
}

impl Before {
    /// Returns whom the "he" or "she" at token `at` stands for.
    pub fn person(&self, s: &Sentence<'_>, names: &Names, at: usize) -> Option<&str> {
        let Some(person) = self.person.as_ref() else {
            return self.unlisted(s, at);
        };
        let woman = matches!(&*s.lower(at), "she" | "her");
        let rival = others(s, names, 0..at, person.name).next().is_some();
        let fits = person.woman.is_none_or(|w| w == woman);
        (fits && !rival && !s.toks[at].quoted).then_some(person.words.as_str())
    }

    /// Returns the two names in a row that the sentence before was about, as a person's whose
    /// first name no list holds: "Ama Mensah won the vote. She will be sworn in on Friday".
    fn unlisted(&self, s: &Sentence<'_>, at: usize) -> Option<&str> {
        let thing = self.thing.as_ref()?;
        let opens = s.toks[..at]
            .iter()
            .all(|t| !matches!(t.tag, Tag::Name | Tag::Noun));
        let personal = thing.words.split_whitespace().all(|word| {
            let lex = super::lexicon::lookup(&word.to_lowercase());
            let known = can::GROUP | can::PLACE | can::NATION | can::EVENT | can::CLOSED;
            word.starts_with(char::is_uppercase) && lex.base.is_none() && !lex.is(known)
        });
        let two = thing.words.split_whitespace().count() == 2;
        let fits = thing.kind == ThingKind::Named && !thing.many && two && personal && opens;
        (fits && !s.toks[at].quoted).then_some(thing.words.as_str())
    }

    /// Tells whether the "he" or "she" at token `at` may stand for the person told of before, who
    /// is another than `said`.
    pub fn may_be(&self, s: &Sentence<'_>, at: usize, said: &str) -> bool {
        let woman = &*s.lower(at) == "she";
        let other = |words: &str| !said.split_whitespace().any(|w| words.contains(w));
        let person = self.person.as_ref();
        let person = person.filter(|p| p.woman.is_none_or(|w| w == woman));
        // Two names in a row may be a person's whose first name no list holds.
        let whole = |t: &&Thing| t.kind == ThingKind::Named && !t.many && t.words.contains(' ');
        let thing = self.thing.as_ref().filter(whole);
        person.is_some_and(|p| other(&p.words)) || thing.is_some_and(|t| other(&t.words))
    }

    /// Returns what the "it" or "they" that opens a sentence stands for.
    pub fn thing(&self, s: &Sentence<'_>, clause: &Clause, at: usize) -> Option<&str> {
        let thing = self.thing.as_ref()?;
        let opens = s.toks[..at].iter().all(|t| {
            matches!(
                t.tag,
                Tag::Adv | Tag::Conj | Tag::Comma | Tag::Time | Tag::Prep
            )
        });
        let many = &*s.lower(at) == "they";
        let verb = &clause.verb;
        let odd = match thing.kind {
            ThingKind::Named => false,
            ThingKind::Body => verb.passive,
            ThingKind::Object => s.toks[verb.head].lex.is(can::SAY | can::THINK) && !verb.passive,
        };
        let empty = !many && (expletive(s, clause) || odd);
        let fits = opens && !empty && thing.many == many && !s.toks[at].quoted;
        fits.then_some(thing.words.as_str())
    }

    /// Returns what the pronouns of the sentence after `s` may stand for.
    pub fn after(self, s: &Sentence<'_>, parse: &Parse, names: &Names) -> Self {
        let kept = self.kept(s, names);
        let mut next = self.told_of(s, parse, names);
        if next.person.is_none() {
            next.person = kept;
        }
        next
    }

    /// Returns the person told of before a sentence that names nobody: "Lund left the board. It was a
    /// shock to the town. He had led it since May."
    fn kept(&self, s: &Sentence<'_>, names: &Names) -> Option<Person> {
        let person = self.person.as_ref()?;
        // Of whom no first name tells it may be "he" or "she".
        let person = Some(person).filter(|p| p.since < BETWEEN && p.woman.is_some())?;
        let mut others = others(s, names, 0..s.toks.len(), person.name);
        let speaks = s.toks.iter().any(|t| t.quoted);
        let pronoun = |i: usize| matches!(&*s.lower(i), "he" | "she" | "him" | "they");
        let alone = others.next().is_none() && !speaks && !(0..s.toks.len()).any(pronoun);
        alone.then(|| Person {
            since: person.since + 1,
            ..person.clone()
        })
    }

    /// Returns what the pronouns after `s` may stand for, by what `s` is about.
    fn told_of(self, s: &Sentence<'_>, parse: &Parse, names: &Names) -> Self {
        let mut next = Self::default();
        let Some(clause) = speaks_of(s, parse) else {
            return next;
        };
        let Some(subject) = clause.subject.clone() else {
            return next;
        };
        if subject.len() == 1 && s.toks[subject.start].tag == Tag::Pron {
            // "He said …": still of the same person, unless another was named.
            let at = subject.start;
            let woman = match &*s.lower(at) {
                "he" => Some(false),
                "she" => Some(true),
                _ => None,
            };
            if woman.is_some() && self.person(s, names, at).is_some() {
                next.person = self.person.map(|mut person| {
                    person.woman = woman;
                    person
                });
            }
        } else if let Some(person) = person_in(s, names, &subject) {
            next.person = Some(person);
        } else if !reports(s, parse, clause) && !trails_off(s, parse, clause) {
            next.thing = thing_in(s, parse, names, subject);
        }
        if let Some(person) = &next.person
            && others(s, names, 0..s.toks.len(), person.name)
                .next()
                .is_some()
        {
            next.person = None;
        }
        next
    }
}

/// Returns the clause whose subject a sentence is about: who says it, or the main one.
fn speaks_of<'a>(s: &Sentence<'_>, parse: &'a Parse) -> Option<&'a Clause> {
    let of = |kind: Kind| {
        parse
            .clauses
            .iter()
            .find(|c| c.kind == kind && c.subject.is_some() && !s.toks[c.verb.head].quoted)
    };
    of(Kind::Frame).or_else(|| of(Kind::Main))
}

/// Tells whether a clause says what something else did: "it" may then be either.
fn reports(s: &Sentence<'_>, parse: &Parse, clause: &Clause) -> bool {
    s.toks[clause.verb.head].lex.is(can::SAY | can::THINK)
        && parse
            .clauses
            .iter()
            .filter(|c| c.verb != clause.verb && c.kind != Kind::Relative)
            .filter_map(|c| c.subject.clone())
            .any(|r| {
                s.toks[r]
                    .iter()
                    .any(|t| matches!(t.tag, Tag::Noun | Tag::Name))
            })
}

/// Tells whether a sentence ends on something else than what its main clause is about: "the council
/// turned to a draft, which called for …".
fn trails_off(s: &Sentence<'_>, parse: &Parse, clause: &Clause) -> bool {
    parse.clauses.last().is_some_and(|c| {
        let place = c.marker.is_some_and(|m| s.word(m) == "where");
        let hangs = c.kind == Kind::Relative || place;
        hangs && c.verb != clause.verb && c.start > clause.verb.last
    })
}

/// Returns the persons named in some tokens, other than one, and common nouns for persons
/// that are no title of theirs.
fn others<'a>(
    s: &'a Sentence<'_>,
    names: &'a Names,
    range: Range<usize>,
    not: u32,
) -> impl Iterator<Item = usize> + 'a {
    range.filter(move |&i| {
        let t = &s.toks[i];
        match names.at(t.start) {
            Some((_, n)) => n != not && is_person(names, n),
            None => t.tag == Tag::Noun && human(s, t),
        }
    })
}

fn is_person(names: &Names, n: u32) -> bool {
    names
        .names
        .get(n as usize)
        .is_some_and(|n| n.kind == NameKind::Person)
}

/// Tells whether a common noun is one human being who may be "he" or "she".
pub fn human(s: &Sentence<'_>, t: &Tok) -> bool {
    t.lex.is(can::HUMAN) && !s.text_of(t).ends_with('s')
}

/// Returns the person that a subject names, by itself or in apposition.
fn person_in(s: &Sentence<'_>, names: &Names, subject: &Range<usize>) -> Option<Person> {
    let toks = s.toks;
    let head = head(toks, subject);
    let named = |i: usize| {
        let (bytes, n) = names.at(toks.get(i)?.start)?;
        is_person(names, n).then_some((bytes.start, n))
    };
    let joined = toks[subject.clone()].iter().any(|t| t.tag == Tag::Conj);
    let apposed = || {
        // "A United Nations envoy, Staffan de Mistura, warned".
        let comma = toks.get(subject.end)?.tag == Tag::Comma;
        let titled = toks[head].lex.is(can::TITLE | can::HUMAN);
        (comma && titled).then(|| named(subject.end + 1)).flatten()
    };
    let (start, n) = named(head).or_else(apposed).filter(|_| !joined)?;
    let name = names.names.get(n as usize)?;
    let before = toks
        .iter()
        .rposition(|t| t.end <= start)
        .map_or("", |i| s.word(i).trim_end_matches('.'));
    let woman = match before.to_lowercase().as_str() {
        "mr" | "sir" | "lord" | "king" | "prince" => Some(false),
        "mrs" | "ms" | "miss" | "lady" | "dame" | "queen" | "princess" => Some(true),
        _ => None,
    };
    Some(Person {
        words: names.short(n)?,
        name: n,
        woman: woman.or_else(|| given(&name.text)),
        since: 0,
    })
}

/// Returns whether a given name is a woman's, where it is listed.
pub fn given(name: &str) -> Option<bool> {
    let first = name.split_whitespace().next()?.to_lowercase();
    let lex = super::lexicon::lookup(&first);
    let known = lex.is(can::FIRST | can::WOMAN) && !lex.is(can::EITHER);
    known.then(|| lex.is(can::WOMAN))
}

/// Returns the token that a noun phrase turns on: the last one before a preposition.
fn head(toks: &[Tok], phrase: &Range<usize>) -> usize {
    phrase
        .clone()
        .find(|&i| i > phrase.start && matches!(toks[i].tag, Tag::Prep | Tag::Comma | Tag::To))
        .unwrap_or(phrase.end)
        .saturating_sub(1)
        .max(phrase.start)
}

/// Returns what a subject says that is no person, with as much as names it.
fn thing_in(
    s: &Sentence<'_>,
    parse: &Parse,
    names: &Names,
    subject: Range<usize>,
) -> Option<Thing> {
    let at = head(s.toks, &subject);
    let t = &s.toks[at];
    let titled = t.lex.is(can::TITLE) || human(s, t);
    if titled || !matches!(t.tag, Tag::Noun | Tag::Name) {
        return None;
    }
    let words = headline::subject_words(s, parse, subject.clone(), names)?;
    // "The United Nations" is one, "the Egyptians" are many.
    let people = t.lex.is(can::NATION) && !t.lex.is(can::PLACE) && s.text_of(t).ends_with('s');
    let many = headline::is_many(&words) || people;
    let named = t.tag == Tag::Name && !people;
    let nation = subject.start < at && s.toks[at - 1].lex.is(can::NATION | can::PLACE);
    let definite = matches!(&*s.lower(subject.start), "the" | "this" | "that");
    let kind = if named || nation {
        ThingKind::Named
    } else if t.lex.is(can::GROUP) {
        ThingKind::Body
    } else {
        ThingKind::Object
    };
    let known = kind != ThingKind::Object || many || definite;
    known.then_some(Thing {
        words,
        many: many && !named,
        kind,
    })
}

/// Tells whether an "it" stands for nothing: "it is clear that", "it takes years to".
pub fn expletive(s: &Sentence<'_>, clause: &Clause) -> bool {
    let head = &s.toks[clause.verb.head];
    let base = head.lex.base.unwrap_or_default();
    head.tag == Tag::Be && !clause.verb.passive && !clause.verb.progressive
        || matches!(
            base,
            "seem"
                | "appear"
                | "take"
                | "turn"
                | "happen"
                | "look"
                | "feel"
                | "depend"
                | "mean"
                | "matter"
                | "pay"
                | "rain"
                | "snow"
                | "remain"
                | "follow"
        )
        || clause.verb.passive && head.lex.is(can::SAY | can::THINK)
}
