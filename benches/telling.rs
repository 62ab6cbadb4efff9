//! Reading one article of four kilobytes: the limit is a fifth of a millisecond, time
//! expressions left aside.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use parallax::article::{Article, ArticleName, SourceFrom};
use parallax::telling::digest;
use parallax::text::language::Language;
use parallax::time::recognise;
use std::hint::black_box;

/// An article of about four kilobytes in our own words.
fn article() -> Article {
    let paragraph = |n: u32| {
        format!(
            "President Anna Lund has cancelled a planned visit to Port {n} next week, the palace \
             said Tuesday, after rescue workers found {} more victims of the flood. The Vessin \
             Observatory, which watches the dams of Ostmark, had warned in July that the gates \
             were failing. “Nobody listened to us,” its director Jonas Brandt told Harbour Radio. \
             At least {} people were killed and {} others injured when the river broke its banks \
             on Saturday, according to activists and residents.\n\n",
            n + 2,
            n * 7 + 12,
            n * 3 + 5
        )
    };
    Article {
        format: Default::default(),
        name: ArticleName {
            path: "harbour-post.txt".to_owned(),
            record: None,
        },
        source: "Harbour Post".to_owned(),
        source_from: SourceFrom::Unknown,
        title: None,
        author: None,
        url: None,
        language: Language::english(),
        within: None,
        stated: Vec::new(),
        body: (0..8).map(paragraph).collect(),
        lines: Vec::new(),
        noise: Vec::new(),
        truncated: false,
    }
}

fn bench(c: &mut Criterion) {
    let article = article();
    let mut group = c.benchmark_group("telling");
    group.throughput(Throughput::Bytes(article.body.len() as u64));
    group.bench_function("digest", |b| b.iter(|| digest(black_box(&article))));
    group.bench_function("of that, time expressions", |b| {
        b.iter(|| recognise(black_box(&article.body), &article.language))
    });
    group.finish();
}

criterion_group!(benches, bench);
criterion_main!(benches);
