//! Opens the explorer: where settings and notes lie, and how the corpus is read for it.

use super::args::{Common, ListArgs};
use super::{Done, Failure, corpus};
use crate::engine::{self, Cancel, Progress, Stage};
use crate::tui::config::{Settings, Surroundings};
use crate::tui::{self, Exit, Start};
use etcetera::BaseStrategy;
use std::io::{self, IsTerminal};
use std::path::PathBuf;
use std::sync::Arc;

/// Tells whether there is a terminal that can show the explorer.
pub fn possible() -> bool {
    io::stdout().is_terminal() && io::stdin().is_terminal()
}

/// Tells whether the terminal cannot move its cursor.
pub fn is_dumb() -> bool {
    std::env::var("TERM").is_ok_and(|t| t == "dumb")
}

/// Explores a corpus until the user leaves.
pub fn run(paths: &[PathBuf], list: &ListArgs, common: &Common) -> Result<Done, Failure> {
    for path in paths {
        corpus::exists(path)?;
    }
    let options = corpus::options(paths, common);
    let loader = Arc::new(move |corrections: &[_], progress: &tui::Progress| {
        let cancel = Cancel::default();
        let mut options = options.clone();
        options.corrections = corrections.to_vec();
        engine::open(&options, &cancel, &|p| {
            if progress.is_cancelled() {
                cancel.cancel();
            }
            tell(progress, p);
        })
        .map_err(|e| e.to_string())
    });
    let names: Vec<String> = paths
        .iter()
        .map(|p| {
            p.file_name().map_or_else(
                || p.display().to_string(),
                |n| n.to_string_lossy().into_owned(),
            )
        })
        .collect();
    let key: Vec<String> = paths
        .iter()
        .map(|p| {
            p.canonicalize()
                .unwrap_or_else(|_| p.clone())
                .display()
                .to_string()
        })
        .collect();
    let start = Start {
        name: names.join(" "),
        key: key.join("\n"),
        loader,
        settings: settings(common),
        state: state_dir(),
        filter: filter(list),
    };
    match tui::run(start) {
        Ok(Exit::Interrupted) => Err(Failure::Interrupted),
        Ok(_) => Ok(Done::Fully),
        Err(e) => Err(Failure::Fatal(format!("{e:#}"))),
    }
}

fn tell(progress: &tui::Progress, p: Progress) {
    let stage = match p.stage {
        Stage::Reading => "reading articles",
        Stage::Digesting => "looking for what they tell",
        Stage::Linking => "joining what belongs together",
        Stage::Comparing => "comparing",
    };
    progress.report(stage, p.done, p.total.unwrap_or(0));
}

/// Reads the user's settings; none is as good as an empty file.
fn settings(common: &Common) -> Settings {
    let mut around = Surroundings::from_env();
    around.ascii = common.ascii;
    let text = etcetera::choose_base_strategy()
        .ok()
        .map(|dirs| dirs.config_dir().join("parallax").join("config.toml"))
        .and_then(|path| std::fs::read_to_string(path).ok())
        .unwrap_or_default();
    Settings::read(&text, &around)
}

fn state_dir() -> Option<PathBuf> {
    let dirs = etcetera::choose_base_strategy().ok()?;
    Some(
        dirs.state_dir()
            .unwrap_or_else(|| dirs.data_dir())
            .join("parallax"),
    )
}

/// Returns what the list options say in the query language.
fn filter(list: &ListArgs) -> String {
    let mut parts: Vec<String> = list
        .source
        .iter()
        .map(|s| format!("source:\"{s}\""))
        .collect();
    parts.extend(list.query.clone());
    parts.join(" ")
}
