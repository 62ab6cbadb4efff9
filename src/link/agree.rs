//! Whether two tellings are of the same happening: a few features, each with a weight that
//! a person can read (`assets/link/moments.tsv`).

use super::tale::Tale;
use super::weigh;
use crate::telling::Term;
use std::sync::LazyLock;

/// What is looked at, in the order of the weights.
pub(super) const FEATURES: [&str; 19] = [
    "always",
    "same act",
    "act told in other words",
    "other act",
    "words",
    "articles",
    "words and articles",
    "shared names",
    "other names",
    "shared numbers",
    "other numbers",
    "same day",
    "overlapping times",
    "unlike precision",
    "neighbouring days",
    "other times",
    "one undated",
    "both undated",
    "point against state",
];

/// The features of a pair of tellings.
pub(super) type Features = [f32; FEATURES.len()];

static WEIGHTS: LazyLock<Features> =
    LazyLock::new(|| parse(include_str!("../../assets/link/moments.tsv")));

fn parse(list: &str) -> Features {
    let mut out = [0.0; FEATURES.len()];
    for line in list.lines().filter(|l| !l.starts_with('#')) {
        if let Some((name, weight)) = line.split_once('\t')
            && let Some(at) = FEATURES.iter().position(|f| *f == name)
        {
            out[at] = weight.trim().parse().unwrap_or(0.0);
        }
    }
    out
}

/// Returns the features of a pair whose articles have this cosine.
pub(super) fn features(a: &Tale, b: &Tale, articles: f32) -> Features {
    let mut f = [0.0; FEATURES.len()];
    f[0] = 1.0;
    match (a.action, b.action) {
        (Some(x), Some(y)) if x == y => f[1] = (weigh::weight(x) / 4.0).min(1.2),
        (Some(x), Some(y)) => {
            if holds(a, y) || holds(b, x) {
                f[2] = 1.0;
            } else {
                f[3] = 1.0;
            }
        }
        _ => {}
    }
    f[4] = weigh::dot(&a.words, &b.words);
    f[5] = articles;
    f[6] = f[4] * articles;
    (f[7], f[8]) = shared(&a.names, &b.names);
    (f[9], f[10]) = shared(&a.numbers, &b.numbers);
    when(a, b, &mut f);
    f
}

fn holds(tale: &Tale, term: Term) -> bool {
    tale.words.binary_search_by_key(&term, |w| w.0).is_ok()
}

/// The weight of what both have, against the lesser side; and 1 if both have some and
/// share nothing.
fn shared(a: &[Term], b: &[Term]) -> (f32, f32) {
    if a.is_empty() || b.is_empty() {
        return (0.0, 0.0);
    }
    let sum = |terms: &[Term]| terms.iter().map(|&t| weigh::weight(t)).sum::<f32>();
    let both: f32 = a
        .iter()
        .filter(|t| b.binary_search(t).is_ok())
        .map(|&t| weigh::weight(t))
        .sum();
    if both == 0.0 {
        (0.0, 1.0)
    } else {
        (both / sum(a).min(sum(b)).max(1.0), 0.0)
    }
}

fn when(a: &Tale, b: &Tale, f: &mut Features) {
    match (a.days, b.days) {
        (Some(x), Some(y)) => {
            let gap = (x.0 - y.1).max(y.0 - x.1);
            let length = |d: (i32, i32)| (d.1 - d.0 + 1) as f32;
            if gap <= 0 {
                let (long, short) = (length(x).max(length(y)), length(x).min(length(y)));
                if long <= 1.0 {
                    f[11] = 1.0;
                } else {
                    f[12] = 1.0;
                    f[13] = (long / short).log2() / 5.0;
                }
            } else if gap == 1 {
                f[14] = 1.0;
            } else {
                f[15] = (gap as f32).log2().min(6.0) / 2.0;
            }
            if a.ongoing != b.ongoing {
                f[18] = 1.0;
            }
        }
        (None, None) => f[17] = 1.0,
        _ => f[16] = 1.0,
    }
}

/// Returns how surely two tellings are one moment: the logarithm of the odds.
pub(super) fn odds(f: &Features) -> f32 {
    f.iter().zip(WEIGHTS.iter()).map(|(x, w)| x * w).sum()
}

/// Returns what speaks for and against a pair, weightiest first.
pub(super) fn reasons(f: &Features) -> String {
    let mut parts: Vec<(f32, &str)> = f
        .iter()
        .zip(WEIGHTS.iter())
        .zip(FEATURES)
        .skip(1)
        .map(|((x, w), name)| (x * w, name))
        .filter(|(c, _)| c.abs() >= 0.05)
        .collect();
    parts.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
    let list: Vec<String> = parts
        .iter()
        .map(|(c, name)| format!("{name} {c:+.1}"))
        .collect();
    list.join(", ")
}
