//! Verb groups: auxiliaries and main verb, with tense and voice.

use super::super::lexicon::can;
use super::super::tag::{Tag, Tok};
use super::VerbGroup;

/// Returns the verb groups of a sentence.
pub(super) fn verb_groups(toks: &[Tok]) -> Vec<VerbGroup> {
    let mut out = Vec::new();
    let mut i = 0;
    while i < toks.len() {
        if toks[i].tag.verbal()
            && let Some(group) = verb_group(toks, i)
        {
            i = group.last + 1;
            out.push(group);
        } else {
            i += 1;
        }
    }
    out
}

fn verb_group(toks: &[Tok], first: usize) -> Option<VerbGroup> {
    let mut g = VerbGroup {
        first,
        last: first,
        head: first,
        finite: true,
        passive: false,
        perfect: false,
        pluperfect: false,
        progressive: false,
        past: false,
        modal: None,
        negated: first > 0 && toks[first - 1].tag == Tag::Neg,
        doubtful: false,
    };
    let mut i = first;
    let mut state = Tag::Mark;
    let mut at_start = true;
    while let Some(t) = toks.get(i) {
        let fits = match t.tag {
            Tag::Modal | Tag::To => at_start,
            Tag::Be => at_start || matches!(state, Tag::Modal | Tag::To | Tag::Have | Tag::Be),
            Tag::Have => at_start || matches!(state, Tag::Modal | Tag::To | Tag::Do),
            Tag::Do => at_start || matches!(state, Tag::Modal | Tag::To | Tag::Have),
            Tag::Base => at_start || matches!(state, Tag::Modal | Tag::To | Tag::Do),
            Tag::Part | Tag::Ed => at_start || matches!(state, Tag::Be | Tag::Have),
            Tag::Ing => at_start || state == Tag::Be,
            Tag::Past | Tag::Pres => at_start,
            // "Have today reached", "were on Tuesday told", "had “put the dam at risk”".
            Tag::Adv | Tag::Neg | Tag::Time | Tag::Prep | Tag::Quote => {
                // Adverbs stay inside only when the verb goes on behind them.
                let next = (i..toks.len())
                    .find(|&n| !stands_between(toks, n))
                    .map(|n| toks[n].tag);
                let goes_on = next.is_some_and(|n| match state {
                    Tag::Modal | Tag::To | Tag::Do => {
                        matches!(n, Tag::Base | Tag::Be | Tag::Have)
                    }
                    Tag::Have => matches!(n, Tag::Part | Tag::Ed | Tag::Be),
                    Tag::Be => matches!(n, Tag::Part | Tag::Ed | Tag::Ing | Tag::Be),
                    _ => false,
                }) && !at_start;
                if t.tag == Tag::Neg && !at_start && state != Tag::Mark {
                    g.negated = true;
                    if !goes_on {
                        g.last = i;
                        break;
                    }
                }
                if !goes_on {
                    break;
                }
                i += 1;
                continue;
            }
            _ => false,
        };
        if !fits {
            break;
        }
        match t.tag {
            Tag::Modal | Tag::To => g.modal = Some(i),
            Tag::Part | Tag::Ed if state == Tag::Be => g.passive = true,
            Tag::Part | Tag::Ed if state == Tag::Have => g.perfect = true,
            Tag::Be if state == Tag::Have => g.perfect = true,
            // "Oil is being pumped."
            Tag::Be if state == Tag::Be => g.progressive = true,
            Tag::Ing if state == Tag::Be => g.progressive = true,
            _ => {}
        }
        if at_start {
            g.finite = match t.tag {
                Tag::To | Tag::Ing | Tag::Part => false,
                Tag::Be => !is_nonfinite(t),
                _ => true,
            };
            g.past = matches!(t.tag, Tag::Past | Tag::Ed) || is_past_auxiliary(t);
            g.doubtful = matches!(t.tag, Tag::Ed | Tag::Base);
        }
        g.head = i;
        g.last = i;
        state = t.tag;
        at_start = false;
        i += 1;
        if t.tag.verb() && !matches!(t.tag, Tag::Be | Tag::Have | Tag::Do) {
            break;
        }
    }
    if at_start {
        return None;
    }
    g.pluperfect = g.perfect && g.past && g.modal.is_none();
    if toks.get(g.last + 1).is_some_and(|t| t.tag == Tag::Particle) {
        g.last += 1;
    }
    Some(g)
}

