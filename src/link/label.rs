//! Labels: of the headlines that the tellings of a moment offer, the one that says most of
//! what they share.

mod claim;
mod lists;

use super::brief::Brief;
use super::tale::Tale;
use super::weigh::{self, Vector};
use super::{Moment, Outline, Story};
use crate::telling::{Digest, Status, Telling, Term};
use crate::text::stem::stem;
use crate::text::token::words;
use crate::time::Window;
use lists::{BLIND, DANGLING, POINTING};
use rayon::prelude::*;
use rustc_hash::FxHashMap;

/// Words of a short label.
const MOST: usize = 9;
/// What a claim loses against a plain telling: who says so must stand before it.
const CLAIMED: f32 = 0.1;
/// What the words of a telling lose that no chronicler would write down by itself.
const FAINT: f32 = 0.8;
/// What the words of a denial lose: whoever claims it is to be named.
const DENIED: f32 = 2.0;
/// What the words of a telling lose that lies in another time than its moment.
const ELSEWHERE: f32 = 1.0;
/// What a plan loses where another telling says that it happened.
const AHEAD: f32 = 3.0;
/// What a headline loses that ends in what was named before: "buried it".
const POINTS: f32 = 0.5;
/// What a headline loses that holds a word for somebody named before.
const UNTOLD: f32 = 0.3;
/// What the words of a telling lose that names no day where others do.
const LENT: f32 = 0.7;
/// What the words of a telling lose from which a word was lost: "strikes on   killed".
const GAP: f32 = 0.5;
/// What a headline loses that stops where its sentence has to go on.
const CUT: f32 = 1.2;
/// What a headline loses that opens with what was named before: "He is shaken".
const BLINDLY: f32 = 1.6;
/// Longest label that says no more than it has to, in words.
const LONGEST: usize = 13;
/// What each word beyond a short label costs.
const LONG: f32 = -0.12;
/// What each word beyond the longest label costs.
const TOO_LONG: f32 = -0.35;
/// Words by which whoever speaks means itself.
const OWN: [&str; 8] = ["I", "We", "we", "My", "my", "Our", "our", "us"];
/// Tellings whose headline is considered.
const CANDIDATES: usize = 24;

/// Returns the best headline; what is only claimed begins with who claims it. `window` is that of the
/// moment.
pub(super) fn choose(
    tales: &[&Tale],
    digests: &[&Digest],
    window: Option<Window>,
    status: Status,
) -> String {
    let telling = |t: &Tale| &digests[t.article.at()].tellings[t.telling as usize];
    let (words, from) = best_headline(tales, digests, window, status);
    let from = from.map(|from| claim::voiced(&words, from, tales, digests));
    let quoted = from.is_some_and(|from| is_quoted(&words, &telling(from).text));
    let named = words.contains(": \u{201c}");
    let who = from
        .filter(|_| !named)
        .and_then(|from| claim::speaker(&words, from, tales, digests));
    let words = match &who {
        Some(who) => claim::without_owner(&words, who),
        None => words,
    };
    // Whoever says "we" is not the paper.
    let own = words.split_whitespace().any(|word| OWN.contains(&word));
    let words = if quoted || own && who.is_some() && !words.contains('\u{201c}') {
        format!("\u{201c}{words}\u{201d}")
    } else {
        words
    };
    match who {
        Some(who) => format!("{who}: {words}"),
        None => words,
    }
}

/// Tells whether a label is what somebody says in quotation marks, word for word.
fn is_quoted(label: &str, text: &str) -> bool {
    const MARKS: [char; 3] = ['"', '\u{201c}', '\u{201d}'];
    let Some(speech) = text.trim_start().strip_prefix(MARKS) else {
        return false;
    };
    let speech = speech.split(MARKS).next().unwrap_or_default();
    let bare = |w: &str| {
        w.trim_matches(|c: char| !c.is_alphanumeric())
            .to_lowercase()
    };
    let mut spoken = speech
        .split_whitespace()
        .map(bare)
        .filter(|w| !w.is_empty());
    let first = label.split_whitespace().next().map(bare);
    let Some(first) = first.filter(|_| spoken.clone().count() > 1) else {
        return false;
    };
    spoken.any(|w| w == first)
        && label
            .split_whitespace()
            .skip(1)
            .map(bare)
            .all(|word| spoken.next().is_some_and(|w| w == word))
}

