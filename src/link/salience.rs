//! How much a moment matters: how many independent voices tell it, and how often later
//! articles come back to its day.

use super::Outline;
use super::tale::Tale;
use chrono::NaiveDate;
use rustc_hash::{FxHashMap, FxHashSet};

/// Voices, and references of later articles, that bring a moment half-way to the top.
const HALF_WAY: f32 = 5.0;
/// What an article adds to a day that it does not name, by having appeared on it.
const APPEARED: f32 = 0.4;
/// What an article adds to a day beyond naming it, by coming back to it later: what is still
/// told when the news has moved on is what chroniclers write down.
const LATER: f32 = 3.0;
/// What a voice that tells the foremost moment of a day counts without naming the day.
const UNNAMED: f32 = 0.5;
/// Days after which what is told of a day is no longer its news.
pub(super) const AFTERMATH: i64 = 6;

/// What a voice counts that is lent the time of a moment others date.
const LENT: f32 = 0.5;

/// Independent voices, and half as much for each that looks back on it later.
pub(super) fn of(tales: &[&Tale]) -> f32 {
    let mut voices: FxHashMap<u32, bool> = FxHashMap::default();
    let mut lent: FxHashSet<u32> = FxHashSet::default();
    let dated = tales.iter().any(|t| t.days.is_some());
    for t in tales {
        if dated && t.days.is_none() {
            lent.insert(t.root);
            continue;
        }
        let later = match (t.days, t.published) {
            (Some((_, last)), Some(p)) => p > last + 1,
            _ => false,
        };
        *voices.entry(t.root).or_default() |= later;
    }
    let only_lent = lent.iter().filter(|l| !voices.contains_key(l)).count() as f32;
    let named = voices
        .values()
        .map(|&later| if later { 1.5 } else { 1.0 })
        .sum::<f32>();
    grade(named + LENT * only_lent)
}

fn grade(sum: f32) -> f32 {
    sum / (sum + HALF_WAY)
}

/// Undoes [`grade`].
fn voices(grade: f32) -> f32 {
    HALF_WAY * grade / (1.0 - grade)
}

/// Lifts the first moment of each day to what its day weighs: the voices that name that
/// day in any telling. Counting articles that name a day finds the days that chroniclers
/// choose better than counting sentences, or tellings of one moment.
pub(super) fn lead(moments: &mut [Outline]) {
    let mut days: FxHashMap<NaiveDate, Day> = FxHashMap::default();
    for (i, moment) in moments.iter().enumerate() {
        for seen in &moment.days {
            let slot = days.entry(seen.day).or_default();
            if seen.named {
                slot.named_by.insert(seen.root);
                if seen.later {
                    slot.later.insert(seen.root);
                }
            } else {
                slot.appeared.insert(seen.root);
            }
        }
        let Some(day) = moment.window.and_then(|w| w.single_day()) else {
            continue;
        };
        let slot = days.entry(day).or_default();
        let rank = |i: usize| (moments[i].salience, moments[i].n_members);
        let first = slot.first.map(rank);
        let before = first.is_none_or(|old| {
            let new = rank(i);
            let higher = new.0.total_cmp(&old.0).then(new.1.cmp(&old.1));
            higher
                .then_with(|| moments[slot.first.unwrap_or(i)].id.cmp(&moment.id))
                .is_gt()
        });
        if before {
            slot.first = Some(i);
        }
    }
    let mut weights: FxHashMap<NaiveDate, f32> = FxHashMap::default();
    for (date, day) in &days {
        if let Some(i) = day.first {
            let news = day.appeared.difference(&day.named_by).count();
            let named =
                day.named_by.len() as f32 + LATER * day.later.len() as f32 + APPEARED * news as f32;
            weights.insert(*date, named.max(UNNAMED * voices(moments[i].salience)));
            moments[i].salience = grade(weights[date]);
        }
    }
    for moment in moments {
        let day = moment.window.and_then(|w| w.single_day());
        if let Some(weight) = day.and_then(|day| weights.get(&day)) {
            moment.salience = moment.salience.min(grade(*weight));
        }
    }
}

/// The voices behind one day, those that came back to it, and its foremost moment.
#[derive(Default)]
struct Day {
    named_by: FxHashSet<u32>,
    later: FxHashSet<u32>,
    appeared: FxHashSet<u32>,
    first: Option<usize>,
}
