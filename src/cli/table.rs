//! JSON and CSV for scripts.
//!
//! CSV follows RFC 4180. A cell that a spreadsheet would take for a formula gets an
//! apostrophe in front: a headline must not run commands.

use super::Failure;
use super::output::Out;
use crate::query::{Archive, MomentRow};
use crate::time::{Grain, Window};
use serde::Serialize;
use std::io::Write;

/// Writes a value as one line of JSON.
///
/// # Errors
///
/// Fails when the output cannot be written.
pub fn write_json(out: &mut Out, value: &impl Serialize) -> Result<(), Failure> {
    let line = serde_json::to_vec(value).map_err(|e| Failure::Fatal(e.to_string()))?;
    out.write_all(&line)?;
    out.write_all(b"\n")?;
    Ok(())
}

/// Writes rows as a JSON array, a row a line, as they come.
pub struct JsonArray {
    any: bool,
}

impl JsonArray {
    /// Returns an array of which nothing is written.
    pub fn new() -> Self {
        Self { any: false }
    }

    /// Writes one row.
    ///
    /// # Errors
    ///
    /// Fails when the output cannot be written.
    pub fn push(&mut self, out: &mut Out, row: &impl Serialize) -> Result<(), Failure> {
        out.text(if self.any { ",\n" } else { "[" })?;
        self.any = true;
        let line = serde_json::to_vec(row).map_err(|e| Failure::Fatal(e.to_string()))?;
        out.write_all(&line)?;
        Ok(())
    }

    /// Closes the array.
    ///
    /// # Errors
    ///
    /// Fails when the output cannot be written.
    pub fn finish(self, out: &mut Out) -> Result<(), Failure> {
        out.text(if self.any { "]\n" } else { "[]\n" })
    }
}

/// Rows of text, written as CSV.
pub struct Table {
    writer: csv::Writer<Vec<u8>>,
}

impl Table {
    /// Returns a table with this header.
    pub fn new(header: &[&str]) -> Self {
        let mut table = Self {
            writer: csv::WriterBuilder::new()
                .terminator(csv::Terminator::CRLF)
                .from_writer(Vec::new()),
        };
        table.row(header);
        table
    }

    /// Adds a row.
    pub fn row(&mut self, cells: &[&str]) {
        let cells: Vec<_> = cells.iter().map(|cell| harmless(cell)).collect();
        self.writer
            .write_record(cells.iter().map(String::as_str))
            .expect("memory takes every row of the same length");
    }

    /// Returns all of it.
    pub fn into_string(self) -> String {
        let bytes = self
            .writer
            .into_inner()
            .expect("memory takes what is still held back");
        String::from_utf8_lossy(&bytes).into_owned()
    }

    /// Writes all of it.
    ///
    /// # Errors
    ///
    /// Fails when the output cannot be written.
    pub fn write(self, out: &mut Out) -> Result<(), Failure> {
        out.text(&self.into_string())
    }
}

/// Keeps a spreadsheet from taking a text for a formula.
fn harmless(cell: &str) -> String {
    if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

/// Writes moments as CSV, one telling a row, so that nothing is lost in a spreadsheet.
///
/// # Errors
///
/// Fails when the output cannot be written.
pub fn csv_moments(
    archive: &dyn Archive,
    moments: &[MomentRow],
    notes: &super::export::Notes,
    out: &mut Out,
) -> Result<(), Failure> {
    let mut columns = vec![
        "id",
        "label",
        "status",
        "earliest",
        "latest",
        "grain",
        "open_start",
        "open_end",
        "edtf",
        "salience",
        "story",
        "sources",
        "silent",
        "differs",
        "source",
        "article",
        "published",
        "line",
        "start",
        "end",
        "text",
        "time",
        "time_value",
        "dated",
        "dated_from",
    ];
    columns.extend((!notes.is_empty()).then_some("note"));
    let mut table = Table::new(&columns);
    for row in moments {
        let Some(detail) = archive.moment(&row.id.0) else {
            continue;
        };
        let window = row.window.as_ref();
        let flag = |f: bool| if f { "true" } else { "false" }.to_owned();
        let shared = [
            row.id.0.clone(),
            row.label.clone(),
            row.status.word().to_owned(),
            window.map(Window::earliest_text).unwrap_or_default(),
            window.map(Window::latest_text).unwrap_or_default(),
            window
                .map(|w| grain_word(w.grain).to_owned())
                .unwrap_or_default(),
            window.map(|w| flag(w.open_start)).unwrap_or_default(),
            window.map(|w| flag(w.open_end)).unwrap_or_default(),
            window.map(Window::edtf).unwrap_or_default(),
            format!("{:.2}", row.salience),
            row.story.0.clone(),
            detail.source_names.join("; "),
            super::rows::silent(&detail).join("; "),
            row.differs.join("; "),
        ];
        for telling in &detail.tellings {
            let time = telling.time.as_ref();
            let own = [
                telling.source.clone(),
                telling.name.to_string(),
                telling
                    .published
                    .value
                    .map(|d| d.to_string())
                    .unwrap_or_default(),
                telling.line.to_string(),
                telling.sentence.start.to_string(),
                telling.sentence.end.to_string(),
                telling.text.clone(),
                time.map(|t| super::rows::time_words(archive, telling, t).into_owned())
                    .unwrap_or_default(),
                time.map(|t| t.value.clone()).unwrap_or_default(),
                word_of(&telling.dated),
                telling
                    .dated_from
                    .as_ref()
                    .map(ToString::to_string)
                    .unwrap_or_default(),
            ];
            let noted = (!notes.is_empty()).then(|| notes.get(&row.id).map_or("", String::as_str));
            let told = shared.iter().chain(&own).map(String::as_str);
            let cells: Vec<&str> = told.chain(noted).collect();
            table.row(&cells);
        }
    }
    table.write(out)
}

/// Returns the word for a grain.
pub fn grain_word(grain: Grain) -> &'static str {
    match grain {
        Grain::Century => "century",
        Grain::Decade => "decade",
        Grain::Year => "year",
        Grain::Half => "half",
        Grain::Season => "season",
        Grain::Quarter => "quarter",
        Grain::Month => "month",
        Grain::Week => "week",
        Grain::Weekend => "weekend",
        Grain::Day => "day",
        Grain::Part => "part",
        Grain::Hour => "hour",
        Grain::Minute => "minute",
    }
}

/// Returns the word that JSON uses for a value of an enumeration.
pub fn word_of(value: &impl Serialize) -> String {
    match serde_json::to_value(value) {
        Ok(serde_json::Value::String(word)) => word,
        _ => String::new(),
    }
}
