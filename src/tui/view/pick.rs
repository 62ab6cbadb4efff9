//! A list to choose from.

use super::{Place, clear, heading};
use crate::text::width::{ellipsis, pad, width};
use crate::tui::model::{Item, Model, PickKind, Picker, Target};
use crate::tui::paint::{Line, marked, marked_line, put, put_line, put_lines, rule, select};
use crate::tui::theme::Role;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws a list.
pub fn draw(model: &Model, p: &Picker, area: Rect, buf: &mut Buffer, place: &mut Place) {
    clear(buf, area);
    let line = Line::of(Role::HeadingActive, format!(" {}", p.title));
    let line = line.cut(usize::from(area.width), model.theme.glyphs.ellipsis);
    let mut rest = heading(model, area, &line, buf);
    if let Some(input) = &p.input {
        let sign = match p.kind {
            PickKind::Search => " / ",
            PickKind::Actions => " : ",
            _ => " > ",
        };
        let x = put(
            buf,
            rest.x,
            rest.y,
            rest.right(),
            sign,
            model.theme.style(Role::Key),
        );
        put(
            buf,
            x,
            rest.y,
            rest.right(),
            input.text(),
            model.theme.style(Role::Text),
        );
        let at = x + u16::try_from(width(input.before())).unwrap_or(0);
        place.at = (at.min(rest.right().saturating_sub(1)), rest.y);
        place.typing = true;
        if input.text().is_empty() {
            let hint = match p.kind {
                PickKind::Search => {
                    "  words, \"a phrase\", source:… since:…   Tab keeps it as a filter"
                }
                PickKind::Jump => "  a few letters of a moment, an article, a source, a name",
                PickKind::Help => "  a word of what you look for",
                _ => "  a word of what you want to do, or a command: goto 2016-10, filter killed",
            };
            let room = usize::from(rest.right().saturating_sub(at + 1));
            let hint = ellipsis(hint, room, model.theme.glyphs.ellipsis);
            put(
                buf,
                at + 1,
                rest.y,
                rest.right(),
                &hint,
                model.theme.style(Role::Quiet),
            );
        }
        rest = Rect {
            y: rest.y + 1.min(rest.height),
            height: rest.height.saturating_sub(1),
            ..rest
        };
    }
    let columns = |f: &dyn Fn(&Item) -> usize, most: usize| {
        p.rows
            .iter()
            .filter(|r| !r.text.is_empty())
            .map(f)
            .max()
            .unwrap_or(0)
            .min(most)
    };
    let most = usize::from(area.width) / 4;
    let left = columns(&|r| width(&r.left), most);
    // The names of actions are for `:`; where there is little room the help speaks first.
    let who = if p.kind == PickKind::Help && area.width < 100 {
        0
    } else {
        columns(&|r| width(&r.who), most)
    };
    let rest = below(model, p, rest, (left, who), buf);
    let top = scroll(p, usize::from(rest.height));
    for (row, at) in (0..rest.height).zip(top..) {
        let Some(item) = p.rows.get(at) else { break };
        let line = Rect {
            y: rest.y + row,
            height: 1,
            ..rest
        };
        draw_row(model, p, item, line, (left, who), buf);
        if at == p.at {
            if !place.typing {
                place.at = (line.x, line.y);
            }
            select(buf, line, &model.theme);
        }
    }
}

