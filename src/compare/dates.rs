//! When it was: days that exclude each other, and, weaker, unequal precision.
//!
//! Only what a text itself says counts: a date lent by another source or by the article's
//! own day is no testimony.

use super::Witness;
use super::disagree::{Disagreement, DisagreementKind, Relation, Stance, against};
use super::kin::Kin;
use super::lexicon::{WordList, lists};
use super::words::{is_plain, lower_words};
use crate::link::Dated;
use crate::telling::{Status, Telling};
use crate::time::{Grain, Timex, Window};
use chrono::{NaiveDate, TimeDelta};
use std::cell::OnceCell;

/// Papers so many days apart that each have it as the news of the day tell of two days.
const LATER: i64 = 3;
/// Days further apart than this are two happenings rather than two datings of one.
const NEAR: i64 = 31;
/// The same for plans.
const PLANNED_NEAR: i64 = 120;
/// More days than these nobody disputes.
const MOST_DAYS: usize = 2;
/// A window this many times as long as another is of another kind ("this quarter" in a
/// report on a Friday), not a looser dating.
const LOOSER: i64 = 31;

/// Returns what the witnesses say differently about when it was.
pub(super) fn dates(witnesses: &[Witness<'_>], kin: &Kin<'_, '_>) -> Option<Disagreement> {
    let told: Vec<Told<'_, '_>> = witnesses.iter().filter_map(Told::read).collect();
    let mut voices: Vec<u32> = Vec::new();
    for t in &told {
        if !voices.contains(&t.witness.voice) {
            voices.push(t.witness.voice);
        }
    }
    // Each voice by its finest dating.
    let best: Vec<&Told<'_, '_>> = voices
        .iter()
        .filter_map(|voice| {
            told.iter()
                .filter(|t| t.witness.voice == *voice)
                .min_by_key(|t| (t.window.n_days(), t.witness.telling.sentence.start))
        })
        .collect();
    // Days and days again are an affair that went on, not one day disputed.
    let mut days: Vec<NaiveDate> = best.iter().filter_map(|t| t.window.single_day()).collect();
    days.sort_unstable();
    days.dedup();
    let few_days = days.len() <= MOST_DAYS;
    let mut involved: Vec<Option<Relation>> = vec![None; best.len()];
    for (i, a) in best.iter().enumerate() {
        for (j, b) in best.iter().enumerate().skip(i + 1) {
            // "Friday" in papers of two time zones is one Friday.
            if a.words.eq_ignore_ascii_case(b.words) || !kin.share(a.witness, b.witness, 2) {
                continue;
            }
            let of = |voice: u32| told.iter().filter(move |t| t.witness.voice == voice);
            let apart = || {
                of(a.witness.voice)
                    .all(|x| of(b.witness.voice).all(|y| exclude(&x.window, &y.window)))
            };
            // Hours of one day differ where a thing goes on.
            let far = few_days
                && exclude(&a.window, &b.window)
                && days_between(&a.window, &b.window) > 0
                && !is_one_night(&a.window, &b.window)
                && a.is_exact()
                && b.is_exact()
                && is_near(a, b)
                && is_one_act(a, b)
                && kin.share_most(a.witness, b.witness, 2)
                && !is_each_its_own(a, b)
                && !is_a_week_off(a, b);
            let found = if far && apart() && !a.mentions(b) && !b.mentions(a) {
                Relation::Conflict
            } else if unequal(&a.window, &b.window) {
                Relation::Precision
            } else {
                continue;
            };
            for at in [i, j] {
                involved[at] = Some(involved[at].map_or(found, |r| r.min(found)));
            }
        }
    }
    // Where days exclude each other, who is merely less precise has no part in that.
    let relation = involved.iter().flatten().min().copied()?;
    let stances: Vec<Stance> = best
        .iter()
        .zip(&involved)
        .filter(|(_, found)| **found == Some(relation))
        .map(|(told, _)| {
            let sentence = &told.witness.telling.sentence;
            let mut stance = Stance::of(told.witness, told.words, sentence);
            stance.window = Some(told.window);
            stance
        })
        .collect();
    Some(Disagreement {
        kind: DisagreementKind::Date,
        subject: "when".to_owned(),
        relation,
        note: format!("{}: {}", against(&stances), relation.words()),
        stances,
    })
}

/// A dating in a text's own words.
struct Told<'w, 'a> {
    witness: &'w Witness<'a>,
    window: Window,
    words: &'a str,
    /// The rule that read the words.
    rule: &'a str,
    /// The words around the telling, read when first asked for.
    around: OnceCell<Vec<String>>,
}

impl<'w, 'a> Told<'w, 'a> {
    fn read(witness: &'w Witness<'a>) -> Option<Self> {
        if witness.dated != Dated::Own {
            return None;
        }
        let timex = witness.timex?;
        let sentence = &witness.telling.sentence;
        let before = witness.words_at(&(sentence.start..timex.start.max(sentence.start)));
        let words = witness.words_at(&(timex.start..timex.end));
        // "The heaviest strikes of the month" says of what, not when.
        let of_it = words.starts_with("the ") && before.trim_end().ends_with(" of");
        // "Hearings on Tuesday and Thursday" are of neither alone.
        let behind = witness.words_at(&(timex.end..sentence.end.max(timex.end)));
        let joined = behind.strip_prefix(" and ").unwrap_or_default();
        let other = lower_words(joined)
            .first()
            .is_some_and(|(_, w)| lists().names_of_days.has(w));
        let so_far = lower_words(before)
            .iter()
            .rev()
            .map(|(_, w)| w.as_ref())
            .take(2)
            .eq(["of", "as"]);
        if of_it || other || so_far || is_speech(before) || is_of_the_page(witness, timex, before) {
            return None;
        }
        Some(Self {
            witness,
            window: witness.window?,
            words,
            rule: &timex.rule,
            around: OnceCell::new(),
        })
    }
}

impl Told<'_, '_> {
    /// Tells whether the text around this telling holds the other's words, too: then it
    /// dates two things, and nobody can tell which is this one.
    fn mentions(&self, other: &Self) -> bool {
        let words = self.around.get_or_init(|| self.read_around());
        lower_words(other.words)
            .iter()
            .filter(|(_, w)| !is_plain(w) && !lists().parts_of_day.has(w))
            .all(|(_, w)| words.iter().any(|x| x == w))
    }
}

impl Told<'_, '_> {
    /// Tells whether it names a day, or a month: "last week" is said of more than a week, and
    /// the day of "2 p.m." is another sentence's.
    fn is_exact(&self) -> bool {
        const LOOSE: &[&str] = &["clock", "clock-shared", "part", "ago", "later", "earlier"];
        let month = self.window.grain == Grain::Month && self.rule == "month";
        // "Will meet on Tuesday", of a Tuesday that was over: the expression was read wrongly.
        let over = self.witness.telling.status == Status::Planned
            && self
                .witness
                .published
                .is_some_and(|day| self.window.last_day() < day);
        !over && (self.window.n_days() <= 1 || month) && !LOOSE.contains(&self.rule)
    }

    /// Returns the figures of its sentence that are not of its dating.
    fn figures(&self) -> Vec<String> {
        let sentence = &self.witness.telling.sentence;
        let (from, to) = self.witness.timex.map_or((0, 0), |t| (t.start, t.end));
        let words = lower_words(self.witness.words_at(sentence));
        let figures = words.iter().filter(|(range, word)| {
            let at = sentence.start + range.start;
            word.starts_with(|c: char| c.is_ascii_digit()) && !(from..to).contains(&at)
        });
        figures.map(|(_, word)| word.to_string()).collect()
    }

    fn read_around(&self) -> Vec<String> {
        const AROUND: usize = 250;
        let body = self.witness.body.as_bytes();
        let sentence = &self.witness.telling.sentence;
        let from = sentence.start.saturating_sub(AROUND);
        let to = (sentence.end + AROUND).min(body.len());
        let around = String::from_utf8_lossy(body.get(from..to).unwrap_or_default());
        lower_words(&around)
            .into_iter()
            .map(|(_, word)| word.into_owned())
            .collect()
    }
}

/// Tells whether the words before an expression show that it dates the statement and not
/// what is stated ("… were killed, officials said Friday").
fn is_speech(before: &str) -> bool {
    const BETWEEN: &[&str] = &["on", "late", "early", "in", "a", "the", "reporters"];
    let words = lower_words(before);
    words
        .iter()
        .rev()
        .map(|(_, word)| word.as_ref())
        .find(|word| !BETWEEN.contains(word))
        .is_some_and(|word| lists().speech.has(word))
}

/// Tells whether an expression is of the page and not of what is told: when a comment was
/// posted, a picture taken, an article printed or amended.
fn is_of_the_page(witness: &Witness<'_>, timex: &Timex, before: &str) -> bool {
    const NEAR: usize = 14;
    let words = witness.words_at(&(timex.start..timex.end));
    let year = words
        .split(|c: char| !c.is_ascii_digit())
        .any(|digits| digits.len() == 4);
    if timex.rule.starts_with("clock") && year {
        return true;
    }
    let body = witness.body.get(timex.end..witness.telling.sentence.end);
    let behind = body.unwrap_or_default();
    // "Monday 6 June Up to 40 boats": the line above ran into the sentence; "May 6: …" is an
    // entry of a diary.
    let first = behind.trim_start().chars().next();
    let run_in = timex.rule == "date-weekday" && first.is_some_and(char::is_uppercase);
    let joined = before.trim_end().ends_with([',', ';']) || ends_with_preposition(before);
    let words_behind = lower_words(behind.split(['.', ',']).next().unwrap_or_default());
    let stamp = behind.char_indices().take(20).any(|(_, c)| c == '|')
        || before.trim().is_empty()
            && words_behind
                .iter()
                .take(2)
                .any(|(_, w)| lists().printed.has(w));
    if run_in && !joined || stamp || before.trim().is_empty() && first == Some(':') {
        return true;
    }
    let before = lower_words(before);
    let near = before.iter().rev().take(NEAR);
    if near.clone().any(|(_, w)| lists().pictures.has(w)) {
        return true;
    }
    let says = |list: &WordList| before.iter().any(|(_, w)| list.has(w));
    says(&lists().pages) && says(&lists().printed)
}

fn ends_with_preposition(before: &str) -> bool {
    const ON: &[&str] = &[
        "on", "of", "since", "until", "by", "from", "to", "before", "after", "for",
    ];
    let last = before.split_whitespace().next_back().unwrap_or_default();
    ON.contains(&last.to_ascii_lowercase().as_str())
}

/// Tells whether two tellings tell one act, so far as their verbs say which, done in both or
/// planned in both. People speak every day.
fn is_one_act(a: &Told<'_, '_>, b: &Told<'_, '_>) -> bool {
    let (x, y) = (a.witness.telling, b.witness.telling);
    let spoken = x
        .action
        .as_deref()
        .is_some_and(|act| lists().spoken.has(act));
    let planned = |t: &Telling| t.status == Status::Planned;
    is_one_action(x, y) && !spoken && planned(x) == planned(y)
}

/// Tells whether the verbs of two tellings are of one act.
pub(super) fn is_one_action(a: &Telling, b: &Telling) -> bool {
    match (&a.action, &b.action) {
        (Some(x), Some(y)) => x == y || lists().is_one_act(x, y),
        (x, y) => x == y,
    }
}

/// Tells whether the days are one weekday of two weeks: "last Tuesday" is said of either.
fn is_a_week_off(a: &Told<'_, '_>, b: &Told<'_, '_>) -> bool {
    let says = |t: &Told<'_, '_>| {
        let words = t.words.to_ascii_lowercase();
        ["last ", "next ", "this "]
            .iter()
            .any(|w| words.starts_with(w))
    };
    let days = (a.window.single_day(), b.window.single_day());
    (says(a) || says(b)) && matches!(days, (Some(x), Some(y)) if (x - y).num_days().abs() == 7)
}

/// Tells whether papers of two days put a thing on days that lie as far from each: what is
/// done every day ("boats skimmed oil on Friday", "on Saturday") or was done twice.
fn is_each_its_own(a: &Told<'_, '_>, b: &Told<'_, '_>) -> bool {
    let behind = |t: &Told<'_, '_>| {
        let day = t.witness.published?;
        Some((day, day - t.window.single_day()?))
    };
    let news = |x: &(NaiveDate, TimeDelta)| (0..=1).contains(&x.1.num_days());
    let planned = |t: &Told<'_, '_>| t.witness.telling.status == Status::Planned;
    // What is planned was not done yet, let alone twice; "the 11th case" is not the 12th.
    let one_plan = planned(a) && planned(b) && a.figures() == b.figures();
    !one_plan
        && matches!((behind(a), behind(b)), (Some(x), Some(y))
        if x.0 != y.0
            && (x.1 == y.1
                || news(&x) && news(&y) && (x.0 - y.0).num_days().abs() >= LATER))
}

/// Tells whether two datings are near enough to be of one happening; plans move further.
fn is_near(a: &Told<'_, '_>, b: &Told<'_, '_>) -> bool {
    let planned = |t: &Told<'_, '_>| t.witness.telling.status == Status::Planned;
    let limit = if planned(a) && planned(b) {
        PLANNED_NEAR
    } else {
        NEAR
    };
    days_between(&a.window, &b.window) <= limit
}

fn days_between(a: &Window, b: &Window) -> i64 {
    let gap = |x: &Window, y: &Window| (y.first_day() - x.last_day()).num_days();
    gap(a, b).max(gap(b, a))
}

/// Tells whether parts of two days meet: "Saturday night" and "early on Sunday".
fn is_one_night(a: &Window, b: &Window) -> bool {
    const NIGHT: TimeDelta = TimeDelta::hours(12);
    let part = |w: &Window| w.latest() - w.earliest() < NIGHT;
    (part(a) || part(b)) && gap(a, b) < NIGHT
}

/// Returns how long lies between two stretches of time.
pub(super) fn gap(a: &Window, b: &Window) -> TimeDelta {
    (b.earliest() - a.latest()).max(a.earliest() - b.latest())
}

/// Tells whether a thing cannot lie in both windows.
fn exclude(a: &Window, b: &Window) -> bool {
    let open = a.open_start || a.open_end || b.open_start || b.open_end;
    !a.overlaps(b) && !open && !a.approx && !b.approx
}

/// Tells whether one is told more loosely than the other: a week against a day in it. A day
/// against an hour is not worth a word.
fn unequal(a: &Window, b: &Window) -> bool {
    let (loose, tight) = if a.n_days() > b.n_days() {
        (a, b)
    } else {
        (b, a)
    };
    let kind = match loose.grain {
        Grain::Week | Grain::Weekend | Grain::Month => true,
        Grain::Year | Grain::Season => tight.grain <= Grain::Month,
        _ => false,
    };
    kind && loose.n_days() > tight.n_days()
        && loose.n_days() <= LOOSER * tight.n_days()
        && loose.overlaps(tight)
}
