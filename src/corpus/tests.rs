//! The whole of reading, against files: a golden report of every format and every trap,
//! and the traps that cannot be kept in a repository.

use super::*;
use std::fmt::Write as _;
use std::fs::{self, File};
use std::io::Write as _;
use std::path::Path;

fn all(path: &Path) -> Vec<Outcome> {
    let options = Options {
        paths: vec![path.to_owned()],
        map: Vec::new(),
        sidecars: Vec::new(),
    };
    let mut out = Vec::new();
    read(&options, &mut |outcome| out.push(outcome)).unwrap();
    out
}

fn golden(folder: &str) -> String {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpora");
    let mut out = String::new();
    for outcome in all(&root.join(folder)) {
        show(&outcome, &mut out);
    }
    out
}

fn show(outcome: &Outcome, out: &mut String) {
    let (article, why) = match outcome {
        Outcome::Read(article) => (article, None),
        Outcome::Partial(article, why) => (article, Some(why)),
        Outcome::Skipped(name, why) => {
            writeln!(out, "{name}\n  skipped: {why}").unwrap();
            return;
        }
    };
    writeln!(out, "{}", article.name).unwrap();
    if let Some(why) = why {
        writeln!(out, "  partial: {why}").unwrap();
    }
    let from = serde_json::to_string(&article.source_from).unwrap();
    let or = |text: &Option<String>| text.clone().unwrap_or_else(|| "-".to_owned());
    writeln!(
        out,
        "  {} ({}) | {} | {} | {} | {}{}",
        article.source,
        from.trim_matches('"'),
        or(&article.title),
        or(&article.author),
        or(&article.url),
        article.language.0,
        if article.truncated {
            " | truncated"
        } else {
            ""
        }
    )
    .unwrap();
    if let Some(within) = &article.within {
        writeln!(out, "  within {:?}: {}", within.spans, within.because).unwrap();
    }
    for stated in &article.stated {
        let time = stated
            .time
            .as_ref()
            .map(|t| format!(" {t}"))
            .unwrap_or_default();
        writeln!(out, "  {}{time}: {}", stated.day, stated.because).unwrap();
    }
    let words: Vec<&str> = article.body.split_whitespace().collect();
    let some = |words: &[&str]| words.join(" ");
    writeln!(
        out,
        "  {} words, {:016x}: {} … {}",
        words.len(),
        xxhash_rust::xxh3::xxh3_64(article.body.as_bytes()),
        some(&words[..words.len().min(5)]),
        some(&words[words.len().saturating_sub(3)..])
    )
    .unwrap();
    if !article.lines.is_empty() {
        writeln!(out, "  lines {:?}", article.lines).unwrap();
    }
    for range in &article.noise {
        writeln!(
            out,
            "  noise: {}",
            article.body[range.clone()].replace('\n', " / ")
        )
        .unwrap();
    }
    // What every article must hold.
    assert!(article.lines.is_empty() || article.lines.len() == article.body.split('\n').count());
    let texts = [
        Some(&article.body),
        Some(&article.source),
        article.title.as_ref(),
        article.author.as_ref(),
        article.url.as_ref(),
        Some(&article.name.path),
        article.name.record.as_ref(),
    ];
    for text in texts.into_iter().flatten() {
        assert_eq!(*text, crate::text::clean::clean(text), "{}", article.name);
    }
}

#[test]
fn every_format_is_read() {
    insta::assert_snapshot!(golden("formats"));
}

/// Made by hand after what programs and databases write: several articles a file, struck
/// out and moved words, errors between pages, labels above a text.
#[test]
fn variants_of_formats_are_read() {
    insta::assert_snapshot!(golden("variants"));
}

#[test]
fn every_trap_is_a_line_in_the_report() {
    insta::assert_snapshot!(golden("traps"));
}

#[test]
fn a_page_read_alone_or_with_others_is_the_same_article() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpora/formats/html");
    let corpus = Corpus::open(&Options {
        paths: vec![root.clone()],
        map: Vec::new(),
        sidecars: Vec::new(),
    })
    .unwrap();
    let mut forward = Vec::new();
    for file in corpus.files() {
        corpus.read_file(file, &mut |o| {
            let mut s = String::new();
            show(&o, &mut s);
            forward.push(s);
        });
    }
    let mut backward = Vec::new();
    for file in corpus.files().iter().rev() {
        corpus.read_file(file, &mut |o| {
            let mut s = String::new();
            show(&o, &mut s);
            backward.push(s);
        });
    }
    backward.reverse();
    assert_eq!(forward, backward);
}

