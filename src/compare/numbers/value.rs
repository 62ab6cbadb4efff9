//! Which values a figure allows, and when two are one.

use crate::telling::{Bound, Quantity};

/// Returns the values a quantity allows.
pub(super) fn range_of(quantity: &Quantity) -> (f64, f64) {
    let value = quantity.value;
    let top = quantity.upper.unwrap_or(value);
    match quantity.bound {
        Bound::Exact => (value, top),
        Bound::AtLeast | Bound::MoreThan => (value, f64::INFINITY),
        Bound::AtMost | Bound::LessThan => (0.0, top),
        Bound::About => (value * 0.85, top * 1.15),
    }
}

pub(super) fn bound_word(bound: Bound) -> &'static str {
    match bound {
        Bound::Exact => "exact",
        Bound::AtLeast => "at-least",
        Bound::AtMost => "at-most",
        Bound::MoreThan => "more-than",
        Bound::LessThan => "less-than",
        Bound::About => "about",
    }
}

/// Tells whether two values are one, or one is the other, rounded.
pub(super) fn close(a: &Quantity, b: &Quantity) -> bool {
    let (low, high) = (a.value.min(b.value), a.value.max(b.value));
    if (high - low).abs() < 1e-9 {
        return true;
    }
    // "Three" and "3.1" are one figure, rounded.
    let rounds = |whole: &Quantity, broken: &Quantity| {
        whole.value.fract() == 0.0
            && !whole.text.contains('.')
            && broken.text.contains('.')
            && broken.value.fract() != 0.0
            && broken.value.round() == whole.value
    };
    if rounds(a, b) || rounds(b, a) {
        return true;
    }
    let about = a.bound == Bound::About || b.bound == Bound::About;
    let round = |v: f64| -> bool { v >= 100.0 && significant_digits(v) <= 2 };
    let slack = if about { 0.10 } else { 0.025 };
    (round(a.value) || round(b.value)) && (high - low) <= slack * high
}

fn significant_digits(value: f64) -> u32 {
    let mut v = value.abs().round();
    if v == 0.0 {
        return 0;
    }
    while v % 10.0 == 0.0 {
        v /= 10.0;
    }
    (v.log10().floor() as u32) + 1
}
