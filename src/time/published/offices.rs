//! Who held which public office when, and since when the news has known a name.

use chrono::{Datelike, NaiveDate};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Days since the first of January of the year 1.
pub(super) type DayNumber = i32;

/// An office someone held: which, and from when to when.
#[derive(Debug, Clone, Copy)]
pub(super) struct Term {
    /// Names the office and its place.
    pub office: u16,
    pub from: DayNumber,
    pub to: DayNumber,
}

/// Phrases, found by one of their words, with what they mean.
pub(super) type Phrases<T> = FxHashMap<Box<str>, Vec<(Vec<Box<str>>, T)>>;

/// The tables of public record.
pub(super) struct Record {
    /// Title phrases by their last word: the phrase and the kind of office.
    pub titles: Phrases<u16>,
    /// Terms by kind of office and surname.
    pub holders: FxHashMap<(u16, Box<str>), Vec<Term>>,
    /// The kind of office whose holder gives an administration its name.
    pub president: u16,
    /// Phrases by first word, with the first day news could use them, and whether they are
    /// written with capital letters.
    pub firsts: Phrases<(DayNumber, bool)>,
}

/// A term of which no end is known.
pub(super) const OPEN: DayNumber = i32::MAX;

static RECORD: LazyLock<Record> = LazyLock::new(|| {
    Record::parse(
        include_str!("../../../assets/time/offices.txt"),
        include_str!("../../../assets/time/firsts.txt"),
    )
});

/// Returns the tables of public record.
pub(super) fn record() -> &'static Record {
    &RECORD
}

fn day(text: &str) -> Option<DayNumber> {
    let full = match text.len() {
        7 => format!("{text}-01"),
        4 => format!("{text}-01-01"),
        _ => text.to_owned(),
    };
    let day: NaiveDate = full.parse().ok()?;
    Some(day.num_days_from_ce())
}

/// Cuts a phrase into words as a text is cut: without the dot behind "sen.".
fn split(phrase: &str) -> Vec<Box<str>> {
    let word = |w: &str| w.strip_suffix('.').unwrap_or(w).into();
    phrase.split_whitespace().map(word).collect()
}

impl Record {
    fn parse(offices: &str, firsts: &str) -> Self {
        let mut it = Self {
            titles: FxHashMap::default(),
            holders: FxHashMap::default(),
            president: 0,
            firsts: FxHashMap::default(),
        };
        let mut kinds: FxHashMap<&str, u16> = FxHashMap::default();
        let (mut kind, mut office) = (0, 0);
        for line in offices.lines().filter(|l| !l.starts_with('#')) {
            let mut items = line.split_whitespace();
            match items.next() {
                Some("title") => {
                    let (_language, name) = (items.next(), items.next().unwrap_or(""));
                    let n = u16::try_from(kinds.len()).unwrap_or(u16::MAX);
                    let kind = *kinds.entry(name).or_insert(n);
                    let rest = items.collect::<Vec<_>>().join(" ");
                    for phrase in rest.split('|').map(split) {
                        if let Some(last) = phrase.last() {
                            let list = it.titles.entry(last.clone()).or_default();
                            list.push((phrase, kind));
                        }
                    }
                }
                Some("office") => {
                    kind = items
                        .nth(1)
                        .and_then(|k| kinds.get(k))
                        .copied()
                        .unwrap_or(0);
                    office += 1;
                }
                Some(from) => {
                    let (Some(from), Some(to)) = (day(from), items.next()) else {
                        continue;
                    };
                    let to = day(to).unwrap_or(OPEN);
                    for name in items {
                        let list = it.holders.entry((kind, name.into())).or_default();
                        list.push(Term { office, from, to });
                    }
                }
                None => {}
            }
        }
        it.president = kinds.get("president").copied().unwrap_or(0);
        for list in it.titles.values_mut() {
            list.sort_by_key(|(phrase, kind)| (std::cmp::Reverse(phrase.len()), *kind));
        }
        for line in firsts.lines().filter(|l| !l.starts_with('#')) {
            let Some((at, phrase)) = line.split_once(' ') else {
                continue;
            };
            let capital = phrase.starts_with(char::is_uppercase);
            let phrase = split(&phrase.to_lowercase());
            if let (Some(day), Some(first)) = (day(at), phrase.first()) {
                let list = it.firsts.entry(first.clone()).or_default();
                list.push((phrase, (day, capital)));
            }
        }
        it
    }
}
