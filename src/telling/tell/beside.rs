//! Times that date something else than the verb of their clause: a noun that they stand before,
//! a happening that another came after, what a figure is measured by.

use super::super::Status;
use super::super::clause::{Kind, Parse};
use super::super::lexicon::can;
use super::super::sentence::Sentence;
use super::super::status::{Verdict, Worth, is_event_noun};
use super::super::tag::{Tag, Tok};
use super::aside::aside;
use super::habit::habit;
use super::named::{is_stretch, names};
use std::ops::Range;

/// Words between a happening and its time: "the launch of a missile by Ostmark on 3 May".
const FAR: usize = 10;

/// What a time dates instead of the verb of its clause.
pub(super) enum Beside {
    /// Nothing that is told here.
    Nothing,
    /// A happening that a noun names, with the words that do.
    Noun(usize, Range<usize>),
}

/// Returns what the time at `at` dates, if not the verb of clause `c`.
pub(super) fn beside(
    s: &Sentence<'_>,
    parse: &Parse,
    verdict: &Verdict,
    c: usize,
    at: usize,
) -> Option<Beside> {
    let due = due_by(s, parse, verdict, c, at) || yet_to_be(s, parse, verdict, c, at);
    if due
        || dates_back(s, parse, c, at)
        || names(s, parse, c, at)
        || habit(s, parse, c, at)
        || compares(s, at)
        || aside(s, parse, c, at)
    {
        return Some(Beside::Nothing);
    }
    if verdict.worth == Worth::Never {
        return None;
    }
    before_noun(s, parse, c, at).or_else(|| behind_noun(s, parse, c, at))
}

/// Returns the clause of a time that stands before the word that opens clause `c`: "On Tuesday,
/// while the council sat, troops returned" tells when they returned.
pub(super) fn fronted(
    s: &Sentence<'_>,
    parse: &Parse,
    verdicts: &[Verdict],
    at: usize,
    c: usize,
) -> usize {
    let clause = &parse.clauses[c];
    let Some(marker) = clause.marker.filter(|&m| at < m) else {
        return c;
    };
    // "A day after he stepped down" is no day of its own.
    let apart = match clause.kind {
        // "On Tuesday, hours after the truce began, troops returned."
        Kind::Sub => {
            let unit = s.lower(marker - 1);
            let unit = matches!(
                unit.trim_end_matches('s'),
                "minute" | "hour" | "day" | "week" | "month" | "year"
            );
            let span = |t: &&Tok| unit && t.tag.nominal() && t.time.is_none();
            let span = s.toks[at..marker].iter().rev().take_while(span).count();
            s.toks[marker - 1 - span].tag == Tag::Comma
        }
        kind => kind == Kind::Relative,
    };
    let told =
        |&o: &usize| parse.clauses[o].kind == Kind::Main && verdicts[o].worth >= Worth::Dated;
    let main = || (c + 1..parse.clauses.len()).find(told);
    apart.then(main).flatten().unwrap_or(c)
}

/// Returns the first token behind the time at `at`.
pub(super) fn end_of(s: &Sentence<'_>, at: usize) -> usize {
    let same = |t: &&Tok| t.time == s.toks[at].time;
    at + s.toks[at..].iter().take_while(same).count()
}

