//! Roles and glyphs. Views name what a thing is; only this file knows how that looks.
//!
//! Every role also differs by a modifier or a glyph: the theme without colour sets none,
//! so that no colour change is ever written (`NO_COLOR` terminals then keep REVERSED).

use ratatui::style::{Color, Modifier, Style};
use serde::Deserialize;

/// What a stretch of screen is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Role {
    Text,
    /// Said quietly: units, hints, rules.
    Quiet,
    /// A pane's heading.
    Heading,
    /// The heading of the pane that has the keys.
    HeadingActive,
    /// The name of the corpus, a headline.
    Title,
    /// The row the keys act on.
    Selected,
    /// The same in a pane that does not have the keys.
    SelectedElsewhere,
    /// The moment's column on the timeline.
    Cursor,
    /// The sentence that tells the moment.
    Evidence,
    /// The words that date it.
    Date,
    /// Words that name when.
    When,
    /// A difference between sources.
    Differs,
    /// Told by one source alone.
    OnlyHere,
    Told,
    Planned,
    Ongoing,
    Uncertain,
    Silent,
    /// A key in the footer or the help.
    Key,
    /// Letters that match what was typed.
    Match,
    /// Part of a filter.
    Chip,
    Warning,
    /// A source's number.
    Source,
}

/// Which colours there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Palette {
    /// The terminal's own 16 colours, legible on dark and light.
    #[default]
    Terminal,
    /// Bold, underlined and reversed in place of shades and colours.
    Contrast,
    /// No colour at all.
    None,
}

impl Palette {
    /// Returns its name, as it is written in the config.
    pub fn name(self) -> &'static str {
        match self {
            Self::Terminal => "terminal",
            Self::Contrast => "contrast",
            Self::None => "none",
        }
    }
}

/// Roles to styles, and the glyphs to draw with.
#[derive(Debug, Clone, Copy)]
pub struct Theme {
    /// The colours.
    pub palette: Palette,
    /// The glyphs.
    pub glyphs: &'static Glyphs,
    /// Whether the terminal shows letters beyond ASCII.
    pub letters: bool,
}

impl Default for Theme {
    fn default() -> Self {
        Self {
            palette: Palette::Terminal,
            glyphs: &UNICODE,
            letters: true,
        }
    }
}

impl Theme {
    /// Returns how a role looks.
    pub fn style(&self, role: Role) -> Style {
        let plain = Style::new();
        let styled = match role {
            Role::Text | Role::Told => plain,
            Role::Quiet | Role::Silent | Role::Uncertain => match self.palette {
                Palette::Contrast => plain,
                _ => plain.add_modifier(Modifier::DIM),
            },
            Role::Heading if self.palette == Palette::Contrast => plain,
            Role::Heading => plain.add_modifier(Modifier::DIM),
            Role::HeadingActive | Role::Title | Role::When => plain.add_modifier(Modifier::BOLD),
            Role::Selected | Role::Cursor => plain.add_modifier(Modifier::REVERSED),
            Role::SelectedElsewhere => plain.add_modifier(Modifier::BOLD),
            Role::Evidence => plain.add_modifier(Modifier::BOLD),
            Role::Date => plain.add_modifier(Modifier::BOLD | Modifier::UNDERLINED),
            Role::Differs => plain.add_modifier(Modifier::BOLD),
            Role::OnlyHere => plain.add_modifier(Modifier::ITALIC),
            Role::Planned | Role::Ongoing => plain,
            Role::Key | Role::Source => plain.add_modifier(Modifier::BOLD),
            Role::Match => plain.add_modifier(Modifier::UNDERLINED | Modifier::BOLD),
            Role::Chip => plain.add_modifier(Modifier::REVERSED),
            Role::Warning => plain.add_modifier(Modifier::BOLD),
        };
        match self.palette {
            Palette::None => return styled,
            // The terminal's own two colours are the strongest contrast there is.
            Palette::Contrast => {
                return match role {
                    Role::Differs | Role::Warning => styled.add_modifier(Modifier::REVERSED),
                    Role::OnlyHere => plain.add_modifier(Modifier::UNDERLINED),
                    Role::Planned => plain.add_modifier(Modifier::BOLD),
                    _ => styled,
                };
            }
            Palette::Terminal => {}
        }
        // Never the background, and never white, black or the bright half: what is
        // behind the text is the terminal's choice.
        let colour = match role {
            Role::Date | Role::Key => Some(Color::Cyan),
            Role::Differs | Role::Warning => Some(Color::Magenta),
            Role::OnlyHere | Role::Match => Some(Color::Green),
            Role::Planned => Some(Color::Blue),
            _ => None,
        };
        match colour {
            Some(colour) => styled.fg(colour),
            None => styled,
        }
    }
}

