//! Text exports of press databases, many articles a file: LexisNexis, Factiva, ProQuest.
//!
//! Layouts change with every redesign, so only what has held is relied upon: the labels
//! of fields and the marks between documents.

use super::date;
use super::draft::{Draft, Found, Lines, Role};
use crate::article::Format;

/// Returns the database whose export this is.
pub(super) fn detect(text: &str) -> Option<Format> {
    let mut lexis = 0;
    let mut factiva = 0;
    let mut proquest = 0;
    let mut counted = false;
    for line in text.lines().take(400) {
        let bare = line.trim();
        if is_of_documents(bare) || bare == "End of Document" {
            lexis += 3;
        }
        if [
            "LOAD-DATE:",
            "Load-Date:",
            "LENGTH:",
            "Length:",
            "BYLINE:",
            "Byline:",
            "Section:",
            "SECTION:",
        ]
        .iter()
        .any(|label| bare.starts_with(label))
        {
            lexis += 1;
        }
        if ["HD", "SN", "SC", "PD", "WC", "LP", "TD", "CY", "LA"]
            .contains(&code(line).unwrap_or_default())
        {
            factiva += 1;
        }
        if is_accession(bare) {
            factiva += 1;
        }
        counted |= is_word_count(bare);
        if [
            "Publication title:",
            "Full text:",
            "Publication date:",
            "ProQuest document ID:",
            "Publication year:",
        ]
        .iter()
        .any(|label| bare.starts_with(label))
        {
            proquest += 1;
        }
    }
    // Without its codes an article has but these two.
    if counted && text.lines().any(|l| is_accession(l.trim())) {
        factiva += 5;
    }
    [
        (proquest, 3, Format::ProQuest),
        (factiva, 5, Format::Factiva),
        (lexis, 4, Format::LexisNexis),
    ]
    .into_iter()
    .filter(|(n, least, _)| n >= least)
    .max_by_key(|(n, ..)| *n)
    .map(|(.., format)| format)
}

pub(super) fn read(format: Format, text: &str, found: &mut dyn FnMut(Found)) {
    let lines: Vec<(u32, &str)> = (1u32..).zip(text.lines()).collect();
    let ends: fn(&str) -> Ends = match format {
        Format::Factiva => factiva_end,
        Format::ProQuest => proquest_end,
        _ => lexis_end,
    };
    let mut documents: Vec<Vec<(u32, &str)>> = vec![Vec::new()];
    for (number, line) in lines {
        match ends(line) {
            Ends::After => documents.push(Vec::new()),
            Ends::No => {
                if let Some(last) = documents.last_mut() {
                    last.push((number, line));
                }
            }
        }
    }
    let mut n = 0;
    for document in documents {
        let words: usize = document
            .iter()
            .map(|(_, l)| l.split_whitespace().count())
            .sum();
        if words < 15 {
            continue;
        }
        n += 1;
        let mut draft = match format {
            Format::Factiva if document.iter().any(|(_, l)| code(l).is_some()) => {
                factiva(&document)
            }
            Format::Factiva => factiva_bare(&document).unwrap_or_else(|| factiva(&document)),
            Format::ProQuest => proquest(&document),
            _ => lexis(&document),
        };
        draft.format = format;
        draft.record = Some(n.to_string());
        if draft.body.trim().is_empty() {
            let line = document.first().map_or(1, |(l, _)| *l);
            found(Found::broken(
                draft.record,
                format!("no text in the document at line {line}; export it with its full text"),
            ));
        } else {
            found(Found::Article(Box::new(draft)));
        }
    }
}

enum Ends {
    No,
    After,
}

fn is_of_documents(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    matches!(words.as_slice(), [n, "of" | "OF", m, "DOCUMENTS" | "Documents" | "documents"]
        if n.parse::<u32>().is_ok() && m.parse::<u32>().is_ok())
}

fn lexis_end(line: &str) -> Ends {
    let bare = line.trim();
    if is_of_documents(bare) || bare == "End of Document" {
        Ends::After
    } else {
        Ends::No
    }
}

