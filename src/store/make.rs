//! Makes an index while its articles are being read: what is read goes in at once and
//! leaves the memory; linking fetches it back affair by affair.
//!
//! The file is made beside the old one, from nothing or from a copy of the old one, and
//! takes its place when it is whole. What is not to be kept is made in memory, with the
//! same tables.

mod affairs;
mod finish;
mod place;
mod scratch;
mod stems;
mod texts;

pub(super) use affairs::{places, put_tellings};
pub use finish::{Build, Finish};
pub(super) use place::{heading, put, replace_with};
pub(super) use texts::{Counts, Sentences, Texts};

use super::StoreError;
use super::cache::Cache;
use super::pack::{Packer, Unpacker};
use super::schema::{SCHEMA, SCHEMA_VERSION};
use crate::article::Article;
use crate::link::Brief;
use crate::telling::{Digest, digest};
use place::Place;
use rayon::prelude::*;
use rusqlite::{Connection, params};
use rustc_hash::{FxHashMap, FxHashSet};
use scratch::Scratch;
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Mutex, PoisonError};
use std::thread::JoinHandle;
use stems::Stems;

/// Articles whose beginnings make up the dictionary.
const SAMPLED: usize = 16;
/// Bytes of each of them.
const SAMPLE: usize = 4096;
/// Batches of packed articles that may wait to be put in.
const WAITING: usize = 4;

/// Where an index is to be made.
#[derive(Debug, Clone, Copy)]
pub enum Target<'a> {
    /// In memory, for as long as it is asked.
    Memory,
    /// In a file; in memory after all if there are fewer articles.
    File {
        /// The file.
        path: &'a Path,
        /// How many articles are worth a file.
        from_articles: usize,
    },
}

/// When the words of sentences go in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Words {
    /// With everything else.
    Now,
    /// When first asked for.
    Later,
}

/// An index that articles are put into.
pub struct Maker {
    state: Mutex<State>,
    from_articles: usize,
}

struct State {
    place: Option<Place>,
    /// Articles that wait until it is known where they go.
    waiting: Vec<(Article, Digest)>,
    n: usize,
    writer: Option<Writer>,
    failed: Option<StoreError>,
}

/// The thread that puts articles in.
struct Writer {
    sender: SyncSender<Vec<Packed>>,
    thread: JoinHandle<Result<Written, rusqlite::Error>>,
    dictionary: Vec<u8>,
    words: Words,
}

/// What is computed of one article before it goes in.
struct Packed {
    data: Vec<u8>,
    /// What it tells, where that does not stand with the article.
    digest: Option<Vec<u8>>,
    brief: Brief,
    sentences: Option<Sentences>,
}

/// What the thread gives back.
struct Written {
    db: Connection,
    briefs: Vec<(u32, Brief)>,
    scratch: Scratch,
}

/// What an older index holds that stays true.
#[derive(Default)]
struct Old {
    briefs: Vec<(u32, Brief)>,
    gone: Vec<u32>,
    next_row: u32,
    counts: Option<Counts>,
    stems: Stems,
}

impl Maker {
    /// Begins an index with nothing in it.
    pub fn new(target: Target<'_>) -> Self {
        let (place, from_articles) = match target {
            Target::Memory => (Place::memory(), 0),
            Target::File {
                path,
                from_articles,
            } => (Place::beside(path), from_articles),
        };
        Self::at(place, from_articles, None)
    }

    /// Begins with a copy of an older index, without what it holds of other files than
    /// these. `None` when little of it would stay, or when it is damaged.
    ///
    /// # Errors
    ///
    /// Fails when the file cannot be made.
    pub fn from_old(
        path: &Path,
        cache: &Cache,
        wanted: &FxHashSet<&str>,
    ) -> Result<Option<Self>, StoreError> {
        if !super::seal::is_whole(cache.path()).unwrap_or(false) {
            return Ok(None);
        }
        let sqlite = |source| StoreError::Sqlite {
            path: path.to_owned(),
            source,
        };
        let place = Place::copy_of(cache.path(), path)?;
        let Some(old) = Old::read(place.db(), cache, wanted).map_err(sqlite)? else {
            return Ok(None);
        };
        Ok(Some(Self::at(
            place,
            0,
            Some((old, cache.dictionary().to_vec())),
        )))
    }

