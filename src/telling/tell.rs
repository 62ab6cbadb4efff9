//! From a sentence to its tellings: which clauses are told, and which time dates each.

mod beside;
mod context;
mod faint;
mod opening;
mod place;
mod voice;

use super::anaphora::Before;
use super::attribution::attribution;
use super::clause::{Clause, Kind, Parse, VerbGroup, parse};
use super::headline;
use super::lexicon::can;
use super::names::Names;
use super::quantity::quantities;
use super::sentence::Sentence;
use super::status::{
    Verdict, Worth, event_in_object, is_event_noun, judge, leaves_open, meaning, phrasal,
};
use super::tag::{Tag, Tok};
use super::vocabulary::Vocabulary;
use super::{Dating, Feature, FeatureKind, Reach, Status, Telling, Term};
use crate::text::stem::stem;
use crate::text::token::TokenKind;
use crate::time::Recognised;
use beside::{Beside, beside, fronted, measured_since, since_before};
use context::{Lends, leans, lends, names_day};
use place::{
    PutOff, brings, clause_bytes, clause_dated_by_relative, closes, counted_from, counts_nothing,
    has_own_time, heading_words, is_caption, is_heading, measures, noun_dated, participle_dated,
    put_off, subjectless, times_of,
};
use std::ops::Range;
use voice::Voice;

/// Reads the sentences of one article in order and keeps its tellings.
pub struct Teller<'a> {
    names: &'a Names,
    times: &'a Recognised,
    vocabulary: &'a Vocabulary,
    before: Before,
    /// The last dated telling, with the number of its sentence.
    last_dated: Option<(usize, usize)>,
    /// The last time at which something was, and the number of its sentence.
    last_time: Option<(u32, usize)>,
    /// To which sentences it lends its time.
    lends: Lends,
    /// What is kept of each telling's sentence.
    notes: Vec<Note>,
    /// What the article says is called off: the stem of the happening, and the words.
    called_off: Vec<(String, Range<usize>)>,
    tellings: Vec<Telling>,
    voice: Voice,
    /// Sentences that added to an earlier telling.
    n_added: usize,
}

/// What is kept of the sentence of a telling.
#[derive(Debug, Default)]
struct Note {
    /// The happenings that it names, by verb stem.
    events: Vec<String>,
    /// Its number.
    sentence: usize,
    /// It is the headline.
    heading: bool,
    /// The telling is dated by a day, which others that tell the same have too.
    on_a_day: bool,
    /// The time is that at which somebody said so.
    told: bool,
    /// A noun names the happening: "the explosion on 20 April".
    named: bool,
    /// It is told in the plain past.
    narrates: bool,
}

/// What a telling must be to be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bar {
    /// What a chronicler would write down by itself.
    Chronicler,
    /// Whatever the sentence says: another article may tell the same, and better.
    Anything,
}

/// One happening found in a sentence.
struct Found {
    clause: Option<usize>,
    noun: Option<usize>,
    saying: Option<usize>,
    time: Option<u32>,
    dating: Dating,
    status: Status,
    cue: Option<Range<usize>>,
    action: usize,
    /// The tokens that tell it, when they are not a whole clause.
    part: Option<Range<usize>>,
    /// How it lies to its time.
    reach: Reach,
    /// The time is that at which somebody said so.
    told: bool,
}

impl Found {
    /// Notes that "since" at token `since` says when it began.
    fn goes_on(&mut self, since: usize) {
        self.reach = Reach::Onward;
        if self.status == Status::Happened {
            self.status = Status::Ongoing;
            self.cue = Some(since..since + 1);
        }
    }
}

impl<'a> Teller<'a> {
    /// Returns a teller that has read nothing yet.
    pub fn new(names: &'a Names, times: &'a Recognised, vocabulary: &'a Vocabulary) -> Self {
        Self {
            names,
            times,
            vocabulary,
            before: Before::default(),
            last_dated: None,
            last_time: None,
            lends: Lends::None,
            notes: Vec::new(),
            called_off: Vec::new(),
            tellings: Vec::new(),
            voice: Voice::default(),
            n_added: 0,
        }
    }

