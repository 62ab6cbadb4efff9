//! `parallax.toml`: what the owner of a corpus says of its files, over what they say.

use serde::Deserialize;
use std::collections::HashMap;

/// The name of the file, in any folder of the corpus.
pub(super) const FILE_NAME: &str = "parallax.toml";
/// Larger than any sidecar written by hand or by a script.
pub(super) const MAX_BYTES: u64 = 16 << 20;

/// All sidecars of a corpus.
#[derive(Debug, Default)]
pub(super) struct Sidecar {
    /// By path, or `path#record`; what is said first counts.
    articles: HashMap<String, AboutArticle>,
    sources: Vec<AboutSource>,
    hash: u64,
}

/// What is said of one article.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct AboutArticle {
    path: String,
    pub source: Option<String>,
    pub published: Option<toml::Value>,
    pub title: Option<String>,
    pub url: Option<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct AboutSource {
    name: String,
    #[serde(default)]
    paths: Vec<String>,
    #[serde(default)]
    aliases: Vec<String>,
}

#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    article: Vec<AboutArticle>,
    #[serde(default)]
    source: Vec<AboutSource>,
}

impl Sidecar {
    /// Takes in the sidecar of a folder (empty, or ending in `/`).
    pub(super) fn add(&mut self, folder: &str, text: &str) -> Result<(), String> {
        let file: File = toml::from_str(text).map_err(|why: toml::de::Error| {
            let line = why.span().map_or(1, |s| {
                text[..s.start.min(text.len())].matches('\n').count() + 1
            });
            format!(
                "line {line}: {}",
                why.message().lines().next().unwrap_or_default()
            )
        })?;
        self.hash ^= xxhash_rust::xxh3::xxh3_64(text.as_bytes()).rotate_left(17)
            ^ xxhash_rust::xxh3::xxh3_64(folder.as_bytes());
        for mut article in file.article {
            let path = format!("{folder}{}", std::mem::take(&mut article.path));
            self.articles.entry(path).or_insert(article);
        }
        for mut source in file.source {
            for path in &mut source.paths {
                *path = format!("{folder}{path}");
            }
            self.sources.push(source);
        }
        Ok(())
    }

    /// Returns what is said of an article by its path, or `path#record`.
    pub(super) fn article(&self, path: &str, record: Option<&str>) -> Option<&AboutArticle> {
        if self.articles.is_empty() {
            return None;
        }
        record
            .and_then(|record| self.articles.get(&format!("{path}#{record}")))
            .or_else(|| self.articles.get(path))
    }

    /// Returns the source a path is said to belong to.
    pub(super) fn source_of(&self, path: &str) -> Option<&str> {
        self.sources
            .iter()
            .find(|s| s.paths.iter().any(|glob| matches(glob, path)))
            .map(|s| s.name.as_str())
    }

    /// Returns the name a source goes by.
    pub(super) fn renamed<'a>(&'a self, source: &'a str) -> &'a str {
        self.sources
            .iter()
            .find(|s| s.aliases.iter().any(|a| a.eq_ignore_ascii_case(source)))
            .map_or(source, |s| s.name.as_str())
    }

    pub(super) fn hash(&self, into: &mut xxhash_rust::xxh3::Xxh3) {
        into.update(&self.hash.to_le_bytes());
    }
}

/// Matches a path against a pattern: `*` within a folder, `**` across folders, `?` one
/// character; a pattern ending in `/` holds everything below.
fn matches(glob: &str, path: &str) -> bool {
    let whole;
    let glob = if glob.ends_with('/') {
        whole = format!("{glob}**");
        whole.as_str()
    } else {
        glob
    };
    let (g, p): (Vec<char>, Vec<char>) = (glob.chars().collect(), path.chars().collect());
    // One row of a table instead of backtracking: no pattern is slow.
    let mut row = vec![false; p.len() + 1];
    row[0] = true;
    let mut at = 0;
    while at < g.len() {
        let across = g[at] == '*' && g.get(at + 1) == Some(&'*');
        match g[at] {
            '*' => {
                for i in 0..p.len() {
                    row[i + 1] |= row[i] && (across || p[i] != '/');
                }
                at += if across { 2 } else { 1 };
                // "**/" also stands for no folder at all.
                if across && g.get(at) == Some(&'/') && row[0] {
                    at += 1;
                }
                continue;
            }
            c => {
                for i in (0..p.len()).rev() {
                    row[i + 1] = row[i] && (p[i] == c || (c == '?' && p[i] != '/'));
                }
                row[0] = false;
            }
        }
        at += 1;
    }
    row[p.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn globs_match_as_people_mean_them() {
        assert!(matches("a/*.txt", "a/b.txt"));
        assert!(!matches("a/*.txt", "a/b/c.txt"));
        assert!(matches("a/**", "a/b/c.txt"));
        assert!(matches("a/", "a/b/c.txt"));
        assert!(matches("**/c.txt", "c.txt"));
        assert!(matches("**/c.txt", "a/b/c.txt"));
        assert!(matches("?.txt", "a.txt"));
        assert!(!matches("?.txt", "ab.txt"));
    }
}
