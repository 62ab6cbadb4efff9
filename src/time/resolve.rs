//! Turns parsed expressions into windows, once the day of writing is known.

mod days;
mod passages;
mod values;

use super::calendar as cal;
use super::grammar::{Op, Slots};
use super::recognise::{DateOrder, Dct, Mention, Recognised, Signal, Tense};
use super::timex::{Timex, TimexType};
use super::window::{Grain, Window};
use chrono::{Datelike, NaiveDate, TimeDelta};

/// The slots by name, as `grammar::SLOTS` orders them.
pub(super) mod slot {
    /// Year, month, day of the month, weekday (1 is Monday).
    pub const Y: u8 = 0;
    pub const M: u8 = 1;
    pub const D: u8 = 2;
    pub const W: u8 = 3;
    /// Hour, minute, 12 for the afternoon, told in UTC.
    pub const H: u8 = 4;
    pub const MI: u8 = 5;
    pub const AP: u8 = 6;
    pub const Z: u8 = 7;
    /// How many (-1: an untold number), tenths more, of which unit.
    pub const N: u8 = 8;
    pub const F: u8 = 10;
    pub const U: u8 = 11;
    /// Back, here, ahead.
    pub const DIR: u8 = 12;
    /// Part of the day, season, quarter's or week's place, half.
    pub const PS: u8 = 13;
    pub const SE: u8 = 14;
    pub const HF: u8 = 16;
    pub const O: u8 = 17;
    /// Which `mod`.
    pub const MO: u8 = 18;
    /// Past, present or future reference.
    pub const R: u8 = 19;
    /// Century, decade.
    pub const C: u8 = 20;
    pub const DC: u8 = 21;
    /// Years from now, or (YA) from the year spoken of.
    pub const YD: u8 = 22;
    pub const YA: u8 = 23;
    /// Days from now.
    pub const RD: u8 = 24;
    /// Before our era.
    pub const E: u8 = 25;
    /// A variant of the rule, see there.
    pub const K: u8 = 26;
    /// Holiday.
    pub const HO: u8 = 27;
}
pub(super) use days::grain_of;
use days::{holiday, moved, narrowed, nth_week, on_the_clock, weekday_near, year_by_weekday};
use passages::{header_day, narrative_passages};
use slot::*;
use values::{before_christ, half_of, length, open_value, recurring};

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
}

/// Years a story may step on inside a paragraph.
const FAR: i32 = 3;

struct Discourse {
    dct: Option<NaiveDate>,
    order: DateOrder,
    /// The last date mentioned.
    last: Option<Window>,
    /// The last quarter mentioned.
    quarter: Option<Window>,
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
        quarter: None,
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
    let mut out: Vec<Timex> = Vec::with_capacity(recognised.len());
    for (i, mention) in recognised.mentions.iter().enumerate() {
        let slots = recognised.kept(mention);
        discourse.narrative = modes[i];
        let reading = discourse.read(mention, &slots);
        if mention.op == Op::Length && matches!(slots.get(U), Some(6 | 8)) {
            // A year before nine months lie nine months, not a quarter.
            discourse.quarter = None;
        }
        if let Some(window) = reading.window {
            discourse.remember(window, mention, &slots);
        }
        out.push(finish(recognised, mention, &slots, reading, dct.day));
        if mention.signal == Signal::And {
            join_pair(
                &mut out,
                i.checked_sub(1).map(|p| &recognised.mentions[p]),
                recognised,
            );
        }
    }
    out
}

/// Gives both ends of "between … and …" the stretch from one to the other, and a length
/// before "to" the stretch that ends there ("in the 24 hours to Tuesday").
fn join_pair(out: &mut [Timex], before: Option<&Mention>, recognised: &Recognised) {
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
                u => Some(moved(b.last_day(), -n, u)?.and_time(b.latest().time())),
            }
        });
        if let Some(from) = back {
            first.window = Window::new(from, b.latest(), b.grain);
        }
        return;
    }
    let Some(a) = first.window else { return };
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
        .map(|s| (*s).to_owned());
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

impl Discourse {
    /// Returns the day expressions without a year hang on.
    fn now(&self) -> Option<NaiveDate> {
        if self.narrative {
            self.told().or(self.dct)
        } else {
            self.dct.or_else(|| self.told())
        }
    }

    /// Returns the day "today" and "last year" hang on: the day of writing and no other.
    fn today(&self) -> Option<NaiveDate> {
        self.dct
    }

    fn told(&self) -> Option<NaiveDate> {
        self.last.map(|w| w.first_day())
    }

