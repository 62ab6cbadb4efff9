//! What stands around a figure of things: whether two of them count the same.
//!
//! Barrels leaked a day are no barrels leaked in all, a fine for each barrel is no fine, and
//! what a figure is held against ("more than the 11 million of 1989") is not told of this
//! moment. When in doubt, two figures are not compared.

use super::place::{Lower, Place, says};
use crate::compare::Witness;
use crate::compare::lexicon::{counts, lists};
use crate::compare::words::is_plain;
use crate::telling::Quantity;
use crate::text::number;
use crate::text::stem::stem;
use chrono::Datelike;
use std::ops::Range;

/// The words of a figure's own clause.
pub(super) struct Setting {
    /// The word right before the figure, when it is one that matters: "spilled 40 barrels".
    lead: Option<String>,
    /// Stems next to the figure: the last before and three behind.
    near: Vec<String>,
    /// All stems of the clause.
    clause: Vec<String>,
    /// What it is counted by: "day" in "40 barrels a day".
    rate: Option<String>,
    /// How far something is: compared only when what is measured follows at once.
    distance: Option<Option<String>>,
    /// A price or a quote, which is another every day.
    quoted: bool,
    /// What could be, and not what was.
    possible: bool,
    /// The verb right before the figure, when it is one for all who tell of it.
    deed: Option<String>,
    /// Names before the figure.
    names: Vec<String>,
    /// Whose figure it is, where that stands before it: "Ostra's output", "its output".
    owners: Vec<String>,
    /// Words that say which kind is counted: "cholera" in "40 cholera cases".
    kinds: Vec<String>,
    /// What is done by or with the counted, right behind them: "40 MPs voted".
    tail: Option<String>,
    /// Who did the deed: the word, and whether it is a name.
    doer: Option<(String, bool)>,
    /// What was done by the counted: "backed by 40 MPs".
    done_by: Option<String>,
    /// Of what so much is told: "oil" in "40 gallons of oil".
    of: Option<String>,
    /// What has been done so far, not on one day: "has collected".
    so_far: bool,
    /// How much something changed by, not what it came to.
    moved: bool,
    /// Who won it: the name before "won", "took".
    winner: Option<String>,
    /// What a percentage is of: "turnout", "vote".
    share_of: Option<String>,
    /// Of a part of what is told: "during the second half".
    during: bool,
    /// Counted from one day on: "since June".
    since: bool,
    /// A share of something, which somebody owns.
    owned: bool,
    /// In brackets, the same once more in another unit.
    aside: bool,
    /// What is told of "it" or "they": of what, another sentence says.
    of_it: bool,
}

/// Tells whether a figure is not told of the moment at all: a standard of comparison, the
/// same once more in another unit, or half of a number.
pub(super) fn is_beside(place: &Place<'_>, quantity: &Quantity) -> bool {
    let follows_to = || says(first(place.behind(), 3), "to");
    // "Raised from 12 to 15" gives two figures, of which one is no longer meant.
    let from = place.last(0) == "from" && (quantity.upper.is_some() || follows_to());
    let against = |n: usize| lists().against.has(place.last(n));
    // An imperial gallon is no gallon.
    place.next(0) == "imperial"
        || from
        || against(0)
        || against(1) && is_plain(place.last(0))
        || against(2) && place.last(1) == "of" && place.last(0) == "a"
        || is_torn(&quantity.text)
}

/// Tells whether a figure stands in brackets or dashes: the same once more in another unit.
fn is_aside(place: &Place<'_>) -> bool {
    let before = &place.text[..place.span.start];
    is_inside_brackets(before) || before.ends_with("-- or ") || before.ends_with("– or ")
}

/// Tells whether a bracket stands open at the end of a text.
fn is_inside_brackets(text: &str) -> bool {
    let open = text.matches('(').count() + text.matches("-LRB-").count();
    let close = text.matches(')').count() + text.matches("-RRB-").count();
    open > close
}

/// Returns the first words of these, at most `n`.
fn first<'p, 'a>(words: &'p [Lower<'a>], n: usize) -> &'p [Lower<'a>] {
    &words[..words.len().min(n)]
}

