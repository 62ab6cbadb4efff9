//! Tellings side by side, rows aligned by what is said.
//!
//! Sentences are paired greedily by the likeness of their words (rare words weigh more),
//! each with at most one of every other column; only then are words compared. Quote
//! styles, line breaks, "a" and "the" are no difference.

use super::Witness;
use super::first::ahead_of;
use super::words::{Vocabulary, Word};
use crate::article::ArticleIdx;
use serde::{Deserialize, Serialize};
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// Tellings in columns.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Comparison {
    /// The articles compared, a column each.
    pub columns: Vec<ArticleIdx>,
    /// For each column, the earlier column whose text it copies: one voice, shown as such.
    pub copies: Vec<Option<usize>>,
    /// Aligned sentences; every row has as many cells as there are columns.
    pub rows: Vec<Row>,
}

/// Sentences that say the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// One for each column; `None` where that column does not say it.
    pub cells: Vec<Option<Cell>>,
}

/// One sentence in one column.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Cell {
    /// Byte range of the sentence in its body.
    pub sentence: Range<usize>,
    /// Line of the file on which it starts.
    pub line: u32,
    /// The sentence.
    pub text: String,
    /// Its words by what they are to the others; together they cover `text`.
    pub spans: Vec<Span>,
}

/// A run of text inside a cell.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Span {
    /// Byte range in the cell's text.
    pub range: Range<usize>,
    /// What it is.
    pub kind: SpanKind,
}

/// What a run of text is to the other columns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SpanKind {
    /// The others have it too.
    Shared,
    /// The others say it in other words.
    Differs,
    /// No other has it.
    Only,
}

/// Sentences less alike than this say different things.
const ALIKE: f32 = 0.22;
/// The same for the sentences that made the tellings one moment: other words for one thing.
const OF_ONE_MOMENT: f32 = 0.05;
/// With more columns than a screen shows, words are compared without their order.
const FEW: usize = 4;
/// Word overlap from which the order of words is compared, too.
const CLOSE: f32 = 0.5;

/// Returns the witnesses side by side, at most one column for each article.
pub fn align(witnesses: &[Witness<'_>]) -> Comparison {
    let mut vocabulary = Vocabulary::default();
    let columns = columns(witnesses, &mut vocabulary);
    let rows = rows(&columns, vocabulary.len());
    let mut copies = Vec::with_capacity(columns.len());
    for (i, column) in columns.iter().enumerate() {
        copies.push(columns[..i].iter().position(|c| c.voice == column.voice));
    }
    let one_voice = copies.iter().skip(1).all(Option::is_some);
    Comparison {
        rows: rows
            .iter()
            .map(|row| draw(row, &columns, one_voice))
            .collect(),
        columns: columns.iter().map(|c| c.article).collect(),
        copies,
    }
}

/// A sentence with its words, as sentences are paired.
#[derive(Debug)]
pub(super) struct Line<'a> {
    /// Byte range in the body.
    pub range: Range<usize>,
    /// Line of the file.
    pub line: u32,
    /// The sentence.
    pub text: &'a str,
    /// Its words.
    pub words: Vec<Word>,
    /// It tells the moment itself; others add to it.
    pub tells: bool,
}

struct Column<'a> {
    article: ArticleIdx,
    voice: u32,
    lines: Vec<Line<'a>>,
}

fn columns<'a>(witnesses: &[Witness<'a>], vocabulary: &mut Vocabulary) -> Vec<Column<'a>> {
    let mut out: Vec<Column<'a>> = Vec::new();
    for witness in witnesses {
        let at = match out.iter().position(|c| c.article == witness.article) {
            Some(at) => at,
            None => {
                out.push(Column {
                    article: witness.article,
                    voice: witness.voice,
                    lines: Vec::new(),
                });
                out.len() - 1
            }
        };
        let ranges = std::iter::once(&witness.telling.sentence).chain(&witness.telling.adds);
        for range in ranges {
            if out[at].lines.iter().any(|l| l.range == *range) {
                continue;
            }
            let Some(text) = witness.body.get(range.clone()) else {
                continue;
            };
            out[at].lines.push(Line {
                range: range.clone(),
                line: witness.line_of(range.start),
                text,
                words: vocabulary.read(text),
                tells: *range == witness.telling.sentence,
            });
        }
    }
    // Who announced it stands behind who tells it.
    let ahead = ahead_of(witnesses);
    out.sort_by_key(|c| ahead.contains(&c.article));
    for column in &mut out {
        column.lines.sort_by_key(|l| (l.range.start, l.range.end));
    }
    out
}

