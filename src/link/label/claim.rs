//! Who stands for what a label says, where nobody tells it as a fact.

use super::super::acts;
use super::super::tale::Tale;
use super::lists::{DANGLING, DETERMINING, PARTING};
use crate::telling::{Attribution, Digest, Name, NameKind, Speaker, Status, Telling, Term};
use crate::telling::{is_title, is_womans_name};
use std::ops::Range;

/// Longest name of a speaker, in words.
const MOST: usize = 5;
/// Tellings before a "he said" among which whoever spoke last is looked for.
const BACK: usize = 4;
/// Bytes before a "he said" within which somebody has to be named to be meant.
const NEAR: usize = 300;
/// Bytes behind a speaker that still belong to what is said.
const ASIDE: usize = 160;
/// Marks that what somebody says opens with.
const MARKS: [char; 2] = ['"', '\u{201c}'];
/// Letters of a title that is written out: "Mr", "Gen", but "Mayor".
const ABBREVIATED: usize = 4;

/// Tells whether a telling lays what it tells to somebody whom its headline does not name. What
/// somebody says is going to be done is a plan, and no claim; nor does who denies it claim it.
pub(super) fn is_claim(t: &Telling) -> bool {
    let by = t.said_by.as_ref();
    let claims = matches!(t.status, Status::Happened | Status::Ongoing);
    claims && by.is_some_and(|by| !names(&t.headline, last_word(&by.text)))
}

/// Returns who alone stands for what a label says, taken from `from`; nobody if another telling
/// of the moment tells the same without laying it to anybody.
pub(super) fn speaker(
    words: &str,
    from: &Tale,
    tales: &[&Tale],
    digests: &[&Digest],
) -> Option<String> {
    let telling = |t: &Tale| &digests[t.article.at()].tellings[t.telling as usize];
    let told = telling(from);
    let bare = told.said_by.is_none() && told.text.starts_with(MARKS);
    if !is_claim(told) && !bare {
        return None;
    }
    let borne_out = tales.iter().any(|t| {
        let other = telling(t);
        // A bare quotation is somebody's too.
        let quoted = other.text.starts_with(MARKS);
        let tells = other.said_by.is_none() && other.status != Status::Denied && !quoted;
        !t.faint && tells && one_act(told, other)
    });
    let digest = &digests[from.article.at()];
    let own = name(digest, from.telling as usize);
    // "“We won,” she said" is by whom another telling of the same words names.
    let elsewhere = || {
        let same = |t: &&&Tale| repeats(words, &telling(t).text) && t.article != from.article;
        let mut others = tales.iter().filter(same);
        others.find_map(|t| name(digests[t.article.at()], t.telling as usize))
    };
    let who = own.or_else(elsewhere)?;
    (!borne_out && !names(words, last_word(&who))).then_some(who)
}

/// Returns the telling that lays the words of a label to somebody, where the one they are taken from
/// prints what somebody said without marks.
pub(super) fn voiced<'a>(
    words: &str,
    from: &'a Tale,
    tales: &[&'a Tale],
    digests: &[&Digest],
) -> &'a Tale {
    let telling = |t: &Tale| &digests[t.article.at()].tellings[t.telling as usize];
    let says = |t: &&&Tale| {
        let told = telling(t);
        told.said_by.is_some() && told.text.starts_with(MARKS) && repeats(words, &told.text)
    };
    let bare = telling(from).said_by.is_none() && telling(from).faint;
    let mut others = tales.iter().filter(|_| bare).filter(says);
    others.next().copied().unwrap_or(from)
}

/// Returns a label without whose thing it tells of, if that is who says it: "Lund: Husband fell".
pub(super) fn without_owner(words: &str, who: &str) -> String {
    let behind = words.find(['\'', '’']).and_then(|at| {
        let owner = words.get(..at)?;
        let rest = words.get(at..)?.split_once(' ')?.1;
        let short = owner.split_whitespace().count() <= 3;
        (short && owner.ends_with(who)).then_some(rest)
    });
    let rest = behind.unwrap_or(words);
    let first = rest.chars().next();
    let first = first.into_iter().flat_map(char::to_uppercase);
    first.chain(rest.chars().skip(1)).collect()
}

/// Tells whether words name who speaks: "Lund's husband fell" does not name Lund.
fn names(words: &str, speaker: &str) -> bool {
    words.split_whitespace().any(|word| {
        word.trim_matches(|c: char| !c.is_alphanumeric())
            .eq_ignore_ascii_case(speaker)
    })
}

