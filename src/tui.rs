//! The explorer: model, update, view. Asks [`crate::query`] and nothing else.
//!
//! Keys, signals and the reading of the corpus each have a thread and one channel to the
//! main loop, which applies what came, then draws once, in one write. Nothing is sent while
//! nothing changes. [`Explorer`] is all of it but the terminal, for tests and benches.

mod ascii;
pub mod axis;
mod cite;
pub mod config;
mod frame;
mod input;
pub mod keymap;
mod lanes;
mod layout;
mod model;
mod msg;
mod paint;
mod reader;
mod shelf;
mod term;
pub mod theme;
mod tutor;
pub mod unit;
mod update;
mod view;
mod when;

use crate::article::ArticleName;
use crate::link::{Correction, MomentId};
use crate::query::{Archive, Page};
use config::Settings;
use frame::Frames;
use model::Model;
use msg::{Effect, Msg};
use shelf::{Entry, Journal, Shelf};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

pub use msg::{Exit, Export};

/// Reads the corpus with these corrections, saying how far it is.
pub type Loader =
    Arc<dyn Fn(&[Correction], &Progress) -> Result<Arc<dyn Archive>, String> + Send + Sync>;

/// Writes a file; returns what was written, in words.
pub type Exporter = Arc<dyn Fn(&dyn Archive, &Export) -> Result<String, String> + Send + Sync>;

/// Returns the corrections kept for a corpus under a state directory.
pub fn corrections_kept(state: &Path, key: &str) -> Vec<Correction> {
    shelf::Journal::new(state, key).read().corrections
}

/// A moment or a sentence that was marked or noted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// The moment, unless it is a sentence.
    pub moment: Option<MomentId>,
    /// The article of the sentence.
    pub article: Option<ArticleName>,
    /// The moment's label as it was, or the sentence.
    pub text: String,
    /// It is marked, not only noted.
    pub marked: bool,
    /// The note, empty when there is none.
    pub note: String,
}

/// Returns what is marked and noted of a corpus under a state directory.
pub fn marks_kept(state: &Path, key: &str) -> Vec<Mark> {
    let shelf = shelf::Journal::new(state, key).read();
    let moments = shelf.kept.into_iter().map(|k| Mark {
        moment: Some(k.moment),
        article: None,
        text: k.label,
        marked: k.marked,
        note: k.note,
    });
    let sentences = shelf.sentences.into_iter().map(|k| Mark {
        moment: None,
        article: Some(k.sentence.article),
        text: k.sentence.words,
        marked: k.marked,
        note: k.note,
    });
    moments.chain(sentences).collect()
}

/// What the explorer needs to begin.
pub struct Start {
    /// The corpus as the user named it, for the title.
    pub name: String,
    /// What tells corpora apart, for marks and notes: the canonical path.
    pub key: String,
    /// Reads the corpus; called again for F5 and for corrections, on its own thread.
    pub loader: Loader,
    /// Glyphs, colours and keys.
    pub settings: Settings,
    /// Where marks and notes are kept; `None` keeps none.
    pub state: Option<PathBuf>,
    /// What to show at first, in the query language; empty for everything.
    pub filter: String,
    /// Reads the sample corpus, for the tutor.
    pub sample: Option<Loader>,
    /// Writes moments for other programs.
    pub exporter: Option<Exporter>,
}

/// Tells the screen how far reading is, and reading that it is no longer wanted.
pub struct Progress {
    job: u64,
    sender: Sender<Msg>,
    cancelled: Arc<AtomicBool>,
    last: AtomicU64,
}

impl Progress {
    /// Says what is being done and how far it is; `total` 0 when that is not known.
    pub fn report(&self, stage: &str, done: usize, total: usize) {
        // A slow line gets about fifty lines of progress, not one for each article.
        let step = (total / 50).max(1);
        let mark = (done / step) as u64 ^ xxhash_rust::xxh3::xxh3_64(stage.as_bytes());
        if self.last.swap(mark, Ordering::Relaxed) != mark {
            let _ = self.sender.send(Msg::Progress {
                job: self.job,
                stage: stage.to_owned(),
                done,
                total,
            });
        }
    }

    /// Shows what there is to look at so far, while the job goes on.
    pub fn show(&self, archive: Arc<dyn Archive>) {
        let _ = self.sender.send(Msg::Shown(self.job, archive));
    }

    /// Says that the job has nothing to do until something changes.
    pub fn idle(&self) {
        self.last.store(u64::MAX, Ordering::Relaxed);
        let _ = self.sender.send(Msg::Idle(self.job));
    }

    /// Says something to the reader.
    pub fn say(&self, what: &str) {
        let _ = self.sender.send(Msg::Said(self.job, what.to_owned()));
    }

