//! Where the reader came from. Every jump leaves a place behind, and Esc leads back to it.

use super::{Model, Pane, Screen};
use crate::article::ArticleName;
use crate::link::MomentId;
use crate::query::{Filter, Order};

/// Places remembered: more than anybody goes back, and little to hold.
const MOST: usize = 40;

/// What was on the screen before a jump.
#[derive(Debug, Clone)]
pub struct Place {
    moment: Option<MomentId>,
    top: usize,
    chips: Vec<String>,
    order: Order,
    source: Option<String>,
    focus: Option<ArticleName>,
    pane: Pane,
    telling_top: usize,
    /// What lay over the main screen.
    pub stack: Vec<Screen>,
}

impl Place {
    /// Tells whether two places are the same but for what lies over them.
    pub fn same_below(&self, other: &Self) -> bool {
        self.moment == other.moment
            && self.chips == other.chips
            && self.order == other.order
            && self.source == other.source
    }
}

impl Model {
    /// Returns the place that is on the screen.
    pub fn here(&self) -> Place {
        Place {
            moment: self.selected().map(|row| row.id.clone()),
            top: self.top,
            chips: self.chips.clone(),
            order: self.order,
            source: self.source.clone(),
            focus: self.focus.clone(),
            pane: self.pane,
            telling_top: self.telling_top,
            stack: self.stack.clone(),
        }
    }

    /// Remembers a place that is left by a jump.
    pub fn remember(&mut self, place: Place) {
        if self.trail.len() == MOST {
            self.trail.remove(0);
        }
        self.trail.push(place);
    }

    /// Goes back to the last place left, if there is one that is still there.
    pub fn go_back(&mut self) -> bool {
        while let Some(place) = self.trail.pop() {
            let moved = !place.same_below(&self.here()) || !place.stack.is_empty();
            if moved && self.return_to(place) {
                return true;
            }
        }
        false
    }

    fn return_to(&mut self, place: Place) -> bool {
        self.top = place.top;
        if place.chips != self.chips || place.order != self.order {
            let Ok(filter) = Filter::parse(&place.chips.join(" ")) else {
                return false;
            };
            self.filter = filter;
            self.chips = place.chips;
            self.order = place.order;
            self.refilter(place.moment.clone());
            self.top = place.top;
        }
        if let Some(moment) = &place.moment
            && !self.select(moment)
        {
            // Another reading of the corpus has no such moment.
            return false;
        }
        self.source = place.source;
        self.focus = place.focus;
        self.pane = place.pane;
        self.telling_top = place.telling_top;
        self.stack = place.stack;
        self.relayout();
        true
    }
}
