//! From a sentence to its tellings: which clauses are told, and which time dates each.

mod aside;
mod beside;
mod context;
mod faint;
mod find;
mod habit;
mod lasting;
mod named;
mod opening;
mod place;
mod recall;
mod terms;
mod voice;

use super::anaphora::Before;
use super::attribution::attribution;
use super::clause::{Clause, Kind, Parse, parse};
use super::headline::{self, Ended, Tells};
use super::lexicon::{self, can};
use super::names::Names;
use super::quantity::quantities;
use super::sentence::Sentence;
use super::status::{Verdict, Worth, called_off_later, is_event_noun, judge, leaves_open, meaning};
use super::tag::{Tag, Tok};
use super::vocabulary::Vocabulary;
use super::{Dating, Flow, Reach, Status, Telling, Term};
use crate::time::Recognised;
use context::{Lends, flow, is_inner, leans, lends, names_day, throughout};
use habit::is_usual;
use place::{brings, clause_bytes, counts_nothing, heading_words, is_heading, subjectless};
use recall::RECALLED;
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
    /// A paragraph opens with it.
    opens: bool,
    /// The telling is dated by a day, which others that tell the same have too.
    on_a_day: bool,
    /// That day is one of a week: "last week".
    in_a_week: bool,
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
    /// Returns the words of a clause without tense, where such a one is told: "for | hitting a guard last week".
    fn doing(&self, toks: &[Tok]) -> Option<Range<usize>> {
        let part = self.part.clone().filter(|_| self.noun.is_none())?;
        let starts = part.start == self.action && toks[part.start].tag == Tag::Ing;
        starts.then_some(part)
    }

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
        let mut verdicts: Vec<Verdict> = (0..parse.clauses.len())
            .map(|c| judge(s, &parse, c))
            .collect();
        called_off_later(s, &parse, &mut verdicts);
        let found = self.find(s, &parse, &verdicts);
        let before = self.tellings.len();
        let added = self.n_added;
        for found in &found {
            self.tell(s, &parse, found, line, Bar::Chronicler);
        }
        if self.tellings.len() == before && self.n_added == added {
            // "He was ready to extend the pause that began on Tuesday": the words are those of the whole
            // sentence, which a time inside it does not date.
            let least = faint::least(s, &parse, &verdicts);
            let same = |f: &Found| least.as_ref().is_some_and(|l| l.clause == f.clause);
            let whole = found
                .into_iter()
                .find(|f| tells_whole(s, &parse, f) || f.part.is_none() && same(f));
            let other = whole.or(least);
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
            cut: false,
            flow: Flow::On,
            inner: false,
            told: false,
            again: None,
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
        voice::look_ahead(&mut self.tellings);
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
        let flow = match flow(s, parse, found, self.times) {
            Flow::On if self.is_during_another(s) => Flow::Elsewhen,
            flow => flow,
        };
        // "Over the years it lost its trade" is no news of the day.
        if flow == Flow::Elsewhen && found_dating == Dating::Published && !is_heading(s) {
            found_dating = Dating::None;
        }
        if time.is_none()
            && flow == Flow::On
            && let Some((telling, n)) = self.last_dated
        {
            if bar == Bar::Chronicler && (n + 1..=n + 2).contains(&s.n) && self.adds_to(s, telling)
            {
                self.add_to(s, parse, telling, clause);
                return;
            }
            let usual = clause.is_some_and(|c| is_usual(s, parse, c));
            let narrates = narrates(parse, found) && !usual;
            let near = (n + 1..=n + RECALLED).contains(&s.n);
            if near && narrates && self.recalls(s, parse, found, telling) {
                found_dating = Dating::Context;
                time = self.tellings[telling].time;
            }
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
            _ if found.doing(toks).is_some() => {
                let doing = found.doing(toks).unwrap_or_default();
                headline::of_doing(s, parse, doing, self.names)
            }
            (_, Some(said), Some(c)) => {
                headline::of_saying(s, parse, c, said, self.names, &self.before)
            }
            (_, _, Some(c)) => match headline::believer(s, parse, c) {
                Some(b) => headline::of_saying(s, parse, b, c, self.names, &self.before),
                None => {
                    let c = called_off(parse, found).unwrap_or(c);
                    headline::of_clause(s, parse, c, self.names, &self.before)
                }
            },
            _ => String::new(),
        };
        let said = s.word(found.action);
        // "Tuesday left 12 people dead": what it brought is told, not that it did.
        let bare = found.noun.is_none() && clause.is_some_and(|c| subjectless(s, parse, c));
        let headline = match clause.filter(|_| bare && time.is_some() && found.saying.is_none()) {
            Some(c) if brings(s, parse, c) || said == "brought" => {
                headline::of_object(s, parse, c, self.names)
            }
            _ => headline,
        };
        let headline = match heading_words(s) {
            Some(own) if found.time.is_none() => own,
            _ => headline,
        };
        let n_words = headline.split_whitespace().count();
        let says = match clause.map(|c| parse.clauses[c].verb) {
            Some(v) if v.head == found.action => meaning(s, &v).is(can::SAY),
            _ => toks[found.action].lex.is(can::SAY),
        };
        let bare_saying = says
            && found.noun.is_none()
            && found.saying.is_none()
            && headline
                .split_whitespace()
                .rev()
                .filter(|w| !lexicon::lookup(w).is(can::POSS))
                .take(2)
                .any(|w| w == said);
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
                && flow == Flow::On
                && self.lends != Lends::None
            {
                self.add_to(s, parse, telling, clause);
            }
            return;
        }
        let spoken = clause
            .filter(|_| found.noun.is_none() && found.saying.is_none())
            .and_then(|c| {
                let spoken = |c| headline::spoken(s, parse, c, self.names, &self.before);
                // "Lund told the paper, “The dam leaks”": what is said is told by whoever says it.
                let quoted = toks[parse.clauses[c].verb.head].quoted;
                spoken(c).or_else(|| (0..c).filter(|_| quoted).find_map(spoken))
            });
        // "Lund, whose firm built the mill, called for a vote": undated, it was built some time.
        let dated = found.dating == Dating::Own;
        let done = matches!(status, Status::Happened | Status::Ongoing) || dated;
        let doing = found.doing(toks).is_some();
        let main = clause
            .filter(|_| found.noun.is_none() && found.saying.is_none() && done && !doing)
            .and_then(|c| headline::around(s, parse, c, self.names, &self.before, dated));
        let opening = clause.filter(|_| found.noun.is_none()).and_then(|c| {
            let at = found
                .time
                .and_then(|t| toks.iter().position(|o| o.time == Some(t)))?;
            headline::of_opening(s, parse, c, at, self.names, &self.before)
        });
        let headline = opening.or(main).or(spoken).unwrap_or(headline);
        let noun = found
            .noun
            .filter(|&n| headline.to_lowercase().contains(&*s.lower(n)));
        let tells = match noun {
            Some(n) if is_event_noun(&toks[n]) => Tells::Happening,
            Some(_) if found.part.is_some() => Tells::Happening,
            Some(_) => Tells::Thing,
            None if doing => Tells::Happening,
            None => Tells::Clause,
        };
        let ended = |headline| headline::ended(s, parse, tells, headline);
        let first_words = |tried: &str, poor| {
            let words = faint::words(s, parse, tried, poor);
            let told = ended(words.headline);
            Ended {
                cut: told.cut || words.cut,
                ..told
            }
        };
        // “The dam leaks,” she said.
        let own = headline.contains(": “").then(|| headline.clone());
        let speech = own.or_else(|| headline::speech(s, parse));
        // “He always listened and he always understood”: two words of it would be told as a fact.
        let opens = toks.first().is_some_and(|t| t.tag == Tag::Quote);
        let bare = n_words < 3 && opens;
        let speech = speech.filter(|_| bar == Bar::Anything || bare);
        let own_denial = clause
            .filter(|_| found.noun.is_none())
            .is_some_and(|c| headline::denies(s, parse, c, &headline));
        let Ended { headline, cut } = match bar {
            _ if speech.is_some() => Ended {
                headline: speech.unwrap_or_default(),
                cut: false,
            },
            // Without its head "whether the dam leaks" would say that it does.
            Bar::Anything if clause.is_some_and(|c| leaves_open(s, parse, c)) => {
                first_words("", true)
            }
            Bar::Anything => {
                let told = first_words(&headline, poor);
                let long = told.headline.split_whitespace().count() > faint::LONG;
                let own = (told.cut || long) && !poor && faint::keeps(s, &headline);
                Some(ended(headline))
                    .filter(|own_words| own && !own_words.cut)
                    .unwrap_or(told)
            }
            Bar::Chronicler if own_denial => first_words("", true),
            Bar::Chronicler => ended(headline),
        };
        let cut = cut
            || own_denial
            || clause.is_some_and(|c| headline::is_theirs(s, parse, c, &headline));
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
            cut,
            flow,
            // What is told for want of better has the words of the whole sentence.
            inner: bar == Bar::Chronicler && is_inner(s, parse, found),
            told: found.told,
            again: self.taken_up(s, parse, found),
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
            opens: s.opens,
            on_a_day: match found.noun {
                Some(_) => names_day(s, found),
                None => lends(s, parse, found) == Lends::Any,
            },
            in_a_week: toks
                .iter()
                .any(|t| t.time.is_some() && t.time == found.time && s.text_of(t) == "week"),
            told: found.told,
            named: found.noun.is_some(),
            narrates: narrates(parse, found),
        });
        self.tellings.push(telling);
    }

    /// Tells whether a sentence is told as of the time of something that the one before it does not name:
    /// "The truce was signed on Monday. Shops were shut during the feast."
    fn is_during_another(&self, s: &Sentence<'_>) -> bool {
        let before = self.tellings.last().zip(self.notes.last());
        let named = |i: usize| {
            let word = self.vocabulary.word(s.toks[i].id);
            before.is_some_and(|(told, note)| {
                let known = told.around.binary_search(&Term::of(&word.stem)).is_ok();
                known || note.events.iter().any(|e| **e == *word.action)
            })
        };
        throughout(s).is_some_and(|i| !named(i))
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
        // "did not return calls left on Friday": that calls were left is not what is told.
        let undone = || {
            let not = |c: &&Clause| {
                let verb = &c.verb;
                let object = s.toks.get(verb.last + 1..=noun);
                let straight = object.is_some_and(|o| o.iter().all(|t| t.tag.nominal()));
                verb.negated && straight && verb.last < noun
            };
            let not = parse.clauses.iter().position(|c| not(&c))?;
            (!is_event_noun(&s.toks[noun]))
                .then(|| headline::of_clause(s, parse, not, self.names, &self.before))
        };
        let own = || headline::of_noun(s, parse, noun, self.names, &self.before);
        called_off()
            .or_else(measured)
            .or_else(undone)
            .unwrap_or_else(own)
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

/// Tells whether what was found is told by the sentence itself, not by a clause or a noun inside it.
fn tells_whole(s: &Sentence<'_>, parse: &Parse, found: &Found) -> bool {
    let says = |of: usize| {
        let verb = &parse.clauses[of].verb;
        s.toks[verb.head].lex.is(can::SAY | can::THINK)
    };
    // Its main verb was not found.
    let headless = parse.clauses.iter().all(|c| c.kind != Kind::Main);
    let main = |c: usize| {
        let clause = &parse.clauses[c];
        // "It was after midnight when they rose."
        let once = |m: usize| matches!(&*s.lower(m), "when" | "as" | "while");
        let beside = clause.kind == Kind::Sub && clause.marker.is_some_and(once);
        matches!(clause.kind, Kind::Main | Kind::Frame)
            || clause.of.is_some_and(says)
            || headless
            || beside
    };
    let all = |part: &Range<usize>| part.len() == s.toks.len();
    // "The vote is expected on Saturday", but not "declined to testify about last year's vote".
    let subject = |noun: usize| {
        let of = found.clause.and_then(|c| parse.clauses[c].subject.clone());
        of.is_some_and(|of| of.contains(&noun))
    };
    found.part.as_ref().is_none_or(all)
        && found.clause.is_none_or(main)
        && (found.time.is_none() || found.noun.is_none_or(subject))
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

/// Returns the "since" by which a sentence looks back on what was told before it: "since then",
/// "ever since", "has not been seen since".
fn ever_since(s: &Sentence<'_>) -> Option<usize> {
    let since = (0..s.toks.len()).rfind(|&i| s.lower(i) == "since")?;
    let then = s.lower(since + 1) == "then";
    let last = s.toks[since + 1..].iter().all(|t| t.tag == Tag::Mark);
    (then || last).then_some(since)
}

/// Returns the clause by which what another tells was called off: "was planned for May but was put off".
fn called_off(parse: &Parse, found: &Found) -> Option<usize> {
    let off = found.status == Status::Cancelled;
    let cue = found.cue.as_ref().filter(|_| off)?;
    let mut clauses = parse.clauses.iter();
    let by = clauses.position(|c| c.verb.first <= cue.start && cue.start <= c.verb.last)?;
    let subject = |c: usize| parse.clauses[c].subject.as_ref();
    let same = found.clause.is_some_and(|c| subject(c) == subject(by));
    (same && parse.clauses[by].kind != Kind::Relative).then_some(by)
}