fn best_headline<'a>(
    tales: &[&'a Tale],
    digests: &[&Digest],
    window: Option<Window>,
    status: Status,
) -> (String, Option<&'a Tale>) {
    let telling = |t: &Tale| &digests[t.article.at()].tellings[t.telling as usize];
    if let [only] = tales {
        return (telling(only).headline.clone(), Some(only));
    }
    let elsewhere = |t: &Tale| match (t.window, window) {
        (Some(own), Some(window)) if !t.news && !own.overlaps(&window) => ELSEWHERE,
        _ => 0.0,
    };
    // What is to be at some rougher time may be another thing than what was called off, and what
    // was to be is not what happened.
    let other = |t: &Tale| {
        let rougher = t.window.map(|w| w.n_days()) > window.map(|w| w.n_days());
        let off = status == Status::Cancelled && t.status == Status::Planned;
        let plan = matches!(t.status, Status::Planned | Status::Cancelled);
        let ahead = status == Status::Happened && plan;
        if ahead {
            AHEAD
        } else if off && rougher {
            ELSEWHERE
        } else {
            0.0
        }
    };
    // What was only lent the day may say something beside it.
    let lent = |t: &Tale| {
        if window.is_some() && t.days.is_none() {
            LENT
        } else {
            0.0
        }
    };
    let heard = heard(tales);
    let mut shared: FxHashMap<Term, f32> = FxHashMap::default();
    for t in &heard {
        for &(term, w) in &t.words {
            *shared.entry(term).or_default() += w;
        }
    }
    let n = heard.len() as f32;
    let score = |text: &str| {
        let spans = words(text);
        let mut said: Vec<Term> = spans
            .iter()
            .map(|r| Term::of(&stem(&text[r.clone()])))
            .collect();
        said.sort_unstable();
        said.dedup();
        let central: f32 = said
            .iter()
            .map(|t| shared.get(t).copied().unwrap_or(0.0) / n)
            .sum();
        let noise = said
            .iter()
            .filter(|t| !shared.contains_key(t) && weigh::weight(**t) > 3.0)
            .count() as f32;
        let length = match spans.len() {
            0 => -9.0,
            1 | 2 => -0.8,
            3 => -0.1,
            4..=MOST => 0.0,
            n => {
                LONG * (n.min(LONGEST) - MOST) as f32 + TOO_LONG * n.saturating_sub(LONGEST) as f32
            }
        };
        let blind = if starts_blind(text) { BLINDLY } else { 0.0 };
        let points = if ends_pointing(text) { POINTS } else { 0.0 };
        // "The clerk who saw him": whom, another telling may say.
        let inside = means_somebody(text);
        let points = if inside { points.max(UNTOLD) } else { points };
        central - 0.1 * noise + length - blind - points
    };
    heard
        .iter()
        .map(|t| (*t, telling(t)))
        .filter(|(_, t)| !t.headline.is_empty())
        .map(|(tale, t)| {
            let gap = if t.text.contains("   ") { GAP } else { 0.0 };
            let worth =
                score(&t.headline) - doubt(t) - elsewhere(tale) - other(tale) - lent(tale) - gap;
            let worth = if t.cut { worth - CUT } else { worth };
            (worth, t.headline.as_str(), tale)
        })
        .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
        .map_or((String::new(), None), |(_, text, tale)| {
            (text.to_owned(), Some(tale))
        })
}

/// The tellings that a label is looked for among: where several are dated, those, because what was
/// only lent their time may say something beside it.
fn heard<'a>(tales: &[&'a Tale]) -> Vec<&'a Tale> {
    let dated: Vec<&Tale> = tales.iter().copied().filter(|t| t.days.is_some()).collect();
    let from = if dated.len() > 1 { &dated } else { tales };
    let step = from.len().div_ceil(CANDIDATES).max(1);
    from.iter().copied().step_by(step).collect()
}

/// What speaks against taking a telling's headline for what happened.
fn doubt(telling: &Telling) -> f32 {
    if telling.status == Status::Denied {
        return DENIED;
    }
    let unnamed = claim::is_claim(telling);
    let faint = if telling.faint { FAINT } else { 0.0 };
    if unnamed { CLAIMED + faint } else { faint }
}

