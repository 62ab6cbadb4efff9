//! Links what was read, affair by affair, and finishes the index.
//!
//! An affair that an older index holds unchanged is not linked again; its moments stay where
//! they are. What hangs on all moments together is settled anew each time.

use super::affairs::{Done, Kept, Named, OldAffair, key, link};
use super::place::Place;
use super::scratch::Scratch;
use super::{Numbers, Words, fetch, heading, put};
use crate::article::{ArticleName, SourceFrom};
use crate::link::{Affair, Brief, Outline, Plan, Story, StoryId, settle};
use crate::query::{FileFate, FileRecord, FileReport, MomentRow, SourceIdx};
use crate::store::bones::Bones;
use crate::store::disk::Disk;
use crate::store::pack::{Packer, Unpacker, links_dictionary};
use crate::store::schema::{Fingerprint, INDEXES};
use crate::store::{StoreError, int};
use chrono::NaiveDate;
use rayon::prelude::*;
use rusqlite::{Connection, params};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeMap;

/// Articles linked side by side: their digests are in memory at once.
const WAVE: usize = 1_500;

/// An index into which all articles have been put.
pub struct Build {
    place: Place,
    db: Connection,
    briefs: Vec<(u32, Brief)>,
    scratch: Scratch,
    dictionary: Vec<u8>,
    words: Words,
}

/// What finishing needs to know.
pub struct Finish<'a> {
    /// The corpus as the user named it.
    pub name: &'a str,
    /// How it looked from outside.
    pub print: &'a Fingerprint,
    /// Its files.
    pub files: &'a [FileRecord],
    /// Those that were not read, or not wholly.
    pub problems: &'a [FileReport],
    /// Changes what is planned, given the names of the articles.
    pub mend: &'a (dyn Fn(&[ArticleName], &mut Plan) + Sync),
    /// Told how many articles are linked of how many; stops when it says no.
    pub goes_on: &'a (dyn Fn(usize, usize) -> bool + Sync),
}

/// A moment on its way into the tables.
struct Listed {
    n: u32,
    kept: Kept,
}

impl Build {
    pub(super) fn new(
        place: Place,
        db: Connection,
        briefs: Vec<(u32, Brief)>,
        scratch: Scratch,
        dictionary: Vec<u8>,
        words: Words,
    ) -> Self {
        Self {
            place,
            db,
            briefs,
            scratch,
            dictionary,
            words,
        }
    }

    /// Returns whether it will be a file.
    pub fn is_file(&self) -> bool {
        self.words == Words::Now
    }

    /// Links everything and returns it ready to be asked; `None` when told to stop.
    ///
    /// # Errors
    ///
    /// Fails when it cannot be written, and when what was kept is damaged.
    pub fn finish(mut self, what: &Finish<'_>) -> Result<Option<Disk>, StoreError> {
        let briefs = std::mem::take(&mut self.briefs);
        let linked = self.tables(briefs, what);
        match linked {
            Ok(true) => {}
            Ok(false) => return Ok(None),
            Err(Failed::Sqlite(source)) => return Err(self.place.failed(source)),
            Err(Failed::Damaged) => {
                return Err(StoreError::Unusable {
                    path: self.place.path().to_owned(),
                    reason: "it is damaged".to_owned(),
                });
            }
        }
        let path = self.place.path().to_owned();
        match self.place.settle(self.db)? {
            Some(db) => Disk::from_memory(db, self.words).map(Some),
            None => Disk::open_whole(&path).map(Some),
        }
    }

    /// Fills the tables; `false` when told to stop.
    fn tables(&self, briefs: Vec<(u32, Brief)>, what: &Finish<'_>) -> Result<bool, Failed> {
        let db = &self.db;
        heading(db, what.name, what.print, what.files)?;
        let (rows, briefs) = in_order(briefs);
        put(
            db,
            "order",
            &rows
                .iter()
                .flat_map(|r| r.to_le_bytes())
                .collect::<Vec<u8>>(),
        )?;
        let mut sources = Sources::of(db, &briefs)?;
        let names: Vec<ArticleName> = briefs.iter().map(|b| b.name.clone()).collect();
        let mut plan = Plan::of(briefs);
        (what.mend)(&names, &mut plan);
        drop(names);
        let stories = story_numbers(db, &plan.stories)?;
        let fresh: i64 =
            db.query_row("SELECT count(*) FROM meta WHERE key = 'bones'", [], |r| {
                r.get(0)
            })?;
        let named = Named {
            plan: &plan,
            rows: &rows,
            sources: &sources.of_article,
            stories: &stories,
            words: self.words == Words::Now,
        };
        let Some(mut listed) = self.affairs(&named, what)? else {
            return Ok(false);
        };
        let mut outlines: Vec<Outline> = listed.iter_mut().map(|of| of.kept.outline()).collect();
        let order = settle(&mut outlines);
        self.moments(&listed, &outlines, &order)?;
        let bones = self.bones(&listed, &outlines, &order, &mut sources)?;
        put(
            db,
            "check",
            &xxhash_rust::xxh3::xxh3_64(&bones).to_le_bytes(),
        )?;
        put(db, "bones", &bones)?;
        sources.put(db)?;
        put_stories(db, &plan.stories, &stories, &listed, &outlines)?;
        problems(db, what.problems)?;
        if fresh == 0 {
            db.execute_batch(INDEXES)?;
        }
        db.execute_batch("COMMIT")?;
        Ok(true)
    }

