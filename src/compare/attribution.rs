//! Who is given for it: a spokesman by name, an unnamed source, activists, nobody.

use super::Witness;
use super::disagree::{Disagreement, DisagreementKind, Relation, Stance, against};
use super::kin::Kin;
use super::lexicon::{WordList, lists};
use super::words::{is_plain, lower_words};
use crate::telling::{NameKind, Speaker};
use crate::text::sentence::sentences_where;
use crate::text::stem::stem;
use std::ops::Range;

/// Returns who is given for what stands in `sentence`.
pub(super) fn said_by(witness: &Witness<'_>, sentence: &Range<usize>) -> Option<String> {
    speaker(witness, sentence).map(|s| short(&s.words))
}

/// Who is given for something, and how openly.
#[derive(Debug, Clone, PartialEq)]
struct Given {
    words: String,
    kind: Speaker,
    sentence: Range<usize>,
}

/// Returns the speaker the telling names, if in this sentence, else the one its words show.
fn speaker(witness: &Witness<'_>, sentence: &Range<usize>) -> Option<Given> {
    let given = |words: &str, kind: Speaker| Given {
        words: words.to_owned(),
        kind,
        sentence: sentence.clone(),
    };
    let text = witness.words_at(sentence);
    if let Some(said_by) = &witness.telling.said_by
        && sentence.start <= said_by.span.start
        && said_by.span.end <= sentence.end
        && is_speaker(witness, &said_by.text)
        && !is_aside(text, said_by.span.start - sentence.start)
    {
        let kind = match said_by.kind {
            // "A French government official" hides the name as "a source" does.
            Speaker::Body | Speaker::Group => openness_of(witness, &said_by.text),
            kind => kind,
        };
        return Some(given(&said_by.text, kind));
    }
    let words = according_to(text)
        .or_else(|| before_verb(text).filter(|who| is_given_for(witness, sentence, who)))?;
    is_speaker(witness, words).then(|| given(words, openness_of(witness, words)))
}

/// Tells whether who is named before a verb of saying is given for the telling's own clause:
/// not when that stands before them ("The veto had been expected, and on Friday the minister
/// said …"), nor when it only adds to something in what they say ("…, who was due to visit").
fn is_given_for(witness: &Witness<'_>, sentence: &Range<usize>, who: &str) -> bool {
    let clause = witness.clause();
    if *sentence != witness.telling.sentence || clause == sentence {
        return true;
    }
    let text = witness.words_at(sentence);
    let Some(at) = text.find(who) else {
        return true;
    };
    let behind = text[at + who.len()..].split_whitespace();
    let last = behind.count() <= LAST_WORDS;
    let (speaks, told) = (sentence.start + at, clause);
    if told.end <= speaks {
        return last;
    }
    let between = witness.words_at(&(speaks + who.len()..told.start.max(speaks + who.len())));
    let opening = witness.words_at(told);
    let adds = |text: &str| {
        let word = text
            .trim_start()
            .split([' ', ','])
            .next()
            .unwrap_or_default();
        matches!(word, "who" | "whose" | "which" | "where")
    };
    let parted = between.trim_end().ends_with(',') && adds(opening)
        || between
            .match_indices(", ")
            .any(|(i, _)| adds(&between[i + 2..]));
    !parted
}

/// So few words behind a speaker end the sentence: "…, the minister said on Friday".
const LAST_WORDS: usize = 4;

/// Tells whether a speaker stands in a clause that only says when or why: "a day after the
/// minister told reporters …".
fn is_aside(sentence: &str, speaker: usize) -> bool {
    let before = sentence.get(..speaker).unwrap_or_default();
    // Behind a pause a speaker stands for the whole.
    !before.contains([',', ';', '"', '“', '”'])
        && !before.trim_end().ends_with(" to")
        && lower_words(before)
            .iter()
            .skip(1)
            .any(|(_, w)| lists().opens_aside.has(w))
}