/// Tells whether the sentence is of another year than the moment: "the first since 1959,
/// when two died".
pub(super) fn is_of_another_year(witness: &Witness<'_>, place: &Place<'_>) -> bool {
    const YEARS: std::ops::RangeInclusive<i32> = 1700..=2100;
    let (from, to) = match (witness.window, witness.published) {
        (Some(w), _) => (w.first_day().year() - 1, w.last_day().year() + 1),
        (None, Some(day)) => (day.year() - 1, day.year() + 1),
        (None, None) => return false,
    };
    let words = place.before().iter().chain(place.behind());
    words
        // As printed: "2,000 square miles" is no year.
        .filter(|(range, _)| range.len() == 4)
        .filter_map(|(_, w)| w.parse::<i32>().ok())
        .any(|year| YEARS.contains(&year) && !(from..=to).contains(&year))
}

/// Tells whether a comma stands where a point should ("3,5 billion").
fn is_torn(text: &str) -> bool {
    text.match_indices(',').any(|(at, _)| {
        let digits = text[at + 1..]
            .bytes()
            .take_while(u8::is_ascii_digit)
            .count();
        digits > 0 && digits != 3
    })
}

impl Setting {
    pub(super) fn read(place: &Place<'_>, witness: &Witness<'_>, quantity: &Quantity) -> Self {
        const BEHIND: usize = 3;
        let clause = clause(place);
        let unit: Vec<&str> = quantity.unit.split(' ').collect();
        let tells = |word: &str| {
            let number = word.starts_with(|c: char| c.is_ascii_digit());
            !(is_plain(word) || number || unit.contains(&word))
        };
        let mut before = Vec::new();
        let mut lead = None;
        for (range, word) in place.before() {
            if clause.start <= range.start && tells(word) {
                let gap = &place.text[range.end..place.span.start];
                let said = lists().saying.has(word);
                // "After the explosion that about 40 barrels …" opens a clause.
                let opens = gap.trim() == "that" || lists().saying.has(gap.trim());
                let joined = gap.split_whitespace().count() <= 1 && !opens;
                // What a rate rose to is what it was.
                let level = quantity.unit == "percent" && lists().changes.has(word);
                lead = (!said && !level && joined).then(|| stem(word));
                before.push(stem(word));
            }
        }
        let after = within(place.behind(), clause.end);
        let aside = is_aside(place);
        // What stands in brackets behind a figure is that figure once more.
        let plainly = |range: &Range<usize>| aside || !is_inside_brackets(place.up_to(range.start));
        let bracket = |w: &str| matches!(w, "lrb" | "rrb");
        let told = after
            .iter()
            .filter(|(range, word)| tells(word) && plainly(range) && !bracket(word));
        let behind: Vec<String> = told.map(|(_, word)| stem(word)).collect();
        let near = before.last().into_iter().chain(behind.iter().take(BEHIND));
        let near = near.cloned().collect();
        let last = quantity.unit.rsplit(' ').next();
        let distance = last
            .filter(|u| lists().lengths.has(u))
            .map(|u| measured(after, u));
        before.extend(behind);
        before.sort_unstable();
        before.dedup();
        let inside = |range: &Range<usize>| clause.start <= range.start && range.end <= clause.end;
        let words = place.words().iter().filter(|(range, _)| inside(range));
        let capital = |r: &Range<usize>| place.text[r.clone()].starts_with(char::is_uppercase);
        let led = place.words().first().map_or("", |(_, w)| w.as_ref());
        let names = place
            .before()
            .iter()
            .filter(|(range, w)| inside(range) && capital(range) && !is_plain(w));
        let mut names: Vec<String> = names.map(|(_, w)| w.to_string()).collect();
        names.sort_unstable();
        names.dedup();
        Self {
            deed: place
                .before()
                .iter()
                .rev()
                .map(|(_, w)| w.as_ref())
                .find(|w| !matches!(*w, "almost" | "nearly" | "about" | "some" | "around"))
                .filter(|w| lists().deeds.has(w))
                .map(str::to_owned),
            names,
            owners: owners(place, &clause),
            kinds: kinds(&unit),
            tail: tail(place, after, &unit),
            doer: doer(place, witness, &clause),
            done_by: (place.last(0) == "by").then(|| stem(place.last(1))),
            of: of_what(after, &unit),
            moved: is_move(place, quantity),
            so_far: words
                .clone()
                .any(|(_, w)| matches!(w.as_ref(), "has" | "have" | "had")),
            during: place.has(&lists().during),
            winner: winner(place, &clause),
            share_of: (quantity.unit == "percent")
                .then(|| share_of(place, &clause))
                .flatten(),
            since: place.has(&lists().longer),
            owned: place
                .words()
                .iter()
                .any(|(range, w)| inside(range) && lists().shares.has(w)),
            of_it: matches!(led, "it" | "they" | "this" | "that" | "he" | "she"),
            lead: lead.filter(|_| !aside),
            aside,
            near,
            clause: before,
            rate: rate(place, after, &unit),
            distance,
            quoted: place.has(&lists().markets),
            possible: words.clone().any(|(_, w)| lists().modals.has(w)),
        }
    }

