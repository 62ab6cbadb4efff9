//! The strip of facts: when, how many, who says so, status, where, and who told it first.
//!
//! Each answer stands once, with the numbers of the sources that give it; what differs has a
//! glyph as well as a colour.

use crate::compare::{FactRow, FirstTold};
use crate::query::MomentDetail;
use crate::text::width::width;
use crate::tui::model::Model;
use crate::tui::paint::Line;
use crate::tui::theme::Role;
use crate::tui::when;

/// Columns of the questions.
const NAMES: usize = 9;

/// A line of the strip.
pub struct Fact {
    /// The sources answer it differently.
    pub differs: bool,
    /// The line, or lines where what differs takes more than one.
    pub lines: Vec<Line>,
}

/// Returns the lines of the strip, what differs first.
pub fn facts(model: &Model, detail: &MomentDetail, columns: usize) -> Vec<Fact> {
    let mut out: Vec<Fact> = Vec::new();
    for row in &detail.facts {
        let told = row.differs || says_something(row);
        if told {
            out.push(Fact {
                differs: row.differs,
                lines: lay(
                    answers(model, detail, row),
                    columns,
                    model.theme.glyphs.ellipsis,
                ),
            });
        }
    }
    out.sort_by_key(|f| !f.differs);
    if let Some(line) = first(model, &detail.first_told) {
        out.push(Fact {
            differs: false,
            lines: vec![line],
        });
    }
    if let Some(line) = silent(model, detail) {
        out.push(Fact {
            differs: false,
            lines: vec![line],
        });
    }
    let mark = model.theme.glyphs.ellipsis;
    for fact in &mut out {
        let most = if fact.differs { MOST } else { 1 };
        fact.lines.truncate(most);
        for line in &mut fact.lines {
            *line = std::mem::take(line).cut(columns, mark);
        }
    }
    out
}

/// Lines that a difference may take.
const MOST: usize = 3;

/// Puts answers behind each other, and below each other where they do not fit.
fn lay(pieces: Vec<Line>, columns: usize, mark: &str) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    for piece in pieces {
        let full = out.len() > MOST;
        match out.last_mut() {
            Some(line) if full || line.width() + piece.width() <= columns => {
                line.0.extend(piece.0);
            }
            Some(_) => {
                let indent = " ".repeat(NAMES + 3);
                let mut line = Line::of(Role::Text, indent);
                line.0.extend(piece.0);
                out.push(line);
            }
            None => out.push(piece),
        }
    }
    if out.len() > MOST
        && let Some(last) = out.get_mut(MOST - 1)
    {
        last.0.push((Role::Quiet, format!(" {mark}")));
    }
    out
}

/// That a thing happened, as all say, is not worth a row.
fn says_something(row: &FactRow) -> bool {
    let status = row.kind == crate::compare::DisagreementKind::Status;
    row.cells
        .iter()
        .any(|c| !(c.text.is_empty() || status && c.text == "happened"))
}

/// Returns the question as the strip has room for it: "killed" for "how many killed".
pub fn question(row: &FactRow) -> &str {
    match row.subject.as_str() {
        "who says so" => "who says",
        other => other.strip_prefix("how many ").unwrap_or(other),
    }
}

fn head(model: &Model, name: &str, differs: bool) -> Line {
    let g = model.theme.glyphs;
    let sign = if differs { g.unequal } else { " " };
    let role = if differs { Role::Differs } else { Role::Quiet };
    let pad = NAMES.saturating_sub(width(name));
    Line::of(role, format!("{sign} {name}")).and(Role::Text, format!("{} ", " ".repeat(pad)))
}

