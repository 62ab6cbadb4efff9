//! Finds the lines of a text that are the page's and not the story's.
//!
//! By form: stamps, file names, labels made of words of page furniture, rows of pictures, boxes
//! about the author, and sentences in which the page speaks of itself. What repeats across
//! the articles of a source is added from its habits.

mod comments;
mod page;
mod rows;

use super::date::begins;
use rustc_hash::FxHashSet;
use std::ops::Range;
use std::sync::OnceLock;

/// Words of which pages make their labels, in any combination.
const FURNITURE: &[&str] = &[
    "story",
    "highlights",
    "published",
    "updated",
    "posted",
    "last",
    "read",
    "more",
    "related",
    "share",
    "sharing",
    "this",
    "advertisement",
    "watch",
    "watched",
    "just",
    "photos",
    "photo",
    "video",
    "videos",
    "gallery",
    "caption",
    "hide",
    "show",
    "close",
    "sign",
    "up",
    "newsletter",
    "newsletters",
    "follow",
    "us",
    "comments",
    "comment",
    "print",
    "email",
    "save",
    "article",
    "articles",
    "continue",
    "reading",
    "below",
    "skip",
    "to",
    "main",
    "content",
    "menu",
    "search",
    "home",
    "next",
    "previous",
    "also",
    "see",
    "topics",
    "tags",
    "subscribe",
    "now",
    "log",
    "in",
    "login",
    "register",
    "ago",
    "min",
    "mins",
    "minute",
    "minutes",
    "hour",
    "hours",
    "day",
    "days",
    "image",
    "images",
    "copyright",
    "source",
    "media",
    "playback",
    "unsupported",
    "on",
    "your",
    "device",
    "click",
    "here",
    "recommended",
    "trending",
    "most",
    "popular",
    "top",
    "stories",
    "key",
    "points",
    "by",
    "copy",
    "link",
    "facebook",
    "twitter",
    "whatsapp",
    "reddit",
    "linkedin",
    "pinterest",
    "for",
    "about",
    "the",
    "from",
    "of",
    "a",
    "and",
    "you",
    "replay",
    "play",
    "live",
    "breaking",
    "news",
    "exclusive",
    "analysis",
    "opinion",
    "must",
    "listen",
    "audio",
    "download",
    "app",
    "get",
    "our",
    "free",
    "text",
    "size",
    "report",
    "correction",
    "corrections",
    "feedback",
    "contact",
    "terms",
    "privacy",
    "policy",
    "cookies",
    "shares",
];

/// A line of a text: where it stands, and what it says without blanks around it.
pub(super) type Line<'a> = (Range<usize>, &'a str);

/// Returns the lines of a text.
pub(super) fn lines(body: &str) -> Vec<Line<'_>> {
    let mut lines: Vec<Line> = Vec::with_capacity(body.len() / 128 + 4);
    let mut at = 0;
    let ends = memchr::memchr_iter(b'\n', body.as_bytes()).chain([body.len()]);
    for end in ends {
        let line = &body[at..end];
        if !(line.is_empty() && end == body.len()) {
            lines.push((at..end, line.trim()));
        }
        at = end + 1;
    }
    lines
}

