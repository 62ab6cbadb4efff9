//! From what a terminal shows to what it should show, in as few bytes as may be.
//!
//! Over a slow line every byte is waited for: one attribute change in place of three, steps
//! in place of whole addresses, ends of lines erased and not written. Nothing is used that
//! the Linux console, screen or mosh do not know.

use crate::text::width::width;
use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};

/// Returns the bytes that turn `shown` into `next`.
pub fn update(shown: &Buffer, next: &Buffer) -> Vec<u8> {
    let mut pen = Pen::new(next.area.width);
    for y in 0..next.area.height {
        row(&mut pen, shown, next, y);
    }
    pen.plain();
    pen.out
}

/// Returns the bytes that show `next` on an emptied screen.
pub fn afresh(next: &Buffer) -> Vec<u8> {
    update(&Buffer::empty(next.area), next)
}

/// One row: cells that changed, and the blank end of the row erased when that is shorter.
fn row(pen: &mut Pen, shown: &Buffer, next: &Buffer, y: u16) {
    let was = |x: u16| shown.cell((x, y)).unwrap_or(&BLANK);
    let now = |x: u16| next.cell((x, y)).unwrap_or(&BLANK);
    let end = next.area.width;
    let Some(first) = (0..end).find(|x| was(*x) != now(*x)) else {
        return;
    };
    let blank_from = (first..end)
        .rev()
        .find(|x| *now(*x) != BLANK)
        .map_or(first, |x| (x + columns(now(x))).min(end));
    let stale = (blank_from..end).filter(|x| *was(*x) != BLANK).count();
    // Half of a wide character cannot be kept: such rows are written anew from the first
    // change on.
    let is_wide = |x: u16| columns(was(x)) > 1 || columns(now(x)) > 1;
    let wide = (0..end).any(is_wide);
    let erase = stale > ERASE || wide;
    let last = if erase { blank_from } else { end };
    let mut x = if wide && first > 0 && is_wide(first - 1) {
        first - 1
    } else {
        first
    };
    while x < last {
        let cell = now(x);
        if wide || was(x) != cell {
            pen.go(x, y, next);
            pen.put(cell);
        }
        x += columns(cell);
    }
    if erase && last < end {
        pen.go(last, y, next);
        pen.plain();
        pen.out.extend_from_slice(b"\x1b[K");
    }
}

const BLANK: Cell = Cell::EMPTY;

/// Erasing the end of a row costs three bytes.
const ERASE: usize = 3;

fn columns(cell: &Cell) -> u16 {
    u16::try_from(width(cell.symbol())).unwrap_or(1).max(1)
}

/// What is sent, and where and how the next character would be written.
struct Pen {
    out: Vec<u8>,
    at: Option<(u16, u16)>,
    width: u16,
    style: Look,
}

/// Colours and attributes.
#[derive(Clone, Copy, PartialEq)]
struct Look {
    fg: Color,
    bg: Color,
    modifier: Modifier,
}

const PLAIN: Look = Look {
    fg: Color::Reset,
    bg: Color::Reset,
    modifier: Modifier::empty(),
};

impl Pen {
    fn new(width: u16) -> Self {
        Self {
            out: Vec::with_capacity(4096),
            at: None,
            width,
            style: PLAIN,
        }
    }

    /// Goes to a cell; what lies between on the same row and is written in the present look
    /// may be cheaper to write again than to step over.
    fn go(&mut self, x: u16, y: u16, next: &Buffer) {
        const SHORT: u16 = 4;
        if self.at == Some((x, y)) {
            return;
        }
        if let Some((from, row)) = self.at
            && row == y
            && from < x
        {
            let gap: Vec<Cell> = (from..x)
                .filter_map(|i| next.cell((i, y)).cloned())
                .collect();
            let same = |c: &Cell| look(c) == self.style && c.symbol().is_ascii();
            if x - from <= SHORT && gap.iter().all(same) {
                for cell in &gap {
                    self.out.extend_from_slice(cell.symbol().as_bytes());
                }
            } else {
                let n = x - from;
                if n == 1 {
                    self.out.extend_from_slice(b"\x1b[C");
                } else {
                    self.out.extend_from_slice(format!("\x1b[{n}C").as_bytes());
                }
            }
        } else if self.at.is_some_and(|(_, row)| row + 1 == y) && x == 0 {
            self.out.extend_from_slice(b"\r\n");
        } else if x == 0 {
            self.out
                .extend_from_slice(format!("\x1b[{}H", y + 1).as_bytes());
        } else {
            self.out
                .extend_from_slice(format!("\x1b[{};{}H", y + 1, x + 1).as_bytes());
        }
        self.at = Some((x, y));
    }

    fn put(&mut self, cell: &Cell) {
        self.wear(look(cell));
        self.out.extend_from_slice(cell.symbol().as_bytes());
        // Terminals differ on where the cursor is behind the last column.
        self.at = self
            .at
            .map(|(x, y)| (x + columns(cell), y))
            .filter(|(x, _)| *x < self.width);
        // And on how wide an emoji is: never rely on a column behind one.
        let mut letters = cell.symbol().chars();
        let sure = letters.next().is_some_and(|c| c < EMOJI) && letters.next().is_none();
        if columns(cell) > 1 && !sure {
            self.at = None;
        }
    }

