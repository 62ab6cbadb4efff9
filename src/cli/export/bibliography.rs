//! The articles that tell the exported moments, as BibTeX and as CSL JSON.

use super::{Chronicle, quoted};
use crate::article::ArticleIdx;
use crate::cli::layout::one_line;
use crate::query::ArticleRow;
use crate::time::published::PublishedFrom;
use chrono::Datelike;
use serde_json::{Map, Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// An article with its key and the first sentence quoted from it.
struct Entry {
    key: String,
    row: ArticleRow,
    quote: String,
}

fn entries(chronicle: &Chronicle<'_>) -> Vec<Entry> {
    let mut quotes: BTreeMap<ArticleIdx, String> = BTreeMap::new();
    for telling in chronicle.moments.iter().flat_map(quoted) {
        quotes
            .entry(telling.article)
            .or_insert_with(|| one_line(&telling.text));
    }
    let mut keys = BTreeSet::new();
    quotes
        .into_iter()
        .filter_map(|(idx, quote)| {
            let row = chronicle.archive.article(idx)?.row;
            let day = row
                .published
                .value
                .map_or_else(|| "undated".to_owned(), |d| d.format("%Y%m%d").to_string());
            let stem: String = row
                .source
                .chars()
                .filter(char::is_ascii_alphanumeric)
                .collect::<String>()
                .to_lowercase();
            let stem = if stem.is_empty() {
                "source".to_owned()
            } else {
                stem
            };
            let key = (1..)
                .map(|n| match n {
                    1 => format!("{stem}{day}"),
                    n => format!("{stem}{day}-{n}"),
                })
                .find(|key| !keys.contains(key))?;
            keys.insert(key.clone());
            Some(Entry { key, row, quote })
        })
        .collect()
}

/// Returns BibTeX (the fields of biblatex's `@online`).
pub fn bibtex(chronicle: &Chronicle<'_>) -> String {
    let mut out = String::new();
    for Entry { key, row, quote } in entries(chronicle) {
        let _ = writeln!(out, "@online{{{key},");
        let title = row.title.as_deref().unwrap_or("untitled");
        let _ = writeln!(out, "  title = {{{{{}}}}},", escape(&one_line(title)));
        if let Some(author) = &row.author {
            let _ = writeln!(out, "  author = {{{{{}}}}},", escape(&one_line(author)));
        }
        let _ = writeln!(
            out,
            "  organization = {{{}}},",
            escape(&one_line(&row.source))
        );
        if let Some(day) = row.published.value {
            let _ = writeln!(out, "  date = {{{day}}},");
        }
        if let Some(url) = &row.url {
            let _ = writeln!(
                out,
                "  url = {{{}}},",
                one_line(url).replace(['{', '}', ' '], "")
            );
        }
        let mut note = format!("{}: {quote}", row.name);
        if row.published.from == PublishedFrom::Inferred {
            note.push_str(" (day of publication inferred)");
        }
        let _ = writeln!(out, "  note = {{{}}}", escape(&one_line(&note)));
        out.push_str("}\n\n");
    }
    out.truncate(out.trim_end().len());
    if !out.is_empty() {
        out.push('\n');
    }
    out
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' | '%' | '$' | '#' | '_' => {
                out.push('\\');
                out.push(c);
            }
            '{' => out.push('('),
            '}' => out.push(')'),
            '\\' => out.push_str("\\textbackslash "),
            '~' => out.push_str("\\textasciitilde "),
            '^' => out.push_str("\\textasciicircum "),
            c => out.push(c),
        }
    }
    out
}

/// Returns CSL JSON.
pub fn csl_json(chronicle: &Chronicle<'_>) -> String {
    let items: Vec<Value> = entries(chronicle)
        .into_iter()
        .map(|Entry { key, row, quote }| {
            let mut item = Map::new();
            item.insert("id".into(), json!(key));
            item.insert("type".into(), json!("article-newspaper"));
            if let Some(title) = &row.title {
                item.insert("title".into(), json!(one_line(title)));
            }
            item.insert("container-title".into(), json!(one_line(&row.source)));
            if let Some(author) = &row.author {
                item.insert("author".into(), json!([{"literal": one_line(author)}]));
            }
            if let Some(day) = row.published.value {
                let mut issued = json!({"date-parts": [[day.year(), day.month(), day.day()]]});
                if row.published.from == PublishedFrom::Inferred {
                    issued["circa"] = json!(true);
                }
                item.insert("issued".into(), issued);
            }
            if let Some(url) = &row.url {
                item.insert("URL".into(), json!(one_line(url)));
            }
            item.insert("language".into(), json!(row.language));
            item.insert(
                "note".into(),
                json!(one_line(&format!("{}: {quote}", row.name))),
            );
            Value::Object(item)
        })
        .collect();
    format!("{:#}\n", Value::Array(items))
}
