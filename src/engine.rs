//! The pipeline as a job: read, digest, link, ready to be asked.
//!
//! Runs on the caller's thread and spreads the work over more; tells how far it is and
//! can be cancelled. The result is the same for any number of threads.

mod memory;
mod search;

use crate::article::{Article, ArticleName, SourceFrom, StatedDate};
use crate::corpus::{self, OpenError, Outcome};
use crate::link::{self, Correction};
use crate::query::{Archive, Built, FileFate, FileReport};
use crate::telling::{Digest, digest};
use crate::time::published::PublishedFrom;
use rayon::prelude::*;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// What to open and how.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The corpus.
    pub corpus: corpus::Options,
    /// Threads to use; `None` for as many as the machine has.
    pub threads: Option<usize>,
    /// What the user corrected.
    pub corrections: Vec<Correction>,
}

/// How far the job is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// How many articles are through it.
    pub done: usize,
    /// How many there are, as far as known.
    pub total: Option<usize>,
}

/// A stage of the pipeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Stage {
    Reading,
    Digesting,
    Linking,
    Comparing,
}

/// Asks a running job to stop.
#[derive(Debug, Clone, Default)]
pub struct Cancel(Arc<AtomicBool>);

impl Cancel {
    /// Asks the job to stop at the next article.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// Tells whether the job was asked to stop.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

impl From<Arc<AtomicBool>> for Cancel {
    /// Stops when somebody else's flag is set.
    fn from(flag: Arc<AtomicBool>) -> Self {
        Self(flag)
    }
}

/// Why a corpus could not be opened.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The corpus itself cannot be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// The job was cancelled.
    #[error("cancelled")]
    Cancelled,
    /// The threads could not be started.
    #[error("cannot start threads: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

/// Reads, digests and links a corpus and returns it ready to be asked.
///
/// # Errors
///
/// Fails when the corpus cannot be opened at all, when cancelled, or when threads cannot
/// be started. Files that cannot be read are reported by [`Archive::problems`].
pub fn open(
    options: &Options,
    cancel: &Cancel,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Arc<dyn Archive>, Error> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(options.threads.unwrap_or(0))
        .build()?;
    let (articles, problems) = read(options, cancel, progress)?;
    pool.install(|| {
        let digests = digests(&articles, cancel, progress)?;
        progress(Progress {
            stage: Stage::Linking,
            done: 0,
            total: Some(digests.len()),
        });
        let linked = link::link(&digests);
        if cancel.is_cancelled() {
            return Err(Error::Cancelled);
        }
        progress(Progress {
            stage: Stage::Comparing,
            done: 0,
            total: Some(linked.moments.len()),
        });
        let built = Built::new(articles, digests, linked, problems);
        Ok(Arc::new(memory::Memory::new(name(options), built)) as Arc<dyn Archive>)
    })
}

/// Digests articles one by one: what `parallax extract` prints.
///
/// # Errors
///
/// As [`open`].
pub fn extract(
    options: &Options,
    cancel: &Cancel,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<(Vec<Digest>, Vec<FileReport>), Error> {
    let (articles, problems) = read(options, cancel, progress)?;
    Ok((digests(&articles, cancel, progress)?, problems))
}

fn read(
    options: &Options,
    cancel: &Cancel,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<(Vec<Article>, Vec<FileReport>), Error> {
    let mut articles = Vec::new();
    let mut problems = Vec::new();
    let mut report = |name, fate, reason| problems.push(FileReport { name, fate, reason });
    corpus::read(&options.corpus, &mut |outcome| {
        if cancel.is_cancelled() {
            return;
        }
        match outcome {
            Outcome::Read(article) => articles.push(*article),
            Outcome::Partial(article, reason) => {
                report(article.name.clone(), FileFate::Partial, reason);
                articles.push(*article);
            }
            Outcome::Skipped(name, reason) => report(name, FileFate::Skipped, reason),
        }
        if articles.len().is_multiple_of(64) {
            progress(Progress {
                stage: Stage::Reading,
                done: articles.len(),
                total: None,
            });
        }
    })?;
    if cancel.is_cancelled() {
        return Err(Error::Cancelled);
    }
    // Records may share a name (an id used twice): the body decides then, so that the
    // order of reading never shows.
    articles.sort_by(|a, b| (&a.name, &a.body).cmp(&(&b.name, &b.body)));
    problems.sort_by(|a, b| (&a.name, &a.reason).cmp(&(&b.name, &b.reason)));
    for article in &mut articles {
        for correction in &options.corrections {
            correct(article, correction);
        }
    }
    Ok((articles, problems))
}

fn correct(article: &mut Article, correction: &Correction) {
    let wanted: Option<&ArticleName> = correction.article.as_ref();
    if wanted.is_some_and(|name| *name != article.name) {
        return;
    }
    if let Some(day) = correction.published {
        article.stated.insert(
            0,
            StatedDate {
                day,
                time: None,
                from: PublishedFrom::Sidecar,
                because: format!("corrected by you to {day}"),
            },
        );
    }
    if let Some(source) = &correction.source {
        article.source.clone_from(source);
        article.source_from = SourceFrom::Sidecar;
    }
}

fn digests(
    articles: &[Article],
    cancel: &Cancel,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Vec<Digest>, Error> {
    let done = std::sync::atomic::AtomicUsize::new(0);
    let digests = articles
        .par_iter()
        .map(|article| {
            if cancel.is_cancelled() {
                return Digest::empty(article);
            }
            let digest = digest(article);
            let n = done.fetch_add(1, Ordering::Relaxed) + 1;
            if n.is_multiple_of(64) {
                progress(Progress {
                    stage: Stage::Digesting,
                    done: n,
                    total: Some(articles.len()),
                });
            }
            digest
        })
        .collect();
    if cancel.is_cancelled() {
        return Err(Error::Cancelled);
    }
    Ok(digests)
}

/// The corpus as the user named it: the last part of its path.
fn name(options: &Options) -> String {
    let names: Vec<_> = options
        .corpus
        .paths
        .iter()
        .map(|path| {
            path.file_name().map_or_else(
                || path.display().to_string(),
                |name| name.to_string_lossy().into_owned(),
            )
        })
        .collect();
    crate::text::clean::clean(&names.join(" "))
}
