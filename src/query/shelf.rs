//! One moment or one article with everything that belongs to it, wherever it is kept.
//!
//! An archive in memory and an index on disk both lend single articles and moments
//! through [`Shelf`]; what is said about them is put together here, once, so that both
//! give the same answers.

use super::{
    Added, ArticleRow, ArticleText, LinkedTimex, MomentDetail, MomentRow, Silence, SourceIdx,
    TellingRow,
};
use crate::article::{Article, ArticleIdx, ArticleName};
use crate::compare::{
    self, Candidate, Disagreement, DisagreementKind, Edition, Witness, days_around, disagreements,
    facts_with, first_told,
};
use crate::link::{LinkedArticle, Member, Moment, MomentId, StoryId};
use crate::telling::{Digest, Status, Telling, digest};
use crate::time::Window;
use chrono::NaiveDate;
use rustc_hash::FxHashMap;
use std::ops::Range;
use std::sync::{Arc, OnceLock};

/// Articles looked at for who is silent: more than any source prints while a moment is news.
pub const MOST_AROUND: usize = 20_000;

/// An article that appeared around a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Near {
    /// The article.
    pub article: ArticleIdx,
    /// Its source.
    pub source: SourceIdx,
    /// The day it appeared.
    pub published: NaiveDate,
    /// The voice it speaks with.
    pub voice: u32,
    /// Only a teaser or a cut text.
    pub truncated: bool,
}

/// An article with all that was found in it.
#[derive(Debug, Clone)]
pub struct Shelved {
    /// The article.
    pub article: Article,
    /// What it tells, once somebody has asked for it; see [`Shelved::digest`].
    pub told: OnceLock<Digest>,
    /// Number of words of its body.
    pub words: u32,
    /// What linking says of it.
    pub linked: LinkedArticle,
    /// Its source.
    pub source: SourceIdx,
    /// Its story.
    pub story: StoryId,
    /// Which of its tellings belong to which moment, by telling; [`Shelf::moment_numbered`]
    /// names it.
    pub moments: Vec<(u32, u32)>,
}

impl Shelved {
    /// Returns what the article tells, which follows from the article and is worked out when
    /// it is first asked for, if it is not at hand.
    pub fn digest(&self) -> &Digest {
        self.told.get_or_init(|| digest(&self.article))
    }
}

/// Lends single articles.
pub trait Shelf {
    /// Returns an article, or `None` when there is none of that index.
    fn shelved(&self, article: ArticleIdx) -> Option<Arc<Shelved>>;

    /// Returns the name of an article without its text.
    fn name_of(&self, article: ArticleIdx) -> Option<ArticleName>;

    /// Returns the moment that has a number in [`Shelved::moments`].
    fn moment_numbered(&self, n: u32) -> Option<MomentId>;

    /// Returns the name of a source.
    fn source_name(&self, source: SourceIdx) -> String;

    /// Returns the articles published from one day to another, by index; the first
    /// [`MOST_AROUND`] of them.
    fn published_between(&self, first: NaiveDate, last: NaiveDate) -> Vec<Near>;

    /// Returns all sources by index.
    fn all_sources(&self) -> Vec<SourceIdx>;
}

/// Returns the tellings of a moment with what comparing needs to know around them.
pub fn witnesses(members: &[(Member, Arc<Shelved>)]) -> Vec<Witness<'_>> {
    members
        .iter()
        .filter_map(|(member, shelved)| {
            let telling = shelved.digest().tellings.get(member.telling as usize)?;
            Some(Witness {
                article: member.article,
                source: &shelved.article.source,
                published: shelved.linked.published.value,
                voice: shelved.linked.voice,
                copied: shelved.linked.copy_of.is_some(),
                telling,
                names: &shelved.digest().names,
                timex: telling
                    .time
                    .and_then(|t| shelved.linked.times.get(t as usize)),
                window: member.window,
                dated: member.dated,
                body: &shelved.article.body,
            })
        })
        .collect()
}

/// Returns an article as versions are compared.
pub fn edition(shelved: &Shelved) -> Edition<'_> {
    let digest = shelved.digest();
    Edition {
        body: &shelved.article.body,
        tellings: &digest.tellings,
        names: &digest.names,
        noise: &shelved.article.noise,
    }
}

