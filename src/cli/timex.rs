//! `parallax timex`: tags time expressions in text, one text or a stream of them.
//!
//! Offsets count bytes of the text as it was given: nothing is cleaned before it is read.

mod timeml;

use super::args::{Common, Format, TimexArgs, TimexTo};
use super::layout::{one_line, pad};
use super::output::{Out, say};
use super::table::{Table, write_json};
use super::{Done, Failure};
use crate::text::language::{Language, detect};
use crate::text::width::width;
use crate::time::{Dct, Timex, TimexType, recognise};
use chrono::NaiveDate;
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fs::File;
use std::io::{self, BufRead, BufReader, IsTerminal, Read, Write};
use std::path::Path;

/// Bytes of lines tagged at once; large enough to keep all threads busy.
const CHUNK: usize = 4 << 20;

/// Runs the command.
pub fn run(args: &TimexArgs, common: &Common, out: &mut Out) -> Result<Done, Failure> {
    let lang = args.lang.as_deref().map(Language::new);
    if args.jsonl {
        let pool = rayon::ThreadPoolBuilder::new()
            .num_threads(common.threads.map_or(0, usize::from))
            .build()
            .map_err(|e| Failure::Fatal(format!("cannot start threads: {e}")))?;
        let input = open(args.file.as_deref())?;
        return stream(input, lang.as_ref(), &pool, out);
    }
    let (doc, text) = read_all(args.file.as_deref())?;
    let dct = args.published.map_or_else(Dct::default, Dct::on);
    let times = tag(&text, lang.as_ref(), dct);
    if args.to == Some(TimexTo::Timeml) {
        out.text(&timeml::document(&doc, args.published, &text, &times))?;
        return Ok(Done::Fully);
    }
    let format = args.format.unwrap_or_else(|| {
        if args.explain || io::stdout().is_terminal() {
            Format::Text
        } else {
            Format::Json
        }
    });
    match format {
        Format::Json | Format::Jsonl => write_json(out, &tagged(&doc, &text, &times))?,
        Format::Csv => csv(out, &text, &times)?,
        Format::Text => list(out, &text, &times, args.explain)?,
    }
    Ok(if times.is_empty() {
        Done::NothingFound
    } else {
        Done::Fully
    })
}

/// Tags a text in the language given, else in the one that it is clearly in, else English.
fn tag(text: &str, lang: Option<&Language>, dct: Dct) -> Vec<Timex> {
    let detected;
    let lang = if let Some(lang) = lang {
        lang
    } else {
        detected = detect(text, Some("en"));
        &detected
    };
    recognise(text, lang).resolve(dct)
}

/// A line of `--jsonl` input.
#[derive(Deserialize)]
struct Input<'a> {
    #[serde(borrow, default)]
    doc: Option<Cow<'a, str>>,
    #[serde(borrow, default)]
    dct: Option<Cow<'a, str>>,
    #[serde(borrow)]
    text: Cow<'a, str>,
    #[serde(borrow, default)]
    lang: Option<Cow<'a, str>>,
}

/// A line of output.
#[derive(Serialize)]
struct Tagged<'a> {
    doc: Cow<'a, str>,
    timexes: Vec<Row<'a>>,
}

/// A time expression.
#[derive(Serialize)]
struct Row<'a> {
    start: usize,
    end: usize,
    text: Cow<'a, str>,
    #[serde(rename = "type")]
    kind: TimexType,
    value: &'a str,
    #[serde(rename = "mod")]
    modifier: Option<&'a str>,
    earliest: Option<String>,
    latest: Option<String>,
    open_start: bool,
    open_end: bool,
    rule: &'a str,
    anchor: Option<NaiveDate>,
}

impl<'a> Row<'a> {
    fn new(text: &'a str, time: &'a Timex) -> Self {
        let window = time.window.as_ref();
        Self {
            start: time.start,
            end: time.end,
            text: Cow::Borrowed(words(text, time)),
            kind: time.kind,
            value: &time.value,
            modifier: time.modifier.as_deref(),
            earliest: window.map(crate::time::Window::earliest_text),
            latest: window.map(crate::time::Window::latest_text),
            open_start: window.is_some_and(|w| w.open_start),
            open_end: window.is_some_and(|w| w.open_end),
            rule: &time.rule,
            anchor: time.anchor,
        }
    }
}

