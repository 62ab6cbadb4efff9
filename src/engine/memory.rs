//! An archive held in memory: what answers the reader's questions for small corpora.

mod lists;

use super::search::{Found, Index, Query};
use crate::article::{ArticleIdx, ArticleName};
use crate::compare::{Comparison, Usage, align, wording};
use crate::link::{Member, MomentId, StoryId};
use crate::query::shelf::{self, Shelf, Shelved};
use crate::query::{
    Archive, ArticleRow, ArticleText, Bucket, Built, FileReport, Filter, Hit, HitKind,
    MomentDetail, MomentRow, Order, Overview, Page, SearchHit, SourceIdx, SourceRow, Step,
    StoryRow,
};
use crate::text::fold::fold;
use crate::time::{Grain, Window};
use chrono::NaiveDate;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::sync::{Arc, OnceLock};

/// A corpus that was read, dated and linked in this process.
pub(super) struct Memory {
    name: String,
    built: Built,
    /// Moments, heaviest first.
    by_salience: Vec<u32>,
    by_id: FxHashMap<MomentId, u32>,
    by_name: FxHashMap<ArticleName, ArticleIdx>,
    index: OnceLock<Index>,
    /// All that a fuzzy jump can lead to.
    targets: OnceLock<Vec<(String, HitKind)>>,
}

impl Memory {
    /// Prepares what needs the whole corpus; texts are indexed when first searched.
    pub fn new(name: String, built: Built) -> Self {
        let by_id = (0u32..)
            .zip(&built.rows)
            .map(|(i, m)| (m.id.clone(), i))
            .collect();
        let by_name = (0u32..)
            .zip(&built.articles)
            .map(|(i, a)| (a.article.name.clone(), ArticleIdx(i)))
            .collect();
        let rows = &built.rows;
        let mut by_salience: Vec<u32> = (0u32..).take(rows.len()).collect();
        by_salience.sort_by(|&a, &b| {
            let (a, b) = (&rows[a as usize], &rows[b as usize]);
            b.salience.total_cmp(&a.salience)
        });
        Self {
            name,
            built,
            by_salience,
            by_id,
            by_name,
            index: OnceLock::new(),
            targets: OnceLock::new(),
        }
    }

    fn index(&self) -> &Index {
        self.index.get_or_init(|| {
            let articles = &self.built.articles;
            Index::new(articles.par_iter().map(|a| a.article.body.as_str()))
        })
    }

    /// Which moments have a telling whose sentence holds these words, for filters that ask
    /// for words; worked out once for each filter.
    fn worded(&self, filter: &Filter) -> Option<Vec<bool>> {
        (!filter.words.is_empty()).then(|| {
            let mut all = vec![true; self.built.rows.len()];
            for word in &filter.words {
                let mut with = vec![false; all.len()];
                for place in self.index().places_with(word) {
                    let shelved = &self.built.articles[place.article as usize];
                    for (t, id) in &shelved.moments {
                        let telling = shelved.digest.tellings.get(*t as usize);
                        let tells = telling.is_some_and(|t| {
                            place.sentence.start <= t.sentence.start
                                && t.sentence.start < place.sentence.end
                        });
                        if tells && let Some(m) = self.by_id.get(id) {
                            with[*m as usize] = true;
                        }
                    }
                }
                all.iter_mut().zip(with).for_each(|(a, w)| *a &= w);
            }
            all
        })
    }

    /// Tells whether a moment passes all of a filter but its words.
    fn passes(&self, m: usize, filter: &Filter) -> bool {
        let row = &self.built.rows[m];
        let moment = &self.built.moments[m];
        if filter.placed && row.window.is_none() || filter.unplaced && row.window.is_some() {
            return false;
        }
        if let Some(within) = &filter.within
            && !row.window.is_some_and(|w| w.overlaps(within))
        {
            return false;
        }
        if filter.disagreements && row.differs.is_empty() {
            return false;
        }
        if !filter.statuses.is_empty() && !filter.statuses.contains(&row.status) {
            return false;
        }
        if filter
            .story
            .as_ref()
            .is_some_and(|s| !row.story.0.starts_with(&s.0))
        {
            return false;
        }
        if !filter.sources.is_empty() && !self.told_by(row, &filter.sources) {
            return false;
        }
        filter.names.iter().all(|name| {
            let name = fold(name);
            moment.members.iter().any(|member| {
                let digest = &self.built.articles[member.article.at()].digest;
                digest
                    .tellings
                    .get(member.telling as usize)
                    .is_some_and(|telling| {
                        telling
                            .names
                            .iter()
                            .filter_map(|n| digest.names.get(*n as usize))
                            .any(|n| {
                                fold(&n.text).contains(&name)
                                    || n.aliases.iter().any(|a| fold(a).contains(&name))
                            })
                    })
            })
        })
    }

