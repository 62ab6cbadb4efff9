//! What a text has told so far: what later expressions hang on.

use super::slot::*;
use super::values::recurring;
use super::{Discourse, FAR, Reading};
use crate::time::grammar::{Op, Slots};
use crate::time::recognise::{Mention, Signal, Tense};
use crate::time::timex::TimexType;
use crate::time::window::{Grain, Window};
use chrono::{Datelike, NaiveDate};

/// A bare year so much earlier than the story names something, wherever it stands.
const LONG_AGO: i32 = 50;

/// Tells whether a mention is of a week or month in which something happened, so that "that day" is
/// one of it.
fn told_within(window: &Window, m: &Mention, slots: &Slots) -> bool {
    let stretch = matches!(window.grain, Grain::Month | Grain::Week | Grain::Weekend);
    let bounds = !matches!(m.signal, Signal::None | Signal::In);
    let named = matches!(m.op, Op::Date | Op::Unit) && slots.get(K).is_none();
    stretch && named && !bounds && !m.aside && m.tense != Tense::Future
}

/// Tells whether a date that bounds something lies before the day just told: "fell on Tuesday to the lowest since
/// 13 May".
fn measures_back(last: Option<Window>, window: &Window, m: &Mention) -> bool {
    let day = |w: &Window| w.grain >= Grain::Day;
    !m.relative && last.is_some_and(|l| day(&l) && day(window) && window.latest() < l.earliest())
}

impl Discourse {
    /// Returns the day expressions without a year hang on.
    pub(super) fn now(&self) -> Option<NaiveDate> {
        if self.narrative {
            self.told().or(self.dct)
        } else {
            self.dct.or_else(|| self.told())
        }
    }

    /// Returns the day "today" and "last year" hang on: the day of writing and no other.
    pub(super) fn today(&self) -> Option<NaiveDate> {
        self.dct
    }

    pub(super) fn told(&self) -> Option<NaiveDate> {
        self.last.map(|w| w.first_day())
    }

    /// Keeps the year before our era that was told, until a later one is.
    pub(super) fn count_era(&mut self, m: &Mention, slots: &Slots, window: Option<Window>) {
        if m.op != Op::Date {
            return;
        }
        if slots.get(E).is_some() {
            self.before_christ = slots.get(Y).or(slots.get(C).map(|c| c * 100 - 50));
        } else if window.is_some() && !m.aside && slots.get(Y).is_some() {
            self.before_christ = None;
        }
    }

    /// Keeps what later expressions may hang on.
    pub(super) fn remember(&mut self, window: Window, m: &Mention, slots: &Slots) {
        let compares = matches!(slots.get(K), Some(6 | 7 | 12 | 13));
        if m.op == Op::Date && slots.get(M).is_some() && slots.get(D).is_some() && !m.aside {
            self.dated = window.single_day();
        }
        if window.n_days() == 1 && !m.aside {
            self.day = Some(window.first_day());
            self.coarse = None;
        } else if told_within(&window, m, slots) {
            self.coarse = Some(window);
        }
        // One that is not over, and told in no past, has no figures to compare with.
        let to_come = self.dct.is_some_and(|now| window.last_day() >= now);
        let unreported = to_come && m.tense != Tense::Past;
        if window.grain == Grain::Quarter && m.op == Op::Date && !compares && !unreported {
            self.quarter = Some(window);
            self.months = false;
        }
        if window.grain >= Grain::Year && slots.get(RD).is_none() {
            self.mentioned = Some(window);
        }
        // What follows is compared with the same stretch, not with a quarter named before.
        if window.grain == Grain::Year && m.op == Op::Same {
            self.quarter = None;
        }
        // What an aside tells, and a point far off that only bounds or names something, is
        // not where the story goes on.
        let aside = m.aside && self.last.is_some();
        // "overnight", "in the morning": no day of its own.
        let hour_alone = m.op == Op::Date
            && window.grain >= Grain::Part
            && slots.get(DIR).is_none()
            && ![Y, M, D, W, RD].iter().any(|s| slots.get(*s).is_some());
        let bounds = match m.signal {
            // "Since Monday, when talks broke off": two days later is Wednesday.
            Signal::Since => {
                slots.get(M).is_none() && slots.get(W).is_none()
                    || measures_back(self.last, &window, m) && slots.get(W).is_none()
            }
            // "Expected on the 19th until last Tuesday, when the visit was cancelled."
            Signal::Until | Signal::Before => true,
            _ => false,
        };
        let bare_bound = bounds && self.last.is_some();
        // "On Thursday he extended the pause that began on Tuesday."
        let background = m.relative
            && self
                .last
                .is_some_and(|last| last.grain >= Grain::Day && window.latest() < last.earliest());
        if !matches!(m.op, Op::Date | Op::Unit | Op::Shift | Op::Same)
            || aside
            || bare_bound
            || background
            || hour_alone
        {
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
            // "by next summer", "would end in 2008" are looked ahead to; "from a peak in summer
            // 2007" measures.
            let year_ahead =
                m.tense == Tense::Future && window.grain <= Grain::Year && !m.paragraph;
            let looks_ahead = slots.get(DIR) == Some(1) && m.op == Op::Date || year_ahead;
            let measures = m.compared
                && self
                    .last
                    .is_some_and(|last| window.latest() < last.earliest());
            if deictic || coarse || looks_back || looks_ahead || measures {
                return;
            }
            let years_behind = self
                .last
                .map_or(0, |last| last.first_day().year() - window.last_day().year());
            if window.grain <= Grain::Year && years_behind > LONG_AGO {
                return;
            }
            if let Some(last) = self.last.filter(|_| !m.paragraph) {
                // A bare year behind the last date, or a month far ahead of it, is a look
                // aside as long as no paragraph begins with it.
                let behind = window.grain <= Grain::Year && window.latest() < last.earliest();
                let ahead = window.grain < Grain::Day
                    && window.first_day().year() > last.last_day().year() + FAR;
                // How long it lasted is told; the story goes on where it was.
                let lasted = m.bound && window.earliest() > last.latest();
                if lasted && window.grain <= Grain::Month {
                    self.reached = Some(window);
                }
                if behind || ahead || lasted {
                    return;
                }
            }
        }
        if self
            .reached
            .is_some_and(|r| r.earliest() <= window.latest())
        {
            self.reached = None;
        }
        self.last = Some(window);
    }

    pub(super) fn read(&self, m: &Mention, slots: &Slots) -> Reading {
        match m.op {
            Op::Nothing => Reading::default(),
            Op::Date => self.date(m, slots),
            Op::Unit => self.unit(m, slots),
            Op::Shift => self.shift(m, slots),
            Op::Same => self.same(m, slots),
            Op::Length => self.length(m, slots),
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
}
