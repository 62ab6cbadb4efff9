//! What of an article decides copies, stories and days: small enough to be held of all
//! articles of a corpus at once. Tellings are left out; they are looked at affair by affair.

use crate::article::{ArticleName, SourceFrom, StatedDate};
use crate::telling::{Digest, Particular, Term};
use crate::time::DateOrder;
use crate::time::published::Evidence;
use serde::{Deserialize, Serialize};

/// What of a digest is needed before moments are looked for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Brief {
    /// Path and record.
    pub name: ArticleName,
    /// The outlet.
    pub source: String,
    /// How the outlet is known.
    pub source_from: SourceFrom,
    /// The headline.
    pub title: Option<String>,
    /// The headline of its first telling, for an article that has no other.
    pub first_told: Option<String>,
    /// The most trustworthy of its stated days.
    pub stated: Option<StatedDate>,
    /// Number of words.
    pub words: u32,
    /// Hash of the body.
    pub content: u64,
    /// MinHash signature of the body.
    pub minhash: Vec<u32>,
    /// Stems with their counts, by term.
    pub terms: Vec<(Term, u16)>,
    /// Figures, days, names and auxiliaries with what they stand between.
    pub particulars: Vec<Particular>,
    /// In which order it writes `3/4/2016`, as far as it shows.
    pub order: DateOrder,
    /// How many of its dates can only be read with the day, and with the month, first.
    pub order_evidence: (usize, usize),
    /// What the text says of its day, where none is stated.
    pub evidence: Option<Evidence>,
}

impl Brief {
    /// Returns the same without signature and stems, which are most of it.
    #[must_use]
    pub fn slim(&self) -> Self {
        Self {
            name: self.name.clone(),
            source: self.source.clone(),
            source_from: self.source_from,
            title: self.title.clone(),
            first_told: self.first_told.clone(),
            stated: self.stated.clone(),
            words: self.words,
            content: self.content,
            minhash: Vec::new(),
            terms: Vec::new(),
            particulars: self.particulars.clone(),
            order: self.order,
            order_evidence: self.order_evidence,
            evidence: self.evidence.clone(),
        }
    }

    /// Returns what is needed of a digest.
    pub fn of(digest: &Digest) -> Self {
        let first_told = || digest.tellings.first().map(|t| t.headline.clone());
        Self {
            name: digest.name.clone(),
            source: digest.source.clone(),
            source_from: digest.source_from,
            title: digest.title.clone(),
            first_told: digest.title.is_none().then(first_told).flatten(),
            stated: digest.stated.first().cloned(),
            words: digest.words,
            content: digest.content,
            minhash: digest.minhash.clone(),
            terms: digest.terms.clone(),
            particulars: digest.particulars.clone(),
            order: digest.times.date_order(),
            order_evidence: digest.times.date_order_evidence(),
            evidence: digest.stated.is_empty().then(|| digest.evidence.clone()),
        }
    }
}
