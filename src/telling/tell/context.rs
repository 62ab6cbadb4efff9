//! Whether a sentence without a time is told of the time of the sentence before it.

use super::super::clause::{Kind, Parse};
use super::super::lexicon::can;
use super::super::sentence::Sentence;
use super::super::tag::{Tag, Tok, lower};
use super::super::{Reach, Status};
use super::Found;
use crate::telling::Flow;
use crate::time::Recognised;

/// Which sentences behind a dated one have its time, too.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lends {
    /// None: it tells a state, or looks back or ahead.
    None,
    /// One that goes on with the same: "In May he left. He took the files."
    Leaning,
    /// Any that tells a happening.
    Any,
}

/// Tells to which sentences a dated telling lends its time.
pub(super) fn lends(s: &Sentence<'_>, parse: &Parse, found: &Found) -> Lends {
    let Some(at) = s.toks.iter().position(|t| t.time == found.time) else {
        return Lends::None;
    };
    let words = || {
        s.toks
            .iter()
            .enumerate()
            .filter(|(_, t)| t.time == found.time)
    };
    let hours = words().any(|(i, _)| {
        let word = s.lower(i);
        ["morning", "noon", "evening", "night", "dawn"]
            .iter()
            .any(|part| word.contains(part))
    });
    // "Have been in action since May": what follows is not of May.
    let since = at
        .checked_sub(1)
        .is_some_and(|p| matches!(&*s.lower(p), "since" | "until" | "till" | "by" | "before"));
    let told = found.clause.is_none_or(|c| {
        let clause = &parse.clauses[c];
        matches!(clause.kind, Kind::Main | Kind::Content | Kind::Frame)
    });
    let happened = matches!(found.status, Status::Happened | Status::Denied);
    if since && hours {
        return Lends::Any;
    }
    // A part of the sentence looks back or aside, unless all of it is what somebody says.
    let part = found.part.clone().is_some_and(|p| p.len() < s.toks.len());
    // "In the years after 1979, when the tower fell": what follows is not of the fall.
    let within = found.reach == Reach::Within;
    if since || !told || !happened || part || within {
        return Lends::None;
    }
    let day = hours || names_day(s, found);
    if day { Lends::Any } else { Lends::Leaning }
}

/// Tells whether what dates a telling is a day, or a week: "Monday", "3 May", "10:30"; not "2014" or
/// "the 1920s".
pub(super) fn names_day(s: &Sentence<'_>, found: &Found) -> bool {
    let words = || {
        let timed = |t: &&Tok| found.time.is_some() && t.time == found.time;
        s.toks.iter().filter(timed).map(|t| lower(s.text_of(t)))
    };
    let long = words().any(|word| {
        ["year", "month", "decade", "centur", "season"]
            .iter()
            .any(|unit| word.starts_with(unit))
    });
    let day = words().any(|word| {
        let figures = word.contains(|c: char| c.is_ascii_digit());
        let year = word.len() >= 4 && word.bytes().take(4).all(|b| b.is_ascii_digit());
        word.ends_with("day") || word == "week" || figures && !year
    });
    day && !long
}

/// Tells whether a sentence goes on with the one before it: it begins with a pronoun or with
/// something known.
pub(super) fn leans(s: &Sentence<'_>) -> bool {
    let first = s.toks.iter().find(|t| t.tag != Tag::Quote);
    first.is_some_and(|t| match t.tag {
        Tag::Pron | Tag::Poss => true,
        Tag::Det => matches!(
            s.text_of(t).to_ascii_lowercase().as_str(),
            "the" | "this" | "that" | "these" | "those"
        ),
        _ => false,
    })
}

/// Tells how a sentence follows in time on the one before it, as far as what was `found` in it goes.
pub(super) fn flow(s: &Sentence<'_>, parse: &Parse, found: &Found, times: &Recognised) -> Flow {
    let within = times.from(s.range.start)..times.from(s.range.end);
    let mut named = within.filter(|&i| is_elsewhen(s, parse, found, times, i));
    if let Some(first) = named.next() {
        let now = times.is_now(first) && named.all(|i| times.is_now(i));
        return if now { Flow::Now } else { Flow::Elsewhen };
    }
    let turns = found.clause.is_some_and(|c| {
        let verb = parse.clauses[c].verb;
        let will = verb
            .modal
            .is_some_and(|m| matches!(&*s.lower(m), "will" | "wo" | "'ll" | "’ll" | "shall"));
        // "The ferry sails out of Vessin" is no news of the day before.
        let is = verb.finite && !verb.past && verb.modal.is_none() && s.stops();
        let says = s.toks[verb.head].lex.is(can::SAY | can::THINK);
        !s.toks[verb.head].quoted && (verb.perfect || will || is && !says)
    });
    if turns { Flow::Turns } else { Flow::On }
}

