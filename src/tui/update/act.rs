//! What each action does on the main screen, in an article and in a comparison.

use super::{pick, prompt, silent};
use crate::article::{ArticleIdx, ArticleName};
use crate::compare::Comparison;
use crate::link::MomentId;
use crate::query::{ArticleText, Order, Step, TellingRow};
use crate::tui::axis::{Scale, Zoom};
use crate::tui::cite;
use crate::tui::keymap::Action;
use crate::tui::layout;
use crate::tui::model::{Model, Pane, Phase, Reader, Resume, Screen, SideBySide};
use crate::tui::msg::{Effect, Exit};
use crate::tui::reader;
use crate::tui::shelf::{Entry, Sentence};
use crate::tui::tutor;
use crate::tui::unit::{self, Unit};
use std::sync::Arc;

/// Handles what works everywhere, text fields included.
pub fn always(model: &mut Model, action: Option<Action>) -> Option<Vec<Effect>> {
    match action? {
        Action::Exit => Some(vec![Effect::Quit(Exit::Interrupted)]),
        Action::Suspend => Some(vec![Effect::StopGroup]),
        Action::Redraw => Some(vec![Effect::Redraw]),
        Action::Back => {
            back(model);
            Some(vec![])
        }
        _ => None,
    }
}

/// Goes back to what lay below; never quits.
pub fn back(model: &mut Model) {
    match model.stack.pop() {
        Some(Screen::Pick(picker)) => {
            if let Some(from) = picker.from {
                let here = model.selected().map(|r| r.id.clone());
                if here.as_ref() != Some(&from) {
                    model.select(&from);
                }
            }
        }
        Some(_) => {}
        None if model.pane != Pane::Moments => {
            model.pane = Pane::Moments;
            model.relayout();
        }
        None => {
            if !model.go_back() {
                let quit = model.keymap.key(Action::Quit);
                model.message = Some(format!("there is nothing to go back to; {quit} quits"));
            }
        }
    }
}

/// Says that a key has no meaning here.
pub fn nothing(model: &mut Model) {
    model.message = Some("that key does nothing here; ? lists those that do".into());
}

/// Applies an action.
pub fn act(model: &mut Model, action: Action) -> Vec<Effect> {
    if asks_tellings(action) {
        model.look();
    }
    model.stepping &= matches!(action, Action::NextHit | Action::PreviousHit);
    if let Some(why) = silent::missing(model, action) {
        model.message = Some(why);
        return vec![];
    }
    match action {
        Action::Quit => {
            if model.stack.is_empty() {
                if model.tutor.is_some() {
                    return leave_tutor(model);
                }
                return vec![Effect::Quit(Exit::Quit)];
            }
            back(model);
        }
        Action::Help => pick::help(model),
        Action::Actions => pick::actions(model),
        Action::Reread => return reread(model),
        Action::Exit | Action::Suspend | Action::Redraw | Action::Back => {
            return always(model, Some(action)).unwrap_or_default();
        }
        _ if model.archive.is_none() => {
            model.message = Some("still reading; ? helps, q quits".into());
        }
        Action::Tutor if model.tutor.is_some() => return leave_tutor(model),
        Action::Tutor => return take_tutor(model),
        Action::Differences => pick::differences(model),
        Action::Wording => return pick::wording(model),
        Action::Export => prompt::export(model),
        Action::Search => pick::search(model),
        Action::Jump => return pick::jump(model),
        Action::Filter => prompt::filter(model),
        Action::ClearFilter => clear_filter(model),
        Action::Stories => pick::stories(model),
        Action::Sources => pick::sources(model),
        Action::Silent => pick::silence(model),
        Action::Versions => pick::list_versions(model),
        Action::Marks => pick::marks(model),
        Action::Corrections => pick::corrections(model),
        Action::Problems => pick::problems(model),
        Action::Mark => return mark(model),
        Action::Note => prompt::note(model),
        Action::Correct => prompt::correct(model),
        Action::Copy => return copy(model),
        Action::Source(n) => source_in_lane(model, usize::from(n)),
        Action::NextSource => step_source(model, true),
        Action::PreviousSource => step_source(model, false),
        Action::AllSources => {
            if model.source.is_none() {
                model.message = Some("all sources are shown".into());
            }
            look_at(model, None);
        }
        Action::NextMoment => step(model, Step::Next),
        Action::PreviousMoment => step(model, Step::Previous),
        Action::NextDifference => differing(model, Step::Next),
        Action::PreviousDifference => differing(model, Step::Previous),
        _ => match model.stack.last() {
            Some(Screen::Article(_)) => in_article(model, action),
            Some(Screen::Compare(_)) => in_compare(model, action),
            _ => return in_explore(model, action),
        },
    }
    vec![]
}

