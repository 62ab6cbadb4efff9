//! Which articles are copies, which belong to one story, and which tellings are of one
//! moment.
//!
//! Sees digests and never files. The result depends on the digests alone: not on their
//! order, the number of threads, or what else was linked before.

mod acts;
mod agree;
mod alike;
mod brief;
mod common;
mod conflict;
mod dating;
mod goes_on;
mod label;
mod like;
mod like_affairs;
mod moments;
mod near;
mod salience;
mod stories;
mod tale;
mod voices;
mod weigh;

pub use brief::Brief;

use crate::article::{ArticleIdx, ArticleName};
use crate::telling::{Digest, Status};
use crate::time::published::{Published, PublishedFrom, Seen};
use crate::time::{DateOrder, Timex, Window};
use chrono::NaiveDate;
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::borrow::Borrow;
use std::fmt;

/// Names a moment by content alone: `m` and 13 characters of base 32.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MomentId(pub String);

/// Names a story by content alone: `s` and 13 characters of base 32.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct StoryId(pub String);

impl fmt::Display for MomentId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for StoryId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Everything that linking found. Indexes are into the digests, sorted by name.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Linked {
    /// Per article, in the order of its index.
    pub articles: Vec<LinkedArticle>,
    /// The stories, largest first.
    pub stories: Vec<Story>,
    /// The moments in order of time; those without a window last.
    pub moments: Vec<Moment>,
}

/// What linking says of one article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LinkedArticle {
    /// When it appeared.
    pub published: Published,
    /// Its time expressions, resolved against that day; as many as [`Digest::times`] has.
    pub times: Vec<Timex>,
    /// The earlier article this one is a later edit of.
    pub version_of: Option<ArticleIdx>,
    /// The article this one is a copy of.
    pub copy_of: Option<ArticleIdx>,
    /// The voice it speaks with: articles that are copies of one text share it.
    pub voice: u32,
    /// Its story, an index into [`Linked::stories`].
    pub story: u32,
}

/// Articles that tell of the same affair.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Story {
    /// By content.
    pub id: StoryId,
    /// A few words that name the affair.
    pub label: String,
    /// Its articles, by index.
    pub articles: Vec<ArticleIdx>,
}

/// One happening in the world and all its tellings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Moment {
    /// By content.
    pub id: MomentId,
    /// As in a chronicle: 3 to 9 words where they make a whole, mostly 14 at the most.
    pub label: String,
    /// What is said last and best about whether it happened.
    pub status: Status,
    /// When; the most precise window that is attested. `None` when nothing places it.
    pub window: Option<Window>,
    /// How much it matters, 0 to 1: independent sources and later references.
    pub salience: f32,
    /// Its story, an index into [`Linked::stories`].
    pub story: u32,
    /// The tellings, by publication, then source, then place in the article.
    pub members: Vec<Member>,
}

/// A telling as a member of a moment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Member {
    /// The article.
    pub article: ArticleIdx,
    /// Which of its tellings.
    pub telling: u32,
    /// The window this telling itself gives, or was lent.
    pub window: Option<Window>,
    /// How it is dated.
    pub dated: Dated,
    /// The article whose telling lent the date.
    pub dated_from: Option<ArticleIdx>,
    /// Why it was joined to the others, for `--explain`.
    pub because: Vec<String>,
}

/// How a telling is dated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Dated {
    /// The sentence carries the time.
    Own,
    /// The sentences before it do.
    Context,
    /// The article's own day, for the news it breaks.
    Published,
    /// From another source's telling of the same thing.
    Borrowed,
    /// Nothing dates it.
    None,
}

/// What the user or a sidecar says about an article against what was found.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Correction {
    /// The article.
    pub article: Option<ArticleName>,
    /// The day it appeared.
    pub published: Option<NaiveDate>,
    /// Its outlet.
    pub source: Option<String>,
}

