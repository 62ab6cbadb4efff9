//! Copies of a text that alter a figure, a day or which of two opposites they tell: each speaks
//! for itself where its copy says otherwise.
//!
//! Joining parts altered copies by the first few particulars that the index holds of each text; what
//! stands further behind, and opposites, only the sentences of a moment show.

use super::Witness;
use super::lexicon::lists;
use super::words::lower_words;
use crate::article::ArticleIdx;
use crate::text::number;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::ops::Range;

/// A sentence without what may be altered, and what stands in those places.
type Taken = (String, Vec<String>);

/// Returns the witnesses, those apart whose article alters what the first of its copies says.
pub(super) fn apart<'w, 'a>(witnesses: &'w [Witness<'a>]) -> Cow<'w, [Witness<'a>]> {
    let altered = altered(witnesses);
    if altered.is_empty() {
        return Cow::Borrowed(witnesses);
    }
    // Copies of an altered text are copies of each other.
    let mut known: Vec<(u32, &[Taken])> = Vec::new();
    let mut out = witnesses.to_vec();
    for witness in &mut out {
        let Some(taken) = altered.get(&witness.article) else {
            continue;
        };
        let key = (witness.voice, taken.as_slice());
        let at = known.iter().position(|k| *k == key).unwrap_or_else(|| {
            known.push(key);
            known.len() - 1
        });
        // Voices are counted from nought, as articles are.
        witness.voice = u32::MAX - u32::try_from(at).unwrap_or(0);
    }
    Cow::Owned(out)
}

/// Returns what articles say otherwise than the first of their copies.
fn altered(witnesses: &[Witness<'_>]) -> FxHashMap<ArticleIdx, Vec<Taken>> {
    let mut first: FxHashMap<u32, ArticleIdx> = FxHashMap::default();
    let mut copied: FxHashSet<u32> = FxHashSet::default();
    for witness in witnesses {
        if *first.entry(witness.voice).or_insert(witness.article) != witness.article {
            copied.insert(witness.voice);
        }
    }
    let mut told: FxHashMap<(u32, String), (ArticleIdx, Vec<String>)> = FxHashMap::default();
    let mut out: FxHashMap<ArticleIdx, Vec<Taken>> = FxHashMap::default();
    for witness in witnesses.iter().filter(|w| copied.contains(&w.voice)) {
        for sentence in sentences(witness) {
            let (frame, values) = take_out(witness.words_at(sentence));
            if values.is_empty() {
                continue;
            }
            let (article, known) = told
                .entry((witness.voice, frame.clone()))
                .or_insert_with(|| (witness.article, values.clone()));
            if *known != values && *article != witness.article {
                out.entry(witness.article)
                    .or_default()
                    .push((frame, values));
            }
        }
    }
    out
}

fn sentences<'a>(witness: &Witness<'a>) -> impl Iterator<Item = &'a Range<usize>> {
    std::iter::once(&witness.telling.sentence).chain(&witness.telling.adds)
}

/// Takes figures, weekdays and opposites out of a sentence.
fn take_out(text: &str) -> Taken {
    let text = without_dateline(text);
    let mut frame = String::with_capacity(text.len());
    let mut values = Vec::new();
    for (_, word) in lower_words(text) {
        let figure = word
            .starts_with(|c: char| c.is_ascii_digit())
            .then(|| word.to_string());
        let figure = figure.or_else(|| number::small(&word).map(|n| n.to_string()));
        let other = || lists().names_of_days.has(&word) || lists().side(&word).is_some();
        match figure.or_else(|| other().then(|| word.to_string())) {
            Some(value) => {
                values.push(value);
                frame.push('#');
            }
            None => frame.push_str(&word),
        }
        frame.push(' ');
    }
    (frame, values)
}

/// Returns a sentence without the place and agency before it: "LARKDALE, May 3 (Agency) - ".
fn without_dateline(text: &str) -> &str {
    const LONGEST: usize = 60;
    let capitals = |w: &str| w.len() > 1 && w.chars().all(|c| c.is_uppercase());
    let first = text.split(|c: char| !c.is_alphabetic()).next();
    [" - ", " – ", " — "]
        .iter()
        .filter_map(|dash| text.split_once(dash))
        .find(|(line, _)| line.len() <= LONGEST && first.is_some_and(capitals))
        .map_or(text, |(_, rest)| rest)
}
