//! Parts of speech, by word list, ending and neighbours: rough, quick, and the same every
//! time.

mod open;
mod settle;

use super::lexicon::{Lex, can};
use super::vocabulary::Vocabulary;
use crate::text::token::{Token, TokenKind};
use open::open;
use rustc_hash::FxHashSet;
use std::borrow::Cow;

/// What a token is in its sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// "the", "no", "some".
    Det,
    /// "his", "whose".
    Poss,
    /// "'s" of a noun.
    Genitive,
    /// "he", "them", "those".
    Pron,
    /// "in", "after" before a noun.
    Prep,
    /// "to" before a verb.
    To,
    /// "when", "because", "after" before a clause.
    Sub,
    /// "that" before a clause.
    That,
    /// "who", "which", "that" after a noun.
    Rel,
    /// "and", "but".
    Conj,
    /// "will", "could".
    Modal,
    /// Any form of "be".
    Be,
    /// Any form of "have".
    Have,
    /// Any form of "do".
    Do,
    /// "not", "n't", "never".
    Neg,
    /// An adverb.
    Adv,
    /// "out" in "carried out".
    Particle,
    /// An adjective, or a participle before its noun.
    Adj,
    /// A common noun.
    Noun,
    /// A proper noun, or the adjective of one.
    Name,
    /// A number, in digits or words.
    Num,
    /// Part of a time expression.
    Time,
    /// A base form.
    Base,
    /// A present form in "-s".
    Pres,
    /// A past form that is no participle.
    Past,
    /// A participle that is no past form, or one that an auxiliary shows to be one.
    Part,
    /// A form that may be either.
    Ed,
    /// A form in "-ing", used as a verb.
    Ing,
    /// A comma.
    Comma,
    /// A dash, colon or semicolon.
    Break,
    /// A quotation mark.
    Quote,
    /// An opening bracket.
    Open,
    /// A closing bracket.
    Close,
    /// A currency sign.
    Money,
    /// A full stop or another mark.
    Mark,
}

impl Tag {
    /// Tells whether the token can stand inside a noun phrase.
    pub fn nominal(self) -> bool {
        matches!(
            self,
            Self::Det
                | Self::Poss
                | Self::Genitive
                | Self::Pron
                | Self::Adj
                | Self::Noun
                | Self::Name
                | Self::Num
                | Self::Money
        )
    }

    /// Tells whether the token is a main verb in any form.
    pub fn verb(self) -> bool {
        matches!(
            self,
            Self::Base | Self::Pres | Self::Past | Self::Part | Self::Ed | Self::Ing
        )
    }

    /// Tells whether the token can begin a verb group.
    pub fn verbal(self) -> bool {
        self.verb()
            || matches!(
                self,
                Self::Modal | Self::Be | Self::Have | Self::Do | Self::To
            )
    }
}

/// A token with all that is known of it.
#[derive(Debug, Clone, Copy)]
pub struct Tok {
    /// Offset of its first byte in the body.
    pub start: usize,
    /// Offset behind its last byte.
    pub end: usize,
    /// What it is made of.
    pub kind: TokenKind,
    /// Its word, in the vocabulary.
    pub id: u32,
    /// What the lists say of the word.
    pub lex: Lex,
    /// What it is here.
    pub tag: Tag,
    /// Starts with a capital.
    pub cap: bool,
    /// The time expression it is part of.
    pub time: Option<u32>,
    /// Stands in a quotation of more than a few words.
    pub quoted: bool,
}

