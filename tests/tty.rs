//! The real program in a pseudo-terminal: what a model test cannot see. Nothing sleeps;
//! every step waits for what the screen must show.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]
#![cfg(unix)]

#[path = "fixture/archive.rs"]
#[expect(dead_code, reason = "the large fixture is for benches")]
mod archive;

use parallax::tui::{self, Start};
use portable_pty::{Child, CommandBuilder, MasterPty, PtySize, native_pty_system};
use std::io::{Read, Write};
use std::num::NonZero;
use std::process::Command;
use std::sync::{Arc, Condvar, Mutex};
use std::time::{Duration, Instant};

/// A loaded machine needs its time; a screen that is never right still fails.
const PATIENCE: Duration = Duration::from_secs(60);

const BINARY: &str = env!("CARGO_BIN_EXE_parallax");
const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-data/aleppo-2016");

struct Seen {
    screen: vt100::Parser,
    bytes: Vec<u8>,
    closed: bool,
}

struct Tty {
    child: Box<dyn Child + Send + Sync>,
    master: Option<Box<dyn MasterPty + Send>>,
    keys: Option<Box<dyn Write + Send>>,
    seen: Arc<(Mutex<Seen>, Condvar)>,
    _state: tempfile::TempDir,
}

impl Tty {
    fn explore(env: &[(&str, &str)]) -> Self {
        let mut command = CommandBuilder::new(BINARY);
        command.arg(SAMPLE);
        Self::spawn(command, env)
    }

    fn spawn(mut command: CommandBuilder, env: &[(&str, &str)]) -> Self {
        let state = tempfile::tempdir().unwrap();
        command.env_clear();
        for name in [
            "XDG_STATE_HOME",
            "XDG_CONFIG_HOME",
            "XDG_CACHE_HOME",
            "HOME",
        ] {
            command.env(name, state.path());
        }
        command.env("PATH", std::env::var("PATH").unwrap_or_default());
        command.env("TERM", "xterm-256color");
        command.env("LANG", "en_GB.UTF-8");
        for (name, value) in env {
            command.env(name, value);
        }
        let pair = native_pty_system().openpty(size(24, 80)).unwrap();
        let child = pair.slave.spawn_command(command).unwrap();
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().unwrap();
        let keys = pair.master.take_writer().unwrap();
        let seen = Arc::new((
            Mutex::new(Seen {
                screen: vt100::Parser::new(columns(24), columns(80), 0),
                bytes: Vec::new(),
                closed: false,
            }),
            Condvar::new(),
        ));
        let shared = seen.clone();
        std::thread::spawn(move || {
            let mut chunk = [0u8; 8192];
            loop {
                let n = reader.read(&mut chunk).unwrap_or(0);
                let (lock, bell) = &*shared;
                let mut seen = lock.lock().unwrap();
                seen.screen.process(&chunk[..n]);
                seen.bytes.extend_from_slice(&chunk[..n]);
                seen.closed = n == 0;
                bell.notify_all();
                if n == 0 {
                    return;
                }
            }
        });
        Self {
            child,
            master: Some(pair.master),
            keys: Some(keys),
            seen,
            _state: state,
        }
    }

    fn press(&mut self, keys: &str) -> &mut Self {
        let writer = self.keys.as_mut().unwrap();
        writer.write_all(keys.as_bytes()).unwrap();
        writer.flush().unwrap();
        self
    }

    /// Waits until the screen is as wanted and returns what `look` then finds.
    fn wait(&self, what: &str, mut right: impl FnMut(&Seen) -> bool) {
        let (lock, bell) = &*self.seen;
        let until = Instant::now() + PATIENCE;
        let mut seen = lock.lock().unwrap();
        while !right(&seen) {
            let left = until.saturating_duration_since(Instant::now());
            assert!(
                !left.is_zero() && !seen.closed,
                "never saw {what}; the screen was:\n{}",
                seen.screen.screen().contents()
            );
            seen = bell.wait_timeout(seen, left).unwrap().0;
        }
    }

    /// Tells whether the program has the screen to itself before the time is over.
    fn alternate_within(&self, time: Duration) -> bool {
        let (lock, bell) = &*self.seen;
        let seen = lock.lock().unwrap();
        let away = |s: &mut Seen| !s.screen.screen().alternate_screen();
        !bell
            .wait_timeout_while(seen, time, away)
            .unwrap()
            .1
            .timed_out()
    }

