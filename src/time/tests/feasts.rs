//! Feasts that the moon moves.

use super::{check, check_window};

#[test]
fn feasts_of_the_moon_are_placed() {
    check(
        "Rosh Hashanah was quiet, and Yom Kippur will be.",
        &["Rosh Hashanah|2016-10-03", "Yom Kippur|2016-10-12"],
    );
    check("Passover 2014 was dry.", &["Passover 2014|2014-04-15"]);
    check(
        "Chinese New Year 2015 was loud.",
        &["Chinese New Year 2015|2015-02-19"],
    );
    check(
        "Orthodox Easter 2016 was late.",
        &["Orthodox Easter 2016|2016-05-01"],
    );
    check_window("Passover was dry.", "2016-04-23..2016-04-30");
    check_window("During Ramadan shops closed.", "2016-06-06..2016-07-07");
    check_window("They met on Eid al-Adha.", "2016-09-12..2016-09-14");
    check_window("They will meet on Eid ul-Fitr.", "2017-06-25..2017-06-27");
    check_window("Diwali will be loud.", "2016-10-29..2016-10-31");
    check_window("He came two days after Passover.", "2016-04-25..2016-04-25");
    check_window("Shops were full on Black Friday.", "2015-11-27..2015-11-27");
}

#[test]
fn a_feast_is_of_the_year_that_the_sentence_counts_back_to() {
    check(
        "The ban comes two years after a mob broke in at Christmas.",
        &["two years|P2Y", "Christmas|2014-12-25"],
    );
    check(
        "Two years ago, a mob broke in while families kept Christmas.",
        &["Two years ago|2014", "Christmas|2014-12-25"],
    );
    check(
        "The mob broke in on Halloween two years ago.",
        &["Halloween|2014-10-31", "two years ago|2014"],
    );
    check(
        "Two years ago, on 13 November, the mob broke in.",
        &["Two years ago|2014", "13 November|2014-11-13"],
    );
    check(
        "He left on 3 October after he was robbed two years ago.",
        &["3 October|2016-10-03", "two years ago|2014"],
    );
    check(
        "The mob broke in on Halloween in the old town two years ago.",
        &["Halloween|2014-10-31", "two years ago|2014"],
    );
    check(
        "The march in January 2014 followed attacks on Halloween.",
        &["January 2014|2014-01", "Halloween|2013-10-31"],
    );
    check(
        "LUND, 6 October -- A year ago, the mill burned.",
        &["6 October|2016-10-06", "A year ago|2015"],
    );
    check(
        "In 2013 he lost his job. That Christmas he left.",
        &["2013|2013", "That Christmas|2013-12-25"],
    );
}

#[test]
fn what_is_called_by_a_feast_is_none() {
    check("The Good Friday Agreement held.", &[]);
    check("He saw Easter Island and read on the Yom Kippur War.", &[]);
    check("Ramadan Salik met Mr Ramadan and Tariq Ramadan.", &[]);
}
