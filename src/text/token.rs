//! Splits text into words, and words into the tokens that grammar sees.

use std::ops::Range;

/// Returns the byte ranges of the words of `text`: runs of letters and digits, with inner
/// apostrophes, hyphens, and separators between digits kept.
pub fn words(text: &str) -> Vec<Range<usize>> {
    tokens(text)
        .into_iter()
        .filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number))
        .map(|t| t.start..t.end)
        .collect()
}

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// Letters, with inner hyphens, apostrophes and stops ("rebel-held", "U.S.").
    Word,
    /// Digits, with inner separators and what hangs on them ("1,200", "19th", "3.5").
    Number,
    /// An ending split off its word: "'s", "’s", "n't", "'ll".
    Clitic,
    /// A quotation mark.
    Quote,
    /// Any other mark, one run of the same character.
    Mark,
}

/// A token: a byte range and what it is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Offset of its first byte.
    pub start: usize,
    /// Offset behind its last byte.
    pub end: usize,
    /// What it is made of.
    pub kind: TokenKind,
}

/// Returns the tokens of `text`, in order.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut out = Vec::with_capacity(text.len() / 5 + 1);
    tokens_into(text, 0, &mut out);
    out
}

/// Appends the tokens of `text` to `out`, with `base` added to their offsets.
pub fn tokens_into(text: &str, base: usize, out: &mut Vec<Token>) {
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let (end, kind) = if c.is_alphanumeric() {
            word_end(text, at, c.is_numeric())
        } else if is_quote(text, at, c) {
            (at + quote_len(text, at, c), TokenKind::Quote)
        } else {
            (run_end(text, at, c), TokenKind::Mark)
        };
        let mut push = |start: usize, end: usize, kind| {
            out.push(Token {
                start: base + start,
                end: base + end,
                kind,
            });
        };
        if kind == TokenKind::Word
            && let Some(cut) = clitic_start(&text[at..end])
        {
            push(at, at + cut, kind);
            push(at + cut, end, TokenKind::Clitic);
        } else {
            push(at, end, kind);
        }
        at = end;
    }
}

fn is_quote(text: &str, at: usize, c: char) -> bool {
    match c {
        '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'' | '`' => true,
        _ => text[at..].starts_with("''"),
    }
}

fn quote_len(text: &str, at: usize, c: char) -> usize {
    if text[at..].starts_with("''") || text[at..].starts_with("``") {
        2
    } else {
        c.len_utf8()
    }
}

fn run_end(text: &str, at: usize, c: char) -> usize {
    let n: usize = text[at..]
        .chars()
        .take_while(|d| *d == c)
        .map(char::len_utf8)
        .sum();
    at + n
}

/// Returns where the word that starts at `at` ends, and whether it is a number.
fn word_end(text: &str, at: usize, starts_with_digit: bool) -> (usize, TokenKind) {
    let mut end = at;
    let mut letters = false;
    let mut digits = false;
    let mut chars = text[at..].char_indices().peekable();
    let mut last = ' ';
    while let Some((i, c)) = chars.next() {
        let next = chars.peek().map(|(_, n)| *n);
        let joins = match c {
            _ if c.is_alphanumeric() => true,
            // A combining accent belongs to the letter before it.
            '\u{300}'..='\u{36F}' => true,
            // "Alpha-1's".
            '\'' | '’' => {
                (last.is_alphabetic() || letters && last.is_ascii_digit())
                    && next.is_some_and(char::is_alphabetic)
            }
            '-' | '‑' | '&' => last.is_alphanumeric() && next.is_some_and(char::is_alphanumeric),
            ',' | '.' if last.is_ascii_digit() => {
                next.is_some_and(|n| n.is_ascii_digit()) && !letters
            }
            // "U.S.", "a.m.": letters one by one.
            '.' => {
                let so_far = &text[at..at + i];
                let single = so_far
                    .rsplit('.')
                    .next()
                    .is_some_and(|part| part.chars().count() == 1);
                single
                    && last.is_alphabetic()
                    && (so_far.contains('.') || next.is_some_and(char::is_alphabetic))
            }
            ':' => {
                starts_with_digit
                    && last.is_ascii_digit()
                    && next.is_some_and(|n| n.is_ascii_digit())
                    && !letters
            }
            _ => false,
        };
        if !joins {
            break;
        }
        letters |= c.is_alphabetic();
        digits |= c.is_numeric();
        last = c;
        end = at + i + c.len_utf8();
    }
    let ordinal_tail = digits && starts_with_digit && !text[at..end].contains('-');
    let kind = if digits && (!letters || ordinal_tail) && starts_with_digit {
        TokenKind::Number
    } else {
        TokenKind::Word
    };
    (end, kind)
}

/// Returns where the clitic of `word` starts: "Russia's" → 6, "didn't" → 3.
fn clitic_start(word: &str) -> Option<usize> {
    let apostrophe = word.rfind(['\'', '’'])?;
    let tail = word[apostrophe..].trim_start_matches(['\'', '’']);
    if apostrophe == 0 {
        return None;
    }
    match tail {
        "s" | "S" | "ll" | "re" | "ve" | "d" | "m" => Some(apostrophe),
        "t" | "T" => {
            let before = &word[..apostrophe];
            before
                .ends_with(['n', 'N'])
                .then(|| apostrophe - 1)
                .filter(|cut| *cut > 0)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let found: Vec<&str> = tokens(text).iter().map(|t| &text[t.start..t.end]).collect();
        assert_eq!(found.join("|"), expected);
    }

    #[test]
    fn words_keep_their_inner_marks_and_lose_their_clitics() {
        check(
            "Vessin’s rebel-held port didn't open at 10:30, U.S. sources said.",
            "Vessin|’s|rebel-held|port|did|n't|open|at|10:30|,|U.S.|sources|said|.",
        );
        check(
            "It cost $1,200.50 (€1.1 m) -- \"a lot\"...",
            "It|cost|$|1,200.50|(|€|1.1|m|)|--|\"|a|lot|\"|...",
        );
        check("the 19th, 3-4 and F-16s", "the|19th|,|3-4|and|F-16s");
        check("Alpha-1’s port", "Alpha-1|’s|port");
    }

    proptest::proptest! {
        #[test]
        fn any_text_gives_ordered_tokens(text in "\\PC{0,80}") {
            let mut last = 0;
            for t in tokens(&text) {
                assert!(t.start >= last && t.start < t.end);
                assert!(text.is_char_boundary(t.start) && text.is_char_boundary(t.end));
                last = t.end;
            }
        }
    }
}