/// Labels that open a field, before and after the text.
const LEXIS: &[&str] = &[
    "byline",
    "section",
    "length",
    "dateline",
    "highlight",
    "language",
    "load-date",
    "graphic",
    "copyright",
    "publication-type",
    "journal-code",
    "notes",
    "series",
    "correction",
    "subject",
    "company",
    "organization",
    "person",
    "city",
    "state",
    "country",
    "geographic",
    "ticker",
    "industry",
    "body",
    "classification",
    "acc-no",
    "type",
    "url",
];

fn lexis(document: &[(u32, &str)]) -> Draft {
    let mut draft = Draft::default();
    let mut body: Vec<(u32, &str)> = Vec::new();
    // Lines before the first field, each with the number of its block.
    let mut head: Vec<(usize, &str)> = Vec::new();
    let mut block = 0;
    let mut has_body = false;
    let mut label = String::new();
    let mut in_text = false;
    for (number, line) in document {
        let bare = line.trim();
        let field = bare
            .split_once(':')
            .map(|(k, v)| (k.trim().to_lowercase(), v.trim()))
            .filter(|(k, _)| LEXIS.contains(&k.as_str()));
        if let Some((key, value)) = field {
            match key.as_str() {
                "byline" => draft.author = Some(value.to_owned()),
                "language" => {
                    draft.language =
                        Some(value.split([';', ',']).next().unwrap_or(value).to_owned())
                }
                // When the database took it in: hours or years after it appeared.
                "load-date" => {}
                "url" => draft.url = Some(value.to_owned()),
                _ => {}
            }
            // After the text come its classifications.
            in_text = if body.is_empty() {
                matches!(
                    key.as_str(),
                    "body"
                        | "length"
                        | "byline"
                        | "dateline"
                        | "highlight"
                        | "section"
                        | "language"
                        | "series"
                        | "notes"
                )
            } else {
                false
            };
            label = key;
            continue;
        }
        if bare == "Body" {
            has_body = true;
            in_text = true;
            body.clear();
            label.clear();
            continue;
        }
        if matches!(bare, "Classification" | "Graphic") {
            in_text = false;
            label = "after".to_owned();
            continue;
        }
        if label.is_empty() && !in_text {
            if bare.is_empty() {
                block += 1;
            } else {
                head.push((block, bare));
            }
        } else if in_text && !(body.is_empty() && bare.is_empty()) {
            body.push((*number, bare));
        }
    }
    head.retain(|(_, l)| !is_rights(l));
    let is_day = |(_, l): &(usize, &str)| date::parse(&l.replace(" Edition", ""), None).is_some();
    // A monthly is of "October 2016".
    let is_month = |(_, l): &(usize, &str)| !date::spans(l).is_empty();
    let at = head
        .iter()
        .position(|(_, l)| is_day_line(l))
        .or_else(|| head.iter().position(is_day))
        .or_else(|| head.iter().position(is_month));
    if let Some((_, text)) = at.and_then(|at| head.get(at)) {
        draft.date("date line", text, Role::Published);
    }
    // Old exports: outlet, date, section, headline. New ones: headline, outlet, date, and
    // before the first of them perhaps a page on the search.
    match at {
        Some(at) if at >= 2 => {
            let title = if has_body { at - 2 } else { 0 };
            draft.title = Some(head[title].1.to_owned());
            draft.outlet(head[at - 1].1);
        }
        Some(at) => {
            if at == 1 {
                draft.outlet(head[0].1);
            }
            let below = head.get(at + 1..).unwrap_or_default();
            let title: Vec<&str> = below
                .iter()
                .filter(|(block, _)| below.last().is_some_and(|(last, _)| block == last))
                .map(|(_, l)| *l)
                .collect();
            draft.title = (!title.is_empty()).then(|| title.join(" "));
        }
        None => draft.title = head.first().map(|(_, t)| (*t).to_owned()),
    }
    put(&mut draft, &body);
    draft
}

