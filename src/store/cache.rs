//! What an older index knows of files that have not changed since.

use super::pack::Unpacker;
use super::schema::{Fingerprint, SCHEMA_VERSION};
use crate::article::{Article, ArticleName};
use crate::query::{FileFate, FileRecord, FileReport};
use crate::telling::{Digest, digest};
use rayon::prelude::*;
use rusqlite::{Connection, OpenFlags};
use rustc_hash::{FxHashMap, FxHashSet};
use std::path::{Path, PathBuf};
use std::sync::mpsc::sync_channel;

/// An index looked at for what need not be computed again.
pub struct Cache {
    db: Connection,
    path: PathBuf,
    dictionary: Vec<u8>,
    fingerprint: Fingerprint,
    files: FxHashMap<String, FileRecord>,
}

/// What is known of some files.
#[derive(Debug, Default)]
pub struct Known {
    /// Their articles with what each tells, in no order that means anything.
    pub articles: Vec<(Article, Digest)>,
    /// What went wrong when they were read.
    pub problems: Vec<FileReport>,
}

/// How many articles are unpacked at once, side by side.
const BATCH: usize = 512;

impl Cache {
    /// Opens an index; `None` when it is missing, of other rules, or damaged.
    pub fn open(path: &Path) -> Option<Self> {
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(path, flags).ok()?;
        let meta = |key: &str| -> Option<Vec<u8>> {
            let sql = "SELECT value FROM meta WHERE key = ?1";
            db.query_row(sql, [key], |r| r.get(0)).ok()
        };
        if meta("version")? != SCHEMA_VERSION.as_bytes() {
            return None;
        }
        let fingerprint = Fingerprint::from_bytes(&meta("fingerprint")?)?;
        let dictionary = meta("dictionary")?;
        let mut files = FxHashMap::default();
        let mut twice = Vec::new();
        for record in files_of(&db).ok()? {
            // Two files of one name cannot be told apart.
            if let Some(other) = files.insert(record.path.clone(), record) {
                twice.push(other.path);
            }
        }
        for path in twice {
            files.remove(&path);
        }
        Some(Self {
            db,
            path: path.to_owned(),
            dictionary,
            fingerprint,
            files,
        })
    }

    /// Looks beside `path` for the index of a corpus with the same files by name and size:
    /// one that was moved or copied.
    pub fn alike(path: &Path, print: &Fingerprint) -> Option<Self> {
        let folder = path.parent()?;
        let mut all: Vec<PathBuf> = std::fs::read_dir(folder)
            .ok()?
            .flatten()
            .map(|entry| entry.path())
            .filter(|p| p != path && p.extension().is_some_and(|e| e == "sqlite"))
            .filter(|p| {
                let name = p.file_name().unwrap_or_default();
                !name.to_string_lossy().starts_with('.')
            })
            .collect();
        all.sort();
        all.into_iter()
            .filter(|p| shape_of(p) == Some(print.shape))
            .find_map(|p| Self::open(&p))
    }

    /// Returns where it lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns what the corpus looked like when it was made.
    pub fn fingerprint(&self) -> &Fingerprint {
        &self.fingerprint
    }

    /// Returns what small values in it are packed with.
    pub(super) fn dictionary(&self) -> &[u8] {
        &self.dictionary
    }

    /// Returns how a file was when it was read.
    pub fn file(&self, path: &str) -> Option<&FileRecord> {
        self.files.get(path)
    }

    /// Returns how many files it knows.
    pub fn n_files(&self) -> usize {
        self.files.len()
    }

    /// Returns what is known of these files, and which of them must be read after all
    /// because what was kept of them is damaged.
    pub fn take(&self, wanted: &FxHashSet<&str>) -> (Known, FxHashSet<String>) {
        let mut known = Known::default();
        let mut lost = FxHashSet::default();
        let mut all_lost = |wanted: &FxHashSet<&str>| {
            lost = wanted.iter().map(|p| (*p).to_owned()).collect();
        };
        if self.articles(wanted, &mut known).is_none() {
            all_lost(wanted);
            return (Known::default(), lost);
        }
        match self.problems() {
            Ok(problems) => known.problems.extend(problems.into_iter().filter(|p| {
                self.file_of(&p.name.path)
                    .is_some_and(|f| wanted.contains(f))
            })),
            Err(_) => {
                all_lost(wanted);
                return (Known::default(), lost);
            }
        }
        (known, lost)
    }

