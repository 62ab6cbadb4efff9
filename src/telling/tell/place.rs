//! Where times and headlines stand in a sentence, and what they belong to.

use super::super::Status;
use super::super::clause::{Kind, Parse, VerbGroup};
use super::super::digest::STAMPS;
use super::super::lexicon::can;
use super::super::sentence::Sentence;
use super::super::status::{
    Verdict, Worth, event_in_object, is_event_noun, meaning, possessed, takes_place,
};
use super::super::tag::{Tag, Tok};
use super::Found;
use std::ops::Range;

/// Returns the first token of each time expression of a sentence.
pub(super) fn times_of(s: &Sentence<'_>) -> Vec<(usize, u32)> {
    let mut out: Vec<(usize, u32)> = Vec::new();
    for (i, t) in s.toks.iter().enumerate().skip(dateline(s).max(stamp(s))) {
        if let Some(time) = t.time
            && out.last().is_none_or(|(_, last)| *last != time)
        {
            out.push((i, time));
        }
    }
    out
}

/// Returns where the text begins behind "LINDON, 15 March (Meridian) —", when it has a time of
/// its own: the dateline says when it was written.
fn dateline(s: &Sentence<'_>) -> usize {
    let toks = s.toks;
    let dash = toks.iter().take(12).position(|t| t.tag == Tag::Break);
    let Some(dash) = dash.filter(|_| s.lead) else {
        return 0;
    };
    let capitals = |i: usize| {
        let word = s.word(i);
        word.len() > 2 && word.chars().all(|c| !c.is_lowercase())
    };
    let header = |t: &Tok| {
        let mark = matches!(
            t.tag,
            Tag::Comma | Tag::Open | Tag::Close | Tag::Mark | Tag::Num
        );
        t.cap || t.time.is_some() || mark
    };
    let told = toks[dash..].iter().any(|t| t.time.is_some());
    if told && capitals(0) && toks[..dash].iter().all(header) {
        dash
    } else {
        0
    }
}

/// Returns where the text begins behind a stamp of the page: "updated: Mon 6 June 2011 22:23", "Aired
/// 13 February 2011 - 11:00 ET". Without an hour or a colon it may be a participle: "Published in
/// May, the report says".
fn stamp(s: &Sentence<'_>) -> usize {
    // "Page last updated at 10:39".
    let page = usize::from(s.lower(0) == "page");
    let last = page + usize::from(s.lower(page) == "last");
    let label = STAMPS.contains(&&*s.lower(last));
    let colon = s.word(last + 1) == ":";
    let at = last > 0 && s.lower(last + 1) == "at";
    let from = last + 1 + usize::from(colon || at);
    let timed = s.toks.get(from).is_some_and(|t| t.time.is_some());
    if !(label && timed) {
        return 0;
    }
    let part = |t: &&Tok| t.time.is_some() || !t.tag.nominal() && t.tag != Tag::Prep;
    let end = from + s.toks[from..].iter().take_while(part).count();
    let hour = (from..end).any(|i| s.word(i).contains(':'));
    if colon || hour { end } else { 0 }
}

/// Tells whether a clause has a time of its own that no noun in it has taken, or shares that before the one
/// it is joined to: "said on Friday that on 3 May they seized and searched the ship".
pub(super) fn has_own_time(s: &Sentence<'_>, parse: &Parse, c: usize, found: &[Found]) -> bool {
    let dated = |c: usize, until: usize| {
        let own = s.toks[..until].iter().zip(&parse.owner);
        own.into_iter().any(|(t, owner)| {
            t.time.is_some()
                && *owner == Some(c)
                && !found.iter().any(|f| f.noun.is_some() && f.time == t.time)
        })
    };
    let joined = parse.clauses[..=c].windows(2).rev().take_while(|pair| {
        let shared = pair[0].subject.is_some() && pair[0].subject == pair[1].subject;
        shared && pair[1].marker.is_none()
    });
    let first = c - joined.count();
    dated(c, s.toks.len()) || (first..c).any(|o| dated(o, parse.clauses[o].verb.first))
}

