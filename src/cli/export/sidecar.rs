//! What was corrected in the explorer, as a `parallax.toml` that reading honours.

use crate::link::Correction;
use serde::Serialize;

#[derive(Serialize)]
struct Document {
    article: Vec<About>,
}

#[derive(Serialize)]
struct About {
    path: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
}

const HEAD: &str = "\
# Corrections made in parallax. Put this file into the corpus as parallax.toml, or name it
# with --sidecar.

";

/// Returns the document, in the order of the names.
pub fn document(corrections: &[Correction]) -> String {
    let mut article: Vec<About> = corrections
        .iter()
        .filter_map(|c| {
            Some(About {
                path: c.article.as_ref()?.to_string(),
                published: c.published.map(|day| day.to_string()),
                source: c.source.clone(),
            })
        })
        .collect();
    article.sort_by(|a, b| a.path.cmp(&b.path));
    // Strings in a table of strings: there is nothing in it that TOML could not write.
    let body = toml::to_string(&Document { article }).unwrap_or_default();
    format!("{HEAD}{body}")
}
