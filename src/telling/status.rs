//! Whether a clause tells something, and whether that happened.

mod open;
mod plan;

use super::Status;
use super::clause::{Clause, Kind, Parse, VerbGroup};
use super::lexicon::{self, Lex, can, lookup};
use super::sentence::Sentence;
use super::tag::{Tag, Tok};
use open::{conditional, left_open, still_ahead};
pub use plan::called_off_later;
use plan::{fell, hopes_for, planned, stays_away};
use std::ops::Range;

/// What a clause tells, as far as its verb says.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// Whether it happened.
    pub status: Status,
    /// The tokens that say so.
    pub cue: Option<Range<usize>>,
    /// The token that names the happening: the verb, or the noun that a light verb leaves
    /// it to.
    pub action: usize,
    /// How fit it is to be told.
    pub worth: Worth,
    /// Calls off what it governs.
    pub cancels: bool,
}

/// How fit a clause is to be a telling.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Worth {
    /// A wish, a question, a condition, somebody's words: never.
    Never,
    /// A saying: when it is dated and what it says is no fact.
    Saying,
    /// A state, an opinion, a habit: only with a time of its own.
    Dated,
    /// A happening.
    Event,
}

/// Judges one clause.
pub fn judge(s: &Sentence<'_>, parse: &Parse, c: usize) -> Verdict {
    let clause = &parse.clauses[c];
    let toks = s.toks;
    let verb = clause.verb;
    let head = &toks[verb.head];
    let mut verdict = Verdict {
        status: Status::Happened,
        cue: verb.negated.then_some(verb.first..verb.last + 1),
        action: verb.head,
        worth: Worth::Event,
        cancels: false,
    };
    let teller_thinks = clause
        .of
        .is_some_and(|of| says_nothing(s, &parse.clauses[of]) && !announced(s, parse, of, clause));
    // In somebody's words only what is told of a third by name counts.
    let speech = head.quoted
        && !(clause.kind == Kind::Main
            && (verb.past || verb.perfect)
            && clause
                .subject
                .clone()
                .is_some_and(|r| toks[r].iter().any(|t| t.tag == Tag::Name)));
    if speech
        || s.asks()
        || head.tag == Tag::Modal
        || leaves_open(s, parse, c)
        || says_nothing(s, clause)
        || teller_thinks
        || nearly(s, &verb)
        || unlikely(s, &verb)
        || is_no_verb(s, clause)
    {
        verdict.worth = Worth::Never;
        return verdict;
    }
    if let Some(modal) = verb.modal {
        match &*s.lower(modal) {
            "will" | "'ll" | "’ll" | "shall" | "wo" => {
                verdict.status = Status::Planned;
                let end = if verb.negated { verb.last } else { modal };
                verdict.cue = Some(modal..end + 1);
                verdict.worth = Worth::Event;
            }
            "would" if announces(s, parse, c) => {
                verdict.status = Status::Planned;
                let end = if verb.negated { verb.last } else { modal };
                verdict.cue = Some(modal..end + 1);
                verdict.worth = Worth::Dated;
            }
            _ => {
                verdict.worth = Worth::Never;
                return verdict;
            }
        }
    }
    // "a source, who spoke to the paper": who says it, not what happened.
    let speaks = clause.kind == Kind::Relative && matches!(head.lex.base, Some("speak" | "talk"));
    let lex = meaning(s, &verb);
    let says = speaks || lex.is(can::SAY | can::THINK);
    if serves(s, parse, c) {
        verdict.worth = Worth::Dated;
    } else if let Some((cue, action)) = planned(s, clause) {
        verdict.status = if fell(s, &verb) {
            Status::Cancelled
        } else {
            Status::Planned
        };
        verdict.cue = Some(cue);
        verdict.action = action;
    } else if let Some(cue) = hopes_for(s, &verb) {
        verdict.status = Status::Planned;
        verdict.cue = Some(cue);
        verdict.worth = Worth::Dated;
    } else if verb.modal.is_some() && verb.negated && stays_away(s, &verb) {
        verdict.status = Status::Cancelled;
    } else if verb.modal.is_some() && verb.negated && takes_place(s, &verb) {
        verdict.status = Status::Cancelled;
        verdict.cancels = true;
    } else if will_be_none(s, &verb) {
        verdict.status = Status::Cancelled;
        verdict.cue = Some(verb.first..verb.last + 2);
    } else if lex.is(can::DENY)
        && !verb.passive
        // "Struck down", "laid off" are acts.
        && phrasal(s, &verb).is_none()
        && !decides(s, parse, c)
    {
        verdict.status = Status::Denied;
        verdict.cue = Some(verb.first..verb.last + 1);
        verdict.worth = Worth::Dated;
        if let Some(event) = event_in_object(toks, parse, c) {
            verdict.action = event;
        }
    } else if lex.is(can::CANCEL) {
        verdict.cue = Some(verb.first..verb.last + 1);
        verdict.cancels = !verb.negated;
        // "said it would be cancelling the launch": there will be none.
        let off = verdict.status == Status::Planned && verdict.cancels && !verb.passive;
        let event = event_in_object(toks, parse, c).filter(|_| off && !lex.is(can::POSTPONE));
        if let Some(event) = event {
            verdict.status = Status::Cancelled;
            verdict.action = event;
        }
    } else if says && verdict.status != Status::Planned {
        verdict.worth = Worth::Saying;
    } else if goes_on(toks, &verb) {
        if verdict.status == Status::Happened {
            verdict.status = Status::Ongoing;
            verdict.cue = Some(verb.first..verb.last + 1);
        }
        if !verb.progressive {
            verdict.worth = Worth::Dated;
        }
    }
    let thought = clause.kind == Kind::Content
        && clause
            .of
            .is_some_and(|of| toks[parse.clauses[of].verb.head].lex.is(can::THINK));
    if thought && verdict.worth == Worth::Event {
        verdict.worth = Worth::Dated;
    }
    if let Some(marker) = still_ahead(s, parse, c) {
        verdict.status = Status::Planned;
        verdict.cue = Some(marker..marker + 1);
        verdict.worth = verdict.worth.min(Worth::Dated);
    }
    let plans = matches!(verdict.status, Status::Planned | Status::Cancelled);
    if !plans || verdict.action == verb.head {
        refine(s, parse, c, &mut verdict);
    }
    if holds(s, clause) && verdict.status == Status::Happened {
        verdict.status = Status::Ongoing;
        verdict.cue = Some(verb.first..verb.last + 1);
    }
    if asked_to_act(s, clause) {
        verdict.worth = Worth::Event;
    }
    if verb.negated {
        verdict.worth = verdict.worth.min(Worth::Dated);
    }
    if let Some(denial) = denied(s, parse, c).or_else(|| refuted(s, parse, c)) {
        verdict.status = Status::Denied;
        verdict.cue = Some(denial.first..denial.last + 1);
    }
    verdict
}

