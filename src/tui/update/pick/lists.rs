//! The rows of each list.

use super::open;
use crate::article::ArticleIdx;
use crate::compare::Usage;
use crate::query::{Archive, VersionRow, versions};
use crate::tui::keymap::{Action, Keymap, TABLE, binding};
use crate::tui::model::{Item, Model, PickKind, Picker, Screen, Target};
use crate::tui::msg::Effect;
use crate::tui::update::prompt::correction_text;
use crate::tui::when;
use chrono::FixedOffset;
use std::sync::Arc;

/// Stories read at once.
const MOST: usize = 500;

fn archive(model: &Model) -> Option<Arc<dyn Archive>> {
    model.archive.clone()
}

/// Rows of the key table that hold what was typed.
pub fn table(keymap: &Keymap, typed: &str, kind: PickKind) -> Vec<Item> {
    let typed = typed.to_lowercase();
    let mut out: Vec<Item> = Vec::new();
    let mut group = "";
    for b in TABLE.iter().filter(|b| !b.help.is_empty()) {
        let hay = format!("{} {}", b.name, b.help.to_lowercase());
        if !typed.split_whitespace().all(|w| hay.contains(w)) {
            continue;
        }
        if kind == PickKind::Help && b.group != group {
            if !out.is_empty() {
                out.push(Item::default());
            }
            group = b.group;
            out.push(Item {
                left: group.to_owned(),
                ..Item::default()
            });
        }
        let keys = if b.action == Action::Source(1) {
            "1–9".to_owned()
        } else {
            keymap.keys(b.action)
        };
        out.push(Item {
            left: keys,
            who: b.name.to_owned(),
            text: b.help.to_owned(),
            marks: vec![],
            target: Target::Action(b.action),
        });
    }
    out
}

/// Opens the help: first what matters where the reader is, then all of it.
pub fn help(model: &mut Model) {
    let (place, actions) = crate::tui::view::hints(model);
    let mut rows = vec![Item {
        left: format!("Here: {place}"),
        ..Item::default()
    }];
    for action in actions {
        if let Some(b) = binding(*action).filter(|b| !b.help.is_empty()) {
            rows.push(Item {
                left: model.keymap.keys(b.action),
                who: b.name.to_owned(),
                text: b.help.to_owned(),
                marks: vec![],
                target: Target::Action(b.action),
            });
        }
    }
    rows.push(Item::default());
    rows.extend(table(&model.keymap, "", PickKind::Help));
    open(
        model,
        PickKind::Help,
        "KEYS  / searches them".into(),
        rows,
        None,
    );
}

/// Opens what the selected moment's tellings differ on, each stance with its sentence.
pub fn differences(model: &mut Model) {
    let Some(detail) = &model.detail else { return };
    let mut rows: Vec<Item> = Vec::new();
    for d in &detail.disagreements {
        if !rows.is_empty() {
            rows.push(Item::default());
        }
        let mut head = d.kind.question().to_owned();
        if !d.subject.is_empty() && d.subject != head {
            head.push_str(&format!(", {}", d.subject));
        }
        rows.push(Item {
            left: format!(
                "{} {head}: {}",
                model.theme.glyphs.unequal,
                d.relation.words()
            ),
            ..Item::default()
        });
        for s in &d.stances {
            let sentence = s
                .sentence_text
                .split_whitespace()
                .collect::<Vec<_>>()
                .join(" ");
            let at = sentence.find(s.text.as_str());
            rows.push(Item {
                left: s.source.clone(),
                who: s.text.clone(),
                marks: at.map(|at| at..at + s.text.len()).into_iter().collect(),
                text: sentence,
                target: Target::Article(s.article, Some(s.sentence.clone())),
            });
        }
    }
    if rows.is_empty() {
        model.message = Some("nothing found on which sources differ here; d goes on".into());
        return;
    }
    let title = format!(
        "WHAT DIFFERS  {}  Enter shows the sentence in its article",
        detail.disagreements.len()
    );
    open(model, PickKind::Differences, title, rows, None);
    super::move_by(model, 1);
}

/// Asks how sources word things, over all that passes the filter.
pub fn wording(model: &mut Model) -> Vec<Effect> {
    model.seq += 1;
    let title = "WORDING  counting words".to_owned();
    open(model, PickKind::Wording, title, Vec::new(), None);
    vec![Effect::Wording {
        seq: model.seq,
        filter: Box::new(model.filter.clone()),
    }]
}

/// Shows how sources word things.
pub fn worded(model: &mut Model, seq: u64, all: &[Usage]) {
    let mut rows: Vec<Item> = Vec::new();
    let mut contrast = "";
    for u in all.iter().take(MOST) {
        if u.contrast != contrast {
            if !rows.is_empty() {
                rows.push(Item::default());
            }
            contrast = &u.contrast;
            rows.push(Item {
                left: contrast.to_owned(),
                ..Item::default()
            });
        }
        let z = u.z.map(|z| format!("  z {z:.1}")).unwrap_or_default();
        rows.push(Item {
            left: u.source.clone(),
            who: u.count.to_string(),
            text: format!("{}{z}", u.wording),
            marks: vec![],
            target: Target::Source(u.source.clone()),
        });
    }
    let of = if model.filter.is_empty() {
        "the whole corpus"
    } else {
        "what the filter shows"
    };
    let title = if rows.is_empty() {
        "WORDING  no contrast was found here".to_owned()
    } else {
        format!("WORDING  {of}: an observation, no verdict")
    };
    let wanted = |p: &&mut Picker| p.kind == PickKind::Wording && p.seq == seq;
    let Some(p) = super::top(model).filter(wanted) else {
        return;
    };
    p.title = title;
    p.rows = rows;
    super::move_by(model, 1);
}

