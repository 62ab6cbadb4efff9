//! Splits text into sentences.
//!
//! Paragraphs come first: a blank line ends one, and so does a single line break, unless
//! the lines around it look hard-wrapped. Inside a paragraph a full stop ends a sentence
//! unless it belongs to an abbreviation, an initial, a number or a web address. Closing
//! quotes and brackets stay with the sentence they end.

use std::ops::Range;

/// Words that a full stop follows without ending a sentence, lower-case, without the stop.
const ABBREVIATIONS: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "dr",
    "prof",
    "rev",
    "fr",
    "sr",
    "st",
    "gen",
    "lt",
    "col",
    "maj",
    "capt",
    "cmdr",
    "adm",
    "sgt",
    "cpl",
    "pvt",
    "brig",
    "hon",
    "gov",
    "sen",
    "rep",
    "reps",
    "sens",
    "pres",
    "supt",
    "det",
    "insp",
    "ambassador",
    "jan",
    "feb",
    "mar",
    "apr",
    "jun",
    "jul",
    "aug",
    "sep",
    "sept",
    "oct",
    "nov",
    "dec",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "vs",
    "v",
    "no",
    "nos",
    "vol",
    "pp",
    "fig",
    "eg",
    "ie",
    "e.g",
    "i.e",
    "cf",
    "viz",
    "approx",
    "est",
    "ave",
    "blvd",
    "rd",
    "mt",
    "ft",
    "messrs",
    "mme",
    "mlle",
    "al",
    "ca",
    "u.n",
];

/// Abbreviations that end a sentence when a capital that starts sentences follows.
const MAYBE_LAST: &[&str] = &[
    "jr", "inc", "corp", "co", "ltd", "bros", "etc", "u.s", "u.k", "e.u", "d.c", "a.m", "p.m",
    "n.y", "l.a", "ph.d", "b.c", "a.d", "plc", "llc", "calif", "mass", "conn", "fla", "pa", "va",
    "ill", "tex", "ariz", "ala", "ark", "colo", "del", "ga", "ind", "kan", "ky", "la", "md",
    "mich", "minn", "miss", "mo", "mont", "neb", "nev", "okla", "ore", "tenn", "vt", "wash", "wis",
    "wyo", "dept", "univ",
];

/// Words that, capitalised after a doubtful full stop, start a sentence.
const STARTERS: &[&str] = &[
    "the",
    "a",
    "an",
    "in",
    "on",
    "at",
    "it",
    "he",
    "she",
    "they",
    "we",
    "i",
    "you",
    "but",
    "and",
    "this",
    "that",
    "these",
    "those",
    "his",
    "her",
    "their",
    "its",
    "there",
    "when",
    "while",
    "as",
    "after",
    "before",
    "for",
    "if",
    "however",
    "meanwhile",
    "since",
    "so",
    "some",
    "many",
    "most",
    "mr",
    "mrs",
    "ms",
    "officials",
    "police",
    "last",
    "more",
    "no",
    "not",
    "one",
    "two",
    "what",
    "who",
    "with",
    "both",
    "also",
    "earlier",
    "later",
    "by",
    "to",
    "from",
    "under",
    "although",
    "despite",
    "until",
    "during",
    "another",
    "all",
    "any",
    "each",
    "our",
    "my",
];

/// Returns the byte ranges of the sentences of `text`, in order, never overlapping,
/// without surrounding white space.
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    sentences_where(text, |_| true)
}

/// Returns those of the paragraphs that `keep` wants, without splitting the others.
pub fn sentences_where(text: &str, keep: impl Fn(&str) -> bool) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    for paragraph in paragraphs(text) {
        if keep(&text[paragraph.clone()]) {
            split_paragraph(text, paragraph, &mut out);
        }
    }
    if out.iter().any(|range| range.len() > LONGEST) {
        out = out.into_iter().flat_map(|r| cut_long(text, r)).collect();
    }
    out
}

/// No sentence of prose is longer, in bytes; what is (a table, a scrape without full stops)
/// is cut between words, so that nothing that looks at a sentence sees a whole book.
const LONGEST: usize = 2_000;

fn cut_long(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = range.start;
    while range.end - start > LONGEST {
        let mut most = start + LONGEST;
        while !text.is_char_boundary(most) {
            most -= 1;
        }
        let part = &text[start..most];
        let end = part
            .rfind(char::is_whitespace)
            .filter(|at| *at > 0)
            .map_or(most, |at| start + at);
        out.push(start..end);
        let rest = &text[end..range.end];
        start = end + (rest.len() - rest.trim_start().len());
    }
    if start < range.end {
        out.push(start..range.end);
    }
    out
}

/// Returns the byte ranges of the paragraphs of `text`, headings included, without
/// surrounding white space. Hard-wrapped lines are one paragraph.
pub fn paragraphs(text: &str) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut block: Vec<Range<usize>> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim();
        if trimmed.is_empty() {
            flush_block(text, &mut block, &mut out);
        } else {
            let start = at + (line.len() - line.trim_start().len());
            block.push(start..start + trimmed.len());
        }
        at += line.len();
    }
    flush_block(text, &mut block, &mut out);
    out
}

