//! What linking one affair gives, as it lies in the tables.

use crate::article::Article;
use crate::compare::disagreements;
use crate::link::{Affair, LinkedArticle, Member, Outline, Plan, SeenDay, Sketch};
use crate::query::shelf::{Shelved, moment_row, witnesses};
use crate::query::{MomentRow, SourceIdx};
use crate::store::handful::Handful;
use crate::store::int;
use crate::store::pack::{Packer, Unpacker};
use crate::store::search::sentence_id;
use crate::telling::{Digest, Name, Status};
use crate::text::fold::fold;
use crate::text::sentence::sentences;
use crate::time::Window;
use rusqlite::{Connection, params};
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// The numbers that articles, sources and stories have in the tables.
pub(super) struct Named<'a> {
    pub plan: &'a Plan,
    /// Per article, its row.
    pub rows: &'a [u32],
    /// Per article, the number of its source.
    pub sources: &'a [u32],
    /// Per story, its number.
    pub stories: &'a [u32],
    /// Whether sentences are put in now.
    pub words: bool,
}

/// What is kept of a moment for the next time: all that lists and counts are made from.
/// Articles, sources and stories are named by their numbers in the tables.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Kept {
    seed: u64,
    label: String,
    others: Vec<String>,
    window: Option<Window>,
    salience: f32,
    days: Vec<SeenDay>,
    pub status: Status,
    pub n_members: u32,
    pub differs: String,
    pub story: u32,
    /// Tellings by source.
    pub told: Vec<(u32, u32)>,
}

impl Kept {
    fn new(
        named: &Named<'_>,
        outline: Outline,
        row: &MomentRow,
        story: u32,
        told: Vec<(u32, u32)>,
    ) -> Self {
        let days = outline.days.into_iter().map(|seen| SeenDay {
            root: named.rows[seen.root as usize],
            ..seen
        });
        Self {
            seed: outline.seed,
            label: outline.label,
            others: outline.others,
            window: outline.window,
            salience: outline.salience,
            days: days.collect(),
            status: row.status,
            n_members: outline.n_members,
            differs: row.differs.join(", "),
            story,
            told,
        }
    }

    /// Returns what all moments are looked at together by; who speaks is named by rows,
    /// which serve as well.
    pub fn outline(&mut self) -> Outline {
        Outline {
            seed: self.seed,
            id: crate::link::moment_id(self.seed),
            label: std::mem::take(&mut self.label),
            others: std::mem::take(&mut self.others),
            window: self.window,
            salience: self.salience,
            n_members: self.n_members,
            days: std::mem::take(&mut self.days),
        }
    }
}

/// Moments packed together, at most.
const HANDFUL: usize = 32;
/// Members packed together, unless one moment has more.
const MEMBERS: usize = 512;

