//! Figures: compared when they count the same thing, by value and bound.
//!
//! "At least 41" and "at least 12" can both be right; a reader must still be told. People
//! and civilians are counted differently, which is no conflict. A higher toll published
//! later is an update.

mod ages;
mod figure;
mod place;
mod scope;
mod setting;
mod terms;
mod value;
mod verdict;

use super::Witness;
use super::disagree::{
    Disagreement, DisagreementKind, Relation, Stance, against, meaning_of_number,
};
use super::kin::Kin;
use crate::telling::{Bound, Quantity};
use figure::{Figure, Topic};
use value::bound_word;
use verdict::{Known, Verdict, compare, is_tied_firmly, words_around};

/// Returns what the witnesses say differently in figures.
pub(super) fn numbers(witnesses: &[Witness<'_>], kin: &Kin<'_, '_>) -> Vec<Disagreement> {
    let mut known = Known::default();
    let figures: Vec<Figure<'_, '_>> = witnesses
        .iter()
        .flat_map(Figure::read_all)
        .map(|mut figure| {
            if matches!(figure.topic, Topic::People(_)) {
                figure.around = words_around(&figure, &mut known);
            }
            figure
        })
        .collect();
    let mut topics: Vec<&Topic> = Vec::new();
    for figure in &figures {
        if !topics.contains(&&figure.topic) {
            topics.push(&figure.topic);
        }
    }
    topics
        .into_iter()
        .flat_map(|topic| {
            let of_topic: Vec<&Figure<'_, '_>> =
                figures.iter().filter(|f| f.topic == *topic).collect();
            compare_topic(topic, &of_topic, kin)
        })
        .chain(ages::ages(witnesses, kin))
        .chain(terms::terms(witnesses, &figures, kin))
        .collect()
}

/// People that a telling counts.
pub(super) struct Counted<'a> {
    /// What is said of them: "killed".
    pub subject: String,
    /// The figure with what it counts, as printed.
    pub words: String,
    /// What it comes to, whatever the words.
    pub means: String,
    /// The figure.
    pub quantity: &'a Quantity,
}

/// Returns the figures of people in a telling.
pub(super) fn people<'a>(witness: &Witness<'a>) -> Vec<Counted<'a>> {
    Figure::read_all(witness)
        .into_iter()
        .filter_map(|figure| {
            let quantity = figure.quantity;
            let words = figure.words();
            let bound = bound_word(quantity.bound);
            let means = meaning_of_number(quantity.value, quantity.upper, bound, &figure.unit);
            match figure.topic {
                Topic::People(subject) => Some(Counted {
                    subject,
                    words,
                    means,
                    quantity,
                }),
                Topic::Things(..) => None,
            }
        })
        .collect()
}

fn compare_topic(
    topic: &Topic,
    figures: &[&Figure<'_, '_>],
    kin: &Kin<'_, '_>,
) -> Vec<Disagreement> {
    let mut pairs: Vec<Pair> = Vec::new();
    let voices = voices(figures);
    for (i, left) in voices.iter().enumerate() {
        for right in &voices[i + 1..] {
            let found = compare_voices(topic, figures, (left, right), kin);
            pairs.extend(found.filter(|(verdict, ..)| *verdict != Verdict::Agree));
        }
    }
    if matches!(topic, Topic::People(_)) {
        if is_scattered(figures, &pairs) {
            pairs.retain(|&(_, a, b)| is_tied_firmly(figures[a], figures[b]));
        }
        let found = (!pairs.is_empty()).then(|| report(topic, figures, &pairs));
        return found.into_iter().collect();
    }
    // Things that no pair ties together are several: what was lost, what was spent.
    let mut out = Vec::new();
    while let Some(first) = pairs.pop() {
        let mut tied = vec![first];
        let mut known = vec![first.1, first.2];
        while let Some(at) = pairs
            .iter()
            .position(|(_, a, b)| known.contains(a) || known.contains(b))
        {
            let pair = pairs.remove(at);
            known.extend([pair.1, pair.2]);
            tied.push(pair);
        }
        out.push(report(topic, figures, &tied));
    }
    out
}

/// Tells whether figures of people exclude each other in more ways than news of one thing has:
/// then several things were joined.
fn is_scattered(figures: &[&Figure<'_, '_>], pairs: &[Pair]) -> bool {
    const MANY: usize = 3;
    let excluding = pairs.iter().filter(|(v, ..)| *v == Verdict::Conflict);
    let mut values: Vec<f64> = excluding
        .flat_map(|&(_, a, b)| [figures[a].quantity, figures[b].quantity])
        // Rough figures differ by nature.
        .filter(|quantity| quantity.bound == Bound::Exact)
        .map(|quantity| quantity.value)
        .collect();
    values.sort_by(f64::total_cmp);
    values.dedup();
    values.len() >= MANY
}

/// How two figures stand to each other, and which two.
type Pair = (Verdict, usize, usize);

