//! Which clause of a sentence is told, and what is left open.

use super::{Status, check, read};

/// Checks what a sentence that no chronicler would write down is called.
fn faint(body: &str, expected: &str) {
    let digest = read(body);
    assert!(digest.tellings.iter().all(|t| t.faint), "{body}");
    let first = digest.tellings.first().map(|t| t.headline.as_str());
    assert_eq!(first, Some(expected), "{body}");
}

#[test]
fn what_nobody_found_is_not_told_as_found() {
    check(
        "The inquiry did not establish that the mayor took bribes in 2019.",
        &[],
    );
    check(
        "The report did not hold enough evidence to prove that Lund had lied on Monday.",
        &[],
    );
    check("No witness said that Lund fled on Monday.", &[]);
    check(
        "The council announced on Monday that the bridge had collapsed.",
        &["happened own [Monday] Bridge collapsed"],
    );
}

#[test]
fn what_is_asked_for_or_thought_of_as_a_case_is_not_told() {
    check(
        "The union has hired a lawyer in case she is charged in 2019.",
        &["happened published [-] Union hired lawyer"],
    );
    check("It is vital that the papers be kept and made public.", &[]);
    faint(
        "The council asked whether the dam leaked.",
        "Council asked whether the dam leaked",
    );
}

#[test]
fn what_only_leads_to_a_sentence_is_not_told() {
    faint(
        "VESSIN, Ostmark – Lund said he “might” come.",
        "Lund said he might come",
    );
    faint(
        "However, Lund might have closed the port.",
        "Lund might have closed the port",
    );
}

#[test]
fn what_must_come_first_has_not_happened() {
    let digest = read("The minister said she would not rest until the river was cleaned up.");
    assert!(digest.tellings.iter().all(|t| t.status != Status::Happened));
    check(
        "Lund was a clerk until the mill burned down in 2019.",
        &["happened own [2019] Mill burned down"],
    );
}

#[test]
fn what_a_thing_is_for_is_no_plan() {
    check("The dome is intended to funnel oil to a ship.", &[]);
    check(
        "The bridge is intended to open in May 2031.",
        &["planned own [May 2031] Bridge intended to open"],
    );
}

#[test]
fn what_will_be_cancelled_is_off() {
    let digest = read("The party said it would be cancelling the launch of its campaign.");
    assert_eq!(digest.tellings[0].status, Status::Cancelled);
    assert_eq!(digest.tellings[0].action.as_deref(), Some("launch"));
}

#[test]
fn the_main_clause_stands_for_its_sentence() {
    check(
        "The gang that robbed two banks scrapped its plans.",
        &["happened published [-] Gang scrapped its plans"],
    );
    check(
        "Deputy Karl Holm (R-Lindon), a friend of the dockers, said on Tuesday that he had resigned.",
        &["happened own [Tuesday] Karl Holm resigned"],
    );
    check(
        "On a page created on Thursday, a message called for calm.",
        &[],
    );
}

#[test]
fn a_statement_that_quotes_a_question_is_told() {
    let digest = read("The weather office wrote, “Did you see a flash of light?”");
    assert_eq!(digest.tellings.len(), 1);
    assert!(read("“Did you see a flash of light?”").tellings.is_empty());
    assert!(
        read("Why did the office write, “Did you see a flash?”")
            .tellings
            .is_empty()
    );
}

#[test]
fn the_credit_of_a_picture_is_no_part_of_what_it_shows() {
    check(
        "Harbour Images The lorry was towed away on Thursday.",
        &["happened own [Thursday] Lorry towed away"],
    );
    check(
        "Harbour Images Scores of people were led from the pier on Thursday.",
        &["happened own [Thursday] Scores of people led from pier"],
    );
    check(
        "Dockers left the pier on Thursday. (AP Photo/Ida Holm)",
        &["happened own [Thursday] Dockers left pier"],
    );
}