    /// Tells whether reading should stop.
    pub fn is_cancelled(&self) -> bool {
        self.cancelled.load(Ordering::Relaxed)
    }

    /// Returns the flag behind [`Progress::is_cancelled`].
    pub fn cancel_flag(&self) -> Arc<AtomicBool> {
        self.cancelled.clone()
    }
}

/// Runs the explorer until the user leaves or the terminal goes away.
///
/// # Errors
///
/// Fails when there is no terminal, or when a thread panicked.
pub fn run(start: Start) -> anyhow::Result<Ended> {
    let (sender, receiver) = channel();
    term::hear(sender.clone())?;
    let guard = term::Guard::enter()?;
    let journal = start
        .state
        .as_ref()
        .map(|dir| Journal::new(dir, &start.key));
    let mut outside = Outside {
        sender: sender.clone(),
        loader: start.loader,
        sample: start.sample,
        exporter: start.exporter,
        journal,
        kept: 0,
        unkept: Vec::new(),
        cancel: Arc::new(AtomicBool::new(false)),
        answering: Arc::new(AtomicU64::new(0)),
        threads: true,
    };
    let mut shelf = Shelf::default();
    outside.reread(&mut shelf);
    let mut model = Model::new(
        &start.name,
        term::size(),
        start.settings.theme,
        start.settings.keymap,
        shelf,
    );
    model.layout = start.settings.layout;
    let problems = start.settings.problems.join("; ");
    model.message = Some(problems).filter(|all| !all.is_empty());
    model.zone = start.settings.zone;
    model.stack_rtl = start.settings.stack_rtl;
    model.has_sample = outside.sample.is_some();
    update::begin_with(&mut model, &start.filter);
    let mut frames = Frames::default();
    // The first frame comes before anything is read.
    term::write(&frames.draw(&model))?;
    outside.perform(&mut model, Effect::Load(0));
    term::listen(sender);
    let exit = turn(&mut model, &mut frames, &mut outside, &receiver);
    outside.cancel.store(true, Ordering::Relaxed);
    // The disk may take by now what it did not take before.
    let why = outside.keep_the_rest().err();
    drop(guard);
    Ok(Ended {
        exit: exit?,
        lost: outside.unkept.iter().filter_map(Entry::words).collect(),
        why: why.map(|e| e.to_string()).unwrap_or_default(),
    })
}

/// How a session ended.
#[derive(Debug)]
pub struct Ended {
    /// Why it ended.
    pub exit: Exit,
    /// Marks, notes and corrections that could not be kept, in words.
    pub lost: Vec<String>,
    /// Why they could not.
    pub why: String,
}

/// The main loop: takes everything that has come, then draws once.
fn turn(
    model: &mut Model,
    frames: &mut Frames,
    outside: &mut Outside,
    receiver: &Receiver<Msg>,
) -> anyhow::Result<Exit> {
    loop {
        let Ok(first) = receiver.recv() else {
            return Ok(Exit::Hangup);
        };
        let mut next = Some(first);
        // Two sessions may keep notes on one corpus: each shows what the other keeps.
        if model.tutor.is_none() {
            outside.reread(&mut model.shelf);
        }
        while let Some(msg) = next {
            if matches!(msg, Msg::Key(_)) && !layout::fits(model.size) {
                // The word of a larger window may still be under way, behind the key.
                let (w, h) = term::size();
                let _ = update::update(model, Msg::Resize(w, h));
            }
            for effect in update::update(model, msg) {
                match effect {
                    Effect::Quit(exit) => return Ok(exit),
                    Effect::Redraw => frames.forget(),
                    Effect::Stop => stop(model, frames)?,
                    Effect::StopGroup => term::stop_group(),
                    other => outside.perform(model, other),
                }
            }
            next = receiver.try_recv().ok();
        }
        if term::panicked() {
            anyhow::bail!("parallax met a bug and had to stop; the report is above");
        }
        term::write(&frames.draw(model))?;
    }
}

/// Gives the terminal back, stops, and takes the terminal again when continued.
fn stop(model: &mut Model, frames: &mut Frames) -> anyhow::Result<()> {
    term::stop_here()?;
    let (w, h) = term::size();
    let _ = update::update(model, Msg::Resumed(w, h));
    frames.forget();
    Ok(())
}

/// The world outside the model.
struct Outside {
    sender: Sender<Msg>,
    loader: Loader,
    sample: Option<Loader>,
    exporter: Option<Exporter>,
    journal: Option<Journal>,
    /// Bytes of the journal that are known.
    kept: u64,
    /// Acts that the disk did not take.
    unkept: Vec<Entry>,
    cancel: Arc<AtomicBool>,
    /// The question whose answer is wanted; older ones are not even asked.
    answering: Arc<AtomicU64>,
    threads: bool,
}

