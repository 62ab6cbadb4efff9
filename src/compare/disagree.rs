//! What the tellings of one moment cannot agree on.

use super::kin::Kin;
use super::{Witness, attribution, clocks, dates, edited, names, numbers, opposites, status};
use crate::article::ArticleIdx;
use crate::time::Window;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// What differs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words of CONTRACT.md")]
pub enum DisagreementKind {
    Number,
    Date,
    Attribution,
    Status,
    Place,
    Name,
}

impl DisagreementKind {
    /// Returns the word used in JSON.
    pub fn word(self) -> &'static str {
        match self {
            Self::Number => "number",
            Self::Date => "date",
            Self::Attribution => "attribution",
            Self::Status => "status",
            Self::Place => "place",
            Self::Name => "name",
        }
    }

    /// Returns the question it answers differently, as lists and the facts strip name it.
    pub fn question(self) -> &'static str {
        match self {
            Self::Number => "how many",
            Self::Date => "when",
            Self::Attribution => "who says so",
            Self::Status => "status",
            Self::Place => "where",
            Self::Name => "who or what",
        }
    }
}

/// How the values of a disagreement stand to each other, weightiest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Relation {
    /// They cannot all be right.
    Conflict,
    /// They count different things ("people", "civilians").
    CountedDifferently,
    /// A later telling replaces an earlier one.
    Update,
    /// They differ, and all may be right.
    Differs,
    /// They are not equally precise.
    Precision,
}

impl Relation {
    /// Returns the words shown to the reader.
    pub fn words(self) -> &'static str {
        match self {
            Self::Conflict => "cannot all be right",
            Self::CountedDifferently => "counted differently",
            Self::Update => "updated",
            Self::Differs => "differ, all may be right",
            Self::Precision => "not equally precise",
        }
    }
}

/// Something the tellings of one moment say differently.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Disagreement {
    /// What differs.
    pub kind: DisagreementKind,
    /// What it is about: "killed", "when", "who says so", "the visit".
    pub subject: String,
    /// How the values stand to each other.
    pub relation: Relation,
    /// One sentence for the reader: "41 people against 12 civilians, counted differently".
    pub note: String,
    /// What each says, by source.
    pub stances: Vec<Stance>,
}

impl Disagreement {
    /// Tells whether it is worth a mark by itself: not mere precision, and not who is
    /// quoted for what nobody disputes.
    pub fn is_strong(&self) -> bool {
        match self.relation {
            Relation::Conflict | Relation::CountedDifferently | Relation::Update => true,
            Relation::Differs => self.kind != DisagreementKind::Attribution,
            Relation::Precision => false,
        }
    }
}

/// What one telling says in a disagreement.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Stance {
    /// The article.
    pub article: ArticleIdx,
    /// The outlet.
    pub source: String,
    /// The words: "at least 41 people", "Saturday", "a Kremlin source".
    pub text: String,
    /// The value of a number.
    pub value: Option<f64>,
    /// The upper value of a range.
    pub upper: Option<f64>,
    /// The window of a date.
    pub window: Option<Window>,
    /// What a status comes to, whatever the words ("cancelled" for "called off").
    #[serde(default)]
    pub shade: Option<String>,
    /// How firmly it is given (`exact`, `at-least` …).
    pub bound: Option<String>,
    /// What is counted.
    pub unit: Option<String>,
    /// Who says so.
    pub said_by: Option<String>,
    /// Byte range, in the body, of the sentence it stands in.
    pub sentence: Range<usize>,
    /// Line of the file on which that sentence starts.
    pub line: u32,
    /// That sentence.
    pub sentence_text: String,
}

impl Stance {
    /// Returns what `witness` says with these words in this sentence, nothing else known.
    pub(super) fn of(witness: &Witness<'_>, text: &str, sentence: &Range<usize>) -> Self {
        Self {
            article: witness.article,
            source: witness.source.to_owned(),
            text: text.split_whitespace().collect::<Vec<_>>().join(" "),
            value: None,
            upper: None,
            window: None,
            shade: None,
            bound: None,
            unit: None,
            said_by: None,
            sentence: sentence.clone(),
            line: witness.line_of(sentence.start),
            sentence_text: witness.words_at(sentence).to_owned(),
        }
    }
}

impl Stance {
    /// Returns what it comes to: equal for "Saturday" and "8 October" where they are one
    /// day, and for "called off" and "cancelled", whatever the words.
    pub(super) fn means(&self) -> String {
        if let Some(shade) = &self.shade {
            return shade.clone();
        }
        match (self.window, self.value) {
            (Some(window), _) => meaning_of_window(&window),
            (None, Some(value)) => {
                let bound = self.bound.as_deref().unwrap_or_default();
                let unit = self.unit.as_deref().unwrap_or_default();
                meaning_of_number(value, self.upper, bound, unit)
            }
            (None, None) => self.text.to_lowercase(),
        }
    }
}

/// Returns what a dating comes to.
pub(super) fn meaning_of_window(window: &Window) -> String {
    window.edtf()
}

/// Returns what a figure comes to.
pub(super) fn meaning_of_number(value: f64, upper: Option<f64>, bound: &str, unit: &str) -> String {
    let upper = upper.map(|u| format!(" to {u}")).unwrap_or_default();
    format!("{bound} {value}{upper} {unit}")
}

/// Returns what the witnesses of one moment disagree on, weightiest first.
///
/// Copies of one text speak with one voice and do not disagree with each other, but where one
/// alters a figure or a day.
pub fn disagreements(witnesses: &[Witness<'_>]) -> Vec<Disagreement> {
    let witnesses = &*edited::apart(witnesses);
    let alone = |pair: &[Witness<'_>]| pair[0].voice == pair[1].voice;
    if witnesses.windows(2).all(alone) {
        return Vec::new();
    }
    let kin = Kin::of(witnesses);
    let mut out = numbers::numbers(witnesses, &kin);
    out.extend(dates::dates(witnesses, &kin));
    out.extend(clocks::clocks(witnesses, &kin));
    out.extend(status::statuses(witnesses, &kin).or_else(|| opposites::opposites(witnesses, &kin)));
    out.extend(attribution::attributions(witnesses, &kin));
    out.extend(names::names(witnesses));
    for d in &mut out {
        quote_once(&mut d.stances);
    }
    out.sort_by_key(|d| (!d.is_strong(), d.relation, d.kind));
    out
}

/// Leaves out what an outlet says once more in the same words.
fn quote_once(stances: &mut Vec<Stance>) {
    let mut seen: Vec<(String, String)> = Vec::new();
    stances.retain(|s| {
        let key = (s.source.clone(), s.text.to_lowercase());
        let new = !seen.contains(&key);
        if new {
            seen.push(key);
        }
        new
    });
}

/// Joins what the stances say: "41 people (activists) against 12 civilians".
pub(super) fn against(stances: &[Stance]) -> String {
    const MOST: usize = 4;
    let mut seen: Vec<&Stance> = Vec::new();
    for stance in stances {
        if !seen.iter().any(|s| s.means() == stance.means()) {
            seen.push(stance);
        }
    }
    let said: Vec<String> = seen
        .iter()
        .take(MOST)
        .map(|stance| match &stance.said_by {
            Some(who) => format!("{} ({who})", stance.text),
            None => stance.text.clone(),
        })
        .collect();
    let mut out = said.join(" against ");
    if seen.len() > MOST {
        out.push_str(&format!(" and {} more", seen.len() - MOST));
    }
    out
}
