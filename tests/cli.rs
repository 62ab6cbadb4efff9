//! Runs the program as a script would: what it prints, and how it ends.

#![expect(
    clippy::unwrap_used,
    reason = "helpers of tests stand outside test functions"
)]

use serde_json::Value;
use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

fn parallax(args: &[&str]) -> Output {
    command(args).output().unwrap()
}

fn command(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_parallax"));
    command
        .args(args)
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .env_remove("CLICOLOR_FORCE")
        .env_remove("NO_COLOR")
        .stdin(Stdio::null());
    command
}

fn with_input(args: &[&str], input: &str) -> Output {
    let mut child = command(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child
        .stdin
        .take()
        .unwrap()
        .write_all(input.as_bytes())
        .unwrap();
    child.wait_with_output().unwrap()
}

fn code(output: &Output) -> i32 {
    output.status.code().unwrap()
}

fn text(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn complaint(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).unwrap()
}

fn json(output: &Output) -> Vec<Value> {
    serde_json::from_slice(&output.stdout).unwrap()
}

fn lines(output: &Output) -> Vec<Value> {
    text(output)
        .lines()
        .map(|l| serde_json::from_str(l).unwrap())
        .collect()
}

const SAMPLE: &str = "sample-data/aleppo-2016";

fn moments() -> Vec<Value> {
    json(&parallax(&["timeline", SAMPLE, "--format", "json"]))
}

/// The harbour folder: three articles of two invented outlets.
fn harbour() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in HARBOUR {
        write(dir.path(), name, text);
    }
    dir
}

const HARBOUR: &[(&str, &str)] = &[
    (
        "harbour-post/storm.md",
        "---\nsource: Harbour Post\ndate: 2019-03-14\ntitle: Storm sinks ferry\n---\nThe ferry Linnet sank off Cape Doran on Tuesday. At least 12 people were killed, the coast guard said.\n",
    ),
    (
        "harbour-post/hearing.md",
        "---\nsource: Harbour Post\ndate: 2019-03-20\ntitle: Hearing set\n---\nA hearing on the ferry Linnet will be held on 2 April, the ministry said.\n",
    ),
    (
        "lantern/ferry.md",
        "---\nsource: The Lantern\ndate: 2019-03-14\ntitle: Ferry lost\n---\nThe ferry Linnet sank off Cape Doran on 12 March. At least 15 people were killed, rescuers said.\n",
    ),
];

fn write(dir: &Path, name: &str, text: &str) {
    let path = dir.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, text).unwrap();
}

fn path(dir: &tempfile::TempDir) -> &str {
    dir.path().to_str().unwrap()
}

/// The keys of an object in the order they are printed.
fn keys_in_order(object: &str) -> Vec<String> {
    let mut keys = Vec::new();
    let mut depth = 0;
    let mut chars = object.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        match c {
            '{' | '[' => depth += 1,
            '}' | ']' => depth -= 1,
            '"' => {
                let mut end = i + 1;
                while let Some((j, c)) = chars.next() {
                    if c == '\\' {
                        chars.next();
                    } else if c == '"' {
                        end = j;
                        break;
                    }
                }
                if depth == 1 && matches!(chars.peek(), Some((_, ':'))) {
                    keys.push(object[i + 1..end].to_owned());
                }
            }
            _ => {}
        }
    }
    keys
}

#[test]
fn no_arguments_print_the_usage_and_fail() {
    let out = parallax(&[]);
    assert_eq!(code(&out), 2);
    assert!(out.stdout.is_empty());
    assert!(complaint(&out).contains("parallax --demo"));
}

#[test]
fn a_path_that_is_not_there_is_named() {
    let out = parallax(&["timeline", "no/such/folder"]);
    assert_eq!(code(&out), 2);
    assert!(complaint(&out).contains("cannot open no/such/folder: no such file or folder"));
    let out = parallax(&["timelin", SAMPLE]);
    assert_eq!(code(&out), 2);
    assert!(complaint(&out).contains("did you mean the command timeline?"));
}

#[test]
fn mistakes_in_options_end_with_2_and_say_what_to_write() {
    for (args, words) in [
        (
            vec!["timeline", SAMPLE, "--since", "October"],
            "2016-10-08, 2016-10 or 2016",
        ),
        (
            vec!["timeline", SAMPLE, "--query", "colour:red"],
            "colour: is no field",
        ),
        (
            vec!["timeline", SAMPLE, "--query", "source:\"Harbour"],
            "column 8",
        ),
        (
            vec!["timeline", SAMPLE, "--since", "2017", "--until", "2016"],
            "comes before",
        ),
        (
            vec!["timeline", SAMPLE, "--query", "("],
            "holds no letter or figure to look for",
        ),
        (
            vec!["timeline", SAMPLE, "--map", "txt=body"],
            "write one of text, title",
        ),
        (vec!["show", SAMPLE, ""], "a value is required"),
        (vec!["compare", SAMPLE], "name a moment to compare"),
        (
            vec!["--since", "2016", "timeline", SAMPLE],
            "the command comes first",
        ),
    ] {
        let out = parallax(&args);
        assert_eq!(code(&out), 2, "{args:?}");
        assert!(
            complaint(&out).contains(words),
            "{args:?}: {}",
            complaint(&out)
        );
        assert!(out.stdout.is_empty());
    }
}

