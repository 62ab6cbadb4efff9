//! From a group of tellings to a moment: its window, status, label, and why each belongs.

use super::super::acts;
use super::super::agree::{self, Features};
use super::super::common::Eye;
use super::super::conflict::Told;
use super::super::label;
use super::super::salience;
use super::super::tale::Tale;
use super::super::{Dated, Member, Moment, Sketch, moment_id};
use super::lent::{self, Lent};
use super::wholes::Why;
use super::{CONFLICT, Given};
use crate::article::ArticleIdx;
use crate::telling::{Dating, Digest, Status, Term};
use crate::time::Window;
use chrono::Datelike;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::RefCell;
use std::cmp::Reverse;

/// A story's tellings on their way into moments.
pub(super) struct Draft<'a> {
    pub(super) digests: &'a [&'a Digest],
    pub(super) tales: &'a [Tale],
    pub(super) eye: RefCell<Eye<'a>>,
    pub(super) days: &'a Told,
    pub(super) given: Given,
}

impl Draft<'_> {
    pub(super) fn moment(&self, group: &[u32]) -> Sketch {
        let mut tales: Vec<&Tale> = group.iter().map(|&i| &self.tales[i as usize]).collect();
        tales.sort_by_key(|t| {
            let digest = &self.digests[t.article.at()];
            (
                t.published.is_none(),
                t.published,
                &digest.source,
                t.article,
                t.telling,
            )
        });
        let window = window(&tales);
        let peers = Peers::of(&tales);
        let sure = |a: &Tale, b: &Tale| self.sure(a, b);
        let members = lent::days(&tales, window, &self.given, &sure)
            .into_iter()
            .enumerate()
            .map(|(at, lent)| self.member(at, &peers, lent))
            .collect();
        let first = tales
            .iter()
            .min_by_key(|t| {
                let digest = &self.digests[t.article.at()];
                (
                    t.published.is_none(),
                    t.published,
                    digest.content,
                    t.telling,
                    t.article,
                )
            })
            .expect("a moment has tellings");
        let status = status(&tales, window);
        // What came in as a whole group tells of it by other things.
        let of_itself = |t: &&&Tale| self.as_whole(t, &tales).is_none();
        let naming: Vec<&Tale> = tales.iter().filter(of_itself).copied().collect();
        let naming = if naming.is_empty() { &tales } else { &naming };
        let headlines = label::choose(naming, self.digests, window, status);
        let seed = seed(self.digests[first.article.at()], first.telling);
        let moment = Moment {
            id: moment_id(seed),
            label: headlines,
            status,
            window,
            salience: salience::of(&tales),
            story: most_told(&tales),
            members,
        };
        Sketch {
            seed,
            others: label::others(&moment, self.digests),
            moment,
        }
    }

    /// Returns why a telling came in with its whole group, if it did and still stands with the others.
    fn as_whole(&self, tale: &Tale, all: &[&Tale]) -> Option<&Why> {
        let why = self.given.as_wholes.get(&tale.number)?;
        all.iter().any(|t| t.number == why.with).then_some(why)
    }

    fn member(&self, at: usize, peers: &Peers<'_>, lent: Lent) -> Member {
        let tale = peers.all[at];
        let telling = &self.digests[tale.article.at()].tellings[tale.telling as usize];
        let own = match telling.dating {
            Dating::Own => Dated::Own,
            Dating::Context => Dated::Context,
            // Of the day that the sentence behind it tells, not of the day of print.
            Dating::Published if telling.time.is_some() && !of_print(tale) => Dated::Context,
            Dating::Published => Dated::Published,
            Dating::None => Dated::None,
        };
        let (window, dated, dated_from) = match lent {
            Lent::Own(w) => (Some(w), own, None),
            Lent::Within(w) => (Some(w), Dated::Context, None),
            Lent::From(w, article) => (Some(w), Dated::Borrowed, Some(article)),
            Lent::Nothing => (None, Dated::None, None),
        };
        Member {
            article: tale.article,
            telling: tale.telling,
            window,
            dated,
            dated_from,
            because: self.because(at, peers),
        }
    }

    /// Returns how surely two tellings are one moment, for what they say.
    fn sure(&self, a: &Tale, b: &Tale) -> f32 {
        self.seen(a, b).odds()
    }

    /// Looks at another telling from the side of one.
    fn seen<'a>(&self, tale: &Tale, other: &'a Tale) -> Seen<'a> {
        let common = self.eye.borrow_mut().common(tale.number, other.number);
        let features = agree::features(tale, other, &common);
        Seen {
            other,
            alike: agree::odds(tale, other, &features),
            chance: agree::by_chance(tale, other, self.tales.len(), &common),
            features,
        }
    }

    /// Names the telling that a member is most surely joined to, and why.
    fn because(&self, at: usize, peers: &Peers<'_>) -> Vec<String> {
        let tale = peers.all[at];
        if self.given.onward.contains(&tale.number) {
            return vec!["goes on with what the sentence before it tells".to_owned()];
        }
        if self.given.again.contains(&tale.number) {
            return vec!["says more of what its article told before".to_owned()];
        }
        if self.given.headlines.contains(&tale.number) {
            return vec!["stands over what its article opens with".to_owned()];
        }
        let place = |t: &Tale| {
            let digest = &self.digests[t.article.at()];
            let line = digest.tellings[t.telling as usize].line;
            format!("{}:{line}", digest.name)
        };
        let looked: Vec<Seen<'_>> = peers.some_beside(at).map(|t| self.seen(tale, t)).collect();
        let surest = looked.iter().max_by(|a, b| a.odds().total_cmp(&b.odds()));
        let faintly = surest.is_none_or(|s| s.odds() < CONFLICT);
        let surest = surest.map(|seen| {
            let reasons = agree::reasons(tale, seen.other, &seen.features, seen.chance);
            let odds = seen.odds();
            format!("with {} ({odds:+.1}): {reasons}", place(seen.other))
        });
        let others = || looked.iter().filter(|_| faintly);
        let state = others().find(|seen| agree::one_state(tale, seen.other));
        let deed = others().find(|seen| agree::one_deed(tale, seen.other, &seen.features));
        let held = state
            .map(|seen| format!("goes on since the same time as {}", place(seen.other)))
            .or_else(|| {
                deed.map(|seen| {
                    format!("tells the deed of the day that {} tells", place(seen.other))
                })
            });
        let conflict = peers
            .that_may_conflict(tale)
            .find(|t| self.days.conflict(tale, t, &self.seen(tale, t).features))
            .map(|t| {
                format!(
                    "on another day than {}, but one act, the same names and much the same sentence, and nobody tells the act of both days",
                    place(t)
                )
            });
        let whole = self
            .as_whole(tale, peers.all)
            .map(|why| why.because.clone());
        surest
            .into_iter()
            .chain(held)
            .chain(conflict)
            .chain(whole)
            .collect()
    }
}

