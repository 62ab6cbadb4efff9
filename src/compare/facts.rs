//! The facts strip: when, how many, who says so, status, where, a cell for each source.

use super::disagree::{Disagreement, DisagreementKind, Stance, disagreements, meaning_of_window};
use super::numbers::{Counted, people};
use super::{Witness, attribution, names, status};
use crate::article::ArticleIdx;
use crate::link::Dated;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// One question and what each source answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FactRow {
    /// What is asked.
    pub kind: DisagreementKind,
    /// The question in words: "when", "how many killed", "who says so", "status", "where".
    pub subject: String,
    /// One for each source, in the order in which the sources first stand among the
    /// witnesses.
    pub cells: Vec<FactCell>,
    /// Whether the sources answer it differently.
    pub differs: bool,
    /// How, in words, for readers without colour; empty when they do not differ.
    pub words: String,
}

/// What one source answers.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FactCell {
    /// The source.
    pub source: String,
    /// The answer as printed ("last week"); empty when the source gives none.
    pub text: String,
    /// What it comes to: equal for "Saturday" and "8 October" where they are one day.
    pub means: String,
    /// Whether it differs from what most sources say.
    pub differs: bool,
    /// Where it stands: the article and the byte range of the sentence.
    pub at: Option<(ArticleIdx, Range<usize>)>,
}

/// One answer of a row and who gives it.
#[derive(Debug, Clone, PartialEq)]
pub struct Answered<'a> {
    /// The answer as printed.
    pub text: &'a str,
    /// It is not what most say.
    pub differs: bool,
    /// The sources that give it.
    pub sources: Vec<&'a str>,
}

impl FactRow {
    /// Returns the answers, those given by most first, each in its shortest words and with
    /// its sources; sources that give none are left out.
    pub fn answers(&self) -> Vec<Answered<'_>> {
        let mut out: Vec<Answered<'_>> = Vec::new();
        let mut means: Vec<&str> = Vec::new();
        for cell in self.cells.iter().filter(|c| !c.text.is_empty()) {
            match means.iter().position(|m| *m == cell.means) {
                Some(at) => {
                    let answer = &mut out[at];
                    answer.sources.push(&cell.source);
                    if cell.text.len() < answer.text.len() {
                        answer.text = &cell.text;
                    }
                }
                None => {
                    means.push(&cell.means);
                    out.push(Answered {
                        text: &cell.text,
                        differs: cell.differs,
                        sources: vec![&cell.source],
                    });
                }
            }
        }
        out.sort_by_key(|a| (a.differs, std::cmp::Reverse(a.sources.len())));
        out
    }

    /// Returns the sources that say nothing of when it was, or of who says so: an answer by
    /// itself. What is not counted or placed is not worth a word.
    pub fn unanswered(&self) -> Vec<&str> {
        let telling = matches!(
            self.kind,
            DisagreementKind::Date | DisagreementKind::Attribution
        );
        let silent = self.cells.iter().filter(|c| telling && c.text.is_empty());
        silent.map(|c| c.source.as_str()).collect()
    }

    /// Returns the cell of a source.
    pub fn cell(&self, source: &str) -> Option<&FactCell> {
        self.cells.iter().find(|c| c.source == source)
    }
}

