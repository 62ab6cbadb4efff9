//! CSV and TSV with a header line.

use super::draft::{Draft, Found};
use super::fields::Fields;
use super::stream::{MAX_DOCUMENT, broken};
use crate::article::Format;
use rayon::prelude::*;
use serde_json::{Map, Value};
use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

/// So many bytes of records are made into drafts at a time.
const BLOCK: usize = 2 << 20;

pub(super) fn read(
    fields: &Fields,
    name: &str,
    source: &mut dyn Read,
    found: &mut dyn FnMut(Found),
) -> Result<(), String> {
    let mut head = vec![0; 32 * 1024];
    let mut n = 0;
    while n < head.len() {
        match source.read(&mut head[n..]) {
            Ok(0) => break,
            Ok(k) => n += k,
            Err(why) => return Err(format!("cannot be read: {why}")),
        }
    }
    head.truncate(n);
    let delimiter = delimiter(name, &head);
    // A quote that is never closed makes one record of the rest of the file.
    let left = Rc::new(Cell::new(MAX_DOCUMENT));
    let start = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&head);
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .flexible(true)
        .from_reader(Guard {
            inner: start.chain(source),
            left: Rc::clone(&left),
        });
    let header: Vec<String> = reader
        .byte_headers()
        .map_err(|why| format!("no header line: {why}"))?
        .iter()
        .map(|h| String::from_utf8_lossy(h).trim().to_owned())
        .collect();
    let mut waiting: Vec<(u64, csv::ByteRecord)> = Vec::new();
    let mut bytes = 0;
    for number in 1u64.. {
        left.set(MAX_DOCUMENT);
        let mut record = csv::ByteRecord::new();
        match reader.read_byte_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            Err(why) => {
                let why = match why.kind() {
                    csv::ErrorKind::Io(io) => broken(io),
                    _ => why.to_string(),
                };
                let why = format!("broken CSV in record {number}: {why}");
                draft_all(fields, &header, &mut waiting, found);
                found(Found::broken(Some(number.to_string()), why));
                break;
            }
        }
        bytes += record.as_slice().len();
        waiting.push((number, record));
        if bytes >= BLOCK {
            bytes = 0;
            draft_all(fields, &header, &mut waiting, found);
        }
    }
    draft_all(fields, &header, &mut waiting, found);
    Ok(())
}

/// Makes drafts of the records that wait, on all cores.
fn draft_all(
    fields: &Fields,
    header: &[String],
    waiting: &mut Vec<(u64, csv::ByteRecord)>,
    found: &mut dyn FnMut(Found),
) {
    let drafted: Vec<Found> = std::mem::take(waiting)
        .into_par_iter()
        .with_min_len(16)
        .map(|(number, record)| one(fields, header, number, &record))
        .collect();
    drafted.into_iter().for_each(found);
}

fn one(fields: &Fields, header: &[String], number: u64, record: &csv::ByteRecord) -> Found {
    let mut map = Map::new();
    for (name, cell) in header.iter().zip(record.iter()) {
        if !cell.is_empty() {
            let text = match std::str::from_utf8(cell) {
                Ok(text) => text.to_owned(),
                Err(_) => String::from_utf8_lossy(cell).into_owned(),
            };
            map.insert(name.clone(), Value::String(text));
        }
    }
    let mut draft = Draft {
        format: Format::Csv,
        ..Draft::default()
    };
    fields.fill(&mut draft, map);
    draft.record = draft.record.or_else(|| Some(number.to_string()));
    Found::Article(Box::new(draft))
}

/// Returns the mark that stands in the header line most often outside quotes.
fn delimiter(name: &str, head: &[u8]) -> u8 {
    let first = head.split(|b| *b == b'\n').next().unwrap_or_default();
    let mut best = if name.ends_with(".tsv") { b'\t' } else { b',' };
    let mut most = 0;
    for mark in *b",\t;|" {
        let mut quoted = false;
        let n = first
            .iter()
            .filter(|b| {
                if **b == b'"' {
                    quoted = !quoted;
                }
                **b == mark && !quoted
            })
            .count();
        if n > most {
            (best, most) = (mark, n);
        }
    }
    best
}

struct Guard<R> {
    inner: R,
    left: Rc<Cell<usize>>,
}

impl<R: Read> Read for Guard<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.left.get() == 0 {
            return Err(io::Error::other(
                "longer than 64 MB; perhaps a quote is never closed",
            ));
        }
        let n = self.inner.read(buf)?;
        self.left.set(self.left.get().saturating_sub(n));
        Ok(n)
    }
}
