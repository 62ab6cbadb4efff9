//! An archive that lies in an index file.

use super::StoreError;
use super::bones::Bones;
use super::jump::Jump;
use super::schema::{Fingerprint, SCHEMA_VERSION};
use super::search::{Wanted, place_of};
use crate::article::{ArticleIdx, ArticleName};
use crate::compare::{Comparison, Usage, align, wording};
use crate::link::{Moment, MomentId, StoryId};
use crate::query::shelf::{self, Shelf, Shelved};
use crate::query::{
    Archive, ArticleRow, ArticleText, Bucket, FileFate, FileReport, Filter, Hit, MomentDetail,
    MomentRow, Order, Overview, Page, SearchHit, SourceIdx, SourceRow, Step, StoryRow, bucket,
};
use crate::telling::Status;
use crate::text::fold::{fold, runs};
use crate::text::sentence::sentences;
use crate::time::{Grain, Window};
use chrono::NaiveDate;
use rusqlite::types::FromSql;
use rusqlite::{Connection, OpenFlags, Params, Row, params};
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

/// Articles kept unpacked for the next question.
const KEPT: usize = 256;

/// Sentences a search looks at before it ranks them.
const LOOKED_AT: usize = 20_000;

/// An index opened for reading.
pub struct Disk {
    db: Mutex<Connection>,
    name: String,
    fingerprint: Fingerprint,
    bones: Bones,
    sources: Vec<SourceRow>,
    n_articles: usize,
    n_stories: usize,
    n_problems: usize,
    kept: Mutex<FxHashMap<u32, Arc<Shelved>>>,
    by_salience: OnceLock<Vec<u32>>,
    pub(super) jump: OnceLock<Jump>,
}

impl Disk {
    /// Opens an index.
    ///
    /// # Errors
    ///
    /// Fails when the file is missing, damaged, or of another version.
    pub fn open(path: &Path) -> Result<Self, StoreError> {
        let sqlite = |source| StoreError::Sqlite {
            path: path.to_owned(),
            source,
        };
        let unusable = |reason: &str| StoreError::Unusable {
            path: path.to_owned(),
            reason: reason.to_owned(),
        };
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let db = Connection::open_with_flags(path, flags).map_err(sqlite)?;
        let version: Vec<u8> = meta(&db, "version").map_err(sqlite)?;
        if version != SCHEMA_VERSION.as_bytes() {
            return Err(unusable("it is of another version"));
        }
        let bones: Vec<u8> = meta(&db, "bones").map_err(sqlite)?;
        let bones = Bones::from_bytes(&bones).ok_or_else(|| unusable("it is damaged"))?;
        let print: Vec<u8> = meta(&db, "fingerprint").map_err(sqlite)?;
        let fingerprint = unpack(&print).ok_or_else(|| unusable("it is damaged"))?;
        let name: Vec<u8> = meta(&db, "name").map_err(sqlite)?;
        let count = |table: &str| -> Result<usize, StoreError> {
            let sql = format!("SELECT count(*) FROM {table}");
            let n: i64 = db.query_row(&sql, [], |r| r.get(0)).map_err(sqlite)?;
            Ok(usize::try_from(n).unwrap_or(0))
        };
        let (n_articles, n_stories) = (count("article")?, count("story")?);
        let n_problems = count("problem")?;
        let sources = sources(&db).map_err(sqlite)?;
        Ok(Self {
            name: String::from_utf8_lossy(&name).into_owned(),
            db: Mutex::new(db),
            fingerprint,
            bones,
            sources,
            n_articles,
            n_stories,
            n_problems,
            kept: Mutex::default(),
            by_salience: OnceLock::new(),
            jump: OnceLock::new(),
        })
    }

    /// Returns what the corpus looked like when it was indexed.
    pub fn fingerprint(&self) -> &Fingerprint {
        &self.fingerprint
    }

