//! Reads XML and feeds: nothing may panic, hang, or let an unsafe character through.
#![no_main]

use libfuzzer_sys::fuzz_target;
use parallax::corpus::{Options, Outcome, read_bytes};
use parallax::text::clean::clean;

fuzz_target!(|bytes: &[u8]| {
    let mut whole = b"<?xml version=\"1.0\"?>".to_vec();
    whole.extend_from_slice(bytes);
    let bytes = whole.as_slice();
    read_bytes(&Options::default(), "x.xml", bytes, &mut |outcome| {
        if let Outcome::Read(article) | Outcome::Partial(article, _) = outcome {
            assert_eq!(clean(&article.body), article.body);
            assert!(article.noise.iter().all(|r| article.body.get(r.clone()).is_some()));
        }
    });
});
