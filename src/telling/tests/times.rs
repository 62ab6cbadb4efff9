//! Which time dates a clause, and how far it reaches.

use super::{Dating, Reach, Status, check, read};

/// Checks how the last telling of a text lies to its time, and what time that is.
fn reaches(body: &str, expected: (Reach, &str)) {
    let digest = read(body);
    let last = digest.tellings.last().expect("a telling");
    let time = last
        .time
        .map_or("-", |i| &body[digest.times.span(i as usize)]);
    assert_eq!((last.reach, time), expected, "{body}");
}

#[test]
fn what_has_gone_on_since_something_began_then() {
    check(
        "The harbour has been shelled since the truce broke down last month.",
        &[
            "happened own [last month] Truce broke down",
            "ongoing own [last month] Harbour shelled",
        ],
    );
    reaches(
        "Dockers have struck every week since the lockout of 11 May.",
        (Reach::Onward, "11 May"),
    );
    reaches(
        "Parts of the valley have been rebel held since 2012.",
        (Reach::Onward, "2012"),
    );
    // What is only measured by it is not dated by it.
    check(
        "It was the first time since the mill shut in 2011 that Lund had visited Vessin.",
        &[
            "happened own [2011] Mill shut",
            "happened none [-] Lund visited Vessin",
        ],
    );
}

#[test]
fn since_then_is_since_what_was_told_before() {
    let told = "News came from Vessin.\nHere it is.\nRebels stormed the fort in July 2012.";
    for since in [
        "The front has cut through its yard ever since.",
        "More than 300 dockers have been killed since then, aid workers say.",
        "Nobody has seen the fort’s cook since.",
    ] {
        reaches(&format!("{told} {since}"), (Reach::Onward, "July 2012"));
    }
    reaches(
        &format!("{told} The fort has been burned."),
        (Reach::AsTold, "-"),
    );
}

#[test]
fn since_a_year_when_something_was_is_in_that_year() {
    let digest = read("It was the worst crash since 1959, when a tram caught fire in Vessin.");
    let fire = digest.tellings.first().expect("a telling");
    assert_eq!(
        (fire.headline.as_str(), fire.reach),
        ("Tram caught fire in Vessin", Reach::Within)
    );
    check(
        "The port has been shut since 22 May, when the army announced an attack on the town.",
        &[
            "happened own [22 May] Army announced attack on town",
            "ongoing own [22 May] Port shut",
        ],
    );
}

#[test]
fn the_age_of_a_thing_dates_nothing() {
    check(
        "The guards practised a drill dating back to 1909.",
        &["happened published [-] Guards practised drill"],
    );
}

#[test]
fn a_plan_that_fell_is_no_plan() {
    check(
        "Lund had been due to open the mill later this month.",
        &["cancelled own [later this month] Lund due to open mill"],
    );
    check("Brandt is unlikely to agree on Friday.", &[]);
    check(
        "A helpline was set up to advise dockers on Monday.",
        &["happened own [Monday] Helpline set up to advise dockers"],
    );
    check(
        "Six roads would be opened on Friday, Lund said.",
        &["planned own [Friday] Six roads to be opened"],
    );
}

#[test]
fn an_opening_is_of_the_day_that_its_story_tells() {
    check(
        "Draft voted down in Vessin\n\nThe council on Saturday voted down a draft of the north. Eleven members backed it.",
        &[
            "happened published [Saturday] Draft voted down in Vessin",
            "happened own [Saturday] Council voted down draft of north",
            "happened published [Saturday] Eleven members backed it",
        ],
    );
    check(
        "The mill in Vessin burned down. The mill burned on Tuesday after a blast.",
        &[
            "happened published [Tuesday] Mill in Vessin burned down",
            "happened own [Tuesday] Mill burned after blast",
        ],
    );
}

#[test]
fn what_was_said_on_a_day_has_its_own_where_the_text_tells_it() {
    check(
        "The harbour rig exploded, the coast guard said on Friday. The inquiry is over.\n\nOstmark closed the border, following the explosion of the rig on 20 April.",
        &[
            "happened context [20 April] Harbour rig exploded",
            "happened own [20 April] Explosion of rig",
            "happened published [-] Ostmark closed border",
        ],
    );
}

