//! Moments told by invented outlets.

use super::*;
use crate::telling::{Attribution, Bound, Dating, NameKind, Quantity, Speaker, Status};
use crate::time::TimexType;

mod altered;
mod facts;
mod scope;
mod told;

/// One article of a test, built up from its text.
pub(super) struct Tale {
    source: &'static str,
    published: Option<NaiveDate>,
    voice: Option<u32>,
    body: String,
    telling: Telling,
    names: Vec<Name>,
    timex: Option<Timex>,
    window: Option<Window>,
    dated: Dated,
}

pub(super) fn day(text: &str) -> NaiveDate {
    NaiveDate::parse_from_str(text, "%Y-%m-%d").unwrap()
}

impl Tale {
    /// An article whose first line tells the moment and whose other lines add to it.
    pub fn new(source: &'static str, published: &str, body: &str) -> Self {
        let mut lines = Vec::new();
        let mut at = 0;
        for line in body.split_inclusive('\n') {
            lines.push(at..at + line.trim_end().len());
            at += line.len();
        }
        let sentence = lines.remove(0);
        Self {
            source,
            published: (!published.is_empty()).then(|| day(published)),
            voice: None,
            body: body.to_owned(),
            telling: Telling {
                clause: sentence.clone(),
                adds: lines,
                line: 1,
                text: body[sentence.clone()].to_owned(),
                sentence,
                headline: String::new(),
                time: None,
                dating: Dating::None,
                status: Status::Happened,
                status_cue: None,
                action: None,
                terms: Vec::new(),
                around: Vec::new(),
                names: Vec::new(),
                quantities: Vec::new(),
                said_by: None,
                lead: false,
                reach: crate::telling::Reach::AsTold,
                faint: false,
                cut: false,
                flow: Default::default(),
                inner: false,
                told: false,
                again: None,
            },
            names: Vec::new(),
            timex: None,
            window: None,
            dated: Dated::None,
        }
    }

    fn find(&self, words: &str) -> Range<usize> {
        let start = self.body.find(words).unwrap();
        start..start + words.len()
    }

    pub fn count(self, words: &str, value: f64, bound: Bound, unit: &str, subject: &str) -> Self {
        let span = self.find(words);
        let sentence = std::iter::once(&self.telling.sentence)
            .chain(&self.telling.adds)
            .find(|s| s.contains(&span.start))
            .unwrap()
            .clone();
        let mut out = self;
        out.telling.quantities.push(Quantity {
            span,
            text: words.to_owned(),
            value,
            upper: None,
            bound,
            unit: unit.to_owned(),
            subject: subject.to_owned(),
            sentence,
        });
        out
    }

    pub fn said_by(mut self, words: &str, kind: Speaker) -> Self {
        self.telling.said_by = Some(Attribution {
            kind,
            text: words.to_owned(),
            span: self.find(words),
            verb: Some("say".to_owned()),
        });
        self
    }

    pub fn when(mut self, words: &str, window: Window) -> Self {
        let span = self.find(words);
        self.timex = Some(Timex {
            start: span.start,
            end: span.end,
            kind: TimexType::Date,
            value: String::new(),
            modifier: None,
            window: Some(window),
            rule: String::new(),
            anchor: None,
        });
        self.window = Some(window);
        self.dated = Dated::Own;
        self
    }

    pub fn status(mut self, status: Status) -> Self {
        self.telling.status = status;
        self
    }

    /// Tells the moment in these words of its sentence only.
    pub fn clause(mut self, words: &str) -> Self {
        self.telling.clause = self.find(words);
        self
    }

    /// Names a place where it first stands.
    pub fn place(mut self, name: &str) -> Self {
        self.names.push(Name {
            text: name.to_owned(),
            aliases: Vec::new(),
            kind: NameKind::Place,
            mentions: vec![self.find(name)],
        });
        self
    }

    pub fn voice(mut self, voice: u32) -> Self {
        self.voice = Some(voice);
        self
    }
}

pub(super) fn witnesses(tales: &[Tale]) -> Vec<Witness<'_>> {
    tales
        .iter()
        .zip(0u32..)
        .map(|(tale, i)| Witness {
            article: ArticleIdx(i),
            source: tale.source,
            published: tale.published,
            voice: tale.voice.unwrap_or(100 + i),
            copied: false,
            telling: &tale.telling,
            names: &tale.names,
            timex: tale.timex.as_ref(),
            window: tale.window,
            dated: tale.dated,
            body: &tale.body,
        })
        .collect()
}

