//! What the model asks of the archive, and when.

use super::{EACH, Laid, Model, NUMBERED, Resume, Screen};
use crate::link::MomentId;
use crate::query::{Archive, ArticleText, MomentDetail, Page, SourceIdx, SourceRow, Step};
use crate::text::language::Language;
use crate::time::{Grain, has_rules};
use crate::tui::axis::{self, Frame, Point};
use crate::tui::lanes;
use crate::tui::layout::{self, Areas};
use crate::tui::paint::is_rtl;
use crate::tui::unit::{self, Unit};
use std::collections::BTreeSet;
use std::sync::Arc;

/// Rows of the list held around the selected one.
const HELD: usize = 400;

impl Model {
    /// Takes a corpus that has been read.
    pub fn take(&mut self, archive: Arc<dyn Archive>) {
        let was = self.selected().map(|row| (row.id.clone(), row.window));
        let telling_top = self.telling_top;
        // Another reading of what is on screen takes its place: the reader stays there.
        // Until the reader begins, what most is said of comes first, as more is read.
        let begun = was.as_ref().filter(|_| self.settled);
        let stay = begun.map(|(moment, _)| Resume {
            moment: moment.clone(),
            telling: self.telling().map(|t| (t.name.clone(), t.sentence.start)),
            corrected: false,
        });
        if let Some(old) = self.archive.take() {
            self.carry(old.as_ref(), archive.as_ref());
        }
        self.overview = archive.overview();
        self.sources = archive.sources(&crate::query::Filter::default());
        self.archive = Some(archive.clone());
        let asked = self.resume.is_some();
        let Some(resume) = self.resume.take().or(stay) else {
            self.refilter(None);
            if let Some(word) = self.shortcoming(archive.as_ref()) {
                self.message = Some(word);
            }
            return;
        };
        let found = resume.telling.as_ref().and_then(|(name, start)| {
            let text = archive.article(archive.article_named(name)?)?;
            let at = |r: &std::ops::Range<usize>| r.start == *start;
            let moment = text
                .tellings
                .iter()
                .find(|(r, _)| at(r))
                .map(|(_, m)| m.clone());
            Some((text.row.source, moment))
        });
        // The name of the source looked at may be what was corrected.
        if let (Some(_), Some((source, _)), true) = (&self.source, &found, asked) {
            self.source = Some(source.clone());
        }
        let known = |id: &MomentId| archive.moment(&id.0).is_some_and(|d| d.row.id == *id);
        let window = was.as_ref().and_then(|(_, window)| *window);
        let moment = match found {
            Some((_, Some(moment))) if resume.corrected || !known(&resume.moment) => moment,
            _ if known(&resume.moment) => resume.moment,
            _ => self
                .near_in_time(archive.as_ref(), window)
                .unwrap_or(resume.moment),
        };
        self.refilter(Some(moment));
        if asked {
            self.focus = resume.telling.map(|(name, _)| name);
        }
        let same = self.selected().map(|row| &row.id) == was.as_ref().map(|(id, _)| id);
        if same {
            self.telling_top = telling_top;
        }
    }

    /// Says what of the corpus cannot be read as it should: texts in languages without rules,
    /// or no day anywhere.
    fn shortcoming(&self, archive: &dyn Archive) -> Option<String> {
        // Each is unpacked, before the first timeline is drawn.
        const LOOKED_AT: usize = 60;
        if self.overview.n_articles == 0 {
            return None;
        }
        let all = archive.articles(&crate::query::Filter::default(), Page::first(LOOKED_AT));
        let foreign: Vec<&str> = all
            .iter()
            .map(|a| a.language.as_str())
            .filter(|l| !has_rules(&Language::new(l)))
            .collect();
        if foreign.len() * 2 > all.len() {
            let mut codes = foreign.clone();
            codes.sort_unstable();
            codes.dedup();
            codes.truncate(4);
            return Some(format!(
                "no rules for the language of most articles here ({}): only dates in digits are read",
                codes.join(", ")
            ));
        }
        let undated = self.total > 0 && self.timeline.undated == self.total;
        undated.then(|| {
            "nothing here could be placed in time; e gives an article its day, / searches"
                .to_owned()
        })
    }

