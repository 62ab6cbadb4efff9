//! One moment or one article with everything that belongs to it.

use super::super::search::{Found, Query};
use super::Memory;
use crate::article::ArticleIdx;
use crate::compare::DisagreementKind;
use crate::query::{
    ArticleRow, ArticleText, LinkedTimex, MomentDetail, MomentRow, SearchHit, Silence, SourceIdx,
    TellingRow,
};
use chrono::{Days, NaiveDate};
use rustc_hash::FxHashMap;

/// How many days before and after a moment count as the days around it.
const AROUND: Days = Days::new(3);

impl Memory {
    pub(super) fn row(&self, m: usize) -> MomentRow {
        let moment = &self.linked.moments[m];
        let mut sources: Vec<SourceIdx> = moment
            .members
            .iter()
            .map(|member| self.source_of[member.article.at()])
            .collect();
        sources.sort_unstable();
        sources.dedup();
        let mut differs: Vec<String> = Vec::new();
        for disagreement in &self.disagreements[m] {
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
            story: self.linked.stories[moment.story as usize].id.clone(),
            sources,
            n_tellings: moment.members.len(),
            differs,
        }
    }

    pub(super) fn detail(&self, m: usize) -> MomentDetail {
        let row = self.rows[m].clone();
        let mut tellings: Vec<TellingRow> = self.linked.moments[m]
            .members
            .iter()
            .filter_map(|member| self.telling_row(member))
            .collect();
        tellings.sort_by(|a, b| {
            (&a.source, a.published.value, &a.name, a.sentence.start).cmp(&(
                &b.source,
                b.published.value,
                &b.name,
                b.sentence.start,
            ))
        });
        MomentDetail {
            source_names: row
                .sources
                .iter()
                .filter_map(|s| self.sources.get(s.0 as usize).cloned())
                .collect(),
            disagreements: self.disagreements[m].clone(),
            silence: self.silence(m, &row),
            names: self.names(m),
            row,
            tellings,
        }
    }

    fn telling_row(&self, member: &crate::link::Member) -> Option<TellingRow> {
        let i = member.article.at();
        let (article, linked) = (&self.articles[i], &self.linked.articles[i]);
        let telling = self.digests[i].tellings.get(member.telling as usize)?;
        Some(TellingRow {
            source: article.source.clone(),
            article: member.article,
            name: article.name.clone(),
            title: article.title.clone(),
            published: linked.published.clone(),
            sentence: telling.sentence.clone(),
            clause: telling.clause.clone(),
            adds: telling.adds.clone(),
            line: telling.line,
            text: telling.text.clone(),
            time: telling
                .time
                .and_then(|t| linked.times.get(t as usize).cloned()),
            window: member.window,
            dated: member.dated,
            dated_from: member
                .dated_from
                .map(|a| self.articles[a.at()].name.clone()),
            status: telling.status,
            said_by: telling.said_by.clone(),
            quantities: telling.quantities.clone(),
            copy_of: linked.copy_of.map(|a| self.articles[a.at()].name.clone()),
            because: member.because.clone(),
        })
    }

    /// What the sources that do not tell a moment are to it. The days around are those
    /// near the moment and those on which others told it; a cut text is never silent.
    fn silence(&self, m: usize, row: &MomentRow) -> Vec<Silence> {
        let told: Vec<NaiveDate> = self.linked.moments[m]
            .members
            .iter()
            .filter_map(|member| self.linked.articles[member.article.at()].published.value)
            .collect();
        let mut spans = Vec::new();
        if let (Some(first), Some(last)) = (told.iter().min(), told.iter().max()) {
            spans.push((*first, *last));
        }
        if let Some(window) = row.window
            && window.n_days() <= 31
        {
            spans.push((window.first_day(), window.last_day()));
        }
        let around = |day: NaiveDate| {
            spans.iter().any(|(first, last)| {
                first.checked_sub_days(AROUND).is_none_or(|f| f <= day)
                    && last.checked_add_days(AROUND).is_none_or(|l| day <= l)
            })
        };
        let mut counts: FxHashMap<SourceIdx, (usize, Option<ArticleIdx>)> = FxHashMap::default();
        for (i, source) in self.source_of.iter().enumerate() {
            if row.sources.contains(source) {
                continue;
            }
            let entry = counts.entry(*source).or_default();
            let published = self.linked.articles[i].published.value;
            if !self.articles[i].truncated && published.is_some_and(around) {
                entry.0 += 1;
                let idx = ArticleIdx(u32::try_from(i).unwrap_or(u32::MAX));
                entry.1.get_or_insert(idx);
            }
        }
        let mut silence: Vec<Silence> = counts
            .into_iter()
            .map(|(source, (n, example))| Silence {
                source: self.sources[source.0 as usize].clone(),
                n_articles_around: n,
                example,
            })
            .collect();
        silence.sort_by(|a, b| {
            (a.n_articles_around == 0, &a.source).cmp(&(b.n_articles_around == 0, &b.source))
        });
        silence
    }

