//! Counts and amounts in a telling.

mod number;
mod term;
mod unit;

use super::lexicon::{can, list};
use super::tag::{Tag, Tok};
use super::vocabulary::Vocabulary;
use crate::text::token::TokenKind;
use number::{Number, number_at};
use serde::{Deserialize, Serialize};
use std::ops::Range;
pub use term::IN_PRISON;
use term::{roll_call_at, term_at};
use unit::{fits, is_plural, is_plural_noun};

/// How firmly a number is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the words of the JSON output")]
pub enum Bound {
    Exact,
    AtLeast,
    AtMost,
    MoreThan,
    LessThan,
    About,
}

/// A number with what it counts.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// Byte range of the number with its bound ("at least 41").
    pub span: Range<usize>,
    /// Those words.
    pub text: String,
    /// The value; the lower one of a range.
    pub value: f64,
    /// The upper value of a range ("12 to 18").
    pub upper: Option<f64>,
    /// How firmly it is given.
    pub bound: Bound,
    /// What is counted, as a lower-case noun: "people", "civilians", "ambulances", "percent".
    pub unit: String,
    /// What is said of them: "killed", "wounded", "arrested", "left"; empty when nothing is.
    pub subject: String,
    /// The sentence it stands in.
    pub sentence: Range<usize>,
}

/// Words left of a number that bound it, longest first.
const BOUNDS: &[(&[&str], Bound)] = &[
    (&["no", "fewer", "than"], Bound::AtLeast),
    (&["no", "less", "than"], Bound::AtLeast),
    (&["not", "less", "than"], Bound::AtLeast),
    (&["a", "minimum", "of"], Bound::AtLeast),
    (&["no", "more", "than"], Bound::AtMost),
    (&["as", "many", "as"], Bound::AtMost),
    (&["as", "much", "as"], Bound::AtMost),
    (&["a", "maximum", "of"], Bound::AtMost),
    (&["at", "least"], Bound::AtLeast),
    (&["at", "most"], Bound::AtMost),
    (&["up", "to"], Bound::AtMost),
    (&["more", "than"], Bound::MoreThan),
    (&["greater", "than"], Bound::MoreThan),
    (&["upwards", "of"], Bound::MoreThan),
    (&["well", "over"], Bound::MoreThan),
    (&["fewer", "than"], Bound::LessThan),
    (&["less", "than"], Bound::LessThan),
    (&["an", "estimated"], Bound::About),
    (&["close", "to"], Bound::About),
    (&["over"], Bound::MoreThan),
    (&["under"], Bound::LessThan),
    (&["about"], Bound::About),
    (&["around"], Bound::About),
    (&["some"], Bound::About),
    (&["roughly"], Bound::About),
    (&["approximately"], Bound::About),
    (&["nearly"], Bound::About),
    (&["almost"], Bound::About),
    (&["estimated"], Bound::About),
];

/// Units of time: what they count is how long, not how many.
const TIME_UNITS: &[&str] = &[
    "year",
    "years",
    "month",
    "months",
    "week",
    "weeks",
    "day",
    "days",
    "hour",
    "hours",
    "minute",
    "minutes",
    "second",
    "seconds",
    "decade",
    "decades",
    "century",
    "centuries",
    "nights",
    "times",
    "years-old",
    "am",
    "pm",
    "a.m",
    "p.m",
    "gmt",
    "weekends",
    "seasons",
];

/// Returns the quantities of one sentence.
pub fn quantities(
    body: &str,
    toks: &[Tok],
    sentence: &Range<usize>,
    vocabulary: &Vocabulary,
) -> Vec<Quantity> {
    let mut out: Vec<Quantity> = Vec::new();
    let mut i = 0;
    while i < toks.len() {
        if may_begin_one(body, toks, i) {
            if let Some((term, next)) = term_at(body, toks, i, sentence) {
                out.push(term);
                i = next;
                continue;
            }
            if let Some((both, next)) = roll_call_at(body, toks, i, sentence) {
                out.extend(both);
                i = next;
                continue;
            }
        }
        let Some(number) = number_at(body, toks, i) else {
            i += 1;
            continue;
        };
        let next = number.end;
        if let Some(q) = quantity(body, toks, &number, sentence, vocabulary, out.last()) {
            out.push(q);
        }
        i = next;
    }
    out
}

/// Tells whether a token may begin a figure.
fn may_begin_one(body: &str, toks: &[Tok], i: usize) -> bool {
    let t = &toks[i];
    t.kind == TokenKind::Number || t.lex.is(can::NUM) || text_of(body, toks, i).contains('-')
}