/// Tells whether something is measured by a time: "the lowest since mid-November", "for the first
/// time since 20 April", "more than in 2012".
fn compares(s: &Sentence<'_>, at: usize) -> bool {
    let Some(before) = at.checked_sub(1) else {
        return false;
    };
    // "Higher than in May", "the same text as in May"; but "as early as May".
    let as_in = before > 0 && s.toks[before].tag == Tag::Prep && s.lower(before - 1) == "as";
    if as_in && matches!(&*s.lower(before), "in" | "on" | "at") {
        return true;
    }
    let than = |i: usize| s.lower(i) == "than";
    if than(before) || before > 0 && s.toks[before].tag == Tag::Prep && than(before - 1) {
        return true;
    }
    // "A town much different from just a week ago".
    let from = s.toks[..at].iter().rposition(|t| t.tag != Tag::Adv);
    let different = |f: usize| s.lower(f) == "from" && f > 0 && s.lower(f - 1) == "different";
    if from.is_some_and(different) {
        return true;
    }
    // "Rose to $20, compared to $15 in 2007".
    let near = (at.saturating_sub(FAR)..at).rev();
    let compared = near
        .take_while(|&i| !matches!(s.toks[i].tag, Tag::Comma | Tag::Break))
        .find(|&i| s.lower(i) == "compared");
    if compared.is_some_and(|i| matches!(&*s.lower(i + 1), "to" | "with")) {
        return true;
    }
    let from = phrase_start(s, at);
    let since = (from.saturating_sub(1)..at)
        .rev()
        .find(|&i| s.lower(i) == "since");
    since.is_some_and(|since| measured_since(s, since))
}

/// Tells whether something is measured by what "since" at token `since` begins with: "the worst
/// since".
pub(super) fn measured_since(s: &Sentence<'_>, since: usize) -> bool {
    let near = since.saturating_sub(12)..since;
    near.rev()
        .take_while(|&i| !matches!(s.toks[i].tag, Tag::Comma | Tag::Break))
        .any(|i| superlative(s, i))
}

/// Returns the "since" of a time: "since Friday", "since the raids of 11 October", "since his visit
/// there two weeks ago".
pub(super) fn since_before(s: &Sentence<'_>, at: usize) -> Option<usize> {
    let phrase = |i: &usize| {
        let tag = s.toks[*i].tag;
        tag.nominal() || matches!(tag, Tag::Prep | Tag::Adv | Tag::Genitive | Tag::Sub)
    };
    let plain = (at.saturating_sub(FAR)..at)
        .rev()
        .take_while(phrase)
        .find(|&i| s.lower(i) == "since");
    // "Has failed twice since being swept out in 2010."
    let here = |i: &usize| !matches!(s.toks[*i].tag, Tag::Comma | Tag::Break);
    let gerund = |i: usize| {
        let helps = matches!(&*s.lower(i + 1), "being" | "having");
        let verb = s.toks[i + 1].tag == Tag::Ing;
        let own = (i + 2..at).any(|j| s.toks[j].tag.verb());
        s.lower(i) == "since" && (helps || verb && !own)
    };
    let doing = || {
        let mut near = (at.saturating_sub(FAR)..at).rev().take_while(here);
        near.find(|&i| gerund(i))
    };
    plain.or_else(doing)
}

/// Tells whether a word says that nothing was more so; but not "at least", "most of them".
fn superlative(s: &Sentence<'_>, at: usize) -> bool {
    let word = s.lower(at);
    match &*word {
        "first" | "worst" | "best" => true,
        "most" | "least" => at > 0 && s.lower(at - 1) == "the",
        _ => {
            let lex = s.toks[at].lex;
            word.len() > 5 && word.ends_with("est") && !lex.is(can::VERB | can::EVENT)
        }
    }
}

/// Tells whether a time is that by which something had to be done: "had to pay by November",
/// "ordered the mill to close by Friday".
fn due_by(s: &Sentence<'_>, parse: &Parse, verdict: &Verdict, c: usize, at: usize) -> bool {
    let verb = parse.clauses[c].verb;
    let by = at.checked_sub(1).is_some_and(|p| s.lower(p) == "by");
    by && verdict.status != Status::Planned
        && at > verb.last
        && s.toks[verb.last + 1..at].iter().any(|t| t.tag == Tag::To)
}

