//! Tellings of the same happening.
//!
//! Inside a story, tellings that share a heavy stem and lie near in time are compared;
//! pairs that agree are joined, surest first, as long as the two groups agree on the whole
//! (average linkage over a sample of each), so that a chain of half-likenesses never makes
//! one moment. Neither order nor threads matter: ties go by the names of the articles.

mod draft;
mod groups;
mod heads;
mod lent;
mod once;
mod ties;
mod wholes;

use super::agree;
use super::common::{Eye, Words};
use super::conflict::Told;
use super::goes_on;
use super::label;
use super::like;
use super::near;
use super::tale::{self, Tale};
use super::voices::{Groups, to_u32};
use super::weigh::{self, Vector};
use super::{Compared, ComparedGroups, LinkedArticle, Sketch, Story, printed};
use crate::article::ArticleIdx;
use crate::telling::Digest;
use draft::Draft;
use groups::{agree_on_the_whole, need};
use once::tell_once;
use rayon::prelude::*;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cell::RefCell;

/// Everything moments are made from.
pub(super) struct Tellings<'a> {
    pub digests: &'a [&'a Digest],
    pub vectors: &'a [Vector],
    /// Per article, the first of the texts it copies or edits.
    pub roots: &'a [u32],
    pub articles: &'a [LinkedArticle],
}

impl Tellings<'_> {
    fn tales(&self, affair: &[u32], stories: &[Story]) -> Vec<Tale> {
        let mut articles: Vec<(ArticleIdx, u32)> = affair
            .iter()
            .flat_map(|&s| stories[s as usize].articles.iter().map(move |&a| (a, s)))
            .collect();
        articles.sort_unstable();
        let n_tellings =
            |&(article, _): &(ArticleIdx, u32)| self.digests[article.at()].tellings.len();
        let mut tales: Vec<Tale> = Vec::with_capacity(articles.iter().map(n_tellings).sum());
        for &(article, story) in &articles {
            let at = article.at();
            let (digest, linked) = (&self.digests[at], &self.articles[at]);
            let first = &self.articles[self.roots[at] as usize].published;
            let printed = printed(linked.copy_of, &linked.published, first);
            tales.extend((0..to_u32(digest.tellings.len())).map(|telling| Tale {
                story,
                ..Tale::new(
                    article,
                    telling,
                    digest,
                    linked,
                    self.roots[at],
                    printed,
                    &self.vectors[at],
                )
            }));
        }
        for (tale, number) in tales.iter_mut().zip(0..) {
            tale.number = number;
        }
        tale::lighten(&mut tales);
        tale::centre(&mut tales);
        tales
    }

    /// Returns the tellings of one affair, the pairs of them that are compared, and their words.
    fn laid_out(&self, affair: &[u32], stories: &[Story]) -> (Vec<Tale>, Pairs, Words) {
        let tales = self.tales(affair, stories);
        let pairs = near::pairs(&tales);
        let mut words = Words::of(&tales, self.vectors);
        words.lend(like::lent(&tales, &pairs, &words));
        (tales, pairs, words)
    }

    /// Returns the moments of one affair.
    pub fn moments(&self, affair: &[u32], stories: &[Story]) -> Vec<Sketch> {
        let (tales, pairs, words) = self.laid_out(affair, stories);
        let days = Told::of(&tales);
        let (groups, given) = join(&tales, pairs, self.digests, &words, &days);
        let draft = Draft {
            digests: self.digests,
            tales: &tales,
            eye: RefCell::new(Eye::new(&words)),
            days: &days,
            given,
        };
        groups
            .iter()
            .filter(|group| told(group, &tales, self.digests))
            .filter(|group| !furniture(group, &tales, self.digests))
            .map(|group| draft.moment(group))
            .collect()
    }

    /// Returns the pairs of an affair's tellings that are compared.
    pub fn compared(&self, affair: &[u32], stories: &[Story]) -> Vec<Compared> {
        let (tales, pairs, words) = self.laid_out(affair, stories);
        let mut eye = Eye::new(&words);
        pairs
            .into_iter()
            .map(|(a, b)| {
                let common = eye.common(a, b);
                let (a, b) = (&tales[a as usize], &tales[b as usize]);
                let features = agree::features(a, b, &common);
                Compared {
                    a: (a.article, a.telling),
                    b: (b.article, b.telling),
                    odds: agree::odds(a, b, &features),
                    only_words: agree::only_words(a, b),
                    features: features.to_vec(),
                }
            })
            .collect()
    }

    /// Returns the groups of an affair's tellings that are compared as wholes.
    pub fn compared_groups(&self, affair: &[u32], stories: &[Story]) -> Vec<ComparedGroups> {
        let (tales, pairs, words) = self.laid_out(affair, stories);
        let days = Told::of(&tales);
        let judged = Judged::new(&tales, pairs, &words, &days);
        let groups = by_pairs(&tales, &judged, &judged.links());
        let told = |group: u32| {
            let members = groups[group as usize].iter().map(|&i| &tales[i as usize]);
            members.map(|t| (t.article, t.telling)).collect()
        };
        let odds = |a: u32, b: u32| judged.odds(a, b);
        wholes::compared(&groups, &judged.pairs, &tales, &odds)
            .into_iter()
            .map(|one| ComparedGroups {
                a: told(one.groups.0),
                b: told(one.groups.1),
                features: one.features.to_vec(),
            })
            .collect()
    }
}

