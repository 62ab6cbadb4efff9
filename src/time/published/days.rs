//! What is believed of each day a text may have appeared on.

use chrono::{Datelike, NaiveDate};
use std::sync::LazyLock;

/// The days that are looked at: a stretch of 51 years.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Days {
    /// Day number of the first.
    first: i32,
}

/// The number of days in a stretch.
pub(super) const N: usize = 18_627;

/// Day number of 1985-01-01, where the usual stretch begins.
const USUAL: i32 = 724_642;

/// How often two articles of one event appear so many days apart from it: same day, one
/// day, two, three. Measured on groups of articles on one event.
const NEAR: [f32; 4] = [0.55, 0.14, 0.07, 0.012];
/// What is left, falling with distance.
const TAIL: f32 = 0.001;
const TAIL_DAYS: f32 = 12.0;
/// How the weight of another article of the same weeks fades, in days.
const WEEKS: f32 = 8.0;
/// Days on either side in which another article of a longer story lies.
const STORY: usize = 200;
/// A weight that has faded below this is nothing beside the least that any day is left.
const FADED: f32 = 1e-30;

impl Default for Days {
    fn default() -> Self {
        Self { first: USUAL }
    }
}

impl Days {
    /// Returns the stretch to look at when these days are known of the story: the usual
    /// one if they lie inside it.
    pub fn around(stated: &[NaiveDate]) -> Self {
        let usual = Self::default();
        match stated.iter().min() {
            Some(day) if usual.place(day.num_days_from_ce()).is_none() => Self {
                first: (day.num_days_from_ce() - 9000).max(1),
            },
            _ => usual,
        }
    }

    /// Returns the place of a day number in the stretch.
    pub(super) fn place(self, day: i32) -> Option<usize> {
        usize::try_from(day - self.first).ok().filter(|&at| at < N)
    }

    /// Returns the day number at a place.
    pub(super) fn number(self, at: usize) -> i32 {
        self.first + i32::try_from(at).unwrap_or(i32::MAX / 2)
    }

    /// Returns the day at a place.
    pub(super) fn day(self, at: usize) -> NaiveDate {
        NaiveDate::from_num_days_from_ce_opt(self.number(at)).unwrap_or_default()
    }

    /// Returns the first and the last year.
    pub(super) fn years(self) -> (i32, i32) {
        (self.day(0).year(), self.day(N - 1).year())
    }

    /// Returns the places of the days `from..=to` that lie in the stretch.
    pub(super) fn places(self, from: i32, to: i32) -> std::ops::Range<usize> {
        let at = |day: i32| {
            let at = i64::from(day) - i64::from(self.first);
            usize::try_from(at.max(0)).unwrap_or(0).min(N)
        };
        at(from)..at(to.saturating_add(1)).max(at(from))
    }
}

/// What a single day says of the days around it: as the articles of one event are spread,
/// of its weeks, and of its months. Each sums to 1, with the day itself in the middle.
pub(super) struct Alone {
    pub near: Vec<f32>,
    pub weeks: Vec<f32>,
    pub months: Vec<f32>,
}

/// Days on either side of a single day that it says anything of.
pub(super) const SAYS: usize = 400;
/// So many days from either end of a stretch, the end takes nothing from what it says.
const INSIDE: usize = 1300;

static ALONE: LazyLock<Alone> = LazyLock::new(|| {
    let middle = N / 2;
    let mut own = PerDay::zero(Days::default());
    own.of[middle] = 1.0;
    let around = |mut said: PerDay| {
        said.normalise();
        said.of[middle - SAYS..=middle + SAYS].to_vec()
    };
    Alone {
        near: around(own.spread()),
        weeks: around(own.weeks_around()),
        months: around(own.months_around()),
    }
});

impl Alone {
    /// Returns what the day at this place says, unless it lies near an end of the stretch,
    /// and the place where that begins.
    pub fn at(place: usize) -> Option<(&'static Self, usize)> {
        (INSIDE..N - INSIDE)
            .contains(&place)
            .then(|| (&*ALONE, place - SAYS))
    }
}

