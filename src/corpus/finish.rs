//! Makes an article of a draft: cleans, dates, names the outlet, finds the noise.

use super::draft::{Draft, Found, Lines};
use super::habits::line_hash;
use super::prepare::prepare;
use super::{Corpus, Outcome, noise, outlet, partial, stated};
use crate::article::{Article, ArticleName, Format, SourceFrom};
use crate::text::clean::{clean_headline, clean_line, visible};
use crate::text::language;
use std::ops::Range;

/// Fewer words than this are a teaser.
const MIN_WORDS: usize = 20;

/// What stands in every field of such an article.
const REMOVED: &str = "[Removed]";

/// Finishes the drafts of one file.
pub(super) struct Finisher<'a> {
    corpus: &'a Corpus,
    path: &'a str,
}

impl<'a> Finisher<'a> {
    pub(super) fn new(corpus: &'a Corpus, path: &'a str) -> Self {
        Self { corpus, path }
    }

    pub(super) fn finish(&self, found: Found) -> Outcome {
        match found {
            Found::Article(draft) => self.article(*draft),
            Found::Broken {
                member,
                record,
                why,
            } => Outcome::Skipped(self.name(member.as_deref(), record), clean_line(&why)),
        }
    }

    fn name(&self, member: Option<&str>, record: Option<String>) -> ArticleName {
        ArticleName {
            path: match member {
                Some(member) => format!("{}/{}", self.path, clean_line(member)),
                None => self.path.to_owned(),
            },
            record: record.map(|r| clean_line(&r)),
        }
    }

    fn article(&self, mut draft: Draft) -> Outcome {
        let mut lines = std::mem::take(&mut draft.lines);
        let mut text = std::mem::take(&mut draft.body);
        let file_is_text = matches!(draft.format, Format::Text | Format::Markdown | Format::Html);
        if !file_is_text && looks_marked_up(&text) {
            let plain = super::html::fragment(&text);
            if !plain.trim().is_empty() {
                text = plain;
                lines = Lines::Same;
            }
        }
        if let Some(end) = cut_mark(&text) {
            text.truncate(end);
            draft.truncated = true;
            draft.notes.push(
                "cut short by the service it came from; give the page it leads to as well"
                    .to_owned(),
            );
        }
        if text.trim() == REMOVED {
            text.clear();
        }
        let (mut body, mut lines) = prepare(text, &lines);
        let mut title = draft
            .title
            .take()
            .map(|t| clean_headline(&t))
            .filter(|t| !t.is_empty());
        let name = self.name(draft.member.as_deref(), draft.record.clone());
        if body.trim().is_empty() {
            match &title {
                // What a service leaves of an article that was withdrawn from it.
                Some(title) if title == REMOVED => {
                    return Outcome::Skipped(name, "withdrawn by the service it came from".into());
                }
                Some(title) => {
                    body.clone_from(title);
                    draft.truncated = true;
                    draft.notes.push(
                        "only a headline, no text; give the page it leads to as well".to_owned(),
                    );
                    lines = Vec::new();
                }
                None if !draft.notes.is_empty() => {
                    return Outcome::Skipped(name, draft.notes.join("; "));
                }
                None => {
                    let fields = matches!(
                        draft.format,
                        Format::Json | Format::JsonLines | Format::Csv | Format::Xml
                    );
                    let why = if fields {
                        "no field is known to hold text; name it with --map text=FIELD"
                    } else {
                        "no readable text in it"
                    };
                    return Outcome::Skipped(name, why.to_owned());
                }
            }
        }
        let sidecar = &self.corpus.sidecar;
        let record = draft.record.as_deref();
        // A member of an archive by its own name, else by that of the archive.
        let about = sidecar
            .article(&name.path, record)
            .or_else(|| sidecar.article(self.path, record));
        if let Some(told) = about.and_then(|a| a.title.as_deref()) {
            title = Some(clean_headline(told));
        }
        if let Some(url) = about.and_then(|a| a.url.clone()) {
            draft.url = Some(url);
        }
        let (source, source_from) = match about.and_then(|a| a.source.as_deref()) {
            Some(name) => (name.to_owned(), SourceFrom::Sidecar),
            None => outlet::outlet(
                &self.corpus.sidecar,
                self.corpus.habits.folder_level,
                &name.path,
                &draft,
                &body,
            ),
        };
        let source = match source_from {
            SourceFrom::Sidecar => source,
            _ => self.corpus.habits.spelt(&source).to_owned(),
        };
        let habits = self.corpus.habits.repeated(&source);
        let is_habit = |line: &str| habits.is_some_and(|h| h.contains(&line_hash(line)));
        let of_body = noise::lines(&body);
        let noise = noise::by_form(&body, &of_body, &is_habit);
        if title.is_none() && draft.format == Format::Text {
            title = first_line_title(&of_body, &noise);
        }
        let title = title.map(|t| without_outlet(t, &source));
        let stated = stated::stated(self.corpus, &name.path, about, &source, &draft, &of_body);
        let within = match stated.is_empty() {
            true => partial::within(about, &draft),
            false => None,
        };
        if body.split_ascii_whitespace().nth(MIN_WORDS).is_none() {
            draft.truncated = true;
        }
        let article = Article {
            name,
            format: draft.format,
            source: clean_headline(&source),
            source_from,
            title,
            author: draft
                .author
                .map(|a| without_by(clean_headline(&a)))
                .filter(|a| !a.is_empty()),
            url: draft.url.map(|u| clean_line(&visible(&u))),
            language: language::detect(&body, draft.language.as_deref()),
            stated,
            within,
            lines,
            noise,
            truncated: draft.truncated,
            body,
        };
        if draft.notes.is_empty() {
            Outcome::Read(Box::new(article))
        } else {
            Outcome::Partial(Box::new(article), clean_line(&draft.notes.join("; ")))
        }
    }
}