    /// Tells whether the screen shows a text before the time is over.
    fn sees_within(&self, text: &str, time: Duration) -> bool {
        let (lock, bell) = &*self.seen;
        let seen = lock.lock().unwrap();
        let lacks = |s: &mut Seen| !s.screen.screen().contents().contains(text);
        !bell
            .wait_timeout_while(seen, time, lacks)
            .unwrap()
            .1
            .timed_out()
    }

    fn wait_for(&self, text: &str) -> &Self {
        self.wait(text, |s| s.screen.screen().contents().contains(text));
        self
    }

    fn signal(&self, name: &str) {
        let pid = self.child.process_id().unwrap().to_string();
        let sent = Command::new("kill")
            .args(["-s", name, &pid])
            .status()
            .unwrap();
        assert!(sent.success());
    }

    /// Waits for the end and returns the exit code; the terminal must be as it was.
    fn ends(&mut self) -> u32 {
        let until = Instant::now() + PATIENCE;
        let code = loop {
            if let Some(status) = self.child.try_wait().unwrap() {
                break status.exit_code();
            }
            assert!(Instant::now() < until, "the program never ended");
            std::thread::yield_now();
        };
        let (lock, bell) = &*self.seen;
        let mut seen = lock.lock().unwrap();
        while !seen.closed {
            seen = bell.wait_timeout(seen, PATIENCE).unwrap().0;
        }
        code
    }

    fn is_restored(&self) -> bool {
        let seen = self.seen.0.lock().unwrap();
        let screen = seen.screen.screen();
        !screen.alternate_screen() && !screen.hide_cursor() && !screen.bracketed_paste()
    }

    fn text(&self) -> String {
        self.seen.0.lock().unwrap().screen.screen().contents()
    }
}

fn columns(n: u16) -> NonZero<u16> {
    NonZero::new(n).unwrap()
}

fn size(rows: u16, cols: u16) -> PtySize {
    PtySize {
        rows,
        cols,
        pixel_width: 0,
        pixel_height: 0,
    }
}

#[test]
fn it_starts_walks_and_quits() {
    let mut tty = Tty::explore(&[]);
    tty.wait_for("MOMENTS");
    tty.press("?").wait_for("KEYS");
    tty.press("q").wait_for("MOMENTS");
    tty.press("q");
    assert_eq!(tty.ends(), 0);
    assert!(tty.is_restored());
    let seen = tty.seen.0.lock().unwrap();
    let bytes = String::from_utf8_lossy(&seen.bytes).into_owned();
    assert!(bytes.contains("\x1b[?2004h"), "bracketed paste is on");
    assert!(bytes.contains("\x1b[?2026h"), "frames are synchronized");
    assert!(
        !bytes.contains("\x1b[?1000h"),
        "the mouse is left to the terminal"
    );
}

#[test]
fn it_takes_any_size() {
    let mut tty = Tty::explore(&[]);
    tty.wait_for("MOMENTS");
    for (rows, cols, text) in [
        (40, 120, "ALL SOURCES"),
        (5, 20, "too"),
        (24, 80, "MOMENTS"),
    ] {
        tty.seen
            .0
            .lock()
            .unwrap()
            .screen
            .screen_mut()
            .set_size(columns(rows), columns(cols));
        tty.master
            .as_ref()
            .unwrap()
            .resize(size(rows, cols))
            .unwrap();
        tty.wait_for(text);
    }
    tty.press("q");
    assert_eq!(tty.ends(), 0);
}

#[test]
fn ctrl_c_leaves_from_anywhere() {
    let mut tty = Tty::explore(&[]);
    tty.wait_for("MOMENTS");
    tty.press("/vote").wait_for("SEARCH");
    tty.press("\x03");
    assert_eq!(tty.ends(), 130);
    assert!(tty.is_restored());
}

#[test]
fn a_hang_up_and_a_kind_kill_end_it() {
    for signal in ["HUP", "TERM"] {
        let mut tty = Tty::explore(&[]);
        tty.wait_for("MOMENTS");
        tty.signal(signal);
        tty.ends();
        assert!(tty.is_restored(), "after {signal}");
    }
}

