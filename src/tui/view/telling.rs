//! What is said of the selected moment: the sentence in its paragraph, and below it when,
//! how many, who says so and who is silent, by source.

use super::heading;
use crate::compare::DisagreementKind;
use crate::link::Dated;
use crate::query::{MomentDetail, TellingRow};
use crate::text::width::{ellipsis, width};
use crate::tui::model::{Model, Pane};
use crate::tui::paint::{Line, marked, put_lines};
use crate::tui::theme::Role;
use crate::tui::{layout, when};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use std::ops::Range;

/// Bytes of a paragraph shown around the sentence; some files hold one long line.
const AROUND: usize = 420;

/// Draws what the source looked at says, or what all say.
pub fn draw(model: &Model, area: Rect, buf: &mut Buffer) {
    if area.height == 0 || area.width == 0 {
        return;
    }
    let Some(detail) = &model.detail else { return };
    let active = model.pane == Pane::Telling && model.stack.is_empty();
    let role = if active {
        Role::HeadingActive
    } else {
        Role::Heading
    };
    let line = head(model, detail, role, usize::from(area.width));
    let inner = heading(model, area, &line, buf);
    let inner = Rect {
        x: inner.x + 2,
        width: inner.width.saturating_sub(3),
        ..inner
    };
    let facts = facts(model, detail, inner);
    let below = u16::try_from(facts.len()).unwrap_or(0).min(inner.height);
    let text = Rect {
        height: inner.height - below,
        ..inner
    };
    let lines = body(model, detail, text);
    let from = model.telling_top.min(lines.len());
    put_lines(buf, text, &lines[from..], &model.theme);
    if lines.len() - from > usize::from(text.height) && text.height > 0 {
        let y = text.bottom() - 1;
        let more = format!(
            " {}{}",
            lines.len() - from - usize::from(text.height),
            model.theme.glyphs.down
        );
        let x = text
            .right()
            .saturating_sub(u16::try_from(width(&more)).unwrap_or(0));
        crate::tui::paint::put(
            buf,
            x,
            y,
            area.right(),
            &more,
            model.theme.style(Role::Quiet),
        );
    }
    let facts_area = Rect {
        y: text.bottom(),
        height: below,
        ..inner
    };
    put_lines(buf, facts_area, &facts, &model.theme);
}

/// Draws what all sources say, whatever source is looked at.
pub fn draw_all(model: &Model, area: Rect, buf: &mut Buffer) {
    let Some(detail) = &model.detail else { return };
    let line = Line::of(Role::Heading, " ALL SOURCES");
    let inner = heading(model, area, &line, buf);
    let inner = Rect {
        x: inner.x + 2,
        width: inner.width.saturating_sub(3),
        ..inner
    };
    let lines = all_lines(model, detail, usize::from(inner.width));
    put_lines(buf, inner, &lines, &model.theme);
}

/// Returns how many lines of the telling lie beyond what fits.
pub fn overflow(model: &Model) -> usize {
    let Some(detail) = &model.detail else {
        return 0;
    };
    let area = layout::areas(model).telling;
    let inner = Rect {
        width: area.width.saturating_sub(3),
        height: area.height.saturating_sub(1),
        ..area
    };
    let below = facts(model, detail, inner).len();
    let text = Rect {
        height: inner
            .height
            .saturating_sub(u16::try_from(below).unwrap_or(0)),
        ..inner
    };
    body(model, detail, text)
        .len()
        .saturating_sub(usize::from(text.height))
}

fn head(model: &Model, detail: &MomentDetail, role: Role, columns: usize) -> Line {
    let n = detail.source_names.len();
    match &model.source {
        None => Line::of(role, " ALL SOURCES").and(
            Role::Quiet,
            format!("  {n} of {} tell it", model.sources.len()),
        ),
        Some(name) => {
            let number = model
                .lane_number(name)
                .map(|n| format!("{n} "))
                .unwrap_or_default();
            let mut line = Line::of(Role::Text, " ")
                .and(Role::Source, number)
                .and(role, name.clone());
            if let Some(t) = model.tellings_of(name).next() {
                let day = t
                    .published
                    .value
                    .map_or_else(|| "undated".into(), when::day);
                line = line.and(Role::Quiet, format!("  {day}"));
                let place = detail
                    .source_names
                    .iter()
                    .position(|s| s == name)
                    .map_or(0, |i| i + 1);
                let tail = format!("  [{place}/{n}]");
                let room = columns.saturating_sub(line.width() + tail.len() + 4);
                if let Some(title) = t.title.as_deref().filter(|_| room > 12) {
                    let g = model.theme.glyphs;
                    let title = ellipsis(title, room, g.ellipsis);
                    line = line.and(
                        Role::Quiet,
                        format!("  {}{title}{}", g.quote_open, g.quote_close),
                    );
                }
                line = line.and(Role::Quiet, tail);
            }
            line
        }
    }
}

