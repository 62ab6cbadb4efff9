//! The honest axis: every column is the same length of time, however empty.

use super::{Axis, Cell, Frame, Point, Zoom, squeeze_in, to_u16};
use crate::tui::unit::Unit;
use chrono::{Datelike, Duration, NaiveDateTime, Timelike};

/// Columns a unit takes when zoomed to it.
const COLUMNS: i64 = 4;

pub(super) fn layout(points: &[Point], frame: &Frame) -> Axis {
    let width = i64::from(frame.width);
    let first = points.iter().map(|p| p.unit.floor(p.at)).min();
    let last = points
        .iter()
        .map(|p| p.unit.after(p.unit.floor(p.at)))
        .max();
    let (Some(first), Some(last)) = (first, last) else {
        return Axis::default();
    };
    let (start, minutes) = match frame.zoom {
        Zoom::Fit => (first, (last - first).num_minutes().max(1)),
        Zoom::At(unit) => {
            let length = (length_of(unit) * width / COLUMNS).max(1);
            let focus = frame.focus.map_or(first, |(at, _)| at);
            let kept = frame
                .anchor
                .filter(|&a| a <= focus && (focus - a).num_minutes() < length);
            let middle = focus - Duration::minutes(length / 2);
            (kept.unwrap_or_else(|| unit.floor(middle)), length)
        }
    };
    let edge = |i: i64| {
        // Wide corpora times wide screens stay far below 63 bits: minutes × columns.
        start
            .checked_add_signed(Duration::minutes(minutes * i / width))
            .unwrap_or(NaiveDateTime::MAX)
    };
    let per_column = (minutes / width).max(1);
    let unit = column_unit(per_column);
    let mut axis = Axis::default();
    for i in 0..width {
        let (a, b) = (edge(i), edge(i + 1));
        let lo = points.partition_point(|p| p.at < a);
        let hi = points.partition_point(|p| p.at < b).max(lo);
        let weight = points[lo..hi].iter().map(|p| p.weight).sum();
        axis.cells.push(Cell {
            unit,
            start: a,
            end: b.max(a + Duration::minutes(1)),
            x: to_u16(i as usize),
            width: 1,
            mark: to_u16(i as usize),
            weight,
            opened: false,
        });
    }
    axis.before = points
        .iter()
        .filter(|p| p.at < start)
        .map(|p| p.weight)
        .sum();
    let end = edge(width);
    axis.after = points
        .iter()
        .filter(|p| p.at >= end)
        .map(|p| p.weight)
        .sum();
    ticks(&mut axis, start, minutes, width);
    axis
}

fn length_of(unit: Unit) -> i64 {
    match unit {
        Unit::Century => 100 * 525_960,
        Unit::Decade => 10 * 525_960,
        Unit::Year => 525_960,
        Unit::Month => 43_830,
        Unit::Day => 1440,
        Unit::Hour => 60,
        Unit::Minute => 1,
    }
}

fn column_unit(minutes: i64) -> Unit {
    Unit::ALL
        .into_iter()
        .rev()
        .find(|u| length_of(*u) >= minutes)
        .unwrap_or(Unit::Century)
}

/// Steps a tick may have, finest first.
const STEPS: &[(Unit, i64)] = &[
    (Unit::Minute, 1),
    (Unit::Minute, 5),
    (Unit::Minute, 15),
    (Unit::Hour, 1),
    (Unit::Hour, 3),
    (Unit::Hour, 6),
    (Unit::Hour, 12),
    (Unit::Day, 1),
    (Unit::Day, 5),
    (Unit::Day, 10),
    (Unit::Month, 1),
    (Unit::Month, 3),
    (Unit::Month, 6),
    (Unit::Year, 1),
    (Unit::Year, 2),
    (Unit::Year, 5),
    (Unit::Year, 10),
    (Unit::Year, 20),
    (Unit::Year, 50),
    (Unit::Year, 100),
    (Unit::Year, 500),
];

fn ticks(axis: &mut Axis, start: NaiveDateTime, minutes: i64, width: i64) {
    let apart = |&&(unit, n): &&(Unit, i64)| length_of(unit) * n * width / minutes.max(1) >= 7;
    let Some(&(unit, n)) = STEPS.iter().find(apart) else {
        return;
    };
    let column = |at: NaiveDateTime| (at - start).num_minutes() * width / minutes.max(1);
    let end = start
        .checked_add_signed(Duration::minutes(minutes))
        .unwrap_or(NaiveDateTime::MAX);
    // Boundaries of coarser units first: "Oct" wins over "1", "2016" over "Jan".
    let mut placed: Vec<(i64, String, Unit)> = Vec::new();
    let mut at = unit.floor(start);
    let mut guard = 0;
    while at < end && guard < 20_000 {
        guard += 1;
        if at >= start && falls_on(unit, n, at) {
            let (text, of) = tick_label(unit, at);
            placed.push((column(at), text, of));
        }
        let next = unit.after(at);
        if next <= at {
            break;
        }
        at = next;
    }
    placed.sort_by_key(|(x, _, of)| (*of, *x));
    for (x, text, of) in placed {
        if let Ok(x) = usize::try_from(x) {
            squeeze_in(&mut axis.labels, x, text, of, width as usize);
        }
    }
    let named = unit.min(Unit::Day);
    let context = match named {
        Unit::Day => Some(Unit::Month.full_label(start)),
        Unit::Month => Some(start.year().to_string()),
        _ => None,
    };
    if let Some(text) = context {
        squeeze_in(&mut axis.labels, 0, text, Unit::Year, width as usize);
    }
}

fn falls_on(unit: Unit, n: i64, at: NaiveDateTime) -> bool {
    let value = match unit {
        Unit::Minute => i64::from(at.minute()),
        Unit::Hour => i64::from(at.hour()),
        Unit::Day => match (n, at.day()) {
            (1, _) | (_, 1) => return true,
            (_, 30 | 31) => return false,
            (_, day) => i64::from(day),
        },
        Unit::Month => i64::from(at.month0()),
        _ => i64::from(at.year()),
    };
    value.rem_euclid(n) == 0
}

fn tick_label(unit: Unit, at: NaiveDateTime) -> (String, Unit) {
    let coarsest = Unit::ALL
        .into_iter()
        .find(|u| *u >= Unit::Year && *u <= unit && u.floor(at) == at)
        .unwrap_or(unit);
    (coarsest.label(at), coarsest)
}
