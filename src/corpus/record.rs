//! One record of a file: its fields by name, each left as it stands until it is needed.
//!
//! Most fields of most records are never looked at, and the text, which is nearly all of
//! a record, is unescaped straight into the place where it stays.

use serde::Deserialize;
use serde::de::{Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::fmt;

/// A record of JSON, a line of a table, the head of a text.
#[derive(Debug, Default)]
pub(super) struct Record<'a> {
    /// Names and fields; of several with one name the last counts.
    pub fields: Vec<(Cow<'a, str>, Field<'a>)>,
}

/// What stands under a name.
#[derive(Debug, Default, Clone)]
pub(super) enum Field<'a> {
    #[default]
    Nothing,
    /// Text as it is.
    Text(Cow<'a, str>),
    /// JSON that is well formed and not read yet.
    Raw(&'a RawValue),
    /// JSON that was read.
    Value(Value),
}

impl<'a> Record<'a> {
    /// Takes out what stands under a name.
    pub(super) fn take(&mut self, name: &str) -> Option<Field<'a>> {
        let (_, field) = self.fields.iter_mut().rfind(|(n, _)| n == name)?;
        Some(std::mem::take(field))
    }

    /// Returns what stands under a name, or, by dots, inside of what does.
    pub(super) fn dotted(&self, name: &str) -> Option<Field<'a>> {
        let find = |name: &str| self.fields.iter().rfind(|(n, _)| n == name);
        if let Some((_, field)) = find(name) {
            return Some(field.clone());
        }
        let mut parts = name.split('.');
        let (_, first) = find(parts.next()?)?;
        let first = Value::Object(first.clone().into_object()?);
        let inner = parts.try_fold(&first, |value, part| value.get(part))?;
        Some(Field::Value(inner.clone()))
    }
}

impl From<Map<String, Value>> for Record<'_> {
    fn from(map: Map<String, Value>) -> Self {
        let fields = map.into_iter();
        Self {
            fields: fields
                .map(|(name, value)| (name.into(), Field::Value(value)))
                .collect(),
        }
    }
}

impl Record<'_> {
    /// Returns the short text or the number under a key, left where it is.
    pub(super) fn text(&self, key: &str) -> Option<String> {
        let (_, field) = self.fields.iter().find(|(name, _)| name == key)?;
        match field {
            Field::Raw(raw) => Some(raw.get().trim_matches('"').to_owned()),
            Field::Value(Value::String(text)) => Some(text.clone()),
            Field::Value(Value::Number(n)) => Some(n.to_string()),
            _ => None,
        }
        .filter(|text| text.len() <= 12)
    }
}

impl Field<'_> {
    pub(super) fn is_object(&self) -> bool {
        match self {
            Self::Raw(raw) => raw.get().starts_with('{'),
            Self::Value(value) => value.is_object(),
            Self::Nothing | Self::Text(_) => false,
        }
    }

    pub(super) fn is_string(&self) -> bool {
        match self {
            Self::Raw(raw) => raw.get().starts_with('"'),
            Self::Value(value) => value.is_string(),
            Self::Text(_) => true,
            Self::Nothing => false,
        }
    }

    pub(super) fn into_object(self) -> Option<Map<String, Value>> {
        if !self.is_object() {
            return None;
        }
        match self {
            // What is nested too deep holds no fields of ours.
            Self::Raw(raw) => serde_json::from_str(raw.get()).ok(),
            Self::Value(Value::Object(map)) => Some(map),
            _ => None,
        }
    }

    /// Returns the text of it; nothing where it stands for nothing.
    pub(super) fn into_text(self) -> Option<String> {
        match self {
            Self::Nothing => None,
            Self::Text(text) => (!is_lacking(&text)).then(|| text.into_owned()),
            Self::Raw(raw) => match string(raw.get()) {
                Some(text) => (!is_lacking(&text)).then(|| text.into_owned()),
                None => serde_json::from_str(raw.get()).ok().and_then(text_of),
            },
            Self::Value(value) => text_of(value),
        }
    }
}

fn text_of(value: Value) -> Option<String> {
    let text = match value {
        Value::String(s) => s,
        Value::Number(n) => n.to_string(),
        Value::Array(items) => {
            let texts: Vec<String> = items.into_iter().filter_map(text_of).collect();
            let long = texts.iter().any(|t| t.len() > 100);
            texts.join(if long { "\n\n" } else { ", " })
        }
        Value::Object(mut map) => {
            if let Some(parts) = map.get("date-parts") {
                return date_parts(parts);
            }
            [
                "title",
                "name",
                "main",
                "original",
                "#text",
                "value",
                "rendered",
                "$date",
                "$oid",
                "$numberLong",
            ]
            .iter()
            .find_map(|key| map.remove(*key).and_then(text_of))?
        }
        Value::Null | Value::Bool(_) => return None,
    };
    (!is_lacking(&text)).then_some(text)
}

