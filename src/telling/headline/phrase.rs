//! Phrases of a headline: nouns without their determiners, persons without their titles.

use super::super::NameKind;
use super::super::lexicon::can;
use super::super::tag::{Tag, Tok};
use super::words::{
    approximates, directs, has_done, objects, orders, plainly, possessive, reflexive, stays,
    superlative, time_unit,
};
use super::{HANGS, MOST, Piece, Writer};
use std::ops::Range;

/// Nouns that make a preposition of two words: "in connection with", "as part of".
const RELATING: [&str; 13] = [
    "coordination",
    "connection",
    "addition",
    "response",
    "order",
    "part",
    "accordance",
    "relation",
    "line",
    "question",
    "fact",
    "case",
    "effect",
];

impl Writer<'_> {
    /// Adds a noun phrase: a title before a person goes, and so does what determines.
    pub(super) fn noun_phrase(&mut self, range: Range<usize>) {
        let range = self.person_core(range);
        // "shut down a few years ago".
        let time = self
            .s
            .toks
            .get(range.end)
            .is_some_and(|t| t.tag == Tag::Time);
        if time && self.s.toks[range.clone()].iter().all(|t| t.tag == Tag::Det) {
            return;
        }
        let mut i = range.start;
        while i < range.end {
            let t = &self.s.toks[i];
            if let Some((bytes, name)) = self.names.at(t.start)
                && bytes.start == t.start
                && let Some(short) = self.names.short(name)
            {
                let to = (i..range.end)
                    .find(|&j| self.s.toks[j].start >= bytes.end)
                    .unwrap_or(range.end);
                if self.s.toks[i..to].len() > 1 || to == i + 1 {
                    let mut text = short;
                    if self.s.toks.get(to).is_some_and(|t| t.tag == Tag::Genitive) && to < range.end
                    {
                        text.push_str(self.owner_ending(to));
                        self.push(text, 0);
                        i = to + 1;
                    } else {
                        self.push(text, 0);
                        i = to;
                    }
                    continue;
                }
            }
            if i == range.start
                && matches!(t.tag, Tag::Num | Tag::Money)
                && let Some(about) = i.checked_sub(1).map(|b| self.s.lower(b))
                && approximates(&about)
                && !self
                    .pieces
                    .last()
                    .is_some_and(|p| p.words.ends_with(&*about))
            {
                self.push(plainly(about), 0);
            }
            // "his “deep state” ministry": what is marked stays whole.
            if t.tag == Tag::Quote
                && let Some(close) = (i + 1..range.end).find(|&k| self.s.toks[k].tag == Tag::Quote)
            {
                let words: Vec<&str> = (i + 1..close).map(|k| self.s.word(k)).collect();
                let name = words.iter().all(|w| w.starts_with(char::is_uppercase));
                if words.len() > 1 && !name {
                    self.push(words.join(" "), 0);
                    i = close + 1;
                    continue;
                }
            }
            match t.tag {
                // "clerks in Mr. Lund's office".
                Tag::Name | Tag::Noun
                    if self.abbreviates(i + 1)
                        && t.lex.is(can::TITLE)
                        && (i == range.start || !self.s.toks[i - 1].tag.nominal()) =>
                {
                    i += 1
                }
                // "the most widely used": without it, it would be used.
                Tag::Det | Tag::Adv if i + 1 < range.end && self.qualifies(i) => {
                    self.push(self.s.word(i).to_owned(), 0);
                }
                // "the most powerful", "no longer", "nearly 300": what it says would change.
                Tag::Det | Tag::Adv if i + 1 < range.end && self.grades(i) => {
                    let graded = format!("{} {}", self.s.word(i), self.s.word(i + 1));
                    self.push(graded, 0);
                    i += 1;
                }
                Tag::Det | Tag::Adv
                    if self.s.toks.get(i + 1).is_some_and(|n| n.tag == Tag::Num)
                        && approximates(&self.s.lower(i)) =>
                {
                    self.push(plainly(self.s.lower(i)), 0);
                }
                // "$US6,500", where the figure is part of a word.
                Tag::Comma if self.splits_number(i) => {
                    if let Some(last) = self.pieces.last_mut() {
                        last.words.push(',');
                        last.words.push_str(self.s.word(i + 1));
                    }
                    i += 1;
                }
                Tag::Det if self.only_points_out(i) => {}
                // "in the long run".
                Tag::Adv if self.stands_for_adjective(i) && i + 1 < range.end => {
                    self.push(self.s.word(i).to_owned(), 0);
                }
                // "than its two rivals", "qualified his view": whose it is, the subject tells.
                Tag::Poss if self.verb_at > 0 => self.push(self.s.word(i).to_owned(), 0),
                Tag::Poss
                | Tag::Adv
                | Tag::Quote
                | Tag::Open
                | Tag::Close
                | Tag::Comma
                | Tag::Mark => {}
                // "the former general" is no general.
                Tag::Time if i + 1 < range.end && stays(&self.s.lower(i)) => {
                    self.push(self.s.word(i).to_owned(), 0);
                }
                // "a bad night".
                Tag::Time if i > range.start && self.described_time(i) => {
                    self.push(self.s.word(i).to_owned(), 0);
                }
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
                    let ending = self.owner_ending(i);
                    if let Some(last) = self.pieces.last_mut() {
                        last.words.push_str(ending);
                    }
                }
                // "a serious and fair offer": both go or neither.
                Tag::Adj
                    if i + 3 < range.end
                        && self.s.toks[i + 1].tag == Tag::Conj
                        && self.s.toks[i + 2].tag == Tag::Adj =>
                {
                    let both: Vec<&str> = (i..i + 3).map(|k| self.s.word(k)).collect();
                    self.push(both.join(" "), 0);
                    i += 2;
                }
                Tag::Adj => {
                    let word = self.s.word(i).to_owned();
                    let small = word.to_lowercase();
                    // "the highest black official in the state": of all that follows.
                    self.tops |= superlative(&small);
                    self.push(word, 0);
                }
                Tag::Money => {
                    let glued = format!("{}{}", self.s.word(i), self.s.word(i + 1));
                    self.push(glued, 0);
                    i += 1;
                }
                // "found him guilty".
                Tag::Pron if range.len() > 1 && objects(&self.s.lower(i)) => {
                    // "Lund voted to make him speaker": he is not Lund.
                    let other =
                        |words: &&str| self.pieces.first().is_none_or(|p| p.words != **words);
                    let person = self.before.person(self.s, self.names, i).filter(other);
                    let text = person.map_or_else(|| self.s.word(i).to_owned(), str::to_owned);
                    self.push(text, 0);
                }
                Tag::Pron
                    if i + 1 < range.end
                        && &*self.s.lower(i) != "half"
                        && !self.s.toks.get(i + 1).is_some_and(|n| n.tag == Tag::Conj) => {}
                Tag::Num if self.s.word(i + 1) == "%" => {
                    self.push(format!("{}%", self.s.word(i)), 0);
                    i += 1;
                }
                _ => self.push(self.s.word(i).to_owned(), 0),
            }
            i += 1;
        }
    }

    /// Narrows "Russia's President Vladimir Putin" to the name that ends it.
    pub(super) fn person_core(&self, range: Range<usize>) -> Range<usize> {
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
        // "Aid organisation Harbour Watch".
        let called = first.checked_sub(1).map(|b| &self.s.toks[b]);
        let called = called.is_some_and(|t| t.tag == Tag::Noun && t.lex.is(can::GROUP));
        if (person || called) && first > range.start && !joined {
            first..range.end
        } else {
            range
        }
    }

    /// Narrows "US Secretary of State John Kerry" to the name behind the title.
    pub(super) fn titled(&self, range: Range<usize>) -> Range<usize> {
        let title = range.clone().find(|&i| self.s.toks[i].lex.is(can::TITLE));
        let Some(title) = title else { return range };
        // "An adviser to President Lund" is not Lund.
        let other = |i: usize| {
            matches!(
                &*self.s.lower(i),
                "to" | "for" | "with" | "against" | "by" | "of"
            )
        };
        if (range.start..title).any(other) {
            return range;
        }
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
            // "the deputy secretary for roads and bridges Karl Holm".
            Some(name) if self.heads(title, name) && name + 1 == range.end => name..range.end,
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

    /// Tells whether a title says what it is of before the name: "secretary for roads Karl Holm".
    fn heads(&self, title: usize, name: usize) -> bool {
        let toks = &self.s.toks[title + 1..name];
        let [of, branch @ ..] = toks else {
            return false;
        };
        let plain = |t: &Tok| matches!(t.tag, Tag::Noun | Tag::Name) && !t.lex.is(can::TITLE);
        let whole = |t: &Tok| plain(t) || t.tag == Tag::Conj;
        self.s.text_of(of) == "for" && !branch.is_empty() && branch.iter().all(whole)
    }

    /// Tells whether token `i` is part of "at least" or "more than" before a number.
    pub(super) fn bounds_number(&self, i: usize) -> bool {
        let toks = self.s.toks;
        (i + 1..=i + 2).any(|k| {
            toks.get(k)
                .is_some_and(|t| matches!(t.tag, Tag::Num | Tag::Money))
                && toks[i..k].iter().all(|t| t.tag == Tag::Det)
        }) && matches!(
            &*self.s.lower(i),
            "at" | "least" | "most" | "more" | "fewer" | "less" | "greater" | "than" | "up" | "to"
        )
    }

    /// Tells whether the comma at `i` stands inside a number.
    fn splits_number(&self, i: usize) -> bool {
        let toks = self.s.toks;
        let digit = |c: char| c.is_ascii_digit();
        let glued = |a: usize, b: usize| toks[a].end == toks[b].start;
        let inner = i > 0 && toks[i].tag == Tag::Comma && i + 1 < toks.len();
        inner
            && glued(i - 1, i)
            && glued(i, i + 1)
            && self.s.word(i - 1).ends_with(digit)
            && self.s.word(i + 1).starts_with(digit)
    }

    /// Tells whether the word at `i` says nothing in a headline: "the", but not the "a" of "a million".
    fn only_points_out(&self, i: usize) -> bool {
        let next = self.s.lower(i + 1);
        let number = self.s.toks.get(i + 1).is_some_and(|n| n.tag == Tag::Num);
        let spelt = number && next.starts_with(char::is_alphabetic);
        match &*self.s.lower(i) {
            "a" => !spelt && !matches!(&*next, "bit" | "lot" | "few" | "little"),
            "the" | "an" | "this" | "that" | "these" | "those" | "some" | "any" => {
                !self.bounds_number(i)
            }
            _ => false,
        }
    }

    /// Tells whether the adverb at `i` says what a noun is like: "the long run".
    pub(super) fn stands_for_adjective(&self, i: usize) -> bool {
        let toks = self.s.toks;
        // "after a “long day”".
        let before = toks[..i].iter().rfind(|t| t.tag != Tag::Quote);
        let determined = before.is_some_and(|t| t.tag == Tag::Det);
        let noun = toks.get(i + 1).is_some_and(|t| t.tag == Tag::Noun);
        determined && noun && !self.s.word(i).ends_with("ly")
    }

    /// Tells whether the "of" at `i` parts some from all: "some of the attacks".
    pub(super) fn parts(&self, i: usize) -> bool {
        let some = i.checked_sub(1).map(|b| self.s.lower(b));
        let takes = |word: &str| {
            matches!(
                word,
                "some"
                    | "one"
                    | "two"
                    | "three"
                    | "many"
                    | "most"
                    | "several"
                    | "few"
                    | "none"
                    | "all"
                    | "each"
                    | "both"
                    | "half"
                    | "neither"
                    | "either"
                    | "any"
                    | "much"
            )
        };
        self.s.lower(i) == "of" && some.is_some_and(|word| takes(&word))
    }

    /// Tells whether token `i` is a participle that says what the noun behind it is like: "13
    /// classified hearings".
    fn describes(&self, i: usize) -> bool {
        let toks = self.s.toks;
        let before = i.checked_sub(1).map(|b| toks[b].tag);
        matches!(toks[i].tag, Tag::Ed | Tag::Part)
            && matches!(
                before,
                Some(Tag::Num | Tag::Det | Tag::Adj | Tag::Poss | Tag::Genitive)
            )
            && toks.get(i + 1).is_some_and(|n| n.tag == Tag::Noun)
            && !self.parse.clauses.iter().any(|c| c.verb.head == i)
    }

    /// Tells whether token `i` says how something was done that a noun is described by: "widely used".
    fn qualifies(&self, i: usize) -> bool {
        let toks = self.s.toks;
        let how = |k: usize| toks[k].tag == Tag::Adv && self.done(k + 1);
        let most = matches!(&*self.s.lower(i), "most" | "more" | "least" | "less");
        how(i) || most && i + 1 < toks.len() && how(i + 1)
    }

    /// Tells whether token `i` says what was done to a thing.
    pub(super) fn done(&self, i: usize) -> bool {
        self.s.toks.get(i).is_some_and(|t| match t.tag {
            Tag::Adj => self.s.text_of(t).ends_with("ed"),
            tag => matches!(tag, Tag::Ed | Tag::Part),
        })
    }

    /// Tells whether token `i` is "most" or "less" before an adjective.
    fn grades(&self, i: usize) -> bool {
        matches!(&*self.s.lower(i), "most" | "more" | "least" | "less")
            && self.s.toks.get(i + 1).is_some_and(|n| n.tag == Tag::Adj)
    }

    /// Tells whether some tokens only say how far off in time: "hours later", "this time".
    pub(super) fn only_time(&self, range: Range<usize>) -> bool {
        // "reflected on his time in office".
        let span = |i: usize| matches!(&*self.s.lower(i), "time" | "times" | "days" | "years");
        let whose =
            range.len() == 2 && possessive(&self.s.lower(range.start)) && span(range.end - 1);
        let mut words = range.clone().rev();
        !whose
            && words.next().is_some_and(|i| time_unit(&self.s.lower(i)))
            && words.all(|i| {
                matches!(
                    self.s.toks[i].tag,
                    Tag::Det | Tag::Num | Tag::Adv | Tag::Poss
                ) || self.s.toks[i].tag == Tag::Adj && orders(&self.s.lower(i))
            })
    }

    /// Tells whether the time at `i` is a thing of which something is said: "a bad night".
    fn described_time(&self, i: usize) -> bool {
        let described = i > 1 && self.s.toks[i - 1].tag == Tag::Adj;
        let determined = |b: usize| matches!(self.s.toks[b].tag, Tag::Det | Tag::Quote);
        described && time_unit(&self.s.lower(i)) && determined(i - 2)
    }

    /// Adds "in …" as one piece; a time after the preposition is left out.
    pub(super) fn prepositional(&mut self, from: usize, to: usize) {
        if self.only_time(from + 1..to) && self.s.word(from) != "of" {
            return;
        }
        let kept = self.pieces.len();
        // "Some of attacks" is no English, and some of the fiercest are not some of all.
        if self.parts(from) && to - from <= 7 {
            let words: Vec<&str> = (from..to).map(|i| self.s.word(i)).collect();
            let words = words.join(" ");
            match self.pieces.last_mut() {
                Some(last) => {
                    last.words.push(' ');
                    last.words.push_str(&words);
                }
                None => self.push(words, 0),
            }
            return;
        }
        self.noun_phrase(from + 1..to);
        let all: Vec<Piece> = self.pieces.drain(kept..).collect();
        let added: Vec<String> = all.into_iter().map(|p| p.words).collect();
        if added.is_empty() {
            return;
        }
        let mut phrase = self.s.word(from).to_lowercase();
        // "flew about 3,700 kilometres": no preposition, and said once.
        let said = added[0] == phrase;
        for word in added.iter().skip(usize::from(said)) {
            phrase.push(' ');
            phrase.push_str(word);
        }
        // "parts of the city" falls or stays as one.
        if phrase.starts_with("of ")
            && let Some(last) = self.pieces.last_mut()
        {
            last.words.push(' ');
            last.words.push_str(&phrase);
        } else {
            let weight = if self.tops { 0 } else { 2 };
            self.push(phrase, weight);
        }
        self.tops = false;
    }

    /// Tells whether "in connection" or "as part" stands there, which only leads on to what
    /// follows.
    pub(super) fn only_relates(&self, from: usize, to: usize) -> bool {
        let noun = (from + 1..to).find(|&i| self.s.toks[i].tag != Tag::Det);
        matches!(self.s.word(from), "in" | "as" | "with" | "for" | "on")
            && noun.is_some_and(|i| RELATING.contains(&self.s.word(i)))
    }

    /// Adds what follows the verb or noun, phrase by phrase, up to the end of the clause.
    pub(super) fn tail(&mut self, from: usize, to: usize, owner: Option<usize>) {
        let toks = self.s.toks;
        let mut i = self.lasting(from, to, owner);
        let mut objects = 0;
        while i < to {
            if owner.is_some() && self.parse.owner[i] != owner {
                break;
            }
            if self.n_words() >= MOST + 3 {
                break;
            }
            match toks[i].tag {
                Tag::Adv if i == from && owner.is_some() && directs(&self.s.lower(i)) => {
                    self.push(self.s.word(i).to_owned(), 0);
                    i += 1;
                }
                // "prepared to dig in and fight".
                Tag::Adv | Tag::Particle | Tag::Prep
                    if i > from && toks[i - 1].tag == Tag::Base && self.closes(i) =>
                {
                    self.push(self.s.word(i).to_owned(), 0);
                    i += 1;
                }
                // "leave the ceremony out".
                Tag::Adv | Tag::Particle | Tag::Prep if objects > 0 && self.stands_alone(i) => {
                    self.push(self.s.word(i).to_owned(), 2);
                    i += 1;
                }
                // "to push back against the plan".
                Tag::Adv if i > 0 && toks[i - 1].tag == Tag::Base && directs(&self.s.lower(i)) => {
                    self.push(self.s.word(i).to_owned(), 0);
                    i += 1;
                }
                Tag::Adv if self.compares(i) => break,
                Tag::Adv | Tag::Particle | Tag::Time | Tag::Genitive => i += 1,
                Tag::Quote => {
                    // A word or two in quotation marks stay, a speech only where it fits.
                    if toks.get(i + 1).is_none_or(|t| t.quoted) {
                        if let Some(speech) = self.speech(i).filter(|_| i == from || objects == 1) {
                            self.push(speech, 0);
                        }
                        break;
                    }
                    i += 1;
                }
                // "used that line": it opens no clause.
                Tag::That if objects == 0 && self.only_points(i, to) => i += 1,
                Tag::Neg => {
                    self.push("not".to_owned(), 0);
                    i += 1;
                }
                Tag::Prep => {
                    let end = self.phrase_end(i + 1, to);
                    let next_verb = toks.get(i + 1).is_some_and(|t| t.tag == Tag::Ing);
                    // "since fighting erupted".
                    let acts = toks.get(i + 2).is_some_and(|t| {
                        matches!(t.tag, Tag::Past | Tag::Ed | Tag::Be | Tag::Have)
                    });
                    if next_verb && acts {
                        break;
                    }
                    if next_verb {
                        // "by arguing that the bill would fail" says nothing without what follows.
                        let open = toks.get(i + 2).is_some_and(|t| {
                            matches!(t.tag, Tag::That | Tag::Sub | Tag::Rel | Tag::Quote)
                        });
                        if open || self.n_words() > 5 {
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
                            // "at a late-morning meeting" is no "on Tuesday".
                            let what = (i + 1..to).find(|&k| toks[k].tag != Tag::Time);
                            let article = matches!(&*self.s.lower(i + 1), "a" | "an" | "the");
                            let met = what.filter(|&k| {
                                article && matches!(toks[k].tag, Tag::Noun | Tag::Name | Tag::Adj)
                            });
                            if let Some(what) = met {
                                let end = self.phrase_end(what, to);
                                self.prepositional(i, end);
                                i = end;
                            } else {
                                i += 1;
                            }
                            continue;
                        }
                        // "at about noon".
                        if approximates(self.s.word(i + 1))
                            && toks.get(i + 2).is_some_and(|t| t.tag == Tag::Time)
                        {
                            i += 2;
                            continue;
                        }
                        // "moves on to London", "went under,".
                        let closes = toks.get(i + 1).is_none_or(|t| {
                            matches!(t.tag, Tag::Prep | Tag::Mark | Tag::Comma | Tag::Conj)
                        });
                        if i == from && owner.is_some() && closes {
                            self.push(self.s.word(i).to_owned(), 0);
                            i += 1;
                            continue;
                        }
                        break;
                    }
                    // "the state rather than the nation".
                    if self.s.word(i) == "than" && i > 0 && self.s.word(i - 1) == "rather" {
                        break;
                    }
                    // What a noun happened with belongs to the verb that is left out.
                    if owner.is_none() && matches!(self.s.word(i), "with" | "despite") {
                        break;
                    }
                    if matches!(
                        self.s.word(i),
                        "amid" | "despite" | "including" | "like" | "following" | "except" | "such"
                    ) {
                        break;
                    }
                    // "after a convoy was hit": half a clause says something else.
                    let clause = matches!(
                        self.s.word(i),
                        "after" | "before" | "since" | "until" | "as" | "than"
                    );
                    if clause && toks.get(end).is_some_and(|t| t.tag.verbal()) {
                        break;
                    }
                    if self.only_relates(i, end) {
                        let further = toks.get(end).is_some_and(|t| t.tag == Tag::Prep);
                        i = if further {
                            self.phrase_end(end + 1, to)
                        } else {
                            end
                        };
                        continue;
                    }
                    self.prepositional(i, end);
                    i = end;
                }
                Tag::To => {
                    let Some(v) = self.parse.infinitive_at(i) else {
                        break;
                    };
                    // "advised people in the town to stay at home": what is asked is all it says.
                    let asks = owner.is_some_and(|c| self.asks_to(c)) && self.asked_at.is_none();
                    if self.n_words() > if asks { 9 } else { 6 } {
                        break;
                    }
                    if asks && objects > 0 {
                        self.asked_at = Some(self.pieces.len());
                    }
                    let words = (i..=v.last)
                        .filter(|&k| !matches!(toks[k].tag, Tag::Adv | Tag::Prep | Tag::Quote))
                        .map(|k| self.s.word(k))
                        .collect::<Vec<_>>()
                        .join(" ");
                    self.push(words, 0);
                    self.had = toks[v.head].tag == Tag::Have
                        || toks[v.head].lex.base.is_some_and(has_done);
                    i = v.last + 1;
                    objects = 0;
                }
                Tag::Ing | Tag::Part | Tag::Ed => {
                    // Only straight after the verb ("began shelling", "left stranded").
                    let copula =
                        owner.is_some_and(|c| toks[self.parse.clauses[c].verb.head].tag == Tag::Be);
                    // … or after who it is done to: "found itself defending".
                    let itself = i > 0 && reflexive(&self.s.lower(i - 1));
                    let marked = i > 0 && toks[i - 1].tag == Tag::Quote;
                    // "urged the board to continue funding it".
                    let continued =
                        i > from && toks[i - 1].tag == Tag::Base && toks[i].tag == Tag::Ing;
                    let straight_on = continued
                        || i == from
                        || itself
                        || marked
                        || i > 0 && toks[i - 1].tag == Tag::Adv;
                    // "arranged to have the fine paid".
                    let had = objects == 1 && self.had;
                    // "comments to the paper published", of a noun.
                    let befell = owner.is_none() && toks[i].tag != Tag::Ing;
                    let straight = straight_on || copula || had || befell;
                    // "the visit planned for Friday": its status says so.
                    let plan = owner.is_none() && toks[i].lex.is(can::PLAN) && self.n_words() > 1;
                    if plan
                        || !straight
                        || self.n_words()
                            > if copula || had || continued || befell {
                                8
                            } else {
                                5
                            }
                    {
                        break;
                    }
                    // "raids carried out": what a participle says alone goes with what it says it of.
                    let out = toks
                        .get(i + 1)
                        .filter(|t| t.tag == Tag::Particle && !straight_on);
                    let words = match out {
                        Some(out) => format!("{} {}", self.s.word(i), self.s.text_of(out)),
                        None => self.s.word(i).to_owned(),
                    };
                    let stays = straight_on || had;
                    self.push(words, if stays { 0 } else { HANGS });
                    i += 1 + usize::from(out.is_some());
                }
                Tag::Conj => {
                    let end = self.phrase_end(i + 1, to);
                    // "A spiritual and cultural centre".
                    let described = |tag: Tag| tag.nominal() || tag == Tag::Adj;
                    let nominal = i > from
                        && described(toks[i - 1].tag)
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
                // "The truce had held; a raid buried it."
                Tag::Pron if i == from && self.pointed_at(owner, i).is_some() => {
                    self.push(self.pointed_at(owner, i).unwrap_or_default(), 0);
                    objects += 1;
                    i += 1;
                }
                // "late on Friday", "early this month".
                Tag::Adj if self.only_dates(i) => i += 1,
                // "voted 61 to 20".
                Tag::Num
                    if self.s.word(i + 1) == "to"
                        && toks.get(i + 2).is_some_and(|t| t.tag == Tag::Num) =>
                {
                    let score = format!("{} to {}", self.s.word(i), self.s.word(i + 2));
                    self.push(score, 0);
                    i += 3;
                }
                tag if tag.nominal() => {
                    let end = self.phrase_end(i, to);
                    if objects >= 2 {
                        break;
                    }
                    // "abstained this time", "had been agreed months ago".
                    let away = toks
                        .get(end)
                        .is_some_and(|n| matches!(self.s.text_of(n), "ago" | "later" | "earlier"))
                        || matches!(
                            &*self.s.lower(i),
                            "this" | "that" | "last" | "next" | "each"
                        );
                    if self.only_time(i..end.max(i + 1)) && (i > from || away) {
                        i = end.max(i + 1);
                        continue;
                    }
                    self.noun_phrase(i..end);
                    objects += 1;
                    i = end.max(i + 1);
                }
                _ => break,
            }
        }
    }

    /// Returns where the noun phrase that starts at `from` ends.
    pub(super) fn phrase_end(&self, from: usize, to: usize) -> usize {
        let toks = self.s.toks;
        let mut i = from;
        while i < to {
            let goes_on = match toks[i].tag {
                // A new determiner opens a new phrase.
                Tag::Det | Tag::Poss | Tag::Pron => i == from || toks[i - 1].tag == Tag::Det,
                Tag::Time if i > from && self.described_time(i) => true,
                // "the June 19 election".
                Tag::Time => toks[i..to]
                    .iter()
                    .find(|n| n.tag != Tag::Time)
                    .is_some_and(|n| {
                        n.tag == Tag::Genitive
                            || (matches!(n.tag, Tag::Noun | Tag::Adj) && i > from)
                            || n.tag == Tag::Name && i > from && toks[i - 1].tag == Tag::Det
                    }),
                Tag::Adv if i > from && self.stands_for_adjective(i) => true,
                Tag::Adv => toks[i + 1..]
                    .iter()
                    .find(|n| n.tag != Tag::Adv)
                    .is_some_and(|n| matches!(n.tag, Tag::Adj | Tag::Num)),
                Tag::Ed | Tag::Part => i > from && self.describes(i),
                // "Eight northern and Vessin officials".
                Tag::Conj if i > from + 1 && self.joins_described(i) => true,
                // "A spiritual and cultural centre".
                Tag::Conj
                    if i > from
                        && toks[i - 1].tag == Tag::Adj
                        && toks.get(i + 1).is_some_and(|n| n.tag == Tag::Adj) =>
                {
                    true
                }
                Tag::Prep | Tag::Conj => i > from && self.inside_name(i),
                Tag::Comma => i > from && self.splits_number(i),
                Tag::Mark => {
                    let percent = self.s.word(i) == "%";
                    i > from && (self.abbreviates(i) || percent && toks[i - 1].tag == Tag::Num)
                }
                Tag::Quote => {
                    i > from
                        && !toks[i].quoted
                        && self.marks_a_name(i)
                        && toks
                            .get(i + 1)
                            .is_some_and(|n| n.tag.nominal() && !n.quoted)
                }
                tag => tag.nominal(),
            };
            // "in Syria hours later".
            let away = i > from
                && time_unit(&self.s.lower(i))
                && matches!(self.s.word(i + 1), "ago" | "later" | "earlier");
            if !goes_on || away || i > from && self.only_dates(i) {
                break;
            }
            i += 1;
        }
        i
    }

    /// Tells whether what is marked from token `i` on is no more than a name: not “Long Live the Mill”.
    fn marks_a_name(&self, i: usize) -> bool {
        let toks = self.s.toks;
        let close = (i + 1..toks.len()).find(|&k| toks[k].tag == Tag::Quote);
        let clause = |t: &Tok| matches!(t.tag, Tag::Det | Tag::Adv) || t.tag.verbal();
        close.is_none_or(|close| !toks[i + 1..close].iter().any(clause))
    }

    /// Tells whether the conjunction at `i` joins what describes one noun: "eight top Whig and Tory
    /// party leaders".
    fn joins_described(&self, i: usize) -> bool {
        let tag = |k: usize| self.s.toks.get(k).map(|t| t.tag);
        let describes = |k: usize| matches!(tag(k), Some(Tag::Name | Tag::Adj));
        let noun = matches!(tag(i + 2), Some(Tag::Noun | Tag::Adj));
        let opened = matches!(tag(i - 2), Some(Tag::Num | Tag::Adj | Tag::Det));
        describes(i - 1) && describes(i + 1) && noun && opened && self.named_by(i - 1).is_none()
    }

    /// Returns the person that token `i` names.
    pub(super) fn named_by(&self, i: usize) -> Option<u32> {
        let (_, name) = self.names.at(self.s.toks[i].start)?;
        let person = self.names.names.get(name as usize)?.kind == NameKind::Person;
        person.then_some(name)
    }

    /// Tells whether token `i` is a particle that its object stands before: "blew himself up at
    /// a wedding", "shut the plant down on Monday".
    pub(super) fn stands_alone(&self, i: usize) -> bool {
        let time = |k: usize| self.s.toks.get(k).is_some_and(|t| t.tag == Tag::Time);
        let next = self.s.toks.get(i + 1).map(|t| t.tag);
        let ends = matches!(
            next,
            None | Some(Tag::Mark | Tag::Comma | Tag::Conj | Tag::Break | Tag::Sub)
        );
        match &*self.s.lower(i) {
            "up" | "off" | "down" | "out" => ends || matches!(next, Some(Tag::Prep | Tag::Time)),
            "in" | "away" | "back" => {
                matches!(next, None | Some(Tag::Mark | Tag::Comma))
                    || next == Some(Tag::Prep) && time(i + 2)
            }
            _ => false,
        }
    }

    /// Tells whether the verb of a clause has somebody do something.
    fn asks_to(&self, c: usize) -> bool {
        super::whole::asks_to(&self.s.toks[self.parse.clauses[c].verb.head])
    }

    /// Returns the quotation that opens at token `i`, where a label has room for all of it.
    pub(super) fn speech(&self, i: usize) -> Option<String> {
        let toks = self.s.toks;
        let close = (i + 1..toks.len()).find(|&k| toks[k].tag == Tag::Quote)?;
        let text = self.s.body.get(toks[i + 1].start..toks[close].start)?;
        let bare = text.trim().trim_end_matches([',', '.']);
        let room = (MOST + 2).saturating_sub(self.n_words());
        let n = bare.split_whitespace().count();
        let plain = !bare.contains(['.', '!', '?', ';', ':', '\n']);
        (plain && (1..=room).contains(&n)).then(|| format!("“{bare}”"))
    }

    /// Tells whether the "that" at token `i` opens no clause, with or without a tense: "suggested
    /// that talks be held".
    fn only_points(&self, i: usize, to: usize) -> bool {
        let toks = self.s.toks;
        let marks = self.parse.clauses.iter().any(|c| c.marker == Some(i));
        let acts = toks[i + 1..to]
            .iter()
            .take_while(|t| !matches!(t.tag, Tag::Comma | Tag::Break | Tag::Mark))
            .any(|t| t.tag.verbal());
        let noun = toks
            .get(i + 1)
            .is_some_and(|t| matches!(t.tag, Tag::Noun | Tag::Adj));
        !marks && !acts && noun
    }

    /// Tells whether token `i` is a particle with nothing behind it: "dig in and fight".
    fn closes(&self, i: usize) -> bool {
        let next = self.s.toks.get(i + 1).map(|t| t.tag);
        let ends = matches!(
            next,
            None | Some(Tag::Mark | Tag::Comma | Tag::Conj | Tag::Break)
        );
        let particle = matches!(
            &*self.s.lower(i),
            "up" | "off" | "down" | "out" | "in" | "on" | "over" | "back" | "away" | "ahead"
        );
        ends && particle
    }

    /// Adds the time that a verb is done to, and returns where it ends: "spent Wednesday evening
    /// in Berlin", "lasted about 50 minutes".
    pub(super) fn lasting(&mut self, from: usize, to: usize, owner: Option<usize>) -> usize {
        let toks = self.s.toks;
        let takes = owner.is_some_and(|c| {
            let head = self.parse.clauses[c].verb.head;
            matches!(toks[head].lex.base, Some("spend" | "waste" | "take"))
                || matches!(
                    &*self.s.lower(head),
                    "last" | "lasts" | "lasted" | "lasting"
                )
        });
        let about = usize::from(approximates(self.s.word(from)));
        let time = |k: &usize| toks[*k].tag == Tag::Time;
        let dated = from + about + (from + about..to).take_while(time).count();
        let counted = self.phrase_end(from + about, to);
        let end = if dated > from + about { dated } else { counted };
        if !takes || end == dated && dated == from + about {
            return from;
        }
        if end != dated && !self.only_time(from + about..end) {
            return from;
        }
        let words: Vec<&str> = (from..end).map(|k| self.s.word(k)).collect();
        self.push(words.join(" "), 0);
        end
    }

    /// Tells whether token `i` only says when within a time: "late on Friday".
    fn only_dates(&self, i: usize) -> bool {
        let toks = self.s.toks;
        let time = |k: usize| toks.get(k).is_some_and(|t| t.tag == Tag::Time);
        let behind =
            time(i + 1) || toks.get(i + 1).is_some_and(|t| t.tag == Tag::Prep) && time(i + 2);
        behind && matches!(&*self.s.lower(i), "late" | "early" | "earlier" | "later")
    }

    /// Tells whether the full stop at token `i` ends an abbreviation before a name: "Ms.
    /// Arendt", "George W. Lund".
    pub(super) fn abbreviates(&self, i: usize) -> bool {
        let before = &self.s.toks[i - 1];
        let short = before.lex.is(can::TITLE) || before.end - before.start <= 2;
        self.s.word(i) == "."
            && before.end == self.s.toks[i].start
            && before.cap
            && short
            && self.s.toks.get(i + 1).is_some_and(|n| n.cap)
    }

    /// Tells whether token `i` stands inside a name ("Bank of Ostmark").
    pub(super) fn inside_name(&self, i: usize) -> bool {
        let t = &self.s.toks[i];
        self.names
            .at(t.start)
            .is_some_and(|(bytes, _)| bytes.start < t.start && t.end < bytes.end)
    }
}
