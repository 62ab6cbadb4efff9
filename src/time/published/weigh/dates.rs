//! What the dates, months, holidays and years of a text say of its own day.

use super::super::calendar::{number, weekday};
use super::super::numbers::numbers;
use super::super::{Lean, Mark, What};
use super::likely::year_ahead;
use super::{OPENING, Weigher};

/// Months without a year: from five before publication to six after, in counts.
/// Where a date and its weekday do not fit, so often the weekday is right.
const WEEKDAY_RIGHT: f32 = 0.7;

impl Weigher<'_> {
    /// Adds a date that comes back each year, weighed by its distance.
    pub(super) fn yearly(
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

    pub(super) fn date(&self, i: usize, out: &mut [f32]) {
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
            _ if head => &numbers().head,
            lean => numbers().date.of(lean),
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

    pub(super) fn full_date(&self, i: usize, out: &mut [f32]) {
        let fact = &self.facts[i];
        // A weekday that is not that of its date: one of the two is a slip.
        let slip = |number: Option<i32>, told: Option<u8>| {
            let (number, told) = (number?, i32::from(told?));
            let off = (told - weekday(number) as i32 + 3).rem_euclid(7) - 3;
            (off != 0).then_some(number + off)
        };
        let (told, near, head, mark) = match fact.what {
            What::Date {
                year: Some(year),
                month,
                day,
                weekday,
                near,
                head,
                mark,
                ..
            } => {
                let told = number(year, month, day);
                ([told, slip(told, weekday)], near, head, mark)
            }
            What::Numeric {
                first,
                second,
                year,
            } => {
                let readings = [number(year, first, second), number(year, second, first)];
                (readings, None, false, None)
            }
            _ => return,
        };
        // Who writes knows the weekday better than the number.
        let weights = match (told, &fact.what) {
            ([Some(_), Some(_)], What::Date { .. }) => [1.0 - WEEKDAY_RIGHT, WEEKDAY_RIGHT],
            ([Some(_), Some(_)], _) => [0.5, 0.5],
            _ => [1.0, 1.0],
        };
        let around = match mark {
            Some(Mark::Stamp) => &numbers().stamp,
            Some(Mark::Post) => &numbers().post,
            Some(Mark::Archive) => &numbers().archive,
            Some(Mark::Photo) if !head => &numbers().photo,
            _ if head => &numbers().full_head,
            _ => numbers().full.of(fact.lean),
        };
        // The latest date looked back to, and the first looked ahead to, tell most.
        let tells = match mark {
            Some(mark) => self.latest_marked[mark as usize] == Some(i),
            None => self.latest_full == Some(i) || self.first_ahead == Some(i),
        };
        let strength = match (head || mark == Some(Mark::Stamp), tells) {
            (true, true) => 1.0,
            (false, true) => 0.8,
            (true, false) => 0.3,
            (false, false) => 0.1,
        };
        // Further down "today" is more often that of something quoted.
        let share = match near {
            Some(_) if fact.sentence < 3 * OPENING => 0.5,
            Some(_) => 0.1,
            None => 0.0,
        };
        for (at, x) in out.iter_mut().enumerate() {
            let mut likely = 0.0;
            for (told, weight) in told
                .iter()
                .zip(weights)
                .filter_map(|(t, w)| Some((t.as_ref()?, w)))
            {
                let offset = told - self.calendar.days.number(at);
                likely += weight * (1.0 - share) * around.at(offset);
                if near.is_some_and(|near| offset == i32::from(near)) {
                    likely += weight * share;
                }
            }
            *x += strength * (likely + 1e-5).ln();
        }
        if fact.lean == Lean::Ahead && mark.is_none() {
            self.by_year(out, 0.7, |own| year_ahead(year_of(&fact.what) - own));
        }
    }

    pub(super) fn month(&self, lean: Lean, month: u8, dir: Option<i8>, out: &mut [f32]) {
        let counts = numbers().month.of(lean);
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
    pub(super) fn unit(&self, unit: u8, dir: i8, out: &mut [f32]) {
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
}

fn year_of(what: &What) -> i32 {
    match *what {
        What::Date {
            year: Some(year), ..
        }
        | What::Numeric { year, .. } => year,
        _ => 0,
    }
}
