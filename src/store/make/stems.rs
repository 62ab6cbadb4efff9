//! The stems of articles by number: a stem's hash takes four bytes wherever it stands, its
//! number in the corpus one or two.

use crate::telling::Term;
use rustc_hash::FxHashMap;

/// Stems in the order in which they were first met.
#[derive(Default)]
pub(super) struct Stems {
    all: Vec<u32>,
    of: FxHashMap<u32, u32>,
}

impl Stems {
    /// Reads what [`Self::to_bytes`] gave.
    pub fn from_bytes(bytes: &[u8]) -> Self {
        let all = bytes.as_chunks().0.iter().map(|b| u32::from_le_bytes(*b));
        let all: Vec<u32> = all.collect();
        Self {
            of: all.iter().copied().zip(0..).collect(),
            all,
        }
    }

    pub fn to_bytes(&self) -> Vec<u8> {
        self.all.iter().flat_map(|s| s.to_le_bytes()).collect()
    }

    /// Returns stems with their counts as few bytes: steps from number to number, each with a
    /// bit for a count above one, and the count.
    pub fn pack(&mut self, terms: &[(Term, u16)]) -> Vec<u8> {
        let mut numbered: Vec<(u32, u16)> = terms
            .iter()
            .map(|&(term, n)| {
                let next = u32::try_from(self.all.len()).unwrap_or(u32::MAX);
                let number = *self.of.entry(term.0).or_insert_with(|| {
                    self.all.push(term.0);
                    next
                });
                (number, n)
            })
            .collect();
        numbered.sort_unstable();
        let mut out = Vec::with_capacity(2 * terms.len());
        let mut last = 0;
        for (number, n) in numbered {
            let step = u64::from(number - last);
            last = number;
            put(&mut out, step << 1 | u64::from(n != 1));
            if n != 1 {
                put(&mut out, n.into());
            }
        }
        out
    }

    /// Returns the stems with their counts, by hash; `None` when they are damaged.
    pub fn unpack(&self, mut bytes: &[u8]) -> Option<Vec<(Term, u16)>> {
        let mut out = Vec::new();
        let mut last = 0_u64;
        while !bytes.is_empty() {
            let step = take(&mut bytes)?;
            last = last.checked_add(step >> 1)?;
            let n = match step & 1 {
                0 => 1,
                _ => u16::try_from(take(&mut bytes)?).ok()?,
            };
            let stem = self.all.get(usize::try_from(last).ok()?)?;
            out.push((Term(*stem), n));
        }
        out.sort_unstable();
        Some(out)
    }
}

/// Puts a number in, seven bits to a byte, the lowest first.
fn put(out: &mut Vec<u8>, mut n: u64) {
    while n >= 0x80 {
        out.push((n & 0x7F) as u8 | 0x80);
        n >>= 7;
    }
    out.push((n & 0x7F) as u8);
}

fn take(bytes: &mut &[u8]) -> Option<u64> {
    let mut n = 0;
    for shift in (0..64).step_by(7) {
        let (&byte, rest) = bytes.split_first()?;
        *bytes = rest;
        n |= u64::from(byte & 0x7F) << shift;
        if byte < 0x80 {
            return Some(n);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stems_come_back_as_they_were() {
        let mut stems = Stems::default();
        let first = [(Term(3), 1), (Term(70_000), 300), (Term(u32::MAX), 2)];
        let second = [(Term(1), 1), (Term(3), 0), (Term(u32::MAX), u16::MAX)];
        let packed = [stems.pack(&first), stems.pack(&second)];
        let again = Stems::from_bytes(&stems.to_bytes());
        assert_eq!(again.unpack(&packed[0]).as_deref(), Some(&first[..]));
        assert_eq!(again.unpack(&packed[1]).as_deref(), Some(&second[..]));
        assert_eq!(Stems::default().unpack(&packed[0]), None);
        assert_eq!(again.unpack(&packed[0][..2]), None);
    }
}