/// Makes tokens into [`Tok`]s, not yet tagged.
pub fn read(body: &str, tokens: &[Token], vocabulary: &mut Vocabulary) -> Vec<Tok> {
    tokens
        .iter()
        .map(|t| {
            let printed = &body[t.start..t.end];
            let id = match t.kind {
                TokenKind::Word | TokenKind::Number | TokenKind::Clitic => vocabulary.id(printed),
                TokenKind::Quote | TokenKind::Mark => u32::MAX,
            };
            let lex = if id == u32::MAX {
                Lex::default()
            } else {
                vocabulary.word(id).lex
            };
            Tok {
                start: t.start,
                end: t.end,
                kind: t.kind,
                id,
                lex,
                tag: Tag::Mark,
                cap: is_capitalised(printed),
                time: None,
                quoted: false,
            }
        })
        .collect()
}

/// Returns a word in small letters, copied only when it has a capital.
pub fn lower(text: &str) -> Cow<'_, str> {
    if text.bytes().any(|b| b.is_ascii_uppercase()) {
        Cow::Owned(text.to_ascii_lowercase())
    } else {
        Cow::Borrowed(text)
    }
}

/// Tells whether a word starts with a capital, a particle like the one of "al-Assad" left
/// aside.
fn is_capitalised(printed: &str) -> bool {
    if printed.starts_with(char::is_uppercase) {
        return true;
    }
    printed.split_once('-').is_some_and(|(particle, rest)| {
        matches!(
            particle,
            "al" | "el" | "ul" | "ad" | "as" | "ash" | "an" | "at" | "ar" | "az" | "d" | "l"
        ) && rest.starts_with(char::is_uppercase)
    })
}

/// Tags the tokens of one sentence. `named` holds the words that the article capitalises
/// inside its sentences.
pub fn tag(body: &str, toks: &mut [Tok], named: &FxHashSet<u32>) {
    let case = Case {
        title: is_title_case(body, toks),
        shouts: shouts(body, toks),
    };
    let mut first = true;
    for i in 0..toks.len() {
        let tag = match toks[i].kind {
            TokenKind::Quote if owns(body, toks, i) => Tag::Genitive,
            TokenKind::Quote => Tag::Quote,
            // "On Jan. 26 the mill closed": one time, and no end of anything.
            TokenKind::Mark if inside_time(toks, i) => Tag::Time,
            TokenKind::Mark => mark(&body[toks[i].start..toks[i].end]),
            _ if describes_noun(body, toks, i) => Tag::Adj,
            _ if toks[i].time.is_some() => Tag::Time,
            TokenKind::Number => {
                let text = &body[toks[i].start..toks[i].end];
                if text.ends_with(|c: char| c.is_ascii_digit()) {
                    Tag::Num
                } else if ["st", "nd", "rd", "th"].iter().any(|e| text.ends_with(e)) {
                    Tag::Adj
                } else {
                    // "76ers", "$20bn" without its sign.
                    Tag::Noun
                }
            }
            TokenKind::Clitic => clitic(body, toks, i),
            TokenKind::Word => word(body, toks, i, first, case, named),
        };
        if matches!(toks[i].kind, TokenKind::Word | TokenKind::Number) {
            first = false;
        } else if matches!(tag, Tag::Quote | Tag::Break) {
            first = true;
        }
        toks[i].tag = tag;
    }
    settle::settle(body, toks);
}

/// Tells whether the mark at `i` makes a plural an owner, and closes no quotation: "the girls' families".
fn owns(body: &str, toks: &[Tok], i: usize) -> bool {
    let text = |t: &Tok| &body[t.start..t.end];
    let mark = |t: &Tok| matches!(text(t), "'" | "’");
    let (Some(before), Some(next)) = (i.checked_sub(1).map(|b| &toks[b]), toks.get(i + 1)) else {
        return false;
    };
    let plural = before.end == toks[i].start && text(before).ends_with('s') && before.tag.nominal();
    let apart =
        next.start > toks[i].end && next.kind == TokenKind::Word && !next.lex.is(can::CLOSED);
    let single = |t: &&Tok| t.kind == TokenKind::Quote && matches!(text(t), "'" | "‘" | "’");
    let opened = toks[..i].iter().any(|t| single(&t));
    mark(&toks[i]) && plural && apart && !opened
}

