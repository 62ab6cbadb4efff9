//! Figures: compared when they count the same thing, by value and bound.
//!
//! "At least 41" and "at least 12" can both be right; a reader must still be told. People
//! and civilians are counted differently, which is no conflict. A higher toll published
//! later is an update.

mod place;
mod setting;
mod value;

use super::disagree::{
    Disagreement, DisagreementKind, Relation, Stance, against, meaning_of_number,
};
use super::lexicon::counts;
use super::words::{Vocabulary, is_plain, lower_words, shared};
use super::{Witness, attribution};
use crate::link::Dated;
use crate::telling::{Bound, Quantity};
use crate::time::Window;
use chrono::NaiveDate;
use place::{Place, has};
use setting::{Setting, is_beside, is_of_another_year, is_said_of, is_some_of};
use std::ops::Range;
use value::{bound_word, close, range_of};

/// Returns what the witnesses say differently in figures.
pub(super) fn numbers(witnesses: &[Witness<'_>]) -> Vec<Disagreement> {
    let mut vocabulary = Vocabulary::default();
    let figures: Vec<Figure<'_, '_>> = witnesses
        .iter()
        .flat_map(|w| w.telling.quantities.iter().map(move |q| (w, q)))
        .filter_map(|(w, q)| {
            let mut figure = Figure::read(w, q)?;
            if matches!(figure.topic, Topic::People(_)) {
                figure.around = words_around(&figure, &mut vocabulary);
            }
            Some(figure)
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
        .filter_map(|topic| {
            let of_topic: Vec<&Figure<'_, '_>> =
                figures.iter().filter(|f| f.topic == *topic).collect();
            compare_topic(topic, &of_topic)
        })
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
    let quantities = &witness.telling.quantities;
    quantities
        .iter()
        .filter_map(|quantity| {
            let figure = Figure::read(witness, quantity)?;
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

/// What a figure is about: figures of different topics are never compared.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Topic {
    /// People of whom the same is said: "killed".
    People(String),
    /// Things, by their noun and what is said of them: "ambulances", "left".
    Things(String, String),
}

/// A quantity, ready to be compared.
struct Figure<'w, 'a> {
    witness: &'w Witness<'a>,
    quantity: &'a Quantity,
    place: Place<'a>,
    topic: Topic,
    /// The kind of people counted, or the things.
    unit: String,
    grows: bool,
    /// Those of whom it is said stay so.
    settled: bool,
    low: f64,
    high: f64,
    /// The number is told in words that name none ("dozens").
    vague: bool,
    /// The words of its sentence say that it replaces an earlier figure.
    revised: bool,
    /// Told as what was once said.
    recalled: bool,
    /// Counted over a longer stretch ("since the war began").
    since: bool,
    /// The words around a figure of things.
    setting: Option<Setting>,
    /// What is told around a figure of people, as sorted keys of words; empty until asked.
    around: Vec<u32>,
    /// Names of places behind "in" or "at", for figures of people.
    wheres: Vec<String>,
}

/// What is said of people of whom a text says that they died.
const KILLED: &str = "killed";
/// What is said of those who were taken.
const KIDNAPPED: &str = "kidnapped";
/// Words that end it.
const FREED: &[&str] = &[
    "free",
    "frees",
    "freed",
    "freeing",
    "released",
    "release",
    "releases",
    "releasing",
    "rescued",
    "handed",
];
/// The dead that were found, of whom there are more.
const FOUND: &str = "bodies found";

impl<'w, 'a> Figure<'w, 'a> {
    fn read(witness: &'w Witness<'a>, quantity: &'a Quantity) -> Option<Self> {
        if quantity.value <= 0.0 {
            return None;
        }
        let place = Place::of(witness, quantity);
        // Numbers of the sentence were torn apart: "19, 000".
        if is_part(&place)
            || is_compound(&place)
            || is_age(&place)
            || is_unnamed(&place, quantity)
            || place.has(&["000"])
        {
            return None;
        }
        let unit_word = quantity.unit.rsplit(' ').next().unwrap_or_default();
        let subject = said_behind(&place, quantity).unwrap_or_else(|| said_of(quantity));
        let people = counts().people(unit_word);
        let group = counts().subject(&subject);
        let (topic, mut unit) = match (people, group) {
            (Some(people), Some(_)) => (
                Topic::People(subject_name(&place, &subject)),
                people.name.clone(),
            ),
            // "The toll rose to 41": nothing is counted by name, so people are.
            (None, Some(_)) if quantity.unit.is_empty() => (
                Topic::People(subject_name(&place, &subject)),
                "people".to_owned(),
            ),
            // People of whom nothing is said: each text may count others.
            (Some(_), None) => return None,
            _ if quantity.unit.is_empty() => return None,
            _ => (
                Topic::Things(quantity.unit.clone(), subject.clone()),
                quantity.unit.clone(),
            ),
        };
        if is_beside(&place, quantity) || is_of_another_year(witness, &place) {
            return None;
        }
        let setting = match topic {
            Topic::Things(..) => Some(Setting::read(&place, quantity)),
            Topic::People(_) => {
                let cue = |w: &str| {
                    let of = counts().subject(w).map(|g| &g.name);
                    of.is_some() && of == group.map(|g| &g.name)
                };
                // People are whole; "7.0" is something else.
                let broken = quantity.value < 1000.0 && quantity.text.contains('.');
                let found = group.is_some_and(|g| g.name == KILLED) && is_of_bodies_found(&place);
                let some = is_some_of(&place) && !found;
                // "Militants free 21 captive girls" counts who is no captive any more.
                let freed = group.is_some_and(|g| g.name == KIDNAPPED) && place.has(FREED);
                if broken || some || freed || !is_said_of(&place, cue) {
                    return None;
                }
                if found {
                    FOUND.clone_into(&mut unit);
                }
                None
            }
        };
        let (low, high) = range_of(quantity);
        Some(Self {
            witness,
            quantity,
            topic,
            unit,
            grows: group.is_some_and(|g| g.grows),
            settled: group.is_some_and(|g| matches!(g.name.as_str(), KILLED | "wounded")),
            low,
            high,
            vague: has(place.inside(), VAGUE),
            revised: place.has(REVISED),
            recalled: is_recalled(&place),
            since: place.has(LONGER),
            setting,
            around: vec![],
            wheres: wheres(&place),
            place,
        })
    }

    /// Returns the number with what it counts, as printed: "at least 41 people".
    fn words(&self) -> String {
        figure_words(&self.place, self.quantity)
    }

    /// Tells whether its sentence tells such figures of several places.
    fn is_one_of_many(&self) -> bool {
        let of_sentence = |q: &&Quantity| {
            q.sentence == self.quantity.sentence
                && q.value != self.quantity.value
                && counts().subject(&said_of(q)).map(|g| &g.name)
                    == counts().subject(&said_of(self.quantity)).map(|g| &g.name)
        };
        // "80 in the north, 36 in the port and 13 in Moorhaven".
        let words = self.place.words();
        let number = |w: &str| w.starts_with(|c: char| c.is_ascii_digit());
        let listed = words.windows(3).any(|w| {
            number(&w[0].1)
                && !self.place.span.contains(&w[0].0.start)
                && matches!(w[1].1.as_ref(), "in" | "at")
                && self.place.text[w[2].0.clone()].starts_with(char::is_uppercase)
        });
        listed
            || self
                .witness
                .telling
                .quantities
                .iter()
                .any(|q| of_sentence(&q))
    }

    fn stance(&self) -> Stance {
        let mut stance = Stance::of(self.witness, &self.words(), &self.quantity.sentence);
        stance.value = Some(self.quantity.value);
        stance.upper = self.quantity.upper;
        stance.bound = Some(bound_word(self.quantity.bound).to_owned());
        stance.unit = Some(self.unit.clone());
        stance.said_by = attribution::said_by(self.witness, &self.quantity.sentence);
        stance
    }
}

/// Tells whether a figure counts only some of those told of: "20 of those injured",
/// "another 40", "12 more".
fn is_part(place: &Place<'_>) -> bool {
    let of_them = |at: usize| {
        place.next(at) == "of"
            && matches!(
                place.next(at + 1),
                "those" | "whom" | "them" | "these" | "its" | "his" | "her" | "their"
            )
    };
    // "Relatives of two missing workers": of some; "of the two missing", of all.
    let kin = place.last(0) == "of" && (1..=3).any(|n| RELATIVES.contains(&place.last(n)));
    kin || matches!(place.last(0), "another" | "other")
        || has(place.inside(), &["another"])
        || of_them(0)
        || of_them(1)
        || matches!(place.next(0), "others" | "more" | "other")
}

/// Tells whether a figure is somebody's age: "Ada Moor, 69, was rescued".
fn is_age(place: &Place<'_>) -> bool {
    let before = place.text[..place.span.start].trim_end();
    let behind = place.text[place.span.end..].trim_start();
    let named = place
        .before()
        .last()
        .is_some_and(|(range, _)| place.text[range.clone()].starts_with(char::is_uppercase));
    let parted = behind.is_empty() || behind.starts_with([',', '-', '–', '—']);
    place.inside().len() == 1 && before.ends_with(',') && named && parted
}

/// Tells whether nobody is named between a figure and what is said of people, but something
/// else: "23 oiled birds have been found dead".
fn is_unnamed(place: &Place<'_>, quantity: &Quantity) -> bool {
    const FAR: usize = 8;
    const AMONG: &[&str] = &[
        "reported",
        "confirmed",
        "feared",
        "believed",
        "presumed",
        "found",
        "left",
        "later",
        "already",
        "so",
        "far",
        "have",
        "had",
        "known",
        "more",
        "less",
        "fewer",
        "said",
        "thought",
        "now",
        "listed",
        "counted",
        "declared",
        "pronounced",
        "lay",
        "lie",
        "still",
        "went",
        "gone",
    ];
    let people = |w: &str| counts().people(w).is_some();
    if quantity.unit != "people" || place.inside().iter().any(|(_, w)| people(w)) {
        return false;
    }
    let behind = &place.behind()[..place.behind().len().min(FAR)];
    let Some(cue) = behind
        .iter()
        .position(|(_, w)| counts().subject(w).is_some())
    else {
        return false;
    };
    let between = &behind[..cue];
    let open = place.up_to(behind[cue].0.start);
    !open.contains([',', ';', '(', ':'])
        && !between.iter().any(|(_, w)| people(w))
        && between
            .iter()
            .any(|(_, w)| !(is_plain(w) || w.ends_with("ly") || AMONG.contains(&w.as_ref())))
}

/// Tells whether a figure is of the dead that were found or buried, of whom there may be more.
fn is_of_bodies_found(place: &Place<'_>) -> bool {
    const FAR: usize = 10;
    const CUES: &[&str] = &[
        "recovered",
        "buried",
        "retrieved",
        "unearthed",
        "exhumed",
        "pulled",
        "cremated",
    ];
    let behind = place.behind();
    behind[..behind.len().min(FAR)]
        .iter()
        .take_while(|(range, _)| !place.up_to(range.start).contains([',', ';']))
        .any(|(_, w)| CUES.contains(&w.as_ref()))
}

/// Returns the names behind "in" or "at" that follow a figure in its part of the sentence.
fn wheres(place: &Place<'_>) -> Vec<String> {
    const FAR: usize = 14;
    const AT: &[&str] = &["in", "at", "near", "outside"];
    let behind = place.behind();
    let capital = |range: &Range<usize>| place.text[range.clone()].starts_with(char::is_uppercase);
    for (i, (_, word)) in behind.iter().enumerate().take(FAR) {
        if AT.contains(&word.as_ref()) {
            // The nearest, which is the narrowest: "in Suez, Egypt".
            let after = |range: &Range<usize>| place.text[..range.start].ends_with(", ");
            let names: Vec<String> = behind[i + 1..]
                .iter()
                .enumerate()
                .take_while(|(n, (range, _))| capital(range) && (*n == 0 || !after(range)))
                .map(|(_, (_, w))| w.to_string())
                .collect();
            if !names.is_empty() {
                return names;
            }
        }
    }
    vec![]
}

/// Tells whether a figure is half of a word that tells what kind a thing is: "a five-storey
/// building", "a $20 - billion fund".
fn is_compound(place: &Place<'_>) -> bool {
    let behind = place.text[place.span.end..].trim_start();
    behind.strip_prefix(['-', '‐', '‑']).is_some_and(|rest| {
        let rest = rest.trim_start();
        !behind.starts_with("--") && rest.starts_with(char::is_alphabetic)
    })
}

/// People who are theirs.
const RELATIVES: &[&str] = &[
    "family",
    "families",
    "relatives",
    "parents",
    "widows",
    "wives",
    "mothers",
    "fathers",
    "friends",
    "survivors",
    "lawyers",
    "lawyer",
    "names",
    "photographs",
    "photos",
];

/// Words by which a text says that a figure replaces an earlier one.
const REVISED: &[&str] = &[
    "rises",
    "rose",
    "risen",
    "raised",
    "climbed",
    "climbs",
    "revised",
    "updated",
    "earlier",
    "previously",
    "reached",
];

/// Tells whether a text recalls what was once said: "it was first put at 1,000".
fn is_recalled(place: &Place<'_>) -> bool {
    const SAID: &[&str] = &[
        "announced",
        "said",
        "reported",
        "estimated",
        "thought",
        "believed",
        "put",
        "told",
    ];
    let once = |w: &str| matches!(w, "initially" | "originally");
    place.words().iter().any(|(_, w)| once(w))
        || place
            .words()
            .windows(2)
            .any(|w| match (w[0].1.as_ref(), w[1].1.as_ref()) {
                ("first", said) => SAID.contains(&said),
                (at, "first") => at == "at",
                _ => false,
            })
}

/// Words by which a text says that it counts over a longer stretch.
const LONGER: &[&str] = &["since", "overall", "altogether"];

/// Words for a number that name none.
const VAGUE: &[&str] = &[
    "dozens",
    "scores",
    "hundreds",
    "thousands",
    "millions",
    "several",
    "many",
    "few",
    "tens",
];

/// Returns the word said of the counted right behind the figure ("more than 100 escaped")
/// when another was taken for it that stands before ("missing and more than 100 escaped").
fn said_behind(place: &Place<'_>, quantity: &Quantity) -> Option<String> {
    const FAR: usize = 4;
    let told = counts().subject(&said_of(quantity))?;
    for (range, word) in place.behind().iter().take(FAR) {
        let pause = place.up_to(range.start).contains([',', ';', '.', '(', ':']);
        if pause || matches!(word.as_ref(), "and" | "or" | "but" | "as" | "who") {
            return None;
        }
        // "12 dead" and "12 bodies" name the counted and what is said of them at once.
        if let Some(group) = counts().subject(word)
            && counts().people(word).is_none()
        {
            return (group.name != told.name).then(|| word.to_string());
        }
    }
    None
}

/// Returns the word said of the counted: as told, or the unit itself when it says so
/// ("12 deaths").
fn said_of(quantity: &Quantity) -> String {
    let told = quantity.subject.to_lowercase();
    if !told.is_empty() {
        return told;
    }
    let unit = quantity.unit.rsplit(' ').next().unwrap_or_default();
    if counts().subject(unit).is_some() {
        return unit.to_owned();
    }
    told
}

/// Returns the topic's name; "dead or missing" is another topic than "dead".
fn subject_name(place: &Place<'_>, subject: &str) -> String {
    let name = counts()
        .subject(subject)
        .map_or_else(|| subject.to_owned(), |g| g.name.clone());
    let words = place.behind();
    let mut names = vec![name];
    for at in 0..words.len().min(8) {
        let Some((_, joiner)) = words.get(at + 1) else {
            break;
        };
        if joiner != "or" && joiner != "and" {
            continue;
        }
        let (Some(first), Some((_, second))) = (counts().subject(&words[at].1), words.get(at + 2))
        else {
            continue;
        };
        // "Dead or missing" is one figure; so is "killed and wounded" when no second
        // number stands between them.
        if let Some(second) = counts().subject(second) {
            names = vec![first.name.clone(), second.name.clone()];
            names.sort();
            names.dedup();
            break;
        }
    }
    names.join(" or ")
}

fn figure_words(place: &Place<'_>, quantity: &Quantity) -> String {
    let unit = quantity.unit.rsplit(' ').next().unwrap_or_default();
    // "$1bn" names its unit already.
    let money = quantity.text.contains(['$', '£', '€', '¥']);
    if unit.is_empty() || money || has(place.inside(), &[unit]) {
        return quantity.text.clone();
    }
    let counted = |word: &str| {
        word == unit
            || counts().people(word).is_some_and(|g| g.name == unit)
            || counts().subject(word).is_some()
    };
    let mut end = None;
    for (range, word) in place.behind().iter().take(4) {
        // What stands behind a pause belongs to something else.
        let pause = place.up_to(range.start).contains([',', ';', '.', '(']);
        if pause || word.starts_with(|c: char| c.is_ascii_digit()) {
            break;
        }
        if counted(word) {
            end = Some(range.end);
            break;
        }
    }
    match end {
        Some(end) => format!("{}{}", quantity.text, place.up_to(end)),
        None => format!("{} {}", quantity.text, quantity.unit),
    }
}

/// How two figures stand to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Verdict {
    Agree,
    Bounds,
    Update,
    CountedDifferently,
    Conflict,
}

fn compare_topic(topic: &Topic, figures: &[&Figure<'_, '_>]) -> Option<Disagreement> {
    let mut worst = Verdict::Agree;
    let mut involved: Vec<usize> = Vec::new();
    let voices = voices(figures);
    for (i, left) in voices.iter().enumerate() {
        for right in &voices[i + 1..] {
            let Some((verdict, a, b)) = compare_voices(topic, figures, left, right) else {
                continue;
            };
            if verdict == Verdict::Agree {
                continue;
            }
            worst = worst.max(verdict);
            for at in [a, b] {
                if !involved.contains(&at) {
                    involved.push(at);
                }
            }
        }
    }
    if worst == Verdict::Agree {
        return None;
    }
    // One stance for each voice: a figure it was compared by, else its first.
    involved.sort_unstable();
    if worst == Verdict::Update {
        involved.sort_by_key(|&at| figures[at].witness.published);
    }
    let stances: Vec<Stance> = involved.iter().map(|&at| figures[at].stance()).collect();
    let relation = match worst {
        Verdict::Conflict => Relation::Conflict,
        Verdict::CountedDifferently => Relation::CountedDifferently,
        Verdict::Update => Relation::Update,
        Verdict::Bounds | Verdict::Agree => Relation::Differs,
    };
    let mut note = format!("{}: {}", against(&stances), meaning(relation));
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
    Some(Disagreement {
        kind: DisagreementKind::Number,
        subject,
        relation,
        note,
        stances,
    })
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

/// Compares two voices on one topic by the mildest reading: when any two figures of theirs
/// agree, they do.
fn compare_voices(
    topic: &Topic,
    figures: &[&Figure<'_, '_>],
    left: &[usize],
    right: &[usize],
) -> Option<(Verdict, usize, usize)> {
    let mut best: Option<(Verdict, usize, usize)> = None;
    for &a in left {
        for &b in right {
            let verdict = compare(topic, figures[a], figures[b])?;
            // A pair of one unit says more than a pair of two; among those the mildest.
            let rank = |v: Verdict| match v {
                Verdict::Agree => 0,
                Verdict::Update => 1,
                Verdict::Bounds => 2,
                Verdict::Conflict => 3,
                Verdict::CountedDifferently => 4,
            };
            if best.is_none_or(|(v, ..)| rank(verdict) < rank(v)) {
                best = Some((verdict, a, b));
            }
        }
    }
    best
}

/// Times by which a figure of things may differ from another of the same.
const FAR_APART: f64 = 10.0;

/// Compares two figures; `None` when nothing shows that they count the same thing.
fn compare(topic: &Topic, a: &Figure<'_, '_>, b: &Figure<'_, '_>) -> Option<Verdict> {
    let compatible = a.low <= b.high && b.low <= a.high;
    let close = close(a.quantity, b.quantity) || is_range_of(a, b) || is_range_of(b, a);
    if close || (compatible && covers(a, b)) {
        return Some(Verdict::Agree);
    }
    let things = matches!(topic, Topic::Things(..));
    if things && !one_setting(a, b) || !things && !of_one_thing(a, b) {
        return None;
    }
    if !things && (is_elsewhere(a, b) || is_elsewhere(b, a)) {
        return None;
    }
    if a.unit != b.unit || (a.since != b.since && !things) {
        return Some(Verdict::CountedDifferently);
    }
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
        if (late.grows && rises) || late.revised || things && !is_long_past(early, late) {
            return Some(Verdict::Update);
        }
    }
    // An outlet that counts on through a day does not contradict itself.
    let one_outlet = a.witness.source == b.witness.source && a.witness.published.is_some();
    if one_outlet && a.witness.published == b.witness.published && a.grows {
        return Some(Verdict::Update);
    }
    if compatible {
        return Some(Verdict::Bounds);
    }
    // Sums of one day or of long ago that are so far apart are sums of two things.
    let (x, y) = (a.quantity.value, b.quantity.value);
    let far = things && x.max(y) > FAR_APART * x.min(y);
    (!far).then_some(Verdict::Conflict)
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

/// Tells whether one figure is of a place and the other of more: a sentence that parts its
/// people by places, or counts many times as many.
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
    let apart = !part.wheres.iter().any(|w| other.wheres.contains(w));
    apart && (part.is_one_of_many() || other.is_one_of_many())
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

/// Tells whether a range has the other inside it or as its end: "18 to 40" and "up to 40".
fn is_range_of(range: &Figure<'_, '_>, other: &Figure<'_, '_>) -> bool {
    let Some(top) = range.quantity.upper else {
        return false;
    };
    let value = other.quantity.upper.unwrap_or(other.quantity.value);
    range.quantity.value <= value && value <= top
}

/// Returns the keys, sorted, of the words around a figure of people that are not said of
/// everybody killed: where, by what or whose.
fn words_around(figure: &Figure<'_, '_>, vocabulary: &mut Vocabulary) -> Vec<u32> {
    const FEW: usize = 8;
    // What the telling adds in later sentences is said of what its own sentence names.
    let (witness, own) = (figure.witness, &figure.witness.telling.sentence);
    let told = match figure.quantity.sentence == *own {
        // "Police say 27 people are injured": of what, the text said right before.
        true if figure.place.words().len() <= FEW => lower_words(witness.words_before(own.start)),
        true => vec![],
        false => lower_words(witness.words_at(own)),
    };
    let mut out: Vec<u32> = told
        .iter()
        .chain(figure.place.words())
        .filter(|(_, w)| {
            !w.starts_with(|c: char| c.is_ascii_digit())
                && counts().subject(w).is_none()
                && counts().people(w).is_none()
        })
        .map(|(_, w)| vocabulary.key_of(w))
        .filter(|(_, plain)| !plain)
        .map(|(key, _)| key)
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Tells whether two figures of people may be told of one thing: what stands around them has
/// a word in common, and their own days do not exclude each other.
fn of_one_thing(a: &Figure<'_, '_>, b: &Figure<'_, '_>) -> bool {
    // What is counted since one day is told on many.
    let own = |f: &Figure<'_, '_>| match f.witness.dated {
        Dated::Own if !f.since => f.witness.window,
        _ => None,
    };
    let other_days = matches!((own(a), own(b)), (Some(x), Some(y)) if !x.overlaps(&y));
    !other_days && shared(&a.around, &b.around) > 0
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
    (loose(a) || loose(b)) && ratio <= 1.5 || (a.vague || b.vague) && ratio < 10.0
}