/// A line that is a day and perhaps its weekday, hour and edition.
fn is_day_line(line: &str) -> bool {
    let bare = line.trim_end_matches(" Edition");
    let words = bare.split_whitespace();
    let opens = words.clone().next().is_some_and(|w| {
        date::month(w.trim_end_matches('.')).is_some() || date::is_bare(&format!("{w} 1 May 2016"))
    });
    opens && words.count() <= 9 && date::parse(bare, None).is_some()
}

fn is_rights(line: &str) -> bool {
    let lower = line.to_lowercase();
    lower.starts_with("copyright") || lower == "all rights reserved"
}

/// `HD`, `PD` and the like stand at the beginning of a line, alone or before their text.
fn code(line: &str) -> Option<&str> {
    let end = line.find(char::is_whitespace).unwrap_or(line.len());
    let code = &line[..end];
    (code.len() == 2 || code.len() == 3)
        .then_some(code)
        .filter(|c| c.chars().all(|c| c.is_ascii_uppercase()))
        .filter(|c| CODES.contains(c))
}

const CODES: &[&str] = &[
    "SE", "HD", "BY", "CR", "WC", "PD", "ET", "SN", "SC", "ED", "PG", "LA", "CY", "LP", "TD", "CT",
    "RF", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN", "VOL", "ART", "CLM",
];

/// "Document HAPO000020161009eca900001": where an article of Factiva ends.
fn is_accession(line: &str) -> bool {
    line.strip_prefix("Document ")
        .is_some_and(|n| !n.contains(' ') && n.len() >= 12 && n.chars().any(|c| c.is_ascii_digit()))
}

/// "1,234 words", alone on its line.
fn is_word_count(line: &str) -> bool {
    line.strip_suffix(" words").is_some_and(|n| {
        n.starts_with(|c: char| c.is_ascii_digit())
            && n.bytes().all(|b| b.is_ascii_digit() || b == b',')
    })
}

fn factiva_end(line: &str) -> Ends {
    let bare = line.trim();
    if is_accession(bare) || matches!(code(line), Some("AN")) {
        Ends::After
    } else {
        Ends::No
    }
}

fn factiva(document: &[(u32, &str)]) -> Draft {
    let mut draft = Draft::default();
    let mut body: Vec<(u32, &str)> = Vec::new();
    let mut current = "";
    for (number, line) in document {
        let (text, new) = match code(line) {
            Some(code) => {
                current = code;
                (line[code.len()..].trim(), true)
            }
            None => (line.trim(), false),
        };
        if matches!(current, "LP" | "TD") {
            if !(new && text.is_empty()) {
                body.push((*number, text));
            }
            continue;
        }
        if text.is_empty() {
            continue;
        }
        match current {
            "HD" => {
                let title = draft.title.get_or_insert_default();
                if !title.is_empty() {
                    title.push(' ');
                }
                title.push_str(text);
            }
            "BY" => draft.author = Some(text.to_owned()),
            "PD" => draft.date("PD", text, Role::Published),
            "SN" => draft.outlet(text),
            "LA" => draft.language = Some(text.to_owned()),
            _ => {}
        }
    }
    put(&mut draft, &body);
    draft
}

