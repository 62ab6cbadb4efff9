//! What stands in the lanes of the timeline: from moments and columns to marks.

use super::axis::Axis;
use super::model::Timeline;
use super::unit;
use crate::query::{MomentDetail, MomentRow, SearchHit, SourceIdx, SourceRow};
use crate::telling::Status;
use std::collections::BTreeMap;

/// What a mark says; where several meet in a column the first wins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Sign {
    Told,
    Begins,
    Denied,
    Cancelled,
    Planned,
    Silent,
}

/// One lane.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lane {
    /// The source.
    pub name: String,
    /// Marks by column.
    pub marks: BTreeMap<u16, Sign>,
    /// Columns between which something goes on: from a beginning to where the next mark
    /// stands or the axis ends.
    pub bars: Vec<(u16, u16)>,
    /// Columns over which it is not known when.
    pub spans: Vec<(u16, u16)>,
}

/// A column of the line of all sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Summit {
    /// The column.
    pub x: u16,
    /// 1 to 8.
    pub height: u8,
    /// A moment here is told differently.
    pub differs: bool,
}

/// Which lane a source stands in: its own, or the last one, of all others together.
struct Places {
    own: BTreeMap<SourceIdx, usize>,
    others: Option<usize>,
}

impl Places {
    fn get(&self, source: &SourceIdx) -> Option<usize> {
        self.own.get(source).copied().or(self.others)
    }
}

/// Returns what stands in each of these lanes, whatever moment is selected, and in one for the
/// other sources together when there are so many of them.
pub fn told(axis: &Axis, sources: &[SourceRow], others: usize, line: &Timeline) -> Vec<Lane> {
    let empty = |name: String| Lane {
        name,
        marks: BTreeMap::new(),
        bars: Vec::new(),
        spans: Vec::new(),
    };
    let mut out: Vec<Lane> = sources.iter().map(|s| empty(s.name.clone())).collect();
    if others > 0 {
        out.push(empty(format!("{others} others")));
    }
    let lane_of = Places {
        own: sources
            .iter()
            .enumerate()
            .map(|(i, s)| (s.idx, i))
            .collect(),
        others: (others > 0).then_some(sources.len()),
    };
    for row in &line.moments {
        put_moment(axis, row, &lane_of, &mut out);
    }
    for day in &line.days {
        let mut told = day
            .by_source
            .iter()
            .filter_map(|(source, _)| lane_of.get(source))
            .peekable();
        if told.peek().is_none() {
            continue;
        }
        // Days hold many moments: hollow where nothing in them has happened.
        let sign = if day.n_planned == day.n_moments {
            Sign::Planned
        } else {
            Sign::Told
        };
        if let Some(cell) = axis.cell(day.start, unit::of_bucket(day)) {
            for i in told {
                let mark = out[i].marks.entry(cell.mark).or_insert(sign);
                *mark = (*mark).min(sign);
            }
        }
    }
    out
}

/// Adds who is silent about the selected moment, and how far what goes on reaches.
pub fn with_selected(
    axis: &Axis,
    mut out: Vec<Lane>,
    selected: Option<&MomentDetail>,
) -> Vec<Lane> {
    if let Some(detail) = selected {
        put_silence(axis, detail, &mut out);
    }
    let end = axis.cells.last().map_or(0, |c| c.x + c.width);
    for lane in &mut out {
        let begins: Vec<u16> = lane
            .marks
            .iter()
            .filter(|(_, s)| **s == Sign::Begins)
            .map(|(x, _)| *x)
            .collect();
        for x in begins {
            let next = lane.marks.range(x + 1..).next().map_or(end, |(n, _)| *n);
            if next > x + 1 {
                lane.bars.push((x, next - 1));
            }
        }
    }
    out
}

fn put_moment(axis: &Axis, row: &MomentRow, lane_of: &Places, out: &mut [Lane]) {
    let Some(window) = row.window else { return };
    let (at, unit) = unit::place(&window);
    let Some(cell) = axis.cell(at, unit) else {
        return;
    };
    let sign = match row.status {
        _ if window.open_end && row.status != Status::Planned => Sign::Begins,
        Status::Happened | Status::Ongoing => Sign::Told,
        Status::Planned => Sign::Planned,
        Status::Cancelled => Sign::Cancelled,
        Status::Denied => Sign::Denied,
    };
    // A doubt of several columns is drawn as wide as it is, unless its unit has a column
    // of its own.
    let doubt = axis
        .span(window.earliest(), window.latest())
        .filter(|(a, b)| b > a && !cell.opened && !window.open_end);
    for source in &row.sources {
        let Some(i) = lane_of.get(source) else {
            continue;
        };
        if let Some(span) = doubt {
            out[i].spans.push(span);
        }
        let mark = out[i].marks.entry(cell.mark).or_insert(sign);
        *mark = (*mark).min(sign);
    }
}

/// Who does not tell the selected moment: exact for this moment only, so shown only here.
fn put_silence(axis: &Axis, detail: &MomentDetail, out: &mut [Lane]) {
    let Some(cell) = detail
        .row
        .window
        .map(|w| unit::place(&w))
        .and_then(|(at, unit)| axis.cell(at, unit))
    else {
        return;
    };
    for lane in out {
        let silent = detail
            .silence
            .iter()
            .any(|s| s.source == lane.name && s.n_articles_around > 0);
        if silent {
            lane.marks.entry(cell.mark).or_insert(Sign::Silent);
        }
    }
}

/// Returns the line of all sources: how much happened in each column.
pub fn all(axis: &Axis, line: &Timeline) -> Vec<Summit> {
    let most = axis.cells.iter().map(|c| c.weight).max().unwrap_or(0);
    let mut differs: BTreeMap<u16, bool> = BTreeMap::new();
    for row in &line.moments {
        let cell = row
            .window
            .map(|w| unit::place(&w))
            .and_then(|(at, unit)| axis.cell(at, unit));
        if let Some(cell) = cell {
            *differs.entry(cell.mark).or_default() |= !row.differs.is_empty();
        }
    }
    for day in line.days.iter().filter(|d| d.n_disagreements > 0) {
        if let Some(cell) = axis.cell(day.start, unit::of_bucket(day)) {
            differs.insert(cell.mark, true);
        }
    }
    axis.cells
        .iter()
        .filter(|c| c.weight > 0)
        .map(|c| Summit {
            x: c.mark,
            height: height(c.weight, most),
            differs: differs.get(&c.mark).copied().unwrap_or(false),
        })
        .collect()
}

/// Returns a height from 1 to 8, by square roots: one moment stays visible beside a hundred.
pub fn height(n: u32, most: u32) -> u8 {
    let share = f64::from(n).sqrt() / f64::from(most.max(1)).sqrt();
    // Between 1 and 8 by construction.
    (share * 8.0).ceil().clamp(1.0, 8.0) as u8
}

/// Returns the columns in which a search found something.
pub fn hits(axis: &Axis, hits: &[SearchHit]) -> Vec<u16> {
    let mut out: Vec<u16> = hits
        .iter()
        .filter_map(|h| {
            let (at, unit) = unit::place(&h.window?);
            Some(axis.cell(at, unit)?.mark)
        })
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}
