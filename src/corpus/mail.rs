//! Mail: single messages and mailboxes.

use super::draft::{Draft, Found, Lines, Role};
use super::html;
use super::stream::{MAX_DOCUMENT, broken};
use crate::article::Format;
use mail_parser::MessageParser;
use std::io::{BufRead, Read};

pub(super) fn read_one(bytes: &[u8], found: &mut dyn FnMut(Found)) {
    found(message(bytes, None));
}

/// Reads a mailbox a message at a time.
pub(super) fn read_box(
    source: &mut dyn BufRead,
    found: &mut dyn FnMut(Found),
) -> Result<(), String> {
    let mut message_bytes: Vec<u8> = Vec::new();
    let mut line = Vec::new();
    let mut number = 0u64;
    let mut after_blank = true;
    let mut too_long = false;
    loop {
        line.clear();
        let n = Read::take(&mut *source, MAX_DOCUMENT as u64)
            .read_until(b'\n', &mut line)
            .map_err(|why| broken(&why))?;
        let begins = after_blank && line.starts_with(b"From ") && (number == 0 || is_dated(&line));
        if n == 0 || begins {
            if too_long {
                let why = format!("message {number} is larger than 64 MB");
                found(Found::broken(Some(number.to_string()), why));
            } else if !message_bytes.trim_ascii().is_empty() {
                found(message(&message_bytes, Some(number.to_string())));
            }
            if n == 0 {
                return Ok(());
            }
            number += 1;
            too_long = false;
            message_bytes.clear();
            after_blank = false;
            continue;
        }
        after_blank = line.trim_ascii().is_empty();
        if message_bytes.len() + line.len() > MAX_DOCUMENT {
            too_long = true;
            message_bytes.clear();
        }
        if !too_long {
            let quoted = line.iter().position(|b| *b != b'>').unwrap_or(0);
            let from = quoted > 0 && line[quoted..].starts_with(b"From ");
            message_bytes.extend_from_slice(&line[usize::from(from)..]);
        }
    }
}

/// Tells whether a line that begins with "From " says when mail came, as the mark between
/// two messages does; sentences begin so, too.
fn is_dated(line: &[u8]) -> bool {
    let digits = |word: &[u8]| word.iter().all(u8::is_ascii_digit);
    line.trim_ascii()
        .split(u8::is_ascii_whitespace)
        .any(|word| {
            word.len() == 4 && digits(word) && matches!(word[..2], [b'1', b'9'] | [b'2', b'0'])
        })
}

fn message(bytes: &[u8], record: Option<String>) -> Found {
    let Some(mail) = MessageParser::default().parse(bytes) else {
        return Found::broken(record, "not a mail message".to_owned());
    };
    let mut draft = Draft {
        format: if record.is_some() {
            Format::Mailbox
        } else {
            Format::Mail
        },
        title: mail.subject().map(str::to_owned),
        record,
        ..Draft::default()
    };
    if let Some(from) = mail.from().and_then(|f| f.first()) {
        let domain = from
            .address()
            .and_then(|a| a.rsplit_once('@'))
            .map(|(_, d)| d);
        match (from.name(), domain) {
            (Some(name), _) => draft.outlet(name),
            (None, Some(domain)) => draft.outlet(domain),
            _ => {}
        }
    }
    if let Some(date) = mail.date() {
        draft.date("Date", &date.to_rfc3339(), Role::Published);
    }
    // What the parser makes of a page runs its paragraphs together.
    let is_plain = mail.text_part(0).is_some_and(|p| !p.is_text_html());
    let text = mail
        .body_text(0)
        .filter(|_| is_plain)
        .map(std::borrow::Cow::into_owned);
    let page = mail.body_html(0).map(|h| html::fragment(&h));
    // Many newsletters put "view in browser" into the plain part.
    draft.body = match (text, page) {
        (Some(text), Some(page)) if text.len() * 3 < page.len() => page,
        (Some(text), _) => text,
        (None, Some(page)) => page,
        (None, None) => String::new(),
    };
    draft.lines = Lines::Same;
    Found::Article(Box::new(draft))
}
