//! Tellings of one moment in columns: what is shared quiet, what differs marked.

use crate::compare::{Cell, DisagreementKind, SpanKind, told_in_order};
use crate::query::ArticleRow;
use crate::text::width::{ellipsis, width};
use crate::tui::layout;
use crate::tui::model::{Model, Screen, SideBySide};
use crate::tui::paint::{Line, marked, put, put_line, rule};
use crate::tui::theme::Role;
use crate::tui::when;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::ops::Range;

/// Narrowest column of text.
const NARROWEST: u16 = 32;

/// Returns how many columns fit.
pub fn n_columns(model: &Model, side: &SideBySide) -> usize {
    let (w, _) = model.size;
    if model.rtl {
        return 1;
    }
    let most = usize::from((w / NARROWEST).max(1)).min(
        if layout::areas(model).class == layout::Class::Medium {
            2
        } else {
            6
        },
    );
    side.columns.len().clamp(1, most)
}

/// Draws the comparison over the whole screen but its last row.
pub fn draw(model: &Model, side: &SideBySide, area: Rect, buf: &mut Buffer) {
    let g = model.theme.glyphs;
    let style = |role| model.theme.style(role);
    let Some(line) = title(model, side) else {
        return;
    };
    let line = line.cut(usize::from(area.width.saturating_sub(1)), g.ellipsis);
    put_line(buf, area, 0, &line, &model.theme);
    let n = n_columns(model, side);
    let first = side.first.min(side.columns.len().saturating_sub(n));
    let w = area.width / u16::try_from(n).unwrap_or(1);
    let columns: Vec<Rect> = (0..n)
        .map(|i| Rect {
            x: area.x + u16::try_from(i).unwrap_or(0) * w,
            y: area.y + 1,
            width: if i + 1 == n {
                area.width - w * u16::try_from(n - 1).unwrap_or(0)
            } else {
                w
            },
            height: area.height.saturating_sub(2),
        })
        .collect();
    let hidden = side.columns.len() - n;
    for (i, column) in columns.iter().enumerate() {
        let Some(text) = side.columns.get(first + i) else {
            continue;
        };
        head(
            model,
            &text.row.source,
            text.row.published.value,
            *column,
            i + 1 == n && hidden > 0,
            hidden,
            buf,
        );
        // Enter opens this one; of two versions it is always the new one.
        if first + i == side.first && side.columns.len() > 1 && side.changes.is_none() {
            put(
                buf,
                column.x,
                column.y,
                column.right(),
                g.pointer,
                style(Role::Key),
            );
        }
    }
    rule(buf, area, area.y + 2, g.rule, style(Role::Quiet));
    let top = area.y + 3;
    let height = usize::from(area.bottom().saturating_sub(1).saturating_sub(top));
    let lines = lines(model, side, first, n, usize::from(w.saturating_sub(4)));
    let shown = lines.len().saturating_sub(side.top).min(height);
    let bottom = top + u16::try_from(shown).unwrap_or(0);
    for column in columns.iter().skip(1) {
        for y in (area.y + 1..bottom).filter(|y| *y != area.y + 2) {
            put(
                buf,
                column.x.saturating_sub(1),
                y,
                area.right(),
                g.divider,
                style(Role::Quiet),
            );
        }
    }
    for (row, cells) in (0u16..).zip(lines.iter().skip(side.top).take(height)) {
        if let ([line], true) = (cells.as_slice(), n > 1) {
            let wide = Rect {
                x: area.x + 1,
                y: top,
                width: area.width.saturating_sub(2),
                height: u16::try_from(height).unwrap_or(0),
            };
            put_line(
                buf,
                wide,
                row,
                &wiped(line, usize::from(wide.width)),
                &model.theme,
            );
            continue;
        }
        for (column, line) in columns.iter().zip(cells) {
            let inner = Rect {
                x: column.x + 1,
                y: top,
                width: column.width.saturating_sub(2),
                height: u16::try_from(height).unwrap_or(0),
            };
            put_line(buf, inner, row, line, &model.theme);
        }
    }
}

/// What is compared: a moment, or two versions of an article.
fn title(model: &Model, side: &SideBySide) -> Option<Line> {
    if side.changes.is_some() {
        let named = side.columns.last().and_then(|c| c.row.title.clone());
        return Some(
            Line::of(Role::Text, " ")
                .and(Role::When, "WHAT CHANGED")
                .and(Role::Text, "  ")
                .and(Role::Title, named.unwrap_or_default()),
        );
    }
    let row = model.selected()?;
    let line = Line::of(Role::Text, " ")
        .and(Role::When, when::long_or_undated(row.window.as_ref()))
        .and(Role::Text, "  ")
        .and(Role::Title, row.label.clone());
    if row.differs.is_empty() {
        return Some(line);
    }
    let differs = format!("{} {}", model.theme.glyphs.unequal, row.differs.join(", "));
    Some(line.and(Role::Text, "  ").and(Role::Differs, differs))
}

