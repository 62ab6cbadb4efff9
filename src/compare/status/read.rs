//! What one telling says of whether it happened: its shade and the words that show it.

use crate::compare::Witness;
use crate::compare::lexicon::{lists, opens_shade, shades};
use crate::compare::words::{Vocabulary, Word, lower_words};
use crate::link::Dated;
use crate::telling::Status;
use crate::text::sentence::sentences_where;
use crate::text::stem::stem;
use std::ops::Range;

/// What one telling says, finer than [`Status`].
#[derive(Clone, PartialEq)]
pub(super) struct Said<'w, 'a> {
    pub witness: &'w Witness<'a>,
    pub shade: String,
    pub words: String,
    pub sentence: Range<usize>,
    /// Where the words that show it stand in the body, when some do.
    pub cue: Option<Range<usize>>,
    /// A plan with "not" behind: "will not sail".
    pub negated: bool,
    /// The stem of the act, when it is not the telling's own: "will not resign, she insisted".
    pub act: Option<String>,
}

impl Said<'_, '_> {
    pub fn act(&self) -> Option<&str> {
        self.act
            .as_deref()
            .or(self.witness.telling.action.as_deref())
    }
}

/// Returns what the telling says of its status: the shade and the words for it.
pub(in crate::compare) fn words_of(witness: &Witness<'_>) -> (String, String) {
    let said = read(witness);
    let mut words = said.words;
    // "Had been expected on", of the day.
    for last in [" on", " in", " at", " for"] {
        words = words.strip_suffix(last).unwrap_or(&words).to_owned();
    }
    (said.shade, words)
}

pub(super) fn read<'w, 'a>(witness: &'w Witness<'a>) -> Said<'w, 'a> {
    let telling = witness.telling;
    let cue = telling.status_cue.clone();
    let said = |shade: &str, cue: Option<Range<usize>>| Said {
        witness,
        shade: shade.to_owned(),
        words: cue
            .as_ref()
            .map_or(shade, |at| witness.words_at(at))
            .to_owned(),
        sentence: telling.sentence.clone(),
        cue,
        negated: false,
        act: None,
    };
    if let Some(cue) = cue.clone() {
        let behind = witness.body.get(cue.end..).unwrap_or_default();
        let follows = behind.starts_with(" not ");
        if telling.status == Status::Planned && (follows || is_ruled_out(witness.words_at(&cue))) {
            let end = cue.end + if follows { " not".len() } else { 0 };
            let mut said = said("cancelled", Some(cue.start..end));
            said.negated = true;
            return said;
        }
        if telling.status == Status::Happened && is_negated(witness.words_at(&cue)) {
            return said(NOT_SO, Some(cue));
        }
    }
    // "Postponed" is told apart from "cancelled" by the telling's own words.
    let wanted: &[&str] = match telling.status {
        Status::Cancelled => &["postponed", "suspended", "cancelled"],
        Status::Planned | Status::Ongoing => &["postponed", "still planned"],
        Status::Happened => &[
            "postponed",
            "called off",
            "still planned",
            "confirmed",
            "alleged",
        ],
        Status::Denied => &[],
    };
    // Another clause ("… after the visit was put off") is of another thing.
    let clause = witness.clause();
    let text = witness.words_at(clause);
    let plain = || said(telling.status.word(), cue);
    let Some((shade, range)) = shade_in(text, wanted) else {
        return plain();
    };
    if shade == "alleged" && !is_of_act(witness, text, &range) {
        return plain();
    }
    // "Cancelled and delayed flights" are some of each.
    let at = clause.start + range.start..clause.start + range.end;
    if shade == "postponed" && is_joined_to(witness, &telling.sentence, &at) {
        return plain();
    }
    let shade = if shade == "called off" {
        "cancelled"
    } else {
        &shade
    };
    said(shade, Some(at))
}

/// Tells whether a word for calling off stands right beside a stretch of a sentence, with "and"
/// or "or".
fn is_joined_to(witness: &Witness<'_>, sentence: &Range<usize>, at: &Range<usize>) -> bool {
    const JOINER: usize = 5;
    let text = witness.words_at(sentence);
    let from = sentence.start;
    let range = at.start.saturating_sub(from)..at.end.saturating_sub(from);
    shade_in(text, &["called off"]).is_some_and(|(_, other)| {
        let between = match other.end <= range.start {
            true => other.end..range.start,
            false => range.end..other.start.max(range.end),
        };
        between.len() <= JOINER && matches!(text[between].trim(), "and" | "or")
    })
}

