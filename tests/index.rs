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
use std::time::{Duration, Instant, SystemTime};

const SAMPLE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/sample-data/aleppo-2016");

fn open(corpus: &Path, index: Option<PathBuf>) -> engine::Opened {
    open_counting(corpus, index).0
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
    for query in [
        "veto",
        "airstrikes aleppo",
        "\"security council\" veto",
        "convoy",
        "amb",
        "bakery ambassador",
        "nosuchword",
    ] {
        let places = |hits: Vec<parallax::query::SearchHit>| {
            let places: Vec<_> = hits
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

fn write(folder: &Path, name: &str, text: &str) -> PathBuf {
    std::fs::create_dir_all(folder).unwrap();
    let path = folder.join(name);
    std::fs::write(&path, text).unwrap();
    path
}

fn set_changed(path: &Path, at: SystemTime) {
    let file = std::fs::OpenOptions::new().write(true).open(path).unwrap();
    file.set_modified(at).unwrap();
}

fn bodies(archive: &Arc<dyn Archive>) -> Vec<String> {
    let rows = archive.articles(&Filter::default(), Page::all());
    let body = |row: &parallax::query::ArticleRow| archive.article(row.idx).unwrap().body;
    rows.iter().map(body).collect()
}

#[test]
fn a_file_that_did_not_change_is_not_read_again() {
    let dir = tempfile::tempdir().unwrap();
    let corpus = dir.path().join("corpus");
    let index = dir.path().join("index.sqlite");
    let a = write(&corpus, "a.txt", "The bridge opened on 4 May 1931.\n");
    open(&corpus, Some(index.clone()));
    // Other words of the same length at the same time: nothing tells from outside.
    let at = std::fs::metadata(&a).unwrap().modified().unwrap();
    std::fs::write(&a, "The bridge closed on 4 May 1931.\n").unwrap();
    set_changed(&a, at);
    write(&corpus, "b.txt", "The ferry sank on 9 May 1931.\n");
    let opened = open(&corpus, Some(index.clone()));
    let found = bodies(&opened.archive);
    assert!(
        found[0].contains("opened") && found[1].contains("sank"),
        "{found:?}"
    );
    // Another time of change, and the bytes are looked at.
    set_changed(&a, at + Duration::from_secs(1));
    assert!(bodies(&open(&corpus, Some(index)).archive)[0].contains("closed"));
}

#[test]
fn what_was_kept_gives_what_reading_gives() {
    let dir = tempfile::tempdir().unwrap();
    let corpus = dir.path().join("corpus");
    let index = dir.path().join("index.sqlite");
    let mut n = 0;
    for entry in files_below(Path::new(SAMPLE)) {
        let to = corpus.join(entry.strip_prefix(SAMPLE).unwrap());
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::copy(&entry, &to).unwrap();
        n += 1;
        // Every few files the index is brought up to date.
        if n % 6 == 0 {
            open(&corpus, Some(index.clone()));
        }
    }
    let kept = answers(&open(&corpus, Some(index)).archive);
    let fresh = answers(&open(&corpus, None).archive);
    assert!(kept == fresh, "an index made in steps differs");
}

/// Affairs of their own words, so that most stay as they are when one grows.
fn affair_text(affair: u64, n: u64) -> String {
    const AFFAIRS: [[&str; 5]; 4] = [
        ["ferry", "capsized", "Ardel", "harbour", "lifeboats"],
        [
            "orchestra",
            "walked out",
            "Belmora",
            "conductor",
            "contracts",
        ],
        [
            "reservoir",
            "overflowed",
            "Corvant",
            "engineers",
            "spillway",
        ],
        [
            "astronomers",
            "photographed",
            "Dunmere",
            "observatory",
            "comet",
        ],
    ];
    let [what, did, place, who, thing] = AFFAIRS[(affair % 4) as usize];
    let (day, toll) = (1 + n % 9, 3 + n % 4);
    format!(
        "The {what} of {place} {did} on {day} May 1931, the {who} said.\n\nAbout {toll} people \
         were hurt near the {thing} of {place}, {who} number {n} told reporters. On {} May the \
         {what} had been closed because of the {thing}.\n",
        day + 1
    )
}

#[test]
fn added_in_any_steps_it_is_as_if_read_at_once() {
    for round in 0..5_u64 {
        let dir = tempfile::tempdir().unwrap();
        let corpus = dir.path().join("corpus");
        let index = dir.path().join("index.sqlite");
        let mut left: Vec<u64> = (0..36).collect();
        let mut step = 0;
        while !left.is_empty() {
            for k in 0..=random(round * 100 + step) % 14 {
                if left.is_empty() {
                    break;
                }
                let at = random(round * 1000 + step * 50 + k) as usize % left.len();
                let n = left.swap_remove(at);
                let outlet = ["gull", "heron", "plover"][(n % 3) as usize];
                write(
                    &corpus.join(outlet),
                    &format!("{n}.txt"),
                    &affair_text(n, n / 4),
                );
            }
            if step % 3 == 2 {
                // One is edited, one goes.
                let files = files_below(&corpus);
                let pick = |salt: u64| &files[random(round + step + salt) as usize % files.len()];
                std::fs::write(pick(7), affair_text(step, 8)).unwrap();
                std::fs::remove_file(pick(9)).unwrap();
            }
            open(&corpus, Some(index.clone()));
            step += 1;
        }
        let kept = answers(&open(&corpus, Some(index)).archive);
        let fresh = answers(&open(&corpus, None).archive);
        let other = kept.lines().zip(fresh.lines()).find(|(a, b)| a != b);
        assert!(kept == fresh, "round {round}: {other:?}");
    }
}

#[test]
fn a_file_that_comes_and_goes_many_times_leaves_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let corpus = dir.path().join("corpus");
    let index = dir.path().join("index.sqlite");
    for n in 0..4 {
        write(&corpus, &format!("{n}.txt"), &affair_text(0, n));
    }
    let size = |index: &Path| std::fs::metadata(index).unwrap().len();
    let mut first = None;
    for n in 0..160 {
        if n % 2 == 0 {
            write(&corpus, "more.txt", &affair_text(0, 5));
        } else {
            std::fs::remove_file(corpus.join("more.txt")).unwrap();
        }
        open(&corpus, Some(index.clone()));
        let first = first.get_or_insert_with(|| size(&index));
        assert!(size(&index) < 3 * *first, "it grows: update {n}");
    }
    let kept = answers(&open(&corpus, Some(index)).archive);
    assert!(kept == answers(&open(&corpus, None).archive));
}

#[test]
fn a_copied_folder_is_not_read_again() {
    let dir = tempfile::tempdir().unwrap();
    let (one, two) = (dir.path().join("one"), dir.path().join("two"));
    let name = |n: u32| format!("{n}.txt");
    for n in 1..6 {
        write(
            &one,
            &name(n),
            &format!("The ferry sank on {n} May 1931 off Ardel.\n"),
        );
    }
    let index = |name: &str| Some(dir.path().join("cache").join(name));
    let first = open(&one, index("one.sqlite"));
    for n in 1..6 {
        write(
            &two,
            &name(n),
            &std::fs::read_to_string(one.join(name(n))).unwrap(),
        );
    }
    let (second, stages) = open_counting(&two, index("two.sqlite"));
    assert_eq!(stages, 0, "nothing was to be done");
    assert_eq!(second.archive.overview().name, "two");
    let list = |a: &Arc<dyn Archive>| a.moments(&Filter::default(), Order::Time, Page::all());
    assert_eq!(
        format!("{:?}", list(&first.archive)),
        format!("{:?}", list(&second.archive))
    );
    // The copy is an index of its own.
    std::fs::remove_file(dir.path().join("cache/one.sqlite")).unwrap();
    let (_, stages) = open_counting(&two, index("two.sqlite"));
    assert_eq!(stages, 0);
}

#[test]
fn a_flipped_bit_is_found_wherever_it_is() {
    let dir = tempfile::tempdir().unwrap();
    let index = dir.path().join("sample.sqlite");
    open(Path::new(SAMPLE), Some(index.clone()));
    let whole = std::fs::read(&index).unwrap();
    for n in 0..200 {
        let mut bytes = whole.clone();
        let at = random(n) as usize % bytes.len();
        bytes[at] ^= 1 << (n % 8);
        std::fs::write(&index, &bytes).unwrap();
        assert!(Disk::open(&index).is_err(), "byte {at}");
    }
    let again = open(Path::new(SAMPLE), Some(index.clone()));
    assert_eq!(again.notes.len(), 1);
    assert!(Disk::open(&index).is_ok());
}

#[test]
fn readers_keep_what_they_opened_while_it_is_written_anew() {
    let dir = tempfile::tempdir().unwrap();
    let corpus = dir.path().join("corpus");
    let index = dir.path().join("index.sqlite");
    write(&corpus, "a.txt", "The bridge opened on 4 May 1931.\n");
    open(&corpus, Some(index.clone()));
    std::thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                for _ in 0..30 {
                    let disk: Arc<dyn Archive> = Arc::new(Disk::open(&index).unwrap());
                    let n = disk.overview().n_articles;
                    for _ in 0..5 {
                        assert_eq!(bodies(&disk).len(), n);
                        assert_eq!(disk.search("May", &Filter::default(), Page::all()).len(), n);
                    }
                    assert!(!disk.damaged());
                }
            });
        }
        for n in 0..10 {
            write(
                &corpus,
                &format!("{n}.txt"),
                "The ferry sank on 9 May 1931.\n",
            );
            assert_eq!(
                open(&corpus, Some(index.clone())).notes,
                Vec::<String>::new()
            );
        }
    });
}

