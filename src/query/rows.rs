//! The rows that answers are made of. Data only, each small enough to be sent anywhere.

use crate::article::{ArticleIdx, ArticleName, Format, SourceFrom};
use crate::compare::{Disagreement, FactRow, FirstTold};
use crate::link::{Dated, MomentId, StoryId};
use crate::telling::{Attribution, Quantity, Status};
use crate::time::published::Published;
use crate::time::{Timex, Window};
use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// The place of a source in the list of all sources, by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SourceIdx(pub u32);

/// A corpus in numbers.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Overview {
    /// The corpus as named on the command line.
    pub name: String,
    /// Articles read.
    pub n_articles: usize,
    /// Outlets.
    pub n_sources: usize,
    /// Moments, placed or not.
    pub n_moments: usize,
    /// Moments that nothing places in time.
    pub n_unplaced: usize,
    /// Moments that hold a disagreement.
    pub n_disagreements: usize,
    /// Stories.
    pub n_stories: usize,
    /// Files skipped or read in part.
    pub n_problems: usize,
    /// From the first to the last placed moment.
    pub span: Option<Window>,
}

/// A source and how much it tells.
#[derive(Debug, Clone, PartialEq)]
pub struct SourceRow {
    /// Its place in the list of all sources.
    pub idx: SourceIdx,
    /// Its name.
    pub name: String,
    /// How the name is known, for the weakest of its articles.
    pub from: SourceFrom,
    /// Articles.
    pub n_articles: usize,
    /// Moments it tells.
    pub n_moments: usize,
}

/// A moment in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct MomentRow {
    /// Its id.
    pub id: MomentId,
    /// Its label.
    pub label: String,
    /// Whether it happened.
    pub status: Status,
    /// When.
    pub window: Option<Window>,
    /// How much it matters, 0 to 1.
    pub salience: f32,
    /// Its story.
    pub story: StoryId,
    /// The sources that tell it, by index, in order.
    pub sources: Vec<SourceIdx>,
    /// Number of tellings.
    pub n_tellings: usize,
    /// Kinds of disagreement, in words ("when", "how many"), weightiest first.
    pub differs: Vec<String>,
}

/// Moments counted in one bucket of time.
#[derive(Debug, Clone, PartialEq)]
pub struct Bucket {
    /// The first minute of the bucket.
    pub start: NaiveDateTime,
    /// The last minute of the bucket.
    pub end: NaiveDateTime,
    /// Moments that fall into it.
    pub n_moments: u32,
    /// Of these, how many hold a disagreement.
    pub n_disagreements: u32,
    /// Of these, how many are planned or were called off.
    pub n_planned: u32,
    /// Tellings by source, sources without any left out.
    pub by_source: Vec<(SourceIdx, u32)>,
}

/// A moment with everything that is said of it.
#[derive(Debug, Clone, PartialEq)]
pub struct MomentDetail {
    /// As in lists.
    pub row: MomentRow,
    /// Names of `row.sources`, in the same order.
    pub source_names: Vec<String>,
    /// Every telling: by source, then publication, then place in the article.
    pub tellings: Vec<TellingRow>,
    /// What they disagree on, weightiest first.
    pub disagreements: Vec<Disagreement>,
    /// When, how many, who says so, status and where, a cell for each source that tells it.
    pub facts: Vec<FactRow>,
    /// Which voice told it first and who followed.
    pub first_told: Vec<FirstTold>,
    /// What each other source is to this moment.
    pub silence: Vec<Silence>,
    /// People, places and groups that its tellings name, most often named first.
    pub names: Vec<String>,
}

/// What a source that does not tell a moment is to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Silence {
    /// The source.
    pub source: String,
    /// Articles it had in the days around; 0 means absent rather than silent.
    pub n_articles_around: usize,
    /// One of those articles, to look at.
    pub example: Option<ArticleIdx>,
}

