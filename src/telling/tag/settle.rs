//! What only the whole sentence tells of a word, once every word has its first tag.

use super::super::lexicon::can;
use super::{Tag, Tok};

/// Revises the tags of one sentence.
pub(super) fn settle(body: &str, toks: &mut [Tok]) {
    settle_bounds(body, toks);
    settle_adjectives(body, toks);
    settle_that_and_sub(body, toks);
    settle_adverbs(body, toks);
    settle_behind_an_adverb(body, toks);
    settle_objects(toks);
    settle_behind_an_insertion(toks);
    promote_a_verb(toks);
}

/// Makes "at least", "more than" and their like part of the noun phrase they begin.
fn settle_bounds(body: &str, toks: &mut [Tok]) {
    for i in 2..toks.len() {
        if !matches!(toks[i].tag, Tag::Num | Tag::Money) {
            continue;
        }
        let word = |j: usize| &body[toks[j].start..toks[j].end];
        let bounds = matches!(
            (word(i - 2).to_ascii_lowercase().as_str(), word(i - 1)),
            ("at", "least" | "most")
                | ("more" | "fewer" | "less" | "greater", "than")
                | ("up", "to")
        );
        if bounds {
            toks[i - 2].tag = Tag::Det;
            toks[i - 1].tag = Tag::Det;
        }
    }
}

/// Turns participles before a bare noun into adjectives ("…, renewed airstrikes killed").
fn settle_adjectives(body: &str, toks: &mut [Tok]) {
    for i in 0..toks.len() {
        if toks[i].tag != Tag::Ed || toks[i].lex.is(can::SAY | can::THINK) {
            continue;
        }
        let opens = i == 0
            || matches!(
                toks[i - 1].tag,
                Tag::Comma | Tag::Sub | Tag::Break | Tag::That
            );
        let bare = toks
            .get(i + 1)
            .is_some_and(|n| matches!(n.tag, Tag::Noun | Tag::Adj));
        let verb_follows = toks[i + 1..]
            .iter()
            .take_while(|t| {
                !matches!(
                    t.tag,
                    Tag::Comma | Tag::Break | Tag::Sub | Tag::Rel | Tag::Conj
                )
            })
            .any(|t| {
                matches!(
                    t.tag,
                    Tag::Past | Tag::Pres | Tag::Ed | Tag::Be | Tag::Have | Tag::Modal
                )
            });
        // "Guards and raised fencing."
        let thing = toks.get(i + 1).is_some_and(|n| n.tag == Tag::Ing)
            && toks
                .get(i + 2)
                .is_none_or(|n| !n.tag.nominal() && n.tag != Tag::Adv);
        let listed = (bare || thing)
            && i > 0
            && toks[i - 1].tag == Tag::Conj
            && is_listed(body, toks, i - 1);
        if opens && bare && verb_follows || listed {
            toks[i].tag = Tag::Adj;
        }
    }
}

/// Tells whether what the conjunction at `i` adds can only be part of a noun phrase: "his new and
/// improved plans", "measures such as more guards and raised fences".
fn is_listed(body: &str, toks: &[Tok], i: usize) -> bool {
    let before = &toks[..i];
    let described = before
        .iter()
        .rev()
        .take_while(|t| t.tag == Tag::Adj)
        .count();
    let opened = before[..i - described].last().map(|t| t.tag);
    let inside = matches!(
        opened,
        Some(Tag::Det | Tag::Poss | Tag::Genitive | Tag::Num | Tag::Prep)
    );
    if described > 0 && inside {
        return true;
    }
    let part = |t: &&Tok| t.tag.nominal() || matches!(t.tag, Tag::Ed | Tag::Part);
    let phrase = before.iter().rev().take_while(part).count();
    let word = |k: usize| {
        let t = before.get(k)?;
        Some(&body[t.start..t.end])
    };
    let opener = (i - phrase).checked_sub(1);
    let such = opener.is_some_and(|k| {
        word(k) == Some("as")
            && k > 0
            && word(k - 1).is_some_and(|w| w.eq_ignore_ascii_case("such"))
    });
    such || opener.and_then(word) == Some("including")
}

