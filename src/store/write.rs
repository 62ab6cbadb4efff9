//! Writes an index, whole or not at all.

mod texts;

use super::StoreError;
use super::bones::Bones;
use super::pack::Packer;
use super::schema::{Fingerprint, INDEXES, SCHEMA, SCHEMA_VERSION};
use super::seal::seal;
use crate::query::shelf::Shelved;
use crate::query::{Built, FileFate, FileRecord, SourceIdx};
use crate::text::fold::fold;
use rayon::prelude::*;
use rusqlite::{Connection, params};
use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::sync_channel;

pub(super) use texts::fill_later;
use texts::{Sentences, Texts};

/// How many articles are packed at once, side by side, before they go in.
const BATCH: usize = 512;

/// Articles whose beginnings make up the dictionary.
const SAMPLED: usize = 16;
/// Bytes of each of them, of what linking says of it, and of a moment's members.
const SAMPLE: [usize; 3] = [4096, 1024, 512];

/// Writes `built` as the index `path`, replacing what is there in one step.
///
/// # Errors
///
/// Fails when the folder cannot be written or the disk is full; the old index, if any, is
/// then still in place.
pub fn write(
    path: &Path,
    name: &str,
    print: &Fingerprint,
    built: &Built,
) -> Result<(), StoreError> {
    replace(path, |temporary| {
        let mut db = Connection::open(temporary)?;
        fill(&mut db, name, print, built, Words::Now)?;
        db.close().map_err(|(_, error)| error)
    })
}

/// Makes a copy of the index `from` the index `to`, for files that differ from those it was
/// made from in nothing but place and time of change.
///
/// # Errors
///
/// As [`fn@write`].
pub fn adopt(
    from: &Path,
    to: &Path,
    name: &str,
    print: &Fingerprint,
    files: &[FileRecord],
) -> Result<(), StoreError> {
    let io = |source| StoreError::Io {
        path: to.to_owned(),
        source,
    };
    let mut copied = Ok(0);
    replace(to, |temporary| {
        copied = std::fs::copy(from, temporary);
        if copied.is_err() {
            return Ok(());
        }
        let mut db = Connection::open(temporary)?;
        unsafely(&db)?;
        let tx = db.transaction()?;
        tx.execute_batch(
            "DELETE FROM file; DELETE FROM meta WHERE key IN ('name', 'fingerprint')",
        )?;
        heading(&tx, name, print, files)?;
        tx.commit()?;
        db.close().map_err(|(_, error)| error)
    })?;
    copied.map(|_| ()).map_err(io)
}

/// Lets `fill` make a file beside `path`, then puts it there in one step.
fn replace(
    path: &Path,
    fill: impl FnOnce(&Path) -> Result<(), rusqlite::Error>,
) -> Result<(), StoreError> {
    let io = |source| StoreError::Io {
        path: path.to_owned(),
        source,
    };
    let folder = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(io)?;
    let temporary = tempfile::Builder::new()
        .prefix(TEMPORARY)
        .suffix(".sqlite")
        .tempfile_in(folder)
        .map_err(io)?;
    fill(temporary.path()).map_err(|source| StoreError::Sqlite {
        path: path.to_owned(),
        source,
    })?;
    seal(temporary.path()).map_err(io)?;
    temporary.as_file().sync_all().map_err(io)?;
    let file = temporary.persist(path).map_err(|e| io(e.error))?;
    drop(file);
    // The new name itself must outlive a power cut; where folders cannot be synced, the old
    // state is the worst that can come back.
    #[cfg(unix)]
    let _ = std::fs::File::open(folder).and_then(|f| f.sync_all());
    sweep(folder);
    Ok(())
}

/// How files in the making are called; one that a kill left behind is swept away.
const TEMPORARY: &str = ".parallax-";

/// Removes what killed writers left behind: files in the making that nobody has written to
/// for an hour.
fn sweep(folder: &Path) {
    let hour = std::time::Duration::from_secs(3600);
    for entry in std::fs::read_dir(folder).into_iter().flatten().flatten() {
        let ours = entry.file_name().to_string_lossy().starts_with(TEMPORARY);
        let old = entry
            .metadata()
            .and_then(|m| m.modified())
            .is_ok_and(|t| t.elapsed().is_ok_and(|age| age > hour));
        if ours && old {
            let path = entry.path();
            let _ = std::fs::remove_file(&path).or_else(|_| std::fs::remove_dir_all(&path));
        }
    }
}

/// When the words of sentences go in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Words {
    /// With everything else.
    Now,
    /// When first asked for.
    Later,
}

/// The file is thrown away unless it is finished, so nothing needs a journal.
fn unsafely(db: &Connection) -> Result<(), rusqlite::Error> {
    db.execute_batch(
        "PRAGMA page_size=32768; PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; \
         PRAGMA temp_store=MEMORY; PRAGMA cache_size=-32768;",
    )
}

