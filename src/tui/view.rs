//! Draws the model as it is. Never changes, sorts or asks.

pub mod article;
pub mod compare;
mod moments;
mod pick;
pub mod strip;
pub mod telling;
mod timeline;

use super::keymap::{Action, binding};
use super::layout::{self, Areas, SMALLEST};
use super::model::{Model, Pane, Phase, PickKind, Screen};
use super::paint::{Line, put, put_line};
use super::theme::Role;
use super::tutor::{self, Tutor};
use super::update::progress_line;
use super::when;
use crate::text::width::width;
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// Draws the model, and returns where the terminal's own cursor belongs: on the selected
/// row for screen readers, in the text field where there is one.
pub fn view(model: &Model, buf: &mut Buffer) -> Place {
    let place = draw(model, buf);
    if model.theme.glyphs.dot.is_ascii() {
        super::ascii::twins(buf, model.theme.letters);
    }
    place
}

fn draw(model: &Model, buf: &mut Buffer) -> Place {
    let area = buf.area;
    let mut place = Place::default();
    if !layout::fits((area.width, area.height)) {
        let text = format!(
            "{}x{} is too small; parallax needs {}x{}",
            area.width, area.height, SMALLEST.0, SMALLEST.1
        );
        let lines = super::paint::marked(&text, Role::Text, &[], usize::from(area.width));
        super::paint::put_lines(buf, area, &lines, &model.theme);
        return place;
    }
    let areas = layout::areas(model);
    match &model.phase {
        Phase::Ready => {}
        phase => {
            opening(model, phase, buf, &areas);
            if let Some(Screen::Pick(p)) = model.stack.last() {
                pick::draw(model, p, areas.body, buf, &mut place);
            }
            return place;
        }
    }
    let top = model
        .stack
        .iter()
        .rev()
        .find(|s| !matches!(s, Screen::Prompt(_)));
    match top {
        Some(Screen::Article(r)) => article::draw(model, r, area, buf, &mut place),
        Some(Screen::Compare(s)) => compare::draw(model, s, area, buf),
        Some(Screen::Pick(p)) => {
            title(model, areas.title, buf);
            timeline::draw(model, &areas, buf);
            pick::draw(model, p, areas.body, buf, &mut place);
        }
        _ => explore(model, &areas, buf, &mut place),
    }
    if let Some(tutor) = &model.tutor {
        lesson(model, tutor, areas.footer, buf);
    }
    footer(model, areas.footer, buf, &mut place);
    place
}

/// The tutor's lesson, in the rows above the footer.
fn lesson(model: &Model, tutor: &Tutor, footer: Rect, buf: &mut Buffer) {
    let Some(text) = tutor::text(tutor) else {
        return;
    };
    let rows = layout::lesson_rows(model).min(footer.y);
    let area = Rect {
        y: footer.y - rows,
        height: rows,
        ..footer
    };
    clear(buf, area);
    let text = text.replace('≠', model.theme.glyphs.unequal);
    let head = text.find("  ").unwrap_or(0);
    let columns = usize::from(area.width.saturating_sub(2)).max(8);
    let ranges = [(0..head, Role::Key)];
    let lines = super::paint::marked(&text, Role::Text, &ranges, columns);
    let inner = Rect {
        x: area.x + 1,
        width: area.width.saturating_sub(2),
        ..area
    };
    super::paint::put_lines(buf, inner, &lines, &model.theme);
}

/// Where the terminal's cursor stands.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Place {
    /// Column and row.
    pub at: (u16, u16),
    /// It shows where the next character goes.
    pub typing: bool,
}

fn explore(model: &Model, areas: &Areas, buf: &mut Buffer, place: &mut Place) {
    title(model, areas.title, buf);
    timeline::draw(model, areas, buf);
    if model.total == 0 {
        empty(model, areas.body, buf);
        return;
    }
    moments::draw(model, areas.list, buf, place);
    telling::draw(model, areas.telling, buf);
    if areas.all.width > 0 {
        telling::draw_all(model, areas.all, buf);
    }
    let bar = model.theme.glyphs.divider;
    let quiet = model.theme.style(Role::Quiet);
    if areas.class >= layout::Class::Wide {
        for pane in [areas.telling, areas.all] {
            for y in pane.y..pane.bottom() {
                put(buf, pane.x.saturating_sub(1), y, pane.x, bar, quiet);
            }
        }
    }
}

/// Stretches of the first row that stay or go together; the larger the number, the sooner.
type Part = (u8, Vec<(Role, String)>);