/// Returns the clause that "when" or "where" after the time at `at` opens.
pub(super) fn clause_dated_by_relative(
    s: &Sentence<'_>,
    parse: &Parse,
    at: usize,
) -> Option<usize> {
    let mut end = at;
    while s.toks.get(end).is_some_and(|t| t.tag == Tag::Time) {
        end += 1;
    }
    if s.toks.get(end).is_some_and(|t| t.tag == Tag::Comma) {
        end += 1;
    }
    s.word(end).eq_ignore_ascii_case("when").then_some(())?;
    parse.clauses.iter().position(|c| c.marker == Some(end))
}

/// Returns the event noun that the time at `at` dates instead of the verb, whether it is
/// planned, and what says so.
pub(super) fn noun_dated(
    s: &Sentence<'_>,
    parse: &Parse,
    verdicts: &[Verdict],
    owner: Option<usize>,
    at: usize,
) -> Option<(usize, Status, Option<Range<usize>>)> {
    let toks = s.toks;
    let mut before = at;
    // "Set for Monday and Tuesday".
    if before >= 2 && toks[before - 1].tag == Tag::Conj && toks[before - 2].tag == Tag::Time {
        before -= 2;
        while before > 0 && toks[before - 1].tag == Tag::Time {
            before -= 1;
        }
    }
    while before > 0 && toks[before - 1].tag == Tag::Prep {
        before -= 1;
    }
    // "the visit planned for 19 October".
    if before > 0
        && before < at
        && matches!(toks[before - 1].tag, Tag::Ed | Tag::Part)
        && toks[before - 1].lex.is(can::PLAN)
        && parse
            .verbs
            .iter()
            .any(|v| v.head == before - 1 && !v.finite)
    {
        let event = toks[..before - 1].iter().rposition(is_event_noun)?;
        if before - 1 - event <= 5 {
            return Some(match called_off(s, parse, verdicts, event) {
                Some(cue) => (event, Status::Cancelled, Some(cue)),
                None => (event, Status::Planned, Some(before - 1..before)),
            });
        }
    }
    // "the visit to Vessin that had been planned for 19 October".
    if let Some(c) = owner
        && parse.clauses[c].kind == Kind::Relative
        && let Some(marker) = parse.clauses[c].marker
        && before < at
        && parse.clauses[c].verb.last + 1 == before
        && parse.clauses[c].verb.passive
        && toks[parse.clauses[c].verb.head].lex.is(can::PLAN)
    {
        let verb = parse.clauses[c].verb;
        let event = toks[..marker].iter().rposition(is_event_noun)?;
        if marker - event <= 5 {
            return Some(match called_off(s, parse, verdicts, event) {
                Some(cue) => (event, Status::Cancelled, Some(cue)),
                None => (event, Status::Planned, Some(verb.first..verb.last + 1)),
            });
        }
    }
    let c = owner?;
    if let Some(undone) = to_have_been(parse, verdicts, toks, c) {
        return Some(undone);
    }
    // "has cancelled a visit to France next week": the visit is next week.
    let verb = parse.clauses[c].verb;
    let quit = quits(s.toks, parse, c);
    if (verdicts[c].cancels || quit.is_some()) && at > verb.last && !verb.passive {
        let event = quit.or_else(|| event_in_object(toks, parse, c))?;
        let ahead = looks_ahead(s, at);
        if ahead && event < at {
            return Some((event, Status::Cancelled, Some(verb.first..verb.last + 1)));
        }
    }
    // "Tuesday's strikes", "last month's vote".
    let mut end = at;
    while toks.get(end).is_some_and(|t| t.tag == Tag::Time) {
        end += 1;
    }
    if toks.get(end).is_some_and(|t| t.tag == Tag::Genitive) {
        // "Friday's campaign launch" is a launch.
        let near = end + 1..toks.len().min(end + 5);
        let phrase = near.clone().take_while(|&i| toks[i].tag.nominal());
        let head = phrase.filter(|&i| is_event_noun(&toks[i])).last();
        let event = head.or_else(|| near.clone().find(|&i| is_event_noun(&toks[i])))?;
        let modal = verdicts[c].worth == Worth::Never;
        if let Some(cue) = called_off(s, parse, verdicts, event) {
            return Some((event, Status::Cancelled, Some(cue)));
        }
        let status = if looks_ahead(s, at) {
            Status::Planned
        } else {
            Status::Happened
        };
        return (!modal).then_some((event, status, None));
    }
    None
}

