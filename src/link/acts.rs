//! Words for one kind of act: "airstrikes", "bombed" and "shelled" may tell one thing.

use crate::telling::Term;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

static KIND: LazyLock<FxHashMap<Term, usize>> = LazyLock::new(|| {
    include_str!("../../assets/link/acts.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .enumerate()
        .flat_map(|(kind, line)| line.split(' ').map(move |stem| (Term::of(stem), kind)))
        .collect()
});

/// Tells whether two stems name one kind of act.
pub(super) fn alike(a: Term, b: Term) -> bool {
    KIND.get(&a).is_some_and(|kind| KIND.get(&b) == Some(kind))
}
