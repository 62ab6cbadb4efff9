//! Applies what happened to the model. What must happen outside comes back as effects.

mod act;
mod command;
mod pick;
mod prompt;
mod silent;

use super::keymap::{Action, Key};
use super::layout;
use super::model::{Model, Phase, Screen};
use super::msg::{Effect, Exit, Msg};
use super::tutor;
use std::sync::Arc;

pub use pick::MOST as MOST_HITS;
pub use prompt::begin_with;

/// Applies one message.
pub fn update(model: &mut Model, msg: Msg) -> Vec<Effect> {
    let before = model.glance;
    let mut effects = apply(model, msg);
    tutor::step(model);
    if let Some(seq) = model.glance.filter(|_| model.glance != before)
        && let Some(row) = model.selected()
    {
        let moment = row.id.clone();
        effects.push(Effect::Look { seq, moment });
    }
    effects
}

fn apply(model: &mut Model, msg: Msg) -> Vec<Effect> {
    match msg {
        Msg::Key(key) => press(model, key),
        Msg::Paste(text) => paste(model, &text),
        Msg::Resize(w, h) => {
            resize(model, w, h);
            vec![]
        }
        Msg::Resumed(w, h) => {
            resize(model, w, h);
            vec![Effect::Redraw]
        }
        Msg::Progress {
            job,
            stage,
            done,
            total,
        } => {
            if job == model.job && model.phase != Phase::Ready {
                model.phase = Phase::Reading { stage, done, total };
            } else if job == model.job {
                model.working = Some(progress_line(&stage, done, total));
            }
            vec![]
        }
        // A newer read replaced it.
        Msg::Loaded(job, _) | Msg::Shown(job, _) | Msg::Idle(job) | Msg::Said(job, _)
            if job != model.job =>
        {
            vec![]
        }
        Msg::Idle(_) => {
            model.working = None;
            model.follows = true;
            model.settled = true;
            vec![]
        }
        Msg::Said(_, what) => {
            model.message = Some(what);
            vec![]
        }
        Msg::Loaded(_, Ok(archive)) => {
            model.working = None;
            let shown = model.archive.as_ref();
            if shown.is_some_and(|shown| Arc::ptr_eq(shown, &archive)) {
                model.phase = Phase::Ready;
                model.resume = None;
                model.settled = true;
                if model.message.as_deref() == Some(READING_AGAIN) {
                    model.message = None;
                }
                return vec![];
            }
            let effects = update(model, Msg::Shown(model.job, archive));
            model.settled = true;
            effects
        }
        Msg::Shown(_, archive) => {
            let first = model.phase != Phase::Ready;
            model.phase = Phase::Ready;
            let empty = archive.overview().n_moments == 0;
            if first && model.message.is_none() && !model.shelf.seen && !empty {
                model.message = Some(
                    "? lists the keys \u{b7} h l walk through time, 1-9 the sources, = compares, q quits".into(),
                );
                model.take(archive);
                let entry = super::shelf::Entry::Seen;
                model.shelf.apply(&entry);
                return vec![Effect::Keep(entry)];
            }
            if !first {
                model.message = None;
            }
            let unasked = model.follows && model.resume.is_none();
            let before = counts(model);
            model.take(archive);
            if unasked {
                let after = counts(model);
                model.news.0 += after.0 - before.0;
                model.news.1 += after.1 - before.1;
                model.message = news(model.news).or(model.message.take());
            }
            vec![]
        }
        Msg::Loaded(_, Err(why)) => {
            model.working = None;
            if model.archive.is_some() {
                model.message = Some(format!("not read again: {why}"));
            } else {
                model.phase = Phase::Failed(why);
            }
            vec![]
        }
        Msg::Found(seq, hits) => pick::found(model, seq, hits),
        Msg::Jumped(seq, hits, n_named) => pick::jumped(model, seq, hits, n_named),
        Msg::Worded(seq, all) => {
            pick::worded(model, seq, &all);
            vec![]
        }
        Msg::Whole(seq, detail) => {
            if model.glance == Some(seq) {
                model.fill(*detail);
            }
            vec![]
        }
        Msg::NotKept(n, why) => {
            model.n_unkept = n;
            model.message = Some(format!("not on disk, only held until you quit: {why}"));
            vec![]
        }
        Msg::Exported(done) => {
            model.message = Some(match done {
                Ok(words) => words,
                Err(why) => format!("not written: {why}"),
            });
            vec![]
        }
        Msg::Stop => vec![Effect::Stop],
        Msg::Bug => vec![],
        Msg::Hangup => vec![Effect::Quit(Exit::Hangup)],
        Msg::Interrupt => vec![Effect::Quit(Exit::Interrupted)],
        Msg::Terminate => vec![Effect::Quit(Exit::Terminated)],
    }
}

