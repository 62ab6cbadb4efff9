//! The explorer by its keys.

#[path = "../../tests/fixture/archive.rs"]
mod archive;

use super::*;
use crate::query::SourceRow;
use archive::Fixture;
use proptest::prelude::*;

fn app(w: u16, h: u16) -> Explorer {
    Explorer::new(Fixture::small(), (w, h), Settings::default())
}

fn selected(a: &Explorer) -> String {
    a.model
        .selected()
        .map(|r| r.label.clone())
        .unwrap_or_default()
}

/// Returns the rows of the screen that hold a text.
fn rows_with(a: &mut Explorer, text: &str) -> Vec<String> {
    a.screen()
        .lines()
        .filter(|l| l.contains(text))
        .map(|l| l.trim().to_owned())
        .collect()
}

#[test]
fn the_first_look_is_at_the_moment_most_is_said_of() {
    let mut a = app(80, 24);
    assert_eq!(selected(&a), "Council strikes down ferry contract");
    assert!(a.screen().contains("2012 ⋯ 2015 Sep ⋯ 2016 Jul"));
}

#[test]
fn sources_change_and_the_moment_stays() {
    let mut a = app(120, 40);
    for (key, words) in [
        ("1", "[1/5]"),
        ("2", "[2/5]"),
        ("]", "3 Meridian Wire  Fri 7 Oct 2016"),
        ("5", "Lakeside Radio is silent"),
        ("0", "5 of 6 tell it"),
    ] {
        a.press(key);
        assert_eq!(selected(&a), "Council strikes down ferry contract");
        assert!(a.screen().contains(words), "{key}: {}", a.screen());
    }
}

#[test]
fn enter_shows_the_evidence_and_esc_comes_back() {
    let mut a = app(80, 24);
    let before = a.press("3").screen();
    a.press("enter");
    assert!(a.screen().contains("source-3/2016-10.txt"));
    assert!(a.screen().contains("▸ On Saturday, 8 October, the council"));
    assert_eq!(a.press("esc").screen(), before);
}

#[test]
fn compare_puts_tellings_side_by_side() {
    let mut a = app(120, 40);
    a.press("=");
    assert!(a.screen().contains("≠ when, who says"));
    assert!(a.screen().contains("1 Harbour Post"));
    a.press("tab tab esc");
    assert_eq!(selected(&a), "Council strikes down ferry contract");
}

