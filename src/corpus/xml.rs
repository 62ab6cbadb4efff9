//! A small tree of an XML file, deep and large only within bounds. Entities a file
//! declares for itself are never expanded.

use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};

/// Nested deeper than this, an element is read as part of the one above.
const MAX_DEPTH: usize = 200;

/// All elements of a file; the first is the root's parent.
#[derive(Debug)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    /// Where reading had to end, and why.
    pub broken: Option<String>,
}

#[derive(Debug, Default)]
struct Node {
    name: String,
    attrs: Vec<(String, String)>,
    /// Text and elements in order.
    inner: Vec<Inner>,
    line: u32,
}

#[derive(Debug)]
enum Inner {
    Text(String),
    Element(usize),
}

/// An element.
#[derive(Debug, Clone, Copy)]
pub(super) struct Element<'a> {
    tree: &'a Tree,
    at: usize,
}

impl Tree {
    pub(super) fn read(text: &str) -> Self {
        let mut reader = Reader::from_str(text);
        reader.config_mut().check_end_names = false;
        let mut tree = Self {
            nodes: vec![Node::default()],
            broken: None,
        };
        let mut open = vec![0usize];
        let (mut line, mut counted) = (1u32, 0usize);
        loop {
            let event = reader.read_event();
            let at = usize::try_from(reader.buffer_position())
                .unwrap_or(text.len())
                .min(text.len());
            let new = memchr::memchr_iter(b'\n', &text.as_bytes()[counted..at]).count();
            let parent = open.last().copied().unwrap_or(0);
            match event {
                Ok(Event::Start(start)) => {
                    let node = tree.push(parent, &start, line);
                    open.push(if open.len() < MAX_DEPTH { node } else { parent });
                }
                Ok(Event::Empty(start)) => {
                    tree.push(parent, &start, line);
                }
                Ok(Event::End(_)) => {
                    if open.len() > 1 {
                        open.pop();
                    }
                }
                Ok(Event::Text(text)) => tree.text(parent, &text),
                Ok(Event::CData(text)) => tree.text(parent, &text),
                Ok(Event::GeneralRef(entity)) => {
                    let shown = match entity.resolve_char_ref() {
                        Ok(Some(c)) => c.to_string(),
                        _ => {
                            named(&entity).map_or_else(|| format!("&{};", &*entity), str::to_owned)
                        }
                    };
                    tree.text(parent, &shown);
                }
                Ok(Event::Eof) => {
                    tree.broken = tree.cut_off(text, open.len(), line);
                    break;
                }
                Ok(_) => {}
                Err(why) => {
                    tree.broken =
                        Some(format!("broken XML at line {}: {why}", line as usize + new));
                    break;
                }
            }
            line = line.saturating_add(u32::try_from(new).unwrap_or(0));
            counted = at;
        }
        tree
    }

    fn push(&mut self, parent: usize, start: &BytesStart<'_>, line: u32) -> usize {
        let attrs = start
            .attributes()
            .filter_map(Result::ok)
            .map(|a| {
                let value = a
                    .normalized_value(XmlVersion::Implicit1_0)
                    .unwrap_or_else(|_| a.value.clone())
                    .into_owned();
                (local(a.key.as_ref()), value)
            })
            .collect();
        self.nodes.push(Node {
            name: local(start.name().as_ref()),
            attrs,
            inner: Vec::new(),
            line,
        });
        let at = self.nodes.len() - 1;
        self.nodes[parent].inner.push(Inner::Element(at));
        at
    }

    /// Says so where the outermost element is never closed: the file breaks off.
    fn cut_off(&self, text: &str, open: usize, line: u32) -> Option<String> {
        let root = self.root()?;
        // End tags are not compared, for files that never close some: the last one tells.
        let last = text.rfind("</").map_or("", |at| &text[at + 2..]);
        let last = last.split(['>', ' ', '\n']).next().unwrap_or_default();
        let closed = open <= 1 || local(last) == root.name();
        (!closed).then(|| format!("cut off at line {line}: <{}> is never closed", root.name()))
    }

    fn text(&mut self, parent: usize, text: &str) {
        match self.nodes[parent].inner.last_mut() {
            Some(Inner::Text(before)) => before.push_str(text),
            _ => self.nodes[parent].inner.push(Inner::Text(text.to_owned())),
        }
    }

    /// Returns the outermost element.
    pub(super) fn root(&self) -> Option<Element<'_>> {
        Element { tree: self, at: 0 }.children().next()
    }
}

/// `content:encoded` stays whole where the prefix tells things apart; others lose it.
fn local(name: &str) -> String {
    match name.split_once(':') {
        Some(("content" | "dc" | "media" | "dcterms" | "xml", _)) | None => name.to_owned(),
        Some((_, bare)) => bare.to_owned(),
    }
}

fn named(entity: &str) -> Option<&'static str> {
    Some(match entity {
        "amp" => "&",
        "lt" => "<",
        "gt" => ">",
        "quot" => "\"",
        "apos" => "'",
        "nbsp" => "\u{A0}",
        "mdash" => "\u{2014}",
        "ndash" => "\u{2013}",
        "lsquo" => "\u{2018}",
        "rsquo" => "\u{2019}",
        "ldquo" => "\u{201C}",
        "rdquo" => "\u{201D}",
        "hellip" => "\u{2026}",
        "eacute" => "\u{E9}",
        "egrave" => "\u{E8}",
        "copy" => "\u{A9}",
        _ => return None,
    })
}

