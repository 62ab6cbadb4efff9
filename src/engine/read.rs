//! Reads files side by side and digests their articles while the next ones are read; what
//! an older index knows of unchanged files is taken from there.

use super::{Cancel, Error, Options, Progress, READING, Stage, correct};
use crate::article::Article;
use crate::corpus::{Corpus, FileEntry, Outcome};
use crate::link::Correction;
use crate::query::{FileFate, FileRecord, FileReport};
use crate::store::{Cache, Maker};
use crate::telling::{Digest, digest};
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What reading gave; the articles went into the index.
pub(super) struct Read {
    pub problems: Vec<FileReport>,
    pub files: Vec<FileRecord>,
    /// The articles that were read anew, by name, if they are to be kept.
    pub anew: Vec<Article>,
}

/// Called with what has been read so far, in no order that means anything.
pub(super) type Early<'a> = &'a (dyn Fn(Vec<(Article, Digest)>) + Sync);

/// What is asked of reading.
pub(super) struct Reading<'a> {
    pub corpus: &'a Corpus,
    pub options: &'a Options,
    pub cancel: &'a Cancel,
    pub progress: &'a (dyn Fn(Progress) + Sync),
    pub early: Option<Early<'a>>,
    /// Where articles go.
    pub maker: &'a Maker,
    /// Whether to keep the articles that are read anew.
    pub keep: bool,
}

/// Articles handed to another thread at once: enough to pay for the handing over, few
/// enough that one large file keeps all threads busy.
const BATCH: usize = 32;

/// After so many articles there is something to look at, and again after so many.
const EARLY: [usize; 2] = [300, 3000];

/// Returns what every file looks like from outside.
pub(super) fn records(corpus: &Corpus) -> Vec<FileRecord> {
    let files = corpus.files().iter();
    files
        .map(|file| FileRecord {
            path: file.path.clone(),
            size: file.size,
            changed: file.changed(),
            ..FileRecord::default()
        })
        .collect()
}

/// What of a corpus need not be read again.
pub(super) struct Unchanged<'a> {
    pub corpus: &'a Corpus,
    pub options: &'a Options,
}

impl Unchanged<'_> {
    /// Returns for each file what an older index knows of it, if that is still true: the
    /// same size and either the same time of change or the same bytes, and nothing else
    /// that its articles depend on has changed.
    pub fn since(&self, cache: Option<&Cache>) -> Vec<Option<FileRecord>> {
        let Some(cache) = cache else {
            return vec![None; self.corpus.files().len()];
        };
        let pairs: Vec<_> = self
            .corpus
            .files()
            .iter()
            .map(|file| (file, cache.file(&file.path)))
            .collect();
        pairs
            .into_par_iter()
            .map(|(file, old)| {
                let old = old?;
                if old.size != file.size || old.context != self.context(file, &old.sources) {
                    return None;
                }
                let changed = file.changed();
                let same_time = changed != 0 && old.changed == changed;
                (same_time || old.content.is_some() && old.content == file.content()).then(|| {
                    FileRecord {
                        changed,
                        ..old.clone()
                    }
                })
            })
            .collect()
    }

    /// Hash of all that the articles of a file depend on but its name and bytes.
    pub fn context(&self, file: &FileEntry, sources: &[String]) -> u64 {
        let context = self.corpus.context_of(sources.iter().map(String::as_str));
        let corrections: Vec<&Correction> = self
            .options
            .corrections
            .iter()
            .filter(|c| {
                c.article.as_ref().is_none_or(|name| {
                    name.path
                        .strip_prefix(&file.path)
                        .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
                })
            })
            .collect();
        if corrections.is_empty() {
            return context;
        }
        context ^ xxhash_rust::xxh3::xxh3_64(format!("{corrections:?}").as_bytes())
    }
}

impl Reading<'_> {
    /// Puts what an older index knows of unchanged files into the new one.
    pub fn take(&self, cache: &Cache, unchanged: &mut [Option<FileRecord>]) -> Vec<FileReport> {
        let wanted: FxHashSet<&str> = unchanged
            .iter()
            .flatten()
            .map(|r| r.path.as_str())
            .collect();
        let (known, lost) = cache.take(&wanted);
        for record in unchanged.iter_mut() {
            if record.as_ref().is_some_and(|r| lost.contains(&r.path)) {
                *record = None;
            }
        }
        self.maker.put(known.articles);
        known.problems
    }

    /// Reads what is not known; `problems` are those of the files that are.
    pub fn read(
        &self,
        unchanged: Vec<Option<FileRecord>>,
        problems: Vec<FileReport>,
    ) -> Result<Read, Error> {
        let files = self.corpus.files();
        let mut records = unchanged;
        let mut unknown: Vec<usize> = (0..files.len()).filter(|i| records[*i].is_none()).collect();
        // The newest first: that is what is looked at while the rest is read.
        unknown.sort_by_key(|i| std::cmp::Reverse((files[*i].changed(), *i)));
        let run = Run {
            reading: self,
            total: unknown.iter().map(|i| files[*i].size).sum::<u64>().max(1),
            bytes: AtomicU64::new(0),
            done: AtomicUsize::new(self.maker.n()),
            next_early: AtomicUsize::new(0),
            problems: Mutex::new(problems),
            first: Mutex::default(),
            anew: Mutex::default(),
        };
        let read: Vec<(usize, FileRecord)> = run.files(&unknown);
        if self.cancel.is_cancelled() {
            return Err(Error::Cancelled);
        }
        for (i, record) in read {
            records[i] = Some(record);
        }
        let mut problems = std::mem::take(&mut *lock(&run.problems));
        let mut anew = std::mem::take(&mut *lock(&run.anew));
        anew.sort_by(|a, b| (&a.name, &a.body).cmp(&(&b.name, &b.body)));
        let skipped = self.corpus.skipped().iter();
        problems.extend(skipped.map(|(name, reason)| FileReport {
            name: name.clone(),
            fate: FileFate::Skipped,
            reason: reason.clone(),
        }));
        problems.sort_by(|a, b| (&a.name, &a.reason).cmp(&(&b.name, &b.reason)));
        Ok(Read {
            anew,
            problems,
            files: records.into_iter().flatten().collect(),
        })
    }
}

