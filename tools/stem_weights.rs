//! Counts in how many articles each stem stands and prints the common ones with their
//! weight: what `assets/link/weights.tsv` was made with.
//!
//! `cargo run --profile eval --example stem_weights -- DIR... > assets/link/weights.tsv`
//! reads the texts under each DIR (`.txt`, and the `text` field of `.json` and `.jsonl`).
//! A folder counts as much as any other, however many articles it holds, so that a folder
//! about one affair does not make the words of that affair look common.

use parallax::text::{stem::stem, token::words};
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// A stem in fewer folders than this may belong to one affair.
const FOLDERS: usize = 4;
/// A stem in a smaller share of the articles counts as rare, like one never seen.
const SHARE: f64 = 0.002;

fn main() {
    let mut count: BTreeMap<String, (f64, usize, Option<usize>)> = BTreeMap::new();
    let dirs: Vec<PathBuf> = std::env::args().skip(1).map(PathBuf::from).collect();
    for (n, dir) in dirs.iter().enumerate() {
        let mut texts = Vec::new();
        read(dir, &mut texts);
        let each = 1.0 / (texts.len().max(1) as f64 * dirs.len() as f64);
        for text in &texts {
            let seen: BTreeSet<String> = words(text).into_iter().map(|w| stem(&text[w])).collect();
            for s in seen {
                let slot = count.entry(s).or_default();
                if slot.2 != Some(n) {
                    slot.1 += 1;
                    slot.2 = Some(n);
                }
                slot.0 += each;
            }
        }
    }
    println!("# Common English stems of news and the natural logarithm of one over the share of");
    println!(
        "# articles that hold them, counted in the development texts: stems found in {FOLDERS} folders"
    );
    println!(
        "# or more and in more than {SHARE} of the articles; any other stem weighs as the rarest"
    );
    println!("# here. Made by tools/stem_weights.rs.");
    for (s, (share, folders, _)) in count {
        if folders >= FOLDERS && share > SHARE && s.chars().any(char::is_alphabetic) {
            println!("{s}\t{:.2}", -share.ln());
        }
    }
}

fn read(path: &Path, out: &mut Vec<String>) {
    if path.is_dir() {
        let Ok(dir) = std::fs::read_dir(path) else {
            return;
        };
        let mut inside: Vec<PathBuf> = dir.flatten().map(|e| e.path()).collect();
        inside.sort();
        inside.iter().for_each(|p| read(p, out));
        return;
    }
    let Ok(raw) = std::fs::read_to_string(path) else {
        return;
    };
    let field = |raw: &str| {
        let value: serde_json::Value = serde_json::from_str(raw).unwrap_or_default();
        value["text"].as_str().map(str::to_owned)
    };
    match path.extension().and_then(|e| e.to_str()) {
        Some("txt") => out.push(raw),
        Some("json") => out.extend(field(&raw)),
        Some("jsonl") => out.extend(raw.lines().filter_map(field)),
        _ => {}
    }
}
