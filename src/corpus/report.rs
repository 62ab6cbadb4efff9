//! Counts what became of files, for summaries.

use super::Outcome;
use super::detect::Format;
use crate::article::{ArticleName, SourceFrom};
use crate::time::published::PublishedFrom;
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

/// What became of a corpus.
#[derive(Debug, Clone, Default)]
pub struct Report {
    /// Articles by format.
    pub formats: BTreeMap<Format, usize>,
    /// Articles by source, and how each source is known.
    pub sources: BTreeMap<String, (usize, Vec<SourceFrom>)>,
    /// Articles by what states their day of publication.
    pub dates: Vec<(PublishedFrom, usize)>,
    /// Each skipped or partial file or record, and why.
    pub problems: Vec<(ArticleName, String)>,
    /// Articles read whole.
    pub read: usize,
    /// Articles that lack something.
    pub partial: usize,
    /// Files and records skipped.
    pub skipped: usize,
}

impl Report {
    /// Takes in one outcome.
    pub fn take(&mut self, outcome: &Outcome) {
        let article = match outcome {
            Outcome::Read(article) => {
                self.read += 1;
                article
            }
            Outcome::Partial(article, why) => {
                self.partial += 1;
                self.problems.push((article.name.clone(), why.clone()));
                article
            }
            Outcome::Skipped(name, why) => {
                self.skipped += 1;
                self.problems.push((name.clone(), why.clone()));
                return;
            }
        };
        let (n, how) = self.sources.entry(article.source.clone()).or_default();
        *n += 1;
        if !how.contains(&article.source_from) {
            how.push(article.source_from);
        }
        let from = article
            .stated
            .first()
            .map_or(PublishedFrom::None, |s| s.from);
        match self.dates.iter_mut().find(|(f, _)| *f == from) {
            Some((_, n)) => *n += 1,
            None => self.dates.push((from, 1)),
        }
    }

    /// Takes in what became of one file.
    pub fn take_fate(&mut self, fate: &Fate) {
        for (format, n) in &fate.formats {
            *self.formats.entry(*format).or_default() += n;
        }
    }
}
