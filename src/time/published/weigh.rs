//! How likely each day is, given what a text says.
//!
//! Every kind of fact has a table: how far from the day of publication news puts the dates,
//! months, years and weekdays it names. The tables are rounded counts over news texts whose
//! day is known, with floors, so that one wrong fact cannot outweigh all others.

use super::days::{Days, N, PerDay};
use super::words::Feast;
use super::{Evidence, Fact, Lean, What};
use chrono::{Datelike, NaiveDate};
use std::sync::{Arc, LazyLock};

/// Steps of a density over distance in days: up to so many days, so much a day.
type Steps = &'static [(i32, f32)];

/// How likely a date lies so many days back, and ahead.
struct Around {
    back: Steps,
    ahead: Steps,
}

impl Around {
    /// Returns the density for a date `offset` days from publication, negative before it.
    fn at(&self, offset: i32) -> f32 {
        let (steps, distance) = if offset <= 0 {
            (self.back, -offset)
        } else {
            (self.ahead, offset)
        };
        let step = steps.iter().find(|s| distance <= s.0).or(steps.last());
        step.map_or(0.0, |s| s.1)
    }
}

const DATE_BACK: Around = Around {
    back: &[
        (1, 0.028),
        (2, 0.024),
        (7, 0.0148),
        (14, 0.0128),
        (30, 0.0096),
        (60, 0.0059),
        (120, 0.0025),
        (200, 0.0013),
        (380, 0.0006),
    ],
    ahead: &[
        (7, 0.0023),
        (14, 0.003),
        (30, 0.002),
        (60, 0.0007),
        (120, 0.0003),
        (380, 0.0001),
    ],
};
const DATE_AHEAD: Around = Around {
    back: &[
        (0, 0.012),
        (7, 0.003),
        (30, 0.0043),
        (60, 0.0015),
        (200, 0.0008),
        (380, 0.0001),
    ],
    ahead: &[
        (3, 0.0124),
        (7, 0.027),
        (14, 0.0145),
        (30, 0.0105),
        (60, 0.0045),
        (120, 0.0018),
        (200, 0.0012),
        (380, 0.0005),
    ],
};
const DATE_UNSAID: Around = Around {
    back: &[
        (0, 0.096),
        (1, 0.07),
        (2, 0.055),
        (3, 0.019),
        (7, 0.015),
        (14, 0.016),
        (30, 0.011),
        (60, 0.003),
        (120, 0.001),
        (200, 0.0005),
        (380, 0.0003),
    ],
    ahead: &[
        (1, 0.015),
        (3, 0.0055),
        (14, 0.005),
        (30, 0.0046),
        (60, 0.001),
        (380, 0.0004),
    ],
};
/// The date of a dateline.
const HEAD: Around = Around {
    back: &[
        (0, 0.6),
        (1, 0.33),
        (2, 0.02),
        (7, 0.002),
        (30, 0.0004),
        (380, 0.000_02),
    ],
    ahead: &[(1, 0.01), (380, 0.000_02)],
};
/// The same with its year.
const FULL_HEAD: Around = Around {
    back: &[
        (0, 0.75),
        (1, 0.15),
        (2, 0.03),
        (7, 0.004),
        (30, 0.0008),
        (400, 0.000_02),
        (20_000, 2e-6),
    ],
    ahead: &[(1, 0.01), (400, 0.000_02), (20_000, 2e-7)],
};
const FULL_BACK: Around = Around {
    back: &[
        (0, 0.15),
        (1, 0.04),
        (7, 0.02),
        (30, 0.004),
        (120, 0.0008),
        (365, 0.0006),
        (730, 0.0004),
        (1500, 0.000_12),
        (4000, 3e-5),
        (40_000, 3e-6),
    ],
    ahead: &[
        (1, 0.01),
        (7, 0.005),
        (30, 0.001),
        (120, 0.0003),
        (365, 0.0001),
        (730, 0.000_06),
        (1500, 2e-5),
        (40_000, 1e-6),
    ],
};
const FULL_UNSAID: Around = Around {
    back: &[
        (0, 0.2),
        (1, 0.05),
        (7, 0.02),
        (30, 0.004),
        (120, 0.0008),
        (365, 0.0006),
        (730, 0.0004),
        (1500, 0.000_12),
        (4000, 3e-5),
        (40_000, 3e-6),
    ],
    ahead: &[
        (1, 0.015),
        (7, 0.006),
        (30, 0.002),
        (120, 0.0006),
        (365, 0.0002),
        (730, 0.0001),
        (1500, 4e-5),
        (40_000, 2e-6),
    ],
};
const FULL_AHEAD: Around = Around {
    back: &[
        (0, 0.08),
        (7, 0.012),
        (30, 0.002),
        (120, 0.0004),
        (730, 0.0002),
        (1500, 0.000_06),
        (40_000, 3e-6),
    ],
    ahead: &[
        (7, 0.02),
        (30, 0.008),
        (120, 0.002),
        (365, 0.001),
        (730, 0.0004),
        (1500, 0.0001),
        (40_000, 3e-6),
    ],
};
const FEAST_BACK: Around = Around {
    back: &[(7, 0.04), (60, 0.006), (380, 0.0014)],
    ahead: &[(7, 0.006), (30, 0.003), (380, 0.0008)],
};
const FEAST_AHEAD: Around = Around {
    back: &[(7, 0.01), (380, 0.001)],
    ahead: &[(7, 0.04), (60, 0.008), (380, 0.001)],
};
const FEAST_UNSAID: Around = Around {
    back: &[(3, 0.03), (30, 0.008), (380, 0.0014)],
    ahead: &[(3, 0.03), (30, 0.008), (380, 0.0012)],
};