fn to_u32(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// An affair linked anew.
pub(super) struct Done {
    pub key: i64,
    pub kept: Vec<Kept>,
    packed: Vec<u8>,
    /// Packed by the handful, and the first moment of each.
    members: Vec<(u32, Vec<u8>)>,
    articles: Vec<DoneArticle>,
    /// Folded names, and the moments that name them.
    names: Vec<(String, u32)>,
}

struct DoneArticle {
    row: u32,
    article: Article,
    linked: LinkedArticle,
    packed: Vec<u8>,
    source: u32,
    /// Sentence, telling and moment.
    tellings: Vec<Told>,
}

/// What tells one affair from another, and from itself with anything changed that bears on
/// its moments: rows never change what they hold.
pub(super) fn key(named: &Named<'_>, affair: &Affair) -> i64 {
    let mut hash = xxhash_rust::xxh3::Xxh3::new();
    let row = |rank: u32| named.rows.get(rank as usize).copied().unwrap_or(u32::MAX);
    for &a in &affair.articles {
        let placed = &named.plan.articles[a.at()];
        let published = postcard::to_stdvec(&(&placed.published, placed.order)).unwrap_or_default();
        hash.update(&published);
        for n in [
            row(a.0),
            row(named.plan.root(a).0),
            row(placed.voice),
            placed.version_of.map_or(u32::MAX, |v| row(v.0)),
            placed.copy_of.map_or(u32::MAX, |c| row(c.0)),
            named.stories[placed.story as usize],
            named.sources[a.at()],
        ] {
            hash.update(&n.to_le_bytes());
        }
    }
    for &s in &affair.stories {
        hash.update(named.plan.stories[s as usize].id.0.as_bytes());
    }
    hash.digest().cast_signed()
}

/// Links an affair, compares its moments and packs all that goes into the tables.
pub(super) fn link(
    named: &Named<'_>,
    affair: &Affair,
    read: Vec<(Article, Digest)>,
    packer: &mut Packer,
) -> Done {
    let (articles, digests): (Vec<Article>, Vec<Digest>) = read.into_iter().unzip();
    let found = named.plan.link(affair, &digests);
    let shelved: Vec<Arc<Shelved>> = articles
        .into_iter()
        .zip(digests)
        .zip(found.articles)
        .zip(&affair.articles)
        .map(|(((article, digest), linked), a)| {
            Arc::new(Shelved {
                source: SourceIdx(named.sources[a.at()]),
                story: named.plan.stories[linked.story as usize].id.clone(),
                article,
                words: digest.words,
                told: digest.into(),
                linked,
                moments: Vec::new(),
            })
        })
        .collect();
    let mut told_by: Vec<Vec<(u32, u32)>> = vec![Vec::new(); shelved.len()];
    let mut kept = Vec::with_capacity(found.sketches.len());
    let mut members = Vec::new();
    let mut handful = Handful::default();
    let mut names: Vec<(String, u32)> = Vec::new();
    for (n, sketch) in (0_u32..).zip(&found.sketches) {
        kept.push(sketched(named, affair, &shelved, sketch));
        for member in &sketch.moment.members {
            told_by[member.article.at()].push((member.telling, n));
        }
        names.extend(names_in(&shelved, sketch).into_iter().map(|name| (name, n)));
        let of_rows: Vec<Member> = sketch
            .moment
            .members
            .iter()
            .map(|m| {
                let row = |a: crate::article::ArticleIdx| {
                    crate::article::ArticleIdx(named.rows[affair.articles[a.at()].at()])
                };
                Member {
                    article: row(m.article),
                    dated_from: m.dated_from.map(row),
                    ..m.clone()
                }
            })
            .collect();
        handful.push(of_rows);
        if handful.len() == HANDFUL || handful.n_members() >= MEMBERS {
            members.push((n + 1 - to_u32(handful.len()), packer.pack(&handful)));
            handful = Handful::default();
        }
    }
    if !handful.is_empty() {
        let first = found.sketches.len() - handful.len();
        members.push((to_u32(first), packer.pack(&handful)));
    }
    let articles = shelved
        .into_iter()
        .zip(told_by)
        .zip(&affair.articles)
        .map(|((shelved, mut told), a)| {
            told.sort_unstable();
            done_article(named, named.rows[a.at()], &shelved, &told, packer)
        })
        .collect();
    Done {
        key: key(named, affair),
        packed: packer.pack(&kept),
        kept,
        members,
        articles,
        names,
    }
}

fn sketched(named: &Named<'_>, affair: &Affair, shelved: &[Arc<Shelved>], sketch: &Sketch) -> Kept {
    let moment = &sketch.moment;
    let members: Vec<(Member, Arc<Shelved>)> = moment
        .members
        .iter()
        .map(|m| (m.clone(), Arc::clone(&shelved[m.article.at()])))
        .collect();
    let differing = disagreements(&witnesses(&members));
    let story = affair.stories[moment.story as usize];
    let id = named.plan.stories[story as usize].id.clone();
    let row = moment_row(moment, id, &members, &differing);
    let mut told: BTreeMap<u32, u32> = BTreeMap::new();
    for (_, shelved) in &members {
        *told.entry(shelved.source.0).or_default() += 1;
    }
    Kept::new(
        named,
        named.plan.outline(affair, sketch),
        &row,
        named.stories[story as usize],
        told.into_iter().collect(),
    )
}

/// The names in a moment's tellings, folded, each once: those that stand there, and those a
/// pronoun stands for, which the headline of a telling has in its place.
fn names_in(shelved: &[Arc<Shelved>], sketch: &Sketch) -> FxHashSet<String> {
    let mut out = FxHashSet::default();
    for member in &sketch.moment.members {
        let digest = shelved[member.article.at()].digest();
        let Some(telling) = digest.tellings.get(member.telling as usize) else {
            continue;
        };
        let named = |(at, found): &(u32, &Name)| {
            telling.names.contains(at)
                || std::iter::once(&found.text)
                    .chain(&found.aliases)
                    .any(|form| holds_word(&telling.headline, form))
        };
        for (_, found) in (0u32..).zip(&digest.names).filter(named) {
            for form in std::iter::once(&found.text).chain(&found.aliases) {
                out.insert(fold(form));
            }
        }
    }
    out
}

/// Tells whether words stand in a text, from the beginning of a word to the end of one.
fn holds_word(text: &str, words: &str) -> bool {
    let inside = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
    !words.is_empty()
        && text.match_indices(words).any(|(at, _)| {
            let end = at + words.len();
            !inside(text[..at].chars().next_back()) && !inside(text[end..].chars().next())
        })
}

fn done_article(
    named: &Named<'_>,
    row: u32,
    shelved: &Shelved,
    told: &[(u32, u32)],
    packer: &mut Packer,
) -> DoneArticle {
    let at = |a: crate::article::ArticleIdx| crate::article::ArticleIdx(named.rows[a.at()]);
    let linked = LinkedArticle {
        version_of: shelved.linked.version_of.map(at),
        copy_of: shelved.linked.copy_of.map(at),
        voice: named.rows[shelved.linked.voice as usize],
        story: named.stories[shelved.linked.story as usize],
        ..shelved.linked.clone()
    };
    let mut tellings = Vec::new();
    if named.words {
        let ends: Vec<usize> = sentences(&shelved.article.body)
            .iter()
            .map(|r| r.end)
            .collect();
        tellings = places(&ends, row, shelved.digest(), told);
    }
    DoneArticle {
        row,
        packed: packer.pack(&(&linked, told, shelved.words)),
        article: Article {
            body: String::new(),
            lines: Vec::new(),
            noise: Vec::new(),
            ..shelved.article.clone()
        },
        linked,
        source: shelved.source.0,
        tellings,
    }
}

/// Where an article tells a moment.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::store) struct Told {
    sentence: i64,
    telling: u32,
    /// As the affair numbers it.
    moment: u32,
    /// The sentence only adds to one that tells it.
    adds: bool,
}