#[test]
fn ctrl_c_sent_as_a_signal_ends_it_too() {
    let mut tty = Tty::explore(&[]);
    tty.wait_for("MOMENTS");
    tty.signal("INT");
    assert_eq!(tty.ends(), 130);
    assert!(tty.is_restored());
}

#[test]
fn a_hard_kill_loses_no_note() {
    let state = tempfile::tempdir().unwrap();
    let home = state.path().to_str().unwrap();
    let env = [("XDG_STATE_HOME", home)];
    let mut tty = Tty::explore(&env);
    tty.wait_for("MOMENTS");
    tty.press("aask the harbour desk\r").wait_for("kept");
    tty.press("m").wait_for("marked");
    tty.signal("KILL");
    tty.ends();
    let mut tty = Tty::explore(&env);
    tty.wait_for("MOMENTS");
    tty.press("M").wait_for("MARKS AND NOTES");
    tty.wait_for("ask the harbour desk");
    tty.press("q").wait_for("MOMENTS");
    tty.press("q");
    assert_eq!(tty.ends(), 0);
}

#[test]
fn a_storm_of_resizes_ends_in_one_whole_screen() {
    let mut tty = Tty::explore(&[]);
    tty.wait_for("MOMENTS");
    for (rows, cols) in [(10, 40), (50, 200), (1, 1), (30, 100), (3, 9), (24, 80)] {
        tty.master
            .as_ref()
            .unwrap()
            .resize(size(rows, cols))
            .unwrap();
    }
    // A key that comes together with the word of a resize may wait for the next key: the
    // library that reads both wakes once for the two.
    for (key, seen) in [("?", "KEYS"), ("q", "MOMENTS")] {
        tty.press(key);
        let until = Instant::now() + PATIENCE;
        while !tty.sees_within(seen, Duration::from_millis(300)) {
            assert!(Instant::now() < until, "{key} was lost");
            tty.press("\x0c");
        }
    }
    tty.press("q");
    assert_eq!(tty.ends(), 0);
}

#[test]
fn a_dash_with_nothing_piped_in_says_how() {
    let mut command = CommandBuilder::new(BINARY);
    command.arg("-");
    let mut tty = Tty::spawn(command, &[]);
    assert_eq!(tty.ends(), 2);
    let text = tty.text();
    assert!(text.contains("pipe a text into it"), "{text}");
    let seen = tty.seen.0.lock().unwrap();
    assert!(!String::from_utf8_lossy(&seen.bytes).contains("\x1b[?1049h"));
}

#[test]
fn marked_moments_are_written_and_nothing_is_overwritten() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("chronicle.md");
    let mut tty = Tty::explore(&[]);
    tty.wait_for("MOMENTS");
    tty.press("m").wait_for("marked");
    let line = format!(":export md {}\r", file.display());
    tty.press(&line).wait_for("wrote 1 moment");
    assert!(std::fs::read_to_string(&file).unwrap().contains("2016"));
    tty.press(&line).wait_for("not written");
    tty.press("q");
    assert_eq!(tty.ends(), 0);
}

#[test]
fn what_is_marked_is_listed_by_a_command() {
    let mut tty = Tty::explore(&[]);
    tty.wait_for("MOMENTS");
    tty.press("m").wait_for("marked");
    tty.press("aask the desk\r").wait_for("kept");
    let out = Command::new(BINARY)
        .args(["marks", SAMPLE])
        .env("XDG_STATE_HOME", tty._state.path())
        .output()
        .unwrap();
    let listed = String::from_utf8(out.stdout).unwrap();
    assert!(
        listed.contains("* Sat 8 Oct 2016") && listed.contains("note: ask the desk"),
        "{listed}"
    );
    tty.press("q");
    assert_eq!(tty.ends(), 0);
}

