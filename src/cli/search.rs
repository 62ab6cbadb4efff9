//! `parallax search`: sentences that match, best first.

use super::args::{Common, Format, SearchArgs};
use super::corpus::open;
use super::layout::{one_line, wrap};
use super::list::{Wanted, check_sources, write_rows};
use super::output::{Out, say};
use super::{Done, Failure, published, rows};
use crate::query::SearchHit;

/// Runs the command.
///
/// # Errors
///
/// Fails when the corpus cannot be opened or the output not be written.
pub fn run(args: &SearchArgs, common: &Common, out: &mut Out) -> Result<Done, Failure> {
    let wanted = Wanted::from(&args.list)?;
    let opened = open(std::slice::from_ref(&args.corpus), common)?;
    let archive = opened.archive.as_ref();
    check_sources(archive, &wanted.filter.sources);
    let text = args.text.join(" ");
    let hits = archive.search(&text, &wanted.filter, wanted.page);
    write_rows(
        out,
        wanted.format,
        &hits,
        rows::Hit::new,
        &[
            "source",
            "article",
            "published",
            "line",
            "start",
            "end",
            "text",
            "moment",
            "score",
        ],
        |h| {
            vec![
                h.source.clone(),
                h.name.to_string(),
                h.published.value.map(|d| d.to_string()).unwrap_or_default(),
                h.line.to_string(),
                h.sentence.start.to_string(),
                h.sentence.end.to_string(),
                h.text.clone(),
                h.moment
                    .as_ref()
                    .map(ToString::to_string)
                    .unwrap_or_default(),
                format!("{:.2}", h.score),
            ]
        },
    )?;
    if wanted.format == Format::Text {
        for (i, hit) in hits.iter().enumerate() {
            if i > 0 {
                out.line("")?;
            }
            print(hit, common, out)?;
        }
    }
    if hits.is_empty() {
        say(&format!(
            "nothing in {} matches {text}",
            archive.overview().name
        ));
    }
    Ok(opened.done(hits.len()))
}

fn print(hit: &SearchHit, common: &Common, out: &mut Out) -> Result<(), Failure> {
    let moment = hit
        .moment
        .as_ref()
        .and_then(|id| id.0.get(..8))
        .map(|id| format!("  moment {id}"))
        .unwrap_or_default();
    out.line(&format!(
        "{}  {}  {}{}",
        out.style.source(&one_line(&hit.source)),
        out.style.date(&published::words(&hit.published, common.tz)),
        out.style
            .dim(&one_line(&format!("{}:{}", hit.name, hit.line))),
        out.style.dim(&moment)
    ))?;
    // White space is folded and lines are broken before colours go in, so marks are found
    // again by their words.
    let marked: Vec<String> = hit
        .marks
        .iter()
        .filter_map(|m| hit.text.get(m.clone()).map(one_line))
        .filter(|w| !w.is_empty())
        .collect();
    for line in wrap(&one_line(&hit.text), out.columns.saturating_sub(4)) {
        out.line(&format!("    {}", highlight(&line, &marked, out)))?;
    }
    Ok(())
}

fn highlight(line: &str, words: &[String], out: &Out) -> String {
    if !out.style.is_on() {
        return line.to_owned();
    }
    let mut painted = String::new();
    let mut rest = line;
    loop {
        let next = words
            .iter()
            .filter_map(|w| rest.find(w.as_str()).map(|at| (at, w)))
            .min_by_key(|(at, w)| (*at, std::cmp::Reverse(w.len())));
        let Some((at, word)) = next else {
            painted.push_str(rest);
            return painted;
        };
        painted.push_str(&rest[..at]);
        painted.push_str(&out.style.hit(word));
        rest = &rest[at + word.len()..];
    }
}