/// The question with the first answer, then the others, each a piece.
fn answers(model: &Model, detail: &MomentDetail, row: &FactRow) -> Vec<Line> {
    let g = model.theme.glyphs;
    let mut out = Vec::new();
    let plain = if row.differs { Role::Text } else { Role::Quiet };
    for (i, answer) in row.answers().iter().enumerate() {
        let mut line = if i > 0 {
            Line::of(Role::Quiet, format!(" {} ", g.dot))
        } else {
            head(model, question(row), row.differs)
        };
        line = if answer.differs {
            line.and(Role::Differs, format!("{} {}", g.unequal, answer.text))
        } else {
            line.and(plain, answer.text)
        };
        out.push(line.and(Role::Quiet, format!(" {}", numbers(model, &answer.sources))));
    }
    let none = row.unanswered();
    if !none.is_empty() {
        let what = match row.kind {
            crate::compare::DisagreementKind::Attribution => "nobody",
            _ => "no day",
        };
        let text = format!(" {} {what} {}", g.dot, numbers(model, &none));
        out.push(Line::of(Role::Quiet, text));
    }
    let relation = detail
        .disagreements
        .iter()
        .find(|d| row.differs && d.kind == row.kind && d.note == row.words)
        .map(|d| format!("  ({})", d.relation.words()));
    out.extend(relation.map(|words| Line::of(Role::Quiet, words)));
    out
}

fn numbers(model: &Model, sources: &[&str]) -> String {
    let mut sources = sources.to_vec();
    sources.sort_by_key(|source| {
        let lane = model.lane_number(source);
        (lane.is_none(), lane)
    });
    let all: Vec<String> = sources.iter().map(|s| number_or_name(model, s)).collect();
    all.join(" ")
}

/// Returns the key of a source, or its name where it has none.
pub fn number_or_name(model: &Model, source: &str) -> String {
    model
        .lane_number(source)
        .map_or_else(|| source.to_owned(), |n| n.to_string())
}

/// `first  1 4 on Sun 9 Oct · a day later 2 · undated 6`, copies with what they copy.
fn first(model: &Model, told: &[FirstTold]) -> Option<Line> {
    type Place = (bool, Option<i64>);
    let day = told.first()?.published?;
    let mut groups: Vec<(Place, Vec<String>)> = Vec::new();
    let mut seen: Vec<&str> = Vec::new();
    for t in told {
        if seen.contains(&t.source.as_str()) {
            continue;
        }
        seen.push(&t.source);
        let mut name = number_or_name(model, &t.source);
        let mut copies: Vec<String> = t
            .copies
            .iter()
            .filter(|(_, s)| *s != t.source)
            .map(|(_, s)| number_or_name(model, s))
            .collect();
        copies.dedup();
        if !copies.is_empty() {
            name.push_str(&format!(" (copied by {})", copies.join(" ")));
        }
        match groups
            .iter_mut()
            .find(|(place, _)| *place == (t.ahead, t.days_behind))
        {
            Some((_, names)) => names.push(name),
            None => groups.push(((t.ahead, t.days_behind), vec![name])),
        }
    }
    let mut line = head(model, "first", false);
    let dot = format!(" {} ", model.theme.glyphs.dot);
    for (i, ((ahead, behind), names)) in groups.iter().enumerate() {
        let when = match behind {
            _ if *ahead => "announced before".to_owned(),
            Some(0) => when::day(day),
            Some(1) => "a day later".to_owned(),
            Some(n) => format!("{n} days later"),
            None => "undated".to_owned(),
        };
        if i > 0 {
            line = line.and(Role::Quiet, dot.clone());
        }
        line = line.and(Role::Quiet, format!("{when} {}", names.join(" ")));
    }
    Some(line)
}

fn silent(model: &Model, detail: &MomentDetail) -> Option<Line> {
    let names: Vec<String> = detail
        .silence
        .iter()
        .filter(|s| s.n_articles_around > 0)
        .map(|s| match model.lane_number(&s.source) {
            Some(n) if model.sources.len() <= 9 => format!("{n} {}", s.source),
            _ => s.source.clone(),
        })
        .collect();
    let text = if !names.is_empty() {
        names.join(", ")
    } else if detail.silence.is_empty() && model.sources.len() > 1 {
        format!("{} all tell it", model.theme.glyphs.dash)
    } else {
        return None;
    };
    Some(head(model, "silent", false).and(Role::Quiet, text))
}
