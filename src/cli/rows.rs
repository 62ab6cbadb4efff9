//! The JSON of CONTRACT: the same fields in the same order, new ones behind them.

use crate::article::{ArticleIdx, ArticleName, Format, SourceFrom};
use crate::compare::{Disagreement, DisagreementKind, Relation, Stance};
use crate::link::Dated;
use crate::query::{
    Added, Archive, ArticleRow, FileFate, FileReport, MomentDetail, SearchHit, StoryRow, TellingRow,
};
use crate::telling::Speaker;
use crate::text::language::Language;
use crate::time::published::{Published, PublishedFrom};
use crate::time::{Grain, Timex, TimexType, Window};
use chrono::NaiveDate;
use serde::{Serialize, Serializer};
use std::borrow::Cow;

/// The number of this shape of JSON.
const SCHEMA: u32 = 1;

/// A window.
#[derive(Serialize)]
pub struct When {
    earliest: String,
    latest: String,
    grain: Grain,
    open_start: bool,
    open_end: bool,
    edtf: String,
    approx: bool,
}

impl When {
    /// Returns the JSON of a window.
    pub fn new(window: &Window) -> Self {
        Self {
            earliest: window.earliest_text(),
            latest: window.latest_text(),
            grain: window.grain,
            open_start: window.open_start,
            open_end: window.open_end,
            edtf: window.edtf(),
            approx: window.approx,
        }
    }
}

/// A moment with its tellings.
#[derive(Serialize)]
pub struct Moment<'a> {
    schema: u32,
    id: &'a str,
    label: &'a str,
    status: &'static str,
    when: Option<When>,
    #[serde(serialize_with = "rounded")]
    salience: f32,
    story: &'a str,
    sources: &'a [String],
    silent: Vec<&'a str>,
    tellings: Vec<Telling<'a>>,
    disagreements: Vec<Dispute<'a>>,
    names: &'a [String],
    facts: Vec<Fact<'a>>,
    first_told: Vec<Told<'a>>,
    /// What the reader noted on it; only where notes are exported.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub note: Option<&'a str>,
}

impl<'a> Moment<'a> {
    /// Returns the JSON of a moment.
    pub fn new(archive: &dyn Archive, detail: &'a MomentDetail) -> Self {
        Self {
            schema: SCHEMA,
            id: &detail.row.id.0,
            label: &detail.row.label,
            status: detail.row.status.word(),
            when: detail.row.window.as_ref().map(When::new),
            salience: detail.row.salience,
            story: &detail.row.story.0,
            sources: &detail.source_names,
            silent: silent(detail),
            tellings: detail
                .tellings
                .iter()
                .flat_map(|t| {
                    let first = Telling::new(archive, t);
                    std::iter::once(first)
                        .chain(t.adds.iter().map(|add| Telling::adding(archive, t, add)))
                })
                .collect(),
            disagreements: disputes(archive, detail),
            names: &detail.names,
            facts: facts(archive, detail),
            first_told: first_told(archive, detail),
            note: None,
        }
    }
}

/// Returns the JSON of what a moment's tellings disagree on.
pub fn disputes<'a>(archive: &dyn Archive, detail: &'a MomentDetail) -> Vec<Dispute<'a>> {
    let all = detail.disagreements.iter();
    all.map(|d| Dispute::new(archive, detail, d)).collect()
}

/// One question of the facts strip.
#[derive(Serialize)]
pub struct Fact<'a> {
    kind: DisagreementKind,
    question: &'a str,
    differs: bool,
    note: &'a str,
    answers: Vec<FactAnswer<'a>>,
}

#[derive(Serialize)]
struct FactAnswer<'a> {
    source: &'a str,
    text: Option<&'a str>,
    /// Equal for answers that come to the same, whatever their words.
    means: Option<&'a str>,
    differs: bool,
    article: Option<String>,
    start: Option<usize>,
    end: Option<usize>,
}

/// Returns the JSON of a moment's facts strip.
pub fn facts<'a>(archive: &dyn Archive, detail: &'a MomentDetail) -> Vec<Fact<'a>> {
    let answer = |cell: &'a crate::compare::FactCell| FactAnswer {
        source: &cell.source,
        text: (!cell.text.is_empty()).then_some(cell.text.as_str()),
        means: (!cell.means.is_empty()).then_some(cell.means.as_str()),
        differs: cell.differs,
        article: cell
            .at
            .as_ref()
            .map(|(idx, _)| article_name(archive, detail, *idx)),
        start: cell.at.as_ref().map(|(_, range)| range.start),
        end: cell.at.as_ref().map(|(_, range)| range.end),
    };
    let rows = detail.facts.iter();
    rows.map(|row| Fact {
        kind: row.kind,
        question: &row.subject,
        differs: row.differs,
        note: &row.words,
        answers: row.cells.iter().map(answer).collect(),
    })
    .collect()
}

