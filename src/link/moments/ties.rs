//! What hangs on a moment by weak threads alone is no part of it.
//!
//! Groups join when they agree on the average, so one may take up a whole interview of another article that
//! shares a name and a phrase with it. Texts that no sure pair ties to the others are parted from them again.

use super::super::agree;
use super::super::tale::Tale;
use super::super::voices::Groups;
use super::groups::VAGUE;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// What of a text stays where it is though nothing ties it: one telling may join by less. With none (and .4 for sure), the
/// eight chronicles fall from F1 44.2 to 43.2.
const FEW: usize = 1;

/// Parts each group into the texts that sure pairs (of `links`) tie together; new groups go to the end.
pub(super) fn part(members: &mut Vec<Vec<u32>>, links: &[(f32, u32, u32)], tales: &[Tale]) {
    let of = |i: u32| &tales[i as usize];
    let sure = links
        .iter()
        .filter(|(odds, a, b)| ties(*odds, of(*a), of(*b)));
    let sure = sure.map(|&(_, a, b)| (a, b));
    let texts: Vec<u32> = tales.iter().map(|t| t.root).collect();
    part_texts(members, sure, &texts);
}

/// The same of sure pairs; `texts` says which text each telling is of.
fn part_texts(members: &mut Vec<Vec<u32>>, sure: impl Iterator<Item = (u32, u32)>, texts: &[u32]) {
    let mut tied = tied(members, sure, texts);
    let mut fresh = Vec::new();
    for group in members.iter_mut().filter(|g| g.len() > FEW) {
        let mut parts: FxHashMap<usize, Vec<u32>> = FxHashMap::default();
        for &i in group.iter() {
            parts.entry(tied.find(i as usize)).or_default().push(i);
        }
        let most = parts.iter().max_by_key(|(at, p)| (p.len(), Reverse(**at)));
        let most = most.map(|(&at, _)| at);
        parts.retain(|&at, part| Some(at) != most && part.len() > FEW);
        group.retain(|&i| !parts.contains_key(&tied.find(i as usize)));
        let mut parts: Vec<Vec<u32>> = parts.into_values().collect();
        parts.sort_unstable();
        fresh.extend(parts);
    }
    members.extend(fresh);
}

/// Ties the tellings of one text in a group together, and texts by what they surely both tell.
fn tied(members: &[Vec<u32>], sure: impl Iterator<Item = (u32, u32)>, texts: &[u32]) -> Groups {
    let mut tied = Groups::new(texts.len());
    let mut home = vec![0; texts.len()];
    for (group, at) in members.iter().zip(0usize..) {
        let mut first: FxHashMap<u32, u32> = FxHashMap::default();
        for &i in group {
            home[i as usize] = at;
            let of_text = first.entry(texts[i as usize]).or_insert(i);
            tied.join(*of_text as usize, i as usize);
        }
    }
    let of_one = sure.filter(|&(a, b)| home[a as usize] == home[b as usize]);
    of_one.for_each(|(a, b)| tied.join(a as usize, b as usize));
    tied
}

/// Tells whether two tellings are surely of one moment; one act, one day that both name or one time since which both
/// go on makes up for some doubt.
fn ties(odds: f32, t: &Tale, u: &Tale) -> bool {
    let one_day = || t.own_time && u.own_time && agree::on_other_days(t, u) == Some(false);
    odds > VAGUE || odds > 0.0 && (t.acts_like(u) || one_day() || agree::one_state(t, u))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_that_nothing_sure_ties_are_parted() {
        // Three tellings of the first text, two of the second, one each of the third and fourth.
        let texts = [0, 0, 0, 1, 1, 2, 3];
        let all = || vec![vec![0, 1, 2, 3, 4, 5, 6]];
        let part = |sure: &[(u32, u32)]| {
            let mut members = all();
            part_texts(&mut members, sure.iter().copied(), &texts);
            members
        };
        // The second stands alone then; what is told once stays.
        assert_eq!(part(&[]), [vec![0, 1, 2, 5, 6], vec![3, 4]]);
        assert_eq!(part(&[(2, 4)]), all());
        // What is tied goes with it, and one tie is enough in a chain.
        assert_eq!(part(&[(3, 5)]), [vec![0, 1, 2, 6], vec![3, 4, 5]]);
        assert_eq!(part(&[(3, 5), (5, 0)]), all());
        // A pair of another group ties nothing here.
        let mut two = vec![vec![0, 1, 3, 4], vec![5, 6]];
        part_texts(&mut two, [(0, 5), (3, 6)].into_iter(), &texts);
        assert_eq!(two, [vec![0, 1], vec![5, 6], vec![3, 4]]);
    }
}