/// Returns what was to be at the time in the relative clause `c`, where the clause around it calls
/// that off: "talks that were to open on Monday have been cancelled".
fn to_have_been(
    parse: &Parse,
    verdicts: &[Verdict],
    toks: &[Tok],
    c: usize,
) -> Option<(usize, Status, Option<Range<usize>>)> {
    let around = parse.clauses.get(c + 1)?;
    let planned = matches!(verdicts[c].status, Status::Planned | Status::Cancelled);
    let off = verdicts[c + 1].cancels && around.verb.passive;
    let relative = parse.clauses[c].kind == Kind::Relative;
    let subject = around
        .subject
        .clone()
        .filter(|_| planned && off && relative)?;
    let event = (subject.end <= parse.clauses[c].start + 1)
        .then(|| subject.rev().find(|&i| is_event_noun(&toks[i])))??;
    let cue = around.verb.first..around.verb.last + 1;
    Some((event, Status::Cancelled, Some(cue)))
}

/// Returns the verb that calls a happening off: "the strike planned for Friday was cancelled".
fn called_off(
    s: &Sentence<'_>,
    parse: &Parse,
    verdicts: &[Verdict],
    event: usize,
) -> Option<Range<usize>> {
    let toks = s.toks;
    let calls_off = |&c: &usize| {
        let clause = &parse.clauses[c];
        if quits(toks, parse, c) == Some(event) {
            return true;
        }
        // A headline drops the auxiliary: "Strike set for Monday called off".
        let next = clause.verb.last + 1;
        let object = |t: &Tok| t.tag.nominal() || t.tag == Tag::Time && possessed(toks, next);
        let bare = !toks.get(next).is_some_and(object);
        verdicts[c].cancels
            && if clause.verb.passive || takes_place(s, &clause.verb) || bare {
                let next = parse
                    .clauses
                    .iter()
                    .map(|o| o.verb.first)
                    .find(|&v| v > event);
                next == Some(clause.verb.first)
            } else {
                event_in_object(toks, parse, c) == Some(event)
            }
    };
    let c = (0..parse.clauses.len()).find(calls_off)?;
    let verb = parse.clauses[c].verb;
    Some(verb.first..verb.last + 1)
}

/// Returns the happening that somebody withdraws from: "has withdrawn from a visit", "pulled out
/// of the talks".
fn quits(toks: &[Tok], parse: &Parse, c: usize) -> Option<usize> {
    const FAR: usize = 8;
    let verb = parse.clauses[c].verb;
    let leaves = matches!(
        toks[verb.head].lex.base,
        Some("withdraw" | "pull" | "back" | "drop")
    );
    if !leaves || verb.negated || verb.passive || verb.modal.is_some() {
        return None;
    }
    let from = verb.last + 1;
    let from = from + usize::from(toks.get(from).is_some_and(|t| t.tag == Tag::Particle));
    if toks.get(from)?.tag != Tag::Prep {
        return None;
    }
    (from + 1..toks.len().min(from + FAR))
        .take_while(|&i| toks[i].tag.nominal())
        .find(|&i| is_event_noun(&toks[i]))
}

/// What a time says of what is put off.
pub(super) enum PutOff {
    /// The old time.
    From,
    /// The new one, with the words that put it off.
    To(Range<usize>),
}