/// What is said to differ, a line each.
fn check(tales: &[Tale]) -> String {
    disagreements(&witnesses(tales))
        .iter()
        .map(|d| format!("{} {:?}: {}", d.kind.word(), d.relation, d.note))
        .collect::<Vec<_>>()
        .join("\n")
}

fn toll(source: &'static str, published: &str, words: &str, value: f64, bound: Bound) -> Tale {
    let body = format!("The flood in Larkdale killed {words} people.");
    Tale::new(source, published, &body).count(words, value, bound, "people", "killed")
}

#[test]
fn people_and_civilians_are_counted_differently() {
    let a = Tale::new(
        "Harbour Post",
        "2016-10-11",
        "Air raids on the old town killed at least 41 people, according to activists and residents.",
    )
    .count("at least 41", 41.0, Bound::AtLeast, "people", "killed")
    .said_by("activists and residents", Speaker::Group);
    let b = Tale::new(
        "Canal Courier",
        "2016-10-11",
        "The old town was hit by air raids again, residents said.\nAt least 12 civilians died in the raids, according to the Lantern Institute.",
    )
    .count("At least 12", 12.0, Bound::AtLeast, "civilians", "died")
    .said_by("residents", Speaker::Group);
    insta::assert_snapshot!(check(&[a, b]), @r"
    number CountedDifferently: at least 41 people (activists and residents) against At least 12 civilians (Lantern Institute): counted differently, by different observers
    attribution Differs: activists and residents against the Lantern Institute: given by different speakers
    ");
}

#[test]
fn words_and_digits_are_one_and_a_loose_figure_covers() {
    use Bound::{AtLeast, Exact, MoreThan};
    let two = |a: (&str, f64, Bound), b: (&str, f64, Bound)| {
        check(&[
            toll("Harbour Post", "2016-10-11", a.0, a.1, a.2),
            toll("Canal Courier", "2016-10-11", b.0, b.1, b.2),
        ])
    };
    assert_eq!(two(("twelve", 12.0, Exact), ("12", 12.0, Exact)), "");
    assert_eq!(
        two(("more than a dozen", 12.0, MoreThan), ("13", 13.0, Exact)),
        ""
    );
    assert_eq!(two(("dozens of", 24.0, AtLeast), ("41", 41.0, Exact)), "");
    insta::assert_snapshot!(two(("275", 275.0, Exact), ("338", 338.0, Exact)), @"number Conflict: 275 people against 338 people: cannot both be right");
    insta::assert_snapshot!(two(("at least 12", 12.0, AtLeast), ("at least 41", 41.0, AtLeast)), @"number Differs: at least 12 people against at least 41 people: bounds that can both be right");
}

#[test]
fn a_higher_toll_on_a_later_day_is_an_update() {
    let a = toll("Harbour Post", "2016-10-11", "12", 12.0, Bound::Exact);
    let b = toll("Canal Courier", "2016-10-12", "15", 15.0, Bound::Exact);
    insta::assert_snapshot!(check(&[a, b]), @"number Update: 12 people against 15 people: a later figure replaces an earlier one");
}

#[test]
fn copies_of_one_text_disagree_only_where_one_alters_it() {
    let copy =
        |source, words, value| toll(source, "2016-10-11", words, value, Bound::Exact).voice(1);
    let a = || copy("Harbour Post", "12", 12.0);
    assert_eq!(check(&[a(), copy("Canal Courier", "12", 12.0)]), "");
    insta::assert_snapshot!(check(&[a(), copy("Canal Courier", "15", 15.0)]), @"number Conflict: 12 people against 15 people: cannot both be right");
}

#[test]
fn figures_of_different_things_are_not_compared() {
    let a = Tale::new("Harbour Post", "", "Five ambulances were destroyed.").count(
        "Five",
        5.0,
        Bound::Exact,
        "ambulances",
        "",
    );
    let b = Tale::new("Canal Courier", "", "Only 11 ambulances still drive.").count(
        "11",
        11.0,
        Bound::Exact,
        "ambulances",
        "",
    );
    assert_eq!(check(&[a, b]), "");
}

#[test]
fn a_day_against_a_week_is_unequal_precision_and_two_days_are_a_conflict() {
    let week = Window::days(
        day("2016-10-03"),
        day("2016-10-09"),
        crate::time::Grain::Week,
    );
    let tale = |source, text: &str, words: &str, window| {
        Tale::new(source, "2016-10-11", text).when(words, window)
    };
    let saturday = Window::day(day("2016-10-08"));
    let a = tale(
        "Harbour Post",
        "The ferry sank on Saturday.",
        "Saturday",
        saturday,
    );
    let b = tale(
        "Canal Courier",
        "The ferry sank last week.",
        "last week",
        week.unwrap(),
    );
    let c = tale(
        "North Herald",
        "The ferry sank on Sunday.",
        "Sunday",
        Window::day(day("2016-10-09")),
    );
    insta::assert_snapshot!(check(&[a, b]), @"date Precision: Saturday against last week: not equally precise");
    let a = tale(
        "Harbour Post",
        "The ferry sank on Saturday.",
        "Saturday",
        saturday,
    );
    insta::assert_snapshot!(check(&[a, c]), @"date Conflict: Saturday against Sunday: cannot all be right");
}

#[test]
fn cancelled_and_postponed_differ() {
    let a = Tale::new(
        "Harbour Post",
        "",
        "The mayor cancelled her trip to Larkdale.",
    )
    .status(Status::Cancelled);
    let b = Tale::new(
        "Canal Courier",
        "",
        "The mayor wanted to postpone her trip to Larkdale.",
    )
    .status(Status::Cancelled);
    insta::assert_snapshot!(check(&[a, b]), @"status Differs: cancelled against postpone: differ, all may be right");
}

#[test]
fn a_named_spokesman_is_not_an_unnamed_source() {
    let a = Tale::new(
        "Harbour Post",
        "",
        "The trip is off, palace spokesman Ulf Brand said.",
    )
    .said_by("palace spokesman Ulf Brand", Speaker::Named);
    let b = Tale::new(
        "Canal Courier",
        "",
        "The trip is off, a palace source said.",
    )
    .said_by("a palace source", Speaker::Unnamed);
    insta::assert_snapshot!(check(&[a, b]), @"attribution Differs: palace spokesman Ulf Brand against a palace source: given by different speakers");
}

/// Side by side, differing words in brackets, words of one only in braces.
fn side_by_side(tales: &[Tale]) -> String {
    let comparison = align(&witnesses(tales));
    let mut out = String::new();
    for row in &comparison.rows {
        for cell in &row.cells {
            out.push_str("| ");
            let Some(cell) = cell else {
                out.push_str("- ");
                continue;
            };
            let mut covered = 0;
            for span in &cell.spans {
                assert_eq!(span.range.start, covered);
                covered = span.range.end;
                let words = &cell.text[span.range.clone()];
                match span.kind {
                    SpanKind::Shared => out.push_str(words),
                    SpanKind::Differs => out.push_str(&format!("[{words}]")),
                    SpanKind::Only => out.push_str(&format!("{{{words}}}")),
                }
            }
            assert_eq!(covered, cell.text.len());
            out.push(' ');
        }
        out.truncate(out.trim_end().len());
        out.push('\n');
    }
    out
}

#[test]
fn sentences_are_aligned_then_words() {
    let a = Tale::new(
        "Harbour Post",
        "",
        "Moscow blocked the draft on Saturday.\nFrance and Spain had written the draft.",
    );
    let b = Tale::new(
        "Canal Courier",
        "",
        "The “draft” was written by France and Spain.\nIt called for flights to be grounded.\nMoscow blocked a draft last week.",
    );
    insta::assert_snapshot!(side_by_side(&[a, b]), @r"
    | Moscow blocked the draft on [Saturday]. | Moscow blocked a draft [last week].
    | France and Spain had written the draft. | The “draft” was written by France and Spain.
    | - | {It called for flights to be grounded.}
    ");
}

#[test]
fn what_another_column_says_too_is_quiet() {
    let tale = |source, text: &str| Tale::new(source, "", text);
    let tales = [
        tale("Harbour Post", "Lena Voss resigned as minister on Monday."),
        tale(
            "Canal Courier",
            "Voss resigned on Monday and said the inquiry left her no choice.",
        ),
        tale(
            "North Herald",
            "Minister Voss went on Monday, and the inquiry left her no choice.",
        ),
        tale(
            "Meridian Wire",
            "On Monday Voss stepped down over the harbour affair.",
        ),
    ];
    insta::assert_snapshot!(side_by_side(&tales), @"| [Lena] Voss resigned as minister on Monday. | Voss [resigned] on Monday and said the inquiry left her no choice. | Minister Voss [went] on Monday, and the inquiry left her no choice. | On Monday Voss [stepped down over the harbour affair].");
}

#[test]
fn one_moment_in_other_words_is_one_row() {
    let a = Tale::new("Harbour Post", "", "Moscow blocked the draft on Saturday.");
    let b = Tale::new(
        "Canal Courier",
        "",
        "A text that would have grounded the bombers fell on Saturday to a Russian veto.",
    );
    insta::assert_snapshot!(side_by_side(&[a, b]), @"| [Moscow blocked the draft] on Saturday. | A [text that would have grounded the bombers fell] on Saturday to a [Russian veto].");
}

#[test]
fn line_breaks_quotes_and_articles_are_no_difference() {
    let a = Tale::new("Harbour Post", "", "The \"old\" ferry sank off Larkdale.");
    let mut b = Tale::new("Canal Courier", "", "An ‘old’ ferry sank off Larkdale.");
    b.body = b.body.replace("ferry ", "ferry\n");
    insta::assert_snapshot!(side_by_side(&[a, b]), @r#"
    | The "old" ferry sank off Larkdale. | An ‘old’ ferry
    sank off Larkdale.
    "#);
}

/// The facts strip, a line each; differing cells marked.
fn strip(tales: &[Tale]) -> String {
    facts(&witnesses(tales))
        .iter()
        .map(|row| {
            let cells: Vec<String> = row
                .cells
                .iter()
                .map(|c| {
                    let mark = if c.differs { "≠" } else { "" };
                    let text = if c.text.is_empty() { "–" } else { &c.text };
                    format!("{mark}{text}")
                })
                .collect();
            let mark = if row.differs { "≠" } else { " " };
            format!("{mark} {}: {}", row.subject, cells.join(" · "))
        })
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn the_facts_strip_marks_what_most_do_not_say() {
    let saturday = Window::day(day("2016-10-08"));
    let week = Window::days(
        day("2016-10-03"),
        day("2016-10-09"),
        crate::time::Grain::Week,
    );
    let a = Tale::new(
        "Harbour Post",
        "",
        "On Saturday the flood killed 12 people, police said.",
    )
    .count("12", 12.0, Bound::Exact, "people", "killed")
    .when("Saturday", saturday)
    .said_by("police", Speaker::Body);
    let b = Tale::new(
        "Canal Courier",
        "",
        "8 October saw twelve people killed, police said.",
    )
    .count("twelve", 12.0, Bound::Exact, "people", "killed")
    .when("8 October", saturday)
    .said_by("police", Speaker::Body);
    let c = Tale::new("North Herald", "", "A flood killed many last week.")
        .when("last week", week.unwrap());
    insta::assert_snapshot!(strip(&[a, b, c]), @r"
    ≠ when: Saturday · 8 October · ≠last week
      how many killed: 12 people · twelve people · –
      who says so: police · police · –
      status: happened · happened · happened
    ");
}

#[test]
fn copies_follow_as_one_voice() {
    let tales = [
        toll("Canal Courier", "2016-10-12", "12", 12.0, Bound::Exact).voice(1),
        toll("Harbour Post", "2016-10-11", "12", 12.0, Bound::Exact).voice(1),
        toll("North Herald", "2016-10-12", "12", 12.0, Bound::Exact),
        toll("Meridian Wire", "", "12", 12.0, Bound::Exact),
    ];
    let told: Vec<String> = first_told(&witnesses(&tales))
        .iter()
        .map(|t| {
            format!(
                "{:?} {} +{:?} copies {:?}",
                t.rank,
                t.source,
                t.days_behind,
                t.copies.iter().map(|(_, s)| s).collect::<Vec<_>>()
            )
        })
        .collect();
    insta::assert_snapshot!(told.join("\n"), @r#"
    Some(1) Harbour Post +Some(0) copies ["Canal Courier"]
    Some(2) North Herald +Some(1) copies []
    None Meridian Wire +None copies []
    "#);
}

#[test]
fn silent_is_not_absent_and_a_teaser_is_neither() {
    let tales = [toll("Harbour Post", "2016-10-11", "12", 12.0, Bound::Exact).voice(1)];
    let article = |n, source, published, truncated, voice| Candidate {
        article: ArticleIdx(n),
        source,
        published: Some(day(published)),
        voice,
        truncated,
    };
    let corpus = [
        article(0, "Harbour Post", "2016-10-11", false, 1),
        article(1, "Canal Courier", "2016-10-12", false, 2),
        article(2, "Meridian Wire", "2016-12-01", false, 3),
        article(3, "North Herald", "2016-10-11", true, 4),
        article(4, "Copy Desk", "2016-10-12", false, 1),
    ];
    let quiet: Vec<String> = silence(&witnesses(&tales), None, corpus.into_iter())
        .iter()
        .map(|q| format!("{} {}", q.source, q.n_articles_around))
        .collect();
    assert_eq!(
        quiet,
        ["Canal Courier 1", "Meridian Wire 0", "North Herald 0"]
    );
}

#[test]
fn some_of_those_counted_are_not_compared_with_all() {
    let a = toll(
        "Harbour Post",
        "2016-10-11",
        "at least 40",
        40.0,
        Bound::AtLeast,
    );
    let body = "The flood in Larkdale killed 20 of those who slept.\nAnother 6 people died later.";
    let b = Tale::new("Canal Courier", "2016-10-11", body)
        .count("20", 20.0, Bound::Exact, "people", "killed")
        .count("Another 6", 6.0, Bound::Exact, "people", "died");
    assert_eq!(check(&[a, b]), "");
}

#[test]
fn what_an_occasion_is_for_may_be_named_differently() {
    let a = Tale::new(
        "Harbour Post",
        "",
        "The mayor came to open a Nordic cultural centre.",
    );
    let b = Tale::new(
        "Canal Courier",
        "",
        "She came for the opening of a Nordic chapel.",
    );
    let c = Tale::new(
        "North Herald",
        "",
        "She came to open a Nordic cultural centre.",
    );
    insta::assert_snapshot!(check(&[a, b, c]), @"name Differs: a Nordic cultural centre against a Nordic chapel: named differently");
}

#[test]
fn a_visit_put_off_elsewhere_in_the_text_is_found() {
    let a = Tale::new(
        "Harbour Post",
        "",
        "The mayor cancelled a visit to Larkdale.",
    )
    .status(Status::Cancelled);
    let mut b = Tale::new("Canal Courier", "", "The mayor halted a visit to Larkdale.")
        .status(Status::Cancelled);
    b.body
        .push_str("\nAides said that she wanted to postpone the visit to Larkdale.");
    insta::assert_snapshot!(check(&[a, b]), @"status Differs: cancelled against postpone: differ, all may be right");
}

#[test]
fn the_day_of_the_statement_is_not_the_day_of_the_thing() {
    let tale = |source, text: &str, words: &str, date| {
        Tale::new(source, "2016-10-11", text).when(words, Window::day(day(date)))
    };
    let a = tale(
        "Harbour Post",
        "The ferry sank on Saturday.",
        "Saturday",
        "2016-10-08",
    );
    let b = tale(
        "Canal Courier",
        "The ferry sank, the port said Monday.",
        "Monday",
        "2016-10-10",
    );
    assert!(!check(&[a, b]).contains("date"));
}

/// The moments of `tests/gold/compare.jsonl` that are of the sample corpus.
#[test]
fn figures_of_the_sample_corpus_are_judged_as_a_reader_does() {
    use crate::corpus::{Options, Outcome, read};
    use crate::telling::digest;
    use crate::text::sentence::sentences;
    let options = Options {
        paths: vec!["sample-data/aleppo-2016".into()],
        ..Options::default()
    };
    let mut corpus = Vec::new();
    read(&options, &mut |outcome| {
        if let Outcome::Read(article) | Outcome::Partial(article, _) = outcome {
            corpus.push((digest(&article), *article));
        }
    })
    .unwrap();
    let mut n = 0;
    for line in include_str!("../../tests/gold/compare.jsonl").lines() {
        let Ok(gold) = serde_json::from_str::<serde_json::Value>(line) else {
            continue;
        };
        if gold["corpus"] != "sample" {
            continue;
        }
        n += 1;
        let mut found: Vec<Witness<'_>> = Vec::new();
        for told in gold["told"].as_array().unwrap() {
            let name = told[0].as_str().unwrap();
            let at = corpus.iter().position(|(_, a)| {
                let full = a.name.to_string();
                full.starts_with(name) || full.ends_with(name)
            });
            let at = at.unwrap();
            let (digest, article) = &corpus[at];
            let starts: Vec<usize> = told[1]
                .as_array()
                .unwrap()
                .iter()
                .map(|s| usize::try_from(s.as_u64().unwrap()).unwrap())
                .collect();
            let meant: Vec<Range<usize>> = sentences(&article.body)
                .into_iter()
                .filter(|s| starts.iter().any(|x| s.start.abs_diff(*x) < 15))
                .collect();
            let over = |r: &Range<usize>| meant.iter().any(|m| m.start < r.end && r.start < m.end);
            for telling in &digest.tellings {
                if over(&telling.sentence) || telling.adds.iter().any(over) {
                    let number = u32::try_from(at).unwrap();
                    found.push(Witness {
                        article: ArticleIdx(number),
                        source: &article.source,
                        published: article.stated.first().map(|s| s.day),
                        voice: number,
                        copied: false,
                        telling,
                        names: &digest.names,
                        timex: None,
                        window: None,
                        dated: Dated::None,
                        body: &article.body,
                    });
                }
            }
        }
        let differ: Vec<String> = disagreements(&found)
            .iter()
            .filter(|d| d.kind == DisagreementKind::Number)
            .map(|d| d.subject.clone())
            .collect();
        let judged: Vec<&str> = gold["judged"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|j| j["kind"] == "number")
            .map(|j| j["subject"].as_str().unwrap())
            .collect();
        assert_eq!(differ, judged, "{}", gold["id"]);
    }
    assert_eq!(n, 10);
}

fn figure(source: &'static str, day: &str, text: &str, words: &str, value: f64) -> Tale {
    Tale::new(source, day, text).count(words, value, Bound::Exact, "people", "killed")
}

#[test]
fn relatives_ages_and_animals_are_no_count_of_the_dead() {
    let all = || {
        let text = "The flood in Larkdale killed 41 people.";
        figure("Harbour Post", "2016-10-11", text, "41", 41.0)
    };
    for (text, words, value) in [
        (
            "Relatives of two people killed by the flood in Larkdale sued.",
            "two",
            2.0,
        ),
        (
            "Ada Moor, 69, was found dead behind the flood in Larkdale.",
            "69",
            69.0,
        ),
        (
            "After the flood in Larkdale 23 oiled birds were found dead.",
            "23",
            23.0,
        ),
    ] {
        let b = figure("Canal Courier", "2016-10-11", text, words, value);
        assert_eq!(check(&[all(), b]), "", "{text}");
    }
}

#[test]
fn the_dead_that_were_buried_are_counted_differently() {
    let a = figure(
        "Harbour Post",
        "2016-10-11",
        "The flood in Larkdale killed 900 people.",
        "900",
        900.0,
    );
    let b = figure(
        "Canal Courier",
        "2016-10-12",
        "In Larkdale 150 people killed by the flood have been buried.",
        "150",
        150.0,
    );
    insta::assert_snapshot!(check(&[a, b]), @"number CountedDifferently: 900 people against 150 people: counted differently");
}

#[test]
fn one_place_is_not_held_against_all_and_a_toll_does_not_fall() {
    let tale =
        |day, text: &str, words: &str, value| figure("Canal Courier", day, text, words, value);
    let all = |day| {
        let text = "The flood killed 90 people, doctors said.";
        figure("Harbour Post", day, text, "90", 90.0)
    };
    let part = "The flood killed 13 people in Moorhaven, doctors said.";
    assert_eq!(
        check(&[all("2016-10-11"), tale("2016-10-12", part, "13", 13.0)]),
        ""
    );
    let fewer = "The flood killed 50 people, doctors said.";
    assert_eq!(
        check(&[all("2016-10-11"), tale("2016-10-15", fewer, "50", 50.0)]),
        ""
    );
}

#[test]
fn three_and_three_point_one_are_one_figure() {
    let tale = |source, words: &str, value| {
        let text = format!("The ferry lost {words} tons of salt in the storm off Larkdale.");
        Tale::new(source, "2016-10-11", &text).count(words, value, Bound::Exact, "tons", "")
    };
    assert_eq!(
        check(&[
            tale("Harbour Post", "3", 3.0),
            tale("Canal Courier", "3.1", 3.1)
        ]),
        ""
    );
}

#[test]
fn days_on_which_a_page_was_made_are_not_disputed() {
    let tale = |source, text: &str, words: &str, date: &str| {
        Tale::new(source, "2016-10-11", text).when(words, Window::day(day(date)))
    };
    let a = tale(
        "Harbour Post",
        "The ferry sank off Larkdale in this picture taken on Saturday.",
        "Saturday",
        "2016-10-08",
    );
    let b = tale(
        "Canal Courier",
        "The ferry sank off Larkdale on Friday.",
        "Friday",
        "2016-10-07",
    );
    assert_eq!(check(&[a, b]), "");
}
