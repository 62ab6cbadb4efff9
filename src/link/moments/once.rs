//! One sentence of an article tells one moment once.

use super::super::goes_on::homes;
use super::super::tale::Tale;
use super::agree_on_the_whole;
use super::draft::window;
use crate::article::ArticleIdx;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;

/// How surely two tellings are one moment; nothing if they cannot be.
type Odds<'a> = &'a dyn Fn(u32, u32) -> Option<f32>;

/// Takes a sentence that a group holds twice out of it: the telling whose time agrees with
/// the moment's stays, the other goes where it fits. "Has called off next week's visit, the
/// palace said on Tuesday" tells what was called off once, and once of the visit.
pub(super) fn tell_once(
    members: &mut Vec<Vec<u32>>,
    tales: &[Tale],
    links: &[(f32, u32, u32)],
    odds: Odds<'_>,
) {
    let spare = take_out(members, tales);
    if spare.is_empty() {
        return;
    }
    let mut home = homes(members);
    let fresh = give_homes(spare, members, &mut home, tales, links, odds);
    home.extend(&fresh);
    rejoin(&fresh, members, &mut home, tales, links, odds);
}

/// What a group holds once: a sentence of an article.
fn sentence(tale: &Tale) -> (ArticleIdx, usize) {
    (tale.article, tale.place)
}

/// Leaves each group the telling of a sentence that fits it best, and returns the others, each
/// with the one that stayed, in order.
fn take_out(members: &mut [Vec<u32>], tales: &[Tale]) -> Vec<(u32, u32)> {
    let mut spare = Vec::new();
    for group in members.iter_mut().filter(|g| g.len() > 1) {
        let of = |i: u32| sentence(&tales[i as usize]);
        let mut seen = FxHashSet::default();
        if group.iter().all(|&i| seen.insert(of(i))) {
            continue;
        }
        let all: Vec<&Tale> = group.iter().map(|&i| &tales[i as usize]).collect();
        let window = window(&all);
        let fit = |i: u32| {
            let tale = &tales[i as usize];
            let agrees = match (tale.window, window) {
                (Some(own), Some(window)) if own == window => 3,
                (Some(own), Some(window)) if own.overlaps(&window) => 2,
                (Some(_), Some(_)) => 0,
                _ => 1,
            };
            (agrees, !tale.faint, Reverse(tale.telling))
        };
        let mut best: FxHashMap<_, u32> = FxHashMap::default();
        for &i in group.iter() {
            let kept = best.entry(of(i)).or_insert(i);
            if fit(i) > fit(*kept) {
                *kept = i;
            }
        }
        group.retain(|&i| {
            let kept = best[&of(i)];
            if kept != i {
                spare.push((i, kept));
            }
            kept == i
        });
    }
    spare.sort_unstable();
    spare
}

/// Puts each telling that was taken out into the group it is linked to and fits, or into one
/// of its own, which is returned with its place. What says the same of the same deed as the
/// one that stayed, or says not when, is told already.
fn give_homes(
    spare: Vec<(u32, u32)>,
    members: &mut Vec<Vec<u32>>,
    home: &mut FxHashMap<u32, usize>,
    tales: &[Tale],
    links: &[(f32, u32, u32)],
    odds: Odds<'_>,
) -> FxHashMap<u32, usize> {
    let spared: FxHashSet<u32> = spare.iter().map(|s| s.0).collect();
    let mut like: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for &(_, a, b) in links {
        for (a, b) in [(a, b), (b, a)] {
            if spared.contains(&a) {
                like.entry(a).or_default().push(b);
            }
        }
    }
    let mut fresh = FxHashMap::default();
    for (i, kept) in spare {
        let (tale, stays) = (&tales[i as usize], &tales[kept as usize]);
        let fits = |at: usize| {
            let mut all = members[at].iter().map(|&m| &tales[m as usize]);
            let near =
                |m: &Tale| matches!((tale.window, m.window), (Some(a), Some(b)) if a.overlaps(&b));
            all.clone().all(|m| sentence(m) != sentence(tale))
                && all.any(near)
                && agree_on_the_whole(&[i], &members[at], &|| 0.0, tales, odds)
        };
        let linked = like.get(&i).into_iter().flatten();
        let found = linked
            .filter_map(|other| home.get(other).copied())
            .find(|&at| fits(at));
        let elsewhen = matches!((tale.window, stays.window), (Some(a), Some(b)) if !a.overlaps(&b));
        if let Some(at) = found {
            members[at].push(i);
            home.insert(i, at);
        } else if tale.action != stays.action && elsewhen {
            fresh.insert(i, members.len());
            members.push(vec![i]);
        }
    }
    fresh
}

/// Makes one moment again of what was taken out of one by several articles.
fn rejoin(
    fresh: &FxHashMap<u32, usize>,
    members: &mut [Vec<u32>],
    home: &mut FxHashMap<u32, usize>,
    tales: &[Tale],
    links: &[(f32, u32, u32)],
    odds: Odds<'_>,
) {
    for &(_, a, b) in links {
        if !(fresh.contains_key(&a) || fresh.contains_key(&b)) {
            continue;
        }
        let (Some(&x), Some(&y)) = (home.get(&a), home.get(&b)) else {
            continue;
        };
        let (x, y) = (x.min(y), x.max(y));
        let of = |i: &u32| sentence(&tales[*i as usize]);
        let of_x: FxHashSet<_> = members[x].iter().map(of).collect();
        if x != y
            && members[y].iter().all(|j| !of_x.contains(&of(j)))
            && agree_on_the_whole(&members[x], &members[y], &|| 0.0, tales, odds)
        {
            let more = std::mem::take(&mut members[y]);
            home.extend(more.iter().map(|&i| (i, x)));
            members[x].extend(more);
        }
    }
}
