//! Stems of words (Porter2, the Snowball English stemmer).

use rust_stemmers::{Algorithm, Stemmer};

/// Returns the Porter2 stem of an English word, lower-cased.
pub fn stem(word: &str) -> String {
    Stemmer::create(Algorithm::English)
        .stem(&word.to_lowercase())
        .into_owned()
}
