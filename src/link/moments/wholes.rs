//! Groups that are one moment as a whole, though few of their pairs say so.
//!
//! "A bomber rammed a lorry into the wall" and "gunfire followed the blast" share no word; but where several
//! articles open with both, in sentences that stand side by side and by acts of one kind, they tell of one
//! happening. What speaks for that is weighed like the features of pairs (`assets/link/wholes.tsv`).

use super::super::agree;
use super::super::tale::Tale;
use super::super::voices::Groups;
use super::super::weigh::{self, Vector};
use super::TOLD_APART;
use super::draft;
use super::groups::{Acts, days_meet, speakers};
use crate::article::ArticleIdx;
use chrono::Datelike;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What is looked at, in the order of the weights.
pub(super) const FEATURES: [&str; 15] = [
    "always",
    "sentences",
    "kinds of act",
    "told by one act",
    "side by side",
    "on top",
    "near what the story opens with",
    "days between",
    "articles of the one that fewer tell",
    "both early",
    "one early",
    "tellings of the smaller",
    "tellings of the larger",
    "days stated",
    "most alike pair",
];

/// The features of two groups.
pub(super) type Features = [f32; FEATURES.len()];

static WEIGHTS: LazyLock<Features> = LazyLock::new(|| {
    let [weights] = agree::columns(include_str!("../../../assets/link/wholes.tsv"), &FEATURES);
    weights
});

/// Two groups of fewer tellings together are judged by their pairs alone.
const ENOUGH: usize = 3;
/// Groups whose sentences have less in common are no more than of one story.
const LEAST: f32 = 0.08;
/// Groups with no act in common must stand so early, both, in their articles.
const OPENING: f32 = 0.2;
/// Pairs less alike than this, or half as much the other way, say no more.
const MOST: f32 = 4.0;
/// Sentences of an article after which nothing is early.
const EARLY: f32 = 6.0;

/// How surely two tellings are one moment; nothing if they cannot be.
type Odds<'a> = &'a dyn Fn(u32, u32) -> Option<f32>;

/// A group and what all its tellings say together.
struct Whole<'a> {
    members: &'a [u32],
    /// The sum of the words of its sentences.
    sentences: Vector,
    acts: Acts,
    /// The share of its tellings that stand in a headline or first paragraph.
    top: f32,
    /// How early its tellings stand, 1 for the first sentence of all.
    early: f32,
    central: f32,
    days: Option<(i32, i32)>,
    /// Somebody names its time.
    names_time: bool,
    /// It goes on since then.
    since: Option<i32>,
    /// All its articles state their day.
    stated: bool,
    /// No chronicler would write any of it down by itself: the pieces of a quotation.
    faint: bool,
    /// Where its sentences stand in each article.
    places: FxHashMap<ArticleIdx, Vec<u32>>,
}

impl<'a> Whole<'a> {
    fn of(members: &'a [u32], tales: &[Tale]) -> Self {
        let all: Vec<&Tale> = members.iter().map(|&i| &tales[i as usize]).collect();
        let sentences = all.iter().map(|t| &t.around);
        let window = draft::window(&all);
        let mean = |of: &dyn Fn(&Tale) -> f32| {
            all.iter().map(|t| of(t)).sum::<f32>() / all.len().max(1) as f32
        };
        let mut places: FxHashMap<ArticleIdx, Vec<u32>> = FxHashMap::default();
        for t in &all {
            places.entry(t.article).or_default().push(t.rank);
        }
        Self {
            sentences: sentences.fold(Vector::new(), |sum, v| weigh::add(&sum, v)),
            acts: Acts::of(members, tales),
            top: mean(&|t| f32::from(u8::from(t.lead))),
            early: mean(&|t| (1.0 - t.rank as f32 / EARLY).max(0.0)),
            central: mean(&|t| t.central),
            days: window.map(|w| {
                let days = (w.first_day(), w.last_day());
                (days.0.num_days_from_ce(), days.1.num_days_from_ce())
            }),
            names_time: all.iter().any(|t| t.own_time),
            since: window
                .filter(|w| w.open_end)
                .map(|w| w.first_day().num_days_from_ce()),
            stated: all.iter().all(|t| t.stated),
            faint: all.iter().all(|t| t.faint),
            places,
            members,
        }
    }

