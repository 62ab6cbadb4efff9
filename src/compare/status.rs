//! Whether it happened: cancelled or postponed, planned or done, alleged or denied.

use super::Witness;
use super::disagree::{Disagreement, DisagreementKind, Relation, Stance, against};
use super::kin::Kin;
use super::lexicon::{lists, opens_shade, shades};
use super::words::{Vocabulary, Word, is_plain, lower_words};
use crate::link::Dated;
use crate::telling::Status;
use crate::text::sentence::sentences_where;
use crate::text::stem::stem;
use rustc_hash::FxHashMap;
use std::borrow::Cow;
use std::ops::Range;

/// What one telling says, finer than [`Status`].
#[derive(Clone, PartialEq)]
struct Said<'w, 'a> {
    witness: &'w Witness<'a>,
    shade: String,
    words: String,
    sentence: Range<usize>,
    /// Where the words that show it stand in the body, when some do.
    cue: Option<Range<usize>>,
    /// A plan with "not" behind: "will not sail".
    negated: bool,
    /// The stem of the act, when it is not the telling's own: "will not resign, she insisted".
    act: Option<String>,
}

impl Said<'_, '_> {
    fn act(&self) -> Option<&str> {
        self.act
            .as_deref()
            .or(self.witness.telling.action.as_deref())
    }
}

/// What a telling says that says nothing of it: no other shade is at odds with it.
const HAPPENED: &str = Status::Happened.word();

