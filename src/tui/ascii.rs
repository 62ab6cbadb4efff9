//! The last step of drawing where only ASCII can be shown: every cell gets its twin.

use ratatui::buffer::Buffer;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Puts ASCII in place of punctuation beyond it; of letters too, unless the terminal can show
/// them (`letters`). An accent is dropped, what has no twin becomes `?`; columns stay.
pub fn twins(buf: &mut Buffer, letters: bool) {
    for cell in &mut buf.content {
        let symbol = cell.symbol();
        if symbol.is_ascii() {
            continue;
        }
        let Some(first) = symbol.chars().next() else {
            continue;
        };
        let twin = match first {
            '\u{2010}'..='\u{2015}' | '·' | '•' => '-',
            '‘' | '’' | '‹' | '›' => '\'',
            '“' | '”' | '„' | '«' | '»' => '"',
            '…' => '~',
            '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' => ' ',
            _ if letters => continue,
            c => std::iter::once(c)
                .nfd()
                .find(|c| !is_combining_mark(*c))
                .filter(char::is_ascii)
                .unwrap_or('?'),
        };
        cell.set_char(twin);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ratatui::layout::Rect;
    use ratatui::style::Style;

    fn drawn(text: &str, letters: bool) -> String {
        let mut buf = Buffer::empty(Rect::new(0, 0, 24, 1));
        buf.set_string(0, 0, text, Style::new());
        twins(&mut buf, letters);
        buf.content.iter().map(|c| c.symbol()).collect()
    }

    #[test]
    fn what_cannot_be_shown_has_a_twin_of_the_same_width() {
        assert_eq!(
            drawn("7–9 Oct · “Élysée”…", false).trim_end(),
            "7-9 Oct - \"Elysee\"~"
        );
        assert_eq!(drawn("日本 end", false).trim_end(), "? ?  end");
    }

    #[test]
    fn letters_stay_where_the_terminal_can_show_them() {
        assert_eq!(drawn("Élysée · 7–9", true).trim_end(), "Élysée - 7-9");
    }
}