#[test]
fn nothing_found_is_1() {
    for args in [
        vec!["search", SAMPLE, "zeppelin"],
        vec!["timeline", SAMPLE, "--since", "2031"],
        vec!["timeline", SAMPLE, "--source", "Nobody's Gazette"],
        vec!["show", SAMPLE, "mzzzzzzzzzzzzz"],
        vec!["articles", SAMPLE, "--body", "no-such.txt"],
    ] {
        let out = parallax(&args);
        assert_eq!(code(&out), 1, "{args:?}: {}", complaint(&out));
        assert!(!complaint(&out).is_empty(), "{args:?}");
    }
}

#[test]
fn a_file_that_cannot_be_read_is_named_and_the_rest_is_there() {
    let dir = harbour();
    fs::write(
        dir.path().join("noise.txt"),
        [0u8, 159, 146, 150, 0, 1, 2, 0, 0, 255, 0, 7],
    )
    .unwrap();
    let out = parallax(&["articles", path(&dir), "--format", "jsonl"]);
    assert_eq!(code(&out), 3);
    assert!(complaint(&out).contains("noise.txt left out"));
    let rows = lines(&out);
    let of = |status: &str| rows.iter().filter(|r| r["status"] == status).count();
    assert_eq!((of("read"), of("skipped")), (3, 1));
    let skipped = rows.iter().find(|r| r["status"] == "skipped").unwrap();
    assert!(skipped["reason"].as_str().unwrap().len() > 3);
    assert_eq!(code(&parallax(&["check", path(&dir)])), 3);
}

#[test]
fn a_sentence_that_adds_to_another_is_a_telling() {
    let dir = tempfile::tempdir().unwrap();
    let body = "The market was hit by air raids on Tuesday.\nAt least 14 civilians were killed in the raids, according to the Vessin Observatory.\n";
    write(dir.path(), "2016-10-12 raids.txt", body);
    let out = parallax(&["timeline", path(&dir), "--format", "jsonl"]);
    let moments = lines(&out);
    let tellings = moments[0]["tellings"].as_array().unwrap();
    let told = tellings
        .iter()
        .map(|t| (&t["sentence"], &t["dated"], &t["when"]["edtf"]));
    let told: Vec<_> = told.collect();
    assert_eq!(told[0].1, "own");
    let (sentence, dated, when) = told[1];
    assert_eq!((dated, when), (&"context".into(), told[0].2));
    let (start, end) = (&sentence["start"], &sentence["end"]);
    let at = |n: &Value| n.as_u64().unwrap() as usize;
    assert_eq!(
        &body[at(start)..at(end)],
        sentence["text"].as_str().unwrap()
    );
    assert_eq!(sentence["line"], 2);
    assert!(
        sentence["text"]
            .as_str()
            .unwrap()
            .starts_with("At least 14")
    );
}

#[test]
fn an_empty_folder_says_so() {
    let dir = tempfile::tempdir().unwrap();
    let out = parallax(&["timeline", path(&dir)]);
    assert_eq!(code(&out), 1);
    assert!(complaint(&out).contains("no articles in"));
}

