//! How each source names the same actors and acts.
//!
//! Counts, from a documented list of contrasts (`assets/compare/wording.toml`), plus words
//! that the texts themselves show to be distinctive of a source. An observation and never
//! a verdict: which wording is right is not for a program to say.

mod distinctive;

use super::words::{is_plain, tokens};
use crate::text::number;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;

/// How often a source uses one wording of a contrast.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Usage {
    /// Where the contrast comes from.
    pub kind: UsageKind,
    /// The contrast: "government forces / regime forces"; "distinctive words".
    pub contrast: String,
    /// The wording used.
    pub wording: String,
    /// The source.
    pub source: String,
    /// How often.
    pub count: u32,
    /// How often in 10,000 words of the source.
    pub per_10k: f32,
    /// For words that the corpus itself shows to be distinctive: log-odds z-score.
    pub z: Option<f32>,
}

/// Where a contrast comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum UsageKind {
    /// The documented list.
    Listed,
    /// Active or passive.
    Voice,
    /// The texts themselves.
    Distinctive,
}

/// Returns the wordings found in texts given as (source, text), contrasts in the order of
/// the list, wordings likewise, sources by name; then distinctive words by source.
///
/// A source that uses only the other wording of a contrast is listed with 0, so that a
/// table needs only drawing.
pub fn wording<'a>(texts: impl Iterator<Item = (&'a str, &'a str)>) -> Vec<Usage> {
    let mut ids = Ids::default();
    let patterns = Patterns::compile(&mut ids);
    let mut sources: FxHashMap<&str, Tally> = FxHashMap::default();
    let mut words: Vec<Token> = Vec::new();
    for (source, text) in texts {
        words.clear();
        ids.read(text, &mut words);
        sources
            .entry(source)
            .or_default()
            .add(&words, &patterns, ids.by_word.len());
    }
    let mut sources: Vec<(&str, Tally)> = sources.into_iter().collect();
    sources.sort_unstable_by_key(|(source, _)| *source);

    let mut out = Vec::new();
    for (c, contrast) in list().contrast.iter().enumerate() {
        let names: Vec<&str> = contrast.wording.iter().map(|w| w.name.as_str()).collect();
        let table: Vec<Vec<u32>> = (0..names.len())
            .map(|w| sources.iter().map(|(_, t)| t.listed(c, w)).collect())
            .collect();
        rows(UsageKind::Listed, &names, &table, &sources, &mut out);
    }
    let table: Vec<Vec<u32>> = (0..VOICES.len())
        .map(|v| sources.iter().map(|(_, t)| t.voice[v]).collect())
        .collect();
    rows(UsageKind::Voice, &VOICES, &table, &sources, &mut out);
    distinctive::add(&ids, &sources, &mut out);
    out
}

const VOICES: [&str; 3] = ["active", "passive, doer told", "passive, doer not told"];

/// Adds a row for each wording found and each source, when two wordings are found.
fn rows(
    kind: UsageKind,
    names: &[&str],
    table: &[Vec<u32>],
    sources: &[(&str, Tally)],
    out: &mut Vec<Usage>,
) {
    let found: Vec<usize> = (0..names.len())
        .filter(|&w| table[w].iter().any(|n| *n > 0))
        .collect();
    if found.len() < 2 {
        return;
    }
    let contrast: Vec<&str> = found.iter().map(|&w| names[w]).collect();
    let contrast = contrast.join(" / ");
    for &w in &found {
        for (s, (source, tally)) in sources.iter().enumerate() {
            // Sources that use none of the wordings have no part in the contrast.
            if found.iter().all(|&w| table[w][s] == 0) {
                continue;
            }
            out.push(Usage {
                kind,
                contrast: contrast.clone(),
                wording: names[w].to_owned(),
                source: (*source).to_owned(),
                count: table[w][s],
                per_10k: tally.per_10k(table[w][s]),
                z: None,
            });
        }
    }
}

#[derive(Deserialize)]
struct List {
    contrast: Vec<Contrast>,
    voice: Voice,
}

#[derive(Deserialize)]
struct Contrast {
    wording: Vec<Wording>,
}

#[derive(Deserialize)]
struct Wording {
    name: String,
    words: Vec<String>,
}

#[derive(Deserialize)]
struct Voice {
    verbs: Vec<String>,
}

fn list() -> &'static List {
    static LIST: LazyLock<List> = LazyLock::new(|| {
        toml::from_str(include_str!("../../assets/compare/wording.toml"))
            .expect("wording.toml is checked by a test")
    });
    &LIST
}

