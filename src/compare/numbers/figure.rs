//! A figure as it is read for comparing: what it counts, how firmly, and what is left alone.

use super::place::{Place, has, says};
use super::scope::{Scope, is_number, told_before};
use super::setting::{Setting, clause, is_beside, is_of_another_year, is_said_of, is_some_of};
use super::value::{bound_word, range_of};
use crate::compare::disagree::Stance;
use crate::compare::lexicon::{Group, counts, lists};
use crate::compare::words::is_plain;
use crate::compare::{Witness, attribution};
use crate::telling::{IN_PRISON, Quantity, Status};
use std::cell::OnceCell;
use std::ops::Range;

/// What a figure is about: figures of different topics are never compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Topic {
    /// People of whom the same is said: "killed".
    People(String),
    /// Things, by their noun and what is said of them: "ambulances", "left".
    Things(String, String),
}

/// A quantity, ready to be compared.
pub(super) struct Figure<'w, 'a> {
    pub witness: &'w Witness<'a>,
    pub quantity: &'a Quantity,
    pub place: Place<'a>,
    pub topic: Topic,
    /// The kind of people counted, or the things.
    pub unit: String,
    pub grows: bool,
    /// Those of whom it is said stay so.
    pub settled: bool,
    pub low: f64,
    pub high: f64,
    /// The number is told in words that name none ("dozens").
    pub vague: bool,
    /// The words of its sentence say that it replaces an earlier figure.
    pub revised: bool,
    /// Told as what was once said.
    pub recalled: bool,
    /// Counted over a longer stretch ("since the war began").
    pub since: bool,
    /// The words around a figure of things.
    pub setting: Option<Setting>,
    /// What is told around a figure of people, as sorted keys of words; empty until asked.
    pub around: Vec<u32>,
    /// A figure that is the same whenever it is told: a sentence, a roll-call.
    pub fixed: bool,
    /// Names of places behind "in" or "at", for figures of people.
    pub wheres: Vec<String>,
    /// Told of something that came before what the sentence tells, or in passing.
    pub before: bool,
    /// Where the words begin that tell of it.
    pub from: usize,
    /// What is said of those counted, as a group of words.
    group: Option<&'static Group>,
    scope: OnceCell<Scope>,
}

/// What is said of people of whom a text says that they died.
const KILLED: &str = "killed";
/// What is said of those who were taken.
const KIDNAPPED: &str = "kidnapped";
/// What is said of those whom a ship or plane carries.
const ON_BOARD: &str = "on board";
/// The dead that were found, of whom there are more.
const FOUND: &str = "bodies found";

impl<'w, 'a> Figure<'w, 'a> {
    /// Returns the figures of a telling that can be compared, each sentence taken apart once.
    pub(super) fn read_all(witness: &'w Witness<'a>) -> Vec<Self> {
        let mut last: Option<Place<'a>> = None;
        let quantities = witness.telling.quantities.iter();
        quantities
            .filter(|quantity| quantity.value > 0.0)
            .filter_map(|quantity| {
                let place = Place::of(witness, quantity, last.as_ref());
                last = Some(place.clone());
                Self::read(witness, quantity, place)
            })
            .collect()
    }

    fn read(witness: &'w Witness<'a>, quantity: &'a Quantity, place: Place<'a>) -> Option<Self> {
        // Numbers of the sentence were torn apart: "19, 000".
        if is_part(&place, witness, quantity)
            || is_compound(&place)
            || is_age(&place)
            || is_unnamed(&place, quantity)
            || says(place.words(), "000")
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
            _ => {
                let unit = head_of(&quantity.unit).to_owned();
                (Topic::Things(unit.clone(), subject.clone()), unit)
            }
        };
        if is_beside(&place, quantity) || is_of_another_year(witness, &place) {
            return None;
        }
        let setting = match topic {
            // "Three of the trips".
            // "28 of the dead birds".
            Topic::Things(..)
                if place.next(1) == "the"
                    && [place.next(2), place.next(3)].contains(&unit_word) =>
            {
                return None;
            }
            Topic::Things(..) => {
                let setting = Setting::read(&place, witness, quantity);
                // "$US1 million ($1.52 million)": once more in another country's money.
                let money = quantity.text.contains(['$', '£', '€', '¥']);
                if money && setting.is_aside() {
                    return None;
                }
                Some(setting)
            }
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
                let freed = group.is_some_and(|g| g.name == KIDNAPPED) && is_of_freed(&place);
                let said = is_said_of(&place, cue) || is_of_lives_lost(&place, group);
                // "Shot dead by two policemen".
                let doer = place.last(0) == "by";
                if broken || some || freed || doer || !said {
                    return None;
                }
                if found {
                    FOUND.clone_into(&mut unit);
                }
                None
            }
        };
        let (low, high) = range_of(quantity);
        let before = told_before(&place);
        Some(Self {
            witness,
            quantity,
            topic,
            unit,
            grows: group.is_some_and(|g| g.grows),
            settled: group.is_some_and(|g| matches!(g.name.as_str(), KILLED | "wounded")),
            low,
            high,
            vague: has(place.inside(), &lists().vague),
            revised: place.has(&lists().revised),
            recalled: is_recalled(&place),
            since: place.has(&lists().longer),
            setting,
            around: vec![],
            fixed: lists().fixed.has(&subject),
            wheres: wheres(&place),
            before: before.is_some(),
            from: before.unwrap_or(0),
            group,
            scope: OnceCell::new(),
            place,
        })
    }

    /// Returns what it takes in, read when first asked for.
    pub(super) fn scope(&self) -> &Scope {
        self.scope
            .get_or_init(|| Scope::read(&self.place, self.group))
    }

    /// Returns the number with what it counts, as printed: "at least 41 people".
    pub(super) fn words(&self) -> String {
        figure_words(&self.place, self.quantity)
    }

    /// Tells whether its sentence tells such figures of several places.
    pub(super) fn is_one_of_many(&self) -> bool {
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

    /// Tells whether it is told of those on board, of whom passengers and crew are parts.
    pub(super) fn is_on_board(&self) -> bool {
        matches!(&self.topic, Topic::People(said) if said == ON_BOARD)
    }

    pub(super) fn stance(&self) -> Stance {
        let mut stance = Stance::of(self.witness, &self.words(), &self.quantity.sentence);
        stance.value = Some(self.quantity.value);
        stance.upper = self.quantity.upper;
        stance.bound = Some(bound_word(self.quantity.bound).to_owned());
        stance.unit = Some(self.unit.clone());
        // Who denies that he took so much does not say how much it was.
        let telling = self.witness.telling;
        if telling.status != Status::Denied || telling.sentence != self.quantity.sentence {
            stance.said_by = attribution::said_by(self.witness, &self.quantity.sentence);
        }
        stance
    }
}

