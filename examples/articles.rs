//! Prints what is read of the paths given, as JSON Lines: `cargo run --example articles -- PATH…`
use parallax::corpus::{Options, Outcome, read};

fn main() {
    let options = Options {
        paths: std::env::args_os().skip(1).map(Into::into).collect(),
        map: Vec::new(),
    };
    let done = read(&options, &mut |outcome| match outcome {
        Outcome::Read(a) => println!("read {}", serde_json::to_string(&a).expect("plain data")),
        Outcome::Partial(a, why) => println!(
            "partial {why} {}",
            serde_json::to_string(&a).expect("plain data")
        ),
        Outcome::Skipped(name, why) => println!("skipped {name}: {why}"),
    });
    if let Err(why) = done {
        eprintln!("{why}");
    }
}
