//! An index on disk gives the answers that memory gives, and never a broken one.

#![expect(clippy::unwrap_used, reason = "a test may fail loudly")]

use parallax::corpus;
use parallax::engine::{self, Cancel, IndexAt, Options};
use parallax::query::{Archive, Filter, Order, Page, Step};
use parallax::store::Disk;
use parallax::time::Grain;
use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::Arc;

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-data/aleppo-2016");

fn open(corpus: &Path, index: Option<PathBuf>) -> engine::Opened {
    let options = Options {
        corpus: corpus::Options {
            paths: vec![corpus.to_owned()],
            ..Default::default()
        },
        index: index.map(|path| IndexAt {
            path,
            from_articles: 0,
        }),
        ..Default::default()
    };
    engine::open_with_notes(&options, &Cancel::default(), &|_| {}).unwrap()
}

/// Everything an archive answers, as text.
fn answers(archive: &Arc<dyn Archive>) -> String {
    let mut out = format!("{:#?}\n", archive.overview());
    let all = Filter::default();
    let filters = [
        all.clone(),
        Filter::parse("source:\"Harbour Post\"").unwrap(),
        Filter::parse("since:2016-10 is:placed").unwrap(),
        Filter::parse("is:planned").unwrap(),
        Filter::parse("has:disagreement").unwrap(),
        Filter::parse("name:Aleppo").unwrap(),
        Filter::parse("veto").unwrap(),
        Filter::parse("is:unplaced convoy attack").unwrap(),
    ];
    for filter in &filters {
        out += &format!("{filter:?} {}\n", archive.count(filter));
        out += &format!("{:#?}\n", archive.sources(filter));
        for order in [Order::Time, Order::Salience] {
            out += &format!("{:#?}\n", archive.moments(filter, order, Page::all()));
        }
        for grain in [Grain::Year, Grain::Month, Grain::Week, Grain::Day] {
            out += &format!("{:#?}\n", archive.buckets(filter, grain, None));
        }
        out += &format!("{:#?}\n", archive.stories(filter));
        out += &format!("{:#?}\n", archive.articles(filter, Page::all()));
    }
    for row in archive.moments(&all, Order::Time, Page::all()) {
        out += &format!("{:#?}\n", archive.moment(&row.id.0));
        out += &format!("{:#?}\n", archive.comparison(&row.id, &[]));
        out += &format!("{:?}\n", archive.step(&all, &row.id, Step::Next));
        out += &format!("{:?}\n", archive.step(&filters[4], &row.id, Step::Previous));
        out += &format!("{:?}\n", archive.position(&all, Order::Salience, &row.id));
    }
    for row in archive.articles(&all, Page::all()) {
        out += &format!("{:#?}\n", archive.article(row.idx));
        out += &format!("{:?}\n", archive.article_named(&row.name));
    }
    for story in archive.stories(&all) {
        out += &format!("{:?}\n", archive.story_moments(&story.id));
    }
    out += &format!("{:#?}\n", archive.problems());
    out += &format!("{:#?}\n", archive.jump("veto", 20));
    out += &format!("{:#?}\n", archive.wording(&all, None));
    out
}

#[test]
fn an_index_answers_as_memory_does() {
    let dir = tempfile::tempdir().unwrap();
    let index = dir.path().join("sample.sqlite");
    let fresh = open(Path::new(SAMPLE), Some(index.clone()));
    assert_eq!(fresh.notes, Vec::<String>::new());
    let disk: Arc<dyn Archive> = Arc::new(Disk::open(&index).unwrap());
    let (memory, disk) = (answers(&fresh.archive), answers(&disk));
    if let Some(n) = memory.lines().zip(disk.lines()).position(|(a, b)| a != b) {
        let around = |text: &str| {
            let from = n.saturating_sub(12);
            let lines: Vec<_> = text.lines().skip(from).take(24).collect();
            lines.join("\n")
        };
        panic!("memory:\n{}\ndisk:\n{}", around(&memory), around(&disk));
    }
    assert_eq!(memory.len(), disk.len());
}

