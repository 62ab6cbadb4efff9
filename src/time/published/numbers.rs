//! The numbers of `assets/time/published.numbers.txt`.

use super::Lean;
use super::sure::{DAY, WEEK};
use super::weigh::FEATURES;
use std::sync::LazyLock;

/// How likely a date lies so many days back, and ahead: steps of a density over distance,
/// up to so many days, so much a day.
#[derive(Debug, Default)]
pub(super) struct Around {
    back: Vec<(i32, f32)>,
    ahead: Vec<(i32, f32)>,
}

impl Around {
    /// Returns the density for a date `offset` days from publication, negative before it.
    pub fn at(&self, offset: i32) -> f32 {
        let (steps, distance) = if offset <= 0 {
            (&self.back, -offset)
        } else {
            (&self.ahead, offset)
        };
        let step = steps.iter().find(|s| distance <= s.0).or(steps.last());
        step.map_or(0.0, |s| s.1)
    }
}

/// A number each for a look back, none said, and a look ahead.
#[derive(Debug, Default)]
pub(super) struct ByLean<T> {
    back: T,
    unsaid: T,
    ahead: T,
}

impl<T> ByLean<T> {
    pub fn of(&self, lean: Lean) -> &T {
        match lean {
            Lean::Back => &self.back,
            Lean::Unsaid => &self.unsaid,
            Lean::Ahead => &self.ahead,
        }
    }

    fn named(&mut self, lean: &str) -> Option<&mut T> {
        match lean {
            "back" => Some(&mut self.back),
            "unsaid" => Some(&mut self.unsaid),
            "ahead" => Some(&mut self.ahead),
            _ => None,
        }
    }
}

/// All of them.
#[derive(Debug, Default)]
pub(super) struct Numbers {
    /// A date without a year.
    pub date: ByLean<Around>,
    /// A date with its year.
    pub full: ByLean<Around>,
    /// A holiday.
    pub feast: ByLean<Around>,
    /// The date of a dateline, and the same with its year.
    pub head: Around,
    pub full_head: Around,
    /// A date behind "updated" or "published".
    pub stamp: Around,
    /// The date of a post that is shown, of a photograph, of one from the archive.
    pub post: Around,
    pub photo: Around,
    pub archive: Around,
    /// Months without a year, from five before that of the text.
    pub month: ByLean<Vec<f32>>,
    /// What a weekday counts for the days from itself to six days later.
    pub weekday: [[f32; 7]; FEATURES.len()],
    /// Weights of how sure the week around a day is, and the day in it.
    pub week: [f32; WEEK.len()],
    pub day: [f32; DAY.len()],
}

static NUMBERS: LazyLock<Numbers> =
    LazyLock::new(|| Numbers::parse(include_str!("../../../assets/time/published.numbers.txt")));

/// Returns the numbers.
pub(super) fn numbers() -> &'static Numbers {
    &NUMBERS
}

impl Numbers {
    fn parse(source: &str) -> Self {
        let mut it = Self::default();
        for line in source.lines().filter(|l| !l.starts_with('#')) {
            let mut items = line.split_whitespace();
            if let (Some(name), Some(side)) = (items.next(), items.next()) {
                let rest: Vec<&str> = items.collect();
                it.set(name, side, &rest);
            }
        }
        it
    }

    fn set(&mut self, name: &str, side: &str, rest: &[&str]) {
        let floats = || rest.iter().filter_map(|x| x.parse().ok());
        match name {
            "weekday" => {
                if let Some(at) = FEATURES.iter().position(|f| *f == side) {
                    for (to, x) in self.weekday[at].iter_mut().zip(floats()) {
                        *to = x;
                    }
                }
            }
            "month" => {
                if let Some(to) = self.month.named(side) {
                    *to = floats().collect();
                }
            }
            "week" => put(&WEEK, &mut self.week, side, floats().next()),
            "day" => put(&DAY, &mut self.day, side, floats().next()),
            _ => {
                let Some(around) = self.around(name) else {
                    return;
                };
                let to = match side {
                    "back" => &mut around.back,
                    _ => &mut around.ahead,
                };
                *to = rest.iter().filter_map(|s| step(s)).collect();
            }
        }
    }

    fn around(&mut self, name: &str) -> Option<&mut Around> {
        Some(match name {
            "head" => &mut self.head,
            "full-head" => &mut self.full_head,
            "stamp" => &mut self.stamp,
            "post" => &mut self.post,
            "photo" => &mut self.photo,
            "archive" => &mut self.archive,
            _ => {
                let (kind, lean) = name.split_once('-')?;
                let by_lean = match kind {
                    "date" => &mut self.date,
                    "full" => &mut self.full,
                    "feast" => &mut self.feast,
                    _ => return None,
                };
                by_lean.named(lean)?
            }
        })
    }
}

fn put(names: &[&str], to: &mut [f32], name: &str, weight: Option<f32>) {
    if let (Some(at), Some(weight)) = (names.iter().position(|n| *n == name), weight) {
        to[at] = weight;
    }
}

fn step(text: &str) -> Option<(i32, f32)> {
    let (days, share) = text.split_once(':')?;
    Some((days.parse().ok()?, share.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_number_is_there() {
        let n = numbers();
        for around in [
            &n.head,
            &n.full_head,
            &n.stamp,
            &n.post,
            &n.photo,
            &n.archive,
        ] {
            assert!(!around.back.is_empty() && !around.ahead.is_empty());
        }
        for lean in [Lean::Back, Lean::Unsaid, Lean::Ahead] {
            for by_lean in [&n.date, &n.full, &n.feast] {
                let around = by_lean.of(lean);
                assert!(!around.back.is_empty() && !around.ahead.is_empty());
            }
            assert_eq!(n.month.of(lean).len(), 12);
        }
        assert!(n.weekday.iter().all(|row| row.iter().any(|x| *x != 0.0)));
    }
}