/// Settles "that" after nouns, and prepositions that may begin a clause.
fn settle_that_and_sub(body: &str, toks: &mut [Tok]) {
    for i in 0..toks.len() {
        let may_be_either = toks[i].tag == Tag::Sub && toks[i].lex.is(can::PREPSUB);
        // "a spokesman for Lund confirmed": behind a noun "for" opens no clause.
        let of_noun = i > 0
            && matches!(toks[i - 1].tag, Tag::Noun | Tag::Name)
            && body[toks[i].start..toks[i].end].eq_ignore_ascii_case("for");
        let opens = clause_follows(toks, i) && leaves_a_verb(toks, i)
            || body[toks[i].start..toks[i].end].eq_ignore_ascii_case("as") && time_comes(toks, i);
        if may_be_either && (of_noun || !opens) {
            toks[i].tag = Tag::Prep;
        }
        // "disclosed in a letter on Friday that it had paid".
        let spoke = toks[i].tag == Tag::Pron && i > 0 && toks[i - 1].tag == Tag::Time;
        let acts = toks.get(i + 2).is_some_and(|n| n.tag.verbal());
        let other = toks.get(i + 1).is_some_and(|n| n.tag == Tag::Pron);
        let that = body[toks[i].start..toks[i].end].eq_ignore_ascii_case("that");
        if that && spoke && acts && other {
            toks[i].tag = Tag::That;
        }
        // "the claim that troops had left": a noun that reports, then a clause with a
        // subject of its own.
        if toks[i].tag == Tag::Rel
            && body[toks[i].start..toks[i].end].eq_ignore_ascii_case("that")
            && i > 0
            && toks[i - 1].tag != Tag::Comma
            && toks
                .get(i + 1)
                .is_some_and(|n| n.tag.nominal() || n.tag == Tag::Time)
        {
            toks[i].tag = Tag::That;
        }
    }
}

/// Tells whether a time alone does something behind `i`: "as 2016 arrived".
fn time_comes(toks: &[Tok], i: usize) -> bool {
    let behind = &toks[i + 1..];
    let times = behind.iter().take_while(|t| t.tag == Tag::Time).count();
    let verb = behind.get(times).map(|t| t.tag);
    times > 0 && matches!(verb, Some(Tag::Past | Tag::Ed | Tag::Pres))
}

/// Tells whether a finite verb follows `i` before the phrase ends.
fn clause_follows(toks: &[Tok], i: usize) -> bool {
    let mut seen_subject = false;
    for (n, t) in toks.iter().enumerate().skip(i + 1).take(14) {
        match t.tag {
            Tag::Comma if seen_subject => return is_parted(toks, n),
            Tag::Pron if !seen_subject => seen_subject = true,
            Tag::Be | Tag::Have | Tag::Do | Tag::Modal | Tag::Past | Tag::Pres => {
                return seen_subject;
            }
            Tag::Ed | Tag::Base => return seen_subject,
            Tag::Comma | Tag::Break | Tag::Sub | Tag::Rel | Tag::That | Tag::Ing | Tag::To => {
                return false;
            }
            // A conjunction inside the subject does not end it: "as Ostmark and Vessin met".
            Tag::Conj if !seen_subject => return false,
            Tag::Noun | Tag::Name | Tag::Num => seen_subject = true,
            _ => {}
        }
    }
    false
}

/// Tells whether what the comma at `open` opens is put in between a subject and its verb: "after a ferry,
/// thought to have lost its way, sank".
fn is_parted(toks: &[Tok], open: usize) -> bool {
    const LONGEST: usize = 16;
    let mut inner = toks[open + 1..].iter().take(LONGEST);
    let opens = toks.get(open + 1).map(|t| t.tag);
    let put = matches!(opens, Some(Tag::Ed | Tag::Part | Tag::Rel));
    let close = inner.position(|t| t.tag == Tag::Comma);
    let verb = close.and_then(|n| toks.get(open + n + 2)).map(|t| t.tag);
    let acts = matches!(
        verb,
        Some(Tag::Be | Tag::Have | Tag::Do | Tag::Modal | Tag::Past | Tag::Ed | Tag::Pres)
    );
    put && acts
}

