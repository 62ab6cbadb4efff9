//! From an article to its digest.

use super::vocabulary::{self, Vocabulary};
use super::{Dating, Digest, Feature, FeatureKind, Status, Telling, fingerprint};
use crate::article::Article;
use crate::text::sentence::sentences;
use crate::text::token::{Token, TokenKind, tokens_into};
use crate::time::published::evidence;
use crate::time::{Recognised, recognise};
use std::ops::Range;

/// Returns the digest of one article: reads it once and asks nothing else.
pub fn digest(article: &Article) -> Digest {
    let times = recognise(&article.body, &article.language);
    let evidence = evidence(&article.body, &times, &article.language);
    vocabulary::with(|vocabulary| {
        let sentences = told_sentences(article);
        let mut tokens = Vec::new();
        for sentence in &sentences {
            tokens_into(&article.body[sentence.clone()], sentence.start, &mut tokens);
        }
        let words: Vec<u32> = tokens
            .iter()
            .filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number))
            .map(|t| vocabulary.id(&article.body[t.start..t.end]))
            .collect();
        let tellings = tellings(article, &sentences, &tokens, &times, vocabulary);
        Digest {
            words: u32::try_from(words.len()).unwrap_or(u32::MAX),
            minhash: fingerprint::minhash(&words, vocabulary),
            terms: fingerprint::terms(&words, vocabulary),
            tellings,
            times,
            evidence,
            ..Digest::empty(article)
        }
    })
}

/// Returns the sentences of the body outside its boilerplate.
fn told_sentences(article: &Article) -> Vec<Range<usize>> {
    let mut out = Vec::new();
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
            out.extend(
                sentences(piece)
                    .into_iter()
                    .map(|r| r.start + at..r.end + at),
            );
        }
        at = at.max(noise.end);
    }
    out
}

fn tellings(
    article: &Article,
    sentences: &[Range<usize>],
    tokens: &[Token],
    times: &Recognised,
    vocabulary: &mut Vocabulary,
) -> Vec<Telling> {
    let mut out = Vec::new();
    let mut time = 0;
    for (n, sentence) in sentences.iter().enumerate() {
        while time < times.len() && times.span(time).end <= sentence.start {
            time += 1;
        }
        let own = (time < times.len() && times.span(time).start < sentence.end).then_some(time);
        let lead = n < 2;
        if own.is_none() && !lead {
            continue;
        }
        let from = tokens.partition_point(|t| t.start < sentence.start);
        let to = tokens.partition_point(|t| t.start < sentence.end);
        let mut terms: Vec<Feature> = Vec::new();
        for token in &tokens[from..to] {
            let kind = match token.kind {
                TokenKind::Word => FeatureKind::Word,
                TokenKind::Number => FeatureKind::Number,
                _ => continue,
            };
            let id = vocabulary.id(&article.body[token.start..token.end]);
            let word = vocabulary.word(id);
            if !word.lex.stop && !terms.iter().any(|f| *f.stem == *word.stem) {
                terms.push(Feature {
                    stem: word.stem.to_string(),
                    kind,
                });
            }
        }
        let text = &article.body[sentence.clone()];
        out.push(Telling {
            sentence: sentence.clone(),
            clause: sentence.clone(),
            adds: Vec::new(),
            line: article.line_at(sentence.start),
            text: text.to_owned(),
            headline: text
                .split_whitespace()
                .take(9)
                .collect::<Vec<_>>()
                .join(" "),
            time: own.and_then(|i| u32::try_from(i).ok()),
            dating: if own.is_some() {
                Dating::Own
            } else {
                Dating::Published
            },
            status: Status::Happened,
            status_cue: None,
            action: None,
            terms,
            names: Vec::new(),
            quantities: Vec::new(),
            said_by: None,
            lead,
        });
    }
    out
}
