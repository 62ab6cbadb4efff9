use super::*;
use proptest::prelude::*;

fn point(text: &str) -> Point {
    let (day, unit) = match text.len() {
        4 => (format!("{text}-01-01T00:00"), Unit::Year),
        7 => (format!("{text}-01T00:00"), Unit::Month),
        10 => (format!("{text}T00:00"), Unit::Day),
        13 => (format!("{text}:00"), Unit::Hour),
        _ => (text.to_owned(), Unit::Minute),
    };
    Point {
        at: NaiveDateTime::parse_from_str(&day, "%Y-%m-%dT%H:%M").unwrap(),
        unit,
        weight: 1,
    }
}

fn points(list: &str) -> Vec<Point> {
    let mut out: Vec<Point> = list.split_whitespace().map(point).collect();
    out.sort_by_key(|p| p.at);
    out
}

fn frame(width: u16, zoom: Zoom, scale: Scale) -> Frame {
    Frame {
        zoom,
        scale,
        width,
        focus: None,
        anchor: None,
        break_mark: "⋯",
    }
}

fn labels(axis: &Axis, width: u16) -> String {
    let mut row = vec![' '; usize::from(width)];
    for label in &axis.labels {
        for (i, c) in label.text.chars().enumerate() {
            row[usize::from(label.x) + i] = c;
        }
    }
    row.into_iter().collect::<String>().trim_end().to_owned()
}

const AUTUMN: &str = "2012 2015-09 2016-07 2016-08-20 2016-09-19 2016-10-03 2016-10-05 \
    2016-10-07 2016-10-08 2016-10-08 2016-10-08 2016-10-10 2016-10-10 2016-10-11 2016-10-11 \
    2016-10-11 2016-10-19";

#[test]
fn four_years_and_a_fortnight_are_legible_in_80_columns() {
    let axis = layout(&points(AUTUMN), &frame(74, Zoom::Fit, Scale::Folded));
    insta::assert_snapshot!(labels(&axis, 74), @"2012 ⋯ 2015 Sep ⋯ 2016 Jul ⋯ Aug 20 ⋯ Sep 19 ⋯ Oct 3 5 7 8 10 11 ⋯ 19");
}

#[test]
fn a_wide_screen_says_how_much_is_left_out() {
    let axis = layout(&points(AUTUMN), &frame(150, Zoom::Fit, Scale::Folded));
    insta::assert_snapshot!(labels(&axis, 150), @"2012   ⋯ 2 years ⋯ 2015 Sep   ⋯ 9 months ⋯ 2016 Jul   ⋯ 19 days ⋯ Aug 20   ⋯ 29 days ⋯ Sep 19   ⋯ 13 days ⋯ Oct 3   5   7   8   10   11   ⋯ 19");
}

#[test]
fn what_is_left_out_stands_before_the_month_that_follows_it() {
    let list = points("1871 2016-09 2016-09-27 2016-10-02 2016-10-03");
    let axis = layout(&list, &frame(60, Zoom::Fit, Scale::Folded));
    insta::assert_snapshot!(labels(&axis, 60), @"1871   ⋯ 144 years ⋯ 2016 Sep ⋯ 26 days ⋯ 27   ⋯ Oct 2   3");
}

#[test]
fn a_narrow_screen_still_shows_the_years() {
    let axis = layout(&points(AUTUMN), &frame(24, Zoom::Fit, Scale::Folded));
    insta::assert_snapshot!(labels(&axis, 24), @"2012 ⋯ 2015  ⋯ 2016 Jul");
}

#[test]
fn a_month_is_not_its_first_day() {
    let list = points("2016-10 2016-10-01 2016-10-08");
    let axis = layout(&list, &frame(60, Zoom::Fit, Scale::Folded));
    let month = axis.cell(list[0].at, Unit::Month).unwrap();
    let day = axis.cell(list[0].at, Unit::Day).unwrap();
    assert!(month.opened && !day.opened);
    assert_ne!(month.mark, day.mark);
}

#[test]
fn a_dense_spring_becomes_narrow_columns_with_round_labels() {
    let mut all = String::new();
    for month in [4, 5, 6] {
        for day in 1..=30 {
            all.push_str(&format!("2010-{month:02}-{day:02} "));
        }
    }
    let axis = layout(&points(&all), &frame(110, Zoom::Fit, Scale::Folded));
    insta::assert_snapshot!(labels(&axis, 110), @"2010 Apr 1   5    10   15   20   25    May 1   5    10   15   20   25    Jun 1   5    10   15   20   25   30");
}

