//! Markdown with YAML (`---`) or TOML (`+++`) front matter.
//!
//! Of YAML only what front matter is made of: scalars, quoted strings, lists, one level
//! of nesting. No anchors, aliases, tags or merges: there is nothing to blow up.

use super::draft::{Draft, Found, Lines};
use super::fields::Fields;
use crate::article::Format;
use serde_json::{Map, Value};

/// Front matter is no longer than this.
const MAX_FRONT_MATTER: usize = 64 * 1024;

pub(super) fn read(fields: &Fields, text: &str, found: &mut dyn FnMut(Found)) {
    let (front, line, body) = split(text);
    let mut draft = Draft {
        format: Format::Markdown,
        ..Draft::default()
    };
    match front {
        Some(Ok(map)) => fields.fill(&mut draft, map.into()),
        Some(Err(why)) => draft.notes.push(format!("front matter: {why}")),
        None => {}
    }
    for said in &mut draft.outlets {
        said.in_front_matter = true;
    }
    draft.body = body.to_owned();
    draft.lines = Lines::From(line);
    if draft.title.is_none() {
        draft.title = body
            .lines()
            .map(str::trim)
            .find(|l| !l.is_empty())
            .and_then(|l| l.strip_prefix("# "))
            .map(|t| t.trim_end_matches('#').trim().to_owned());
    }
    found(Found::Article(Box::new(draft)));
}

type Front = Result<Map<String, Value>, String>;

/// Returns the front matter, the line the body begins on, and the body.
fn split(text: &str) -> (Option<Front>, u32, &str) {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut lines = text.split_inclusive('\n');
    let fence = lines.next().unwrap_or_default();
    let mark = fence.trim_end();
    if mark != "---" && mark != "+++" {
        return (None, 1, text);
    }
    let mut at = fence.len();
    for (n, line) in (2u32..).zip(lines) {
        let end = line.trim_end();
        if end == mark || (mark == "---" && end == "...") {
            let inner = &text[fence.len()..at];
            let front = if mark == "+++" {
                toml_map(inner)
            } else {
                Ok(yaml(inner))
            };
            return (Some(front), n + 1, &text[at + line.len()..]);
        }
        at += line.len();
        if at > MAX_FRONT_MATTER {
            break;
        }
    }
    // A rule may open a text, too; fields below it do not.
    let next = text.lines().nth(1).unwrap_or_default();
    let never = pair(next.trim())
        .is_some()
        .then(|| Err(format!("never closed; end it with a line \"{mark}\"")));
    (never, 1, text)
}

fn toml_map(text: &str) -> Front {
    let table: toml::Table = text
        .parse()
        .map_err(|why: toml::de::Error| why.message().to_owned())?;
    Ok(table.into_iter().map(|(k, v)| (k, from_toml(v))).collect())
}

fn from_toml(value: toml::Value) -> Value {
    match value {
        toml::Value::String(s) => Value::String(s),
        toml::Value::Array(items) => Value::Array(items.into_iter().map(from_toml).collect()),
        toml::Value::Table(t) => {
            Value::Object(t.into_iter().map(|(k, v)| (k, from_toml(v))).collect())
        }
        other => Value::String(other.to_string()),
    }
}

fn yaml(text: &str) -> Map<String, Value> {
    let mut map = Map::new();
    let mut key: Option<String> = None;
    for line in text.lines() {
        let trimmed = line.trim();
        if trimmed.is_empty() || trimmed.starts_with('#') {
            continue;
        }
        let indented = line.starts_with([' ', '\t']);
        if let (Some(key), Some(item)) = (&key, trimmed.strip_prefix("- "))
            && let Some(value) = map.get_mut(key)
        {
            // "- name: Ada Quill".
            let item = match pair(item) {
                Some((k, v)) if k == "name" => v,
                _ => item,
            };
            push(value, scalar(item));
            continue;
        }
        if indented
            && let Some(key) = &key
            && let Some(value) = map.get_mut(key)
        {
            match (pair(trimmed), &mut *value) {
                (Some((k, v)), Value::Object(inner)) => {
                    inner.insert(k, scalar(v));
                }
                (Some((k, v)), Value::Null) => {
                    *value = Value::Object(Map::from_iter([(k, scalar(v))]));
                }
                // A folded scalar goes on.
                (_, Value::String(s)) => {
                    if !s.is_empty() {
                        s.push(' ');
                    }
                    s.push_str(trimmed);
                }
                (None, Value::Null) => *value = scalar(trimmed),
                _ => {}
            }
            continue;
        }
        if let Some((k, v)) = pair(trimmed) {
            let value = match v {
                "" => Value::Null,
                "|" | ">" | "|-" | ">-" | "|+" | ">+" => Value::String(String::new()),
                v => scalar(v),
            };
            map.insert(k.clone(), value);
            key = Some(k);
        }
    }
    map
}

fn push(value: &mut Value, item: Value) {
    match value {
        Value::Array(items) => items.push(item),
        other => *other = Value::Array(vec![item]),
    }
}

fn pair(line: &str) -> Option<(String, &str)> {
    let (key, value) = match line.split_once(": ") {
        Some(pair) => pair,
        None => (line.strip_suffix(':')?, ""),
    };
    let key = key.trim().trim_matches(['"', '\'']);
    (!key.is_empty() && key.len() <= 100 && !key.contains(['{', '[']))
        .then(|| (key.to_owned(), value.trim()))
}

fn scalar(text: &str) -> Value {
    let text = text.trim();
    if let Some(inner) = text.strip_prefix('[').and_then(|t| t.strip_suffix(']')) {
        return Value::Array(
            inner
                .split(',')
                .map(|t| Value::String(unquoted(t)))
                .collect(),
        );
    }
    match text {
        "" | "~" | "null" => Value::Null,
        _ => Value::String(unlinked(&unquoted(text)).to_owned()),
    }
}

/// "[[Harbour Post]]", a link among notes.
fn unlinked(text: &str) -> &str {
    let inner = text.strip_prefix("[[").and_then(|t| t.strip_suffix("]]"));
    inner.map_or(text, |t| t.rsplit_once('|').map_or(t, |(_, name)| name))
}

fn unquoted(text: &str) -> String {
    let text = text.trim();
    if let Some(rest) = text.strip_prefix('"') {
        let mut out = String::new();
        let mut chars = rest.chars();
        while let Some(c) = chars.next() {
            match c {
                '"' => break,
                '\\' => match chars.next() {
                    Some('n') => out.push('\n'),
                    Some('t') => out.push('\t'),
                    Some(c) => out.push(c),
                    None => {}
                },
                c => out.push(c),
            }
        }
        return out;
    }
    if let Some(rest) = text.strip_prefix('\'') {
        let end = rest.rfind('\'').unwrap_or(rest.len());
        return rest[..end].replace("''", "'");
    }
    // A comment begins with a blank and a hash.
    text.split(" #").next().unwrap_or(text).trim().to_owned()
}