    fn at(place: Place, from_articles: usize, old: Option<(Old, Vec<u8>)>) -> Self {
        let mut state = State {
            n: 0,
            place: Some(place),
            waiting: Vec::new(),
            writer: None,
            failed: None,
        };
        if let Some((old, dictionary)) = old {
            state.begin_with(dictionary, old);
        }
        Self {
            state: Mutex::new(state),
            from_articles,
        }
    }

    /// Puts articles in, on any thread.
    pub fn put(&self, batch: Vec<(Article, Digest)>) {
        let (ready, sender, dictionary, words) = {
            let mut state = self.lock();
            state.n += batch.len();
            let ready = if state.writer.is_none() {
                state.waiting.extend(batch);
                if state.waiting.is_empty() || state.waiting.len() < self.from_articles {
                    return;
                }
                let waiting = std::mem::take(&mut state.waiting);
                state.begin(&waiting);
                waiting
            } else {
                batch
            };
            let Some(writer) = &state.writer else {
                return;
            };
            let dictionary = writer.dictionary.clone();
            (ready, writer.sender.clone(), dictionary, writer.words)
        };
        let packed = pack(ready, &dictionary, words);
        // Who no longer listens has failed, and says why when asked for its work.
        let _ = sender.send(packed);
    }

    /// Returns how many articles were put in.
    pub fn n(&self) -> usize {
        self.lock().n
    }

