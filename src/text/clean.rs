//! Makes untrusted text safe to keep and to show.
//!
//! Names keep each character's place ([`clean`]); running text keeps its words whole
//! ([`clean_prose`]): "Mon\u{200B}day" is a Monday that someone put something into.

use std::borrow::Cow;

/// What shows that something was there.
pub const MARK: char = '\u{FFFD}';
/// The same at the end of a line of running text.
pub const LINE_MARK: &str = " \u{FFFD}";

/// Returns `text` with everything removed or replaced that could act on a terminal.
///
/// Control characters other than `\n` and `\t`, C1 controls, bidi overrides, zero-width
/// and tag characters become U+FFFD; `\r\n` and `\r` become `\n`, and so do the line and
/// paragraph separators of Unicode. Joiners, marks of direction and soft hyphens where a
/// script is written with them, and variation selectors, which change no more than looks,
/// are dropped.
pub fn clean(text: &str) -> String {
    cleaned(text, replaced).into_owned()
}

/// Returns running text made safe with its words and sentences kept whole.
///
/// What [`clean`] would replace is taken out instead, escape sequences to their end, and
/// one U+FFFD at the end of the line shows that something was there. Signs that
/// Windows-1252 has where Unicode has C1 controls become what they were meant for.
pub fn clean_prose(text: &str) -> Cow<'_, str> {
    cleaned(text, taken_out)
}

/// Returns `text` with what need not stay dropped, line ends made one kind, and `odd` asked
/// about the rest of what may act: it appends what becomes of a character, and returns how
/// many bytes behind go with it and what was taken out.
fn cleaned(text: &str, odd: impl Fn(char, &str, &mut String) -> (usize, Taken)) -> Cow<'_, str> {
    let Some(mut at) = suspect(text.as_bytes()) else {
        return Cow::Borrowed(text);
    };
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut marked = Taken::Nothing;
    loop {
        let (safe, tail) = rest.split_at(at);
        push_marked(&mut out, safe, &mut marked);
        let mut chars = tail.chars();
        let Some(c) = chars.next() else { break };
        rest = chars.as_str();
        match c {
            '\r' => {
                if !rest.starts_with('\n') {
                    push_marked(&mut out, "\n", &mut marked);
                }
            }
            '\u{2028}' | '\u{2029}' => push_marked(&mut out, "\n", &mut marked),
            '\u{AD}' | '\u{FE00}'..='\u{FE0F}' => {}
            c if belongs(&out, c, rest) => {}
            c => {
                let (behind, taken) = odd(c, rest, &mut out);
                rest = &rest[behind..];
                marked = marked.max(taken);
            }
        }
        at = suspect(rest.as_bytes()).unwrap_or(rest.len());
    }
    mark_end(&mut out, marked);
    Cow::Owned(out)
}

/// Shows in its place that something was there.
fn replaced(c: char, _: &str, out: &mut String) -> (usize, Taken) {
    out.push(if is_unsafe(c) { MARK } else { c });
    (0, Taken::Nothing)
}

/// Takes it out, or makes of it what it was meant for.
fn taken_out(c: char, rest: &str, out: &mut String) -> (usize, Taken) {
    match c {
        // Breaks of a line or a page where neither may begin another line.
        '\u{B}' | '\u{C}' => out.push(' '),
        '\u{1B}' | '\u{90}' | '\u{9B}' | '\u{9D}' if escape(c, rest) > 0 => {
            return (escape(c, rest), Taken::Harm);
        }
        '\u{80}'..='\u{9F}' if of_windows(c).is_some() => out.extend(of_windows(c)),
        '\u{200B}'..='\u{200F}' | '\u{2060}' | '\u{FEFF}' => return (0, Taken::Blank),
        c if is_unsafe(c) => return (0, Taken::Harm),
        c => out.push(c),
    }
    (0, Taken::Nothing)
}

/// What was taken out of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Taken {
    Nothing,
    /// What takes no room; editors leave it behind, also where nothing else stands.
    Blank,
    /// What could act, or could hide something.
    Harm,
}