/// Tells whether an action is about the tellings of the selected moment: it waits for all of
/// them, where walking on does not.
fn asks_tellings(action: Action) -> bool {
    matches!(
        action,
        Action::Compare
            | Action::Open
            | Action::Copy
            | Action::Correct
            | Action::Differences
            | Action::Plain
            | Action::Reread
            | Action::Silent
            | Action::Versions
            | Action::Source(_)
            | Action::NextSource
            | Action::PreviousSource
    )
}

/// Begins the tutor: reads the sample corpus in place of the reader's own.
fn take_tutor(model: &mut Model) -> Vec<Effect> {
    if !model.has_sample {
        model.message = Some("there is no sample corpus here".into());
        return vec![];
    }
    tutor::begin(model);
    read_anew(model, "reading the sample corpus")
}

/// Ends the tutor: reads the reader's own corpus again.
fn leave_tutor(model: &mut Model) -> Vec<Effect> {
    let moment = tutor::end(model);
    model.resume = moment.map(|moment| Resume {
        moment,
        telling: None,
        corrected: false,
    });
    read_anew(model, "reading")
}

/// Reads another corpus in place of the one on screen.
fn read_anew(model: &mut Model, stage: &str) -> Vec<Effect> {
    model.phase = Phase::Reading {
        stage: stage.into(),
        done: 0,
        total: 0,
    };
    model.detail = None;
    model.glance = None;
    model.job += 1;
    vec![Effect::Load(model.job)]
}

/// Reads the corpus again and comes back to what is looked at now.
pub fn reread(model: &mut Model) -> Vec<Effect> {
    reread_at(model, None)
}

/// Reads the corpus again after an article was corrected and comes back to that article.
pub fn reread_at(model: &mut Model, corrected: Option<&ArticleName>) -> Vec<Effect> {
    let telling = model
        .telling()
        .filter(|t| corrected.is_none_or(|name| t.name == *name))
        .or_else(|| {
            let all = model.detail.iter().flat_map(|d| &d.tellings);
            all.into_iter().find(|t| Some(&t.name) == corrected)
        })
        .map(|t| (t.name.clone(), t.sentence.start));
    model.resume = model.selected().map(|r| Resume {
        moment: r.id.clone(),
        telling,
        corrected: corrected.is_some(),
    });
    model.job += 1;
    model.message = Some(super::READING_AGAIN.into());
    vec![Effect::Load(model.job)]
}

fn in_explore(model: &mut Model, action: Action) -> Vec<Effect> {
    match action {
        Action::Down => vertical(model, 1),
        Action::Up => vertical(model, -1),
        Action::PageDown => vertical(model, half_page(model)),
        Action::PageUp => vertical(model, -half_page(model)),
        Action::Top => match model.pane {
            Pane::Telling => model.telling_top = 0,
            _ => jump_in_list(model, 0),
        },
        Action::Bottom => match model.pane {
            Pane::Telling => vertical(model, isize::MAX / 2),
            _ => jump_in_list(model, usize::MAX),
        },
        Action::NextPane | Action::PreviousPane => {
            let order = [Pane::Moments, Pane::Telling, Pane::Lanes];
            let n = if layout::areas(model).n_lanes > 1 {
                3
            } else {
                2
            };
            let at = order.iter().position(|p| *p == model.pane).unwrap_or(0) % n;
            let step = if action == Action::NextPane { 1 } else { n - 1 };
            model.pane = order[(at + step) % n];
            model.relayout();
        }
        Action::Open => open_evidence(model),
        Action::Compare => open_compare(model),
        Action::ZoomIn | Action::ZoomOut => zoom(model, action == Action::ZoomIn),
        Action::ZoomFit => {
            if model.timeline.zoom == Zoom::Fit {
                model.message = Some("all of time is on the axis".into());
            }
            model.timeline.zoom = Zoom::Fit;
            model.relayout();
        }
        Action::Linear => {
            model.timeline.scale = match model.timeline.scale {
                Scale::Folded => Scale::Linear,
                Scale::Linear => Scale::Folded,
            };
            model.message = Some(match model.timeline.scale {
                Scale::Linear => "time to scale: every column is equally long".into(),
                Scale::Folded => "empty time is folded".into(),
            });
            model.relayout();
        }
        Action::Order => {
            model.order = match model.order {
                Order::Time => Order::Salience,
                Order::Salience => Order::Time,
            };
            let keep = model.selected().map(|r| r.id.clone());
            model.refilter(keep);
        }
        Action::Undated => undated(model),
        Action::NextHit => step_hit(model, 1),
        Action::PreviousHit => step_hit(model, -1),
        Action::Wider | Action::Narrower => {
            let by = if action == Action::Wider { 1 } else { -1 };
            let (before, was) = (layout::areas(model).list, model.shelf.split);
            model.shelf.split = was + by;
            if layout::areas(model).list == before {
                model.shelf.split = was;
                return vec![];
            }
            model.relayout();
            return vec![Effect::Keep(Entry::Split {
                by: model.shelf.split,
            })];
        }
        Action::Plain => {
            open_evidence(model);
            toggle_plain(model);
        }
        _ => {}
    }
    vec![]
}