/// Months without a year: from five before publication to six after, in counts.
const MONTH_BACK: [f32; 12] = [25., 29., 49., 69., 69., 21., 16., 20., 10., 13., 14., 18.];
const MONTH_AHEAD: [f32; 12] = [11., 4., 2., 3., 6., 15., 26., 26., 7., 14., 11., 6.];
const MONTH_UNSAID: [f32; 12] = [9., 13., 11., 27., 18., 20., 23., 17., 11., 14., 8., 6.];

/// What a weekday counts for the days from itself to six days later, per feature: said
/// first and in the opening; said first, further down; in the opening at all; looking
/// back, unsaid, ahead; with a verb of speaking in the opening, and further down; with
/// night; with morning or afternoon; at all; said more often than any other; in the first
/// two sentences; in the opening, looking back. A logistic model over 702 news texts whose
/// day is known.
const WEEKDAY: [[f32; FEATURES]; 7] = [
    [
        0.35, -0.12, 0.43, 0.40, 0.13, -0.08, 0.50, 0.32, -0.02, 0.41, 0.19, 0.74, 0.17, 0.35,
    ],
    [
        0.31, 0.12, 0.15, 0.49, 0.32, -0.44, 0.31, 0.46, 0.24, -0.15, 0.41, 0.10, -0.29, 0.17,
    ],
    [
        0.00, -0.05, -0.21, 0.35, -0.14, -0.26, -0.18, -0.25, -0.01, -0.19, 0.20, -0.27, 0.07,
        -0.17,
    ],
    [
        -0.27, -0.09, -0.08, 0.11, -0.08, 0.06, -0.09, -0.11, 0.01, -0.04, -0.07, -0.01, -0.11,
        0.23,
    ],
    [
        -0.20, 0.07, -0.19, -0.17, -0.05, -0.11, -0.13, -0.24, -0.12, -0.13, -0.25, -0.10, 0.01,
        -0.21,
    ],
    [
        -0.11, 0.04, -0.09, -0.47, -0.18, 0.33, -0.20, -0.12, -0.08, -0.15, -0.29, -0.36, 0.02,
        -0.22,
    ],
    [
        -0.08, 0.02, -0.00, -0.72, 0.00, 0.49, -0.20, -0.06, -0.02, 0.26, -0.19, -0.09, 0.13, -0.14,
    ],
];
const FEATURES: usize = 14;
/// Sentences that are the opening.
const OPENING: u32 = 4;

