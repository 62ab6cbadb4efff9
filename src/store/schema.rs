//! Tables, version, and where an index lies.

use serde::{Deserialize, Serialize};
use std::path::{Path, PathBuf};

/// Changes whenever the tables, or any rule that decides what is found in a text, change:
/// an index of another version is rebuilt. The second part is a hash of all sources and
/// word lists (`build.rs`).
pub const SCHEMA_VERSION: &str = concat!("1-", env!("PARALLAX_RULES"));

/// The tables. All are written once; the words of CONTRACT.md are views, for users' own
/// queries.
pub(super) const SCHEMA: &str = "
CREATE TABLE meta(key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID;
CREATE TABLE problem(path TEXT NOT NULL, record TEXT, fate TEXT NOT NULL, reason TEXT NOT NULL);
CREATE TABLE source(idx INTEGER PRIMARY KEY, name TEXT NOT NULL, known_from TEXT NOT NULL,
  n_articles INTEGER NOT NULL, n_moments INTEGER NOT NULL);
CREATE TABLE story(n INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, label TEXT NOT NULL,
  first_day TEXT, last_day TEXT, n_moments INTEGER NOT NULL);
CREATE TABLE article(idx INTEGER PRIMARY KEY, path TEXT NOT NULL, record TEXT,
  source INTEGER NOT NULL, story INTEGER NOT NULL, title TEXT, published TEXT,
  whole INTEGER NOT NULL, copy_of INTEGER, version_of INTEGER, data BLOB NOT NULL);
CREATE TABLE moment(pos INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, label TEXT NOT NULL,
  status TEXT NOT NULL, earliest TEXT, latest TEXT, grain TEXT, salience REAL NOT NULL,
  story INTEGER NOT NULL, n_tellings INTEGER NOT NULL, differs TEXT NOT NULL, data BLOB NOT NULL);
CREATE TABLE telling(moment INTEGER NOT NULL, article INTEGER NOT NULL, telling INTEGER NOT NULL,
  sentence INTEGER NOT NULL, PRIMARY KEY(moment, article, telling)) WITHOUT ROWID;
CREATE TABLE name(folded TEXT NOT NULL, moment INTEGER NOT NULL, PRIMARY KEY(folded, moment)) WITHOUT ROWID;
CREATE TABLE word(stem TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY(stem, word)) WITHOUT ROWID;
CREATE VIRTUAL TABLE sentence USING fts5(words, content='', detail='none', tokenize='unicode61 remove_diacritics 0');
";

/// Made after the rows are in.
pub(super) const INDEXES: &str = "
CREATE INDEX article_by_name ON article(path, record);
CREATE INDEX article_by_day ON article(published, source, whole);
CREATE INDEX article_by_story ON article(story);
CREATE INDEX moment_by_story ON moment(story);
CREATE INDEX telling_by_sentence ON telling(sentence, moment);
CREATE VIEW moments AS SELECT m.id, m.label, m.status, m.earliest, m.latest, m.grain, m.salience,
  s.id AS story, m.n_tellings AS tellings, m.differs FROM moment m JOIN story s ON s.n = m.story
  ORDER BY m.pos;
CREATE VIEW articles AS SELECT a.path, a.record, s.name AS source, a.title, a.published
  FROM article a JOIN source s ON s.idx = a.source ORDER BY a.path, a.record;
CREATE VIEW tellings AS SELECT m.id AS moment, a.path, a.record, s.name AS source, a.published
  FROM telling t JOIN moment m ON m.pos = t.moment JOIN article a ON a.idx = t.article
  JOIN source s ON s.idx = a.source;
CREATE VIEW stories AS SELECT id, label, first_day, last_day, n_moments FROM story;
";

/// What a corpus looked like when it was indexed: every file by path, size and time of
/// change. Two equal fingerprints mean that nothing needs to be read again.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Fingerprint {
    /// Path, size in bytes, time of change in nanoseconds since 1970.
    pub files: Vec<(String, u64, i64)>,
    /// Options and corrections that change what is found, in words.
    pub options: String,
}

/// Returns where the index of a corpus lies inside a cache folder: a name made from the
/// corpus's own absolute paths, so that two corpora never meet.
pub fn location(cache: &Path, corpus: &[PathBuf]) -> PathBuf {
    let mut key = String::new();
    for path in corpus {
        key.push_str(&path.to_string_lossy());
        key.push('\0');
    }
    let hash = xxhash_rust::xxh3::xxh3_64(key.as_bytes());
    cache.join(format!("{hash:016x}.sqlite"))
}
