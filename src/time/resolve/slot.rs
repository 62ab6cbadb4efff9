//! The slots of a rule by name, as `grammar::SLOTS` orders them.

/// Year, month, day of the month, weekday (1 is Monday).
pub(in crate::time) const Y: u8 = 0;
pub(in crate::time) const M: u8 = 1;
pub(in crate::time) const D: u8 = 2;
pub(in crate::time) const W: u8 = 3;
/// Hour, minute, 12 for the afternoon, told in UTC.
pub(in crate::time) const H: u8 = 4;
pub(in crate::time) const MI: u8 = 5;
pub(in crate::time) const AP: u8 = 6;
pub(in crate::time) const Z: u8 = 7;
/// How many (-1: an untold number), tenths more, of which unit.
pub(in crate::time) const N: u8 = 8;
pub(in crate::time) const F: u8 = 10;
pub(in crate::time) const U: u8 = 11;
/// Back, here, ahead.
pub(in crate::time) const DIR: u8 = 12;
/// Part of the day, season, quarter's or week's place, half.
pub(in crate::time) const PS: u8 = 13;
pub(in crate::time) const SE: u8 = 14;
pub(in crate::time) const HF: u8 = 16;
pub(in crate::time) const O: u8 = 17;
/// Which `mod`.
pub(in crate::time) const MO: u8 = 18;
/// Past, present or future reference.
pub(in crate::time) const R: u8 = 19;
/// Century, decade.
pub(in crate::time) const C: u8 = 20;
pub(in crate::time) const DC: u8 = 21;
/// Years from now, or (YA) from the year spoken of.
pub(in crate::time) const YD: u8 = 22;
pub(in crate::time) const YA: u8 = 23;
/// Days from now.
pub(in crate::time) const RD: u8 = 24;
/// Before our era.
pub(in crate::time) const E: u8 = 25;
/// A variant of the rule, see there.
pub(in crate::time) const K: u8 = 26;
/// Holiday.
pub(in crate::time) const HO: u8 = 27;
/// The month a quarter ends in.
pub(in crate::time) const Q: u8 = 15;
/// Weeks on top of a day.
pub(in crate::time) const WK: u8 = 28;
/// The second part of a length: how many, of which unit.
pub(in crate::time) const N2: u8 = 9;
pub(in crate::time) const U2: u8 = 30;
/// Before (-1) or behind (1) the day that is told.
pub(in crate::time) const HZ: u8 = 29;
