//! Articles about the same affair.
//!
//! Two articles are near when their telling stems agree and no long silence lies between
//! them. Stories grow by joining the two nearest until none are near enough (average
//! linkage), so neither order nor unrelated articles change them. A long affair stays
//! whole because time is measured from the nearest article of a story, not from its
//! middle. Cost is linear in articles: each meets only those that share one of its
//! heaviest stems, nearest in time first.

use super::brief::Brief;
use super::like_affairs;
use super::voices::{Voice, to_u32};
use super::weigh::{self, Laid, Vector};
use super::{Story, StoryId, name_of};
use crate::article::ArticleIdx;
use crate::telling::Term;
use chrono::{Datelike, NaiveDate};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// Heaviest stems by which articles find each other: 98 in 100 true pairs share one.
const KEYS: usize = 24;
/// Of the articles that share a stem, only the nearest in time are looked at.
const REACH: usize = 160;
/// Neighbours kept for each article.
const NEIGHBOURS: usize = 24;
/// Neighbours kept for each story while it grows.
const STORY_NEIGHBOURS: usize = 96;
/// Stems kept for a story while it grows.
const STORY_STEMS: usize = 400;
/// Stories nearer than this are one.
const NEAR: f32 = 0.16;
/// Days without an article after which nearness is halved.
const HALF_LIFE: f32 = 5.0;
/// How much the likeness of two stories' middles counts against the average likeness of
/// their articles, which falls as a story grows varied.
const MIDDLE: f32 = 0.7;
/// Stories whose articles are less than so much as alike across as they are within the
/// closer of the two are further apart by as much: else, where much is printed, one loose
/// story takes in all others (relative closeness: Karypis, Han and Kumar 1999, Chameleon).
const AS_WITHIN: f32 = 0.6;
/// Of fewer articles, how alike they are within says nothing.
const SAYS_WITHIN: usize = 3;

/// Returns the stories, and per article the index of its story.
pub(super) fn stories(
    digests: &[Brief],
    vectors: &[Vector],
    voices: &[Voice],
) -> (Vec<Story>, Vec<u32>) {
    let groups = parted(grow(digests, vectors, voices), digests, vectors, voices);
    let mut stories: Vec<Story> = groups
        .into_iter()
        .map(|articles| Story {
            id: StoryId(id_of(digests, &articles)),
            label: String::new(),
            articles,
        })
        .collect();
    stories.sort_by(|a, b| {
        let size = b.articles.len().cmp(&a.articles.len());
        size.then_with(|| a.articles.cmp(&b.articles))
    });
    let mut story_of = vec![0; digests.len()];
    for (s, story) in stories.iter().enumerate() {
        for article in &story.articles {
            story_of[article.at()] = to_u32(s);
        }
    }
    (stories, story_of)
}

/// Parts each story that is two like affairs.
fn parted(
    groups: Vec<Vec<ArticleIdx>>,
    digests: &[Brief],
    vectors: &[Vector],
    voices: &[Voice],
) -> Vec<Vec<ArticleIdx>> {
    let roots = super::voices::roots(voices);
    let part = |mut group: Vec<ArticleIdx>| {
        let mut out = Vec::new();
        while let Some([stay, go]) = two_of(&group, digests, vectors, &roots) {
            out.push(go);
            group = stay;
        }
        out.push(group);
        out
    };
    groups.into_par_iter().flat_map_iter(part).collect()
}

/// The two affairs of a story, copies and edits with their text.
fn two_of(
    group: &[ArticleIdx],
    digests: &[Brief],
    vectors: &[Vector],
    roots: &[u32],
) -> Option<[Vec<ArticleIdx>; 2]> {
    let texts: Vec<u32> = group
        .iter()
        .filter(|a| roots[a.at()] == a.0)
        .map(|a| a.0)
        .collect();
    let of: Vec<&Vector> = texts.iter().map(|&t| &vectors[t as usize]).collect();
    let stated: Vec<bool> = texts
        .iter()
        .map(|&t| digests[t as usize].stated.is_some())
        .collect();
    let [_, second] = like_affairs::sides(&of, &stated)?;
    let goes = |a: &ArticleIdx| {
        let text = texts.binary_search(&roots[a.at()]);
        text.is_ok_and(|at| second.binary_search(&at).is_ok())
    };
    let (go, stay) = group.iter().copied().partition(goes);
    Some([stay, go])
}

/// A story is named by its first article: what comes later never renames it.
fn id_of(digests: &[Brief], articles: &[ArticleIdx]) -> String {
    let first = articles
        .iter()
        .map(|a| &digests[a.at()])
        .min_by_key(|d| {
            let day = d.stated.as_ref().map(|s| s.day);
            (day.is_none(), day, d.content, &d.name)
        })
        .expect("a story has articles");
    name_of('s', first.content, 0)
}