/// Tells whether a clause tells what somebody was made to do, and not what was said: "were asked to get off
/// the plane".
fn asked_to_act(s: &Sentence<'_>, clause: &Clause) -> bool {
    let verb = &clause.verb;
    let asks = matches!(s.toks[verb.head].lex.base, Some("ask" | "tell" | "urge"));
    let to_act = s.toks.get(verb.last + 1).is_some_and(|t| t.tag == Tag::To);
    let done = (verb.past || verb.perfect) && verb.modal.is_none();
    let main = clause.kind == Kind::Main && clause.subject.is_some();
    main && done && asks && verb.passive && to_act
}

/// Tells whether a clause says what is only asked, looked for or thought of as a case.
pub fn leaves_open(s: &Sentence<'_>, parse: &Parse, c: usize) -> bool {
    conditional(s, parse, c) || left_open(s, parse, c)
}

/// Tells whether the writers announce what a clause tells: "we confirm that", "we are happy to
/// report that".
fn announced(s: &Sentence<'_>, parse: &Parse, of: usize, clause: &Clause) -> bool {
    let by = &parse.clauses[of];
    let subject = by.subject.clone();
    let ours = subject.is_some_and(|r| r.len() == 1 && s.lower(r.start) == "we");
    let says = |v: &VerbGroup| {
        let told = v.first >= by.verb.first && v.last < clause.start;
        told && !v.negated && s.toks[v.head].lex.is(can::SAY) && !s.toks[v.head].lex.is(can::THINK)
    };
    ours && parse.verbs.iter().any(says)
}

