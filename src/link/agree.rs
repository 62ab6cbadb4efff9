//! Whether two tellings are of the same happening: a few features, each with a weight that
//! a person can read (`assets/link/moments.tsv`).

use super::common::{Common, LITTLE};
use super::tale::{Act, Tale, Thing};
use super::weigh;
use crate::telling::{Status, Term};
use std::fmt::Write;
use std::sync::LazyLock;

/// What is looked at, in the order of the weights.
pub(super) const FEATURES: [&str; 59] = [
    "always",
    "same act",
    "act told in other words",
    "other act",
    "words",
    "articles",
    "words and articles",
    "shared names",
    "other names",
    "shared numbers",
    "other numbers",
    "same day",
    "same news day",
    "same time long past",
    "overlapping times",
    "unlike precision",
    "neighbouring days",
    "other times",
    "one undated",
    "both undated",
    "point against state",
    "told by the other article",
    "main thing of both articles",
    "main thing of like articles",
    "both leads",
    "news of undated articles",
    "sentences",
    "telling words",
    "two clauses of a sentence",
    "nothing but the time",
    "acts in common",
    "act the story opens with",
    "near what the story opens with",
    "names in common",
    "one article",
    "next sentence",
    "both early",
    "faint",
    "dates tell them apart",
    "same act on one day",
    "same day ahead",
    "lesser sentence held",
    "rarest word in common",
    "same speaker",
    "other speaker",
    "both quoted",
    "one quoted",
    "both opening",
    "what stands beside",
    "beside is alike",
    "its other clause has the act",
    "its other clause has the time",
    "words of those like it",
    "speaker is named",
    "apart in one article",
    "same paragraph",
    "leans on the sentence before",
    "two statements with nothing in common",
    "things told in other words",
];

/// The features of a pair of tellings.
pub(super) type Features = [f32; FEATURES.len()];

/// One set of weights for pairs that dates can tell apart, one for those that only their
/// words can.
static WEIGHTS: LazyLock<[Features; 2]> =
    LazyLock::new(|| columns(include_str!("../../assets/link/moments.tsv"), &FEATURES));

/// Returns the columns of a list of weights, in the order of the names.
pub(super) fn columns<const N: usize, const M: usize>(
    list: &str,
    names: &[&str; N],
) -> [[f32; N]; M] {
    let mut out = [[0.0; N]; M];
    for line in list.lines().filter(|l| !l.starts_with('#')) {
        let mut cells = line.split('\t').map(str::trim);
        let name = cells.next().unwrap_or_default();
        if let Some(at) = names.iter().position(|n| *n == name) {
            for column in &mut out {
                column[at] = cells.next().and_then(|c| c.parse().ok()).unwrap_or(0.0);
            }
        }
    }
    out
}

/// Tells whether two clauses tell one act of different people, whom the other's sentence does not
/// name: two verdicts of one court on one day.
pub(super) fn of_others(a: &Tale, b: &Tale) -> bool {
    // "The president's visit", said of in a sentence on his host, is the same.
    let lacks = |t: &Tale, u: &Tale| {
        let held = |p: &Term| u.around.binary_search_by_key(p, |w| w.0).is_ok();
        !t.people.is_empty() && !t.people.iter().any(held)
    };
    a.acts_like(b) && lacks(a, b) && lacks(b, a)
}

/// Tells whether nothing but words can tell two tellings apart: the news that two articles
/// open with, when one of the articles has no day.
pub(super) fn only_words(a: &Tale, b: &Tale) -> bool {
    let undated = a.days.is_none() || b.days.is_none();
    undated && (a.published.is_none() || b.published.is_none())
}

fn weights(a: &Tale, b: &Tale) -> &'static Features {
    &WEIGHTS[usize::from(only_words(a, b))]
}

