//! Markwhen.
//!
//! Its dates know neither EDTF nor open ends, and what it does not know it takes for text
//! of the event above. So plain bounds are written, with ` / ` between them, and the EDTF
//! string stands in a property. A line of text that begins with a date would become an
//! event: every one begins with `> `.

use super::{Chronicle, cite, headline, quoted};
use crate::query::MomentDetail;
use crate::time::{Grain, Window};
use std::fmt::Write;

/// Returns the document.
pub fn document(chronicle: &Chronicle<'_>) -> String {
    let mut out = format!(
        "---\ntitle: {}\n---\n",
        serde_json::Value::String(plain(&chronicle.title))
    );
    let stories = chronicle.story_labels();
    if stories.len() < 2 {
        for (moment, window) in chronicle.placed() {
            event(&mut out, moment, &window, chronicle.note(moment));
        }
        return out;
    }
    for (id, label) in stories {
        let mut any = false;
        for (moment, window) in chronicle.placed().filter(|(m, _)| m.row.story.0 == id) {
            if !any {
                let _ = write!(out, "\n# {}\n", plain(&label));
                any = true;
            }
            event(&mut out, moment, &window, chronicle.note(moment));
        }
    }
    out
}

fn event(out: &mut String, moment: &MomentDetail, window: &Window, note: Option<String>) {
    let _ = write!(out, "\n{}: {}\n", dates(window), plain(&headline(moment)));
    let _ = writeln!(out, "id: {}", moment.row.id);
    let _ = writeln!(out, "edtf: \"{}\"", window.edtf());
    let _ = writeln!(out, "status: {}", moment.row.status.word());
    let _ = writeln!(out, "sources: {}", plain(&moment.source_names.join("; ")));
    if let Some(note) = note {
        let _ = writeln!(out, "> note: {}", plain(&note));
    }
    for telling in quoted(moment) {
        let _ = writeln!(out, "> {}", plain(&cite(telling)));
    }
}

fn dates(window: &Window) -> String {
    let form = match window.grain {
        Grain::Century | Grain::Decade | Grain::Year => "%Y",
        Grain::Half | Grain::Season | Grain::Quarter | Grain::Month => "%Y-%m",
        Grain::Week | Grain::Weekend | Grain::Day => "%Y-%m-%d",
        Grain::Part | Grain::Hour | Grain::Minute => "%Y-%m-%d %H:%M",
    };
    let first = window.earliest().format(form).to_string();
    let last = window.latest().format(form).to_string();
    if first == last {
        first
    } else {
        format!("{first} / {last}")
    }
}

/// `#word` would be a tag, `!word` would vanish, `[` and `]` would be a task or a link.
fn plain(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '#' => out.push('＃'),
            '!' if chars.peek().is_some_and(|n| n.is_alphanumeric()) => out.push_str("! "),
            '[' => out.push('('),
            ']' => out.push(')'),
            c => out.push(c),
        }
    }
    out
}
