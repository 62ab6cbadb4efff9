//! The axis of the timeline: from where things happened to columns with labels.
//!
//! Pure: points, a width and a zoom in, cells out. The axis is **folded**: only occupied
//! units take room, heavily occupied ones are opened into finer units, and every span left
//! out is shown as a break. A moment known to the month keeps the month's own column and
//! is never drawn on its first day.

mod fold;
mod linear;
mod place;

use super::unit::Unit;
use crate::text::width::width as columns;
use chrono::NaiveDateTime;
use fold::folded;

/// Something that happened: its place in time, how finely that is known, how much it was.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// The first minute of its unit.
    pub at: NaiveDateTime,
    /// How finely it is known.
    pub unit: Unit,
    /// Moments.
    pub weight: u32,
}

/// How much of time the axis shows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Zoom {
    /// Everything, finest where most happened.
    #[default]
    Fit,
    /// Every occupied unit of one kind, as many as fit around the focus.
    At(Unit),
}

/// Whether empty time takes room.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Scale {
    /// Empty spans are folded and marked.
    #[default]
    Folded,
    /// A column is always the same length of time.
    Linear,
}

/// What to lay out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Frame {
    /// How much of time.
    pub zoom: Zoom,
    /// Folded or linear.
    pub scale: Scale,
    /// Columns there are.
    pub width: u16,
    /// The place that must be in sight.
    pub focus: Option<(NaiveDateTime, Unit)>,
    /// What was first in sight before; kept while the focus stays in sight.
    pub anchor: Option<NaiveDateTime>,
    /// How a break is drawn.
    pub break_mark: &'static str,
}

/// A stretch of time with its columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// What it is one of.
    pub unit: Unit,
    /// Its first minute.
    pub start: NaiveDateTime,
    /// The first minute behind it.
    pub end: NaiveDateTime,
    /// First column.
    pub x: u16,
    /// Columns, at least 1.
    pub width: u16,
    /// The column a mark stands in.
    pub mark: u16,
    /// Moments that stand here.
    pub weight: u32,
    /// It stands for its whole unit while finer cells behind it show parts of it.
    pub opened: bool,
}

/// Text on the axis.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    /// First column.
    pub x: u16,
    /// The text.
    pub text: String,
    /// How coarse what it names is; `None` for a break.
    pub unit: Option<Unit>,
}

/// An axis, laid out.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Axis {
    /// In order of time.
    pub cells: Vec<Cell>,
    /// In order of columns, never touching each other.
    pub labels: Vec<Label>,
    /// Moments before the first cell.
    pub before: u32,
    /// Moments behind the last cell.
    pub after: u32,
}

impl Axis {
    /// Returns the cell in which something of this place stands.
    pub fn cell(&self, at: NaiveDateTime, unit: Unit) -> Option<&Cell> {
        let exact = self
            .cells
            .iter()
            .find(|c| c.unit == unit && c.start == unit.floor(at));
        exact.or_else(|| {
            self.cells
                .iter()
                .filter(|c| c.start <= at && at < c.end && !(c.opened && unit > c.unit))
                .max_by_key(|c| (c.unit <= unit, c.unit))
        })
    }

    /// Returns the mark columns of the first and the last cell that share time with
    /// `first..=last`.
    pub fn span(&self, first: NaiveDateTime, last: NaiveDateTime) -> Option<(u16, u16)> {
        let mut inside = self
            .cells
            .iter()
            .filter(|c| !c.opened && c.start <= last && first < c.end);
        let a = inside.next()?;
        Some((a.mark, inside.next_back().unwrap_or(a).mark))
    }

    /// Tells whether there was no room, or nothing to lay out.
    pub fn is_empty(&self) -> bool {
        self.cells.is_empty()
    }

    /// Returns the first minute behind what is in sight.
    pub fn end(&self) -> Option<NaiveDateTime> {
        self.cells.iter().map(|c| c.end).max()
    }

    /// Returns the first minute in sight.
    pub fn first(&self) -> Option<NaiveDateTime> {
        self.cells.first().map(|c| c.start)
    }
}

/// Lays out an axis. `points` must be in order of `at`.
pub fn layout(points: &[Point], frame: &Frame) -> Axis {
    if points.is_empty() || frame.width == 0 {
        return Axis::default();
    }
    let lay = |points: &[Point]| match frame.scale {
        Scale::Linear => linear::layout(points, frame),
        Scale::Folded => folded(points, frame),
    };
    let axis = lay(points);
    let Some((at, unit)) = frame.focus else {
        return axis;
    };
    let here = |p: &&Point| p.at == at && p.unit == unit;
    if axis.cell(at, unit).is_some() || !points.iter().any(|p| here(&p)) {
        return axis;
    }
    // So little room, and so much around it, that the focus itself found no column: it is
    // what matters, and stands alone.
    let alone: Vec<Point> = points.iter().filter(here).copied().collect();
    let weigh = |side: fn(&NaiveDateTime, &NaiveDateTime) -> bool| {
        let others = points.iter().filter(|p| !here(p) && side(&p.at, &at));
        others.map(|p| p.weight).sum::<u32>()
    };
    let mut axis = lay(&alone);
    if axis.cell(at, unit).is_none() {
        let start = unit.floor(at);
        axis.labels.clear();
        axis.cells = vec![Cell {
            unit,
            start,
            end: unit.after(start),
            x: 0,
            width: 1,
            mark: 0,
            weight: alone.iter().map(|p| p.weight).sum(),
            opened: false,
        }];
    }
    Axis {
        before: weigh(NaiveDateTime::le),
        after: weigh(NaiveDateTime::gt),
        ..axis
    }
}

fn push_label(labels: &mut Vec<Label>, x: usize, text: String, unit: Option<Unit>, width: usize) {
    if x + columns(&text) <= width {
        labels.push(Label {
            x: to_u16(x),
            text,
            unit,
        });
    }
}

/// Adds a label where nothing else stands, with a column of air on both sides.
fn squeeze_in(labels: &mut Vec<Label>, x: usize, text: String, unit: Unit, width: usize) {
    let end = x + columns(&text);
    let at = labels.partition_point(|l| usize::from(l.x) < x);
    let left = at.checked_sub(1).map(|i| &labels[i]);
    let free_left = left.is_none_or(|l| usize::from(l.x) + columns(&l.text) < x);
    let free_right = labels.get(at).is_none_or(|l| end < usize::from(l.x));
    if free_left && free_right && end <= width {
        labels.insert(
            at,
            Label {
                x: to_u16(x),
                text,
                unit: Some(unit),
            },
        );
    }
}

/// Tells whether a narrow column is worth a label of its own.
fn round(unit: Unit, start: NaiveDateTime) -> bool {
    use chrono::{Datelike, Timelike};
    match unit {
        Unit::Century | Unit::Decade => true,
        Unit::Year => start.year() % 5 == 0,
        Unit::Month => start.month() % 3 == 1,
        Unit::Day => start.day() == 1 || start.day().is_multiple_of(5),
        Unit::Hour => start.hour().is_multiple_of(6),
        Unit::Minute => start.minute().is_multiple_of(15),
    }
}

fn to_u16(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}

#[cfg(test)]
mod tests;
