//! Text as such: cleaning, sentences, tokens, stems, display width, wrapping.
//!
//! Pure functions over `&str`. Knows nothing of files, dates, articles or terminals.
//! Untrusted text becomes safe to show in [`clean`] and nowhere else.

pub mod clean;
pub mod fold;
pub mod language;
pub mod number;
pub mod sentence;
pub mod stem;
pub mod token;
pub mod width;
pub mod wrap;
