//! Tells news, which hangs its dates on the day of writing, from histories, which hang them
//! on each other. Nobody chooses: the dates around each expression decide.

use super::slot::*;
use crate::time::calendar as cal;
use crate::time::grammar::Op;
use crate::time::recognise::{Recognised, Tense};
use chrono::{Datelike, NaiveDate};

/// Returns the day that stands alone on one of the first lines, which dates the text.
pub(in crate::time) fn header_day(recognised: &Recognised) -> Option<NaiveDate> {
    recognised.mentions.iter().take(3).find_map(|m| {
        let slots = recognised.kept(m);
        if !m.header || m.op != Op::Date || slots.get(K).is_some() {
            return None;
        }
        cal::day(slots.get(Y)?, slots.get(M)?, slots.get(D)?)
    })
}

/// Returns the day after the one stated for a text, if the text is later than that: it looks back
/// on the weekday of that day and names its date, as a page does that was added to overnight.
pub(in crate::time) fn told_a_day_later(
    recognised: &Recognised,
    tenses: &[Tense],
    dct: NaiveDate,
) -> Option<NaiveDate> {
    let next = cal::plus_days(dct, 1)?;
    let weekday = Some(cal::weekday(next));
    let dates = || {
        let mentions = recognised.mentions.iter().zip(tenses);
        mentions
            .filter(|(m, _)| m.op == Op::Date && !m.undone)
            .map(|(m, tense)| (recognised.kept(m), *tense))
    };
    let named = dates().any(|(slots, tense)| {
        let year = slots.get(Y);
        let of_it = slots.get(M) == Some(next.month() as i32)
            && slots.get(D) == Some(next.day() as i32)
            && year.is_none_or(|y| y == next.year());
        // A caption says "flowers on Friday, July 15" and has no verb of the past.
        let whole = slots.get(W) == weekday;
        of_it && (tense == Tense::Past || whole && tense != Tense::Future)
    });
    (named && looks_back_on(recognised, tenses, next)).then_some(next)
}

/// Tells whether a text looks back on the weekday of a day: "was shut on Friday", not "last Friday".
pub(in crate::time) fn looks_back_on(
    recognised: &Recognised,
    tenses: &[Tense],
    day: NaiveDate,
) -> bool {
    let weekday = Some(cal::weekday(day));
    recognised.mentions.iter().zip(tenses).any(|(m, tense)| {
        let slots = recognised.kept(m);
        let bare = [D, M, DIR].iter().all(|s| slots.get(*s).is_none());
        let of_it = m.op == Op::Date && !m.undone && slots.get(W) == weekday;
        of_it && bare && *tense == Tense::Past
    })
}

/// How much of a page is of the day after the one it is stamped with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::time) enum Later {
    /// Nothing.
    Nothing,
    /// What it tells of the weekday of that day: it was written on overnight.
    Weekday,
    /// All of it: hardly anything is told of the day of the stamp.
    Whole,
}

/// Tells how much of a text is of the day after its stamp: one of Thursday that tells more of "Friday"
/// than of any day but Thursday was written on until then. Nobody calls a day that is six days back
/// by its weekday alone again and again, and the days since hardly ever.
pub(in crate::time) fn told_on_the_next_day(
    recognised: &Recognised,
    tenses: &[Tense],
    dct: NaiveDate,
) -> Later {
    const MANY: usize = 4;
    let back = weekdays_back(recognised, tenses, dct);
    let [today, _, older @ .., next] = back;
    let most = 2 * next > 3 * older.iter().max().copied().unwrap_or_default();
    match next {
        MANY.. if most && 4 * today <= next => Later::Whole,
        2.. if most && today > 0 => Later::Weekday,
        _ => Later::Nothing,
    }
}

/// Tells whether a text goes through the days before its own: "On Wednesday crowds take to the
/// streets. On Friday they are back."
pub(in crate::time) fn tells_a_week(
    recognised: &Recognised,
    tenses: &[Tense],
    dct: NaiveDate,
) -> bool {
    let [_, _, older @ .., _] = weekdays_back(recognised, tenses, dct);
    older.iter().filter(|n| **n > 0).count() >= 2
}

/// Returns how often a text tells each weekday by its name alone, by how many days it is back.
fn weekdays_back(recognised: &Recognised, tenses: &[Tense], dct: NaiveDate) -> [usize; 7] {
    let mut back = [0; 7];
    for (m, tense) in recognised.mentions.iter().zip(tenses) {
        let slots = recognised.kept(m);
        let plain = [D, M, DIR, K, N, WK, O]
            .iter()
            .all(|s| slots.get(*s).is_none());
        let told = m.op == Op::Date && *tense != Tense::Future && !m.undone && !m.possessed;
        if let Some(w) = slots.get(W).filter(|_| plain && told) {
            back[(cal::weekday(dct) - w).rem_euclid(7) as usize] += 1;
        }
    }
    back
}

/// Tells, for each mention, whether it stands in a narrative: told by its own dates, far
/// from the day of writing.
pub(in crate::time) fn narrative_passages(
    recognised: &Recognised,
    dct: Option<NaiveDate>,
) -> Vec<bool> {
    const AROUND: usize = 15;
    let Some(dct) = dct else {
        return vec![true; recognised.len()];
    };
    let score: Vec<i32> = recognised
        .mentions
        .iter()
        .map(|m| {
            let slots = recognised.kept(m);
            let far = slots.get(Y).is_some_and(|y| (y - dct.year()).abs() > 1);
            match m.op {
                Op::Date if slots.get(E).is_some() => 1,
                Op::Date if far => 1,
                Op::Date if slots.get(RD).is_some() => -3,
                Op::Date if slots.get(W).is_some() && slots.get(D).is_none() => -3,
                Op::Unit => -2,
                Op::Shift if slots.get(K).is_none() => -2,
                _ => 0,
            }
        })
        .collect();
    let whole: i32 = score.iter().sum();
    (0..score.len())
        .map(|i| {
            let from = i.saturating_sub(AROUND);
            let to = (i + AROUND + 1).min(score.len());
            let near: i32 = score[from..to].iter().sum();
            near >= 2 || (near >= 0 && whole >= 2)
        })
        .collect()
}
