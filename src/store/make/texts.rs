//! The words of sentences, for searching.

use super::put;
use crate::store::search::{sentence_id, words_of};
use crate::text::sentence::sentences;
use crate::text::stem::stem;
use rusqlite::{Connection, Statement, params};
use rustc_hash::FxHashSet;

/// An article's sentences.
#[derive(Default)]
pub(in crate::store) struct Sentences {
    ends: Vec<usize>,
    words: Vec<String>,
    lengths: Vec<u16>,
}

impl Sentences {
    /// Reads the sentences of a text.
    pub fn of(body: &str) -> Self {
        let ranges = sentences(body);
        Self {
            lengths: ranges
                .iter()
                .map(|r| u16::try_from(r.len()).unwrap_or(u16::MAX))
                .collect(),
            ends: ranges.iter().map(|r| r.end).collect(),
            words: ranges
                .into_iter()
                .map(|r| words_of(&body[r]).join(" "))
                .collect(),
        }
    }

    /// Returns where each ends.
    pub fn ends(&self) -> &[usize] {
        &self.ends
    }
}

/// How long every sentence of every article is: what ranks those that hold the same words.
#[derive(Default)]
pub(in crate::store) struct Counts {
    /// Per row, the number of its sentences; then the length of each of them in bytes.
    counts: Vec<u8>,
    lengths: Vec<u8>,
}

impl Counts {
    /// Reads what [`Self::to_bytes`] gave for `n` rows.
    pub fn from_bytes(bytes: &[u8], n: usize) -> Option<Self> {
        let (counts, lengths) = bytes.split_at_checked(n.checked_mul(4)?)?;
        Some(Self {
            counts: counts.to_vec(),
            lengths: lengths.to_vec(),
        })
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        [self.counts.as_slice(), &self.lengths].concat()
    }

    fn push(&mut self, lengths: &[u16]) {
        let n = u32::try_from(lengths.len()).unwrap_or(u32::MAX);
        self.counts.extend(n.to_le_bytes());
        for length in lengths {
            self.lengths.extend(length.to_le_bytes());
        }
    }
}

/// Puts sentences in.
pub(in crate::store) struct Texts<'a> {
    db: &'a Connection,
    sentence: Statement<'a>,
    counts: Counts,
    /// Words that may be new; `None` where all are.
    added: Option<FxHashSet<String>>,
}

impl<'a> Texts<'a> {
    /// `before` is what was put in earlier, if anything.
    pub fn new(db: &'a Connection, before: Option<Counts>) -> Result<Self, rusqlite::Error> {
        // Few large segments instead of many that are merged again and again.
        db.execute_batch(
            "INSERT INTO sentence(sentence, rank) VALUES('hashsize', 67108864); \
             INSERT INTO sentence(sentence, rank) VALUES('automerge', 0);",
        )?;
        Ok(Self {
            db,
            sentence: db.prepare("INSERT INTO sentence(rowid, words) VALUES(?1, ?2)")?,
            added: before.is_some().then(FxHashSet::default),
            counts: before.unwrap_or_default(),
        })
    }

    /// Puts in the sentences of the next row.
    pub fn put(&mut self, row: u32, sentences: &Sentences) -> Result<(), rusqlite::Error> {
        self.counts.push(&sentences.lengths);
        for (n, words) in sentences.words.iter().enumerate() {
            if words.is_empty() {
                continue;
            }
            let id = sentence_id(row as usize, n);
            self.sentence.execute(params![id, words])?;
            if let Some(added) = &mut self.added {
                for word in words.split(' ') {
                    if !added.contains(word) {
                        added.insert(word.to_owned());
                    }
                }
            }
        }
        Ok(())
    }

    /// Puts in what needs all sentences.
    pub fn finish(self) -> Result<(), rusqlite::Error> {
        put(self.db, "lengths", &self.counts.to_bytes())?;
        let words: Vec<String> = match self.added {
            Some(added) => added.into_iter().collect(),
            None => {
                self.db.execute_batch(
                    "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab('main', 'sentence', 'row')",
                )?;
                let words = self
                    .db
                    .prepare("SELECT term FROM temp.vocabulary")?
                    .query_map([], |row| row.get::<_, String>(0))?
                    .filter_map(Result::ok)
                    .collect();
                self.db.execute_batch("DROP TABLE temp.vocabulary")?;
                words
            }
        };
        let mut pairs: Vec<(String, String)> = words.into_iter().map(|w| (stem(&w), w)).collect();
        pairs.sort_unstable();
        let mut word = self
            .db
            .prepare("INSERT OR IGNORE INTO word VALUES(?1, ?2)")?;
        for (stem, w) in pairs {
            word.execute(params![stem, w])?;
        }
        Ok(())
    }
}
