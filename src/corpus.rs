//! Reads files into articles: walks folders, detects formats and charsets, cleans text.
//!
//! Never writes, never follows a link out of the corpus, never trusts a byte. Knows
//! nothing of time expressions or moments. A broken file is an [`Outcome`], not an error.
//!
//! [`Corpus::open`] lists the files and learns the habits of each source from a sample;
//! [`Corpus::read_file`] reads one of them, on any thread, and needs no other;
//! [`read`] does both.

mod archive;
mod date;
mod decode;
mod detect;
mod draft;
mod exports;
mod fate;
mod feed;
mod fields;
mod finish;
mod habits;
mod html;
mod json;
mod mail;
mod markdown;
mod masthead;
mod newsxml;
mod noise;
mod office;
mod outlet;
mod partial;
mod pdf;
mod prepare;
mod record;
mod sidecar;
mod slip;
mod stated;
mod stream;
mod table;
mod text;
mod walk;
mod warc;
mod xml;

pub use fate::Fate;
pub use fields::ROLES;
pub use walk::FileEntry;

use crate::article::{Article, ArticleName};
use habits::Habits;
use sidecar::Sidecar;
use std::path::PathBuf;

/// Changes whenever reading the same bytes may yield another article: part of each
/// [`FileEntry::context`].
pub const READER_VERSION: u32 = 1;

/// What to open and how.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Files and folders; `-` is standard input.
    pub paths: Vec<PathBuf>,
    /// Field names by what they stand for, from `--map text=body,date=when`.
    pub map: Vec<(String, String)>,
    /// Sidecars kept outside the corpus; the first to speak of an article is believed, and
    /// all of them before those inside.
    pub sidecars: Vec<PathBuf>,
}

/// What became of one file or one of its records.
#[derive(Debug, Clone)]
pub enum Outcome {
    /// An article.
    Read(Box<Article>),
    /// An article that lacks something, and what.
    Partial(Box<Article>, String),
    /// Nothing, and why.
    Skipped(ArticleName, String),
}

/// The files of a corpus and what is known of all of them together.
#[derive(Debug)]
pub struct Corpus {
    files: Vec<FileEntry>,
    skipped: Vec<(ArticleName, String)>,
    fields: fields::Fields,
    sidecar: Sidecar,
    habits: Habits,
    /// Hash of all that articles depend on but bytes, names and habits.
    rules: u64,
}

impl Corpus {
    /// Lists the files of a corpus and samples them for what a source does on every page.
    ///
    /// # Errors
    ///
    /// Fails only when a path given by the user does not exist or cannot be opened at all.
    pub fn open(options: &Options) -> Result<Self, OpenError> {
        let mut corpus = Self::list(options)?;
        corpus.learn();
        Ok(corpus)
    }

    /// Lists the files of a corpus and opens none but its sidecars: enough to tell whether
    /// anything changed. [`Self::learn`] must follow before files are read.
    ///
    /// # Errors
    ///
    /// Fails only when a path given by the user does not exist or cannot be opened at all.
    pub fn list(options: &Options) -> Result<Self, OpenError> {
        let walked = walk::walk(&options.paths)?;
        let mut told: Vec<(String, String, String)> = Vec::new();
        for path in &options.sidecars {
            let text = walk::sidecar(path)?;
            told.push((path.display().to_string(), String::new(), text));
        }
        for (folder, text) in walked.sidecars {
            told.push((format!("{folder}{}", sidecar::FILE_NAME), folder, text));
        }
        let mut corpus = Self {
            files: walked.files,
            skipped: walked.skipped,
            fields: fields::Fields::new(&options.map),
            sidecar: Sidecar::default(),
            habits: Habits::default(),
            rules: 0,
        };
        for (path, folder, text) in told {
            if let Err(why) = corpus.sidecar.add(&folder, &text) {
                let name = ArticleName { path, record: None };
                corpus.skipped.push((name, why));
            }
        }
        corpus.rules = corpus.rules_of(options);
        Ok(corpus)
    }