/// Returns the facts strip of a moment: only questions that some source answers.
pub fn facts(witnesses: &[Witness<'_>]) -> Vec<FactRow> {
    facts_with(witnesses, &disagreements(witnesses))
}

/// Returns the facts strip of a moment whose disagreements are known.
pub fn facts_with(witnesses: &[Witness<'_>], found: &[Disagreement]) -> Vec<FactRow> {
    let mut sources: Vec<&str> = Vec::new();
    for witness in witnesses {
        if !sources.contains(&witness.source) {
            sources.push(witness.source);
        }
    }
    let strip = Strip {
        witnesses,
        sources,
        found,
        people: witnesses.iter().map(people).collect(),
    };
    let mut rows = vec![strip.row(DisagreementKind::Date, "when", "when", |_, w| when(w))];
    for (kind, subject) in strip.figures() {
        let question = format!("how many {subject}");
        rows.push(strip.row(kind, &subject, &question, |i, _| {
            strip.how_many(i, &subject)
        }));
    }
    let done = status::is_mostly_done(witnesses);
    rows.push(strip.row(
        DisagreementKind::Attribution,
        "who says so",
        "who says so",
        |_, w| who(w),
    ));
    rows.push(
        strip.row(DisagreementKind::Status, "status", "status", |_, w| {
            happened(w, done)
        }),
    );
    rows.push(strip.row(DisagreementKind::Place, "where", "where", |_, w| place(w)));
    for d in found.iter().filter(|d| d.kind == DisagreementKind::Name) {
        rows.push(strip.row(d.kind, &d.subject, &d.subject, |_, _| None));
    }
    rows.retain(|row| row.cells.iter().any(|c| !c.text.is_empty()));
    rows
}

struct Answer {
    /// Lower is better.
    weight: u32,
    words: String,
    /// What it comes to, whatever the words.
    means: String,
    sentence: Range<usize>,
}

impl Answer {
    /// An answer that is nothing but its words.
    fn in_words(weight: u32, words: String, sentence: Range<usize>) -> Self {
        Self {
            weight,
            means: words.to_lowercase(),
            words,
            sentence,
        }
    }
}

struct Strip<'w, 'a> {
    witnesses: &'w [Witness<'a>],
    sources: Vec<&'a str>,
    found: &'w [Disagreement],
    /// For each witness, its figures of people.
    people: Vec<Vec<Counted<'a>>>,
}

impl Strip<'_, '_> {
    fn row(
        &self,
        kind: DisagreementKind,
        subject: &str,
        question: &str,
        answer: impl Fn(usize, &Witness<'_>) -> Option<Answer>,
    ) -> FactRow {
        let disagreement = self
            .found
            .iter()
            .find(|d| d.kind == kind && d.subject == subject);
        let cells: Vec<FactCell> = self
            .sources
            .iter()
            .map(|source| self.cell(source, disagreement, &answer))
            .collect();
        let mut row = FactRow {
            kind,
            subject: question.to_owned(),
            cells,
            differs: disagreement.is_some(),
            words: disagreement.map(|d| d.note.clone()).unwrap_or_default(),
        };
        mark(&mut row);
        row
    }

    /// What the disagreement quotes goes before what the source says otherwise, so that
    /// strip and list never tell two tales.
    fn cell(
        &self,
        source: &str,
        disagreement: Option<&Disagreement>,
        answer: &impl Fn(usize, &Witness<'_>) -> Option<Answer>,
    ) -> FactCell {
        let mut quoted: Vec<&Stance> = disagreement
            .into_iter()
            .flat_map(|d| &d.stances)
            .filter(|s| s.source == source)
            .collect();
        quoted.sort_by_key(|s| (s.article, s.sentence.start));
        // A source is as precise as the best of its texts.
        let looser = |s: &Stance| {
            let finer = |o: &&Stance| match (s.window, o.window) {
                (Some(x), Some(y)) => x.overlaps(&y) && x.n_days() > y.n_days(),
                _ => false,
            };
            quoted.iter().any(finer)
        };
        let quoted: Vec<&Stance> = quoted.iter().copied().filter(|s| !looser(s)).collect();
        let (text, means, at) = if let Some(first) = quoted.first() {
            let mut means: Vec<String> = Vec::new();
            let mut told: Vec<&Stance> = Vec::new();
            for stance in quoted.iter() {
                let meant = stance.means();
                if !means.contains(&meant) {
                    means.push(meant);
                    told.push(stance);
                }
            }
            means.sort_unstable();
            let mut texts = self.texts(&told);
            let more = texts.len().saturating_sub(MOST);
            texts.truncate(MOST);
            let more = if more > 0 {
                format!(" and {more} more")
            } else {
                String::new()
            };
            (
                format!("{}{more}", texts.join("; ")),
                means.join("; "),
                Some((first.article, first.sentence.clone())),
            )
        } else {
            let best = self
                .witnesses
                .iter()
                .enumerate()
                .filter(|(_, w)| w.source == source)
                .filter_map(|(i, w)| Some((w, answer(i, w)?)))
                .min_by_key(|(_, answer)| answer.weight);
            match best {
                Some((w, a)) => (a.words, a.means, Some((w.article, a.sentence))),
                None => (String::new(), String::new(), None),
            }
        };
        FactCell {
            source: source.to_owned(),
            text,
            means,
            differs: false,
            at,
        }
    }

    /// Returns the words of what one source says more than one thing of, each with the day it was
    /// printed where that tells them apart.
    fn texts(&self, told: &[&Stance]) -> Vec<String> {
        let printed = |stance: &Stance| {
            let mut of = self
                .witnesses
                .iter()
                .filter(|w| w.article == stance.article);
            of.find_map(|w| w.published)
        };
        let first = told.first().and_then(|stance| printed(stance));
        let dated = told
            .iter()
            .all(|s| s.window.is_none() && printed(s).is_some())
            && told.iter().any(|stance| printed(stance) != first);
        let words = |stance: &&Stance| match printed(stance).filter(|_| dated) {
            Some(day) => format!("{} ({})", stance.text, day.format("%-d %b")),
            None => stance.text.clone(),
        };
        told.iter().map(words).collect()
    }

    fn how_many(&self, i: usize, subject: &str) -> Option<Answer> {
        let counted = self.people.get(i)?.iter().find(|c| c.subject == subject)?;
        Some(Answer {
            weight: 0,
            words: tidy(&counted.words),
            means: counted.means.clone(),
            sentence: counted.quantity.sentence.clone(),
        })
    }

    /// Returns what is counted: what the sources disagree on, then other counts of people.
    fn figures(&self) -> Vec<(DisagreementKind, String)> {
        let mut out: Vec<String> = self
            .found
            .iter()
            .filter(|d| d.kind == DisagreementKind::Number)
            .map(|d| d.subject.clone())
            .collect();
        for Counted { subject, .. } in self.people.iter().flatten() {
            if !out.contains(subject) {
                out.push(subject.clone());
            }
        }
        out.into_iter()
            .map(|subject| (DisagreementKind::Number, subject))
            .collect()
    }
}

/// Answers of one source that a cell holds.
const MOST: usize = 2;

/// Marks the cells that do not say what most say; in a row of two, both.
fn mark(row: &mut FactRow) {
    if !row.differs {
        return;
    }
    let first = row.cells.iter().find(|c| !c.text.is_empty());
    let one = |c: &FactCell| c.text.is_empty() || first.is_some_and(|f| f.means == c.means);
    if row.kind == DisagreementKind::Date && row.cells.iter().all(one) {
        // Only some of their texts are less precise.
        row.differs = false;
        row.words.clear();
        return;
    }
    let given = row.cells.iter().filter(|c| !c.text.is_empty());
    let answers: Vec<String> = given.map(|c| c.means.clone()).collect();
    let votes = |means: &str| answers.iter().filter(|a| *a == means).count();
    let most = answers.iter().map(|a| votes(a)).max().unwrap_or(0);
    // "Happened" is what a telling says that says nothing of it.
    let silent = row.kind == DisagreementKind::Status;
    for cell in &mut row.cells {
        let mine = votes(&cell.means);
        let says_nothing = cell.text.is_empty() || silent && cell.means == "happened";
        cell.differs = !says_nothing && (most < 2 || mine < most);
    }
}

fn when(witness: &Witness<'_>) -> Option<Answer> {
    const NEWS: u32 = 20;
    let (weight, words) = match witness.dated {
        Dated::Own | Dated::Context => {
            let timex = witness.timex?;
            let words = tidy(witness.words_at(&(timex.start..timex.end)));
            // A source is as precise as its most precise words.
            let days = witness.window.map_or(i64::MAX, |w| w.n_days());
            let days = u32::try_from(days).unwrap_or(u32::MAX / 4);
            (days * 2 + u32::from(witness.dated == Dated::Context), words)
        }
        // Told as the news of its day: more precise than a month, less than a week.
        Dated::Published => {
            let day = witness.window?.single_day()?;
            (NEWS, format!("news of {}", day.format("%-d %b")))
        }
        Dated::Borrowed | Dated::None => return None,
    };
    let means = witness
        .window
        .map_or_else(|| words.to_lowercase(), |w| meaning_of_window(&w));
    Some(Answer {
        weight,
        words,
        means,
        sentence: witness.telling.sentence.clone(),
    })
}

fn who(witness: &Witness<'_>) -> Option<Answer> {
    let (weight, words, sentence) = attribution::speaker_words(witness)?;
    Some(Answer::in_words(weight, tidy(&words), sentence))
}

/// Whether it happened; where nearly all say so, another word stands only in place of none.
fn happened(witness: &Witness<'_>, done: bool) -> Option<Answer> {
    let (shade, words) = status::words_of(witness);
    let weight = match shade.as_str() {
        "happened" => 3,
        _ if done => 4,
        "ongoing" | "planned" => 2,
        // What a sentence without a day of its own denies may be something else.
        "denied" if witness.dated != Dated::Own => 4,
        _ => 0,
    };
    Some(Answer {
        weight,
        words: tidy(&words),
        means: shade,
        sentence: witness.telling.sentence.clone(),
    })
}

fn place(witness: &Witness<'_>) -> Option<Answer> {
    const MOST: usize = 3;
    let mut places = names::places_of(witness);
    places.truncate(MOST);
    let words = places.join(", ");
    let sentence = witness.telling.sentence.clone();
    (!words.is_empty()).then(|| Answer::in_words(0, words, sentence))
}

fn tidy(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}