    /// Keeps what later expressions may hang on.
    fn remember(&mut self, window: Window, m: &Mention, slots: &Slots) {
        if window.grain == Grain::Quarter && m.op == Op::Date && slots.get(K) != Some(6) {
            self.quarter = Some(window);
        }
        // What follows is compared with the same stretch, not with a quarter named before.
        if window.grain == Grain::Year && m.op == Op::Same {
            self.quarter = None;
        }
        // What an aside tells, and a point far off that only bounds or names something, is
        // not where the story goes on.
        let aside = m.aside && self.last.is_some();
        let bare_bound = m.signal == Signal::Since && slots.get(M).is_none() && self.last.is_some();
        if !matches!(m.op, Op::Date | Op::Unit | Op::Shift | Op::Same) || aside || bare_bound {
            return;
        }
        // The year of a month just told adds nothing to hang on.
        if self
            .last
            .is_some_and(|last| last != window && window.contains(&last))
        {
            return;
        }
        if self.narrative {
            let deictic = m.op == Op::Unit || slots.get(RD).is_some();
            let coarse = window.grain < Grain::Year;
            // "the year before", "two years earlier": a look back, not a step on.
            let looks_back = matches!(m.op, Op::Same | Op::Shift) && slots.get(DIR) == Some(-1);
            if deictic || coarse || looks_back {
                return;
            }
            if let Some(last) = self.last.filter(|_| !m.paragraph) {
                // A bare year behind the last date, or a month far ahead of it, is a look
                // aside as long as no paragraph begins with it.
                let behind = window.grain <= Grain::Year && window.latest() < last.earliest();
                let ahead = window.first_day().year() > last.last_day().year() + FAR;
                if behind || ahead {
                    return;
                }
            }
        }
        self.last = Some(window);
    }

    fn read(&self, m: &Mention, slots: &Slots) -> Reading {
        match m.op {
            Op::Nothing => Reading::default(),
            Op::Date => self.date(m, slots),
            Op::Unit => self.unit(m, slots),
            Op::Shift => self.shift(slots),
            Op::Same => self.same(slots),
            Op::Length => Reading::told(TimexType::Duration, length(slots)),
            Op::Set => Reading::told(TimexType::Set, recurring(slots)),
            Op::Reference => {
                let value = match slots.get(R).unwrap_or(0).signum() {
                    -1 => "PAST_REF",
                    0 => "PRESENT_REF",
                    _ => "FUTURE_REF",
                };
                Reading::told(TimexType::Date, value.to_owned())
            }
        }
    }

    fn date(&self, m: &Mention, slots: &Slots) -> Reading {
        if slots.get(E).is_some() {
            return Reading::told(TimexType::Date, before_christ(slots));
        }
        let mut anchor = None;
        let window = if let Some(c) = slots.get(C) {
            cal::day(((c - 1) * 100).max(1), 6, 1).and_then(|d| cal::unit_of(d, Grain::Century))
        } else if let Some(dc) = slots.get(DC) {
            let y = if dc < 100 {
                self.full_year(dc)
            } else {
                Some(dc)
            };
            y.and_then(|y| cal::unit_of(cal::day(y, 6, 1)?, Grain::Decade))
        } else if let Some(y) = self.year(m, slots, &mut anchor) {
            self.dated(y, slots)
        } else if slots.get(YD).is_some() {
            None
        } else {
            let deictic = slots.get(RD).is_some();
            anchor = if slots.get(K) == Some(3) {
                self.told().or(self.dct)
            } else if deictic {
                self.today()
            } else {
                self.now()
            };
            anchor.and_then(|at| self.undated(at, m, slots))
        };
        let window = window.and_then(|w| on_the_clock(w, slots));
        let mut reading = Reading::placed(window, anchor);
        if window.is_none() {
            reading.value = Some(open_value(slots));
        }
        reading
    }

    /// Returns the year the expression tells, in digits or by "last year".
    fn year(&self, m: &Mention, slots: &Slots, anchor: &mut Option<NaiveDate>) -> Option<i32> {
        if let Some(y) = slots.get(Y) {
            return if slots.get(K) == Some(5) && y < 100 {
                self.full_year(y)
            } else {
                Some(y)
            };
        }
        if let Some(yd) = slots.get(YD) {
            let at = if slots.get(YA).is_some() {
                self.told().or(self.dct)
            } else {
                self.today()
            }?;
            *anchor = Some(at);
            return Some(at.year() + yd);
        }
        // A second day or year hanging on the first: "May 6 and 7", "2007-08".
        let _ = m;
        None
    }

