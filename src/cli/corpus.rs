//! Opens what the user named: progress while reading, and a list of what could not be read.

use super::args::Common;
use super::output::say;
use super::{Cli, Done, Failure};
use crate::corpus;
use crate::engine::{self, Cancel, IndexAt, Options, Progress, Stage};
use crate::query::{Archive, FileFate};
use crate::store;
use clap::CommandFactory;
use etcetera::BaseStrategy;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Unreadable files named on standard error before the rest is only counted.
const NAMED: usize = 20;

/// A corpus ready to be asked.
pub struct Opened {
    /// What was found in it.
    pub archive: Arc<dyn Archive>,
    /// Files and records that could not be read.
    pub n_skipped: usize,
}

impl Opened {
    /// Returns how a command ended that printed `n` things.
    pub fn done(&self, n: usize) -> Done {
        if self.archive.damaged() {
            say("the index is damaged and was removed: run again, and it is built anew");
            return Done::InPart;
        }
        match (self.n_skipped, n) {
            (0, 0) => Done::NothingFound,
            (0, _) => Done::Fully,
            _ => Done::InPart,
        }
    }
}

/// Reads, dates and links a corpus, and lists what could not be read on standard error.
///
/// # Errors
///
/// Fails when a path cannot be opened at all.
pub fn open(paths: &[PathBuf], common: &Common) -> Result<Opened, Failure> {
    open_as(paths, &options(paths, common))
}

/// As [`open`], with options of the caller's own.
///
/// # Errors
///
/// As [`open`].
pub fn open_as(paths: &[PathBuf], options: &Options) -> Result<Opened, Failure> {
    for path in paths {
        exists(path)?;
    }
    interruptible()?;
    let tell = Teller::new();
    let opened = engine::open_with_notes(options, &Cancel::default(), &|p| tell.tell(p));
    tell.clear();
    let engine::Opened { archive, notes } = opened.map_err(failure)?;
    for note in notes {
        say(&note);
    }
    let mut n_skipped = 0;
    for report in archive.problems() {
        if report.fate != FileFate::Skipped {
            continue;
        }
        n_skipped += 1;
        if n_skipped <= NAMED {
            say(&format!("{} left out: {}", report.name, report.reason));
        }
    }
    if n_skipped > NAMED {
        say(&format!(
            "{} more left out; parallax check lists them all",
            n_skipped - NAMED
        ));
    }
    if archive.overview().n_articles == 0 {
        let names: Vec<_> = paths.iter().map(|p| p.display().to_string()).collect();
        say(&format!(
            "no articles in {}: give a folder with texts, saved pages, Markdown, JSON or CSV",
            names.join(", ")
        ));
    }
    Ok(Opened { archive, n_skipped })
}

/// Returns how a failed job ends the program.
pub fn failure(error: engine::Error) -> Failure {
    match error {
        engine::Error::Cancelled => Failure::Interrupted,
        other => Failure::Fatal(other.to_string()),
    }
}

/// Returns what the pipeline is to open.
pub fn options(paths: &[PathBuf], common: &Common) -> Options {
    Options {
        corpus: corpus::Options {
            paths: paths.to_vec(),
            map: common
                .map
                .iter()
                .map(|m| (m.field.clone(), m.name.clone()))
                .collect(),
            sidecars: common.sidecar.clone(),
        },
        threads: common.threads.map(usize::from),
        corrections: Vec::new(),
        gives_way: false,
        index: match &common.index {
            Some(path) => Some(IndexAt {
                path: path.clone(),
                from_articles: 0,
                look_through: false,
            }),
            None => cache().map(|folder| IndexAt {
                path: store::location(&folder, &absolute(paths)),
                from_articles: INDEXED_FROM,
                look_through: false,
            }),
        },
    }
}

/// A corpus of fewer articles is read each time: that takes no longer than looking.
const INDEXED_FROM: usize = 500;

/// Returns the folder that holds indexes: `XDG_CACHE_HOME`, or `~/.cache`, and in it
/// `parallax`. `None` when there is no home.
pub fn cache() -> Option<PathBuf> {
    let folder = etcetera::base_strategy::Xdg::new().ok()?.cache_dir();
    Some(folder.join("parallax"))
}

/// Paths that name the same corpus from any folder.
fn absolute(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut all: Vec<PathBuf> = paths
        .iter()
        .map(|p| p.canonicalize().unwrap_or_else(|_| p.clone()))
        .collect();
    all.sort();
    all
}

/// Makes Ctrl-C end the program with 130, whatever it is at. Nothing is written that would
/// have to be undone.
fn interruptible() -> Result<(), Failure> {
    signal_hook::flag::register_conditional_shutdown(
        signal_hook::consts::SIGINT,
        130,
        Arc::new(AtomicBool::new(true)),
    )
    .map(|_| ())
    .map_err(|e| Failure::Fatal(format!("cannot listen for interrupts: {e}")))
}

/// Fails with the remedy when there is no such file or folder.
///
/// # Errors
///
/// Fails when the path does not exist; says so if it looks like a mistyped command.
pub fn exists(path: &Path) -> Result<(), Failure> {
    if path == Path::new("-") || path.symlink_metadata().is_ok() {
        return Ok(());
    }
    let name = path.display().to_string();
    let meant = Cli::command()
        .get_subcommands()
        .map(|c| c.get_name().to_owned())
        .find(|command| is_close(&name, command));
    let hint = match meant {
        Some(command) => format!("; did you mean the command {command}?"),
        None => "; name a folder or file with articles".to_owned(),
    };
    Err(Failure::Fatal(format!(
        "cannot open {name}: no such file or folder{hint}"
    )))
}

/// Tells whether one letter too many, too few, wrong or swapped makes one word the other.
fn is_close(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let same_start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[same_start..], &b[same_start..]);
    let same_end = a
        .iter()
        .rev()
        .zip(b.iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    let (a, b) = (&a[..a.len() - same_end], &b[..b.len() - same_end]);
    a.len() <= 1 && b.len() <= 1 || matches!((a, b), ([p, q], [r, s]) if p == s && q == r)
}

/// Tells on standard error how far the job is, when that is a terminal.
struct Teller {
    tty: bool,
    shown: AtomicBool,
}

impl Teller {
    fn new() -> Self {
        Self {
            // A line that is written over needs a cursor that can go back.
            tty: io::stderr().is_terminal() && std::env::var_os("TERM").is_none_or(|t| t != "dumb"),
            shown: AtomicBool::new(false),
        }
    }

    fn tell(&self, progress: Progress) {
        if !self.tty {
            return;
        }
        self.shown.store(true, Ordering::Relaxed);
        let what = match progress.stage {
            Stage::Reading => "reading articles",
            Stage::Linking => "joining what belongs together",
            Stage::Comparing => "comparing",
            Stage::Writing => "keeping the index",
        };
        let count = match progress.total {
            Some(total) if progress.done > 0 => format!(" {}/{total}", progress.done),
            None if progress.done > 0 => format!(" {}", progress.done),
            _ => String::new(),
        };
        let _ = write!(io::stderr().lock(), "\r\x1b[K{what}{count}");
    }

    fn clear(&self) {
        if self.shown.load(Ordering::Relaxed) {
            let _ = write!(io::stderr().lock(), "\r\x1b[K");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::is_close;

    #[test]
    fn mistyped_commands_are_recognised() {
        assert!(is_close("timelin", "timeline"));
        assert!(is_close("serach", "search"));
        assert!(is_close("shaw", "show"));
        assert!(!is_close("aleppo", "show"));
    }
}