/// Pairs of tellings by their place in the affair, in order.
type Pairs = Vec<(u32, u32)>;

/// Tells whether a group makes a moment: what no chronicler would write down by itself needs
/// a time of its own and words that say whose deed it was, or a second voice that says
/// nearly the same and not only a like phrase.
fn told(group: &[u32], tales: &[Tale], digests: &[&Digest]) -> bool {
    let members = || group.iter().map(|&i| &tales[i as usize]);
    let Some(&first) = group.first() else {
        return false;
    };
    let first = &tales[first as usize];
    let dated = |t: &Tale| t.window.is_some() && !t.news;
    let stands = |t: &Tale| {
        let headline = &digests[t.article.at()].tellings[t.telling as usize].headline;
        !t.faint || dated(t) && !label::starts_blind(headline)
    };
    let borne_out = |t: &Tale| {
        t.root != first.root
            && (t.window.is_some()
                || first.window.is_some()
                || weigh::dot(&t.around, &first.around) >= SAME_WORDS)
    };
    members().any(stands) || members().any(borne_out)
}

/// Articles of one outlet that hold one sentence word by word hold what it prints under each of them.
const UNDER_EACH: usize = 5;

/// Tells whether a group is mostly one sentence without a time that one outlet prints in many articles and
/// nobody else tells: "We welcome comments on our articles for a limited period".
fn furniture(group: &[u32], tales: &[Tale], digests: &[&Digest]) -> bool {
    if group.len() < UNDER_EACH {
        return false;
    }
    let mut printed: FxHashMap<(&str, &str), FxHashSet<u32>> = FxHashMap::default();
    for tale in group.iter().map(|&i| &tales[i as usize]) {
        if tale.days.is_none() || tale.news {
            let digest = &digests[tale.article.at()];
            let text = &digest.tellings[tale.telling as usize].text;
            let key = (digest.source.as_str(), text.as_str());
            printed.entry(key).or_default().insert(tale.root);
        }
    }
    let most = printed.values().map(FxHashSet::len).max();
    most.is_some_and(|n| n >= UNDER_EACH && n * 2 > group.len())
}

/// Two voices that agree so far tell the same and in the same words.
const SAME_WORDS: f32 = 0.85;

/// Pairs of tellings in order, and how surely each is one moment; nothing for what cannot be.
struct Judged<'a> {
    tales: &'a [Tale],
    days: &'a Told,
    pairs: Vec<(u32, u32)>,
    odds: Vec<Option<f32>>,
    /// Per telling, where the pairs begin of which it is the first.
    begins: Vec<u32>,
    /// For pairs that were not thought worth comparing.
    eye: RefCell<Eye<'a>>,
    others: RefCell<FxHashMap<(u32, u32), Option<f32>>>,
}

