//! Reads whatever the bytes look like: nothing may panic, hang, or let an unsafe character through.
#![no_main]

use libfuzzer_sys::fuzz_target;
use parallax::corpus::{Options, Outcome, read_bytes};
use parallax::text::clean::clean;

fuzz_target!(|bytes: &[u8]| {
    read_bytes(&Options::default(), "x", bytes, &mut |outcome| {
        if let Outcome::Read(article) | Outcome::Partial(article, _) = outcome {
            assert_eq!(clean(&article.body), article.body);
            assert!(article.noise.iter().all(|r| article.body.get(r.clone()).is_some()));
        }
    });
});
