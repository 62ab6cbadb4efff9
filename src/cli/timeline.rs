//! `parallax timeline`: the moments in order of time.

use super::args::{Common, Format, ListArgs};
use super::corpus::{Opened, open};
use super::export::Notes;
use super::layout::{cut, one_line, pad, wrap};
use super::list::{Wanted, check_sources, explain_nothing};
use super::output::Out;
use super::{Done, Failure, rows, when};
use crate::link::MomentId;
use crate::query::{Archive, Filter, MomentDetail, MomentRow, Order, Page, SourceRow};
use crate::telling::Status;
use crate::text::width::width;
use std::path::PathBuf;

/// More sources than this are counted instead of drawn.
const LANES: usize = 9;

/// Runs the command.
///
/// # Errors
///
/// Fails when the corpus cannot be opened or the output not be written.
pub fn run(
    paths: &[PathBuf],
    list: &ListArgs,
    common: &Common,
    out: &mut Out,
) -> Result<Done, Failure> {
    // A mistake in the query is told before a large corpus is read.
    Wanted::from(list)?;
    print(&open(paths, common)?, list, out)
}

/// Prints the moments of an opened corpus.
///
/// # Errors
///
/// Fails when the query cannot be read or the output not be written.
pub fn print(opened: &Opened, list: &ListArgs, out: &mut Out) -> Result<Done, Failure> {
    let wanted = Wanted::from(list)?;
    let archive = opened.archive.as_ref();
    check_sources(archive, &wanted.filter.sources);
    let moments = archive.moments(&wanted.filter, wanted.order, wanted.page);
    if wanted.format == Format::Text {
        text(archive, &moments, out)?;
    } else {
        write(archive, &moments, wanted.format, out)?;
    }
    if moments.is_empty() {
        explain_nothing(archive, &wanted);
    }
    Ok(opened.done(moments.len()))
}

/// Prints moments as JSON, JSON lines or CSV.
///
/// # Errors
///
/// Fails when the output cannot be written.
pub fn write(
    archive: &dyn Archive,
    moments: &[MomentRow],
    format: Format,
    out: &mut Out,
) -> Result<(), Failure> {
    write_noted(archive, moments, &Notes::default(), format, out)
}

/// As [`write`], with what the reader noted on moments.
///
/// # Errors
///
/// As [`write`].
pub fn write_noted(
    archive: &dyn Archive,
    moments: &[MomentRow],
    notes: &Notes,
    format: Format,
    out: &mut Out,
) -> Result<(), Failure> {
    // One detail at a time: a large archive's details need not fit into memory.
    if format == Format::Csv {
        return super::table::csv_moments(archive, moments, notes, out);
    }
    let mut array = super::table::JsonArray::new();
    for row in moments {
        let Some(detail) = archive.moment(&row.id.0) else {
            continue;
        };
        let mut json = rows::Moment::new(archive, &detail);
        json.note = notes.get(&row.id).map(String::as_str);
        if format == Format::Json {
            array.push(out, &json)?;
        } else {
            super::table::write_json(out, &json)?;
        }
    }
    if format == Format::Json {
        array.finish(out)?;
    }
    Ok(())
}

fn text(archive: &dyn Archive, moments: &[MomentRow], out: &mut Out) -> Result<(), Failure> {
    let sources = archive.sources(&Filter::default());
    head(archive, &sources, out)?;
    if moments.is_empty() {
        return Ok(());
    }
    let id = id_length(archive, moments);
    let whens: Vec<String> = moments.iter().map(when_words).collect();
    let most = if out.tty { 28 } else { usize::MAX };
    let when_columns = whens.iter().map(|w| width(w)).max().unwrap_or(0).min(most);
    let lanes = sources.len() <= LANES;
    let told: Vec<String> = moments
        .iter()
        .map(|m| told_by(m, &sources, lanes, out))
        .collect();
    let told_columns = told.iter().map(|t| width(t)).max().unwrap_or(0);
    let differs: Vec<String> = moments.iter().map(|m| m.differs.join(", ")).collect();
    let differs_columns = differs.iter().map(|d| width(d)).max().unwrap_or(0);
    let statuses = moments.iter().any(|m| m.status != Status::Happened);
    let labels: Vec<String> = moments.iter().map(|m| one_line(&m.label)).collect();
    let mut label_columns = labels.iter().map(|l| width(l)).max().unwrap_or(0);
    let mut line_columns = usize::MAX;
    if out.tty {
        let fixed = when_columns + told_columns + id + 8 + if statuses { 11 } else { 0 };
        let room = out.columns.saturating_sub(fixed + differs_columns.min(14));
        label_columns = label_columns.min(room.max(20));
        line_columns = fixed + label_columns;
    }
    for (i, moment) in moments.iter().enumerate() {
        let mut line = out
            .style
            .date(&pad(&cut(&whens[i], when_columns, out.ascii), when_columns));
        line.push_str("  ");
        let label = pad(&cut(&labels[i], label_columns, out.ascii), label_columns);
        line.push_str(&out.style.bold(&label));
        line.push_str("  ");
        if statuses {
            let word = match moment.status {
                Status::Happened => "",
                other => other.word(),
            };
            line.push_str(&pad(word, 9));
            line.push_str("  ");
        }
        line.push_str(&out.style.source(&pad(&told[i], told_columns)));
        line.push_str("  ");
        let short = moment.id.0.get(..id).unwrap_or(&moment.id.0);
        line.push_str(&out.style.dim(&pad(short, id)));
        line.push_str("  ");
        let room = out.columns.saturating_sub(line_columns).max(8);
        let room = if out.tty { room } else { usize::MAX };
        line.push_str(&out.style.differs(&cut(&differs[i], room, out.ascii)));
        out.line(line.trim_end())?;
    }
    Ok(())
}