/// Shows the chosen row whole below a list whose rows are cut, and returns what is left.
fn below(model: &Model, p: &Picker, area: Rect, columns: (usize, usize), buf: &mut Buffer) -> Rect {
    let taken = 3 + [columns.0, columns.1].iter().filter(|n| **n > 0).count() * 2;
    let room = usize::from(area.width).saturating_sub(taken + columns.0 + columns.1);
    let head_cut = |item: &Item| {
        width(&item.left) > columns.0 || (columns.1 > 0 && width(&item.who) > columns.1)
    };
    let is_cut =
        |item: &Item| !item.text.is_empty() && (width(&item.text) > room || head_cut(item));
    if area.height < 5 || !p.rows.iter().any(is_cut) {
        return area;
    }
    let g = model.theme.glyphs;
    let ruled = u16::from(area.height >= 12);
    let rows = if ruled == 1 {
        (area.height / 5).clamp(2, 5)
    } else {
        2 + u16::from(area.height >= 7)
    };
    let place = Rect {
        y: area.bottom() - rows,
        height: rows,
        x: area.x + 2,
        width: area.width.saturating_sub(3),
    };
    let list = Rect {
        height: area.height - rows - ruled,
        ..area
    };
    if ruled == 1 {
        rule(
            buf,
            area,
            list.bottom(),
            g.rule,
            model.theme.style(Role::Quiet),
        );
    }
    let Some(item) = p.rows.get(p.at).filter(|item| is_cut(item)) else {
        return list;
    };
    let mut head = String::new();
    if head_cut(item) {
        for part in [&item.left, &item.who] {
            if !part.is_empty() {
                head.push_str(part);
                head.push_str("  ");
            }
        }
    }
    let mut ranges = vec![(0..head.len(), Role::When)];
    ranges.extend(
        item.marks
            .iter()
            .map(|m| (m.start + head.len()..m.end + head.len(), Role::Match)),
    );
    let whole = format!("{head}{}", item.text);
    let columns = usize::from(place.width).max(8);
    let mut lines = marked(&whole, Role::Text, &ranges, columns);
    if lines.len() > usize::from(rows) {
        lines.truncate(usize::from(rows));
        if let Some(last) = lines.last_mut() {
            last.0.push((Role::Quiet, format!(" {}", g.ellipsis)));
            *last = std::mem::take(last).cut(columns, g.ellipsis);
        }
    }
    put_lines(buf, place, &lines, &model.theme);
    list
}

/// Keeps the chosen row in sight whatever the height.
fn scroll(p: &Picker, height: usize) -> usize {
    let height = height.max(1);
    if p.at < p.top {
        p.at
    } else if p.at >= p.top + height {
        p.at + 1 - height
    } else {
        p.top
    }
}

fn draw_row(
    model: &Model,
    p: &Picker,
    item: &Item,
    area: Rect,
    columns: (usize, usize),
    buf: &mut Buffer,
) {
    let g = model.theme.glyphs;
    let style = |role| model.theme.style(role);
    if item.text.is_empty() {
        put(
            buf,
            area.x + 1,
            area.y,
            area.right(),
            &item.left,
            style(Role::HeadingActive),
        );
        return;
    }
    let first = if matches!(item.target, Target::Action(_)) && p.kind != PickKind::Jump {
        Role::Key
    } else {
        Role::When
    };
    let mut x = area.x + 2;
    if columns.0 > 0 {
        let text = pad(&ellipsis(&item.left, columns.0, g.ellipsis), columns.0 + 2);
        x = put(buf, x, area.y, area.right(), &text, style(first));
    }
    if columns.1 > 0 {
        let text = pad(&ellipsis(&item.who, columns.1, g.ellipsis), columns.1 + 2);
        x = put(buf, x, area.y, area.right(), &text, style(Role::Quiet));
    }
    let ranges: Vec<_> = item
        .marks
        .iter()
        .map(|m| (m.clone(), Role::Match))
        .collect();
    let room = usize::from(area.right().saturating_sub(x + 1));
    let (from, cut) = around_first_mark(item, room, g.ellipsis);
    let line = marked_line(&item.text, from..item.text.len(), Role::Text, &ranges);
    let rest = Rect {
        x,
        width: area.right().saturating_sub(x),
        ..area
    };
    let mut shown = Line::of(Role::Quiet, cut);
    shown.0.extend(line.0);
    let shown = shown.cut(room + 1, g.ellipsis);
    put_line(buf, rest, 0, &shown, &model.theme);
}

/// Starts a long row shortly before what matches.
fn around_first_mark(item: &Item, room: usize, ellipsis: &'static str) -> (usize, &'static str) {
    let Some(mark) = item.marks.first() else {
        return (0, "");
    };
    if width(&item.text) <= room
        || item
            .text
            .get(..mark.end)
            .is_some_and(|t| width(t) < room * 3 / 4)
    {
        return (0, "");
    }
    let mut at = mark.start.saturating_sub(room / 3);
    while at > 0 && !item.text.is_char_boundary(at) {
        at -= 1;
    }
    // From the beginning of a word, where there is one before the mark.
    let next = item.text[at..mark.start].find(' ');
    (next.map_or(at, |i| at + i + 1), ellipsis)
}
