//! Who and what by which name, and where: only what excludes each other, never what one
//! merely leaves out.

use super::Witness;
use super::align::overlap;
use super::disagree::{Disagreement, DisagreementKind, Relation, Stance, against};
use super::lexicon::lists;
use super::words::{Vocabulary, Word, is_plain, lower_words};
use crate::telling::{NameKind, Status, is_country};
use crate::text::fold::fold;
use crate::text::sentence::sentences_where;
use crate::text::stem::stem;
use std::cell::{OnceCell, RefCell};
use std::ops::Range;

/// Returns what the witnesses name differently.
pub(super) fn names(witnesses: &[Witness<'_>]) -> Vec<Disagreement> {
    let mut out: Vec<Disagreement> = purposes(witnesses).into_iter().collect();
    out.extend(spellings(witnesses));
    out.extend(places(witnesses));
    out
}

/// What is opened, signed or attended: "a church", "a cultural centre".
struct Purpose<'w, 'a> {
    witness: &'w Witness<'a>,
    /// The stem of the act.
    act: String,
    /// The words of the thing, as printed.
    words: &'a str,
    /// Their stems; the last names the thing.
    stems: Vec<String>,
    sentence: Range<usize>,
}

/// Returns how the witnesses name the thing that one act is done to: the same act, a shared
/// word ("Russian"), another thing.
fn purposes(witnesses: &[Witness<'_>]) -> Option<Disagreement> {
    let mut all: Vec<Purpose<'_, '_>> = Vec::new();
    for witness in witnesses {
        let telling = witness.telling;
        let before = all.len();
        for sentence in std::iter::once(&telling.sentence).chain(&telling.adds) {
            all.extend(purposes_in(witness, sentence));
        }
        if all.len() == before {
            all.extend(purpose_elsewhere(witness));
        }
    }
    let thing = |p: &Purpose<'_, '_>| p.stems.last().cloned().unwrap_or_default();
    for (i, a) in all.iter().enumerate() {
        for b in &all[i + 1..] {
            let of = |voice: u32| all.iter().filter(move |p| p.witness.voice == voice);
            let shared = a.stems.iter().any(|s| b.stems.contains(s));
            let other = a.act == b.act
                && a.witness.voice != b.witness.voice
                && shared
                && !a.stems.contains(&thing(b))
                && !b.stems.contains(&thing(a));
            // A text that also uses the other's word means the same thing by both.
            let both = of(a.witness.voice).any(|p| thing(p) == thing(b))
                || of(b.witness.voice).any(|p| thing(p) == thing(a));
            if !other || both {
                continue;
            }
            let mut stances = vec![stance(a), stance(b)];
            for p in &all {
                let known = stances.iter().any(|s| s.article == p.witness.article);
                if p.act == a.act && !known {
                    stances.push(stance(p));
                }
            }
            return Some(Disagreement {
                kind: DisagreementKind::Name,
                subject: format!("what to {}", a.act),
                relation: Relation::Differs,
                note: format!("{}: named differently", against(&stances)),
                stances,
            });
        }
    }
    None
}

fn stance(purpose: &Purpose<'_, '_>) -> Stance {
    Stance::of(purpose.witness, purpose.words, &purpose.sentence)
}

/// Returns what a text says in other sentences that a plan was for: right behind the telling,
/// or of a plan and with a word of the telling's.
fn purpose_elsewhere<'w, 'a>(witness: &'w Witness<'a>) -> Option<Purpose<'w, 'a>> {
    const CLOSE: usize = 200;
    let telling = witness.telling;
    let put_on = matches!(telling.status, Status::Planned | Status::Cancelled);
    // The words of an act: most texts hold none and need not be read further.
    if !put_on
        || !["open", "inaug", "unveil", "sign"]
            .iter()
            .any(|a| witness.body.contains(a))
    {
        return None;
    }
    let told: Vec<String> = lower_words(witness.words_at(&telling.sentence))
        .into_iter()
        .filter(|(_, w)| !is_plain(w))
        .map(|(_, w)| stem(&w))
        .collect();
    let may = |text: &str| lists().plans.may_stand_in(text) && lists().occasions.may_stand_in(text);
    for sentence in sentences_where(witness.body, may) {
        let text = witness.words_at(&sentence);
        if !may(text) {
            continue;
        }
        let words = lower_words(text);
        if !words.iter().any(|(_, w)| lists().plans.has(w)) {
            continue;
        }
        let shares = || {
            words
                .iter()
                .any(|(_, w)| !is_plain(w) && told.contains(&stem(w)))
        };
        let behind =
            telling.sentence.end <= sentence.start && sentence.start - telling.sentence.end < CLOSE;
        if !behind && !shares() {
            continue;
        }
        if let Some(purpose) = purposes_in(witness, &sentence).into_iter().next() {
            return Some(purpose);
        }
    }
    None
}

/// Returns what stands behind an act and an article: "open a Russian Orthodox church",
/// "the opening of a new bridge".
fn purposes_in<'w, 'a>(witness: &'w Witness<'a>, sentence: &Range<usize>) -> Vec<Purpose<'w, 'a>> {
    const LONGEST: usize = 6;
    let text = witness.words_at(sentence);
    let mut out = Vec::new();
    if !lists().occasions.may_stand_in(text) {
        return out;
    }
    let words = lower_words(text);
    for (i, (_, word)) in words.iter().enumerate() {
        if !lists().occasions.has_beginning(word) {
            continue;
        }
        let act = stem(word);
        if !lists().occasions.has(&act) {
            continue;
        }
        let mut at = i + 1;
        if words.get(at).is_some_and(|(_, w)| w == "of") {
            at += 1;
        }
        if !words
            .get(at)
            .is_some_and(|(_, w)| matches!(w.as_ref(), "a" | "an" | "the"))
        {
            continue;
        }
        let first = at + 1;
        let mut stems = Vec::new();
        let mut end = first;
        for (range, word) in words.iter().skip(first).take(LONGEST) {
            let start = words[end.saturating_sub(1)].0.end;
            let pause = text[start.min(range.start)..range.start].contains([',', '.', ';', '(']);
            let time = matches!(word.as_ref(), "later" | "earlier" | "next" | "last");
            if pause || time || (is_plain(word) && word != "and") {
                break;
            }
            if word != "and" {
                stems.push(lists().affair(&stem(word)));
            }
            end += 1;
        }
        // "The Isle of Wight race" is named by what follows.
        let named =
            |(range, _): &(Range<usize>, _)| text[range.clone()].starts_with(char::is_uppercase);
        let open = end > first && named(&words[end - 1]);
        if stems.is_empty() || open && words.get(end).is_some_and(|(_, w)| w == "of") {
            continue;
        }
        let range = words[at].0.start..words[end - 1].0.end;
        out.push(Purpose {
            witness,
            act,
            words: &text[range],
            stems,
            sentence: sentence.clone(),
        });
    }
    out
}

/// Returns names that differ in a letter or two between texts that each use one form only.
fn spellings(witnesses: &[Witness<'_>]) -> Vec<Disagreement> {
    let mut seen: Vec<(&Witness<'_>, &str, String)> = Vec::new();
    for witness in witnesses {
        for at in &witness.telling.names {
            let Some(name) = witness.names.get(*at as usize) else {
                continue;
            };
            let plain = spelling(&name.text);
            if name.kind == NameKind::Other || plain.chars().count() < 7 {
                continue;
            }
            if !seen
                .iter()
                .any(|(w, _, p)| w.voice == witness.voice && *p == plain)
            {
                seen.push((witness, &name.text, plain));
            }
        }
    }
    let mut out: Vec<Disagreement> = Vec::new();
    for (i, (a, left, x)) in seen.iter().enumerate() {
        for (b, right, y) in &seen[i + 1..] {
            if a.voice == b.voice || x == y || !one_letter_apart(x, y) {
                continue;
            }
            if out
                .iter()
                .any(|d| d.subject == *left || d.subject == *right)
            {
                continue;
            }
            let stances = vec![
                Stance::of(a, left, &a.telling.sentence),
                Stance::of(b, right, &b.telling.sentence),
            ];
            out.push(Disagreement {
                kind: DisagreementKind::Name,
                subject: (*left).to_owned(),
                relation: Relation::Precision,
                note: format!("{left} against {right}: spelled differently"),
                stances,
            });
        }
    }
    out
}

/// Returns a name without case, accents, hyphens, apostrophes and spaces.
fn spelling(name: &str) -> String {
    fold(name).chars().filter(|c| c.is_alphanumeric()).collect()
}

/// Tells whether two spellings of one length differ in one letter inside the word: not its
/// first, and not its ending, where "Libya" and "Libyan" part.
fn one_letter_apart(a: &str, b: &str) -> bool {
    let (left, right): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let n = left.len();
    n == right.len()
        && left[0] == right[0]
        && left[n - 1] == right[n - 1]
        && left.iter().zip(&right).filter(|(x, y)| x != y).count() == 1
        && !left
            .iter()
            .zip(&right)
            .any(|(x, y)| x != y && (x.is_numeric() || y.is_numeric()))
}

/// A telling, where it puts what it tells, and the words of its sentence once they are asked for.
type Placed<'w, 'a> = (&'w Witness<'a>, Vec<&'a str>, OnceCell<Vec<Word>>);

/// Returns places that exclude each other: in sentences that otherwise say the same, of
/// texts that never mention the other's place.
fn places(witnesses: &[Witness<'_>]) -> Option<Disagreement> {
    const ALIKE: f32 = 0.4;
    let vocabulary = RefCell::new(Vocabulary::default());
    let told: Vec<Placed<'_, '_>> = witnesses
        .iter()
        .map(|w| (w, places_of(w), OnceCell::new()))
        .filter(|(_, places, _)| !places.is_empty())
        .collect();
    for (i, (a, here, x)) in told.iter().enumerate() {
        for (b, there, y) in &told[i + 1..] {
            let one = |p: &&str| there.iter().any(|q| spelling(p) == spelling(q));
            let shared = here.iter().any(one);
            if a.voice == b.voice || shared {
                continue;
            }
            // Most put it in one place, and their sentences need not be read.
            let read = |w: &Witness<'_>| {
                let text = w.words_at(&w.telling.sentence);
                vocabulary.borrow_mut().read(text)
            };
            let (x, y) = (x.get_or_init(|| read(a)), y.get_or_init(|| read(b)));
            if overlap(x, y) < ALIKE {
                continue;
            }
            let apart = here.iter().all(|p| !b.body.contains(p))
                && there.iter().all(|p| !a.body.contains(p));
            let spelled = here.iter().any(|p| {
                there
                    .iter()
                    .any(|q| one_letter_apart(&spelling(p), &spelling(q)))
            });
            // "In Alaska" and "in America" may be one place.
            let wide = |places: &[&str]| places.iter().any(|p| is_wide(p));
            // "At the arena" and "in Halden" may be one place, too.
            let alike = led_by(a, here[0]) == led_by(b, there[0]);
            if !apart || spelled || !alike || wide(here) != wide(there) {
                continue;
            }
            let stances = vec![
                Stance::of(a, &here.join(", "), &a.telling.sentence),
                Stance::of(b, &there.join(", "), &b.telling.sentence),
            ];
            return Some(Disagreement {
                kind: DisagreementKind::Place,
                subject: "where".to_owned(),
                relation: Relation::Differs,
                note: format!("{}: different places", against(&stances)),
                stances,
            });
        }
    }
    None
}

/// Returns the word before a place in a telling's clause.
fn led_by(witness: &Witness<'_>, place: &str) -> Option<String> {
    let before = witness.words_at(witness.clause()).split(place).next()?;
    lower_words(before).pop().map(|(_, word)| word.into_owned())
}

/// Tells whether a place is a country, or goes by letters as countries do ("US").
fn is_wide(place: &str) -> bool {
    let letters = |c: char| c.is_uppercase() || c == '.';
    is_country(&place.to_lowercase()) || place.chars().all(letters)
}

/// Returns the places where a telling puts what it tells, in its order: names behind "in" or
/// "near" in its own clause. "Russia vetoed" names who, "French" and a dateline name no place.
pub(super) fn places_of<'a>(witness: &Witness<'a>) -> Vec<&'a str> {
    let clause = witness.clause();
    let mut out: Vec<(usize, &'a str)> = Vec::new();
    for name in witness.names.iter().filter(|n| n.kind == NameKind::Place) {
        let inside = |m: &&Range<usize>| clause.start <= m.start && m.end <= clause.end;
        let told = name.mentions.iter().filter(inside);
        let told = told.filter(|m| !is_parted(witness, m));
        if let Some(mention) = told.clone().find(|m| is_where(witness, clause, m)) {
            let text = witness.words_at(mention);
            if !out.iter().any(|(_, known)| *known == text) {
                out.push((mention.start, text));
            }
        }
    }
    out.sort_unstable();
    out.into_iter().map(|(_, text)| text).collect()
}

/// Tells whether a mention stands in another statement than the telling's time: "Russia vetoed it
/// on Saturday, and on Tuesday its president called off a visit to Paris".
fn is_parted(witness: &Witness<'_>, mention: &Range<usize>) -> bool {
    let clause = witness.clause();
    let timex = witness.timex.map(|t| t.start..t.end);
    let Some(time) = timex.filter(|t| clause.start <= t.start && t.end <= clause.end) else {
        return false;
    };
    let between = match time.end <= mention.start {
        true => time.end..mention.start,
        false => mention.end..time.start.max(mention.end),
    };
    let text = witness.words_at(&between);
    [";", ", and ", ", but ", ", while "]
        .iter()
        .any(|pause| text.contains(pause))
}

/// Returns the end of a text, in which at least its last `n` words stand.
fn last_words(text: &str, n: usize) -> &str {
    let blanks = text.trim_end().rmatch_indices(' ');
    let mut words = blanks.filter(|(at, _)| text[..*at].ends_with(char::is_alphanumeric));
    words.nth(n).map_or(text, |(at, _)| &text[at..])
}

/// Tells whether a name stands for where something is: behind "in" or "of", with at most
/// some words that say which part of it ("in rebel-held eastern Aleppo"), and not before what
/// it only tells apart ("of US Secretary of State").
fn is_where(witness: &Witness<'_>, clause: &Range<usize>, name: &Range<usize>) -> bool {
    const BETWEEN: usize = 3;
    let before = last_words(witness.words_at(&(clause.start..name.start)), BETWEEN + 1);
    let words = lower_words(before);
    let adjective = |(range, _): &&(Range<usize>, std::borrow::Cow<'_, str>)| {
        before[range.clone()].starts_with(char::is_lowercase)
    };
    let led = words
        .iter()
        .rev()
        .take(BETWEEN + 1)
        .take_while(|w| adjective(w) && !before[w.0.end..].contains([',', ';', '(']))
        .find(|(_, w)| is_plain(w) && !matches!(w.as_ref(), "the" | "its" | "their"))
        .is_some_and(|(_, w)| lists().at_places.has(w) || lists().to_places.has(w));
    let behind = witness.words_at(&(name.end..clause.end.max(name.end)));
    let next = behind.trim_start();
    let joined = behind.starts_with(|c: char| c.is_alphanumeric() || "-'’".contains(c));
    let of_people = |name: &str| ["an", "ish", "ese", "ch"].iter().any(|e| name.ends_with(e));
    let own = !next.starts_with(char::is_alphabetic)
        || lower_words(next.split(' ').next().unwrap_or_default())
            .first()
            .is_some_and(|(range, w)| {
                let capital = next[range.clone()].starts_with(char::is_uppercase);
                let day = lists().names_of_days.has(w);
                is_plain(w) || day || !capital && !of_people(witness.words_at(name))
            });
    led && own && !joined
}