    /// Tells whether two figures of one unit count the same thing.
    pub(super) fn is_like(&self, other: &Self) -> bool {
        if !self.may_be_one(other) {
            return false;
        }
        // What is done with the counted, where it stands right before it.
        let fits = |lead: &Option<String>, clause: &[String]| {
            lead.as_ref().is_none_or(|l| clause.contains(l))
        };
        let pairs = [(self, other), (other, self)];
        if !pairs
            .iter()
            .all(|(x, y)| fits(&x.lead, &y.clause) && fits(&x.tail, &y.clause))
        {
            return false;
        }
        let shared = self
            .clause
            .iter()
            .filter(|w| other.clause.contains(w))
            .count();
        let fewer = self.clause.len().min(other.clause.len());
        // What leaks a day, by that verb, is one flow, however much else is told.
        let one_flow = self.rate.is_some() && shared >= 1;
        (one_flow || shared >= 2 && shared * 2 >= fewer)
            && self.near.iter().any(|w| other.near.contains(w))
    }

    /// Tells whether nothing in the clauses keeps two figures of one unit from counting the same.
    pub(super) fn may_be_one(&self, other: &Self) -> bool {
        let far = match (&self.distance, &other.distance) {
            (None, None) => false,
            (Some(Some(a)), Some(Some(b))) => a != b,
            _ => true,
        };
        let owned = (self.owned || other.owned) && self.names != other.names
            || is_apart(&self.owners, &other.owners);
        // What leaks a day is so since some day, too.
        let sums = self.rate.is_some() || self.since == other.since;
        let one = |a: &Option<String>, b: &Option<String>| match (a, b) {
            (Some(a), Some(b)) => a == b || lists().is_one_act(&stem(a), &stem(b)),
            _ => true,
        };
        let act = |x: &Self| x.tail.clone().or_else(|| x.done_by.clone());
        let deeds =
            one(&self.deed, &other.deed) && one(&act(self), &act(other)) && self.is_by_one(other);
        let apart = matches!((&self.winner, &other.winner), (Some(a), Some(b)) if a != b)
            || self.share_of != other.share_of;
        let of_it = self.of_it || other.of_it;
        // "40 cholera cases" are "40 cases of cholera", and no "40 cases".
        let kind = |x: &Self, y: &Self| {
            x.kinds
                .iter()
                .all(|k| y.kinds.contains(k) || y.clause.contains(k))
        };
        let stuff = !(kind(self, other) && kind(other, self))
            || matches!((&self.of, &other.of), (Some(a), Some(b)) if a != b);
        let apart = apart || stuff || self.moved != other.moved;
        self.rate == other.rate
            && self.possible == other.possible
            && sums
            && deeds
            && !(of_it || owned || far || apart)
    }

    /// Tells whether the same may have done both: not one of many ("a donor pledged") what many did
    /// ("donors pledged"), nor two of two names.
    fn is_by_one(&self, other: &Self) -> bool {
        match (&self.doer, &other.doer) {
            (Some((a, true)), Some((b, true))) => a == b,
            (Some((_, true)), Some((many, false))) | (Some((many, false)), Some((_, true))) => {
                !many.ends_with('s')
            }
            _ => true,
        }
    }

    /// Tells whether the same is done with both by one who is named: "… had spent $700 million",
    /// "… has spent almost $1bn".
    pub(super) fn is_same_deed(&self, other: &Self) -> bool {
        let one_deed = match (&self.deed, &other.deed) {
            (Some(a), Some(b)) => a == b || lists().is_one_act(&stem(a), &stem(b)),
            _ => false,
        };
        one_deed
            && self.rate == other.rate
            && self.possible == other.possible
            && self.names.iter().any(|n| other.names.contains(n))
    }