/// Tells whether a word may stand between an auxiliary and its verb: an adverb, or a time with its
/// preposition.
fn stands_between(toks: &[Tok], i: usize) -> bool {
    match toks[i].tag {
        Tag::Adv | Tag::Neg | Tag::Time | Tag::Quote => true,
        Tag::Prep => toks.get(i + 1).is_some_and(|t| t.tag == Tag::Time),
        _ => false,
    }
}

/// Returns what follows the time at `from`, if one stands there with its preposition.
fn when_ends(toks: &[Tok], from: usize) -> Option<&Tok> {
    let time = from + usize::from(toks.get(from)?.tag == Tag::Prep);
    if toks.get(time)?.tag != Tag::Time {
        return None;
    }
    toks[time..].iter().find(|t| t.tag != Tag::Time)
}

/// Past forms of auxiliaries carry it in their spelling, which the word lists keep as length.
fn is_past_auxiliary(t: &Tok) -> bool {
    t.lex.is(can::PAST)
}

fn is_nonfinite(t: &Tok) -> bool {
    t.lex.is(can::ING | can::PART | can::BASE)
}

/// Decides for forms in "-ed" whether they are the verb of a clause or hang on a noun.
pub(super) fn settle(toks: &[Tok], mut verbs: Vec<VerbGroup>) -> Vec<VerbGroup> {
    let certain: Vec<bool> = verbs.iter().map(|v| v.finite && !v.doubtful).collect();
    for n in 0..verbs.len() {
        let v = verbs[n];
        if v.finite && toks[v.first].tag == Tag::Base && v.first == v.head {
            // A base form is finite only behind its subject: "they say", not "to go, see".
            let behind = toks[..v.first]
                .iter()
                .rev()
                .find(|t| !matches!(t.tag, Tag::Adv | Tag::Quote))
                .is_some_and(|t| {
                    t.tag.nominal() || matches!(t.tag, Tag::Rel | Tag::Time | Tag::Close)
                });
            // "The letters, written by two clerks, ask for time": who else would act?
            let comma = v.first > 2 && toks[v.first - 1].tag == Tag::Comma;
            let lone = comma && !certain.contains(&true) && !toks[v.first].lex.is(can::NOUN);
            // "pledged to hire clerks, train dockers": a list goes on.
            let listed = verbs[..n].iter().any(|o| toks[o.first].tag == Tag::To);
            verbs[n].finite = behind || lone && !listed;
            continue;
        }
        if hangs_on_object(toks, &verbs, n) {
            verbs[n].finite = false;
            verbs[n].passive = true;
            continue;
        }
        if !(v.finite && v.doubtful && toks[v.head].tag == Tag::Ed) {
            continue;
        }
        // "The match, first set for 3 May, was played": what stands behind the comma is inserted.
        let adverbs = toks[..v.first].iter().rev();
        let adverbs = adverbs.take_while(|t| t.tag == Tag::Adv).count();
        let opened = (v.first.checked_sub(adverbs + 1))
            .filter(|&p| adverbs > 0 && toks[p].tag == Tag::Comma)
            .filter(|_| verbs[n + 1..].iter().any(|v| v.finite));
        let prev = opened.or(v.first.checked_sub(1)).map(|p| toks[p].tag);
        // "In a letter dated 3 May, the mayor asked for help."
        let text = v
            .first
            .checked_sub(1)
            .is_some_and(|p| toks[p].lex.is(can::DISCOURSE | can::SAY));
        let next = toks.get(v.last + 1).map(|t| t.tag);
        let next_is_by = next == Some(Tag::Prep);
        let next_is_time = next == Some(Tag::Time);
        let speaks = toks[v.head].lex.is(can::SAY | can::THINK | can::DENY);
        // "said on Tuesday that", "said on Tuesday it had": what is said follows.
        let carries = when_ends(toks, v.last + 1).is_some_and(|t| {
            t.tag == Tag::That || speaks && (t.tag.nominal() || t.tag == Tag::Pron)
        });
        let any_other = certain.iter().enumerate().any(|(m, sure)| *sure && m != n);
        let by = toks.get(v.last + 1).is_some_and(|t| t.lex.is(can::BY));
        let other = (0..verbs.len()).any(|m| m != n && verbs[m].finite);
        let later = (n + 1..verbs.len()).find(|&m| verbs[m].finite);
        let later_joined = later.is_some_and(|m| {
            certain[m]
                && !(v.last + 1..verbs[m].first)
                    .any(|i| separates(toks[i].tag) && !joins_times(toks, i))
                && verbs[m].first > v.last + 1
        });
        // "Officers assigned to Lund stopped a man": what has an object is the verb.
        let later_acts = later.is_some_and(|m| {
            let acts = toks.get(verbs[m].last + 1).is_some_and(|t| t.tag.nominal());
            let close = !(v.last + 1..verbs[m].first).any(|i| separates(toks[i].tag));
            acts && close && toks[verbs[m].head].tag == Tag::Ed && next_is_by
        });
        let earlier = (0..n).rev().find(|&m| verbs[m].finite);
        // The subject still waits for its verb: what came before are relative clauses.
        // … "began when a boat that carries coal | hit the pier".
        let begun = toks[..v.first].iter().rposition(|t| t.tag == Tag::Sub);
        let object = toks.get(v.last + 1).is_some_and(|t| t.tag == Tag::Det);
        let from = begun
            .filter(|_| object)
            .map_or(0, |b| verbs[..n].iter().take_while(|o| o.first < b).count());
        let waits = all_relative(toks, &verbs[from..n]) && v.first > 2 && (from == 0 || from < n);
        // "said in a report released on Friday": what is released is the report.
        let inside = |t: &Tok| t.tag.nominal() && t.tag != Tag::Pron;
        let phrase = toks[..v.first].iter().rposition(|t| !inside(t));
        let in_phrase = phrase.is_some_and(|p| toks[p].tag == Tag::Prep);
        let object_of_earlier = earlier.is_some_and(|m| {
            let e = &verbs[m];
            !toks[e.last + 1..v.first].iter().any(|t| separates(t.tag))
                && (e.last > e.head
                    || !toks[e.head].lex.is(can::SAY | can::THINK)
                    || in_phrase && !speaks)
        });
        // "The number of people killed when the ferry sank has risen."
        let before_its_time = earlier.is_none()
            && toks.get(v.last + 1).is_some_and(|t| t.tag == Tag::Sub)
            && later.is_some_and(|m| {
                // "Nine died when a bridge that was old fell": the last verb is the bridge's.
                let m = m + usize::from(toks[verbs[m].first - 1].tag == Tag::Rel);
                let behind = verbs.get(m + 1).filter(|_| certain[m + 1]);
                behind.is_some_and(|b| {
                    let between = &toks[verbs[m].last + 1..b.first];
                    !between.is_empty() && !between.iter().any(|t| separates(t.tag))
                })
            });
        // … and of the clause between, one verb is its own.
        // … or "Mr." before its name.
        let inside = |t: &Tok| t.tag.nominal() || t.tag == Tag::Mark;
        let opens = toks[..v.first].iter().rposition(|t| !inside(t));
        let owed = earlier.is_none()
            && opens.is_some_and(|i| i > 0 && toks[i].tag == Tag::Sub)
            && verbs[n + 1..]
                .iter()
                .filter(|o| o.finite && !toks[v.first..o.first].iter().any(|t| separates(t.tag)))
                .count()
                == 1;
        // "A man accused of killing a guard escaped."
        let deed = next_is_by
            && earlier.is_none()
            && toks
                .get(v.last + 2)
                .is_some_and(|t| t.tag == Tag::Ing && !t.lex.is(can::SAY | can::THINK))
            && later.is_some_and(|m| {
                !toks[v.last..verbs[m].first]
                    .iter()
                    .any(|t| separates(t.tag))
            });
        // "Strike set for Monday called off."
        let planned = toks[v.head].lex.is(can::PLAN)
            && when_ends(toks, v.last + 1).is_some()
            && later.is_some_and(|m| {
                (v.last + 1..verbs[m].first)
                    .all(|i| !separates(toks[i].tag) || joins_times(toks, i))
            });
        // "may not be published, broadcast or rewritten".
        let shares_modal = matches!(prev, Some(Tag::Comma | Tag::Conj))
            && earlier.is_some_and(|m| verbs[m].modal.is_some() && verbs[m].passive);
        let shares_be = prev == Some(Tag::Conj) && shares_be(toks, &verbs, n);
        let put_in = prev == Some(Tag::Conj) && next_is_by && joins_inserted(toks, &verbs, n);
        // "The group that had run the camp closed it": the last verb is that of the group.
        let closes = waits
            && !earlier.is_some_and(|m| inserted(toks, &verbs[m]))
            && later.is_none_or(|m| {
                let between = &toks[v.last + 1..verbs[m].first];
                between.iter().any(|t| separates(t.tag))
            });
        let participle = match prev {
            _ if carries || owed => false,
            _ if (next_is_by || next_is_time)
                && (any_other || other && text)
                && fronted(toks, v.first) =>
            {
                true
            }
            _ if shares_modal || shares_be || put_in => true,
            Some(Tag::Pron | Tag::Rel | Tag::Adv | Tag::Conj | Tag::That | Tag::Time) => false,
            Some(Tag::Sub) => true,
            Some(Tag::Noun | Tag::Name | Tag::Close | Tag::Num) => {
                object_of_earlier && (!closes || next_is_by)
                    || before_its_time
                    || (by && other)
                    || (later_joined && !speaks)
                    || (later_acts && !speaks && earlier.is_none())
                    || planned
                    || deed
                    || (speaks && next_is_by && any_other && toks[v.head].lex.base != Some("say"))
            }
            // "over “crimes” committed in Vessin", "marked the file “closed”".
            Some(Tag::Quote) => {
                let alone = toks.get(v.last + 1).map(|t| t.tag) == Some(Tag::Quote);
                alone
                    || next_is_by
                        && earlier.is_some()
                        && !speaks
                        && v.first >= 2
                        && toks[v.first - 2].tag.nominal()
            }
            // "A ferry, thought to have lost its way, sank in the bay."
            Some(Tag::Comma) if speaks && next == Some(Tag::To) => put_between(toks, &verbs, n),
            Some(Tag::Comma) if goes_on(toks, &verbs, n) => false,
            // "Lund, the clerk, said in a memo released on Friday".
            Some(Tag::Comma) if toks[v.head].lex.base == Some("say") => false,
            // "The Herald, a daily, followed up with a page."
            Some(Tag::Comma) if earlier.is_none() && apposed(toks, v.first - 1) => {
                put_between(toks, &verbs, n)
            }
            Some(Tag::Comma) => next_is_by && other && !(waits && earlier.is_some()),
            // "Karl Holm (pictured) left."
            Some(Tag::Open) => next == Some(Tag::Close),
            None => next_is_by,
            Some(Tag::Prep) => true,
            // "were left stranded".
            Some(tag) if tag.verb() => true,
            _ => false,
        };
        if participle {
            verbs[n].finite = false;
            verbs[n].passive = true;
        }
    }
    verbs
}

