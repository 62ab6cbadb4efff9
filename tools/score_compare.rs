//! Scores what `compare` finds in hand-picked moments against judgements made by reading
//! (`tests/gold/compare.jsonl`, whose head says how a line is read).
//!
//! `cargo run --profile eval --example score_compare -- tests/gold/compare.jsonl NAME=DIR...`
//! names the folder of each corpus (`DIR@DAY` when its articles state no day); moments of other
//! corpora are left out.
//! `... -- --list DIR WORD` prints the sentences of the articles whose path holds WORD.

use parallax::article::{Article, ArticleIdx, StatedDate};
use parallax::compare::{Relation, Witness, disagreements};
use parallax::corpus::{Options, Outcome, read};
use parallax::link::Dated;
use parallax::telling::{Dating, Digest, Telling, digest};
use parallax::text::sentence::sentences;
use parallax::time::published::PublishedFrom;
use parallax::time::{Dct, Timex};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::PathBuf;

fn main() {
    let args: Vec<String> = std::env::args().skip(1).collect();
    match args.first().map(String::as_str) {
        Some("--list") => list(&args[1], args.get(2).map_or("", |w| w)),
        Some(gold) => score(gold, &args[1..]),
        None => eprintln!("score_compare GOLD NAME=DIR... | --list DIR WORD"),
    }
}

fn articles(dir: &str) -> Vec<Article> {
    let options = Options {
        paths: vec![PathBuf::from(dir)],
        ..Options::default()
    };
    let mut out = Vec::new();
    read(&options, &mut |outcome| match outcome {
        Outcome::Read(article) | Outcome::Partial(article, _) => out.push(*article),
        Outcome::Skipped(..) => {}
    })
    .expect("the folder can be opened");
    out.sort_by(|a, b| a.name.cmp(&b.name));
    out
}

fn list(dir: &str, word: &str) {
    for article in articles(dir) {
        if !article.name.to_string().contains(word) {
            continue;
        }
        let day = article.stated.first().map(|s| s.day);
        println!("=== {} | {} | {day:?}", article.name, article.source);
        let digest = digest(&article);
        for range in sentences(&article.body) {
            let inside = |at: usize| range.start <= at && at < range.end;
            let told = digest.tellings.iter().find(|t| inside(t.sentence.start));
            let mark = if told.is_some() { "*" } else { " " };
            println!("{mark} {} {}", range.start, &article.body[range.clone()]);
        }
        for telling in &digest.tellings {
            for q in &telling.quantities {
                println!(
                    "    # {} {:?} {} {:?} unit={} subject={}",
                    q.span.start, q.text, q.value, q.bound, q.unit, q.subject
                );
            }
            if let Some(said) = &telling.said_by {
                println!(
                    "    @ {} {:?} {}",
                    telling.sentence.start, said.kind, said.text
                );
            }
        }
    }
}

/// One article of a gold moment: its name and where its sentences begin.
#[derive(serde::Deserialize)]
struct Told(String, Vec<usize>);

/// What a reader judged.
#[derive(serde::Deserialize)]
struct Judged {
    kind: String,
    #[serde(default)]
    subject: String,
    /// Relations that are right; the first is the best.
    relation: Vec<Relation>,
    /// Neither missed nor a false alarm.
    #[serde(default)]
    optional: bool,
}

#[derive(serde::Deserialize)]
struct Gold {
    corpus: String,
    id: String,
    told: Vec<Told>,
    judged: Vec<Judged>,
}

#[derive(Default)]
struct Count {
    gold: usize,
    found: usize,
    right: usize,
    right_relation: usize,
}

fn score(gold: &str, folders: &[String]) {
    let folders: BTreeMap<&str, &str> = folders.iter().filter_map(|f| f.split_once('=')).collect();
    let text = std::fs::read_to_string(gold).expect("the gold file can be read");
    let mut read: BTreeMap<String, Vec<(Article, Digest)>> = BTreeMap::new();
    let mut counts: BTreeMap<String, Count> = BTreeMap::new();
    let mut n = 0;
    for line in text.lines().filter(|l| l.starts_with('{')) {
        let moment: Gold = serde_json::from_str(line).expect("a line of gold is JSON");
        let Some(dir) = folders.get(moment.corpus.as_str()) else {
            continue;
        };
        let (dir, day) = dir.split_once('@').unwrap_or((dir, ""));
        let corpus = read.entry(moment.corpus.clone()).or_insert_with(|| {
            let read = articles(dir).into_iter();
            read.map(|mut a| {
                if a.stated.is_empty()
                    && let Ok(day) = day.parse()
                {
                    a.stated.push(StatedDate {
                        day,
                        time: None,
                        from: PublishedFrom::Sidecar,
                        because: String::new(),
                    });
                }
                (digest(&a), a)
            })
            .map(|(d, a)| (a, d))
            .collect()
        });
        n += 1;
        judge(&moment, corpus, &mut counts);
    }
    println!("{n} moments");
    println!("kind         gold  found  right  P      R      right relation");
    for (kind, c) in &counts {
        let share = |a: usize, b: usize| a as f64 / b.max(1) as f64;
        println!(
            "{kind:<12} {:<5} {:<6} {:<6} {:.3}  {:.3}  {}",
            c.gold,
            c.found,
            c.right,
            share(c.right, c.found),
            share(c.right, c.gold),
            c.right_relation
        );
    }
}

