//! Turns parsed expressions into windows, once the day of writing is known.

mod chains;
mod counted;
mod dates;
mod days;
mod discourse;
mod near;
mod passages;
pub(super) mod slot;
mod values;

use super::grammar::{Op, Slots};
use super::recognise::{DateOrder, Dct, Mention, Recognised, Signal, Tense};
use super::timex::{Timex, TimexType};
use super::window::{Grain, Window};
use chrono::{Datelike, NaiveDate, TimeDelta};

use chains::{shared_tenses, weekday_chains};
pub(super) use days::grain_of;
use days::{moved, narrowed, widened};
use passages::{header_day, narrative_passages};
use slot::*;

/// The TIMEX3 `mod` values, counted from 1.
const MODS: &[&str] = &[
    "START",
    "MID",
    "END",
    "APPROX",
    "LESS_THAN",
    "MORE_THAN",
    "EQUAL_OR_LESS",
    "EQUAL_OR_MORE",
    "BEFORE",
    "AFTER",
    "START",
    "END",
];

/// What resolving one mention gave.
#[derive(Debug, Clone, Default)]
struct Reading {
    window: Option<Window>,
    /// Set when the value is not the window's.
    value: Option<String>,
    kind: Option<TimexType>,
    anchor: Option<NaiveDate>,
}

impl Reading {
    fn placed(window: Option<Window>, anchor: Option<NaiveDate>) -> Self {
        Self {
            window,
            anchor,
            ..Self::default()
        }
    }

    fn told(kind: TimexType, value: String) -> Self {
        Self {
            value: Some(value),
            kind: Some(kind),
            ..Self::default()
        }
    }
}

/// Where the words around a date without a year pull it.
#[derive(Clone, Copy)]
struct Pull {
    ahead: bool,
    back: bool,
    /// It begins a range.
    begins: bool,
    /// It is what something is for: "figures for September".
    lasts: bool,
    /// It is not where the story goes on.
    aside: bool,
}

/// Years a story may step on inside a paragraph.
const FAR: i32 = 3;

struct Discourse {
    dct: Option<NaiveDate>,
    order: DateOrder,
    /// The last date mentioned.
    last: Option<Window>,
    /// The last year, month or day mentioned at all, asides included.
    mentioned: Option<Window>,
    /// How far something lasted that was told behind `last`.
    reached: Option<Window>,
    /// The last quarter mentioned.
    quarter: Option<Window>,
    /// Some months or a year were the last thing measured.
    months: bool,
    /// The year before our era that was told last.
    before_christ: Option<i32>,
    /// The weekday of a list or range, found with its partners.
    chained: Option<NaiveDate>,
    /// Dates hang on the dates before them, not on the day of writing.
    narrative: bool,
}

/// Resolves every mention in order.
pub(super) fn resolve(recognised: &Recognised, dct: Dct) -> Vec<Timex> {
    let mut discourse = Discourse {
        dct: dct.day.filter(|d| (1..=9999).contains(&d.year())),
        order: match dct.order {
            DateOrder::Unknown => recognised.date_order(),
            known => known,
        },
        last: None,
        mentioned: None,
        reached: None,
        quarter: None,
        months: false,
        before_christ: None,
        chained: None,
        narrative: false,
    };
    if discourse.dct.is_none() {
        discourse.dct = header_day(recognised);
    }
    let dct = Dct {
        day: discourse.dct,
        ..dct
    };
    let modes = narrative_passages(recognised, dct.day);
    let tenses = shared_tenses(recognised);
    let chained = weekday_chains(recognised, dct.day, &modes, &tenses);
    let mut out: Vec<Timex> = Vec::with_capacity(recognised.len());
    for (i, mention) in recognised.mentions.iter().enumerate() {
        let slots = recognised.kept(mention);
        let mention = &Mention {
            tense: tenses[i],
            ..mention.clone()
        };
        discourse.narrative = modes[i];
        discourse.chained = chained[i];
        let reading = discourse.read(mention, &slots);
        if mention.op == Op::Length && matches!(slots.get(U), Some(6 | 8)) {
            // A year before nine months lie nine months, not a quarter.
            discourse.quarter = None;
            discourse.months = true;
        }
        discourse.count_era(mention, &slots, reading.window);
        if let Some(window) = reading.window {
            discourse.remember(window, mention, &slots);
        }
        out.push(finish(recognised, mention, &slots, reading, dct.day));
        explain_weekday(recognised, &mut out, i);
        if mention.signal == Signal::And {
            join_pair(
                &mut out,
                i.checked_sub(1).map(|p| &recognised.mentions[p]),
                mention,
                recognised,
            );
        }
    }
    out
}

