//! Keys: one table that also prints the help, the footer, the manual and the config sample.
//!
//! The only file that knows key codes. No default sits on Ctrl-A, Ctrl-B, Ctrl-S, Ctrl-Q,
//! Ctrl-H or Alt: terminals and multiplexers keep those for themselves.

use crossterm::event::{KeyCode, KeyEvent, KeyEventKind, KeyModifiers};
use std::collections::BTreeMap;

/// A key as pressed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Key {
    code: KeyCode,
    ctrl: bool,
}

impl Key {
    /// Returns the key of an event, or `None` for releases and keys we never use.
    pub fn of(event: KeyEvent) -> Option<Self> {
        if event.kind == KeyEventKind::Release || event.modifiers.contains(KeyModifiers::ALT) {
            return None;
        }
        let ctrl = event.modifiers.contains(KeyModifiers::CONTROL);
        let code = match event.code {
            KeyCode::Tab if event.modifiers.contains(KeyModifiers::SHIFT) => KeyCode::BackTab,
            code => code,
        };
        Some(Self { code, ctrl })
    }

    /// Parses `j`, `ctrl-d`, `pgdn`, `shift-tab`, `f5`.
    pub fn parse(text: &str) -> Option<Self> {
        let (ctrl, name) = match text.strip_prefix("ctrl-") {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let mut chars = name.chars();
        let code = match (chars.next(), chars.next()) {
            (Some(c), None) => KeyCode::Char(c),
            _ => NAMES.iter().find(|(n, _)| *n == name)?.1,
        };
        Some(Self { code, ctrl })
    }

    /// Returns the character a text field takes from this key.
    pub fn typed(self) -> Option<char> {
        match self.code {
            KeyCode::Char(c) if !self.ctrl => Some(c),
            _ => None,
        }
    }

    /// Returns the key as the help prints it.
    pub fn label(self) -> String {
        let name = match self.code {
            KeyCode::Char(' ') => "Space".to_owned(),
            KeyCode::Char(c) => c.to_string(),
            code => NAMES
                .iter()
                .find(|(_, k)| *k == code)
                .map_or_else(|| "?".to_owned(), |(n, _)| pretty(n)),
        };
        if self.ctrl {
            format!("Ctrl-{name}")
        } else {
            name
        }
    }
}

fn pretty(name: &str) -> String {
    match name {
        "up" => "↑".into(),
        "down" => "↓".into(),
        "left" => "←".into(),
        "right" => "→".into(),
        "pgup" => "PgUp".into(),
        "pgdn" => "PgDn".into(),
        "shift-tab" => "Shift-Tab".into(),
        _ => {
            let mut c = name.chars();
            c.next()
                .map(|f| f.to_uppercase().collect::<String>() + c.as_str())
                .unwrap_or_default()
        }
    }
}

const NAMES: &[(&str, KeyCode)] = &[
    ("enter", KeyCode::Enter),
    ("esc", KeyCode::Esc),
    ("tab", KeyCode::Tab),
    ("shift-tab", KeyCode::BackTab),
    ("up", KeyCode::Up),
    ("down", KeyCode::Down),
    ("left", KeyCode::Left),
    ("right", KeyCode::Right),
    ("pgup", KeyCode::PageUp),
    ("pgdn", KeyCode::PageDown),
    ("home", KeyCode::Home),
    ("end", KeyCode::End),
    ("backspace", KeyCode::Backspace),
    ("delete", KeyCode::Delete),
    ("space", KeyCode::Char(' ')),
    ("f1", KeyCode::F(1)),
    ("f2", KeyCode::F(2)),
    ("f3", KeyCode::F(3)),
    ("f4", KeyCode::F(4)),
    ("f5", KeyCode::F(5)),
    ("f6", KeyCode::F(6)),
    ("f7", KeyCode::F(7)),
    ("f8", KeyCode::F(8)),
    ("f9", KeyCode::F(9)),
    ("f10", KeyCode::F(10)),
    ("f11", KeyCode::F(11)),
    ("f12", KeyCode::F(12)),
];

/// What an editing key does to a text field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Edit {
    Insert(char),
    Backspace,
    Delete,
    Left,
    Right,
    Home,
    End,
    Word,
    Clear,
}

impl Edit {
    /// Returns what a key does in a text field, if it edits.
    pub fn of(key: Key) -> Option<Self> {
        Some(match (key.ctrl, key.code) {
            (false, KeyCode::Char(c)) => Self::Insert(c),
            (false, KeyCode::Backspace) => Self::Backspace,
            (false, KeyCode::Delete) => Self::Delete,
            (false, KeyCode::Left) => Self::Left,
            (false, KeyCode::Right) => Self::Right,
            (false, KeyCode::Home) => Self::Home,
            (false, KeyCode::End) | (true, KeyCode::Char('e')) => Self::End,
            (true, KeyCode::Char('w')) => Self::Word,
            (true, KeyCode::Char('u')) => Self::Clear,
            _ => return None,
        })
    }
}

