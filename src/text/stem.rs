//! Stems of words (Porter2, the Snowball English stemmer).
//!
//! Texts that are compared hold the same words over and over, and finding a stem takes fifty
//! times as long as looking it up: each thread keeps those it found.

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;
use std::cell::RefCell;

/// Words a thread keeps before it forgets them all.
const LIMIT: usize = 50_000;

thread_local! {
    static FOUND: RefCell<FxHashMap<Box<str>, Box<str>>> = RefCell::default();
}

/// Returns the Porter2 stem of an English word, lower-cased.
pub fn stem(word: &str) -> String {
    FOUND.with_borrow_mut(|found| {
        if let Some(stem) = found.get(word) {
            return stem.to_string();
        }
        if found.len() >= LIMIT {
            found.clear();
        }
        let stem = Stemmer::create(Algorithm::English)
            .stem(&word.to_lowercase())
            .into_owned();
        found.insert(word.into(), stem.as_str().into());
        stem
    })
}
