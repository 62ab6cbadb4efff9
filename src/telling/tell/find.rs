//! What a sentence tells, and which of its times dates which happening.

use super::super::Status;
use super::super::clause::{Clause, Kind, Parse, VerbGroup};
use super::super::lexicon::can;
use super::super::sentence::Sentence;
use super::super::status::{Verdict, Worth, event_in_object, is_event_noun, meaning};
use super::super::tag::Tag;
use super::beside::{Beside, beside, fronted, measured_since, since_before};
use super::habit::habit;
use super::lasting::lasts;
use super::named::names;
use super::place::{
    PutOff, clause_dated_by_relative, closes, counted_from, has_own_time, is_caption, is_heading,
    looks_ahead, measures, noun_dated, participle_dated, put_off, times_of,
};
use super::{Dating, Found, Reach, Teller};
use crate::time::{Grain, Kind as Counted};
use std::ops::Range;

impl Teller<'_> {
    /// Returns what a sentence tells, in order: what its times date, then what has none.
    pub(super) fn find(&self, s: &Sentence<'_>, parse: &Parse, verdicts: &[Verdict]) -> Vec<Found> {
        let mut out: Vec<Found> = Vec::new();
        if s.asks() || is_caption(s) {
            return out;
        }
        let times = times_of(s);
        for (at, time) in &times {
            self.place_time(s, parse, verdicts, *at, *time, &mut out);
        }
        let dated = !out.is_empty();
        let principal = (0..parse.clauses.len())
            .filter(|&c| {
                verdicts[c].worth == Worth::Event && !matches!(parse.clauses[c].kind, Kind::Frame)
            })
            .min_by_key(|&c| {
                (
                    match parse.clauses[c].kind {
                        Kind::Main | Kind::Content => 0,
                        Kind::Sub => 1,
                        Kind::Relative | Kind::Frame => 2,
                    },
                    c,
                )
            });
        if dated {
            // "The 21 girls abducted two years ago have been freed": the news has no time.
            if let Some(c) = principal
                && matches!(parse.clauses[c].kind, Kind::Main | Kind::Content)
                && !out.iter().any(|f| {
                    f.part.is_none()
                        && f.clause.is_some_and(|o| {
                            o == c || matches!(parse.clauses[o].kind, Kind::Main | Kind::Content)
                        })
                })
            {
                out.push(self.undated(s, parse, verdicts, c));
            }
            return out;
        }
        if let Some(c) = principal {
            out.push(self.undated(s, parse, verdicts, c));
        } else if is_heading(s)
            && let Some(to) = s.toks.windows(3).position(|w| {
                matches!(w[0].tag, Tag::Noun | Tag::Name)
                    && w[1].tag == Tag::To
                    && matches!(w[2].tag, Tag::Base | Tag::Be)
            })
        {
            // "Lund to visit Vessin".
            out.push(Found {
                clause: None,
                noun: Some(to + 2),
                saying: None,
                time: None,
                dating: Dating::Published,
                status: Status::Planned,
                cue: Some(to + 1..to + 3),
                action: to + 2,
                part: None,
                reach: Reach::AsTold,
                told: false,
            });
        } else if is_heading(s)
            && let Some(noun) = s
                .toks
                .iter()
                .rposition(|t| is_event_noun(t) || (t.cap && t.lex.is(can::EVENT)))
        {
            // "Fire at the harbour": a headline needs no verb.
            out.push(Found {
                clause: None,
                noun: Some(noun),
                saying: None,
                time: None,
                dating: Dating::Published,
                status: Status::Happened,
                cue: None,
                action: noun,
                part: None,
                reach: Reach::AsTold,
                told: false,
            });
        }
        out
    }

    /// Tells whether a time counts on from what was told, where clause `c` names its own day: "nine hours later
    /// they landed at noon on 31 December"; or counts hours in what somebody says.
    fn counts_on(&self, s: &Sentence<'_>, parse: &Parse, c: usize, at: usize) -> bool {
        let expression = |i: usize| self.times.expression(s.toks[i].time? as usize);
        let Some(counted) = expression(at).filter(|e| e.kind == Counted::Shift) else {
            return false;
        };
        let dated = |i: usize| {
            let here = parse.owner[i] == Some(c) && s.toks[i].time != s.toks[at].time;
            here && expression(i).is_some_and(|e| e.day.is_some() && e.month.is_some())
        };
        let hours = counted.unit.is_some_and(|u| u > Grain::Day);
        let said = parse.clauses[c].of.is_some() && hours;
        let later = counted.direction == Some(1) && (at + 1..s.toks.len()).any(dated);
        counted.from_context && (later || said)
    }

    /// Returns a clause's telling without a time of its own.
    fn undated(&self, s: &Sentence<'_>, parse: &Parse, verdicts: &[Verdict], c: usize) -> Found {
        let clause = &parse.clauses[c];
        let told = matches!(clause.kind, Kind::Main | Kind::Content);
        let quoted = s.toks[clause.verb.head].quoted;
        let lasts = lasts(s, &clause.verb, self.times)
            .filter(|_| matches!(verdicts[c].status, Status::Happened | Status::Ongoing));
        let mut found = Found {
            clause: Some(c),
            noun: None,
            saying: None,
            time: None,
            dating: if s.lead
                && !clause.verb.pluperfect
                && told
                && !quoted
                && !of_habit(s, parse, c)
            {
                Dating::Published
            } else {
                Dating::None
            },
            status: verdicts[c].status,
            cue: verdicts[c].cue.clone(),
            action: verdicts[c].action,
            part: None,
            reach: Reach::AsTold,
            told: false,
        };
        if let Some((length, since)) = lasts {
            (found.time, found.dating) = (Some(length), Dating::Own);
            found.goes_on(since);
        }
        found
    }

    /// Tells whether a time makes of what has no word of the future a plan: "the leaders, who meet on
    /// Thursday", "the invitation was for 19 October", "hopes for a vote next week".
    fn is_to_be(&self, s: &Sentence<'_>, v: &VerbGroup, at: usize, time: u32) -> bool {
        let present = !v.past && !v.perfect && v.modal.is_none();
        let meant = s.toks[v.head].tag == Tag::Be
            && v.last + 2 == at
            && s.lower(v.last + 1) == "for"
            && names_date(s, at);
        // "The next day the crowd grows" goes on with a story.
        let ahead = looks_ahead(s, at) && !(s.lower(at) == "the" && s.lower(at + 1) == "next");
        present && (self.times.lies_ahead(time) || ahead) || meant
    }

    /// Gives one time expression to the happening it dates.
    fn place_time(
        &self,
        s: &Sentence<'_>,
        parse: &Parse,
        verdicts: &[Verdict],
        at: usize,
        time: u32,
        out: &mut Vec<Found>,
    ) {
        let toks = s.toks;
        if toks[at].quoted || measures(s, at) {
            return;
        }
        let owner = parse.owner.get(at).copied().flatten();
        let owner = owner.map(|c| fronted(s, parse, verdicts, at, c));
        if owner.is_some_and(|c| names(s, parse, c, at) || self.counts_on(s, parse, c, at)) {
            return;
        }
        let again = listed_year(s, at);
        let add = |out: &mut Vec<Found>, found: Found| {
            // "The vote set for 3 May was held on Tuesday."
            let held = |o: &Found| {
                let plan = matches!(o.status, Status::Planned | Status::Cancelled);
                plan && found.status == Status::Happened && o.time != found.time
            };
            let same = out.iter().any(|o| {
                let here = !again && (o.clause == found.clause || o.noun.is_some());
                o.action == found.action && here && !held(o)
            });
            if !same {
                out.push(found);
            }
        };
        // "since the weekend, when Russia vetoed …": the relative clause has the time too.
        if let Some(c) = clause_dated_by_relative(s, parse, at)
            && (verdicts[c].worth >= Worth::Dated
                || verdicts[c].worth == Worth::Saying && event_in_object(toks, parse, c).is_some())
        {
            let then = Found {
                reach: Reach::Within,
                ..own(c, &verdicts[c], time)
            };
            add(out, then);
        }
        if counted_from(s, at) {
            return;
        }
        match owner.and_then(|c| put_off(s, parse, c, at)) {
            Some(PutOff::From) => return,
            Some(PutOff::To(cue)) => {
                let c = owner.expect("a clause puts it off");
                let planned = Found {
                    status: Status::Planned,
                    cue: Some(cue),
                    ..own(c, &verdicts[c], time)
                };
                add(out, planned);
                return;
            }
            None => {}
        }
        let noun = noun_dated(s, parse, verdicts, owner, at);
        if let Some((event, status, cue)) = noun {
            add(
                out,
                Found {
                    clause: owner,
                    noun: Some(event),
                    saying: None,
                    time: Some(time),
                    dating: Dating::Own,
                    status,
                    cue,
                    action: event,
                    part: None,
                    reach: Reach::AsTold,
                    told: false,
                },
            );
            return;
        }
        let Some(c) = owner else { return };
        if let Some(part) = participle_dated(s, parse, c, at) {
            add(
                out,
                Found {
                    clause: Some(c),
                    noun: part.noun,
                    saying: None,
                    time: Some(time),
                    dating: Dating::Own,
                    status: match looks_ahead(s, at) {
                        true => Status::Planned,
                        false => Status::Happened,
                    },
                    cue: None,
                    action: part.verb,
                    part: Some(part.tokens),
                    reach: Reach::AsTold,
                    told: false,
                },
            );
            return;
        }
        let verdict = &verdicts[c];
        match beside(s, parse, verdict, c, at) {
            Some(Beside::Nothing) => return,
            Some(Beside::Noun(event, tokens)) => {
                let of_noun = Found {
                    noun: Some(event),
                    status: Status::Happened,
                    cue: None,
                    action: event,
                    part: Some(tokens),
                    ..own(c, verdict, time)
                };
                add(out, of_noun);
                return;
            }
            None => {}
        }
        let v = parse.clauses[c].verb;
        // "The veto on Saturday had been expected" tells of the veto.
        if v.passive
            && meaning(s, &v).is(can::THINK | can::STATIVE | can::SAY)
            && verdict.worth != Worth::Never
            && let Some(subject) = parse.clauses[c].subject.clone()
            && let Some(event) = subject.clone().rev().find(|&i| is_event_noun(&toks[i]))
        {
            add(
                out,
                Found {
                    clause: Some(c),
                    noun: Some(event),
                    saying: None,
                    time: Some(time),
                    dating: Dating::Own,
                    status: verdict.status,
                    cue: None,
                    action: event,
                    part: None,
                    reach: Reach::AsTold,
                    told: false,
                },
            );
            return;
        }
        if let Some(around) = became(s, parse, verdicts, c, at)
            && !has_own_time(s, parse, around, out)
        {
            add(out, own(around, &verdicts[around], time));
            return;
        }
        match verdict.worth {
            Worth::Event | Worth::Dated => {
                let mut found = own(c, verdict, time);
                let v = parse.clauses[c].verb;
                let list = at.checked_sub(2).filter(|_| again);
                let since = since_before(s, at).or_else(|| since_before(s, list?));
                if let Some(since) = since.filter(|_| v.perfect || !v.past) {
                    found.goes_on(since);
                }
                let open = match found.status {
                    Status::Ongoing => !v.progressive,
                    status => status == Status::Happened,
                };
                if open && self.is_to_be(s, &v, at, time) {
                    found.status = Status::Planned;
                }
                add(out, found);
                if let Some((main, since)) = since_when(s, parse, c)
                    && verdicts[main].worth >= Worth::Dated
                    && !has_own_time(s, parse, main, out)
                {
                    let mut lasting = own(main, &verdicts[main], time);
                    lasting.goes_on(since);
                    add(out, lasting);
                }
                for main in at_once(s, parse, c, at) {
                    let twin = main > c && parse.clauses[main].subject == parse.clauses[c].subject;
                    let other = !twin && has_own_time(s, parse, main, out);
                    if verdicts[main].worth == Worth::Event && !other {
                        add(out, own(main, &verdicts[main], time));
                    }
                }
            }
            Worth::Saying => {
                // The saying is dated; what it says is news of that day if it is a fact.
                let says = |&o: &usize| {
                    let before = o < c && parse.clauses[o].kind == Kind::Main;
                    (parse.clauses[o].of == Some(c) || before && closes(s, parse, c))
                        && verdicts[o].worth == Worth::Event
                        && !has_own_time(s, parse, o, out)
                        && verdicts[o].status != Status::Planned
                };
                // "A man who was held in May fled, police said on Monday": the flight is news.
                let beside = |o: &usize| matches!(parse.clauses[*o].kind, Kind::Relative);
                let content = (0..parse.clauses.len()).filter(says).min_by_key(beside);
                if let Some(o) = content {
                    let told = Found {
                        told: true,
                        ..own(o, &verdicts[o], time)
                    };
                    add(out, told);
                    return;
                }
                let said = (0..parse.clauses.len()).find(|&o| {
                    parse.clauses[o].of == Some(c) && !toks[parse.clauses[o].verb.head].quoted
                });
                if toks[parse.clauses[c].verb.head]
                    .lex
                    .is(can::SAY | can::THINK)
                    && parse.clauses[c].subject.is_some()
                {
                    add(
                        out,
                        Found {
                            clause: Some(c),
                            noun: None,
                            saying: said,
                            time: Some(time),
                            dating: Dating::Own,
                            // "They hope for a vote next week."
                            status: match looks_ahead(s, at) && at > v.last {
                                true => Status::Planned,
                                false => verdict.status,
                            },
                            cue: said.and_then(|o| will_not(s, &parse.clauses[o].verb)),
                            action: parse.clauses[c].verb.head,
                            // What is said is told with it.
                            part: said_whole(s, parse).then_some(0..toks.len()),
                            reach: Reach::AsTold,
                            told: false,
                        },
                    );
                }
            }
            Worth::Never => {}
        }
    }
}

