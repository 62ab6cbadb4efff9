//! When each article appeared, settled across the articles of its story.
//!
//! An article that states its day keeps it. Any other is weighed by what it says itself
//! and by what the articles most like it say: on what day each of them stands, or could
//! stand. Articles of one story are taken to tell of one event, most within a day of it,
//! though never surely: the more alike two of them are, the surer.

mod counted;
mod near;

use super::Placed;
use super::brief::Brief;
use super::voices::Voice;
use super::weigh::Vector;
use crate::telling::Digest;
use crate::time::published::{Belief, Days, Evidence, Hint, Published, Said, Seen, settle_seen};
use crate::time::{DateOrder, Dct, Timex};
use chrono::NaiveDate;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::VecDeque;
use std::sync::{Arc, Mutex, PoisonError};

use counted::Counted;
use near::Near;

/// How much less each further article counts than the one before, the most trusted first:
/// reports of one affair repeat one another.
const NEXT: f32 = 0.75;
/// The same where alike articles tell of events weeks apart.
const NEXT_APART: f32 = 0.35;
/// Undated articles of a larger story ask only those with a date: what each could be is
/// kept in memory for every day.
const HELD: usize = 512;

/// Returns, per article, its day and what else is known of it before moments are.
pub(super) fn date(
    digests: &[Brief],
    vectors: &[Vector],
    voices: &[Voice],
    story_of: &[u32],
) -> Vec<Placed> {
    let orders = date_orders(digests);
    let published = published(digests, vectors, voices, story_of, &orders);
    published
        .into_iter()
        .enumerate()
        .map(|(i, published)| Placed {
            order: orders[i],
            published,
            version_of: voices[i].version_of,
            copy_of: voices[i].copy_of,
            voice: voices[i].voice,
            story: story_of[i],
        })
        .collect()
}

/// Returns the time expressions of an article, resolved against its day.
///
/// Where the day is not sure, what hangs on it is as wide as the days it can have been make
/// it, and approximate: "Saturday" of a text of Thursday or Friday is one day, of a text of
/// some day of a fortnight is two weeks.
pub(super) fn times(digest: &Digest, published: &Published, order: DateOrder) -> Vec<Timex> {
    let on = |day| digest.times.resolve(Dct { day, order });
    let mut times = on(published.value);
    let (Some(value), Some((first, last))) = (published.value, published.likely) else {
        return times;
    };
    for other in [first, last].into_iter().filter(|d| *d != value) {
        for (time, moved) in times.iter_mut().zip(on(Some(other))) {
            let (Some(window), Some(moved)) = (time.window, moved.window) else {
                continue;
            };
            let mut wide = window.around(&moved);
            if wide != window {
                wide.approx = true;
                time.window = Some(wide);
            }
        }
    }
    times
}

/// Moves what a text stamped with a day puts almost a week before it to the next day, as its weekday
/// there has it.
pub(super) fn move_to_next_day(
    times: &mut [Timex],
    digest: &Digest,
    stamp: NaiveDate,
    order: DateOrder,
) {
    let next = stamp.succ_opt();
    let moved = digest.times.resolve(Dct { day: next, order });
    let begins = |time: &Timex| time.window.map(|w| w.first_day());
    for (time, moved) in times.iter_mut().zip(moved) {
        let week_before = begins(time).is_some_and(|d| (stamp - d).num_days() == 6);
        if week_before && begins(&moved) == next {
            *time = moved;
        }
    }
}

/// Of the numeric dates of one outlet, and of all, so many more must be of one order than of
/// the other.
const CLEARLY: usize = 4;

/// Returns, per article, how its outlet writes `3/4/2016`: as its other dates show, or those
/// of the corpus.
pub(super) fn date_orders(digests: &[Brief]) -> Vec<DateOrder> {
    let mut all = (0, 0);
    let mut by_source: FxHashMap<&str, (usize, usize)> = FxHashMap::default();
    for digest in digests {
        let (day, month) = digest.order_evidence;
        let own = by_source.entry(&digest.source).or_default();
        (own.0, own.1) = (own.0 + day, own.1 + month);
        (all.0, all.1) = (all.0 + day, all.1 + month);
    }
    let decide = |(day, month): (usize, usize)| match (day, month) {
        _ if day > CLEARLY * month => DateOrder::DayFirst,
        _ if month > CLEARLY * day => DateOrder::MonthFirst,
        _ => DateOrder::Unknown,
    };
    digests
        .iter()
        .map(|digest| {
            let own = by_source.get(digest.source.as_str()).copied();
            match (digest.order, decide(own.unwrap_or_default())) {
                (DateOrder::Unknown, DateOrder::Unknown) => decide(all),
                (DateOrder::Unknown, source) => source,
                (own, _) => own,
            }
        })
        .collect()
}

