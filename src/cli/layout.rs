//! Lays text out in columns, lines and words. Counts terminal columns, never bytes.

use crate::text::clean::clean;
use crate::text::width::{fit, width};

/// Returns the text cleaned and on one line, runs of white space made one space.
pub fn one_line(text: &str) -> String {
    let text = clean(text);
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Returns the text filled with spaces up to `columns`.
pub fn pad(text: &str, columns: usize) -> String {
    let missing = columns.saturating_sub(width(text));
    let mut out = String::with_capacity(text.len() + missing);
    out.push_str(text);
    out.extend(std::iter::repeat_n(' ', missing));
    out
}

/// Returns the text cut to `columns`, with an ellipsis when something is cut.
pub fn cut(text: &str, columns: usize, ascii: bool) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let mark = if ascii { "..." } else { "…" };
    let room = columns.saturating_sub(width(mark));
    format!("{}{mark}", fit(text, room).trim_end())
}

/// Breaks a line at spaces so that no piece is wider than `columns`.
///
/// A word that is wider is broken inside. Returns at least one piece.
pub fn wrap(text: &str, columns: usize) -> Vec<String> {
    let columns = columns.max(1);
    let mut out = Vec::new();
    let mut line = String::new();
    let mut used = 0;
    for word in text.split(' ').filter(|w| !w.is_empty()) {
        let mut word = word;
        let mut w = width(word);
        if used > 0 && used + 1 + w > columns {
            out.push(std::mem::take(&mut line));
            used = 0;
        }
        while w > columns {
            let mut head = fit(word, columns);
            if head.is_empty() {
                // A cluster wider than the whole line: it stands alone.
                let end = word.chars().next().map_or(word.len(), char::len_utf8);
                head = &word[..end];
            }
            out.push(head.to_owned());
            word = &word[head.len()..];
            w = width(word);
        }
        if used > 0 {
            line.push(' ');
            used += 1;
        }
        line.push_str(word);
        used += w;
    }
    if !line.is_empty() || out.is_empty() {
        out.push(line);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_break_at_spaces_and_count_columns() {
        assert_eq!(wrap("one two three", 7), ["one two", "three"]);
        assert_eq!(wrap("abcdefgh", 3), ["abc", "def", "gh"]);
        assert_eq!(wrap("日本語", 4), ["日本", "語"]);
        assert_eq!(wrap("日", 1), ["日"]);
        assert_eq!(wrap("", 5), [""]);
        assert_eq!(cut("日本語です", 5, false), "日本…");
        assert_eq!(one_line(" a\n\tb\u{1b}[2J "), "a b\u{fffd}[2J");
    }
}
