//! What only looks like time.

use super::check;

#[test]
fn names_of_people_are_no_months() {
    check("Mrs May met him. May will speak; she may.", &[]);
    check("Theresa May spoke in May.", &["May|2016-05"]);
    check("April Jones met June Carter and Jan Smith.", &[]);
    check("In April Paris was wet.", &["April|2016-04"]);
}

#[test]
fn words_are_no_months_or_seconds() {
    check("They march on; the March for Life was long.", &[]);
    check("In March they marched.", &["March|2016-03"]);
    check("The second man came second. Wait a second.", &[]);
    check("He sat down in the sun; she may sat nav.", &[]);
}

#[test]
fn numbers_are_no_years() {
    check(
        "A 1,968-page report lay on flight 1989 from room 2012.",
        &[],
    );
    check("Call 555-2012 or +44 1998 123456 or 020 7946 1958.", &[]);
    check(
        "Version 10.12 of Windows 2000 crashed on a Boeing 1900.",
        &[],
    );
    check(
        "He lives at 1984 Main Street, near 2015 Old Oak Avenue, Suite 1900.",
        &[],
    );
    check("They won 2-1, 10-12 and 3:1 (page 1998).", &[]);
    check("It rose 2014 percent to 1998.5 points.", &[]);
    check("Resolution 2012 passed, see p. 1990 and no. 1991.", &[]);
}

#[test]
fn what_is_counted_is_no_year() {
    check(
        "€2000 and $1999 bought 1800 tonnes, 1500 men, 2016 km away.",
        &[],
    );
    check("Population 1995, ISBN 1984.", &[]);
    check("In 2015 people marched.", &["2015|2015"]);
    check(
        "On 12 May 2015 people marched.",
        &["12 May 2015|2015-05-12"],
    );
}

#[test]
fn papers_are_no_days() {
    check("The Sunday Times said so, and the Saturday Paper too.", &[]);
    check("He read the Evening Standard at home with his mother.", &[]);
    check("Bloody Sunday was remembered.", &[]);
    check("The Sunday paper said so.", &["Sunday|2016-10-09"]);
}

#[test]
fn titles_are_no_times() {
    check(
        "He watched \"Friday Night Lights\" with his aunt from Marrow.",
        &[],
    );
    check("She saw Saturday Night Live with friends from school.", &[]);
    check(
        "She read \"Nineteen Eighty-Four\" and saw \"The Day After Tomorrow\".",
        &[],
    );
    check("He spoke on ''60 Minutes.'' It was dull.", &[]);
    check("He said so on \"This Week\" with a smile.", &[]);
    check("He said: \"This week is long.\"", &["This week|2016-W41"]);
    check(
        "Friday night was quiet in the town.",
        &["Friday night|2016-10-07TNI"],
    );
}

#[test]
fn ages_prices_and_parts_are_no_lengths() {
    check(
        "The 52-year-old and a child under five years old came.",
        &[],
    );
    check(
        "In the early hours of Thursday he died.",
        &["Thursday|2016-10-06"],
    );
    check("Quarter-to-quarter growth was 3/4 of it, 24/7.", &[]);
}

#[test]
fn a_month_is_a_name_where_the_text_tells_so() {
    check(
        "Mrs May resigned. After that, May went home. In May she had won.",
        &["May|2016-05"],
    );
    check(
        "Rain fell in April, May and June.",
        &["April|2016-04", "May|2016-05", "June|2016-06"],
    );
}

#[test]
fn titles_weights_and_telephones_are_no_years() {
    check("The film \"1917\" won.", &[]);
    check("He weighs 1990 grams and paid a fine of 2015 euros.", &[]);
    check("Call 1-800-555-1987.", &[]);
    check("In 2015 people fled.", &["2015|2015"]);
    check("It costs $5 a year.", &["a year|P1Y"]);
}

#[test]
fn counts_times_and_names_are_no_dates() {
    check("Some came; 1945 of them left.", &[]);
    check("He ran it in 3:45 and her in a time of 3:52.", &[]);
    check(
        "He watched Friday Night Lights and Saturday Night Live.",
        &[],
    );
    check("The Prague Spring ended; Summer Lee sang.", &[]);
    check(
        "They bought USA Today because they liked reading papers.",
        &[],
    );
    check("\"Now, that is odd,\" he said.", &[]);
}

#[test]
fn cars_books_and_verses_are_no_years() {
    check(
        "She sold a Peugeot 2008 and a Fiat 1500 at Studio 2012.",
        &[],
    );
    check("She drove a Peugeot in 2008.", &["2008|2008"]);
    check("In 1984 by Orwell, the state watches.", &[]);
    check("It was built in 1984 by Marrow.", &["1984|1984"]);
    check("He read Orwell's 1984 on the train.", &[]);
    check("The company's 2015 results were poor.", &["2015|2015"]);
    check("The novel 1984 and the author of 2666 were praised.", &[]);
    check("They read John 3:16 and Mark 10:12.", &[]);
    check("Some 1900 stayed; the index closed at 1990.", &[]);
    check("He held office 1990-1995.", &["1990|1990", "1995|1995"]);
}

#[test]
fn ministers_and_papers_are_no_months_or_days() {
    check("The May government fell, and May's cabinet too.", &[]);
    check("The May vote was close.", &["May|2016-05"]);
    check("Ms April Dunne met Mrs August.", &[]);
    check(
        "The weather will change, said Anna August, who measures it there.",
        &[],
    );
    check("The Mail on Sunday said so.", &[]);
    check("She teaches Sunday school.", &[]);
    check(
        "He read the Evening Post in a 2000-seat hall with others.",
        &[],
    );
    check("The third quarter of the game was dull.", &[]);
}

#[test]
fn a_subject_is_not_vague() {
    super::check_window("She wrote a book about 1968.", "1968-01-01..1968-12-31");
    super::check_window("It was built about 1968.", "1967-01-01..1969-12-31");
}

#[test]
fn words_in_a_quoted_title_are_no_times() {
    check(
        "He read \"Midnight's Children\" and saw \"Two Days in Marrow\".",
        &[],
    );
    check("He saw Thirteen Days with his aunt from there.", &[]);
    check(
        "\"Friday and Saturday,\" he said.",
        &["Friday|2016-10-07", "Saturday|2016-10-08"],
    );
}

#[test]
fn a_part_of_the_day_in_the_name_of_a_paper_is_none() {
    check("He told The Vessin Morning Gazette so.", &[]);
    check(
        "He came on Sunday Morning.",
        &["Sunday Morning|2016-10-09TMO"],
    );
}
