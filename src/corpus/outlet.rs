//! Who published a text, as far as something says so.

use super::draft::Draft;
use super::sidecar::Sidecar;
use crate::article::SourceFrom;
use std::collections::{BTreeMap, BTreeSet};

/// Names of folders and files that say what is in them, not who published it.
const GENERIC: &[&str] = &[
    "articles",
    "article",
    "news",
    "data",
    "text",
    "texts",
    "txt",
    "html",
    "json",
    "jsonl",
    "csv",
    "corpus",
    "raw",
    "clean",
    "cleaned",
    "processed",
    "docs",
    "documents",
    "files",
    "stories",
    "story",
    "archive",
    "archives",
    "export",
    "exports",
    "download",
    "downloads",
    "output",
    "out",
    "input",
    "in",
    "train",
    "test",
    "dev",
    "valid",
    "misc",
    "other",
    "new",
    "old",
    "tmp",
    "temp",
    "saved",
    "web",
    "pages",
    "page",
    "scraped",
    "dump",
    "sample",
    "samples",
    "part",
    "politics",
    "world",
    "sport",
    "sports",
    "business",
    "opinion",
    "culture",
    "science",
    "technology",
    "health",
    "english",
    "en",
    "de",
    "fr",
    "es",
    "ar",
    "ru",
    "it",
    "nl",
    "pt",
    "index",
    "untitled",
    "unknown",
    "unsorted",
    "results",
    "feed",
    "feeds",
    "rss",
    "media",
    "press",
    "record",
    "records",
    "items",
];

/// Returns the outlet of an article and what tells it.
pub(super) fn outlet(
    sidecar: &Sidecar,
    folder_level: Option<usize>,
    path: &str,
    draft: &Draft,
    body: &str,
) -> (String, SourceFrom) {
    if let Some(name) = sidecar.source_of(path) {
        return (name.to_owned(), SourceFrom::Sidecar);
    }
    let named = |name: &str| sidecar.renamed(name).to_owned();
    if let Some(said) = draft.outlets.first() {
        let from = if said.in_front_matter {
            SourceFrom::FrontMatter
        } else {
            SourceFrom::Metadata
        };
        return (named(&tidy(&said.text)), from);
    }
    if let Some(host) = draft.url.as_deref().and_then(host) {
        return (named(&host), SourceFrom::Metadata);
    }
    if let Some(name) = folder(folder_level, path) {
        return (named(name), SourceFrom::Folder);
    }
    if let Some(name) = byline(body) {
        return (named(&name), SourceFrom::Byline);
    }
    let stem = stem(path);
    if let Some(name) = from_stem(stem) {
        return (named(&name), SourceFrom::FileName);
    }
    if draft.record.is_some() && !is_generic(stem) && !is_hash(stem) {
        return (named(stem), SourceFrom::FileName);
    }
    let name = match &draft.record {
        Some(record) => format!("{stem}#{record}"),
        None => stem.to_owned(),
    };
    (name, SourceFrom::Unknown)
}

/// Returns what is the same in all spellings of an outlet's name: "The Harbour Post",
/// "harbour-post", "HarbourPost".
pub(super) fn key(name: &str) -> String {
    let key = super::fields::plain(name);
    match key.strip_prefix("the") {
        Some(rest) if rest.len() > 3 => rest.to_owned(),
        _ => key,
    }
}

/// A site's address as a name, or a name without the white space around it.
fn tidy(name: &str) -> String {
    let name = crate::text::clean::clean_headline(name);
    let name = name.trim();
    let bare = name.strip_prefix("www.").unwrap_or(name);
    if is_domain(bare) {
        bare.to_lowercase()
    } else {
        name.to_owned()
    }
}