/// What is seen of a telling from the side of another.
struct Seen<'a> {
    other: &'a Tale,
    features: Features,
    alike: f32,
    chance: f32,
}

impl Seen<'_> {
    /// How surely the two are one moment.
    fn odds(&self) -> f32 {
        self.alike - self.chance
    }
}

/// The tellings of one moment, in its order.
struct Peers<'a> {
    all: &'a [&'a Tale],
    /// What tells one act of one day.
    told: FxHashMap<(Term, i32), Vec<u32>>,
}

impl<'a> Peers<'a> {
    /// Tellings that each one is compared with to say why it belongs.
    const SOME: usize = 16;

    fn of(all: &'a [&'a Tale]) -> Self {
        let mut told: FxHashMap<(Term, i32), Vec<u32>> = FxHashMap::default();
        for (t, i) in all.iter().zip(0..) {
            if let Some(key) = Told::of_one_day(t) {
                told.entry(key).or_default().push(i);
            }
        }
        Self { all, told }
    }

    /// Returns some of the tellings but the one at this place, spread over all.
    fn some_beside(&self, at: usize) -> impl Iterator<Item = &'a Tale> {
        let step = self.all.len().div_ceil(Self::SOME).max(1);
        let all = self.all;
        (0..all.len().saturating_sub(1))
            .step_by(step)
            .map(move |i| all[i + usize::from(i >= at)])
    }

    /// Returns the tellings of the same act on a day near by, in order.
    fn that_may_conflict(&self, tale: &'a Tale) -> impl Iterator<Item = &'a Tale> {
        let mut found: Vec<u32> = Told::near_by(tale)
            .filter_map(|key| self.told.get(&key))
            .flatten()
            .copied()
            .collect();
        found.sort_unstable();
        let all = self.all;
        found
            .into_iter()
            .map(move |i| all[i as usize])
            .filter(move |t| Told::may_conflict(tale, t))
    }
}

