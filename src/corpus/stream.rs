//! Opens one file and leads its bytes to the reader of its format, in bounded memory.

use super::decode::{Transcoder, decode, sniff};
use super::detect::{Container, Kind, detect};
use super::draft::Found;
use super::fate::Fate;
use super::finish::Finisher;
use super::walk::{FileEntry, plain};
use super::{
    Corpus, Outcome, archive, exports, feed, html, json, mail, markdown, newsxml, pdf, table, text,
    warc,
};
use crate::article::{ArticleName, Format};
use rayon::prelude::*;
use std::fs::File;
use std::io::{self, BufReader, Read};
use std::path::Path;

/// How much is looked at to tell format and charset.
const HEAD: usize = 64 * 1024;
/// A document read as a whole is never larger; files of records may be.
pub(super) const MAX_DOCUMENT: usize = 64 * 1024 * 1024;
/// Archives in archives in archives are a trap.
const MAX_DEPTH: usize = 4;

/// Bytes and where they come from.
pub(super) struct Source<'a> {
    /// The name of the file or member, for its endings.
    pub name: &'a str,
    pub bytes: &'a mut dyn Read,
    /// The file itself, for what must be read in any order.
    pub on_disk: Option<&'a Path>,
    /// The charset that something around the bytes names.
    pub charset: Option<&'a str>,
    /// How many containers these bytes were unpacked from.
    pub depth: usize,
}

/// Reads one file into outcomes.
pub(super) fn read_file(corpus: &Corpus, file: &FileEntry, each: &mut dyn FnMut(Outcome)) -> Fate {
    finished(corpus, &file.path, each, |found| {
        drafts(corpus, file, found)
    })
}

/// Reads one file into outcomes, and returns a hash of its bytes, too; `None` when they
/// cannot be read. A small file is read but once for both.
pub(super) fn read_and_hash(
    corpus: &Corpus,
    file: &FileEntry,
    each: &mut dyn FnMut(Outcome),
) -> (Fate, Option<u64>) {
    if let Some(bytes) = small(file) {
        let fate = finished(corpus, &file.path, each, |found| {
            let source = Source {
                name: &file.path,
                bytes: &mut bytes.as_slice(),
                on_disk: Some(&file.on_disk),
                charset: None,
                depth: 0,
            };
            read_source(corpus, source, found)
        });
        return (fate, Some(xxhash_rust::xxh3::xxh3_64(&bytes)));
    }
    // Before reading: what changes in between has another hash the next time.
    let content = (!file.is_stdin()).then(|| file.content()).flatten();
    (read_file(corpus, file, each), content)
}

/// Returns all bytes of a small file.
fn small(file: &FileEntry) -> Option<Vec<u8>> {
    if file.is_stdin() || file.size >= HEAD as u64 {
        return None;
    }
    let mut bytes = Vec::with_capacity(usize::try_from(file.size).unwrap_or(0) + 1);
    let opened = open(file).ok()?;
    opened.take(HEAD as u64).read_to_end(&mut bytes).ok()?;
    (bytes.len() < HEAD).then_some(bytes)
}

/// Reads bytes in memory into outcomes.
pub(super) fn read_bytes(
    corpus: &Corpus,
    name: &str,
    mut bytes: &[u8],
    each: &mut dyn FnMut(Outcome),
) -> Fate {
    finished(corpus, name, each, |found| {
        let source = Source {
            name,
            bytes: &mut bytes,
            on_disk: None,
            charset: None,
            depth: 0,
        };
        read_source(corpus, source, found)
    })
}

fn finished(
    corpus: &Corpus,
    path: &str,
    each: &mut dyn FnMut(Outcome),
    read: impl FnOnce(&mut dyn FnMut(Found)) -> Result<(), String>,
) -> Fate {
    let finisher = Finisher::new(corpus, path);
    let mut batch = Batch {
        finisher: &finisher,
        fate: Fate::default(),
        each,
        waiting: Vec::new(),
        bytes: 0,
    };
    let result = read(&mut |found| batch.take(found));
    batch.flush();
    if let Err(why) = result {
        let name = ArticleName {
            path: path.to_owned(),
            record: None,
        };
        batch.give(None, Outcome::Skipped(name, why));
    }
    batch.fate
}