pub(super) fn is_domain(name: &str) -> bool {
    name.contains('.')
        && !name.contains(char::is_whitespace)
        && name
            .split('.')
            .all(|part| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-'))
}

/// Returns the host of an address without its `www.`.
fn host(url: &str) -> Option<String> {
    let rest = url.split_once("://")?.1;
    let host = rest
        .split(['/', '?', '#', ':'])
        .next()?
        .rsplit('@')
        .next()?;
    let host = host.to_lowercase();
    let host = host.strip_prefix("www.").unwrap_or(&host);
    // An archive's address holds the address of what it keeps.
    if host == "web.archive.org"
        && let Some(at) = rest.find("/http")
    {
        return self::host(&rest[at + 1..]);
    }
    (is_domain(host)).then(|| host.to_owned())
}

/// Returns the level of folders that names outlets: the first whose names are several,
/// are neither days nor generic, and do not recur under other parents.
pub(super) fn folder_level(paths: &[&str]) -> Option<usize> {
    let mut levels: BTreeMap<usize, BTreeMap<&str, BTreeSet<&str>>> = BTreeMap::new();
    for path in paths {
        let folders: Vec<&str> = path.split('/').collect();
        let mut parent = 0;
        for (level, name) in folders[..folders.len() - 1].iter().enumerate() {
            levels
                .entry(level)
                .or_default()
                .entry(name)
                .or_default()
                .insert(&path[..parent]);
            parent += name.len() + 1;
        }
    }
    for (level, names) in &levels {
        let telling: Vec<&&str> = names.keys().filter(|n| tells(n)).collect();
        let below = levels.get(&(level + 1));
        // "syria/post, brexit/post": the same names below many folders are the outlets.
        let topics = below.is_some_and(|below| {
            let again = below
                .iter()
                .filter(|(n, p)| p.len() > 1 && tells(n))
                .count();
            again * 2 > below.len() && again > 0
        });
        if telling.len() > 1 && telling.len() * 2 > names.len() && !topics {
            return Some(*level);
        }
    }
    None
}

fn folder(level: Option<usize>, path: &str) -> Option<&str> {
    let level = level?;
    let mut parts = path.split('/');
    let name = parts.nth(level)?;
    parts.next()?;
    tells(name).then_some(name)
}

fn tells(name: &str) -> bool {
    !is_generic(name) && !is_dated(name) && !is_hash(name) && !is_archive(name)
}

fn is_generic(name: &str) -> bool {
    let bare: String = name
        .chars()
        .filter(|c| c.is_alphabetic())
        .flat_map(char::to_lowercase)
        .collect();
    bare.is_empty() || GENERIC.contains(&bare.as_str())
}

/// The name of what many sources were packed into.
fn is_archive(name: &str) -> bool {
    [".zip", ".tar", ".gz", ".tgz", ".zst"]
        .iter()
        .any(|ext| name.to_lowercase().ends_with(ext))
}

/// Mostly digits: a day, a month, a number.
fn is_dated(name: &str) -> bool {
    let digits = name.chars().filter(char::is_ascii_digit).count();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    digits > 0
        && (letters <= 2
            || name.split(['-', '_', '.', ' ']).any(|p| {
                p.len() == 4
                    && p.parse::<u32>().is_ok()
                    && super::date::month(
                        name.split(['-', '_', ' '])
                            .find(|q| super::date::month(q).is_some())
                            .unwrap_or_default(),
                    )
                    .is_some()
            }))
}

/// Long runs of hexadecimal digits and numbers name no one.
fn is_hash(name: &str) -> bool {
    name.split(['-', '_', '.', ' ']).any(|part| {
        let digits = part.chars().filter(char::is_ascii_digit).count();
        (part.len() >= 8 && digits >= 2 && part.chars().all(|c| c.is_ascii_hexdigit()))
            || (digits >= 5 && part.len() > digits)
    })
}

/// Returns the file's name without folder and endings.
pub(super) fn stem(path: &str) -> &str {
    let name = path.rsplit('/').next().unwrap_or(path);
    let mut stem = name;
    for _ in 0..3 {
        match stem.rsplit_once('.') {
            Some((s, ext))
                if !s.is_empty()
                    && ext.len() <= 8
                    && ext.chars().all(char::is_alphanumeric)
                    && ext.chars().any(char::is_alphabetic) =>
            {
                stem = s
            }
            _ => break,
        }
    }
    stem
}

/// `2016-10-09_harbour-post_veto-fails`: what stands between a day and a title.
fn from_stem(stem: &str) -> Option<String> {
    let (day, rest) = stem.split_once('_')?;
    let (outlet, title) = rest.split_once('_')?;
    let dated = super::date::parse(day, None).is_some_and(|w| !w.ambiguous);
    (dated && !title.is_empty() && tells(outlet)).then(|| outlet.to_owned())
}

/// Returns the outlet a text opens with: `(CNN)`, `CNN —`, `PARIS (AP) —`,
/// `BEIRUT, Oct 8 (Reuters) -`.
pub(super) fn byline(body: &str) -> Option<String> {
    for line in body.lines().filter(|l| !l.trim().is_empty()).take(12) {
        let line = line.trim();
        if let Some(name) = opening(line) {
            return Some(name);
        }
    }
    None
}

fn opening(line: &str) -> Option<String> {
    let head: String = line.chars().take(100).collect();
    if let Some(open) = head.find('(') {
        let inner = head[open + 1..].split_once(')');
        if let Some((name, rest)) = inner
            && is_name(name)
        {
            let before = head[..open].trim();
            let rest = rest.trim_start();
            let dashed = rest.starts_with(['-', '\u{2013}', '\u{2014}']);
            if (before.is_empty()
                && (dashed || rest.starts_with(char::is_uppercase) || rest.is_empty()))
                || (dashed && is_place(before))
            {
                return Some(name.trim().to_owned());
            }
        }
        return None;
    }
    // "CNN —": a short name in capitals before a dash.
    let (name, rest) = head
        .split_once(['\u{2014}', '\u{2013}'])
        .or_else(|| head.split_once(" -- "))?;
    let name = name.trim();
    let capital = name.chars().filter(|c| c.is_uppercase()).count();
    let acronym = name.len() <= 6 && capital >= 2 && name.chars().all(char::is_alphanumeric);
    (acronym && (rest.trim().is_empty() || rest.trim_start().starts_with(char::is_uppercase)))
        .then(|| name.to_owned())
}

fn is_name(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    (1..=4).contains(&words.len())
        && name.len() >= 2
        && name.len() <= 40
        && words
            .iter()
            .all(|w| w.starts_with(char::is_uppercase) || matches!(*w, "of" | "the" | "and" | "&"))
        && name
            .chars()
            .all(|c| c.is_alphanumeric() || " .&'-/".contains(c))
        && !name.chars().all(|c| c.is_ascii_digit())
}

/// A place, with or without its country and a day: `PARIS`, `Beirut, Lebanon`, `BEIRUT, Oct 8`.
fn is_place(text: &str) -> bool {
    let mut words = text.split([' ', ',', '/']).filter(|w| !w.is_empty());
    text.len() <= 60
        && words.clone().count() <= 8
        && words.all(|w| {
            w.starts_with(|c: char| c.is_uppercase() || c.is_ascii_digit())
                || matches!(w, "and" | "of" | "al" | "de")
        })
}