/// Everything a key, or `:` by name, can ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[expect(missing_docs, reason = "the table says what each does")]
pub enum Action {
    Down,
    Up,
    PageDown,
    PageUp,
    Top,
    Bottom,
    NextMoment,
    PreviousMoment,
    NextPane,
    PreviousPane,
    Source(u8),
    NextSource,
    PreviousSource,
    AllSources,
    Compare,
    Open,
    Back,
    ZoomIn,
    ZoomOut,
    ZoomFit,
    Linear,
    Jump,
    Search,
    NextHit,
    PreviousHit,
    NextDifference,
    PreviousDifference,
    Filter,
    ClearFilter,
    Order,
    Undated,
    Silent,
    Versions,
    Stories,
    Sources,
    Problems,
    Mark,
    Marks,
    Note,
    Correct,
    Corrections,
    Copy,
    Plain,
    Wider,
    Narrower,
    Actions,
    Help,
    Reread,
    Redraw,
    Suspend,
    Quit,
    Exit,
}

/// One row of the table.
#[derive(Debug, Clone, Copy)]
pub struct Binding {
    /// What it does.
    pub action: Action,
    /// Its keys, as [`Key::parse`] reads them; the first is shown in the footer.
    pub keys: &'static [&'static str],
    /// Its name for `:` and for the config file.
    pub name: &'static str,
    /// A word or two for the footer.
    pub short: &'static str,
    /// A sentence for the help.
    pub help: &'static str,
    /// The heading it stands under.
    pub group: &'static str,
}

const fn row(
    action: Action,
    keys: &'static [&'static str],
    name: &'static str,
    short: &'static str,
    help: &'static str,
    group: &'static str,
) -> Binding {
    Binding {
        action,
        keys,
        name,
        short,
        help,
        group,
    }
}

const MOVE: &str = "Moving";
const SAY: &str = "Who says what";
const TIME: &str = "Time";
const FIND: &str = "Finding";
const KEEP: &str = "Keeping";
const PROGRAM: &str = "The program";