    /// Tells whether it is the same as another figure, in another unit.
    pub(super) fn is_aside(&self) -> bool {
        self.aside
    }

    /// Tells whether it is a sum up to the day it was told.
    pub(super) fn is_so_far(&self) -> bool {
        self.so_far
    }

    /// Tells whether it is so much a day, an hour, a piece.
    pub(super) fn is_rate(&self) -> bool {
        self.rate.is_some()
    }

    /// Tells whether it is of a part of what is told: "during the second half".
    pub(super) fn is_of_part(&self) -> bool {
        self.during
    }

    /// Tells whether it is the quote of a day.
    pub(super) fn is_quote(&self) -> bool {
        self.quoted
    }
}

/// Tells whether the word said of people counted is said of this figure: it stands in its
/// clause, and no other figure is nearer to it ("trapping five people and injuring another
/// 40").
pub(super) fn is_said_of(place: &Place<'_>, is_cue: impl Fn(&str) -> bool) -> bool {
    // The figure itself may hold the word: "12 dead".
    if place.inside().iter().any(|(_, w)| is_cue(w)) {
        return true;
    }
    let is_number = |w: &str| {
        w.starts_with(|c: char| c.is_ascii_digit()) || number::small(w).is_some_and(|n| n != 1)
    };
    let clause = clause(place);
    let behind = within(place.behind(), clause.end);
    if let Some(at) = behind.iter().position(|(_, w)| is_cue(w)) {
        let parted = behind[..at].iter().any(|(_, w)| w == "and" || is_number(w));
        let other = first(&behind[at + 1..], 3)
            .iter()
            .any(|(_, w)| is_number(w) || w == "another");
        if !parted || !other {
            return !behind[..at].iter().any(|(_, w)| is_number(w));
        }
    }
    let before = place.before();
    let before = &before[before.partition_point(|(range, _)| range.start < clause.start)..];
    before
        .iter()
        .rposition(|(_, w)| is_cue(w))
        .is_some_and(|at| {
            let between = &before[at + 1..];
            let parted = says(between, "and");
            // "Thousands are feared dead and three million affected."
            let other = first(behind, 3)
                .iter()
                .any(|(_, w)| w.ends_with("ed") && counts().people(w).is_none());
            !(parted && other || between.iter().any(|(_, w)| is_number(w)))
        })
}

/// Tells whether only some of those of whom it is said are counted: "18 are critically
/// injured".
pub(super) fn is_some_of(place: &Place<'_>) -> bool {
    const FAR: usize = 5;
    first(place.behind(), FAR)
        .iter()
        .take_while(|(range, w)| !place.up_to(range.start).contains([',', ';']) && w != "and")
        .any(|(_, w)| lists().some.has(w))
}

/// Returns the name that stands before a verb of winning right before a figure.
fn winner(place: &Place<'_>, clause: &Range<usize>) -> Option<String> {
    let mut before = place.before().iter().rev();
    let verb = before.by_ref().find(|(_, w)| !is_plain(w))?;
    let named = |(range, w): &&Lower<'_>| {
        place.text[range.clone()].starts_with(char::is_uppercase) && !is_plain(w)
    };
    let inside = |(range, _): &&Lower<'_>| clause.start <= range.start;
    let won = lists().wins.has(&verb.1);
    let led = before
        .take_while(inside)
        .skip_while(|w| !named(w))
        .take_while(named);
    won.then(|| led.last().map(|(_, w)| w.to_string()))?
}

/// Returns what a percentage is of: "vote" in "41 per cent of the vote", "turnout" before one.
fn share_of(place: &Place<'_>, clause: &Range<usize>) -> Option<String> {
    let number = |w: &str| w.starts_with(|c: char| c.is_ascii_digit());
    if place.next(0) == "of" {
        return place
            .behind()
            .iter()
            .map(|(_, w)| w)
            .find(|w| !is_plain(w))
            .map(|w| stem(w));
    }
    let before = place.before().iter().rev();
    let mut measures = before
        .take_while(|(range, w)| clause.start <= range.start && !number(w))
        .filter(|(_, w)| lists().measures.has(w) || lists().rates.has(w))
        .map(|(_, w)| stem(w));
    let nearest = measures.next()?;
    // "Key rate" and "interest rate" are one, "jobless rate" is another.
    let of_what = measures
        .next()
        .filter(|m| nearest == "rate" && m != "interest");
    Some(of_what.unwrap_or(nearest))
}

