//! What a verb says of a plan: its auxiliaries and what stands behind "to".
//!
//! "Is to open" is yet to be, "had been expected to open" came to nothing, and "their answer was to open the
//! gates" was done.

use super::super::Status;
use super::super::clause::{Clause, Kind, Parse, VerbGroup};
use super::super::lexicon::can;
use super::super::sentence::Sentence;
use super::super::tag::Tag;
use super::{Verdict, is_event_noun};
use std::ops::Range;

/// Marks what was planned as fallen where the rest of its sentence calls it off: "was scheduled to sail in
/// May, but the trip was cancelled".
pub fn called_off_later(s: &Sentence<'_>, parse: &Parse, verdicts: &mut [Verdict]) {
    for c in 0..verdicts.len() {
        let clause = &parse.clauses[c];
        let was = clause.verb.past && verdicts[c].status == Status::Planned;
        let of_it = |o: &usize| {
            let off = &parse.clauses[*o];
            let noun = |r: Range<usize>| r.into_iter().any(|i| is_event_noun(&s.toks[i]));
            let same = off.subject == clause.subject;
            let beside = matches!(off.kind, Kind::Main | Kind::Sub);
            verdicts[*o].cancels
                && off.verb.passive
                && beside
                && off.subject.clone().is_some_and(|r| same || noun(r))
        };
        if let Some(o) = (c + 1..verdicts.len()).find(of_it).filter(|_| was) {
            let verb = parse.clauses[o].verb;
            verdicts[c].status = Status::Cancelled;
            verdicts[c].cue = Some(verb.first..verb.last + 1);
        }
    }
}

/// Returns the words by which somebody hopes for a thing to come: "hopes for a vote before the week is out".
pub(super) fn hopes_for(s: &Sentence<'_>, verb: &VerbGroup) -> Option<Range<usize>> {
    let hopes = matches!(
        s.toks[verb.head].lex.base,
        Some("hope" | "wait" | "aim" | "prepare")
    );
    let now = !verb.past && !verb.perfect && !verb.passive && !verb.negated;
    let behind = s.lower(verb.last + 1) == "for";
    (hopes && now && behind).then_some(verb.first..verb.last + 2)
}

/// Tells whether a verb that "will not" stands before says that somebody stays away from where they were
/// awaited: "will not come", "will not attend".
pub(super) fn stays_away(s: &Sentence<'_>, verb: &VerbGroup) -> bool {
    let will = verb
        .modal
        .is_some_and(|m| matches!(&*s.lower(m), "will" | "wo"));
    let goes = matches!(
        s.toks[verb.head].lex.base,
        Some("come" | "attend" | "visit" | "travel" | "appear" | "meet")
    );
    will && goes && !verb.passive
}