fn body(model: &Model, detail: &MomentDetail, area: Rect) -> Vec<Line> {
    let columns = usize::from(area.width).max(8);
    let mut out = label_lines(model, detail, columns);
    match &model.source {
        None => out.extend(all_lines(model, detail, columns)),
        Some(name) => {
            let mut any = false;
            for t in model.tellings_of(name) {
                if any {
                    out.push(Line::default());
                }
                any = true;
                out.extend(one(model, t, columns));
            }
            if !any {
                out.extend(nobody(model, detail, name));
            }
        }
    }
    out
}

fn label_lines(model: &Model, detail: &MomentDetail, columns: usize) -> Vec<Line> {
    let row = &detail.row;
    let mut out = marked(&row.label, Role::Title, &[], columns);
    let mut line = Line::of(Role::When, when::long_or_undated(row.window.as_ref()));
    line = line.and(
        Role::Quiet,
        format!(" {} {}", model.theme.glyphs.dot, row.status.word()),
    );
    if let Some(kept) = model.shelf.of(&row.id).filter(|k| !k.note.is_empty()) {
        line = line.and(
            Role::Quiet,
            format!(" {} note: {}", model.theme.glyphs.dot, kept.note),
        );
    }
    out.push(line);
    out.push(Line::default());
    out
}

/// Lines for a source that does not tell the moment.
fn nobody(model: &Model, detail: &MomentDetail, name: &str) -> Vec<Line> {
    let n = detail
        .silence
        .iter()
        .find(|s| s.source == name)
        .map_or(0, |s| s.n_articles_around);
    let text = match n {
        0 => format!("{name} has no article around then."),
        1 => format!("{name} is silent: it has one article around then, which does not tell this."),
        n => {
            format!("{name} is silent: it has {n} articles around then, none of which tells this.")
        }
    };
    let area = layout::areas(model).telling;
    let columns = usize::from(area.width.saturating_sub(3)).max(8);
    marked(&text, Role::Text, &[], columns)
}

/// One telling in its paragraph.
fn one(model: &Model, t: &TellingRow, columns: usize) -> Vec<Line> {
    let mut out = match model.texts.get(&t.article) {
        Some(text) if text.body.get(t.sentence.clone()).is_some() => {
            let body = &text.body;
            let around = paragraph(body, &t.sentence);
            let shift = |r: &Range<usize>| {
                r.start.saturating_sub(around.start)..r.end.saturating_sub(around.start)
            };
            let mut ranges = vec![(shift(&t.sentence), Role::Evidence)];
            ranges.extend(t.adds.iter().map(|r| (shift(r), Role::Evidence)));
            if let Some(time) = &t.time {
                ranges.push((shift(&(time.start..time.end)), Role::Date));
            }
            marked(&body[around.clone()], Role::Quiet, &ranges, columns)
        }
        _ => marked(&t.text, Role::Evidence, &[], columns),
    };
    out.push(Line::of(Role::Quiet, provenance(model, t)));
    out
}

