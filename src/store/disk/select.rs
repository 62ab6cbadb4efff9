//! Which moments and articles pass a filter, and in which order they come.

use super::{Disk, lock};
use crate::query::{Filter, Order, Page};
use crate::store::search::Wanted;
use crate::text::fold::fold;
use rusqlite::params;
use rustc_hash::FxHashSet;
use std::sync::Arc;

impl Disk {
    pub(super) fn by_salience(&self) -> &[u32] {
        self.by_salience.get_or_init(|| {
            let mut order: Vec<u32> = (0u32..).take(self.bones.len()).collect();
            let salience = &self.bones.salience;
            order.sort_by(|a, b| salience[*b as usize].total_cmp(&salience[*a as usize]));
            order
        })
    }

    fn source_numbered(&self, n: u32) -> Option<&crate::query::SourceRow> {
        let place = self.source_of.get(n as usize)?;
        self.sources.get(*place as usize)
    }

    /// Prepares a filter for many moments.
    pub(super) fn selection<'a>(&'a self, filter: &'a Filter) -> Selection<'a> {
        let sources = self
            .sources
            .iter()
            .filter(|s| filter.sources.iter().any(|f| fold(f) == fold(&s.name)))
            .map(|s| s.idx.0)
            .collect();
        let stories = filter.story.as_ref().map(|s| {
            let sql = "SELECT n FROM story WHERE substr(id, 1, length(?1)) = ?1";
            self.rows(sql, params![s.0], |r| r.get(0))
        });
        Selection {
            disk: self,
            filter,
            sources,
            stories,
            worded: self.worded(filter),
        }
    }

    /// Moments that hold the words and names of a filter, if it asks for any. What was asked
    /// last is kept: a screen counts, lists and steps under one filter.
    fn worded(&self, filter: &Filter) -> Option<Arc<Vec<bool>>> {
        if filter.words.is_empty() && filter.names.is_empty() {
            return None;
        }
        if let Some(last) = &*lock(&self.worded)
            && last.words == filter.words
            && last.names == filter.names
        {
            return Some(Arc::clone(&last.moments));
        }
        let mut all: Option<Vec<bool>> = None;
        let mut and = |numbers: Vec<u32>| {
            let mut set = vec![false; self.bones.len()];
            for n in numbers {
                if let Some(bit) = self.pos(n).and_then(|p| set.get_mut(p)) {
                    *bit = true;
                }
            }
            all = Some(match all.take() {
                Some(old) => old.iter().zip(&set).map(|(a, b)| *a && *b).collect(),
                None => set,
            });
        };
        for name in &filter.names {
            let held: Vec<Vec<u8>> = self.rows(
                "SELECT moments FROM name WHERE instr(folded, ?1) > 0",
                params![fold(name)],
                |r| r.get(0),
            );
            and(held
                .iter()
                .flat_map(|bytes| bytes.as_chunks().0)
                .map(|n| u32::from_le_bytes(*n))
                .collect());
        }
        for word in &filter.words {
            and(self.moments_with(word));
        }
        let moments = Arc::new(all?);
        *lock(&self.worded) = Some(Worded {
            words: filter.words.clone(),
            names: filter.names.clone(),
            moments: Arc::clone(&moments),
        });
        Some(moments)
    }

    /// Articles of which a sentence holds all words of `text`.
    fn articles_with(&self, text: &str) -> Vec<u32> {
        let Some(expression) = self.expression(&Wanted::whole(text)) else {
            return Vec::new();
        };
        self.rows(
            "SELECT DISTINCT rowid >> 20 FROM sentence WHERE sentence MATCH ?1",
            params![expression],
            |r| r.get(0),
        )
        .into_iter()
        .filter_map(|row| self.place(row))
        .collect()
    }

    /// Numbers of the moments of which a telling's sentence holds all words of `text`.
    fn moments_with(&self, text: &str) -> Vec<u32> {
        let Some(expression) = self.expression(&Wanted::whole(text)) else {
            return Vec::new();
        };
        self.rows(
            "SELECT moment FROM telling \
             WHERE sentence IN (SELECT rowid FROM sentence WHERE sentence MATCH ?1)",
            params![expression],
            |r| r.get(0),
        )
    }

    pub(super) fn expression(&self, wanted: &Wanted) -> Option<String> {
        self.fill_words();
        wanted.expression(&self.db_aside()).ok().flatten()
    }

    pub(super) fn ordered<'a>(
        &'a self,
        filter: &'a Filter,
        order: Order,
    ) -> Box<dyn Iterator<Item = usize> + 'a> {
        let all: Box<dyn Iterator<Item = usize>> = match order {
            Order::Time => Box::new(0..self.bones.len()),
            Order::Salience => Box::new(self.by_salience().iter().map(|m| *m as usize)),
        };
        if filter.is_empty() {
            return all;
        }
        let selection = self.selection(filter);
        Box::new(all.filter(move |m| selection.passes(*m)))
    }

    /// Articles that pass a filter, by name.
    pub(super) fn article_list(&self, filter: &Filter, page: Page) -> Vec<u32> {
        let sources: Vec<String> = filter.sources.iter().map(|s| fold(s)).collect();
        let (first, last) = filter
            .within
            .map(|w| (w.first_day().to_string(), w.last_day().to_string()))
            .unzip();
        let mut all: Vec<(Option<u32>, u32, Option<String>)> = self.rows(
            "SELECT a.row, a.source, a.title FROM article a JOIN story s ON s.n = a.story \
             WHERE (?1 IS NULL OR a.published BETWEEN ?1 AND ?2) AND (?3 IS NULL OR substr(s.id, 1, length(?3)) = ?3)",
            params![first, last, filter.story.as_ref().map(|s| &s.0)],
            |r| Ok((self.place(r.get(0)?), r.get(1)?, r.get(2)?)),
        );
        all.sort_unstable_by_key(|a| a.0);
        let worded: Vec<(FxHashSet<u32>, String)> = filter
            .words
            .iter()
            .chain(&filter.names)
            .map(|w| (self.articles_with(w).into_iter().collect(), fold(w)))
            .collect();
        all.into_iter()
            .filter_map(|(place, source, title)| Some((place?, source, title)))
            .filter(|(_, source, _)| {
                sources.is_empty()
                    || self
                        .source_numbered(*source)
                        .is_some_and(|s| sources.contains(&fold(&s.name)))
            })
            .filter(|(idx, _, title)| {
                worded.iter().all(|(with, word)| {
                    with.contains(idx) || title.as_ref().is_some_and(|t| fold(t).contains(word))
                })
            })
            .map(|(idx, ..)| idx)
            .skip(page.offset)
            .take(page.limit)
            .collect()
    }
}

/// The moments that hold some words and names.
pub(super) struct Worded {
    words: Vec<String>,
    names: Vec<String>,
    moments: Arc<Vec<bool>>,
}

/// A filter made ready for many moments.
pub(super) struct Selection<'a> {
    disk: &'a Disk,
    filter: &'a Filter,
    sources: Vec<u32>,
    stories: Option<Vec<u32>>,
    worded: Option<Arc<Vec<bool>>>,
}

impl Selection<'_> {
    pub fn passes(&self, m: usize) -> bool {
        self.disk
            .bones
            .passes(m, self.filter, &self.sources, self.stories.as_deref())
            && self.worded.as_ref().is_none_or(|set| set[m])
    }
}
