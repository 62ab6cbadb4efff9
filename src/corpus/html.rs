//! Saved pages: readable text, and what the head says of it.
//!
//! Only the tokenizer of html5ever is used: no tree is built, so nothing is as deep as
//! the page is nested. No script runs, nothing is fetched.

mod blocks;
mod choice;
mod meta;
mod page;
mod tags;

use super::draft::{Draft, Found, Lines, Role};
use super::exports;
use crate::article::Format;
use page::Page;

pub(super) fn read(text: &str, found: &mut dyn FnMut(Found)) {
    // Factiva saves many articles as one page.
    if memchr::memmem::find(text.as_bytes(), b"articleParagraph").is_some() {
        let text = fragment(text);
        if exports::detect(&text) == Some(Format::Factiva) {
            exports::read(Format::Factiva, &text, &mut |f| found(f.without_lines()));
            return;
        }
    }
    found(Found::Article(Box::new(draft(text))));
}

/// Reads one page.
pub(super) fn draft(text: &str) -> Draft {
    let page = Page::read(text);
    let mut draft = Draft {
        format: Format::Html,
        ..Draft::default()
    };
    let stories = meta::stories(&page.json_ld);
    let story = stories.first();
    for (field, text) in story.into_iter().flat_map(|s| &s.published) {
        draft.date(field, text, Role::Published);
    }
    page.meta_dates(&mut draft);
    for (field, text) in story.into_iter().flat_map(|s| &s.modified) {
        draft.date(field, text, Role::Modified);
    }
    if let Some(name) = story.and_then(|s| s.publisher.as_deref()) {
        draft.outlet(name);
    }
    for name in [
        "og:site_name",
        "application-name",
        "publisher",
        "dc.publisher",
        "twitter:site",
    ] {
        if let Some(text) = page.meta(name) {
            draft.outlet(text.trim_start_matches('@'));
        }
    }
    draft.url = page
        .canonical
        .clone()
        .or_else(|| page.meta("og:url").map(str::to_owned))
        .or_else(|| story.and_then(|s| s.url.clone()))
        .or_else(|| page.saved_from.clone())
        .filter(|u| u.starts_with("http"));
    draft.title = story
        .and_then(|s| s.headline.clone())
        .or_else(|| page.meta("og:title").map(str::to_owned))
        .or_else(|| page.heading.clone())
        .or_else(|| page.title.clone());
    draft.author = story
        .and_then(|s| s.author.clone())
        .or_else(|| page.meta("author").map(str::to_owned))
        .filter(|a| !a.starts_with("http"));
    draft.language = page.language.clone();
    let (body, lines) = page.body();
    draft.body = body;
    draft.lines = Lines::Each(lines);
    if let Some(text) = story.and_then(|s| s.body.as_deref())
        && draft.body.len() * 2 < text.len()
    {
        draft.body = text.to_owned();
        draft.lines = Lines::Same;
    }
    draft
}

/// Returns the text of a piece of a page, all of it.
pub(super) fn fragment(text: &str) -> String {
    Page::read(text).all_text()
}
