//! Makes a body of what a file holds: repaired, cleaned, one form of each letter, a
//! paragraph a line, and still able to say on which line of the file it stands.

use super::draft::Lines;
use crate::text::clean::{LINE_MARK, clean_prose};
use std::borrow::Cow;
use std::collections::HashSet;
use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfc_quick};

/// Returns the body and the line of the file for each of its lines; none when that is
/// 1, 2, 3 ….
pub(super) fn prepare(text: String, lines: &Lines) -> (String, Vec<u32>) {
    // Most texts need nothing done, and are not copied.
    let body = if is_plain(text.as_bytes()) {
        match clean_prose(&text) {
            Cow::Borrowed(_) => text,
            Cow::Owned(clean) => spaced(composed(clean)),
        }
    } else {
        mended(&text, lines)
    };
    let own: Vec<u32> = match lines {
        Lines::Same => Vec::new(),
        Lines::From(first) => (*first..).take(body.split('\n').count()).collect(),
        Lines::Each(each) => each.clone(),
    };
    let (body, own) = match width(&body) {
        Some(width) => unwrapped(&body, width, &own),
        None => (body, own),
    };
    let plain = own.iter().zip(1..).all(|(line, n)| *line == n);
    (body, if plain { Vec::new() } else { own })
}

fn mended(text: &str, lines: &Lines) -> String {
    let mut repaired = unbroken(text);
    // Some went through the wrong charset twice.
    if let Cow::Owned(once) = &repaired
        && let Cow::Owned(twice) = unbroken(once)
    {
        repaired = Cow::Owned(twice);
    }
    // Separators that are no line ends in the file may not become any.
    let of_file = !matches!(lines, Lines::Same);
    let clean = if of_file && repaired.contains(['\u{2028}', '\u{2029}']) {
        clean_prose(&repaired.replace(['\u{2028}', '\u{2029}'], " ")).into_owned()
    } else {
        clean_prose(&repaired).into_owned()
    };
    spaced(composed(clean))
}

/// One form of each letter (NFC).
fn composed(body: String) -> String {
    if is_plain(body.as_bytes()) || is_nfc_quick(body.chars()) == IsNormalized::Yes {
        body
    } else {
        body.nfc().collect()
    }
}

/// Whether all that stands beyond ASCII is letters of western Europe and common quotes and
/// dashes: of one form only, no blank, no sign of a wrong charset.
fn is_plain(bytes: &[u8]) -> bool {
    let mut at = 0;
    while let Some(found) = lead(bytes, at) {
        at = found;
        let next = bytes.get(at + 1).copied().unwrap_or(0);
        let third = bytes.get(at + 2).copied().unwrap_or(0);
        match (bytes[at], next, third) {
            (0xC2, 0xA0, _) => return false,
            (0xC3, 0x82..=0xB4, 0x80..) => return false,
            (..0xCC, ..) => at += 2,
            (0xE2, 0x80, 0x8B..=0xA7 | 0xAA..=0xAE | 0xB0..) => at += 3,
            _ => return false,
        }
    }
    true
}

/// Returns where the next character beyond ASCII stands.
fn lead(bytes: &[u8], mut at: usize) -> Option<usize> {
    while let Some(piece) = bytes.get(at..at + 16)
        && piece.is_ascii()
    {
        at += 16;
    }
    bytes
        .get(at..)?
        .iter()
        .position(|b| *b >= 0x80)
        .map(|n| at + n)
}

/// Blanks of all sorts are one sort, but those within a number hold it together.
fn spaced(body: String) -> String {
    let odd = |c: char| {
        matches!(
            c,
            '\u{A0}' | '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{202F}' | '\u{205F}' | '\u{3000}'
        )
    };
    if !has_odd_blank(body.as_bytes()) {
        return body;
    }
    let mut out = String::with_capacity(body.len());
    let mut chars = body.chars().peekable();
    let mut after_digit = false;
    while let Some(c) = chars.next() {
        if odd(c) {
            let within = after_digit && chars.peek().is_some_and(char::is_ascii_digit);
            out.push(if within { '\u{A0}' } else { ' ' });
        } else {
            out.push(c);
        }
        after_digit = c.is_ascii_digit();
    }
    out
}

fn has_odd_blank(bytes: &[u8]) -> bool {
    let mut at = 0;
    while let Some(found) = lead(bytes, at) {
        at = found;
        let next = bytes.get(at + 1).copied().unwrap_or(0);
        let third = bytes.get(at + 2).copied().unwrap_or(0);
        match (bytes[at], next, third) {
            (0xC2, 0xA0, _)
            | (0xE1, 0x9A, 0x80)
            | (0xE2, 0x80, 0x80..=0x8A | 0xAF)
            | (0xE2, 0x81, 0x9F)
            | (0xE3, 0x80, 0x80) => return true,
            (0xF0.., ..) => at += 4,
            (0xE0.., ..) => at += 3,
            _ => at += 2,
        }
    }
    false
}