/// Returns a moment as lists show it.
pub fn moment_row(
    moment: &Moment,
    story: StoryId,
    members: &[(Member, Arc<Shelved>)],
    disagreements: &[Disagreement],
) -> MomentRow {
    let mut sources: Vec<SourceIdx> = members.iter().map(|(_, s)| s.source).collect();
    sources.sort_unstable();
    sources.dedup();
    let mut differs: Vec<String> = Vec::new();
    for disagreement in disagreements {
        let word = words_for(disagreement.kind).to_owned();
        if !differs.contains(&word) {
            differs.push(word);
        }
    }
    MomentRow {
        id: moment.id.clone(),
        label: moment.label.clone(),
        status: moment.status,
        window: moment.window,
        salience: moment.salience,
        story,
        sources,
        n_tellings: moment.members.len(),
        differs,
    }
}

/// Returns a moment with everything that is said of it.
pub fn moment_detail(
    shelf: &dyn Shelf,
    members: &[(Member, Arc<Shelved>)],
    row: MomentRow,
) -> MomentDetail {
    let mut tellings: Vec<TellingRow> = members
        .iter()
        .filter_map(|(member, shelved)| telling_row(shelf, member, shelved))
        .collect();
    tellings.sort_by(|a, b| {
        (&a.source, a.published.value, &a.name, a.sentence.start).cmp(&(
            &b.source,
            b.published.value,
            &b.name,
            b.sentence.start,
        ))
    });
    let witnesses = witnesses(members);
    let disagreements = disagreements(&witnesses);
    MomentDetail {
        source_names: row.sources.iter().map(|s| shelf.source_name(*s)).collect(),
        facts: facts_with(&witnesses, &disagreements),
        first_told: first_told(&witnesses),
        disagreements,
        silence: silence(shelf, &row, &witnesses),
        names: names(members),
        row,
        tellings,
    }
}

/// Returns an article as lists show it.
pub fn article_row(shelf: &dyn Shelf, idx: ArticleIdx, shelved: &Shelved) -> ArticleRow {
    let (article, linked) = (&shelved.article, &shelved.linked);
    ArticleRow {
        idx,
        name: article.name.clone(),
        format: article.format,
        source: article.source.clone(),
        source_from: article.source_from,
        title: article.title.clone(),
        author: article.author.clone(),
        url: article.url.clone(),
        published: linked.published.clone(),
        language: article.language.0.clone(),
        words: shelved.words as usize,
        version_of: linked.version_of.and_then(|a| shelf.name_of(a)),
        copy_of: linked.copy_of.and_then(|a| shelf.name_of(a)),
        story: shelved.story.clone(),
    }
}

/// Returns an article to read.
pub fn article_text(shelf: &dyn Shelf, idx: ArticleIdx, shelved: &Shelved) -> ArticleText {
    let telling = |t: u32| shelved.digest().tellings.get(t as usize);
    let moments: Vec<(u32, MomentId)> = shelved
        .moments
        .iter()
        .filter_map(|(t, n)| Some((*t, shelf.moment_numbered(*n)?)))
        .collect();
    let mut tellings: Vec<_> = moments
        .iter()
        .filter_map(|(t, m)| Some((telling(*t)?.sentence.clone(), m.clone())))
        .collect();
    tellings.sort_by(|a, b| (a.0.start, a.0.end, &a.1).cmp(&(b.0.start, b.0.end, &b.1)));
    ArticleText {
        row: article_row(shelf, idx, shelved),
        body: shelved.article.body.clone(),
        noise: shelved.article.noise.clone(),
        lines: shelved.article.lines.clone(),
        times: (0u32..)
            .zip(&shelved.linked.times)
            .map(|(k, timex)| LinkedTimex {
                timex: timex.clone(),
                moment: moments
                    .iter()
                    .find(|(t, _)| telling(*t).is_some_and(|t| t.time == Some(k)))
                    .map(|(_, m)| m.clone()),
            })
            .collect(),
        tellings,
    }
}

fn added(article: &Article, at: &Range<usize>) -> Added {
    let text = article.body.get(at.clone()).unwrap_or_default();
    Added {
        sentence: at.clone(),
        line: article.line_at(at.start),
        text: text.to_owned(),
    }
}

