//! How two figures stand to each other, and whether they count the same at all.

use super::figure::{Figure, Topic};
use super::place::Lower;
use super::setting::Setting;
use super::terms::may_be_of_one;
use super::value::close;
use crate::compare::kin::Kin;
use crate::compare::lexicon::{counts, lists};
use crate::compare::words::{Vocabulary, lower_words, shared};
use crate::link::Dated;
use crate::telling::{Bound, Quantity};
use crate::text::number;
use crate::time::Window;
use chrono::NaiveDate;
use rustc_hash::FxHashMap;

/// How two figures stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Verdict {
    Agree,
    Bounds,
    /// A later paper gives less, and says nothing of why.
    Lower,
    Update,
    CountedDifferently,
    Conflict,
}

/// Times by which a figure of things may differ from another of the same; of people, that
/// many times more.
const FAR_APART: f64 = 10.0;

/// Compares two figures; `None` when nothing shows that they count the same thing.
pub(super) fn compare(
    topic: &Topic,
    a: &Figure<'_, '_>,
    b: &Figure<'_, '_>,
    kin: &Kin<'_, '_>,
) -> Option<Verdict> {
    let compatible = a.low <= b.high && b.low <= a.high;
    let close = close(a.quantity, b.quantity) || is_range_of(a, b) || is_range_of(b, a);
    // "About 1,200" where all else is the same as around "about 1,300" was altered.
    let altered = a.quantity.value != b.quantity.value
        && n_digits(a.quantity.value) == n_digits(b.quantity.value)
        && is_one_wording(a, b);
    if !altered && (close || (compatible && covers(a, b))) {
        return Some(Verdict::Agree);
    }
    let things = matches!(topic, Topic::Things(..));
    // What both give in brackets is compared by what stands before them.
    let aside = |f: &Figure<'_, '_>| f.setting.as_ref().is_some_and(Setting::is_aside);
    if aside(a) && aside(b) {
        return None;
    }
    let one_thing = || match a.fixed {
        true => {
            let once = is_told_once(a) && is_told_once(b);
            once && may_be_of_one(a.witness, b.witness) && kin.share(a.witness, b.witness, 3)
        }
        false => one_setting(a, b) || is_one_statement(a, b, kin),
    };
    if things && !one_thing() || !things && !of_one_thing(a, b) {
        return None;
    }
    if !things && (is_elsewhere(a, b) || is_elsewhere(b, a)) {
        return None;
    }
    // "84 people" and "10 children" of them.
    if is_part_of(a, b) || is_part_of(b, a) {
        return None;
    }
    // Neither passengers nor crew are all on board.
    if a.is_on_board() && a.unit != b.unit && a.unit != "people" && b.unit != "people" {
        return None;
    }
    // "Seventeen of its staff" and "50,000 dead" are no two counts of the same; nor are, on one
    // day, two hurt by a stone and 70 in a month of riots.
    let (x, y) = (a.quantity.value, b.quantity.value);
    let one_day = a.witness.published == b.witness.published;
    let far = if one_day {
        FAR_APART
    } else {
        FAR_APART * FAR_APART
    };
    if !things && x.max(y) > far * x.min(y) {
        return None;
    }
    let one_kind = a.unit == b.unit || is_more_than_all(a, b) || is_more_than_all(b, a);
    if !one_kind || (a.since != b.since && !things) {
        return Some(Verdict::CountedDifferently);
    }
    let part = |f: &Figure<'_, '_>| f.setting.as_ref().is_some_and(Setting::is_of_part);
    // What leaks a day leaks so in any stretch of days.
    let rate = |f: &Figure<'_, '_>| f.setting.as_ref().is_some_and(Setting::is_rate);
    let one_span = a.scope().over == b.scope().over || rate(a) && rate(b);
    let (early, late) = match (a.witness.published, b.witness.published) {
        (Some(x), Some(y)) if x < y => (Some(a), Some(b)),
        (Some(x), Some(y)) if y < x => (Some(b), Some(a)),
        _ => (None, None),
    };
    if let (Some(early), Some(late)) = (early, late) {
        // "It was first put at 1,000": what a later text recalls replaces nothing.
        if late.recalled && !early.recalled {
            return None;
        }
        if late.grows && falls(early, late) {
            return None;
        }
        let rises = late.quantity.value > early.quantity.value;
        // An estimate of things that another day's paper puts otherwise was revised; what was
        // over long before is told differently.
        // What was done on a day grows into no sum.
        let sums = |f: &Figure<'_, '_>| f.setting.as_ref().is_some_and(Setting::is_so_far);
        if things && !late.revised && !rate(late) && sums(early) != sums(late) {
            return None;
        }
        if (late.grows && rises) || late.revised {
            return Some(Verdict::Update);
        }
        if things && !late.fixed && !is_long_past(early, late) {
            return match rises {
                true => Some(Verdict::Update),
                false => (!part(late) && one_span).then_some(Verdict::Lower),
            };
        }
    }
    // An outlet that counts on through a day does not contradict itself.
    let one_outlet = a.witness.source == b.witness.source && a.witness.published.is_some();
    if one_outlet && a.witness.published == b.witness.published && a.grows {
        return Some(Verdict::Update);
    }
    // Sums of three days and of one night are sums of two things.
    if !one_span {
        return None;
    }
    if compatible {
        return Some(Verdict::Bounds);
    }
    // Sums of one day or of long ago that are so far apart are sums of two things.
    let far = things && x.max(y) > FAR_APART * x.min(y);
    (!far && part(a) == part(b)).then_some(Verdict::Conflict)
}