/// Tells whether a time is only as old as something is: "a rite dating back to 1909", "laws that go
/// back to 1880".
fn dates_back(s: &Sentence<'_>, parse: &Parse, c: usize, at: usize) -> bool {
    let Some(prep) = at.checked_sub(1).filter(|_| at > 2) else {
        return false;
    };
    let to = matches!(&*s.lower(prep), "to" | "from");
    let back = s.lower(prep - 1) == "back";
    let verb = if back { prep - 2 } else { prep - 1 };
    let base = s.toks[verb]
        .lex
        .base
        .filter(|_| s.toks[verb].tag == Tag::Ing);
    let old = base == Some("date")
        || back && matches!(base, Some("go" | "stretch" | "reach" | "trace" | "hark"));
    to && old && parse.clauses[c].verb.head != verb
}

/// Tells whether a time is that of what a noun is due for: "extended the truce, due to end on
/// Friday".
fn yet_to_be(s: &Sentence<'_>, parse: &Parse, verdict: &Verdict, c: usize, at: usize) -> bool {
    let verb = parse.clauses[c].verb;
    let toks = s.toks;
    let near = at.saturating_sub(FAR).max(verb.last + 1)..at;
    let plain = s.toks[verb.head].tag != Tag::Be && verdict.status != Status::Planned;
    plain
        && near.rev().any(|i| {
            let due = matches!(&*s.lower(i), "due" | "set" | "scheduled" | "expected");
            let to = toks.get(i + 1).is_some_and(|t| t.tag == Tag::To);
            due && to && !toks[i..at].iter().any(|t| t.tag == Tag::Comma)
        })
}

/// Returns where the noun phrase before `end` begins.
fn phrase_start(s: &Sentence<'_>, end: usize) -> usize {
    let toks = s.toks;
    let mut from = end;
    while from > 0 && (toks[from - 1].tag.nominal() || toks[from - 1].tag == Tag::Time) {
        from -= 1;
    }
    from
}

/// Returns the noun that a date before it dates: "arrests over the 3 May riot", "in contrast with
/// Thursday's rampage". Inside a happening the clause has its day: "at the 3 May meeting".
fn before_noun(s: &Sentence<'_>, parse: &Parse, c: usize, at: usize) -> Option<Beside> {
    let toks = s.toks;
    let end = end_of(s, at);
    let genitive = toks.get(end)?.tag == Tag::Genitive;
    let determined = at
        .checked_sub(1)
        .is_some_and(|p| matches!(toks[p].tag, Tag::Det | Tag::Poss | Tag::Adj));
    let headed = matches!(toks[end].tag, Tag::Noun | Tag::Adj) && !is_stretch(s, end);
    if !(genitive || determined && headed) {
        return None;
    }
    let from = phrase_start(s, at);
    // "Accused them of exploiting the 3 May riot."
    let aside = |t: Tag| matches!(t, Tag::Prep | Tag::Comma);
    let doing = |p: usize| toks[p].tag == Tag::Ing && p > 0 && aside(toks[p - 1].tag);
    let governs = |p: &usize| toks[*p].tag == Tag::Prep || doing(*p);
    let prep = from.checked_sub(1).filter(governs)?;
    // "The report on the 3 May riot was leaked", but not "After the 3 May riot the mayor left".
    let in_subject = prep > 0 && toks[prep - 1].tag.nominal();
    if at < parse.clauses[c].verb.first && !in_subject || prep == parse.clauses[c].verb.head {
        return None;
    }
    let within = |word: &str| {
        matches!(
            word,
            "at" | "in" | "during" | "by" | "amid" | "through" | "throughout" | "within"
        )
    };
    // "On the Monday flight", but not "a bet on the November election".
    let day = (at..end).any(|i| s.lower(i).ends_with("day") || s.word(i).len() < 3);
    let inside = within(&s.lower(prep)) || s.lower(prep) == "on" && (day || genitive);
    if inside {
        return None;
    }
    let head = end + usize::from(genitive);
    let phrase = (head..toks.len()).take_while(|&i| toks[i].tag.nominal());
    let event = phrase.filter(|&i| is_event_noun(&toks[i])).last();
    Some(match event {
        Some(event) => Beside::Noun(event, from..event + 1),
        None => Beside::Nothing,
    })
}