    /// Returns the year two digits mean: the nearest to what is spoken of.
    fn full_year(&self, two: i32) -> Option<i32> {
        let near = self.now().map_or(1990, |d| d.year());
        let ceiling = self.dct.map_or(near, |d| d.year()) + 5;
        let century = near / 100 * 100;
        [century + two, century - 100 + two, century + 100 + two]
            .into_iter()
            .filter(|y| *y <= ceiling)
            .min_by_key(|y| (y - near).abs())
    }

    /// A date that tells its year.
    fn dated(&self, y: i32, slots: &Slots) -> Option<Window> {
        if let (Some(k @ 1..=2), Some(a), Some(b)) = (slots.get(K), slots.get(M), slots.get(D)) {
            let month_first = match self.order {
                DateOrder::DayFirst => false,
                // Points between the numbers are Europe's, where the day comes first.
                _ => a <= 12 && k == 1,
            };
            let (m, d) = if month_first { (a, b) } else { (b, a) };
            return cal::day(y, m, d)
                .or_else(|| cal::day(y, d, m))
                .map(Window::day);
        }
        if let Some(ho) = slots.get(HO) {
            return holiday(y, ho).map(Window::day);
        }
        if let Some(u @ 5) = slots.get(U) {
            return nth_week(y, slots.get(M), slots.get(D), slots.get(O), u);
        }
        if let Some(m) = slots.get(M) {
            return match slots.get(D) {
                Some(d) => cal::day(y, m, d).map(Window::day),
                None => cal::unit_of(cal::day(y, m, 1)?, Grain::Month),
            };
        }
        if let Some(se) = slots.get(SE) {
            return cal::season(y, se);
        }
        if slots.get(K) == Some(7) {
            let q = self
                .quarter
                .map_or(3, |q| (q.first_day().month() as i32 + 2) / 3);
            return cal::unit_of(cal::day(y, q * 3, 1)?, Grain::Quarter);
        }
        if let Some(o) = slots.get(O) {
            let q = if o < 0 { 4 } else { o };
            return cal::unit_of(cal::day(y, q.checked_mul(3)?, 1)?, Grain::Quarter);
        }
        if let Some(hf) = slots.get(HF) {
            return cal::unit_of(cal::day(y, hf.checked_mul(6)?, 1)?, Grain::Half);
        }
        cal::unit_of(cal::day(y, 1, 1)?, Grain::Year)
    }

    /// A date whose year, or more, is to be found.
    fn undated(&self, at: NaiveDate, m: &Mention, slots: &Slots) -> Option<Window> {
        let ahead = m.tense == Tense::Future
            || m.signal == Signal::Until
            || (m.signal == Signal::By && m.tense != Tense::Past);
        let back = m.tense == Tense::Past && !ahead;
        let pull = Pull {
            ahead,
            back,
            begins: m.signal == Signal::Between,
        };
        let dir = slots.get(DIR);
        if let Some(rd) = slots.get(RD) {
            return Some(Window::day(cal::plus_days(at, rd.into())?));
        }
        if let Some(ho) = slots.get(HO) {
            let month = holiday(at.year(), ho)?.month() as i32;
            let day = holiday(at.year(), ho)?.day() as i32;
            let y = self.year_of(at, dir, month, Some(day), pull)?;
            return holiday(y, ho).map(Window::day);
        }
        if let Some(month) = slots.get(M) {
            let y = match (slots.get(W), slots.get(D)) {
                (Some(w), Some(d)) => year_by_weekday(at, month, d, w),
                _ => None,
            };
            let y = match y {
                Some(y) => y,
                None => self.year_of(at, dir, month, slots.get(D), pull)?,
            };
            return self.dated(y, slots);
        }
        if slots.get(K) == Some(10) {
            // "May 6 and 7": the month of the day before.
            let told = self.told()?;
            return cal::day(told.year(), told.month() as i32, slots.get(D)?).map(Window::day);
        }
        if let Some(d) = slots.get(D) {
            return self
                .day_of_month(at, d, slots.get(W), ahead)
                .map(Window::day);
        }
        if let (Some(w), Signal::And, Some(from)) = (slots.get(W), m.signal, self.told()) {
            // "from Monday to Friday": the first one behind its partner.
            return weekday_near(from, w, None, true).map(Window::day);
        }
        let hangs_on_now = !self.narrative && self.dct.is_some();
        if slots.get(W).is_some()
            && !hangs_on_now
            && self.last.is_none_or(|w| w.grain < Grain::Week)
        {
            // No week to look for it in.
            return None;
        }
        if let Some(w) = slots.get(W) {
            return weekday_near(at, w, dir, ahead).map(Window::day);
        }
        if let Some(se) = slots.get(SE) {
            return self.season_near(at, se, dir, back);
        }
        if matches!(slots.get(K), Some(6 | 8)) || slots.get(O).is_some() {
            return self.quarter_near(at, slots, ahead);
        }
        if let Some(hf) = slots.get(HF) {
            let this = self.dated(at.year(), slots)?;
            let _ = hf;
            return if this.first_day() > at && !ahead {
                self.dated(at.year() - 1, slots)
            } else {
                Some(this)
            };
        }
        if slots.get(H).is_some() || slots.get(PS).is_some() {
            let told = self
                .last
                .filter(|w| w.grain >= Grain::Day && (self.narrative || !m.paragraph));
            return Some(Window::day(told.map_or(at, |w| w.first_day())));
        }
        None
    }

