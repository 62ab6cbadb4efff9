//! iCalendar (RFC 5545).
//!
//! Lines end in CRLF and are folded at 75 bytes; the end of an event is exclusive. There
//! is no clock here, so `DTSTAMP` is the day the last article on the moment appeared.

use super::{Chronicle, cite, headline, quoted};
use crate::cli::layout::one_line;
use crate::cli::table::grain_word;
use crate::query::MomentDetail;
use crate::telling::Status;
use crate::time::{Grain, Window};
use chrono::{Duration, NaiveDate};

/// Bytes of a line before it is folded.
const FOLD: usize = 75;

/// Returns the calendar.
pub fn calendar(chronicle: &Chronicle<'_>) -> String {
    let mut out = String::new();
    line(&mut out, "BEGIN:VCALENDAR");
    line(&mut out, "VERSION:2.0");
    line(&mut out, "PRODID:-//parallax//timeline//EN");
    line(&mut out, "CALSCALE:GREGORIAN");
    line(
        &mut out,
        &format!("X-WR-CALNAME:{}", escape(&chronicle.title)),
    );
    for (moment, window) in chronicle.placed() {
        event(&mut out, moment, &window, chronicle.note(moment));
    }
    line(&mut out, "END:VCALENDAR");
    out
}

fn event(out: &mut String, moment: &MomentDetail, window: &Window, note: Option<String>) {
    line(out, "BEGIN:VEVENT");
    line(out, &format!("UID:{}@parallax", moment.row.id));
    line(
        out,
        &format!("DTSTAMP:{}T000000Z", stamp(moment, window).format("%Y%m%d")),
    );
    if window.grain > Grain::Day {
        let end = window.latest() + Duration::minutes(1);
        line(
            out,
            &format!("DTSTART:{}", window.earliest().format("%Y%m%dT%H%M%S")),
        );
        line(out, &format!("DTEND:{}", end.format("%Y%m%dT%H%M%S")));
    } else {
        let end = window.last_day() + Duration::days(1);
        line(
            out,
            &format!("DTSTART;VALUE=DATE:{}", window.first_day().format("%Y%m%d")),
        );
        line(out, &format!("DTEND;VALUE=DATE:{}", end.format("%Y%m%d")));
    }
    line(out, &format!("SUMMARY:{}", escape(&headline(moment))));
    let quotes = quoted(moment).into_iter().map(cite);
    let quotes: Vec<_> = note.into_iter().chain(quotes).collect();
    line(out, &format!("DESCRIPTION:{}", escape(&quotes.join("\n"))));
    let sources: Vec<_> = moment
        .source_names
        .iter()
        .map(|s| escape(&one_line(s)))
        .collect();
    line(out, &format!("CATEGORIES:{}", sources.join(",")));
    line(out, &format!("STATUS:{}", status(moment, window)));
    line(out, "TRANSP:TRANSPARENT");
    line(
        out,
        &format!("X-PARALLAX-GRAIN:{}", grain_word(window.grain)),
    );
    line(out, &format!("X-PARALLAX-EDTF:{}", escape(&window.edtf())));
    line(
        out,
        &format!("X-PARALLAX-STATUS:{}", moment.row.status.word()),
    );
    line(out, "END:VEVENT");
}

/// What is not told to the day, or has not happened, is tentative.
fn status(moment: &MomentDetail, window: &Window) -> &'static str {
    let exact = window.n_days() == 1 && !window.open_start && !window.open_end && !window.approx;
    match moment.row.status {
        Status::Cancelled => "CANCELLED",
        Status::Happened if exact => "CONFIRMED",
        _ => "TENTATIVE",
    }
}

fn stamp(moment: &MomentDetail, window: &Window) -> NaiveDate {
    moment
        .tellings
        .iter()
        .filter_map(|t| t.published.value)
        .max()
        .unwrap_or_else(|| window.last_day())
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\\' => out.push_str("\\\\"),
            ',' => out.push_str("\\,"),
            ';' => out.push_str("\\;"),
            '\n' => out.push_str("\\n"),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

/// Adds one content line, folded without splitting a character.
fn line(out: &mut String, text: &str) {
    let mut used = 0;
    for c in text.chars() {
        let n = c.len_utf8();
        if used + n > FOLD {
            out.push_str("\r\n ");
            used = 1;
        }
        out.push(c);
        used += n;
    }
    out.push_str("\r\n");
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_folded_between_characters() {
        let mut out = String::new();
        line(&mut out, &"é".repeat(60));
        for part in out.trim_end().split("\r\n") {
            assert!(part.len() <= 75, "{}", part.len());
        }
        assert_eq!(out.replace("\r\n ", "").trim_end(), "é".repeat(60));
        assert_eq!(escape("a,b;c\\d\ne"), "a\\,b\\;c\\\\d\\ne");
    }
}
