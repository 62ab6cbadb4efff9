//! Prints what each article of a corpus tells: `cargo run --example tellings -- CORPUS`.
//!
//! One block per telling: status, dating with the words of the time, headline; below it
//! the sentence and what was found in it.

use parallax::corpus::{Options, Outcome, read};
use parallax::telling::digest;
use std::io::{self, BufWriter, Write};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let paths = std::env::args_os().skip(1).map(Into::into).collect();
    let options = Options {
        paths,
        ..Options::default()
    };
    let mut out = BufWriter::new(io::stdout().lock());
    let mut failed = None;
    read(&options, &mut |outcome| {
        if let Outcome::Read(article) | Outcome::Partial(article, _) = outcome
            && let Err(error) = print(&article, &mut out)
        {
            failed.get_or_insert(error);
        }
    })?;
    failed.map_or(Ok(()), |error| Err(error.into()))
}

fn print(article: &parallax::article::Article, out: &mut impl Write) -> io::Result<()> {
    let digest = digest(article);
    writeln!(out, "=== {} ({} words)", digest.name, digest.words)?;
    let names: Vec<String> = digest
        .names
        .iter()
        .map(|n| format!("{} {:?} {:?}", n.text, n.kind, n.aliases))
        .collect();
    writeln!(out, "names: {}", names.join("; "))?;
    for telling in &digest.tellings {
        let time = telling
            .time
            .map(|i| &article.body[digest.times.span(i as usize)])
            .unwrap_or("-");
        writeln!(
            out,
            "{:<9} {:?} [{}] {{{}}} {}",
            telling.status.word(),
            telling.dating,
            time,
            telling.action.as_deref().unwrap_or("-"),
            telling.headline
        )?;
        writeln!(out, "    | {}", telling.text.replace('\n', " "))?;
        if telling.clause != telling.sentence {
            writeln!(
                out,
                "    clause: {}",
                article.body[telling.clause.clone()].replace('\n', " ")
            )?;
        }
        for add in &telling.adds {
            writeln!(
                out,
                "    + {}",
                article.body[add.clone()].replace('\n', " ")
            )?;
        }
        for q in &telling.quantities {
            writeln!(
                out,
                "    # {} = {}{} {:?} {} / {}",
                q.text,
                q.value,
                q.upper.map(|u| format!("–{u}")).unwrap_or_default(),
                q.bound,
                q.unit,
                q.subject
            )?;
        }
        if let Some(by) = &telling.said_by {
            writeln!(
                out,
                "    @ {:?}: {} ({})",
                by.kind,
                by.text,
                by.verb.as_deref().unwrap_or("-")
            )?;
        }
    }
    Ok(())
}
