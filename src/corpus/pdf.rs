//! PDF, by the program `pdftotext` where it is installed.

use super::draft::{Draft, Found, Lines};
use super::stream::{MAX_DOCUMENT, broken};
use crate::article::Format;
use std::io::{self, Read, Write};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

/// A page takes milliseconds; whatever takes this long is a trap.
const PATIENCE: Duration = Duration::from_secs(30);

pub(super) fn read(
    on_disk: Option<&Path>,
    bytes: &mut dyn Read,
    found: &mut dyn FnMut(Found),
) -> Result<(), String> {
    let path = on_disk.and_then(|p| std::path::absolute(p).ok());
    let mut packed = Vec::new();
    if path.is_none() {
        bytes
            .take(MAX_DOCUMENT as u64 + 1)
            .read_to_end(&mut packed)
            .map_err(|why| broken(&why))?;
        if packed.len() > MAX_DOCUMENT {
            return Err("a PDF larger than 64 MB inside of something; unpack it first".to_owned());
        }
    }
    let mut command = Command::new("pdftotext");
    command.args(["-q", "-enc", "UTF-8"]);
    match &path {
        Some(path) => command.arg(path),
        None => command.arg("-"),
    };
    let mut child = command
        .arg("-")
        .stdin(if path.is_some() { Stdio::null() } else { Stdio::piped() })
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|why| match why.kind() {
            io::ErrorKind::NotFound => {
                "PDF needs pdftotext, which is not installed; install poppler-utils or convert it to text".to_owned()
            }
            _ => format!("pdftotext cannot be run: {why}"),
        })?;
    let text = converse(&mut child, packed);
    let _ = child.kill();
    let _ = child.wait();
    let text = text?;
    let text = String::from_utf8_lossy(&text);
    if text.trim().is_empty() {
        return Err("a PDF without text, perhaps scanned; run it through OCR first".to_owned());
    }
    found(Found::Article(Box::new(Draft {
        format: Format::Pdf,
        // Pages end in form feeds, which are no ends of articles here.
        body: flowing(&text.replace('\u{C}', "\n")),
        lines: Lines::Same,
        ..Draft::default()
    })));
    Ok(())
}

/// Joins the lines of a column into paragraphs: a line that is nearly full goes on in the
/// next, and so does one before a line that begins in lower case.
fn flowing(text: &str) -> String {
    let mut lengths: Vec<usize> = text
        .lines()
        .map(|l| l.trim().chars().count())
        .filter(|n| *n >= 20)
        .collect();
    lengths.sort_unstable();
    let usual = lengths.get(lengths.len() / 2).copied().unwrap_or(0);
    let mut out = String::with_capacity(text.len());
    // Characters of the last line, none when the next may not be put behind it.
    let mut last = 0;
    for line in text.lines().map(str::trim) {
        let full = last > 0 && last * 5 >= usual * 4;
        if !line.is_empty() && (full || last >= 20 && line.starts_with(char::is_lowercase)) {
            out.push(' ');
        } else if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(line);
        last = line.chars().count();
    }
    out
}

/// Feeds the program and takes what it says, for as long as patience lasts.
fn converse(child: &mut Child, packed: Vec<u8>) -> Result<Vec<u8>, String> {
    if let Some(mut stdin) = child.stdin.take() {
        std::thread::spawn(move || {
            // It may well stop reading early.
            let _ = stdin.write_all(&packed);
        });
    }
    let stdout = child.stdout.take().ok_or("pdftotext says nothing")?;
    let (send, receive) = std::sync::mpsc::channel();
    std::thread::spawn(move || {
        let mut text = Vec::new();
        let done = stdout.take(MAX_DOCUMENT as u64).read_to_end(&mut text);
        let _ = send.send(done.map(|_| text));
    });
    let text = receive
        .recv_timeout(PATIENCE)
        .map_err(|_| "pdftotext took longer than 30 seconds; convert it to text".to_owned())?
        .map_err(|why| broken(&why))?;
    Ok(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_a_column_become_paragraphs() {
        let text = "Council closes pier\nThe council of the bay voted on Tuesday to\nclose the pier for repairs, after a storm had torn at\nit for a night.\n\nIt will open again in March, when the ice\nhas gone.\n";
        assert_eq!(
            flowing(text),
            "Council closes pier\nThe council of the bay voted on Tuesday to close the pier for repairs, after a storm had torn at it for a night.\n\nIt will open again in March, when the ice has gone."
        );
    }
}