impl Outside {
    /// Brings a shelf up to what the journal holds, when that has changed.
    fn reread(&mut self, shelf: &mut Shelf) {
        let Some(journal) = &self.journal else { return };
        let now = journal.n_bytes();
        if now < self.kept {
            // It was taken away.
            *shelf = Shelf::default();
            self.kept = 0;
            self.unkept.iter().for_each(|entry| shelf.apply(entry));
        }
        if now > self.kept {
            self.kept = journal.read_from(self.kept, shelf);
        }
    }

    /// Keeps an act behind those that are still to be kept.
    fn keep(&mut self, entry: Entry) {
        let matters = entry.matters();
        self.unkept.push(entry);
        if let Err(e) = self.keep_the_rest()
            && matters
        {
            self.unkept.retain(Entry::matters);
            let n = self.unkept.len();
            let _ = self.sender.send(Msg::NotKept(n, e.to_string()));
        }
    }

    fn keep_the_rest(&mut self) -> std::io::Result<()> {
        let Some(journal) = &self.journal else {
            self.unkept.clear();
            return Ok(());
        };
        while let Some(entry) = self.unkept.first() {
            let n = journal.append(entry)?;
            // Where another session has written as well, all that is new is read.
            if journal.n_bytes() == self.kept + n {
                self.kept += n;
            }
            self.unkept.remove(0);
        }
        Ok(())
    }

    fn perform(&mut self, model: &mut Model, effect: Effect) {
        match effect {
            Effect::Load(job) => self.load(model, job),
            // What is tried out in the tutor is not kept.
            Effect::Keep(_) if model.tutor.is_some() => {}
            Effect::Export(export) => self.export(model, *export),
            Effect::Keep(entry) => {
                self.keep(entry);
                model.n_unkept = self.unkept.len();
            }
            Effect::Copy(text) => {
                use crossterm::clipboard::CopyToClipboard;
                let mut out = Vec::new();
                if self.threads
                    && crossterm::queue!(out, CopyToClipboard::to_clipboard_from(text)).is_ok()
                {
                    let _ = term::write(&out);
                }
            }
            Effect::Look { seq, moment } => self.look(model, seq, moment),
            Effect::Search { seq, text, filter } => {
                self.answering.store(seq, Ordering::Relaxed);
                let Some(archive) = model.archive.clone() else {
                    return;
                };
                self.ask(seq, move || {
                    let page = Page::first(update::MOST_HITS);
                    Msg::Found(seq, archive.search(&text, &filter, page))
                });
            }
            Effect::Wording { seq, filter } => {
                self.answering.store(seq, Ordering::Relaxed);
                let Some(archive) = model.archive.clone() else {
                    return;
                };
                self.ask(seq, move || {
                    Msg::Worded(seq, archive.wording(&filter, None))
                });
            }
            Effect::Jump { seq, text } => {
                self.answering.store(seq, Ordering::Relaxed);
                let Some(archive) = model.archive.clone() else {
                    return;
                };
                self.ask(seq, move || {
                    let named = crate::query::Filter {
                        names: vec![text.clone()],
                        ..Default::default()
                    };
                    // One letter or two name nobody.
                    let long = text.chars().nth(2).is_some();
                    let n_named = if long { archive.count(&named) } else { 0 };
                    Msg::Jumped(seq, archive.jump(&text, 60), n_named)
                });
            }
            Effect::Quit(_) | Effect::Stop | Effect::StopGroup | Effect::Redraw => {}
        }
    }

    /// Asks the archive on another thread, unless a newer question came in between.
    fn ask(&self, seq: u64, question: impl FnOnce() -> Msg + Send + 'static) {
        let sender = self.sender.clone();
        let wanted = self.answering.clone();
        let job = move || {
            if wanted.load(Ordering::Relaxed) == seq {
                let _ = sender.send(question());
            }
        };
        if self.threads {
            let bell = self.sender.clone();
            std::thread::spawn(move || guarded(&bell, job));
        } else {
            job();
        }
    }

    fn look(&self, model: &Model, seq: u64, moment: MomentId) {
        let Some(archive) = model.archive.clone() else {
            return;
        };
        let sender = self.sender.clone();
        let job = move || {
            if let Some(detail) = archive.moment(&moment.0) {
                let _ = sender.send(Msg::Whole(seq, Box::new(detail)));
            }
        };
        if self.threads {
            let bell = self.sender.clone();
            std::thread::spawn(move || guarded(&bell, job));
        } else {
            job();
        }
    }

