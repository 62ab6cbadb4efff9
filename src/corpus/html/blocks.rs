//! Makes a flat list of blocks of text of what a page is written in.

use super::page::{Block, Page, Scope, ScopeKind, Time};
use super::tags::{is_aside, is_block, is_scope, is_void, scope_kind};
use html5ever::tendril::StrTendril;
use html5ever::tokenizer::states::RawKind;
use html5ever::tokenizer::{
    BufferQueue, Tag, TagKind, Token, TokenSink, TokenSinkResult, Tokenizer, TokenizerOpts,
};
use std::cell::RefCell;

/// Nested deeper than this, a page is read flat.
const MAX_OPEN: usize = 512;

struct Open {
    name: String,
    aside: bool,
    linked: bool,
    scope: usize,
}

struct Sink(RefCell<State>);

#[derive(Default)]
struct State {
    page: Page,
    open: Vec<Open>,
    block: Block,
    capture: Option<Capture>,
    raw: String,
    pre: usize,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Capture {
    Title,
    JsonLd,
    Skip,
}

impl Page {
    /// Reads the text of a page.
    pub(super) fn read(text: &str) -> Self {
        let sink = Sink(RefCell::new(State::default()));
        {
            let mut state = sink.0.borrow_mut();
            state.page.scopes.push(Scope {
                parent: None,
                kind: ScopeKind::Plain,
            });
        }
        let tokenizer = Tokenizer::new(sink, TokenizerOpts::default());
        let input = BufferQueue::default();
        let mut rest = text;
        while !rest.is_empty() {
            let mut end = rest.len().min(1 << 20);
            while !rest.is_char_boundary(end) {
                end -= 1;
            }
            input.push_back(StrTendril::from_slice(&rest[..end]));
            while !input.is_empty() {
                let _ = tokenizer.feed(&input);
            }
            rest = &rest[end..];
        }
        tokenizer.end();
        let mut state = tokenizer.sink.0.into_inner();
        state.flush();
        state.page
    }
}

impl TokenSink for Sink {
    type Handle = ();

    fn process_token(&self, token: Token, line: u64) -> TokenSinkResult<()> {
        let mut state = self.0.borrow_mut();
        match token {
            Token::TagToken(tag) => return state.tag(&tag, line),
            Token::CharacterTokens(text) => state.text(&text, line),
            Token::CommentToken(text) => {
                if state.page.saved_from.is_none()
                    && let Some(at) = text.find("saved from url=(")
                {
                    let url = text[at..].split(')').nth(1).unwrap_or_default();
                    state.page.saved_from = Some(url.trim().to_owned());
                }
            }
            _ => {}
        }
        TokenSinkResult::Continue
    }
}

impl State {
    fn tag(&mut self, tag: &Tag, line: u64) -> TokenSinkResult<()> {
        let name: &str = &tag.name;
        match tag.kind {
            TagKind::StartTag => self.start(name, tag, line),
            TagKind::EndTag => {
                self.end(name);
                TokenSinkResult::Continue
            }
        }
    }

    fn start(&mut self, name: &str, tag: &Tag, line: u64) -> TokenSinkResult<()> {
        let attr = |key: &str| {
            tag.attrs
                .iter()
                .find(|a| &*a.name.local == key)
                .map(|a| a.value.to_string())
        };
        match name {
            "script" => {
                let json = attr("type").is_some_and(|t| t.contains("ld+json"));
                self.capture = Some(if json { Capture::JsonLd } else { Capture::Skip });
                return TokenSinkResult::RawData(RawKind::ScriptData);
            }
            "style" | "iframe" | "noembed" | "noframes" | "xmp" => {
                self.capture = Some(Capture::Skip);
                return TokenSinkResult::RawData(RawKind::Rawtext);
            }
            "title" | "textarea" => {
                let title = name == "title"
                    && self.page.title.is_none()
                    && self.open.iter().all(|o| o.name != "svg");
                self.capture = Some(if title { Capture::Title } else { Capture::Skip });
                return TokenSinkResult::RawData(RawKind::Rcdata);
            }
            "meta" => {
                let key = attr("property")
                    .or_else(|| attr("name"))
                    .or_else(|| attr("itemprop"));
                if let (Some(key), Some(value)) = (key, attr("content")) {
                    self.page.metas.push((key.to_lowercase(), value));
                }
                return TokenSinkResult::Continue;
            }
            "link" => {
                if attr("rel").is_some_and(|r| r == "canonical") {
                    self.page.canonical = self.page.canonical.take().or_else(|| attr("href"));
                }
                return TokenSinkResult::Continue;
            }
            "html" => {
                self.page.language = attr("lang").or_else(|| attr("xml:lang"));
                return TokenSinkResult::Continue;
            }
            "br" => {
                self.line_break();
                return TokenSinkResult::Continue;
            }
            _ => {}
        }
        let aside_here = is_aside(name, tag) || self.is_page_header(name);
        let aside = aside_here || self.open.last().is_some_and(|o| o.aside);
        if name == "time" || attr("itemprop").is_some_and(|p| p == "datePublished") {
            self.time(tag, aside);
        }
        if is_void(name) || tag.self_closing {
            return TokenSinkResult::Continue;
        }
        // A link within a link ends the one before, which was never closed.
        if name == "a"
            && let Some(at) = self.open.iter().rposition(|o| o.name == "a")
        {
            self.open.truncate(at);
        }
        let block = is_block(name);
        if block {
            self.flush();
            self.block.line = u32::try_from(line).unwrap_or(u32::MAX);
            self.close_implied(name);
        }
        if self.open.len() >= MAX_OPEN {
            return TokenSinkResult::Continue;
        }
        if name == "pre" {
            self.pre += 1;
        }
        let parent = self.open.last().map_or(0, |o| o.scope);
        let scope = if is_scope(name) {
            let kind = scope_kind(name, tag);
            self.page.scopes.push(Scope {
                parent: Some(parent),
                kind,
            });
            self.page.scopes.len() - 1
        } else {
            parent
        };
        self.open.push(Open {
            name: name.to_owned(),
            aside,
            linked: name == "a" || self.open.last().is_some_and(|o| o.linked),
            scope,
        });
        TokenSinkResult::Continue
    }

