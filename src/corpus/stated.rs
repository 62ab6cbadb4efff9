//! The days of publication that something outside the running text states, weighed.

use super::Corpus;
use super::date::{self, Order, Written};
use super::draft::{self, Draft, Role};
use super::masthead;
use super::noise::Line;
use super::sidecar::AboutArticle;
use crate::article::StatedDate;
use crate::text::clean::clean_line;
use crate::time::published::PublishedFrom;
use chrono::NaiveDate;

/// How many lines at the top of a text may be its header.
const HEADER_LINES: usize = 12;

/// And at its foot, where a label says what the date is.
const FOOTER_LINES: usize = 6;

/// Days by which two clocks, or the page and the paper, may differ.
const NIGHT: i64 = 1;

struct Candidate {
    written: Written,
    from: PublishedFrom,
    role: Role,
    because: String,
}

/// Returns the stated days, most trustworthy first.
pub(super) fn stated(
    corpus: &Corpus,
    path: &str,
    about: Option<&AboutArticle>,
    source: &str,
    draft: &Draft,
    lines: &[Line<'_>],
) -> Vec<StatedDate> {
    let order = corpus.habits.order(source);
    let mut all = Vec::new();
    if let Some(value) = about.and_then(|about| about.published.as_ref()) {
        let text = match value {
            toml::Value::String(s) => s.clone(),
            other => other.to_string(),
        };
        push(
            &mut all,
            "parallax.toml published",
            &text,
            PublishedFrom::Sidecar,
            Role::Published,
            order,
        );
    }
    for dated in &draft.dates {
        push(
            &mut all,
            &dated.field,
            &dated.text,
            dated.from,
            dated.role,
            order,
        );
    }
    if let Some((day, raw)) = draft.url.as_deref().and_then(in_url) {
        all.push(whole_day(day, PublishedFrom::Url, format!("url \"{raw}\"")));
    }
    let full = || lines.iter().map(|(_, l)| *l).filter(|l| !l.is_empty());
    let feet = full().rev().take(FOOTER_LINES).filter(|l| is_labelled(l));
    for line in full().take(HEADER_LINES).chain(feet) {
        if let Some((written, role)) = header(line, order) {
            let because = format!("header \"{}\"", clean_line(line));
            all.push(Candidate {
                written,
                from: PublishedFrom::Header,
                role,
                because,
            });
        }
    }
    for line in full().take(masthead::LINES) {
        if let Some(written) = masthead::day(line, source, order) {
            let because = format!("header \"{}\"", clean_line(line));
            all.push(Candidate {
                written,
                from: PublishedFrom::Header,
                role: Role::Published,
                because,
            });
        }
    }
    if let Some((day, raw)) = dateline(lines) {
        all.push(whole_day(
            day,
            PublishedFrom::Dateline,
            format!("dateline \"{}\"", clean_line(&raw)),
        ));
    }
    if let Some((day, raw)) = in_name(path) {
        all.push(whole_day(
            day,
            PublishedFrom::FileName,
            format!("file name \"{raw}\""),
        ));
    }
    weigh(all)
}

fn push(
    all: &mut Vec<Candidate>,
    field: &str,
    text: &str,
    from: PublishedFrom,
    role: Role,
    order: Option<Order>,
) {
    let Some(written) = date::parse(text.trim_end_matches(draft::GONE), order) else {
        return;
    };
    // Two readings are none.
    if written.ambiguous {
        return;
    }
    let shown: String = clean_line(text.trim()).chars().take(60).collect();
    let because = format!("{} \"{shown}\"", clean_line(field));
    all.push(Candidate {
        written,
        from,
        role,
        because,
    });
}

fn whole_day(day: NaiveDate, from: PublishedFrom, because: String) -> Candidate {
    Candidate {
        written: Written {
            day,
            time: None,
            offset: None,
            ambiguous: false,
        },
        from,
        role: Role::Published,
        because,
    }
}

/// How far a statement is believed when others differ.
fn trust(candidate: &Candidate) -> u32 {
    let by_kind = match candidate.from {
        PublishedFrom::Sidecar => 1000,
        PublishedFrom::Metadata => 100,
        PublishedFrom::Header => 80,
        PublishedFrom::Dateline => 75,
        PublishedFrom::Url => 70,
        PublishedFrom::FileName => 50,
        PublishedFrom::Inferred | PublishedFrom::None => 0,
    };
    match candidate.role {
        Role::Published => by_kind,
        // An update says only that the text appeared no later.
        Role::Modified => by_kind / 10,
    }
}

/// Puts the day with the most trust behind it first; within a day, the statement that
/// says most of the outlet's own clock. What else is stated is said beside it.
fn weigh(mut all: Vec<Candidate>) -> Vec<StatedDate> {
    localize(&mut all);
    let beside: Vec<NaiveDate> = all
        .iter()
        .filter(|c| {
            c.role == Role::Published
                && matches!(
                    c.from,
                    PublishedFrom::Url | PublishedFrom::Header | PublishedFrom::Dateline
                )
        })
        .map(|c| c.written.day)
        .collect();
    let believed = |c: &Candidate| {
        // A page that prints or is filed under the day before or after shows the outlet's
        // own calendar; Greenwich's is the program's that wrote the metadata.
        let foreign = c.written.offset == Some(0)
            && !beside.contains(&c.written.day)
            && beside
                .iter()
                .any(|d| (*d - c.written.day).num_days().abs() == 1);
        // A day without an hour in a list of articles was written down by whoever made the list; the
        // address has the day under which the outlet filed the text.
        let filed = all.iter().filter(|u| u.from == PublishedFrom::Url);
        let misfiled = c.from == PublishedFrom::Metadata
            && c.written.time.is_none()
            && filed
                .map(|u| (u.written.day - c.written.day).num_days().abs())
                .any(|apart| apart > NIGHT);
        if foreign || misfiled {
            trust(c) / 2
        } else {
            trust(c)
        }
    };
    // Fields of one kind are written by one program: they count once.
    let mut days: Vec<(NaiveDate, Vec<(PublishedFrom, u32)>)> = Vec::new();
    for c in &all {
        let at = match days.iter().position(|(d, _)| *d == c.written.day) {
            Some(at) => at,
            None => {
                days.push((c.written.day, Vec::new()));
                days.len() - 1
            }
        };
        let kinds = &mut days[at].1;
        match kinds.iter_mut().find(|(f, _)| *f == c.from) {
            Some((_, t)) => *t = (*t).max(believed(c)),
            None => kinds.push((c.from, believed(c))),
        }
    }
    let weight = |day: NaiveDate| {
        let kinds = days
            .iter()
            .find(|(d, _)| *d == day)
            .map_or(&[][..], |(_, k)| k);
        let most = kinds.iter().map(|(_, t)| *t).max().unwrap_or(0);
        let sum: u32 = kinds.iter().map(|(_, t)| *t).sum();
        most + (sum - most) / 3
    };
    all.sort_by_key(|c| {
        (
            std::cmp::Reverse(weight(c.written.day)),
            c.written.day,
            std::cmp::Reverse(trust(c)),
        )
    });
    let best = all.first().map(|c| c.written.day);
    let others: Vec<String> = all
        .iter()
        .filter(|c| c.role == Role::Published && Some(c.written.day) != best)
        .map(|c| c.because.clone())
        .collect();
    let mut out: Vec<StatedDate> = Vec::new();
    for c in all {
        if out
            .iter()
            .any(|s| s.day == c.written.day && s.from == c.from)
        {
            continue;
        }
        let mut because = c.because;
        if c.role == Role::Modified {
            because.push_str(" (an update)");
        } else if out.is_empty() && !others.is_empty() {
            because = format!("{because}, against {}", others.join(", "));
        }
        out.push(StatedDate {
            day: c.written.day,
            time: c.written.time,
            from: c.from,
            because,
        });
    }
    out
}

/// One instant written in Greenwich time and in the outlet's is one statement, and its
/// day is the outlet's.
fn localize(all: &mut [Candidate]) {
    let local: Vec<(chrono::NaiveDateTime, Written)> = all
        .iter()
        .filter(|c| c.written.offset.is_some_and(|o| o != 0))
        .filter_map(|c| Some((date::instant(&c.written)?, c.written.clone())))
        .collect();
    for candidate in all.iter_mut().filter(|c| c.written.offset == Some(0)) {
        if let Some(at) = date::instant(&candidate.written)
            && let Some((_, written)) = local.iter().find(|(i, _)| *i == at)
        {
            candidate.written = written.clone();
        }
    }
}

/// `/2016/10/09/`, `/2016-10-09`, `/20161009`, `/2016/oct/09/`.
fn in_url(url: &str) -> Option<(NaiveDate, String)> {
    let path = url.split_once("://")?.1.split(['?', '#']).next()?;
    let parts: Vec<&str> = path.split('/').skip(1).collect();
    for (i, part) in parts.iter().enumerate() {
        if part.len() == 4
            && let Ok(year) = part.parse::<i32>()
            && (1990..2100).contains(&year)
            && let (Some(month), Some(day)) = (parts.get(i + 1), parts.get(i + 2))
        {
            let m = month.parse().ok().or_else(|| date::month(month));
            let d = day
                .get(..2)
                .unwrap_or(day)
                .trim_end_matches(|c: char| !c.is_ascii_digit())
                .parse()
                .ok();
            if let (Some(m), Some(d)) = (m, d)
                && let Some(day_found) = NaiveDate::from_ymd_opt(year, m, d)
            {
                return Some((day_found, format!("/{part}/{month}/{day}/")));
            }
        }
        if let Some(found) = in_word(part) {
            return Some(found);
        }
    }
    None
}

/// Finds `2016-10-09`, `2016_10_09` or `20161009` in a word.
fn in_word(word: &str) -> Option<(NaiveDate, String)> {
    let bytes = word.as_bytes();
    for start in 0..bytes.len() {
        if !matches!(bytes[start], b'1' | b'2') || start > 0 && bytes[start - 1].is_ascii_digit() {
            continue;
        }
        for (len, format) in [
            (10, "%Y-%m-%d"),
            (10, "%Y_%m_%d"),
            (10, "%Y.%m.%d"),
            (8, "%Y%m%d"),
        ] {
            let Some(piece) = word.get(start..start + len) else {
                continue;
            };
            if bytes.get(start + len).is_some_and(u8::is_ascii_digit) {
                continue;
            }
            if let Ok(day) = NaiveDate::parse_from_str(piece, format) {
                use chrono::Datelike as _;
                if (1800..2100).contains(&day.year()) {
                    return Some((day, piece.to_owned()));
                }
            }
        }
    }
    None
}

/// A day in the file's name, or in the folders above it.
fn in_name(path: &str) -> Option<(NaiveDate, String)> {
    let mut parts: Vec<&str> = path.split('/').collect();
    let file = parts.pop()?;
    if let Some(found) = in_word(file) {
        return Some(found);
    }
    if let Some(found) = parts.iter().rev().find_map(|p| in_word(p)) {
        return Some(found);
    }
    // 2016/10/09/file
    parts.windows(3).rev().find_map(|w| {
        let (y, m, d) = (w[0].parse().ok()?, w[1].parse().ok()?, w[2].parse().ok()?);
        let day = (w[0].len() == 4)
            .then(|| NaiveDate::from_ymd_opt(y, m, d))
            .flatten()?;
        Some((day, w.join("/")))
    })
}

/// Words that stand before a page's own date.
const PUBLISHED: &[&str] = &[
    "published",
    "posted",
    "first published",
    "date",
    "publication date",
];
const UPDATED: &[&str] = &[
    "updated",
    "last updated",
    "last modified",
    "modified",
    "edited",
];

/// Returns the date a line of a header states: one that is little else than a date.
fn header(line: &str, order: Option<Order>) -> Option<(Written, Role)> {
    let line = line.trim().trim_start_matches(['-', '*', '\u{2022}', ' ']);
    let starts = |names: &[&str]| names.iter().any(|n| date::begins(line, n));
    let (labelled, role) = if !line.starts_with(|c: char| "PpFfDdUuLlMmEe".contains(c)) {
        (false, Role::Published)
    } else if starts(UPDATED) {
        (true, Role::Modified)
    } else {
        (starts(PUBLISHED), Role::Published)
    };
    // "July 17, 2010:" begins an entry of a list.
    if !labelled && (!date::is_bare(line) || line.ends_with(':'))
        || line.len() > 270
        || !line.bytes().any(|b| b.is_ascii_digit())
        || line.chars().count() > 90
        || line.split_whitespace().count() > 14
    {
        return None;
    }
    let rest = if labelled {
        line.split_once(':').map_or(line, |(label, rest)| {
            if label.chars().any(|c| c.is_ascii_digit()) {
                line
            } else {
                rest
            }
        })
    } else {
        line
    };
    let written = date::parse(rest, order)
        .or_else(|| date::parse(line, order))
        .filter(|w| !w.ambiguous)?;
    Some((written, role))
}

fn is_labelled(line: &str) -> bool {
    if line.len() > 200 {
        return false;
    }
    let line = line.trim().trim_start_matches(['-', ' ']);
    UPDATED
        .iter()
        .chain(&PUBLISHED[..3])
        .any(|label| date::begins(line, label))
}

/// `BEIRUT, Oct 8, 2016 (Reuters) -`: only with its year; without one it is evidence
/// for inference, not a statement.
fn dateline(lines: &[Line<'_>]) -> Option<(NaiveDate, String)> {
    let lines = || {
        let long = lines.iter().map(|(_, l)| *l).filter(|l| l.len() > 40);
        long.take(3)
    };
    // Most texts begin like any sentence.
    if !lines().any(in_capitals) {
        return None;
    }
    let line = lines().find(|l| l.contains('(') || l.contains('\u{2014}') || l.contains(" - "))?;
    let head: String = line.chars().take(90).collect();
    let cut = head
        .find(['(', '\u{2014}', '\u{2013}'])
        .or_else(|| head.find(" - "))?;
    let head = head[..cut].trim();
    if !in_capitals(head) || !head.contains(',') {
        return None;
    }
    let written = date::parse(head, None)?;
    Some((written.day, head.to_owned()))
}

/// Whether what stands before the first comma is in capitals.
fn in_capitals(line: &str) -> bool {
    let mut place = line.chars().take_while(|c| *c != ',');
    place.all(|c| c.is_uppercase() || !c.is_alphabetic())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_state_dates_and_sentences_do_not() {
        let day = |line| header(line, None).map(|(w, r)| (w.day.to_string(), r == Role::Modified));
        let yes = |d: &str, m| Some((d.to_owned(), m));
        assert_eq!(
            day("Updated 0215 GMT (1015 HKT) October 9, 2016"),
            yes("2016-10-09", true)
        );
        assert_eq!(day("Published Oct 9, 2016"), yes("2016-10-09", false));
        assert_eq!(day("9 October 2016"), yes("2016-10-09", false));
        assert_eq!(
            day("Sunday, October 9, 2016 at 2:15 p.m. EDT"),
            yes("2016-10-09", false)
        );
        assert_eq!(day("Talks began on October 9, 2016"), None);
        assert_eq!(day("October 9, 2016:"), None);
        assert_eq!(day("- Published"), None);
    }

    #[test]
    fn days_stand_in_addresses_and_names() {
        let url = |u| in_url(u).map(|(d, _)| d.to_string());
        assert_eq!(
            url("https://a.example/2016/10/09/veto"),
            Some("2016-10-09".into())
        );
        assert_eq!(
            url("https://a.example/world/2016/oct/09/veto"),
            Some("2016-10-09".into())
        );
        assert_eq!(url("https://a.example/news-37612345"), None);
        let name = |n| in_name(n).map(|(d, _)| d.to_string());
        assert_eq!(
            name("x/2016-10-09_post_veto.txt"),
            Some("2016-10-09".into())
        );
        assert_eq!(name("2016/10/09/veto.txt"), Some("2016-10-09".into()));
        assert_eq!(name("000_1b8f554444d4d023.txt"), None);
    }

    #[test]
    fn the_address_tells_the_day_that_a_list_has_wrong_by_days() {
        let first = |listed: &str| {
            let written = date::parse(listed, None).unwrap();
            let (day, raw) = in_url("https://a.example/2016/10/17/veto").unwrap();
            let list = Candidate {
                because: format!("date \"{listed}\""),
                written,
                from: PublishedFrom::Metadata,
                role: Role::Published,
            };
            let filed = whole_day(day, PublishedFrom::Url, format!("url \"{raw}\""));
            let best = weigh(vec![list, filed]).swap_remove(0);
            (best.day.to_string(), best.because)
        };
        let url = "url \"/2016/10/17/\"";
        assert_eq!(
            first("2016-10-14"),
            (
                "2016-10-17".into(),
                format!("{url}, against date \"2016-10-14\"")
            )
        );
        // Of the evening before, and with the hour that the outlet gave it.
        assert_eq!(first("2016-10-16").0, "2016-10-16");
        assert_eq!(first("2016-10-14T09:30:00+02:00").0, "2016-10-14");
    }

    #[test]
    fn a_dateline_states_a_day_only_with_its_year() {
        let day = |t| dateline(&super::super::noise::lines(t)).map(|(d, _)| d.to_string());
        assert_eq!(
            day("ARDENT BAY, Oct 8, 2016 (Meridian) - The council met for nine hours."),
            Some("2016-10-08".into())
        );
        assert_eq!(
            day("ARDENT BAY, Oct 8 (Meridian) - The council met for nine hours."),
            None
        );
    }
}