fn mark(text: &str) -> Tag {
    match text.chars().next() {
        Some(',') => Tag::Comma,
        Some(':' | ';' | '–' | '—' | '…') => Tag::Break,
        Some('-') => Tag::Break,
        Some('(' | '[') => Tag::Open,
        Some(')' | ']') => Tag::Close,
        Some('$' | '€' | '£' | '¥') => Tag::Money,
        _ => Tag::Mark,
    }
}

/// What the capitals of a sentence tell.
#[derive(Debug, Clone, Copy)]
struct Case {
    /// Nearly every word has one: a headline.
    title: bool,
    /// There is nothing else.
    shouts: bool,
}

/// Tells whether a sentence is written in capitals only.
fn shouts(body: &str, toks: &[Tok]) -> bool {
    let mut words = 0;
    for t in toks.iter().filter(|t| t.kind == TokenKind::Word) {
        if body[t.start..t.end].chars().any(char::is_lowercase) {
            return false;
        }
        words += 1;
    }
    words >= 3
}

/// Tells whether a headline capitalises nearly all its words, so that capitals tell nothing.
fn is_title_case(body: &str, toks: &[Tok]) -> bool {
    let (mut caps, mut lower) = (0, 0);
    for t in toks.iter().filter(|t| t.kind == TokenKind::Word) {
        if t.cap {
            caps += 1;
        } else if !t.lex.is(can::CLOSED) && t.end - t.start > 3 {
            lower += 1;
        }
    }
    let stops = toks
        .last()
        .is_some_and(|t| matches!(&body[t.start..t.end], "." | "!" | "?"));
    caps >= 4 && lower * 5 <= caps && !stops
}

fn clitic(body: &str, toks: &[Tok], i: usize) -> Tag {
    let text = &body[toks[i].start..toks[i].end];
    let tail = text.trim_start_matches(['\'', '’']);
    match tail {
        "ll" => Tag::Modal,
        // "he'd estimated", but "he'd go".
        "d" => {
            let done = |n: &Tok| n.lex.is(can::PART) && !n.lex.is(can::BASE);
            match toks.get(i + 1).is_some_and(done) {
                true => Tag::Have,
                false => Tag::Modal,
            }
        }
        "ve" => Tag::Have,
        "re" | "m" => Tag::Be,
        "s" | "S" => {
            let before = i.checked_sub(1).map(|p| toks[p]);
            match before {
                Some(b) if matches!(b.tag, Tag::Pron | Tag::Rel | Tag::Sub | Tag::That) => Tag::Be,
                _ => Tag::Genitive,
            }
        }
        _ => Tag::Neg,
    }
}

/// Tells whether the mark at `i` stands inside a time expression.
fn inside_time(toks: &[Tok], i: usize) -> bool {
    let time = |k: usize| toks.get(k).and_then(|t| t.time);
    time(i).is_some() && i > 0 && time(i - 1) == time(i) && time(i + 1) == time(i)
}

/// Tells whether a time of one word only says of what kind a noun is: "fourth-quarter earnings".
fn describes_noun(body: &str, toks: &[Tok], i: usize) -> bool {
    let time = |k: usize| toks.get(k).and_then(|t| t.time);
    let alone = time(i).is_some() && i > 0 && time(i) != time(i - 1) && time(i) != time(i + 1);
    let word = &body[toks[i].start..toks[i].end];
    let hyphen = word.contains('-') && word.starts_with(|c: char| c.is_ascii_lowercase());
    let noun = toks
        .get(i + 1)
        .is_some_and(|n| n.lex.is(can::NOUN | can::ADJ));
    alone && hyphen && noun
}

/// Returns the nearest token before `i` that is no adverb or negation.
fn before(toks: &[Tok], i: usize) -> Option<Tag> {
    toks[..i]
        .iter()
        .rev()
        .map(|t| t.tag)
        .find(|t| !matches!(t, Tag::Adv | Tag::Neg | Tag::Quote))
}

