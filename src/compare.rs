//! How the sources of one moment differ: numbers, dates, attribution, status, wording,
//! silence.
//!
//! Sees the tellings of one moment, never files and never other moments. A false alarm
//! costs more than a miss: what cannot be compared is said to be so and is no conflict.

mod align;
mod disagree;
mod wording;

pub use align::{Cell, Comparison, Row, Span, SpanKind, align};
pub use disagree::{Disagreement, DisagreementKind, Relation, Stance, disagreements};
pub use wording::{Usage, wording};

use crate::article::ArticleIdx;
use crate::link::Dated;
use crate::telling::{Name, Telling};
use crate::time::{Timex, Window};
use chrono::NaiveDate;

/// One telling of the moment under comparison, with what is known around it.
#[derive(Debug, Clone)]
pub struct Witness<'a> {
    /// The article.
    pub article: ArticleIdx,
    /// The outlet.
    pub source: &'a str,
    /// The day the article appeared.
    pub published: Option<NaiveDate>,
    /// Copies of one text share it.
    pub voice: u32,
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