/// Returns the acts that witnesses tell as done, as stems.
pub(super) fn done<'a>(witnesses: &[Witness<'a>]) -> Vec<&'a str> {
    let mut out: Vec<&str> = witnesses
        .iter()
        .filter(|w| w.telling.status == Status::Happened)
        .filter_map(|w| w.telling.action.as_deref())
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Returns what a telling of something else says that somebody will not do, where others tell it
/// as done: "she will not resign, she insisted".
pub(super) fn negates<'w, 'a>(witness: &'w Witness<'a>, done: &[&str]) -> Option<Said<'w, 'a>> {
    let telling = witness.telling;
    let text = witness.words_at(&telling.sentence);
    let may = ["will not", "won't", "won’t", "refus", "declin"];
    if telling.status != Status::Happened || !may.iter().any(|w| text.contains(w)) {
        return None;
    }
    let words = lower_words(text);
    let word = |i: usize| words.get(i).map_or("", |(_, w)| w.as_ref());
    (1..words.len()).find_map(|i| {
        let from = match word(i - 1) {
            "won't" => i - 1,
            "not" if i > 1 && word(i - 2) == "will" => i - 2,
            "to" if i > 1 && lists().refusing.has(word(i - 2)) => i - 2,
            _ => return None,
        };
        let act = stem(word(i));
        let own = telling.action.as_deref() == Some(act.as_str());
        if own || !done.contains(&act.as_str()) {
            return None;
        }
        let start = telling.sentence.start;
        let cue = start + words[from].0.start..start + words[i].0.end;
        Some(Said {
            witness,
            shade: "cancelled".to_owned(),
            words: witness.words_at(&cue).to_owned(),
            sentence: telling.sentence.clone(),
            cue: Some(cue),
            negated: true,
            act: Some(act),
        })
    })
}

/// Returns the stems of what is denied, "that she had resigned", "having resigned": of the words
/// right behind the denial. Who denies a charge does not deny that it was brought.
///
/// Which claim is denied nobody can tell where the denial has no day of its own.
pub(super) fn denies(witness: &Witness<'_>) -> Vec<String> {
    const NEAR: usize = 8;
    const CLAIM: usize = 5;
    let telling = witness.telling;
    let behind = telling.status_cue.as_ref().map_or("", |cue| {
        witness.words_at(&(cue.end.min(telling.sentence.end)..telling.sentence.end))
    });
    let words = lower_words(behind);
    // "Rejects the claim that", "dismissed as false reports of".
    let claim = words.iter().take(CLAIM);
    let claim = claim.clone().position(|(_, w)| lists().claims.has(w));
    let own_day = witness.dated == Dated::Own && witness.window.is_some_and(|w| w.n_days() == 1);
    if claim.is_some() && !own_day {
        return vec![];
    }
    let words = &words[claim.map_or(0, |at| at + 1)..];
    let of = claim.is_some() && words.first().is_some_and(|(_, w)| w == "of");
    let words = &words[usize::from(of)..];
    let of_act = words
        .first()
        .is_some_and(|(_, w)| lists().of_acts.has(w) || w.ends_with("ing"));
    let near = words.iter().filter(|_| of_act).take(NEAR);
    near.map(|(_, word)| stem(word)).collect()
}

/// What a telling says by "still scheduled".
pub(super) const STILL: &str = "still planned";

/// What a telling says by "did not".
pub(super) const NOT_SO: &str = "did not happen";

/// Tells whether the words that tell a status say that something did not happen: "did not
/// resign", but not "does not go far enough".
fn is_negated(cue: &str) -> bool {
    let words = lower_words(cue);
    let past = |w: &str| {
        lists()
            .past
            .has(w.trim_end_matches(|c: char| "n't’".contains(c)))
    };
    let any = |of: &dyn Fn(&str) -> bool| words.iter().any(|(_, w)| of(w));
    let not = |w: &str| lists().not.has(w) || w.ends_with("n't");
    any(&|w| lists().never.has(w)) || any(&not) && any(&past)
}

