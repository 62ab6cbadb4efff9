//! What stands behind a verb, as far as a headline has room: the words of the sentence in their order,
//! up to a place where something ends.
//!
//! Phrase by phrase the words are written down with every place where the sentence could stop; then the
//! furthest such place that leaves a short headline is taken, or the nearest that leaves one at all.

use super::super::anaphora;
use super::super::clause::{Clause, Kind};
use super::super::lexicon::can;
use super::super::tag::{Tag, Tok};
use super::whole::{Ends, Tells};
use super::words::{approximates, directs, time_unit};
use super::{MOST, Piece, Writer};

/// Words up to which a headline goes on by itself.
const ROOM: usize = MOST + 1;
/// Longest headline where no shorter one ends, in words.
const LONG: usize = 14;
/// A headline of fewer words goes on behind the end of its clause.
const FEW: usize = 4;
/// A headline of fewer words goes on to what its last noun leads to.
const SHORT: usize = 6;
/// Words read behind a verb.
const READ: usize = 24;
/// Longest insertion that is read over, in tokens.
const ASIDE: usize = 12;

/// A place where a headline may stop.
struct Stop {
    /// Pieces before it.
    pieces: usize,
    /// Words before it.
    words: usize,
    /// Nothing that says which one is meant follows.
    firm: bool,
    /// The clause ends there: what follows is set off from it.
    full: bool,
}

