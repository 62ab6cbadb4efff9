//! Who does what is told, and whose it is: the subject of a clause, and the name behind "whose" and "its".

use super::super::anaphora;
use super::super::clause::{self, Clause, Kind};
use super::super::tag::{Tag, Tok};
use super::super::{Name, NameKind};
use super::words::objects;
use super::{Writer, is_many, owned, shows_gender, subject_words};
use std::ops::Range;

impl<'a> Writer<'a> {
    /// Returns what a pronoun stands for, from the clauses before it in the sentence: in
    /// what somebody says, "he" is most often who says it. Who is named only after it, it
    /// does not stand for ("he acted alone, Major Lund said").
    pub(super) fn within_sentence(&self, c: usize, person: bool) -> Option<String> {
        let clause = &self.parse.clauses[c];
        let at = clause.subject.as_ref().map_or(0, |r| r.start);
        let woman = match &*self.s.lower(at) {
            "she" | "her" => Some(true),
            "he" | "his" => Some(false),
            _ => None,
        };
        if &*self.s.lower(at) == "it" && anaphora::expletive(self.s, clause) {
            return None;
        }
        let earlier = clause
            .of
            .into_iter()
            .chain((0..c).rev())
            // "They warned those who voted for the bill that it …": "it" is none of them.
            .filter(|&o| o != c && (person || self.parse.clauses[o].kind != Kind::Relative))
            .filter_map(|o| self.parse.clauses[o].subject.clone())
            .filter(|r| Some(r) != clause.subject.as_ref() && r.end <= at);
        let thing = &*self.s.lower(at) == "it";
        for range in earlier {
            if thing && self.of_a_person(&range) {
                continue;
            }
            // "One woman said that she had come": she is nobody named before, but may be who is
            // named since.
            // "When she boarded, the pilot told the guards that she was late": the pilot is another.
            let named_before = |i: usize| *self.s.lower(i) == *self.s.lower(at);
            if person && (0..range.start).any(named_before) {
                return None;
            }
            if person && self.of_a_person(&range) {
                if self.names_another(range.end..at) {
                    return None;
                }
                return subject_words(self.s, self.parse, range, self.names);
            }
            let Some(last) = range.clone().next_back() else {
                continue;
            };
            let named = self
                .names
                .at(self.s.toks[last].start)
                .and_then(|(_, n)| self.names.names.get(n as usize))
                .filter(|n| n.kind == NameKind::Person);
            let other = |n: &Name| {
                let given = anaphora::given(&n.text);
                given.is_some() && woman.is_some() && given != woman
            };
            if named.is_some_and(other) {
                continue;
            }
            if named.is_some() == person
                && let Some(words) = subject_words(self.s, self.parse, range, self.names)
            {
                return Some(words);
            }
        }
        None
    }

    /// Tells whether a person is named among some tokens.
    pub(super) fn names_another(&self, range: Range<usize>) -> bool {
        let name = |i: usize| self.names.at(self.s.toks[i].start).map(|(_, n)| n as usize);
        let mut named = range
            .filter_map(name)
            .filter_map(|n| self.names.names.get(n));
        named.any(|n| n.kind == NameKind::Person)
    }

    /// Returns what the object "it" or "them" of clause `owner` stands for, if a clause before it
    /// in the sentence names that.
    pub(super) fn pointed_at(&self, owner: Option<usize>, at: usize) -> Option<String> {
        let word = self.s.lower(at);
        let many = match &*word {
            "it" => false,
            "them" => true,
            _ => return None,
        };
        let words: Vec<&str> = self.pieces.iter().map(|p| &*p.words).collect();
        let words = words.join(" ");
        let told = |thing: &str| words.contains(thing);
        let fits = |thing: &String| is_many(thing) == many && !told(thing);
        let subject = self.within_sentence(owner?, false).filter(fits);
        subject.or_else(|| self.object_before(owner?).filter(fits))
    }