/// Returns the features of a pair that has these words in common.
pub(super) fn features(a: &Tale, b: &Tale, common: &Common) -> Features {
    let articles = common.articles;
    let mut f = [0.0; FEATURES.len()];
    f[0] = 1.0;
    match (a.act, b.act) {
        (Some(x), Some(y)) if x == y => f[1] = (x.weight / 4.0).min(1.2),
        (Some(x), Some(y)) if x.is_like(y) => f[1] = 0.7,
        (Some(x), Some(y)) => {
            if holds(a, y) || holds(b, x) {
                f[2] = 1.0;
            } else {
                f[3] = 1.0;
            }
        }
        _ => {}
    }
    f[4] = common.words;
    f[5] = articles;
    f[6] = f[4] * articles;
    f[7] = shared_names(a, b);
    f[8] = f32::from(u8::from(
        f[7] == 0.0 && !a.names.is_empty() && !b.names.is_empty(),
    ));
    let less = a.weight_of_numbers.min(b.weight_of_numbers);
    let may_meet = a.marks.numbers.may_meet(b.marks.numbers);
    (f[9], f[10]) = shared(&a.numbers, &b.numbers, may_meet, less);
    when(a, b, &mut f[11..21]);
    f[22] = a.main.min(b.main);
    f[23] = f[22] * articles;
    f[24] = f32::from(u8::from(a.lead && b.lead));
    let undated_news = |t: &Tale| t.news && t.days.is_none();
    f[25] = f32::from(u8::from(undated_news(a) && undated_news(b)));
    f[26] = common.sentences;
    f[27] = common.rare;
    if f[26] >= LITTLE || f[27] >= LITTLE {
        f[21] = common.told;
    }
    f[28] = f32::from(u8::from(a.article == b.article && a.place == b.place));
    f[29] = f32::from(u8::from(f[27] < LITTLE && f[1] == 0.0 && f[2] == 0.0));
    standing(a, b, f[26], &mut f[30..39]);
    if f[11] + f[12] > 0.0 {
        f[39] = f[30];
    }
    beside(a, b, common, &mut f[41..50]);
    (f[50], f[51]) = (other_clause_acts(a, b), other_clause_lies_there(a, b));
    beyond(a, b, common, &mut f);
    // A quotation may go with what it shares no word with; of two statements each tells its own.
    let states = !a.faint && !b.faint;
    f[57] = f32::from(u8::from(states && f[29] > 0.0 && f[26] < LITTLE / 2.0));
    f[58] = things_in_common(a, b);
    f[40] = f32::from(u8::from(ahead(a) && ahead(b) && a.days == b.days));
    f
}

/// Fills in what lies in the place of both in their articles and in their story.
fn standing(a: &Tale, b: &Tale, sentences: f32, f: &mut [f32]) {
    f[0] = acts_in_common(a, b);
    if f[0] > 0.0 {
        f[1] = a.opened.min(b.opened);
    }
    f[2] = a.central.min(b.central);
    let less = a.weight_of_names.min(b.weight_of_names);
    let may_meet = a.marks.names.may_meet(b.marks.names);
    f[3] = shared(&a.names, &b.names, may_meet, less).0;
    if a.article == b.article {
        f[4] = 1.0;
        f[5] = f32::from(u8::from(a.rank.abs_diff(b.rank) == 1));
    }
    f[6] = (1.0 - a.rank.max(b.rank) as f32 / EARLY).max(0.0) * (2.0 * sentences).min(1.0);
    f[7] = f32::from(u8::from(a.faint)) / 2.0 + f32::from(u8::from(b.faint)) / 2.0;
    if to_the_day(a) && to_the_day(b) && !touch(a, b) {
        // The day that news is told on may be the day after; who names two days means two.
        f[8] = match (a.news || b.news, a.article == b.article) {
            (true, _) => 1.0,
            (false, false) => 2.0,
            (false, true) => 4.0,
        };
    }
}

/// Fills in what the whole sentences, their speakers and their neighbours say.
fn beside(a: &Tale, b: &Tale, common: &Common, f: &mut [f32]) {
    f[0] = common.held;
    f[1] = common.rarest;
    match (a.speaker, b.speaker) {
        (Some(x), Some(y)) if x == y => f[2] = 1.0,
        (Some(_), Some(_)) => f[3] = 1.0,
        _ => {}
    }
    f[4] = f32::from(u8::from(a.quoted && b.quoted));
    f[5] = f32::from(u8::from(a.quoted != b.quoted));
    f[6] = f32::from(u8::from(a.rank < OPENING && b.rank < OPENING));
    if a.article != b.article || a.rank.abs_diff(b.rank) > 2 {
        f[7] = common.stands_beside;
        f[8] = common.beside * (1.0 - common.sentences);
    }
}

