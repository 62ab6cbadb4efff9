//! Cuts text into the tokens the grammar reads.
//!
//! Words are looked up in the vocabulary as they are cut, numerals in words are put
//! together ("twenty-five", "nineteen ninety-six"), and nothing is allocated per token.

use super::vocabulary::{NO_WORD, Vocabulary};

/// What a token is made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Letters.
    Word,
    /// Digits.
    Digits,
    /// A numeral in words, put together.
    Spelled,
    /// One other character.
    Mark,
}

/// One token of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Token {
    pub start: u32,
    pub end: u32,
    /// Its entry in the vocabulary, or `NO_WORD`.
    pub word: u32,
    /// The number it stands for.
    pub value: i32,
    pub shape: Shape,
    /// Number of digits, for `Shape::Digits`.
    pub n_digits: u8,
    /// No white space before it.
    pub glued: bool,
    /// An empty line, or the beginning of the text, before it.
    pub paragraph: bool,
    /// Begins with a capital letter.
    pub capital: bool,
    /// Goes on with one.
    pub shouted: bool,
    /// Digits with letters directly before them: part of a name or a code.
    pub stuck: bool,
    /// Digits behind a mark that makes them part of a number or a tag: "4.1556", "#2014".
    pub tight: bool,
}

/// The longest word of any vocabulary, in bytes.
const LONGEST: usize = 24;

/// Returns the tokens of `text`.
pub(super) fn tokens(text: &str, vocabulary: &Vocabulary) -> Vec<Token> {
    let bytes = text.as_bytes();
    let mut out: Vec<Token> = Vec::with_capacity(bytes.len() / 5 + 4);
    let mut at = 0;
    let mut newlines = 2_u32;
    let mut glued = false;
    while at < bytes.len() {
        let byte = bytes[at];
        if byte == b'\n' {
            newlines += 1;
            glued = false;
            at += 1;
            continue;
        }
        if byte == b' ' || byte == b'\t' || byte == b'\r' {
            glued = false;
            at += 1;
            continue;
        }
        let mut token = Token {
            start: small(at),
            end: 0,
            word: NO_WORD,
            value: 0,
            shape: Shape::Mark,
            n_digits: 0,
            glued,
            paragraph: newlines >= 2,
            capital: byte.is_ascii_uppercase(),
            shouted: bytes.get(at + 1).is_some_and(u8::is_ascii_uppercase),
            stuck: false,
            tight: false,
        };
        if byte.is_ascii_digit() {
            let mut value = 0_i32;
            while at < bytes.len() && bytes[at].is_ascii_digit() {
                value = value
                    .saturating_mul(10)
                    .saturating_add(i32::from(bytes[at] - b'0'));
                token.n_digits = token.n_digits.saturating_add(1);
                at += 1;
            }
            // "2,000": a comma and just three digits go on with the number.
            while (token.n_digits <= 3 || token.n_digits == 9)
                && bytes.get(at) == Some(&b',')
                && bytes.len() >= at + 4
                && bytes[at + 1..at + 4].iter().all(u8::is_ascii_digit)
                && !bytes.get(at + 4).is_some_and(u8::is_ascii_digit)
            {
                for b in &bytes[at + 1..at + 4] {
                    value = value.saturating_mul(10).saturating_add(i32::from(b - b'0'));
                }
                at += 4;
                token.n_digits = 9;
            }
            if token.n_digits <= 2 {
                token.word = vocabulary.word(&bytes[at - usize::from(token.n_digits)..at]);
            }
            token.value = value;
            token.shape = Shape::Digits;
            token.stuck = glued && out.last().is_some_and(|t| t.shape == Shape::Word);
            token.tight = glued && is_tight(&out, bytes);
        } else if byte.is_ascii_alphabetic() || byte >= 0x80 {
            let mut key = [0_u8; LONGEST];
            let mut len = 0;
            let first = at;
            while at < bytes.len() {
                let b = bytes[at];
                if b.is_ascii_alphabetic() {
                    if len < LONGEST {
                        key[len] = b | 0x20;
                    }
                    len += 1;
                    at += 1;
                } else if b >= 0x80 {
                    let Some(c) = text[at..].chars().next() else {
                        break;
                    };
                    if !c.is_alphabetic() {
                        break;
                    }
                    token.capital |= at == first && c.is_uppercase();
                    for low in c.to_lowercase() {
                        let mut buffer = [0; 4];
                        for &b in low.encode_utf8(&mut buffer).as_bytes() {
                            if len < LONGEST {
                                key[len] = b;
                            }
                            len += 1;
                        }
                    }
                    at += c.len_utf8();
                } else {
                    break;
                }
            }
            if at == first {
                let Some(c) = text[at..].chars().next() else {
                    break;
                };
                at += c.len_utf8();
                if c.is_whitespace() {
                    glued = false;
                    continue;
                }
                let plain: &[u8] = match c {
                    '’' | '‘' => b"'",
                    '–' | '—' | '‑' => b"-",
                    _ => &bytes[first..at],
                };
                token.word = vocabulary.word(plain);
            } else {
                token.shape = Shape::Word;
                if len <= LONGEST {
                    token.word = vocabulary.word(&key[..len]);
                }
            }
        } else {
            at += 1;
            token.word = vocabulary.word(&bytes[at - 1..at]);
        }
        token.end = small(at);
        newlines = 0;
        glued = true;
        if token.glued && token.shape == Shape::Word {
            join_ordinal(&mut out, &mut token, bytes, vocabulary);
        }
        push(&mut out, token, vocabulary);
    }
    out
}

