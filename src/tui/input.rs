//! One line of text being typed.

use super::keymap::Edit;
use unicode_segmentation::UnicodeSegmentation;

/// A line of text with a cursor between grapheme clusters.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Input {
    text: String,
    cursor: usize, // Invariant: a cluster boundary of `text`.
}

impl Input {
    /// Returns a field that holds `text`, the cursor behind it.
    pub fn with(text: &str) -> Self {
        Self {
            text: text.to_owned(),
            cursor: text.len(),
        }
    }

    /// Returns what was typed.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Returns what stands before the cursor.
    pub fn before(&self) -> &str {
        &self.text[..self.cursor]
    }

    /// Inserts pasted text as one line.
    pub fn paste(&mut self, text: &str) {
        let line = crate::text::clean::clean(text).replace(['\n', '\t'], " ");
        self.text.insert_str(self.cursor, &line);
        self.cursor += line.len();
    }

    /// Applies an edit.
    pub fn edit(&mut self, edit: Edit) {
        match edit {
            Edit::Insert(c) => {
                self.text.insert(self.cursor, c);
                self.cursor += c.len_utf8();
            }
            Edit::Backspace => {
                let start = self.previous();
                self.text.replace_range(start..self.cursor, "");
                self.cursor = start;
            }
            Edit::Delete => {
                let end = self.next();
                self.text.replace_range(self.cursor..end, "");
            }
            Edit::Left => self.cursor = self.previous(),
            Edit::Right => self.cursor = self.next(),
            Edit::Home => self.cursor = 0,
            Edit::End => self.cursor = self.text.len(),
            Edit::Word => {
                let kept = self.before().trim_end();
                let start = kept.rfind(' ').map_or(0, |i| i + 1);
                self.text.replace_range(start..self.cursor, "");
                self.cursor = start;
            }
            Edit::Clear => {
                self.text.replace_range(..self.cursor, "");
                self.cursor = 0;
            }
        }
    }

    fn previous(&self) -> usize {
        self.before()
            .grapheme_indices(true)
            .next_back()
            .map_or(0, |(i, _)| i)
    }

    fn next(&self) -> usize {
        self.text[self.cursor..]
            .graphemes(true)
            .next()
            .map_or(self.cursor, |g| self.cursor + g.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn edits_respect_clusters_and_words() {
        let mut input = Input::with("killed in e\u{301}");
        input.edit(Edit::Backspace);
        assert_eq!(input.text(), "killed in ");
        input.edit(Edit::Word);
        assert_eq!(input.text(), "killed ");
        input.paste("two\nlines");
        assert_eq!(input.text(), "killed two lines");
        input.edit(Edit::Home);
        input.edit(Edit::Delete);
        assert_eq!(input.text(), "illed two lines");
    }
}
