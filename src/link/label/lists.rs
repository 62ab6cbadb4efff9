//! The small words that decide where a label begins and ends: `assets/link/label.txt`.

use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

static ALL: LazyLock<FxHashMap<&str, FxHashSet<&str>>> = LazyLock::new(|| {
    include_str!("../../../assets/link/label.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split_once(' '))
        .map(|(name, words)| (name, words.split(' ').collect()))
        .collect()
});

/// One of the lists, by its name in the file.
pub(super) struct List(&'static str);

/// Says nothing without what stood before it.
pub(super) const BLIND: List = List("blind");
/// Points to something before it.
pub(super) const POINTING: List = List("pointing");
/// No label ends with it.
pub(super) const DANGLING: List = List("dangling");
/// A speaker's name does not begin with it.
pub(super) const DETERMINING: List = List("determining");
/// What follows says only where a speaker belongs.
pub(super) const PARTING: List = List("parting");

impl List {
    /// Tells whether a word is in the list, however it is written.
    pub(super) fn holds(&self, word: &str) -> bool {
        let words = ALL.get(self.0);
        words.is_some_and(|words| words.contains(&*word.to_lowercase()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_is_in_the_file() {
        let lists = [BLIND, POINTING, DANGLING, DETERMINING, PARTING];
        for list in lists {
            assert!(ALL.contains_key(list.0), "{}", list.0);
        }
        assert!(BLIND.holds("They") && !BLIND.holds("council"));
    }
}