    /// Reads the next sentence.
    pub fn read(&mut self, s: &Sentence<'_>, line: u32) {
        let parse = parse(s.toks);
        let verdicts: Vec<Verdict> = (0..parse.clauses.len())
            .map(|c| judge(s, &parse, c))
            .collect();
        let found = self.find(s, &parse, &verdicts);
        let before = self.tellings.len();
        let added = self.n_added;
        for found in &found {
            self.tell(s, &parse, found, line, Bar::Chronicler);
        }
        if self.tellings.len() == before && self.n_added == added {
            let other = found
                .into_iter()
                .next()
                .or_else(|| faint::least(s, &parse, &verdicts));
            if let Some(found) = other {
                self.tell(s, &parse, &found, line, Bar::Anything);
            }
        }
        self.note_called_off(s, &parse, &verdicts);
        self.before = std::mem::take(&mut self.before).after(s, &parse, self.names);
        let voice = std::mem::take(&mut self.voice);
        self.voice = voice.after(s, &parse, self.names, self.vocabulary);
    }

    /// Reads a sentence in a language whose grammar is not known here: it tells something
    /// when it carries a time or breaks the news, in its own first words.
    pub fn read_plain(&mut self, s: &Sentence<'_>, line: u32) {
        let time = s.toks.iter().find_map(|t| t.time);
        if s.asks() || (time.is_none() && !s.lead) {
            return;
        }
        let text = &s.body[s.range.clone()];
        let headline: Vec<&str> = text.split_whitespace().take(9).collect();
        if headline.len() < 2 {
            return;
        }
        let all: Vec<&Tok> = s.toks.iter().collect();
        self.notes.push(Note::default());
        self.tellings.push(Telling {
            sentence: s.range.clone(),
            clause: s.range.clone(),
            adds: Vec::new(),
            line,
            text: text.to_owned(),
            headline: headline
                .join(" ")
                .trim_end_matches([',', '.', ';', ':'])
                .to_owned(),
            time,
            dating: if time.is_some() {
                Dating::Own
            } else {
                Dating::Published
            },
            status: Status::Happened,
            status_cue: None,
            action: None,
            terms: self.features(&all),
            around: self.stems(s.toks),
            names: self.names_in(&s.range),
            quantities: Vec::new(),
            said_by: None,
            lead: s.lead,
            reach: Reach::AsTold,
            faint: false,
        });
    }

    /// Returns the tellings, with what is called off anywhere in the article marked so.
    pub fn finish(mut self) -> Vec<Telling> {
        for i in 0..self.tellings.len() {
            if let Some(time) = opening::day(&self.tellings, &self.notes, i) {
                self.tellings[i].time = Some(time);
            } else if let Some(time) = opening::day_before_said(&self.tellings, &self.notes, i) {
                self.tellings[i].time = Some(time);
                self.tellings[i].dating = Dating::Context;
            }
        }
        for telling in &mut self.tellings {
            if telling.status == Status::Planned
                && let Some(action) = &telling.action
                && let Some((_, cue)) = self.called_off.iter().find(|(a, cue)| {
                    a == action && !(telling.sentence.start > cue.end && still_planned(telling))
                })
            {
                telling.status = Status::Cancelled;
                telling.status_cue = Some(cue.clone());
            }
        }
        self.tellings
    }

