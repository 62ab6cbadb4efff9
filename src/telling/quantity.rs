//! Counts and amounts in a telling.

use super::lexicon::can;
use super::tag::{Tag, Tok};
use super::vocabulary::Vocabulary;
use crate::text::token::TokenKind;
use serde::{Deserialize, Serialize};
use std::ops::Range;

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

/// A number as read from tokens.
struct Number {
    start: usize,
    end: usize,
    value: f64,
    upper: Option<f64>,
    money: Option<&'static str>,
    percent: bool,
}

fn text_of<'a>(body: &'a str, toks: &[Tok], i: usize) -> &'a str {
    toks.get(i).map_or("", |t| &body[t.start..t.end])
}

fn number_at(body: &str, toks: &[Tok], at: usize) -> Option<Number> {
    let mut i = at;
    let mut money = None;
    if toks[i].tag == Tag::Money {
        money = Some(match text_of(body, toks, i) {
            "€" => "euros",
            "£" => "pounds",
            "¥" => "yen",
            _ => "dollars",
        });
        i += 1;
    }
    if toks.get(i)?.time.is_some() {
        return None;
    }
    let (value, mut end) = simple_number(body, toks, i)?;
    let mut upper = None;
    if let Some((low, high)) = dashed(text_of(body, toks, i)) {
        // "12-18 people"; scores have no noun behind them and are dropped later.
        return (low < high).then_some(Number {
            start: at,
            end: i + 1,
            value: low,
            upper: Some(high),
            money,
            percent: false,
        });
    }
    let mut value = value;
    if matches!(text_of(body, toks, end), "to" | "–" | "or")
        || (text_of(body, toks, end) == "and"
            && at > 0
            && text_of(body, toks, at - 1).eq_ignore_ascii_case("between"))
    {
        let mut j = end + 1;
        if toks.get(j).is_some_and(|t| t.tag == Tag::Money) {
            j += 1;
        }
        if toks.get(j).is_some_and(|t| t.time.is_none())
            && let Some((high, after)) = simple_number(body, toks, j)
        {
            // "1 to 2 million": the scale belongs to both.
            if value < high && high >= 1000.0 && value < 1000.0 && after == j + 2 {
                value *= high / (high / scale(text_of(body, toks, j + 1)).unwrap_or(1.0)).max(1.0);
                value = value.min(high);
            }
            if value < high {
                upper = Some(high);
                end = after;
            }
        }
    }
    let mut percent = false;
    match text_of(body, toks, end) {
        "%" | "percent" | "pc" => {
            percent = true;
            end += 1;
        }
        "per" if text_of(body, toks, end + 1) == "cent" => {
            percent = true;
            end += 2;
        }
        _ => {}
    }
    if money.is_none() {
        money = match text_of(body, toks, end) {
            "dollars" => Some("dollars"),
            "euros" => Some("euros"),
            "pounds" => Some("pounds"),
            _ => None,
        };
        end += usize::from(money.is_some());
    }
    Some(Number {
        start: at,
        end,
        value,
        upper,
        money,
        percent,
    })
}

fn scale(word: &str) -> Option<f64> {
    Some(match word {
        "hundred" => 100.0,
        "thousand" | "k" => 1e3,
        "million" | "m" | "mn" => 1e6,
        "billion" | "bn" => 1e9,
        "trillion" | "tn" => 1e12,
        _ => return None,
    })
}

fn dashed(text: &str) -> Option<(f64, f64)> {
    let (a, b) = text.split_once('-')?;
    Some((digits(a)?, digits(b)?))
}

fn digits(text: &str) -> Option<f64> {
    if text.is_empty()
        || !text
            .bytes()
            .all(|b| b.is_ascii_digit() || b == b',' || b == b'.')
    {
        return None;
    }
    text.replace(',', "").parse().ok()
}

