//! Reads time expressions: spans lie on characters and in order, windows run forward inside
//! the years 1 to 9999, and the same text always gives the same.
#![no_main]

use chrono::{Datelike, NaiveDate};
use libfuzzer_sys::fuzz_target;
use parallax::text::language::Language;
use parallax::time::{DateOrder, Dct, recognise};

fuzz_target!(|bytes: &[u8]| {
    let Some((&[how, a, b], bytes)) = bytes.split_first_chunk::<3>() else {
        return;
    };
    let text = String::from_utf8_lossy(bytes);
    let language = Language::new(if how & 1 == 0 { "en" } else { "fr" });
    let found = recognise(&text, &language);
    let mut behind = 0;
    for i in 0..found.len() {
        let span = found.span(i);
        assert!(behind <= span.start && span.start < span.end);
        assert!(text.get(span.clone()).is_some());
        assert!(found.expression(i).is_some());
        behind = span.end;
    }
    let days = i64::from(u16::from_le_bytes([a, b])) * 56;
    let day = NaiveDate::from_ymd_opt(1, 1, 1)
        .and_then(|d| d.checked_add_signed(chrono::TimeDelta::try_days(days)?));
    let order = [
        DateOrder::Unknown,
        DateOrder::DayFirst,
        DateOrder::MonthFirst,
    ][usize::from(how >> 1) % 3];
    for day in [day, None, Some(NaiveDate::MAX), Some(NaiveDate::MIN)] {
        let times = found.resolve(Dct { day, order });
        assert_eq!(times.len(), found.len());
        for time in &times {
            assert!(!time.value.is_empty());
            if let Some(window) = time.window {
                assert!(window.earliest() <= window.latest());
                assert!((1..=9999).contains(&window.first_day().year()));
                assert!((1..=9999).contains(&window.last_day().year()));
                assert!(!window.edtf().is_empty());
            }
        }
        assert_eq!(times, found.resolve(Dct { day, order }));
    }
});
