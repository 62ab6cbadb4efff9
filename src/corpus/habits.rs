//! What can only be seen across articles: learnt from a sample before reading.
//!
//! Which level of folders names outlets, how a source orders day and month, and which
//! lines it prints on page after page. Bounded: a sample of each folder, the first part of
//! each file. The same corpus yields the same sample.

use super::Corpus;
use super::date::{self, Order};
use super::draft::{Draft, Found};
use super::noise;
use super::outlet;
use super::prepare::prepare;
use super::stream;
use super::walk::FileEntry;
use crate::article::SourceFrom;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use xxhash_rust::xxh3::xxh3_64;

/// Files looked at in one folder, and in all.
const FILES_PER_FOLDER: usize = 24;
const FILES: usize = 1200;
/// Bytes looked at in one file, and in all.
const BYTES_PER_FILE: u64 = 1 << 20;
const BYTES: u64 = 32 << 20;
/// Articles compared with one another for what they repeat.
const PER_SOURCE: usize = 120;
/// Fewer articles than this show no habit.
const MIN_ARTICLES: usize = 4;

/// What the sources of a corpus do on every page.
#[derive(Debug, Default)]
pub(super) struct Habits {
    /// Level of folders that names outlets, if one does.
    pub folder_level: Option<usize>,
    /// The order of day and month, by source, where its dates prove one.
    orders: BTreeMap<String, Order>,
    /// That of all sources, where all that prove one agree.
    order: Option<Order>,
    /// Hashes of the lines each source repeats.
    repeated: BTreeMap<String, HashSet<u64>>,
    /// The commonest spelling of each name that is written in capitals here and in small letters there.
    spelt: BTreeMap<String, String>,
}

impl Habits {
    pub(super) fn hash(&self, into: &mut xxhash_rust::xxh3::Xxh3) {
        into.update(
            format!(
                "{:?} {:?} {:?} {:?}",
                self.folder_level, self.order, self.orders, self.spelt
            )
            .as_bytes(),
        );
        for (source, lines) in &self.repeated {
            let mut lines: Vec<&u64> = lines.iter().collect();
            lines.sort_unstable();
            into.update(format!("{source} {lines:?}").as_bytes());
        }
    }

    /// Hashes what articles by one source depend on.
    pub(super) fn hash_of(&self, source: &str, into: &mut xxhash_rust::xxh3::Xxh3) {
        let mut lines: Vec<&u64> = self.repeated(source).into_iter().flatten().collect();
        lines.sort_unstable();
        let spelt = self.spelt(source);
        into.update(format!("{source} {spelt} {:?} {lines:?}", self.order(source)).as_bytes());
    }

    /// Returns the name of a source as it is mostly written: "fox" and "FOX" are one outlet.
    pub(super) fn spelt<'a>(&'a self, source: &'a str) -> &'a str {
        if self.spelt.is_empty() {
            return source;
        }
        let spelt = self.spelt.get(&source.to_lowercase());
        spelt.map_or(source, |name| name)
    }

    /// Returns the order of day and month in a source's dates.
    pub(super) fn order(&self, source: &str) -> Option<Order> {
        if self.orders.is_empty() {
            return self.order;
        }
        self.orders
            .get(&outlet::key(source))
            .copied()
            .or(self.order)
    }

    /// Returns the lines a source repeats on its pages.
    pub(super) fn repeated(&self, source: &str) -> Option<&HashSet<u64>> {
        if self.repeated.is_empty() {
            return None;
        }
        self.repeated.get(&outlet::key(source))
    }
}

/// Returns what a line is known by.
pub(super) fn line_hash(line: &str) -> u64 {
    xxh3_64(line.trim().as_bytes())
}

/// Of so many dates of a source, days are told from months by their variety.
const VARIED: usize = 4;

