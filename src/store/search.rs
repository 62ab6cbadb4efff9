//! Full-text search in the index: sentences by their words.

use super::disk::Disk;
use super::int;
use crate::article::ArticleIdx;
use crate::query::shelf::{Shelf, Shelved};
use crate::query::{Page, SearchHit};
use crate::text::fold::{fold, runs};
use crate::text::sentence::sentences;
use crate::text::stem::stem;
use rayon::prelude::*;
use rusqlite::{Connection, params};
use rustc_hash::FxHashMap;
use std::ops::Range;

/// Sentences an article may have before their ids run into the next article's.
const SENTENCES: i64 = 1 << 20;

/// Returns the row of sentence `n` of the article in row `row`.
pub(super) fn sentence_id(row: usize, n: usize) -> i64 {
    let n = i64::try_from(n).unwrap_or(0).min(SENTENCES - 1);
    i64::try_from(row).unwrap_or(0) * SENTENCES + n
}

/// Returns the row of the article and the number of the sentence in it.
fn place_of(id: i64) -> (u32, usize) {
    let article = u32::try_from(id / SENTENCES).unwrap_or(u32::MAX);
    (article, usize::try_from(id % SENTENCES).unwrap_or(0))
}

/// Returns the words of a text as the index holds them: runs of letters and digits, folded.
pub(super) fn words_of(text: &str) -> Vec<String> {
    runs(text).into_iter().map(|r| fold(&text[r])).collect()
}

/// What a reader looks for.
pub(super) struct Wanted {
    /// Words that must all occur, folded.
    words: Vec<String>,
    /// Phrases that must occur, folded, as words joined by one blank.
    phrases: Vec<String>,
    /// The last word may be only a beginning.
    open: bool,
}

impl Wanted {
    /// Parses words and "quoted phrases".
    pub fn new(text: &str) -> Self {
        let mut wanted = Self {
            words: Vec::new(),
            phrases: Vec::new(),
            open: text.ends_with(char::is_alphanumeric),
        };
        for (i, part) in text.split(['"', '“', '”']).enumerate() {
            let words = words_of(part);
            if i % 2 == 1 && words.len() > 1 {
                wanted.phrases.push(words.join(" "));
            }
            wanted.words.extend(words);
        }
        wanted
    }

    /// Takes every word as whole.
    pub fn whole(text: &str) -> Self {
        Self {
            open: false,
            ..Self::new(text)
        }
    }

    /// Returns an FTS5 expression that all words must meet; `None` when there is no word.
    pub fn expression(&self, db: &Connection) -> Result<Option<String>, rusqlite::Error> {
        let all = self.each(db, self.open)?;
        Ok((!all.is_empty()).then(|| all.join(" AND ")))
    }

    /// Returns an expression for each word: every word of the same stem, and for an `open`
    /// last word every word it begins.
    fn each(&self, db: &Connection, open: bool) -> Result<Vec<String>, rusqlite::Error> {
        let mut find = db.prepare_cached("SELECT word FROM word WHERE stem = ?1")?;
        let mut all = Vec::new();
        for (i, word) in self.words.iter().enumerate() {
            let mut same: Vec<String> = find
                .query_map(params![stem(word)], |row| row.get(0))?
                .collect::<Result<_, _>>()?;
            same.push(word.clone());
            same.sort();
            same.dedup();
            let mut any: Vec<String> = same.iter().map(|w| format!("\"{w}\"")).collect();
            if open && i + 1 == self.words.len() {
                any.push(format!("\"{word}\"*"));
            }
            all.push(format!("({})", any.join(" OR ")));
        }
        Ok(all)
    }

    /// Returns the byte ranges of `text` that match a wanted word.
    fn marks(&self, text: &str) -> Vec<Range<usize>> {
        let stems: Vec<String> = self.words.iter().map(|w| stem(w)).collect();
        let matches = |word: &str| {
            let folded = fold(word);
            let stemmed = stem(&folded);
            let beginning = self.words.last().filter(|_| self.open);
            stems.contains(&stemmed) || beginning.is_some_and(|w| folded.starts_with(w.as_str()))
        };
        let mut out = runs(text);
        out.retain(|r| matches(&text[r.clone()]));
        out
    }

