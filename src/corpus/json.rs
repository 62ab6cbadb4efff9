//! JSON of any shape: an object, an array, an object around an array, one object a line.
//!
//! A small file is parsed whole. Of a large or a broken one, records are cut out of the
//! stream by counting brackets and parsed one at a time, so that one broken record costs
//! one record and memory does not grow with the file.

mod slice;

use super::draft::{Draft, Found};
use super::fields::{Fields, is_known, wraps};
use super::record::Record;
use super::stream::{MAX_DOCUMENT, broken};
use crate::article::Format;
use rayon::prelude::*;
use serde::de::IgnoredAny;
use serde_json::{Map, Value};
use std::borrow::Cow;
use std::io::{BufRead, Read};

/// Up to here a file is parsed whole, to see what wraps its records.
const MAX_WHOLE: usize = 16 * 1024 * 1024;
/// Keys of what wraps records.
const LISTS: &[&str] = &[
    "articles",
    "results",
    "items",
    "docs",
    "documents",
    "hits",
    "data",
    "response",
    "value",
    "records",
    "news",
];

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
    Read::take(&mut *source, MAX_WHOLE as u64 + 1)
        .read_to_end(&mut bytes)
        .map_err(|why| broken(&why))?;
    if bytes.len() > MAX_WHOLE {
        let mut all = bytes.as_slice().chain(source);
        slice::records(&mut all, &mut |piece| slice(fields, piece, found))
            .map_err(|why| broken(&why))?;
        return Ok(());
    }
    let whole = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&bytes);
    let value = match parse(whole) {
        Ok(value) => value,
        Err(why) => {
            let mut good = 0;
            let mut rest = whole;
            slice::records(&mut rest, &mut |piece| {
                slice(fields, piece, &mut |f| {
                    good += usize::from(matches!(f, Found::Article(_)));
                    found(f);
                });
            })
            .map_err(|why| broken(&why))?;
            let line = why.line();
            return match good {
                0 => Err(format!("broken JSON at line {line}: {}", shape(&why))),
                _ => Ok(()),
            };
        }
    };
    match records(value) {
        Ok(records) => {
            for (n, record) in records.into_iter().enumerate() {
                let number = Some((n + 1).to_string());
                found(of_value(fields, number, record));
            }
        }
        Err(single) => found(of_value(fields, None, single)),
    }
    Ok(())
}

fn slice(fields: &Fields, piece: slice::Piece<'_>, found: &mut dyn FnMut(Found)) {
    let number = Some(piece.number.to_string());
    let Some(bytes) = piece.bytes else {
        let why = format!("the record at line {} is larger than 64 MB", piece.line);
        return found(Found::broken(number, why));
    };
    found(of_bytes(fields, Format::Json, number, bytes, |why| {
        let line = piece.line;
        format!("broken JSON in the record at line {line}: {why}")
    }));
}

/// So much of a file is parsed at a time, on all cores.
const BLOCK: usize = 2 << 20;

fn lines(
    fields: &Fields,
    source: &mut dyn BufRead,
    found: &mut dyn FnMut(Found),
) -> Result<(), String> {
    // Whole lines, and behind them the beginning of the next.
    let mut block = Vec::new();
    let mut before = 0u64;
    loop {
        let known = block.len();
        let read = Read::take(&mut *source, BLOCK as u64).read_to_end(&mut block);
        let ended = !matches!(read, Ok(n) if n > 0);
        let end = match memchr::memrchr(b'\n', &block[known..]) {
            _ if ended => block.len(),
            Some(at) => known + at + 1,
            None if block.len() < MAX_DOCUMENT => continue,
            None => {
                before += 1;
                found(too_long(before));
                block = Vec::new();
                skip_line(source).map_err(|why| format!("{}, at line {before}", broken(&why)))?;
                continue;
            }
        };
        let mut whole: Vec<(u64, &[u8])> = Vec::new();
        let mut from = 0;
        let last = (block[..end].last() != Some(&b'\n')).then_some(end);
        for to in memchr::memchr_iter(b'\n', &block[..end]).chain(last) {
            whole.push((before + 1 + whole.len() as u64, &block[from..to]));
            from = (to + 1).min(end);
        }
        before += whole.len() as u64;
        let drafted: Vec<Option<Found>> = whole
            .into_par_iter()
            .with_min_len(16)
            .map(|(number, line)| one_line(fields, number, line))
            .collect();
        drafted.into_iter().flatten().for_each(&mut *found);
        block.drain(..end);
        if let Err(why) = read {
            return Err(format!("{}, at line {}", broken(&why), before.max(1)));
        }
        if ended {
            return Ok(());
        }
    }
}

fn too_long(number: u64) -> Found {
    let why = format!("line {number} is longer than 64 MB");
    Found::broken(Some(number.to_string()), why)
}

/// Reads one line; `None` when it is blank.
fn one_line(fields: &Fields, number: u64, line: &[u8]) -> Option<Found> {
    if line.len() > MAX_DOCUMENT {
        return Some(too_long(number));
    }
    let record = line
        .strip_prefix(b"\xEF\xBB\xBF")
        .unwrap_or(line)
        .trim_ascii();
    if record.is_empty() {
        return None;
    }
    let name = Some(number.to_string());
    Some(of_bytes(
        fields,
        Format::JsonLines,
        name,
        record,
        |why| match why {
            NO_OBJECT => format!("line {number}: {why}"),
            _ => format!("broken JSON on line {number}: {why}"),
        },
    ))
}

