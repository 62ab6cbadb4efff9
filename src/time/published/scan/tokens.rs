//! The words and numbers of a text, each with what its language says it may be.

use super::super::words::{Word, Words, class};

/// One word or number of the text.
pub(super) struct Token<'t> {
    pub start: usize,
    pub end: usize,
    pub lower: &'t str,
    pub sentence: u32,
    pub capital: bool,
    pub digit: bool,
    pub word: Word,
}

/// Whether a `.` behind this word need not end a sentence.
fn abbreviates(lower: &str, word: Word) -> bool {
    word.classes & class::SHORT != 0
        || lower.len() == 1
        || lower.contains('.')
        || matches!(
            lower,
            "mr" | "mrs" | "ms" | "dr" | "st" | "gov" | "sen" | "rep" | "gen" | "lt" | "col"
        )
}

pub(super) fn tokens<'t>(text: &str, lower: &'t str, words: &Words) -> Vec<Token<'t>> {
    let bytes = lower.as_bytes();
    let mut out: Vec<Token<'t>> = Vec::with_capacity(text.len() / 6);
    let mut sentence = 0;
    let mut last_end = 0;
    let mut chars = lower.char_indices().peekable();
    while let Some(&(start, c)) = chars.peek() {
        if !c.is_alphanumeric() {
            chars.next();
            continue;
        }
        let digit = c.is_ascii_digit();
        let mut end = start;
        let mut piece = start;
        while let Some(&(at, c)) = chars.peek() {
            let next = bytes.get(at + 1).copied().unwrap_or(b' ');
            let joins = match c {
                '-' => next.is_ascii_alphanumeric(),
                '.' if digit => next.is_ascii_digit(),
                '.' => {
                    next.is_ascii_alphabetic()
                        && (at - piece == 1 || text.as_bytes()[at + 1].is_ascii_lowercase())
                }
                '/' | ',' | ':' => digit && next.is_ascii_digit(),
                c => c.is_alphanumeric(),
            };
            if !joins {
                break;
            }
            if c == '.' {
                piece = at + 1;
            }
            end = at + c.len_utf8();
            chars.next();
        }
        if end == start {
            chars.next();
            continue;
        }
        let capital = text[start..].starts_with(char::is_uppercase);
        if let Some(last) = out.last() {
            let gap = &bytes[last_end..start];
            let line = gap.contains(&b'\n');
            let stop = gap.len() > 1
                && gap.iter().any(|b| matches!(b, b'.' | b'!' | b'?'))
                && (capital || digit)
                && !abbreviates(last.lower, last.word);
            sentence += u32::from(line || stop);
        }
        let piece = &lower[start..end];
        let word = if digit {
            Word::default()
        } else {
            words.get(piece)
        };
        out.push(Token {
            start,
            end,
            lower: piece,
            sentence,
            capital,
            digit,
            word,
        });
        last_end = end;
    }
    out
}