/// A word of a text: its number, and how it is written.
#[derive(Clone, Copy)]
struct Token {
    id: u32,
    capital: bool,
    digits: bool,
}

/// Numbers lower-case words.
#[derive(Default)]
struct Ids {
    by_word: FxHashMap<String, u32>,
    lower: String,
}

impl Ids {
    fn of(&mut self, word: &str) -> u32 {
        self.lower.clear();
        for c in word.chars() {
            match c {
                '’' => self.lower.push('\''),
                c => self.lower.extend(c.to_lowercase()),
            }
        }
        if let Some(short) = self.lower.strip_suffix("'s") {
            self.lower.truncate(short.len());
        }
        if let Some(id) = self.by_word.get(self.lower.as_str()) {
            return *id;
        }
        let next = u32::try_from(self.by_word.len()).unwrap_or(u32::MAX);
        self.by_word.insert(self.lower.clone(), next);
        next
    }

    fn read(&mut self, text: &str, out: &mut Vec<Token>) {
        for range in tokens(text) {
            let word = &text[range];
            out.push(Token {
                capital: word.starts_with(char::is_uppercase),
                digits: word.starts_with(|c: char| c.is_ascii_digit()),
                id: self.of(word),
            });
        }
    }
}

/// The list as numbers, by first word.
struct Patterns {
    /// For a first word: contrast, wording and the words, longest first.
    by_first: FxHashMap<u32, Vec<(usize, usize, Vec<u32>)>>,
    verbs: Vec<u32>,
    to_be: Vec<u32>,
    by: u32,
    /// Words that open an object: articles, possessives.
    object: Vec<u32>,
}

impl Patterns {
    fn compile(ids: &mut Ids) -> Self {
        let mut by_first: FxHashMap<u32, Vec<(usize, usize, Vec<u32>)>> = FxHashMap::default();
        for (c, contrast) in list().contrast.iter().enumerate() {
            for (w, wording) in contrast.wording.iter().enumerate() {
                for words in &wording.words {
                    let words: Vec<u32> = words.split(' ').map(|word| ids.of(word)).collect();
                    by_first.entry(words[0]).or_default().push((c, w, words));
                }
            }
        }
        for list in by_first.values_mut() {
            list.sort_by_key(|(c, w, words)| (std::cmp::Reverse(words.len()), *c, *w));
        }
        let mut all = |words: &[&str]| -> Vec<u32> { words.iter().map(|w| ids.of(w)).collect() };
        let to_be = all(&[
            "is", "are", "was", "were", "be", "been", "being", "get", "got",
        ]);
        let mut object = all(&[
            "the",
            "a",
            "an",
            "his",
            "her",
            "its",
            "their",
            "more",
            "at",
            "about",
            "around",
            "dozens",
            "hundreds",
            "several",
            "many",
            "some",
            "people",
            "civilians",
        ]);
        object.extend(all(&number::SMALL[2..=10]));
        let by = all(&["by"])[0];
        let verbs = list().voice.verbs.iter().map(|v| ids.of(v)).collect();
        Self {
            by_first,
            verbs,
            to_be,
            by,
            object,
        }
    }
}

/// What was counted in the texts of one source.
#[derive(Default)]
struct Tally {
    words: u64,
    texts: u32,
    listed: FxHashMap<(usize, usize), u32>,
    voice: [u32; 3],
    /// By word: how often, how often with a capital, in how many texts, and the last text.
    counts: Vec<Seen>,
}

/// How a word was seen.
#[derive(Default, Clone, Copy)]
struct Seen {
    n: u32,
    capital: u32,
    texts: u32,
    last_text: u32,
}

impl Tally {
    fn listed(&self, contrast: usize, wording: usize) -> u32 {
        self.listed.get(&(contrast, wording)).copied().unwrap_or(0)
    }

    fn per_10k(&self, count: u32) -> f32 {
        (f64::from(count) * 10_000.0 / self.words.max(1) as f64) as f32
    }