/// One voice in the order of telling.
#[derive(Serialize)]
pub struct Told<'a> {
    rank: Option<u32>,
    /// An announcement: it appeared before the day of what others tell as done.
    ahead: bool,
    source: &'a str,
    article: String,
    published: Option<NaiveDate>,
    days_behind: Option<i64>,
    start: usize,
    end: usize,
    copies: Vec<Copied<'a>>,
}

#[derive(Serialize)]
struct Copied<'a> {
    source: &'a str,
    article: String,
}

/// Returns the JSON of who told a moment first.
pub fn first_told<'a>(archive: &dyn Archive, detail: &'a MomentDetail) -> Vec<Told<'a>> {
    let all = detail.first_told.iter();
    all.map(|told| Told {
        rank: told.rank,
        ahead: told.ahead,
        source: &told.source,
        article: article_name(archive, detail, told.article),
        published: told.published,
        days_behind: told.days_behind,
        start: told.sentence.start,
        end: told.sentence.end,
        copies: told
            .copies
            .iter()
            .map(|(idx, source)| Copied {
                source,
                article: article_name(archive, detail, *idx),
            })
            .collect(),
    })
    .collect()
}

/// Returns the sources that are silent about a moment, those that are absent left out.
pub fn silent(detail: &MomentDetail) -> Vec<&str> {
    detail
        .silence
        .iter()
        .filter(|s| s.n_articles_around > 0)
        .map(|s| s.source.as_str())
        .collect()
}

#[derive(Serialize)]
struct Telling<'a> {
    source: &'a str,
    article: String,
    published: Option<NaiveDate>,
    sentence: Sentence<'a>,
    time: Option<Time<'a>>,
    dated: Dated,
    #[serde(skip_serializing_if = "Option::is_none")]
    dated_from: Option<String>,
    title: Option<&'a str>,
    status: &'static str,
    when: Option<When>,
    said_by: Option<SaidBy<'a>>,
    copy_of: Option<String>,
    because: Cow<'a, [String]>,
}

impl<'a> Telling<'a> {
    fn new(archive: &dyn Archive, row: &'a TellingRow) -> Self {
        let dated_itself = !matches!(row.dated, Dated::Published | Dated::None);
        Self {
            source: &row.source,
            article: row.name.to_string(),
            published: row.published.value,
            sentence: Sentence {
                start: row.sentence.start,
                end: row.sentence.end,
                line: row.line,
                text: &row.text,
            },
            time: row
                .time
                .as_ref()
                .filter(|_| dated_itself)
                .map(|time| Time::new(archive, row, time)),
            dated: row.dated,
            dated_from: row.dated_from.as_ref().map(ArticleName::to_string),
            title: row.title.as_deref(),
            status: row.status.word(),
            when: row.window.as_ref().map(When::new),
            said_by: row.said_by.as_ref().map(|a| SaidBy {
                text: &a.text,
                kind: a.kind,
                verb: a.verb.as_deref(),
            }),
            copy_of: row.copy_of.as_ref().map(ArticleName::to_string),
            because: Cow::Borrowed(&row.because),
        }
    }

    /// Returns the JSON of a sentence that adds to a telling before it, whose time it has.
    fn adding(archive: &dyn Archive, row: &'a TellingRow, add: &'a Added) -> Self {
        let dated = match row.dated {
            Dated::Own => Dated::Context,
            dated => dated,
        };
        Self {
            sentence: Sentence {
                start: add.sentence.start,
                end: add.sentence.end,
                line: add.line,
                text: &add.text,
            },
            dated,
            said_by: None,
            because: Cow::Owned(vec![format!("adds to what line {} tells", row.line)]),
            ..Self::new(archive, row)
        }
    }
}

/// A sentence and where it stands.
#[derive(Serialize)]
pub struct Sentence<'a> {
    /// Byte offset of its first byte in the body.
    pub start: usize,
    /// Byte offset behind its last byte.
    pub end: usize,
    /// Line of the file.
    pub line: u32,
    /// The sentence.
    pub text: &'a str,
}

#[derive(Serialize)]
struct SaidBy<'a> {
    text: &'a str,
    kind: Speaker,
    verb: Option<&'a str>,
}

