//! What a clause leaves open: a condition, what nobody found, what somebody asks for, what has
//! to come first.
//!
//! None of it is told as done. Who did not deny something left it open too, and is no matter here:
//! what is denied is told as denied.

use super::super::clause::{Clause, Kind, Parse, VerbGroup};
use super::super::lexicon::can;
use super::super::sentence::Sentence;
use super::super::tag::Tag;

/// How many clauses above one are looked at.
const DEEPEST: usize = 3;

/// Tells whether a clause, or one that governs it, only says in what case.
pub(super) fn conditional(s: &Sentence<'_>, parse: &Parse, c: usize) -> bool {
    let mut at = Some(c);
    for _ in 0..DEEPEST {
        let Some(i) = at else { break };
        let clause = &parse.clauses[i];
        let marked = clause.marker.is_some_and(|m| {
            matches!(
                &*s.lower(m),
                "if" | "unless" | "whether" | "lest" | "how" | "why" | "what" | "whenever"
            ) || m > 0 && matches!(&*s.lower(m - 1), "soon" | "long") && s.word(m) == "as"
        });
        if marked || in_case(s, clause) {
            return true;
        }
        // "whether it was cancelled or merely put off": what shares a subject shares its "whether".
        let shared = i.checked_sub(1).filter(|&b| {
            clause.marker.is_none()
                && clause.subject.is_some()
                && clause.subject == parse.clauses[b].subject
        });
        at = clause.of.filter(|o| *o < i).or(shared);
    }
    false
}

/// Tells whether "in case" opens a clause: "has hired a lawyer in case she is charged".
fn in_case(s: &Sentence<'_>, clause: &Clause) -> bool {
    let Some(subject) = clause.subject.clone() else {
        return false;
    };
    let case = if s.lower(subject.start) == "case" {
        Some(subject.start)
    } else {
        subject.start.checked_sub(1)
    };
    case.is_some_and(|at| at > 0 && s.lower(at) == "case" && s.lower(at - 1) == "in")
}

/// Tells whether what a clause says was only looked for or asked for: "did not establish that",
/// "no evidence that", "demanded that it close".
pub(super) fn left_open(s: &Sentence<'_>, parse: &Parse, c: usize) -> bool {
    let mut at = c;
    for _ in 0..DEEPEST {
        let clause = &parse.clauses[at];
        let Some(of) = clause.of.filter(|of| *of < at) else {
            return false;
        };
        let opens = clause.marker.unwrap_or(clause.start);
        let above = parse
            .verbs
            .iter()
            .rfind(|v| v.last < opens.max(parse.clauses[of].verb.last + 1));
        if above.is_some_and(|above| {
            not_found(s, parse, of, above, opens) || asked_for(s, above, &clause.verb)
        }) {
            return true;
        }
        at = of;
    }
    false
}

/// Tells whether what opens at `opens` was looked for and not found, by the verb right `above` it
/// in clause `of`.
fn not_found(s: &Sentence<'_>, parse: &Parse, of: usize, above: &VerbGroup, opens: usize) -> bool {
    let clause = &parse.clauses[of];
    if s.toks[above.head].lex.is(can::DENY) {
        return false;
    }
    let none = |i: usize| {
        matches!(
            &*s.lower(i),
            "no" | "little" | "neither" | "nobody" | "none"
        )
    };
    // "Found no evidence that", "there is no proof that".
    if (above.last + 1..opens).any(none) {
        return true;
    }
    let straight = *above == clause.verb;
    // "Nobody showed that", "no witness said that".
    let nobody = clause
        .subject
        .clone()
        .is_some_and(|r| none(r.start) || r.start.checked_sub(1).is_some_and(none));
    // "It was not until May that" says that it was.
    let copula = s.toks[clause.verb.head].tag == Tag::Be;
    let there = clause
        .subject
        .clone()
        .is_some_and(|r| s.lower(r.start) == "there");
    let denied = clause.verb.negated && (!copula || there) || nobody;
    let fails = matches!(
        s.toks[clause.verb.head].lex.base,
        Some("fail" | "decline" | "refuse")
    );
    // "Did not hold enough evidence to prove that", "failed to show that".
    let goal = !above.finite && above.modal.is_some();
    let without = above.first > 0 && s.lower(above.first - 1) == "without";
    straight && denied || goal && (denied || fails) || without
}

/// Tells whether a clause is what somebody asks for: "demanded that the road stay shut".
fn asked_for(s: &Sentence<'_>, above: &VerbGroup, verb: &VerbGroup) -> bool {
    let asks = matches!(
        s.toks[above.head].lex.base,
        Some(
            "ask"
                | "demand"
                | "insist"
                | "propose"
                | "recommend"
                | "request"
                | "require"
                | "suggest"
                | "urge"
        )
    );
    asks && s.toks[verb.first].tag == Tag::Base
}

/// Returns the word that opens a clause of what must come first: "will not rest until it is
/// clean".
pub(super) fn still_ahead(s: &Sentence<'_>, parse: &Parse, c: usize) -> Option<usize> {
    let clause = &parse.clauses[c];
    let marker = clause.marker.filter(|_| clause.kind == Kind::Sub)?;
    let word = s.lower(marker);
    let present = !clause.verb.past;
    let waits = match &*word {
        "until" | "till" | "before" => true,
        "once" | "when" | "after" => present,
        _ => false,
    };
    // The clause that it belongs to stands before it, or behind it where it opens the sentence.
    let main = match c.checked_sub(1) {
        Some(before) => before,
        None => c + 1,
    };
    let main = parse.clauses.get(main)?;
    let ahead = match &*s.lower(main.verb.modal?) {
        "will" | "wo" | "'ll" | "’ll" | "shall" | "must" | "should" | "may" | "might" => true,
        // "The palace would stand until it burned down in 1944."
        "would" => main.of.is_some(),
        _ => false,
    };
    (waits && ahead && (present || word != "before")).then_some(marker)
}