fn reasons(path: &Path) -> Vec<String> {
    all(path)
        .iter()
        .map(|o| match o {
            Outcome::Read(a) | Outcome::Partial(a, _) => format!("{}: read", a.name),
            Outcome::Skipped(name, why) => format!("{name}: {why}"),
        })
        .collect()
}

const TEXT: &str = "The ferry to the outer islands ran aground on Monday, and all 31 people on board were brought ashore, the coast guard said.\n";

#[test]
fn an_empty_folder_is_no_error() {
    let dir = tempfile::tempdir().unwrap();
    assert_eq!(reasons(dir.path()), [""; 0]);
}

#[test]
fn a_path_that_is_not_there_is_an_error_that_names_it() {
    let options = Options {
        paths: vec!["/nowhere/at/all".into()],
        map: Vec::new(),
        sidecars: Vec::new(),
    };
    let why = read(&options, &mut |_| {}).unwrap_err().to_string();
    assert!(why.starts_with("cannot open /nowhere/at/all: "), "{why}");
}

#[cfg(unix)]
#[test]
fn links_pipes_and_hidden_files_are_told_or_passed_over() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    fs::write(root.join("a.txt"), TEXT).unwrap();
    fs::write(root.join(".hidden.txt"), TEXT).unwrap();
    fs::write(root.join("README.md"), TEXT).unwrap();
    fs::create_dir(root.join("sub")).unwrap();
    std::os::unix::fs::symlink("..", root.join("sub/loop")).unwrap();
    std::os::unix::fs::symlink("/etc/hostname", root.join("outside.txt")).unwrap();
    // What stands in the corpus is read once, by its own name.
    std::os::unix::fs::symlink("a.txt", root.join("same.txt")).unwrap();
    std::os::unix::fs::symlink("sub", root.join("same")).unwrap();
    // Keepers of large files hide them and leave links.
    fs::create_dir(root.join(".store")).unwrap();
    fs::write(root.join(".store/1f"), TEXT).unwrap();
    std::os::unix::fs::symlink(".store/1f", root.join("kept.txt")).unwrap();
    std::os::unix::fs::symlink("nowhere.txt", root.join("gone.txt")).unwrap();
    std::os::unix::fs::symlink("round.txt", root.join("round.txt")).unwrap();
    let made = std::process::Command::new("mkfifo")
        .arg(root.join("pipe"))
        .status();
    assert!(made.is_ok_and(|s| s.success()));
    assert_eq!(
        reasons(root),
        [
            "gone.txt: a link to a file that is not there",
            "outside.txt: a link out of the corpus; left alone: name what it leads to as well to read it",
            "pipe: a named pipe; left alone",
            "round.txt: a link that leads back to itself",
            "sub/loop: a link back to a folder around it; left alone",
            "a.txt: read",
            "kept.txt: read",
        ]
    );
}

#[test]
fn folders_nested_deep_end_somewhere() {
    let dir = tempfile::tempdir().unwrap();
    let mut at = dir.path().to_owned();
    for _ in 0..150 {
        at.push("d");
    }
    fs::create_dir_all(&at).unwrap();
    fs::write(at.join("a.txt"), TEXT).unwrap();
    let reasons = reasons(dir.path());
    assert_eq!(reasons.len(), 1);
    assert!(reasons[0].ends_with("folders nested more than 128 deep; open this one by itself"));
}

#[test]
fn a_file_that_vanishes_or_shrinks_is_a_line_in_the_report() {
    let dir = tempfile::tempdir().unwrap();
    for name in ["gone.txt", "shrunk.jsonl"] {
        fs::write(dir.path().join(name), TEXT).unwrap();
    }
    let corpus = Corpus::open(&Options {
        paths: vec![dir.path().to_owned()],
        map: Vec::new(),
        sidecars: Vec::new(),
    })
    .unwrap();
    fs::remove_file(dir.path().join("gone.txt")).unwrap();
    fs::write(dir.path().join("shrunk.jsonl"), "").unwrap();
    let mut why = Vec::new();
    for file in corpus.files() {
        corpus.read_file(file, &mut |o| {
            if let Outcome::Skipped(_, reason) = o {
                why.push(reason);
            }
        });
    }
    assert_eq!(
        why,
        [
            "vanished before it was read; run again",
            "empty; nothing to read"
        ]
    );
}