/// Tells whether words can be somebody who speaks: not a pronoun, not a place alone.
fn is_speaker(witness: &Witness<'_>, words: &str) -> bool {
    let mut content = matter(words);
    content.retain(|word| !lists().pronouns.has(word));
    let last = lower_words(words);
    let pronoun = last.last().is_some_and(|(_, w)| lists().pronouns.has(w));
    let place = witness
        .names
        .iter()
        .any(|n| n.kind == NameKind::Place && n.text.eq_ignore_ascii_case(words.trim()));
    !content.is_empty() && !place && !pronoun
}

/// Returns how openly a speaker is named, by the words alone.
fn openness_of(witness: &Witness<'_>, words: &str) -> Speaker {
    let lower = matter(words);
    let has = |list: &WordList| lower.iter().any(|word| list.has(word));
    let person = witness.names.iter().any(|n| {
        n.kind == NameKind::Person
            && (words.contains(&n.text) || n.aliases.iter().any(|a| words.contains(a.as_str())))
    });
    let article = ["a ", "an ", "A ", "An "]
        .iter()
        .any(|a| words.starts_with(a));
    if person {
        Speaker::Named
    } else if has(&lists().hidden) {
        Speaker::Unnamed
    } else if has(&lists().agencies) {
        Speaker::Agency
    } else if article
        || lower.last().is_some_and(|w| w.ends_with('s'))
            && !words.contains(|c: char| c.is_uppercase())
    {
        Speaker::Group
    } else {
        Speaker::Body
    }
}

/// Returns the words before a verb of saying: between the last pause and the verb.
fn before_verb(sentence: &str) -> Option<&str> {
    const LONGEST: usize = 8;
    if !lists().saying.may_stand_in(sentence) {
        return None;
    }
    let words = lower_words(sentence);
    let at = words
        .iter()
        .position(|(_, word)| lists().saying.has(word))?;
    let verb = words[at].0.start;
    let head = sentence.get(..verb)?;
    let start = head
        .rfind([',', ';', ':', '"', '”', '“', '(', '—'])
        .map_or(0, |i| {
            i + head[i..].chars().next().map_or(1, char::len_utf8)
        });
    let mut who = head.get(start..)?.trim();
    for adverb in [" also", " later", " then", " earlier", " had", " has"] {
        who = who.strip_suffix(adverb).unwrap_or(who);
    }
    let who = without_when(who);
    if is_aside(sentence, sentence.find(who).unwrap_or_default()) {
        return None;
    }
    let n = who.split_whitespace().count();
    // A clause of its own ("which it said") names nobody.
    let clause = lower_words(who).iter().any(|(_, word)| {
        matches!(
            word.as_ref(),
            "that" | "which" | "is" | "was" | "were" | "are" | "has" | "had" | "have" | "and"
        ) || lists().opens_aside.has(word)
    });
    (n > 0 && n <= LONGEST && !clause).then_some(who)
}

/// Returns a speaker without what says when or where they speak: "On Monday the minister", "Two days later
/// the minister".
fn without_when(who: &str) -> &str {
    let words = lower_words(who);
    let off = |(_, w): &(Range<usize>, std::borrow::Cow<'_, str>)| {
        matches!(w.as_ref(), "later" | "earlier")
    };
    if let Some((speaks, _)) = words
        .iter()
        .take(4)
        .position(off)
        .and_then(|at| words.get(at + 1))
    {
        return &who[speaks.start..];
    }
    let led = words.first().is_some_and(|(_, w)| {
        lists().at_places.has(w) || matches!(w.as_ref(), "on" | "by" | "during")
    });
    if let [(_, this), (name, _), ..] = words.as_slice()
        && lists().pronouns.has(this)
    {
        return &who[name.start..];
    }
    if !led {
        return who;
    }
    let article = words
        .iter()
        .rposition(|(_, w)| matches!(w.as_ref(), "the" | "a" | "an"));
    let name = |(range, w): &(Range<usize>, std::borrow::Cow<'_, str>)| {
        who[range.clone()].starts_with(char::is_uppercase) && !lists().names_of_days.has(w)
    };
    let named = words.iter().rposition(|w| !name(w)).map_or(0, |i| i + 1);
    let named = (named < words.len()).then_some(named);
    match named.or(article) {
        Some(at) if at > 0 => &who[words[at].0.start..],
        _ => who,
    }
}

