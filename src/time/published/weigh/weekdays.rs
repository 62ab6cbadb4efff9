//! Which weekday a text was published on, from the weekdays it names.

use super::super::numbers::numbers;
use super::super::{Fact, Lean, What};
use super::{OPENING, Weigher};

/// What is looked at of a weekday, in the order of the numbers.
pub(in super::super) const FEATURES: [&str; 24] = [
    // Said first of all weekdays, in the opening or further down.
    "first-opening",
    "first-below",
    "opening",
    // How often the words around it point back, nowhere, ahead: of all weekdays.
    "back",
    "unsaid",
    "ahead",
    // With a verb of speaking, in the opening and further down: of all such.
    "said-opening",
    "said-below",
    "night",
    "morning",
    "any",
    // Said more often than any other.
    "most",
    "lead",
    "opening-back",
    "evening",
    "afternoon",
    // Of the evening or night, and nothing is said of the day after, or something is.
    "late-last",
    "late-passed",
    // The only one; the last one in the text; in the title.
    "only",
    "last",
    "title",
    // "last", "this", "next" before it.
    "last-such",
    "this-such",
    "next-such",
];

/// Per weekday, what is seen of it.
pub(in super::super) type Seen = [[f32; FEATURES.len()]; 7];

/// Returns what is seen of each weekday.
pub(in super::super) fn seen(facts: &[Fact]) -> Seen {
    let mut seen: Seen = [[0.0; FEATURES.len()]; 7];
    let mut counts = [0_u32; 7];
    let mut late = [false; 7];
    let (mut n_all, mut n_said) = (0.0_f32, [0.0_f32; 2]);
    let mut named = 0;
    let mut last = None;
    for fact in facts {
        let What::Weekday {
            weekday,
            dir,
            part,
            said,
        } = fact.what
        else {
            continue;
        };
        let weekday = usize::from(weekday % 7);
        let row = &mut seen[weekday];
        if let Some(dir) = dir {
            row[(22 + i32::from(dir)).clamp(21, 23) as usize] = 1.0;
            continue;
        }
        counts[weekday] += u32::from(fact.times);
        let n = f32::from(fact.times.min(4)).sqrt();
        let opening = fact.sentence < OPENING;
        if named == 0 {
            row[usize::from(!opening)] = 1.0;
        }
        named += 1;
        last = Some(weekday);
        if opening {
            row[2] = 1.0;
            if fact.lean == Lean::Back {
                row[13] = 1.0;
            }
        }
        if fact.sentence < OPENING / 2 {
            row[12] = 1.0;
        }
        if fact.sentence == 0 {
            row[20] = 1.0;
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
            Some(2) => row[14] = 1.0,
            Some(1) => row[15] = 1.0,
            Some(0) => row[9] = 1.0,
            _ => {}
        }
        late[weekday] |= matches!(part, Some(2 | 3)) && fact.lean != Lean::Ahead;
        row[10] = 1.0;
    }
    let most = counts.iter().copied().max().unwrap_or(0);
    let alone = counts.iter().filter(|&&n| n > 0).count() == 1;
    let single_most = most > 1 && counts.iter().filter(|&&n| n == most).count() == 1;
    let all = n_all.max(1.0_f32).powf(0.7);
    let said = n_said.map(|n| n.max(1.0));
    for (weekday, row) in seen.iter_mut().enumerate() {
        for x in &mut row[3..6] {
            *x /= all;
        }
        row[6] /= said[0];
        row[7] /= said[1];
        let here = counts[weekday] > 0;
        row[11] = f32::from(u8::from(single_most && counts[weekday] == most));
        if late[weekday] {
            row[if counts[(weekday + 1) % 7] == 0 {
                16
            } else {
                17
            }] = 1.0;
        }
        row[18] = f32::from(u8::from(alone && here));
        row[19] = f32::from(u8::from(!alone && last == Some(weekday)));
    }
    seen
}

/// Returns, per weekday of publication, the score of what is seen.
fn scores(seen: &Seen, weights: &[[f32; 7]]) -> [f32; 7] {
    let mut score = [0.0_f32; 7];
    for (own, s) in score.iter_mut().enumerate() {
        for (named, row) in seen.iter().enumerate() {
            let later = (own + 7 - named) % 7;
            for (w, x) in weights.iter().zip(row) {
                *s += w[later] * x;
            }
        }
    }
    score
}

/// How much the weekdays count beside all else: most of what else a story says of its week
/// cannot tell its days apart.
const STRENGTH: f32 = 1.2;

/// How likely a page stands under the weekday of its last change, and under the one before.
const STAMPED: [f32; 2] = [0.72, 0.18];
/// How likely it stands under any other.
const UNSTAMPED: f32 = 0.02;

impl Weigher<'_> {
    pub(super) fn stamped(&self, weekday: usize, out: &mut [f32]) {
        for (at, x) in out.iter_mut().enumerate() {
            let before = (weekday + 7 - self.calendar.weekday(at)) % 7;
            *x += STAMPED.get(before).unwrap_or(&UNSTAMPED).ln();
        }
    }

    pub(super) fn weekdays(&self, out: &mut [f32]) {
        let score = scores(&seen(self.facts), &numbers().weekday);
        for (at, x) in out.iter_mut().enumerate() {
            *x += STRENGTH * score[self.calendar.weekday(at)];
        }
    }
}
