//! From an article to its digest.

use super::Digest;
use crate::article::Article;
use crate::time::published::evidence;
use crate::time::recognise;

/// Returns the digest of one article: reads it once and asks nothing else.
pub fn digest(article: &Article) -> Digest {
    let times = recognise(&article.body, &article.language);
    let evidence = evidence(&article.body, &times, &article.language);
    Digest {
        times,
        evidence,
        ..Digest::empty(article)
    }
}