#[test]
fn a_reader_who_has_enough_is_no_error() {
    for args in [
        vec!["timeline", SAMPLE],
        vec!["export", SAMPLE, "--to", "html"],
        vec!["--help"],
    ] {
        let mut child = command(&args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut first = String::new();
        BufReader::with_capacity(16, child.stdout.take().unwrap())
            .read_line(&mut first)
            .unwrap();
        let out = child.wait_with_output().unwrap();
        assert_eq!(code(&out), 0, "{args:?}");
        assert_eq!(complaint(&out), "", "{args:?}");
    }
}

#[test]
fn timeline_json_has_the_fields_of_the_contract_in_order() {
    let out = parallax(&["timeline", SAMPLE, "--format", "jsonl"]);
    assert_eq!(code(&out), 0);
    let printed = text(&out);
    for line in printed.lines() {
        let keys = keys_in_order(line);
        let wanted = [
            "schema",
            "id",
            "label",
            "status",
            "when",
            "salience",
            "story",
            "sources",
            "silent",
            "tellings",
            "disagreements",
        ];
        assert_eq!(keys[..wanted.len()], wanted);
    }
    for moment in lines(&out) {
        assert_eq!(moment["schema"], 1);
        let id = moment["id"].as_str().unwrap();
        assert!(id.starts_with('m') && id.len() == 14, "{id}");
        let status = moment["status"].as_str().unwrap();
        assert!(["happened", "ongoing", "planned", "cancelled", "denied"].contains(&status));
        let salience = moment["salience"].as_f64().unwrap();
        assert!((0.0..=1.0).contains(&salience));
        if !moment["when"].is_null() {
            let when = keys_in_order(&moment["when"].to_string());
            for key in [
                "earliest",
                "latest",
                "grain",
                "open_start",
                "open_end",
                "edtf",
            ] {
                assert!(when.iter().any(|k| k == key), "{key}");
            }
        }
        let tellings = moment["tellings"].as_array().unwrap();
        assert!(!tellings.is_empty());
        for telling in tellings {
            for key in [
                "source",
                "article",
                "published",
                "sentence",
                "time",
                "dated",
            ] {
                assert!(telling.get(key).is_some(), "{key}");
            }
            let dated = telling["dated"].as_str().unwrap();
            assert!(["own", "context", "published", "borrowed", "none"].contains(&dated));
            if dated == "published" || dated == "none" {
                assert!(telling["time"].is_null());
            }
            assert_eq!(dated == "borrowed", telling.get("dated_from").is_some());
        }
    }
}

#[test]
fn offsets_lead_back_to_the_words() {
    let mut bodies = std::collections::HashMap::new();
    let mut checked = 0;
    for moment in moments() {
        for telling in moment["tellings"].as_array().unwrap() {
            let name = telling["article"].as_str().unwrap().to_owned();
            let body = bodies
                .entry(name.clone())
                .or_insert_with(|| text(&parallax(&["articles", SAMPLE, "--body", &name])));
            let at = |v: &Value, key: &str| usize::try_from(v[key].as_u64().unwrap()).unwrap();
            let sentence = &telling["sentence"];
            assert_eq!(
                &body[at(sentence, "start")..at(sentence, "end")],
                sentence["text"].as_str().unwrap(),
                "{name}"
            );
            let time = &telling["time"];
            if !time.is_null() {
                assert_eq!(
                    &body[at(time, "start")..at(time, "end")],
                    time["text"].as_str().unwrap(),
                    "{name}"
                );
            }
            // The line of a Markdown file is the line an editor shows.
            if name.ends_with(".md") {
                let file = fs::read_to_string(Path::new(SAMPLE).join(&name)).unwrap();
                let line = file.lines().nth(at(sentence, "line") - 1).unwrap();
                let first = sentence["text"]
                    .as_str()
                    .unwrap()
                    .split(' ')
                    .next()
                    .unwrap();
                assert!(
                    line.contains(first),
                    "{name}:{} {first}",
                    at(sentence, "line")
                );
            }
            checked += 1;
        }
    }
    assert!(checked > 50);
}

#[test]
fn moments_come_in_order_of_time_and_the_unplaced_last() {
    let all = moments();
    let whens: Vec<_> = all.iter().map(|m| m["when"]["earliest"].as_str()).collect();
    let placed = whens.iter().take_while(|w| w.is_some()).count();
    assert!(whens[placed..].iter().all(Option::is_none));
    // A day and a minute of it compare by the day.
    let days: Vec<_> = whens[..placed].iter().map(|w| &w.unwrap()[..10]).collect();
    assert!(days.is_sorted());
    let only = json(&parallax(&[
        "timeline", SAMPLE, "--format", "json", "--placed",
    ]));
    assert_eq!(only.len(), placed);
}

#[test]
fn a_list_can_be_narrowed() {
    let count = |args: &[&str]| {
        let mut all = vec!["timeline", SAMPLE, "--format", "jsonl"];
        all.extend(args);
        lines(&parallax(&all))
    };
    let all = count(&[]);
    assert_eq!(count(&["--limit", "3"]).len(), 3);
    let september = count(&["--since", "2016-09", "--until", "2016-09"]);
    assert!(!september.is_empty() && september.len() < all.len());
    for moment in &september {
        assert!(moment["when"]["latest"].as_str().unwrap() >= "2016-09-01");
        assert!(moment["when"]["earliest"].as_str().unwrap() < "2016-10");
    }
    for moment in count(&["--query", "is:planned"]) {
        assert_eq!(moment["status"], "planned");
    }
    for moment in count(&["--source", "north herald"]) {
        let sources = moment["sources"].as_array().unwrap();
        assert!(sources.iter().any(|s| s == "North Herald"));
    }
    let disputed = count(&["--disagreements"]);
    assert!(
        disputed
            .iter()
            .all(|m| !m["disagreements"].as_array().unwrap().is_empty())
    );
    let salient: Vec<_> = count(&["--order", "salience"])
        .iter()
        .map(|m| m["salience"].as_f64().unwrap())
        .collect();
    assert!(salient.is_sorted_by(|a, b| a >= b));
}

#[test]
fn no_date_is_said_to_come_from_no_words() {
    let all = moments();
    let context = |m: &&serde_json::Value| {
        let tellings = m["tellings"].as_array().unwrap();
        tellings.iter().any(|t| t["dated"] == "context")
    };
    let dated: Vec<_> = all.iter().filter(context).collect();
    assert!(!dated.is_empty());
    let mut elsewhere = 0;
    for m in dated {
        let out = parallax(&["show", SAMPLE, m["id"].as_str().unwrap()]);
        let shown = text(&out);
        assert!(!shown.contains("dated by \"\""), "{shown}");
        elsewhere += usize::from(shown.contains("as in another sentence of the article"));
    }
    assert!(elsewhere > 0);
}

#[test]
fn a_moment_is_found_by_the_beginning_of_its_id() {
    let all = moments();
    let id = all[0]["id"].as_str().unwrap();
    for format in ["json", "jsonl"] {
        let out = parallax(&["show", SAMPLE, &id[..9], "--format", format]);
        assert_eq!(code(&out), 0);
        assert!(text(&out).contains(id));
    }
    let out = parallax(&["show", SAMPLE, "m"]);
    assert_eq!(code(&out), 2);
    assert!(complaint(&out).contains(id), "{}", complaint(&out));
    let out = parallax(&["compare", SAMPLE, id, "--format", "json"]);
    assert_eq!(code(&out), 0);
    let compared = &json(&out)[0];
    let columns = compared["columns"].as_array().unwrap().len();
    for row in compared["rows"].as_array().unwrap() {
        assert_eq!(row["cells"].as_array().unwrap().len(), columns);
    }
}

/// Three papers of three outlets around one fire; the first was edited in the evening.
fn edited() -> tempfile::TempDir {
    let dir = tempfile::tempdir().unwrap();
    let morning = "Fire closes Moorhaven ferry terminal\n\nA fire in the ferry terminal of \
        Moorhaven killed 5 people on Tuesday, the harbour office said.\n\nThe fire began in the \
        ticket hall and spread to two piers before crews put it out.\n\nThe mayor, Ada Brandt, \
        cancelled a visit to the capital that had been planned for Friday.\n\nFerries to the \
        islands sail from the old pier until the hall is repaired.\n";
    let page = |outlet: &str, time: &str, title: &str, body: &str| {
        format!("---\nsource: {outlet}\ndate: {time}\ntitle: {title}\n---\n{body}")
    };
    let evening = morning.replace("killed 5 people", "killed 12 people");
    for (name, outlet, time, title, body) in [
        (
            "a.md",
            "Moor Post",
            "2021-05-04T09:00:00Z",
            "Fire closes terminal",
            morning,
        ),
        (
            "b.md",
            "Moor Post",
            "2021-05-04T19:00:00Z",
            "Fire closes terminal",
            &evening,
        ),
        (
            "c.md",
            "Larkdale News",
            "2021-05-05T08:00:00Z",
            "Choir wins prize",
            "The choir of Larkdale won the island prize on Tuesday, the jury said.\n\nIt sang \
             three songs about the sea, and the hall was full.\n",
        ),
    ] {
        write(dir.path(), name, &page(outlet, time, title, body));
    }
    dir
}

#[test]
fn versions_say_what_an_editor_changed() {
    let dir = edited();
    let rows = json(&parallax(&["versions", path(&dir), "--format", "json"]));
    let told: Vec<(&str, &str)> = rows
        .iter()
        .map(|r| {
            (
                r["article"].as_str().unwrap(),
                r["kinship"].as_str().unwrap(),
            )
        })
        .collect();
    assert_eq!(told, [("a.md", "original"), ("b.md", "version")]);
    assert_eq!(rows[1]["changes"][0]["kind"], "number");
    assert!(rows[1]["headline"].as_str().unwrap().contains("5 → 12"));
    let one = text(&parallax(&["versions", path(&dir), "b.md"]));
    let sentence =
        |sign: &str, n: u32| format!("{sign} A fire in the ferry terminal of Moorhaven killed {n}");
    assert!(
        one.contains(&sentence("-", 5)) && one.contains(&sentence("+", 12)),
        "{one}"
    );
    assert!(!one.contains("+ Ferries to the islands"), "{one}");
    let alone = parallax(&["versions", path(&dir), "c.md"]);
    assert!(complaint(&alone).contains("no other version"));
    assert_eq!(code(&parallax(&["versions", path(&dir), "d.md"])), 1);
}

#[test]
fn who_had_articles_then_and_does_not_tell_it_is_silent() {
    let dir = edited();
    let all = json(&parallax(&["timeline", path(&dir), "--format", "json"]));
    let fire = all
        .iter()
        .find(|m| {
            m["tellings"]
                .as_array()
                .unwrap()
                .iter()
                .any(|t| t["sentence"]["text"].as_str().unwrap().contains("killed"))
        })
        .unwrap();
    assert_eq!(fire["silent"], serde_json::json!(["Larkdale News"]));
    let shown = text(&parallax(&[
        "show",
        path(&dir),
        fire["id"].as_str().unwrap(),
    ]));
    assert!(
        shown.contains("Larkdale News  1 article in the days around, for example c.md"),
        "{shown}"
    );
    assert!(
        shown.contains("who says so: the harbour office (Moor Post)"),
        "{shown}"
    );
}

#[test]
fn nothing_marked_says_how_to_mark() {
    let state = tempfile::tempdir().unwrap();
    let out = command(&["marks", SAMPLE])
        .env("XDG_STATE_HOME", state.path())
        .output()
        .unwrap();
    assert_eq!(code(&out), 1);
    assert!(complaint(&out).contains("m in the explorer marks"));
}

#[test]
fn articles_say_how_they_are_dated() {
    let rows = json(&parallax(&["articles", SAMPLE, "--format", "json"]));
    assert_eq!(rows.len(), 22);
    for row in &rows {
        assert_eq!(row["status"], "read");
        for key in [
            "path",
            "record",
            "source",
            "source_from",
            "title",
            "author",
            "url",
            "published",
            "language",
            "words",
            "version_of",
            "copy_of",
            "reason",
            "format",
        ] {
            assert!(row.get(key).is_some(), "{key}");
        }
        for key in [
            "value",
            "earliest",
            "latest",
            "from",
            "confidence",
            "because",
        ] {
            assert!(row["published"].get(key).is_some(), "{key}");
        }
    }
    let of = |path: &str| rows.iter().find(|r| r["path"] == path).unwrap();
    assert_eq!(of("pasted-text.txt")["source_from"], "unknown");
    assert_eq!(
        of("harbour-post/2016-10-11-visit-evening.md")["version_of"],
        "harbour-post/2016-10-11-visit.md"
    );
    let reprints = rows.iter().filter(|r| !r["copy_of"].is_null()).count();
    assert_eq!(reprints, 2);
    assert_eq!(
        of("harbour-post/2016-10-09-veto.md")["published"]["value"],
        "2016-10-09"
    );
}

#[test]
fn stories_and_search_have_their_shape() {
    let stories = json(&parallax(&["stories", SAMPLE, "--format", "json"]));
    assert!(!stories.is_empty());
    for story in &stories {
        for key in ["id", "label", "earliest", "latest", "articles", "moments"] {
            assert!(story.get(key).is_some(), "{key}");
        }
    }
    let hits = json(&parallax(&[
        "search", SAMPLE, "convoy", "--format", "json", "--limit", "5",
    ]));
    assert!(!hits.is_empty() && hits.len() <= 5);
    for hit in &hits {
        let sentence = hit["sentence"]["text"].as_str().unwrap();
        for mark in hit["marks"].as_array().unwrap() {
            let at = |i: usize| usize::try_from(mark[i].as_u64().unwrap()).unwrap();
            assert!(sentence[at(0)..at(1)].to_lowercase().contains("convoy"));
        }
    }
}

#[test]
fn csv_cells_run_nothing_in_a_spreadsheet() {
    let dir = tempfile::tempdir().unwrap();
    write(
        dir.path(),
        "a.md",
        "---\nsource: =HYPERLINK(\"x\")\ndate: 2019-03-14\ntitle: \"@sum, \\\"quoted\\\"\"\n---\nThe ferry Linnet sank on Tuesday.\n",
    );
    let out = text(&parallax(&["articles", path(&dir), "--format", "csv"]));
    assert!(out.contains("'=HYPERLINK"), "{out}");
    assert!(out.contains("\"'@sum, \"\"quoted\"\"\""), "{out}");
    let out = text(&parallax(&["timeline", path(&dir), "--format", "csv"]));
    assert!(out.contains("'=HYPERLINK"), "{out}");
}

#[test]
fn no_control_character_reaches_a_text() {
    let dir = tempfile::tempdir().unwrap();
    write(
        dir.path(),
        "a.md",
        "---\nsource: Evil\u{1b}[31m Post\ndate: 2019-03-14\ntitle: \"x\u{7}\u{202e}y\"\n---\nThe ferry\u{1b}]0;title\u{7} sank on Tuesday.\n",
    );
    for args in [
        vec!["timeline", path(&dir)],
        vec!["articles", path(&dir)],
        vec!["search", path(&dir), "ferry"],
        vec!["check", path(&dir)],
        vec!["export", path(&dir), "--to", "md"],
        vec!["export", path(&dir), "--to", "ics"],
    ] {
        let out = text(&parallax(&args)).replace("\r\n", "\n");
        assert!(
            !out.chars()
                .any(|c| c.is_control() && c != '\n' || c == '\u{202e}'),
            "{args:?}: {out:?}"
        );
    }
}

#[test]
fn colours_only_when_asked_for() {
    assert!(!text(&parallax(&["timeline", SAMPLE])).contains('\u{1b}'));
    let forced = command(&["timeline", SAMPLE])
        .env("CLICOLOR_FORCE", "1")
        .output()
        .unwrap();
    assert!(text(&forced).contains("\u{1b}["));
    let never = command(&["timeline", SAMPLE])
        .env("CLICOLOR_FORCE", "1")
        .env("NO_COLOR", "1")
        .output()
        .unwrap();
    assert!(!text(&never).contains('\u{1b}'));
}

/// Copies the sample into another folder, its files written in another order.
fn shuffled() -> tempfile::TempDir {
    fn collect(dir: &Path, into: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(dir).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                collect(&path, into);
            } else {
                into.push(path);
            }
        }
    }
    let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(SAMPLE);
    let mut files = Vec::new();
    collect(&from, &mut files);
    files.sort();
    files.reverse();
    files.rotate_left(5);
    let dir = tempfile::tempdir().unwrap();
    for file in files {
        let to = dir
            .path()
            .join("aleppo-2016")
            .join(file.strip_prefix(&from).unwrap());
        fs::create_dir_all(to.parent().unwrap()).unwrap();
        fs::copy(file, to).unwrap();
    }
    dir
}

