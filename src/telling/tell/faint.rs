//! Sentences that tell something no chronicler would write down by itself: what is said in
//! quotation marks, what a pronoun did, a headline without a verb that the lists know.
//!
//! They are kept because another article may tell the same in so many words.

use super::super::Status;
use super::super::clause::{Kind, Parse};
use super::super::headline::{self, Ended};
use super::super::lexicon::{can, lookup};
use super::super::sentence::Sentence;
use super::super::status::{Verdict, Worth, is_event_noun, is_no_verb};
use super::super::tag::{Tag, Tok};
use super::super::{Dating, Reach};
use super::Found;
use super::place::{is_caption, is_heading};
use crate::text::token::TokenKind;

/// Words taken of a sentence.
const MOST: usize = 9;
/// Words of a sentence beyond which what is told of it is shorter.
pub(super) const LONG: usize = 14;
/// A sentence of fewer words says too little.
const FEWEST: usize = 4;

/// Returns the most that a sentence tells, however little that is.
pub(super) fn least(s: &Sentence<'_>, parse: &Parse, verdicts: &[Verdict]) -> Option<Found> {
    let n_words = s.toks.iter().filter(|t| t.kind == TokenKind::Word).count();
    let byline = parse.clauses.is_empty() && matches!(s.word(0), "By" | "From");
    if s.asks() || is_caption(s) || n_words < FEWEST || byline {
        return None;
    }
    let rank = |c: usize| {
        let clause = &parse.clauses[c];
        let worth = match verdicts[c].worth {
            Worth::Event => 0,
            Worth::Dated => 1,
            Worth::Never if is_no_verb(s, clause) => 4,
            Worth::Never => 2,
            Worth::Saying => 3,
        };
        let kind = match clause.kind {
            Kind::Main | Kind::Content => 0,
            Kind::Sub => 1,
            Kind::Relative => 2,
            Kind::Frame => 9,
        };
        (kind == 9, worth, kind, c)
    };
    let best = (0..parse.clauses.len()).min_by_key(|&c| rank(c));
    // A headline or picture line without a verb still names what happened.
    let noun = s
        .toks
        .iter()
        .rposition(is_event_noun)
        .or_else(|| s.toks.iter().position(|t| t.lex.is(can::EVENT)))
        .or_else(|| {
            s.toks
                .iter()
                .position(|t| t.lex.is(can::VERB) && !t.lex.is(can::CLOSED | can::STOP))
        });
    let (clause, action, status) = match (best, noun) {
        (Some(c), _) => (Some(c), verdicts[c].action, verdicts[c].status),
        (None, Some(noun)) if s.n < 3 => (None, noun, Status::Happened),
        _ => return None,
    };
    let told = clause.is_some_and(|c| {
        matches!(parse.clauses[c].kind, Kind::Main | Kind::Content)
            && verdicts[c].worth >= Worth::Saying
            && !parse.clauses[c].verb.pluperfect
            && (is_heading(s) || !stands(s, parse, c))
    });
    let learned = clause.and_then(|c| learned(s, parse, c));
    Some(Found {
        clause,
        noun: None,
        saying: None,
        time: learned,
        dating: if learned.is_some() {
            Dating::Own
        } else if s.lead && (told || clause.is_none()) {
            Dating::Published
        } else {
            Dating::None
        },
        status,
        cue: clause.and_then(|c| verdicts[c].cue.clone()),
        action,
        part: None,
        reach: Reach::AsTold,
        told: false,
    })
}

/// Returns the time at which the writers came to know of something: "On Tuesday we learned that he would not come".
fn learned(s: &Sentence<'_>, parse: &Parse, c: usize) -> Option<u32> {
    let clause = &parse.clauses[c];
    let verb = clause.verb;
    let subject = clause.subject.clone()?;
    let ours = subject.len() == 1 && s.lower(subject.start) == "we";
    let learns = matches!(
        s.toks[verb.head].lex.base,
        Some("learn" | "hear" | "discover")
    );
    let plain = verb.past && !verb.negated && verb.modal.is_none() && !s.toks[verb.head].quoted;
    let mut own = s.toks.iter().zip(&parse.owner);
    let time = own.find_map(|(t, owner)| t.time.filter(|_| *owner == Some(c)));
    time.filter(|_| ours && learns && plain && clause.kind == Kind::Main)
}

/// Tells whether a clause says in the present what something is or has: "Brandt is a baker of 50". The day of
/// print has no part in it.
fn stands(s: &Sentence<'_>, parse: &Parse, c: usize) -> bool {
    let verb = parse.clauses[c].verb;
    let present = verb.finite && !verb.past && !verb.perfect && !verb.progressive;
    let head = &s.toks[verb.head];
    let lasts = matches!(head.tag, Tag::Be | Tag::Have) || head.lex.is(can::STATIVE | can::HAVE);
    let main = parse.clauses[c].kind == Kind::Main;
    main && present && verb.modal.is_none() && !verb.passive && lasts && s.stops()
}

