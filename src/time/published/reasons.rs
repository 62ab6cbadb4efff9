//! Says why a day was chosen, in sentences a person can check against the text.

use super::calendar::number;
use super::days::{Days, PerDay};
use super::offices::OPEN;
use super::weigh::{Group, Weigher};
use super::{Evidence, Fact, Lean, Mark, What};
use chrono::{Datelike, NaiveDate};

/// How many reasons are given.
const MOST: usize = 5;
/// A fact that makes the day less than so much likelier (as a logarithm) is no reason.
const LEAST: f32 = 0.3;

/// Every so many days are enough to tell what a fact says on the average; no multiple of a
/// week.
const SAMPLE: usize = 11;

/// Returns the strongest reasons for the day at place `best`, strongest first.
pub(super) fn reasons(
    weigher: &Weigher<'_>,
    evidence: &Evidence,
    prior: &PerDay,
    best: usize,
    named: bool,
) -> Vec<String> {
    let days = prior.days;
    let all: f64 = prior
        .of
        .iter()
        .step_by(SAMPLE)
        .map(|p| f64::from(p.exp()))
        .sum();
    let mut ranked: Vec<(f32, usize, Group)> = Vec::new();
    for (n, group) in weigher.groups().into_iter().enumerate() {
        let mut said = vec![0.0; prior.of.len()];
        weigher.group(&group, &mut said);
        let mean = said
            .iter()
            .zip(&prior.of)
            .step_by(SAMPLE)
            .map(|(s, p)| f64::from((s + p).exp()))
            .sum::<f64>()
            / all;
        let gain = said[best] - mean.max(1e-30).ln() as f32;
        if gain >= LEAST {
            ranked.push((gain, n, group));
        }
    }
    ranked.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let mut out: Vec<String> = Vec::new();
    for (_, _, group) in ranked {
        if out.len() == MOST {
            break;
        }
        // Where no day is named, none can be fitted.
        if group == Group::Weekdays && !named {
            continue;
        }
        if let Some(reason) = say(evidence, group, days, days.day(best), named)
            && !out.contains(&reason)
        {
            out.push(reason);
        }
    }
    out
}

fn say(
    evidence: &Evidence,
    group: Group,
    days: Days,
    on: NaiveDate,
    named: bool,
) -> Option<String> {
    match group {
        Group::Weekdays => weekdays(evidence, on),
        Group::LatestYear => {
            let latest = evidence
                .facts
                .iter()
                .filter(|f| f.lean != Lean::Ahead)
                .filter_map(|f| Some((year_of(&f.what)?, f)))
                .filter(|(year, _)| *year <= days.years().1)
                .max_by_key(|(year, _)| *year)?;
            Some(format!(
                "the latest year it looks back to is {}",
                quoted(latest.1)
            ))
        }
        Group::Fact(i) => fact(evidence.facts.get(i)?, on, named),
    }
}

fn year_of(what: &What) -> Option<i32> {
    match what {
        What::Year {
            year,
            copyright: false,
        } => Some(*year),
        _ => None,
    }
}

fn weekdays(evidence: &Evidence, on: NaiveDate) -> Option<String> {
    let told: Vec<(&Fact, u8)> = evidence
        .facts
        .iter()
        .filter_map(|f| match f.what {
            What::Weekday {
                weekday, dir: None, ..
            } => Some((f, weekday)),
            _ => None,
        })
        .collect();
    let own = on.weekday().num_days_from_monday();
    let times = |weekday: u32| -> u32 {
        told.iter()
            .filter(|(_, w)| u32::from(*w) == weekday)
            .map(|(f, _)| u32::from(f.times))
            .sum()
    };
    let first = told.first()?;
    let here = times(own);
    let before = times((own + 6) % 7);
    Some(if here > 0 {
        let word = quoted(told.iter().find(|(_, w)| u32::from(*w) == own)?.0);
        let often = if here > 1 {
            format!(", said {here} times,")
        } else {
            String::new()
        };
        format!("{word}{often} fits {}", spoken(on))
    } else if before > 0 {
        let word = quoted(told.iter().find(|(_, w)| u32::from(*w) == (own + 6) % 7)?.0);
        format!("{word} fits the day before {}", spoken(on))
    } else {
        format!("{} fits the days around {}", quoted(first.0), spoken(on))
    })
}

fn spoken(day: NaiveDate) -> String {
    day.format("%A %Y-%m-%d").to_string()
}

/// Returns the words of a fact and where they stand, in bytes, for a person to check.
fn quoted(fact: &Fact) -> String {
    format!("\"{}\" (byte {})", fact.words, fact.at)
}

fn fact(fact: &Fact, on: NaiveDate, named: bool) -> Option<String> {
    let words = quoted(fact);
    let there = if named {
        on.to_string()
    } else {
        format!("a day of about {}", on.year())
    };
    let towards = match fact.lean {
        Lean::Back => "looks back from",
        Lean::Ahead => "looks ahead from",
        Lean::Unsaid => "lies near",
    };
    Some(match &fact.what {
        What::Date {
            mark: Some(Mark::Stamp),
            ..
        }
        | What::Date { head: true, .. } => {
            format!("{words} stands where a text gives its own date")
        }
        What::Date {
            mark: Some(Mark::Post),
            ..
        } => format!("{words} is the date of a post it shows"),
        What::Date {
            mark: Some(Mark::Archive),
            ..
        } => format!("{words} is the date of an old photograph"),
        What::Date {
            weekday: Some(weekday),
            year: None,
            month,
            day,
            ..
        } => {
            let year = (-1..=1).map(|d| on.year() + d).find(|&y| {
                number(y, *month, *day)
                    .is_some_and(|n| (n - 1).rem_euclid(7) == i32::from(*weekday))
            });
            match year {
                Some(year) => format!("{words} is such a weekday in {year}"),
                None => format!("{words} {towards} {there}"),
            }
        }
        What::Date {
            near: Some(near), ..
        } => {
            let word = match near {
                -1 => "yesterday",
                1 => "tomorrow",
                _ => "today",
            };
            format!("{words} is called {word}")
        }
        What::Date { .. } | What::Numeric { .. } | What::Month { .. } | What::Feast(_) => {
            format!("{words} {towards} {there}")
        }
        What::Year {
            copyright: true, ..
        } => format!("{words} is the year of its copyright"),
        What::Year { .. } => format!("{words} {towards} {}", on.year()),
        What::Unit { .. } => format!("{words} fits a date it names, seen from {there}"),
        What::Elapsed { .. } => format!("{words} counts to {}", on.year()),
        What::Office {
            terms,
            former: true,
            ..
        } => {
            let ended = day(terms.iter().map(|t| t.2).min()?)?;
            format!("{words} is called former, and left office on {ended}")
        }
        What::Office { terms, .. } => {
            let now = on.num_days_from_ce();
            let term = terms
                .iter()
                .min_by_key(|t| (t.1 - now).max(now.saturating_sub(t.2)).max(0))?;
            let from = day(term.1)?;
            match term.2 {
                OPEN => format!("{words} held office from {from}"),
                to => format!("{words} held office from {from} to {}", day(to)?),
            }
        }
        What::Known { from } => format!("{words} has been in the news since {}", day(*from)?),
        What::Stamped { .. } => format!("{words} is when the page was changed"),
        What::Weekday { .. } => return None,
    })
}

fn day(number: i32) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(number)
}
