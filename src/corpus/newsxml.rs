//! XML of agencies, archives and scrapers: NITF, NewsML-G2, TEI, trafilatura, and any
//! other whose elements have the names that fields have elsewhere.

use super::draft::{Draft, Found, Lines, Role};
use super::fields::{Fields, plain};
use super::xml::{Element, Tree, paragraphs};
use crate::article::Format;
use serde_json::{Map, Value};

pub(super) fn read(fields: &Fields, text: &str, found: &mut dyn FnMut(Found)) {
    let tree = Tree::read(text);
    let Some(root) = tree.root() else {
        let why = tree
            .broken
            .clone()
            .unwrap_or_else(|| "no element in it".to_owned());
        return found(Found::broken(None, why));
    };
    let all = root.below();
    let named = |name: &str| -> Vec<Element<'_>> {
        if root.name() == name {
            return vec![root];
        }
        all.iter().copied().filter(|e| e.name() == name).collect()
    };
    let mut drafts: Vec<Draft> = Vec::new();
    let items = named("newsItem");
    let nitfs = named("nitf");
    let teis = named("TEI");
    let docs = named("doc");
    if !items.is_empty() {
        drafts.extend(items.into_iter().map(newsml));
    } else if !nitfs.is_empty() {
        drafts.extend(nitfs.into_iter().map(nitf));
    } else if !teis.is_empty() {
        drafts.extend(teis.into_iter().map(tei));
    } else if !docs.is_empty()
        && docs
            .iter()
            .any(|d| d.attr("sitename").is_some() || d.child("main").is_some())
    {
        drafts.extend(docs.into_iter().map(trafilatura));
    } else {
        drafts.extend(generic(fields, root));
    }
    let many = drafts.len() > 1;
    for (n, mut draft) in drafts.into_iter().enumerate() {
        draft.format = Format::Xml;
        if many {
            draft.record.get_or_insert_with(|| (n + 1).to_string());
            draft.lines = Lines::Same;
        } else {
            draft.record = None;
        }
        if let Some(why) = &tree.broken {
            draft.notes.push(format!("{why}; what came after is lost"));
        }
        found(Found::Article(Box::new(draft)));
    }
}

fn body(draft: &mut Draft, element: Element<'_>, names: &[&str]) {
    let (body, lines) = paragraphs(element, names);
    draft.body = body;
    draft.lines = Lines::Each(lines);
}

fn texts(element: Element<'_>, name: &str) -> Option<String> {
    element
        .find(name)
        .map(Element::text)
        .filter(|t| !t.is_empty())
}

/// NITF 3: `norm` of its dates is basic ISO.
fn nitf(root: Element<'_>) -> Draft {
    let mut draft = Draft {
        title: texts(root, "hl1").or_else(|| texts(root, "title")),
        author: root
            .find("byline")
            .map(|b| texts(b, "person").unwrap_or_else(|| b.text())),
        language: root.attr("xml:lang").map(str::to_owned),
        ..Draft::default()
    };
    for (name, role) in [
        ("date.issue", Role::Published),
        ("story.date", Role::Published),
        ("date.release", Role::Published),
    ] {
        if let Some(norm) = root.find(name).and_then(|d| d.attr("norm")) {
            draft.date(name, norm, role);
        }
    }
    if let Some(pubdata) = root.find("pubdata") {
        for name in ["date.publication"] {
            if let Some(text) = pubdata.attr(name) {
                draft.date(name, text, Role::Published);
            }
        }
        if let Some(name) = pubdata.attr("name") {
            draft.outlet(name);
        }
        draft.url = pubdata
            .attr("ex-ref")
            .filter(|u| u.contains("://"))
            .map(str::to_owned);
    }
    if let Some(holder) = root.find("doc.copyright").and_then(|c| c.attr("holder")) {
        draft.outlet(holder);
    }
    if let Some(distributor) = texts(root, "distributor") {
        draft.outlet(&distributor);
    }
    draft.record = root
        .find("doc-id")
        .and_then(|d| d.attr("id-string"))
        .map(str::to_owned);
    let content = root
        .find("body.content")
        .or_else(|| root.find("body"))
        .unwrap_or(root);
    body(&mut draft, content, &["p"]);
    if let Some(embargo) = root.find("date.release").and_then(|d| d.attr("norm")) {
        let _ = embargo;
    }
    draft
}

/// NewsML-G2: a version is an article of its own.
fn newsml(item: Element<'_>) -> Draft {
    let mut draft = Draft {
        title: texts(item, "headline"),
        author: texts(item, "by"),
        language: item
            .find("contentMeta")
            .and_then(|m| m.find("language"))
            .and_then(|l| l.attr("tag"))
            .or_else(|| item.attr("xml:lang"))
            .map(str::to_owned),
        ..Draft::default()
    };
    draft.record = item.attr("guid").map(|guid| match item.attr("version") {
        Some(version) => format!("{guid}:{version}"),
        None => guid.to_owned(),
    });
    for (name, role) in [
        ("contentCreated", Role::Published),
        ("firstCreated", Role::Published),
        ("versionCreated", Role::Modified),
        ("contentModified", Role::Modified),
    ] {
        if let Some(text) = texts(item, name) {
            draft.date(name, &text, role);
        }
    }
    draft.is_version(item.attr("version").unwrap_or_default());
    for name in ["provider", "infoSource", "copyrightHolder"] {
        if let Some(holder) = item.find(name) {
            let said = texts(holder, "name")
                .or_else(|| holder.attr("literal").map(str::to_owned))
                .or_else(|| {
                    holder
                        .attr("qcode")
                        .and_then(|q| q.rsplit(':').next())
                        .map(str::to_owned)
                });
            if let Some(said) = said {
                draft.outlet(&said);
            }
        }
    }
    let status = item
        .find("pubStatus")
        .and_then(|s| s.attr("qcode"))
        .unwrap_or_default();
    if status.ends_with("canceled") || status.ends_with("withheld") {
        draft.notes.push(format!(
            "the agency marks it {}",
            status.rsplit(':').next().unwrap_or(status)
        ));
    }
    let content = item
        .find("inlineXML")
        .or_else(|| item.find("inlineData"))
        .or_else(|| item.find("contentSet"));
    if let Some(content) = content {
        let content = content
            .find("body.content")
            .or_else(|| content.find("body"))
            .unwrap_or(content);
        body(&mut draft, content, &["p"]);
    }
    draft
}

