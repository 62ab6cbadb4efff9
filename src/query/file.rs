//! The files of a corpus as they were when they were read.

/// A file of a corpus as it was when it was read, to tell whether it must be read again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileRecord {
    /// Its name in the corpus.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// When it was last changed, in nanoseconds since 1970.
    pub changed: i64,
    /// Hash of its bytes; `None` when that is not known.
    pub content: Option<u64>,
    /// Hash of everything else that its articles depend on.
    pub context: u64,
    /// The sources of its articles, which that hash was made for.
    pub sources: Vec<String>,
}