    fn add(&mut self, words: &[Token], patterns: &Patterns, n_ids: usize) {
        self.words += words.len() as u64;
        self.texts += 1;
        self.counts.resize(n_ids, Seen::default());
        for (i, word) in words.iter().enumerate() {
            let seen = &mut self.counts[word.id as usize];
            seen.n += 1;
            seen.capital += u32::from(word.capital);
            if seen.last_text != self.texts {
                seen.last_text = self.texts;
                seen.texts += 1;
            }
            if let Some(list) = patterns.by_first.get(&word.id) {
                let mut done: Vec<usize> = Vec::new();
                for (c, w, run) in list {
                    let here = words.get(i..i + run.len());
                    let fits = here.is_some_and(|h| h.iter().zip(run).all(|(a, b)| a.id == *b));
                    if fits && !done.contains(c) {
                        done.push(*c);
                        *self.listed.entry((*c, *w)).or_default() += 1;
                    }
                }
            }
            if patterns.verbs.contains(&word.id)
                && let Some(voice) = voice(words, i, patterns)
            {
                self.voice[voice] += 1;
            }
        }
    }
}

/// Tells how a verb form is used: an index into [`VOICES`]; `None` when the words around do
/// not tell.
fn voice(words: &[Token], i: usize, patterns: &Patterns) -> Option<usize> {
    let before = &words[i.saturating_sub(2)..i];
    let next = words.get(i + 1);
    if before.iter().any(|w| patterns.to_be.contains(&w.id)) {
        let behind = words
            .get(i + 1..(i + 4).min(words.len()))
            .unwrap_or_default();
        let told = behind.iter().any(|w| w.id == patterns.by);
        return Some(if told { 1 } else { 2 });
    }
    let object = |w: &Token| w.capital || w.digits || patterns.object.contains(&w.id);
    next.filter(|w| object(w)).map(|_| 0)
}

/// Tells whether a word can be distinctive of how a source words things.
fn is_wording(word: &str, seen: Seen) -> bool {
    // What is mostly written with a capital is a name: a topic, not a wording.
    word.chars().count() >= 3
        && word
            .chars()
            .all(|c| c.is_alphabetic() || c == '-' || c == '\'')
        && !is_plain(word)
        && seen.capital * 2 < seen.n
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(texts: &[(&str, &str)]) -> String {
        wording(texts.iter().copied())
            .iter()
            .map(|u| {
                let z = if u.z.is_some() { " z" } else { "" };
                format!(
                    "{} | {} | {} {}{z}",
                    u.contrast, u.wording, u.source, u.count
                )
            })
            .collect::<Vec<_>>()
            .join("\n")
    }

    #[test]
    fn the_same_actors_by_other_names() {
        let texts = [
            (
                "Harbour Post",
                "Regime forces shelled the port. The regime’s army left.",
            ),
            ("Canal Courier", "Government forces shelled the port."),
            ("North Herald", "It rained."),
        ];
        insta::assert_snapshot!(check(&texts), @r"
    government forces / regime forces | government forces | Canal Courier 1
    government forces / regime forces | government forces | Harbour Post 0
    government forces / regime forces | regime forces | Canal Courier 0
    government forces / regime forces | regime forces | Harbour Post 2
    government / regime | government | Canal Courier 1
    government / regime | government | Harbour Post 0
    government / regime | regime | Canal Courier 0
    government / regime | regime | Harbour Post 2
    ");
    }

    #[test]
    fn active_and_passive_are_counted() {
        let texts = [
            (
                "Harbour Post",
                "Soldiers killed 12 villagers. Soldiers killed the mayor.",
            ),
            (
                "Canal Courier",
                "Twelve villagers were killed. The mayor was killed by soldiers.",
            ),
        ];
        insta::assert_snapshot!(check(&texts), @r"
    active / passive, doer told / passive, doer not told | active | Canal Courier 0
    active / passive, doer told / passive, doer not told | active | Harbour Post 2
    active / passive, doer told / passive, doer not told | passive, doer told | Canal Courier 1
    active / passive, doer told / passive, doer not told | passive, doer told | Harbour Post 0
    active / passive, doer told / passive, doer not told | passive, doer not told | Canal Courier 1
    active / passive, doer told / passive, doer not told | passive, doer not told | Harbour Post 0
    ");
    }

    #[test]
    fn what_one_source_alone_keeps_saying_is_distinctive() {
        let ours = "the harbour was calm and quaint and quaint again, quaint boats everywhere ";
        let theirs = "the harbour was calm and busy today with many boats everywhere ";
        let (ours, theirs) = (ours.repeat(12), theirs.repeat(15));
        let texts = [("Harbour Post", &*ours), ("Canal Courier", &*theirs)];
        let usages = wording(texts.into_iter());
        let first = usages
            .iter()
            .find(|u| u.kind == UsageKind::Distinctive && u.source == "Harbour Post");
        assert_eq!(first.map(|u| u.wording.as_str()), Some("quaint"));
    }
}
