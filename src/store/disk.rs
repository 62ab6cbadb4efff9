//! An archive that lies in an index file, or in a database of the same tables in memory.

mod answers;
mod select;

use super::StoreError;
use super::bones::Bones;
use super::handful::Handful;
use super::jump::Jump;
use super::make::{Sentences, Texts, Words, places, put_tellings};
use super::pack::{Unpacker, links_dictionary};
use super::schema::{Fingerprint, SCHEMA_VERSION};
use super::seal::is_whole;
use super::search::Lengths;
use crate::article::{Article, ArticleIdx, ArticleName};
use crate::link::{LinkedArticle, Member, Moment, MomentId, StoryId};
use crate::query::shelf::{self, Near, Shelf, Shelved};
use crate::query::{MomentRow, SourceIdx, SourceRow};
use crate::telling::Digest;
use crate::time::Window;
use chrono::NaiveDate;
use rayon::prelude::*;
use rusqlite::types::FromSql;
use rusqlite::{Connection, OpenFlags, Params, Row, params};
use rustc_hash::FxHashMap;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};

/// Articles kept unpacked for the next question.
const KEPT: usize = 512;

/// A file of so many bytes is looked through each time it is opened: that takes a few
/// milliseconds. A larger one is when `parallax index` is asked for it.
const LOOKED_THROUGH: u64 = 16 << 20;

/// Tellings of an article, and the moment of each, counted from the first of its affair.
type Told = Vec<(u32, u32)>;

/// An article as it lies in the tables.
struct Packed {
    told: Vec<u8>,
    linked: Vec<u8>,
    /// The first moment of its affair.
    first: u32,
    source: u32,
}

/// What unpacks articles, and what linking says of them; one for each thread.
struct Unpackers {
    told: Unpacker,
    linked: Unpacker,
}

impl Unpackers {
    fn new(dictionary: &[u8]) -> Result<Self, std::io::Error> {
        Ok(Self {
            told: Unpacker::new(dictionary)?,
            linked: Unpacker::new(&links_dictionary())?,
        })
    }
}

