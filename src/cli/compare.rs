//! `parallax compare`: the tellings of a moment side by side, and how sources word things.
//!
//! Differences are marked by signs as well as by colour, so that they survive a pipe.

use super::args::{Common, CompareArgs, Format};
use super::corpus::{Opened, open};
use super::layout::{cut, one_line, pad};
use super::list::{check_sources, write_rows};
use super::output::{Out, say};
use super::rows::{self, Dispute, Fact, Sentence, Told, When};
use super::table::{JsonArray, Table, word_of, write_json};
use super::timeline::find;
use super::{Done, Failure, show};
use crate::compare::{Cell, Comparison, SpanKind, Usage};
use crate::query::{Archive, ArticleRow, Filter, MomentDetail};
use crate::text::width::width;
use serde::Serialize;

/// A column narrower than this is unpleasant to read; the tellings are stacked then.
const NARROW: usize = 30;

/// Runs the command.
///
/// # Errors
///
/// Fails when the corpus cannot be opened, the id fits several moments, or none is given.
pub fn run(args: &CompareArgs, common: &Common, out: &mut Out) -> Result<Done, Failure> {
    if args.moment.is_none() && !args.wording {
        return Err(Failure::Fatal(
            "name a moment to compare: parallax timeline prints the ids at the end of its lines"
                .to_owned(),
        ));
    }
    let opened = open(std::slice::from_ref(&args.corpus), common)?;
    let archive = opened.archive.as_ref();
    check_sources(archive, &args.source);
    let detail = match &args.moment {
        None => None,
        Some(id) => match find(archive, id)? {
            None => return Ok(opened.done(0)),
            found => found,
        },
    };
    let format = args.format.unwrap_or(Format::Text);
    match detail {
        Some(detail) if !args.wording => {
            let comparison = archive
                .comparison(&detail.row.id, &args.source)
                .unwrap_or_default();
            let columns: Vec<_> = comparison
                .columns
                .iter()
                .filter_map(|idx| archive.article(*idx).map(|a| a.row))
                .collect();
            let page = Sheet {
                archive,
                detail: &detail,
                comparison: &comparison,
                columns: &columns,
            };
            page.write(format, out)?;
            Ok(opened.done(comparison.rows.len()))
        }
        detail => wording(&opened, detail.as_ref(), &args.source, format, out),
    }
}

struct Sheet<'a> {
    archive: &'a dyn Archive,
    detail: &'a MomentDetail,
    comparison: &'a Comparison,
    columns: &'a [ArticleRow],
}

