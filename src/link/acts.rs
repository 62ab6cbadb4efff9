//! Words for one kind of act: "airstrikes", "bombed" and "shelled" may tell one thing.

use super::weigh;
use crate::telling::Term;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

static KIND: LazyLock<FxHashMap<Term, u32>> = LazyLock::new(|| {
    include_str!("../../assets/link/acts.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .zip(0..)
        .flat_map(|(line, kind)| line.split(' ').map(move |stem| (Term::of(stem), kind)))
        .collect()
});

/// Returns the kind of act that a stem names: what it shares with other words for it.
/// Nothing for verbs that say little ("take", "say").
pub(super) fn kind(act: Term) -> Option<u32> {
    match KIND.get(&act) {
        Some(&kind) => Some(kind),
        None if weigh::weight(act) < LIGHT => None,
        None => Some(act.0 | 0x8000_0000),
    }
}

/// A verb that weighs less stands in half of all articles.
const LIGHT: f32 = 1.0;

/// Returns the kind of act that a stem stands for in the list of words for one kind.
pub(super) fn listed(act: Term) -> Option<u32> {
    KIND.get(&act).copied()
}

/// Tells whether two stems name one kind of act.
pub(super) fn alike(a: Term, b: Term) -> bool {
    listed(a).is_some_and(|kind| listed(b) == Some(kind))
}