/// Returns the word that stands right behind the counted: "voted" in "40 MPs voted".
fn tail(place: &Place<'_>, after: &[Lower<'_>], unit: &[&str]) -> Option<String> {
    let close = |range: &Range<usize>| !place.up_to(range.start).contains([',', '(', ';', ':']);
    let mut rest = after
        .iter()
        .skip_while(|(_, w)| unit.contains(&w.as_ref()) || w == "per" || w == "cent");
    let first = rest.next()?;
    let tells = !is_plain(&first.1)
        && close(&first.0)
        && (first.1.ends_with("ed") || lists().changes.has(&first.1));
    tells.then(|| stem(&first.1))
}

/// Returns the stems of the words before the noun that is counted.
fn kinds(unit: &[&str]) -> Vec<String> {
    let known = unit.len() > 1 && counts().thing(&unit.join(" ")) != unit.join(" ");
    let before = unit.split_last().map_or(&[][..], |(_, before)| before);
    before.iter().filter(|_| !known).map(|w| stem(w)).collect()
}

/// Returns who did what was done with a sum, and whether a name says so.
fn doer(place: &Place<'_>, witness: &Witness<'_>, clause: &Range<usize>) -> Option<(String, bool)> {
    let mut before = place.before().iter().rev();
    before.find(|(_, w)| lists().deeds.has(w))?;
    let inside = |(range, _): &&Lower<'_>| clause.start <= range.start;
    let (range, word) = before.take_while(inside).find(|(_, w)| !is_plain(w))?;
    let at = place.in_body(range);
    let holds = |mention: &Range<usize>| mention.start <= at.start && at.end <= mention.end;
    let named = witness.names.iter().any(|n| n.mentions.iter().any(holds));
    Some((word.to_string(), named))
}

/// Returns of what so much is told: "oil" in "40 gallons of crude oil".
fn of_what(after: &[Lower<'_>], unit: &[&str]) -> Option<String> {
    let mut rest = after.iter().skip_while(|(_, w)| unit.contains(&w.as_ref()));
    let of = rest.next().is_some_and(|(_, w)| w == "of");
    let what = rest.find(|(_, w)| !is_plain(w)).filter(|_| of)?;
    Some(stem(counts().thing(&what.1)))
}

/// Tells whether a share is what something changed by ("rose 4 per cent", "a rise of 4 per cent"),
/// not what it came to ("rose to 4 per cent").
fn is_move(place: &Place<'_>, quantity: &Quantity) -> bool {
    const NEAR: usize = 3;
    if !matches!(
        quantity.unit.as_str(),
        "percent" | "percentage points" | "points"
    ) {
        return false;
    }
    let level = matches!(place.last(0), "to" | "at");
    let before = (0..NEAR)
        .map(|n| place.last(n))
        .find(|w| !is_plain(w) && !w.is_empty());
    let behind = first(place.behind(), NEAR)
        .iter()
        .any(|(range, w)| !place.up_to(range.start).contains([',', ';']) && lists().changes.has(w));
    !level && (before.is_some_and(|w| lists().changes.has(w)) || behind)
}

/// Returns whose figure it is, where the clause says so before it.
fn owners(place: &Place<'_>, clause: &Range<usize>) -> Vec<String> {
    let before = place.before().iter();
    let inside = before.filter(|(range, _)| clause.start <= range.start);
    let owner = |(range, word): &Lower<'_>| {
        let printed = &place.text[range.clone()];
        let name = printed.starts_with(char::is_uppercase) && printed.ends_with("'s");
        (name || matches!(word.as_ref(), "its" | "their")).then(|| word.to_string())
    };
    inside.filter_map(owner).collect()
}

/// Tells whether both name owners, of whom none is the same.
fn is_apart(a: &[String], b: &[String]) -> bool {
    !a.is_empty() && !b.is_empty() && !a.iter().any(|owner| b.contains(owner))
}