    /// Applies the filter anew; keeps the moment, or takes the nearest that passes.
    pub fn refilter(&mut self, keep: Option<MomentId>) {
        let Some(archive) = self.archive.clone() else {
            return;
        };
        self.total = archive.count(&self.filter);
        self.rows.clear();
        self.load_points(archive.as_ref());
        self.lanes = self.lanes_under(archive.as_ref());
        let near = keep.and_then(|id| {
            if archive.position(&self.filter, self.order, &id).is_some() {
                return Some(id);
            }
            archive
                .step(&self.filter, &id, Step::Next)
                .or_else(|| archive.step(&self.filter, &id, Step::Previous))
        });
        // The row that stays under the cursor stays in its place on the screen, too.
        let above = near.as_ref().map(|_| self.at.saturating_sub(self.top));
        let opens = near.is_none();
        let start = near.or_else(|| self.opening(archive.as_ref()));
        self.detail = None;
        self.glance = None;
        self.at = 0;
        self.top = 0;
        if let Some(id) = &start
            && let Some(at) = archive.position(&self.filter, self.order, id)
        {
            self.top = above.map_or(0, |above| at.saturating_sub(above));
        }
        if let Some(id) = start {
            // The timeline does not wait for what hundreds tell of the moment it opens with.
            let glance = archive.glance(&id).filter(|_| opens);
            match (glance, archive.position(&self.filter, self.order, &id)) {
                (Some(detail), Some(at)) => {
                    self.at = at;
                    self.hold_rows(archive.as_ref());
                    self.n_glances += 1;
                    self.glance = Some(self.n_glances);
                    self.detail = Some(detail);
                    self.unfold(archive.as_ref());
                }
                _ => {
                    self.select(&id);
                }
            }
        } else {
            self.relayout();
        }
    }

    /// Returns the moment to begin with: the one most is said of.
    fn opening(&self, archive: &dyn Archive) -> Option<MomentId> {
        archive
            .moments(&self.filter, crate::query::Order::Salience, Page::first(1))
            .into_iter()
            .next()
            .map(|row| row.id)
    }

    fn load_points(&mut self, archive: &dyn Archive) {
        let line = &mut self.timeline;
        line.edition += 1;
        let mut placed = self.filter.clone();
        placed.placed = true;
        let n_placed = archive.count(&placed);
        line.undated = self.total.saturating_sub(n_placed);
        line.moments.clear();
        line.days.clear();
        line.points.clear();
        if n_placed <= EACH {
            line.moments = archive.moments(&placed, crate::query::Order::Time, Page::first(EACH));
            for row in &line.moments {
                if let Some(w) = row.window {
                    let (at, unit) = unit::place(&w);
                    line.points.push(Point {
                        at,
                        unit,
                        // What many tell weighs more than what one does.
                        weight: u32::try_from(row.sources.len()).unwrap_or(1).max(1),
                    });
                }
            }
        } else {
            line.days = archive.buckets(&self.filter, Grain::Day, None);
            line.points = line
                .days
                .iter()
                .map(|b| Point {
                    at: unit::of_bucket(b).floor(b.start),
                    unit: unit::of_bucket(b),
                    weight: b.by_source.iter().map(|(_, n)| *n).sum::<u32>().max(1),
                })
                .collect();
        }
        line.points.sort_by_key(|p| (p.at, p.unit));
    }

    /// Selects a moment; where it does not pass the filter, nothing happens.
    pub fn select(&mut self, id: &MomentId) -> bool {
        let Some(archive) = self.archive.clone() else {
            return false;
        };
        let Some(at) = archive.position(&self.filter, self.order, id) else {
            return false;
        };
        self.at = at;
        self.show(archive.as_ref(), id);
        true
    }

    /// Selects the moment at a place of the list, or the last.
    pub fn select_at(&mut self, at: usize) {
        let Some(archive) = self.archive.clone() else {
            return;
        };
        if self.total == 0 {
            return;
        }
        self.at = at.min(self.total - 1);
        self.hold_rows(archive.as_ref());
        if let Some(id) = self.row(self.at).map(|r| r.id.clone()) {
            self.show(archive.as_ref(), &id);
        }
    }

    fn show(&mut self, archive: &dyn Archive, id: &MomentId) {
        self.hold_rows(archive);
        self.glance = None;
        self.detail = archive.moment(&id.0);
        self.unfold(archive);
    }

    /// Fetches all of a moment that is shown at a glance.
    pub fn look(&mut self) {
        let (Some(_), Some(archive)) = (self.glance, self.archive.clone()) else {
            return;
        };
        if let Some(detail) = self.selected().and_then(|row| archive.moment(&row.id.0)) {
            self.fill(detail);
        }
    }

