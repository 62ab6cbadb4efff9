//! The day an article appeared, in words.

use super::values::Offset;
use crate::time::published::{Published, PublishedFrom, instant};
use chrono::NaiveDate;

/// Returns the day in words, with its time when one is stated: "11 Oct 2016 19:05 -04:00".
///
/// A zone given by the user changes what is shown and nothing else.
pub fn words(published: &Published, zone: Option<Offset>) -> String {
    let Some(day) = published.value else {
        return match (published.earliest, published.latest) {
            (Some(a), Some(b)) => format!("between {} and {}", short(a), short(b)),
            (Some(a), None) => format!("not before {}", short(a)),
            (None, Some(b)) => format!("not after {}", short(b)),
            (None, None) => "undated".to_owned(),
        };
    };
    match &published.time {
        None => short(day),
        Some(time) => {
            let clock = time.rsplit('T').next().unwrap_or(time);
            if let (Some(Offset(zone)), Some(at)) = (zone, instant(day, clock)) {
                return at
                    .with_timezone(&zone)
                    .format("%-d %b %Y %H:%M %:z")
                    .to_string();
            }
            let minutes = clock.get(..5).unwrap_or(clock);
            let offset = clock
                .find(['+', '-', 'Z'])
                .and_then(|i| clock.get(i..))
                .map(|o| format!(" {}", if o == "Z" { "UTC" } else { o }))
                .unwrap_or_default();
            format!("{} {minutes}{offset}", short(day))
        }
    }
}

/// Returns how sure the day is, when it is not stated by anything.
pub fn doubt(published: &Published) -> String {
    match published.from {
        PublishedFrom::Inferred if published.value.is_none() => "inferred, no day".to_owned(),
        PublishedFrom::None => String::new(),
        _ if published.value.is_none() => "no single day is stated".to_owned(),
        PublishedFrom::Inferred => format!("inferred, {:.0}% sure", published.confidence * 100.0),
        _ => String::new(),
    }
}

fn short(day: NaiveDate) -> String {
    day.format("%-d %b %Y").to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_zone_changes_only_what_is_shown() {
        let day = NaiveDate::from_ymd_opt(2016, 10, 8).unwrap();
        let mut p = Published::stated(day, PublishedFrom::Metadata, String::new());
        assert_eq!(words(&p, None), "8 Oct 2016");
        p.time = Some("19:05-04:00".into());
        assert_eq!(words(&p, None), "8 Oct 2016 19:05 -04:00");
        let tokyo = "+09:00".parse().unwrap();
        assert_eq!(words(&p, Some(tokyo)), "9 Oct 2016 08:05 +09:00");
        p.time = Some("19:05".into());
        assert_eq!(words(&p, Some(tokyo)), "8 Oct 2016 19:05");
        assert_eq!(words(&Published::unknown(), None), "undated");
    }
}