#[test]
fn what_is_told_in_the_present_of_a_day_to_come_is_planned() {
    check(
        "The leaders, who meet in Vessin on Thursday, will discuss the ban.",
        &[
            "planned own [Thursday] Leaders meet in Vessin",
            "planned published [-] Leaders to discuss ban",
        ],
    );
    check(
        "Lund, who holds the chair in October, called it odd.",
        &["ongoing own [October] Lund holds chair"],
    );
}

#[test]
fn who_did_something_once_may_do_another_later() {
    check(
        "The clerk who was held in May fled on Monday.",
        &[
            "happened own [May] Clerk held",
            "happened own [Monday] Clerk fled",
        ],
    );
    check(
        "A ferry that sank last week was raised on Friday.",
        &[
            "happened own [last week] Ferry sank",
            "happened own [Friday] Ferry raised",
        ],
    );
}

#[test]
fn who_is_described_twice_still_acts() {
    check(
        "The mayor, who is ill and has led the town since 2009, resigned on Monday.",
        &[
            "ongoing own [2009] Mayor led town",
            "happened own [Monday] Mayor resigned",
        ],
    );
}

#[test]
fn when_it_was_said_is_not_when_it_was() {
    check(
        "Police said Tuesday nine people died on Sunday.",
        &[
            "happened own [Tuesday] Police said nine people died",
            "happened own [Sunday] Nine people died",
        ],
    );
    check(
        "Police said on Tuesday nine people died.",
        &["happened own [Tuesday] Nine people died"],
    );
}

#[test]
fn what_was_moved_took_place_on_its_own_day() {
    check(
        "The vote, originally scheduled for 3 May, was held on Tuesday.",
        &["happened own [Tuesday] Vote held"],
    );
    check(
        "The mayor, recently elected in Lund, resigned on Monday.",
        &["happened own [Monday] Mayor resigned"],
    );
}

#[test]
fn what_was_to_be_is_told_by_what_became_of_it() {
    check(
        "A convoy that was supposed to bring flour last month was bombed on the road.",
        &["happened own [last month] Convoy bombed on road"],
    );
    check(
        "The members are to sign a treaty that was to be sealed on Monday.",
        &[
            "planned own [Monday] Treaty to be sealed",
            "planned published [-] Members to sign treaty",
        ],
    );
}

#[test]
fn a_time_aside_dates_nothing() {
    undated("Unlike his quiet father in 1988, Brandt shouted at the chairman.");
    undated("The chairman blamed dockers for what happened on the night of the fire.");
    undated("Brandt had a bad night in his debate.");
    undated("The mayor called the night a solid win.");
    undated("Brandt will lift the ban following protests two weeks ago.");
    undated("The party needs to think of the bets on the November election.");
    undated("The council adopted the same text as in March.");
    undated("The last ten alerts covered four fires, including that of a bus in 2008.");
    undated("The court sentenced him to nine years for killing a guard in 2014.");
    undated("He was ready to extend the pause that began on Tuesday.");
    undated("The council raised the fares following its sixth test on 3 September.");
    // The time of the sentence is that of what it tells.
    check(
        "The mayor fled during the night.",
        &["happened own [the night] Mayor fled"],
    );
}

#[test]
fn years_in_a_list_are_each_told() {
    check(
        "Lund won the regatta in 2004 and 2008.",
        &[
            "happened own [2004] Lund won regatta",
            "happened own [2008] Lund won regatta",
        ],
    );
}

#[test]
fn a_time_ahead_makes_a_plan() {
    let first = |body: &str, status: Status| {
        let digest = read(body);
        assert_eq!(
            digest.tellings.first().map(|t| t.status),
            Some(status),
            "{body}"
        );
    };
    first("The invitation was for 19 October.", Status::Planned);
    first("The ferries change crews next week.", Status::Planned);
    first(
        "There will be neither a vote nor a debate.",
        Status::Cancelled,
    );
    first("The invitation was for the mayor.", Status::Happened);
    first(
        "Brandt announced that he would be cancelling Friday's launch.",
        Status::Cancelled,
    );
}

#[test]
fn a_scene_is_of_the_day_of_what_opened_in_it() {
    check(
        "The choir sang and the mayor wept. The church of Vessin was opened on Wednesday.",
        &[
            "happened published [Wednesday] Choir sang",
            "happened own [Wednesday] Church of Vessin opened",
        ],
    );
}

