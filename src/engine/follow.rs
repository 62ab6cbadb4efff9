//! Takes up what is added, changed and removed while the reader looks on.
//!
//! A change is taken up once two looks at the corpus agree: a file that is still being
//! written waits, and what was read of it before stays. The texts of edited files are kept
//! as earlier versions for as long as the corpus is followed, and nowhere else: the same
//! corpus, opened again, gives the same answers as for anybody else.

use super::read::records;
use super::{Cancel, Error, IndexAt, Job, Options, Progress};
use crate::article::{Article, ArticleName};
use crate::corpus::Corpus;
use crate::link::Plan;
use crate::query::shelf::Shelf;
use crate::query::{Archive, FileRecord};
use crate::store::Disk;
use crate::telling::Digest;
use notify::{RecommendedWatcher, RecursiveMode, Watcher};
use rustc_hash::{FxHashMap, FxHashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender, channel};
use std::time::Duration;

/// Between two looks that must agree.
const SETTLE: Duration = Duration::from_millis(400);
/// Looks after which what has settled is taken up and the rest waits on.
const PATIENCE: usize = 8;
/// How often somebody who wants to leave is heard.
const TICK: Duration = Duration::from_millis(200);
/// Ticks after which a corpus is looked at though nothing was heard: disks of other
/// machines tell nothing.
const POLL: usize = 50;
/// The same where nothing can be heard at all.
const POLL_ONLY: usize = 10;

/// Whom to tell what.
pub struct News<'a> {
    /// How far it is.
    pub progress: &'a (dyn Fn(Progress) + Sync),
    /// The corpus as it is now.
    pub show: &'a (dyn Fn(Arc<dyn Archive>) + Sync),
    /// Something worth knowing.
    pub say: &'a (dyn Fn(&str) + Sync),
    /// There is nothing to do.
    pub idle: &'a (dyn Fn() + Sync),
}

/// Opens a corpus and follows it until cancelled. What is read meanwhile is kept in the
/// folder `scratch`, if there is one, so that it need not be read with each change.
///
/// # Errors
///
/// Fails when the corpus cannot be opened at all or threads cannot be started; what goes
/// wrong later is said, and tried again with the next change.
pub fn follow(
    options: &Options,
    scratch: Option<&Path>,
    cancel: &Cancel,
    news: &News<'_>,
) -> Result<(), Error> {
    // Heard from before the first look, so that nothing falls between.
    let (bell, changes) = channel();
    let watcher = watch(&options.corpus.paths, &bell);
    let mut known = look(options)?;
    let job = Job {
        options,
        cancel,
        progress: news.progress,
        show: Some(news.show),
    };
    let (mut last, notes) = job.open()?;
    (news.show)(last.clone());
    for note in &notes {
        (news.say)(note);
    }
    let mut session = Session {
        index: scratch.map(|folder| IndexAt {
            path: folder.join("follow.sqlite"),
            from_articles: 0,
            look_through: false,
        }),
        ..Session::default()
    };
    loop {
        (news.idle)();
        let poll = if watcher.is_some() { POLL } else { POLL_ONLY };
        if !wait(&changes, poll, cancel) {
            return Ok(());
        }
        let Settled { files, waiting } = match settled(options, &known, cancel) {
            Ok(Some(found)) => found,
            Ok(None) => continue,
            Err(error) => {
                (news.say)(&error.to_string());
                continue;
            }
        };
        session.waiting = waiting;
        match job.follow_up(&last, &mut session) {
            Ok(disk) => {
                (news.show)(disk.clone());
                last = disk;
                known = files;
            }
            Err(Error::Cancelled) => return Ok(()),
            Err(error) => (news.say)(&error.to_string()),
        }
    }
}

/// What is kept while a corpus is followed.
#[derive(Default)]
pub(super) struct Session {
    /// Where what was read last is kept.
    pub index: Option<IndexAt>,
    /// Files that are being written: what was read of them before stays, new ones wait.
    pub waiting: FxHashSet<String>,
    /// Per article, its texts before it was edited, the first one first.
    earlier: FxHashMap<ArticleName, Vec<(Article, Digest)>>,
}

