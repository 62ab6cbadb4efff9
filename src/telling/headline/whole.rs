//! Whether a headline ends where something ends in its sentence, and more of the sentence's words
//! where it does not: "Lawmakers questioned" goes on with what they questioned.
//!
//! Nothing is parsed for this: a verb wants its object, a preposition its noun, "of" whatever
//! stands behind it, and a comma, a relative clause or a conjunction may go.

use super::super::clause::{Clause, Kind, Parse, VerbGroup};
use super::super::lexicon::{can, past};
use super::super::sentence::Sentence;
use super::super::tag::{Tag, Tok};
use super::gap::FULL;
use super::words::{directs, superlative, time_unit};

/// Longest headline that more words make, in words.
const LONGEST: usize = 16;
/// Words by which the next word of a headline may stand apart from it in the sentence.
const APART: usize = 7;

/// A headline, and whether it ends where a constituent ends.
pub struct Ended {
    /// Its words.
    pub headline: String,
    /// It stops where its sentence has to go on.
    pub cut: bool,
}

/// Returns a headline that ends where something ends, with as few more words as that takes. One
/// that only names a happening may end before the verb of its noun.
pub fn ended(s: &Sentence<'_>, parse: &Parse, tells: Tells, headline: String) -> Ended {
    let mut ended = at_an_end(s, parse, tells, headline);
    if let Some(within) = measured(s, &ended.headline) {
        ended.headline = format!("{} {within}", ended.headline);
    }
    ended
}

/// Returns among how much a superlative of a headline is the most, where that is a time: "the heaviest
/// raids in a week".
fn measured(s: &Sentence<'_>, headline: &str) -> Option<String> {
    const NEAR: usize = 9;
    let written = |i: &usize| {
        let word = s.lower(*i);
        (superlative(&word) || word == "first" || word == "most")
            && headline.to_lowercase().contains(&*word)
    };
    let top = (0..s.toks.len()).find(written)?;
    let near = s.toks.len().min(top + NEAR);
    let parts = |t: &Tok| matches!(t.tag, Tag::Comma | Tag::Break | Tag::Mark) || t.tag.verbal();
    let end = (top..near).find(|&i| parts(&s.toks[i])).unwrap_or(near);
    let from = (top..end).find(|&i| s.lower(i) == "in" && counts(s, i + 1, end))?;
    let unit = (from + 1..end).find(|&i| time_unit(&s.lower(i)))?;
    let last = headline.split_whitespace().next_back()?;
    // Straight behind the words that are told.
    let told = (top..from).any(|i| s.word(i) == last);
    let words: Vec<&str> = (from..=unit).map(|i| s.word(i)).collect();
    told.then(|| words.join(" "))
}

/// Tells whether a length of time stands at token `i`: "a week", "more than ten years".
fn counts(s: &Sentence<'_>, i: usize, end: usize) -> bool {
    let unit = (i..end).find(|&k| time_unit(&s.lower(k)));
    unit.is_some_and(|unit| {
        let opens = unit == i || !matches!(&*s.lower(i), "the" | "this" | "that" | "those");
        unit <= i + 4 && opens
    })
}

/// Returns a headline that ends where something ends, if it has to be longer or shorter for that.
fn at_an_end(s: &Sentence<'_>, parse: &Parse, tells: Tells, headline: String) -> Ended {
    let ends = Ends::new(s, parse, tells);
    let last = ends.last_written(&headline);
    let Some(last) = last.filter(|last| !headline.ends_with('”') && !ends.closes(last + 1))
    else {
        return Ended {
            headline: undangled(headline),
            cut: false,
        };
    };
    let room = LONGEST.saturating_sub(headline.split_whitespace().count());
    let longer = ends
        .more(last + 1, room)
        .map(|more| match more.starts_with(['\'', '’']) {
            true => format!("{headline}{more}"),
            false => format!("{headline} {more}"),
        });
    let whole = longer
        .filter(|longer| !longer.ends_with(" of"))
        .or_else(|| ends.shorter(&headline));
    Ended {
        cut: whole.is_none(),
        headline: undangled(whole.unwrap_or(headline)),
    }
}

/// Returns a headline without the words at its end that only lead on, or back.
fn undangled(headline: String) -> String {
    const LEADING: [&str; 14] = [
        "as", "than", "of", "the", "a", "an", "to", "and", "or", "is that", "was that", "are that",
        "there", "from",
    ];
    let mut words = headline.as_str();
    // "as of the end of May", "the snag is that", "on the people there".
    while let Some(shorter) = LEADING
        .iter()
        .find_map(|w| words.strip_suffix(w)?.strip_suffix(' '))
        .filter(|shorter| shorter.contains(' '))
    {
        words = shorter;
    }
    words.to_owned()
}

/// What a headline is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tells {
    /// A noun that names a happening: its sentence may go on to another verb.
    Happening,
    /// Another noun with what befell it.
    Thing,
    /// A clause.
    Clause,
}