/// How usual it is for a text to be of a year. Most texts that come without any date come
/// from the web, and were put there in the first decades of this century; earlier and
/// later years stay possible.
fn year_prior(year: i32) -> f32 {
    match year {
        ..1990 => 0.05,
        1990..1998 => 0.2,
        1998..2005 => 0.5,
        2005..2023 => 1.0,
        2023..2027 => 0.6,
        _ => 0.1,
    }
}

/// How likely the latest bare year a text looks back to lies so many years before its own.
fn latest_year(behind: i32) -> f32 {
    match behind {
        ..-3 => 0.002,
        -3 => 0.01,
        -2 => 0.02,
        -1 => 0.05,
        0 => 0.24,
        1 => 0.15,
        2 => 0.12,
        3 => 0.08,
        4 | 6 => 0.05,
        5 => 0.07,
        7 => 0.025,
        8 | 9 => 0.02,
        10 => 0.015,
        11..=20 => 0.008,
        _ => 0.002,
    }
}

/// How likely a year a text looks ahead to lies so many years after its own.
fn year_ahead(ahead: i32) -> f32 {
    match ahead {
        0 => 0.33,
        1 => 0.3,
        2 => 0.08,
        3 => 0.04,
        4 => 0.03,
        5 => 0.02,
        -1 => 0.05,
        -2 => 0.04,
        ..-2 => 0.008,
        _ => 0.004,
    }
}

/// How likely a month told with its year lies so many months ahead.
fn full_month(lean: Lean, ahead: i32) -> f32 {
    // A month of the last half year is hardly ever given its year.
    let back = match ahead {
        -2..=0 => 0.009,
        -5..=-3 => 0.012,
        -12..=-6 => 0.03,
        -24..=-13 => 0.04,
        -36..=-25 => 0.02,
        -60..=-37 => 0.007,
        -240..=-61 => 0.002,
        ..=-241 => 0.0003,
        1..=12 => 0.004,
        13..=36 => 0.002,
        _ => 0.0003,
    };
    let later = match ahead {
        0..=3 => 0.06,
        4..=12 => 0.04,
        13..=36 => 0.01,
        37.. => 0.0005,
        -36..=-1 => 0.006,
        _ => 0.001,
    };
    match lean {
        Lean::Back => back,
        Lean::Ahead => later,
        Lean::Unsaid => (back + later) / 2.0,
    }
}

/// The calendar of a stretch, worked out once.
struct Calendar {
    days: Days,
    year: Vec<i32>,
    month: Vec<u8>,
}

static USUAL: LazyLock<Arc<Calendar>> =
    LazyLock::new(|| Arc::new(Calendar::count(Days::default())));

impl Calendar {
    fn of(days: Days) -> Arc<Self> {
        if days == Days::default() {
            return USUAL.clone();
        }
        Arc::new(Self::count(days))
    }

    fn count(days: Days) -> Self {
        let mut it = Self {
            days,
            year: Vec::with_capacity(N),
            month: Vec::with_capacity(N),
        };
        for at in 0..N {
            let day = days.day(at);
            it.year.push(day.year());
            it.month.push(day.month() as u8);
        }
        it
    }

    fn weekday(&self, at: usize) -> usize {
        weekday(self.days.number(at))
    }
}

/// Returns the weekday of a day number, 0 for Monday: day 1 was one.
fn weekday(number: i32) -> usize {
    (number - 1).rem_euclid(7) as usize
}

/// Returns what is believed before a text is read.
pub(super) fn prior(days: Days) -> PerDay {
    let calendar = Calendar::of(days);
    let mut out = PerDay::zero(days);
    for (at, x) in out.of.iter_mut().enumerate() {
        // Fewer articles appear on Saturdays and Sundays.
        let of_week = if calendar.weekday(at) < 5 {
            0.166
        } else {
            0.085
        };
        *x = (year_prior(calendar.year[at]) * of_week).ln();
    }
    out
}

