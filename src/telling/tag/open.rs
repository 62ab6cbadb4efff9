//! Nouns, verbs, adjectives and adverbs, by their lists and neighbours.

use super::super::lexicon::{Lex, can};
use super::{Tag, Tok, after, before, is_plural, noun_follows};
use crate::text::token::TokenKind;

/// Tags a word of an open class.
pub(super) fn open(body: &str, toks: &[Tok], i: usize) -> Tag {
    let t = &toks[i];
    let lex = t.lex;
    let next = after(toks, i);
    let prev = before(toks, i);
    let direct = i.checked_sub(1).map(|p| toks[p].tag);
    if lex.is(can::ADV) && !lex.is(can::VERB) {
        // "The well had run dry": an article has its noun.
        let article = direct == Some(Tag::Det)
            && matches!(
                &*body[toks[i - 1].start..toks[i - 1].end].to_lowercase(),
                "the" | "a"
            );
        let ends = next.is_none_or(|n| {
            n.lex.is(can::BE | can::HAVE | can::MODAL | can::PREP) && n.kind == TokenKind::Word
        });
        return if article && ends { Tag::Noun } else { Tag::Adv };
    }
    // "would no longer discuss".
    if direct == Some(Tag::Neg) && &body[t.start..t.end] == "longer" {
        return Tag::Adv;
    }
    if direct == Some(Tag::Modal) && !lex.is(can::VERB) {
        // "will likely report".
        return Tag::Adv;
    }
    // "pushed back on the plan", "to step back": a verb's direction, and nobody's.
    let goes = direct.is_some_and(Tag::verb) && &body[t.start..t.end] == "back";
    if goes && !next.is_some_and(|n| n.lex.is(can::NOUN) && n.kind == TokenKind::Word) {
        return Tag::Adv;
    }
    if lex.is(can::VERB) {
        if let Some(tag) = by_auxiliary(lex, prev) {
            return tag;
        }
        let in_noun = matches!(
            direct,
            Some(
                Tag::Det | Tag::Poss | Tag::Genitive | Tag::Adj | Tag::Prep | Tag::Num | Tag::Money
            )
        );
        // "Shares of the mine fell": hardly a verb takes "of" at once.
        let of = next.is_some_and(|n| &body[n.start..n.end] == "of");
        if of && prev.is_none() && !lex.is(can::PAST | can::ING) {
            return Tag::Noun;
        }
        // "The 2014 kidnapping prompted talks."
        let of_a_time = direct == Some(Tag::Time)
            && lex.is(can::ING)
            && toks[..i]
                .iter()
                .rfind(|t| t.tag != Tag::Time)
                .is_some_and(|t| t.tag == Tag::Det);
        let in_noun = in_noun || of_a_time;
        if in_noun {
            if let Some(tag) = inside_noun(toks, i, direct, next) {
                return tag;
            }
        } else {
            return free_verb(body, toks, i, prev, next);
        }
    }
    // "Was built in 1958 and last inspected in 2020".
    let tells_when = matches!(&body[t.start..t.end], "last" | "first")
        && matches!(direct, Some(Tag::Conj | Tag::Comma | Tag::Be | Tag::Have))
        && next.is_some_and(|n| n.lex.is(can::PAST | can::PART) && !n.lex.is(can::NOUN));
    if tells_when {
        return Tag::Adv;
    }
    let says_how = i > 0
        && matches!(
            toks[i - 1].lex.base,
            Some("be" | "become" | "seem" | "remain" | "appear")
        )
        && toks[i - 1].tag != Tag::Noun;
    if lex.is(can::ADJ) && lex.is(can::NOUN) && says_how {
        return Tag::Adj;
    }
    if lex.is(can::ADJ) && lex.is(can::NOUN) {
        return if noun_follows(next) {
            Tag::Adj
        } else {
            Tag::Noun
        };
    }
    if lex.is(can::ADJ) {
        Tag::Adj
    } else {
        Tag::Noun
    }
}

/// What an auxiliary before a verb makes of it.
fn by_auxiliary(lex: Lex, prev: Option<Tag>) -> Option<Tag> {
    match prev? {
        Tag::To | Tag::Modal | Tag::Do if lex.is(can::BASE) => Some(Tag::Base),
        Tag::Be if lex.is(can::PART) => Some(Tag::Part),
        Tag::Be if lex.is(can::ING) => Some(Tag::Ing),
        Tag::Have if lex.is(can::PART) => Some(Tag::Part),
        Tag::Pron if lex.is(can::BASE) && !lex.is(can::PAST) => Some(Tag::Base),
        _ => None,
    }
}