pub(super) struct Ends<'a> {
    pub(super) s: &'a Sentence<'a>,
    pub(super) parse: &'a Parse,
    tells: Tells,
    /// The tokens that only say when.
    pub(super) when: Vec<bool>,
}

/// Tells whether the time at `i` is somebody's, and not that of what is told: "in his early twenties".
fn of_somebody(toks: &[Tok], i: usize) -> bool {
    let before = toks[..i].iter().rposition(|t| t.tag != Tag::Time);
    before.is_some_and(|b| matches!(toks[b].tag, Tag::Pron | Tag::Poss) && b > 0)
        && before.is_some_and(|b| toks[b - 1].tag == Tag::Prep)
}

/// Tells whether the time at `i` is what something is done to: "celebrating New Year's Eve".
fn is_object(toks: &[Tok], i: usize) -> bool {
    let before = toks[..i].iter().rposition(|t| t.tag != Tag::Time);
    let verb = before.and_then(|b| toks[b].lex.base.filter(|_| toks[b].tag.verb()));
    let done = ["celebrate", "mark", "observe", "welcome", "commemorate"];
    verb.is_some_and(|base| done.contains(&base))
}

/// Returns which tokens only say when: "on Monday", "that October", "for the first time".
fn when(s: &Sentence<'_>) -> Vec<bool> {
    let toks = s.toks;
    let time = |i: usize| toks.get(i).is_some_and(|t| t.tag == Tag::Time);
    // "Clerk of the Year" is a title.
    let title = |i: usize| {
        let unit = (i + 1..i + 3).find(|&k| time_unit(&s.lower(k)));
        s.word(i) == "of" && unit.is_some_and(|k| toks[k].cap)
    };
    let mut out: Vec<bool> = (0..toks.len())
        .map(|i| match toks[i].tag {
            Tag::Prep if title(i) => false,
            // "in his twenties".
            Tag::Time if of_somebody(toks, i) || is_object(toks, i) => false,
            Tag::Time => true,
            Tag::Prep | Tag::Det => time(i + 1),
            Tag::Genitive => i > 0 && time(i - 1),
            _ => false,
        })
        .collect();
    // "in April and May".
    for i in 1..toks.len().saturating_sub(1) {
        out[i] |= toks[i].tag == Tag::Conj && out[i - 1] && out[i + 1] && time(i + 1);
    }
    let unit: Vec<bool> = (0..toks.len()).map(|i| time_unit(&s.lower(i))).collect();
    let counts = |i: usize| unit.get(i).is_some_and(|u| *u);
    for i in 0..toks.len() {
        if toks[i].tag == Tag::Prep {
            let between = |t: &&Tok| matches!(t.tag, Tag::Det | Tag::Adj | Tag::Num | Tag::Adv);
            let end = i + 1 + toks[i + 1..].iter().take_while(between).count();
            // "went back in time", "was on time".
            let bare = end == i + 1 && matches!(&*s.lower(end), "time" | "point" | "moment");
            if counts(end) && s.word(end + 1) != "of" && !title(i) && !bare {
                out[i..=end].fill(true);
            }
            // "since then,".
            let adverb = toks.get(i + 1).is_some_and(|t| t.tag == Tag::Adv);
            let ends = toks.get(i + 2).is_none_or(|t| !t.tag.nominal());
            if adverb && ends && s.word(i + 1) == "then" {
                out[i] = true;
            }
        }
        if !unit[i] {
            continue;
        }
        // "abstained this time".
        let before = i.checked_sub(1).filter(|&b| toks[b].tag == Tag::Det);
        let this = |b: usize| matches!(&*s.lower(b), "this" | "that" | "each" | "next");
        if let Some(b) = before.filter(|&b| this(b)) {
            out[b..=i].fill(true);
        }
        // "months ago", "two hours later".
        let counted = i > 0 && toks[i - 1].tag == Tag::Num;
        if matches!(s.word(i + 1), "ago" | "later" | "earlier") {
            out[i - usize::from(counted)..=i].fill(true);
        }
        // "came just three days after the mill had burned".
        let off = matches!(s.word(i + 1), "after" | "before");
        let named = |t: &&Tok| {
            t.tag.nominal()
                || matches!(t.tag, Tag::Det | Tag::Genitive | Tag::Adj)
                || s.text_of(t) == "of"
        };
        let who = toks.get(i + 2..).unwrap_or_default().iter();
        let verb = i + 2 + who.take_while(named).count();
        if off
            && toks
                .get(verb)
                .is_some_and(|t| t.tag.verbal() && t.tag != Tag::Ing)
        {
            let only = |t: &&Tok| matches!(t.tag, Tag::Num | Tag::Adv | Tag::Adj | Tag::Det);
            let n = toks[..i].iter().rev().take_while(only).count();
            out[i - n..=i].fill(true);
        }
        // "more than a month before".
        let than = (i.saturating_sub(3)..i).find(|&k| s.lower(k) == "than");
        let bounded = than.filter(|&k| k > 0 && matches!(&*s.lower(k - 1), "more" | "less"));
        let off = matches!(
            s.word(i + 1),
            "before" | "after" | "ago" | "later" | "earlier"
        );
        // "more than a month after she left": she did leave.
        let clause = toks.get(i + 2).is_some_and(|t| t.tag.nominal());
        if let Some(than) = bounded.filter(|_| off) {
            out[than - 1..=i + usize::from(!clause)].fill(true);
        }
    }
    out
}

