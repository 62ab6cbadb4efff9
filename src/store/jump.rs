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
        let mut moments = self.rows_aside("SELECT n, label, id FROM moment", [], |r| {
            let id = MomentId(r.get(2)?);
            Ok((self.pos(r.get(0)?), r.get(1)?, HitKind::Moment(id)))
        });
        moments.sort_unstable_by_key(|m: &(_, String, _)| m.0);
        all.extend(moments.into_iter().map(|(_, label, kind)| (label, kind)));
        let mut articles =
            self.rows_aside("SELECT row, coalesce(title, path) FROM article", [], |r| {
                Ok((self.place(r.get(0)?), r.get::<_, String>(1)?))
            });
        articles.sort_unstable_by_key(|a| a.0);
        all.extend(
            articles
                .into_iter()
                .filter_map(|(place, title)| Some((title, HitKind::Article(ArticleIdx(place?))))),
        );
        all.extend(
            self.rows_aside("SELECT label, id FROM story ORDER BY place", [], |r| {
                Ok((r.get(0)?, HitKind::Story(StoryId(r.get(1)?))))
            }),
        );
        all.extend(
            self.rows_aside("SELECT folded FROM name ORDER BY folded", [], |r| {
                let name: String = r.get(0)?;
                Ok((name.clone(), HitKind::Name(name)))
            }),
        );
        all
    }
}