    fn names(&self, m: usize) -> Vec<String> {
        let mut counts: FxHashMap<&str, usize> = FxHashMap::default();
        for member in &self.linked.moments[m].members {
            let digest = &self.digests[member.article.at()];
            if let Some(telling) = digest.tellings.get(member.telling as usize) {
                for name in &telling.names {
                    if let Some(name) = digest.names.get(*name as usize) {
                        *counts.entry(&name.text).or_default() += 1;
                    }
                }
            }
        }
        let mut names: Vec<(&str, usize)> = counts.into_iter().collect();
        names.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(b.0)));
        names.into_iter().map(|(name, _)| name.to_owned()).collect()
    }

    pub(super) fn article_row(&self, i: usize) -> ArticleRow {
        let (article, linked) = (&self.articles[i], &self.linked.articles[i]);
        let name = |a: ArticleIdx| self.articles[a.at()].name.clone();
        ArticleRow {
            idx: ArticleIdx(u32::try_from(i).unwrap_or(u32::MAX)),
            name: article.name.clone(),
            source: article.source.clone(),
            source_from: article.source_from,
            title: article.title.clone(),
            author: article.author.clone(),
            url: article.url.clone(),
            published: linked.published.clone(),
            language: article.language.0.clone(),
            words: self.digests[i].words as usize,
            version_of: linked.version_of.map(name),
            copy_of: linked.copy_of.map(name),
            story: self.linked.stories[linked.story as usize].id.clone(),
        }
    }

    pub(super) fn article_text(&self, i: usize) -> ArticleText {
        let digest = &self.digests[i];
        let telling = |t: u32| digest.tellings.get(t as usize);
        let times = self.linked.articles[i].times.iter().zip(0u32..);
        ArticleText {
            row: self.article_row(i),
            body: self.articles[i].body.clone(),
            noise: self.articles[i].noise.clone(),
            times: times
                .map(|(timex, k)| LinkedTimex {
                    timex: timex.clone(),
                    moment: self.moments_of[i]
                        .iter()
                        .find(|(t, _)| telling(*t).is_some_and(|t| t.time == Some(k)))
                        .map(|(_, m)| self.rows[*m as usize].id.clone()),
                })
                .collect(),
            tellings: {
                let mut all: Vec<_> = self.moments_of[i]
                    .iter()
                    .filter_map(|(t, m)| {
                        Some((
                            telling(*t)?.sentence.clone(),
                            self.rows[*m as usize].id.clone(),
                        ))
                    })
                    .collect();
                all.sort_by(|a, b| (a.0.start, a.0.end, &a.1).cmp(&(b.0.start, b.0.end, &b.1)));
                all
            },
        }
    }

    pub(super) fn search_hit(&self, query: &Query, found: &Found) -> SearchHit {
        let i = found.place.article as usize;
        let article = &self.articles[i];
        let range = &found.place.sentence;
        let text = article.body[range.clone()].to_owned();
        let moment = self.moments_of[i].iter().find_map(|(t, m)| {
            let telling = self.digests[i].tellings.get(*t as usize)?;
            let holds = |r: &std::ops::Range<usize>| r.start < range.end && range.start < r.end;
            (holds(&telling.sentence) || telling.adds.iter().any(holds)).then_some(*m as usize)
        });
        SearchHit {
            article: ArticleIdx(found.place.article),
            name: article.name.clone(),
            source: article.source.clone(),
            published: self.linked.articles[i].published.clone(),
            line: article.line_at(range.start),
            marks: self.index().marks(query, &text),
            text,
            sentence: range.clone(),
            moment: moment.map(|m| self.rows[m].id.clone()),
            window: moment.and_then(|m| self.rows[m].window),
            score: found.score,
        }
    }
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