/// Tells whether the past form of verb group `n` says what was done to the object before it: "did not
/// return calls left on Friday".
fn hangs_on_object(toks: &[Tok], verbs: &[VerbGroup], n: usize) -> bool {
    let v = &verbs[n];
    let either = v.finite && v.first == v.head && toks[v.head].lex.is(can::PART);
    let Some(before) = n.checked_sub(1).map(|m| &verbs[m]) else {
        return false;
    };
    // Only behind an auxiliary is it sure that the verb before has its object here.
    let acts = toks[before.head].tag == Tag::Base && before.first < before.head && !before.passive;
    let says = toks[before.head].lex.is(can::SAY | can::THINK | can::LIGHT);
    let object = &toks[before.last + 1..v.first];
    let noun = object.last().is_some_and(|t| t.tag == Tag::Noun);
    let plain = noun && object.iter().all(|t| t.tag.nominal());
    let next = toks.get(v.last + 1).map(|t| t.tag);
    let open = matches!(
        next,
        None | Some(Tag::Time | Tag::Prep | Tag::Adv | Tag::Mark)
    );
    let begun = toks[..before.first].iter().rposition(|t| separates(t.tag));
    let beside = begun.is_some_and(|b| matches!(toks[b].tag, Tag::Sub | Tag::Rel | Tag::That));
    either && acts && !says && plain && open && !beside
}

