//! The index on disk: a SQLite file that is made whole or not at all, and safe to delete.
//!
//! [`fn@write`] puts a built corpus into a new file beside the old one and renames it into
//! place, so that a reader or a crash at any instant sees the old state or the new one.
//! [`Cache`] lends what an older index knows of files that are still the same.
//! [`Disk`] answers the questions of [`crate::query::Archive`] from it: the timeline's
//! bare bones (a few numbers a moment) are held in memory, everything with words is
//! fetched when asked for. The schema is described in `docs/INDEX.md`.

mod bones;
mod cache;
mod disk;
mod jump;
mod pack;
mod schema;
mod seal;
mod search;
mod write;

pub use cache::{Cache, Known};
pub use disk::Disk;
pub use schema::{Fingerprint, SCHEMA_VERSION, location};
pub use write::{adopt, write};

use std::path::PathBuf;

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
