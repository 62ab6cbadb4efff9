//! Full-text search over the sentences of a corpus held in memory.

use crate::text::fold::{fold, runs};
use crate::text::sentence::sentences;
use crate::text::stem::stem;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::ops::Range;

/// A sentence by its article and place.
#[derive(Debug, Clone)]
pub(super) struct Place {
    pub article: u32,
    pub sentence: Range<usize>,
}

/// An inverted index from words to sentences.
pub(super) struct Index {
    places: Vec<Place>,
    /// Folded word → its stem and the sentences that hold it.
    words: BTreeMap<String, Entry>,
    /// Stem → folded words.
    stems: FxHashMap<String, Vec<String>>,
}

struct Entry {
    postings: Vec<u32>,
}

/// A sentence that matches.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub place: Place,
    pub score: f32,
}

/// A query taken apart.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Query {
    /// Words that must all occur, folded.
    pub words: Vec<String>,
    /// Phrases that must occur, folded, as words joined by one blank.
    pub phrases: Vec<String>,
    /// The last word may be only a beginning.
    pub open: bool,
}

impl Query {
    /// Parses words and "quoted phrases".
    pub fn parse(text: &str) -> Self {
        let mut query = Self::default();
        for (i, part) in text.split(['"', '“', '”']).enumerate() {
            let folded: Vec<String> = runs(part).into_iter().map(|r| fold(&part[r])).collect();
            if i % 2 == 1 && folded.len() > 1 {
                query.phrases.push(folded.join(" "));
            }
            query.words.extend(folded);
        }
        query.open = text.ends_with(char::is_alphanumeric);
        query
    }
}

