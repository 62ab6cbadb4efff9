//! An archive held in memory: what answers the reader's questions for small corpora.

mod detail;
mod lists;

use super::search::{Index, Query};
use crate::article::{Article, ArticleIdx, ArticleName};
use crate::compare::{Comparison, Disagreement, Usage, Witness, align, disagreements, wording};
use crate::link::{Linked, MomentId, StoryId};
use crate::query::{
    Archive, ArticleRow, ArticleText, Bucket, FileReport, Filter, Hit, MomentDetail, MomentRow,
    Order, Overview, Page, SearchHit, SourceIdx, SourceRow, Step, StoryRow,
};
use crate::telling::Digest;
use crate::text::fold::fold;
use crate::time::{Grain, Window};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// A corpus that was read, dated and linked in this process.
pub(super) struct Memory {
    name: String,
    articles: Vec<Article>,
    digests: Vec<Digest>,
    linked: Linked,
    problems: Vec<FileReport>,
    /// All sources, by name.
    sources: Vec<String>,
    /// The source of each article.
    source_of: Vec<SourceIdx>,
    /// Per moment, in order of time: its row and what its tellings disagree on.
    rows: Vec<MomentRow>,
    disagreements: Vec<Vec<Disagreement>>,
    /// Moments, heaviest first.
    by_salience: Vec<u32>,
    by_id: FxHashMap<MomentId, u32>,
    by_name: FxHashMap<ArticleName, ArticleIdx>,
    /// Per article: which telling belongs to which moments.
    moments_of: Vec<Vec<(u32, u32)>>,
    index: OnceLock<Index>,
    /// Per moment: the folded words of its label and tellings, for filters by word.
    words: OnceLock<Vec<String>>,
}

impl Memory {
    /// Prepares everything that lists need; texts are indexed when first searched.
    pub fn new(
        name: String,
        articles: Vec<Article>,
        digests: Vec<Digest>,
        linked: Linked,
        problems: Vec<FileReport>,
    ) -> Self {
        let mut sources: Vec<String> = articles.iter().map(|a| a.source.clone()).collect();
        sources.sort();
        sources.dedup();
        let source_of: Vec<SourceIdx> = articles
            .iter()
            .map(|a| {
                let at = sources.binary_search(&a.source).unwrap_or_default();
                SourceIdx(u32::try_from(at).unwrap_or(u32::MAX))
            })
            .collect();
        let mut moments_of = vec![Vec::new(); articles.len()];
        for (m, moment) in linked.moments.iter().enumerate() {
            for member in &moment.members {
                moments_of[member.article.at()]
                    .push((member.telling, u32::try_from(m).unwrap_or(u32::MAX)));
            }
        }
        for of in &mut moments_of {
            of.sort_unstable();
        }
        let by_id = (0u32..)
            .zip(&linked.moments)
            .map(|(i, m)| (m.id.clone(), i))
            .collect();
        let by_name = (0u32..)
            .zip(&articles)
            .map(|(i, a)| (a.name.clone(), ArticleIdx(i)))
            .collect();
        let mut memory = Self {
            name,
            articles,
            digests,
            linked,
            problems,
            sources,
            source_of,
            rows: Vec::new(),
            disagreements: Vec::new(),
            by_salience: Vec::new(),
            by_id,
            by_name,
            moments_of,
            index: OnceLock::new(),
            words: OnceLock::new(),
        };
        memory.disagreements = (0..memory.linked.moments.len())
            .into_par_iter()
            .map(|m| disagreements(&memory.witnesses(m)))
            .collect();
        memory.rows = (0..memory.linked.moments.len())
            .map(|m| memory.row(m))
            .collect();
        let mut order: Vec<u32> = (0u32..).take(memory.rows.len()).collect();
        order.sort_by(|&a, &b| {
            let (a, b) = (&memory.rows[a as usize], &memory.rows[b as usize]);
            b.salience.total_cmp(&a.salience)
        });
        memory.by_salience = order;
        memory
    }