impl Session {
    /// Keeps the texts of `last` that the articles, read anew, have taken the place of, and
    /// returns all earlier texts of articles that are still there.
    pub fn keep(
        &mut self,
        last: &Disk,
        articles: &[Article],
        read_anew: impl Fn(&str) -> bool,
    ) -> Vec<(Article, Digest)> {
        for article in articles {
            let Some(old) = last
                .article_named(&article.name)
                .and_then(|i| last.shelved(i))
            else {
                continue;
            };
            // What only grew was not whole before.
            if article.body.starts_with(old.article.body.trim_end()) {
                continue;
            }
            let kept = self.earlier.entry(article.name.clone()).or_default();
            let name = earlier_name(&article.name, kept.len() + 1);
            let (mut text, mut digest) = (old.article.clone(), old.digest().clone());
            text.name = name.clone();
            digest.name = name;
            kept.push((text, digest));
        }
        let there: FxHashSet<&ArticleName> = articles.iter().map(|a| &a.name).collect();
        self.earlier.retain(|name, _| {
            there.contains(name) || !read_anew(&name.path) && last.article_named(name).is_some()
        });
        let mut all: Vec<(Article, Digest)> = self.earlier.values().flatten().cloned().collect();
        all.sort_by(|(a, _), (b, _)| a.name.cmp(&b.name));
        all
    }

    /// Says in what was linked that each text is a version of the one before it.
    pub fn tie(&self, articles: &[ArticleName], plan: &mut Plan) {
        let at = |name: &ArticleName| articles.binary_search(name).ok();
        for (name, earlier) in &self.earlier {
            let names = earlier.iter().map(|(a, _)| &a.name).chain([name]);
            let chain: Vec<usize> = names.filter_map(at).collect();
            for (n, &i) in chain.iter().enumerate() {
                let of = &mut plan.articles[i];
                of.copy_of = None;
                of.version_of = n
                    .checked_sub(1)
                    .and_then(|n| u32::try_from(chain[n]).ok())
                    .map(crate::article::ArticleIdx);
            }
        }
    }
}

/// Names an earlier text so that it stands before the later ones.
fn earlier_name(name: &ArticleName, n: usize) -> ArticleName {
    let (folder, file) = match name.path.rfind('/') {
        Some(slash) => name.path.split_at(slash + 1),
        None => ("", name.path.as_str()),
    };
    ArticleName {
        path: format!("{folder}(earlier {n}) {file}"),
        record: name.record.clone(),
    }
}

fn watch(paths: &[PathBuf], bell: &Sender<()>) -> Option<RecommendedWatcher> {
    let bell = bell.clone();
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        if !event.is_ok_and(|e| e.kind.is_access()) {
            let _ = bell.send(());
        }
    })
    .ok()?;
    for path in paths {
        watcher.watch(path, RecursiveMode::Recursive).ok()?;
    }
    Some(watcher)
}

/// Waits until something may have changed; `false` when cancelled.
fn wait(changes: &Receiver<()>, poll: usize, cancel: &Cancel) -> bool {
    for _ in 0..poll {
        match changes.recv_timeout(TICK) {
            Ok(()) => {
                while changes.try_recv().is_ok() {}
                break;
            }
            Err(RecvTimeoutError::Timeout) => {}
            Err(RecvTimeoutError::Disconnected) => std::thread::sleep(TICK),
        }
        if cancel.is_cancelled() {
            return false;
        }
    }
    !cancel.is_cancelled()
}

/// The files as they are now.
fn look(options: &Options) -> Result<Vec<FileRecord>, Error> {
    Ok(records(&Corpus::list(&options.corpus)?))
}

/// The files of a corpus when most of them have stopped changing.
struct Settled {
    files: Vec<FileRecord>,
    /// Those that have not.
    waiting: FxHashSet<String>,
}

/// Returns the files once they have stopped changing; `None` when they are as `known`.
fn settled(
    options: &Options,
    known: &[FileRecord],
    cancel: &Cancel,
) -> Result<Option<Settled>, Error> {
    let mut before = look(options)?;
    if before == known {
        return Ok(None);
    }
    for patience in 1.. {
        std::thread::sleep(SETTLE);
        let now = look(options)?;
        let was: FxHashMap<&str, &FileRecord> =
            before.iter().map(|f| (f.path.as_str(), f)).collect();
        let waiting: FxHashSet<String> = now
            .iter()
            .filter(|f| was.get(f.path.as_str()) != Some(f))
            .map(|f| f.path.clone())
            .collect();
        if now == known {
            return Ok(None);
        }
        if waiting.is_empty() || patience >= PATIENCE || cancel.is_cancelled() {
            // What waits is not known yet, so that it is looked at again.
            let mut files = now;
            files.retain(|f| !waiting.contains(&f.path));
            return Ok(Some(Settled { files, waiting }));
        }
        before = now;
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_earlier_text_stands_before_the_later_one() {
        let name = |path: &str| ArticleName {
            path: path.to_owned(),
            record: None,
        };
        for path in ["ferry.txt", "harbour/ferry", "a/b/1931.html"] {
            let first = earlier_name(&name(path), 1);
            let second = earlier_name(&name(path), 2);
            assert!(first < second && second < name(path), "{first}");
        }
    }
}
