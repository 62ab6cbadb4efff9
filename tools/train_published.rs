//! Makes the numbers of `assets/time/published.numbers.txt` from texts whose day is known.
//!
//! `cargo run --release --example train_published -- weekdays DATA…` fits what a weekday
//! counts, `… distances DATA…` counts how far from its own day a text puts its dates, and
//! `… sure FOLDER…` fits how sure a day inferred is, with the other numbers as they are.
//! DATA is a file of JSON lines with `text` and `date` (or `dct`), or a folder `articles`
//! with its `gold.tsv` beside it (file name, tab, day). A number among DATA is the weight of
//! what follows; what weighs less than 1 helps, and is not asked when weights are crossed.
//! Prints the lines of the asset.

use chrono::{Datelike, NaiveDate};
use parallax::corpus::{self, Outcome};
use parallax::link;
use parallax::telling::digest;
use parallax::text::language::Language;
use parallax::time::Recognised;
use parallax::time::published::{
    Evidence, Seen, What, evidence, weekday_feature_names, weekday_features,
};
use std::collections::BTreeMap;
use std::error::Error;
use std::fs;
use std::path::Path;

/// A text whose day is known, and what it belongs to: texts of one group are never split.
struct Known {
    group: u64,
    day: NaiveDate,
    evidence: Evidence,
    weight: f64,
}

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let Some((what, paths)) = args.split_first() else {
        return Err("say weekdays or distances, and the data".into());
    };
    if what == "sure" {
        return sure(paths);
    }
    let mut known = Vec::new();
    let mut weight = 1.0;
    for path in paths {
        if let Ok(number) = path.parse() {
            weight = number;
            continue;
        }
        let before = known.len();
        read(Path::new(path), weight, &mut known)?;
        eprintln!("{path}: {} texts", known.len() - before);
    }
    match what.as_str() {
        "weekdays" => weekdays(&known),
        _ => distances(&known),
    }
    Ok(())
}

fn read(path: &Path, weight: f64, known: &mut Vec<Known>) -> Result<(), Box<dyn Error>> {
    let mut add = |group: &str, day: &str, text: &str| {
        if let Some(day) = day.get(..10).and_then(|d| d.parse().ok()) {
            known.push(Known {
                group: hash(group),
                weight,
                day,
                evidence: evidence(text, &Recognised::default(), &Language::english()),
            });
        }
    };
    if path.is_dir() {
        for line in fs::read_to_string(path.join("../gold.tsv"))?.lines() {
            if let Some((name, day)) = line.split_once('\t') {
                let text = fs::read_to_string(path.join(name))?;
                // Articles of one month are taken for one group.
                add(day.get(..7).unwrap_or(day), day, &text);
            }
        }
        return Ok(());
    }
    for line in fs::read_to_string(path)?.lines() {
        let v: serde_json::Value = serde_json::from_str(line)?;
        let day = v["date"].as_str().or(v["dct"].as_str()).unwrap_or("");
        add(day, day, v["text"].as_str().unwrap_or(""));
    }
    Ok(())
}

/// FNV-1a.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xcbf2_9ce4_8422_2325, |h, b| {
        (h ^ u64::from(b)).wrapping_mul(0x0100_0000_01b3)
    })
}

type Weights = Vec<[f64; 7]>;

struct Example {
    group: u64,
    weight: f64,
    own: usize,
    seen: Vec<Vec<f64>>,
    weekend: bool,
}

/// Fewer articles appear on Saturdays and Sundays.
fn usual(own: usize) -> f64 {
    if own < 5 {
        0.166_f64.ln()
    } else {
        0.085_f64.ln()
    }
}

fn shares(weights: &Weights, example: &Example) -> [f64; 7] {
    let mut out = [0.0; 7];
    for (own, s) in out.iter_mut().enumerate() {
        *s = usual(own);
        for (named, row) in example.seen.iter().enumerate() {
            for (w, x) in weights.iter().zip(row).filter(|(_, x)| **x != 0.0) {
                *s += w[(own + 7 - named) % 7] * x;
            }
        }
    }
    let most = out.iter().copied().fold(f64::MIN, f64::max);
    let sum: f64 = out.iter().map(|s| (s - most).exp()).sum();
    out.map(|s| (s - most).exp() / sum)
}

