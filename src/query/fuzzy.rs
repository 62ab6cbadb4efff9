//! Fuzzy matching of names, in one place.

use super::{Hit, HitKind};
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;

/// Returns the targets whose name fuzzily matches `text`, best first, ties by name.
pub fn fuzzy(text: &str, targets: &[(String, HitKind)], limit: usize) -> Vec<Hit> {
    let wanted = letters(text);
    let matcher = SkimMatcherV2::default().ignore_case();
    let mut scored: Vec<(i64, &(String, HitKind))> = targets
        .iter()
        // A name without all the letters typed cannot match; this is much cheaper to see.
        .filter(|(name, _)| letters(name) & wanted == wanted)
        .filter_map(|target| Some((matcher.fuzzy_match(&target.0, text)?, target)))
        .collect();
    scored.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.0.cmp(&b.1.0)));
    scored.truncate(limit);
    scored
        .into_iter()
        .map(|(score, (name, kind))| Hit {
            kind: kind.clone(),
            text: name.clone(),
            matched: matcher
                .fuzzy_indices(name, text)
                .map(|(_, matched)| matched)
                .unwrap_or_default(),
            score,
        })
        .collect()
}

/// Which ASCII letters and digits a text holds, a bit each.
fn letters(text: &str) -> u64 {
    text.bytes()
        .map(|b| match b.to_ascii_lowercase() {
            c @ b'a'..=b'z' => 1 << (c - b'a'),
            c @ b'0'..=b'9' => 1 << (c - b'0' + 26),
            _ => 0,
        })
        .fold(0, |all, bit: u64| all | bit)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::StoryId;

    #[test]
    fn letters_in_order_find_a_name() {
        let target = |name: &str| (name.to_owned(), HitKind::Story(StoryId(name.into())));
        let all = [
            target("Council vote blocked"),
            target("Bridge opens"),
            target("Éclair"),
        ];
        let hits = fuzzy("cvb", &all, 9);
        assert_eq!(hits.len(), 1);
        assert_eq!(hits[0].text, "Council vote blocked");
        assert_eq!(hits[0].matched, vec![0, 8, 13]);
        assert_eq!(fuzzy("xyz", &all, 9), vec![]);
        assert_eq!(fuzzy("", &all, 2).len(), 2);
    }
}