    /// Returns the year of a month, or of a day in it.
    fn year_of(
        &self,
        at: NaiveDate,
        dir: Option<i32>,
        month: i32,
        day: Option<i32>,
        pull: Pull,
    ) -> Option<i32> {
        let y = at.year();
        let here = at.month() as i32;
        match dir {
            Some(-1) => return Some(if month >= here { y - 1 } else { y }),
            Some(1) => return Some(if month <= here { y + 1 } else { y }),
            Some(_) => return Some(y),
            None => {}
        }
        if self.narrative {
            // A story moves on: January behind December is the next year's.
            let step = month - here;
            return Some(match step {
                ..=-7 => y + 1,
                // "from October to March", told in April.
                5.. if pull.begins => y - 1,
                _ => y,
            });
        }
        let distance = |y: i32| {
            let day = match day {
                Some(d) => cal::day(y, month, d).or_else(|| cal::month_end(y, month)),
                None if month == here => Some(cal::day(y, month, 1)?.max(at)),
                None => cal::day(y, month, 15),
            };
            day.map(|d| (d - at).num_days())
        };
        // How far behind and ahead a year-less date may lie.
        let (behind, before) = match (pull.ahead, pull.back, day) {
            (true, _, _) => (45, 330),
            (_, true, Some(_)) => (330, 45),
            (_, true, None) => (350, 15),
            (_, _, Some(_)) => (265, 100),
            (_, _, None) => (265, 100),
        };
        let best = [y, y - 1, y + 1]
            .into_iter()
            .find(|y| distance(*y).is_some_and(|d| -behind <= d && d <= before));
        Some(best.unwrap_or(y))
    }

    fn day_of_month(
        &self,
        at: NaiveDate,
        d: i32,
        w: Option<i32>,
        ahead: bool,
    ) -> Option<NaiveDate> {
        let first = cal::day(at.year(), at.month() as i32, 1)?;
        if let Some(w) = w {
            return [0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5]
                .into_iter()
                .filter_map(|n| {
                    let month = cal::plus_months(first, n)?;
                    cal::day(month.year(), month.month() as i32, d)
                })
                .find(|day| cal::weekday(*day) == w);
        }
        let here = cal::day(at.year(), at.month() as i32, d);
        if !self.narrative && !ahead && d > at.day() as i32 + 7 {
            let before = cal::plus_months(first, -1)?;
            return cal::day(before.year(), before.month() as i32, d).or(here);
        }
        here
    }

    fn season_near(&self, at: NaiveDate, se: i32, dir: Option<i32>, back: bool) -> Option<Window> {
        let this = cal::season(at.year(), se)?;
        match dir {
            Some(-1) if this.last_day() >= at => cal::season(at.year() - 1, se),
            Some(1) if this.first_day() <= at => cal::season(at.year() + 1, se),
            Some(_) => Some(this),
            None if self.narrative => Some(this),
            None => {
                // January's winter began the year before.
                let lead = (this.first_day() - at).num_days();
                if lead > if back { 30 } else { 200 } {
                    cal::season(at.year() - 1, se)
                } else {
                    Some(this)
                }
            }
        }
    }