/// Tells whether a clause says that there will be none of a thing: "there will be neither", "there
/// will be no vote".
fn will_be_none(s: &Sentence<'_>, verb: &VerbGroup) -> bool {
    let there = verb
        .first
        .checked_sub(1)
        .is_some_and(|b| s.lower(b) == "there");
    let none = matches!(
        &*s.lower(verb.last + 1),
        "no" | "neither" | "none" | "nothing"
    );
    there && none && verb.modal.is_some() && s.toks[verb.head].tag == Tag::Be
}

/// Tells whether a clause says in the present what somebody or something is or does at the time: "who
/// holds the presidency this month".
fn holds(s: &Sentence<'_>, clause: &Clause) -> bool {
    let verb = clause.verb;
    let present = matches!(s.toks[verb.head].tag, Tag::Pres | Tag::Base);
    // In "which rebels seized" they are no verb.
    let noun = s.toks.get(verb.last + 1).is_some_and(|t| t.tag.verb());
    clause.kind == Kind::Relative && present && verb.first == verb.head && !noun
}

/// Tells whether a verb says only that something is held or comes to pass: "will not take
/// place", "will not go ahead".
pub fn takes_place(s: &Sentence<'_>, verb: &VerbGroup) -> bool {
    let next = || s.lower(verb.head + 1);
    match s.toks[verb.head].lex.base {
        Some("take") => !verb.passive && &*next() == "place",
        Some("go") => matches!(&*next(), "ahead" | "forward"),
        Some("happen" | "proceed") => true,
        Some("hold") => verb.passive,
        _ => false,
    }
}

/// Tells whether an article alone would be the subject of a verb: "a bit odd", "an estimated
/// nine dockers".
pub fn is_no_verb(s: &Sentence<'_>, clause: &Clause) -> bool {
    let article = |i: usize| matches!(&*s.lower(i), "a" | "an" | "the");
    let subject = clause.subject.clone();
    subject.is_some_and(|mut r| r.end == clause.verb.first && r.all(article))
}

/// Tells whether "nearly" stands before a verb: it did not happen.
fn nearly(s: &Sentence<'_>, verb: &VerbGroup) -> bool {
    (verb.first.saturating_sub(1)..verb.head)
        .any(|i| s.toks[i].tag == Tag::Adv && matches!(&*s.lower(i), "nearly" | "almost"))
}

/// Tells whether a clause says that something will hardly be: "is unlikely to agree".
fn unlikely(s: &Sentence<'_>, verb: &VerbGroup) -> bool {
    s.toks[verb.head].tag == Tag::Be && s.lower(verb.last + 1) == "unlikely"
}

/// Returns the verb by which the text says that a report is not so: "rumours that the mayor had
/// resigned were untrue", "was wrongly reported to have died".
fn refuted(s: &Sentence<'_>, parse: &Parse, c: usize) -> Option<VerbGroup> {
    let verb = parse.clauses[c].verb;
    let wrongly = |v: &VerbGroup| {
        s.toks[v.head].lex.is(can::SAY | can::THINK)
            && (v.first.saturating_sub(1)..v.head).any(|i| s.toks[i].lex.is(can::WRONGLY))
    };
    let says = parse.clauses[c]
        .of
        .map_or(verb, |of| parse.clauses[of].verb);
    if wrongly(&says) {
        return Some(says);
    }
    let reported = (1..verb.first)
        .rev()
        .find(|&i| s.toks[i].tag == Tag::That)
        .is_some_and(|that| s.toks[that - 1].lex.is(can::REPORT));
    if let Some(denies) = dismissed(s, parse, verb.first) {
        return Some(denies);
    }
    let is_false = |v: &&VerbGroup| {
        v.first > verb.last
            && s.toks[v.head].tag == Tag::Be
            && !v.negated
            && s.toks.get(v.last + 1).is_some_and(|t| t.lex.is(can::FALSE))
    };
    parse
        .verbs
        .iter()
        .find(is_false)
        .copied()
        .filter(|_| reported)
}

