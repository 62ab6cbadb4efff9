//! Counts and lists over the whole corpus.

use super::{Memory, same_source};
use crate::article::ArticleIdx;
use crate::query::{
    Bucket, Filter, Hit, HitKind, Order, Overview, SourceIdx, SourceRow, StoryRow, bucket, fuzzy,
};
use crate::telling::Status;
use crate::text::fold::fold;
use crate::time::{Grain, Window};
use chrono::NaiveDateTime;
use std::collections::BTreeMap;

impl Memory {
    pub(super) fn count_all(&self) -> Overview {
        let placed = || self.built.rows.iter().filter_map(|row| row.window);
        let span = placed()
            .map(|w| w.earliest())
            .min()
            .zip(placed().map(|w| w.latest()).max())
            .and_then(|(first, last)| Window::days(first.date(), last.date(), Grain::Day));
        Overview {
            name: self.name.clone(),
            n_articles: self.built.articles.len(),
            n_sources: self.built.sources.len(),
            n_moments: self.built.rows.len(),
            n_unplaced: self
                .built
                .rows
                .iter()
                .filter(|r| r.window.is_none())
                .count(),
            n_disagreements: self
                .built
                .rows
                .iter()
                .filter(|r| !r.differs.is_empty())
                .count(),
            n_stories: self.built.stories.len(),
            n_problems: self.built.problems.len(),
            span,
        }
    }

    pub(super) fn source_rows(&self, filter: &Filter) -> Vec<SourceRow> {
        let mut rows: Vec<SourceRow> = (0u32..)
            .zip(&self.built.sources)
            .zip(self.built.source_facts())
            .map(|((i, name), (n_articles, from))| SourceRow {
                idx: SourceIdx(i),
                name: name.clone(),
                from,
                n_articles,
                n_moments: 0,
            })
            .collect();
        for m in self.ordered(filter, Order::Time) {
            for source in &self.built.rows[m].sources {
                rows[source.0 as usize].n_moments += 1;
            }
        }
        rows.retain(|row| {
            (filter.is_empty() || row.n_moments > 0)
                && (filter.sources.is_empty()
                    || filter.sources.iter().any(|s| same_source(s, &row.name)))
        });
        rows.sort_by(|a, b| b.n_moments.cmp(&a.n_moments).then(a.name.cmp(&b.name)));
        rows
    }

    pub(super) fn fill_buckets(
        &self,
        filter: &Filter,
        grain: Grain,
        within: Option<Window>,
    ) -> Vec<Bucket> {
        let mut buckets: BTreeMap<NaiveDateTime, Bucket> = BTreeMap::new();
        for m in self.ordered(filter, Order::Time) {
            let row = &self.built.rows[m];
            let Some(window) = row.window else { continue };
            if within.is_some_and(|w| !w.overlaps(&window)) {
                continue;
            }
            let (start, end) = bucket(window.earliest(), grain);
            let entry = buckets.entry(start).or_insert_with(|| Bucket {
                start,
                end,
                n_moments: 0,
                n_disagreements: 0,
                n_planned: 0,
                by_source: Vec::new(),
            });
            entry.n_moments += 1;
            entry.n_disagreements += u32::from(!row.differs.is_empty());
            entry.n_planned += u32::from(matches!(row.status, Status::Planned | Status::Cancelled));
            for member in &self.built.moments[m].members {
                let source = self.built.articles[member.article.at()].source;
                match entry.by_source.binary_search_by_key(&source, |(s, _)| *s) {
                    Ok(at) => entry.by_source[at].1 += 1,
                    Err(at) => entry.by_source.insert(at, (source, 1)),
                }
            }
        }
        buckets.into_values().collect()
    }

    pub(super) fn article_passes(&self, i: usize, filter: &Filter) -> bool {
        let shelved = &self.built.articles[i];
        let (article, linked) = (&shelved.article, &shelved.linked);
        let sources = &filter.sources;
        if !sources.is_empty() && !sources.iter().any(|s| same_source(s, &article.source)) {
            return false;
        }
        if let Some(story) = &filter.story
            && !shelved.story.0.starts_with(&story.0)
        {
            return false;
        }
        if let Some(within) = &filter.within {
            let inside = linked
                .published
                .value
                .is_some_and(|day| within.overlaps(&Window::day(day)));
            if !inside {
                return false;
            }
        }
        filter.words.iter().chain(&filter.names).all(|word| {
            let word = fold(word);
            fold(&article.body).contains(&word)
                || article
                    .title
                    .as_ref()
                    .is_some_and(|t| fold(t).contains(&word))
        })
    }

    pub(super) fn story_rows(&self, filter: &Filter) -> Vec<StoryRow> {
        let mut counts = vec![0usize; self.built.stories.len()];
        for m in self.ordered(filter, Order::Time) {
            counts[self.built.moments[m].story as usize] += 1;
        }
        let facts = self.built.story_facts();
        self.built
            .stories
            .iter()
            .zip(counts)
            .zip(facts)
            .filter(|((_, n), _)| filter.is_empty() || *n > 0)
            .map(|((story, n_moments), (_, span))| StoryRow {
                id: story.id.clone(),
                label: story.label.clone(),
                span: span.and_then(|(first, last)| Window::days(first, last, Grain::Day)),
                articles: story
                    .articles
                    .iter()
                    .map(|a| self.built.articles[a.at()].article.name.clone())
                    .collect(),
                n_moments,
            })
            .collect()
    }

    pub(super) fn fuzzy(&self, text: &str, limit: usize) -> Vec<Hit> {
        let targets = self.targets.get_or_init(|| {
            let built = &self.built;
            let sources = built.sources.iter();
            let sources = sources.map(|s| (s.clone(), HitKind::Source(s.clone())));
            let moments = built.rows.iter();
            let moments = moments.map(|m| (m.label.clone(), HitKind::Moment(m.id.clone())));
            let articles = (0u32..).zip(&built.articles).map(|(i, a)| {
                let name = a.article.title.as_ref().unwrap_or(&a.article.name.path);
                (name.clone(), HitKind::Article(ArticleIdx(i)))
            });
            let stories = built.stories.iter();
            let stories = stories.map(|s| (s.label.clone(), HitKind::Story(s.id.clone())));
            sources
                .chain(moments)
                .chain(articles)
                .chain(stories)
                .collect()
        });
        fuzzy(text, targets, limit)
    }
}