/// Returns where an article tells moments.
pub(in crate::store) fn places(
    ends: &[usize],
    row: u32,
    digest: &Digest,
    told: &[(u32, u32)],
) -> Vec<Told> {
    let mut out: Vec<Told> = Vec::new();
    for &(n, moment) in told {
        let Some(telling) = digest.tellings.get(n as usize) else {
            continue;
        };
        let at = |range: &Range<usize>, adds| Told {
            sentence: sentence_id(
                row as usize,
                ends.partition_point(|end| *end <= range.start),
            ),
            telling: n,
            moment,
            adds,
        };
        out.push(at(&telling.sentence, false));
        out.extend(telling.adds.iter().map(|range| at(range, true)));
    }
    out.sort_unstable();
    out.dedup_by_key(|t| (t.sentence, t.telling));
    out
}

impl Done {
    /// Puts it into the tables; its moments are numbered from `first` on.
    pub fn put(
        &self,
        db: &Connection,
        first: u32,
        names: &mut BTreeMap<String, Vec<u32>>,
    ) -> Result<(), rusqlite::Error> {
        db.prepare_cached("INSERT OR REPLACE INTO affair VALUES(?1, ?2, ?3, ?4)")?
            .execute(params![self.key, first, int(self.kept.len()), self.packed])?;
        let mut member = db.prepare_cached("INSERT INTO member VALUES(?1, ?2)")?;
        for (n, packed) in &self.members {
            member.execute(params![first + n, packed])?;
        }
        for (name, n) in &self.names {
            match names.get_mut(name) {
                Some(list) => list.push(first + n),
                None => {
                    names.insert(name.clone(), vec![first + n]);
                }
            }
        }
        let mut article = db.prepare_cached(
            "INSERT OR REPLACE INTO article VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?;
        let mut linked = db.prepare_cached("INSERT OR REPLACE INTO linked VALUES(?1, ?2, ?3)")?;
        for of in &self.articles {
            article.execute(params![
                of.row,
                of.article.name.path,
                of.article.name.record,
                of.source,
                of.linked.story,
                of.article.title,
                of.linked.published.value.map(|d| d.to_string()),
                !of.article.truncated,
                of.linked.copy_of.map(|a| a.0),
                of.linked.version_of.map(|a| a.0),
            ])?;
            linked.execute(params![of.row, first, of.packed])?;
            put_tellings(db, &of.tellings, first)?;
        }
        Ok(())
    }

    /// Takes the tellings of its articles out that were put in before.
    pub fn forget(&self, db: &Connection) -> Result<(), rusqlite::Error> {
        self.articles
            .iter()
            .try_for_each(|of| forget_tellings(db, of.row))
    }
}

pub(in crate::store) fn put_tellings(
    db: &Connection,
    tellings: &[Told],
    first: u32,
) -> Result<(), rusqlite::Error> {
    let mut insert = db.prepare_cached("INSERT OR IGNORE INTO telling VALUES(?1, ?2, ?3, ?4)")?;
    for told in tellings {
        insert.execute(params![
            told.sentence,
            told.telling,
            first + told.moment,
            told.adds
        ])?;
    }
    Ok(())
}

/// Takes out what was told in the sentences of a row.
pub(super) fn forget_tellings(db: &Connection, row: u32) -> Result<(), rusqlite::Error> {
    let (from, to) = (
        sentence_id(row as usize, 0),
        sentence_id(row as usize + 1, 0),
    );
    db.prepare_cached("DELETE FROM telling WHERE sentence >= ?1 AND sentence < ?2")?
        .execute(params![from, to])
        .map(|_| ())
}

/// An affair that an older index holds.
pub(super) struct OldAffair {
    pub first: u32,
    pub n: u32,
    data: Vec<u8>,
}

impl OldAffair {
    /// Reads all that are there, by key.
    pub fn all(db: &Connection) -> Result<rustc_hash::FxHashMap<i64, Self>, rusqlite::Error> {
        let mut find = db.prepare("SELECT key, first, n, data FROM affair")?;
        let rows = find.query_map([], |r| {
            Ok((
                r.get(0)?,
                Self {
                    first: r.get(1)?,
                    n: r.get(2)?,
                    data: r.get(3)?,
                },
            ))
        })?;
        rows.collect()
    }

    /// Returns its moments; `None` when they are damaged.
    pub fn kept(&self, unpacker: &mut Unpacker) -> Option<Vec<Kept>> {
        let kept: Vec<Kept> = unpacker.unpack(&self.data)?;
        (kept.len() == self.n as usize).then_some(kept)
    }

    /// Takes its moments out of the tables.
    pub fn forget(&self, db: &Connection, key: i64) -> Result<(), rusqlite::Error> {
        let to = self.first + self.n;
        for table in ["moment", "member"] {
            db.prepare_cached(&format!("DELETE FROM {table} WHERE n >= ?1 AND n < ?2"))?
                .execute(params![self.first, to])?;
        }
        db.prepare_cached("DELETE FROM affair WHERE key = ?1")?
            .execute(params![key])
            .map(|_| ())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_a_whole_word_or_several() {
        assert!(holds_word("Ada Brandt closed old pier", "Ada Brandt"));
        assert!(holds_word("Pier closed by Brandt", "Brandt"));
        assert!(!holds_word("Brandthof closed", "Brandt"));
        assert!(!holds_word("Pier closed", ""));
    }
}
