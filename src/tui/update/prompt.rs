//! Lines of text asked for: a filter, a note, a correction.

use crate::link::Correction;
use crate::query::Filter;
use crate::tui::input::Input;
use crate::tui::keymap::{Edit, Key};
use crate::tui::model::{Model, Prompt, PromptKind, Screen};
use crate::tui::msg::Effect;
use crate::tui::shelf::Entry;
use chrono::NaiveDate;

/// What a part of a filter may begin with.
const FIELDS: [&str; 12] = [
    "source:",
    "since:",
    "until:",
    "is:happened",
    "is:ongoing",
    "is:planned",
    "is:cancelled",
    "is:denied",
    "is:placed",
    "has:disagreement",
    "name:",
    "story:",
];

/// Asks for a filter.
pub fn filter(model: &mut Model) {
    let mut text = model.chips.join(" ");
    if !text.is_empty() {
        text.push(' ');
    }
    ask(model, PromptKind::Filter, &text);
}

/// Asks for a note on the selected moment; in an article, on the sentence looked at.
pub fn note(model: &mut Model) {
    if let Some(sentence) = super::act::sentence_here(model) {
        let text = model.shelf.of_sentence(&sentence);
        let text = text.map(|k| k.note.clone()).unwrap_or_default();
        ask(model, PromptKind::NoteSentence(sentence), &text);
        return;
    }
    let Some(row) = model.selected() else { return };
    let (id, label) = (row.id.clone(), row.label.clone());
    let text = model
        .shelf
        .of(&id)
        .map(|k| k.note.clone())
        .unwrap_or_default();
    ask(model, PromptKind::Note(id, label), &text);
}

/// Asks for the day or the source of the article looked at.
pub fn correct(model: &mut Model) {
    correct_with(model, "");
}

/// Does so with something typed already; what it would change is shown at once.
pub fn correct_with(model: &mut Model, text: &str) -> Vec<Effect> {
    let name = match model.stack.last() {
        Some(Screen::Article(r)) => Some(r.text.row.name.clone()),
        _ => model.telling().map(|t| t.name.clone()),
    };
    match name {
        Some(name) => {
            let before = model
                .shelf
                .corrections
                .iter()
                .find(|c| c.article.as_ref() == Some(&name))
                .map(correction_text)
                .unwrap_or_default();
            let typed = if text.is_empty() { &before } else { text };
            ask(model, PromptKind::Correct(name), typed);
            if !text.is_empty() {
                return enter(model);
            }
        }
        None => model.message = Some("there is no article here to correct".into()),
    }
    vec![]
}

/// Asks for the format and the file of an export.
pub fn export(model: &mut Model) {
    ask(model, PromptKind::Export, "md parallax.md");
}

/// Returns a correction as it is typed.
pub fn correction_text(c: &Correction) -> String {
    let mut out = Vec::new();
    if let Some(day) = c.published {
        out.push(day.to_string());
    }
    if let Some(source) = &c.source {
        out.push(source.clone());
    }
    out.join(" ")
}

fn ask(model: &mut Model, kind: PromptKind, text: &str) {
    model.stack.push(Screen::Prompt(Prompt {
        kind,
        input: Input::with(text),
        hint: String::new(),
    }));
    explain(model);
}

/// Handles a key in a prompt.
pub fn press(model: &mut Model, key: Key) -> Vec<Effect> {
    use crate::tui::keymap::Action;
    let action = model.keymap.action(key);
    let Some(Screen::Prompt(p)) = model.stack.last_mut() else {
        return vec![];
    };
    match (action, Edit::of(key)) {
        (Some(Action::Open), None) => return enter(model),
        (Some(Action::NextPane), None) => complete(model),
        (_, Some(edit)) => p.input.edit(edit),
        _ => {}
    }
    explain(model);
    vec![]
}