fn published(
    digests: &[Brief],
    vectors: &[Vector],
    voices: &[Voice],
    story_of: &[u32],
    orders: &[DateOrder],
) -> Vec<Published> {
    let mut out: Vec<Published> = digests
        .iter()
        .map(|digest| {
            digest
                .stated
                .as_ref()
                .map_or_else(Published::unknown, |s| Published {
                    time: s.time.clone(),
                    ..Published::stated(s.day, s.from, s.because.clone())
                })
        })
        .collect();
    for (i, published, _) in settled(digests, vectors, voices, story_of, orders) {
        out[i] = published;
    }
    out
}

/// Returns the undated articles with their days.
pub(super) fn settled(
    digests: &[Brief],
    vectors: &[Vector],
    voices: &[Voice],
    story_of: &[u32],
    orders: &[DateOrder],
) -> Vec<Settled> {
    let mut stories: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (i, story) in story_of.iter().enumerate() {
        stories.entry(*story).or_default().push(i);
    }
    let mut stories: Vec<Vec<usize>> = stories
        .into_values()
        .filter(|story| story.iter().any(|&i| digests[i].stated.is_none()))
        .collect();
    stories.sort_unstable();
    stories
        .par_iter()
        .flat_map_iter(|story| settle_story(digests, vectors, voices, story, orders))
        .collect()
}

/// An undated article, its day, and what the confidence was made of.
pub(super) type Settled = (usize, Published, Option<Seen>);

/// Settles the undated articles of one story.
fn settle_story(
    digests: &[Brief],
    vectors: &[Vector],
    voices: &[Voice],
    story: &[usize],
    orders: &[DateOrder],
) -> Vec<Settled> {
    let undated: Vec<usize> = story
        .iter()
        .copied()
        .filter(|&i| digests[i].stated.is_none())
        .collect();
    let stated = |i: usize| digests[i].stated.as_ref().map(|s| s.day);
    let days = Days::around(&story.iter().filter_map(|&i| stated(i)).collect::<Vec<_>>());
    let held = undated.len() <= HELD;
    let evidence = |i: usize| {
        digests[i]
            .evidence
            .clone()
            .unwrap_or_default()
            .ordered(orders[i])
    };
    let asked = if held { undated.as_slice() } else { &[] };
    let beliefs = Beliefs::of(asked, &evidence, days);
    let near = Near::of(vectors, story);
    let counted = Counted::of(vectors, &near, &stated);
    let next = NEXT + (NEXT_APART - NEXT) * counted.apart;
    undated
        .par_iter()
        .map(|&i| {
            let mut asked: Vec<(f32, usize)> = near
                .asked(vectors, i)
                .into_iter()
                .map(|(j, alike)| {
                    (
                        trust(voices, i, j, counted.one_event(alike), stated(j).is_some()),
                        j,
                    )
                })
                .collect();
            asked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
            let evidence = evidence(i);
            // Texts that all say nothing know no more together.
            if says_nothing(&evidence) && asked.iter().all(|(_, j)| beliefs.says_nothing(*j)) {
                return (i, Published::unknown(), None);
            }
            let mut hints = Vec::new();
            let mut said = Vec::new();
            let mut weight = 1.0;
            for (trust, j) in asked {
                let name = &digests[j].name;
                if let Some(day) = stated(j) {
                    if let Some(hint) = Hint::stated(day, trust, days) {
                        hints.push(hint.weakened(weight));
                        said.push((Some(day), format!("{name}, of the same story, is of {day}")));
                    }
                } else if let Some(hint) = beliefs.hint(j, trust) {
                    hints.push(hint.weakened(weight));
                    said.push((None, name.to_string()));
                }
                weight *= next;
            }
            let own;
            let belief = match beliefs.get(i) {
                Some(belief) => belief,
                None => {
                    own = Belief::of(&evidence, days);
                    &own
                }
            };
            let (mut published, seen) = settle_seen(
                &evidence,
                belief,
                &hints.iter().collect::<Vec<_>>(),
                counted.apart,
            );
            add_reasons(&mut published, said);
            (i, published, seen)
        })
        .collect()
}