/// Tells whether a clause has a time at which something is so as a rule: no day of print has it.
fn of_habit(s: &Sentence<'_>, parse: &Parse, c: usize) -> bool {
    times_of(s)
        .iter()
        .any(|(at, _)| parse.owner[*at] == Some(c) && habit(s, parse, c, *at))
}

/// Tells whether a time is a year or a month in a list behind another: "won in 2004 and 2008", "struck in
/// April and June".
fn listed_year(s: &Sentence<'_>, at: usize) -> bool {
    let year = |i: usize| {
        let word = s.word(i);
        let alone = s.toks.get(i + 1).is_none_or(|t| t.time != s.toks[i].time);
        alone && word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit())
    };
    let joined = at.checked_sub(2).filter(|&b| {
        matches!(s.toks[b + 1].tag, Tag::Conj | Tag::Comma) && s.toks[b].time.is_some()
    });
    let both = |b: usize| year(b) && year(at) || is_month(s, b) && is_month(s, at);
    joined.is_some_and(|b| both(b) && s.toks[b].time != s.toks[at].time)
}

/// Tells whether a time begins with the name of a month: no day stands before it.
fn is_month(s: &Sentence<'_>, at: usize) -> bool {
    // "May 3".
    let next = s.toks.get(at + 1).filter(|t| t.time == s.toks[at].time);
    let day = next
        .is_some_and(|t| s.text_of(t).len() < 3 && t.tag != Tag::Prep && s.word(at + 1) != "of");
    s.lower(at).parse::<chrono::Month>().is_ok() && !day
}

