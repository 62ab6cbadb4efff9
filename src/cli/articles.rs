//! `parallax articles`: what was read, when it appeared and how that is known.

use super::args::{ArticlesArgs, Common, Format};
use super::corpus::{Opened, open};
use super::layout::{cut, one_line, pad, wrap};
use super::list::{Wanted, check_sources, write_rows};
use super::output::{Out, say};
use super::table::word_of;
use super::{Done, Failure, published, rows};
use crate::article::{ArticleIdx, ArticleName, SourceFrom};
use crate::query::{Archive, ArticleRow, FileFate, FileReport, Page};
use crate::text::language::Language;
use crate::text::width::width;
use crate::time::has_rules;
use std::collections::BTreeMap;

/// An article that was read, or a file that was not.
enum Entry {
    Read(Box<ArticleRow>, Option<String>),
    Skipped(FileReport),
}

impl Entry {
    fn name(&self) -> &ArticleName {
        match self {
            Self::Read(row, _) => &row.name,
            Self::Skipped(report) => &report.name,
        }
    }

    fn json(&self) -> rows::Article<'_> {
        match self {
            Self::Read(row, partial) => rows::Article::read(row, partial.as_deref()),
            Self::Skipped(report) => rows::Article::skipped(report),
        }
    }
}

/// Runs the command.
///
/// # Errors
///
/// Fails when the corpus cannot be opened or has no article of the name given.
pub fn run(args: &ArticlesArgs, common: &Common, out: &mut Out) -> Result<Done, Failure> {
    let wanted = Wanted::from(&args.list.list)?;
    let opened = open(&args.list.corpus, common)?;
    if let Some(name) = &args.body {
        return body(&opened, name, out);
    }
    let archive = opened.archive.as_ref();
    check_sources(archive, &wanted.filter.sources);
    let mut partial = BTreeMap::new();
    let mut entries = Vec::new();
    for report in archive.problems() {
        if report.fate == FileFate::Partial {
            partial.insert(report.name, report.reason);
        } else if wanted.filter.is_empty() {
            entries.push(Entry::Skipped(report));
        }
    }
    for row in archive.articles(&wanted.filter, Page::all()) {
        let lacks = partial.get(&row.name).cloned();
        entries.push(Entry::Read(Box::new(row), lacks));
    }
    let n_read = entries
        .iter()
        .filter(|e| matches!(e, Entry::Read(..)))
        .count();
    entries.sort_by(|a, b| a.name().cmp(b.name()));
    entries.truncate(wanted.page.limit);
    if wanted.format == Format::Text {
        text(&entries, common, out)?;
    } else {
        write_rows(out, wanted.format, &entries, Entry::json, HEADER, cells)?;
    }
    Ok(opened.done(n_read))
}

/// Prints the body of one article and nothing else: offsets count its bytes.
fn body(opened: &Opened, name: &str, out: &mut Out) -> Result<Done, Failure> {
    let archive = opened.archive.as_ref();
    let Some(article) = named(archive, name).and_then(|idx| archive.article(idx)) else {
        return Ok(opened.done(0));
    };
    out.text(&article.body)?;
    Ok(Done::Fully)
}

/// Returns the article of this path, or path and record; says so when there is none.
pub fn named(archive: &dyn Archive, name: &str) -> Option<ArticleIdx> {
    let plain = ArticleName {
        path: name.to_owned(),
        record: None,
    };
    let found = archive.article_named(&plain).or_else(|| {
        // A path may hold a # itself, so every one of them is tried.
        name.match_indices('#').find_map(|(i, _)| {
            archive.article_named(&ArticleName {
                path: name[..i].to_owned(),
                record: Some(name[i + 1..].to_owned()),
            })
        })
    });
    if found.is_none() {
        say(&format!(
            "no article is called {name}: parallax articles lists them as path or path#record"
        ));
    }
    found
}

const HEADER: &[&str] = &[
    "path",
    "record",
    "status",
    "source",
    "source_from",
    "title",
    "author",
    "url",
    "published",
    "earliest",
    "latest",
    "from",
    "confidence",
    "because",
    "language",
    "words",
    "version_of",
    "copy_of",
    "reason",
    "format",
];

