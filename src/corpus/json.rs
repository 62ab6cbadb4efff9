//! JSON of any shape: an object, an array, an object around an array, one object a line.
//!
//! Records are cut out of the stream by counting brackets, then parsed one at a time, so
//! that one broken record costs one record and memory never grows with the file.

use super::detect::Format;
use super::draft::{Draft, Found};
use super::fields::Fields;
use super::stream::MAX_DOCUMENT;
use serde_json::Value;
use std::io::{BufRead, Read};

pub(super) fn read(
    fields: &Fields,
    format: Format,
    source: &mut dyn BufRead,
    found: &mut dyn FnMut(Found),
) -> Result<(), String> {
    if format == Format::JsonLines {
        return lines(fields, source, found);
    }
    let mut bytes = Vec::new();
    Read::take(&mut *source, MAX_DOCUMENT as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|why| format!("cannot be read: {why}"))?;
    if bytes.len() > MAX_DOCUMENT {
        return Err("larger than 64 MB; write one object a line (jq -c '.[]') instead".to_owned());
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let value: Value = serde_json::from_slice(bytes)
        .map_err(|why| format!("broken JSON at line {}: {}", why.line(), shape(&why)))?;
    let (records, many) = match records(value) {
        Ok(records) => (records, true),
        Err(one) => (vec![one], false),
    };
    for (n, record) in records.into_iter().enumerate() {
        let number = many.then(|| (n + 1).to_string());
        one(fields, Format::Json, number, &record, found);
    }
    Ok(())
}

fn lines(
    fields: &Fields,
    source: &mut dyn BufRead,
    found: &mut dyn FnMut(Found),
) -> Result<(), String> {
    let mut line = Vec::new();
    for number in 1u64.. {
        line.clear();
        let n = Read::take(&mut *source, MAX_DOCUMENT as u64)
            .read_until(b'\n', &mut line)
            .map_err(|why| format!("cannot be read past line {number}: {why}"))?;
        if n == 0 {
            break;
        }
        let record = line
            .strip_prefix(b"\xEF\xBB\xBF")
            .unwrap_or(&line)
            .trim_ascii();
        if n == MAX_DOCUMENT && line.last() != Some(&b'\n') {
            found(Found::broken(
                Some(number.to_string()),
                format!("line {number} is longer than 64 MB"),
            ));
            skip_line(source).map_err(|why| format!("cannot be read past line {number}: {why}"))?;
            continue;
        }
        if record.is_empty() {
            continue;
        }
        match parse(record) {
            Ok(value) => one(
                fields,
                Format::JsonLines,
                Some(number.to_string()),
                &value,
                found,
            ),
            Err(why) => found(Found::broken(
                Some(number.to_string()),
                format!("broken JSON on line {number}: {}", shape(&why)),
            )),
        }
    }
    Ok(())
}

fn parse(record: &[u8]) -> serde_json::Result<Value> {
    match std::str::from_utf8(record) {
        Ok(text) => serde_json::from_str(text),
        Err(_) => serde_json::from_str(&String::from_utf8_lossy(record)),
    }
}

fn skip_line(source: &mut dyn BufRead) -> std::io::Result<()> {
    loop {
        let buffer = source.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let (n, done) = match memchr::memchr(b'\n', buffer) {
            Some(at) => (at + 1, true),
            None => (buffer.len(), false),
        };
        source.consume(n);
        if done {
            return Ok(());
        }
    }
}

/// Returns the message without serde's own place, which counts within the record.
fn shape(why: &serde_json::Error) -> String {
    let whole = why.to_string();
    whole.split(" at line ").next().unwrap_or(&whole).to_owned()
}

/// Returns the records of a value: its elements, or those of the one array of objects in
/// it; the value itself when it is one record.
fn records(value: Value) -> Result<Vec<Value>, Value> {
    match value {
        Value::Array(items) => Ok(items),
        Value::Object(mut map) => {
            let is_list = |v: &Value| matches!(v, Value::Array(items) if items.len() > 1 && items.iter().all(Value::is_object));
            let names = [
                "articles",
                "results",
                "items",
                "docs",
                "documents",
                "hits",
                "data",
                "response",
                "value",
            ];
            for name in names {
                match map.get(name) {
                    Some(Value::Array(items)) if items.iter().all(Value::is_object) => {
                        if let Some(Value::Array(items)) = map.remove(name) {
                            return Ok(items);
                        }
                    }
                    Some(Value::Object(_)) if name != "data" || map.len() == 1 => {
                        if let Some(inner) = map.get(name)
                            && let Ok(items) = records(inner.clone())
                        {
                            return Ok(items);
                        }
                    }
                    _ => {}
                }
            }
            let only: Vec<String> = map
                .iter()
                .filter(|(_, v)| is_list(v))
                .map(|(k, _)| k.clone())
                .collect();
            if let [key] = only.as_slice()
                && !map
                    .values()
                    .any(|v| v.as_str().is_some_and(|s| s.len() > 200))
                && let Some(Value::Array(items)) = map.remove(key)
            {
                return Ok(items);
            }
            Err(Value::Object(map))
        }
        other => Err(other),
    }
}

fn one(
    fields: &Fields,
    format: Format,
    number: Option<String>,
    record: &Value,
    found: &mut dyn FnMut(Found),
) {
    if !record.is_object() {
        return found(Found::broken(
            number,
            "not an object with fields".to_owned(),
        ));
    }
    let mut draft = Draft {
        format,
        ..Draft::default()
    };
    fields.fill(&mut draft, record);
    draft.record = match number {
        Some(number) => draft.record.or(Some(number)),
        None => None,
    };
    found(Found::Article(Box::new(draft)));
}
