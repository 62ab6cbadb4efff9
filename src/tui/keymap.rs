//! Keys: one table that also prints the help, the footer, the manual and the config sample.

mod key;
mod table;

pub use key::{Edit, Key};
pub use table::{Action, Binding, TABLE};

use std::collections::BTreeMap;

/// Which key does what, after the user's file has been read.
#[derive(Debug, Clone)]
pub struct Keymap {
    bound: Vec<(Key, Action)>,
}

impl Default for Keymap {
    fn default() -> Self {
        Self::with(&BTreeMap::new()).0
    }
}

impl Keymap {
    /// Returns the table with the user's keys in place of the defaults, and by name what could
    /// not be used.
    pub fn with(changes: &BTreeMap<String, Vec<String>>) -> (Self, Vec<(String, String)>) {
        let mut problems = Vec::new();
        let mut bound: Vec<(Key, Action)> = Vec::new();
        for b in TABLE {
            match changes.get(b.name) {
                None => bound.extend(
                    b.keys
                        .iter()
                        .filter_map(|k| Some((Key::parse(k)?, b.action))),
                ),
                Some(keys) => {
                    for text in keys {
                        match Key::parse(text) {
                            // The user's key wins over a default, so it goes first.
                            Some(key) => bound.insert(0, (key, b.action)),
                            None => problems
                                .push((b.name.to_owned(), format!("\"{text}\" is not a key"))),
                        }
                    }
                }
            }
        }
        for name in changes.keys() {
            if !TABLE.iter().any(|b| b.name == name) {
                problems.push((name.clone(), "there is no such action".to_owned()));
            }
        }
        (Self { bound }, problems)
    }

    /// Returns what a key does.
    pub fn action(&self, key: Key) -> Option<Action> {
        self.bound.iter().find(|(k, _)| *k == key).map(|(_, a)| *a)
    }

    /// Returns the first key of an action, as printed.
    pub fn key(&self, action: Action) -> String {
        self.bound
            .iter()
            .find(|(_, a)| *a == action)
            .map(|(k, _)| k.label())
            .unwrap_or_default()
    }

    /// Returns all keys of an action, as printed.
    pub fn keys(&self, action: Action) -> String {
        let all: Vec<String> = self
            .bound
            .iter()
            .filter(|(_, a)| *a == action)
            .map(|(k, _)| k.label())
            .collect();
        all.join(" ")
    }
}

/// Returns the row of an action.
pub fn binding(action: Action) -> Option<&'static Binding> {
    TABLE.iter().find(|b| b.action == action)
}

/// Returns the key table as `(heading, keys, name, what it does)`, for the manual.
pub fn rows() -> Vec<(&'static str, String, &'static str, &'static str)> {
    let map = Keymap::default();
    TABLE
        .iter()
        .filter(|b| !b.help.is_empty())
        .map(|b| {
            let keys = if b.action == Action::Source(1) {
                "1-9".to_owned()
            } else {
                map.keys(b.action)
            };
            (b.group, keys, b.name, b.help)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_key_is_bound_twice_and_every_key_reads() {
        let mut seen = std::collections::HashMap::new();
        for b in TABLE {
            for k in b.keys {
                let key = Key::parse(k).unwrap_or_else(|| panic!("{k} is not a key"));
                assert!(seen.insert(key, b.name).is_none(), "{k} is bound twice");
            }
        }
    }

    #[test]
    fn a_wrong_key_is_named_and_the_rest_is_used() {
        let changes = BTreeMap::from([
            (
                "quit".to_owned(),
                vec!["Q".to_owned(), "hyper-q".to_owned()],
            ),
            ("dance".to_owned(), vec!["d".to_owned()]),
        ]);
        let (map, problems) = Keymap::with(&changes);
        assert_eq!(map.action(Key::parse("Q").unwrap()), Some(Action::Quit));
        assert_eq!(map.action(Key::parse("q").unwrap()), None);
        assert_eq!(problems.len(), 2);
    }
}
