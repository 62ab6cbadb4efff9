//! Linking small stories, and four times as many: the second should cost four times as much.

use criterion::{BenchmarkId, Criterion, Throughput, criterion_group, criterion_main};
use parallax::article::{Article, ArticleName, SourceFrom, StatedDate};
use parallax::link::link;
use parallax::telling::{Digest, digest};
use parallax::text::language::Language;
use parallax::time::published::PublishedFrom;
use std::hint::black_box;

/// As in the program.
#[global_allocator]
static GLOBAL: mimalloc::MiMalloc = mimalloc::MiMalloc;

const PLACES: [&str; 8] = [
    "Vessin",
    "Port Arlen",
    "Ostmark",
    "Kellin",
    "Tarn",
    "Brisk",
    "Holm",
    "Marren",
];
const THINGS: [&str; 6] = ["ferry", "dam", "library", "mine", "orchard", "bridge"];
const ACTS: [&str; 5] = ["closed", "inspected", "bought", "flooded", "inaugurated"];

/// The `n`th article: four of one story stand side by side, in our own words.
fn article(n: usize) -> Article {
    let story = n / 4;
    let place = PLACES[story % PLACES.len()];
    let thing = THINGS[story / PLACES.len() % THINGS.len()];
    let act = ACTS[story % ACTS.len()];
    let day = chrono::NaiveDate::from_ymd_opt(2015, 1, 1).expect("a day")
        + chrono::Days::new((story * 3 + n % 4) as u64);
    let outlet = [
        "Harbour Post",
        "Canal Courier",
        "Meridian Wire",
        "Valley Star",
    ][n % 4];
    let body = format!(
        "The {thing} of {place} {story} was {act} on Monday, officials said. At least {} people \
         were there when the council of {place} met. The mayor told {outlet} that the {thing} \
         had been repaired in July. A hearing is planned for next week. Fishermen near {place} \
         have protested since 2012, and {} of them were arrested on Sunday.\n",
        story % 90 + n % 4,
        n % 7 + 2
    );
    Article {
        format: Default::default(),
        name: ArticleName {
            path: format!("{n:06}.txt"),
            record: None,
        },
        source: outlet.to_owned(),
        source_from: SourceFrom::Metadata,
        title: Some(format!("The {thing} of {place} {story} {act}")),
        author: None,
        url: None,
        language: Language::english(),
        within: None,
        stated: vec![StatedDate {
            day,
            time: None,
            from: PublishedFrom::Metadata,
            because: String::new(),
        }],
        body,
        lines: Vec::new(),
        noise: Vec::new(),
        truncated: false,
    }
}

fn bench(c: &mut Criterion) {
    let mut group = c.benchmark_group("link");
    group.sample_size(10);
    for n in [1_000, 4_000] {
        let digests: Vec<Digest> = (0..n).map(|i| digest(&article(i))).collect();
        group.throughput(Throughput::Elements(n as u64));
        group.bench_with_input(BenchmarkId::from_parameter(n), &digests, |b, digests| {
            b.iter(|| link(black_box(digests)));
        });
    }
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