/// Tells whether a verb has somebody do something: "advised", "ordered".
pub(super) fn asks_to(verb: &Tok) -> bool {
    verb.lex.is(can::SAY | can::THINK)
        || matches!(
            verb.lex.base,
            Some(
                "advise"
                    | "invite"
                    | "order"
                    | "force"
                    | "allow"
                    | "encourage"
                    | "instruct"
                    | "cause"
                    | "enable"
                    | "prompt"
            )
        )
}

impl<'a> Ends<'a> {
    /// Returns what a sentence tells of where a headline may end.
    pub(super) fn new(s: &'a Sentence<'a>, parse: &'a Parse, tells: Tells) -> Self {
        Self {
            s,
            parse,
            tells,
            when: when(s),
        }
    }

    /// Tells whether token `i` only says when.
    pub(super) fn says_when(&self, i: usize) -> bool {
        self.when[i]
    }

    /// Tells whether what ends before token `at` is a thing that what follows singles out: "the wound
    /// that Lund had caused", "the clerk who left", "the difficulty he had".
    pub(super) fn defines(&self, at: usize) -> bool {
        let toks = self.s.toks;
        let Some(last) = self.last_of(at) else {
            return false;
        };
        let Some(next) = self.next(at) else {
            return false;
        };
        // "no indication who he favoured".
        let asks = FULL.contains(&&*self.s.lower(last))
            && matches!(
                &*self.s.lower(next),
                "who" | "what" | "how" | "why" | "where" | "whether"
            );
        if asks {
            return true;
        }
        let contact = || toks[next].tag.nominal() && self.opens_clause(next);
        if toks[last].tag != Tag::Noun
            || !matches!(toks[next].tag, Tag::Rel | Tag::That) && !contact()
        {
            return false;
        }
        let start = toks[..=last].iter().rposition(|t| !t.tag.nominal());
        let known = (start.map_or(0, |p| p + 1)..last + 1).any(|i| self.s.lower(i) == "the");
        // "revelations that the army shelled it", but not "so loud that nobody slept".
        let so = || (0..at).any(|i| self.s.lower(i) == "so");
        let subject = toks.get(next + 1).is_some_and(|t| t.tag.nominal());
        known || self.s.lower(next) == "that" && subject && !so()
    }

    /// Tells whether the participle at `at` says nothing but when: "a drill dating back to 1909", "the
    /// report published on Friday".
    pub(super) fn only_dated(&self, at: usize) -> bool {
        let toks = self.s.toks;
        let next = (at + 1..toks.len()).find(|&i| toks[i].tag != Tag::Adv);
        let attributive = at > 0 && matches!(toks[at - 1].tag, Tag::Noun | Tag::Name);
        attributive && next.is_some_and(|n| self.when[n])
    }

    /// Tells whether a participle ends before token `at` that goes on: "a body covered in cloth".
    pub(super) fn participle(&self, at: usize) -> bool {
        let toks = self.s.toks;
        let Some(last) = self.last_of(at) else {
            return false;
        };
        let prep = self
            .next(at)
            .is_some_and(|n| n == at && toks[n].tag == Tag::Prep);
        let after = last > 0 && toks[last - 1].tag.nominal();
        matches!(toks[last].tag, Tag::Ed | Tag::Part) && after && prep
    }

    /// Returns the last token before `at` that says more than when and how.
    pub(super) fn last_of(&self, at: usize) -> Option<usize> {
        let says = |i: &usize| !self.when[*i] && self.s.toks[*i].tag != Tag::Adv;
        (0..at).rfind(says)
    }

    /// Tells whether what somebody is to do follows at token `at`.
    pub(super) fn leads_to(&self, at: usize) -> bool {
        let next = self.next(at);
        next == Some(at) && next.is_some_and(|n| self.s.toks[n].tag == Tag::To)
    }

    /// Tells whether a clause that stands open before token `at` goes on at token `next`, and what
    /// stands between is only inserted.
    pub(super) fn open_without(&self, at: usize, next: usize) -> bool {
        let toks = self.s.toks;
        let Some(last) = self.last_of(at) else {
            return false;
        };
        let open = toks[last].tag.verb() || toks[last].tag == Tag::Adj || self.wants(last);
        open && toks.get(next).is_some()
    }

