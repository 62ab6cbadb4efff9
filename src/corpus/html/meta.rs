//! JSON-LD of news pages.

use serde_json::Value;

/// What a page's linked data says of its story.
#[derive(Debug, Default)]
pub(super) struct Story {
    pub headline: Option<String>,
    pub author: Option<String>,
    pub publisher: Option<String>,
    pub url: Option<String>,
    pub body: Option<String>,
    pub published: Vec<(String, String)>,
    pub modified: Vec<(String, String)>,
}

/// How deep linked data is followed.
const MAX_DEPTH: usize = 6;

/// Returns the stories in these scripts, the most complete first.
pub(super) fn stories(scripts: &[String]) -> Vec<Story> {
    let mut out = Vec::new();
    for script in scripts {
        // Some pages break lines inside of strings, which JSON forbids.
        let flat: String = script
            .chars()
            .map(|c| if c.is_control() { ' ' } else { c })
            .collect();
        let trimmed = flat
            .trim()
            .trim_start_matches("//<![CDATA[")
            .trim_end_matches("//]]>")
            .trim()
            .trim_end_matches(';');
        if let Ok(value) = serde_json::from_str::<Value>(trimmed) {
            gather(&value, 0, &mut out);
        }
    }
    out.sort_by_key(|s: &Story| {
        std::cmp::Reverse(
            usize::from(s.headline.is_some())
                + usize::from(!s.published.is_empty())
                + usize::from(s.publisher.is_some()),
        )
    });
    out
}

fn gather(value: &Value, depth: usize, out: &mut Vec<Story>) {
    if depth > MAX_DEPTH {
        return;
    }
    match value {
        Value::Array(items) => items.iter().for_each(|v| gather(v, depth + 1, out)),
        Value::Object(map) => {
            if map.get("@type").is_some_and(is_story) {
                out.push(story(value));
            } else {
                for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                    if let Some(inner) = map.get(key) {
                        gather(inner, depth + 1, out);
                    }
                }
            }
        }
        _ => {}
    }
}

fn is_story(kind: &Value) -> bool {
    match kind {
        Value::String(s) => {
            let s = s.rsplit(['/', '#', ':']).next().unwrap_or(s);
            s.ends_with("Article")
                || matches!(s, "BlogPosting" | "LiveBlogPosting" | "Report" | "NewsItem")
        }
        Value::Array(kinds) => kinds.iter().any(is_story),
        _ => false,
    }
}

fn story(value: &Value) -> Story {
    let field = |name: &str| {
        value
            .get(name)
            .and_then(name_of)
            .map(|t| (name.to_owned(), t))
    };
    let one = |name: &str| field(name).map(|(_, t)| t);
    Story {
        headline: one("headline").or_else(|| one("name")),
        author: one("author").or_else(|| one("creator")),
        publisher: one("publisher")
            .or_else(|| one("sourceOrganization"))
            .or_else(|| one("copyrightHolder")),
        url: one("url").or_else(|| {
            value
                .get("mainEntityOfPage")
                .and_then(|m| m.get("@id").or(Some(m)))
                .and_then(|m| m.as_str().map(str::to_owned))
        }),
        body: one("articleBody"),
        published: ["datePublished", "dateCreated"]
            .iter()
            .filter_map(|n| field(n))
            .take(1)
            .collect(),
        modified: field("dateModified").into_iter().collect(),
    }
}

fn name_of(value: &Value) -> Option<String> {
    match value {
        Value::String(s) if !s.trim().is_empty() => Some(s.clone()),
        Value::Object(map) => map.get("name").and_then(Value::as_str).map(str::to_owned),
        Value::Array(items) => {
            let names: Vec<String> = items.iter().filter_map(name_of).collect();
            (!names.is_empty()).then(|| names.join(", "))
        }
        _ => None,
    }
}
