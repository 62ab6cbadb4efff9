//! The bare bones of the timeline: a few numbers a moment, all in memory.
//!
//! Zooming, counting and stepping over 100,000 moments touch nothing else, so a key costs
//! a scan of some megabytes and no disk.

use crate::query::{Filter, MomentRow, SourceIdx};
use crate::telling::Status;
use crate::time::{Grain, Window};
use chrono::{DateTime, NaiveDate, NaiveDateTime};

/// Numbers per moment, in order of time. All vectors but `told` are of one length.
#[derive(Debug, Default, Clone, PartialEq)]
pub(super) struct Bones {
    /// First minute since 1970, or `NONE` when nothing places the moment.
    pub earliest: Vec<i64>,
    pub latest: Vec<i64>,
    pub grain: Vec<u8>,
    /// Bits 0-2 status, 3 disagreement, 4 open start, 5 open end, 6 approximate.
    pub flags: Vec<u8>,
    pub salience: Vec<f32>,
    /// Number of the story.
    pub story: Vec<u32>,
    /// Number of the moment in the tables.
    pub n: Vec<u32>,
    /// Where each moment's sources begin in `told`; one entry more than there are moments.
    pub told_from: Vec<u32>,
    /// Source and number of its tellings.
    pub told: Vec<(u32, u32)>,
}

const NONE: i64 = i64::MIN;
const DIFFERS: u8 = 8;

const STATUSES: [Status; 5] = [
    Status::Happened,
    Status::Ongoing,
    Status::Planned,
    Status::Cancelled,
    Status::Denied,
];

const GRAINS: [Grain; 13] = [
    Grain::Century,
    Grain::Decade,
    Grain::Year,
    Grain::Half,
    Grain::Season,
    Grain::Quarter,
    Grain::Month,
    Grain::Week,
    Grain::Weekend,
    Grain::Day,
    Grain::Part,
    Grain::Hour,
    Grain::Minute,
];

impl Bones {
    /// Adds a moment behind the others.
    pub fn push(&mut self, n: u32, row: &MomentRow, story: u32, told: &[(SourceIdx, u32)]) {
        if self.told_from.is_empty() {
            self.told_from.push(0);
        }
        let place = |grain| GRAINS.iter().position(|g| *g == grain).unwrap_or_default();
        let status = STATUSES.iter().position(|s| *s == row.status);
        let mut flags = status.unwrap_or_default() as u8;
        flags |= if row.differs.is_empty() { 0 } else { DIFFERS };
        if let Some(window) = row.window {
            flags |= u8::from(window.open_start) << 4;
            flags |= u8::from(window.open_end) << 5;
            flags |= u8::from(window.approx) << 6;
        }
        self.earliest
            .push(row.window.map_or(NONE, |w| minutes(w.earliest())));
        self.latest
            .push(row.window.map_or(NONE, |w| minutes(w.latest())));
        self.grain
            .push(row.window.map_or(0, |w| place(w.grain)) as u8);
        self.flags.push(flags);
        self.salience.push(row.salience);
        self.story.push(story);
        self.n.push(n);
        self.told.extend(told.iter().map(|(s, n)| (s.0, *n)));
        self.told_from
            .push(u32::try_from(self.told.len()).unwrap_or(u32::MAX));
    }

    pub fn len(&self) -> usize {
        self.flags.len()
    }

    /// Returns how many moments are placed, and their first and last day.
    pub fn span(&self) -> (usize, Option<(NaiveDate, NaiveDate)>) {
        let placed = || self.earliest.iter().filter(|e| **e != NONE);
        let first = placed().min().and_then(|m| at(*m));
        let latest = self.earliest.iter().zip(&self.latest);
        let last = latest.filter(|(e, _)| **e != NONE).map(|(_, l)| l).max();
        let last = last.and_then(|m| at(*m));
        let days = first.zip(last).map(|(a, b)| (a.date(), b.date()));
        (placed().count(), days)
    }

    pub fn status(&self, m: usize) -> Status {
        STATUSES
            .get(usize::from(self.flags[m] & 7))
            .copied()
            .unwrap_or(Status::Happened)
    }

    pub fn differs(&self, m: usize) -> bool {
        self.flags[m] & DIFFERS != 0
    }

    pub fn told(&self, m: usize) -> &[(u32, u32)] {
        &self.told[self.told_from[m] as usize..self.told_from[m + 1] as usize]
    }

    pub fn window(&self, m: usize) -> Option<Window> {
        if self.earliest[m] == NONE {
            return None;
        }
        let grain = *GRAINS.get(usize::from(self.grain[m]))?;
        let (earliest, latest) = (at(self.earliest[m])?, at(self.latest[m])?);
        let mut window = Window::new(earliest, latest, grain)?;
        window.open_start = self.flags[m] & 16 != 0;
        window.open_end = self.flags[m] & 32 != 0;
        window.approx = self.flags[m] & 64 != 0;
        Some(window)
    }

    /// Tells whether a moment passes the parts of a filter that need no words. `sources`
    /// and `stories` are those of the filter, by index.
    pub fn passes(
        &self,
        m: usize,
        filter: &Filter,
        sources: &[u32],
        stories: Option<&[u32]>,
    ) -> bool {
        let placed = self.earliest[m] != NONE;
        (placed || !filter.placed)
            && (!placed || !filter.unplaced)
            && filter.within.is_none_or(|within| {
                placed
                    && self.earliest[m] <= minutes(within.latest())
                    && minutes(within.earliest()) <= self.latest[m]
            })
            && (!filter.disagreements || self.differs(m))
            && (filter.statuses.is_empty() || filter.statuses.contains(&self.status(m)))
            && stories.is_none_or(|all| all.contains(&self.story[m]))
            && (filter.sources.is_empty() || self.told(m).iter().any(|(s, _)| sources.contains(s)))
    }