/// Joins the lines of a block without blank lines into paragraphs.
fn flush_block(text: &str, block: &mut Vec<Range<usize>>, out: &mut Vec<Range<usize>>) {
    let wrapped = is_wrapped(text, block);
    let mut current: Option<Range<usize>> = None;
    for line in block.drain(..) {
        current = Some(match current {
            None => line,
            Some(so_far) if wrapped || continues(&text[so_far.clone()], &text[line.clone()]) => {
                so_far.start..line.end
            }
            Some(so_far) => {
                out.push(so_far);
                line
            }
        });
    }
    out.extend(current);
}

/// Tells whether the lines of a block were broken because the next word did not fit.
fn is_wrapped(text: &str, block: &[Range<usize>]) -> bool {
    let Some(width) = block.iter().map(Range::len).max() else {
        return false;
    };
    if block.len() < 2 || !(40..=130).contains(&width) {
        return false;
    }
    let full = block
        .windows(2)
        .filter(|pair| {
            let next = &text[pair[1].clone()];
            let word = next.find(char::is_whitespace).unwrap_or(next.len());
            pair[0].len() + 1 + word > width
        })
        .count();
    full * 5 >= (block.len() - 1) * 4 && (block.len() > 2 || block[0].len() >= 60)
}

/// Tells whether `next` goes on in the middle of the sentence that `line` began.
fn continues(line: &str, next: &str) -> bool {
    let open = line
        .chars()
        .next_back()
        .is_some_and(|c| c.is_lowercase() || c == ',' || c == '-');
    open && line.len() >= 40 && next.chars().next().is_some_and(char::is_lowercase)
}

fn split_paragraph(text: &str, paragraph: Range<usize>, out: &mut Vec<Range<usize>>) {
    let body = &text[paragraph.clone()];
    let bytes = body.as_bytes();
    let mut start = 0;
    let mut i = 0;
    while i < bytes.len() {
        // Every character that can end a sentence is found by its first byte.
        let ender = match bytes[i] {
            b'.' | b'!' | b'?' => 1,
            0xE2 if body[i..].starts_with('…') => '…'.len_utf8(),
            0xE3 if body[i..].starts_with('。') => '。'.len_utf8(),
            _ => {
                i += 1;
                continue;
            }
        };
        let mut end = i + ender;
        while bytes
            .get(end)
            .is_some_and(|b| matches!(b, b'.' | b'!' | b'?'))
        {
            end += 1;
        }
        let run = &body[i..end];
        let after_marks = skip_closers(body, end);
        if ends_here(body, start, i, run, after_marks) {
            push_trimmed(body, start..after_marks, paragraph.start, out);
            start = after_marks;
        }
        i = after_marks.max(end);
    }
    push_trimmed(body, start..body.len(), paragraph.start, out);
}

/// Returns where the closing quotes and brackets after `at` end.
///
/// A quotation mark after a space closes too when more of the text does not follow it
/// directly: some scrapes print `word. ”The`.
fn skip_closers(body: &str, mut at: usize) -> usize {
    while let Some(c) = body[at..].chars().next() {
        let closes = match c {
            '”' | '’' | ')' | ']' | '»' => !opens_next(&body[at + c.len_utf8()..]),
            '"' | '\'' => !opens_next(&body[at + 1..]),
            _ => false,
        };
        if !closes {
            break;
        }
        at += c.len_utf8();
    }
    at
}

/// Tells whether a mark directly before `rest` opens what follows instead of closing.
fn opens_next(rest: &str) -> bool {
    rest.chars().next().is_some_and(char::is_alphanumeric)
}