/// Of so many voices that give a window, one that tells of it before it began shows that they are wrong. 2 to 4 give
/// the same on eight chronicles (a window more than none); 1 changes nothing there.
const EARLY: usize = 3;

/// The same so many days before at most: earlier it is another happening, or a stamp is wrong.
const NEWS: i32 = 3;

/// A window that so many times fewer voices bear out than the best borne out is a stray.
const STRAY: usize = 4;

/// Leaves out windows that few voices bear out, by their own or a rougher one that meets it, where many
/// bear out another: one "on Thursday" among ninety that say "in 1989".
fn without_strays(dated: Vec<(&Tale, Window)>) -> Vec<(&Tale, Window)> {
    let mut borne_out: FxHashMap<Window, usize> = FxHashMap::default();
    for (_, window) in &dated {
        if !borne_out.contains_key(window) {
            let meets = dated.iter().filter(|(_, w)| w.overlaps(window));
            let voices: FxHashSet<u32> = meets.map(|(t, _)| t.root).collect();
            borne_out.insert(*window, voices.len());
        }
    }
    let most = borne_out.values().copied().max().unwrap_or(0);
    let stays = |w: &Window| borne_out[w] * STRAY >= most;
    dated.into_iter().filter(|(_, w)| stays(w)).collect()
}

