//! The index on disk: keyed by content and rules version, safe to delete at any time.