impl<'a> Judged<'a> {
    fn new(tales: &'a [Tale], pairs: Vec<(u32, u32)>, words: &'a Words, days: &'a Told) -> Self {
        let mut begins = vec![0; tales.len() + 1];
        for &(a, _) in &pairs {
            begins[a as usize + 1] += 1;
        }
        for i in 1..begins.len() {
            begins[i] += begins[i - 1];
        }
        let of_one = |a: u32| begins[a as usize] as usize..begins[a as usize + 1] as usize;
        // Day by day: what one is compared with, the next is compared with too.
        let order = near::by_day(tales);
        let judged: Vec<Option<f32>> = order
            .par_iter()
            .map_init(
                || Eye::new(words),
                |eye, &a| {
                    let of_one = pairs[of_one(a)].iter();
                    let odds = of_one.map(|&(a, b)| judge(tales, days, eye, a, b));
                    odds.collect::<Vec<_>>()
                },
            )
            .flatten_iter()
            .collect();
        let mut odds = vec![None; pairs.len()];
        let places = order.iter().flat_map(|&a| of_one(a));
        for (place, judged) in places.zip(judged) {
            odds[place] = judged;
        }
        Self {
            tales,
            days,
            pairs,
            odds,
            begins,
            eye: RefCell::new(Eye::new(words)),
            others: RefCell::default(),
        }
    }

    fn odds(&self, a: u32, b: u32) -> Option<f32> {
        let (a, b) = (a.min(b), a.max(b));
        let from = self.begins[a as usize] as usize;
        let to = self.begins[a as usize + 1] as usize;
        if let Ok(at) = self.pairs[from..to].binary_search_by_key(&b, |p| p.1) {
            return self.odds[from + at];
        }
        let mut others = self.others.borrow_mut();
        *others
            .entry((a, b))
            .or_insert_with(|| judge(self.tales, self.days, &mut self.eye.borrow_mut(), a, b))
    }

    /// Returns the pairs that are surely enough one moment to be looked at, surest first.
    fn links(&self) -> Vec<(f32, u32, u32)> {
        let judged = self.pairs.iter().zip(&self.odds);
        let mut links: Vec<(f32, u32, u32)> = judged
            .filter_map(|(&(a, b), odds)| Some((odds.filter(|o| *o > ALONE)?, a, b)))
            .collect();
        // What was not thought worth comparing.
        let beside = near::of_one_day(self.tales).into_iter();
        let beside = beside.filter(|pair| self.pairs.binary_search(pair).is_err());
        links.extend(
            beside.filter_map(|(a, b)| Some((self.odds(a, b).filter(|o| *o > PLAINLY)?, a, b))),
        );
        links.par_sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then((x.1, x.2).cmp(&(y.1, y.2))));
        links
    }
}

/// Tells how surely two tellings are one moment; nothing if they cannot be.
fn judge(tales: &[Tale], days: &Told, eye: &mut Eye<'_>, a: u32, b: u32) -> Option<f32> {
    let (t, u) = (&tales[a as usize], &tales[b as usize]);
    if agree::told_apart(t, u) {
        return Some(TOLD_APART);
    }
    // Two stories are told of alike: nothing joins them but one act on one day.
    let two_stories = t.story != u.story;
    let one_state = agree::one_state(t, u);
    let needs_act = two_stories && !one_state;
    if needs_act && !(agree::may_be_one_act(t, u) && agree::one_act(t, u, eye.rare(a, b))) {
        return None;
    }
    let common = eye.common(a, b);
    let f = agree::features(t, u, &common);
    let odds = agree::odds(t, u, &f) - agree::by_chance(t, u, tales.len(), &common);
    let kept_apart = agree::plan_and_deed(t, u, &f)
        || agree::two_acts_of_two_times(t, u, &f)
        || agree::undone_and_done(t, u)
        || agree::of_others(t, u)
        || agree::lay_ahead(t, u)
        || agree::lay_ahead(u, t);
    if kept_apart {
        return Some(odds.min(APART));
    }
    Some(
        if odds < CONFLICT && (one_state || agree::one_deed(t, u, &f) || days.conflict(t, u, &f)) {
            CONFLICT
        } else {
            odds
        },
    )
}

/// Returns the names of what is looked at in two groups.
pub(super) fn group_features() -> &'static [&'static str] {
    &wholes::FEATURES
}

/// Tellings that belong to a moment for where they stand, and not for what they say.
#[derive(Default)]
struct Given {
    /// They only go on with the sentence before them.
    onward: FxHashSet<u32>,
    /// They say more of what their article told before.
    again: FxHashSet<u32>,
    /// They stand over what their article opens with.
    headlines: FxHashSet<u32>,
    /// They belong because their whole group does, and why that does.
    as_wholes: FxHashMap<u32, wholes::Why>,
}

