//! Lines that are the page's because of what they stand in: galleries of pictures, lists of other
//! articles, and the box about the author at the end.

use super::{Line, ends_sentence, is_furniture};
use std::ops::Range;

/// So many numbered pictures make a gallery; a thread of two posts is none.
const GALLERY: usize = 3;

/// What a page writes behind each caption of a gallery.
const HIDE: &str = "Hide Caption";

/// Lines at the end of a text among which the author's box stands.
const BOX_LINES: usize = 4;

/// Longer lines are no teaser of another article.
const TEASER_WORDS: usize = 20;

/// What those are who write for a page.
const AUTHORS: &[&str] = &[
    "reporter",
    "correspondent",
    "editor",
    "columnist",
    "journalist",
    "writer",
    "fellow",
    "contributor",
    "blogger",
    "author",
];

/// Words of labels above other articles.
const ELSEWHERE: &[&str] = &[
    "read",
    "related",
    "recommended",
    "watch",
    "watched",
    "trending",
    "popular",
];

/// Marks the lines that belong to such a row or box.
pub(super) fn mark(body: &str, lines: &[Line<'_>], noise: &mut [bool]) {
    galleries(lines, noise);
    for (n, (_, line)) in lines.iter().enumerate() {
        noise[n] |= teases(line);
    }
    teasers(lines, noise);
    author(body, lines, noise);
}

/// "1/34 Boats at the pier", with the other thirty-three; or all of them in one line.
fn galleries(lines: &[Line<'_>], noise: &mut [bool]) {
    let first = |line: &str| place(line.split_whitespace().next()?);
    let numbered: Vec<(usize, u32)> = lines
        .iter()
        .enumerate()
        .filter_map(|(n, (_, line))| Some((n, first(line)?.1)))
        .collect();
    for (n, of) in &numbered {
        noise[*n] |= numbered.iter().filter(|(_, other)| other == of).count() >= GALLERY;
    }
    for (n, (_, line)) in lines.iter().enumerate() {
        if noise[n] || line.len() < 60 {
            continue;
        }
        noise[n] |= line.contains('/') && counts_pictures(line);
    }
}

/// Returns what is the page's in a line that holds a gallery: "Hide Caption 3 of 25 Photos: Ferry disaster
/// Divers wait". Such captions tell news that stands nowhere else.
pub(super) fn between_captions(line: &str) -> Vec<Range<usize>> {
    let starts: Vec<usize> = line.match_indices(HIDE).map(|(at, _)| at).collect();
    if starts.len() < 2 {
        return Vec::new();
    }
    let mut captions: Vec<usize> = starts.iter().map(|at| behind_number(line, *at)).collect();
    captions.insert(0, 0);
    // The name of the gallery stands before each of them.
    let words = |from: &usize| line[*from..].split_inclusive(' ');
    let mut name = words(&captions[1]).collect::<Vec<_>>();
    for from in &captions {
        let alike = words(from).zip(&name).take_while(|(a, b)| a == *b).count();
        // Behind the last picture stands nothing.
        if line.len() > from + 1 {
            name.truncate(alike);
        }
    }
    let name: usize = name.iter().map(|word| word.len()).sum();
    let ends = captions.iter().map(|from| (from + name).min(line.len()));
    let starts = std::iter::once(0).chain(starts);
    starts.zip(ends).map(|(from, to)| from..to).collect()
}

/// Returns where the words behind "Hide Caption 3 of 25" begin.
fn behind_number(line: &str, at: usize) -> usize {
    let rest = &line[at + HIDE.len()..];
    let number = |c: char| c.is_ascii_digit() || c == ' ';
    let bare = rest.trim_start_matches(number);
    let bare = bare.strip_prefix("of").unwrap_or(bare);
    line.len() - bare.trim_start_matches(number).len()
}

/// Tells whether a line numbers so many pictures, one by one: "1/8 … 2/8 … 3/8".
fn counts_pictures(line: &str) -> bool {
    let mut next = (1, 0);
    for (at, of) in line.split_whitespace().filter_map(place) {
        if at == next.0 && (at == 1 || of == next.1) {
            next = (at + 1, of);
        }
    }
    next.0 as usize > GALLERY
}

/// "3/34": the third of thirty-four.
fn place(word: &str) -> Option<(u32, u32)> {
    let (at, of) = word.split_once('/')?;
    let (at, of) = (at.parse().ok()?, of.parse().ok()?);
    (1 <= at && at <= of && of as usize >= GALLERY && of < 200).then_some((at, of))
}

/// "JUST WATCHED Boats in the storm Replay More Videos", "Boats in the storm Read more".
fn teases(line: &str) -> bool {
    if ends_sentence(line) {
        return false;
    }
    let mut label = line.split_whitespace().take_while(|w| {
        let capitals = w.chars().all(|c| !c.is_lowercase());
        (capitals || matches!(*w, "Related" | "Stories" | "Articles")) && is_furniture(w)
    });
    let words: Vec<String> = label.by_ref().map(str::to_lowercase).collect();
    let labelled = words.len() >= 2 && words.iter().any(|w| ELSEWHERE.contains(&w.as_str()));
    labelled || line.ends_with(" Read more") || line.ends_with(" Read More")
}

/// Marks what stands under "Read more:" at the end of a text: names of other articles.
fn teasers(lines: &[Line<'_>], noise: &mut [bool]) {
    let is_label = |n: &usize| {
        let line = lines[*n].1.to_lowercase();
        let mut words = line.split(|c: char| !c.is_alphanumeric());
        noise[*n] && line.ends_with(':') && words.any(|w| ELSEWHERE.contains(&w))
    };
    let Some(label) = (0..lines.len()).rev().find(is_label) else {
        return;
    };
    let below: Vec<&str> = lines[label + 1..].iter().map(|(_, line)| *line).collect();
    let told = || below.iter().filter(|line| !line.is_empty());
    let short = told().all(|line| line.split_whitespace().count() <= TEASER_WORDS);
    let names = told().filter(|line| !ends_sentence(line)).count();
    if short && names * 2 > told().count() {
        noise[label + 1..].fill(true);
    }
}

/// Marks the box about the author: "Ada Quill is a reporter for Harbour Post. She covers boats." It
/// stands at the end, and no other line speaks of her.
fn author(body: &str, lines: &[Line<'_>], noise: &mut [bool]) {
    let last = (0..lines.len()).rev();
    let last = last.filter(|n| !lines[*n].1.is_empty() && !noise[*n]);
    let last: Vec<usize> = last.take(BOX_LINES).collect();
    let presented = |n: &&usize| {
        let (range, line) = &lines[**n];
        presents(line).is_some_and(|name| {
            let told = |text: &str| {
                let mut told = text.lines().filter(|l| l.contains(name));
                told.any(|l| l.split_whitespace().count() > 8)
            };
            !told(&body[..range.start]) && !told(&body[range.end..])
        })
    };
    let Some(first) = last.iter().rev().find(presented) else {
        return;
    };
    noise[*first] = true;
    for n in *first + 1..lines.len() {
        let opening = lines[n].1.split_whitespace().next().unwrap_or("");
        if !matches!(
            opening,
            "" | "He" | "She" | "His" | "Her" | "They" | "Follow"
        ) {
            break;
        }
        noise[n] = true;
    }
}

/// Returns the last name of the author that a line presents.
fn presents(line: &str) -> Option<&str> {
    if line.contains(['"', '\u{201C}']) || line.len() > 600 {
        return None;
    }
    let line = line.trim_start_matches(|c: char| !c.is_alphanumeric());
    let (name, rest) = line.split_once(" is ")?;
    let words: Vec<&str> = name.split(' ').collect();
    let named = (2..=4).contains(&words.len())
        && words.iter().all(|w| w.starts_with(char::is_uppercase))
        && !matches!(words[0], "The" | "A" | "An" | "This" | "And" | "But");
    let (of, _) = rest.split_once('.').unwrap_or((rest, ""));
    let writes = of
        .split(|c: char| !c.is_alphanumeric())
        .take(8)
        .any(|w| AUTHORS.iter().any(|known| w.eq_ignore_ascii_case(known)));
    let article = rest.starts_with("a ") || rest.starts_with("an ") || rest.starts_with("the ");
    (named && writes && article).then(|| words[words.len() - 1])
}

#[cfg(test)]
mod tests {
    use super::super::tests::noise;

    #[test]
    fn galleries_are_noise() {
        let body = "The ferry sank.\n1/9 3 May Boats at the pier Gull Images\n2/9 4 May A crane is towed\n3/9 5 May Divers wait AP";
        assert_eq!(noise(body), [&body[16..]]);
        let body = "The ferry sank.\nFerry disaster show all 1/3 Boats at the pier Gull Images 2/3 A crane is towed 3/3 Divers wait";
        assert_eq!(noise(body), [&body[16..]]);
        let body = "Photos: The wreck Divers wait. Hide Caption 1 of 2 Photos: The wreck It sank on Monday. Hide Caption 2 of 2";
        assert_eq!(
            noise(body),
            [
                "Photos: The wreck ",
                "Hide Caption 1 of 2 Photos: The wreck ",
                "Hide Caption 2 of 2"
            ]
        );
        assert_eq!(noise("1/2 The ferry sank.\n2/2 Divers found it."), [""; 0]);
        let body = "He won the first set 3/6, the second 6/3 and the third 7/6 in front of the whole town.";
        assert_eq!(noise(body), [""; 0]);
    }

    #[test]
    fn names_of_other_articles_are_noise() {
        let body = "The ferry sank.\nRead more:\nThey came for a ferry. They found a wreck.\nHow the harbour lost its master\nBoats are dearer than ever";
        assert_eq!(noise(body), [&body[16..]]);
        for line in [
            "JUST WATCHED Boats in the storm Replay More Videos ... MUST WATCH Boats in the storm",
            "Related Stories LOST AT SEA Ferry sinks in the bay",
            "Related: Nine things to know about ferries",
            "Harbour closes for a week Read more",
        ] {
            assert_eq!(noise(line), [line], "{line}");
        }
        let told = "The office gave a list, which many read:\nThe first boat sank on Monday.\nThe second followed it.";
        assert_eq!(noise(told), [""; 0]);
    }

    #[test]
    fn the_box_about_the_author_is_noise() {
        let body = "The ferry sank.\nNils Holm is the master.\nAda Quill is a senior reporter for Harbour Post. She covers boats.\nHer first book was on piers.";
        assert_eq!(noise(body), [&body[41..]]);
        let body = "The ferry sank with a reporter, Ada Quill of Lund, on board that evening.\nAda Quill is a reporter for Harbour Post.";
        assert_eq!(noise(body), [""; 0]);
    }
}
