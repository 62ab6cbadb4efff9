//! Text to windows: how many bytes a second one core reads.
//!
//! Reads the file named by `PARALLAX_BENCH_TEXT`, repeated up to 10 MB, or else sentences of
//! its own; once as it is, and once as a single line. With `PARALLAX_BENCH_ONCE` the file is
//! read once, as it is, for a clock outside, side by side with other programs.

use criterion::{Criterion, Throughput, criterion_group};
use parallax::text::language::Language;
use parallax::time::{Dct, recognise};
use std::hint::black_box;

const OWN: &str = "The council of Marrow met on Monday to hear how the bridge, closed since \
    September 2015, could open again. Its engineers said last week that the work would take \
    another two months and would cost 4.5 million. On 19 October the mayor will visit the site, \
    where three boats were damaged in the storm of early July. Nobody was hurt.\n\n\
    In the third quarter the ferry carried 12,000 people, up from 9,000 a year earlier. \"We \
    are now at the limit,\" its captain said, standing on the wet deck among the crates.\n\n";

const SIZE: usize = 10_000_000;

fn text() -> String {
    let once = std::env::var("PARALLAX_BENCH_TEXT")
        .ok()
        .and_then(|path| std::fs::read_to_string(path).ok())
        .unwrap_or_else(|| OWN.to_owned());
    once.repeat(SIZE / once.len().max(1) + 1)
}

fn read(c: &mut Criterion) {
    let english = Language::english();
    let day = chrono::NaiveDate::from_ymd_opt(2016, 10, 11);
    let dct = Dct {
        day,
        ..Dct::default()
    };
    let lines = text();
    let one_line = lines.replace('\n', " ");
    let mut group = c.benchmark_group("time");
    group.sample_size(10);
    for (name, text) in [("lines", &lines), ("one-line", &one_line)] {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_function(name, |b| {
            b.iter(|| recognise(black_box(text), &english).resolve(dct).len());
        });
    }
    group.finish();
}

criterion_group!(benches, read);

/// Reads the file once, unless no file is named.
fn once() -> Option<usize> {
    std::env::var_os("PARALLAX_BENCH_ONCE")?;
    let path = std::env::var_os("PARALLAX_BENCH_TEXT")?;
    let text = std::fs::read_to_string(path).ok()?;
    let dct = Dct {
        day: chrono::NaiveDate::from_ymd_opt(2016, 10, 11),
        ..Dct::default()
    };
    Some(recognise(&text, &Language::english()).resolve(dct).len())
}

fn main() {
    match once() {
        Some(found) => println!("{found} expressions"),
        None => {
            benches();
            Criterion::default().configure_from_args().final_summary();
        }
    }
}