impl<'a> Element<'a> {
    fn node(self) -> &'a Node {
        &self.tree.nodes[self.at]
    }

    pub(super) fn name(self) -> &'a str {
        &self.node().name
    }

    /// Returns the line of the file its start tag stands on.
    pub(super) fn line(self) -> u32 {
        self.node().line
    }

    pub(super) fn attr(self, name: &str) -> Option<&'a str> {
        self.node()
            .attrs
            .iter()
            .find(|(n, v)| n == name && !v.trim().is_empty())
            .map(|(_, v)| v.as_str())
    }

    pub(super) fn attrs(self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.node()
            .attrs
            .iter()
            .map(|(n, v)| (n.as_str(), v.as_str()))
    }

    pub(super) fn children(self) -> impl Iterator<Item = Element<'a>> {
        let tree = self.tree;
        self.node()
            .inner
            .iter()
            .filter_map(move |inner| match inner {
                Inner::Element(at) => Some(Element { tree, at: *at }),
                Inner::Text(_) => None,
            })
    }

    /// Returns the elements below it, at any depth, in the order of the file.
    pub(super) fn below(self) -> Vec<Element<'a>> {
        let mut out = Vec::new();
        let mut todo: Vec<Element<'a>> = self.children().collect();
        todo.reverse();
        while let Some(next) = todo.pop() {
            out.push(next);
            let mut inner: Vec<Element<'a>> = next.children().collect();
            inner.reverse();
            todo.append(&mut inner);
        }
        out
    }

    pub(super) fn child(self, name: &str) -> Option<Element<'a>> {
        self.children().find(|c| c.name() == name)
    }

    pub(super) fn find(self, name: &str) -> Option<Element<'a>> {
        self.below().into_iter().find(|c| c.name() == name)
    }

    /// Returns all text in it, white space squeezed.
    pub(super) fn text(self) -> String {
        let raw = self.raw_text();
        raw.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Returns all text in it but an editor's notes and what he corrected.
    fn text_of_story(self) -> String {
        const BESIDE: &[&str] = &["note", "sic", "orig", "fw"];
        let mut out = String::new();
        let mut todo: Vec<&Inner> = self.node().inner.iter().rev().collect();
        while let Some(next) = todo.pop() {
            match next {
                Inner::Text(text) => out.push_str(text),
                Inner::Element(at) => {
                    let node = &self.tree.nodes[*at];
                    if !BESIDE.contains(&node.name.as_str()) {
                        todo.extend(node.inner.iter().rev());
                    }
                }
            }
        }
        out.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Returns the text in it with a blank line between its blocks.
    pub(super) fn blocks(self) -> String {
        const INLINE: &[&str] = &[
            "a", "abbr", "b", "cite", "code", "em", "i", "mark", "q", "s", "small", "span",
            "strong", "sub", "sup", "time", "u",
        ];
        enum Step<'a> {
            Into(&'a Inner),
            Break,
        }
        let mut out = String::new();
        let mut todo: Vec<Step<'_>> = self.node().inner.iter().rev().map(Step::Into).collect();
        while let Some(next) = todo.pop() {
            match next {
                Step::Into(Inner::Text(text)) => {
                    let starts = text.starts_with(char::is_whitespace);
                    if starts && !out.is_empty() && !out.ends_with(char::is_whitespace) {
                        out.push(' ');
                    }
                    out.push_str(&text.split_whitespace().collect::<Vec<_>>().join(" "));
                    if text.ends_with(char::is_whitespace) && !out.ends_with(char::is_whitespace) {
                        out.push(' ');
                    }
                }
                Step::Into(Inner::Element(at)) => {
                    let node = &self.tree.nodes[*at];
                    let block = !INLINE.contains(&node.name.as_str());
                    if matches!(node.name.as_str(), "script" | "style") {
                        continue;
                    }
                    if block {
                        todo.push(Step::Break);
                    }
                    todo.extend(node.inner.iter().rev().map(Step::Into));
                    if block {
                        todo.push(Step::Break);
                    }
                }
                Step::Break => {
                    out.truncate(out.trim_end().len());
                    if !out.is_empty() {
                        out.push_str("\n\n");
                    }
                }
            }
        }
        out.truncate(out.trim_end().len());
        out
    }

    /// Returns all text in it as it stands.
    pub(super) fn raw_text(self) -> String {
        let mut out = String::new();
        let mut todo: Vec<&Inner> = self.node().inner.iter().rev().collect();
        while let Some(next) = todo.pop() {
            match next {
                Inner::Text(text) => out.push_str(text),
                Inner::Element(at) => todo.extend(self.tree.nodes[*at].inner.iter().rev()),
            }
        }
        out
    }
}

/// Returns the paragraphs below an element as a body, with the line each stands on:
/// elements of these names, and text outside of them when there are none.
pub(super) fn paragraphs(element: Element<'_>, names: &[&str]) -> (String, Vec<u32>) {
    let mut body = String::new();
    let mut lines = Vec::new();
    for inner in element.below() {
        if !names.contains(&inner.name()) {
            continue;
        }
        let text = inner.text_of_story();
        if text.is_empty() {
            continue;
        }
        if !body.is_empty() {
            body.push_str("\n\n");
            lines.push(inner.line());
        }
        body.push_str(&text);
        lines.push(inner.line());
    }
    if body.is_empty() {
        body = element.text();
        lines = vec![element.line()];
    }
    (body, lines)
}