/// For each row, the index of its sentence in every column.
fn rows(columns: &[Column<'_>], n_words: usize) -> Vec<Vec<Option<usize>>> {
    let lines: Vec<(usize, usize)> = columns
        .iter()
        .enumerate()
        .flat_map(|(c, column)| (0..column.lines.len()).map(move |l| (c, l)))
        .collect();
    let vectors = weigh(
        lines.iter().map(|&(c, l)| &columns[c].lines[l].words[..]),
        n_words,
    );
    let mut pairs: Vec<(f32, usize, usize)> = Vec::new();
    for (i, a) in lines.iter().enumerate() {
        for (j, b) in lines.iter().enumerate().skip(i + 1) {
            if a.0 == b.0 {
                continue;
            }
            let likeness = cosine(&vectors[i], &vectors[j]);
            let tells = |&(c, l): &(usize, usize)| columns[c].lines[l].tells;
            let enough = if tells(a) && tells(b) {
                OF_ONE_MOMENT
            } else {
                ALIKE
            };
            if likeness >= enough {
                pairs.push((likeness, i, j));
            }
        }
    }
    pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then((a.1, a.2).cmp(&(b.1, b.2))));

    let mut row_of: Vec<usize> = (0..lines.len()).collect();
    let mut members: Vec<Vec<usize>> = (0..lines.len()).map(|i| vec![i]).collect();
    for (_, i, j) in pairs {
        let (a, b) = (row_of[i], row_of[j]);
        if a == b {
            continue;
        }
        let clash = members[a]
            .iter()
            .any(|&x| members[b].iter().any(|&y| lines[x].0 == lines[y].0));
        if clash {
            continue;
        }
        let moved = std::mem::take(&mut members[b]);
        for &x in &moved {
            row_of[x] = a;
        }
        members[a].extend(moved);
    }
    order(&lines, &row_of, &members)
        .into_iter()
        .map(|row| {
            let mut cells = vec![None; columns.len()];
            for &x in &members[row] {
                cells[lines[x].0] = Some(lines[x].1);
            }
            cells
        })
        .collect()
}

/// Returns the rows in reading order: those of the first column in its order, each other
/// one behind the row its own column has before it.
fn order(lines: &[(usize, usize)], row_of: &[usize], members: &[Vec<usize>]) -> Vec<usize> {
    let mut out: Vec<usize> = Vec::new();
    let mut previous: Option<(usize, usize)> = None;
    for (x, &(column, _)) in lines.iter().enumerate() {
        let row = row_of[x];
        let before = previous.filter(|(c, _)| *c == column).map(|(_, r)| r);
        previous = Some((column, row));
        if out.contains(&row) || members[row].is_empty() {
            continue;
        }
        let at = match before.and_then(|r| out.iter().position(|o| *o == r)) {
            Some(place) => place + 1,
            None if column == 0 => out.len(),
            None => 0,
        };
        // A row that only another column has goes behind the others placed there before.
        let at = if column == 0 { out.len() } else { at };
        out.insert(at, row);
    }
    out
}