/// Reads digits or number words from token `i`; returns the value and where it ends.
fn simple_number(body: &str, toks: &[Tok], i: usize) -> Option<(f64, usize)> {
    let text = text_of(body, toks, i);
    if toks.get(i)?.kind == TokenKind::Number {
        let stuck = text.trim_end_matches(|c: char| c.is_alphabetic());
        let suffix = &text[stuck.len()..];
        let factor = if suffix.is_empty() {
            1.0
        } else {
            scale(suffix)?
        };
        let mut value = match dashed(stuck) {
            Some((low, _)) => low,
            None => digits(stuck)?,
        };
        let mut end = i + 1;
        // "1 200": digits in groups of three, one space between.
        while suffix.is_empty()
            && value < 1e9
            && toks.get(end).is_some_and(|t| {
                t.kind == TokenKind::Number
                    && t.time.is_none()
                    && t.end - t.start == 3
                    && body[t.start..t.end].bytes().all(|b| b.is_ascii_digit())
                    && t.start > toks[end - 1].end
                    && body[toks[end - 1].end..t.start].chars().count() == 1
                    && toks[i].end - toks[i].start <= 3
            })
        {
            value = value * 1000.0 + digits(text_of(body, toks, end))?;
            end += 1;
        }
        value *= factor;
        while let Some(factor) = scale(text_of(body, toks, end)) {
            // "5 m barrels", "$5 m"; "5 m" alone is metres.
            let money = i > 0 && toks[i - 1].tag == Tag::Money;
            let counts = toks.get(end + 1).is_some_and(|t| t.tag == Tag::Noun);
            if text_of(body, toks, end).len() == 1 && !money && !counts {
                break;
            }
            value *= factor;
            end += 1;
        }
        return Some((value, end));
    }
    let lower = text.to_lowercase();
    if lower == "a" || lower == "half" {
        let second = text_of(body, toks, i + 1);
        let dozen = match (lower.as_str(), second) {
            ("a", "dozen") => Some((12.0, i + 2)),
            ("a", "hundred") => Some((100.0, i + 2)),
            ("a", "thousand") => Some((1e3, i + 2)),
            ("a", "million") => Some((1e6, i + 2)),
            ("a", "billion") => Some((1e9, i + 2)),
            _ => None,
        };
        if lower == "half" && second == "a" && text_of(body, toks, i + 2) == "dozen" {
            return Some((6.0, i + 3));
        }
        return dozen;
    }
    let mut total = 0.0;
    let mut current = number_word(&lower)?;
    let mut end = i + 1;
    loop {
        let word = text_of(body, toks, end).to_lowercase();
        if word == "dozen" {
            current *= 12.0;
        } else if let Some(factor) = scale(&word).filter(|_| word.len() > 2) {
            if factor == 100.0 {
                current *= factor;
            } else {
                total += current * factor;
                current = 0.0;
            }
        } else if word == "and"
            && current % 100.0 == 0.0
            && current > 0.0
            && number_word(&text_of(body, toks, end + 1).to_lowercase()).is_some()
        {
            current += number_word(&text_of(body, toks, end + 1).to_lowercase())?;
            end += 1;
        } else if let Some(n) = number_word(&word).filter(|n| {
            *n < 100.0
                && (current == 0.0
                    || current >= 100.0
                    || (current % 10.0 == 0.0 && current >= 20.0 && *n < 10.0))
                && end > i + 1 - usize::from(current >= 20.0)
        }) {
            current += n;
        } else {
            break;
        }
        end += 1;
    }
    Some((total + current, end))
}