/// Reading under way.
struct Run<'a> {
    reading: &'a Reading<'a>,
    /// Bytes to read, and bytes read.
    total: u64,
    bytes: AtomicU64,
    done: AtomicUsize,
    next_early: AtomicUsize,
    problems: Mutex<Vec<FileReport>>,
    /// The articles read first, for something to look at.
    first: Mutex<Vec<(Article, Digest)>>,
    anew: Mutex<Vec<Article>>,
}

impl Run<'_> {
    /// Reads these files; the newest come first.
    fn files(&self, which: &[usize]) -> Vec<(usize, FileRecord)> {
        let read: Mutex<Vec<(usize, FileRecord)>> = Mutex::default();
        // In turns, because threads take what is waiting in no order of ours.
        for turn in which.chunks(256) {
            rayon::scope(|scope| {
                for &i in turn {
                    let read = &read;
                    scope.spawn(move |scope| {
                        if !self.reading.cancel.is_cancelled() {
                            let record = self.file(&self.reading.corpus.files()[i], scope);
                            lock(read).push((i, record));
                        }
                    });
                }
            });
        }
        read.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn file<'s>(&'s self, file: &FileEntry, scope: &rayon::Scope<'s>) -> FileRecord {
        let mut sources: BTreeSet<String> = BTreeSet::new();
        let mut batch: Vec<Article> = Vec::new();
        let mut left = file.size;
        let corpus = self.reading.corpus;
        let (_, content) = corpus.read_and_hash(file, &mut |outcome| {
            if let Some(article) = sort_out(outcome, &mut |report| {
                lock(&self.problems).push(report);
            }) {
                if !sources.contains(&article.source) {
                    sources.insert(article.source.clone());
                }
                let bytes = (article.body.len() as u64).min(left);
                left -= bytes;
                self.bytes.fetch_add(bytes, Ordering::Relaxed);
                batch.push(article);
            }
            if batch.len() >= BATCH {
                let full = std::mem::take(&mut batch);
                scope.spawn(move |_| self.digest(full));
            }
        });
        self.bytes.fetch_add(left, Ordering::Relaxed);
        self.digest(batch);
        let sources: Vec<String> = sources.into_iter().collect();
        FileRecord {
            path: file.path.clone(),
            size: file.size,
            changed: file.changed(),
            content,
            context: Unchanged {
                corpus,
                options: self.reading.options,
            }
            .context(file, &sources),
            sources,
        }
    }

    fn digest(&self, batch: Vec<Article>) {
        if self.reading.cancel.is_cancelled() {
            return;
        }
        let batch: Vec<(Article, Digest)> = batch
            .into_iter()
            .map(|mut article| {
                for correction in &self.reading.options.corrections {
                    correct(&mut article, correction);
                }
                let digest = digest(&article);
                (article, digest)
            })
            .collect();
        let done = self.done.fetch_add(batch.len(), Ordering::Relaxed) + batch.len();
        let early = self.early(&batch);
        if self.reading.keep {
            lock(&self.anew).extend(batch.iter().map(|(article, _)| article.clone()));
        }
        self.reading.maker.put(batch);
        let share = self.bytes.load(Ordering::Relaxed) as f32 / self.total as f32;
        (self.reading.progress)(Progress {
            stage: Stage::Reading,
            done,
            total: None,
            share: READING * share.min(1.0),
        });
        if let (Some(show), Some(so_far)) = (self.reading.early, early) {
            show(so_far);
        }
    }

    /// Returns the articles read so far when there are enough for something to look at.
    fn early(&self, batch: &[(Article, Digest)]) -> Option<Vec<(Article, Digest)>> {
        self.reading.early?;
        let next = self.next_early.load(Ordering::Relaxed);
        let due = *EARLY.get(next)?;
        let mut first = lock(&self.first);
        first.extend_from_slice(batch);
        if first.len() < due {
            return None;
        }
        let passed = EARLY.iter().filter(|n| **n <= first.len()).count();
        self.next_early.store(passed, Ordering::Relaxed);
        if passed < EARLY.len() {
            return Some(first.clone());
        }
        Some(std::mem::take(&mut *first))
    }
}

/// Returns the article of an outcome; what is wrong with it is reported.
pub(super) fn sort_out(outcome: Outcome, report: &mut dyn FnMut(FileReport)) -> Option<Article> {
    let (name, fate, reason, article) = match outcome {
        Outcome::Read(article) => return Some(*article),
        Outcome::Partial(article, reason) => {
            let name = article.name.clone();
            (name, FileFate::Partial, reason, Some(*article))
        }
        Outcome::Skipped(name, reason) => (name, FileFate::Skipped, reason, None),
    };
    report(FileReport { name, fate, reason });
    article
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