/// TEI as trafilatura and editions write it.
fn tei(root: Element<'_>) -> Draft {
    let header = root.child("teiHeader").unwrap_or(root);
    let mut draft = Draft {
        title: header.find("title").map(Element::text),
        author: header.find("author").map(Element::text),
        ..Draft::default()
    };
    let source = header.find("sourceDesc");
    let publication = header.find("publicationStmt");
    // The source's own publication comes before that of the TEI file.
    for (part, field) in [
        (source, "sourceDesc date"),
        (publication, "publicationStmt date"),
    ] {
        for date in part
            .into_iter()
            .flat_map(Element::below)
            .filter(|e| e.name() == "date")
        {
            let text = date.attr("when").map_or_else(|| date.text(), str::to_owned);
            let role = if date.attr("type").is_some_and(|t| t.contains("download")) {
                continue;
            } else {
                Role::Published
            };
            draft.date(field, &text, role);
        }
        // The paper a text stood in comes before whoever made the edition.
        let journal = part.into_iter().flat_map(Element::below).find(|e| {
            e.name() == "title" && e.attr("level").is_some_and(|l| matches!(l, "j" | "s"))
        });
        if let Some(name) = journal.or_else(|| part.and_then(|p| p.find("publisher"))) {
            draft.outlet(&name.text());
        }
    }
    if let Some(sigle) = source
        .and_then(|s| s.find("bibl"))
        .filter(|_| draft.outlets.is_empty())
    {
        let text = sigle.text();
        draft.outlet(text.split(',').next().unwrap_or(&text));
    }
    draft.url = header
        .below()
        .into_iter()
        .filter(|e| matches!(e.name(), "ptr" | "ref"))
        .find_map(|e| e.attr("target"))
        .filter(|u| u.contains("://"))
        .map(str::to_owned);
    let text = root.child("text").unwrap_or(root);
    body(
        &mut draft,
        text.find("body").unwrap_or(text),
        &["p", "ab", "head"],
    );
    draft
}

fn trafilatura(doc: Element<'_>) -> Draft {
    let attr = |name: &str| doc.attr(name).map(str::to_owned);
    let mut draft = Draft {
        title: attr("title"),
        author: attr("author"),
        url: attr("url")
            .or_else(|| attr("source"))
            .filter(|u| u.contains("://")),
        language: attr("language"),
        record: attr("id").or_else(|| attr("fingerprint")),
        ..Draft::default()
    };
    for name in ["sitename", "source-hostname", "hostname"] {
        if let Some(text) = doc.attr(name) {
            draft.outlet(text);
        }
    }
    if let Some(date) = doc.attr("date") {
        draft.date("date", date, Role::Published);
    }
    body(
        &mut draft,
        doc.child("main").unwrap_or(doc),
        &["p", "head", "item", "quote"],
    );
    draft
}

/// Elements as fields; a root of many alike elements holds a record in each.
fn generic(fields: &Fields, root: Element<'_>) -> Vec<Draft> {
    let children: Vec<Element<'_>> = root.children().collect();
    let first = children.first().map_or("", |c| c.name());
    let alike = children.len() > 1
        && children.iter().filter(|c| c.name() == first).count() * 5 >= children.len() * 4
        && children.iter().any(|c| c.children().next().is_some())
        && !matches!(first, "p" | "para" | "head" | "block");
    let records = if alike { children } else { vec![root] };
    records
        .into_iter()
        .map(|record| one(fields, record))
        .collect()
}

fn one(fields: &Fields, record: Element<'_>) -> Draft {
    let mut map = Map::new();
    for (name, value) in record.attrs() {
        map.insert(name.to_owned(), Value::String(value.to_owned()));
    }
    let mut text_line = record.line();
    for element in record.below() {
        let has_own = element.children().next().is_some();
        let is_text = ["text", "body", "content", "fulltext", "articlebody"]
            .contains(&plain(element.name()).as_str());
        if has_own && !is_text {
            continue;
        }
        let text = if is_text {
            text_line = element.line();
            paragraphs(element, &["p", "para", "paragraph"]).0
        } else {
            element.text()
        };
        if !text.is_empty() && !map.contains_key(element.name()) {
            map.insert(element.name().to_owned(), Value::String(text));
        }
    }
    let mut draft = Draft::default();
    fields.fill(&mut draft, map.into());
    if draft.body.is_empty() || draft.truncated {
        let (text, lines) = paragraphs(record, &["p", "para", "paragraph"]);
        if text.len() > draft.body.len() {
            draft.body = text;
            draft.lines = Lines::Each(lines);
            draft.truncated = false;
            return draft;
        }
    }
    let n = draft.body.split('\n').count();
    draft.lines = Lines::Each(vec![text_line; n]);
    draft
}
