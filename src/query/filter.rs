//! What to leave out of an answer.

use crate::link::StoryId;
use crate::telling::Status;
use crate::time::{Grain, Window};
use chrono::{Datelike, NaiveDate};

/// In which order moments come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
#[expect(missing_docs, reason = "the words of --order")]
pub enum Order {
    #[default]
    Time,
    Salience,
}

/// Conditions that all hold at once; empty lets everything through.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Filter {
    /// Overlaps this window.
    pub within: Option<Window>,
    /// Told by one of these sources; empty for any.
    pub sources: Vec<String>,
    /// Part of this story; the beginning of its id is enough.
    pub story: Option<StoryId>,
    /// Names this person, place or group.
    pub names: Vec<String>,
    /// Has one of these statuses; empty for any.
    pub statuses: Vec<Status>,
    /// Holds a disagreement.
    pub disagreements: bool,
    /// Can be placed in time.
    pub placed: bool,
    /// Cannot be placed in time.
    pub unplaced: bool,
    /// For each of these words, one of its tellings holds it or a word of the same stem.
    pub words: Vec<String>,
}

/// A query that cannot be read.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message} in query at column {column}")]
pub struct FilterError {
    /// What is wrong and what to write instead.
    pub message: String,
    /// 1-based column of the query.
    pub column: usize,
}

/// A field of the query language, for help and completion.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Field {
    /// Its name, without the colon.
    pub name: &'static str,
    /// What it takes.
    pub takes: &'static str,
    /// What it does, in one line.
    pub what: &'static str,
    /// Every value it takes, when these are few.
    pub values: &'static [&'static str],
}

/// The fields of the query language, in the order the help shows them.
pub const FIELDS: &[Field] = &[
    Field {
        name: "source",
        takes: "NAME",
        what: "told by this source; given twice, by either",
        values: &[],
    },
    Field {
        name: "name",
        takes: "WORDS",
        what: "names this person, place or group",
        values: &[],
    },
    Field {
        name: "since",
        takes: "WHEN",
        what: "on or after this day, month or year",
        values: &[],
    },
    Field {
        name: "until",
        takes: "WHEN",
        what: "on or before this day, month or year",
        values: &[],
    },
    Field {
        name: "is",
        takes: "STATUS",
        what: "has this status; given twice, either",
        values: &[
            "happened",
            "ongoing",
            "planned",
            "cancelled",
            "denied",
            "placed",
            "unplaced",
        ],
    },
    Field {
        name: "has",
        takes: "disagreement",
        what: "its tellings disagree",
        values: &["disagreement"],
    },
    Field {
        name: "story",
        takes: "ID",
        what: "part of this story; the beginning of its id is enough",
        values: &[],
    },
];

impl Filter {
    /// Parses the small query language: `source:"Harbour Post" killed since:2016-09
    /// until:2016-10 is:planned name:Aleppo story:s19 has:disagreement is:placed`.
    ///
    /// What is no field is a word; `\"quoted words\"` are words that stand together. A colon
    /// inside a word ("12:30") makes no field.
    ///
    /// # Errors
    ///
    /// Fails when a quote is not closed, a field is not known, or a day cannot be read.
    pub fn parse(query: &str) -> Result<Self, FilterError> {
        let mut filter = Self::default();
        let mut since = None;
        let mut until = None;
        let mut empty: Option<(usize, String)> = None;
        for term in terms(query)? {
            let value = term.value.as_str();
            let Some(field) = term.field.as_deref() else {
                // A dash between words is nothing to look for.
                if !value.chars().any(char::is_alphanumeric) {
                    empty = empty.or(Some((term.column, term.value)));
                    continue;
                }
                filter.words.push(term.value);
                continue;
            };
            if value.is_empty() {
                return Err(error(
                    term.column,
                    format!("{field}: wants a value behind the colon"),
                ));
            }
            match field {
                "source" => filter.sources.push(term.value),
                "name" => filter.names.push(term.value),
                "story" => filter.story = Some(StoryId(term.value)),
                "since" => since = Some(moment_in_time(&term)?.0),
                "until" => until = Some(moment_in_time(&term)?.1),
                "has" if matches!(value, "disagreement" | "disagreements") => {
                    filter.disagreements = true;
                }
                "is" => filter.is(&term)?,
                _ => return Err(unknown(&term, field)),
            }
        }
        filter.within = window(since, until)
            .map_err(|message| error(1, message))?
            .or(filter.within);
        if let Some((column, mark)) = empty
            && filter.is_empty()
        {
            let message =
                format!("{mark:?} holds no letter or figure to look for: write words or fields");
            return Err(error(column, message));
        }
        Ok(filter)
    }