/// What the facts of a text say together.
pub(super) struct Weigher<'e> {
    calendar: Arc<Calendar>,
    facts: &'e [Fact],
    months: u16,
    years: Vec<i32>,
    latest_back: Option<i32>,
    latest_full: Option<usize>,
    latest_month: Option<usize>,
    first_ahead: Option<usize>,
    list: bool,
    first_weekday: Option<usize>,
    first_date: Option<usize>,
}

/// Days before a term in which its holder may be named with the office to come.
const COMING: i32 = 90;
/// A fact on its own line among many such is an entry of a list and dates the entry only.
const LIST: usize = 4;

impl<'e> Weigher<'e> {
    pub fn of(evidence: &'e Evidence, days: Days) -> Self {
        let mut it = Self {
            calendar: Calendar::of(days),
            facts: &evidence.facts,
            months: 0,
            years: Vec::new(),
            latest_back: None,
            latest_full: None,
            latest_month: None,
            first_ahead: None,
            list: false,
            first_weekday: None,
            first_date: None,
        };
        let listed = |f: &&Fact| {
            matches!(
                f.what,
                What::Date {
                    listed: true,
                    head: false,
                    ..
                }
            )
        };
        it.list = evidence.facts.iter().filter(listed).count() >= LIST;
        let (mut full_head, mut last, mut next) = (false, i32::MIN, i32::MAX);
        let mut latest_month = (i32::MIN, 0);
        let (_, end) = days.years();
        for (i, fact) in evidence.facts.iter().enumerate() {
            match fact.what {
                What::Weekday { dir: None, .. } if it.first_weekday.is_none() => {
                    it.first_weekday = Some(i);
                }
                What::Date {
                    year,
                    month,
                    day,
                    head,
                    ..
                } if !it.is_entry(fact) => {
                    let Some(year) = year else {
                        it.months |= 1 << month;
                        it.first_date.get_or_insert(i);
                        continue;
                    };
                    it.name_year(year, Lean::Ahead, end);
                    let Some(number) = number(year, month, day) else {
                        continue;
                    };
                    if fact.lean == Lean::Ahead && !head {
                        if number < next {
                            (next, it.first_ahead) = (number, Some(i));
                        }
                    } else if (head, number) > (full_head, last) || it.latest_full.is_none() {
                        (full_head, last, it.latest_full) = (head, number, Some(i));
                    }
                }
                What::Month { year, month, .. } => match year {
                    None => it.months |= 1 << month,
                    Some(year) => {
                        it.name_year(year, Lean::Ahead, end);
                        if fact.lean != Lean::Ahead && (year, month) > latest_month {
                            (latest_month, it.latest_month) = ((year, month), Some(i));
                        }
                    }
                },
                What::Year {
                    year,
                    copyright: false,
                } => it.name_year(year, fact.lean, end),
                _ => {}
            }
        }
        it
    }

    fn name_year(&mut self, year: i32, lean: Lean, end: i32) {
        if year <= end {
            self.years.push(year);
            if lean != Lean::Ahead {
                self.latest_back = self.latest_back.max(Some(year));
            }
        }
    }

    fn is_entry(&self, fact: &Fact) -> bool {
        self.list
            && matches!(
                fact.what,
                What::Date {
                    listed: true,
                    head: false,
                    ..
                }
            )
    }

    /// Returns the latest year the text looks back to.
    pub fn latest_year(&self) -> Option<i32> {
        self.latest_back
    }

    /// Returns the logarithm of the likelihood of each day.
    pub fn all(&self) -> PerDay {
        let mut out = PerDay::zero(self.calendar.days);
        for group in self.groups() {
            self.group(&group, &mut out.of);
        }
        out
    }