/// Returns the verb by which somebody denies a report of which the clause with its verb at `verb`
/// says what it tells: "dismissed as false a report that the mill would close".
fn dismissed(s: &Sentence<'_>, parse: &Parse, verb: usize) -> Option<VerbGroup> {
    let that = (1..verb).rev().find(|&i| s.toks[i].tag == Tag::That)?;
    let reports = s.toks[that - 1]
        .lex
        .is(can::REPORT | can::SAY | can::DISCOURSE);
    let denies = |v: &&VerbGroup| {
        let between = s.toks.get(v.last + 1..that).unwrap_or_default();
        let straight = |t: &Tok| t.tag.nominal() || matches!(t.tag, Tag::Prep | Tag::Sub);
        v.last < that
            && meaning(s, v).is(can::DENY)
            && !v.negated
            && (!v.passive || v.first == v.head)
            && between.iter().all(straight)
    };
    let found = parse.verbs.iter().rev().find(denies).copied();
    found.filter(|_| reports)
}

/// Returns the verb by which somebody says that clause `c` is not so.
fn denied(s: &Sentence<'_>, parse: &Parse, c: usize) -> Option<VerbGroup> {
    let says = parse.clauses[parse.clauses[c].of?].verb;
    (meaning(s, &says).is(can::DENY) && !says.negated && !says.passive).then_some(says)
}

/// Tells whether what is rejected is an offer, not a claim: "voters rejected the deal" is an
/// act.
fn decides(s: &Sentence<'_>, parse: &Parse, c: usize) -> bool {
    let verb = parse.clauses[c].verb;
    matches!(
        s.toks[verb.head].lex.base,
        Some("reject" | "dismiss" | "refuse")
    ) && s.toks[verb.last + 1..]
        .iter()
        .take_while(|t| t.tag.nominal() || t.tag == Tag::Adv)
        .last()
        .is_some_and(|t| !t.lex.is(can::DISCOURSE | can::SAY | can::THINK))
}

/// Tells whether somebody says what is going to be done: "the company said it would close the
/// mill in May", "prosecutors said he would appear in court on 19 May". Of others than
/// themselves they must name the day, or it may be a mere supposition.
fn announces(s: &Sentence<'_>, parse: &Parse, c: usize) -> bool {
    let clause = &parse.clauses[c];
    let own = clause.subject.clone().is_some_and(|r| {
        r.len() == 1 && matches!(&*s.lower(r.start), "it" | "they" | "he" | "she")
    });
    // "Would prepare for the pause announced on Monday" is not on Monday.
    let behind = clause.verb.last + 1..s.toks.len();
    let dated = behind
        .take_while(|&i| {
            parse.owner[i] == Some(c) && !matches!(s.toks[i].tag, Tag::Ed | Tag::Part | Tag::Comma)
        })
        .any(|i| s.toks[i].time.is_some());
    let says = clause.of.map(|of| &parse.clauses[of]);
    let lex = meaning(s, &clause.verb);
    // "Six roads would be opened, Lund said"; "if" makes it a mere supposition.
    let ordered = clause.verb.passive && !(0..s.toks.len()).any(|i| s.lower(i) == "if");
    (own && clause.kind == Kind::Content && !lex.is(can::STATIVE) || dated || ordered)
        && !lex.is(can::THINK | can::BE | can::HAVE)
        && !clause.verb.perfect
        && says.is_some_and(|says| says.verb.past && s.toks[says.verb.head].lex.is(can::SAY))
}

