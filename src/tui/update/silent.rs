//! No key is silent: one that changes nothing says why.

use crate::tui::keymap::Action;
use crate::tui::layout::{self, Class};
use crate::tui::model::{Model, Pane, PickKind, Screen};

/// Returns what a reader can tell apart; where it stays the same a key has done nothing.
pub fn sight(model: &Model) -> String {
    let top = match model.stack.last() {
        Some(Screen::Article(r)) => {
            format!("{:?} {} {:?} {}", r.text.row.idx, r.top, r.telling, r.plain)
        }
        Some(Screen::Compare(s)) => format!("{:?} {} {}", s.comparison.columns, s.first, s.top),
        Some(Screen::Pick(p)) => {
            let typed = p.input.as_ref().map(|i| (i.text(), i.before().len()));
            format!("{:?} {} {} {typed:?}", p.kind, p.rows.len(), p.at)
        }
        Some(Screen::Prompt(p)) => {
            format!("{:?} {} {}", p.kind, p.input.text(), p.input.before().len())
        }
        None => String::new(),
    };
    let line = &model.timeline;
    let areas = layout::areas(model);
    let here = (model.selected().map(|row| &row.id), model.at, model.top);
    let shown = (&model.source, model.telling_top, model.lane_top, model.pane);
    let axis = (line.zoom, line.scale, line.axis.first(), model.order);
    let ways = (
        &model.chips,
        model.hit,
        model.theme.palette,
        model.zone,
        areas.list,
    );
    format!(
        "{} {top} {here:?} {shown:?} {axis:?} {ways:?}",
        model.stack.len()
    )
}

/// Says why there is nothing for an action to act on.
pub fn missing(model: &Model, action: Action) -> Option<String> {
    if model.archive.is_none()
        || model.total > 0
        || matches!(
            model.stack.last(),
            Some(Screen::Article(_) | Screen::Compare(_))
        )
    {
        return None;
    }
    let whole = matches!(
        action,
        Action::Search
            | Action::Jump
            | Action::Filter
            | Action::Stories
            | Action::Sources
            | Action::Wording
            | Action::Source(_)
            | Action::NextSource
            | Action::PreviousSource
            | Action::AllSources
            | Action::NextHit
            | Action::PreviousHit
    );
    let anywhere = matches!(
        action,
        Action::Quit
            | Action::Help
            | Action::Actions
            | Action::Reread
            | Action::ClearFilter
            | Action::Marks
            | Action::Corrections
            | Action::Problems
            | Action::Tutor
    );
    if anywhere || whole && model.overview.n_articles > 0 {
        return None;
    }
    Some(why_empty(model))
}

/// Says why no moment is shown, and what to do about it.
pub fn why_empty(model: &Model) -> String {
    let o = &model.overview;
    let key = |action| model.keymap.key(action);
    match (model.chips.is_empty(), o.n_articles, o.n_problems) {
        (_, 0, 0) => "there is no article here; parallax FOLDER opens another folder".into(),
        (_, 0, _) => format!(
            "no file here could be read as an article; {} says why",
            key(Action::Problems)
        ),
        (false, ..) => format!(
            "no moment passes the filter; {} drops its last part",
            key(Action::ClearFilter)
        ),
        (true, ..) => format!(
            "no sentence here tells a happening; {} searches the text",
            key(Action::Search)
        ),
    }
}

/// Says why a key has changed nothing.
pub fn why(model: &Model, action: Option<Action>) -> String {
    use Action::{Bottom, Down, NextPane, Open, PageDown, PageUp, PreviousPane, Top, Up};
    let forward = matches!(action, Some(Down | PageDown | Bottom | NextPane));
    let backward = matches!(action, Some(Up | PageUp | Top | PreviousPane));
    let ends = |what: &str| {
        let word = if forward { "last" } else { "first" };
        format!("this is the {word} {what}")
    };
    match model.stack.last() {
        Some(Screen::Pick(p)) if p.rows.is_empty() => nothing_listed(p.kind).into(),
        Some(Screen::Pick(_)) if forward || backward => ends("row"),
        Some(Screen::Pick(_)) if action == Some(Open) => "that row leads nowhere".into(),
        Some(Screen::Article(_)) if forward => "the article ends here".into(),
        Some(Screen::Article(_)) if backward => "the article begins here".into(),
        Some(Screen::Compare(_)) if matches!(action, Some(NextPane | PreviousPane)) => {
            ends("column")
        }
        Some(Screen::Compare(_)) if forward || backward => "that is all of it".into(),
        None if forward || backward => match model.pane {
            Pane::Moments => ends("moment"),
            Pane::Telling => "that is all that is told".into(),
            Pane::Lanes => "there is no other source".into(),
        },
        _ => why_not(model, action),
    }
}

fn why_not(model: &Model, action: Option<Action>) -> String {
    match action {
        Some(Action::Wider | Action::Narrower) => match layout::areas(model).class {
            Class::Narrow => "one pane has all the room here; Tab goes to the next".into(),
            _ => "it goes no further".into(),
        },
        Some(Action::Source(_)) => match &model.source {
            Some(name) => format!("{name} is looked at already; 0 shows all"),
            None => "there is no such source".into(),
        },
        Some(Action::NextSource | Action::PreviousSource) => "there is no other source".into(),
        Some(Action::Undated) => "this is the first moment without a time".into(),
        _ => "nothing changes here".into(),
    }
}

fn nothing_listed(kind: PickKind) -> &'static str {
    match kind {
        PickKind::Search => "no sentence holds that; fewer words find more, Esc goes back",
        PickKind::Jump => "nothing is called that; / searches the sentences, Esc goes back",
        PickKind::Actions => "no action or command is called that; ? lists the keys, Esc goes back",
        PickKind::Help => "no key does that; Esc goes back",
        _ => "there is nothing in this list; Esc goes back",
    }
}
