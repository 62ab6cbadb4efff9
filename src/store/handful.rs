//! Members of moments as they lie in the index: a handful of moments together, column by
//! column, and of each reason its words apart from its figures. Reasons are the same few words
//! with ever other figures, which as they stand take most of the room.

use crate::article::ArticleIdx;
use crate::link::{Dated, Member};
use crate::time::Window;
use serde::{Deserialize, Serialize};

/// The members of some moments that stand one after another.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(super) struct Handful {
    /// Per moment, the number of its members.
    sizes: Vec<u32>,
    articles: Vec<u32>,
    tellings: Vec<u32>,
    windows: Vec<Option<Window>>,
    dated: Vec<Dated>,
    dated_from: Vec<Option<u32>>,
    /// Per member, the number of its reasons.
    reasons: Vec<u8>,
    /// Per reason, the number of its pieces.
    lengths: Vec<u32>,
    /// The reasons, piece by piece, each by its place in the list.
    said: Vec<u32>,
    /// Pieces of reasons, each once, with a mark for each figure.
    pieces: Vec<String>,
    figures: Vec<u32>,
}

impl Handful {
    /// Adds a moment.
    pub fn push(&mut self, members: Vec<Member>) {
        self.sizes
            .push(u32::try_from(members.len()).unwrap_or(u32::MAX));
        for member in members {
            self.articles.push(member.article.0);
            self.tellings.push(member.telling);
            self.windows.push(member.window);
            self.dated.push(member.dated);
            self.dated_from.push(member.dated_from.map(|a| a.0));
            let reasons = &member.because[..member.because.len().min(usize::from(u8::MAX))];
            self.reasons
                .push(u8::try_from(reasons.len()).unwrap_or(u8::MAX));
            for reason in reasons {
                let words = apart(reason, &mut self.figures);
                let before = self.said.len();
                for piece in pieces(&words) {
                    let known = self.pieces.iter().position(|p| p == piece);
                    let at = known.unwrap_or_else(|| {
                        self.pieces.push(piece.to_owned());
                        self.pieces.len() - 1
                    });
                    self.said.push(u32::try_from(at).unwrap_or(u32::MAX));
                }
                let n = self.said.len() - before;
                self.lengths.push(u32::try_from(n).unwrap_or(u32::MAX));
            }
        }
    }

    /// Tells whether it holds no moment.
    pub fn is_empty(&self) -> bool {
        self.sizes.is_empty()
    }

    /// Returns the number of moments.
    pub fn len(&self) -> usize {
        self.sizes.len()
    }

    /// Returns the number of members.
    pub fn n_members(&self) -> usize {
        self.articles.len()
    }

    /// Returns the members of one moment; `None` when what was unpacked is not whole.
    pub fn nth(&self, n: usize) -> Option<Vec<Member>> {
        let size = |n: &u32| usize::try_from(*n).ok();
        let from: usize = self.sizes.get(..n)?.iter().filter_map(size).sum();
        let to = from.checked_add(size(self.sizes.get(n)?)?)?;
        let before = self.reasons.get(..from)?.iter();
        let mut reason: usize = before.map(|n| usize::from(*n)).sum();
        let mut said: usize = self.lengths.get(..reason)?.iter().filter_map(size).sum();
        let marks: Vec<usize> = self.pieces.iter().map(|p| marks(p)).collect();
        let of = |at: &u32| marks.get(size(at)?).copied();
        let mut figure: usize = self.said.get(..said)?.iter().filter_map(of).sum();
        (from..to)
            .map(|at| {
                let mut because = Vec::new();
                for _ in 0..*self.reasons.get(at)? {
                    let n = size(self.lengths.get(reason)?)?;
                    let mut text = String::new();
                    for at in self.said.get(said..said.checked_add(n)?)? {
                        let n = of(at)?;
                        let figures = self.figures.get(figure..figure + n)?;
                        together(self.pieces.get(size(at)?)?, figures, &mut text);
                        figure += n;
                    }
                    because.push(text);
                    (reason, said) = (reason + 1, said + n);
                }
                Some(Member {
                    article: ArticleIdx(*self.articles.get(at)?),
                    telling: *self.tellings.get(at)?,
                    window: *self.windows.get(at)?,
                    dated: *self.dated.get(at)?,
                    dated_from: self.dated_from.get(at)?.map(ArticleIdx),
                    because,
                })
            })
            .collect()
    }
}

