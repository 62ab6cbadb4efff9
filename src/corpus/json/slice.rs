//! Cuts records out of a stream of JSON by counting brackets, whatever is broken inside.

use super::LISTS;
use crate::corpus::stream::MAX_DOCUMENT;
use std::io::{self, Read};

/// A record as it stands in the file.
pub(super) struct Piece<'a> {
    /// Its number in the file, from 1.
    pub number: u64,
    /// The line it begins on.
    pub line: u64,
    /// Its bytes; `None` when it is too large.
    pub bytes: Option<&'a [u8]>,
}

/// Nested deeper than this, brackets are not counted.
const MAX_DEPTH: usize = 4096;

/// Hands over each object of the outermost array, each object in the array under a key
/// known to hold records, or each outermost object.
pub(super) fn records(source: &mut dyn Read, each: &mut dyn FnMut(Piece<'_>)) -> io::Result<()> {
    let mut cutter = Cutter::default();
    let mut buffer = vec![0; 256 * 1024];
    loop {
        let n = source.read(&mut buffer)?;
        if n == 0 {
            cutter.end(each);
            return Ok(());
        }
        cutter.feed(&buffer[..n], each);
    }
}

#[derive(Default)]
struct Cutter {
    /// Open brackets, outermost first.
    open: Vec<u8>,
    in_string: bool,
    escaped: bool,
    /// The last string: perhaps the key of what comes.
    key: Vec<u8>,
    /// The key of the innermost array that is not in a record.
    list: bool,
    /// The record being cut: how many brackets were open before it, and where it begins.
    record: Option<(usize, u64)>,
    kept: Vec<u8>,
    too_large: bool,
    line: u64,
    number: u64,
}

impl Cutter {
    fn feed(&mut self, bytes: &[u8], each: &mut dyn FnMut(Piece<'_>)) {
        // Where the record's part of these bytes begins.
        let mut from = 0;
        let mut at = 0;
        while at < bytes.len() {
            let b = bytes[at];
            if self.in_string {
                if self.escaped {
                    self.escaped = false;
                } else if b == b'\\' {
                    self.escaped = true;
                } else if b == b'"' {
                    self.in_string = false;
                } else {
                    if b == b'\n' {
                        // No string holds a bare line end: it was never closed.
                        self.in_string = false;
                        self.line += 1;
                    } else if self.key.len() < 24 {
                        self.key.push(b);
                    }
                    at += 1;
                    // Most of a file is the inside of strings.
                    if self.in_string && self.key.len() >= 24 {
                        let rest = &bytes[at..];
                        at += memchr::memchr3(b'"', b'\\', b'\n', rest).unwrap_or(rest.len());
                    }
                    continue;
                }
                at += 1;
                continue;
            }
            match b {
                b'"' => {
                    self.in_string = true;
                    self.key.clear();
                }
                b'\n' => self.line += 1,
                b'{' | b'[' => {
                    if b == b'{' && self.begins() {
                        self.record = Some((self.open.len(), self.line + 1));
                        self.kept.clear();
                        self.too_large = false;
                        from = at;
                    }
                    if b == b'[' {
                        self.list = LISTS.iter().any(|l| l.as_bytes() == self.key.as_slice());
                    }
                    if self.open.len() < MAX_DEPTH {
                        self.open.push(b);
                    }
                }
                b'}' | b']' => {
                    self.open.pop();
                    if let Some((depth, line)) = self.record
                        && self.open.len() <= depth
                    {
                        self.keep(&bytes[from..=at]);
                        self.record = None;
                        self.number += 1;
                        each(Piece {
                            number: self.number,
                            line,
                            bytes: (!self.too_large).then_some(&self.kept),
                        });
                    }
                }
                _ => {}
            }
            at += 1;
        }
        if self.record.is_some() {
            self.keep(&bytes[from..]);
        }
    }

    /// Hands over the record that the end of the file cuts off.
    fn end(&mut self, each: &mut dyn FnMut(Piece<'_>)) {
        if let Some((_, line)) = self.record.take() {
            self.number += 1;
            each(Piece {
                number: self.number,
                line,
                bytes: (!self.too_large).then_some(&self.kept),
            });
        }
    }

    /// Whether the object that opens here is a record: not one inside of another, unless
    /// that other merely wraps a list.
    fn begins(&self) -> bool {
        match self.record {
            None => true,
            Some((0, _)) if self.open.first() == Some(&b'{') => {
                self.list && self.open.len() <= 3 && self.open.last() == Some(&b'[')
            }
            Some(_) => false,
        }
    }

    fn keep(&mut self, bytes: &[u8]) {
        if self.too_large || self.kept.len() + bytes.len() > MAX_DOCUMENT {
            self.too_large = true;
            self.kept = Vec::new();
        } else {
            self.kept.extend_from_slice(bytes);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<String> {
        let mut out = Vec::new();
        records(&mut text.as_bytes(), &mut |p| {
            out.push(format!(
                "{}@{} {}",
                p.number,
                p.line,
                String::from_utf8_lossy(p.bytes.unwrap())
            ));
        })
        .unwrap();
        out
    }

    #[test]
    fn records_are_cut_from_lists_wrappers_and_streams() {
        assert_eq!(
            cut("[{\"a\":1},\n{\"b\":\"}\"}]"),
            ["1@1 {\"a\":1}", "2@2 {\"b\":\"}\"}"]
        );
        assert_eq!(
            cut("{\"n\":2,\"articles\":[{\"a\":{}},{\"b\":[{}]}]}"),
            ["1@1 {\"a\":{}}", "2@1 {\"b\":[{}]}"]
        );
        assert_eq!(
            cut("{\"a\":1}\n{\"b\":2}"),
            ["1@1 {\"a\":1}", "2@2 {\"b\":2}"]
        );
        assert_eq!(
            cut("{\"authors\":[{\"x\":1}],\"t\":2}"),
            ["1@1 {\"authors\":[{\"x\":1}],\"t\":2}"]
        );
        assert_eq!(
            cut("[{\"a\": oops}, {\"b\":1}]"),
            ["1@1 {\"a\": oops}", "2@1 {\"b\":1}"]
        );
        assert_eq!(
            cut("[{\"a\":1},\n{\"b\":\"cut o"),
            ["1@1 {\"a\":1}", "2@2 {\"b\":\"cut o"]
        );
    }
}
