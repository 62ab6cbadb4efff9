//! One text by one source: what every stage may know of it. Data only.

use crate::text::language::Language;
use crate::time::published::{PublishedFrom, Within};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Range;

/// The place of an article in a corpus: articles are numbered by path, then record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ArticleIdx(pub u32);

impl ArticleIdx {
    /// Returns the index into a slice of all articles.
    pub fn at(self) -> usize {
        self.0 as usize
    }
}

/// The name of an article inside its corpus: `path` or `path#record`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct ArticleName {
    /// The file, relative to the corpus, with `/` between folders.
    pub path: String,
    /// The record's id or number in a file with many records.
    pub record: Option<String>,
}

impl fmt::Display for ArticleName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.record {
            Some(record) => write!(f, "{}#{record}", self.path),
            None => f.write_str(&self.path),
        }
    }
}

/// A format that articles come in.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize,
)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names of the formats")]
pub enum Format {
    #[default]
    Text,
    Markdown,
    Html,
    Json,
    JsonLines,
    Csv,
    Feed,
    Xml,
    Warc,
    Mail,
    Mailbox,
    LexisNexis,
    Factiva,
    ProQuest,
    Docx,
    Epub,
    Pdf,
}

impl Format {
    /// Returns the format's usual name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Markdown => "Markdown",
            Self::Html => "HTML",
            Self::Json => "JSON",
            Self::JsonLines => "JSON Lines",
            Self::Csv => "CSV",
            Self::Feed => "RSS or Atom",
            Self::Xml => "XML",
            Self::Warc => "WARC",
            Self::Mail => "mail",
            Self::Mailbox => "mailbox",
            Self::LexisNexis => "LexisNexis",
            Self::Factiva => "Factiva",
            Self::ProQuest => "ProQuest",
            Self::Docx => "Word",
            Self::Epub => "EPUB",
            Self::Pdf => "PDF",
        }
    }
}

/// What tells the outlet of an article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words of the articles command")]
pub enum SourceFrom {
    Sidecar,
    FrontMatter,
    Metadata,
    Byline,
    Folder,
    FileName,
    Unknown,
}

impl SourceFrom {
    /// Returns the less certain of two ways to know an outlet.
    #[must_use]
    pub fn weaker(self, other: Self) -> Self {
        let rank = |from| match from {
            Self::Sidecar => 0,
            Self::FrontMatter => 1,
            Self::Metadata => 2,
            Self::Byline => 3,
            Self::Folder => 4,
            Self::FileName => 5,
            Self::Unknown => 6,
        };
        if rank(self) >= rank(other) {
            self
        } else {
            other
        }
    }
}

/// A day of publication that something outside the running text states.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatedDate {
    /// The outlet's local day.
    pub day: NaiveDate,
    /// The time with its offset as stated, e.g. `19:05-04:00`.
    pub time: Option<String>,
    /// Where it was found.
    pub from: PublishedFrom,
    /// The field and its raw text, for a person to check: `datePublished "2016-10-08…"`.
    pub because: String,
}

/// One text by one source, cleaned and ready to be read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Article {
    /// Path and record.
    pub name: ArticleName,
    /// What it was read as.
    #[serde(default)]
    pub format: Format,
    /// The outlet; the file's stem when nothing tells it.
    pub source: String,
    /// How the outlet is known.
    pub source_from: SourceFrom,
    /// The headline.
    pub title: Option<String>,
    /// Who wrote it.
    pub author: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// The language it is written in.
    pub language: Language,
    /// Stated days of publication, most trustworthy first.
    pub stated: Vec<StatedDate>,
    /// What is stated of the day where no day is: a month, a year, a date that may be two days.
    #[serde(default)]
    pub within: Option<Within>,
    /// The cleaned text; all offsets are UTF-8 byte offsets into it. Holds the headline
    /// only if the file's own text does.
    pub body: String,
    /// Line of the file on which each line of `body` stands, 1-based; empty when that is
    /// simply 1, 2, 3 ….
    pub lines: Vec<u32>,
    /// Boilerplate of the page ("Story highlights", video time stamps, image names): in the
    /// text, kept out of the tellings. Byte ranges, in order, not overlapping.
    pub noise: Vec<Range<usize>>,
    /// Only a teaser or a cut text: never counts as silent.
    pub truncated: bool,
}

impl Article {
    /// Returns the 1-based line of the file that holds byte `at` of the body.
    pub fn line_at(&self, at: usize) -> u32 {
        let at = at.min(self.body.len());
        let n = memchr::memchr_iter(b'\n', &self.body.as_bytes()[..at]).count();
        self.lines
            .get(n)
            .copied()
            .unwrap_or_else(|| u32::try_from(n + 1).unwrap_or(u32::MAX))
    }
}