/// Says what the text typed so far would do.
pub fn explain(model: &mut Model) {
    let sources: Vec<String> = model.sources.iter().map(|s| s.name.clone()).collect();
    let archive = model.archive.clone();
    let lines = model.shelf.sentences.iter().filter(|k| k.marked).count();
    let kept = model.shelf.kept.iter().filter(|k| k.marked).count() + lines;
    let Some(Screen::Prompt(p)) = model.stack.last_mut() else {
        return;
    };
    let text = p.input.text().trim().to_owned();
    p.hint = match &p.kind {
        PromptKind::Filter if text.is_empty() => {
            "words, source: since: until: is: name: has:disagreement · Tab completes · Enter shows"
                .into()
        }
        PromptKind::Filter => match Filter::parse(&text) {
            Ok(filter) => {
                let n = archive.map_or(0, |a| a.count(&filter));
                format!("{n} moments{}", suggestions(p.input.before(), &sources))
            }
            // Half a word is no mistake while it may become a whole one.
            Err(e) => match suggestions(p.input.before(), &sources) {
                hint if hint.is_empty() => e.to_string(),
                hint => hint.trim_start_matches([' ', '\u{b7}']).to_owned(),
            },
        },
        PromptKind::Note(_, label) => format!("note on {label}; Enter keeps it"),
        PromptKind::NoteSentence(_) => "note on this sentence; Enter keeps it".into(),
        PromptKind::Correct(name) => match read_correction(&text) {
            Some((Some(day), None)) => format!(
                "{name} appeared on {}; Enter shows what that changes",
                super::super::when::day(day)
            ),
            Some((None, Some(source))) => {
                format!(
                    "{name} is by {source}; Enter shows what that changes{}",
                    sources_like(&text, &sources)
                )
            }
            Some((Some(day), Some(source))) => {
                format!("{name} is by {source} of {day}; Enter shows what that changes")
            }
            _ => format!("{name}: a day such as 2016-10-11, a source, or both"),
        },
        PromptKind::Export => {
            let marked = kept;
            let what = if marked > 0 {
                format!("what is marked ({marked})")
            } else {
                "every moment shown (m marks some)".to_owned()
            };
            format!("writes {what}: md html json jsonl csv ics bibtex …, then a file")
        }
    };
}

/// Returns the sources whose name begins like what was typed behind a day.
fn sources_like(text: &str, sources: &[String]) -> String {
    let all = completed(text, sources);
    match all.first() {
        Some(first) if *first != text => format!(" · Tab: {first}"),
        _ => String::new(),
    }
}

/// Returns the text with the name of a source completed, for each that fits.
fn completed(text: &str, sources: &[String]) -> Vec<String> {
    let (day, name) = match text.split_once(' ') {
        Some((day, name)) if day.parse::<NaiveDate>().is_ok() => (format!("{day} "), name),
        _ => (String::new(), text),
    };
    let lower = name.trim().to_lowercase();
    sources
        .iter()
        .filter(|s| s.to_lowercase().starts_with(&lower))
        .map(|s| format!("{day}{s}"))
        .collect()
}

fn read_correction(text: &str) -> Option<(Option<NaiveDate>, Option<String>)> {
    let (first, rest) = text.split_once(' ').unwrap_or((text, ""));
    let (day, source) = match first.parse::<NaiveDate>() {
        Ok(day) => (Some(day), rest.trim()),
        // A day that cannot be read must not become the name of an outlet.
        Err(_) if first.starts_with(|c: char| c.is_ascii_digit()) => return None,
        Err(_) => (None, text.trim()),
    };
    let source = (!source.is_empty()).then(|| source.to_owned());
    (day.is_some() || source.is_some()).then_some((day, source))
}

fn candidates(word: &str, sources: &[String]) -> Vec<String> {
    if let Some(start) = word.strip_prefix("source:") {
        let start = start.trim_start_matches('"').to_lowercase();
        return sources
            .iter()
            .filter(|s| s.to_lowercase().starts_with(&start))
            .map(|s| {
                if s.contains(' ') {
                    format!("source:\"{s}\"")
                } else {
                    format!("source:{s}")
                }
            })
            .collect();
    }
    FIELDS
        .iter()
        .filter(|f| !word.is_empty() && f.starts_with(word) && **f != word)
        .map(|f| (*f).to_owned())
        .collect()
}

fn last_word(before: &str) -> &str {
    // An open quote holds its spaces.
    let quoted = before.matches('"').count() % 2 == 1;
    let from = if quoted {
        before
            .rfind('"')
            .map(|q| before[..q].rfind(' ').map_or(0, |i| i + 1))
    } else {
        before.rfind(' ').map(|i| i + 1)
    };
    &before[from.unwrap_or(0)..]
}

fn suggestions(before: &str, sources: &[String]) -> String {
    let all = candidates(last_word(before), sources);
    if all.is_empty() {
        return String::new();
    }
    let few: Vec<String> = all.into_iter().take(4).collect();
    format!(" · Tab: {}", few.join(" "))
}