fn telling_row(shelf: &dyn Shelf, member: &Member, shelved: &Shelved) -> Option<TellingRow> {
    let (article, linked) = (&shelved.article, &shelved.linked);
    let telling = shelved.digest().tellings.get(member.telling as usize)?;
    Some(TellingRow {
        source: article.source.clone(),
        article: member.article,
        name: article.name.clone(),
        title: article.title.clone(),
        published: linked.published.clone(),
        sentence: telling.sentence.clone(),
        clause: telling.clause.clone(),
        adds: telling.adds.iter().map(|at| added(article, at)).collect(),
        line: telling.line,
        text: telling.text.clone(),
        time: telling
            .time
            .and_then(|t| linked.times.get(t as usize).cloned()),
        window: member.window,
        dated: member.dated,
        dated_from: member.dated_from.and_then(|a| shelf.name_of(a)),
        status: status_of(telling, member.window, linked),
        said_by: telling.said_by.clone(),
        quantities: telling.quantities.clone(),
        copy_of: linked.copy_of.and_then(|a| shelf.name_of(a)),
        because: member.because.clone(),
    })
}

/// Returns whether what an article tells happened: not by a day that was yet to come when it appeared, as in
/// "asked the council to hold the vote on Friday". A day with its year is sooner right than that of a page.
fn status_of(told: &Telling, window: Option<Window>, linked: &LinkedArticle) -> Status {
    let first = window.filter(|w| !w.open_start).map(|w| w.first_day());
    // The day of the article may be one behind, where it appeared around midnight.
    let last = linked.published.latest.and_then(|day| day.succ_opt());
    let ahead = first.zip(last).is_some_and(|(first, last)| first > last);
    let time = told.time.and_then(|k| linked.times.get(k as usize));
    let full = time.is_none_or(|t| t.anchor.is_none()) && window.is_some_and(|w| w.n_days() == 1);
    match told.status {
        Status::Happened if ahead && !full => Status::Planned,
        status => status,
    }
}

/// What the sources that do not tell a moment are to it: silent ones first, then absent ones.
fn silence(shelf: &dyn Shelf, row: &MomentRow, witnesses: &[Witness<'_>]) -> Vec<Silence> {
    let around = days_around(witnesses, row.window)
        .map(|(first, last)| shelf.published_between(first, last))
        .unwrap_or_default();
    let names: Vec<(SourceIdx, String)> = shelf
        .all_sources()
        .into_iter()
        .map(|source| (source, shelf.source_name(source)))
        .collect();
    let name_of: FxHashMap<SourceIdx, &str> = names.iter().map(|(s, n)| (*s, n.as_str())).collect();
    let articles = around.iter().filter_map(|near| {
        Some(Candidate {
            article: near.article,
            source: name_of.get(&near.source)?,
            published: Some(near.published),
            voice: near.voice,
            truncated: near.truncated,
        })
    });
    // Sources without an article in those days are told, too.
    let absent = names.iter().map(|(_, name)| Candidate {
        article: ArticleIdx(u32::MAX),
        source: name,
        published: None,
        voice: u32::MAX,
        truncated: true,
    });
    let mut silence: Vec<Silence> = compare::silence(witnesses, row.window, articles.chain(absent))
        .into_iter()
        .map(|quiet| Silence {
            source: quiet.source,
            n_articles_around: quiet.n_articles_around,
            example: quiet.example,
        })
        .collect();
    silence.sort_by(|a, b| {
        (a.n_articles_around == 0, &a.source).cmp(&(b.n_articles_around == 0, &b.source))
    });
    silence
}

fn names(members: &[(Member, Arc<Shelved>)]) -> Vec<String> {
    let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
    for (member, shelved) in members {
        let telling = shelved.digest().tellings.get(member.telling as usize);
        for name in telling.into_iter().flat_map(|t| &t.names) {
            if let Some(name) = shelved.digest().names.get(*name as usize) {
                *counts.entry(&name.text).or_default() += 1;
            }
        }
    }
    let mut names: Vec<(&str, usize)> = counts.into_iter().collect();
    names.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
    names.into_iter().map(|(name, _)| name.to_owned()).collect()
}

fn words_for(kind: DisagreementKind) -> &'static str {
    match kind {
        DisagreementKind::Number => "how many",
        DisagreementKind::Date => "when",
        DisagreementKind::Attribution => "who says",
        DisagreementKind::Status => "status",
        DisagreementKind::Place => "where",
        DisagreementKind::Name => "who",
    }
}