/// Returns the token after `i`, marks of quotation skipped.
fn after(toks: &[Tok], i: usize) -> Option<&Tok> {
    toks[i + 1..].iter().find(|t| t.kind != TokenKind::Quote)
}

fn is_plural(body: &str, t: &Tok) -> bool {
    let text = &body[t.start..t.end];
    let lower = lower(text);
    (lower.ends_with('s')
        && !lower.ends_with("ss")
        && !lower.ends_with("us")
        && !lower.ends_with("is"))
        || matches!(
            &*lower,
            "people" | "men" | "women" | "children" | "police" | "media"
        )
}

fn word(
    body: &str,
    toks: &[Tok],
    i: usize,
    first: bool,
    case: Case,
    named: &FxHashSet<u32>,
) -> Tag {
    let t = &toks[i];
    let lex = t.lex;
    let text = &body[t.start..t.end];
    let capitals = text.chars().filter(|c| c.is_uppercase()).count();
    let next = after(toks, i);
    let title_case = case.title;
    if case.shouts {
        if lex.is(can::PLACE | can::NATION | can::FIRST)
            || (named.contains(&t.id) && !lex.is(can::CLOSED | can::VERB))
        {
            return Tag::Name;
        }
    } else if is_party(text) {
        return Tag::Adj;
    } else if t.cap && text != "I" && !title_case {
        let acronym = capitals >= 2 && !text.contains('-');
        let next_cap = next.is_some_and(|n| n.cap && n.kind == TokenKind::Word);
        let name = if first {
            acronym
                || lex.is(can::PLACE | can::NATION | can::FIRST)
                || (lex.is(can::TITLE) && next_cap)
                || (named.contains(&t.id) && !lex.is(can::CLOSED | can::ADV))
                || (next_cap
                    && !lex.is(can::CLOSED | can::ADV)
                    && (!lex.is(can::VERB | can::ADJ) || lex.bits & can::VERB == 0))
                || (lex.bits & !can::STOP == can::NOUN && !is_known_noun(lex) && next_cap)
        } else {
            // "Relief, After six days": a heading glued to its text.
            let glued =
                lex.is(can::CLOSED) && i > 0 && toks[i - 1].kind == TokenKind::Mark && !next_cap;
            !glued
        };
        if name {
            return Tag::Name;
        }
    } else if title_case
        && (lex.is(can::PLACE | can::NATION | can::FIRST)
            || capitals >= 2
            || (t.cap && named.contains(&t.id) && !lex.is(can::CLOSED | can::VERB)))
    {
        return Tag::Name;
    }
    if lex.is(can::CLOSED)
        && let Some(tag) = closed(body, toks, i)
    {
        return tag;
    }
    open(body, toks, i)
}

fn is_known_noun(lex: Lex) -> bool {
    lex.is(can::EVENT | can::TITLE | can::GROUP | can::STOP)
}

/// Tells whether what follows goes on with a noun phrase.
fn noun_follows(next: Option<&Tok>) -> bool {
    next.is_some_and(|n| {
        n.kind == TokenKind::Number
            || (n.kind == TokenKind::Word
                && n.time.is_none()
                && (n.cap
                    || n.lex.is(can::NOUN | can::ADJ | can::NUM)
                    || (n.lex.is(can::PART | can::ING) && !n.lex.is(can::CLOSED)))
                && !n
                    .lex
                    .is(can::PREP | can::BE | can::HAVE | can::MODAL | can::CONJ | can::PRON))
    })
}