/// A number for each day of a stretch.
#[derive(Debug, Clone)]
pub(super) struct PerDay {
    pub days: Days,
    pub of: Vec<f32>,
}

impl PerDay {
    pub fn zero(days: Days) -> Self {
        Self {
            days,
            of: vec![0.0; N],
        }
    }

    /// Turns logarithms into weights, the greatest 1.
    pub fn exp(&mut self) {
        let most = self.of.iter().copied().fold(f32::NEG_INFINITY, f32::max);
        for x in &mut self.of {
            let d = *x - most;
            *x = if d < -40.0 { 0.0 } else { d.exp() };
        }
    }

    /// Makes the weights sum to 1.
    pub fn normalise(&mut self) {
        let sum: f64 = self.of.iter().map(|&x| f64::from(x)).sum();
        if sum > 0.0 {
            for x in &mut self.of {
                *x = (f64::from(*x) / sum) as f32;
            }
        }
    }

    /// Returns the weights spread as the articles of one event are spread around it.
    pub fn spread(&self) -> Self {
        let mut out = vec![0.0_f32; self.of.len()];

        for (d, &k) in NEAR.iter().enumerate() {
            for (o, x) in out.iter_mut().zip(self.of.iter().skip(d)) {
                *o += k * x;
            }
            if d > 0 {
                for (o, x) in out.iter_mut().skip(d).zip(&self.of) {
                    *o += k * x;
                }
            }
        }
        for (o, x) in out.iter_mut().zip(self.faded(TAIL_DAYS)) {
            *o += TAIL * x;
        }
        Self {
            days: self.days,
            of: out,
        }
    }

    /// Returns the weights of the weeks around each day, the nearer the more.
    pub fn weeks_around(&self) -> Self {
        Self {
            days: self.days,
            of: self.faded(WEEKS),
        }
    }

    /// Returns, per day, the weights of all days, fading with distance.
    fn faded(&self, scale: f32) -> Vec<f32> {
        let fade = (-1.0 / scale).exp();
        // What has faded away is nothing: numbers too small to be held in full are slow, and
        // far below all that is added to them.
        let next = |held: f32, x: f32| {
            let held = held * fade + x;
            if held < FADED { 0.0 } else { held }
        };
        let mut out = Vec::with_capacity(self.of.len());
        let mut held = 0.0;
        for &x in &self.of {
            held = next(held, x);
            out.push(held);
        }
        held = 0.0;
        for (&x, o) in self.of.iter().zip(&mut out).rev() {
            *o += held * fade;
            held = next(held, x);
        }
        out
    }

    /// Returns the mean weight of the months around each day.
    pub fn months_around(&self) -> Self {
        let n = self.of.len();
        let mut sums = Vec::with_capacity(n + 1);
        let mut sum = 0.0_f64;
        sums.push(sum);
        for &x in &self.of {
            sum += f64::from(x);
            sums.push(sum);
        }
        let wide = (2 * STORY + 1) as f64;
        let of = (0..n)
            .map(|i| {
                let (from, to) = (i.saturating_sub(STORY), (i + STORY + 1).min(n));
                ((sums[to] - sums[from]) / wide) as f32
            })
            .collect();
        Self {
            days: self.days,
            of,
        }
    }

    /// Returns the shortest stretch that holds `mass` of weights that sum to 1, as places.
    pub fn shortest(&self, mass: f32) -> (usize, usize) {
        let n = self.of.len();
        let (mut from, mut sum) = (0, 0.0_f64);
        let mut best = (0, n - 1);
        for to in 0..n {
            sum += f64::from(self.of[to]);
            while sum - f64::from(self.of[from]) >= f64::from(mass) {
                sum -= f64::from(self.of[from]);
                from += 1;
            }
            if sum >= f64::from(mass) && to - from < best.1 - best.0 {
                best = (from, to);
            }
        }
        best
    }

    /// Returns the place of the greatest number, the first of equals.
    pub fn best(&self) -> usize {
        let mut best = 0;
        for (i, x) in self.of.iter().enumerate() {
            if *x > self.of[best] {
                best = i;
            }
        }
        best
    }
}
