//! What records call their text, date and outlet, across exports and scrapers.

use super::draft::{Draft, Role};
use serde_json::Value;

const TEXT: &[&str] = &[
    "maintext",
    "articlebody",
    "fulltext",
    "text",
    "body",
    "bodytext",
    "content",
    "contenttext",
    "rawtext",
    "articletext",
    "story",
    "article",
    "bodyhtml",
    "contenthtml",
    "paragraphs",
];
const TITLE: &[&str] = &[
    "title", "headline", "hed", "titel", "titre", "name", "subject",
];
const AUTHOR: &[&str] = &["author", "authors", "byline", "creator", "dccreator", "by"];
const URL: &[&str] = &[
    "url",
    "canonicalurl",
    "link",
    "webpageurl",
    "permalink",
    "weburl",
    "originalurl",
    "uri",
];
const LANGUAGE: &[&str] = &["language", "lang", "inlanguage"];
const ID: &[&str] = &["id", "uuid", "guid", "articleid", "docid", "fingerprint"];
const OUTLET: &[&str] = &[
    "sourcename",
    "sitename",
    "publisher",
    "publication",
    "publicationtitle",
    "outlet",
    "medianame",
    "newspaper",
    "source",
    "sourcehostname",
    "sourcedomain",
    "hostname",
    "domain",
    "site",
    "provider",
    "infosource",
    "website",
    "mediaurl",
];
const PUBLISHED: &[&str] = &[
    "datepublished",
    "publishedat",
    "publisheddate",
    "datepublish",
    "publishdate",
    "pubdate",
    "publicationdate",
    "published",
    "publishedon",
    "publishedtime",
    "firstcreated",
    "datetimepub",
    "webpublicationdate",
    "issued",
    "date",
    "datetime",
    "created",
    "createdat",
    "timestamp",
    "time",
];
const MODIFIED: &[&str] = &[
    "datemodified",
    "datemodify",
    "modified",
    "updated",
    "updatedat",
    "lastmod",
    "lastmodified",
    "versioncreated",
];
const TEASER: &[&str] = &["description", "summary", "excerpt", "snippet", "standfirst"];
/// Objects that merely wrap the fields of a record.
const WRAPPERS: &[&str] = &[
    "_source",
    "fields",
    "article",
    "data",
    "attributes",
    "metadata",
    "meta",
    "item",
];

/// The names in force: the user's first.
#[derive(Debug, Default)]
pub(super) struct Fields {
    map: Vec<(String, String)>,
}

impl Fields {
    pub(super) fn new(map: &[(String, String)]) -> Self {
        let map = map
            .iter()
            .map(|(role, name)| (plain(role), name.clone()))
            .collect();
        Self { map }
    }

    /// Fills a draft from a record.
    pub(super) fn fill(&self, draft: &mut Draft, record: &Value) {
        let one = |role: &str, names: &[&str]| {
            self.look(record, role, names)
                .into_iter()
                .next()
                .map(|(_, t)| t)
        };
        draft.title = one("title", TITLE);
        draft.author = one("author", AUTHOR);
        draft.url = self
            .look(record, "url", URL)
            .into_iter()
            .map(|(_, t)| t)
            .find(|u| u.contains("://"));
        draft.language = one("language", LANGUAGE);
        if draft.record.is_none() {
            draft.record = one("id", ID).filter(|id| id.len() <= 200);
        }
        for (_, text) in self.look(record, "source", OUTLET) {
            if !text.contains("://") {
                draft.outlet(&text);
            }
        }
        for (name, text) in self.look(record, "date", PUBLISHED) {
            draft.date(&name, &text, Role::Published);
        }
        for (name, text) in self.look(record, "modified", MODIFIED) {
            draft.date(&name, &text, Role::Modified);
        }
        let mut texts = self.look(record, "text", TEXT);
        if self.has("text") {
            texts.truncate(1);
        }
        match texts.into_iter().max_by_key(|(_, t)| t.len()) {
            Some((_, text)) => draft.body = text,
            None => {
                let teaser = self
                    .look(record, "text", TEASER)
                    .into_iter()
                    .max_by_key(|(_, t)| t.len());
                if let Some((_, text)) = teaser {
                    draft.body = text;
                    draft.truncated = true;
                } else if let Some((name, text)) = longest(record) {
                    draft.notes.push(format!(
                        "no field is known to hold the text; took the longest, \"{name}\": \
                         if that is wrong, name it with --map text=FIELD"
                    ));
                    draft.body = text;
                }
            }
        }
    }

    fn has(&self, role: &str) -> bool {
        self.map.iter().any(|(r, _)| r == role)
    }

    /// Returns what stands under the names of a role, best name first.
    fn look(&self, record: &Value, role: &str, names: &[&str]) -> Vec<(String, String)> {
        let mut out = Vec::new();
        for (r, name) in &self.map {
            if r == role
                && let Some(text) = dotted(record, name).and_then(text_of)
            {
                out.push((name.clone(), text));
            }
        }
        if self.has(role) {
            return out;
        }
        let Value::Object(map) = record else {
            return out;
        };
        for name in names {
            for (key, value) in map {
                if plain(key) == *name
                    && let Some(text) = text_of(value)
                {
                    out.push((key.clone(), text));
                }
            }
        }
        if out.is_empty() {
            for wrapper in WRAPPERS {
                if let Some(inner @ Value::Object(_)) = map.get(*wrapper) {
                    out.extend(self.look(inner, role, names));
                }
            }
        }
        out
    }
}

/// Compares names of fields as people do: `publish_date`, `publishDate`, `Publish Date`.
pub(super) fn plain(name: &str) -> String {
    name.chars()
        .filter(|c| c.is_alphanumeric())
        .flat_map(char::to_lowercase)
        .collect()
}

fn dotted<'a>(record: &'a Value, name: &str) -> Option<&'a Value> {
    if let Some(value) = record.get(name) {
        return Some(value);
    }
    name.split('.')
        .try_fold(record, |value, part| value.get(part))
}

fn text_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(s) => s.clone(),
        Value::Number(n) => n.to_string(),
        Value::Array(items) => {
            let texts: Vec<String> = items.iter().filter_map(text_of).collect();
            let long = texts.iter().any(|t| t.len() > 100);
            texts.join(if long { "\n\n" } else { ", " })
        }
        Value::Object(map) => ["title", "name", "#text", "value", "rendered", "date-parts"]
            .iter()
            .find_map(|key| map.get(*key).and_then(text_of))?,
        Value::Null | Value::Bool(_) => return None,
    };
    // Scrapers write what they lack as a word.
    let bare = text.trim();
    let lacking =
        bare.is_empty() || matches!(bare, "None" | "null" | "NaN" | "nan" | "NULL" | "N/A");
    (!lacking).then_some(text)
}

fn longest(record: &Value) -> Option<(String, String)> {
    let Value::Object(map) = record else {
        return None;
    };
    map.iter()
        .filter_map(|(k, v)| match v {
            Value::String(s) if s.len() >= 200 && s.split_whitespace().count() >= 30 => {
                Some((k.clone(), s.clone()))
            }
            _ => None,
        })
        .max_by_key(|(_, s)| s.len())
}