    /// Returns the bones as bytes, columns one after another, numbers little-endian.
    pub fn to_bytes(&self) -> Vec<u8> {
        let mut out = Vec::with_capacity(self.len() * 44 + 16);
        out.extend((self.len() as u64).to_le_bytes());
        out.extend((self.told.len() as u64).to_le_bytes());
        self.earliest
            .iter()
            .for_each(|v| out.extend(v.to_le_bytes()));
        self.latest.iter().for_each(|v| out.extend(v.to_le_bytes()));
        out.extend(&self.grain);
        out.extend(&self.flags);
        self.salience
            .iter()
            .for_each(|v| out.extend(v.to_le_bytes()));
        self.story.iter().for_each(|v| out.extend(v.to_le_bytes()));
        self.n.iter().for_each(|v| out.extend(v.to_le_bytes()));
        self.told_from
            .iter()
            .for_each(|v| out.extend(v.to_le_bytes()));
        for (source, n) in &self.told {
            out.extend(source.to_le_bytes());
            out.extend(n.to_le_bytes());
        }
        out
    }

    /// Reads what [`Self::to_bytes`] wrote; `None` when it is not whole.
    pub fn from_bytes(bytes: &[u8]) -> Option<Self> {
        let mut rest = bytes;
        let n = usize::try_from(u64::from_le_bytes(*take(&mut rest)?)).ok()?;
        let told = usize::try_from(u64::from_le_bytes(*take(&mut rest)?)).ok()?;
        let from = if n == 0 { 0 } else { n.checked_add(1)? };
        let mut many = |width: usize, n: usize| -> Option<&[u8]> {
            let (head, tail) = rest.split_at_checked(width.checked_mul(n)?)?;
            rest = tail;
            Some(head)
        };
        let bones = Self {
            earliest: many(8, n)?
                .as_chunks()
                .0
                .iter()
                .map(|b| i64::from_le_bytes(*b))
                .collect(),
            latest: many(8, n)?
                .as_chunks()
                .0
                .iter()
                .map(|b| i64::from_le_bytes(*b))
                .collect(),
            grain: many(1, n)?.to_vec(),
            flags: many(1, n)?.to_vec(),
            salience: many(4, n)?
                .as_chunks()
                .0
                .iter()
                .map(|b| f32::from_le_bytes(*b))
                .collect(),
            story: many(4, n)?
                .as_chunks()
                .0
                .iter()
                .map(|b| u32::from_le_bytes(*b))
                .collect(),
            n: many(4, n)?
                .as_chunks()
                .0
                .iter()
                .map(|b| u32::from_le_bytes(*b))
                .collect(),
            told_from: many(4, from)?
                .as_chunks()
                .0
                .iter()
                .map(|b| u32::from_le_bytes(*b))
                .collect(),
            told: many(8, told)?
                .as_chunks::<8>()
                .0
                .iter()
                .map(|b| {
                    let word = u64::from_le_bytes(*b);
                    ((word & 0xFFFF_FFFF) as u32, (word >> 32) as u32)
                })
                .collect(),
        };
        let sound = bones.told_from.is_sorted()
            && bones
                .told_from
                .last()
                .is_none_or(|last| *last as usize == told);
        (rest.is_empty() && sound).then_some(bones)
    }
}

fn take<'a, const N: usize>(rest: &mut &'a [u8]) -> Option<&'a [u8; N]> {
    let (head, tail) = rest.split_first_chunk()?;
    *rest = tail;
    Some(head)
}

/// Whole minutes since 1970.
pub(super) fn minutes(at: NaiveDateTime) -> i64 {
    at.and_utc().timestamp().div_euclid(60)
}

fn at(minutes: i64) -> Option<NaiveDateTime> {
    DateTime::from_timestamp(minutes.checked_mul(60)?, 0).map(|t| t.naive_utc())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::link::{MomentId, StoryId};

    fn row(day: Option<u32>, status: Status) -> MomentRow {
        MomentRow {
            id: MomentId("m1".into()),
            label: "Bridge opens".into(),
            status,
            window: day.map(|d| Window::day(NaiveDate::from_ymd_opt(1931, 5, d).unwrap())),
            salience: 0.5,
            story: StoryId("s1".into()),
            sources: vec![],
            n_tellings: 1,
            differs: vec![],
        }
    }

    #[test]
    fn bytes_come_back_as_they_were() {
        let mut bones = Bones::default();
        assert_eq!(Bones::from_bytes(&bones.to_bytes()), Some(bones.clone()));
        bones.push(9, &row(Some(3), Status::Planned), 7, &[(SourceIdx(2), 5)]);
        bones.push(4, &row(None, Status::Denied), 1, &[]);
        let bytes = bones.to_bytes();
        assert_eq!(Bones::from_bytes(&bytes), Some(bones.clone()));
        assert_eq!(bones.window(0), row(Some(3), Status::Planned).window);
        assert_eq!(bones.window(1), None);
        assert_eq!(bones.status(1), Status::Denied);
        for cut in 0..bytes.len() {
            assert_eq!(Bones::from_bytes(&bytes[..cut]), None, "cut at {cut}");
        }
    }
}
