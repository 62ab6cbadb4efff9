//! Lists the files of a corpus: never opens one, never leaves the corpus.

use super::{OpenError, sidecar};
use crate::article::ArticleName;
use crate::text::clean::clean_line;
use std::fs::{self, FileType};
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// A file that may hold articles.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FileEntry {
    /// Its name in the corpus, as in [`ArticleName::path`].
    pub path: String,
    /// Where it is; `-` for standard input.
    pub on_disk: PathBuf,
    /// Its size in bytes when the corpus was opened; 0 for standard input.
    pub size: u64,
    /// When it was last changed; tells only whether it must be read again.
    pub modified: Option<SystemTime>,
    /// Hash of everything but the file's own bytes and name that its articles depend on
    /// (options, sidecar, habits of the sources, version of the readers). Same path, same
    /// bytes and same context: same articles.
    pub context: u64,
}

impl FileEntry {
    /// Returns whether this is standard input, which can be read only once.
    pub fn is_stdin(&self) -> bool {
        self.on_disk == Path::new("-")
    }

    /// Returns when it was last changed, in nanoseconds since 1970; 0 when that is not known.
    pub fn changed(&self) -> i64 {
        self.modified
            .and_then(|t| t.duration_since(SystemTime::UNIX_EPOCH).ok())
            .and_then(|d| i64::try_from(d.as_nanos()).ok())
            .unwrap_or(0)
    }

    /// Returns a hash of its bytes as they are now; `None` when they cannot be read.
    pub fn content(&self) -> Option<u64> {
        let meta = fs::metadata(&self.on_disk).ok()?;
        if !meta.is_file() {
            return None;
        }
        // What is written to it from now on is not of it.
        let mut file = fs::File::open(&self.on_disk).ok()?.take(meta.len());
        let mut hash = xxhash_rust::xxh3::Xxh3::new();
        let mut buffer = vec![0; 64 * 1024];
        loop {
            match file.read(&mut buffer) {
                Ok(0) => return Some(hash.digest()),
                Ok(n) => hash.update(&buffer[..n]),
                Err(why) if why.kind() == io::ErrorKind::Interrupted => {}
                Err(_) => return None,
            }
        }
    }
}

/// What was found.
pub(super) struct Walked {
    pub files: Vec<FileEntry>,
    pub skipped: Vec<(ArticleName, String)>,
    /// Folder (empty, or ending in `/`) and text of each sidecar.
    pub sidecars: Vec<(String, String)>,
    /// The folders named, with no link in their paths.
    roots: Vec<PathBuf>,
}

/// Deeper than any folder of news, shallower than the stack of any program that opens it.
const MAX_DEPTH: usize = 128;

/// Names that speak about a corpus and are not of it.
const ABOUT: &[&str] = &[
    "readme",
    "license",
    "licence",
    "copying",
    "changelog",
    "notice",
    "citation",
];

pub(super) fn walk(roots: &[PathBuf]) -> Result<Walked, OpenError> {
    let mut walked = Walked {
        files: Vec::new(),
        skipped: Vec::new(),
        sidecars: Vec::new(),
        roots: roots
            .iter()
            .filter_map(|root| fs::canonicalize(root).ok())
            .collect(),
    };
    let prefixes = prefixes(roots);
    for (root, prefix) in roots.iter().zip(prefixes) {
        if root == Path::new("-") {
            walked.files.push(FileEntry {
                path: "-".to_owned(),
                on_disk: root.clone(),
                size: 0,
                modified: None,
                context: 0,
            });
            continue;
        }
        let fail = |source| OpenError {
            path: root.clone(),
            source,
        };
        let meta = fs::metadata(root).map_err(fail)?;
        if meta.is_dir() {
            let listing = fs::read_dir(root).map_err(fail)?;
            walked.folder(&prefix, 0, Ok(listing));
        } else if meta.is_file() {
            fs::File::open(root).map_err(fail)?;
            walked.file(root.clone(), prefix, &meta);
        } else {
            let what = special(meta.file_type());
            return Err(fail(io::Error::other(format!(
                "{what}, not a file or folder"
            ))));
        }
    }
    walked.files.sort_by(|a, b| a.path.cmp(&b.path));
    walked
        .files
        .dedup_by(|a, b| a.on_disk == b.on_disk && a.path == b.path);
    walked.skipped.sort();
    walked.skipped.dedup();
    Ok(walked)
}

