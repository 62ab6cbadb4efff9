//! Words for one thing, "lorry" and "truck": two sentences that hold words of one kind are a little
//! alike though they share no stem.

use super::acts;
use super::voices::to_u32;
use crate::telling::{self, Term};
use crate::text::stem::stem;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

static KIND: LazyLock<FxHashMap<Term, u32>> = LazyLock::new(|| {
    let lines = include_str!("../../assets/link/alike.txt").lines();
    let lines: Vec<&str> = lines.filter(|line| !line.starts_with('#')).collect();
    let mut kinds = FxHashMap::default();
    for (line, kind) in lines.iter().zip(0..) {
        kinds.extend(line.split(' ').map(|word| (Term::of(&stem(word)), kind)));
    }
    // "Russian" is a kind with "Russia", and so with whatever stands for that.
    let mut nations: Vec<(&str, &str)> = telling::nations().collect();
    nations.sort_unstable();
    for (nation, country) in nations {
        let next = to_u32(kinds.len() + lines.len());
        let country = Term::of(&stem(country.split(' ').next_back().unwrap_or(country)));
        let kind = *kinds.entry(country).or_insert(next);
        kinds.entry(Term::of(&stem(nation))).or_insert(kind);
    }
    kinds
});

/// Returns the kind of thing or act that a stem stands for.
pub(super) fn kind(term: Term) -> Option<u32> {
    let act = acts::listed(term).map(|kind| kind | 0x8000_0000);
    act.or_else(|| KIND.get(&term).copied())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stem_stands_for_one_kind_and_a_kind_has_several() {
        let list = include_str!("../../assets/link/alike.txt");
        let mut line_of: FxHashMap<String, usize> = FxHashMap::default();
        let lines = list.lines().enumerate();
        for (n, line) in lines.filter(|(_, line)| !line.starts_with('#')) {
            let mut stems: Vec<String> = line.split(' ').map(stem).collect();
            stems.sort_unstable();
            stems.dedup();
            assert!(stems.len() > 1, "{line} is one stem");
            for stem in stems {
                assert!(
                    acts::listed(Term::of(&stem)).is_none(),
                    "{stem} is an act, line {n}"
                );
                let before = line_of.insert(stem.clone(), n);
                assert_eq!(before, None, "{stem} stands twice, line {n}");
            }
        }
    }

    #[test]
    fn other_words_for_one_thing_are_of_a_kind() {
        let of = |word: &str| kind(Term::of(&stem(word)));
        assert_eq!(of("lorry"), of("truck"));
        assert_eq!(of("constable"), of("police"));
        assert_eq!(of("killed"), of("died"));
        assert_ne!(of("lorry"), of("police"));
        assert_eq!(of("Moscow"), of("Russians"));
        assert_eq!(of("Peru"), of("Peruvian"));
        assert_ne!(of("Peruvian"), of("Chilean"));
        assert_eq!(of("corridor"), None);
    }
}