/// The most precise window that is attested; of several, the one that most voices
/// give, then the earliest.
pub(super) fn window(tales: &[&Tale]) -> Option<Window> {
    let ongoing = tales
        .iter()
        .filter(|t| t.ongoing && t.window.is_some())
        .count()
        * 2
        > tales.iter().filter(|t| t.window.is_some()).count();
    // The day on which somebody "will not resign" is not that on which they did.
    let did = |t: &Tale| t.status == Status::Happened && !t.negated && t.window.is_some();
    let some_did = tales.iter().any(|t| did(t));
    // "The vote is expected in the afternoon": when it was, those tell who tell that it was.
    let day_is_told = tales.iter().any(|t| did(t) && !t.news && t.fine());
    let dated: Vec<(&Tale, Window)> = tales
        .iter()
        .filter(|t| !(some_did && t.negated))
        .filter(|t| !(day_is_told && t.status == Status::Planned))
        .filter_map(|t| Some((*t, t.window?)))
        .filter(|(t, _)| t.ongoing == ongoing)
        .collect();
    // "By the evening" is an end, not the time: whole windows are asked first.
    let bounded = |w: &Window| ongoing || !(w.open_start || w.open_end);
    let dated: Vec<(&Tale, Window)> = if dated.iter().any(|(_, w)| bounded(w)) {
        dated.into_iter().filter(|(_, w)| bounded(w)).collect()
    } else {
        dated
    };
    let dated = without_strays(dated);
    let finest = dated.iter().map(|(_, w)| w.n_days()).min()?;
    let support = |w: &Window| {
        let voices: FxHashSet<u32> = dated
            .iter()
            .filter(|(_, other)| other.n_days() <= finest && other.overlaps(w))
            .map(|(t, _)| t.root)
            .collect();
        let around: FxHashSet<u32> = dated
            .iter()
            .filter(|(_, other)| other.overlaps(w))
            .map(|(t, _)| t.root)
            .collect();
        (voices.len(), around.len())
    };
    // Thousands may give one window.
    let distinct: FxHashSet<Window> = dated
        .iter()
        .map(|(_, w)| *w)
        .filter(|w| w.n_days() == finest)
        .collect();
    let most = distinct.iter().map(|w| support(w).0).max()?;
    // What was written of on Thursday was done by then.
    let in_time = |w: &Window| {
        let first = w.first_day().num_days_from_ce();
        let before = |day| (1..=NEWS).contains(&(first - day));
        let early = dated.iter().filter(|(t, _)| did(t) && t.stated);
        let early = early.filter(|(t, _)| t.published.is_some_and(before));
        let voices: FxHashSet<u32> = early.map(|(t, _)| t.root).collect();
        voices.len() * EARLY < support(w).0
    };
    // News is told on its day or the day after: "late on Thursday" knows better.
    let is_told = |w: &Window| {
        dated
            .iter()
            .any(|(t, own)| !t.news && !t.reported && own == w)
    };
    distinct.into_iter().max_by_key(|w| {
        (
            in_time(w),
            is_told(w) && support(w).0 * 2 >= most,
            support(w),
            !w.approx,
            w.grain,
            Reverse(w.earliest()),
            Reverse(w.latest()),
        )
    })
}

/// What a moment is named by: the clause that tells it first.
fn seed(digest: &Digest, telling: u32) -> u64 {
    let clause = &digest.tellings[telling as usize].clause;
    let place = (clause.start as u64) << 32 ^ clause.end as u64 ^ u64::from(telling) << 56;
    let mixed = (digest.content ^ place.wrapping_mul(0xBF58_476D_1CE4_E5B9)).rotate_left(29);
    mixed.wrapping_mul(0x94D0_49BB_1331_11EB)
}

/// Days before the last telling of a moment whose tellings still count as the latest.
const LATE: i32 = 4;

/// Of so many tellings, and of so many that tell a plan, one must say that it fell.
const ONE_OF: usize = 8;
const ONE_OF_PLANS: usize = 4;

