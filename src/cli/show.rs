//! `parallax show`: one moment, every telling with its sentence, what differs, who is silent.

use super::args::{Common, Format, ShowArgs};
use super::corpus::open;
use super::layout::{one_line, wrap};
use super::output::Out;
use super::table::write_json;
use super::timeline::{count, find, write};
use super::{Done, Failure, list, published, rows, when};
use crate::compare::{Disagreement, DisagreementKind, FactRow, told_in_order};
use crate::link::Dated;
use crate::query::{Archive, Filter, MomentDetail, TellingRow};
use crate::text::clean::clean;

/// Runs the command.
///
/// # Errors
///
/// Fails when the corpus cannot be opened or the id fits several moments.
pub fn run(args: &ShowArgs, common: &Common, out: &mut Out) -> Result<Done, Failure> {
    let opened = open(std::slice::from_ref(&args.corpus), common)?;
    let archive = opened.archive.as_ref();
    list::check_sources(archive, &args.source);
    let Some(mut detail) = find(archive, &args.moment)? else {
        return Ok(opened.done(0));
    };
    if !args.source.is_empty() {
        let wanted: Vec<_> = args.source.iter().map(|s| s.to_lowercase()).collect();
        detail
            .tellings
            .retain(|t| wanted.contains(&t.source.to_lowercase()));
    }
    match args.format.unwrap_or(Format::Text) {
        Format::Text => text(archive, &detail, args.explain, common, out)?,
        Format::Json => {
            let mut array = super::table::JsonArray::new();
            array.push(out, &rows::Moment::new(archive, &detail))?;
            array.finish(out)?;
        }
        Format::Jsonl => write_json(out, &rows::Moment::new(archive, &detail))?,
        Format::Csv => write(archive, std::slice::from_ref(&detail.row), Format::Csv, out)?,
    }
    Ok(opened.done(1))
}

fn text(
    archive: &dyn Archive,
    detail: &MomentDetail,
    explain: bool,
    common: &Common,
    out: &mut Out,
) -> Result<(), Failure> {
    head(archive, detail, out)?;
    for telling in &detail.tellings {
        out.line("")?;
        tell(archive, telling, explain, common, out)?;
    }
    facts(detail, out)?;
    differs(archive, detail, out)?;
    silence(archive, detail, out)
}

/// The facts strip, a line each, and who told it first: `when, differs: Saturday (A, B);
/// ≠ last week (C)`.
///
/// # Errors
///
/// Fails when the output cannot be written.
pub fn facts(detail: &MomentDetail, out: &mut Out) -> Result<(), Failure> {
    let unequal = if out.ascii { "!=" } else { "≠" };
    if !detail.facts.is_empty() {
        out.line("")?;
        out.line(&out.style.bold("Facts"))?;
    }
    let indent = "  ";
    for row in &detail.facts {
        let answers: Vec<String> = row
            .answers()
            .iter()
            .map(|a| {
                let sign = if a.differs {
                    format!("{unequal} ")
                } else {
                    String::new()
                };
                let who: Vec<_> = a.sources.iter().map(|s| one_line(s)).collect();
                format!("{sign}{} ({})", one_line(a.text), who.join(", "))
            })
            .chain(none_of(row))
            .collect();
        let differs = if row.differs { ", differs" } else { "" };
        let head = format!("{}{differs}: ", one_line(&row.subject));
        let lines = wrap(
            &format!("{head}{}", answers.join("; ")),
            out.columns.saturating_sub(4),
        );
        for (i, line) in lines.iter().enumerate() {
            let hang = if i == 0 { "" } else { "  " };
            let line = if row.differs && i == 0 {
                out.style.differs(line)
            } else {
                line.clone()
            };
            out.line(&format!("{indent}{hang}{line}"))?;
        }
    }
    let order = told_in_order(&detail.first_told);
    if !order.is_empty() {
        out.line("")?;
        let mut letters = one_line(&order).chars().collect::<Vec<_>>();
        if let Some(first) = letters.first_mut() {
            *first = first.to_ascii_uppercase();
        }
        let sentence: String = letters.into_iter().chain(['.']).collect();
        for line in wrap(&sentence, out.columns) {
            out.line(&line)?;
        }
    }
    Ok(())
}

/// Who says nothing of it: of when and who says so that is worth knowing.
fn none_of(row: &FactRow) -> Option<String> {
    let none = row.unanswered();
    let who: Vec<_> = none.iter().map(|s| one_line(s)).collect();
    let what = match row.kind {
        DisagreementKind::Attribution => "nobody named",
        _ => "no day told",
    };
    (!none.is_empty()).then(|| format!("{what} ({})", who.join(", ")))
}