/// Neighbours in time whose labels a reader sees at once.
const IN_SIGHT: usize = 8;

/// Gives a moment another of its headlines when one of the moments just before it has the
/// same label.
///
/// `order` is their order in time.
pub(super) fn tell_apart(moments: &mut [Outline], order: &[u32]) {
    for i in 1..order.len() {
        let before = &order[i.saturating_sub(IN_SIGHT)..i];
        let label_of = |m: &u32| &moments[*m as usize].label;
        let taken = |label: &str| {
            before
                .iter()
                .any(|m| label_of(m).eq_ignore_ascii_case(label))
        };
        let moment = &moments[order[i] as usize];
        if !taken(&moment.label) {
            continue;
        }
        if let Some(at) = moment.others.iter().position(|h| !taken(h)) {
            let moment = &mut moments[order[i] as usize];
            moment.label.clone_from(&moment.others[at]);
        }
    }
}

/// Returns the headlines of a moment's tellings that it can be called by instead, in order.
pub(super) fn others(moment: &Moment, digests: &[&Digest]) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for m in &moment.members {
        let headline = &digests[m.article.at()].tellings[m.telling as usize].headline;
        let fits = headline.split_whitespace().count() >= 3 && !starts_blind(headline);
        if fits && !moment.label.contains(headline.as_str()) && !out.contains(headline) {
            out.push(headline.clone());
        }
    }
    out
}

/// Tells whether a headline opens with a word that points to something before it.
pub(super) fn starts_blind(text: &str) -> bool {
    let first = text.split_whitespace().next().unwrap_or_default();
    BLIND.holds(first)
}

/// Tells whether a headline holds a word for somebody named before: "saw her at the pier", but not "saw
/// her pier".
fn means_somebody(text: &str) -> bool {
    let mut words = text.split_whitespace().peekable();
    while let Some(word) = words.next() {
        let behind = words.peek().is_none_or(|next| DANGLING.holds(next));
        if matches!(word, "him" | "them") || word == "her" && behind {
            return true;
        }
    }
    false
}

fn ends_pointing(text: &str) -> bool {
    text.split_whitespace()
        .next_back()
        .is_some_and(|word| POINTING.holds(word))
}

/// Gives each story the title nearest to its middle, or its first telling's headline.
pub(super) fn name_stories(stories: &mut [Story], digests: &[Brief], vectors: &[Vector]) {
    stories.par_iter_mut().for_each(|story| {
        let step = story.articles.len().div_ceil(CANDIDATES).max(1);
        let heard: Vec<usize> = story
            .articles
            .iter()
            .map(|a| a.at())
            .step_by(step)
            .collect();
        let mut middle: FxHashMap<Term, f32> = FxHashMap::default();
        for &i in &heard {
            for &(term, w) in &vectors[i] {
                *middle.entry(term).or_default() += w;
            }
        }
        let central = |text: &str| {
            let mut said: Vec<Term> = words(text)
                .into_iter()
                .map(|r| Term::of(&stem(&text[r])))
                .collect();
            said.sort_unstable();
            said.dedup();
            let sum: f32 = said.iter().filter_map(|t| middle.get(t)).sum();
            sum / (said.len() as f32 + 3.0)
        };
        let title = |i: usize| {
            let d = &digests[i];
            d.title.as_deref().or(d.first_told.as_deref())
        };
        story.label = heard
            .iter()
            .filter_map(|&i| title(i))
            .map(|text| (central(text), text))
            .max_by(|a, b| a.0.total_cmp(&b.0).then_with(|| b.1.cmp(a.1)))
            .map_or_else(String::new, |(_, text)| text.to_owned());
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_in_somebodys_words_is_marked_as_such() {
        let text = "“The whole pier shook for a minute,” Karl Holm said.";
        assert!(is_quoted("Whole pier shook for a minute", text));
        assert!(!is_quoted("Karl Holm said", text));
        assert!(!is_quoted(
            "Pier shook",
            "The whole pier shook for a minute."
        ));
        assert!(!is_quoted(
            "Two strikes hit the pier",
            "“Two strikes” hit the pier."
        ));
    }
}
