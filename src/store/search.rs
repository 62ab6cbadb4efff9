//! Full-text search in the index: sentences by their words.

use crate::text::fold::{fold, runs};
use crate::text::stem::stem;
use rusqlite::{Connection, params};

/// Sentences an article may have before their ids run into the next article's.
const SENTENCES: i64 = 1 << 20;

/// Returns the row of sentence `n` of article `idx`.
pub(super) fn sentence_id(idx: usize, n: usize) -> i64 {
    let n = i64::try_from(n).unwrap_or(0).min(SENTENCES - 1);
    i64::try_from(idx).unwrap_or(0) * SENTENCES + n
}

/// Returns the article and the number of the sentence in it.
pub(super) fn place_of(id: i64) -> (u32, usize) {
    let article = u32::try_from(id / SENTENCES).unwrap_or(u32::MAX);
    (article, usize::try_from(id % SENTENCES).unwrap_or(0))
}

/// Returns the words of a text as the index holds them: runs of letters and digits, folded.
pub(super) fn words_of(text: &str) -> Vec<String> {
    runs(text).into_iter().map(|r| fold(&text[r])).collect()
}

/// Words, and what the index holds for each: every word of the same stem, and for an open
/// last word every word it begins.
pub(super) struct Wanted {
    pub words: Vec<String>,
    pub open: bool,
}

impl Wanted {
    pub fn new(text: &str) -> Self {
        Self {
            words: words_of(text),
            open: text.ends_with(char::is_alphanumeric),
        }
    }

    /// Returns an FTS5 expression that all words must meet; `None` when there is no word.
    pub fn expression(&self, db: &Connection) -> Result<Option<String>, rusqlite::Error> {
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
            if self.open && i + 1 == self.words.len() {
                any.push(format!("\"{word}\"*"));
            }
            all.push(format!("({})", any.join(" OR ")));
        }
        Ok((!all.is_empty()).then(|| all.join(" AND ")))
    }

    /// Tells whether `word` is one of the wanted ones.
    pub fn matches(&self, word: &str) -> bool {
        let folded = fold(word);
        let stemmed = stem(&folded);
        self.words.iter().enumerate().any(|(i, w)| {
            let open = self.open && i + 1 == self.words.len();
            stem(w) == stemmed || (open && folded.starts_with(w.as_str()))
        })
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
}