#[test]
fn a_stamp_of_the_page_dates_nothing() {
    for body in [
        "updated: Mon 6 June 2011 22:23 Brandt opened the northern bridge.",
        "Posted 7:25 a.m. Brandt opened the northern bridge.",
        "Brandt opened the northern bridge Updated: 2016-07-15 06:50 (Meridian)",
    ] {
        let digest = read(body);
        assert!(digest.tellings.iter().all(|t| t.time.is_none()), "{body}");
    }
    check(
        "Published in May, the report blamed the harbour.",
        &["happened own [May] Report blamed harbour"],
    );
}

#[test]
fn both_of_two_years_date_what_was_done_in_each() {
    let times = |text: &str| -> Vec<String> {
        let digest = read(text);
        let own = digest.tellings.iter().filter_map(|t| t.time);
        own.map(|i| text[digest.times.span(i as usize)].to_owned())
            .collect()
    };
    assert_eq!(
        times("Two schools, founded in 1970 and 1985, are near the lower harbour."),
        ["1970", "1985"]
    );
    reaches(
        "Lund and Brandt have been members of the council since 2003 and 2007.",
        (Reach::Onward, "2007"),
    );
    reaches(
        "The party has failed twice to win Vessin since being voted out in 2010.",
        (Reach::Onward, "2010"),
    );
}

/// Checks that no telling of a text has a time.
fn undated(body: &str) {
    let digest = read(body);
    let timed = digest.tellings.iter().find(|t| t.time.is_some());
    assert_eq!(timed, None, "{body}");
}

#[test]
fn a_time_that_names_a_thing_dates_nothing() {
    undated("The bank will lower its estimate of fourth-quarter earnings.");
    undated("The choir kept up the tradition of 19th-century singing.");
    undated("The baker blamed their Christmas lights.");
    undated("The guild showed its sympathy to 3 May victims by closing the mill.");
    undated("The guild signed up to 2009 advice of the union.");
    undated("A fireball lit up the evening sky.");
    check(
        "The 2015 fire left nine dockers dead.",
        &["happened own [2015] Fire left nine dockers dead"],
    );
    check(
        "New Year's Eve revellers were attacked in Vessin.",
        &["happened own [New Year's Eve] Revellers attacked in Vessin"],
    );
    check(
        "Police were called after the Christmas truce.",
        &["happened own [the Christmas] Police called after the Christmas truce"],
    );
}

#[test]
fn what_is_so_nowadays_or_as_a_rule_has_no_day() {
    undated("The mill is today a museum of the guild.");
    undated("Today the harbour is one of the largest of Ostmark.");
    undated("Today grain is no longer shipped there.");
    undated("Today, the towns of Ostmark need the same patience.");
    undated("The guild typically pays its dockers in January.");
    undated("Every year in May the guild holds a regatta.");
    undated("Fares are owed for the quarter in which they are raised.");
    undated("Brandt received the shares in the years prior to 2017.");
    check(
        "The bridge is closed today.",
        &["happened own [today] Bridge closed"],
    );
    check(
        "The guild paid its dockers in January.",
        &["happened own [January] Guild paid its dockers"],
    );
}

#[test]
fn what_is_put_in_between_does_not_date_the_verb() {
    check(
        "Brandt of the guild, in charge in 2015, was arrested on 3 May.",
        &["happened own [3 May] Brandt of guild arrested"],
    );
    check(
        "Brandt, on Monday, left the guild.",
        &["happened own [Monday] Brandt left guild"],
    );
}

#[test]
fn what_somebody_is_is_not_of_the_day_of_print() {
    let dating = |body: &str| read(body).tellings.first().map(|t| t.dating);
    let state = dating("Brandt is a baker and a writer living in Vessin.");
    assert_eq!(state, Some(Dating::None));
    let news = dating("Brandt resigned as head of the guild.");
    assert_eq!(news, Some(Dating::Published));
}

#[test]
fn what_was_said_on_a_day_is_of_the_day_on_which_it_is_told_again() {
    check(
        "A ferry struck a pier in Vessin, police said on Wednesday. Nobody was hurt.\n\nThe ferry struck the pier late on Tuesday.",
        &[
            "happened context [late on Tuesday] Ferry struck pier in Vessin",
            "happened own [late on Tuesday] Ferry struck pier",
        ],
    );
}

#[test]
fn what_a_figure_is_compared_with_dates_nothing() {
    check(
        "The fare rose to $20 in 2008, compared to $15 in 2007.",
        &["happened own [2008] Fare rose to $20"],
    );
}

