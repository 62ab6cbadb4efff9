//! Where an index is made, and how it takes its place.

use super::{StoreError, Words};
use crate::query::FileRecord;
use crate::store::schema::Fingerprint;
use crate::store::seal::seal;
use rusqlite::{Connection, params};
use std::path::{Path, PathBuf};
use tempfile::NamedTempFile;

/// Stands for a path where there is none.
pub(super) const MEMORY: &str = ":memory:";

/// Memory, or a file beside the one it will replace.
pub(super) struct Place {
    /// The file it will be, if any.
    path: Option<PathBuf>,
    /// The file in the making, once it is begun.
    file: Option<NamedTempFile>,
    db: Option<Connection>,
}

impl Place {
    pub fn memory() -> Self {
        Self {
            path: None,
            file: None,
            db: None,
        }
    }

    /// An empty file, made when it is asked for.
    pub fn beside(path: &Path) -> Self {
        Self {
            path: Some(path.to_owned()),
            file: None,
            db: None,
        }
    }

    /// Begins with a copy of another.
    pub fn copy_of(from: &Path, path: &Path) -> Result<Self, StoreError> {
        let file = temporary(path)?;
        std::fs::copy(from, file.path()).map_err(|source| io(path, source))?;
        let mut place = Self {
            path: Some(path.to_owned()),
            file: Some(file),
            db: None,
        };
        place.db = Some(place.take_db()?);
        Ok(place)
    }

    /// The connection of a copy.
    pub fn db(&self) -> &Connection {
        self.db.as_ref().expect("a copy is open")
    }

    pub fn words(&self) -> Words {
        match self.path {
            Some(_) => Words::Now,
            None => Words::Later,
        }
    }

    pub fn take_db(&mut self) -> Result<Connection, StoreError> {
        if let Some(db) = self.db.take() {
            return Ok(db);
        }
        if let (None, Some(path)) = (&self.file, &self.path) {
            self.file = Some(temporary(path)?);
        }
        let db = match &self.file {
            None => Connection::open_in_memory(),
            Some(file) => Connection::open(file.path()),
        };
        let db = db.map_err(|source| self.failed(source))?;
        unsafely(&db).map_err(|source| self.failed(source))?;
        Ok(db)
    }

    /// Returns the path of the file it will be.
    pub fn path(&self) -> &Path {
        self.path.as_deref().unwrap_or(Path::new(MEMORY))
    }

    pub fn failed(&self, source: rusqlite::Error) -> StoreError {
        StoreError::Sqlite {
            path: self.path().to_owned(),
            source,
        }
    }

    /// Puts a finished file where it belongs. Returns the connection when it is in memory.
    pub fn settle(self, db: Connection) -> Result<Option<Connection>, StoreError> {
        let (Some(file), Some(path)) = (self.file, self.path) else {
            return Ok(Some(db));
        };
        db.close().map_err(|(_, source)| StoreError::Sqlite {
            path: path.clone(),
            source,
        })?;
        seal(file.path()).map_err(|e| io(&path, e))?;
        file.as_file().sync_all().map_err(|e| io(&path, e))?;
        drop(file.persist(&path).map_err(|e| io(&path, e.error))?);
        // The new name itself must outlive a power cut; where folders cannot be synced, the
        // old state is the worst that can come back.
        #[cfg(unix)]
        let _ = std::fs::File::open(folder_of(&path)).and_then(|f| f.sync_all());
        sweep(folder_of(&path));
        Ok(None)
    }
}

fn io(path: &Path, source: std::io::Error) -> StoreError {
    StoreError::Io {
        path: path.to_owned(),
        source,
    }
}

pub(super) fn folder_of(path: &Path) -> &Path {
    path.parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."))
}

fn temporary(path: &Path) -> Result<NamedTempFile, StoreError> {
    let folder = folder_of(path);
    std::fs::create_dir_all(folder).map_err(|e| io(path, e))?;
    tempfile::Builder::new()
        .prefix(TEMPORARY)
        .suffix(".sqlite")
        .tempfile_in(folder)
        .map_err(|e| io(path, e))
}

/// Makes a copy of an index the index `to`, after `change` has been made to it.
pub(in crate::store) fn replace_with(
    from: &Path,
    to: &Path,
    change: impl FnOnce(&Connection) -> Result<(), rusqlite::Error>,
) -> Result<(), StoreError> {
    let mut place = Place::copy_of(from, to)?;
    let db = place.take_db()?;
    let changed = db
        .execute_batch("BEGIN")
        .and_then(|()| change(&db))
        .and_then(|()| db.execute_batch("COMMIT"));
    changed.map_err(|source| place.failed(source))?;
    place.settle(db).map(|_| ())
}

/// How files in the making are called; one that a kill left behind is swept away.
const TEMPORARY: &str = ".parallax-";

/// Removes what killed writers left behind: files in the making that nobody has written to
/// for an hour.
fn sweep(folder: &Path) {
    let hour = std::time::Duration::from_secs(3600);
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let ours = entry.file_name().to_string_lossy().starts_with(TEMPORARY);
        let old = entry
            .metadata()
            .and_then(|m| m.modified())
            .is_ok_and(|t| t.elapsed().is_ok_and(|age| age > hour));
        if ours && old {
            let path = entry.path();
            let _ = std::fs::remove_file(&path).or_else(|_| std::fs::remove_dir_all(&path));
        }
    }
}

/// The file is thrown away unless it is finished, so nothing needs a journal.
pub(super) fn unsafely(db: &Connection) -> Result<(), rusqlite::Error> {
    db.execute_batch(
        "PRAGMA page_size=32768; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; \
         PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32768;",
    )
}

/// What says which corpus it is and how its files were.
pub(in crate::store) fn heading(
    db: &Connection,
    name: &str,
    print: &Fingerprint,
    files: &[FileRecord],
) -> Result<(), rusqlite::Error> {
    db.execute_batch("DELETE FROM file")?;
    put(db, "name", name.as_bytes())?;
    put(db, "fingerprint", &print.to_bytes())?;
    let mut file = db.prepare("INSERT INTO file VALUES(?1, ?2, ?3, ?4, ?5, ?6)")?;
    for f in files {
        file.execute(params![
            f.path,
            f.size.cast_signed(),
            f.changed,
            f.content.map(u64::cast_signed),
            f.context.cast_signed(),
            f.sources.join("\n"),
        ])?;
    }
    Ok(())
}

pub(in crate::store) fn put(
    db: &Connection,
    key: &str,
    value: &[u8],
) -> Result<(), rusqlite::Error> {
    db.execute(
        "INSERT OR REPLACE INTO meta VALUES(?1, ?2)",
        params![key, value],
    )
    .map(|_| ())
}
