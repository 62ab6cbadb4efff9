//! The credits of pictures, which are glued to the sentences that tell what is to be seen. Captions
//! that the page itself marks as such are no matter here: they are noise of the page.
//!
//! A page's text often comes without the marks that part a credit from what stands beside it:
//! "Harbour Media The lorry was towed away".

use super::lexicon::{self, can};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// Longest credit, in words.
const MOST: usize = 4;

static CREDITS: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
    include_str!("../../assets/telling/credits.txt")
        .lines()
        .filter(|line| !line.starts_with('#'))
        .flat_map(str::split_whitespace)
        .collect()
});

/// Returns the bytes of a picture's credit that a sentence begins with.
pub fn credit(text: &str) -> usize {
    let word = |from: usize| {
        let rest = text.get(from..).unwrap_or_default();
        &rest[..rest.find(' ').unwrap_or(rest.len())]
    };
    let mut at = 0;
    let mut last = String::new();
    for n in 0..=MOST {
        let (this, next) = (word(at), word(at + word(at).len() + 1));
        let small = next.starts_with(|c: char| c.is_ascii_lowercase());
        let credited = CREDITS.contains(&*last);
        let opens = match this {
            "The" | "A" | "An" => small || credited,
            _ => small && credited && (counts(this) || begins(this, &last, n)),
        };
        if n > 0 && opens {
            return at;
        }
        let lower = this.to_lowercase();
        let named = this.starts_with(|c: char| c.is_ascii_uppercase())
            && this
                .chars()
                .all(|c| c.is_ascii_alphabetic() || matches!(c, '/' | ':'));
        // "Harbour Images - Harbour".
        let named = named || n > 0 && this == "-";
        let closed = lexicon::lookup(&lower).is(can::CLOSED | can::ADV | can::CALENDAR);
        if !named || closed && !CREDITS.contains(&*lower) {
            return 0;
        }
        at += this.len() + 1;
        // "Holm/Reuters".
        let name = lower.rsplit(['/', ':']).next().unwrap_or_default();
        if this != "-" {
            name.clone_into(&mut last);
        }
    }
    0
}

/// Tells whether a capitalised word behind a credit of `n` words that ends in `last` begins a sentence:
/// "Bodies are carried off", "Asian shares fell".
fn begins(word: &str, last: &str, n: usize) -> bool {
    let lower = word.to_lowercase();
    let lex = lexicon::lookup(&lower);
    let many = lower.ends_with('s') && !lower.ends_with("ss") || matches!(&*lower, "women" | "men");
    let describes = lex.is(can::ADJ | can::NATION) && !lex.is(can::TITLE);
    // "Lund News", "Media Matters".
    let name = lower == "news" || n == 1 && matches!(last, "media" | "press");
    (many && !lex.is(can::TITLE) || describes) && !name
}

/// Tells whether a capitalised word can only open a sentence: "Dozens of people".
fn counts(word: &str) -> bool {
    let opens = word.starts_with(|c: char| c.is_ascii_uppercase());
    opens
        && matches!(
            &*word.to_lowercase(),
            "dozens"
                | "scores"
                | "hundreds"
                | "thousands"
                | "people"
                | "police"
                | "two"
                | "three"
                | "several"
                | "many"
                | "some"
                | "more"
                | "around"
                | "about"
                | "one"
                | "this"
        )
}

/// Returns the bytes of a photographer's credit that a sentence ends with: "(AP Photo/Ida Holm)", "(Ida
/// Holm/Gull)".
pub fn credit_behind(text: &str) -> usize {
    if !text.ends_with(')') {
        return 0;
    }
    let marks = ["(AP Photo", "(Photo by ", "(Photo: "];
    let marked = marks.iter().filter_map(|mark| text.rfind(mark)).max();
    let from = marked.or_else(|| text.rfind('(').filter(|from| names_agency(&text[*from..])));
    let from = from.filter(|from| *from > 0);
    from.map_or(0, |from| text.len() - text[..from].trim_end().len())
}

/// Tells whether brackets hold a name and an agency behind a stroke: "(Ida Holm/Gull Images)".
fn names_agency(brackets: &str) -> bool {
    let inner = brackets.trim_matches(['(', ')']);
    let (name, agency) = inner.rsplit_once('/').unwrap_or_default();
    let capital = |word: &str| word.starts_with(|c: char| c.is_uppercase());
    let known = agency
        .split(' ')
        .next()
        .is_some_and(|word| CREDITS.contains(&*word.to_lowercase()));
    known && name.split(' ').count() < MOST && name.split(' ').all(capital)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_credit_ends_where_the_sentence_opens() {
        for (text, behind) in [
            (
                "Harbour Media The lorry was towed away.",
                "The lorry was towed away.",
            ),
            (
                "Holm/Reuters Dozens of people fled.",
                "Dozens of people fled.",
            ),
            ("AFP Police closed the pier.", "Police closed the pier."),
            (
                "AP:Harbour Press Western shares fell on Friday.",
                "Western shares fell on Friday.",
            ),
            (
                "Harbour Images Cranes are towed away.",
                "Cranes are towed away.",
            ),
            ("Reuters The VZ fleet left.", "The VZ fleet left."),
            ("BBC News reported it.", "BBC News reported it."),
            (
                "Lund Police closed the pier.",
                "Lund Police closed the pier.",
            ),
            (
                "Meanwhile The Lindon Times closed.",
                "Meanwhile The Lindon Times closed.",
            ),
            ("The lorry was towed away.", "The lorry was towed away."),
            ("Lindon", "Lindon"),
        ] {
            assert_eq!(&text[credit(text)..], behind);
        }
        for credit in [
            "(AP Photo/Ida Holm)",
            "(Ida Holm/Reuters)",
            "(Ida Holm/Getty Images)",
        ] {
            let text = format!("Dockers left the pier {credit}");
            let told = &text[..text.len() - credit_behind(&text)];
            assert_eq!(told, "Dockers left the pier");
        }
        assert_eq!(credit_behind("Dockers left (and/or were sent away)"), 0);
        assert_eq!(credit_behind("Dockers left with him (Lund/Holm)"), 0);
    }
}