fn text_of<'a>(body: &'a str, toks: &[Tok], i: usize) -> &'a str {
    toks.get(i).map_or("", |t| &body[t.start..t.end])
}

fn quantity(
    body: &str,
    toks: &[Tok],
    number: &Number,
    sentence: &Range<usize>,
    vocabulary: &Vocabulary,
    previous: Option<&Quantity>,
) -> Option<Quantity> {
    let (start, bound) = bound(body, toks, number.start);
    let before = start.checked_sub(1).map(|p| &toks[p]);
    let word_before = before.map_or(String::new(), |t| body[t.start..t.end].to_lowercase());
    let plain = number.money.is_none() && !number.percent;
    // "the two leaders", "No. 4", "Flight 370", "aged 41".
    if plain
        && bound == Bound::Exact
        && (matches!(
            word_before.as_str(),
            "these" | "those" | "both" | "other" | "no" | "aged" | "age" | "number"
        ) || (matches!(
            word_before.as_str(),
            "the" | "its" | "their" | "his" | "her"
        ) && number.value < 10.0)
            || before.is_some_and(|t| {
                t.tag == Tag::Name
                    && number.end - number.start == 1
                    && is_digits(body, toks, number.start)
            })
            || is_age(body, toks, start))
    {
        return None;
    }
    let (unit, head_end) = if is_magnitude(body, toks, number, start) {
        (MAGNITUDE.to_owned(), number.end)
    } else if number.percent {
        ("percent".to_owned(), number.end)
    } else if let Some(money) = number.money {
        (money.to_owned(), number.end)
    } else {
        unit(body, toks, number.end, vocabulary)
    };
    // "The Big Three has fallen."
    let named = toks[number.start].cap && before.is_some_and(|t| t.tag == Tag::Name);
    if plain && unit.is_empty() && (named || is_years(body, toks, start, number.end)) {
        return None;
    }
    if TIME_UNITS.contains(&unit.rsplit(' ').next().unwrap_or("")) {
        return None;
    }
    // "Brandt, 41, said"; "a 41-year-old" is one token and never comes here.
    if unit.is_empty()
        && before.is_some_and(|t| t.tag == Tag::Comma)
        && toks
            .get(number.end)
            .is_some_and(|t| matches!(t.tag, Tag::Comma | Tag::Mark))
    {
        return None;
    }
    let measured = number.money.is_some() || number.percent || unit == MAGNITUDE;
    let subject = if measured {
        ""
    } else {
        subject(body, toks, start, number.end, head_end)
    };
    let alive = (head_end..head_end + 3).any(|i| text_of(body, toks, i) == "alive");
    let subject = if fits(subject, &unit, number.value) && !(alive && subject == "killed") {
        subject
    } else {
        ""
    };
    if unit.is_empty() && subject.is_empty() {
        return None;
    }
    let unit = match unit.as_str() {
        "point" if number.value < 1.0 => "points".to_owned(),
        "percentage point" => "percentage points".to_owned(),
        _ => unit,
    };
    if plain && !measured && number.value > 1.0 && !unit.is_empty() && !is_plural(&unit) {
        return None;
    }
    // "The worst of all, one which nobody saw", "a peaceful one", "all but one".
    let refers = unit.is_empty()
        && (toks.get(number.end).is_some_and(|t| t.tag == Tag::Rel)
            || before.is_some_and(|t| t.tag == Tag::Adj)
            || matches!(
                word_before.as_str(),
                "but" | "which" | "the" | "this" | "that"
            ));
    if number.value == 1.0 && (subject.is_empty() || word_before == "no" || refers) {
        return None;
    }
    let looks_like_year =
        is_digits(body, toks, number.start) && (1900.0..2100.0).contains(&number.value);
    if plain && looks_like_year && unit.is_empty() {
        return None;
    }
    if number.upper.is_some() && unit.is_empty() {
        return None;
    }
    let human = matches!(
        subject,
        "killed" | "wounded" | "arrested" | "displaced" | "kidnapped" | "rescued" | "marched"
    );
    let unit = match (unit.is_empty(), previous) {
        (false, _) => unit,
        (true, Some(p)) if p.unit != "percent" && !human => p.unit.clone(),
        (true, _) if human => "people".to_owned(),
        _ => unit,
    };
    if unit.is_empty() {
        return None;
    }
    let span = toks[start].start..toks[number.end - 1].end;
    Some(Quantity {
        text: body[span.clone()]
            .split_whitespace()
            .collect::<Vec<_>>()
            .join(" "),
        span,
        value: number.value,
        upper: number.upper,
        bound: or_more(body, toks, number.end).unwrap_or(bound),
        unit,
        subject: subject.to_owned(),
        sentence: sentence.clone(),
    })
}

