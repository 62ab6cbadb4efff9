//! What wraps files: gzip, zstd, zip and tar. Unpacks into memory, a piece at a time, and
//! never onto the disk; nothing may grow to much more than it was packed from.

use super::Corpus;
use super::draft::Found;
use super::office;
use super::stream::{MAX_DOCUMENT, Source, broken, read_source};
use crate::text::clean::clean_line;
use ::zip::ZipArchive;
use std::cell::Cell;
use std::fs::File;
use std::io::{self, Cursor, Read, Seek};
use std::path::Path;
use std::rc::Rc;

/// Honest text packs to a twentieth; a bomb to a thousandth.
const MAX_RATIO: u64 = 250;
/// Whatever the ratio, this much is no harm.
const FREE: u64 = 32 * 1024 * 1024;
/// Nor this much of one member of an archive.
const FREE_MEMBER: u64 = 4 * 1024 * 1024;

pub(super) fn gzip(
    corpus: &Corpus,
    name: &str,
    depth: usize,
    packed: &mut dyn Read,
    found: &mut dyn FnMut(Found),
) -> Result<(), String> {
    let (counted, taken) = Counted::new(packed);
    let mut bytes = Bounded::new(flate2::read::MultiGzDecoder::new(counted), taken);
    unpacked(corpus, name, depth, &mut bytes, found)
}

pub(super) fn zstd(
    corpus: &Corpus,
    name: &str,
    depth: usize,
    packed: &mut dyn Read,
    found: &mut dyn FnMut(Found),
) -> Result<(), String> {
    let (counted, taken) = Counted::new(packed);
    let decoder = ::zstd::stream::read::Decoder::new(counted).map_err(|why| broken(&why))?;
    unpacked(
        corpus,
        name,
        depth,
        &mut Bounded::new(decoder, taken),
        found,
    )
}

fn unpacked(
    corpus: &Corpus,
    name: &str,
    depth: usize,
    bytes: &mut dyn Read,
    found: &mut dyn FnMut(Found),
) -> Result<(), String> {
    let bare = name.rsplit_once('.').map_or(name, |(bare, _)| bare);
    let tgz;
    let name = if name.ends_with(".tgz") {
        tgz = format!("{bare}.tar");
        &tgz
    } else {
        bare
    };
    let mut bytes = UpToTheCut {
        inner: bytes,
        cut: None,
    };
    let source = Source {
        name,
        bytes: &mut bytes,
        on_disk: None,
        charset: None,
        depth: depth + 1,
    };
    let result = read_source(corpus, source, found);
    match bytes.cut {
        Some(why) => Err(why),
        None => result,
    }
}

/// Gives what could be unpacked of a file that breaks off.
struct UpToTheCut<'a> {
    inner: &'a mut dyn Read,
    cut: Option<String>,
}

impl Read for UpToTheCut<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.cut.is_some() {
            return Ok(0);
        }
        match self.inner.read(buf) {
            Err(why)
                if why.kind() != io::ErrorKind::Interrupted
                    && why.kind() != io::ErrorKind::Other =>
            {
                self.cut = Some(format!("{}; what came before was read", broken(&why)));
                Ok(0)
            }
            done => done,
        }
    }
}

pub(super) fn tar(
    corpus: &Corpus,
    depth: usize,
    packed: &mut dyn Read,
    found: &mut dyn FnMut(Found),
) -> Result<(), String> {
    let mut archive = ::tar::Archive::new(packed);
    for entry in archive.entries().map_err(|why| broken(&why))? {
        let mut entry = entry.map_err(|why| format!("broken archive: {}", broken(&why)))?;
        let raw = entry.path_bytes().into_owned();
        let name = String::from_utf8_lossy(&raw).into_owned();
        let kind = entry.header().entry_type();
        if kind.is_dir() || kind.is_pax_global_extensions() {
            continue;
        }
        let result = if kind.is_file() {
            member(corpus, &name, depth, &mut entry, found)
        } else {
            Err("a link or a special file in an archive; left alone".to_owned())
        };
        if let Err(why) = result {
            found(Found::broken(None, why).inside(&name));
        }
    }
    Ok(())
}

pub(super) fn zip(
    corpus: &Corpus,
    depth: usize,
    on_disk: Option<&Path>,
    packed: &mut dyn Read,
    found: &mut dyn FnMut(Found),
) -> Result<(), String> {
    if let Some(path) = on_disk {
        let file = File::open(path).map_err(|why| broken(&why))?;
        let size = file.metadata().map_or(0, |m| m.len());
        return zip_in(corpus, depth, io::BufReader::new(file), size, found);
    }
    let mut all = Vec::new();
    packed
        .take(MAX_DOCUMENT as u64 + 1)
        .read_to_end(&mut all)
        .map_err(|why| broken(&why))?;
    if all.len() > MAX_DOCUMENT {
        return Err("a large zip within another archive; unpack it first".to_owned());
    }
    let size = all.len() as u64;
    zip_in(corpus, depth, Cursor::new(all), size, found)
}