    /// Returns whose a thing is: "Moscow insists, as it has since its planes arrived".
    pub(super) fn owner(&self, c: usize, at: usize) -> Option<String> {
        // "Lund, whose trip was paid for".
        if &*self.s.lower(at) == "whose" {
            let of = clause::noun_phrase_before(self.s.toks, at)?;
            let of = self.explained(of.clone()).unwrap_or(of);
            let owner = subject_words(self.s, self.parse, of, self.names)?;
            return Some(owned(owner));
        }
        let person = match &*self.s.lower(at) {
            "its" => false,
            "his" | "her" => true,
            _ => return None,
        };
        let owner = self.within_sentence(c, person).or_else(|| {
            let before = self.before.person(self.s, self.names, at);
            before.filter(|_| person).map(str::to_owned)
        })?;
        Some(owned(owner))
    }

    /// Returns the name that a noun phrase ends the explanation of: "Brandt Point, a suburb of Lindon".
    pub(super) fn explained(&self, last: Range<usize>) -> Option<Range<usize>> {
        let toks = self.s.toks;
        let of = last.start.checked_sub(1)?;
        let what = clause::noun_phrase_before(toks, of).filter(|_| self.s.word(of) == "of")?;
        let indefinite = matches!(&*self.s.lower(what.start), "a" | "an");
        let comma = what.start.checked_sub(1)?;
        let named = comma > 0 && toks[comma].tag == Tag::Comma && toks[comma - 1].tag == Tag::Name;
        clause::noun_phrase_before(toks, comma).filter(|_| indefinite && named)
    }

    /// Tells whether a subject is one person, named or not, or a pronoun.
    pub(super) fn a_person(&self, subject: &Range<usize>) -> bool {
        let named = subject.clone().next_back().and_then(|last| {
            let (_, n) = self.names.at(self.s.toks[last].start)?;
            self.names.names.get(n as usize)
        });
        subject.len() == 1 && self.s.toks[subject.start].tag == Tag::Pron
            || named.is_some_and(|n| n.kind == NameKind::Person)
            || self.of_a_person(subject)
    }

    /// Tells whether a subject without a name is one person.
    pub(super) fn of_a_person(&self, subject: &Range<usize>) -> bool {
        let toks = &self.s.toks[subject.clone()];
        let named = toks.iter().any(|t| t.tag == Tag::Name);
        let end = toks
            .iter()
            .position(|t| t.tag == Tag::Prep)
            .unwrap_or(toks.len());
        // "The people he met": "he" is none of them.
        let one = |t: &Tok| anaphora::human(self.s, t) && !is_many(self.s.text_of(t));
        !named && toks[..end].last().is_some_and(one)
    }

    /// Adds the subject of what is said; "it" after "the army said" stays "it", but who "he" is
    /// of whom the Post reports has to be said.
    pub(super) fn said_subject(&mut self, c: usize) {
        let of = self.parse.clauses[c].of;
        let sayer = of.and_then(|of| self.parse.clauses[of].subject.clone());
        let someone = sayer.is_none_or(|r| self.a_person(&r));
        let he = |i: usize| matches!(&*self.s.lower(i), "he" | "she");
        match self.parse.clauses[c].subject.clone() {
            Some(range)
                if range.len() == 1
                    && self.s.toks[range.start].tag == Tag::Pron
                    && (someone || !he(range.start)) =>
            {
                self.push(self.s.lower(range.start).into_owned(), 0);
            }
            _ => self.subject(c),
        }
    }