/// What is drawn, with a twin for terminals that know ASCII only.
#[derive(Debug, PartialEq, Eq)]
#[expect(missing_docs, reason = "the names say it")]
pub struct Glyphs {
    pub told: &'static str,
    pub silent: &'static str,
    pub planned: &'static str,
    pub cancelled: &'static str,
    pub denied: &'static str,
    pub differs: &'static str,
    /// In lists and strips, where there is room for the mathematical sign.
    pub unequal: &'static str,
    pub begins: &'static str,
    pub bar: &'static str,
    pub runs_on: &'static str,
    pub uncertain: &'static str,
    pub fold: &'static str,
    pub pointer: &'static str,
    pub column: &'static str,
    pub rule: &'static str,
    pub divider: &'static str,
    pub ellipsis: &'static str,
    pub earlier: &'static str,
    pub later: &'static str,
    pub date_open: &'static str,
    pub date_close: &'static str,
    pub quote_open: &'static str,
    pub quote_close: &'static str,
    pub marked: &'static str,
    pub dot: &'static str,
    pub up: &'static str,
    pub down: &'static str,
    pub dash: &'static str,
    pub hit: &'static str,
    pub close: &'static str,
    pub arrow: &'static str,
    /// Eight heights, lowest first.
    pub heights: [&'static str; 8],
}

/// For terminals that know Unicode.
pub static UNICODE: Glyphs = Glyphs {
    told: "●",
    silent: "·",
    planned: "◌",
    cancelled: "×",
    denied: "○",
    differs: "!",
    unequal: "≠",
    begins: "├",
    bar: "─",
    runs_on: "▶",
    uncertain: "▒",
    fold: "⋯",
    pointer: "▸",
    column: "▲",
    rule: "─",
    divider: "│",
    ellipsis: "…",
    earlier: "‹",
    later: "›",
    date_open: "‹",
    date_close: "›",
    quote_open: "“",
    quote_close: "”",
    marked: "★",
    dot: "·",
    up: "↑",
    down: "↓",
    dash: "–",
    hit: "▾",
    close: "×",
    arrow: "→",
    heights: ["▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"],
};

/// For terminals that do not, or where these glyphs take two columns.
pub static ASCII: Glyphs = Glyphs {
    told: "o",
    silent: ".",
    planned: "(",
    cancelled: "x",
    denied: "0",
    differs: "!",
    unequal: "#",
    begins: "|",
    bar: "-",
    runs_on: ">",
    uncertain: "~",
    fold: "..",
    pointer: ">",
    column: "^",
    rule: "-",
    divider: "|",
    ellipsis: "~",
    earlier: "<",
    later: ">",
    date_open: "<",
    date_close: ">",
    quote_open: "\"",
    quote_close: "\"",
    marked: "*",
    dot: "-",
    up: "^",
    down: "v",
    dash: "-",
    hit: "v",
    close: "x",
    arrow: "->",
    heights: [".", ".", ":", ":", "+", "+", "#", "#"],
};

#[cfg(test)]
mod tests {
    use super::*;

    const ROLES: [Role; 8] = [
        Role::Selected,
        Role::Evidence,
        Role::Date,
        Role::Differs,
        Role::OnlyHere,
        Role::Quiet,
        Role::Match,
        Role::Chip,
    ];

    #[test]
    fn without_colour_every_role_still_differs_from_text() {
        let theme = Theme {
            palette: Palette::None,
            ..Theme::default()
        };
        for role in ROLES {
            let style = theme.style(role);
            assert_eq!((style.fg, style.bg), (None, None));
            assert_ne!(style, theme.style(Role::Text), "{role:?}");
        }
    }

    #[test]
    fn high_contrast_has_no_shade() {
        let theme = Theme {
            palette: Palette::Contrast,
            ..Theme::default()
        };
        for role in [Role::Quiet, Role::Heading, Role::Silent, Role::Differs] {
            let style = theme.style(role);
            assert_eq!((style.fg, style.bg), (None, None));
            assert!(!style.add_modifier.contains(Modifier::DIM), "{role:?}");
        }
        assert_ne!(theme.style(Role::Differs), theme.style(Role::Key));
    }

    #[test]
    fn every_ascii_twin_is_ascii() {
        let text = format!("{ASCII:?}");
        assert!(text.is_ascii());
    }
}