/// Digits that surely make no more than 32 bits.
const DIGITS: usize = 8;
/// Stands for a number.
const WHOLE: char = '0';
/// Stands for a number with one decimal.
const DECIMAL: char = '1';

/// Takes the figures out of a text and leaves marks in their place.
fn apart(text: &str, figures: &mut Vec<u32>) -> String {
    let mut words = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(|c: char| c.is_ascii_digit()) {
        words.push_str(&rest[..at]);
        rest = &rest[at..];
        // A needless 0 before a number is a number by itself.
        let digits = rest.bytes().take_while(u8::is_ascii_digit).take(DIGITS);
        let n = if rest.starts_with('0') {
            1
        } else {
            digits.count()
        };
        let number: u32 = rest[..n].parse().unwrap_or_default();
        rest = &rest[n..];
        match rest.as_bytes() {
            [b'.', tenth @ b'0'..=b'9', after @ ..]
                if !after.first().is_some_and(u8::is_ascii_digit) =>
            {
                words.push(DECIMAL);
                figures.push(10 * number + u32::from(tenth - b'0'));
                rest = &rest[2..];
            }
            _ => {
                words.push(WHOLE);
                figures.push(number);
            }
        }
    }
    words.push_str(rest);
    words
}

/// Cuts a text behind each comma and each colon.
fn pieces(words: &str) -> impl Iterator<Item = &str> {
    words.split_inclusive([',', ':'])
}

/// How many figures were taken out of a text.
fn marks(words: &str) -> usize {
    words.matches([WHOLE, DECIMAL]).count()
}

/// Puts figures back where they were.
fn together(words: &str, figures: &[u32], out: &mut String) {
    let mut figures = figures.iter();
    let mut rest = words;
    while let Some(at) = rest.find([WHOLE, DECIMAL]) {
        out.push_str(&rest[..at]);
        let figure = figures.next().copied().unwrap_or_default();
        if rest[at..].starts_with(WHOLE) {
            out.push_str(&figure.to_string());
        } else {
            out.push_str(&format!("{}.{}", figure / 10, figure % 10));
        }
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn member(article: u32, because: &[&str]) -> Member {
        Member {
            article: ArticleIdx(article),
            telling: 3,
            window: None,
            dated: Dated::Own,
            dated_from: (article > 7).then_some(ArticleIdx(1)),
            because: because.iter().map(|r| (*r).to_owned()).collect(),
        }
    }

    #[test]
    fn moments_come_back_as_they_were() {
        let moments = [
            vec![member(
                9,
                &["with a/b.txt:12 (+1.5): day +0.7, words -0.25"],
            )],
            vec![],
            vec![
                member(0, &[]),
                member(
                    u32::MAX,
                    &[
                        "007",
                        "",
                        "12345678901234 and 0.50, 1.5.2, 0.7",
                        "Linz 1990-08-05.txt#00",
                    ],
                ),
            ],
        ];
        let mut handful = Handful::default();
        for moment in &moments {
            handful.push(moment.clone());
        }
        assert_eq!((handful.len(), handful.n_members()), (3, 3));
        for (n, moment) in moments.iter().enumerate() {
            assert_eq!(handful.nth(n).as_ref(), Some(moment));
        }
        assert_eq!(handful.nth(3), None);
        handful.figures.pop();
        assert_eq!(handful.nth(2), None);
    }
}