/// Gives a weekday the date that explains it: "next Wednesday, 19 October" is that day, however
/// many weeks off the writer calls next.
fn explain_weekday(recognised: &Recognised, out: &mut [Timex], i: usize) {
    let [.., first, second] = out else { return };
    let Some(before) = i.checked_sub(1).map(|p| &recognised.mentions[p]) else {
        return;
    };
    let (told, date) = (
        recognised.kept(before),
        recognised.kept(&recognised.mentions[i]),
    );
    let Some(window) = second.window.filter(|w| w.n_days() == 1) else {
        return;
    };
    let explains = date.get(D).is_some() && date.get(M).is_some() && date.get(W).is_none();
    let same =
        told.get(W) == Some(super::calendar::weekday(window.first_day())) && told.get(D).is_none();
    // ", " or " (": nothing else stands between them.
    let beside = second
        .start
        .checked_sub(first.end)
        .is_some_and(|gap| gap <= 2);
    if explains && same && beside && first.window.is_some_and(|w| w.n_days() == 1) {
        first.window = Some(window);
        first.value = window.timex_value();
    }
}

/// Gives both ends of "between … and …" the stretch from one to the other, and a length
/// before "to" the stretch that ends there ("in the 24 hours to Tuesday").
fn join_pair(
    out: &mut [Timex],
    before: Option<&Mention>,
    mention: &Mention,
    recognised: &Recognised,
) {
    let [.., first, second] = out else { return };
    let Some(b) = second.window else { return };
    if first.kind == TimexType::Duration {
        let back = before.and_then(|m| {
            let slots = recognised.kept(m);
            let n = slots.get(N).filter(|n| *n >= 0)?;
            match slots.get(U)? {
                3 => b
                    .latest()
                    .checked_sub_signed(TimeDelta::try_hours(n.into())?),
                // The three months to 30 September begin on 1 July.
                u => {
                    let behind = super::calendar::plus_days(b.last_day(), 1)?;
                    let from = match behind.day() {
                        1 => moved(behind, -n, u)?,
                        _ => super::calendar::plus_days(moved(b.last_day(), -n, u)?, 1)?,
                    };
                    Some(from.and_time(chrono::NaiveTime::MIN))
                }
            }
        });
        if let Some(from) = back {
            first.window = Window::new(from, b.latest(), b.grain);
        }
        return;
    }
    let Some(mut a) = first.window else { return };
    let mut b = b;
    if b.earliest() < a.earliest() && a.grain == b.grain && a.grain <= Grain::Day {
        // "from November to February" runs over New Year.
        let yearless = |m: &Mention| {
            let slots = recognised.kept(m);
            slots.get(M).is_some() && slots.get(Y).is_none()
        };
        if before.is_some_and(|m| yearless(m) && yearless(mention)) {
            let past = mention.tense != Tense::Future;
            let (moved_window, months) = if past { (&mut a, -12) } else { (&mut b, 12) };
            let day = super::calendar::plus_months(moved_window.first_day(), months);
            if let Some(w) = day.and_then(|d| super::calendar::unit_of(d, moved_window.grain)) {
                *moved_window = w;
                let told = if past { &mut *first } else { &mut *second };
                told.value = w.timex_value();
            }
        }
    }
    if b.earliest() < a.earliest() {
        return;
    }
    let grain = a.grain.max(b.grain);
    if let Some(hull) = Window::new(a.earliest(), b.latest().max(a.latest()), grain) {
        first.window = Some(hull);
        second.window = Some(hull);
    }
}

fn finish(
    recognised: &Recognised,
    m: &Mention,
    slots: &Slots,
    reading: Reading,
    dct: Option<NaiveDate>,
) -> Timex {
    let modifier = slots
        .get(MO)
        .and_then(|mo| MODS.get(usize::try_from(mo - 1).ok()?))
        .map(|s| (*s).to_owned())
        .or_else(|| (m.vague && reading.window.is_some()).then(|| "APPROX".to_owned()));
    let mut window = reading.window;
    let value = match reading.value {
        Some(value) => value,
        None => {
            let mut value = window.map_or_else(|| "XXXX-XX-XX".to_owned(), |w| w.timex_value());
            if slots.get(Z).is_some() && value.contains('T') {
                value.push('Z');
            }
            value
        }
    };
    let kind = reading.kind.unwrap_or_else(|| {
        if value.contains('T') && !value.starts_with('P') {
            TimexType::Time
        } else {
            TimexType::Date
        }
    });
    if let Some(w) = &mut window {
        if let Some(mo) = slots.get(MO) {
            *w = narrowed(*w, mo, dct);
        }
        if m.vague {
            *w = widened(*w);
        } else if is_years_ago(m, slots) && w.grain == Grain::Year {
            // "42 years ago" is told of 41 and a half years as of 42 and a half.
            match slots.get(N) {
                Some(3..) => *w = widened(*w),
                _ => w.approx = true,
            }
        }
        match m.signal {
            Signal::Since => w.open_end = true,
            Signal::Until | Signal::By => w.open_start = true,
            _ => {}
        }
    }
    Timex {
        start: m.start as usize,
        end: m.end as usize,
        kind,
        value,
        modifier,
        window,
        rule: recognised.rule(m).to_owned(),
        anchor: reading.anchor,
    }
}

/// Tells whether years are counted back from now, which nobody does to the day.
fn is_years_ago(m: &Mention, slots: &Slots) -> bool {
    m.op == Op::Shift
        && slots.get(K).is_none()
        && slots.get(DIR) == Some(-1)
        && matches!(slots.get(U), Some(8..=10))
}
