//! The article reader: lines, scrolling, and stepping from telling to telling.

use super::model::Reader;
use crate::text::wrap::wrap;
use std::ops::Range;

/// Rows above the text: heading and rule.
const HEAD: u16 = 3;

/// Returns the columns of the text: wide lines are hard to read.
pub fn columns(size: (u16, u16), plain: bool) -> usize {
    let side = if plain { 0 } else { 6 };
    usize::from(size.0.saturating_sub(side).clamp(10, 92))
}

/// Returns the rows of the text.
pub fn rows(size: (u16, u16), plain: bool) -> usize {
    let head = if plain { 0 } else { HEAD };
    usize::from(size.1.saturating_sub(head + 1)).max(1)
}

/// Returns the lines of the article.
pub fn lines(reader: &Reader, size: (u16, u16)) -> Vec<Range<usize>> {
    wrap(&reader.text.body, columns(size, reader.plain))
}

/// Returns the stretch looked at.
pub fn spot(reader: &Reader) -> Option<Range<usize>> {
    reader
        .telling
        .and_then(|i| reader.text.tellings.get(i))
        .map(|(r, _)| r.clone())
        .or_else(|| reader.spot.clone())
}

/// Scrolls so that the stretch looked at stands in the upper half.
pub fn scroll_to_spot(reader: &mut Reader, size: (u16, u16)) {
    let lines = lines(reader, size);
    let rows = rows(size, reader.plain);
    if let Some(spot) = spot(reader) {
        let line = lines
            .partition_point(|l| l.end <= spot.start)
            .min(lines.len().saturating_sub(1));
        if line < reader.top || line + 3 >= reader.top + rows {
            reader.top = line.saturating_sub(rows / 3);
        }
    }
    reader.top = reader.top.min(lines.len().saturating_sub(rows));
}

/// Scrolls by a number of lines.
pub fn scroll(reader: &mut Reader, by: isize, size: (u16, u16)) {
    let most = lines(reader, size)
        .len()
        .saturating_sub(rows(size, reader.plain));
    reader.top = reader.top.saturating_add_signed(by).min(most);
}

/// Steps to the next or previous sentence that tells a moment.
pub fn step(reader: &mut Reader, forward: bool, size: (u16, u16)) -> bool {
    let all = &reader.text.tellings;
    let here = spot(reader).map_or(0, |s| s.start);
    let next = match (reader.telling, forward) {
        (Some(i), true) => (i + 1 < all.len()).then_some(i + 1),
        (Some(i), false) => i.checked_sub(1),
        (None, true) => all.iter().position(|(r, _)| r.start >= here),
        (None, false) => all.iter().rposition(|(r, _)| r.start < here),
    };
    if let Some(i) = next {
        reader.telling = Some(i);
        scroll_to_spot(reader, size);
    }
    next.is_some()
}
