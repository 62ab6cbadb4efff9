//! Times that date nothing that a sentence tells: of what something is likened to, of the night that
//! somebody had, of what came before a plan.

use super::super::clause::{Parse, VerbGroup};
use super::super::lexicon::can;
use super::super::sentence::Sentence;
use super::super::status::{is_event_noun, meaning};
use super::super::tag::Tag;
use super::beside::end_of;
use super::named::{is_month, is_stretch};
use super::place::looks_ahead;

/// Tells whether the time at `at` stands aside of what clause `c` tells.
pub(super) fn aside(s: &Sentence<'_>, parse: &Parse, c: usize, at: usize) -> bool {
    of_another(s, at)
        || of_a_thing(s, at)
        || runs_up_to(s, at)
        || is_thing(s, at)
        || likened(s, at)
        || enclosed(s, parse, c, at)
        || behind_plan(s, parse, c, at)
        || ahead_of(s, parse, c, at)
        || of_a_deed_before(s, parse, c, at)
        || of_what_it_is_for(s, parse, c, at)
        || tried_for(s, parse, c, at)
}

/// Tells whether a time is told by something else: "on the night of the attack", "in the week of the
/// vote". When that was, the text says elsewhere.
fn of_another(s: &Sentence<'_>, at: usize) -> bool {
    let end = end_of(s, at);
    let word = s.lower(end - 1);
    let unit = is_part(&word) || matches!(&*word, "eve" | "week" | "weekend" | "month" | "year");
    let of = s.lower(end) == "of";
    let thing = s.toks.get(end + 1).is_some_and(|t| t.tag.nominal());
    unit && of && thing
}

/// Tells whether a time is only that of what something is measured or spoken of by: "rose from the lows of
/// January", "with the towns of 1909". "In the crash of May" it is that of the clause.
fn of_a_thing(s: &Sentence<'_>, at: usize) -> bool {
    let toks = s.toks;
    let noun = at.checked_sub(2).filter(|_| s.lower(at - 1) == "of");
    let plain = |n: &usize| {
        let t = &toks[*n];
        t.tag == Tag::Noun && !is_event_noun(t) && !t.lex.is(can::REPORT) && !is_stretch(s, *n)
    };
    let Some(noun) = noun.filter(plain) else {
        return false;
    };
    let phrase = toks[..noun].iter().rev().take_while(|t| t.tag.nominal());
    let governs = noun.checked_sub(phrase.count() + 1);
    governs.is_some_and(|p| {
        let prep = toks[p].tag == Tag::Prep;
        let aside = matches!(
            &*s.lower(p),
            "from" | "to" | "about" | "over" | "against" | "above" | "below" | "with" | "like"
        );
        prep && aside
    })
}

/// Tells whether the last days of something are told: "in the last day or two before the concert".
fn runs_up_to(s: &Sentence<'_>, at: usize) -> bool {
    let end = end_of(s, at);
    let last = (at..end).any(|i| matches!(&*s.lower(i), "last" | "final"));
    let or_two = s.lower(end) == "or" && s.toks.get(end + 1).is_some_and(|t| t.tag == Tag::Num);
    let end = if or_two { end + 2 } else { end };
    let thing = s.toks.get(end + 1);
    last && s.lower(end) == "before" && thing.is_some_and(|t| t.tag.nominal() && t.time.is_none())
}

/// Tells whether a word is a day or a part of one.
fn is_part(word: &str) -> bool {
    matches!(word, "night" | "evening" | "morning" | "afternoon" | "day")
}

/// Tells whether a part of a day is what somebody had or made, not when: "had a bad night", "called
/// the night a win", "for much of the night".
fn is_thing(s: &Sentence<'_>, at: usize) -> bool {
    let end = end_of(s, at);
    if !is_part(&s.lower(end - 1)) {
        return false;
    }
    let before = at.checked_sub(1);
    if end == at + 1 {
        let described = before.is_some_and(|b| s.toks[b].tag == Tag::Adj);
        return described
            && (0..at)
                .rev()
                .take(3)
                .any(|i| matches!(&*s.lower(i), "a" | "an"));
    }
    let bare = end == at + 2 && s.lower(at) == "the";
    // "The first ferry of the morning" is of the day of the news.
    let evening = matches!(&*s.lower(end - 1), "night" | "evening");
    let governs = |b: usize| s.toks[b].tag.verb() || evening && matches!(&*s.lower(b), "of" | "to");
    bare && before.is_some_and(governs)
}

/// Tells whether a time is that of what the subject is likened to: "Unlike his father in 1988, Lund".
fn likened(s: &Sentence<'_>, at: usize) -> bool {
    let from = (0..at)
        .rev()
        .find(|&i| matches!(s.toks[i].tag, Tag::Comma | Tag::Break | Tag::Quote))
        .map_or(0, |i| i + 1);
    // "Four cases, including that of a bus in 2008."
    if from > 0 && s.lower(from) == "including" {
        return true;
    }
    let opens = matches!(&*s.lower(from), "unlike" | "like" | "compared");
    let closes = s
        .toks
        .get(end_of(s, at))
        .is_some_and(|t| t.tag == Tag::Comma);
    opens && closes
}

/// Tells whether a time stands in what is put in between a subject and its verb, which has another: "Lund, in
/// charge in 2015, was arrested on 3 May". By itself it dates the verb: "Lund, on Monday, left".
fn enclosed(s: &Sentence<'_>, parse: &Parse, c: usize, at: usize) -> bool {
    let verb = parse.clauses[c].verb;
    let end = end_of(s, at);
    let tag = |i: usize| s.toks.get(i).map(|t| t.tag);
    if at > verb.first || end + 1 != verb.first || tag(end) != Some(Tag::Comma) {
        return false;
    }
    let Some(opens) = (0..at).rev().find(|&i| tag(i) == Some(Tag::Comma)) else {
        return false;
    };
    let more = (opens + 1..at).any(|i| !matches!(s.toks[i].tag, Tag::Prep | Tag::Adv | Tag::Det));
    let noun = opens > 0 && s.toks[opens - 1].tag.nominal();
    let other = (verb.last + 1..s.toks.len())
        .any(|i| s.toks[i].time.is_some() && parse.owner[i] == Some(c));
    more && noun && other
}