/// Fills in what the sentences like them say, and how near they stand in one article.
fn beyond(a: &Tale, b: &Tale, common: &Common, f: &mut Features) {
    f[52] = common.like * (1.0 - common.sentences);
    let names = |a: &Tale, b: &Tale| {
        let held = |s| b.around.binary_search_by_key(&s, |w| w.0).is_ok();
        a.speaker.is_some_and(held)
    };
    let of_both = f[43] + f[44] > 0.0;
    f[53] = f32::from(u8::from(!of_both && (names(a, b) || names(b, a))));
    if a.article == b.article {
        let gap = a.rank.abs_diff(b.rank);
        f[54] = (1.0 + gap as f32).log2() / 3.0;
        f[55] = f32::from(u8::from(a.line == b.line && gap > 0));
        let later = if a.rank > b.rank { a } else { b };
        f[56] = f32::from(u8::from(gap == 1 && later.leans));
    }
}

/// How much of what two sentences tell is of one kind and told by different words.
fn things_in_common(a: &Tale, b: &Tale) -> f32 {
    if !a.marks.things.may_meet(b.marks.things) {
        return 0.0;
    }
    let mut out = 0.0;
    let mut rest = b.things.as_slice();
    for of_one in a.things.chunk_by(|x, y| x.kind == y.kind) {
        let kind = of_one[0].kind;
        rest = &rest[rest.partition_point(|t| t.kind < kind)..];
        let (others, beyond) = rest.split_at(rest.partition_point(|t| t.kind == kind));
        rest = beyond;
        let same = |x: &Thing| others.iter().any(|y| x.term == y.term);
        if let Some(other) = others.first()
            && !of_one.iter().any(same)
        {
            out += of_one[0].weight * other.weight;
        }
    }
    out
}

/// Returns 1 if another telling of one sentence has the act that the other sentence tells.
fn other_clause_acts(a: &Tale, b: &Tale) -> f32 {
    let alike = |x: Option<Act>, y: Option<Act>| match (x, y) {
        (Some(x), Some(y)) => x == y || x.is_like(y),
        _ => false,
    };
    let better = |a: &Tale, b: &Tale| a.siblings.iter().any(|s| alike(s.0, b.act));
    f32::from(u8::from(
        (better(a, b) || better(b, a)) && !alike(a.act, b.act),
    ))
}

/// Returns 1 if another telling of one sentence lies in the time that the other tells.
fn other_clause_lies_there(a: &Tale, b: &Tale) -> f32 {
    let better = |a: &Tale, b: &Tale| a.siblings.iter().any(|s| s.1 == b.days);
    f32::from(u8::from(
        a.days != b.days && (b.days.is_some() && better(a, b) || a.days.is_some() && better(b, a)),
    ))
}

/// Sentences of an article that open it.
const OPENING: u32 = 3;

/// Tells whether it is told of a single day that is yet to come: few things are.
fn ahead(t: &Tale) -> bool {
    matches!((t.days, t.published), (Some((x, y)), Some(p)) if x == y && x > p + 1)
}

/// Tells whether one article tells two tellings of two days.
pub(super) fn told_apart(a: &Tale, b: &Tale) -> bool {
    a.article == b.article && !(a.news || b.news) && to_the_day(a) && to_the_day(b) && !touch(a, b)
}

fn to_the_day(t: &Tale) -> bool {
    t.days.is_some_and(|(x, y)| y - x < 2)
}

/// Sentences of an article after which nothing is early.
const EARLY: f32 = 6.0;

fn touch(a: &Tale, b: &Tale) -> bool {
    match (a.days, b.days) {
        (Some(x), Some(y)) => x.0 <= y.1 && y.0 <= x.1,
        _ => true,
    }
}