/// Tells whether a time is a day with its number or its name: "19 October", "Friday".
fn names_date(s: &Sentence<'_>, at: usize) -> bool {
    let words = (at..s.toks.len()).take_while(|&i| s.toks[i].time == s.toks[at].time);
    let day = |i: usize| {
        let word = s.lower(i);
        word.ends_with("day") || word.len() < 3 && word.bytes().all(|b| b.is_ascii_digit())
    };
    words.into_iter().any(day)
}

/// Returns the clause that tells what became of what a relative clause says was to be at the time: "a
/// convoy that was to bring relief last week was bombed".
fn became(
    s: &Sentence<'_>,
    parse: &Parse,
    verdicts: &[Verdict],
    c: usize,
    at: usize,
) -> Option<usize> {
    let clause = &parse.clauses[c];
    let was_to_be = clause.kind == Kind::Relative
        && clause.verb.past
        && matches!(verdicts[c].status, Status::Planned | Status::Cancelled)
        && !looks_ahead(s, at);
    let around = parse.clauses.get(c + 1).filter(|_| was_to_be)?;
    let of_it =
        around.kind == Kind::Main && around.subject.is_some() && around.subject == clause.subject;
    let told = around.verb.past && !around.verb.perfect && verdicts[c + 1].worth == Worth::Event;
    let happened = verdicts[c + 1].status == Status::Happened && !verdicts[c + 1].cancels;
    (of_it && told && happened).then_some(c + 1)
}

