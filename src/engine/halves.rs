//! The pipeline in two halves, for machines beyond one.
//!
//! [`extract`] looks at one article at a time and keeps nothing; [`join`] takes what any
//! number of extracts gave, in any order, and links it. Together they give what
//! [`super::open`] gives, byte for byte, for any split of the input.

use super::read::sort_out;
use super::{Cancel, Error, Options, correct};
use crate::article::Article;
use crate::corpus::Corpus;
use crate::query::{Archive, FileFate, FileReport};
use crate::store::{Fingerprint, Finish, Maker, Target};
use crate::telling::{Digest, digest};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::cell::RefCell;
use std::ops::ControlFlow;
use std::sync::Arc;

/// One line of what `parallax extract` writes.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Extract {
    /// An article and what it tells.
    Article(Box<(Article, Digest)>),
    /// A file that gave nothing, or not everything.
    Problem(FileReport),
}

/// Articles digested side by side before they are handed on in order.
const BATCH: usize = 256;

/// Reads and digests a corpus, handing on one article after another in the order of the
/// files; stops when told to break. Memory does not grow with the corpus.
///
/// # Errors
///
/// Fails when the corpus cannot be opened at all, when cancelled, or when threads cannot
/// be started.
pub fn extract(
    options: &Options,
    cancel: &Cancel,
    each: &mut dyn FnMut(Extract) -> ControlFlow<()>,
) -> Result<(), Error> {
    let corpus = Corpus::open(&options.corpus)?;
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(options.threads.unwrap_or(0))
        .build()?;
    for (name, reason) in corpus.skipped() {
        let report = FileReport {
            name: name.clone(),
            fate: FileFate::Skipped,
            reason: reason.clone(),
        };
        if each(Extract::Problem(report)).is_break() {
            return Ok(());
        }
    }
    let mut stopped = false;
    let mut batch: Vec<Article> = Vec::new();
    let problems: RefCell<Vec<FileReport>> = RefCell::default();
    let mut flush = |batch: &mut Vec<Article>| {
        let found: Vec<(Article, Digest)> = pool.install(|| {
            std::mem::take(batch)
                .into_par_iter()
                .map(|mut article| {
                    for correction in &options.corrections {
                        correct(&mut article, correction);
                    }
                    let digest = digest(&article);
                    (article, digest)
                })
                .collect()
        });
        for pair in found {
            stopped = stopped || each(Extract::Article(Box::new(pair))).is_break();
        }
        for report in problems.take() {
            stopped = stopped || each(Extract::Problem(report)).is_break();
        }
        stopped
    };
    for file in corpus.files() {
        let mut stop = false;
        corpus.read_file(file, &mut |outcome| {
            if stop || cancel.is_cancelled() {
                return;
            }
            batch.extend(sort_out(outcome, &mut |report| {
                problems.borrow_mut().push(report);
            }));
            if batch.len() >= BATCH {
                stop = flush(&mut batch);
            }
        });
        if cancel.is_cancelled() {
            return Err(Error::Cancelled);
        }
        if stop {
            return Ok(());
        }
    }
    flush(&mut batch);
    Ok(())
}

/// Links what extracts gave and returns it ready to be asked; `name` is shown as the
/// corpus's name.
///
/// # Errors
///
/// Fails when there is not enough memory.
pub fn join(name: &str, extracts: Vec<Extract>) -> Result<Arc<dyn Archive>, Error> {
    let mut found = Vec::new();
    let mut problems = Vec::new();
    for extract in extracts {
        match extract {
            Extract::Article(pair) => found.push(*pair),
            Extract::Problem(report) => problems.push(report),
        }
    }
    problems.sort_by(|a, b| (&a.name, &a.reason).cmp(&(&b.name, &b.reason)));
    let maker = Maker::new(Target::Memory);
    maker.put(found);
    let disk = maker.read()?.finish(&Finish {
        name,
        print: &Fingerprint::default(),
        files: &[],
        problems: &problems,
        mend: &|_, _| {},
        goes_on: &|_, _| true,
    })?;
    Ok(Arc::new(disk.ok_or(Error::Cancelled)?))
}
