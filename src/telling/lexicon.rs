//! The word lists: closed classes, verbs, reporting verbs, stop words.
//!
//! Data under `assets/telling/`, read once.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What the word lists say of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Lex {
    /// Too common to tell texts apart.
    pub stop: bool,
}

static LEXICON: LazyLock<FxHashMap<&'static str, Lex>> = LazyLock::new(load);

/// Returns what the lists say of a lower-cased word.
pub fn lookup(lower: &str) -> Lex {
    LEXICON.get(lower).copied().unwrap_or_default()
}

fn load() -> FxHashMap<&'static str, Lex> {
    let mut map: FxHashMap<&'static str, Lex> = FxHashMap::default();
    for word in list(include_str!("../../assets/telling/stop.txt")) {
        map.entry(word).or_default().stop = true;
    }
    map
}

/// Returns the words of a list: white space between them, `#` starts a comment line.
pub fn list(data: &'static str) -> impl Iterator<Item = &'static str> {
    data.lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
}
