//! The pipeline as a job: read, digest, link, ready to be asked.
//!
//! Runs on the caller's thread and spreads the work over more; tells how far it is and
//! can be cancelled. The result is the same for any number of threads.

mod halves;
mod memory;
mod search;

pub use halves::{Extract, extract, join};

use crate::article::{Article, ArticleName, SourceFrom, StatedDate};
use crate::corpus::{self, Corpus, FileEntry, OpenError, Outcome};
use crate::link::{self, Correction};
use crate::query::{Archive, Built, FileFate, FileReport};
use crate::store::{self, Fingerprint};
use crate::telling::{Digest, digest};
use crate::time::published::PublishedFrom;
use rayon::prelude::*;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::UNIX_EPOCH;

/// What to open and how.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The corpus.
    pub corpus: corpus::Options,
    /// Threads to use; `None` for as many as the machine has.
    pub threads: Option<usize>,
    /// What the user corrected.
    pub corrections: Vec<Correction>,
    /// Where to keep an index, if anywhere.
    pub index: Option<IndexAt>,
}

/// Where the index of a corpus is kept.
#[derive(Debug, Clone)]
pub struct IndexAt {
    /// The file; see [`store::location`].
    pub path: PathBuf,
    /// A corpus of fewer articles is read each time: that is as quick, and leaves no file.
    pub from_articles: usize,
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

/// A corpus ready to be asked.
pub struct Opened {
    /// The answers.
    pub archive: Arc<dyn Archive>,
    /// What went wrong beside the corpus itself, e.g. an index that could not be written.
    pub notes: Vec<String>,
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
    open_with_notes(options, cancel, progress).map(|opened| opened.archive)
}

/// As [`open`], and tells what went wrong beside the corpus.
///
/// # Errors
///
/// As [`open`].
pub fn open_with_notes(
    options: &Options,
    cancel: &Cancel,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Opened, Error> {
    let corpus = Corpus::open(&options.corpus)?;
    let mut notes = Vec::new();
    let index = options
        .index
        .as_ref()
        .filter(|_| !corpus.files().iter().any(FileEntry::is_stdin));
    let print = fingerprint(&corpus, options);
    if let Some(index) = index
        && index.path.exists()
    {
        match store::Disk::open(&index.path) {
            Ok(disk) if *disk.fingerprint() == print => {
                return Ok(Opened {
                    archive: Arc::new(disk),
                    notes,
                });
            }
            Ok(_) => {}
            Err(error) => notes.push(error.to_string()),
        }
    }
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(options.threads.unwrap_or(0))
        .build()?;
    pool.install(|| {
        let built = build(&corpus, options, cancel, progress)?;
        if let Some(index) = index
            && built.articles.len() >= index.from_articles
            && let Err(error) = store::write(&index.path, &name(options), &print, &built)
        {
            notes.push(format!("{error}; nothing is kept for next time"));
        }
        let memory = memory::Memory::new(name(options), built);
        Ok(Opened {
            archive: Arc::new(memory),
            notes,
        })
    })
}

fn build(
    corpus: &Corpus,
    options: &Options,
    cancel: &Cancel,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Built, Error> {
    let Read {
        articles,
        digests,
        problems,
    } = read(corpus, options, cancel, progress)?;
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
    Ok(Built::new(articles, digests, linked, problems))
}

struct Read {
    articles: Vec<Article>,
    digests: Vec<Digest>,
    problems: Vec<FileReport>,
}

/// Articles handed to another thread at once: enough to pay for the handing over, few
/// enough that one large file keeps all threads busy.
const BATCH: usize = 32;

/// Reads files side by side and digests their articles while the next ones are read.
fn read(
    corpus: &Corpus,
    options: &Options,
    cancel: &Cancel,
    progress: &(dyn Fn(Progress) + Sync),
) -> Result<Read, Error> {
    let found: Mutex<Vec<(Article, Digest)>> = Mutex::default();
    let problems: Mutex<Vec<FileReport>> = Mutex::default();
    let done = AtomicUsize::new(0);
    let digest_all = |batch: Vec<Article>| {
        if cancel.is_cancelled() {
            return;
        }
        let batch: Vec<(Article, Digest)> = batch
            .into_iter()
            .map(|mut article| {
                for correction in &options.corrections {
                    correct(&mut article, correction);
                }
                let digest = digest(&article);
                (article, digest)
            })
            .collect();
        let n = done.fetch_add(batch.len(), Ordering::Relaxed) + batch.len();
        lock(&found).extend(batch);
        progress(Progress {
            stage: Stage::Reading,
            done: n,
            total: None,
        });
    };
    let digest_all = &digest_all;
    rayon::scope(|scope| {
        for file in corpus.files() {
            let problems = &problems;
            scope.spawn(move |scope| {
                if cancel.is_cancelled() {
                    return;
                }
                let mut batch = Vec::new();
                corpus.read_file(file, &mut |outcome| {
                    if let Some(article) = sort_out(outcome, problems) {
                        batch.push(article);
                    }
                    if batch.len() >= BATCH {
                        let full = std::mem::take(&mut batch);
                        scope.spawn(move |_| digest_all(full));
                    }
                });
                digest_all(batch);
            });
        }
    });
    if cancel.is_cancelled() {
        return Err(Error::Cancelled);
    }
    let found = found.into_inner().unwrap_or_else(PoisonError::into_inner);
    let mut problems = problems
        .into_inner()
        .unwrap_or_else(PoisonError::into_inner);
    problems.extend(corpus.skipped().iter().map(|(name, reason)| FileReport {
        name: name.clone(),
        fate: FileFate::Skipped,
        reason: reason.clone(),
    }));
    problems.sort_by(|a, b| (&a.name, &a.reason).cmp(&(&b.name, &b.reason)));
    let (articles, digests) = sorted(found);
    Ok(Read {
        articles,
        digests,
        problems,
    })
}

/// Articles in the order that everything else is numbered by. Records may share a name (an
/// id used twice): the body decides then, so that the order of reading never shows.
fn sorted(mut found: Vec<(Article, Digest)>) -> (Vec<Article>, Vec<Digest>) {
    found.par_sort_by(|(a, _), (b, _)| (&a.name, &a.body).cmp(&(&b.name, &b.body)));
    found.into_iter().unzip()
}

fn sort_out(outcome: Outcome, problems: &Mutex<Vec<FileReport>>) -> Option<Article> {
    let (name, fate, reason, article) = match outcome {
        Outcome::Read(article) => return Some(*article),
        Outcome::Partial(article, reason) => {
            let name = article.name.clone();
            (name, FileFate::Partial, reason, Some(*article))
        }
        Outcome::Skipped(name, reason) => (name, FileFate::Skipped, reason, None),
    };
    lock(problems).push(FileReport { name, fate, reason });
    article
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// What the corpus looks like from outside, to tell whether an index is still true.
fn fingerprint(corpus: &Corpus, options: &Options) -> Fingerprint {
    let changed = |file: &FileEntry| {
        file.modified
            .and_then(|t| t.duration_since(UNIX_EPOCH).ok())
            .and_then(|d| i64::try_from(d.as_nanos()).ok())
            .unwrap_or(0)
    };
    let context = corpus.files().first().map_or(0, |f| f.context);
    Fingerprint {
        files: corpus
            .files()
            .iter()
            .map(|f| (f.path.clone(), f.size, changed(f)))
            .collect(),
        options: format!("{context:016x} {:?}", options.corrections),
    }
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
