//! CSV and TSV with a header line.

mod cut;

use super::draft::{Draft, Found};
use super::fields::Fields;
use super::record::{Field, Record};
use super::stream::{MAX_DOCUMENT, broken};
use crate::article::Format;
use cut::Cell;
use rayon::prelude::*;
use std::io::Read;
use std::ops::Range;

/// So many bytes of records are made into drafts at a time.
const BLOCK: usize = 2 << 20;

pub(super) fn read(
    fields: &Fields,
    name: &str,
    source: &mut dyn Read,
    found: &mut dyn FnMut(Found),
) -> Result<(), String> {
    let mut table = Table {
        fields,
        delimiter: b',',
        header: None,
        number: 0,
        open: 0,
    };
    // Whole records, and behind them the beginning of the next.
    let mut block = Vec::new();
    let mut first = true;
    loop {
        let more = BLOCK.max(block.len()) as u64;
        let read = Read::take(&mut *source, more).read_to_end(&mut block);
        let ended = !matches!(read, Ok(n) if n > 0);
        if first {
            first = false;
            if block.starts_with(b"\xEF\xBB\xBF") {
                block.drain(..3);
            }
            table.delimiter = delimiter(name, &block);
        }
        let end = table.block(&block, ended && read.is_ok(), found);
        block.drain(..end);
        let why = match read {
            Err(why) => broken(&why),
            // A quote that is never closed makes one record of the rest of the file.
            Ok(_) if block.len() > MAX_DOCUMENT => {
                if table.header.is_some() && table.goes_on() {
                    table.number += 1;
                    found(table.unclosed(": longer than 64 MB"));
                    skip_line(&mut block, source);
                    continue;
                }
                "longer than 64 MB; perhaps a quote is never closed".to_owned()
            }
            Ok(_) if ended => return Ok(()),
            Ok(_) => continue,
        };
        if table.header.is_none() {
            return Err(format!("no header line: {why}"));
        }
        let number = table.number + 1;
        let why = format!("broken CSV in record {number}: {why}");
        found(Found::broken(Some(number.to_string()), why));
        return Ok(());
    }
}

/// Drops the rest of the line that the block begins with.
fn skip_line(block: &mut Vec<u8>, source: &mut dyn Read) {
    loop {
        if let Some(at) = memchr::memchr(b'\n', block) {
            block.drain(..=at);
            return;
        }
        block.clear();
        let read = Read::take(&mut *source, BLOCK as u64).read_to_end(block);
        if !matches!(read, Ok(n) if n > 0) {
            return;
        }
    }
}

/// After so many quotes that are never closed the file is no table.
const MOST_OPEN: usize = 64;

/// A table being read.
struct Table<'a> {
    fields: &'a Fields,
    delimiter: u8,
    header: Option<Vec<String>>,
    /// Records read, the header not counted.
    number: u64,
    /// Quotes met that are never closed.
    open: usize,
}

impl Table<'_> {
    /// Tells whether reading may go on behind a quote that is never closed.
    fn goes_on(&mut self) -> bool {
        self.open += 1;
        self.open <= MOST_OPEN
    }

    fn unclosed(&self, how: &str) -> Found {
        let number = self.number;
        let why = format!(
            "a quote is never closed in record {number}{how}; close it; reading went on at the next line"
        );
        Found::broken(Some(number.to_string()), why)
    }

    /// Makes drafts of the whole records in these bytes, on all cores; returns where the
    /// first that is not whole begins.
    fn block(&mut self, bytes: &[u8], ended: bool, found: &mut dyn FnMut(Found)) -> usize {
        let mut cells: Vec<Cell> = Vec::new();
        let mut records: Vec<(u64, Range<usize>)> = Vec::new();
        let mut broken: Vec<Found> = Vec::new();
        let mut at = cut::skip_blank(bytes, 0);
        while at < bytes.len() {
            let known = cells.len();
            let Some(next) = cut::record(bytes, at, self.delimiter, ended, &mut cells) else {
                break;
            };
            let begins = at;
            at = cut::skip_blank(bytes, next);
            let swallows = memchr::memchr(b'\n', &bytes[begins..next]).map(|n| begins + n + 1);
            if let (Some(line), true) = (swallows, cells.last().is_some_and(|c| c.open))
                && self.header.is_some()
                && self.goes_on()
            {
                cells.truncate(known);
                self.number += 1;
                broken.push(self.unclosed(""));
                at = cut::skip_blank(bytes, line);
                continue;
            }
            if self.header.is_none() && is_sep(bytes, &cells) {
                cells.clear();
            } else if self.header.is_none() {
                let names = cells.drain(..);
                self.header = Some(names.map(|c| c.text(bytes).trim().to_owned()).collect());
            } else {
                self.number += 1;
                records.push((self.number, known..cells.len()));
            }
        }
        let header = self.header.as_deref().unwrap_or_default();
        let drafted: Vec<Found> = records
            .into_par_iter()
            .with_min_len(16)
            .map(|(number, range)| one(self.fields, header, number, bytes, &cells[range]))
            .collect();
        broken.into_iter().chain(drafted).for_each(found);
        at
    }
}

/// "sep=;", which tells spreadsheets the mark between cells.
fn is_sep(bytes: &[u8], cells: &[Cell]) -> bool {
    let first = cells.first().map(|c| c.text(bytes));
    first.is_some_and(|c| c.starts_with("sep=") && c.len() <= 5)
}

fn one(fields: &Fields, header: &[String], number: u64, bytes: &[u8], cells: &[Cell]) -> Found {
    let mut filled = Record::default();
    for (name, cell) in header.iter().zip(cells) {
        let text = cell.text(bytes);
        if !text.is_empty() {
            filled
                .fields
                .push((name.as_str().into(), Field::Text(text)));
        }
    }
    let mut draft = Draft {
        format: Format::Csv,
        ..Draft::default()
    };
    fields.fill(&mut draft, filled);
    draft.record = draft.record.or_else(|| Some(number.to_string()));
    Found::Article(Box::new(draft))
}

/// Returns the mark that stands in the header line most often outside quotes.
fn delimiter(name: &str, head: &[u8]) -> u8 {
    let first = head.split(|b| *b == b'\n').next().unwrap_or_default();
    if let Some([mark]) = first.trim_ascii_end().strip_prefix(b"sep=") {
        return *mark;
    }
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