/// Tells whether the days of two tellings exclude each other; nothing where they cannot tell.
/// What is told as news may be recalled from any day before, and lies at most a day ahead of
/// the day it was told on.
pub(super) fn on_other_days(a: &Tale, b: &Tale) -> Option<bool> {
    if lay_ahead(a, b) || lay_ahead(b, a) {
        return Some(true);
    }
    let fine = |t: &Tale| t.days.filter(|(x, y)| y - x < 2);
    if a.sharp && b.sharp && clearly_apart(a, b) || long_over(a, b) || long_over(b, a) {
        return Some(true);
    }
    let (x, y) = (fine(a)?, fine(b)?);
    if touch(a, b) {
        return Some(false);
    }
    let ahead = |news: (i32, i32), own: (i32, i32)| (own.0 > news.1 + 1).then_some(true);
    // "Was killed, police said on Tuesday" may have been on Monday, but not weeks before.
    let old = x.0.abs_diff(y.0) > NEWS;
    let news = |t: &Tale| t.news || t.reported && !old;
    match (news(a), news(b)) {
        (false, false) => Some(true),
        (true, false) => ahead(x, y),
        (false, true) => ahead(y, x),
        (true, true) => None,
    }
}

/// Tells whether more days lie between two windows than the weeks and months of two outlets differ by.
fn clearly_apart(a: &Tale, b: &Tale) -> bool {
    const BETWEEN: i32 = 3;
    match (a.days, b.days) {
        (Some(x), Some(y)) => x.0 >= y.1 + BETWEEN || y.0 >= x.1 + BETWEEN,
        _ => false,
    }
}

/// Tells whether what the first tells was over when the other was news: "was dead by the end of April".
fn long_over(a: &Tale, b: &Tale) -> bool {
    const SINCE: i32 = 14;
    let over = |end: i32| b.days.is_some_and(|(first, _)| first > end + SINCE);
    let ended = a.window.is_some_and(|w| w.open_start && !w.open_end);
    ended && a.sharp && b.news && b.stated && a.days.is_some_and(|(_, end)| over(end))
}

/// Tells whether one article tells two acts of two times of their own.
pub(super) fn two_acts_of_two_times(a: &Tale, b: &Tale, f: &Features) -> bool {
    a.article == b.article && a.own_time && b.own_time && a.days != b.days && no_act_in_common(f)
}

fn no_act_in_common(f: &Features) -> bool {
    f[1] == 0.0 && f[2] == 0.0 && f[30] == 0.0
}

/// Days that a text may appear before what it tells of: stamps are of the outlet's own zone, and
/// texts go on growing after they were stamped.
const STAMPED_BEFORE: i32 = 2;

/// Tells whether the first tells, without a time, what was done, and the other of a day that was
/// yet to come when it was printed. What was called off by then is of such a day.
pub(super) fn lay_ahead(undated: &Tale, other: &Tale) -> bool {
    let to_come = |p: i32| other.days.is_some_and(|d| d.0 > p + STAMPED_BEFORE);
    undated.days.is_none()
        && undated.stated
        && matches!(undated.status, Status::Happened | Status::Ongoing)
        && !undated.negated
        && !undated.calls_off
        && undated.published.is_some_and(to_come)
}

/// Tells whether one tells a plan and the other a deed, with no act in common and no day: whom both
/// name joins them by no more than the name.
pub(super) fn plan_and_deed(a: &Tale, b: &Tale, f: &Features) -> bool {
    let statuses = (a.status, b.status);
    let apart = [
        (Status::Planned, Status::Happened),
        (Status::Happened, Status::Planned),
    ];
    let apart_or_undated = a.days.is_none() || b.days.is_none() || !touch(a, b);
    let told_by_days = !only_words(a, b);
    // "He had been due to meet her later this month" is no telling of who called it off on Tuesday.
    let fell = [
        (Status::Cancelled, Status::Happened),
        (Status::Happened, Status::Cancelled),
    ];
    let fallen = fell.contains(&statuses) && a.days != b.days && !(a.negated || b.negated);
    (apart_or_undated && told_by_days && apart.contains(&statuses) || fallen) && no_act_in_common(f)
}