    /// Returns what belongs together: each is weighed, and given as a reason, as one.
    pub fn groups(&self) -> Vec<Group> {
        let mut out: Vec<Group> = Vec::new();
        if self.first_weekday.is_some() {
            out.push(Group::Weekdays);
        }
        if self.latest_back.is_some() {
            out.push(Group::LatestYear);
        }
        out.extend((0..self.facts.len()).map(Group::Fact));
        out
    }

    /// Adds the logarithm of the likelihood of one group of facts.
    pub fn group(&self, group: &Group, out: &mut [f32]) {
        match *group {
            Group::Weekdays => self.weekdays(out),
            Group::LatestYear => {
                if let Some(latest) = self.latest_back {
                    self.by_year(out, 1.0, |year| latest_year(year - latest));
                }
            }
            Group::Fact(i) => self.fact(i, out),
        }
    }

    fn fact(&self, i: usize, out: &mut [f32]) {
        let fact = &self.facts[i];
        if self.is_entry(fact) {
            return;
        }
        match &fact.what {
            What::Weekday { .. } => {}
            What::Date { year: None, .. } => self.date(i, out),
            What::Date { .. } => self.full_date(i, out),
            What::Month {
                year: None,
                month,
                dir,
            } => self.month(fact.lean, *month, *dir, out),
            What::Month {
                year: Some(year),
                month,
                ..
            } => {
                let told = year * 12 + i32::from(*month);
                let strength = if self.latest_month == Some(i) || fact.lean == Lean::Ahead {
                    0.9
                } else {
                    0.3
                };
                for (at, x) in out.iter_mut().enumerate() {
                    let own = self.calendar.year[at] * 12 + i32::from(self.calendar.month[at]);
                    *x += strength * full_month(fact.lean, told - own).ln();
                }
                if fact.lean == Lean::Ahead {
                    self.by_year(out, 0.7, |own| year_ahead(year - own));
                }
            }
            What::Year {
                year,
                copyright: true,
            } => self.by_year(out, 1.0, |own| match own - year {
                0 => 1.0,
                1 => 0.05,
                _ => 0.001,
            }),
            What::Year { year, .. } => {
                if fact.lean == Lean::Ahead && *year <= self.calendar.days.years().1 {
                    self.by_year(out, 0.7, |own| year_ahead(year - own));
                }
            }
            What::Unit { unit, dir } => self.unit(*unit, *dir, out),
            What::Elapsed { year, n } => {
                self.by_year(out, 1.0, |own| match (own - year - n).abs() {
                    0 => 8.0,
                    1 => 2.0,
                    _ => 1.0,
                });
            }
            What::Office { terms, former, .. } => self.office(terms, *former, out),
            What::Known { from } => {
                for (at, x) in out.iter_mut().enumerate() {
                    let since = self.calendar.days.number(at) - from;
                    *x += if since < -1 {
                        0.03_f32.ln()
                    } else {
                        -0.1 * (since.max(0) as f32 / 365.0).ln_1p()
                    };
                }
            }
            What::Feast(feast) => {
                let around = match fact.lean {
                    Lean::Back => &FEAST_BACK,
                    Lean::Ahead => &FEAST_AHEAD,
                    Lean::Unsaid => &FEAST_UNSAID,
                };
                self.yearly(out, 0.7, |y| day_of(*feast, y), |_, o| around.at(o));
            }
        }
    }

    fn by_year(&self, out: &mut [f32], strength: f32, likely: impl Fn(i32) -> f32) {
        let (first, last) = self.calendar.days.years();
        let table: Vec<f32> = (first..=last).map(|y| strength * likely(y).ln()).collect();
        for (x, year) in out.iter_mut().zip(&self.calendar.year) {
            *x += table[(year - first) as usize];
        }
    }

