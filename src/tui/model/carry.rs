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
        let left = self.trail.iter_mut().flat_map(|place| &mut place.stack);
        for screen in self.stack.iter_mut().chain(left) {
            match screen {
                Screen::Pick(picker) => {
                    for row in &mut picker.rows {
                        row.target = match row.target.clone() {
                            Target::Article(idx, spot) => {
                                moved(idx).map_or(Target::Nowhere, |idx| Target::Article(idx, spot))
                            }
                            Target::Edit(a, b) => moved(a)
                                .zip(moved(b))
                                .map_or(Target::Nowhere, |(a, b)| Target::Edit(a, b)),
                            other => other,
                        };
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
                Screen::Compare(side) => {
                    let texts = side.columns.iter();
                    let names = texts.map(|text| new.article_named(&text.row.name));
                    // One that is gone leads nowhere: the last number is nobody's.
                    let gone = ArticleIdx(u32::MAX);
                    side.comparison.columns = names.map(|idx| idx.unwrap_or(gone)).collect();
                }
                Screen::Prompt(_) => {}
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