fn half_page(model: &Model) -> isize {
    isize::try_from(layout::areas(model).list_rows() / 2)
        .unwrap_or(1)
        .max(1)
}

/// Goes far in the list; Esc comes back.
fn jump_in_list(model: &mut Model, to: usize) {
    if to.min(model.total.saturating_sub(1)) != model.at {
        model.remember(model.here());
        model.select_at(to);
    }
}

fn vertical(model: &mut Model, by: isize) {
    match model.pane {
        Pane::Moments => {
            let to = model.at.saturating_add_signed(by);
            if to.min(model.total.saturating_sub(1)) != model.at {
                model.select_at(to);
            }
        }
        Pane::Telling => {
            let most = crate::tui::view::telling::overflow(model);
            model.telling_top = model.telling_top.saturating_add_signed(by).min(most);
        }
        Pane::Lanes => step_source(model, by > 0),
    }
}

fn step(model: &mut Model, step: Step) {
    let Some((archive, id)) = model
        .archive
        .clone()
        .zip(model.selected().map(|r| r.id.clone()))
    else {
        return;
    };
    if let Some(next) = archive.step(&model.filter, &id, step) {
        go_to(model, &next);
    } else {
        model.message = Some(match step {
            Step::Next => "this is the last moment".into(),
            Step::Previous => "this is the first moment".into(),
        });
    }
}

/// Selects a moment, and shows it in whatever screen is open.
pub fn go_to(model: &mut Model, id: &MomentId) {
    if !model.select(id) && !model.filter.is_empty() {
        model.chips.clear();
        model.filter = crate::query::Filter::default();
        model.refilter(Some(id.clone()));
        model.message = Some("the filter left that moment out and was dropped".into());
    }
    follow(model);
}

/// Lets an open article or comparison follow the selected moment and source.
fn follow(model: &mut Model) {
    match model.stack.last() {
        Some(Screen::Compare(_)) => {
            model.stack.pop();
            open_compare(model);
        }
        Some(Screen::Article(r)) => {
            let plain = r.plain;
            let found = model.telling().map(|t| (t.article, t.sentence.clone()));
            if let Some((article, sentence)) = found {
                model.stack.pop();
                model.open_article(article, Some(sentence));
                if plain {
                    toggle_plain(model);
                    // Without marks nothing else shows which moment it is.
                    model.message = model.selected().map(|row| row.label.clone());
                }
            } else {
                model.message = Some("this source does not tell the moment".into());
            }
        }
        _ => {}
    }
}

fn differing(model: &mut Model, step: Step) {
    let Some((archive, id)) = model
        .archive
        .clone()
        .zip(model.selected().map(|r| r.id.clone()))
    else {
        return;
    };
    let mut filter = model.filter.clone();
    filter.disagreements = true;
    match archive.step(&filter, &id, step) {
        Some(next) => go_to(model, &next),
        None => model.message = Some("no further moment on which sources differ".into()),
    }
}

fn source_in_lane(model: &mut Model, n: usize) {
    match model.sources.get(n - 1) {
        Some(source) => {
            let name = source.name.clone();
            look_at(model, Some(name));
        }
        None => model.message = Some(format!("there is no source {n}")),
    }
}