/// A word that can be a verb, after a determiner, adjective, preposition or number.
fn inside_noun(toks: &[Tok], i: usize, direct: Option<Tag>, next: Option<&Tok>) -> Option<Tag> {
    let lex = toks[i].lex;
    let follows = noun_follows(next);
    if lex.is(can::ING) {
        let gerund = direct == Some(Tag::Prep)
            && next.is_some_and(|n| {
                n.cap
                    || n.kind == TokenKind::Number
                    || n.lex.is(can::DET | can::POSS | can::PRON | can::NUM)
                    || (follows && is_plural_word(n))
            });
        return Some(if gerund {
            Tag::Ing
        } else if follows && !lex.is(can::EVENT) {
            Tag::Adj
        } else {
            Tag::Noun
        });
    }
    if lex.is(can::BASE | can::PRES)
        && !lex.is(can::PART)
        && matches!(direct, Some(Tag::Det | Tag::Poss | Tag::Genitive))
    {
        return Some(if lex.is(can::ADJ) && follows {
            Tag::Adj
        } else {
            Tag::Noun
        });
    }
    if lex.is(can::NOUN | can::ADJ) {
        // "the strikes", "in talks"; "41 hit by shells".
        if direct == Some(Tag::Num) && lex.is(can::PART) && !follows {
            return Some(Tag::Part);
        }
        return Some(if lex.is(can::ADJ) && follows {
            Tag::Adj
        } else {
            Tag::Noun
        });
    }
    let speaks = lex.is(can::SAY | can::THINK);
    let inside = matches!(
        direct,
        Some(Tag::Det | Tag::Adj | Tag::Poss | Tag::Genitive)
    );
    // "a suspected boss", but "the 12 said they".
    if lex.is(can::PART) && (!speaks || (follows && inside)) {
        if follows && direct != Some(Tag::Num) {
            return Some(Tag::Adj);
        }
        return Some(match direct {
            Some(Tag::Num) => Tag::Ed,
            Some(Tag::Adj) if !lex.is(can::PAST) => Tag::Part,
            Some(Tag::Adj) => Tag::Ed,
            _ => Tag::Adj,
        });
    }
    if lex.is(can::PAST | can::PRES) {
        return Some(if lex.is(can::PRES) {
            Tag::Pres
        } else {
            Tag::Past
        });
    }
    None
}

fn is_plural_word(t: &Tok) -> bool {
    t.lex.is(can::PRES | can::NOUN) && t.lex.is(can::NOUN)
}

