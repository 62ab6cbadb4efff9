//! Turns parsed expressions into windows, once the day of writing is known.

use super::calendar as cal;
use super::grammar::{Op, Slots};
use super::recognise::{Dct, Mention, Recognised, Signal, Tense};
use super::timex::{Timex, TimexType};
use super::window::{Grain, Window};
use chrono::{Datelike, NaiveDate, NaiveTime};

/// The slots by name, as `grammar::SLOTS` orders them.
pub(super) mod slot {
    pub const Y: u8 = 0;
    pub const M: u8 = 1;
    pub const D: u8 = 2;
    pub const W: u8 = 3;
    pub const H: u8 = 4;
    pub const MI: u8 = 5;
    pub const AP: u8 = 6;
    pub const Z: u8 = 7;
    pub const N: u8 = 8;
    pub const N2: u8 = 9;
    pub const F: u8 = 10;
    pub const U: u8 = 11;
    pub const DIR: u8 = 12;
    pub const PS: u8 = 13;
    pub const SE: u8 = 14;
    pub const Q: u8 = 15;
    pub const HF: u8 = 16;
    pub const O: u8 = 17;
    pub const MO: u8 = 18;
    pub const R: u8 = 19;
    pub const C: u8 = 20;
    pub const DC: u8 = 21;
    pub const E: u8 = 25;
    pub const K: u8 = 26;
    pub const HO: u8 = 27;
    pub const HZ: u8 = 29;
}
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

struct Discourse {
    dct: Option<NaiveDate>,
    order: super::recognise::DateOrder,
    /// The last date mentioned.
    last: Option<Window>,
    /// Dates hang on the dates before them, not on the day of writing.
    narrative: bool,
}

/// Resolves every mention in order.
pub(super) fn resolve(recognised: &Recognised, dct: Dct) -> Vec<Timex> {
    let mut discourse = Discourse {
        dct: dct.day,
        order: dct.order,
        last: None,
        narrative: false,
    };
    let modes = narrative_passages(recognised, dct.day);
    let mut out: Vec<Timex> = Vec::with_capacity(recognised.len());
    for (i, mention) in recognised.mentions.iter().enumerate() {
        let slots = recognised.kept(mention);
        discourse.narrative = modes[i];
        let reading = discourse.read(mention, &slots);
        if let Some(window) = reading.window
            && matches!(mention.op, Op::Date | Op::Unit | Op::Shift | Op::Same)
        {
            discourse.last = Some(window);
        }
        out.push(finish(recognised, mention, &slots, reading));
        if mention.signal == Signal::And {
            join_pair(&mut out);
        }
    }
    out
}

/// Tells, for each mention, whether it stands in a narrative: told by its own dates, far
/// from the day of writing.
fn narrative_passages(recognised: &Recognised, dct: Option<NaiveDate>) -> Vec<bool> {
    const AROUND: usize = 12;
    let Some(dct) = dct else {
        return vec![true; recognised.len()];
    };
    let score: Vec<i32> = recognised
        .mentions
        .iter()
        .map(|m| {
            let slots = recognised.kept(m);
            let dated = slots.get(Y).is_some_and(|y| (y - dct.year()).abs() > 1);
            match m.op {
                Op::Date if dated => 1,
                Op::Date if slots.get(W).is_some() && slots.get(D).is_none() => -2,
                Op::Unit => -2,
                Op::Shift if slots.get(K).is_none() => -2,
                _ => 0,
            }
        })
        .collect();
    (0..score.len())
        .map(|i| {
            let from = i.saturating_sub(AROUND);
            let to = (i + AROUND + 1).min(score.len());
            score[from..to].iter().sum::<i32>() >= 3
        })
        .collect()
}

/// Gives both ends of "between … and …" the stretch from one to the other.
fn join_pair(out: &mut [Timex]) {
    let [.., first, second] = out else { return };
    let (Some(a), Some(b)) = (first.window, second.window) else {
        return;
    };
    let grain = a.grain.max(b.grain);
    if let Some(hull) = Window::new(a.earliest(), b.latest().max(a.latest()), grain) {
        first.window = Some(hull);
        second.window = Some(hull);
    }
}

