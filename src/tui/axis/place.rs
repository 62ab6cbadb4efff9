//! From units that take room to columns: headings, breaks, labels, and air between them.

use super::fold::Leaf;
use super::{Axis, Cell, Frame, push_label, round, squeeze_in, to_u16};
use crate::text::width::width as columns;
use crate::tui::unit::Unit;
use chrono::NaiveDateTime;

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
    let mut last = NaiveDateTime::MIN;
    for (i, leaf) in leaves.iter().enumerate() {
        if let Some((before, unit)) = end
            && unit.max(leaf.unit).between(before, leaf.start) >= 2
        {
            out.push(Item::Break(length(before, leaf.start)));
            // What is left out within an opened unit is counted from its beginning.
            end = Some((leaf.start, leaf.unit));
        }
        for unit in chain(leaf) {
            let start = unit.floor(leaf.start);
            if !named.contains(&(unit, start)) {
                // A decade is not named behind a year of it that stands opened.
                if start >= last {
                    out.push(Item::Header(unit, start));
                    last = start;
                }
                named.push((unit, start));
            }
        }
        out.push(Item::Leaf(i));
        last = leaf.start;
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

pub(super) fn total(leaves: &[Leaf], frame: &Frame) -> usize {
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
pub(super) fn window(leaves: &[Leaf], frame: &Frame) -> Axis {
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
pub(super) fn place(leaves: &[Leaf], frame: &Frame, before: u32, after: u32) -> Axis {
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