    /// Returns the token that the last word of a headline is, if its words stand in the sentence in
    /// their order.
    fn last_written(&self, headline: &str) -> Option<usize> {
        let bare = |w: &str| {
            let w = w.trim_matches(|c: char| !c.is_alphanumeric());
            let w = w
                .strip_suffix("'s")
                .or_else(|| w.strip_suffix("’s"))
                .unwrap_or(w);
            w.to_lowercase()
        };
        let words: Vec<String> = headline
            .split_whitespace()
            .map(bare)
            .filter(|w| !w.is_empty())
            .collect();
        let (last, before) = words.split_last()?;
        let toks = self.s.toks;
        // Where the most of the words before it stand close before it.
        let support = |at: usize| {
            let mut end = at;
            let mut n = 0;
            for word in before.iter().rev() {
                let from = end.saturating_sub(APART);
                match (from..end).rev().find(|&i| *self.s.lower(i) == **word) {
                    Some(i) => {
                        end = i;
                        n += 1;
                    }
                    None => continue,
                }
            }
            n
        };
        // "have undertaken" is told as "undertook".
        let told = |i: usize| {
            let base = toks[i].lex.base.filter(|_| toks[i].tag.verb());
            base.is_some_and(|base| past(base) == **last)
        };
        let same = |i: &usize| *self.s.lower(*i) == **last || told(*i);
        let at = (0..toks.len())
            .filter(same)
            .max_by_key(|&i| (support(i), std::cmp::Reverse(i)))?;
        let once = (0..toks.len()).filter(same).count() == 1;
        // "An attack buried it": the truce that "it" is stands before the verb.
        let told =
            |v: &VerbGroup| v.head <= at && words.iter().any(|w| *w == *self.s.lower(v.head));
        let behind = once && self.parse.verbs.iter().any(told);
        (behind || support(at) > 0).then_some(at)
    }

    /// Returns the next token from `at` on that says what something is or does, and not when.
    pub(super) fn next(&self, at: usize) -> Option<usize> {
        let toks = self.s.toks;
        (at..toks.len()).find(|&i| {
            let dot = self.s.word(i) == "." && toks[i + 1..].iter().any(|t| t.tag != Tag::Quote);
            !(self.when[i]
                || matches!(toks[i].tag, Tag::Adv | Tag::Quote | Tag::Particle)
                || dot && toks[i].tag == Tag::Mark)
        })
    }

    /// Tells whether a headline may end before token `at`.
    pub(super) fn closes(&self, at: usize) -> bool {
        let toks = self.s.toks;
        let loose = |i: usize| self.when[i] || matches!(toks[i].tag, Tag::Adv | Tag::Quote);
        let Some(last) = (0..at).rfind(|&i| !loose(i)) else {
            return true;
        };
        let straight = self.next(at) == Some(at) && last + 1 == at;
        // "No. 3", "Mr. Lund".
        if self.s.word(at) == "." && self.next(at).is_some_and(|n| n > at) {
            return false;
        }
        let Some(next) = self.next(at) else {
            return !self.wants(last);
        };
        let than = &*self.s.lower(next) == "than" && self.s.word(next - 1) != "rather";
        let than = than || toks[next].tag == Tag::Time;
        // "took sides no matter what he claims".
        if self.s.lower(next) == "no" && self.s.lower(next + 1) == "matter" {
            return !self.wants(last);
        }
        if self.wants(last) || self.is_subject(last) || self.closing(at) || than {
            return false;
        }
        let asked = || self.asks_next(last, next);
        let open = match toks[next].tag {
            // "people in and around the town", "the table at which they sat".
            Tag::Rel | Tag::Conj if toks[last].tag == Tag::Prep && straight => return false,
            Tag::Prep | Tag::Conj if toks[last].tag.nominal() && asked() => return false,
            // "charged with engaging in fraud", "by making false claims".
            tag if self.gerund(last) && (tag == Tag::Prep || tag.nominal()) => return false,
            // "lets firms whose owners object refuse".
            Tag::Poss if toks[next].lex.is(can::REL) => return false,
            // "investigators in the Vessin smuggling case".
            Tag::Ing if straight && self.names_kind(last, next) => return false,
            // "wasted no time trying".
            Tag::Ing if self.takes_time(last) => return false,
            // "began his questions by saying, “…”".
            Tag::Comma | Tag::Break if self.speaks_next(last, next) => return false,
            // "to the loud, wide-eyed Whigs": their noun has still to come.
            Tag::Comma if self.describes_on(last, next) => return false,
            // "all that ailed the town", "without the man who had built it".
            Tag::Rel if toks[last].tag == Tag::Pron || self.is_anybody(last) => return false,
            Tag::Mark | Tag::Comma | Tag::Break | Tag::Open | Tag::Close | Tag::Rel => {
                return !self.wants(last);
            }
            Tag::Conj => return !self.wants(last) && !self.joins(last, next),
            tag => tag,
        };
        match toks[last].tag {
            Tag::Noun | Tag::Name | Tag::Num => self.noun_closes(last, next, open, straight),
            Tag::Pron => match open {
                // "kept it from leaving".
                Tag::Prep => !matches!(
                    &*self.s.lower(next),
                    "of" | "from" | "as" | "into" | "to" | "with"
                ),
                Tag::To | Tag::That => false,
                tag => !tag.nominal() || !straight,
            },
            // "counted the dead".
            Tag::Adj if last > 0 && toks[last - 1].tag == Tag::Det && open != Tag::Noun => true,
            Tag::Adj => match open {
                Tag::Prep | Tag::To | Tag::That => false,
                tag => !(tag.nominal() && straight),
            },
            tag if tag.verb() || tag == Tag::Particle => self.verb_closes(last, next, open),
            _ => false,
        }
    }

