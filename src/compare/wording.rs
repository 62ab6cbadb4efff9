//! How each source names the same actors and acts.

use serde::{Deserialize, Serialize};

/// How often a source uses one wording of a contrast.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Usage {
    /// The contrast: "government forces / regime forces".
    pub contrast: String,
    /// The wording used.
    pub wording: String,
    /// The source.
    pub source: String,
    /// How often.
    pub count: u32,
    /// For words that the corpus itself shows to be distinctive: log-odds z-score.
    pub z: Option<f32>,
}

/// Returns the wordings found in texts given as (source, text).
pub fn wording<'a>(_texts: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<Usage> {
    Vec::new()
}
