//! How much a figure of people takes in: all of whom something is said, one of the parts of a
//! whole, those of one nation, of several happenings, or of another happening than the one told.
//!
//! Nearly all false alarms come from a figure of less held against a figure of more. What a figure
//! takes in is told beside it, so what is told of one figure alone keeps two from being compared.

use super::place::{Lower, Place, says};
use super::setting::clause;
use crate::compare::lexicon::{Group, counts, lists};
use crate::compare::words::is_plain;
use crate::text::number;
use crate::text::stem::stem;
use std::ops::Range;

/// What a figure takes in.
#[derive(Debug, Default)]
pub(super) struct Scope {
    /// Over how many days, attacks or places it is a sum: "3 day".
    pub over: Option<String>,
    /// One of the parts of a whole: "14 sailors and seven others".
    pub part: bool,
    /// Whose people they are, where a name says so: "ten Ostrans".
    pub whose: Option<String>,
}

impl Scope {
    /// Reads what stands around a figure.
    pub fn read(place: &Place<'_>, group: Option<&Group>) -> Self {
        let clause = clause(place);
        Self {
            over: over(place, &clause),
            part: is_one_of_parts(place, &clause, group),
            whose: whose(place),
        }
    }
}

/// Tells whether a word is a number.
pub(super) fn is_number(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_digit()) || number::small(word).is_some()
}

/// Returns where a sentence begins to tell of what came before the rest ("after a blast killed 12")
/// or of something in passing ("the blast that killed 12"), if a figure stands there.
pub(super) fn told_before(place: &Place<'_>) -> Option<usize> {
    const FAR: usize = 14;
    const NAMED: usize = 10;
    let mut end = place.span.start;
    for (range, word) in place.before().iter().rev().take(FAR) {
        // "After the blast, 12 people were dead" tells of the 12 by itself.
        if place.text[range.end..end].contains([',', ';', ':']) {
            break;
        }
        if lists().follows.has(word) {
            return Some(range.start);
        }
        end = range.start;
    }
    // "Mourners of the blast that killed 12" name the blast in passing.
    let near = &place.before()[place.before().len().saturating_sub(NAMED + 4)..];
    if let Some(at) = near.windows(2).rposition(|w| {
        matches!(w[0].1.as_ref(), "that" | "which") && (is_cue(&w[1].1) || w[1].1 == "left")
    }) {
        return Some(near[at.saturating_sub(NAMED)].0.start);
    }
    // "Had killed 12" goes back in time but where somebody says so.
    let said = place.has(&lists().saying);
    let words = place.before();
    let near = &words[words.len().saturating_sub(4)..];
    let had = near
        .iter()
        .skip_while(|(_, w)| w != "had")
        .any(|(_, w)| is_cue(w));
    (had && !said).then_some(0)
}

/// Returns over what a figure is a sum: "in three days", "in two attacks".
fn over(place: &Place<'_>, clause: &Range<usize>) -> Option<String> {
    const BETWEEN: usize = 3;
    let inside = |range: &Range<usize>| clause.start <= range.start && range.end <= clause.end;
    let words: Vec<&Lower<'_>> = place.words().iter().filter(|(r, _)| inside(r)).collect();
    for (i, (_, word)) in words.iter().enumerate() {
        if !lists().spans.has(word) {
            continue;
        }
        let rest = &words[i + 1..];
        // "Over the course of the day", "during the day".
        let course = rest.iter().take(2).any(|(_, w)| w == "course");
        let period = rest
            .iter()
            .take(BETWEEN)
            .any(|(_, w)| lists().periods.has(w));
        if course || word == "during" && period {
            return Some("during".to_owned());
        }
        let led = rest
            .iter()
            .take(BETWEEN)
            .take_while(|(_, w)| is_plain(w) || lists().lately.has(w));
        let Some((range, count)) = rest.get(led.count()) else {
            continue;
        };
        let many = number::small(count).is_some_and(|n| n > 1)
            || count.parse::<u32>().is_ok_and(|n| (2..100).contains(&n))
            || lists().several.has(count);
        if !many || place.span.contains(&range.start) {
            continue;
        }
        let noun = rest.iter().skip_while(|(r, _)| r.start <= range.start);
        let noun = noun
            .take(BETWEEN)
            .find(|(_, w)| w.ends_with('s') && !is_plain(w));
        if let Some((_, noun)) = noun.filter(|(_, w)| counts().people(w).is_none()) {
            return Some(stem(noun));
        }
    }
    None
}

