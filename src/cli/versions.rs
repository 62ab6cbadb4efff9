//! `parallax versions`: an article's versions and copies, and what an editor changed.

use super::args::{Common, Format, VersionsArgs};
use super::articles::named;
use super::corpus::open;
use super::layout::{one_line, wrap};
use super::output::{Out, say};
use super::table::{JsonArray, Table, word_of, write_json};
use super::{Done, Failure, published};
use crate::compare::{Change, Row, SpanKind};
use crate::query::{VersionRow, all_versions, versions};
use serde::Serialize;

/// Runs the command.
///
/// # Errors
///
/// Fails when the corpus cannot be opened or the output not be written.
pub fn run(args: &VersionsArgs, common: &Common, out: &mut Out) -> Result<Done, Failure> {
    let opened = open(std::slice::from_ref(&args.corpus), common)?;
    let archive = opened.archive.as_ref();
    let lines = match &args.article {
        None => all_versions(archive),
        Some(name) => match named(archive, name) {
            Some(article) => vec![versions(archive, article)],
            None => return Ok(opened.done(0)),
        },
    };
    let n = lines.len();
    match args.format.unwrap_or(Format::Text) {
        Format::Text => text(&lines, args.article.is_some(), common, out)?,
        Format::Json => {
            let mut array = JsonArray::new();
            for version in lines.iter().flatten() {
                array.push(out, &Json::new(version))?;
            }
            array.finish(out)?;
        }
        Format::Jsonl => {
            for version in lines.iter().flatten() {
                write_json(out, &Json::new(version))?;
            }
        }
        Format::Csv => csv(&lines, out)?,
    }
    if n == 0 {
        say("no article here has another version or a copy");
    }
    Ok(opened.done(n))
}

fn text(
    lines: &[Vec<VersionRow>],
    whole: bool,
    common: &Common,
    out: &mut Out,
) -> Result<(), Failure> {
    for (i, line) in lines.iter().enumerate() {
        if i > 0 {
            out.line("")?;
        }
        for version in line {
            let row = &version.article;
            out.line(&format!(
                "{}  {}  {}: {}",
                out.style.source(&one_line(&row.source)),
                out.style.date(&published::words(&row.published, common.tz)),
                version.kinship.word(),
                one_line(&row.name.to_string())
            ))?;
            if let Some(title) = &row.title {
                out.line(&format!("  {}", one_line(title)))?;
            }
            let Some(changed) = &version.changed else {
                continue;
            };
            for line in wrap(&changed.headline(), out.columns.saturating_sub(4)) {
                out.line(&format!("    {}", out.style.differs(&line)))?;
            }
            if whole {
                changes(&changed.changes, out)?;
                edits(&changed.rows, out)?;
            }
        }
    }
    if whole && lines.iter().all(|l| l.len() < 2) {
        say("this article has no other version and no copy here");
    }
    Ok(())
}

/// Every change in a line of its own: those of weight first.
fn changes(all: &[Change], out: &mut Out) -> Result<(), Failure> {
    for change in all {
        let text = format!("{}: {}", word_of(&change.kind), one_line(&change.note));
        for (i, line) in wrap(&text, out.columns.saturating_sub(8))
            .iter()
            .enumerate()
        {
            let hang = if i == 0 { "- " } else { "  " };
            out.line(&format!("      {hang}{line}"))?;
        }
    }
    Ok(())
}

/// The sentences that changed: the old one behind "-", the new one behind "+".
fn edits(rows: &[Row], out: &mut Out) -> Result<(), Failure> {
    for row in rows {
        let both = row.cells.iter().all(Option::is_some);
        let mut spans = row.cells.iter().flatten().flat_map(|c| &c.spans);
        if both && spans.all(|s| s.kind == SpanKind::Shared) {
            continue;
        }
        out.line("")?;
        for (sign, cell) in ["-", "+"].iter().zip(&row.cells) {
            let Some(cell) = cell else { continue };
            let lines = wrap(&one_line(&cell.text), out.columns.saturating_sub(6));
            for (i, line) in lines.iter().enumerate() {
                let sign = if i == 0 { sign } else { " " };
                out.line(&format!("    {sign} {line}"))?;
            }
        }
    }
    out.line("")
}

fn csv(lines: &[Vec<VersionRow>], out: &mut Out) -> Result<(), Failure> {
    let mut table = Table::new(&[
        "line",
        "path",
        "source",
        "published",
        "kinship",
        "kind",
        "change",
    ]);
    for (i, version) in lines
        .iter()
        .enumerate()
        .flat_map(|(i, l)| l.iter().map(move |v| (i, v)))
    {
        let row = &version.article;
        let day = row.published.value.map(|d| d.to_string());
        let mut put = |kind: &str, note: &str| {
            table.row(&[
                &(i + 1).to_string(),
                &row.name.to_string(),
                &row.source,
                day.as_deref().unwrap_or_default(),
                version.kinship.word(),
                kind,
                note,
            ]);
        };
        match &version.changed {
            Some(changed) if !changed.is_empty() => {
                for change in &changed.changes {
                    put(&word_of(&change.kind), &change.note);
                }
            }
            Some(_) => put("", "no change"),
            None => put("", ""),
        }
    }
    table.write(out)
}

#[derive(Serialize)]
struct Json<'a> {
    schema: u32,
    article: String,
    source: &'a str,
    title: Option<&'a str>,
    published: Option<String>,
    kinship: &'static str,
    headline: Option<String>,
    changes: &'a [Change],
}

impl<'a> Json<'a> {
    fn new(version: &'a VersionRow) -> Self {
        let row = &version.article;
        let changed = version.changed.as_ref();
        Self {
            schema: 1,
            article: row.name.to_string(),
            source: &row.source,
            title: row.title.as_deref(),
            published: row.published.value.map(|d| d.to_string()),
            kinship: version.kinship.word(),
            headline: changed.map(crate::compare::VersionDiff::headline),
            changes: changed.map_or(&[], |c| &c.changes),
        }
    }
}