/// Tells whether more of one kind are counted than the other counts of people: workers are
/// people, so both cannot be all of them.
fn is_more_than_all(kind: &Figure<'_, '_>, all: &Figure<'_, '_>) -> bool {
    let people = |f: &Figure<'_, '_>| matches!(f.topic, Topic::People(_));
    people(kind)
        && people(all)
        && all.unit == "people"
        && counts().people(&kind.unit).is_some_and(|g| g.part)
        && kind.low > all.quantity.upper.unwrap_or(all.quantity.value)
}

/// Returns the significant digits of a figure: who writes 3 where another writes 3.1 rounds.
fn n_digits(value: f64) -> usize {
    let digits = value.to_string().replace('.', "");
    digits.trim_matches('0').len()
}

/// Tells whether the same words stand around two figures.
fn is_one_wording(a: &Figure<'_, '_>, b: &Figure<'_, '_>) -> bool {
    const SAME: usize = 6;
    let (x, y) = (&a.place, &b.place);
    let same = |(p, q): &(&Lower<'_>, &Lower<'_>)| p.1 == q.1;
    let before = x.before().iter().rev().zip(y.before().iter().rev());
    let behind = x.behind().iter().zip(y.behind());
    let n = before.take_while(same).count() + behind.take_while(same).count();
    n >= SAME && a.quantity.bound == b.quantity.bound
}

/// Tells whether a telling gives one such figure only.
fn is_told_once(f: &Figure<'_, '_>) -> bool {
    let of_telling = f.witness.telling.quantities.iter();
    let same = |q: &&Quantity| q.unit == f.quantity.unit && q.subject == f.quantity.subject;
    of_telling.filter(same).count() == 1
}

/// Tells whether a figure counts only some kind of those whom the other counts.
fn is_part_of(part: &Figure<'_, '_>, all: &Figure<'_, '_>) -> bool {
    let kind = counts()
        .people(&part.unit)
        .is_some_and(|g| g.part || part.is_on_board());
    kind && part.unit != all.unit && all.unit == "people" && part.low < all.low
}

/// Tells whether a later figure falls too far behind an earlier one to be of the same people:
/// the dead do not become fewer.
fn falls(early: &Figure<'_, '_>, late: &Figure<'_, '_>) -> bool {
    const LEAST_DAYS: i64 = 2;
    const TIMES: f64 = 1.5;
    let days = |f: &Figure<'_, '_>| f.witness.published;
    let apart = matches!((days(early), days(late)), (Some(x), Some(y))
        if (y - x).num_days() >= LEAST_DAYS);
    apart
        && late.settled
        && !late.revised
        && early.unit == late.unit
        && late.quantity.value * TIMES < early.quantity.value
}

/// Tells whether one figure is of a place and the other of another or of more: a place that the
/// other's text does not name, a sentence that parts its people by places, or many times as many.
fn is_elsewhere(part: &Figure<'_, '_>, other: &Figure<'_, '_>) -> bool {
    const TIMES: f64 = 3.0;
    if part.wheres.is_empty() || part.unit != other.unit {
        return false;
    }
    let named = |w: &String| other.place.words().iter().any(|(_, x)| x == w.as_str());
    if part.wheres.iter().any(named) && !other.is_one_of_many() {
        return false;
    }
    if other.wheres.is_empty() {
        return part.quantity.value * TIMES < other.quantity.value;
    }
    // Of two places that one text names, one may be in the other.
    let tells = |f: &Figure<'_, '_>, place: &String| {
        let names = f.witness.names.iter();
        names
            .map(|n| n.text.to_lowercase())
            .any(|n| n.contains(place.as_str()))
    };
    let apart = !part.wheres.iter().any(|w| tells(other, w))
        && !other.wheres.iter().any(|w| tells(part, w));
    apart || {
        let named = other.wheres.iter().any(|w| part.wheres.contains(w));
        !named && (part.is_one_of_many() || other.is_one_of_many())
    }
}

