//! What can only be seen across articles: learnt from a sample before reading.

use super::Corpus;
use super::date::Order;

/// What the sources of a corpus do on every page.
#[derive(Debug, Default)]
pub(super) struct Habits {
    /// The order of day and month, where the corpus proves one.
    pub order: Option<Order>,
    /// Level of folders that names outlets, if one does.
    pub folder_level: Option<usize>,
}

impl Habits {
    pub(super) fn hash(&self, into: &mut xxhash_rust::xxh3::Xxh3) {
        into.update(format!("{:?} {:?}", self.order, self.folder_level).as_bytes());
    }
}

/// Learns the habits of a corpus.
pub(super) fn learn(corpus: &Corpus) -> Habits {
    Habits {
        order: None,
        folder_level: super::outlet::folder_level(corpus.files()),
    }
}