/// How strong an earthquake was.
const MAGNITUDE: &str = "magnitude";

/// Tells whether a number is a magnitude: "magnitude 6.1", "a magnitude of 6.1",
/// "a 6.1-magnitude earthquake".
fn is_magnitude(body: &str, toks: &[Tok], number: &Number, start: usize) -> bool {
    let before = |n: usize| start.checked_sub(n).map_or("", |i| text_of(body, toks, i));
    let behind = text_of(body, toks, number.end - 1).ends_with("-magnitude");
    behind
        || before(1).eq_ignore_ascii_case(MAGNITUDE)
        || before(1) == "of" && before(2).eq_ignore_ascii_case(MAGNITUDE)
}

/// Tells whether a bare number behind "was" is how old somebody was: "when Lund was 17", but "the toll was
/// 17".
fn is_years(body: &str, toks: &[Tok], start: usize, end: usize) -> bool {
    let Some(was) = start.checked_sub(1) else {
        return false;
    };
    let counts = |i: usize| {
        matches!(
            text_of(body, toks, i),
            "toll" | "number" | "count" | "total"
        )
    };
    matches!(text_of(body, toks, was), "was" | "is")
        && toks
            .get(end)
            .is_none_or(|t| matches!(t.tag, Tag::Mark | Tag::Comma | Tag::Quote))
        && !(0..was).any(counts)
}

/// Tells whether a number is how old somebody was: "at the age of 41".
fn is_age(body: &str, toks: &[Tok], start: usize) -> bool {
    let before = |n: usize| start.checked_sub(n).map_or("", |i| text_of(body, toks, i));
    before(1) == "of" && before(2) == "age"
}

fn is_digits(body: &str, toks: &[Tok], i: usize) -> bool {
    text_of(body, toks, i).bytes().all(|b| b.is_ascii_digit())
}

fn or_more(body: &str, toks: &[Tok], end: usize) -> Option<Bound> {
    if text_of(body, toks, end) != "or" {
        return None;
    }
    match text_of(body, toks, end + 1) {
        "more" => Some(Bound::AtLeast),
        "fewer" | "less" => Some(Bound::AtMost),
        "so" => Some(Bound::About),
        _ => None,
    }
}

/// Returns where the bound before a number starts, and what it says.
fn bound(body: &str, toks: &[Tok], number: usize) -> (usize, Bound) {
    for (words, bound) in BOUNDS {
        let Some(start) = number.checked_sub(words.len()) else {
            continue;
        };
        let fits = words
            .iter()
            .enumerate()
            .all(|(k, w)| text_of(body, toks, start + k).eq_ignore_ascii_case(w));
        if fits {
            return (start, *bound);
        }
    }
    (number, Bound::Exact)
}

/// Returns the noun counted, with noun modifiers, and where it ends.
fn unit(body: &str, toks: &[Tok], from: usize, vocabulary: &Vocabulary) -> (String, usize) {
    let mut i = from;
    if matches!(text_of(body, toks, i), "of")
        && matches!(text_of(body, toks, i + 1), "the" | "its" | "their")
    {
        i += 2;
    }
    let begin = i;
    let mut head = None;
    while let Some(t) = toks.get(i) {
        match t.tag {
            Tag::Noun if t.time.is_none() => {
                head = Some(i);
                if is_plural(&body[t.start..t.end].to_lowercase())
                    && toks.get(i + 1).is_none_or(|n| !is_plural_noun(body, n))
                {
                    break;
                }
            }
            Tag::Adj if t.kind == TokenKind::Word => {}
            // "131 MPs".
            Tag::Name if is_initials(&body[t.start..t.end]) => {
                head = Some(i);
                break;
            }
            Tag::Name if t.lex.is(can::NATION | can::PLACE) && head.is_none() => {}
            Tag::Name if head.is_none() && leads_to_plural(body, toks, i) => {}
            Tag::Comma if i > begin && toks[i - 1].tag == Tag::Adj && head.is_none() => {}
            _ => break,
        }
        i += 1;
    }
    let Some(head) = head else {
        return (String::new(), from);
    };
    let mut start = head;
    while start > begin && toks[start - 1].tag == Tag::Noun && toks[head].tag == Tag::Noun {
        start -= 1;
    }
    let words: Vec<&str> = toks[start..=head]
        .iter()
        .map(|t| &*vocabulary.word(t.id).lower)
        .collect();
    let unit = words.join(" ");
    // "41 dead" and "12 wounded" count people and say what became of them.
    if toks[head]
        .lex
        .counted
        .is_some_and(|_| matches!(unit.as_str(), "dead" | "wounded" | "injured" | "missing"))
    {
        return (String::new(), head);
    }
    if matches!(
        unit.as_str(),
        "deaths" | "fatalities" | "injuries" | "casualties" | "arrests" | "others"
    ) {
        return ("people".to_owned(), head + 1);
    }
    (unit, head + 1)
}