/// Returns the clauses that a clause with a time at `at` is told at once with: "nine people died and
/// two were saved when a ferry sank on Sunday", "was shot and wounded on Friday".
fn at_once(s: &Sentence<'_>, parse: &Parse, c: usize, at: usize) -> Range<usize> {
    let clause = &parse.clauses[c];
    let before = &parse.clauses[..c];
    let twins = |a: &Clause, b: &Clause| {
        let joined = a.verb.last + 2 == b.verb.first && s.toks[a.verb.last + 1].tag == Tag::Conj;
        joined && a.subject.is_some() && a.subject == b.subject
    };
    if before.last().is_some_and(|twin| twins(twin, clause)) {
        return c - 1..c;
    }
    // "On Friday they seized and searched the ship."
    let next = parse.clauses.get(c + 1).filter(|_| at < clause.verb.first);
    if next.is_some_and(|twin| twins(clause, twin)) {
        return c + 1..c + 2;
    }
    let opened = clause.marker.filter(|_| clause.kind == Kind::Sub);
    let opens =
        |words: &[&str]| opened.is_some_and(|m| clause.verb.past && words.contains(&&*s.lower(m)));
    // "Nine people were killed after the ferry sank": what befell them is of that time, too.
    let befell = before.first().is_some_and(|c| {
        let counted = s.toks[c.verb.head].lex.counted;
        let was = c.verb.past || c.verb.perfect;
        was && matches!(counted, Some("killed" | "wounded" | "injured"))
    });
    if befell && opens(&["after"]) {
        return 0..1;
    }
    // "While he was clerk in 2012, Lund sold it"; but "while sales fell in May, profits rose" sets two side by side.
    let stood = c == 0 && s.toks[clause.verb.head].tag == Tag::Be;
    let once = opens(&["when", "as"]) || stood && opens(&["while"]);
    let told = |of: &&Clause| of.kind == Kind::Main && of.verb.past && !of.verb.pluperfect;
    // "As the mill burned on Friday, the mayor fled."
    let behind = parse.clauses.get(c + 1).filter(told);
    if once && c == 0 && behind.is_some() {
        return 1..2;
    }
    // "Nine died when a bridge that was built in 1962 fell on Tuesday."
    let inner = |o: &&Clause| opened.is_some_and(|m| o.start > m);
    let end = c - before.iter().rev().take_while(inner).count();
    let mains = before[..end].iter().rev().take_while(told).count();
    if once { end - mains..end } else { c..c }
}