    /// Tells whether every wanted word stands in `text`, as [`Self::expression`] asks it.
    fn holds_all(&self, text: &str) -> bool {
        let said: Vec<(String, String)> = words_of(text)
            .into_iter()
            .map(|word| (stem(&word), word))
            .collect();
        self.words.iter().enumerate().all(|(i, wanted)| {
            let open = self.open && i + 1 == self.words.len();
            let wanted_stem = stem(wanted);
            said.iter().any(|(stem, word)| {
                *stem == wanted_stem || word == wanted || open && word.starts_with(wanted)
            })
        })
    }

    fn holds_phrases(&self, text: &str) -> bool {
        self.phrases.is_empty() || {
            let padded = format!(" {} ", words_of(text).join(" "));
            let mut phrases = self.phrases.iter();
            phrases.all(|phrase| padded.contains(&format!(" {phrase} ")))
        }
    }
}

/// How long every sentence is, in bytes: what ranks those that hold the same words.
pub(super) struct Lengths {
    /// Where the lengths of each article begin, and the end of the last.
    from: Vec<usize>,
    all: Vec<u8>,
}

impl Lengths {
    /// Reads what the index holds for `n` articles.
    fn from_bytes(bytes: Vec<u8>, n: usize) -> Option<Self> {
        let mut from = Vec::with_capacity(n + 1);
        let mut at = n.checked_mul(4)?;
        from.push(at);
        for count in bytes.get(..at)?.as_chunks().0 {
            let count = usize::try_from(u32::from_le_bytes(*count)).ok()?;
            at = at.checked_add(count.checked_mul(2)?)?;
            from.push(at);
        }
        (at == bytes.len()).then_some(Self { from, all: bytes })
    }

    fn n_rows(&self) -> usize {
        self.from.len().saturating_sub(1)
    }

    /// Returns the lengths of all sentences from one row on.
    fn each(&self, row: usize) -> impl Iterator<Item = u16> {
        let from = self.from.get(row).copied().unwrap_or(self.all.len());
        let bytes = self.all.get(from..).unwrap_or_default();
        bytes.as_chunks().0.iter().map(|b| u16::from_le_bytes(*b))
    }

    /// Returns the lengths of a row's sentences.
    fn of_row(&self, row: usize) -> impl Iterator<Item = u16> {
        let at = |row: usize| self.from.get(row).copied().unwrap_or(self.all.len());
        self.each(row).take((at(row + 1) - at(row)) / 2)
    }

    fn of(&self, article: u32, sentence: usize) -> u16 {
        let from = self.from.get(article as usize).copied();
        from.and_then(|from| self.all.get(from + 2 * sentence..)?.first_chunk().copied())
            .map_or(u16::MAX, u16::from_le_bytes)
    }
}

/// How much a sentence of so many bytes loses against one of none.
fn plainness(length: u16) -> f32 {
    1.0 + f32::from(length) / 400.0
}

/// What stands in more sentences is not ranked one by one for the first page.
const MANY: usize = 20_000;
/// Words of so few letters begin nearly every sentence's.
const SHORT: usize = 2;
/// So many of the shortest sentences are read instead, at most.
const MOST_ASKED: usize = 512;
/// Articles that are held unpacked at a time.
const UNPACKED: usize = 1024;

/// A sentence that matches, and how well.
struct Found {
    score: f32,
    id: i64,
}

