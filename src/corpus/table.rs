//! CSV and TSV with a header line.

use super::detect::Format;
use super::draft::{Draft, Found};
use super::fields::Fields;
use super::stream::{MAX_DOCUMENT, broken};
use serde_json::{Map, Value};
use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

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
    let mut record = csv::ByteRecord::new();
    for number in 1u64.. {
        left.set(MAX_DOCUMENT);
        match reader.read_byte_record(&mut record) {
            Ok(false) => break,
            Ok(true) => {}
            Err(why) => {
                let why = match why.kind() {
                    csv::ErrorKind::Io(io) => broken(io),
                    _ => why.to_string(),
                };
                let why = format!("broken CSV in record {number}: {why}");
                found(Found::broken(Some(number.to_string()), why));
                break;
            }
        }
        let mut map = Map::new();
        for (name, cell) in header.iter().zip(record.iter()) {
            if !cell.is_empty() {
                let text = String::from_utf8_lossy(cell).into_owned();
                map.insert(name.clone(), Value::String(text));
            }
        }
        let mut draft = Draft {
            format: Format::Csv,
            ..Draft::default()
        };
        fields.fill(&mut draft, map);
        draft.record = draft.record.or_else(|| Some(number.to_string()));
        found(Found::Article(Box::new(draft)));
    }
    Ok(())
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
