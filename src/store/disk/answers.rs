//! What an index answers.

use super::Disk;
use crate::article::{ArticleIdx, ArticleName};
use crate::compare::{Comparison, Usage, VersionDiff, align, diff, wording};
use crate::link::{MomentId, StoryId};
use crate::query::shelf::{self, Shelf, Shelved};
use crate::query::{
    Archive, ArticleRow, ArticleText, Bucket, FileReport, Filter, Hit, MomentDetail, MomentRow,
    Order, Overview, Page, SearchHit, SourceIdx, SourceRow, Step, StoryRow, bucket_of, id_length,
};
use crate::store::cache::report;
use crate::telling::Status;
use crate::text::fold::fold;
use crate::time::{Grain, Window};
use chrono::NaiveDate;
use rusqlite::params;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::sync::Arc;

/// The neighbours of so many ids are asked for one by one, those of more by reading all ids.
const ONE_BY_ONE: usize = 1000;

/// A moment of so many tellings is worked out while nobody notices.
const AT_ONCE: usize = 32;

impl Archive for Disk {
    fn overview(&self) -> Overview {
        let all = 0..self.bones.len();
        let (n_placed, span) = self.bones.span();
        let span = span.and_then(|(first, last)| Window::days(first, last, Grain::Day));
        Overview {
            name: self.name.clone(),
            n_articles: self.n_articles(),
            n_sources: self.sources.len(),
            n_moments: self.bones.len(),
            n_unplaced: self.bones.len() - n_placed,
            n_disagreements: all.filter(|m| self.bones.differs(*m)).count(),
            n_stories: self.n_stories,
            n_problems: self.n_problems,
            span,
        }
    }

    fn sources(&self, filter: &Filter) -> Vec<SourceRow> {
        let mut rows = self.sources.clone();
        if !filter.is_empty() {
            rows.iter_mut().for_each(|row| row.n_moments = 0);
            for m in self.ordered(filter, Order::Time) {
                for (s, _) in self.bones.told(m) {
                    rows[*s as usize].n_moments += 1;
                }
            }
            let wanted: Vec<String> = filter.sources.iter().map(|s| fold(s)).collect();
            rows.retain(|row| {
                row.n_moments > 0 && (wanted.is_empty() || wanted.contains(&fold(&row.name)))
            });
        }
        rows.sort_by(|a, b| b.n_moments.cmp(&a.n_moments).then(a.name.cmp(&b.name)));
        rows
    }

    fn count(&self, filter: &Filter) -> usize {
        self.ordered(filter, Order::Time).count()
    }

    fn moments(&self, filter: &Filter, order: Order, page: Page) -> Vec<MomentRow> {
        if filter.is_empty() && order == Order::Time {
            return self.rows_from(page.offset, page.limit.min(self.bones.len()));
        }
        self.ordered(filter, order)
            .skip(page.offset)
            .take(page.limit)
            .filter_map(|m| self.row_at(m))
            .collect()
    }

    fn id_length(&self, moments: &[MomentId]) -> usize {
        if moments.len() > ONE_BY_ONE {
            let all = self.rows("SELECT id FROM moment ORDER BY id", [], |r| r.get(0));
            return id_length(&all, moments);
        }
        let lengths = moments.iter().map(|id| {
            let mut near: Vec<String> = self
                .rows(
                    "SELECT max(id) FROM moment WHERE id < ?1 \
                     UNION ALL SELECT min(id) FROM moment WHERE id > ?1",
                    params![id.0],
                    |r| r.get::<_, Option<String>>(0),
                )
                .into_iter()
                .flatten()
                .chain([id.0.clone()])
                .collect();
            near.sort_unstable();
            id_length(&near, std::slice::from_ref(id))
        });
        lengths.max().unwrap_or(0)
    }

    fn position(&self, filter: &Filter, order: Order, id: &MomentId) -> Option<usize> {
        let pos = self.pos_of(id)?;
        self.ordered(filter, order).position(|m| m == pos)
    }