    fn plain(&mut self) {
        self.wear(PLAIN);
    }

    /// Changes the look: adds what is missing where nothing must go, else begins anew.
    fn wear(&mut self, to: Look) {
        if to == self.style {
            return;
        }
        let from = self.style;
        self.style = to;
        let kept = to.modifier.contains(from.modifier)
            && (from.fg == Color::Reset || from.fg == to.fg)
            && (from.bg == Color::Reset || from.bg == to.bg);
        let mut codes: Vec<String> = Vec::new();
        let base = if kept {
            from
        } else {
            codes.push(String::new());
            PLAIN
        };
        for (modifier, code) in MODIFIERS {
            if to.modifier.contains(*modifier) && !base.modifier.contains(*modifier) {
                codes.push((*code).to_owned());
            }
        }
        if to.fg != base.fg {
            codes.push(colour(to.fg, 30));
        }
        if to.bg != base.bg {
            codes.push(colour(to.bg, 40));
        }
        self.out
            .extend_from_slice(format!("\x1b[{}m", codes.join(";")).as_bytes());
    }
}

/// The first of the blocks of pictures.
const EMOJI: char = '\u{1f000}';

const MODIFIERS: &[(Modifier, &str)] = &[
    (Modifier::BOLD, "1"),
    (Modifier::DIM, "2"),
    (Modifier::ITALIC, "3"),
    (Modifier::UNDERLINED, "4"),
    (Modifier::REVERSED, "7"),
];

fn look(cell: &Cell) -> Look {
    Look {
        fg: cell.fg,
        bg: cell.bg,
        modifier: cell.modifier,
    }
}

/// Returns the code of a colour; `base` is 30 for text and 40 for what is behind it.
fn colour(colour: Color, base: u8) -> String {
    let plain = |n: u8| (base + n).to_string();
    let bright = |n: u8| (base + 60 + n).to_string();
    match colour {
        Color::Reset => plain(9),
        Color::Black => plain(0),
        Color::Red => plain(1),
        Color::Green => plain(2),
        Color::Yellow => plain(3),
        Color::Blue => plain(4),
        Color::Magenta => plain(5),
        Color::Cyan => plain(6),
        Color::Gray => plain(7),
        Color::DarkGray => bright(0),
        Color::LightRed => bright(1),
        Color::LightGreen => bright(2),
        Color::LightYellow => bright(3),
        Color::LightBlue => bright(4),
        Color::LightMagenta => bright(5),
        Color::LightCyan => bright(6),
        Color::White => bright(7),
        Color::Indexed(n) => format!("{};5;{n}", base + 8),
        Color::Rgb(r, g, b) => format!("{};2;{r};{g};{b}", base + 8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;
    use std::num::NonZero;

    const WIDTH: u16 = 24;
    const ROWS: u16 = 4;

    fn screen(rows: &[(String, u8)]) -> Buffer {
        let mut buf = Buffer::empty(Rect::new(0, 0, WIDTH, ROWS));
        for (y, (text, look)) in (0..ROWS).zip(rows) {
            let style = match look % 4 {
                0 => Style::new(),
                1 => Style::new().add_modifier(Modifier::BOLD).fg(Color::Cyan),
                2 => Style::new().add_modifier(Modifier::DIM),
                _ => Style::new().add_modifier(Modifier::REVERSED),
            };
            let half = text.char_indices().nth(4).map_or(text.len(), |(i, _)| i);
            let (x, _) = buf.set_stringn(0, y, &text[..half], usize::from(WIDTH), style);
            buf.set_stringn(x, y, &text[half..], usize::from(WIDTH - x), Style::new());
        }
        buf
    }

    /// What a terminal shows after these bytes: its text, and the cells that are bold or
    /// reversed.
    fn show(terminal: &mut vt100::Parser, bytes: &[u8]) -> Vec<String> {
        terminal.process(bytes);
        let screen = terminal.screen();
        (0..ROWS)
            .flat_map(|y| (0..WIDTH).map(move |x| (x, y)))
            .filter_map(|(x, y)| screen.cell(y, x))
            .map(|c| {
                let text = if c.has_contents() { c.contents() } else { " " };
                let tail = c.is_wide_continuation();
                format!(
                    "{}{}{}{}",
                    if tail { "" } else { text },
                    c.bold(),
                    c.inverse(),
                    c.dim()
                )
            })
            .collect()
    }

    fn terminal() -> vt100::Parser {
        let n = |n| NonZero::new(n).unwrap();
        vt100::Parser::new(n(ROWS), n(WIDTH), 0)
    }

    fn rows() -> impl Strategy<Value = Vec<(String, u8)>> {
        proptest::collection::vec(("[a-c 日本é]{0,26}", 0u8..8), 4..5)
    }

    proptest! {
        #[test]
        fn a_change_leads_where_a_fresh_screen_does(before in rows(), after in rows()) {
            let (old, new) = (screen(&before), screen(&after));
            let mut one = terminal();
            show(&mut one, &afresh(&old));
            let changed = show(&mut one, &update(&old, &new));
            prop_assert_eq!(changed, show(&mut terminal(), &afresh(&new)));
        }
    }
}
