//! Versions of one report from an invented port.

use super::*;

fn edition(body: &str) -> Edition<'_> {
    Edition {
        body,
        tellings: &[],
        names: &[],
        noise: &[],
    }
}

/// The headline, then every change.
fn check(old: &str, new: &str) -> String {
    let diff = diff(&edition(old), &edition(new));
    let mut out = diff.headline();
    for change in &diff.changes {
        out.push_str(&format!("\n{:?}: {}", change.kind, change.note));
    }
    out
}

#[test]
fn white_space_quotes_order_and_articles_are_no_change() {
    let old = "The shelling of Larkdale killed five people on Friday.\n\n\"We heard a blast,\" a witness said.";
    let new = "“We heard the blast,” a witness said.\n\nShelling of Larkdale killed 5 people on Friday.\n";
    insta::assert_snapshot!(check(old, new), @"no change");
}

#[test]
fn what_matters_leads() {
    let old = "Shelling of Larkdale killed 5 people on Friday.\n\nThe harbour was closed, according to a witness.\n\nThe ferry office opened late.";
    let new = "An air strike on Larkdale killed 12 people on Friday.\n\nThe harbour was closed.\n\nThe mayor postponed her speech.";
    insta::assert_snapshot!(check(old, new), @r"
    people 5 → 12; source dropped: a witness; ‘Shelling’ → ‘air strike’; 1 sentence added; 1 sentence cut
    Number: people 5 → 12
    Attribution: source dropped: a witness
    Wording: ‘Shelling’ → ‘air strike’
    Added: added: The mayor postponed her speech.
    Removed: cut: The ferry office opened late.
    ");
}

#[test]
fn a_quote_that_came_is_told() {
    let old = "The harbour was closed on Friday.";
    let new =
        "The harbour was closed on Friday.\n\n“Nobody told us it would be closed,” the pilot said.";
    insta::assert_snapshot!(check(old, new), @r"
    quote added: “Nobody told us it would be closed,”; 1 sentence added
    Quote: quote added: “Nobody told us it would be closed,”
    Added: added: “Nobody told us it would be closed,” the …
    ");
}

#[test]
fn cut_and_added_sentences_stand_in_their_place() {
    let old = "Ferries sail again.\nThe mayor thanked the crews.\nFares stay as they are.";
    let new = "Ferries sail again.\nFares stay as they are.\nA bridge is planned.";
    let rows: Vec<String> = diff(&edition(old), &edition(new))
        .rows
        .iter()
        .map(|row| {
            let text = |c: &Option<Cell>| c.as_ref().map_or("-".to_owned(), |c| c.text.clone());
            format!("{} | {}", text(&row.cells[0]), text(&row.cells[1]))
        })
        .collect();
    insta::assert_snapshot!(rows.join("\n"), @r"
    Ferries sail again. | Ferries sail again.
    The mayor thanked the crews. | -
    Fares stay as they are. | Fares stay as they are.
    - | A bridge is planned.
    ");
}