/// Returns the happening that another follows, with its time behind it: "following the killing
/// of a guard on Friday", "a vote that followed the test on 3 May", "the attacks of 13 May".
fn behind_noun(s: &Sentence<'_>, parse: &Parse, c: usize, at: usize) -> Option<Beside> {
    let toks = s.toks;
    let verb = parse.clauses[c].verb;
    let before = at.checked_sub(1).filter(|_| at > verb.last)?;
    let floor = (verb.last + 1).max(at.saturating_sub(FAR));
    let inside =
        |i: &usize| toks[*i].tag.nominal() || matches!(toks[*i].tag, Tag::Prep | Tag::Conj);
    let from = (floor..at).rev().take_while(inside).last()?;
    let event = |from: usize| (from..before).find(|&i| is_event_noun(&toks[i]));
    let told = |event: usize, from: usize| Beside::Noun(event, from..end_of(s, at));
    // "The attacks of 13 May"; but "in celebration of New Year".
    let figures = |i: usize| s.word(i).contains(|c: char| c.is_ascii_digit());
    if s.lower(before) == "of"
        && (at..end_of(s, at)).any(figures)
        && is_event_noun(&toks[before.checked_sub(1)?])
    {
        let start = phrase_start(s, before).max(from);
        let lasts = verb.perfect && start > 0 && s.lower(start - 1) == "since";
        return (!lasts).then(|| told(before - 1, start));
    }
    let follows = toks[verb.head].lex.base == Some("follow") && !verb.passive;
    if follows && from == verb.last + 1 {
        return event(from).map(|e| told(e, from));
    }
    if let Some(about) = spoken_of(s, parse, c, from..at) {
        return event(about + 1).map(|e| told(e, about + 1));
    }
    let after = (from.saturating_sub(1)..before)
        .rev()
        .find(|&i| matches!(&*s.lower(i), "following" | "since" | "after"))?;
    // "After a fall on Friday": both are news of one day. "After the fall": of this one the
    // reader knows.
    let known =
        matches!(toks.get(after + 1)?.tag, Tag::Poss | Tag::Name) || s.lower(after + 1) == "the";
    let own = matches!(s.lower(before).as_ref(), "on" | "in");
    // "Have been closed since the raid on Friday": that is since when.
    let lasts = verb.perfect && s.lower(after) == "since";
    let calendar = |t: &Tok| t.lex.is(can::CALENDAR);
    if !known || !own || lasts || toks[after + 1..before].iter().any(calendar) {
        return None;
    }
    // Nothing is told by "after the raid" alone.
    let bare = |e: usize| e == after + 2 && e + 1 == before && s.lower(after) != "since";
    match event(after + 1) {
        Some(e) if bare(e) => None,
        Some(e) => Some(told(e, after + 1)),
        // "Voted following its sixth test on 3 September": whatever the noun is, that is its day.
        None => (s.lower(after) == "following").then_some(Beside::Nothing),
    }
}

/// Returns the "about" before a happening that somebody spoke of long after it: "asked him about an
/// attack on the mission a month ago". What is told on a day is rather said on it.
fn spoken_of(s: &Sentence<'_>, parse: &Parse, c: usize, near: Range<usize>) -> Option<usize> {
    let at = near.end;
    let end = end_of(s, at);
    let unit = s.lower(end - usize::from(s.lower(end - 1) == "ago") - 1);
    let long = ["month", "year", "decade"]
        .iter()
        .any(|u| unit.starts_with(u));
    let year = unit.len() == 4 && unit.bytes().all(|b| b.is_ascii_digit());
    let says = s.toks[parse.clauses[c].verb.head]
        .lex
        .is(can::SAY | can::THINK)
        || s.lower(near.start) == "about";
    near.rev()
        .find(|&i| matches!(&*s.lower(i), "about" | "over"))
        .filter(|_| says && (long || year))
}
