//! Dependencies point one way. Reads the `use` paths of every module and fails when a
//! lower layer names a higher one, or a layer touches what it must not know.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use std::fs;
use std::path::{Path, PathBuf};

/// For each module, the modules it may name.
const MAY_NAME: &[(&str, &[&str])] = &[
    ("text", &[]),
    ("time", &["text"]),
    ("article", &["text", "time"]),
    ("telling", &["text", "time", "article"]),
    ("link", &["text", "time", "article", "telling"]),
    ("compare", &["text", "time", "article", "telling", "link"]),
    ("corpus", &["text", "time", "article"]),
    (
        "query",
        &["text", "time", "article", "telling", "link", "compare"],
    ),
    (
        "store",
        &[
            "text", "time", "article", "telling", "link", "compare", "query",
        ],
    ),
    (
        "engine",
        &[
            "text", "time", "article", "telling", "link", "compare", "corpus", "query", "store",
        ],
    ),
    (
        "tui",
        &[
            "text", "time", "article", "telling", "link", "compare", "query", "engine",
        ],
    ),
    (
        "cli",
        &[
            "text", "time", "article", "telling", "link", "compare", "corpus", "query", "engine",
            "store", "tui",
        ],
    ),
];

/// What only some modules may touch.
const ONLY: &[(&str, &[&str])] = &[
    ("ratatui", &["tui"]),
    ("crossterm", &["tui"]),
    ("std::fs", &["corpus", "store", "cli", "tui"]),
    ("fuzzy_matcher", &["query"]),
    ("rusqlite", &["store"]),
    ("SystemTime::now", &[]),
    ("Utc::now", &[]),
    ("Local::now", &[]),
];

#[test]
fn dependencies_point_one_way() {
    let mut wrong = Vec::new();
    for file in rust_files(Path::new("src")) {
        let module = module_of(&file);
        let Some((_, allowed)) = MAY_NAME.iter().find(|(m, _)| *m == module) else {
            continue;
        };
        for (n, line) in code_lines(&file) {
            for (other, _) in MAY_NAME {
                let named = line.contains(&format!("crate::{other}::"))
                    || line.contains(&format!("crate::{other};"))
                    || line.contains(&format!("crate::{other} "));
                if named && *other != module && !allowed.contains(other) {
                    wrong.push(format!("{}:{n}: {module} names {other}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn each_layer_knows_only_its_own_world() {
    let mut wrong = Vec::new();
    for file in rust_files(Path::new("src")) {
        let module = module_of(&file);
        for (n, line) in code_lines(&file) {
            for (what, who) in ONLY {
                if line.contains(what) && !who.contains(&module.as_str()) {
                    wrong.push(format!("{}:{n}: {module} touches {what}", file.display()));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn module_of(file: &Path) -> String {
    let inside = file.strip_prefix("src").unwrap();
    let first = inside.components().next().unwrap();
    Path::new(first.as_os_str())
        .file_stem()
        .unwrap()
        .to_string_lossy()
        .into_owned()
}

/// Lines outside comments and outside the tests at the bottom of a file.
fn code_lines(file: &Path) -> Vec<(usize, String)> {
    if file.file_name().is_some_and(|name| name == "tests.rs") {
        return Vec::new();
    }
    fs::read_to_string(file)
        .unwrap()
        .lines()
        .enumerate()
        .take_while(|(_, line)| !line.starts_with("#[cfg(test)]"))
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(i, line)| (i + 1, line.to_owned()))
        .collect()
}

fn rust_files(dir: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            out.extend(rust_files(&path));
        } else if path.extension().is_some_and(|e| e == "rs") {
            out.push(path);
        }
    }
    out
}