#[test]
fn a_citation_goes_to_the_clipboard_with_outlet_day_path_and_line() {
    let mut tty = Tty::explore(&[]);
    tty.wait_for("MOMENTS");
    tty.press(":source harbour\r").wait_for("/6]");
    tty.press("y").wait_for("clipboard");
    let bytes = tty.seen.0.lock().unwrap().bytes.clone();
    let sent = String::from_utf8_lossy(&bytes);
    let code = sent.split("\x1b]52;c;").nth(1).unwrap();
    let told = decoded(code.split(['\x07', '\x1b']).next().unwrap());
    assert!(
        told.contains(" — Harbour Post, “") && told.contains(" October 2016, "),
        "{told}"
    );
    // The words stand on the line of the file that it names.
    let (place, line) = told.rsplit_once(':').unwrap();
    let (_, path) = place.rsplit_once(", ").unwrap();
    let file = std::fs::read_to_string(format!("{SAMPLE}/{path}")).unwrap();
    let at = file
        .lines()
        .nth(line.parse::<usize>().unwrap() - 1)
        .unwrap();
    let words: String = told.chars().skip(1).take(25).collect();
    assert!(at.contains(&words), "{told}\n{at}");
    tty.press("q");
    assert_eq!(tty.ends(), 0);
}

/// Reads base64.
fn decoded(code: &str) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut bits, mut n, mut out) = (0u32, 0, Vec::new());
    for value in code
        .bytes()
        .filter_map(|b| LETTERS.iter().position(|l| *l == b))
    {
        bits = bits << 6 | u32::try_from(value).unwrap();
        n += 6;
        if n >= 8 {
            n -= 8;
            out.push((bits >> n & 0xFF) as u8);
        }
    }
    String::from_utf8(out).unwrap()
}

#[test]
fn the_tutor_brings_its_own_corpus_and_gives_ours_back() {
    let corpus = tempfile::tempdir().unwrap();
    let text = "On Saturday, 8 October 2016, the council of Larkdale closed the old bridge.\n";
    std::fs::write(corpus.path().join("harbour-post.txt"), text).unwrap();
    let mut command = CommandBuilder::new(BINARY);
    command.arg(corpus.path());
    let mut tty = Tty::spawn(command, &[]);
    tty.wait_for("Larkdale");
    tty.press(":tutor\r").wait_for("TUTOR 1/");
    tty.press("l").wait_for("TUTOR 2/");
    tty.press("q").wait_for("Larkdale");
    tty.press("q");
    assert_eq!(tty.ends(), 0);
    assert!(tty.is_restored());
}

#[test]
fn what_is_pasted_into_the_search_line_is_one_line_and_no_keys() {
    let mut tty = Tty::explore(&[]);
    tty.wait_for("MOMENTS");
    tty.press("/").wait_for("SEARCH");
    tty.press("\x1b[200~vetoed\nq\x1b]0;x\x07\x1b[201~")
        .wait_for("/ vetoed q");
    tty.press("\x1b").wait_for("MOMENTS");
    tty.press("q");
    assert_eq!(tty.ends(), 0);
}

#[test]
fn what_comes_while_following_is_counted() {
    let corpus = tempfile::tempdir().unwrap();
    let text = |bridge: &str, day: u32| {
        format!("On {day} October 2016 the council of Larkdale closed the {bridge} bridge.\n")
    };
    std::fs::write(corpus.path().join("harbour-post.txt"), text("old", 8)).unwrap();
    let mut command = CommandBuilder::new(BINARY);
    command.arg("--follow");
    command.arg(corpus.path());
    let mut tty = Tty::spawn(command, &[]);
    tty.wait_for("1 of 1");
    std::fs::write(corpus.path().join("canal-courier.txt"), text("iron", 3)).unwrap();
    tty.wait_for("+1 new moment, +1 article");
    tty.wait_for("2 of 2");
    tty.press("q");
    assert_eq!(tty.ends(), 0);
    assert!(tty.is_restored());
}

#[test]
fn a_lost_terminal_ends_it_even_under_nohup() {
    let mut command = CommandBuilder::new("/bin/sh");
    // As nohup does, and without its redirections.
    command.args(["-c", "trap '' HUP; exec \"$0\" \"$1\"", BINARY, SAMPLE]);
    let mut tty = Tty::spawn(command, &[]);
    tty.wait_for("MOMENTS");
    // The reader's copy of the terminal closes with the program; ours goes now.
    tty.keys = None;
    tty.master = None;
    tty.signal("HUP");
    tty.ends();
}

