//! What records call their text, date and outlet, across exports and scrapers.

use super::draft::{Draft, Role};
use super::record::{Field, Record};
use rustc_hash::FxHashMap;
use std::sync::OnceLock;

/// What a field stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Part {
    Text,
    Title,
    Author,
    Url,
    Language,
    Id,
    Outlet,
    Published,
    Modified,
    Year,
    Month,
    Day,
    Teaser,
}

/// Names by what they stand for, best first; written without marks and capitals.
const NAMES: &[(Part, &[&str])] = &[
    (
        Part::Text,
        &[
            "maintext",
            "articlebody",
            "fulltext",
            "text",
            "body",
            "bodytext",
            "content",
            "contenttext",
            "rawtext",
            "articletext",
            "story",
            "article",
            "bodyhtml",
            "bodyxhtml",
            "contenthtml",
            "paragraphs",
            "storytext",
            "bodies",
            "texte",
            "texto",
            "testo",
            "tekst",
            "contenu",
            "contenido",
        ],
    ),
    (
        Part::Title,
        &[
            "title",
            "headline",
            "headlines",
            "webtitle",
            "hed",
            "titel",
            "titre",
            "titulo",
            "t\u{ed}tulo",
            "titolo",
            "\u{fc}berschrift",
            "schlagzeile",
            "titular",
            "name",
            "subject",
        ],
    ),
    (
        Part::Author,
        &["author", "authors", "byline", "creator", "dccreator", "by"],
    ),
    (
        Part::Url,
        &[
            "url",
            "canonicalurl",
            "link",
            "webpageurl",
            "permalink",
            "weburl",
            "originalurl",
            "uri",
        ],
    ),
    (Part::Language, &["language", "lang", "inlanguage"]),
    (
        Part::Id,
        &["id", "uuid", "guid", "articleid", "docid", "fingerprint"],
    ),
    (
        Part::Outlet,
        &[
            "sourcename",
            "sitename",
            "publisher",
            "publication",
            "publicationtitle",
            "outlet",
            "medianame",
            "newspaper",
            "containertitle",
            "zeitung",
            "quelle",
            "journal",
            "peri\u{f3}dico",
            "fuente",
            "giornale",
            "krant",
            "source",
            "sourcehostname",
            "sourcedomain",
            "hostname",
            "domain",
            "site",
            "provider",
            "infosource",
            "infosources",
            "copyrightholder",
            "website",
            "mediaurl",
        ],
    ),
    (
        Part::Published,
        &[
            "datepublished",
            "publishedat",
            "publisheddate",
            "datepublish",
            "publishdate",
            "pubdate",
            "publicationdate",
            "published",
            "publishedon",
            "publishedtime",
            "firstcreated",
            "datetimepub",
            "webpublicationdate",
            "issued",
            "date",
            "datetime",
            "datum",
            "fecha",
            "created",
            "createdat",
            "timestamp",
            "time",
        ],
    ),
    (
        Part::Modified,
        &[
            "datemodified",
            "datemodify",
            "modified",
            "updated",
            "updatedat",
            "lastmod",
            "lastmodified",
            "versioncreated",
        ],
    ),
    (Part::Year, &["year", "publicationyear"]),
    (Part::Month, &["month"]),
    (Part::Day, &["day"]),
    (
        Part::Teaser,
        &[
            "description",
            "summary",
            "excerpt",
            "snippet",
            "leadparagraph",
            "standfirst",
            "abstract",
        ],
    ),
];

/// What `--map` may name.
pub const ROLES: &[&str] = &[
    "text", "title", "author", "url", "language", "id", "source", "date", "modified",
];

/// Objects that merely wrap the fields of a record.
const WRAPPERS: &[&str] = &[
    "_source",
    "fields",
    "article",
    "data",
    "attributes",
    "metadata",
    "meta",
    "item",
    "params",
    "extra",
];

/// The names the user gave, before those known.
#[derive(Debug, Default)]
pub(super) struct Fields {
    map: Vec<(Part, String)>,
}

/// What was found in a record: part, rank of its name, name, what stands there.
type Hit<'a> = (Part, usize, String, Field<'a>);

impl Fields {
    pub(super) fn new(map: &[(String, String)]) -> Self {
        let part = |role: &str| {
            Some(match plain(role).as_str() {
                "text" | "body" => Part::Text,
                "title" | "headline" => Part::Title,
                "author" => Part::Author,
                "url" => Part::Url,
                "language" => Part::Language,
                "id" => Part::Id,
                "source" | "outlet" => Part::Outlet,
                "date" | "published" => Part::Published,
                "modified" | "updated" => Part::Modified,
                _ => return None,
            })
        };
        let map = map
            .iter()
            .filter_map(|(role, name)| Some((part(role)?, name.clone())))
            .collect();
        Self { map }
    }

