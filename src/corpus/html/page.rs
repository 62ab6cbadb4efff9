//! What a page holds: its head, its dates, and its blocks of text.

use super::choice::{is_consent, is_linked};
use crate::corpus::draft::{Draft, Role};

/// What a page holds.
#[derive(Debug, Default)]
pub(super) struct Page {
    pub title: Option<String>,
    pub heading: Option<String>,
    pub language: Option<String>,
    pub canonical: Option<String>,
    pub saved_from: Option<String>,
    pub json_ld: Vec<String>,
    pub(super) metas: Vec<(String, String)>,
    pub(super) times: Vec<Time>,
    pub(super) blocks: Vec<Block>,
    pub(super) scopes: Vec<Scope>,
}

/// A `<time>` or a date marked up for machines.
#[derive(Debug)]
pub(super) struct Time {
    pub(super) text: String,
    pub(super) published: bool,
    pub(super) aside: bool,
    /// How many blocks stood before it.
    pub(super) at: usize,
}

#[derive(Debug, Default)]
pub(super) struct Block {
    pub(super) text: String,
    pub(super) line: u32,
    pub(super) linked: usize,
    pub(super) aside: bool,
    pub(super) heading: bool,
    /// The innermost containers, outermost first, as indices into `scopes`.
    pub(super) scope: usize,
}

/// A container of blocks.
#[derive(Debug)]
pub(super) struct Scope {
    pub(super) parent: Option<usize>,
    pub(super) kind: ScopeKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd)]
pub(super) enum ScopeKind {
    Plain,
    Main,
    Article,
    Body,
}

impl Page {
    pub(super) fn meta(&self, name: &str) -> Option<&str> {
        self.metas
            .iter()
            .find(|(n, v)| n == name && !v.trim().is_empty())
            .map(|(_, v)| v.as_str())
    }

    /// Puts the dates of the head and of `<time>` into a draft.
    pub(super) fn meta_dates(&self, draft: &mut Draft) {
        for name in [
            "article:published_time",
            "og:published_time",
            "datepublished",
            "parsely-pub-date",
            "sailthru.date",
            "publishdate",
            "pubdate",
            "publication_date",
            "publish-date",
            "dc.date.issued",
            "dc.date",
            "dcterms.created",
            "cxenseparse:recs:publishtime",
            "article.published",
            "date",
        ] {
            if let Some(text) = self.meta(name) {
                draft.date(name, text, Role::Published);
            }
        }
        let first = self.times.iter().filter(|t| !t.aside);
        if let Some(time) = first
            .clone()
            .find(|t| t.published)
            .or_else(|| first.clone().find(|t| t.at < self.blocks.len().min(12)))
        {
            draft.date("time", &time.text, Role::Published);
        }
        for name in [
            "article:modified_time",
            "og:updated_time",
            "datemodified",
            "lastmod",
            "last-modified",
        ] {
            if let Some(text) = self.meta(name) {
                draft.date(name, text, Role::Modified);
            }
        }
    }

    /// Returns the article's text, a paragraph a line with blank lines between, and the
    /// line of the page each stands on.
    pub(super) fn body(&self) -> (String, Vec<u32>) {
        let choice = self.choose();
        let mut text = String::new();
        let mut lines = Vec::new();
        for block in &self.blocks {
            if block.aside || !choice.holds(block.scope) {
                continue;
            }
            if is_linked(block) || is_consent(&block.text) {
                continue;
            }
            if !text.is_empty() {
                text.push_str("\n\n");
                lines.push(block.line);
            }
            for (n, _) in block.text.split('\n').enumerate() {
                lines.push(
                    block.line
                        + if n > 0 {
                            u32::try_from(n).unwrap_or(0)
                        } else {
                            0
                        },
                );
            }
            text.push_str(&block.text);
        }
        (text, lines)
    }

    /// Returns all text, a block a paragraph.
    pub(super) fn all_text(&self) -> String {
        let blocks: Vec<&str> = self.blocks.iter().map(|b| b.text.as_str()).collect();
        blocks.join("\n\n")
    }
}