/// Returns the groups, and what was given to them.
fn join(
    tales: &[Tale],
    pairs: Pairs,
    digests: &[&Digest],
    words: &Words,
    days: &Told,
) -> (Vec<Vec<u32>>, Given) {
    let judged = Judged::new(tales, pairs, words, days);
    let odds = |a: u32, b: u32| judged.odds(a, b);
    let links = judged.links();
    let mut members = by_pairs(tales, &judged, &links);
    let as_wholes = wholes::join(&mut members, &judged.pairs, tales, &odds);
    tell_once(&mut members, tales, &links, &odds);
    let stands = |group: &[u32]| told(group, tales, digests);
    let mut home = goes_on::homes(&members);
    let again = goes_on::take_up(&mut members, &mut home, tales, &odds, &stands);
    let mut onward = goes_on::give(&mut members, &mut home, tales, &odds, &stands);
    let headlines = heads::give(&mut members, &mut home, tales, &odds, &stands);
    goes_on::give_pieces(&mut members, &mut home, tales, &stands, &mut onward);
    members.retain(|m| !m.is_empty());
    let given = Given {
        onward,
        again,
        headlines,
        as_wholes,
    };
    (members, given)
}

/// Returns the groups that tellings form pair by pair (`links`, the surest first), each at the place of its
/// first telling and empty places for the others.
fn by_pairs(tales: &[Tale], judged: &Judged<'_>, links: &[(f32, u32, u32)]) -> Vec<Vec<u32>> {
    let odds = |a: u32, b: u32| judged.odds(a, b);
    let mut groups = Groups::new(tales.len());
    let mut members: Vec<Vec<u32>> = (0..tales.len()).map(|i| vec![to_u32(i)]).collect();
    let mut sums: Vec<Option<Vector>> = vec![None; tales.len()];
    // Two groups that did not agree are asked again only when they have grown: a long story
    // holds many links between the same two.
    let mut parted: FxHashMap<(u32, u32), usize> = FxHashMap::default();
    for &(surest, a, b) in links {
        let (a, b) = (groups.find(a as usize), groups.find(b as usize));
        if a == b {
            continue;
        }
        let size = members[a].len() + members[b].len();
        let pair = (to_u32(a.min(b)), to_u32(a.max(b)));
        if parted.get(&pair).is_some_and(|&then| size * 2 < then * 3) {
            continue;
        }
        let words = |g: usize| sums[g].as_ref().unwrap_or(&tales[g].around);
        let agree = if size == 2 {
            surest > need(&members[a], &members[b], tales)
        } else {
            let whole = || cosine(words(a), words(b));
            agree_on_the_whole(&members[a], &members[b], &whole, tales, &odds)
        };
        if agree {
            let sum = weigh::add(words(a), words(b));
            groups.join(a, b);
            let (root, other) = (a.min(b), a.max(b));
            let more = std::mem::take(&mut members[other]);
            members[root].extend(more);
            sums[other] = None;
            sums[root] = Some(sum);
        } else {
            parted.insert(pair, size);
        }
    }
    ties::part(&mut members, links, tales);
    members
}

/// How surely a telling that stands alone must belong to several: a mistake is then one
/// sentence's, not that of two moments.
pub(super) const ALONE: f32 = -0.4;
/// How surely two tellings must be one moment that share a day and no telling stem: at 1.5 two answers of one day
/// to one charge became one (`indictment` P 75 to 61), at 2 nothing of the eight chronicles changes.
const PLAINLY: f32 = 2.0;
/// How surely two tellings are one moment that agree in all but the day, or tell in few words of
/// one deed on one day.
const CONFLICT: f32 = 0.5;

/// How unsurely a plan and another deed of whom it names are one moment.
const APART: f32 = -2.0;

/// What one article tells of two days keeps whatever holds the one from what holds the other.
const TOLD_APART: f32 = -12.0;

fn cosine(a: &Vector, b: &Vector) -> f32 {
    weigh::dot(a, b) / (weigh::length(a) * weigh::length(b)).max(f32::MIN_POSITIVE)
}
