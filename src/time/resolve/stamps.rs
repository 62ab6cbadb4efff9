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

/// Minutes that a stamp must leap for a midnight to lie between it and the one before; one may stand
/// out of its turn.
const LEAP: i32 = 8 * 60;

/// The same, backwards.
const NEG_LEAP: i32 = -LEAP;

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
    let hours: Vec<Option<i32>> = stamps
        .iter()
        .map(|&i| sure_hour(recognised, &mentions[i]))
        .collect();
    let known: Vec<i32> = hours.iter().flatten().copied().collect();
    let falls = known.windows(2).filter(|w| w[1] < w[0]).count();
    let latest_first = 2 * falls + 1 >= known.len();
    let steps = steps(&hours, latest_first);
    let on = |j: usize, later: bool| near(dct, weekday(recognised, &mentions[j])?, later);
    // A stamp has no other day of its weekday than the last or the next.
    let own = |n: usize| on(stamps[n], true);
    let mut day = first_day(dct, &steps, &own);
    for (n, &i) in stamps.iter().enumerate() {
        let end = stamps.get(n + 1).copied().unwrap_or(mentions.len());
        // What a part looks back on is no day of its own, unless a midnight has passed.
        let told = own(n).or_else(|| {
            let passed = |j: &usize| steps[n] != 0 && tenses[*j] != Tense::Future;
            (i..end).filter(passed).find_map(|j| on(j, overnight))
        });
        let told = told.filter(|d| n == 0 || (day - *d).num_days().abs() <= 1);
        let follows = cal::plus_days(day, steps[n]).filter(|d| (dct - *d).num_days() <= FAR);
        day = told.or(follows).unwrap_or(day);
        out[i] = Some(day);
        // "Update 6:20 a.m. Friday in Lindon, 11:20 p.m. Thursday in Vessin".
        if let Some(next) = mentions.get(i + 1)
            && next.start.saturating_sub(mentions[i].end) < NEAR
            && let Some(there) = hour(recognised, next)
        {
            let here = hour(recognised, &mentions[i]).unwrap_or(there);
            let apart = match there - here {
                LEAP.. => -1,
                ..=NEG_LEAP => 1,
                _ => 0,
            };
            out[i + 1] = on(i + 1, true).or_else(|| cal::plus_days(day, apart));
        }
    }
    out
}

/// Returns by how many days each stamp lies behind the one before it.
fn steps(hours: &[Option<i32>], latest_first: bool) -> Vec<i64> {
    let mut before: Option<i32> = None;
    let mut out = Vec::with_capacity(hours.len());
    for hour in hours {
        let leap = hour.zip(before).map_or(0, |(hour, before)| hour - before);
        before = hour.or(before);
        out.push(match latest_first {
            true if leap > LEAP => -1,
            false if leap < -LEAP => 1,
            _ => 0,
        });
    }
    out
}

/// Returns the day of the first stamp: as the first that tells its weekday has it, or that of the page.
fn first_day(dct: NaiveDate, steps: &[i64], own: &dyn Fn(usize) -> Option<NaiveDate>) -> NaiveDate {
    let told = (0..steps.len()).find_map(|n| Some((n, own(n)?)));
    let counted = told.and_then(|(n, day)| {
        let since: i64 = steps[..=n].iter().sum();
        cal::plus_days(day, -since)
    });
    let sound = counted.filter(|d| (-1..=FAR).contains(&(dct - *d).num_days()));
    sound.unwrap_or(dct)
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

/// Returns the minute of the day that a mention tells beyond doubt: not "9:14", which may be either.
fn sure_hour(recognised: &Recognised, m: &Mention) -> Option<i32> {
    let slots = recognised.kept(m);
    let sure = slots.get(AP).is_some() || slots.get(H).is_some_and(|h| h > 12);
    hour(recognised, m).filter(|_| sure)
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
