//! What the options of a listing command let through, and in which format it is printed.

use super::args::{Format, ListArgs, ListOrder};
use super::output::{Out, say};
use super::table::{JsonArray, Table, write_json};
use super::{Done, Failure};
use crate::query::{Archive, Filter, Order, Page};
use serde::Serialize;

/// The options of a list, read.
#[derive(Debug, Clone)]
pub struct Wanted {
    /// What passes.
    pub filter: Filter,
    /// In which order.
    pub order: Order,
    /// How many.
    pub page: Page,
    /// How it is printed.
    pub format: Format,
}

impl Wanted {
    /// Reads the options of a list.
    ///
    /// # Errors
    ///
    /// Fails when the query cannot be read or the days are in the wrong order.
    pub fn from(list: &ListArgs) -> Result<Self, Failure> {
        let mut filter = match &list.query {
            Some(query) => {
                Filter::parse(query).map_err(|e| Failure::Fatal(format!("--query: {e}")))?
            }
            None => Filter::default(),
        };
        filter
            .between(list.since.map(|d| d.first), list.until.map(|d| d.last))
            .map_err(|e| Failure::Fatal(format!("--since and --until: {e}")))?;
        filter.sources.extend(list.source.iter().cloned());
        filter.placed |= list.placed;
        filter.disagreements |= list.disagreements;
        Ok(Self {
            filter,
            order: match list.order {
                Some(ListOrder::Salience) => Order::Salience,
                Some(ListOrder::Time) | None => Order::Time,
            },
            page: list.limit.map_or_else(Page::all, Page::first),
            format: list.format.unwrap_or(Format::Text),
        })
    }
}

/// Says which sources there are when a source that was asked for is none of them.
pub fn check_sources(archive: &dyn Archive, wanted: &[String]) {
    let known = archive.sources(&Filter::default());
    for name in wanted {
        let lower = name.to_lowercase();
        if known.is_empty() || known.iter().any(|s| s.name.to_lowercase() == lower) {
            continue;
        }
        let names: Vec<_> = known.iter().take(12).map(|s| s.name.as_str()).collect();
        let more = if known.len() > names.len() {
            ", …"
        } else {
            ""
        };
        say(&format!(
            "no source is called {name:?}: there are {}{more}",
            names.join(", ")
        ));
    }
}

/// Prints rows as JSON, JSON lines or CSV; text is the caller's.
///
/// # Errors
///
/// Fails when the output cannot be written.
pub fn write_rows<'a, T, R: Serialize>(
    out: &mut Out,
    format: Format,
    items: &'a [T],
    row: impl Fn(&'a T) -> R,
    header: &[&str],
    cells: impl Fn(&T) -> Vec<String>,
) -> Result<(), Failure> {
    match format {
        Format::Json => {
            let mut array = JsonArray::new();
            for item in items {
                array.push(out, &row(item))?;
            }
            array.finish(out)
        }
        Format::Jsonl => {
            for item in items {
                write_json(out, &row(item))?;
            }
            Ok(())
        }
        Format::Csv => {
            let mut table = Table::new(header);
            for item in items {
                let cells = cells(item);
                table.row(&cells.iter().map(String::as_str).collect::<Vec<_>>());
            }
            table.write(out)
        }
        Format::Text => Ok(()),
    }
}

/// Says why a list is empty.
pub fn explain_nothing(archive: &dyn Archive, wanted: &Wanted) -> Done {
    if !wanted.filter.is_empty() && archive.overview().n_moments > 0 {
        say("nothing passes the filter: take something away from it");
    }
    Done::NothingFound
}