/// Returns which time of a clause that puts something off stands at `at`: "postponed from May to
/// June"; nothing where it says when that was decided.
pub(super) fn put_off(s: &Sentence<'_>, parse: &Parse, c: usize, at: usize) -> Option<PutOff> {
    let verb = parse.clauses[c].verb;
    let postpones = meaning(s, &verb).is(can::POSTPONE) && !verb.negated && at > verb.last;
    let before = at.checked_sub(1).filter(|_| postpones)?;
    match &*s.lower(before) {
        "from" => Some(PutOff::From),
        "to" | "until" | "till" => Some(PutOff::To(verb.first..verb.last + 1)),
        _ => None,
    }
}

/// Tells whether a time only says how far off a plan something is: "a day later than planned".
pub(super) fn measures(s: &Sentence<'_>, at: usize) -> bool {
    let behind = s.toks[at..].iter().position(|t| t.tag != Tag::Time);
    behind.is_some_and(|n| s.lower(at + n) == "than")
}

/// Tells whether a time is that of a happening before or after which something lies some days
/// off: "two days after the collision on 28 May" dates the collision.
pub(super) fn counted_from(s: &Sentence<'_>, at: usize) -> bool {
    let toks = s.toks;
    let from = toks[..at]
        .iter()
        .rposition(|t| !(t.tag.nominal() || matches!(t.tag, Tag::Prep | Tag::Time)))
        .map_or(0, |i| i + 1);
    let side = (from + 1..at).rfind(|&i| matches!(&*s.lower(i), "after" | "before"));
    side.is_some_and(|side| {
        let unit = s.lower(side - 1);
        let unit = unit.trim_end_matches('s');
        matches!(unit, "hour" | "day" | "week" | "month" | "year")
            && toks[side + 1..at].iter().any(is_event_noun)
    })
}

/// A happening told by a participle: "the boy abducted in May", "for hitting him last week".
pub(super) struct Part {
    /// The noun that it befell.
    pub noun: Option<usize>,
    pub verb: usize,
    pub tokens: Range<usize>,
}

/// Returns the participle that the time at `at` dates instead of the verb of its clause:
/// one inside the subject, or one behind another time.
pub(super) fn participle_dated(
    s: &Sentence<'_>,
    parse: &Parse,
    c: usize,
    at: usize,
) -> Option<Part> {
    let toks = s.toks;
    let main = parse.clauses[c].verb;
    let verb = parse
        .verbs
        .iter()
        .rfind(|v| !v.finite && v.last < at && at - v.last <= 14)?;
    if parse.owner[verb.head] != Some(c) || toks[verb.head].quoted {
        return None;
    }
    let head = &toks[verb.head];
    let before = verb.first.checked_sub(1)?;
    // "Has been rebel held since 2012": what the subject is.
    if toks[main.head].tag == Tag::Be && before == main.last + 1 {
        return None;
    }
    // "The dam, built in 1962, had been due for repairs in 2019."
    let apart = toks[before].tag == Tag::Comma && (at < main.first || put(toks, verb, at));
    let before = if apart {
        before.checked_sub(1)?
    } else {
        before
    };
    let reduced = matches!(head.tag, Tag::Ed | Tag::Part)
        && matches!(toks[before].tag, Tag::Noun | Tag::Name | Tag::Num);
    let gerund = head.tag == Tag::Ing && toks[before].tag == Tag::Prep;
    if !(reduced || gerund)
        || head
            .lex
            .is(can::SAY | can::THINK | can::PLAN | can::STATIVE)
    {
        return None;
    }
    let in_subject = at < main.first && verb.first > parse.clauses[c].start;
    let other_time = toks[..verb.first]
        .iter()
        .zip(&parse.owner)
        .any(|(t, owner)| t.time.is_some() && *owner == Some(c) && t.time != toks[at].time);
    let behind = verb.first > main.last;
    let close = reduced && (apart || beside_participle(s, main, verb, at));
    // "The pact, made by two towns and in force since May": that is when it came into force.
    let joined = toks[verb.last..at]
        .windows(2)
        .any(|pair| pair[0].tag == Tag::Conj && matches!(pair[1].tag, Tag::Prep | Tag::Adj));
    if !(in_subject && reduced || behind && (other_time || close)) || joined {
        return None;
    }
    let mut start = if reduced { before + 1 } else { verb.first };
    while reduced && start > 0 && toks[start - 1].tag.nominal() && parse.owner[start - 1] == Some(c)
    {
        start -= 1;
    }
    let mut end = at;
    while toks.get(end).is_some_and(|t| t.tag == Tag::Time) {
        end += 1;
    }
    // "The mayor of Vessin, held in May": it is the mayor.
    let of = before.checked_sub(2).filter(|&n| {
        let of = apart && s.lower(before - 1) == "of";
        of && toks[before].tag == Tag::Name && matches!(toks[n].tag, Tag::Noun)
    });
    let before = of.unwrap_or(before);
    Some(Part {
        noun: reduced.then_some(before),
        verb: verb.head,
        tokens: start..end,
    })
}