fn cells(entry: &Entry) -> Vec<String> {
    let text = |o: &Option<String>| o.clone().unwrap_or_default();
    match entry {
        Entry::Skipped(report) => {
            let mut out = vec![String::new(); HEADER.len()];
            out[0].clone_from(&report.name.path);
            out[1] = text(&report.name.record);
            rows::fate_word(report.fate).clone_into(&mut out[2]);
            out[18].clone_from(&report.reason);
            out
        }
        Entry::Read(row, partial) => {
            let p = &row.published;
            let day = |d: Option<chrono::NaiveDate>| d.map(|d| d.to_string()).unwrap_or_default();
            let name =
                |n: &Option<ArticleName>| n.as_ref().map(ToString::to_string).unwrap_or_default();
            vec![
                row.name.path.clone(),
                text(&row.name.record),
                if partial.is_some() { "partial" } else { "read" }.to_owned(),
                row.source.clone(),
                word_of(&row.source_from),
                text(&row.title),
                text(&row.author),
                text(&row.url),
                day(p.value),
                day(p.earliest),
                day(p.latest),
                word_of(&p.from),
                format!("{:.2}", p.confidence),
                p.because.join("; "),
                row.language.clone(),
                row.words.to_string(),
                name(&row.version_of),
                name(&row.copy_of),
                text(partial),
                word_of(&row.format),
            ]
        }
    }
}

fn text(entries: &[Entry], common: &Common, out: &mut Out) -> Result<(), Failure> {
    let read = entries.iter().filter_map(|e| match e {
        Entry::Read(row, _) => Some(row),
        Entry::Skipped(_) => None,
    });
    let columns = read
        .map(|row| width(&row.source))
        .max()
        .unwrap_or(0)
        .clamp(4, 28);
    let days = entries
        .iter()
        .filter_map(|e| match e {
            Entry::Read(row, _) => Some(width(&published::words(&row.published, common.tz))),
            Entry::Skipped(_) => None,
        })
        .max()
        .unwrap_or(0);
    let indent = " ".repeat(columns + 2);
    for entry in entries {
        match entry {
            Entry::Skipped(report) => {
                out.line(&format!(
                    "{}  {}",
                    out.style.differs(&pad("left out", columns)),
                    one_line(&report.name.to_string())
                ))?;
                note(&indent, &report.reason, out)?;
            }
            Entry::Read(row, partial) => {
                let source = cut(&one_line(&row.source), columns, out.ascii);
                let day = pad(&published::words(&row.published, common.tz), days);
                let mut line = format!(
                    "{}  {}",
                    out.style.source(&pad(&source, columns)),
                    out.style.date(&day)
                );
                if let Some(title) = &row.title {
                    let used = columns + days + 4;
                    let room = out.columns.saturating_sub(used).max(20);
                    let title = cut(&one_line(title), room, out.ascii);
                    line.push_str(&format!("  {}", out.style.bold(&title)));
                }
                out.line(&line)?;
                note(&indent, &facts(row), out)?;
                note(&indent, &known(row), out)?;
                if let Some(reason) = partial {
                    note(&indent, &format!("read in part: {reason}"), out)?;
                }
            }
        }
    }
    Ok(())
}

fn facts(row: &ArticleRow) -> String {
    let mut out = format!("{}, {} words", row.name, row.words);
    if row.language != "en" {
        let language = Language::new(&row.language);
        out.push_str(&format!(", in {}", language.name()));
        if !has_rules(&language) {
            out.push_str(", whose words for time are not known: only dates in figures are found");
        }
    }
    if row.source_from == SourceFrom::Unknown {
        out.push_str(", nothing names the outlet");
    }
    if let Some(original) = &row.copy_of {
        out.push_str(&format!(", a copy of {original}"));
    }
    if let Some(earlier) = &row.version_of {
        out.push_str(&format!(", a later version of {earlier}"));
    }
    out
}

/// How the day is known.
fn known(row: &ArticleRow) -> String {
    let p = &row.published;
    let doubt = published::doubt(p);
    let reasons = p.because.join("; ");
    match (doubt.is_empty(), reasons.is_empty()) {
        (_, true) if p.value.is_none() => "nothing tells when it appeared".to_owned(),
        (false, true) => doubt,
        (false, false) => format!("{doubt}: {reasons}"),
        (true, _) => reasons,
    }
}

fn note(indent: &str, text: &str, out: &mut Out) -> Result<(), Failure> {
    let text = one_line(text);
    if text.is_empty() {
        return Ok(());
    }
    for line in wrap(&text, out.columns.saturating_sub(indent.len()).max(20)) {
        out.line(&format!("{indent}{}", out.style.dim(&line)))?;
    }
    Ok(())
}