/// "By Ada Quill" is by Ada Quill.
fn without_by(author: String) -> String {
    match author.get(..3) {
        Some(by) if by.eq_ignore_ascii_case("by ") => author[3..].trim_start().to_owned(),
        _ => author,
    }
}

fn looks_marked_up(body: &str) -> bool {
    let tags = ["<p>", "<p ", "<br", "</p>", "</div>", "</a>"];
    memchr::memchr(b'<', body.as_bytes()).is_some()
        && tags.iter().filter(|t| body.contains(**t)).count() >= 1
}

/// Where a service that gives only the beginning of a text says how much it left out:
/// "… [+1234 chars]".
fn cut_mark(text: &str) -> Option<usize> {
    let bare = text.trim_end();
    let rest = bare.strip_suffix(" chars]")?;
    let open = rest.rfind("[+")?;
    let inner = &rest[open + 2..];
    inner.bytes().all(|b| b.is_ascii_digit()).then_some(open)
}

/// A first line that is short and no sentence, with more below it, is the headline.
fn first_line_title(lines: &[noise::Line<'_>], noise: &[Range<usize>]) -> Option<String> {
    let mut lines = lines.iter().filter(|(_, text)| !text.is_empty());
    let (range, first) = lines.next()?;
    lines.next()?;
    if noise.first().is_some_and(|n| n.contains(&range.start)) {
        return None;
    }
    let words = first.split_whitespace().count();
    let sentence =
        first.ends_with(['.', ',', ';', ':', '-', '\u{2014}']) || first.starts_with(['(', '-']);
    ((3..=20).contains(&words) && first.chars().count() <= 140 && !sentence)
        .then(|| (*first).to_owned())
}

/// "Council closes pier - Harbour Post": the outlet is no part of the headline.
fn without_outlet(title: String, source: &str) -> String {
    if !title.contains(['|', '-', '\u{2013}', '\u{2014}', ':']) {
        return title;
    }
    for mark in [" | ", " - ", " \u{2013} ", " \u{2014} ", " :: "] {
        if let Some((headline, last)) = title.rsplit_once(mark)
            && outlet::key(last) == outlet::key(source)
            && !headline.trim().is_empty()
        {
            return headline.trim().to_owned();
        }
    }
    title
}
