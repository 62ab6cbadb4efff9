//! The words that a telling is known by.

use super::super::clause::Parse;
use super::super::lexicon::can;
use super::super::sentence::Sentence;
use super::super::status::{is_event_noun, phrasal};
use super::super::tag::{Tag, Tok};
use super::super::{Feature, FeatureKind, Term};
use super::{Found, Teller};
use crate::text::stem::stem;
use crate::text::token::TokenKind;
use std::ops::Range;

impl Teller<'_> {
    /// Returns what a happening is known by: the stem of its verb, or of one that says the
    /// same as a verb with a particle.
    pub(super) fn action_of(&self, s: &Sentence<'_>, parse: &Parse, found: &Found) -> String {
        let verb = found.clause.map(|c| parse.clauses[c].verb);
        let said = verb
            .filter(|v| v.head == found.action)
            .and_then(|v| phrasal(s, &v));
        match said {
            Some(verb) => stem(verb),
            None => self.action(&s.toks[found.action]),
        }
    }

    /// Returns the stem of the verb that a token is, or that says the same.
    pub(super) fn action(&self, t: &Tok) -> String {
        self.vocabulary.word(t.id).action.to_string()
    }

    /// Returns what a sentence's content words, and the acts that they name, are known by.
    pub(super) fn stems(&self, toks: &[Tok]) -> Vec<Term> {
        let mut out: Vec<Term> = Vec::with_capacity(toks.len());
        for t in toks.iter().filter(|t| says_something(t)) {
            let word = self.vocabulary.word(t.id);
            out.push(Term::of(&word.stem));
            if is_event_noun(t) {
                out.push(Term::of(&word.action));
            }
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    pub(super) fn features(&self, words: &[&Tok]) -> Vec<Feature> {
        let mut out: Vec<Feature> = Vec::with_capacity(words.len());
        for t in words {
            if !says_something(t) {
                continue;
            }
            let kind = match t.tag {
                Tag::Name => FeatureKind::Name,
                Tag::Num => FeatureKind::Number,
                tag if tag.verb() => FeatureKind::Verb,
                _ => FeatureKind::Word,
            };
            let stem = &self.vocabulary.word(t.id).stem;
            if !out.iter().any(|f| *f.stem == **stem) {
                out.push(Feature {
                    stem: stem.to_string(),
                    kind,
                });
            }
            // "airstrikes" are strikes, a "trip" is a visit.
            let action = &self.vocabulary.word(t.id).action;
            if is_event_noun(t) && !out.iter().any(|f| *f.stem == **action) {
                out.push(Feature {
                    stem: action.to_string(),
                    kind: FeatureKind::Verb,
                });
            }
        }
        out
    }

    pub(super) fn names_in(&self, bytes: &Range<usize>) -> Vec<u32> {
        let mut out = Vec::new();
        for (_, name) in self.names.within(bytes) {
            if !out.contains(name) {
                out.push(*name);
            }
        }
        out
    }
}

/// Tells whether a word says more than how and when.
fn says_something(t: &Tok) -> bool {
    t.id != u32::MAX
        && t.kind != TokenKind::Clitic
        && !matches!(t.tag, Tag::Time | Tag::Adv | Tag::Genitive)
        && !t.lex.is(can::STOP | can::CALENDAR)
}
