//! Reads files into articles: walks folders, detects formats and charsets, cleans text.
//!
//! Never writes, never follows a link out of the corpus, never trusts a byte. Knows
//! nothing of time expressions or moments.

use crate::article::{Article, ArticleName};
use std::path::PathBuf;

/// What to open and how.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Files and folders; `-` is standard input.
    pub paths: Vec<PathBuf>,
    /// Field names by what they stand for, from `--map text=body,date=when`.
    pub map: Vec<(String, String)>,
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

/// Reads a corpus, handing over each outcome as it comes, in no order that means anything.
///
/// # Errors
///
/// Fails only when a path given by the user does not exist or cannot be opened at all.
pub fn read(_options: &Options, _each: &mut dyn FnMut(Outcome)) -> Result<(), OpenError> {
    Ok(())
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
