//! Names of persons, places and groups, their short and long forms joined.
//!
//! Goes by form: capitals inside a sentence, titles, prepositions, a small gazetteer.

use super::lexicon::{self, can};
use super::tag::{Tag, Tok};
use super::vocabulary::Vocabulary;
use super::{Name, NameKind};
use rustc_hash::FxHashMap;
use std::ops::Range;
use unicode_normalization::UnicodeNormalization;

/// The names of one article and where they stand.
#[derive(Debug, Default)]
pub struct Names {
    /// Each name once, in order of its first mention.
    pub names: Vec<Name>,
    /// Every mention: its bytes and the name, in order.
    pub mentions: Vec<(Range<usize>, u32)>,
}

impl Names {
    /// Returns the mentions inside a byte range.
    pub fn within(&self, range: &Range<usize>) -> &[(Range<usize>, u32)] {
        let from = self
            .mentions
            .partition_point(|(r, _)| r.start < range.start);
        let to = self.mentions.partition_point(|(r, _)| r.start < range.end);
        &self.mentions[from..to.max(from)]
    }

    /// Returns the short form of a person that the article itself uses, or the whole name.
    pub fn short(&self, name: u32) -> Option<String> {
        let name = self.names.get(name as usize)?;
        if name.kind != NameKind::Person {
            return None;
        }
        let text = without_number(&name.text);
        let short = name
            .aliases
            .iter()
            .filter(|a| !a.contains(' ') && text.ends_with(a.as_str()))
            .min_by_key(|a| a.len());
        Some(short.map_or_else(|| text.to_owned(), Clone::clone))
    }

    /// Returns the name mentioned at byte `at`.
    pub fn at(&self, at: usize) -> Option<(&Range<usize>, u32)> {
        let i = self.mentions.partition_point(|(r, _)| r.end <= at);
        let (range, name) = self.mentions.get(i)?;
        (range.start <= at).then_some((range, *name))
    }
}

/// Returns a name without what tells a son from his father: "Karl Holm Jr".
fn without_number(name: &str) -> &str {
    let behind = name.rsplit_once(' ').filter(|(bare, number)| {
        bare.contains(' ') && matches!(*number, "Jr" | "Sr" | "II" | "III" | "IV")
    });
    behind.map_or(name, |(bare, _)| bare)
}

struct Mention {
    bytes: Range<usize>,
    text: String,
    folded: String,
    vote: Option<NameKind>,
    /// "Russian" for Russia.
    nation: bool,
}

/// Finds the names in the tagged sentences of an article.
pub fn names(body: &str, sentences: &[&[Tok]], vocabulary: &Vocabulary) -> Names {
    let mut mentions = Vec::new();
    for toks in sentences {
        mentions_in(body, toks, vocabulary, &mut mentions);
    }
    join(mentions)
}

fn mentions_in(body: &str, toks: &[Tok], vocabulary: &Vocabulary, out: &mut Vec<Mention>) {
    let mut i = 0;
    while i < toks.len() {
        if !is_name(&toks[i]) {
            i += 1;
            continue;
        }
        let mut end = i + 1;
        loop {
            if toks.get(end).is_some_and(is_name) {
                end += 1;
                continue;
            }
            // "University of Vessin", "Bustan al Qasr", "Ursula von der Leyen".
            let linked = toks.get(end).is_some_and(|t| {
                let word = &body[t.start..t.end];
                let of = matches!(word, "of" | "for")
                    && toks[i..end]
                        .last()
                        .is_some_and(|l| l.lex.is(can::GROUP | can::TITLE));
                of || matches!(
                    word,
                    "al" | "el"
                        | "de"
                        | "la"
                        | "von"
                        | "van"
                        | "der"
                        | "den"
                        | "bin"
                        | "ibn"
                        | "du"
                        | "da"
                        | "dos"
                        | "di"
                        | "and"
                ) && (word != "and"
                    || toks[i..end]
                        .iter()
                        .any(|l| l.lex.is(can::GROUP) && end - i >= 2))
            });
            let mut step = 1;
            while linked
                && toks
                    .get(end + step)
                    .is_some_and(|t| matches!(&body[t.start..t.end], "der" | "den" | "la" | "the"))
            {
                step += 1;
            }
            if linked && toks.get(end + step).is_some_and(is_name) {
                end += step + 1;
                continue;
            }
            break;
        }
        push_run(body, toks, i..end, vocabulary, out);
        i = end;
    }
}

