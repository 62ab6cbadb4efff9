//! `parallax export`: the timeline for other programs, a file for each format.
//!
//! Two runs give the same bytes: nothing here asks for the time of day, and what a format
//! wants as such is taken from the articles.

mod bibliography;
mod html;
mod ics;
mod markdown;
mod markwhen;
mod sidecar;
mod timelinejs;
mod timesketch;

use super::args::{Common, ExportArgs, ExportFormat, Format};
use super::corpus::{exists, open};
use super::layout::one_line;
use super::list::{Wanted, check_sources, explain_nothing};
use super::output::{Out, say};
use super::timeline::{count, write, write_noted};
use super::{Done, Failure};
use crate::compare::{Quotation, citation};
use crate::link::MomentId;
use crate::query::{Archive, MomentDetail, TellingRow};
use crate::telling::Status;
use crate::time::Window;
use crate::time::published::PublishedFrom;
use crate::tui::Export;
use clap::ValueEnum;
use rustc_hash::FxHashMap;
use std::fs::File;
use std::io::{BufWriter, Write};

/// What is exported.
struct Chronicle<'a> {
    archive: &'a dyn Archive,
    title: String,
    moments: Vec<MomentDetail>,
    notes: Notes,
}

/// What the reader noted on moments.
pub type Notes = FxHashMap<MomentId, String>;

impl Chronicle<'_> {
    /// Returns what the reader noted on a moment, on one line.
    fn note(&self, moment: &MomentDetail) -> Option<String> {
        self.notes.get(&moment.row.id).map(|note| one_line(note))
    }

    /// Returns the moments that have a place in time.
    fn placed(&self) -> impl Iterator<Item = (&MomentDetail, Window)> {
        self.moments
            .iter()
            .filter_map(|m| m.row.window.map(|w| (m, w)))
    }

    /// Returns the label of a story, for formats that group.
    fn story_labels(&self) -> Vec<(String, String)> {
        self.archive
            .stories(&crate::query::Filter::default())
            .into_iter()
            .map(|s| (s.id.0, one_line(&s.label)))
            .collect()
    }
}

/// Runs the command.
///
/// # Errors
///
/// Fails when the corpus cannot be opened or the output not be written.
pub fn run(args: &ExportArgs, common: &Common, out: &mut Out) -> Result<Done, Failure> {
    let wanted = Wanted::from(&args.list)?;
    if args.list.format.is_some() {
        return Err(Failure::Fatal(
            "export takes its format from --to, not from --format".to_owned(),
        ));
    }
    if args.to == ExportFormat::Sidecar {
        return corrections(args, out);
    }
    let opened = open(&args.corpus, common)?;
    let archive = opened.archive.as_ref();
    check_sources(archive, &wanted.filter.sources);
    let rows = archive.moments(&wanted.filter, wanted.order, wanted.page);
    let mut file;
    let out = match &args.output {
        None => out,
        Some(path) => {
            let created = File::create(path)
                .map_err(|e| Failure::Fatal(format!("cannot write {}: {e}", path.display())))?;
            file = Out::plain(Box::new(BufWriter::new(created)));
            &mut file
        }
    };
    let like_timeline = match args.to {
        ExportFormat::Json => Some(Format::Json),
        ExportFormat::Jsonl => Some(Format::Jsonl),
        ExportFormat::Csv => Some(Format::Csv),
        _ => None,
    };
    if let Some(format) = like_timeline {
        write(archive, &rows, format, out)?;
    } else {
        let chronicle = Chronicle {
            archive,
            title: one_line(args.title.as_deref().unwrap_or(&archive.overview().name)),
            moments: rows
                .iter()
                .filter_map(|r| archive.moment(&r.id.0))
                .collect(),
            notes: Notes::default(),
        };
        out.text(&render(&chronicle, args.to))?;
        let n_undated = chronicle.moments.len() - chronicle.placed().count();
        if n_undated > 0 && !holds_undated(args.to) {
            say(&format!(
                "{} without a place in time left out: this format has no room for them",
                count(n_undated, "moment")
            ));
        }
    }
    out.finish()?;
    if rows.is_empty() {
        explain_nothing(archive, &wanted);
    }
    Ok(opened.done(rows.len()))
}

/// Writes what the explorer keeps of this corpus's corrections; needs no article read.
fn corrections(args: &ExportArgs, out: &mut Out) -> Result<Done, Failure> {
    for path in &args.corpus {
        exists(path)?;
    }
    let kept = super::explore::kept(&args.corpus);
    if kept.is_empty() {
        say("nothing was corrected in this corpus; e in the explorer corrects an article");
        return Ok(Done::NothingFound);
    }
    let text = sidecar::document(&kept);
    match &args.output {
        None => out.text(&text)?,
        Some(path) => File::create_new(path)
            .and_then(|mut file| file.write_all(text.as_bytes()))
            .map_err(|e| Failure::Fatal(format!("cannot write {}: {e}", path.display())))?,
    }
    out.finish()?;
    Ok(Done::Fully)
}