impl Disk {
    /// Returns the sentences that match, best first: those that hold all words, then, if
    /// there is none, those that hold some word in articles that hold all. `allowed` are
    /// the articles they may stand in, in order.
    pub(super) fn find(&self, text: &str, allowed: Option<&[u32]>, page: Page) -> Vec<SearchHit> {
        let wanted = Wanted::new(text);
        self.fill_words();
        let asked = {
            let db = self.db_aside();
            let whole = wanted.each(&db, false);
            whole.and_then(|whole| Ok((whole, wanted.each(&db, wanted.open)?)))
        };
        let Ok((whole, each)) = asked else {
            return Vec::new();
        };
        if each.is_empty() {
            return Vec::new();
        }
        // Sentences of articles that are gone stay in the index, and lead nowhere.
        let is_allowed = |id: i64| {
            let place = self.place(place_of(id).0);
            place.is_some_and(|p| allowed.is_none_or(|all| all.binary_search(&p).is_ok()))
        };
        let all_words = each.join(" AND ");
        // What begins so is all gathered before the first is given. Whether there are many is
        // therefore asked of the words as they stand, and not at all of a letter or two.
        let last = wanted.words.last().map_or(0, |w| w.chars().count());
        let many =
            wanted.open && (last <= SHORT || self.ids(&whole.join(" AND "), MANY + 1).len() > MANY);
        let mut ids = (!many).then(|| self.ids(&all_words, MANY + 1));
        if ids.as_ref().is_none_or(|ids| ids.len() > MANY) {
            if let Some(hits) = self.plainest(&wanted, &is_allowed, page) {
                return hits;
            }
            ids = Some(self.ids(&all_words, usize::MAX));
        }
        let ids = ids.unwrap_or_default();
        let mut found: Vec<Found> = ids.into_iter().map(|id| Found { score: 1.0, id }).collect();
        if found.is_empty() && each.len() > 1 {
            found = self.spread(&each);
        }
        found.retain(|f| is_allowed(f.id));
        let lengths = self.lengths();
        for f in &mut found {
            let (article, n) = place_of(f.id);
            // Shorter sentences that hold the same words say it more plainly.
            f.score /= plainness(lengths.of(article, n));
        }
        let place = |f: &Found| {
            let (row, n) = place_of(f.id);
            (self.place(row), n)
        };
        let best_first = |a: &Found, b: &Found| {
            let score = b.score.total_cmp(&a.score);
            score.then_with(|| place(a).cmp(&place(b)))
        };
        // Only the page need be in order; phrases that do not stand as asked leave gaps in it.
        let enough = page.offset.saturating_add(page.limit);
        let mut sorted = enough.saturating_mul(2).saturating_add(MANY / 100);
        loop {
            let all = sorted >= found.len();
            if !all {
                found.select_nth_unstable_by(sorted, best_first);
            }
            let first = sorted.min(found.len());
            found[..first].sort_unstable_by(best_first);
            let hits = self.hits(&wanted, &found[..first], enough, &|text| {
                wanted.holds_phrases(text)
            });
            if all || hits.len() == enough {
                return hits.into_iter().skip(page.offset).collect();
            }
            sorted = usize::MAX;
        }
    }

    fn ids(&self, expression: &str, limit: usize) -> Vec<i64> {
        self.rows_aside(
            "SELECT rowid FROM sentence WHERE sentence MATCH ?1 LIMIT ?2",
            params![expression, int(limit)],
            |r| r.get(0),
        )
    }

    /// The first page of what stands in very many sentences: the shortest of all sentences
    /// are read in turn, so that the many others need not be ranked. `None` when a few of them
    /// do not fill the page.
    fn plainest(
        &self,
        wanted: &Wanted,
        is_allowed: &dyn Fn(i64) -> bool,
        page: Page,
    ) -> Option<Vec<SearchHit>> {
        let enough = page.offset.checked_add(page.limit)?;
        let asked = enough.checked_mul(4)?.checked_add(16)?;
        if asked > MOST_ASKED {
            return None;
        }
        let shortest = self.shortest(asked);
        let found: Vec<Found> = shortest
            .into_iter()
            .filter(|(_, id)| is_allowed(*id))
            .map(|(length, id)| Found {
                score: 1.0 / plainness(length),
                id,
            })
            .collect();
        let mut hits = self.hits(wanted, &found, enough, &|text| {
            wanted.holds_all(text) && wanted.holds_phrases(text)
        });
        (hits.len() >= enough).then(|| hits.split_off(page.offset))
    }