#[test]
fn an_article_is_no_subject() {
    faint(
        "Neighbours called Lund “a bit odd”, “lonely” and “silent”.",
        "Neighbours called Lund a bit odd",
    );
    check(
        "The well had been left unused in May.",
        &["happened own [May] Well left unused"],
    );
}

#[test]
fn a_noun_goes_on_behind_what_a_comma_closes() {
    // Its own time stands before it, that of the inserted clause inside.
    check(
        "On Thursday, a docker who had come to Vessin in April 2016, stabbed a clerk.",
        &[
            "happened own [Thursday] Docker stabbed clerk",
            "happened own [April 2016] Docker came to Vessin",
        ],
    );
    check(
        "Two clerks, along with a baker who was held on 3 May, were charged on Monday.",
        &[
            "happened own [3 May] Baker held",
            "happened own [Monday] Two clerks charged",
        ],
    );
    check(
        "The driver, known as a man who moved to Vessin in May, was held on Tuesday.",
        &[
            "happened own [May] Man moved to Vessin",
            "happened own [Tuesday] Driver held",
        ],
    );
    check(
        "Dozens of guests, many of whom were bakers, were hurt on Monday.",
        &["happened own [Monday] Dozens of guests hurt"],
    );
    check(
        "The mill, founded in 1970 by three brothers and sold in 2009, burned down on Monday.",
        &[
            "happened own [1970] Mill founded by three brothers",
            "happened own [Monday] Mill burned down",
        ],
    );
    // The relative clause goes on behind its comma.
    let digest = read("The man who robbed the bank, shut the gate and fled was held on Friday.");
    assert!(digest.tellings.iter().all(|t| t.headline.contains("held")));
}

#[test]
fn a_participle_before_its_noun_is_no_verb() {
    check(
        "Guests, including bakers and other newly arrived dockers, left Vessin on Monday.",
        &["happened own [Monday] Guests left Vessin"],
    );
}

#[test]
fn what_is_put_between_a_noun_and_its_verb_hides_neither() {
    check(
        "At least nine people have been killed and more than 50 hurt after a ferry, thought to have lost its way, sank in Vessin on Monday.",
        &[
            "happened own [Monday] Ferry sank in Vessin",
            "happened own [Monday] At least nine people killed",
        ],
    );
    check(
        "The mayor of Vessin, held on Monday, accused the guild of fraud on Tuesday.",
        &[
            "happened own [Monday] Mayor of Vessin held",
            "happened own [Tuesday] Mayor of Vessin accused guild of fraud",
        ],
    );
    check(
        "The council set up a board to study the flood on Monday.",
        &["happened own [Monday] Council set up board to study flood"],
    );
}

#[test]
fn a_phrase_before_the_subject_is_of_its_clause() {
    check(
        "A docker told the Harbour Post in May that despite the strike, the mill sold coal.",
        &["happened own [May] Mill sold coal"],
    );
    check(
        "Moods have changed: during his years at the mill in 1994, Lund sold coal.",
        &["happened own [1994] Lund sold coal"],
    );
    check(
        "As word of the strike set off a quarrel on Friday, Lund left the guild.",
        &[
            "happened own [Friday] Word of strike set off quarrel",
            "happened own [Friday] Lund left guild",
        ],
    );
}

#[test]
fn a_subject_waits_for_its_verb_over_what_is_said_of_it() {
    check(
        "Nine people died when a bridge that was built in 1962 fell on Tuesday.",
        &[
            "happened own [1962] Bridge built",
            "happened own [Tuesday] Bridge fell",
            "happened own [Tuesday] Nine people died",
        ],
    );
    check(
        "The dam, whose walls cracked in 2011, burst on Monday.",
        &[
            "happened own [2011] Dam's walls cracked",
            "happened own [Monday] Dam burst",
        ],
    );
    check(
        "Officials in Vessin, where the mill was closed in December, lifted the ban on Monday.",
        &[
            "happened own [December] Mill closed",
            "happened own [Monday] Officials in Vessin lifted ban",
        ],
    );
    check(
        "A man accused of hitting a guard in 2014 fled from Vessin on Monday.",
        &["happened own [Monday] Man fled from Vessin"],
    );
    check(
        "On Monday, hours after the truce began, rebels took the port.",
        &["happened own [Monday] Rebels took port"],
    );
}

