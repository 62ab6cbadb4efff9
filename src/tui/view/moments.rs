//! The list of moments: when, then what, then how many tell it and whether they differ.

use super::{Place, heading};
use crate::query::{MomentRow, Order};
use crate::telling::Status;
use crate::text::width::{ellipsis, pad, width};
use crate::tui::model::{Model, Pane};
use crate::tui::paint::{Line, put, select};
use crate::tui::theme::Role;
use crate::tui::when;
use chrono::Datelike;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws the list.
pub fn draw(model: &Model, area: Rect, buf: &mut Buffer, place: &mut Place) {
    if area.height == 0 || area.width == 0 {
        return;
    }
    let active = model.pane == Pane::Moments && model.stack.is_empty();
    let role = if active {
        Role::HeadingActive
    } else {
        Role::Heading
    };
    let order = match model.order {
        Order::Time => "by time",
        Order::Salience => "what matters first",
    };
    let line = Line::of(role, " MOMENTS").and(
        Role::Quiet,
        format!("  {} of {} · {order}", model.at + 1, model.total),
    );
    let area = heading(model, area, &line, buf);
    let mut above: Option<&MomentRow> = None;
    for i in 0..area.height {
        let at = model.top + usize::from(i);
        let Some(row) = model.row(at).filter(|_| at < model.total) else {
            break;
        };
        let y = area.y + i;
        draw_row(
            model,
            row,
            above,
            Rect {
                y,
                height: 1,
                ..area
            },
            at == model.at,
            buf,
        );
        if at == model.at {
            place.at = (area.x, y);
        }
        above = Some(row);
    }
}

/// Columns kept free for the date; a longer one moves its row's label on.
const DATE: usize = 15;

fn draw_row(
    model: &Model,
    row: &MomentRow,
    above: Option<&MomentRow>,
    area: Rect,
    selected: bool,
    buf: &mut Buffer,
) {
    let g = model.theme.glyphs;
    let style = |role| model.theme.style(role);
    let right = area.right().saturating_sub(1);
    let pointer = if selected { g.pointer } else { " " };
    let mut x = put(buf, area.x, area.y, right, pointer, style(Role::Text));
    // A blank is no sign: it must not look like one in a theme that reverses.
    let (star, role) = if model.shelf.is_marked(&row.id) {
        (g.marked, Role::Differs)
    } else {
        (" ", Role::Text)
    };
    x = put(buf, x, area.y, right, star, style(role));
    let (date, quiet) = date(row, above, model.order, g.arrow);
    let role = if quiet { Role::Quiet } else { Role::When };
    let date = pad(&date, DATE.max(width(&date)) + 1);
    x = put(buf, x, area.y, right, &date, style(role));
    let count = row.sources.len().to_string();
    let (unequal, differs) = if row.differs.is_empty() {
        (" ", Role::Text)
    } else {
        (g.unequal, Role::Differs)
    };
    let tail = width(&count) + 1 + width(g.unequal);
    let sign = match row.status {
        Status::Planned => format!("{} planned", g.planned),
        Status::Cancelled => format!("{} off", g.cancelled),
        Status::Denied => format!("{} denied", g.denied),
        Status::Ongoing | Status::Happened => String::new(),
    };
    let room = usize::from(right.saturating_sub(x)).saturating_sub(tail + 2);
    let after = if sign.is_empty() { 0 } else { width(&sign) + 2 };
    let label = ellipsis(&row.label, room.saturating_sub(after), g.ellipsis);
    let lx = put(buf, x, area.y, right, &label, style(Role::Text));
    if after > 0 {
        put(buf, lx + 2, area.y, right, &sign, style(Role::Planned));
    }
    let tx = right.saturating_sub(u16::try_from(tail).unwrap_or(0));
    if tx > lx {
        let tx = put(
            buf,
            tx,
            area.y,
            right,
            &format!("{count} "),
            style(Role::Quiet),
        );
        put(buf, tx, area.y, right, unequal, style(differs));
    }
    if selected {
        if model.pane == Pane::Moments {
            select(buf, area, &model.theme);
            return;
        }
        for x in area.x..area.right() {
            if let Some(cell) = buf.cell_mut((x, area.y)) {
                cell.set_style(style(Role::SelectedElsewhere));
            }
        }
    }
}

/// Returns the date of a row; said quietly where the row above says the same.
fn date(row: &MomentRow, above: Option<&MomentRow>, order: Order, arrow: &str) -> (String, bool) {
    let Some(w) = &row.window else {
        return ("undated".into(), true);
    };
    let before = above.and_then(|r| r.window.as_ref());
    let same_year = before.is_some_and(|b| b.first_day().year() == w.first_day().year());
    let mut text = when::row(w, !same_year || order != Order::Time, arrow);
    if width(&text) > DATE
        && let Some((day, rest)) = text.split_once(' ')
        && ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].contains(&day)
    {
        // The weekday goes before the year or the hour does.
        text = rest.to_owned();
    }
    let same = before.is_some_and(|b| b == w);
    (text, same)
}
