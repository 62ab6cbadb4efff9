//! An archive that lies in an index file, or in a database of the same tables in memory.

mod answers;
mod select;

use super::StoreError;
use super::bones::Bones;
use super::jump::Jump;
use super::pack::Unpacker;
use super::schema::{Fingerprint, SCHEMA_VERSION};
use super::seal::is_whole;
use super::search::Lengths;
use super::write::{Words, fill, fill_later};
use crate::article::{ArticleIdx, ArticleName};
use crate::link::{Member, Moment, MomentId, StoryId};
use crate::query::shelf::{self, Near, Shelf, Shelved};
use crate::query::{Built, MomentRow, SourceIdx, SourceRow};
use crate::time::Window;
use chrono::NaiveDate;
use rusqlite::types::FromSql;
use rusqlite::{Connection, OpenFlags, Params, Row, params};
use rustc_hash::FxHashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// Articles kept unpacked for the next question.
const KEPT: usize = 256;

/// A file of so many bytes is looked through each time it is opened: that takes a few
/// milliseconds. A larger one is when `parallax index` is asked for it.
const LOOKED_THROUGH: u64 = 16 << 20;

/// A corpus in tables, opened for reading.
pub struct Disk {
    db: Mutex<Connection>,
    /// For questions that may take long (search, jump), so that keys never wait for them;
    /// `None` where there is only one connection.
    aside: Option<Mutex<Connection>>,
    /// Where the file lies; `None` in memory.
    path: Option<PathBuf>,
    damaged: AtomicBool,
    name: String,
    fingerprint: Fingerprint,
    unpacker: Mutex<Unpacker>,
    bones: Bones,
    sources: Vec<SourceRow>,
    stories: Vec<StoryId>,
    n_articles: usize,
    n_problems: usize,
    kept: Mutex<FxHashMap<u32, Arc<Shelved>>>,
    by_salience: OnceLock<Vec<u32>>,
    /// Whether the words of sentences are in; filled on the first search when not.
    words: Mutex<Words>,
    pub(super) lengths: OnceLock<Lengths>,
    pub(super) jump: OnceLock<Jump>,
}