fn step_source(model: &mut Model, forward: bool) {
    let n = model.lanes.len();
    if n == 0 {
        return;
    }
    let at = model
        .source
        .as_ref()
        .and_then(|name| model.lanes.iter().position(|s| s.name == *name));
    let to = match (at, forward) {
        (None, true) => 0,
        (None, false) => n - 1,
        (Some(i), true) => (i + 1) % n,
        (Some(i), false) => (i + n - 1) % n,
    };
    let name = model.lanes[to].name.clone();
    look_at(model, Some(name));
}

/// Looks at a source at the same moment.
pub fn look_at(model: &mut Model, source: Option<String>) {
    model.source = source;
    model.focus = None;
    model.telling_top = 0;
    model.relayout();
    if let Some(Screen::Article(reader)) = model.stack.last() {
        let (article, telling) = (reader.text.row.idx, reader.telling);
        follow(model);
        let same = |r: &Reader| r.text.row.idx == article && r.telling == telling;
        if matches!(model.stack.last(), Some(Screen::Article(r)) if same(r)) {
            model.message.get_or_insert_with(|| match &model.source {
                Some(name) => format!("this is what {name} says"),
                None => "Esc shows what all sources say".into(),
            });
        }
    } else if let Some(Screen::Compare(side)) = model.stack.last_mut() {
        let name = model.source.as_deref();
        let of = |c: &Arc<ArticleText>| Some(c.row.source.as_str()) == name;
        match (side.columns.iter().position(of), name) {
            (Some(at), _) if at != side.first => side.first = at,
            (Some(_), Some(name)) => model.message = Some(format!("{name} is the first column")),
            (_, Some(name)) => model.message = Some(format!("{name} does not tell this moment")),
            (_, None) => model.message = Some("all who tell it stand side by side here".into()),
        }
    }
}

fn open_evidence(model: &mut Model) {
    let found = model.telling().map(|t| (t.article, t.sentence.clone()));
    match found {
        Some((article, sentence)) => {
            model.open_article(article, Some(sentence));
        }
        None => {
            model.message = Some(match &model.source {
                Some(name) => format!("{name} does not tell this moment; 0 shows who does"),
                None => "nothing to read here".into(),
            });
        }
    }
}

fn open_compare(model: &mut Model) {
    let Some((archive, id)) = model
        .archive
        .clone()
        .zip(model.selected().map(|r| r.id.clone()))
    else {
        return;
    };
    let Some(comparison) = archive
        .comparison(&id, &[])
        .filter(|c| !c.columns.is_empty())
    else {
        model.message = Some("there is nothing to compare here".into());
        return;
    };
    let columns: Vec<_> = comparison
        .columns
        .iter()
        .filter_map(|c| model.text(archive.as_ref(), *c))
        .collect();
    let first = model
        .source
        .as_ref()
        .and_then(|name| columns.iter().position(|c| c.row.source == *name))
        .unwrap_or(0);
    model.stack.push(Screen::Compare(SideBySide {
        comparison,
        columns,
        first,
        top: 0,
        changes: None,
    }));
}

/// Shows what changed from one version of an article to the next.
pub fn open_edit(model: &mut Model, old: ArticleIdx, new: ArticleIdx) {
    let Some(archive) = model.archive.clone() else {
        return;
    };
    let texts = [old, new].map(|idx| model.text(archive.as_ref(), idx));
    let (Some(diff), [Some(before), Some(after)]) = (archive.changed(old, new), texts) else {
        model.message = Some("there is nothing to compare here".into());
        return;
    };
    let changes = diff.changes.iter().map(|c| c.note.clone()).collect();
    model.stack.push(Screen::Compare(SideBySide {
        comparison: Comparison {
            columns: vec![old, new],
            copies: vec![None, None],
            rows: diff.rows,
        },
        columns: vec![before, after],
        first: 0,
        top: 0,
        changes: Some(changes),
    }));
}