/// Returns those of the words that end before a byte of the sentence.
fn within<'p, 'a>(words: &'p [Lower<'a>], end: usize) -> &'p [Lower<'a>] {
    &words[..words.partition_point(|(range, _)| range.end <= end)]
}

/// Returns the clause a figure stands in.
pub(super) fn clause(place: &Place<'_>) -> Range<usize> {
    place.clause(read_clause)
}

fn read_clause(place: &Place<'_>) -> Range<usize> {
    let (text, span) = (place.text, &place.span);
    let mut start = 0;
    let mut end = text.len();
    let cut = |at: usize, opens: usize, start: &mut usize, end: &mut usize| {
        if opens <= span.start {
            *start = (*start).max(opens);
        } else if at >= span.end {
            *end = (*end).min(at);
        }
    };
    // Most sentences are of one.
    let parted = text.contains([';', '—', '–']) || text.contains(" -- ");
    for (at, c) in text.char_indices().filter(|_| parted) {
        // "1,000 barrels -- or 42,000 gallons -- a day" goes on behind the second.
        let aside = |rest: &str| {
            let inner = rest
                .strip_prefix(" -- or ")
                .and_then(|r| r.split_once(" -- "));
            inner.is_some_and(|(inside, _)| inside.len() < 40)
        };
        let closes = || {
            text[..at]
                .rfind(" -- or ")
                .is_some_and(|from| at - from < 48)
        };
        let dashes = text[at..].starts_with(" -- ") && !aside(&text[at..]) && !closes();
        if matches!(c, ';' | '—' | '–') || dashes {
            cut(at, at + c.len_utf8(), &mut start, &mut end);
        }
    }
    for (range, word) in place.words() {
        // "As much as" bounds a figure and opens nothing.
        let bound = word == "as" && span.start <= range.start && range.end <= span.end;
        // "Two who were detained" goes on about the two.
        let gap = text.get(span.end..range.start).unwrap_or_default();
        let same = matches!(word.as_ref(), "who" | "which" | "whose")
            && range.start >= span.end
            && gap.split_whitespace().count() <= 2
            && !gap.contains(',');
        if lists().openers.has(word) && !bound && !same {
            cut(range.start, range.start, &mut start, &mut end);
        }
    }
    start.min(span.start)..end.max(span.end).min(text.len())
}

/// Returns what the counted is counted by.
fn rate(place: &Place<'_>, words: &[Lower<'_>], unit: &[&str]) -> Option<String> {
    const FAR: usize = 12;
    let mut inside = 0i32;
    for (i, (range, word)) in words.iter().enumerate().take(FAR) {
        if place.up_to(range.start).ends_with(['.', ';']) {
            return None;
        }
        // "Daily estimates" are made daily of anything.
        let adverb = || words.get(i + 1).is_none_or(|(_, w)| is_plain(w));
        match word.as_ref() {
            "daily" | "hourly" | "weekly" | "monthly" | "yearly" if !adverb() => {}
            "lrb" => inside += 1,
            "rrb" => inside -= 1,
            "daily" | "bpd" => return Some("day".to_owned()),
            "hourly" => return Some("hour".to_owned()),
            "weekly" => return Some("week".to_owned()),
            "monthly" => return Some("month".to_owned()),
            "annually" | "yearly" => return Some("year".to_owned()),
            "a" | "an" | "per" | "each" | "every" if inside <= 0 => {
                let next = words.get(i + 1).map_or("", |(_, w)| w.as_ref());
                let by = matches!(word.as_ref(), "per" | "each" | "every");
                if by && !next.is_empty() || lists().periods.has(next) {
                    return Some(stem(next));
                }
            }
            _ => {}
        }
    }
    // "40,000 bpd" is a unit of its own.
    unit.contains(&"bpd").then(|| "day".to_owned())
}

/// Returns what a length is of: "coast" in "40 miles of coast".
fn measured(words: &[Lower<'_>], unit: &str) -> Option<String> {
    let mut words = words.iter().map(|(_, w)| w.as_ref());
    let first = words.next()?;
    let of = if first == unit { words.next()? } else { first };
    (of == "of").then(|| words.find(|w| !is_plain(w)).map(stem))?
}
