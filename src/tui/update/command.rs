//! What can be typed behind `:` with words of its own: `filter killed`, `goto 2016-10`.

use super::{act, pick, prompt, silent};
use crate::link::MomentId;
use crate::query::{Archive, Filter, Order, Page, period};
use crate::tui::axis::Zoom;
use crate::tui::config::offset;
use crate::tui::model::{Item, Model, Target};
use crate::tui::msg::{Effect, Export};
use crate::tui::shelf::{Entry, KeptSentence, Shelf};
use crate::tui::theme::Palette;
use crate::tui::unit::Unit;
use chrono::NaiveDate;
use std::path::PathBuf;

/// A command: its name, what stands behind it, what it does.
struct Command {
    name: &'static str,
    takes: &'static str,
    help: &'static str,
}

const fn command(name: &'static str, takes: &'static str, help: &'static str) -> Command {
    Command { name, takes, help }
}

const COMMANDS: &[Command] = &[
    command("filter", "QUERY", "Show only the moments that pass"),
    command("search", "WORDS", "Search every sentence"),
    command(
        "jump",
        "LETTERS",
        "Jump to a moment, an article or a source",
    ),
    command("source", "NAME", "Look at a source"),
    command(
        "goto",
        "DAY",
        "Go to the first moment from a day, month or year on",
    ),
    command(
        "zoom",
        "UNIT",
        "century, decade, year, month, day, hour, minute or fit",
    ),
    command("note", "TEXT", "Write a note on this moment"),
    command(
        "correct",
        "DAY SOURCE",
        "Correct the article's day, its source or both",
    ),
    command(
        "export",
        "FORMAT FILE",
        "Write what is marked with its notes, or the moments shown: md, html, json, csv …",
    ),
    command(
        "corrections",
        "FILE",
        "Write the corrections as a parallax.toml, for the corpus or for --sidecar",
    ),
    command("theme", "NAME", "terminal, contrast or none"),
    command(
        "zone",
        "OFFSET",
        "Show times of publication in a zone: utc, +09:00, or stated",
    ),
];

/// Returns the rows for what is typed: a command with its words to run, or those it may
/// become.
pub fn rows(typed: &str) -> Vec<Item> {
    let (first, rest) = typed.split_once(' ').unwrap_or((typed, ""));
    let rest = rest.trim();
    if first.is_empty() {
        return Vec::new();
    }
    COMMANDS
        .iter()
        .filter(|c| {
            if rest.is_empty() {
                c.name.starts_with(first)
            } else {
                c.name == first
            }
        })
        .map(|c| Item {
            left: ":".into(),
            who: c.name.into(),
            text: if rest.is_empty() {
                format!("{} {}: {}", c.name, c.takes, c.help)
            } else {
                format!("{} {rest}: {}", c.name, c.help)
            },
            marks: vec![],
            target: if rest.is_empty() {
                Target::Command(c.name.to_owned())
            } else {
                Target::Command(format!("{} {rest}", c.name))
            },
        })
        .collect()
}

/// Tells whether a command says nothing without words behind it.
pub fn wants_words(line: &str) -> bool {
    ["source", "goto", "zoom", "theme", "zone"].contains(&line)
}