/// Returns the byte ranges of boilerplate lines, in order, neighbours joined.
pub(super) fn by_form(
    body: &str,
    lines: &[Line<'_>],
    is_habit: &dyn Fn(&str) -> bool,
) -> Vec<Range<usize>> {
    let mut noise: Vec<bool> = lines
        .iter()
        .map(|(_, l)| is_noise(l) || is_habit(l))
        .collect();
    // A page's own date stands near its top; a chronology has one above each entry.
    let mut dates: Vec<usize> = Vec::new();
    for n in 0..lines.len() {
        let line = lines[n].1;
        if is_stamp(line) || is_file_name(line) {
            captions(lines, &mut noise, n);
        }
        if super::date::is_bare(line) && super::date::parse(line, None).is_some() {
            dates.push(n);
        }
    }
    if dates.len() <= 2 {
        for n in dates {
            noise[n] |= lines[..n].iter().filter(|(_, l)| !l.is_empty()).count() < 8;
        }
    }
    rows::mark(body, lines, &mut noise);
    if let Some(n) = comments::begin(lines) {
        noise[n..].fill(true);
    }
    let mut parts = page::parts(body, lines, &noise);
    let whole = lines.iter().zip(&noise);
    let whole = whole.filter(|((_, text), noise)| **noise && !text.is_empty());
    parts.extend(whole.map(|((range, _), _)| range.clone()));
    parts.sort_unstable_by_key(|part| part.start);
    let mut out: Vec<Range<usize>> = Vec::new();
    for part in parts {
        match out.last_mut() {
            Some(last) if body[last.end..part.start].trim().is_empty() => last.end = part.end,
            _ => out.push(part),
        }
    }
    out
}

/// Words by which a page speaks to its readers.
const TO_READERS: &[&str] = &[
    "you",
    "your",
    "we",
    "our",
    "us",
    "subscribe",
    "newsletter",
    "cookies",
    "newsroom",
];

/// Returns whether a line that a source repeats in so many of its texts is a habit of the
/// page: what ends like no sentence, or speaks to the reader of nothing in time. What a
/// source tells again in every article ("The siege began in July.") is no boilerplate.
pub(super) fn is_habit(line: &str, times: usize, texts: usize) -> bool {
    let words: Vec<String> = line
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty())
        .map(str::to_lowercase)
        .collect();
    if words.len() <= 14 && !ends_sentence(line) {
        return times * 5 >= texts;
    }
    let speaks = words.iter().any(|w| TO_READERS.contains(&w.as_str()));
    let timed = line.chars().any(|c| c.is_ascii_digit())
        || words
            .iter()
            .any(|w| super::date::month(w).is_some() || (w.ends_with("day") && w.len() > 5));
    speaks && !timed && times * 2 >= texts && !line.contains(['"', '\u{201C}'])
}

