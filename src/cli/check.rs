//! `parallax check`: what could be read of a corpus, in numbers, and every problem.

use super::args::{CheckArgs, Common, Format};
use super::corpus::open;
use super::layout::{one_line, pad, wrap};
use super::output::Out;
use super::table::{JsonArray, Table, word_of, write_json};
use super::timeline::count;
use super::{Done, Failure, rows};
use crate::query::{FileFate, FileReport, Filter, Page};
use crate::text::language::Language;
use crate::text::width::width;
use crate::time::has_rules;
use crate::time::published::{Published, PublishedFrom};
use serde::Serialize;
use std::collections::BTreeMap;

/// Numbers by name.
type Counts = BTreeMap<String, usize>;

#[derive(Serialize)]
struct Report {
    schema: u32,
    name: String,
    articles: usize,
    sources: Counts,
    source_from: Counts,
    formats: Counts,
    published_from: Counts,
    languages: Counts,
    /// Those whose words for time are not known.
    languages_without_rules: Vec<String>,
    copies: usize,
    versions: usize,
    moments: usize,
    unplaced: usize,
    /// Those of which a month, a year, or one of two days is stated.
    inexact: usize,
    skipped: usize,
    partial: usize,
    problems: Vec<Problem>,
}

#[derive(Serialize)]
struct Problem {
    path: String,
    record: Option<String>,
    status: &'static str,
    reason: String,
}

impl From<FileReport> for Problem {
    fn from(report: FileReport) -> Self {
        Self {
            path: report.name.path,
            record: report.name.record,
            status: rows::fate_word(report.fate),
            reason: report.reason,
        }
    }
}

/// Runs the command.
///
/// # Errors
///
/// Fails when the corpus cannot be opened or the output not be written.
pub fn run(args: &CheckArgs, common: &Common, out: &mut Out) -> Result<Done, Failure> {
    let opened = open(&args.corpus, common)?;
    let archive = opened.archive.as_ref();
    let overview = archive.overview();
    let problems = archive.problems();
    let fates = |fate| problems.iter().filter(|p| p.fate == fate).count();
    let mut report = Report {
        schema: 1,
        name: overview.name,
        articles: overview.n_articles,
        sources: Counts::new(),
        source_from: Counts::new(),
        formats: Counts::new(),
        published_from: Counts::new(),
        languages: Counts::new(),
        languages_without_rules: Vec::new(),
        copies: 0,
        versions: 0,
        moments: overview.n_moments,
        unplaced: overview.n_unplaced,
        inexact: 0,
        skipped: fates(FileFate::Skipped),
        partial: fates(FileFate::Partial),
        problems: Vec::new(),
    };
    for row in archive.articles(&Filter::default(), Page::all()) {
        let add = |to: &mut Counts, key: String| *to.entry(key).or_default() += 1;
        add(&mut report.formats, word_of(&row.format));
        add(&mut report.source_from, word_of(&row.source_from));
        add(&mut report.published_from, word_of(&row.published.from));
        report.inexact += usize::from(is_inexact(&row.published));
        add(&mut report.languages, row.language);
        add(&mut report.sources, row.source);
        report.copies += usize::from(row.copy_of.is_some());
        report.versions += usize::from(row.version_of.is_some());
    }
    report.languages_without_rules = report
        .languages
        .keys()
        .filter(|code| !has_rules(&Language::new(code)))
        .cloned()
        .collect();
    report.problems = problems.into_iter().map(Problem::from).collect();
    match args.format.unwrap_or(Format::Text) {
        Format::Text => text(&report, out)?,
        Format::Json => {
            let mut array = JsonArray::new();
            array.push(out, &report)?;
            array.finish(out)?;
        }
        Format::Jsonl => write_json(out, &report)?,
        Format::Csv => {
            let mut table = Table::new(&["path", "record", "status", "reason"]);
            for p in &report.problems {
                table.row(&[
                    &p.path,
                    p.record.as_deref().unwrap_or_default(),
                    p.status,
                    &p.reason,
                ]);
            }
            table.write(out)?;
        }
    }
    Ok(opened.done(report.articles))
}

/// Tells whether something states the day, and not which it is.
fn is_inexact(published: &Published) -> bool {
    published.value.is_none()
        && !matches!(
            published.from,
            PublishedFrom::Inferred | PublishedFrom::None
        )
}

