//! Starts the explorer: where settings and marks are kept, and how the corpus is read.

use super::args::{Common, ListArgs};
use super::corpus::{exists, options};
use super::{Done, Failure};
use crate::engine::{self, Cancel, Stage};
use crate::link::Correction;
use crate::tui::config::{Settings, Surroundings};
use crate::tui::{self, Exit, Start};
use etcetera::{BaseStrategy, choose_base_strategy};
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};
use std::{env, fs};

/// Tells whether the explorer can be shown: keys come from a terminal, and the screen is
/// one that can move its cursor.
pub fn can_show() -> bool {
    io::stdout().is_terminal() && io::stdin().is_terminal() && !is_dumb()
}

/// Tells whether there is a terminal, and it cannot move its cursor.
pub fn is_dumb() -> bool {
    io::stdout().is_terminal() && env::var_os("TERM").is_some_and(|t| t == "dumb")
}

/// Runs the explorer.
///
/// # Errors
///
/// Fails when a path does not exist or the terminal cannot be used.
pub fn run(
    paths: &[PathBuf],
    name: Option<&str>,
    list: &ListArgs,
    common: &Common,
    follow: bool,
) -> Result<Done, Failure> {
    for path in paths {
        exists(path)?;
        // The explorer's keys come from there.
        if path.as_os_str() == "-" {
            return Err(Failure::Fatal(
                "standard input is the terminal: pipe a text into it (some-command | parallax -) \
                 or name a file or a folder"
                    .to_owned(),
            ));
        }
    }
    // Reads the query before the screen changes, so that a mistake is told on the command line.
    super::list::Wanted::from(list)?;
    let options = options(paths, common);
    // Dropped, and so removed, when the explorer ends.
    let scratch_folder = follow.then(|| scratch(options.index.as_ref())).flatten();
    let scratch = scratch_folder.as_ref().map(|dir| dir.path().to_owned());
    let start = Start {
        name: name.map_or_else(|| title(paths), str::to_owned),
        key: name.map_or_else(|| key(paths), str::to_owned),
        loader: Arc::new(move |corrections, progress| {
            let mut options = options.clone();
            options.corrections = corrections.to_vec();
            options.gives_way = true;
            let cancel = Cancel::from(progress.cancel_flag());
            let begun = Instant::now();
            let told = AtomicU64::new(0);
            let report = |p: engine::Progress| {
                let elapsed = begun.elapsed();
                // Ten times a second is as often as anybody reads; a new stage is always told.
                let now = u64::try_from(elapsed.as_millis())
                    .unwrap_or(u64::MAX)
                    .max(1);
                let last = told.load(Ordering::Relaxed);
                if p.done > 0 && last > 0 && now < last + 100 {
                    return;
                }
                told.store(now, Ordering::Relaxed);
                let (done, total) = counted(&p);
                // How long a change takes is not known from how long the session has lasted.
                let elapsed = if follow { Duration::ZERO } else { elapsed };
                progress.report(&stage(&p, elapsed), done, total);
            };
            let show = |archive| progress.show(archive);
            if follow {
                let news = engine::News {
                    progress: &report,
                    show: &show,
                    say: &|what| progress.say(what),
                    idle: &|| progress.idle(),
                };
                return match engine::follow(&options, scratch.as_deref(), &cancel, &news) {
                    Ok(()) => Err(engine::Error::Cancelled.to_string()),
                    Err(error) => Err(error.to_string()),
                };
            }
            let opened = engine::open_showing(&options, &cancel, &report, &show);
            let engine::Opened { archive, notes } = opened.map_err(|e| e.to_string())?;
            if let Some(note) = notes.first() {
                progress.show(archive.clone());
                progress.say(note);
            }
            Ok(archive)
        }),
        settings: settings(common),
        state: state(),
        filter: query(list),
        sample: Some(sample(common)),
        exporter: Some(Arc::new(super::export::write_new)),
    };
    let ended = tui::run(start);
    if let Ok(ended) = &ended
        && !ended.lost.is_empty()
    {
        super::output::say(&format!("not kept: {}", ended.why));
        ended.lost.iter().for_each(|l| super::output::say(l));
    }
    match ended.map(|ended| ended.exit) {
        Ok(Exit::Interrupted) => Err(Failure::Interrupted),
        Ok(Exit::Quit) => Ok(Done::Fully),
        Ok(Exit::Hangup) => Err(Failure::Signal(1)),
        Ok(Exit::Terminated) => Err(Failure::Signal(15)),
        Err(error) => Err(Failure::Fatal(format!(
            "cannot use the terminal: {error:#}"
        ))),
    }
}

/// Returns where marks, notes and corrections are kept.
fn state() -> Option<PathBuf> {
    let base = choose_base_strategy().ok()?;
    let folder = base.state_dir().unwrap_or_else(|| base.data_dir());
    Some(folder.join("parallax"))
}

