//! TIMEX3 values of what no window holds: lengths, what recurs, years before our era, and
//! dates nothing places.

use super::slot::*;
use crate::time::calendar as cal;
use crate::time::grammar::Slots;

/// Returns the value of a year or century before our era, which no window holds.
pub(in crate::time) fn before_christ(slots: &Slots) -> String {
    match (slots.get(Y), slots.get(C)) {
        (Some(y), _) => format!("BC{y:04}"),
        // The third millennium, in one figure.
        (None, Some(c)) if slots.get(U) == Some(14) => format!("BC{}", c - 1),
        (None, Some(c)) => format!("BC{:02}", c - 1),
        _ => "BC".to_owned(),
    }
}

/// Returns the value of a date nothing places, as far as its words tell.
pub(in crate::time) fn open_value(slots: &Slots) -> String {
    let two = |v: Option<i32>| v.map_or_else(|| "XX".to_owned(), |v| format!("{v:02}"));
    let year = slots
        .get(Y)
        .map_or_else(|| "XXXX".to_owned(), |y| format!("{y:04}"));
    if let Some(w) = slots.get(W).filter(|_| slots.get(D).is_none()) {
        return format!("{year}-WXX-{w}");
    }
    if let Some(code) = season_code(slots) {
        return format!("{year}-{code}");
    }
    match slots.get(U) {
        Some(5) => return format!("{year}-WXX"),
        Some(6) => return format!("{year}-XX"),
        Some(8) => return year,
        _ => {}
    }
    match (slots.get(M), slots.get(D)) {
        (Some(m), None) => format!("{year}-{m:02}"),
        (m, d) => {
            let part = part_code(slots).map_or_else(String::new, |code| format!("T{code}"));
            format!("{year}-{}-{}{part}", two(m), two(d))
        }
    }
}

pub(in crate::time) fn season_code(slots: &Slots) -> Option<&'static str> {
    let place = usize::try_from(slots.get(SE)? - 1).ok()?;
    ["SP", "SU", "FA", "WI"].get(place).copied()
}

/// Returns the letters of the part of the day that is told.
fn part_code(slots: &Slots) -> Option<&'static str> {
    let place = usize::try_from(slots.get(PS)? - 1).ok()?;
    cal::PARTS.get(place).map(|part| part.0)
}

/// Returns half of a unit, told in a smaller one.
pub(in crate::time) fn half_of(unit: i32) -> Option<(i32, i32)> {
    Some(match unit {
        3 => (30, 2),
        4 => (12, 3),
        8 => (6, 6),
        9 => (5, 8),
        10 => (50, 8),
        14 => (500, 8),
        _ => return None,
    })
}

/// Returns the TIMEX3 value of something that recurs.
pub(in crate::time) fn recurring(slots: &Slots) -> String {
    if let Some(w) = slots.get(W) {
        let part = part_code(slots).map_or_else(String::new, |code| format!("T{code}"));
        return format!("XXXX-WXX-{w}{part}");
    }
    if let Some(m) = slots.get(M) {
        return format!("XXXX-{m:02}");
    }
    if let Some(code) = season_code(slots) {
        return format!("XXXX-{code}");
    }
    if let Some(code) = part_code(slots) {
        return format!("XXXX-XX-XXT{code}");
    }
    match (slots.get(U), slots.get(N)) {
        (Some(11), None) => "XXXX-WXX-WE".to_owned(),
        _ => length(slots),
    }
}

/// Returns the TIMEX3 value of a length.
pub(in crate::time) fn length(slots: &Slots) -> String {
    let mut unit = slots.get(U).unwrap_or(4);
    let half = slots.get(F) == Some(5);
    let n = match slots.get(N) {
        Some(0) if half => {
            let (n, smaller) = half_of(unit).unwrap_or((0, unit));
            unit = smaller;
            if n == 0 {
                "0.5".to_owned()
            } else {
                n.to_string()
            }
        }
        // A fortnight is two weeks.
        Some(n) if n >= 0 && unit == 16 => n.saturating_mul(2).to_string(),
        Some(n) if n >= 0 => match slots.get(F) {
            Some(f) => format!("{n}.{f}"),
            None => n.to_string(),
        },
        _ => "X".to_owned(),
    };
    let (time, code) = unit_code(unit);
    let more = match (slots.get(N2), slots.get(U2)) {
        (Some(n2), Some(u2)) => {
            let (time2, code2) = unit_code(u2);
            let mark = if time.is_empty() { time2 } else { "" };
            format!("{mark}{n2}{code2}")
        }
        _ => String::new(),
    };
    format!("P{time}{n}{code}{more}")
}

/// Returns the mark of hours, minutes and seconds, and the letters of a unit.
fn unit_code(unit: i32) -> (&'static str, &'static str) {
    match unit {
        1 => ("T", "S"),
        2 => ("T", "M"),
        3 => ("T", "H"),
        5 | 16 => ("", "W"),
        6 => ("", "M"),
        7 => ("", "Q"),
        8 => ("", "Y"),
        9 => ("", "DE"),
        10 => ("", "CE"),
        11 => ("", "WE"),
        14 => ("", "L"),
        _ => ("", "D"),
    }
}
