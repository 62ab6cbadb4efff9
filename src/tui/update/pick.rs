//! Lists to choose from: what fills them, and what choosing does.

mod confirm;
mod lists;

pub use confirm::confirm;
pub use lists::{
    actions, corrections, differences, help, list_versions, marks, problems, silence, sources,
    stories, worded, wording,
};

use super::{act, command, silent};
use crate::link::MomentId;
use crate::query::{Filter, Hit, HitKind, SearchHit};
use crate::tui::input::Input;
use crate::tui::keymap::{Action, Edit, Key, TABLE};
use crate::tui::model::{Item, Model, PickKind, Picker, Screen, Target};
use crate::tui::msg::Effect;
use crate::tui::shelf::Entry;
use crate::tui::when;

/// Sentences asked of a search.
pub const MOST: usize = 300;

/// Opens a list.
fn open(model: &mut Model, kind: PickKind, title: String, rows: Vec<Item>, typed: Option<&str>) {
    let from = model.selected().map(|r| r.id.clone());
    model.stack.push(Screen::Pick(Picker {
        kind,
        title,
        rows,
        at: 0,
        top: 0,
        input: typed.map(Input::with),
        seq: model.seq,
        answered: model.seq,
        hurried: false,
        from,
    }));
}

/// Opens the search.
pub fn search(model: &mut Model) {
    open(model, PickKind::Search, "SEARCH".into(), vec![], Some(""));
}

/// Types into the list that was opened.
pub fn fill(model: &mut Model, text: &str) -> Vec<Effect> {
    let Some(p) = top(model) else { return vec![] };
    match &mut p.input {
        Some(input) if !text.is_empty() => {
            input.paste(text);
            typed(model)
        }
        _ => vec![],
    }
}

/// Opens the fuzzy jump.
pub fn jump(model: &mut Model) -> Vec<Effect> {
    open(model, PickKind::Jump, "JUMP".into(), vec![], Some(""));
    typed(model)
}

fn top(model: &mut Model) -> Option<&mut Picker> {
    match model.stack.last_mut() {
        Some(Screen::Pick(p)) => Some(p),
        _ => None,
    }
}

/// Handles a key in a list.
pub fn press(model: &mut Model, key: Key, action: Option<Action>) -> Vec<Effect> {
    let page = isize::try_from(model.size.1 / 2).unwrap_or(1);
    let Some(p) = top(model) else { return vec![] };
    if let (Some(input), Some(edit)) = (&mut p.input, Edit::of(key)) {
        if edit == Edit::Backspace && input.text().is_empty() {
            act::back(model);
            return vec![];
        }
        input.edit(edit);
        return typed(model);
    }
    match action {
        Some(Action::Down) => move_by(model, 1),
        Some(Action::Up) => move_by(model, -1),
        Some(Action::PageDown) => move_by(model, page),
        Some(Action::PageUp) => move_by(model, -page),
        Some(Action::Top) => move_by(model, isize::MIN / 2),
        Some(Action::Bottom) => move_by(model, isize::MAX / 2),
        Some(Action::Open) => return choose(model),
        Some(Action::NextPane) if p.kind == PickKind::Search => keep_as_filter(model),
        Some(Action::Quit) => act::back(model),
        Some(Action::Search) if p.kind == PickKind::Help => {
            p.input = Some(Input::with(""));
            return typed(model);
        }
        // What opened a list closes it.
        Some(other) if other == opener(p.kind) => act::back(model),
        Some(Action::Help) => help(model),
        Some(Action::Actions) => actions(model),
        _ => act::nothing(model),
    }
    vec![]
}

fn opener(kind: PickKind) -> Action {
    match kind {
        PickKind::Search => Action::Search,
        PickKind::Jump => Action::Jump,
        PickKind::Actions => Action::Actions,
        PickKind::Help => Action::Help,
        PickKind::Stories => Action::Stories,
        PickKind::Sources => Action::Sources,
        PickKind::Versions => Action::Versions,
        PickKind::Silence => Action::Silent,
        PickKind::Differences => Action::Differences,
        PickKind::Wording => Action::Wording,
        PickKind::Confirm => Action::Correct,
        PickKind::Marks => Action::Marks,
        PickKind::Corrections => Action::Corrections,
        PickKind::Problems => Action::Problems,
    }
}