/// Appends safe text; the line that something was taken out of gets its mark.
fn push_marked(out: &mut String, text: &str, taken: &mut Taken) {
    let mut rest = text;
    if *taken != Taken::Nothing
        && let Some(end) = rest.find('\n')
    {
        out.push_str(&rest[..end]);
        mark_end(out, *taken);
        *taken = Taken::Nothing;
        rest = &rest[end..];
    }
    out.push_str(rest);
}

fn mark_end(out: &mut String, taken: Taken) {
    if taken == Taken::Nothing {
        return;
    }
    let kept = out.trim_end_matches([' ', '\t']).len();
    out.truncate(kept);
    if !(out.is_empty() || out.ends_with('\n')) {
        out.push_str(LINE_MARK);
    } else if taken == Taken::Harm {
        out.push(MARK);
    }
}

/// Returns how many bytes behind `lead` belong to the escape sequence it begins; 0 when
/// it begins none that ends.
fn escape(lead: char, rest: &str) -> usize {
    let bytes = rest.as_bytes();
    let (kind, from) = match lead {
        '\u{1B}' => (bytes.first().copied().unwrap_or(0), 1),
        '\u{9B}' => (b'[', 0),
        _ => (b']', 0),
    };
    match kind {
        b'[' => {
            let end = bytes[from..]
                .iter()
                .take(64)
                .position(|b| !(0x20..0x40).contains(b));
            end.filter(|end| (0x40..0x7F).contains(&bytes[from + end]))
                .map_or(0, |end| from + end + 1)
        }
        // What a terminal is told up to a bell or a terminator: titles, links, clipboards.
        b']' | b'P' | b'_' | b'^' | b'X' => {
            let told = rest[from..].split('\n').next().unwrap_or_default();
            ["\u{7}", "\u{1B}\\", "\u{9C}"]
                .iter()
                .filter_map(|end| Some(told.find(end)? + end.len()))
                .min()
                .filter(|len| *len <= 4096)
                .map_or(0, |len| from + len)
        }
        b'(' | b')' | b'#' | b'%' if bytes.len() > 1 && rest.is_char_boundary(2) => 2,
        b'0'..=b'9' | b'=' | b'>' => 1,
        _ => 0,
    }
}

/// Returns what Windows-1252 means by a byte that Unicode keeps for a control.
fn of_windows(c: char) -> Option<char> {
    const SIGNS: [char; 32] = [
        '\u{20AC}', '\0', '\u{201A}', '\u{192}', '\u{201E}', '\u{2026}', '\u{2020}', '\u{2021}',
        '\u{2C6}', '\u{2030}', '\u{160}', '\u{2039}', '\u{152}', '\0', '\u{17D}', '\0', '\0',
        '\u{2018}', '\u{2019}', '\u{201C}', '\u{201D}', '\u{2022}', '\u{2013}', '\u{2014}',
        '\u{2DC}', '\u{2122}', '\u{161}', '\u{203A}', '\u{153}', '\0', '\u{17E}', '\u{178}',
    ];
    let at = u32::from(c).checked_sub(0x80)?;
    let sign = SIGNS.get(usize::try_from(at).ok()?)?;
    (*sign != '\0').then_some(*sign)
}

/// Returns `text` without anything that cannot be seen, for what machines read: dates,
/// addresses.
pub fn visible(text: &str) -> Cow<'_, str> {
    match suspect(text.as_bytes()) {
        None => Cow::Borrowed(text),
        Some(_) => text
            .chars()
            .filter(|c| !is_unsafe(*c) || c.is_ascii_whitespace())
            .filter(|c| !matches!(c, '\u{AD}' | '\u{FE00}'..='\u{FE0F}'))
            .collect(),
    }
}

/// Returns a headline cleaned as [`clean_prose`] does, on one line.
pub fn clean_headline(text: &str) -> String {
    let clean = clean_prose(text);
    if is_one_line(&clean) {
        return clean.into_owned();
    }
    let mut words: Vec<&str> = clean.split_whitespace().collect();
    let n = words.len();
    words.retain(|w| *w != "\u{FFFD}");
    if words.len() < n && !words.is_empty() {
        words.push("\u{FFFD}");
    }
    words.join(" ")
}

