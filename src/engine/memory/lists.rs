//! Counts and lists over the whole corpus.

use super::{Memory, same_source};
use crate::article::{ArticleIdx, SourceFrom};
use crate::query::{Bucket, Filter, Hit, HitKind, Order, Overview, SourceIdx, SourceRow, StoryRow};
use crate::telling::Status;
use crate::text::fold::fold;
use crate::time::{Grain, Window};
use chrono::{Datelike, Days, Months, NaiveDate, NaiveDateTime, TimeDelta, Timelike};
use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
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
            .map(|(i, name)| SourceRow {
                idx: SourceIdx(i),
                name: name.clone(),
                from: SourceFrom::Sidecar,
                n_articles: 0,
                n_moments: 0,
            })
            .collect();
        for shelved in &self.built.articles {
            let row = &mut rows[shelved.source.0 as usize];
            row.n_articles += 1;
            row.from = weaker(row.from, shelved.article.source_from);
        }
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
            && shelved.story != *story
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
        let mut spans: Vec<Option<(NaiveDate, NaiveDate)>> = vec![None; counts.len()];
        for m in self.ordered(filter, Order::Time) {
            let story = self.built.moments[m].story as usize;
            counts[story] += 1;
            if let Some(window) = self.built.rows[m].window {
                let (first, last) = (window.first_day(), window.last_day());
                let span = spans[story].get_or_insert((first, last));
                *span = (span.0.min(first), span.1.max(last));
            }
        }
        self.built
            .stories
            .iter()
            .zip(counts)
            .zip(spans)
            .filter(|((story, n), _)| {
                filter.is_empty()
                    || *n > 0
                    || story
                        .articles
                        .iter()
                        .any(|a| self.article_passes(a.at(), filter))
            })
            .map(|((story, n_moments), span)| StoryRow {
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
        let matcher = SkimMatcherV2::default().ignore_case();
        let moments = self
            .built
            .rows
            .iter()
            .map(|row| (row.label.as_str(), HitKind::Moment(row.id.clone())));
        let articles = (0u32..).zip(&self.built.articles).map(|(i, a)| {
            let a = &a.article;
            let name = a.title.as_deref().unwrap_or(&a.name.path);
            (name, HitKind::Article(ArticleIdx(i)))
        });
        let sources = self
            .built
            .sources
            .iter()
            .map(|s| (s.as_str(), HitKind::Source(s.clone())));
        let stories = self
            .built
            .stories
            .iter()
            .map(|s| (s.label.as_str(), HitKind::Story(s.id.clone())));
        let mut hits: Vec<Hit> = sources
            .chain(moments)
            .chain(articles)
            .chain(stories)
            .filter_map(|(name, kind)| {
                let (score, matched) = matcher.fuzzy_indices(name, text)?;
                Some(Hit {
                    kind,
                    text: name.to_owned(),
                    matched,
                    score,
                })
            })
            .collect();
        hits.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.text.cmp(&b.text)));
        hits.truncate(limit);
        hits
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

/// The first and last minute of the bucket of `grain` that holds `at`. Weeks begin on
/// Monday (ISO 8601); a weekend is its week's bucket, a season its quarter's.
fn bucket(at: NaiveDateTime, grain: Grain) -> (NaiveDateTime, NaiveDateTime) {
    let day = at.date();
    let from_day = |day: NaiveDate| day.and_time(chrono::NaiveTime::MIN);
    let years = |n: i32| {
        let first = day.year().div_euclid(n) * n;
        let start = NaiveDate::from_ymd_opt(first, 1, 1).unwrap_or(NaiveDate::MIN);
        (start, NaiveDate::from_ymd_opt(first + n, 1, 1))
    };
    let months = |n: u32| {
        let first = (day.month0() / n) * n + 1;
        let start = NaiveDate::from_ymd_opt(day.year(), first, 1).unwrap_or(day);
        (start, start.checked_add_months(Months::new(n)))
    };
    let (start, next) = match grain {
        Grain::Century => years(100),
        Grain::Decade => years(10),
        Grain::Year => years(1),
        Grain::Half => months(6),
        Grain::Quarter | Grain::Season => months(3),
        Grain::Month => months(1),
        Grain::Week | Grain::Weekend => {
            let back = Days::new(u64::from(day.weekday().num_days_from_monday()));
            let start = day.checked_sub_days(back).unwrap_or(day);
            (start, start.checked_add_days(Days::new(7)))
        }
        Grain::Day => (day, day.succ_opt()),
        Grain::Part | Grain::Hour | Grain::Minute => {
            let step = match grain {
                Grain::Part => 6,
                Grain::Hour => 1,
                _ => {
                    let start = at.with_second(0).unwrap_or(at);
                    return (start, start);
                }
            };
            let hour = at.hour() / step * step;
            let start = day.and_hms_opt(hour, 0, 0).unwrap_or(at);
            let end = start + TimeDelta::hours(i64::from(step)) - TimeDelta::minutes(1);
            return (start, end);
        }
    };
    let end = next.map_or(NaiveDateTime::MAX, from_day);
    (from_day(start), end - TimeDelta::minutes(1))
}

#[cfg(test)]
mod tests {
    use super::bucket;
    use crate::time::Grain;
    use chrono::NaiveDate;

    fn check(grain: Grain, want: &str) {
        let at = NaiveDate::from_ymd_opt(2016, 10, 8).unwrap();
        let (start, end) = bucket(at.and_hms_opt(14, 35, 0).unwrap(), grain);
        assert_eq!(
            format!(
                "{} {}",
                start.format("%Y-%m-%dT%H:%M"),
                end.format("%Y-%m-%dT%H:%M")
            ),
            want
        );
    }

    #[test]
    fn buckets_follow_the_calendar() {
        check(Grain::Century, "2000-01-01T00:00 2099-12-31T23:59");
        check(Grain::Decade, "2010-01-01T00:00 2019-12-31T23:59");
        check(Grain::Year, "2016-01-01T00:00 2016-12-31T23:59");
        check(Grain::Quarter, "2016-10-01T00:00 2016-12-31T23:59");
        check(Grain::Month, "2016-10-01T00:00 2016-10-31T23:59");
        check(Grain::Week, "2016-10-03T00:00 2016-10-09T23:59");
        check(Grain::Day, "2016-10-08T00:00 2016-10-08T23:59");
        check(Grain::Part, "2016-10-08T12:00 2016-10-08T17:59");
        check(Grain::Hour, "2016-10-08T14:00 2016-10-08T14:59");
        check(Grain::Minute, "2016-10-08T14:35 2016-10-08T14:35");
    }
}