fn zoom(model: &mut Model, finer: bool) {
    let here = model
        .selected()
        .and_then(|r| r.window)
        .map(|w| unit::place(&w))
        .and_then(|(at, unit)| model.timeline.axis.cell(at, unit))
        .map_or(Unit::Month, |c| c.unit);
    let at = match model.timeline.zoom {
        Zoom::Fit => here,
        Zoom::At(unit) => unit,
    };
    let next = if finer { at.finer() } else { at.coarser() };
    match next {
        Some(unit) => {
            model.timeline.zoom = Zoom::At(unit);
            model.message = Some(format!("zoomed to each {}", unit.word()));
            model.relayout();
        }
        None => model.message = Some(format!("a {} is as far as it goes", at.word())),
    }
}

fn undated(model: &mut Model) {
    if model.timeline.undated == 0 {
        model.message = Some("every moment here has a time".into());
        return;
    }
    let first = model.total - model.timeline.undated.min(model.total);
    if model.order == Order::Time {
        jump_in_list(model, first);
    } else {
        model.message = Some("undated moments stand last in order of time; o changes it".into());
    }
}

fn step_hit(model: &mut Model, by: isize) {
    let n = model.hits.len();
    if n == 0 {
        model.message = Some("nothing searched yet; / searches".into());
        return;
    }
    let to = match model.hit {
        None => Some(0),
        Some(i) => i.checked_add_signed(by).filter(|to| *to < n),
    };
    let Some(to) = to else {
        let end = if by > 0 { "last" } else { "first" };
        model.message = Some(format!("this is the {end} hit for {}", model.searched));
        return;
    };
    // A walk from hit to hit is one journey.
    if !std::mem::replace(&mut model.stepping, true) {
        model.remember(model.here());
    }
    model.hit = Some(to);
    model.stack.clear();
    pick::follow_hit(model, to);
    model.message = Some(format!("hit {} of {n} for {}", to + 1, model.searched));
}

fn clear_filter(model: &mut Model) {
    if model.chips.pop().is_none() {
        model.message = Some("there is no filter".into());
        return;
    }
    let rest = model.chips.join(" ");
    prompt::apply_filter(model, &rest);
    if !model.stack.is_empty() {
        model.message = Some(format!("{} moments pass the filter now", model.total));
    }
}

/// Returns the sentence looked at in an open article.
pub fn sentence_here(model: &Model) -> Option<Sentence> {
    let Some(Screen::Article(r)) = model.stack.last() else {
        return None;
    };
    Some(Sentence {
        article: r.text.row.name.clone(),
        words: r.text.body.get(reader::spot(r)?)?.to_owned(),
    })
}

fn mark(model: &mut Model) -> Vec<Effect> {
    if let Some(Screen::Article(_)) = model.stack.last() {
        return mark_sentence(model);
    }
    let Some(row) = model.selected() else {
        return vec![];
    };
    let (moment, label) = (row.id.clone(), row.label.clone());
    let entry = if model.shelf.is_marked(&moment) {
        model.message = Some("no longer marked".into());
        Entry::Unmark { moment }
    } else {
        model.message = Some("marked; M lists what is marked".into());
        Entry::Mark { moment, label }
    };
    model.shelf.apply(&entry);
    vec![Effect::Keep(entry)]
}

fn mark_sentence(model: &mut Model) -> Vec<Effect> {
    let Some(sentence) = sentence_here(model) else {
        model.message = Some("n goes to a sentence, m marks it".into());
        return vec![];
    };
    let is_marked = model.shelf.of_sentence(&sentence).is_some_and(|k| k.marked);
    let (entry, message) = if is_marked {
        (
            Entry::UnmarkSentence { sentence },
            "sentence no longer marked",
        )
    } else {
        (
            Entry::MarkSentence { sentence },
            "sentence marked; M lists what is marked",
        )
    };
    model.shelf.apply(&entry);
    model.message = Some(message.into());
    vec![Effect::Keep(entry)]
}

fn copy(model: &mut Model) -> Vec<Effect> {
    let text = match model.stack.last() {
        Some(Screen::Article(r)) => {
            // A telling knows its line in the file; the text on screen has lines of its own.
            let told = r
                .telling
                .and_then(|i| r.text.tellings.get(i))
                .zip(model.archive.as_ref())
                .and_then(|((range, id), archive)| {
                    let detail = archive.moment(&id.0)?;
                    let here = |t: &&TellingRow| {
                        t.article == r.text.row.idx && t.sentence.start == range.start
                    };
                    detail.tellings.iter().find(here).map(cite::telling)
                });
            let spot = reader::spot(r);
            told.or_else(|| spot.and_then(|s| cite::passage(&r.text, s)))
        }
        _ => model.telling().map(cite::telling),
    };
    match text {
        Some(text) => {
            // No terminal says whether it took it, and multiplexers may drop it.
            model.message = Some(
                "sent to the terminal's clipboard; if it did not arrive, p shows text to select"
                    .into(),
            );
            vec![Effect::Copy(text)]
        }
        None => {
            model.message = Some("there is no sentence here to copy".into());
            vec![]
        }
    }
}