fn move_by(model: &mut Model, by: isize) {
    let rows = usize::from(model.size.1.saturating_sub(4)).max(1);
    let Some(p) = top(model) else { return };
    let last = p.rows.len().saturating_sub(1);
    p.at = p.at.saturating_add_signed(by).min(last);
    if p.at < p.top || p.at >= p.top + rows {
        p.top = p.at.saturating_sub(rows / 2);
    }
}

/// Asks again after something was typed.
pub fn typed(model: &mut Model) -> Vec<Effect> {
    model.seq += 1;
    let seq = model.seq;
    let filter = model.filter.clone();
    let keymap = model.keymap.clone();
    let Some(p) = top(model) else { return vec![] };
    p.seq = seq;
    p.hurried = false;
    let text = p
        .input
        .as_ref()
        .map(|i| i.text().trim().to_owned())
        .unwrap_or_default();
    match p.kind {
        PickKind::Search => {
            let (words, filter) = split_query(&text, filter);
            if words.is_empty() {
                p.answered = seq;
                p.rows.clear();
                p.at = 0;
                p.top = 0;
                model.hits.clear();
                model.relayout();
                return vec![];
            }
            vec![Effect::Search {
                seq,
                text: words,
                filter: Box::new(filter),
            }]
        }
        PickKind::Jump => vec![Effect::Jump { seq, text }],
        PickKind::Actions | PickKind::Help => {
            p.rows = if p.kind == PickKind::Actions {
                let mut rows = command::rows(&text);
                // With words behind it only the command can be meant.
                if !text.contains(' ') || rows.is_empty() {
                    let mut table = lists::table(&keymap, &text, p.kind);
                    table.append(&mut rows);
                    rows = table;
                }
                // What is called so before what only says so.
                rows.sort_by_key(|r| (r.who != text, !r.who.starts_with(&text)));
                rows
            } else {
                lists::table(&keymap, &text, p.kind)
            };
            p.at = 0;
            p.top = 0;
            vec![]
        }
        _ => vec![],
    }
}

/// Takes the fields of the query language out of what is searched: `source:x killed`.
fn split_query(text: &str, mut filter: Filter) -> (String, Filter) {
    let fields = text.contains(':');
    match Filter::parse(text) {
        Ok(parsed) if fields => {
            let words = parsed.words.join(" ");
            if parsed.within.is_some() {
                filter.within = parsed.within;
            }
            filter.sources.extend(parsed.sources);
            filter.names.extend(parsed.names);
            filter.statuses.extend(parsed.statuses);
            filter.disagreements |= parsed.disagreements;
            filter.placed |= parsed.placed;
            filter.story = parsed.story.or(filter.story);
            (words, filter)
        }
        _ => (text.to_owned(), filter),
    }
}

/// Takes the answer of a search.
pub fn found(model: &mut Model, seq: u64, hits: Vec<SearchHit>) -> Vec<Effect> {
    let Some(p) = top(model).filter(|p| p.kind == PickKind::Search && p.seq == seq) else {
        return vec![];
    };
    p.answered = seq;
    let mut n_sources: Vec<&str> = hits.iter().map(|h| h.source.as_str()).collect();
    n_sources.sort_unstable();
    n_sources.dedup();
    let more = if hits.len() >= MOST { "+" } else { "" };
    p.title = match hits.len() {
        0 => "SEARCH  nothing found".into(),
        1 => "SEARCH  1 sentence".into(),
        n => format!("SEARCH  {n}{more} sentences in {} sources", n_sources.len()),
    };
    p.rows = hits
        .iter()
        .map(|h| {
            let (text, marks) = one_line(&h.text, &h.marks);
            Item {
                left: match (h.window, h.published.value) {
                    (Some(w), _) => when::long(&w),
                    (None, Some(day)) => format!("({})", when::day(day)),
                    _ => "undated".into(),
                },
                who: h.source.clone(),
                text,
                marks,
                target: match &h.moment {
                    Some(id) => Target::Moment(id.clone(), Some(h.source.clone())),
                    None => Target::Article(h.article, Some(h.sentence.clone())),
                },
            }
        })
        .collect();
    p.at = 0;
    p.top = 0;
    model.searched = p
        .input
        .as_ref()
        .map(|i| i.text().to_owned())
        .unwrap_or_default();
    model.hits = hits;
    model.hit = None;
    model.relayout();
    catch_up(model)
}

