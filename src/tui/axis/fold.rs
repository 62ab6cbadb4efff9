//! Which units take room: occupied ones, the heaviest opened into finer ones.

use super::place::{place, total, window};
use super::{Axis, Frame, Point, Zoom};
use crate::text::width::width as columns;
use crate::tui::unit::Unit;
use chrono::NaiveDateTime;

/// A unit that takes room.
#[derive(Debug, Clone)]
pub(super) struct Leaf {
    pub(super) unit: Unit,
    pub(super) start: NaiveDateTime,
    /// Points of the unit, as a range of all points.
    pub(super) lo: usize,
    pub(super) hi: usize,
    /// Moments known no finer than the unit.
    pub(super) own: u32,
    /// Moments known finer.
    pub(super) fine: u32,
    /// Its finer moments stand in leaves of their own.
    pub(super) opened: bool,
    /// Has room for its label.
    pub(super) wide: bool,
    /// Stands among narrow ones, behind a heading of its own even where it has room.
    pub(super) crowded: bool,
    /// The last unit of a run of light ones that share a column.
    pub(super) run: Option<(Unit, NaiveDateTime)>,
}

impl Leaf {
    pub(super) fn weight(&self) -> u32 {
        if self.opened {
            self.own
        } else {
            self.own + self.fine
        }
    }

    /// Returns the first minute behind the leaf.
    pub(super) fn end(&self) -> NaiveDateTime {
        let (unit, start) = self.run.unwrap_or((self.unit, self.start));
        unit.after(start)
    }

    pub(super) fn label(&self) -> String {
        let first = self.unit.label(self.start);
        let Some((unit, start)) = self.run else {
            return first;
        };
        let last = unit.label(start);
        // "2010-12", but "1990-2012".
        let short = match (self.unit, unit) {
            (Unit::Year, Unit::Year) if first.get(..2) == last.get(..2) => last.get(2..),
            _ => None,
        };
        format!("{first}-{}", short.unwrap_or(&last))
    }
}

pub(super) fn folded(points: &[Point], frame: &Frame) -> Axis {
    let width = usize::from(frame.width);
    match frame.zoom {
        Zoom::Fit => {
            for root in [Unit::Year, Unit::Decade, Unit::Century] {
                let leaves = group(points, 0, points.len(), root);
                if total(&leaves, frame) <= width {
                    return place(&refine(points, leaves, frame), frame, 0, 0);
                }
            }
            window(&group(points, 0, points.len(), Unit::Century), frame)
        }
        Zoom::At(unit) => {
            let mut leaves = group(points, 0, points.len(), Unit::Century);
            while let Some(i) = leaves
                .iter()
                .position(|l| l.unit < unit && !l.opened && l.fine > 0)
            {
                // Opened from the front, so each leaf is moved once for each unit.
                let rest = leaves.split_off(i);
                for leaf in rest {
                    if leaf.unit < unit && !leaf.opened && leaf.fine > 0 {
                        leaves.extend(open(points, &leaf));
                    } else {
                        leaves.push(leaf);
                    }
                }
            }
            if total(&leaves, frame) <= width {
                place(&leaves, frame, 0, 0)
            } else {
                window(&leaves, frame)
            }
        }
    }
}

/// Groups points `lo..hi` by a unit.
pub(super) fn group(points: &[Point], lo: usize, hi: usize, unit: Unit) -> Vec<Leaf> {
    let mut out: Vec<Leaf> = Vec::new();
    for (i, p) in points[lo..hi].iter().enumerate() {
        let unit = unit.min(p.unit);
        let start = unit.floor(p.at);
        let (own, fine) = if p.unit <= unit {
            (p.weight, 0)
        } else {
            (0, p.weight)
        };
        match out
            .iter_mut()
            .rev()
            .take(3)
            .find(|l| l.start == start && l.unit == unit)
        {
            Some(leaf) => {
                leaf.own += own;
                leaf.fine += fine;
                leaf.hi = lo + i + 1;
            }
            None => out.push(Leaf {
                unit,
                start,
                lo: lo + i,
                hi: lo + i + 1,
                own,
                fine,
                opened: false,
                wide: true,
                crowded: false,
                run: None,
            }),
        }
    }
    out.sort_by_key(|l| (l.start, l.unit));
    out
}

/// Returns what takes the place of a leaf when it is opened.
fn open(points: &[Point], leaf: &Leaf) -> Vec<Leaf> {
    let Some(finer) = leaf.unit.finer() else {
        return vec![leaf.clone()];
    };
    let mut out = Vec::new();
    if leaf.own > 0 {
        out.push(Leaf {
            opened: true,
            wide: true,
            crowded: false,
            ..leaf.clone()
        });
    }
    let inside: Vec<Leaf> = group(points, leaf.lo, leaf.hi, finer)
        .into_iter()
        .filter(|l| l.unit == finer && leaf.unit.floor(l.start) == leaf.start)
        .collect();
    out.extend(inside);
    out
}

