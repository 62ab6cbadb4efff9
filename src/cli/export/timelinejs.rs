//! TimelineJS 3, as JSON and as the columns of its spreadsheet.
//!
//! `scale` is always written: without it one date that the library cannot read takes the
//! whole timeline down. Headline and text are HTML there, group and display date are not.

use super::{Chronicle, cite, escape, headline, quoted};
use crate::cli::table::Table;
use crate::cli::when;
use crate::query::MomentDetail;
use crate::time::{Grain, Window};
use chrono::{Datelike, NaiveDateTime, Timelike};
use serde_json::{Map, Value, json};

/// Returns the JSON.
pub fn json(chronicle: &Chronicle<'_>) -> String {
    let stories = chronicle.story_labels();
    let events: Vec<Value> = chronicle
        .placed()
        .map(|(moment, window)| {
            let mut event = Map::new();
            event.insert("unique_id".into(), json!(moment.row.id.0));
            let (start, end) = bounds(&window);
            event.insert("start_date".into(), start);
            if let Some(end) = end {
                event.insert("end_date".into(), end);
            }
            event.insert("display_date".into(), json!(when::spelt(&window)));
            event.insert(
                "text".into(),
                json!({"headline": escape(&headline(moment)), "text": text(moment, chronicle.note(moment))}),
            );
            if stories.len() > 1
                && let Some((_, label)) = stories.iter().find(|(id, _)| *id == moment.row.story.0)
            {
                event.insert("group".into(), json!(plain(label)));
            }
            Value::Object(event)
        })
        .collect();
    let document = json!({
        "scale": "human",
        "title": {"text": {"headline": escape(&chronicle.title), "text": ""}},
        "events": events,
    });
    format!("{document:#}\n")
}

/// Returns the rows of the spreadsheet.
pub fn csv(chronicle: &Chronicle<'_>) -> String {
    let mut table = Table::new(&[
        "Year",
        "Month",
        "Day",
        "Time",
        "End Year",
        "End Month",
        "End Day",
        "End Time",
        "Display Date",
        "Headline",
        "Text",
        "Media",
        "Media Credit",
        "Media Caption",
        "Media Thumbnail",
        "Alt Text",
        "Type",
        "Group",
        "Background",
    ]);
    let title = escape(&chronicle.title);
    let mut first = vec![""; 19];
    first[9] = &title;
    first[16] = "title";
    table.row(&first);
    for (moment, window) in chronicle.placed() {
        let (start, end) = bounds(&window);
        let part =
            |date: &Value, key: &str| date.get(key).map(Value::to_string).unwrap_or_default();
        let clock = |date: &Value| match (date.get("hour"), date.get("minute")) {
            (Some(h), Some(m)) => format!(
                "{:02}:{:02}",
                h.as_u64().unwrap_or(0),
                m.as_u64().unwrap_or(0)
            ),
            _ => String::new(),
        };
        let mut row: Vec<String> = Vec::new();
        for date in [&start, &end.unwrap_or(Value::Null)] {
            row.extend(["year", "month", "day"].map(|key| part(date, key)));
            row.push(clock(date));
        }
        row.push(when::spelt(&window));
        row.push(escape(&headline(moment)));
        row.push(text(moment, chronicle.note(moment)));
        row.resize(19, String::new());
        table.row(&row.iter().map(String::as_str).collect::<Vec<_>>());
    }
    table.into_string()
}

/// The first date, and the last one when it is not the same.
fn bounds(window: &Window) -> (Value, Option<Value>) {
    let start = date(window.earliest(), window.grain);
    let end = date(window.latest(), window.grain);
    let end = (start != end).then_some(end);
    (start, end)
}

/// A date no finer than the grain: a month has no day.
fn date(at: NaiveDateTime, grain: Grain) -> Value {
    match grain {
        Grain::Century | Grain::Decade | Grain::Year => json!({"year": at.year()}),
        Grain::Half | Grain::Season | Grain::Quarter | Grain::Month => {
            json!({"year": at.year(), "month": at.month()})
        }
        Grain::Week | Grain::Weekend | Grain::Day => {
            json!({"year": at.year(), "month": at.month(), "day": at.day()})
        }
        Grain::Part | Grain::Hour | Grain::Minute => json!({
            "year": at.year(), "month": at.month(), "day": at.day(),
            "hour": at.hour(), "minute": at.minute(),
        }),
    }
}

fn text(moment: &MomentDetail, note: Option<String>) -> String {
    let mut out = String::new();
    if let Some(note) = note {
        out.push_str("<p><i>");
        out.push_str(&escape(&note));
        out.push_str("</i></p>");
    }
    for telling in quoted(moment) {
        out.push_str("<p>");
        out.push_str(&escape(&cite(telling)));
        out.push_str("</p>");
    }
    out
}

fn plain(text: &str) -> String {
    text.replace(['<', '>', '&'], " ")
}
