//! Plain text: one article, or several with form feeds or rules between them.

use super::draft::{Draft, Found, Lines};
use super::slip;
use crate::article::Format;

/// Shorter than this between two rules is a heading or a gap, not an article.
const MIN_ARTICLE: usize = 200;

pub(super) fn read(text: &str, found: &mut dyn FnMut(Found)) {
    let parts = parts(text);
    let many = parts.len() > 1;
    for (n, (line, part)) in parts.into_iter().enumerate() {
        let mut draft = Draft {
            format: Format::Text,
            record: many.then(|| (n + 1).to_string()),
            ..Draft::default()
        };
        let slip = slip::take(part, &mut draft);
        (draft.body, draft.lines) = without(part, line, &slip);
        found(Found::Article(Box::new(draft)));
    }
}

/// Returns the text without some of its first lines.
pub(super) fn without(text: &str, first: u32, taken: &[bool]) -> (String, Lines) {
    if taken.is_empty() {
        return (text.to_owned(), Lines::From(first));
    }
    let mut own = Vec::new();
    let mut body = String::with_capacity(text.len());
    for (n, line) in text.split_inclusive('\n').enumerate() {
        let blank = body.is_empty() && line.trim().is_empty();
        if !blank && !taken.get(n).is_some_and(|t| *t) {
            own.push(first + u32::try_from(n).unwrap_or(u32::MAX));
            body.push_str(line);
        }
    }
    // The body's last line is what stands behind its last break.
    own.push(own.last().map_or(first, |last| last + 1));
    own.truncate(body.split('\n').count());
    (body, Lines::Each(own))
}

/// Returns each article's first line and text.
fn parts(text: &str) -> Vec<(u32, &str)> {
    for is_rule in [is_form_feed as fn(&str) -> bool, is_rule] {
        let parts = split(text, is_rule);
        let full = parts
            .iter()
            .filter(|(_, p)| p.trim().len() >= MIN_ARTICLE)
            .count();
        if full > 1 && full * 2 >= parts.len() {
            return parts;
        }
    }
    vec![(1, text)]
}

fn split(text: &str, is_rule: fn(&str) -> bool) -> Vec<(u32, &str)> {
    let mut parts = Vec::new();
    let (mut start, mut first, mut at) = (0, 1, 0);
    for (n, line) in (1u32..).zip(text.split_inclusive('\n')) {
        if is_rule(line) {
            parts.push((first, &text[start..at]));
            let feed = line.find('\u{C}').map_or(line.len(), |f| f + 1);
            start = at + feed;
            first = if line[feed..].is_empty() { n + 1 } else { n };
        }
        at += line.len();
    }
    parts.push((first, &text[start..]));
    parts.retain(|(_, part)| !part.trim().is_empty());
    parts
}

fn is_form_feed(line: &str) -> bool {
    line.starts_with('\u{C}') || line.trim() == "\u{C}"
}

/// A line of at least ten of the same mark: a whole page apart, not a break of thought.
fn is_rule(line: &str) -> bool {
    let line = line.trim();
    let mut chars = line.chars();
    chars
        .next()
        .is_some_and(|c| "-=_*#~".contains(c) && line.len() >= 10 && chars.all(|d| d == c))
}
