//! `parallax stories`: the stories of a corpus and their articles.

use super::args::{Common, CorpusList, Format};
use super::corpus::open;
use super::layout::one_line;
use super::list::{Wanted, check_sources, write_rows};
use super::output::Out;
use super::timeline::count;
use super::{Done, Failure, rows, when};

/// Runs the command.
///
/// # Errors
///
/// Fails when the corpus cannot be opened or the output not be written.
pub fn run(args: &CorpusList, common: &Common, out: &mut Out) -> Result<Done, Failure> {
    let wanted = Wanted::from(&args.list)?;
    let opened = open(&args.corpus, common)?;
    let archive = opened.archive.as_ref();
    check_sources(archive, &wanted.filter.sources);
    let mut stories = archive.stories(&wanted.filter);
    stories.truncate(wanted.page.limit);
    write_rows(
        out,
        wanted.format,
        &stories,
        rows::Story::new,
        &["id", "label", "earliest", "latest", "articles", "moments"],
        |s| {
            let bound =
                |f: fn(&crate::time::Window) -> String| s.span.as_ref().map(f).unwrap_or_default();
            vec![
                s.id.0.clone(),
                s.label.clone(),
                bound(crate::time::Window::earliest_text),
                bound(crate::time::Window::latest_text),
                s.articles
                    .iter()
                    .map(ToString::to_string)
                    .collect::<Vec<_>>()
                    .join("; "),
                s.n_moments.to_string(),
            ]
        },
    )?;
    if wanted.format == Format::Text {
        for (i, story) in stories.iter().enumerate() {
            if i > 0 {
                out.line("")?;
            }
            let span = story.span.as_ref().map(when::words).unwrap_or_default();
            out.line(&format!(
                "{}  {}  {}, {}  {}",
                out.style.bold(&one_line(&story.label)),
                out.style.date(&span),
                count(story.articles.len(), "article"),
                count(story.n_moments, "moment"),
                out.style.dim(&story.id.0)
            ))?;
            for name in &story.articles {
                out.line(&format!("  {}", one_line(&name.to_string())))?;
            }
        }
    }
    Ok(opened.done(stories.len()))
}