#[test]
fn threads_and_the_order_of_files_do_not_show() {
    let bytes = |corpus: &str, threads: &str, args: &[&str]| {
        let mut all = args.to_vec();
        all.extend([corpus, "--threads", threads]);
        let out = command(&all)
            .env("TZ", if threads == "1" { "Asia/Tokyo" } else { "UTC" })
            .env("LANG", if threads == "1" { "de_DE.UTF-8" } else { "C" })
            .output()
            .unwrap();
        assert_eq!(code(&out), 0);
        out.stdout
    };
    let other = shuffled();
    let other = other.path().join("aleppo-2016");
    let other = other.to_str().unwrap();
    for args in [
        vec!["timeline", "--format", "jsonl"],
        vec!["articles", "--format", "jsonl"],
        vec!["stories", "--format", "json"],
        vec!["export", "--to", "md"],
        vec!["timeline"],
    ] {
        let one = bytes(SAMPLE, "1", &args);
        assert!(one == bytes(SAMPLE, "7", &args), "threads show in {args:?}");
        assert!(
            one == bytes(other, "3", &args),
            "the order of files shows in {args:?}"
        );
    }
    // A file given by itself, before or after another, gives the same as well.
    let a = format!("{SAMPLE}/harbour-post");
    let b = format!("{SAMPLE}/north-herald");
    let ab = parallax(&["timeline", "--format", "jsonl", &a, &b]);
    let ba = parallax(&["timeline", "--format", "jsonl", &b, &a]);
    assert!(ab.stdout == ba.stdout);
}