/// Tells whether the stop at `stop` (the run of marks `run`) ends the sentence that
/// starts at `start`; `after` is where the text goes on behind closing marks.
fn ends_here(body: &str, start: usize, stop: usize, run: &str, after: usize) -> bool {
    let rest = &body[after..];
    let Some(next) = rest.chars().next() else {
        return true;
    };
    let spaced = next.is_whitespace();
    let rest = rest.trim_start();
    let Some(first) = rest.chars().next() else {
        return true;
    };
    let following = rest
        .trim_start_matches([
            '“', '"', '‘', '\'', '(', '[', '«', '”', '`', '–', '—', '-', '¿', '¡',
        ])
        .trim_start();
    let word_start = following.chars().next();
    if run == "。" {
        return true;
    }
    if !spaced {
        // "resolution.The" in scrapes that lost a space; not "U.S.", "3.5", "example.com".
        let before = &body[start..stop];
        let tail_lower = before
            .chars()
            .rev()
            .take(2)
            .filter(|c| c.is_lowercase())
            .count()
            == 2;
        let after_closer = after > stop + run.len();
        let mut chars = rest.chars();
        let glued = chars.next().is_some_and(char::is_uppercase)
            && chars.next().is_some_and(char::is_lowercase);
        let opens = matches!(first, '“' | '"' | '”');
        return (tail_lower || after_closer) && (glued || opens);
    }
    // What goes on in lower case goes on; a quote's own mark then belongs inside.
    if word_start.is_some_and(char::is_lowercase) {
        return false;
    }
    if run != "." {
        // "Yahoo! Inc" and "he asked? Yes" cannot be told apart; the latter is commoner.
        return true;
    }
    if after > stop + 1 {
        return true;
    }
    let before = &body[start..stop];
    let last = before
        .rsplit(|c: char| c.is_whitespace() || matches!(c, '(' | '“' | '"' | '—' | '–' | '/'))
        .next()
        .unwrap_or("");
    let lower = last.to_lowercase();
    let next_word: String = following
        .chars()
        .take_while(|c| c.is_alphabetic())
        .collect::<String>()
        .to_lowercase();
    let next_starts = STARTERS.contains(&next_word.as_str());
    let digit_next = word_start.is_some_and(|c| c.is_ascii_digit());
    if lower == "no" || lower == "nos" {
        return !digit_next;
    }
    if ABBREVIATIONS.contains(&lower.as_str()) {
        // "Mar.", "Sun." and their like end a sentence when a starter follows.
        return next_starts
            && last.chars().next().is_some_and(char::is_lowercase)
            && lower.len() > 3;
    }
    if MAYBE_LAST.contains(&lower.as_str()) {
        return next_starts || first == '“' || first == '"';
    }
    let single = last.chars().count() == 1 && last.chars().all(char::is_uppercase);
    if single || is_dotted_initials(last) {
        // "John F. Kennedy", "J. R. R. Tolkien", "the U.N. The".
        return next_starts && last != "I" && (!single || before.len() > last.len() + 1);
    }
    true
}

/// Tells whether `word` is letters with stops between them: `U.S`, `a.k.a`.
fn is_dotted_initials(word: &str) -> bool {
    word.contains('.') && word.split('.').all(|part| part.chars().count() == 1)
}

fn push_trimmed(body: &str, range: Range<usize>, base: usize, out: &mut Vec<Range<usize>>) {
    let piece = &body[range.clone()];
    let trimmed = piece.trim();
    // A stray closing mark is no sentence.
    if !trimmed.chars().any(char::is_alphanumeric) {
        return;
    }
    let lead = piece.len() - piece.trim_start().len();
    let start = base + range.start + lead;
    out.push(start..start + trimmed.len());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[&str]) {
        let found: Vec<&str> = sentences(text).into_iter().map(|r| &text[r]).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn abbreviations_and_initials_do_not_end_a_sentence() {
        check(
            "Mr. Orlov met J. K. Brandt of the U.S. Senate. They spoke for 3.5 hours. It ended.",
            &[
                "Mr. Orlov met J. K. Brandt of the U.S. Senate.",
                "They spoke for 3.5 hours.",
                "It ended.",
            ],
        );
        check(
            "He moved to the U.S. The trip took a day.",
            &["He moved to the U.S.", "The trip took a day."],
        );
        check(
            "It was signed on Oct. 3 at 5 p.m. Friday. No. 4 won.",
            &["It was signed on Oct. 3 at 5 p.m. Friday.", "No. 4 won."],
        );
    }

    #[test]
    fn closing_marks_stay_with_their_sentence() {
        check(
            "“We will go.” She left. \"Never,\" he said. 'Why?' asked Lund. (It rained.) Then sun.",
            &[
                "“We will go.”",
                "She left.",
                "\"Never,\" he said.",
                "'Why?' asked Lund.",
                "(It rained.)",
                "Then sun.",
            ],
        );
        check(
            "They took part. ”Nobody asked,” said Brandt.",
            &["They took part.", "”Nobody asked,” said Brandt."],
        );
    }

    #[test]
    fn a_heading_without_a_stop_stands_alone() {
        check(
            "Talks stall\nThe two sides met again on Monday in Vessin to speak of the border.\nNo date was set.",
            &[
                "Talks stall",
                "The two sides met again on Monday in Vessin to speak of the border.",
                "No date was set.",
            ],
        );
    }

    #[test]
    fn hard_wrapped_lines_are_one_paragraph() {
        check(
            "The harbour of Vessin was closed on Monday after a tanker ran aground\nnear the northern pier, and crews from three towns worked all night to\nkeep the oil from the beaches. It reopened a day later.\n\nNext.",
            &[
                "The harbour of Vessin was closed on Monday after a tanker ran aground\nnear the northern pier, and crews from three towns worked all night to\nkeep the oil from the beaches.",
                "It reopened a day later.",
                "Next.",
            ],
        );
    }

    #[test]
    fn ellipses_and_lost_spaces() {
        check(
            "He paused ... and went on. \"Well... maybe.\" It ended.Then they left.",
            &[
                "He paused ... and went on.",
                "\"Well... maybe.\"",
                "It ended.",
                "Then they left.",
            ],
        );
    }

    proptest::proptest! {
        #[test]
        fn any_text_gives_ordered_ranges_on_char_boundaries(text in "[ -~\n“”’éß中…。]{0,200}") {
            let mut last = 0;
            for r in sentences(&text) {
                assert!(r.start >= last && r.start < r.end);
                assert!(!text[r.clone()].starts_with(char::is_whitespace));
                last = r.end;
            }
        }
    }
}
