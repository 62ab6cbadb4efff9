//! What reaches the model, and what it asks of the world outside.

use super::keymap::Key;
use super::shelf::Entry;
use crate::compare::Usage;
use crate::link::{Correction, MomentId};
use crate::query::{Archive, Filter, Hit, MomentDetail, SearchHit};
use std::path::PathBuf;
use std::sync::Arc;

/// Everything that can happen.
pub enum Msg {
    Key(Key),
    Paste(String),
    Resize(u16, u16),
    /// The job reads: what it does, how far it is.
    Progress {
        job: u64,
        stage: String,
        done: usize,
        total: usize,
    },
    Loaded(u64, Result<Arc<dyn Archive>, String>),
    /// What there is to look at so far; the job goes on.
    Shown(u64, Arc<dyn Archive>),
    /// The job has nothing to do until something changes.
    Idle(u64),
    /// The job has something to say.
    Said(u64, String),
    /// Answers to a search; the number tells whether it is still wanted. To a jump, also how
    /// many moments name somebody or something of that name.
    Found(u64, Vec<SearchHit>),
    Jumped(u64, Vec<Hit>, usize),
    /// How sources word things.
    Worded(u64, Vec<Usage>),
    /// All of a moment that was shown at a glance.
    Whole(u64, Box<MomentDetail>),
    /// A note or a mark could not be kept: how many by now, and why.
    NotKept(usize, String),
    /// What became of an export: the file and how much is in it, or why not.
    Exported(Result<String, String>),
    /// The terminal is ours again after a stop.
    Resumed(u16, u16),
    Stop,
    Hangup,
    Interrupt,
    Terminate,
    /// Another thread panicked; the hook has given the terminal back.
    Bug,
}

/// How the explorer ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// The user left.
    Quit,
    /// Ctrl-C, or SIGINT.
    Interrupted,
    /// The terminal went away.
    Hangup,
    /// Asked to end from outside.
    Terminated,
}

/// What is to be written for other programs, or for parallax itself.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Export {
    /// The moments, in order.
    pub moments: Vec<MomentId>,
    /// What the reader noted on some of them.
    pub notes: Vec<(MomentId, String)>,
    /// The corrections kept for this corpus.
    pub corrections: Vec<Correction>,
    /// The format by its name.
    pub format: String,
    /// A file that does not exist yet.
    pub path: PathBuf,
}

/// What must happen outside the model.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    Quit(Exit),
    /// Stop this process, as the signal asks.
    Stop,
    /// Send that signal to the whole group.
    StopGroup,
    Redraw,
    /// Hand text to the terminal's clipboard.
    Copy(String),
    /// Keep a mark, a note or a correction.
    Keep(Entry),
    /// Read the corpus, as this job, dropping any earlier one.
    Load(u64),
    /// Fetch all of a moment that is shown at a glance.
    Look {
        seq: u64,
        moment: MomentId,
    },
    Search {
        seq: u64,
        text: String,
        filter: Box<Filter>,
    },
    Jump {
        seq: u64,
        text: String,
    },
    Wording {
        seq: u64,
        filter: Box<Filter>,
    },
    /// Write a file that does not exist yet.
    Export(Box<Export>),
}