impl Writer<'_> {
    /// Adds the words behind the verb of clause `c` from token `from` on. Returns false and adds
    /// nothing where no headline of them would end.
    pub(super) fn rest(&mut self, c: usize, from: usize) -> bool {
        let ends = Ends::new(self.s, self.parse, Tells::Clause);
        let stop = loop {
            let kept = self.pieces.len();
            let stops = self.stops(c, from, &ends);
            if let Some(stop) = best(&stops) {
                break stop.pieces;
            }
            self.pieces.truncate(kept);
            // "The mayor of Vessin and other Whigs": fewer words of whoever does it.
            let room = |p: &Piece| p.weight > 1;
            let Some(i) = self.pieces[..kept]
                .iter()
                .rposition(room)
                .filter(|_| !stops.is_empty())
            else {
                return false;
            };
            self.remove(i);
        };
        self.pieces.truncate(stop);
        for piece in &mut self.pieces {
            piece.weight = 0;
        }
        self.whole = true;
        true
    }

    /// Writes the phrases from token `from` on and returns where the sentence could stop.
    fn stops(&mut self, c: usize, from: usize, ends: &Ends<'_>) -> Vec<Stop> {
        let mut stops = Vec::new();
        let first = self.pieces.len();
        let mut i = self.lasting(from, self.s.toks.len(), Some(c));
        i = self.said_at(c, i).unwrap_or(i);
        self.note_stop(&mut stops, ends, from, i);
        while let Some(next) = self.phrase(c, from, i, ends, first) {
            i = next;
            self.note_stop(&mut stops, ends, from, i);
            if self.n_words() > READ {
                break;
            }
        }
        stops
    }

    /// Returns where that begins which the verb of clause `c` says, past where and when it was said:
    /// "disclosed in a letter to the board that it had paid".
    fn said_at(&self, c: usize, from: usize) -> Option<usize> {
        let toks = self.s.toks;
        let told = self.parse.clauses.iter().find(|o| o.of == Some(c))?;
        let that = told.marker.filter(|&m| toks[m].tag == Tag::That)?;
        let opens = toks.get(from)?.tag == Tag::Prep && that > from;
        let beside = |t: &Tok| {
            t.tag.nominal() || matches!(t.tag, Tag::Prep | Tag::Time | Tag::Adv | Tag::Conj)
        };
        let says = toks[self.parse.clauses[c].verb.head]
            .lex
            .is(can::SAY | can::THINK);
        (opens && says && toks[from..that].iter().all(beside)).then_some(that + 1)
    }

    fn note_stop(&self, stops: &mut Vec<Stop>, ends: &Ends<'_>, from: usize, at: usize) {
        let pieces = self.pieces.len();
        if stops.last().is_some_and(|s| s.pieces == pieces) {
            stops.pop();
        }
        let toks = self.s.toks;
        let opens = toks.get(at).is_some_and(|t| t.tag == Tag::Open);
        // "left the mayor (of Lindon) with nothing".
        let bracket = opens && self.past_brackets(at, ends).is_some();
        if !ends.closes(at) || self.verbless(from, at) || bracket {
            return;
        }
        let comma = toks.get(at).filter(|t| t.tag == Tag::Comma);
        let words = self.n_words();
        // "are on track to win".
        let to = words < SHORT && ends.leads_to(at);
        let by = self.s.lower(at) == "by" || ends.participle(at);
        // "there were only nine boats left".
        let by = by || self.says_what_is(from) && toks.get(at).is_some_and(|t| t.tag == Tag::Ed);
        stops.push(Stop {
            pieces,
            words,
            firm: !ends.defines(at) && !to && !by,
            // "turn some jobs, such as the clerk's, into …".
            full: ends.sets_off(at) && (comma.is_none() || self.past_aside(at, ends).is_none()),
        });
    }

    /// Tells whether the words from token `from` on say what there is.
    fn says_what_is(&self, from: usize) -> bool {
        let be = from
            .checked_sub(1)
            .filter(|&b| self.s.toks[b].tag == Tag::Be);
        be.is_some_and(|b| b > 0 && self.s.lower(b - 1) == "there")
    }

    /// Tells whether a clause has begun between two tokens whose verb is still to come: "began when
    /// a boat that …".
    fn verbless(&self, from: usize, at: usize) -> bool {
        let toks = self.s.toks;
        let begun = (from..at).rfind(|&i| {
            let clause = || self.parse.clauses.iter().any(|c| c.marker == Some(i));
            matches!(toks[i].tag, Tag::Sub | Tag::That)
                && (!toks[i].lex.is(can::PREPSUB) || clause())
        });
        begun.is_some_and(|b| !(b..at).any(|i| toks[i].tag.verbal() && toks[i].tag != Tag::Ing))
    }

    /// Returns the verb whose subject the relative clause at token `i` parts from it: "began when a boat
    /// that had left Vessin sank".
    fn resumed(&self, i: usize) -> Option<usize> {
        let clauses = self.parse.clauses.iter();
        let mut of = clauses.filter(|c| c.kind != Kind::Relative && c.verb.first > i);
        of.find(|c| c.subject.as_ref().is_some_and(|r| r.end == i))
            .map(|c| c.verb.first)
    }

    /// Returns the verb whose subject the insertion behind the comma at `i` parts from it: "said that the
    /// clerk, who had called, could go".
    fn resumed_behind_comma(&self, i: usize) -> Option<usize> {
        let toks = self.s.toks;
        let own = |v: &usize| toks[v - 1].tag == Tag::Comma && !toks[*v].lex.is(can::SAY);
        self.resumed(i).filter(own)
    }

    /// Tells whether the verb at token `i` belongs to something before token `from`: "the clerk who
    /// saw it fled".
    fn resumes(&self, from: usize, i: usize) -> bool {
        let clause = self.parse.clauses.iter().find(|c| c.verb.first == i);
        clause.is_some_and(|c| {
            let opens = c.marker.unwrap_or(c.start).max(c.start);
            opens < from || c.subject.as_ref().is_some_and(|r| r.start < from)
        })
    }

    /// Writes the phrase at token `i` and returns where the next one starts, unless the clause
    /// ends there.
    fn phrase(
        &mut self,
        c: usize,
        from: usize,
        i: usize,
        ends: &Ends<'_>,
        first: usize,
    ) -> Option<usize> {
        let toks = self.s.toks;
        let t = toks.get(i)?;
        let nominal = |i: usize| i > 0 && toks[i - 1].tag.nominal();
        if let Some(end) = self.named_by_time(i) {
            let words: Vec<&str> = (i..end).map(|k| self.s.word(k)).collect();
            self.push(words.join(" "), 0);
            return Some(end);
        }
        if let Some(end) = self.titled_by_time(i) {
            let words: Vec<&str> = (i..end).map(|k| self.s.word(k)).collect();
            self.push(words.join(" "), 0);
            return Some(end);
        }
        if ends.says_when(i) && !self.owned_by_time(i) {
            // "since the end of the 1950-53 war".
            let next = toks.get(i + 1).map(|t| t.tag);
            let dates = t.tag == Tag::Time && matches!(next, Some(Tag::Noun | Tag::Name));
            return (!dates || !ends.closes(i)).then_some(i + 1);
        }
        match t.tag {
            tag if tag.verbal() && self.resumes(from, i) => None,
            // "a drill dating back to 1909".
            Tag::Ing | Tag::Ed | Tag::Part if ends.only_dated(i) && ends.closes(i) => None,
            Tag::Poss if t.lex.is(can::REL) => None,
            Tag::Mark if ends.goes_past(i) => Some(i + 1),
            // "is that, in May, the mill burned".
            Tag::Comma if ends.last_of(i).is_some_and(|l| toks[l].tag == Tag::That) => Some(i + 1),
            Tag::Comma => self
                .list(i)
                .or_else(|| self.past_place(i))
                .or_else(|| self.past_aside(i, ends))
                .or_else(|| self.resumed_behind_comma(i)),
            Tag::Open => self.past_brackets(i, ends),
            Tag::Break if !ends.closes(i) => self.past_dashes(i),
            Tag::Mark | Tag::Break | Tag::Close => None,
            Tag::Quote => self.quoted(from, i, first),
            Tag::Genitive => Some(i + 1),
            // "took sides no matter what he claims".
            _ if self.s.lower(i) == "no" && self.s.lower(i + 1) == "matter" => None,
            Tag::Rel if self.verbless(from, i) => self.resumed(i),
            Tag::Sub if self.dates(i, ends) => Some(i + 1),
            // "said that if it was a ruse he would go": the condition is not what was said.
            Tag::Sub
                if self.s.lower(i) == "if"
                    && ends
                        .last_of(i)
                        .is_some_and(|l| self.tells(l) || toks[l].tag == Tag::That) =>
            {
                None
            }
            // "to be spent in May and under the law".
            Tag::Conj
                if i > 0
                    && ends.says_when(i - 1)
                    && toks.get(i + 1).is_some_and(|t| t.tag == Tag::Prep)
                    && toks.get(i + 2).is_some_and(|t| t.tag.nominal()) =>
            {
                None
            }
            Tag::Rel | Tag::Sub | Tag::Conj if self.leaves(c, i, ends) => None,
            // "complained that the dam leaks": it goes without.
            Tag::That
                if ends
                    .last_of(i)
                    .is_some_and(|l| self.tells(l) || l + 1 == i && toks[l].tag != Tag::Prep)
                    && !nominal(i) =>
            {
                Some(i + 1)
            }
            Tag::That if ends.closes(i) && !ends.defines(i) => None,
            Tag::Adv
                if !self.says_where(i, ends)
                    && !self.acts(i)
                    && !self.stands_for_adjective(i)
                    && !self.compares(i)
                    && !self.is_denied(c, i) =>
            {
                Some(i + 1)
            }
            Tag::To => {
                let last = self.parse.infinitive_at(i).map_or(i, |v| v.last);
                let words: Vec<&str> = (i..=last)
                    .filter(|&k| !matches!(toks[k].tag, Tag::Adv | Tag::Prep | Tag::Quote))
                    .map(|k| self.s.word(k))
                    .collect();
                self.push(words.join(" "), 0);
                Some(last + 1)
            }
            tag if tag.nominal() => self.nominal(c, from, i),
            // "tried to at least stop it".
            Tag::Prep if self.only_limits(i) => Some(i + 2),
            Tag::Prep => self.preposition(i, ends),
            _ => {
                self.word_at(i);
                Some(i + 1)
            }
        }
    }

    /// Tells whether the words at token `i` are "at least", "at last" and their like, of what is done.
    fn only_limits(&self, i: usize) -> bool {
        let bound = matches!(
            &*self.s.lower(i + 1),
            "least" | "last" | "most" | "best" | "worst" | "first"
        );
        let acts = self.s.toks.get(i + 2).is_some_and(|t| t.tag.verbal());
        self.s.lower(i) == "at" && bound && acts
    }

    /// Tells whether the adverb at token `i` opens a comparison: "went further than that", "spoke rather than act",
    /// "came instead of her".
    pub(super) fn compares(&self, i: usize) -> bool {
        match &*self.s.lower(i + 1) {
            "than" => true,
            "of" => self.s.lower(i) == "instead",
            _ => false,
        }
    }

    /// Tells whether token `i` is how something was not done: who "did not act hastily" acted.
    fn is_denied(&self, c: usize, i: usize) -> bool {
        let verb = self.parse.clauses[c].verb;
        let negative = |t: &Tok| t.tag == Tag::Neg;
        let denied = verb.negated || self.s.toks[verb.first..i].iter().any(negative);
        denied && self.s.lower(i).ends_with("ly")
    }

    /// Returns where a time ends that is part of a title: "Coach of the Year".
    fn titled_by_time(&self, i: usize) -> Option<usize> {
        let toks = self.s.toks;
        let the = usize::from(toks.get(i + 1)?.tag == Tag::Det || self.s.lower(i + 1) == "the");
        let unit = toks.get(i + 1 + the)?;
        let title = unit.cap && time_unit(&self.s.lower(i + 1 + the));
        let name = i > 0 && toks[i - 1].cap && toks[i - 1].tag != Tag::Time;
        (title && name && self.s.word(i) == "of").then_some(i + 2 + the)
    }

    /// Returns where a time ends that only says what the noun behind it is called: "thousands of
    /// Bastille Day revellers".
    fn named_by_time(&self, i: usize) -> Option<usize> {
        let toks = self.s.toks;
        let time = |t: &&Tok| t.tag == Tag::Time;
        let end = i + 1 + toks.get(i + 1..)?.iter().take_while(time).count();
        let noun = matches!(toks.get(end)?.tag, Tag::Noun | Tag::Name);
        let leads = matches!(
            &*self.s.lower(i),
            "of" | "for" | "during" | "after" | "into" | "to" | "from" | "with" | "against"
        );
        (toks[i].tag == Tag::Prep && leads && end > i + 1 && noun).then_some(end)
    }

    /// Tells whether the preposition at `i` is not of the time behind it, but of what the time has:
    /// "to this year's vote".
    fn owned_by_time(&self, i: usize) -> bool {
        let toks = self.s.toks;
        let time = |k: &usize| matches!(toks[*k].tag, Tag::Time | Tag::Det);
        let end = i + 1 + (i + 1..toks.len()).take_while(time).count();
        let noun = |k: usize| toks.get(k).is_some_and(|t| t.tag.nominal());
        let ending = |k: usize| self.s.word(k).starts_with(['\'', '’']);
        let owns = ending(end) && noun(end + 1) || ending(end - 1) && noun(end);
        // "at a late-morning meeting".
        let opened = matches!(&*self.s.lower(i + 1), "a" | "an");
        toks[i].tag == Tag::Prep && end > i + 1 && (owns || opened && noun(end))
    }

    /// Tells whether the word at `i` only leads to a time: "as of the end of May".
    fn dates(&self, i: usize, ends: &Ends<'_>) -> bool {
        let next = self.s.toks.get(i + 1);
        self.s.lower(i) == "as" && next.is_some_and(|t| t.tag == Tag::Prep) && ends.says_when(i + 1)
    }

    /// Tells whether the verb at `i` leads to what is said.
    fn tells(&self, i: usize) -> bool {
        let t = &self.s.toks[i];
        t.tag.verb() && t.lex.is(can::SAY | can::THINK)
    }

    /// Tells whether the adverb at `i` stands where only a verb can: "would skip the meeting".
    fn acts(&self, i: usize) -> bool {
        let toks = self.s.toks;
        let helps = i > 0 && matches!(toks[i - 1].tag, Tag::Modal | Tag::To);
        let object = |t: &Tok| matches!(t.tag, Tag::Det | Tag::Poss | Tag::Noun | Tag::Name);
        helps && toks.get(i + 1).is_some_and(object)
    }

    /// Writes the preposition at token `i`, unless what it leads to says when, or says nothing of what
    /// is told.
    fn preposition(&mut self, i: usize, ends: &Ends<'_>) -> Option<usize> {
        let toks = self.s.toks;
        let at = i + 1 + usize::from(toks.get(i + 1).is_some_and(|t| t.tag == Tag::Quote));
        let end = self.phrase_end(at, toks.len());
        if self.dates(i, ends) {
            return Some(i + 1);
        }
        // "there were thousands out tonight".
        if self.stands_alone(i) {
            self.word_at(i);
            return Some(i + 1);
        }
        // "20 people, of which four are children".
        let which = toks.get(i + 1).is_some_and(|t| t.tag == Tag::Rel);
        let clause = toks.get(end).is_some_and(|t| t.tag.verbal());
        let aside = match &*self.s.lower(i) {
            "amid" | "despite" | "including" | "like" | "following" | "except" | "such" => true,
            // "after a convoy was hit": half a clause says something else.
            "after" | "before" | "since" | "until" => clause,
            _ => which || self.only_relates(i, end),
        };
        if aside && ends.closes(i) {
            return None;
        }
        let time = toks.get(at).is_some_and(|t| t.tag == Tag::Time);
        let about = approximates(&self.s.lower(at));
        let dated = time || about && toks.get(at + 1).is_some_and(|t| t.tag == Tag::Time);
        // "since the end of the 1950-53 war", "on Friday the council".
        let after = at + toks[at..].iter().take_while(|t| t.tag == Tag::Time).count();
        let of_it = toks
            .get(after)
            .is_some_and(|t| matches!(t.tag, Tag::Noun | Tag::Name));
        if time && of_it && !self.owned_by_time(i) && ends.closes(i) {
            return None;
        }
        if dated && !self.owned_by_time(i) || self.estimates(i) {
            return Some(i + 1);
        }
        // "for three days", but not "for a minute of silence".
        let of = self.s.word(end) == "of";
        // "went back in time".
        let bare = end == at + 1 && self.s.lower(at) == "time";
        if end > at && !bare && self.only_time(at..end) && !of && self.s.word(i) != "of" {
            return Some(end);
        }
        self.word_at(i);
        Some(i + 1)
    }

    /// Writes the word of a token; one that stands close to the word before it goes on with that.
    fn word_at(&mut self, i: usize) {
        let toks = self.s.toks;
        let glued = i > 0 && toks[i - 1].end == toks[i].start && toks[i - 1].tag != Tag::Quote;
        let word = self.s.word(i).to_owned();
        match self.pieces.last_mut().filter(|_| glued) {
            // A short name keeps its ending.
            Some(last) if toks[i].tag == Tag::Genitive && last.words.ends_with(&word) => {}
            Some(last) => last.words.push_str(&word),
            None => self.pieces.push(Piece {
                words: word,
                weight: 0,
            }),
        }
    }

    /// Writes the noun phrase at token `i`.
    fn nominal(&mut self, c: usize, from: usize, i: usize) -> Option<usize> {
        let toks = self.s.toks;
        if let Some(it) = self.pointed_at(Some(c), i).filter(|_| i == from) {
            self.push(it, 0);
            return Some(i + 1);
        }
        let end = self.phrase_end(i, toks.len()).max(i + 1);
        let some = i > 0 && toks[i - 1].tag == Tag::Prep && self.parts(i - 1);
        let pronoun = toks[i].tag == Tag::Pron && end == i + 1;
        let subject = self.parse.clauses.iter().position(|o| {
            let says = o.of.is_some() && o.verb.first > i;
            says && o.subject == Some(i..i + 1)
        });
        // "the town's chief of police Karl Holm".
        if self.s.word(end) == "of" {
            let whole = i..self.phrase_end(end + 1, toks.len());
            let person = self.titled(whole.clone());
            if person.start > end {
                self.noun_phrase(person);
                return Some(whole.end);
            }
        }
        if let Some(said) = subject.filter(|_| pronoun) {
            self.said_subject(said);
        } else if some {
            let words: Vec<&str> = (i..end).map(|k| self.s.word(k)).collect();
            self.push(words.join(" "), 0);
        } else if pronoun {
            self.pronoun(i);
        } else {
            self.noun_phrase(i..end);
        }
        Some(end)
    }

    /// Writes whom a pronoun stands for, or the pronoun.
    fn pronoun(&mut self, i: usize) {
        let word = self.s.lower(i);
        let someone = matches!(&*word, "him" | "her")
            .then(|| self.before.person(self.s, self.names, i))
            .flatten();
        // "Lund voted to make him speaker": he is not Lund.
        let other = |words: &&str| !self.pieces.iter().any(|p| p.words.contains(*words));
        let someone = someone.filter(other).map(str::to_owned);
        let someone = someone.or_else(|| self.only_other(i));
        let text = someone.unwrap_or_else(|| self.s.word(i).to_owned());
        self.push(text, 0);
    }

    /// Returns the only person named before the "him" or "her" at token `i` in the sentence who is not
    /// told of already: "called Ms. Lund, and Holm sent her a letter".
    fn only_other(&self, i: usize) -> Option<String> {
        let woman = match &*self.s.lower(i) {
            "him" => false,
            "her" => true,
            _ => return None,
        };
        let toks = self.s.toks;
        let mut named: Vec<u32> = (0..i).filter_map(|k| self.named_by(k)).collect();
        named.sort_unstable();
        named.dedup();
        let told = |n: &u32| {
            let short = self.names.short(*n).unwrap_or_default();
            let surname = short.split_whitespace().next_back().unwrap_or_default();
            self.pieces.iter().any(|p| p.words.contains(surname))
        };
        named.retain(|n| !told(n));
        let [only] = named[..] else { return None };
        // A title or a first name has to tell that it is she.
        let first = (0..i).find(|&k| self.named_by(k) == Some(only))?;
        let title = first.checked_sub(1).map(|t| self.s.lower(t));
        let title = title.filter(|t| *t != ".").or_else(|| {
            let before = first.checked_sub(2)?;
            Some(self.s.lower(before))
        });
        let titled = match title.as_deref() {
            Some("ms" | "mrs" | "miss") => Some(true),
            Some("mr") => Some(false),
            _ => anaphora::given(&self.names.names.get(only as usize)?.text),
        };
        // "Lund said Holm called her": that is what Lund says.
        let says = |c: &Clause| {
            let speaks = toks[c.verb.head].lex.is(can::SAY | can::THINK);
            speaks && c.subject.as_ref().is_some_and(|r| r.contains(&first))
        };
        if self.parse.clauses.iter().any(says) {
            return None;
        }
        let called = matches!(title.as_deref(), Some("ms" | "mrs" | "miss" | "mr"));
        let human = !called && toks[..i].iter().any(|t| anaphora::human(self.s, t));
        (titled == Some(woman) && !human).then(|| self.names.short(only))?
    }

    /// Tells whether the preposition at `i` only makes a number an estimate.
    fn estimates(&self, i: usize) -> bool {
        let number = self.s.toks.get(i + 1).map(|n| n.tag);
        approximates(&self.s.lower(i)) && matches!(number, Some(Tag::Num | Tag::Money))
    }

    /// Tells whether the clause is left at token `i`: another one begins, which is no part of it.
    fn leaves(&self, c: usize, i: usize, ends: &Ends<'_>) -> bool {
        let toks = self.s.toks;
        let next = toks.get(i + 1..).unwrap_or_default();
        let next = next
            .iter()
            .find(|t| !matches!(t.tag, Tag::Adv | Tag::Quote | Tag::Neg));
        let another = toks.get(i + 1).is_some()
            && self.parse.owner[i + 1].is_some_and(|o| {
                o != c && self.parse.clauses[o].verb.first > i && self.parse.clauses[o].start >= i
            });
        match toks[i].tag {
            Tag::Conj => {
                let acts = next.is_none_or(|t| matches!(t.tag, Tag::Past | Tag::Pres | Tag::Modal));
                let but = matches!(&*self.s.lower(i), "but" | "so" | "yet" | "nor");
                // "will be raised and a curfew, which …, imposed".
                let verb = ends.last_of(i).is_some_and(|l| toks[l].tag.verb());
                let subject = verb && next.is_some_and(|t| t.tag.nominal());
                let acts = acts || self.acts_behind(i);
                another || subject || (acts || but) && ends.closes(i)
            }
            _ => ends.closes(i) && !ends.defines(i),
        }
    }

    /// Tells whether what stands behind the conjunction at `i` does something itself: "had a safe record
    /// and most crashes that …".
    fn acts_behind(&self, i: usize) -> bool {
        let toks = self.s.toks;
        let end = self.phrase_end(i + 1, toks.len());
        let acts = |t: &Tok| match t.tag {
            // "urged that Lund and Holm be heard".
            Tag::Be if self.s.text_of(t) == "be" => false,
            Tag::To | Tag::Ing => false,
            Tag::Rel | Tag::That => true,
            tag => tag.verbal(),
        };
        end > i + 1 && toks.get(end).is_some_and(acts)
    }

    /// Tells whether the adverb at `i` has to stay: "went ahead", "took so long".
    fn says_where(&self, i: usize, ends: &Ends<'_>) -> bool {
        let toks = self.s.toks;
        let next = toks.get(i + 1).map(|t| t.tag);
        let degree = matches!(
            &*self.s.lower(i),
            "so" | "too" | "as" | "more" | "less" | "most"
        );
        let graded = matches!(next, Some(Tag::Adj | Tag::Adv | Tag::Num));
        let by = i.checked_sub(1).map(|b| self.s.lower(b));
        let graded_by =
            by.is_some_and(|b| matches!(&*b, "so" | "too" | "as" | "how" | "no" | "not"));
        let after = i > 0 && (toks[i - 1].tag.verbal() || toks[i - 1].tag.nominal());
        ends.closing(i)
            || degree && graded
            || graded_by
            || next == Some(Tag::Num)
                && (approximates(&self.s.lower(i)) || self.s.lower(i) == "only")
            || after && (directs(&self.s.lower(i)) || self.stands_alone(i))
    }

    /// Writes the rest of a list that goes on with the comma at token `i`: "bombs, shells and
    /// rockets".
    fn list(&mut self, i: usize) -> Option<usize> {
        let toks = self.s.toks;
        let noun = |k: usize| matches!(toks[k].tag, Tag::Noun | Tag::Name | Tag::Num);
        // "in Vessin, Ostmark, and …" is no list.
        let place = |k: usize| toks.get(k).is_some_and(|t| t.lex.is(can::PLACE));
        if i == 0 || !noun(i - 1) || place(i - 1) && place(i + 1) {
            return None;
        }
        let mut parts: Vec<(usize, usize)> = Vec::new();
        let mut at = i;
        let last = loop {
            let conj = toks.get(at).is_some_and(|t| t.tag == Tag::Conj);
            let end = self.phrase_end(at + 1, toks.len());
            if end <= at + 1 || !noun(end - 1) || end > i + 2 * ASIDE {
                return None;
            }
            parts.push((at, end));
            if conj {
                break end;
            }
            let comma = toks.get(end).is_some_and(|t| t.tag == Tag::Comma);
            let then = toks.get(end + 1).is_some_and(|t| t.tag == Tag::Conj);
            at = end + usize::from(comma && then);
            if !toks
                .get(at)
                .is_some_and(|t| matches!(t.tag, Tag::Comma | Tag::Conj))
            {
                return None;
            }
        };
        if toks
            .get(last)
            .is_some_and(|t| t.tag.verbal() || t.tag == Tag::Genitive)
        {
            return None;
        }
        for (at, end) in parts {
            match toks[at].tag {
                Tag::Conj => self.word_at(at),
                _ => self.push(",".to_owned(), 0),
            }
            self.noun_phrase(at + 1..end);
        }
        Some(last)
    }

    /// Returns where the clause goes on behind what is inserted at token `i`: "opposed, for
    /// instance, to the plan".
    fn past_aside(&self, i: usize, ends: &Ends<'_>) -> Option<usize> {
        let toks = self.s.toks;
        let close = (i + 1..toks.len().min(i + ASIDE)).find(|&k| toks[k].tag == Tag::Comma)?;
        let next = toks.get(close + 1)?;
        let goes_on = matches!(next.tag, Tag::Prep | Tag::To | Tag::That);
        let inner = &toks[i + 1..close];
        let flat = inner
            .iter()
            .all(|t| !matches!(t.tag, Tag::Break | Tag::Mark));
        let example = matches!(&*self.s.lower(i + 1), "such" | "including");
        (goes_on && flat && (example || ends.open_without(i, close + 1))).then_some(close + 1)
    }

    /// Returns where a noun phrase goes on behind what tells where a place lies: "a Vessin, Ostmark,
    /// clerk".
    fn past_place(&self, i: usize) -> Option<usize> {
        let toks = self.s.toks;
        let place = |k: usize| toks.get(k).is_some_and(|t| t.tag == Tag::Name);
        let comma = toks.get(i + 2).is_some_and(|t| t.tag == Tag::Comma);
        let noun = toks.get(i + 3).is_some_and(|t| t.tag == Tag::Noun);
        let opened = i > 1 && matches!(toks[i - 2].tag, Tag::Det | Tag::Adj);
        (place(i - 1) && place(i + 1) && comma && noun && opened).then_some(i + 3)
    }

    /// Returns where the clause goes on behind what stands between dashes: "that boats — and rafts — be
    /// banned".
    fn past_dashes(&self, i: usize) -> Option<usize> {
        let toks = self.s.toks;
        let same = |k: &usize| toks[*k].tag == Tag::Break && self.s.word(*k) == self.s.word(i);
        let close = (i + 1..toks.len().min(i + ASIDE)).find(same)?;
        (self.s.word(i) != ":").then_some(close + 1)
    }

    fn past_brackets(&self, i: usize, ends: &Ends<'_>) -> Option<usize> {
        let toks = self.s.toks;
        let close = (i + 1..toks.len().min(i + ASIDE)).find(|&k| toks[k].tag == Tag::Close)?;
        let next = toks.get(close + 1).map(|t| t.tag);
        let goes_on = matches!(next, Some(Tag::Prep | Tag::To | Tag::Conj));
        (goes_on || ends.open_without(i, close + 1)).then_some(close + 1)
    }

    /// Writes a quotation that opens at token `i`: whole where somebody speaks, else its words go
    /// on with the sentence.
    fn quoted(&mut self, from: usize, i: usize, first: usize) -> Option<usize> {
        let toks = self.s.toks;
        let speaks = toks.get(i + 1).is_some_and(|t| t.quoted);
        // "sang “Long Live the Mill”".
        let close = (i + 1..toks.len()).find(|&k| toks[k].tag == Tag::Quote);
        let small = |t: &Tok| matches!(t.tag, Tag::Det | Tag::Prep | Tag::Conj);
        let all = |k: usize| toks[i + 1..k].iter().all(|t| t.cap || small(t));
        let titled = toks.get(i + 1).is_some_and(|t| t.cap) && (!speaks || close.is_some_and(all));
        let title = close.filter(|&k| titled && k > i + 2 && toks[k - 1].cap);
        if let Some(close) = title
            && let Some(title) = self.speech(i)
        {
            self.push(title, 0);
            return Some(close + 1);
        }
        if !speaks || self.parse.clauses.iter().all(|c| c.verb.first <= i) {
            return Some(i + 1);
        }
        // "said a crew had “saved the old pier”": the words go on with the clause.
        let before = i.checked_sub(1).map(|b| &toks[b]);
        let parts = |t: &Tok| matches!(t.tag, Tag::Comma | Tag::Break) || t.lex.is(can::SAY);
        if i > from && !before.is_some_and(parts) {
            return Some(i + 1);
        }
        let straight = i == from || self.pieces.len() <= first + 1;
        if straight && let Some(speech) = self.speech(i) {
            self.push(speech, 0);
        }
        None
    }
}

/// Returns the place to stop at: where the clause ends, the furthest such place that leaves a short
/// headline, else the nearest; then the furthest of the others that leaves a short one, else the
/// nearest. From one where what is meant is still to be said, the words go on to where it is, if that
/// is near.
fn best(stops: &[Stop]) -> Option<&Stop> {
    let whole = |s: &&Stop| s.full && s.firm && s.words >= FEW;
    let room = |s: &&Stop| s.words <= ROOM;
    let long = |s: &&Stop| s.words <= LONG;
    let ends = stops.iter().rfind(|s| whole(s) && room(s));
    let ends = ends.or_else(|| stops.iter().find(|s| whole(s) && long(s)));
    if ends.is_some() {
        return ends;
    }
    let Some(at) = stops.iter().rposition(|s| room(&s)) else {
        let firm = stops.iter().find(|s| s.firm && long(s));
        return firm.or_else(|| stops.iter().find(long));
    };
    let further = stops[at..].iter().find(|s| s.firm && long(s));
    Some(further.unwrap_or(&stops[at]))
}
