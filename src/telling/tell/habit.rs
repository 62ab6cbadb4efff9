//! Times that say when something is so as a rule, or that it is so nowadays: "usually ships grain in May",
//! "today the mill is a museum". No day has it to tell.

use super::super::clause::Parse;
use super::super::lexicon::can;
use super::super::sentence::Sentence;
use super::super::status::meaning;
use super::super::tag::Tag;
use super::beside::end_of;

/// Tells whether the time at `at` is that of a habit or a state of these days, in clause `c`.
pub(super) fn habit(s: &Sentence<'_>, parse: &Parse, c: usize, at: usize) -> bool {
    nowadays(s, parse, c, at) || as_a_rule(s, parse, c, at) || defined(s, at) || ends_years(s, at)
}

/// Tells whether "today" means these days: "the mill is today a museum", "today few live there". What is done
/// or happens is of the day: "the bridge is closed today".
fn nowadays(s: &Sentence<'_>, parse: &Parse, c: usize, at: usize) -> bool {
    let clause = &parse.clauses[c];
    let verb = clause.verb;
    let today = s.lower(at) == "today" && end_of(s, at) == at + 1;
    let present = !verb.past && !verb.perfect && !verb.progressive && verb.modal.is_none();
    let subject = clause.subject.clone().is_some_and(|r| !r.contains(&at));
    // "From hippies on through to today".
    let up_to = at
        .checked_sub(1)
        .is_some_and(|b| matches!(&*s.lower(b), "to" | "until" | "till"));
    if today && up_to {
        return true;
    }
    if !today || !present || !subject {
        return false;
    }
    let no_longer = (verb.first..=verb.last + 2)
        .any(|i| s.lower(i) == "no" && matches!(&*s.lower(i + 1), "longer" | "more"));
    // "Is a trendy quarter", "is one of the largest ports".
    let behind = (verb.last + 1..s.toks.len())
        .find(|&i| !matches!(s.toks[i].tag, Tag::Adv | Tag::Time | Tag::Comma));
    let thing = behind.is_some_and(|i| {
        matches!(s.toks[i].tag, Tag::Det | Tag::Poss | Tag::Name | Tag::Noun)
            || s.lower(i) == "one"
            || s.toks.get(i + 1).is_some_and(|t| t.tag == Tag::Genitive)
    });
    let is = s.toks[verb.head].tag == Tag::Be && thing;
    let lasts = meaning(s, &verb).is(can::STATIVE | can::LASTING) && !verb.passive;
    no_longer || is || lasts
}

/// Tells whether a clause says what is done as a rule: "usually pays in January".
fn as_a_rule(s: &Sentence<'_>, parse: &Parse, c: usize, at: usize) -> bool {
    let verb = parse.clauses[c].verb;
    // "Is usually held in May", "usually holds it in May", "holds it usually in May".
    let near = is_usual(s, parse, c)
        || at
            .checked_sub(2)
            .is_some_and(|b| usual(s, b) || usual(s, b + 1));
    // "Every year in May", "each January".
    let from = at.saturating_sub(3);
    let each = (from..at).any(|i| matches!(&*s.lower(i), "every" | "each"))
        && !(from..at).any(|i| s.toks[i].tag == Tag::Comma);
    let present = !verb.past && !verb.perfect && verb.modal.is_none() && !verb.progressive;
    !verb.perfect && near || present && each
}

/// Tells whether the verb of a clause says what is done as a rule: "typically came in the form of loans".
pub(super) fn is_usual(s: &Sentence<'_>, parse: &Parse, c: usize) -> bool {
    let verb = parse.clauses[c].verb;
    (verb.first.saturating_sub(2)..=verb.last + 1).any(|i| usual(s, i))
}

fn usual(s: &Sentence<'_>, i: usize) -> bool {
    matches!(
        &*s.lower(i),
        "usually"
            | "typically"
            | "normally"
            | "generally"
            | "traditionally"
            | "customarily"
            | "habitually"
            | "routinely"
    )
}

/// Tells whether a stretch of time is whichever one something falls in: "in the quarter in which it is enacted".
fn defined(s: &Sentence<'_>, at: usize) -> bool {
    let end = end_of(s, at);
    let unit = end == at + 2
        && s.lower(at) == "the"
        && matches!(
            &*s.lower(at + 1),
            "day" | "week" | "month" | "quarter" | "year"
        );
    let within = matches!(&*s.lower(end), "in" | "on" | "during" | "for");
    // "Profit for the quarter": whichever was told of.
    let measured = unit
        && at
            .checked_sub(1)
            .is_some_and(|p| matches!(&*s.lower(p), "for" | "of"));
    unit && within && s.lower(end + 1) == "which" || measured
}

/// Tells whether a time only ends the years before it: "in the years prior to 2017".
fn ends_years(s: &Sentence<'_>, at: usize) -> bool {
    let Some(last) = at.checked_sub(1) else {
        return false;
    };
    let prior = match &*s.lower(last) {
        "before" => Some(last),
        "to" if last > 0 && s.lower(last - 1) == "prior" => Some(last - 1),
        _ => None,
    };
    let unit = |i: usize| matches!(&*s.lower(i), "years" | "months" | "weeks" | "decades");
    let counted = |i: usize| i > 0 && s.toks[i - 1].tag == Tag::Num;
    prior
        .and_then(|p| p.checked_sub(1))
        .is_some_and(|i| unit(i) && !counted(i) && s.toks[i].time.is_none())
}