fn says_nothing(evidence: &Evidence) -> bool {
    evidence.facts.is_empty() && evidence.within.is_none()
}

/// What the undated articles of a story believe of each day. Thousands of short texts say
/// but "on Monday": what is the same is weighed once.
struct Beliefs {
    /// Per article, whose belief is also its own.
    same: FxHashMap<usize, usize>,
    distinct: Vec<One>,
    lately: Mutex<Lately>,
}

/// A belief.
struct One {
    belief: Belief,
    silent: bool,
}

/// What was last made into hints: articles ask those next to them, and a fifth of a megabyte
/// each is too much for all of a large story.
#[derive(Default)]
struct Lately {
    said: FxHashMap<usize, Arc<Said>>,
    order: VecDeque<usize>,
}

impl Lately {
    /// How many are kept.
    const KEPT: usize = 64;

    fn keep(&mut self, number: usize, said: &Arc<Said>) {
        if self.said.insert(number, Arc::clone(said)).is_none() {
            self.order.push_back(number);
        }
        if self.order.len() > Self::KEPT
            && let Some(oldest) = self.order.pop_front()
        {
            self.said.remove(&oldest);
        }
    }
}

impl Beliefs {
    fn of(undated: &[usize], evidence: &(dyn Fn(usize) -> Evidence + Sync), days: Days) -> Self {
        let mut same: FxHashMap<usize, usize> = FxHashMap::default();
        let mut numbers: FxHashMap<Evidence, usize> = FxHashMap::default();
        let mut first: Vec<usize> = Vec::new();
        for &i in undated {
            let next = first.len();
            let number = *numbers.entry(evidence(i)).or_insert(next);
            if number == next {
                first.push(i);
            }
            same.insert(i, number);
        }
        let distinct = first
            .into_par_iter()
            .map(|i| {
                let evidence = evidence(i);
                One {
                    silent: says_nothing(&evidence),
                    belief: Belief::of(&evidence, days),
                }
            })
            .collect();
        Self {
            same,
            distinct,
            lately: Mutex::default(),
        }
    }

    fn one(&self, article: usize) -> Option<&One> {
        self.distinct.get(*self.same.get(&article)?)
    }

    fn get(&self, article: usize) -> Option<&Belief> {
        self.one(article).map(|one| &one.belief)
    }

    /// Returns what an undated article says to another; nothing if it is not asked.
    fn hint(&self, article: usize, trust: f32) -> Option<Hint> {
        let number = *self.same.get(&article)?;
        let lately = || self.lately.lock().unwrap_or_else(PoisonError::into_inner);
        let known = lately().said.get(&number).map(Arc::clone);
        let said = match known {
            Some(said) => said,
            None => {
                let said = Arc::new(self.distinct.get(number)?.belief.said());
                lately().keep(number, &said);
                said
            }
        };
        Some(said.hint(trust))
    }

    /// Tells whether an article is known to say nothing of any day.
    fn says_nothing(&self, article: usize) -> bool {
        self.one(article).is_some_and(|one| one.silent)
    }
}

/// Adds what other articles said to the reasons.
fn add_reasons(published: &mut Published, mut said: Vec<(Option<NaiveDate>, String)>) {
    let value = published.value;
    said.sort_by_key(|(day, _)| match (day, value) {
        (Some(day), Some(value)) => (0, (*day - value).num_days().abs()),
        _ => (1, 0),
    });
    let undated: Vec<&str> = said
        .iter()
        .filter(|(day, _)| day.is_none())
        .map(|(_, name)| name.as_str())
        .take(3)
        .collect();
    let mut more: Vec<String> = said
        .iter()
        .filter(|(day, _)| day.is_some())
        .take(2)
        .map(|(_, reason)| reason.clone())
        .collect();
    if !undated.is_empty() {
        more.push(format!(
            "weighed together with {}, of the same story",
            undated.join(", ")
        ));
    }
    published.because.extend(more);
}

/// How surely two articles of a story tell of one event, one of them dated or neither.
fn trust(voices: &[Voice], i: usize, j: usize, one_event: f32, dated: bool) -> f32 {
    let versions = |a: usize, b: usize| voices[a].version_of.is_some_and(|v| v.at() == b);
    let one = voices[i].voice == voices[j].voice || versions(i, j) || versions(j, i);
    let most = if dated { 0.96 } else { 0.85 };
    if one { most } else { one_event.min(most) }
}
