//! Two versions of one article: what an editor changed that matters.
//!
//! Led by numbers, names, attribution, status and quotes. Re-wraps, quote styles, moved
//! paragraphs, "a" and "the" are no change; a version in which only those moved is said to
//! hold none.

mod changes;

use super::align::{Cell, Line, Row, Span, SpanKind, cosine, pair_spans, weigh};
use super::words::Vocabulary;
use crate::telling::{Name, Telling};
use crate::text::sentence::sentences;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// One version of an article.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Edition<'a> {
    /// Its body.
    pub body: &'a str,
    /// What it tells.
    pub tellings: &'a [Telling],
    /// Names in it.
    pub names: &'a [Name],
    /// Boilerplate in the body, which is not compared.
    pub noise: &'a [Range<usize>],
}

/// What changed from one version to the next.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct VersionDiff {
    /// What matters, weightiest first; empty when nothing changed.
    pub changes: Vec<Change>,
    /// Old and new side by side, in the order of the new one; two cells a row.
    pub rows: Vec<Row>,
}

/// One change.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// What kind of change it is.
    pub kind: ChangeKind,
    /// In words: "killed 5 → 12".
    pub note: String,
    /// The old sentence, a byte range of the old body.
    pub old: Option<Range<usize>>,
    /// The new sentence, a byte range of the new body.
    pub new: Option<Range<usize>>,
}

/// What was changed, weightiest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum ChangeKind {
    Number,
    Name,
    Attribution,
    Status,
    Quote,
    Wording,
    Added,
    Removed,
}

impl VersionDiff {
    /// Tells whether anything changed but white space, quote styles and order.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// Returns the change in one line: "killed 5 → 12; source dropped: a witness; 3 more".
    pub fn headline(&self) -> String {
        const MOST: usize = 3;
        if self.is_empty() {
            return "no change".to_owned();
        }
        let weighty: Vec<&str> = self
            .changes
            .iter()
            .filter(|c| c.kind < ChangeKind::Added)
            .map(|c| c.note.as_str())
            .collect();
        let mut parts: Vec<String> = weighty.iter().take(MOST).map(|s| (*s).to_owned()).collect();
        let count = |kind| self.changes.iter().filter(|c| c.kind == kind).count();
        match weighty.len().saturating_sub(MOST) {
            0 => {}
            more => parts.push(format!("{more} more")),
        }
        for (n, word) in [
            (count(ChangeKind::Added), "added"),
            (count(ChangeKind::Removed), "cut"),
        ] {
            match n {
                0 => {}
                1 => parts.push(format!("1 sentence {word}")),
                n => parts.push(format!("{n} sentences {word}")),
            }
        }
        parts.join("; ")
    }
}

/// Sentences less alike than this are another sentence, not an edited one.
const EDITED: f32 = 0.35;

/// Returns what changed from `old` to `new`.
pub fn diff(old: &Edition<'_>, new: &Edition<'_>) -> VersionDiff {
    let mut vocabulary = Vocabulary::default();
    let before = lines(old, &mut vocabulary);
    let after = lines(new, &mut vocabulary);
    let pairs = pair(&before, &after, vocabulary.len());
    let mut rows = Vec::new();
    let mut next_old = 0;
    let mut used = vec![false; before.len()];
    for (n, o) in pairs.iter().enumerate() {
        if let Some(o) = *o {
            used[o] = true;
            // Cut sentences stand where they stood.
            while next_old < o {
                if !pairs.contains(&Some(next_old)) {
                    rows.push(row(Some(&before[next_old]), None));
                }
                next_old += 1;
            }
            next_old = next_old.max(o + 1);
        }
        rows.push(row(o.map(|o| &before[o]), Some(&after[n])));
    }
    for (o, line) in before.iter().enumerate().skip(next_old) {
        if !used[o] {
            rows.push(row(Some(line), None));
        }
    }
    VersionDiff {
        changes: changes::changes(old, new, &before, &after, &pairs),
        rows,
    }
}

fn lines<'a>(edition: &Edition<'a>, vocabulary: &mut Vocabulary) -> Vec<Line<'a>> {
    let noisy = |r: &Range<usize>| {
        let inside = |n: &Range<usize>| n.start <= r.start && r.end <= n.end;
        edition.noise.iter().any(inside)
    };
    sentences(edition.body)
        .into_iter()
        .filter(|range| !noisy(range))
        .filter_map(|range| {
            let text = edition.body.get(range.clone())?;
            let before = edition.body.as_bytes().get(..range.start)?;
            let breaks = memchr::memchr_iter(b'\n', before).count();
            Some(Line {
                words: vocabulary.read(text),
                line: u32::try_from(breaks + 1).unwrap_or(u32::MAX),
                text,
                range,
                tells: false,
            })
        })
        .collect()
}

/// Returns, for each new sentence, the old one it was made from.
fn pair(before: &[Line<'_>], after: &[Line<'_>], n_words: usize) -> Vec<Option<usize>> {
    let mut out = vec![None; after.len()];
    let mut taken = vec![false; before.len()];
    // What says the same word for word is not changed, wherever it was moved to.
    let keys = |line: &Line<'_>| -> Vec<u32> {
        let content = line.words.iter().filter(|w| !w.plain);
        content.map(|w| w.key).collect()
    };
    let old_keys: Vec<Vec<u32>> = before.iter().map(keys).collect();
    for (n, line) in after.iter().enumerate() {
        let new_keys = keys(line);
        let same = (0..before.len()).find(|&o| !taken[o] && old_keys[o] == new_keys);
        if let Some(o) = same {
            taken[o] = true;
            out[n] = Some(o);
        }
    }
    let vectors = weigh(
        before.iter().chain(after).map(|line| &line.words[..]),
        n_words,
    );
    let (old_vectors, new_vectors) = vectors.split_at(before.len());
    let mut likely: Vec<(f32, usize, usize)> = Vec::new();
    for (o, a) in old_vectors.iter().enumerate().filter(|(o, _)| !taken[*o]) {
        for (n, b) in new_vectors.iter().enumerate() {
            if out[n].is_some() {
                continue;
            }
            let likeness = cosine(a, b);
            if likeness >= EDITED {
                likely.push((likeness, o, n));
            }
        }
    }
    likely.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));
    for (_, o, n) in likely {
        if !taken[o] && out[n].is_none() {
            taken[o] = true;
            out[n] = Some(o);
        }
    }
    out
}

fn row(old: Option<&Line<'_>>, new: Option<&Line<'_>>) -> Row {
    let cell = |line: &Line<'_>, other: Option<&Line<'_>>| Cell {
        sentence: line.range.clone(),
        line: line.line,
        text: line.text.to_owned(),
        spans: match other {
            Some(other) => pair_spans(line, other),
            None => vec![Span {
                range: 0..line.text.len(),
                kind: SpanKind::Only,
            }],
        },
    };
    Row {
        cells: vec![old.map(|l| cell(l, new)), new.map(|l| cell(l, old))],
    }
}

#[cfg(test)]
mod tests;
