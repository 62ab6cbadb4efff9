//! Trains the weights by which two tellings are judged to be of one moment, and prints
//! them: what `assets/link/moments.tsv` was made with.
//!
//! `cargo run --profile eval --example train_moments -- [--half N] SET... > moments.tsv`
//! A SET is a folder with `articles/` and either `gold.jsonl` (a line per sentence:
//! `article`, `line`, `clusters`) or, given as `FOLDER=CHRONICLE.tsv`, a chronicle as in
//! `tests/gold/`. `--half 0` or `--half 1` trains on one half of the first set's topics.
//! Logistic regression by Newton's method; of the tellings of two sentences that share a
//! moment only the two most alike are taken for it, chosen anew in each of five rounds. Weights start from those in use and stay near
//! them where the sets say little (`--firm N`, 20 unless told); a set counts as much as any
//! other, however large; `--afresh` starts from nothing instead. Pairs that dates cannot
//! tell apart are fitted by themselves: from sets without days, and from chronicles whose
//! days are taken away.
//!
//! `--groups` trains the weights by which groups of tellings are one moment as a whole (`assets/link/wholes.tsv`):
//! from each pair of groups by the share of its pairs of sentences that share a moment, weighed by the root of
//! how many there are. Chronicles count as much as the other sets, all together, and three times that with their days.

use parallax::article::ArticleIdx;
use parallax::corpus::{Options, Outcome, read};
use parallax::link::{
    compared, compared_groups, feature_names, feature_weights, group_feature_names,
};
use parallax::telling::{Digest, digest};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

struct Case {
    /// Which two sentences: of tellings of like sentences, only the likest two need agree.
    sentences: usize,
    x: Vec<f64>,
    same: bool,
    weight: f64,
    only_words: bool,
}

fn main() {
    let mut args: Vec<String> = std::env::args().skip(1).collect();
    let half = args.iter().position(|a| a == "--half").map(|i| {
        let n: usize = args[i + 1].parse().expect("--half takes 0 or 1");
        args.drain(i..i + 2);
        n
    });
    let firm = args.iter().position(|a| a == "--firm").map_or(20.0, |i| {
        let n: f64 = args[i + 1].parse().expect("--firm takes a number");
        args.drain(i..i + 2);
        n
    });
    let afresh = args
        .iter()
        .position(|a| a == "--afresh")
        .map(|i| args.remove(i));
    if let Some(i) = args.iter().position(|a| a == "--groups") {
        args.remove(i);
        return train_groups(&args, half, firm);
    }
    let mut cases = Vec::new();
    let mut n_sentences = 0;
    for set in &args {
        let sets = match set.split_once('=') {
            Some((dir, chronicle)) => {
                let gold = chronicle_of(chronicle);
                [Days::Kept, Days::Taken]
                    .map(|days| Set::read(Path::new(dir), &gold, None, days).pairs())
                    .into_iter()
                    .collect()
            }
            None => {
                let gold = sentences_of(set);
                vec![Set::read(Path::new(set), &gold, half, Days::Kept).pairs()]
            }
        };
        for mut these in sets {
            let n = these.len().max(1) as f64;
            for case in &mut these {
                case.weight = 1_000.0 / n;
                case.sentences += n_sentences;
            }
            n_sentences = these
                .iter()
                .map(|c| c.sentences + 1)
                .max()
                .unwrap_or(n_sentences);
            let same = these.iter().filter(|c| c.same).count();
            eprintln!("{set}: {} pairs, {same} of one moment", these.len());
            cases.append(&mut these);
        }
    }
    let (mut dated, mut undated) = feature_weights();
    let nothing = vec![0.0; feature_names().len()];
    if afresh.is_some() {
        (dated, undated) = (&nothing, &nothing);
    }
    let (words, dates): (Vec<Case>, Vec<Case>) = cases.into_iter().partition(|c| c.only_words);
    let dated = fit(&dates, dated, firm);
    let undated = fit(&words, undated, firm);
    println!(
        "# What speaks for (+) and against (-) two tellings being of one moment, as the logarithm"
    );
    println!("# of odds: for pairs that dates can tell apart, and for those that only words can.");
    println!("# Made by tools/train_moments.rs.");
    for ((name, d), u) in feature_names().iter().zip(&dated).zip(&undated) {
        println!("{name}\t{d:.2}\t{u:.2}");
    }
}

