//! Sentences in which a page speaks of itself: they stand among those of the story, often in one
//! paragraph with them.
//!
//! By what they are, never by which outlet says them: orders to the reader that name a thing of
//! pages ("Sign up for our newsletter"), credits of those who wrote, rights, and where a text first
//! appeared. What somebody says in quotation marks is never the page's, and neither is a
//! correction: it tells something.

use super::{Line, is_address, is_credit, is_rights, rows};
use crate::text::sentence::sentences;
use aho_corasick::AhoCorasick;
use std::ops::Range;
use std::sync::LazyLock;

/// One of these stands in every sentence looked for.
static HINTS: LazyLock<Option<AhoCorasick>> = LazyLock::new(|| {
    AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(
            PHRASES
                .iter()
                .chain(THINGS)
                .chain(PLACES)
                .chain(&[
                    "photograph: ",
                    "hide caption",
                    "copyright",
                    "may not be ",
                    "ing by ",
                    "contributed ",
                    "@",
                ])
                .chain(&["this article", "this story", "this post", "this piece"])
                .chain(&["this column", "this content", "your", "do you"])
                .chain(NOTICES)
                .chain(ENDS),
        )
        .ok()
});

/// What only the machinery of a page says.
const PHRASES: &[&str] = &[
    "an error has occurred",
    "please re-enter",
    "re not a robot",
    "invalid email",
    "address is invalid",
    "enter your email",
    "enter an email",
    "for subscribing",
    "continue reading the main story",
    "toggle caption",
    "javascript must be",
    "your browser's settings",
    "your browser does not",
    "to your inbox",
    "updates and special offers",
    "select a newsletter",
    "the form below",
    "version of this article appear",
    "version of this story appear",
    "be in its final form",
];

/// Things of pages, as a page's orders name them.
const THINGS: &[&str] = &[
    "newsletter",
    "email",
    "e-mail",
    "e - mail",
    "inbox",
    "twitter",
    "facebook",
    "instagram",
    "youtube",
    "whatsapp",
    "news alert",
    "our app",
    "our website",
    "www.",
    "http",
    "original article",
];

/// Where on a page the reader is sent.
const PLACES: &[&str] = &[" here", " below", " above"];

/// What a page calls its own notices.
const NOTICES: &[&str] = &["disclaimer:", "disclosure:", "full disclosure:"];

/// Orders that are nothing else at the start of a sentence.
const ORDERS: &[&str] = &[
    "sign",
    "subscribe",
    "follow",
    "click",
    "tap",
    "read",
    "get",
    "send",
    "join",
    "register",
    "download",
    "submit",
];

/// Orders that are nouns as well ("Share prices"), and what makes them orders.
const MAYBE_ORDERS: &[&str] = &[
    "email", "e-mail", "contact", "visit", "share", "watch", "view", "listen",
];
const OBJECTS: &[&str] = &[
    "us", "me", "him", "her", "them", "our", "this", "the", "to", "your", "here",
];

/// Longer sentences have something else run into an order.
const LONGEST: usize = 22;

/// So many words before a phrase are labels of the page.
const LABELS: usize = 8;

/// How addresses end.
const ENDS: &[&str] = &[".com", ".org", ".net", ".co.uk"];