/// Writes to a file that does not exist yet, in a format by its name, and says so.
///
/// # Errors
///
/// Fails when there is no such format, or the file exists or cannot be written.
pub fn write_new(archive: &dyn Archive, export: &Export) -> Result<String, String> {
    let Export {
        moments,
        notes,
        corrections,
        format,
        path,
    } = export;
    let to = ExportFormat::from_str(format, true).map_err(|_| {
        let all = ExportFormat::value_variants().iter();
        let names: Vec<_> = all
            .filter_map(|f| f.to_possible_value().map(|v| v.get_name().to_owned()))
            .collect();
        format!(
            "there is no format {format}; there are {}",
            names.join(", ")
        )
    })?;
    let mut file = File::create_new(path).map_err(|e| format!("{}: {e}", path.display()))?;
    if to == ExportFormat::Sidecar {
        file.write_all(sidecar::document(corrections).as_bytes())
            .map_err(|e| format!("{}: {e}", path.display()))?;
        let n = count(corrections.len(), "correction");
        return Ok(format!("wrote {n} to {}", path.display()));
    }
    let notes: Notes = notes.iter().cloned().collect();
    let details: Vec<MomentDetail> = moments
        .iter()
        .filter_map(|id| archive.moment(&id.0))
        .collect();
    let mut out = Out::plain(Box::new(BufWriter::new(file)));
    let n = details.len();
    let result = match to {
        ExportFormat::Json | ExportFormat::Jsonl | ExportFormat::Csv => {
            let format = match to {
                ExportFormat::Json => Format::Json,
                ExportFormat::Jsonl => Format::Jsonl,
                _ => Format::Csv,
            };
            let rows: Vec<_> = details.into_iter().map(|d| d.row).collect();
            write_noted(archive, &rows, &notes, format, &mut out)
        }
        to => {
            let chronicle = Chronicle {
                archive,
                title: one_line(&archive.overview().name),
                moments: details,
                notes,
            };
            out.text(&render(&chronicle, to))
        }
    };
    result
        .and_then(|()| out.finish())
        .map_err(|e| e.to_string())?;
    Ok(format!(
        "wrote {} to {}",
        count(n, "moment"),
        path.display()
    ))
}

fn render(chronicle: &Chronicle<'_>, to: ExportFormat) -> String {
    match to {
        ExportFormat::Json | ExportFormat::Jsonl | ExportFormat::Csv | ExportFormat::Sidecar => {
            String::new()
        }
        ExportFormat::Md => markdown::report(chronicle),
        ExportFormat::Html => html::page(chronicle),
        ExportFormat::Timelinejs => timelinejs::json(chronicle),
        ExportFormat::TimelinejsCsv => timelinejs::csv(chronicle),
        ExportFormat::Markwhen => markwhen::document(chronicle),
        ExportFormat::Ics => ics::calendar(chronicle),
        ExportFormat::Timesketch => timesketch::jsonl(chronicle),
        ExportFormat::TimesketchCsv => timesketch::csv(chronicle),
        ExportFormat::Bibtex => bibliography::bibtex(chronicle),
        ExportFormat::CslJson => bibliography::csl_json(chronicle),
        ExportFormat::Edtf => edtf(chronicle),
    }
}

fn holds_undated(to: ExportFormat) -> bool {
    matches!(
        to,
        ExportFormat::Md | ExportFormat::Html | ExportFormat::Bibtex | ExportFormat::CslJson
    )
}

/// One EDTF string a line, with the id and the label behind tabs.
fn edtf(chronicle: &Chronicle<'_>) -> String {
    chronicle
        .placed()
        .map(|(m, w)| format!("{}\t{}\t{}\n", w.edtf(), m.row.id, one_line(&m.row.label)))
        .collect()
}

/// The label, with the status when the thing did not simply happen.
fn headline(moment: &MomentDetail) -> String {
    let label = one_line(&moment.row.label);
    match moment.row.status {
        Status::Happened => label,
        other => format!("{label} ({})", other.word()),
    }
}

/// One telling for each voice and source: copies of one text are quoted once.
fn voices(moment: &MomentDetail) -> impl Iterator<Item = &TellingRow> {
    moment
        .tellings
        .iter()
        .enumerate()
        .filter(|(i, t)| {
            t.copy_of.is_none()
                && !moment.tellings[..*i]
                    .iter()
                    .any(|u| u.name == t.name && u.sentence == t.sentence)
        })
        .map(|(_, t)| t)
}

/// Every telling of a moment, or all of them when each is a copy of something else.
fn quoted(moment: &MomentDetail) -> Vec<&TellingRow> {
    let own: Vec<_> = voices(moment).collect();
    if own.is_empty() {
        moment.tellings.iter().collect()
    } else {
        own
    }
}

fn cite(telling: &TellingRow) -> String {
    one_line(&citation(&Quotation {
        source: &telling.source,
        title: telling.title.as_deref(),
        published: telling.published.value,
        inferred: telling.published.from == PublishedFrom::Inferred,
        name: &telling.name.to_string(),
        line: telling.line,
        words: &telling.text,
    }))
}

/// Escapes text for HTML and XML.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests;
