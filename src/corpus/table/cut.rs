//! Cuts records and their cells out of bytes, without copying any.
//!
//! Reads what the `csv` crate reads, by the same rules (a quote counts only where a cell
//! begins; a line may end in `\n`, `\r` or both; blank lines are none), but leaps from mark
//! to mark, and leaves taking the quotes out of a cell to whoever wants to read it.

use std::borrow::Cow;
use std::ops::Range;

/// A cell as it stands in the file.
#[derive(Debug, Clone)]
pub(super) struct Cell {
    at: Range<usize>,
    /// Quotes in it must be taken out; those around it are not part of it.
    quoted: bool,
    /// Its opening quote is never closed.
    pub open: bool,
}

impl Cell {
    /// Returns what the cell holds.
    pub(super) fn text<'a>(&self, bytes: &'a [u8]) -> Cow<'a, str> {
        let raw = bytes.get(self.at.clone()).unwrap_or_default();
        if !self.quoted {
            return lossy(raw);
        }
        let mut out = Vec::with_capacity(raw.len());
        let mut rest = raw;
        // Behind its opening quote; behind a closing one, quotes are letters.
        while let Some(at) = memchr::memchr(b'"', rest) {
            out.extend_from_slice(&rest[..at]);
            rest = &rest[at + 1..];
            match rest.strip_prefix(b"\"") {
                Some(behind) => {
                    out.push(b'"');
                    rest = behind;
                }
                None => break,
            }
        }
        out.extend_from_slice(rest);
        let text = String::from_utf8(out);
        Cow::Owned(text.unwrap_or_else(|why| String::from_utf8_lossy(why.as_bytes()).into_owned()))
    }
}

fn lossy(raw: &[u8]) -> Cow<'_, str> {
    // The plain check is much the faster of the two.
    match std::str::from_utf8(raw) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => String::from_utf8_lossy(raw),
    }
}

/// Cuts the record that begins at `from`, appends its cells, and returns where the next
/// begins; `None` when its end is not among these bytes. When they are all there are,
/// `ended`, the end of the last record is theirs.
pub(super) fn record(
    bytes: &[u8],
    from: usize,
    delimiter: u8,
    ended: bool,
    cells: &mut Vec<Cell>,
) -> Option<usize> {
    let known = cells.len();
    let mut at = from;
    loop {
        let (cell, end) = cell(bytes, at, delimiter);
        cells.push(cell);
        match bytes.get(end) {
            Some(mark) if *mark == delimiter => at = end + 1,
            Some(b'\r') => match bytes.get(end + 1) {
                Some(b'\n') => return Some(end + 2),
                None if !ended => break,
                _ => return Some(end + 1),
            },
            Some(_) => return Some(end + 1),
            None if ended => return Some(end),
            None => break,
        }
    }
    cells.truncate(known);
    None
}

/// Returns where the first record at or behind `at` begins: not on a blank line.
pub(super) fn skip_blank(bytes: &[u8], at: usize) -> usize {
    let blank = bytes[at..].iter();
    at + blank.take_while(|b| matches!(b, b'\r' | b'\n')).count()
}

/// Returns the cell that begins at `at`, and where the mark behind it stands.
fn cell(bytes: &[u8], at: usize, delimiter: u8) -> (Cell, usize) {
    let bare = |from: usize| {
        let rest = bytes.get(from..).unwrap_or_default();
        from + memchr::memchr3(delimiter, b'\n', b'\r', rest).unwrap_or(rest.len())
    };
    if bytes.get(at) != Some(&b'"') {
        let end = bare(at);
        let cell = Cell {
            at: at..end,
            quoted: false,
            open: false,
        };
        return (cell, end);
    }
    let start = at + 1;
    let mut from = start;
    let mut doubled = false;
    loop {
        let Some(close) = memchr::memchr(b'"', &bytes[from..]).map(|n| from + n) else {
            let cell = Cell {
                at: start..bytes.len(),
                quoted: doubled,
                open: true,
            };
            return (cell, bytes.len());
        };
        if bytes.get(close + 1) == Some(&b'"') {
            doubled = true;
            from = close + 2;
            continue;
        }
        let end = bare(close + 1);
        let closed = end == close + 1 && !doubled;
        let cell = Cell {
            at: start..if closed { close } else { end },
            quoted: !closed,
            open: false,
        };
        return (cell, end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn ours(bytes: &[u8], ended: bool) -> Vec<Vec<String>> {
        let mut out = Vec::new();
        let mut at = skip_blank(bytes, 0);
        let mut cells = Vec::new();
        while at < bytes.len() {
            cells.clear();
            let Some(next) = record(bytes, at, b',', ended, &mut cells) else {
                break;
            };
            out.push(cells.iter().map(|c| c.text(bytes).into_owned()).collect());
            at = skip_blank(bytes, next);
        }
        out
    }

    proptest! {
        #[test]
        fn cells_are_those_of_the_csv_crate(text in "[ab\",\n\ré ]{0,40}") {
            let mut reader = csv::ReaderBuilder::new()
                .flexible(true)
                .has_headers(false)
                .from_reader(text.as_bytes());
            let theirs: Vec<Vec<String>> = reader
                .byte_records()
                .map(|r| r.unwrap().iter().map(|c| String::from_utf8_lossy(c).into_owned()).collect())
                .collect();
            prop_assert_eq!(ours(text.as_bytes(), true), theirs.clone());
            // What is cut of a part is what is cut of the whole.
            let part = ours(text.as_bytes(), false);
            prop_assert_eq!(&part[..], &theirs[..part.len()]);
        }
    }
}