/// Opens every action by name.
pub fn actions(model: &mut Model) {
    let rows = table(&model.keymap, "", PickKind::Actions);
    open(model, PickKind::Actions, "ACTIONS".into(), rows, Some(""));
}

/// Opens the stories.
pub fn stories(model: &mut Model) {
    let Some(archive) = archive(model) else {
        return;
    };
    let all = archive.stories(&model.filter);
    let rows: Vec<Item> = all
        .iter()
        .take(MOST)
        .map(|s| Item {
            left: s.span.map_or_else(|| "undated".into(), |w| when::span(&w)),
            who: counted(s.n_moments, "moment"),
            text: s.label.clone(),
            marks: vec![],
            target: Target::Story(s.id.clone(), s.label.clone()),
        })
        .collect();
    let title = format!("STORIES  {}", all.len());
    open(model, PickKind::Stories, title, rows, None);
}

fn counted(n: usize, what: &str) -> String {
    format!("{n} {what}{}", if n == 1 { "" } else { "s" })
}

/// Opens the sources.
pub fn sources(model: &mut Model) {
    let rows: Vec<Item> = model
        .sources
        .iter()
        .enumerate()
        .map(|(i, s)| Item {
            left: format!("{}", i + 1),
            who: counted(s.n_moments, "moment"),
            text: format!("{}  ({})", s.name, counted(s.n_articles, "article")),
            marks: vec![],
            target: Target::Source(s.name.clone()),
        })
        .collect();
    let title = format!("SOURCES  {}", rows.len());
    open(model, PickKind::Sources, title, rows, None);
}

/// Opens who tells the selected moment and who does not.
pub fn silence(model: &mut Model) {
    let Some(detail) = &model.detail else { return };
    let mut rows: Vec<Item> = Vec::new();
    for name in &detail.source_names {
        let n = detail.tellings.iter().filter(|t| t.source == *name).count();
        rows.push(Item {
            left: "tells".into(),
            who: name.clone(),
            text: format!("{n} sentence{}", if n == 1 { "" } else { "s" }),
            marks: vec![],
            target: Target::Source(name.clone()),
        });
    }
    let (mut silent, mut absent) = (0, 0);
    for s in &detail.silence {
        let n = s.n_articles_around;
        let (left, text) = if n > 0 {
            silent += 1;
            (
                "silent",
                format!(
                    "{n} article{} when others told it, none does",
                    if n == 1 { "" } else { "s" }
                ),
            )
        } else {
            absent += 1;
            ("absent", "no article when others told it".to_owned())
        };
        rows.push(Item {
            left: left.into(),
            who: s.source.clone(),
            text,
            marks: vec![],
            target: s.example.map_or_else(
                || Target::Source(s.source.clone()),
                |a| Target::Article(a, None),
            ),
        });
    }
    let title = format!(
        "WHO TELLS IT  {} tell · {silent} silent · {absent} absent",
        detail.source_names.len()
    );
    open(model, PickKind::Silence, title, rows, None);
}

/// Opens the versions and copies of the article looked at, each with what changed in it.
pub fn list_versions(model: &mut Model) {
    let Some(archive) = archive(model) else {
        return;
    };
    let idx = match model.stack.last() {
        Some(Screen::Article(r)) => Some(r.text.row.idx),
        _ => model.telling().map(|t| t.article),
    };
    let line = idx.map_or_else(Vec::new, |i| versions(archive.as_ref(), i));
    match line.len() {
        0 => model.message = Some("there is no article here".into()),
        1 => model.message = Some("this article has no other version and no copy here".into()),
        n => {
            let title = format!("VERSIONS AND COPIES  {n}  Enter shows what changed");
            let mut before = None;
            let rows = line
                .iter()
                .map(|v| version_item(v, &mut before, idx, model.zone))
                .collect();
            open(model, PickKind::Versions, title, rows, None);
        }
    }
}

fn version_item(
    version: &VersionRow,
    before: &mut Option<ArticleIdx>,
    here: Option<ArticleIdx>,
    zone: Option<FixedOffset>,
) -> Item {
    let row = &version.article;
    let changed = version.changed.as_ref();
    let led = changed.map_or_else(String::new, |c| format!("{}  ", c.headline()));
    let this = if Some(row.idx) == here {
        ", this one"
    } else {
        ""
    };
    Item {
        left: when::appeared(&row.published, zone),
        who: row.source.clone(),
        text: format!(
            "{led}{}{this}: {}  {}",
            version.kinship.word(),
            row.title.as_deref().unwrap_or("(no title)"),
            row.name
        ),
        marks: vec![],
        target: match before.replace(row.idx) {
            Some(old) if changed.is_some_and(|c| !c.is_empty()) => Target::Edit(old, row.idx),
            _ => Target::Article(row.idx, None),
        },
    }
}

