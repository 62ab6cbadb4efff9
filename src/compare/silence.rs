//! Who had articles in the days around a moment and does not tell it.
//!
//! A source without such articles is absent, which is not silence; teasers and cut texts
//! are never silent, because the rest of them is not there to be read.

use super::Witness;
use crate::article::ArticleIdx;
use crate::time::Window;
use chrono::{Days, NaiveDate};
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

/// An article that could have told the moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate<'a> {
    /// The article.
    pub article: ArticleIdx,
    /// Its outlet.
    pub source: &'a str,
    /// The day it appeared.
    pub published: Option<NaiveDate>,
    /// The voice it speaks with.
    pub voice: u32,
    /// Only a teaser or a cut text.
    pub truncated: bool,
}

/// What a source that does not tell a moment is to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quiet {
    /// The source.
    pub source: String,
    /// Whole articles it had in the days around; 0 means absent rather than silent.
    pub n_articles_around: usize,
    /// One of those articles, to look at: the one nearest to the first telling.
    pub example: Option<ArticleIdx>,
}

impl Quiet {
    /// Tells whether the source is silent rather than absent.
    pub fn is_silent(&self) -> bool {
        self.n_articles_around > 0
    }
}

/// Returns the days in which a source could have told the moment: from the day before the
/// first telling appeared to the day after the last, or three days around the moment when
/// nobody knows when its tellings appeared.
pub fn days_around(
    witnesses: &[Witness<'_>],
    window: Option<Window>,
) -> Option<(NaiveDate, NaiveDate)> {
    let known = || witnesses.iter().filter_map(|w| w.published);
    let (first, last, slack) = match (known().min(), known().max()) {
        (Some(first), Some(last)) => (first, last, Days::new(1)),
        _ => {
            let window = window?;
            (window.first_day(), window.last_day(), Days::new(3))
        }
    };
    Some((
        first.checked_sub_days(slack).unwrap_or(first),
        last.checked_add_days(slack).unwrap_or(last),
    ))
}

/// Returns the sources that do not tell the moment, by name: the silent and the absent.
///
/// `articles` are all articles of the corpus, or at least all in the days around.
pub fn silence<'a>(
    witnesses: &[Witness<'_>],
    window: Option<Window>,
    articles: impl Iterator<Item = Candidate<'a>>,
) -> Vec<Quiet> {
    let days = days_around(witnesses, window);
    let first = witnesses.iter().filter_map(|w| w.published).min();
    let voices: FxHashSet<u32> = witnesses.iter().map(|w| w.voice).collect();
    let mut telling: FxHashSet<&str> = witnesses.iter().map(|w| w.source).collect();
    let mut out: FxHashMap<&str, (Quiet, i64)> = FxHashMap::default();
    for article in articles {
        // A copy of a text that tells it tells it, too.
        if voices.contains(&article.voice) {
            telling.insert(article.source);
        }
        if telling.contains(article.source) {
            continue;
        }
        let (quiet, nearest) = out.entry(article.source).or_insert_with(|| {
            let quiet = Quiet {
                source: article.source.to_owned(),
                n_articles_around: 0,
                example: None,
            };
            (quiet, i64::MAX)
        });
        let (Some((from, to)), Some(day)) = (days, article.published) else {
            continue;
        };
        if article.truncated || day < from || to < day {
            continue;
        }
        quiet.n_articles_around += 1;
        let distance = (day - first.unwrap_or(from)).num_days().abs();
        let better = match quiet.example {
            None => true,
            Some(known) => (distance, article.article) < (*nearest, known),
        };
        if better {
            *nearest = distance;
            quiet.example = Some(article.article);
        }
    }
    let mut out: Vec<Quiet> = out
        .into_iter()
        .filter(|(source, _)| !telling.contains(source))
        .map(|(_, (quiet, _))| quiet)
        .collect();
    out.sort_by(|a, b| a.source.cmp(&b.source));
    out
}
