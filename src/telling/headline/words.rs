//! Words that decide what a phrase of a headline keeps: closed classes of English.

use std::borrow::Cow;

/// Tells whether a word of time says what a thing is.
pub(super) fn stays(word: &str) -> bool {
    matches!(
        word,
        "former" | "future" | "annual" | "daily" | "weekly" | "monthly" | "nightly"
    )
}

pub(super) fn superlative(word: &str) -> bool {
    let other = matches!(
        word,
        "honest" | "dishonest" | "modest" | "earnest" | "manifest" | "latest"
    );
    word.len() > 5 && word.ends_with("est") && !word.ends_with("west") && !other
}

/// Tells whether an adjective only says which of several times is meant: "the first day", but "a long day"
/// is a thing.
pub(super) fn orders(word: &str) -> bool {
    matches!(
        word,
        "last"
            | "next"
            | "past"
            | "same"
            | "previous"
            | "first"
            | "second"
            | "third"
            | "final"
            | "following"
            | "recent"
            | "coming"
            | "late"
            | "early"
            | "few"
            | "several"
            | "other"
            | "whole"
            | "entire"
            | "full"
            | "certain"
            | "consecutive"
            | "straight"
            | "further"
    )
}

/// Tells whether a word says whose something is.
pub(super) fn possessive(word: &str) -> bool {
    matches!(
        word,
        "my" | "our" | "your" | "his" | "her" | "its" | "their"
    )
}

/// Tells whether a pronoun is what something is done to.
pub(super) fn objects(word: &str) -> bool {
    matches!(
        word,
        "him" | "them" | "it" | "himself" | "herself" | "themselves"
    )
}

/// Tells whether a verb has something done to its object.
pub(super) fn has_done(base: &str) -> bool {
    matches!(
        base,
        "have" | "get" | "see" | "keep" | "leave" | "find" | "want"
    )
}

/// Tells whether a pronoun is who does it, as what it is done to.
pub(super) fn reflexive(word: &str) -> bool {
    word.ends_with("self") || word.ends_with("selves")
}

/// Tells whether an adverb says where a verb goes: without it "went ahead" says nothing.
pub(super) fn directs(word: &str) -> bool {
    matches!(
        word,
        "ahead"
            | "back"
            | "away"
            | "home"
            | "abroad"
            | "together"
            | "apart"
            | "forward"
            | "aside"
            | "inside"
            | "outside"
            | "aboard"
            | "indoors"
    )
}

/// Tells whether an adverb leaves open whether something is so: without it a label would say it is.
pub(super) fn doubts(word: &str) -> bool {
    matches!(
        word,
        "allegedly"
            | "reportedly"
            | "apparently"
            | "supposedly"
            | "purportedly"
            | "seemingly"
            | "possibly"
            | "probably"
            | "perhaps"
            | "maybe"
            | "presumably"
            | "nearly"
            | "almost"
            | "barely"
            | "hardly"
            | "scarcely"
            | "rarely"
            | "seldom"
    )
}

/// Tells whether a word makes the number behind it an estimate.
pub(super) fn approximates(word: &str) -> bool {
    matches!(
        word,
        "about"
            | "around"
            | "nearly"
            | "almost"
            | "roughly"
            | "approximately"
            | "some"
            | "over"
            | "under"
            | "several"
            | "many"
    )
}

/// Returns an estimating word that can open a label: "some" cannot.
pub(super) fn plainly(word: Cow<'_, str>) -> String {
    if word == "some" {
        "about".to_owned()
    } else {
        word.into_owned()
    }
}

/// Tells whether a word is a stretch of time that no time expression was found in.
pub(super) fn time_unit(word: &str) -> bool {
    matches!(
        word,
        "second"
            | "seconds"
            | "minute"
            | "minutes"
            | "hour"
            | "hours"
            | "day"
            | "days"
            | "week"
            | "weeks"
            | "month"
            | "months"
            | "year"
            | "years"
            | "decade"
            | "decades"
            | "time"
            | "times"
            | "moment"
            | "point"
            | "moments"
            | "morning"
            | "evening"
            | "night"
            | "weekend"
    )
}
