//! An article, with its tellings and time expressions marked.

use super::Place;
use crate::text::language::Language;
use crate::text::width::ellipsis;
use crate::time::has_rules;
use crate::time::published::PublishedFrom;
use crate::tui::model::{Model, Reader};
use crate::tui::paint::{Line, marked_line, put, put_line, rule};
use crate::tui::reader;
use crate::tui::theme::Role;
use crate::tui::when;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws an article over the whole screen but its last row.
pub fn draw(model: &Model, r: &Reader, area: Rect, buf: &mut Buffer, place: &mut Place) {
    let columns = reader::columns(model.size, r.plain);
    let lines = reader::lines(r, model.size);
    let rows = reader::rows(model.size, r.plain);
    let mut ranges: Vec<(std::ops::Range<usize>, Role)> = Vec::new();
    if !r.plain {
        ranges.extend(r.text.noise.iter().map(|n| (n.clone(), Role::Quiet)));
        if let Some(spot) = reader::spot(r) {
            ranges.push((spot, Role::Evidence));
        }
        ranges.extend(
            r.text
                .times
                .iter()
                .map(|t| (t.timex.start..t.timex.end, Role::Date)),
        );
        head(model, r, area, buf);
    }
    let text = Rect {
        x: if r.plain { area.x } else { area.x + 4 },
        y: if r.plain { area.y } else { area.y + 3 },
        width: u16::try_from(columns).unwrap_or(area.width).min(area.width),
        height: area.height.saturating_sub(if r.plain { 1 } else { 4 }),
    };
    let spot = reader::spot(r);
    let of_this = model.shelf.sentences.iter();
    let stars: Vec<std::ops::Range<usize>> = of_this
        .filter(|k| k.sentence.article == r.text.row.name)
        .filter_map(|k| {
            let at = r.text.body.find(k.sentence.words.as_str())?;
            Some(at..at + k.sentence.words.len())
        })
        .collect();
    for (row, line) in (0u16..).zip(lines.iter().skip(r.top).take(rows)) {
        let painted = marked_line(&r.text.body, line.clone(), Role::Text, &ranges);
        put_line(buf, text, row, &painted, &model.theme);
        if r.plain {
            continue;
        }
        let here = |s: &std::ops::Range<usize>| s.start < line.end && line.start < s.end;
        if stars.iter().any(here) {
            let y = text.y + row;
            let star = model.theme.glyphs.marked;
            put(
                buf,
                area.x + 1,
                y,
                text.x,
                star,
                model.theme.style(Role::Differs),
            );
        }
        let (sign, role) = if spot.as_ref().is_some_and(here) {
            if place.at == (0, 0) {
                place.at = (area.x, text.y + row);
            }
            (model.theme.glyphs.pointer, Role::Key)
        } else if r.text.tellings.iter().any(|(s, _)| here(s)) {
            (model.theme.glyphs.dot, Role::Quiet)
        } else {
            continue;
        };
        let margin = Rect {
            x: area.x + 2,
            width: 2,
            ..text
        };
        put_line(buf, margin, row, &Line::of(role, sign), &model.theme);
    }
}

fn head(model: &Model, r: &Reader, area: Rect, buf: &mut Buffer) {
    let row = &r.text.row;
    let g = model.theme.glyphs;
    let number = model
        .lane_number(&row.source)
        .map(|n| format!("{n} "))
        .unwrap_or_default();
    let day = when::appeared(&row.published, model.zone);
    let line = Line::of(Role::Text, " ")
        .and(Role::Source, number)
        .and(Role::HeadingActive, row.source.clone())
        .and(Role::When, format!("  {day}"))
        .and(
            Role::Text,
            row.title
                .as_ref()
                .map(|t| format!("  {}{t}{}", g.quote_open, g.quote_close))
                .unwrap_or_default(),
        );
    let line = line.cut(usize::from(area.width.saturating_sub(1)), g.ellipsis);
    put_line(buf, area, 0, &line, &model.theme);
    let how = if row.published.value.is_none() {
        format!("no day found: {}", row.published.because.join("; "))
    } else if row.published.from == PublishedFrom::Inferred {
        format!(
            "day inferred, {:.0} % sure: {}",
            row.published.confidence * 100.0,
            row.published.because.join("; ")
        )
    } else {
        row.published.because.first().cloned().unwrap_or_default()
    };
    let mut second = format!(" {}", row.name);
    if !has_rules(&Language::new(&row.language)) {
        second.push_str(&format!(
            " {} no rules for this language ({}): only dates in digits are read",
            g.dot, row.language
        ));
    }
    if let Some(other) = &row.copy_of {
        second.push_str(&format!(" {} a copy of {other}", g.dot));
    }
    if let Some(other) = &row.version_of {
        second.push_str(&format!(" {} a later edit of {other}", g.dot));
    }
    if !how.is_empty() {
        second.push_str(&format!(" {} {how}", g.dot));
    }
    let second = ellipsis(
        &second,
        usize::from(area.width.saturating_sub(1)),
        g.ellipsis,
    );
    put_line(buf, area, 1, &Line::of(Role::Quiet, second), &model.theme);
    rule(
        buf,
        area,
        area.y + 2,
        g.rule,
        model.theme.style(Role::Quiet),
    );
}