/// Puts a built corpus into an empty database.
pub(super) fn fill(
    db: &mut Connection,
    name: &str,
    print: &Fingerprint,
    built: &Built,
    words: Words,
) -> Result<(), rusqlite::Error> {
    unsafely(db)?;
    let tx = db.transaction()?;
    tx.execute_batch(SCHEMA)?;
    let dictionary = dictionary(built);
    put(&tx, "version", SCHEMA_VERSION.as_bytes())?;
    put(&tx, "dictionary", &dictionary)?;
    heading(&tx, name, print, &built.files)?;
    let of = |list: &[&str]| -> rustc_hash::FxHashMap<String, u32> {
        list.iter().map(|s| (*s).to_owned()).zip(0u32..).collect()
    };
    let stories: Vec<&str> = built.stories.iter().map(|s| s.id.0.as_str()).collect();
    let stories = of(&stories);
    let moments: Vec<&str> = built.rows.iter().map(|m| m.id.0.as_str()).collect();
    let moments = of(&moments);
    let texts = Texts::new(&tx, &moments)?;
    articles(
        &tx,
        built,
        &stories,
        &dictionary,
        (words == Words::Now).then_some(texts),
    )?;
    self::moments(&tx, built, &dictionary)?;
    lists(&tx, built)?;
    tx.execute_batch(INDEXES)?;
    tx.commit()
}

/// What says which corpus it is and how its files were.
fn heading(
    db: &Connection,
    name: &str,
    print: &Fingerprint,
    files: &[FileRecord],
) -> Result<(), rusqlite::Error> {
    put(db, "name", name.as_bytes())?;
    put(db, "fingerprint", &print.to_bytes())?;
    let mut file = db.prepare("INSERT INTO file VALUES(?1, ?2, ?3, ?4, ?5, ?6)")?;
    for f in files {
        file.execute(params![
            f.path,
            f.size.cast_signed(),
            f.changed,
            f.content.map(u64::cast_signed),
            f.context.cast_signed(),
            f.sources.join("\n"),
        ])?;
    }
    Ok(())
}

pub(super) fn put(db: &Connection, key: &str, value: &[u8]) -> Result<(), rusqlite::Error> {
    db.execute(
        "INSERT OR REPLACE INTO meta VALUES(?1, ?2)",
        params![key, value],
    )
    .map(|_| ())
}

/// Beginnings of values as they are packed, so that small ones compress as part of many.
fn dictionary(built: &Built) -> Vec<u8> {
    let mut out = Vec::new();
    let mut add = |bytes: Vec<u8>, limit: usize| {
        out.extend_from_slice(&bytes[..bytes.len().min(limit)]);
    };
    let step = built.articles.len().div_ceil(SAMPLED).max(1);
    for moment in built
        .moments
        .iter()
        .step_by(built.moments.len().div_ceil(SAMPLED).max(1))
    {
        add(postcard::to_stdvec(moment).unwrap_or_default(), SAMPLE[2]);
    }
    for s in built.articles.iter().step_by(step) {
        add(
            postcard::to_stdvec(&(&s.linked, &s.moments)).unwrap_or_default(),
            SAMPLE[1],
        );
    }
    for s in built.articles.iter().step_by(step) {
        add(
            postcard::to_stdvec(&(&s.article, &s.digest)).unwrap_or_default(),
            SAMPLE[0],
        );
    }
    out
}

/// What is computed of one article before it goes in.
struct Packed {
    data: Vec<u8>,
    linked: Vec<u8>,
    sentences: Option<Sentences>,
}

impl Packed {
    fn new(shelved: &Shelved, packer: Option<&mut Packer>, words: bool) -> Self {
        let (mut data, mut linked) = (Vec::new(), Vec::new());
        if let Some(packer) = packer {
            data = packer.pack(&(&shelved.article, &shelved.digest));
            linked = packer.pack(&(&shelved.linked, &shelved.moments));
        }
        Self {
            data,
            linked,
            sentences: words.then(|| Sentences::of(shelved)),
        }
    }
}

fn articles(
    db: &Connection,
    built: &Built,
    story_of: &rustc_hash::FxHashMap<String, u32>,
    dictionary: &[u8],
    mut texts: Option<Texts<'_>>,
) -> Result<(), rusqlite::Error> {
    let mut article =
        db.prepare("INSERT INTO article VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)")?;
    let mut told = db.prepare("INSERT INTO told VALUES(?1, ?2, ?3)")?;
    let words = texts.is_some();
    let mut insert =
        |idx: usize, shelved: &Shelved, packed: Packed| -> Result<(), rusqlite::Error> {
            let published = shelved.linked.published.value.map(|d| d.to_string());
            article.execute(params![
                int(idx),
                shelved.article.name.path,
                shelved.article.name.record,
                shelved.source.0,
                story_of.get(shelved.story.0.as_str()),
                shelved.article.title,
                published,
                !shelved.article.truncated,
                shelved.linked.copy_of.map(|a| a.0),
                shelved.linked.version_of.map(|a| a.0),
            ])?;
            told.execute(params![int(idx), packed.data, packed.linked])?;
            if let (Some(texts), Some(sentences)) = (&mut texts, &packed.sentences) {
                texts.put(idx, shelved, sentences)?;
            }
            Ok(())
        };
    // Packing and putting in go on side by side.
    let (sender, receiver) = sync_channel::<Vec<Packed>>(2);
    let pack = |batch: &[Arc<Shelved>]| -> Vec<Packed> {
        batch
            .par_iter()
            .map_init(
                || Packer::new(dictionary).ok(),
                |packer, s| Packed::new(s, packer.as_mut(), words),
            )
            .collect()
    };
    std::thread::scope(|scope| {
        scope.spawn(move || {
            for batch in built.articles.chunks(BATCH) {
                if sender.send(pack(batch)).is_err() {
                    break;
                }
            }
        });
        let mut all = built.articles.iter().enumerate();
        for packed in receiver {
            for (packed, (idx, shelved)) in packed.into_iter().zip(&mut all) {
                insert(idx, shelved, packed)?;
            }
        }
        Ok::<(), rusqlite::Error>(())
    })?;
    if let Some(texts) = texts {
        texts.finish()?;
    }
    Ok(())
}

