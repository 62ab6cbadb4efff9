//! The tutor: lessons on the sample corpus, each ended by doing what it asks for.
//!
//! What was looked at before is kept and comes back when the tutor is left.

use super::axis::Zoom;
use super::model::{Model, PickKind, Screen};
use super::shelf::Shelf;
use crate::link::MomentId;

/// A tutor under way.
#[derive(Debug, Clone)]
pub struct Tutor {
    /// The lesson, an index into [`LESSONS`].
    pub at: usize,
    /// The moment under the cursor when the lesson began.
    from: Option<MomentId>,
    /// What comes back afterwards.
    before: Box<Before>,
}

/// What the tutor puts aside.
#[derive(Debug, Clone)]
struct Before {
    name: String,
    shelf: Shelf,
    chips: Vec<String>,
    source: Option<String>,
    moment: Option<MomentId>,
}

/// One lesson.
pub struct Lesson {
    /// What it tells.
    pub text: &'static str,
    /// Tells that it was done.
    done: fn(&Model, &Tutor) -> bool,
}

const fn lesson(text: &'static str, done: fn(&Model, &Tutor) -> bool) -> Lesson {
    Lesson { text, done }
}

/// The lessons, in order.
pub const LESSONS: &[Lesson] = &[
    lesson(
        "This is the sample corpus: six outlets, one affair. The list below the timeline holds moments in order of time. Go to the next moment with l (h goes back).",
        |m, t| here(m) != t.from,
    ),
    lesson(
        "A ≠ at the end of a row: the sources differ on it. Go to the next such moment with d.",
        |m, t| here(m) != t.from && m.selected().is_some_and(|r| !r.differs.is_empty()),
    ),
    lesson(
        "The strip under the text says on what. Press ! for both sentences.",
        |m, _| pick(m, PickKind::Differences),
    ),
    lesson("Esc goes back, always. It never quits.", |m, _| {
        m.stack.is_empty()
    }),
    lesson(
        "Each source has a number. Press 1 to see what the first says of this very moment.",
        |m, _| m.source.is_some(),
    ),
    lesson(
        "] and [ walk the sources, and the moment stays. Press 0 for all of them again.",
        |m, _| m.source.is_none(),
    ),
    lesson(
        "Press = to put the tellings side by side. Tab and Shift-Tab move the columns.",
        |m, _| matches!(m.stack.last(), Some(Screen::Compare(_))),
    ),
    lesson(
        "What they share is quiet, what differs stands out, + is told there alone. Press Enter for the first one's article.",
        |m, _| matches!(m.stack.last(), Some(Screen::Article(_))),
    ),
    lesson(
        "The sentence is marked. n goes to the next sentence that tells a moment. Then Esc, until you are back at the list.",
        |m, _| m.stack.is_empty(),
    ),
    lesson(
        "Press / and type a word, say: visit. Hits show as you type and on the timeline. Enter goes to one.",
        |m, _| m.stack.is_empty() && !m.hits.is_empty(),
    ),
    lesson(
        "n and N step through the hits. Now keep only what sources differ on: F, then has:disagreement, then Enter.",
        |m, _| !m.filter.is_empty() && m.stack.is_empty(),
    ),
    lesson(
        "The first row shows the filter. x drops its last part.",
        |m, _| m.filter.is_empty(),
    ),
    lesson(
        "Zoom in around the moment with + (z shows all of time again).",
        |m, _| m.timeline.zoom != Zoom::Fit,
    ),
    lesson(
        "Mark this moment with m. M lists what is marked, X writes it to a file. Nothing marked here is kept.",
        |m, _| m.shelf.kept.iter().any(|k| k.marked),
    ),
    lesson("Who tells it, who is silent? Press s.", |m, _| {
        pick(m, PickKind::Silence)
    }),
    lesson(
        "That is most of it. ? lists every key, : finds them by name. Esc, then q ends the tutor and brings back what you were looking at.",
        |_, _| false,
    ),
];

/// Returns the lesson being taken, with its number.
pub fn text(tutor: &Tutor) -> Option<String> {
    let lesson = LESSONS.get(tutor.at)?;
    let (at, all) = (tutor.at + 1, LESSONS.len());
    Some(format!("TUTOR {at}/{all}  {}", lesson.text))
}

fn here(model: &Model) -> Option<MomentId> {
    model.selected().map(|r| r.id.clone())
}

fn pick(model: &Model, kind: PickKind) -> bool {
    matches!(model.stack.last(), Some(Screen::Pick(p)) if p.kind == kind)
}

/// Puts aside what is looked at and begins; the sample is still to be read.
pub fn begin(model: &mut Model) {
    let before = Before {
        name: std::mem::replace(&mut model.name, "tutor".to_owned()),
        shelf: std::mem::take(&mut model.shelf),
        chips: std::mem::take(&mut model.chips),
        source: model.source.take(),
        moment: here(model),
    };
    model.filter = crate::query::Filter::default();
    model.shelf.seen = true;
    model.stack.clear();
    model.trail.clear();
    model.hits.clear();
    model.timeline.zoom = Zoom::Fit;
    model.follows = false;
    model.tutor = Some(Tutor {
        at: 0,
        from: None,
        before: Box::new(before),
    });
}

/// Brings back what was put aside, and returns the moment to go to once it is read again.
pub fn end(model: &mut Model) -> Option<MomentId> {
    let before = *model.tutor.take()?.before;
    model.name = before.name;
    model.shelf = before.shelf;
    model.source = before.source;
    model.stack.clear();
    model.trail.clear();
    model.hits.clear();
    model.timeline.zoom = Zoom::Fit;
    model.chips = before.chips;
    model.filter = crate::query::Filter::parse(&model.chips.join(" ")).unwrap_or_default();
    before.moment
}

/// Goes on when the lesson is done.
pub fn step(model: &mut Model) {
    let Some(tutor) = model.tutor.clone() else {
        return;
    };
    if model.detail.is_none() {
        return;
    }
    if tutor.at == 0 && tutor.from.is_none() {
        // The sample has just been read.
        let from = here(model);
        if let Some(t) = &mut model.tutor {
            t.from = from;
        }
        return;
    }
    let done = LESSONS
        .get(tutor.at)
        .is_some_and(|l| (l.done)(model, &tutor));
    if done {
        let from = here(model);
        if let Some(t) = &mut model.tutor {
            t.at = (t.at + 1).min(LESSONS.len() - 1);
            t.from = from;
        }
        model.relayout();
    }
}
