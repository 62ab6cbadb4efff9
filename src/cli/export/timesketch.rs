//! Timesketch: an event a line, with `message`, `datetime` and `timestamp_desc`.

use super::{Chronicle, headline};
use crate::cli::table::{Table, grain_word};
use crate::query::MomentDetail;
use crate::time::Window;
use serde::Serialize;

#[derive(Serialize)]
struct Event {
    message: String,
    datetime: String,
    timestamp_desc: String,
    moment: String,
    edtf: String,
    status: &'static str,
    sources: String,
    articles: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<String>,
}

impl Event {
    fn new(moment: &MomentDetail, window: &Window, note: Option<String>) -> Self {
        let mut articles: Vec<_> = moment
            .tellings
            .iter()
            .map(|t| format!("{}:{}", t.name, t.line))
            .collect();
        articles.dedup();
        Self {
            message: headline(moment),
            // Windows carry no zone; the first minute is written as if it were UTC.
            datetime: window
                .earliest()
                .format("%Y-%m-%dT%H:%M:%S+00:00")
                .to_string(),
            timestamp_desc: format!("Earliest time told, to the {}", grain_word(window.grain)),
            moment: moment.row.id.0.clone(),
            edtf: window.edtf(),
            status: moment.row.status.word(),
            sources: moment.source_names.join("; "),
            articles: articles.join("; "),
            note,
        }
    }
}

/// Returns JSON lines.
pub fn jsonl(chronicle: &Chronicle<'_>) -> String {
    chronicle
        .placed()
        .filter_map(|(m, w)| serde_json::to_string(&Event::new(m, &w, chronicle.note(m))).ok())
        .map(|line| line + "\n")
        .collect()
}

/// Returns CSV.
pub fn csv(chronicle: &Chronicle<'_>) -> String {
    let mut columns = vec![
        "message",
        "datetime",
        "timestamp_desc",
        "moment",
        "edtf",
        "status",
        "sources",
        "articles",
    ];
    columns.extend((!chronicle.notes.is_empty()).then_some("note"));
    let mut table = Table::new(&columns);
    for (moment, window) in chronicle.placed() {
        let e = Event::new(moment, &window, chronicle.note(moment));
        let row = [
            &e.message,
            &e.datetime,
            &e.timestamp_desc,
            &e.moment,
            &e.edtf,
            e.status,
            &e.sources,
            &e.articles,
            e.note.as_deref().unwrap_or_default(),
        ];
        table.row(&row[..columns.len()]);
    }
    table.into_string()
}
