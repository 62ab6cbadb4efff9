//! The user's settings: a TOML file and the environment. A bad line is named, and the rest
//! is used.

use super::keymap::{Keymap, TABLE};
use super::theme::{ASCII, Palette, Theme, UNICODE};
use chrono::FixedOffset;
use serde::Deserialize;
use std::collections::BTreeMap;

/// Glyphs, colours and keys, ready to use.
#[derive(Debug, Clone)]
pub struct Settings {
    /// How roles look and with which glyphs.
    pub theme: Theme,
    /// What keys do.
    pub keymap: Keymap,
    /// The zone in which times of publication are shown; as stated when there is none.
    pub zone: Option<FixedOffset>,
    /// Columns that hold right-to-left text are put below each other.
    pub stack_rtl: bool,
    /// How panes are arranged.
    pub layout: Layout,
    /// What in the file could not be used.
    pub problems: Vec<String>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            theme: Theme::default(),
            keymap: Keymap::default(),
            zone: None,
            stack_rtl: true,
            layout: Layout::default(),
            problems: Vec::new(),
        }
    }
}

/// How panes are arranged, at most: a narrow screen may have less.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Layout {
    /// As many side by side as the screen is wide.
    #[default]
    Auto,
    /// Above each other.
    Stacked,
    /// One at a time.
    Single,
}

/// What the environment and the command line say.
#[derive(Debug, Clone, Default)]
pub struct Surroundings {
    /// `NO_COLOR`, set and not empty.
    pub no_color: bool,
    /// `--ascii`.
    pub ascii: bool,
    /// `LC_ALL`, `LC_CTYPE` or `LANG`: the first that is set and not empty.
    pub locale: Option<String>,
    /// `TERM`.
    pub term: Option<String>,
}

impl Surroundings {
    /// Reads the environment through a lookup.
    pub fn from_lookup(get: impl Fn(&str) -> Option<String>) -> Self {
        let set = |name: &str| get(name).filter(|v| !v.is_empty());
        Self {
            no_color: set("NO_COLOR").is_some(),
            ascii: false,
            locale: set("LC_ALL")
                .or_else(|| set("LC_CTYPE"))
                .or_else(|| set("LANG")),
            term: set("TERM"),
        }
    }

    /// Reads this process's environment.
    pub fn from_env() -> Self {
        Self::from_lookup(|name| std::env::var(name).ok())
    }

    fn is_utf8(&self) -> bool {
        if cfg!(windows) {
            return true;
        }
        self.locale.as_ref().is_some_and(|l| {
            let l = l.to_ascii_lowercase();
            l.contains("utf-8") || l.contains("utf8")
        })
    }
}

#[derive(Debug, Default, Deserialize)]
struct File {
    theme: Option<toml::Value>,
    ascii: Option<toml::Value>,
    zone: Option<toml::Value>,
    right_to_left: Option<toml::Value>,
    layout: Option<toml::Value>,
    keys: Option<toml::Value>,
    #[serde(flatten)]
    other: BTreeMap<String, toml::Value>,
}

impl Settings {
    /// Returns the settings of a config file's text, in these surroundings.
    pub fn read(text: &str, around: &Surroundings) -> Self {
        let mut problems = Vec::new();
        let file = without_bad_lines(text, &mut problems);
        let wrong = |name: &str, what: &str| format!("{} {name}: {what}", line_of(text, name));
        let mut palette = match &file.theme {
            None => Palette::default(),
            Some(value) => value.clone().try_into().unwrap_or_else(|_| {
                problems.push(wrong("theme", "terminal, contrast or none"));
                Palette::default()
            }),
        };
        if around.no_color {
            palette = Palette::None;
        }
        let asked = match &file.ascii {
            None => None,
            Some(toml::Value::Boolean(b)) => Some(*b),
            Some(_) => {
                problems.push(wrong("ascii", "true or false"));
                None
            }
        };
        let plain = around.term.as_deref() == Some("linux");
        let ascii = around.ascii || asked.unwrap_or(!around.is_utf8() || plain);
        let zone = file.zone.as_ref().and_then(|value| {
            let zone = value.as_str().and_then(offset);
            if zone.is_none() {
                problems.push(wrong("zone", "utc or an offset such as +09:00"));
            }
            zone
        });
        let stack_rtl = match file.right_to_left.as_ref().map(|v| v.as_str()) {
            None | Some(Some("stack")) => true,
            Some(Some("beside")) => false,
            Some(_) => {
                problems.push(wrong("right_to_left", "stack or beside"));
                true
            }
        };
        let layout = match &file.layout {
            None => Layout::default(),
            Some(value) => value.clone().try_into().unwrap_or_else(|_| {
                problems.push(wrong("layout", "auto, stacked or single"));
                Layout::default()
            }),
        };
        let (changes, unread) = keys(file.keys);
        let (keymap, unknown) = Keymap::with(&changes);
        let of_keys = unread.into_iter().chain(unknown);
        problems.extend(of_keys.map(|(name, what)| wrong(&name, &what)));
        let other = file.other.keys();
        problems.extend(other.map(|name| wrong(name, "there is no such setting")));
        Self {
            theme: Theme {
                palette,
                glyphs: if ascii { &ASCII } else { &UNICODE },
                letters: around.is_utf8(),
            },
            keymap,
            zone,
            stack_rtl,
            layout,
            problems,
        }
    }
}

/// Returns where a setting stands: `config line 3`.
fn line_of(text: &str, name: &str) -> String {
    let sets = |line: &str| {
        let line = line.trim_start();
        let quoted = line
            .strip_prefix('"')
            .and_then(|l| l.strip_prefix(name)?.strip_prefix('"'));
        let rest = quoted.or_else(|| line.strip_prefix(name));
        rest.is_some_and(|rest| rest.trim_start().starts_with('='))
            || line
                .strip_prefix('[')
                .is_some_and(|l| l.trim_start().starts_with(name))
    };
    match text.lines().position(sets) {
        Some(at) => format!("config line {}", at + 1),
        None => "config".to_owned(),
    }
}