/// Offsets are kept in 32 bits; texts beyond 4 GiB are cut off by the caller.
fn small(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

/// Tells whether the mark before some digits makes them part of something else.
fn is_tight(out: &[Token], bytes: &[u8]) -> bool {
    let [.., before, mark] = out else {
        return out.last().is_some_and(|t| bytes[t.start as usize] == b'#');
    };
    match bytes[mark.start as usize] {
        b'#' | b'@' | b'$' => true,
        b'.' | b',' | b':' | b'/' => mark.glued && before.shape == Shape::Digits,
        _ => false,
    }
}

/// Appends a token, joining numerals in words.
fn push(out: &mut Vec<Token>, token: Token, vocabulary: &Vocabulary) {
    let one = vocabulary.is_one(token.word);
    let Some(numeral) = vocabulary.numeral(token.word).or(one.then_some(1)) else {
        out.push(token);
        return;
    };
    let mut joined = token;
    joined.value = numeral;
    // The part before: directly, over a hyphen, or over "and" behind hundred and thousand.
    let n = out.len();
    let (before, dropped) = match n {
        0 => (None, 0),
        _ if is_number(&out[n - 1]) => (Some(n - 1), 1),
        _ if n >= 2 && vocabulary.joins_numerals(out[n - 1].word) && is_number(&out[n - 2]) => {
            (Some(n - 2), 2)
        }
        _ => (None, 0),
    };
    if let Some(i) = before
        && !token.paragraph
    {
        let left = out[i];
        let hyphen = dropped == 1 || !vocabulary.is_and(out[n - 1].word);
        if let Some(value) = join(left, numeral, hyphen) {
            out.truncate(n - dropped);
            let mut whole = left;
            whole.end = token.end;
            whole.value = value;
            whole.word = NO_WORD;
            whole.shape = Shape::Spelled;
            out.push(whole);
            return;
        }
    }
    if one {
        out.push(token);
        return;
    }
    joined.shape = Shape::Spelled;
    out.push(joined);
}

/// Joins "twenty", a hyphen and "first", where the language has a word for that.
fn join_ordinal(out: &mut Vec<Token>, last: &mut Token, bytes: &[u8], vocabulary: &Vocabulary) {
    let [.., tens, hyphen] = &out[..] else { return };
    let joined = hyphen.glued
        && tens.shape == Shape::Spelled
        && vocabulary.joins_numerals(hyphen.word)
        && hyphen.shape == Shape::Mark;
    if !joined {
        return;
    }
    let whole = bytes[tens.start as usize..last.end as usize].to_ascii_lowercase();
    let word = vocabulary.word(&whole);
    if word != NO_WORD {
        *last = Token {
            end: last.end,
            word,
            shape: Shape::Word,
            ..*tens
        };
        out.truncate(out.len() - 2);
    }
}

fn is_number(token: &Token) -> bool {
    matches!(token.shape, Shape::Spelled | Shape::Digits) && token.value > 0
}

/// Returns the number that `left` and `right` make together, if they do.
fn join(left: Token, right: i32, hyphen: bool) -> Option<i32> {
    let value = left.value;
    if right == 100 || right == 1000 || right == 1_000_000 || right == 1_000_000_000 {
        return (hyphen && value < right).then(|| value.checked_mul(right))?;
    }
    if left.shape == Shape::Digits {
        return None;
    }
    let tail = value % 100;
    if tail == 0 && value >= 100 && right < 100 {
        return value.checked_add(right);
    }
    if value % 1000 == 0 && value >= 1000 && right < 1000 {
        return value.checked_add(right);
    }
    if !hyphen {
        return None;
    }
    if (20..100).contains(&tail) && tail % 10 == 0 && right < 10 {
        return value.checked_add(right);
    }
    // A year read in pairs: nineteen ninety.
    ((10..=21).contains(&value) && (10..100).contains(&right)).then_some(value * 100 + right)
}
