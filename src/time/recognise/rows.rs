//! Rows of days and years that share what the first or the last one tells: "May 2 - 3, 9 - 10",
//! "2007-08", "every Monday and Friday".

use super::{Found, SHARED_TAIL};
use crate::time::grammar::{Match, Op, Slots};
use crate::time::resolve::slot;
use crate::time::token::Shape;

impl Found<'_> {
    /// Reads on behind a date: the further days of "May 2 - 3, 9 - 10" and "May 6 and 7th",
    /// the second year of "2007-08". Returns the token behind what was read.
    pub(super) fn go_on(&mut self, mut end: usize, m: &Match) -> usize {
        let has = |slot| m.slots.get(slot).is_some();
        let shared_tail = m.slots.get(slot::K) == Some(SHARED_TAIL);
        // "On the 4th and 5th": an ordinal needs no month.
        let alone = self.value_at(Some(end - 1), self.reader.ordinal).is_some();
        let day_last = (has(slot::M) || alone && !has(slot::W))
            && has(slot::D)
            && (shared_tail || ![slot::Y, slot::K, slot::H, slot::PS].into_iter().any(has));
        let year_last = !shared_tail
            && m.slots.get(slot::Y).is_some_and(|y| y > 999)
            && !has(slot::E)
            && self.tokens[end - 1].n_digits == 4;
        if !day_last && !year_last {
            return end;
        }
        while let (Some(&link), Some(&next)) = (self.tokens.get(end), self.tokens.get(end + 1)) {
            let short = next.shape == Shape::Digits && next.n_digits <= 2 && next.value > 0;
            if !short || link.paragraph || next.paragraph {
                break;
            }
            let mut stop = end + 2;
            let more = self.tokens.get(stop).filter(|t| !t.paragraph);
            let range = self.value(end, self.reader.range).is_some();
            let mut slots = Slots::default();
            if year_last {
                let y = m.slots.get(slot::Y).unwrap_or(0);
                let second = y / 100 * 100 + next.value;
                let whole = more.is_none_or(|t| !t.glued || t.shape == Shape::Mark);
                if !range
                    || !link.glued
                    || !next.glued
                    || next.n_digits != 2
                    || second <= y
                    || !whole
                {
                    break;
                }
                slots.set(slot::Y, second);
            } else {
                let ordinal = more.is_some_and(|t| t.glued)
                    && self.value_at(Some(stop), self.reader.ordinal).is_some();
                let ends = more.is_none_or(|t| {
                    t.shape == Shape::Mark
                        && !(t.glued
                            && self.value(stop, self.reader.tight).is_some()
                            && self.tokens.get(stop + 1).is_some_and(|t| t.glued))
                });
                let open = more.is_none_or(|t| !t.glued);
                let listed = self.value(end, self.reader.list).is_some();
                // "May 6 and 7 were dry".
                let verb = more.is_some_and(|t| !t.capital)
                    && (self.tense_of(stop).is_some()
                        || self.value_at(Some(stop), self.reader.day_more).is_some());
                let goes_on =
                    range && (ends || ordinal || open) || listed && (ordinal || ends || verb);
                let own_month = self.is_month(stop + usize::from(ordinal));
                if !goes_on || next.value > 31 || own_month {
                    break;
                }
                stop += usize::from(ordinal);
                slots.set(slot::D, next.value);
                if let (true, Some(y), Some(month)) =
                    (shared_tail, m.slots.get(slot::Y), m.slots.get(slot::M))
                {
                    let comma = self
                        .tokens
                        .get(stop)
                        .is_some_and(|t| t.shape == Shape::Mark);
                    stop += 1 + usize::from(comma);
                    slots.set(slot::Y, y);
                    slots.set(slot::M, month);
                } else {
                    slots.set(slot::K, 10);
                }
            }
            self.keep(end + 1, stop, m.rule, Op::Date, &slots);
            end = stop;
            if year_last || shared_tail {
                break;
            }
        }
        end
    }

    /// Reads on behind a weekday: the short names that are days only in a row ("fri or sat"),
    /// and the further days of "every Monday and Friday". Returns the token behind.
    pub(super) fn more_weekdays(&mut self, mut end: usize, m: &Match, op: Op) -> usize {
        let alone = [slot::Y, slot::M, slot::D, slot::H, slot::K]
            .into_iter()
            .all(|slot| m.slots.get(slot).is_none());
        if !alone {
            return end;
        }
        loop {
            let mut next = end;
            while next < end + 2 && self.joins(next) {
                next += 1;
            }
            let [full, short] = self.reader.weekdays;
            let full = self.value_at(Some(next), full);
            let day = full.or_else(|| self.value_at(Some(next), short));
            let (Some(w), true) = (day, next > end) else {
                break;
            };
            let whole = self
                .tokens
                .get(next + 1)
                .is_none_or(|t| !t.glued || t.shape == Shape::Mark);
            if (op == Op::Date && full.is_some()) || !whole || self.tokens[next].paragraph {
                break;
            }
            let mut slots = Slots::default();
            slots.set(slot::W, w);
            let behind = self.tokens.get(next + 1);
            if op == Op::Date && behind.is_some_and(|t| t.shape != Shape::Mark) {
                // "On Friday and sat down".
                break;
            }
            let mut stop = next + 1;
            if op == Op::Set {
                slots.set(slot::N, 1);
                if let Some(part) = self.value_at(Some(stop), self.reader.part) {
                    slots.set(slot::PS, part);
                    stop += 1;
                }
            }
            self.keep(next, stop, m.rule, op, &slots);
            end = stop;
        }
        end
    }

    /// Tells whether token `i` joins days: a comma, a dash, "and", "or".
    pub(super) fn joins(&self, i: usize) -> bool {
        self.tokens.get(i).is_some_and(|t| !t.paragraph)
            && (self.value_at(Some(i), self.reader.list).is_some()
                || self.value_at(Some(i), self.reader.range).is_some())
    }
}
