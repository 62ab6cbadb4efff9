//! A day stated less than fully: a month, a year, or two numbers either of which may be the day.

use super::days::{Days, PerDay};
use super::settle::NAMED;
use super::{Published, PublishedFrom};
use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

/// Days on one of which something outside the text says that it appeared.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Within {
    /// First and last day of each stretch, in order.
    pub spans: Vec<(NaiveDate, NaiveDate)>,
    /// What states it.
    pub from: PublishedFrom,
    /// The field and its raw text, and what it leaves open.
    pub because: String,
}

/// The logarithm of how likely a text appeared on a day that was not stated.
const OUTSIDE: f32 = -14.0;

impl Within {
    /// Returns the first and the last day.
    pub fn ends(&self) -> Option<(NaiveDate, NaiveDate)> {
        let first = self.spans.iter().map(|s| s.0).min()?;
        Some((first, self.spans.iter().map(|s| s.1).max()?))
    }

    /// Returns the number of days it leaves open.
    pub fn n_days(&self) -> i64 {
        let days = self.spans.iter().map(|(a, b)| (*b - *a).num_days() + 1);
        days.sum()
    }

    /// Tells whether one of its days is looked at.
    pub(super) fn meets(&self, days: Days) -> bool {
        self.spans.iter().any(|span| !places(span, days).is_empty())
    }

    /// Makes every other day unlikely.
    pub(super) fn weigh(&self, all: &mut PerDay) {
        let mut inside = vec![false; all.of.len()];
        for span in &self.spans {
            inside[places(span, all.days)].fill(true);
        }
        for (x, inside) in all.of.iter_mut().zip(inside) {
            *x += if inside { 0.0 } else { OUTSIDE };
        }
    }

    /// Returns what is stated and nothing more.
    pub(super) fn alone(&self) -> Published {
        let ends = self.ends();
        Published {
            earliest: ends.map(|e| e.0),
            latest: ends.map(|e| e.1),
            likely: ends,
            from: self.from,
            because: vec![self.because.clone()],
            ..Published::unknown()
        }
    }

    /// Keeps what was inferred inside what is stated, no surer than `share`, the belief its day
    /// holds. Where no day is sure enough to be named, what is stated is the answer.
    pub(super) fn bound(&self, mut inferred: Published, share: f32) -> Published {
        let Some((first, last)) = self.ends() else {
            return inferred;
        };
        inferred.confidence = inferred.confidence.min((share * 100.0).round() / 100.0);
        let inside = |day: NaiveDate| (first..=last).contains(&day);
        if inferred.confidence < NAMED || !inferred.value.is_some_and(inside) {
            return self.alone();
        }
        let clamp = |day: Option<NaiveDate>| day.map(|d| d.clamp(first, last));
        inferred.earliest = clamp(inferred.earliest);
        inferred.latest = clamp(inferred.latest);
        inferred.likely = inferred
            .likely
            .map(|(a, b)| (a.clamp(first, last), b.clamp(first, last)));
        inferred.because.insert(0, self.because.clone());
        inferred
    }
}

fn places(span: &(NaiveDate, NaiveDate), days: Days) -> std::ops::Range<usize> {
    days.places(span.0.num_days_from_ce(), span.1.num_days_from_ce())
}
