//! A figure where it stands: its sentence, whose words are read once for all that is asked.

use crate::compare::Witness;
use crate::compare::lexicon::WordList;
use crate::compare::words::lower_words;
use crate::telling::Quantity;
use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;
use std::rc::Rc;

/// A word in lower case and its byte range in the sentence.
pub(super) type Lower<'a> = (Range<usize>, Cow<'a, str>);

/// A figure in its sentence. All ranges are bytes of the sentence.
#[derive(Clone)]
pub(super) struct Place<'a> {
    /// The sentence.
    pub text: &'a str,
    /// Where the figure stands in it.
    pub span: Range<usize>,
    /// Its words, shared by the figures of one sentence.
    words: Rc<[Lower<'a>]>,
    /// Which bytes of the body it is.
    sentence: Range<usize>,
    /// How many words stand before the figure.
    before: usize,
    /// The first word behind it.
    behind: usize,
    /// The clause it stands in, once read.
    clause: OnceCell<Range<usize>>,
}

impl<'a> Place<'a> {
    /// Reads the sentence of a figure; not again where the figure before stands in it, too.
    pub fn of(witness: &Witness<'a>, quantity: &Quantity, before: Option<&Self>) -> Self {
        let start = quantity.sentence.start.min(quantity.span.start);
        let end = quantity.sentence.end.max(quantity.span.end);
        let text = witness.words_at(&(start..end));
        let at = |byte: usize| (byte - start).min(text.len());
        let span = at(quantity.span.start)..at(quantity.span.end);
        let known = before.filter(|place| place.sentence == (start..end) && place.text == text);
        let words = known.map_or_else(|| lower_words(text).into(), |p| Rc::clone(&p.words));
        let before = words.partition_point(|(range, _)| range.end <= span.start);
        let behind = words.partition_point(|(range, _)| range.start < span.end);
        Self {
            text,
            span,
            words,
            sentence: start..end,
            before,
            behind,
            clause: OnceCell::new(),
        }
    }

    /// Returns all words of the sentence.
    pub fn words(&self) -> &[Lower<'a>] {
        &self.words
    }

    /// Returns the words before the figure.
    pub fn before(&self) -> &[Lower<'a>] {
        &self.words[..self.before]
    }

    /// Returns the words of the figure itself.
    pub fn inside(&self) -> &[Lower<'a>] {
        &self.words[self.before..self.behind.max(self.before)]
    }

    /// Returns the words behind the figure.
    pub fn behind(&self) -> &[Lower<'a>] {
        &self.words[self.behind..]
    }

    /// Returns the `n`th word behind the figure, from 0; empty when there is none.
    pub fn next(&self, n: usize) -> &str {
        self.behind().get(n).map_or("", |(_, w)| w.as_ref())
    }

    /// Returns the `n`th word before the figure, from 0; empty when there is none.
    pub fn last(&self, n: usize) -> &str {
        self.before().iter().nth_back(n).map_or("", |(_, w)| w)
    }

    /// Returns what stands between the figure and a place behind it.
    pub fn up_to(&self, at: usize) -> &'a str {
        self.text.get(self.span.end..at).unwrap_or_default()
    }

    /// Returns the clause it stands in, read by `read` when first asked for.
    pub fn clause(&self, read: impl FnOnce(&Self) -> Range<usize>) -> Range<usize> {
        self.clause.get_or_init(|| read(self)).clone()
    }

    /// Returns where a range of the sentence is in the body.
    pub fn in_body(&self, range: &Range<usize>) -> Range<usize> {
        self.sentence.start + range.start..self.sentence.start + range.end
    }

    /// Tells whether any word of the sentence is in the list.
    pub fn has(&self, list: &WordList) -> bool {
        has(&self.words, list)
    }
}

/// Tells whether any of the words is in the list.
pub(super) fn has(words: &[Lower<'_>], list: &WordList) -> bool {
    words.iter().any(|(_, word)| list.has(word))
}

/// Tells whether one of the words is this one.
pub(super) fn says(words: &[Lower<'_>], word: &str) -> bool {
    words.iter().any(|(_, w)| w == word)
}