/// A kill at any instant leaves the old index or the new one: opening works and gives the
/// same answers.
#[test]
#[cfg(unix)]
fn two_hundred_kills_lose_nothing() {
    let dir = tempfile::tempdir().unwrap();
    let corpus = dir.path().join("corpus");
    let index = dir.path().join("cache/index.sqlite");
    for n in 1..28 {
        let text = format!("The ferry {n} sank on {n} May 1931 off Ardel, the harbour said.\n");
        write(&corpus, &format!("{n}.txt"), &text);
    }
    let more = || write(&corpus, "more.txt", "The bridge opened on 4 June 1931.\n");
    let list = |index: Option<PathBuf>| {
        let opened = open(&corpus, index);
        assert_eq!(opened.notes, Vec::<String>::new());
        let all = Filter::default();
        let moments = opened.archive.moments(&all, Order::Time, Page::all());
        format!(
            "{moments:?} {:?}",
            opened.archive.articles(&all, Page::all())
        )
    };
    let without = list(None);
    let with = {
        more();
        list(None)
    };
    let run = || {
        std::process::Command::new(env!("CARGO_BIN_EXE_parallax"))
            .args(["index", "--index"])
            .args([&index, &corpus])
            .stdout(std::process::Stdio::null())
            .stderr(std::process::Stdio::null())
            .spawn()
            .unwrap()
    };
    let begun = Instant::now();
    assert!(run().wait().unwrap().success());
    let whole = begun.elapsed();
    let mut killed = 0;
    for n in 0..200 {
        let expected = if n % 2 == 0 {
            std::fs::remove_file(corpus.join("more.txt")).unwrap();
            &without
        } else {
            more();
            &with
        };
        let mut child = run();
        std::thread::sleep(whole.mul_f64((random(n) % 1000) as f64 / 1000.0));
        child.kill().unwrap();
        killed += usize::from(!child.wait().unwrap().success());
        if index.exists() {
            Disk::open(&index).unwrap();
        }
        // Every other time the next writer comes before anybody looks.
        if n % 3 > 0 {
            assert!(list(Some(index.clone())) == *expected, "kill {n}");
        }
    }
    assert!(killed > 50, "only {killed} were killed in time");
    assert!(list(Some(index.clone())) == with);
    let kept = answers(&open(&corpus, Some(index.clone())).archive);
    assert!(kept == answers(&open(&corpus, None).archive));
    let left = std::fs::read_dir(dir.path().join("cache")).unwrap().count();
    // What killed writers leave is swept once it is an hour old.
    assert!(left >= 1);
}