/// Tells whether one says that a thing is not done and the other, of another day, that it was: who
/// "will not resign" on Thursday may resign on Friday, and "the raids have not stopped" says that they go on.
pub(super) fn undone_and_done(a: &Tale, b: &Tale) -> bool {
    let undated = a.days.is_none() || b.days.is_none();
    let done = [a, b]
        .map(|t| t.status)
        .iter()
        .all(|s| *s != Status::Planned);
    a.negated != b.negated
        && (on_other_days(a, b) == Some(true) || undated && done && a.acts_like(b))
}

/// Tells whether two articles tell in few words of one deed: one kind of act, on the one day that
/// both name, and two stems or a telling number more, with no name that contradicts. Where all tellings hold the
/// same light words ("six aid workers were released") no likeness of words shows it.
pub(super) fn one_deed(a: &Tale, b: &Tale, f: &Features) -> bool {
    const STEMS: usize = 2;
    const TELLING: f32 = 4.0;
    let number = |n: &&Term| weigh::weight(**n) >= TELLING && b.numbers.binary_search(n).is_ok();
    let shared = a.words.iter().map(|w| w.0).filter(|stem| {
        Some(*stem) != a.action && b.words.binary_search_by_key(stem, |w| w.0).is_ok()
    });
    a.article != b.article
        && !(a.news || b.news)
        && f[11] > 0.0
        && f[39] >= 0.5
        && (a.status, a.negated) == (b.status, b.negated)
        && (f[8] == 0.0 && (shared.count() >= STEMS || a.numbers.iter().any(|n| number(&n)))
            || two_counts(a, b))
}

/// Tells whether two articles of one story count the killed, or the arrested, of one day that both name: "at
/// least 12 people were killed", "around 20 people were killed". Of two places it was done twice.
fn two_counts(a: &Tale, b: &Tale) -> bool {
    let elsewhere = || {
        let shared = a.told_of.iter().any(|n| b.told_of.binary_search(n).is_ok());
        !a.told_of.is_empty() && !b.told_of.is_empty() && !shared
    };
    let day = day_of_counts(a);
    a.story == b.story
        && day.is_some()
        && day == day_of_counts(b)
        && a.counted.iter().any(|c| b.counted.contains(c))
        && !elsewhere()
}

/// The day that a telling names on which something was done to as many as it counts.
pub(super) fn day_of_counts(t: &Tale) -> Option<i32> {
    let (first, last) = t.days?;
    (t.own_time && !t.counted.is_empty() && first == last).then_some(first)
}

/// Days by which the beginnings of one state differ where one names a day and one a season.
pub(super) const SEASON: u32 = 92;

/// Days before print from which on few states of a story begin.
const LONG_PAST: i32 = 60;

/// Tells whether two articles tell what goes on since one time long past, and name one thing: "Russian aircraft
/// have been in action over Syria since September 2015", "Russia has flown missions over Syria since 30 September
/// 2015". Since one year much goes on: then they must tell one kind of act.
pub(super) fn one_state(a: &Tale, b: &Tale) -> bool {
    let (Some(x), Some(y)) = (a.days, b.days) else {
        return false;
    };
    let goes_on = |t: &Tale| {
        let open = t.window.is_some_and(|w| w.open_end);
        t.status == Status::Ongoing && t.own_time && open && !t.negated
    };
    let before = |t: &Tale, d: (i32, i32)| t.published.is_none_or(|p| d.0 + LONG_PAST < p);
    let precise = |d: (i32, i32)| d.1.abs_diff(d.0) <= SEASON;
    let shared = a.names.iter().any(|n| b.names.binary_search(n).is_ok());
    a.article != b.article
        && goes_on(a)
        && goes_on(b)
        && touch(a, b)
        && shared
        && before(a, x)
        && before(b, y)
        && (precise(x) && precise(y) || acts_in_common(a, b) >= 0.5)
}

