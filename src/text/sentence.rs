//! Splits text into sentences.

use std::ops::Range;

/// Returns the byte ranges of the sentences of `text`, in order, never overlapping,
/// without surrounding white space.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if !trimmed.is_empty() {
            let start = at + line.find(trimmed).unwrap_or(0);
            out.push(start..start + trimmed.len());
        }
        at += line.len();
    }
    out
}
