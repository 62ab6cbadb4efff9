//! Tables, version, and where an index lies.

use crate::query::FileRecord;
use std::path::{Path, PathBuf};

/// Changes whenever the tables, or any rule that decides what is found in a text, change:
/// an index of another version is rebuilt. The second part is a hash of all sources and
/// word lists (`build.rs`).
pub const SCHEMA_VERSION: &str = concat!("7-", env!("PARALLAX_RULES"));

/// The tables. Articles and moments have numbers that never change while they live; their
/// order, by name and in time, stands beside them (`order` and `bones` in `meta`). The words of CONTRACT.md are views, for users' own
/// queries. What is packed stands apart from what is listed, so that listing reads little.
pub(super) const SCHEMA: &str = "
CREATE TABLE meta(key TEXT PRIMARY KEY NOT NULL, value BLOB NOT NULL);
CREATE TABLE file(path TEXT NOT NULL, size INTEGER NOT NULL, changed INTEGER NOT NULL,
  content INTEGER, context INTEGER NOT NULL, sources TEXT NOT NULL);
CREATE TABLE problem(path TEXT NOT NULL, record TEXT, fate TEXT NOT NULL, reason TEXT NOT NULL);
CREATE TABLE source(n INTEGER PRIMARY KEY, name TEXT NOT NULL, known_from TEXT NOT NULL,
  n_articles INTEGER NOT NULL, n_moments INTEGER NOT NULL);
CREATE TABLE story(n INTEGER PRIMARY KEY, id TEXT NOT NULL, label TEXT NOT NULL,
  first_day TEXT, last_day TEXT, n_moments INTEGER NOT NULL, place INTEGER NOT NULL);
CREATE TABLE article(row INTEGER PRIMARY KEY, path TEXT NOT NULL, record TEXT,
  source INTEGER NOT NULL, story INTEGER NOT NULL, title TEXT, published TEXT,
  whole INTEGER NOT NULL, copy_of INTEGER, version_of INTEGER);
CREATE TABLE told(row INTEGER PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE brief(row INTEGER PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE linked(row INTEGER PRIMARY KEY, first INTEGER NOT NULL, data BLOB NOT NULL);
CREATE TABLE affair(key INTEGER PRIMARY KEY, first INTEGER NOT NULL, n INTEGER NOT NULL,
  data BLOB NOT NULL);
CREATE TABLE moment(n INTEGER PRIMARY KEY, id TEXT NOT NULL, label TEXT NOT NULL,
  status TEXT NOT NULL, earliest TEXT, latest TEXT, grain TEXT, salience REAL NOT NULL,
  story INTEGER NOT NULL, n_tellings INTEGER NOT NULL, differs TEXT NOT NULL);
CREATE TABLE member(n INTEGER PRIMARY KEY, data BLOB NOT NULL);
CREATE TABLE name(folded TEXT PRIMARY KEY NOT NULL, moments BLOB NOT NULL);
CREATE TABLE word(stem TEXT NOT NULL, word TEXT NOT NULL, PRIMARY KEY(stem, word)) WITHOUT ROWID;
CREATE TABLE telling(sentence INTEGER NOT NULL, telling INTEGER NOT NULL, moment INTEGER NOT NULL,
  adds INTEGER NOT NULL, PRIMARY KEY(sentence, telling)) WITHOUT ROWID;
CREATE VIRTUAL TABLE sentence USING fts5(words, content='', columnsize=0, detail='none', tokenize=\"unicode61 remove_diacritics 0 categories 'L* M* N* P* S* Co'\");
";

/// Made after the rows are in.
pub(super) const INDEXES: &str = "
CREATE INDEX moment_by_id ON moment(id);
CREATE INDEX article_by_name ON article(path, record);
CREATE INDEX article_by_day ON article(published, source, whole, copy_of);
CREATE INDEX article_by_story ON article(story);
CREATE INDEX moment_by_story ON moment(story);
CREATE VIEW moments AS SELECT m.id, m.label, m.status, m.earliest, m.latest, m.grain, m.salience,
  s.id AS story, m.n_tellings AS tellings, m.differs FROM moment m JOIN story s ON s.n = m.story
  ORDER BY m.earliest IS NULL, m.earliest, m.latest, m.id;
CREATE VIEW articles AS SELECT a.path, a.record, s.name AS source, a.title, a.published
  FROM article a JOIN source s ON s.n = a.source ORDER BY a.path, a.record;
CREATE VIEW tellings AS SELECT m.id AS moment, a.path, a.record, s.name AS source, a.published
  FROM telling t JOIN moment m ON m.n = t.moment JOIN article a ON a.row = t.sentence >> 20
  JOIN source s ON s.n = a.source WHERE NOT t.adds;
CREATE VIEW stories AS SELECT id, label, first_day, last_day, n_moments FROM story;
";

/// What a corpus looks like from outside, to tell whether an index is still true.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fingerprint {
    /// Hash of options, corrections, what was left alone, and every file by path, size and
    /// time of change. Equal: nothing needs to be read again.
    pub exact: u64,
    /// The same without the times of change. Equal: perhaps the same corpus, copied.
    pub shape: u64,
}

impl Fingerprint {
    /// Returns the fingerprint of these files under these options, given in words.
    pub fn new(options: &str, files: &[FileRecord]) -> Self {
        let mut exact = xxhash_rust::xxh3::Xxh3::new();
        let mut shape = xxhash_rust::xxh3::Xxh3::new();
        let mut put = |bytes: &[u8]| {
            exact.update(bytes);
            shape.update(bytes);
        };
        put(options.as_bytes());
        for file in files {
            put(&file.path.len().to_le_bytes());
            put(file.path.as_bytes());
            put(&file.size.to_le_bytes());
        }
        for file in files {
            exact.update(&file.changed.to_le_bytes());
        }
        Self {
            exact: exact.digest(),
            shape: shape.digest(),
        }
    }

    pub(super) fn to_bytes(self) -> [u8; 16] {
        let mut out = [0; 16];
        out[..8].copy_from_slice(&self.exact.to_le_bytes());
        out[8..].copy_from_slice(&self.shape.to_le_bytes());
        out
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let (exact, rest) = bytes.split_first_chunk::<8>()?;
        let (shape, rest) = rest.split_first_chunk::<8>()?;
        rest.is_empty().then_some(Self {
            exact: u64::from_le_bytes(*exact),
            shape: u64::from_le_bytes(*shape),
        })
    }
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