    /// Tells whether what follows token `at`, but for when and how, is no part of the clause before it.
    pub(super) fn sets_off(&self, at: usize) -> bool {
        let toks = self.s.toks;
        let bare = |t: &Tok| matches!(t.tag, Tag::Ing | Tag::Base | Tag::To);
        let finite = |t: &Tok| {
            t.tag.verbal() && !bare(t) && !matches!(self.s.text_of(t), "being" | "having")
        };
        // "hid the letters from them" may do without them.
        let blind = |i: usize| {
            let pronoun = matches!(
                &*self.s.lower(i + 1),
                "it" | "them" | "him" | "her" | "this"
            );
            toks[i].tag == Tag::Prep && pronoun
        };
        self.next(at).is_none_or(|next| match toks[next].tag {
            Tag::Prep if blind(next) => {
                self.next(next + 2).is_none_or(|n| toks[n].tag == Tag::Mark)
            }
            Tag::Mark | Tag::Comma | Tag::Break | Tag::Open | Tag::Close | Tag::Sub => true,
            Tag::Conj => {
                self.opens_clause(next + 1) || toks.get(next + 1).is_some_and(|t| t.tag.verb())
            }
            _ => finite(&toks[next]) && toks[next].tag != Tag::Ed && toks[next].tag != Tag::Part,
        })
    }

    /// Tells whether an adjective goes on behind the comma at `next` to describe a noun.
    fn describes_on(&self, last: usize, next: usize) -> bool {
        let toks = self.s.toks;
        let tag = |i: usize| toks.get(i).map(|t| t.tag);
        let opened = last > 0 && matches!(toks[last - 1].tag, Tag::Det | Tag::Poss);
        let noun = matches!(tag(next + 2), Some(Tag::Noun | Tag::Name));
        opened && toks[last].tag == Tag::Adj && tag(next + 1) == Some(Tag::Adj) && noun
    }

    /// Tells whether a name with an article only opens what a noun is called: "the Vessin smuggling
    /// case".
    fn names_kind(&self, last: usize, next: usize) -> bool {
        let toks = self.s.toks;
        let article = last > 0 && toks[last - 1].tag == Tag::Det;
        let noun = toks.get(next + 1).is_some_and(|t| t.tag == Tag::Noun);
        article && noun && toks[last].tag == Tag::Name
    }

    /// Tells whether a word says after a preposition what is done: "by making".
    fn gerund(&self, last: usize) -> bool {
        let toks = self.s.toks;
        let ing = toks[last].lex.is(can::ING) && self.s.word(last).ends_with("ing");
        ing && last > 0 && toks[last - 1].tag == Tag::Prep
    }

    /// Tells whether what follows at `next` ends in what somebody is asked to do: "advised people in the
    /// town to stay at home".
    fn asks_next(&self, last: usize, next: usize) -> bool {
        let toks = self.s.toks;
        let verb = self.parse.verbs.iter().rfind(|v| v.head < last);
        let asks = verb.is_some_and(|v| !v.passive && asks_to(&toks[v.head]));
        let between = |t: &&Tok| {
            t.tag.nominal() || matches!(t.tag, Tag::Prep | Tag::Adv | Tag::Time | Tag::Conj)
        };
        let end = next + toks[next..].iter().take_while(between).count();
        asks && toks.get(end).is_some_and(|t| t.tag == Tag::To)
    }

    /// Tells whether a noun says nothing without the clause behind it: "the man who", "those who".
    fn is_anybody(&self, last: usize) -> bool {
        let known = last > 0 && matches!(&*self.s.lower(last - 1), "the" | "those" | "one");
        let anybody = matches!(
            &*self.s.lower(last),
            "man"
                | "woman"
                | "men"
                | "women"
                | "people"
                | "person"
                | "one"
                | "ones"
                | "place"
                | "thing"
        );
        known && anybody
    }

