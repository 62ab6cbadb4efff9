//! Dates: with their year, and without it.

use super::days::{
    grain_of, holiday, moved, nth_inside, nth_week, on_the_clock, weekday_called, weekday_near,
    year_by_weekday,
};
use super::slot::*;
use super::values::{before_christ, open_value};
use super::{Discourse, Pull, Reading};
use crate::time::calendar as cal;
use crate::time::grammar::Slots;
use crate::time::recognise::{DateOrder, Mention, Signal, Tense};
use crate::time::timex::TimexType;
use crate::time::window::{Grain, Window};
use chrono::{Datelike, NaiveDate};

/// A feast that a date so many days old is told with is of then.
const LONG_AGO: i64 = 200;

impl Discourse {
    pub(super) fn date(&self, m: &Mention, slots: &Slots) -> Reading {
        if slots.get(E).is_some() {
            return Reading::told(TimexType::Date, before_christ(slots));
        }
        // "It was bombed in May. That night …": one of that month.
        let that = slots.get(K) == Some(3) && slots.get(PS).is_some() && slots.get(DIR).is_none();
        if let Some(told) = self.coarse.filter(|_| that) {
            return Reading::placed(Some(told), Some(told.first_day()));
        }
        let mut anchor = None;
        let window = if let Some(c) = slots.get(C) {
            let y = (c - 1) * 100;
            match slots.get(O) {
                // "the first decade of the 21st century".
                Some(o) => {
                    let tenth = if o < 0 { 9 } else { o - 1 };
                    let at = cal::day(y + tenth * 10 + 1, 6, 1).filter(|_| tenth < 10);
                    at.and_then(|d| cal::unit_of(d, Grain::Decade))
                }
                None => cal::day(y.max(1), 6, 1).and_then(|d| cal::unit_of(d, Grain::Century)),
            }
        } else if let Some(dc) = slots.get(DC) {
            let y = if dc < 100 {
                // "The 1820s and '30s": of one century.
                let century = self.before.filter(|w| m.linked && w.grain == Grain::Decade);
                century.map_or_else(
                    || self.full_year(dc, 0),
                    |w| Some(w.first_day().year() / 100 * 100 + dc),
                )
            } else {
                Some(dc)
            };
            // "the 1800s" are a century; the 2000s are not over.
            let grain = if dc >= 100 && dc % 100 == 0 && dc < 1900 {
                Grain::Century
            } else {
                Grain::Decade
            };
            y.and_then(|y| cal::unit_of(cal::day(y, 6, 1)?, grain))
        } else if let Some(y) = self.year(m, slots, &mut anchor) {
            self.dated(y, slots)
        } else if slots.get(YD).is_some() || (self.before_christ.is_some() && self.narrative) {
            None
        } else {
            anchor = self.hangs_on(m, slots);
            anchor.and_then(|at| self.undated(at, m, slots))
        };
        let window = window
            .and_then(|w| set_off(w, slots))
            .and_then(|w| on_the_clock(w, slots));
        let mut reading = Reading::placed(window, anchor);
        if window.is_none() {
            reading.value = Some(open_value(slots));
        }
        reading
    }

    /// Returns the day that a date without its year hangs on.
    fn hangs_on(&self, m: &Mention, slots: &Slots) -> Option<NaiveDate> {
        let has = |of: &[u8]| of.iter().any(|s| slots.get(*s).is_some());
        let hour_alone = has(&[H, PS]) && !has(&[M, D, W, RD, HO, SE, O, HF]);
        match slots.get(K) {
            Some(3 | 10) => self.told().or(self.dct),
            // "today at noon", and "at noon" behind a day that was told.
            _ if has(&[RD]) => self.today(),
            _ if hour_alone && self.stamped.is_some() => self.stamped,
            _ if hour_alone => {
                // What was at an hour was not on the day of a plan told before.
                let ahead = |w: &Window| self.dct.is_some_and(|dct| w.first_day() > dct);
                let was = m.tense == Tense::Past && m.sentence;
                // What is yet to be at an hour is not of a day gone by.
                let behind = |w: &Window| self.dct.is_some_and(|dct| w.last_day() < dct);
                let will = m.tense == Tense::Future && !self.narrative;
                let told = self.last.filter(|w| {
                    w.grain >= Grain::Day && !(was && ahead(w)) && !(will && behind(w))
                });
                let told = told
                    .filter(|w| self.narrative || !self.fresh || has(&[H]) && self.goes_on(w, m));
                told.map(|w| w.first_day()).or_else(|| self.now())
            }
            // "on the 30th", behind a day of a month that was told.
            Some(29) => self.now(),
            _ if has(&[D]) && !has(&[M, W]) => self.dated.or_else(|| self.now()),
            _ => self.now(),
        }
    }