/// The table.
pub const TABLE: &[Binding] = &[
    row(
        Action::Down,
        &["j", "down"],
        "down",
        "down",
        "Next row, or scroll down",
        MOVE,
    ),
    row(
        Action::Up,
        &["k", "up"],
        "up",
        "up",
        "Previous row, or scroll up",
        MOVE,
    ),
    row(
        Action::PageDown,
        &["pgdn", "ctrl-d", "space"],
        "page-down",
        "page",
        "Half a page down",
        MOVE,
    ),
    row(
        Action::PageUp,
        &["pgup", "ctrl-u"],
        "page-up",
        "page",
        "Half a page up",
        MOVE,
    ),
    row(Action::Top, &["g", "home"], "top", "top", "First row", MOVE),
    row(
        Action::Bottom,
        &["G", "end"],
        "bottom",
        "bottom",
        "Last row",
        MOVE,
    ),
    row(
        Action::NextMoment,
        &["l", "right"],
        "next-moment",
        "moment",
        "Next moment in time",
        MOVE,
    ),
    row(
        Action::PreviousMoment,
        &["h", "left"],
        "previous-moment",
        "moment",
        "Previous moment in time",
        MOVE,
    ),
    row(
        Action::NextPane,
        &["tab"],
        "next-pane",
        "pane",
        "Next pane",
        MOVE,
    ),
    row(
        Action::PreviousPane,
        &["shift-tab"],
        "previous-pane",
        "pane",
        "Previous pane",
        MOVE,
    ),
    row(
        Action::Open,
        &["enter"],
        "open",
        "evidence",
        "The sentence in its article; on a row, what it stands for",
        MOVE,
    ),
    row(
        Action::Back,
        &["esc"],
        "back",
        "back",
        "Back to where you came from",
        MOVE,
    ),
    row(
        Action::Source(1),
        &["1"],
        "source-1",
        "source",
        "The source in lane 1 at the same moment; likewise 2 to 9",
        SAY,
    ),
    row(Action::Source(2), &["2"], "source-2", "", "", SAY),
    row(Action::Source(3), &["3"], "source-3", "", "", SAY),
    row(Action::Source(4), &["4"], "source-4", "", "", SAY),
    row(Action::Source(5), &["5"], "source-5", "", "", SAY),
    row(Action::Source(6), &["6"], "source-6", "", "", SAY),
    row(Action::Source(7), &["7"], "source-7", "", "", SAY),
    row(Action::Source(8), &["8"], "source-8", "", "", SAY),
    row(Action::Source(9), &["9"], "source-9", "", "", SAY),
    row(
        Action::NextSource,
        &["]"],
        "next-source",
        "source",
        "Next source at the same moment",
        SAY,
    ),
    row(
        Action::PreviousSource,
        &["["],
        "previous-source",
        "source",
        "Previous source at the same moment",
        SAY,
    ),
    row(
        Action::AllSources,
        &["0"],
        "all-sources",
        "all",
        "All sources at the same moment",
        SAY,
    ),
    row(
        Action::Compare,
        &["="],
        "compare",
        "compare",
        "The tellings of this moment side by side",
        SAY,
    ),
    row(
        Action::NextDifference,
        &["d"],
        "next-difference",
        "next differing",
        "Next moment on which sources differ",
        SAY,
    ),
    row(
        Action::PreviousDifference,
        &["D"],
        "previous-difference",
        "",
        "Previous moment on which sources differ",
        SAY,
    ),
    row(
        Action::Silent,
        &["s"],
        "silent",
        "silent",
        "Who tells this moment, who is silent, who is absent",
        SAY,
    ),
    row(
        Action::Versions,
        &["v"],
        "versions",
        "versions",
        "Versions and copies of this article",
        SAY,
    ),
    row(
        Action::Stories,
        &["S"],
        "stories",
        "stories",
        "Stories; Enter shows only one of them",
        SAY,
    ),
    row(
        Action::Sources,
        &["w"],
        "sources",
        "sources",
        "Sources and how much each tells",
        SAY,
    ),
    row(
        Action::ZoomIn,
        &["+"],
        "zoom-in",
        "zoom",
        "Finer units of time around this moment",
        TIME,
    ),
    row(
        Action::ZoomOut,
        &["-"],
        "zoom-out",
        "zoom",
        "Coarser units of time",
        TIME,
    ),
    row(
        Action::ZoomFit,
        &["z"],
        "zoom-fit",
        "fit",
        "All of time, finest where most happened",
        TIME,
    ),
    row(
        Action::Linear,
        &["L"],
        "linear",
        "to scale",
        "Time to scale, or with empty spans folded",
        TIME,
    ),
    row(
        Action::Undated,
        &["u"],
        "undated",
        "undated",
        "The moments that nothing places in time",
        TIME,
    ),
    row(
        Action::Order,
        &["o"],
        "order",
        "order",
        "Order by time, or by how much a moment matters",
        TIME,
    ),
    row(
        Action::Search,
        &["/"],
        "search",
        "search",
        "Search every sentence as you type",
        FIND,
    ),
    row(
        Action::NextHit,
        &["n"],
        "next-hit",
        "next hit",
        "Next hit; in an article, next sentence that tells a moment",
        FIND,
    ),
    row(
        Action::PreviousHit,
        &["N"],
        "previous-hit",
        "",
        "Previous hit or telling",
        FIND,
    ),
    row(
        Action::Jump,
        &["f"],
        "jump",
        "jump",
        "Jump to a moment, an article or a source by a few letters",
        FIND,
    ),
    row(
        Action::Filter,
        &["F"],
        "filter",
        "filter",
        "Show only some moments: killed source:\"Harbour Post\" since:2016-09",
        FIND,
    ),
    row(
        Action::ClearFilter,
        &["x"],
        "clear-filter",
        "clear",
        "Drop the last part of the filter",
        FIND,
    ),
    row(
        Action::Mark,
        &["m"],
        "mark",
        "mark",
        "Mark this moment, or take the mark away",
        KEEP,
    ),
    row(
        Action::Marks,
        &["M"],
        "marks",
        "marks",
        "Marked moments and notes",
        KEEP,
    ),
    row(
        Action::Note,
        &["a"],
        "note",
        "note",
        "Write a note on this moment",
        KEEP,
    ),
    row(
        Action::Correct,
        &["e"],
        "correct",
        "correct",
        "Correct the day or the source of this article",
        KEEP,
    ),
    row(
        Action::Corrections,
        &["E"],
        "corrections",
        "corrections",
        "What you corrected; Enter takes one back",
        KEEP,
    ),
    row(
        Action::Copy,
        &["y"],
        "copy",
        "copy",
        "Copy the sentence with its citation",
        KEEP,
    ),
    row(
        Action::Plain,
        &["p"],
        "plain",
        "plain",
        "The article without borders, to select text with the mouse",
        KEEP,
    ),
    row(
        Action::Actions,
        &[":"],
        "actions",
        "actions",
        "Every action by name",
        PROGRAM,
    ),
    row(
        Action::Help,
        &["?", "f1"],
        "help",
        "help",
        "This help",
        PROGRAM,
    ),
    row(
        Action::Problems,
        &["P"],
        "problems",
        "problems",
        "Files that were not read, and why",
        PROGRAM,
    ),
    row(
        Action::Wider,
        &[">"],
        "wider",
        "wider",
        "More room for the list",
        PROGRAM,
    ),
    row(
        Action::Narrower,
        &["<"],
        "narrower",
        "narrower",
        "Less room for the list",
        PROGRAM,
    ),
    row(
        Action::Reread,
        &["f5"],
        "reread",
        "reread",
        "Read the corpus again",
        PROGRAM,
    ),
    row(
        Action::Redraw,
        &["ctrl-l"],
        "redraw",
        "redraw",
        "Draw the screen anew",
        PROGRAM,
    ),
    row(
        Action::Suspend,
        &["ctrl-z"],
        "suspend",
        "suspend",
        "Back to the shell; fg returns",
        PROGRAM,
    ),
    row(
        Action::Quit,
        &["q"],
        "quit",
        "quit",
        "Back, or quit where there is nothing to go back to",
        PROGRAM,
    ),
    row(
        Action::Exit,
        &["ctrl-c"],
        "exit",
        "exit",
        "Quit from anywhere",
        PROGRAM,
    ),
];