    /// Runs a query for its rows; a row that cannot be read is left out. An index that
    /// fails under our feet (a disk torn away) gives empty answers rather than a crash.
    pub(super) fn rows<T>(
        &self,
        sql: &str,
        values: impl Params,
        each: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Vec<T> {
        let db = self.db.lock().unwrap_or_else(PoisonError::into_inner);
        let Ok(mut statement) = db.prepare_cached(sql) else {
            return Vec::new();
        };
        statement
            .query_map(values, each)
            .map(|rows| rows.filter_map(Result::ok).collect())
            .unwrap_or_default()
    }

    fn moment_at(&self, pos: usize) -> Option<Moment> {
        let packed: Vec<u8> = self
            .rows(
                "SELECT data FROM moment WHERE pos = ?1",
                params![int(pos)],
                |r| r.get(0),
            )
            .pop()?;
        unpack(&packed)
    }

    pub(super) fn row_at(&self, pos: usize) -> Option<MomentRow> {
        let found = self.rows(
            "SELECT m.id, m.label, m.n_tellings, m.differs, s.id FROM moment m \
             JOIN story s ON s.n = m.story WHERE m.pos = ?1",
            params![int(pos)],
            |r| {
                Ok((
                    r.get::<_, String>(0)?,
                    r.get::<_, String>(1)?,
                    r.get::<_, i64>(2)?,
                    r.get::<_, String>(3)?,
                    r.get::<_, String>(4)?,
                ))
            },
        );
        let (id, label, n, differs, story) = found.into_iter().next()?;
        Some(MomentRow {
            id: MomentId(id),
            label,
            status: self.bones.status(pos),
            window: self.bones.window(pos),
            salience: self.bones.salience[pos],
            story: StoryId(story),
            sources: self
                .bones
                .told(pos)
                .iter()
                .map(|(s, _)| SourceIdx(*s))
                .collect(),
            n_tellings: usize::try_from(n).unwrap_or(0),
            differs: differs
                .split(", ")
                .filter(|d| !d.is_empty())
                .map(str::to_owned)
                .collect(),
        })
    }

    fn pos_of(&self, id: &MomentId) -> Option<usize> {
        self.rows("SELECT pos FROM moment WHERE id = ?1", params![id.0], |r| {
            r.get::<_, i64>(0)
        })
        .pop()
        .and_then(|n| usize::try_from(n).ok())
    }

    fn by_salience(&self) -> &[u32] {
        self.by_salience.get_or_init(|| {
            let mut order: Vec<u32> = (0u32..).take(self.bones.len()).collect();
            let salience = &self.bones.salience;
            order.sort_by(|a, b| salience[*b as usize].total_cmp(&salience[*a as usize]));
            order
        })
    }

    /// Prepares a filter for many moments.
    fn selection<'a>(&'a self, filter: &'a Filter) -> Selection<'a> {
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
        let mut worded: Option<Vec<bool>> = None;
        let mut and = |positions: Vec<i64>| {
            let mut set = vec![false; self.bones.len()];
            for pos in positions {
                if let Some(bit) = usize::try_from(pos).ok().and_then(|p| set.get_mut(p)) {
                    *bit = true;
                }
            }
            worded = Some(match worded.take() {
                Some(old) => old.iter().zip(&set).map(|(a, b)| *a && *b).collect(),
                None => set,
            });
        };
        for name in &filter.names {
            and(self.rows(
                "SELECT moment FROM name WHERE instr(folded, ?1) > 0",
                params![fold(name)],
                |r| r.get(0),
            ));
        }
        for word in &filter.words {
            and(self.moments_with(word));
        }
        Selection {
            disk: self,
            filter,
            sources,
            stories,
            worded,
        }
    }

    /// Moments of which a telling's sentence holds all words of `text`.
    fn moments_with(&self, text: &str) -> Vec<i64> {
        let mut wanted = Wanted::new(text);
        wanted.open = false;
        let Some(expression) = self.expression(&wanted) else {
            return Vec::new();
        };
        self.rows(
            "SELECT moment FROM telling \
             WHERE sentence IN (SELECT rowid FROM sentence WHERE sentence MATCH ?1)",
            params![expression],
            |r| r.get(0),
        )
    }

    fn expression(&self, wanted: &Wanted) -> Option<String> {
        let db = self.db.lock().unwrap_or_else(PoisonError::into_inner);
        wanted.expression(&db).ok().flatten()
    }

    fn ordered<'a>(
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
    fn article_list(&self, filter: &Filter, page: Page) -> Vec<u32> {
        let sources: Vec<String> = filter.sources.iter().map(|s| fold(s)).collect();
        let (first, last) = filter
            .within
            .map(|w| (w.first_day().to_string(), w.last_day().to_string()))
            .unzip();
        let all: Vec<(u32, u32)> = self.rows(
            "SELECT a.idx, a.source FROM article a JOIN story s ON s.n = a.story \
             WHERE (?1 IS NULL OR a.published BETWEEN ?1 AND ?2) AND (?3 IS NULL OR substr(s.id, 1, length(?3)) = ?3) \
             ORDER BY a.path, a.record",
            params![first, last, filter.story.as_ref().map(|s| &s.0)],
            |r| Ok((r.get(0)?, r.get(1)?)),
        );
        let words: Vec<String> = filter
            .words
            .iter()
            .chain(&filter.names)
            .map(|w| fold(w))
            .collect();
        all.into_iter()
            .filter(|(_, source)| {
                sources.is_empty()
                    || self
                        .sources
                        .get(*source as usize)
                        .is_some_and(|s| sources.contains(&fold(&s.name)))
            })
            .map(|(idx, _)| idx)
            .filter(|idx| {
                words.is_empty()
                    || self.shelved(ArticleIdx(*idx)).is_some_and(|s| {
                        let body = fold(&s.article.body);
                        let title = s.article.title.as_deref().map(fold).unwrap_or_default();
                        words.iter().all(|w| body.contains(w) || title.contains(w))
                    })
            })
            .skip(page.offset)
            .take(page.limit)
            .collect()
    }

    fn members(&self, pos: usize) -> Vec<(crate::link::Member, Arc<Shelved>)> {
        self.moment_at(pos)
            .map(|moment| shelf::members(self, &moment))
            .unwrap_or_default()
    }
}

/// A filter made ready for many moments.
struct Selection<'a> {
    disk: &'a Disk,
    filter: &'a Filter,
    sources: Vec<u32>,
    stories: Option<Vec<u32>>,
    worded: Option<Vec<bool>>,
}