    /// Tells whether a paragraph that opens with an hour goes on about the day told before: what was
    /// then lies a day or two before the article.
    fn goes_on(&self, told: &Window, m: &Mention) -> bool {
        const FRESH: i64 = 1;
        let since = self.dct.map(|dct| (dct - told.first_day()).num_days());
        m.tense == Tense::Past
            && told.n_days() == 1
            && since.is_some_and(|d| (1..=FRESH).contains(&d))
    }

    /// Returns the year the expression tells, in digits or by "last year".
    pub(super) fn year(
        &self,
        m: &Mention,
        slots: &Slots,
        anchor: &mut Option<NaiveDate>,
    ) -> Option<i32> {
        if let Some(y) = slots.get(Y) {
            return if matches!(slots.get(K), Some(1 | 2 | 5)) && y < 100 {
                self.full_year(y, 5)
            } else {
                Some(y)
            };
        }
        if let Some(yd) = slots.get(YD) {
            let at = if slots.get(YA).is_some() {
                self.mentioned
                    .filter(|_| yd == 0)
                    .map(|w| w.first_day())
                    .or_else(|| self.told())
                    .or(self.dct)
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

    /// Returns the year two digits mean: the nearest to what is spoken of, and at most so many
    /// years ahead.
    pub(super) fn full_year(&self, two: i32, ahead: i32) -> Option<i32> {
        let near = self.now().map_or(1990, |d| d.year());
        let ceiling = self.dct.map_or(near, |d| d.year()) + ahead;
        let century = near / 100 * 100;
        [century + two, century - 100 + two, century + 100 + two]
            .into_iter()
            .filter(|y| *y <= ceiling)
            .min_by_key(|y| (y - near).abs())
    }

    /// A date that tells its year.
    pub(super) fn dated(&self, y: i32, slots: &Slots) -> Option<Window> {
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
            return feast(holiday(y, ho, None)?, slots);
        }
        if let (Some(w), Some(o), Some(m)) = (slots.get(W), slots.get(O), slots.get(M)) {
            return cal::nth_weekday(y, m, w, o).map(Window::day);
        }
        if let (Some(u), Some(o)) = (slots.get(U).filter(|u| *u != 5), slots.get(O)) {
            // "the last day of March", "the first month of 2015".
            let whole = match slots.get(M) {
                Some(m) => cal::unit_of(cal::day(y, m, 1)?, Grain::Month)?,
                None => cal::unit_of(cal::day(y, 1, 1)?, Grain::Year)?,
            };
            return nth_inside(whole, o, u);
        }
        if slots.get(U) == Some(5) {
            let week = nth_week(y, slots.get(M), slots.get(D), slots.get(O))?;
            return match slots.get(W) {
                Some(w) => cal::in_week(week.first_day(), w).map(Window::day),
                None => Some(week),
            };
        }
        if let Some(m) = slots.get(M) {
            return match slots.get(D) {
                Some(d) => feast(cal::day(y, m, d)?, slots),
                None => cal::unit_of(cal::day(y, m, 1)?, Grain::Month),
            };
        }
        if let Some(se) = slots.get(SE) {
            return cal::season(y, se);
        }
        if slots.get(K) == Some(7) && !self.months {
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
    pub(super) fn undated(&self, at: NaiveDate, m: &Mention, slots: &Slots) -> Option<Window> {
        // "Before Thursday's vote he had toured the north", "in the days before the 20 April fire".
        // "Shortly before six on Tuesday" looks to no day behind it.
        let hour = slots.get(H).is_some();
        let before = matches!(m.signal, Signal::Before | Signal::Earliest)
            && !hour
            && (slots.get(W).is_some() || m.tense != Tense::Past && slots.get(D).is_none());
        let ahead = m.tense == Tense::Future
            || m.signal == Signal::Until
            || before
            || (m.signal == Signal::By && m.tense != Tense::Past);
        let back = m.tense == Tense::Past && !ahead;
        let pull = Pull {
            ahead,
            back,
            begins: m.signal == Signal::Between,
            lasts: m.signal == Signal::For,
            aside: m.aside,
            names: m.names,
        };
        let dir = slots.get(DIR);
        if let Some(rd) = slots.get(RD) {
            let weeks = i64::from(slots.get(WK).unwrap_or(0));
            let days = i64::from(rd) + weeks.checked_mul(7)?;
            return Some(Window::day(cal::plus_days(at, days)?));
        }
        if let Some(window) = self.back_then(slots) {
            return Some(window);
        }
        if let Some(ho) = slots.get(HO) {
            if slots.get(K) == Some(3) {
                // "That Christmas".
                return feast(holiday(at.year(), ho, None)?, slots);
            }
            let here = holiday(at.year(), ho, Some(at))?;
            let (month, day) = (here.month() as i32, here.day() as i32);
            let y = self.year_of(at, dir, month, Some(day), pull)?;
            let found = holiday(y, ho, Some(at))?;
            let was = back && dir.is_none() && !self.narrative && found > at;
            // "The march in January 2016 followed attacks on New Year's Eve."
            let then = self
                .before
                .filter(|w| was && !m.sentence && w.grain >= Grain::Month);
            let then = then.map(|w| w.first_day());
            if let Some(then) = then.filter(|then| (at - *then).num_days() > LONG_AGO) {
                let years = [then.year() - 1, then.year(), then.year() + 1].into_iter();
                let feasts = years.filter_map(|y| holiday(y, ho, None));
                return feast(feasts.min_by_key(|d| (*d - then).num_days().abs())?, slots);
            }
            return feast(found, slots);
        }
        if let Some(month) = slots.get(M) {
            let y = match (slots.get(W), slots.get(D)) {
                (Some(w), Some(d)) => year_by_weekday(at, month, d, w),
                _ => None,
            };
            let y = match y {
                Some(y) => y,
                // "up 3 per cent since year-end": the last one.
                None if slots.get(K) == Some(14) && m.signal == Signal::Since => at.year() - 1,
                None => self.year_of(at, dir, month, slots.get(D), pull)?,
            };
            // The nearest year that has a 29 February.
            let near = [0, -1, 1, -2, 2, -3, 3].into_iter();
            return near.filter_map(|n| self.dated(y + n, slots)).next();
        }
        if let (Some(29), Some(months), Some(d)) = (slots.get(K), dir, slots.get(D)) {
            // "the 15th ult.": of the month before.
            let month = cal::day(at.year(), at.month() as i32, 1)?;
            let month = cal::plus_months(month, months)?;
            return cal::day(month.year(), month.month() as i32, d).map(Window::day);
        }
        if slots.get(K) == Some(20) {
            // "the last Friday of this month".
            let month =
                cal::plus_months(cal::day(at.year(), at.month() as i32, 1)?, dir.unwrap_or(0))?;
            let o = slots.get(O)?;
            match slots.get(U) {
                Some(5) => {
                    return nth_week(month.year(), Some(month.month() as i32), None, Some(o));
                }
                Some(u) => return nth_inside(cal::unit_of(month, Grain::Month)?, o, u),
                None => {}
            }
            let w = slots.get(W)?;
            return cal::nth_weekday(month.year(), month.month() as i32, w, o).map(Window::day);
        }
        if slots.get(K) == Some(10) {
            // "May 6 and 7": the month of the day before.
            self.last?;
            return cal::day(at.year(), at.month() as i32, slots.get(D)?).map(Window::day);
        }
        if let Some(d) = slots.get(D) {
            let told = self.dated.is_some() && slots.get(W).is_none();
            if let Some(day) = told.then(|| day_behind(at, d)).flatten() {
                return Some(Window::day(day));
            }
            return self
                .day_of_month(at, d, slots.get(W), back)
                .map(Window::day);
        }
        let hangs_on_now = !self.narrative && self.dct.is_some();
        if slots.get(W).is_some()
            && !hangs_on_now
            && self.last.is_none_or(|w| w.grain < Grain::Week)
        {
            // No week to look for it in.
            return None;
        }
        if let (Some(16), Some(w), Some(weeks)) = (slots.get(K), slots.get(W), dir) {
            // "Friday of last week".
            let week = cal::plus_days(self.today()?, i64::from(weeks) * 7)?;
            return cal::in_week(week, w).map(Window::day);
        }
        let stamped = self
            .stamped
            .filter(|d| slots.get(W) == Some(cal::weekday(*d)));
        if let Some(day) = self.chained.or(stamped) {
            return Some(Window::day(day));
        }
        if let (Some(w), Signal::And, Some(last)) = (slots.get(W), m.signal, self.last)
            && self.narrative
            && last.grain >= Grain::Day
        {
            return weekday_near(last.first_day(), w, None, true).map(Window::day);
        }
        if let Some(w) = slots.get(W) {
            // "Friday" of a page of Thursday that was written on until then, or that no verb puts
            // in the past: nobody would call the one six days ago so.
            let next = (cal::weekday(at) - w).rem_euclid(7) == 6 && self.dct == Some(at);
            let unsaid = !back && !self.narrative && !self.week_told && m.signal != Signal::Since;
            if next
                && dir.is_none()
                && slots.get(WK).is_none()
                && slots.get(N).is_none()
                && (self.overnight || unsaid)
            {
                return cal::plus_days(at, 1).map(Window::day);
            }
            // What was planned for a day just past, and cancelled, was planned for that.
            let over = m.undone && (1..=2).contains(&(cal::weekday(at) - w).rem_euclid(7));
            let ahead = (ahead && !over) || slots.get(WK).is_some_and(|weeks| weeks > 0);
            // "7:45 p.m. tomorrow (0045 GMT Friday)": the same hour told again.
            let again = m.aside && slots.get(H).is_some();
            if let Some(told) = self.last.filter(|w| again && w.grain >= Grain::Part) {
                let beside = cal::plus_days(told.first_day(), 1)?;
                let day = weekday_near(beside, w, None, false)?;
                if (beside - day).num_days() <= 2 {
                    return Some(Window::day(day));
                }
            }
            let day = match dir {
                Some(dir) if slots.get(K).is_none() => weekday_called(at, w, dir)?,
                dir => weekday_near(at, w, dir, ahead)?,
            };
            // "two Thursdays ago", "a week on Friday".
            let back = slots.get(N).map_or(0, |n| 1 - n.max(1));
            let weeks = i64::from(slots.get(WK).unwrap_or(0)) + i64::from(back);
            return cal::plus_days(day, weeks.checked_mul(7)?).map(Window::day);
        }
        if let Some(se) = slots.get(SE) {
            if slots.get(K) == Some(3) && dir.is_none() {
                // "that summer".
                return cal::season(at.year(), se);
            }
            // "the summer before last".
            let years = slots.get(WK).unwrap_or(0);
            return self.season_near(at, se, dir, pull)?.a_year_on(years);
        }
        if matches!(slots.get(K), Some(6 | 8 | 12 | 13)) || slots.get(O).is_some() {
            return self.quarter_near(at, slots, pull);
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
        if slots.get(K) == Some(17) {
            // "the morning after the vote".
            return None;
        }
        if slots.get(H).is_some() || slots.get(PS).is_some() {
            // "the next morning", "the night before".
            let step = match slots.get(K) {
                Some(3) => dir.unwrap_or(0),
                // The night into the day of the news; in a history the one behind it.
                Some(18) if self.narrative || ahead => 1,
                _ => 0,
            };
            return cal::plus_days(at, step.into()).map(Window::day);
        }
        None
    }
}

/// Returns the next day `d` of a month behind a date just told: "on 28 September … on the 3rd".
fn day_behind(told: NaiveDate, d: i32) -> Option<NaiveDate> {
    let month = cal::day(told.year(), told.month() as i32, 1)?;
    let month = match d < told.day() as i32 {
        true => cal::plus_months(month, 1)?,
        false => month,
    };
    cal::day(month.year(), month.month() as i32, d)
}

/// Returns the day that is counted from another: "two days after Christmas", "the Monday after
/// Easter".
fn set_off(w: Window, slots: &Slots) -> Option<Window> {
    if slots.get(K) == Some(25) {
        // "overnight into Saturday": the night of Friday.
        return cal::plus_days(w.first_day(), -1).map(Window::day);
    }
    let Some(dir) = slots.get(HZ) else {
        return Some(w);
    };
    let day = match (slots.get(U2), slots.get(W)) {
        (Some(u), _) => {
            let n = slots.get(N2).unwrap_or(1);
            let day = moved(w.first_day(), n.checked_mul(dir)?, u)?;
            if slots.get(K) == Some(30) {
                return cal::unit_of(day, grain_of(u));
            }
            day
        }
        (None, Some(weekday)) => weekday_near(w.first_day(), weekday, Some(dir), false)?,
        (None, None) => return Some(w),
    };
    Some(Window::day(day))
}

/// Returns the day or the days of a feast, or its week, or the weekend behind or around it, if
/// that is told.
///
/// "Labor Day weekend" is the one that the holiday lengthens.
fn feast(day: NaiveDate, slots: &Slots) -> Option<Window> {
    match (slots.get(U), slots.get(N)) {
        (Some(11), _) => {}
        (Some(5), _) => return cal::unit_of(day, Grain::Week),
        (_, Some(n)) if slots.get(HO).is_some() => {
            let grain = if n < 28 { Grain::Day } else { Grain::Month };
            return Window::days(day, cal::plus_days(day, i64::from(n) - 1)?, grain);
        }
        _ => return Some(Window::day(day)),
    }
    let inside = if cal::weekday(day) == 1 {
        cal::plus_days(day, -2)?
    } else {
        day
    };
    cal::unit_of(inside, Grain::Weekend)
}
