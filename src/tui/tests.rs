//! The explorer by its keys.

#[path = "../../tests/fixture/archive.rs"]
#[expect(dead_code, reason = "each user of the shared fixture uses part of it")]
mod archive;

use super::*;
use archive::Fixture;
use proptest::prelude::*;

fn app(w: u16, h: u16) -> Explorer {
    Explorer::new(Fixture::small(), (w, h), Settings::default())
}

#[test]
fn look() {
    for (w, h) in [(80, 24), (120, 40), (200, 50), (50, 20)] {
        let mut a = app(w, h);
        println!("{}", a.screen());
        a.press("d d d");
        println!("{}", a.screen());
    }
}