impl Selection<'_> {
    fn passes(&self, m: usize) -> bool {
        self.disk
            .bones
            .passes(m, self.filter, &self.sources, self.stories.as_deref())
            && self.worded.as_ref().is_none_or(|set| set[m])
    }
}

impl Archive for Disk {
    fn overview(&self) -> Overview {
        let all = 0..self.bones.len();
        let placed = || all.clone().filter_map(|m| self.bones.window(m));
        let span = placed()
            .map(|w| w.first_day())
            .min()
            .zip(placed().map(|w| w.last_day()).max())
            .and_then(|(first, last)| Window::days(first, last, Grain::Day));
        Overview {
            name: self.name.clone(),
            n_articles: self.n_articles,
            n_sources: self.sources.len(),
            n_moments: self.bones.len(),
            n_unplaced: self.bones.len() - placed().count(),
            n_disagreements: all.clone().filter(|m| self.bones.differs(*m)).count(),
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
        self.ordered(filter, order)
            .skip(page.offset)
            .take(page.limit)
            .filter_map(|m| self.row_at(m))
            .collect()
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
        let mut buckets: BTreeMap<chrono::NaiveDateTime, Bucket> = BTreeMap::new();
        for m in self.ordered(filter, Order::Time) {
            let Some(window) = self.bones.window(m) else {
                continue;
            };
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
        let mut found: Vec<i64> = self.rows(
            "SELECT pos FROM moment WHERE id >= ?1 AND id < ?1 || '\u{10FFFF}' ORDER BY id = ?1 DESC LIMIT 2",
            params![id],
            |r| r.get(0),
        );
        let first = usize::try_from(*found.first()?).ok()?;
        let row = self.row_at(first)?;
        if found.len() > 1 && row.id.0 != id {
            found.clear();
            return None;
        }
        let moment = self.moment_at(first)?;
        Some(shelf::moment_detail(self, &moment, row))
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
            "SELECT idx FROM article WHERE path = ?1 AND record IS ?2",
            params![name.path, name.record],
            |r| Ok(ArticleIdx(r.get(0)?)),
        )
        .into_iter()
        .next()
    }

    fn problems(&self) -> Vec<FileReport> {
        self.rows(
            "SELECT path, record, fate, reason FROM problem ORDER BY rowid",
            [],
            |r| {
                Ok(FileReport {
                    name: ArticleName {
                        path: r.get(0)?,
                        record: r.get(1)?,
                    },
                    fate: match r.get::<_, String>(2)?.as_str() {
                        "read" => FileFate::Read,
                        "partial" => FileFate::Partial,
                        _ => FileFate::Skipped,
                    },
                    reason: r.get(3)?,
                })
            },
        )
    }

    fn stories(&self, filter: &Filter) -> Vec<StoryRow> {
        let mut counts: FxHashMap<u32, usize> = FxHashMap::default();
        for m in self.ordered(filter, Order::Time) {
            *counts.entry(self.bones.story[m]).or_default() += 1;
        }
        let all: Vec<(u32, StoryRow)> = self.rows(
            "SELECT n, id, label, first_day, last_day FROM story ORDER BY n",
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
        for (story, name) in self.rows(
            "SELECT story, path, record FROM article ORDER BY path, record",
            [],
            |r| {
                let name = ArticleName {
                    path: r.get(1)?,
                    record: r.get(2)?,
                };
                Ok((r.get::<_, u32>(0)?, name))
            },
        ) {
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
        self.rows(
            "SELECT m.id FROM moment m JOIN story s ON s.n = m.story WHERE s.id = ?1 ORDER BY m.pos",
            params![id.0],
            |r| Ok(MomentId(r.get(0)?)),
        )
    }

    fn search(&self, text: &str, filter: &Filter, page: Page) -> Vec<SearchHit> {
        let wanted = Wanted::new(text);
        let Some(expression) = self.expression(&wanted) else {
            return Vec::new();
        };
        let found: Vec<i64> = self.rows(
            "SELECT rowid FROM sentence WHERE sentence MATCH ?1 LIMIT ?2",
            params![expression, int(LOOKED_AT)],
            |r| r.get(0),
        );
        let allowed: Option<Vec<u32>> = (!filter.is_empty()).then(|| {
            let mut all = self.article_list(filter, Page::all());
            all.sort_unstable();
            all
        });
        found
            .into_iter()
            .map(place_of)
            .filter(|(article, _)| {
                allowed
                    .as_ref()
                    .is_none_or(|all| all.binary_search(article).is_ok())
            })
            .skip(page.offset)
            .take(page.limit)
            .filter_map(|(article, n)| self.search_hit(&wanted, ArticleIdx(article), n))
            .collect()
    }

    fn jump(&self, text: &str, limit: usize) -> Vec<Hit> {
        self.fuzzy(text, limit)
    }
}

impl Disk {
    fn search_hit(&self, wanted: &Wanted, idx: ArticleIdx, n: usize) -> Option<SearchHit> {
        let shelved = self.shelved(idx)?;
        let article = &shelved.article;
        let range = sentences(&article.body).get(n)?.clone();
        let text = article.body.get(range.clone())?.to_owned();
        let holds = |r: &std::ops::Range<usize>| r.start < range.end && range.start < r.end;
        let moment = shelved.moments.iter().find_map(|(t, m)| {
            let telling = shelved.digest.tellings.get(*t as usize)?;
            (holds(&telling.sentence) || telling.adds.iter().any(holds)).then_some(m)
        });
        let marks = runs(&text)
            .into_iter()
            .filter(|r| wanted.matches(&text[r.clone()]))
            .collect();
        Some(SearchHit {
            article: idx,
            name: article.name.clone(),
            source: article.source.clone(),
            published: shelved.linked.published.clone(),
            line: article.line_at(range.start),
            marks,
            window: moment
                .and_then(|m| self.pos_of(m))
                .and_then(|pos| self.bones.window(pos)),
            moment: moment.cloned(),
            score: 1.0 / (1.0 + text.len() as f32 / 400.0),
            sentence: range,
            text,
        })
    }
}

impl Shelf for Disk {
    fn shelved(&self, article: ArticleIdx) -> Option<Arc<Shelved>> {
        let mut kept = self.kept.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(shelved) = kept.get(&article.0) {
            return Some(Arc::clone(shelved));
        }
        let packed: Vec<u8> = self
            .rows(
                "SELECT data FROM article WHERE idx = ?1",
                params![article.0],
                |r| r.get(0),
            )
            .pop()?;
        let shelved: Arc<Shelved> = Arc::new(unpack(&packed)?);
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(article.0, Arc::clone(&shelved));
        Some(shelved)
    }

    fn name_of(&self, article: ArticleIdx) -> Option<ArticleName> {
        self.rows(
            "SELECT path, record FROM article WHERE idx = ?1",
            params![article.0],
            |r| {
                Ok(ArticleName {
                    path: r.get(0)?,
                    record: r.get(1)?,
                })
            },
        )
        .pop()
    }

    fn source_name(&self, source: SourceIdx) -> String {
        let row = self.sources.get(source.0 as usize);
        row.map(|s| s.name.clone()).unwrap_or_default()
    }

    fn published_within(
        &self,
        spans: &[(NaiveDate, NaiveDate)],
    ) -> Vec<(SourceIdx, usize, ArticleIdx)> {
        // Overlapping spans must not count an article twice.
        let mut spans = spans.to_vec();
        spans.sort_unstable();
        let mut merged: Vec<(NaiveDate, NaiveDate)> = Vec::new();
        for (first, last) in spans {
            match merged.last_mut() {
                Some(before) if first <= before.1 => before.1 = before.1.max(last),
                _ => merged.push((first, last)),
            }
        }
        let mut found: BTreeMap<u32, (usize, u32)> = BTreeMap::new();
        for (first, last) in merged {
            for (source, n, idx) in self.rows(
                "SELECT source, count(*), min(idx) FROM article \
                 WHERE published BETWEEN ?1 AND ?2 AND whole GROUP BY source",
                params![first.to_string(), last.to_string()],
                |r| {
                    Ok((
                        r.get::<_, u32>(0)?,
                        r.get::<_, i64>(1)?,
                        r.get::<_, u32>(2)?,
                    ))
                },
            ) {
                let entry = found.entry(source).or_insert((0, idx));
                entry.0 += usize::try_from(n).unwrap_or(0);
                entry.1 = entry.1.min(idx);
            }
        }
        found
            .into_iter()
            .map(|(s, (n, idx))| (SourceIdx(s), n, ArticleIdx(idx)))
            .collect()
    }

    fn all_sources(&self) -> Vec<SourceIdx> {
        self.sources.iter().map(|s| s.idx).collect()
    }
}

fn meta<T: FromSql>(db: &Connection, key: &str) -> Result<T, rusqlite::Error> {
    db.query_row("SELECT value FROM meta WHERE key = ?1", params![key], |r| {
        r.get(0)
    })
}

fn sources(db: &Connection) -> Result<Vec<SourceRow>, rusqlite::Error> {
    let mut statement =
        db.prepare("SELECT idx, name, known_from, n_articles, n_moments FROM source ORDER BY idx")?;
    let rows = statement.query_map([], |r| {
        let from: String = r.get(2)?;
        Ok(SourceRow {
            idx: SourceIdx(r.get(0)?),
            name: r.get(1)?,
            from: serde_json::from_value(from.into())
                .unwrap_or(crate::article::SourceFrom::Unknown),
            n_articles: usize::try_from(r.get::<_, i64>(3)?).unwrap_or(0),
            n_moments: usize::try_from(r.get::<_, i64>(4)?).unwrap_or(0),
        })
    })?;
    rows.collect()
}

/// Reads a value of a `data` column; `None` when it is damaged.
fn unpack<T: serde::de::DeserializeOwned>(packed: &[u8]) -> Option<T> {
    let json = zstd::stream::decode_all(packed).ok()?;
    serde_json::from_slice(&json).ok()
}

fn int(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