impl Disk {
    /// Opens an index.
    ///
    /// # Errors
    ///
    /// Fails when the file is missing, damaged, or of another version.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        if std::fs::metadata(path).is_ok_and(|file| file.len() <= LOOKED_THROUGH) {
            Self::look_through(path)?;
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let sqlite = |source| StoreError::Sqlite {
            path: path.to_owned(),
            source,
        };
        let db = Connection::open_with_flags(path, flags).map_err(sqlite)?;
        let aside = Connection::open_with_flags(path, flags).map_err(sqlite)?;
        let mut disk = Self::from(db, path)?;
        // Between the two a writer may have put another file there.
        let other: Vec<u8> = meta(&aside, "fingerprint").map_err(sqlite)?;
        if Fingerprint::from_bytes(&other) == Some(disk.fingerprint) {
            disk.aside = Some(Mutex::new(aside));
        }
        disk.path = Some(path.to_owned());
        Ok(disk)
    }

    /// Reads the whole file to tell whether any of it was changed since it was written.
    ///
    /// # Errors
    ///
    /// Fails when it was, or when it cannot be read.
    pub fn look_through(path: &Path) -> Result<(), StoreError> {
        match is_whole(path) {
            Ok(true) => Ok(()),
            Ok(false) => Err(StoreError::Unusable {
                path: path.to_owned(),
                reason: "it is damaged".to_owned(),
            }),
            Err(source) => Err(StoreError::Io {
                path: path.to_owned(),
                source,
            }),
        }
    }

    /// Puts a built corpus into tables in memory.
    ///
    /// # Errors
    ///
    /// Fails when there is not enough memory.
    pub fn in_memory(name: &str, built: &Built) -> Result<Self, StoreError> {
        let path = Path::new(":memory:");
        let sqlite = |source| StoreError::Sqlite {
            path: path.to_owned(),
            source,
        };
        let mut db = Connection::open_in_memory().map_err(sqlite)?;
        fill(&mut db, name, &Fingerprint::default(), built, Words::Later).map_err(sqlite)?;
        let disk = Self::from(db, path)?;
        *disk.words.lock().unwrap_or_else(PoisonError::into_inner) = Words::Later;
        Ok(disk)
    }

    fn from(db: Connection, path: &Path) -> Result<Self, StoreError> {
        let sqlite = |source| StoreError::Sqlite {
            path: path.to_owned(),
            source,
        };
        let damaged = || StoreError::Unusable {
            path: path.to_owned(),
            reason: "it is damaged".to_owned(),
        };
        let version: Vec<u8> = meta(&db, "version").map_err(sqlite)?;
        if version != SCHEMA_VERSION.as_bytes() {
            return Err(StoreError::Unusable {
                path: path.to_owned(),
                reason: "it was made by another version".to_owned(),
            });
        }
        // A file that lost its end still opens.
        let pages: i64 = db
            .query_row("PRAGMA page_count", [], |r| r.get(0))
            .map_err(sqlite)?;
        let size: i64 = db
            .query_row("PRAGMA page_size", [], |r| r.get(0))
            .map_err(sqlite)?;
        if let Ok(file) = std::fs::metadata(path)
            && i64::try_from(file.len()).ok() != pages.checked_mul(size)
        {
            return Err(damaged());
        }
        let bones: Vec<u8> = meta(&db, "bones").map_err(sqlite)?;
        let check: Vec<u8> = meta(&db, "check").map_err(sqlite)?;
        if check != xxhash_rust::xxh3::xxh3_64(&bones).to_le_bytes() {
            return Err(damaged());
        }
        let bones = Bones::from_bytes(&bones).ok_or_else(damaged)?;
        let print: Vec<u8> = meta(&db, "fingerprint").map_err(sqlite)?;
        let fingerprint = Fingerprint::from_bytes(&print).ok_or_else(damaged)?;
        let name: Vec<u8> = meta(&db, "name").map_err(sqlite)?;
        let dictionary: Vec<u8> = meta(&db, "dictionary").map_err(sqlite)?;
        let unpacker = Unpacker::new(&dictionary).map_err(|_| damaged())?;
        let count = |table: &str| -> Result<usize, StoreError> {
            let sql = format!("SELECT coalesce(max(rowid), 0) FROM {table}");
            let n: i64 = db.query_row(&sql, [], |r| r.get(0)).map_err(sqlite)?;
            Ok(usize::try_from(n).unwrap_or(0))
        };
        // Rows are never taken out, so that the last number tells how many there are; those
        // of articles begin at 0.
        let n_articles: i64 = db
            .query_row("SELECT coalesce(max(idx) + 1, 0) FROM told", [], |r| {
                r.get(0)
            })
            .map_err(sqlite)?;
        let n_problems = count("problem")?;
        let sources = sources(&db).map_err(sqlite)?;
        let stories = stories(&db).map_err(sqlite)?;
        Ok(Self {
            name: String::from_utf8_lossy(&name).into_owned(),
            db: Mutex::new(db),
            aside: None,
            path: None,
            damaged: AtomicBool::new(false),
            fingerprint,
            unpacker: Mutex::new(unpacker),
            bones,
            sources,
            stories,
            n_articles: usize::try_from(n_articles).unwrap_or(0),
            n_problems,
            kept: Mutex::default(),
            by_salience: OnceLock::new(),
            words: Mutex::new(Words::Now),
            lengths: OnceLock::new(),
            jump: OnceLock::new(),
        })
    }

    /// Returns what the corpus looked like when it was indexed.
    pub fn fingerprint(&self) -> &Fingerprint {
        &self.fingerprint
    }

    /// Tells whether something in the file could not be read. What was found damaged is
    /// removed, so that the next opening makes it anew.
    pub fn is_damaged(&self) -> bool {
        self.damaged.load(Ordering::Relaxed)
    }

    /// An index that fails under our feet (a disk torn away, a flipped bit) gives empty
    /// answers rather than a crash, and is not used again.
    fn damage(&self) {
        if !self.damaged.swap(true, Ordering::Relaxed)
            && let Some(path) = &self.path
        {
            let _ = std::fs::remove_file(path);
        }
    }

    /// Runs a query for its rows.
    pub(super) fn rows<T>(
        &self,
        sql: &str,
        values: impl Params,
        each: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Vec<T> {
        self.rows_of(&lock(&self.db), sql, values, each)
    }

    /// Runs a query that may take long.
    pub(super) fn rows_aside<T>(
        &self,
        sql: &str,
        values: impl Params,
        each: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Vec<T> {
        self.rows_of(&self.db_aside(), sql, values, each)
    }

    pub(super) fn db_aside(&self) -> MutexGuard<'_, Connection> {
        lock(self.aside.as_ref().unwrap_or(&self.db))
    }

    fn rows_of<T>(
        &self,
        db: &Connection,
        sql: &str,
        values: impl Params,
        each: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Vec<T> {
        let rows = db
            .prepare_cached(sql)
            .and_then(|mut statement| statement.query_map(values, each)?.collect());
        rows.unwrap_or_else(|error| {
            use rusqlite::ErrorCode::{DatabaseCorrupt, NotADatabase};
            match error.sqlite_error_code() {
                Some(DatabaseCorrupt | NotADatabase) => self.damage(),
                // A question that cannot be asked, a disk that is not there just now.
                Some(_) => {}
                // A value of another kind than was put in.
                None => self.damage(),
            }
            Vec::new()
        })
    }

    fn unpack<T: serde::de::DeserializeOwned>(&self, packed: &[u8]) -> Option<T> {
        let value = lock(&self.unpacker).unpack(packed);
        if value.is_none() {
            self.damage();
        }
        value
    }

    /// Makes sure that sentences can be searched.
    pub(super) fn fill_words(&self) {
        let mut words = lock(&self.words);
        if *words == Words::Now {
            return;
        }
        *words = Words::Now;
        let moments: FxHashMap<String, u32> = self
            .rows("SELECT id, pos FROM moment", [], |r| {
                Ok((r.get(0)?, r.get(1)?))
            })
            .into_iter()
            .collect();
        let filled = fill_later(&mut lock(&self.db), self.n_articles, &moments, |db, idx| {
            self.unpacked(db, u32::try_from(idx).ok()?).map(Arc::new)
        });
        if filled.is_err() {
            self.damage();
        }
    }

    /// Returns an article as it lies in the tables.
    fn unpacked(&self, db: &Connection, idx: u32) -> Option<Shelved> {
        let (data, linked, source, story) = self
            .rows_of(
                db,
                "SELECT t.data, t.linked, a.source, a.story FROM told t \
                 JOIN article a ON a.idx = t.idx WHERE t.idx = ?1",
                params![idx],
                |r| {
                    Ok((
                        r.get::<_, Vec<u8>>(0)?,
                        r.get::<_, Vec<u8>>(1)?,
                        r.get::<_, u32>(2)?,
                        r.get::<_, u32>(3)?,
                    ))
                },
            )
            .pop()?;
        let (article, digest) = self.unpack(&data)?;
        let (linked, moments) = self.unpack(&linked)?;
        Some(Shelved {
            article,
            digest,
            linked,
            source: SourceIdx(source),
            story: self.stories.get(story as usize)?.clone(),
            moments,
        })
    }

    fn moment_at(&self, pos: usize) -> Option<Moment> {
        let packed: Vec<u8> = self
            .rows(
                "SELECT data FROM member WHERE pos = ?1",
                params![int(pos)],
                |r| r.get(0),
            )
            .pop()?;
        self.unpack(&packed)
    }

    fn row_at(&self, pos: usize) -> Option<MomentRow> {
        self.rows_from(pos, 1).pop()
    }

    /// Returns the rows of `n` moments one after another in time.
    fn rows_from(&self, pos: usize, n: usize) -> Vec<MomentRow> {
        self.rows(
            "SELECT pos, id, label, n_tellings, differs FROM moment \
             WHERE pos >= ?1 AND pos < ?2 ORDER BY pos",
            params![int(pos), int(pos.saturating_add(n))],
            |r| {
                let pos = r.get::<_, u32>(0)? as usize;
                if pos >= self.bones.len() {
                    return Err(rusqlite::Error::IntegralValueOutOfRange(0, int(pos)));
                }
                let differs: String = r.get(4)?;
                Ok(MomentRow {
                    id: MomentId(r.get(1)?),
                    label: r.get(2)?,
                    status: self.bones.status(pos),
                    window: self.bones.window(pos),
                    salience: self.bones.salience.get(pos).copied().unwrap_or_default(),
                    story: self.story_of(pos),
                    sources: self
                        .bones
                        .told(pos)
                        .iter()
                        .map(|(s, _)| SourceIdx(*s))
                        .collect(),
                    n_tellings: usize::try_from(r.get::<_, i64>(3)?).unwrap_or(0),
                    differs: differs
                        .split(", ")
                        .filter(|d| !d.is_empty())
                        .map(str::to_owned)
                        .collect(),
                })
            },
        )
    }

    fn story_of(&self, pos: usize) -> StoryId {
        let story = self.bones.story.get(pos).copied().unwrap_or(u32::MAX);
        let id = self.stories.get(story as usize);
        id.cloned().unwrap_or_else(|| StoryId(String::new()))
    }

    fn pos_of(&self, id: &MomentId) -> Option<usize> {
        self.rows("SELECT pos FROM moment WHERE id = ?1", params![id.0], |r| {
            Ok(r.get::<_, u32>(0)? as usize)
        })
        .pop()
        .filter(|pos| *pos < self.bones.len())
    }

    pub(super) fn n_articles(&self) -> usize {
        self.n_articles
    }

    pub(super) fn window_of(&self, id: &MomentId) -> Option<Window> {
        self.bones.window(self.pos_of(id)?)
    }

    fn members(&self, pos: usize) -> Vec<(Member, Arc<Shelved>)> {
        self.moment_at(pos)
            .map(|moment| shelf::members(self, &moment))
            .unwrap_or_default()
    }
}

impl Shelf for Disk {
    fn shelved(&self, article: ArticleIdx) -> Option<Arc<Shelved>> {
        if let Some(shelved) = lock(&self.kept).get(&article.0) {
            return Some(Arc::clone(shelved));
        }
        let shelved = Arc::new(self.unpacked(&lock(&self.db), article.0)?);
        let mut kept = lock(&self.kept);
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(article.0, Arc::clone(&shelved));
        Some(shelved)
    }

    fn name_of(&self, article: ArticleIdx) -> Option<ArticleName> {
        self.rows(
            "SELECT path, record FROM article WHERE idx = ?1",
            params![article.0],
            |r| {
                Ok(ArticleName {
                    path: r.get(0)?,
                    record: r.get(1)?,
                })
            },
        )
        .pop()
    }

    fn source_name(&self, source: SourceIdx) -> String {
        let row = self.sources.get(source.0 as usize);
        row.map(|s| s.name.clone()).unwrap_or_default()
    }

    fn published_between(&self, first: NaiveDate, last: NaiveDate) -> Vec<Near> {
        // An article speaks with the voice of the one it copies.
        self.rows(
            "SELECT idx, source, published, coalesce(copy_of, idx), whole FROM article \
             WHERE published BETWEEN ?1 AND ?2 ORDER BY idx LIMIT ?3",
            params![first.to_string(), last.to_string(), int(shelf::MOST_AROUND)],
            |r| {
                let day: String = r.get(2)?;
                Ok(Near {
                    article: ArticleIdx(r.get(0)?),
                    source: SourceIdx(r.get(1)?),
                    published: day.parse().unwrap_or(first),
                    voice: r.get(3)?,
                    truncated: !r.get::<_, bool>(4)?,
                })
            },
        )
    }

    fn all_sources(&self) -> Vec<SourceIdx> {
        self.sources.iter().map(|s| s.idx).collect()
    }
}

fn meta<T: FromSql>(db: &Connection, key: &str) -> Result<T, rusqlite::Error> {
    db.query_row("SELECT value FROM meta WHERE key = ?1", params![key], |r| {
        r.get(0)
    })
}

fn stories(db: &Connection) -> Result<Vec<StoryId>, rusqlite::Error> {
    let mut statement = db.prepare("SELECT id FROM story ORDER BY n")?;
    let rows = statement.query_map([], |r| Ok(StoryId(r.get(0)?)))?;
    rows.collect()
}

fn sources(db: &Connection) -> Result<Vec<SourceRow>, rusqlite::Error> {
    let mut statement =
        db.prepare("SELECT idx, name, known_from, n_articles, n_moments FROM source ORDER BY idx")?;
    let rows = statement.query_map([], |r| {
        let from: String = r.get(2)?;
        Ok(SourceRow {
            idx: SourceIdx(r.get(0)?),
            name: r.get(1)?,
            from: serde_json::from_value(from.into())
                .unwrap_or(crate::article::SourceFrom::Unknown),
            n_articles: usize::try_from(r.get::<_, i64>(3)?).unwrap_or(0),
            n_moments: usize::try_from(r.get::<_, i64>(4)?).unwrap_or(0),
        })
    })?;
    rows.collect()
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// SQLite's integers are signed.
fn int(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