impl Sheet<'_> {
    fn write(&self, format: Format, out: &mut Out) -> Result<(), Failure> {
        match format {
            Format::Text => self.text(out),
            Format::Json => {
                let mut array = JsonArray::new();
                array.push(out, &self.json())?;
                array.finish(out)
            }
            Format::Jsonl => write_json(out, &self.json()),
            Format::Csv => self.csv(out),
        }
    }

    fn text(&self, out: &mut Out) -> Result<(), Failure> {
        show::head(self.archive, self.detail, out)?;
        let legend = if out.ascii {
            "[words] the others say otherwise, {words} only here"
        } else {
            "‹words› the others say otherwise, «words» only here"
        };
        out.line(&out.style.dim(legend))?;
        out.line("")?;
        let n = self.columns.len();
        let columns = (out.columns + 2)
            .checked_div(n)
            .map_or(0, |share| share.saturating_sub(2));
        if n > 1 && columns >= NARROW {
            self.side_by_side(columns, out)?;
        } else {
            self.stacked(out)?;
        }
        show::facts(self.detail, out)?;
        show::differs(self.archive, self.detail, out)?;
        show::silence(self.archive, self.detail, out)
    }

    fn side_by_side(&self, columns: usize, out: &mut Out) -> Result<(), Failure> {
        let mut head = String::new();
        let mut day = String::new();
        for (i, row) in self.columns.iter().enumerate() {
            let name = cut(&one_line(&row.source), columns, out.ascii);
            head.push_str(&out.style.source(&pad(&name, columns)));
            day.push_str(
                &out.style
                    .dim(&pad(&cut(&self.under(i), columns, out.ascii), columns)),
            );
            head.push_str("  ");
            day.push_str("  ");
        }
        out.line(head.trim_end())?;
        out.line(day.trim_end())?;
        for row in &self.comparison.rows {
            out.line("")?;
            let cells: Vec<Vec<Line>> = row
                .cells
                .iter()
                .map(|cell| {
                    cell.as_ref()
                        .map(|c| lay(c, columns, out.ascii))
                        .unwrap_or_default()
                })
                .collect();
            let height = cells.iter().map(Vec::len).max().unwrap_or(0);
            for i in 0..height {
                let mut line = String::new();
                for cell in &cells {
                    match cell.get(i) {
                        Some(words) => {
                            line.push_str(&paint(words, out));
                            let used = words.iter().map(|(w, _)| width(w)).sum::<usize>()
                                + words.len().saturating_sub(1);
                            line.push_str(&" ".repeat(columns.saturating_sub(used)));
                        }
                        None => line.push_str(&" ".repeat(columns)),
                    }
                    line.push_str("  ");
                }
                out.line(line.trim_end())?;
            }
        }
        Ok(())
    }

    fn stacked(&self, out: &mut Out) -> Result<(), Failure> {
        let names: Vec<_> = self.columns.iter().map(|c| one_line(&c.source)).collect();
        let lead = names.iter().map(|n| width(n)).max().unwrap_or(0).min(24);
        for (i, name) in names.iter().enumerate() {
            let name = pad(&cut(name, lead, out.ascii), lead);
            let under = self.under(i);
            out.line(&format!(
                "{}  {}",
                out.style.source(&name),
                out.style.dim(&under)
            ))?;
        }
        for row in &self.comparison.rows {
            out.line("")?;
            for (name, cell) in names.iter().zip(&row.cells) {
                let Some(cell) = cell else { continue };
                let columns = out.columns.saturating_sub(lead + 2).max(20);
                for (i, words) in lay(cell, columns, out.ascii).iter().enumerate() {
                    let name = if i == 0 {
                        cut(name, lead, out.ascii)
                    } else {
                        String::new()
                    };
                    let name = out.style.source(&pad(&name, lead));
                    out.line(&format!("{name}  {}", paint(words, out)))?;
                }
            }
        }
        Ok(())
    }

    /// What stands under the name of a column: the day, the file, whose copy it is.
    fn under(&self, i: usize) -> String {
        let Some(row) = self.columns.get(i) else {
            return String::new();
        };
        let copied = self.comparison.copies.get(i).copied().flatten();
        let copy = copied
            .and_then(|c| self.columns.get(c))
            .map(|c| format!(", copy of {}", c.source))
            .unwrap_or_default();
        let day = super::published::words(&row.published, None);
        one_line(&format!("{day}{copy}, {}", row.name))
    }

    fn json(&self) -> Compared<'_> {
        Compared {
            schema: 1,
            id: &self.detail.row.id.0,
            label: &self.detail.row.label,
            when: self.detail.row.window.as_ref().map(When::new),
            columns: self
                .columns
                .iter()
                .enumerate()
                .map(|(i, row)| ComparedColumn {
                    source: &row.source,
                    article: row.name.to_string(),
                    published: row.published.value,
                    copy_of: self
                        .comparison
                        .copies
                        .get(i)
                        .copied()
                        .flatten()
                        .and_then(|c| self.columns.get(c))
                        .map(|c| c.name.to_string()),
                })
                .collect(),
            rows: self
                .comparison
                .rows
                .iter()
                .map(|row| ComparedRow {
                    cells: row
                        .cells
                        .iter()
                        .map(|c| c.as_ref().map(ComparedCell::new))
                        .collect(),
                })
                .collect(),
            disagreements: rows::disputes(self.archive, self.detail),
            facts: rows::facts(self.archive, self.detail),
            first_told: rows::first_told(self.archive, self.detail),
            silent: rows::silent(self.detail),
        }
    }

    fn csv(&self, out: &mut Out) -> Result<(), Failure> {
        let mut table = Table::new(&[
            "row", "source", "article", "line", "start", "end", "kind", "words",
        ]);
        for (n, row) in self.comparison.rows.iter().enumerate() {
            for (column, cell) in self.columns.iter().zip(&row.cells) {
                let Some(cell) = cell else { continue };
                for span in &cell.spans {
                    table.row(&[
                        &(n + 1).to_string(),
                        &column.source,
                        &column.name.to_string(),
                        &cell.line.to_string(),
                        &cell.sentence.start.to_string(),
                        &cell.sentence.end.to_string(),
                        &word_of(&span.kind),
                        cell.text.get(span.range.clone()).unwrap_or_default().trim(),
                    ]);
                }
            }
        }
        table.write(out)
    }
}

#[derive(Serialize)]
struct Compared<'a> {
    schema: u32,
    id: &'a str,
    label: &'a str,
    when: Option<When>,
    columns: Vec<ComparedColumn<'a>>,
    rows: Vec<ComparedRow<'a>>,
    disagreements: Vec<Dispute<'a>>,
    facts: Vec<Fact<'a>>,
    first_told: Vec<Told<'a>>,
    silent: Vec<&'a str>,
}

#[derive(Serialize)]
struct ComparedColumn<'a> {
    source: &'a str,
    article: String,
    published: Option<chrono::NaiveDate>,
    copy_of: Option<String>,
}

#[derive(Serialize)]
struct ComparedRow<'a> {
    cells: Vec<Option<ComparedCell<'a>>>,
}

#[derive(Serialize)]
struct ComparedCell<'a> {
    sentence: Sentence<'a>,
    spans: Vec<ComparedSpan>,
}

#[derive(Serialize)]
struct ComparedSpan {
    start: usize,
    end: usize,
    kind: SpanKind,
}

impl<'a> ComparedCell<'a> {
    fn new(cell: &'a Cell) -> Self {
        Self {
            sentence: Sentence {
                start: cell.sentence.start,
                end: cell.sentence.end,
                line: cell.line,
                text: &cell.text,
            },
            spans: cell
                .spans
                .iter()
                .map(|s| ComparedSpan {
                    start: s.range.start,
                    end: s.range.end,
                    kind: s.kind,
                })
                .collect(),
        }
    }
}