/// Whether nothing but single blanks stands between words, and no mark.
fn is_one_line(text: &str) -> bool {
    let mut blank = true;
    for b in text.bytes() {
        // Other blanks and marks are beyond ASCII, behind these bytes.
        if (b == b' ' && blank) || b < b' ' || matches!(b, 0xC2 | 0xE1..=0xE3 | 0xEF) {
            return false;
        }
        blank = b == b' ';
    }
    !blank
}

/// Returns `text` cleaned, on one line, with runs of white space made one blank.
pub fn clean_line(text: &str) -> String {
    let clean = cleaned(text, replaced);
    if is_one_line(&clean) {
        return clean.into_owned();
    }
    let mut out = String::with_capacity(clean.len());
    for word in clean.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
}

/// Returns where the first character stands that may have to go: a control, or one that
/// begins with a byte that unsafe characters begin with.
fn suspect(bytes: &[u8]) -> Option<usize> {
    let mut at = 0;
    while let Some(b) = bytes.get(at) {
        // Most of a text needs no second look: sixteen bytes at a time.
        if let Some(piece) = bytes.get(at..at + 16)
            && piece.iter().fold(true, |plain, b| {
                plain & (b.wrapping_sub(0x20) < 0x5F || *b == b'\n')
            })
        {
            at += 16;
            continue;
        }
        match SUSPECT[usize::from(*b)] {
            0 => at += 1,
            1 => return Some(at),
            // Quotes, dashes and accented letters share the byte; the next ones tell.
            _ => {
                let next = bytes.get(at + 1).copied().unwrap_or(0);
                let third = bytes.get(at + 2).copied().unwrap_or(0);
                let bad = match b {
                    0xC2 => next < 0xA0 || next == 0xAD,
                    0xCD => next == 0x8F,
                    0xD8 => next == 0x9C,
                    0xE1 => matches!((next, third), (0x85, 0x9F | 0xA0) | (0xA0, 0x8B..=0x8F)),
                    0xE2 => matches!(
                        (next, third),
                        (0x80, 0x8B..=0x8F | 0xA8..=0xAE) | (0x81, 0xA0..=0xAF)
                    ),
                    0xE3 => (next, third) == (0x85, 0xA4),
                    0xEF => matches!(
                        (next, third),
                        (0xB8, 0x80..=0x8F) | (0xBB, 0xBF) | (0xBE, 0xA0) | (0xBF, 0xB9..=0xBB)
                    ),
                    _ => next == 0xA0,
                };
                if bad {
                    return Some(at);
                }
                at += 2;
            }
        }
    }
    None
}

/// 0 is safe, 1 is not, 2 must be looked at.
const SUSPECT: [u8; 256] = {
    let mut table = [0; 256];
    let mut b = 0;
    while b < 256 {
        table[b] = match b {
            0x09 | 0x0A => 0,
            0..0x20 | 0x7F => 1,
            0xC2 | 0xCD | 0xD8 | 0xE1 | 0xE2 | 0xE3 | 0xEF | 0xF3 => 2,
            _ => 0,
        };
        b += 1;
    }
    table
};

fn is_unsafe(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{180B}'..='\u{180F}'
            | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{3164}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}'
            | '\u{E0000}'..='\u{E0FFF}')
}

