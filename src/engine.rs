//! The pipeline as a job: read, digest, link, ready to be asked.
//!
//! Runs on the caller's thread and spreads the work over more; tells how far it is and
//! can be cancelled. The result is the same for any number of threads.

mod follow;
mod halves;
mod read;

pub use follow::{News, follow};
pub use halves::{Extract, extract, join};

use crate::article::{Article, ArticleName, SourceFrom, StatedDate};
use crate::corpus::{self, Corpus, FileEntry, OpenError};
use crate::link::{self, Correction};
use crate::query::{Archive, FileRecord, FileReport};
use crate::store::{self, Cache, Disk, Fingerprint, Finish, Maker, StoreError, Target};
use crate::telling::Digest;
use crate::time::published::PublishedFrom;
use follow::Session;
use read::{Read, Reading, lock};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};

/// How much of the whole job reading is when nothing is kept; see [`Progress::share`].
pub const READING: f32 = 0.6;

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
    /// Somebody looks at the corpus meanwhile: what they ask for goes before reading.
    pub gives_way: bool,
}

/// Where the index of a corpus is kept.
#[derive(Debug, Clone)]
pub struct IndexAt {
    /// The file; see [`store::location`].
    pub path: PathBuf,
    /// A corpus of fewer articles is read each time: that is as quick, and leaves no file.
    pub from_articles: usize,
    /// Whether to look through all of it for damage, however large it is.
    pub look_through: bool,
}

/// How far the job is.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Progress {
    /// What is being done.
    pub stage: Stage,
    /// How many articles are through it.
    pub done: usize,
    /// How many there are, as far as known.
    pub total: Option<usize>,
    /// How much of the whole job is done, from 0 to 1, as far as can be told.
    pub share: f32,
}

/// A stage of the pipeline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Stage {
    Reading,
    Linking,
    Comparing,
    Writing,
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
    /// What was found could not be held ready for questions.
    #[error(transparent)]
    Store(#[from] StoreError),
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
    Job {
        options,
        cancel,
        progress,
        show: None,
    }
    .open()
    .map(Opened::from)
}

/// As [`open_with_notes`], and hands over what there is to look at while the rest is on its
/// way: what an older index holds, then the articles read first.
///
/// # Errors
///
/// As [`open`].
pub fn open_showing(
    options: &Options,
    cancel: &Cancel,
    progress: &(dyn Fn(Progress) + Sync),
    show: &(dyn Fn(Arc<dyn Archive>) + Sync),
) -> Result<Opened, Error> {
    Job {
        options,
        cancel,
        progress,
        show: Some(show),
    }
    .open()
    .map(Opened::from)
}

impl From<(Arc<Disk>, Vec<String>)> for Opened {
    fn from((archive, notes): (Arc<Disk>, Vec<String>)) -> Self {
        Self { archive, notes }
    }
}

/// An opening under way.
struct Job<'a> {
    options: &'a Options,
    cancel: &'a Cancel,
    progress: &'a (dyn Fn(Progress) + Sync),
    show: Option<&'a (dyn Fn(Arc<dyn Archive>) + Sync)>,
}