/// What a set says of a telling: the clusters of its sentence, found by article and by
/// line or byte.
type Gold = BTreeMap<String, Vec<(Place, BTreeSet<String>)>>;

enum Place {
    Line(u32),
    Bytes(usize, usize),
}

fn sentences_of(set: &str) -> Gold {
    let file = Path::new(set).join("gold.jsonl");
    let mut out = Gold::new();
    for line in std::fs::read_to_string(file).expect("gold.jsonl").lines() {
        let v: serde_json::Value = serde_json::from_str(line).expect("a line of gold.jsonl");
        let clusters = v["clusters"].as_array().into_iter().flatten();
        out.entry(v["article"].as_str().unwrap_or_default().to_owned())
            .or_default()
            .push((
                Place::Line(u32::try_from(v["line"].as_u64().unwrap_or(0)).unwrap_or(0)),
                clusters.map(ToString::to_string).collect(),
            ));
    }
    out
}

fn chronicle_of(file: &str) -> Gold {
    let mut out = Gold::new();
    for line in std::fs::read_to_string(file).expect("a chronicle").lines() {
        let f: Vec<&str> = line.split('\t').collect();
        if f.len() == 4 && !line.starts_with('#') {
            let at = |s: &str| s.parse().expect("a byte offset");
            out.entry(f[0].to_owned()).or_default().push((
                Place::Bytes(at(f[1]), at(f[2])),
                f[3].split(',').map(str::to_owned).collect(),
            ));
        }
    }
    out
}

/// Whether linking may know when the articles of a set appeared and what they date.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Days {
    Kept,
    Taken,
}

/// A set of articles and what is known of their sentences.
struct Set<'a> {
    digests: Vec<Digest>,
    gold: &'a Gold,
    half: Option<usize>,
    days: Days,
}

impl<'a> Set<'a> {
    fn read(dir: &Path, gold: &'a Gold, half: Option<usize>, days: Days) -> Self {
        let mut digests: Vec<Digest> = Vec::new();
        let options = Options {
            paths: vec![PathBuf::from(dir).join("articles")],
            ..Options::default()
        };
        read(&options, &mut |outcome| match outcome {
            Outcome::Read(a) | Outcome::Partial(a, _) => digests.push(digest(&a)),
            Outcome::Skipped(..) => {}
        })
        .expect("the articles can be read");
        digests.sort_by(|a, b| a.name.cmp(&b.name));
        if days == Days::Taken {
            for d in &mut digests {
                d.stated.clear();
                d.evidence = Default::default();
                d.times = Default::default();
                d.tellings.iter_mut().for_each(|t| t.time = None);
            }
        }
        Self {
            digests,
            gold,
            half,
            days,
        }
    }

    fn is_chronicle(&self) -> bool {
        let mut places = self.gold.values().flatten().map(|(place, _)| place);
        places.any(|p| matches!(p, Place::Bytes(..)))
    }

    /// The article and the start of a telling's sentence.
    fn sentence(&self, (article, telling): (ArticleIdx, u32)) -> [usize; 2] {
        let t = &self.digests[article.at()].tellings[telling as usize];
        [article.at(), t.sentence.start]
    }

    /// The clusters of a telling's sentence.
    fn clusters(&self, (article, telling): (ArticleIdx, u32)) -> Option<&BTreeSet<String>> {
        let d = &self.digests[article.at()];
        let t = &d.tellings[telling as usize];
        let name = d.name.path.rsplit('/').next().unwrap_or_default();
        let topic: usize = name
            .split('_')
            .next()
            .and_then(|t| t.parse().ok())
            .unwrap_or(0);
        if self.half.is_some_and(|h| topic % 2 != h) {
            return None;
        }
        let found = self
            .gold
            .get(name)?
            .iter()
            .find(|(place, _)| match *place {
                Place::Line(line) => line == t.line,
                Place::Bytes(start, end) => {
                    let both = t
                        .sentence
                        .end
                        .min(end)
                        .saturating_sub(t.sentence.start.max(start));
                    both * 2 > t.sentence.len().min(end - start)
                }
            })?;
        Some(&found.1)
    }