fn parse(text: &[u8]) -> serde_json::Result<Value> {
    match std::str::from_utf8(text) {
        Ok(text) => serde_json::from_str(text),
        Err(_) => serde_json::from_str(&String::from_utf8_lossy(text)),
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
    match whole.split(" at line ").next().unwrap_or(&whole) {
        "recursion limit exceeded" => "nested more than 128 deep".to_owned(),
        shape => shape.to_owned(),
    }
}

/// Returns the records of a value: its elements, or those of the one array of objects in
/// it; the value itself when it is one record.
fn records(value: Value) -> Result<Vec<Value>, Value> {
    match value {
        Value::Array(items) => Ok(items),
        Value::Object(mut map) => {
            for name in LISTS {
                match map.get_mut(*name) {
                    Some(Value::Array(items))
                        if !items.is_empty() && items.iter().all(Value::is_object) =>
                    {
                        return Ok(std::mem::take(items));
                    }
                    Some(inner @ Value::Object(_)) => match records(std::mem::take(inner)) {
                        Ok(items) => return Ok(items),
                        Err(whole) => {
                            map.insert((*name).to_owned(), whole);
                        }
                    },
                    _ => {}
                }
            }
            let prose = |v: &Value| v.as_str().is_some_and(|s| s.len() > 200);
            let is_list = |v: &Value| matches!(v, Value::Array(items) if items.len() > 1 && items.iter().all(Value::is_object));
            if !map.values().any(prose) && map.values().filter(|v| is_list(v)).count() == 1 {
                for value in map.values_mut() {
                    if is_list(value)
                        && let Value::Array(items) = value
                    {
                        return Ok(std::mem::take(items));
                    }
                }
            }
            columns(&map)
                .or_else(|| by_name(&mut map))
                .ok_or(Value::Object(map))
        }
        other => Err(other),
    }
}

/// Returns the records of a table written column by column, with or without the names of
/// its rows.
fn columns(map: &Map<String, Value>) -> Option<Vec<Value>> {
    let cells = |column: &Value| -> Option<Vec<Value>> {
        match column {
            Value::Array(items) => Some(items.clone()),
            Value::Object(rows) => Some(rows.values().cloned().collect()),
            _ => None,
        }
    };
    let all_objects = map.values().all(Value::is_object);
    if map.len() < 2
        || !(all_objects || map.values().all(Value::is_array))
        || map.keys().filter(|name| is_known(name)).count() < 2
        || map.keys().any(|name| wraps(name))
    {
        return None;
    }
    let columns: Vec<(&String, Vec<Value>)> = map
        .iter()
        .map(|(name, column)| Some((name, cells(column)?)))
        .collect::<Option<_>>()?;
    let n = columns[0].1.len();
    // Of an object, its fields and no rows: "source": {"id": …, "name": …}.
    let rows = |column: &Value| {
        column
            .as_object()
            .is_none_or(|o| !o.keys().any(|k| is_known(k)))
    };
    if n == 0 || columns.iter().any(|(_, c)| c.len() != n) || !map.values().all(rows) {
        return None;
    }
    let row = |at: usize| {
        let fields = columns
            .iter()
            .map(|(name, c)| ((*name).clone(), c[at].clone()));
        Value::Object(fields.collect())
    };
    Some((0..n).map(row).collect())
}

/// Returns the records of an object that holds each under its name.
fn by_name(map: &mut Map<String, Value>) -> Option<Vec<Value>> {
    let is_record = |v: &Value| {
        let known = |o: &Map<String, Value>| o.keys().filter(|name| is_known(name)).count() >= 2;
        v.as_object().is_some_and(known)
    };
    if map.len() < 2
        || !map.values().all(is_record)
        || map.keys().any(|name| is_known(name) || wraps(name))
    {
        return None;
    }
    let records = std::mem::take(map).into_iter().map(|(name, mut record)| {
        if let Value::Object(fields) = &mut record {
            fields.entry("id").or_insert(Value::String(name));
        }
        record
    });
    Some(records.collect())
}

/// What is no record.
const NO_OBJECT: &str = "not an object with fields";

/// Reads one record; `told` makes a sentence of what is wrong with it.
fn of_bytes(
    fields: &Fields,
    format: Format,
    number: Option<String>,
    bytes: &[u8],
    told: impl Fn(&str) -> String,
) -> Found {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => Cow::Borrowed(text),
        Err(_) => String::from_utf8_lossy(bytes),
    };
    match serde_json::from_str(&text) {
        Ok(record) => one(fields, format, number, record),
        // Anything but an object: a number, a list.
        Err(why) if why.is_data() => match serde_json::from_str::<IgnoredAny>(&text) {
            Ok(_) => Found::broken(number, told(NO_OBJECT)),
            Err(why) => Found::broken(number, told(&shape(&why))),
        },
        Err(why) => Found::broken(number, told(&shape(&why))),
    }
}

fn of_value(fields: &Fields, number: Option<String>, record: Value) -> Found {
    match record {
        Value::Object(map) => one(fields, Format::Json, number, map.into()),
        _ => Found::broken(number, NO_OBJECT.to_owned()),
    }
}

fn one(fields: &Fields, format: Format, number: Option<String>, record: Record<'_>) -> Found {
    let mut draft = Draft {
        format,
        ..Draft::default()
    };
    let version = record.text("version");
    let status = record
        .text("pubstatus")
        .or_else(|| record.text("pubStatus"));
    fields.fill(&mut draft, record);
    if let Some(status) = status.filter(|s| matches!(s.as_str(), "canceled" | "withheld")) {
        draft.notes.push(format!("the agency marks it {status}"));
    }
    draft.is_version(version.as_deref().unwrap_or_default());
    draft.record = match number {
        Some(number) => draft.record.or(Some(number)),
        None => None,
    };
    Found::Article(Box::new(draft))
}
