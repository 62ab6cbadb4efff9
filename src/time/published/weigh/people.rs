//! What the holders of public office a text names say of its day.

use super::super::What;
use super::Weigher;

/// Days before a term in which its holder may be named with the office to come.
const COMING: i32 = 90;

impl Weigher<'_> {
    pub(super) fn office(&self, terms: &[(u16, i32, i32)], former: bool, out: &mut [f32]) {
        let days = self.calendar.days;
        if former {
            let ended = terms.iter().map(|t| t.2).filter(|&to| to != i32::MAX).min();
            if let Some(ended) = ended {
                for at in days.places(0, ended - 2) {
                    out[at] += 0.03_f32.ln();
                }
            }
            return;
        }
        // A predecessor of somebody else the text names in the same office is history.
        let newest = |office: u16, terms: &[(u16, i32, i32)]| {
            terms.iter().filter(|t| t.0 == office).map(|t| t.1).max()
        };
        let succeeded = terms.iter().all(|t| {
            self.facts.iter().any(|other| match &other.what {
                What::Office {
                    terms: theirs,
                    former: false,
                    ..
                } => newest(t.0, theirs) > newest(t.0, terms),
                _ => false,
            })
        });
        let strength = if succeeded { 0.25 } else { 1.0 };
        let begun = terms.iter().map(|t| t.1).min().unwrap_or(0);
        let coming = |number: i32| terms.iter().any(|t| (1..COMING).contains(&(t.1 - number)));
        let mut held = vec![false; out.len()];
        for &(_, from, to) in terms {
            for at in days.places(from - 2, to.saturating_add(2)) {
                held[at] = true;
            }
        }
        for (at, x) in out.iter_mut().enumerate() {
            if !held[at] {
                let number = days.number(at);
                let likely: f32 = match number < begun {
                    _ if coming(number) => 0.1,
                    true => 0.008,
                    false => 0.06,
                };
                *x += strength * likely.ln();
            }
        }
    }
}
