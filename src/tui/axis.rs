//! The axis of the timeline: from where things happened to columns with labels.
//!
//! Pure: points, a width and a zoom in, cells out. The axis is **folded**: only occupied
//! units take room, heavily occupied ones are opened into finer units, and every span left
//! out is shown as a break. A moment known to the month keeps the month's own column and
//! is never drawn on its first day.

mod linear;

use super::unit::Unit;
use crate::text::width::width as columns;
use chrono::NaiveDateTime;

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

/// A unit that takes room.
#[derive(Debug, Clone)]
struct Leaf {
    unit: Unit,
    start: NaiveDateTime,
    /// Points of the unit, as a range of all points.
    lo: usize,
    hi: usize,
    /// Moments known no finer than the unit.
    own: u32,
    /// Moments known finer.
    fine: u32,
    /// Its finer moments stand in leaves of their own.
    opened: bool,
    /// Has room for its label.
    wide: bool,
    /// Stands among narrow ones, behind a heading of its own even where it has room.
    crowded: bool,
    /// The last unit of a run of light ones that share a column.
    run: Option<(Unit, NaiveDateTime)>,
}

impl Leaf {
    fn weight(&self) -> u32 {
        if self.opened {
            self.own
        } else {
            self.own + self.fine
        }
    }

    /// Returns the first minute behind the leaf.
    fn end(&self) -> NaiveDateTime {
        let (unit, start) = self.run.unwrap_or((self.unit, self.start));
        unit.after(start)
    }

