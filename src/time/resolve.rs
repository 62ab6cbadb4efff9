//! Turns parsed expressions into windows, once the day of writing is known.

mod chains;
mod counted;
mod dates;
mod days;
mod discourse;
mod near;
mod passages;
pub(super) mod slot;
mod stamps;
mod values;

use super::grammar::{Op, Slots};
use super::recognise::{DateOrder, Dct, Joint, Mention, Recognised, Signal, Tense};
use super::timex::{Timex, TimexType};
use super::window::{Grain, Window};
use chrono::{Datelike, NaiveDate, TimeDelta};

pub(super) use chains::shared_tenses;
use chains::weekday_chains;
use counted::beside;
pub(super) use counted::counts_hours;
pub(super) use days::grain_of;
use days::{moved, narrowed, widened};
pub(super) use passages::looks_back_on;
use passages::{
    Later, header_day, narrative_passages, tells_a_week, told_a_day_later, told_on_the_next_day,
};
use slot::*;
use stamps::stamped;

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
    "START",
    "END",
    "START",
    "START",
    "END",
];

/// The place of `APPROX` among them.
const APPROX: i32 = 4;

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
    /// It tells which thing is meant: "the November election".
    names: bool,
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
    /// What the expression before told.
    before: Option<Window>,
    /// The last day mentioned.
    day: Option<NaiveDate>,
    /// A paragraph began and nothing has been dated in it.
    fresh: bool,
    /// The week or month told since then.
    coarse: Option<Window>,
    /// The day of a month told last in this paragraph.
    dated: Option<NaiveDate>,
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
    /// The text was written on until the day after its own.
    overnight: bool,
    /// The days before its own are told by their names, one after the other.
    week_told: bool,
    /// The day of this hour, if it is the stamp of a part of a page.
    stamped: Option<NaiveDate>,
    /// So many years back lies what this date without a year is of: "New Year's Eve two years ago".
    years_back: Option<i32>,
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
        fresh: false,
        mentioned: None,
        before: None,
        day: None,
        coarse: None,
        dated: None,
        reached: None,
        quarter: None,
        months: false,
        before_christ: None,
        chained: None,
        narrative: false,
        overnight: false,
        week_told: false,
        stamped: None,
        years_back: None,
    };
    if discourse.dct.is_none() {
        discourse.dct = header_day(recognised);
    }
    let tenses = shared_tenses(recognised);
    if let Some(day) = discourse.dct {
        let named = told_a_day_later(recognised, &tenses, day);
        let later = |day| told_on_the_next_day(recognised, &tenses, day);
        let next = named.or_else(|| {
            (later(day) == Later::Whole)
                .then(|| day.succ_opt())
                .flatten()
        });
        let day = next.unwrap_or(day);
        discourse.dct = Some(day);
        discourse.overnight = named.is_none() && later(day) != Later::Nothing;
        discourse.week_told = tells_a_week(recognised, &tenses, day);
    }
    let dct = Dct {
        day: discourse.dct,
        ..dct
    };
    let modes = narrative_passages(recognised, dct.day);
    let chained = weekday_chains(recognised, dct.day, &modes, &tenses);
    let stamps = stamped(recognised, &tenses, dct.day, discourse.overnight);
    let mut out: Vec<Timex> = Vec::with_capacity(recognised.len());
    for (i, mention) in recognised.mentions.iter().enumerate() {
        let slots = recognised.kept(mention);
        let next = recognised.mentions.get(i + 1);
        let mut mention = Mention {
            tense: tenses[i],
            signal: unpaired(mention, tenses[i], next),
            ..mention.clone()
        };
        discourse.narrative = modes[i];
        discourse.chained = chained[i];
        discourse.stamped = stamps[i];
        discourse.years_back = near::years_back(recognised, i, tenses[i]);
        if mention.paragraph {
            discourse.dated = None;
            discourse.fresh = true;
        }
        let reading = discourse.read(&mention, &slots);
        if reading.window.map(|w| w.first_day()) > dct.day && dct.day.is_some() {
            // "Fares rise from 1 January."
            mention.signal = unpaired(&mention, Tense::Future, next);
        }
        let mention = &mention;
        discourse.before = reading.window;
        discourse.fresh &= reading.window.is_none();
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
        if mention.listed {
            explain_month(recognised, &mut out, i);
            join_list(&mut out, &recognised.mentions[..=i]);
        }
        if mention.joint != Joint::None
            && let [.., part, whole] = &mut out[..]
            && let Some(before) = i.checked_sub(1)
        {
            let slots = recognised.kept(&recognised.mentions[before]);
            let joined = whole.window.and_then(|w| beside(w, &slots, mention.joint));
            if let Some(window) = joined {
                part.window = Some(window);
                part.anchor = whole.window.map(|w| w.first_day());
            }
        }
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

/// Returns the signal of a mention: "from Monday buses will be free", with no end told, is since.
fn unpaired(mention: &Mention, tense: Tense, next: Option<&Mention>) -> Signal {
    let alone = next.is_none_or(|n| n.signal != Signal::And);
    match mention.signal {
        Signal::Between if alone && tense == Tense::Future => Signal::Since,
        // "As of May fares will rise" begins there, "as of May it had 40 ships" tells of that month.
        Signal::AsOf if tense == Tense::Past => Signal::In,
        Signal::AsOf => Signal::Since,
        signal => signal,
    }
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
    // "Today, October 24, 2017": whenever the text is read.
    let now = told.get(RD) == Some(0) && date.get(Y).is_some();
    let same = now
        || told.get(W) == Some(super::calendar::weekday(window.first_day()))
            && told.get(D).is_none();
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

/// Gives a month the year of the one behind it that a list joins to it: "in June and July of 2009".
fn explain_month(recognised: &Recognised, out: &mut [Timex], i: usize) {
    let [.., first, second] = out else { return };
    let kept = |i: usize| recognised.mentions.get(i).map(|m| recognised.kept(m));
    let (Some(told), Some(date)) = (i.checked_sub(1).and_then(kept), kept(i)) else {
        return;
    };
    let has = |slots: &Slots, of: &[u8]| of.iter().any(|s| slots.get(*s).is_some());
    let bare = told.get(M).is_some() && !has(&told, &[Y, YD, D, W, DIR]);
    let (Some(month), Some(window)) = (told.get(M), second.window) else {
        return;
    };
    if !bare || date.get(Y).is_none() || window.grain != Grain::Month {
        return;
    }
    let there = window.first_day();
    let year = there.year() - i32::from(month > there.month() as i32);
    let found = super::calendar::day(year, month, 1)
        .and_then(|day| super::calendar::unit_of(day, Grain::Month));
    if let Some(found) = found.filter(|_| first.window.is_some_and(|w| w.grain == Grain::Month)) {
        first.window = Some(found);
        first.value = found.timex_value();
        first.anchor = None;
    }
}

/// Gives a day, a month or a year and the one behind it that a list joins to it the stretch from the
/// first to the last: "on 20 and 21 October", "in April and May".
fn join_list(out: &mut [Timex], listed: &[Mention]) {
    let [.., first, second] = out else { return };
    let (Some(before), Some(told)) = (first.window, second.window) else {
        return;
    };
    let grain = told.grain;
    let alone = match grain {
        Grain::Day => told.n_days() == 1,
        _ => !told.approx && !before.approx,
    };
    let alike = before.grain == grain && matches!(grain, Grain::Day | Grain::Month | Grain::Year);
    let next = super::calendar::plus_days(before.last_day(), 1) == Some(told.first_day());
    let bounded = [before, told].iter().any(|w| w.open_start || w.open_end);
    if !alike || !alone || !next || bounded {
        return;
    }
    let Some(hull) = Window::days(before.first_day(), told.last_day(), grain) else {
        return;
    };
    // Not what was told before the list: "last May. In April and May …".
    let linked = listed.iter().rev().take_while(|m| m.listed).count();
    for timex in out.iter_mut().rev().take(linked + 1) {
        let window = timex.window.filter(|w| w.grain == grain);
        if !window.is_some_and(|w| hull.contains(&w)) {
            break;
        }
        timex.window = Some(hull);
    }
}

/// Gives both ends of "between … and …" the stretch from one to the other, and so a length
/// before "to" and what it ends with ("in the 24 hours to Tuesday").
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
        if let Some(stretch) = back.and_then(|from| Window::new(from, b.latest(), b.grain)) {
            first.window = Some(stretch);
            // The week to the 1980s is none of them.
            if stretch.contains(&b) {
                second.window = Some(stretch);
            }
        }
        return;
    }
    let (Some(before), Some(a)) = (before, first.window) else {
        return;
    };
    let slots = [before, mention].map(|m| recognised.kept(m));
    if before.signal != Signal::Between && !alike(&slots, [a, b]) {
        return;
    }
    let ahead = mention.tense == Tense::Future;
    let Some([a, b]) = in_turn([a, b], &slots, ahead) else {
        return;
    };
    for (timex, end) in [(&mut *first, a), (&mut *second, b)] {
        if timex.window != Some(end) {
            timex.value = end.timex_value();
        }
    }
    let grain = a.grain.max(b.grain);
    if let Some(mut hull) = Window::new(a.earliest(), b.latest().max(a.latest()), grain) {
        // From "late October" to May is as vague as where it begins. Hours begin at their first.
        hull.approx = grain <= Grain::Part && (a.approx || b.approx);
        first.window = Some(hull);
        second.window = Some(hull);
    }
}

