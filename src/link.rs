//! Which articles are copies, which belong to one story, and which tellings are of one
//! moment.
//!
//! Sees digests and never files. The result depends on the digests alone: not on their
//! order, the number of threads, or what else was linked before.

mod acts;
mod agree;
mod dating;
mod label;
mod moments;
mod near;
mod salience;
mod stories;
mod tale;
mod voices;
mod weigh;

use crate::article::{ArticleIdx, ArticleName};
use crate::telling::{Digest, Status};
use crate::time::published::{Published, Seen};
use crate::time::{Timex, Window};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::fmt;

/// Names a moment by content alone: `m` and 13 characters of base 32.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MomentId(pub String);

/// Names a story by content alone: `s` and 13 characters of base 32.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StoryId(pub String);

impl fmt::Display for MomentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for StoryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Everything that linking found. Indexes are into the digests, sorted by name.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Linked {
    /// Per article, in the order of its index.
    pub articles: Vec<LinkedArticle>,
    /// The stories, largest first.
    pub stories: Vec<Story>,
    /// The moments in order of time; those without a window last.
    pub moments: Vec<Moment>,
}

/// What linking says of one article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LinkedArticle {
    /// When it appeared.
    pub published: Published,
    /// Its time expressions, resolved against that day; as many as [`Digest::times`] has.
    pub times: Vec<Timex>,
    /// The earlier article this one is a later edit of.
    pub version_of: Option<ArticleIdx>,
    /// The article this one is a copy of.
    pub copy_of: Option<ArticleIdx>,
    /// The voice it speaks with: articles that are copies of one text share it.
    pub voice: u32,
    /// Its story, an index into [`Linked::stories`].
    pub story: u32,
}

/// Articles that tell of the same affair.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Story {
    /// By content.
    pub id: StoryId,
    /// A few words that name the affair.
    pub label: String,
    /// Its articles, by index.
    pub articles: Vec<ArticleIdx>,
}

/// One happening in the world and all its tellings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Moment {
    /// By content.
    pub id: MomentId,
    /// 3 to 9 words, as in a chronicle.
    pub label: String,
    /// What is said last and best about whether it happened.
    pub status: Status,
    /// When; the most precise window that is attested. `None` when nothing places it.
    pub window: Option<Window>,
    /// How much it matters, 0 to 1: independent sources and later references.
    pub salience: f32,
    /// Its story, an index into [`Linked::stories`].
    pub story: u32,
    /// The tellings, by publication, then source, then place in the article.
    pub members: Vec<Member>,
}

/// A telling as a member of a moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// The article.
    pub article: ArticleIdx,
    /// Which of its tellings.
    pub telling: u32,
    /// The window this telling itself gives, or was lent.
    pub window: Option<Window>,
    /// How it is dated.
    pub dated: Dated,
    /// The article whose telling lent the date.
    pub dated_from: Option<ArticleIdx>,
    /// Why it was joined to the others, for `--explain`.
    pub because: Vec<String>,
}

/// How a telling is dated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dated {
    /// The sentence carries the time.
    Own,
    /// The sentences before it do.
    Context,
    /// The article's own day, for the news it breaks.
    Published,
    /// From another source's telling of the same thing.
    Borrowed,
    /// Nothing dates it.
    None,
}

/// What the user or a sidecar says about an article against what was found.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Correction {
    /// The article.
    pub article: Option<ArticleName>,
    /// The day it appeared.
    pub published: Option<chrono::NaiveDate>,
    /// Its outlet.
    pub source: Option<String>,
}

/// Links digests, which must be sorted by name, into stories and moments.
pub fn link(digests: &[Digest]) -> Linked {
    debug_assert!(digests.is_sorted_by(|a, b| a.name <= b.name));
    let mut stage = Stage::of(digests);
    let moments = moments::moments(&stage.tellings(digests), &stage.stories, &stage.affairs);
    label::name_stories(&mut stage.stories, digests, &stage.vectors);
    Linked {
        articles: stage.articles,
        stories: stage.stories,
        moments,
    }
}

/// Two tellings that linking compares, with what it sees of them: for training the weights
/// and for looking at mistakes.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// The earlier telling in the order of articles.
    pub a: (ArticleIdx, u32),
    /// The other.
    pub b: (ArticleIdx, u32),
    /// What is seen of the pair, in the order of [`feature_names`].
    pub features: Vec<f32>,
    /// Whether dates cannot tell them apart, which has weights of its own.
    pub only_words: bool,
    /// How surely they are one moment: the logarithm of the odds.
    pub odds: f32,
}

/// Returns the weights in use: for pairs that dates can tell apart, and for the others.
pub fn feature_weights() -> (&'static [f32], &'static [f32]) {
    agree::in_use()
}

/// Returns the names of what linking looks at in a pair of tellings.
pub fn feature_names() -> &'static [&'static str] {
    &agree::FEATURES
}

/// Returns every pair of tellings that linking compares.
pub fn compared(digests: &[Digest]) -> Vec<Compared> {
    let stage = Stage::of(digests);
    let moments = stage.tellings(digests);
    let affairs = stage.affairs.iter();
    affairs
        .flat_map(|affair| moments.compared(affair, &stage.stories))
        .collect()
}

/// Returns the articles that state no day, with the day inferred and what its confidence
/// was made of: for training.
pub fn inferred(digests: &[Digest]) -> Vec<(ArticleIdx, Published, Option<Seen>)> {
    let vectors: Vec<weigh::Vector> = digests.par_iter().map(weigh::vector).collect();
    let voices = voices::voices(digests, &vectors);
    let (_, story_of) = stories::stories(digests, &vectors, &voices);
    dating::settled(
        digests,
        &vectors,
        &voices,
        &story_of,
        &dating::date_orders(digests),
    )
    .into_iter()
    .map(|(i, published, seen)| (ArticleIdx(i as u32), published, seen))
    .collect()
}

/// What is known before moments are looked for.
struct Stage {
    vectors: Vec<weigh::Vector>,
    roots: Vec<u32>,
    stories: Vec<Story>,
    /// Stories whose moments are looked for together. Nothing outside an affair bears on
    /// its moments: when articles arrive, only the affairs they fall into need linking.
    affairs: Vec<Vec<u32>>,
    articles: Vec<LinkedArticle>,
}

impl Stage {
    fn of(digests: &[Digest]) -> Self {
        let vectors: Vec<weigh::Vector> = digests.par_iter().map(weigh::vector).collect();
        let voices = voices::voices(digests, &vectors);
        let (stories, story_of) = stories::stories(digests, &vectors, &voices);
        let articles = dating::date(digests, &vectors, &voices, &story_of);
        let roots = voices::roots(&voices);
        Self {
            affairs: stories::affairs(digests, &vectors, &roots, &stories),
            roots,
            vectors,
            stories,
            articles,
        }
    }

    fn tellings<'a>(&'a self, digests: &'a [Digest]) -> moments::Tellings<'a> {
        moments::Tellings {
            digests,
            vectors: &self.vectors,
            roots: &self.roots,
            articles: &self.articles,
        }
    }
}

/// Returns an id made from content alone: the kind's letter and 13 characters of base 32
/// (Crockford's, without i, l, o and u).
fn name_of(kind: char, content: u64, nth: u32) -> String {
    const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let mut hash = content ^ u64::from(nth).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mut out = String::with_capacity(14);
    out.push(kind);
    for _ in 0..13 {
        out.push(char::from(DIGITS[(hash & 31) as usize]));
        hash >>= 5;
    }
    out
}

#[cfg(test)]
mod tests;