fn words<'a>(text: &'a str, time: &Timex) -> &'a str {
    text.get(time.start..time.end).unwrap_or_default()
}

fn tagged<'a>(doc: &'a str, text: &'a str, times: &'a [Timex]) -> Tagged<'a> {
    Tagged {
        doc: Cow::Borrowed(doc),
        timexes: times.iter().map(|t| Row::new(text, t)).collect(),
    }
}

/// Tags line after line: a chunk at a time on all threads, written in the order of input.
///
/// A chunk ends when the next line would have to be waited for, so that a slow writer on
/// the other side of a pipe gets its answers at once.
fn stream(
    input: Box<dyn Read>,
    lang: Option<&Language>,
    pool: &rayon::ThreadPool,
    out: &mut Out,
) -> Result<Done, Failure> {
    let mut input = BufReader::with_capacity(1 << 20, input);
    let mut done = Done::NothingFound;
    let mut first = 1;
    loop {
        let mut lines: Vec<String> = Vec::new();
        let mut size = 0;
        loop {
            let mut line = Vec::new();
            if input.read_until(b'\n', &mut line)? == 0 {
                break;
            }
            size += line.len();
            lines.push(
                String::from_utf8(line)
                    .unwrap_or_else(|bad| String::from_utf8_lossy(bad.as_bytes()).into_owned()),
            );
            if size >= CHUNK || input.buffer().is_empty() {
                break;
            }
        }
        if lines.is_empty() {
            return Ok(done);
        }
        let answers: Vec<_> =
            pool.install(|| lines.par_iter().map(|line| answer(line, lang)).collect());
        for (n, answer) in (first..).zip(answers) {
            match answer {
                Ok(None) => {}
                Ok(Some(line)) => {
                    out.write_all(&line)?;
                    if done == Done::NothingFound {
                        done = Done::Fully;
                    }
                }
                Err(error) => {
                    say(&format!("line {n} left out: {error}"));
                    done = Done::InPart;
                }
            }
        }
        first += lines.len();
        out.finish()?;
    }
}

/// The line of output for a line of input; none for an empty line.
fn answer(line: &str, lang: Option<&Language>) -> Result<Option<Vec<u8>>, String> {
    if line.trim().is_empty() {
        return Ok(None);
    }
    let input: Input<'_> = serde_json::from_str(line)
        .map_err(|e| format!("it is not {{\"doc\",\"dct\",\"text\"}}: {e}"))?;
    let dct = match input.dct.as_deref() {
        None | Some("") => Dct::default(),
        Some(text) => {
            Dct::on(super::values::day(text).map_err(|e| format!("dct {text:?} is no day: {e}"))?)
        }
    };
    let own = input.lang.as_deref().map(Language::new);
    let times = tag(&input.text, lang.or(own.as_ref()), dct);
    let doc = input.doc.as_deref().unwrap_or_default();
    let mut out =
        serde_json::to_vec(&tagged(doc, &input.text, &times)).map_err(|e| e.to_string())?;
    out.push(b'\n');
    Ok(Some(out))
}

fn csv(out: &mut Out, text: &str, times: &[Timex]) -> Result<(), Failure> {
    let mut table = Table::new(&[
        "start",
        "end",
        "text",
        "type",
        "value",
        "mod",
        "earliest",
        "latest",
        "open_start",
        "open_end",
        "rule",
        "anchor",
    ]);
    for time in times {
        let row = Row::new(text, time);
        table.row(&[
            &row.start.to_string(),
            &row.end.to_string(),
            &row.text,
            kind_word(row.kind),
            row.value,
            row.modifier.unwrap_or_default(),
            row.earliest.as_deref().unwrap_or_default(),
            row.latest.as_deref().unwrap_or_default(),
            if row.open_start { "true" } else { "false" },
            if row.open_end { "true" } else { "false" },
            row.rule,
            &row.anchor.map(|d| d.to_string()).unwrap_or_default(),
        ]);
    }
    table.write(out)
}

