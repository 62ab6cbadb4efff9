//! The word lists under `assets/compare/`, read once.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::sync::LazyLock;

/// What is counted and what is said of it.
#[derive(Debug, Deserialize)]
pub(super) struct Counts {
    subject: Vec<Group>,
    unit: Vec<Group>,
    #[serde(skip)]
    subjects: FxHashMap<String, usize>,
    #[serde(skip)]
    units: FxHashMap<String, usize>,
}

/// Words that mean one thing.
#[derive(Debug, Deserialize)]
pub(super) struct Group {
    /// What they mean.
    pub name: String,
    /// The words.
    words: Vec<String>,
    /// A toll that rises as news comes in.
    #[serde(default)]
    pub grows: bool,
}

/// Shades of a status.
#[derive(Debug, Deserialize)]
pub(super) struct Shades {
    shade: Vec<Group>,
}

impl Counts {
    /// Returns the group a word said of the counted belongs to ("injured": wounded).
    pub fn subject(&self, word: &str) -> Option<&Group> {
        self.subjects.get(word).map(|at| &self.subject[*at])
    }

    /// Returns the kind of people a noun names.
    pub fn people(&self, word: &str) -> Option<&Group> {
        self.units.get(word).map(|at| &self.unit[*at])
    }
}

/// Returns what is counted and what is said of it.
pub(super) fn counts() -> &'static Counts {
    static COUNTS: LazyLock<Counts> = LazyLock::new(|| {
        let mut counts: Counts = toml::from_str(include_str!("../../assets/compare/counts.toml"))
            .expect("counts.toml is checked by a test");
        counts.subjects = index(&counts.subject);
        counts.units = index(&counts.unit);
        counts
    });
    &COUNTS
}

fn index(groups: &[Group]) -> FxHashMap<String, usize> {
    let mut out = FxHashMap::default();
    for (at, group) in groups.iter().enumerate() {
        for word in &group.words {
            out.entry(word.clone()).or_insert(at);
        }
    }
    out
}

/// Returns the shades of a status: each word or words, as a list of words, with its shade.
pub(super) fn shades() -> &'static [(Vec<String>, String)] {
    static SHADES: LazyLock<Vec<(Vec<String>, String)>> = LazyLock::new(|| {
        let shades: Shades = toml::from_str(include_str!("../../assets/compare/status.toml"))
            .expect("status.toml is checked by a test");
        shades
            .shade
            .iter()
            .flat_map(|group| {
                group.words.iter().map(|words| {
                    let words = words.split(' ').map(str::to_owned).collect();
                    (words, group.name.clone())
                })
            })
            .collect()
    });
    &SHADES
}

/// Tells whether some shade's words begin with this one.
pub(super) fn opens_shade(word: &str) -> bool {
    static FIRST: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
        let firsts = shades().iter().filter_map(|(cue, _)| cue.first());
        firsts.map(String::as_str).collect()
    });
    FIRST.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_can_be_read() {
        assert_eq!(
            counts().subject("injured").map(|g| g.name.as_str()),
            Some("wounded")
        );
        assert!(counts().people("people").is_some());
        assert!(shades().iter().any(|(_, name)| name == "postponed"));
    }
}