fn head(
    model: &Model,
    source: &str,
    day: Option<chrono::NaiveDate>,
    column: Rect,
    last: bool,
    hidden: usize,
    buf: &mut Buffer,
) {
    let g = model.theme.glyphs;
    let day = day.map_or_else(|| "undated".into(), when::day);
    let more = if last {
        format!("  +{hidden} {}", g.later)
    } else {
        String::new()
    };
    let tail = format!("{day}{more} ");
    let number = model
        .lane_number(source)
        .map(|n| format!("{n} "))
        .unwrap_or_default();
    let room = usize::from(column.width).saturating_sub(width(&tail) + width(&number) + 3);
    let line = Line::of(Role::Text, " ")
        .and(Role::Source, number)
        .and(Role::HeadingActive, ellipsis(source, room, g.ellipsis));
    put_line(buf, column, 0, &line, &model.theme);
    let x = column
        .right()
        .saturating_sub(u16::try_from(width(&tail) + 1).unwrap_or(0));
    put(
        buf,
        x,
        column.y,
        column.right().saturating_sub(1),
        &tail,
        model.theme.style(Role::Quiet),
    );
}

/// Returns how many lines lie beyond the screen.
pub fn overflow(model: &Model) -> usize {
    let Some(Screen::Compare(side)) = model.stack.last() else {
        return 0;
    };
    let n = n_columns(model, side);
    let first = side.first.min(side.columns.len().saturating_sub(n));
    let w = usize::from(model.size.0) / n;
    let height = usize::from(model.size.1.saturating_sub(4)).max(1);
    lines(model, side, first, n, w.saturating_sub(4))
        .len()
        .saturating_sub(height)
}

/// Returns a line filled with spaces, so that it hides the rules between columns.
fn wiped(line: &Line, columns: usize) -> Line {
    let missing = columns.saturating_sub(line.width());
    line.clone().and(Role::Text, " ".repeat(missing))
}

/// What the facts strip says of each column: first what differs, and behind the sentences
/// what does not.
fn fact_lines(
    model: &Model,
    shown: &[Option<&ArticleRow>],
    columns: usize,
    differing: bool,
) -> Vec<Vec<Line>> {
    let g = model.theme.glyphs;
    let mut out = Vec::new();
    let Some(detail) = &model.detail else {
        return out;
    };
    for row in detail.facts.iter().filter(|r| r.differs == differing) {
        let name = super::strip::question(row);
        let cells: Vec<Vec<Line>> = shown
            .iter()
            .map(|column| {
                // What an outlet says in another article is not said in this column.
                let cell = column.and_then(|column| {
                    let cell = row.cell(&column.source)?;
                    let here = cell.at.as_ref().is_none_or(|(at, _)| *at == column.idx);
                    here.then_some(cell)
                });
                // That no place is told is not worth a line.
                let place = row.kind == DisagreementKind::Place;
                let Some(cell) = cell.filter(|c| !(place && c.text.is_empty())) else {
                    return vec![];
                };
                let (text, differs) = (cell.text.as_str(), cell.differs);
                let sign = if differs { g.unequal } else { " " };
                let text = if text.is_empty() { g.dash } else { text };
                let head = format!("{sign} {name}: ");
                let role = if differs { Role::Differs } else { Role::Quiet };
                let whole = format!("{head}{text}");
                let ranges = [(
                    head.len()..whole.len(),
                    if differs { Role::Text } else { role },
                )];
                marked(&whole, role, &ranges, columns)
            })
            .collect();
        push_row(&mut out, &cells);
    }
    out
}

/// Adds the lines of a row of cells, all as high as the highest; tells whether there are any.
fn push_row(out: &mut Vec<Vec<Line>>, cells: &[Vec<Line>]) -> bool {
    let height = cells.iter().map(Vec::len).max().unwrap_or(0);
    let line = |i: usize| {
        cells
            .iter()
            .map(move |c| c.get(i).cloned().unwrap_or_default())
    };
    out.extend((0..height).map(|i| line(i).collect()));
    height > 0
}

