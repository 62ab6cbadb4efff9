//! Sentences that go on with what the sentence before them tells: a quotation after the
//! statement it is taken from, the deed of a pronoun after that of a name.
//!
//! They share hardly a word with what they belong to, so no likeness finds them. What no
//! chronicler would write down by itself is given away, and only where it carries no time of
//! its own and no other article tells it; and so is a sentence of one paragraph with the one before it
//! that agrees with that as much as one telling must to join several, though not with all of these.

use super::acts;
use super::moments::ALONE;
use super::tale::Tale;
use super::voices::to_u32;
use crate::telling::Term;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Reverse;

/// A line of more sentences is a whole text, and no paragraph.
const PARAGRAPH: u32 = 6;

/// Gives such tellings to the group that the sentence before them is in. Of its groups that
/// make a moment (`stands`), it is the one that they are likest to. `home` is the group of each telling and stays so.
/// Returns what was given.
pub(super) fn give(
    members: &mut [Vec<u32>],
    home: &mut FxHashMap<u32, usize>,
    tales: &[Tale],
    odds: &dyn Fn(u32, u32) -> Option<f32>,
    stands: &dyn Fn(&[u32]) -> bool,
) -> FxHashSet<u32> {
    let mut given = FxHashSet::default();
    let all: Vec<u32> = (0..to_u32(tales.len())).collect();
    let mut sentences = all.chunk_by(|&i, &j| {
        let (t, u) = (&tales[i as usize], &tales[j as usize]);
        (t.article, t.place) == (u.article, u.place)
    });
    let Some(mut before) = sentences.next() else {
        return given;
    };
    for these in sentences {
        let free = these.iter().all(|i| {
            let alone = |at: &usize| members[*at].len() == 1 || !stands(&members[*at]);
            !tales[*i as usize].own_time && home.get(i).is_none_or(alone)
        });
        let least = if free {
            least(tales, before[0], these)
        } else {
            None
        };
        if let Some(least) = least {
            let told = before
                .iter()
                .filter_map(|&j| {
                    let at = *home.get(&j)?;
                    let likest = these.iter().filter_map(|&i| odds(i, j));
                    let likest = likest.max_by(f32::total_cmp)?;
                    let meets =
                        these.iter().all(|&i| meet(tales, i, j)) && !tales[j as usize].inner;
                    (meets && likest > least && stands(&members[at])).then_some((likest, at))
                })
                .max_by(|x, y| x.0.total_cmp(&y.0).then(y.1.cmp(&x.1)));
            if let Some((_, to)) = told {
                for i in these {
                    if let Some(from) = home.remove(i) {
                        members[from].retain(|m| m != i);
                    }
                }
                members[to].push(these[0]);
                home.insert(these[0], to);
                given.insert(these[0]);
            }
        }
        before = these;
    }
    given
}

/// Gives tellings that only say where, when, how or with what effect something happened that their article
/// told before ("the blast left a crater"), and that are joined to no other text, to the moment of that. `home` is
/// the group of each telling and stays so. Returns what was given.
pub(super) fn take_up(
    members: &mut [Vec<u32>],
    home: &mut FxHashMap<u32, usize>,
    tales: &[Tale],
    odds: &dyn Fn(u32, u32) -> Option<f32>,
    stands: &dyn Fn(&[u32]) -> bool,
) -> FxHashSet<u32> {
    let mut given = FxHashSet::default();
    for (n, t) in (0..to_u32(tales.len())).zip(tales) {
        let Some((from, event)) = home.get(&n).copied().zip(t.again) else {
            continue;
        };
        let earlier = |j: &u32| *j < n && tales[*j as usize].place != t.place;
        let alone = members[from]
            .iter()
            .all(|&i| tales[i as usize].root == t.root && !earlier(&i));
        if !alone {
            continue;
        }
        let told: Vec<u32> = (0..n)
            .rev()
            .take_while(|&j| tales[j as usize].article == t.article)
            .filter(earlier)
            .collect();
        let known = |j: &&u32| tells_of(&tales[**j as usize], event);
        let to = told.iter().filter(known).find_map(|&j| {
            let may_be = odds(n, j).is_some_and(|odds| odds > UNLIKE);
            let at = *home.get(&j)?;
            (may_be && at != from && meet(tales, n, j) && stands(&members[at])).then_some(at)
        });
        if let Some(to) = to {
            let moved = std::mem::take(&mut members[from]);
            home.extend(moved.iter().map(|&i| (i, to)));
            given.extend(&moved);
            members[to].extend(moved);
        }
    }
    given
}

