//! Opens one file and leads its bytes to the reader of its format, in bounded memory.

use super::decode::{Transcoder, decode, sniff};
use super::detect::{Format, Kind, detect};
use super::draft::Found;
use super::finish::Finisher;
use super::report::Fate;
use super::walk::{FileEntry, plain};
use super::{Corpus, Outcome, html, json, markdown, table, text};
use crate::article::ArticleName;
use std::fs::File;
use std::io::{self, BufReader, Read};

/// How much is looked at to tell format and charset.
const HEAD: usize = 64 * 1024;
/// A document read as a whole is never larger; files of records may be.
pub(super) const MAX_DOCUMENT: usize = 64 * 1024 * 1024;

/// Reads one file into outcomes.
pub(super) fn read_file(corpus: &Corpus, file: &FileEntry, each: &mut dyn FnMut(Outcome)) -> Fate {
    let mut fate = Fate::default();
    let mut count = |outcome: Outcome| {
        match outcome {
            Outcome::Read(_) => fate.read += 1,
            Outcome::Partial(..) => fate.partial += 1,
            Outcome::Skipped(..) => fate.skipped += 1,
        }
        each(outcome);
    };
    let name = ArticleName {
        path: file.path.clone(),
        record: None,
    };
    let mut read = || -> Result<Option<Format>, String> {
        let mut source: Box<dyn Read> = if file.is_stdin() {
            Box::new(io::stdin().lock())
        } else {
            Box::new(open(file)?)
        };
        let finisher = Finisher::new(corpus, file);
        let mut found = |found: Found| count(finisher.finish(found));
        read_stream(corpus, &file.path, &mut source, &mut found)
    };
    match read() {
        Ok(format) => fate.format = format,
        Err(why) => count(Outcome::Skipped(name, why)),
    }
    fate
}

fn open(file: &FileEntry) -> Result<File, String> {
    // What was a file when listed may be a pipe by now, and opening that would wait forever.
    let meta = std::fs::metadata(&file.on_disk).map_err(|why| vanished(&why))?;
    if !meta.is_file() {
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

/// Reads a stream of bytes in whatever format it is.
pub(super) fn read_stream(
    corpus: &Corpus,
    name: &str,
    source: &mut dyn Read,
    found: &mut dyn FnMut(Found),
) -> Result<Option<Format>, String> {
    let mut head = Vec::with_capacity(HEAD);
    let broken = |why: io::Error| format!("cannot be read: {}", plain(&why));
    (&mut *source)
        .take(HEAD as u64)
        .read_to_end(&mut head)
        .map_err(broken)?;
    let whole = head.len() < HEAD;
    let encoding = sniff(&head, whole, None);
    let format = {
        let start = decode(&head, encoding);
        match detect(name, &head, &start) {
            Kind::Empty => return Err("empty".to_owned()),
            Kind::Foreign(what) => return Err(what.to_owned()),
            Kind::Articles(format) => format,
        }
    };
    let mut stream = head.as_slice().chain(source);
    match format {
        Format::JsonLines | Format::Json | Format::Csv => {
            let mut utf8: Box<dyn Read + '_> = if encoding == encoding_rs::UTF_8 {
                Box::new(stream)
            } else {
                Box::new(Transcoder::new(stream, encoding))
            };
            match format {
                Format::Csv => table::read(&corpus.fields, name, &mut utf8, found)?,
                _ => {
                    let mut lines = BufReader::with_capacity(256 * 1024, utf8);
                    json::read(&corpus.fields, format, &mut lines, found)?;
                }
            }
        }
        Format::Text | Format::Markdown | Format::Html => {
            let mut bytes = head.clone();
            if !whole {
                bytes.clear();
                (&mut stream)
                    .take(MAX_DOCUMENT as u64 + 1)
                    .read_to_end(&mut bytes)
                    .map_err(broken)?;
            }
            if bytes.len() > MAX_DOCUMENT {
                return Err(format!(
                    "larger than {} MB and not made of records; split it",
                    MAX_DOCUMENT >> 20
                ));
            }
            let text = decode(&bytes, encoding);
            match format {
                Format::Html => html::read(&corpus.fields, &text, found),
                Format::Markdown => markdown::read(&corpus.fields, &text, found),
                _ => text::read(&text, found),
            }
        }
    }
    Ok(Some(format))
}