#[test]
fn search_finds_the_same_sentences_in_an_index() {
    let dir = tempfile::tempdir().unwrap();
    let index = dir.path().join("sample.sqlite");
    let memory = open(Path::new(SAMPLE), Some(index.clone())).archive;
    let disk = Disk::open(&index).unwrap();
    for query in ["veto", "airstrikes aleppo", "convoy", "amb", "nosuchword"] {
        let places = |hits: Vec<parallax::query::SearchHit>| {
            let mut places: Vec<_> = hits
                .into_iter()
                .map(|h| {
                    (
                        h.name.to_string(),
                        h.sentence.start,
                        format!("{:?}", h.marks),
                        h.moment,
                    )
                })
                .collect();
            places.sort();
            places
        };
        let all = Filter::default();
        assert_eq!(
            places(memory.search(query, &all, Page::all())),
            places(disk.search(query, &all, Page::all())),
            "{query}"
        );
    }
}

#[test]
fn two_halves_give_the_whole_for_any_split() {
    let whole = answers(&open(Path::new(SAMPLE), None).archive);
    let options = Options {
        corpus: corpus::Options {
            paths: vec![SAMPLE.into()],
            ..Default::default()
        },
        ..Default::default()
    };
    let mut lines = Vec::new();
    engine::extract(&options, &Cancel::default(), &mut |extract| {
        lines.push(serde_json::to_string(&extract).unwrap());
        ControlFlow::Continue(())
    })
    .unwrap();
    // The second half comes first, and each line went through JSON.
    let half = lines.len() / 2;
    lines.rotate_left(half);
    let read = lines.iter().map(|l| serde_json::from_str(l).unwrap());
    let joined = engine::join("aleppo-2016", read.collect()).unwrap();
    assert!(answers(&joined) == whole);
}

#[test]
fn a_damaged_index_is_said_and_rebuilt() {
    let dir = tempfile::tempdir().unwrap();
    let index = dir.path().join("sample.sqlite");
    open(Path::new(SAMPLE), Some(index.clone()));
    let whole = std::fs::read(&index).unwrap();
    for bytes in [&whole[..whole.len() / 2], b"not a database at all", b""] {
        std::fs::write(&index, bytes).unwrap();
        let again = open(Path::new(SAMPLE), Some(index.clone()));
        assert_eq!(again.notes.len(), 1, "{:?}", again.notes);
        assert!(again.archive.overview().n_articles > 10);
        assert!(Disk::open(&index).is_ok());
    }
}

#[test]
fn a_changed_corpus_is_read_again() {
    let dir = tempfile::tempdir().unwrap();
    let corpus = dir.path().join("corpus");
    std::fs::create_dir(&corpus).unwrap();
    std::fs::write(corpus.join("a.txt"), "The bridge opened on 4 May 1931.\n").unwrap();
    let index = dir.path().join("index.sqlite");
    assert_eq!(
        open(&corpus, Some(index.clone()))
            .archive
            .overview()
            .n_articles,
        1
    );
    std::fs::write(corpus.join("b.txt"), "The ferry sank on 9 May 1931.\n").unwrap();
    assert_eq!(
        open(&corpus, Some(index.clone()))
            .archive
            .overview()
            .n_articles,
        2
    );
    assert_eq!(open(&corpus, Some(index)).archive.overview().n_articles, 2);
}

#[test]
fn a_cache_that_cannot_be_written_is_said() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("file");
    std::fs::write(&file, "in the way").unwrap();
    let opened = open(Path::new(SAMPLE), Some(file.join("index.sqlite")));
    assert_eq!(opened.notes.len(), 1);
    assert!(
        opened.notes[0].contains("nothing is kept"),
        "{:?}",
        opened.notes
    );
}