/// Returns where a page speaks of itself in lines that are not noise as a whole.
pub(super) fn parts(body: &str, lines: &[Line<'_>], noise: &[bool]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let Some(hints) = &*HINTS else { return out };
    let mut hits = hints.find_iter(body).map(|hit| hit.start()).peekable();
    for ((range, _), noise) in lines.iter().zip(noise) {
        while hits.next_if(|at| *at < range.start).is_some() {}
        if *noise || hits.peek().is_none_or(|at| *at >= range.end) {
            continue;
        }
        let line = &body[range.clone()];
        let captions = rows::between_captions(line);
        if !captions.is_empty() {
            let placed = |part: Range<usize>| range.start + part.start..range.start + part.end;
            out.extend(captions.into_iter().map(placed));
            continue;
        }
        for sentence in sentences(line) {
            if is_spoken(&line[..sentence.start]) {
                continue;
            }
            if let Some(part) = part(&line[sentence.clone()]) {
                let start = range.start + sentence.start;
                out.push(start + part.start..start + part.end);
            }
        }
    }
    out
}

/// Tells whether a quotation is open behind a text.
fn is_spoken(before: &str) -> bool {
    let count = |mark: char| before.matches(mark).count();
    count('"') % 2 == 1 || count('\u{201C}') > count('\u{201D}')
}

/// Returns what of a sentence is the page's: all of it, or what runs into it ("Boats are back Sign up
/// for e-mail alerts").
fn part(sentence: &str) -> Option<Range<usize>> {
    if is_page(sentence) {
        return Some(0..sentence.len());
    }
    let mut orders = sentence.match_indices(" Sign up for ");
    let order = orders.find(|(at, _)| orders_reader(&sentence[at + 1..]));
    let runs_in = || order.map(|(at, _)| at + 1).or_else(|| phrase(sentence));
    photographer(sentence).or_else(|| Some(runs_in()?..sentence.len()))
}

/// Returns from where on a sentence is what only a page says. A headline often runs into it: "Ferry
/// sinks in the storm off the bay of Lund To play this content JavaScript must be turned on."
fn phrase(sentence: &str) -> Option<usize> {
    let lower = sentence.to_ascii_lowercase();
    if sentence.contains(['"', '\u{201C}', '\u{201D}']) {
        return None;
    }
    let at = PHRASES
        .iter()
        .filter_map(|phrase| lower.find(phrase))
        .min()?;
    if sentence[..at].split_whitespace().count() <= LABELS {
        return Some(0);
    }
    if sentence[at..].starts_with(char::is_uppercase) && !lower[at..].starts_with("javascript") {
        return Some(at);
    }
    let mut words = sentence[..at].rmatch_indices(' ').map(|(at, _)| at + 1);
    let opens = words.find(|from| sentence[*from..at].starts_with(char::is_uppercase));
    opens.or(Some(0))
}

/// Returns the credit of a photograph that runs into a sentence: "Photograph: Ida Holm/Gull The pier".
fn photographer(sentence: &str) -> Option<Range<usize>> {
    let start = sentence.find("Photograph: ")?;
    let names = start + "Photograph: ".len();
    let mut end = names;
    for word in sentence[names..].split_inclusive(' ').take(5) {
        end += word.len();
        if word.contains('/') {
            let agency = ["Getty Images", "Rex Features"].iter().find_map(|agency| {
                let (first, last) = agency.split_once(' ')?;
                let named = word.trim_end().ends_with(first);
                (named && sentence[end..].starts_with(last)).then_some(last.len())
            });
            return Some(start..end + agency.unwrap_or(0));
        }
    }
    (end == sentence.len()).then_some(start..end)
}

fn is_page(sentence: &str) -> bool {
    let lower = sentence.to_lowercase();
    if is_credit(sentence) || credits(sentence, &lower) || claims_rights(sentence, &lower) {
        return true;
    }
    if sentence.contains(['"', '\u{201C}', '\u{201D}']) {
        return false;
    }
    orders_reader(sentence)
        || phrase(sentence) == Some(0)
        || asks_reader(&lower)
        || tells_of_itself(&lower)
}

/// "Sign up for our newsletter", "You can follow her @gull", "Visit gull.example.com to see more".
fn orders_reader(sentence: &str) -> bool {
    if sentence.split_whitespace().nth(LONGEST).is_some() {
        return false;
    }
    let lower = sentence.to_lowercase();
    let mut words = sentence.split_whitespace().map(bare).peekable();
    let is = |word: &str, known: &[&str]| known.iter().any(|k| word.eq_ignore_ascii_case(k));
    let mut told = words.next_if(|w| is(w, &["please"])).is_some();
    if words.next_if(|w| is(w, &["you"])).is_some() {
        if words.next_if(|w| is(w, &["can", "must", "may"])).is_none() {
            return false;
        }
        words.next_if(|w| is(w, &["also"]));
        told = true;
    }
    let (verb, next) = (words.next().unwrap_or(""), words.next().unwrap_or(""));
    let order = is(verb, ORDERS)
        || is(verb, MAYBE_ORDERS) && (told || is(next, OBJECTS) || names_address(next));
    // "Like Gull Post on Facebook", but "Like Facebook, the firm …".
    let liked = is(verb, &["like"]) && !sentence.contains(',') && lower.contains(" on facebook");
    let thing = THINGS.iter().any(|thing| lower.contains(thing))
        || sentence.split_whitespace().map(bare).any(names_address)
        || is(verb, &["click", "tap", "read", "watch", "view", "listen"])
            && PLACES.iter().any(|place| ends_in(&lower, place));
    let clicked = is(verb, &["click", "tap"]) && is(next, &["here", "on", "the", "to"]);
    liked || clicked || order && thing
}

/// "Do you have a story for our newsroom?"
fn asks_reader(lower: &str) -> bool {
    let words = || lower.split(|c: char| !c.is_alphanumeric());
    let has = |known: &[&str]| words().any(|w| known.contains(&w));
    lower.ends_with(['?', '!'])
        && has(&["you", "your"])
        && has(&["we", "us", "our", "team"])
        && has(&[
            "story",
            "stories",
            "reporting",
            "newsroom",
            "reporters",
            "tips",
        ])
}

/// "This article was originally published by The Conversation", and no correction.
fn tells_of_itself(lower: &str) -> bool {
    if NOTICES.iter().any(|notice| lower.starts_with(notice)) {
        return true;
    }
    let text = ["this ", "the original ", "a version of this "]
        .iter()
        .find_map(|opening| lower.strip_prefix(opening));
    let mut words = text.unwrap_or("").split_whitespace();
    let kind = words.next().unwrap_or("");
    matches!(
        kind,
        "article" | "story" | "post" | "piece" | "column" | "content" | "op-ed"
    ) && words.take(5).any(|w| {
        matches!(
            bare(w),
            "published" | "posted" | "appeared" | "appears" | "syndicated" | "removed"
        )
    }) && !["correct", "amend", "clarif"]
        .iter()
        .any(|c| lower.contains(c))
}

/// "Ada Quill and Nils Holm contributed to this report", "(Compiled by Ada Quill; Editing by …)".
fn credits(sentence: &str, lower: &str) -> bool {
    let opening = lower.trim_start_matches(['(', ' ']);
    let written = ["writing by ", "compiled by ", "written by "];
    if written.iter().any(|w| opening.starts_with(w)) && lower.contains("editing by ") {
        return true;
    }
    let works = ["report", "story", "article", "post", "piece"];
    lower.match_indices(" contributed ").any(|(at, found)| {
        let behind = at + found.len();
        let rest = &lower[behind..];
        let work = works.iter().find_map(|work| {
            let rest = rest.strip_prefix("reporting to this ");
            let rest = rest.or_else(|| lower[behind..].strip_prefix("to this "))?;
            rest.strip_prefix(work)
        });
        let end = work.or_else(|| rest.strip_prefix("reporting"));
        // "Ida Holm contributed from Lund."
        let few = rest.starts_with("from ") && sentence.split_whitespace().count() <= 8;
        few || end.is_some_and(|end| {
            let end_at = (lower.len() == sentence.len()).then(|| sentence.len() - end.len());
            end.chars().all(|c| !c.is_alphanumeric())
                || end_at.is_some_and(|at| orders_reader(&sentence[at..]))
        })
    })
}

/// "Copyright 2010 Gull Network", "… may not be reproduced, distributed or transmitted".
fn claims_rights(sentence: &str, lower: &str) -> bool {
    if is_rights(sentence) {
        return true;
    }
    if let Some((_, owners)) = sentence.split_once("Copyright ")
        && sentence.split_whitespace().count() <= 20
        && owners.split_whitespace().take(2).any(|w| {
            let year = bare(w);
            year.len() == 4 && year.bytes().all(|b| b.is_ascii_digit())
        })
    {
        return true;
    }
    let Some((_, uses)) = lower.split_once("may not be ") else {
        return false;
    };
    let use_of_text = |w: &&str| {
        matches!(
            *w,
            "published"
                | "broadcast"
                | "rewritten"
                | "redistributed"
                | "reproduced"
                | "distributed"
                | "transmitted"
                | "displayed"
        )
    };
    uses.split_whitespace()
        .map(bare)
        .filter(use_of_text)
        .count()
        >= 2
}

/// "@gull", "tips@gull.example", "gull.example.com".
fn names_address(word: &str) -> bool {
    is_address(word)
        || word.contains('@') && word.len() > 2
        || ENDS.iter().any(|end| word.ends_with(end))
}

fn ends_in(lower: &str, place: &str) -> bool {
    lower
        .trim_end_matches(|c: char| !c.is_alphanumeric())
        .ends_with(place)
}

/// A word without the marks around it.
fn bare(word: &str) -> &str {
    word.trim_matches(|c: char| !c.is_alphanumeric() && c != '@')
}

#[cfg(test)]
mod tests {
    use super::super::tests::noise;

    #[test]
    fn what_a_page_says_of_itself_is_noise() {
        for line in [
            "Newsletter Sign Up Continue reading the main story Please verify you're not a robot.",
            "An error has occurred.",
            "Sign up for our harbour newsletter.",
            "Follow her on Twitter at @adaquill.",
            "You can follow her @adaquill.",
            "Visit news.harbour.org to see more stories.",
            "Email us at tips@harbour.example or call.",
            "Like Harbour Post on Facebook and stay updated on the bay",
            "Watch the new film of the harbour below.",
            "Do you have a story for our newsroom?",
            "Disclaimer: This article is no advice on boats.",
            "This article was originally published by the Lund Review.",
            "A version of this article appears in print on May 3, 2012, on page A4 of the Lund edition.",
            "Harbour Post staff writers Ada Quill and Nils Holm contributed to this report.",
            "Ida Holm contributed from Lund.",
            "(Writing by Nils Holm; Editing by Ada Quill)",
            "Content and Programming Copyright 2010 Harbour Network, Inc.",
            "All of it is protected and may not be reproduced, distributed or displayed without consent.",
        ] {
            assert_eq!(noise(line), [line], "{line}");
        }
    }

    #[test]
    fn what_the_page_says_may_stand_within_a_paragraph() {
        let body = "The ferry sank on Monday. Follow @harbour on Twitter. Divers found it.";
        assert_eq!(noise(body), ["Follow @harbour on Twitter."]);
        let body = "Boats are back at last Sign up for free e-mail alerts from Harbour Post.";
        assert_eq!(
            noise(body),
            ["Sign up for free e-mail alerts from Harbour Post."]
        );
        let body = "Ferry sinks in the bay of Lund, its master is gone To play this content JavaScript must be on.";
        assert_eq!(noise(body), ["To play this content JavaScript must be on."]);
        let body = "Photograph: Ida Holm/Getty Images The pier closed on Monday.";
        assert_eq!(noise(body), ["Photograph: Ida Holm/Getty Images"]);
    }

    #[test]
    fn what_is_told_of_pages_is_no_noise() {
        for line in [
            "\"Follow me on Twitter,\" the harbour master said.",
            "\"I was on the pier. Follow me on Twitter.\"",
            "Like Facebook, the harbour closed its page on Monday.",
            "Share prices of Facebook fell on Monday.",
            "Email records show that Facebook was warned.",
            "Experts who contributed to this report warned of floods.",
            "The storm contributed to this week's losses.",
            "We are asking people to please visit the harbour's website.",
            "This article was amended on 3 May to correct the name of the ferry.",
            "The capsule will re-enter the atmosphere on Monday.",
            "The report was published on Monday.",
            "Compiled by the harbour office, the list names nine boats.",
            "Reporting by the office shows nine boats.",
            "You can follow her at @quill cents The harbour office has released what it found on the wreck of the ferry in the bay of Lund.",
        ] {
            assert_eq!(noise(line), [""; 0], "{line}");
        }
    }
}
