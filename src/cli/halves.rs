//! `parallax extract` and `parallax link`: the two halves of the pipeline, for machines
//! beyond one. See `docs/SCALING.md`.

use super::args::{Common, IndexArgs, LinkArgs};
use super::corpus::{Opened, exists, failure, options};
use super::output::{Out, say};
use super::{Done, Failure, timeline};
use crate::engine::{self, Cancel, Extract};
use std::fs::File;
use std::io::{self, BufRead, BufReader};
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};

/// Writes what each article tells, one JSON object a line.
///
/// # Errors
///
/// Fails when the corpus cannot be opened or the output not be written.
pub fn extract(args: &IndexArgs, common: &Common, out: &mut Out) -> Result<Done, Failure> {
    for path in &args.corpus {
        exists(path)?;
    }
    let options = options(&args.corpus, common);
    let (mut n, mut n_skipped) = (0, 0);
    let mut failed = None;
    engine::extract(&options, &Cancel::default(), &mut |extract| {
        match &extract {
            Extract::Article(_) => n += 1,
            Extract::Problem(report) => {
                n_skipped += 1;
                say(&format!("{} left out: {}", report.name, report.reason));
            }
        }
        let written = serde_json::to_string(&extract)
            .map_err(|e| Failure::Fatal(e.to_string()))
            .and_then(|line| out.line(&line));
        match written {
            Ok(()) => ControlFlow::Continue(()),
            Err(failure) => {
                failed = Some(failure);
                ControlFlow::Break(())
            }
        }
    })
    .map_err(failure)?;
    if let Some(failed) = failed {
        return Err(failed);
    }
    Ok(match (n_skipped, n) {
        (0, 0) => Done::NothingFound,
        (0, _) => Done::Fully,
        _ => Done::InPart,
    })
}

/// Links what extracts wrote and prints it as `timeline` does.
///
/// # Errors
///
/// Fails when a file cannot be read, when a line is not what extract writes, or when the
/// output cannot be written.
pub fn link(args: &LinkArgs, out: &mut Out) -> Result<Done, Failure> {
    let mut extracts = Vec::new();
    if args.files.is_empty() {
        read(Path::new("-"), &mut extracts)?;
    }
    for file in &args.files {
        read(file, &mut extracts)?;
    }
    let problems = extracts.iter().filter(|e| matches!(e, Extract::Problem(_)));
    let opened = Opened {
        n_skipped: problems.count(),
        archive: engine::join(&name(&args.files), extracts).map_err(failure)?,
    };
    timeline::print(&opened, &args.list, out)
}

fn read(path: &Path, into: &mut Vec<Extract>) -> Result<(), Failure> {
    let shown = path.display();
    let fail = |e: io::Error| Failure::Fatal(format!("cannot read {shown}: {e}"));
    let input: Box<dyn BufRead> = if path == Path::new("-") {
        Box::new(BufReader::new(io::stdin()))
    } else {
        Box::new(BufReader::new(File::open(path).map_err(fail)?))
    };
    for (i, line) in input.lines().enumerate() {
        let line = line.map_err(fail)?;
        if line.trim().is_empty() {
            continue;
        }
        into.push(serde_json::from_str(&line).map_err(|e| {
            Failure::Fatal(format!(
                "{shown}, line {}: not written by parallax extract of this version ({e})",
                i + 1
            ))
        })?);
    }
    Ok(())
}

fn name(files: &[PathBuf]) -> String {
    let names = files.iter().filter_map(|f| f.file_stem());
    let names: Vec<_> = names.map(|n| n.to_string_lossy()).collect();
    if names.is_empty() {
        return "extracts".to_owned();
    }
    crate::text::clean::clean(&names.join(" "))
}