/// Runs a command with its words.
pub fn run(model: &mut Model, line: &str) -> Vec<Effect> {
    let (name, rest) = line.split_once(' ').unwrap_or((line, ""));
    let rest = rest.trim();
    let of_moments = [
        "filter", "search", "jump", "source", "goto", "zoom", "note", "correct",
    ];
    let nowhere = model.total == 0 && (model.overview.n_articles == 0 || name == "zoom");
    if of_moments.contains(&name) && nowhere {
        model.message = Some(silent::why_empty(model));
        return vec![];
    }
    match name {
        "filter" if rest.is_empty() => prompt::filter(model),
        "filter" => match Filter::parse(rest) {
            Ok(_) => {
                model.stack.clear();
                prompt::apply_filter(model, rest);
            }
            Err(e) => model.message = Some(e.to_string()),
        },
        "search" | "jump" => {
            let mut effects = Vec::new();
            if name == "search" {
                pick::search(model);
            } else {
                effects.extend(pick::jump(model));
            }
            effects.extend(pick::fill(model, rest));
            return effects;
        }
        "source" => source(model, rest),
        "goto" => goto(model, rest),
        "zoom" => zoom(model, rest),
        "note" if rest.is_empty() => prompt::note(model),
        "note" => return note(model, rest),
        "correct" => return prompt::correct_with(model, rest),
        "export" => return export(model, rest),
        "corrections" => return corrections(model, rest),
        "theme" => match rest {
            _ if rest == model.theme.palette.name() => {
                model.message = Some(format!("the theme is {rest} already"));
            }
            "terminal" => model.theme.palette = Palette::Terminal,
            "contrast" => model.theme.palette = Palette::Contrast,
            "none" => model.theme.palette = Palette::None,
            _ => model.message = Some("theme: terminal, contrast or none".into()),
        },
        "zone" => match (rest, offset(rest)) {
            (_, Some(zone)) => {
                model.zone = Some(zone);
                model.message = Some(format!("times of publication are shown in {zone}"));
            }
            ("stated" | "", None) => {
                model.zone = None;
                model.message = Some("times of publication are shown as they are stated".into());
            }
            _ => model.message = Some("zone: utc, an offset such as +09:00, or stated".into()),
        },
        _ => {}
    }
    vec![]
}

fn source(model: &mut Model, name: &str) {
    let lower = name.to_lowercase();
    let found = model
        .sources
        .iter()
        .find(|s| s.name.to_lowercase() == lower)
        .or_else(|| {
            model
                .sources
                .iter()
                .find(|s| s.name.to_lowercase().contains(&lower))
        })
        .map(|s| s.name.clone());
    match found {
        Some(found) if !lower.is_empty() => act::look_at(model, Some(found)),
        _ => model.message = Some(format!("there is no source {name}; w lists them")),
    }
}

fn goto(model: &mut Model, text: &str) {
    let Some(((first, last), archive)) = period(text).zip(model.archive.clone()) else {
        model.message = Some("goto: a day, month or year such as 2016-10-08, 2016-10, 2016".into());
        return;
    };
    let mut filter = model.filter.clone();
    if let Ok(since) = Filter::parse(&format!("since:{first}")) {
        filter.within = since.within;
    }
    let Some((id, day)) = first_from(archive.as_ref(), &filter, first) else {
        model.message = Some(format!("nothing is told from {text} on"));
        return;
    };
    let here = model.selected().is_some_and(|row| row.id == id);
    model.stack.clear();
    act::go_to(model, &id);
    if day > last {
        model.message = Some(format!(
            "nothing is told of {text}; this is the first after it"
        ));
    } else if here {
        model.message = Some("this is where you are".into());
    }
}

/// Returns the first moment that begins on a day or later.
fn first_from(
    archive: &dyn Archive,
    filter: &Filter,
    first: NaiveDate,
) -> Option<(MomentId, NaiveDate)> {
    const LOOKED_AT: usize = 400;
    let mut offset = 0;
    loop {
        let limit = LOOKED_AT;
        let rows = archive.moments(filter, Order::Time, Page { offset, limit });
        // What began before and goes on passes the filter as well, and is not meant.
        let begun = rows
            .iter()
            .filter_map(|r| Some((r.id.clone(), r.window?.first_day())))
            .find(|(_, day)| *day >= first);
        if begun.is_some() || rows.len() < limit {
            return begun;
        }
        offset += limit;
    }
}

fn zoom(model: &mut Model, text: &str) {
    let unit = Unit::ALL.into_iter().find(|u| u.word() == text);
    let before = model.timeline.zoom;
    model.timeline.zoom = match unit {
        Some(unit) => Zoom::At(unit),
        None if text == "fit" => Zoom::Fit,
        None => {
            model.message =
                Some("zoom: century, decade, year, month, day, hour, minute or fit".into());
            return;
        }
    };
    if model.timeline.zoom == before {
        model.message = Some(format!("zoomed to {text} already"));
    }
    model.relayout();
}

fn note(model: &mut Model, text: &str) -> Vec<Effect> {
    let Some(row) = model.selected() else {
        return vec![];
    };
    let entry = Entry::Note {
        moment: row.id.clone(),
        label: row.label.clone(),
        text: text.to_owned(),
    };
    prompt::keep_note(model, entry)
}