/// The label of a moment and what is known about it.
///
/// # Errors
///
/// Fails when the output cannot be written.
pub fn head(archive: &dyn Archive, detail: &MomentDetail, out: &mut Out) -> Result<(), Failure> {
    let row = &detail.row;
    let dot = if out.ascii { ", " } else { " · " };
    let label = out.style.bold(&one_line(&row.label));
    out.line(&format!("{label}  {}", out.style.dim(&row.id.0)))?;
    let when = row
        .window
        .as_ref()
        .map_or_else(|| "nothing places it in time".to_owned(), when::words);
    let parts = [
        out.style.date(&when),
        row.status.word().to_owned(),
        format!(
            "told by {} of {}",
            row.sources.len(),
            count(archive.sources(&Filter::default()).len(), "source")
        ),
        format!("story {}", row.story),
    ];
    out.line(&parts.join(dot))
}

fn tell(
    archive: &dyn Archive,
    telling: &TellingRow,
    explain: bool,
    common: &Common,
    out: &mut Out,
) -> Result<(), Failure> {
    let dash = if out.ascii { "--" } else { "—" };
    let mut line = format!(
        "{}  {}",
        out.style.source(&one_line(&telling.source)),
        published::words(&telling.published, common.tz)
    );
    let doubt = published::doubt(&telling.published);
    if !doubt.is_empty() {
        line.push_str(&format!(" ({doubt})"));
    }
    let place = one_line(&format!("{}:{}", telling.name, telling.line));
    out.line(&format!("{line}  {}", out.style.dim(&place)))?;
    if let Some(title) = &telling.title {
        out.line(&out.style.dim(&format!("  {}", one_line(title))))?;
    }
    quote(telling, out)?;
    for add in &telling.adds {
        let added = one_line(&add.text);
        for line in wrap(&added, out.columns.saturating_sub(6)) {
            out.line(&format!("      {line}"))?;
        }
    }
    let mut notes = vec![dating(archive, telling)];
    if let Some(said_by) = &telling.said_by {
        notes.push(format!("said by {}", one_line(&said_by.text)));
    }
    if let Some(original) = &telling.copy_of {
        notes.push(format!("a copy of {original}, the same voice"));
    }
    for note in notes {
        out.line(&out.style.dim(&format!("    {dash} {note}")))?;
    }
    if explain {
        if let Some(time) = &telling.time {
            out.line(
                &out.style
                    .dim(&format!("    {dash} time rule {}", time.rule)),
            )?;
        }
        for reason in &telling.because {
            out.line(
                &out.style
                    .dim(&format!("    {dash} joined: {}", one_line(reason))),
            )?;
        }
    }
    Ok(())
}

/// The sentence, with the words that date it marked.
fn quote(telling: &TellingRow, out: &mut Out) -> Result<(), Failure> {
    // The sign of a headline in Markdown.
    let text = one_line(telling.text.trim_start_matches('#').trim_start());
    let marked = telling.time.as_ref().and_then(|t| {
        let start = t.start.checked_sub(telling.sentence.start)?;
        let end = t.end.checked_sub(telling.sentence.start)?;
        Some(one_line(telling.text.get(start..end)?))
    });
    for line in wrap(&text, out.columns.saturating_sub(4)) {
        let line = match &marked {
            Some(words) if out.style.is_on() && !words.is_empty() => {
                line.replacen(words.as_str(), &out.style.hit(words), 1)
            }
            _ => line,
        };
        out.line(&format!("    {line}"))?;
    }
    Ok(())
}