    /// Takes all of the moment that is shown at a glance.
    pub fn fill(&mut self, detail: MomentDetail) {
        self.glance = None;
        self.detail = Some(detail);
        if let Some(archive) = self.archive.clone() {
            self.unfold(archive.as_ref());
        }
    }

    /// Lays out the selected moment and the articles that tell it.
    fn unfold(&mut self, archive: &dyn Archive) {
        self.telling_top = 0;
        self.focus = None;
        self.rtl = self.stack_rtl
            && self.detail.iter().any(|d| {
                is_rtl(&d.row.label) || d.tellings.iter().take(40).any(|t| is_rtl(&t.text))
            });
        let wanted: BTreeSet<_> = self
            .detail
            .iter()
            .flat_map(|d| d.tellings.iter().map(|t| t.article))
            .take(40)
            .collect();
        self.texts.retain(|idx, _| wanted.contains(idx));
        for idx in wanted {
            self.text(archive, idx);
        }
        self.relayout();
    }

    /// Returns an article's text, keeping it.
    pub fn text(
        &mut self,
        archive: &dyn Archive,
        idx: crate::article::ArticleIdx,
    ) -> Option<Arc<ArticleText>> {
        if let Some(text) = self.texts.get(&idx) {
            return Some(text.clone());
        }
        let text = Arc::new(archive.article(idx)?);
        self.texts.insert(idx, text.clone());
        Some(text)
    }

    fn hold_rows(&mut self, archive: &dyn Archive) {
        let height = usize::from(self.size.1);
        let first = self.at.saturating_sub(height);
        let last = (self.at + height).min(self.total);
        let held = self.rows_from..self.rows_from + self.rows.len();
        if !self.rows.is_empty() && held.start <= first && last <= held.end {
            return;
        }
        self.rows_from = self.at.saturating_sub(HELD / 2);
        self.rows = archive.moments(
            &self.filter,
            self.order,
            Page {
                offset: self.rows_from,
                limit: HELD.max(2 * height),
            },
        );
    }

    /// Lays out the screen for its size and the selected moment; scrolls what must be
    /// in sight into sight.
    pub fn relayout(&mut self) {
        let areas = layout::areas(self);
        self.scroll_list(&areas);
        self.scroll_lanes(&areas);
        self.lay_axis(&areas);
    }

    fn scroll_list(&mut self, areas: &Areas) {
        if areas.list.height == 0 && self.pane == super::Pane::Telling {
            // Another pane has its room; it comes back as it was.
            return;
        }
        let height = usize::from(areas.list_rows()).max(1);
        if self.at < self.top || self.at >= self.top + height {
            // By half a page: a row at a time would send the whole list each time.
            self.top = self.at.saturating_sub(height / 2);
        }
        self.top = self.top.min(self.total.saturating_sub(height));
    }

    /// Returns the sources that have lanes: those asked for, or all; of many, those that tell
    /// something that passes the filter stand first.
    fn lanes_under(&self, archive: &dyn Archive) -> Vec<SourceRow> {
        let asked = !self.filter.sources.is_empty();
        if self.filter.is_empty() || !asked && self.sources.len() <= NUMBERED {
            return self.sources.clone();
        }
        let active: BTreeSet<_> = archive
            .sources(&self.filter)
            .iter()
            .map(|s| s.idx)
            .collect();
        let (mut first, rest): (Vec<_>, Vec<_>) = self
            .sources
            .iter()
            .cloned()
            .partition(|s| active.contains(&s.idx));
        if !asked {
            first.extend(rest);
        }
        first
    }

    fn scroll_lanes(&mut self, areas: &Areas) {
        let n = areas.n_lanes.max(1);
        if n == 1 {
            self.lane_top = 0;
            return;
        }
        if let Some(at) = self
            .source
            .as_ref()
            .and_then(|name| self.lanes.iter().position(|s| s.name == *name))
        {
            if at < self.lane_top {
                self.lane_top = at;
            } else if at >= self.lane_top + n {
                self.lane_top = at + 1 - n;
            }
        }
        self.lane_top = self.lane_top.min(self.lanes.len().saturating_sub(n));
    }