/// Returns the corrections that the explorer keeps of a corpus.
pub fn kept(paths: &[PathBuf]) -> Vec<Correction> {
    state().map_or_else(Vec::new, |state| tui::corrections_kept(&state, &key(paths)))
}

/// Returns what was marked and noted of a corpus in the explorer.
pub fn marks(paths: &[PathBuf]) -> Vec<tui::Mark> {
    state().map_or_else(Vec::new, |state| tui::marks_kept(&state, &key(paths)))
}

/// Reads the sample corpus, for the tutor.
fn sample(common: &Common) -> tui::Loader {
    let common = common.clone();
    Arc::new(move |_, progress| {
        let demo = super::demo::unpack().map_err(|e| e.to_string())?;
        let options = options(std::slice::from_ref(&demo.path), &common);
        let cancel = Cancel::from(progress.cancel_flag());
        engine::open(&options, &cancel, &|_| {}).map_err(|e| e.to_string())
    })
}

/// A folder for what is read while following: beside the index, where there is room for it.
fn scratch(index: Option<&engine::IndexAt>) -> Option<tempfile::TempDir> {
    let make = |folder: &Path| {
        let mut name = tempfile::Builder::new();
        name.prefix(".parallax-").tempdir_in(folder).ok()
    };
    index
        .and_then(|index| make(index.path.parent()?))
        .or_else(|| make(&env::temp_dir()))
}

/// What is being done, with the time left where that can be told.
fn stage(p: &engine::Progress, elapsed: Duration) -> String {
    let what = match p.stage {
        Stage::Reading => "reading",
        Stage::Linking => "joining what belongs together",
        Stage::Comparing => "comparing",
        Stage::Writing => "keeping the index",
    };
    match left(p.share, elapsed) {
        Some(left) => format!("{left} left \u{b7} {what}"),
        None => what.to_owned(),
    }
}

/// How many articles are through, of about how many.
fn counted(p: &engine::Progress) -> (usize, usize) {
    if p.done == 0 {
        return (0, 0);
    }
    let total = p.total.unwrap_or_else(|| {
        let share = p.share / engine::READING;
        if share < 0.05 {
            return 0;
        }
        // Two digits are as much as an estimate is good for.
        let about = (p.done as f32 / share) as usize;
        let unit = 10usize.pow(about.max(1).ilog10().saturating_sub(1));
        (about / unit * unit).max(p.done)
    });
    (p.done, total)
}

/// How long the rest takes if it goes on like this: rough, and so in rough words.
fn left(share: f32, elapsed: Duration) -> Option<String> {
    let elapsed = elapsed.as_secs_f32();
    if share < 0.02 || elapsed < 2.0 {
        return None;
    }
    let seconds = (elapsed * (1.0 - share) / share) as u64;
    Some(match seconds {
        0..=9 => "a few seconds".to_owned(),
        10..=89 => format!("{} s", seconds.div_ceil(10) * 10),
        90..=5399 => format!("{} min", (seconds + 30) / 60),
        _ => format!("{} h", (seconds + 1800) / 3600),
    })
}

/// Reads the settings of the user, if there are any.
fn settings(common: &Common) -> Settings {
    let mut around = Surroundings::from_env();
    around.ascii = common.ascii;
    let text = choose_base_strategy()
        .ok()
        .map(|b| b.config_dir().join("parallax").join("config.toml"))
        .and_then(|path| fs::read_to_string(path).ok())
        .unwrap_or_default();
    let mut settings = Settings::read(&text, &around);
    settings.zone = common.tz.map(|z| z.0).or(settings.zone);
    settings
}

/// The options of the command line in the query language.
fn query(list: &ListArgs) -> String {
    let mut out = list.query.clone().unwrap_or_default();
    let mut add = |term: String| {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(&term);
    };
    for source in &list.source {
        add(format!("source:\"{}\"", source.replace('"', "")));
    }
    if let Some(day) = list.since {
        add(format!("since:{}", day.first));
    }
    if let Some(day) = list.until {
        add(format!("until:{}", day.last));
    }
    if list.placed {
        add("is:placed".to_owned());
    }
    if list.disagreements {
        add("has:disagreement".to_owned());
    }
    out
}

/// The corpus as the user named it.
fn title(paths: &[PathBuf]) -> String {
    let name = |p: &PathBuf| {
        p.file_name().map_or_else(
            || p.display().to_string(),
            |n| n.to_string_lossy().into_owned(),
        )
    };
    paths.iter().map(name).collect::<Vec<_>>().join(" ")
}

/// What tells this corpus from others, wherever the program is started.
fn key(paths: &[PathBuf]) -> String {
    let whole = |p: &PathBuf| fs::canonicalize(p).unwrap_or_else(|_| Path::new(p).to_path_buf());
    let names: Vec<_> = paths
        .iter()
        .map(|p| whole(p).display().to_string())
        .collect();
    names.join("\n")
}
