//! The day that a telling without one has from the others of its moment.
//!
//! A sentence belongs to a moment for its words; that it is of the same day is one thing more. Within an
//! article a day is handed on, sentence by sentence, and never back: "The court ruled in 2003" says nothing of
//! the sentence above it, unless both tell one act.

use super::super::tale::Tale;
use super::super::weigh;
use super::Given;
use crate::article::ArticleIdx;
use crate::telling::{Flow, Status};
use crate::time::Window;
use chrono::Datelike;

/// Sentences behind a dated one that are of its day though they tell another act.
const NEAR: u32 = 1;

/// The same where one who spoke goes on speaking.
const SPEECH: u32 = 3;

/// Tellings of other articles that one without a day is compared with.
const ASKED: usize = 24;

/// Two sentences so alike are one, written twice.
const VERBATIM: f32 = 0.95;

/// Days by which an article went on growing behind its stamp.
const GROWN: i32 = 1;

/// How surely it must tell what they tell where its own article has the day, too.
const SURELY: f32 = 0.7;

/// Days after which what is told without a time is seldom of the time that others name.
const WEEK: i32 = 7;

/// How surely it must then tell what they tell. Of 13 such tellings of three topics of Timeline17 that agreed less,
/// read one by one, two were of their moment (docs/LINKING.md, "Days lent").
const LONG_AGO: f32 = 1.0;

/// Where a telling has its day from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Lent {
    /// Its own words, or the day of its article.
    Own(Window),
    /// A sentence of the same article.
    Within(Window),
    /// Another article.
    From(Window, ArticleIdx),
    /// Nowhere.
    Nothing,
}

impl Lent {
    /// The same, handed on to a sentence of the same article.
    fn on(self) -> Self {
        self.window().map_or(self, |w| match self {
            Self::Own(_) => Self::Within(w),
            lent => lent,
        })
    }

    fn window(self) -> Option<Window> {
        match self {
            Self::Own(w) | Self::Within(w) | Self::From(w, _) => Some(w),
            Self::Nothing => None,
        }
    }
}

/// How surely two tellings are one moment.
pub(super) type Sure<'a> = &'a dyn Fn(&Tale, &Tale) -> f32;

/// Returns the day of each telling of a moment of this `window`.
pub(super) fn days(
    tales: &[&Tale],
    window: Option<Window>,
    given: &Given,
    sure: Sure<'_>,
) -> Vec<Lent> {
    let lender = window.and_then(|w| tales.iter().find(|t| t.window == Some(w)).copied());
    let mut order: Vec<usize> = (0..tales.len()).collect();
    order.sort_by_key(|&i| (tales[i].article, tales[i].place, tales[i].telling));
    let mut out = vec![Lent::Nothing; tales.len()];
    for (n, &at) in order.iter().enumerate() {
        let tale = tales[at];
        let before = order[..n].iter().rev();
        let above: Vec<(&Tale, Lent)> = before
            .take_while(|&&i| tales[i].article == tale.article)
            .map(|&i| (tales[i], out[i]))
            .collect();
        out[at] = match tale.window.filter(|w| !by_print(tale, lender, w)) {
            Some(w) => Lent::Own(w),
            None => lent(tale, &above, tales, lender, given, sure),
        };
    }
    hand_to_twins(tales, &mut out);
    out
}

/// Gives what stands word by word in two articles the day that another article lends to one of them.
fn hand_to_twins(tales: &[&Tale], days: &mut [Lent]) {
    let lent: Vec<usize> = (0..tales.len())
        .filter(|&i| matches!(days[i], Lent::From(..)))
        .take(ASKED)
        .collect();
    for at in 0..tales.len() {
        let twin = |&&i: &&usize| {
            let verbatim = weigh::dot(&tales[i].around, &tales[at].around) >= VERBATIM;
            let day = days[i].window();
            let may = |w| !of_another_time(tales[at], w) && !was_to_come(tales[at], w);
            verbatim && day.is_some_and(may)
        };
        if days[at] == Lent::Nothing
            && let Some(&twin) = lent.iter().find(twin)
        {
            days[at] = days[twin];
        }
    }
}

/// Tells whether a telling's sentence names times and none that meets a day: "when in 2003 the court had ruled".
fn of_another_time(tale: &Tale, day: Window) -> bool {
    !tale.beside_times.is_empty() && !tale.beside_times.iter().any(|t| t.overlaps(&day))
}

/// Tells whether the news of a day tells of the day that others name: not where that was yet to come.
fn by_print(tale: &Tale, lender: Option<&Tale>, w: &Window) -> bool {
    let named = lender.filter(|l| !l.news).and_then(|l| l.window);
    let before = |named: Window| !named.overlaps(w) && named.first_day() < w.first_day();
    tale.news && named.is_some_and(before)
}

