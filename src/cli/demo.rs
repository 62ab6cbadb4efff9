//! The sample corpus inside the program, for those who have no articles at hand.
//!
//! It is unpacked into a temporary folder, which is removed when the program ends.

use super::Failure;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;

macro_rules! file {
    ($path:literal) => {
        (
            $path,
            include_bytes!(concat!("../../sample-data/aleppo-2016/", $path)).as_slice(),
        )
    };
}

/// Every file of the sample corpus. A test holds the list against the folder.
const FILES: &[(&str, &[u8])] = &[
    file!("canal-courier/aleppo-pause.html"),
    file!("canal-courier/corridors.html"),
    file!("canal-courier/domes.html"),
    file!("canal-courier/paris-trip-off.html"),
    file!("harbour-post/2016-09-20-convoy.md"),
    file!("harbour-post/2016-10-09-veto.md"),
    file!("harbour-post/2016-10-11-visit-evening.md"),
    file!("harbour-post/2016-10-11-visit.md"),
    file!("harbour-post/2016-10-16-lausanne.md"),
    file!("kestrel-review/2016-10-05 Nobody left to talk to.txt"),
    file!("kestrel-review/2016-10-13 The guest who stayed home.txt"),
    file!("meridian-wire.jsonl"),
    file!("north-herald/aleppo-pause.json"),
    file!("north-herald/berlin-dinner.json"),
    file!("north-herald/paris-trip.json"),
    file!("north-herald/truce-begins.json"),
    file!("pasted-text.txt"),
];

/// The sample corpus on disk, for as long as this lives.
pub struct Demo {
    // Dropping it removes the folder.
    _folder: TempDir,
    /// The corpus.
    pub path: PathBuf,
}

/// Unpacks the sample corpus.
///
/// # Errors
///
/// Fails when the temporary folder cannot be written.
pub fn unpack() -> Result<Demo, Failure> {
    let failed =
        |e: std::io::Error| Failure::Fatal(format!("cannot unpack the sample corpus: {e}"));
    let folder = tempfile::Builder::new()
        .prefix("parallax-")
        .tempdir()
        .map_err(failed)?;
    let path = folder.path().join("aleppo-2016");
    for (name, bytes) in FILES {
        let file = path.join(name);
        fs::create_dir_all(file.parent().unwrap_or(Path::new("."))).map_err(failed)?;
        fs::write(file, bytes).map_err(failed)?;
    }
    Ok(Demo {
        _folder: folder,
        path,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(dir: &Path) -> usize {
        fs::read_dir(dir)
            .unwrap()
            .map(|e| e.unwrap().path())
            .map(|p| if p.is_dir() { count(&p) } else { 1 })
            .sum()
    }

    #[test]
    fn the_program_carries_the_whole_sample() {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/aleppo-2016");
        assert_eq!(count(&dir), FILES.len());
        let demo = unpack().unwrap();
        assert_eq!(count(&demo.path), FILES.len());
    }
}