    fn pairs(&self) -> Vec<Case> {
        let chronicle = self.is_chronicle();
        let mut pairs: BTreeMap<[usize; 4], usize> = BTreeMap::new();
        compared(&self.digests)
            .into_iter()
            .filter(|p| chronicle || p.a.0 != p.b.0)
            .filter_map(|p| {
                let (x, y) = (self.clusters(p.a)?, self.clusters(p.b)?);
                let ([a, i], [b, j]) = (self.sentence(p.a), self.sentence(p.b));
                let n = pairs.len();
                let sentences = *pairs.entry([a, i, b, j]).or_insert(n);
                ((a, i) != (b, j)).then_some(Case {
                    sentences,
                    x: p.features.iter().map(|&v| f64::from(v)).collect(),
                    same: !x.is_disjoint(y),
                    weight: 1.0,
                    only_words: p.only_words || self.days == Days::Taken,
                })
            })
            .collect()
    }

    /// Two cases for each pair of groups, one for the share of their pairs that are of one moment.
    fn groups(&self) -> Vec<Case> {
        let chronicle = self.is_chronicle();
        let mut out = Vec::new();
        for pair in compared_groups(&self.digests) {
            let (mut same, mut other) = (0.0, 0.0);
            for &a in &pair.a {
                for &b in &pair.b {
                    let (Some(x), Some(y)) = (self.clusters(a), self.clusters(b)) else {
                        continue;
                    };
                    if self.sentence(a) == self.sentence(b) || !chronicle && a.0 == b.0 {
                        continue;
                    }
                    *(if x.is_disjoint(y) {
                        &mut other
                    } else {
                        &mut same
                    }) += 1.0;
                }
            }
            let all: f64 = same + other;
            let x: Vec<f64> = pair.features.iter().map(|&v| f64::from(v)).collect();
            out.extend([(same, true), (other, false)].map(|(n, same)| Case {
                sentences: 0,
                x: x.clone(),
                same,
                weight: n / all.max(1.0).sqrt(),
                only_words: false,
            }));
        }
        out
    }
}

/// What all sets of a kind count for together.
const ALL: f64 = 1_000.0;
/// How much more often chronicles count with their days.
const DATED: f64 = 3.0;

fn train_groups(sets: &[String], half: Option<usize>, firm: f64) {
    let mut kinds: [Vec<Case>; 3] = Default::default();
    for set in sets {
        match set.split_once('=') {
            Some((dir, chronicle)) => {
                let gold = chronicle_of(chronicle);
                let of = |days| Set::read(Path::new(dir), &gold, None, days).groups();
                kinds[1].append(&mut of(Days::Taken));
                kinds[2].append(&mut of(Days::Kept));
            }
            None => {
                let gold = sentences_of(set);
                let set = Set::read(Path::new(set), &gold, half, Days::Kept);
                kinds[0].append(&mut set.groups());
            }
        }
    }
    for (of_kind, times) in kinds.iter_mut().zip([1.0, 1.0, DATED]) {
        let all: f64 = of_kind.iter().map(|c| c.weight).sum();
        let weigh = |c: &mut Case| c.weight *= ALL * times / all.max(1.0);
        of_kind.iter_mut().for_each(weigh);
    }
    let cases: Vec<Case> = kinds.into_iter().flatten().collect();
    let all: Vec<&Case> = cases.iter().collect();
    let nothing = vec![0.0; group_feature_names().len()];
    let weights = fitted(&all, &nothing, firm);
    for (name, w) in group_feature_names().iter().zip(&weights) {
        println!("{name}\t{w:.2}");
    }
}

/// How often the tellings that stand for two sentences are chosen anew.
const ROUNDS: usize = 5;