/// One telling of a moment.
#[derive(Debug, Clone, PartialEq)]
pub struct TellingRow {
    /// The outlet.
    pub source: String,
    /// The article.
    pub article: ArticleIdx,
    /// Its path and record.
    pub name: ArticleName,
    /// Its headline.
    pub title: Option<String>,
    /// When it appeared.
    pub published: Published,
    /// Byte range of the sentence in the body.
    pub sentence: Range<usize>,
    /// Byte range of the clause.
    pub clause: Range<usize>,
    /// Later sentences that add to it, each a telling as well: "At least 12 died in the strikes".
    pub adds: Vec<Added>,
    /// Line of the file.
    pub line: u32,
    /// The sentence.
    pub text: String,
    /// The expression that dates it.
    pub time: Option<Timex>,
    /// When, as this telling has it.
    pub window: Option<Window>,
    /// How it is dated.
    pub dated: Dated,
    /// The article that lent the date.
    pub dated_from: Option<ArticleName>,
    /// Whether it happened, as told here.
    pub status: Status,
    /// Who says so.
    pub said_by: Option<Attribution>,
    /// Counts and amounts.
    pub quantities: Vec<Quantity>,
    /// The article this one's text copies, if any: the same voice.
    pub copy_of: Option<ArticleName>,
    /// Why it was joined to the others.
    pub because: Vec<String>,
}

/// A sentence that adds to a telling before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Added {
    /// Byte range in the body.
    pub sentence: Range<usize>,
    /// Line of the file.
    pub line: u32,
    /// The sentence.
    pub text: String,
}

/// An article in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ArticleRow {
    /// Its index.
    pub idx: ArticleIdx,
    /// Path and record.
    pub name: ArticleName,
    /// What it was read as.
    pub format: Format,
    /// The outlet.
    pub source: String,
    /// How the outlet is known.
    pub source_from: SourceFrom,
    /// Headline.
    pub title: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// When it appeared.
    pub published: Published,
    /// ISO 639 code.
    pub language: String,
    /// Number of words.
    pub words: usize,
    /// What it is a later edit of.
    pub version_of: Option<ArticleName>,
    /// What it is a copy of.
    pub copy_of: Option<ArticleName>,
    /// Its story.
    pub story: StoryId,
}

/// An article to read.
#[derive(Debug, Clone, PartialEq)]
pub struct ArticleText {
    /// As in lists.
    pub row: ArticleRow,
    /// The text.
    pub body: String,
    /// Boilerplate in it.
    pub noise: Vec<Range<usize>>,
    /// Its time expressions, in order.
    pub times: Vec<LinkedTimex>,
    /// Line of the file on which each line of `body` stands; empty when that is the same.
    pub lines: Vec<u32>,
    /// Its tellings: sentence and the moment it belongs to, in order.
    pub tellings: Vec<(Range<usize>, MomentId)>,
}

/// A time expression in an article, with the moment it leads to.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkedTimex {
    /// The expression.
    pub timex: Timex,
    /// The moment of the telling it dates.
    pub moment: Option<MomentId>,
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
#[expect(missing_docs, reason = "the words of the articles command")]
pub enum FileFate {
    Read,
    Skipped,
    Partial,
}

/// A file, or a record of one, that was not read or not wholly.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileReport {
    /// The file and the record.
    pub name: ArticleName,
    /// What became of it.
    pub fate: FileFate,
    /// Why, and what would help; names the line where it can.
    pub reason: String,
}

/// A story in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct StoryRow {
    /// Its id.
    pub id: StoryId,
    /// A few words.
    pub label: String,
    /// From its first to its last placed moment.
    pub span: Option<Window>,
    /// Its articles.
    pub articles: Vec<ArticleName>,
    /// Number of moments.
    pub n_moments: usize,
}

/// A sentence that a search found.
#[derive(Debug, Clone, PartialEq)]
pub struct SearchHit {
    /// The article.
    pub article: ArticleIdx,
    /// Path and record.
    pub name: ArticleName,
    /// The outlet.
    pub source: String,
    /// The day it appeared.
    pub published: Published,
    /// Byte range of the sentence in the body.
    pub sentence: Range<usize>,
    /// Line of the file.
    pub line: u32,
    /// The sentence.
    pub text: String,
    /// Byte ranges in `text` that match.
    pub marks: Vec<Range<usize>>,
    /// The moment the sentence tells, if it tells one.
    pub moment: Option<MomentId>,
    /// When that is.
    pub window: Option<Window>,
    /// How well it matches; larger is better.
    pub score: f32,
}

/// What a fuzzy jump found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// Where it leads.
    pub kind: HitKind,
    /// What to show.
    pub text: String,
    /// Character indexes of `text` that match.
    pub matched: Vec<usize>,
    /// How well it matches; larger is better.
    pub score: i64,
}

/// Where a jump leads.
#[derive(Debug, Clone, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum HitKind {
    Moment(MomentId),
    Article(ArticleIdx),
    Source(String),
    Story(StoryId),
    /// Somebody or something that moments are told with.
    Name(String),
}