/// Tells whether the name at `i` only says whose or of what kind the counted are: "31 million Lund albums".
fn leads_to_plural(body: &str, toks: &[Tok], i: usize) -> bool {
    let names = toks[i..].iter().take_while(|t| t.tag == Tag::Name).count();
    toks.get(i + names)
        .is_some_and(|t| t.time.is_none() && is_plural_noun(body, t))
}

/// Tells whether a word is the plural of initials: "MPs".
fn is_initials(word: &str) -> bool {
    let stem = word.strip_suffix('s').unwrap_or_default();
    stem.len() > 1 && stem.bytes().all(|b| b.is_ascii_uppercase())
}

/// So many tokens around a figure may say something of what it counts.
const NEAR: usize = 9;

/// Returns what is said of what is counted: the nearest word that says such a thing.
fn subject(body: &str, toks: &[Tok], start: usize, end: usize, head_end: usize) -> &'static str {
    let mut best: Option<(usize, &'static str)> = None;
    let mut offer = |distance: usize, word: &'static str| {
        if best.is_none_or(|(d, _)| distance < d) {
            best = Some((distance, word));
        }
    };
    // The noun itself: "41 deaths", "12 hostages".
    for i in end.min(toks.len())..head_end.min(toks.len()) {
        // "11 missing workers": there it describes whom it counts.
        let describes = toks[i].lex.counted.filter(|word| *word == "missing");
        if let Some(word) = describes.or_else(|| counted(body, toks, i)) {
            offer(0, word);
        }
    }
    let mut cost = 0;
    for (i, t) in toks.iter().enumerate().skip(head_end).take(NEAR) {
        cost += match t.tag {
            Tag::Be | Tag::Have | Tag::Adv => 0,
            Tag::Comma | Tag::Conj => 3,
            Tag::Break | Tag::Mark | Tag::Num => break,
            _ => 1,
        };
        // "85 confirmed deaths" are told by nobody else.
        let describes = i == head_end
            && toks
                .get(i + 1)
                .is_some_and(|n| matches!(n.tag, Tag::Noun | Tag::Name | Tag::Adj));
        if !describes && is_told_anew(body, toks, i) {
            break;
        }
        if let Some(word) = counted(body, toks, i) {
            // An active verb behind the noun speaks of its object: "12 rebels killed a guard",
            // "a bus with nine people overturned, killing three".
            let object = toks.get(i + 1).is_some_and(|n| n.tag.nominal())
                || (i + 1..i + 5).any(|n| is_number(toks, n) && bound(body, toks, n).0 == i + 1);
            let active = matches!(
                t.tag,
                Tag::Ed | Tag::Past | Tag::Pres | Tag::Base | Tag::Ing
            ) && object
                || toks[head_end..i].iter().any(|t| t.tag == Tag::Have)
                    && !toks[head_end..i].iter().any(|t| t.tag == Tag::Be);
            if !active || (word == "killed" && !object) {
                offer(cost + further(word), word);
            }
        }
    }
    let mut cost = 0;
    // "The death toll from Tuesday's attack on a market in Orva has risen to 17".
    let told_to = start
        .checked_sub(1)
        .is_some_and(|p| matches!(text_of(body, toks, p), "to" | "at"));
    let far = if told_to { 2 * NEAR } else { NEAR };
    for (i, t) in toks[..start].iter().enumerate().rev().take(far) {
        // "The number of people killed by the storm in Orva has risen to 17".
        let led = text_of(body, toks, i) == "toll" || is_number_of(body, toks, i);
        if start - i > NEAR && !led {
            continue;
        }
        cost += match t.tag {
            Tag::Comma => 2,
            Tag::Conj => 3,
            Tag::Break | Tag::Mark | Tag::Num | Tag::Rel | Tag::That => break,
            _ => 1,
        };
        if !told_to && is_told_anew(body, toks, i) {
            break;
        }
        if let Some(word) = counted(body, toks, i) {
            // "were killed when 12 shells fell": a passive has no object to count.
            // … and "it's evacuated 1,000 people" is none.
            let object = i + 1 == start;
            let passive = t.tag == Tag::Part && i > 0 && toks[i - 1].tag == Tag::Be && !object;
            if !passive {
                offer(cost + further(word), word);
            }
        }
    }
    best.map_or("", |(_, word)| word)
}