#[derive(Serialize)]
struct Time<'a> {
    text: Cow<'a, str>,
    start: usize,
    end: usize,
    #[serde(rename = "type")]
    kind: TimexType,
    value: &'a str,
    earliest: Option<String>,
    latest: Option<String>,
    rule: &'a str,
    anchor: Option<NaiveDate>,
}

impl<'a> Time<'a> {
    fn new(archive: &dyn Archive, row: &'a TellingRow, time: &'a Timex) -> Self {
        Self {
            text: time_words(archive, row, time),
            start: time.start,
            end: time.end,
            kind: time.kind,
            value: &time.value,
            earliest: time.window.as_ref().map(Window::earliest_text),
            latest: time.window.as_ref().map(Window::latest_text),
            rule: &time.rule,
            anchor: time.anchor,
        }
    }
}

/// Returns the words of the expression that dates a telling, which may stand in a sentence
/// before it.
pub fn time_words<'a>(archive: &dyn Archive, row: &'a TellingRow, time: &Timex) -> Cow<'a, str> {
    let inside = (row.text.len() == row.sentence.len())
        .then(|| {
            let start = time.start.checked_sub(row.sentence.start)?;
            row.text
                .get(start..time.end.checked_sub(row.sentence.start)?)
        })
        .flatten();
    match inside {
        Some(words) => Cow::Borrowed(words),
        None => Cow::Owned(
            archive
                .article(row.article)
                .and_then(|a| a.body.get(time.start..time.end).map(str::to_owned))
                .unwrap_or_default(),
        ),
    }
}

/// Something the tellings of a moment say differently.
#[derive(Serialize)]
pub struct Dispute<'a> {
    kind: DisagreementKind,
    subject: &'a str,
    values: Vec<Value<'a>>,
    relation: Relation,
    note: &'a str,
}

impl<'a> Dispute<'a> {
    fn new(archive: &dyn Archive, detail: &'a MomentDetail, dispute: &'a Disagreement) -> Self {
        Self {
            kind: dispute.kind,
            subject: &dispute.subject,
            values: dispute
                .stances
                .iter()
                .map(|s| Value::new(archive, detail, s))
                .collect(),
            relation: dispute.relation,
            note: &dispute.note,
        }
    }
}

#[derive(Serialize)]
struct Value<'a> {
    source: &'a str,
    article: String,
    text: &'a str,
    value: Option<serde_json::Number>,
    bound: Option<&'a str>,
    unit: Option<&'a str>,
    said_by: Option<&'a str>,
    sentence: Sentence<'a>,
    upper: Option<serde_json::Number>,
    when: Option<When>,
}

impl<'a> Value<'a> {
    fn new(archive: &dyn Archive, detail: &'a MomentDetail, stance: &'a Stance) -> Self {
        Self {
            source: &stance.source,
            article: article_name(archive, detail, stance.article),
            text: &stance.text,
            value: stance.value.and_then(number),
            bound: stance.bound.as_deref(),
            unit: stance.unit.as_deref(),
            said_by: stance.said_by.as_deref(),
            sentence: Sentence {
                start: stance.sentence.start,
                end: stance.sentence.end,
                line: stance.line,
                text: &stance.sentence_text,
            },
            upper: stance.upper.and_then(number),
            when: stance.window.as_ref().map(When::new),
        }
    }
}

/// Returns the name of an article of a moment.
pub fn article_name(archive: &dyn Archive, detail: &MomentDetail, idx: ArticleIdx) -> String {
    detail
        .tellings
        .iter()
        .find(|t| t.article == idx)
        .map(|t| t.name.to_string())
        .or_else(|| archive.article(idx).map(|a| a.row.name.to_string()))
        .unwrap_or_default()
}

/// A whole number is written without a point.
fn number(value: f64) -> Option<serde_json::Number> {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "checked to be whole and small"
    )]
    if value.fract() == 0.0 && value.abs() < 9.0e15 {
        return Some(serde_json::Number::from(value as i64));
    }
    serde_json::Number::from_f64(value)
}

/// Two decimals tell all that such a number knows.
fn rounded<S: Serializer>(value: &f32, to: S) -> Result<S::Ok, S::Error> {
    to.serialize_f64((f64::from(*value) * 100.0).round() / 100.0)
}

