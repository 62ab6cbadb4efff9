//! WARC: the pages that a crawler kept. Its date is that of the visit, never that of
//! publication.

use super::decode::{decode, sniff};
use super::draft::Found;
use super::html;
use super::stream::{MAX_DOCUMENT, broken};
use crate::article::Format;
use rayon::prelude::*;
use std::io::{BufRead, Read};

/// No header is longer.
const MAX_HEADER: u64 = 64 * 1024;

pub(super) fn read(source: &mut dyn BufRead, found: &mut dyn FnMut(Found)) -> Result<(), String> {
    let mut waiting = Vec::new();
    let result = records(source, &mut waiting, found);
    draft_all(&mut waiting, found);
    result
}

/// A record as it stands in the file.
struct Record {
    number: u64,
    header: String,
    block: Vec<u8>,
    cut: bool,
}

/// So many bytes of pages are read at a time, on all cores.
const BLOCK: usize = 8 << 20;

/// Makes drafts of the pages that wait, on all cores: most of the work is theirs.
fn draft_all(waiting: &mut Vec<Record>, found: &mut dyn FnMut(Found)) {
    let drafted: Vec<Option<Found>> = std::mem::take(waiting).into_par_iter().map(page).collect();
    drafted.into_iter().flatten().for_each(found);
}

fn records(
    source: &mut dyn BufRead,
    waiting: &mut Vec<Record>,
    found: &mut dyn FnMut(Found),
) -> Result<(), String> {
    let mut number = 0u64;
    let mut bytes = 0;
    loop {
        let mut junk = false;
        let Some(header) = header(source, &mut junk)? else {
            if junk {
                draft_all(waiting, found);
                found(between(number));
            }
            return Ok(());
        };
        if junk {
            draft_all(waiting, found);
            found(between(number));
        }
        number += 1;
        let length = field(&header, "content-length").and_then(|l| l.parse::<u64>().ok());
        let Some(length) = length else {
            draft_all(waiting, found);
            let why = format!(
                "record {number} does not say how long it is; reading went on at the next one"
            );
            found(Found::broken(Some(number.to_string()), why));
            continue;
        };
        let wanted = field(&header, "warc-type")
            .is_some_and(|t| matches!(t, "response" | "resource" | "conversion"));
        if !wanted || length > MAX_DOCUMENT as u64 {
            skip(source, length)?;
            if wanted {
                let why = format!("record {number} is larger than 64 MB");
                draft_all(waiting, found);
                found(Found::broken(Some(number.to_string()), why));
            }
            continue;
        }
        let mut block = Vec::new();
        Read::take(&mut *source, length)
            .read_to_end(&mut block)
            .map_err(|why| broken(&why))?;
        let cut = (block.len() as u64) < length;
        bytes += block.len();
        waiting.push(Record {
            number,
            header,
            block,
            cut,
        });
        if bytes >= BLOCK {
            bytes = 0;
            draft_all(waiting, found);
        }
        if cut {
            return Err(format!("cut off in record {number}; fetch it again"));
        }
    }
}

fn between(number: u64) -> Found {
    let why = format!(
        "no WARC record where one should begin, after record {number}; reading went on at the next one"
    );
    Found::broken(None, why)
}

/// Reads the lines of a header, skipping the blank ones before it, and what is no header.
fn header(source: &mut dyn BufRead, junk: &mut bool) -> Result<Option<String>, String> {
    let mut out = Vec::new();
    let mut line = Vec::new();
    loop {
        line.clear();
        let n = Read::take(&mut *source, MAX_HEADER)
            .read_until(b'\n', &mut line)
            .map_err(|why| broken(&why))?;
        if n == 0 {
            return Ok(None);
        }
        let blank = line.trim_ascii().is_empty();
        if blank && out.is_empty() {
            continue;
        }
        if out.is_empty() && !line.starts_with(b"WARC/") {
            *junk = true;
            continue;
        }
        if blank {
            return Ok(Some(String::from_utf8_lossy(&out).into_owned()));
        }
        out.extend_from_slice(&line);
        if out.len() as u64 > MAX_HEADER {
            return Err("a WARC header without end".to_owned());
        }
    }
}

fn field<'a>(header: &'a str, name: &str) -> Option<&'a str> {
    header.lines().find_map(|line| {
        let (key, value) = line.split_once(':')?;
        key.trim().eq_ignore_ascii_case(name).then(|| value.trim())
    })
}