#[test]
fn exports_read_back() {
    let all = moments();
    let placed = all.iter().filter(|m| !m["when"].is_null()).count();
    let export = |to: &str| {
        let out = parallax(&["export", SAMPLE, "--to", to]);
        assert_eq!(code(&out), 0, "{to}: {}", complaint(&out));
        text(&out)
    };
    let value: Value = serde_json::from_str(&export("timelinejs")).unwrap();
    assert_eq!(value["scale"], "human");
    let events = value["events"].as_array().unwrap();
    assert_eq!(events.len(), placed);
    for event in events {
        assert!(event["start_date"]["year"].is_i64());
        assert!(!event["text"]["headline"].as_str().unwrap().contains('<'));
        assert!(event["display_date"].is_string());
    }
    let rows = |to: &str| {
        csv::Reader::from_reader(export(to).as_bytes())
            .into_records()
            .collect::<Result<Vec<_>, _>>()
            .unwrap()
            .len()
    };
    assert_eq!(rows("timelinejs-csv"), placed + 1);
    assert_eq!(rows("timesketch-csv"), placed);
    assert_eq!(export("timesketch").lines().count(), placed);
    assert_eq!(export("edtf").lines().count(), placed);

    let ics = export("ics");
    assert_eq!(ics.matches("BEGIN:VEVENT\r\n").count(), placed);
    assert!(
        ics.split("\r\n")
            .all(|l| l.len() <= 75 && !l.contains('\n'))
    );
    for must in ["UID:", "DTSTAMP:", "DTSTART", "DTEND"] {
        assert_eq!(
            ics.matches(&format!("\r\n{must}")).count(),
            placed,
            "{must}"
        );
    }

    let markwhen = export("markwhen");
    assert_eq!(markwhen.matches("\nid: m").count(), placed);
    for line in markwhen
        .lines()
        .filter(|l| l.starts_with(|c: char| c.is_ascii_digit()))
    {
        let date = line.split(": ").next().unwrap();
        assert!(!date.contains("..") && !date.contains('~'), "{line}");
    }

    let md = export("md");
    let footnotes = md.lines().filter(|l| l.starts_with("[^")).count();
    let claims = md
        .lines()
        .filter(|l| l.contains(". **"))
        .collect::<Vec<_>>();
    assert_eq!(claims.len(), all.len());
    assert!(
        claims.iter().all(|l| l.contains("[^")),
        "every claim has a footnote"
    );
    assert!(footnotes >= claims.len());

    let html = export("html");
    assert!(!html.contains("<script") && !html.contains("http://") && !html.contains("<link"));
    let csl: Vec<Value> = serde_json::from_str(&export("csl-json")).unwrap();
    assert_eq!(csl.len(), export("bibtex").matches("@online{").count());
    assert_eq!(json(&parallax(&["export", SAMPLE, "--to", "json"])), all);
}