fn title(model: &Model, area: Rect, buf: &mut Buffer) {
    let o = &model.overview;
    let dot = model.theme.glyphs.dot;
    let mut parts: Vec<Part> = vec![
        (0, vec![(Role::Text, " ".into())]),
        (0, vec![(Role::Title, model.name.clone())]),
    ];
    let mut count = |weight: u8, n: usize, one: &str, many: &str| {
        let word = if n == 1 { one } else { many };
        parts.push((weight, vec![(Role::Quiet, format!(" {dot} {n} {word}"))]));
    };
    count(4, o.n_sources, "source", "sources");
    count(6, o.n_articles, "article", "articles");
    if model.filter.is_empty() {
        count(2, o.n_moments, "moment", "moments");
        if o.n_disagreements > 0 {
            count(5, o.n_disagreements, "differs", "differ");
        }
    } else {
        let text = format!(" {dot} {} of {} moments", model.total, o.n_moments);
        parts.push((2, vec![(Role::Quiet, text)]));
    }
    if o.n_problems > 0 {
        let text = format!(" {dot} {} not read", o.n_problems);
        parts.push((3, vec![(Role::Quiet, text)]));
    }
    for chip in &model.chips {
        let close = model.theme.glyphs.close;
        parts.push((
            1,
            vec![
                (Role::Text, " ".into()),
                (Role::Chip, format!(" {chip} {close} ")),
            ],
        ));
    }
    let day = model
        .selected()
        .map(|r| when::long_or_undated(r.window.as_ref()))
        .unwrap_or_default();
    let right = width(&day) + 2;
    let room = usize::from(area.width).saturating_sub(right);
    // A part cut in two reads as something else: what does not fit is left out whole, what
    // matters least first.
    let wide = |part: &Part| part.1.iter().map(|(_, text)| width(text)).sum::<usize>();
    while parts.iter().map(wide).sum::<usize>() + 2 > room {
        let least = parts.iter().map(|(weight, _)| *weight).max().unwrap_or(0);
        let Some(at) = parts.iter().rposition(|(w, _)| *w == least && *w > 0) else {
            break;
        };
        parts.remove(at);
    }
    let line = Line(parts.into_iter().flat_map(|(_, spans)| spans).collect());
    let left = Rect {
        width: u16::try_from(room.saturating_sub(1)).unwrap_or(0),
        ..area
    };
    put_line(buf, left, 0, &line, &model.theme);
    let x = area
        .right()
        .saturating_sub(u16::try_from(right).unwrap_or(0));
    put(
        buf,
        x,
        area.y,
        area.right(),
        &day,
        model.theme.style(Role::When),
    );
}

fn opening(model: &Model, phase: &Phase, buf: &mut Buffer, areas: &Areas) {
    put_line(
        buf,
        areas.title,
        0,
        &Line::of(Role::Text, " ").and(Role::Title, model.name.clone()),
        &model.theme,
    );
    let lines = match phase {
        Phase::Reading { stage, done, total } => vec![
            Line::of(Role::Text, progress_line(stage, *done, *total)),
            Line::of(Role::Quiet, bar_of(*done, *total, model.theme.glyphs.rule)),
        ],
        Phase::Failed(why) => {
            let columns = usize::from(areas.body.width.saturating_sub(4));
            let mut lines = super::paint::marked(why, Role::Warning, &[], columns);
            lines.push(Line::default());
            lines.push(Line::of(Role::Quiet, "F5 tries again, q quits"));
            lines
        }
        Phase::Ready => vec![],
    };
    let area = Rect {
        x: areas.body.x + 2,
        width: areas.body.width.saturating_sub(4),
        y: areas.body.y + areas.body.height / 4,
        height: areas.body.height - areas.body.height / 4,
    };
    super::paint::put_lines(buf, area, &lines, &model.theme);
    put_line(
        buf,
        areas.footer,
        0,
        &Line::of(Role::Key, " ? ")
            .and(Role::Quiet, "help  ")
            .and(Role::Key, " q ")
            .and(Role::Quiet, "quit"),
        &model.theme,
    );
}

fn bar_of(done: usize, total: usize, glyph: &str) -> String {
    if total == 0 {
        return String::new();
    }
    glyph.repeat(done.min(total) * 40 / total)
}

