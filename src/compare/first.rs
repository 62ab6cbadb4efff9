//! Which article told a moment first, and who followed.

use super::Witness;
use crate::article::ArticleIdx;
use crate::telling::Status;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// One voice in the order of telling.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FirstTold {
    /// Its place: voices of one day share it, as no text tells who was ahead. `None` when
    /// nobody knows when the article appeared, and for what was only announced.
    pub rank: Option<u32>,
    /// It appeared before the day of what others tell as done: an announcement.
    #[serde(default)]
    pub ahead: bool,
    /// The earliest article that speaks with this voice.
    pub article: ArticleIdx,
    /// Its outlet.
    pub source: String,
    /// The day it appeared.
    pub published: Option<NaiveDate>,
    /// Days behind the first.
    pub days_behind: Option<i64>,
    /// The sentence that tells it there.
    pub sentence: Range<usize>,
    /// Other articles with the same text and their outlets: copies, not witnesses.
    pub copies: Vec<(ArticleIdx, String)>,
}

/// Returns the voices that tell the moment, first come first.
pub fn first_told(witnesses: &[Witness<'_>]) -> Vec<FirstTold> {
    let mut sorted: Vec<&Witness<'_>> = witnesses.iter().collect();
    let early = ahead_of(witnesses);
    let ahead = |w: &Witness<'_>| early.contains(&w.article);
    sorted.sort_by_key(|w| {
        (
            ahead(w),
            w.published.is_none(),
            w.published,
            w.copied,
            w.source,
            w.article,
            w.telling.sentence.start,
        )
    });
    let mut out: Vec<(u32, FirstTold)> = Vec::new();
    for witness in &sorted {
        if let Some((_, told)) = out.iter_mut().find(|(v, _)| *v == witness.voice) {
            let known = told.article == witness.article
                || told.copies.iter().any(|(a, _)| *a == witness.article);
            if !known {
                told.copies
                    .push((witness.article, witness.source.to_owned()));
            }
            continue;
        }
        let told = FirstTold {
            rank: None,
            ahead: ahead(witness),
            article: witness.article,
            source: witness.source.to_owned(),
            published: witness.published,
            days_behind: None,
            sentence: witness.telling.sentence.clone(),
            copies: Vec::new(),
        };
        out.push((witness.voice, told));
    }
    let mut out: Vec<FirstTold> = out.into_iter().map(|(_, told)| told).collect();
    let first = out.first().and_then(|told| told.published);
    let mut rank = 0;
    for i in 0..out.len() {
        let Some(day) = out[i].published.filter(|_| !out[i].ahead) else {
            continue;
        };
        if i == 0 || out[i - 1].published != Some(day) {
            rank = u32::try_from(i + 1).unwrap_or(u32::MAX);
        }
        out[i].rank = Some(rank);
        out[i].days_behind = first.map(|f| (day - f).num_days());
    }
    out
}

/// Returns the articles that appeared before it can have been: announcements. What all tell of
/// beforehand is a plan, and the first to tell it told it.
pub(super) fn ahead_of(witnesses: &[Witness<'_>]) -> Vec<ArticleIdx> {
    let begins = earliest(witnesses);
    // Who tells it as done before the day that others give differs about the day.
    let ahead = |w: &Witness<'_>| {
        let to_come = |day| w.window.is_some_and(|own| own.first_day() > day);
        matches!((w.published, begins), (Some(x), Some(y))
            if x < y && (w.telling.status != Status::Happened || to_come(x)))
    };
    if witnesses.iter().all(|w| ahead(w) || w.published.is_none()) {
        return Vec::new();
    }
    let early = witnesses.iter().filter(|w| ahead(w));
    early.map(|w| w.article).collect()
}

/// Returns the first day on which it can have been: that of most datings to a week or less.
fn earliest(witnesses: &[Witness<'_>]) -> Option<NaiveDate> {
    const WEEK: i64 = 7;
    let dated = witnesses.iter().filter_map(|w| w.window);
    let days: Vec<NaiveDate> = dated
        .filter(|w| !w.open_start && !w.approx)
        .filter(|w| w.n_days() <= WEEK || w.open_end)
        .map(|w| w.first_day())
        .collect();
    let told = |day: &NaiveDate| days.iter().filter(|d| *d == day).count();
    let most = days.iter().max_by_key(|day| (told(day), **day))?;
    let of_all = witnesses.iter().filter(|w| w.window.is_some()).count();
    (told(most) * 2 >= of_all).then_some(*most)
}

/// Says in a sentence who told it first and who followed, each outlet by its first voice;
/// copies are named with the text they copy.
pub fn told_in_order(told: &[FirstTold]) -> String {
    let mut outlets: Vec<&FirstTold> = Vec::new();
    for t in told {
        if !outlets.iter().any(|o| o.source == t.source) {
            outlets.push(t);
        }
    }
    let Some(head) = outlets.first() else {
        return String::new();
    };
    let Some(day) = head.published else {
        let names: Vec<String> = outlets.iter().map(|t| named(t)).collect();
        return format!("nobody knows who was first: {} are undated", and(&names));
    };
    let first: Vec<String> = outlets
        .iter()
        .filter(|t| t.rank == Some(1))
        .map(|t| named(t))
        .collect();
    let mut out = format!(
        "first told by {} ({})",
        and(&first),
        day.format("%a %-d %b %Y")
    );
    if first.len() > 1 {
        out.push_str(", all on that day");
    }
    let mut groups: Vec<(Option<i64>, Vec<String>)> = Vec::new();
    for t in outlets.iter().filter(|t| t.rank.is_some_and(|r| r > 1)) {
        match groups.iter_mut().find(|(n, _)| *n == t.days_behind) {
            Some((_, names)) => names.push(named(t)),
            None => groups.push((t.days_behind, vec![named(t)])),
        }
    }
    let followed: Vec<String> = groups
        .iter()
        .map(|(behind, names)| match behind {
            Some(1) => format!("{} a day later", and(names)),
            Some(n) => format!("{} {n} days later", and(names)),
            None => and(names),
        })
        .collect();
    if !followed.is_empty() {
        out.push_str(&format!(", followed by {}", followed.join(", ")));
    }
    let undated: Vec<String> = outlets
        .iter()
        .filter(|t| t.rank.is_none() && !t.ahead)
        .map(|t| named(t))
        .collect();
    let ahead: Vec<String> = outlets
        .iter()
        .filter(|t| t.ahead)
        .map(|t| named(t))
        .collect();
    if !ahead.is_empty() {
        out.push_str(&format!("; announced before by {}", and(&ahead)));
    }
    if !undated.is_empty() {
        out.push_str(&format!("; undated: {}", and(&undated)));
    }
    out
}

fn named(told: &FirstTold) -> String {
    let mut copies: Vec<String> = Vec::new();
    for (_, source) in &told.copies {
        if *source != told.source && !copies.contains(source) {
            copies.push(source.clone());
        }
    }
    if copies.is_empty() {
        told.source.clone()
    } else {
        format!("{} (copied by {})", told.source, and(&copies))
    }
}

fn and(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [head @ .., last] => format!("{} and {last}", head.join(", ")),
    }
}
