//! Makes an article of a draft: cleans, dates, names the outlet, finds the noise.

use super::detect::Format;
use super::draft::{Draft, Found, Lines};
use super::walk::FileEntry;
use super::{Corpus, Outcome, noise, outlet, stated};
use crate::article::{Article, ArticleName, SourceFrom};
use crate::text::clean::{clean, clean_line};
use crate::text::language;

/// Fewer words than this are a teaser.
const MIN_WORDS: usize = 20;

/// Finishes the drafts of one file.
pub(super) struct Finisher<'a> {
    corpus: &'a Corpus,
    path: &'a str,
}

impl<'a> Finisher<'a> {
    pub(super) fn new(corpus: &'a Corpus, file: &'a FileEntry) -> Self {
        Self {
            corpus,
            path: &file.path,
        }
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
        let mut body = clean(&draft.body);
        if looks_marked_up(&body)
            && draft.format != Format::Text
            && draft.format != Format::Markdown
        {
            let page = super::html::draft(&body);
            if !page.body.trim().is_empty() {
                body = clean(&page.body);
            }
        }
        let mut title = draft
            .title
            .take()
            .map(|t| clean_line(&t))
            .filter(|t| !t.is_empty());
        let name = self.name(draft.member.as_deref(), draft.record.clone());
        if body.trim().is_empty() {
            match &title {
                Some(title) => {
                    body.clone_from(title);
                    draft.truncated = true;
                    draft.lines = Lines::Same;
                }
                None if !draft.notes.is_empty() => {
                    return Outcome::Skipped(name, draft.notes.join("; "));
                }
                None => {
                    let why = if draft.record.is_some() {
                        "no text; name the field that holds it with --map text=FIELD"
                    } else {
                        "no text in it"
                    };
                    return Outcome::Skipped(name, why.to_owned());
                }
            }
        }
        if title.is_none() && draft.format == Format::Text {
            title = first_line_title(&body);
        }
        let about = self
            .corpus
            .sidecar
            .article(self.path, draft.record.as_deref());
        if let Some(told) = about.and_then(|a| a.title.as_deref()) {
            title = Some(clean_line(told));
        }
        if let Some(url) = about.and_then(|a| a.url.clone()) {
            draft.url = Some(url);
        }
        let (source, source_from) = match about.and_then(|a| a.source.as_deref()) {
            Some(name) => (name.to_owned(), SourceFrom::Sidecar),
            None => outlet::outlet(self.corpus, &name.path, &draft, &body),
        };
        let stated = stated::stated(self.corpus, &name.path, &draft, &body);
        let noise = noise::by_form(&body, &|_| false);
        let lines = lines(&draft.lines, &body);
        if body.split_whitespace().nth(MIN_WORDS).is_none() {
            draft.truncated = true;
        }
        let article = Article {
            name,
            source: clean_line(&source),
            source_from,
            title,
            author: draft
                .author
                .map(|a| clean_line(&a))
                .filter(|a| !a.is_empty()),
            url: draft.url.map(|u| clean_line(&u)),
            language: language::detect(&body, draft.language.as_deref()),
            stated,
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

fn looks_marked_up(body: &str) -> bool {
    let tags = ["<p>", "<p ", "<br", "</p>", "</div>", "</a>"];
    body.contains('<') && tags.iter().filter(|t| body.contains(**t)).count() >= 1
}

fn lines(lines: &Lines, body: &str) -> Vec<u32> {
    match lines {
        Lines::Same => Vec::new(),
        Lines::From(first) => {
            let n = body.split('\n').count();
            (*first..).take(n).collect()
        }
        Lines::Each(each) => each.clone(),
    }
}

/// A first line that is short and no sentence, with more below it, is the headline.
fn first_line_title(body: &str) -> Option<String> {
    let mut lines = body.lines().map(str::trim).filter(|l| !l.is_empty());
    let first = lines.next()?;
    let second = lines.next()?;
    let words = first.split_whitespace().count();
    let sentence =
        first.ends_with(['.', ',', ';', ':', '-', '\u{2014}']) || first.starts_with(['(', '-']);
    let noise = !noise::by_form(body, &|_| false).is_empty()
        && noise::by_form(body, &|_| false)
            .iter()
            .any(|r| body[r.clone()].lines().any(|l| l.trim() == first));
    (words >= 3
        && words <= 20
        && first.chars().count() <= 140
        && !sentence
        && !noise
        && !second.is_empty())
    .then(|| first.to_owned())
}