/// Opens leaves, those with most in them first, while there is room.
fn refine(points: &[Point], mut leaves: Vec<Leaf>, frame: &Frame) -> Vec<Leaf> {
    let width = usize::from(frame.width);
    let mut stuck: Vec<(NaiveDateTime, Unit)> = Vec::new();
    let all: u32 = points.iter().map(|p| p.weight).sum();
    // The year of a decade in which nearly everything happened must not stay one column.
    let is_heavy = |l: &Leaf| u64::from(l.fine) * 8 > u64::from(all);
    loop {
        // Hours only matter where the whole corpus is a matter of days.
        let days = leaves.iter().filter(|l| l.unit >= Unit::Day).count();
        let finest = if days <= 2 && leaves.len() <= 3 {
            Unit::Minute
        } else {
            Unit::Day
        };
        let best = leaves
            .iter()
            .enumerate()
            .filter(|(_, l)| {
                !l.opened
                    && (l.wide || is_heavy(l))
                    && l.run.is_none()
                    && l.fine > 0
                    && l.unit < finest
                    && !stuck.contains(&(l.start, l.unit))
            })
            .max_by_key(|(_, l)| (l.fine, std::cmp::Reverse(l.unit), l.start))
            .map(|(i, _)| i);
        let Some(i) = best else { break };
        let inside = open(points, &leaves[i]);
        let with = |inside: Vec<Leaf>| {
            let mut all = leaves.clone();
            all.splice(i..=i, inside);
            all
        };
        // A month with something on every day is a row of narrow columns; a month with
        // a dozen days that matter has room to name them.
        let named = inside.len() <= 16 && {
            let block: usize = inside
                .iter()
                .map(|l| columns(&l.unit.label(l.start)) + 1)
                .sum();
            block * 2 <= width.max(40)
        };
        let comfortable = named.then(|| with(inside.clone()));
        let narrow = || with(narrowed(&inside));
        let fits = |l: &Vec<Leaf>| total(l, frame) <= width;
        if let Some(next) = comfortable.filter(fits) {
            leaves = next;
        } else if let Some(next) = Some(narrow()).filter(|l| inside.len() > 1 && fits(l)) {
            leaves = next;
        } else if let Some(next) = crowd(&leaves, &leaves[i], &narrowed(&inside), frame) {
            leaves = next;
        } else {
            stuck.push((leaves[i].start, leaves[i].unit));
        }
    }
    widen(leaves, frame)
}

fn narrowed(inside: &[Leaf]) -> Vec<Leaf> {
    let mut inside = inside.to_vec();
    for leaf in &mut inside {
        leaf.wide = leaf.opened;
        leaf.crowded = true;
    }
    inside
}

/// Lets light neighbours share a column until a heavy leaf can be opened into `inside`.
fn crowd(leaves: &[Leaf], heavy: &Leaf, inside: &[Leaf], frame: &Frame) -> Option<Vec<Leaf>> {
    let is_heavy = |l: &Leaf| l.unit == heavy.unit && l.start == heavy.start;
    let mut all = leaves.to_vec();
    loop {
        let at = all.iter().position(is_heavy)?;
        let mut next = all.clone();
        next.splice(at..=at, inside.iter().cloned());
        if total(&next, frame) <= usize::from(frame.width) {
            return Some(next);
        }
        let (i, weight) = (1..all.len())
            .filter(|&i| i != at && i - 1 != at && may_share(&all[i - 1], &all[i]))
            .map(|i| (i, all[i - 1].weight() + all[i].weight()))
            .min_by_key(|(_, w)| *w)?;
        // Sharing must not hide about as much as it makes room for.
        if weight * 3 > heavy.fine {
            return None;
        }
        let right = all.remove(i);
        let left = &mut all[i - 1];
        left.run = Some(right.run.unwrap_or((right.unit, right.start)));
        left.hi = right.hi;
        left.own += right.own;
        left.fine += right.fine;
    }
}

/// Years, decades and centuries may share a column, and months of one year.
fn may_share(a: &Leaf, b: &Leaf) -> bool {
    let plain = |l: &Leaf| !l.opened && l.wide;
    let alike = match (a.unit, b.unit) {
        (Unit::Month, Unit::Month) => Unit::Year.floor(a.start) == Unit::Year.floor(b.start),
        (x, y) => x <= Unit::Year && y <= Unit::Year,
    };
    alike && plain(a) && plain(b)
}

/// Gives narrow leaves room for their label, those with most in them first.
fn widen(mut leaves: Vec<Leaf>, frame: &Frame) -> Vec<Leaf> {
    let mut order: Vec<usize> = (0..leaves.len()).filter(|&i| !leaves[i].wide).collect();
    // Some named and some not would look like chance where all are alike: peaks are named.
    let sum: u32 = order.iter().map(|&i| leaves[i].weight()).sum();
    let n = u32::try_from(order.len()).unwrap_or(u32::MAX);
    order.retain(|&i| leaves[i].weight() * n > sum);
    order.sort_by_key(|&i| (std::cmp::Reverse(leaves[i].weight()), leaves[i].start));
    for i in order {
        leaves[i].wide = true;
        if total(&leaves, frame) > usize::from(frame.width) {
            leaves[i].wide = false;
            break;
        }
    }
    leaves
}