fn own(c: usize, verdict: &Verdict, time: u32) -> Found {
    Found {
        clause: Some(c),
        noun: None,
        saying: None,
        time: Some(time),
        dating: Dating::Own,
        status: verdict.status,
        cue: verdict.cue.clone(),
        action: verdict.action,
        part: None,
        reach: Reach::AsTold,
        told: false,
    }
}

/// Tells whether a sentence is one saying: nothing in it is told but by that.
fn said_whole(s: &Sentence<'_>, parse: &Parse) -> bool {
    let frames = parse
        .clauses
        .iter()
        .filter(|c| s.toks[c.verb.head].lex.is(can::SAY | can::THINK))
        .count();
    frames == 1
}

/// Returns the clause that goes on since what clause `c` tells, and the word that says so: "the town
/// has been shelled since the truce broke down on Friday".
fn since_when(s: &Sentence<'_>, parse: &Parse, c: usize) -> Option<(usize, usize)> {
    let clause = &parse.clauses[c];
    let since = clause
        .marker
        .filter(|&m| clause.kind == Kind::Sub && clause.verb.past && s.lower(m) == "since")?;
    let main = c.checked_sub(1).unwrap_or(c + 1);
    let lasts = parse.clauses.get(main)?;
    let told = matches!(lasts.kind, Kind::Main | Kind::Content);
    (told && lasts.verb.perfect && !measured_since(s, since)).then_some((main, since))
}

/// Returns the words that say that somebody will not do something.
fn will_not(s: &Sentence<'_>, verb: &VerbGroup) -> Option<Range<usize>> {
    let will = verb.modal.filter(|_| verb.negated)?;
    matches!(&*s.lower(will), "will" | "wo" | "would").then_some(verb.first..verb.last + 1)
}
