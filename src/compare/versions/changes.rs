//! From paired sentences to the changes worth telling.

use super::{Change, ChangeKind, Edition, Line};
use crate::compare::attribution::according_to;
use crate::compare::lexicon::{counts, shades};
use crate::compare::words::{is_plain, lower_words};
use crate::telling::Quantity;
use crate::text::sentence::sentences;
use crate::text::stem::stem;
use rustc_hash::FxHashSet;
use similar::{Algorithm, DiffOp, capture_diff_slices};
use std::ops::Range;

/// Returns what changed, weightiest first; within a kind in the order of the new text.
pub(super) fn changes(
    old: &Edition<'_>,
    new: &Edition<'_>,
    before: &[Line<'_>],
    after: &[Line<'_>],
    pairs: &[Option<usize>],
) -> Vec<Change> {
    let mut out = Vec::new();
    let mut kept = vec![false; before.len()];
    for (n, o) in pairs.iter().enumerate() {
        match o {
            Some(o) => {
                kept[*o] = true;
                edited(old, new, &before[*o], &after[n], &mut out);
            }
            None => out.push(Change {
                kind: ChangeKind::Added,
                note: format!("added: {}", opening(after[n].text)),
                old: None,
                new: Some(after[n].range.clone()),
            }),
        }
    }
    for (o, line) in before.iter().enumerate().filter(|(o, _)| !kept[*o]) {
        let _ = o;
        out.push(Change {
            kind: ChangeKind::Removed,
            note: format!("cut: {}", opening(line.text)),
            old: Some(line.range.clone()),
            new: None,
        });
    }
    tolls(old, new, &mut out);
    come_and_gone(old, new, &mut out);
    // The same step told twice ("5 → 12" in headline and lead) is told once.
    let mut seen: FxHashSet<(ChangeKind, String)> = FxHashSet::default();
    out.retain(|change| seen.insert((change.kind, change.note.clone())));
    out.sort_by_key(|change| change.kind);
    out
}

/// Returns the first words of a sentence.
fn opening(text: &str) -> String {
    const WORDS: usize = 8;
    let words: Vec<&str> = text.split_whitespace().collect();
    if words.len() <= WORDS {
        words.join(" ")
    } else {
        format!("{} …", words[..WORDS].join(" "))
    }
}

/// Adds what changed inside one sentence.
fn edited(old: &Edition<'_>, new: &Edition<'_>, a: &Line<'_>, b: &Line<'_>, out: &mut Vec<Change>) {
    let content = |line: &Line<'_>| -> (Vec<Range<usize>>, Vec<u32>) {
        let words = line.words.iter().filter(|w| !w.plain);
        words.map(|w| (w.range.clone(), w.key)).unzip()
    };
    let (left_at, left) = content(a);
    let (right_at, right) = content(b);
    if left == right {
        return;
    }
    let mut push = |kind, note: String| {
        out.push(Change {
            kind,
            note,
            old: Some(a.range.clone()),
            new: Some(b.range.clone()),
        });
    };
    if let Some(note) = status_step(a.text, b.text) {
        push(ChangeKind::Status, note);
    }
    for op in capture_diff_slices(Algorithm::Patience, &left, &right) {
        let (from, to) = (op.old_range(), op.new_range());
        if matches!(op, DiffOp::Equal { .. }) {
            continue;
        }
        // Words that only moved inside the sentence are no change.
        let gone: Vec<Range<usize>> = from
            .clone()
            .filter(|&i| !right.contains(&left[i]))
            .map(|i| left_at[i].clone())
            .collect();
        let come: Vec<Range<usize>> = to
            .clone()
            .filter(|&i| !left.contains(&right[i]))
            .map(|i| right_at[i].clone())
            .collect();
        if gone.is_empty() && come.is_empty() {
            continue;
        }
        let number = |text: &str, words: &[Range<usize>]| {
            words.iter().find_map(|w| figure(&text[w.clone()]))
        };
        if let (Some(x), Some(y)) = (number(a.text, &gone), number(b.text, &come)) {
            let what = counted(new, b, &right_at, to.clone())
                .or_else(|| counted(old, a, &left_at, from.clone()))
                .unwrap_or_default();
            if x != y {
                push(ChangeKind::Number, spaced(&what, &format!("{x} → {y}")));
                continue;
            }
        }
        // Who says so is told by its own kind of change.
        let (was, is) = (brief(a.text, &gone), brief(b.text, &come));
        if was.starts_with("according to ") || is.starts_with("according to ") {
            continue;
        }
        let note = match (gone.is_empty(), come.is_empty()) {
            (false, false) => format!("‘{was}’ → ‘{is}’"),
            (true, _) => format!("‘{is}’ added"),
            (_, true) => format!("‘{was}’ cut"),
        };
        push(ChangeKind::Wording, note);
    }
}

/// Returns the text from the first of these words of it to the last.
fn brief(text: &str, words: &[Range<usize>]) -> String {
    match (words.first(), words.last()) {
        (Some(first), Some(last)) => opening(&text[first.start..last.end]),
        _ => String::new(),
    }
}

fn spaced(what: &str, step: &str) -> String {
    if what.is_empty() {
        step.to_owned()
    } else {
        format!("{what} {step}")
    }
}

/// Returns a word that is a number, in digits or small words, as printed.
fn figure(word: &str) -> Option<String> {
    let digits = word.starts_with(|c: char| c.is_ascii_digit());
    let small = crate::text::number::small(&word.to_lowercase()).is_some();
    (digits || small).then(|| word.to_owned())
}

/// Returns what the changed number of a sentence counts: by the telling's quantities, else
/// by the next word.
fn counted(
    edition: &Edition<'_>,
    line: &Line<'_>,
    at: &[Range<usize>],
    changed: Range<usize>,
) -> Option<String> {
    let i = changed
        .clone()
        .find(|&i| figure(&line.text[at[i].clone()]).is_some())?;
    let place = line.range.start + at[i].start;
    let quantity = edition
        .tellings
        .iter()
        .flat_map(|t| &t.quantities)
        .find(|q| q.span.start <= place && place < q.span.end);
    if let Some(quantity) = quantity {
        let subject = &quantity.subject;
        return Some(if subject.is_empty() {
            quantity.unit.clone()
        } else {
            subject.clone()
        });
    }
    let next = at.get(i + 1)?;
    Some(line.text[next.clone()].to_lowercase())
}

/// Returns the change of status between two forms of one sentence.
fn status_step(old: &str, new: &str) -> Option<String> {
    let (a, b) = (shades_of(old), shades_of(new));
    let gone = a.iter().find(|s| !b.contains(s));
    let come = b.iter().find(|s| !a.contains(s));
    match (gone, come) {
        (Some(x), Some(y)) => Some(format!("{x} → {y}")),
        (None, Some(y)) => Some(format!("now {y}")),
        (Some(x), None) => Some(format!("no longer {x}")),
        (None, None) => None,
    }
}

fn shades_of(text: &str) -> Vec<&'static str> {
    let words = lower_words(text);
    let mut out: Vec<&'static str> = Vec::new();
    for (cue, name) in shades() {
        let found = words
            .windows(cue.len())
            .any(|run| run.iter().zip(cue).all(|((_, word), c)| word == c));
        if found && !out.contains(&name.as_str()) {
            out.push(name);
        }
    }
    out
}