/// Sentences of an article that tell its news: "the boy was pulled out alive three days after the quake".
const NEWS: usize = 6;

/// Tells whether expression `i` puts its sentence at a time that no date names: "in recent days", "all
/// week", "now"; but not "the recent talks", "a week of talks", nor what stands in a quotation.
fn is_elsewhen(
    s: &Sentence<'_>,
    parse: &Parse,
    found: &Found,
    times: &Recognised,
    i: usize,
) -> bool {
    let span = times.span(i);
    let Some(at) = s.toks.iter().position(|t| t.start >= span.start) else {
        return false;
    };
    let end = at
        + s.toks[at..]
            .iter()
            .take_while(|t| t.end <= span.end)
            .count();
    // "The mayor, who is now in jail": that is of him.
    let inside = parse.owner[at].is_some_and(|c| {
        let told = matches!(parse.clauses[c].kind, Kind::Main | Kind::Frame);
        !told && found.clause != Some(c)
    });
    if inside || s.toks[at].quoted || end == at || times.describes(i) {
        return false;
    }
    let long = |b: usize| {
        matches!(
            &*s.lower(b),
            "in" | "over" | "for" | "through" | "throughout" | "during" | "within"
        )
    };
    let opens = at > 0 && s.toks[at - 1].tag == Tag::Prep && long(at - 1);
    let whole = matches!(&*s.lower(at), "all" | "every");
    let next = s.toks.get(end).map(|t| t.tag);
    let describes =
        matches!(next, Some(Tag::Noun | Tag::Adj)) || matches!(&*s.lower(end), "after" | "before");
    // "Was arrested three days after the blast", far from where the news is told.
    let off = matches!(&*s.lower(end), "after" | "before") && times.is_counted(i);
    let behind = found
        .clause
        .is_some_and(|c| parse.clauses[c].verb.last < at);
    if off && behind && s.n >= NEWS && (times.lasts_days(i) || times.is_shift(i)) {
        return true;
    }
    if times.lasts_days(i) {
        // "Extended the truce for two days" goes on with Tuesday.
        return (opens && !times.is_counted(i) || whole) && !describes;
    }
    // "A few years ago", "later".
    let vague = times.is_shift(i) && s.toks[at].time.is_none();
    vague || times.is_undated(i) && (whole || !describes)
}

/// Returns the noun that a sentence is told as of: the "feast" of "the shops were shut during the feast".
pub(super) fn throughout(s: &Sentence<'_>) -> Option<usize> {
    let during = |i: &usize| {
        let prep = s.toks[*i].tag == Tag::Prep && !s.toks[*i].quoted;
        prep && matches!(&*s.lower(*i), "during" | "throughout")
    };
    // "Told the council during a debate": that is where it was told.
    let says = |t: &Tok| t.quoted || t.tag.verb() && t.lex.is(can::SAY | can::THINK);
    if s.toks.iter().any(says) {
        return None;
    }
    let from = (0..s.toks.len()).find(during)? + 1;
    let phrase = (from..s.toks.len()).take_while(|&i| s.toks[i].tag.nominal());
    phrase.last().filter(|&i| s.toks[i].tag == Tag::Noun)
}

/// Tells whether something is told inside a sentence, and not by it: by a relative clause, by one that
/// says since when, by a participle.
pub(super) fn is_inner(s: &Sentence<'_>, parse: &Parse, found: &Found) -> bool {
    let part = found.part.as_ref().is_some_and(|p| p.len() < s.toks.len());
    let clause = found.clause.is_some_and(|c| {
        let clause = &parse.clauses[c];
        let main = parse.clauses.iter().any(|c| c.kind == Kind::Main);
        let since = clause.marker.is_some_and(|m| &*s.lower(m) == "since");
        main && (clause.kind == Kind::Relative || clause.kind == Kind::Sub && since)
    });
    part || clause
}