/// Tells whether two figures of things count the same.
fn one_setting(a: &Figure<'_, '_>, b: &Figure<'_, '_>) -> bool {
    let (Some(x), Some(y)) = (&a.setting, &b.setting) else {
        return false;
    };
    let one_day = a.witness.published == b.witness.published;
    let (v, w) = (a.quantity.value, b.quantity.value);
    let near = v.max(w) <= 3.0 * v.min(w);
    (x.is_like(y) || near && x.is_same_deed(y)) && (one_day || !x.is_quote() && !y.is_quote())
}

/// Tells whether two sentences are all but the same statement of one day, printed about the same
/// time, and each holds one figure of such things only.
fn is_one_statement(a: &Figure<'_, '_>, b: &Figure<'_, '_>, kin: &Kin<'_, '_>) -> bool {
    const SHARED: usize = 3;
    const APART: i64 = 3;
    let alone = |f: &Figure<'_, '_>| {
        let of_sentence = f.witness.telling.quantities.iter();
        f.quantity.sentence == f.witness.telling.sentence
            && of_sentence.filter(|q| q.unit == f.quantity.unit).count() == 1
    };
    let day = |f: &Figure<'_, '_>| {
        let own = f.witness.window.filter(|_| f.witness.dated == Dated::Own);
        own.filter(|w| w.n_days() == 1).map(|w| w.first_day())
    };
    let printed = |f: &Figure<'_, '_>| f.witness.published;
    let at_once = matches!((printed(a), printed(b)), (Some(x), Some(y))
        if (x - y).num_days().abs() <= APART);
    let fit = matches!((&a.setting, &b.setting), (Some(x), Some(y))
        if x.may_be_one(y) && !x.is_quote() && !y.is_quote());
    fit && at_once
        && day(a).is_some()
        && day(a) == day(b)
        && alone(a)
        && alone(b)
        && kin.share_most(a.witness, b.witness, SHARED)
}

/// Tells whether a range has the other inside it or as its end: "18 to 40" and "up to 40".
fn is_range_of(range: &Figure<'_, '_>, other: &Figure<'_, '_>) -> bool {
    let Some(top) = range.quantity.upper else {
        return false;
    };
    let value = other.quantity.upper.unwrap_or(other.quantity.value);
    range.quantity.value <= value && value <= top
}

/// The words around figures: the key of each that tells of what they are, each judged once.
#[derive(Default)]
pub(super) struct Known {
    vocabulary: Vocabulary,
    keys: FxHashMap<String, Option<u32>>,
}

