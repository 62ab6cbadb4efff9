//! Whether two tellings of a moment are of one thing at all.
//!
//! Joining errs now and then, and whoever compares what was joined in error raises a false
//! alarm. What two sentences with hardly a word in common say differently is no difference.

use super::Witness;
use super::words::{Vocabulary, shared};
use crate::telling::Telling;
use rustc_hash::FxHashMap;
use std::cell::OnceCell;
use std::ops::Range;

/// What each telling's sentence says, read when first asked for.
pub(super) struct Kin<'w, 'a> {
    witnesses: &'w [Witness<'a>],
    keys: OnceCell<Keys>,
}

/// For each telling, sorted keys of the words that matter.
type Keys = FxHashMap<*const Telling, Vec<u32>>;

impl<'w, 'a> Kin<'w, 'a> {
    pub fn of(witnesses: &'w [Witness<'a>]) -> Self {
        Self {
            witnesses,
            keys: OnceCell::new(),
        }
    }

    /// Tells whether two tellings share at least so many words that matter.
    pub fn share(&self, a: &Witness<'_>, b: &Witness<'_>, n: usize) -> bool {
        matches!(self.keys(a, b), Some((x, y)) if shared(x, y) >= n)
    }

    /// Tells whether two tellings share at least so many words that matter, and half of those of
    /// the shorter.
    pub fn share_most(&self, a: &Witness<'_>, b: &Witness<'_>, n: usize) -> bool {
        let most = |x: &[u32], y: &[u32]| shared(x, y) >= n.max(x.len().min(y.len()).div_ceil(2));
        matches!(self.keys(a, b), Some((x, y)) if most(x, y))
    }

    fn keys(&self, a: &Witness<'_>, b: &Witness<'_>) -> Option<(&[u32], &[u32])> {
        let all = self.keys.get_or_init(|| read(self.witnesses));
        let keys = |w: &Witness<'_>| all.get(&std::ptr::from_ref(w.telling)).map(Vec::as_slice);
        Some((keys(a)?, keys(b)?))
    }
}

fn read(witnesses: &[Witness<'_>]) -> Keys {
    let mut vocabulary = Vocabulary::default();
    let mut keys_of = |text: &str| {
        let number = |range: &Range<usize>| text.as_bytes()[range.start].is_ascii_digit();
        let words = vocabulary.read(text);
        let tells = words.iter().filter(|w| !w.plain && !number(&w.range));
        let mut keys: Vec<u32> = tells.map(|w| w.key).collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    };
    witnesses
        .iter()
        .map(|w| {
            let keys = keys_of(w.words_at(&w.telling.sentence));
            (std::ptr::from_ref(w.telling), keys)
        })
        .collect()
}