    /// Samples the files for what a source does on every page.
    pub fn learn(&mut self) {
        self.habits = habits::learn(self);
        let mut hash = xxhash_rust::xxh3::Xxh3::new();
        hash.update(&self.rules.to_le_bytes());
        self.habits.hash(&mut hash);
        let context = hash.digest();
        for file in &mut self.files {
            file.context = context;
        }
    }

    /// Returns a hash of all that articles depend on but the bytes and names of their files
    /// and what was learnt: options, sidecars, version of the readers.
    pub fn rules(&self) -> u64 {
        self.rules
    }

    /// Returns a hash of what articles by these sources depend on beyond the bytes and the
    /// name of their file. Finer than [`FileEntry::context`]: what one source does on
    /// every page does not touch the others.
    pub fn context_of<'a>(&self, sources: impl Iterator<Item = &'a str>) -> u64 {
        let mut hash = xxhash_rust::xxh3::Xxh3::new();
        hash.update(&self.rules.to_le_bytes());
        hash.update(format!("{:?}", self.habits.folder_level).as_bytes());
        for source in sources {
            self.habits.hash_of(source, &mut hash);
        }
        hash.digest()
    }

    /// Leaves some files alone, as if they were not there.
    pub fn leave_out(&mut self, which: impl Fn(&FileEntry) -> bool) {
        self.files.retain(|file| !which(file));
    }

    /// Returns the files to read, in the order of their names. Each may hold no article,
    /// one or many.
    pub fn files(&self) -> &[FileEntry] {
        &self.files
    }

    /// Returns what the walk left alone (special files, links, unreadable folders) and
    /// why; everything else is told by reading the files.
    pub fn skipped(&self) -> &[(ArticleName, String)] {
        &self.skipped
    }

    /// Reads one file, handing over each outcome in the order of the file.
    ///
    /// Memory is bounded whatever the size of the file. May run on many threads at once.
    pub fn read_file(&self, file: &FileEntry, each: &mut dyn FnMut(Outcome)) -> Fate {
        stream::read_file(self, file, each)
    }

    /// Does what [`Self::read_file`] does, and returns [`FileEntry::content`] as well: with
    /// many small files, looking at each but once is half of the work.
    pub fn read_and_hash(
        &self,
        file: &FileEntry,
        each: &mut dyn FnMut(Outcome),
    ) -> (Fate, Option<u64>) {
        stream::read_and_hash(self, file, each)
    }

    fn rules_of(&self, options: &Options) -> u64 {
        let mut hash = xxhash_rust::xxh3::Xxh3::new();
        hash.update(&READER_VERSION.to_le_bytes());
        for (role, name) in &options.map {
            hash.update(role.as_bytes());
            hash.update(&[0]);
            hash.update(name.as_bytes());
            hash.update(&[0]);
        }
        self.sidecar.hash(&mut hash);
        hash.digest()
    }
}

/// Reads a corpus, handing over each outcome as it comes, file by file.
///
/// # Errors
///
/// Fails only when a path given by the user does not exist or cannot be opened at all.
pub fn read(options: &Options, each: &mut dyn FnMut(Outcome)) -> Result<(), OpenError> {
    let corpus = Corpus::open(options)?;
    for (name, why) in corpus.skipped() {
        each(Outcome::Skipped(name.clone(), why.clone()));
    }
    for file in corpus.files() {
        corpus.read_file(file, each);
    }
    Ok(())
}

/// Reads bytes that are in memory as if they were a file of this name.
pub fn read_bytes(
    options: &Options,
    name: &str,
    bytes: &[u8],
    each: &mut dyn FnMut(Outcome),
) -> Fate {
    let corpus = Corpus {
        files: Vec::new(),
        skipped: Vec::new(),
        fields: fields::Fields::new(&options.map),
        sidecar: Sidecar::default(),
        habits: Habits::default(),
        rules: 0,
    };
    stream::read_bytes(&corpus, name, bytes, each)
}

/// The corpus itself cannot be opened.
#[derive(Debug, thiserror::Error)]
#[error("cannot open {path}: {source}")]
pub struct OpenError {
    /// What was to be opened.
    pub path: PathBuf,
    /// Why not.
    pub source: std::io::Error,
}

#[cfg(test)]
mod tests;
