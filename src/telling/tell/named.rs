//! Times that only say which thing is meant: "the 2016 election", "the Christmas lights", "fourth-quarter
//! earnings".
//!
//! A happening, or a report, is of its time, and so is what it does: "the 2015 fire left nine dead".

use super::super::clause::Parse;
use super::super::lexicon::can;
use super::super::sentence::Sentence;
use super::super::status::is_event_noun;
use super::super::tag::Tag;
use super::beside::end_of;

/// Tells whether the time at `at`, in clause `c`, is part of what something is called.
pub(super) fn names(s: &Sentence<'_>, parse: &Parse, c: usize, at: usize) -> bool {
    let named = in_a_name(s, at)
        || of_a_quarter(s, at)
        || of_a_feast(s, at)
        || of_a_date(s, at)
        || of_a_part_of_the_day(s, at)
        || of_a_programme(s, at);
    named && !does(s, parse, c, at)
}

/// Tells whether a noun is a stretch of time: "in the 2014 season" is like "in 2014".
pub(super) fn is_stretch(s: &Sentence<'_>, noun: usize) -> bool {
    matches!(
        s.lower(noun).trim_end_matches('s'),
        "season" | "session" | "term" | "half" | "week" | "day" | "hour" | "month" | "year"
    )
}

/// Tells whether a year or a season is part of a name: "the 2016 election", "Euro 2016", "the
/// spring recess".
fn in_a_name(s: &Sentence<'_>, at: usize) -> bool {
    let toks = s.toks;
    let end = end_of(s, at);
    // "The spring recess": the article is part of the expression.
    let article = end == at + 2 && s.lower(at) == "the";
    let year = is_year(s, end - 1);
    let season = matches!(
        &*s.lower(end - 1),
        "spring" | "summer" | "autumn" | "fall" | "winter"
    );
    let headed = !is_stretch(s, end)
        && toks
            .get(end)
            .is_some_and(|t| matches!(t.tag, Tag::Noun | Tag::Name | Tag::Adj));
    if article {
        return season && headed;
    }
    let Some(before) = at
        .checked_sub(1)
        .filter(|_| (year || season) && end == at + 1)
    else {
        return false;
    };
    match toks[before].tag {
        // "Euro 2016 two weeks ago", but not "Lund, 2016".
        Tag::Name => year && toks[before].cap && !toks[before].lex.is(can::CLOSED),
        Tag::Det | Tag::Poss | Tag::Genitive | Tag::Adj => headed,
        // "In 2016 Brandt became mayor."
        Tag::Prep => {
            let of = matches!(
                &*s.lower(before),
                "of" | "for" | "over" | "about" | "with" | "to" | "under"
            );
            of && headed && toks[end].tag != Tag::Name
        }
        _ => false,
    }
}

fn is_year(s: &Sentence<'_>, i: usize) -> bool {
    let word = s.lower(i);
    word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())
}

/// Tells whether a quarter or a century says of which one a thing is: "third-quarter profit", "a tune of
/// 15th-century court music".
fn of_a_quarter(s: &Sentence<'_>, at: usize) -> bool {
    let end = end_of(s, at);
    let word = s.lower(end - 1);
    let unit = word.ends_with("quarter") || word.ends_with("century");
    let next = s.toks.get(end).map(|t| t.tag);
    unit && matches!(next, Some(Tag::Noun | Tag::Adj | Tag::Ing))
}

/// Tells whether a feast says what a thing is for: "the Christmas lights", "an Easter egg". Its eve and its
/// day are days: "the New Year's Eve revellers".
fn of_a_feast(s: &Sentence<'_>, at: usize) -> bool {
    let end = end_of(s, at);
    let word = s.lower(end - 1);
    let bare = end == at + 1 || end == at + 2 && s.lower(at) == "the";
    let month = word.parse::<chrono::Month>().is_ok();
    let feast = s.toks[end - 1].cap && word.bytes().all(|b| b.is_ascii_alphabetic());
    let day = word.ends_with("day") || word == "eve" || word.ends_with("night");
    let thing = s
        .toks
        .get(end)
        .is_some_and(|t| t.tag == Tag::Noun && !t.lex.is(can::EVENT | can::HUMAN));
    bare && feast && !month && !day && thing
}

/// Tells whether a date says whom or what it befell: "the families of 3 May victims".
fn of_a_date(s: &Sentence<'_>, at: usize) -> bool {
    let end = end_of(s, at);
    let month = (at..end).any(|i| is_month(s, i));
    let of = at
        .checked_sub(1)
        .is_some_and(|b| matches!(&*s.lower(b), "of" | "to" | "for" | "with" | "about"));
    let thing = s.toks.get(end);
    month && of && thing.is_some_and(|t| t.tag == Tag::Noun && !is_event_noun(t))
}

/// Tells whether a word names a month, or a feast: "Sept", "May", "Easter".
pub(super) fn is_month(s: &Sentence<'_>, i: usize) -> bool {
    let t = &s.toks[i];
    t.cap && t.lex.is(can::CALENDAR) && !s.lower(i).ends_with("day")
}

/// Tells whether a part of the day says which thing is meant: "lit up the evening sky".
fn of_a_part_of_the_day(s: &Sentence<'_>, at: usize) -> bool {
    let end = end_of(s, at);
    let part = matches!(&*s.lower(end - 1), "morning" | "evening" | "night");
    let bare = end == at + 2 && s.lower(at) == "the";
    let thing = |i: usize| {
        let t = s.toks.get(i);
        t.is_some_and(|t| t.tag == Tag::Noun && !t.lex.is(can::EVENT))
    };
    part && bare && thing(end) && !thing(end + 1)
}

/// Tells whether "today" is the name of a paper or a programme: "the Today programme", "Vessin Today".
fn of_a_programme(s: &Sentence<'_>, at: usize) -> bool {
    let called = matches!(s.word(at), "Today" | "Tonight") && end_of(s, at) == at + 1;
    let Some(before) = at.checked_sub(1).map(|b| &s.toks[b]).filter(|_| called) else {
        return false;
    };
    let headed = s.toks.get(at + 1).is_some_and(|t| t.tag.nominal());
    before.tag == Tag::Det && headed || before.tag == Tag::Name && before.cap
}

/// Tells whether what is so named is a happening or a report that the clause tells of: "the 2015 fire left
/// nine dead". Not where the clause has another time.
fn does(s: &Sentence<'_>, parse: &Parse, c: usize, at: usize) -> bool {
    let clause = &parse.clauses[c];
    let end = end_of(s, at);
    let alone = s
        .toks
        .iter()
        .zip(&parse.owner)
        .all(|(t, owner)| *owner != Some(c) || t.time.is_none() || t.time == s.toks[at].time);
    let phrase = (end..s.toks.len()).take_while(|&i| s.toks[i].tag.nominal());
    let head = phrase.last().map(|i| &s.toks[i]);
    let told = head.is_some_and(|t| {
        is_event_noun(t) || t.tag == Tag::Noun && t.lex.is(can::DISCOURSE | can::REPORT)
    });
    let subject = clause.subject.clone().is_some_and(|r| r.contains(&end));
    is_year(s, end - 1) && told && subject && alone && clause.verb.past && !clause.verb.perfect
}