/// Tells whether two tellings from different stories may be of one kind of act, at one time:
/// quick, where the features of a pair take long.
pub(super) fn may_be_one_act(a: &Tale, b: &Tale) -> bool {
    let (Some(x), Some(y)) = (a.days, b.days) else {
        return false;
    };
    // A week that holds the day will do, a month only for the same month; what has gone on since last
    // autumn may have gone on since September.
    let goes_on = a.ongoing && b.ongoing && x.0.abs_diff(y.0) <= SEASON;
    let fine = a.fine() && b.fine() && touch(a, b);
    // "Tuesday's alone left 41 dead" tells it by a noun.
    let one_count = || {
        x == y
            && (a.own_time && b.own_time && to_the_day(a))
            && a.kinds.iter().any(|kind| b.kinds.contains(kind))
            && a.numbers.iter().any(|n| b.numbers.binary_search(n).is_ok())
    };
    (x == y || goes_on || fine) && acts_in_common(a, b) >= 0.5 || one_count()
}

/// Tells whether two tellings that may be of one act, whose telling words are so alike, name nobody that the
/// other does not.
pub(super) fn one_act(a: &Tale, b: &Tale, telling_words: f32) -> bool {
    telling_words >= LITTLE && !other_names(a, b)
}

/// Tells whether both name somebody, and nobody whom both name says anything.
fn other_names(a: &Tale, b: &Tale) -> bool {
    !a.names.is_empty() && !b.names.is_empty() && shared_names(a, b) == 0.0
}

/// How much of what both say lies in the names that both hold.
fn shared_names(a: &Tale, b: &Tale) -> f32 {
    if !a.marks.names.may_meet(b.marks.names) {
        return 0.0;
    }
    let hefts = a.names.iter().zip(&a.hefts);
    let both = hefts.filter_map(|(n, heft)| Some(heft * b.hefts[b.names.binary_search(n).ok()?]));
    3.0 * both.sum::<f32>()
}

/// The share of the acts of the one that tells fewer which the other tells too.
fn acts_in_common(a: &Tale, b: &Tale) -> f32 {
    if !a.marks.acts.may_meet(b.marks.acts) {
        return 0.0;
    }
    let common = a.acts.iter().filter(|k| b.acts.binary_search(k).is_ok());
    common.count() as f32 / a.acts.len().min(b.acts.len()).max(1) as f32
}

fn holds(tale: &Tale, act: Act) -> bool {
    let (words, kinds) = (tale.marks.words, tale.marks.kinds);
    let is_like = |kind: u32| kinds.may_hold(kind) && tale.kinds.contains(&kind);
    let is_word = || tale.words.iter().any(|(word, _)| *word == act.stem);
    act.kind.is_some_and(is_like) || words.may_hold(act.stem.0) && is_word()
}

/// The weight of what both have, against what the lesser side weighs; and 1 if both have some and
/// share nothing.
fn shared(a: &[Term], b: &[Term], may_meet: bool, less: f32) -> (f32, f32) {
    if a.is_empty() || b.is_empty() {
        return (0.0, 0.0);
    }
    if !may_meet {
        return (0.0, 1.0);
    }
    let both = a.iter().filter(|t| b.contains(t));
    let both: f32 = both.map(|&t| weigh::weight(t)).sum();
    if both == 0.0 {
        (0.0, 1.0)
    } else {
        (both / less.max(1.0), 0.0)
    }
}

/// Days for which news is news.
const NEWS: u32 = 3;
/// How far beside a coarse window a thing may lie, as a share of the window.
const SLACK: f32 = 0.5;

