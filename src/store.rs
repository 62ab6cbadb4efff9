//! The index on disk: a SQLite file that is made whole or not at all, and safe to delete.
//!
//! [`Maker`] makes a new file beside the old one, or of a copy of it, and renames it into
//! place, so that a reader or a crash at any instant sees the old state or the new one.
//! [`Cache`] lends what an older index knows of files that are still the same.
//! [`Disk`] answers the questions of [`crate::query::Archive`] from it: the timeline's
//! bare bones (a few numbers a moment) are held in memory, everything with words is
//! fetched when asked for. The schema is described in `docs/INDEX.md`.

mod bones;
mod cache;
mod disk;
mod handful;
mod jump;
mod make;
mod pack;
mod schema;
mod seal;
mod search;

pub use cache::{Cache, Known};
pub use disk::Disk;
pub use make::{Build, Finish, Maker, Target};
pub use schema::{Fingerprint, SCHEMA_VERSION, location};

use crate::query::FileRecord;
use std::path::{Path, PathBuf};

/// An index that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite failed.
    #[error("cannot use the index {path}: {source}")]
    Sqlite {
        /// The index.
        path: PathBuf,
        /// What SQLite said.
        source: rusqlite::Error,
    },
    /// A file operation failed.
    #[error("cannot read or write the index {path}: {source}")]
    Io {
        /// The index.
        path: PathBuf,
        /// Why.
        source: std::io::Error,
    },
    /// It is not an index of this version, or it is damaged.
    #[error("the index {path} is of no use here ({reason}) and will be rebuilt")]
    Unusable {
        /// The index.
        path: PathBuf,
        /// What is wrong with it.
        reason: String,
    },
}

/// Makes a copy of the index `from` the index `to`, for files that differ from those it was
/// made from in nothing but place and time of change.
///
/// # Errors
///
/// Fails when the folder cannot be written or the disk is full; the old index, if any, is
/// then still in place.
pub fn adopt(
    from: &Path,
    to: &Path,
    name: &str,
    print: &Fingerprint,
    files: &[FileRecord],
) -> Result<(), StoreError> {
    make::replace_with(from, to, |db| make::heading(db, name, print, files))
}

/// SQLite's integers are signed.
fn int(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
