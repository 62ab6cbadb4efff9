//! One happening that two sources put on different days.
//!
//! Days gate moments, so what is clearly one thing must say so loudly before it is joined
//! across them: one act, the same names, much the same sentence, and no article that tells
//! the act of both days, as it would if there had been two.

use super::agree::Features;
use super::tale::Tale;
use crate::telling::Term;
use rustc_hash::FxHashMap;

/// Days that two sources may be apart on one happening.
const APART: i32 = 4;
/// How alike their sentences must be.
const ALIKE: f32 = 0.5;

/// Which articles tell an act of which days.
pub(super) struct Told(FxHashMap<Term, Vec<(u32, i32)>>);

impl Told {
    /// Reads the tellings of an affair.
    pub fn of(tales: &[Tale]) -> Self {
        let mut all: FxHashMap<Term, Vec<(u32, i32)>> = FxHashMap::default();
        for t in tales {
            if let (Some(act), Some(day)) = (t.action, day(t)) {
                all.entry(act).or_default().push((t.root, day));
            }
        }
        all.values_mut().for_each(|days| days.sort_unstable());
        Self(all)
    }

    /// Tells whether two sources tell one act of two days near each other; quick, where the
    /// features of a pair take long.
    pub fn may_conflict(a: &Tale, b: &Tale) -> bool {
        let (Some(x), Some(y)) = (day(a), day(b)) else {
            return false;
        };
        (1..=APART.unsigned_abs()).contains(&x.abs_diff(y))
            && a.action.is_some()
            && a.action == b.action
            && a.root != b.root
            && a.status == b.status
    }

    /// Returns the act and the day of a telling that names both.
    pub fn of_one_day(t: &Tale) -> Option<(Term, i32)> {
        Some((t.action?, day(t)?))
    }

    /// Returns the acts and days of tellings that may conflict with this one.
    pub fn near_by(t: &Tale) -> impl Iterator<Item = (Term, i32)> {
        Self::of_one_day(t).into_iter().flat_map(|(act, day)| {
            let near = (1..=APART).flat_map(move |n| [day - n, day + n]);
            near.map(move |day| (act, day))
        })
    }

    /// Tells whether two tellings with these features are of one happening, though not of
    /// one day.
    pub fn conflict(&self, a: &Tale, b: &Tale, f: &Features) -> bool {
        if !Self::may_conflict(a, b) {
            return false;
        }
        let (Some(x), Some(y), Some(act)) = (day(a), day(b), a.action) else {
            return false;
        };
        let names = |t: &Tale| t.names.len();
        let named = || a.names.iter().filter(|n| b.names.binary_search(n).is_ok());
        f[26] >= ALIKE
            && f[10] == 0.0
            && names(a) > 0
            && named().count() == names(a).min(names(b))
            && !self.told_twice(act, x, y)
    }

    /// Tells whether one voice tells the act of both days.
    fn told_twice(&self, act: Term, x: i32, y: i32) -> bool {
        self.0.get(&act).is_some_and(|all| {
            all.chunk_by(|a, b| a.0 == b.0).any(|of_one| {
                let has = |day| of_one.iter().any(|told| told.1 == day);
                has(x) && has(y)
            })
        })
    }
}

/// The single day that a telling itself names.
fn day(t: &Tale) -> Option<i32> {
    t.days.filter(|(a, b)| a == b && !t.news).map(|d| d.0)
}