/// Links digests, which must be sorted by name, into stories and moments.
pub fn link(digests: &[Digest]) -> Linked {
    debug_assert!(digests.is_sorted_by(|a, b| a.name <= b.name));
    let plan = Plan::of(digests.par_iter().map(Brief::of).collect());
    let mut articles: Vec<Option<LinkedArticle>> = vec![None; digests.len()];
    let affairs: Vec<(Affair, Found)> = (0..plan.n_affairs())
        .into_par_iter()
        .map(|n| {
            let affair = plan.affair(n);
            let of_it = affair.articles.iter().map(|a| &digests[a.at()]);
            let of_it: Vec<&Digest> = of_it.collect();
            let found = plan.link(&affair, &of_it);
            (affair, found)
        })
        .collect();
    let mut moments = Vec::new();
    let mut outlines = Vec::new();
    for (affair, found) in affairs {
        for (at, linked) in affair.articles.iter().zip(found.articles) {
            articles[at.at()] = Some(linked);
        }
        for sketch in found.sketches {
            outlines.push(plan.outline(&affair, &sketch));
            let mut moment = sketch.moment;
            moment.story = affair.stories[moment.story as usize];
            for member in &mut moment.members {
                member.article = affair.articles[member.article.at()];
                member.dated_from = member.dated_from.map(|a| affair.articles[a.at()]);
            }
            moments.push(moment);
        }
    }
    let order = settle(&mut outlines);
    for (moment, outline) in moments.iter_mut().zip(outlines) {
        moment.id = outline.id;
        moment.label = outline.label;
        moment.salience = outline.salience;
    }
    let mut moments: Vec<Option<Moment>> = moments.into_iter().map(Some).collect();
    Linked {
        articles: articles.into_iter().flatten().collect(),
        stories: plan.stories,
        moments: order
            .into_iter()
            .filter_map(|i| moments[i as usize].take())
            .collect(),
    }
}

/// What is known of all articles before moments are looked for: a few kilobytes an article.
///
/// Moments are then looked for affair by affair, in any order, on any thread, with only the
/// digests of that affair at hand; at last [`settle`] looks at all moments together.
pub struct Plan {
    vectors: Vec<weigh::Vector>,
    roots: Vec<u32>,
    /// The stories, largest first.
    pub stories: Vec<Story>,
    /// Stories whose moments are looked for together. Nothing outside an affair bears on
    /// its moments: when articles arrive, only the affairs they fall into need linking.
    affairs: Vec<Vec<u32>>,
    /// Per article.
    pub articles: Vec<Placed>,
}

/// What is known of one article before moments are.
#[derive(Debug, Clone, PartialEq)]
pub struct Placed {
    /// When it appeared.
    pub published: Published,
    /// In which order it writes `3/4/2016`.
    pub order: DateOrder,
    /// See [`LinkedArticle::version_of`].
    pub version_of: Option<ArticleIdx>,
    /// See [`LinkedArticle::copy_of`].
    pub copy_of: Option<ArticleIdx>,
    /// See [`LinkedArticle::voice`].
    pub voice: u32,
    /// See [`LinkedArticle::story`].
    pub story: u32,
}

/// Stories whose moments are looked for together.
#[derive(Debug, Clone, PartialEq)]
pub struct Affair {
    /// Its stories, by index.
    pub stories: Vec<u32>,
    /// Their articles, in order.
    pub articles: Vec<ArticleIdx>,
}

/// What was found in one affair.
#[derive(Debug, Clone, PartialEq)]
pub struct Found {
    /// Per article of the affair.
    pub articles: Vec<LinkedArticle>,
    /// Its moments, in an order that depends on the affair alone.
    pub sketches: Vec<Sketch>,
}

/// A moment as its affair gives it: its articles and its story are numbered within the
/// affair, and what hangs on other moments is open.
#[derive(Debug, Clone, PartialEq)]
pub struct Sketch {
    /// The moment.
    pub moment: Moment,
    /// What its id is made of.
    pub seed: u64,
    /// What it can be called instead when a neighbour has the same label.
    pub others: Vec<String>,
}

/// What is held of every moment until all are known.
#[derive(Debug, Clone, PartialEq)]
pub struct Outline {
    /// What its id is made of.
    pub seed: u64,
    /// By content.
    pub id: MomentId,
    /// Its label.
    pub label: String,
    /// See [`Sketch::others`].
    pub others: Vec<String>,
    /// When.
    pub window: Option<Window>,
    /// How much it matters.
    pub salience: f32,
    /// Number of its tellings.
    pub n_members: u32,
    /// The days that its tellings give.
    pub days: Vec<SeenDay>,
}

