//! Writes an index, whole or not at all.

use super::StoreError;
use super::bones::Bones;
use super::schema::{Fingerprint, INDEXES, SCHEMA, SCHEMA_VERSION};
use super::search::{sentence_id, words_of};
use crate::query::shelf::Shelved;
use crate::query::{Built, FileFate, SourceIdx};
use crate::text::fold::fold;
use crate::text::sentence::sentences;
use crate::text::stem::stem;
use rayon::prelude::*;
use rusqlite::{Connection, params};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

/// Level 3 is where zstd stops getting much smaller for its time on text.
const LEVEL: i32 = 3;

/// How many articles are packed at once, side by side, before they go in.
const BATCH: usize = 512;

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
    let io = |source| StoreError::Io {
        path: path.to_owned(),
        source,
    };
    let folder = path.parent().unwrap_or(Path::new("."));
    std::fs::create_dir_all(folder).map_err(io)?;
    let temporary = tempfile::Builder::new()
        .prefix(".parallax-")
        .suffix(".sqlite")
        .tempfile_in(folder)
        .map_err(io)?;
    fill(temporary.path(), name, print, built).map_err(|source| StoreError::Sqlite {
        path: path.to_owned(),
        source,
    })?;
    temporary.as_file().sync_all().map_err(io)?;
    temporary.persist(path).map_err(|e| io(e.error))?;
    Ok(())
}

fn fill(
    path: &Path,
    name: &str,
    print: &Fingerprint,
    built: &Built,
) -> Result<(), rusqlite::Error> {
    let mut db = Connection::open(path)?;
    // The file is thrown away unless it is finished, so nothing needs a journal.
    db.execute_batch("PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; PRAGMA page_size=8192; PRAGMA cache_size=-65536;")?;
    let tx = db.transaction()?;
    tx.execute_batch(SCHEMA)?;
    let story_of: rustc_hash::FxHashMap<&str, u32> = (0u32..)
        .zip(&built.stories)
        .map(|(i, s)| (s.id.0.as_str(), i))
        .collect();
    articles(&tx, built, &story_of)?;
    moments(&tx, built)?;
    lists(&tx, built)?;
    let mut meta = tx.prepare("INSERT INTO meta VALUES(?1, ?2)")?;
    meta.execute(params!["version", SCHEMA_VERSION.as_bytes()])?;
    meta.execute(params!["name", name.as_bytes()])?;
    let json = serde_json::to_vec(print).unwrap_or_default();
    meta.execute(params!["fingerprint", pack(&json)])?;
    drop(meta);
    tx.execute_batch(INDEXES)?;
    tx.commit()?;
    db.close().map_err(|(_, error)| error)
}

/// What is computed of one article before it goes in.
struct Packed {
    data: Vec<u8>,
    /// Per sentence, its words.
    sentences: Vec<String>,
}

fn articles(
    db: &Connection,
    built: &Built,
    story_of: &rustc_hash::FxHashMap<&str, u32>,
) -> Result<(), rusqlite::Error> {
    let mut article =
        db.prepare("INSERT INTO article VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")?;
    let mut sentence = db.prepare("INSERT INTO sentence(rowid, words) VALUES(?1, ?2)")?;
    let mut vocabulary: BTreeSet<String> = BTreeSet::new();
    for (batch, shelved) in built.articles.chunks(BATCH).enumerate() {
        let packed: Vec<Packed> = shelved.par_iter().map(|s| packed(s)).collect();
        for (i, (shelved, packed)) in shelved.iter().zip(packed).enumerate() {
            let idx = batch * BATCH + i;
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
                packed.data,
            ])?;
            for (n, words) in packed.sentences.iter().enumerate() {
                sentence.execute(params![sentence_id(idx, n), words])?;
                for word in words.split(' ') {
                    if !vocabulary.contains(word) {
                        vocabulary.insert(word.to_owned());
                    }
                }
            }
        }
    }
    let mut word = db.prepare("INSERT OR IGNORE INTO word VALUES(?1, ?2)")?;
    let mut pairs: Vec<(String, String)> = vocabulary
        .into_iter()
        .filter(|w| !w.is_empty())
        .map(|w| (stem(&w), w))
        .collect();
    pairs.sort_unstable();
    for (stem, w) in pairs {
        word.execute(params![stem, w])?;
    }
    Ok(())
}

fn packed(shelved: &Shelved) -> Packed {
    let body = &shelved.article.body;
    Packed {
        data: pack(&serde_json::to_vec(shelved).unwrap_or_default()),
        sentences: sentences(body)
            .into_iter()
            .map(|range| words_of(&body[range]).join(" "))
            .collect(),
    }
}

fn moments(db: &Connection, built: &Built) -> Result<(), rusqlite::Error> {
    let mut moment =
        db.prepare("INSERT INTO moment VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)")?;
    let mut telling = db.prepare("INSERT OR IGNORE INTO telling VALUES(?1, ?2, ?3, ?4)")?;
    let mut name = db.prepare("INSERT OR IGNORE INTO name VALUES(?1, ?2)")?;
    let mut bones = Bones::default();
    for (pos, (m, row)) in built.moments.iter().zip(&built.rows).enumerate() {
        let json = serde_json::to_vec(m).unwrap_or_default();
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
            pack(&json),
        ])?;
        let mut told: BTreeMap<SourceIdx, u32> = BTreeMap::new();
        let mut names: BTreeSet<String> = BTreeSet::new();
        for member in &m.members {
            let Some(shelved) = built.articles.get(member.article.at()) else {
                continue;
            };
            *told.entry(shelved.source).or_default() += 1;
            let Some(t) = shelved.digest.tellings.get(member.telling as usize) else {
                continue;
            };
            let n = place_of(shelved, t.sentence.start);
            telling.execute(params![
                int(pos),
                member.article.0,
                member.telling,
                sentence_id(member.article.at(), n)
            ])?;
            for k in &t.names {
                if let Some(found) = shelved.digest.names.get(*k as usize) {
                    names.insert(fold(&found.text));
                    names.extend(found.aliases.iter().map(|a| fold(a)));
                }
            }
        }
        for n in names {
            name.execute(params![n, int(pos)])?;
        }
        let told: Vec<_> = told.into_iter().collect();
        bones.push(row, m.story, &told);
    }
    db.execute(
        "INSERT INTO meta VALUES('bones', ?1)",
        params![bones.to_bytes()],
    )?;
    Ok(())
}

/// Which sentence of the article holds byte `at`.
fn place_of(shelved: &Arc<Shelved>, at: usize) -> usize {
    sentences(&shelved.article.body)
        .iter()
        .position(|range| at < range.end)
        .unwrap_or_default()
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

/// Compresses a value for the `data` columns.
pub(super) fn pack(json: &[u8]) -> Vec<u8> {
    zstd::bulk::compress(json, LEVEL).unwrap_or_default()
}

/// SQLite's integers are signed.
fn int(n: usize) -> i64 {
    i64::try_from(n).unwrap_or(i64::MAX)
}
