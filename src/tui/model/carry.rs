//! What stays when another reading of the corpus takes the place of the one on screen.
//!
//! Articles are numbered anew with each reading, so whatever names one by its number is
//! looked up again by name; moments are named by content and need nothing.

use super::{Model, Screen, Target};
use crate::article::ArticleIdx;
use crate::query::{Archive, Filter, Order, Page};
use crate::time::Window;
use std::sync::Arc;

impl Model {
    /// Follows articles from the old reading to the new one.
    pub(super) fn carry(&mut self, old: &dyn Archive, new: &dyn Archive) {
        self.texts.clear();
        let moved = |idx: ArticleIdx| new.article_named(&old.article(idx)?.row.name);
        self.hits
            .retain_mut(|hit| match new.article_named(&hit.name) {
                Some(idx) => {
                    hit.article = idx;
                    true
                }
                None => false,
            });
        self.hit = self.hit.filter(|at| *at < self.hits.len());
        for screen in &mut self.stack {
            match screen {
                Screen::Pick(picker) => {
                    for row in &mut picker.rows {
                        if let Target::Article(idx, spot) = &row.target {
                            row.target = match moved(*idx) {
                                Some(idx) => Target::Article(idx, spot.clone()),
                                None => Target::Nowhere,
                            };
                        }
                    }
                }
                Screen::Article(reader) => {
                    let text = new
                        .article_named(&reader.text.row.name)
                        .and_then(|idx| new.article(idx));
                    // A text that was edited meanwhile stays as it is until left.
                    if let Some(text) = text.filter(|t| t.body == reader.text.body) {
                        let at = |t: &crate::query::ArticleText, n: usize| {
                            t.tellings.get(n).map(|(range, _)| range.clone())
                        };
                        reader.telling = reader.telling.and_then(|n| {
                            let was = at(&reader.text, n)?;
                            text.tellings.iter().position(|(range, _)| *range == was)
                        });
                        reader.text = Arc::new(text);
                    }
                }
                Screen::Compare(_) | Screen::Prompt(_) => {}
            }
        }
    }

    /// Returns the weightiest moment at about this time, for a selected one that is gone.
    pub(super) fn near_in_time(
        &self,
        archive: &dyn Archive,
        window: Option<Window>,
    ) -> Option<crate::link::MomentId> {
        let mut filter: Filter = self.filter.clone();
        if filter.within.is_some() {
            return None;
        }
        filter.within = Some(window?);
        let found = archive.moments(&filter, Order::Salience, Page::first(1));
        found.into_iter().next().map(|row| row.id)
    }
}