/// Tells whether the words of a plan say "not": "will not sail". What is "not expected to be
/// ready until May" is not called off.
fn is_ruled_out(cue: &str) -> bool {
    let expected = || lower_words(cue).iter().any(|(_, w)| lists().plans.has(w));
    holds_not(cue) && !expected()
}

pub(super) fn holds_not(text: &str) -> bool {
    let not = |w: &str| lists().not.has(w) || lists().never.has(w) || w.ends_with("n't");
    lower_words(text).iter().any(|(_, w)| not(w))
}

/// Tells whether the word for the act stands next to the words that show a shade: "allegedly
/// stole", not "was taken in, reportedly of her own will".
fn is_of_act(witness: &Witness<'_>, text: &str, range: &Range<usize>) -> bool {
    const NEXT: usize = 3;
    let words = lower_words(text);
    let first = words.partition_point(|(r, _)| r.end <= range.start);
    let last = words.partition_point(|(r, _)| r.start < range.end);
    let next = &words[first.saturating_sub(NEXT)..(last + NEXT).min(words.len())];
    let act = witness.telling.action.as_deref();
    next.iter()
        .any(|(_, w)| act.is_some_and(|act| act == stem(w)))
}

/// Returns what a text says elsewhere of the same thing being put off: the thing stands
/// next to the word for it, and either two words that matter are shared with the telling or
/// the sentence follows it closely.
pub(super) fn put_off<'w, 'a>(witness: &'w Witness<'a>) -> Option<Said<'w, 'a>> {
    const HINTS: [&str; 4] = ["postpon", "put off", "reschedul", "delay"];
    const CLOSE: usize = 300;
    const BESIDE: usize = 4;
    let may = |text: &str| HINTS.iter().any(|hint| text.contains(hint));
    if !may(witness.body) {
        return None;
    }
    let mut vocabulary = Vocabulary::default();
    let told = vocabulary.read(witness.words_at(&witness.telling.sentence));
    for sentence in sentences_where(witness.body, may) {
        let text = &witness.body[sentence.clone()];
        let Some((shade, range)) = shade_in(text, &["postponed"]) else {
            continue;
        };
        let words = vocabulary.read(text);
        let shares = |w: &&Word| !w.plain && told.iter().any(|t| t.key == w.key);
        let mut shared: Vec<u32> = words.iter().filter(shares).map(|w| w.key).collect();
        shared.sort_unstable();
        shared.dedup();
        let first = words.partition_point(|w| w.range.end <= range.start);
        let last = words.partition_point(|w| w.range.start < range.end);
        let beside = words[first.saturating_sub(BESIDE)..(last + BESIDE).min(words.len())]
            .iter()
            // A name is who, not what.
            .filter(|w| text[w.range.clone()].starts_with(char::is_lowercase))
            .any(|w| shares(&w));
        let told_at = &witness.telling.sentence;
        let close = sentence.start >= told_at.end && sentence.start - told_at.end < CLOSE;
        let at = sentence.start + range.start..sentence.start + range.end;
        let could = words[..first].iter().rev().take(2);
        let could = could
            .into_iter()
            .any(|w| lists().modals.has(&text[w.range.clone()]));
        let joined = is_joined_to(witness, &sentence, &at);
        if beside && !(joined || could) && (shared.len() >= 2 || close) {
            return Some(Said {
                witness,
                shade,
                words: text[range.clone()].to_owned(),
                cue: Some(at),
                sentence,
                negated: false,
                act: None,
            });
        }
    }
    None
}

/// Returns the first of the wanted shades that the words of `text` show, and where.
fn shade_in(text: &str, wanted: &[&str]) -> Option<(String, Range<usize>)> {
    let words = lower_words(text);
    // Most texts show none.
    if !words.iter().any(|(_, word)| opens_shade(word)) {
        return None;
    }
    for want in wanted {
        for (cue, name) in shades().iter().filter(|(_, name)| name == want) {
            let found = words
                .windows(cue.len())
                .find(|run| run.iter().zip(cue).all(|((_, word), c)| word == c));
            if let Some(run) = found {
                let range = run[0].0.start..run[run.len() - 1].0.end;
                return Some((name.clone(), range));
            }
        }
    }
    None
}
