use super::*;
use crate::article::ArticleName;
use crate::engine::{self, Cancel, Options};
use crate::link::Correction;
use crate::query::{Filter, Order, Page};
use chrono::NaiveDate;
use std::fs;
use std::path::Path;
use std::sync::Arc;

const POST: &str = "Council shuts the pier\n\nThe council shut the pier on Saturday after a storm \
                    killed 12 people, officials said. The harbour stays open, the council said.\n";
const WIRE: &str = "Pier shut\n\nThe pier was shut on Saturday after a storm killed 14 people, the \
                    harbour master said. He said the harbour would stay open for now.\n";

fn opened(options: &Options) -> Arc<dyn Archive> {
    engine::open(options, &Cancel::default(), &|_| {}).unwrap()
}

fn options(folder: &Path) -> Options {
    let mut options = Options::default();
    options.corpus.paths = vec![folder.to_owned()];
    options
}

fn days_and_sources(archive: &dyn Archive) -> Vec<String> {
    let rows = archive.articles(&Filter::default(), Page::first(10));
    let row = |r: &crate::query::ArticleRow| {
        let day = r.published.value.map(|d| d.to_string());
        format!("{} {} {day:?}", r.name, r.source)
    };
    rows.iter().map(row).collect()
}

fn corpus() -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("a.txt"), POST).unwrap();
    let record = |text: &str| serde_json::json!({"id": "x#1", "text": text}).to_string();
    fs::write(folder.path().join("b.jsonl"), record(WIRE) + "\n").unwrap();
    folder
}

#[test]
fn corrections_written_and_read_again_give_the_same_days_and_sources() {
    let folder = corpus();
    let name = |path: &str, record: Option<&str>| ArticleName {
        path: path.into(),
        record: record.map(Into::into),
    };
    let correction = |article, day, source: Option<&str>| Correction {
        article: Some(article),
        published: NaiveDate::from_ymd_opt(2016, 10, day),
        source: source.map(Into::into),
    };
    let corrections = vec![
        correction(name("b.jsonl", Some("x#1")), 10, Some("Meridian \"Wire\"")),
        correction(name("a.txt", None), 11, None),
    ];
    let mut corrected = options(folder.path());
    let before = days_and_sources(opened(&corrected).as_ref());
    corrected.corrections = corrections.clone();
    let wanted = days_and_sources(opened(&corrected).as_ref());
    assert_ne!(before, wanted);

    let file = folder.path().join("elsewhere.toml.txt~");
    let export = Export {
        corrections,
        format: "sidecar".into(),
        path: file.clone(),
        ..Export::default()
    };
    let archive = opened(&options(folder.path()));
    let told = write_new(archive.as_ref(), &export).unwrap();
    assert!(told.starts_with("wrote 2 corrections to "), "{told}");
    assert!(write_new(archive.as_ref(), &export).is_err(), "overwritten");
    let mut beside = options(folder.path());
    let outside = tempfile::tempdir().unwrap();
    beside.corpus.sidecars = vec![outside.path().join("own.toml")];
    fs::rename(&file, &beside.corpus.sidecars[0]).unwrap();
    assert_eq!(days_and_sources(opened(&beside).as_ref()), wanted);
    fs::copy(
        &beside.corpus.sidecars[0],
        folder.path().join("parallax.toml"),
    )
    .unwrap();
    let inside = opened(&options(folder.path()));
    assert_eq!(days_and_sources(inside.as_ref()), wanted);
}

#[test]
fn what_is_exported_carries_the_readers_notes() {
    let folder = corpus();
    let archive = opened(&options(folder.path()));
    let rows = archive.moments(&Filter::default(), Order::Time, Page::first(10));
    let moments: Vec<MomentId> = rows.into_iter().map(|r| r.id).collect();
    let placed: Vec<&MomentId> = moments
        .iter()
        .filter(|id| {
            archive
                .moment(&id.0)
                .is_some_and(|m| m.row.window.is_some())
        })
        .collect();
    let all = ExportFormat::value_variants().iter();
    for format in all.filter(|f| !matches!(f, ExportFormat::Sidecar)) {
        let format = format.to_possible_value().unwrap().get_name().to_owned();
        let id = if placed.is_empty() {
            &moments[0]
        } else {
            placed[0]
        };
        let export = Export {
            notes: vec![(id.clone(), "ask the desk".into())],
            path: folder.path().join(format!("out.{format}")),
            moments: moments.clone(),
            format: format.clone(),
            ..Export::default()
        };
        write_new(archive.as_ref(), &export).unwrap();
        let text = fs::read_to_string(&export.path).unwrap();
        // References and bare dates have no place for one.
        let has_room = !matches!(format.as_str(), "bibtex" | "csl-json" | "edtf");
        let shows = placed.is_empty()
            && !matches!(format.as_str(), "md" | "html" | "json" | "jsonl" | "csv");
        if has_room && !shows {
            assert!(text.contains("ask the desk"), "{format}: {text}");
        }
    }
}
