//! How wide text is on a terminal, in columns, counted by grapheme cluster.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Returns the number of terminal columns `text` takes.
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// Returns the longest prefix of `text` that fits into `columns`, never splitting a
/// grapheme cluster.
pub fn fit(text: &str, columns: usize) -> &str {
    let mut used = 0;
    for (i, cluster) in text.grapheme_indices(true) {
        let w = width(cluster);
        if used + w > columns {
            return &text[..i];
        }
        used += w;
    }
    text
}
