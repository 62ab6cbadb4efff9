//! `parallax marks`: what was marked and noted in the explorer.

use super::args::{Common, Format, MarksArgs};
use super::corpus::open;
use super::explore;
use super::layout::{one_line, wrap};
use super::output::{Out, say};
use super::table::{JsonArray, Table, write_json};
use super::{Done, Failure, when};
use crate::query::Archive;
use crate::tui::Mark;
use serde::Serialize;

/// Runs the command.
///
/// # Errors
///
/// Fails when the corpus cannot be opened or the output not be written.
pub fn run(args: &MarksArgs, common: &Common, out: &mut Out) -> Result<Done, Failure> {
    let opened = open(&args.corpus, common)?;
    let kept = explore::marks(&args.corpus);
    let archive = opened.archive.as_ref();
    let rows: Vec<Json<'_>> = kept.iter().map(|mark| Json::new(archive, mark)).collect();
    match args.format.unwrap_or(Format::Text) {
        Format::Text => {
            for row in &rows {
                text(row, out)?;
            }
        }
        Format::Json => {
            let mut array = JsonArray::new();
            for row in &rows {
                array.push(out, row)?;
            }
            array.finish(out)?;
        }
        Format::Jsonl => {
            for row in &rows {
                write_json(out, row)?;
            }
        }
        Format::Csv => csv(&rows, out)?,
    }
    if rows.is_empty() {
        say("nothing is marked in this corpus: m in the explorer marks a moment or a sentence");
    }
    Ok(opened.done(rows.len()))
}

fn text(row: &Json<'_>, out: &mut Out) -> Result<(), Failure> {
    let sign = if row.marked { "*" } else { " " };
    let place = match (row.moment, &row.article) {
        (Some(id), _) => id.to_owned(),
        (None, article) => article.clone().unwrap_or_default(),
    };
    let when = if row.when.is_empty() {
        String::new()
    } else {
        format!("{}  ", out.style.date(&row.when))
    };
    let words = one_line(row.text);
    let gone = if row.found {
        ""
    } else {
        "  (no longer in the corpus)"
    };
    out.line(&format!(
        "{sign} {when}{words}  {}{gone}",
        out.style.dim(&one_line(&place))
    ))?;
    if !row.note.is_empty() {
        let note = format!("note: {}", one_line(row.note));
        for line in wrap(&note, out.columns.saturating_sub(4)) {
            out.line(&format!("    {line}"))?;
        }
    }
    Ok(())
}

fn csv(rows: &[Json<'_>], out: &mut Out) -> Result<(), Failure> {
    let mut table = Table::new(&["moment", "article", "when", "text", "marked", "note"]);
    for row in rows {
        table.row(&[
            row.moment.unwrap_or_default(),
            row.article.as_deref().unwrap_or_default(),
            &row.when,
            row.text,
            if row.marked { "true" } else { "false" },
            row.note,
        ]);
    }
    table.write(out)
}

#[derive(Serialize)]
struct Json<'a> {
    schema: u32,
    moment: Option<&'a str>,
    article: Option<String>,
    when: String,
    text: &'a str,
    marked: bool,
    note: &'a str,
    /// It is still there.
    found: bool,
}

impl<'a> Json<'a> {
    fn new(archive: &dyn Archive, mark: &'a Mark) -> Self {
        let moment = mark.moment.as_ref().and_then(|id| archive.moment(&id.0));
        let article = mark.article.as_ref();
        let found = moment.is_some() || article.is_some_and(|a| archive.article_named(a).is_some());
        let window = moment.and_then(|m| m.row.window);
        Self {
            schema: 1,
            moment: mark.moment.as_ref().map(|id| id.0.as_str()),
            article: article.map(ToString::to_string),
            when: window.as_ref().map(when::words).unwrap_or_default(),
            text: &mark.text,
            marked: mark.marked,
            note: &mark.note,
            found,
        }
    }
}
