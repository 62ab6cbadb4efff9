//! How long something has lasted: "rebels have held the hill for four years" began about four years ago
//! and goes on.

use super::super::clause::VerbGroup;
use super::super::lexicon::can;
use super::super::sentence::Sentence;
use super::super::status::meaning;
use super::super::tag::Tag;
use crate::time::Recognised;

/// Returns the length for which what a verb tells has gone on when it is told, and the "for" before it. Not
/// "has been jailed for four years", nor "has signed for two".
pub(super) fn lasts(
    s: &Sentence<'_>,
    verb: &VerbGroup,
    times: &Recognised,
) -> Option<(u32, usize)> {
    let now = verb.perfect && !verb.pluperfect && verb.modal.is_none();
    let head = s.toks[verb.head].tag;
    let lasting =
        verb.progressive || head == Tag::Be || meaning(s, verb).is(can::STATIVE | can::LASTING);
    if !now || verb.passive || !lasting {
        return None;
    }
    let behind = verb.last + 1..s.toks.len();
    let here = |i: &usize| !matches!(s.toks[*i].tag, Tag::Comma | Tag::Break | Tag::Sub);
    let mut within = behind.take_while(here);
    within.find_map(|i| {
        let length = (s.lower(i) == "for").then(|| times.from(s.toks[i].end))?;
        let near = times.span(length).start <= s.toks[i].end + 1;
        let length = u32::try_from(length)
            .ok()
            .filter(|_| near && times.lasts_days(length))?;
        Some((length, i))
    })
}