/// Drafts waiting to be finished on all cores at once: most of the work on a record comes
/// after it has been cut out of its file.
struct Batch<'a> {
    finisher: &'a Finisher<'a>,
    fate: Fate,
    each: &'a mut dyn FnMut(Outcome),
    waiting: Vec<Found>,
    bytes: usize,
}

impl Batch<'_> {
    /// This many drafts, or bytes of text, are enough for all cores and little to hold.
    const DRAFTS: usize = 256;
    const BYTES: usize = 2 << 20;

    fn take(&mut self, found: Found) {
        if let Found::Article(draft) = &found {
            self.bytes += draft.body.len();
        }
        self.waiting.push(found);
        if self.waiting.len() >= Self::DRAFTS || self.bytes >= Self::BYTES {
            self.flush();
        }
    }

    fn flush(&mut self) {
        self.bytes = 0;
        let waiting = std::mem::take(&mut self.waiting);
        let finish = |found: Found| {
            let format = match &found {
                Found::Article(draft) => Some(draft.format),
                Found::Broken { .. } => None,
            };
            (format, self.finisher.finish(found))
        };
        let done: Vec<_> = if waiting.len() < 16 {
            waiting.into_iter().map(finish).collect()
        } else {
            waiting
                .into_par_iter()
                .with_min_len(8)
                .map(finish)
                .collect()
        };
        for (format, outcome) in done {
            self.give(format, outcome);
        }
    }

    fn give(&mut self, format: Option<Format>, outcome: Outcome) {
        self.fate.count(format, &outcome);
        (self.each)(outcome);
    }
}

/// Reads one file into drafts.
pub(super) fn drafts(
    corpus: &Corpus,
    file: &FileEntry,
    found: &mut dyn FnMut(Found),
) -> Result<(), String> {
    if file.is_stdin() {
        let source = Source {
            name: &file.path,
            bytes: &mut io::stdin().lock(),
            on_disk: None,
            charset: None,
            depth: 0,
        };
        return read_source(corpus, source, found);
    }
    let opened = open(file)?;
    let size = as_it_is(&opened);
    let source = Source {
        name: &file.path,
        bytes: &mut opened.take(size),
        on_disk: Some(file.on_disk.as_path()),
        charset: None,
        depth: 0,
    };
    let read = read_source(corpus, source, found);
    if std::fs::metadata(&file.on_disk).is_ok_and(|m| m.len() > size) {
        found(Found::Broken {
            member: None,
            record: None,
            why: "grew while it was read; run again for what was added".to_owned(),
        });
    }
    read
}

/// Returns how much of a file is read: what it holds now. One that is written to faster than
/// it is read would never end.
fn as_it_is(opened: &File) -> u64 {
    let size = opened.metadata().map_or(0, |m| m.len());
    size.max(HEAD as u64)
}

/// Reads the beginning of one file into drafts.
pub(super) fn sample(
    corpus: &Corpus,
    file: &FileEntry,
    bytes: u64,
    found: &mut dyn FnMut(Found),
) -> Result<(), String> {
    let mut opened = open(file)?.take(bytes);
    let source = Source {
        name: &file.path,
        bytes: &mut opened,
        // Its table stands at the end of a zip archive.
        on_disk: (file.size <= 8 * bytes).then_some(file.on_disk.as_path()),
        charset: None,
        depth: 0,
    };
    read_source(corpus, source, found)
}

fn open(file: &FileEntry) -> Result<File, String> {
    // What was a file when listed may be a pipe by now, and opening that would wait forever.
    let meta = std::fs::symlink_metadata(&file.on_disk).map_err(|why| vanished(&why))?;
    if !meta.is_file() && !meta.is_symlink() {
        return Err("no longer a file; run again".to_owned());
    }
    File::open(&file.on_disk).map_err(|why| vanished(&why))
}