/// Tells whether a text holds the words of a label one behind the other.
fn repeats(words: &str, text: &str) -> bool {
    let bare = |w: &str| {
        w.trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase()
    };
    let label: Vec<String> = words.split_whitespace().map(bare).collect();
    let text: Vec<String> = text.split_whitespace().map(bare).collect();
    label.len() > 2 && text.windows(label.len()).any(|w| w == label)
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
    let told = &digest.tellings[telling];
    let by = told.said_by.as_ref()?;
    let by = match &*by.text.to_lowercase() {
        pronoun @ ("he" | "she") => {
            let woman = pronoun == "she";
            let fits = |by: &Attribution| {
                by.kind == Speaker::Named && may_be(digest, last_word(&by.text), woman)
            };
            let spoke = before(digest, telling, fits);
            // "Finn Holm warned of it. He said …": who was named since is meant.
            let named = named_before(digest, told, by.span.start, woman);
            match (spoke, named) {
                (Some(by), Some((at, _))) if at <= by.span.end + ASIDE => by,
                (_, Some((_, surname))) => return Some(surname.to_owned()),
                (Some(by), None) => by,
                (None, None) => return None,
            }
        }
        "it" | "they" => before(digest, telling, |by| by.kind != Speaker::Named)?,
        "you" | "we" | "i" => return None,
        _ => by,
    };
    let surname = last_word(&by.text);
    let person = by.kind == Speaker::Named
        && digest
            .names
            .iter()
            .any(|n| n.kind == NameKind::Person && last_word(&n.text) == surname);
    if person && !of_somebody(digest, by) {
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
        let comma = by.span.end.checked_sub(told.sentence.start);
        let comma = comma.and_then(|at| told.text.get(at..));
        let apart = comma.is_some_and(|rest| rest.starts_with(','));
        bare && behind && apart && n.kind == NameKind::Person
    });
    if let Some(person) = apposed {
        return Some(last_word(&person.text).to_owned());
    }
    let named = |from: usize| {
        let mut mentions = digest.names.iter().flat_map(|n| &n.mentions);
        mentions.any(|m| m.start <= from && from < m.end)
    };
    let some_of = by.text.starts_with("some of ");
    let n_words = by.text.split_whitespace().count();
    let most = if some_of || n_words <= MOST + 2 {
        MOST + 2
    } else {
        MOST
    };
    let mut out: Vec<&str> = Vec::new();
    let mut at = by.span.start;
    for word in by.text.split_whitespace() {
        // "Some of the guards" are no "of the guards".
        let leads = out.is_empty() && DETERMINING.holds(word) && !some_of;
        // "The Observatory for Human Rights" is one name, "officials in Lindon" are officials.
        let parts = PARTING.holds(word) && !named(at) || word.starts_with('(');
        if parts || out.len() == most {
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
    // "Mr.", where the sentence was taken to end.
    if text.len() < ABBREVIATED && is_title(&text.to_lowercase()) {
        return None;
    }
    let first = text.chars().next()?;
    Some(first.to_uppercase().chain(text.chars().skip(1)).collect())
}

/// Tells whether those who speak are of the person they end with: "supporters of Mr. Lund".
fn of_somebody(digest: &Digest, by: &Attribution) -> bool {
    let mut mentions = digest.names.iter().flat_map(|n| &n.mentions);
    let named = mentions.find(|m| m.end == by.span.end);
    let before = named.and_then(|m| by.text.get(..m.start.checked_sub(by.span.start)?));
    let mut words = before.unwrap_or_default().split_whitespace().rev();
    let word = words.find(|w| !is_title(&w.trim_end_matches('.').to_lowercase()));
    word.is_some_and(|w| w.starts_with(char::is_lowercase) && DANGLING.holds(w))
}

/// Tells whether a speaker may be a woman, or a man: no name that the article gives in full shows
/// that it is not.
fn may_be(digest: &Digest, surname: &str, woman: bool) -> bool {
    let same = |n: &&Name| n.kind == NameKind::Person && last_word(&n.text) == surname;
    let mut full = digest.names.iter().filter(same);
    let other = |n: &Name| is_womans_name(&n.text).is_some_and(|known| known != woman);
    full.clone().next().is_none() || full.any(|n| !other(n))
}

/// Returns the person named last before a place in the text, not far from it, and where.
fn named_before<'a>(
    digest: &'a Digest,
    told: &Telling,
    at: usize,
    woman: bool,
) -> Option<(usize, &'a str)> {
    let near = at.saturating_sub(NEAR)..at;
    // "The Lund campaign", "Lund's message": nobody who speaks.
    let owns = |m: &Range<usize>| {
        let from = m.start.checked_sub(told.sentence.start);
        let before = from.and_then(|from| told.text.get(..from));
        let behind = from.and_then(|from| told.text.get(from + m.len()..));
        before.is_some_and(|text| text.to_lowercase().ends_with("the "))
            || behind.is_some_and(|text| text.starts_with(['\'', '’']))
    };
    // "He said Lund's plan had failed": that is not Lund.
    let spoken = at.checked_sub(told.sentence.start);
    let spoken = spoken.and_then(|from| told.text.get(from..)).unwrap_or("");
    digest
        .names
        .iter()
        .filter(|n| n.kind == NameKind::Person && !spoken.contains(last_word(&n.text)))
        .flat_map(|n| n.mentions.iter().map(move |m| (m, last_word(&n.text))))
        .filter(|(m, surname)| {
            near.contains(&m.start) && !owns(m) && may_be(digest, surname, woman)
        })
        .map(|(m, surname)| (m.start, surname))
        .max()
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