    fn weekdays(&self, out: &mut [f32]) {
        let mut seen = [[0.0_f32; FEATURES]; 7];
        let mut counts = [0_u32; 7];
        let (mut n_all, mut n_said) = (0.0, [0.0_f32; 2]);
        for (i, fact) in self.facts.iter().enumerate() {
            let What::Weekday {
                weekday,
                dir: None,
                part,
                said,
            } = fact.what
            else {
                continue;
            };
            let row = &mut seen[usize::from(weekday % 7)];
            counts[usize::from(weekday % 7)] += u32::from(fact.times);
            let n = f32::from(fact.times.min(4)).sqrt();
            let opening = fact.sentence < OPENING;
            if self.first_weekday == Some(i) {
                row[usize::from(!opening)] = 1.0;
            }
            if opening {
                row[2] = 1.0;
                if fact.lean == Lean::Back {
                    row[13] = 1.0;
                }
            }
            if fact.sentence < OPENING / 2 {
                row[12] = 1.0;
            }
            row[match fact.lean {
                Lean::Back => 3,
                Lean::Unsaid => 4,
                Lean::Ahead => 5,
            }] += n;
            n_all += n;
            if said {
                row[6 + usize::from(!opening)] += n;
                n_said[usize::from(!opening)] += n;
            }
            match part {
                Some(3) => row[8] = 1.0,
                Some(0 | 1) => row[9] = 1.0,
                _ => {}
            }
            row[10] = 1.0;
        }
        let most = counts.iter().copied().max().unwrap_or(0);
        if most > 1 && counts.iter().filter(|&&n| n == most).count() == 1 {
            for (row, n) in seen.iter_mut().zip(&counts) {
                row[11] = f32::from(u8::from(*n == most));
            }
        }
        let all = n_all.max(1.0_f32).powf(0.7);
        let said = n_said.map(|n| n.max(1.0));
        let mut score = [0.0_f32; 7];
        for (own, s) in score.iter_mut().enumerate() {
            for (later, weights) in WEEKDAY.iter().enumerate() {
                let row = &seen[(own + 7 - later) % 7];
                for (k, (w, x)) in weights.iter().zip(row).enumerate() {
                    let scale = match k {
                        3..=5 => all,
                        6 | 7 => said[k - 6],
                        _ => 1.0,
                    };
                    *s += w * x / scale;
                }
            }
        }
        for (at, x) in out.iter_mut().enumerate() {
            *x += score[self.calendar.weekday(at)];
        }
    }

    /// Adds a date that comes back each year, weighed by its distance.
    fn yearly(
        &self,
        out: &mut [f32],
        strength: f32,
        on: impl Fn(i32) -> Option<i32>,
        likely: impl Fn(i32, i32) -> f32,
    ) {
        const REACH: i32 = 380;
        let days = self.calendar.days;
        let (first, last) = days.years();
        let mut sums = vec![1e-6_f32; out.len()];
        for year in first - 1..=last + 1 {
            let Some(number) = on(year) else { continue };
            let table = |offset: i32| likely(number, offset);
            for at in days.places(number - REACH, number + REACH) {
                sums[at] += table(number - days.number(at));
            }
        }
        for (x, sum) in out.iter_mut().zip(&sums) {
            *x += strength * sum.ln();
        }
    }

    fn date(&self, i: usize, out: &mut [f32]) {
        let fact = &self.facts[i];
        let What::Date {
            month,
            day,
            weekday: told,
            near,
            head,
            ..
        } = fact.what
        else {
            return;
        };
        let around = match fact.lean {
            _ if head => &HEAD,
            Lean::Back => &DATE_BACK,
            Lean::Ahead => &DATE_AHEAD,
            Lean::Unsaid => &DATE_UNSAID,
        };
        let strength = if head || near.is_some() || told.is_some() {
            1.0
        } else if self.first_date == Some(i) {
            0.8
        } else {
            0.64
        };
        self.yearly(
            out,
            strength,
            |year| number(year, month, day),
            |number, offset| {
                let fits = told.is_none_or(|w| weekday(number) == usize::from(w));
                let likely = match near {
                    Some(near) if offset == i32::from(near) => 0.8,
                    Some(_) => 0.1 * around.at(offset),
                    None => around.at(offset),
                };
                if fits { likely } else { 0.005 * likely }
            },
        );
    }