/// Words of one line, each with what it is to the other columns.
type Line = Vec<(String, SpanKind)>;

/// Breaks a cell into lines; marks go around runs, so that they show without colour.
fn lay(cell: &Cell, columns: usize, ascii: bool) -> Vec<Line> {
    let mut words: Line = Vec::new();
    for span in &cell.spans {
        let text = one_line(cell.text.get(span.range.clone()).unwrap_or_default());
        if text.is_empty() {
            continue;
        }
        let (open, close) = match (span.kind, ascii) {
            (SpanKind::Shared, _) => ("", ""),
            (SpanKind::Differs, false) => ("‹", "›"),
            (SpanKind::Differs, true) => ("[", "]"),
            (SpanKind::Only, false) => ("«", "»"),
            (SpanKind::Only, true) => ("{", "}"),
        };
        // A run that begins inside a word ("'s", a comma) stays with the word before it.
        let glued = cell
            .text
            .get(..span.range.start)
            .is_some_and(|before| !before.is_empty() && !before.ends_with(char::is_whitespace))
            && !cell.text[span.range.clone()].starts_with(char::is_whitespace);
        let marked = format!("{open}{text}{close}");
        for (i, word) in marked.split(' ').enumerate() {
            match words.last_mut() {
                Some((last, _)) if i == 0 && glued => last.push_str(word),
                _ => words.push((word.to_owned(), span.kind)),
            }
        }
    }
    let mut out: Vec<Line> = Vec::new();
    let mut used = 0;
    for (word, kind) in words {
        for piece in super::layout::wrap(&word, columns) {
            let w = width(&piece);
            match out.last_mut() {
                Some(line) if used + 1 + w <= columns => {
                    used += 1 + w;
                    line.push((piece, kind));
                }
                _ => {
                    used = w;
                    out.push(vec![(piece, kind)]);
                }
            }
        }
    }
    out
}

fn paint(words: &Line, out: &Out) -> String {
    let painted: Vec<_> = words
        .iter()
        .map(|(word, kind)| match kind {
            SpanKind::Shared => word.clone(),
            SpanKind::Differs => out.style.differs(word),
            SpanKind::Only => out.style.bold(word),
        })
        .collect();
    painted.join(" ")
}

#[derive(Serialize)]
struct Worded<'a> {
    contrast: &'a str,
    wording: &'a str,
    source: &'a str,
    count: u32,
    z: Option<f64>,
}

fn wording(
    opened: &Opened,
    detail: Option<&MomentDetail>,
    sources: &[String],
    format: Format,
    out: &mut Out,
) -> Result<Done, Failure> {
    let filter = Filter {
        sources: sources.to_vec(),
        ..Filter::default()
    };
    let mut usages = opened.archive.wording(&filter, detail.map(|d| &d.row.id));
    if !sources.is_empty() {
        let wanted: Vec<_> = sources.iter().map(|s| s.to_lowercase()).collect();
        usages.retain(|u| wanted.contains(&u.source.to_lowercase()));
    }
    if usages.is_empty() {
        say(match detail {
            Some(_) => {
                "no wording to set side by side: the tellings of this moment use no word of a \
                 contrast that is counted"
            }
            None => "no wording to set side by side: too little text, or only one source",
        });
    }
    let z = |u: &Usage| u.z.map(|z| (f64::from(z) * 100.0).round() / 100.0);
    write_rows(
        out,
        format,
        &usages,
        |u| Worded {
            contrast: &u.contrast,
            wording: &u.wording,
            source: &u.source,
            count: u.count,
            z: z(u),
        },
        &["contrast", "wording", "source", "count", "z"],
        |u| {
            vec![
                u.contrast.clone(),
                u.wording.clone(),
                u.source.clone(),
                u.count.to_string(),
                z(u).map(|z| z.to_string()).unwrap_or_default(),
            ]
        },
    )?;
    if format == Format::Text {
        let columns = usages
            .iter()
            .map(|u| width(&u.source))
            .max()
            .unwrap_or(0)
            .min(30);
        let words = usages
            .iter()
            .map(|u| width(&u.wording))
            .max()
            .unwrap_or(0)
            .min(40);
        let mut contrast = "";
        for u in &usages {
            if u.contrast != contrast {
                if !contrast.is_empty() {
                    out.line("")?;
                }
                contrast = &u.contrast;
                out.line(&out.style.bold(&one_line(contrast)))?;
            }
            let z = u.z.map(|z| format!("  z {z:.1}")).unwrap_or_default();
            out.line(&format!(
                "  {}  {}  {:>5}{}",
                out.style.source(&pad(
                    &cut(&one_line(&u.source), columns, out.ascii),
                    columns
                )),
                pad(&cut(&one_line(&u.wording), words, out.ascii), words),
                u.count,
                out.style.dim(&z)
            ))?;
        }
    }
    Ok(opened.done(usages.len()))
}
