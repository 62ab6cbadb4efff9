//! How wide text is on a terminal, in columns, counted by grapheme cluster.
//!
//! Never by `len()`: an emoji of seven code points is two columns, a combining accent none.

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Returns the number of terminal columns `text` takes.
pub fn width(text: &str) -> usize {
    UnicodeWidthStr::width(text)
}

/// Returns the longest prefix of `text` that fits into `columns`, never splitting a
/// grapheme cluster.
pub fn fit(text: &str, columns: usize) -> &str {
    if text.len() <= columns && text.is_ascii() {
        return text;
    }
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

/// Returns `text` cut to `columns`, its last column being `mark` when something was cut.
pub fn ellipsis(text: &str, columns: usize, mark: &str) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let room = columns.saturating_sub(width(mark));
    if room == 0 {
        return fit(text, columns).to_owned();
    }
    let mut out = fit(text, room).trim_end().to_owned();
    out.push_str(mark);
    out
}

/// Returns `text` with spaces behind it to fill `columns`, or cut to them.
pub fn pad(text: &str, columns: usize) -> String {
    let mut out = fit(text, columns).to_owned();
    let missing = columns - width(&out);
    out.extend(std::iter::repeat_n(' ', missing));
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_cluster_is_never_split() {
        assert_eq!(fit("e\u{301}tude", 1), "e\u{301}");
        assert_eq!(fit("日本", 3), "日");
        assert_eq!(ellipsis("Council vote", 8, "…"), "Council…");
        assert_eq!(pad("日", 4), "日  ");
    }

    proptest! {
        #[test]
        fn what_fits_fits(text in "\\PC{0,40}", columns in 0usize..30) {
            prop_assert!(width(fit(&text, columns)) <= columns);
            prop_assert!(width(&ellipsis(&text, columns, "…")) <= columns);
            prop_assert_eq!(width(&pad(&text, columns)), columns);
        }
    }
}
