//! What a clause leaves unsaid because it stands before it: the object of a relative clause,
//! what "it" is that something was done to.

use super::super::clause::Kind;
use super::super::lexicon::can;
use super::super::tag::{Tag, Tok};
use super::Writer;
use super::words::directs;
use std::ops::Range;

/// Nouns that "that" says the content or the time of, rather than what they are done to.
pub(super) const FULL: [&str; 78] = [
    "accusation",
    "accusations",
    "admission",
    "agreement",
    "alarm",
    "allegation",
    "allegations",
    "anger",
    "announcement",
    "argument",
    "assertion",
    "assumption",
    "assurance",
    "assurances",
    "belief",
    "chance",
    "charge",
    "charges",
    "claim",
    "claims",
    "complaint",
    "complaints",
    "concern",
    "concerns",
    "conclusion",
    "condition",
    "conviction",
    "criticism",
    "day",
    "decision",
    "demand",
    "doubt",
    "doubts",
    "evidence",
    "expectation",
    "expectations",
    "fact",
    "fear",
    "fears",
    "ground",
    "grounds",
    "hope",
    "hopes",
    "idea",
    "impression",
    "indication",
    "indications",
    "likelihood",
    "moment",
    "news",
    "notion",
    "possibility",
    "prediction",
    "predictions",
    "promise",
    "proof",
    "prospect",
    "reason",
    "report",
    "reports",
    "risk",
    "rumours",
    "sign",
    "signs",
    "speculation",
    "statement",
    "suggestion",
    "suggestions",
    "suspicion",
    "suspicions",
    "threat",
    "threats",
    "time",
    "view",
    "warning",
    "way",
    "worries",
    "worry",
];

