//! Tellings of the same happening.

use super::{Dated, LinkedArticle, Member, Moment, MomentId, Story};
use crate::article::ArticleIdx;
use crate::telling::{Dating, Digest};

/// Returns the moments in order of time.
pub(super) fn moments(
    digests: &[Digest],
    articles: &mut [LinkedArticle],
    _stories: &[Story],
) -> Vec<Moment> {
    let mut out = Vec::new();
    for (i, digest) in digests.iter().enumerate() {
        for (t, telling) in digest.tellings.iter().enumerate() {
            let window = telling
                .time
                .and_then(|k| articles[i].times.get(k as usize))
                .and_then(|timex| timex.window);
            out.push(Moment {
                id: MomentId(format!("m{:013}", out.len())),
                label: telling.headline.clone(),
                status: telling.status,
                window,
                salience: 0.0,
                story: articles[i].story,
                members: vec![Member {
                    article: ArticleIdx(u32::try_from(i).unwrap_or(u32::MAX)),
                    telling: u32::try_from(t).unwrap_or(u32::MAX),
                    window,
                    dated: match telling.dating {
                        Dating::Own => Dated::Own,
                        Dating::Context => Dated::Context,
                        Dating::Published => Dated::Published,
                        Dating::None => Dated::None,
                    },
                    dated_from: None,
                    because: Vec::new(),
                }],
            });
        }
    }
    out.sort_by_key(|m| {
        (
            m.window.is_none(),
            m.window.map(|w| (w.earliest(), w.latest())),
        )
    });
    out
}