#[test]
fn an_export_goes_to_a_file_when_told_so() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("out.md");
    let out = parallax(&["export", SAMPLE, "--to", "md", "-o", file.to_str().unwrap()]);
    assert_eq!(code(&out), 0);
    assert!(out.stdout.is_empty());
    assert!(
        fs::read_to_string(file)
            .unwrap()
            .starts_with("# aleppo-2016\n")
    );
}

#[test]
fn timex_tags_one_text() {
    let out = with_input(
        &["timex", "--published", "2016-10-11", "--format", "json"],
        "The council voted on Saturday & went home.",
    );
    assert_eq!(code(&out), 0);
    let value: Value = serde_json::from_slice(&out.stdout).unwrap();
    let time = &value["timexes"][0];
    assert_eq!(time["text"], "Saturday");
    assert_eq!(
        (time["start"].as_u64(), time["end"].as_u64()),
        (Some(21), Some(29))
    );
    assert_eq!(
        (&time["type"], &time["value"]),
        (&"DATE".into(), &"2016-10-08".into())
    );
    for key in [
        "mod",
        "earliest",
        "latest",
        "open_start",
        "open_end",
        "rule",
    ] {
        assert!(time.get(key).is_some(), "{key}");
    }
    let out = with_input(
        &["timex", "--published", "2016-10-11", "--to", "timeml"],
        "The council voted on Saturday & went home\u{1}.",
    );
    let xml = text(&out);
    assert!(xml.contains("functionInDocument=\"CREATION_TIME\">2016-10-11</TIMEX3>"));
    assert!(xml.contains("value=\"2016-10-08\""));
    assert!(xml.contains("&amp; went home\u{FFFD}."));
    let mut reader = quick_xml::Reader::from_str(&xml);
    while reader.read_event().unwrap() != quick_xml::events::Event::Eof {}
    let out = with_input(
        &["timex", "--explain", "--published", "2016-10-11"],
        "It rained on Saturday.",
    );
    assert!(
        text(&out).contains("counted from Tuesday 2016-10-11"),
        "{}",
        text(&out)
    );
}

#[test]
fn timex_keeps_the_order_of_a_stream() {
    let mut input = String::new();
    for n in 0..500 {
        let row = serde_json::json!({"doc": n.to_string(), "dct": "2016-10-11", "text": "It began on Saturday."});
        input.push_str(&format!("{row}\n"));
    }
    let out = with_input(&["timex", "--jsonl"], &input);
    assert_eq!(code(&out), 0);
    let rows = lines(&out);
    assert_eq!(rows.len(), 500);
    for (n, row) in rows.iter().enumerate() {
        assert_eq!(row["doc"], n.to_string());
        assert_eq!(row["timexes"][0]["value"], "2016-10-08");
    }
    let out = with_input(
        &["timex", "--jsonl"],
        "{\"doc\":\"a\",\"dct\":null,\"text\":\"On 8 October 2016 it rained.\"}\nnot json\n\n{\"doc\":\"b\",\"text\":\"\"}\n",
    );
    assert_eq!(code(&out), 3);
    assert!(complaint(&out).contains("line 2 left out"));
    let rows = lines(&out);
    assert_eq!(rows[0]["timexes"][0]["value"], "2016-10-08");
    assert_eq!(rows[1]["doc"], "b");
}

#[test]
fn the_manual_and_the_completions_are_printed() {
    let man = text(&parallax(&["man"]));
    assert!(man.contains(".TH") && man.contains("KEYS") && man.contains("QUERY LANGUAGE"));
    for shell in ["bash", "zsh", "fish"] {
        assert!(text(&parallax(&["completions", shell])).contains("parallax"));
    }
    let config = text(&parallax(&["--print-config"]));
    assert!(config.contains("[keys]"));
}