fn is_name(t: &Tok) -> bool {
    t.tag == Tag::Name && !t.lex.is(can::CALENDAR)
}

/// Splits nationality and titles off a run of capitalised words and keeps the rest.
fn push_run(
    body: &str,
    toks: &[Tok],
    run: Range<usize>,
    vocabulary: &Vocabulary,
    out: &mut Vec<Mention>,
) {
    let mut start = run.start;
    let mut titled = run.start > 0
        && toks[run.start - 1].tag == Tag::Noun
        && toks[run.start - 1].lex.is(can::TITLE);
    if let Some((title, name)) = title_in(body, toks, &run) {
        leading_names(body, toks, run.start..title, vocabulary, out);
        start = name;
        titled = true;
    }
    let rest = &toks[start..run.end];
    if rest.is_empty() || (rest.len() == 1 && rest[0].lex.is(can::TITLE)) {
        return;
    }
    let single_nation =
        rest.len() == 1 && rest[0].lex.is(can::NATION) && !rest[0].lex.is(can::PLACE);
    let vote = if titled && !rest.iter().any(|t| t.lex.is(can::GROUP | can::PLACE)) {
        Some(NameKind::Person)
    } else {
        vote(body, toks, start, rest, vocabulary)
    };
    push(body, toks, start..run.end, vote, single_nation, out);
}

/// Returns the last title in a run that a name follows, and where that name starts.
fn title_in(body: &str, toks: &[Tok], run: &Range<usize>) -> Option<(usize, usize)> {
    for title in run.clone().rev() {
        if !toks[title].lex.is(can::TITLE) || toks[title].lex.is(can::FIRST) {
            continue;
        }
        let word = |i: usize| toks.get(i).map_or("", |t| &body[t.start..t.end]);
        let name = if matches!(word(title + 1), "of" | "for") {
            // "Secretary of State John Kerry".
            title + 3
        } else {
            title + 1
        };
        if name >= run.end || run.end - name > 4 {
            continue;
        }
        if toks[name..run.end].iter().any(|t| t.lex.is(can::GROUP)) {
            return None;
        }
        return Some((title, name));
    }
    None
}

/// Keeps the names before a title: the country or the body that gives it.
fn leading_names(
    body: &str,
    toks: &[Tok],
    run: Range<usize>,
    vocabulary: &Vocabulary,
    out: &mut Vec<Mention>,
) {
    let mut end = run.end;
    while end > run.start {
        let t = &toks[end - 1];
        let lower = &*vocabulary.word(t.id).lower;
        let rank = t.lex.is(can::TITLE | can::ADJ)
            || matches!(
                lower,
                "prime"
                    | "vice"
                    | "deputy"
                    | "foreign"
                    | "defense"
                    | "defence"
                    | "interior"
                    | "finance"
                    | "assistant"
                    | "health"
                    | "justice"
                    | "and"
                    | "state"
            );
        if !rank || t.lex.is(can::NATION) {
            break;
        }
        end -= 1;
    }
    if run.start < end {
        let first = &toks[run.start];
        if end - run.start == 1 && first.lex.is(can::NATION) && !first.lex.is(can::PLACE) {
            push(body, toks, run.start..end, None, true, out);
        } else {
            let vote = vote(body, toks, run.start, &toks[run.start..end], vocabulary);
            push(body, toks, run.start..end, vote, false, out);
        }
    }
}

fn push(
    body: &str,
    toks: &[Tok],
    run: Range<usize>,
    vote: Option<NameKind>,
    nation: bool,
    out: &mut Vec<Mention>,
) {
    let bytes = toks[run.start].start..toks[run.end - 1].end;
    let text = body[bytes.clone()]
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ");
    let lex = toks[run.start].lex;
    // Words of closed classes and what a corpus writes for brackets are no names.
    let empty = run.len() == 1 && lex.is(can::CLOSED | can::ADV) && !lex.is(can::PLACE);
    if text.chars().count() < 2 || empty || matches!(text.as_str(), "LRB" | "RRB" | "LSB" | "RSB") {
        return;
    }
    out.push(Mention {
        folded: fold(&text),
        bytes,
        text,
        vote,
        nation,
    });
}