#[test]
fn a_year_of_which_most_is_told_opens_whatever_else_is_mentioned() {
    // Some year of every decade since 1900, each of the last ten, and a spring.
    let mut all = String::new();
    for decade in 0..11 {
        all.push_str(&format!("19{:02} {} ", decade * 9, 2000 + decade));
    }
    for month in 3..9 {
        for day in 1..=28 {
            all.push_str(&format!(
                "2010-{month:02}-{day:02} 2010-{month:02}-{day:02} "
            ));
        }
    }
    let axis = layout(&points(&all), &frame(96, Zoom::Fit, Scale::Folded));
    let may = axis.cell(point("2010-05-10").at, Unit::Day).unwrap();
    assert!(may.unit >= Unit::Month, "{}", labels(&axis, 96));
}

#[test]
fn one_day_opens_into_hours() {
    let axis = layout(
        &points("2010-04-20T21:45 2010-04-20T22:00 2010-04-20T23"),
        &frame(60, Zoom::Fit, Scale::Folded),
    );
    insta::assert_snapshot!(labels(&axis, 60), @"2010 Apr 20 21h         22h         23h");
}

#[test]
fn zoomed_to_days_the_focus_is_in_sight() {
    let list = points(AUTUMN);
    let at = point("2016-10-10").at;
    let mut f = frame(30, Zoom::At(Unit::Day), Scale::Folded);
    f.focus = Some((at, Unit::Day));
    let axis = layout(&list, &f);
    insta::assert_snapshot!(labels(&axis, 30), @"  2016 Oct 5 7 8 10 11 ⋯ 19");
    assert!(axis.before > 0);
}

#[test]
fn linear_time_is_evenly_long() {
    let axis = layout(&points(AUTUMN), &frame(74, Zoom::Fit, Scale::Linear));
    insta::assert_snapshot!(labels(&axis, 74), @"2012   Jul     2013    Jul    2014    Jul     2015   Jul     2016    Jul");
}

fn any_points() -> impl Strategy<Value = Vec<Point>> {
    let one = (1200i64..2100, 0i64..366, 0i64..1440, 2usize..7, 1u32..50).prop_map(
        |(y, d, m, unit, weight)| {
            let unit = Unit::ALL[unit];
            let start = format!("{y}-01-01T00:00");
            let at = NaiveDateTime::parse_from_str(&start, "%Y-%m-%dT%H:%M").unwrap()
                + chrono::Duration::minutes(d * 1440 + m);
            Point {
                at: unit.floor(at),
                unit,
                weight,
            }
        },
    );
    // Most real corpora are close together; the far ones come along.
    let near = (0i64..400, 3usize..7, 1u32..50).prop_map(|(d, unit, weight)| {
        let unit = Unit::ALL[unit];
        let at = point("2015-06-01").at + chrono::Duration::minutes(d * 977);
        Point {
            at: unit.floor(at),
            unit,
            weight,
        }
    });
    proptest::collection::vec(prop_oneof![1 => one, 3 => near], 1..120).prop_map(|mut v| {
        v.sort_by_key(|p| p.at);
        v
    })
}

fn any_frame() -> impl Strategy<Value = (u16, Zoom, Scale)> {
    (
        1u16..220,
        prop_oneof![
            Just(Zoom::Fit),
            (0usize..7).prop_map(|i| Zoom::At(Unit::ALL[i]))
        ],
        prop_oneof![Just(Scale::Folded), Just(Scale::Linear)],
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn labels_never_collide((width, zoom, scale) in any_frame(), list in any_points()) {
        let axis = layout(&list, &frame(width, zoom, scale));
        for pair in axis.labels.windows(2) {
            prop_assert!(
                usize::from(pair[0].x) + columns(&pair[0].text) < usize::from(pair[1].x),
                "{:?}", pair
            );
        }
        for label in &axis.labels {
            prop_assert!(usize::from(label.x) + columns(&label.text) <= usize::from(width));
        }
    }

    #[test]
    fn cells_are_in_order_and_inside((width, zoom, scale) in any_frame(), list in any_points()) {
        let axis = layout(&list, &frame(width, zoom, scale));
        for pair in axis.cells.windows(2) {
            prop_assert!(pair[0].x < pair[1].x);
            prop_assert!(pair[0].start <= pair[1].start);
        }
        for cell in &axis.cells {
            prop_assert!(cell.x <= cell.mark && cell.mark < cell.x + cell.width);
            prop_assert!(cell.mark < width);
        }
    }

    #[test]
    fn nothing_is_lost((width, zoom) in (8u16..220, Just(Zoom::Fit)), list in any_points()) {
        let axis = layout(&list, &frame(width, zoom, Scale::Folded));
        let all: u32 = list.iter().map(|p| p.weight).sum();
        let seen: u32 = axis.cells.iter().map(|c| c.weight).sum();
        prop_assert_eq!(seen + axis.before + axis.after, all);
    }

    #[test]
    fn the_focus_is_in_sight((width, zoom, scale) in any_frame(), list in any_points(), pick in 0usize..120) {
        let p = list[pick % list.len()];
        let mut f = frame(width.max(20), zoom, scale);
        f.focus = Some((p.at, p.unit));
        let axis = layout(&list, &f);
        prop_assert!(axis.cell(p.at, p.unit).is_some());
    }
}
