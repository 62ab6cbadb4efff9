//! Whether it happened: cancelled or postponed, planned or done, alleged or denied.

use super::Witness;
use super::disagree::{Disagreement, DisagreementKind, Relation, Stance, against};
use super::kin::Kin;
use super::lexicon::{opens_shade, shades};
use super::words::{Vocabulary, Word, lower_words};
use crate::telling::Status;
use crate::text::sentence::sentences;
use crate::text::stem::stem;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// What one telling says, finer than [`Status`].
#[derive(Clone, PartialEq)]
struct Said<'w, 'a> {
    witness: &'w Witness<'a>,
    shade: String,
    words: String,
    sentence: Range<usize>,
}

/// What a telling says that says nothing of it: no other shade is at odds with it.
const HAPPENED: &str = Status::Happened.word();

/// Returns what the witnesses say differently about whether it happened.
pub(super) fn statuses(witnesses: &[Witness<'_>], kin: &Kin<'_, '_>) -> Option<Disagreement> {
    let mut voices: Vec<(u32, Vec<Said<'_, '_>>)> = Vec::new();
    let mut place_of: FxHashMap<u32, usize> = FxHashMap::default();
    for witness in witnesses {
        let said = read(witness);
        let mut all = vec![said];
        if all[0].shade == "cancelled" {
            all.extend(put_off(witness));
        }
        let place = *place_of.entry(witness.voice).or_insert(voices.len());
        match voices.get_mut(place) {
            Some((_, list)) => list.append(&mut all),
            None => voices.push((witness.voice, all)),
        }
    }
    let mut relation: Option<Relation> = None;
    let mut involved: Vec<Said<'_, '_>> = Vec::new();
    // Thousands may say no more than that it happened, and differ from none of those.
    let says_more: Vec<bool> = voices
        .iter()
        .map(|(_, all)| all.iter().any(|said| said.shade != HAPPENED))
        .collect();
    let pairs = (0..voices.len())
        .filter(|&i| says_more[i])
        .flat_map(|i| (0..voices.len()).map(move |j| (i, j)))
        .filter(|&(i, j)| i < j || i > j && !says_more[j]);
    for (i, j) in pairs {
        let (left, right) = (&voices[i.min(j)].1, &voices[i.max(j)].1);
        for a in left {
            for b in right {
                let Some(found) = relate(a, b) else { continue };
                // A plan that another paper calls off must be the same plan.
                let n = if found == Relation::Update { 3 } else { 2 };
                let is_one = match found {
                    // What was said not to be must be all but the same statement.
                    Relation::Conflict if is_not_so(a) || is_not_so(b) => {
                        kin.share_most(a.witness, b.witness, 3)
                    }
                    _ => kin.share(a.witness, b.witness, n),
                };
                if !is_one {
                    continue;
                }
                // What both voices say is no difference between them.
                if right.iter().any(|x| x.shade == a.shade)
                    && left.iter().any(|x| x.shade == b.shade)
                {
                    continue;
                }
                // That one paper planned what a later one calls off says less than how
                // each calls it off.
                let weight = |r: Relation| (r == Relation::Update, r);
                match relation {
                    Some(r) if weight(r) < weight(found) => continue,
                    Some(r) if weight(r) > weight(found) => involved.clear(),
                    _ => {}
                }
                relation = Some(found);
                for said in [a, b] {
                    let known = involved
                        .iter()
                        .any(|x| x.witness.voice == said.witness.voice && x.shade == said.shade);
                    if !known {
                        involved.push(said.clone());
                    }
                }
            }
        }
    }
    let relation = relation?;
    // A plan that was called off does not come to pass.
    if relation == Relation::Update && is_mostly_done(witnesses) {
        return None;
    }
    add_own(&mut involved, &voices, relation);
    let stances: Vec<Stance> = involved
        .iter()
        .map(|said| {
            let mut stance = Stance::of(said.witness, &said.words, &said.sentence);
            stance.shade = Some(said.shade.clone());
            stance
        })
        .collect();
    Some(Disagreement {
        kind: DisagreementKind::Status,
        subject: "status".to_owned(),
        relation,
        note: format!("{}: {}", against(&stances), relation.words()),
        stances,
    })
}

/// Tells whether nearly all tell it as something that happened.
pub(super) fn is_mostly_done(witnesses: &[Witness<'_>]) -> bool {
    let done = witnesses
        .iter()
        .filter(|w| w.telling.status == Status::Happened);
    done.count() * 3 > witnesses.len() * 2
}

/// Adds what a voice says besides: "cancelled" in its headline, "postponed" where it quotes.
fn add_own<'w, 'a>(
    involved: &mut Vec<Said<'w, 'a>>,
    voices: &[(u32, Vec<Said<'w, 'a>>)],
    relation: Relation,
) {
    if relation != Relation::Differs {
        return;
    }
    for said in voices.iter().flat_map(|(_, all)| all) {
        let known = |same: bool| {
            involved
                .iter()
                .any(|x| x.witness.voice == said.witness.voice && (!same || x.shade == said.shade))
        };
        if is_off(&said.shade) && known(false) && !known(true) {
            involved.push(said.clone());
        }
    }
}

fn is_not_so(said: &Said<'_, '_>) -> bool {
    matches!(said.shade.as_str(), "denied" | NOT_SO)
}

fn is_off(shade: &str) -> bool {
    matches!(shade, "cancelled" | "postponed" | "suspended")
}

/// Returns what the telling says of its status: the shade and the words for it.
pub(super) fn words_of(witness: &Witness<'_>) -> (String, String) {
    let said = read(witness);
    let mut words = said.words;
    // "Had been expected on", of the day.
    for last in [" on", " in", " at", " for"] {
        words = words.strip_suffix(last).unwrap_or(&words).to_owned();
    }
    (said.shade, words)
}

fn read<'w, 'a>(witness: &'w Witness<'a>) -> Said<'w, 'a> {
    let telling = witness.telling;
    let cue = telling.status_cue.as_ref().map(|r| witness.words_at(r));
    let plain = || Said {
        witness,
        shade: telling.status.word().to_owned(),
        words: cue.unwrap_or(telling.status.word()).to_owned(),
        sentence: telling.sentence.clone(),
    };
    if telling.status == Status::Planned
        && let Some(cue) = &telling.status_cue
        && let Some(rest) = witness.body.get(cue.end..)
        && rest.starts_with(" not ")
    {
        return Said {
            witness,
            shade: "cancelled".to_owned(),
            words: witness.words_at(&(cue.start..cue.end + 4)).to_owned(),
            sentence: telling.sentence.clone(),
        };
    }
    if telling.status == Status::Happened
        && let Some(cue) = cue.filter(|cue| is_negated(cue))
    {
        return Said {
            witness,
            shade: NOT_SO.to_owned(),
            words: cue.to_owned(),
            sentence: telling.sentence.clone(),
        };
    }
    // "Postponed" is told apart from "cancelled" by the telling's own words.
    let wanted: &[&str] = match telling.status {
        Status::Cancelled => &["postponed", "suspended", "cancelled"],
        Status::Planned | Status::Ongoing => &["postponed", "still planned"],
        Status::Happened => &[
            "postponed",
            "called off",
            "still planned",
            "confirmed",
            "alleged",
        ],
        Status::Denied => return plain(),
    };
    // Another clause ("… after the visit was put off") is of another thing.
    let clause = witness.clause();
    match shade_in(witness.words_at(clause), wanted) {
        Some((shade, range)) => {
            let shade = if shade == "called off" {
                "cancelled".to_owned()
            } else {
                shade
            };
            let at = clause.start + range.start..clause.start + range.end;
            Said {
                witness,
                shade,
                words: witness.words_at(&at).to_owned(),
                sentence: telling.sentence.clone(),
            }
        }
        None => plain(),
    }
}

/// Tells whether what one tells is the act that the other tells or denies.
fn is_same_act(a: &Witness<'_>, b: &Witness<'_>) -> bool {
    let tells = |said: &Witness<'_>, act: &Option<String>| {
        act.as_ref()
            .is_some_and(|act| match said.telling.status == Status::Denied {
                true => denies(said).any(|stem| stem == *act),
                false => said.telling.action.as_ref() == Some(act),
            })
    };
    tells(a, &b.telling.action) || tells(b, &a.telling.action)
}

/// Returns the stems of what is denied, "that she had resigned", "having resigned": of the words
/// right behind the denial. Who denies a charge does not deny that it was brought.
fn denies(witness: &Witness<'_>) -> impl Iterator<Item = String> {
    const NEAR: usize = 8;
    let telling = witness.telling;
    let cue = telling.status_cue.as_ref();
    let cue = cue.filter(|_| telling.status == Status::Denied);
    let behind = cue.map_or("", |cue| {
        witness.words_at(&(cue.end.min(telling.sentence.end)..telling.sentence.end))
    });
    let words = lower_words(behind);
    let of_act = words.first().is_some_and(|(_, w)| {
        matches!(w.as_ref(), "that" | "he" | "she" | "it" | "they") || w.ends_with("ing")
    });
    words
        .into_iter()
        .filter(move |_| of_act)
        .take(NEAR)
        .map(|(_, word)| stem(&word))
}

/// What a telling says by "did not".
const NOT_SO: &str = "did not happen";

/// Tells whether the words that tell a status say that something did not happen: "did not
/// resign", but not "does not go far enough".
fn is_negated(cue: &str) -> bool {
    const PAST: [&str; 6] = ["did", "had", "has", "have", "was", "were"];
    let words = lower_words(cue);
    let not = |w: &str| w == "not" || w.ends_with("n't") || w.ends_with("n’t");
    let past = |w: &str| PAST.iter().any(|p| w.starts_with(p));
    let any = |of: &dyn Fn(&str) -> bool| words.iter().any(|(_, w)| of(w));
    any(&|w| w == "never") || any(&not) && any(&past)
}

/// Returns what a text says elsewhere of the same thing being put off: the thing stands
/// next to the word for it, and either two words that matter are shared with the telling or
/// the sentence follows it closely.
fn put_off<'w, 'a>(witness: &'w Witness<'a>) -> Option<Said<'w, 'a>> {
    const HINTS: [&str; 4] = ["postpon", "put off", "reschedul", "delay"];
    const CLOSE: usize = 300;
    const BESIDE: usize = 4;
    if !HINTS.iter().any(|hint| witness.body.contains(hint)) {
        return None;
    }
    let mut vocabulary = Vocabulary::default();
    let told = vocabulary.read(witness.words_at(&witness.telling.sentence));
    for sentence in sentences(witness.body) {
        let text = &witness.body[sentence.clone()];
        let Some((shade, range)) = shade_in(text, &["postponed"]) else {
            continue;
        };
        let words = vocabulary.read(text);
        let shares = |w: &&Word| !w.plain && told.iter().any(|t| t.key == w.key);
        let mut shared: Vec<u32> = words.iter().filter(shares).map(|w| w.key).collect();
        shared.sort_unstable();
        shared.dedup();
        let first = words.partition_point(|w| w.range.end <= range.start);
        let last = words.partition_point(|w| w.range.start < range.end);
        let beside = words[first.saturating_sub(BESIDE)..(last + BESIDE).min(words.len())]
            .iter()
            // A name is who, not what.
            .filter(|w| text[w.range.clone()].starts_with(char::is_lowercase))
            .any(|w| shares(&w));
        let told_at = &witness.telling.sentence;
        let close = sentence.start >= told_at.end && sentence.start - told_at.end < CLOSE;
        if beside && (shared.len() >= 2 || close) {
            return Some(Said {
                witness,
                shade,
                words: text[range].to_owned(),
                sentence,
            });
        }
    }
    None
}

/// Returns the first of the wanted shades that the words of `text` show, and where.
fn shade_in(text: &str, wanted: &[&str]) -> Option<(String, Range<usize>)> {
    let words = lower_words(text);
    // Most texts show none.
    if !words.iter().any(|(_, word)| opens_shade(word)) {
        return None;
    }
    for want in wanted {
        for (cue, name) in shades().iter().filter(|(_, name)| name == want) {
            let found = words
                .windows(cue.len())
                .find(|run| run.iter().zip(cue).all(|((_, word), c)| word == c));
            if let Some(run) = found {
                let range = run[0].0.start..run[run.len() - 1].0.end;
                return Some((name.clone(), range));
            }
        }
    }
    None
}

fn relate(a: &Said<'_, '_>, b: &Said<'_, '_>) -> Option<Relation> {
    let (early, late) = match (a.witness.published, b.witness.published) {
        (Some(x), Some(y)) if y < x => (b, a),
        _ => (a, b),
    };
    let later = match (early.witness.published, late.witness.published) {
        (Some(x), Some(y)) => x < y,
        _ => false,
    };
    let pair = |x: &str, y: &str| {
        (early.shade == x && late.shade == y) || (early.shade == y && late.shade == x)
    };
    // "Happened" is what a telling says that says nothing of it: no ground for a conflict.
    if pair("cancelled", "postponed")
        || pair("suspended", "cancelled")
        || pair("alleged", "confirmed")
    {
        return Some(Relation::Differs);
    }
    let not_so = pair("happened", "denied") || pair("happened", NOT_SO);
    if not_so && is_same_act(early.witness, late.witness) {
        return Some(Relation::Conflict);
    }
    let on = |s: &str| matches!(s, "planned" | "still planned");
    if on(&early.shade) && is_off(&late.shade) && later {
        return Some(Relation::Update);
    }
    if (late.shade == "still planned" && is_off(&early.shade))
        || (early.shade == "still planned" && is_off(&late.shade))
        || pair("denied", "confirmed")
    {
        return Some(Relation::Conflict);
    }
    None
}
