//! Lines near the top that name an outlet or a writer and a day: "Harbour Post, 11 October
//! 2016", "11 October 2016 — By A. Writer". A place and a day are no such line: they may be
//! those of what is told.

use super::date::{self, Order, Written};
use super::outlet;

/// How many lines at the top may be one.
pub(super) const LINES: usize = 4;

/// Words of names of outlets that head sections, too ("World News", "Book Review").
const OUTLETS: &[&str] = &[
    "agency",
    "broadcasting",
    "bulletin",
    "correspondent",
    "daily",
    "magazine",
    "monitor",
    "news",
    "newspaper",
    "online",
    "press",
    "radio",
    "record",
    "reporter",
    "review",
    "standard",
    "star",
    "today",
    "tv",
    "weekly",
    "world",
];

/// Words of names of outlets that such a name ends with where it stands alone on a line or behind
/// a headline.
const LAST: &[&str] = &[
    "chronicle",
    "courier",
    "dispatch",
    "echo",
    "examiner",
    "express",
    "gazette",
    "globe",
    "guardian",
    "herald",
    "independent",
    "journal",
    "mail",
    "mirror",
    "observer",
    "post",
    "register",
    "sun",
    "telegraph",
    "times",
    "tribune",
    "wire",
];

/// Tells whether a line is the name of an outlet and nothing else.
pub(super) fn is_outlet(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let last = words.last().map(|w| w.to_lowercase());
    (2..=5).contains(&words.len())
        && words
            .iter()
            .all(|w| w.starts_with(char::is_uppercase) || matches!(*w, "of" | "the" | "and" | "&"))
        && last.is_some_and(|last| LAST.contains(&last.as_str()))
}

/// Returns the day such a line of an article by `source` states.
pub(super) fn day(line: &str, source: &str, order: Option<Order>) -> Option<Written> {
    let line = line.trim().trim_end_matches('.');
    if line.len() > 120 || line.split_whitespace().count() > 14 {
        return None;
    }
    let parts: Vec<&str> = line
        .split([
            ',', '|', ';', '(', ')', '\u{2014}', '\u{2013}', '\u{b7}', '\u{2022}',
        ])
        .flat_map(|part| part.split(" - "))
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    let first = parts.iter().position(|part| is_calendar(part))?;
    let len = parts[first..]
        .iter()
        .take_while(|part| is_calendar(part))
        .count();
    let (before, behind) = (&parts[..first], &parts[first + len..]);
    let names = match (before.is_empty(), behind.is_empty()) {
        (true, false) => behind,
        (false, true) => before,
        _ => return None,
    };
    if !names.iter().all(|name| is_name(name)) || !names.iter().any(|name| tells(name, source)) {
        return None;
    }
    date::parse(&parts[first..first + len].join(", "), order).filter(|w| !w.ambiguous)
}

/// Tells whether a part of the line holds nothing but a part of a date.
fn is_calendar(part: &str) -> bool {
    let shouted = |w: &str| w.chars().all(char::is_uppercase) && !w.eq_ignore_ascii_case("am");
    // "BBC" might be a zone as well.
    let zone = part.split_whitespace().next().is_some_and(shouted);
    !zone && (date::is_bare(part) || date::is_bare(&format!("1 {part}")))
}

/// Tells whether all words are written as those of a name.
fn is_name(part: &str) -> bool {
    part.split_whitespace().all(|word| {
        matches!(
            word,
            "by" | "of" | "the" | "and" | "for" | "de" | "van" | "von" | "in" | "@"
        ) || word.starts_with(char::is_uppercase)
    })
}

/// Tells whether a name is that of a writer ("By A. Writer") or of an outlet.
fn tells(name: &str, source: &str) -> bool {
    let by = date::begins(name, "by ");
    by || outlet::key(name) == outlet::key(source)
        || name.split_whitespace().any(|word| {
            let word = word.to_lowercase();
            [OUTLETS, LAST].iter().any(|of| of.contains(&word.as_str()))
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_outlet_or_a_writer_beside_a_day_states_it() {
        let day = |line| day(line, "canal-courier", None).map(|w| w.day.to_string());
        let yes = Some("2016-10-11".to_owned());
        for line in [
            "Harbour Post, 11 October 2016",
            "11 October 2016 \u{2014} By A. Writer",
            "By Ada Quill | Tuesday, October 11, 2016",
            "Canal Courier - Oct. 11, 2016",
            "The Ardent Bay Herald (11 October 2016)",
            "2016-10-11, Meridian Wire",
            "11 October 2016, by Ada Quill and Ben Oar, Harbour Post",
        ] {
            assert_eq!(day(line), yes, "{line}");
        }
        for line in [
            "Ardent Bay, 11 October 2016",
            "The council met on 11 October 2016, the Harbour Post said",
            "By 11 October 2016, the Post had sold the mill",
            "Harbour Post, October",
            "The news of 11 October 2016, a day of rain",
        ] {
            assert_eq!(day(line), None, "{line}");
        }
    }
}