fn empty(model: &Model, area: Rect, buf: &mut Buffer) {
    let o = &model.overview;
    let lines: Vec<&str> = if !model.filter.is_empty() {
        vec![
            "No moment passes the filter.",
            "x drops its last part, F changes it.",
        ]
    } else if o.n_articles == 0 && o.n_problems > 0 {
        vec![
            "No file could be read as an article.",
            "P says why for each. Text, HTML, JSON, CSV and feeds are read.",
        ]
    } else if o.n_articles == 0 {
        vec![
            "There is no article here.",
            "Give a folder that holds news articles: parallax FOLDER",
        ]
    } else {
        vec![
            "The articles were read, but no sentence in them tells a happening.",
            "/ searches their text; `parallax articles` lists how each was read.",
        ]
    };
    let columns = usize::from(area.width.saturating_sub(3)).max(8);
    let mut shown = vec![Line::default()];
    for (row, text) in lines.into_iter().enumerate() {
        let role = if row == 0 { Role::Title } else { Role::Quiet };
        shown.extend(super::paint::marked(text, role, &[], columns));
    }
    let inner = Rect {
        x: area.x + 2,
        width: area.width.saturating_sub(2),
        ..area
    };
    super::paint::put_lines(buf, inner, &shown, &model.theme);
}

/// Returns what is on the screen, in words, and the actions the footer names there.
pub fn hints(model: &Model) -> (&'static str, &'static [Action]) {
    let place = match model.stack.last() {
        Some(Screen::Article(_)) => "an article",
        Some(Screen::Compare(_)) => "tellings side by side",
        Some(Screen::Pick(_)) => "a list",
        Some(Screen::Prompt(_)) => "a line to type",
        None => match model.pane {
            Pane::Moments => "the list of moments",
            Pane::Telling => "what is told",
            Pane::Lanes => "the sources on the timeline",
        },
    };
    (place, shown_hints(model))
}

fn shown_hints(model: &Model) -> &'static [Action] {
    match model.stack.last() {
        Some(Screen::Article(r)) if r.plain => &[Action::Plain, Action::Back],
        Some(Screen::Article(_)) => &[
            Action::Back,
            Action::NextHit,
            Action::NextMoment,
            Action::NextSource,
            Action::Open,
            Action::Compare,
            Action::Copy,
            Action::Versions,
            Action::Plain,
        ],
        Some(Screen::Compare(_)) => &[
            Action::Back,
            Action::NextPane,
            Action::Open,
            Action::NextMoment,
            Action::NextDifference,
            Action::Copy,
            Action::Help,
        ],
        Some(Screen::Pick(p)) if p.kind == PickKind::Search => {
            &[Action::Down, Action::Open, Action::NextPane, Action::Back]
        }
        Some(Screen::Pick(p)) if p.input.is_some() => &[Action::Down, Action::Open, Action::Back],
        Some(Screen::Pick(_)) => &[Action::Down, Action::Open, Action::Back, Action::Actions],
        _ if model.pane == Pane::Telling => &[
            Action::Down,
            Action::NextMoment,
            Action::NextSource,
            Action::Open,
            Action::Compare,
            Action::NextPane,
            Action::Help,
            Action::Quit,
        ],
        _ => &[
            Action::NextMoment,
            Action::NextSource,
            Action::AllSources,
            Action::Compare,
            Action::Open,
            Action::NextDifference,
            Action::Search,
            Action::ZoomIn,
            Action::Help,
            Action::Quit,
            Action::Jump,
            Action::Silent,
            Action::Actions,
        ],
    }
}