fn complete(model: &mut Model) {
    let sources: Vec<String> = model.sources.iter().map(|s| s.name.clone()).collect();
    let Some(Screen::Prompt(p)) = model.stack.last_mut() else {
        return;
    };
    if matches!(p.kind, PromptKind::Correct(_)) {
        let text = p.input.text().to_owned();
        if let Some(found) = completed(&text, &sources).into_iter().next() {
            p.input = Input::with(&found);
        }
    }
    if p.kind == PromptKind::Filter {
        let word = last_word(p.input.before()).to_owned();
        if let Some(found) = candidates(&word, &sources).first() {
            for _ in 0..word.chars().count() {
                p.input.edit(Edit::Backspace);
            }
            p.input.paste(found);
        }
    }
}

fn enter(model: &mut Model) -> Vec<Effect> {
    let Some(Screen::Prompt(p)) = model.stack.last() else {
        return vec![];
    };
    let text = p.input.text().trim().to_owned();
    match p.kind.clone() {
        PromptKind::Filter => {
            if let Err(e) = Filter::parse(&text) {
                model.message = Some(e.to_string());
                return vec![];
            }
            model.stack.pop();
            let here = model.here();
            model.stack.clear();
            apply_filter(model, &text);
            if here.same_below(&model.here()) {
                let same = if text.is_empty() {
                    "there is no filter"
                } else {
                    "the filter is as it was"
                };
                model.message = Some(same.into());
                model.stack = here.stack;
            } else {
                model.remember(here);
            }
            vec![]
        }
        PromptKind::Note(moment, label) => {
            model.stack.pop();
            let entry = Entry::Note {
                moment,
                label,
                text,
            };
            keep_note(model, entry)
        }
        PromptKind::NoteSentence(sentence) => {
            model.stack.pop();
            let entry = Entry::NoteSentence { sentence, text };
            keep_note(model, entry)
        }
        PromptKind::Correct(name) => {
            let Some((published, source)) = read_correction(&text) else {
                model.message = Some(if text.is_empty() {
                    "type a day such as 2016-10-11, a source, or both; Esc leaves it as it is"
                        .into()
                } else {
                    format!("{text} begins with no day of the calendar; write it as 2016-10-11")
                });
                return vec![];
            };
            // Written as it is elsewhere: case is no other outlet.
            let source = source.map(|s| {
                let known = model.sources.iter().map(|k| &k.name);
                let same = known.into_iter().find(|k| k.eq_ignore_ascii_case(&s));
                same.cloned().unwrap_or(s)
            });
            let correction = Correction {
                article: Some(name),
                published,
                source,
            };
            super::pick::confirm(model, correction);
            vec![]
        }
        PromptKind::Export => {
            model.stack.pop();
            super::command::export(model, &text)
        }
    }
}

/// Keeps a note; an empty one takes back what was noted.
pub fn keep_note(model: &mut Model, entry: Entry) -> Vec<Effect> {
    let before = model.shelf.clone();
    model.shelf.apply(&entry);
    let (Entry::Note { text, .. } | Entry::NoteSentence { text, .. }) = &entry else {
        return vec![Effect::Keep(entry)];
    };
    if model.shelf == before {
        let same = if text.is_empty() {
            "nothing was noted"
        } else {
            "the note is as it was"
        };
        model.message = Some(same.into());
        return vec![];
    }
    let done = if text.is_empty() {
        "the note is gone"
    } else {
        "kept; M lists notes"
    };
    model.message = Some(done.into());
    vec![Effect::Keep(entry)]
}

/// Shows only what passes a filter, as typed.
pub fn apply_filter(model: &mut Model, text: &str) {
    let Ok(filter) = Filter::parse(text) else {
        return;
    };
    model.filter = filter;
    model.chips = parts(text);
    let keep = model.selected().map(|r| r.id.clone());
    model.refilter(keep);
    if model.total == 0 {
        model.message = Some("no moment passes; x drops the last part of the filter".into());
    }
}

/// Sets the filter that the first look has; nothing has been read yet.
pub fn begin_with(model: &mut Model, text: &str) {
    match Filter::parse(text) {
        Ok(filter) => {
            model.filter = filter;
            model.chips = parts(text);
        }
        Err(e) => model.message = Some(e.to_string()),
    }
}

/// Splits a filter at spaces outside quotes.
fn parts(text: &str) -> Vec<String> {
    let mut out = Vec::new();
    let mut part = String::new();
    let mut quoted = false;
    for c in text.chars() {
        if c == '"' {
            quoted = !quoted;
        }
        if c == ' ' && !quoted {
            if !part.is_empty() {
                out.push(std::mem::take(&mut part));
            }
        } else {
            part.push(c);
        }
    }
    if !part.is_empty() {
        out.push(part);
    }
    out
}