    fn quarter_near(&self, at: NaiveDate, slots: &Slots, ahead: bool) -> Option<Window> {
        let finished = || cal::unit_of(cal::plus_months(at, -3)?, Grain::Quarter);
        let year_before =
            |w: Window| cal::unit_of(cal::plus_months(w.first_day(), -12)?, Grain::Quarter);
        match (slots.get(K), slots.get(O)) {
            (Some(6), None) => year_before(self.quarter.or_else(finished)?),
            (Some(6), Some(o)) => cal::unit_of(
                cal::day(at.year() - 1, o.checked_mul(3)?, 1)?,
                Grain::Quarter,
            ),
            (Some(8), _) => self.quarter.or_else(finished),
            (_, Some(o)) => {
                let q = if o < 0 { 4 } else { o };
                let of = |y: i32| cal::unit_of(cal::day(y, q.checked_mul(3)?, 1)?, Grain::Quarter);
                let this = of(at.year())?;
                if self.narrative || ahead || this.first_day() <= at {
                    Some(this)
                } else {
                    of(at.year() - 1)
                }
            }
            _ => None,
        }
    }

    fn unit(&self, m: &Mention, slots: &Slots) -> Reading {
        let anchor = if self.narrative && slots.get(K) == Some(9) {
            self.now()
        } else {
            self.today()
        };
        let window = anchor.and_then(|at| {
            let u = slots.get(U)?;
            let dir = slots.get(DIR)?;
            if slots.get(K) == Some(2) {
                // The weekend: the one under way or just over, unless the verb points ahead.
                let past = m.tense == Tense::Past && cal::weekday(at) < 6;
                let back = if cal::weekday(at) <= 3 && m.tense != Tense::Future || past {
                    -1
                } else {
                    0
                };
                return cal::unit_of(moved(at, back, 5)?, Grain::Weekend);
            }
            cal::unit_of(moved(at, dir, u)?, grain_of(u))
        });
        let mut reading = Reading::placed(window, anchor);
        if window.is_none() {
            reading.value = Some(open_value(slots));
        }
        reading
    }

    fn shift(&self, slots: &Slots) -> Reading {
        let k = slots.get(K);
        let dir = slots.get(DIR).unwrap_or(-1);
        let vague = || {
            let value = if dir < 0 { "PAST_REF" } else { "FUTURE_REF" };
            Reading::told(TimexType::Date, value.to_owned())
        };
        let (Some(n), Some(u)) = (slots.get(N), slots.get(U)) else {
            return vague();
        };
        if n < 0 {
            return vague();
        }
        let (n, u) = match slots.get(F) {
            Some(5) if n == 0 => half_of(u).unwrap_or((0, u)),
            _ => (n, u),
        };
        if k == Some(3) && !self.narrative {
            // "comes a day after he said so": what the news tells came now, the event before.
            let now = self.now();
            return Reading::placed(now.and_then(|at| cal::unit_of(at, grain_of(u))), now);
        }
        if u == 8 && n == 1 && dir < 0 && !self.narrative {
            // Compared with a quarter, a year ago is the quarter of that year.
            if let Some(q) = self.quarter {
                let then = cal::plus_months(q.first_day(), -12);
                let window = then.and_then(|d| cal::unit_of(d, Grain::Quarter));
                return Reading::placed(window, Some(q.first_day()));
            }
        }
        let from_told =
            matches!(k, Some(1 | 3)) && self.last.is_some() && (self.narrative || u < 8);
        let (anchor, finest) = if from_told {
            (self.told(), self.last.map_or(Grain::Day, |w| w.grain))
        } else {
            (self.today(), Grain::Day)
        };
        let window = anchor.and_then(|at| {
            let to = moved(at, n.checked_mul(dir)?, u)?;
            cal::unit_of(to, grain_of(u).min(Grain::Day).min(finest))
        });
        let mut reading = Reading::placed(window, anchor);
        if window.is_none() {
            reading.value = Some(open_value(slots));
        }
        reading
    }

    fn same(&self, slots: &Slots) -> Reading {
        let anchor = if self.narrative || slots.get(U) == Some(4) {
            self.told().or(self.dct)
        } else {
            self.last
                .filter(|w| w.grain >= grain_of(slots.get(U).unwrap_or(8)))
                .map(|w| w.first_day())
                .or(self.dct)
        };
        let window = anchor.and_then(|at| {
            let u = slots.get(U)?;
            let to = moved(at, slots.get(DIR).unwrap_or(0), u)?;
            let told = self.last.map_or(Grain::Day, |w| w.grain);
            cal::unit_of(
                to,
                if slots.get(DIR) == Some(0) {
                    grain_of(u)
                } else {
                    grain_of(u).min(told.max(Grain::Year))
                },
            )
        });
        let mut reading = Reading::placed(window, anchor);
        if window.is_none() {
            reading.value = Some(open_value(slots));
        }
        reading
    }
}