/// A file may grow to this many blocks of 512 bytes and no further, as on a full disk.
#[test]
#[cfg(unix)]
fn a_full_disk_keeps_the_old_index_and_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let corpus = dir.path().join("corpus");
    let index = dir.path().join("index.sqlite");
    write(&corpus, "a.txt", "The bridge opened on 4 May 1931.\n");
    open(&corpus, Some(index.clone()));
    let old = std::fs::read(&index).unwrap();
    for n in 1..40 {
        let text = format!("The ferry {n} sank on {n} May 1931 off Ardel, the harbour said.\n");
        write(&corpus, &format!("{n}.txt"), &text.repeat(40));
    }
    for blocks in [0, 1, 8, 64, 300] {
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$@\"");
        let run = std::process::Command::new("sh")
            .args([
                "-c",
                &script,
                "sh",
                env!("CARGO_BIN_EXE_parallax"),
                "timeline",
            ])
            .args(["--format", "jsonl", "--index"])
            .args([&index, &corpus])
            .output()
            .unwrap();
        let said = String::from_utf8_lossy(&run.stderr).into_owned();
        assert!(run.status.success(), "{blocks}: {said}");
        assert!(said.contains("nothing is kept"), "{blocks}: {said}");
        assert!(String::from_utf8_lossy(&run.stdout).lines().count() > 20);
        assert_eq!(std::fs::read(&index).unwrap(), old, "{blocks}");
        let names = std::fs::read_dir(dir.path()).unwrap().flatten();
        let names: Vec<_> = names.map(|e| e.file_name()).collect();
        assert_eq!(names.len(), 2, "nothing half-written stays: {names:?}");
    }
}