/// A day that a telling gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeenDay {
    /// The day.
    pub day: NaiveDate,
    /// Who speaks: copies and edits of one text share it.
    pub root: u32,
    /// Whether the telling names the day, rather than having appeared on it.
    pub named: bool,
    /// Whether the article appeared days later and still came back to it.
    pub later: bool,
}

impl Plan {
    /// Finds copies, stories, days and affairs of articles, which must be sorted by name.
    pub fn of(briefs: Vec<Brief>) -> Self {
        let stage = Stage::of(briefs);
        let mut stories = stage.stories;
        label::name_stories(&mut stories, &stage.briefs, &stage.vectors);
        Self {
            stories,
            vectors: stage.vectors,
            roots: stage.roots,
            affairs: stage.affairs,
            articles: stage.articles,
        }
    }

    /// Returns the number of affairs.
    pub fn n_affairs(&self) -> usize {
        self.affairs.len()
    }

    /// Returns an affair.
    pub fn affair(&self, n: usize) -> Affair {
        let stories = self.affairs[n].clone();
        let mut articles: Vec<ArticleIdx> = stories
            .iter()
            .flat_map(|&s| &self.stories[s as usize].articles)
            .copied()
            .collect();
        articles.sort_unstable();
        Affair { stories, articles }
    }

    /// Returns the text whose voice an article speaks with: copies and edits share it.
    pub fn root(&self, article: ArticleIdx) -> ArticleIdx {
        ArticleIdx(self.roots[article.at()])
    }

    /// Finds the moments of an affair; `digests` are those of its articles.
    pub fn link<D: Borrow<Digest>>(&self, affair: &Affair, digests: &[D]) -> Found {
        let digests: Vec<&Digest> = digests.iter().map(Borrow::borrow).collect();
        let within = |a: ArticleIdx| {
            let at = affair.articles.binary_search(&a);
            voices::to_u32(at.expect("copies and edits of a text are in its story"))
        };
        let roots: Vec<u32> = affair
            .articles
            .iter()
            .map(|&a| within(self.root(a)))
            .collect();
        let vectors: Vec<weigh::Vector> = affair
            .articles
            .iter()
            .map(|a| self.vectors[a.at()].clone())
            .collect();
        let articles: Vec<LinkedArticle> = affair
            .articles
            .iter()
            .zip(&digests)
            .map(|(a, digest)| {
                let own = &self.articles[a.at()];
                let first = &self.articles[self.root(*a).at()].published;
                let printed = printed(own.copy_of, &own.published, first);
                let mut linked = own.with_times(digest, printed);
                if let Some(day) = self.stamped_day_before(digest, printed, own.story) {
                    dating::move_to_next_day(&mut linked.times, digest, day, own.order);
                }
                linked
            })
            .collect();
        let stories: Vec<Story> = affair
            .stories
            .iter()
            .map(|&s| {
                let of = self.stories[s as usize].articles.iter();
                Story {
                    articles: of.map(|&a| ArticleIdx(within(a))).collect(),
                    ..self.stories[s as usize].clone()
                }
            })
            .collect();
        let tellings = moments::Tellings {
            digests: &digests,
            vectors: &vectors,
            roots: &roots,
            articles: &articles,
        };
        let all: Vec<u32> = (0..voices::to_u32(stories.len())).collect();
        let sketches = tellings.moments(&all, &stories);
        Found { articles, sketches }
    }

    /// Returns the day that an article is stamped with if it was written on until the next: its story has
    /// just begun, and it looks back on "Thursday night" and "Friday morning" under a stamp of Thursday.
    /// Nothing that a story begun on Thursday tells of was on the Friday before.
    fn stamped_day_before(
        &self,
        digest: &Digest,
        stamp: &Published,
        story: u32,
    ) -> Option<NaiveDate> {
        let day = stamp
            .value
            .filter(|_| stamp.from != PublishedFrom::Inferred)?;
        let articles = &self.stories[story as usize].articles;
        if articles.len() < SEVERAL || !digest.times.looks_back_on_next(day) {
            return None;
        }
        let of = |a: &ArticleIdx| self.articles[a.at()].published.value;
        let begun = articles.iter().filter_map(of).min()?;
        ((day - begun).num_days() <= 1).then_some(day)
    }

