//! Weekdays and months in a row: "from Monday to Friday", "Saturday, Sunday and Monday".
//!
//! They share one verb, so they look the same way, and they follow each other.

use super::days::weekday_near;
use super::slot::*;
use crate::time::calendar as cal;
use crate::time::grammar::{Op, Slots};
use crate::time::recognise::{Mention, Recognised, Signal, Tense};
use chrono::NaiveDate;

/// Returns the tense of each mention; those that tell none take that of their neighbours in
/// a list or range.
pub(in crate::time) fn shared_tenses(recognised: &Recognised) -> Vec<Tense> {
    let mentions = &recognised.mentions;
    let mut out: Vec<Tense> = mentions.iter().map(|m| m.tense).collect();
    for row in rows(mentions) {
        let told = out[row.clone()].iter().copied();
        if let Some(tense) = told.into_iter().find(|t| *t != Tense::Unknown) {
            for i in row {
                if out[i] == Tense::Unknown {
                    out[i] = tense;
                }
            }
        }
    }
    out
}

/// Returns the stretches of two and more mentions that are joined to each other.
fn rows(mentions: &[Mention]) -> Vec<std::ops::Range<usize>> {
    let mut out = Vec::new();
    let mut from = 0;
    for i in 1..=mentions.len() {
        if mentions
            .get(i)
            .is_some_and(|m| m.linked && m.op == Op::Date)
        {
            continue;
        }
        if i - from > 1 {
            out.push(from..i);
        }
        from = i;
    }
    out
}

/// Returns the day of each weekday that stands in a row of weekdays, hung on the day of
/// writing. Histories hang theirs on what was told.
pub(super) fn weekday_chains(
    recognised: &Recognised,
    dct: Option<NaiveDate>,
    narrative: &[bool],
    tenses: &[Tense],
) -> Vec<Option<NaiveDate>> {
    let mentions = &recognised.mentions;
    let mut out = vec![None; mentions.len()];
    let Some(dct) = dct else { return out };
    for row in rows(mentions) {
        let slots: Vec<Slots> = mentions[row.clone()]
            .iter()
            .map(|m| recognised.kept(m))
            .collect();
        let first = row.start;
        let is_range = mentions[row.clone()]
            .iter()
            .any(|m| m.signal == Signal::And);
        let mut at = 0;
        while at < slots.len() {
            let len = slots[at..].iter().take_while(|s| is_weekday(s)).count();
            if len > 1 && !narrative[first + at] {
                let days: Vec<i32> = slots[at..at + len]
                    .iter()
                    .filter_map(|s| s.get(W))
                    .collect();
                let tense = tenses[first + at];
                if let Some(found) = in_order(dct, &days, tense, is_range) {
                    for (i, day) in found.into_iter().enumerate() {
                        out[first + at + i] = Some(day);
                    }
                }
            }
            // "Monday to Wednesday last week".
            let week = slots
                .get(at + len)
                .filter(|s| len > 0 && s.get(K) == Some(OF_WEEK));
            if let Some(dir) = week.and_then(|s| s.get(DIR)) {
                for i in at..at + len {
                    let there = cal::plus_days(dct, i64::from(dir) * 7);
                    out[first + i] = there.and_then(|day| cal::in_week(day, slots[i].get(W)?));
                }
            }
            at += len.max(1);
        }
    }
    out
}

/// Marks a weekday of this, last or next week.
pub(super) const OF_WEEK: i32 = 16;

fn is_weekday(slots: &Slots) -> bool {
    slots.get(W).is_some()
        && ![Y, M, D, DIR, K, N, WK, O]
            .iter()
            .any(|s| slots.get(*s).is_some())
}

/// Returns the days of weekdays told one after the other.
fn in_order(dct: NaiveDate, days: &[i32], tense: Tense, is_range: bool) -> Option<Vec<NaiveDate>> {
    let near = |at, w, ahead| weekday_near(at, w, None, ahead);
    // "Tuesday and Wednesday", told on a Tuesday, were last week's.
    let today = days.first() == Some(&cal::weekday(dct))
        && days.get(1).is_some_and(|w| *w == cal::weekday(dct) % 7 + 1);
    let mut out = Vec::with_capacity(days.len());
    if tense == Tense::Past && (is_range || today) {
        let mut before = None;
        for w in days.iter().rev() {
            let at = before.map_or(Some(dct), |b| match cal::weekday(b) == *w {
                true => Some(b),
                false => cal::plus_days(b, -1),
            })?;
            let day = near(at, *w, false)?;
            out.push(day);
            before = Some(day);
        }
        out.reverse();
        return Some(out);
    }
    if tense != Tense::Future && !is_range {
        // Each is the most recent one, as if it stood alone.
        return None;
    }
    let mut before: Option<NaiveDate> = None;
    for w in days {
        let day = match before {
            None => near(dct, *w, tense == Tense::Future)?,
            // "9 a.m. to 5 p.m. on Monday".
            Some(b) if cal::weekday(b) == *w => b,
            Some(b) => near(cal::plus_days(b, 1)?, *w, true)?,
        };
        out.push(day);
        before = Some(day);
    }
    Some(out)
}
