//! Words that set one source apart from the others: weighted log-odds with an informative
//! Dirichlet prior (Monroe, Colaresi and Quinn, "Fightin' Words", 2008, equations 16, 22).
//!
//! The prior is the texts of all sources together, so that a word is distinctive only when
//! the source uses it more than the corpus leads one to expect, and rare words must earn it.

use super::{Ids, Tally, Usage, UsageKind, is_wording};

/// Weight of the prior, in words.
const PRIOR: f64 = 1_000.0;
/// Words below this score (1 in 100 by chance) are left out.
const DISTINCT: f64 = 2.58;
/// Words used less often by the source are left out.
const OFTEN: u32 = 3;
/// Words listed for a source.
const MOST: usize = 12;

/// Adds the distinctive words of each source, most distinctive first.
pub(super) fn add(ids: &Ids, sources: &[(&str, Tally)], out: &mut Vec<Usage>) {
    if sources.len() < 2 {
        return;
    }
    let mut words: Vec<(&str, usize)> = ids
        .by_word
        .iter()
        .map(|(word, id)| (word.as_str(), *id as usize))
        .collect();
    words.sort_unstable();
    let total: f64 = sources.iter().map(|(_, t)| t.words as f64).sum();
    for (source, tally) in sources {
        let mine = tally.words as f64;
        let rest = total - mine;
        let own_name = source.to_lowercase();
        let mut found: Vec<(f64, &str, u32)> = Vec::new();
        for &(word, id) in &words {
            let Some(seen) = tally.counts.get(id).copied() else {
                continue;
            };
            // One article's topic is not a source's habit.
            let spread = seen.texts >= 2 || tally.texts < 3;
            if seen.n < OFTEN || !spread || !is_wording(word, seen) || own_name.contains(word) {
                continue;
            }
            let everywhere: f64 = sources
                .iter()
                .filter_map(|(_, t)| t.counts.get(id))
                .map(|s| f64::from(s.n))
                .sum();
            let z = score(
                f64::from(seen.n),
                mine,
                everywhere - f64::from(seen.n),
                rest,
            );
            if z >= DISTINCT {
                found.push((z, word, seen.n));
            }
        }
        found.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(b.1)));
        out.extend(found.iter().take(MOST).map(|&(z, word, count)| Usage {
            kind: UsageKind::Distinctive,
            contrast: "distinctive words".to_owned(),
            wording: word.to_owned(),
            source: (*source).to_owned(),
            count,
            per_10k: tally.per_10k(count),
            z: Some(z as f32),
        }));
    }
}

/// Returns the z-score of the log-odds of a word in a source (`a` of `n_a` words) against
/// the others (`b` of `n_b`).
fn score(a: f64, n_a: f64, b: f64, n_b: f64) -> f64 {
    let prior = PRIOR * (a + b) / (n_a + n_b).max(1.0);
    let odds = |y: f64, n: f64| ((y + prior) / (n + PRIOR - y - prior).max(1e-9)).ln();
    let variance = 1.0 / (a + prior) + 1.0 / (b + prior);
    (odds(a, n_a) - odds(b, n_b)) / variance.sqrt()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_shares_score_nothing_and_rare_words_must_earn_it() {
        assert!(score(10.0, 1_000.0, 10.0, 1_000.0).abs() < 1e-9);
        assert!(score(30.0, 1_000.0, 1.0, 1_000.0) > DISTINCT);
        assert!(score(2.0, 1_000.0, 0.0, 1_000.0) < DISTINCT);
    }
}