    fn full_date(&self, i: usize, out: &mut [f32]) {
        let fact = &self.facts[i];
        let What::Date {
            year: Some(year),
            month,
            day,
            near,
            head,
            ..
        } = fact.what
        else {
            return;
        };
        let Some(told) = number(year, month, day) else {
            return;
        };
        let around = match fact.lean {
            _ if head => &FULL_HEAD,
            Lean::Back => &FULL_BACK,
            Lean::Ahead => &FULL_AHEAD,
            Lean::Unsaid => &FULL_UNSAID,
        };
        // The latest date looked back to, and the first looked ahead to, tell most.
        let strength = match (
            head,
            self.latest_full == Some(i) || self.first_ahead == Some(i),
        ) {
            (true, true) => 1.0,
            (false, true) => 0.8,
            (true, false) => 0.3,
            (false, false) => 0.1,
        };
        for (at, x) in out.iter_mut().enumerate() {
            let offset = told - self.calendar.days.number(at);
            let mut likely = around.at(offset);
            if let Some(near) = near {
                // Further down it is more often the "today" of something quoted.
                let share = if fact.sentence < 3 * OPENING {
                    0.5
                } else {
                    0.15
                };
                likely *= 1.0 - share;
                if offset == i32::from(near) {
                    likely += share;
                }
            }
            *x += strength * (likely + 1e-5).ln();
        }
        if fact.lean == Lean::Ahead {
            self.by_year(out, 0.7, |own| year_ahead(year - own));
        }
    }

    fn month(&self, lean: Lean, month: u8, dir: Option<i8>, out: &mut [f32]) {
        let counts = match lean {
            Lean::Back => &MONTH_BACK,
            Lean::Ahead => &MONTH_AHEAD,
            Lean::Unsaid => &MONTH_UNSAID,
        };
        let sum: f32 = counts.iter().sum();
        let mut table = [0.0_f32; 12];
        for (own, x) in table.iter_mut().enumerate() {
            let ahead = (i32::from(month) - 1 - own as i32 + 5).rem_euclid(12) as usize;
            *x = match dir {
                None => 0.7 * (counts[ahead] / sum).ln(),
                Some(-1) if ahead == 5 => 0.5_f32.ln(),
                Some(_) => 0.0,
            };
        }
        for (x, own) in out.iter_mut().zip(&self.calendar.month) {
            *x += table[usize::from(own - 1)];
        }
    }

    /// "next week" and "October 19": one of the dates told should lie there.
    fn unit(&self, unit: u8, dir: i8, out: &mut [f32]) {
        let dir = i32::from(dir);
        let pick = |values: [f32; 3]| values[(dir + 1) as usize].ln();
        match unit {
            2 if self.months != 0 => {
                let more = pick([1.5, 2.5, 2.0]);
                for (x, own) in out.iter_mut().zip(&self.calendar.month) {
                    let there = (i32::from(*own) - 1 + dir).rem_euclid(12) + 1;
                    if self.months & (1 << there) != 0 {
                        *x += more;
                    }
                }
            }
            3 if !self.years.is_empty() => {
                let more = pick([1.7, 2.5, 2.0]);
                for (x, own) in out.iter_mut().zip(&self.calendar.year) {
                    if self.years.contains(&(own + dir)) {
                        *x += more;
                    }
                }
            }
            1 => {
                let more = pick([2.5, 2.5, 6.0]);
                let mut fits = vec![false; out.len()];
                for fact in self.facts.iter().filter(|f| !self.is_entry(f)) {
                    let What::Date {
                        year: None,
                        month,
                        day,
                        ..
                    } = fact.what
                    else {
                        continue;
                    };
                    if (dir == 1 && fact.lean == Lean::Back)
                        || (dir == -1 && fact.lean == Lean::Ahead)
                    {
                        continue;
                    }
                    let (first, last) = self.calendar.days.years();
                    for number in (first..=last).filter_map(|y| number(y, month, day)) {
                        let monday = number - weekday(number) as i32 - 7 * dir;
                        for at in self.calendar.days.places(monday, monday + 6) {
                            fits[at] = true;
                        }
                    }
                }
                for (x, fits) in out.iter_mut().zip(fits) {
                    if fits {
                        *x += more;
                    }
                }
            }
            _ => {}
        }
    }