    /// Keeps only what lies inside these days, either of which may be left open.
    ///
    /// # Errors
    ///
    /// Fails when the last day comes before the first.
    pub fn between(
        &mut self,
        since: Option<NaiveDate>,
        until: Option<NaiveDate>,
    ) -> Result<(), String> {
        let old = self.within;
        let first = since.max(old.map(|w| w.first_day()));
        let last = match (until, old.map(|w| w.last_day())) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
        self.within = window(first, last)?;
        Ok(())
    }

    /// Tells whether everything passes.
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    fn is(&mut self, term: &Term) -> Result<(), FilterError> {
        let status = match term.value.to_lowercase().as_str() {
            "happened" => Status::Happened,
            "ongoing" => Status::Ongoing,
            "planned" => Status::Planned,
            "cancelled" | "canceled" => Status::Cancelled,
            "denied" => Status::Denied,
            "placed" => {
                self.placed = true;
                return Ok(());
            }
            "unplaced" => {
                self.unplaced = true;
                return Ok(());
            }
            _ => return Err(unknown(term, "is")),
        };
        if !self.statuses.contains(&status) {
            self.statuses.push(status);
        }
        Ok(())
    }
}

/// Returns the first and last day of a day, month or year: `2016-10-08`, `2016-10`, `2016`.
pub fn period(text: &str) -> Option<(NaiveDate, NaiveDate)> {
    let digits = |part: &str, n: usize| {
        (part.len() == n && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse::<u32>().ok())
            .flatten()
    };
    let mut parts = text.split('-');
    let year = i32::try_from(digits(parts.next()?, 4)?).ok()?;
    let month = parts.next();
    let day = parts.next();
    if parts.next().is_some() {
        return None;
    }
    let Some(month) = month else {
        return Some((
            NaiveDate::from_ymd_opt(year, 1, 1)?,
            NaiveDate::from_ymd_opt(year, 12, 31)?,
        ));
    };
    let first = NaiveDate::from_ymd_opt(year, digits(month, 2)?, 1)?;
    let Some(day) = day else {
        let next = first.checked_add_months(chrono::Months::new(1))?;
        return Some((first, next.pred_opt()?));
    };
    let day = first.with_day(digits(day, 2)?)?;
    Some((day, day))
}

/// A piece of a query.
struct Term {
    column: usize,
    field: Option<String>,
    value: String,
}

/// Splits a query at white space outside quotes.
fn terms(query: &str) -> Result<Vec<Term>, FilterError> {
    let mut out = Vec::new();
    let mut chars = query.chars().enumerate().peekable();
    while let Some(&(at, c)) = chars.peek() {
        if c.is_whitespace() {
            chars.next();
            continue;
        }
        let mut term = Term {
            column: at + 1,
            field: None,
            value: String::new(),
        };
        let mut quoted = false;
        while let Some(&(at, c)) = chars.peek() {
            if c.is_whitespace() {
                break;
            }
            chars.next();
            if c == '"' {
                quoted = true;
                let mut closed = false;
                for (_, c) in chars.by_ref() {
                    if c == '"' {
                        closed = true;
                        break;
                    }
                    term.value.push(c);
                }
                if !closed {
                    return Err(error(
                        at + 1,
                        "this quote is not closed: add \" at its end".to_owned(),
                    ));
                }
            } else if c == ':' && !quoted && term.field.is_none() && is_field_name(&term.value) {
                term.field = Some(std::mem::take(&mut term.value).to_lowercase());
            } else {
                term.value.push(c);
            }
        }
        if term.field.is_some() || !term.value.is_empty() {
            out.push(term);
        }
    }
    Ok(out)
}

fn is_field_name(text: &str) -> bool {
    !text.is_empty() && text.chars().all(|c| c.is_ascii_alphabetic())
}

