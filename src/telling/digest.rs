//! From an article to its digest.

use super::names::names;
use super::sentence::Sentence;
use super::tag::{self, Tok};
use super::tell::Teller;
use super::vocabulary::{self, Vocabulary};
use super::{Digest, caption, fingerprint, lexicon::can};
use crate::article::Article;
use crate::text::language::Language;
use crate::text::sentence::sentences;
use crate::text::token::{TokenKind, tokens_into};
use crate::time::published::evidence;
use crate::time::{Dct, Recognised, TimexType, recognise};
use rustc_hash::FxHashSet;
use std::ops::Range;

/// How many sentences of an article break its news.
const LEAD_SENTENCES: usize = 3;

/// A quotation of more words than this is somebody's speech.
const SPEECH: usize = 4;

/// Returns the digest of one article: reads it once and asks nothing else.
pub fn digest(article: &Article) -> Digest {
    let times = recognise(&article.body, &article.language);
    let mut evidence = evidence(&article.body, &times, &article.language);
    evidence.within.clone_from(&article.within);
    vocabulary::with(|vocabulary| read(article, times, evidence, vocabulary))
}

fn read(
    article: &Article,
    times: Recognised,
    evidence: crate::time::published::Evidence,
    vocabulary: &mut Vocabulary,
) -> Digest {
    let body = &article.body;
    let ranges = told_sentences(article);
    let mut tokens = Vec::with_capacity(body.len() / 5);
    let mut ends = Vec::with_capacity(ranges.len());
    for sentence in &ranges {
        let from = tokens.len();
        tokens_into(&body[sentence.clone()], sentence.start, &mut tokens);
        let mut kept = from;
        for at in from..tokens.len() {
            let t = tokens[at];
            if !(t.kind == TokenKind::Mark && is_ornament(&body[t.start..t.end])) {
                tokens[kept] = t;
                kept += 1;
            }
        }
        tokens.truncate(kept);
        ends.push(tokens.len());
    }
    let mut toks = tag::read(body, &tokens, vocabulary);
    let words: Vec<u32> = toks
        .iter()
        .filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number))
        .map(|t| t.id)
        .collect();
    mark_times(&mut toks, &times, body);
    let named = capitalised_inside(&toks, &ends);
    let mut from = 0;
    let mut open = false;
    for (n, end) in ends.iter().enumerate() {
        if n > 0 && body[ranges[n - 1].end..ranges[n].start].contains('\n') {
            open = false;
        }
        open = mark_quotes(body, &mut toks[from..*end], open);
        tag::tag(body, &mut toks[from..*end], &named);
        from = *end;
    }
    let mut slices: Vec<&[Tok]> = Vec::with_capacity(ends.len());
    let mut from = 0;
    for end in &ends {
        slices.push(&toks[from..*end]);
        from = *end;
    }
    let names = names(body, &slices, vocabulary);
    let mut teller = Teller::new(&names, &times, vocabulary);
    let mut line_at = Lines::new(article);
    let english = article.language == Language::english();
    for (n, (range, toks)) in ranges.iter().zip(&slices).enumerate() {
        let opens = n == 0 || body[ranges[n - 1].end..range.start].contains('\n');
        let sentence = Sentence {
            body,
            range: range.clone(),
            toks,
            n,
            lead: n < LEAD_SENTENCES,
            opens,
        };
        let line = line_at.of(range.start);
        if english {
            teller.read(&sentence, line);
        } else {
            teller.read_plain(&sentence, line);
        }
    }
    let tellings = teller.finish();
    Digest {
        words: u32::try_from(words.len()).unwrap_or(u32::MAX),
        minhash: fingerprint::minhash(&words, vocabulary),
        terms: fingerprint::terms(&words, vocabulary),
        particulars: fingerprint::particulars(body, &toks, &ends, vocabulary),
        names: names.names,
        tellings,
        times,
        evidence,
        ..Digest::empty(article)
    }
}

/// Returns the sentences of the body outside its boilerplate.
fn told_sentences(article: &Article) -> Vec<Range<usize>> {
    let mut out: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    let end = article.body.len();
    let gaps = article
        .noise
        .iter()
        .cloned()
        .chain(std::iter::once(end..end));
    for noise in gaps {
        if noise.start > at
            && let Some(piece) = article.body.get(at..noise.start)
        {
            for r in sentences(piece) {
                let (start, end) = (r.start + at, r.end + at);
                let text = &article.body[start..end];
                // An address that stands above the headline is no part of it.
                let skip = below_address(text).unwrap_or_else(|| caption::credit(text));
                let end = end - caption::credit_behind(text);
                out.push((start + skip).min(end)..end);
            }
        }
        at = at.max(noise.end);
    }
    out
}

/// Tells whether a mark is no punctuation: an emoji, a bullet, a star, a space without
/// width. Grammar reads past it.
fn is_ornament(mark: &str) -> bool {
    mark.chars().all(|c| {
        matches!(
            c,
            '*' | '_' | '~' | '^' | '|' | '#' | '•' | '\u{200b}'..='\u{200f}' | '\u{2060}'
                | '\u{feff}' | '\u{fe0f}' | '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}'
        )
    })
}