    /// Returns what is held of a moment until all are known.
    pub fn outline(&self, affair: &Affair, sketch: &Sketch) -> Outline {
        let moment = &sketch.moment;
        let days = moment.members.iter().filter_map(|m| {
            let day = m.window?.single_day()?;
            let article = affair.articles[m.article.at()];
            let published = self.articles[article.at()].published.value;
            Some(SeenDay {
                day,
                root: self.root(article).0,
                later: published.is_some_and(|p| (p - day).num_days() > salience::AFTERMATH),
                named: matches!(m.dated, Dated::Own | Dated::Context),
            })
        });
        Outline {
            seed: sketch.seed,
            id: moment.id.clone(),
            label: moment.label.clone(),
            others: sketch.others.clone(),
            window: moment.window,
            salience: moment.salience,
            n_members: voices::to_u32(moment.members.len()),
            days: days.collect(),
        }
    }
}

/// Articles by which a story's first day is known.
const SEVERAL: usize = 3;

/// Returns when the text of an article was first printed, as its root was on `first`: a copy of
/// Wednesday says "on Tuesday" and "this morning" as its original did.
fn printed<'a>(
    copy_of: Option<ArticleIdx>,
    own: &'a Published,
    first: &'a Published,
) -> &'a Published {
    let before = first.value.is_some() && first.value < own.value;
    if copy_of.is_some() && before {
        first
    } else {
        own
    }
}

impl Placed {
    /// `printed` is when its text was first printed.
    fn with_times(&self, digest: &Digest, printed: &Published) -> LinkedArticle {
        LinkedArticle {
            times: dating::times(digest, printed, self.order),
            published: self.published.clone(),
            version_of: self.version_of,
            copy_of: self.copy_of,
            voice: self.voice,
            story: self.story,
        }
    }
}

/// Settles what hangs on all moments of a corpus together (salience, ids, labels that differ
/// from their neighbours'), and returns their order in time, those without a window last.
/// They must come affair by affair, as [`Plan::affair`] numbers them.
pub fn settle(moments: &mut [Outline]) -> Vec<u32> {
    salience::lead(moments);
    let mut taken: FxHashMap<u64, u32> = FxHashMap::default();
    for moment in moments.iter_mut() {
        // Two files of the same bytes may tell moments that their texts do not tell apart.
        let nth = taken.entry(moment.seed).or_default();
        if *nth > 0 {
            moment.id = MomentId(name_of('m', moment.seed, *nth));
        }
        *nth += 1;
    }
    let mut order: Vec<u32> = (0..voices::to_u32(moments.len())).collect();
    order.par_sort_unstable_by(|&a, &b| {
        let key = |m: &Outline| {
            (
                m.window.is_none(),
                m.window.map(|w| (w.earliest(), w.latest())),
            )
        };
        let (x, y) = (&moments[a as usize], &moments[b as usize]);
        key(x)
            .cmp(&key(y))
            .then_with(|| x.id.cmp(&y.id))
            .then(a.cmp(&b))
    });
    label::tell_apart(moments, &order);
    order
}

/// Two tellings that linking compares, with what it sees of them: for training the weights
/// and for looking at mistakes.
#[derive(Debug, Clone, PartialEq)]
pub struct Compared {
    /// The earlier telling in the order of articles.
    pub a: (ArticleIdx, u32),
    /// The other.
    pub b: (ArticleIdx, u32),
    /// What is seen of the pair, in the order of [`feature_names`].
    pub features: Vec<f32>,
    /// Whether dates cannot tell them apart, which has weights of its own.
    pub only_words: bool,
    /// How surely they are one moment: the logarithm of the odds.
    pub odds: f32,
}

/// Returns the weights in use: for pairs that dates can tell apart, and for the others.
pub fn feature_weights() -> (&'static [f32], &'static [f32]) {
    agree::in_use()
}

/// Returns the names of what linking looks at in a pair of tellings.
pub fn feature_names() -> &'static [&'static str] {
    &agree::FEATURES
}

/// Returns every pair of tellings that linking compares.
pub fn compared(digests: &[Digest]) -> Vec<Compared> {
    of_affairs(digests, |t, affair, stories| t.compared(affair, stories))
}