/// Tells whether the sentence has a verb besides that of the clause which the word at `i` may
/// open: "the search after the storm was called off" has one verb, and that is of the search.
fn leaves_a_verb(toks: &[Tok], i: usize) -> bool {
    let finite = |t: &Tok| {
        matches!(
            t.tag,
            Tag::Be | Tag::Have | Tag::Do | Tag::Modal | Tag::Past | Tag::Pres | Tag::Ed
        )
    };
    let ends = |t: &Tok| matches!(t.tag, Tag::Comma | Tag::Break | Tag::Quote);
    let before = toks[..i].iter().rev().take_while(|t| !ends(t));
    // "A few days after the storm hit, the army moved in."
    let end = toks[i + 1..]
        .iter()
        .position(ends)
        .map_or(toks.len(), |n| i + 1 + n);
    let goes_on = toks[end..]
        .iter()
        .any(|t| finite(t) && !t.lex.is(can::SAY | can::THINK));
    let hangs_on_a_noun = i > 0 && matches!(toks[i - 1].tag, Tag::Noun | Tag::Name);
    // "Lund, whose trip before the vote was paid for": that verb is of the trip.
    let whose = |t: &Tok| t.tag == Tag::Rel || t.tag == Tag::Poss && t.lex.is(can::REL);
    let owed = before.clone().last().is_some_and(whose) && !before.clone().any(finite);
    let stands = goes_on || before.clone().any(finite) || before.count() < i;
    if !hangs_on_a_noun || stands && !owed {
        return true;
    }
    let groups = toks[i + 1..end].chunk_by(|a, b| {
        let one = |t: &Tok| finite(t) || matches!(t.tag, Tag::Adv | Tag::Neg | Tag::Part);
        let anew = matches!(a.tag, Tag::Past | Tag::Ed) && finite(b);
        one(a) == one(b) && !anew
    });
    // "The scene after a tram overturned" is no sentence: its verb is that of the clause.
    let helps = |t: &Tok| matches!(t.tag, Tag::Be | Tag::Have | Tag::Do | Tag::Modal);
    let mut groups = groups.filter(|g| g.iter().any(finite));
    groups
        .next()
        .is_none_or(|first| !first.iter().any(helps) || groups.next().is_some())
}

/// Makes a noun of a form in "-s" that stands where only an object can: "had taken bribes".
fn settle_objects(toks: &mut [Tok]) {
    for i in 1..toks.len() {
        let governed = matches!(
            toks[i - 1].tag,
            Tag::Part | Tag::Base | Tag::Ing | Tag::Past | Tag::Particle
        ) && !toks[..i].iter().any(|t| t.tag == Tag::Rel);
        let ends = toks.get(i + 1).is_none_or(|n| {
            matches!(
                n.tag,
                Tag::Mark | Tag::Comma | Tag::Break | Tag::Prep | Tag::Conj
            )
        });
        let object = governed && ends || compounded(toks, i) || left_out(toks, i);
        if toks[i].tag == Tag::Pres && object {
            toks[i].tag = Tag::Noun;
        }
        // "saw the display which took place": no verb has "which" behind it.
        let described = matches!(toks[i - 1].tag, Tag::Noun | Tag::Adj);
        let which = toks.get(i + 1).is_some_and(|n| n.tag == Tag::Rel);
        if toks[i].tag == Tag::Base && toks[i].lex.is(can::NOUN) && described && which {
            toks[i].tag = Tag::Noun;
        }
        // "sent the boats back to Vessin".
        let onward = toks.get(i + 1).is_some_and(|n| n.tag == Tag::Prep);
        let adverb = toks[i].lex.is(can::ADV) && toks[i - 1].tag == Tag::Noun;
        if toks[i].tag == Tag::Base && adverb && onward {
            toks[i].tag = Tag::Adv;
        }
    }
}

/// Tells whether the form in "-s" at `i` is what the clause behind it is without: "the value of the
/// shares it had kept".
fn left_out(toks: &[Tok], i: usize) -> bool {
    let tag = |k: usize| toks.get(k).map(|t| t.tag);
    let helps = matches!(tag(i + 2), Some(Tag::Have | Tag::Modal | Tag::Be | Tag::Do));
    let noun = toks[i].lex.is(can::NOUN) && !toks[i].lex.is(can::SAY | can::THINK);
    let object = toks[..i].iter().any(|t| t.tag.verb());
    noun && object && tag(i + 1) == Some(Tag::Pron) && helps
}

