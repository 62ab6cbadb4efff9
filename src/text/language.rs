//! Which language a text is written in.

use serde::{Deserialize, Serialize};

/// A language by its ISO 639-1 code where it has one, else its ISO 639-3 code.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Language(pub String);

impl Language {
    /// Returns the language with this code.
    pub fn new(code: &str) -> Self {
        Self(code.to_owned())
    }

    /// Returns English, what is assumed when a text is too short to tell.
    pub fn english() -> Self {
        Self::new("en")
    }
}