impl Writer<'_> {
    /// Returns where the object of a clause belongs that stands before it, and which that is:
    /// "the seat that Lund left" is of a seat that somebody left.
    pub(super) fn gap(&self, c: usize, from: usize) -> Option<(usize, Range<usize>)> {
        let toks = self.s.toks;
        let clause = &self.parse.clauses[c];
        if clause.verb.passive || toks[clause.verb.head].tag == Tag::Be {
            return None;
        }
        let object = self.antecedent(c)?;
        // "the truce that he has been trying to arrange".
        let mut at = from;
        while toks.get(at).is_some_and(|t| t.tag == Tag::To) {
            at = self.parse.infinitive_at(at)?.last + 1;
        }
        let own = |i: usize| self.parse.owner.get(i).copied().flatten() == Some(c);
        let ends = |i: usize| {
            toks.get(i).is_none_or(|t| {
                !own(i)
                    || matches!(
                        t.tag,
                        Tag::Prep | Tag::Time | Tag::Comma | Tag::Mark | Tag::Break | Tag::Close
                    )
            })
        };
        let free = |i: usize| {
            let next = |t: &Tok| matches!(t.tag, Tag::Adv | Tag::Sub | Tag::Conj);
            // "drove away the clerks": they stand behind it.
            let object =
                directs(&self.s.lower(i)) && toks.get(i + 1).is_some_and(|t| t.tag.nominal());
            ends(i) || toks.get(i).is_some_and(next) && !object
        };
        // "a matter that she has kept quiet about".
        let which = |i: usize| toks.get(i).is_some_and(|t| t.tag == Tag::Rel);
        let stranded = (at..toks.len()).take_while(|&i| own(i)).find(|&i| {
            toks[i].tag == Tag::Prep && ends(i + 1) && !which(i + 1) && !self.before_time(i)
        });
        match stranded {
            Some(prep) => Some((prep + 1, object)),
            None => free(at).then_some((at, object)),
        }
    }

    /// Tells whether the last word of a noun phrase has been written.
    pub(super) fn names_it(&self, object: &Range<usize>) -> bool {
        let last = object.end.checked_sub(1).map(|i| self.s.word(i));
        let mut written = self.pieces.iter().flat_map(|p| p.words.split(' '));
        written.any(|word| Some(word) == last)
    }

    /// Returns the noun phrase that a relative clause with a subject of its own hangs on.
    fn antecedent(&self, c: usize) -> Option<Range<usize>> {
        let toks = self.s.toks;
        let clause = &self.parse.clauses[c];
        let subject = clause.subject.clone()?;
        let before = match clause.marker {
            Some(m) if m < subject.start => {
                let whom = matches!(&*self.s.lower(m), "which" | "whom" | "that" | "who");
                // "told the clerk that Lund left" is of no clerk that somebody left.
                let said = clause.of.is_some_and(|of| {
                    let head = self.parse.clauses[of].verb.head;
                    toks[head].lex.is(can::SAY | can::THINK)
                });
                let that = toks[m].tag == Tag::That && clause.kind == Kind::Content && !said;
                let relative = toks[m].tag == Tag::Rel && clause.kind == Kind::Relative;
                (whom && (that || relative)).then_some(m)?
            }
            // "the seat he left".
            None if subject.len() == 1 && nominative(&self.s.lower(subject.start)) => subject.start,
            // "the shares Lund sold".
            None if clause.kind == Kind::Relative => subject.start,
            _ => return None,
        };
        let set_off = |i: usize| matches!(toks[i].tag, Tag::Comma | Tag::Break);
        let comma = clause.marker.is_some() && before > 0 && set_off(before - 1);
        let end = before - usize::from(comma);
        let noun = end.checked_sub(1).filter(|&n| {
            let which = toks.get(before).is_some_and(|t| t.tag == Tag::Rel);
            let name = toks[n].tag == Tag::Name && which;
            let someone = matches!(
                &*self.s.lower(n),
                "half" | "someone" | "somebody" | "something" | "anyone" | "anything"
            );
            toks[n].tag == Tag::Noun || name || someone
        })?;
        if FULL.contains(&&*self.s.lower(noun)) {
            return None;
        }
        let mut start = noun;
        while start > 0 && toks[start - 1].tag.nominal() && toks[start].tag != Tag::Det {
            start -= 1;
        }
        // "the first time in years that two clerks have served".
        let prep = start.checked_sub(1).filter(|&p| toks[p].tag == Tag::Prep);
        let full = |p: usize| p > 0 && FULL.contains(&&*self.s.lower(p - 1));
        if prep.is_some_and(|p| full(p) || self.parts(p)) {
            return None;
        }
        Some(start..end)
    }

    /// Adds the noun that a clause is the content of, if it does not say that it is so: "evidence
    /// that the dam leaks" may be wanting.
    pub(super) fn only_claimed(&mut self, c: usize) {
        let toks = self.s.toks;
        let clause = &self.parse.clauses[c];
        let start = clause.subject.as_ref().map(|r| r.start);
        // "fears in May that spies had come": behind a time "that" may pass for "those".
        let dated = |m: &usize| *m > 0 && toks[m - 1].tag == Tag::Time;
        let points = start.filter(|m| self.s.lower(*m) == "that" && dated(m));
        let that = clause
            .marker
            .filter(|&m| toks[m].tag == Tag::That)
            .or(points);
        // "fears in May that".
        let when = |i: usize| toks[i].tag == Tag::Time || self.before_time(i) && i > 0;
        let Some(noun) = that.and_then(|m| (0..m).rfind(|&i| !when(i))) else {
            return;
        };
        let word = self.s.lower(noun);
        let told = matches!(
            &*word,
            "day" | "time" | "moment" | "way" | "reason" | "ground" | "grounds" | "fact" | "news"
        );
        if FULL.contains(&&*word) && !told && toks[noun].tag == Tag::Noun {
            let mut start = noun;
            while start > 0 && matches!(toks[start - 1].tag, Tag::Adj | Tag::Det) {
                start -= 1;
            }
            self.noun_phrase(start..noun + 1);
            self.push("that".to_owned(), 0);
        }
    }

    /// Tells whether a preposition leads to a time: "since July".
    fn before_time(&self, i: usize) -> bool {
        self.s.toks.get(i + 1).is_some_and(|t| t.tag == Tag::Time)
    }

    /// Returns the object of the clause before, which "it" is when nothing else is: "forced a
    /// way in and lost it".
    pub(super) fn object_before(&self, c: usize) -> Option<String> {
        let toks = self.s.toks;
        let verb = self.parse.clauses.get(c.checked_sub(1)?)?.verb;
        let from = verb.last + 1;
        let end = self.phrase_end(from, self.parse.clauses[c].verb.first);
        let noun = end.checked_sub(1).filter(|&n| n >= from)?;
        if verb.passive || !matches!(toks[noun].tag, Tag::Noun | Tag::Name) {
            return None;
        }
        let object = super::subject_words(self.s, self.parse, from..end, self.names)?;
        // "a way in".
        Some(match self.stands_alone(end) {
            true => format!("{object} {}", self.s.word(end)),
            false => object,
        })
    }
}

/// Tells whether a pronoun may be who does something.
fn nominative(word: &str) -> bool {
    matches!(word, "he" | "she" | "they" | "we" | "i" | "it")
}