/// Adds tolls that rose or fell, wherever in the text they stand.
fn tolls(old: &Edition<'_>, new: &Edition<'_>, out: &mut Vec<Change>) {
    for (subject, after) in first_tolls(new) {
        let Some((_, before)) = first_tolls(old).into_iter().find(|(s, _)| *s == subject) else {
            continue;
        };
        let same = (before.value - after.value).abs() < 1e-9 && before.bound == after.bound;
        if same {
            continue;
        }
        // Known from the edited sentence itself.
        let told = out
            .iter()
            .any(|c| c.kind == ChangeKind::Number && c.new.as_ref() == Some(&after.sentence));
        if told {
            continue;
        }
        out.push(Change {
            kind: ChangeKind::Number,
            note: format!("{subject} {} → {}", before.text, after.text),
            old: Some(before.sentence.clone()),
            new: Some(after.sentence.clone()),
        });
    }
}

/// Returns the first figure that a version gives for each kind of toll.
fn first_tolls<'a>(edition: &Edition<'a>) -> Vec<(&'static str, &'a Quantity)> {
    let mut quantities: Vec<&Quantity> = edition
        .tellings
        .iter()
        .flat_map(|t| &t.quantities)
        .collect();
    quantities.sort_by_key(|q| q.span.start);
    let mut out: Vec<(&'static str, &Quantity)> = Vec::new();
    for quantity in quantities {
        let Some(group) = counts().subject(&quantity.subject.to_lowercase()) else {
            continue;
        };
        if !out.iter().any(|(s, _)| *s == group.name) {
            out.push((&group.name, quantity));
        }
    }
    out
}

/// Adds names, speakers and quotations that came or went, wherever they stood.
fn come_and_gone(old: &Edition<'_>, new: &Edition<'_>, out: &mut Vec<Change>) {
    let sides = [(old, new, "dropped", true), (new, old, "added", false)];
    for (here, there, what, is_old) in sides {
        let words: Vec<String> = bare(there.body);
        let own: Vec<String> = bare(here.body);
        let count = |list: &[String], word: &str| list.iter().filter(|w| *w == word).count();
        let mut push = |kind, note: String, at: &Range<usize>| {
            let sentence = sentence_around(here.body, at);
            let (old, new) = if is_old {
                (Some(sentence), None)
            } else {
                (None, Some(sentence))
            };
            out.push(Change {
                kind,
                note,
                old,
                new,
            });
        };
        for (text, at) in speakers(here) {
            let gone =
                last_word(&text).is_some_and(|word| count(&words, &word) < count(&own, &word));
            if gone {
                push(
                    ChangeKind::Attribution,
                    format!("source {what}: {text}"),
                    &at,
                );
            }
        }
        for name in here.names {
            let Some(first) = name.mentions.first() else {
                continue;
            };
            if last_word(&name.text).is_some_and(|word| !words.contains(&word)) {
                push(
                    ChangeKind::Name,
                    format!("name {what}: {}", name.text),
                    first,
                );
            }
        }
        let known: Vec<Vec<String>> = quotes(there.body)
            .iter()
            .map(|r| content(&there.body[r.clone()]))
            .collect();
        for range in quotes(here.body) {
            let words = content(&here.body[range.clone()]);
            if words.len() < 2 || known.iter().any(|k| contains_run(k, &words)) {
                continue;
            }
            let alike = known.iter().any(|k| alike(k, &words));
            let note = match (alike, is_old) {
                // Told once, with its new words.
                (true, true) => continue,
                (true, false) => "quote changed".to_owned(),
                (false, _) => format!("quote {what}"),
            };
            let note = format!("{note}: “{}”", opening(&here.body[range.clone()]));
            push(ChangeKind::Quote, note, &range);
        }
    }
}

/// Returns the word by which a name or speaker comes back: the last that matters.
fn last_word(name: &str) -> Option<String> {
    bare(name).into_iter().rev().find(|word| !is_plain(word))
}

/// Returns the stems of the words that matter.
fn content(text: &str) -> Vec<String> {
    bare(text)
        .into_iter()
        .filter(|word| !is_plain(word))
        .map(|word| stem(&word))
        .collect()
}

/// Tells whether two quotations are one, edited: half of their words are shared.
fn alike(a: &[String], b: &[String]) -> bool {
    let shared = a.iter().filter(|w| b.contains(w)).count();
    shared * 2 >= a.len().max(b.len())
}

fn speakers(edition: &Edition<'_>) -> Vec<(String, Range<usize>)> {
    let mut out: Vec<(String, Range<usize>)> = Vec::new();
    let mut push = |text: &str, at: Range<usize>| {
        if !out.iter().any(|(t, _)| t == text) {
            out.push((text.to_owned(), at));
        }
    };
    for telling in edition.tellings {
        if let Some(said_by) = &telling.said_by {
            push(&said_by.text, said_by.span.clone());
        }
    }
    for range in sentences(edition.body) {
        if let Some(who) = according_to(&edition.body[range.clone()]) {
            push(who, range);
        }
    }
    out
}

/// Returns the byte ranges between quotation marks.
fn quotes(body: &str) -> Vec<Range<usize>> {
    const LONGEST: usize = 1_000;
    let mut out = Vec::new();
    let mut open: Option<usize> = None;
    for (at, c) in body.char_indices() {
        match (c, open) {
            ('“' | '„', _) => open = Some(at + c.len_utf8()),
            ('"', None) => open = Some(at + 1),
            ('"' | '”', Some(start)) => {
                if at - start <= LONGEST {
                    out.push(start..at);
                }
                open = None;
            }
            // Some papers open every quoted paragraph and close only the last.
            ('\n', Some(_)) => open = None,
            _ => {}
        }
    }
    out
}

fn bare(text: &str) -> Vec<String> {
    lower_words(text)
        .into_iter()
        .map(|(_, word)| word.into_owned())
        .collect()
}

fn contains_run(long: &[String], short: &[String]) -> bool {
    !short.is_empty() && long.windows(short.len()).any(|run| run == short)
}

fn sentence_around(body: &str, at: &Range<usize>) -> Range<usize> {
    sentences(body)
        .into_iter()
        .find(|s| s.start <= at.start && at.start < s.end)
        .unwrap_or_else(|| at.clone())
}