    /// The tellings of a moment with what compare needs to know around them.
    fn witnesses(&self, m: usize) -> Vec<Witness<'_>> {
        self.linked.moments[m]
            .members
            .iter()
            .filter_map(|member| {
                let i = member.article.at();
                let linked = &self.linked.articles[i];
                let telling = self.digests[i].tellings.get(member.telling as usize)?;
                Some(Witness {
                    article: member.article,
                    source: &self.articles[i].source,
                    published: linked.published.value,
                    voice: linked.voice,
                    telling,
                    names: &self.digests[i].names,
                    timex: telling.time.and_then(|t| linked.times.get(t as usize)),
                    window: member.window,
                    dated: member.dated,
                    body: &self.articles[i].body,
                })
            })
            .collect()
    }

    fn index(&self) -> &Index {
        self.index
            .get_or_init(|| Index::new(self.articles.par_iter().map(|a| a.body.as_str())))
    }

    fn words(&self) -> &[String] {
        self.words.get_or_init(|| {
            (0..self.rows.len())
                .into_par_iter()
                .map(|m| {
                    let mut text = fold(&self.rows[m].label);
                    for witness in self.witnesses(m) {
                        text.push('\n');
                        text.push_str(&fold(&witness.telling.text));
                    }
                    text
                })
                .collect()
        })
    }

    fn passes(&self, m: usize, filter: &Filter) -> bool {
        let row = &self.rows[m];
        let moment = &self.linked.moments[m];
        if filter.placed && row.window.is_none() {
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
        if filter.story.as_ref().is_some_and(|s| *s != row.story) {
            return false;
        }
        if !filter.sources.is_empty() && !self.told_by(row, &filter.sources) {
            return false;
        }
        filter.names.iter().all(|name| {
            let name = fold(name);
            moment.members.iter().any(|member| {
                let digest = &self.digests[member.article.at()];
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
        }) && (filter.words.is_empty() || {
            let text = &self.words()[m];
            filter.words.iter().all(|w| text.contains(&fold(w)))
        })
    }

    fn told_by(&self, row: &MomentRow, sources: &[String]) -> bool {
        row.sources.iter().any(|s| {
            self.sources
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
            Order::Time => Box::new(0..self.rows.len()),
            Order::Salience => Box::new(self.by_salience.iter().map(|m| *m as usize)),
        };
        if filter.is_empty() {
            return all;
        }
        Box::new(all.filter(|m| self.passes(*m, filter)))
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
            .map(|m| self.rows[m].clone())
            .collect()
    }

    fn position(&self, filter: &Filter, order: Order, id: &MomentId) -> Option<usize> {
        let at = *self.by_id.get(id)? as usize;
        self.ordered(filter, order).position(|m| m == at)
    }

    fn step(&self, filter: &Filter, from: &MomentId, step: Step) -> Option<MomentId> {
        let at = *self.by_id.get(from)? as usize;
        let found = match step {
            Step::Next => (at + 1..self.rows.len()).find(|m| self.passes(*m, filter)),
            Step::Previous => (0..at).rev().find(|m| self.passes(*m, filter)),
        };
        found.map(|m| self.rows[m].id.clone())
    }

    fn buckets(&self, filter: &Filter, grain: Grain, within: Option<Window>) -> Vec<Bucket> {
        self.fill_buckets(filter, grain, within)
    }

    fn moment(&self, id: &str) -> Option<MomentDetail> {
        let exact = self.by_id.get(&MomentId(id.to_owned())).copied();
        let at = exact.or_else(|| {
            let mut found = (0u32..)
                .zip(&self.rows)
                .filter(|(_, row)| !id.is_empty() && row.id.0.starts_with(id));
            let (first, _) = found.next()?;
            found.next().is_none().then_some(first)
        })?;
        Some(self.detail(at as usize))
    }

    fn comparison(&self, id: &MomentId, sources: &[String]) -> Option<Comparison> {
        let at = *self.by_id.get(id)? as usize;
        let witnesses: Vec<_> = self
            .witnesses(at)
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
            let witnesses = self.witnesses(*at as usize);
            return wording(
                witnesses
                    .iter()
                    .map(|w| (w.source, w.telling.text.as_str())),
            );
        }
        wording(
            (0..self.articles.len())
                .filter(|i| {
                    self.linked.articles[*i].copy_of.is_none() && self.article_passes(*i, filter)
                })
                .map(|i| {
                    (
                        self.articles[i].source.as_str(),
                        self.articles[i].body.as_str(),
                    )
                }),
        )
    }

    fn articles(&self, filter: &Filter, page: Page) -> Vec<ArticleRow> {
        (0..self.articles.len())
            .filter(|i| self.article_passes(*i, filter))
            .skip(page.offset)
            .take(page.limit)
            .map(|i| self.article_row(i))
            .collect()
    }

    fn article(&self, article: ArticleIdx) -> Option<ArticleText> {
        (article.at() < self.articles.len()).then(|| self.article_text(article.at()))
    }

    fn article_named(&self, name: &ArticleName) -> Option<ArticleIdx> {
        self.by_name.get(name).copied()
    }

    fn problems(&self) -> Vec<FileReport> {
        self.problems.clone()
    }

    fn stories(&self, filter: &Filter) -> Vec<StoryRow> {
        self.story_rows(filter)
    }

    fn story_moments(&self, id: &StoryId) -> Vec<MomentId> {
        self.rows
            .iter()
            .filter(|row| row.story == *id)
            .map(|row| row.id.clone())
            .collect()
    }

    fn search(&self, text: &str, filter: &Filter, page: Page) -> Vec<SearchHit> {
        let query = Query::parse(text);
        let found = self
            .index()
            .find(&query, |article| &self.articles[article as usize].body);
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
