use super::{Belief, Days, Hint, Published, PublishedFrom, Within, evidence, infer, settle};
use crate::text::language::Language;
use crate::time::{DateOrder, Recognised};
use chrono::Datelike;
use chrono::NaiveDate;
use proptest::prelude::*;

fn dated(text: &str) -> Published {
    infer(&evidence(
        text,
        &Recognised::default(),
        &Language::english(),
    ))
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn range(found: &Published) -> (NaiveDate, NaiveDate) {
    (found.earliest.unwrap(), found.latest.unwrap())
}

#[test]
fn a_text_that_says_nothing_of_time_is_not_dated() {
    let found = dated("The baker opened the shop and sold bread.");
    assert_eq!(found.value, None);
    assert_eq!(found.because, Vec::<String>::new());
}

#[test]
fn a_header_line_gives_the_day() {
    let found = dated("Canal reopens\nPublished 14 March 2013\n\nThe canal was reopened.");
    assert_eq!(found.value, Some(day("2013-03-14")));
    assert!(
        found.because[0].contains("\"14 March 2013\""),
        "{:?}",
        found.because
    );
}

#[test]
fn offices_give_the_years_and_a_weekday_with_its_date_the_year() {
    let found = dated(
        "President François Hollande opened the bridge on Tuesday. The work had begun on \
         Saturday, October 8, the mayor said on Tuesday.",
    );
    assert_eq!(found.value, Some(day("2016-10-11")));
    let because = found.because.join("\n");
    assert!(because.contains("is such a weekday in 2016"), "{because}");
    assert!(
        because.contains("held office from 2012-05-15 to 2017-05-14"),
        "{because}"
    );
}

#[test]
fn an_office_alone_gives_a_range_and_no_certainty() {
    let found = dated("Chancellor Angela Merkel visited the harbour and spoke to sailors.");
    let (from, to) = range(&found);
    assert!(
        from >= day("2004-01-01") && to <= day("2023-01-01"),
        "{from} {to}"
    );
    assert_eq!(found.value, None, "no day is worth naming");
}

#[test]
fn a_former_office_dates_the_text_after_the_term() {
    let found = dated("Former French President François Hollande opened a library.");
    assert!(found.likely.unwrap().0 > day("2017-05-01"), "{found:?}");
}

#[test]
fn a_list_of_old_dates_does_not_date_the_text() {
    let found = dated(
        "Speaker Paul Ryan spoke about the floods.\n4 May 2001: first flood\n6 June 2003: \
         second flood\n7 July 2005: third flood\n8 August 2007: fourth flood\n",
    );
    let (from, to) = range(&found);
    assert!(
        from <= day("2016-01-01") && to >= day("2018-01-01"),
        "{from} {to}"
    );
}

#[test]
fn the_verb_may_is_no_month() {
    let facts = evidence(
        "The council may vote. It may not.",
        &Recognised::default(),
        &Language::english(),
    );
    assert_eq!(facts.facts, vec![]);
}

#[test]
fn an_old_text_is_not_given_a_modern_day() {
    let found = dated("The railway was opened in 1854 and the station burnt down in 1861.");
    assert_eq!(found.value, None);
    assert!(found.because[0].contains("1861"), "{:?}", found.because);
}

#[test]
fn a_dated_article_on_the_same_event_dates_another() {
    let own = evidence(
        "The ferry sank on Friday, the harbour master said.",
        &Recognised::default(),
        &Language::english(),
    );
    let days = Days::default();
    let hint = Hint::stated(day("2014-05-16"), 0.95, days).unwrap();
    let found = settle(&own, &Belief::of(&own, days), &[&hint]);
    assert_eq!(found.value, Some(day("2014-05-16")));
    assert!(found.confidence > 0.6, "{}", found.confidence);
}

#[test]
fn french_words_are_data() {
    let found = evidence(
        "Le maire a parlé le samedi 8 octobre. Le président Emmanuel Macron est venu.",
        &Recognised::default(),
        &Language::new("fr"),
    );
    let words: Vec<&str> = found.facts.iter().map(|f| f.words.as_str()).collect();
    assert_eq!(
        words[..2],
        ["samedi 8 octobre", "président Emmanuel Macron"]
    );
}

#[test]
fn a_date_behind_updated_is_the_day_of_the_text() {
    let found = dated(
        "Canal reopens\nUpdated: 2013-03-14 21:45 By our staff (Harbour Post North)\n\nThe canal \
         was reopened, 12 years after the flood of March 3, 2001.",
    );
    assert_eq!(found.value, Some(day("2013-03-14")));
    assert!(found.confidence >= 0.8, "{}", found.confidence);
}

#[test]
fn the_date_of_an_old_photograph_is_not_that_of_the_text() {
    let found = dated(
        "FILE - In this Dec. 20, 2015 file photo, the ferry lies at the quay.\n\nThe ferry was \
         sold, the harbour master said Monday. It had sailed until October 2017.",
    );
    assert!(range(&found).1 > day("2017-10-01"), "{found:?}");
    assert_ne!(found.value, Some(day("2015-12-20")));
}

#[test]
fn a_post_that_is_shown_dates_the_text() {
    let found = dated(
        "The ferry sank, the harbour master said Thursday.\n\nAll are safe. \u{2014} Tilda Brandt \
         (@tildabrandt) March 14, 2013\n\nThe mayor thanked the crew.",
    );
    assert_eq!(found.value, Some(day("2013-03-14")));
}

#[test]
fn a_long_page_is_less_sure_of_its_day_than_a_short_one() {
    let short = "Updated: 2013-03-14\n\nThe ferry sank on Thursday evening. Divers went down on \
                 Thursday.\n";
    let long = format!("{short}{}", "Another passenger came ashore.\n".repeat(100));
    assert!(dated(&long).confidence < dated(short).confidence - 0.1);
}

#[test]
fn the_order_of_numeric_dates_is_taken_from_outside() {
    let text = "The bridge was closed on 3/4/2016 and opened again.";
    let read = |order| {
        let facts = evidence(text, &Recognised::default(), &Language::english());
        infer(&facts.ordered(order)).likely.unwrap()
    };
    let (april, march) = (read(DateOrder::DayFirst), read(DateOrder::MonthFirst));
    assert!(
        april.0 > march.0 && april.1 > march.1,
        "{april:?} {march:?}"
    );
}

#[test]
fn a_reason_says_where_its_words_stand() {
    let text = "President François Hollande opened the bridge on Tuesday.";
    let found = dated(text);
    let at = text.find("President").unwrap();
    assert!(
        found.because[0].starts_with(&format!("\"President François Hollande\" (byte {at})")),
        "{:?}",
        found.because
    );
}

proptest! {
    #[test]
    fn any_text_gives_a_day_inside_its_range(
        text in "([A-Z][a-z]{0,5}|Monday|May|[0-9]{1,4}|Oct\\.|next week|President Obama|[ .,\\n/é—-]){0,60}"
    ) {
        let found = dated(&text);
        if let Some(value) = found.value {
            let (from, to) = range(&found);
            prop_assert!(from <= value && value <= to);
            prop_assert!((0.0..=1.0).contains(&found.confidence));
        }
        prop_assert_eq!(&found, &dated(&text));
    }
}

#[test]
fn a_line_above_the_text_tells_its_weekday() {
    let found = dated(
        "Ferry sinks off Larkdale\nUpdated at 9:50 p.m. Thursday\n\nThe ferry sank on Friday morning \
         local time. It was built after the flood of March 3, 2013.",
    );
    assert_eq!(found.value.map(|d| d.weekday()), Some(chrono::Weekday::Thu));
}

#[test]
fn a_date_with_another_weekday_makes_the_day_less_sure() {
    let sure = |date: &str| dated(&format!("Updated: {date}\n\nThe ferry sank.")).confidence;
    assert!(sure("Saturday, Dec. 31, 2017") < sure("Sunday, Dec. 31, 2017"));
}

#[test]
fn a_month_that_is_stated_bounds_the_day() {
    let within = |spans: &[(&str, &str)]| Within {
        spans: spans
            .iter()
            .map(|(a, b)| (a.parse().unwrap(), b.parse().unwrap()))
            .collect(),
        from: PublishedFrom::Metadata,
        because: "date".to_owned(),
    };
    let of = |text: &str, spans: &[(&str, &str)]| {
        let mut evidence = evidence(text, &Recognised::default(), &Language::english());
        evidence.within = Some(within(spans));
        infer(&evidence)
    };
    let month = [("2011-03-01", "2011-03-31")];
    // Nothing tells the day: the month is the answer, and it was stated.
    let plain = of("The mill is large and old.", &month);
    assert_eq!(plain.value, None);
    assert_eq!(plain.from, PublishedFrom::Metadata);
    let ends = |p: &Published| {
        (
            p.earliest.unwrap().to_string(),
            p.latest.unwrap().to_string(),
        )
    };
    assert_eq!(ends(&plain), ("2011-03-01".into(), "2011-03-31".into()));
    // The text tells which of two days it was.
    let two = [("2016-08-10", "2016-08-10"), ("2016-10-08", "2016-10-08")];
    let told = of(
        "The mill burned on Saturday, 8 October 2016, police said.",
        &two,
    );
    assert_eq!(told.value.unwrap().to_string(), "2016-10-08");
    // A year that nobody looks at otherwise.
    let old = of(
        "The mill burned on Saturday.",
        &[("1926-05-01", "1926-05-31")],
    );
    assert_eq!(ends(&old), ("1926-05-01".into(), "1926-05-31".into()));
}