fn skip(source: &mut dyn BufRead, length: u64) -> Result<(), String> {
    std::io::copy(&mut Read::take(&mut *source, length), &mut std::io::sink())
        .map(drop)
        .map_err(|why| broken(&why))
}

/// Returns the page of a record; `None` when it holds none.
fn page(record: Record) -> Option<Found> {
    let Record {
        number,
        header,
        block,
        cut,
    } = record;
    let header = header.as_str();
    let response = field(header, "warc-type") == Some("response");
    let (http, body) = if response {
        let (end, gap) = end_of_header(&block)?;
        (
            String::from_utf8_lossy(&block[..end]).into_owned(),
            &block[end + gap..],
        )
    } else {
        (header.to_owned(), block.as_slice())
    };
    let status = http.split_whitespace().nth(1).unwrap_or_default();
    let kind = field(&http, "content-type")
        .unwrap_or_default()
        .to_lowercase();
    let plain = kind.starts_with("text/plain");
    // Pictures, scripts and redirects are part of every crawl.
    if (response && status != "200") || !(kind.contains("html") || plain) {
        return None;
    }
    let unchunked;
    let mut body = body;
    let mut cut = cut || field(header, "warc-truncated").is_some();
    if field(&http, "transfer-encoding").is_some_and(|t| t.eq_ignore_ascii_case("chunked"))
        && let Some((whole, ended)) = dechunk(body)
    {
        cut |= !ended;
        unchunked = whole;
        body = &unchunked;
    }
    let mut inflated = Vec::new();
    match field(&http, "content-encoding")
        .unwrap_or_default()
        .to_lowercase()
        .as_str()
    {
        "gzip" | "x-gzip" if body.starts_with(&[0x1F, 0x8B]) => {
            // A page packs to a tenth; a trap to a thousandth.
            let most = (1 << 20) + 250 * body.len() as u64;
            let mut decoder =
                flate2::read::MultiGzDecoder::new(body).take(most.min(MAX_DOCUMENT as u64));
            // What can be unpacked of a cut page is kept.
            let _ = decoder.read_to_end(&mut inflated);
            body = &inflated;
        }
        "br" => {
            let why = "packed with Brotli, which is not read; have the crawler store it unpacked"
                .to_owned();
            return Some(Found::broken(Some(number.to_string()), why));
        }
        _ => {}
    }
    let charset = kind
        .split_once("charset=")
        .map(|(_, c)| c.trim_matches(['"', '\'', ' ', ';']));
    let text = decode(body, sniff(body, true, charset));
    if text.trim().is_empty() {
        return None;
    }
    let mut draft = if plain {
        super::draft::Draft {
            body: text.into_owned(),
            ..Default::default()
        }
    } else {
        html::draft(&text)
    };
    draft.format = Format::Warc;
    draft.record = Some(number.to_string());
    draft.lines = super::draft::Lines::Same;
    if draft.url.is_none() {
        draft.url = field(header, "warc-target-uri").map(|u| u.trim_matches(['<', '>']).to_owned());
    }
    if cut {
        draft.truncated = true;
        let why = "cut off when it was fetched; give the page it leads to as well";
        draft.notes.push(why.to_owned());
    }
    Some(Found::Article(Box::new(draft)))
}

fn end_of_header(block: &[u8]) -> Option<(usize, usize)> {
    let crlf = memchr::memmem::find(block, b"\r\n\r\n").map(|at| (at, 4));
    let lf = memchr::memmem::find(block, b"\n\n").map(|at| (at, 2));
    match (crlf, lf) {
        (Some(a), Some(b)) => Some(if a.0 < b.0 { a } else { b }),
        (a, b) => a.or(b),
    }
}

/// Joins the chunks of a body and tells whether the last one is there; `None` where it is
/// not chunked after all.
fn dechunk(mut body: &[u8]) -> Option<(Vec<u8>, bool)> {
    let mut out = Vec::with_capacity(body.len());
    let mut ended = false;
    while !body.is_empty() {
        let end = memchr::memchr(b'\n', body)?;
        let size = std::str::from_utf8(&body[..end]).ok()?.trim();
        let size = usize::from_str_radix(size.split(';').next()?.trim(), 16).ok()?;
        if size == 0 {
            ended = true;
            break;
        }
        let rest = &body[end + 1..];
        let take = size.min(rest.len());
        out.extend_from_slice(&rest[..take]);
        body = &rest[take..];
        body = body
            .strip_prefix(b"\r\n")
            .or_else(|| body.strip_prefix(b"\n"))
            .unwrap_or(body);
    }
    Some((out, ended))
}