/// Returns, for each sentence, its words with their weights: rarer is heavier. Sorted by
/// word, of length 1.
pub(super) fn weigh<'a>(
    sentences: impl Iterator<Item = &'a [Word]> + Clone,
    n_words: usize,
) -> Vec<Vec<(u32, f32)>> {
    let mut in_how_many = vec![0u32; n_words];
    let mut n = 0u32;
    let mut keys: Vec<u32> = Vec::new();
    for words in sentences.clone() {
        n += 1;
        unique_keys(words, &mut keys);
        for &key in &keys {
            in_how_many[key as usize] += 1;
        }
    }
    sentences
        .map(|words| {
            unique_keys(words, &mut keys);
            let mut vector: Vec<(u32, f32)> = keys
                .iter()
                .map(|&key| {
                    let seen = in_how_many[key as usize] as f32;
                    // Smoothed: a word all sentences have still counts a little.
                    (key, (1.0 + n as f32 / seen).ln())
                })
                .collect();
            let length = vector.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
            if length > 0.0 {
                for (_, weight) in &mut vector {
                    *weight /= length;
                }
            }
            vector
        })
        .collect()
}

fn unique_keys(words: &[Word], keys: &mut Vec<u32>) {
    keys.clear();
    keys.extend(words.iter().filter(|w| !w.plain).map(|w| w.key));
    keys.sort_unstable();
    keys.dedup();
}

/// Returns the cosine of two weighted sentences.
pub(super) fn cosine(a: &[(u32, f32)], b: &[(u32, f32)]) -> f32 {
    let (mut i, mut j, mut sum) = (0, 0, 0.0);
    while i < a.len() && j < b.len() {
        match a[i].0.cmp(&b[j].0) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += a[i].1 * b[j].1;
                i += 1;
                j += 1;
            }
        }
    }
    sum
}

fn draw(row: &[Option<usize>], columns: &[Column<'_>], one_voice: bool) -> Row {
    let cells = row
        .iter()
        .enumerate()
        .map(|(c, l)| {
            let line = &columns[c].lines[(*l)?];
            let others: Vec<&Line<'_>> = row
                .iter()
                .enumerate()
                .filter(|(o, _)| *o != c && (one_voice || columns[*o].voice != columns[c].voice))
                .filter_map(|(o, l)| Some(&columns[o].lines[(*l)?]))
                .collect();
            Some(Cell {
                sentence: line.range.clone(),
                line: line.line,
                text: line.text.to_owned(),
                spans: spans(line, &others),
            })
        })
        .collect();
    Row { cells }
}

/// Returns runs of `line` by what they are to one other sentence, covering its text.
pub(super) fn pair_spans(line: &Line<'_>, other: &Line<'_>) -> Vec<Span> {
    spans(line, &[other])
}

/// Returns runs of `line` by what they are to the others, covering its text.
fn spans(line: &Line<'_>, others: &[&Line<'_>]) -> Vec<Span> {
    if others.is_empty() {
        return whole(line.text, SpanKind::Only);
    }
    if others.len() > FEW {
        return spans_among_many(line, others);
    }
    let mut shared = vec![0usize; line.words.len()];
    let mut lacking = vec![0usize; line.words.len()];
    let mut replaced = vec![0usize; line.words.len()];
    for other in others {
        // Sentences that say much else may leave a word out; who says it otherwise is not known.
        let close = usize::from(overlap(&line.words, &other.words) >= CLOSE);
        let kinds = kinds(&line.words, &other.words);
        for (w, kind) in kinds.iter().enumerate() {
            match kind {
                SpanKind::Shared => shared[w] += 1,
                SpanKind::Only => lacking[w] += 1,
                SpanKind::Differs => replaced[w] += close,
            }
        }
    }
    let quiet = |w: usize| shared[w] * 2 >= others.len() || shared[w] > 0 && replaced[w] == 0;
    let kinds: Vec<SpanKind> = (0..line.words.len())
        .map(|w| {
            if line.words[w].plain || quiet(w) {
                SpanKind::Shared
            } else if lacking[w] == others.len() {
                SpanKind::Only
            } else {
                SpanKind::Differs
            }
        })
        .collect();
    runs(line.text, &line.words, &kinds)
}

/// Among many, the order of words no longer matters: a word is shared when half of the
/// others have it, only here when none has.
fn spans_among_many(line: &Line<'_>, others: &[&Line<'_>]) -> Vec<Span> {
    let kinds: Vec<SpanKind> = line
        .words
        .iter()
        .map(|word| {
            if word.plain {
                return SpanKind::Shared;
            }
            let has = |other: &&&Line<'_>| other.words.iter().any(|w| w.key == word.key);
            match others.iter().filter(has).count() {
                0 => SpanKind::Only,
                n if n * 2 >= others.len() => SpanKind::Shared,
                _ => SpanKind::Differs,
            }
        })
        .collect();
    runs(line.text, &line.words, &kinds)
}

