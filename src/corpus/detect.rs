//! Tells a file's format from its first bytes, and from its name where these leave doubt.

use crate::article::Format;

/// What the first bytes of a file say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Kind {
    Articles(Format),
    Container(Container),
    /// Nothing to read: what it is.
    Foreign(&'static str),
    Empty,
}

/// What files come wrapped in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Container {
    Gzip,
    Zstd,
    Zip,
    Tar,
}

/// Magic numbers of what is surely not an article.
const FOREIGN: &[(&[u8], &str)] = &[
    (
        b"\x89PNG",
        "an image; if it shows an article, run it through OCR",
    ),
    (
        b"\xFF\xD8\xFF",
        "an image; if it shows an article, run it through OCR",
    ),
    (
        b"GIF8",
        "an image; if it shows an article, run it through OCR",
    ),
    (b"RIFF", "sound, video or an image"),
    (b"\x7FELF", "a program"),
    (b"MZ\x90", "a program"),
    (
        b"SQLite format 3",
        "a database; export its articles as CSV or JSON Lines",
    ),
    (b"PAR1", "Parquet; convert it to CSV or JSON Lines"),
    (b"OggS", "sound or video"),
    (b"ID3", "sound"),
    (b"Rar!", "a RAR archive; unpack it first"),
    (b"7z\xBC\xAF", "a 7z archive; unpack it first"),
    (b"\xFD7zXZ", "xz-compressed; unpack it first"),
    (b"BZh", "bzip2-compressed; unpack it first"),
    (
        b"\xD0\xCF\x11\xE0",
        "an old Office document; save it as .docx or text",
    ),
    (b"{\\rtf", "RTF; save it as .docx or text"),
];

/// Tells the format from the name and the first bytes, decoded as far as they go.
pub(super) fn detect(name: &str, head: &[u8], text: &str) -> Kind {
    if head.is_empty() {
        return Kind::Empty;
    }
    if let Some((_, what)) = FOREIGN.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Kind::Foreign(what);
    }
    if let Some(container) = container(head) {
        return Kind::Container(container);
    }
    if head.starts_with(b"%PDF-") {
        return Kind::Articles(Format::Pdf);
    }
    if text
        .trim_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}')
        .is_empty()
    {
        return Kind::Empty;
    }
    if is_binary(text) {
        return Kind::Foreign("not text; if it holds an article, convert it to text or HTML");
    }
    if is_capture_index(text) {
        return Kind::Foreign(
            "an index of a web archive, without text; give the WARC files it points to",
        );
    }
    Kind::Articles(format(name, text))
}

/// CDX and CDXJ: a key, fourteen digits of time, and an address or an object, line by line.
fn is_capture_index(text: &str) -> bool {
    let is_row = |line: &str| {
        let mut words = line.split(' ');
        let (key, time, rest) = (words.next(), words.next(), words.next());
        key.is_some_and(|k| k.contains(')'))
            && time.is_some_and(|t| t.len() == 14 && t.bytes().all(|b| b.is_ascii_digit()))
            && rest.is_some_and(|r| r.starts_with('{') || r.contains("://"))
    };
    let mut lines = text.lines().filter(|l| !l.trim().is_empty());
    let first = lines.next().unwrap_or_default();
    is_row(first) || (first.starts_with(" CDX ") && lines.next().is_some_and(is_row))
}

fn container(head: &[u8]) -> Option<Container> {
    if head.starts_with(&[0x1F, 0x8B]) {
        Some(Container::Gzip)
    } else if head.starts_with(&[0x28, 0xB5, 0x2F, 0xFD]) {
        Some(Container::Zstd)
    } else if head.starts_with(b"PK\x03\x04") || head.starts_with(b"PK\x05\x06") {
        Some(Container::Zip)
    } else if head.get(257..262) == Some(b"ustar") {
        Some(Container::Tar)
    } else {
        None
    }
}