/// Returns the order of dates that never show it one by one: 05/10, 07/10, 08/10 and 11/10 are days
/// of one month sooner than the tenth of four.
fn by_variety(articles: &[&Sampled]) -> Option<Order> {
    let dates = articles.iter().flat_map(|a| &a.draft.dates);
    let pairs: Vec<(u32, u32)> = dates.filter_map(|d| date::either(&d.text)).collect();
    let firsts = pairs.iter().map(|p| p.0).collect::<BTreeSet<_>>().len();
    let seconds = pairs.iter().map(|p| p.1).collect::<BTreeSet<_>>().len();
    if firsts >= VARIED.max(3 * seconds) {
        Some(Order::DayFirst)
    } else if seconds >= VARIED.max(3 * firsts) {
        Some(Order::MonthFirst)
    } else {
        None
    }
}

struct Sampled {
    path: String,
    draft: Draft,
    body: String,
}

/// Learns the habits of a corpus.
pub(super) fn learn(corpus: &Corpus) -> Habits {
    let sample = sample(corpus);
    let mut habits = Habits {
        folder_level: folder_level(corpus.files(), &sample),
        ..Habits::default()
    };
    let mut by_source: BTreeMap<String, Vec<&Sampled>> = BTreeMap::new();
    let mut spellings: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for article in &sample {
        let (source, from) = outlet::outlet(
            &corpus.sidecar,
            habits.folder_level,
            &article.path,
            &article.draft,
            &article.body,
        );
        by_source
            .entry(outlet::key(&source))
            .or_default()
            .push(article);
        if from != SourceFrom::Sidecar {
            let of_name = spellings.entry(source.to_lowercase()).or_default();
            *of_name.entry(source).or_default() += 1;
        }
    }
    habits.spelt = spellings
        .into_iter()
        .filter(|(_, ways)| ways.len() > 1)
        .filter_map(|(name, ways)| Some((name, commonest(ways)?)))
        .collect();
    for (source, articles) in &by_source {
        let proofs: BTreeSet<Order> = articles
            .iter()
            .flat_map(|a| &a.draft.dates)
            .filter_map(|d| date::order_of(&d.text))
            .collect();
        let order = match proofs.into_iter().collect::<Vec<_>>().as_slice() {
            [order] => Some(*order),
            [] => by_variety(articles),
            _ => None,
        };
        if let Some(order) = order {
            habits.orders.insert(source.clone(), order);
        }
        if articles.len() >= MIN_ARTICLES {
            let lines = repeated(&articles[..articles.len().min(PER_SOURCE)]);
            if !lines.is_empty() {
                habits.repeated.insert(source.clone(), lines);
            }
        }
    }
    let orders: BTreeSet<Order> = habits.orders.values().copied().collect();
    if let [order] = orders.into_iter().collect::<Vec<_>>().as_slice() {
        habits.order = Some(*order);
    }
    habits
}

/// Returns the spelling of most articles; of several, the first by code points.
fn commonest(ways: BTreeMap<String, usize>) -> Option<String> {
    let most = ways.values().copied().max()?;
    let mut first = ways.into_iter().filter(|(_, n)| *n == most);
    first.next().map(|(name, _)| name)
}