/// The corpus in one line, and which number stands for which source.
fn head(archive: &dyn Archive, sources: &[SourceRow], out: &mut Out) -> Result<(), Failure> {
    let o = archive.overview();
    let mut parts = vec![
        count(o.n_articles, "article"),
        count(o.n_sources, "source"),
        count(o.n_moments, "moment"),
    ];
    if o.n_stories > 1 {
        parts.push(count(o.n_stories, "story").replace("storys", "stories"));
    }
    if let Some(span) = &o.span {
        parts.push(when::words(span));
    }
    let dot = if out.ascii { ", " } else { " · " };
    out.line(&format!("{}  {}", out.style.bold(&o.name), parts.join(dot)))?;
    if !sources.is_empty() && sources.len() <= LANES {
        let legend: Vec<_> = sources
            .iter()
            .enumerate()
            .map(|(i, s)| {
                format!(
                    "{}\u{a0}{}",
                    i + 1,
                    one_line(&s.name).replace(' ', "\u{a0}")
                )
            })
            .collect();
        for line in wrap(&legend.join(" "), out.columns) {
            out.line(
                &out.style
                    .source(&line.replace(' ', "  ").replace('\u{a0}', " ")),
            )?;
        }
    }
    out.line("")
}

/// Returns a count with its noun.
pub fn count(n: usize, noun: &str) -> String {
    format!("{n} {noun}{}", if n == 1 { "" } else { "s" })
}

fn when_words(moment: &MomentRow) -> String {
    moment
        .window
        .as_ref()
        .map_or_else(|| "undated".to_owned(), when::words)
}

fn told_by(moment: &MomentRow, sources: &[SourceRow], lanes: bool, out: &Out) -> String {
    if !lanes {
        return format!("{}/{}", moment.sources.len(), sources.len());
    }
    let quiet = if out.ascii { '.' } else { '·' };
    sources
        .iter()
        .enumerate()
        .map(|(i, s)| {
            if moment.sources.contains(&s.idx) {
                char::from_digit(u32::try_from(i + 1).unwrap_or(0), 10).unwrap_or('+')
            } else {
                quiet
            }
        })
        .collect()
}

/// How many characters of an id tell these moments from all others of the corpus.
fn id_length(archive: &dyn Archive, moments: &[MomentRow]) -> usize {
    let ids: Vec<MomentId> = moments.iter().map(|m| m.id.clone()).collect();
    archive.id_length(&ids).clamp(5, 14)
}

/// Returns a moment by id or the beginning of one, or says which ids begin so.
///
/// # Errors
///
/// Fails when the beginning fits several moments.
pub fn find(archive: &dyn Archive, id: &str) -> Result<Option<MomentDetail>, Failure> {
    if let Some(detail) = archive.moment(id) {
        return Ok(Some(detail));
    }
    let fitting: Vec<_> = archive
        .moments(&Filter::default(), Order::Time, Page::all())
        .into_iter()
        .filter(|m| !id.is_empty() && m.id.0.starts_with(id))
        .collect();
    if fitting.is_empty() {
        super::output::say(&format!(
            "no moment has the id {id}: parallax timeline prints the ids at the end of its lines"
        ));
        return Ok(None);
    }
    let mut message = format!(
        "the id {id} fits {} moments, give more of it:",
        fitting.len()
    );
    for row in fitting.iter().take(10) {
        message.push_str(&format!(" {} ({});", row.id, one_line(&row.label)));
    }
    if fitting.len() > 10 {
        message.push_str(" …");
    }
    Err(Failure::Fatal(message.trim_end_matches(';').to_owned()))
}
