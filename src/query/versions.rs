//! An article among its versions and copies, in the order in which they appeared.

use super::{Archive, ArticleRow, Filter, Page};
use crate::article::{ArticleIdx, ArticleName};
use crate::compare::VersionDiff;
use rustc_hash::FxHashMap;

/// What an article is to the others of its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kinship {
    /// The others come from it.
    Original,
    /// An edit.
    Version,
    /// The same text again.
    Copy,
}

impl Kinship {
    /// Returns the word shown to the reader.
    pub fn word(self) -> &'static str {
        match self {
            Self::Original => "original",
            Self::Version => "version",
            Self::Copy => "copy",
        }
    }
}

/// One article of a line.
#[derive(Debug, Clone, PartialEq)]
pub struct VersionRow {
    /// The article.
    pub article: ArticleRow,
    /// What it is to the others.
    pub kinship: Kinship,
    /// What changed since the one before; none for the first.
    pub changed: Option<VersionDiff>,
}

/// Articles of one story that are looked at.
const MOST: usize = 2000;
/// Steps of one line that are compared.
const MOST_STEPS: usize = 60;

/// Returns the line an article belongs to, first come first; only itself when it has no version
/// and no copy here, nothing when there is no such article.
pub fn versions(archive: &dyn Archive, article: ArticleIdx) -> Vec<VersionRow> {
    let Some(row) = archive.article(article).map(|a| a.row) else {
        return Vec::new();
    };
    let story = Filter {
        story: Some(row.story.clone()),
        ..Filter::default()
    };
    let all = archive.articles(&story, Page::first(MOST));
    let origins = Origins::of(&all);
    let origin = origins.of_article(&row.name);
    let line = all.iter().filter(|a| origins.of_article(&a.name) == origin);
    told(archive, line.cloned().collect(), origin)
}

/// Returns every line of more than one article, by the name of its first.
pub fn all_versions(archive: &dyn Archive) -> Vec<Vec<VersionRow>> {
    let all = archive.articles(&Filter::default(), Page::all());
    let origins = Origins::of(&all);
    let mut lines: FxHashMap<&ArticleName, Vec<ArticleRow>> = FxHashMap::default();
    for article in &all {
        let line = lines.entry(origins.of_article(&article.name)).or_default();
        line.push(article.clone());
    }
    let mut lines: Vec<_> = lines.into_iter().filter(|(_, l)| l.len() > 1).collect();
    lines.sort_by_key(|(origin, _)| *origin);
    lines
        .into_iter()
        .map(|(origin, line)| told(archive, line, origin))
        .collect()
}

fn told(archive: &dyn Archive, mut line: Vec<ArticleRow>, origin: &ArticleName) -> Vec<VersionRow> {
    line.sort_by_cached_key(|r| (r.published.value, r.published.time.clone(), r.name.clone()));
    let mut before: Option<ArticleIdx> = None;
    let mut outlet: Option<String> = None;
    let mut out = Vec::with_capacity(line.len());
    for (i, article) in line.into_iter().enumerate() {
        let changed = before
            .filter(|_| i <= MOST_STEPS)
            .and_then(|old| archive.changed(old, article.idx));
        before = Some(article.idx);
        // An outlet that changes a figure edits; what it reprints elsewhere is a copy.
        let edited = changed.as_ref().is_some_and(|c| !c.is_empty());
        let same_outlet = outlet.as_ref() == Some(&article.source);
        outlet = Some(article.source.clone());
        let kinship = if article.name == *origin {
            Kinship::Original
        } else if article.version_of.is_some() || edited && same_outlet {
            Kinship::Version
        } else {
            Kinship::Copy
        };
        out.push(VersionRow {
            article,
            kinship,
            changed,
        });
    }
    out
}

/// For each version and copy, the article it comes from.
struct Origins<'a>(FxHashMap<&'a ArticleName, &'a ArticleName>);

impl<'a> Origins<'a> {
    fn of(all: &'a [ArticleRow]) -> Self {
        let above = |a: &'a ArticleRow| a.version_of.as_ref().or(a.copy_of.as_ref());
        let pairs = all.iter().filter_map(|a| Some((&a.name, above(a)?)));
        Self(pairs.collect())
    }

    /// Returns where a line begins: an edit of an edit belongs to it as well.
    fn of_article<'n>(&self, name: &'n ArticleName) -> &'n ArticleName
    where
        'a: 'n,
    {
        let mut at = name;
        for _ in 0..self.0.len() {
            match self.0.get(at) {
                Some(next) => at = *next,
                None => break,
            }
        }
        at
    }
}
