//! Every word seen, once: its stem, its term, and what the word lists say of it.
//!
//! Kept per thread and shared by the articles a thread reads: what is looked up depends on
//! the word alone, so the cache changes no result. It forgets everything when it grows
//! past a limit.

use super::Term;
use super::lexicon::{self, Lex};
use crate::text::stem::stem;
use rustc_hash::FxHashMap;
use std::cell::RefCell;
use std::rc::Rc;

/// What is known of a word, whatever text it stands in.
#[derive(Debug, Clone)]
pub struct Word {
    /// Lower-cased, apostrophes straight, accents kept.
    pub lower: Rc<str>,
    /// Its stem.
    pub stem: Rc<str>,
    /// The stem of the verb that it is a form of or says the same as; its own stem if none.
    pub action: Rc<str>,
    /// The term of its stem.
    pub term: Term,
    /// What the word lists say.
    pub lex: Lex,
}

/// All words seen by this thread.
#[derive(Default)]
pub struct Vocabulary {
    ids: FxHashMap<Box<str>, u32>,
    words: Vec<Word>,
    buffer: String,
}

const LIMIT: usize = 300_000;

thread_local! {
    static VOCABULARY: RefCell<Vocabulary> = RefCell::default();
}

/// Runs `read` with this thread's vocabulary.
pub fn with<T>(read: impl FnOnce(&mut Vocabulary) -> T) -> T {
    VOCABULARY.with_borrow_mut(|vocabulary| {
        if vocabulary.words.len() > LIMIT {
            *vocabulary = Vocabulary::default();
        }
        read(vocabulary)
    })
}

impl Vocabulary {
    /// Returns the id of a word as printed.
    pub fn id(&mut self, printed: &str) -> u32 {
        let plain = printed
            .bytes()
            .all(|b| b.is_ascii() && !b.is_ascii_uppercase());
        if plain {
            if let Some(id) = self.ids.get(printed) {
                return *id;
            }
            self.insert(printed.to_owned())
        } else {
            let mut lower = std::mem::take(&mut self.buffer);
            lower.clear();
            for c in printed.chars() {
                match c {
                    '’' => lower.push('\''),
                    '‑' => lower.push('-'),
                    _ if c.is_ascii() => lower.push(c.to_ascii_lowercase()),
                    _ => lower.extend(c.to_lowercase()),
                }
            }
            let id = match self.ids.get(lower.as_str()) {
                Some(id) => *id,
                None => self.insert(lower.clone()),
            };
            self.buffer = lower;
            id
        }
    }

    /// Returns the word with this id; `None` for what is no word.
    pub fn get(&self, id: u32) -> Option<&Word> {
        self.words.get(id as usize)
    }

    /// Returns the word with this id.
    pub fn word(&self, id: u32) -> &Word {
        &self.words[id as usize]
    }

    fn insert(&mut self, lower: String) -> u32 {
        let stem: Rc<str> = stem(&lower).into();
        let lex = lexicon::lookup(&lower);
        let action = match lex.base {
            Some(base) => crate::text::stem::stem(base).into(),
            None => Rc::clone(&stem),
        };
        let word = Word {
            term: Term::of(&stem),
            lex,
            action,
            lower: lower.as_str().into(),
            stem,
        };
        let id = u32::try_from(self.words.len()).expect("the vocabulary is limited");
        self.words.push(word);
        self.ids.insert(lower.into_boxed_str(), id);
        id
    }
}