/// Returns where the text under an address starts, if the first line is one.
fn below_address(text: &str) -> Option<usize> {
    if !text.starts_with("http") && !text.starts_with("www.") {
        return None;
    }
    let line = text.find('\n')?;
    let below = text[line..].trim_start();
    (!below.is_empty()).then(|| text.len() - below.len())
}

/// Marks the tokens of time expressions that can date something.
fn mark_times(toks: &mut [Tok], times: &Recognised, text: &str) {
    let kinds = times.resolve(Dct::default());
    let mut at = 0;
    for i in 0..times.len() {
        let dates = kinds.get(i).is_none_or(|t| {
            let vague = t.value.ends_with("_REF") && !times.counts_hours(i);
            matches!(t.kind, TimexType::Date | TimexType::Time) && !vague
        });
        let span = times.span(i);
        if !dates || is_stamped(&text[..span.start]) {
            continue;
        }
        at += toks[at..].partition_point(|t| t.end <= span.start);
        let index = u32::try_from(i).ok();
        for t in toks[at..].iter_mut().take_while(|t| t.start < span.end) {
            t.time = index;
        }
    }
}

/// Words before the stamp of a page.
pub(super) const STAMPS: [&str; 7] = [
    "updated",
    "posted",
    "published",
    "aired",
    "filed",
    "modified",
    "uploaded",
];

/// Tells whether text ends where the stamp of a page follows, wherever in its line: "Lorry runs into
/// crowd Updated: 2016-07-15 06:50".
fn is_stamped(before: &str) -> bool {
    let label = before.trim_end().strip_suffix(':').unwrap_or_default();
    let word = label.rsplit(|c: char| !c.is_alphabetic()).next();
    word.is_some_and(|word| STAMPS.iter().any(|l| word.eq_ignore_ascii_case(l)))
}

/// Returns the words that the article capitalises where no sentence begins.
fn capitalised_inside(toks: &[Tok], ends: &[usize]) -> FxHashSet<u32> {
    let mut out = FxHashSet::default();
    let mut from = 0;
    for end in ends {
        let sentence = &toks[from..*end];
        let capitals = sentence.iter().filter(|t| t.cap).count();
        let words = sentence
            .iter()
            .filter(|t| t.kind == TokenKind::Word)
            .count();
        // A line of capitals is a headline and tells nothing.
        if capitals * 5 <= words * 4 {
            out.extend(
                sentence
                    .iter()
                    .skip(1)
                    .filter(|t| t.cap && t.kind == TokenKind::Word && !t.lex.is(can::CLOSED))
                    .map(|t| t.id),
            );
        }
        from = *end;
    }
    out
}

/// Marks what stands in quotation marks, if it is more than a few words. Returns whether a
/// quotation is still open at the end; `open` tells whether one is at the start.
fn mark_quotes(body: &str, toks: &mut [Tok], open: bool) -> bool {
    let mut from = open.then_some(0);
    for i in 0..toks.len() {
        if toks[i].kind != TokenKind::Quote {
            continue;
        }
        let mark = &body[toks[i].start..toks[i].end];
        let before = i > 0 && toks[i - 1].end == toks[i].start;
        let after = toks.get(i + 1).is_some_and(|n| n.start == toks[i].end);
        // Which way a mark points shows in what it touches: some texts use one form only.
        let closes = match (before, after) {
            (true, false) => true,
            (false, true) => false,
            _ => matches!(mark, "”" | "»" | "''") || (from.is_some() && mark == "\""),
        };
        let single = matches!(mark, "'" | "’" | "‘" | "`");
        if single && before && after {
            continue;
        }
        match from {
            Some(start) if closes => {
                if i - start > SPEECH {
                    for t in &mut toks[start..=i] {
                        t.quoted = true;
                    }
                }
                from = None;
            }
            None if !closes => from = Some(i),
            None if closes && !single && i > SPEECH && !open => {
                // It came from the sentence before.
                for t in &mut toks[..=i] {
                    t.quoted = true;
                }
            }
            _ => {}
        }
    }
    let Some(start) = from else { return false };
    if toks.len() - start > SPEECH || open && start == 0 {
        for t in &mut toks[start..] {
            t.quoted = true;
        }
    }
    // A single mark that nothing closes is an apostrophe.
    start == 0 && open
        || !matches!(toks.get(start), Some(t) if matches!(&body[t.start..t.end], "'" | "’" | "‘"))
}

/// Finds lines of ever later offsets without starting anew.
struct Lines<'a> {
    article: &'a Article,
    at: usize,
    n: usize,
}

impl<'a> Lines<'a> {
    fn new(article: &'a Article) -> Self {
        Self {
            article,
            at: 0,
            n: 0,
        }
    }

    fn of(&mut self, at: usize) -> u32 {
        let bytes = self.article.body.as_bytes();
        self.n += memchr::memchr_iter(b'\n', &bytes[self.at.min(at)..at]).count();
        self.at = at;
        self.article
            .lines
            .get(self.n)
            .copied()
            .unwrap_or_else(|| u32::try_from(self.n + 1).unwrap_or(u32::MAX))
    }
}