    fn told_by(&self, row: &MomentRow, sources: &[String]) -> bool {
        row.sources.iter().any(|s| {
            self.built
                .sources
                .get(s.0 as usize)
                .is_some_and(|name| sources.iter().any(|wanted| same_source(name, wanted)))
        })
    }

    fn ordered<'a>(
        &'a self,
        filter: &'a Filter,
        order: Order,
    ) -> Box<dyn Iterator<Item = usize> + 'a> {
        let all: Box<dyn Iterator<Item = usize>> = match order {
            Order::Time => Box::new(0..self.built.rows.len()),
            Order::Salience => Box::new(self.by_salience.iter().map(|m| *m as usize)),
        };
        if filter.is_empty() {
            return all;
        }
        let worded = self.worded(filter);
        Box::new(
            all.filter(move |m| {
                worded.as_ref().is_none_or(|set| set[*m]) && self.passes(*m, filter)
            }),
        )
    }
}

/// Names of sources are compared without regard to case and accents.
fn same_source(a: &str, b: &str) -> bool {
    a == b || fold(a) == fold(b)
}

impl Archive for Memory {
    fn overview(&self) -> Overview {
        self.count_all()
    }

    fn sources(&self, filter: &Filter) -> Vec<SourceRow> {
        self.source_rows(filter)
    }

    fn count(&self, filter: &Filter) -> usize {
        self.ordered(filter, Order::Time).count()
    }

    fn moments(&self, filter: &Filter, order: Order, page: Page) -> Vec<MomentRow> {
        self.ordered(filter, order)
            .skip(page.offset)
            .take(page.limit)
            .map(|m| self.built.rows[m].clone())
            .collect()
    }

    fn position(&self, filter: &Filter, order: Order, id: &MomentId) -> Option<usize> {
        let at = *self.by_id.get(id)? as usize;
        self.ordered(filter, order).position(|m| m == at)
    }

    fn step(&self, filter: &Filter, from: &MomentId, step: Step) -> Option<MomentId> {
        let at = *self.by_id.get(from)? as usize;
        let worded = self.worded(filter);
        let passes =
            |m: &usize| worded.as_ref().is_none_or(|set| set[*m]) && self.passes(*m, filter);
        let found = match step {
            Step::Next => (at + 1..self.built.rows.len()).find(passes),
            Step::Previous => (0..at).rev().find(passes),
        };
        found.map(|m| self.built.rows[m].id.clone())
    }

    fn buckets(&self, filter: &Filter, grain: Grain, within: Option<Window>) -> Vec<Bucket> {
        self.fill_buckets(filter, grain, within)
    }

    fn moment(&self, id: &str) -> Option<MomentDetail> {
        let exact = self.by_id.get(&MomentId(id.to_owned())).copied();
        let at = exact.or_else(|| {
            let mut found = (0u32..)
                .zip(&self.built.rows)
                .filter(|(_, row)| !id.is_empty() && row.id.0.starts_with(id));
            let (first, _) = found.next()?;
            found.next().is_none().then_some(first)
        })?;
        let at = at as usize;
        let row = self.built.rows[at].clone();
        Some(shelf::moment_detail(self, &self.built.moments[at], row))
    }

    fn comparison(&self, id: &MomentId, sources: &[String]) -> Option<Comparison> {
        let at = *self.by_id.get(id)? as usize;
        let members = self.members(at);
        let witnesses: Vec<_> = shelf::witnesses(&members)
            .into_iter()
            .filter(|w| sources.is_empty() || sources.iter().any(|s| same_source(s, w.source)))
            .collect();
        Some(align(&witnesses))
    }

    fn wording(&self, filter: &Filter, id: Option<&MomentId>) -> Vec<Usage> {
        if let Some(id) = id {
            let Some(at) = self.by_id.get(id) else {
                return Vec::new();
            };
            let members = self.members(*at as usize);
            let witnesses = shelf::witnesses(&members);
            return wording(
                witnesses
                    .iter()
                    .map(|w| (w.source, w.telling.text.as_str())),
            );
        }
        let voices = (0..self.built.articles.len()).filter(|i| self.article_passes(*i, filter));
        wording(
            voices
                .map(|i| &self.built.articles[i])
                .filter(|a| a.linked.copy_of.is_none())
                .map(|a| (a.article.source.as_str(), a.article.body.as_str())),
        )
    }

