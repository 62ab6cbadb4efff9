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
fn what_is_called_by_a_feast_is_none() {
    check("The Good Friday Agreement held.", &[]);
    check("He saw Easter Island and read on the Yom Kippur War.", &[]);
    check("Ramadan Salik met Mr Ramadan and Tariq Ramadan.", &[]);
}