/// Tells whether a figure counts only some of those told of: "20 of those injured",
/// "another 40", "12 more".
fn is_part(place: &Place<'_>, witness: &Witness<'_>, quantity: &Quantity) -> bool {
    let of_them = |at: usize| {
        place.next(at) == "of"
            && match place.next(at + 1) {
                // "Seven were hurt; two of them died" counts all the dead it tells of.
                "whom" | "them" => is_told_again(witness, quantity),
                word => matches!(word, "those" | "these" | "its" | "his" | "her" | "their"),
            }
    };
    // "Of the 23 arrested, 12 are said to be sailors"; "one of the wounded".
    let mut led = place.words().iter().map(|(_, w)| w.as_ref());
    let led = [led.next(), led.next()];
    let of_all =
        matches!(led, [Some("of"), _] | [Some("out"), Some("of")]) && place.before().len() > 3;
    let one_of = quantity.value == 1.0 && place.next(0) == "of";
    // "Three of five charges" gives the five only to part the three from them.
    let fraction = place.last(0) == "of" && is_number(place.last(1));
    // "Relatives of two missing workers": of some; "of the two missing", of all.
    let kin = place.last(0) == "of" && (1..=3).any(|n| lists().relatives.has(place.last(n)));
    kin || of_all
        || one_of
        || fraction
        // "Two who were detained work for the paper".
        || place.next(0) == "who"
        || matches!(place.last(0), "another" | "other")
        || says(place.inside(), "another")
        || of_them(0)
        || of_them(1)
        || matches!(place.next(0), "others" | "more" | "other")
}

/// Tells whether the clause of a figure tells of people who were let go.
fn is_of_freed(place: &Place<'_>) -> bool {
    let clause = clause(place);
    let inside = |range: &Range<usize>| clause.start <= range.start && range.end <= clause.end;
    place
        .words()
        .iter()
        .any(|(range, w)| inside(range) && lists().freed.has(w))
}

/// Returns the name under which things are compared: that of the noun, without what tells of which
/// kind they are ("cholera cases").
fn head_of(unit: &str) -> &str {
    if unit == IN_PRISON {
        return unit;
    }
    let whole = counts().thing(unit);
    let head = unit.rsplit(' ').next().unwrap_or(unit);
    if whole == unit {
        counts().thing(head)
    } else {
        whole
    }
}

/// Tells whether a telling says the same of others it counts.
fn is_told_again(witness: &Witness<'_>, quantity: &Quantity) -> bool {
    let group = |q: &Quantity| counts().subject(&said_of(q)).map(|g| &g.name);
    let told = group(quantity);
    told.is_none()
        || witness
            .telling
            .quantities
            .iter()
            .any(|q| q.span != quantity.span && group(q) == told)
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
    // "Ada Moor dies at 75".
    let at = place.last(0) == "at" && lists().dying.has(place.last(1));
    place.inside().len() == 1 && (at || before.ends_with(',') && named && parted)
}

/// Tells whether nobody is named between a figure and what is said of people, but something
/// else: "23 oiled birds have been found dead".
fn is_unnamed(place: &Place<'_>, quantity: &Quantity) -> bool {
    const FAR: usize = 8;
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
            .any(|(_, w)| !(is_plain(w) || w.ends_with("ly") || lists().between.has(w)))
}

