//! Headlines stand for what their article opens with.
//!
//! "Moscow offers a way out" shares a word or two with the announcement it stands over, and the day of print
//! is not the day of that: what joins no other article's telling goes with the opening of its own.

use super::super::tale::Tale;
use super::super::voices::to_u32;
use super::super::weigh;
use rustc_hash::{FxHashMap, FxHashSet};

/// Sentences below a headline that say what it says.
const OPENING: u32 = 2;

/// How surely a headline must tell what a sentence of the opening tells: less than is asked of two
/// articles, since one writer names the thing twice in other words.
const LEAST: f32 = -1.5;

/// Gives each headline that joined nothing to the moment (`stands`) of the sentence below it that it is likest
/// to. Returns what was given.
pub(super) fn give(
    members: &mut [Vec<u32>],
    home: &mut FxHashMap<u32, usize>,
    tales: &[Tale],
    odds: &dyn Fn(u32, u32) -> Option<f32>,
    stands: &dyn Fn(&[u32]) -> bool,
) -> FxHashSet<u32> {
    let mut given = FxHashSet::default();
    for (n, head) in (0..to_u32(tales.len()))
        .zip(tales)
        .filter(|(_, t)| t.headline)
    {
        let Some(&from) = home.get(&n) else { continue };
        // With its own text alone it has joined nothing, but for what its article opens with.
        let of_one_text = |&i: &u32| tales[i as usize].root == head.root;
        let opens = |&i: &u32| {
            let t = &tales[i as usize];
            t.article == head.article && t.number > n && t.rank <= OPENING
        };
        if !members[from].iter().all(of_one_text) || members[from].iter().any(opens) {
            continue;
        }
        let below = tales[n as usize + 1..]
            .iter()
            .take_while(|t| t.article == head.article && t.rank <= OPENING);
        let likest = below
            .filter(|t| t.rank > 0 && near(head, t))
            .filter_map(|t| {
                let at = *home.get(&t.number)?;
                let odds = odds(n, t.number).filter(|odds| *odds > LEAST)?;
                (at != from && stands(&members[at])).then_some((odds, at))
            })
            .max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1)));
        if let Some((_, to)) = likest {
            members[from].retain(|&m| m != n);
            members[to].push(n);
            home.insert(n, to);
            given.insert(n);
        }
    }
    given
}

/// Tells whether two sentences have a word in common, or words for one thing.
fn near(a: &Tale, b: &Tale) -> bool {
    let kind = |x: u32| b.things.iter().any(|y| x == y.kind);
    weigh::dot(&a.around, &b.around) > 0.0 || a.things.iter().any(|x| kind(x.kind))
}
