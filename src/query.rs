//! What screens and commands may ask. The only way from the results to the reader.
//!
//! Nothing here hands out everything at once: an archive may hold 100,000 articles, in
//! memory ([`crate::engine`]) or in an index on disk ([`crate::store`]). Every answer is
//! bounded by a window, a page or a limit.

mod bucket;
mod file;
mod filter;
mod fuzzy;
mod rows;
pub mod shelf;
mod versions;

pub use bucket::{bucket, bucket_of};
pub use file::FileRecord;
pub use filter::{FIELDS, Field, Filter, FilterError, Order, period};
pub use fuzzy::fuzzy;
pub use rows::{
    Added, ArticleRow, ArticleText, Bucket, FileFate, FileReport, Hit, HitKind, LinkedTimex,
    MomentDetail, MomentRow, Overview, SearchHit, Silence, SourceIdx, SourceRow, StoryRow,
    TellingRow,
};

pub use versions::{Kinship, VersionRow, all_versions, versions};

use crate::article::{ArticleIdx, ArticleName};
use crate::compare::{Comparison, Edition, Usage, VersionDiff, diff};
use crate::link::{MomentId, StoryId};
use crate::time::{Grain, Window};

/// Which way to step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Step {
    Next,
    Previous,
}

/// A slice of a list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    /// How many rows to leave out.
    pub offset: usize,
    /// How many rows at most.
    pub limit: usize,
}

impl Page {
    /// Returns the page that holds everything.
    pub fn all() -> Self {
        Self {
            offset: 0,
            limit: usize::MAX,
        }
    }

    /// Returns the first `limit` rows.
    pub fn first(limit: usize) -> Self {
        Self { offset: 0, limit }
    }
}

/// Returns how many characters of their ids tell these moments from all others; `all` are all
/// ids, in order.
pub fn id_length(all: &[String], moments: &[MomentId]) -> usize {
    let shared = |a: &str, b: &str| a.bytes().zip(b.bytes()).take_while(|(x, y)| x == y).count();
    let lengths = moments.iter().filter_map(|id| {
        let at = all.binary_search(&id.0).ok()?;
        let before = at.checked_sub(1).and_then(|i| all.get(i));
        let beside = before.into_iter().chain(all.get(at + 1));
        beside.map(|other| shared(&id.0, other) + 1).max()
    });
    lengths.max().unwrap_or(0)
}

/// An article of which no more is known than its text.
fn edition(text: &ArticleText) -> Edition<'_> {
    Edition {
        body: &text.body,
        tellings: &[],
        names: &[],
        noise: &text.noise,
    }
}

/// A corpus that has been read, dated and linked.
pub trait Archive: Send + Sync {
    /// Returns what the corpus holds, in numbers.
    fn overview(&self) -> Overview;

    /// Returns the sources that have a moment or an article under the filter, most active
    /// first, ties by name.
    fn sources(&self, filter: &Filter) -> Vec<SourceRow>;

    /// Returns how many moments pass the filter.
    fn count(&self, filter: &Filter) -> usize;

    /// Returns moments that pass the filter; in order of time, those without a window last.
    fn moments(&self, filter: &Filter, order: Order, page: Page) -> Vec<MomentRow>;

    /// Returns how many characters of their ids tell these moments from all others.
    fn id_length(&self, moments: &[MomentId]) -> usize {
        let all = self.moments(&Filter::default(), Order::Time, Page::all());
        let mut all: Vec<String> = all.into_iter().map(|m| m.id.0).collect();
        all.sort_unstable();
        id_length(&all, moments)
    }

    /// Returns the place of a moment in that list.
    fn position(&self, filter: &Filter, order: Order, id: &MomentId) -> Option<usize>;

    /// Returns the next or previous moment in order of time, from a moment that need not
    /// pass the filter itself.
    fn step(&self, filter: &Filter, from: &MomentId, step: Step) -> Option<MomentId>;

    /// Returns the non-empty buckets of a grain inside `within`, in order of time. A moment
    /// is counted in the bucket of its first day; one told to the month or the year in a
    /// bucket as long as that.
    fn buckets(&self, filter: &Filter, grain: Grain, within: Option<Window>) -> Vec<Bucket>;

    /// Returns a moment by id or unambiguous prefix of an id.
    fn moment(&self, id: &str) -> Option<MomentDetail>;

    /// Returns a moment with nothing but its row, where all of it would take long; `None` where
    /// it would not.
    fn glance(&self, id: &MomentId) -> Option<MomentDetail> {
        let _ = id;
        None
    }

    /// Returns the tellings of a moment side by side, for these sources or for all.
    fn comparison(&self, id: &MomentId, sources: &[String]) -> Option<Comparison>;

    /// Returns how sources word things, over a moment or over all that passes the filter.
    fn wording(&self, filter: &Filter, id: Option<&MomentId>) -> Vec<Usage>;

    /// Returns what changed from one version of an article to another.
    fn changed(&self, old: ArticleIdx, new: ArticleIdx) -> Option<VersionDiff> {
        let (old, new) = (self.article(old)?, self.article(new)?);
        Some(diff(&edition(&old), &edition(&new)))
    }

    /// Returns articles that pass the filter, by name.
    fn articles(&self, filter: &Filter, page: Page) -> Vec<ArticleRow>;

    /// Returns an article with its text, its marks and the moments they belong to.
    fn article(&self, article: ArticleIdx) -> Option<ArticleText>;

    /// Returns the article of this name.
    fn article_named(&self, name: &ArticleName) -> Option<ArticleIdx>;

    /// Returns the files of the corpus that were not read, or not wholly.
    fn problems(&self) -> Vec<FileReport>;

    /// Returns the stories, largest first.
    fn stories(&self, filter: &Filter) -> Vec<StoryRow>;

    /// Returns the moments of one story.
    fn story_moments(&self, id: &StoryId) -> Vec<MomentId>;

    /// Returns sentences that match a full-text query, best first.
    fn search(&self, text: &str, filter: &Filter, page: Page) -> Vec<SearchHit>;

    /// Returns moments, articles and sources whose name fuzzily matches, best first.
    fn jump(&self, text: &str, limit: usize) -> Vec<Hit>;

    /// Tells whether some answers lacked what could not be read.
    fn damaged(&self) -> bool {
        false
    }
}
