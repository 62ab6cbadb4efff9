//! From a key to the bytes of a frame, and how many bytes that is.
//!
//! `cargo bench --bench frame` also prints the bytes of a scripted tour, at 120x40.

#[path = "../tests/fixture/archive.rs"]
mod archive;

use archive::Fixture;
use criterion::{Criterion, criterion_group, criterion_main};
use parallax::engine;
use parallax::query::Archive;
use parallax::tui::Explorer;
use parallax::tui::config::Settings;
use std::hint::black_box;
use std::path::PathBuf;
use std::sync::Arc;

/// What a reader does: walk, switch sources, read, compare, search, zoom. 200 keys.
fn tour() -> Vec<&'static str> {
    let round = [
        "l", "l", "1", "2", "3", "]", "0", "l", "j", "j", "j", "enter", "j", "n", "n", "esc", "=",
        "j", "tab", "esc", "d", "d", "[", "0", "k", "h", "+", "l", "l", "-", "z", "/", "c", "o",
        "u", "n", "enter", "n", "esc", "esc", "s",
    ];
    round.iter().copied().cycle().take(200).collect()
}

fn bytes_per_key(name: &str, archive: Arc<dyn Archive>) {
    let mut app = Explorer::new(archive, (120, 40), Settings::default());
    let first = app.draw().len();
    let mut sizes: Vec<usize> = Vec::new();
    for key in tour() {
        app.press(key);
        sizes.push(app.draw().len());
        if key == "s" {
            app.press("esc");
            app.draw();
        }
    }
    sizes.sort_unstable();
    let at = |share: usize| sizes[(sizes.len() - 1) * share / 100];
    println!(
        "bytes per key, {name}, 120x40: first frame {first}, median {}, p99 {}, most {}, 200 keys {}",
        at(50),
        at(99),
        at(100),
        sizes.iter().sum::<usize>()
    );
}

fn folder(path: &str) -> Option<Arc<dyn Archive>> {
    let mut options = engine::Options::default();
    options.corpus.paths = vec![PathBuf::from(path)];
    engine::open(&options, &engine::Cancel::default(), &|_| {}).ok()
}

fn frames(c: &mut Criterion) {
    bytes_per_key("fixture", Fixture::small());
    let sample = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-data/aleppo-2016");
    let folders = std::env::var("PARALLAX_BENCH_CORPUS").unwrap_or_default();
    for path in std::iter::once(sample).chain(folders.split(':').filter(|p| !p.is_empty())) {
        if let Some(archive) = folder(path) {
            bytes_per_key(path, archive);
        }
    }
    let large = Fixture::large(100_000, 200);
    for (w, h) in [(80, 24), (200, 50)] {
        let mut app = Explorer::new(large.clone(), (w, h), Settings::default());
        app.draw();
        c.bench_function(&format!("key to frame, 100,000 moments, {w}x{h}"), |b| {
            let mut i = 0usize;
            b.iter(|| {
                i += 1;
                app.press(if i % 40 < 20 { "j" } else { "k" });
                black_box(app.draw())
            });
        });
    }
}

criterion_group!(benches, frames);
criterion_main!(benches);