fn finish(recognised: &Recognised, m: &Mention, slots: &Slots, reading: Reading) -> Timex {
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
        if window.is_some_and(|w| w.grain >= Grain::Part)
            || value.contains('T') && !value.starts_with('P')
        {
            TimexType::Time
        } else {
            TimexType::Date
        }
    });
    if let Some(w) = &mut window {
        match m.signal {
            Signal::Since => w.open_end = true,
            Signal::Until => w.open_start = true,
            _ => {}
        }
        w.approx = slots.get(MO).is_some();
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

/// Returns the grain of a unit.
pub(super) fn grain_of(unit: i32) -> Grain {
    match unit {
        1 | 2 => Grain::Minute,
        3 => Grain::Hour,
        4 => Grain::Day,
        5 | 16 => Grain::Week,
        7 => Grain::Quarter,
        6 => Grain::Month,
        9 => Grain::Decade,
        10 | 14 => Grain::Century,
        11 => Grain::Weekend,
        12 => Grain::Season,
        15 => Grain::Half,
        _ => Grain::Year,
    }
}

/// Returns `day` moved by `n` of a unit of at least a day.
fn moved(day: NaiveDate, n: i32, unit: i32) -> Option<NaiveDate> {
    match unit {
        4 => cal::plus_days(day, n.into()),
        5 | 11 => cal::plus_days(day, i64::from(n) * 7),
        16 => cal::plus_days(day, i64::from(n) * 14),
        6 => cal::plus_months(day, n),
        7 => cal::plus_months(day, n.checked_mul(3)?),
        15 => cal::plus_months(day, n.checked_mul(6)?),
        8 | 12 => cal::plus_months(day, n.checked_mul(12)?),
        9 => cal::plus_months(day, n.checked_mul(120)?),
        10 => cal::plus_months(day, n.checked_mul(1200)?),
        14 => cal::plus_months(day, n.checked_mul(12000)?),
        _ => Some(day),
    }
}

impl Discourse {
    /// Returns the day relative expressions hang on when they speak of now.
    fn now(&self) -> Option<NaiveDate> {
        if self.narrative {
            self.told().or(self.dct)
        } else {
            self.dct.or_else(|| self.told())
        }
    }

    fn told(&self) -> Option<NaiveDate> {
        self.last.map(|w| w.first_day())
    }

    fn read(&self, m: &Mention, slots: &Slots) -> Reading {
        match m.op {
            Op::Nothing => Reading::default(),
            Op::Date => self.date(m, slots),
            Op::Unit => self.unit(slots),
            Op::Shift => self.shift(slots),
            Op::Same => self.same(slots),
            Op::Length => Reading::told(TimexType::Duration, length(slots)),
            Op::Set => Reading::told(TimexType::Set, length(slots)),
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
        let anchor = self.now();
        let mut stands_alone = slots.get(Y).is_some();
        let window = if let Some(c) = slots.get(C) {
            stands_alone = true;
            cal::day(((c - 1) * 100).max(1), 6, 1).and_then(|d| cal::unit_of(d, Grain::Century))
        } else if let Some(dc) = slots.get(DC) {
            stands_alone = true;
            let y = if dc < 100 { 1900 + dc } else { dc };
            cal::day(y, 6, 1).and_then(|d| cal::unit_of(d, Grain::Decade))
        } else if let Some(y) = slots.get(Y) {
            self.dated(y, slots)
        } else {
            anchor.and_then(|at| self.undated(at, m, slots))
        };
        let window = window.and_then(|w| on_the_clock(w, slots));
        let mut reading = Reading::placed(window, anchor.filter(|_| !stands_alone));
        if window.is_none() {
            reading.value = Some(open_value(slots));
        }
        reading
    }

    /// A date that tells its year.
    fn dated(&self, y: i32, slots: &Slots) -> Option<Window> {
        if slots.get(K) == Some(1) {
            let (a, b) = (slots.get(M)?, slots.get(D)?);
            let month_first = match self.order {
                super::recognise::DateOrder::DayFirst => false,
                _ => a <= 12,
            };
            let (m, d) = if month_first { (a, b) } else { (b, a) };
            return cal::day(y, m, d)
                .or_else(|| cal::day(y, d, m))
                .map(Window::day);
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
        if let Some(q) = slots.get(Q) {
            return cal::unit_of(cal::day(y, q * 3, 1)?, Grain::Quarter);
        }
        if let Some(hf) = slots.get(HF) {
            return cal::unit_of(cal::day(y, hf * 6, 1)?, Grain::Half);
        }
        cal::unit_of(cal::day(y, 1, 1)?, Grain::Year)
    }

    /// A date whose year, or more, is to be found.
    fn undated(&self, at: NaiveDate, m: &Mention, slots: &Slots) -> Option<Window> {
        let ahead = m.tense == Tense::Future;
        let dir = slots.get(DIR);
        if let Some(month) = slots.get(M) {
            let year = match (dir, self.narrative) {
                (Some(-1), _) if month >= at.month() as i32 => at.year() - 1,
                (Some(1), _) if month <= at.month() as i32 => at.year() + 1,
                (Some(_), _) | (None, true) => at.year(),
                (None, false) => year_near(at, month, slots.get(D), ahead)?,
            };
            let mut fixed = *slots;
            fixed.set(Y, year);
            return self.dated(year, &fixed);
        }
        if let Some(w) = slots.get(W) {
            let back = (cal::weekday(at) - w).rem_euclid(7);
            let day = match dir {
                Some(-1) => cal::plus_days(at, -i64::from(if back == 0 { 7 } else { back })),
                Some(1) => cal::plus_days(at, i64::from(7 - back)),
                Some(_) => cal::in_week(at, w),
                None if ahead && back > 0 => cal::plus_days(at, i64::from(7 - back)),
                None => cal::plus_days(at, -i64::from(back)),
            }?;
            return Some(Window::day(day));
        }
        if let Some(se) = slots.get(SE) {
            let this = cal::season(at.year(), se)?;
            return match dir {
                Some(-1) if this.last_day() >= at => cal::season(at.year() - 1, se),
                Some(1) if this.first_day() <= at => cal::season(at.year() + 1, se),
                _ => Some(this),
            };
        }
        if let Some(q) = slots.get(Q) {
            let this = cal::unit_of(cal::day(at.year(), q * 3, 1)?, Grain::Quarter)?;
            if this.first_day() > at && !ahead {
                return cal::unit_of(cal::day(at.year() - 1, q * 3, 1)?, Grain::Quarter);
            }
            return Some(this);
        }
        if slots.get(H).is_some() || slots.get(PS).is_some() {
            let day = self
                .told()
                .filter(|_| self.last.is_some_and(|w| w.grain >= Grain::Day));
            return Some(Window::day(day.unwrap_or(at)));
        }
        None
    }

    fn unit(&self, slots: &Slots) -> Reading {
        let anchor = self.now();
        let window = anchor.and_then(|at| {
            let u = slots.get(U)?;
            let dir = slots.get(DIR)?;
            if slots.get(K) == Some(2) {
                // The weekend: the one under way or just over.
                let back = if cal::weekday(at) >= 6 { 0 } else { -1 };
                return cal::unit_of(moved(at, back, 5)?, Grain::Weekend);
            }
            let grain = grain_of(u);
            let window = cal::unit_of(moved(at, dir, u)?, grain)?;
            on_the_clock(window, slots)
        });
        let mut reading = Reading::placed(window, anchor);
        if window.is_none() {
            reading.value = Some(open_value(slots));
        }
        reading
    }

    fn shift(&self, slots: &Slots) -> Reading {
        let anchor = if slots.get(K) == Some(1) {
            self.told().or(self.dct)
        } else {
            self.now()
        };
        let dir = slots.get(DIR).unwrap_or(-1);
        if slots.get(K) == Some(3) && !self.narrative {
            // "comes a day after he said so": what the news tells came now, the event before.
            let now = self.now();
            let unit = grain_of(slots.get(U).unwrap_or(4));
            return Reading::placed(now.and_then(|at| cal::unit_of(at, unit)), now);
        }
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
        let window = anchor.and_then(|at| {
            let to = moved(at, n.checked_mul(dir)?, u)?;
            cal::unit_of(to, grain_of(u).min(Grain::Day))
        });
        let mut reading = Reading::placed(window, anchor);
        if window.is_none() {
            reading.value = Some(open_value(slots));
        }
        reading
    }

    fn same(&self, slots: &Slots) -> Reading {
        let anchor = self.told().or(self.dct);
        let window = anchor.and_then(|at| {
            let u = slots.get(U)?;
            let to = moved(at, slots.get(DIR).unwrap_or(0), u)?;
            cal::unit_of(to, grain_of(u))
        });
        let mut reading = Reading::placed(window, anchor);
        if window.is_none() {
            reading.value = Some(open_value(slots));
        }
        reading
    }
}

/// Returns the year that puts a month or day nearest on the side tense asks for.
fn year_near(at: NaiveDate, month: i32, day: Option<i32>, ahead: bool) -> Option<i32> {
    let of = |y: i32| match day {
        Some(d) => cal::day(y, month, d).or_else(|| cal::month_end(y, month)),
        None => cal::day(y, month, at.day() as i32).or_else(|| cal::month_end(y, month)),
    };
    let this = of(at.year())?;
    let distance = (this - at).num_days();
    Some(if ahead && distance < -31 {
        at.year() + 1
    } else if !ahead && distance > 60 {
        at.year() - 1
    } else {
        at.year()
    })
}

/// Narrows a day to the hour or the part told.
fn on_the_clock(window: Window, slots: &Slots) -> Option<Window> {
    if window.grain != Grain::Day {
        return Some(window);
    }
    let day = window.first_day();
    if let Some(h) = slots.get(H) {
        let h = match slots.get(AP) {
            Some(12) if h < 12 => h + 12,
            Some(0) if h == 12 => 0,
            _ => h,
        };
        let (h, day) = if h == 24 {
            (0, cal::plus_days(day, 1)?)
        } else {
            (h, day)
        };
        let mi = slots.get(MI).unwrap_or(0);
        let at = NaiveTime::from_hms_opt(u32::try_from(h).ok()?, u32::try_from(mi).ok()?, 0)?;
        return Window::new(day.and_time(at), day.and_time(at), Grain::Minute);
    }
    match slots.get(PS) {
        Some(ps) => cal::part_of(day, ps),
        None => Some(window),
    }
}

/// Returns the value of a date nothing places, as far as its words tell.
fn open_value(slots: &Slots) -> String {
    let two = |v: Option<i32>| v.map_or_else(|| "XX".to_owned(), |v| format!("{v:02}"));
    let year = slots
        .get(Y)
        .map_or_else(|| "XXXX".to_owned(), |y| format!("{y:04}"));
    if let Some(w) = slots.get(W).filter(|_| slots.get(D).is_none()) {
        return format!("{year}-WXX-{w}");
    }
    match slots.get(U) {
        Some(5) => return format!("{year}-WXX"),
        Some(6) => return format!("{year}-XX"),
        Some(8) => return year,
        _ => {}
    }
    match (slots.get(M), slots.get(D)) {
        (Some(m), None) => format!("{year}-{m:02}"),
        (m, d) => format!("{year}-{}-{}", two(m), two(d)),
    }
}

/// Returns the TIMEX3 value of a length.
fn length(slots: &Slots) -> String {
    let n = match slots.get(N) {
        Some(n) if n >= 0 => n.to_string(),
        _ => "X".to_owned(),
    };
    let (time, unit) = match slots.get(U).unwrap_or(4) {
        1 => ("T", "S"),
        2 => ("T", "M"),
        3 => ("T", "H"),
        5 => ("", "W"),
        6 => ("", "M"),
        7 => ("", "Q"),
        8 => ("", "Y"),
        9 => ("", "DE"),
        10 => ("", "CE"),
        11 => ("", "WE"),
        _ => ("", "D"),
    };
    format!("P{time}{n}{unit}")
}