/// Tells whether people are counted beside others of whom the same is said: "14 sailors and seven
/// others", "18 guests and three guides were killed".
fn is_one_of_parts(place: &Place<'_>, clause: &Range<usize>, group: Option<&Group>) -> bool {
    let behind: Vec<&Lower<'_>> = place
        .behind()
        .iter()
        .take_while(|(r, _)| r.end <= clause.end)
        .collect();
    let before: Vec<&Lower<'_>> = place
        .before()
        .iter()
        .rev()
        .take_while(|(r, _)| r.start >= clause.start)
        .collect();
    // From this figure on to the next, and from the one before up to this.
    let next = behind.iter().position(|(_, w)| is_joined(w));
    let behind_parts = next.is_some_and(|at| {
        is_other_count(&behind[at + 1..], group) && !behind[..at].iter().any(|(_, w)| is_cue(w))
    });
    let last = before.iter().position(|(_, w)| !bounds_number(w));
    let before_parts = last.is_some_and(|at| {
        is_joined(&before[at].1) && {
            let until = before[at + 1..].iter().take_while(|(_, w)| !is_cue(w));
            let told: Vec<&&Lower<'_>> = until.collect();
            told.iter().any(|(_, w)| is_number(w))
                && told.iter().any(|(_, w)| counts().people(w).is_some())
        }
    });
    behind_parts || before_parts
}

/// Tells whether words go on with another count of people of whom nothing else is said.
fn is_other_count(words: &[&Lower<'_>], group: Option<&Group>) -> bool {
    const NEAR: usize = 3;
    const FAR: usize = 5;
    let mut words = words.iter().skip_while(|(_, w)| bounds_number(w));
    let number = words
        .next()
        .is_some_and(|(_, w)| is_number(w) || matches!(w.as_ref(), "a" | "an" | "another"));
    let rest: Vec<&str> = words.map(|(_, w)| w.as_ref()).take(FAR).collect();
    let said = rest.iter().find_map(|w| counts().subject(w));
    let same = said.is_none_or(|s| group.is_some_and(|g| g.name == s.name));
    let people =
        |w: &&str| matches!(*w, "other" | "others") || counts().people(w).is_some() && !is_cue(w);
    number && same && rest.iter().take(NEAR).any(people)
}

/// Tells whether a word says something of the people counted.
fn is_cue(word: &str) -> bool {
    counts().subject(word).is_some()
}

fn is_joined(word: &str) -> bool {
    matches!(word, "and" | "plus" | "with")
}

fn bounds_number(word: &str) -> bool {
    matches!(
        word,
        "at" | "least"
            | "about"
            | "around"
            | "some"
            | "nearly"
            | "almost"
            | "more"
            | "than"
            | "up"
            | "to"
            | "as"
            | "many"
    )
}

/// Returns the name that says whose people are counted: "ten Ostrans", "37 UN staff".
fn whose(place: &Place<'_>) -> Option<String> {
    const SAME: usize = 5;
    let (range, word) = place.behind().first()?;
    let close = place.up_to(range.start).chars().all(char::is_whitespace);
    let titled = place
        .behind()
        .get(1)
        .is_some_and(|(r, _)| place.text[r.clone()].starts_with(char::is_uppercase));
    let named = place.text[range.clone()].starts_with(char::is_uppercase);
    (close
        && named
        && !titled
        && !lists().names_of_days.has(word)
        && !is_cue(word)
        && counts().people(word).is_none()
        && !says(place.inside(), "dead"))
    .then(|| word.chars().take(SAME).collect())
}