/// Returns what is to be said of figures that differ.
fn report(topic: &Topic, figures: &[&Figure<'_, '_>], pairs: &[Pair]) -> Disagreement {
    let mut worst = Verdict::Agree;
    let mut involved: Vec<(usize, Verdict)> = Vec::new();
    for &(verdict, a, b) in pairs {
        worst = worst.max(verdict);
        for at in [a, b] {
            match involved.iter_mut().find(|(known, _)| *known == at) {
                Some((_, most)) => *most = verdict.max(*most),
                None => involved.push((at, verdict)),
            }
        }
    }
    // One stance for each voice: a figure it was compared by, else its first.
    involved.sort_unstable_by_key(|&(at, verdict)| (verdict != worst, at));
    if matches!(worst, Verdict::Update | Verdict::Lower) {
        involved.sort_by_key(|&(at, verdict)| (verdict != worst, figures[at].witness.published));
    }
    let stances: Vec<Stance> = involved
        .iter()
        .map(|&(at, _)| figures[at].stance())
        .collect();
    let (opposed, besides) = stances.split_at(involved.partition_point(|(_, v)| *v == worst));
    let relation = match worst {
        Verdict::Conflict => Relation::Conflict,
        Verdict::CountedDifferently => Relation::CountedDifferently,
        Verdict::Update => Relation::Update,
        Verdict::Bounds | Verdict::Lower | Verdict::Agree => Relation::Differs,
    };
    let means = match worst {
        Verdict::Lower => "told lower later",
        Verdict::Bounds if is_rough(figures, pairs) => "rough figures that can both be right",
        _ => meaning(relation),
    };
    let mut note = format!("{}: {means}", against(opposed));
    let others: Vec<&str> = besides
        .iter()
        .filter(|b| !opposed.iter().any(|o| o.means() == b.means()))
        .map(|b| b.text.as_str())
        .collect();
    if !others.is_empty() {
        note.push_str(&format!("; others say {}", others.join(", ")));
    }
    let mut observers: Vec<&String> = stances.iter().filter_map(|s| s.said_by.as_ref()).collect();
    observers.dedup();
    if observers.len() > 1 {
        note.push_str(", by different observers");
    }
    let subject = match topic {
        Topic::People(said) => said.clone(),
        Topic::Things(unit, said) if said.is_empty() => unit.clone(),
        Topic::Things(unit, said) => format!("{unit} {said}"),
    };
    Disagreement {
        kind: DisagreementKind::Number,
        subject,
        relation,
        note,
        stances,
    }
}

/// Tells whether figures that differ are rough ones: "about 1,200".
fn is_rough(figures: &[&Figure<'_, '_>], pairs: &[Pair]) -> bool {
    let about = |at: usize| figures[at].quantity.bound == Bound::About;
    pairs.iter().any(|&(_, a, b)| about(a) && about(b))
}

fn meaning(relation: Relation) -> &'static str {
    match relation {
        Relation::Conflict => "cannot both be right",
        Relation::CountedDifferently => "counted differently",
        Relation::Update => "a later figure replaces an earlier one",
        Relation::Differs | Relation::Precision => "bounds that can both be right",
    }
}

/// Groups figures by voice, as indexes.
fn voices(figures: &[&Figure<'_, '_>]) -> Vec<Vec<usize>> {
    let mut out: Vec<(u32, Vec<usize>)> = Vec::new();
    for (at, figure) in figures.iter().enumerate() {
        match out.iter_mut().find(|(v, _)| *v == figure.witness.voice) {
            Some((_, list)) => list.push(at),
            None => out.push((figure.witness.voice, vec![at])),
        }
    }
    out.into_iter().map(|(_, list)| list).collect()
}

/// Tells whether what a voice gives in parts in one sentence comes to a figure of another's.
fn adds_up(figures: &[&Figure<'_, '_>], parts: &[usize], wholes: &[usize]) -> bool {
    let sentence = |at: usize| &figures[at].quantity.sentence;
    parts.first().is_some_and(|&first| {
        let of_first: Vec<usize> = parts
            .iter()
            .copied()
            .filter(|&at| sentence(at) == sentence(first))
            .collect();
        let sum: f64 = of_first.iter().map(|&at| figures[at].quantity.value).sum();
        let whole = |&at: &usize| (figures[at].quantity.value - sum).abs() < 0.5;
        of_first.len() > 1 && wholes.iter().any(whole)
    })
}

/// Compares two voices on one topic by the mildest reading: when any two figures of theirs
/// agree, they do.
fn compare_voices(
    topic: &Topic,
    figures: &[&Figure<'_, '_>],
    (left, right): (&[usize], &[usize]),
    kin: &Kin<'_, '_>,
) -> Option<Pair> {
    // "68 passengers and three crew" are 71 people.
    let people = matches!(topic, Topic::People(_));
    if people && (adds_up(figures, left, right) || adds_up(figures, right, left)) {
        return None;
    }
    let mut best: Option<Pair> = None;
    for &a in left {
        for &b in right {
            let verdict = compare(topic, figures[a], figures[b], kin)?;
            // A pair of one unit says more than a pair of two; among those the mildest.
            let rank = |v: Verdict| match v {
                Verdict::Agree => 0,
                Verdict::Update => 1,
                Verdict::Bounds => 2,
                Verdict::Lower => 3,
                Verdict::Conflict => 4,
                Verdict::CountedDifferently => 5,
            };
            if best.is_none_or(|(v, ..)| rank(verdict) < rank(v)) {
                best = Some((verdict, a, b));
            }
        }
    }
    best
}