/// Repairs UTF-8 that was once read as Windows-1252 ("â€™"), where that is certain: runs
/// of such letters that spell UTF-8, and more than one of them or one that nobody types.
pub(super) fn unbroken(text: &str) -> Cow<'_, str> {
    if !may_be_broken(text.as_bytes()) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len());
    let mut repaired = 0;
    let mut strange = false;
    let mut run = String::new();
    let mut flush = |run: &mut String, out: &mut String| {
        if !run.is_empty() {
            match respelled(run) {
                Some(right) => {
                    repaired += right.chars().count();
                    strange |= right.chars().any(|c| c >= '\u{2000}');
                    out.push_str(&right);
                }
                None => out.push_str(run),
            }
            run.clear();
        }
    };
    for c in text.chars() {
        if c.is_ascii() {
            flush(&mut run, &mut out);
            out.push(c);
        } else {
            run.push(c);
        }
    }
    flush(&mut run, &mut out);
    if repaired >= 2 || strange {
        Cow::Owned(out)
    } else {
        Cow::Borrowed(text)
    }
}

/// Lead bytes of UTF-8 become letters between 0xC2 and 0xF4, with another odd one behind.
fn may_be_broken(bytes: &[u8]) -> bool {
    memchr::memchr_iter(0xC3, bytes).any(|at| {
        bytes.get(at + 1).is_some_and(|b| (0x82..=0xB4).contains(b))
            && bytes.get(at + 2).is_some_and(|b| *b >= 0x80)
    })
}

fn respelled(run: &str) -> Option<String> {
    if run.chars().count() < 2 {
        return None;
    }
    let mut bytes = Vec::with_capacity(run.len());
    for c in run.chars() {
        bytes.push(byte_of(c)?);
    }
    let right = String::from_utf8(bytes).ok()?;
    // Letters of Europe, marks, Cyrillic and Greek, signs and pictures.
    right
        .chars()
        .all(|c| {
            matches!(c, '\u{A0}'..='\u{17F}' | '\u{370}'..='\u{45F}' | '\u{2010}'..='\u{2044}'
                | '\u{20A0}'..='\u{20BF}' | '\u{2100}'..='\u{27BF}' | '\u{FEFF}' | '\u{1F300}'..='\u{1FAFF}')
        })
        .then_some(right)
}

/// Returns the byte that Windows-1252 spells as this character.
fn byte_of(c: char) -> Option<u8> {
    const HIGH: [char; 32] = [
        '\u{20AC}', '\u{81}', '\u{201A}', '\u{192}', '\u{201E}', '\u{2026}', '\u{2020}',
        '\u{2021}', '\u{2C6}', '\u{2030}', '\u{160}', '\u{2039}', '\u{152}', '\u{8D}', '\u{17D}',
        '\u{8F}', '\u{90}', '\u{2018}', '\u{2019}', '\u{201C}', '\u{201D}', '\u{2022}', '\u{2013}',
        '\u{2014}', '\u{2DC}', '\u{2122}', '\u{161}', '\u{203A}', '\u{153}', '\u{9D}', '\u{17E}',
        '\u{178}',
    ];
    if let Some(at) = HIGH.iter().position(|h| *h == c) {
        return u8::try_from(0x80 + at).ok();
    }
    u8::try_from(u32::from(c)).ok().filter(|b| *b >= 0x80)
}

/// Returns the width a text is wrapped to by hand or by a mailer, if it is.
fn width(body: &str) -> Option<usize> {
    let mut longest = 0;
    let mut n = 0;
    for line in body.lines().filter(|l| !l.trim().is_empty()) {
        // A text with a paragraph a line is soon told.
        let chars = if line.len() > 400 {
            usize::MAX
        } else {
            line.chars().count()
        };
        if chars > 100 {
            return None;
        }
        longest = longest.max(chars);
        n += 1;
    }
    if n < 4 || !(40..=100).contains(&longest) {
        return None;
    }
    let (mut inner, mut full, mut open) = (0, 0, 0);
    let lines: Vec<&str> = body.lines().collect();
    for pair in lines.windows(2) {
        let (line, next) = (pair[0].trim_end(), pair[1].trim());
        if line.is_empty() || next.is_empty() {
            continue;
        }
        inner += 1;
        // The next line's first word would not have fitted.
        let word = next
            .split_whitespace()
            .next()
            .map_or(0, |w| w.chars().count());
        full += usize::from(line.chars().count() + 1 + word + 1 >= longest.saturating_sub(4));
        open += usize::from(!line.ends_with(['.', '!', '?', '"', '\u{201D}', ':']));
    }
    (inner >= 3 && full * 10 >= inner * 7 && open * 10 >= inner * 6).then_some(longest)
}