#[test]
fn the_demo_needs_no_files() {
    let out = parallax(&["--demo", "--format", "jsonl"]);
    assert_eq!(code(&out), 0);
    assert_eq!(
        out.stdout,
        parallax(&["timeline", SAMPLE, "--format", "jsonl"]).stdout
    );
    for args in [
        vec!["timeline", "--demo", "--format", "jsonl"],
        vec!["--demo", "timeline", "--format", "jsonl"],
    ] {
        assert_eq!(parallax(&args).stdout, out.stdout, "{args:?}");
    }
    let found = parallax(&["search", "veto", "--demo", "--limit", "1"]);
    assert_eq!(code(&found), 0, "{}", complaint(&found));
    assert!(!found.stdout.is_empty());
}

#[test]
fn words_with_something_hidden_in_them_are_dated_and_the_reader_sees_it() {
    let dir = tempfile::tempdir().unwrap();
    write(
        dir.path(),
        "a.md",
        "---\nsource: Gull\ndate: 2019-03-14\ntitle: Ferry\u{200b} sinks\n---\nThe fer\u{200b}ry sank on Tues\u{2060}day off the pier.\n\nIt was \u{1b}[31mraised\u{1b}[0m on 13 Ma\u{e0041}rch 2019, \u{202e}said\u{202c} the master.\n",
    );
    let out = json(&parallax(&["timeline", path(&dir), "--format", "json"]));
    let days: Vec<&str> = out
        .iter()
        .filter_map(|m| m["when"]["earliest"].as_str())
        .collect();
    assert_eq!(days, ["2019-03-12", "2019-03-13"]);
    let body = text(&parallax(&["articles", path(&dir), "--body", "a.md"]));
    assert_eq!(body.matches('\u{FFFD}').count(), 2, "{body}");
    assert!(
        body.contains("on 13 March 2019, said the master. \u{FFFD}"),
        "{body}"
    );
}

#[test]
fn check_counts_formats_as_read_and_names_languages_without_rules() {
    let dir = harbour();
    write(
        dir.path(),
        "hafen.html",
        "<html lang=de><title>Hafen</title><article><p>Der Hafen von Ardent wurde am Dienstag für eine Woche geschlossen, weil die nördliche Mole nach dem Sturm repariert werden muss.</p></article></html>",
    );
    let out = parallax(&["check", path(&dir)]);
    let shown = text(&out);
    for words in [
        "HTML",
        "German: the words for time are not known",
        "Nothing was left out.",
    ] {
        assert!(shown.contains(words), "{words}: {shown}");
    }
    let report = &json(&parallax(&["check", path(&dir), "--format", "json"]))[0];
    assert_eq!(report["formats"]["html"], 1);
    assert_eq!(report["languages_without_rules"], serde_json::json!(["de"]));
    let rows = parallax(&["articles", path(&dir)]);
    assert!(text(&rows).contains("in German, whose words for time are not known"));
}

#[test]
fn a_zone_changes_only_what_is_shown() {
    let plain = parallax(&["articles", SAMPLE]);
    let tokyo = parallax(&["articles", SAMPLE, "--tz", "+09:00"]);
    assert_eq!((code(&plain), code(&tokyo)), (0, 0));
    assert_ne!(text(&plain), text(&tokyo));
    let json = |extra: &[&str]| {
        let mut args = vec!["articles", SAMPLE, "--format", "json"];
        args.extend(extra);
        parallax(&args).stdout
    };
    assert_eq!(json(&[]), json(&["--tz", "+09:00"]));
}