/// What kind of name the words themselves and what stands before them suggest.
fn vote(
    body: &str,
    toks: &[Tok],
    start: usize,
    rest: &[Tok],
    vocabulary: &Vocabulary,
) -> Option<NameKind> {
    let lower: Vec<&str> = rest.iter().map(|t| &*vocabulary.word(t.id).lower).collect();
    if lexicon::is_place(&lower.join(" ")) {
        return Some(NameKind::Place);
    }
    if rest[0].lex.is(can::FIRST) && rest.len() >= 2 && !rest.last()?.lex.is(can::GROUP) {
        return Some(NameKind::Person);
    }
    if rest.iter().any(|t| t.lex.is(can::GROUP)) {
        return Some(NameKind::Group);
    }
    let before = start.checked_sub(1).map(|p| &toks[p]);
    let word_before = before.map_or("", |t| &body[t.start..t.end]);
    let text = &body[rest[0].start..rest[rest.len() - 1].end];
    if rest.len() == 1 && text.len() >= 2 && text.chars().all(|c| c.is_uppercase() || c == '.') {
        return Some(NameKind::Group);
    }
    // "Aid organisation Vessin Relief said".
    if before.is_some_and(|t| t.lex.is(can::GROUP) && !t.cap) {
        return Some(NameKind::Group);
    }
    let after = toks.get(start + rest.len());
    let speaks = |t: &&Tok| t.tag.verb() && t.lex.is(can::SAY) && !t.lex.is(can::NOUN);
    // Three words that speak are an organisation as often as a person.
    if rest.len() <= 2 && (after.filter(speaks).is_some() || before.filter(speaks).is_some()) {
        return Some(NameKind::Person);
    }
    match word_before {
        "in" | "near" | "at" | "In" | "Near" if rest.len() <= 3 => Some(NameKind::Place),
        _ => None,
    }
}

/// Folds case and accents, so that "François" is "francois".
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    text.nfd()
        .filter(|c| !matches!(c, '\u{300}'..='\u{36F}'))
        .flat_map(char::to_lowercase)
        .map(|c| if c == '’' { '\'' } else { c })
        .collect()
}

/// Joins mentions of one thing: equal forms, last names with full names, acronyms with the
/// words they stand for.
fn join(mentions: Vec<Mention>) -> Names {
    let mut forms: Vec<Form> = Vec::new();
    let mut by_text: FxHashMap<String, usize> = FxHashMap::default();
    for m in &mentions {
        let key = if m.nation {
            lexicon::country_of(&m.folded).map_or_else(|| m.folded.clone(), str::to_owned)
        } else {
            m.folded.clone()
        };
        let i = *by_text.entry(key.clone()).or_insert_with(|| {
            forms.push(Form {
                folded: key,
                votes: [0; 3],
                main: None,
            });
            forms.len() - 1
        });
        match m.vote {
            Some(NameKind::Person) => forms[i].votes[0] += 1,
            Some(NameKind::Place) => forms[i].votes[1] += 1,
            Some(NameKind::Group) => forms[i].votes[2] += 1,
            _ => {}
        }
    }
    // A last name, or a family name given first, leads to the one full name that has it.
    let mut by_part: FxHashMap<&str, (usize, bool)> = FxHashMap::default();
    for (i, form) in forms.iter().enumerate() {
        let parts: Vec<&str> = form.folded.split(' ').collect();
        if parts.len() < 2 || form.kind() == NameKind::Group || form.kind() == NameKind::Place {
            continue;
        }
        let last = parts[parts.len() - 1];
        for part in [
            last,
            last.trim_start_matches("al-").trim_start_matches("el-"),
            parts[0],
        ] {
            let first_only = part == parts[0] && part != last;
            if first_only
                && (form.kind() != NameKind::Person || lexicon::lookup(part).is(can::FIRST))
            {
                continue;
            }
            by_part
                .entry(part)
                .and_modify(|(j, clear)| *clear &= *j == i || forms[*j].folded.ends_with(last))
                .or_insert((i, true));
        }
    }
    let mut mains: Vec<Option<usize>> = vec![None; forms.len()];
    for (i, form) in forms.iter().enumerate() {
        let n_parts = form.folded.split(' ').count();
        if n_parts == 1
            && form.kind() != NameKind::Place
            && form.kind() != NameKind::Group
            && let Some((j, true)) = by_part.get(form.folded.as_str())
            && *j != i
        {
            mains[i] = Some(*j);
        } else if n_parts == 2
            && let Some((first, last)) = form.folded.split_once(' ')
            && let Some((j, true)) = by_part.get(last)
            && *j != i
            && forms[*j].folded.starts_with(first)
            && forms[*j].folded.len() > form.folded.len()
        {
            mains[i] = Some(*j);
        }
    }
    for (form, main) in forms.iter_mut().zip(mains) {
        form.main = main;
    }
    acronyms(&mentions, &by_text, &mut forms);
    collect(mentions, &by_text, &forms)
}