/// "is to visit", "was scheduled to visit", "plans to visit", "had been due to meet".
pub(super) fn planned(s: &Sentence<'_>, clause: &Clause) -> Option<(Range<usize>, usize)> {
    let toks = s.toks;
    let verb = clause.verb;
    let head = &toks[verb.head];
    let mut at = verb.last + 1;
    let mut cue_from = verb.first;
    let plan_word = if head.tag == Tag::Be {
        // "was due to", "is to", "is likely to".
        while toks.get(at).is_some_and(|t| t.tag == Tag::Adv) {
            at += 1;
        }
        let word = s.lower(at);
        if matches!(
            &*word,
            "due" | "set" | "ready" | "expected" | "poised" | "scheduled" | "likely"
        ) {
            at += 1;
            // "is due next month", "is due in court".
            if toks.get(at).is_none_or(|t| t.tag != Tag::To) {
                return Some((cue_from..at, verb.head));
            }
            true
        } else {
            toks.get(at).is_some_and(|t| t.tag == Tag::To) && !equates(s, clause)
        }
    } else {
        // "is going to visit".
        let going = verb.progressive
            && head.lex.base == Some("go")
            && toks.get(at).is_some_and(|t| t.tag == Tag::To);
        // "Was supposed to bring relief."
        let supposed = verb.passive && verb.past && head.lex.base == Some("suppose");
        let to = toks.get(at).is_some_and(|t| t.tag == Tag::To);
        // "A helpline was set up to advise them": that was done.
        going || supposed && to || head.lex.is(can::PLAN) && verb.last == verb.head
    };
    if !plan_word {
        return None;
    }
    if head.tag != Tag::Be && !verb.passive && toks[verb.head].tag == Tag::Adj {
        return None;
    }
    // "scheduled for 3 May", "set for release".
    while toks
        .get(at)
        .is_some_and(|t| matches!(t.tag, Tag::Adv | Tag::Time))
    {
        at += 1;
    }
    if toks.get(at).is_some_and(|t| t.tag == Tag::To) {
        let base = (at + 1..toks.len().min(at + 5))
            .find(|&i| matches!(toks[i].tag, Tag::Base | Tag::Be | Tag::Have | Tag::Do))?;
        // "to be held": the participle names it.
        let action = if matches!(toks[base].tag, Tag::Be | Tag::Have) {
            (base + 1..toks.len().min(base + 3))
                .find(|&i| matches!(toks[i].tag, Tag::Part | Tag::Ed))
                .unwrap_or(base)
        } else {
            base
        };
        cue_from = cue_from.min(at);
        return Some((cue_from..at + 1, action));
    }
    // "set for release", "planned in May"; but not "set in place".
    let on = matches!(s.word(verb.last + 1), "on" | "in")
        && toks.get(verb.last + 2).is_some_and(|t| t.tag == Tag::Time);
    if verb.passive && (on || s.word(verb.last + 1) == "for") {
        let event = clause
            .subject
            .clone()
            .and_then(|r| r.rev().find(|&i| is_event_noun(&toks[i])));
        return Some((cue_from..verb.last + 2, event.unwrap_or(verb.head)));
    }
    // "Is expected in Lindon on Monday", "expected here", but not "was expected by everybody".
    let awaited = verb.passive
        && head.lex.base == Some("expect")
        && matches!(
            &*s.lower(verb.last + 1),
            "in" | "at" | "on" | "for" | "here" | "there" | "home" | "back"
        );
    if awaited {
        return Some((cue_from..verb.last + 1, verb.head));
    }
    if verb.passive
        && !matches!(
            head.lex.base,
            Some("set" | "bind" | "expect" | "intend" | "prepare" | "propose")
        )
    {
        let event = clause
            .subject
            .clone()
            .and_then(|r| r.rev().find(|&i| is_event_noun(&toks[i])));
        return event.map(|e| (cue_from..verb.last + 1, e));
    }
    None
}

/// Tells whether a clause looks back on a plan that came to nothing: "had been due to meet", "was to
/// have opened".
pub(super) fn fell(s: &Sentence<'_>, verb: &VerbGroup) -> bool {
    let next = s.lower(verb.last + 1);
    let due = matches!(&*next, "due" | "set" | "scheduled" | "expected");
    let to = |i: usize| s.toks.get(i).is_some_and(|t| t.tag == Tag::To);
    let have = s
        .toks
        .get(verb.last + 2)
        .is_some_and(|t| t.tag == Tag::Have);
    let been = s.toks[verb.head].tag == Tag::Be;
    // "Had been expected to open", "had intended to open", "had been expected in May"; who "had already
    // planned to go" may go.
    let already = (verb.first..=verb.last).any(|i| s.lower(i) == "already");
    // "Had been expected to post a profit of $3 billion": whatever it posted, it posted.
    let expects = s.toks[verb.head].lex.base == Some("expect");
    let amount = (verb.last + 1..s.toks.len())
        .take_while(|&i| !matches!(s.toks[i].tag, Tag::Comma | Tag::Break))
        .any(|i| s.toks[i].tag == Tag::Money || matches!(&*s.lower(i), "percent" | "per" | "%"));
    let plans = s.toks[verb.head].lex.is(can::PLAN) && !(expects && amount);
    let meant = !already && !been && verb.pluperfect && plans;
    let was_to = verb.pluperfect && due && to(verb.last + 2) || to(verb.last + 1) && have;
    been && verb.past && was_to || meant
}

/// Tells whether "is to" says what a thing is, not what somebody will do: "the alternative
/// is to say nothing".
fn equates(s: &Sentence<'_>, clause: &Clause) -> bool {
    let head = clause
        .subject
        .clone()
        .and_then(|r| r.take_while(|&i| s.toks[i].tag != Tag::Prep).last());
    head.is_some_and(|h| {
        matches!(
            &*s.lower(h),
            "aim"
                | "goal"
                | "alternative"
                | "purpose"
                | "idea"
                | "task"
                | "job"
                | "point"
                | "way"
                | "challenge"
                | "option"
                | "choice"
                | "intention"
                | "objective"
                | "problem"
                | "question"
                | "answer"
                | "response"
                | "reaction"
                | "reply"
                | "instinct"
                | "solution"
                | "strategy"
                | "trick"
                | "key"
                | "priority"
                | "duty"
                | "role"
                | "mission"
                | "message"
                | "dream"
                | "wish"
                | "temptation"
                | "tendency"
                | "thing"
                | "step"
                | "rule"
                | "policy"
                | "approach"
                | "best"
                | "first"
        )
    })
}