/// Tells whether a headline keeps every word that would turn its sense.
pub(super) fn keeps(s: &Sentence<'_>, tried: &str) -> bool {
    let lower = tried.to_lowercase();
    s.toks.iter().all(|t| {
        let word = s.text_of(t).to_lowercase();
        let turns = t.tag == Tag::Neg || matches!(&*word, "no" | "neither" | "if");
        !turns || lower.contains(&word)
    })
}

/// Returns where the words of a sentence begin that tell something, behind the place it was sent
/// from and a word that only joins it to what stood before: "VESSIN, Ostmark – But the dam held".
fn opening(s: &Sentence<'_>) -> usize {
    const LONGEST: usize = 8;
    let toks = s.toks;
    let shouts = s.word(0).len() > 3 && !s.word(0).contains(char::is_lowercase);
    let dash = toks.iter().take(LONGEST).position(|t| t.tag == Tag::Break);
    let place = |t: &Tok| matches!(t.tag, Tag::Name | Tag::Comma | Tag::Mark | Tag::Time);
    let sent = dash.filter(|&d| shouts && toks[..d].iter().all(place));
    let mut at = sent.map_or(0, |d| d + 1);
    while toks.get(at).is_some_and(|t| t.tag == Tag::Break) {
        at += 1;
    }
    let comma = |i: usize| toks.get(i).is_some_and(|t| t.tag == Tag::Comma);
    // "Last week Lund told the council": it is told when elsewhere.
    let when = |t: &&Tok| matches!(t.tag, Tag::Time | Tag::Prep | Tag::Comma);
    let dated = toks[at..].iter().take_while(when).count();
    let time = |t: &Tok| t.tag == Tag::Time;
    let last = toks[at..at + dated].iter().rposition(time);
    if let Some(last) = last {
        at += last + 1;
        at += usize::from(comma(at));
    }
    match toks.get(at).map(|t| t.tag) {
        // "Last week, though, Lund".
        Some(Tag::Adv | Tag::Sub) if comma(at + 1) => at + 2,
        Some(Tag::Conj) => at + 1,
        _ => at,
    }
}

/// Words of a headline for what has none: the one tried, if it says something and turns
/// nothing round, or the first words of the sentence.
pub(super) fn words(s: &Sentence<'_>, parse: &Parse, tried: &str, poor: bool) -> Ended {
    let ended = |headline, cut| Ended { headline, cut };
    let plain = s.toks.iter().any(|t| t.tag == Tag::Modal || t.quoted) || !keeps(s, tried);
    let mut own = tried.split_whitespace();
    let first = own.next().unwrap_or_default().to_lowercase();
    // "After years at sea, he came home" says more than "He came home".
    let opens = s
        .toks
        .first()
        .is_some_and(|t| matches!(t.tag, Tag::Prep | Tag::Sub));
    let blind = opens && lookup(&first).is(can::PRON);
    if !plain && (!poor || own.nth(1).is_some() && !blind) {
        return ended(tried.to_owned(), false);
    }
    let mut out: Vec<String> = Vec::new();
    let opens = |t: &&Tok| matches!(&*s.text_of(t).to_ascii_lowercase(), "the" | "a" | "an");
    let from = opening(s);
    let leading = from + s.toks[from..].iter().take_while(opens).count();
    if let Some(whole) = headline::sentence_from(s, parse, leading) {
        return ended(capital(&whole), false);
    }
    let mut cut = false;
    // A name alone is told of nothing.
    let mut acts = false;
    for t in &s.toks[leading..] {
        acts |= t.tag.verbal() && t.tag != Tag::To && !t.lex.is(can::SAY);
        match t.kind {
            // "don't" without its ending would say the opposite.
            TokenKind::Clitic => {
                if let Some(last) = out.last_mut() {
                    last.push_str(s.text_of(t));
                }
            }
            TokenKind::Word | TokenKind::Number if out.len() >= MOST => {
                cut = true;
                break;
            }
            TokenKind::Word | TokenKind::Number => out.push(s.text_of(t).to_owned()),
            _ if acts && out.len() >= 4 && matches!(t.tag, Tag::Comma | Tag::Break) => break,
            _ => {}
        }
    }
    // "Lund lied and it's": a pronoun with its verb says nothing at an end.
    while out.len() > 3
        && out.last().is_some_and(|last| {
            let pronoun = last
                .split_once(['\'', '’'])
                .map(|(word, _)| word.to_lowercase());
            pronoun.is_some_and(|word| lookup(&word).is(can::PRON))
        })
    {
        out.pop();
    }
    while out.len() > 3
        && s.toks.iter().any(|t| {
            out.last().is_some_and(|last| last == s.text_of(t))
                && (matches!(
                    t.tag,
                    Tag::Det
                        | Tag::Prep
                        | Tag::To
                        | Tag::Conj
                        | Tag::Be
                        | Tag::Have
                        | Tag::Modal
                        | Tag::Poss
                        | Tag::Sub
                        | Tag::Rel
                        | Tag::That
                ) || cut && t.tag == Tag::Time)
        })
    {
        out.pop();
    }
    ended(capital(&out.join(" ")), cut || !acts)
}

fn capital(words: &str) -> String {
    let mut letters = words.chars();
    let first = letters.next().map(char::to_uppercase);
    first.into_iter().flatten().chain(letters).collect()
}
