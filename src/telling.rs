//! What one article tells, sentence by sentence: which happening, when, who, how many, and
//! who says so.
//!
//! Looks at **one article at a time** and at nothing else, so that articles can be read in
//! parallel, on any machine, and kept by content. It does not know when the article
//! appeared: a telling points at a time expression, which [`crate::link`] resolves.

mod anaphora;
mod attribution;
mod caption;
mod clause;
mod digest;
mod fingerprint;
mod headline;
mod lexicon;
mod names;
mod quantity;
mod sentence;
mod status;
mod tag;
mod tell;
mod vocabulary;

pub use anaphora::given as is_womans_name;
pub use digest::digest;
pub use lexicon::{is_country, is_title, nations};
pub use quantity::{Bound, IN_PRISON, Quantity};
pub use sentence::stops;

use crate::article::{Article, ArticleName, SourceFrom, StatedDate};
use crate::text::language::Language;
use crate::time::Recognised;
use crate::time::published::Evidence;
use serde::{Deserialize, Serialize};
use std::ops::Range;

/// A stem, hashed to 32 bits (low half of xxh3). A newspaper's vocabulary of 500,000 stems
/// has about 30 colliding pairs, which no score notices.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Term(pub u32);

impl Term {
    /// Returns the term of a stem.
    pub fn of(stem: &str) -> Self {
        let hash = xxhash_rust::xxh3::xxh3_64(stem.as_bytes());
        Self((hash & 0xFFFF_FFFF) as u32)
    }
}

/// Everything later stages need of one article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Digest {
    /// Path and record.
    pub name: ArticleName,
    /// The outlet.
    pub source: String,
    /// How the outlet is known.
    pub source_from: SourceFrom,
    /// The headline.
    pub title: Option<String>,
    /// Stated days of publication.
    pub stated: Vec<StatedDate>,
    /// The language.
    pub language: Language,
    /// Only a teaser or a cut text.
    pub truncated: bool,
    /// Number of words of the body, boilerplate left out.
    pub words: u32,
    /// Hash of the body (xxh3, 64 bits): names the text whatever file holds it.
    pub content: u64,
    /// MinHash signature over word shingles of the body without boilerplate.
    pub minhash: Vec<u32>,
    /// The article's stems with their counts, by term; stop words left out.
    pub terms: Vec<(Term, u16)>,
    /// Figures, days, names and auxiliaries with what they stand between, in order.
    #[serde(default)]
    pub particulars: Vec<Particular>,
    /// The time expressions, not yet anchored.
    pub times: Recognised,
    /// What the text says of the day it appeared.
    pub evidence: Evidence,
    /// Names found in the article, each once.
    pub names: Vec<Name>,
    /// The tellings, in order.
    pub tellings: Vec<Telling>,
}

impl Digest {
    /// Returns the digest of an article of which nothing has been read yet.
    pub fn empty(article: &Article) -> Self {
        Self {
            name: article.name.clone(),
            source: article.source.clone(),
            source_from: article.source_from,
            title: article.title.clone(),
            stated: article.stated.clone(),
            language: article.language.clone(),
            truncated: article.truncated,
            words: 0,
            content: xxhash_rust::xxh3::xxh3_64(article.body.as_bytes()),
            minhash: Vec::new(),
            terms: Vec::new(),
            particulars: Vec::new(),
            times: Recognised::default(),
            evidence: Evidence::default(),
            names: Vec::new(),
            tellings: Vec::new(),
        }
    }
}

/// A figure, a day, a name or an auxiliary, known by hashes: two texts that have different
/// ones between the same words differ in what they tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct Particular {
    /// The content words on either side, and what kind of particular it is.
    pub between: u32,
    /// What stands there.
    pub value: u32,
}