fn format(name: &str, text: &str) -> Format {
    let ext = name.rsplit_once('.').map(|(_, e)| e.to_lowercase());
    let start = text.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{FEFF}');
    if start.starts_with("WARC/") {
        return Format::Warc;
    }
    if let Some(format) = xml(start) {
        return format;
    }
    match ext.as_deref() {
        Some("md" | "markdown" | "mdx" | "qmd") => return Format::Markdown,
        Some("jsonl" | "ndjson" | "jl") => return Format::JsonLines,
        Some("csv" | "tsv") => return Format::Csv,
        Some("eml") => return Format::Mail,
        Some("mbox" | "mbx") => return Format::Mailbox,
        Some("html" | "htm" | "xhtml" | "shtml") => return Format::Html,
        Some("xml") if start.starts_with('<') && !is_page(start) => return Format::Xml,
        _ => {}
    }
    if looks_like_html(start) {
        return Format::Html;
    }
    if start.starts_with('{') || start.starts_with('[') {
        if is_json_lines(start) {
            return Format::JsonLines;
        }
        if ext.as_deref() == Some("json") || is_json(start) {
            return Format::Json;
        }
    }
    if start.starts_with("---\n") || start.starts_with("---\r\n") || start.starts_with("+++\n") {
        return Format::Markdown;
    }
    if start.starts_with("From ") && start.lines().nth(1).is_some_and(is_mail_header) {
        return Format::Mailbox;
    }
    if is_mail(start) {
        return Format::Mail;
    }
    super::exports::detect(text).unwrap_or(Format::Text)
}

/// Tells XML by its outermost element.
fn xml(start: &str) -> Option<Format> {
    if !start.starts_with('<') {
        return None;
    }
    let mut rest = start;
    let declared = rest.starts_with("<?xml");
    let root = loop {
        let open = rest.find('<')?;
        rest = &rest[open + 1..];
        if rest.starts_with("!--") {
            rest = rest.split_once("-->")?.1;
        } else if rest.starts_with('?') {
            rest = rest.split_once("?>")?.1;
        } else if rest.starts_with('!') {
            // A document type may hold declarations of its own.
            let end = rest.find(['[', '>'])?;
            rest = if rest[end..].starts_with('[') {
                rest.split_once("]>")?.1
            } else {
                &rest[end..]
            };
        } else {
            let end = rest.find(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))?;
            break &rest[..end];
        }
    };
    let bare = root.rsplit(':').next().unwrap_or(root);
    match bare {
        "rss" | "RDF" | "feed" => Some(Format::Feed),
        "nitf" | "newsItem" | "newsMessage" | "NewsML" | "TEI" | "teiCorpus" | "packageItem" => {
            Some(Format::Xml)
        }
        "html" | "HTML" => None,
        _ if declared => Some(Format::Xml),
        "doc" | "documents" | "articles" | "corpus" | "root" => Some(Format::Xml),
        _ => None,
    }
}

fn is_mail_header(line: &str) -> bool {
    line.split_once(':').is_some_and(|(key, _)| {
        !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
    })
}

/// Headers at the top, a sender and a date among them.
fn is_mail(start: &str) -> bool {
    let head: Vec<&str> = start
        .lines()
        .take_while(|l| !l.trim().is_empty())
        .take(100)
        .collect();
    let has = |name: &str| {
        head.iter().any(|l| {
            l.len() > name.len()
                && l.is_char_boundary(name.len())
                && l[..name.len()].eq_ignore_ascii_case(name)
        })
    };
    has("From:")
        && has("Date:")
        && (has("Message-ID:") || has("MIME-Version:") || has("Received:") || has("Subject:"))
        && head
            .iter()
            .all(|l| is_mail_header(l) || l.starts_with([' ', '\t']))
}

fn is_page(start: &str) -> bool {
    let head: String = start.chars().take(2048).collect::<String>().to_lowercase();
    head.starts_with("<!doctype html") || head.contains("<html")
}

fn looks_like_html(start: &str) -> bool {
    let head: String = start.chars().take(2048).collect::<String>().to_lowercase();
    head.starts_with("<!doctype html")
        || head.starts_with("<html")
        || (head.starts_with('<')
            && [
                "<html", "<head", "<body", "<title", "<article", "<p>", "<div",
            ]
            .iter()
            .any(|tag| head.contains(tag)))
}

/// A whole object on the first line and another begun on the next.
fn is_json_lines(start: &str) -> bool {
    let mut lines = start.lines().filter(|l| !l.trim().is_empty());
    let first = lines.next().unwrap_or_default().trim();
    first.starts_with('{')
        && first.ends_with('}')
        && lines
            .next()
            .is_some_and(|l| l.trim_start().starts_with('{'))
}

/// Text may begin with a bracket, too: JSON goes on with a quote or a bracket.
fn is_json(start: &str) -> bool {
    let next = start[1..].trim_start().chars().next();
    matches!(next, Some('"' | '{' | '[' | '}' | ']')) || next.is_none()
}

fn is_binary(text: &str) -> bool {
    let mut bad = 0;
    let mut all = 0;
    for c in text.chars().take(4096) {
        all += 1;
        if c == '\0' {
            bad += 4;
        } else if (c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\u{C}' | '\u{1B}'))
            || c == '\u{FFFD}'
        {
            bad += 1;
        }
    }
    bad * 10 > all
}