/// Exported without its codes, an article still has its fields in their order: headline,
/// perhaps a byline, number of words, day, perhaps a time, outlet, code, language, rights.
fn factiva_bare(document: &[(u32, &str)]) -> Option<Draft> {
    let mut draft = Draft::default();
    let filled: Vec<(u32, &str)> = document
        .iter()
        .map(|(n, l)| (*n, l.trim()))
        .filter(|(_, l)| !l.is_empty())
        .collect();
    let at = filled.iter().position(|(_, l)| is_word_count(l))?;
    let (headline, byline) = match &filled[..at] {
        [] => return None,
        [headline] => (headline.1, None),
        [headline, .., byline] => (headline.1, Some(byline.1)),
    };
    draft.title = Some(headline.to_owned());
    draft.author = byline.map(str::to_owned);
    let (_, day) = filled.get(at + 1)?;
    date::parse(day, None)?;
    draft.date("date line", day, Role::Published);
    let is_time =
        |l: &str| l.len() <= 8 && l.contains(':') && l.starts_with(|c: char| c.is_ascii_digit());
    let from = at + 2 + usize::from(filled.get(at + 2).is_some_and(|(_, l)| is_time(l)));
    let (mut last, outlet) = filled.get(from).copied()?;
    draft.outlet(outlet);
    for (number, line) in filled.iter().skip(from + 1).take(8) {
        let lower = line.to_lowercase();
        let is_rights = ["copyright", "(c)", "©"]
            .iter()
            .any(|m| lower.starts_with(m));
        let is_word = !line.contains(' ') && line.len() <= 12;
        if !(is_rights || is_word) {
            break;
        }
        last = *number;
        if is_rights {
            break;
        }
        let shouted = |c: char| c.is_ascii_uppercase() || c.is_ascii_digit();
        if !line.chars().all(shouted) {
            draft.language = Some((*line).to_owned());
        }
    }
    let body: Vec<(u32, &str)> = document
        .iter()
        .filter(|(number, _)| *number > last)
        .map(|(number, line)| (*number, line.trim()))
        .collect();
    put(&mut draft, &body);
    Some(draft)
}

fn proquest_end(line: &str) -> Ends {
    let bare = line.trim();
    if bare.len() >= 20 && bare.chars().all(|c| c == '_') {
        Ends::After
    } else {
        Ends::No
    }
}

fn proquest(document: &[(u32, &str)]) -> Draft {
    let mut draft = Draft::default();
    let mut body: Vec<(u32, &str)> = Vec::new();
    let mut in_text = false;
    let mut first: Option<&str> = None;
    for (number, line) in document {
        let bare = line.trim();
        let field = bare.split_once(':').filter(|(key, _)| {
            (3..=40).contains(&key.len())
                && key.starts_with(char::is_uppercase)
                && key.split_whitespace().count() <= 4
                && PROQUEST.contains(&key.trim().to_lowercase().as_str())
        });
        if let Some((key, value)) = field {
            let value = value.trim();
            in_text = false;
            match key.trim().to_lowercase().as_str() {
                "full text" => {
                    in_text = true;
                    if !value.is_empty() {
                        body.push((*number, value));
                    }
                }
                "title" => draft.title = Some(value.to_owned()),
                "author" => draft.author = Some(value.to_owned()),
                "publication title" => draft.outlet(value.split(';').next().unwrap_or(value)),
                "publication date" => draft.date("Publication date", value, Role::Published),
                "document url" => draft.url = Some(value.to_owned()),
                "language of publication" | "language" => draft.language = Some(value.to_owned()),
                _ => {}
            }
        } else if in_text {
            body.push((*number, bare));
        } else if first.is_none() && !bare.is_empty() && !bare.starts_with("Document ") {
            first = Some(bare);
        }
    }
    if draft.title.is_none() {
        draft.title = first.map(str::to_owned);
    }
    put(&mut draft, &body);
    draft
}

const PROQUEST: &[&str] = &[
    "title",
    "author",
    "publication title",
    "publication date",
    "publication year",
    "publication subject",
    "full text",
    "subject",
    "abstract",
    "document url",
    "place of publication",
    "country of publication",
    "publisher",
    "issn",
    "source type",
    "language of publication",
    "document type",
    "proquest document id",
    "copyright",
    "last updated",
    "database",
    "links",
    "location",
    "people",
    "company / organization",
    "section",
    "publication info",
    "first page",
    "pages",
    "volume",
    "issue",
    "dateline",
    "language",
    "identifier / keyword",
    "column",
];

fn put(draft: &mut Draft, body: &[(u32, &str)]) {
    let end = body
        .iter()
        .rposition(|(_, l)| !l.is_empty())
        .map_or(0, |n| n + 1);
    let start = body
        .iter()
        .position(|(_, l)| !l.is_empty())
        .unwrap_or(0)
        .min(end);
    let kept = &body[start..end];
    draft.body = kept.iter().map(|(_, l)| *l).collect::<Vec<_>>().join("\n");
    draft.lines = Lines::Each(kept.iter().map(|(n, _)| *n).collect());
}