    fn lay_axis(&mut self, areas: &Areas) {
        let focus = self
            .selected()
            .and_then(|row| row.window)
            .map(|w| unit::place(&w));
        let line = &self.timeline;
        let frame = Frame {
            zoom: line.zoom,
            scale: line.scale,
            width: areas.axis_width(line.undated > 0),
            focus,
            anchor: line.axis.first(),
            break_mark: self.theme.glyphs.fold,
        };
        let laid = Laid {
            edition: line.edition,
            zoom: line.zoom,
            scale: line.scale,
            widths: (frame.width, areas.whole.then(|| areas.whole_width())),
        };
        let in_sight = focus.is_none_or(|(at, unit)| line.axis.cell(at, unit).is_some());
        let stays = line.laid.as_ref() == Some(&laid) && in_sight;
        if !stays {
            let axis = axis::layout(&line.points, &frame);
            let all = lanes::all(&axis, line);
            self.lay_whole(&axis, &frame, areas);
            let line = &mut self.timeline;
            line.axis = axis;
            line.all = all;
            line.laid = Some(laid);
        }
        let line = &self.timeline;
        let first = self.lane_top.min(self.lanes.len());
        let last = (first + areas.n_lanes).min(self.lanes.len());
        let shown: Vec<&SourceRow> = match (&self.source, areas.n_lanes) {
            // One lane only: that of the source looked at.
            (Some(name), 1) => self.sources.iter().filter(|s| s.name == *name).collect(),
            _ => self.lanes[first..last].iter().collect(),
        };
        let of: Vec<SourceIdx> = shown.iter().map(|s| s.idx).collect();
        let same = stays && of == line.told.0;
        let told = if same {
            line.told.1.clone()
        } else {
            let shown: Vec<SourceRow> = shown.into_iter().cloned().collect();
            let others = self.lanes.len().saturating_sub(shown.len());
            let others = if areas.grouped { others } else { 0 };
            lanes::told(&line.axis, &shown, others, line)
        };
        let lanes = lanes::with_selected(&line.axis, told.clone(), self.detail.as_ref());
        let hits = lanes::hits(&line.axis, &self.hits);
        let line = &mut self.timeline;
        if !same {
            line.told = (of, told);
        }
        line.lanes = lanes;
        line.hits = hits;
        line.gutter = areas.gutter;
    }

    /// Lays out all of time to scale, and the part of it that the axis shows.
    fn lay_whole(&mut self, axis: &axis::Axis, frame: &Frame, areas: &Areas) {
        let line = &mut self.timeline;
        line.whole.clear();
        if !areas.whole {
            return;
        }
        let frame = Frame {
            zoom: axis::Zoom::Fit,
            scale: axis::Scale::Linear,
            width: areas.whole_width(),
            anchor: None,
            ..*frame
        };
        let whole = axis::layout(&line.points, &frame);
        let most = whole.cells.iter().map(|c| c.weight).max().unwrap_or(0);
        line.whole = whole
            .cells
            .iter()
            .map(|c| {
                if c.weight == 0 {
                    0
                } else {
                    lanes::height(c.weight, most)
                }
            })
            .collect();
        line.shown = axis
            .first()
            .zip(axis.end())
            .and_then(|(a, b)| whole.span(a, b));
        let year =
            |c: Option<&axis::Cell>| c.map(|c| Unit::Year.label(c.start)).unwrap_or_default();
        line.ends = (year(whole.cells.first()), year(whole.cells.last()));
    }

    /// Opens an article over what is there.
    pub fn open_article(
        &mut self,
        idx: crate::article::ArticleIdx,
        spot: Option<std::ops::Range<usize>>,
    ) -> bool {
        let Some(archive) = self.archive.clone() else {
            return false;
        };
        let Some(text) = self.text(archive.as_ref(), idx) else {
            return false;
        };
        let telling = spot
            .as_ref()
            .and_then(|s| text.tellings.iter().position(|(r, _)| r.start == s.start));
        let mut reader = super::Reader {
            text,
            top: 0,
            telling,
            spot,
            plain: false,
            hit: false,
        };
        super::super::reader::scroll_to_spot(&mut reader, self.size);
        self.stack.push(Screen::Article(reader));
        true
    }

    /// Lets `n` go on to the next hit from the article on top.
    pub fn opened_by_hit(&mut self) {
        if let Some(Screen::Article(reader)) = self.stack.last_mut() {
            reader.hit = true;
        }
    }
}