/// Returns the day of a telling that has none by itself. `above` are those of its article before it, the
/// nearest first.
fn lent(
    tale: &Tale,
    above: &[(&Tale, Lent)],
    tales: &[&Tale],
    lender: Option<&Tale>,
    given: &Given,
    sure: Sure<'_>,
) -> Lent {
    let fits = |w: &Window| !of_another_time(tale, *w);
    // "He asked them to come back on Friday. Both spoke for an hour."
    let done = |w: &Window| days_to_come(tale, *w) <= GROWN;
    let Some(lender) = lender else {
        return Lent::Nothing;
    };
    if given.onward.contains(&tale.number) {
        let Some((from, before)) = above.first().copied() else {
            return Lent::Nothing;
        };
        let state = is_state(from) == is_state(tale);
        let day = before.window().filter(fits).filter(done);
        let goes_on = day.is_some() && state && tale.flow == Flow::On;
        return if goes_on { before.on() } else { Lent::Nothing };
    }
    if given.headlines.contains(&tale.number) {
        let day = lender.window.filter(fits);
        return day.map_or(Lent::Nothing, Lent::Within);
    }
    let near = above
        .iter()
        .find(|(t, lent)| lent.window().is_some_and(|w| fits(&w) && done(&w)) && hands_on(t, tale));
    if let Some((_, lent)) = near {
        return lent.on();
    }
    // One that breaks the news is told again with its day below; nothing else is dated from below.
    let below = tales.iter().find(|t| {
        t.article == tale.article
            && t.window.is_some()
            && t.window == lender.window
            && t.place >= tale.place
            && (tale.news || t.acts_like(tale) || tale.place == t.place)
    });
    if let Some(day) = below.and_then(|t| t.window).filter(fits).filter(done) {
        return Lent::Within(day);
    }
    // An article that tells of the day after its stamp went on growing: it hands on its own days.
    match lender
        .window
        .filter(fits)
        .filter(|w| !was_to_come(tale, *w))
    {
        Some(day) => borrowed(tale, tales, day, sure),
        None => Lent::Nothing,
    }
}

/// Returns the `day` of a moment as another article lends it to a telling: one that tells the same by itself,
/// not only by what stands between them. Who knows the day and tells of this without it tells of another, if
/// nothing says otherwise.
fn borrowed(tale: &Tale, tales: &[&Tale], day: Window, sure: Sure<'_>) -> Lent {
    // "On Tuesday" lends to whom "on Tuesday evening" would lend too much.
    let days = (day.first_day(), day.last_day());
    let of_day = |t: &&&Tale| {
        t.window
            .is_some_and(|w| (w.first_day(), w.last_day()) == days)
    };
    let exact = |t: &Tale| t.window == Some(day);
    let told = tales.iter().filter(of_day);
    let told = told.filter(|t| t.article == tale.article).count() > 0;
    let others = || {
        tales
            .iter()
            .filter(of_day)
            .filter(|t| t.article != tale.article)
    };
    // "Has been pressed in recent days" tells the same only of the same act.
    let may = |t: &&&Tale| !matches!(tale.flow, Flow::Now | Flow::Elsewhen) || t.acts_like(tale);
    let last = day.last_day().num_days_from_ce();
    let long_ago = tale.published.is_some_and(|p| p - last > WEEK);
    let least = match (told, long_ago) {
        (_, true) => LONG_AGO,
        (true, false) => SURELY,
        (false, false) => 0.0,
    };
    let step = others().count().div_ceil(ASKED).max(1);
    let surest = others()
        .step_by(step)
        .filter(may)
        .map(|t| (sure(tale, t), *t))
        .filter(|(sure, _)| *sure > least)
        .max_by(|(x, a), (y, b)| exact(a).cmp(&exact(b)).then(x.total_cmp(y)))
        .map(|(_, t)| t);
    let lender = surest.or_else(|| others().filter(may).find(|t| t.acts_like(tale)).copied());
    let lent = lender.and_then(|t| Some((t.window?, t.article)));
    lent.map_or(Lent::Nothing, |(window, of)| Lent::From(window, of))
}

/// Tells whether a day was yet to come when an article told what was done: it was not done then, whatever
/// else the articles that tell it on that day have in common.
fn was_to_come(tale: &Tale, day: Window) -> bool {
    days_to_come(tale, day) > 0
}

/// Returns how many days after what was done was told a day lies; none where it was not done, or the day of
/// the article is not known.
fn days_to_come(tale: &Tale, day: Window) -> i32 {
    let did = matches!(tale.status, Status::Happened | Status::Ongoing) && !tale.negated;
    let printed = tale.published.filter(|_| tale.stated);
    let first = day.first_day().num_days_from_ce();
    let known = printed.filter(|_| did && !tale.calls_off);
    known.map_or(0, |p| (first - p).max(0))
}

/// Tells whether a sentence hands its day on to a later one of its article: to one that tells the same act,
/// or to the next, unless that is of another time or tells what goes on or is to be.
fn hands_on(from: &Tale, to: &Tale) -> bool {
    if matches!(to.flow, Flow::Now | Flow::Elsewhen) {
        return false;
    }
    let speaks_on = from.speaker.is_some() && from.speaker == to.speaker;
    let near = if speaks_on { SPEECH } else { NEAR };
    let next = to.rank.abs_diff(from.rank) <= near && to.flow == Flow::On && !from.inner;
    from.acts_like(to) || next && is_state(from) == is_state(to)
}

/// Tells whether a telling says what goes on or is to be, not what was done.
fn is_state(t: &Tale) -> bool {
    matches!(t.status, Status::Ongoing | Status::Planned)
}
