//! One sentence of an article, tagged, with its place in the text.

use super::tag::{Tok, lower};
use std::borrow::Cow;
use std::ops::Range;

/// A tagged sentence.
#[derive(Debug, Clone)]
pub struct Sentence<'a> {
    /// The article's body.
    pub body: &'a str,
    /// Its bytes.
    pub range: Range<usize>,
    /// Its tokens.
    pub toks: &'a [Tok],
    /// Its number among the sentences of the article.
    pub n: usize,
    /// Stands in a headline or in the first paragraph.
    pub lead: bool,
    /// Begins a paragraph.
    pub opens: bool,
}

impl<'a> Sentence<'a> {
    /// Returns the words of a token.
    pub fn text_of(&self, t: &Tok) -> &'a str {
        &self.body[t.start..t.end]
    }

    /// Returns the words of token `i`, or nothing.
    pub fn word(&self, i: usize) -> &'a str {
        self.toks.get(i).map_or("", |t| self.text_of(t))
    }

    /// Returns the words of token `i` in small letters.
    pub fn lower(&self, i: usize) -> Cow<'a, str> {
        lower(self.word(i))
    }

    /// Tells whether the sentence asks.
    pub fn asks(&self) -> bool {
        self.body[self.range.clone()]
            .trim_end_matches(['”', '"', '’', '\'', ')'])
            .ends_with('?')
    }

    /// Tells whether it ends like a sentence, not like a heading.
    pub fn stops(&self) -> bool {
        self.body[self.range.clone()]
            .trim_end_matches(['”', '"', '’', '\'', ')'])
            .ends_with(['.', '!', '?', '…', ':'])
    }
}
