//! Makes untrusted text safe to keep and to show.

/// Returns `text` with everything removed or replaced that could act on a terminal.
///
/// Control characters other than `\n` and `\t`, C1 controls, bidi overrides, zero-width
/// and tag characters become U+FFFD; `\r\n` and `\r` become `\n`, and so do the line and
/// paragraph separators of Unicode. Joiners between letters of scripts that need them,
/// soft hyphens and variation selectors, which change no more than looks, are dropped.
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = suspect(rest.as_bytes()) {
        let (safe, tail) = rest.split_at(at);
        out.push_str(safe);
        let mut chars = tail.chars();
        let Some(c) = chars.next() else { break };
        rest = chars.as_str();
        match c {
            '\r' => {
                if !rest.starts_with('\n') {
                    out.push('\n');
                }
            }
            '\u{2028}' | '\u{2029}' => out.push('\n'),
            '\u{AD}' | '\u{FE00}'..='\u{FE0F}' => {}
            '\u{200C}' | '\u{200D}' if joins(&out, rest) => {}
            c if is_unsafe(c) => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
    out.push_str(rest);
    out
}

/// Returns `text` cleaned, on one line, with runs of white space made one blank.
pub fn clean_line(text: &str) -> String {
    let clean = clean(text);
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

/// Whether a joiner stands between two letters of a script that is written with joiners.
fn joins(before: &str, after: &str) -> bool {
    let needs = |c: char| matches!(c, '\u{600}'..='\u{8FF}' | '\u{900}'..='\u{DFF}' | '\u{FB50}'..='\u{FDFF}');
    before.chars().next_back().is_some_and(needs) && after.chars().next().is_some_and(needs)
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

    proptest! {
        #[test]
        fn nothing_unsafe_survives(text in any::<String>(), tail in "[\u{0}-\u{20}\u{7f}-\u{a0}\u{2000}-\u{2070}\u{fe00}-\u{feff}\u{e0000}-\u{e007f}a-z]*") {
            let clean = clean(&format!("{text}{tail}"));
            prop_assert!(!clean.chars().any(|c| c != '\n' && c != '\t' && is_unsafe(c)));
            prop_assert_eq!(super::clean(&clean), clean.clone());
        }
    }
}