fn moments(db: &Connection, built: &Built, dictionary: &[u8]) -> Result<(), rusqlite::Error> {
    let mut moment =
        db.prepare("INSERT INTO moment VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")?;
    let mut member = db.prepare("INSERT INTO member VALUES(?1, ?2)")?;
    let packed: Vec<Vec<u8>> = built
        .moments
        .par_iter()
        .map_init(
            || Packer::new(dictionary).ok(),
            |packer, m| packer.as_mut().map(|p| p.pack(m)).unwrap_or_default(),
        )
        .collect();
    let mut names: BTreeMap<String, Vec<u32>> = BTreeMap::new();
    let mut bones = Bones::default();
    for (pos, (m, row)) in built.moments.iter().zip(&built.rows).enumerate() {
        moment.execute(params![
            int(pos),
            row.id.0,
            row.label,
            row.status.word(),
            row.window.map(|w| w.earliest_text()),
            row.window.map(|w| w.latest_text()),
            row.window.map(|w| format!("{:?}", w.grain).to_lowercase()),
            row.salience,
            m.story,
            int(row.n_tellings),
            row.differs.join(", "),
        ])?;
        member.execute(params![int(pos), packed[pos]])?;
        let mut told: BTreeMap<SourceIdx, u32> = BTreeMap::new();
        for of in &m.members {
            let Some(shelved) = built.articles.get(of.article.at()) else {
                continue;
            };
            *told.entry(shelved.source).or_default() += 1;
            let Some(t) = shelved.digest.tellings.get(of.telling as usize) else {
                continue;
            };
            for found in t
                .names
                .iter()
                .filter_map(|k| shelved.digest.names.get(*k as usize))
            {
                for form in std::iter::once(&found.text).chain(&found.aliases) {
                    let held = names.entry(fold(form)).or_default();
                    let pos = u32::try_from(pos).unwrap_or(u32::MAX);
                    if held.last() != Some(&pos) {
                        held.push(pos);
                    }
                }
            }
        }
        let told: Vec<_> = told.into_iter().collect();
        bones.push(row, m.story, &told);
    }
    let mut name = db.prepare("INSERT INTO name VALUES(?1, ?2)")?;
    for (folded, held) in names {
        let bytes: Vec<u8> = held.iter().flat_map(|n| n.to_le_bytes()).collect();
        name.execute(params![folded, bytes])?;
    }
    let bones = bones.to_bytes();
    put(
        db,
        "check",
        &xxhash_rust::xxh3::xxh3_64(&bones).to_le_bytes(),
    )?;
    put(db, "bones", &bones)
}

fn lists(db: &Connection, built: &Built) -> Result<(), rusqlite::Error> {
    let mut source = db.prepare("INSERT INTO source VALUES(?1, ?2, ?3, ?4, ?5)")?;
    let mut n_moments = vec![0usize; built.sources.len()];
    for row in &built.rows {
        for s in &row.sources {
            n_moments[s.0 as usize] += 1;
        }
    }
    for (i, of) in built.source_facts().into_iter().enumerate() {
        let from = serde_json::to_string(&of.1).unwrap_or_default();
        let from = from.trim_matches('"');
        let counts = (int(of.0), int(n_moments[i]));
        source.execute(params![int(i), built.sources[i], from, counts.0, counts.1])?;
    }
    let mut story = db.prepare("INSERT INTO story VALUES(?1, ?2, ?3, ?4, ?5, ?6)")?;
    for (n, (s, (count, span))) in built.stories.iter().zip(built.story_facts()).enumerate() {
        story.execute(params![
            int(n),
            s.id.0,
            s.label,
            span.map(|(first, _)| first.to_string()),
            span.map(|(_, last)| last.to_string()),
            int(count)
        ])?;
    }
    let mut problem = db.prepare("INSERT INTO problem VALUES(?1, ?2, ?3, ?4)")?;
    for p in &built.problems {
        let fate = match p.fate {
            FileFate::Read => "read",
            FileFate::Skipped => "skipped",
            FileFate::Partial => "partial",
        };
        problem.execute(params![p.name.path, p.name.record, fate, p.reason])?;
    }
    Ok(())
}

/// SQLite's integers are signed.
pub(super) fn int(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
