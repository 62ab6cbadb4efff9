//! What is said of the selected moment: the sentence in its paragraph, and below it when,
//! how many, who says so and who is silent, by source.

use super::heading;
use super::strip::{self, number_or_name};
use crate::link::Dated;
use crate::query::{MomentDetail, TellingRow};
use crate::text::width::{ellipsis, width};
use crate::tui::model::{Model, Pane};
use crate::tui::paint::{Line, marked, put_line, put_lines};
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
    let rows = usize::from(text.height);
    let mut shown: Vec<Line> = lines[from..].iter().take(rows).cloned().collect();
    let hidden = lines.len() - from - shown.len();
    let more = format!(" {hidden}{}", model.theme.glyphs.down);
    let more = Line::of(Role::Quiet, more);
    let columns = u16::try_from(more.width()).unwrap_or(0).min(text.width);
    let beside = text.width - columns;
    // On the rule below; without one, beside a last line that is cut for it.
    let on_text = u16::from(below == 0);
    if let Some(last) = shown.pop() {
        shown.push(if hidden > 0 && below == 0 {
            last.cut(usize::from(beside), model.theme.glyphs.ellipsis)
        } else {
            last
        });
    }
    put_lines(buf, text, &shown, &model.theme);
    let facts_area = Rect {
        y: text.bottom(),
        height: below,
        ..inner
    };
    put_lines(buf, facts_area, &facts, &model.theme);
    if hidden > 0 && rows > 0 {
        let corner = Rect {
            x: text.x + beside,
            y: text.bottom() - on_text,
            width: columns,
            height: 1,
        };
        put_line(buf, corner, 0, &more, &model.theme);
    }
}

/// Draws what all sources say, whatever source is looked at.
pub fn draw_all(model: &Model, area: Rect, buf: &mut Buffer) {
    let Some(detail) = &model.detail else { return };
    let title = match model.source {
        Some(_) => " ALL SOURCES",
        None => " HOW THEY DIFFER",
    };
    let inner = heading(model, area, &Line::of(Role::Heading, title), buf);
    let inner = Rect {
        x: inner.x + 2,
        width: inner.width.saturating_sub(3),
        ..inner
    };
    let columns = usize::from(inner.width).max(8);
    let lines = match model.source {
        Some(_) => all_lines(model, detail, columns),
        None => difference_lines(model, detail, columns),
    };
    put_lines(buf, inner, &lines, &model.theme);
}

/// Every difference with what each source says, then who is named and who is silent.
fn difference_lines(model: &Model, detail: &MomentDetail, columns: usize) -> Vec<Line> {
    let g = model.theme.glyphs;
    let mut out = Vec::new();
    for d in &detail.disagreements {
        out.push(
            Line::of(
                Role::Differs,
                format!("{} {}", g.unequal, d.kind.question()),
            )
            .and(Role::Quiet, format!("  {}", d.relation.words())),
        );
        for s in &d.stances {
            let number = number_or_name(model, &s.source);
            let said = s
                .said_by
                .as_ref()
                .map(|w| format!("  ({w})"))
                .unwrap_or_default();
            let text = ellipsis(
                &format!("{}{said}", s.text),
                columns.saturating_sub(width(&number) + 4),
                g.ellipsis,
            );
            out.push(Line::of(Role::Source, format!("  {number} ")).and(Role::Text, text));
        }
        out.push(Line::default());
    }
    if detail.disagreements.is_empty() {
        let text = if detail.source_names.len() > 1 {
            "Nothing found on which they differ."
        } else {
            "Told by one source only."
        };
        out.push(Line::of(Role::Quiet, text));
        out.push(Line::default());
    }
    for s in &detail.silence {
        let text = match s.n_articles_around {
            0 => continue,
            1 => "silent, with 1 article when others told it".to_owned(),
            n => format!("silent, with {n} articles when others told it"),
        };
        out.push(Line::of(Role::Text, format!("{} ", s.source)).and(Role::Quiet, text));
    }
    if !detail.names.is_empty() {
        let names = format!("Named: {}", detail.names.join(", "));
        out.push(Line::default());
        out.extend(marked(&names, Role::Quiet, &[], columns));
    }
    out
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
    if model.glance.is_some() {
        let text = format!("reading {} tellings", detail.row.n_tellings);
        out.extend(marked(&text, Role::Quiet, &[], columns));
        return out;
    }
    match &model.source {
        None => out.extend(all_lines(model, detail, columns)),
        Some(name) => {
            // Edits of one article mostly say the same again.
            let mut said: Vec<&str> = Vec::new();
            let mut again = 0;
            for t in model.tellings_of(name) {
                if said.contains(&t.text.as_str()) {
                    again += 1;
                    continue;
                }
                if !said.is_empty() {
                    out.push(Line::default());
                }
                said.push(&t.text);
                out.extend(one(model, t, columns));
            }
            if said.is_empty() {
                out.extend(nobody(model, detail, name));
            }
            if again > 0 {
                let more = if again == 1 { "once more" } else { "again" };
                let text = format!("and {more} in other articles or edits of it; = shows them");
                out.push(Line::default());
                out.extend(marked(&text, Role::Quiet, &[], columns));
            }
        }
    }
    out
}