/// Tells whether a participle behind a comma is of the noun before it: "a plan, put in place in
/// May". With an object it would be what else was done.
fn put(toks: &[Tok], verb: &VerbGroup, at: usize) -> bool {
    let next = toks.get(verb.last + 1).map(|t| t.tag);
    matches!(next, Some(Tag::Prep | Tag::Particle | Tag::Adv | Tag::Time))
        && !toks[verb.last..at].iter().any(|t| t.tag == Tag::Comma)
}

/// Tells whether a time stands straight behind a participle: "the bridge built in 1962". What
/// was "left wounded" or "found shot" was so at the time of the verb.
fn beside_participle(s: &Sentence<'_>, main: VerbGroup, verb: &VerbGroup, at: usize) -> bool {
    let complement = matches!(
        s.toks[main.head].lex.base,
        Some(
            "leave" | "find" | "see" | "have" | "get" | "keep" | "make" | "hear" | "watch" | "want"
        )
    );
    // "An interview to be broadcast on Monday" is yet to be.
    let bare = verb.first == verb.head;
    // "Told the paper in an interview published on Sunday": that is when it was told.
    let says = meaning(s, &main).is(can::SAY | can::THINK);
    let noun = verb.first.checked_sub(1).map(|b| s.toks[b].tag);
    bare && !complement
        && !says
        && matches!(noun, Some(Tag::Noun | Tag::Name))
        && s.toks[verb.last + 1..at]
            .iter()
            .all(|t| matches!(t.tag, Tag::Prep | Tag::Adv | Tag::Particle | Tag::Det))
}

/// Tells whether a time expression points ahead by its own words.
pub(super) fn looks_ahead(s: &Sentence<'_>, at: usize) -> bool {
    let word = s.lower(at);
    let second = s.lower(at + 1);
    matches!(&*word, "next" | "tomorrow" | "upcoming" | "coming")
        || (word == "later" && second == "this")
        || (word == "the" && matches!(&*second, "coming" | "next"))
}

/// Returns the bytes of a clause: from its first to its last word.
pub(super) fn clause_bytes(s: &Sentence<'_>, parse: &Parse, c: usize) -> Range<usize> {
    let single = parse
        .clauses
        .iter()
        .filter(|c| c.kind != Kind::Frame && c.kind != Kind::Relative)
        .count()
        <= 1
        && parse.clauses.iter().all(|c| c.kind != Kind::Relative);
    if single && parse.clauses[c].kind != Kind::Frame {
        return s.range.clone();
    }
    let mut first = None;
    let mut last = None;
    for (i, owner) in parse.owner.iter().enumerate() {
        if *owner == Some(c) && !matches!(s.toks[i].tag, Tag::Mark | Tag::Comma) {
            first.get_or_insert(i);
            last = Some(i);
        }
    }
    match (first, last) {
        (Some(a), Some(b)) => s.toks[a].start..s.toks[b].end,
        _ => s.range.clone(),
    }
}

/// Tells whether a sentence is the headline that its text begins with.
pub(super) fn is_heading(s: &Sentence<'_>) -> bool {
    // A page's address or date may stand above it.
    s.n <= 1 && s.opens && !s.stops() && (3..=16).contains(&s.toks.len())
}