/// Returns what the witnesses say differently about whether it happened.
pub(super) fn statuses(witnesses: &[Witness<'_>], kin: &Kin<'_, '_>) -> Option<Disagreement> {
    let mut voices: Vec<(u32, Vec<Said<'_, '_>>)> = Vec::new();
    let mut place_of: FxHashMap<u32, usize> = FxHashMap::default();
    let done: Vec<&str> = done(witnesses);
    for witness in witnesses {
        let said = read(witness);
        let mut all = vec![negates(witness, &done).unwrap_or(said)];
        if all[0].shade == "cancelled" {
            all.extend(put_off(witness));
        }
        let place = *place_of.entry(witness.voice).or_insert(voices.len());
        match voices.get_mut(place) {
            Some((_, list)) => list.append(&mut all),
            None => voices.push((witness.voice, all)),
        }
    }
    let (relation, mut involved) = differing(&voices, kin)?;
    // A plan that was called off does not come to pass.
    let came_to_pass = involved.iter().any(|said| said.shade == HAPPENED);
    if relation == Relation::Update && !came_to_pass && is_mostly_done(witnesses) {
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

/// Returns how the voices differ, by the weightiest of their differences, and what those that do
/// say.
fn differing<'w, 'a>(
    voices: &[(u32, Vec<Said<'w, 'a>>)],
    kin: &Kin<'_, '_>,
) -> Option<(Relation, Vec<Said<'w, 'a>>)> {
    // Thousands may say no more than that it happened, and differ from none of those.
    let says_more: Vec<bool> = voices
        .iter()
        .map(|(_, all)| all.iter().any(|said| said.shade != HAPPENED))
        .collect();
    let pairs = (0..voices.len())
        .filter(|&i| says_more[i])
        .flat_map(|i| (0..voices.len()).map(move |j| (i, j)))
        .filter(|&(i, j)| i < j || i > j && !says_more[j]);
    // That one paper planned what a later one calls off says less than how each calls it off.
    let weight = |r: Relation| (r == Relation::Update, r);
    let mut relation: Option<Relation> = None;
    let mut involved: Vec<Said<'w, 'a>> = Vec::new();
    for (i, j) in pairs {
        let (left, right) = (&voices[i.min(j)].1, &voices[i.max(j)].1);
        // What both voices say is no difference between them.
        let both = |a: &Said<'_, '_>, b: &Said<'_, '_>| {
            right.iter().any(|x| x.shade == a.shade) && left.iter().any(|x| x.shade == b.shade)
        };
        for (a, b) in left.iter().flat_map(|a| right.iter().map(move |b| (a, b))) {
            let Some(found) = relate(a, b).filter(|r| is_of_one(a, b, *r, kin)) else {
                continue;
            };
            if both(a, b) || relation.is_some_and(|r| weight(r) < weight(found)) {
                continue;
            }
            if relation.is_some_and(|r| weight(r) > weight(found)) {
                involved.clear();
            }
            relation = Some(found);
            for said in [a, b] {
                let known = |x: &Said<'_, '_>| {
                    x.witness.voice == said.witness.voice && x.shade == said.shade
                };
                if !involved.iter().any(known) {
                    involved.push(said.clone());
                }
            }
        }
    }
    relation.map(|r| (r, involved))
}

/// Tells whether two statuses are of one thing: what is called off or put off is named by both,
/// a plan and its "not" are of one act, and what is alleged, confirmed or denied is all but the
/// same statement.
fn is_of_one(a: &Said<'_, '_>, b: &Said<'_, '_>, found: Relation, kin: &Kin<'_, '_>) -> bool {
    let (x, y) = (a.witness, b.witness);
    // "Still" answers to what others say.
    if a.shade == STILL || b.shade == STILL {
        return kin.share(x, y, 2);
    }
    if a.negated || b.negated {
        return a.act() == b.act() && kin.share_most(x, y, 2);
    }
    match (is_off(&a.shade), is_off(&b.shade)) {
        (true, true) => kin.share(x, y, 2) && names_one(&beside(a), &beside(b)),
        (true, false) => kin.share(x, y, shared_words(found)) && names_one(&beside(a), &all(b)),
        (false, true) => kin.share(x, y, shared_words(found)) && names_one(&all(a), &beside(b)),
        (false, false) => kin.share_most(x, y, 3),
    }
}

/// A plan that another paper calls off must be the same plan.
fn shared_words(found: Relation) -> usize {
    if found == Relation::Update { 3 } else { 2 }
}

/// A word in lower case, and whether it is printed so.
type Printed = (String, bool);

/// Returns the words next to those that show a status: what is called off, what is put off.
fn beside(said: &Said<'_, '_>) -> Vec<Printed> {
    const BESIDE: usize = 6;
    let Some(cue) = said.cue.as_ref() else {
        return all(said);
    };
    let text = said.witness.words_at(&said.sentence);
    let words = lower_words(text);
    let at = |byte: usize| byte.saturating_sub(said.sentence.start);
    let first = words.partition_point(|(range, _)| range.end <= at(cue.start));
    let last = words.partition_point(|(range, _)| range.start < at(cue.end));
    let before = &words[first.saturating_sub(BESIDE)..first];
    let behind = &words[last..(last + BESIDE).min(words.len())];
    before
        .iter()
        .chain(behind)
        .filter_map(|w| printed(text, w))
        .collect()
}

fn all(said: &Said<'_, '_>) -> Vec<Printed> {
    let text = said.witness.words_at(&said.sentence);
    lower_words(text)
        .iter()
        .filter_map(|w| printed(text, w))
        .collect()
}

/// Returns a word that may name what is put off; no word of time or planning does.
fn printed(text: &str, (range, word): &(Range<usize>, Cow<'_, str>)) -> Option<Printed> {
    let of_time = [
        &lists().periods,
        &lists().parts_of_day,
        &lists().names_of_days,
        &lists().plans,
    ];
    let names = !is_plain(word) && !of_time.iter().any(|list| list.has(word));
    names.then(|| {
        (
            lists().affair(&stem(word)),
            text[range.clone()].starts_with(char::is_lowercase),
        )
    })
}

/// Tells whether a word stands in both that is no name: in one at least in lower case.
fn names_one(a: &[Printed], b: &[Printed]) -> bool {
    a.iter()
        .any(|(x, small)| b.iter().any(|(y, other)| x == y && (*small || *other)))
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
    let cue = telling.status_cue.clone();
    let said = |shade: &str, cue: Option<Range<usize>>| Said {
        witness,
        shade: shade.to_owned(),
        words: cue
            .as_ref()
            .map_or(shade, |at| witness.words_at(at))
            .to_owned(),
        sentence: telling.sentence.clone(),
        cue,
        negated: false,
        act: None,
    };
    if let Some(cue) = cue.clone() {
        let behind = witness.body.get(cue.end..).unwrap_or_default();
        let follows = behind.starts_with(" not ");
        if telling.status == Status::Planned && (follows || is_ruled_out(witness.words_at(&cue))) {
            let end = cue.end + if follows { " not".len() } else { 0 };
            let mut said = said("cancelled", Some(cue.start..end));
            said.negated = true;
            return said;
        }
        if telling.status == Status::Happened && is_negated(witness.words_at(&cue)) {
            return said(NOT_SO, Some(cue));
        }
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
        Status::Denied => &[],
    };
    // Another clause ("… after the visit was put off") is of another thing.
    let clause = witness.clause();
    let text = witness.words_at(clause);
    let plain = || said(telling.status.word(), cue);
    let Some((shade, range)) = shade_in(text, wanted) else {
        return plain();
    };
    if shade == "alleged" && !is_of_act(witness, text, &range) {
        return plain();
    }
    // "Cancelled and delayed flights" are some of each.
    let at = clause.start + range.start..clause.start + range.end;
    if shade == "postponed" && is_joined_to(witness, &telling.sentence, &at) {
        return plain();
    }
    let shade = if shade == "called off" {
        "cancelled"
    } else {
        &shade
    };
    said(shade, Some(at))
}

/// Tells whether a word for calling off stands right beside a stretch of a sentence, with "and"
/// or "or".
fn is_joined_to(witness: &Witness<'_>, sentence: &Range<usize>, at: &Range<usize>) -> bool {
    const JOINER: usize = 5;
    let text = witness.words_at(sentence);
    let from = sentence.start;
    let range = at.start.saturating_sub(from)..at.end.saturating_sub(from);
    shade_in(text, &["called off"]).is_some_and(|(_, other)| {
        let between = match other.end <= range.start {
            true => other.end..range.start,
            false => range.end..other.start.max(range.end),
        };
        between.len() <= JOINER && matches!(text[between].trim(), "and" | "or")
    })
}

/// Returns the acts that witnesses tell as done, as stems.
fn done<'a>(witnesses: &[Witness<'a>]) -> Vec<&'a str> {
    let mut out: Vec<&str> = witnesses
        .iter()
        .filter(|w| w.telling.status == Status::Happened)
        .filter_map(|w| w.telling.action.as_deref())
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Returns what a telling of something else says that somebody will not do, where others tell it
/// as done: "she will not resign, she insisted".
fn negates<'w, 'a>(witness: &'w Witness<'a>, done: &[&str]) -> Option<Said<'w, 'a>> {
    let telling = witness.telling;
    let text = witness.words_at(&telling.sentence);
    let may = ["will not", "won't", "won’t", "refus", "declin"];
    if telling.status != Status::Happened || !may.iter().any(|w| text.contains(w)) {
        return None;
    }
    let words = lower_words(text);
    let word = |i: usize| words.get(i).map_or("", |(_, w)| w.as_ref());
    (1..words.len()).find_map(|i| {
        let from = match word(i - 1) {
            "won't" => i - 1,
            "not" if i > 1 && word(i - 2) == "will" => i - 2,
            "to" if i > 1 && lists().refusing.has(word(i - 2)) => i - 2,
            _ => return None,
        };
        let act = stem(word(i));
        let own = telling.action.as_deref() == Some(act.as_str());
        if own || !done.contains(&act.as_str()) {
            return None;
        }
        let start = telling.sentence.start;
        let cue = start + words[from].0.start..start + words[i].0.end;
        Some(Said {
            witness,
            shade: "cancelled".to_owned(),
            words: witness.words_at(&cue).to_owned(),
            sentence: telling.sentence.clone(),
            cue: Some(cue),
            negated: true,
            act: Some(act),
        })
    })
}

/// Tells whether what one tells is the act that the other tells or denies.
fn is_same_act(a: &Said<'_, '_>, b: &Said<'_, '_>) -> bool {
    let denied = |s: &Said<'_, '_>| s.shade == Status::Denied.word();
    let (x, y) = (a.act(), b.act());
    let names = |s: &Said<'_, '_>, act: Option<&str>| {
        let behind = denies(s.witness);
        act.is_some_and(|act| behind.iter().any(|b| b == act)) || !behind.is_empty() && x == y
    };
    match (denied(a), denied(b)) {
        (true, _) => names(a, y),
        (_, true) => names(b, x),
        (false, false) => x.is_some() && x == y,
    }
}

/// Returns the stems of what is denied, "that she had resigned", "having resigned": of the words
/// right behind the denial. Who denies a charge does not deny that it was brought.
///
/// Which claim is denied nobody can tell where the denial has no day of its own.
fn denies(witness: &Witness<'_>) -> Vec<String> {
    const NEAR: usize = 8;
    const CLAIM: usize = 5;
    let telling = witness.telling;
    let behind = telling.status_cue.as_ref().map_or("", |cue| {
        witness.words_at(&(cue.end.min(telling.sentence.end)..telling.sentence.end))
    });
    let words = lower_words(behind);
    // "Rejects the claim that", "dismissed as false reports of".
    let claim = words.iter().take(CLAIM);
    let claim = claim.clone().position(|(_, w)| lists().claims.has(w));
    let own_day = witness.dated == Dated::Own && witness.window.is_some_and(|w| w.n_days() == 1);
    if claim.is_some() && !own_day {
        return vec![];
    }
    let words = &words[claim.map_or(0, |at| at + 1)..];
    let of = claim.is_some() && words.first().is_some_and(|(_, w)| w == "of");
    let words = &words[usize::from(of)..];
    let of_act = words
        .first()
        .is_some_and(|(_, w)| lists().of_acts.has(w) || w.ends_with("ing"));
    let near = words.iter().filter(|_| of_act).take(NEAR);
    near.map(|(_, word)| stem(word)).collect()
}

/// What a telling says by "still scheduled".
const STILL: &str = "still planned";
/// What a telling says by "did not".
const NOT_SO: &str = "did not happen";

/// Tells whether the words that tell a status say that something did not happen: "did not
/// resign", but not "does not go far enough".
fn is_negated(cue: &str) -> bool {
    let words = lower_words(cue);
    let past = |w: &str| {
        lists()
            .past
            .has(w.trim_end_matches(|c: char| "n't’".contains(c)))
    };
    let any = |of: &dyn Fn(&str) -> bool| words.iter().any(|(_, w)| of(w));
    let not = |w: &str| lists().not.has(w) || w.ends_with("n't");
    any(&|w| lists().never.has(w)) || any(&not) && any(&past)
}

/// Tells whether a telling's clause says "not" of anything.
fn says_not(witness: &Witness<'_>) -> bool {
    holds_not(witness.words_at(witness.clause()))
}

/// Tells whether one does what the other says will not be done: no sentence of it says "not" or
/// "no", and the other does not say "not until".
fn is_did(done: &Said<'_, '_>, not: &Said<'_, '_>) -> bool {
    let says = |said: &Said<'_, '_>, any: &[&str]| {
        let words = lower_words(said.witness.words_at(&said.sentence));
        words.iter().any(|(_, w)| any.contains(&w.as_ref()))
    };
    let text = done.witness.words_at(&done.sentence);
    !(holds_not(text) || says(done, &["no"]) || says(not, &["until", "yet"]))
}

/// Tells whether the words of a plan say "not": "will not sail". What is "not expected to be
/// ready until May" is not called off.
fn is_ruled_out(cue: &str) -> bool {
    let expected = || lower_words(cue).iter().any(|(_, w)| lists().plans.has(w));
    holds_not(cue) && !expected()
}

fn holds_not(text: &str) -> bool {
    let not = |w: &str| lists().not.has(w) || lists().never.has(w) || w.ends_with("n't");
    lower_words(text).iter().any(|(_, w)| not(w))
}

/// Tells whether the word for the act stands next to the words that show a shade: "allegedly
/// stole", not "was taken in, reportedly of her own will".
fn is_of_act(witness: &Witness<'_>, text: &str, range: &Range<usize>) -> bool {
    const NEXT: usize = 3;
    let words = lower_words(text);
    let first = words.partition_point(|(r, _)| r.end <= range.start);
    let last = words.partition_point(|(r, _)| r.start < range.end);
    let next = &words[first.saturating_sub(NEXT)..(last + NEXT).min(words.len())];
    let act = witness.telling.action.as_deref();
    next.iter()
        .any(|(_, w)| act.is_some_and(|act| act == stem(w)))
}

/// Returns what a text says elsewhere of the same thing being put off: the thing stands
/// next to the word for it, and either two words that matter are shared with the telling or
/// the sentence follows it closely.
fn put_off<'w, 'a>(witness: &'w Witness<'a>) -> Option<Said<'w, 'a>> {
    const HINTS: [&str; 4] = ["postpon", "put off", "reschedul", "delay"];
    const CLOSE: usize = 300;
    const BESIDE: usize = 4;
    let may = |text: &str| HINTS.iter().any(|hint| text.contains(hint));
    if !may(witness.body) {
        return None;
    }
    let mut vocabulary = Vocabulary::default();
    let told = vocabulary.read(witness.words_at(&witness.telling.sentence));
    for sentence in sentences_where(witness.body, may) {
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
        let at = sentence.start + range.start..sentence.start + range.end;
        let could = words[..first].iter().rev().take(2);
        let could = could
            .into_iter()
            .any(|w| lists().modals.has(&text[w.range.clone()]));
        let joined = is_joined_to(witness, &sentence, &at);
        if beside && !(joined || could) && (shared.len() >= 2 || close) {
            return Some(Said {
                witness,
                shade,
                words: text[range.clone()].to_owned(),
                cue: Some(at),
                sentence,
                negated: false,
                act: None,
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
    let plain = if early.shade == HAPPENED { early } else { late };
    if not_so && !says_not(plain.witness) && is_same_act(early, late) {
        return Some(Relation::Conflict);
    }
    // "Will not resign", and did.
    let not = if early.shade == HAPPENED { late } else { early };
    if not.negated && plain.shade == HAPPENED && early.act() == late.act() && is_did(plain, not) {
        let came_to_pass = later && late.shade == HAPPENED;
        return Some(if came_to_pass {
            Relation::Update
        } else {
            Relation::Conflict
        });
    }
    let on = |s: &str| matches!(s, "planned" | STILL);
    if on(&early.shade) && is_off(&late.shade) && later {
        return Some(Relation::Update);
    }
    if (late.shade == STILL && is_off(&early.shade))
        || (early.shade == STILL && is_off(&late.shade))
        || pair("denied", "confirmed")
    {
        return Some(Relation::Conflict);
    }
    None
}