/// Says where the sentence stands and how it is dated.
fn provenance(model: &Model, t: &TellingRow) -> String {
    let mut out = format!("line {}", t.line);
    let words = model.time_words(t);
    let g = model.theme.glyphs;
    match (t.dated, words) {
        (Dated::Own | Dated::Context, Some(words)) => {
            let from = if t.dated == Dated::Context {
                "from before: "
            } else {
                ""
            };
            let window = t
                .window
                .map(|w| when::long(&w))
                .unwrap_or_else(|| "?".into());
            out.push_str(&format!(
                " {} {from}{}{words}{} is {window}",
                g.dot, g.quote_open, g.quote_close
            ));
        }
        (Dated::Published, _) => {
            out.push_str(&format!(" {} no time told; the day it appeared", g.dot))
        }
        (Dated::Borrowed, _) => {
            let from = t
                .dated_from
                .as_ref()
                .map_or_else(|| "another source".into(), ToString::to_string);
            out.push_str(&format!(" {} no time told; as in {from}", g.dot));
        }
        _ => out.push_str(&format!(" {} undated", g.dot)),
    }
    if let Some(copy) = &t.copy_of {
        out.push_str(&format!(" {} a copy of {copy}", g.dot));
    }
    out
}

/// Returns the paragraph of a sentence, cut to what is around it.
fn paragraph(body: &str, sentence: &Range<usize>) -> Range<usize> {
    let start = body[..sentence.start].rfind('\n').map_or(0, |i| i + 1);
    let end = body[sentence.end..]
        .find('\n')
        .map_or(body.len(), |i| sentence.end + i);
    let start = word_start(
        body,
        start.max(sentence.start.saturating_sub(AROUND)),
        start,
    );
    let end = word_end(body, end.min(sentence.end + AROUND), end);
    start.min(sentence.start)..end.max(sentence.end)
}

fn word_start(body: &str, mut at: usize, line: usize) -> usize {
    while !body.is_char_boundary(at) {
        at += 1;
    }
    if at == line {
        return at;
    }
    body[at..].find(' ').map_or(at, |i| at + i + 1)
}

fn word_end(body: &str, mut at: usize, line: usize) -> usize {
    while !body.is_char_boundary(at) {
        at -= 1;
    }
    if at == line {
        return at;
    }
    body[..at].rfind(' ').unwrap_or(at)
}

/// What each source says, one after the other, in the order of the lanes.
fn all_lines(model: &Model, detail: &MomentDetail, columns: usize) -> Vec<Line> {
    let mut out: Vec<Line> = Vec::new();
    for source in ordered(model, detail) {
        let mut first = true;
        for t in detail.tellings.iter().filter(|t| t.source == source) {
            if first {
                if !out.is_empty() {
                    out.push(Line::default());
                }
                let number = model
                    .lane_number(source)
                    .map_or_else(|| " ".into(), |n| n.to_string());
                let day = t
                    .published
                    .value
                    .map_or_else(|| "undated".into(), when::day);
                let copy = if t.copy_of.is_some() { "  a copy" } else { "" };
                out.push(
                    Line::of(Role::Source, format!("{number} "))
                        .and(Role::HeadingActive, source)
                        .and(Role::Quiet, format!("  {day}{copy}")),
                );
                first = false;
            }
            let mut ranges = Vec::new();
            let verbatim = t.text.len() == t.sentence.len();
            if let Some(time) = t
                .time
                .as_ref()
                .filter(|x| verbatim && x.start >= t.sentence.start)
            {
                ranges.push((
                    time.start - t.sentence.start..time.end.saturating_sub(t.sentence.start),
                    Role::Date,
                ));
            }
            for line in marked(
                &t.text,
                Role::Text,
                &ranges,
                columns.saturating_sub(2).max(6),
            ) {
                let mut padded = Line::of(Role::Text, "  ");
                padded.0.extend(line.0);
                out.push(padded);
            }
        }
    }
    out
}

fn ordered<'a>(model: &'a Model, detail: &'a MomentDetail) -> Vec<&'a str> {
    let mut names: Vec<&str> = detail.source_names.iter().map(String::as_str).collect();
    names.sort_by_key(|n| model.sources.iter().position(|s| s.name == *n));
    names
}