#[test]
fn it_stops_and_goes_on() {
    let mut tty = Tty::explore(&[]);
    tty.wait_for("MOMENTS");
    tty.signal("TSTP");
    tty.wait("the shell's screen", |s| {
        !s.screen.screen().alternate_screen()
    });
    // A shell sees that its job has stopped; we do not, and a signal sent before that is
    // lost. One more does no harm.
    let until = Instant::now() + PATIENCE;
    loop {
        tty.signal("CONT");
        if tty.alternate_within(Duration::from_millis(100)) {
            break;
        }
        assert!(Instant::now() < until, "it never went on");
    }
    tty.wait_for("MOMENTS");
    tty.press("q");
    assert_eq!(tty.ends(), 0);
    assert!(tty.is_restored());
}

#[test]
fn without_colour_the_selection_is_still_seen() {
    let mut tty = Tty::explore(&[("NO_COLOR", "1")]);
    tty.wait_for("MOMENTS");
    tty.wait("a reversed cell", |s| {
        (0..24).any(|row| {
            (0..80).any(|col| {
                s.screen
                    .screen()
                    .cell(row, col)
                    .is_some_and(vt100::Cell::inverse)
            })
        })
    });
    let coloured = {
        let seen = tty.seen.0.lock().unwrap();
        let screen = seen.screen.screen();
        (0..24).any(|row| {
            (0..80).any(|col| {
                screen.cell(row, col).is_some_and(|c| {
                    c.fgcolor() != vt100::Color::Default || c.bgcolor() != vt100::Color::Default
                })
            })
        })
    };
    assert!(!coloured);
    tty.press("q");
    tty.ends();
}

#[test]
fn a_locale_without_utf8_gets_ascii() {
    let mut tty = Tty::explore(&[("LANG", "C"), ("LC_ALL", "C")]);
    tty.wait_for("MOMENTS");
    let text = tty.text();
    assert!(!text.contains(['●', '─', '│', '⋯', '▁', '▸']), "{text}");
    tty.press("q");
    tty.ends();
}

#[test]
fn a_dumb_terminal_gets_text() {
    let mut tty = Tty::explore(&[("TERM", "dumb")]);
    tty.ends();
    let seen = tty.seen.0.lock().unwrap();
    let text = String::from_utf8_lossy(&seen.bytes).into_owned();
    assert!(!text.contains('\x1b'), "{text}");
    assert!(text.contains("TERM=dumb"), "{text}");
    assert!(seen.bytes.len() > 100);
}

#[test]
fn a_pipe_gets_text() {
    let out = Command::new(BINARY).arg(SAMPLE).output().unwrap();
    assert!(out.status.success());
    assert!(!out.stdout.contains(&0x1b));
    assert!(String::from_utf8_lossy(&out.stdout).lines().count() > 10);
}

#[test]
fn a_bug_gives_the_terminal_back_with_a_report() {
    let mut command = CommandBuilder::new(std::env::current_exe().unwrap());
    command.args([
        "--exact",
        "child_with_a_bug",
        "--nocapture",
        "--test-threads=1",
    ]);
    let mut tty = Tty::spawn(command, &[("PARALLAX_TTY_CHILD", "1")]);
    tty.ends();
    assert!(tty.is_restored());
    let text = tty.text();
    assert!(text.contains("a bug in the loader"), "{text}");
    let seen = tty.seen.0.lock().unwrap();
    let bytes = String::from_utf8_lossy(&seen.bytes).into_owned();
    let left = bytes.find("\x1b[?1049l").expect("the explorer was left");
    assert!(
        bytes.find("a bug in the loader") > Some(left),
        "the report comes after"
    );
}

/// Runs only inside the test above, in its own process and terminal.
#[test]
fn child_with_a_bug() {
    if std::env::var_os("PARALLAX_TTY_CHILD").is_none() {
        return;
    }
    let start = Start {
        name: "fixture".into(),
        key: "fixture".into(),
        loader: Arc::new(|_, _| {
            let archive = archive::Fixture::small();
            assert!(archive.overview().n_articles == 0, "a bug in the loader");
            Ok(archive)
        }),
        settings: tui::config::Settings::default(),
        state: None,
        filter: String::new(),
        sample: None,
        exporter: None,
    };
    let _ = tui::run(start);
}