fn fit(cases: &[Case], prior: &[f32], firm: f64) -> Vec<f64> {
    let all: Vec<&Case> = cases.iter().collect();
    let mut w = fitted(&all, prior, firm);
    for _ in 1..ROUNDS {
        let mut best: BTreeMap<usize, (f64, usize)> = BTreeMap::new();
        for (i, case) in cases.iter().enumerate().filter(|c| c.1.same) {
            let odds = odds(case, &w);
            let likest = best.entry(case.sentences).or_insert((odds, i));
            if odds > likest.0 {
                *likest = (odds, i);
            }
        }
        let kept: Vec<&Case> = cases
            .iter()
            .enumerate()
            .filter(|(i, c)| !c.same || best[&c.sentences].1 == *i)
            .map(|(_, c)| c)
            .collect();
        w = fitted(&kept, prior, firm);
    }
    w
}

fn fitted(cases: &[&Case], prior: &[f32], firm: f64) -> Vec<f64> {
    let n = prior.len();
    let prior: Vec<f64> = prior.iter().map(|&w| f64::from(w)).collect();
    let mut w = prior.clone();
    let mut now = fit_of(cases, &w, &prior, firm);
    for _ in 0..25 {
        let mut gradient: Vec<f64> = w.iter().zip(&prior).map(|(w, p)| -firm * (w - p)).collect();
        let mut curve = vec![vec![0.0; n]; n];
        for (i, row) in curve.iter_mut().enumerate() {
            row[i] = firm;
        }
        for case in cases {
            let p = 1.0 / (1.0 + (-odds(case, &w)).exp());
            let miss = (f64::from(u8::from(case.same)) - p) * case.weight;
            let bend = (p * (1.0 - p)).max(1e-6) * case.weight;
            for (i, row) in curve.iter_mut().enumerate() {
                gradient[i] += miss * case.x[i];
                for (cell, x) in row.iter_mut().zip(&case.x) {
                    *cell += bend * case.x[i] * x;
                }
            }
        }
        let step = solve(curve, gradient);
        // A full step may overshoot where cases are few.
        let mut length = 1.0;
        let better = loop {
            let next: Vec<f64> = w.iter().zip(&step).map(|(w, s)| w + length * s).collect();
            let fit = fit_of(cases, &next, &prior, firm);
            if fit > now + 1e-6 {
                now = fit;
                break Some(next);
            }
            length /= 2.0;
            if length < 1e-3 {
                break None;
            }
        };
        match better {
            Some(next) => w = next,
            None => break,
        }
    }
    w
}

fn odds(case: &Case, w: &[f64]) -> f64 {
    let sum: f64 = case.x.iter().zip(w).map(|(x, w)| x * w).sum();
    sum.clamp(-30.0, 30.0)
}

/// The logarithm of the likelihood, less for straying from the weights in use.
fn fit_of(cases: &[&Case], w: &[f64], prior: &[f64], firm: f64) -> f64 {
    let strayed: f64 = w.iter().zip(prior).map(|(a, b)| (a - b) * (a - b)).sum();
    let missed: f64 = cases
        .iter()
        .map(|c| {
            let toward = if c.same { odds(c, w) } else { -odds(c, w) };
            c.weight * (-toward).exp().ln_1p()
        })
        .sum();
    -firm / 2.0 * strayed - missed
}

/// Gaussian elimination with pivoting.
fn solve(mut a: Vec<Vec<f64>>, mut b: Vec<f64>) -> Vec<f64> {
    let n = b.len();
    for i in 0..n {
        let pivot = (i..n)
            .max_by(|&x, &y| a[x][i].abs().total_cmp(&a[y][i].abs()))
            .unwrap_or(i);
        a.swap(i, pivot);
        b.swap(i, pivot);
        let (above, below) = a.split_at_mut(i + 1);
        let row = &above[i];
        for (k, other) in (i + 1..n).zip(below) {
            let f = other[i] / row[i];
            for (cell, x) in other.iter_mut().zip(row).skip(i) {
                *cell -= f * x;
            }
            b[k] -= f * b[i];
        }
    }
    let mut x = vec![0.0; n];
    for i in (0..n).rev() {
        let sum: f64 = (i + 1..n).map(|j| a[i][j] * x[j]).sum();
        x[i] = (b[i] - sum) / a[i][i];
    }
    x
}