/// Returns the sentence that begins at `start`, or within a few bytes of it: readers may
/// clean a text a little more than they did when it was judged.
fn near(body: &str, start: usize) -> Option<Range<usize>> {
    const DRIFT: usize = 15;
    sentences(body)
        .into_iter()
        .min_by_key(|r| r.start.abs_diff(start))
        .filter(|r| r.start.abs_diff(start) <= DRIFT)
}

/// The tellings of one article that belong to a gold moment, cut to its sentences.
struct Part<'a> {
    idx: u32,
    article: &'a Article,
    digest: &'a Digest,
    times: Vec<Timex>,
    tellings: Vec<Telling>,
}

fn judge(moment: &Gold, corpus: &[(Article, Digest)], counts: &mut BTreeMap<String, Count>) {
    let mut parts = Vec::new();
    for Told(name, starts) in &moment.told {
        let at = corpus.iter().position(|(a, _)| {
            let full = a.name.to_string();
            full.starts_with(name.as_str()) || full.ends_with(name.as_str())
        });
        let Some(at) = at else {
            println!("{}: no article {name}", moment.id);
            continue;
        };
        let (article, digest) = &corpus[at];
        let day = article.stated.first().map(|s| s.day);
        let dct = Dct {
            day,
            ..Dct::default()
        };
        let ranges: Vec<Range<usize>> = starts
            .iter()
            .filter_map(|s| near(&article.body, *s))
            .collect();
        let meant = |r: &Range<usize>| ranges.iter().any(|m| m.start < r.end && r.start < m.end);
        let tellings: Vec<Telling> = digest
            .tellings
            .iter()
            .filter(|t| meant(&t.sentence) || t.adds.iter().any(meant))
            .map(|t| {
                let mut t = t.clone();
                t.adds.retain(meant);
                t.quantities.retain(|q| meant(&q.sentence));
                t
            })
            .collect();
        for range in &ranges {
            let over = |r: &Range<usize>| range.start < r.end && r.start < range.end;
            if !tellings
                .iter()
                .any(|t| over(&t.sentence) || t.adds.iter().any(over))
            {
                println!("{}: {name} {} is in no telling", moment.id, range.start);
            }
        }
        parts.push(Part {
            idx: u32::try_from(at).expect("few articles"),
            article,
            digest,
            times: digest.times.resolve(dct),
            tellings,
        });
    }
    let witnesses: Vec<Witness<'_>> = parts
        .iter()
        .flat_map(|part| part.tellings.iter().map(move |t| witness(part, t)))
        .collect();
    let found = disagreements(&witnesses);
    let mut used: BTreeSet<usize> = BTreeSet::new();
    for d in &found {
        let hit = moment.judged.iter().enumerate().find(|(i, j)| {
            !used.contains(i)
                && j.kind == d.kind.word()
                && (j.subject.is_empty() || d.subject.contains(&j.subject))
        });
        let count = counts.entry(d.kind.word().to_owned()).or_default();
        count.found += 1;
        let verdict = match hit {
            Some((i, j)) if j.optional => {
                used.insert(i);
                count.found -= 1;
                "optional"
            }
            Some((i, j)) => {
                used.insert(i);
                count.right += 1;
                if j.relation.contains(&d.relation) {
                    count.right_relation += 1;
                    "right"
                } else {
                    "RELATION"
                }
            }
            None => "FALSE",
        };
        println!(
            "{verdict:<8} {} {} [{}] {:?}: {}",
            moment.id,
            d.kind.word(),
            d.subject,
            d.relation,
            d.note
        );
    }
    for (i, j) in moment
        .judged
        .iter()
        .enumerate()
        .filter(|(_, j)| !j.optional)
    {
        counts.entry(j.kind.clone()).or_default().gold += 1;
        if !used.contains(&i) {
            println!(
                "MISSED   {} {} [{}] {:?}",
                moment.id, j.kind, j.subject, j.relation
            );
        }
    }
}

fn witness<'a>(part: &'a Part<'a>, telling: &'a Telling) -> Witness<'a> {
    let timex = telling.time.and_then(|k| part.times.get(k as usize));
    Witness {
        article: ArticleIdx(part.idx),
        source: &part.article.source,
        published: part.article.stated.first().map(|s| s.day),
        voice: part.idx,
        copied: false,
        telling,
        names: &part.digest.names,
        timex,
        window: timex.and_then(|t| t.window),
        dated: match telling.dating {
            Dating::Own => Dated::Own,
            Dating::Context => Dated::Context,
            Dating::Published => Dated::Published,
            Dating::None => Dated::None,
        },
        body: &part.article.body,
    }
}