    /// Tells whether token `at` belongs to a verb before it and ends the clause: "let them out".
    pub(super) fn closing(&self, at: usize) -> bool {
        let next = self.s.toks.get(at + 1).map(|t| t.tag);
        let ends = matches!(
            next,
            None | Some(Tag::Mark | Tag::Comma | Tag::Conj | Tag::Break)
        );
        let word = self.s.lower(at);
        let particle = matches!(
            &*word,
            "up" | "off" | "down" | "out" | "over" | "through" | "against"
        );
        let base = at > 0 && self.s.toks[at - 1].tag == Tag::Base;
        ends && (particle || base && directs(&word) || matches!(&*word, "away" | "back"))
    }

    /// Tells whether the verb before token `last` is done with something: "spent an hour fishing".
    fn takes_time(&self, last: usize) -> bool {
        let verb = self.parse.verbs.iter().rfind(|v| v.head < last);
        let base = verb.and_then(|v| self.s.toks[v.head].lex.base);
        matches!(base, Some("spend" | "waste"))
    }

    /// Tells whether what somebody says follows in quotation marks behind the token at `next`.
    fn speaks_next(&self, last: usize, next: usize) -> bool {
        let toks = self.s.toks;
        let opens = toks.get(next + 1).is_some_and(|t| t.tag == Tag::Quote)
            && toks.get(next + 2).is_some_and(|t| t.quoted);
        let says = toks[last].tag.verb() || toks[last].lex.is(can::ING);
        opens && says && toks[last].lex.is(can::SAY)
    }

    /// Tells whether a word never stands last: "of", "the".
    fn wants(&self, last: usize) -> bool {
        // "how far apart they are" is whole.
        let owner = self.parse.owner[last].map(|c| self.parse.clauses[c].kind);
        // "watched for how broad it would be."
        let next = self.s.toks.get(last + 1);
        let ends = next.is_none_or(|t| t.tag == Tag::Mark);
        let is = self.s.toks[last].tag == Tag::Be && owner != Some(Kind::Sub) && !ends;
        is || matches!(
            self.s.toks[last].tag,
            Tag::Det
                | Tag::Poss
                | Tag::To
                | Tag::That
                | Tag::Sub
                | Tag::Rel
                | Tag::Conj
                | Tag::Modal
        )
    }

    /// Tells whether the conjunction at `next` cannot be parted from the word before it: "all but
    /// won", "military and economic aid".
    fn joins(&self, last: usize, next: usize) -> bool {
        let toks = self.s.toks;
        // "between the mayor's former clerk Karl Holm and Anna Lund".
        const BOTH: usize = 9;
        let but = &*self.s.lower(next) == "but"
            && matches!(
                &*self.s.lower(last),
                "all" | "nothing" | "anything" | "anyone" | "nobody"
            );
        let describes = |i: usize| toks.get(i).is_some_and(|t| t.tag == Tag::Adj || t.cap);
        let noun = (next + 1..toks.len().min(next + 4)).any(|i| toks[i].tag == Tag::Noun);
        let adjective = toks[last].tag == Tag::Adj || toks[last].lex.is(can::ADJ | can::NATION);
        let attributive = adjective && describes(next + 1) && noun;
        let both = toks[..last]
            .iter()
            .rposition(|t| t.tag == Tag::Prep)
            .is_some_and(|p| &*self.s.lower(p) == "between" && last - p <= BOTH);
        // "the long and partisan campaign": a noun has still to come.
        let before = last.checked_sub(1).map(|b| toks[b].tag);
        let described = matches!(before, Some(Tag::Det | Tag::Adj | Tag::Poss));
        let bare = toks.get(next + 1).is_some_and(|t| t.tag == Tag::Noun);
        let attributive = attributive || toks[last].tag == Tag::Adj && described && bare && noun;
        // "the bitter-sweet and long campaign".
        let compound = self.s.word(last).contains('-') && describes(next + 1) && noun;
        // "spent time and money courting Lund".
        let spent = last + 1 == next
            && matches!(
                &*self.s.lower(last),
                "time" | "hours" | "days" | "months" | "years"
            )
            && self.takes_time(last);
        but || attributive || compound || both || spent
    }

    /// Tells whether what something is done to becomes in the word at `next`: "found the offer wanting".
    fn becomes(&self, last: usize, next: usize) -> bool {
        let toks = self.s.toks;
        let verb = self.parse.verbs.iter().rfind(|v| v.head < last);
        let object = verb.filter(|v| {
            let phrase = toks[v.last + 1..=last].iter();
            !v.passive && phrase.clone().all(|t| t.tag.nominal() || t.tag == Tag::Adv)
        });
        let base = object.and_then(|v| toks[v.head].lex.base);
        let finds = matches!(
            base,
            Some(
                "find"
                    | "keep"
                    | "leave"
                    | "make"
                    | "consider"
                    | "deem"
                    | "have"
                    | "get"
                    | "want"
                    | "see"
                    | "let"
            )
        );
        finds
            && matches!(
                toks[next].tag,
                Tag::Adj | Tag::Ing | Tag::Ed | Tag::Part | Tag::Base
            )
    }

