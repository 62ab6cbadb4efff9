//! Counts what became of a file.

use super::Outcome;
use crate::article::Format;
use std::collections::BTreeMap;

/// What became of one file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Fate {
    /// Articles by what they were read as; an archive may hold several formats.
    pub formats: BTreeMap<Format, usize>,
    /// Articles read whole.
    pub read: usize,
    /// Articles that lack something.
    pub partial: usize,
    /// Records skipped, or 1 for the file.
    pub skipped: usize,
}

impl Fate {
    pub(super) fn count(&mut self, format: Option<Format>, outcome: &Outcome) {
        match outcome {
            Outcome::Read(_) => self.read += 1,
            Outcome::Partial(..) => self.partial += 1,
            Outcome::Skipped(..) => {
                self.skipped += 1;
                return;
            }
        }
        if let Some(format) = format {
            *self.formats.entry(format).or_default() += 1;
        }
    }
}
