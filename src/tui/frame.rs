//! One frame: what changed on the screen, as the bytes of one write.

use super::model::Model;
use super::view::{Place, view};
use crossterm::cursor::{Hide, MoveTo, Show};
use crossterm::queue;
use crossterm::terminal::{BeginSynchronizedUpdate, Clear, ClearType, EndSynchronizedUpdate};
use ratatui::backend::{Backend, CrosstermBackend};
use ratatui::buffer::{Buffer, Cell};
use ratatui::layout::Rect;

/// Runs up to this many columns are emptied by writing spaces.
const SHORTEST: usize = 12;

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
        if self.blank {
            self.shown.reset();
        }
        let erased = if self.blank { Vec::new() } else { self.erase() };
        let changes: Vec<_> = self.shown.diff(&self.next);
        if changes.is_empty() && erased.is_empty() && place == self.place && !self.blank {
            return Vec::new();
        }
        let mut out = Vec::with_capacity(8 * 1024);
        // Writing into memory does not fail.
        let _ = queue!(out, BeginSynchronizedUpdate);
        if self.blank {
            let _ = queue!(out, Hide, Clear(ClearType::All));
        }
        out.extend_from_slice(&erased);
        if !changes.is_empty() {
            let mut backend = CrosstermBackend::new(&mut out);
            let _ = backend.draw(changes.into_iter());
        }
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

    /// Returns the bytes that empty long runs, and empties them in what is shown: four
    /// bytes and a move in place of a space for each column.
    fn erase(&mut self) -> Vec<u8> {
        let blank = Cell::EMPTY;
        let area = self.shown.area;
        let mut out = Vec::new();
        for y in 0..area.height {
            let mut x = 0;
            while x < area.width {
                let start = x;
                let mut changed = 0;
                while x < area.width && self.next.cell((x, y)) == Some(&blank) {
                    changed += usize::from(self.shown.cell((x, y)) != Some(&blank));
                    x += 1;
                }
                // A wide character must not lose half of itself.
                let cut = start > 0
                    && self
                        .shown
                        .cell((start - 1, y))
                        .is_some_and(|c| crate::text::width::width(c.symbol()) > 1);
                if changed > SHORTEST && !cut {
                    let _ = queue!(out, MoveTo(start, y));
                    out.extend_from_slice(format!("\x1b[{}X", x - start).as_bytes());
                    for i in start..x {
                        if let Some(cell) = self.shown.cell_mut((i, y)) {
                            cell.reset();
                        }
                    }
                }
                x += 1;
            }
        }
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