/// Which key does what, after the user's file has been read.
#[derive(Debug, Clone)]
pub struct Keymap {
    bound: Vec<(Key, Action)>,
}

impl Default for Keymap {
    fn default() -> Self {
        Self::with(&BTreeMap::new()).0
    }
}

impl Keymap {
    /// Returns the table with the user's keys in place of the defaults, and what could
    /// not be used.
    pub fn with(changes: &BTreeMap<String, Vec<String>>) -> (Self, Vec<String>) {
        let mut problems = Vec::new();
        let mut bound: Vec<(Key, Action)> = Vec::new();
        for b in TABLE {
            match changes.get(b.name) {
                None => bound.extend(
                    b.keys
                        .iter()
                        .filter_map(|k| Some((Key::parse(k)?, b.action))),
                ),
                Some(keys) => {
                    for text in keys {
                        match Key::parse(text) {
                            // The user's key wins over a default, so it goes first.
                            Some(key) => bound.insert(0, (key, b.action)),
                            None => problems.push(format!("keys: \"{text}\" is not a key")),
                        }
                    }
                }
            }
        }
        for name in changes.keys() {
            if !TABLE.iter().any(|b| b.name == name) {
                problems.push(format!("keys: there is no action \"{name}\""));
            }
        }
        (Self { bound }, problems)
    }

    /// Returns what a key does.
    pub fn action(&self, key: Key) -> Option<Action> {
        self.bound.iter().find(|(k, _)| *k == key).map(|(_, a)| *a)
    }

    /// Returns the first key of an action, as printed.
    pub fn key(&self, action: Action) -> String {
        self.bound
            .iter()
            .find(|(_, a)| *a == action)
            .map(|(k, _)| k.label())
            .unwrap_or_default()
    }

    /// Returns all keys of an action, as printed.
    pub fn keys(&self, action: Action) -> String {
        let all: Vec<String> = self
            .bound
            .iter()
            .filter(|(_, a)| *a == action)
            .map(|(k, _)| k.label())
            .collect();
        all.join(" ")
    }
}

/// Returns the row of an action.
pub fn binding(action: Action) -> Option<&'static Binding> {
    TABLE.iter().find(|b| b.action == action)
}

/// Returns the key table as `(heading, keys, name, what it does)`, for the manual.
pub fn rows() -> Vec<(&'static str, String, &'static str, &'static str)> {
    let map = Keymap::default();
    TABLE
        .iter()
        .filter(|b| !b.help.is_empty())
        .map(|b| {
            let keys = if b.action == Action::Source(1) {
                "1-9".to_owned()
            } else {
                map.keys(b.action)
            };
            (b.group, keys, b.name, b.help)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_is_bound_twice_and_every_key_reads() {
        let mut seen = std::collections::HashMap::new();
        for b in TABLE {
            for k in b.keys {
                let key = Key::parse(k).unwrap_or_else(|| panic!("{k} is not a key"));
                assert!(seen.insert(key, b.name).is_none(), "{k} is bound twice");
            }
        }
    }

    #[test]
    fn a_wrong_key_is_named_and_the_rest_is_used() {
        let changes = BTreeMap::from([
            (
                "quit".to_owned(),
                vec!["Q".to_owned(), "hyper-q".to_owned()],
            ),
            ("dance".to_owned(), vec!["d".to_owned()]),
        ]);
        let (map, problems) = Keymap::with(&changes);
        assert_eq!(map.action(Key::parse("Q").unwrap()), Some(Action::Quit));
        assert_eq!(map.action(Key::parse("q").unwrap()), None);
        assert_eq!(problems.len(), 2);
    }
}