    /// The share of the articles of the one that fewer tell which tell the other in the same sentence or the next.
    fn side_by_side(&self, other: &Self) -> f32 {
        let near = |a: &[u32], b: &[u32]| a.iter().any(|x| b.iter().any(|y| x.abs_diff(*y) <= 1));
        let both = self.places.iter().filter(|(article, here)| {
            let there = other.places.get(article);
            there.is_some_and(|there| near(here, there))
        });
        both.count() as f32 / self.n_articles(other)
    }

    /// The articles of the group that fewer tell.
    fn n_articles(&self, other: &Self) -> f32 {
        self.places.len().min(other.places.len()).max(1) as f32
    }

    fn features(&self, other: &Self, most_alike: f32) -> Features {
        let (n, m) = (self.members.len() as f32, other.members.len() as f32);
        [
            1.0,
            super::cosine(&self.sentences, &other.sentences),
            self.acts.kinds_in_common(&other.acts),
            self.acts.shared(&other.acts),
            self.side_by_side(other),
            self.top.min(other.top),
            self.central.min(other.central),
            self.days_between(other),
            self.n_articles(other).ln(),
            self.early.min(other.early),
            self.early.max(other.early),
            n.min(m).ln(),
            n.max(m).ln(),
            f32::from(u8::from(self.stated && other.stated)),
            most_alike,
        ]
    }

    /// The logarithm of the days between the two, where both have some.
    fn days_between(&self, other: &Self) -> f32 {
        const FAR: f32 = 3.0;
        self.days.zip(other.days).map_or(0.0, |(x, y)| {
            let gap = (x.0 - y.1).max(y.0 - x.1).max(0);
            (1.0 + gap as f32).log2().min(FAR)
        })
    }

    /// Tells whether both go on, since two times: "has flown missions since September", "has pounded the town
    /// since July".
    fn began_apart(&self, other: &Self) -> bool {
        let both = self.since.zip(other.since);
        both.is_some_and(|(x, y)| x.abs_diff(y) > agree::SEASON)
    }

    /// Tells whether somebody names a time of the one that lies weeks from the other: "he won the prize in 2005".
    fn lies_far(&self, other: &Self) -> bool {
        const WEEKS: i32 = 14;
        let both = self.days.zip(other.days);
        let far = both.is_some_and(|(x, y)| x.0 > y.1 + WEEKS || y.0 > x.1 + WEEKS);
        far && (self.names_time || other.names_time)
    }

    /// Tells whether both name a time, and not the same.
    fn of_two_times(&self, other: &Self) -> bool {
        self.names_time && other.names_time && self.days != other.days
    }

    /// Tells whether two clauses of one sentence lie one here and one there.
    fn parts_a_sentence(&self, other: &Self) -> bool {
        self.places.iter().any(|(article, here)| {
            let there = other.places.get(article);
            there.is_some_and(|there| here.iter().any(|x| there.contains(x)))
        })
    }

    /// How surely the most alike of their tellings are one moment.
    fn most_alike(&self, other: &Self, tales: &[Tale], odds: Odds<'_>) -> f32 {
        let others = speakers(other.members, tales);
        let mine = speakers(self.members, tales).into_iter();
        let pairs = mine.flat_map(|i| others.iter().map(move |&j| (i, j)));
        let all = pairs.filter_map(|(i, j)| odds(i, j));
        all.fold(-MOST, f32::max).min(MOST / 2.0)
    }

    /// Returns what is seen of two groups; nothing if they cannot be one.
    fn compared(&self, other: &Self, tales: &[Tale], odds: Odds<'_>) -> Option<Features> {
        let apart = !self.acts.may_be(&other.acts) || self.began_apart(other);
        if apart || self.lies_far(other) || self.parts_a_sentence(other) {
            return None;
        }
        let f = self.features(other, self.most_alike(other, tales, odds));
        // "The council had raised the fare in spring", in a report on Monday's blast.
        let of_another_act = f[2] == 0.0 && f[3] == 0.0 && self.of_two_times(other);
        // "I was raised by the sea," early in an interview: it goes with what leads into it.
        let in_passing = (self.faint || other.faint) && self.stated && other.stated;
        let alike = f[1] >= LEAST && !of_another_act && !in_passing;
        (alike && days_meet(self.members, other.members, tales)).then_some(f)
    }
}

/// Two groups that were compared.
pub(super) struct Compared {
    pub groups: (u32, u32),
    pub features: Features,
}

impl Compared {
    fn odds(&self) -> f32 {
        let seen = self.features.iter().zip(WEIGHTS.iter());
        seen.map(|(x, w)| x * w).sum()
    }

