//! Reads the files and folders given and prints the clean text of each article, as
//! `jq -r .text` does of JSON Lines; `--count` prints only how many there are.
//!
//! `cargo run --release --example articles -- [--count] PATH…`

use parallax::corpus::{Options, Outcome, read};
use std::io::{BufWriter, Write};

fn main() -> anyhow::Result<()> {
    let (flags, paths): (Vec<_>, Vec<_>) =
        std::env::args().skip(1).partition(|arg| arg == "--count");
    let options = Options {
        paths: paths.into_iter().map(Into::into).collect(),
        ..Options::default()
    };
    let mut out = BufWriter::new(std::io::stdout().lock());
    let (mut read_whole, mut partial, mut skipped) = (0, 0, 0);
    read(&options, &mut |outcome| match outcome {
        Outcome::Read(article) => {
            read_whole += 1;
            if flags.is_empty() {
                // A closed pipe ends the program quietly.
                let _ = writeln!(out, "{}", article.body);
            }
        }
        Outcome::Partial(..) => partial += 1,
        Outcome::Skipped(..) => skipped += 1,
    })?;
    if !flags.is_empty() {
        writeln!(
            out,
            "{read_whole} read, {partial} in part, {skipped} skipped"
        )?;
    }
    Ok(())
}