/// Whether an invisible character does what its script has it for: joiners between letters
/// that need them and between the parts of a picture, break marks where no blanks part
/// the words, marks of direction beside letters written from the right, and the byte order
/// mark with which a file began that was put behind another.
fn belongs(before: &str, c: char, after: &str) -> bool {
    let last = before.chars().next_back();
    let next = after.chars().next();
    let near = |is: fn(char) -> bool| {
        before.chars().rev().take(3).any(is) || after.chars().take(3).any(is)
    };
    match c {
        '\u{200C}' | '\u{200D}' => {
            let needs = |c: char| matches!(c, '\u{600}'..='\u{8FF}' | '\u{900}'..='\u{DFF}' | '\u{FB50}'..='\u{FDFF}');
            let picture =
                |c: char| matches!(c, '\u{2190}'..='\u{2BFF}' | '\u{1F000}'..='\u{1FAFF}');
            last.is_some_and(needs) && next.is_some_and(needs)
                || last.is_some_and(picture) && next.is_some_and(picture)
        }
        '\u{200B}' => {
            let unspaced = |c: char| matches!(c, '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{3040}'..='\u{9FFF}');
            last.is_some_and(unspaced) || next.is_some_and(unspaced)
        }
        '\u{200E}' | '\u{200F}' | '\u{61C}' => near(
            |c| matches!(c, '\u{590}'..='\u{8FF}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFC}'),
        ),
        '\u{FEFF}' => last.is_none_or(|c| c == '\n'),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_acts_on_a_terminal_is_shown_as_something_that_was_there() {
        assert_eq!(clean("a\x1b[31mb\u{9b}2Jc"), "a\u{FFFD}[31mb\u{FFFD}2Jc");
        assert_eq!(
            clean("a\u{202e}b\u{200b}c\u{e0041}d"),
            "a\u{FFFD}b\u{FFFD}c\u{FFFD}d"
        );
        assert_eq!(clean("a\r\nb\rc\u{2028}d"), "a\nb\nc\nd");
        assert_eq!(
            clean("re\u{ad}pair \u{201c}caf\u{e9}\u{201d}"),
            "repair \u{201c}caf\u{e9}\u{201d}"
        );
        assert_eq!(
            clean("\u{645}\u{6cc}\u{200c}\u{631}\u{648}\u{62f}"),
            "\u{645}\u{6cc}\u{631}\u{648}\u{62f}"
        );
        assert_eq!(clean_line(" a \n\t b\x07 "), "a b\u{FFFD}");
    }

    #[test]
    fn words_with_something_hidden_in_them_stay_words() {
        for (text, wanted) in [
            (
                "On Mon\u{200b}day, 8 Oc\u{2060}tober.\nIt shut.",
                "On Monday, 8 October. \u{FFFD}\nIt shut.",
            ),
            (
                "\u{feff}The \u{202e}vote\u{202c} fell.",
                "The vote fell. \u{FFFD}",
            ),
            ("\x1b[1;31mShut\x1b[0m on Monday", "Shut on Monday \u{FFFD}"),
            ("\x1b]0;title\x07Shut", "Shut \u{FFFD}"),
            ("a\u{9b}2Jb", "ab \u{FFFD}"),
            (
                "It\u{92}s \u{93}shut\u{94}",
                "It\u{2019}s \u{201c}shut\u{201d}",
            ),
            ("a\0b\r\nc\u{e0041}\r\rd", "ab \u{FFFD}\nc \u{FFFD}\n\nd"),
            (
                "\u{e01}\u{200b}\u{e02} \u{5d0}\u{200f} \u{1f469}\u{200d}\u{1f692}",
                "\u{e01}\u{e02} \u{5d0} \u{1f469}\u{1f692}",
            ),
        ] {
            assert_eq!(clean_prose(text), wanted, "{text:?}");
        }
        assert_eq!(
            clean_headline("Pier\u{200b}\nshut\u{2060} now"),
            "Pier shut now \u{FFFD}"
        );
        assert_eq!(visible("2016-10-\u{200b}08"), "2016-10-08");
    }

    proptest! {
        #[test]
        fn nothing_unsafe_survives(text in any::<String>(), tail in "[\u{0}-\u{20}\u{7f}-\u{a0}\u{2000}-\u{2070}\u{fe00}-\u{feff}\u{e0000}-\u{e007f}a-z]*") {
            let clean = clean(&format!("{text}{tail}"));
            prop_assert!(!clean.chars().any(|c| c != '\n' && c != '\t' && is_unsafe(c)));
            prop_assert_eq!(super::clean(&clean), clean.clone());
            let prose = clean_prose(&format!("{text}{tail}")).into_owned();
            prop_assert!(!prose.chars().any(|c| c != '\n' && c != '\t' && is_unsafe(c)));
            prop_assert_eq!(clean_prose(&prose), prose.as_str());
            prop_assert_eq!(super::clean(&prose), prose.clone());
            let joined = prose.split_whitespace().collect::<Vec<_>>().join(" ");
            prop_assert!(!is_one_line(&prose) || joined == prose);
        }
    }
}
