//! Who stands for what a label says, where nobody tells it as a fact.

use super::super::acts;
use super::super::tale::Tale;
use super::lists::{DETERMINING, PARTING};
use crate::telling::is_womans_name;
use crate::telling::{Attribution, Digest, NameKind, Speaker, Status, Telling, Term};

/// Longest name of a speaker, in words.
const MOST: usize = 5;
/// Tellings before a "he said" among which whoever spoke last is looked for.
const BACK: usize = 8;

/// Tells whether a telling lays what it tells to somebody whom its headline does not name. What
/// somebody says is going to be done is a plan, and no claim; nor does who denies it claim it.
pub(super) fn is_claim(t: &Telling) -> bool {
    let by = t.said_by.as_ref();
    let claims = matches!(t.status, Status::Happened | Status::Ongoing);
    claims && by.is_some_and(|by| !t.headline.contains(last_word(&by.text)))
}

/// Returns who alone stands for what a label says, taken from `from`; nobody if another telling
/// of the moment tells the same without laying it to anybody.
pub(super) fn speaker(
    words: &str,
    from: &Tale,
    tales: &[&Tale],
    digests: &[Digest],
) -> Option<String> {
    let telling = |t: &Tale| &digests[t.article.at()].tellings[t.telling as usize];
    let told = telling(from);
    if !is_claim(told) {
        return None;
    }
    let borne_out = tales.iter().any(|t| {
        let other = telling(t);
        let tells = other.said_by.is_none() && other.status != Status::Denied;
        !t.faint && tells && one_act(told, other)
    });
    let digest = &digests[from.article.at()];
    let who = name(digest, from.telling as usize)?;
    (!borne_out && !words.contains(last_word(&who))).then_some(who)
}

/// Tells whether two tellings of a moment tell of one act in it.
fn one_act(a: &Telling, b: &Telling) -> bool {
    match (&a.action, &b.action) {
        (Some(x), Some(y)) => x == y || acts::alike(Term::of(x), Term::of(y)),
        _ => false,
    }
}

/// Returns the speaker of a telling in a few words: a person's surname, a body's name without
/// what determines it. A pronoun is whoever spoke just before.
fn name(digest: &Digest, telling: usize) -> Option<String> {
    let by = digest.tellings[telling].said_by.as_ref()?;
    let by = match &*by.text.to_lowercase() {
        pronoun @ ("he" | "she") => {
            let woman = pronoun == "she";
            let fits = |by: &Attribution| {
                let known = is_woman(digest, by);
                by.kind == Speaker::Named && known.is_none_or(|known| known == woman)
            };
            before(digest, telling, fits)?
        }
        "it" | "they" => before(digest, telling, |by| by.kind != Speaker::Named)?,
        _ => by,
    };
    let surname = last_word(&by.text);
    let person = by.kind == Speaker::Named
        && digest
            .names
            .iter()
            .any(|n| n.kind == NameKind::Person && last_word(&n.text) == surname);
    if person {
        return Some(surname.to_owned());
    }
    // "One of its members, Karl Holm, said".
    let bare = digest
        .names
        .iter()
        .flat_map(|n| &n.mentions)
        .all(|m| m.end <= by.span.start || by.span.end <= m.start);
    let apposed = digest.names.iter().find(|n| {
        let behind = n
            .mentions
            .iter()
            .any(|m| m.start == by.span.end + ", ".len());
        bare && behind && n.kind == NameKind::Person
    });
    if let Some(person) = apposed {
        return Some(last_word(&person.text).to_owned());
    }
    let named = |from: usize| {
        let mut mentions = digest.names.iter().flat_map(|n| &n.mentions);
        mentions.any(|m| m.start <= from && from < m.end)
    };
    let mut out: Vec<&str> = Vec::new();
    let mut at = by.span.start;
    for word in by.text.split_whitespace() {
        // "Some of the guards" are no "of the guards".
        let some_of = by.text.starts_with(word) && by.text[word.len()..].starts_with(" of ");
        let leads = out.is_empty() && DETERMINING.holds(word) && !some_of;
        // "The Observatory for Human Rights" is one name, "officials in Lindon" are officials.
        let parts = PARTING.holds(word) && !named(at) || word.starts_with('(');
        if parts || out.len() == MOST {
            break;
        }
        at += word.len() + 1;
        if !leads {
            out.push(word.trim_end_matches(','));
        }
        if word.ends_with(',') {
            break;
        }
    }
    let text = out.join(" ");
    let first = text.chars().next()?;
    Some(first.to_uppercase().chain(text.chars().skip(1)).collect())
}

/// Tells whether a speaker is a woman, where a name that the article gives in full shows it.
fn is_woman(digest: &Digest, by: &Attribution) -> Option<bool> {
    let surname = last_word(&by.text);
    digest
        .names
        .iter()
        .filter(|n| n.kind == NameKind::Person && last_word(&n.text) == surname)
        .find_map(|n| is_womans_name(&n.text))
}

/// Returns who spoke last before a telling, of those that fit.
fn before(
    digest: &Digest,
    telling: usize,
    fits: impl Fn(&Attribution) -> bool,
) -> Option<&Attribution> {
    let earlier = digest.tellings[..telling].iter().rev().take(BACK);
    let spoke = earlier.filter_map(|t| t.said_by.as_ref());
    spoke
        .filter(|by| by.text.len() > "they".len())
        .find(|by| fits(by))
}

fn last_word(text: &str) -> &str {
    text.split_whitespace().next_back().unwrap_or_default()
}