/// A story while it grows.
struct Cluster {
    /// Sum of its articles' stems; empty once it has been joined to another.
    sum: Vector,
    length: f32,
    /// Articles in the sum: copies and edits of one text count once.
    n: usize,
    articles: Vec<ArticleIdx>,
    days: Option<(i32, i32)>,
    near: Vec<u32>,
}

impl Cluster {
    /// Average likeness of two of its articles.
    fn within(&self) -> f32 {
        let pairs = self.n * self.n.saturating_sub(1);
        (self.length * self.length - self.n as f32) / pairs.max(1) as f32
    }
}

#[derive(PartialEq)]
struct Join {
    nearness: f32,
    a: u32,
    b: u32,
}

impl Eq for Join {}

impl Ord for Join {
    fn cmp(&self, other: &Self) -> Ordering {
        let nearest = self.nearness.total_cmp(&other.nearness);
        nearest.then_with(|| (other.a, other.b).cmp(&(self.a, self.b)))
    }
}

impl PartialOrd for Join {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

fn grow(digests: &[Brief], vectors: &[Vector], voices: &[Voice]) -> Vec<Vec<ArticleIdx>> {
    let roots = super::voices::roots(voices);
    let mut cluster_of: FxHashMap<u32, u32> = FxHashMap::default();
    let mut clusters: Vec<Cluster> = Vec::new();
    for (i, &root) in roots.iter().enumerate() {
        let article = ArticleIdx(to_u32(i));
        let day = digests[i].stated.as_ref().map(|s| day_number(s.day));
        if root as usize == i {
            cluster_of.insert(root, to_u32(clusters.len()));
            clusters.push(Cluster {
                sum: vectors[i].clone(),
                length: weigh::length(&vectors[i]),
                n: 1,
                articles: vec![article],
                days: day.map(|d| (d, d)),
                near: Vec::new(),
            });
        }
    }
    for (i, &root) in roots.iter().enumerate() {
        if root as usize != i {
            let at = cluster_of[&root] as usize;
            clusters[at].articles.push(ArticleIdx(to_u32(i)));
        }
    }
    let mut heap = BinaryHeap::new();
    for (a, near) in neighbours(&clusters).into_iter().enumerate() {
        for (b, nearness) in near {
            clusters[a].near.push(b);
            clusters[b as usize].near.push(to_u32(a));
            heap.push(Join {
                nearness,
                a: to_u32(a).min(b),
                b: to_u32(a).max(b),
            });
        }
    }
    let mut laid = Laid::default();
    while let Some(Join { a, b, .. }) = heap.pop() {
        let alive = |c: u32| !clusters[c as usize].articles.is_empty();
        if !alive(a) || !alive(b) {
            continue;
        }
        let joined = join(&mut clusters, a, b);
        let at = to_u32(clusters.len());
        laid.lay(&joined.sum);
        let mut near: Vec<(f32, u32)> = joined
            .near
            .iter()
            .filter(|&&c| !clusters[c as usize].articles.is_empty())
            .map(|&c| (nearness(&laid, &joined, &clusters[c as usize]), c))
            .filter(|(n, _)| *n >= NEAR)
            .collect();
        near.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        near.truncate(STORY_NEIGHBOURS);
        for &(nearness, c) in &near {
            clusters[c as usize].near.push(at);
            heap.push(Join {
                nearness,
                a: c,
                b: at,
            });
        }
        let mut near: Vec<u32> = near.into_iter().map(|(_, c)| c).collect();
        near.shrink_to_fit();
        clusters.push(Cluster { near, ..joined });
    }
    clusters
        .into_iter()
        .filter(|c| !c.articles.is_empty())
        .map(|mut c| {
            c.articles.sort_unstable();
            c.articles
        })
        .collect()
}

/// Articles of stories whose moments are looked for together, at most.
const AFFAIR: usize = 64;
/// The same where stories are of one long topic: what is told again and again for a year is one
/// moment. For more there is no table of how alike they are (`common.rs`).
const TOPIC: usize = 2_000;
/// Stories nearer than this are of one long topic. With .4 the explosion of a rig told for a year is seven
/// moments, with .3 four; without it 100 articles added to 10,000 cost eight times more.
const OF_A_TOPIC: f32 = 0.3;
/// Stories nearer than this are of one affair.
const OF_AN_AFFAIR: f32 = 0.2;
/// Days of silence between two stories after which nearness is halved.
const AFFAIR_HALF_LIFE: f32 = 60.0;
/// A stem that more stories share finds no affair.
const COMMON: usize = 64;

/// Returns groups of stories, by index, whose moments may be the same: what happened on one
/// day is told in the story of that day and again in those that follow. Stories stay apart
/// for the reader; each group can be linked by itself.
pub(super) fn affairs(
    digests: &[Brief],
    vectors: &[Vector],
    roots: &[u32],
    stories: &[Story],
) -> Vec<Vec<u32>> {
    let middles: Vec<(Vector, Option<(i32, i32)>)> = stories
        .par_iter()
        .map(|story| middle(digests, vectors, roots, story))
        .collect();
    let mut postings: FxHashMap<Term, Vec<u32>> = FxHashMap::default();
    let keys: Vec<Vector> = middles
        .par_iter()
        .map(|(sum, _)| {
            let mut keys = sum.clone();
            weigh::heaviest(&mut keys, KEYS);
            keys
        })
        .collect();
    for (s, keys) in keys.iter().enumerate() {
        for (term, _) in keys {
            postings.entry(*term).or_default().push(to_u32(s));
        }
    }
    let mut joins: Vec<Join> = (0..stories.len())
        .into_par_iter()
        .flat_map_iter(|s| {
            let mut found: Vec<u32> = keys[s]
                .iter()
                .filter_map(|(term, _)| postings.get(term))
                .filter(|list| list.len() <= COMMON)
                .flatten()
                .copied()
                .filter(|&o| (o as usize) < s)
                .collect();
            found.sort_unstable();
            found.dedup();
            let middles = &middles;
            let laid = Laid::of(&middles[s].0);
            found.into_iter().filter_map(move |o| {
                let (a, b) = (&middles[s], &middles[o as usize]);
                let nearness = laid.dot(&b.0) * decay(a.1, b.1, AFFAIR_HALF_LIFE);
                (nearness >= OF_AN_AFFAIR).then_some(Join {
                    nearness,
                    a: o,
                    b: to_u32(s),
                })
            })
        })
        .collect();
    joins.sort_unstable_by(|x, y| y.cmp(x));
    let mut groups = super::voices::Groups::new(stories.len());
    let mut size: Vec<usize> = stories.iter().map(|s| s.articles.len()).collect();
    for join in joins {
        let (a, b) = (groups.find(join.a as usize), groups.find(join.b as usize));
        let most = if join.nearness >= OF_A_TOPIC {
            TOPIC
        } else {
            AFFAIR
        };
        if a != b && size[a] + size[b] <= most {
            groups.join(a, b);
            size[a.min(b)] = size[a] + size[b];
        }
    }
    let mut out: Vec<Vec<u32>> = vec![Vec::new(); stories.len()];
    for s in 0..stories.len() {
        out[groups.find(s)].push(to_u32(s));
    }
    out.retain(|group| !group.is_empty());
    out
}

/// The middle of a story's articles, of length 1, and its first and last day.
fn middle(
    digests: &[Brief],
    vectors: &[Vector],
    roots: &[u32],
    story: &Story,
) -> (Vector, Option<(i32, i32)>) {
    let mut sum = Vector::new();
    let mut days: Option<(i32, i32)> = None;
    let step = story.articles.len().div_ceil(AFFAIR).max(1);
    for article in story.articles.iter().step_by(step) {
        if roots[article.at()] == article.0 {
            sum = weigh::add(&sum, &vectors[article.at()]);
            weigh::heaviest(&mut sum, STORY_STEMS);
            sum.sort_unstable_by_key(|(term, _)| *term);
        }
        if let Some(day) = digests[article.at()].stated.as_ref() {
            let day = day_number(day.day);
            days = Some(days.map_or((day, day), |(a, b)| (a.min(day), b.max(day))));
        }
    }
    weigh::normalise(&mut sum);
    (sum, days)
}

fn join(clusters: &mut [Cluster], a: u32, b: u32) -> Cluster {
    let take = |c: &mut Cluster| {
        (
            std::mem::take(&mut c.sum),
            std::mem::take(&mut c.articles),
            std::mem::take(&mut c.near),
            c.days,
            c.n,
        )
    };
    let (sum_a, mut articles, mut near, days_a, n_a) = take(&mut clusters[a as usize]);
    let (sum_b, more, also_near, days_b, n_b) = take(&mut clusters[b as usize]);
    let mut sum = weigh::add(&sum_a, &sum_b);
    weigh::heaviest(&mut sum, STORY_STEMS);
    sum.sort_unstable_by_key(|(term, _)| *term);
    articles.extend(more);
    near.extend(also_near);
    near.sort_unstable();
    near.dedup();
    let days = match (days_a, days_b) {
        (Some(x), Some(y)) => Some((x.0.min(y.0), x.1.max(y.1))),
        (x, y) => x.or(y),
    };
    Cluster {
        length: weigh::length(&sum),
        sum,
        n: n_a + n_b,
        articles,
        days,
        near,
    }
}

/// Average likeness of two stories' articles, less where those of one are much more alike
/// among themselves and for every day of silence between the two; the stems of the first
/// are laid out.
fn nearness(laid: &Laid, a: &Cluster, b: &Cluster) -> f32 {
    let inner = laid.dot(&b.sum);
    let average = inner / (a.n * b.n) as f32;
    let centroid = inner / (a.length * b.length).max(f32::MIN_POSITIVE);
    // Where no day tells two like affairs apart, that their middles are alike says too little.
    let dated = a.days.is_some() && b.days.is_some();
    let mid = if dated { MIDDLE } else { 0.0 };
    let closer = a.within().max(b.within());
    let loose = if a.n.min(b.n) >= SAYS_WITHIN && average < AS_WITHIN * closer {
        average / (AS_WITHIN * closer)
    } else {
        1.0
    };
    average.powf(1.0 - mid) * centroid.powf(mid) * loose * decay(a.days, b.days, HALF_LIFE)
}

fn decay(a: Option<(i32, i32)>, b: Option<(i32, i32)>, half_life: f32) -> f32 {
    let (Some(a), Some(b)) = (a, b) else {
        return 1.0;
    };
    let silence = (a.0 - b.1).max(b.0 - a.1).max(0);
    (-(silence as f32) / half_life).exp2()
}

fn day_number(day: NaiveDate) -> i32 {
    day.num_days_from_ce()
}

/// For each cluster of one article, the nearest of those after it in the list.
fn neighbours(clusters: &[Cluster]) -> Vec<Vec<(u32, f32)>> {
    let keys: Vec<Vec<(Term, f32)>> = clusters
        .par_iter()
        .map(|c| {
            let mut keys = c.sum.clone();
            weigh::heaviest(&mut keys, KEYS);
            keys
        })
        .collect();
    // Undated articles stand before all dated ones.
    let mut postings: FxHashMap<Term, Vec<(i32, u32, f32)>> = FxHashMap::default();
    for (i, keys) in keys.iter().enumerate() {
        let day = clusters[i].days.map_or(i32::MIN, |d| d.0);
        for &(term, weight) in keys {
            postings
                .entry(term)
                .or_default()
                .push((day, to_u32(i), weight));
        }
    }
    postings
        .par_iter_mut()
        .for_each(|(_, list)| list.sort_unstable_by_key(|&(day, i, _)| (day, i)));
    (0..clusters.len())
        .into_par_iter()
        .map_init(
            || {
                let shared = vec![0.0_f32; clusters.len()];
                (shared, Vec::<u32>::new(), Laid::default())
            },
            |(shared, touched, laid), i| {
                let day = clusters[i].days.map_or(i32::MIN, |d| d.0);
                for &(term, weight) in &keys[i] {
                    let list = &postings[&term];
                    let here = list.partition_point(|&(d, j, _)| (d, j) < (day, to_u32(i)));
                    let from = here.saturating_sub(REACH);
                    let to = (here + REACH).min(list.len());
                    let undated = list.partition_point(|&(d, _, _)| d == i32::MIN).min(REACH);
                    for &(_, j, w) in list[..undated.min(from)].iter().chain(&list[from..to]) {
                        if shared[j as usize] == 0.0 {
                            touched.push(j);
                        }
                        shared[j as usize] += weight * w;
                    }
                }
                let mut found: Vec<(u32, f32)> = touched
                    .drain(..)
                    .map(|j| (j, std::mem::take(&mut shared[j as usize])))
                    .filter(|&(j, _)| j as usize != i)
                    .collect();
                let nearest =
                    |x: &(u32, f32), y: &(u32, f32)| y.1.total_cmp(&x.1).then(x.0.cmp(&y.0));
                if found.len() > 2 * NEIGHBOURS {
                    found.select_nth_unstable_by(2 * NEIGHBOURS, nearest);
                    found.truncate(2 * NEIGHBOURS);
                }
                laid.lay(&clusters[i].sum);
                for (j, nearness_to) in &mut found {
                    *nearness_to = nearness(laid, &clusters[i], &clusters[*j as usize]);
                }
                found.retain(|&(_, n)| n >= NEAR);
                found.sort_unstable_by(nearest);
                found.truncate(NEIGHBOURS);
                // It was long before it was cut, and there is one for each article.
                found.shrink_to_fit();
                found
            },
        )
        .collect()
}