/// How unsurely "the blast" may be the one told of before.
const UNLIKE: f32 = -4.0;

/// Tells whether a telling is of such a happening, by its act or a word of its sentence.
fn tells_of(tale: &Tale, event: Term) -> bool {
    let kind = acts::listed(event);
    let named = tale.around.binary_search_by_key(&event, |w| w.0).is_ok();
    named || kind.is_some_and(|kind| tale.kinds.contains(&kind))
}

/// Returns how surely these tellings of a sentence must be of one moment with the sentence before them (its first
/// telling); nothing where they do not go on with it.
fn least(tales: &[Tale], before: u32, these: &[u32]) -> Option<f32> {
    let (first, n) = (&tales[before as usize], these[0] as usize);
    if these.iter().all(|&i| tales[i as usize].faint) {
        return follows(tales, before, these[0]).then_some(f32::NEG_INFINITY);
    }
    let place = |t: &Tale| (t.article, t.line);
    let one_paragraph = place(first) == place(&tales[n]) && in_paragraph(tales, n);
    (these.len() == 1 && one_paragraph).then_some(ALONE)
}

/// Gives the further pieces of a statement, which several articles quote and nothing dates, to the moment of what
/// stands before them. Adds what was given to the rest (`given`).
pub(super) fn give_pieces(
    members: &mut [Vec<u32>],
    home: &mut FxHashMap<u32, usize>,
    tales: &[Tale],
    stands: &dyn Fn(&[u32]) -> bool,
    given: &mut FxHashSet<u32>,
) {
    let piece = |&i: &u32| {
        let t = &tales[i as usize];
        (t.quoted || t.said) && t.days.is_none() && !given.contains(&i)
    };
    let pieces: Vec<bool> = members.iter().map(|g| g.iter().all(piece)).collect();
    for from in 0..members.len() {
        if !pieces[from] || !stands(&members[from]) {
            continue;
        }
        if let Some((to, onward)) = follow(from, members, home, tales, stands) {
            let moved = std::mem::take(&mut members[from]);
            home.extend(moved.iter().map(|&i| (i, to)));
            given.extend(onward);
            members[to].extend(moved);
        }
    }
}

/// Returns the group with which the pieces of one go on in half of the texts that quote them, and those that do:
/// what a chronicler would write down by itself in most, and in two at least.
fn follow(
    from: usize,
    members: &[Vec<u32>],
    home: &FxHashMap<u32, usize>,
    tales: &[Tale],
    stands: &dyn Fn(&[u32]) -> bool,
) -> Option<(usize, Vec<u32>)> {
    let pieces = &members[from];
    let n_texts = |pieces: &[u32]| {
        let texts = pieces.iter().map(|&i| tales[i as usize].root);
        texts.collect::<FxHashSet<u32>>().len()
    };
    let mut onward: FxHashMap<usize, Vec<u32>> = FxHashMap::default();
    for &i in pieces {
        let said = before(tales, i).filter(|&j| speaks_on(tales, j, i) && meet(tales, i, j));
        let at = said.filter_map(|j| home.get(&j).copied());
        let at: FxHashSet<usize> = at
            .filter(|&at| at != from && stands(&members[at]))
            .collect();
        at.into_iter()
            .for_each(|at| onward.entry(at).or_default().push(i));
    }
    let most = onward
        .into_iter()
        .max_by_key(|(at, some)| (n_texts(some), Reverse(*at)));
    let (n, all) = (n_texts(&most.as_ref()?.1), n_texts(pieces));
    let faint = pieces.iter().all(|&i| tales[i as usize].faint);
    let enough = if faint {
        n * 2 >= all
    } else {
        n > 1 && n * 2 > all
    };
    most.filter(|_| enough)
}

