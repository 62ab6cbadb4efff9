//! What articles tell, on its way from reading to linking: too much to be held in memory, and
//! not kept, because it follows from the articles.

use super::place::{MEMORY, folder_of};
use rustc_hash::FxHashMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

/// Bytes that wait to be written.
const WAITING: usize = 1 << 20;

/// A file without a name, which goes when it is closed.
pub(super) struct Scratch {
    /// `None` where none is wanted or none can be had: everything is then worked out again.
    file: Option<File>,
    /// Where each row's bytes begin, and how many there are.
    at: FxHashMap<u32, (u64, usize)>,
    written: u64,
    waiting: Vec<u8>,
}

impl Scratch {
    /// One in the same folder as the index `path`; none for an index in memory.
    pub fn beside(path: &Path) -> Self {
        let memory = path == Path::new(MEMORY);
        let file = (!memory).then(|| tempfile::tempfile_in(folder_of(path)).ok());
        Self {
            file: file.flatten(),
            at: FxHashMap::default(),
            written: 0,
            waiting: Vec::new(),
        }
    }

    /// Takes the bytes of a row.
    pub fn put(&mut self, row: u32, bytes: &[u8]) {
        if self.file.is_none() {
            return;
        }
        let from = self.written + self.waiting.len() as u64;
        self.at.insert(row, (from, bytes.len()));
        self.waiting.extend_from_slice(bytes);
        if self.waiting.len() >= WAITING {
            self.write();
        }
    }

    /// Writes what waits. A full disk is no failure here.
    pub fn write(&mut self) {
        let Some(file) = &mut self.file else {
            return;
        };
        if file.write_all(&self.waiting).is_ok() {
            self.written += self.waiting.len() as u64;
        } else {
            self.file = None;
            self.at.clear();
        }
        self.waiting.clear();
    }

    /// Returns the bytes of a row, if there are any.
    pub fn get(&self, row: u32) -> Option<Vec<u8>> {
        let (from, n) = *self.at.get(&row)?;
        let mut file = self.file.as_ref()?;
        let mut bytes = vec![0; n];
        file.seek(SeekFrom::Start(from)).ok()?;
        file.read_exact(&mut bytes).ok()?;
        Some(bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_put_in_comes_back() {
        let folder = tempfile::tempdir().unwrap();
        let mut scratch = Scratch::beside(&folder.path().join("index.sqlite"));
        let large = vec![7; WAITING];
        scratch.put(4, b"ferry");
        scratch.put(9, &large);
        scratch.put(2, b"harbour");
        scratch.write();
        assert_eq!(scratch.get(4).as_deref(), Some(&b"ferry"[..]));
        assert_eq!(scratch.get(2).as_deref(), Some(&b"harbour"[..]));
        assert_eq!(scratch.get(9), Some(large));
        assert_eq!(scratch.get(3), None);
        let mut none = Scratch::beside(Path::new(":memory:"));
        none.put(4, b"ferry");
        assert_eq!(none.get(4), None);
    }
}