/// What the latest tellings say of it: that it was called off or took place outweighs that
/// it was planned, and what took place at last that it was called off before. What lies behind
/// the last day that anybody wrote on has not happened.
fn status(tales: &[&Tale], window: Option<Window>) -> Status {
    let last = tales.iter().filter_map(|t| t.published).max();
    // Where others tell of the thing itself, who tells that it was called off says that it
    // did not take place; but raids that were halted took place.
    let plans = |t: &Tale| t.status == Status::Planned && !t.negated;
    // "He must leave" is no plan that "he will not leave" calls off.
    let planned = tales.iter().any(|t| plans(t) && t.days.is_some());
    let halts = |a: Term| [Term::of("halt"), Term::of("suspend")].contains(&a);
    let calls_off = |t: &Tale| {
        t.action
            .is_some_and(|a| acts::alike(a, Term::of("cancel")) && (planned || !halts(a)))
    };
    // "The union reached a deal" is not what "the strike was called off" takes off its day.
    let of_it = |t: &Tale| {
        let act = t.act.map(|act| act.stem);
        let named = |off: &&&Tale| act.is_some_and(|a| off.words.iter().any(|w| w.0 == a));
        let off = || tales.iter().filter(|t| calls_off(t));
        act.is_none() || t.status == Status::Planned || off().any(|off| named(&off))
    };
    // "Paris trip off" is the news of the day that it was called off, not of the trip.
    let of_itself = tales.iter().any(|t| !calls_off(t) && !t.news && of_it(t));
    // "The strike set for 19 October was called off", written before it.
    let before = |t: &Tale| {
        let first = t.window.map(|w| w.first_day().num_days_from_ce());
        t.published.is_some() && first > t.published
    };
    // "He will not stand" calls off that he would stand, not the vote.
    let unplans = |t: &Tale| {
        let same = |p: &&Tale| p.act.map(|a| a.stem) == t.act.map(|a| a.stem);
        tales
            .iter()
            .any(|p| plans(p) && p.days.is_some() && same(p))
    };
    let of = |t: &Tale| match t.status {
        Status::Happened if calls_off(t) && before(t) => Status::Cancelled,
        Status::Happened if of_itself && calls_off(t) => Status::Cancelled,
        // "Put off to March" takes it off January.
        Status::Planned if of_itself && calls_off(t) && t.window != window => Status::Cancelled,
        Status::Happened | Status::Planned if t.negated && unplans(t) => Status::Cancelled,
        status => status,
    };
    // "He had been due to come later this month" says nothing of the day on which the visit was called off.
    let fell_elsewhere = |t: &Tale| {
        let both = t.window.zip(window);
        let apart = both.is_some_and(|(own, of_all)| !own.overlaps(&of_all));
        t.status == Status::Cancelled && !calls_off(t) && apart
    };
    // What no chronicler would write down says half as much of it.
    let latest: Vec<(Option<i32>, Status, usize)> = tales
        .iter()
        .filter(|t| last.is_none_or(|last| t.published.is_some_and(|p| p + LATE >= last)))
        .filter(|t| !fell_elsewhere(t))
        .map(|t| (t.published, of(t), 2 - usize::from(t.faint)))
        .collect();
    let day = |s: Status| latest.iter().filter(|x| x.1 == s).map(|x| x.0).max();
    let all = latest.iter().map(|x| x.2).sum::<usize>();
    let of_status = |s: Status| latest.iter().filter(move |x| x.1 == s);
    let count = |s: Status| of_status(s).map(|x| x.2).sum::<usize>();
    let off = count(Status::Cancelled);
    let took_place = off > 0 && day(Status::Happened) > day(Status::Cancelled);
    // "He did not come, as had been announced": who writes last knows.
    // One that writes last of many does not.
    let some = off * ONE_OF >= all && off * ONE_OF_PLANS >= count(Status::Planned);
    let at_last = some && day(Status::Cancelled) > day(Status::Planned);
    if !took_place && off > 0 && (at_last || off * 4 >= all) {
        return Status::Cancelled;
    }
    let most = [
        Status::Happened,
        Status::Ongoing,
        Status::Planned,
        Status::Denied,
        Status::Cancelled,
    ]
    .into_iter()
    .rev()
    .max_by_key(|&s| count(s))
    .unwrap_or(Status::Happened);
    let first = window.map(|w| w.first_day().num_days_from_ce());
    let ahead = last.is_some() && first > last.map(|last| last + 1);
    match most {
        Status::Happened if ahead => Status::Planned,
        _ if took_place => Status::Happened,
        status => status,
    }
}

/// Tells whether a telling is dated by the day on which it was printed.
fn of_print(tale: &Tale) -> bool {
    tale.days.map(|(first, _)| first) == tale.published
}

/// The story that most of a moment's articles belong to, the first if several do.
fn most_told(tales: &[&Tale]) -> u32 {
    let mut stories: Vec<(u32, ArticleIdx)> = tales.iter().map(|t| (t.story, t.article)).collect();
    stories.sort_unstable();
    stories.dedup();
    stories
        .chunk_by(|a, b| a.0 == b.0)
        .max_by_key(|of_one| (of_one.len(), std::cmp::Reverse(of_one[0].0)))
        .map_or(0, |of_one| of_one[0].0)
}