/// Tells whether all of these verbs are of relative clauses: "who is ill and has led the town".
fn all_relative(toks: &[Tok], verbs: &[VerbGroup]) -> bool {
    let mut before: Option<&VerbGroup> = None;
    verbs.iter().filter(|v| v.finite).all(|v| {
        let opens = toks[..v.first].iter().rev().find(|t| t.tag != Tag::Adv);
        let joined = before.is_some_and(|b| {
            let between = &toks[b.last + 1..v.first];
            !between.iter().any(|t| t.tag == Tag::Comma)
        });
        before = Some(v);
        // "The dam, whose walls had cracked, burst".
        let whose = toks[..v.first]
            .iter()
            .rfind(|t| !t.tag.nominal() || t.tag == Tag::Poss);
        whose.is_some_and(|t| t.tag == Tag::Poss && t.lex.is(can::REL))
            || opens.is_some_and(|t| t.tag == Tag::Rel || t.tag == Tag::Conj && joined)
    })
}

/// Tells whether what stands before the form at `verb` is a phrase that leads to the subject: "In
/// the interview broadcast on Monday, Lund had wondered".
fn fronted(toks: &[Tok], verb: usize) -> bool {
    let Some(prep) = toks[..verb].iter().rposition(|t| !t.tag.nominal()) else {
        return false;
    };
    let opens = prep == 0 || toks[prep - 1].tag == Tag::Comma;
    let closes = toks[verb..].iter().position(|t| t.tag == Tag::Comma);
    let behind = closes.and_then(|comma| toks.get(verb + comma + 1));
    toks[prep].tag == Tag::Prep
        && opens
        && toks.get(prep + 1).is_some_and(|t| t.tag == Tag::Det)
        && behind.is_some_and(|t| t.tag.nominal())
}

