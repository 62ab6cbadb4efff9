//! What a headline adds when the clause says little by itself: what was asked or let, what a
//! claim is of, the condition it stands under, the place before it.

use super::super::lexicon::{can, lookup};
use super::super::tag::{Tag, Tok, lower};
use super::{MOST, Writer, dangles};

impl Writer<'_> {
    /// Adds the words behind a verb that says nothing without them, as they stand: "wondered
    /// why no crowd had gathered".
    pub(super) fn as_told(&mut self, c: usize) -> bool {
        let v = self.parse.clauses[c].verb;
        let toks = self.s.toks;
        let asks = toks[v.head].lex.is(can::SAY | can::THINK)
            || matches!(
                toks[v.head].lex.base,
                Some("let" | "make" | "help" | "force")
            );
        if !asks || v.passive {
            return false;
        }
        let mut from = v.last + 1;
        let when = |i: usize| toks.get(i).is_some_and(|t| t.tag == Tag::Time);
        while when(from)
            || toks
                .get(from)
                .is_some_and(|t| t.tag == Tag::Adv || t.tag == Tag::Prep && when(from + 1))
        {
            from += 1;
        }
        // "that" goes; a condition is no part of what was said.
        if toks.get(from).is_some_and(|t| t.tag == Tag::That) {
            from += 1;
        }
        if self.s.lower(from) == "if" {
            return false;
        }
        // "the noise the truck made as it ran".
        let speaks = toks[v.head].lex.is(can::SAY | can::THINK);
        let done = toks.get(from).is_some_and(|t| t.tag.nominal());
        if !speaks && !done {
            return false;
        }
        let mut words = Vec::new();
        for t in toks.get(from..).unwrap_or_default() {
            let ends = matches!(
                t.tag,
                Tag::Comma | Tag::Break | Tag::Mark | Tag::Time | Tag::Open
            );
            // "charged that Lund had “left behind a heap of debts”".
            let own = |t: &Tok| matches!(&*lower(self.s.text_of(t)), "i" | "we" | "my" | "our");
            let opens = t.tag == Tag::Quote
                && (words.len() > 1 || words.is_empty() && !toks.get(from + 1).is_some_and(own));
            if ends || t.tag == Tag::Quote && !opens || self.n_words() + words.len() >= MOST + 2 {
                break;
            }
            if opens {
                continue;
            }
            words.push(self.s.text_of(t));
        }
        if self.n_words() + words.len() >= MOST + 2 {
            words = self.ended(words);
        }
        let enough = words.len() > 1;
        if enough {
            self.push(words.join(" "), 0);
        }
        enough
    }

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
    }

    /// Adds what is said where the clause only leads to it: "came to believe that", "made clear
    /// that".
    pub(super) fn goes_on(&mut self, c: usize) {
        let toks = self.s.toks;
        let verb = self.parse.clauses[c].verb;
        let Some(clause) = self.parse.clauses.get(c + 1) else {
            return;
        };
        let from = clause.marker.unwrap_or(clause.start);
        let between = toks.get(verb.head..from).unwrap_or_default();
        let last = between
            .iter()
            .rposition(|t| !matches!(t.tag, Tag::Adv | Tag::Time | Tag::Prep))
            .map(|n| verb.head + n);
        let leads = |i: usize| {
            let t = &toks[i];
            let said = t.tag.verb() && t.lex.is(can::SAY | can::THINK);
            said || t.tag == Tag::Adj && matches!(&*self.s.lower(i), "clear" | "certain" | "sure")
        };
        let near = last.is_some_and(|i| leads(i) && self.written_last(i));
        if clause.of != Some(c) || !near || toks[clause.verb.head].quoted || self.n_words() > 7 {
            return;
        }
        self.said_subject(c + 1);
        self.verb_at = self.pieces.len();
        self.verb_as_is(c + 1);
        self.complement(c + 1, clause.verb.last + 1);
    }

    /// Tells whether the last word written is that of token `i`.
    fn written_last(&self, i: usize) -> bool {
        let last = self.pieces.last().map(|p| p.words.as_str());
        last.is_some_and(|words| words.ends_with(self.s.word(i)))
    }

    /// Adds what is asked behind who is asked: "wondered aloud whether he should go".
    pub(super) fn asked(&mut self, c: usize) {
        let toks = self.s.toks;
        let verb = self.parse.clauses[c].verb;
        let written = self.pieces.len() > self.verb_at + 1;
        if !written || self.n_words() > 7 {
            return;
        }
        let from = (verb.last + 1..toks.len())
            .take_while(|&i| !matches!(toks[i].tag, Tag::Comma | Tag::Break | Tag::Mark))
            .find(|&i| asking(&self.s.lower(i)));
        let Some(from) = from else { return };
        // "declined to say on Monday whether".
        let speaks = |i: usize| toks[i].lex.is(can::SAY | can::THINK) && toks[i].tag.verb();
        let verb_before = (verb.head..from)
            .rfind(|&i| toks[i].tag.verb())
            .filter(|&i| i == verb.head || toks[i].tag == Tag::Base);
        if verb.passive || !(speaks(verb.head) || verb_before.is_some_and(speaks)) {
            return;
        }
        let told: Vec<&str> = toks[from..]
            .iter()
            .take_while(|t| {
                !matches!(
                    t.tag,
                    Tag::Comma | Tag::Break | Tag::Quote | Tag::Mark | Tag::Time | Tag::Open
                )
            })
            .take((MOST + 3).saturating_sub(self.n_words()))
            .map(|t| self.s.text_of(t))
            .collect();
        let told = match self.n_words() + told.len() > MOST + 1 {
            true => self.ended(told),
            false => told,
        };
        if told.len() > 2 {
            self.push(told.join(" "), 0);
        }
    }

    /// Ends words that are too many before their last preposition.
    fn ended<'w>(&self, mut words: Vec<&'w str>) -> Vec<&'w str> {
        let leads = |w: &&str| lookup(&w.to_lowercase()).is(can::PREP | can::PREPSUB | can::CONJ);
        if let Some(at) = words.iter().rposition(leads).filter(|&at| at > 3)
            && !dangles(words[at - 1])
        {
            words.truncate(at);
        }
        words
    }

    /// Adds what "no evidence that …" or "the claim that …" is of: without it the noun says little.
    pub(super) fn what_of(&mut self, c: usize) {
        let content = (c + 1..self.parse.clauses.len()).find(|&o| {
            let clause = &self.parse.clauses[o];
            clause.of == Some(c) && !self.s.toks[clause.verb.head].quoted
        });
        let Some(content) = content else { return };
        let marker = self.parse.clauses[content].marker;
        let noun = marker.and_then(|m| m.checked_sub(1));
        let written = self.pieces.last().map(|p| p.words.as_str());
        let ends = |n: usize| written.is_some_and(|words| words.ends_with(self.s.word(n)));
        if noun.is_none_or(|n| self.s.toks[n].tag != Tag::Noun || !ends(n)) || self.n_words() > 5 {
            return;
        }
        self.push("that".to_owned(), 0);
        self.said_subject(content);
        self.verb_as_is(content);
        self.complement(content, self.parse.clauses[content].verb.last + 1);
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
        let beside = [c.checked_sub(1), Some(c + 1)].into_iter().flatten();
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

/// Tells whether a word opens what somebody asks.
fn asking(word: &str) -> bool {
    matches!(word, "whether" | "why" | "how")
}