/// Returns a verb that says the same as one with a particle.
pub fn phrasal(s: &Sentence<'_>, verb: &VerbGroup) -> Option<&'static str> {
    let base = s.toks[verb.head].lex.base?;
    (verb.last > verb.head)
        .then(|| lexicon::phrasal(base, &s.lower(verb.last)))
        .flatten()
}

/// Returns what the lists say of a verb, a particle counted in: "call off" is no speaking.
pub fn meaning(s: &Sentence<'_>, verb: &VerbGroup) -> Lex {
    phrasal(s, verb).map_or(s.toks[verb.head].lex, lookup)
}

/// Tells whether a clause speaks of the text itself ("the comments came after"), of the
/// writer ("we saw"), or is what somebody only thinks.
fn says_nothing(s: &Sentence<'_>, clause: &Clause) -> bool {
    let Some(subject) = clause.subject.clone() else {
        return false;
    };
    if subject.len() == 1 && matches!(&*s.lower(subject.start), "i" | "we" | "you" | "me") {
        return true;
    }
    // "This article misspelt a name".
    let own = matches!(
        &*s.lower(subject.start + 1),
        "article" | "story" | "post" | "page" | "column" | "transcript"
    );
    if subject.len() == 2 && own && s.word(subject.start).eq_ignore_ascii_case("this") {
        return true;
    }
    // "It is clear that", "it became fashionable to", "it is 5 a.m.".
    let impersonal = subject.len() == 1
        && s.word(subject.start).eq_ignore_ascii_case("it")
        && matches!(
            s.toks[clause.verb.head].lex.base,
            Some("be" | "become" | "seem" | "appear" | "take" | "look")
        )
        && !clause.verb.passive
        && s.toks
            .get(clause.verb.last + 1)
            .is_none_or(|t| !matches!(t.tag, Tag::Det | Tag::Name | Tag::Noun));
    // "This hit them", "those who": what is meant stands nowhere near.
    let vague = subject.len() == 1
        && matches!(
            &*s.lower(subject.start),
            "this"
                | "that"
                | "those"
                | "these"
                | "what"
                | "everything"
                | "nothing"
                | "something"
                | "everyone"
                | "anyone"
                | "anybody"
                | "somebody"
                | "someone"
                | "nobody"
                | "everybody"
                | "one"
                | "all"
                | "some"
                | "many"
                | "others"
        );
    // "Not one lorry", "neither side": told without its denial it would be false.
    let denied = subject
        .start
        .checked_sub(1)
        .is_some_and(|p| s.toks[p].tag == Tag::Neg)
        || matches!(
            &*s.lower(subject.start),
            "neither" | "none" | "few" | "not" | "nor" | "nobody"
        );
    // "There was no sign of": that something is not there is nothing that happened.
    let absent = subject.len() == 1
        && s.word(subject.start).eq_ignore_ascii_case("there")
        && s.word(clause.verb.last + 1).eq_ignore_ascii_case("no");
    if impersonal || vague || denied || absent {
        return true;
    }
    let head = subject
        .clone()
        .take_while(|&i| s.toks[i].tag != Tag::Prep)
        .last();
    s.toks[clause.verb.head].lex.base == Some("come")
        && head.is_some_and(|h| s.toks[h].lex.is(can::DISCOURSE))
}

/// Light verbs leave the happening to their object, "be" to its subject or what follows.
fn refine(s: &Sentence<'_>, parse: &Parse, c: usize, verdict: &mut Verdict) {
    let toks = s.toks;
    let clause = &parse.clauses[c];
    let verb = clause.verb;
    let head = &toks[verb.head];
    if phrasal(s, &verb).is_some() {
        return;
    }
    let copula = head.tag == Tag::Be;
    if copula || head.lex.is(can::STATIVE) || head.lex.is(can::THINK) {
        let subject_event = clause
            .subject
            .clone()
            .filter(|_| clause.kind != Kind::Relative)
            .and_then(|r| r.rev().find(|&i| is_event_noun(&toks[i])));
        if (verb.passive || copula)
            && let Some(event) = subject_event
        {
            verdict.action = event;
        }
        if verdict.worth == Worth::Event {
            verdict.worth = Worth::Dated;
        }
        // "12 people were dead": a state that tells a happening.
        if copula
            && toks
                .get(verb.last + 1)
                .is_some_and(|t| t.lex.counted == Some("killed"))
        {
            verdict.worth = Worth::Event;
            verdict.action = verb.last + 1;
        }
        return;
    }
    if head.lex.is(can::LIGHT)
        && !verb.passive
        && let Some(event) = event_in_object(toks, parse, c)
    {
        verdict.action = event;
    } else if head.lex.is(can::LIGHT)
        && !verb.passive
        && let Some(decided) = decided(s, parse, c)
    {
        // "made a decision to cancel the visit" tells that it was cancelled.
        verdict.action = decided;
        verdict.cancels = toks[decided].lex.is(can::CANCEL);
    } else if head.lex.is(can::LIGHT)
        && verb.passive
        && let Some(subject) = clause.subject.clone()
        && let Some(event) = subject.clone().rev().find(|&i| is_event_noun(&toks[i]))
    {
        verdict.action = event;
    }
    // A present form tells a habit, unless a headline writes so.
    let present = !verb.past && !verb.perfect && verb.modal.is_none() && !verb.progressive;
    if present && s.stops() && verdict.worth == Worth::Event && verdict.status == Status::Happened {
        verdict.worth = Worth::Dated;
    }
}

/// Returns what somebody "made a decision" or "took the decision" to do.
fn decided(s: &Sentence<'_>, parse: &Parse, c: usize) -> Option<usize> {
    let from = parse.clauses[c].verb.last + 1;
    let to = (from..s.toks.len().min(from + 4)).find(|&i| s.toks[i].tag == Tag::To)?;
    let decision = to > from && s.word(to - 1) == "decision";
    (decision && s.toks.get(to + 1)?.tag == Tag::Base).then_some(to + 1)
}

/// Tells whether a noun names a happening.
pub fn is_event_noun(t: &Tok) -> bool {
    t.tag == Tag::Noun && t.lex.is(can::EVENT)
}

/// Tells whether the time at token `i` says whose something is: "Friday's launch".
pub fn possessed(toks: &[Tok], i: usize) -> bool {
    let behind = toks[i..].iter().find(|t| t.tag != Tag::Time);
    behind.is_some_and(|t| t.tag == Tag::Genitive)
}

/// Returns the event noun that heads the object of clause `c`.
pub fn event_in_object(toks: &[Tok], parse: &Parse, c: usize) -> Option<usize> {
    let verb = parse.clauses[c].verb;
    let mut found = None;
    for (i, t) in toks.iter().enumerate().skip(verb.last + 1).take(12) {
        if parse.owner[i] != Some(c) {
            break;
        }
        match t.tag {
            _ if is_event_noun(t) && toks.get(i + 1).is_none_or(|n| n.tag != Tag::Noun) => {
                found = Some(i);
            }
            Tag::Adv | Tag::Adj | Tag::Quote => {}
            // "Cancelled Friday's launch."
            Tag::Time if possessed(toks, i) => {}
            tag if tag.nominal() => {}
            _ => break,
        }
    }
    found
}

/// Tells whether a clause says what a thing is for: "is intended to funnel oil". With a time it
/// says what is planned.
fn serves(s: &Sentence<'_>, parse: &Parse, c: usize) -> bool {
    let verb = parse.clauses[c].verb;
    let meant = verb.passive && matches!(s.toks[verb.head].lex.base, Some("intend" | "aim"));
    let to = s.toks.get(verb.last + 1).is_some_and(|t| t.tag == Tag::To);
    let mut own = s.toks.iter().zip(&parse.owner);
    meant && to && !own.any(|(t, owner)| *owner == Some(c) && t.time.is_some())
}

fn goes_on(toks: &[Tok], verb: &super::clause::VerbGroup) -> bool {
    let present_progressive = verb.progressive && !verb.past;
    present_progressive || toks[verb.head].lex.is(can::GOING)
}
