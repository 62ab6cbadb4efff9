//! Sentences about what was told before them: "At least 12 died in the strikes", "The strikes followed a
//! lull".

use super::super::Term;
use super::super::clause::{Kind, Parse, VerbGroup};
use super::super::lexicon::can;
use super::super::sentence::Sentence;
use super::super::status::{is_event_noun, takes_place};
use super::super::tag::{Tag, Tok};
use super::{Found, Teller};
use std::ops::Range;

/// Sentences after which "the strikes" may still be those that were told of.
pub(super) const RECALLED: usize = 5;

impl Teller<'_> {
    /// Tells whether a sentence goes on about the happening of an earlier telling.
    pub(super) fn adds_to(&self, s: &Sentence<'_>, telling: usize) -> bool {
        let undated = s.toks.iter().all(|t| t.time.is_none());
        undated
            && s.toks.windows(3).any(|w| {
                is_known(s, &w[0])
                    && w[1..]
                        .iter()
                        .any(|t| is_event_noun(t) && self.tells_of(telling, &self.action(t)))
            })
    }

    /// Tells whether a sentence is about the happening of an earlier telling: "The strikes followed a lull".
    pub(super) fn recalls(
        &self,
        s: &Sentence<'_>,
        parse: &Parse,
        found: &Found,
        telling: usize,
    ) -> bool {
        let subject = found.clause.and_then(|c| parse.clauses[c].subject.clone());
        let undated = s.toks.iter().all(|t| t.time.is_none());
        let event = subject.and_then(|r| recalled(s, r)).filter(|_| undated);
        event.is_some_and(|at| self.tells_of(telling, &self.action(&s.toks[at])))
    }

    /// Returns the happening of which a clause says where, when, how or with what effect: "the blast left a
    /// crater".
    pub(super) fn taken_up(&self, s: &Sentence<'_>, parse: &Parse, found: &Found) -> Option<Term> {
        let told = found.noun.is_none() && found.saying.is_none() && found.part.is_none();
        let clause = &parse.clauses[found.clause.filter(|_| told)?];
        let main = matches!(clause.kind, Kind::Main | Kind::Content);
        let details = takes_place(s, &clause.verb) || has_effect(s, &clause.verb);
        let subject = clause.subject.clone().filter(|_| main && details)?;
        let plain = |t: &Tok| matches!(t.tag, Tag::Det | Tag::Adj | Tag::Noun);
        let known =
            is_known(s, &s.toks[subject.start]) && s.toks[subject.clone()].iter().all(plain);
        let event = subject
            .last()
            .filter(|&i| known && is_event_noun(&s.toks[i]));
        event.map(|i| Term::of(&self.action(&s.toks[i])))
    }

    /// Tells whether an earlier telling's sentence tells of an act.
    fn tells_of(&self, telling: usize, action: &str) -> bool {
        let events = &self.notes[telling].events;
        self.tellings[telling].action.as_deref() == Some(action)
            || events.iter().any(|event| event == action)
    }
}

/// Tells whether a determiner says that the reader knows which: "the", "these".
fn is_known(s: &Sentence<'_>, t: &Tok) -> bool {
    t.tag == Tag::Det
        && matches!(
            s.text_of(t).to_ascii_lowercase().as_str(),
            "the" | "these" | "those" | "this" | "that"
        )
}

/// Tells whether a verb says how a happening came or what it did, and leads to no other happening as "led to"
/// and "prompted" do.
fn has_effect(s: &Sentence<'_>, verb: &VerbGroup) -> bool {
    s.toks[verb.head].lex.is(can::EFFECT) && verb.modal.is_none() && !verb.negated
}

/// Returns the happening that a subject names as known: "the strikes", "some of the worst attacks".
fn recalled(s: &Sentence<'_>, subject: Range<usize>) -> Option<usize> {
    let known = subject.clone().find(|&i| is_known(s, &s.toks[i]))?;
    let behind = (known + 1..subject.end).take_while(|&i| s.toks[i].tag.nominal());
    let of_it = known == subject.start || s.lower(known - 1) == "of";
    behind
        .last()
        .filter(|&head| of_it && is_event_noun(&s.toks[head]))
}
