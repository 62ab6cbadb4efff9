//! One sentence of an article tells one moment once.

use super::super::tale::Tale;
use super::agree_on_the_whole;
use super::draft::window;
use rustc_hash::{FxHashMap, FxHashSet};

/// Takes a sentence that a group holds twice out of it: the telling whose time agrees with
/// the moment's stays, the other goes where it fits. "Has called off next week's visit, the
/// palace said on Tuesday" tells what was called off once, and once of the visit.
pub(super) fn tell_once(
    members: &mut Vec<Vec<u32>>,
    tales: &[Tale],
    links: &[(f32, u32, u32)],
    odds: &dyn Fn(u32, u32) -> Option<f32>,
) {
    let sentence = |i: u32| (tales[i as usize].article, tales[i as usize].place);
    let mut spare: Vec<(u32, u32)> = Vec::new();
    for group in members.iter_mut().filter(|g| g.len() > 1) {
        let mut seen = FxHashMap::default();
        if group.iter().all(|&i| seen.insert(sentence(i), i).is_none()) {
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
            (agrees, !tale.faint, std::cmp::Reverse(tale.telling))
        };
        let mut best: FxHashMap<_, u32> = FxHashMap::default();
        for &i in group.iter() {
            let kept = best.entry(sentence(i)).or_insert(i);
            if fit(i) > fit(*kept) {
                *kept = i;
            }
        }
        group.retain(|&i| {
            let kept = best[&sentence(i)];
            if kept != i {
                spare.push((i, kept));
            }
            kept == i
        });
    }
    if spare.is_empty() {
        return;
    }
    spare.sort_unstable();
    let mut home: FxHashMap<u32, usize> = FxHashMap::default();
    for (at, group) in members.iter().enumerate() {
        home.extend(group.iter().map(|&i| (i, at)));
    }
    let mut fresh: FxHashMap<u32, usize> = FxHashMap::default();
    let spared: FxHashSet<u32> = spare.iter().map(|s| s.0).collect();
    let mut like: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for &(_, a, b) in links {
        for (a, b) in [(a, b), (b, a)] {
            if spared.contains(&a) {
                like.entry(a).or_default().push(b);
            }
        }
    }
    for (i, kept) in spare {
        let found = like.get(&i).into_iter().flatten().find_map(|other| {
            let at = *home.get(other)?;
            let near = |m: &u32| match (tales[i as usize].window, tales[*m as usize].window) {
                (Some(a), Some(b)) => a.overlaps(&b),
                _ => false,
            };
            let fits = members[at].iter().all(|&m| sentence(m) != sentence(i))
                && members[at].iter().any(near)
                && agree_on_the_whole(&[i], &members[at], 0.0, tales, odds);
            fits.then_some(at)
        });
        match found {
            Some(at) => {
                members[at].push(i);
                home.insert(i, at);
            }
            // What says the same of the same deed, or says not when, is told already.
            None if tales[i as usize].action == tales[kept as usize].action
                || tales[i as usize]
                    .window
                    .is_none_or(|w| tales[kept as usize].window.is_none_or(|k| k.overlaps(&w))) => {
            }
            None => {
                fresh.insert(i, members.len());
                members.push(vec![i]);
            }
        }
    }
    // What was taken out of one moment by several articles is one moment again.
    home.extend(&fresh);
    for &(_, a, b) in links {
        if !(fresh.contains_key(&a) || fresh.contains_key(&b)) {
            continue;
        }
        let (Some(&x), Some(&y)) = (home.get(&a), home.get(&b)) else {
            continue;
        };
        let (x, y) = (x.min(y), x.max(y));
        let apart = || {
            let of_x: FxHashSet<_> = members[x].iter().map(|&i| sentence(i)).collect();
            members[y].iter().all(|&j| !of_x.contains(&sentence(j)))
        };
        if x != y && apart() && agree_on_the_whole(&members[x], &members[y], 0.0, tales, odds) {
            let more = std::mem::take(&mut members[y]);
            home.extend(more.iter().map(|&i| (i, x)));
            members[x].extend(more);
        }
    }
}
