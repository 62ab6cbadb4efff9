//! The axis, the line of all sources, and the lanes.

use crate::text::width::{ellipsis, width};
use crate::tui::axis::{Cell, Scale, Zoom};
use crate::tui::lanes::{Lane, Sign};
use crate::tui::layout::{Areas, Class};
use crate::tui::model::{Model, Pane};
use crate::tui::paint::put;
use crate::tui::theme::Role;
use crate::tui::unit::{self, Unit};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws the timeline.
pub fn draw(model: &Model, areas: &Areas, buf: &mut Buffer) {
    let area = areas.timeline;
    if area.height == 0 {
        return;
    }
    let x0 = area.x + areas.gutter;
    let right = area.right();
    let cursor = cursor_cell(model);
    axis(model, Rect { height: 1, ..area }, x0, cursor, buf);
    if area.height < 2 {
        return;
    }
    let y = area.y + 1;
    let style = |role| model.theme.style(role);
    put(buf, area.x + 1, y, x0, "all", style(Role::Quiet));
    for s in &model.timeline.all {
        let glyph = model.theme.glyphs.heights[usize::from(s.height.clamp(1, 8) - 1)];
        let x = x0 + s.x;
        put(buf, x, y, right, glyph, style(Role::Told));
        let free = !model.timeline.all.iter().any(|o| o.x == s.x + 1);
        if s.differs && free {
            put(
                buf,
                x + 1,
                y,
                right,
                model.theme.glyphs.differs,
                style(Role::Differs),
            );
        }
    }
    let lanes = model.timeline.lanes.iter();
    for (i, lane) in lanes
        .enumerate()
        .take(areas.n_lanes + usize::from(areas.grouped))
    {
        let y = area.y + 2 + u16::try_from(i).unwrap_or(0);
        if y < area.bottom() {
            draw_lane(model, areas, lane, y, x0, buf);
        }
    }
    for x in &model.timeline.hits {
        // Hits stand on the axis row's lower neighbour, between the heights.
        if !model.timeline.all.iter().any(|s| s.x == *x) {
            put(
                buf,
                x0 + x,
                y,
                right,
                model.theme.glyphs.hit,
                style(Role::Match),
            );
        } else if let Some(cell) = buf.cell_mut((x0 + x, y)) {
            cell.set_style(style(Role::Match));
        }
    }
    if areas.whole {
        whole(model, areas, x0, buf);
    }
    if areas.pointer {
        let y = areas.pointer_row();
        if let Some(cell) = cursor {
            put(
                buf,
                x0 + cell.mark,
                y,
                right,
                model.theme.glyphs.column,
                style(Role::Text),
            );
        }
        let more = model
            .lanes
            .len()
            .saturating_sub(model.lane_top + areas.n_lanes);
        if model.lane_top > 0 || more > 0 {
            let text = format!(
                " {}{} {}{}",
                model.lane_top, model.theme.glyphs.up, more, model.theme.glyphs.down
            );
            put(buf, area.x, y, x0, &text, style(Role::Quiet));
        }
        let state = state(model);
        let w = u16::try_from(width(&state)).unwrap_or(0);
        // Beside the pointer, never touching it.
        let at = right.saturating_sub(w + 1);
        let at = match cursor.map(|cell| x0 + cell.mark) {
            Some(x) if w > 0 && x + 2 > at => x.saturating_sub(w + 2),
            _ => at,
        };
        put(buf, at, y, right, &state, style(Role::Quiet));
    }
}

/// All of time to scale, what the axis shows of it set off from the rest.
fn whole(model: &Model, areas: &Areas, x0: u16, buf: &mut Buffer) {
    let line = &model.timeline;
    let y = areas.timeline.bottom() - 1;
    let right = areas.timeline.right();
    let style = |role| model.theme.style(role);
    let x = put(
        buf,
        x0,
        y,
        right,
        &format!("{:>5} ", line.ends.0),
        style(Role::Quiet),
    );
    let (a, b) = line.shown.unwrap_or((0, u16::MAX));
    let part = a > 0 || usize::from(b) + 1 < line.whole.len();
    for (i, height) in (0u16..).zip(&line.whole) {
        let inside = part && i >= a && i <= b;
        let glyph = match height {
            0 if inside => model.theme.glyphs.bar,
            0 => " ",
            h => model.theme.glyphs.heights[usize::from((*h).clamp(1, 8) - 1)],
        };
        let role = if inside { Role::When } else { Role::Quiet };
        put(buf, x + i, y, right, glyph, style(role));
    }
    let end = x + u16::try_from(line.whole.len()).unwrap_or(0) + 1;
    put(buf, end, y, right, &line.ends.1, style(Role::Quiet));
}