/// Scrapers write what they lack as a word.
fn is_lacking(text: &str) -> bool {
    let bare = text.trim();
    bare.is_empty()
        || (bare.len() <= 4 && matches!(bare, "None" | "null" | "NaN" | "nan" | "NULL" | "N/A"))
}

/// `[[2016, 10, 9]]` of citation managers.
fn date_parts(parts: &Value) -> Option<String> {
    let first = parts.get(0)?;
    let part = |n: usize| {
        first
            .get(n)
            .and_then(|v| v.as_u64().or_else(|| v.as_str()?.parse().ok()))
    };
    let mut out = format!("{:04}", part(0)?);
    for n in [1, 2] {
        let Some(more) = part(n) else { break };
        out.push_str(&format!("-{more:02}"));
    }
    Some(out)
}

/// Returns the text of a well-formed string of JSON; `None` of anything else.
fn string(raw: &str) -> Option<Cow<'_, str>> {
    let inner = raw.strip_prefix('"')?.strip_suffix('"')?;
    let bytes = inner.as_bytes();
    let Some(mut at) = memchr::memchr(b'\\', bytes) else {
        return Some(Cow::Borrowed(inner));
    };
    let mut out = String::with_capacity(inner.len());
    let mut from = 0;
    loop {
        out.push_str(inner.get(from..at)?);
        let (c, len) = escape(inner.get(at + 1..)?)?;
        out.push(c);
        from = at + 1 + len;
        match memchr::memchr(b'\\', bytes.get(from..)?) {
            Some(n) => at = from + n,
            None => break,
        }
    }
    out.push_str(inner.get(from..)?);
    Some(Cow::Owned(out))
}

/// Returns what the letters behind a backslash stand for, and how many they are. Half of a
/// pair, of which some programs write one, is shown as something that was there.
fn escape(rest: &str) -> Option<(char, usize)> {
    let hex = |from: usize| u32::from_str_radix(rest.get(from..from + 4)?, 16).ok();
    let c = match rest.as_bytes().first()? {
        b'n' => '\n',
        b't' => '\t',
        b'r' => '\r',
        b'b' => '\u{8}',
        b'f' => '\u{C}',
        b'u' => {
            let unit = hex(1)?;
            if (0xD800..0xDC00).contains(&unit)
                && rest.get(5..7) == Some("\\u")
                && let Some(low) = hex(7)
                && (0xDC00..0xE000).contains(&low)
            {
                let pair = 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
                return Some((char::from_u32(pair)?, 11));
            }
            return Some((char::from_u32(unit).unwrap_or('\u{FFFD}'), 5));
        }
        other => char::from(*other),
    };
    Some((c, 1))
}

/// A name, not copied where it holds no escapes.
struct Name<'a>(Cow<'a, str>);

impl<'de> Deserialize<'de> for Name<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Text;
        impl<'de> Visitor<'de> for Text {
            type Value = Name<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a name")
            }

            fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Borrowed(text)))
            }

            fn visit_str<E>(self, text: &str) -> Result<Name<'de>, E> {
                Ok(Name(Cow::Owned(text.to_owned())))
            }
        }
        deserializer.deserialize_str(Text)
    }
}

impl<'de> Deserialize<'de> for Record<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Fields;
        impl<'de> Visitor<'de> for Fields {
            type Value = Record<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object with fields")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Record<'de>, A::Error> {
                let mut record = Record::default();
                while let Some((Name(name), raw)) = map.next_entry::<Name, &RawValue>()? {
                    record.fields.push((name, Field::Raw(raw)));
                }
                Ok(record)
            }
        }
        deserializer.deserialize_map(Fields)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_read_as_they_were_meant() {
        for text in [
            r#""plain""#,
            r#""a\"b\\c\/d\n\t\r\b\f""#,
            r#""\u00e9\u2019\ud83d\udea2""#,
            r#""""#,
        ] {
            let wanted: String = serde_json::from_str(text).unwrap();
            assert_eq!(string(text).unwrap(), wanted);
        }
        assert_eq!(string(r#""a\ud83d b""#).unwrap(), "a\u{FFFD} b");
        assert_eq!(string("12"), None);
        let record: Record = serde_json::from_str(
            r#"{"a":"x","a":{"day":"2016"},"n":7,"s":"None","l":["one","two"],"d":{"date-parts":[[2016,10,9]]}}"#,
        )
        .unwrap();
        let text = |name: &str| record.dotted(name).and_then(Field::into_text);
        assert_eq!(text("a.day").as_deref(), Some("2016"));
        assert_eq!(text("n").as_deref(), Some("7"));
        assert_eq!(text("s"), None);
        assert_eq!(text("l").as_deref(), Some("one, two"));
        assert_eq!(text("d").as_deref(), Some("2016-10-09"));
    }
}
