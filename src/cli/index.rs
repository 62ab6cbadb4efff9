//! `parallax index`: reads a corpus ahead of time.
//!
//! There is no index on disk yet, so this reads everything, says what it found and that
//! nothing was kept.

use super::args::{Common, IndexArgs};
use super::corpus::open;
use super::output::{Out, say};
use super::timeline::count;
use super::{Done, Failure};

/// Runs the command.
///
/// # Errors
///
/// Fails when the corpus cannot be opened or the output not be written.
pub fn run(args: &IndexArgs, common: &Common, out: &mut Out) -> Result<Done, Failure> {
    let opened = open(&args.corpus, common)?;
    let overview = opened.archive.overview();
    out.line(&format!(
        "{}  {}, {}",
        out.style.bold(&overview.name),
        count(overview.n_articles, "article"),
        count(overview.n_moments, "moment")
    ))?;
    say("this version keeps no index: every command reads the corpus afresh");
    Ok(opened.done(overview.n_articles))
}