/// Tells whether the second sentence goes on with the first, or its speaker speaks on.
fn speaks_on(tales: &[Tale], first: u32, second: u32) -> bool {
    let (before, t) = (&tales[first as usize], &tales[second as usize]);
    follows(tales, first, second) || t.speaker.is_some() && t.speaker == before.speaker
}

/// Returns the tellings of the sentence before that of a telling in its article.
fn before(tales: &[Tale], i: u32) -> impl Iterator<Item = u32> {
    let of = tales[i as usize].article;
    let place = tales[i as usize].place;
    let earlier = (0..i)
        .rev()
        .take_while(move |&j| tales[j as usize].article == of);
    let mut earlier = earlier
        .skip_while(move |&j| tales[j as usize].place == place)
        .peekable();
    let first = earlier.peek().map(|&j| tales[j as usize].place);
    earlier.take_while(move |&j| Some(tales[j as usize].place) == first)
}

/// Returns the group that each telling is in.
pub(super) fn homes(members: &[Vec<u32>]) -> FxHashMap<u32, usize> {
    let groups = members.iter().enumerate();
    groups
        .flat_map(|(at, group)| group.iter().map(move |&i| (i, at)))
        .collect()
}

/// Tells whether the second sentence goes on with the first: it stands in one paragraph with it and
/// names nobody new, starts with a pronoun ("it" only in that paragraph), or is a quotation after another or of somebody named
/// there. What somebody else says does not.
fn follows(tales: &[Tale], first: u32, second: u32) -> bool {
    let (before, t) = (&tales[first as usize], &tales[second as usize]);
    let named = |s| before.around.binary_search_by_key(&s, |w| w.0).is_ok();
    let speaks_on = before.quoted || before.said || t.said && t.speaker.is_none_or(named);
    // Who has not spoken yet says something of his own, and so does a sentence on somebody new.
    let of_another = t
        .speaker
        .is_some_and(|s| before.speaker != Some(s) && !named(s));
    let of_new = t.names.iter().any(|&n| !named(n));
    before.article == t.article
        && !of_another
        && (t.leans && (before.line == t.line || t.leans_on_people)
            || t.quoted && speaks_on
            || before.line == t.line && !of_new && in_paragraph(tales, second as usize))
}

/// Tells whether the line that a sentence stands on is a paragraph.
fn in_paragraph(tales: &[Tale], i: usize) -> bool {
    let rank = tales[i].rank;
    let here = |t: &&Tale| {
        let one_line = (t.article, t.line) == (tales[i].article, tales[i].line);
        one_line && t.rank.abs_diff(rank) <= PARAGRAPH
    };
    let first = tales[..i].iter().rev().take_while(here).last();
    let last = tales[i..].iter().take_while(here).last();
    let rank = |t: Option<&Tale>| t.unwrap_or(&tales[i]).rank;
    rank(last) - rank(first) < PARAGRAPH
}

fn meet(tales: &[Tale], i: u32, j: u32) -> bool {
    match (tales[i as usize].days, tales[j as usize].days) {
        (Some(x), Some(y)) => x.0 <= y.1 && y.0 <= x.1,
        // "On Tuesday we learned": the day that it names is of something else in the sentence, or of it.
        (None, _) => match tales[j as usize].window {
            Some(day) => {
                let named = &tales[i as usize].beside_times;
                named.is_empty() || named.iter().any(|w| w.overlaps(&day))
            }
            None => true,
        },
        _ => true,
    }
}