    fn find(&self, s: &Sentence<'_>, parse: &Parse, verdicts: &[Verdict]) -> Vec<Found> {
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

    /// Returns a clause's telling without a time of its own.
    fn undated(&self, s: &Sentence<'_>, parse: &Parse, verdicts: &[Verdict], c: usize) -> Found {
        let clause = &parse.clauses[c];
        let told = matches!(clause.kind, Kind::Main | Kind::Content);
        let quoted = s.toks[clause.verb.head].quoted;
        Found {
            clause: Some(c),
            noun: None,
            saying: None,
            time: None,
            dating: if s.lead && !clause.verb.pluperfect && told && !quoted {
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
        }
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
        let add = |out: &mut Vec<Found>, found: Found| {
            let same = out.iter().any(|o| {
                o.action == found.action && (o.clause == found.clause || o.noun.is_some())
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
                    status: Status::Happened,
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
        match verdict.worth {
            Worth::Event | Worth::Dated => {
                let mut found = own(c, verdict, time);
                let v = parse.clauses[c].verb;
                if let Some(since) = since_before(s, at).filter(|_| v.perfect || !v.past) {
                    found.goes_on(since);
                }
                let present = !v.past && !v.perfect && v.modal.is_none();
                if found.status == Status::Happened && present && self.times.lies_ahead(time) {
                    // "The leaders, who meet on Thursday."
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
                for main in at_once(s, parse, c) {
                    if verdicts[main].worth == Worth::Event && !has_own_time(s, parse, main, out) {
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
                            status: verdict.status,
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

    fn tell(&mut self, s: &Sentence<'_>, parse: &Parse, found: &Found, line: u32, bar: Bar) {
        let toks = s.toks;
        let clause = found.clause;
        let bytes = match &found.part {
            Some(part) => toks[part.start].start..toks[part.end - 1].end,
            None => clause.map_or(s.range.clone(), |c| clause_bytes(s, parse, c)),
        };
        let mut found_dating = found.dating;
        let mut time = found.time;
        let since = self.since_then(s, parse, found);
        if let Some((began, _)) = since {
            found_dating = Dating::Context;
            time = Some(began);
        }
        let reach = match since {
            Some(_) => Reach::Onward,
            None => found.reach,
        };
        let (status, cue) = match since {
            Some((_, at)) if found.status == Status::Happened => {
                (Status::Ongoing, Some(at..at + 1))
            }
            _ => (found.status, found.cue.clone()),
        };
        if time.is_none()
            && let Some((telling, n)) = self.last_dated
        {
            if bar == Bar::Chronicler && (n + 1..=n + 2).contains(&s.n) && self.adds_to(s, telling)
            {
                self.add_to(s, parse, telling, clause);
                return;
            }
            let narrates = narrates(parse, found);
            let lent = match self.lends {
                Lends::None => false,
                Lends::Leaning => leans(s),
                Lends::Any => true,
            };
            let own = toks.iter().any(|t| t.time.is_some() && !t.quoted);
            if s.n == n + 1 && narrates && lent && !own && !s.opens && !s.lead {
                found_dating = Dating::Context;
                time = self.tellings[telling].time;
            }
        }
        let headline = match (found.noun, found.saying, clause) {
            (None, None, None) => String::new(),
            (Some(noun), _, _) => self.headline_of_noun(s, parse, found, noun),
            (_, Some(said), Some(c)) => {
                headline::of_saying(s, parse, c, said, self.names, &self.before)
            }
            (_, _, Some(c)) => match headline::believer(s, parse, c) {
                Some(b) => headline::of_saying(s, parse, b, c, self.names, &self.before),
                None => headline::of_clause(s, parse, c, self.names, &self.before),
            },
            _ => String::new(),
        };
        // "Tuesday left 12 people dead": what it brought is told, not that it did.
        let bare = found.noun.is_none() && clause.is_some_and(|c| subjectless(s, parse, c));
        let headline = match clause.filter(|_| bare && time.is_some() && found.saying.is_none()) {
            Some(c) if brings(s, parse, c) => headline::of_object(s, parse, c, self.names),
            _ => headline,
        };
        let headline = match heading_words(s) {
            Some(own) if found.time.is_none() => own,
            _ => headline,
        };
        let n_words = headline.split_whitespace().count();
        let said = s.word(found.action);
        let says = match clause.map(|c| parse.clauses[c].verb) {
            Some(v) if v.head == found.action => meaning(s, &v).is(can::SAY),
            _ => toks[found.action].lex.is(can::SAY),
        };
        let bare_saying = says
            && found.noun.is_none()
            && found.saying.is_none()
            && headline.split_whitespace().rev().take(2).any(|w| w == said);
        let orphan =
            bare && (time.is_none() || clause.is_none_or(|c| !brings(s, parse, c)) || n_words < 3);
        // Nobody knows who "they" are, what "five" counts, or what "Lund got".
        let unknown = ["It", "They", "He", "She"].iter().any(|p| {
            let behind = headline.strip_prefix(p);
            behind.is_some_and(|rest| rest.starts_with([' ', '\'', '’']))
        }) || found.noun.is_none()
            && clause.is_some_and(|c| counts_nothing(s, parse, c));
        let hollow = found.noun.is_none()
            && clause.is_some_and(|c| {
                let v = &parse.clauses[c].verb;
                n_words < 3 && toks[found.action].lex.is(can::LIGHT) && !v.passive
                    || n_words < 3
                        && v.head == found.action
                        && v.head == v.last
                        && toks[v.head].tag == Tag::Be
            });
        // "On a channel created on Thursday": where something was told.
        let place = n_words < 3
            && clause.is_some_and(|c| {
                let clause = &parse.clauses[c];
                let before = clause.subject.as_ref().and_then(|r| r.start.checked_sub(1));
                let opens = |b: usize| b == 0 || toks[b - 1].tag == Tag::Comma;
                toks[clause.verb.first].tag == Tag::Ed
                    && clause.kind != Kind::Relative
                    && before.is_some_and(|b| toks[b].tag == Tag::Prep && opens(b))
            });
        let poor = n_words < 2 || place || bare_saying || orphan || unknown || hollow;
        if poor && bar == Bar::Chronicler {
            // It says more of what was told just before, if anything.
            if !bare_saying
                && let Some((telling, n)) = self.last_dated
                && s.n == n + 1
                && !s.opens
            {
                self.add_to(s, parse, telling, clause);
            }
            return;
        }
        let headline = match bar {
            // Without its head "whether the dam leaks" would say that it does.
            Bar::Anything if clause.is_some_and(|c| leaves_open(s, parse, c)) => {
                faint::words(s, "", true)
            }
            Bar::Anything => faint::words(s, &headline, poor),
            Bar::Chronicler => headline,
        };
        let own_clause = clause.filter(|_| found.saying.is_none());
        let said_by = attribution(s, parse, own_clause, self.names, self.vocabulary)
            .or_else(|| self.voice.of(s).cloned());
        let in_clause = |t: &Tok| t.start >= bytes.start && t.end <= bytes.end;
        let words: Vec<&Tok> = toks.iter().filter(|t| in_clause(t)).collect();
        let quantities = quantities(s.body, toks, &s.range, self.vocabulary);
        let telling = Telling {
            sentence: s.range.clone(),
            terms: self.features(&words),
            around: self.stems(toks),
            names: self.names_in(&bytes),
            clause: bytes,
            adds: Vec::new(),
            line,
            text: s.body[s.range.clone()].to_owned(),
            headline,
            time,
            dating: found_dating,
            status,
            status_cue: cue
                .filter(|r| r.start < r.end && r.end <= toks.len())
                .map(|r| toks[r.start].start..toks[r.end - 1].end),
            action: (!matches!(
                toks[found.action].tag,
                Tag::Be | Tag::Have | Tag::Do | Tag::Modal
            ))
            .then(|| self.action_of(s, parse, found)),
            quantities,
            said_by,
            lead: s.lead,
            reach,
            faint: bar == Bar::Anything,
        };
        // "Expected on the 19th until last Tuesday, when the visit was cancelled": what follows is
        // of the 19th.
        let aside = clause
            .is_some_and(|c| matches!(parse.clauses[c].kind, Kind::Relative | Kind::Sub))
            && self.last_dated.is_some_and(|(_, n)| n == s.n);
        let dated = telling.dating == Dating::Own && !aside;
        let was = !matches!(telling.status, Status::Planned | Status::Cancelled);
        if let Some(time) = telling.time.filter(|_| dated && was) {
            self.last_time = Some((time, s.n));
        }
        if telling.time.is_some() && dated && !telling.faint {
            self.last_dated = Some((self.tellings.len(), s.n));
            self.lends = lends(s, parse, found);
        }
        let events = toks
            .iter()
            .filter(|t| is_event_noun(t) || t.tag.verb())
            .map(|t| self.action(t))
            .collect();
        self.notes.push(Note {
            events,
            sentence: s.n,
            heading: is_heading(s),
            on_a_day: match found.noun {
                Some(_) => names_day(s, found),
                None => lends(s, parse, found) == Lends::Any,
            },
            told: found.told,
            named: found.noun.is_some(),
            narrates: narrates(parse, found),
        });
        self.tellings.push(telling);
    }

    /// Returns the time since which a sentence says that something has gone on, where the sentence
    /// before told it, and the word that says so: "Rebels took the hill in May. It has been shelled
    /// ever since."
    fn since_then(&self, s: &Sentence<'_>, parse: &Parse, found: &Found) -> Option<(u32, usize)> {
        let perfect = found.clause.is_some_and(|c| parse.clauses[c].verb.perfect);
        let since = ever_since(s).filter(|_| perfect && found.time.is_none())?;
        let (time, n) = self.last_time?;
        (n + 1..=n + 2).contains(&s.n).then_some((time, since))
    }

    /// Returns the headline of a happening that a noun names: what calls it off is told with it.
    fn headline_of_noun(
        &self,
        s: &Sentence<'_>,
        parse: &Parse,
        found: &Found,
        noun: usize,
    ) -> String {
        let called_off = || {
            let cue = found
                .cue
                .clone()
                .filter(|_| found.status == Status::Cancelled)?;
            let by = parse
                .clauses
                .iter()
                .position(|c| c.verb.first == cue.start)?;
            let of_it = parse.clauses[by].subject.clone();
            if parse.clauses[by].verb.passive || of_it.is_some_and(|r| r.contains(&noun)) {
                let told = headline::of_clause(s, parse, by, self.names, &self.before);
                return told
                    .to_lowercase()
                    .contains(&*s.lower(noun))
                    .then_some(told);
            }
            // Whose visit it is, the subject tells.
            let of = found.clause?;
            Some(headline::of_noun_of(
                s,
                parse,
                noun,
                of,
                self.names,
                &self.before,
            ))
        };
        // What a number says of it stands with it: "turnout in Sunday's vote was 70 per cent".
        let measured = || {
            let c = found.clause.filter(|_| found.status == Status::Happened)?;
            let subject = parse.clauses[c].subject.clone()?;
            let head = subject.clone().find(|&i| s.toks[i].tag == Tag::Prep)?;
            let is = s.toks[parse.clauses[c].verb.head].tag == Tag::Be;
            (is && head < noun && subject.contains(&noun))
                .then(|| headline::of_clause(s, parse, c, self.names, &self.before))
        };
        let own = || headline::of_noun(s, parse, noun, self.names, &self.before);
        called_off().or_else(measured).unwrap_or_else(own)
    }

    /// Tells whether a sentence goes on about the happening of an earlier telling.
    fn adds_to(&self, s: &Sentence<'_>, telling: usize) -> bool {
        let earlier = &self.tellings[telling];
        let undated = s.toks.iter().all(|t| t.time.is_none());
        undated
            && s.toks.windows(3).any(|w| {
                let definite = w[0].tag == Tag::Det
                    && matches!(
                        s.text_of(&w[0]).to_ascii_lowercase().as_str(),
                        "the" | "these" | "those" | "this" | "that"
                    );
                definite
                    && w[1..].iter().any(|t| {
                        is_event_noun(t) && {
                            let action = self.action(t);
                            earlier.action.as_deref() == Some(&*action)
                                || self.notes[telling].events.contains(&action)
                        }
                    })
            })
    }

    fn add_to(&mut self, s: &Sentence<'_>, parse: &Parse, telling: usize, clause: Option<usize>) {
        let quantities = quantities(s.body, s.toks, &s.range, self.vocabulary);
        let names = self.names_in(&s.range);
        let said_by = attribution(s, parse, clause, self.names, self.vocabulary);
        // "Building began in 2014" is no part of what was done in 2010.
        if s.toks.iter().any(|t| t.time.is_some()) {
            return;
        }
        self.n_added += 1;
        let earlier = &mut self.tellings[telling];
        if !earlier.adds.contains(&s.range) {
            earlier.adds.push(s.range.clone());
        }
        earlier.quantities.extend(quantities);
        for name in names {
            if !earlier.names.contains(&name) {
                earlier.names.push(name);
            }
        }
        if earlier.said_by.is_none() {
            earlier.said_by = said_by;
        }
        if let Some((_, n)) = &mut self.last_dated {
            *n = s.n;
        }
    }

    /// Returns what a happening is known by: the stem of its verb, or of one that says the
    /// same as a verb with a particle.
    fn action_of(&self, s: &Sentence<'_>, parse: &Parse, found: &Found) -> String {
        let verb = found.clause.map(|c| parse.clauses[c].verb);
        let said = verb
            .filter(|v| v.head == found.action)
            .and_then(|v| phrasal(s, &v));
        match said {
            Some(verb) => stem(verb),
            None => self.action(&s.toks[found.action]),
        }
    }

    /// Returns the stem of the verb that a token is, or that says the same.
    fn action(&self, t: &Tok) -> String {
        self.vocabulary.word(t.id).action.to_string()
    }

    /// Returns what a sentence's content words, and the acts that they name, are known by.
    fn stems(&self, toks: &[Tok]) -> Vec<Term> {
        let mut out: Vec<Term> = Vec::with_capacity(toks.len());
        for t in toks.iter().filter(|t| says_something(t)) {
            let word = self.vocabulary.word(t.id);
            out.push(Term::of(&word.stem));
            if is_event_noun(t) {
                out.push(Term::of(&word.action));
            }
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    fn features(&self, words: &[&Tok]) -> Vec<Feature> {
        let mut out: Vec<Feature> = Vec::with_capacity(words.len());
        for t in words {
            if !says_something(t) {
                continue;
            }
            let kind = match t.tag {
                Tag::Name => FeatureKind::Name,
                Tag::Num => FeatureKind::Number,
                tag if tag.verb() => FeatureKind::Verb,
                _ => FeatureKind::Word,
            };
            let stem = &self.vocabulary.word(t.id).stem;
            if !out.iter().any(|f| *f.stem == **stem) {
                out.push(Feature {
                    stem: stem.to_string(),
                    kind,
                });
            }
            // "airstrikes" are strikes, a "trip" is a visit.
            let action = &self.vocabulary.word(t.id).action;
            if is_event_noun(t) && !out.iter().any(|f| *f.stem == **action) {
                out.push(Feature {
                    stem: action.to_string(),
                    kind: FeatureKind::Verb,
                });
            }
        }
        out
    }

    fn names_in(&self, bytes: &Range<usize>) -> Vec<u32> {
        let mut out = Vec::new();
        for (_, name) in self.names.within(bytes) {
            if !out.contains(name) {
                out.push(*name);
            }
        }
        out
    }

    /// Keeps what "cancelled the visit" and "the visit was postponed" call off.
    fn note_called_off(&mut self, s: &Sentence<'_>, parse: &Parse, verdicts: &[Verdict]) {
        for (c, verdict) in verdicts.iter().enumerate() {
            if !verdict.cancels || verdict.worth < Worth::Dated {
                continue;
            }
            let verb = parse.clauses[c].verb;
            let target = if verb.passive {
                parse.clauses[c]
                    .subject
                    .clone()
                    .and_then(|r| r.rev().find(|&i| is_event_noun(&s.toks[i])))
            } else {
                super::status::event_in_object(s.toks, parse, c)
            };
            if let Some(target) = target {
                let cue = s.toks[verb.first].start..s.toks[verb.last].end;
                self.called_off.push((self.action(&s.toks[target]), cue));
            }
        }
    }
}

/// Tells whether something is told in the plain past, as what happened next is.
fn narrates(parse: &Parse, found: &Found) -> bool {
    found.clause.is_some_and(|c| {
        let v = parse.clauses[c].verb;
        v.past && !v.perfect && v.modal.is_none()
    })
}

/// Tells whether a text says outright that something will be: told after another of its kind was
/// called off, that is not what was.
fn still_planned(telling: &Telling) -> bool {
    let cue = telling.status_cue.as_ref();
    let length = cue.map_or(0, |cue| cue.len());
    (1..="shall".len()).contains(&length) && telling.dating == Dating::Own
}

/// Tells whether a word says more than how and when.
fn says_something(t: &Tok) -> bool {
    t.id != u32::MAX
        && t.kind != TokenKind::Clitic
        && !matches!(t.tag, Tag::Time | Tag::Adv | Tag::Genitive)
        && !t.lex.is(can::STOP | can::CALENDAR)
}

/// Returns the clauses that a clause with a time is told at once with: "nine people died and
/// two were saved when a ferry sank on Sunday", "was shot and wounded on Friday".
fn at_once(s: &Sentence<'_>, parse: &Parse, c: usize) -> Range<usize> {
    let clause = &parse.clauses[c];
    let before = &parse.clauses[..c];
    if let Some(twin) = before.last()
        && clause.subject.is_some()
        && twin.subject == clause.subject
        && twin.verb.last + 2 == clause.verb.first
        && s.toks[twin.verb.last + 1].tag == Tag::Conj
    {
        return c - 1..c;
    }
    let opened = clause.marker.filter(|_| clause.kind == Kind::Sub);
    let opens =
        |words: &[&str]| opened.is_some_and(|m| clause.verb.past && words.contains(&&*s.lower(m)));
    // "Nine people were killed after the ferry sank": what befell them is of that time, too.
    let befell = before.first().is_some_and(|c| {
        let counted = s.toks[c.verb.head].lex.counted;
        c.verb.past && matches!(counted, Some("killed" | "wounded" | "injured"))
    });
    if befell && opens(&["after"]) {
        return 0..1;
    }
    let once = opens(&["when", "as"]);
    let told = |of: &&Clause| of.kind == Kind::Main && of.verb.past && !of.verb.pluperfect;
    let mains = before.iter().rev().take_while(told).count();
    if once { c - mains..c } else { c..c }
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

/// Returns the "since" by which a sentence looks back on what was told before it: "since then",
/// "ever since", "has not been seen since".
fn ever_since(s: &Sentence<'_>) -> Option<usize> {
    let since = (0..s.toks.len()).rfind(|&i| s.lower(i) == "since")?;
    let then = s.lower(since + 1) == "then";
    let last = s.toks[since + 1..].iter().all(|t| t.tag == Tag::Mark);
    (then || last).then_some(since)
}

/// Returns the words that say that somebody will not do something.
fn will_not(s: &Sentence<'_>, verb: &VerbGroup) -> Option<Range<usize>> {
    let will = verb.modal.filter(|_| verb.negated)?;
    matches!(&*s.lower(will), "will" | "wo" | "would").then_some(verb.first..verb.last + 1)
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