    fn noun_closes(&self, last: usize, next: usize, open: Tag, straight: bool) -> bool {
        let toks = self.s.toks;
        if straight && self.becomes(last, next) {
            return false;
        }
        match open {
            // "put the meeting at the centre of it" puts nothing before it says where.
            Tag::Prep => {
                let puts = self.parse.verbs.iter().rfind(|v| v.head < last);
                // "put the mayor on the record" puts nobody into anything.
                let object = |v: &&VerbGroup| {
                    let phrase = &toks[(v.last + 1).min(last)..last];
                    !v.passive && phrase.iter().all(|t| t.tag != Tag::Prep)
                };
                let puts = puts.filter(object).and_then(|v| toks[v.head].lex.base);
                let puts = match puts {
                    Some("put") => true,
                    Some("leave") => self.s.word(next) == "with",
                    // "barred the clerks from the port" bars no clerks.
                    Some(
                        "bar" | "ban" | "prohibit" | "prevent" | "stop" | "keep" | "block"
                        | "deter" | "exclude" | "discourage",
                    ) => self.s.word(next) == "from",
                    // "used the mayor as a go-between".
                    Some("use" | "describe" | "portray" | "regard" | "name" | "elect") => {
                        self.s.word(next) == "as"
                    }
                    _ => false,
                };
                let which = toks.get(next + 1).is_some_and(|t| t.tag == Tag::Rel);
                (which || &*self.s.lower(next) != "of") && !puts
            }
            Tag::Genitive => false,
            // "moved to the north to open a school": what for may go, but not of "made it hard for
            // the north to trade".
            Tag::To => {
                let start = toks[..last].iter().rposition(|t| !t.tag.nominal());
                // "advised people in the town to stay at home".
                let verb = self.parse.verbs.iter().rfind(|v| v.head < last);
                let asks = verb.is_some_and(|v| !v.passive && asks_to(&toks[v.head]));
                !straight
                    || !asks
                        && start
                            .is_some_and(|p| toks[p].tag == Tag::Prep && self.s.lower(p) != "for")
            }
            Tag::That => !FULL.contains(&&*self.s.lower(last)),
            Tag::Sub => !matches!(&*self.s.lower(next), "than" | "whether" | "how"),
            Tag::Ing => !toks[next].lex.is(can::NOUN) || !straight,
            Tag::Pron => !straight || self.opens_clause(next),
            tag if tag.nominal() => !straight || self.opens_clause(next),
            // "left saying Lund told them nothing".
            Tag::Ed | Tag::Past => {
                let start = toks[..last].iter().rposition(|t| !t.tag.nominal());
                !start.is_some_and(|p| toks[p].tag == Tag::Ing && toks[p].lex.is(can::SAY))
            }
            _ => true,
        }
    }

    /// Tells whether what ends at `last` is a subject that its verb is still to follow.
    fn is_subject(&self, last: usize) -> bool {
        let toks = &self.s.toks;
        let of = |c: &Clause| {
            let subject = c.subject.as_ref().is_some_and(|r| r.contains(&last));
            // "the help he gave", but "a town that fell".
            let led = (last + 1..c.verb.first).any(|i| matches!(toks[i].tag, Tag::That | Tag::Rel));
            let own = c.kind != Kind::Relative || c.marker.is_none() && !led;
            subject && c.verb.first > last && own
        };
        let told = match self.tells {
            Tells::Happening => false,
            // "The truce agreed in May had collapsed": that it was agreed.
            Tells::Thing => self.s.toks[last].tag.nominal(),
            Tells::Clause => true,
        };
        told && self.parse.clauses.iter().any(of)
    }

    /// Tells whether a clause that says which one is meant starts at `next`: "the seat Lund left".
    fn opens_clause(&self, next: usize) -> bool {
        let starts = |c: &&Clause| c.subject.as_ref().is_some_and(|r| r.start == next);
        let clause = self.parse.clauses.iter().find(starts);
        clause.is_some_and(|c| {
            let by = c.of.map(|of| &self.parse.clauses[of]);
            !by.is_some_and(|by| self.s.toks[by.verb.head].lex.is(can::SAY | can::THINK))
        })
    }