    /// The banner of a page; that of an article holds its headline.
    fn is_page_header(&self, name: &str) -> bool {
        name == "header"
            && !self
                .open
                .iter()
                .any(|o| o.name == "article" || o.name == "main")
    }

    fn time(&mut self, tag: &Tag, aside: bool) {
        let attr = |key: &str| {
            tag.attrs
                .iter()
                .find(|a| &*a.name.local == key)
                .map(|a| a.value.to_string())
        };
        if let Some(text) = attr("datetime").or_else(|| attr("content")) {
            let hint = ["itemprop", "class", "pubdate"]
                .iter()
                .filter_map(|k| attr(k).map(|v| format!("{k} {v}").to_lowercase()))
                .any(|v| v.contains("publ") || v.contains("pubdate"));
            let modified = attr("itemprop").is_some_and(|v| v.contains("odified"));
            if !modified {
                self.page.times.push(Time {
                    text,
                    published: hint,
                    aside,
                    at: self.page.blocks.len(),
                });
            }
        }
    }

    fn end(&mut self, name: &str) {
        if let Some(capture) = self.capture.take() {
            let raw = std::mem::take(&mut self.raw);
            match capture {
                Capture::Title => self.page.title = Some(squeezed(&raw)),
                Capture::JsonLd => self.page.json_ld.push(raw),
                Capture::Skip => {}
            }
            return;
        }
        if name == "pre" {
            self.pre = self.pre.saturating_sub(1);
        }
        let heading = name == "h1" && self.page.heading.is_none();
        if heading {
            let text = squeezed(&self.block.text);
            if !text.is_empty() {
                self.page.heading = Some(text);
            }
        }
        if is_block(name) {
            self.block.heading |= name.len() == 2 && name.starts_with('h');
            self.flush();
        }
        // A stray end tag closes nothing.
        let from = self.open.len().saturating_sub(64);
        if let Some(at) = self.open[from..].iter().rposition(|o| o.name == name) {
            self.open.truncate(from + at);
        }
    }

    fn close_implied(&mut self, name: &str) {
        let last = self.open.last().map(|o| o.name.as_str());
        let implied = match name {
            "li" => last == Some("li"),
            "td" | "th" => matches!(last, Some("td" | "th")),
            "dt" | "dd" => matches!(last, Some("dt" | "dd")),
            _ => false,
        };
        if implied || last == Some("p") {
            self.open.pop();
        }
    }

    fn text(&mut self, text: &str, line: u64) {
        if self.capture.is_some() {
            // Linked data is never this long; scripts are thrown away.
            if self.capture != Some(Capture::Skip) && self.raw.len() < 4 << 20 {
                self.raw.push_str(text);
            }
            return;
        }
        if self
            .open
            .last()
            .is_some_and(|o| o.name == "noscript" || o.name == "template")
        {
            return;
        }
        if self.block.text.is_empty() {
            // The tokenizer hands over a run of text when it ends.
            let inner = text.bytes().filter(|b| *b == b'\n').count() as u64;
            let lead = text.len() - text.trim_start().len();
            let lead = text[..lead].bytes().filter(|b| *b == b'\n').count() as u64;
            self.block.line = u32::try_from(line.saturating_sub(inner) + lead).unwrap_or(u32::MAX);
            self.block.scope = self.open.last().map_or(0, |o| o.scope);
            self.block.aside = self.open.last().is_some_and(|o| o.aside);
        }
        let before = self.block.text.len();
        if self.pre > 0 {
            self.block.text.push_str(text);
        } else {
            push_squeezed(&mut self.block.text, text);
        }
        if self.open.last().is_some_and(|o| o.linked) {
            self.block.linked += self.block.text.len() - before;
        }
    }

    fn line_break(&mut self) {
        let kept = self.block.text.trim_end().len();
        self.block.text.truncate(kept);
        if !self.block.text.is_empty() {
            self.block.text.push('\n');
        }
    }

    fn flush(&mut self) {
        let mut block = std::mem::take(&mut self.block);
        block.text = block.text.trim().to_owned();
        if !block.text.is_empty() {
            self.page.blocks.push(block);
        }
    }
}

/// White space is one blank, and none at the beginning of a line.
fn push_squeezed(out: &mut String, text: &str) {
    for c in text.chars() {
        if matches!(c, ' ' | '\t' | '\n' | '\r' | '\u{C}') {
            if !out.is_empty() && !out.ends_with([' ', '\n']) {
                out.push(' ');
            }
        } else {
            out.push(c);
        }
    }
}

fn squeezed(text: &str) -> String {
    let mut out = String::new();
    push_squeezed(&mut out, text);
    out.trim().to_owned()
}
