//! The commands: arguments in, text or JSON out, and an exit code that scripts can trust.
//!
//! Data goes to standard output, everything else to standard error. A reader who closes
//! the pipe has what was wanted, so that is success.

mod args;
mod layout;
mod output;
mod table;
mod timex;
mod values;

use args::{Cli, Command};
use clap::{CommandFactory, Parser};
use output::{Out, say};
use std::io;
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
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => {
            // Help for a closed pipe is no error either.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    match run(cli) {
        Ok(Done::Fully) | Err(Failure::Closed) => ExitCode::SUCCESS,
        Ok(Done::NothingFound) => ExitCode::from(1),
        Ok(Done::InPart) => ExitCode::from(3),
        Err(Failure::Interrupted) => ExitCode::from(130),
        Err(error) => {
            say(&error.to_string());
            ExitCode::from(2)
        }
    }
}

fn run(cli: Cli) -> Result<Done, Failure> {
    let mut out = Out::stdout(cli.common.ascii);
    let done = match &cli.command {
        Some(Command::Timex(args)) => timex::run(args, &cli.common, &mut out),
        Some(Command::Completions { shell }) => {
            clap_complete::generate(*shell, &mut Cli::command(), "parallax", &mut out);
            Ok(Done::Fully)
        }
        _ => Err(Failure::Fatal("this command is not there yet".to_owned())),
    }?;
    out.finish()?;
    Ok(done)
}