/// A format's usual name by its word in JSON.
fn format_name(word: &str) -> String {
    let quoted = serde_json::Value::String(word.to_owned());
    serde_json::from_value::<crate::article::Format>(quoted)
        .map_or_else(|_| word.to_owned(), |format| format.name().to_owned())
}

fn text(report: &Report, out: &mut Out) -> Result<(), Failure> {
    out.line(&format!(
        "{}  {} by {}, {} ({} not placed in time)",
        out.style.bold(&report.name),
        count(report.articles, "article"),
        count(report.sources.len(), "source"),
        count(report.moments, "moment"),
        report.unplaced
    ))?;
    let repeats: Vec<String> = [
        (report.copies, "a copy of another", "copies of others"),
        (
            report.versions,
            "a later version of another",
            "later versions of others",
        ),
    ]
    .iter()
    .filter(|(n, ..)| *n > 0)
    .map(|(n, one, many)| format!("{n} {}", if *n == 1 { one } else { many }))
    .collect();
    if !repeats.is_empty() {
        out.line(&format!("of these, {}", repeats.join(" and ")))?;
    }
    let named = report
        .formats
        .iter()
        .map(|(word, n)| (format_name(word), *n));
    section("Format", &named.collect(), out)?;
    section("Source", &report.sources, out)?;
    section("How the source is known", &report.source_from, out)?;
    section(
        "How the day of publication is known",
        &report.published_from,
        out,
    )?;
    if report.inexact > 0 {
        let (articles, them) = match report.inexact {
            1 => ("1 article states".to_owned(), "its day"),
            n => (format!("{n} articles state"), "their days"),
        };
        let text = format!(
            "{articles} a month, a year, or a date that may be either of two days: `articles` tells \
             which, and parallax.toml can name {them}"
        );
        for line in wrap(&text, out.columns.saturating_sub(2)) {
            out.line(&format!("  {}", out.style.differs(&line)))?;
        }
    }
    let named = report.languages.iter().map(|(code, n)| {
        let language = Language::new(code);
        (language.name().to_owned(), *n)
    });
    section("Language", &named.collect(), out)?;
    let without: Vec<_> = report
        .languages_without_rules
        .iter()
        .map(|c| Language::new(c))
        .collect();
    if !without.is_empty() {
        let names: Vec<_> = without.iter().map(Language::name).collect();
        let text = format!(
            "{}: the words for time are not known, only dates in figures are found",
            names.join(", ")
        );
        for line in wrap(&text, out.columns.saturating_sub(2)) {
            out.line(&format!("  {}", out.style.differs(&line)))?;
        }
    }
    out.line("")?;
    if report.problems.is_empty() {
        return out.line("Nothing was left out.");
    }
    out.line(&out.style.bold(&format!(
        "{} left out, {} read in part",
        count(report.skipped, "file or record").replace("file or records", "files or records"),
        report.partial
    )))?;
    for problem in &report.problems {
        let name = match &problem.record {
            Some(record) => format!("{}#{record}", problem.path),
            None => problem.path.clone(),
        };
        let what = if problem.status == "partial" {
            "in part"
        } else {
            "left out"
        };
        out.line(&format!(
            "  {}  {}",
            out.style.differs(&pad(what, 8)),
            one_line(&name)
        ))?;
        for line in wrap(&one_line(&problem.reason), out.columns.saturating_sub(12)) {
            out.line(&format!("            {}", out.style.dim(&line)))?;
        }
    }
    Ok(())
}

fn section(title: &str, counts: &Counts, out: &mut Out) -> Result<(), Failure> {
    if counts.is_empty() {
        return Ok(());
    }
    out.line("")?;
    out.line(&out.style.bold(title))?;
    let mut rows: Vec<_> = counts.iter().collect();
    rows.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    let columns = rows
        .iter()
        .map(|(k, _)| width(k))
        .max()
        .unwrap_or(0)
        .min(50);
    for (name, n) in rows.iter().take(30) {
        out.line(&format!("  {}  {n:>7}", pad(&one_line(name), columns)))?;
    }
    if rows.len() > 30 {
        out.line(&format!("  and {} more", rows.len() - 30))?;
    }
    Ok(())
}
