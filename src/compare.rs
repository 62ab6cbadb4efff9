//! How the sources of one moment differ: numbers, dates, attribution, status, wording,
//! silence.
//!
//! Sees the tellings of one moment, never files and never other moments. A false alarm
//! costs more than a miss: what cannot be compared is said to be so and is no conflict.

mod align;
mod attribution;
mod citation;
mod clocks;
mod dates;
mod disagree;
mod edited;
mod facts;
mod first;
mod kin;
mod lexicon;
mod names;
mod numbers;
mod opposites;
mod silence;
mod status;
mod versions;
mod wording;
mod words;

#[cfg(test)]
mod tests;

pub use align::{Cell, Comparison, Row, Span, SpanKind, align};
pub use citation::{Quotation, citation};
pub use disagree::{Disagreement, DisagreementKind, Relation, Stance, disagreements};
pub use facts::{Answered, FactCell, FactRow, facts, facts_with};
pub use first::{FirstTold, first_told, told_in_order};
pub use silence::{Candidate, Quiet, days_around, silence};
pub use versions::{Change, ChangeKind, Edition, VersionDiff, diff};
pub use wording::{Usage, UsageKind, wording};

use crate::article::ArticleIdx;
use crate::link::Dated;
use crate::telling::{Name, Telling};
use crate::time::{Timex, Window};
use chrono::NaiveDate;
use std::ops::Range;

/// One telling of the moment under comparison, with what is known around it.
#[derive(Debug, Clone, PartialEq)]
pub struct Witness<'a> {
    /// The article.
    pub article: ArticleIdx,
    /// The outlet.
    pub source: &'a str,
    /// The day the article appeared.
    pub published: Option<NaiveDate>,
    /// Copies of one text share it.
    pub voice: u32,
    /// Its article is the copy of another.
    pub copied: bool,
    /// The telling.
    pub telling: &'a Telling,
    /// All names of its article ([`crate::telling::Digest::names`]), which the telling's
    /// own names point into.
    pub names: &'a [Name],
    /// The expression that dates it.
    pub timex: Option<&'a Timex>,
    /// The window it gives, or was lent.
    pub window: Option<Window>,
    /// How it is dated.
    pub dated: Dated,
    /// The article's body.
    pub body: &'a str,
}

impl<'a> Witness<'a> {
    /// Returns the words of the body in this range; nothing when it is no such range.
    fn words_at(&self, range: &Range<usize>) -> &'a str {
        self.body.get(range.clone()).unwrap_or_default()
    }

    /// Returns the part of its sentence that tells it; the whole sentence when nothing else
    /// stands there.
    fn clause(&self) -> &'a Range<usize> {
        let telling = self.telling;
        if telling.clause.is_empty() {
            &telling.sentence
        } else {
            &telling.clause
        }
    }

    /// Returns the last words of the body before a byte, a sentence or so.
    fn words_before(&self, at: usize) -> &'a str {
        const FAR: usize = 240;
        let mut from = at.saturating_sub(FAR);
        while !self.body.is_char_boundary(from) {
            from += 1;
        }
        self.body.get(from..at).unwrap_or_default()
    }

    /// Returns the line of the file that holds byte `at` of the body, counted from the
    /// telling's own line.
    fn line_of(&self, at: usize) -> u32 {
        let start = self.telling.sentence.start;
        let breaks = |range: Range<usize>| {
            let bytes = self.body.as_bytes().get(range).unwrap_or_default();
            u32::try_from(memchr::memchr_iter(b'\n', bytes).count()).unwrap_or(u32::MAX)
        };
        if at >= start {
            self.telling.line.saturating_add(breaks(start..at))
        } else {
            self.telling.line.saturating_sub(breaks(at..start))
        }
    }
}
