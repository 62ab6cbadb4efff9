//! Lines of text with roles, and how they reach the buffer: clipped, never out of bounds.

use super::theme::{Role, Theme};
use crate::text::width::{fit, width};
use crate::text::wrap::wrap;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};
use std::borrow::Cow;
use std::ops::Range;

/// A line: stretches of text, each with its role.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Line(pub Vec<(Role, String)>);

impl Line {
    /// Returns a line of one role.
    pub fn of(role: Role, text: impl Into<String>) -> Self {
        Self(vec![(role, text.into())])
    }

    /// Adds text.
    #[must_use]
    pub fn and(mut self, role: Role, text: impl Into<String>) -> Self {
        self.0.push((role, text.into()));
        self
    }

    /// Returns the line cut to `columns`, its last column being `mark` where something was cut.
    #[must_use]
    pub fn cut(mut self, columns: usize, mark: &str) -> Self {
        if self.width() <= columns {
            return self;
        }
        let mut room = columns.saturating_sub(width(mark));
        let mut kept = Vec::new();
        for (role, text) in self.0.drain(..) {
            let part = fit(&text, room);
            room -= width(part);
            let whole = part.len() == text.len();
            kept.push((role, part.to_owned()));
            if !whole {
                kept.push((role, fit(mark, columns).to_owned()));
                break;
            }
        }
        Self(kept)
    }

    /// Returns its width in columns.
    pub fn width(&self) -> usize {
        self.0.iter().map(|(_, t)| width(t)).sum()
    }
}

/// Tells whether text holds letters that are written from right to left.
pub fn is_rtl(text: &str) -> bool {
    !text.is_ascii()
        && text.chars().any(|c| {
            matches!(c, '\u{590}'..='\u{8ff}' | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}')
        })
}

/// Puts text at a place, up to column `right`, and returns the column behind it.
pub fn put(buf: &mut Buffer, x: u16, y: u16, right: u16, text: &str, style: Style) -> u16 {
    let right = right.min(buf.area.right());
    if x >= right || y >= buf.area.bottom() || y < buf.area.y {
        return x;
    }
    let room = usize::from(right - x);
    // Emoji presentation selectors make terminals disagree on the width.
    let text: Cow<'_, str> = if text.contains('\u{fe0f}') {
        Cow::Owned(text.replace('\u{fe0f}', ""))
    } else {
        Cow::Borrowed(text)
    };
    let cut = fit(&text, room);
    buf.set_stringn(x, y, cut, room, style).0
}

/// Puts a line at a row of an area; where it is too long it ends in a sign of that.
pub fn put_line(buf: &mut Buffer, area: Rect, row: u16, line: &Line, theme: &Theme) {
    if row >= area.height {
        return;
    }
    let room = usize::from(area.right().min(buf.area.right()).saturating_sub(area.x));
    let cut;
    let line = if line.width() > room {
        cut = line.clone().cut(room, theme.glyphs.ellipsis);
        &cut
    } else {
        line
    };
    let mut x = area.x;
    for (role, text) in &line.0 {
        x = put(buf, x, area.y + row, area.right(), text, theme.style(*role));
    }
}

/// Puts lines from the top of an area.
pub fn put_lines(buf: &mut Buffer, area: Rect, lines: &[Line], theme: &Theme) {
    for (row, line) in (0u16..).zip(lines.iter().take(usize::from(area.height))) {
        put_line(buf, area, row, line, theme);
    }
}

/// Sets a row off as the one the keys act on: alike from end to end, whatever stands in it.
pub fn select(buf: &mut Buffer, row: Rect, theme: &Theme) {
    for x in row.x..row.right() {
        if let Some(cell) = buf.cell_mut((x, row.y)) {
            cell.fg = Color::Reset;
            cell.modifier.remove(Modifier::DIM);
            cell.set_style(theme.style(Role::Selected));
        }
    }
}

/// Fills a row with a glyph.
pub fn rule(buf: &mut Buffer, area: Rect, y: u16, glyph: &str, style: Style) {
    for x in area.x..area.right() {
        put(buf, x, y, area.right(), glyph, style);
    }
}

/// Wraps `text` and gives its stretches their roles. `ranges` are byte ranges of `text`;
/// where they overlap the later one wins.
pub fn marked(
    text: &str,
    role: Role,
    ranges: &[(Range<usize>, Role)],
    columns: usize,
) -> Vec<Line> {
    wrap(text, columns)
        .into_iter()
        .map(|line| marked_line(text, line, role, ranges))
        .collect()
}

/// Returns one stretch of `text` as a line.
pub fn marked_line(
    text: &str,
    line: Range<usize>,
    role: Role,
    ranges: &[(Range<usize>, Role)],
) -> Line {
    let mut cuts = vec![line.start, line.end];
    for (r, _) in ranges {
        for at in [r.start, r.end] {
            if line.start < at && at < line.end && text.is_char_boundary(at) {
                cuts.push(at);
            }
        }
    }
    cuts.sort_unstable();
    cuts.dedup();
    let mut out = Line::default();
    for pair in cuts.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let of = ranges
            .iter()
            .rev()
            .find(|(r, _)| r.start <= a && b <= r.end)
            .map_or(role, |(_, of)| *of);
        out.0.push((of, text[a..b].replace('\t', " ")));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_chosen_row_is_alike_from_end_to_end() {
        let theme = Theme::default();
        let row = Rect::new(0, 0, 12, 1);
        let mut buf = Buffer::empty(row);
        let line = Line::of(Role::Quiet, "3 ")
            .and(Role::Differs, "!")
            .and(Role::Planned, " off");
        put_line(&mut buf, row, 0, &line, &theme);
        select(&mut buf, row, &theme);
        for cell in &buf.content {
            assert_eq!(cell.fg, Color::Reset);
            assert!(cell.modifier.contains(Modifier::REVERSED));
            assert!(!cell.modifier.contains(Modifier::DIM));
        }
    }

    #[test]
    fn the_inner_mark_wins_and_lines_keep_it() {
        let text = "the vote on Saturday ended it";
        let lines = marked(
            text,
            Role::Text,
            &[(0..29, Role::Evidence), (12..20, Role::Date)],
            15,
        );
        assert_eq!(
            lines[1],
            Line::of(Role::Date, "Saturday").and(Role::Evidence, " ended")
        );
    }
}