fn fit(examples: &[&Example], features: usize) -> Weights {
    const ROUNDS: usize = 400;
    const RATE: f64 = 0.5;
    /// Draws weights to nought: as much as so many texts that say the opposite.
    const RIDGE: f64 = 3.0;
    let mut weights: Weights = vec![[0.0; 7]; features];
    let mut speed: Weights = weights.clone();
    let n: f64 = examples.iter().map(|e| e.weight).sum();
    for _ in 0..ROUNDS {
        let mut slope: Weights = vec![[0.0; 7]; features];
        for example in examples {
            let p = shares(&weights, example);
            for (own, p) in p.iter().enumerate() {
                let more = example.weight * (f64::from(u8::from(own == example.own)) - p);
                for (named, row) in example.seen.iter().enumerate() {
                    for (s, x) in slope.iter_mut().zip(row).filter(|(_, x)| **x != 0.0) {
                        s[(own + 7 - named) % 7] += more * x;
                    }
                }
            }
        }
        for ((w, v), s) in weights.iter_mut().zip(&mut speed).zip(&slope) {
            for ((w, v), s) in w.iter_mut().zip(v.iter_mut()).zip(s) {
                *v = 0.9 * *v + RATE * (s - RIDGE * *w) / n;
                *w += *v;
            }
        }
    }
    weights
}

fn weekdays(known: &[Known]) {
    let names = weekday_feature_names();
    let examples: Vec<Example> = known
        .iter()
        .map(|k| Example {
            group: k.group,
            weight: k.weight,
            own: k.day.weekday().num_days_from_monday() as usize,
            seen: weekday_features(&k.evidence)
                .iter()
                .map(|row| row.iter().map(|x| f64::from(*x)).collect())
                .collect(),
            weekend: k.day.weekday().num_days_from_monday() > 4,
        })
        .filter(|e| e.seen.iter().flatten().any(|x| *x != 0.0))
        .collect();
    // Each fifth of the groups is asked of weights that never saw it.
    let (mut n, mut loss, mut right, mut sure, mut surely) = (0, 0.0, 0, 0, 0);
    for fold in 0..5 {
        let own = |e: &&Example| e.group % 5 == fold;
        let others: Vec<&Example> = examples.iter().filter(|e| !own(e)).collect();
        let weights = fit(&others, names.len());
        for e in examples.iter().filter(own).filter(|e| e.weight >= 1.0) {
            n += 1;
            let p = shares(&weights, e);
            let best = (0..7).fold(0, |b, k| if p[k] > p[b] { k } else { b });
            loss -= p[e.own].ln();
            right += usize::from(best == e.own);
            if p[best] >= 0.8 {
                sure += 1;
                surely += usize::from(best == e.own);
            }
        }
    }
    let weekends = examples.iter().filter(|e| e.weekend).count();
    eprintln!(
        "{n} texts, {weekends} of a weekend; crossed: loss {:.4}, right {:.3}, \
         surer than .8: {sure}, right {:.3}",
        loss / n as f64,
        right as f64 / n as f64,
        f64::from(surely as u32) / f64::from(sure.max(1) as u32)
    );
    let all: Vec<&Example> = examples.iter().collect();
    for (name, row) in names.iter().zip(fit(&all, names.len())) {
        let row: Vec<String> = row.iter().map(|w| format!("{w:.2}")).collect();
        println!("weekday {name:14}{}", row.join(" "));
    }
}

fn distances(known: &[Known]) {
    const STEPS: [i32; 20] = [
        -40_000, -4000, -1500, -730, -365, -120, -60, -30, -14, -7, -3, -2, -1, 0, 1, 3, 7, 30,
        365, 40_000,
    ];
    let mut counts: BTreeMap<String, [usize; STEPS.len()]> = BTreeMap::new();
    for k in known {
        for fact in &k.evidence.facts {
            let What::Date {
                year: Some(year),
                month,
                day,
                head,
                mark,
                listed,
                ..
            } = fact.what
            else {
                continue;
            };
            let Some(told) = NaiveDate::from_ymd_opt(year, month.into(), day.into()) else {
                continue;
            };
            let offset = i32::try_from((told - k.day).num_days()).unwrap_or(i32::MIN);
            let kind = format!("{:?} head {head} listed {listed} {:?}", mark, fact.lean);
            let at = STEPS
                .iter()
                .position(|s| offset <= *s)
                .unwrap_or(STEPS.len() - 1);
            counts.entry(kind).or_default()[at] += 1;
        }
    }
    println!("up to days: {STEPS:?}");
    for (kind, counts) in counts {
        println!("{kind}: {counts:?}");
    }
}

/// A day that was inferred, and how far off it is.
struct Inferred {
    group: u64,
    off: i64,
    seen: Seen,
}

