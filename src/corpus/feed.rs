//! RSS (all versions, RDF too) and Atom: an article an entry.

use super::draft::{Draft, Found, Role};
use super::html;
use super::xml::{Element, Tree};
use crate::article::Format;

/// Shorter than this, what a feed gives is an appetizer.
const TEASER: usize = 600;

pub(super) fn read(text: &str, found: &mut dyn FnMut(Found)) {
    let tree = Tree::read(text);
    let Some(root) = tree.root() else {
        return found(Found::broken(None, "no element in it".to_owned()));
    };
    let channel = root.child("channel").unwrap_or(root);
    let outlet = channel.child("title").map(Element::text);
    let language = channel
        .child("language")
        .map(Element::text)
        .or_else(|| root.attr("xml:lang").map(str::to_owned));
    let items = root
        .below()
        .into_iter()
        .filter(|e| matches!(e.name(), "item" | "entry"));
    let mut any = false;
    for (n, item) in items.enumerate() {
        any = true;
        let mut draft = entry(item);
        draft.record.get_or_insert_with(|| (n + 1).to_string());
        if let Some(outlet) = &outlet {
            draft.outlet(outlet);
        }
        if draft.language.is_none() {
            draft.language.clone_from(&language);
        }
        found(Found::Article(Box::new(draft)));
    }
    if let Some(why) = tree.broken {
        found(Found::broken(
            None,
            format!("{why}; what came after is lost"),
        ));
    } else if !any {
        found(Found::broken(None, "a feed without entries".to_owned()));
    }
}

fn entry(item: Element<'_>) -> Draft {
    let text = |name: &str| {
        item.child(name)
            .map(Element::raw_text)
            .filter(|t| !t.trim().is_empty())
    };
    let mut draft = Draft {
        format: Format::Feed,
        title: text("title").map(|t| plain(&t)),
        author: item
            .child("author")
            .map(|a| a.child("name").unwrap_or(a).text())
            .or_else(|| text("dc:creator")),
        record: text("guid")
            .or_else(|| text("id"))
            .map(|t| t.trim().to_owned()),
        url: item
            .children()
            .filter(|c| c.name() == "link")
            .find(|c| c.attr("rel").is_none_or(|r| r == "alternate"))
            .and_then(|l| l.attr("href").map(str::to_owned).or_else(|| Some(l.text())))
            .filter(|u| !u.is_empty()),
        language: item.attr("xml:lang").map(str::to_owned),
        ..Draft::default()
    };
    // The source of an entry of an aggregated feed.
    if let Some(source) = item.child("source") {
        let name = source.child("title").unwrap_or(source).text();
        draft.outlet(&name);
    }
    for name in [
        "published",
        "pubDate",
        "dc:date",
        "issued",
        "dcterms:issued",
        "date",
    ] {
        if let Some(t) = text(name) {
            draft.date(name, &t, Role::Published);
        }
    }
    for name in ["updated", "modified", "dcterms:modified"] {
        if let Some(t) = text(name) {
            draft.date(name, &t, Role::Modified);
        }
    }
    let marked_up = ["content", "summary"].iter().find_map(|name| {
        let element = item.child(name)?;
        element.children().next().map(|_| element.blocks())
    });
    if let Some(body) = marked_up {
        draft.body = body;
        return draft;
    }
    let full = text("content:encoded").or_else(|| text("content"));
    let teaser = || text("description").or_else(|| text("summary"));
    if let Some(full) = full {
        draft.body = plain(&full);
    } else if let Some(teaser) = teaser() {
        draft.body = plain(&teaser);
        draft.truncated = draft.body.len() < TEASER;
    }
    draft
}

/// Feeds carry pages in their text, once or twice escaped.
fn plain(text: &str) -> String {
    if text.contains('<') || text.contains('&') {
        html::fragment(text)
    } else {
        text.trim().to_owned()
    }
}