impl Index {
    /// Builds the index over the bodies.
    pub fn new<'a>(bodies: impl IndexedParallelIterator<Item = &'a str>) -> Self {
        type PerArticle = (Vec<Range<usize>>, Vec<(String, u32)>);
        let per: Vec<PerArticle> = bodies
            .map(|body| {
                let sentences = sentences(body);
                let mut pairs = Vec::new();
                for (s, range) in sentences.iter().enumerate() {
                    let text = &body[range.clone()];
                    for word in runs(text) {
                        let word = fold(&text[word]);
                        pairs.push((word, u32::try_from(s).unwrap_or(u32::MAX)));
                    }
                }
                pairs.sort_unstable();
                pairs.dedup();
                (sentences, pairs)
            })
            .collect();
        let mut places = Vec::new();
        let mut map: FxHashMap<String, Vec<u32>> = FxHashMap::default();
        for (article, (sentences, pairs)) in per.into_iter().enumerate() {
            let base = u32::try_from(places.len()).unwrap_or(u32::MAX);
            places.extend(sentences.into_iter().map(|sentence| Place {
                article: u32::try_from(article).unwrap_or(u32::MAX),
                sentence,
            }));
            for (word, s) in pairs {
                map.entry(word).or_default().push(base + s);
            }
        }
        let mut stems: FxHashMap<String, Vec<String>> = FxHashMap::default();
        for word in map.keys() {
            stems.entry(stem(word)).or_default().push(word.clone());
        }
        Self {
            places,
            words: map
                .into_iter()
                .map(|(word, postings)| (word, Entry { postings }))
                .collect(),
            stems,
        }
    }

    /// Returns the sentences that match, best first: those that hold all words, then, if
    /// there is none, those that hold some word in articles that hold all.
    pub fn find<'a>(&self, query: &Query, body: impl Fn(u32) -> &'a str) -> Vec<Found> {
        if query.words.is_empty() {
            return Vec::new();
        }
        let lists: Vec<Vec<u32>> = query
            .words
            .iter()
            .enumerate()
            .map(|(i, word)| self.postings(word, query.open && i + 1 == query.words.len()))
            .collect();
        if lists.iter().any(Vec::is_empty) {
            return Vec::new();
        }
        let n = self.places.len() as f32;
        let weights: Vec<f32> = lists
            .iter()
            .map(|list| (1.0 + n / (1.0 + list.len() as f32)).ln())
            .collect();
        let mut scores: FxHashMap<u32, (u32, f32)> = FxHashMap::default();
        for (list, weight) in lists.iter().zip(&weights) {
            for place in list {
                let entry = scores.entry(*place).or_default();
                entry.0 += 1;
                entry.1 += weight;
            }
        }
        let wanted = u32::try_from(lists.len()).unwrap_or(u32::MAX);
        let mut hits: Vec<(u32, f32)> = scores
            .iter()
            .filter(|(_, (count, _))| *count == wanted)
            .map(|(place, (_, score))| (*place, *score))
            .collect();
        if hits.is_empty() {
            hits = self.spread(&lists, &scores);
        }
        let mut found: Vec<Found> = hits
            .into_iter()
            .map(|(place, score)| {
                let place = self.places[place as usize].clone();
                // Shorter sentences that hold the same words say it more plainly.
                let length = place.sentence.len() as f32;
                Found {
                    score: score / (1.0 + length / 400.0),
                    place,
                }
            })
            .filter(|found| {
                query.phrases.is_empty() || {
                    let text = &body(found.place.article)[found.place.sentence.clone()];
                    let folded = runs(text)
                        .into_iter()
                        .map(|r| fold(&text[r]))
                        .collect::<Vec<_>>()
                        .join(" ");
                    let padded = format!(" {folded} ");
                    query
                        .phrases
                        .iter()
                        .all(|phrase| padded.contains(&format!(" {phrase} ")))
                }
            })
            .collect();
        found.sort_by(|a, b| {
            b.score.total_cmp(&a.score).then_with(|| {
                (a.place.article, a.place.sentence.start)
                    .cmp(&(b.place.article, b.place.sentence.start))
            })
        });
        found
    }

    /// Returns the sentences that hold all words of `text`, or others of the same stems.
    pub fn places_with(&self, text: &str) -> Vec<&Place> {
        let mut lists = Query::parse(text)
            .words
            .into_iter()
            .map(|word| self.postings(&word, false));
        let mut all = lists.next().unwrap_or_default();
        for list in lists {
            all.retain(|place| list.binary_search(place).is_ok());
        }
        all.into_iter().map(|p| &self.places[p as usize]).collect()
    }

    /// Returns the byte ranges of `text` that match a word of the query.
    pub fn marks(&self, query: &Query, text: &str) -> Vec<Range<usize>> {
        let wanted: Vec<(String, &str, bool)> = query
            .words
            .iter()
            .enumerate()
            .map(|(i, word)| {
                let open = query.open && i + 1 == query.words.len();
                (stem(word), word.as_str(), open)
            })
            .collect();
        runs(text)
            .into_iter()
            .filter(|range| {
                let word = fold(&text[range.clone()]);
                let stemmed = stem(&word);
                wanted
                    .iter()
                    .any(|(s, w, open)| *s == stemmed || (*open && word.starts_with(w)))
            })
            .collect()
    }

    /// Sentences with some of the words, in articles that hold all of them.
    fn spread(&self, lists: &[Vec<u32>], scores: &FxHashMap<u32, (u32, f32)>) -> Vec<(u32, f32)> {
        let mut articles: FxHashMap<u32, u64> = FxHashMap::default();
        for (i, list) in lists.iter().enumerate().take(64) {
            for place in list {
                *articles
                    .entry(self.places[*place as usize].article)
                    .or_default() |= 1 << i;
            }
        }
        let all = lists.len().min(64);
        scores
            .iter()
            .filter(|(place, _)| {
                let article = self.places[**place as usize].article;
                articles[&article].count_ones() as usize == all
            })
            .map(|(place, (_, score))| (*place, *score))
            .collect()
    }

    fn postings(&self, word: &str, open: bool) -> Vec<u32> {
        let mut out = Vec::new();
        let mut take = |word: &str| {
            if let Some(entry) = self.words.get(word) {
                out.extend_from_slice(&entry.postings);
            }
        };
        for same in self.stems.get(&stem(word)).into_iter().flatten() {
            take(same);
        }
        take(word);
        if open {
            let from = word.to_owned();
            for (other, entry) in self.words.range(from..) {
                if !other.starts_with(word) {
                    break;
                }
                out.extend_from_slice(&entry.postings);
            }
        }
        out.sort_unstable();
        out.dedup();
        out
    }
}
