//! Marks, notes and corrections: what the reader keeps.
//!
//! A journal of lines under the state directory, one line for each act, appended in one
//! write. So two sessions never overwrite each other, a killed one loses nothing, and a
//! torn last line costs that line alone. Keyed by the moment's id, which depends on content.

use crate::article::ArticleName;
use crate::link::{Correction, MomentId};
use serde::{Deserialize, Serialize};
use std::fs::{self, OpenOptions};
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::{Path, PathBuf};

/// One act, one line of the journal.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "kebab-case")]
pub enum Entry {
    Mark {
        moment: MomentId,
        label: String,
    },
    Unmark {
        moment: MomentId,
    },
    Note {
        moment: MomentId,
        label: String,
        text: String,
    },
    /// A sentence, named by its article and its words.
    MarkSentence {
        sentence: Sentence,
    },
    UnmarkSentence {
        sentence: Sentence,
    },
    NoteSentence {
        sentence: Sentence,
        text: String,
    },
    Correct {
        correction: Correction,
    },
    Uncorrect {
        article: ArticleName,
    },
    Split {
        by: i16,
    },
    /// The reader has been here and knows where the help is.
    Seen,
}

impl Entry {
    /// Tells whether the reader would miss it.
    pub fn matters(&self) -> bool {
        !matches!(self, Self::Split { .. } | Self::Seen)
    }

    /// Returns what the reader meant to keep, in words.
    pub fn words(&self) -> Option<String> {
        let of = |c: &Correction| c.article.as_ref().map(ToString::to_string);
        Some(match self {
            Self::Mark { label, .. } => format!("mark: {label}"),
            Self::Unmark { moment } => format!("no mark: {}", moment.0),
            Self::Note { label, text, .. } => format!("note on {label}: {text}"),
            Self::MarkSentence { sentence } => format!("mark: {}", sentence.words),
            Self::UnmarkSentence { sentence } => format!("no mark: {}", sentence.words),
            Self::NoteSentence { sentence, text } => format!("note on {}: {text}", sentence.words),
            Self::Correct { correction } => format!("correction: {}", of(correction)?),
            Self::Uncorrect { article } => format!("no correction: {article}"),
            Self::Split { .. } | Self::Seen => return None,
        })
    }
}

/// A sentence of an article: its words say which, wherever they stand after an edit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// The article.
    pub article: ArticleName,
    /// The sentence as it stands there.
    pub words: String,
}

/// A marked sentence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptSentence {
    /// Which.
    pub sentence: Sentence,
    /// It is marked, not only noted.
    pub marked: bool,
    /// The note, empty when there is none.
    pub note: String,
}

/// A marked moment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kept {
    /// The moment.
    pub moment: MomentId,
    /// Its label when it was marked; the moment itself may be gone after a reread.
    pub label: String,
    /// It is marked, not only noted.
    pub marked: bool,
    /// The note, empty when there is none.
    pub note: String,
}

/// Everything kept for one corpus.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Shelf {
    /// Marked and noted moments, in the order they were first kept.
    pub kept: Vec<Kept>,
    /// Marked and noted sentences, likewise.
    pub sentences: Vec<KeptSentence>,
    /// Corrections, at most one for each article.
    pub corrections: Vec<Correction>,
    /// Columns the list was made wider by.
    pub split: i16,
    /// This corpus has been opened before.
    pub seen: bool,
}

impl Shelf {
    /// Applies one act.
    pub fn apply(&mut self, entry: &Entry) {
        match entry {
            Entry::Mark { moment, label } => self.moment(moment, label).marked = true,
            Entry::Unmark { moment } => {
                if let Some(kept) = self.kept.iter_mut().find(|k| k.moment == *moment) {
                    kept.marked = false;
                }
            }
            Entry::Note {
                moment,
                label,
                text,
            } => self.moment(moment, label).note.clone_from(text),
            Entry::MarkSentence { sentence } => self.line(sentence).marked = true,
            Entry::UnmarkSentence { sentence } => self.line(sentence).marked = false,
            Entry::NoteSentence { sentence, text } => self.line(sentence).note.clone_from(text),
            Entry::Correct { correction } => {
                self.corrections.retain(|c| c.article != correction.article);
                self.corrections.push(correction.clone());
            }
            Entry::Uncorrect { article } => {
                self.corrections
                    .retain(|c| c.article.as_ref() != Some(article));
            }
            Entry::Split { by } => self.split = *by,
            Entry::Seen => self.seen = true,
        }
        self.kept.retain(|k| k.marked || !k.note.is_empty());
        self.sentences.retain(|k| k.marked || !k.note.is_empty());
    }

    fn line(&mut self, sentence: &Sentence) -> &mut KeptSentence {
        let known = self.sentences.iter().position(|k| k.sentence == *sentence);
        slot(&mut self.sentences, known, || KeptSentence {
            sentence: sentence.clone(),
            marked: false,
            note: String::new(),
        })
    }

    fn moment(&mut self, moment: &MomentId, label: &str) -> &mut Kept {
        let known = self.kept.iter().position(|k| k.moment == *moment);
        slot(&mut self.kept, known, || Kept {
            moment: moment.clone(),
            label: label.to_owned(),
            marked: false,
            note: String::new(),
        })
    }

    /// Returns what is kept of a sentence.
    pub fn of_sentence(&self, sentence: &Sentence) -> Option<&KeptSentence> {
        self.sentences.iter().find(|k| k.sentence == *sentence)
    }

    /// Returns what is kept of a moment.
    pub fn of(&self, moment: &MomentId) -> Option<&Kept> {
        self.kept.iter().find(|k| k.moment == *moment)
    }