/// Marks the captions that belong to a stamp or a picture: the short lines around it that
/// end like no sentence, up to the next blank line.
fn captions(lines: &[Line<'_>], noise: &mut [bool], at: usize) {
    let is_caption = |line: &str| {
        !line.is_empty() && line.split_whitespace().count() <= 14 && !ends_sentence(line)
    };
    let above = (0..at)
        .rev()
        .take(2)
        .take_while(|n| is_caption(lines[*n].1));
    for n in above {
        noise[n] = true;
    }
    // A picture's name stands above its caption, a stamp below.
    if is_file_name(lines[at].1) {
        for n in (at + 1..lines.len()).take(2) {
            if !is_caption(lines[n].1) {
                break;
            }
            noise[n] = true;
        }
    }
}

fn ends_sentence(line: &str) -> bool {
    let end = line.trim_end_matches(['"', '\'', '\u{201D}', '\u{2019}', ')']);
    (end.ends_with(['.', '!', '?']) && !end.ends_with("...")) || end.ends_with(':')
}

fn is_noise(line: &str) -> bool {
    if line.is_empty() {
        return false;
    }
    // A paragraph: credits and rights alone are as long.
    if line.len() > 120 {
        let bytes = line.as_bytes();
        let perhaps = line.len() < 400
            && (b"(IPMVRAEC\xC2".contains(&bytes[0])
                || bytes.ends_with(b"report.")
                || bytes.ends_with(b"story.")
                || bytes.ends_with(b"reporting.")
                || bytes.ends_with(b"eserved.")
                || bytes.ends_with(b"eserved"));
        return perhaps && (is_credit(line) || is_rights(line));
    }
    is_stamp(line)
        || is_file_name(line)
        || is_label(line)
        || is_credit(line)
        || is_rights(line)
        || is_address(line)
        || is_dated_header(line)
        || is_bare_byline(line)
}

/// `00:45`, `00:45 - Source: X`, `1:02:03`.
fn is_stamp(line: &str) -> bool {
    let digits = line
        .bytes()
        .take_while(|b| b.is_ascii_digit() || *b == b':')
        .count();
    if digits < 3 {
        return false;
    }
    let stamp = &line[..digits];
    let mut parts = stamp.split(':');
    let shaped =
        (2..=3).contains(&parts.clone().count()) && parts.all(|p| (1..=2).contains(&p.len()));
    if !shaped {
        return false;
    }
    let rest = line[digits..]
        .trim_start_matches(|c: char| c.is_whitespace() || "-\u{2013}\u{2014}|/".contains(c));
    rest.is_empty() || (rest.split_whitespace().count() <= 6 && rest.contains(':'))
}

/// `x_00001321.jpg`, and a name with blanks before it.
fn is_file_name(line: &str) -> bool {
    let end = line.as_bytes();
    let end = &end[end.len().saturating_sub(5)..];
    let Some(dot) = end.iter().rposition(|b| *b == b'.') else {
        return false;
    };
    ["jpg", "jpeg", "png", "gif", "webp", "mp4", "mov", "svg"]
        .iter()
        .any(|known| end[dot + 1..].eq_ignore_ascii_case(known.as_bytes()))
        && line.split_whitespace().count() <= 14
}

/// A few words, all of them furniture, or such a label with a colon before a headline.
fn is_label(line: &str) -> bool {
    let bare = line.trim_matches(|c: char| !c.is_alphanumeric());
    let furniture = |text: &str| {
        // Seven words of furniture are no longer.
        if text.len() > 100 {
            return false;
        }
        let mut words = text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
            .peekable();
        words.peek().is_some()
            && words.clone().count() <= 7
            && words.all(|w| w.chars().all(|c| c.is_ascii_digit()) || is_furniture(w))
    };
    if bare.is_empty() {
        return line.len() <= 12 && line.chars().all(|c| !c.is_alphanumeric());
    }
    if bare.chars().all(|c| c.is_ascii_digit()) {
        return bare.len() <= 3;
    }
    if !ends_sentence(line) && furniture(bare) {
        return true;
    }
    // "READ MORE: Talks to resume next week"
    line.split_once(':').is_some_and(|(label, rest)| {
        furniture(label)
            && label.split_whitespace().count() <= 4
            && (label.chars().all(|c| !c.is_lowercase())
                || label.split_whitespace().count() >= 2
                || matches!(label, "Related" | "Recommended" | "Watch"))
            && !rest.trim().ends_with('.')
    })
}

fn is_furniture(word: &str) -> bool {
    static WORDS: OnceLock<FxHashSet<&str>> = OnceLock::new();
    let words = WORDS.get_or_init(|| FURNITURE.iter().copied().collect());
    // None is longer.
    word.len() <= 16 && words.contains(word.to_lowercase().as_str())
}

/// `Image caption …`, `Photo: …`, `(Reporting by …; Editing by …)`, `… contributed to this report.`
fn is_credit(line: &str) -> bool {
    let mut words = line
        .split(|c: char| !c.is_alphanumeric())
        .filter(|w| !w.is_empty());
    let mut is_one_of = |known: &[&str]| {
        words
            .next()
            .is_some_and(|w| known.iter().any(|k| w.eq_ignore_ascii_case(k)))
    };
    let ends = |label: &str| {
        let from = line.len().checked_sub(label.len());
        from.is_some_and(|from| line.as_bytes()[from..].eq_ignore_ascii_case(label.as_bytes()))
    };
    (is_one_of(&["image", "photo", "picture", "media", "video"])
        && is_one_of(&["caption", "copyright", "source", "credit", "by"]))
        || is_by(line)
        || [
            "contributed to this report.",
            "contributed to this story.",
            "contributed reporting.",
        ]
        .iter()
        .any(|label| ends(label))
}

/// "(Reporting by Ada Quill; Editing by …", but "Reporting by the office shows …".
fn is_by(line: &str) -> bool {
    let bare = line.strip_prefix(['(', '[']).unwrap_or(line);
    let bare = bare.strip_prefix("-LRB- ").unwrap_or(bare);
    ["reporting by", "additional reporting by", "editing by"]
        .iter()
        .filter(|label| begins(bare, label))
        .any(|label| {
            bare[label.len()..]
                .trim_start()
                .starts_with(char::is_uppercase)
        })
}

fn is_rights(line: &str) -> bool {
    const CLAIM: &[u8] = b"all rights reserved";
    let bytes = line.as_bytes();
    // The letter in it that stands in the fewest lines.
    let claimed = memchr::memchr2_iter(b'v', b'V', bytes).any(|at| {
        let from = at.checked_sub(16);
        from.and_then(|from| bytes.get(from..from + CLAIM.len()))
            .is_some_and(|claim| claim.eq_ignore_ascii_case(CLAIM))
    });
    claimed
        || line.starts_with('\u{A9}')
        || (begins(line, "copyright") && line.chars().any(|c| c.is_ascii_digit()))
}

fn is_address(line: &str) -> bool {
    !line.contains(char::is_whitespace)
        && (line.starts_with("http://")
            || line.starts_with("https://")
            || line.starts_with("www.")
            || (line.starts_with('@') && line.len() > 1))
}

/// `Updated 0215 GMT (1015 HKT) October 9, 2016`.
fn is_dated_header(line: &str) -> bool {
    line.starts_with(['U', 'u', 'P', 'p', 'L', 'l', 'F', 'f'])
        && [
            "updated",
            "published",
            "posted",
            "last updated",
            "first published",
            "last modified",
        ]
        .iter()
        .any(|label| begins(line, label))
        && line.split_whitespace().count() <= 12
        && line.chars().any(|c| c.is_ascii_digit())
        && !ends_sentence(line)
}

/// `CNN —` alone on its line; `By Ada Quill`.
fn is_bare_byline(line: &str) -> bool {
    let bare =
        line.trim_end_matches(|c: char| c.is_whitespace() || "-\u{2013}\u{2014}".contains(c));
    if bare.len() < line.len() && bare.len() <= 8 && !bare.is_empty() {
        return bare.chars().all(|c| c.is_uppercase() || c.is_ascii_digit());
    }
    if !begins(line, "by") {
        return false;
    }
    let words: Vec<&str> = line.split_whitespace().collect();
    matches!(words.first(), Some(&"By" | &"BY"))
        && (2..=10).contains(&words.len())
        && !ends_sentence(line)
        && words[1..].iter().all(|w| {
            w.starts_with(char::is_uppercase)
                || matches!(*w, "and" | "in" | "for" | "de" | "van" | "von" | "|" | "al")
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the text of each part of a body that is noise.
    pub(super) fn noise(body: &str) -> Vec<&str> {
        by_form(body, &lines(body), &|_| false)
            .into_iter()
            .map(|r| &body[r])
            .collect()
    }

    #[test]
    fn captions_go_with_their_stamp() {
        let body = "The lighthouse at dusk\nDusk falls...\n01:12 - Source: Gull TV\n\nStory highlights\n\nHarbour closed for a week\n\nThe harbour was closed on Monday, officials said.\n\ngull harbour pkg_0001.jpg\nBoats wait outside\n02:00 - Source: Gull TV\n\nBoats waited.";
        assert_eq!(
            noise(body),
            [
                "The lighthouse at dusk\nDusk falls...\n01:12 - Source: Gull TV\n\nStory highlights",
                "gull harbour pkg_0001.jpg\nBoats wait outside\n02:00 - Source: Gull TV",
            ]
        );
    }

    #[test]
    fn sentences_and_headings_are_no_noise() {
        for line in [
            "Fresh strikes on the port",
            "Desperate for aid",
            "It closed.",
            "He left at 12:30 on Monday.",
            "Published works were burnt.",
        ] {
            assert_eq!(noise(line), [""; 0], "{line}");
        }
    }

    #[test]
    fn labels_and_credits_are_noise() {
        for line in [
            "- Published",
            "5 hours ago",
            "READ MORE: Talks to resume next week",
            "Image caption Ships at anchor",
            "© 2016 Harbour Post",
            "By Ada Quill",
            "MER —",
            "Share this article",
        ] {
            assert_eq!(noise(line), [line], "{line}");
        }
    }
}