fn kind_word(kind: TimexType) -> &'static str {
    match kind {
        TimexType::Date => "DATE",
        TimexType::Time => "TIME",
        TimexType::Duration => "DURATION",
        TimexType::Set => "SET",
    }
}

/// One expression a line, in columns.
fn list(out: &mut Out, text: &str, times: &[Timex], explain: bool) -> Result<(), Failure> {
    let rows: Vec<[String; 5]> = times
        .iter()
        .map(|time| {
            let (line, column) = place(text, time.start);
            let value = match &time.modifier {
                Some(modifier) => format!("{} {modifier}", time.value),
                None => time.value.clone(),
            };
            [
                format!("{line}:{column}"),
                one_line(words(text, time)),
                kind_word(time.kind).to_owned(),
                value,
                time.window.map_or_else(String::new, |w| w.edtf()),
            ]
        })
        .collect();
    let mut widths = [0; 4];
    for row in &rows {
        for (w, cell) in widths.iter_mut().zip(row) {
            *w = width(cell).max(*w);
        }
    }
    for (row, time) in rows.iter().zip(times) {
        let mut line = String::new();
        line.push_str(&out.style.dim(&pad(&row[0], widths[0])));
        line.push_str("  ");
        line.push_str(&out.style.hit(&row[1]));
        line.push_str(&" ".repeat(widths[1].saturating_sub(width(&row[1])) + 2));
        line.push_str(&pad(&row[2], widths[2]));
        line.push_str("  ");
        line.push_str(&pad(&row[3], widths[3]));
        line.push_str("  ");
        line.push_str(&out.style.date(&row[4]));
        out.line(line.trim_end())?;
        if explain {
            let anchor = time.anchor.map_or_else(
                || "stands by itself or has nothing to hang on".to_owned(),
                |day| format!("counted from {}", day.format("%A %Y-%m-%d")),
            );
            let why = format!("{}rule {}, {anchor}", " ".repeat(widths[0] + 2), time.rule);
            out.line(&out.style.dim(&why))?;
        }
    }
    Ok(())
}

/// The 1-based line and column (in characters) of a byte of the text.
fn place(text: &str, at: usize) -> (usize, usize) {
    let before = text.get(..at).unwrap_or(text);
    let start = before.rfind('\n').map_or(0, |i| i + 1);
    let line = memchr::memchr_iter(b'\n', before.as_bytes()).count() + 1;
    (line, before[start..].chars().count() + 1)
}

fn open(file: Option<&Path>) -> Result<Box<dyn Read>, Failure> {
    match file {
        None => Ok(Box::new(io::stdin())),
        Some(path) if path == Path::new("-") => Ok(Box::new(io::stdin())),
        Some(path) => match File::open(path) {
            Ok(file) => Ok(Box::new(file)),
            Err(error) => Err(unreadable(path, &error)),
        },
    }
}

fn unreadable(path: &Path, error: &io::Error) -> Failure {
    Failure::Fatal(format!("cannot read {}: {error}", path.display()))
}

/// The name of a document and its text.
fn read_all(file: Option<&Path>) -> Result<(String, String), Failure> {
    let mut bytes = Vec::new();
    let name = file.unwrap_or_else(|| Path::new("-"));
    open(file)?
        .read_to_end(&mut bytes)
        .map_err(|error| unreadable(name, &error))?;
    let text = String::from_utf8(bytes).unwrap_or_else(|bad| {
        say(&format!(
            "{} is not UTF-8: bad bytes are replaced, and offsets count the replacements",
            name.display()
        ));
        String::from_utf8_lossy(bad.as_bytes()).into_owned()
    });
    let doc = name.file_name().map_or_else(
        || name.display().to_string(),
        |n| n.to_string_lossy().into_owned(),
    );
    Ok((doc, text))
}