    fn label(&self) -> String {
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

fn folded(points: &[Point], frame: &Frame) -> Axis {
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
fn group(points: &[Point], lo: usize, hi: usize, unit: Unit) -> Vec<Leaf> {
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
                    && l.wide
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

/// A piece of the axis, in order.
#[derive(Debug)]
enum Item {
    /// Names what the following leaves lie in; index of the leaf behind it.
    Header(Unit, NaiveDateTime),
    Leaf(usize),
    /// Left out: how long, in words.
    Break(String),
}

fn items(leaves: &[Leaf]) -> Vec<Item> {
    let mut out = Vec::with_capacity(leaves.len() * 2);
    let mut named: Vec<(Unit, NaiveDateTime)> = Vec::new();
    let mut end: Option<(NaiveDateTime, Unit)> = None;
    for (i, leaf) in leaves.iter().enumerate() {
        if let Some((end, unit)) = end.filter(|_| !leaf.opened) {
            let skipped = unit.max(leaf.unit).between(end, leaf.start);
            if skipped >= 2 {
                out.push(Item::Break(length(end, leaf.start)));
            }
        }
        for unit in chain(leaf) {
            let start = unit.floor(leaf.start);
            if !named.contains(&(unit, start)) {
                out.push(Item::Header(unit, start));
                named.push((unit, start));
            }
        }
        out.push(Item::Leaf(i));
        if leaf.opened {
            named.push((leaf.unit, leaf.start));
        } else {
            end = Some((leaf.end(), leaf.unit));
        }
    }
    out
}

/// Returns the coarser units that must be named before a leaf.
fn chain(leaf: &Leaf) -> impl Iterator<Item = Unit> {
    let from = match leaf.unit {
        Unit::Century | Unit::Decade => leaf.unit,
        Unit::Year if !leaf.crowded => leaf.unit,
        Unit::Year => Unit::Decade,
        _ => Unit::Year,
    };
    Unit::ALL
        .into_iter()
        .filter(move |u| *u >= from && *u < leaf.unit)
}

fn length(a: NaiveDateTime, b: NaiveDateTime) -> String {
    let say = |n: i64, word: &str| format!("{n} {word}{}", if n == 1 { "" } else { "s" });
    let days = Unit::Day.between(a, b);
    let months = Unit::Month.between(a, b);
    if months >= 24 {
        say(months / 12, "year")
    } else if days >= 60 {
        say(months, "month")
    } else if days >= 2 {
        say(days, "day")
    } else if Unit::Hour.between(a, b) >= 2 {
        say(Unit::Hour.between(a, b), "hour")
    } else {
        say(Unit::Minute.between(a, b), "minute")
    }
}

fn item_width(item: &Item, leaves: &[Leaf], frame: &Frame) -> usize {
    match item {
        Item::Header(unit, start) => columns(&unit.label(*start)) + 1,
        Item::Leaf(i) if leaves[*i].wide => columns(&leaves[*i].label()) + 1,
        Item::Leaf(_) => 1,
        Item::Break(_) => columns(frame.break_mark) + 1,
    }
}

fn total(leaves: &[Leaf], frame: &Frame) -> usize {
    let items = items(leaves);
    let sum: usize = items
        .iter()
        .map(|item| item_width(item, leaves, frame))
        .sum();
    sum - trailing(&items, leaves)
}

/// Returns the columns of air behind the last item: a narrow one has none.
fn trailing(items: &[Item], leaves: &[Leaf]) -> usize {
    match items.last() {
        Some(Item::Leaf(i)) if !leaves[*i].wide => 0,
        Some(_) => 1,
        None => 0,
    }
}

/// Shows as many leaves around the focus as fit.
fn window(leaves: &[Leaf], frame: &Frame) -> Axis {
    let hidden = |l: &[Leaf]| l.iter().map(Leaf::weight).sum::<u32>();
    let inner = Frame {
        width: frame.width.saturating_sub(4),
        ..*frame
    };
    let room = usize::from(inner.width).max(1);
    let focus = frame
        .focus
        .map_or(0, |(at, unit)| index_of(leaves, at, unit));
    let grow = |first: usize| {
        let mut last = first;
        while last < leaves.len() && total(&leaves[first..=last], &inner) <= room {
            last += 1;
        }
        last.max(first + 1)
    };
    let mut first = focus;
    let anchored = frame
        .anchor
        .and_then(|at| leaves.iter().position(|l| l.start == at))
        .filter(|&a| a <= focus && focus < grow(a));
    if let Some(a) = anchored {
        first = a;
    } else {
        // The focus stands in the middle.
        while first > 0 && total(&leaves[first - 1..=focus], &inner) <= room / 2 {
            first -= 1;
        }
    }
    let mut last = grow(first);
    if last == leaves.len() {
        while first > 0 && total(&leaves[first - 1..], &inner) <= room {
            first -= 1;
        }
        last = leaves.len();
    }
    let mut axis = place(
        &leaves[first..last],
        &inner,
        hidden(&leaves[..first]),
        hidden(&leaves[last..]),
    );
    for cell in &mut axis.cells {
        cell.x += 2;
        cell.mark += 2;
    }
    for label in &mut axis.labels {
        label.x += 2;
    }
    axis
}

fn index_of(leaves: &[Leaf], at: NaiveDateTime, unit: Unit) -> usize {
    leaves
        .iter()
        .enumerate()
        .filter(|(_, l)| l.start <= at)
        .max_by_key(|(_, l)| {
            (
                l.unit == unit && l.start == unit.floor(at),
                !l.opened,
                l.start,
            )
        })
        .map_or(0, |(i, _)| i)
}

/// Gives every item its columns, and room that is left to breaks and leaves.
fn place(leaves: &[Leaf], frame: &Frame, before: u32, after: u32) -> Axis {
    let width = usize::from(frame.width);
    let items = items(leaves);
    let mut widths: Vec<usize> = items.iter().map(|i| item_width(i, leaves, frame)).collect();
    let needed = widths.iter().sum::<usize>() - trailing(&items, leaves);
    let mut spare = width.saturating_sub(needed);
    let mut texts: Vec<Option<String>> = items
        .iter()
        .map(|item| matches!(item, Item::Break(_)).then(|| frame.break_mark.to_owned()))
        .collect();
    // First a column or two of air, then the length of what is left out, then more air.
    let air = |widths: &mut Vec<usize>, spare: &mut usize, most: usize| {
        let stretch: Vec<usize> = (0..items.len())
            .filter(
                |&i| matches!(&items[i], Item::Leaf(l) if leaves[*l].wide && !leaves[*l].opened),
            )
            .collect();
        let each = (*spare / stretch.len().max(1)).min(most);
        for i in stretch {
            widths[i] += each;
            *spare -= each;
        }
    };
    let narrow_leaves: Vec<usize> = (0..items.len())
        .filter(|&i| matches!(&items[i], Item::Leaf(l) if !leaves[*l].wide))
        .collect();
    let each = (spare / narrow_leaves.len().max(1)).min(2);
    for &i in &narrow_leaves {
        widths[i] += each;
        spare -= each;
    }
    air(&mut widths, &mut spare, 2);
    for (i, item) in items.iter().enumerate() {
        if let Item::Break(words) = item {
            let text = format!("{0} {words} {0}", frame.break_mark);
            let more = columns(&text) + 1;
            if more.saturating_sub(widths[i]) <= spare {
                spare -= more - widths[i];
                widths[i] = more;
                texts[i] = Some(text);
            }
        }
    }
    air(&mut widths, &mut spare, 6);
    let mut axis = Axis {
        before,
        after,
        ..Axis::default()
    };
    let mut x = 0;
    let mut narrow = Vec::new();
    for (i, item) in items.iter().enumerate() {
        if x >= width {
            break;
        }
        let w = widths[i].min(width - x).max(1);
        let mut cell = |unit: Unit, start, end, weight, opened, label: &str, wide: bool| {
            let labelled = columns(label);
            let mark = if wide {
                labelled.saturating_sub(1) / 2
            } else {
                0
            };
            axis.cells.push(Cell {
                unit,
                start,
                end,
                x: to_u16(x),
                width: to_u16(w),
                mark: to_u16(x + mark.min(w - 1)),
                weight,
                opened,
            });
        };
        match item {
            Item::Header(unit, start) => {
                let text = unit.label(*start);
                cell(*unit, *start, unit.after(*start), 0, true, &text, true);
                push_label(&mut axis.labels, x, text, Some(*unit), width);
            }
            Item::Leaf(l) => {
                let leaf = &leaves[*l];
                let text = leaf.label();
                cell(
                    leaf.unit,
                    leaf.start,
                    leaf.end(),
                    leaf.weight(),
                    leaf.opened,
                    &text,
                    leaf.wide,
                );
                if leaf.wide {
                    push_label(&mut axis.labels, x, text, Some(leaf.unit), width);
                } else {
                    narrow.push((leaf, x, text));
                }
            }
            Item::Break(_) => {
                let text = texts[i].take().unwrap_or_default();
                push_label(&mut axis.labels, x, text, None, width);
            }
        }
        x += widths[i];
    }
    // Peaks are named first, then round numbers.
    let sum: u32 = narrow.iter().map(|(l, ..)| l.weight()).sum();
    let mean = sum / u32::try_from(narrow.len().max(1)).unwrap_or(1);
    let peak = |l: &Leaf| {
        if l.weight() > mean * 2 { l.weight() } else { 0 }
    };
    narrow.retain(|(l, ..)| peak(l) > 0 || round(l.unit, l.start));
    narrow.sort_by_key(|(l, x, _)| (std::cmp::Reverse(peak(l)), *x));
    for (leaf, x, text) in narrow {
        let n = axis.labels.len();
        squeeze_in(&mut axis.labels, x, text.clone(), leaf.unit, width);
        if axis.labels.len() == n && x > 0 {
            // A break or a heading behind it: the label may as well end at its column.
            squeeze_in(&mut axis.labels, x - 1, text, leaf.unit, width);
        }
    }
    axis
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