/// Articles that one thread unpacks one after another.
const SIDE_BY_SIDE: usize = 16;

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
    dictionary: Vec<u8>,
    unpackers: Mutex<Unpackers>,
    bones: Bones,
    sources: Vec<SourceRow>,
    /// By number in the tables, its place by name.
    source_of: Vec<u32>,
    /// By number in the tables.
    stories: Vec<StoryId>,
    n_stories: usize,
    /// Articles by name: the row of each.
    order: Vec<u32>,
    /// By row, the place by name; `NOWHERE` for rows that are gone.
    place_of: Vec<u32>,
    /// By number in the tables, the place of a moment in time.
    pos_of: Vec<u32>,
    n_problems: usize,
    kept: Mutex<FxHashMap<u32, Arc<Shelved>>>,
    by_salience: OnceLock<Vec<u32>>,
    worded: Mutex<Option<select::Worded>>,
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
        Self::open_whole(path)
    }

    /// Opens an index that has just been found whole.
    pub(super) fn open_whole(path: &Path) -> Result<Self, StoreError> {
        let sqlite = |source| StoreError::Sqlite {
            path: path.to_owned(),
            source,
        };
        let db = reader(path).map_err(sqlite)?;
        let aside = reader(path).map_err(sqlite)?;
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

    /// Takes tables in memory over.
    pub(super) fn from_memory(db: Connection, words: Words) -> Result<Self, StoreError> {
        let disk = Self::from(db, Path::new(":memory:"))?;
        *disk.words.lock().unwrap_or_else(PoisonError::into_inner) = words;
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
        let check: Vec<u8> = meta(&db, "check").map_err(sqlite)?;
        // Read where they lie: they are the largest part of what opening reads.
        let bones = db.query_row("SELECT value FROM meta WHERE key = 'bones'", [], |r| {
            let bytes = r.get_ref(0)?.as_blob()?;
            let sound = check == xxhash_rust::xxh3::xxh3_64(bytes).to_le_bytes();
            Ok(sound.then(|| Bones::from_bytes(bytes)).flatten())
        });
        let bones = bones.map_err(sqlite)?.ok_or_else(damaged)?;
        let print: Vec<u8> = meta(&db, "fingerprint").map_err(sqlite)?;
        let fingerprint = Fingerprint::from_bytes(&print).ok_or_else(damaged)?;
        let name: Vec<u8> = meta(&db, "name").map_err(sqlite)?;
        let dictionary: Vec<u8> = meta(&db, "dictionary").map_err(sqlite)?;
        let unpackers = Unpackers::new(&dictionary).map_err(|_| damaged())?;
        let count = |table: &str| -> Result<usize, StoreError> {
            let sql = format!("SELECT coalesce(max(rowid), 0) FROM {table}");
            let n: i64 = db.query_row(&sql, [], |r| r.get(0)).map_err(sqlite)?;
            Ok(usize::try_from(n).unwrap_or(0))
        };
        let order: Vec<u8> = meta(&db, "order").map_err(sqlite)?;
        let order = order.as_chunks().0.iter().map(|b| u32::from_le_bytes(*b));
        let order: Vec<u32> = order.collect();
        let n_problems = count("problem")?;
        let (sources, source_of) = sources(&db).map_err(sqlite)?;
        let (stories, n_stories) = stories(&db).map_err(sqlite)?;
        Ok(Self {
            name: String::from_utf8_lossy(&name).into_owned(),
            db: Mutex::new(db),
            aside: None,
            path: None,
            damaged: AtomicBool::new(false),
            fingerprint,
            dictionary,
            unpackers: Mutex::new(unpackers),
            place_of: inverse(&order),
            pos_of: inverse(&bones.n),
            bones,
            sources,
            source_of,
            stories,
            n_stories,
            order,
            n_problems,
            kept: Mutex::default(),
            by_salience: OnceLock::new(),
            worded: Mutex::default(),
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
        lock(self.beside())
    }

    /// The connection for questions that may take long.
    pub(super) fn beside(&self) -> &Mutex<Connection> {
        self.aside.as_ref().unwrap_or(&self.db)
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

    /// Makes sure that sentences can be searched.
    pub(super) fn fill_words(&self) {
        let mut words = lock(&self.words);
        if *words == Words::Now {
            return;
        }
        *words = Words::Now;
        let db = lock(&self.db);
        let filled = db
            .unchecked_transaction()
            .and_then(|tx| self.fill_sentences(&tx).and_then(|()| tx.commit()));
        if filled.is_err() {
            self.damage();
        }
    }

    fn fill_sentences(&self, db: &Connection) -> Result<(), rusqlite::Error> {
        let mut texts = Texts::new(db, None)?;
        for row in 0..u32::try_from(self.place_of.len()).unwrap_or(u32::MAX) {
            let packed = self.packed(db, row);
            let Some(shelved) = packed.and_then(|p| self.unpacked(&p, &mut lock(&self.unpackers)))
            else {
                texts.put(row, &Sentences::default())?;
                continue;
            };
            let sentences = Sentences::of(&shelved.article.body);
            texts.put(row, &sentences)?;
            let tellings = places(sentences.ends(), row, shelved.digest(), &shelved.moments);
            put_tellings(db, &tellings, 0)?;
        }
        texts.finish()
    }

    /// Returns an article as it lies in the tables.
    fn packed(&self, db: &Connection, row: u32) -> Option<Packed> {
        self.rows_of(
            db,
            "SELECT t.data, l.first, l.data, a.source FROM told t \
             JOIN linked l ON l.row = t.row JOIN article a ON a.row = t.row WHERE t.row = ?1",
            params![row],
            |r| {
                Ok(Packed {
                    told: r.get(0)?,
                    first: r.get(1)?,
                    linked: r.get(2)?,
                    source: r.get(3)?,
                })
            },
        )
        .pop()
    }

    /// Unpacks an article; its moments are numbered as the tables number them.
    fn unpacked(&self, packed: &Packed, with: &mut Unpackers) -> Option<Shelved> {
        let told = with.told.unpack(&packed.told);
        let linked = with.linked.unpack(&packed.linked);
        let (Some((article, digest)), Some((linked, told, words))) = (told, linked) else {
            self.damage();
            return None;
        };
        let (article, digest): (Article, Option<Digest>) = (article, digest);
        let (mut linked, told, words): (LinkedArticle, Told, u32) = (linked, told, words);
        let story = self.stories.get(linked.story as usize)?.clone();
        let place = |a: ArticleIdx| self.place(a.0).map(ArticleIdx);
        linked.version_of = linked.version_of.and_then(place);
        linked.copy_of = linked.copy_of.and_then(place);
        linked.voice = self.place(linked.voice).unwrap_or(u32::MAX);
        let number = |(telling, n): (u32, u32)| (telling, packed.first.saturating_add(n));
        Some(Shelved {
            article,
            told: digest.map_or_else(OnceLock::new, OnceLock::from),
            words,
            linked,
            source: SourceIdx(self.source_of.get(packed.source as usize).copied()?),
            story,
            moments: told.into_iter().map(number).collect(),
        })
    }

    /// Returns the place by name of the article in a row.
    pub(super) fn place(&self, row: u32) -> Option<u32> {
        let place = self.place_of.get(row as usize).copied();
        place.filter(|p| *p != NOWHERE)
    }

    /// Returns the place in time of a moment, by number.
    pub(super) fn pos(&self, n: u32) -> Option<usize> {
        let pos = self.pos_of.get(n as usize).copied();
        pos.filter(|p| *p != NOWHERE).map(|p| p as usize)
    }

    fn row_of(&self, article: ArticleIdx) -> Option<u32> {
        self.order.get(article.at()).copied()
    }

    fn moment_at(&self, pos: usize) -> Option<Moment> {
        let n = self.bones.n.get(pos).copied()?;
        let (first, packed): (u32, Vec<u8>) = self
            .rows(
                "SELECT n, data FROM member WHERE n <= ?1 ORDER BY n DESC LIMIT 1",
                params![n],
                |r| Ok((r.get(0)?, r.get(1)?)),
            )
            .pop()?;
        let handful: Option<Handful> = lock(&self.unpackers).linked.unpack(&packed);
        if handful.is_none() {
            self.damage();
        }
        let mut members = handful?.nth((n - first) as usize)?;
        for member in &mut members {
            member.article = ArticleIdx(self.place(member.article.0)?);
            member.dated_from = match member.dated_from {
                Some(a) => Some(ArticleIdx(self.place(a.0)?)),
                None => None,
            };
        }
        let row = self.row_at(pos)?;
        Some(Moment {
            id: row.id,
            label: row.label,
            status: row.status,
            window: row.window,
            salience: row.salience,
            story: self.bones.story.get(pos).copied()?,
            members,
        })
    }

    fn row_at(&self, pos: usize) -> Option<MomentRow> {
        self.rows_from(pos, 1).pop()
    }

    /// Returns the rows of `n` moments one after another in time.
    fn rows_from(&self, pos: usize, n: usize) -> Vec<MomentRow> {
        let last = pos.saturating_add(n).min(self.bones.len());
        let db = lock(&self.db);
        (pos.min(last)..last)
            .filter_map(|pos| {
                self.rows_of(
                    &db,
                    "SELECT id, label, n_tellings, differs FROM moment WHERE n = ?1",
                    params![self.bones.n[pos]],
                    |r| self.moment_row(pos, r),
                )
                .pop()
            })
            .collect()
    }

    fn moment_row(&self, pos: usize, r: &Row<'_>) -> rusqlite::Result<MomentRow> {
        let differs: String = r.get(3)?;
        let told = self.bones.told(pos).iter();
        Ok(MomentRow {
            id: MomentId(r.get(0)?),
            label: r.get(1)?,
            status: self.bones.status(pos),
            window: self.bones.window(pos),
            salience: self.bones.salience.get(pos).copied().unwrap_or_default(),
            story: self.story_of(pos),
            sources: told.map(|(s, _)| SourceIdx(*s)).collect(),
            n_tellings: usize::try_from(r.get::<_, i64>(2)?).unwrap_or(0),
            differs: differs
                .split(", ")
                .filter(|d| !d.is_empty())
                .map(str::to_owned)
                .collect(),
        })
    }

    fn story_of(&self, pos: usize) -> StoryId {
        let story = self.bones.story.get(pos).copied().unwrap_or(u32::MAX);
        let id = self.stories.get(story as usize);
        id.cloned().unwrap_or_else(|| StoryId(String::new()))
    }

    fn pos_of(&self, id: &MomentId) -> Option<usize> {
        self.rows("SELECT n FROM moment WHERE id = ?1", params![id.0], |r| {
            r.get::<_, u32>(0)
        })
        .pop()
        .and_then(|n| self.pos(n))
    }

    pub(super) fn n_articles(&self) -> usize {
        self.order.len()
    }

    pub(super) fn window_of(&self, id: &MomentId) -> Option<Window> {
        self.bones.window(self.pos_of(id)?)
    }

    /// Returns the tellings of a moment with their articles, and what those tell worked out;
    /// members whose article is gone are left out.
    fn members(&self, pos: usize) -> Vec<(Member, Arc<Shelved>)> {
        let Some(moment) = self.moment_at(pos) else {
            return Vec::new();
        };
        let mut wanted: Vec<u32> = moment.members.iter().map(|m| m.article.0).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let at_hand = self.unpacked_all(&self.db, wanted);
        let undigested: Vec<&Arc<Shelved>> = at_hand
            .values()
            .filter(|shelved| shelved.told.get().is_none())
            .collect();
        undigested.into_par_iter().for_each(|shelved| {
            shelved.digest();
        });
        let members = moment.members.into_iter();
        members
            .filter_map(|member| {
                let shelved = at_hand.get(&member.article.0)?.clone();
                Some((member, shelved))
            })
            .collect()
    }

    /// Returns articles by place, each unpacked once, side by side.
    pub(super) fn unpacked_all(
        &self,
        db: &Mutex<Connection>,
        mut wanted: Vec<u32>,
    ) -> FxHashMap<u32, Arc<Shelved>> {
        let mut at_hand: FxHashMap<u32, Arc<Shelved>> = FxHashMap::default();
        {
            let kept = lock(&self.kept);
            let of_it = wanted
                .iter()
                .filter_map(|a| Some((*a, kept.get(a)?.clone())));
            at_hand.extend(of_it);
        }
        wanted.retain(|a| !at_hand.contains_key(a));
        let packed: Vec<(u32, Packed)> = {
            let db = lock(db);
            let packed = |a: u32| self.packed(&db, self.row_of(ArticleIdx(a))?);
            let wanted = wanted.into_iter();
            wanted.filter_map(|a| Some((a, packed(a)?))).collect()
        };
        let unpacked: Vec<(u32, Arc<Shelved>)> = packed
            .par_chunks(SIDE_BY_SIDE)
            .flat_map_iter(|some| {
                let mut with = Unpackers::new(&self.dictionary).ok();
                some.iter().filter_map(move |(a, packed)| {
                    let shelved = self.unpacked(packed, with.as_mut()?)?;
                    Some((*a, Arc::new(shelved)))
                })
            })
            .collect();
        self.keep(&unpacked);
        at_hand.extend(unpacked);
        at_hand
    }

    /// Keeps articles for the next question.
    fn keep(&self, unpacked: &[(u32, Arc<Shelved>)]) {
        let mut kept = lock(&self.kept);
        if kept.len() + unpacked.len() > KEPT {
            kept.clear();
        }
        let some = unpacked.iter().take(KEPT).cloned();
        kept.extend(some);
    }
}

impl Shelf for Disk {
    fn shelved(&self, article: ArticleIdx) -> Option<Arc<Shelved>> {
        if let Some(shelved) = lock(&self.kept).get(&article.0) {
            return Some(Arc::clone(shelved));
        }
        let row = self.row_of(article)?;
        let packed = self.packed(&lock(&self.db), row)?;
        let shelved = Arc::new(self.unpacked(&packed, &mut lock(&self.unpackers))?);
        self.keep(&[(article.0, Arc::clone(&shelved))]);
        Some(shelved)
    }

    fn moment_numbered(&self, n: u32) -> Option<MomentId> {
        let find = "SELECT id FROM moment WHERE n = ?1";
        self.rows(find, params![n], |r| r.get(0).map(MomentId))
            .pop()
    }

    fn name_of(&self, article: ArticleIdx) -> Option<ArticleName> {
        self.rows(
            "SELECT path, record FROM article WHERE row = ?1",
            params![self.row_of(article)?],
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
        let place = |row: u32| self.place(row).unwrap_or(u32::MAX);
        let mut near = self.rows(
            "SELECT row, source, published, coalesce(copy_of, row), whole FROM article \
             WHERE published BETWEEN ?1 AND ?2",
            params![first.to_string(), last.to_string()],
            |r| {
                let day: String = r.get(2)?;
                let source = self.source_of.get(r.get::<_, u32>(1)? as usize);
                Ok(Near {
                    article: ArticleIdx(place(r.get(0)?)),
                    source: SourceIdx(source.copied().unwrap_or_default()),
                    published: day.parse().unwrap_or(first),
                    voice: place(r.get(3)?),
                    truncated: !r.get::<_, bool>(4)?,
                })
            },
        );
        near.sort_unstable_by_key(|n| n.article);
        near.truncate(shelf::MOST_AROUND);
        near
    }

    fn all_sources(&self) -> Vec<SourceIdx> {
        self.sources.iter().map(|s| s.idx).collect()
    }
}

/// Opens an index for many questions. It is read in one transaction, for nobody writes to a
/// finished file: else each question would lock it, look for journals beside it and read again
/// what it has read before.
fn reader(path: &Path) -> Result<Connection, rusqlite::Error> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags)?;
    db.execute_batch(&format!("PRAGMA cache_size=-{PAGES_KEPT}; BEGIN"))?;
    db.set_prepared_statement_cache_capacity(64);
    Ok(db)
}

/// Kilobytes of the file that each connection keeps in memory at most.
const PAGES_KEPT: usize = 16 << 10;

fn meta<T: FromSql>(db: &Connection, key: &str) -> Result<T, rusqlite::Error> {
    db.query_row("SELECT value FROM meta WHERE key = ?1", params![key], |r| {
        r.get(0)
    })
}

/// The stories by number, and how many there are.
fn stories(db: &Connection) -> Result<(Vec<StoryId>, usize), rusqlite::Error> {
    let mut statement = db.prepare("SELECT n, id FROM story")?;
    let mut rows = statement.query([])?;
    let mut out: Vec<StoryId> = Vec::new();
    let mut count = 0;
    while let Some(row) = rows.next()? {
        let n = row.get::<_, u32>(0)? as usize;
        if out.len() <= n {
            out.resize(n + 1, StoryId(String::new()));
        }
        out[n] = StoryId(row.get(1)?);
        count += 1;
    }
    Ok((out, count))
}

/// The sources by name, and by number the place of each.
fn sources(db: &Connection) -> Result<(Vec<SourceRow>, Vec<u32>), rusqlite::Error> {
    let mut statement =
        db.prepare("SELECT n, name, known_from, n_articles, n_moments FROM source ORDER BY name")?;
    let mut numbers: Vec<u32> = Vec::new();
    let rows = statement.query_map([], |r| {
        numbers.push(r.get(0)?);
        let from: String = r.get(2)?;
        Ok(SourceRow {
            idx: SourceIdx(u32::try_from(numbers.len()).unwrap_or(u32::MAX) - 1),
            name: r.get(1)?,
            from: serde_json::from_value(from.into())
                .unwrap_or(crate::article::SourceFrom::Unknown),
            n_articles: usize::try_from(r.get::<_, i64>(3)?).unwrap_or(0),
            n_moments: usize::try_from(r.get::<_, i64>(4)?).unwrap_or(0),
        })
    })?;
    let rows = rows.collect::<Result<_, _>>()?;
    Ok((rows, inverse(&numbers)))
}

/// A number that names nothing.
const NOWHERE: u32 = u32::MAX;

/// Per number, its place in the list.
fn inverse(numbers: &[u32]) -> Vec<u32> {
    // A number far beyond the others is damage, and not worth the memory.
    let most = numbers.iter().max().map_or(0, |n| *n as usize + 1);
    let mut out = vec![NOWHERE; most.min(numbers.len() * 64 + 4096)];
    for (place, n) in (0_u32..).zip(numbers) {
        if let Some(slot) = out.get_mut(*n as usize) {
            *slot = place;
        }
    }
    out
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