/// A word that can be a verb where a verb may stand.
fn free_verb(body: &str, toks: &[Tok], i: usize, prev: Option<Tag>, next: Option<&Tok>) -> Tag {
    let t = &toks[i];
    let lex = t.lex;
    let object_follows = next.is_some_and(|n| {
        n.cap
            || n.kind == TokenKind::Number
            || n.time.is_some()
            || n.lex.is(can::DET
                | can::POSS
                | can::PRON
                | can::NUM
                | can::PREP
                | can::PREPSUB
                | can::SUB
                | can::ADV)
            || &body[n.start..n.end] == "$"
    });
    // "The attacks that killed nine": nobody attacks that.
    let acts_next = toks.get(i + 2).is_some_and(|t| {
        let helps = t.lex.is(can::BE | can::HAVE | can::MODAL);
        helps || t.lex.is(can::PAST) && !t.lex.is(can::NOUN | can::ADJ)
    });
    let strong_object = next.is_some_and(|n| {
        n.kind == TokenKind::Number
            || n.lex.is(can::DET | can::POSS | can::PRON | can::NUM)
            || n.lex.is(can::REL) && !acts_next
            || &body[n.start..n.end] == "to"
            || n.cap
            || (n.lex.is(can::ADJ) && !n.lex.is(can::NOUN | can::CLOSED) && lex.is(can::BASE))
    });
    let plural_before = i > 0 && toks[i - 1].tag == Tag::Noun && is_plural(body, &toks[i - 1]);
    // "The strike set for Monday".
    let time_follows = next.is_some_and(|n| n.lex.is(can::PREP | can::PREPSUB))
        && toks.get(i + 2).is_some_and(|t| t.time.is_some());
    // "The council set up a board", "the blast set off sirens".
    let away = |n: &Tok| matches!(&body[n.start..n.end], "up" | "off" | "out" | "down");
    let object = can::DET | can::POSS | can::NOUN | can::ADJ | can::NUM;
    let phrasal = next.is_some_and(away)
        && toks
            .get(i + 2)
            .is_some_and(|t| t.cap || t.lex.is(object) && !t.lex.is(can::PREP));
    if lex.is(can::PAST | can::PART) {
        let form = match (lex.is(can::PAST), lex.is(can::PART)) {
            (true, true) => Tag::Ed,
            (true, false) => Tag::Past,
            _ => Tag::Part,
        };
        // "16 remotely operated vehicles", "the recently closed port", "other newly arrived dockers".
        let modifies = i > 1
            && toks[i - 1].tag == Tag::Adv
            && noun_follows(next)
            && (toks[i - 2].tag == Tag::Noun && toks[i - 2].lex.is(can::ADJ)
                || matches!(
                    toks[i - 2].tag,
                    Tag::Num | Tag::Det | Tag::Adj | Tag::Genitive | Tag::Poss
                ));
        if modifies {
            return Tag::Adj;
        }
        if !lex.is(can::NOUN) {
            // "rebel held territory" and "united front": before its noun after a noun.
            return form;
        }
        let ok = match prev {
            Some(Tag::Name | Tag::Pron | Tag::Rel | Tag::Time) => {
                object_follows || prev != Some(Tag::Name)
            }
            Some(Tag::Noun) => {
                plural_before && next.is_some() || strong_object || time_follows || phrasal
            }
            Some(Tag::Conj | Tag::Close) => object_follows,
            // "The dam, whose walls had cracked, burst on Monday."
            Some(Tag::Comma) => time_follows && lex.is(can::PAST) && !lex.is(can::PLAN),
            _ => false,
        };
        return if ok { form } else { Tag::Noun };
    }
    if lex.is(can::ING) {
        let direct = i.checked_sub(1).map(|p| toks[p].tag);
        if direct == Some(Tag::Adv) && noun_follows(next) && !strong_object {
            // "the most embarrassing spill".
            let inside = toks[..i]
                .iter()
                .rev()
                .find(|t| t.tag != Tag::Adv)
                .is_some_and(|t| matches!(t.tag, Tag::Det | Tag::Adj | Tag::Conj | Tag::Genitive));
            if inside {
                return Tag::Adj;
            }
        }
        // "oil drilling in the gulf", "hospital bombings".
        let ends = next.is_none_or(|n| {
            n.kind == TokenKind::Mark
                || n.lex
                    .is(can::PREP | can::CONJ | can::BE | can::MODAL | can::HAVE)
        });
        let noun = matches!(direct, Some(Tag::Noun | Tag::Name))
            && !strong_object
            && (lex.is(can::EVENT | can::NOUN) || (ends && direct == Some(Tag::Noun)));
        return if noun { Tag::Noun } else { Tag::Ing };
    }
    if lex.is(can::PRES) {
        if !lex.is(can::NOUN) {
            return Tag::Pres;
        }
        let ok = match prev {
            Some(Tag::Pron) => true,
            Some(Tag::Rel) => strong_object || !is_that(body, toks, i),
            Some(Tag::Name | Tag::Noun) => strong_object && !plural_before,
            _ => false,
        };
        return if ok { Tag::Pres } else { Tag::Noun };
    }
    // A base form: present plural, or a noun.
    if !lex.is(can::NOUN) {
        // "sought help": what follows a verb directly is its object.
        if i > 0 && toks[i - 1].tag.verb() && !toks[i - 1].lex.is(can::SAY) {
            return Tag::Noun;
        }
        // "a weekend post": the article is part of the time.
        if i > 0 && toks[i - 1].time.is_some() && article_opens(body, toks, i - 1) {
            return Tag::Noun;
        }
        return if lex.is(can::ADJ) && prev != Some(Tag::Noun) {
            Tag::Adj
        } else {
            Tag::Base
        };
    }
    let ok = matches!(prev, Some(Tag::Noun)) && plural_before && strong_object
        || matches!(prev, Some(Tag::Rel)) && object_follows;
    if ok {
        Tag::Base
    } else if lex.is(can::ADJ) && noun_follows(next) {
        Tag::Adj
    } else {
        Tag::Noun
    }
}

/// Tells whether the time that ends at `i` begins with "a" or "the".
fn article_opens(body: &str, toks: &[Tok], i: usize) -> bool {
    let time = toks[..=i].iter().rev();
    let first = time.take_while(|t| t.time == toks[i].time).last();
    first.is_some_and(|t| matches!(&body[t.start..t.end], "a" | "A" | "the" | "The"))
}

fn is_that(body: &str, toks: &[Tok], i: usize) -> bool {
    i > 0 && body[toks[i - 1].start..toks[i - 1].end].eq_ignore_ascii_case("that")
}