fn closed(body: &str, toks: &[Tok], i: usize) -> Option<Tag> {
    let t = &toks[i];
    let lex = t.lex;
    let next = after(toks, i);
    let prev = before(toks, i);
    let lower = lower(&body[t.start..t.end]);
    Some(match &*lower {
        "that" => match prev {
            Some(p) if p.verb() || p == Tag::Particle => Tag::That,
            // "assured her on Monday that if the mill closed": "that" does nothing itself.
            Some(Tag::Pron | Tag::Time)
                if next.is_some_and(|n| n.lex.is(can::SUB)) && somebody(toks, i + 2) =>
            {
                Tag::That
            }
            // "announced a deal on a plan that is dear".
            _ if said_before(toks, i)
                && !(matches!(prev, Some(Tag::Noun | Tag::Time)) && next.is_some_and(acts)) =>
            {
                Tag::That
            }
            // "It was the first time since the fire in 2011 that she had come."
            Some(Tag::Time) if is_cleft(body, toks) => Tag::That,
            _ if matches!(prev, Some(Tag::Noun | Tag::Name | Tag::Pron | Tag::Comma)) => Tag::Rel,
            Some(Tag::Time) if said_before(toks, i) => Tag::Rel,
            _ if noun_follows(next) => Tag::Det,
            _ => Tag::Pron,
        },
        "to" => {
            let verb = next
                .is_some_and(|n| n.lex.is(can::BASE | can::BE | can::HAVE | can::DO) && !n.cap)
                || next.is_some_and(|n| {
                    n.lex.is(can::ADV) && !n.lex.is(can::NOUN) && n.kind == TokenKind::Word
                });
            if verb { Tag::To } else { Tag::Prep }
        }
        "so" | "yet" => {
            if prev == Some(Tag::Comma) {
                Tag::Conj
            } else {
                Tag::Adv
            }
        }
        "her" | "his" => {
            if noun_follows(next) {
                Tag::Poss
            } else {
                Tag::Pron
            }
        }
        "what" => Tag::Sub,
        "whose" => Tag::Poss,
        // "would no longer discuss": how it is done, not what.
        "no" if next.is_some_and(|n| &body[n.start..n.end] == "longer") => Tag::Neg,
        // "Could neither load nor unload": that it was not done.
        "neither"
            if matches!(prev, Some(Tag::Modal | Tag::Have | Tag::Do | Tag::Be))
                && next.is_some_and(|n| n.lex.is(can::VERB)) =>
        {
            Tag::Neg
        }
        // "Has since won": it says when, and joins nothing.
        "since" if prev == Some(Tag::Have) && next.is_some_and(|n| n.lex.is(can::PART)) => Tag::Adv,
        "like" | "as" if prev.is_none() || lex.is(can::PREPSUB) => Tag::Sub,
        "will" | "can" | "may" | "might"
            if matches!(prev, Some(Tag::Det | Tag::Adj | Tag::Poss | Tag::Genitive)) =>
        {
            Tag::Noun
        }
        // "Lund himself said": who says it, Lund says.
        "himself" | "herself" | "itself" | "themselves"
            if i > 0
                && matches!(toks[i - 1].tag, Tag::Name | Tag::Noun)
                && next.is_some_and(acts) =>
        {
            Tag::Adv
        }
        // "Despite this Brandt has said".
        "this" if prev == Some(Tag::Prep) && next.is_some_and(|n| n.cap) => Tag::Pron,
        "there" => Tag::Pron,
        // "into a deserted well", "the relief well is": where oil and water are.
        "well" if matches!(prev, Some(Tag::Det | Tag::Adj | Tag::Poss)) => Tag::Noun,
        "well"
            if prev == Some(Tag::Noun)
                && next.is_some_and(|n| n.lex.is(can::BE | can::HAVE | can::MODAL)) =>
        {
            Tag::Noun
        }
        "back" | "forward" | "away" | "ahead" => Tag::Adv,
        "up" | "out" | "off" | "down" | "over" | "in" | "on" | "through" | "around"
            if i > 0 && (toks[i - 1].tag.verb()) =>
        {
            // "carried out airstrikes" but "fell on Aleppo": only words that are hardly
            // prepositions of place count before a noun.
            // "dug in Wednesday": nothing happens "in" a day of the week.
            let day = next.is_some_and(|n| is_weekday(&body[n.start..n.end]));
            let particle = matches!(&*lower, "up" | "out" | "off" | "down")
                || &*lower == "in" && day
                || !next.is_some_and(|n| {
                    n.kind == TokenKind::Number || n.time.is_some() || (n.kind == TokenKind::Word)
                });
            if particle { Tag::Particle } else { Tag::Prep }
        }
        _ if lex.is(can::NUM) => Tag::Num,
        _ if lex.is(can::NEG) => Tag::Neg,
        _ if lex.is(can::MODAL) => Tag::Modal,
        _ if lex.is(can::BE) => Tag::Be,
        _ if lex.is(can::HAVE) => Tag::Have,
        _ if lex.is(can::DO) => Tag::Do,
        _ if lex.is(can::REL) => Tag::Rel,
        _ if lex.is(can::PREPSUB) => Tag::Sub,
        _ if lex.is(can::SUB) => Tag::Sub,
        _ if lex.is(can::CONJ) => Tag::Conj,
        _ if lex.is(can::POSS) => Tag::Poss,
        _ if lex.is(can::DET) => {
            if noun_follows(next)
                || next.is_some_and(|n| n.lex.is(can::ADV) || n.time.is_some())
                || matches!(&*lower, "the" | "a" | "an" | "every" | "no")
            {
                Tag::Det
            } else {
                Tag::Pron
            }
        }
        _ if lex.is(can::PREP) => {
            let adverb = next.is_none_or(|n| n.kind == TokenKind::Mark)
                && matches!(
                    &*lower,
                    "up" | "off"
                        | "out"
                        | "down"
                        | "over"
                        | "inside"
                        | "outside"
                        | "behind"
                        | "along"
                        | "around"
                );
            if adverb { Tag::Adv } else { Tag::Prep }
        }
        _ if lex.is(can::PRON) => Tag::Pron,
        _ => return None,
    })
}