/// Goes where the answer leads, when Enter did not wait for it.
fn catch_up(model: &mut Model) -> Vec<Effect> {
    let Some(p) = top(model) else { return vec![] };
    if !std::mem::take(&mut p.hurried) {
        return vec![];
    }
    if p.rows.is_empty() {
        model.message = Some(silent::why(model, Some(Action::Open)));
        return vec![];
    }
    model.message = None;
    choose(model)
}

/// Puts text on one line, its marks moved along.
fn one_line(text: &str, marks: &[std::ops::Range<usize>]) -> (String, Vec<std::ops::Range<usize>>) {
    // Same length in bytes: marks stay where they are.
    let line: String = text
        .chars()
        .map(|c| if c == '\n' || c == '\t' { ' ' } else { c })
        .collect();
    (line, marks.to_vec())
}

/// Takes the answer of a jump.
pub fn jumped(model: &mut Model, seq: u64, hits: Vec<Hit>, n_named: usize) -> Vec<Effect> {
    let mut rows: Vec<Item> = Vec::new();
    for hit in hits {
        let (left, target) = match hit.kind {
            HitKind::Moment(id) => ("moment", Target::Moment(id, None)),
            HitKind::Article(idx) => ("article", Target::Article(idx, None)),
            HitKind::Source(name) => ("source", Target::Source(name)),
            HitKind::Story(id) => ("story", Target::Story(id, hit.text.clone())),
            HitKind::Name(name) => (
                "name",
                Target::Command(format!("filter name:\"{}\"", name.replace('"', ""))),
            ),
        };
        let starts: Vec<(usize, usize)> = hit
            .text
            .char_indices()
            .map(|(i, c)| (i, i + c.len_utf8()))
            .collect();
        let marks = hit
            .matched
            .iter()
            .filter_map(|&i| starts.get(i).map(|&(a, b)| a..b))
            .collect();
        rows.push(Item {
            left: left.into(),
            who: String::new(),
            text: hit.text.replace('\n', " "),
            marks,
            target,
        });
    }
    let keymap = model.keymap.clone();
    let Some(p) = top(model).filter(|p| p.kind == PickKind::Jump && p.seq == seq) else {
        return vec![];
    };
    p.answered = seq;
    let typed = p
        .input
        .as_ref()
        .map(|i| i.text().to_lowercase())
        .unwrap_or_default();
    if n_named > 0 {
        let name = p.input.as_ref().map_or("", |i| i.text().trim());
        let name = name.replace('"', "");
        let many = if n_named == 1 { "" } else { "s" };
        // Below the best of what is called so: Enter goes there.
        rows.insert(
            rows.len().min(4),
            Item {
                left: "name".into(),
                text: format!(
                    "{name}: {n_named} moment{many} told with that name; Enter shows only these"
                ),
                target: Target::Command(format!("filter name:\"{name}\"")),
                ..Item::default()
            },
        );
    }
    if !typed.is_empty() {
        let actions = TABLE
            .iter()
            .filter(|b| b.name.contains(&typed) && !b.help.is_empty())
            .take(5)
            .map(|b| Item {
                left: "action".into(),
                who: keymap.key(b.action),
                text: b.help.into(),
                marks: vec![],
                target: Target::Action(b.action),
            });
        rows.extend(actions);
    }
    p.title = match rows.len() {
        0 => "JUMP  nothing is called that".to_owned(),
        1 => "JUMP  1 place".to_owned(),
        n => format!("JUMP  {n} places"),
    };
    p.rows = rows;
    p.at = 0;
    p.top = 0;
    catch_up(model)
}

fn keep_as_filter(model: &mut Model) {
    let Some(p) = top(model) else { return };
    let text = p
        .input
        .as_ref()
        .map(|i| i.text().trim().to_owned())
        .unwrap_or_default();
    if text.is_empty() {
        model.message = Some("type what to search; Tab then keeps it as a filter".into());
        return;
    }
    if let Err(e) = Filter::parse(&text) {
        model.message = Some(e.to_string());
        return;
    }
    model.remember(model.here());
    model.stack.pop();
    let mut chips = model.chips.join(" ");
    chips.push(' ');
    chips.push_str(&text);
    super::prompt::apply_filter(model, chips.trim());
}

