//! Where things stand on a screen of some size. The same answer serves drawing, scrolling
//! and the axis.

use super::config::Layout;
use super::model::{Model, Pane};
use super::tutor;
use crate::text::width::width;
use crate::text::wrap::wrap;
use ratatui::layout::Rect;

/// Smaller than this, the screen only says so.
pub const SMALLEST: (u16, u16) = (40, 10);

/// Tells whether a window has room to show anything.
pub fn fits((w, h): (u16, u16)) -> bool {
    w >= SMALLEST.0 && h >= SMALLEST.1
}

/// Returns the rows the tutor takes above the footer: a lesson is never cut.
pub fn lesson_rows(model: &Model) -> u16 {
    const LEAST: u16 = 3;
    let (w, h) = model.size;
    let Some(text) = model.tutor.as_ref().and_then(tutor::text) else {
        return 0;
    };
    let columns = usize::from(w.saturating_sub(2)).max(8);
    to_u16(wrap(&text, columns).len()).clamp(LEAST, (h / 2).max(LEAST))
}

/// How many columns there are, in kinds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Class {
    /// One pane at a time.
    Narrow,
    /// Panes above each other.
    Medium,
    /// List and telling side by side.
    Wide,
    /// And what all sources say beside them.
    Widest,
}

/// The rectangles of the main screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Areas {
    /// How it is arranged.
    pub class: Class,
    /// The first row.
    pub title: Rect,
    /// Axis and lanes.
    pub timeline: Rect,
    /// The list, with its heading; empty when another pane has the room.
    pub list: Rect,
    /// The telling, with its heading.
    pub telling: Rect,
    /// What all say, on the widest screens.
    pub all: Rect,
    /// Everything between timeline and footer.
    pub body: Rect,
    /// The last row.
    pub footer: Rect,
    /// Lanes of one source there is room for.
    pub n_lanes: usize,
    /// There is a lane below them for all other sources together.
    pub grouped: bool,
    /// Columns of lane names.
    pub gutter: u16,
    /// There is a row below the lanes that points at the cursor's column.
    pub pointer: bool,
    /// There is a row below that with all of time to scale.
    pub whole: bool,
}

impl Areas {
    /// Returns the rows of the list without its heading.
    pub fn list_rows(&self) -> u16 {
        self.list.height.saturating_sub(1)
    }

    /// Returns the row that points at the cursor's column.
    pub fn pointer_row(&self) -> u16 {
        self.timeline
            .bottom()
            .saturating_sub(1 + u16::from(self.whole))
    }

    /// Returns the columns of the row that shows all of time, between its two years.
    pub fn whole_width(&self) -> u16 {
        self.timeline.width.saturating_sub(self.gutter + 14)
    }

    /// Returns the columns of the axis.
    pub fn axis_width(&self, undated: bool) -> u16 {
        let taken = self.gutter + 1 + if undated { 5 } else { 0 };
        self.timeline.width.saturating_sub(taken)
    }
}

/// Returns where things stand.
pub fn areas(model: &Model) -> Areas {
    let (w, h) = model.size;
    let class = match w {
        0..60 => Class::Narrow,
        60..100 => Class::Medium,
        100..180 => Class::Wide,
        _ => Class::Widest,
    };
    // Terminals that turn right-to-left text around turn the whole row: nothing else may
    // stand in it.
    let class = if model.rtl {
        class.min(Class::Medium)
    } else {
        class
    };
    let class = match model.layout {
        Layout::Auto => class,
        Layout::Stacked => class.min(Class::Medium),
        Layout::Single => Class::Narrow,
    };
    let n_sources = model.lanes.len();
    let most_lanes = match class {
        Class::Narrow => 0,
        Class::Medium if h < 30 => 1,
        Class::Medium => usize::from(h / 6),
        _ if h < 20 => 1,
        _ => usize::from(h / 4),
    };
    // The rest in one lane, where it takes none of the last few.
    let grouped = n_sources > most_lanes && most_lanes > 2;
    let n_lanes = n_sources.min(most_lanes - usize::from(grouped));
    let names = model
        .sources
        .iter()
        .map(|s| width(&s.name))
        .max()
        .unwrap_or(0);
    let gutter = match class {
        Class::Narrow => 4,
        Class::Medium => 5,
        _ => to_u16(names.clamp(6, 18)) + 4,
    };
    let pointer = class >= Class::Wide && h >= 24;
    let whole = class >= Class::Medium && h >= 24;
    let rows = |y: u16, n: u16| {
        let y = y.min(h);
        Rect::new(0, y, w, n.min(h - y))
    };
    let timeline_rows = if h < 14 {
        2.min(h)
    } else {
        2 + to_u16(n_lanes) + u16::from(grouped) + u16::from(pointer) + u16::from(whole)
    };
    let title = rows(0, 1);
    let timeline = rows(1, timeline_rows);
    let top = 1 + timeline_rows;
    let lesson = lesson_rows(model);
    let body = rows(top, h.saturating_sub(top + 1 + lesson));
    let footer = rows(h.saturating_sub(1), 1);
    let mut areas = Areas {
        class,
        title,
        timeline,
        list: body,
        telling: Rect::default(),
        all: Rect::default(),
        body,
        footer,
        n_lanes,
        grouped,
        gutter,
        pointer,
        whole,
    };
    let split = i32::from(model.shelf.split);
    match class {
        Class::Narrow => {
            if model.pane == Pane::Telling {
                areas.list = Rect::default();
                areas.telling = body;
            }
        }
        Class::Medium => {
            let half = i32::from(body.height) * 2 / 5 + split;
            let upper = clamp(half, 2, i32::from(body.height) - 3);
            areas.list = Rect {
                height: upper,
                ..body
            };
            areas.telling = Rect {
                y: body.y + upper,
                height: body.height - upper,
                ..body
            };
        }
        Class::Wide | Class::Widest => {
            let share = if class == Class::Wide { 9 } else { 7 };
            let left = i32::from(body.width) * share / 20 + split * 2;
            let left = clamp(left, 30, i32::from(body.width) - 40);
            areas.list = Rect {
                width: left,
                ..body
            };
            let right = Rect {
                x: body.x + left + 1,
                width: body.width - left - 1,
                ..body
            };
            areas.telling = right;
            if class == Class::Widest {
                let half = right.width / 2;
                areas.telling = Rect {
                    width: half,
                    ..right
                };
                areas.all = Rect {
                    x: right.x + half + 1,
                    width: right.width - half - 1,
                    ..right
                };
            }
        }
    }
    areas
}

fn clamp(n: i32, low: i32, high: i32) -> u16 {
    let n = n.max(low).min(high.max(0)).max(0);
    u16::try_from(n).unwrap_or(0)
}

fn to_u16(n: usize) -> u16 {
    u16::try_from(n).unwrap_or(u16::MAX)
}