    /// Tells whether a moment is marked.
    pub fn is_marked(&self, moment: &MomentId) -> bool {
        self.of(moment).is_some_and(|k| k.marked)
    }
}

/// Returns what is known of a list, or a new one at its end.
fn slot<T>(list: &mut Vec<T>, known: Option<usize>, new: impl FnOnce() -> T) -> &mut T {
    let at = known.unwrap_or_else(|| {
        list.push(new());
        list.len() - 1
    });
    &mut list[at]
}

/// The journal of one corpus on disk.
#[derive(Debug, Clone)]
pub struct Journal {
    path: PathBuf,
}

impl Journal {
    /// Returns the journal of a corpus inside a state directory.
    pub fn new(state: &Path, corpus: &str) -> Self {
        let slug: String = corpus
            .chars()
            .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
            .take(40)
            .collect();
        let hash = xxhash_rust::xxh3::xxh3_64(corpus.as_bytes());
        Self {
            path: state.join(format!("{slug}-{hash:016x}.jsonl")),
        }
    }

    /// Returns its length in bytes, by which it is seen that another session wrote to it.
    pub fn n_bytes(&self) -> u64 {
        fs::metadata(&self.path).map_or(0, |m| m.len())
    }

    /// Reads what was kept; lines that cannot be read are left out.
    pub fn read(&self) -> Shelf {
        let mut shelf = Shelf::default();
        self.read_from(0, &mut shelf);
        shelf
    }

    /// Applies what was kept from a byte on, and returns the byte to go on from.
    pub fn read_from(&self, from: u64, shelf: &mut Shelf) -> u64 {
        let mut bytes = Vec::new();
        let read = fs::File::open(&self.path).and_then(|mut file| {
            file.seek(SeekFrom::Start(from))?;
            file.read_to_end(&mut bytes)
        });
        // Another session may be in the middle of a line.
        let whole = bytes
            .iter()
            .rposition(|b| *b == b'\n')
            .map_or(0, |at| at + 1);
        if read.is_err() {
            return from;
        }
        // A line torn inside a letter costs that line alone.
        for line in bytes[..whole].split(|b| *b == b'\n') {
            if let Ok(entry) = serde_json::from_slice::<Entry>(line) {
                shelf.apply(&entry);
            }
        }
        from + whole as u64
    }

    /// Appends one act, waits until it is on the disk, and returns how many bytes it took.
    ///
    /// # Errors
    ///
    /// Fails when the directory or the file cannot be written; the error names the file.
    pub fn append(&self, entry: &Entry) -> std::io::Result<u64> {
        self.write(entry).map_err(|e| {
            let told = format!("{}: {e}", self.path.display());
            std::io::Error::new(e.kind(), told)
        })
    }

    fn write(&self, entry: &Entry) -> std::io::Result<u64> {
        if let Some(dir) = self.path.parent() {
            fs::create_dir_all(dir)?;
        }
        // A newline first as well: a line torn by a crash must not swallow this one.
        let mut line = String::from("\n");
        line.push_str(&serde_json::to_string(entry)?);
        line.push('\n');
        let mut file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(&self.path)?;
        file.write_all(line.as_bytes())?;
        // The width of a pane is worth no wait for the disk.
        if entry.matters() {
            file.sync_data()?;
        }
        Ok(line.len() as u64)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn mark(id: &str) -> Entry {
        Entry::Mark {
            moment: MomentId(id.into()),
            label: format!("label of {id}"),
        }
    }

    #[test]
    fn two_sessions_and_a_torn_line_lose_nothing() {
        let dir = tempfile::tempdir().unwrap();
        let (one, two) = (Journal::new(dir.path(), "c"), Journal::new(dir.path(), "c"));
        one.append(&mark("m1")).unwrap();
        two.append(&mark("m2")).unwrap();
        let mut file = OpenOptions::new().append(true).open(&one.path).unwrap();
        file.write_all(b"{\"do\":\"mark\",\"mom").unwrap();
        one.append(&mark("m3")).unwrap();
        two.append(&Entry::Unmark {
            moment: MomentId("m1".into()),
        })
        .unwrap();
        let ids: Vec<String> = one.read().kept.iter().map(|k| k.moment.0.clone()).collect();
        assert_eq!(ids, ["m2", "m3"]);
    }

    #[test]
    fn a_sentence_is_kept_by_its_words() {
        let dir = tempfile::tempdir().unwrap();
        let journal = Journal::new(dir.path(), "c");
        let sentence = Sentence {
            article: ArticleName {
                path: "a.txt".into(),
                record: None,
            },
            words: "The ferry sank.".into(),
        };
        let mark = Entry::MarkSentence {
            sentence: sentence.clone(),
        };
        let note = Entry::NoteSentence {
            sentence: sentence.clone(),
            text: "who says so?".into(),
        };
        for entry in [mark, note] {
            journal.append(&entry).unwrap();
        }
        let mut shelf = journal.read();
        let kept = shelf.of_sentence(&sentence).unwrap();
        assert!(kept.marked && kept.note == "who says so?");
        shelf.apply(&Entry::UnmarkSentence {
            sentence: sentence.clone(),
        });
        assert!(!shelf.of_sentence(&sentence).unwrap().marked);
    }

    #[test]
    fn a_note_outlives_its_mark() {
        let mut shelf = Shelf::default();
        shelf.apply(&mark("m1"));
        shelf.apply(&Entry::Note {
            moment: MomentId("m1".into()),
            label: "x".into(),
            text: "ask the desk".into(),
        });
        shelf.apply(&Entry::Unmark {
            moment: MomentId("m1".into()),
        });
        assert_eq!(shelf.kept.len(), 1);
        assert!(!shelf.is_marked(&MomentId("m1".into())));
    }
}
