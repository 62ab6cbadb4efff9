//! Time expressions in text, the windows they cover, and the day a text was published.
//!
//! Two steps, so that an article can be read before anyone knows when it appeared:
//! [`recognise()`] finds and parses the expressions of one text without an anchor, and
//! [`Recognised::resolve`] turns them into [`Timex`]es once the document creation time is
//! known (or is corrected). The engine knows no English: words and rules are data per
//! language under `assets/time/`. Knows nothing of articles, sources or clocks.

mod calendar;
mod feasts;
mod grammar;
mod inspect;
mod language;
pub mod published;
mod recognise;
mod resolve;
mod timex;
mod token;
mod vocabulary;
mod window;

pub use inspect::{Expression, Kind};
pub use language::has_rules;
pub use recognise::{DateOrder, Dct, Recognised, Signal, Tense, recognise};
pub use timex::{Timex, TimexType};
pub use window::{Grain, Window};

#[cfg(test)]
mod tests;