fn sample(corpus: &Corpus) -> Vec<Sampled> {
    let mut folders: BTreeMap<&str, Vec<&FileEntry>> = BTreeMap::new();
    for file in corpus.files() {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        folders.entry(folder).or_default().push(file);
    }
    let per_folder = (FILES / folders.len().max(1)).clamp(1, FILES_PER_FOLDER);
    let mut out = Vec::new();
    let mut left = BYTES;
    let mut files = 0;
    for in_folder in folders.values() {
        // By hash and not one in so many: a file more or less hardly changes the sample, so
        // that what is kept of the others stays true.
        let mut chosen: Vec<&&FileEntry> = in_folder.iter().collect();
        chosen.sort_by_cached_key(|file| (xxh3_64(file.path.as_bytes()), &file.path));
        for file in chosen.into_iter().take(per_folder) {
            let cost = file.size.min(BYTES_PER_FILE);
            if file.is_stdin()
                || file.path.to_lowercase().ends_with(".pdf")
                || cost > left
                || files >= FILES
            {
                continue;
            }
            left -= cost;
            files += 1;
            // What is wrong with a file is told when it is read.
            let _ = stream::sample(corpus, file, BYTES_PER_FILE, &mut |found| {
                if let Found::Article(mut draft) = found {
                    let text = std::mem::take(&mut draft.body);
                    let (body, _) = prepare(text, &std::mem::take(&mut draft.lines));
                    let path = match &draft.member {
                        Some(member) => format!("{}/{member}", file.path),
                        None => file.path.clone(),
                    };
                    out.push(Sampled {
                        path,
                        draft: *draft,
                        body,
                    });
                }
            });
        }
    }
    out
}

/// Returns the level of folders that names outlets, unless what stands in the files says
/// that the folders name something else.
fn folder_level(files: &[FileEntry], sample: &[Sampled]) -> Option<usize> {
    let mut paths: Vec<&str> = files.iter().map(|f| f.path.as_str()).collect();
    paths.extend(
        sample
            .iter()
            .filter(|s| s.draft.member.is_some())
            .map(|s| s.path.as_str()),
    );
    let level = outlet::folder_level(&paths)?;
    let mut said: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for article in sample {
        let Some(folder) = article.path.split('/').nth(level) else {
            continue;
        };
        if let Some(name) = article.draft.outlets.first() {
            said.entry(folder)
                .or_default()
                .insert(outlet::key(&name.text));
        }
    }
    let contradicted = said
        .iter()
        .filter(|(folder, names)| {
            let folder = outlet::key(folder);
            !names
                .iter()
                .any(|n| n.contains(&folder) || folder.contains(n.as_str()))
        })
        .count();
    (contradicted * 2 <= said.len()).then_some(level)
}

/// Returns the lines that a source's articles repeat though they tell different things.
fn repeated(articles: &[&Sampled]) -> HashSet<u64> {
    let mut holders: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut n_long = vec![0usize; articles.len()];
    for (n, article) in articles.iter().enumerate() {
        let lines: BTreeSet<&str> = article
            .body
            .lines()
            .map(str::trim)
            .filter(|l| !l.is_empty())
            .collect();
        for line in lines {
            n_long[n] += usize::from(is_long(line));
            holders.entry(line).or_default().push(n);
        }
    }
    // Versions and reprints of one text repeat all of it: together they count once.
    let mut shared: HashMap<(usize, usize), usize> = HashMap::new();
    for (line, held) in &holders {
        if is_long(line) {
            for (i, a) in held.iter().enumerate() {
                for b in &held[i + 1..] {
                    *shared.entry((*a, *b)).or_default() += 1;
                }
            }
        }
    }
    let mut first: Vec<usize> = (0..articles.len()).collect();
    let mut pairs: Vec<_> = shared.into_iter().collect();
    pairs.sort_unstable();
    for ((a, b), n) in pairs {
        if n * 2 >= n_long[a].min(n_long[b]).max(1) {
            let (x, y) = (root(&first, a), root(&first, b));
            first[x.max(y)] = x.min(y);
        }
    }
    let texts: BTreeSet<usize> = (0..articles.len()).map(|n| root(&first, n)).collect();
    holders
        .iter()
        .filter(|(line, held)| {
            let times = held
                .iter()
                .map(|n| root(&first, *n))
                .collect::<BTreeSet<_>>()
                .len();
            times >= 3 && noise::is_habit(line, times, texts.len())
        })
        .map(|(line, _)| line_hash(line))
        .collect()
}

fn root(first: &[usize], mut at: usize) -> usize {
    while first[at] != at {
        at = first[at];
    }
    at
}

fn is_long(line: &str) -> bool {
    line.len() >= 60
}
