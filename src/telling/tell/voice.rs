//! Who goes on speaking: a sentence in the middle of a quotation does not say whose it is.

use super::super::attribution::attribution;
use super::super::clause::Parse;
use super::super::names::Names;
use super::super::sentence::Sentence;
use super::super::vocabulary::Vocabulary;
use super::super::{Attribution, Telling};
use crate::text::token::TokenKind;

/// Whoever spoke in quotation marks last.
#[derive(Default)]
pub(super) struct Voice {
    by: Option<Attribution>,
    n: usize,
}

impl Voice {
    /// Returns who says a sentence that stands in a quotation from end to end: “The dam leaks,”
    /// Lund said. “Nobody repaired it.”
    pub(super) fn of(&self, s: &Sentence<'_>) -> Option<&Attribution> {
        let goes_on = s.n == self.n + 1 && !s.opens && spoken(s);
        self.by.as_ref().filter(|_| goes_on)
    }

    /// Returns whoever speaks after a sentence.
    pub(super) fn after(
        self,
        s: &Sentence<'_>,
        parse: &Parse,
        names: &Names,
        vocabulary: &Vocabulary,
    ) -> Self {
        let quoted = |c: usize| s.toks[parse.clauses[c].verb.head].quoted;
        let said = (0..parse.clauses.len()).find(|&c| quoted(c));
        let speaks = s.toks.iter().any(|t| t.quoted);
        let own = || {
            let by = said.and_then(|c| attribution(s, parse, Some(c), names, vocabulary));
            by.or_else(|| attribution(s, parse, None, names, vocabulary))
        };
        let by = match self.of(s) {
            Some(_) => self.by,
            None if speaks => own(),
            None => None,
        };
        Self { by, n: s.n }
    }
}

/// Lays to whoever speaks what stands before the sentence that names him in one quotation: “The dam
/// leaks. Nobody repaired it,” Lund said.
pub(super) fn look_ahead(tellings: &mut [Telling]) {
    const MARKS: [char; 2] = ['"', '\u{201c}'];
    for i in (1..tellings.len()).rev() {
        let (before, rest) = tellings.split_at_mut(i);
        let (first, next) = (&mut before[i - 1], &rest[0]);
        let near = next.sentence.start.saturating_sub(first.sentence.end) <= 2;
        let opens = first.text.starts_with(MARKS);
        let open = opens
            && !first
                .text
                .chars()
                .skip(1)
                .any(|c| matches!(c, '"' | '\u{201d}'));
        let goes_on = !next.text.starts_with(MARKS) && next.text.contains(['"', '\u{201d}']);
        let by = next
            .said_by
            .as_ref()
            .filter(|by| by.span.start >= next.sentence.start);
        if first.said_by.is_none() && near && open && goes_on {
            first.said_by = by.cloned();
        }
    }
}

/// Tells whether all words of a sentence stand in quotation marks.
fn spoken(s: &Sentence<'_>) -> bool {
    let mut words = s.toks.iter().filter(|t| t.kind == TokenKind::Word);
    words.clone().next().is_some() && words.all(|t| t.quoted)
}