/// Tells whether the token at `i` can open a subject.
fn somebody(toks: &[Tok], i: usize) -> bool {
    toks.get(i)
        .is_some_and(|t| t.cap || t.lex.is(can::PRON | can::DET | can::POSS | can::NOUN))
}

/// Tells whether a word can only begin or be a verb with tense.
fn acts(t: &Tok) -> bool {
    t.lex
        .is(can::PAST | can::PRES | can::BE | can::HAVE | can::MODAL)
        && !t.lex.is(can::NOUN)
}

/// Tells whether a word says which party and place a member of a house is of: "Karl Holm, R-Texas,
/// said".
fn is_party(text: &str) -> bool {
    let mut letters = text.chars();
    matches!(letters.next(), Some('R' | 'D' | 'I'))
        && letters.next() == Some('-')
        && letters.next().is_some_and(char::is_uppercase)
}

/// Tells whether a word is a day of the week.
fn is_weekday(word: &str) -> bool {
    matches!(
        word,
        "Monday" | "Tuesday" | "Wednesday" | "Thursday" | "Friday" | "Saturday" | "Sunday"
    )
}

/// Tells whether a sentence opens with "it is" or "it was".
fn is_cleft(body: &str, toks: &[Tok]) -> bool {
    let [it, is, ..] = toks else { return false };
    is.tag == Tag::Be && body[it.start..it.end].eq_ignore_ascii_case("it")
}

/// Tells whether a speaking verb stands before "that" with only a time or a listener
/// between them ("told reporters on Friday that").
fn said_before(toks: &[Tok], i: usize) -> bool {
    toks[..i]
        .iter()
        .rev()
        .take(8)
        .take_while(|t| {
            !matches!(
                t.tag,
                Tag::Comma | Tag::Conj | Tag::Break | Tag::Rel | Tag::That
            )
        })
        .any(|t| t.tag.verb() && t.lex.is(can::SAY | can::THINK))
}
