//! One page that needs nothing else: no script, no font, no picture from anywhere.

use super::{Chronicle, cite, escape, headline, quoted};
use crate::cli::layout::one_line;
use crate::cli::timeline::count;
use crate::cli::{rows, when};
use crate::query::MomentDetail;
use std::fmt::Write;

const STYLE: &str = "\
:root{color-scheme:light dark}
body{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem}
ol{list-style:none;padding:0;border-left:2px solid #8888}
li{margin:0 0 1.2rem;padding-left:1rem}
time,.undated{font-size:.9rem;opacity:.75}
h2{font-size:1.05rem;margin:.1rem 0}
.status,.sources,.silent{font-size:.9rem;opacity:.75}
.differs{border-left:3px solid #c80;padding-left:.6rem;margin:.3rem 0}
.note{font-style:italic;margin:.3rem 0}
summary{cursor:pointer;font-size:.9rem}
blockquote{margin:.4rem 0 .4rem .5rem}
";

/// Returns the page.
pub fn page(chronicle: &Chronicle<'_>) -> String {
    let title = escape(&chronicle.title);
    let mut out = format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
         <title>{title}</title>\n<style>\n{STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n<ol>\n"
    );
    for moment in &chronicle.moments {
        event(&mut out, moment, chronicle.note(moment));
    }
    out.push_str("</ol>\n</body>\n</html>\n");
    out
}

fn event(out: &mut String, moment: &MomentDetail, note: Option<String>) {
    let _ = writeln!(out, "<li id=\"{}\">", escape(&moment.row.id.0));
    match &moment.row.window {
        Some(window) if window.first_day() == window.last_day() => {
            let _ = writeln!(
                out,
                "<time datetime=\"{}\">{}</time>",
                window.first_day(),
                escape(&when::spelt(window))
            );
        }
        Some(window) => {
            let _ = writeln!(
                out,
                "<time title=\"{}\">{}</time>",
                escape(&window.edtf()),
                escape(&when::spelt(window))
            );
        }
        None => out.push_str("<span class=\"undated\">undated</span>\n"),
    }
    let _ = writeln!(out, "<h2>{}</h2>", escape(&headline(moment)));
    if let Some(note) = note {
        let _ = writeln!(out, "<div class=\"note\">{}</div>", escape(&note));
    }
    let sources = one_line(&moment.source_names.join(", "));
    let _ = writeln!(
        out,
        "<div class=\"sources\">told by {}</div>",
        escape(&sources)
    );
    let silent = rows::silent(moment);
    if !silent.is_empty() && moment.row.sources.len() > 1 {
        let names = one_line(&silent.join(", "));
        let _ = writeln!(
            out,
            "<div class=\"silent\">silent: {}</div>",
            escape(&names)
        );
    }
    for dispute in &moment.disagreements {
        let _ = writeln!(
            out,
            "<div class=\"differs\">{}, {}:",
            escape(dispute.kind.question()),
            escape(dispute.relation.words())
        );
        for stance in &dispute.stances {
            let said = one_line(&format!("{}: {}", stance.source, stance.text));
            let _ = writeln!(out, "<br>{}", escape(&said));
        }
        out.push_str("</div>\n");
    }
    let quotes = quoted(moment);
    let _ = writeln!(
        out,
        "<details><summary>{}</summary>",
        count(quotes.len(), "telling")
    );
    for telling in quotes {
        let _ = writeln!(out, "<blockquote>{}</blockquote>", escape(&cite(telling)));
    }
    out.push_str("</details>\n</li>\n");
}