fn vanished(why: &io::Error) -> String {
    match why.kind() {
        io::ErrorKind::NotFound => "vanished before it was read; run again".to_owned(),
        io::ErrorKind::PermissionDenied => {
            "permission denied; make it readable and run again".to_owned()
        }
        _ => format!("cannot be opened: {}", plain(why)),
    }
}

/// Reads bytes in whatever format they are.
pub(super) fn read_source(
    corpus: &Corpus,
    source: Source<'_>,
    found: &mut dyn FnMut(Found),
) -> Result<(), String> {
    let Source {
        name,
        bytes,
        on_disk,
        charset,
        depth,
    } = source;
    if depth > MAX_DEPTH {
        return Err("archives nested too deep; unpack them first".to_owned());
    }
    let mut head = Vec::with_capacity(HEAD);
    (&mut *bytes)
        .take(HEAD as u64)
        .read_to_end(&mut head)
        .map_err(|why| broken(&why))?;
    let whole = head.len() < HEAD;
    let encoding = sniff(&head, whole, charset);
    let kind = detect(name, &head, &decode(&head, encoding));
    let mut stream = head.as_slice().chain(bytes);
    let format = match kind {
        Kind::Empty => return Err("empty; nothing to read".to_owned()),
        Kind::Foreign(what) => return Err(what.to_owned()),
        Kind::Container(container) => {
            return match container {
                Container::Gzip => archive::gzip(corpus, name, depth, &mut stream, found),
                Container::Zstd => archive::zstd(corpus, name, depth, &mut stream, found),
                Container::Tar => archive::tar(corpus, depth, &mut stream, found),
                Container::Zip => archive::zip(corpus, depth, on_disk, &mut stream, found),
            };
        }
        Kind::Articles(format) => format,
    };
    let read_whole = |stream: &mut dyn Read| -> Result<Vec<u8>, String> {
        let mut all = Vec::new();
        stream
            .take(MAX_DOCUMENT as u64 + 1)
            .read_to_end(&mut all)
            .map_err(|why| broken(&why))?;
        if all.len() > MAX_DOCUMENT {
            return Err(format!(
                "larger than {} MB and not made of records; split it into articles",
                MAX_DOCUMENT >> 20
            ));
        }
        Ok(all)
    };
    let fields = &corpus.fields;
    match format {
        Format::JsonLines | Format::Json | Format::Csv => {
            let mut utf8: Box<dyn Read + '_> = if encoding == encoding_rs::UTF_8 {
                Box::new(stream)
            } else {
                Box::new(Transcoder::new(stream, encoding))
            };
            if format == Format::Csv {
                return table::read(fields, name, &mut utf8, found);
            }
            json::read(
                fields,
                format,
                &mut BufReader::with_capacity(256 * 1024, utf8),
                found,
            )
        }
        Format::Warc => warc::read(&mut BufReader::with_capacity(256 * 1024, stream), found),
        Format::Mailbox => mail::read_box(&mut BufReader::with_capacity(256 * 1024, stream), found),
        Format::Mail => {
            mail::read_one(&read_whole(&mut stream)?, found);
            Ok(())
        }
        Format::Pdf => pdf::read(on_disk, &mut stream, found),
        _ => {
            let bytes = if whole {
                head
            } else {
                read_whole(&mut stream)?
            };
            let text = decode(&bytes, encoding);
            match format {
                Format::Html => html::read(&text, found),
                Format::Markdown => markdown::read(fields, &text, found),
                Format::Feed => feed::read(&text, found),
                Format::Xml => newsxml::read(fields, &text, found),
                Format::LexisNexis | Format::Factiva | Format::ProQuest => {
                    exports::read(format, &text, found);
                }
                _ => text::read(&text, found),
            }
            Ok(())
        }
    }
}

pub(super) fn broken(why: &io::Error) -> String {
    match why.kind() {
        io::ErrorKind::UnexpectedEof => "cut off in the middle; fetch it again".to_owned(),
        io::ErrorKind::Other => plain(why),
        _ => format!("cannot be read: {}", plain(why)),
    }
}