/// Returns, for each word of `a`, what it is to `b`.
fn kinds(a: &[Word], b: &[Word]) -> Vec<SpanKind> {
    let has = |key: u32| b.iter().any(|w| w.key == key);
    if overlap(a, b) < CLOSE {
        return a
            .iter()
            .map(|w| {
                if has(w.key) {
                    SpanKind::Shared
                } else {
                    SpanKind::Differs
                }
            })
            .collect();
    }
    let content = |words: &[Word]| -> (Vec<usize>, Vec<u32>) {
        words
            .iter()
            .enumerate()
            .filter(|(_, w)| !w.plain)
            .map(|(i, w)| (i, w.key))
            .unzip()
    };
    let (places, left) = content(a);
    let (_, right) = content(b);
    let mut out = vec![SpanKind::Shared; a.len()];
    for op in capture_diff_slices(Algorithm::Myers, &left, &right) {
        let (range, kind) = match op {
            DiffOp::Equal { .. } | DiffOp::Insert { .. } => continue,
            DiffOp::Delete {
                old_index, old_len, ..
            } => (old_index..old_index + old_len, SpanKind::Only),
            DiffOp::Replace {
                old_index, old_len, ..
            } => (old_index..old_index + old_len, SpanKind::Differs),
        };
        for at in range {
            // Said elsewhere in the sentence: moved, not changed.
            if !has(left[at]) {
                out[places[at]] = kind;
            }
        }
    }
    out
}

/// Returns the share of content words that two sentences have in common (Jaccard).
pub(super) fn overlap(a: &[Word], b: &[Word]) -> f32 {
    let (mut left, mut right) = (Vec::new(), Vec::new());
    unique_keys(a, &mut left);
    unique_keys(b, &mut right);
    let common = left
        .iter()
        .filter(|k| right.binary_search(k).is_ok())
        .count();
    let all = left.len() + right.len() - common;
    if all == 0 {
        1.0
    } else {
        common as f32 / all as f32
    }
}

/// Joins words of one kind into runs; what stands between two kinds is shared.
fn runs(text: &str, words: &[Word], kinds: &[SpanKind]) -> Vec<Span> {
    let mut out: Vec<Span> = Vec::new();
    let mut push = |range: Range<usize>, kind: SpanKind| {
        if range.is_empty() {
            return;
        }
        match out.last_mut() {
            Some(last) if last.kind == kind => last.range.end = range.end,
            _ => out.push(Span { range, kind }),
        }
    };
    let mut at = 0;
    for (i, word) in words.iter().enumerate() {
        let kind = bridged(words, kinds, i);
        let gap = if i > 0 && bridged(words, kinds, i - 1) == kind {
            kind
        } else {
            SpanKind::Shared
        };
        push(at..word.range.start, gap);
        push(word.range.clone(), kind);
        at = word.range.end;
    }
    push(at..text.len(), SpanKind::Shared);
    if out.is_empty() {
        return whole(text, SpanKind::Shared);
    }
    out
}

/// Returns the kind of a word; a plain word between two marked ones belongs to them.
fn bridged(words: &[Word], kinds: &[SpanKind], i: usize) -> SpanKind {
    if !words[i].plain {
        return kinds[i];
    }
    let before = (0..i).rev().find(|&k| !words[k].plain).map(|k| kinds[k]);
    let after = (i + 1..words.len())
        .find(|&k| !words[k].plain)
        .map(|k| kinds[k]);
    match (before, after) {
        (Some(b), Some(a)) if a == b => a,
        _ => SpanKind::Shared,
    }
}

fn whole(text: &str, kind: SpanKind) -> Vec<Span> {
    if text.is_empty() {
        Vec::new()
    } else {
        vec![Span {
            range: 0..text.len(),
            kind,
        }]
    }
}