    fn office(&self, terms: &[(u16, i32, i32)], former: bool, out: &mut [f32]) {
        let days = self.calendar.days;
        if former {
            let ended = terms.iter().map(|t| t.2).filter(|&to| to != i32::MAX).min();
            if let Some(ended) = ended {
                for at in days.places(0, ended - 2) {
                    out[at] += 0.03_f32.ln();
                }
            }
            return;
        }
        // A predecessor of somebody else the text names in the same office is history.
        let newest = |office: u16, terms: &[(u16, i32, i32)]| {
            terms.iter().filter(|t| t.0 == office).map(|t| t.1).max()
        };
        let succeeded = terms.iter().all(|t| {
            self.facts.iter().any(|other| match &other.what {
                What::Office {
                    terms: theirs,
                    former: false,
                    ..
                } => newest(t.0, theirs) > newest(t.0, terms),
                _ => false,
            })
        });
        let strength = if succeeded { 0.25 } else { 1.0 };
        let begun = terms.iter().map(|t| t.1).min().unwrap_or(0);
        let coming = |number: i32| terms.iter().any(|t| (1..COMING).contains(&(t.1 - number)));
        let mut held = vec![false; out.len()];
        for &(_, from, to) in terms {
            for at in days.places(from - 2, to.saturating_add(2)) {
                held[at] = true;
            }
        }
        for (at, x) in out.iter_mut().enumerate() {
            if !held[at] {
                let number = days.number(at);
                let likely: f32 = match number < begun {
                    _ if coming(number) => 0.1,
                    true => 0.008,
                    false => 0.06,
                };
                *x += strength * likely.ln();
            }
        }
    }
}

/// What is weighed as one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Group {
    /// All weekdays of the text.
    Weekdays,
    /// The latest year the text looks back to.
    LatestYear,
    /// One fact.
    Fact(usize),
}

/// Returns the day number of a date.
pub(super) fn number(year: i32, month: u8, day: u8) -> Option<i32> {
    NaiveDate::from_ymd_opt(year, month.into(), day.into()).map(|d| d.num_days_from_ce())
}

/// Returns the day number of a holiday in a year.
fn day_of(feast: Feast, year: i32) -> Option<i32> {
    match feast {
        Feast::Fixed(month, day) => number(year, month, day),
        Feast::Easter(days) => Some(easter(year)? + i32::from(days)),
        Feast::Nth(month, on, nth, plus) => {
            let on = i32::from(on);
            let plus = i32::from(plus);
            if nth >= 5 {
                let next = if month == 12 {
                    number(year + 1, 1, 1)?
                } else {
                    number(year, month + 1, 1)?
                };
                let last = next - 1;
                return Some(last - (weekday(last) as i32 - on).rem_euclid(7) + plus);
            }
            let first = number(year, month, 1)?;
            let to = (on - weekday(first) as i32).rem_euclid(7);
            Some(first + to + 7 * (i32::from(nth) - 1) + plus)
        }
    }
}

/// Returns Easter Sunday of a year of the Gregorian calendar (Butcher's rule).
fn easter(year: i32) -> Option<i32> {
    let a = year % 19;
    let (b, c) = (year / 100, year % 100);
    let (d, e) = (b / 4, b % 4);
    let g = (b - (b + 8) / 25 + 1) / 3;
    let h = (19 * a + b - d - g + 15) % 30;
    let (i, k) = (c / 4, c % 4);
    let l = (32 + 2 * e + 2 * i - h - k) % 7;
    let m = (a + 11 * h + 22 * l) / 451;
    let n = h + l - 7 * m + 114;
    number(
        year,
        u8::try_from(n / 31).ok()?,
        u8::try_from(n % 31 + 1).ok()?,
    )
}