/// Tells whether verb group `n` shares the "be" of the one before it: "asked that the papers be kept
/// and made public".
fn shares_be(toks: &[Tok], verbs: &[VerbGroup], n: usize) -> bool {
    let before = n.checked_sub(1).map(|m| &verbs[m]);
    before.is_some_and(|b| {
        let bare = b.passive && !b.finite && toks[b.first].tag == Tag::Be;
        bare && b.last + 2 == verbs[n].first
    })
}

/// Tells whether verb group `n` is a participle that stands with its words between a noun and the noun's
/// verb: "the ferry, sold in May, sank".
fn put_between(toks: &[Tok], verbs: &[VerbGroup], n: usize) -> bool {
    let v = &verbs[n];
    let opens = v.first > 1 && toks[v.first - 1].tag == Tag::Comma;
    let noun = opens && toks[v.first - 2].tag.nominal();
    let Some(close) = toks[v.last..].iter().position(|t| t.tag == Tag::Comma) else {
        return false;
    };
    let close = v.last + close;
    let next = verbs.iter().find(|o| o.first > close);
    let straight = next.is_some_and(|o| {
        let later = verbs.iter().filter(|l| l.first > o.first);
        // "A blast, followed by shots, shook the town, breaking windows": that is no list.
        let listed = later
            .into_iter()
            .any(|l| toks[l.first - 1].tag == Tag::Comma && toks[l.head].tag != Tag::Ing);
        o.first == close + 1 && toks[o.head].tag != Tag::Ing && !listed
    });
    let part = matches!(toks[v.head].tag, Tag::Ed | Tag::Part) && v.first == v.head;
    noun && part
        && straight
        && !verbs[n + 1..]
            .iter()
            .any(|o| o.finite && o.first < close && !o.doubtful)
}