    fn step(&self, filter: &Filter, from: &MomentId, step: Step) -> Option<MomentId> {
        let pos = self.pos_of(from)?;
        let selection = self.selection(filter);
        let found = match step {
            Step::Next => (pos + 1..self.bones.len()).find(|m| selection.passes(*m)),
            Step::Previous => (0..pos).rev().find(|m| selection.passes(*m)),
        };
        Some(self.row_at(found?)?.id)
    }

    fn buckets(&self, filter: &Filter, grain: Grain, within: Option<Window>) -> Vec<Bucket> {
        let mut buckets: BTreeMap<_, Bucket> = BTreeMap::new();
        for m in self.ordered(filter, Order::Time) {
            let Some(window) = self.bones.window(m) else {
                continue;
            };
            if within.is_some_and(|w| !w.overlaps(&window)) {
                continue;
            }
            let (start, end) = bucket_of(&window, grain);
            let entry = buckets.entry((start, end)).or_insert_with(|| Bucket {
                start,
                end,
                n_moments: 0,
                n_disagreements: 0,
                n_planned: 0,
                by_source: Vec::new(),
            });
            entry.n_moments += 1;
            entry.n_disagreements += u32::from(self.bones.differs(m));
            let off = matches!(self.bones.status(m), Status::Planned | Status::Cancelled);
            entry.n_planned += u32::from(off);
            for (source, n) in self.bones.told(m) {
                let source = SourceIdx(*source);
                match entry.by_source.binary_search_by_key(&source, |(s, _)| *s) {
                    Ok(at) => entry.by_source[at].1 += n,
                    Err(at) => entry.by_source.insert(at, (source, *n)),
                }
            }
        }
        buckets.into_values().collect()
    }

    fn moment(&self, id: &str) -> Option<MomentDetail> {
        if id.is_empty() {
            return None;
        }
        let mut found: Vec<u32> = self.rows(
            "SELECT n FROM moment WHERE id >= ?1 AND id < ?1 || '\u{10FFFF}' ORDER BY id = ?1 DESC LIMIT 2",
            params![id],
            |r| r.get(0),
        );
        let first = self.pos(*found.first()?)?;
        let row = self.row_at(first)?;
        if found.len() > 1 && row.id.0 != id {
            found.clear();
            return None;
        }
        Some(shelf::moment_detail(self, &self.members(first), row))
    }

    fn glance(&self, id: &MomentId) -> Option<MomentDetail> {
        let row = self.row_at(self.pos_of(id)?)?;
        (row.n_tellings > AT_ONCE).then(|| MomentDetail {
            source_names: row.sources.iter().map(|s| self.source_name(*s)).collect(),
            row,
            tellings: Vec::new(),
            disagreements: Vec::new(),
            facts: Vec::new(),
            first_told: Vec::new(),
            silence: Vec::new(),
            names: Vec::new(),
        })
    }

    fn comparison(&self, id: &MomentId, sources: &[String]) -> Option<Comparison> {
        let members = self.members(self.pos_of(id)?);
        let wanted: Vec<String> = sources.iter().map(|s| fold(s)).collect();
        let witnesses: Vec<_> = shelf::witnesses(&members)
            .into_iter()
            .filter(|w| wanted.is_empty() || wanted.contains(&fold(w.source)))
            .collect();
        Some(align(&witnesses))
    }

    fn changed(&self, old: ArticleIdx, new: ArticleIdx) -> Option<VersionDiff> {
        let (old, new) = (self.shelved(old)?, self.shelved(new)?);
        Some(diff(&shelf::edition(&old), &shelf::edition(&new)))
    }

    fn wording(&self, filter: &Filter, id: Option<&MomentId>) -> Vec<Usage> {
        if let Some(id) = id {
            let Some(pos) = self.pos_of(id) else {
                return Vec::new();
            };
            let members = self.members(pos);
            let witnesses = shelf::witnesses(&members);
            return wording(
                witnesses
                    .iter()
                    .map(|w| (w.source, w.telling.text.as_str())),
            );
        }
        let all: Vec<Arc<Shelved>> = self
            .article_list(filter, Page::all())
            .into_iter()
            .filter_map(|idx| self.shelved(ArticleIdx(idx)))
            .filter(|s| s.linked.copy_of.is_none())
            .collect();
        wording(
            all.iter()
                .map(|s| (s.article.source.as_str(), s.article.body.as_str())),
        )
    }

