//! A chronology in Markdown: every claim with footnotes that lead back to the words.
//!
//! A vague date stays vague: "between 3 and 9 July 2016", never a day nobody named.

use super::{Chronicle, cite, headline, quoted};
use crate::cli::layout::one_line;
use crate::cli::{rows, when};
use crate::compare::Stance;
use crate::query::MomentDetail;
use std::fmt::Write;

/// Returns the report.
pub fn report(chronicle: &Chronicle<'_>) -> String {
    let mut out = format!("# {}\n\n", escape(&chronicle.title));
    let mut notes = String::new();
    let mut n_notes = 0;
    for (i, moment) in chronicle.moments.iter().enumerate() {
        let when = moment
            .row
            .window
            .as_ref()
            .map_or_else(|| "undated".to_owned(), when::spelt);
        let _ = write!(out, "{}. **{when}** — {}", i + 1, escape(&headline(moment)));
        let told = quoted(moment);
        let first = n_notes + 1;
        for telling in &told {
            n_notes += 1;
            let _ = write!(out, "[^{n_notes}]");
            let _ = writeln!(notes, "[^{n_notes}]: {}", escape(&cite(telling)));
        }
        out.push('\n');
        let indent = " ".repeat((i + 1).to_string().len() + 2);
        if let Some(note) = chronicle.note(moment) {
            let _ = writeln!(out, "{indent}- note: {}", escape(&note));
        }
        let note_of = |stance: &Stance| {
            let at = told
                .iter()
                .position(|t| t.article == stance.article && t.sentence == stance.sentence);
            at.map_or_else(String::new, |at| format!("[^{}]", first + at))
        };
        differs(&mut out, moment, &indent, &note_of);
    }
    if !notes.is_empty() {
        out.push('\n');
        out.push_str(&notes);
    }
    out
}

/// Below a claim, indented so that it stays inside its item of the list; each stance with the
/// footnote of its sentence, where that is quoted.
fn differs(
    out: &mut String,
    moment: &MomentDetail,
    indent: &str,
    note_of: &dyn Fn(&Stance) -> String,
) {
    for dispute in &moment.disagreements {
        let said: Vec<_> = dispute
            .stances
            .iter()
            .map(|s| {
                let said = format!("{}: {}", one_line(&s.source), one_line(&s.text));
                escape(&said) + &note_of(s)
            })
            .collect();
        let _ = writeln!(
            out,
            "{indent}- {}, {}: {}",
            dispute.kind.question(),
            dispute.relation.words(),
            said.join("; ")
        );
    }
    let silent = rows::silent(moment);
    if !silent.is_empty() {
        let _ = writeln!(
            out,
            "{indent}- silent: {}",
            escape(&one_line(&silent.join(", ")))
        );
    }
}

/// Keeps text from being taken for markup.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(
            c,
            '\\' | '`' | '*' | '_' | '[' | ']' | '<' | '>' | '#' | '|' | '~' | '&'
        ) {
            out.push('\\');
        }
        out.push(c);
    }
    out
}
