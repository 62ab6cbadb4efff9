//! Reads Word documents, packed anew so that no checksum stands before the reader: nothing may
//! panic, hang, or let an unsafe character through.
#![no_main]

use libfuzzer_sys::fuzz_target;
use parallax::corpus::{Options, Outcome, read_bytes};
use parallax::text::clean::clean;
use std::io::{Cursor, Write};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

fn pack(document: &[u8]) -> Vec<u8> {
    let stored = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", stored)
        .expect("a new archive takes a member");
    zip.write_all(document)
        .expect("memory takes what is written");
    zip.finish()
        .expect("an archive in memory ends")
        .into_inner()
}

fuzz_target!(|bytes: &[u8]| {
    let bytes = pack(bytes);
    read_bytes(&Options::default(), "x.docx", &bytes, &mut |outcome| {
        if let Outcome::Read(article) | Outcome::Partial(article, _) = outcome {
            assert_eq!(clean(&article.body), article.body);
            assert!(
                article
                    .noise
                    .iter()
                    .all(|r| article.body.get(r.clone()).is_some())
            );
        }
    });
});