impl Known {
    /// Returns the keys of the words that tell something.
    fn take(&mut self, words: &[Lower<'_>], out: &mut Vec<u32>) {
        for (_, word) in words {
            let key = match self.keys.get(word.as_ref()) {
                Some(known) => *known,
                None => self.learn(word),
            };
            out.extend(key);
        }
    }

    fn learn(&mut self, word: &str) -> Option<u32> {
        let (key, plain) = self.vocabulary.key_of(word);
        let tells = !plain
            && !word.starts_with(|c: char| c.is_ascii_digit())
            && counts().subject(word).is_none()
            && counts().people(word).is_none()
            && number::small(word).is_none()
            && !is_told_anywhere(word);
        let key = tells.then_some(key);
        self.keys.insert(word.to_owned(), key);
        key
    }
}

/// Returns the keys, sorted, of the words around a figure of people that are not said of
/// everybody killed: where, by what or whose.
pub(super) fn words_around(figure: &Figure<'_, '_>, known: &mut Known) -> Vec<u32> {
    const FEW: usize = 4;
    let mut out: Vec<u32> = Vec::new();
    let words = figure.place.words();
    let from = words.partition_point(|(range, _)| range.start < figure.from);
    known.take(&words[from..], &mut out);
    // What the telling adds in later sentences is said of what its own sentence names; and "police
    // say 27 people are injured" of what the text said right before.
    let (witness, own) = (figure.witness, &figure.witness.telling.sentence);
    if figure.quantity.sentence != *own {
        known.take(&lower_words(witness.words_at(own)), &mut out);
    } else if out.len() <= FEW {
        known.take(&lower_words(witness.words_before(own.start)), &mut out);
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// Tells whether what is told around two figures of people ties them to one thing: one word, where
/// both are what their sentences tell; most words, where one is of what came before.
fn is_tied(a: &Figure<'_, '_>, b: &Figure<'_, '_>) -> bool {
    if a.before || b.before {
        return is_tied_firmly(a, b);
    }
    shared(&a.around, &b.around) > 0
}

/// Tells whether much of what is told around two figures of people is the same.
pub(super) fn is_tied_firmly(a: &Figure<'_, '_>, b: &Figure<'_, '_>) -> bool {
    const FIRMLY: usize = 3;
    let n = shared(&a.around, &b.around);
    let fewer = a.around.len().min(b.around.len());
    n >= FIRMLY && n * 3 >= fewer || n + 1 >= FIRMLY && n == fewer
}

/// Tells whether two figures of people take in as much as each other, so far as is told.
fn is_one_scope(a: &Figure<'_, '_>, b: &Figure<'_, '_>) -> bool {
    let (x, y) = (a.scope(), b.scope());
    let kinds = a.unit != b.unit || a.unit == "people";
    let parts = (x.part || y.part) && kinds && x.part != y.part;
    let names = x.whose.is_some() || y.whose.is_some();
    !parts && (!names || x.whose == y.whose)
}

/// Tells whether a word stands in news of anything: a day, a speaker's verb.
fn is_told_anywhere(word: &str) -> bool {
    let lists = lists();
    [
        &lists.names_of_days,
        &lists.periods,
        &lists.saying,
        &lists.vague,
    ]
    .iter()
    .any(|list| list.has(word))
}

/// Tells whether two figures of people may be told of one thing: what stands around them ties
/// them, and their own days do not exclude each other.
fn of_one_thing(a: &Figure<'_, '_>, b: &Figure<'_, '_>) -> bool {
    // What is counted since one day is told on many.
    let own = |f: &Figure<'_, '_>| match f.witness.dated {
        Dated::Own if !f.since => f.witness.window,
        _ => None,
    };
    let other_days = match (own(a), own(b)) {
        (Some(x), Some(y)) => !x.overlaps(&y),
        (Some(x), None) => is_of_the_past(a, x),
        (None, Some(y)) => is_of_the_past(b, y),
        (None, None) => false,
    };
    !other_days && is_one_scope(a, b) && is_tied(a, b)
}

/// Tells whether a figure is of a day more than a year before its text.
fn is_of_the_past(f: &Figure<'_, '_>, window: Window) -> bool {
    const YEAR: i64 = 366;
    let day = f.witness.published;
    day.is_some_and(|day| !window.open_end && (day - window.last_day()).num_days() > YEAR)
}

/// Tells whether the thing was over long before either was written.
fn is_long_past(early: &Figure<'_, '_>, late: &Figure<'_, '_>) -> bool {
    const LONG: i64 = 180;
    let ends = |f: &Figure<'_, '_>| f.witness.window.filter(|w| !w.open_end);
    let long_past = |w: Window, day: NaiveDate| (day - w.last_day()).num_days() > LONG;
    early.witness.published.is_some_and(|day| {
        [early, late]
            .into_iter()
            .filter_map(ends)
            .any(|w| long_past(w, day))
    })
}

/// Tells whether a loose figure ("more than a dozen") is meant to cover the other (13).
fn covers(a: &Figure<'_, '_>, b: &Figure<'_, '_>) -> bool {
    let loose = |f: &Figure<'_, '_>| match f.quantity.bound {
        Bound::MoreThan | Bound::LessThan | Bound::About => true,
        Bound::AtLeast | Bound::AtMost => f.vague,
        Bound::Exact => f.vague || f.quantity.upper.is_some(),
    };
    let (x, y) = (a.quantity.value, b.quantity.value);
    let ratio = x.max(y) / x.min(y).max(1e-9);
    // "Up to 25,000" and "at least 12,000" are the ends of one range.
    let top = |f: &Figure<'_, '_>| matches!(f.quantity.bound, Bound::AtMost | Bound::LessThan);
    let bottom = |f: &Figure<'_, '_>| matches!(f.quantity.bound, Bound::AtLeast | Bound::MoreThan);
    let ends = top(a) && bottom(b) || bottom(a) && top(b);
    ends || (loose(a) || loose(b)) && ratio <= 1.5 || (a.vague || b.vague) && ratio < 10.0
}