    fn verb_closes(&self, last: usize, next: usize, open: Tag) -> bool {
        let toks = self.s.toks;
        let group = self
            .parse
            .verbs
            .iter()
            .find(|v| v.first <= last && last <= v.last);
        let passive = group.is_some_and(|v| v.passive);
        match open {
            Tag::Prep => {
                passive
                    && matches!(
                        &*self.s.lower(next),
                        "by" | "in" | "at" | "near" | "during" | "after" | "before" | "inside"
                    )
            }

            // "came when …".
            Tag::Sub if toks[last].lex.is(can::LIGHT) && !passive => false,
            Tag::Sub => match &*self.s.lower(next) {
                "whether" | "why" | "how" | "what" | "than" => false,
                "if" | "where" => !toks[last].lex.is(can::SAY | can::THINK),
                _ => true,
            },
            Tag::To => false,
            // "The clerk who was held fled."
            tag if tag.verbal() => {
                let owner = self.parse.owner[last].map(|c| self.parse.clauses[c].kind);
                self.tells != Tells::Clause || owner == Some(Kind::Relative)
            }
            Tag::That => {
                let of = |c: &Clause| c.of.map(|of| self.parse.clauses[of].verb.last);
                let carries = |c: &Clause| c.marker == Some(next) && of(c) == Some(last);
                let carries = self.parse.clauses.iter().any(carries);
                self.when[next - 1] && !toks[last].lex.is(can::SAY | can::THINK) && !carries
            }
            _ => false,
        }
    }

    /// Returns the first words of a headline up to where something last ends behind a verb.
    fn shorter(&self, headline: &str) -> Option<String> {
        const FEWEST: usize = 4;
        let words: Vec<&str> = headline.split_whitespace().collect();
        let heads = || self.parse.clauses.iter().map(|c| c.verb.head);
        let ends = |n: &usize| {
            let told = words[..*n].join(" ");
            let last = self.last_written(&told);
            let acts = |last: usize| {
                heads().any(|h| h < last && words[..*n].iter().any(|w| *w == self.s.word(h)))
            };
            last.is_some_and(|last| acts(last) && self.closes(last + 1))
        };
        let n = (FEWEST..words.len()).rev().find(ends)?;
        Some(words[..n].join(" "))
    }

    /// Returns the words from `at` on up to where something first ends, if they are no more than
    /// `room`.
    fn more(&self, at: usize, room: usize) -> Option<String> {
        let toks = self.s.toks;
        let comma = toks
            .get(at)
            .is_some_and(|t| matches!(t.tag, Tag::Comma | Tag::Break));
        // "by saying, “…”".
        if comma && self.opens_speech(at + 1) {
            let speech = self.up_to(at + 1, room).into_iter().next()?;
            return Some(format!("“{speech}”"));
        }
        self.up_to(at, room).into_iter().next()
    }

    /// Tells whether somebody speaks from token `at` on.
    pub(super) fn opens_speech(&self, at: usize) -> bool {
        let tag = |i: usize| self.s.toks.get(i).map(|t| t.tag);
        tag(at) == Some(Tag::Quote) && self.s.toks.get(at + 1).is_some_and(|t| t.quoted)
    }

    /// Returns the words from `at` on up to each place where something ends, within `room` words
    /// and the next comma.
    fn up_to(&self, at: usize, room: usize) -> Vec<String> {
        let toks = self.s.toks;
        let mut all = Vec::new();
        let mut out = String::new();
        let mut n = 0;
        let mut end = at.checked_sub(1).map(|before| toks[before].end);
        for (i, t) in toks.iter().enumerate().skip(at) {
            if matches!(t.tag, Tag::Comma | Tag::Break | Tag::Open | Tag::Close) {
                break;
            }
            let glued = end == Some(t.start);
            // "complained that the dam leaks": it goes without.
            let said = self.last_of(i).is_some_and(|l| !toks[l].tag.nominal());
            let that = out.is_empty() && t.tag == Tag::That && said;
            if that || self.goes(i, glued) {
                continue;
            }
            end = Some(t.end);
            if !out.is_empty() && !glued {
                out.push(' ');
            }
            n += usize::from(!glued);
            if n > room {
                break;
            }
            out.push_str(self.s.text_of(t));
            if self.closes(i + 1) {
                all.push(out.clone());
            }
        }
        all
    }

    /// Tells whether a headline does without token `i`.
    fn goes(&self, i: usize, glued: bool) -> bool {
        let toks = self.s.toks;
        let t = &toks[i];
        let next = toks.get(i + 1).map(|n| n.tag);
        let before = i.checked_sub(1).map(|b| toks[b].tag);
        let least = t.tag == Tag::Prep && matches!(self.s.word(i + 1), "least" | "most");
        match t.tag {
            Tag::Quote => true,
            Tag::Mark => !glued || self.s.word(i) == ".",
            Tag::Genitive => !glued,
            _ if self.when[i] || least => true,
            // What somebody says is told in the very words.
            _ if t.quoted => false,
            // "how far apart they are", "nearly 300".
            // … "as soon as".
            Tag::Adv if self.closing(i) || i > 0 && self.s.lower(i - 1) == "as" => false,
            Tag::Adv => !matches!(next, Some(Tag::Num)) && before != Some(Tag::Sub),
            Tag::Det => matches!(&*self.s.lower(i), "the" | "a" | "an"),
            _ => false,
        }
    }
}
