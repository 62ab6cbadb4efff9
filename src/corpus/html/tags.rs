//! What elements are: which hold blocks, which surround the article.

use super::page::ScopeKind;
use html5ever::tokenizer::Tag;

pub(super) fn is_void(name: &str) -> bool {
    matches!(
        name,
        "area"
            | "base"
            | "col"
            | "embed"
            | "hr"
            | "img"
            | "input"
            | "param"
            | "source"
            | "track"
            | "wbr"
    )
}

pub(super) fn is_block(name: &str) -> bool {
    matches!(
        name,
        "p" | "div"
            | "article"
            | "section"
            | "main"
            | "header"
            | "footer"
            | "nav"
            | "aside"
            | "h1"
            | "h2"
            | "h3"
            | "h4"
            | "h5"
            | "h6"
            | "ul"
            | "ol"
            | "li"
            | "dl"
            | "dt"
            | "dd"
            | "table"
            | "tr"
            | "td"
            | "th"
            | "tbody"
            | "thead"
            | "blockquote"
            | "pre"
            | "figure"
            | "figcaption"
            | "form"
            | "fieldset"
            | "body"
            | "head"
            | "address"
            | "hr"
            | "details"
            | "summary"
            | "button"
            | "select"
            | "option"
            | "noscript"
            | "template"
            | "svg"
            | "dialog"
            | "center"
    )
}

pub(super) fn is_scope(name: &str) -> bool {
    matches!(
        name,
        "body" | "div" | "article" | "section" | "main" | "td" | "center"
    )
}

/// Names that pages of all sorts give to what holds the text of a story.
const BODIES: &[&str] = &[
    "articlebody",
    "article-body",
    "article__body",
    "article_body",
    "article-text",
    "article__text",
    "article-content",
    "article__content",
    "storybody",
    "story-body",
    "story__body",
    "story-text",
    "story-content",
    "entry-content",
    "post-content",
    "post-body",
    "td-post-content",
    "content__article-body",
];

pub(super) fn scope_kind(name: &str, tag: &Tag) -> ScopeKind {
    let marked = |key: &str, test: fn(&str) -> bool| {
        tag.attrs
            .iter()
            .any(|a| &*a.name.local == key && test(&a.value.to_lowercase()))
    };
    let named = |key: &str| marked(key, |v| v.split_whitespace().any(|w| BODIES.contains(&w)));
    if marked("itemprop", |v| v == "articlebody") || ["name", "class", "id"].into_iter().any(named)
    {
        ScopeKind::Body
    } else if name == "article" {
        ScopeKind::Article
    } else if name == "main" || marked("role", |v| v == "main") {
        ScopeKind::Main
    } else {
        ScopeKind::Plain
    }
}

/// Words in class names and ids of what surrounds articles on pages of all sorts.
const ASIDE_WORDS: &[&str] = &[
    "comment",
    "comments",
    "related",
    "share",
    "sharing",
    "social",
    "newsletter",
    "promo",
    "sidebar",
    "breadcrumb",
    "breadcrumbs",
    "cookie",
    "cookies",
    "consent",
    "advert",
    "advertisement",
    "ad",
    "ads",
    "footer",
    "foot",
    "nav",
    "navbar",
    "navigation",
    "menu",
    "recommended",
    "recommendations",
    "recirculation",
    "trending",
    "popular",
    "subscribe",
    "subscription",
    "signup",
    "paywall",
    "tags",
    "toolbar",
    "masthead",
    "outbrain",
    "taboola",
    "disqus",
    "modal",
    "popup",
    "banner",
    "widget",
    "teaser",
    "teasers",
    "caption",
    "credit",
    "hidden",
    "skip",
    "copyright",
    "sponsored",
    "more-stories",
    "most-read",
    "mostread",
    "also-read",
    "read-more",
    "readmore",
    "morestories",
    "video-player",
    "byline",
    "dateline-info",
];

pub(super) fn is_aside(name: &str, tag: &Tag) -> bool {
    if matches!(
        name,
        "nav"
            | "footer"
            | "aside"
            | "form"
            | "button"
            | "select"
            | "figure"
            | "figcaption"
            | "noscript"
            | "template"
            | "svg"
            | "dialog"
            | "menu"
            | "head"
            | "audio"
            | "video"
            | "object"
            | "canvas"
    ) {
        return true;
    }
    if matches!(
        name,
        "body"
            | "html"
            | "article"
            | "main"
            | "p"
            | "span"
            | "a"
            | "em"
            | "strong"
            | "b"
            | "i"
            | "h1"
    ) {
        return false;
    }
    tag.attrs.iter().any(|a| match &*a.name.local {
        "class" | "id" => {
            let value = a.value.to_lowercase();
            value.split_whitespace().any(|word| {
                ASIDE_WORDS.contains(&word)
                    || word
                        .split(['-', '_'])
                        .any(|part| ASIDE_WORDS.contains(&part))
            })
        }
        "hidden" => true,
        "aria-modal" => &*a.value == "true",
        "aria-hidden" => &*a.value == "true",
        "role" => matches!(
            &*a.value,
            "navigation" | "complementary" | "banner" | "contentinfo" | "dialog" | "search"
        ),
        _ => false,
    })
}
