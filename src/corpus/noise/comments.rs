//! Where the readers of a page begin to speak: their comments are no telling of the outlet, and
//! the stamps on them date when somebody wrote, not what happened.

use super::super::date::month;
use super::Line;

/// So many stamps make a row of comments; one alone may head the article.
const ROW: usize = 3;

/// Longer lines are whole texts, of which a stamp says nothing.
const LONG: usize = 4000;

/// Words by which a page lets its readers answer one another.
const ANSWERS: &[&str] = &["report abuse", "reply", "flag as inappropriate"];

/// Returns the first line of the comments under a text, which go on to its end.
pub(super) fn begin(lines: &[Line<'_>]) -> Option<usize> {
    let before = |n: usize| n.checked_sub(1).map_or("", |b| lines[b].1);
    let stamped = |n: &usize| stamps(lines[*n].1, before(*n)).is_some();
    let row: Vec<usize> = (1..lines.len()).filter(stamped).take(ROW).collect();
    let answered = |n: &&usize| stamps(lines[**n].1, before(**n)) == Some(Stamp::Answered);
    if row.len() < ROW && row.iter().find(answered).is_none() {
        return None;
    }
    row.first().copied()
}

/// How sure it is that a stamp is a comment's.
#[derive(PartialEq, Eq)]
enum Stamp {
    /// By its form.
    Formed,
    /// The page offers to answer it, or to report it.
    Answered,
}

/// Returns what a line says of a comment: "3 May 2019 at 5:46 pm | Reply", "Posted by: gull7 | 3 May
/// 2019 5:46 PM | Report abuse", or a stamp alone under "gull7 says:".
fn stamps(line: &str, before: &str) -> Option<Stamp> {
    if line.len() > LONG {
        return None;
    }
    let says = before.ends_with(" says:") || before.ends_with(" wrote:");
    if says && ends_with_stamp(line) {
        return Some(Stamp::Formed);
    }
    let mut bars = line.match_indices('|').map(|(at, _)| at);
    let bar = bars.find(|at| ends_with_stamp(&line[..*at]))?;
    let behind = line[bar + 1..].trim_start().to_lowercase();
    let answered = ANSWERS.iter().any(|words| behind.starts_with(words));
    if answered {
        return Some(Stamp::Answered);
    }
    // Live pages stamp their parts as well, but say "3 May 2019, 5:46 pm".
    line[..bar].contains(" at ").then_some(Stamp::Formed)
}

/// Tells whether a text ends with a date, its year and an hour: "3 May 2019 at 5:46 pm".
fn ends_with_stamp(text: &str) -> bool {
    let mut words = text.split_whitespace().rev().peekable();
    let mut hour = false;
    while let Some(word) = words.next_if(|w| is_hour(w)) {
        hour |= word.contains(':');
    }
    let mut date: Vec<&str> = words.take(3).collect();
    date.reverse();
    let numbers = |n: usize| {
        let plain = |w: &&&str| w.chars().filter(char::is_ascii_digit).count() == n;
        date.iter().filter(plain).count()
    };
    let days = numbers(1) + numbers(2);
    let months = date
        .iter()
        .filter(|w| month(&w.trim_end_matches(['.', ',']).to_lowercase()).is_some());
    hour && date.len() == 3 && numbers(4) == 1 && days == 1 && months.count() == 1
}

/// Tells whether a word belongs to the hour of a stamp: "at", "5:46", "p.m.".
fn is_hour(word: &str) -> bool {
    let word = word.to_lowercase().replace('.', "");
    let clock = word.split_once(':').is_some_and(|(h, m)| {
        let digits =
            |s: &str| !s.is_empty() && s.len() <= 2 && s.bytes().all(|b| b.is_ascii_digit());
        digits(h) && m.split(':').all(digits)
    });
    clock || matches!(&*word, "at" | "am" | "pm")
}

#[cfg(test)]
mod tests {
    use super::super::lines;
    use super::begin;

    fn first(body: &str) -> Option<&str> {
        let lines = lines(body);
        begin(&lines).map(|n| lines[n].1)
    }

    #[test]
    fn comments_begin_with_their_first_stamp() {
        let row = "The ferry sank on Monday.\nMarch 3, 2019 at 5:46 pm | I saw it sink.\nIt was loud.\nMarch 3, 2019 at 5:48 pm | So did I.\nNils, Lund March 4, 2019 at 7:02 am | Poor souls.";
        let stamp = Some("March 3, 2019 at 5:46 pm | I saw it sink.");
        assert_eq!(first(row), stamp);
        let one =
            "The ferry sank.\nIt was old.\nPosted by: gull7 | 3 March 2019 5:46 PM | Report abuse";
        let stamp = Some("Posted by: gull7 | 3 March 2019 5:46 PM | Report abuse");
        assert_eq!(first(one), stamp);
        let says = "The ferry sank.\ngull7 says:\n3 March 2019 at 5:46 pm\nSad.\nNils says:\n3 March 2019 at 6:46 pm\nYes.\nAda says:\n4 March 2019 at 6:46 pm\nNo.";
        assert_eq!(first(says), Some("3 March 2019 at 5:46 pm"));
    }

    #[test]
    fn the_stamp_of_an_article_is_no_comment() {
        for body in [
            "Ferry sinks\nLUND | Tue May 25, 2010 2:22 pm EDT\nThe ferry sank.",
            "Ferry sinks\nMay 25, 2010 2:22 pm | By Ada Quill\nThe ferry sank.",
            "Storm: live\n3 May 2019, 5:16 pm | Boats left.\n3 May 2019, 5:40 pm | They came back.\n3 May 2019, 6:10 pm | All safe.",
            "[Update 5:16 p.m.] Boats left | more\n[Update 5:20 p.m.] They came back | more\n[Update 5:30 p.m.] All safe | more",
        ] {
            assert_eq!(first(body), None, "{body}");
        }
    }
}