fn number_word(word: &str) -> Option<f64> {
    const ONES: [&str; 20] = [
        "zero",
        "one",
        "two",
        "three",
        "four",
        "five",
        "six",
        "seven",
        "eight",
        "nine",
        "ten",
        "eleven",
        "twelve",
        "thirteen",
        "fourteen",
        "fifteen",
        "sixteen",
        "seventeen",
        "eighteen",
        "nineteen",
    ];
    const TENS: [&str; 8] = [
        "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
    ];
    let small = |w: &str| {
        ONES.iter()
            .zip(0_u8..)
            .find(|(o, _)| **o == w)
            .map(|(_, n)| f64::from(n))
    };
    let tens = |w: &str| {
        TENS.iter()
            .zip(2_u8..)
            .find(|(t, _)| **t == w)
            .map(|(_, n)| f64::from(n) * 10.0)
    };
    if let Some((a, b)) = word.split_once('-') {
        return Some(tens(a)? + small(b)?);
    }
    small(word).or_else(|| tens(word))
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
            }))
    {
        return None;
    }
    let (unit, head_end) = if number.percent {
        ("percent".to_owned(), number.end)
    } else if let Some(money) = number.money {
        (money.to_owned(), number.end)
    } else {
        unit(body, toks, number.end, vocabulary)
    };
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
    let subject = if number.money.is_some() || number.percent {
        ""
    } else {
        subject(toks, start, number.end, head_end)
    };
    let subject = if fits(subject, &unit, number.value) {
        subject
    } else {
        ""
    };
    if unit.is_empty() && subject.is_empty() {
        return None;
    }
    if plain && number.value > 1.0 && !unit.is_empty() && !is_plural(&unit) {
        return None;
    }
    if number.value == 1.0 && (subject.is_empty() || word_before == "no") {
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
        "killed" | "wounded" | "arrested" | "displaced" | "kidnapped" | "rescued"
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
            Tag::Name if t.lex.is(can::NATION | can::PLACE) && head.is_none() => {}
            Tag::Comma if i > begin && toks[i - 1].tag == Tag::Adj && head.is_none() => {}
            _ => break,
        }
        i += 1;
    }
    let Some(head) = head else {
        return (String::new(), from);
    };
    let mut start = head;
    while start > begin && toks[start - 1].tag == Tag::Noun {
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

fn is_plural_noun(body: &str, t: &Tok) -> bool {
    t.tag == Tag::Noun && is_plural(&body[t.start..t.end].to_lowercase())
}

/// Tells whether the last word of a unit is a plural.
fn is_plural(unit: &str) -> bool {
    let head = unit.rsplit(' ').next().unwrap_or("");
    (head.ends_with('s') && !head.ends_with("ss"))
        || matches!(
            head,
            "people"
                | "men"
                | "women"
                | "children"
                | "police"
                | "personnel"
                | "cattle"
                | "sheep"
                | "aircraft"
                | "troops"
                | "crew"
                | "feet"
                | "dead"
                | "percent"
                | "mph"
                | "km"
        )
        || head.ends_with("men")
        || head.ends_with("women")
}

/// Tells whether such a thing can be said of such a unit: only living things are killed.
fn fits(subject: &str, unit: &str, value: f64) -> bool {
    let human = matches!(
        subject,
        "killed"
            | "wounded"
            | "arrested"
            | "missing"
            | "displaced"
            | "kidnapped"
            | "sentenced"
            | "charged"
    );
    if !human || unit.is_empty() {
        return true;
    }
    if value.fract() != 0.0 {
        return value >= 1000.0;
    }
    let head = unit.rsplit(' ').next().unwrap_or("");
    const LIVING: &[&str] = &[
        "people",
        "men",
        "women",
        "children",
        "civilians",
        "police",
        "troops",
        "victims",
        "dead",
        "boys",
        "girls",
        "students",
        "pupils",
        "guests",
        "members",
        "hostages",
        "relatives",
        "crew",
        "personnel",
        "staff",
        "animals",
        "birds",
        "horses",
        "dogs",
        "turtles",
        "babies",
        "adults",
        "youths",
        "teens",
        "militia",
        "guards",
        "nationals",
        "friends",
        "sons",
        "daughters",
        "brothers",
        "sisters",
        "persons",
        "individuals",
        "others",
        "monks",
        "nuns",
        "families",
        "lives",
        "cases",
        "medics",
        "pilots",
        "chiefs",
        "heads",
        "patients",
        "thugs",
        "peacekeepers",
        "recruits",
        "suspects",
        "refugees",
        "migrants",
        "casualties",
        "souls",
        "cops",
        "aides",
        "judges",
        "nurses",
        "rebels",
        "ministers",
        "priests",
        "athletes",
    ];
    const ENDINGS: &[&str] = &[
        "ers", "ors", "ists", "ants", "ents", "ees", "men", "ians", "ials", "ives", "ards", "ans",
        "eers", "eons", "ots", "ests", "uals", "awis", "is",
    ];
    const NOT: &[&str] = &[
        "meters",
        "metres",
        "papers",
        "computers",
        "numbers",
        "dollars",
        "acres",
        "centers",
        "centres",
        "containers",
        "helicopters",
        "accidents",
        "incidents",
        "documents",
        "payments",
        "apartments",
        "percents",
        "plants",
        "orders",
        "letters",
        "quarters",
        "rivers",
        "towers",
        "trailers",
        "bunkers",
        "shelters",
        "offers",
        "papers",
        "parts",
        "plans",
        "loans",
        "oceans",
        "settlements",
    ];
    LIVING.contains(&head) || (ENDINGS.iter().any(|e| head.ends_with(e)) && !NOT.contains(&head))
}

/// Returns what is said of what is counted: the nearest word that says such a thing.
fn subject(toks: &[Tok], start: usize, end: usize, head_end: usize) -> &'static str {
    let mut best: Option<(usize, &'static str)> = None;
    let mut offer = |distance: usize, word: &'static str| {
        if best.is_none_or(|(d, _)| distance < d) {
            best = Some((distance, word));
        }
    };
    // The noun itself: "41 deaths", "12 hostages".
    for t in &toks[end.min(toks.len())..head_end.min(toks.len())] {
        if let Some(word) = t.lex.counted {
            offer(0, word);
        }
    }
    let mut cost = 0;
    for (i, t) in toks.iter().enumerate().skip(head_end).take(9) {
        cost += match t.tag {
            Tag::Be | Tag::Have | Tag::Adv => 0,
            Tag::Comma | Tag::Conj => 3,
            Tag::Break | Tag::Mark | Tag::Num => break,
            _ => 1,
        };
        if let Some(word) = counted(toks, i) {
            // An active verb behind the noun speaks of its object: "12 rebels killed a guard".
            let object = toks.get(i + 1).is_some_and(|n| n.tag.nominal());
            let active = matches!(t.tag, Tag::Ed | Tag::Past | Tag::Pres) && object
                || toks[head_end..i].iter().any(|t| t.tag == Tag::Have)
                    && !toks[head_end..i].iter().any(|t| t.tag == Tag::Be);
            if !(active && word != "killed" || active && object) {
                offer(cost + usize::from(word == "left") * 3, word);
            }
        }
    }
    let mut cost = 0;
    for (i, t) in toks[..start].iter().enumerate().rev().take(9) {
        cost += match t.tag {
            Tag::Comma => 2,
            Tag::Conj => 3,
            Tag::Break | Tag::Mark | Tag::Num | Tag::Rel | Tag::That => break,
            _ => 1,
        };
        if let Some(word) = counted(toks, i) {
            // "were killed when 12 shells fell": a passive has no object to count.
            let passive = t.tag == Tag::Part && i > 0 && toks[i - 1].tag == Tag::Be;
            if !passive {
                offer(cost + usize::from(word == "left") * 3, word);
            }
        }
    }
    best.map_or("", |(_, word)| word)
}

fn counted(toks: &[Tok], i: usize) -> Option<&'static str> {
    let t = &toks[i];
    let word = t.lex.counted?;
    let next_nominal = toks.get(i + 1).is_some_and(|n| n.tag.nominal());
    match word {
        "missing" if next_nominal => None,
        "left" if next_nominal && t.tag != Tag::Ed => None,
        "hit" | "charged" | "fired" | "left" if t.tag == Tag::Noun => None,
        _ => Some(word),
    }
}
