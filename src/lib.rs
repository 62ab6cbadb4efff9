//! parallax shows how different sources tell the same story.
//!
//! [`corpus`] reads files into [`article::Article`]s; [`telling`] looks at one article
//! at a time, with [`text`] and [`time`], and yields a [`telling::Digest`]: its time
//! expressions, its tellings, and what linking needs to know, all of it independent of
//! every other article and of the day the article appeared. [`link`] sees digests and
//! never files: it finds copies and stories, settles when each article appeared, resolves
//! every time expression against that day and joins tellings into moments. [`compare`]
//! says how the tellings of one moment differ. [`query`] is the narrow window through
//! which [`tui`] and [`cli`] see all of it; [`engine`] runs the pipeline and stands
//! behind that window, [`store`] keeps its results on disk.
//!
//! Dependencies point one way (`tests/layers.rs` holds that):
//! text → time → article → telling → link → compare → query → engine → cli, tui.

// Lets the fixture that tests and benches share name the crate as its users do.
extern crate self as parallax;

pub mod text;
pub mod time;

pub mod article;
pub mod telling;

pub mod compare;
pub mod link;

pub mod corpus;
pub mod engine;
pub mod query;
pub mod store;

pub mod cli;
pub mod tui;