fn label_lines(model: &Model, detail: &MomentDetail, columns: usize) -> Vec<Line> {
    let row = &detail.row;
    let dot = model.theme.glyphs.dot;
    let class = layout::areas(model).class;
    if model.size.1 < 30 && class == layout::Class::Medium {
        // The list shows the label, the title row the date: the sentence needs the room.
        return Vec::new();
    }
    if model.size.1 < 16 && class == layout::Class::Narrow {
        let label = ellipsis(&row.label, columns, model.theme.glyphs.ellipsis);
        return vec![Line::of(Role::Title, label)];
    }
    let mut out = marked(&row.label, Role::Title, &[], columns);
    let mut line = Line::of(Role::When, when::long_or_undated(row.window.as_ref()));
    line = line.and(Role::Quiet, format!(" {dot} {}", row.status.word()));
    out.push(line);
    if let Some(kept) = model.shelf.of(&row.id).filter(|k| !k.note.is_empty()) {
        let note = format!("note: {}", kept.note);
        out.extend(marked(&note, Role::Quiet, &[], columns));
    }
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
        0 => format!("{name} has no article of the days when others told this."),
        1 => format!(
            "{name} is silent: it has one article of the days when others told this, which does not."
        ),
        n => {
            format!(
                "{name} is silent: it has {n} articles of the days when others told this, none of which does."
            )
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
            ranges.extend(
                t.adds
                    .iter()
                    .map(|add| (shift(&add.sentence), Role::Evidence)),
            );
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
        (Dated::Context, None) => out.push_str(&format!(
            " {} no time told; as in another sentence of the article",
            g.dot
        )),
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
        // Edits of one article mostly say the same again.
        let mut said: Vec<&str> = Vec::new();
        let mut told: Vec<&TellingRow> = detail
            .tellings
            .iter()
            .filter(|t| t.source == source)
            .collect();
        // A headline says less than the sentence that tells when.
        told.sort_by_key(|t| match t.dated {
            Dated::Own => 0,
            Dated::Context | Dated::Published => 1,
            Dated::Borrowed | Dated::None => 2,
        });
        for t in told {
            if said.contains(&t.text.as_str()) {
                continue;
            }
            said.push(&t.text);
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
            // The sign of a headline in Markdown.
            let text = t.text.trim_start_matches('#').trim_start();
            let shift = t.sentence.start + t.text.len() - text.len();
            let mut ranges = Vec::new();
            let verbatim = t.text.len() == t.sentence.len();
            if let Some(time) = t.time.as_ref().filter(|x| verbatim && x.start >= shift) {
                ranges.push((time.start - shift..time.end - shift, Role::Date));
            }
            for line in marked(text, Role::Text, &ranges, columns.saturating_sub(2).max(6)) {
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

/// The strip of facts below the text: what differs is the last to be left out.
fn facts(model: &Model, detail: &MomentDetail, area: Rect) -> Vec<Line> {
    // On the smallest screens the sentence itself needs the room.
    if area.height < 9 {
        return Vec::new();
    }
    let columns = usize::from(area.width);
    let mut rows = strip::facts(model, detail, columns);
    let most = usize::from(area.height / 2).max(3);
    let height = |rows: &[strip::Fact]| rows.iter().map(|f| f.lines.len()).sum::<usize>();
    while height(&rows) + 1 > most {
        match rows.iter().rposition(|f| !f.differs) {
            Some(i) => rows.remove(i),
            None => break,
        };
    }
    if height(&rows) > most {
        for row in &mut rows {
            row.lines.truncate(1);
        }
    }
    rows.truncate(most);
    if rows.is_empty() {
        return Vec::new();
    }
    let rule = model.theme.glyphs.rule;
    let mut out = vec![Line::of(
        Role::Quiet,
        rule.repeat(columns / width(rule).max(1)),
    )];
    out.extend(rows.into_iter().flat_map(|f| f.lines));
    out
}
