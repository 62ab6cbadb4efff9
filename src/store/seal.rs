//! A hash of the whole file inside the file, so that a flipped bit anywhere is found.
//!
//! It stands in two numbers of SQLite's header that are there for the application to use
//! (`user_version`, at byte 60, and `application_id`, at byte 68).

use std::fs::{File, OpenOptions};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::Path;

const HIGH: Range<usize> = 60..64;
const LOW: Range<usize> = 68..72;

/// Puts the hash of a finished file into it.
pub(super) fn seal(path: &Path) -> io::Result<()> {
    let (hash, _) = hash(path)?;
    let bytes = hash.to_be_bytes();
    let mut file = OpenOptions::new().write(true).open(path)?;
    file.seek(SeekFrom::Start(HIGH.start as u64))?;
    file.write_all(&bytes[..4])?;
    file.seek(SeekFrom::Start(LOW.start as u64))?;
    file.write_all(&bytes[4..])
}

/// Tells whether a file is as it was sealed.
pub(super) fn is_whole(path: &Path) -> io::Result<bool> {
    let (hash, sealed) = hash(path)?;
    Ok(hash == sealed)
}

/// Returns the hash of all but the place of the seal, and what stands there.
fn hash(path: &Path) -> io::Result<(u64, u64)> {
    let mut file = File::open(path)?;
    let mut buffer = vec![0; 1 << 18];
    let mut hash = xxhash_rust::xxh3::Xxh3::new();
    let mut sealed = [0; 8];
    let mut first = true;
    loop {
        let mut filled = 0;
        while filled < buffer.len() {
            match file.read(&mut buffer[filled..]) {
                Ok(0) => break,
                Ok(n) => filled += n,
                Err(why) if why.kind() == io::ErrorKind::Interrupted => {}
                Err(why) => return Err(why),
            }
        }
        if std::mem::take(&mut first) && filled >= LOW.end {
            sealed[..4].copy_from_slice(&buffer[HIGH]);
            sealed[4..].copy_from_slice(&buffer[LOW]);
            buffer[HIGH].fill(0);
            buffer[LOW].fill(0);
        }
        hash.update(&buffer[..filled]);
        if filled < buffer.len() {
            return Ok((hash.digest(), u64::from_be_bytes(sealed)));
        }
    }
}
