//! How values are packed into the index: postcard, then zstd with a checksum.
//!
//! What comes out of a file is never trusted: a value that is cut, swapped or flipped
//! unpacks to nothing, and never to another value.

use serde::Serialize;
use serde::de::DeserializeOwned;
use zstd::bulk::{Compressor, Decompressor};

/// Level 3 is where zstd stops getting much smaller for its time on text.
const LEVEL: i32 = 3;

/// A value never unpacks to more; a larger number is damage.
const LARGEST: u32 = 1 << 30;

/// Returns words that what linking says is full of, so that small values compress.
pub(super) fn links_dictionary() -> Vec<u8> {
    let names = crate::link::feature_names();
    let reasons = names
        .iter()
        .map(|name| format!(", {name} +0.1, {name} -0.2"));
    let mut out: String = reasons.collect();
    out.push_str("published stated same story weighed together with .jsonl# (+1.5): ");
    out.into_bytes()
}

/// Packs values; one for each thread.
pub(super) struct Packer(Compressor<'static>);

impl Packer {
    pub fn new(dictionary: &[u8]) -> Result<Self, std::io::Error> {
        let mut zstd = Compressor::with_dictionary(LEVEL, dictionary)?;
        zstd.set_parameter(zstd::zstd_safe::CParameter::ChecksumFlag(true))?;
        Ok(Self(zstd))
    }

    /// For what lives no longer than the program.
    pub fn quick() -> Result<Self, std::io::Error> {
        Compressor::new(1).map(Self)
    }

    /// Returns the bytes of a value: its length, then the value.
    pub fn pack<T: Serialize>(&mut self, value: &T) -> Vec<u8> {
        let plain = postcard::to_stdvec(value).unwrap_or_default();
        let length = u32::try_from(plain.len()).unwrap_or(u32::MAX);
        let mut out = length.to_le_bytes().to_vec();
        out.extend(self.0.compress(&plain).unwrap_or_default());
        out
    }
}

/// Unpacks values; one for each thread.
pub(super) struct Unpacker(Decompressor<'static>);

impl Unpacker {
    pub fn new(dictionary: &[u8]) -> Result<Self, std::io::Error> {
        Decompressor::with_dictionary(dictionary).map(Self)
    }

    /// Returns the value that was packed; `None` when it is damaged.
    pub fn unpack<T: DeserializeOwned>(&mut self, packed: &[u8]) -> Option<T> {
        let (length, rest) = packed.split_first_chunk::<4>()?;
        let length = u32::from_le_bytes(*length);
        if length > LARGEST {
            return None;
        }
        let length = usize::try_from(length).ok()?;
        let plain = self.0.decompress(rest, length).ok()?;
        if plain.len() != length {
            return None;
        }
        postcard::from_bytes(&plain).ok()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_damaged_unpacks_to_nothing() {
        let words = vec![
            "ferry".to_owned(),
            "harbour".to_owned(),
            "strike".to_owned(),
        ];
        for dictionary in [&b""[..], b"the harbour and the ferry went on strike"] {
            let packed = Packer::new(dictionary).unwrap().pack(&words);
            let mut unpacker = Unpacker::new(dictionary).unwrap();
            assert_eq!(unpacker.unpack(&packed), Some(words.clone()));
            for at in 0..packed.len() {
                assert_eq!(unpacker.unpack::<Vec<String>>(&packed[..at]), None);
                let mut flipped = packed.clone();
                flipped[at] ^= 0x10;
                let got = unpacker.unpack::<Vec<String>>(&flipped);
                // Some bits of a frame's head say nothing about its content.
                assert!(got.is_none() || got.as_ref() == Some(&words), "byte {at}");
            }
        }
    }
}
