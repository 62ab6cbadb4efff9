//! The manual page: what clap knows, and the keys from the table that the explorer uses.

use super::Failure;
use super::args::Cli;
use super::output::Out;
use crate::query::FIELDS;
use crate::tui::keymap;
use clap::CommandFactory;
use clap_mangen::roff::{Roff, bold, roman};

/// Writes the page.
///
/// # Errors
///
/// Fails when the output cannot be written.
pub fn write(out: &mut Out) -> Result<(), Failure> {
    clap_mangen::Man::new(Cli::command()).render(out)?;
    let mut page = Roff::new();
    page.control("SH", ["QUERY LANGUAGE"]);
    for field in FIELDS {
        page.control("TP", []);
        page.text([bold(format!("{}:", field.name)), roman(field.takes)]);
        page.text([roman(field.what)]);
    }
    page.control("SH", ["KEYS"]);
    let mut group = "";
    for (heading, keys, _, what) in keymap::rows() {
        if heading != group {
            group = heading;
            page.control("SS", [heading]);
        }
        page.control("TP", []);
        page.text([bold(keys)]);
        page.text([roman(what)]);
    }
    page.control("SH", ["FILES"]);
    for (path, what) in [
        (
            "$XDG_CONFIG_HOME/parallax/config.toml",
            "keys and colours; parallax --print-config prints the defaults",
        ),
        (
            "$XDG_STATE_HOME/parallax/",
            "marks, notes and corrections, one file for each corpus",
        ),
        (
            "parallax.toml",
            "in a corpus: outlets and days that its files do not tell",
        ),
    ] {
        page.control("TP", []);
        page.text([bold(path)]);
        page.text([roman(what)]);
    }
    page.to_writer(out)?;
    Ok(())
}
