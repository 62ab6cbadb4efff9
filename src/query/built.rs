//! A corpus after linking and comparing, before anything asks it.

use super::shelf::{Shelved, moment_row, witnesses};
use super::{FileReport, MomentRow, SourceIdx};
use crate::article::{Article, ArticleIdx, SourceFrom};
use crate::compare::disagreements;
use crate::link::{Linked, Member, Moment, Story};
use crate::telling::Digest;
use chrono::NaiveDate;
use rayon::prelude::*;
use std::sync::Arc;

/// A file of a corpus as it was when it was read, to tell whether it must be read again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct FileRecord {
    /// Its name in the corpus.
    pub path: String,
    /// Its size in bytes.
    pub size: u64,
    /// When it was last changed, in nanoseconds since 1970.
    pub changed: i64,
    /// Hash of its bytes; `None` when that is not known.
    pub content: Option<u64>,
    /// Hash of everything else that its articles depend on.
    pub context: u64,
    /// The sources of its articles, which that hash was made for.
    pub sources: Vec<String>,
}

/// All that an archive is made from.
#[derive(Debug)]
pub struct Built {
    /// The files, by path; empty when it was not made from files.
    pub files: Vec<FileRecord>,
    /// The articles, by name.
    pub articles: Vec<Arc<Shelved>>,
    /// The stories, largest first.
    pub stories: Vec<Story>,
    /// In order of time.
    pub moments: Vec<Moment>,
    /// Per moment, what lists show.
    pub rows: Vec<MomentRow>,
    /// All sources, by name.
    pub sources: Vec<String>,
    /// Files that were not read, or not wholly.
    pub problems: Vec<FileReport>,
}

impl Built {
    /// Compares every moment and puts the parts together.
    pub fn new(
        articles: Vec<Article>,
        digests: Vec<Digest>,
        linked: Linked,
        problems: Vec<FileReport>,
    ) -> Self {
        let mut sources: Vec<String> = articles.iter().map(|a| a.source.clone()).collect();
        sources.sort();
        sources.dedup();
        let mut moments_of = vec![Vec::new(); articles.len()];
        for moment in &linked.moments {
            for member in &moment.members {
                moments_of[member.article.at()].push((member.telling, moment.id.clone()));
            }
        }
        let articles: Vec<Arc<Shelved>> = articles
            .into_iter()
            .zip(digests)
            .zip(linked.articles)
            .zip(moments_of)
            .map(|(((article, digest), of), mut moments)| {
                moments.sort_unstable();
                let source = sources.binary_search(&article.source).unwrap_or_default();
                Arc::new(Shelved {
                    source: SourceIdx(u32::try_from(source).unwrap_or(u32::MAX)),
                    story: linked.stories[of.story as usize].id.clone(),
                    article,
                    digest,
                    linked: of,
                    moments,
                })
            })
            .collect();
        let rows = linked
            .moments
            .par_iter()
            .map(|moment| {
                let members = members(&articles, moment);
                let differing = disagreements(&witnesses(&members));
                let story = linked.stories[moment.story as usize].id.clone();
                moment_row(moment, story, &members, &differing)
            })
            .collect();
        Self {
            files: Vec::new(),
            articles,
            stories: linked.stories,
            moments: linked.moments,
            rows,
            sources,
            problems,
        }
    }
}

fn members(articles: &[Arc<Shelved>], moment: &Moment) -> Vec<(Member, Arc<Shelved>)> {
    let shelved = |a: ArticleIdx| articles.get(a.at()).cloned();
    moment
        .members
        .iter()
        .filter_map(|m| Some((m.clone(), shelved(m.article)?)))
        .collect()
}

impl Built {
    /// Returns, per source, the number of its articles and the weakest way its name is known.
    pub fn source_facts(&self) -> Vec<(usize, SourceFrom)> {
        let mut facts = vec![(0, SourceFrom::Sidecar); self.sources.len()];
        for shelved in &self.articles {
            let fact = &mut facts[shelved.source.0 as usize];
            fact.0 += 1;
            fact.1 = weaker(fact.1, shelved.article.source_from);
        }
        facts
    }

    /// Returns, per story, the number of its moments and the days of the first and last
    /// that are placed.
    pub fn story_facts(&self) -> Vec<(usize, Option<(NaiveDate, NaiveDate)>)> {
        let mut facts: Vec<(usize, Option<(NaiveDate, NaiveDate)>)> =
            vec![(0, None); self.stories.len()];
        for moment in &self.moments {
            let fact = &mut facts[moment.story as usize];
            fact.0 += 1;
            if let Some(window) = moment.window {
                let (first, last) = (window.first_day(), window.last_day());
                let span = fact.1.get_or_insert((first, last));
                *span = (span.0.min(first), span.1.max(last));
            }
        }
        facts
    }
}

/// The less certain of two ways to know an outlet.
fn weaker(a: SourceFrom, b: SourceFrom) -> SourceFrom {
    let rank = |from| match from {
        SourceFrom::Sidecar => 0,
        SourceFrom::FrontMatter => 1,
        SourceFrom::Metadata => 2,
        SourceFrom::Byline => 3,
        SourceFrom::Folder => 4,
        SourceFrom::FileName => 5,
        SourceFrom::Unknown => 6,
    };
    if rank(a) >= rank(b) { a } else { b }
}