/// Tells whether a word stands behind "the number of".
fn is_number_of(body: &str, toks: &[Tok], i: usize) -> bool {
    const FAR: usize = 4;
    let word = |n: usize| i.checked_sub(n).map_or("", |at| text_of(body, toks, at));
    (2..=FAR).any(|n| word(n - 1) == "of" && word(n) == "number")
}

/// Returns how much further away a word counts that says less of the counted than others do.
fn further(word: &str) -> usize {
    if matches!(word, "left" | "aboard") {
        3
    } else {
        0
    }
}

fn is_number(toks: &[Tok], i: usize) -> bool {
    toks.get(i).is_some_and(|t| t.tag == Tag::Num)
}

/// Tells whether a sentence names an illness or who has one: without these, cases are those of courts or
/// only instances.
fn tells_of_illness(body: &str, toks: &[Tok]) -> bool {
    let mut words = list(include_str!("../../assets/telling/illness.txt"));
    words.any(|word| (0..toks.len()).any(|i| text_of(body, toks, i).eq_ignore_ascii_case(word)))
}

/// Tells whether another tells, or does, what follows the token at `i`: "two guards said a man was shot",
/// "the ten who saw her before she vanished".
fn is_told_anew(body: &str, toks: &[Tok], i: usize) -> bool {
    let t = &toks[i];
    let says = t.lex.is(can::SAY | can::THINK) && matches!(t.tag, Tag::Ed | Tag::Past | Tag::Pres);
    let when = |t: &&Tok| matches!(t.tag, Tag::Time | Tag::Adv | Tag::Prep);
    let of = match toks[i + 1..].iter().take(2).any(|t| t.tag == Tag::Time) {
        true => toks[i + 1..].iter().find(|t| !when(t)),
        false => toks.get(i + 1),
    };
    // "50,000 people feared dead".
    let clause =
        of.is_some_and(|n| n.lex.counted.is_none() && n.tag.nominal() || n.tag == Tag::That);
    let one = matches!(text_of(body, toks, i), "he" | "she" | "it" | "I" | "we");
    // "Twelve people, she said, were killed".
    let aside = toks.get(i + 1).is_some_and(|n| n.lex.is(can::SAY));
    says && clause || one && t.tag == Tag::Pron && !aside
}

/// Tells whether the lives at `i` are said to be lost: "claimed 41 lives", but "to better the lives of
/// 3,000 people".
fn are_lost(body: &str, toks: &[Tok], i: usize) -> bool {
    const FAR: usize = 6;
    let takes = |t: &Tok| {
        matches!(t.lex.base, Some("lose" | "claim" | "cost" | "take"))
            || &body[t.start..t.end] == "loss"
    };
    let apart = |t: &&Tok| matches!(t.tag, Tag::Break | Tag::Mark);
    let mut before = toks[..i].iter().rev().take(FAR).take_while(|t| !apart(t));
    let mut behind = toks[i + 1..].iter().take(FAR).take_while(|t| !apart(t));
    before.any(takes) || behind.any(takes)
}

fn counted(body: &str, toks: &[Tok], i: usize) -> Option<&'static str> {
    let t = &toks[i];
    let word = t.lex.counted?;
    let next_nominal = toks.get(i + 1).is_some_and(|n| n.tag.nominal());
    let at = text_of(body, toks, i);
    let described = matches!(t.tag, Tag::Noun | Tag::Adj | Tag::Adv);
    match word {
        // "On board", not the board of a firm.
        "aboard" if t.tag == Tag::Noun && !(i > 0 && toks[i - 1].tag == Tag::Prep) => None,
        "missing" if next_nominal => None,
        "left" if next_nominal && t.tag != Tag::Ed => None,
        // "Took him into custody", but "custody of their daughter".
        "arrested" if at == "custody" && !(i > 0 && toks[i - 1].tag == Tag::Prep) => None,
        // "A search and rescue team", "children free".
        "rescued" if at == "rescue" && described && text_of(body, toks, i + 1) != "of" => None,
        "rescued" if at == "free" && described => None,
        // "A hundred cases were before the court."
        "infected" if at == "cases" && !tells_of_illness(body, toks) => None,
        "killed" if at == "lives" && !are_lost(body, toks, i) => None,
        // "Walked out", on strike.
        "marched" if t.lex.base == Some("walk") && toks.get(i + 1)?.tag != Tag::Particle => None,
        "hit" | "charged" | "fired" | "left" if t.tag == Tag::Noun => None,
        _ => Some(word),
    }
}