/// Opens what is marked and noted.
pub fn marks(model: &mut Model) {
    if model.shelf.kept.is_empty() && model.shelf.sentences.is_empty() {
        model.message = Some("nothing is marked; m marks this moment, a adds a note".into());
        return;
    }
    let archive = archive(model);
    let star = model.theme.glyphs.marked;
    let mut rows: Vec<(Option<chrono::NaiveDateTime>, Item)> = Vec::new();
    for k in &model.shelf.kept {
        let found = archive.as_ref().and_then(|a| a.moment(&k.moment.0));
        let window = found.as_ref().and_then(|d| d.row.window);
        let label = found.as_ref().map_or(&k.label, |d| &d.row.label);
        let note = if k.note.is_empty() {
            String::new()
        } else {
            // The reader's own words come first: a long label must not push them out.
            format!("{} {} ", k.note, model.theme.glyphs.dot)
        };
        rows.push((
            window.map(|w| w.earliest()),
            Item {
                left: match (&found, window) {
                    (None, _) => "not here now".into(),
                    (_, Some(w)) => when::long(&w),
                    _ => "undated".into(),
                },
                who: if k.marked {
                    star.to_owned()
                } else {
                    "note".into()
                },
                text: format!("{note}{label}"),
                marks: vec![],
                target: match found {
                    Some(_) => Target::Moment(k.moment.clone(), None),
                    None => Target::Nowhere,
                },
            },
        ));
    }
    for k in &model.shelf.sentences {
        let found = archive.as_ref().and_then(|a| {
            let text = a.article(a.article_named(&k.sentence.article)?)?;
            let at = text.body.find(k.sentence.words.as_str())?;
            Some((text.row, at..at + k.sentence.words.len()))
        });
        let note = if k.note.is_empty() {
            String::new()
        } else {
            format!("{} {} ", k.note, model.theme.glyphs.dot)
        };
        let words = k.sentence.words.split_whitespace().collect::<Vec<_>>();
        let day = found.as_ref().and_then(|(row, _)| row.published.value);
        let sign = if k.marked { star } else { "note" };
        rows.push((
            day.map(|d| d.and_time(chrono::NaiveTime::MIN)),
            Item {
                left: match (&found, day) {
                    (None, _) => "not here now".into(),
                    // The day of the paper, not of what it tells.
                    (_, Some(day)) => format!("({})", when::day(day)),
                    _ => "undated".into(),
                },
                who: match &found {
                    Some((row, _)) => format!("{sign} {}", row.source),
                    None => sign.to_owned(),
                },
                text: format!("{note}{}", words.join(" ")),
                marks: vec![],
                target: match found {
                    Some((row, range)) => Target::Article(row.idx, Some(range)),
                    None => Target::Nowhere,
                },
            },
        ));
    }
    rows.sort_by_key(|(at, _)| (at.is_none(), *at));
    let rows: Vec<Item> = rows.into_iter().map(|(_, r)| r).collect();
    let mut title = format!("MARKS AND NOTES  {}", rows.len());
    if model.n_unkept > 0 {
        title.push_str("  the last of them are not on disk");
    }
    open(model, PickKind::Marks, title, rows, None);
}

/// Opens what was corrected.
pub fn corrections(model: &mut Model) {
    if model.shelf.corrections.is_empty() {
        model.message =
            Some("nothing is corrected; e corrects the day or source of an article".into());
        return;
    }
    let rows: Vec<Item> = model
        .shelf
        .corrections
        .iter()
        .filter_map(|c| {
            let name = c.article.clone()?;
            Some(Item {
                left: "corrected".into(),
                who: correction_text(c),
                text: name.to_string(),
                marks: vec![],
                target: Target::Uncorrect(name),
            })
        })
        .collect();
    open(
        model,
        PickKind::Corrections,
        "CORRECTIONS  Enter takes one back".into(),
        rows,
        None,
    );
}

/// Opens the files that were not read.
pub fn problems(model: &mut Model) {
    let Some(archive) = archive(model) else {
        return;
    };
    let all = archive.problems();
    if all.is_empty() {
        model.message = Some(match model.overview.n_articles {
            0 => "no file was found here that could hold an article".into(),
            _ => "every file was read".into(),
        });
        return;
    }
    let rows: Vec<Item> = all
        .iter()
        .take(MOST)
        .map(|f| Item {
            left: match f.fate {
                crate::query::FileFate::Partial => "in part",
                _ => "skipped",
            }
            .into(),
            who: String::new(),
            text: format!("{}: {}", f.name, f.reason),
            marks: vec![],
            target: Target::Nowhere,
        })
        .collect();
    let title = format!("NOT READ  {} files", all.len());
    open(model, PickKind::Problems, title, rows, None);
}
