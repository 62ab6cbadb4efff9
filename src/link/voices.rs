//! Copies and versions: which articles are one voice.

use crate::article::ArticleIdx;
use crate::telling::Digest;

/// Per article: its voice, and what it copies or edits.
pub(super) struct Voice {
    pub voice: u32,
    pub copy_of: Option<ArticleIdx>,
    pub version_of: Option<ArticleIdx>,
}

/// Returns one voice for each digest.
pub(super) fn voices(digests: &[Digest]) -> Vec<Voice> {
    (0..digests.len())
        .map(|i| Voice {
            voice: u32::try_from(i).unwrap_or(u32::MAX),
            copy_of: None,
            version_of: None,
        })
        .collect()
}