/// Goes where the chosen row leads.
fn choose(model: &mut Model) -> Vec<Effect> {
    let Some(p) = top(model) else { return vec![] };
    let kind = p.kind;
    if matches!(kind, PickKind::Search | PickKind::Jump) && p.answered != p.seq {
        // The rows in sight are those of fewer letters.
        p.hurried = true;
        model.message = Some("looking; goes there as soon as it is found".into());
        return vec![];
    }
    let at = p.at;
    let Some(target) = p.rows.get(at).map(|r| r.target.clone()) else {
        return vec![];
    };
    let mut here = model.here();
    let is_action = matches!(target, Target::Action(_));
    let effects = lead(model, kind, at, target);
    // What lies on top of the list leads back to it by itself.
    let left = model.stack.len() < here.stack.len();
    if !left || is_action || !effects.is_empty() {
        return effects;
    }
    if kind.leads_away() {
        model.remember(here);
    } else if !here.same_below(&model.here()) || model.stack.len() + 1 < here.stack.len() {
        here.stack.pop();
        model.remember(here);
    }
    effects
}

/// Goes where a row leads.
fn lead(model: &mut Model, kind: PickKind, at: usize, target: Target) -> Vec<Effect> {
    match target {
        Target::Nowhere => return vec![],
        Target::Action(action) => {
            model.stack.pop();
            return act::act(model, action);
        }
        Target::Moment(id, source) => {
            leave(model);
            if kind == PickKind::Search {
                model.hit = Some(at);
            }
            if source.is_some() {
                model.source = source;
            }
            act::go_to(model, &id);
        }
        // Esc leads back to the list, here and below.
        Target::Article(idx, spot) => {
            if model.open_article(idx, spot) && kind == PickKind::Search {
                model.hit = Some(at);
                model.opened_by_hit();
            }
        }
        Target::Edit(old, new) => act::open_edit(model, old, new),
        Target::Source(name) => {
            leave(model);
            act::look_at(model, Some(name));
        }
        Target::Story(id, label) => {
            leave(model);
            model.filter.story = Some(id.clone());
            model.chips.retain(|c| !c.starts_with("story:"));
            model.chips.push(format!("story:{id}"));
            let keep = model.selected().map(|r| r.id.clone());
            model.refilter(keep);
            model.message = Some(format!("only {label}; x shows all again"));
        }
        Target::Uncorrect(article) => {
            model.stack.pop();
            let entry = Entry::Uncorrect {
                article: article.clone(),
            };
            model.shelf.apply(&entry);
            let mut effects = vec![Effect::Keep(entry)];
            effects.extend(act::reread_at(model, Some(&article)));
            model.message = Some("taken back; reading again".into());
            return effects;
        }
        Target::Correct(correction) => {
            // The list and the line that asked.
            model.stack.truncate(model.stack.len().saturating_sub(2));
            let article = correction.article.clone();
            let entry = Entry::Correct { correction };
            model.shelf.apply(&entry);
            let mut effects = vec![Effect::Keep(entry)];
            effects.extend(act::reread_at(model, article.as_ref()));
            model.message = Some("corrected; reading again. E takes it back".into());
            return effects;
        }
        Target::Command(line) if kind == PickKind::Actions && command::wants_words(&line) => {
            if let Some(p) = top(model) {
                p.input = Some(Input::with(&format!("{line} ")));
                return typed(model);
            }
        }
        Target::Command(line) => {
            if kind == PickKind::Jump {
                leave(model);
            } else {
                model.stack.pop();
            }
            return command::run(model, &line);
        }
    }
    vec![]
}

/// Leaves a list for the main screen, where the chosen thing is shown.
fn leave(model: &mut Model) {
    model.stack.clear();
}

/// Shows a hit of the last search.
pub fn follow_hit(model: &mut Model, at: usize) {
    let Some(hit) = model.hits.get(at).cloned() else {
        return;
    };
    match hit.moment {
        Some(id) => {
            model.source = Some(hit.source);
            show_moment(model, &id);
        }
        None => {
            model.open_article(hit.article, Some(hit.sentence));
            model.opened_by_hit();
        }
    }
}

fn show_moment(model: &mut Model, id: &MomentId) {
    act::go_to(model, id);
    model.relayout();
}