    /// Ends reading: from now on articles are fetched and linked.
    ///
    /// # Errors
    ///
    /// Fails when something could not be put in.
    pub fn read(self) -> Result<Build, StoreError> {
        let mut state = self
            .state
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        if state.writer.is_none() {
            // Too few for a file.
            state.place = Some(Place::memory());
            let waiting = std::mem::take(&mut state.waiting);
            state.begin(&waiting);
            if let Some(writer) = &state.writer {
                let packed = pack(waiting, &writer.dictionary, writer.words);
                let _ = writer.sender.send(packed);
            }
        }
        if let Some(error) = state.failed {
            return Err(error);
        }
        let (Some(place), Some(writer)) = (state.place, state.writer) else {
            return Err(StoreError::Unusable {
                path: Path::new(":memory:").to_owned(),
                reason: "nothing was begun".to_owned(),
            });
        };
        drop(writer.sender);
        let written = match writer.thread.join() {
            Ok(written) => written.map_err(|source| place.failed(source))?,
            Err(panic) => std::panic::resume_unwind(panic),
        };
        Ok(Build::new(
            place,
            written.db,
            written.briefs,
            written.scratch,
            writer.dictionary,
            writer.words,
        ))
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Begins with what these articles look like.
    fn begin(&mut self, articles: &[(Article, Digest)]) {
        let words = self.place.as_ref().map_or(Words::Later, Place::words);
        self.begin_with(dictionary(articles, words), Old::default());
    }

    fn begin_with(&mut self, dictionary: Vec<u8>, old: Old) {
        let Some(place) = &mut self.place else {
            return;
        };
        let words = place.words();
        let db = match place.take_db() {
            Ok(db) => db,
            Err(error) => {
                self.failed = Some(error);
                return;
            }
        };
        let (sender, receiver) = sync_channel(WAITING);
        let held = dictionary.clone();
        let scratch = Scratch::beside(place.path());
        self.writer = Some(Writer {
            sender,
            thread: std::thread::spawn(move || write(db, receiver, &held, old, scratch)),
            dictionary,
            words,
        });
    }
}

impl Old {
    fn read(
        db: &Connection,
        cache: &Cache,
        wanted: &FxHashSet<&str>,
    ) -> Result<Option<Self>, rusqlite::Error> {
        let mut packed: Vec<(u32, Vec<u8>)> = Vec::new();
        let mut find = db.prepare("SELECT row, data FROM brief ORDER BY row")?;
        let mut rows = find.query([])?;
        while let Some(row) = rows.next()? {
            packed.push((row.get(0)?, row.get(1)?));
        }
        let stems: Vec<u8> =
            db.query_row("SELECT value FROM meta WHERE key = 'stems'", [], |r| {
                r.get(0)
            })?;
        let stems = Stems::from_bytes(&stems);
        let read: Option<Vec<(u32, Brief)>> = packed
            .into_par_iter()
            .map(|(row, bytes)| Some((row, unpack_brief(&bytes, &stems)?)))
            .collect();
        let Some(read) = read else { return Ok(None) };
        let lengths: Vec<u8> =
            db.query_row("SELECT value FROM meta WHERE key = 'lengths'", [], |r| {
                r.get(0)
            })?;
        let next_row: u32 = db.query_row("SELECT value FROM meta WHERE key = 'rows'", [], |r| {
            let bytes: Vec<u8> = r.get(0)?;
            Ok(bytes.first_chunk().map_or(0, |b| u32::from_le_bytes(*b)))
        })?;
        let counts = Counts::from_bytes(&lengths, next_row as usize);
        let (briefs, gone): (Vec<_>, Vec<_>) = read.into_iter().partition(|(_, brief)| {
            cache
                .file_of(&brief.name.path)
                .is_some_and(|f| wanted.contains(f))
        });
        // What is gone leaves its words behind; too much of that is not worth keeping.
        let live = u32::try_from(briefs.len()).unwrap_or(u32::MAX);
        if counts.is_none() || next_row > live + live / 4 + 64 || numbers_ran_away(db)? {
            return Ok(None);
        }
        Ok(Some(Self {
            briefs,
            gone: gone.into_iter().map(|(row, _)| row).collect(),
            next_row,
            counts,
            stems,
        }))
    }
}

/// Tells whether so many moments, stories or sources have come and gone that numbering them
/// anew is worth the work.
fn numbers_ran_away(db: &Connection) -> Result<bool, rusqlite::Error> {
    for (table, last, live) in [
        ("affair", "max(first + n)", "sum(n)"),
        ("story", "max(n)", "count(*)"),
        ("source", "max(n)", "count(*)"),
    ] {
        let sql = format!("SELECT coalesce({last}, 0), coalesce({live}, 0) FROM {table}");
        let (last, live): (i64, i64) = db.query_row(&sql, [], |r| Ok((r.get(0)?, r.get(1)?)))?;
        if last > RUN_AWAY * live + 512 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// How many numbers may have been given for each that is in use.
const RUN_AWAY: i64 = 8;

/// Puts in what arrives until nothing more does.
fn write(
    db: Connection,
    receiver: Receiver<Vec<Packed>>,
    dictionary: &[u8],
    old: Old,
    mut scratch: Scratch,
) -> Result<Written, rusqlite::Error> {
    let fresh = old.counts.is_none();
    if fresh {
        db.execute_batch("BEGIN")?;
        db.execute_batch(SCHEMA)?;
        put(&db, "version", SCHEMA_VERSION.as_bytes())?;
        put(&db, "dictionary", dictionary)?;
    } else {
        db.execute_batch("BEGIN")?;
        for row in &old.gone {
            for table in ["told", "brief", "article", "linked"] {
                db.prepare_cached(&format!("DELETE FROM {table} WHERE row = ?1"))?
                    .execute(params![row])?;
            }
            affairs::forget_tellings(&db, *row)?;
        }
    }
    let mut briefs = old.briefs;
    let mut stems = old.stems;
    let mut row = old.next_row;
    {
        let mut told = db.prepare("INSERT INTO told VALUES(?1, ?2)")?;
        let mut brief = db.prepare("INSERT INTO brief VALUES(?1, ?2)")?;
        let mut texts: Option<Texts<'_>> = None;
        let mut before = old.counts;
        for batch in receiver {
            for packed in batch {
                told.execute(params![row, packed.data])?;
                if let Some(digest) = &packed.digest {
                    scratch.put(row, digest);
                    brief.execute(params![row, pack_brief(&packed.brief, &mut stems)])?;
                }
                if let Some(sentences) = &packed.sentences {
                    let texts = match &mut texts {
                        Some(texts) => texts,
                        none => none.insert(Texts::new(&db, before.take())?),
                    };
                    texts.put(row, sentences)?;
                }
                briefs.push((row, packed.brief));
                row += 1;
            }
        }
        if let Some(texts) = texts {
            texts.finish()?;
        } else if fresh {
            put(&db, "lengths", &[])?;
        }
    }
    put(&db, "rows", &row.to_le_bytes())?;
    put(&db, "stems", &stems.to_bytes())?;
    scratch.write();
    Ok(Written {
        db,
        briefs,
        scratch,
    })
}

/// Computes what goes in of some articles.
fn pack(batch: Vec<(Article, Digest)>, dictionary: &[u8], words: Words) -> Vec<Packed> {
    batch
        .into_par_iter()
        .with_min_len(32)
        .map_init(
            || (Packer::new(dictionary).ok(), Packer::quick().ok()),
            |(packer, quick), (article, digest)| {
                let brief = Brief::of(&digest);
                // In a file what follows from the article is not kept with it.
                let apart = words == Words::Now;
                let with = (!apart).then_some(&digest);
                let data = packer.as_mut().map(|p| p.pack(&(&article, with)));
                let digest = apart.then(|| quick.as_mut().map(|p| p.pack(&digest)));
                Packed {
                    data: data.unwrap_or_default(),
                    digest: digest.map(Option::unwrap_or_default),
                    brief,
                    sentences: apart.then(|| Sentences::of(&article.body)),
                }
            },
        )
        .collect()
}

/// Beginnings of articles as they are packed, so that small ones compress as part of many.
fn dictionary(articles: &[(Article, Digest)], words: Words) -> Vec<u8> {
    let mut out = Vec::new();
    let step = articles.len().div_ceil(SAMPLED).max(1);
    for (article, digest) in articles.iter().step_by(step) {
        let with = (words == Words::Later).then_some(digest);
        let bytes = postcard::to_stdvec(&(article, with)).unwrap_or_default();
        out.extend_from_slice(&bytes[..bytes.len().min(SAMPLE)]);
    }
    out
}

/// How a brief is kept: hashes do not get smaller by compressing, the numbers of stems are
/// small by themselves.
#[derive(Serialize, Deserialize)]
struct KeptBrief {
    rest: Brief,
    minhash: Vec<u8>,
    terms: Vec<u8>,
}

fn pack_brief(brief: &Brief, stems: &mut Stems) -> Vec<u8> {
    let kept = KeptBrief {
        minhash: brief.minhash.iter().flat_map(|h| h.to_le_bytes()).collect(),
        terms: stems.pack(&brief.terms),
        rest: brief.slim(),
    };
    postcard::to_stdvec(&kept).unwrap_or_default()
}

fn unpack_brief(bytes: &[u8], stems: &Stems) -> Option<Brief> {
    let kept: KeptBrief = postcard::from_bytes(bytes).ok()?;
    Some(Brief {
        minhash: kept
            .minhash
            .as_chunks()
            .0
            .iter()
            .map(|b| u32::from_le_bytes(*b))
            .collect(),
        terms: stems.unpack(&kept.terms)?,
        ..kept.rest
    })
}

/// Returns articles by row, in the order asked for; `None` for one that is damaged.
fn fetch(
    db: &Connection,
    rows: &[u32],
    dictionary: &[u8],
    scratch: &Scratch,
) -> Result<Vec<Option<(Article, Digest)>>, rusqlite::Error> {
    let mut find = db.prepare_cached("SELECT data FROM told WHERE row = ?1")?;
    let packed: Vec<(Vec<u8>, Option<Vec<u8>>)> = rows
        .iter()
        .map(|row| {
            let article = find.query_row(params![row], |r| r.get(0))?;
            Ok((article, scratch.get(*row)))
        })
        .collect::<Result<_, rusqlite::Error>>()?;
    Ok(packed
        .into_par_iter()
        .with_min_len(8)
        .map_init(
            || (Unpacker::new(dictionary).ok(), Unpacker::new(&[]).ok()),
            |(unpacker, quick), (article, told)| {
                let (article, with): (Article, Option<Digest>) =
                    unpacker.as_mut()?.unpack(&article)?;
                let told = told.and_then(|told| quick.as_mut()?.unpack(&told));
                let found = with.or(told).unwrap_or_else(|| digest(&article));
                Some((article, found))
            },
        )
        .collect())
}

/// Numbers of things that keep theirs from one index to the next.
struct Numbers {
    of: FxHashMap<String, u32>,
    next: u32,
}

impl Numbers {
    /// Reads them with a query for name and number.
    fn read(db: &Connection, sql: &str) -> Result<Self, rusqlite::Error> {
        let mut find = db.prepare(sql)?;
        let rows = find.query_map([], |r| Ok((r.get::<_, String>(0)?, r.get::<_, u32>(1)?)))?;
        let of: FxHashMap<String, u32> = rows.collect::<Result<_, _>>()?;
        Ok(Self {
            next: of.values().max().map_or(0, |n| n + 1),
            of,
        })
    }

    fn number(&mut self, name: &str) -> u32 {
        if let Some(n) = self.of.get(name) {
            return *n;
        }
        let n = self.next;
        self.next += 1;
        self.of.insert(name.to_owned(), n);
        n
    }
}