    fn export(&self, model: &Model, export: Export) {
        let Some((exporter, archive)) = self.exporter.clone().zip(model.archive.clone()) else {
            let why = "nothing can be written from here".to_owned();
            let _ = self.sender.send(Msg::Exported(Err(why)));
            return;
        };
        let sender = self.sender.clone();
        let job = move || {
            let done = exporter(archive.as_ref(), &export);
            let _ = sender.send(Msg::Exported(done));
        };
        if self.threads {
            let bell = self.sender.clone();
            std::thread::spawn(move || guarded(&bell, job));
        } else {
            job();
        }
    }

    fn load(&mut self, model: &Model, job: u64) {
        self.cancel.store(true, Ordering::Relaxed);
        self.cancel = Arc::new(AtomicBool::new(false));
        let progress = Progress {
            job,
            sender: self.sender.clone(),
            cancelled: self.cancel.clone(),
            last: AtomicU64::new(u64::MAX),
        };
        let loader = match (&self.sample, &model.tutor) {
            (Some(sample), Some(_)) => sample.clone(),
            _ => self.loader.clone(),
        };
        let corrections = model.shelf.corrections.clone();
        let read = move || {
            let result = loader(&corrections, &progress);
            let _ = progress.sender.send(Msg::Loaded(job, result));
        };
        if self.threads {
            let bell = self.sender.clone();
            std::thread::spawn(move || guarded(&bell, read));
        } else {
            read();
        }
    }
}

/// Runs a job; where it panics the hook reports, and the main loop is woken to end.
fn guarded(bell: &Sender<Msg>, job: impl FnOnce()) {
    if std::panic::catch_unwind(std::panic::AssertUnwindSafe(job)).is_err() {
        let _ = bell.send(Msg::Bug);
    }
}

/// The explorer without a terminal: keys in, text and bytes out.
pub struct Explorer {
    model: Model,
    frames: Frames,
    outside: Outside,
    receiver: Receiver<Msg>,
    /// What went to the clipboard last.
    pub copied: Option<String>,
    /// How it ended, if it did.
    pub ended: Option<Exit>,
}

impl Explorer {
    /// Returns an explorer of this size that has read the archive.
    pub fn new(archive: Arc<dyn Archive>, size: (u16, u16), settings: Settings) -> Self {
        let (sender, receiver) = channel();
        let name = archive.overview().name;
        let loader: Loader = Arc::new(move |_, _| Ok(archive.clone()));
        let mut explorer = Self {
            model: Model::new(
                &name,
                size,
                settings.theme,
                settings.keymap,
                Shelf::default(),
            ),
            frames: Frames::default(),
            outside: Outside {
                sender,
                loader,
                sample: None,
                exporter: None,
                journal: None,
                kept: 0,
                unkept: Vec::new(),
                cancel: Arc::new(AtomicBool::new(false)),
                answering: Arc::new(AtomicU64::new(0)),
                threads: false,
            },
            receiver,
            copied: None,
            ended: None,
        };
        explorer.model.layout = settings.layout;
        explorer.perform(Effect::Load(0));
        explorer.settle();
        explorer
    }

    /// Presses keys, given by their names with spaces between: `j j enter ctrl-d`.
    pub fn press(&mut self, keys: &str) -> &mut Self {
        for name in keys.split_whitespace() {
            if let Some(key) = keymap::Key::parse(name) {
                self.send(Msg::Key(key));
            }
        }
        self
    }

    /// Types text.
    pub fn type_text(&mut self, text: &str) -> &mut Self {
        for c in text.chars() {
            if let Some(key) = keymap::Key::parse(&c.to_string()) {
                self.send(Msg::Key(key));
            }
        }
        self
    }

    /// Pastes text.
    pub fn paste(&mut self, text: &str) -> &mut Self {
        self.send(Msg::Paste(text.to_owned()));
        self
    }

    /// Gives the screen another size.
    pub fn resize(&mut self, w: u16, h: u16) -> &mut Self {
        self.send(Msg::Resize(w, h));
        self
    }

    /// Returns the bytes that bring the terminal up to date.
    pub fn draw(&mut self) -> Vec<u8> {
        self.frames.draw(&self.model)
    }

    /// Returns the screen as text.
    pub fn screen(&mut self) -> String {
        self.draw();
        self.frames.text()
    }

    fn send(&mut self, msg: Msg) {
        let effects = update::update(&mut self.model, msg);
        for effect in effects {
            self.perform(effect);
        }
        self.settle();
    }

    fn settle(&mut self) {
        while let Ok(msg) = self.receiver.try_recv() {
            let effects = update::update(&mut self.model, msg);
            for effect in effects {
                self.perform(effect);
            }
        }
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::Quit(exit) => self.ended = Some(exit),
            Effect::Copy(text) => self.copied = Some(text),
            Effect::Redraw => self.frames.forget(),
            other => self.outside.perform(&mut self.model, other),
        }
    }
}

#[cfg(test)]
mod tests;