/// The strip of facts: each with its values and who gives them, what differs first marked.
fn facts(model: &Model, detail: &MomentDetail, area: Rect) -> Vec<Line> {
    if area.height < 6 {
        return Vec::new();
    }
    let columns = usize::from(area.width);
    let differs = |kind: DisagreementKind| detail.disagreements.iter().any(|d| d.kind == kind);
    let mut rows: Vec<(bool, &str, String)> = Vec::new();
    let by_source = |value: &dyn Fn(&TellingRow) -> Option<String>| by_value(model, detail, value);
    let when = by_source(&|t| model.time_words(t));
    rows.push((differs(DisagreementKind::Date), "when", when));
    let many = by_source(&|t| {
        let all: Vec<&str> = t.quantities.iter().map(|q| q.text.as_str()).collect();
        (!all.is_empty()).then(|| all.join(", "))
    });
    rows.push((differs(DisagreementKind::Number), "how many", many));
    let who = by_source(&|t| t.said_by.as_ref().map(|a| a.text.clone()));
    rows.push((differs(DisagreementKind::Attribution), "who says", who));
    if differs(DisagreementKind::Status)
        || detail
            .tellings
            .iter()
            .any(|t| t.status != detail.row.status)
    {
        let status = by_source(&|t| Some(t.status.word().to_owned()));
        rows.push((differs(DisagreementKind::Status), "status", status));
    }
    for d in &detail.disagreements {
        if matches!(d.kind, DisagreementKind::Place | DisagreementKind::Name) {
            rows.push((
                true,
                if d.kind == DisagreementKind::Place {
                    "where"
                } else {
                    "name"
                },
                d.note.clone(),
            ));
        }
    }
    let silent: Vec<String> = detail
        .silence
        .iter()
        .filter(|s| s.n_articles_around > 0)
        .map(|s| short_name(model, &s.source))
        .collect();
    let silent = match (silent.is_empty(), detail.silence.is_empty()) {
        (false, _) => silent.join(", "),
        (true, true) => format!("{} all tell it", model.theme.glyphs.dash),
        (true, false) => model.theme.glyphs.dash.to_owned(),
    };
    rows.push((false, "silent", silent));
    let most = usize::from(area.height / 2).max(3);
    // What differs is never what is left out.
    while rows.len() + 1 > most {
        match rows
            .iter()
            .rposition(|(d, _, text)| !d && (text == model.theme.glyphs.dash || text.is_empty()))
        {
            Some(i) => rows.remove(i),
            None => match rows.iter().rposition(|(d, ..)| !d) {
                Some(i) => rows.remove(i),
                None => break,
            },
        };
    }
    let g = model.theme.glyphs;
    let mut out = vec![Line::of(
        Role::Quiet,
        g.rule.repeat(columns / width(g.rule).max(1)),
    )];
    for (differs, name, text) in rows {
        let sign = if differs { g.unequal } else { " " };
        let text = if text.is_empty() {
            g.dash.to_owned()
        } else {
            text
        };
        let role = if differs { Role::Differs } else { Role::Quiet };
        let head = format!("{sign} {name:<9}");
        let room = columns.saturating_sub(width(&head));
        out.push(Line::of(role, head).and(
            if differs { Role::Text } else { Role::Quiet },
            ellipsis(&text, room, g.ellipsis),
        ));
    }
    out
}

fn short_name(model: &Model, source: &str) -> String {
    model
        .lane_number(source)
        .filter(|_| model.sources.len() <= 9)
        .map_or_else(|| source.to_owned(), |n| format!("{n} {source}"))
}

/// Values with the numbers of the sources that give them: `Saturday 1 2 · last week 4`.
fn by_value(
    model: &Model,
    detail: &MomentDetail,
    value: &dyn Fn(&TellingRow) -> Option<String>,
) -> String {
    let mut groups: Vec<(String, Vec<&str>)> = Vec::new();
    for source in ordered(model, detail) {
        for t in detail.tellings.iter().filter(|t| t.source == source) {
            let Some(v) = value(t) else { continue };
            match groups.iter_mut().find(|(g, _)| g.eq_ignore_ascii_case(&v)) {
                Some((_, who)) => {
                    if !who.contains(&source) {
                        who.push(source);
                    }
                }
                None => groups.push((v, vec![source])),
            }
        }
    }
    let dot = model.theme.glyphs.dot;
    groups
        .into_iter()
        .map(|(v, who)| {
            let names: Vec<String> = who
                .iter()
                .map(|s| {
                    model
                        .lane_number(s)
                        .map_or_else(|| (*s).to_owned(), |n| n.to_string())
                })
                .collect();
            format!("{v} {}", names.join(" "))
        })
        .collect::<Vec<_>>()
        .join(&format!(" {dot} "))
}