/// A logistic model by Newton's method, its first weight free.
fn logistic(examples: &[(&[f32], bool)]) -> Vec<f64> {
    const ROUNDS: usize = 20;
    const RIDGE: f64 = 2.0;
    let n = examples.first().map_or(0, |e| e.0.len());
    let mut weights = vec![0.0; n];
    for _ in 0..ROUNDS {
        // The second derivatives, and in the last column the first.
        let mut m = vec![vec![0.0; n + 1]; n];
        for (x, yes) in examples {
            let x: Vec<f64> = x.iter().map(|x| f64::from(*x)).collect();
            let p = chance(&weights, &x);
            let off = f64::from(u8::from(*yes)) - p;
            let sides: Vec<f64> = x.iter().map(|x| x * (p * (1.0 - p) + 1e-6)).collect();
            for (row, x) in m.iter_mut().zip(&x) {
                for (cell, side) in row.iter_mut().zip(sides.iter().chain([&off])) {
                    *cell += x * side;
                }
            }
        }
        for (i, w) in weights.iter().enumerate().skip(1) {
            m[i][n] -= RIDGE * w;
            m[i][i] += RIDGE;
        }
        for i in 0..n {
            let pivot = m[i].clone();
            for (r, row) in m.iter_mut().enumerate() {
                let by = row[i] / (pivot[i] + 1e-9);
                if r != i {
                    for (a, b) in row.iter_mut().zip(&pivot) {
                        *a -= by * b;
                    }
                }
            }
        }
        for (i, w) in weights.iter_mut().enumerate() {
            *w += (m[i][n] / (m[i][i] + 1e-9)).clamp(-2.0, 2.0);
        }
    }
    weights
}

fn chance(weights: &[f64], x: &[f64]) -> f64 {
    let odds: f64 = weights.iter().zip(x).map(|(w, x)| w * x).sum();
    1.0 / (1.0 + (-odds).exp())
}

/// Returns the weights of the week, and of the day where the week is right.
fn fit_sure(examples: &[&Inferred]) -> [Vec<f64>; 2] {
    let week: Vec<_> = examples
        .iter()
        .map(|e| (&e.seen.week[..], e.off.abs() <= 3))
        .collect();
    let day: Vec<_> = examples
        .iter()
        .filter(|e| e.off.abs() <= 3)
        .map(|e| (&e.seen.day[..], e.off == 0))
        .collect();
    [logistic(&week), logistic(&day)]
}

fn sure(folders: &[String]) -> Result<(), Box<dyn Error>> {
    let mut all = Vec::new();
    for folder in folders {
        let from = all.len();
        inferred(Path::new(folder), &mut all)?;
        eprintln!("{folder}: {} texts", all.len() - from);
    }
    let (mut bins, mut sure) = ([(0, 0); 10], (0, 0));
    for fold in 0..8 {
        let own = |e: &&Inferred| e.group % 8 == fold;
        let others: Vec<&Inferred> = all.iter().filter(|e| !own(e)).collect();
        let [week, day] = fit_sure(&others);
        for e in all.iter().filter(own) {
            let x = |x: &[f32]| x.iter().map(|x| f64::from(*x)).collect::<Vec<_>>();
            let p = chance(&week, &x(&e.seen.week)) * chance(&day, &x(&e.seen.day));
            let right = usize::from(e.off == 0);
            let bin = &mut bins[((p * 10.0) as usize).min(9)];
            *bin = (bin.0 + 1, bin.1 + right);
            if p >= 0.8 {
                sure = (sure.0 + 1, sure.1 + right);
            }
        }
    }
    eprintln!("crossed, texts and right ones by tenth of confidence: {bins:?}");
    eprintln!("surer than .8: {} texts, {} right", sure.0, sure.1);
    let [week, day] = fit_sure(&all.iter().collect::<Vec<_>>());
    for (kind, names, weights) in [
        ("week", Seen::week_names(), week),
        ("day", Seen::day_names(), day),
    ] {
        for (name, w) in names.iter().zip(weights) {
            println!("{kind} {name:8} {w:.2}");
        }
    }
    Ok(())
}

/// Infers the days of a folder of articles, of which `gold.tsv` beside it knows some.
fn inferred(folder: &Path, into: &mut Vec<Inferred>) -> Result<(), Box<dyn Error>> {
    let mut days: BTreeMap<String, NaiveDate> = BTreeMap::new();
    for line in fs::read_to_string(folder.join("../gold.tsv"))?.lines() {
        if let Some((name, day)) = line.split_once('\t') {
            days.insert(name.to_owned(), day.parse()?);
        }
    }
    let options = corpus::Options {
        paths: vec![folder.to_owned()],
        ..corpus::Options::default()
    };
    let mut digests = Vec::new();
    corpus::read(&options, &mut |outcome| {
        if let Outcome::Read(article) | Outcome::Partial(article, _) = outcome {
            digests.push(digest(&article));
        }
    })?;
    digests.sort_by(|a, b| a.name.cmp(&b.name));
    for (at, _, seen) in link::inferred(&digests) {
        let path = &digests[at.at()].name.path;
        let name = path.rsplit('/').next().unwrap_or(path);
        if let (Some(day), Some(seen)) = (days.get(name), seen) {
            into.push(Inferred {
                group: hash(&day.format("%Y-%m").to_string()),
                off: (seen.day_at - *day).num_days(),
                seen,
            });
        }
    }
    Ok(())
}