    /// The shortest sentences of all, the shortest first.
    fn shortest(&self, wanted: usize) -> Vec<(u16, i64)> {
        let lengths = self.lengths();
        let mut n_of = vec![0_usize; usize::from(u16::MAX) + 1];
        for length in lengths.each(0) {
            n_of[usize::from(length)] += 1;
        }
        let mut n = 0;
        let longest = n_of.iter().position(|of| {
            n += of;
            n >= wanted
        });
        let longest = longest
            .and_then(|l| u16::try_from(l).ok())
            .unwrap_or(u16::MAX);
        let mut out: Vec<(u16, (Option<u32>, usize), i64)> = Vec::new();
        for row in 0..lengths.n_rows() {
            for (n, length) in lengths.of_row(row).enumerate() {
                if length <= longest {
                    let place = u32::try_from(row).ok().and_then(|r| self.place(r));
                    out.push((length, (place, n), sentence_id(row, n)));
                }
            }
        }
        out.sort_unstable();
        out.truncate(wanted);
        out.into_iter()
            .map(|(length, _, id)| (length, id))
            .collect()
    }

    /// Sentences with some of the words, in articles that hold all of them; rare words
    /// count more.
    fn spread(&self, each: &[String]) -> Vec<Found> {
        let n: f32 = self.n_articles().max(1) as f32;
        let lists: Vec<Vec<i64>> = each
            .iter()
            .take(64)
            .map(|e| self.ids(e, usize::MAX))
            .collect();
        let mut articles: FxHashMap<u32, u64> = FxHashMap::default();
        let mut scores: FxHashMap<i64, f32> = FxHashMap::default();
        for (i, list) in lists.iter().enumerate() {
            let weight = (1.0 + n / (1.0 + list.len() as f32)).ln();
            for id in list {
                *articles.entry(place_of(*id).0).or_default() |= 1 << i;
                *scores.entry(*id).or_default() += weight;
            }
        }
        let all = u32::try_from(lists.len()).unwrap_or(u32::MAX);
        scores
            .into_iter()
            .filter(|(id, _)| articles[&place_of(*id).0].count_ones() == all)
            .map(|(id, score)| Found { score, id })
            .collect()
    }

    fn lengths(&self) -> &Lengths {
        self.lengths.get_or_init(|| {
            let bytes: Vec<u8> = self
                .rows_aside("SELECT value FROM meta WHERE key = 'lengths'", [], |r| {
                    r.get(0)
                })
                .pop()
                .unwrap_or_default();
            let rows = self
                .rows_aside("SELECT value FROM meta WHERE key = 'rows'", [], |r| {
                    r.get::<_, Vec<u8>>(0)
                })
                .pop();
            let rows = rows.and_then(|b| b.first_chunk().copied());
            let rows = rows.map_or(0, u32::from_le_bytes);
            Lengths::from_bytes(bytes, rows as usize).unwrap_or_else(|| Lengths {
                from: Vec::new(),
                all: Vec::new(),
            })
        })
    }

    /// Returns what a page says of the first `enough` of these sentences that are `wanted`, in
    /// their order.
    fn hits(
        &self,
        wanted: &Wanted,
        found: &[Found],
        enough: usize,
        is_wanted: &(dyn Fn(&str) -> bool + Sync),
    ) -> Vec<SearchHit> {
        let mut hits: Vec<SearchHit> = Vec::new();
        let mut rest = found;
        while hits.len() < enough && !rest.is_empty() {
            let (now, later) = rest.split_at(rest.len().min(enough - hits.len()));
            hits.extend(self.hits_among(wanted, now, is_wanted));
            rest = later;
        }
        hits
    }