fn counts(model: &Model) -> (i64, i64) {
    let number = |n: usize| i64::try_from(n).unwrap_or(i64::MAX);
    let o = &model.overview;
    (number(o.n_moments), number(o.n_articles))
}

/// Says what came since the last key: `+37 new moments, +3 articles`.
fn news((moments, articles): (i64, i64)) -> Option<String> {
    let one = |n: i64, what: &str| {
        let many = if n.abs() == 1 { "" } else { "s" };
        format!("{n:+} {what}{many}")
    };
    match (moments, articles) {
        (0, 0) => None,
        (m, 0) if m > 0 => Some(one(m, "new moment")),
        (m, 0) => Some(one(m, "moment")),
        (0, a) => Some(one(a, "article")),
        (m, a) => {
            let what = if m > 0 { "new moment" } else { "moment" };
            Some(format!("{}, {}", one(m, what), one(a, "article")))
        }
    }
}

/// Said until a corpus that is read again has been read.
pub const READING_AGAIN: &str = "reading again";

/// Returns how far a read is, in words.
pub fn progress_line(stage: &str, done: usize, total: usize) -> String {
    match (done, total) {
        (0, 0) => stage.to_owned(),
        (done, 0) => format!("{stage} {done}"),
        (done, total) => format!("{stage} {done} of {total}"),
    }
}

fn resize(model: &mut Model, w: u16, h: u16) {
    model.size = (w, h);
    let size = model.size;
    for screen in &mut model.stack {
        if let Screen::Article(reader) = screen {
            super::reader::scroll_to_spot(reader, size);
        }
    }
    // The list's window depends on the height.
    model.rows.clear();
    if model.archive.is_some() && model.total > 0 {
        let top = model.telling_top;
        model.select_at(model.at);
        model.telling_top = top;
    } else {
        model.relayout();
    }
}

fn press(model: &mut Model, key: Key) -> Vec<Effect> {
    model.message = None;
    model.news = (0, 0);
    model.settled = true;
    let action = model.keymap.action(key);
    if !layout::fits(model.size) {
        // Nothing is on screen, so nothing may be done to what cannot be seen.
        return match action {
            Some(Action::Quit) => vec![Effect::Quit(Exit::Quit)],
            _ => act::always(model, action).unwrap_or_default(),
        };
    }
    if let Some(effects) = act::always(model, action) {
        return effects;
    }
    let before = silent::sight(model);
    let effects = match model.stack.last() {
        Some(Screen::Prompt(_)) => prompt::press(model, key),
        Some(Screen::Pick(_)) => pick::press(model, key, action),
        _ => match action {
            Some(action) => act::act(model, action),
            None => {
                act::nothing(model);
                vec![]
            }
        },
    };
    if effects.is_empty() && model.message.is_none() && silent::sight(model) == before {
        model.message = Some(silent::why(model, action));
    }
    effects
}

fn paste(model: &mut Model, text: &str) -> Vec<Effect> {
    match model.stack.last_mut() {
        Some(Screen::Prompt(p)) => {
            p.input.paste(text);
            prompt::explain(model);
            vec![]
        }
        Some(Screen::Pick(p)) => match &mut p.input {
            Some(input) => {
                input.paste(text);
                pick::typed(model)
            }
            None => vec![],
        },
        // Outside a text field a pasted headline must not fire a dozen keys.
        _ => {
            model.message = Some("pasted text goes into / search or F filter".into());
            vec![]
        }
    }
}