#[test]
fn a_search_counts_jumps_and_steps() {
    let mut a = app(80, 24);
    a.press("/").type_text("storm");
    insta::assert_snapshot!(rows_with(&mut a, "storm").join("\n"), @r"
    / storm
    Tue 11 Oct 2016  North Herald  Tuesday's storm damaged dozens of boats, resid…
    Tue 11 Oct 2016  pasted-text   The storm hit the pier on Tuesday.
    Tuesday's storm damaged dozens of boats, residents said.
    ");
    a.press("enter");
    assert_eq!(selected(&a), "Storm damages boats at the pier");
    a.press("n");
    assert!(a.screen().contains("hit 2 of 2"));
}

#[test]
fn leaving_a_search_changes_nothing() {
    let mut a = app(80, 24);
    a.press("/").type_text("ropes").press("esc");
    assert_eq!(selected(&a), "Council strikes down ferry contract");
}

#[test]
fn a_filter_is_shown_in_parts_and_dropped_part_by_part() {
    let mut a = app(120, 40);
    a.press("F").type_text("ferry").press("enter");
    assert!(a.screen().contains("ferry ×"));
    assert!(a.model.total < 40);
    a.press("x");
    assert_eq!(a.model.total, 40);
    assert_eq!(selected(&a), "Council strikes down ferry contract");
}

#[test]
fn a_filter_by_source_leaves_only_its_lane() {
    let mut a = app(120, 40);
    a.press("F")
        .type_text("source:\"North Herald\"")
        .press("enter");
    let lanes = |a: &Explorer| {
        a.model
            .timeline
            .lanes
            .iter()
            .map(|l| l.name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(lanes(&a), ["North Herald"]);
    assert!(a.screen().contains(" 4 North Herald"));
    a.press("x");
    assert_eq!(lanes(&a).len(), 6);
    let mut many = Explorer::new(Fixture::large(500, 200), (120, 40), Settings::default());
    let first = many.model.lanes[0].name.clone();
    many.press("F").type_text("since:2015-06").press("enter");
    let tells = |s: &SourceRow| {
        many.model
            .timeline
            .moments
            .iter()
            .any(|m| m.sources.contains(&s.idx))
    };
    assert!(
        many.model
            .lanes
            .iter()
            .map(tells)
            .is_sorted_by(|a, b| a >= b)
    );
    assert_eq!(many.model.lanes.len(), many.model.sources.len());
    many.press("x");
    assert_eq!(many.model.lanes[0].name, first);
}

#[test]
fn what_is_called_so_comes_first_and_asks_for_its_words() {
    let mut a = app(120, 40);
    a.press(":").type_text("note").press("enter");
    assert!(matches!(
        a.model.stack.last(),
        Some(model::Screen::Prompt(_))
    ));
    a.press("esc :")
        .type_text("goto")
        .press("enter")
        .type_text("2016-10-07")
        .press("enter");
    assert_eq!(selected(&a), "Minister asks for an inquiry");
}

#[test]
fn enter_before_the_answer_goes_where_the_answer_leads() {
    let mut a = app(120, 40);
    a.press("f");
    // The answer is under way.
    let typed = keymap::Key::parse("s").unwrap();
    let asked = update::update(&mut a.model, Msg::Key(typed));
    let before = selected(&a);
    a.press("enter");
    assert_eq!(selected(&a), before);
    for effect in asked {
        a.perform(effect);
    }
    a.settle();
    assert!(a.model.stack.is_empty() || selected(&a) != before);
}

#[test]
fn another_session_s_note_is_seen_and_ours_is_read_once() {
    let dir = tempfile::tempdir().unwrap();
    let journal = Journal::new(dir.path(), "c");
    let mut a = app(80, 24);
    a.outside.journal = Some(journal.clone());
    a.press("m");
    assert_eq!(a.outside.kept, journal.n_bytes());
    let theirs = |id: &str| Entry::Mark {
        moment: MomentId(id.into()),
        label: "theirs".into(),
    };
    journal.append(&theirs("m9")).unwrap();
    a.outside.reread(&mut a.model.shelf);
    assert_eq!(a.model.shelf.kept.len(), 2);
    // Written between two acts of ours: nothing is lost or doubled.
    journal.append(&theirs("m8")).unwrap();
    a.press("l m");
    a.outside.reread(&mut a.model.shelf);
    assert_eq!(a.model.shelf.kept.len(), 4);
    assert_eq!(a.outside.kept, journal.n_bytes());
}

#[test]
fn what_the_disk_does_not_take_is_said_and_held() {
    let dir = tempfile::tempdir().unwrap();
    let blocked = dir.path().join("state");
    std::fs::write(&blocked, "a file where a folder should be").unwrap();
    let mut a = app(120, 40);
    a.outside.journal = Some(Journal::new(&blocked, "c"));
    a.press("m");
    assert!(
        a.screen().contains("only held until you quit"),
        "{}",
        a.screen()
    );
    a.press("M");
    assert!(a.screen().contains("not on disk"), "{}", a.screen());
    assert_eq!(a.outside.unkept.len(), 1);
    // As soon as it can be kept it is.
    std::fs::remove_file(&blocked).unwrap();
    a.press("esc l m");
    assert_eq!(a.outside.unkept.len(), 0);
    assert_eq!(Journal::new(&blocked, "c").read().kept.len(), 2);
}

#[test]
fn undated_moments_are_reached_and_never_dated() {
    let mut a = app(120, 40);
    a.press("u");
    assert!(a.model.selected().unwrap().window.is_none());
    assert!(a.screen().contains("│ ?2"));
}

#[test]
fn marks_toggle_and_are_listed() {
    let mut a = app(80, 24);
    a.press("m M");
    assert!(a.screen().contains("MARKS AND NOTES  1"));
    a.press("esc m M");
    assert!(a.screen().contains("nothing is marked"));
}

#[test]
fn a_sentence_is_marked_in_its_article_and_found_again() {
    let mut a = app(80, 24);
    a.press("m");
    assert!(!a.screen().contains("sentence marked"));
    a.press("3 enter m");
    assert!(a.screen().contains("sentence marked"), "{}", a.screen());
    a.press("a")
        .type_text("who keeps the records?")
        .press("enter");
    let article = a.screen();
    assert!(
        article.contains("★▸") || article.contains("★ ▸"),
        "{article}"
    );
    a.press("esc M");
    let screen = a.screen();
    assert!(screen.contains("MARKS AND NOTES  2"), "{screen}");
    assert!(
        screen.contains("who keeps the records? · On Saturday"),
        "{screen}"
    );
    let found = a
        .screen()
        .lines()
        .position(|l| l.contains("who keeps"))
        .unwrap();
    let first = a
        .screen()
        .lines()
        .position(|l| l.contains("MARKS"))
        .unwrap();
    for _ in 0..found - first - 1 {
        a.press("j");
    }
    a.press("enter");
    assert!(a.screen().contains("source-3/2016-10.txt"));
    a.press("m");
    assert!(a.screen().contains("no longer marked"));
}

#[test]
fn a_long_message_is_never_cut() {
    let mut a = app(40, 12);
    a.press("v");
    let screen = a.screen();
    let words: Vec<&str> = screen.split_whitespace().collect();
    assert!(
        words
            .join(" ")
            .contains("no other version and no copy here"),
        "{screen}"
    );
    a.press("F");
    let screen = a.screen();
    assert!(screen.contains("Enter shows"), "{screen}");
}

#[test]
fn a_cut_row_is_shown_whole_while_it_is_chosen() {
    for size in [(40, 12), (80, 24)] {
        let mut a = app(size.0, size.1);
        a.press("!");
        let screen = a.screen();
        let words = screen.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(
            words.contains("struck down the ferry contract on Saturday, its clerk said."),
            "{screen}"
        );
    }
}

#[test]
fn a_name_is_found_by_a_jump() {
    let mut a = app(80, 24);
    a.press("f").type_text("Ada Brandt");
    let screen = a.screen();
    assert!(
        screen.contains("Ada Brandt: 1 moment told with that name"),
        "{screen}"
    );
    a.press("enter");
    assert!(
        a.screen().contains("name:\"Ada Brandt\" ×"),
        "{}",
        a.screen()
    );
}

#[test]
fn what_comes_while_following_is_counted_and_moves_nothing() {
    let mut a = app(120, 40);
    a.press("j j 2");
    let before = selected(&a);
    a.send(Msg::Idle(0));
    let n = a.model.overview.n_moments;
    a.send(Msg::Shown(0, Fixture::large(n + 37, 6)));
    let screen = a.screen();
    assert!(screen.contains("+37 new moments"), "{screen}");
    a.send(Msg::Shown(0, Fixture::large(n + 40, 6)));
    assert!(a.screen().contains("+40 new moments"));
    a.press("ctrl-l");
    assert!(!a.screen().contains("new moments"));
    let _ = before;
}

#[test]
fn a_layout_of_ones_own_is_kept_to() {
    let settings = |layout| Settings {
        layout,
        ..Settings::default()
    };
    for (layout, class) in [
        (config::Layout::Auto, layout::Class::Widest),
        (config::Layout::Stacked, layout::Class::Medium),
        (config::Layout::Single, layout::Class::Narrow),
    ] {
        let mut a = Explorer::new(Fixture::small(), (200, 50), settings(layout));
        assert_eq!(layout::areas(&a.model).class, class);
        assert!(a.screen().contains("MOMENTS"));
    }
}

#[test]
fn a_copied_sentence_has_its_citation() {
    let mut a = app(80, 24);
    a.press("3 y");
    insta::assert_snapshot!(
        a.copied.clone().unwrap(),
        @"“On Saturday, 8 October, the council struck down the contract, records show.” — Meridian Wire, “The harbour in October”, 7 October 2016, source-3/2016-10.txt:1"
    );
}

#[test]
fn a_pasted_headline_presses_no_keys() {
    let mut a = app(80, 24);
    a.paste("quit now");
    assert_eq!(a.ended, None);
    a.press("/").paste("walk\nout");
    assert!(a.screen().contains("walk out"));
}

#[test]
fn q_goes_back_before_it_quits_and_esc_never_quits() {
    let mut a = app(80, 24);
    a.press("enter q");
    assert_eq!(a.ended, None);
    a.press("esc esc esc");
    assert_eq!(a.ended, None);
    a.press("q");
    assert_eq!(a.ended, Some(Exit::Quit));
}

#[test]
fn every_action_is_found_by_a_word() {
    let mut a = app(80, 24);
    a.press(":").type_text("silent").press("enter");
    assert!(a.screen().contains("WHO TELLS IT"));
}

#[test]
fn nothing_is_sent_when_nothing_changed() {
    let mut a = app(120, 40);
    assert!(!a.draw().is_empty());
    assert!(a.draw().is_empty());
}

#[test]
fn a_thousand_moments_a_day_keep_the_cursor_in_sight() {
    let mut a = Explorer::new(Fixture::large(5000, 200), (120, 40), Settings::default());
    for keys in [
        "+ + +",
        "G",
        "- -",
        "g",
        "z",
        "L",
        "tab tab j j j j j j j j j j j j",
    ] {
        a.press(keys);
        assert!(cursor_in_sight(&a), "{keys}");
    }
}

/// The selected moment has a column and a row.
fn cursor_in_sight(a: &Explorer) -> bool {
    let m = &a.model;
    let Some(row) = m.selected() else {
        return m.total == 0;
    };
    let column = row.window.is_none_or(|w| {
        let (at, unit) = unit::place(&w);
        m.timeline.axis.is_empty() || m.timeline.axis.cell(at, unit).is_some()
    });
    let rows = usize::from(layout::areas(m).list_rows()).max(1);
    // Where the telling has all the room the list is not there to be seen.
    let away = layout::areas(m).list.height == 0 && m.pane == model::Pane::Telling;
    let seen = away || m.at >= m.top && m.at < m.top + rows;
    column && seen && m.row(m.at).is_some_and(|r| r.id == row.id)
}

const KEYS: &[&str] = &[
    "j",
    "k",
    "h",
    "l",
    "pgdn",
    "pgup",
    "g",
    "G",
    "tab",
    "shift-tab",
    "enter",
    "esc",
    "1",
    "2",
    "6",
    "9",
    "[",
    "]",
    "0",
    "=",
    "d",
    "D",
    "s",
    "v",
    "S",
    "w",
    "+",
    "-",
    "z",
    "L",
    "u",
    "o",
    "/",
    "n",
    "N",
    "f",
    "F",
    "x",
    "m",
    "M",
    "a",
    "e",
    "y",
    "p",
    ">",
    "<",
    ":",
    "?",
    "P",
    "E",
    "space",
    "backspace",
    "t",
    "r",
    "c",
    "home",
    "end",
    "left",
    "ctrl-w",
    "f5",
];

/// Ways to somewhere else: keys, text, keys, and how many steps lead back at most.
const WAYS: &[(&str, &str, &str, usize)] = &[
    ("enter", "", "", 1),
    ("enter n", "", "enter", 6),
    ("=", "", "", 1),
    ("u", "", "", 1),
    ("G", "", "", 1),
    ("g", "", "", 1),
    ("s j", "", "enter", 6),
    ("S", "", "enter", 6),
    ("w j", "", "enter", 6),
    ("! ", "", "enter", 6),
    ("?", "", "", 1),
    ("/", "ferry", "enter", 6),
    ("/", "bulletin", "enter n n", 6),
    ("f", "storm", "enter", 6),
    ("f", "Ada Brandt", "enter", 6),
    ("F", "harbour", "enter", 1),
    (":", "goto 2016-09", "enter", 1),
    (":", "goto 1800", "enter", 1),
    (":", "filter has:disagreement", "enter", 1),
    (":", "source lakeside", "enter", 6),
    ("m M", "", "enter", 6),
];

/// What a reader takes for the place they are at.
fn place(a: &Explorer) -> (String, Vec<String>, Option<String>, String, usize) {
    let m = &a.model;
    let over: Vec<String> = m
        .stack
        .iter()
        .map(|s| match s {
            model::Screen::Article(r) => format!("article {} {:?}", r.text.row.name, r.telling),
            model::Screen::Compare(s) => format!("compare {:?}", s.comparison.columns),
            model::Screen::Pick(p) => format!("{:?} {}", p.kind, p.at),
            model::Screen::Prompt(p) => format!("{:?}", p.kind),
        })
        .collect();
    (
        selected(a),
        m.chips.clone(),
        m.source.clone(),
        over.join(", "),
        m.at,
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_key_at_any_size_panics_or_loses_the_cursor(
        keys in proptest::collection::vec((0..KEYS.len(), 1u16..220, 1u16..70, 0u8..8), 1..60),
        w in 1u16..400,
        h in 1u16..120,
    ) {
        let mut a = app(w, h);
        for (key, w, h, resize) in keys {
            a.press(KEYS[key]);
            if resize == 0 {
                a.resize(w, h);
            }
            a.draw();
            prop_assert!(cursor_in_sight(&a), "after {}", KEYS[key]);
        }
        // Where there is room to show anything, back leads to the main screen, with a moment under the cursor.
        a.resize(80, 24);
        for _ in 0..200 {
            a.press("esc");
        }
        prop_assert!(a.model.stack.is_empty() && a.model.trail.is_empty());
        prop_assert!(cursor_in_sight(&a));
    }

    #[test]
    fn back_always_leads_back(ways in proptest::collection::vec((0..WAYS.len(), 0u8..2), 1..14)) {
        let mut a = app(120, 40);
        let mut left = vec![place(&a)];
        for (way, walks) in ways {
            let (keys, text, last, n) = WAYS[way];
            let from = place(&a);
            a.press(keys);
            a.type_text(text);
            a.press(last);
            let there = place(&a);
            if there == from {
                continue;
            }
            // A row of the key table is that key, which may be no way to somewhere.
            if from.3.contains("Help") {
                return Ok(());
            }
            // What opened a screen may close it, also after a source was chosen there, and over an article.
            let above = from.3.strip_prefix(&*there.3).unwrap_or_default();
            let closes = keys == "=" && above.trim_start_matches(", ").starts_with("compare");
            if closes || left.contains(&there) {
                break;
            }
            // Esc leads back by the way that was taken, whatever was walked there.
            if walks == 1 && a.model.stack.is_empty() && there.0 != from.0 {
                a.press("j");
            }
            let mut back = 0;
            while place(&a) != from && back < n {
                a.press("esc");
                back += 1;
            }
            prop_assert_eq!(&place(&a), &from, "back from {} {} {}", keys, text, last);
            // And goes on from there, deeper.
            a.press(keys);
            a.type_text(text);
            a.press(last);
            left.push(from);
        }
        for _ in 0..100 {
            a.press("esc");
        }
        prop_assert_eq!(&place(&a), &left[0]);
    }

    #[test]
    fn no_key_is_silent(keys in proptest::collection::vec(0..KEYS.len(), 1..40), corpus in 0u8..4) {
        let archive = match corpus {
            0 => Fixture::small(),
            1 => Fixture::large(1, 1),
            2 => Fixture::large(0, 0),
            _ => Fixture::large(0, 1),
        };
        let mut a = Explorer::new(archive, (100, 30), Settings::default());
        for key in keys {
            a.press("ctrl-l");
            let before = a.screen();
            a.copied = None;
            let typing = matches!(
                a.model.stack.last(),
                Some(model::Screen::Prompt(_) | model::Screen::Pick(model::Picker { input: Some(_), .. }))
            );
            a.press(KEYS[key]);
            let said = a.model.message.is_some() || a.copied.is_some();
            prop_assert!(
                said || typing || !a.draw().is_empty() || KEYS[key] == "f5",
                "{} in {}", KEYS[key], before
            );
        }
    }

    #[test]
    fn zooming_out_and_in_keeps_the_moment(steps in proptest::collection::vec(0u8..3, 1..12), at in 0usize..40) {
        let mut a = app(100, 30);
        a.model.select_at(at);
        let before = selected(&a);
        for s in steps {
            a.press(["+", "-", "z"][usize::from(s)]);
            prop_assert_eq!(&selected(&a), &before);
            prop_assert!(cursor_in_sight(&a));
        }
    }
}

#[test]
fn a_correction_says_what_it_changes_before_it_is_made() {
    let mut a = app(120, 40);
    a.press("3 e").type_text("Meridian Wir").press("enter");
    let screen = a.screen();
    assert!(
        screen.contains("no article is by Meridian Wir yet"),
        "{screen}"
    );
    assert!(screen.contains("Meridian Wire meant?"), "{screen}");
    assert!(a.model.shelf.corrections.is_empty());
    // Esc goes back to the line, and from there to where it began.
    a.press("esc").type_text("e").press("enter");
    assert!(a.screen().contains("that changes nothing"));
    a.press("esc");
    assert!(a.model.shelf.corrections.is_empty());
    a.press("e").type_text("2016-10-09").press("enter");
    assert!(a.screen().contains("Fri 7 Oct 2016 → Sun 9 Oct 2016"));
    assert!(a.screen().contains("counted from that day"));
    a.press("enter");
    assert_eq!(a.model.shelf.corrections.len(), 1);
}

#[test]
fn after_a_correction_the_same_article_is_under_the_cursor() {
    let mut a = app(120, 40);
    a.press("4");
    let before = a.model.telling().map(|t| t.name.clone());
    a.press("e").type_text("2016-10-12").press("enter enter");
    assert_eq!(a.model.telling().map(|t| t.name.clone()), before);
    a.press("e");
    assert!(a.screen().contains("source-4/2016-10.txt"));
}

#[test]
fn rereading_moves_nothing() {
    let mut a = app(80, 24);
    a.press("j j j j j j j j j j k k 2");
    let before = a.screen();
    a.press("f5");
    assert_eq!(a.screen(), before);
}

#[test]
fn both_sentences_of_a_difference_are_one_key_away() {
    let mut a = app(120, 40);
    a.press("!");
    let screen = a.screen();
    assert!(screen.contains("WHAT DIFFERS  2"), "{screen}");
    assert!(
        screen.contains("so it says  The council struck down"),
        "{screen}"
    );
    a.press("enter");
    assert!(a.screen().contains("source-1/2016-10.txt"));
}

#[test]
fn the_strip_marks_what_differs_with_a_glyph_and_names_who_was_first() {
    let mut a = app(120, 40);
    let right = |r: &String| r.rsplit('│').next().map(str::to_owned);
    let when = rows_with(&mut a, "≠ when  ").iter().find_map(right);
    let when = when.map(|w| w.trim().to_owned());
    assert_eq!(
        when.as_deref(),
        Some("≠ when      Saturday 1 6 · ≠ over the weekend 2")
    );
    let first = rows_with(&mut a, " first  ").iter().find_map(right);
    assert!(first.is_some_and(|f| f.contains("Mon 3 Oct 2016 1 2 · 2 days later 4")));
}

#[test]
fn a_small_screen_shows_the_sentence_first() {
    let mut a = app(40, 12);
    a.press("tab");
    let screen = a.screen();
    assert!(screen.contains("The council struck down"), "{screen}");
}

#[test]
fn a_command_takes_words() {
    let mut a = app(120, 40);
    a.press(":").type_text("goto 2016-10-07").press("enter");
    assert_eq!(selected(&a), "Minister asks for an inquiry");
    a.press(":").type_text("filter ferry").press("enter");
    assert!(a.screen().contains("ferry ×"));
    a.press(":").type_text("zoom day").press("enter");
    assert_eq!(a.model.timeline.zoom, axis::Zoom::At(unit::Unit::Day));
    a.press(":").type_text("source lakeside").press("enter");
    assert_eq!(a.model.source.as_deref(), Some("Lakeside Radio"));
}

#[test]
fn the_tutor_goes_on_by_doing_and_gives_everything_back() {
    let mut a = app(120, 40);
    a.outside.sample = Some(Arc::new(|_, _| Ok(Fixture::small())));
    a.model.has_sample = true;
    a.press("l l m 2");
    let (before, kept) = (a.screen(), a.model.shelf.kept.clone());
    let at = |a: &Explorer| a.model.tutor.as_ref().map(|t| t.at);
    a.press("f2");
    assert_eq!(at(&a), Some(0));
    assert!(a.screen().contains("TUTOR 1/"));
    for keys in ["l", "d", "!", "esc", "1", "0", "=", "enter", "esc esc"] {
        let was = at(&a);
        a.press(keys);
        assert!(at(&a) > was, "{keys}: {}", a.screen());
    }
    a.press("/").type_text("ferry").press("enter");
    a.press("F").type_text("has:disagreement").press("enter");
    a.press("x + m s");
    assert_eq!(at(&a), Some(tutor::LESSONS.len() - 1));
    a.press("esc q");
    assert_eq!(a.ended, None);
    assert_eq!(at(&a), None);
    assert_eq!(a.model.shelf.kept, kept);
    // The message goes with the next key.
    assert_eq!(
        a.press("ctrl-l").screen().lines().count(),
        before.lines().count()
    );
    assert_eq!(a.model.source.as_deref(), Some("Canal Courier"));
}

#[test]
fn a_lesson_is_never_cut() {
    let mut a = app(40, 16);
    a.outside.sample = Some(Arc::new(|_, _| Ok(Fixture::small())));
    a.model.has_sample = true;
    a.press("f2");
    let words = a.screen().split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(
        words.contains("next moment with l (h goes back)."),
        "{words}"
    );
}

#[test]
fn text_from_right_to_left_stands_alone_in_its_rows() {
    let mut a = app(200, 50);
    assert_eq!(layout::areas(&a.model).class, layout::Class::Widest);
    a.model.rtl = true;
    assert_eq!(layout::areas(&a.model).class, layout::Class::Medium);
    assert!(paint::is_rtl("שלום") && !paint::is_rtl("café"));
}

/// What a reader does: walk, switch sources, read, compare, search, zoom.
const TOUR: &str = "l l 1 2 3 ] 0 l j j j enter j n n esc = j tab esc d d [ 0 k h + l l - z / v o t e \
    enter n esc esc s esc";

#[test]
fn a_tour_of_200_keys_spares_the_line() {
    let mut a = app(120, 40);
    a.draw();
    let mut sizes: Vec<usize> = TOUR
        .split_whitespace()
        .cycle()
        .take(200)
        .map(|key| {
            a.press(key);
            a.draw().len()
        })
        .collect();
    sizes.sort_unstable();
    let (median, p99) = (sizes[100], sizes[197]);
    println!("bytes per key: median {median}, p99 {p99}");
    assert!(median <= 1500, "median {median}");
    assert!(p99 <= 8192, "p99 {p99}");
}