/// Reads a file line by line leaving out those that make it no TOML, each of them named.
fn without_bad_lines(text: &str, problems: &mut Vec<String>) -> File {
    // A file with more of them is none of ours.
    const MOST: usize = 20;
    let mut lines: Vec<&str> = text.lines().collect();
    for _ in 0..MOST {
        let whole: String = lines.iter().map(|l| format!("{l}\n")).collect();
        match toml::from_str(&whole) {
            Ok(file) => return file,
            Err(e) => {
                let at = e.span().map_or(0, |s| {
                    whole[..s.start.min(whole.len())].matches('\n').count()
                });
                let at = at.min(lines.len().saturating_sub(1));
                let message = e.message().lines().next().unwrap_or_default().to_owned();
                problems.push(format!("config line {}: {message}", at + 1));
                match lines.get_mut(at) {
                    Some(line) if !line.is_empty() => *line = "",
                    _ => break,
                }
            }
        }
    }
    File::default()
}

/// Returns an offset from UTC as the user writes it: `utc`, `+09:00`, `-5`.
pub fn offset(text: &str) -> Option<FixedOffset> {
    if text.eq_ignore_ascii_case("utc") || text.eq_ignore_ascii_case("z") {
        return FixedOffset::east_opt(0);
    }
    if let Ok(zone) = text.parse() {
        return Some(zone);
    }
    let hours: i32 = text.parse().ok()?;
    FixedOffset::east_opt(hours.checked_mul(3600)?)
}

/// What keys are to do, and what of it cannot be read, by name.
type Keys = (BTreeMap<String, Vec<String>>, Vec<(String, String)>);

fn keys(value: Option<toml::Value>) -> Keys {
    let mut out = BTreeMap::new();
    let mut problems = Vec::new();
    let Some(value) = value else {
        return (out, problems);
    };
    let toml::Value::Table(table) = value else {
        problems.push(("keys".to_owned(), "a table such as [keys]".to_owned()));
        return (out, problems);
    };
    for (name, value) in table {
        let one = match value {
            toml::Value::String(key) => Some(vec![key]),
            toml::Value::Array(all) => all
                .into_iter()
                .map(|v| v.as_str().map(str::to_owned))
                .collect(),
            _ => None,
        };
        match one {
            Some(list) => {
                out.insert(name, list);
            }
            None => problems.push((name, "a key or a list of keys".to_owned())),
        }
    }
    (out, problems)
}

/// Returns the default config file, everything in it commented out.
pub fn sample() -> String {
    let mut out = String::from(
        "# parallax: the defaults. Remove the # to change one.\n\
         # theme = \"terminal\"   # terminal (your 16 colours), contrast, none\n\
         # ascii = false         # true draws with ASCII only\n\
         # zone = \"utc\"          # times of publication: utc or an offset such as +09:00\n\
         # layout = \"auto\"       # auto, stacked (panes above each other), single (one at a time)\n\
         # right_to_left = \"stack\"  # stack or beside: texts such as Arabic in columns\n\n# [keys]\n",
    );
    for b in TABLE {
        let keys: Vec<String> = b.keys.iter().map(|k| format!("\"{k}\"")).collect();
        let help = if b.help.is_empty() { "" } else { "  # " };
        out.push_str(&format!(
            "# {} = [{}]{help}{}\n",
            b.name,
            keys.join(", "),
            b.help
        ));
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn utf8() -> Surroundings {
        Surroundings {
            locale: Some("en_GB.UTF-8".into()),
            ..Surroundings::default()
        }
    }

    #[test]
    fn a_bad_line_is_named_and_the_rest_is_used() {
        let text =
            "theme = \"contrast\"\nascii = maybe\nlayout = \"stacked\"\n= 3\nzone = \"utc\"\n";
        let s = Settings::read(text, &utf8());
        assert_eq!(s.theme.palette, Palette::Contrast);
        assert_eq!(s.layout, Layout::Stacked);
        assert!(s.zone.is_some());
        assert!(
            s.problems[1].starts_with("config line 4"),
            "{:?}",
            s.problems
        );
        assert!(
            s.problems[0].starts_with("config line 2"),
            "{:?}",
            s.problems
        );
    }

    #[test]
    fn a_wrong_value_is_named_by_its_line() {
        let text = "# mine\ntheme = \"pink\"\nshade = 3\n[keys]\nquit = [\"Q\", \"hyper-q\"]\n\"dance\" = \"d\"\n";
        let problems = Settings::read(text, &utf8()).problems;
        assert_eq!(
            problems,
            [
                "config line 2 theme: terminal, contrast or none",
                "config line 5 quit: \"hyper-q\" is not a key",
                "config line 6 dance: there is no such action",
                "config line 3 shade: there is no such setting",
            ]
        );
    }

    #[test]
    fn the_sample_reads_back_without_a_problem() {
        let text: String = sample()
            .lines()
            .skip(1)
            .map(|l| format!("{}\n", l.strip_prefix("# ").unwrap_or(l)))
            .collect();
        let s = Settings::read(&text, &utf8());
        assert_eq!(s.problems, Vec::<String>::new());
    }

    #[test]
    fn no_color_and_a_plain_locale_win() {
        let around = Surroundings {
            no_color: true,
            locale: Some("C".into()),
            ..Surroundings::default()
        };
        let s = Settings::read("theme = \"terminal\"", &around);
        assert_eq!(s.theme.palette, Palette::None);
        assert_eq!(s.theme.glyphs, &ASCII);
    }
}