impl Job<'_> {
    fn open(&self) -> Result<(Arc<Disk>, Vec<String>), Error> {
        let options = self.options;
        let mut notes = Vec::new();
        let mut kept: Option<Arc<Disk>> = None;
        if let Some(index) = &options.index
            && index.path.exists()
        {
            let sound = if index.look_through {
                Disk::look_through(&index.path)
            } else {
                Ok(())
            };
            match sound.and_then(|()| Disk::open(&index.path)) {
                Ok(disk) => kept = Some(Arc::new(disk)),
                Err(error) => notes.push(error.to_string()),
            }
        }
        if let (Some(show), Some(disk)) = (self.show, &kept) {
            show(disk.clone());
        }
        let mut corpus = Corpus::list(&options.corpus)?;
        let from_stdin = corpus.files().iter().any(FileEntry::is_stdin);
        let index = options.index.as_ref().filter(|_| !from_stdin);
        let records = read::records(&corpus);
        let print = fingerprint(&corpus, options, &records);
        if let (Some(_), Some(disk)) = (index, kept)
            && *disk.fingerprint() == print
        {
            return Ok((disk, notes));
        }
        self.pool()?.install(|| {
            corpus.learn();
            let disk = self.refresh(&corpus, index, &print, &mut notes)?;
            Ok((disk, notes))
        })
    }

    fn pool(&self) -> Result<rayon::ThreadPool, Error> {
        let gives_way = self.options.gives_way;
        Ok(rayon::ThreadPoolBuilder::new()
            .num_threads(self.options.threads.unwrap_or(0))
            .start_handler(move |_| {
                if gives_way {
                    give_way();
                }
            })
            .build()?)
    }

    /// Reads again what changed since `last`.
    fn follow_up(&self, last: &Disk, session: &mut Session) -> Result<Arc<Disk>, Error> {
        let mut corpus = Corpus::list(&self.options.corpus)?;
        let cache = session
            .index
            .as_ref()
            .and_then(|index| Cache::open(&index.path))
            .or_else(|| Cache::open(&self.options.index.as_ref()?.path));
        // Of a new file that is being written nothing is known yet.
        corpus.leave_out(|file| {
            session.waiting.contains(&file.path)
                && cache.as_ref().is_none_or(|c| c.file(&file.path).is_none())
        });
        self.pool()?.install(|| {
            corpus.learn();
            let mut unchanged = self.unchanged(&corpus, cache.as_ref());
            for (file, record) in corpus.files().iter().zip(&mut unchanged) {
                if session.waiting.contains(&file.path) {
                    *record = cache.as_ref().and_then(|c| c.file(&file.path)).cloned();
                }
            }
            let index = session.index.clone();
            let earlier = Mutex::new(&mut *session);
            let cache = cache;
            let read = |reading: &Reading<'_>, known: Files, problems| {
                let known_files: rustc_hash::FxHashSet<String> =
                    known.iter().flatten().map(|r| r.path.clone()).collect();
                let read = reading.read(known, problems)?;
                let anew = |path: &str| {
                    let mut at = Some(path);
                    while let Some(name) = at {
                        if known_files.contains(name) {
                            return false;
                        }
                        at = name.rfind('/').map(|slash| &name[..slash]);
                    }
                    true
                };
                let session = &mut *lock(&earlier);
                reading.maker.put(session.keep(last, &read.anew, anew));
                Ok(read)
            };
            let made = |target| {
                let order = Order {
                    target,
                    cache: cache.as_ref(),
                    unchanged: unchanged.clone(),
                    print: &Fingerprint::default(),
                    keep: true,
                    mend: &|names, plan| lock(&earlier).tie(names, plan),
                };
                self.made(&corpus, order, read)
            };
            match made(target(index.as_ref())) {
                Err(Error::Store(_)) if index.is_some() => made(Target::Memory),
                made => made,
            }
        })
    }

    fn unchanged(&self, corpus: &Corpus, cache: Option<&Cache>) -> Files {
        let options = self.options;
        read::Unchanged { corpus, options }.since(cache)
    }

    fn refresh(
        &self,
        corpus: &Corpus,
        index: Option<&IndexAt>,
        print: &Fingerprint,
        notes: &mut Vec<String>,
    ) -> Result<Arc<Disk>, Error> {
        let name = name(self.options);
        let mut cache = index.and_then(|index| {
            // What is damaged in one place is not trusted in another.
            if !notes.is_empty() {
                return None;
            }
            Cache::open(&index.path).or_else(|| Cache::alike(&index.path, print))
        });
        let unchanged = self.unchanged(corpus, cache.as_ref());
        if let (Some(index), Some(cache)) = (index, &cache)
            && cache.fingerprint().shape == print.shape
            && unchanged.iter().all(Option::is_some)
        {
            // Moved, copied or touched: all that is in it stays true.
            let files: Vec<_> = unchanged.iter().flatten().cloned().collect();
            let adopted = store::adopt(cache.path(), &index.path, &name, print, &files);
            if let Ok(disk) = adopted.and_then(|()| Disk::open(&index.path)) {
                return Ok(Arc::new(disk));
            }
            if let Ok(disk) = Disk::open(cache.path()) {
                notes.push(format!(
                    "the index {} cannot be brought up to date; it is looked through again each time",
                    index.path.display()
                ));
                return Ok(Arc::new(disk));
            }
        }
        let mut target = target(index);
        let mut unchanged = unchanged;
        loop {
            let order = Order {
                target,
                cache: cache.as_ref(),
                unchanged: unchanged.clone(),
                print,
                keep: false,
                mend: &|_, _| {},
            };
            match self.made(corpus, order, |reading, known, problems| {
                reading.read(known, problems)
            }) {
                Ok(disk) => return Ok(disk),
                Err(Error::Store(error)) if matches!(target, Target::File { .. }) => {
                    if matches!(error, StoreError::Unusable { .. }) && cache.is_some() {
                        // What was kept is damaged: everything is read again.
                        cache = None;
                        unchanged = vec![None; unchanged.len()];
                    } else {
                        notes.push(format!("{error}; nothing is kept for next time"));
                        target = Target::Memory;
                    }
                }
                Err(error) => return Err(error),
            }
        }
    }

    /// Makes an index: of what an older one holds, of what `read` puts in, and of what linking
    /// makes of it.
    fn made(
        &self,
        corpus: &Corpus,
        order: Order<'_>,
        read: impl FnOnce(&Reading<'_>, Files, Vec<FileReport>) -> Result<Read, Error>,
    ) -> Result<Arc<Disk>, Error> {
        let Order {
            target,
            cache,
            mut unchanged,
            print,
            keep,
            mend,
        } = order;
        let name = name(self.options);
        let wanted: rustc_hash::FxHashSet<&str> = unchanged
            .iter()
            .flatten()
            .map(|r| r.path.as_str())
            .collect();
        let old = match (target, cache) {
            (Target::File { path, .. }, Some(cache)) => Maker::from_old(path, cache, &wanted)?,
            _ => None,
        };
        let grown = old.is_some();
        let maker = old.unwrap_or_else(|| Maker::new(target));
        let early = |found: Vec<(Article, Digest)>| {
            let maker = Maker::new(Target::Memory);
            maker.put(found);
            let what = Finish {
                name: &name,
                print: &Fingerprint::default(),
                files: &[],
                problems: &[],
                mend: &|_, _| {},
                goes_on: &|_, _| !self.cancel.is_cancelled(),
            };
            let disk = maker.read().and_then(|build| build.finish(&what));
            if let (Some(show), Ok(Some(disk))) = (self.show, disk) {
                show(Arc::new(disk));
            }
        };
        let reading = Reading {
            corpus,
            options: self.options,
            cancel: self.cancel,
            progress: self.progress,
            early: self
                .show
                .map(|_| &early as read::Early<'_>)
                .filter(|_| !grown),
            maker: &maker,
            keep,
        };
        let problems = match cache {
            Some(cache) if grown => cache.problems_of(&wanted),
            Some(cache) => reading.take(cache, &mut unchanged),
            None => Vec::new(),
        };
        let read = read(&reading, unchanged, problems)?;
        let build = maker.read()?;
        self.at(Stage::Linking, 0, READING);
        let what = Finish {
            name: &name,
            print,
            files: &read.files,
            problems: &read.problems,
            mend,
            goes_on: &|done, total| {
                let share = done as f32 / total.max(1) as f32;
                (self.progress)(Progress {
                    stage: Stage::Linking,
                    done,
                    total: Some(total),
                    share: READING + (LINKED - READING) * share,
                });
                !self.cancel.is_cancelled()
            },
        };
        let disk = build.finish(&what)?;
        disk.map(Arc::new).ok_or(Error::Cancelled)
    }

    fn at(&self, stage: Stage, total: usize, share: f32) {
        (self.progress)(Progress {
            stage,
            done: 0,
            total: Some(total),
            share,
        });
    }
}

/// Per file of the corpus, what is known of it if that is still true.
type Files = Vec<Option<FileRecord>>;

/// What an index is made of, and where.
struct Order<'a> {
    target: Target<'a>,
    cache: Option<&'a Cache>,
    unchanged: Files,
    print: &'a Fingerprint,
    /// Whether what is read anew is handed over as well.
    keep: bool,
    mend: &'a (dyn Fn(&[ArticleName], &mut link::Plan) + Sync),
}

/// How much of the whole job is done when all is linked.
const LINKED: f32 = 0.97;

fn target(index: Option<&IndexAt>) -> Target<'_> {
    match index {
        Some(index) => Target::File {
            path: &index.path,
            from_articles: index.from_articles,
        },
        None => Target::Memory,
    }
}

/// What the corpus looks like from outside, to tell whether an index is still true.
fn fingerprint(corpus: &Corpus, options: &Options, records: &[FileRecord]) -> Fingerprint {
    let words = format!(
        "{:016x} {:?} {:?}",
        corpus.rules(),
        options.corrections,
        corpus.skipped()
    );
    Fingerprint::new(&words, records)
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

/// Lets every other thread of the program go before this one.
#[cfg(target_os = "linux")]
fn give_way() {
    const NICE: i32 = 10;
    // On Linux this is about the calling thread alone. It fails where it is not allowed;
    // then keys wait a little.
    let _ = rustix::process::setpriority_process(None, NICE);
}

/// Elsewhere a process has one priority for all its threads.
#[cfg(not(target_os = "linux"))]
fn give_way() {}
