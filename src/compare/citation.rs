//! A quotation that another person can find again.

use chrono::NaiveDate;

/// What is quoted and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Quotation<'a> {
    /// The outlet.
    pub source: &'a str,
    /// The headline.
    pub title: Option<&'a str>,
    /// The day it appeared.
    pub published: Option<NaiveDate>,
    /// Whether that day was worked out from the text rather than stated.
    pub inferred: bool,
    /// The file inside the corpus, with the record: `harbour-post/2016-10-11.md`.
    pub name: &'a str,
    /// Line of the file.
    pub line: u32,
    /// The exact words.
    pub words: &'a str,
}

/// Returns the citation: outlet, title, date, path, line and the exact words.
///
/// Line breaks inside the words become spaces; nothing else of them is touched. A date
/// that the outlet does not state is in brackets, as catalogues do it.
pub fn citation(quotation: &Quotation<'_>) -> String {
    let words = quotation
        .words
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let mut out = format!("“{words}” — {}", quotation.source);
    if let Some(title) = quotation.title.map(str::trim).filter(|t| !t.is_empty()) {
        out.push_str(&format!(", “{title}”"));
    }
    match quotation.published {
        Some(day) if quotation.inferred => {
            out.push_str(&format!(", [{}]", day.format("%-d %B %Y")));
        }
        Some(day) => out.push_str(&format!(", {}", day.format("%-d %B %Y"))),
        None => out.push_str(", undated"),
    }
    out.push_str(&format!(", {}:{}", quotation.name, quotation.line));
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_citation_leads_back_to_the_line() {
        let mut quotation = Quotation {
            source: "Harbour Post",
            title: Some("Ferry off"),
            published: NaiveDate::from_ymd_opt(2016, 10, 8),
            inferred: false,
            name: "harbour-post/2016-10-08.md",
            line: 9,
            words: "The ferry\nwill not sail.",
        };
        assert_eq!(
            citation(&quotation),
            "“The ferry will not sail.” — Harbour Post, “Ferry off”, 8 October 2016, harbour-post/2016-10-08.md:9"
        );
        quotation.title = None;
        quotation.inferred = true;
        assert!(citation(&quotation).contains("Post, [8 October 2016], harbour"));
        quotation.published = None;
        assert!(citation(&quotation).contains("Post, undated, harbour"));
    }
}