    fn articles(&self, filter: &Filter, page: Page) -> Vec<ArticleRow> {
        (0..self.built.articles.len())
            .filter(|i| self.article_passes(*i, filter))
            .skip(page.offset)
            .take(page.limit)
            .map(|i| {
                let idx = ArticleIdx(u32::try_from(i).unwrap_or(u32::MAX));
                shelf::article_row(self, idx, &self.built.articles[i])
            })
            .collect()
    }

    fn article(&self, article: ArticleIdx) -> Option<ArticleText> {
        let shelved = self.built.articles.get(article.at())?;
        Some(shelf::article_text(self, article, shelved))
    }

    fn article_named(&self, name: &ArticleName) -> Option<ArticleIdx> {
        self.by_name.get(name).copied()
    }

    fn problems(&self) -> Vec<FileReport> {
        self.built.problems.clone()
    }

    fn stories(&self, filter: &Filter) -> Vec<StoryRow> {
        self.story_rows(filter)
    }

    fn story_moments(&self, id: &StoryId) -> Vec<MomentId> {
        self.built
            .rows
            .iter()
            .filter(|row| row.story == *id)
            .map(|row| row.id.clone())
            .collect()
    }

    fn search(&self, text: &str, filter: &Filter, page: Page) -> Vec<SearchHit> {
        let query = Query::parse(text);
        let found = self.index().find(&query, |article| {
            &self.built.articles[article as usize].article.body
        });
        found
            .into_iter()
            .filter(|f| filter.is_empty() || self.article_passes(f.place.article as usize, filter))
            .skip(page.offset)
            .take(page.limit)
            .map(|f| self.search_hit(&query, &f))
            .collect()
    }

    fn jump(&self, text: &str, limit: usize) -> Vec<Hit> {
        self.fuzzy(text, limit)
    }
}

impl Shelf for Memory {
    fn shelved(&self, article: ArticleIdx) -> Option<Arc<Shelved>> {
        self.built.articles.get(article.at()).cloned()
    }

    fn name_of(&self, article: ArticleIdx) -> Option<ArticleName> {
        let shelved = self.built.articles.get(article.at())?;
        Some(shelved.article.name.clone())
    }

    fn source_name(&self, source: SourceIdx) -> String {
        let name = self.built.sources.get(source.0 as usize);
        name.cloned().unwrap_or_default()
    }

    fn published_within(
        &self,
        spans: &[(NaiveDate, NaiveDate)],
    ) -> Vec<(SourceIdx, usize, ArticleIdx)> {
        let mut found: FxHashMap<SourceIdx, (usize, ArticleIdx)> = FxHashMap::default();
        for (i, shelved) in (0u32..).zip(&self.built.articles) {
            let inside = |day: NaiveDate| spans.iter().any(|(a, b)| *a <= day && day <= *b);
            let published = shelved.linked.published.value;
            if !shelved.article.truncated && published.is_some_and(inside) {
                found.entry(shelved.source).or_insert((0, ArticleIdx(i))).0 += 1;
            }
        }
        let mut found: Vec<_> = found.into_iter().map(|(s, (n, a))| (s, n, a)).collect();
        found.sort_unstable_by_key(|(source, ..)| *source);
        found
    }

    fn all_sources(&self) -> Vec<SourceIdx> {
        (0u32..)
            .take(self.built.sources.len())
            .map(SourceIdx)
            .collect()
    }
}

impl Memory {
    fn members(&self, m: usize) -> Vec<(Member, Arc<Shelved>)> {
        shelf::members(self, &self.built.moments[m])
    }

    fn search_hit(&self, query: &Query, found: &Found) -> SearchHit {
        let shelved = &self.built.articles[found.place.article as usize];
        let article = &shelved.article;
        let range = &found.place.sentence;
        let text = article.body[range.clone()].to_owned();
        let holds = |r: &std::ops::Range<usize>| r.start < range.end && range.start < r.end;
        let moment = shelved.moments.iter().find_map(|(t, m)| {
            let telling = shelved.digest.tellings.get(*t as usize)?;
            (holds(&telling.sentence) || telling.adds.iter().any(holds)).then_some(m)
        });
        SearchHit {
            article: ArticleIdx(found.place.article),
            name: article.name.clone(),
            source: article.source.clone(),
            published: shelved.linked.published.clone(),
            line: article.line_at(range.start),
            marks: self.index().marks(query, &text),
            text,
            sentence: range.clone(),
            moment: moment.cloned(),
            window: moment
                .and_then(|m| self.by_id.get(m))
                .and_then(|m| self.built.rows[*m as usize].window),
            score: found.score,
        }
    }
}