/// Tells whether two dates that only a dash or "to" joins are told alike, as the ends of one
/// stretch are: "Monday-Friday", "2014-2016", and not "Friday - March 5".
fn alike(slots: &[Slots; 2], windows: [Window; 2]) -> bool {
    let [a, b] = windows;
    let same = |slot| slots[0].get(slot).is_some() == slots[1].get(slot).is_some();
    a.grain == b.grain && [W, D, H].into_iter().all(same)
}

/// Returns the ends of a stretch one behind the other: "from November to February" runs over New
/// Year and "from 10pm to 6am" over midnight.
fn in_turn(ends: [Window; 2], slots: &[Slots; 2], ahead: bool) -> Option<[Window; 2]> {
    let [mut a, mut b] = ends;
    let has = |i: usize, of: &[u8]| of.iter().any(|s| slots[i].get(*s).is_some());
    if b.earliest() < a.earliest() && a.grain == b.grain {
        let yearless = |i| has(i, &[M]) && !has(i, &[Y]);
        if a.grain <= Grain::Day && yearless(0) && yearless(1) {
            match ahead {
                true => b = b.a_year_on(1)?,
                false => a = a.a_year_on(-1)?,
            }
        } else if a.grain == Grain::Minute && a.first_day() == b.first_day() {
            match has(1, &[W, D, RD]) {
                true => a = a.days_on(-1)?,
                false => b = b.days_on(1)?,
            }
        }
    }
    (a.earliest() <= b.earliest()).then_some([a, b])
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
        let vague = m.vague || slots.get(MO) == Some(APPROX);
        let hours = m.op == Op::Shift && matches!(slots.get(U), Some(1..=3));
        if vague && hours {
            // "About two hours later": the day is as sure as it was.
            w.approx = true;
        } else if (vague || in_round_days(m, slots)) && slots.get(MO) != Some(15) {
            *w = widened(*w);
        } else if is_years_ago(m, slots) && w.grain == Grain::Year {
            // "42 years ago" is told of 41 and a half years as of 42 and a half.
            match slots.get(N) {
                Some(3..) => *w = widened(*w),
                _ => w.approx = true,
            }
        }
        if slots.get(HO).is_some_and(super::feasts::is_loose) {
            // Somebody has to see the moon.
            *w = a_day_around(*w).unwrap_or(*w);
        }
        if let Some(days) = counted_week(*w, slots) {
            *w = days;
        }
        // "1990 onwards", "1990 or earlier".
        w.open_end |= slots.get(K) == Some(27) && m.op == Op::Date;
        w.open_start |= slots.get(K) == Some(28) && m.op == Op::Date;
        match m.signal {
            Signal::Since | Signal::Earliest => w.open_end = true,
            // "Shortly before six": on that day.
            Signal::Before if w.grain > Grain::Day => w.approx = true,
            Signal::Until | Signal::Before | Signal::By => w.open_start = true,
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

/// Returns the week that the words may mean that count the weeks of a month: "the second week of
/// September" is its second from Monday to Sunday, or the 8th to the 14th.
fn counted_week(w: Window, slots: &Slots) -> Option<Window> {
    let counts = slots.get(U) == Some(5) && slots.get(W).is_none() && w.grain == Grain::Week;
    let of_month = slots.get(M).is_some() && slots.get(D).is_none() || slots.get(K) == Some(20);
    let n = slots
        .get(O)
        .filter(|n| counts && of_month && (1..=4).contains(n))?;
    let middle = super::calendar::plus_days(w.first_day(), 3)?;
    let from = super::calendar::day(middle.year(), middle.month() as i32, n * 7 - 6)?;
    let to = super::calendar::plus_days(from, 6)?;
    Window::days(w.first_day().min(from), w.last_day().max(to), Grain::Week)
}

/// Returns a day, or a month of a feast, with a day more on either side.
fn a_day_around(w: Window) -> Option<Window> {
    if !matches!(w.grain, Grain::Day | Grain::Month) {
        return None;
    }
    let (from, to) = (w.first_day(), w.last_day());
    let (from, to) = (
        super::calendar::plus_days(from, -1)?,
        super::calendar::plus_days(to, 1)?,
    );
    let mut wide = Window::days(from, to, w.grain)?;
    wide.approx = true;
    Some(wide)
}

/// Tells whether so many days are counted back from now that nobody counts them: "10 days ago" may be
/// eleven.
fn in_round_days(m: &Mention, slots: &Slots) -> bool {
    let back = slots.get(K).is_none() && slots.get(DIR) == Some(-1) && slots.get(U) == Some(4);
    let round = slots.get(N).is_some_and(|n| n >= 10 && n % 5 == 0);
    m.op == Op::Shift && back && round
}

/// Tells whether years are counted back from now, which nobody does to the day.
fn is_years_ago(m: &Mention, slots: &Slots) -> bool {
    m.op == Op::Shift
        && slots.get(K).is_none()
        && slots.get(DIR) == Some(-1)
        && matches!(slots.get(U), Some(8..=10))
}