    /// Tells whether more than words says that they are one: acts in common, or that all articles open with
    /// both. "Said he may snub the visitor after the veto" goes on with no veto.
    fn of_one_act(&self) -> bool {
        let f = &self.features;
        f[2] > 0.0 || f[3] > 0.0 || f[9] >= OPENING
    }

    /// All their articles state their day.
    fn is_stated(&self) -> bool {
        self.features[13] > 0.0
    }

    /// What speaks for and against it, weightiest first.
    fn reasons(&self) -> String {
        agree::list(&self.features, &WEIGHTS, &FEATURES, &[])
    }
}

/// Returns the groups of one story that hold tellings which were compared (`pairs`), with what is seen of them.
pub(super) fn compared(
    members: &[Vec<u32>],
    pairs: &[(u32, u32)],
    tales: &[Tale],
    odds: Odds<'_>,
) -> Vec<Compared> {
    let mut home = vec![0; tales.len()];
    for (group, at) in members.iter().zip(0..) {
        group.iter().for_each(|&i| home[i as usize] = at);
    }
    let near = |&(a, b): &(u32, u32)| {
        let (x, y): (u32, u32) = (home[a as usize], home[b as usize]);
        let one_story = tales[a as usize].story == tales[b as usize].story;
        let n = members[x as usize].len() + members[y as usize].len();
        (x != y && one_story && n >= ENOUGH).then(|| (x.min(y), x.max(y)))
    };
    let mut groups: Vec<(u32, u32)> = pairs.iter().filter_map(near).collect();
    groups.sort_unstable();
    groups.dedup();
    let mut wholes: FxHashMap<u32, Whole<'_>> = FxHashMap::default();
    for at in groups.iter().flat_map(|&(a, b)| [a, b]) {
        let whole = || Whole::of(&members[at as usize], tales);
        wholes.entry(at).or_insert_with(whole);
    }
    let compare = |groups: (u32, u32)| {
        Some(Compared {
            groups,
            features: wholes[&groups.0].compared(&wholes[&groups.1], tales, odds)?,
        })
    };
    groups.into_iter().filter_map(compare).collect()
}

/// Why a telling belongs to a group for all of it.
pub(super) struct Why {
    /// The first of the others: where the telling no longer stands with it, it belongs for something else.
    pub with: u32,
    pub because: String,
}

/// Joins groups that are one as a whole, the surest first. Returns why each telling of the smaller one belongs.
pub(super) fn join(
    members: &mut [Vec<u32>],
    pairs: &[(u32, u32)],
    tales: &[Tale],
    odds: Odds<'_>,
) -> FxHashMap<u32, Why> {
    let found = compared(members, pairs, tales, odds).into_iter();
    let found = found.filter(Compared::of_one_act);
    let mut found: Vec<(f32, Compared)> = found
        .map(|one| (one.odds(), one))
        .filter(|(odds, _)| *odds > 0.0)
        .collect();
    found.sort_unstable_by(|(x, a), (y, b)| y.total_cmp(x).then(a.groups.cmp(&b.groups)));
    let mut because = FxHashMap::default();
    let mut homes = Groups::new(members.len());
    for (odds_of_all, one) in found {
        let (a, b) = (
            homes.find(one.groups.0 as usize),
            homes.find(one.groups.1 as usize),
        );
        // An inferred day may be wrong.
        let may_be = |x: &[u32], y: &[u32]| {
            (!one.is_stated() || days_meet(x, y, tales)) && !told_apart(x, y, tales, odds)
        };
        if a == b || !may_be(&members[a], &members[b]) {
            continue;
        }
        homes.join(a, b);
        let (root, other) = (a.min(b), a.max(b));
        let more = std::mem::take(&mut members[other]);
        let (few, many) = if more.len() <= members[root].len() {
            (&more, &members[root])
        } else {
            (&members[root], &more)
        };
        let why = format!(
            "with {} others as a whole ({:+.1}): {}",
            many.len(),
            odds_of_all,
            one.reasons()
        );
        because.extend(few.iter().map(|&i| {
            let why = Why {
                with: many[0],
                because: why.clone(),
            };
            (i, why)
        }));
        members[root].extend(more);
    }
    because
}

/// Tells whether one article tells the two of two days.
fn told_apart(a: &[u32], b: &[u32], tales: &[Tale], odds: Odds<'_>) -> bool {
    let others = speakers(b, tales);
    let apart = |i: u32, j: u32| odds(i, j).is_some_and(|odds| odds <= TOLD_APART);
    let mine = speakers(a, tales);
    mine.iter().any(|&i| others.iter().any(|&j| apart(i, j)))
}
