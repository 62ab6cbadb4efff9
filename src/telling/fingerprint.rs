//! What makes texts comparable as wholes: stems with counts, and a MinHash signature.

use super::Term;
use super::vocabulary::Vocabulary;
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
            !word.lex.is(super::lexicon::can::STOP) && word.lower.len() > 1
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