/// Lines of all columns, row by row; cells of one row begin on the same line.
fn lines(
    model: &Model,
    side: &SideBySide,
    first: usize,
    n: usize,
    columns: usize,
) -> Vec<Vec<Line>> {
    if let Some(changes) = &side.changes {
        return edited(model, side, changes, first..first + n, columns.max(8));
    }
    let shown: Vec<Option<&ArticleRow>> = (first..first + n)
        .map(|i| side.columns.get(i).map(|c| &c.row))
        .collect();
    let mut out = fact_lines(model, &shown, columns.max(8), true);
    if !out.is_empty() {
        out.push(vec![Line::default(); n]);
    }
    for row in &side.comparison.rows {
        let cells: Vec<Vec<Line>> = (first..first + n)
            .map(|i| match row.cells.get(i).and_then(Option::as_ref) {
                Some(cell) => {
                    let alone = row.cells.iter().flatten().count() == 1 && side.columns.len() > 1;
                    cell_lines(cell, alone, columns.max(8))
                }
                None => vec![],
            })
            .collect();
        if push_row(&mut out, &cells) {
            out.push(vec![Line::default(); n]);
        }
    }
    let agreed = fact_lines(model, &shown, columns.max(8), false);
    if !agreed.is_empty() {
        out.extend(agreed);
        out.push(vec![Line::default(); n]);
    }
    let order = model
        .detail
        .as_ref()
        .map(|d| told_in_order(&d.first_told))
        .unwrap_or_default();
    let wide = usize::from(model.size.0.saturating_sub(2)).max(8);
    if !order.is_empty() {
        let lines = marked(&order, Role::Quiet, &[], wide);
        out.extend(lines.into_iter().map(|line| vec![line]));
    }
    out
}

/// Lines of two versions: what changed in words, then the sentences that did, what stayed folded.
fn edited(
    model: &Model,
    side: &SideBySide,
    changes: &[String],
    shown: Range<usize>,
    columns: usize,
) -> Vec<Vec<Line>> {
    let g = model.theme.glyphs;
    let wide = usize::from(model.size.0.saturating_sub(2)).max(8);
    let across = |text: &str, role| {
        let lines = marked(text, role, &[], wide);
        lines.into_iter().map(|line| vec![line])
    };
    let mut out: Vec<Vec<Line>> = Vec::new();
    for change in changes {
        out.extend(across(&format!("{} {change}", g.unequal), Role::Differs));
    }
    out.push(vec![Line::default()]);
    let mut same = 0;
    let stayed = |n: usize| {
        let many = if n == 1 { "" } else { "s" };
        let text = format!("{} {n} sentence{many} unchanged {}", g.fold, g.fold);
        (n > 0)
            .then(|| across(&text, Role::Quiet))
            .into_iter()
            .flatten()
    };
    for row in &side.comparison.rows {
        let spans = row.cells.iter().flatten().flat_map(|c| &c.spans);
        let both = row.cells.iter().all(Option::is_some);
        if both && spans.clone().all(|s| s.kind == SpanKind::Shared) {
            same += 1;
            continue;
        }
        out.extend(stayed(std::mem::take(&mut same)));
        let cells: Vec<Vec<Line>> = shown
            .clone()
            .map(|i| match row.cells.get(i).and_then(Option::as_ref) {
                Some(cell) => cell_lines(cell, !both, columns),
                None => vec![],
            })
            .collect();
        if push_row(&mut out, &cells) {
            out.push(vec![Line::default(); shown.len()]);
        }
    }
    out.extend(stayed(same));
    out
}

fn cell_lines(cell: &Cell, alone: bool, columns: usize) -> Vec<Line> {
    // The sign of a headline in Markdown.
    let text = cell.text.trim_start_matches('#').trim_start();
    let sign = cell.text.len() - text.len();
    let ranges: Vec<_> = cell
        .spans
        .iter()
        .map(|s| {
            let role = match s.kind {
                SpanKind::Shared => Role::Quiet,
                SpanKind::Differs => Role::Differs,
                SpanKind::Only if alone => Role::Text,
                SpanKind::Only => Role::OnlyHere,
            };
            let at = |byte: usize| byte.saturating_sub(sign);
            (at(s.range.start)..at(s.range.end), role)
        })
        .collect();
    let base = if alone { Role::Text } else { Role::Quiet };
    let mut out = marked(text, base, &ranges, columns);
    if let (true, Some(line)) = (alone, out.first_mut()) {
        // Told by this column alone: a glyph says so where colour cannot.
        line.0.insert(0, (Role::OnlyHere, "+ ".into()));
    }
    out
}