fn toggle_plain(model: &mut Model) {
    let size = model.size;
    if let Some(Screen::Article(r)) = model.stack.last_mut() {
        r.plain = !r.plain;
        reader::scroll_to_spot(r, size);
    }
}

fn in_article(model: &mut Model, action: Action) {
    let size = model.size;
    let Some(Screen::Article(r)) = model.stack.last_mut() else {
        return;
    };
    let page = isize::try_from(reader::rows(size, r.plain) / 2).unwrap_or(1);
    match action {
        Action::NextHit if r.hit => step_hit(model, 1),
        Action::PreviousHit if r.hit => step_hit(model, -1),
        Action::Down => reader::scroll(r, 1, size),
        Action::Up => reader::scroll(r, -1, size),
        Action::PageDown => reader::scroll(r, page, size),
        Action::PageUp => reader::scroll(r, -page, size),
        Action::Top => r.top = 0,
        Action::Bottom => reader::scroll(r, isize::MAX / 2, size),
        Action::NextHit | Action::NextPane if !reader::step(r, true, size) => {
            model.message = Some("no further sentence here tells a moment".into());
        }
        Action::PreviousHit | Action::PreviousPane if !reader::step(r, false, size) => {
            model.message = Some("no earlier sentence here tells a moment".into());
        }
        Action::Plain => toggle_plain(model),
        Action::Compare => open_compare(model),
        Action::Open => {
            let id = r
                .telling
                .and_then(|i| r.text.tellings.get(i))
                .map(|(_, id)| id.clone());
            let source = r.text.row.source.clone();
            match id {
                Some(id) => {
                    model.remember(model.here());
                    model.stack.clear();
                    model.source = Some(source);
                    go_to(model, &id);
                }
                None => {
                    model.message = Some("n goes to the next sentence that tells a moment".into())
                }
            }
        }
        Action::NextHit | Action::NextPane | Action::PreviousHit | Action::PreviousPane => {
            if r.plain
                && let Some(at) = r.telling
            {
                let n = r.text.tellings.len();
                model.message = Some(format!("at sentence {} of {n} that tell a moment", at + 1));
            }
        }
        _ => nothing(model),
    }
}

fn in_compare(model: &mut Model, action: Action) {
    let rows = usize::from(model.size.1.saturating_sub(5)).max(1);
    let most = crate::tui::view::compare::overflow(model);
    let n_columns = match model.stack.last() {
        Some(Screen::Compare(side)) => crate::tui::view::compare::n_columns(model, side),
        _ => 1,
    };
    let Some(Screen::Compare(side)) = model.stack.last_mut() else {
        return;
    };
    match action {
        Action::Down => side.top = (side.top + 1).min(most),
        Action::Up => side.top = side.top.saturating_sub(1),
        Action::PageDown => side.top = (side.top + rows / 2).min(most),
        Action::PageUp => side.top = side.top.saturating_sub(rows / 2),
        Action::Top => side.top = 0,
        Action::Bottom => side.top = most,
        Action::NextPane | Action::PreviousPane if side.changes.is_some() && n_columns > 1 => {
            model.message = Some("the old version is on the left, the new one on the right".into());
        }
        Action::NextPane => side.first = (side.first + 1).min(side.columns.len().saturating_sub(1)),
        Action::PreviousPane => side.first = side.first.saturating_sub(1),
        Action::Compare => {
            model.stack.pop();
        }
        Action::Open => {
            // Of two versions, the new one.
            let at = if side.changes.is_some() {
                1
            } else {
                side.first
            };
            let found = side
                .comparison
                .rows
                .iter()
                .find_map(|r| r.cells.get(at).cloned().flatten())
                .zip(side.comparison.columns.get(at).copied());
            if let Some((cell, article)) = found {
                model.open_article(article, Some(cell.sentence));
            }
        }
        _ => nothing(model),
    }
}