/// Returns what the names under each root begin with: nothing for a single folder, the
/// name of the folder (made unique) where there are several.
fn prefixes(roots: &[PathBuf]) -> Vec<String> {
    let own = |root: &PathBuf| {
        let name = fs::canonicalize(root)
            .ok()
            .and_then(|full| full.file_name().map(|n| shown(&n.to_string_lossy())))
            .unwrap_or_else(|| shown(&root.to_string_lossy()));
        if root.is_dir() {
            format!("{name}/")
        } else {
            name
        }
    };
    if let [one] = roots
        && one.is_dir()
    {
        return vec![String::new()];
    }
    let names: Vec<String> = roots.iter().map(own).collect();
    names
        .iter()
        .zip(roots)
        .map(|(name, root)| {
            let same = names.iter().filter(|n| *n == name).count();
            if same < 2 {
                return name.clone();
            }
            let whole = shown(&root.to_string_lossy());
            let whole = whole.trim_start_matches("./").trim_end_matches('/');
            if root.is_dir() {
                format!("{whole}/")
            } else {
                whole.to_owned()
            }
        })
        .collect()
}

fn shown(name: &str) -> String {
    clean_line(name)
}

impl Walked {
    fn folder(&mut self, prefix: &str, depth: usize, listing: io::Result<fs::ReadDir>) {
        let listing = match listing {
            Ok(listing) => listing,
            Err(why) => {
                return self.skip(
                    prefix,
                    format!("the folder cannot be listed: {}", plain(&why)),
                );
            }
        };
        if depth > MAX_DEPTH {
            return self.skip(
                prefix,
                format!("folders nested more than {MAX_DEPTH} deep; open this one by itself"),
            );
        }
        let mut entries = Vec::new();
        for entry in listing {
            match entry {
                Ok(entry) => entries.push(entry),
                Err(why) => self.skip(prefix, format!("not listed whole: {}", plain(&why))),
            }
        }
        entries.sort_by_key(fs::DirEntry::file_name);
        let names: Vec<String> = entries
            .iter()
            .map(|e| e.file_name().to_string_lossy().into_owned())
            .collect();
        for (entry, raw) in entries.iter().zip(&names) {
            if raw.starts_with('.') {
                continue;
            }
            let name = format!("{prefix}{}", shown(raw));
            let kind = match entry.file_type() {
                Ok(kind) => kind,
                Err(why) => {
                    self.skip(&name, format!("vanished or unreadable: {}", plain(&why)));
                    continue;
                }
            };
            if kind.is_dir() {
                if is_page_assets(raw, &names) {
                    continue;
                }
                let path = entry.path();
                let inner = fs::read_dir(&path);
                self.folder(&format!("{name}/"), depth + 1, inner);
            } else if kind.is_file() {
                if raw == sidecar::FILE_NAME {
                    self.sidecar(&entry.path(), prefix);
                } else if !is_about(raw) {
                    match entry.metadata() {
                        Ok(meta) => self.file(entry.path(), name, &meta),
                        Err(why) => {
                            self.skip(&name, format!("vanished or unreadable: {}", plain(&why)));
                        }
                    }
                }
            } else if kind.is_symlink() {
                self.link(entry.path(), name);
            } else {
                let what = special(kind);
                self.skip(&name, format!("{what}; left alone"));
            }
        }
    }