/// Writes what is marked, in order of time; where nothing is, what passes the filter.
pub fn export(model: &mut Model, words: &str) -> Vec<Effect> {
    const MOST: usize = 100_000;
    let mut words = words.split_whitespace().filter(|w| *w != "--marked");
    let format = words.next().unwrap_or("md").to_owned();
    let file = words.collect::<Vec<_>>().join(" ");
    let path = if file.is_empty() {
        PathBuf::from(format!("parallax.{format}"))
    } else {
        PathBuf::from(file)
    };
    let Some(archive) = model.archive.clone() else {
        return vec![];
    };
    let mut marked: Vec<_> = model
        .shelf
        .kept
        .iter()
        .filter(|k| k.marked)
        .filter_map(|k| archive.moment(&k.moment.0))
        .map(|d| (d.row.window.map(|w| w.earliest()), d.row.id))
        .collect();
    let lines = kept_lines(archive.as_ref(), &model.shelf);
    for (id, is_marked, _) in &lines {
        if *is_marked
            && !marked.iter().any(|(_, known)| known == id)
            && let Some(d) = archive.moment(&id.0)
        {
            marked.push((d.row.window.map(|w| w.earliest()), d.row.id));
        }
    }
    marked.sort_by_key(|(at, id)| (at.is_none(), *at, id.clone()));
    let moments: Vec<_> = if marked.is_empty() {
        archive
            .moments(&model.filter, Order::Time, Page::first(MOST))
            .into_iter()
            .map(|r| r.id)
            .collect()
    } else {
        marked.into_iter().map(|(_, id)| id).collect()
    };
    if format == SIDECAR {
        return corrections(model, &path.display().to_string());
    }
    if moments.is_empty() {
        model.message = Some("there is nothing to write".into());
        return vec![];
    }
    let kept = model.shelf.kept.iter().filter(|k| !k.note.is_empty());
    let notes = kept.map(|k| (k.moment.clone(), k.note.clone()));
    let mut notes: Vec<_> = notes.filter(|(id, _)| moments.contains(id)).collect();
    for (id, _, note) in lines {
        match notes.iter_mut().find(|(known, _)| *known == id) {
            _ if note.is_empty() || !moments.contains(&id) => {}
            Some((_, before)) => *before = format!("{before}; {note}"),
            None => notes.push((id, note)),
        }
    }
    model.message = Some(format!("writing {}", path.display()));
    vec![Effect::Export(Box::new(Export {
        moments,
        notes,
        corrections: Vec::new(),
        format,
        path,
    }))]
}

/// Returns the moments that marked and noted sentences tell, with mark and note.
fn kept_lines(archive: &dyn Archive, shelf: &Shelf) -> Vec<(MomentId, bool, String)> {
    let told = |k: &KeptSentence| {
        let text = archive.article(archive.article_named(&k.sentence.article)?)?;
        let at = text.body.find(k.sentence.words.as_str())?;
        let here = at..at + k.sentence.words.len();
        let over =
            |(r, _): &&(std::ops::Range<usize>, MomentId)| r.start < here.end && here.start < r.end;
        let (_, id) = text.tellings.iter().find(over)?;
        Some((id.clone(), k.marked, k.note.clone()))
    };
    shelf.sentences.iter().filter_map(told).collect()
}

/// The format that is for parallax itself.
const SIDECAR: &str = "sidecar";

/// Writes the corrections kept for this corpus to a file, for whoever opens it next.
fn corrections(model: &mut Model, file: &str) -> Vec<Effect> {
    let corrections = model.shelf.corrections.clone();
    if corrections.is_empty() {
        model.message = Some("nothing was corrected yet; e corrects an article".into());
        return vec![];
    }
    let file = if file.is_empty() {
        "parallax.toml"
    } else {
        file
    };
    model.message = Some(format!("writing {file}"));
    vec![Effect::Export(Box::new(Export {
        corrections,
        format: SIDECAR.to_owned(),
        path: PathBuf::from(file),
        ..Export::default()
    }))]
}