    /// Fills a draft from a record.
    pub(super) fn fill(&self, draft: &mut Draft, mut record: Record<'_>) {
        let mut hits: Vec<Hit> = Vec::with_capacity(record.fields.len());
        for (part, name) in &self.map {
            if let Some(field) = record.dotted(name) {
                hits.push((*part, 0, name.clone(), field));
            }
        }
        gather(&mut record, 1, &mut hits);
        for wrapper in WRAPPERS {
            if let Some(inner) = record.take(wrapper).and_then(Field::into_object) {
                gather(&mut Record::from(inner), 100, &mut hits);
            }
        }
        // What the user names is that and nothing else, in the records that have it.
        let named: Vec<_> = hits.iter().filter(|h| h.1 == 0).map(|h| h.0).collect();
        hits.retain(|(part, rank, ..)| *rank == 0 || !named.contains(part));
        hits.sort_by(|(_, a, one, _), (_, b, other, _)| (a, one).cmp(&(b, other)));
        hits.dedup_by(|next, kept| {
            let same = (next.1, &next.2) == (kept.1, &kept.2);
            if same {
                std::mem::swap(next, kept);
            }
            same
        });
        let hits = hits
            .into_iter()
            .filter_map(|(part, rank, name, field)| Some((part, rank, name, field.into_text()?)));
        let mut texts: Vec<(usize, String)> = Vec::new();
        let mut teaser: Option<String> = None;
        let mut calendar = [None; 3];
        // "source" is where it was read as often as who published it.
        let mut page: Option<String> = None;
        for (part, rank, name, text) in hits {
            match part {
                Part::Text => texts.push((rank, text)),
                Part::Title => {
                    draft.title.get_or_insert(text);
                }
                Part::Author => {
                    draft.author.get_or_insert(text);
                }
                Part::Url if text.contains("://") => {
                    draft.url.get_or_insert(text);
                }
                Part::Url => {}
                Part::Language => {
                    draft.language.get_or_insert(text);
                }
                Part::Id if text.len() <= 200 => {
                    draft.record.get_or_insert(text);
                }
                Part::Id => {}
                Part::Outlet if text.contains("://") => {
                    page.get_or_insert(text);
                }
                Part::Outlet => draft.outlet(&text),
                Part::Published => draft.date(&name, &text, Role::Published),
                Part::Modified => draft.date(&name, &text, Role::Modified),
                Part::Year => calendar[0] = calendar[0].or(whole(&text)),
                Part::Month => calendar[1] = calendar[1].or(whole(&text)),
                Part::Day => calendar[2] = calendar[2].or(whole(&text)),
                Part::Teaser => {
                    if teaser.as_ref().is_none_or(|t| t.len() < text.len()) {
                        teaser = Some(text);
                    }
                }
            }
        }
        draft.url = draft.url.take().or(page);
        if !draft.dates.iter().any(|d| d.role == Role::Published)
            && let Some(text) = by_columns(calendar)
        {
            draft.date("year, month and day", &text, Role::Published);
        }
        // Several fields may hold text: the whole one is the longest, the first of equals.
        let best = texts
            .into_iter()
            .max_by_key(|(rank, text)| (text.len(), std::cmp::Reverse(*rank)));
        if let Some((_, text)) = best {
            draft.body = text;
        } else if let Some(text) = teaser {
            draft.body = text;
            draft.truncated = true;
        } else if let Some((name, text)) = longest(record) {
            draft.notes.push(format!(
                "no field is known to hold the text; took the longest, \"{name}\": if that is \
                 wrong, name it with --map text=FIELD"
            ));
            draft.body = text;
        }
    }
}

/// Tells whether a name is one that fields of news have.
pub(super) fn is_known(name: &str) -> bool {
    known().contains_key(plain(name).as_str())
}

/// Tells whether an object of this name merely wraps the fields of a record.
pub(super) fn wraps(name: &str) -> bool {
    WRAPPERS.contains(&name)
}

/// Reads "2016", and the "2016.0" of tables that went through a spreadsheet.
fn whole(text: &str) -> Option<u32> {
    let text = text.trim();
    text.strip_suffix(".0").unwrap_or(text).parse().ok()
}

/// Returns the date that columns of their own tell, as far as they do.
fn by_columns([year, month, day]: [Option<u32>; 3]) -> Option<String> {
    let mut out = format!("{:04}", year?);
    for part in [month, day] {
        let Some(part) = part else { break };
        out.push_str(&format!("-{part:02}"));
    }
    Some(out)
}

fn known() -> &'static FxHashMap<&'static str, (Part, usize)> {
    static KNOWN: OnceLock<FxHashMap<&'static str, (Part, usize)>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let all = NAMES.iter().flat_map(|(part, names)| {
            names
                .iter()
                .enumerate()
                .map(|(rank, name)| (*name, (*part, rank)))
        });
        all.collect()
    })
}

/// Takes what stands under known names.
fn gather<'a>(record: &mut Record<'a>, from: usize, hits: &mut Vec<Hit<'a>>) {
    for (key, field) in &mut record.fields {
        let is_plain = key.bytes().all(|b| b.is_ascii_lowercase());
        let hit = if is_plain {
            known().get(key.as_ref())
        } else {
            known().get(plain(key).as_str())
        };
        if let Some((part, rank)) = hit {
            // "article": {…} wraps, "article": "…" is the text.
            if WRAPPERS.contains(&key.as_ref()) && field.is_object() {
                continue;
            }
            hits.push((*part, from + rank, key.to_string(), std::mem::take(field)));
        }
    }
}

/// Compares names of fields as people do: `publish_date`, `publishDate`, `Publish Date`.
pub(super) fn plain(name: &str) -> String {
    let mut out = String::with_capacity(name.len());
    for c in name.chars() {
        if c.is_ascii_alphanumeric() {
            out.push(c.to_ascii_lowercase());
        } else if !c.is_ascii() && c.is_alphanumeric() {
            out.extend(c.to_lowercase());
        }
    }
    out
}

/// Returns the longest field under no known name that reads like running text.
fn longest(record: Record<'_>) -> Option<(String, String)> {
    let mut best: Option<(String, String)> = None;
    for (key, field) in record.fields {
        if field.is_string()
            && !known().contains_key(plain(&key).as_str())
            && let Some(text) = field.into_text()
            && text.len() >= 200
            && best.as_ref().is_none_or(|(_, b)| b.len() < text.len())
        {
            best = Some((key.into_owned(), text));
        }
    }
    best.filter(|(_, text)| text.split_whitespace().nth(30).is_some())
}
