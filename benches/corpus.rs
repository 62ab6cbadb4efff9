//! Reading alone: from bytes in memory to clean articles, for the commonest formats.

use criterion::{Criterion, Throughput, criterion_group, criterion_main};
use parallax::corpus::{Options, read_bytes};
use std::fs;
use std::hint::black_box;

fn reading(c: &mut Criterion) {
    let page = fs::read_to_string("tests/corpora/pages/wordpress-1.html").expect("a test page");
    let text = fs::read_to_string("tests/corpora/formats/text/plain.txt").expect("a test text");
    let record = |n: usize| serde_json::json!({"id": n, "title": "Council closes north pier", "source": "Harbour Post", "date": "2016-10-11", "text": text.repeat(6)});
    let lines: String = (0..500).map(|n| format!("{}\n", record(n))).collect();
    let mut table = csv::Writer::from_writer(Vec::new());
    table
        .write_record(["id", "title", "publication", "date", "text"])
        .expect("in memory");
    for n in 0..500 {
        let cells = [
            n.to_string(),
            "Pier".into(),
            "Harbour Post".into(),
            "2016-10-11".into(),
            text.repeat(6),
        ];
        table.write_record(cells).expect("in memory");
    }
    let table = table.into_inner().expect("in memory");
    let mut group = c.benchmark_group("reading");
    for (name, bytes) in [
        ("x.txt", text.repeat(6).as_bytes()),
        ("x.html", page.as_bytes()),
        ("x.jsonl", lines.as_bytes()),
        ("x.csv", table.as_slice()),
    ] {
        group.throughput(Throughput::Bytes(bytes.len() as u64));
        group.bench_function(name, |b| {
            b.iter(|| {
                read_bytes(&Options::default(), name, black_box(bytes), &mut |o| {
                    drop(black_box(o))
                })
            });
        });
    }
    group.finish();
}

criterion_group!(benches, reading);
criterion_main!(benches);
