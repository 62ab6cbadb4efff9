//! Articles a second through each stage of the pipeline: read, digest, link, compare.
//!
//! Runs over the sample corpus, or over the folder named in `PARALLAX_BENCH_CORPUS` (one made
//! by `tools/generate.rs`, say). Reading and digesting use one thread here.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use parallax::article::Article;
use parallax::compare::disagreements;
use parallax::corpus::{self, Outcome};
use parallax::link::StoryId;
use parallax::link::link;
use parallax::query::SourceIdx;
use parallax::query::shelf::{Shelved, witnesses};
use parallax::telling::{Digest, digest};
use std::hint::black_box;
use std::path::PathBuf;
use std::sync::Arc;

/// As in the program.
#[global_allocator]
static GLOBAL: mimalloc::MiMalloc = mimalloc::MiMalloc;

fn stages(c: &mut Criterion) {
    let folder = std::env::var_os("PARALLAX_BENCH_CORPUS").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("sample-data/aleppo-2016"),
        PathBuf::from,
    );
    let options = corpus::Options {
        paths: vec![folder],
        ..Default::default()
    };
    let articles = read(&options);
    let digests: Vec<Digest> = articles.iter().map(digest).collect();
    let linked = link(&digests);

    let mut group = c.benchmark_group("stages");
    group.sample_size(10);
    group.throughput(Throughput::Elements(articles.len() as u64));
    group.bench_function("read", |b| b.iter(|| black_box(read(&options))));
    group.bench_function("digest", |b| {
        b.iter(|| articles.iter().map(digest).collect::<Vec<_>>());
    });
    group.bench_function("link", |b| b.iter(|| link(black_box(&digests))));
    group.bench_function("compare", |b| {
        let shelved: Vec<Arc<Shelved>> = articles
            .iter()
            .zip(&digests)
            .zip(&linked.articles)
            .map(|((article, digest), linked)| {
                Arc::new(Shelved {
                    article: article.clone(),
                    told: digest.clone().into(),
                    words: digest.words,
                    linked: linked.clone(),
                    source: SourceIdx(0),
                    story: StoryId(String::new()),
                    moments: Vec::new(),
                })
            })
            .collect();
        b.iter(|| {
            for moment in &linked.moments {
                let members = moment.members.iter();
                let members: Vec<_> = members
                    .map(|m| (m.clone(), Arc::clone(&shelved[m.article.at()])))
                    .collect();
                black_box(disagreements(&witnesses(&members)));
            }
        });
    });
    group.finish();
}

/// The articles of a corpus, by name.
fn read(options: &corpus::Options) -> Vec<Article> {
    let mut articles = Vec::new();
    corpus::read(options, &mut |outcome| {
        if let Outcome::Read(article) | Outcome::Partial(article, _) = outcome {
            articles.push(*article);
        }
    })
    .expect("the corpus can be opened");
    articles.sort_by(|a, b| a.name.cmp(&b.name));
    articles
}

criterion_group!(benches, stages);
criterion_main!(benches);