    /// Finds all moments, in the order of affairs; `None` when told to stop.
    fn affairs(&self, named: &Named<'_>, what: &Finish<'_>) -> Result<Option<Vec<Listed>>, Failed> {
        let db = &self.db;
        let links = links_dictionary();
        let affairs: Vec<Affair> = (0..named.plan.n_affairs())
            .into_par_iter()
            .map(|n| named.plan.affair(n))
            .collect();
        let mut old = OldAffair::all(db)?;
        let next = old.values().map(|o| o.first + o.n).max().unwrap_or(0);
        let keys: Vec<i64> = affairs.par_iter().map(|a| key(named, a)).collect();
        let known: Vec<Option<OldAffair>> = keys.iter().map(|k| old.remove(k)).collect();
        for (key, gone) in &old {
            gone.forget(db, *key)?;
        }
        let mut found: Vec<Option<Vec<Listed>>> = known
            .par_iter()
            .map_init(
                || Unpacker::new(&links).ok(),
                |unpacker, known| {
                    let Some(known) = known else {
                        return Some(None);
                    };
                    let kept = known.kept(unpacker.as_mut()?)?;
                    let listed = (known.first..)
                        .zip(kept)
                        .map(|(n, kept)| Listed { n, kept });
                    Some(Some(listed.collect()))
                },
            )
            .collect::<Option<Vec<_>>>()
            .ok_or(Failed::Damaged)?;
        // The largest first; several small ones at once.
        let mut left: Vec<usize> = (0..affairs.len()).filter(|&n| found[n].is_none()).collect();
        left.sort_by_key(|&n| (std::cmp::Reverse(affairs[n].articles.len()), n));
        let total: usize = left.iter().map(|&n| affairs[n].articles.len()).sum();
        let (mut done, mut next) = (0, next);
        let mut names: BTreeMap<String, Vec<u32>> = BTreeMap::new();
        let mut rest = left.as_slice();
        while !rest.is_empty() {
            if !(what.goes_on)(done, total) {
                return Ok(None);
            }
            let mut size = 0;
            let n = rest
                .iter()
                .take_while(|&&n| {
                    let first = size == 0;
                    size += affairs[n].articles.len();
                    first || size <= WAVE
                })
                .count();
            let (wave, after) = rest.split_at(n);
            rest = after;
            for linked in self.wave(named, &affairs, wave, &links)? {
                let (n, linked) = linked;
                linked.forget(db)?;
                linked.put(db, next, &mut names)?;
                done += affairs[n].articles.len();
                let listed = (next..)
                    .zip(linked.kept)
                    .map(|(n, kept)| Listed { n, kept });
                let listed: Vec<Listed> = listed.collect();
                next += u32::try_from(listed.len()).unwrap_or(u32::MAX);
                found[n] = Some(listed);
            }
        }
        put_names(db, names)?;
        Ok(Some(found.into_iter().flatten().flatten().collect()))
    }

    /// Links some affairs side by side.
    fn wave(
        &self,
        named: &Named<'_>,
        affairs: &[Affair],
        wave: &[usize],
        links: &[u8],
    ) -> Result<Vec<(usize, Done)>, Failed> {
        let rows: Vec<u32> = wave
            .iter()
            .flat_map(|&n| &affairs[n].articles)
            .map(|a| named.rows[a.at()])
            .collect();
        let read: Option<Vec<_>> = fetch(&self.db, &rows, &self.dictionary, &self.scratch)?
            .into_iter()
            .collect();
        let mut read = read.ok_or(Failed::Damaged)?.into_iter();
        let parts: Vec<(usize, Vec<_>)> = wave
            .iter()
            .map(|&n| (n, read.by_ref().take(affairs[n].articles.len()).collect()))
            .collect();
        Ok(parts
            .into_par_iter()
            .map_init(
                || Packer::new(links).ok(),
                |packer, (n, read)| {
                    let packer = packer.as_mut()?;
                    Some((n, link(named, &affairs[n], read, packer)))
                },
            )
            .flatten()
            .collect())
    }

