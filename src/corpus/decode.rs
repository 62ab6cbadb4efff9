//! Bytes to characters: byte order marks, declared and guessed charsets.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE};
use std::borrow::Cow;
use std::io::{self, Read};

/// Returns the encoding of a text that begins with these bytes.
///
/// A byte order mark is believed, then validity as UTF-8, then what the file declares,
/// then a guess from the letters' frequencies.
pub(super) fn sniff(head: &[u8], whole: bool, declared: Option<&str>) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(head) {
        return encoding;
    }
    if let Some(encoding) = utf16_without_mark(head) {
        return encoding;
    }
    if is_utf8(head, whole) {
        return UTF_8;
    }
    let declared = declared
        .map(str::to_owned)
        .or_else(|| declaration(head))
        .and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    if let Some(encoding) = declared
        && encoding != UTF_8
        && encoding != UTF_16LE
        && encoding != UTF_16BE
    {
        return encoding;
    }
    if is_mostly_utf8(head) {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(head, whole);
    detector.guess(None, Utf8Detection::Deny)
}

/// Returns the text of `bytes`; what cannot be decoded becomes U+FFFD.
pub(super) fn decode<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Cow<'a, str> {
    encoding.decode(bytes).0
}

fn is_utf8(head: &[u8], whole: bool) -> bool {
    match std::str::from_utf8(head) {
        Ok(_) => true,
        // The head may end inside a character.
        Err(why) => !whole && why.error_len().is_none(),
    }
}

/// UTF-8 with a few broken bytes is commoner than another charset that has this many
/// valid sequences by chance.
fn is_mostly_utf8(head: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in head.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good > 4 * bad
}

fn utf16_without_mark(head: &[u8]) -> Option<&'static Encoding> {
    let head = &head[..head.len().min(1024) & !1];
    if head.len() < 16 {
        return None;
    }
    let pairs = head.len() / 2;
    let zeros = |odd: usize| {
        head.iter()
            .skip(odd)
            .step_by(2)
            .filter(|b| **b == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    if odd * 10 > pairs * 7 && even * 10 < pairs {
        Some(UTF_16LE)
    } else if even * 10 > pairs * 7 && odd * 10 < pairs {
        Some(UTF_16BE)
    } else if is_half(head, 1) {
        Some(UTF_16LE)
    } else if is_half(head, 0) {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// Tells whether every second byte is the first half of a letter of one alphabet (Greek,
/// Cyrillic, Hebrew, Arabic …) or of a blank: no text of single bytes is made so.
fn is_half(head: &[u8], from: usize) -> bool {
    let count = |from: usize, is: fn(u8) -> bool| {
        head.iter()
            .skip(from)
            .step_by(2)
            .filter(|b| is(**b))
            .count()
    };
    let pairs = head.len() / 2;
    count(from, |b| b <= 8) == pairs
        && count(from, |b| (3..=8).contains(&b)) * 2 > pairs
        && count(1 - from, |b| b > 8) * 10 > pairs * 9
}

/// Returns the charset an HTML or XML head names.
fn declaration(head: &[u8]) -> Option<String> {
    let head = &head[..head.len().min(4096)];
    let text: String = head
        .iter()
        .map(|b| char::from(*b).to_ascii_lowercase())
        .collect();
    for key in ["charset=", "encoding="] {
        let mut from = 0;
        while let Some(at) = text[from..].find(key) {
            let label: String = text[from + at + key.len()..]
                .trim_start_matches(['"', '\'', ' '])
                .chars()
                .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':'))
                .collect();
            if Encoding::for_label(label.as_bytes()).is_some() {
                return Some(label);
            }
            from += at + key.len();
        }
    }
    None
}

/// Reads any charset as UTF-8, in bounded memory.
pub(super) struct Transcoder<R> {
    inner: R,
    decoder: encoding_rs::Decoder,
    raw: Vec<u8>,
    raw_at: usize,
    raw_len: usize,
    out: Vec<u8>,
    out_at: usize,
    out_len: usize,
    ended: bool,
}

impl<R: Read> Transcoder<R> {
    pub(super) fn new(inner: R, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder(),
            raw: vec![0; 32 * 1024],
            raw_at: 0,
            raw_len: 0,
            out: vec![0; 128 * 1024],
            out_at: 0,
            out_len: 0,
            ended: false,
        }
    }
}

impl<R: Read> Read for Transcoder<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        while self.out_at == self.out_len && !self.ended {
            if self.raw_at == self.raw_len {
                self.raw_at = 0;
                self.raw_len = self.inner.read(&mut self.raw)?;
            }
            let last = self.raw_len == 0;
            let (result, taken, written, _) = self.decoder.decode_to_utf8(
                &self.raw[self.raw_at..self.raw_len],
                &mut self.out,
                last,
            );
            self.raw_at += taken;
            self.out_at = 0;
            self.out_len = written;
            // A decoder that has said its last may not be asked again.
            self.ended = last && result == CoderResult::InputEmpty;
        }
        let n = buf.len().min(self.out_len - self.out_at);
        buf[..n].copy_from_slice(&self.out[self.out_at..self.out_at + n]);
        self.out_at += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_that_ends_within_a_character_ends() {
        for len in [3, 101, 4001, 70_001] {
            let bytes = vec![0x41; len];
            let mut text = String::new();
            Transcoder::new(bytes.as_slice(), UTF_16LE)
                .read_to_string(&mut text)
                .unwrap();
            assert!(text.ends_with('\u{FFFD}') && text.chars().count() == len / 2 + 1);
        }
    }
}
