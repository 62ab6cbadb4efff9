//! One frame: what changed on the screen, as the bytes of one write.

mod encode;

use super::model::Model;
use super::view::{Place, view};
use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

/// From so many bytes on another way to the same screen is looked for.
const MANY: usize = 2048;

/// The screen as the terminal last got it.
pub struct Frames {
    shown: Buffer,
    next: Buffer,
    place: Place,
    blank: bool,
}

impl Default for Frames {
    fn default() -> Self {
        Self {
            shown: Buffer::empty(Rect::default()),
            next: Buffer::empty(Rect::default()),
            place: Place::default(),
            blank: true,
        }
    }
}

impl Frames {
    /// Forgets what the terminal shows: the next frame draws everything.
    pub fn forget(&mut self) {
        self.blank = true;
    }

    /// Returns what must be written so that the terminal shows the model; nothing when it
    /// does already.
    pub fn draw(&mut self, model: &Model) -> Vec<u8> {
        let area = Rect::new(0, 0, model.size.0, model.size.1);
        if self.shown.area != area {
            self.shown = Buffer::empty(area);
            self.blank = true;
        }
        if self.next.area == area {
            self.next.reset();
        } else {
            self.next = Buffer::empty(area);
        }
        let place = view(model, &mut self.next);
        let mut changes = if self.blank {
            Vec::new()
        } else {
            encode::update(&self.shown, &self.next)
        };
        if changes.is_empty() && place == self.place && !self.blank {
            return Vec::new();
        }
        let mut clear = self.blank;
        if self.blank || changes.len() > MANY {
            // Where most of the screen is another, emptying it first may be the shorter way;
            // not for little, as it may be seen.
            let anew = encode::afresh(&self.next);
            clear |= anew.len() * 4 < changes.len() * 3;
            if clear {
                changes = anew;
            }
        }
        let mut out = Vec::with_capacity(8 * 1024);
        // Writing into memory does not fail.
        let _ = queue!(out, BeginSynchronizedUpdate);
        if self.blank {
            let _ = queue!(out, Hide);
        }
        if clear {
            let _ = queue!(out, Clear(ClearType::All));
        }
        out.extend_from_slice(&changes);
        let _ = queue!(out, MoveTo(place.at.0, place.at.1));
        if place.typing != self.place.typing || self.blank {
            let _ = if place.typing {
                queue!(out, Show)
            } else {
                queue!(out, Hide)
            };
        }
        let _ = queue!(out, EndSynchronizedUpdate);
        std::mem::swap(&mut self.shown, &mut self.next);
        self.place = place;
        self.blank = false;
        out
    }

    /// Returns the screen as lines of text.
    pub fn text(&self) -> String {
        let area = self.shown.area;
        let mut out = String::new();
        for y in 0..area.height {
            let mut line = String::new();
            let mut x = 0;
            while x < area.width {
                let symbol = self.shown.cell((x, y)).map_or(" ", |c| c.symbol());
                line.push_str(symbol);
                x += u16::try_from(crate::text::width::width(symbol))
                    .unwrap_or(1)
                    .max(1);
            }
            out.push_str(line.trim_end());
            out.push('\n');
        }
        out
    }
}