/// Joins the lines of each paragraph.
fn unwrapped(body: &str, width: usize, lines: &[u32]) -> (String, Vec<u32>) {
    let hyphened: HashSet<&str> = body
        .split(|c: char| !c.is_alphanumeric() && c != '-')
        .filter(|w| w.contains('-') && !w.ends_with('-'))
        .collect();
    let mut out = String::with_capacity(body.len());
    let mut own = Vec::new();
    let mut before: Option<&str> = None;
    // What was taken out of a line is shown at the end of its paragraph.
    let mut marked = false;
    for (n, whole) in body.split('\n').enumerate() {
        let line = whole.strip_suffix(LINE_MARK).unwrap_or(whole);
        let number = lines
            .get(n)
            .copied()
            .unwrap_or_else(|| u32::try_from(n + 1).unwrap_or(u32::MAX));
        let bare = line.trim();
        let goes_on = before.is_some_and(|last| {
            let first = bare
                .split_whitespace()
                .next()
                .map_or(0, |w| w.chars().count());
            !last.trim().is_empty()
                && !bare.is_empty()
                && (last.trim_end().chars().count() + first + 20 > width
                    || (splits(last) && bare.starts_with(char::is_lowercase)))
                && !line.starts_with(['\t', '-', '*', '\u{2022}', '#', '>'])
                && (!line.starts_with("  ") || last.starts_with(' '))
        });
        if goes_on {
            join(&mut out, bare, &hyphened);
        } else {
            if std::mem::take(&mut marked) {
                out.push_str(LINE_MARK);
            }
            if n > 0 {
                out.push('\n');
            }
            out.push_str(bare);
            own.push(number);
        }
        marked |= line.len() < whole.len();
        before = Some(line);
    }
    if marked {
        out.push_str(LINE_MARK);
    }
    (out, own)
}

/// Puts a line behind another, mending a word that was split between them.
fn join(out: &mut String, line: &str, hyphened: &HashSet<&str>) {
    if !(splits(out) && line.starts_with(char::is_lowercase)) {
        out.push(' ');
        out.push_str(line);
        return;
    }
    let start = out
        .rfind(|c: char| !c.is_alphanumeric() && c != '-')
        .map_or(0, |at| at + 1);
    let start = (start..=out.len())
        .find(|at| out.is_char_boundary(*at))
        .unwrap_or(out.len());
    let rest: String = line
        .chars()
        .take_while(|c| c.is_alphanumeric() || *c == '-')
        .collect();
    let whole = format!("{}{rest}", &out[start..]);
    if !hyphened.contains(whole.as_str()) {
        out.pop();
    }
    out.push_str(line);
}

/// Whether a line ends within a word.
fn splits(line: &str) -> bool {
    line.trim_end()
        .strip_suffix('-')
        .is_some_and(|l| l.ends_with(char::is_alphabetic))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_once_read_in_the_wrong_charset_is_repaired() {
        assert_eq!(
            unbroken("It\u{e2}\u{20ac}\u{2122}s shut"),
            "It\u{2019}s shut"
        );
        assert_eq!(
            unbroken("caf\u{c3}\u{a9} ferm\u{c3}\u{a9}"),
            "caf\u{e9} ferm\u{e9}"
        );
        for right in [
            "caf\u{e9} ferm\u{e9}",
            "\u{ab}\u{a0}LE CAF\u{c9}\u{a0}\u{bb}",
            "MANH\u{c3}\u{bb}",
            "\u{201c}\u{c9}\u{bb}",
        ] {
            assert_eq!(unbroken(right), right);
        }
    }

    #[test]
    fn wrapped_lines_become_paragraphs_that_know_their_line() {
        let text = "The council of the bay met on Monday to hear what the\nharbour master had to say of the pier, and sent him a-\nway again after an hour with nothing but a well-meant\npromise of money.\n\nHe said the promise was worth less than the paper that\nit had not even been written on, and left for the well-\nmeant comfort of his boat.\n";
        let (body, lines) = prepare(text.to_owned(), &Lines::From(1));
        let paragraphs: Vec<&str> = body.lines().collect();
        assert_eq!(paragraphs.len(), 3);
        assert!(paragraphs[0].contains("sent him away again"));
        assert!(paragraphs[2].contains("the well-meant comfort"));
        assert_eq!(lines, [1, 5, 6, 9]);
    }

    #[test]
    fn a_paragraph_a_line_stays_as_it_is() {
        let text = "A short line.\nAnother one follows it here.\n\nA third, which is rather longer than the others are.\n";
        assert_eq!(
            prepare(text.to_owned(), &Lines::From(1)),
            (text.to_owned(), Vec::new())
        );
    }

    #[test]
    fn blanks_hold_numbers_together_and_nothing_else() {
        let (body, _) = prepare(
            "1\u{202f}200 personnes,\u{a0}dit-il".to_owned(),
            &Lines::Same,
        );
        assert_eq!(body, "1\u{a0}200 personnes, dit-il");
    }
}