fn footer(model: &Model, area: Rect, buf: &mut Buffer, place: &mut Place) {
    if let Some(Screen::Prompt(p)) = model.stack.last() {
        let head = match p.kind {
            super::model::PromptKind::Filter => " filter ",
            super::model::PromptKind::Note(..) | super::model::PromptKind::NoteSentence(_) => {
                " note "
            }
            super::model::PromptKind::Correct(_) => " correct ",
            super::model::PromptKind::Export => " export ",
        };
        let x = put(
            buf,
            area.x,
            area.y,
            area.right(),
            head,
            model.theme.style(Role::Key),
        );
        let before = width(p.input.before());
        let room = usize::from(area.right().saturating_sub(x + 1));
        // A long line shows its end, where the cursor is.
        let from = skip(
            p.input.text(),
            before.saturating_sub(room.saturating_sub(1)),
        );
        let text = &p.input.text()[from..];
        put(
            buf,
            x,
            area.y,
            area.right(),
            text,
            model.theme.style(Role::Text),
        );
        let shown = width(&p.input.text()[from..p.input.before().len().max(from)]);
        place.at = (
            (x + u16::try_from(shown).unwrap_or(0)).min(area.right().saturating_sub(1)),
            area.y,
        );
        place.typing = true;
        let above = Rect {
            y: area.y.saturating_sub(1),
            ..area
        };
        match &model.message {
            Some(message) => say(model, above, message, Role::Text, buf),
            None => say(model, above, &p.hint, Role::Quiet, buf),
        }
        return;
    }
    if let Some(message) = &model.message {
        say(model, area, message, Role::Text, buf);
        return;
    }
    if let Some(working) = &model.working {
        let room = usize::from(area.width.saturating_sub(1));
        let line = Line::of(Role::Text, format!(" {working}"));
        let line = line.cut(room, model.theme.glyphs.ellipsis);
        put_line(buf, area, 0, &line, &model.theme);
        return;
    }
    let mut line = Line::default();
    let typing = matches!(model.stack.last(), Some(Screen::Pick(p)) if p.input.is_some());
    for action in shown_hints(model) {
        let Some(b) = binding(*action) else { continue };
        let key = match action {
            Action::NextMoment => {
                format!(
                    "{} {}",
                    model.keymap.key(Action::PreviousMoment),
                    model.keymap.key(*action)
                )
            }
            Action::NextSource => {
                let digits = match model.sources.len() {
                    0 | 1 => "1".to_owned(),
                    n => format!("1-{}", n.min(9)),
                };
                format!(
                    "{digits} {} {}",
                    model.keymap.key(Action::PreviousSource),
                    model.keymap.key(*action)
                )
            }
            Action::ZoomIn => format!(
                "{} {}",
                model.keymap.key(*action),
                model.keymap.key(Action::ZoomOut)
            ),
            // Letters are for the line there.
            Action::Down if typing => "Up Down".to_owned(),
            Action::Down => format!(
                "{} {}",
                model.keymap.key(*action),
                model.keymap.key(Action::Up)
            ),
            _ => model.keymap.key(*action),
        };
        let short = match (action, model.stack.last()) {
            (Action::NextPane, Some(Screen::Compare(_))) => "columns",
            (Action::NextPane, Some(Screen::Pick(_))) => "keep as filter",
            (Action::Down, _) => "move",
            (Action::NextHit, Some(Screen::Article(r))) if r.hit => "next hit",
            (Action::NextHit, Some(Screen::Article(_))) => "next telling",
            (Action::Open, Some(Screen::Article(_))) => "its moment",
            (Action::Open, Some(Screen::Pick(_))) => "go",
            _ => b.short,
        };
        let more = Line::of(Role::Text, " ")
            .and(Role::Key, key)
            .and(Role::Quiet, format!(" {short} "));
        if line.width() + more.width() > usize::from(area.width) {
            break;
        }
        line.0.extend(more.0);
    }
    put_line(buf, area, 0, &line, &model.theme);
}

/// Says something in as many rows as it needs, the last of them `area`.
fn say(model: &Model, area: Rect, text: &str, role: Role, buf: &mut Buffer) {
    const MOST: usize = 3;
    let columns = usize::from(area.width.saturating_sub(2)).max(8);
    let mut lines = super::paint::marked(text, role, &[], columns);
    if lines.len() > MOST {
        lines.truncate(MOST);
        if let Some(last) = lines.last_mut() {
            last.0
                .push((role, format!(" {}", model.theme.glyphs.ellipsis)));
            *last = std::mem::take(last).cut(columns, model.theme.glyphs.ellipsis);
        }
    }
    let rows = u16::try_from(lines.len().max(1)).unwrap_or(1);
    let rows = rows.min(area.y + 1);
    let place = Rect {
        y: area.y + 1 - rows,
        height: rows,
        ..area
    };
    clear(buf, place);
    let inner = Rect {
        x: place.x + 1,
        width: place.width.saturating_sub(1),
        ..place
    };
    super::paint::put_lines(buf, inner, &lines, &model.theme);
}

fn skip(text: &str, columns: usize) -> usize {
    crate::text::width::fit(text, columns).len()
}

/// Empties an area.
pub fn clear(buf: &mut Buffer, area: Rect) {
    for y in area.y..area.bottom() {
        for x in area.x..area.right() {
            if let Some(cell) = buf.cell_mut((x, y)) {
                cell.reset();
            }
        }
    }
}

/// Draws a pane's heading and returns what is left below it.
fn heading(model: &Model, area: Rect, line: &Line, buf: &mut Buffer) -> Rect {
    put_line(buf, area, 0, line, &model.theme);
    Rect {
        y: area.y + 1.min(area.height),
        height: area.height.saturating_sub(1),
        ..area
    }
}