    fn articles(&self, filter: &Filter, page: Page) -> Vec<ArticleRow> {
        self.article_list(filter, page)
            .into_iter()
            .filter_map(|idx| {
                let idx = ArticleIdx(idx);
                Some(shelf::article_row(self, idx, &*self.shelved(idx)?))
            })
            .collect()
    }

    fn article(&self, article: ArticleIdx) -> Option<ArticleText> {
        Some(shelf::article_text(self, article, &*self.shelved(article)?))
    }

    fn article_named(&self, name: &ArticleName) -> Option<ArticleIdx> {
        self.rows(
            "SELECT row FROM article WHERE path = ?1 AND record IS ?2",
            params![name.path, name.record],
            |r| r.get(0),
        )
        .into_iter()
        .filter_map(|row| self.place(row))
        .min()
        .map(ArticleIdx)
    }

    fn problems(&self) -> Vec<FileReport> {
        self.rows(
            "SELECT path, record, fate, reason FROM problem ORDER BY rowid",
            [],
            report,
        )
    }

    fn stories(&self, filter: &Filter) -> Vec<StoryRow> {
        let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
        for m in self.ordered(filter, Order::Time) {
            *counts.entry(self.bones.story[m]).or_default() += 1;
        }
        let all: Vec<(u32, StoryRow)> = self.rows(
            "SELECT n, id, label, first_day, last_day FROM story ORDER BY place",
            [],
            |r| {
                let day = |text: Option<String>| text.and_then(|t| t.parse::<NaiveDate>().ok());
                let span = day(r.get(3)?).zip(day(r.get(4)?));
                Ok((
                    r.get(0)?,
                    StoryRow {
                        id: StoryId(r.get(1)?),
                        label: r.get(2)?,
                        span: span.and_then(|(a, b)| Window::days(a, b, Grain::Day)),
                        articles: Vec::new(),
                        n_moments: 0,
                    },
                ))
            },
        );
        let mut names: FxHashMap<u32, Vec<ArticleName>> = FxHashMap::default();
        let mut articles = self.rows("SELECT story, path, record, row FROM article", [], |r| {
            let name = ArticleName {
                path: r.get(1)?,
                record: r.get(2)?,
            };
            Ok((self.place(r.get(3)?), r.get::<_, u32>(0)?, name))
        });
        articles.sort_unstable_by_key(|a| a.0);
        for (_, story, name) in articles {
            names.entry(story).or_default().push(name);
        }
        all.into_iter()
            .filter_map(|(n, mut row)| {
                row.n_moments = counts.get(&n).copied().unwrap_or(0);
                row.articles = names.remove(&n).unwrap_or_default();
                (filter.is_empty() || row.n_moments > 0).then_some(row)
            })
            .collect()
    }

    fn story_moments(&self, id: &StoryId) -> Vec<MomentId> {
        let mut all = self.rows(
            "SELECT m.n, m.id FROM moment m JOIN story s ON s.n = m.story WHERE s.id = ?1",
            params![id.0],
            |r| Ok((self.pos(r.get(0)?), MomentId(r.get(1)?))),
        );
        all.sort_unstable();
        all.into_iter().map(|(_, id)| id).collect()
    }

    fn search(&self, text: &str, filter: &Filter, page: Page) -> Vec<SearchHit> {
        let allowed: Option<Vec<u32>> =
            (!filter.is_empty()).then(|| self.article_list(filter, Page::all()));
        self.find(text, allowed.as_deref(), page)
    }

    fn jump(&self, text: &str, limit: usize) -> Vec<Hit> {
        self.fuzzy(text, limit)
    }

    fn damaged(&self) -> bool {
        self.is_damaged()
    }
}