/// Returns the words behind "according to", up to the next pause.
pub(super) fn according_to(sentence: &str) -> Option<&str> {
    const CUE: &str = "according to ";
    let at = sentence.to_ascii_lowercase().find(CUE)? + CUE.len();
    let rest = sentence.get(at..)?;
    let end = rest
        .find([',', ';', '"', '”', '\n'])
        .unwrap_or_else(|| rest.trim_end_matches('.').len());
    let who = rest.get(..end)?.trim().trim_end_matches('.');
    (!who.is_empty() && who.split_whitespace().count() <= 14).then_some(who)
}

/// Returns the speaker without a leading article.
fn short(who: &str) -> String {
    let who = who.trim();
    for article in ["the ", "a ", "an ", "The ", "A ", "An "] {
        if let Some(rest) = who.strip_prefix(article) {
            return rest.to_owned();
        }
    }
    who.to_owned()
}

/// Returns what the witnesses say differently about who says so.
pub(super) fn attributions(witnesses: &[Witness<'_>], kin: &Kin<'_, '_>) -> Option<Disagreement> {
    let mut voices: Vec<(u32, Vec<(&Witness<'_>, Given)>)> = Vec::new();
    for witness in witnesses {
        let Some(given) = speaker_of(witness) else {
            continue;
        };
        match voices.iter_mut().find(|(v, _)| *v == witness.voice) {
            Some((_, list)) => list.push((witness, given)),
            None => voices.push((witness.voice, vec![(witness, given)])),
        }
    }
    // The most openly named speaker of each voice stands for it.
    let best: Vec<&(&Witness<'_>, Given)> = voices
        .iter()
        .filter_map(|(_, list)| {
            list.iter()
                .min_by_key(|(w, g)| (openness(g.kind), !w.telling.lead, g.sentence.start))
        })
        .collect();
    let words: Vec<Vec<String>> = best.iter().map(|(_, g)| matter(&g.words)).collect();
    let mut involved = vec![false; best.len()];
    for (i, (x, a)) in best.iter().enumerate() {
        for (j, (y, b)) in best.iter().enumerate().skip(i + 1) {
            // Nothing is left to learn of these two.
            let known = involved[i] && involved[j];
            let differ = !known
                && !one_speaker((a.kind, &words[i]), (b.kind, &words[j]))
                && kin.share(x, y, 2)
                && !holds_office(witnesses, (a, &words[i]), (b, &words[j]))
                && !holds_office(witnesses, (b, &words[j]), (a, &words[i]));
            involved[i] |= differ;
            involved[j] |= differ;
        }
    }
    if !involved.contains(&true) {
        return None;
    }
    let stances: Vec<Stance> = best
        .iter()
        .zip(&words)
        .zip(&involved)
        .filter(|(_, involved)| **involved)
        .map(
            |(((witness, g), words), _)| match spokesman(witness, g, words) {
                Some(named) => Stance::of(witness, &named.words, &named.sentence),
                None => Stance::of(witness, &g.words, &g.sentence),
            },
        )
        .collect();
    Some(Disagreement {
        kind: DisagreementKind::Attribution,
        subject: "who says so".to_owned(),
        relation: Relation::Differs,
        note: format!("{}: given by different speakers", against(&stances)),
        stances,
    })
}

/// Tells whether a person named is said to hold the office that speaks in the other text:
/// "Mayor Ada Brandt" and "the mayor's office", "President X" and "the presidency".
fn holds_office(
    witnesses: &[Witness<'_>],
    person: (&Given, &[String]),
    office: (&Given, &[String]),
) -> bool {
    const STEM: usize = 5;
    const BEFORE: usize = 4;
    if person.0.kind != Speaker::Named || office.0.kind == Speaker::Named {
        return false;
    }
    let Some(last) = person.1.last() else {
        return false;
    };
    let about: Vec<&String> = office
        .1
        .iter()
        .filter(|w| !matches!(w.as_str(), "office" | "department" | "team"))
        .collect();
    if about.is_empty() {
        return false;
    }
    witnesses.iter().any(|witness| {
        let Some(name) = witness.names.iter().find(|n| {
            n.kind == NameKind::Person && n.text.to_lowercase().split(' ').any(|w| w == last)
        }) else {
            return false;
        };
        name.mentions.iter().any(|mention| {
            let from = witness.body[..mention.start.min(witness.body.len())]
                .rfind(['.', ',', '\n'])
                .map_or(0, |i| i + 1);
            let head = lower_words(witness.words_at(&(from..mention.end)));
            let head = &head[head.len().saturating_sub(BEFORE + 2)..];
            about.iter().all(|word| {
                let root = word.get(..STEM.min(word.len())).unwrap_or(word);
                head.iter().any(|(_, w)| w.starts_with(root))
            })
        })
    })
}

/// Returns the spokesman that a text names elsewhere for a body it gives first, in a sentence
/// that says the same: "the palace" and then "palace spokesman Ulf Brand".
fn spokesman(witness: &Witness<'_>, given: &Given, words: &[String]) -> Option<Given> {
    const SHARED: usize = 2;
    if given.kind != Speaker::Body {
        return None;
    }
    let people = witness.names.iter().filter(|n| n.kind == NameKind::Person);
    let people = people.flat_map(|n| n.aliases.iter().chain([&n.text]));
    let people: Vec<&String> = people.filter(|name| witness.body.contains(*name)).collect();
    if people.is_empty() {
        return None;
    }
    let names = |text: &str| people.iter().any(|name| text.contains(*name));
    let mut told = matter(witness.words_at(&witness.telling.sentence));
    told.retain(|w| !words.contains(w));
    let told: Vec<String> = told.iter().map(|w| stem(w)).collect();
    sentences_where(witness.body, names)
        .into_iter()
        .find_map(|sentence| {
            let text = witness.words_at(&sentence);
            if !names(text) {
                return None;
            }
            let who = before_verb(text)?;
            let of = matter(who);
            let named = openness_of(witness, who) == Speaker::Named && is_speaker(witness, who);
            if !named || !words.iter().any(|w| of.contains(w)) {
                return None;
            }
            let mut shared = matter(text);
            shared.retain(|w| !of.contains(w) && told.contains(&stem(w)));
            shared.sort_unstable();
            shared.dedup();
            (shared.len() >= SHARED).then(|| Given {
                words: who.to_owned(),
                kind: Speaker::Named,
                sentence,
            })
        })
}

/// Returns the most openly named speaker of a telling, of its own sentence or what adds to it.
fn speaker_of(witness: &Witness<'_>) -> Option<Given> {
    let telling = witness.telling;
    std::iter::once(&telling.sentence)
        .chain(&telling.adds)
        .filter_map(|sentence| speaker(witness, sentence))
        .min_by_key(|given| openness(given.kind))
}

/// Returns the words of the speaker of a telling and the sentence they stand in.
pub(super) fn speaker_words(witness: &Witness<'_>) -> Option<(u32, String, Range<usize>)> {
    speaker_of(witness).map(|g| (openness(g.kind), g.words, g.sentence))
}

fn openness(kind: Speaker) -> u32 {
    match kind {
        Speaker::Named => 0,
        Speaker::Body => 1,
        Speaker::Agency => 2,
        Speaker::Group => 3,
        Speaker::Unnamed => 4,
    }
}

/// Tells whether two attributions may be to one speaker, as openly named: they share a
/// word that matters, and neither hides a name the other gives.
fn one_speaker(a: (Speaker, &[String]), b: (Speaker, &[String])) -> bool {
    let hidden = |kind: Speaker| kind == Speaker::Unnamed;
    hidden(a.0) == hidden(b.0) && a.1.iter().any(|word| b.1.contains(word))
}

/// Returns the words that matter.
fn matter(text: &str) -> Vec<String> {
    lower_words(text)
        .into_iter()
        .filter(|(_, word)| !is_plain(word))
        .map(|(_, word)| word.into_owned())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn when_somebody_spoke_is_no_part_of_who() {
        assert_eq!(without_when("Two days later the army"), "the army");
        assert_eq!(without_when("Hours earlier Lund"), "Lund");
        assert_eq!(without_when("On Monday the minister"), "the minister");
        assert_eq!(without_when("The army"), "The army");
    }
}