#[test]
fn a_file_that_is_written_to_while_it_is_read_comes_to_an_end() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("growing.jsonl");
    let line = serde_json::json!({"text": TEXT.repeat(3), "source": "Gull"}).to_string() + "\n";
    fs::write(&path, line.repeat(3000)).unwrap();
    let mut more = File::options().append(true).open(&path).unwrap();
    let options = Options {
        paths: vec![dir.path().to_owned()],
        ..Options::default()
    };
    let (mut read_whole, mut why) = (0, Vec::new());
    read(&options, &mut |outcome| match outcome {
        Outcome::Read(_) => {
            read_whole += 1;
            more.write_all(line.as_bytes()).unwrap();
        }
        Outcome::Partial(..) => {}
        Outcome::Skipped(_, reason) => why.push(reason),
    })
    .unwrap();
    assert_eq!(read_whole, 3000);
    assert_eq!(
        why,
        ["grew while it was read; run again for what was added"]
    );
}

#[test]
fn a_source_whose_days_vary_more_than_its_months_writes_the_day_first() {
    let dir = tempfile::tempdir().unwrap();
    let paper = |name: &str, dates: &[&str]| {
        let lines: Vec<String> = dates
            .iter()
            .map(|date| serde_json::json!({"text": TEXT, "date": date, "source": name}).to_string())
            .collect();
        fs::write(dir.path().join(format!("{name}.jsonl")), lines.join("\n")).unwrap();
    };
    paper(
        "Gull",
        &["05/10/2016", "07/10/2016", "08/10/2016", "11/10/2016"],
    );
    paper(
        "Heron",
        &["10/05/2016", "10/07/2016", "10/08/2016", "10/11/2016"],
    );
    paper("Ibis", &["05/10/2016", "07/09/2016"]);
    let mut days = Vec::new();
    for outcome in all(dir.path()) {
        if let Outcome::Read(a) | Outcome::Partial(a, _) = outcome {
            let stated = a.stated.first().map(|s| s.day.to_string());
            let open = a.within.map(|w| format!("one of {}", w.spans.len()));
            days.push(stated.or(open).unwrap_or_default());
        }
    }
    let gull = ["2016-10-05", "2016-10-07", "2016-10-08", "2016-10-11"];
    assert_eq!(days[..4], gull);
    assert_eq!(days[4..8], gull);
    assert_eq!(days[8..], ["one of 2", "one of 2"]);
}

#[test]
fn what_is_too_large_is_said_and_the_rest_goes_on() {
    let dir = tempfile::tempdir().unwrap();
    let root = dir.path();
    let sparse = File::create(root.join("zeros.txt")).unwrap();
    sparse.set_len(2 << 30).unwrap();
    let mut log = File::create(root.join("log.txt")).unwrap();
    let chunk = TEXT.repeat(8192);
    for _ in 0..(66 << 20) / chunk.len() + 1 {
        log.write_all(chunk.as_bytes()).unwrap();
    }
    let mut lines = File::create(root.join("lines.jsonl")).unwrap();
    let good =
        serde_json::json!({"id": "good", "text": TEXT.repeat(3), "source": "Gull"}).to_string();
    writeln!(lines, "{good}").unwrap();
    write!(lines, "{{\"text\":\"").unwrap();
    for _ in 0..(66 << 20) / chunk.len() + 1 {
        lines
            .write_all(chunk.replace('\n', " ").as_bytes())
            .unwrap();
    }
    writeln!(lines, "\"}}\n{good}").unwrap();
    let mut reasons = reasons(root);
    reasons.sort();
    assert_eq!(
        reasons,
        [
            "lines.jsonl#2: line 2 is longer than 64 MB",
            "lines.jsonl#good: read",
            "lines.jsonl#good: read",
            "log.txt: larger than 64 MB and not made of records; split it into articles",
            "zeros.txt: not text; if it holds an article, convert it to text or HTML",
        ]
    );
}

#[test]
fn one_name_in_capitals_and_in_small_letters_is_one_outlet() {
    let sources = |written: &[&str]| {
        let dir = tempfile::tempdir().unwrap();
        for (i, name) in written.iter().enumerate() {
            let record = serde_json::json!({
                "source": name, "title": "Ferry aground", "date": "2016-10-09", "text": TEXT
            });
            fs::write(dir.path().join(format!("{i}.json")), record.to_string()).unwrap();
        }
        let mut out: Vec<String> = all(dir.path())
            .iter()
            .filter_map(|o| match o {
                Outcome::Read(a) | Outcome::Partial(a, _) => Some(a.source.clone()),
                Outcome::Skipped(..) => None,
            })
            .collect();
        out.dedup();
        out
    };
    assert_eq!(sources(&["gull", "GULL", "gull"]), ["gull"]);
    // Of two as common, the first by code points.
    assert_eq!(sources(&["gull", "GULL"]), ["GULL"]);
    assert_eq!(sources(&["Gull", "Reed"]), ["Gull", "Reed"]);
}