    /// Takes a link for what it leads to. What stands in the corpus is read under its own
    /// name; only what is hidden there, as keepers of large files do, is read by the link.
    fn link(&mut self, path: PathBuf, name: String) {
        let target = match fs::canonicalize(&path) {
            Ok(target) => target,
            Err(why) if why.kind() == io::ErrorKind::NotFound => {
                return self.skip(&name, "a link to a file that is not there".to_owned());
            }
            Err(why) if why.kind() == io::ErrorKind::PermissionDenied => {
                return self.skip(&name, "a link; permission denied".to_owned());
            }
            Err(_) => {
                return self.skip(&name, "a link that leads back to itself".to_owned());
            }
        };
        let own = path
            .parent()
            .and_then(|folder| fs::canonicalize(folder).ok());
        if own.is_some_and(|own| own.starts_with(&target)) {
            return self.skip(
                &name,
                "a link back to a folder around it; left alone".to_owned(),
            );
        }
        let inner = self.roots.iter().find_map(|r| target.strip_prefix(r).ok());
        let Some(inner) = inner else {
            return self.skip(
                &name,
                "a link out of the corpus; left alone: name what it leads to as well to read it"
                    .to_owned(),
            );
        };
        let hidden = inner
            .components()
            .any(|part| part.as_os_str().to_string_lossy().starts_with('.'));
        match fs::metadata(&target) {
            Ok(meta) if hidden && meta.is_file() && !is_about(&name) => {
                self.file(target, name, &meta);
            }
            _ => {}
        }
    }

    fn file(&mut self, on_disk: PathBuf, path: String, meta: &fs::Metadata) {
        self.files.push(FileEntry {
            path,
            on_disk,
            size: meta.len(),
            modified: meta.modified().ok(),
            context: 0,
        });
    }

    fn sidecar(&mut self, path: &Path, prefix: &str) {
        let name = format!("{prefix}{}", sidecar::FILE_NAME);
        match fs::metadata(path) {
            Ok(meta) if meta.len() > sidecar::MAX_BYTES => {
                self.skip(&name, "larger than 16 MB: not a sidecar".to_owned());
            }
            _ => match fs::read_to_string(path) {
                Ok(text) => self.sidecars.push((prefix.to_owned(), text)),
                Err(why) => self.skip(&name, format!("cannot be read: {}", plain(&why))),
            },
        }
    }

    fn skip(&mut self, path: &str, why: String) {
        let name = ArticleName {
            path: path.to_owned(),
            record: None,
        };
        self.skipped.push((name, why));
    }
}

/// Returns the text of a sidecar that the user named.
pub(super) fn sidecar(path: &Path) -> Result<String, OpenError> {
    let fail = |source| OpenError {
        path: path.to_owned(),
        source,
    };
    let meta = fs::metadata(path).map_err(fail)?;
    if !meta.is_file() || meta.len() > sidecar::MAX_BYTES {
        let why = "not a sidecar: no file, or larger than 16 MB";
        return Err(fail(io::Error::other(why)));
    }
    fs::read_to_string(path).map_err(fail)
}

/// A browser saves `page.html` with its pictures and scripts in `page_files`.
fn is_page_assets(folder: &str, siblings: &[String]) -> bool {
    let Some(stem) = folder
        .strip_suffix("_files")
        .or_else(|| folder.strip_suffix(".files"))
    else {
        return false;
    };
    ["html", "htm", "xhtml"]
        .iter()
        .any(|ext| siblings.iter().any(|s| *s == format!("{stem}.{ext}")))
}

pub(super) fn is_about(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).to_lowercase();
    ABOUT.contains(&stem.as_str())
}

fn special(kind: FileType) -> &'static str {
    #[cfg(unix)]
    {
        use std::os::unix::fs::FileTypeExt as _;
        if kind.is_fifo() {
            return "a named pipe";
        }
        if kind.is_socket() {
            return "a socket";
        }
        if kind.is_block_device() || kind.is_char_device() {
            return "a device";
        }
    }
    "a special file"
}

/// Returns what went wrong in words that are the same on every system.
pub(super) fn plain(why: &io::Error) -> String {
    match why.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "permission denied".to_owned(),
        io::ErrorKind::InvalidInput | io::ErrorKind::InvalidFilename => "bad name".to_owned(),
        _ => clean_line(&why.to_string()),
    }
}