    pub(super) fn subject(&mut self, c: usize) {
        let clause: &Clause = &self.parse.clauses[c];
        let toks = self.s.toks;
        let Some(range) = clause.subject.clone() else {
            // "Building began in May", "That's the plan".
            let first = clause.verb.first;
            let before = first.checked_sub(1).map(|b| &toks[b]);
            let glued = before.is_some_and(|b| b.end == toks[first].start);
            if first == 1 && toks[0].tag == Tag::Ing || glued {
                self.push(self.s.word(first - 1).to_owned(), 0);
            }
            return;
        };
        let range = self.back_to_the_verb(self.accompanied(self.qualified(range)));
        let range = self.whole_name(self.titled(self.listed(self.agreeing(c, range))));
        if range.len() == 1 && toks[range.start].tag == Tag::Pron {
            let word = self.s.lower(range.start);
            let for_it = match &*word {
                "he" | "she" => {
                    let said = self.within_sentence(c, true);
                    // "Judge Helena Strand said he had": or he of whom the text told before?
                    let or_other = |one: &String| {
                        !shows_gender(one) && self.before.may_be(self.s, range.start, one)
                    };
                    match said.filter(|one| !or_other(one)) {
                        Some(one) => Some(one),
                        None => self
                            .before
                            .person(self.s, self.names, range.start)
                            .map(str::to_owned),
                    }
                }
                "it" | "they" => self
                    .within_sentence(c, false)
                    .filter(|w| is_many(w) == (word == "they"))
                    .or_else(|| {
                        self.before
                            .thing(self.s, clause, range.start)
                            .map(str::to_owned)
                    }),
                _ => None,
            };
            // "There were clashes": the pronoun says nothing.
            if word != "there" {
                let text = for_it.unwrap_or_else(|| self.s.word(range.start).to_owned());
                self.push(text, 0);
            }
            return;
        }
        // "The president, Dan Holm, said": of which, the name tells.
        if let Some(name) = self.apposed(&range) {
            self.push(name, 0);
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
        if let Some(owner) = self.owner(c, range.start) {
            self.push(owner, 0);
        }
        // "Selling them on the plan will take time."
        let doing = range
            .start
            .checked_sub(1)
            .filter(|&i| toks[i].tag == Tag::Ing);
        if let Some(doing) = doing.filter(|_| objects(&self.s.lower(range.start))) {
            self.push(self.s.word(doing).to_owned(), 0);
        }
        self.noun_phrase(range.start..end);
        let mut at = end;
        if end < range.end && toks[end].tag == Tag::To {
            self.purpose_of(end..range.end);
            return;
        }
        if toks.get(end).is_some_and(|t| t.tag != Tag::Prep) {
            return;
        }
        // A heap is of something.
        while at < range.end && (self.n_words() < 7 || self.s.lower(at) == "of") {
            let next = (at + 1..range.end)
                .find(|&i| toks[i].tag == Tag::Prep)
                .unwrap_or(range.end);
            self.prepositional(at, next);
            at = next;
        }
        // "The number of people killed when the ferry sank has risen."
        let befell = toks.get(range.end).filter(|t| {
            matches!(t.tag, Tag::Ed | Tag::Part)
                && t.lex.counted.is_some()
                && range.end < clause.verb.first
        });
        if let Some(t) = befell {
            self.push(self.s.text_of(t).to_owned(), 0);
        }
    }

    /// Adds what a thing is for: "efforts to revive the truce failed".
    fn purpose_of(&mut self, range: Range<usize>) {
        const LONGEST: usize = 6;
        if self.s.toks[range.clone()]
            .iter()
            .any(|t| t.tag == Tag::Time)
        {
            return;
        }
        let article = |i: &usize| matches!(&*self.s.lower(*i), "the" | "a" | "an");
        let words: Vec<&str> = range
            .filter(|i| !article(i))
            .map(|i| self.s.word(i))
            .collect();
        if words.len() <= LONGEST {
            self.push(words.join(" "), 2);
        }
    }

    /// Returns of whom some are listed where a subject is the last of the list: "Others, including the
    /// mayors of Vessin, Karl Holm, and Lindon, Anna Lund, dismissed it".
    pub(super) fn listed(&self, subject: Range<usize>) -> Range<usize> {
        let toks = self.s.toks;
        let part = |t: &&Tok| {
            let joins = matches!(t.tag, Tag::Comma | Tag::Conj | Tag::Prep | Tag::Mark);
            t.tag.nominal() || joins
        };
        let before = toks[..subject.start].iter().rev().take_while(part).count();
        let list = (subject.start - before..subject.start)
            .find(|&i| i > 1 && self.s.lower(i) == "including" && toks[i - 1].tag == Tag::Comma);
        let Some(list) = list else { return subject };
        let whole = clause::noun_phrase_before(toks, list);
        whole.unwrap_or(subject)
    }

    /// Returns what a relative clause says more of, where that is not the noun straight before it:
    /// "calls to close the port that were backed by Lund".
    pub(super) fn agreeing(&self, c: usize, subject: Range<usize>) -> Range<usize> {
        const FAR: usize = 8;
        let toks = self.s.toks;
        let clause = &self.parse.clauses[c];
        let plural = match &*self.s.lower(clause.verb.first) {
            "were" | "are" | "have" => true,
            "was" | "is" | "has" => false,
            _ => return subject,
        };
        let many = |i: usize| is_many(self.s.word(i));
        let joined = toks[subject.clone()].iter().any(|t| t.tag == Tag::Conj);
        let last = subject.end.saturating_sub(1);
        // "Whigs" are many, but "Ames" may be one.
        let either = toks[last].tag == Tag::Name && self.s.word(last).ends_with('s');
        let agrees = joined || either || !matches!(toks[last].tag, Tag::Name | Tag::Noun);
        if clause.kind != Kind::Relative || agrees || many(last) == plural {
            return subject;
        }
        let apart = |t: &&Tok| !matches!(t.tag, Tag::Comma | Tag::Break | Tag::Past | Tag::Pres);
        let near = toks[..subject.start].iter().rev().take(FAR);
        let from = subject.start - near.take_while(apart).count();
        let head = (from..subject.start).rfind(|&i| toks[i].tag == Tag::Noun && many(i) == plural);
        let Some(head) = head else { return subject };
        let nominal = |t: &&Tok| t.tag.nominal();
        let before = toks[from..head].iter().rev().take_while(nominal).count();
        head - before..head + 1
    }

    /// Returns the person that a subject without a name is explained by.
    pub(super) fn apposed(&self, subject: &Range<usize>) -> Option<String> {
        let toks = self.s.toks;
        let bare = toks[subject.clone()].iter().all(|t| t.tag != Tag::Name);
        let comma = |i: usize| toks.get(i).is_some_and(|t| t.tag == Tag::Comma);
        let at = subject.end + 1;
        let (bytes, name) = self.names.at(toks.get(at)?.start)?;
        let person = self.names.names.get(name as usize)?.kind == NameKind::Person;
        let close = (at..toks.len()).find(|&i| toks[i].start >= bytes.end)?;
        (bare && person && comma(subject.end) && comma(close))
            .then(|| self.names.short(name))
            .flatten()
    }

    /// Reaches back to who does something to whoever seems to act: "a clerk holding him fell".
    fn accompanied(&self, range: Range<usize>) -> Range<usize> {
        let toks = self.s.toks;
        let object = matches!(&*self.s.lower(range.start), "him" | "them" | "me" | "us");
        let ing = range
            .start
            .checked_sub(1)
            .filter(|&i| toks[i].tag == Tag::Ing);
        let who = ing.and_then(|i| clause::noun_phrase_before(toks, i));
        match who.filter(|_| object && range.len() == 1) {
            Some(who) => who.start..range.end,
            None => range,
        }
    }

    /// Reaches back to the words by which a participle is described that a subject opens with: "the most
    /// widely used crane".
    fn qualified(&self, range: Range<usize>) -> Range<usize> {
        let toks = &self.s.toks[..range.start];
        let done = self.done(range.start);
        let how = toks.iter().rev().take_while(|t| t.tag == Tag::Adv).count();
        let most = toks[..range.start - how].last();
        let most =
            most.is_some_and(|t| matches!(self.s.text_of(t), "most" | "more" | "least" | "less"));
        match done && how > 0 {
            true => range.start - how - usize::from(most)..range.end,
            false => range,
        }
    }

    /// Reaches back to the verb that a name opens with: "Save Vessin Now paid for it".
    fn back_to_the_verb(&self, range: Range<usize>) -> Range<usize> {
        let toks = self.s.toks;
        let named = toks[range.clone()].iter().all(|t| t.cap) && range.len() > 1;
        let opens = range.start == 1 && toks[0].tag == Tag::Base && toks[0].cap;
        if named && opens { 0..range.end } else { range }
    }

    /// Reaches back to where a name begins that holds a preposition: "Observatory for Human
    /// Rights".
    pub(super) fn whole_name(&self, range: Range<usize>) -> Range<usize> {
        let toks = self.s.toks;
        let Some((name, _)) = toks.get(range.start).and_then(|t| self.names.at(t.start)) else {
            return range;
        };
        let mut start = range.start;
        while start > 0 && toks[start - 1].start >= name.start {
            start -= 1;
        }
        start..range.end
    }
}
