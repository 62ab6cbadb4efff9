//! What makes texts comparable as wholes: stems with counts, a MinHash signature, and the
//! particulars in which two texts that are nearly the same may still differ.

use super::lexicon::can;
use super::tag::Tok;
use super::vocabulary::Vocabulary;
use super::{Particular, Term};
use crate::text::fold::fold;
use crate::text::number;
use crate::text::token::TokenKind;
use rustc_hash::FxHashMap;

/// Number of hashes in a signature.
pub const N_HASHES: usize = 64;

/// Number of words in a shingle.
const SHINGLE: usize = 3;

/// Returns the terms of a text with their counts, in order of the term; stop words and
/// single letters left out.
pub fn terms(words: &[u32], vocabulary: &Vocabulary) -> Vec<(Term, u16)> {
    let mut counts: FxHashMap<u32, u16> = FxHashMap::default();
    for id in words {
        let n = counts.entry(*id).or_default();
        *n = n.saturating_add(1);
    }
    let mut terms: Vec<(Term, u16)> = counts
        .into_iter()
        .filter(|(id, _)| {
            let word = vocabulary.word(*id);
            !word.lex.is(can::STOP) && word.lower.len() > 1
        })
        .map(|(id, n)| (vocabulary.word(id).term, n))
        .collect();
    terms.sort_unstable();
    terms.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 = kept.1.saturating_add(next.1);
        }
        same
    });
    terms
}

/// Returns the MinHash signature over shingles of the words' stems.
///
/// Marks, case, quotation style and line breaks leave no trace in it. Empty for a text
/// without words.
pub fn minhash(words: &[u32], vocabulary: &Vocabulary) -> Vec<u32> {
    if words.is_empty() {
        return Vec::new();
    }
    let terms: Vec<u64> = words
        .iter()
        .map(|id| u64::from(vocabulary.word(*id).term.0))
        .collect();
    let mut signature = [u32::MAX; N_HASHES];
    for shingle in terms.windows(SHINGLE.min(terms.len())) {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        for term in shingle {
            hash = (hash ^ term).wrapping_mul(0x9E37_79B9_7F4A_7C15);
            hash ^= hash >> 29;
        }
        let (low, high) = (hash as u32, (hash >> 32) as u32 | 1);
        // Two hashes give all others (Kirsch and Mitzenmacher 2006), mixed once more.
        for (i, least) in (0_u32..).zip(signature.iter_mut()) {
            let mixed = low.wrapping_add(high.wrapping_mul(i));
            let mixed = (mixed ^ (mixed >> 15)).wrapping_mul(0x2C1B_3C6D);
            *least = (*least).min(mixed);
        }
    }
    signature.to_vec()
}

/// Content words on either side by which the place of a particular is known.
const BESIDE: usize = 2;

/// Particulars kept of a text, the first ones: what a long text and its copy differ in stands
/// early, and every article of a corpus is held in memory by these.
const MOST_PARTICULARS: usize = 32;

/// Returns the first figures, days, names and auxiliaries of a text, each with what it stands
/// between, in order of the place; `ends` are the ends of its sentences.
pub fn particulars(
    body: &str,
    toks: &[Tok],
    ends: &[usize],
    vocabulary: &Vocabulary,
) -> Vec<Particular> {
    let mut content: Vec<u32> = Vec::with_capacity(toks.len() / 2);
    // How many content words stand before it, its kind, its value.
    let mut found: Vec<(usize, u32, u32)> = Vec::new();
    let mut from = 0;
    for &end in ends {
        let mut verb = None;
        for (i, t) in toks.iter().enumerate().take(end).skip(from) {
            if !matches!(
                t.kind,
                TokenKind::Word | TokenKind::Number | TokenKind::Clitic
            ) {
                continue;
            }
            let word = vocabulary.get(t.id);
            let auxiliary = can::NEG | can::MODAL | can::BE | can::HAVE | can::DO;
            let (kind, value) = if t.kind == TokenKind::Number || t.lex.is(can::NUM) {
                (1, figure(&body[t.start..t.end]))
            } else if t.lex.is(can::CALENDAR) && t.cap {
                (2, Term::of(&body[t.start..t.end]).0)
            } else if t.lex.is(auxiliary) {
                // "will not be" is one: what counts is whether it is planned, and whether denied.
                let at = *verb.get_or_insert_with(|| {
                    found.push((content.len(), 3, 0));
                    found.len() - 1
                });
                let bit = |set: bool, bit: u32| if set { bit } else { 0 };
                found[at].2 |= bit(t.lex.is(can::NEG), 1) | bit(t.lex.is(can::MODAL), 2);
                continue;
            } else if t.cap && i > from && t.kind == TokenKind::Word && !t.lex.is(can::CLOSED) {
                (0, figure(&body[t.start..t.end]))
            } else {
                if let Some(word) = word
                    && !t.lex.is(can::STOP)
                    && word.lower.len() > 1
                {
                    content.push(word.term.0);
                    verb = None;
                }
                continue;
            };
            verb = None;
            found.push((content.len(), kind, value));
        }
        from = end;
    }
    let mut out: Vec<Particular> = found
        .into_iter()
        .take(MOST_PARTICULARS)
        .map(|(at, kind, value)| {
            let beside = at.saturating_sub(BESIDE)..(at + BESIDE).min(content.len());
            let mut hash = 0xcbf2_9ce4_8422_2325_u64 ^ u64::from(kind);
            for term in &content[beside] {
                hash = (hash ^ u64::from(*term)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
                hash ^= hash >> 29;
            }
            let between = (hash & 0xFFFF_FFFF) as u32;
            Particular { between, value }
        })
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Returns what a figure or name is known by: "3,400" and "3400" are one, and so are "nine" and
/// "9", "4:00" and "4", "U.S." and "US".
fn figure(text: &str) -> u32 {
    let number = text.starts_with(|c: char| c.is_ascii_digit());
    let whole = if number {
        text.strip_suffix(":00")
    } else {
        None
    };
    let mut plain = fold(whole.unwrap_or(text));
    plain.retain(|c| c.is_alphanumeric() || number && c == '.');
    match number::small(&plain) {
        Some(n) => Term::of(&n.to_string()).0,
        None => Term::of(&plain).0,
    }
}
