//! Words for one thing, "lorry" and "truck": two sentences that hold words of one kind are a little
//! alike though they share no stem.

use super::acts;
use crate::telling::Term;
use crate::text::stem::stem;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

static KIND: LazyLock<FxHashMap<Term, u32>> = LazyLock::new(|| {
    let lines = include_str!("../../assets/link/alike.txt").lines();
    let things = lines.filter(|line| !line.starts_with('#')).zip(0..);
    let of_line = |(line, kind): (&'static str, u32)| {
        let words = line.split(' ');
        words.map(move |word| (Term::of(&stem(word)), kind))
    };
    things.flat_map(of_line).collect()
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
        assert_eq!(of("corridor"), None);
    }
}