/// Fills in how their times agree, from "same day" to "point against state".
fn when(a: &Tale, b: &Tale, f: &mut [f32]) {
    let (x, y) = match (a.days, b.days) {
        (Some(x), Some(y)) => (x, y),
        (None, None) => {
            // What nothing dates was told on the day it was printed, if it is news at all.
            let gap = match (a.published, b.published) {
                (Some(x), Some(y)) => x.abs_diff(y),
                _ => 0,
            };
            f[8] = 1.0 + (1.0 + gap.saturating_sub(NEWS) as f32).log2().min(5.0) / 2.0;
            return;
        }
        _ => {
            f[7] = 1.0;
            return;
        }
    };
    let gap = (x.0 - y.1).max(y.0 - x.1);
    let length = |d: (i32, i32)| (d.1 - d.0 + 1) as f32;
    let (long, short) = (length(x).max(length(y)), length(x).min(length(y)));
    // "Two years ago" may mean the year before or after: words that are not to the day are
    // not to be taken to the day.
    let slack = ((long - 1.0) * SLACK) as i32 + 1;
    if gap > slack {
        f[6] = ((gap - slack) as f32 + 1.0).log2().min(6.0) / 2.0;
    } else if gap >= 1 {
        f[5] = 1.0;
    } else if long <= 1.0 {
        f[if a.news || b.news { 1 } else { 0 }] = 1.0;
    } else {
        f[3] = 1.0;
        f[4] = (long / short).log2() / 5.0;
    }
    if x == y {
        // Few happenings of a story lie so far back, so the same day says more.
        let since = |t: &Tale| t.published.map_or(0, |p| p - x.1).max(0);
        f[2] = (1.0 + since(a).min(since(b)) as f32).log2().min(10.0) / 5.0;
    }
    if a.ongoing != b.ongoing {
        f[9] = 1.0;
    }
}

/// An affair of so many tellings is of the size that the weights were trained on.
const TRAINED_ON: f32 = 100.0;
/// What each e-fold of tellings beyond takes from a pair that no day parts; and what it takes more for each
/// e-fold of tellings, beyond the first, that would hold as much of the sentence by chance: a word that fifty
/// say ("calm", "celebrate") joins whoever says it (docs/LINKING.md, "Alike by chance").
const BY_CHANCE: f32 = 0.1;
const IN_COMMON_BY_CHANCE: f32 = 0.07;

/// Returns by how much two tellings of an affair of so many must agree better than two of a small one: the more
/// is told, the more is alike by chance, unless both say on which day.
pub(super) fn by_chance(a: &Tale, b: &Tale, n_tales: usize, common: &Common) -> f32 {
    let days_part = a.days.is_some() && b.days.is_some();
    if days_part || a.article == b.article || only_words(a, b) {
        return 0.0;
    }
    let beyond = (n_tales as f32 / TRAINED_ON).ln().max(0.0);
    beyond * (BY_CHANCE + IN_COMMON_BY_CHANCE * (common.by_chance - 1.0).max(0.0))
}

/// Returns how surely two tellings are one moment: the logarithm of the odds.
pub(super) fn odds(a: &Tale, b: &Tale, f: &Features) -> f32 {
    let weights = weights(a, b);
    let mut told = f
        .iter()
        .zip(0..)
        .fold(0_u64, |told, (x, at)| told | u64::from(*x != 0.0) << at);
    // Each sum waits for the one before it, and most features of a pair are nothing.
    let mut odds = 0.0;
    while told != 0 {
        let at = told.trailing_zeros() as usize;
        odds += f[at] * weights[at];
        told &= told - 1;
    }
    odds
}

/// Returns what speaks for and against a pair, weightiest first.
pub(super) fn reasons(a: &Tale, b: &Tale, f: &Features, by_chance: f32) -> String {
    list(
        f,
        weights(a, b),
        &FEATURES,
        &[(-by_chance, "alike by chance")],
    )
}

/// Lists what features of these weights and names say, and what else does, weightiest first.
pub(super) fn list<const N: usize>(
    f: &[f32; N],
    weights: &[f32; N],
    names: &[&'static str; N],
    beside: &[(f32, &'static str)],
) -> String {
    let weighed = f.iter().zip(weights).zip(names).skip(1);
    let mut parts: Vec<(f32, &str)> = weighed
        .map(|((x, w), &name)| (x * w, name))
        .chain(beside.iter().copied())
        .filter(|(c, _)| c.abs() >= 0.05)
        .collect();
    parts.sort_by(|a, b| b.0.abs().total_cmp(&a.0.abs()));
    let mut list = String::with_capacity(parts.len() * 24);
    for (c, name) in parts {
        if !list.is_empty() {
            list.push_str(", ");
        }
        write!(list, "{name} {c:+.1}").expect("a string takes what is written");
    }
    list
}

/// Returns both sets of weights.
pub(super) fn in_use() -> (&'static [f32], &'static [f32]) {
    (&WEIGHTS[0], &WEIGHTS[1])
}
