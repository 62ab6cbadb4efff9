//! `parallax index`: builds or refreshes the index of a corpus ahead of time.

use super::args::{Common, IndexArgs};
use super::corpus::{open_as, options};
use super::output::Out;
use super::timeline::count;
use super::{Done, Failure};

/// Runs the command: makes an index however small the corpus, and says where it lies.
///
/// # Errors
///
/// Fails when the corpus cannot be opened or the output not be written, and when there is
/// no folder to keep an index in.
pub fn run(args: &IndexArgs, common: &Common, out: &mut Out) -> Result<Done, Failure> {
    let mut options = options(&args.corpus, common);
    let Some(index) = options.index.as_mut() else {
        return Err(Failure::Fatal(
            "no folder to keep an index in: set XDG_CACHE_HOME or give --index PATH".to_owned(),
        ));
    };
    index.from_articles = 0;
    index.look_through = true;
    let path = index.path.clone();
    let opened = open_as(&args.corpus, &options)?;
    let overview = opened.archive.overview();
    out.line(&format!(
        "{}  {}, {}",
        out.style.bold(&overview.name),
        count(overview.n_articles, "article"),
        count(overview.n_moments, "moment")
    ))?;
    if path.exists() {
        out.line(&format!("index  {}", path.display()))?;
    }
    Ok(opened.done(overview.n_articles))
}
