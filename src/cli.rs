//! The commands: arguments in, text or JSON out, and an exit code that scripts can trust.
//!
//! Data goes to standard output, everything else to standard error. A reader who closes
//! the pipe has what was wanted, so that is success.

mod args;
mod articles;
mod check;
mod compare;
mod corpus;
mod demo;
mod explore;
mod export;
mod halves;
mod index;
mod layout;
mod list;
mod manual;
mod marks;
mod output;
mod published;
mod rows;
mod search;
mod show;
mod stories;
mod table;
mod timeline;
mod timex;
mod values;
mod versions;
mod when;

use args::{Cli, Command, Common, ListArgs, SHORT_USAGE};
use clap::{CommandFactory, Parser};
use output::{Out, say};
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::PathBuf;
use std::process::ExitCode;

/// How a command ended, when it ended well.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Done {
    /// All of it.
    Fully,
    /// There was nothing to print.
    NothingFound,
    /// Some files could not be read.
    InPart,
}

/// How a command ended, when it did not end well.
#[derive(Debug, thiserror::Error)]
enum Failure {
    /// The reader of the output went away.
    #[error("the pipe was closed")]
    Closed,
    /// The user interrupted.
    #[error("interrupted")]
    Interrupted,
    /// A signal of this number ended the explorer.
    #[error("ended by signal {0}")]
    Signal(u8),
    /// The user has been told what was wrong.
    #[error("")]
    Told,
    /// What was asked for cannot be done; the message names the remedy.
    #[error("{0}")]
    Fatal(String),
    /// The output cannot be written.
    #[error("cannot write the output: {0}")]
    Write(io::Error),
}

impl From<io::Error> for Failure {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::BrokenPipe {
            Self::Closed
        } else {
            Self::Write(error)
        }
    }
}

/// Runs the program with the arguments of this process.
pub fn main() -> ExitCode {
    let mut args: Vec<OsString> = std::env::args_os().collect();
    let mut sample = None;
    if let Some((rest, at)) = args::demo_of(&args) {
        match demo::unpack() {
            Ok(demo) => {
                args = rest;
                args.insert(at, demo.path.clone().into_os_string());
                sample = Some(demo);
            }
            Err(error) => return ended(Err(error)),
        }
    }
    let code = match Cli::try_parse_from(args) {
        Ok(cli) => ended(run(&cli)),
        Err(error) => {
            // Help for a closed pipe is no error either.
            let _ = error.print();
            ExitCode::from(if error.use_stderr() { 2 } else { 0 })
        }
    };
    drop(sample);
    code
}

fn ended(how: Result<Done, Failure>) -> ExitCode {
    match how {
        Ok(Done::Fully) | Err(Failure::Closed) => ExitCode::SUCCESS,
        Ok(Done::NothingFound) => ExitCode::from(1),
        Ok(Done::InPart) => ExitCode::from(3),
        Err(Failure::Told) => ExitCode::from(2),
        Err(Failure::Interrupted) => ExitCode::from(130),
        Err(Failure::Signal(n)) => ExitCode::from(128 + n),
        Err(error) => {
            say(&error.to_string());
            ExitCode::from(2)
        }
    }
}

fn run(cli: &Cli) -> Result<Done, Failure> {
    let common = &cli.common;
    let mut out = Out::stdout(common.ascii);
    let out = &mut out;
    let done = match &cli.command {
        Some(command) => {
            if !cli.corpus.is_empty() || cli.demo || cli.list != ListArgs::default() {
                return Err(Failure::Fatal(
                    "the command comes first, then the corpus and the options".to_owned(),
                ));
            }
            execute(command, common, out)
        }
        None if cli.print_config => {
            out.text(&crate::tui::config::sample())?;
            Ok(Done::Fully)
        }
        None if cli.demo => {
            let demo = demo::unpack()?;
            open_or_list(std::slice::from_ref(&demo.path), Some("demo"), cli, out)
        }
        None if cli.corpus.is_empty() => {
            let _ = io::stderr().write_all(SHORT_USAGE.as_bytes());
            return Err(Failure::Told);
        }
        None => open_or_list(&cli.corpus, None, cli, out),
    }?;
    out.finish()?;
    Ok(done)
}

/// Opens the explorer on a terminal; anywhere else, and when a format is asked for, prints
/// the timeline.
fn open_or_list(
    paths: &[PathBuf],
    name: Option<&str>,
    cli: &Cli,
    out: &mut Out,
) -> Result<Done, Failure> {
    if cli.list.format.is_none() && explore::can_show() {
        explore::run(paths, name, &cli.list, &cli.common, cli.follow)
    } else if cli.follow {
        Err(Failure::Fatal(
            "--follow shows changes on a terminal; there is none".to_owned(),
        ))
    } else {
        if cli.list.format.is_none() && explore::is_dumb() {
            eprintln!(
                "parallax: a terminal without a cursor (TERM=dumb) cannot show the explorer; \
                 the timeline as text:"
            );
        }
        timeline::run(paths, &cli.list, &cli.common, out)
    }
}

fn execute(command: &Command, common: &Common, out: &mut Out) -> Result<Done, Failure> {
    match command {
        Command::Timeline(args) => timeline::run(&args.list.corpus, &args.list.list, common, out),
        Command::Show(args) => show::run(args, common, out),
        Command::Compare(args) => compare::run(args, common, out),
        Command::Stories(args) => stories::run(args, common, out),
        Command::Versions(args) => versions::run(args, common, out),
        Command::Marks(args) => marks::run(args, common, out),
        Command::Articles(args) => articles::run(args, common, out),
        Command::Search(args) => search::run(args, common, out),
        Command::Check(args) => check::run(args, common, out),
        Command::Timex(args) => timex::run(args, common, out),
        Command::Completions { shell } => {
            clap_complete::generate(*shell, &mut Cli::command(), "parallax", out);
            Ok(Done::Fully)
        }
        Command::Man => {
            manual::write(out)?;
            Ok(Done::Fully)
        }
        Command::Export(args) => export::run(args, common, out),
        Command::Index(args) => index::run(args, common, out),
        Command::Extract(args) => halves::extract(args, common, out),
        Command::Link(args) => halves::link(args, out),
    }
}
