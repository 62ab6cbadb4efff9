//! How far from its own day a text puts the dates and years it names.

use super::super::Lean;

/// How likely the latest bare year a text looks back to lies so many years before its own.
pub(super) fn latest_year(behind: i32) -> f32 {
    match behind {
        ..-3 => 0.002,
        -3 => 0.01,
        -2 => 0.02,
        -1 => 0.05,
        0 => 0.24,
        1 => 0.15,
        2 => 0.12,
        3 => 0.08,
        4 | 6 => 0.05,
        5 => 0.07,
        7 => 0.025,
        8 | 9 => 0.02,
        10 => 0.015,
        11..=20 => 0.008,
        _ => 0.002,
    }
}

/// How likely a year a text looks ahead to lies so many years after its own.
pub(super) fn year_ahead(ahead: i32) -> f32 {
    match ahead {
        0 => 0.33,
        1 => 0.3,
        2 => 0.08,
        3 => 0.04,
        4 => 0.03,
        5 => 0.02,
        -1 => 0.05,
        -2 => 0.04,
        ..-2 => 0.008,
        _ => 0.004,
    }
}

/// How likely a month told with its year lies so many months ahead.
pub(super) fn full_month(lean: Lean, ahead: i32) -> f32 {
    // A month of the last half year is hardly ever given its year.
    let back = match ahead {
        -2..=0 => 0.009,
        -5..=-3 => 0.012,
        -12..=-6 => 0.03,
        -24..=-13 => 0.04,
        -36..=-25 => 0.02,
        -60..=-37 => 0.007,
        -240..=-61 => 0.002,
        ..=-241 => 0.0003,
        1..=12 => 0.004,
        13..=36 => 0.002,
        _ => 0.0003,
    };
    let later = match ahead {
        0..=3 => 0.06,
        4..=12 => 0.04,
        13..=36 => 0.01,
        37.. => 0.0005,
        -36..=-1 => 0.006,
        _ => 0.001,
    };
    match lean {
        Lean::Back => back,
        Lean::Ahead => later,
        Lean::Unsaid => (back + later) / 2.0,
    }
}