    /// What pages say of all of these sentences that are `wanted`: each article is unpacked
    /// once, side by side with others.
    fn hits_among(
        &self,
        wanted: &Wanted,
        found: &[Found],
        is_wanted: &(dyn Fn(&str) -> bool + Sync),
    ) -> Vec<SearchHit> {
        let row = |at: &usize| place_of(found[*at].id).0;
        let mut by_row: Vec<usize> = (0..found.len()).collect();
        by_row.sort_by_key(row);
        let of_article: Vec<&[usize]> = by_row.chunk_by(|a, b| row(a) == row(b)).collect();
        let mut hits: Vec<(usize, SearchHit)> = Vec::with_capacity(found.len());
        for some in of_article.chunks(UNPACKED) {
            let places = some.iter().filter_map(|of| self.place(row(&of[0])));
            let shelved = self.unpacked_all(self.beside(), places.collect());
            hits.par_extend(some.par_iter().flat_map_iter(|of| {
                let place = self.place(row(&of[0]));
                let entry = place.and_then(|p| Some((ArticleIdx(p), shelved.get(&p)?)));
                let sentences = entry.map_or_else(Vec::new, |(_, s)| sentences(&s.article.body));
                of.iter().filter_map(move |&at| {
                    let (article, shelved) = entry?;
                    let sentence = sentences.get(place_of(found[at].id).1)?.clone();
                    let text = shelved.article.body.get(sentence.clone())?;
                    is_wanted(text)
                        .then(|| (at, hit(wanted, &found[at], article, shelved, sentence)))
                })
            }));
        }
        hits.sort_unstable_by_key(|(at, _)| *at);
        hits.into_iter()
            .map(|(at, hit)| self.told(hit, found[at].id))
            .collect()
    }

    /// Adds the moment that the sentence of a row tells.
    fn told(&self, mut hit: SearchHit, id: i64) -> SearchHit {
        let n: Option<u32> = self
            .rows_aside(
                "SELECT moment FROM telling WHERE sentence = ?1 ORDER BY telling LIMIT 1",
                params![id],
                |r| r.get(0),
            )
            .pop();
        hit.moment = n.and_then(|n| self.moment_numbered(n));
        hit.window = hit.moment.as_ref().and_then(|m| self.window_of(m));
        hit
    }
}

/// What a page says of a sentence, but for the moment it tells.
fn hit(
    wanted: &Wanted,
    found: &Found,
    idx: ArticleIdx,
    shelved: &Shelved,
    sentence: Range<usize>,
) -> SearchHit {
    let article = &shelved.article;
    let text = article.body[sentence.clone()].to_owned();
    SearchHit {
        article: idx,
        name: article.name.clone(),
        source: article.source.clone(),
        published: shelved.linked.published.clone(),
        line: article.line_at(sentence.start),
        marks: wanted.marks(&text),
        moment: None,
        window: None,
        score: found.score,
        sentence,
        text,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sentence_rows_name_their_place() {
        assert_eq!(place_of(sentence_id(0, 0)), (0, 0));
        assert_eq!(place_of(sentence_id(99_999, 41)), (99_999, 41));
        assert_eq!(place_of(sentence_id(3, usize::MAX)), (3, 0));
    }

    #[test]
    fn lengths_come_back_for_each_article() {
        let mut bytes = Vec::new();
        bytes.extend(2u32.to_le_bytes());
        bytes.extend(0u32.to_le_bytes());
        bytes.extend(1u32.to_le_bytes());
        for n in [7u16, 8, 900] {
            bytes.extend(n.to_le_bytes());
        }
        let lengths = Lengths::from_bytes(bytes.clone(), 3).unwrap();
        assert_eq!(
            [lengths.of(0, 0), lengths.of(0, 1), lengths.of(2, 0)],
            [7, 8, 900]
        );
        assert!(Lengths::from_bytes(bytes[..9].to_vec(), 3).is_none());
    }
}