#[test]
fn what_hangs_on_the_subject_hides_no_verb() {
    check(
        "A huge blast, followed by shots, shook the harbour on Monday, smashing windows.",
        &["happened own [Monday] Huge blast shook harbour"],
    );
    check(
        "Karl Holm (pictured) left the council on Monday.",
        &["happened own [Monday] Karl Holm left council"],
    );
    check(
        "The Vessin Herald, a daily of the port, followed up on Monday with a report.",
        &["happened own [Monday] Vessin Herald followed up with report"],
    );
}

#[test]
fn what_is_being_done_goes_on() {
    check(
        "Oil is being pumped into the tank. Oil was being pumped into the barge on Monday.",
        &[
            "ongoing published [-] Oil being pumped into tank",
            "happened own [Monday] Oil was being pumped into barge",
        ],
    );
}

#[test]
fn what_people_are_asked_to_do_is_told() {
    check(
        "Two dockers were asked to leave the ferry on Monday.",
        &["happened own [Monday] Two dockers asked to leave ferry"],
    );
    check("Two dockers were said to like the ferry.", &[]);
}

#[test]
fn a_plural_owns_what_follows_its_mark() {
    check(
        "The dockers' union closed the harbour on Monday.",
        &["happened own [Monday] Dockers' union closed harbour"],
    );
}

#[test]
fn what_says_how_a_happening_came_is_of_that_happening() {
    let of = |sentence: &str| {
        let digest = read(&format!(
            "A gas explosion destroyed the mill on Monday. {sentence}"
        ));
        digest.tellings.iter().rev().find_map(|t| t.again)
    };
    assert!(of("The explosion happened at noon in the boiler room.").is_some());
    assert!(of("The blast was heard at noon across the strait.").is_some());
    assert!(of("The explosion left a crater at noon.").is_some());
    assert_eq!(
        of("The explosion led to a debate in the council at noon."),
        None
    );
    assert_eq!(of("An explosion left a crater at noon."), None);
    assert_eq!(of("The explosion would leave a crater at noon."), None);
}

#[test]
fn a_well_is_what_boys_fall_into() {
    check(
        "The well turned out to be empty on Monday.",
        &["happened own [Monday] Well turned out to be empty"],
    );
    check(
        "The well paid clerks struck on Monday.",
        &["happened own [Monday] Paid clerks struck"],
    );
}

#[test]
fn a_participle_in_a_list_of_things_is_no_deed() {
    check(
        "The council debated measures such as raised guards and fortified fencing on Monday.",
        &[
            "happened own [Monday] Council debated measures such as raised guards and fortified fencing",
        ],
    );
    check(
        "The mayor praised his new and improved plans on Monday.",
        &["happened own [Monday] Mayor praised his new and improved plans"],
    );
    check(
        "The clerk was alive and killed three rats on Monday.",
        &["happened own [Monday] Clerk killed three rats"],
    );
}

#[test]
fn two_adjectives_of_what_is_put_in_are_not_the_subject() {
    check(
        "Vessin Watch, an independent, public body, cleared the mayor on Monday.",
        &["happened own [Monday] Vessin Watch cleared mayor"],
    );
}

#[test]
fn what_somebody_is_told_behind_a_condition_is_what_is_told() {
    check(
        "The clerk assured her on Monday that if the mill closed, 300 dockers would leave.",
        &["happened own [Monday] Clerk assured her that 300 dockers would leave if mill closed"],
    );
}
