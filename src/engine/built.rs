//! A corpus after linking and comparing, before anything asks it.

use crate::article::{Article, ArticleIdx};
use crate::compare::disagreements;
use crate::link::{Linked, Member, Moment, Story};
use crate::query::shelf::{Shelved, moment_row, witnesses};
use crate::query::{FileReport, MomentRow, SourceIdx};
use crate::telling::Digest;
use rayon::prelude::*;
use std::sync::Arc;

/// All that an archive is made from.
pub(super) struct Built {
    pub articles: Vec<Arc<Shelved>>,
    pub stories: Vec<Story>,
    /// In order of time.
    pub moments: Vec<Moment>,
    /// Per moment, what lists show.
    pub rows: Vec<MomentRow>,
    /// All sources, by name.
    pub sources: Vec<String>,
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