    /// Returns what went wrong when these files were read.
    pub fn problems_of(&self, wanted: &FxHashSet<&str>) -> Vec<FileReport> {
        let mut problems = self.problems().unwrap_or_default();
        problems.retain(|p| {
            self.file_of(&p.name.path)
                .is_some_and(|f| wanted.contains(f))
        });
        problems
    }

    fn articles(&self, wanted: &FxHashSet<&str>, known: &mut Known) -> Option<()> {
        let mut statement = self
            .db
            .prepare("SELECT a.path, t.data FROM article a JOIN told t ON t.row = a.row")
            .ok()?;
        let mut rows = statement.query([]).ok()?;
        let (sender, receiver) = sync_channel::<Vec<Vec<u8>>>(2);
        let dictionary = &self.dictionary;
        let unpack = |batch: Vec<Vec<u8>>| -> Vec<Option<(Article, Digest)>> {
            batch
                .into_par_iter()
                .map_init(
                    || Unpacker::new(dictionary).ok(),
                    |unpacker, told| {
                        let (article, with): (Article, Option<Digest>) =
                            unpacker.as_mut()?.unpack(&told)?;
                        let found = with.unwrap_or_else(|| digest(&article));
                        Some((article, found))
                    },
                )
                .collect()
        };
        std::thread::scope(|scope| {
            let unpacked = scope.spawn(move || {
                let mut all = Vec::new();
                for batch in receiver {
                    all.extend(unpack(batch));
                }
                all
            });
            let mut batch = Vec::new();
            while let Some(row) = rows.next().ok()? {
                let path: String = row.get(0).ok()?;
                if !self.file_of(&path).is_some_and(|f| wanted.contains(f)) {
                    continue;
                }
                batch.push(row.get(1).ok()?);
                if batch.len() >= BATCH {
                    sender.send(std::mem::take(&mut batch)).ok()?;
                }
            }
            sender.send(batch).ok()?;
            drop(sender);
            let all = unpacked.join().ok()?;
            known.articles = all.into_iter().collect::<Option<_>>()?;
            Some(())
        })
    }

    fn problems(&self) -> Result<Vec<FileReport>, rusqlite::Error> {
        let mut statement = self
            .db
            .prepare("SELECT path, record, fate, reason FROM problem")?;
        let rows = statement.query_map([], report)?;
        rows.collect()
    }

    /// The file that an article or a problem comes from: of that name, or an archive that
    /// holds a member of that name.
    pub(super) fn file_of<'a>(&self, path: &'a str) -> Option<&'a str> {
        let mut at = path;
        loop {
            if self.files.contains_key(at) {
                return Some(at);
            }
            at = &at[..at.rfind('/')?];
        }
    }
}

/// Reads a row of the table `problem`.
pub(super) fn report(r: &rusqlite::Row<'_>) -> rusqlite::Result<FileReport> {
    Ok(FileReport {
        name: ArticleName {
            path: r.get(0)?,
            record: r.get(1)?,
        },
        fate: match r.get::<_, String>(2)?.as_str() {
            "read" => FileFate::Read,
            "partial" => FileFate::Partial,
            _ => FileFate::Skipped,
        },
        reason: r.get(3)?,
    })
}

fn files_of(db: &Connection) -> Result<Vec<FileRecord>, rusqlite::Error> {
    let mut statement =
        db.prepare("SELECT path, size, changed, content, context, sources FROM file")?;
    let rows = statement.query_map([], |r| {
        let sources: String = r.get(5)?;
        Ok(FileRecord {
            path: r.get(0)?,
            size: r.get::<_, i64>(1)?.cast_unsigned(),
            changed: r.get(2)?,
            content: r.get::<_, Option<i64>>(3)?.map(i64::cast_unsigned),
            context: r.get::<_, i64>(4)?.cast_unsigned(),
            sources: sources
                .split('\n')
                .filter(|s| !s.is_empty())
                .map(str::to_owned)
                .collect(),
        })
    })?;
    rows.collect()
}

fn shape_of(path: &Path) -> Option<u64> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let db = Connection::open_with_flags(path, flags).ok()?;
    let print: Vec<u8> = db
        .query_row(
            "SELECT value FROM meta WHERE key = 'fingerprint'",
            [],
            |r| r.get(0),
        )
        .ok()?;
    Fingerprint::from_bytes(&print).map(|p| p.shape)
}