/// Tells whether the comma at `close` ends what a name opens the sentence with: "the Herald, a daily of
/// the port,".
fn apposed(toks: &[Tok], close: usize) -> bool {
    let plain = |t: &Tok| t.tag.nominal() || t.tag == Tag::Prep;
    let commas = toks[..close].iter().filter(|t| t.tag == Tag::Comma);
    let one = commas.count() == 1;
    let open = toks[..close].iter().position(|t| t.tag == Tag::Comma);
    open.filter(|_| one).is_some_and(|open| {
        let named = toks[..open].iter().any(|t| t.tag == Tag::Name);
        let described = toks.get(open + 1).is_some_and(|t| t.tag == Tag::Det);
        let all = toks[..close]
            .iter()
            .all(|t| plain(t) || t.tag == Tag::Comma);
        named && described && all && toks[0].tag != Tag::Prep
    })
}

/// Tells whether verb group `n` is the verb of the noun behind which such a participle stands.
fn goes_on(toks: &[Tok], verbs: &[VerbGroup], n: usize) -> bool {
    let opens = |v: &VerbGroup| v.first > 0 && toks[v.first - 1].tag == Tag::Comma;
    let before = verbs[..n].iter().rposition(opens);
    before.is_some_and(|m| {
        let between = &toks[verbs[m].first..verbs[n].first - 1];
        let one = !between.iter().any(|t| t.tag == Tag::Comma);
        one && !verbs[m].finite && put_between(toks, verbs, m)
    })
}

/// Tells whether verb group `n` goes on with a participle put in between commas: "the mill, founded in
/// 1970 and sold in 2009, burned down".
fn joins_inserted(toks: &[Tok], verbs: &[VerbGroup], n: usize) -> bool {
    let comma = |i: usize| toks[i].tag == Tag::Comma;
    let behind =
        |v: &VerbGroup| v.first > 1 && comma(v.first - 1) && toks[v.first - 2].tag.nominal();
    let before = n.checked_sub(1).map(|m| &verbs[m]);
    let first = verbs[..n].iter().all(|o| !o.finite);
    let joined = before.is_some_and(|b| {
        behind(b)
            && !toks[b.last..verbs[n].first]
                .iter()
                .any(|t| t.tag == Tag::Comma)
    });
    let closes = verbs.get(n + 1).is_some_and(|v| comma(v.first - 1));
    first && joined && closes
}

/// Tells whether the relative clause of a verb is set off by a comma: the verb of the clause around
/// it stands behind another.
fn inserted(toks: &[Tok], verb: &VerbGroup) -> bool {
    let relative = toks[..verb.first].iter().rposition(|t| t.tag == Tag::Rel);
    relative.is_some_and(|rel| rel > 0 && toks[rel - 1].tag == Tag::Comma)
}

/// Tells whether the conjunction at `i` joins two times: "19 and 20 October".
fn joins_times(toks: &[Tok], i: usize) -> bool {
    let timely = |t: &Tok| matches!(t.tag, Tag::Time | Tag::Num);
    let behind = toks.get(i + 1).is_some_and(timely);
    toks[i].tag == Tag::Conj && i > 0 && timely(&toks[i - 1]) && behind
}

/// Tells whether a token may stand between clauses.
fn separates(tag: Tag) -> bool {
    matches!(
        tag,
        Tag::Comma | Tag::Break | Tag::Conj | Tag::Sub | Tag::Rel | Tag::That | Tag::Quote
    )
}