#[cfg(unix)]
#[test]
fn an_interrupt_ends_with_130() {
    let mut child = command(&["timeline", "-"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // It reads its standard input, which never ends, until it is interrupted.
    let mut code = None;
    for _ in 0..200 {
        std::thread::sleep(std::time::Duration::from_millis(50));
        let kill = Command::new("kill")
            .args(["-INT", &child.id().to_string()])
            .status()
            .unwrap();
        assert!(kill.success());
        if let Some(status) = child.try_wait().unwrap() {
            code = status.code();
            break;
        }
    }
    assert_eq!(code, Some(130));
}

/// The moments that the sample corpus is there to show.
mod sample {
    use super::*;

    /// Moments one of whose tellings holds all these words, whatever their case.
    fn telling(words: &[&str]) -> Vec<Value> {
        moments()
            .into_iter()
            .filter(|m| {
                m["tellings"].as_array().unwrap().iter().any(|t| {
                    let text = t["sentence"]["text"].as_str().unwrap().to_lowercase();
                    words.iter().all(|w| text.contains(w))
                })
            })
            .collect()
    }

    fn sources(moment: &Value) -> Vec<&str> {
        let sources = moment["sources"].as_array().unwrap();
        sources.iter().map(|s| s.as_str().unwrap()).collect()
    }

    fn day(moment: &Value) -> (&str, &str) {
        let bound = |key: &str| moment["when"][key].as_str().unwrap_or("");
        (
            bound("earliest").get(..10).unwrap_or(""),
            bound("latest").get(..10).unwrap_or(""),
        )
    }

    /// One line a moment, for a failing test to show.
    fn list(moments: &[Value]) -> String {
        moments
            .iter()
            .map(|m| {
                format!(
                    "\n{} {} {} {} {}",
                    m["when"]["edtf"], m["label"], m["status"], m["sources"], m["silent"]
                )
            })
            .collect()
    }

    #[test]
    fn the_air_campaign_is_open_to_the_right() {
        let found: Vec<_> = moments()
            .into_iter()
            .filter(|m| day(m).0.starts_with("2015-09") && m["when"]["open_end"] == true)
            .collect();
        assert!(!found.is_empty());
    }

    #[test]
    fn the_encirclement_is_in_july_and_one_outlet_is_silent() {
        let found: Vec<_> = telling(&["encircled"])
            .into_iter()
            .filter(|m| day(m) == ("2016-07-01", "2016-07-31"))
            .collect();
        assert!(
            found.iter().any(|m| m["silent"]
                .as_array()
                .unwrap()
                .iter()
                .any(|s| s == "Canal Courier")),
            "{}",
            list(&found)
        );
    }

    #[test]
    fn the_ceasefire_collapses_and_the_convoy_is_hit_in_september() {
        for words in [["convoy"], ["ceasefire"]] {
            let found = telling(&words);
            assert!(
                found.iter().any(|m| day(m).0.starts_with("2016-09")),
                "{}",
                list(&found)
            );
        }
    }

    #[test]
    fn the_veto_is_one_moment_on_a_saturday() {
        let found: Vec<_> = telling(&["veto"])
            .into_iter()
            .filter(|m| day(m) == ("2016-10-08", "2016-10-08"))
            .collect();
        let told = found.iter().map(|m| sources(m).len()).max();
        assert!(told >= Some(4), "{}", list(&found));
    }

    #[test]
    fn the_interview_is_on_monday() {
        let found = telling(&["monday", "hollande"]);
        assert!(
            found.iter().any(|m| day(m).0 == "2016-10-10"),
            "{}",
            list(&found)
        );
    }

    #[test]
    fn the_tolls_of_tuesday_differ() {
        let found: Vec<_> = moments()
            .into_iter()
            .filter(|m| {
                let disputes = m["disagreements"].as_array().unwrap();
                day(m).0 == "2016-10-11"
                    && disputes.iter().any(|d| {
                        let values: Vec<_> = d["values"]
                            .as_array()
                            .unwrap()
                            .iter()
                            .map(|v| v["value"].as_i64())
                            .collect();
                        d["kind"] == "number"
                            && values.contains(&Some(41))
                            && values.contains(&Some(12))
                    })
            })
            .collect();
        assert!(!found.is_empty(), "41 against 12 is not found");
    }

    #[test]
    fn the_visit_of_19_october_did_not_happen() {
        let found: Vec<_> = telling(&["visit"])
            .into_iter()
            .chain(telling(&["paris"]))
            .filter(|m| day(m) == ("2016-10-19", "2016-10-19"))
            .collect();
        assert!(!found.is_empty());
        assert!(
            found
                .iter()
                .any(|m| m["status"] == "cancelled" || m["status"] == "planned"),
            "{}",
            list(&found)
        );
        assert!(
            found
                .iter()
                .any(|m| sources(m).len() >= 3 && m["status"] != "happened"),
            "{}",
            list(&found)
        );
    }

    #[test]
    fn who_says_that_the_visit_is_off_differs() {
        let found = moments();
        assert!(
            found.iter().any(|m| m["disagreements"]
                .as_array()
                .unwrap()
                .iter()
                .any(|d| { d["kind"] == "attribution" })),
            "no disagreement on who says so"
        );
    }

    #[test]
    fn no_moment_comes_from_the_frame_of_a_page() {
        for moment in moments() {
            for telling in moment["tellings"].as_array().unwrap() {
                let text = telling["sentence"]["text"].as_str().unwrap();
                for frame in [
                    "Subscribe",
                    "Newsletter",
                    "Cookie",
                    "©",
                    "All rights reserved",
                    "By Lena",
                ] {
                    assert!(!text.contains(frame), "{text}");
                }
            }
        }
    }
}

#[test]
fn extracts_of_parts_link_to_the_same_timeline() {
    let whole = text(&parallax(&["timeline", SAMPLE, "--format", "jsonl"]));
    let extracted = parallax(&["extract", SAMPLE]);
    assert_eq!(code(&extracted), 0, "{}", complaint(&extracted));
    let dir = tempfile::tempdir().unwrap();
    let lines: Vec<_> = text(&extracted).lines().map(str::to_owned).collect();
    let (first, second) = lines.split_at(lines.len() / 3);
    write(dir.path(), "first.jsonl", &(first.join("\n") + "\n"));
    write(dir.path(), "second.jsonl", &(second.join("\n") + "\n"));
    let (first, second) = (
        dir.path().join("first.jsonl"),
        dir.path().join("second.jsonl"),
    );
    let (first, second) = (first.to_str().unwrap(), second.to_str().unwrap());
    let linked = parallax(&["link", second, first, "--format", "jsonl"]);
    assert_eq!(code(&linked), 0, "{}", complaint(&linked));
    assert!(text(&linked) == whole);

    let broken = with_input(&["link"], "{\"article\":3}\n");
    assert_eq!(code(&broken), 2);
    assert!(
        complaint(&broken).contains("line 1"),
        "{}",
        complaint(&broken)
    );
}

#[test]
fn an_index_prints_the_same_timeline() {
    let dir = tempfile::tempdir().unwrap();
    let index = dir.path().join("sample.sqlite");
    let index = index.to_str().unwrap();
    let whole = text(&parallax(&["timeline", SAMPLE, "--format", "jsonl"]));
    let made = parallax(&["index", SAMPLE, "--index", index]);
    assert_eq!(code(&made), 0, "{}", complaint(&made));
    assert!(Path::new(index).exists());
    let read = parallax(&["timeline", SAMPLE, "--format", "jsonl", "--index", index]);
    assert!(text(&read) == whole);
}
