//! JSON and CSV for scripts.
//!
//! CSV follows RFC 4180. A cell that a spreadsheet would take for a formula gets an
//! apostrophe in front: a headline must not run commands.

use super::Failure;
use super::output::Out;
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

    /// Writes all of it.
    ///
    /// # Errors
    ///
    /// Fails when the output cannot be written.
    pub fn write(self, out: &mut Out) -> Result<(), Failure> {
        let bytes = self
            .writer
            .into_inner()
            .map_err(|e| Failure::Fatal(e.to_string()))?;
        out.write_all(&bytes)?;
        Ok(())
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
