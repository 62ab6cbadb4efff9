//! Words as the comparison sees them: what stays when case, quote style, possessives and
//! the small words of grammar are left aside.

use crate::text::number;
use crate::text::stem::stem;
use rustc_hash::{FxHashMap, FxHashSet};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

/// A word of a sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Byte range in the text.
    pub range: Range<usize>,
    /// Which word it is, whatever its ending: equal words have equal keys.
    pub key: u32,
    /// Carries no fact of its own ("the", "of").
    pub plain: bool,
}

/// Numbers the words of one comparison, so that each is stemmed only once.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    keys: FxHashMap<String, (u32, bool)>,
    stems: FxHashMap<String, u32>,
}

impl Vocabulary {
    /// Returns the words of `text`, in order.
    pub fn read(&mut self, text: &str) -> Vec<Word> {
        let mut out = Vec::with_capacity(text.len() / 5);
        let mut lower = String::new();
        for range in tokens(text) {
            lower.clear();
            normalise(&text[range.clone()], &mut lower);
            if lower.is_empty() {
                continue;
            }
            let (key, plain) = self.key_of(&lower);
            out.push(Word { range, key, plain });
        }
        out
    }

    /// Returns the key of a lower-case word, and whether it carries no fact of its own.
    pub fn key_of(&mut self, lower: &str) -> (u32, bool) {
        match self.keys.get(lower) {
            Some(known) => *known,
            None => self.learn(lower),
        }
    }

    /// Returns the number of different words seen.
    pub fn len(&self) -> usize {
        self.stems.len()
    }

    fn learn(&mut self, lower: &str) -> (u32, bool) {
        let plain = is_plain(lower);
        let root = if lower.starts_with(|c: char| c.is_ascii_digit()) {
            lower.to_owned()
        } else if let Some(value) = number::small(lower) {
            // Words and digits are one: "twelve" and "12".
            value.to_string()
        } else {
            stem(lower)
        };
        let next = u32::try_from(self.stems.len()).unwrap_or(u32::MAX);
        let key = *self.stems.entry(root).or_insert(next);
        self.keys.insert(lower.to_owned(), (key, plain));
        (key, plain)
    }
}

/// Returns how many keys two sorted lists share.
pub(super) fn shared(a: &[u32], b: &[u32]) -> usize {
    let (mut i, mut j, mut n) = (0, 0, 0);
    while let (Some(x), Some(y)) = (a.get(i), b.get(j)) {
        n += usize::from(x == y);
        i += usize::from(x <= y);
        j += usize::from(y <= x);
    }
    n
}

/// Tells whether a lower-case word carries no fact of its own.
pub(super) fn is_plain(lower: &str) -> bool {
    static PLAIN: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
        include_str!("../../assets/compare/plain-words.txt")
            .lines()
            .filter(|line| !line.starts_with('#'))
            .flat_map(str::split_whitespace)
            .collect()
    });
    PLAIN.contains(lower)
}

/// Returns byte ranges of words: letters and digits, with apostrophes and hyphens between
/// letters, and points, commas and thin spaces between digits.
pub(super) fn tokens(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::with_capacity(text.len() / 5);
    let mut start: Option<usize> = None;
    let mut last = ' ';
    let mut at = 0;
    while let Some(c) = char_at(text, at) {
        let behind = at + c.len_utf8();
        let inside = c.is_alphanumeric()
            || start.is_some() && {
                let next = || char_at(text, behind).unwrap_or(' ');
                match c {
                    '\'' | '’' => last.is_alphanumeric() && next().is_alphabetic(),
                    '-' | '‐' | '‑' => last.is_alphanumeric() && next().is_alphanumeric(),
                    '.' | ',' | '\u{202F}' | '\u{2009}' => {
                        last.is_ascii_digit() && next().is_ascii_digit()
                    }
                    _ => false,
                }
            };
        if inside {
            start.get_or_insert(at);
        } else if let Some(s) = start.take() {
            out.push(s..at);
        }
        last = c;
        at = behind;
    }
    out.extend(start.map(|s| s..text.len()));
    out
}

/// Returns the character that begins at this byte; most are ASCII.
fn char_at(text: &str, at: usize) -> Option<char> {
    match text.as_bytes().get(at)? {
        byte if byte.is_ascii() => Some(char::from(*byte)),
        _ => text[at..].chars().next(),
    }
}

/// Appends `word` in lower case without possessive ending or separators inside a number.
fn normalise(word: &str, out: &mut String) {
    let number = word.starts_with(|c: char| c.is_ascii_digit());
    for c in word.chars() {
        match c {
            '’' => out.push('\''),
            '‐' | '‑' => out.push('-'),
            ',' | '\u{202F}' | '\u{2009}' if number => {}
            c if c.is_ascii() => out.push(c.to_ascii_lowercase()),
            c => out.extend(c.to_lowercase()),
        }
    }
    if let Some(short) = out.strip_suffix("'s") {
        out.truncate(short.len());
    }
}

/// Returns the words of `text` in lower case, as [`Vocabulary`] sees them before stemming.
pub(super) fn lower_words(text: &str) -> Vec<(Range<usize>, Cow<'_, str>)> {
    tokens(text)
        .into_iter()
        .map(|range| {
            let word = &text[range.clone()];
            // Most words are as they should be.
            if word.bytes().all(|b| b.is_ascii_lowercase()) {
                return (range, Cow::Borrowed(word));
            }
            let mut lower = String::with_capacity(word.len());
            normalise(word, &mut lower);
            (range, Cow::Owned(lower))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(vocabulary: &mut Vocabulary, text: &str) -> Vec<u32> {
        vocabulary.read(text).iter().map(|w| w.key).collect()
    }

    #[test]
    fn quote_styles_possessives_and_number_styles_are_no_difference() {
        let mut v = Vocabulary::default();
        assert_eq!(
            keys(&mut v, "“The mayor’s twelve boats”"),
            keys(&mut v, "\"the mayor's 12 boat\"")
        );
        assert_eq!(keys(&mut v, "1,200 homes"), keys(&mut v, "1200 homes"));
    }

    #[test]
    fn grammar_words_are_plain() {
        let plain: Vec<bool> = Vocabulary::default()
            .read("The ferry sank")
            .iter()
            .map(|w| w.plain)
            .collect();
        assert_eq!(plain, [true, false, false]);
    }
}
