//! What a format's reader hands over: fields as they stand in the file, nothing cleaned,
//! nothing decided.

use crate::article::Format;
use crate::text::clean::visible;
use crate::time::published::PublishedFrom;

/// One article as its file has it.
#[derive(Debug, Clone, Default)]
pub(super) struct Draft {
    pub format: Format,
    /// The member of an archive it stood in.
    pub member: Option<String>,
    /// The record's id or number, in a file with many.
    pub record: Option<String>,
    pub title: Option<String>,
    pub author: Option<String>,
    pub url: Option<String>,
    /// Names of the outlet, best first.
    pub outlets: Vec<Said>,
    pub dates: Vec<Dated>,
    pub language: Option<String>,
    pub body: String,
    pub lines: Lines,
    /// Only a teaser or a cut text.
    pub truncated: bool,
    /// What is lacking and how to mend it.
    pub notes: Vec<String>,
}

/// How the lines of a body stand in its file.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) enum Lines {
    /// The body is a record's: its lines count from 1.
    #[default]
    Same,
    /// The body begins on this line and goes on line by line.
    From(u32),
    /// Each line's own.
    Each(Vec<u32>),
}

/// A name of the outlet.
#[derive(Debug, Clone)]
pub(super) struct Said {
    pub text: String,
    pub in_front_matter: bool,
}

/// A date and the field it stood in.
#[derive(Debug, Clone)]
pub(super) struct Dated {
    pub field: String,
    pub text: String,
    pub role: Role,
    pub from: PublishedFrom,
}

/// Stands behind a date from which something was taken that cannot be seen.
pub(super) const GONE: char = '\u{FFFD}';

/// What happened on a date.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Published,
    Modified,
}

impl Draft {
    pub(super) fn outlet(&mut self, text: &str) {
        if !text.trim().is_empty() {
            self.outlets.push(Said {
                text: text.to_owned(),
                in_front_matter: false,
            });
        }
    }

    /// Adds a name of the outlet that somebody wrote above the text.
    pub(super) fn front_outlet(&mut self, text: &str) {
        self.outlets.push(Said {
            text: text.to_owned(),
            in_front_matter: true,
        });
    }

    /// Dates a later version by its own making, not by that of the first.
    pub(super) fn is_version(&mut self, number: &str) {
        let later = number.trim().parse::<u32>().is_ok_and(|n| n > 1);
        let made = |d: &Dated| d.field.eq_ignore_ascii_case("versionCreated");
        if !later || !self.dates.iter().any(made) {
            return;
        }
        self.dates.retain(made);
        for dated in &mut self.dates {
            dated.role = Role::Published;
        }
    }

    pub(super) fn date(&mut self, field: &str, text: &str, role: Role) {
        if !text.trim().is_empty() {
            let mut seen = visible(text).into_owned();
            if seen.len() < text.len() {
                seen.push(GONE);
            }
            self.dates.push(Dated {
                field: field.to_owned(),
                text: seen,
                role,
                from: PublishedFrom::Metadata,
            });
        }
    }
}

/// What readers hand over.
pub(super) enum Found {
    Article(Box<Draft>),
    /// A record or a member of an archive that is broken, and why.
    Broken {
        member: Option<String>,
        record: Option<String>,
        why: String,
    },
}

impl Found {
    pub(super) fn broken(record: Option<String>, why: String) -> Self {
        Self::Broken {
            member: None,
            record,
            why,
        }
    }

    /// Returns it with the lines of its text counted from 1.
    pub(super) fn without_lines(mut self) -> Self {
        if let Self::Article(draft) = &mut self {
            draft.lines = Lines::Same;
        }
        self
    }

    /// Returns it as found inside of a member of an archive.
    pub(super) fn inside(mut self, outer: &str) -> Self {
        let member = match &mut self {
            Self::Article(draft) => &mut draft.member,
            Self::Broken { member, .. } => member,
        };
        *member = Some(match member.take() {
            Some(inner) => format!("{outer}/{inner}"),
            None => outer.to_owned(),
        });
        self
    }
}