/// Tells whether a figure of the dead is of people "who lost their lives".
fn is_of_lives_lost(place: &Place<'_>, group: Option<&Group>) -> bool {
    const FAR: usize = 6;
    let behind = &place.behind()[..place.behind().len().min(FAR)];
    group.is_some_and(|g| g.name == KILLED)
        && behind
            .windows(3)
            .any(|w| w[0].1 == "lost" && w[1].1 == "their" && w[2].1 == "lives")
}

/// Tells whether a figure is of the dead that were found or buried, of whom there may be more.
fn is_of_bodies_found(place: &Place<'_>) -> bool {
    const FAR: usize = 10;
    let behind = place.behind();
    let before = (0..3).any(|n| lists().found.has(place.last(n)));
    before
        || behind[..behind.len().min(FAR)]
            .iter()
            .take_while(|(range, _)| !place.up_to(range.start).contains([',', ';']))
            .any(|(_, w)| lists().found.has(w))
}

/// Returns the names behind "in" or "at" that follow a figure in its part of the sentence.
fn wheres(place: &Place<'_>) -> Vec<String> {
    const FAR: usize = 14;
    let capital = |range: &Range<usize>| place.text[range.clone()].starts_with(char::is_uppercase);
    // "Doctors in Orva say that 31 people have been killed there".
    let there = says(&place.behind()[..place.behind().len().min(FAR)], "there");
    let behind = if there { place.words() } else { place.behind() };
    for (i, (_, word)) in behind.iter().enumerate().take(FAR) {
        // "Two people from Orva".
        if lists().at_places.has(word) || word == "from" && i <= 1 {
            // The nearest, which is the narrowest: "in Suez, Egypt".
            let after = |range: &Range<usize>| place.text[..range.start].ends_with(", ");
            let names: Vec<String> = behind[i + 1..]
                .iter()
                .enumerate()
                .skip_while(|(n, (_, w))| *n == 0 && w == "the")
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
    // "-LRB-" is a bracket in texts that were split into words.
    let other =
        behind.starts_with("--") || behind.starts_with("-LRB-") || behind.starts_with("-RRB-");
    behind.strip_prefix(['-', '‐', '‑']).is_some_and(|rest| {
        let rest = rest.trim_start();
        !other && rest.starts_with(char::is_alphabetic)
    })
}

/// Tells whether a text recalls what was once said: "it was first put at 1,000".
fn is_recalled(place: &Place<'_>) -> bool {
    let once = |w: &str| matches!(w, "initially" | "originally");
    // "Last month, the firm put it at 5,000".
    let led = place.before().windows(2);
    let mut lately = led.map(|w| w[0].1 == "last" && lists().periods.has(&w[1].1));
    lately.any(|last| last)
        || place.words().iter().any(|(_, w)| once(w))
        || place
            .words()
            .windows(2)
            .any(|w| match (w[0].1.as_ref(), w[1].1.as_ref()) {
                ("first", said) => lists().put_at.has(said),
                (at, "first") => at == "at",
                _ => false,
            })
}

/// Returns the word said of the counted right behind the figure ("more than 100 escaped")
/// when another was taken for it that stands before ("missing and more than 100 escaped").
fn said_behind(place: &Place<'_>, quantity: &Quantity) -> Option<String> {
    const FAR: usize = 12;
    let told = counts().subject(&said_of(quantity))?;
    for (range, word) in place.behind().iter().take(FAR) {
        let pause = place.up_to(range.start).contains([',', ';', '.', '(', ':']);
        let other = word.chars().all(|c| c.is_ascii_digit());
        if pause || other || matches!(word.as_ref(), "and" | "or" | "but" | "as" | "who" | "which")
        {
            return None;
        }
        // "12 dead" and "12 bodies" name the counted and what is said of them at once.
        if let Some(group) = counts().subject(word)
            && counts().people(word).is_none()
        {
            let other = group.name != told.name && group.name != ON_BOARD;
            return other.then(|| word.to_string());
        }
    }
    None
}

/// Returns the word said of the counted: as told, or the unit itself when it says so
/// ("12 deaths").
pub(super) fn said_of(quantity: &Quantity) -> String {
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
    if unit == "magnitude" {
        return format!("{unit} {}", quantity.text.trim_end_matches("-magnitude"));
    }
    if quantity.unit == IN_PRISON {
        // "Six years", "a seven-year sentence".
        let rest = if quantity.text.ends_with('s') {
            "in prison"
        } else {
            "sentence"
        };
        return format!("{} {rest}", quantity.text);
    }
    // "67 per cent" and "$1bn" name their unit already.
    let money = quantity.text.contains(['$', '£', '€', '¥']);
    if unit.is_empty() || unit == "percent" || money || says(place.inside(), unit) {
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
    // "Half a point" is one, whatever its unit.
    let one = unit.strip_suffix('s');
    if quantity.value < 1.0 && one.is_some_and(|one| place.next(0) == one || place.next(1) == one) {
        let last = usize::from(place.next(0) != one.unwrap_or_default());
        let end = place.behind()[last].0.end;
        return format!("{}{}", quantity.text, place.up_to(end));
    }
    match end {
        Some(end) => format!("{}{}", quantity.text, place.up_to(end)),
        None => format!("{} {}", quantity.text, quantity.unit),
    }
}