/// Two groups of tellings that linking compares as wholes, with what it sees of them: for training.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparedGroups {
    /// The tellings of the group whose first comes first.
    pub a: Vec<(ArticleIdx, u32)>,
    /// Those of the other.
    pub b: Vec<(ArticleIdx, u32)>,
    /// What is seen of the two, in the order of [`group_feature_names`].
    pub features: Vec<f32>,
}

/// Returns the names of what linking looks at in two groups of tellings.
pub fn group_feature_names() -> &'static [&'static str] {
    moments::group_features()
}

/// Returns all groups of tellings that linking compares as wholes, two by two.
pub fn compared_groups(digests: &[Digest]) -> Vec<ComparedGroups> {
    of_affairs(digests, |t, affair, stories| {
        t.compared_groups(affair, stories)
    })
}

/// Returns what is found of the tellings of each affair, which is given by the numbers of its stories.
fn of_affairs<T>(
    digests: &[Digest],
    of: impl Fn(&moments::Tellings<'_>, &[u32], &[Story]) -> Vec<T>,
) -> Vec<T> {
    let stage = Stage::of(digests.par_iter().map(Brief::of).collect());
    let dated: Vec<LinkedArticle> = stage
        .articles
        .par_iter()
        .zip(digests)
        .map(|(placed, digest)| placed.with_times(digest, &placed.published))
        .collect();
    let digests: Vec<&Digest> = digests.iter().collect();
    let tellings = moments::Tellings {
        digests: &digests,
        vectors: &stage.vectors,
        roots: &stage.roots,
        articles: &dated,
    };
    let affairs = stage.affairs.iter();
    affairs
        .flat_map(|affair| of(&tellings, affair, &stage.stories))
        .collect()
}

/// Returns the articles that state no day, with the day inferred and what its confidence
/// was made of: for training.
pub fn inferred(digests: &[Digest]) -> Vec<(ArticleIdx, Published, Option<Seen>)> {
    let briefs: Vec<Brief> = digests.par_iter().map(Brief::of).collect();
    let vectors: Vec<weigh::Vector> = briefs.par_iter().map(weigh::vector).collect();
    let voices = voices::voices(&briefs, &vectors);
    let (_, story_of) = stories::stories(&briefs, &vectors, &voices);
    dating::settled(
        &briefs,
        &vectors,
        &voices,
        &story_of,
        &dating::date_orders(&briefs),
    )
    .into_iter()
    .map(|(i, published, seen)| (ArticleIdx(i as u32), published, seen))
    .collect()
}

/// What is known before moments are looked for.
struct Stage {
    briefs: Vec<Brief>,
    vectors: Vec<weigh::Vector>,
    roots: Vec<u32>,
    stories: Vec<Story>,
    affairs: Vec<Vec<u32>>,
    articles: Vec<Placed>,
}

impl Stage {
    fn of(mut briefs: Vec<Brief>) -> Self {
        let vectors: Vec<weigh::Vector> = briefs.par_iter().map(weigh::vector).collect();
        let voices = voices::voices(&briefs, &vectors);
        // Nothing asks for them again, and they are most of a brief.
        briefs.par_iter_mut().for_each(|brief| {
            (brief.minhash, brief.terms) = (Vec::new(), Vec::new());
            brief.particulars = Vec::new();
        });
        let (stories, story_of) = stories::stories(&briefs, &vectors, &voices);
        let articles = dating::date(&briefs, &vectors, &voices, &story_of);
        let roots = voices::roots(&voices);
        Self {
            affairs: stories::affairs(&briefs, &vectors, &roots, &stories),
            roots,
            briefs,
            vectors,
            stories,
            articles,
        }
    }
}

/// Returns the id of a moment with this [`Sketch::seed`].
pub fn moment_id(seed: u64) -> MomentId {
    MomentId(name_of('m', seed, 0))
}

/// Returns an id made from content alone: the kind's letter and 13 characters of base 32
/// (Crockford's, without i, l, o and u).
fn name_of(kind: char, content: u64, nth: u32) -> String {
    const DIGITS: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";
    let mut hash = content ^ u64::from(nth).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mut out = String::with_capacity(14);
    out.push(kind);
    for _ in 0..13 {
        out.push(char::from(DIGITS[(hash & 31) as usize]));
        hash >>= 5;
    }
    out
}

#[cfg(test)]
pub(crate) mod tests;