#[test]
fn a_source_is_told_by_its_folder_and_never_by_a_topic() {
    let sources = |files: &[&str]| {
        let dir = tempfile::tempdir().unwrap();
        for name in files {
            let path = dir.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, TEXT).unwrap();
        }
        let mut out: Vec<String> = all(dir.path())
            .iter()
            .map(|o| match o {
                Outcome::Read(a) => format!("{} {:?}", a.source, a.source_from),
                _ => panic!("not read"),
            })
            .collect();
        out.dedup();
        out
    };
    assert_eq!(
        sources(&["gull/a.txt", "gull/b.txt", "reed/2016-10/c.txt"]),
        ["gull Folder", "reed Folder"]
    );
    assert_eq!(
        sources(&["gull/ferry/a.txt", "gull/pier/b.txt", "reed/ferry/c.txt"]),
        ["gull Folder", "reed Folder"]
    );
    assert_eq!(
        sources(&[
            "ferry/gull/a.txt",
            "ferry/reed/b.txt",
            "pier/gull/c.txt",
            "pier/reed/d.txt"
        ]),
        ["gull Folder", "reed Folder", "gull Folder", "reed Folder"]
    );
    assert_eq!(
        sources(&["articles/a.txt", "articles/b.txt"]),
        ["a Unknown", "b Unknown"]
    );
    assert_eq!(
        sources(&["2016-10-01/a.txt", "2016-10-02/b.txt"]),
        ["a Unknown", "b Unknown"]
    );
    assert_eq!(sources(&["a/0f3c9b77aa.txt"]), ["0f3c9b77aa Unknown"]);
}

#[test]
fn the_sidecar_has_the_last_word() {
    let dir = tempfile::tempdir().unwrap();
    fs::write(dir.path().join("a.txt"), TEXT).unwrap();
    fs::write(
        dir.path().join("b.json"),
        serde_json::json!({"text": TEXT.repeat(2), "source": "gull.example"}).to_string(),
    )
    .unwrap();
    fs::write(
        dir.path().join("parallax.toml"),
        "[[article]]\npath = \"a.txt\"\nsource = \"Reed Tribune\"\npublished = 2016-10-11\ntitle = \"Ferry aground\"\n[[source]]\nname = \"The Gull\"\naliases = [\"gull.example\"]\n",
    )
    .unwrap();
    let mut shown = String::new();
    for outcome in all(dir.path()) {
        show(&outcome, &mut shown);
    }
    let heads: Vec<&str> = shown
        .lines()
        .filter(|l| l.contains('(') || l.contains("published"))
        .collect();
    assert_eq!(
        heads,
        [
            "  Reed Tribune (sidecar) | Ferry aground | - | - | en",
            "  2016-10-11: parallax.toml published \"2016-10-11\"",
            "  The Gull (metadata) | - | - | - | en",
        ]
    );
}

#[test]
fn what_a_source_prints_on_every_page_is_noise_and_its_background_is_not() {
    let dir = tempfile::tempdir().unwrap();
    let background = "The islands have been without a bridge since a storm took it in March 2009.";
    for n in 0..6 {
        let own = (0..4)
            .map(|k| format!("Councillor {n}{k} told the meeting of the {n} parish that plan {k} for the quay was too dear by half."))
            .collect::<Vec<_>>()
            .join("\n\n");
        let text = format!(
            "Gull Extra Live Desk\n\n{own}\n\n{background}\n\nOur newsroom needs your help to keep telling the bay what goes on in it.\n"
        );
        fs::write(
            dir.path().join(format!("{n}.md")),
            format!("---\nsource: Gull\n---\n{text}"),
        )
        .unwrap();
    }
    for outcome in all(dir.path()) {
        let Outcome::Read(a) = outcome else {
            panic!("not read")
        };
        let noise: Vec<&str> = a.noise.iter().map(|r| &a.body[r.clone()]).collect();
        assert_eq!(
            noise,
            [
                "Gull Extra Live Desk",
                "Our newsroom needs your help to keep telling the bay what goes on in it."
            ]
        );
    }
}