/// Tells whether a time lies before what will be: "will lift the ban after protests two weeks ago".
fn behind_plan(s: &Sentence<'_>, parse: &Parse, c: usize, at: usize) -> bool {
    let verb = parse.clauses[c].verb;
    let will = verb
        .modal
        .is_some_and(|m| matches!(&*s.lower(m), "will" | "wo" | "'ll" | "’ll" | "shall"));
    let has = (verb.first..verb.head).any(|i| s.toks[i].tag == Tag::Have);
    let end = end_of(s, at);
    let back = matches!(&*s.lower(at), "last" | "yesterday") || s.lower(end - 1) == "ago";
    will && !has && back && at > verb.last
}

/// Tells whether a time lies ahead of what was done: "agreed to open talks next week".
fn ahead_of(s: &Sentence<'_>, parse: &Parse, c: usize, at: usize) -> bool {
    let verb = parse.clauses[c].verb;
    let done = (verb.past || verb.perfect) && verb.modal.is_none() && !verb.progressive;
    let plain = !meaning(s, &verb).is(can::SAY | can::THINK | can::PLAN | can::CANCEL | can::BE);
    let story = s.lower(at) == "the" && s.lower(at + 1) == "next";
    done && plain && at > verb.last && looks_ahead(s, at) && !story
}

/// Tells whether a time stands behind a word in "-ing" before the verb, which has another: "Lund, since being
/// named on Saturday, told the paper on Tuesday"; or before which it was: "before joining it in 2009".
fn of_a_deed_before(s: &Sentence<'_>, parse: &Parse, c: usize, at: usize) -> bool {
    let main = parse.clauses[c].verb;
    let deed = parse.verbs.iter().rfind(|v| !v.finite && v.last < at);
    let Some(deed) = deed.filter(|_| at < main.first) else {
        return false;
    };
    let prep = deed.first.checked_sub(1);
    let prep = prep.filter(|&p| matches!(s.toks[p].tag, Tag::Prep | Tag::Sub));
    let ing = s.toks[deed.first].lex.is(can::ING);
    let own = parse.owner[deed.head] == Some(c);
    let straight = !s.toks[deed.last..at].iter().any(|t| t.tag == Tag::Comma);
    let other = (main.last + 1..s.toks.len())
        .any(|i| s.toks[i].time.is_some() && parse.owner[i] == Some(c));
    let before = prep.is_some_and(|p| s.lower(p) == "before");
    prep.is_some() && ing && own && straight && (other || before)
}

/// Tells whether a time is that of what somebody "has" done something for: no time of the past dates "has
/// apologized for his words on Monday".
fn of_what_it_is_for(s: &Sentence<'_>, parse: &Parse, c: usize, at: usize) -> bool {
    let toks = s.toks;
    let verb = parse.clauses[c].verb;
    let has = verb.perfect && !verb.past && verb.modal.is_none() && at > verb.last;
    let from = at.checked_sub(1).filter(|_| has && !looks_ahead(s, at));
    let Some(from) = from else { return false };
    // "Has apologized for his words to the guild on Monday."
    let on = from + usize::from(toks[from].tag != Tag::Prep);
    let inside = |i: &usize| toks[*i].tag.nominal() || toks[*i].tag == Tag::Prep;
    let mut phrase = (verb.last + 1..on).rev().take_while(inside);
    let now = ["today", "this", "now", "recent"];
    let recent = (at..end_of(s, at)).any(|i| now.contains(&&*s.lower(i)));
    let since = matches!(&*s.lower(from), "since" | "until" | "by" | "for");
    let governs = |i: usize| {
        // "For two weeks" says how long.
        let long = toks.get(i + 1).is_some_and(|t| t.tag == Tag::Num);
        matches!(&*s.lower(i), "for" | "over" | "about") && !long
    };
    !recent && !since && phrase.any(governs)
}

/// Tells whether a year or a month is that of what somebody is tried or praised for: "sentenced for killing a
/// guard in 2014", "held for breaking the ban by selling coal in October".
fn tried_for(s: &Sentence<'_>, parse: &Parse, c: usize, at: usize) -> bool {
    let end = end_of(s, at);
    let year = |i: usize| {
        let word = s.word(i);
        word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())
    };
    let far = (at..end).any(|i| year(i) || is_month(s, i));
    let main = parse.clauses[c].verb;
    let deed = |v: &VerbGroup| {
        let how = s.toks[..v.first].iter().rev();
        let adverbs = how.take_while(|t| t.tag == Tag::Adv).count();
        let charge = v.first.checked_sub(adverbs + 1).is_some_and(|p| {
            s.toks[p].tag == Tag::Prep && matches!(&*s.lower(p), "for" | "of" | "with" | "over")
        });
        let ing = s.toks[v.head].tag == Tag::Ing && !v.finite;
        let straight = v.last < at && !s.toks[v.last..at].iter().any(|t| t.tag == Tag::Comma);
        charge && ing && (v.first > main.last || at < main.first) && straight
    };
    // "Is suspected of selling coal in October": the deed is what is told.
    let stands = main.passive && !main.past && !main.perfect && at > main.last;
    (far || at < main.first) && !stands && parse.verbs.iter().any(deed)
}
