//! Who is given for it: a spokesman by name, an unnamed source, activists, nobody.

use super::Witness;
use super::disagree::{Disagreement, DisagreementKind, Relation, Stance, against};
use super::words::{is_plain, lower_words};
use crate::telling::{Attribution, Speaker};
use std::ops::Range;

/// Returns who is given for what stands in `sentence`.
pub(super) fn said_by(witness: &Witness<'_>, sentence: &Range<usize>) -> Option<String> {
    if let Some(said_by) = &witness.telling.said_by
        && sentence.start <= said_by.span.start
        && said_by.span.end <= sentence.end
    {
        return Some(short(&said_by.text));
    }
    according_to(witness.words_at(sentence)).map(short)
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
pub(super) fn attributions(witnesses: &[Witness<'_>]) -> Option<Disagreement> {
    let mut voices: Vec<(u32, Vec<(&Witness<'_>, &Attribution)>)> = Vec::new();
    for witness in witnesses {
        let at = match voices.iter().position(|(v, _)| *v == witness.voice) {
            Some(at) => at,
            None => {
                voices.push((witness.voice, Vec::new()));
                voices.len() - 1
            }
        };
        if let Some(said_by) = &witness.telling.said_by {
            voices[at].1.push((witness, said_by));
        }
    }
    // The most openly named speaker of each voice stands for it.
    let best: Vec<(&Witness<'_>, &Attribution)> = voices
        .iter()
        .filter_map(|(_, list)| {
            list.iter()
                .min_by_key(|(w, a)| (openness(a.kind), !w.telling.lead, a.span.start))
                .copied()
        })
        .collect();
    let words: Vec<Vec<String>> = best.iter().map(|(_, a)| matter(&a.text)).collect();
    let differ = best.iter().enumerate().any(|(i, (_, a))| {
        let mut others = best.iter().enumerate().skip(i + 1);
        others.any(|(j, (_, b))| !one_speaker((a, &words[i]), (b, &words[j])))
    });
    if !differ {
        return None;
    }
    let stances: Vec<Stance> = best
        .iter()
        .map(|(witness, a)| Stance::of(witness, &a.text, &witness.telling.sentence))
        .collect();
    Some(Disagreement {
        kind: DisagreementKind::Attribution,
        subject: "who says so".to_owned(),
        relation: Relation::Differs,
        note: format!("{}: given by different speakers", against(&stances)),
        stances,
    })
}

fn openness(kind: Speaker) -> u8 {
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
fn one_speaker(a: (&Attribution, &[String]), b: (&Attribution, &[String])) -> bool {
    let hidden = |kind: Speaker| kind == Speaker::Unnamed;
    hidden(a.0.kind) == hidden(b.0.kind) && a.1.iter().any(|word| b.1.contains(word))
}

/// Returns the words that matter.
fn matter(text: &str) -> Vec<String> {
    lower_words(text)
        .into_iter()
        .map(|(_, word)| word)
        .filter(|word| !is_plain(word))
        .collect()
}
