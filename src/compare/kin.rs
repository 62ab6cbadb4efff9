//! Whether two tellings of a moment are of one thing at all.
//!
//! Joining errs now and then, and whoever compares what was joined in error raises a false
//! alarm. What two sentences with hardly a word in common say differently is no difference.

use super::Witness;
use super::words::{is_plain, lower_words};
use crate::text::stem::stem;
use std::cell::OnceCell;

/// The stems of each telling's sentence, read when first asked for.
pub(super) struct Kin<'w, 'a> {
    witnesses: &'w [Witness<'a>],
    stems: Vec<OnceCell<Vec<String>>>,
}

impl<'w, 'a> Kin<'w, 'a> {
    pub fn of(witnesses: &'w [Witness<'a>]) -> Self {
        Self {
            witnesses,
            stems: witnesses.iter().map(|_| OnceCell::new()).collect(),
        }
    }

    /// Tells whether two tellings share at least so many words that matter.
    pub fn share(&self, a: &Witness<'_>, b: &Witness<'_>, n: usize) -> bool {
        let (Some(left), Some(right)) = (self.stems(a), self.stems(b)) else {
            return false;
        };
        left.iter()
            .filter(|w| right.binary_search(w).is_ok())
            .count()
            >= n
    }

    fn stems(&self, witness: &Witness<'_>) -> Option<&Vec<String>> {
        let same = |w: &Witness<'_>| {
            w.article == witness.article && std::ptr::eq(w.telling, witness.telling)
        };
        let at = self.witnesses.iter().position(same)?;
        let read = || {
            let sentence = witness.words_at(&witness.telling.sentence);
            let mut out: Vec<String> = lower_words(sentence)
                .iter()
                .filter(|(_, w)| !is_plain(w) && !w.starts_with(|c: char| c.is_ascii_digit()))
                .map(|(_, w)| stem(w))
                .collect();
            out.sort_unstable();
            out.dedup();
            out
        };
        Some(self.stems.get(at)?.get_or_init(read))
    }
}
