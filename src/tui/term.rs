//! The only place that enters and leaves the terminal, and that hears its keys and signals.
//!
//! Keys are read on a thread of their own: when the terminal vanishes, that read may spin
//! or never return, and nothing else may depend on it.

use super::keymap::Key;
use super::msg::Msg;
use crossterm::event::{DisableBracketedPaste, EnableBracketedPaste, Event};
use crossterm::terminal::{
    EndSynchronizedUpdate, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode,
    enable_raw_mode,
};
use crossterm::{cursor, execute, queue};
use std::io::{self, Write as _};
use std::sync::Once;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;

static ENTERED: AtomicBool = AtomicBool::new(false);
static PANICKED: AtomicBool = AtomicBool::new(false);

/// The terminal is ours while this lives.
pub struct Guard(());

impl Guard {
    /// Enters the terminal.
    ///
    /// # Errors
    ///
    /// Fails when standard input or output is no terminal.
    pub fn enter() -> io::Result<Self> {
        static HOOK: Once = Once::new();
        HOOK.call_once(|| {
            let report = std::panic::take_hook();
            std::panic::set_hook(Box::new(move |info| {
                // Other threads keep drawing otherwise, over the report.
                PANICKED.store(true, Ordering::SeqCst);
                restore();
                report(info);
            }));
        });
        // NO_COLOR is honoured by a theme that sets no colour: what the library does for it
        // resets REVERSED too, and the selection would be invisible.
        crossterm::style::force_color_output(true);
        enter()?;
        Ok(Self(()))
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        restore();
    }
}

/// Tells whether some thread has panicked since the terminal was entered.
pub fn panicked() -> bool {
    PANICKED.load(Ordering::SeqCst)
}

fn enter() -> io::Result<()> {
    enable_raw_mode()?;
    ENTERED.store(true, Ordering::SeqCst);
    execute!(io::stdout(), EnterAlternateScreen, EnableBracketedPaste)
}

/// Gives the terminal back as it was. May be called any number of times, from anywhere.
pub fn restore() {
    if !ENTERED.swap(false, Ordering::SeqCst) {
        return;
    }
    // A terminal that is gone cannot be restored, and nobody is left to tell.
    let mut out = Vec::new();
    let _ = queue!(
        out,
        EndSynchronizedUpdate,
        DisableBracketedPaste,
        cursor::Show,
        LeaveAlternateScreen
    );
    let mut stdout = io::stdout();
    let _ = stdout.write_all(&out);
    let _ = stdout.flush();
    let _ = disable_raw_mode();
}

/// Writes one frame in one go.
///
/// # Errors
///
/// Fails when the terminal is gone.
pub fn write(bytes: &[u8]) -> io::Result<()> {
    if bytes.is_empty() || panicked() {
        return Ok(());
    }
    // Standard output is line-buffered; a lock and a flush make it one write of ours.
    let mut out = io::stdout().lock();
    out.write_all(bytes)?;
    out.flush()
}

/// Returns columns and rows, or a usual size where the terminal does not say.
pub fn size() -> (u16, u16) {
    match crossterm::terminal::size() {
        Ok((w, h)) if w > 0 && h > 0 => (w, h),
        _ => (80, 24),
    }
}

/// Reads keys on a thread of their own.
pub fn listen(sender: Sender<Msg>) {
    std::thread::spawn(move || {
        while let Ok(event) = crossterm::event::read() {
            let msg = match event {
                Event::Key(key) => Key::of(key).map(Msg::Key),
                Event::Paste(text) => Some(Msg::Paste(text)),
                Event::Resize(w, h) => Some(Msg::Resize(w, h)),
                _ => None,
            };
            if let Some(msg) = msg
                && sender.send(msg).is_err()
            {
                return;
            }
        }
        let _ = sender.send(Msg::Hangup);
    });
}

/// Hears signals on a thread of their own.
#[cfg(unix)]
pub fn hear(sender: Sender<Msg>) -> io::Result<()> {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGQUIT, SIGTERM, SIGTSTP};
    // Registering SIGHUP also lifts an inherited "ignore": under nohup the program would
    // otherwise outlive its terminal.
    let mut signals =
        signal_hook::iterator::Signals::new([SIGHUP, SIGTERM, SIGINT, SIGQUIT, SIGTSTP])?;
    std::thread::spawn(move || {
        for signal in signals.forever() {
            let msg = match signal {
                SIGTSTP => Msg::Stop,
                SIGHUP => Msg::Hangup,
                SIGINT => Msg::Interrupt,
                _ => Msg::Terminate,
            };
            let last = signal != SIGTSTP;
            let heard = sender.send(msg).is_ok();
            if last || !heard {
                // The main thread may hang in a write to a terminal that takes nothing.
                std::thread::sleep(std::time::Duration::from_millis(1500));
                restore();
                std::process::exit(128 + signal);
            }
        }
    });
    Ok(())
}

/// Hears signals; there are none here.
#[cfg(not(unix))]
pub fn hear(_sender: Sender<Msg>) -> io::Result<()> {
    Ok(())
}

/// Stops the whole process group, so that a program that started us stops too: the
/// signal comes back to us as [`Msg::Stop`].
#[cfg(unix)]
pub fn stop_group() {
    // Signals cannot be sent to a group without `unsafe`; the shell can. The child is
    // stopped along with us and ends when we go on.
    let child = std::process::Command::new("/bin/sh")
        .args(["-c", "kill -TSTP 0"])
        .stdin(std::process::Stdio::null())
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn();
    if let Ok(mut child) = child {
        std::thread::spawn(move || child.wait());
    }
}

/// Stops nothing: there is no job control here.
#[cfg(not(unix))]
pub fn stop_group() {}

/// Gives the terminal back, stops this process until it is continued, and takes the
/// terminal again.
///
/// # Errors
///
/// Fails when the terminal cannot be taken again.
pub fn stop_here() -> io::Result<()> {
    #[cfg(unix)]
    {
        restore();
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        enter()?;
    }
    Ok(())
}
