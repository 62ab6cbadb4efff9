//! The words of sentences, for searching, and which telling stands in which sentence.

use super::put;
use crate::query::shelf::Shelved;
use crate::store::search::{sentence_id, words_of};
use crate::text::sentence::sentences;
use crate::text::stem::stem;
use rusqlite::{Connection, Statement, params};
use rustc_hash::FxHashMap;
use std::sync::Arc;

/// An article's sentences.
pub(super) struct Sentences {
    /// Where each ends, and its words.
    all: Vec<(usize, String)>,
    lengths: Vec<u16>,
}

impl Sentences {
    pub fn of(shelved: &Shelved) -> Self {
        let body = &shelved.article.body;
        let ranges = sentences(body);
        Self {
            lengths: ranges
                .iter()
                .map(|r| u16::try_from(r.len()).unwrap_or(u16::MAX))
                .collect(),
            all: ranges
                .into_iter()
                .map(|r| (r.end, words_of(&body[r]).join(" ")))
                .collect(),
        }
    }
}

/// Puts sentences in.
pub(super) struct Texts<'a> {
    db: &'a Connection,
    moments: &'a FxHashMap<String, u32>,
    sentence: Statement<'a>,
    telling: Statement<'a>,
    /// Per article, the number of its sentences; then the length of each of them in bytes.
    counts: Vec<u8>,
    lengths: Vec<u8>,
}

impl<'a> Texts<'a> {
    /// `moments` are positions by id.
    pub fn new(
        db: &'a Connection,
        moments: &'a FxHashMap<String, u32>,
    ) -> Result<Self, rusqlite::Error> {
        // Few large segments instead of many that are merged again and again.
        db.execute_batch(
            "INSERT INTO sentence(sentence, rank) VALUES('hashsize', 67108864); \
             INSERT INTO sentence(sentence, rank) VALUES('automerge', 0);",
        )?;
        Ok(Self {
            db,
            moments,
            sentence: db.prepare("INSERT INTO sentence(rowid, words) VALUES(?1, ?2)")?,
            telling: db.prepare("INSERT OR IGNORE INTO telling VALUES(?1, ?2, ?3)")?,
            counts: Vec::new(),
            lengths: Vec::new(),
        })
    }

    /// Puts in the sentences of the next article.
    pub fn put(
        &mut self,
        idx: usize,
        shelved: &Shelved,
        sentences: &Sentences,
    ) -> Result<(), rusqlite::Error> {
        let n = u32::try_from(sentences.all.len()).unwrap_or(u32::MAX);
        self.counts.extend(n.to_le_bytes());
        for length in &sentences.lengths {
            self.lengths.extend(length.to_le_bytes());
        }
        for (n, (_, words)) in sentences.all.iter().enumerate() {
            if !words.is_empty() {
                self.sentence.execute(params![sentence_id(idx, n), words])?;
            }
        }
        let mut tellings: Vec<(i64, u32, u32)> = shelved
            .moments
            .iter()
            .filter_map(|(t, id)| {
                let told = shelved.digest.tellings.get(*t as usize)?;
                let at = told.sentence.start;
                let n = sentences.all.partition_point(|(end, _)| *end <= at);
                Some((sentence_id(idx, n), *t, *self.moments.get(&id.0)?))
            })
            .collect();
        tellings.sort_unstable();
        for (sentence, telling, moment) in tellings {
            self.telling.execute(params![sentence, telling, moment])?;
        }
        Ok(())
    }

    /// Puts in what needs all sentences.
    pub fn finish(self) -> Result<(), rusqlite::Error> {
        let mut lengths = self.counts;
        lengths.extend(self.lengths);
        put(self.db, "lengths", &lengths)?;
        self.db.execute_batch(
            "CREATE VIRTUAL TABLE temp.vocabulary USING fts5vocab('main', 'sentence', 'row')",
        )?;
        let mut pairs: Vec<(String, String)> = self
            .db
            .prepare("SELECT term FROM temp.vocabulary")?
            .query_map([], |row| row.get::<_, String>(0))?
            .filter_map(Result::ok)
            .map(|word| (stem(&word), word))
            .collect();
        pairs.sort_unstable();
        let mut word = self
            .db
            .prepare("INSERT OR IGNORE INTO word VALUES(?1, ?2)")?;
        for (stem, w) in pairs {
            word.execute(params![stem, w])?;
        }
        drop(word);
        self.db.execute_batch("DROP TABLE temp.vocabulary")
    }
}

/// Puts in the sentences of articles that went in without.
pub(in crate::store) fn fill_later(
    db: &mut Connection,
    n: usize,
    moments: &FxHashMap<String, u32>,
    mut article: impl FnMut(&Connection, usize) -> Option<Arc<Shelved>>,
) -> Result<(), rusqlite::Error> {
    let tx = db.transaction()?;
    let mut texts = Texts::new(&tx, moments)?;
    for idx in 0..n {
        if let Some(shelved) = article(&tx, idx) {
            texts.put(idx, &shelved, &Sentences::of(&shelved))?;
        }
    }
    texts.finish()?;
    tx.commit()
}