/// Returns a headline's own words, if they are few enough to stand as they are.
pub(super) fn heading_words(s: &Sentence<'_>) -> Option<String> {
    if !is_heading(s) {
        return None;
    }
    let text = &s.body[s.range.clone()];
    // "Ostmark conflict: palace halts visit".
    let text = match text.split_once(": ") {
        Some((topic, rest)) if topic.split_whitespace().count() <= 3 => rest,
        _ => text,
    };
    let text = text.trim_matches(['"', '“', '”', '#', '*', ' ']);
    let words: Vec<&str> = text.split_whitespace().collect();
    let shouts = text.chars().filter(|c| c.is_lowercase()).count() < words.len();
    ((3..=10).contains(&words.len()) && !shouts).then(|| words.join(" "))
}

/// Tells whether a sentence describes a picture or a page instead of a happening.
pub(super) fn is_caption(s: &Sentence<'_>) -> bool {
    let text = &s.body[s.range.clone()];
    let file = [".jpg", ".jpeg", ".png", ".gif", ".webp"];
    text.starts_with("FILE ")
        || file.iter().any(|f| text.trim_end().ends_with(f))
        || s.toks.windows(2).any(|w| {
            matches!(
                (s.text_of(&w[0]), s.text_of(&w[1])),
                ("file", "photo" | "photograph")
                    | ("AP", "Photo")
                    | ("Media" | "media", "playback" | "caption")
                    | ("Image" | "image", "caption" | "copyright")
            )
        })
}

/// Tells whether nobody is named who does what a clause tells: "Tuesday brought snow".
pub(super) fn subjectless(s: &Sentence<'_>, parse: &Parse, c: usize) -> bool {
    parse.clauses[c].subject.clone().is_none_or(|subject| {
        // "Tuesday's alone left 41 dead".
        s.toks[subject]
            .iter()
            .all(|t| matches!(t.tag, Tag::Time | Tag::Genitive | Tag::Adv | Tag::Adj))
    })
}

/// Tells whether the object of a clause is a happening or people it befell: "left 12
/// people dead", "brought the heaviest strikes".
pub(super) fn brings(s: &Sentence<'_>, parse: &Parse, c: usize) -> bool {
    let verb = parse.clauses[c].verb;
    let brought = matches!(
        s.toks[verb.head].lex.base,
        Some("bring" | "see" | "leave" | "witness")
    );
    let befell = s
        .toks
        .iter()
        .enumerate()
        .skip(verb.last + 1)
        .take(8)
        .any(|(i, t)| parse.owner[i] == Some(c) && t.lex.counted.is_some());
    brought && !verb.passive && (befell || event_in_object(s.toks, parse, c).is_some())
}

/// Tells whether the subject of a clause is a bare number of things named before, and the
/// verb does not say that they are people: "five had been destroyed".
pub(super) fn counts_nothing(s: &Sentence<'_>, parse: &Parse, c: usize) -> bool {
    let clause = &parse.clauses[c];
    clause.subject.clone().is_some_and(|r| {
        r.len() == 1
            && s.toks[r.start].tag == Tag::Num
            // "Thousands have fled": people.
            && !matches!(
                &*s.lower(r.start),
                "dozens" | "scores" | "hundreds" | "thousands" | "millions"
            )
            && !matches!(
                s.toks[clause.verb.head].lex.counted,
                Some("killed" | "wounded" | "injured" | "arrested")
            )
    })
}

/// Tells whether nothing is said behind a verb of saying: "…, the ministry said late".
pub(super) fn closes(s: &Sentence<'_>, parse: &Parse, c: usize) -> bool {
    let verb = parse.clauses[c].verb;
    s.toks[verb.last + 1..].iter().all(|t| {
        matches!(
            t.tag,
            Tag::Adv | Tag::Adj | Tag::Prep | Tag::Time | Tag::Mark | Tag::Break | Tag::Quote
        )
    })
}
