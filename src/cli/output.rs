//! Where output goes: a checked writer, colours when wanted, the width of the terminal.
//!
//! Nothing here uses `println!`, which panics when a reader closes the pipe.

use super::Failure;
use crate::text::clean::clean;
use std::env;
use std::io::{self, BufWriter, IsTerminal, Write};

/// Columns used when the output is not a terminal.
const DEFAULT_COLUMNS: usize = 100;

/// Standard output, buffered.
pub struct Out {
    writer: Box<dyn Write>,
    /// Whether colours may be used.
    pub style: Style,
    /// Columns to lay text out for.
    pub columns: usize,
    /// Whether somebody looks at it on a screen; a file, a pipe or a terminal without a cursor
    /// gets nothing cut.
    pub tty: bool,
    /// Whether only ASCII may be drawn (frames and marks; texts keep their letters).
    pub ascii: bool,
}

impl Out {
    /// Returns standard output.
    pub fn stdout(ascii: bool) -> Self {
        let stdout = io::stdout();
        let is_terminal = stdout.is_terminal();
        // One that cannot move its cursor shows lines as a printer does: whole.
        let tty = is_terminal && env::var_os("TERM").is_none_or(|t| t != "dumb");
        Self {
            writer: Box::new(BufWriter::with_capacity(1 << 16, stdout)),
            style: Style::pick(tty),
            columns: if is_terminal {
                columns()
            } else {
                DEFAULT_COLUMNS
            },
            tty,
            ascii,
        }
    }

    /// Returns a writer to something else, without colours.
    pub fn plain(writer: Box<dyn Write>) -> Self {
        Self {
            writer,
            style: Style { on: false },
            columns: DEFAULT_COLUMNS,
            tty: false,
            ascii: false,
        }
    }

    /// Writes a line of text and its line break.
    ///
    /// # Errors
    ///
    /// Fails when the output cannot be written.
    pub fn line(&mut self, text: &str) -> Result<(), Failure> {
        self.writer.write_all(text.as_bytes())?;
        self.writer.write_all(b"\n")?;
        Ok(())
    }

    /// Writes text as it is.
    ///
    /// # Errors
    ///
    /// Fails when the output cannot be written.
    pub fn text(&mut self, text: &str) -> Result<(), Failure> {
        self.writer.write_all(text.as_bytes())?;
        Ok(())
    }

    /// Writes what is still held back.
    ///
    /// # Errors
    ///
    /// Fails when the output cannot be written.
    pub fn finish(&mut self) -> Result<(), Failure> {
        self.writer.flush()?;
        Ok(())
    }
}

impl Write for Out {
    fn write(&mut self, buf: &[u8]) -> io::Result<usize> {
        self.writer.write(buf)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.writer.flush()
    }
}

/// Colours, or none.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    on: bool,
}

impl Style {
    /// Returns the style for an output: `NO_COLOR` and `TERM=dumb` turn colours off,
    /// `CLICOLOR_FORCE` turns them on, else a terminal has them.
    fn pick(tty: bool) -> Self {
        let set = |name| env::var_os(name).is_some_and(|v| !v.is_empty());
        let forced = env::var_os("CLICOLOR_FORCE").is_some_and(|v| !v.is_empty() && v != "0");
        let dumb = env::var_os("TERM").is_some_and(|v| v == "dumb");
        Self {
            on: !set("NO_COLOR") && (forced || (tty && !dumb)),
        }
    }

    /// Tells whether colours are used.
    pub fn is_on(self) -> bool {
        self.on
    }

    fn paint(self, code: &str, text: &str) -> String {
        if self.on && !text.is_empty() {
            format!("\x1b[{code}m{text}\x1b[0m")
        } else {
            text.to_owned()
        }
    }

    /// Returns the text as something that matters.
    pub fn bold(self, text: &str) -> String {
        self.paint("1", text)
    }

    /// Returns the text as something said in passing.
    pub fn dim(self, text: &str) -> String {
        self.paint("2", text)
    }

    /// Returns the text as a date.
    pub fn date(self, text: &str) -> String {
        self.paint("36", text)
    }

    /// Returns the text as the name of a source.
    pub fn source(self, text: &str) -> String {
        self.paint("32", text)
    }

    /// Returns the text as a mark of something that differs.
    pub fn differs(self, text: &str) -> String {
        self.paint("33", text)
    }

    /// Returns the text as a search hit or the words of a time expression.
    pub fn hit(self, text: &str) -> String {
        self.paint("1;4", text)
    }
}

/// Writes a message for a person to standard error; a closed one is no error.
pub fn say(message: &str) {
    let _ = writeln!(io::stderr().lock(), "parallax: {}", clean(message));
}

/// Returns the width of the terminal.
fn columns() -> usize {
    terminal_size::terminal_size().map_or(DEFAULT_COLUMNS, |(width, _)| {
        usize::from(width.0).clamp(40, 400)
    })
}