/// The share of words that two texts have in common, as F1.
fn f1(found: &str, wanted: &str) -> f64 {
    let count = |text: &str| {
        let mut words = std::collections::BTreeMap::new();
        for word in text
            .split(|c: char| !c.is_alphanumeric())
            .filter(|w| !w.is_empty())
        {
            *words.entry(word.to_lowercase()).or_insert(0usize) += 1;
        }
        words
    };
    let (found, wanted) = (count(found), count(wanted));
    let both: usize = wanted
        .iter()
        .map(|(w, n)| found.get(w).map_or(0, |m| *n.min(m)))
        .sum();
    let all: usize = found.values().sum::<usize>() + wanted.values().sum::<usize>();
    2.0 * both as f64 / all as f64
}

#[test]
fn saved_pages_yield_their_text_day_and_outlet() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpora/pages");
    let expected: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(root.join("expected.json")).unwrap()).unwrap();
    let mut wrong = Vec::new();
    let (mut sum, mut n) = (0.0, 0);
    for outcome in all(&root) {
        let Outcome::Read(article) = outcome else {
            continue;
        };
        let Some(wanted) = expected.get(&article.name.path) else {
            continue;
        };
        let mut body = article.body.clone();
        for noise in article.noise.iter().rev() {
            body.replace_range(noise.clone(), "");
        }
        // A headline may stand in the body or not.
        let title = wanted["title"].as_str().unwrap();
        let body = body.replacen(title, "", 1);
        let score = f1(&body, wanted["text"].as_str().unwrap());
        sum += score;
        n += 1;
        let day = article
            .stated
            .first()
            .map(|s| s.day.to_string())
            .unwrap_or_default();
        let domain = format!(
            "{}.example",
            wanted["outlet"]
                .as_str()
                .unwrap()
                .to_lowercase()
                .replace(' ', "")
        );
        if score < 0.95
            || day != wanted["day"].as_str().unwrap()
            || (article.source != wanted["outlet"].as_str().unwrap() && article.source != domain)
            || article.title.as_deref() != Some(title)
        {
            wrong.push(format!(
                "{}: F1 {score:.3}, {day}, {}, {:?}",
                article.name, article.source, article.title
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(
        n >= 30 && sum / f64::from(n) >= 0.95,
        "{n} pages, F1 {}",
        sum / f64::from(n)
    );
}

/// A small generator of numbers, the same on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % sides.max(1)
    }
}

fn mutate(bytes: &mut Vec<u8>, dice: &mut Dice) {
    const ODD: &[&[u8]] = &[
        b"\0",
        b"\xff",
        b"<",
        b">",
        b"\"",
        b"{",
        b"[",
        b"]]>",
        b"\r\n\r\n",
        b"\xe2\x80",
        b"&#x110000;",
        b"-1",
        b"99999999999999999999",
        b"<script>",
        b"\x1b[",
        b"\xed\xa0\x80",
        b"---\n",
        b"From ",
        b": ",
        b"(",
        b"2016-02-30",
    ];
    for _ in 0..=dice.roll(4) {
        let at = dice.roll(bytes.len() + 1);
        let len = dice.roll(64).min(bytes.len() - at);
        match dice.roll(5) {
            0 => bytes.truncate(at),
            1 => drop(bytes.drain(at..at + len)),
            2 => {
                let piece = bytes[at..at + len].to_vec();
                let to = dice.roll(bytes.len() + 1);
                drop(bytes.splice(to..to, piece));
            }
            3 => drop(bytes.splice(at..at, ODD[dice.roll(ODD.len())].iter().copied())),
            _ => {
                if let Some(byte) = bytes.get_mut(at) {
                    *byte ^= 1 << dice.roll(8);
                }
            }
        }
    }
}

#[test]
fn mutations_of_the_golden_corpus_never_panic() {
    let rounds: usize = std::env::var("PARALLAX_MUTATIONS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(8);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpora");
    let corpus = Corpus::open(&Options {
        paths: vec![root],
        map: Vec::new(),
        sidecars: Vec::new(),
    })
    .unwrap();
    let mut dice = Dice(7);
    let mut read = 0;
    for file in corpus.files() {
        let seed = fs::read(&file.on_disk).unwrap();
        let bomb = file.path.contains("bomb") || file.path.contains("deep");
        if bomb || file.path.ends_with(".pdf") || file.path.ends_with(".py") {
            continue;
        }
        for _ in 0..rounds {
            let mut bytes = seed.clone();
            mutate(&mut bytes, &mut dice);
            let mut shown = String::new();
            read_bytes(&Options::default(), &file.path, &bytes, &mut |o| {
                shown.clear();
                show(&o, &mut shown);
            });
            read += 1;
        }
    }
    println!("{read} files read");
}