    /// Puts in the moments that are new, and what has changed of the others.
    fn moments(
        &self,
        listed: &[Listed],
        outlines: &[Outline],
        order: &[u32],
    ) -> Result<(), rusqlite::Error> {
        let db = &self.db;
        let stamp = |o: &Outline| {
            let mut hash = xxhash_rust::xxh3::Xxh3::new();
            hash.update(o.id.0.as_bytes());
            hash.update(&o.salience.to_le_bytes());
            hash.update(o.label.as_bytes());
            hash.digest()
        };
        let stamps: Vec<u64> = outlines.par_iter().map(stamp).collect();
        let before: Vec<u8> = db
            .query_row("SELECT value FROM meta WHERE key = 'stamps'", [], |r| {
                r.get(0)
            })
            .unwrap_or_default();
        let before: FxHashMap<u32, u64> = before
            .as_chunks::<12>()
            .0
            .iter()
            .map(|b| {
                let (n, stamp) = b.split_at(4);
                let n = n.first_chunk().map_or(0, |b| u32::from_le_bytes(*b));
                (n, stamp.first_chunk().map_or(0, |b| u64::from_le_bytes(*b)))
            })
            .collect();
        let mut insert =
            db.prepare("INSERT INTO moment VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)")?;
        let mut update =
            db.prepare("UPDATE moment SET id = ?2, label = ?3, salience = ?4 WHERE n = ?1")?;
        let mut after = Vec::with_capacity(12 * listed.len());
        for &at in order {
            let at = at as usize;
            let (of, outline) = (&listed[at], &outlines[at]);
            after.extend(of.n.to_le_bytes());
            after.extend(stamps[at].to_le_bytes());
            match before.get(&of.n) {
                Some(stamp) if *stamp == stamps[at] => {}
                Some(_) => {
                    update.execute(params![of.n, outline.id.0, outline.label, outline.salience])?;
                }
                None => {
                    insert.execute(params![
                        of.n,
                        outline.id.0,
                        outline.label,
                        of.kept.status.word(),
                        outline.window.map(|w| w.earliest_text()),
                        outline.window.map(|w| w.latest_text()),
                        outline
                            .window
                            .map(|w| format!("{:?}", w.grain).to_lowercase()),
                        outline.salience,
                        of.kept.story,
                        of.kept.n_members,
                        of.kept.differs,
                    ])?;
                }
            }
        }
        put(db, "stamps", &after)
    }

    fn bones(
        &self,
        listed: &[Listed],
        outlines: &[Outline],
        order: &[u32],
        sources: &mut Sources,
    ) -> Result<Vec<u8>, rusqlite::Error> {
        let mut bones = Bones::default();
        for &at in order {
            let (of, outline) = (&listed[at as usize], &outlines[at as usize]);
            let differs = if of.kept.differs.is_empty() {
                Vec::new()
            } else {
                vec![of.kept.differs.clone()]
            };
            let row = MomentRow {
                id: outline.id.clone(),
                label: String::new(),
                status: of.kept.status,
                window: outline.window,
                salience: outline.salience,
                story: StoryId(String::new()),
                sources: Vec::new(),
                n_tellings: of.kept.n_members as usize,
                differs,
            };
            let mut told: Vec<(SourceIdx, u32)> = of
                .kept
                .told
                .iter()
                .map(|&(s, n)| (sources.tell(s), n))
                .collect();
            told.sort_unstable();
            bones.push(of.n, &row, of.kept.story, &told);
        }
        Ok(bones.to_bytes())
    }
}

/// Why the tables could not be filled.
enum Failed {
    Sqlite(rusqlite::Error),
    Damaged,
}

impl From<rusqlite::Error> for Failed {
    fn from(error: rusqlite::Error) -> Self {
        Self::Sqlite(error)
    }
}

/// Articles in the order that everything is numbered by. Records may share a name (an id
/// used twice): what they hold decides then, so that the order of reading never shows.
fn in_order(mut briefs: Vec<(u32, Brief)>) -> (Vec<u32>, Vec<Brief>) {
    briefs.par_sort_by(|(row_a, a), (row_b, b)| {
        (&a.name, a.content, &a.source, &a.title, row_a)
            .cmp(&(&b.name, b.content, &b.source, &b.title, row_b))
    });
    briefs.into_iter().unzip()
}

/// The sources, by number and by name.
struct Sources {
    /// Per article, the number of its source.
    of_article: Vec<u32>,
    /// Number and name, by name.
    all: Vec<(u32, String)>,
    /// By number, the place by name.
    place: FxHashMap<u32, u32>,
    /// By place: articles, moments and the weakest way the name is known.
    facts: Vec<(usize, usize, SourceFrom)>,
}