/// The same on a real file system of 300 kB, where this user may mount one.
#[test]
#[cfg(target_os = "linux")]
fn a_small_file_system_that_fills_up_is_no_harm() {
    let dir = tempfile::tempdir().unwrap();
    let (corpus, disk) = (dir.path().join("corpus"), dir.path().join("disk"));
    std::fs::create_dir(&disk).unwrap();
    for n in 1..80 {
        let text = format!(
            "The ferry {n} sank on {} May 1931, the harbour said.\n",
            n % 28 + 1
        );
        write(&corpus, &format!("{n}.txt"), &text.repeat(40));
    }
    let script = "mount -t tmpfs -o size=300k tmpfs \"$1\" || exit 77; shift; exec \"$@\"";
    let run = std::process::Command::new("unshare")
        .args([
            "--user",
            "--map-root-user",
            "--mount",
            "sh",
            "-c",
            script,
            "sh",
        ])
        .arg(&disk)
        .args([env!("CARGO_BIN_EXE_parallax"), "timeline", "--index"])
        .args([&disk.join("index.sqlite"), &corpus])
        .output();
    match run {
        Ok(run) if run.status.success() => {
            let said = String::from_utf8_lossy(&run.stderr).into_owned();
            assert!(said.contains("nothing is kept"), "{said}");
            assert!(!run.stdout.is_empty());
        }
        // Not permitted here, or no such tool.
        Ok(run) => assert!(
            !String::from_utf8_lossy(&run.stderr).contains("panicked"),
            "{run:?}"
        ),
        Err(_) => {}
    }
}

#[test]
fn what_changes_is_taken_up_and_an_edit_is_a_version() {
    let dir = tempfile::tempdir().unwrap();
    let corpus = dir.path().join("corpus");
    let first = "Ardel, 9 May 1931. The ferry sank in the harbour of Ardel on Saturday and 41 \
                 passengers died, the harbour master said. Divers searched the wreck until night \
                 fell, and boats from three villages helped them to look for survivors.\n";
    let a = write(&corpus, "a.txt", first);
    let options = Options {
        corpus: corpus::Options {
            paths: vec![corpus.clone()],
            ..Default::default()
        },
        ..Default::default()
    };
    let cancel = Cancel::default();
    let (sender, shown) = std::sync::mpsc::channel();
    let sender = std::sync::Mutex::new(sender);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let news = engine::News {
                progress: &|_| {},
                show: &|archive| sender.lock().unwrap().send(archive).unwrap(),
                say: &|what| panic!("{what}"),
                idle: &|| {},
            };
            engine::follow(&options, Some(dir.path()), &cancel, &news).unwrap();
        });
        let wait = |what: &str, right: &dyn Fn(&Arc<dyn Archive>) -> bool| loop {
            let archive = shown.recv_timeout(Duration::from_secs(60));
            if right(&archive.unwrap_or_else(|_| panic!("never: {what}"))) {
                return;
            }
        };
        wait("the first reading", &|a| a.overview().n_articles == 1);
        let b = write(&corpus, "b.txt", "The bridge opened on 4 June 1931.\n");
        wait("a new file", &|a| a.overview().n_articles == 2);
        std::fs::write(&a, first.replace("41", "43")).unwrap();
        wait("an edited file", &|archive| {
            let rows = archive.articles(&Filter::default(), Page::all());
            let new = rows.iter().find(|r| r.name.path == "a.txt").unwrap();
            let old = new.version_of.as_ref().map(|name| name.path.clone());
            rows.len() == 3 && old.as_deref() == Some("(earlier 1) a.txt")
        });
        std::fs::remove_file(b).unwrap();
        wait("a removed file", &|a| a.overview().n_articles == 2);
        cancel.cancel();
    });
}

fn open_counting(corpus: &Path, index: Option<PathBuf>) -> (engine::Opened, usize) {
    let stages = std::sync::atomic::AtomicUsize::new(0);
    let options = Options {
        corpus: corpus::Options {
            paths: vec![corpus.to_owned()],
            ..Default::default()
        },
        index: index.map(|path| IndexAt {
            path,
            from_articles: 0,
            look_through: false,
        }),
        ..Default::default()
    };
    let opened = engine::open_with_notes(&options, &Cancel::default(), &|_| {
        stages.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
    });
    (opened.unwrap(), stages.into_inner())
}

fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut out = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            out.extend(files_below(&path));
        } else {
            out.push(path);
        }
    }
    out.sort();
    out
}

/// The same numbers each time, as good as any (SplitMix64).
fn random(n: u64) -> u64 {
    let mut z = n.wrapping_add(1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
    z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    z ^ (z >> 31)
}
