//! When began what has lasted for a length.

use super::*;

#[test]
fn what_lasts_began_as_vaguely_as_its_length_is_told() {
    let told: NaiveDate = "2016-10-11".parse().unwrap();
    let began = |text: &str| {
        Some(
            tag(text, "en", Some("2016-10-11"))
                .first()?
                .began(told)?
                .edtf(),
        )
    };
    for (text, edtf) in [
        ("for four years", "2012/.."),
        ("for 18 months", "2015-04/.."),
        ("for a year and a half", "2015/.."),
        ("for two weeks", "2016-09-26/.."),
        ("for three days", "2016-10-08/.."),
        ("for two decades", "1990-01-01/.."),
    ] {
        assert_eq!(began(text).as_deref(), Some(edtf), "{text}");
    }
    for text in ["for two hours", "for years", "since 2012"] {
        assert_eq!(began(text), None, "{text}");
    }
}