/// An article, or a file that is none.
#[derive(Serialize)]
pub struct Article<'a> {
    path: &'a str,
    record: Option<&'a str>,
    status: &'static str,
    source: Option<&'a str>,
    source_from: Option<SourceFrom>,
    title: Option<&'a str>,
    author: Option<&'a str>,
    url: Option<&'a str>,
    published: Option<Appeared<'a>>,
    language: Option<&'a str>,
    words: Option<usize>,
    version_of: Option<String>,
    copy_of: Option<String>,
    reason: Option<&'a str>,
    story: Option<&'a str>,
    format: Option<Format>,
    /// Whether there are rules for the words of its language.
    language_has_rules: Option<bool>,
}

#[derive(Serialize)]
struct Appeared<'a> {
    value: Option<NaiveDate>,
    earliest: Option<NaiveDate>,
    latest: Option<NaiveDate>,
    from: PublishedFrom,
    #[serde(serialize_with = "rounded")]
    confidence: f32,
    because: &'a [String],
    time: Option<&'a str>,
}

impl<'a> Appeared<'a> {
    fn new(published: &'a Published) -> Self {
        Self {
            value: published.value,
            earliest: published.earliest,
            latest: published.latest,
            from: published.from,
            confidence: published.confidence,
            because: &published.because,
            time: published.time.as_deref(),
        }
    }
}

impl<'a> Article<'a> {
    /// Returns the JSON of an article; `partial` says what it lacks.
    pub fn read(row: &'a ArticleRow, partial: Option<&'a str>) -> Self {
        Self {
            path: &row.name.path,
            record: row.name.record.as_deref(),
            status: if partial.is_some() { "partial" } else { "read" },
            source: Some(&row.source),
            source_from: Some(row.source_from),
            title: row.title.as_deref(),
            author: row.author.as_deref(),
            url: row.url.as_deref(),
            published: Some(Appeared::new(&row.published)),
            language: Some(&row.language),
            words: Some(row.words),
            version_of: row.version_of.as_ref().map(ArticleName::to_string),
            copy_of: row.copy_of.as_ref().map(ArticleName::to_string),
            reason: partial,
            story: Some(&row.story.0),
            format: Some(row.format),
            language_has_rules: Some(crate::time::has_rules(&Language::new(&row.language))),
        }
    }

    /// Returns the JSON of a file that gave no article.
    pub fn skipped(report: &'a FileReport) -> Self {
        Self {
            path: &report.name.path,
            record: report.name.record.as_deref(),
            status: fate_word(report.fate),
            source: None,
            source_from: None,
            title: None,
            author: None,
            url: None,
            published: None,
            language: None,
            words: None,
            version_of: None,
            copy_of: None,
            reason: Some(&report.reason),
            story: None,
            format: None,
            language_has_rules: None,
        }
    }
}

/// Returns the word for what became of a file.
pub fn fate_word(fate: FileFate) -> &'static str {
    match fate {
        FileFate::Read => "read",
        FileFate::Skipped => "skipped",
        FileFate::Partial => "partial",
    }
}

/// A story.
#[derive(Serialize)]
pub struct Story<'a> {
    id: &'a str,
    label: &'a str,
    earliest: Option<String>,
    latest: Option<String>,
    articles: Vec<String>,
    moments: usize,
}

impl<'a> Story<'a> {
    /// Returns the JSON of a story.
    pub fn new(row: &'a StoryRow) -> Self {
        Self {
            id: &row.id.0,
            label: &row.label,
            earliest: row.span.as_ref().map(Window::earliest_text),
            latest: row.span.as_ref().map(Window::latest_text),
            articles: row.articles.iter().map(ArticleName::to_string).collect(),
            moments: row.n_moments,
        }
    }
}

/// A search hit.
#[derive(Serialize)]
pub struct Hit<'a> {
    schema: u32,
    source: &'a str,
    article: String,
    published: Option<NaiveDate>,
    sentence: Sentence<'a>,
    marks: Vec<[usize; 2]>,
    moment: Option<&'a str>,
    when: Option<When>,
    #[serde(serialize_with = "rounded")]
    score: f32,
}

impl<'a> Hit<'a> {
    /// Returns the JSON of a hit; `marks` count bytes of the sentence's text.
    pub fn new(hit: &'a SearchHit) -> Self {
        Self {
            schema: SCHEMA,
            source: &hit.source,
            article: hit.name.to_string(),
            published: hit.published.value,
            sentence: Sentence {
                start: hit.sentence.start,
                end: hit.sentence.end,
                line: hit.line,
                text: &hit.text,
            },
            marks: hit.marks.iter().map(|m| [m.start, m.end]).collect(),
            moment: hit.moment.as_ref().map(|id| id.0.as_str()),
            when: hit.window.as_ref().map(When::new),
            score: hit.score,
        }
    }
}
