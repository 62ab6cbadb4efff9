//! TimeML: the text with TIMEX3 elements in it.
//!
//! Characters that XML 1.0 cannot hold, escaped or not, become U+FFFD.

use crate::cli::timex::kind_word;
use crate::time::Timex;
use chrono::NaiveDate;
use std::fmt::Write;

/// Returns a whole TimeML document.
pub fn document(doc: &str, dct: Option<NaiveDate>, text: &str, times: &[Timex]) -> String {
    let mut out = String::with_capacity(text.len() + 512 + times.len() * 64);
    out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    out.push_str("<TimeML xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" ");
    out.push_str(
        "xsi:noNamespaceSchemaLocation=\"http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd\">\n",
    );
    out.push_str("<DOCID>");
    escape(&mut out, doc);
    out.push_str("</DOCID>\n<DCT><TIMEX3 tid=\"t0\" type=\"DATE\" value=\"");
    let day = dct.map_or_else(|| "XXXX-XX-XX".to_owned(), |day| day.to_string());
    out.push_str(&day);
    out.push_str("\" temporalFunction=\"false\" functionInDocument=\"CREATION_TIME\">");
    if dct.is_some() {
        out.push_str(&day);
    }
    out.push_str("</TIMEX3></DCT>\n<TEXT>");
    let mut at = 0;
    for (i, time) in times.iter().enumerate() {
        let (Some(before), Some(words)) =
            (text.get(at..time.start), text.get(time.start..time.end))
        else {
            continue;
        };
        escape(&mut out, before);
        let _ = write!(
            out,
            "<TIMEX3 tid=\"t{}\" type=\"{}\" value=\"",
            i + 1,
            kind_word(time.kind)
        );
        escape(&mut out, &time.value);
        if let Some(modifier) = &time.modifier {
            out.push_str("\" mod=\"");
            escape(&mut out, modifier);
        }
        if time.anchor.is_some() && time.anchor == dct {
            out.push_str("\" temporalFunction=\"true\" anchorTimeID=\"t0");
        }
        out.push_str("\">");
        escape(&mut out, words);
        out.push_str("</TIMEX3>");
        at = time.end;
    }
    escape(&mut out, text.get(at..).unwrap_or_default());
    out.push_str("</TEXT>\n</TimeML>\n");
    out
}

fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            // A parser turns a bare carriage return into a line feed.
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(c),
            c if c < ' ' || matches!(c, '\u{FFFE}' | '\u{FFFF}') => out.push('\u{FFFD}'),
            c => out.push(c),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::TimexType;

    #[test]
    fn every_text_becomes_well_formed_xml() {
        let text = "a < b & \u{1} \u{FFFF} Monday ]]>\r\n";
        let start = text.find("Monday").unwrap();
        let times = [Timex {
            start,
            end: start + 6,
            kind: TimexType::Date,
            value: "2016-10-10".into(),
            modifier: None,
            window: None,
            rule: "weekday".into(),
            anchor: NaiveDate::from_ymd_opt(2016, 10, 11),
        }];
        let xml = document("x", NaiveDate::from_ymd_opt(2016, 10, 11), text, &times);
        assert!(xml.contains("<TIMEX3 tid=\"t0\" type=\"DATE\" value=\"2016-10-11\" temporalFunction=\"false\" functionInDocument=\"CREATION_TIME\">2016-10-11</TIMEX3>"));
        assert!(xml.contains("a &lt; b &amp; \u{FFFD} \u{FFFD} <TIMEX3 tid=\"t1\" type=\"DATE\" value=\"2016-10-10\" temporalFunction=\"true\" anchorTimeID=\"t0\">Monday</TIMEX3> ]]&gt;&#13;\n"));
        assert!(!xml.contains('\u{1}'));
    }
}
