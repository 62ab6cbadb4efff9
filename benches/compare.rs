//! Comparing one moment that 40 articles tell: the limit is one millisecond.

use chrono::NaiveDate;
use criterion::{Criterion, criterion_group, criterion_main};
use parallax::article::ArticleIdx;
use parallax::compare::{Witness, align, disagreements, facts};
use parallax::link::Dated;
use parallax::telling::{Attribution, Bound, Dating, Quantity, Reach, Speaker, Status, Telling};
use parallax::time::{Grain, Window};
use std::hint::black_box;

const TELLINGS: u32 = 40;

/// Forty ways to tell one flood, in our own words.
fn body(i: u32) -> String {
    let verbs = ["killed", "swept away", "drowned", "took the lives of"];
    let places = [
        "the lower town",
        "the harbour quarter",
        "Larkdale",
        "the old mill",
    ];
    let speakers = [
        "the mayor's office",
        "rescue workers",
        "a police spokesman",
        "residents",
        "the water board",
    ];
    let pick = |list: &[&'static str], k: u32| list[(k as usize) % list.len()];
    format!(
        "The river broke its banks near {} on Saturday and {} at least {} people, {} said.\n\
         {} more were hurt when a footbridge gave way behind {}, according to {}.",
        pick(&places, i),
        pick(&verbs, i / 2),
        12 + i % 7,
        pick(&speakers, i / 3),
        20 + i % 5,
        pick(&places, i + 1),
        pick(&speakers, i + 1),
    )
}

fn telling(i: u32, body: &str) -> Telling {
    let end = body.find('\n').unwrap_or(body.len());
    let quantity = |words: String, value: f64, subject: &str, sentence: std::ops::Range<usize>| {
        let start = body.find(&words).expect("the words are in the body");
        Quantity {
            span: start..start + words.len(),
            text: words,
            value,
            upper: None,
            bound: Bound::Exact,
            unit: "people".to_owned(),
            subject: subject.to_owned(),
            sentence,
        }
    };
    let killed = 12 + i % 7;
    let hurt = 20 + i % 5;
    let said = body.find(", ").map_or(0, |at| at + 2);
    Telling {
        sentence: 0..end,
        clause: 0..end,
        adds: std::iter::once(end + 1..body.len()).collect(),
        line: 1,
        text: body[..end].to_owned(),
        headline: "River floods Larkdale".to_owned(),
        time: None,
        dating: Dating::Own,
        reach: Reach::AsTold,
        status: Status::Happened,
        status_cue: None,
        action: Some("break".to_owned()),
        terms: Vec::new(),
        around: Vec::new(),
        names: Vec::new(),
        quantities: vec![
            quantity(
                format!("at least {killed}"),
                f64::from(killed),
                "killed",
                0..end,
            ),
            quantity(
                format!("{hurt} more"),
                f64::from(hurt),
                "wounded",
                end + 1..body.len(),
            ),
        ],
        said_by: Some(Attribution {
            kind: if i.is_multiple_of(2) {
                Speaker::Body
            } else {
                Speaker::Group
            },
            text: body[said..end].to_owned(),
            span: said..end,
            verb: Some("say".to_owned()),
        }),
        lead: true,
        faint: false,
        cut: false,
        flow: Default::default(),
        inner: false,
        told: false,
        again: None,
    }
}

fn comparing(c: &mut Criterion) {
    let day = NaiveDate::from_ymd_opt(2016, 10, 8).expect("a day of the calendar");
    let week = Window::days(day - chrono::Days::new(5), day, Grain::Week).expect("in order");
    let bodies: Vec<String> = (0..TELLINGS).map(body).collect();
    let tellings: Vec<Telling> = (0..TELLINGS)
        .zip(&bodies)
        .map(|(i, b)| telling(i, b))
        .collect();
    let sources: Vec<String> = (0..TELLINGS).map(|i| format!("Outlet {i}")).collect();
    let witnesses: Vec<Witness<'_>> = (0..TELLINGS)
        .map(|i| Witness {
            article: ArticleIdx(i),
            source: &sources[i as usize],
            published: Some(day + chrono::Days::new(u64::from(i % 3))),
            voice: i,
            copied: false,
            telling: &tellings[i as usize],
            names: &[],
            timex: None,
            window: Some(if i % 4 == 0 { week } else { Window::day(day) }),
            dated: Dated::Own,
            body: &bodies[i as usize],
        })
        .collect();
    c.bench_function("disagreements of 40 tellings", |b| {
        b.iter(|| disagreements(black_box(&witnesses)));
    });
    c.bench_function("facts strip of 40 tellings", |b| {
        b.iter(|| facts(black_box(&witnesses)));
    });
    c.bench_function("40 tellings side by side", |b| {
        b.iter(|| align(black_box(&witnesses)));
    });
}

criterion_group!(benches, comparing);
criterion_main!(benches);