/// Tells whether the form in "-s" at `i` ends the object of a verb without tense: "was fined for
/// using harbour funds to buy a boat".
fn compounded(toks: &[Tok], i: usize) -> bool {
    let Some(from) = i.checked_sub(2) else {
        return false;
    };
    // "prompted global figures such as Lund".
    let such = toks.get(i + 1).is_some_and(|t| t.tag == Tag::Pron)
        && toks.get(i + 2).is_some_and(|t| t.tag == Tag::Prep);
    if such && toks[from].tag == Tag::Ed && toks[i].lex.is(can::NOUN) {
        return true;
    }
    let verb = matches!(toks[from].tag, Tag::Ing | Tag::Base);
    let acts = |t: &&Tok| matches!(t.tag, Tag::Past | Tag::Pres | Tag::Ed | Tag::Be | Tag::Have);
    let parts = |t: &Tok| {
        let comma = matches!(t.tag, Tag::Comma | Tag::Break | Tag::Conj | Tag::Quote);
        comma || matches!(t.tag, Tag::Sub | Tag::Rel | Tag::That)
    };
    let before = toks[..from]
        .iter()
        .rev()
        .take_while(|t| !parts(t))
        .find(acts);
    let owed = before.is_some_and(|t| !t.lex.is(can::SAY | can::THINK));
    verb && owed && toks[i - 1].tag == Tag::Noun && toks[i].lex.is(can::NOUN)
}

/// Tells adverbs from what looks like them: "an abandoned well", "authorities there have acted".
fn settle_adverbs(body: &str, toks: &mut [Tok]) {
    for i in 1..toks.len() {
        let word = &body[toks[i].start..toks[i].end];
        let next = toks.get(i + 1).map(|t| t.tag);
        if toks[i].tag == Tag::Adv && word == "well" {
            let described = matches!(toks[i - 1].tag, Tag::Adj | Tag::Ed | Tag::Part | Tag::Noun);
            let opened = i > 1 && matches!(toks[i - 2].tag, Tag::Det | Tag::Adj);
            let goes_on = matches!(next, Some(Tag::Adj | Tag::Ed | Tag::Part | Tag::Adv));
            // "The well turned out to be empty", but "the well known clerk".
            let described_so = toks
                .get(i + 2)
                .is_some_and(|t| t.tag.nominal() || t.tag == Tag::Adj);
            let bare = toks[i - 1].tag == Tag::Det && (!goes_on || !described_so);
            if described && opened && !goes_on || bare {
                toks[i].tag = Tag::Noun;
                if matches!(toks[i - 1].tag, Tag::Ed | Tag::Part) {
                    toks[i - 1].tag = Tag::Adj;
                }
            }
        }
        let noun = matches!(toks[i - 1].tag, Tag::Noun | Tag::Name);
        let acts = matches!(next, Some(Tag::Have | Tag::Modal | Tag::Past | Tag::Ed));
        if word == "there" && toks[i].tag == Tag::Pron && noun && acts {
            toks[i].tag = Tag::Adv;
        }
    }
}

/// Finds the verb behind an adverb in "-ly": "the law briefly cut taxes".
fn settle_behind_an_adverb(body: &str, toks: &mut [Tok]) {
    let finite = |t: &Tok| {
        let helps = matches!(t.tag, Tag::Be | Tag::Have | Tag::Do | Tag::Modal);
        helps || matches!(t.tag, Tag::Past | Tag::Ed | Tag::Sub | Tag::Rel | Tag::That)
    };
    for i in 2..toks.len().saturating_sub(1) {
        let adverb = &toks[i - 1];
        let ly = adverb.tag == Tag::Adv && body[adverb.start..adverb.end].ends_with("ly");
        let subject = matches!(toks[i - 2].tag, Tag::Noun | Tag::Name);
        let past = toks[i].tag == Tag::Noun && toks[i].lex.is(can::PAST);
        let next = &toks[i + 1];
        let plural = next.tag == Tag::Pres && next.lex.is(can::NOUN);
        let object = plural || matches!(next.tag, Tag::Noun | Tag::Det | Tag::Name | Tag::Poss);
        if ly && subject && past && object && !toks[..i].iter().any(finite) {
            toks[i].tag = Tag::Past;
            if plural {
                toks[i + 1].tag = Tag::Noun;
            }
        }
    }
}

