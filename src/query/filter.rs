//! What to leave out of an answer.

use crate::link::StoryId;
use crate::telling::Status;
use crate::time::Window;

/// In which order moments come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "the words of --order")]
pub enum Order {
    #[default]
    Time,
    Salience,
}

/// Conditions that all hold at once; empty lets everything through.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Filter {
    /// Overlaps this window.
    pub within: Option<Window>,
    /// Told by one of these sources; empty for any.
    pub sources: Vec<String>,
    /// Part of this story.
    pub story: Option<StoryId>,
    /// Names this person, place or group.
    pub names: Vec<String>,
    /// Has one of these statuses; empty for any.
    pub statuses: Vec<Status>,
    /// Holds a disagreement.
    pub disagreements: bool,
    /// Can be placed in time.
    pub placed: bool,
    /// Its label or a telling holds all these words.
    pub words: Vec<String>,
}

/// A query that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message} in query at column {column}")]
pub struct FilterError {
    /// What is wrong and what to write instead.
    pub message: String,
    /// 1-based column of the query.
    pub column: usize,
}

impl Filter {
    /// Parses the small query language: `source:"Harbour Post" killed since:2016-09
    /// until:2016-10 is:planned name:Aleppo story:s19… has:disagreement is:placed`.
    ///
    /// # Errors
    ///
    /// Fails when a quote is not closed, a field is not known, or a day cannot be read.
    pub fn parse(query: &str) -> Result<Self, FilterError> {
        Ok(Self {
            words: query.split_whitespace().map(str::to_owned).collect(),
            ..Self::default()
        })
    }

    /// Tells whether everything passes.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}