#[test]
fn a_forecast_is_no_plan_that_fell() {
    let status = |body: &str| read(body).tellings.first().map(|t| t.status);
    let forecast = status("The mill had been expected to post a profit of $3 billion in May.");
    assert_eq!(forecast, Some(Status::Planned));
    let plan = status("The mill had been expected to open in May.");
    assert_eq!(plan, Some(Status::Cancelled));
}

#[test]
fn what_the_writers_learned_has_its_day() {
    let digest = read("On Tuesday we learned that he would not be there.");
    let told = digest.tellings.first().expect("a telling");
    assert_eq!((told.dating, told.faint), (Dating::Own, true));
}

#[test]
fn a_programme_called_today_has_no_day() {
    undated("The Today programme is playing songs of the dockers.");
    undated("The loans typically came in the form of grain.");
}

#[test]
fn a_clause_with_a_date_is_not_so_much_later() {
    check(
        "The flight left on 30 April. Nine hours later the passengers arrived in Vessin on 1 May.",
        &[
            "happened own [30 April] Flight left",
            "happened own [1 May] Passengers arrived in Vessin",
        ],
    );
}

#[test]
fn what_runs_up_to_something_is_not_of_these_days() {
    undated("In the last day or two before his death Lund was full of energy.");
    undated("The guild looked at its history from the monks on through to today.");
    undated("Page last updated at 10:39 GMT, Wednesday, 10 January 2018 Brandt opened the bridge.");
    check("This article misspelt the name of the mayor.", &[]);
}

#[test]
fn a_date_with_a_full_stop_is_one_time() {
    check(
        "The guild announced on Jan. 26 that it had lost half of its coal.",
        &["happened own [Jan. 26] Guild lost half of its coal"],
    );
    check(
        "Harbour guards said Friday that on Nov. 24 they seized and searched a ship that on Oct. 19 carried coal.",
        &[
            "happened own [Friday] Harbour guards said they seized",
            "happened own [Nov. 24] Harbour guards seized",
            "happened own [Nov. 24] Harbour guards searched ship",
            "happened own [Oct. 19] Ship carried coal",
        ],
    );
}

#[test]
fn the_time_of_a_deed_is_not_that_of_the_trial() {
    undated("Guards questioned the crew for allegedly breaking a ban by selling coal in October.");
    check(
        "Guards questioned the crew on Monday for selling coal.",
        &["happened own [Monday] Guards questioned crew for selling coal"],
    );
}

#[test]
fn a_time_of_what_is_measured_by_dates_nothing() {
    undated("The price of coal rose from the lows of early January.");
    check(
        "The guild lost coal in the last weeks of 2017.",
        &["happened own [2017] Guild lost coal in last weeks"],
    );
}

#[test]
fn a_time_belongs_to_the_smallest_clause_that_holds_it() {
    // A deed behind a preposition is told by its own words.
    check(
        "The court charged Lund on Monday for hitting a guard in the face two weeks ago.",
        &[
            "happened own [Monday] Court charged Lund for hitting guard in face",
            "happened own [two weeks ago] Hitting guard in face",
        ],
    );
    check(
        "Lund, since being named on Saturday, told the Harbour Post on Tuesday that the mill was shut.",
        &["happened own [Tuesday] Mill shut"],
    );
    // No time of the past dates what somebody "has" done, and none to come what was done.
    undated("Lund has apologized for his words to the guild over the weekend.");
    undated("The guild has agreed to open its books next week.");
    undated("Lund accused the guild of exploiting the 3 May riot.");
    undated("Before joining the guild in 2009, Lund sold coal.");
    undated("The town is much different from just a week ago.");
}

#[test]
fn what_was_done_while_somebody_held_an_office_is_of_that_time() {
    check(
        "While he was the clerk of the guild in 2012, Lund sold the mill.",
        &["happened own [2012] Lund sold mill"],
    );
    // "While" may only set two things side by side.
    check(
        "While sales fell in 2012, the guild opened a mill.",
        &[
            "happened own [2012] Sales fell",
            "happened published [-] Guild opened mill",
        ],
    );
}

#[test]
fn what_is_counted_from_something_else_far_behind_the_news_is_not_of_the_day_of_print() {
    let last = |body: &str| read(body).tellings.pop().map(|t| t.dating);
    let news =
        "The council met. The mayor spoke. A storm came. It passed. The bells rang. A choir sang.";
    let seized = "The ship was seized a week after the storm.";
    assert_eq!(last(seized), Some(Dating::Published));
    assert_eq!(last(&format!("{news} {seized}")), Some(Dating::None));
}