/// What one article says of one happening: the clause, with what following sentences add.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Telling {
    /// Byte range of the sentence that tells it.
    pub sentence: Range<usize>,
    /// Byte range of the clause inside that sentence; the whole sentence when it holds one
    /// happening only.
    pub clause: Range<usize>,
    /// Byte ranges of later sentences that add to it ("At least 12 died in the strikes").
    pub adds: Vec<Range<usize>>,
    /// 1-based line of the file on which the sentence starts.
    pub line: u32,
    /// The sentence.
    pub text: String,
    /// What a chronicler would write, made from the telling's own words: 3 to 9 where they make a whole, mostly
    /// 14 at the most.
    pub headline: String,
    /// The time expression that dates it, an index into [`Digest::times`].
    pub time: Option<u32>,
    /// Whether that expression stands in the sentence itself or before it.
    pub dating: Dating,
    /// How it lies to the window of that expression.
    #[serde(default)]
    pub reach: Reach,
    /// What it says about whether the thing happened.
    pub status: Status,
    /// The words that say so ("was scheduled to"), a byte range of the body.
    pub status_cue: Option<Range<usize>>,
    /// The stem of the word that names the happening ("veto", "encircl").
    pub action: Option<String>,
    /// Stems of the clause's content words, with what kind of word each is.
    pub terms: Vec<Feature>,
    /// Stems of the content words of the whole sentence, each once.
    pub around: Vec<Term>,
    /// Names in the clause and what is added, indexes into [`Digest::names`].
    pub names: Vec<u32>,
    /// Counts and amounts.
    pub quantities: Vec<Quantity>,
    /// Who says so.
    pub said_by: Option<Attribution>,
    /// Stands in a headline or in the first paragraph.
    pub lead: bool,
    /// No chronicler would write it down by itself: what somebody says in quotation marks, a
    /// clause whose subject nobody names. Other tellings of the same may bear it out.
    #[serde(default)]
    pub faint: bool,
    /// The headline stops where the sentence has to go on: "Lawmakers questioned".
    #[serde(default)]
    pub cut: bool,
    /// Whether it is told of the time that the sentence before it tells.
    #[serde(default)]
    pub flow: Flow,
    /// A clause or a participle inside the sentence tells it: "the hall, which burned in May, is for
    /// sale". What follows goes on with the rest.
    #[serde(default)]
    pub inner: bool,
    /// The time is that at which somebody said so: "was killed, police said on Monday".
    #[serde(default)]
    pub told: bool,
    /// The stem of a happening told before, of which it says where, when, how or with what effect: "the
    /// blast was heard across the harbour".
    #[serde(default)]
    pub again: Option<Term>,
}

/// How a sentence follows in time on the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Flow {
    /// It goes on, as far as its words say.
    #[default]
    On,
    /// Its verb is not of the plain past: "has been shelled", "had left", "will open", "sails".
    Turns,
    /// It tells how things are as it is written: "now", "currently".
    Now,
    /// It names another time without a date: "in recent days", "over the years", "every evening".
    Elsewhen,
}

impl Telling {
    /// Tells whether it says that something was not done, or will not be: "did not visit".
    pub fn is_negated(&self) -> bool {
        let from = self.sentence.start;
        let cue = self.status_cue.as_ref().and_then(|cue| {
            self.text
                .get(cue.start.checked_sub(from)?..cue.end.checked_sub(from)?)
        });
        cue.is_some_and(|cue| {
            let negates = |word: &str| lexicon::lookup(&word.to_lowercase()).is(lexicon::can::NEG);
            cue.split_whitespace()
                .any(|word| negates(word) || word.ends_with("n't") || word.ends_with("n’t"))
        })
    }
}

/// How a telling comes by its time within its article.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dating {
    /// The sentence carries the time.
    Own,
    /// A sentence before it does.
    Context,
    /// None is told: the article's own day, for the news it breaks. Where the sentence that it opens
    /// tells an earlier day, that is its [`Telling::time`].
    Published,
    /// None is told, and it is not the news of the day.
    None,
}

/// How a thing lies to the window of the time that dates it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reach {
    /// As the words around the time say.
    #[default]
    AsTold,
    /// It began then and went on: "since the raid on Friday", "ever since".
    Onward,
    /// It was then, whatever was since: "since 1959, when two women died".
    Within,
}

/// Whether a thing happened, as told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words of CONTRACT.md")]
pub enum Status {
    Happened,
    Ongoing,
    Planned,
    Cancelled,
    Denied,
}

impl Status {
    /// Returns the word used in JSON and on screen.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Happened => "happened",
            Self::Ongoing => "ongoing",
            Self::Planned => "planned",
            Self::Cancelled => "cancelled",
            Self::Denied => "denied",
        }
    }
}

/// A content word of a telling.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Feature {
    /// The stem.
    pub stem: String,
    /// What kind of word it is.
    pub kind: FeatureKind,
}

/// What kind of word a feature is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum FeatureKind {
    Word,
    Verb,
    Name,
    Number,
}

/// A name as found in an article, its short and long forms joined.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Name {
    /// The longest form found.
    pub text: String,
    /// Other forms found.
    pub aliases: Vec<String>,
    /// What it names, as far as the text tells.
    pub kind: NameKind,
    /// Byte ranges of all its mentions in the body.
    pub mentions: Vec<Range<usize>>,
}

/// What a name names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names say it")]
pub enum NameKind {
    Person,
    Place,
    Group,
    Other,
}

/// Who a statement is laid to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Attribution {
    /// How openly the speaker is named.
    pub kind: Speaker,
    /// The speaker's words as printed: "Kremlin spokesman Dmitry Peskov", "a Kremlin source".
    pub text: String,
    /// Byte range of those words.
    pub span: Range<usize>,
    /// The speaking verb's stem ("say", "claim", "deny"), if any.
    pub verb: Option<String>,
}

/// How openly a speaker is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Speaker {
    /// A person by name.
    Named,
    /// An office or organisation ("the Kremlin", "the ministry").
    Body,
    /// Another news outlet or agency.
    Agency,
    /// A group without names ("activists", "residents").
    Group,
    /// "A source", "officials who asked not to be named".
    Unnamed,
}

#[cfg(test)]
mod tests;
