//! The explorer: model, update, view. Asks [`crate::query`] and nothing else.
