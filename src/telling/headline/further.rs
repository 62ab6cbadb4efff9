//! What a headline adds when the clause says little by itself: what was asked or let, what a
//! claim is of, the condition it stands under, the place before it.

use super::super::clause::Kind;
use super::super::lexicon::can;
use super::super::tag::Tag;
use super::Writer;

impl Writer<'_> {
    /// Adds who is told: "told the council she would resign".
    pub(super) fn recipient(&mut self, c: usize) {
        let verb = self.parse.clauses[c].verb;
        let base = self.s.toks[verb.head].lex.base;
        let tells = matches!(base, Some("tell" | "assure" | "inform" | "remind"));
        let from = verb.last + 1;
        let end = self.phrase_end(from, self.s.toks.len());
        let noun = end.checked_sub(1).map(|n| self.s.toks[n].tag);
        if tells && !verb.passive && end > from && matches!(noun, Some(Tag::Noun | Tag::Name)) {
            self.noun_phrase(from..end);
        }
        // "Told her that mill would close": without "that" it is her mill.
        let listener = self.s.toks.get(from).filter(|t| t.tag == Tag::Pron);
        if let Some(listener) = listener.filter(|_| tells && !verb.passive) {
            let who = self.s.text_of(listener).to_owned();
            self.push(format!("{who} that"), 1);
        }
    }

    /// Returns the condition that a clause stands under, in its own words: "dockers to strike"
    /// says more than "dockers will strike if the talks fail" does.
    pub(super) fn condition(&self, c: usize) -> Option<String> {
        const LONGEST: usize = 9;
        let opens = |o: usize| {
            let marker = self.parse.clauses[o].marker?;
            let word = self.s.lower(marker);
            matches!(&*word, "if" | "unless").then_some(marker)
        };
        let verb = &self.parse.clauses[c].verb;
        let says = self.s.toks[verb.head].lex.is(can::SAY | can::THINK);
        if says && verb.modal.is_none() {
            return None;
        }
        // "unless it was mended and guarded, …": of both, the first has the word.
        let second = |o: &usize| {
            let of = &self.parse.clauses[*o];
            of.kind == Kind::Sub && of.marker.is_none()
        };
        let first = c
            .checked_sub(1)
            .filter(second)
            .and_then(|o| o.checked_sub(1));
        let beside = [c.checked_sub(1), Some(c + 1), first].into_iter().flatten();
        let of = beside
            .filter(|&o| o < self.parse.clauses.len())
            .find_map(|o| opens(o).map(|marker| (o, marker)));
        let (clause, marker) =
            of.filter(|(o, _)| *o > c || self.parse.clauses[c].marker.is_none())?;
        let words: Vec<&str> = self.s.toks[marker..]
            .iter()
            .zip(&self.parse.owner[marker..])
            .take_while(|(t, owner)| {
                **owner == Some(clause) && !matches!(t.tag, Tag::Comma | Tag::Break | Tag::Mark)
            })
            .filter(|(t, _)| !matches!(t.tag, Tag::Time | Tag::Quote))
            .map(|(t, _)| self.s.text_of(t))
            .filter(|word| !matches!(*word, "the" | "a" | "an"))
            .collect();
        let fits = (2..=LONGEST).contains(&words.len());
        fits.then(|| format!("{} {}", self.s.lower(marker), words[1..].join(" ")))
    }

    /// Adds the place that stands before the subject, when the rest is too short.
    pub(super) fn fronted_place(&mut self, c: usize) {
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
}