/// Says how time is shown when that is not the usual way.
fn state(model: &Model) -> String {
    let zoom = match model.timeline.zoom {
        Zoom::Fit => String::new(),
        Zoom::At(unit) => format!("each {}", unit.word()),
    };
    let scale = match model.timeline.scale {
        Scale::Folded => "",
        Scale::Linear => "to scale",
    };
    [zoom.as_str(), scale]
        .into_iter()
        .filter(|s| !s.is_empty())
        .collect::<Vec<_>>()
        .join(" · ")
}

fn cursor_cell(model: &Model) -> Option<&Cell> {
    let (at, unit) = unit::place(&model.selected()?.window?);
    model.timeline.axis.cell(at, unit)
}

fn axis(model: &Model, row: Rect, x0: u16, cursor: Option<&Cell>, buf: &mut Buffer) {
    let line = &model.timeline;
    let style = |role| model.theme.style(role);
    for label in &line.axis.labels {
        let role = match label.unit {
            None => Role::Quiet,
            Some(Unit::Century | Unit::Decade | Unit::Year | Unit::Month) => Role::When,
            Some(_) => Role::Text,
        };
        put(
            buf,
            x0 + label.x,
            row.y,
            row.right(),
            &label.text,
            style(role),
        );
    }
    if line.axis.before > 0 {
        put(
            buf,
            x0,
            row.y,
            row.right(),
            model.theme.glyphs.earlier,
            style(Role::Quiet),
        );
    }
    let undated = line.undated > 0;
    let end = row.right().saturating_sub(if undated { 6 } else { 1 });
    if line.axis.after > 0 {
        put(
            buf,
            end.saturating_sub(1),
            row.y,
            row.right(),
            model.theme.glyphs.later,
            style(Role::Quiet),
        );
    }
    if undated {
        let text = format!("{} ?", model.theme.glyphs.divider);
        let chosen = model.selected().is_some_and(|r| r.window.is_none());
        let role = if chosen { Role::Cursor } else { Role::Quiet };
        let x = put(buf, end + 1, row.y, row.right(), &text, style(role));
        put(
            buf,
            x,
            row.y,
            row.right(),
            &line.undated.to_string(),
            style(Role::Quiet),
        );
    }
    if let Some(cell) = cursor {
        let label = line
            .axis
            .labels
            .iter()
            .find(|l| l.x == cell.x && l.unit == Some(cell.unit));
        let w = label.map_or(1, |l| width(&l.text)).max(1);
        for i in 0..u16::try_from(w).unwrap_or(1) {
            if let Some(c) = buf.cell_mut((x0 + cell.x + i, row.y)) {
                c.set_style(style(Role::Cursor));
            }
        }
    }
}

fn draw_lane(model: &Model, areas: &Areas, lane: &Lane, y: u16, x0: u16, buf: &mut Buffer) {
    let g = model.theme.glyphs;
    let style = |role| model.theme.style(role);
    let right = areas.timeline.right();
    let current = model.source.as_deref() == Some(lane.name.as_str());
    let group = model.timeline.lanes.len() > areas.n_lanes
        && model.timeline.lanes.last().is_some_and(|last| last == lane);
    let number = match model.lane_number(&lane.name) {
        Some(n) => n.to_string(),
        None if group => "+".to_owned(),
        None => " ".to_owned(),
    };
    let role = match (current, model.pane) {
        (true, Pane::Lanes) => Role::Selected,
        (true, _) => Role::HeadingActive,
        _ => Role::Text,
    };
    let x = put(
        buf,
        areas.timeline.x + 1,
        y,
        x0,
        &number,
        style(Role::Source),
    );
    let x = put(
        buf,
        x,
        y,
        x0,
        if current { g.pointer } else { " " },
        style(Role::Text),
    );
    if areas.class >= Class::Wide {
        let room = usize::from(x0.saturating_sub(x + 1));
        put(
            buf,
            x,
            y,
            x0,
            &ellipsis(&lane.name, room, g.ellipsis),
            style(role),
        );
    }
    for (a, b) in &lane.spans {
        for x in *a..=*b {
            put(buf, x0 + x, y, right, g.uncertain, style(Role::Uncertain));
        }
    }
    for (a, b) in &lane.bars {
        for x in a + 1..*b {
            put(buf, x0 + x, y, right, g.bar, style(Role::Quiet));
        }
        put(buf, x0 + b, y, right, g.runs_on, style(Role::Quiet));
    }
    for (x, sign) in &lane.marks {
        let (glyph, role) = match sign {
            Sign::Told => (g.told, Role::Told),
            Sign::Begins => (g.begins, Role::Ongoing),
            Sign::Planned => (g.planned, Role::Planned),
            Sign::Cancelled => (g.cancelled, Role::Planned),
            Sign::Denied => (g.denied, Role::Planned),
            Sign::Silent => (g.silent, Role::Silent),
        };
        put(buf, x0 + x, y, right, glyph, style(role));
    }
}
