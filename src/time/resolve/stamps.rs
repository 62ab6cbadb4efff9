//! The hours at which the parts of a page were added, as on one that follows the news: "Update
//! 7:20 p.m. in Lindon, 12:20 p.m. in Vessin".
//!
//! Such an hour is not of the day that was told last: that stands in another part. It is of the day
//! that its own part tells, or of that of the stamp before, a midnight apart where the hours say so.

use super::days::weekday_near;
use super::slot::*;
use crate::time::calendar as cal;
use crate::time::grammar::Op;
use crate::time::recognise::{Mention, Recognised, Tense};
use chrono::NaiveDate;

/// Stamps that a page must have.
const SEVERAL: usize = 3;

/// Days that such a page may go back.
const FAR: i64 = 3;

/// Bytes before the same hour elsewhere.
const NEAR: u32 = 40;

/// Returns the day of each mention that is a stamp. `overnight` pages go on into the day after `dct`.
pub(super) fn stamped(
    recognised: &Recognised,
    tenses: &[Tense],
    dct: Option<NaiveDate>,
    overnight: bool,
) -> Vec<Option<NaiveDate>> {
    let mentions = &recognised.mentions;
    let mut out = vec![None; mentions.len()];
    let is_stamp = |m: &Mention| m.stamp && m.op == Op::Date && hour(recognised, m).is_some();
    let stamps: Vec<usize> = (0..mentions.len())
        .filter(|&i| is_stamp(&mentions[i]))
        .collect();
    let Some(dct) = dct.filter(|_| stamps.len() >= SEVERAL) else {
        return out;
    };
    let hours: Vec<i32> = stamps
        .iter()
        .filter_map(|&i| hour(recognised, &mentions[i]))
        .collect();
    let falls = hours.windows(2).filter(|w| w[1] < w[0]).count();
    let latest_first = 2 * falls > hours.len() - 1;
    let mut day = dct;
    for (n, &i) in stamps.iter().enumerate() {
        let end = stamps.get(n + 1).copied().unwrap_or(mentions.len());
        let told = (i..end).find_map(|j| {
            let behind = j == i || tenses[j] != Tense::Future;
            let w = weekday(recognised, &mentions[j]).filter(|_| behind)?;
            near(dct, w, overnight)
        });
        // The parts follow each other; what one only looks back on is further off.
        let told = told.filter(|d| n == 0 || (day - *d).num_days().abs() <= 1);
        let over = n.checked_sub(1).is_some_and(|b| match latest_first {
            true => hours[n] > hours[b],
            false => hours[n] < hours[b],
        });
        let step = match (over, latest_first) {
            (false, _) => 0,
            (true, true) => -1,
            (true, false) => 1,
        };
        let follows = cal::plus_days(day, step).filter(|d| (dct - *d).num_days() <= FAR);
        day = told.or(follows).unwrap_or(day);
        out[i] = Some(day);
        if let Some(next) = mentions.get(i + 1)
            && next.start.saturating_sub(mentions[i].end) < NEAR
            && hour(recognised, next).is_some()
        {
            out[i + 1] = Some(day);
        }
    }
    out
}

/// Returns the minute of the day that a mention of an hour tells.
fn hour(recognised: &Recognised, m: &Mention) -> Option<i32> {
    let slots = recognised.kept(m);
    let told = slots.get(H).filter(|_| m.op == Op::Date)?;
    let (h, mi) = match slots.get(K) {
        Some(4) => (told / 100, told % 100),
        _ => (told, slots.get(MI).unwrap_or(0)),
    };
    Some(match slots.get(AP) {
        Some(half) => (h % 12 + half) * 60 + mi,
        None => h * 60 + mi,
    })
}

/// Returns the weekday of a mention that is nothing but one, with an hour or without.
fn weekday(recognised: &Recognised, m: &Mention) -> Option<i32> {
    let slots = recognised.kept(m);
    let plain = [D, M, DIR, WK, N, O]
        .iter()
        .all(|s| slots.get(*s).is_none());
    slots
        .get(W)
        .filter(|_| plain && m.op == Op::Date && !m.possessed)
}

/// Returns the day of a weekday, if it is one of the last.
fn near(dct: NaiveDate, w: i32, overnight: bool) -> Option<NaiveDate> {
    let next = cal::plus_days(dct, 1)?;
    if overnight && cal::weekday(next) == w {
        return Some(next);
    }
    weekday_near(dct, w, None, false).filter(|d| (dct - *d).num_days() <= FAR)
}
