//! Fuzzy jump over all labels of an index.

use super::disk::Disk;
use crate::article::ArticleIdx;
use crate::link::{MomentId, StoryId};
use crate::query::{Archive, Filter, Hit, HitKind, fuzzy};

/// All that can be jumped to, loaded on the first jump.
pub(super) struct Jump(Vec<(String, HitKind)>);

impl Disk {
    pub(super) fn fuzzy(&self, text: &str, limit: usize) -> Vec<Hit> {
        let targets = self.jump.get_or_init(|| Jump(self.targets()));
        fuzzy(text, &targets.0, limit)
    }

    fn targets(&self) -> Vec<(String, HitKind)> {
        let mut all: Vec<(String, HitKind)> = self
            .sources(&Filter::default())
            .into_iter()
            .map(|s| (s.name.clone(), HitKind::Source(s.name)))
            .collect();
        all.extend(
            self.rows_aside("SELECT label, id FROM moment ORDER BY pos", [], |r| {
                Ok((r.get(0)?, HitKind::Moment(MomentId(r.get(1)?))))
            }),
        );
        all.extend(self.rows_aside(
            "SELECT coalesce(title, path), idx FROM article ORDER BY idx",
            [],
            |r| Ok((r.get(0)?, HitKind::Article(ArticleIdx(r.get(1)?)))),
        ));
        all.extend(
            self.rows_aside("SELECT label, id FROM story ORDER BY n", [], |r| {
                Ok((r.get(0)?, HitKind::Story(StoryId(r.get(1)?))))
            }),
        );
        all
    }
}