fn zip_in<R: Read + Seek>(
    corpus: &Corpus,
    depth: usize,
    file: R,
    size: u64,
    found: &mut dyn FnMut(Found),
) -> Result<(), String> {
    let mut archive = ZipArchive::new(file).map_err(|why| format!("broken zip archive: {why}"))?;
    let has = |archive: &ZipArchive<R>, name: &str| archive.index_for_name(name).is_some();
    if has(&archive, "word/document.xml") {
        return office::docx(&mut archive, size, found);
    }
    if has(&archive, "META-INF/container.xml") {
        return office::epub(&mut archive, size, found);
    }
    // Many members may share the same packed bytes: all of them together are bounded.
    let total = Rc::new(Cell::new(0));
    for n in 0..archive.len() {
        let mut entry = match archive.by_index(n) {
            Ok(entry) => entry,
            Err(why) => {
                let why = format!("member {} cannot be unpacked: {why}", n + 1);
                found(Found::broken(None, why));
                continue;
            }
        };
        if entry.is_dir() {
            continue;
        }
        let name = match entry.name() {
            Ok(name) => name.into_owned(),
            Err(_) => String::from_utf8_lossy(entry.name_raw()).into_owned(),
        };
        let result = if entry.is_symlink() {
            Err("a link in an archive; left alone".to_owned())
        } else {
            let own = FREE_MEMBER + MAX_RATIO * entry.compressed_size().min(size);
            let mut bytes = Shared {
                inner: (&mut entry).take(own + 1),
                own,
                given: 0,
                total: Rc::clone(&total),
                limit: FREE + MAX_RATIO * size,
            };
            member(corpus, &name, depth, &mut bytes, found)
        };
        if let Err(why) = result {
            found(Found::broken(None, why).inside(&name));
        }
    }
    Ok(())
}

fn member(
    corpus: &Corpus,
    name: &str,
    depth: usize,
    bytes: &mut dyn Read,
    found: &mut dyn FnMut(Found),
) -> Result<(), String> {
    let parts: Vec<&str> = name.split(['/', '\\']).collect();
    if parts.contains(&"..") || name.starts_with(['/', '\\']) || name.contains(":\\") {
        return Err("its path leads out of the archive; left alone".to_owned());
    }
    if parts.iter().any(|p| p.starts_with('.') && p.len() > 1) || parts.first() == Some(&"__MACOSX")
    {
        return Ok(());
    }
    if super::walk::is_about(parts.last().copied().unwrap_or_default()) {
        return Ok(());
    }
    let mut inside = |f: Found| found(f.inside(name));
    let source = Source {
        name,
        bytes,
        on_disk: None,
        charset: None,
        depth: depth + 1,
    };
    read_source(corpus, source, &mut inside)
}

/// Returns a member of an archive, no longer than a document may be.
pub(super) fn whole_member<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    name: &str,
    size: u64,
) -> Result<String, String> {
    let entry = archive
        .by_name(name)
        .map_err(|why| format!("no {}: {why}", clean_line(name)))?;
    let limit = (FREE + MAX_RATIO * size).min(MAX_DOCUMENT as u64);
    let mut bytes = Vec::new();
    entry
        .take(limit + 1)
        .read_to_end(&mut bytes)
        .map_err(|why| broken(&why))?;
    if bytes.len() as u64 > limit {
        return Err(too_much());
    }
    let encoding = super::decode::sniff(&bytes, true, None);
    Ok(super::decode::decode(&bytes, encoding).into_owned())
}

fn too_much() -> String {
    format!("unpacks to more than {MAX_RATIO} times its size; if it is no trap, unpack it yourself")
}

struct Counted<R> {
    inner: R,
    taken: Rc<Cell<u64>>,
}

impl<R: Read> Counted<R> {
    fn new(inner: R) -> (Self, Rc<Cell<u64>>) {
        let taken = Rc::new(Cell::new(0));
        let counted = Self {
            inner,
            taken: Rc::clone(&taken),
        };
        (counted, taken)
    }
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.taken.set(self.taken.get() + n as u64);
        Ok(n)
    }
}

struct Bounded<R> {
    inner: R,
    taken: Rc<Cell<u64>>,
    given: u64,
}

impl<R> Bounded<R> {
    fn new(inner: R, taken: Rc<Cell<u64>>) -> Self {
        Self {
            inner,
            taken,
            given: 0,
        }
    }
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.given += n as u64;
        if self.given > FREE + MAX_RATIO * self.taken.get() {
            return Err(io::Error::other(too_much()));
        }
        Ok(n)
    }
}

struct Shared<R> {
    inner: R,
    own: u64,
    given: u64,
    total: Rc<Cell<u64>>,
    limit: u64,
}

impl<R: Read> Read for Shared<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buf)?;
        self.given += n as u64;
        self.total.set(self.total.get() + n as u64);
        if self.given > self.own || self.total.get() > self.limit {
            return Err(io::Error::other(too_much()));
        }
        Ok(n)
    }
}
