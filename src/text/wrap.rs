//! Breaks text into lines that fit a number of columns.
//!
//! Lines are byte ranges of the text, so that what was marked in the text can be marked
//! on the screen. Breaks at spaces, and inside a word only where the word is wider than
//! the line.

use super::width::width;
use std::ops::Range;
use unicode_segmentation::UnicodeSegmentation;

/// Returns the lines of `text` for a column of this width, as byte ranges without the
/// white space they were broken at. A line break in the text always breaks; an empty line
/// yields an empty range.
pub fn wrap(text: &str, columns: usize) -> Vec<Range<usize>> {
    let columns = columns.max(1);
    let mut out = Vec::new();
    let mut at = 0;
    for line in text.split('\n') {
        wrap_line(line, at, columns, &mut out);
        at += line.len() + 1;
    }
    out
}

fn wrap_line(line: &str, base: usize, columns: usize, out: &mut Vec<Range<usize>>) {
    // Byte ranges inside `line`: where the line begins and where its last whole word ends.
    let mut start = 0;
    let mut end = 0;
    let mut used = 0;
    let mut any = false;
    for (i, word) in words(line) {
        let w = width(word);
        let gap = if any { width(&line[end..i]) } else { 0 };
        if any && used + gap + w > columns {
            out.push(base + start..base + end);
            any = false;
        }
        if any {
            used += gap + w;
            end = i + word.len();
            continue;
        }
        start = i;
        used = 0;
        end = i;
        for (j, cluster) in word.grapheme_indices(true) {
            let cw = width(cluster);
            if used + cw > columns && used > 0 {
                out.push(base + start..base + i + j);
                start = i + j;
                used = 0;
            }
            used += cw;
            end = i + j + cluster.len();
        }
        any = true;
    }
    out.push(base + start..base + end);
}

fn words(line: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut rest = 0;
    std::iter::from_fn(move || {
        let tail = &line[rest..];
        let start = rest + tail.find(|c: char| !is_break(c))?;
        let len = line[start..].find(is_break).unwrap_or(line.len() - start);
        rest = start + len;
        Some((start, &line[start..start + len]))
    })
}

fn is_break(c: char) -> bool {
    c.is_whitespace() && c != '\u{a0}' && c != '\u{202f}'
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn check(text: &str, columns: usize, expected: &[&str]) {
        let lines: Vec<&str> = wrap(text, columns).into_iter().map(|r| &text[r]).collect();
        assert_eq!(lines, expected);
    }

    #[test]
    fn breaks_at_spaces() {
        check(
            "the vote was on Saturday",
            10,
            &["the vote", "was on", "Saturday"],
        );
        check("one\n\ntwo", 10, &["one", "", "two"]);
        check("", 10, &[""]);
    }

    #[test]
    fn a_word_wider_than_the_line_is_cut() {
        check("a abcdefgh b", 4, &["a", "abcd", "efgh", "b"]);
        check("日本語", 4, &["日本", "語"]);
    }

    proptest! {
        #[test]
        fn every_line_fits_and_nothing_is_lost(text in "[a-z日é \\n]{0,80}", columns in 2usize..20) {
            let lines = wrap(&text, columns);
            let mut seen = String::new();
            for line in &lines {
                prop_assert!(width(&text[line.clone()]) <= columns);
                seen.push_str(&text[line.clone()]);
            }
            let squeeze = |s: &str| s.chars().filter(|c| !c.is_whitespace()).collect::<String>();
            prop_assert_eq!(squeeze(&seen), squeeze(&text));
        }
    }
}
