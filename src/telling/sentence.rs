//! One sentence of an article, tagged, with its place in the text.

use super::tag::{Tag, Tok, lower};
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

    /// Tells whether the sentence asks; one that tells who asked what in quotation marks does not.
    pub fn asks(&self) -> bool {
        let text = &self.body[self.range.clone()];
        let bare = text.trim_end_matches(['”', '"', '’', '\'', ')']);
        bare.ends_with('?') && !self.asked_in_quotes(bare.len() < text.len())
    }

    /// Tells whether what asks stands in quotation marks behind a statement: "The office wrote,
    /// “Did you see a flash?”".
    fn asked_in_quotes(&self, closed: bool) -> bool {
        let mark = |t: &Tok| t.tag == Tag::Quote;
        let Some(open) = self.toks.iter().position(mark).filter(|_| closed) else {
            return false;
        };
        let leads = self.toks[..open]
            .last()
            .is_some_and(|t| t.tag == Tag::Comma || self.text_of(t) == ":");
        let opens = self.toks.first().map(|t| t.tag);
        let wonders = matches!(
            opens,
            Some(Tag::Rel | Tag::Be | Tag::Have | Tag::Do | Tag::Modal | Tag::Sub)
        );
        leads && !wonders && self.toks[..open].iter().any(|t| t.tag.verbal())
    }

    /// Tells whether it ends like a sentence, not like a heading.
    pub fn stops(&self) -> bool {
        stops(&self.body[self.range.clone()])
    }
}

/// Tells whether a text ends like a sentence, not like a heading.
pub fn stops(text: &str) -> bool {
    text.trim_end_matches(['”', '"', '’', '\'', ')'])
        .ends_with(['.', '!', '?', '…', ':'])
}