/// How a telling comes by its date.
fn dating(archive: &dyn Archive, telling: &TellingRow) -> String {
    let gives = telling
        .window
        .as_ref()
        .map(|w| format!(": {}", when::words(w)))
        .unwrap_or_default();
    let words = telling
        .time
        .as_ref()
        .map(|t| one_line(&rows::time_words(archive, telling, t)))
        .unwrap_or_default();
    let anchor = telling
        .time
        .as_ref()
        .and_then(|t| t.anchor)
        .map(|day| format!(", counted from {}", day.format("%a %-d %b %Y")))
        .unwrap_or_default();
    let anchor = anchor + &unsure(telling);
    match telling.dated {
        Dated::Own => format!("dated by \"{words}\"{gives}{anchor}"),
        // It tells no time itself; another sentence of the article that tells the same does.
        Dated::Context if words.is_empty() => {
            format!("no time told; as in another sentence of the article{gives}")
        }
        Dated::Context => format!("dated by \"{words}\" before it{gives}{anchor}"),
        Dated::Published => {
            let sure = telling
                .published
                .likely
                .is_none_or(|(first, last)| first == last);
            let unsure = if sure { "" } else { ", which is not sure" };
            format!("dated by the article's own day{gives}{unsure}")
        }
        Dated::Borrowed => {
            let from = telling
                .dated_from
                .as_ref()
                .map(|n| clean(&n.to_string()))
                .unwrap_or_default();
            format!("no date of its own; lent by {from}{gives}")
        }
        Dated::None => "nothing dates it".to_owned(),
    }
}

/// Why a window is wide: the article's own day, from which it is counted, is not sure.
fn unsure(telling: &TellingRow) -> String {
    let anchor = telling.time.as_ref().and_then(|t| t.anchor);
    match telling.published.likely {
        Some((first, last))
            if first != last && anchor == telling.published.value && anchor.is_some() =>
        {
            format!(
                "; the article's own day is not sure, {} to {}, so what hangs on it is as wide",
                first.format("%-d %b %Y"),
                last.format("%-d %b %Y")
            )
        }
        _ => String::new(),
    }
}

/// What the tellings disagree on, with what each says and where.
///
/// # Errors
///
/// Fails when the output cannot be written.
pub fn differs(archive: &dyn Archive, detail: &MomentDetail, out: &mut Out) -> Result<(), Failure> {
    if detail.disagreements.is_empty() {
        return Ok(());
    }
    out.line("")?;
    out.line(&out.style.bold("What differs"))?;
    for dispute in &detail.disagreements {
        out.line(&format!("  {}", out.style.differs(&title(dispute))))?;
        let columns = dispute
            .stances
            .iter()
            .map(|s| crate::text::width::width(&s.source))
            .max()
            .unwrap_or(0)
            .min(30);
        for stance in &dispute.stances {
            let said_by = stance
                .said_by
                .as_ref()
                .filter(|s| **s != stance.text)
                .map(|s| format!(" ({})", one_line(s)))
                .unwrap_or_default();
            let place = format!(
                "{}:{}",
                rows::article_name(archive, detail, stance.article),
                stance.line
            );
            let source = super::layout::cut(&one_line(&stance.source), columns, out.ascii);
            out.line(&format!(
                "    {}  {}{said_by}  {}",
                out.style.source(&super::layout::pad(&source, columns)),
                one_line(&stance.text),
                out.style.dim(&one_line(&place))
            ))?;
        }
    }
    Ok(())
}

fn title(dispute: &Disagreement) -> String {
    let question = dispute.kind.question();
    let mut out = question.to_owned();
    if !dispute.subject.is_empty() && dispute.subject != question {
        out.push_str(&format!(", {}", one_line(&dispute.subject)));
    }
    out.push_str(&format!(": {}", dispute.relation.words()));
    if !dispute.note.is_empty() {
        out.push_str(&format!(" ({})", one_line(&dispute.note)));
    }
    out
}

/// Who is silent and who is absent.
///
/// # Errors
///
/// Fails when the output cannot be written.
pub fn silence(archive: &dyn Archive, detail: &MomentDetail, out: &mut Out) -> Result<(), Failure> {
    let (silent, absent): (Vec<_>, Vec<_>) =
        detail.silence.iter().partition(|s| s.n_articles_around > 0);
    if !silent.is_empty() {
        out.line("")?;
        out.line(&out.style.bold("Silent"))?;
        for s in silent {
            let example = s
                .example
                .and_then(|idx| archive.article(idx))
                .map(|a| format!(", for example {}", a.row.name))
                .unwrap_or_default();
            out.line(&format!(
                "  {}  {} in the days around{}",
                out.style.source(&one_line(&s.source)),
                count(s.n_articles_around, "article"),
                out.style.dim(&one_line(&example).replace(" , ", ", "))
            ))?;
        }
    }
    if !absent.is_empty() {
        let names: Vec<_> = absent.iter().map(|s| one_line(&s.source)).collect();
        out.line("")?;
        for line in wrap(
            &format!(
                "Absent (no whole article in the days around): {}",
                names.join(", ")
            ),
            out.columns,
        ) {
            out.line(&out.style.dim(&line))?;
        }
    }
    Ok(())
}