impl Sources {
    fn of(db: &Connection, briefs: &[Brief]) -> Result<Self, rusqlite::Error> {
        let mut numbers = Numbers::read(db, "SELECT name, n FROM source")?;
        let mut all: BTreeMap<&str, (usize, SourceFrom)> = BTreeMap::new();
        for brief in briefs {
            let of = all.entry(&brief.source).or_insert((0, brief.source_from));
            of.0 += 1;
            of.1 = of.1.weaker(brief.source_from);
        }
        let all: Vec<(u32, String, usize, SourceFrom)> = all
            .into_iter()
            .map(|(name, (n, from))| (numbers.number(name), name.to_owned(), n, from))
            .collect();
        let of_article = briefs.iter().map(|b| numbers.number(&b.source)).collect();
        Ok(Self {
            of_article,
            place: (0_u32..).zip(&all).map(|(i, s)| (s.0, i)).collect(),
            facts: all.iter().map(|s| (s.2, 0, s.3)).collect(),
            all: all.into_iter().map(|s| (s.0, s.1)).collect(),
        })
    }

    /// Counts a moment of a source, and returns the source's place by name.
    fn tell(&mut self, number: u32) -> SourceIdx {
        let place = self.place.get(&number).copied().unwrap_or_default();
        if let Some(facts) = self.facts.get_mut(place as usize) {
            facts.1 += 1;
        }
        SourceIdx(place)
    }

    fn put(&self, db: &Connection) -> Result<(), rusqlite::Error> {
        db.execute_batch("DELETE FROM source")?;
        let mut source = db.prepare("INSERT INTO source VALUES(?1, ?2, ?3, ?4, ?5)")?;
        for ((n, name), (articles, moments, from)) in self.all.iter().zip(&self.facts) {
            let from = serde_json::to_string(from).unwrap_or_default();
            let from = from.trim_matches('"');
            source.execute(params![n, name, from, int(*articles), int(*moments)])?;
        }
        Ok(())
    }
}

/// Returns, per story, its number: the one it had, if it was there.
fn story_numbers(db: &Connection, stories: &[Story]) -> Result<Vec<u32>, rusqlite::Error> {
    let mut numbers = Numbers::read(db, "SELECT id, n FROM story")?;
    let mut taken: FxHashSet<u32> = FxHashSet::default();
    Ok(stories
        .iter()
        .map(|story| {
            let mut n = numbers.number(&story.id.0);
            // Two stories of the same few words.
            if !taken.insert(n) {
                n = numbers.next;
                numbers.next += 1;
                taken.insert(n);
            }
            n
        })
        .collect())
}

fn put_stories(
    db: &Connection,
    stories: &[Story],
    numbers: &[u32],
    listed: &[Listed],
    outlines: &[Outline],
) -> Result<(), rusqlite::Error> {
    let mut facts: FxHashMap<u32, (usize, Option<(NaiveDate, NaiveDate)>)> = FxHashMap::default();
    for (of, outline) in listed.iter().zip(outlines) {
        let fact = facts.entry(of.kept.story).or_default();
        fact.0 += 1;
        if let Some(window) = outline.window {
            let (first, last) = (window.first_day(), window.last_day());
            let span = fact.1.get_or_insert((first, last));
            *span = (span.0.min(first), span.1.max(last));
        }
    }
    db.execute_batch("DELETE FROM story")?;
    let mut put = db.prepare("INSERT INTO story VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7)")?;
    for (place, (story, n)) in stories.iter().zip(numbers).enumerate() {
        let (count, span) = facts.get(n).copied().unwrap_or_default();
        put.execute(params![
            n,
            story.id.0,
            story.label,
            span.map(|(first, _)| first.to_string()),
            span.map(|(_, last)| last.to_string()),
            int(count),
            int(place),
        ])?;
    }
    Ok(())
}

fn put_names(db: &Connection, names: BTreeMap<String, Vec<u32>>) -> Result<(), rusqlite::Error> {
    let mut find = db.prepare("SELECT moments FROM name WHERE folded = ?1")?;
    let mut name = db.prepare("INSERT OR REPLACE INTO name VALUES(?1, ?2)")?;
    for (folded, held) in names {
        // Numbers of moments that are gone stay in the list, and lead nowhere.
        let mut bytes: Vec<u8> = find
            .query_row(params![folded], |r| r.get(0))
            .unwrap_or_default();
        bytes.extend(held.iter().flat_map(|n| n.to_le_bytes()));
        name.execute(params![folded, bytes])?;
    }
    Ok(())
}

fn problems(db: &Connection, problems: &[FileReport]) -> Result<(), rusqlite::Error> {
    db.execute_batch("DELETE FROM problem")?;
    let mut problem = db.prepare("INSERT INTO problem VALUES(?1, ?2, ?3, ?4)")?;
    for p in problems {
        let fate = match p.fate {
            FileFate::Read => "read",
            FileFate::Skipped => "skipped",
            FileFate::Partial => "partial",
        };
        problem.execute(params![p.name.path, p.name.record, fate, p.reason])?;
    }
    Ok(())
}