fn moment_in_time(term: &Term) -> Result<(NaiveDate, NaiveDate), FilterError> {
    period(&term.value).ok_or_else(|| {
        error(
            term.column,
            format!(
                "{:?} is no day: write 2016-10-08, 2016-10 or 2016",
                term.value
            ),
        )
    })
}

/// The window between two days, of which either may be left open.
fn window(first: Option<NaiveDate>, last: Option<NaiveDate>) -> Result<Option<Window>, String> {
    if first.is_none() && last.is_none() {
        return Ok(None);
    }
    let from = first.unwrap_or_else(|| NaiveDate::from_ymd_opt(1, 1, 1).expect("a day"));
    let to = last.unwrap_or_else(|| NaiveDate::from_ymd_opt(9999, 12, 31).expect("a day"));
    Window::days(from, to, Grain::Day)
        .map(Some)
        .ok_or_else(|| format!("{to} comes before {from}: nothing can lie between"))
}

fn unknown(term: &Term, field: &str) -> FilterError {
    let message = match FIELDS.iter().find(|f| f.name == field) {
        Some(known) => format!(
            "{field}:{} is not known: write {field}: with {}",
            term.value,
            known.values.join(", ")
        ),
        None => format!(
            "{field}: is no field: use {}, or put quotes around it to search for the words",
            FIELDS.iter().map(|f| f.name).collect::<Vec<_>>().join(", ")
        ),
    };
    error(term.column, message)
}

fn error(column: usize, message: String) -> FilterError {
    FilterError { message, column }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn column_of(query: &str) -> usize {
        Filter::parse(query).unwrap_err().column
    }

    #[test]
    fn fields_and_words_are_told_apart() {
        let f = Filter::parse(r#"source:"Harbour Post" killed since:2016-09 until:2016-10 is:planned is:denied name:Aleppo story:s19 has:disagreement is:placed "two words" 12:30"#).unwrap();
        assert_eq!(f.sources, ["Harbour Post"]);
        assert_eq!(f.words, ["killed", "two words", "12:30"]);
        assert_eq!(f.names, ["Aleppo"]);
        assert_eq!(f.statuses, [Status::Planned, Status::Denied]);
        assert!(f.placed && f.disagreements && !f.unplaced);
        let w = f.within.unwrap();
        assert_eq!(
            (w.earliest_text().as_str(), w.latest_text().as_str()),
            ("2016-09-01", "2016-10-31")
        );
        assert_eq!(f.story, Some(StoryId("s19".into())));
    }

    #[test]
    fn an_empty_query_lets_everything_through() {
        assert!(Filter::parse("  ").unwrap().is_empty());
        assert!(Filter::parse("\"\"").unwrap().is_empty());
    }

    #[test]
    fn mistakes_name_their_column() {
        assert_eq!(column_of("killed source:\"Harbour"), 15);
        assert_eq!(column_of("killed colour:red"), 8);
        assert_eq!(column_of("since:october"), 1);
        assert_eq!(column_of("a is:maybe"), 3);
        assert_eq!(column_of("a is:"), 3);
        assert_eq!(column_of("since:2016-10 until:2016-09"), 1);
        assert_eq!(column_of(" ("), 2);
        assert_eq!(
            Filter::parse("veto - visit").unwrap().words,
            ["veto", "visit"]
        );
    }

    #[test]
    fn a_quoted_colon_is_text() {
        let f = Filter::parse("\"colour: red\"").unwrap();
        assert_eq!(f.words, ["colour: red"]);
    }

    #[test]
    fn periods() {
        let text = |t: &str| period(t).map(|(a, b)| format!("{a} {b}"));
        assert_eq!(text("2016-02").unwrap(), "2016-02-01 2016-02-29");
        assert_eq!(text("2016").unwrap(), "2016-01-01 2016-12-31");
        assert_eq!(text("2016-10-08").unwrap(), "2016-10-08 2016-10-08");
        for wrong in [
            "",
            "16",
            "2016-13",
            "2016-02-30",
            "2016-1-1",
            "2016-10-08-",
            "+2016",
        ] {
            assert_eq!(text(wrong), None, "{wrong}");
        }
    }
}
