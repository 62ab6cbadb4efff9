//! Reads files side by side and digests their articles while the next ones are read; what
//! an older index knows of unchanged files is taken from there.

use super::{Cancel, Error, Options, Progress, READING, Stage, correct};
use crate::article::Article;
use crate::corpus::{Corpus, FileEntry, Outcome};
use crate::link::Correction;
use crate::query::{FileFate, FileRecord, FileReport};
use crate::store::{Cache, Known};
use crate::telling::{Digest, digest};
use rayon::prelude::*;
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// What reading gave.
pub(super) struct Read {
    /// Articles in the order that everything else is numbered by.
    pub articles: Vec<Article>,
    pub digests: Vec<Digest>,
    pub problems: Vec<FileReport>,
    pub files: Vec<FileRecord>,
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

impl Reading<'_> {
    /// Returns for each file what an older index knows of it, if that is still true: the
    /// same size and either the same time of change or the same bytes, and nothing else
    /// that its articles depend on has changed.
    pub fn unchanged(&self, cache: Option<&Cache>) -> Vec<Option<FileRecord>> {
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
    fn context(&self, file: &FileEntry, sources: &[String]) -> u64 {
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

    /// Reads what is not known, and takes what is.
    pub fn read(
        &self,
        cache: Option<&Cache>,
        unchanged: Vec<Option<FileRecord>>,
    ) -> Result<Read, Error> {
        let files = self.corpus.files();
        let mut records = unchanged;
        let mut found = Known::default();
        if let Some(cache) = cache {
            let wanted: FxHashSet<&str> =
                records.iter().flatten().map(|r| r.path.as_str()).collect();
            let (known, lost) = cache.take(&wanted);
            found = known;
            for record in &mut records {
                if record.as_ref().is_some_and(|r| lost.contains(&r.path)) {
                    *record = None;
                }
            }
        }
        let mut unknown: Vec<usize> = (0..files.len()).filter(|i| records[*i].is_none()).collect();
        // The newest first: that is what is looked at while the rest is read.
        unknown.sort_by_key(|i| std::cmp::Reverse((files[*i].changed(), *i)));
        let run = Run {
            reading: self,
            total: unknown.iter().map(|i| files[*i].size).sum::<u64>().max(1),
            bytes: AtomicU64::new(0),
            done: AtomicUsize::new(found.articles.len()),
            next_early: AtomicUsize::new(0),
            found: Mutex::new(found),
        };
        let read: Vec<(usize, FileRecord)> = run.files(&unknown);
        if self.cancel.is_cancelled() {
            return Err(Error::Cancelled);
        }
        for (i, record) in read {
            records[i] = Some(record);
        }
        let Known {
            articles,
            mut problems,
        } = run
            .found
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        let skipped = self.corpus.skipped().iter();
        problems.extend(skipped.map(|(name, reason)| FileReport {
            name: name.clone(),
            fate: FileFate::Skipped,
            reason: reason.clone(),
        }));
        problems.sort_by(|a, b| (&a.name, &a.reason).cmp(&(&b.name, &b.reason)));
        let (articles, digests) = sorted(articles);
        Ok(Read {
            articles,
            digests,
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
    found: Mutex<Known>,
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
        // Before reading: what changes in between has another hash the next time.
        let content = if file.is_stdin() {
            None
        } else {
            file.content()
        };
        let mut sources: BTreeSet<String> = BTreeSet::new();
        let mut batch: Vec<Article> = Vec::new();
        let mut left = file.size;
        let corpus = self.reading.corpus;
        corpus.read_file(file, &mut |outcome| {
            if let Some(article) = sort_out(outcome, &mut |report| {
                lock(&self.found).problems.push(report);
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
            context: self.reading.context(file, &sources),
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
                // A copy holds no more memory than it needs; what was grown holds up to twice that.
                let grown = digest(&article);
                (article, grown.clone())
            })
            .collect();
        let done = self.done.fetch_add(batch.len(), Ordering::Relaxed) + batch.len();
        let early = {
            let mut found = lock(&self.found);
            found.articles.extend(batch);
            let next = self.next_early.load(Ordering::Relaxed);
            let due = EARLY.get(next).is_some_and(|n| found.articles.len() >= *n);
            if due && self.reading.early.is_some() {
                let passed = EARLY.iter().filter(|n| **n <= found.articles.len()).count();
                self.next_early.store(passed, Ordering::Relaxed);
                Some(found.articles.clone())
            } else {
                None
            }
        };
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
}

/// Articles in the order that everything else is numbered by. Records may share a name (an
/// id used twice): the body decides then, so that the order of reading never shows.
pub(super) fn sorted(mut found: Vec<(Article, Digest)>) -> (Vec<Article>, Vec<Digest>) {
    found.par_sort_by(|(a, _), (b, _)| (&a.name, &a.body).cmp(&(&b.name, &b.body)));
    found.into_iter().unzip()
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