struct Form {
    folded: String,
    votes: [u32; 3],
    main: Option<usize>,
}

impl Form {
    fn kind(&self) -> NameKind {
        let [person, place, group] = self.votes;
        if person == 0 && place == 0 && group == 0 {
            NameKind::Other
        } else if person >= place && person >= group {
            NameKind::Person
        } else if group >= place {
            NameKind::Group
        } else {
            NameKind::Place
        }
    }
}

/// Joins "International Criminal Court (ICC)".
fn acronyms(mentions: &[Mention], by_text: &FxHashMap<String, usize>, forms: &mut [Form]) {
    for pair in mentions.windows(2) {
        let [long, short] = pair else { continue };
        let close = short.bytes.start.saturating_sub(long.bytes.end) <= 2;
        let is_acronym = short.text.chars().all(char::is_uppercase) && short.text.len() >= 2;
        if !close || !is_acronym || !long.text.contains(' ') {
            continue;
        }
        let initials: String = long
            .text
            .split([' ', '-'])
            .filter_map(|w| w.chars().next())
            .filter(|c| c.is_uppercase())
            .collect();
        if initials.ends_with(&short.text)
            && let (Some(i), Some(j)) = (by_text.get(&short.folded), by_text.get(&long.folded))
            && i != j
            && forms[*j].main.is_none()
        {
            forms[*i].main = Some(*j);
        }
    }
}

fn collect(mentions: Vec<Mention>, by_text: &FxHashMap<String, usize>, forms: &[Form]) -> Names {
    let root = |mut i: usize| {
        for _ in 0..4 {
            match forms[i].main {
                Some(j) => i = j,
                None => break,
            }
        }
        i
    };
    let mut out = Names::default();
    let mut of_form: FxHashMap<usize, u32> = FxHashMap::default();
    for m in mentions {
        let key = if m.nation {
            lexicon::country_of(&m.folded).unwrap_or(&m.folded)
        } else {
            &m.folded
        };
        let Some(form) = by_text.get(key).map(|i| root(*i)) else {
            continue;
        };
        let index = *of_form.entry(form).or_insert_with(|| {
            out.names.push(Name {
                text: m.text.clone(),
                aliases: Vec::new(),
                kind: forms[form].kind(),
                mentions: Vec::new(),
            });
            u32::try_from(out.names.len() - 1).unwrap_or(u32::MAX)
        });
        let name = &mut out.names[index as usize];
        if name.kind == NameKind::Other && m.nation {
            name.kind = NameKind::Place;
        }
        if m.text != name.text && !name.aliases.contains(&m.text) {
            name.aliases.push(m.text.clone());
        }
        name.mentions.push(m.bytes.clone());
        out.mentions.push((m.bytes, index));
    }
    for name in &mut out.names {
        // The full form leads, a country before its adjective.
        let best = name
            .aliases
            .iter()
            .enumerate()
            .filter(|(_, a)| {
                let nation = lexicon::lookup(&fold(&name.text)).is(can::NATION);
                if nation {
                    !lexicon::lookup(&fold(a)).is(can::NATION)
                } else {
                    name.kind != NameKind::Place && a.chars().count() > name.text.chars().count()
                }
            })
            .max_by_key(|(i, a)| (a.chars().count(), usize::MAX - i))
            .map(|(i, _)| i);
        if let Some(i) = best {
            std::mem::swap(&mut name.text, &mut name.aliases[i]);
        }
    }
    out.mentions.sort_by_key(|(r, _)| (r.start, r.end));
    out
}
