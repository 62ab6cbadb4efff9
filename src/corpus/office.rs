//! Word documents (among them the exports of LexisNexis) and EPUB books.

use super::archive::whole_member;
use super::draft::{Draft, Found, Lines, Role};
use super::exports;
use super::html;
use super::slip;
use super::xml::{Element, Tree};
use crate::article::Format;
use std::io::{Read, Seek};
use zip::ZipArchive;

pub(super) fn docx<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    size: u64,
    found: &mut dyn FnMut(Found),
) -> Result<(), String> {
    let document = whole_member(archive, "word/document.xml", size)?;
    let tree = Tree::read(&document);
    let root = tree.root().ok_or_else(|| "no document in it".to_owned())?;
    let paragraphs = paragraphs(root);
    let text = paragraphs
        .iter()
        .map(|(_, t)| t.as_str())
        .collect::<Vec<_>>()
        .join("\n");
    if exports::detect(&text) == Some(Format::LexisNexis) {
        exports::read(Format::LexisNexis, &text, &mut |f| {
            let mut f = f.without_lines();
            if let Found::Article(draft) = &mut f {
                draft.format = Format::Docx;
            }
            found(f);
        });
        return Ok(());
    }
    let mut draft = Draft {
        format: Format::Docx,
        lines: Lines::Same,
        ..Draft::default()
    };
    if let Ok(core) = whole_member(archive, "docProps/core.xml", size) {
        let core = Tree::read(&core);
        if let Some(root) = core.root() {
            let field = |name: &str| root.find(name).map(Element::text).filter(|t| !t.is_empty());
            draft.title = field("dc:title");
            draft.author = field("dc:creator");
            draft.language = field("dc:language");
            // "created" is when the file was made, not when the text appeared.
        }
    }
    draft.title = draft.title.or_else(|| {
        paragraphs
            .iter()
            .find(|(style, text)| {
                let style = style.to_lowercase();
                (style.starts_with("title") || style == "heading1") && !text.trim().is_empty()
            })
            .map(|(_, text)| text.clone())
    });
    let slip = slip::take(&text, &mut draft);
    draft.body = super::text::without(&text, 1, &slip).0;
    if let Some(why) = tree.broken.clone() {
        draft.notes.push(why);
    }
    found(Found::Article(Box::new(draft)));
    Ok(())
}

fn style(paragraph: Element<'_>) -> String {
    paragraph
        .child("pPr")
        .and_then(|p| p.child("pStyle"))
        .and_then(|s| s.attr("val"))
        .unwrap_or_default()
        .to_owned()
}

/// What was struck out or moved away, the same again for older programs, and what is
/// hidden: none of it is read.
const GONE: &[&str] = &["del", "moveFrom", "Fallback", "instrText", "delText"];

/// Returns the style and the words of each paragraph; a row of a table is one.
fn paragraphs(root: Element<'_>) -> Vec<(String, String)> {
    let mut out = Vec::new();
    let mut todo = vec![root];
    while let Some(element) = todo.pop() {
        match element.name() {
            name if GONE.contains(&name) => continue,
            "tr" => {
                let cells = element.children().filter(|c| c.name() == "tc");
                let cells: Vec<String> = cells
                    .map(|cell| {
                        let inner = paragraphs(cell).into_iter().map(|(_, text)| text);
                        inner.collect::<Vec<_>>().join(" ")
                    })
                    .collect();
                out.push((String::new(), cells.join(" | ")));
                continue;
            }
            "p" => out.push((style(element), words(element))),
            _ => {}
        }
        // Boxes hold paragraphs of their own, which stand within one.
        let mut inner: Vec<Element<'_>> = element.children().collect();
        inner.reverse();
        todo.append(&mut inner);
    }
    out
}

fn words(paragraph: Element<'_>) -> String {
    let mut out = String::new();
    let mut todo: Vec<Element<'_>> = paragraph.children().collect();
    todo.reverse();
    while let Some(element) = todo.pop() {
        let hidden = || {
            element
                .child("rPr")
                .is_some_and(|p| p.child("vanish").is_some())
        };
        match element.name() {
            name if GONE.contains(&name) || name == "txbxContent" => continue,
            "r" if hidden() => continue,
            "t" => out.push_str(&element.raw_text()),
            "tab" => out.push('\t'),
            "br" | "cr" => out.push(' '),
            "noBreakHyphen" => out.push('-'),
            _ => {}
        }
        let mut inner: Vec<Element<'_>> = element.children().collect();
        inner.reverse();
        todo.append(&mut inner);
    }
    out
}

/// A chapter of a book is an article: newspapers and read-later services export so.
pub(super) fn epub<R: Read + Seek>(
    archive: &mut ZipArchive<R>,
    size: u64,
    found: &mut dyn FnMut(Found),
) -> Result<(), String> {
    let container = Tree::read(&whole_member(archive, "META-INF/container.xml", size)?);
    let path = container
        .root()
        .and_then(|r| r.find("rootfile"))
        .and_then(|r| r.attr("full-path"))
        .ok_or_else(|| "a book without a table of its parts".to_owned())?
        .to_owned();
    let package = Tree::read(&whole_member(archive, &path, size)?);
    let root = package
        .root()
        .ok_or_else(|| "a book without parts".to_owned())?;
    let field = |name: &str| root.find(name).map(Element::text).filter(|t| !t.is_empty());
    let folder = path
        .rsplit_once('/')
        .map_or(String::new(), |(f, _)| format!("{f}/"));
    let manifest: Vec<Element<'_>> = root
        .below()
        .into_iter()
        .filter(|e| e.name() == "item")
        .collect();
    let spine = root.below().into_iter().filter(|e| e.name() == "itemref");
    let mut n = 0;
    for part in spine {
        let Some(href) = part
            .attr("idref")
            .and_then(|id| manifest.iter().find(|m| m.attr("id") == Some(id)))
            .filter(|m| m.attr("properties").is_none_or(|p| !p.contains("nav")))
            .and_then(|m| m.attr("href"))
        else {
            continue;
        };
        let name = format!("{folder}{}", unescaped(href));
        let text = match whole_member(archive, &name, size) {
            Ok(text) => text,
            Err(why) => {
                found(Found::broken(Some(href.to_owned()), why));
                continue;
            }
        };
        let mut draft = html::draft(&text);
        // Covers, title pages and tables of contents.
        if draft.body.split_whitespace().count() < 40 {
            continue;
        }
        n += 1;
        draft.format = Format::Epub;
        draft.record = Some(n.to_string());
        draft.lines = Lines::Same;
        if let Some(publisher) = field("dc:publisher") {
            draft.outlet(&publisher);
        }
        if let Some(date) = field("dc:date") {
            draft.date("dc:date", &date, Role::Published);
        }
        draft.language = draft.language.or_else(|| field("dc:language"));
        draft.author = draft.author.or_else(|| field("dc:creator"));
        found(Found::Article(Box::new(draft)));
    }
    if n == 0 {
        return Err("a book without text".to_owned());
    }
    Ok(())
}

fn unescaped(href: &str) -> String {
    let href = href.split('#').next().unwrap_or(href);
    let bytes = href.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let code = (bytes[at] == b'%')
            .then(|| href.get(at + 1..at + 3))
            .flatten()
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        match code {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}
