//! When each article appeared, settled across the articles of its story.

use super::LinkedArticle;
use super::voices::Voice;
use crate::telling::Digest;
use crate::time::Dct;
use crate::time::published::{Published, infer};

/// Returns, per article, its day and its resolved time expressions.
pub(super) fn date(digests: &[Digest], voices: &[Voice], story_of: &[u32]) -> Vec<LinkedArticle> {
    digests
        .iter()
        .zip(voices)
        .zip(story_of)
        .map(|((digest, voice), &story)| {
            let published = digest.stated.first().map_or_else(
                || infer(&digest.evidence),
                |s| Published::stated(s.day, s.from, s.because.clone()),
            );
            let dct = Dct {
                day: published.value,
                ..Dct::default()
            };
            LinkedArticle {
                times: digest.times.resolve(dct),
                published,
                version_of: voice.version_of,
                copy_of: voice.copy_of,
                voice: voice.voice,
                story,
            }
        })
        .collect()
}
