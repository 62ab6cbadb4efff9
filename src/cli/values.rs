//! Values of options: days, offsets, field maps. Parsing only, with errors that tell the remedy.

use crate::corpus::ROLES;
use crate::query::period;
use chrono::{FixedOffset, NaiveDate};
use std::str::FromStr;

/// A day, month or year as given to `--since` and `--until`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Day {
    /// Its first day.
    pub first: NaiveDate,
    /// Its last day.
    pub last: NaiveDate,
}

impl FromStr for Day {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (first, last) = period(text)
            .ok_or("write a day, month or year: 2016-10-08, 2016-10 or 2016".to_owned())?;
        Ok(Self { first, last })
    }
}

/// Reads a single day; a time behind it is left out.
///
/// # Errors
///
/// Fails when the text does not begin with a day.
pub fn day(text: &str) -> Result<NaiveDate, String> {
    let date = text.split(['T', ' ']).next().unwrap_or(text);
    NaiveDate::parse_from_str(date, "%Y-%m-%d")
        .or_else(|_| NaiveDate::parse_from_str(date, "%Y%m%d"))
        .map_err(|_| "write a day as 2016-10-11".to_owned())
}

/// An offset from UTC, for display only.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Offset(pub FixedOffset);

impl FromStr for Offset {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        if text.eq_ignore_ascii_case("utc") || text.eq_ignore_ascii_case("z") {
            return Ok(Self(FixedOffset::east_opt(0).expect("zero is in range")));
        }
        FixedOffset::from_str(text)
            .map(Self)
            .map_err(|_| "write utc or an offset such as +09:00 or -05:00".to_owned())
    }
}

/// One `field=name` of `--map`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldMap {
    /// What parallax calls it: one of [`ROLES`].
    pub field: String,
    /// What the file calls it.
    pub name: String,
}

impl FromStr for FieldMap {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text.split_once('=') {
            Some((field, name)) if !field.is_empty() && !name.is_empty() => {
                let field = field.trim().to_lowercase();
                if !ROLES.contains(&field.as_str()) {
                    return Err(format!(
                        "{field:?} is nothing an article has: write one of {} before the =",
                        ROLES.join(", ")
                    ));
                }
                Ok(Self {
                    field,
                    name: name.trim().to_owned(),
                })
            }
            _ => Err("write text=NAME, date=NAME and so on, with commas between".to_owned()),
        }
    }
}