/// Finds the verb behind what is inserted after a subject: "The boat, which was stolen, hit a pier".
fn settle_behind_an_insertion(toks: &mut [Tok]) {
    let finite = |t: &Tok| {
        let helps = matches!(t.tag, Tag::Be | Tag::Have | Tag::Do | Tag::Modal);
        helps || matches!(t.tag, Tag::Past | Tag::Pres | Tag::Ed)
    };
    let Some(open) = toks.iter().position(|t| t.tag == Tag::Comma) else {
        return;
    };
    let subject = toks[..open]
        .iter()
        .all(|t| t.tag.nominal() || t.tag == Tag::Prep);
    let named = open > 0 && matches!(toks[open - 1].tag, Tag::Noun | Tag::Name);
    let inserted = toks.get(open + 1);
    let relative = inserted.is_some_and(|t| t.tag == Tag::Rel);
    let reduced = inserted.is_some_and(|t| matches!(t.tag, Tag::Ed | Tag::Part));
    if !(subject && named && (relative || reduced)) || toks[0].tag == Tag::Prep {
        return;
    }
    let closed = (open + 1..toks.len() - 1).find(|&i| toks[i].tag == Tag::Comma);
    let Some(verb) = closed.map(|close| close + 1) else {
        return;
    };
    let acts = toks[verb].tag == Tag::Noun && toks[verb].lex.is(can::PRES | can::PAST);
    let object = toks
        .get(verb + 1)
        .is_some_and(|t| matches!(t.tag, Tag::Det | Tag::Poss | Tag::Num));
    let other = toks[verb + 1..]
        .iter()
        .take_while(|t| !matches!(t.tag, Tag::Comma | Tag::Sub | Tag::Rel | Tag::That))
        .any(finite);
    if acts && object && !other {
        toks[verb].tag = if toks[verb].lex.is(can::PRES) {
            Tag::Pres
        } else {
            Tag::Past
        };
    }
}

/// Finds the verb of a sentence that seems to have none ("Russia vetoes resolution").
fn promote_a_verb(toks: &mut [Tok]) {
    let has_verb = toks.iter().any(|t| {
        matches!(
            t.tag,
            Tag::Past
                | Tag::Pres
                | Tag::Ed
                | Tag::Be
                | Tag::Have
                | Tag::Modal
                | Tag::Base
                | Tag::Do
                | Tag::To
        )
    });
    if has_verb {
        return;
    }
    let found = (1..toks.len()).find(|&i| {
        let t = &toks[i];
        let subject = matches!(toks[i - 1].tag, Tag::Noun | Tag::Name);
        let object = toks.get(i + 1).map_or(t.lex.is(can::PRES), |n| {
            n.tag.nominal() || matches!(n.tag, Tag::Prep | Tag::Time | Tag::Adv | Tag::Particle)
        });
        let plural = toks[i - 1].lex.is(can::NOUN) && !toks[i - 1].lex.is(can::VERB)
            || toks[i - 1].tag == Tag::Name;
        t.tag == Tag::Noun
            && (t.lex.is(can::PRES | can::PAST)
                || (t.lex.is(can::BASE) && plural && i == 1 + leading_names(toks, i)))
            && subject
            && object
            && !t.lex.is(can::CLOSED)
    });
    if let Some(i) = found {
        let lex = toks[i].lex;
        toks[i].tag = if lex.is(can::PRES) {
            Tag::Pres
        } else if lex.is(can::PAST) {
            Tag::Ed
        } else {
            Tag::Base
        };
    }
}

/// Returns the number of names that directly precede token `i`, at least one.
fn leading_names(toks: &[Tok], i: usize) -> usize {
    toks[..i]
        .iter()
        .rev()
        .take_while(|t| t.tag == Tag::Name)
        .count()
        .max(1)
}
