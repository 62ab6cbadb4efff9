//! Which day a telling is lent, and which not.

use super::*;
use std::collections::BTreeSet;

fn edtf(window: Option<Window>) -> Option<String> {
    window.map(|w| w.edtf())
}

#[test]
fn a_copy_of_the_day_after_tells_of_the_days_its_original_did() {
    let body = "The ferry Lund Star ran onto the northern rocks this morning with ninety people on board, the coast guard said. Boats from three villages took everybody off before the hull broke in two. The owner had been told twice to mend her steering gear.\n";
    let articles = [
        article("a.txt", "Harbour Post", Some("2020-03-09"), body),
        article("b.txt", "Canal Courier", Some("2020-03-10"), body),
    ];
    let linked = linked(&articles);
    assert_eq!(linked.articles[1].copy_of, Some(ArticleIdx(0)));
    let morning = |at| window_of(&linked, &articles, at, "this morning").map(|w| w.first_day());
    assert_eq!(morning(0), "2020-03-09".parse().ok());
    assert_eq!(morning(1), morning(0));
}

/// Thursday 5 March: a lorry, and what came of it overnight.
const LORRY: &str = "A lorry ploughed through the fish market of Lindon on Thursday night and killed nine people, police said. The harbour was shut on Friday morning while divers looked for the driver of the lorry.\n";

#[test]
fn friday_under_a_stamp_of_thursday_is_the_next_day_where_the_story_has_just_begun() {
    let friday = |n: usize| {
        let papers = ["Harbour Post", "Canal Courier", "Valley Star"];
        let articles: Vec<Article> = papers[..n]
            .iter()
            .enumerate()
            .map(|(i, paper)| {
                let body = format!("{LORRY}Number {i} of the {paper} tells what is known.\n");
                article(&format!("{i}.txt"), paper, Some("2020-03-05"), &body)
            })
            .collect();
        let linked = linked(&articles);
        let day = |words| window_of(&linked, &articles, 0, words).map(|w| w.first_day());
        assert_eq!(day("Thursday night"), "2020-03-05".parse().ok());
        day("Friday morning")
    };
    assert_eq!(friday(3), "2020-03-06".parse().ok());
    // Of one text alone nobody knows when its story began.
    assert_eq!(friday(1), "2020-02-28".parse().ok());
}

#[test]
fn what_was_done_is_lent_no_day_that_was_still_to_come() {
    let first = "Workers blew up the old lighthouse of Brandt Point.\n";
    let later = "Workers blew up the old lighthouse of Brandt Point on Monday.\n";
    let (linked, digests) = told(&[
        article("a.txt", "Harbour Post", Some("2020-03-02"), first),
        article("b.txt", "Canal Courier", Some("2020-03-12"), later),
    ]);
    let dated = moment_of(&linked, &digests, 1, "lighthouse");
    assert_eq!(edtf(dated.window).as_deref(), Some("2020-03-09"));
    let early = moment_of(&linked, &digests, 0, "lighthouse");
    let lent = early.members.iter().find(|m| m.article == ArticleIdx(0));
    assert_ne!(
        edtf(lent.unwrap().window).as_deref(),
        Some("2020-03-09"),
        "{early:?}"
    );
}

/// What else stands in the articles on a terminal, so that none is an edit of another.
const MORE: [&str; 5] = [
    "Eleven members were for it and nine against, after a debate on the cost of dredging that went on until midnight. Its budget had been cut twice. The opposition spoke of a gift to the airline.",
    "They carried herring crates past the town hall and left them at the door of the treasurer, who came out and argued with them for an hour. Two were led away. Shops along the route stayed open.",
    "The judge held that nobody had asked the islanders, as the charter of 1911 demands, and gave the town three weeks to do so. Lawyers for the port spoke of a surprise. An appeal is likely.",
    "Gusts of ninety knots tore it from its rails and laid it across the slipway, where divers found it in the morning. Nobody was hurt. An insurer puts the loss at two million crowns.",
    "A brewery, a museum of whaling and a builder of yachts have asked for the papers. She would rather see it sold than rot, she told listeners of the island radio. Bids are due in May.",
];

#[test]
fn what_one_outlet_prints_under_each_article_is_no_moment() {
    let news = [
        "The council of Lindon voted to shut the northern ferry terminal on Monday.",
        "Fishermen of Lindon marched against shutting the northern ferry terminal on Tuesday.",
        "A court in Lindon halted the shutting of the northern ferry terminal on Wednesday.",
        "The northern ferry terminal of Lindon lost a crane to the storm on Thursday.",
        "The mayor of Lindon offered the northern ferry terminal for sale on Friday.",
    ];
    let letters = "The editors published readers' letters on every article for a short while.";
    let articles: Vec<Article> = news
        .iter()
        .enumerate()
        .map(|(i, news)| {
            let day = format!("2020-03-{:02}", 9 + i);
            let body = format!("{news}\n\n{}\n\n{letters}\n", MORE[i]);
            article(&format!("{i}.txt"), "Harbour Post", Some(&day), &body)
        })
        .collect();
    let holds = |articles: &[Article]| {
        let (linked, digests) = told(articles);
        let text = |m: &Member| &digests[m.article.at()].tellings[m.telling as usize].text;
        let mut all = linked.moments.iter().flat_map(|m| &m.members);
        all.any(|m| text(m).contains("letters"))
    };
    assert!(!holds(&articles));
    // Printed once, it is what that article tells.
    assert!(holds(&articles[..1]));
}

#[test]
fn the_endings_of_contractions_are_no_words() {
    let text = "It's the third pier that the storm hasn't spared.\n";
    let digest = digest(&article("a.txt", "Harbour Post", Some("2020-03-02"), text));
    let stems = digest.tellings.iter().flat_map(|t| &t.terms);
    let endings: Vec<&str> = stems
        .map(|f| f.stem.as_str())
        .filter(|stem| stem.contains('\''))
        .collect();
    assert_eq!(endings, [""; 0]);
    assert!(!digest.tellings.is_empty());
}

#[test]
fn who_will_not_come_does_not_call_off_what_others_plan() {
    let plan = "Dockers of Lindon will march to the harbour gate on 19 March.\n";
    let (linked, digests) = told(&[
        article("a.txt", "Harbour Post", Some("2020-03-12"), plan),
        article(
            "b.txt",
            "Canal Courier",
            Some("2020-03-13"),
            "Dockers of Lindon will march to the harbour gate on 19 March, the union said.\n",
        ),
        article(
            "c.txt",
            "Valley Star",
            Some("2020-03-15"),
            "Police will not stop the march of the dockers of Lindon to the harbour gate on 19 March.\n",
        ),
    ]);
    let march = moment_of(&linked, &digests, 0, "march");
    assert_eq!(
        (march.members.len(), march.status),
        (3, Status::Planned),
        "{march:?}"
    );
}

#[test]
fn the_hour_of_a_plan_is_not_when_it_was_done() {
    let vetoed = "Ostmark vetoed a draft resolution on the ferries of Lindon at the harbour council on Saturday.\n";
    let articles = [
        article(
            "a.txt",
            "Harbour Post",
            Some("2020-03-12"),
            "Ostmark is expected to veto a draft resolution on the ferries of Lindon at the harbour council on Saturday afternoon.\n",
        ),
        article("b.txt", "Canal Courier", Some("2020-03-15"), vetoed),
        article(
            "c.txt",
            "Valley Star",
            Some("2020-03-16"),
            "A draft resolution on the ferries of Lindon was vetoed by Ostmark at the harbour council on Saturday, a quarrel of many years.\n",
        ),
    ];
    let (linked, digests) = told(&articles);
    let moment = moment_of(&linked, &digests, 1, "vetoed");
    let plan = moment_of(&linked, &digests, 0, "expected");
    assert_eq!(moment.id, plan.id);
    let window = moment.window.expect("a day");
    assert_eq!(
        window,
        crate::time::Window::day("2020-03-14".parse().unwrap())
    );
}

#[test]
fn what_names_another_time_is_lent_none() {
    let lent = |second: &str| {
        let told =
            "Mayor Anna Lund closed the northern ferry of Lindon on Tuesday for want of coal.\n";
        let articles = [
            article("a.txt", "Harbour Post", Some("2020-03-12"), told),
            article("b.txt", "Canal Courier", Some("2020-03-12"), second),
        ];
        let (linked, digests) = super::told(&articles);
        let moment = moment_of(&linked, &digests, 0, "closed");
        let member = moment.members.iter().find(|m| m.article == ArticleIdx(1));
        edtf(member.expect("it tells the same").window)
    };
    let plain = "A carpenter wrote a letter to the council.\n\nMayor Anna Lund had closed the northern ferry of Lindon for want of coal.\n";
    assert_eq!(lent(plain).as_deref(), Some("2020-03-10"));
    let other = "A carpenter wrote a letter to the council.\n\nMayor Anna Lund had closed the northern ferry of Lindon for want of coal, as she had promised to do by 2018.\n";
    assert_eq!(lent(other), None);
}

/// Returns how the last sentence of an article is dated in its moment, and by what day.
fn dated_last(body: &str) -> Option<(Dated, Option<String>)> {
    let (linked, digests) = told(&[article("a.txt", "Harbour Post", Some("2020-03-09"), body)]);
    let last = digests[0].tellings.last()?.text.clone();
    let text = |m: &Member| &digests[m.article.at()].tellings[m.telling as usize].text;
    let mut all = linked.moments.iter().flat_map(|m| &m.members);
    all.find(|m| *text(m) == last)
        .map(|m| (m.dated, edtf(m.window)))
}

#[test]
fn a_sentence_of_another_time_keeps_no_day_of_the_one_before() {
    let told = "News from the islands.\n\nThe council of Lindon passed the ferry bill on Tuesday. ";
    let tuesday = Some((Dated::Context, Some("2020-03-03".to_owned())));
    let goes_on = format!("{told}It drew cheers from the gallery.");
    assert_eq!(dated_last(&goes_on), tuesday, "{goes_on}");
    for other in [
        "In recent days, it drew the anger of fishermen.",
        "Over the years it lost the trust of fishermen.",
        "It now draws the anger of fishermen.",
        "It has drawn the anger of fishermen.",
    ] {
        let body = format!("{told}{other}");
        assert_ne!(dated_last(&body), tuesday, "{body}");
    }
}

#[test]
fn a_day_is_never_carried_back_to_the_sentence_before() {
    let body = "News from the islands.\n\nMayor Lund of Lindon named the engineer Ama Mensah keeper of the northern lighthouse. Keeper Ama Mensah of the northern lighthouse backed Mayor Lund of Lindon in 2008.\n";
    let (linked, digests) = told(&[article("a.txt", "Harbour Post", Some("2020-03-09"), body)]);
    let mut all = linked.moments.iter().flat_map(|m| &m.members);
    let named = |m: &&Member| {
        let told = &digests[0].tellings[m.telling as usize];
        told.text.contains("named the engineer")
    };
    let lent = all.find(named).and_then(|m| edtf(m.window));
    assert_ne!(lent.as_deref(), Some("2008"));
}

#[test]
fn a_plan_hands_its_day_to_no_deed() {
    let told = "News from the islands.\n\nThe ferry will sail to Vessin on 19 March. ";
    let body = format!("{told}It lost two anchors.");
    assert_ne!(
        dated_last(&body).and_then(|(_, day)| day).as_deref(),
        Some("2020-03-19")
    );
}

#[test]
fn what_was_asked_for_hands_its_day_to_no_deed() {
    let news = "News from the islands.\n\nIt is cold there.\n\nThe lamps are lit early.\n\n";
    let asked = "Lund asked the fishermen of Lindon to return on 19 March. ";
    let body = format!("{news}{asked}The guild of Lindon elected a keeper of the light.");
    let (_, day) = dated_last(&body).expect("a telling");
    assert_ne!(day.as_deref(), Some("2020-03-19"));
}

#[test]
fn what_was_told_on_thursday_was_not_done_on_friday() {
    let first = "A lorry bomb went off at the wall of the Vessin consulate in Lindon and killed two people, police said.\n\nWindows broke along the quay.\n";
    let toll = "A lorry bomb went off at the wall of the Vessin consulate in Lindon on Friday and killed at least four people.\n\nThe consul was away at a wedding.\n";
    let lead = "A lorry bomb has killed five people at the wall of the Vessin consulate in Lindon.\n\nNobody has said who sent it.\n";
    let (linked, digests) = told(&[
        article("a.txt", "Harbour Post", Some("2020-03-05"), first),
        article("b.txt", "Canal Courier", Some("2020-03-06"), toll),
        article("c.txt", "Valley Star", Some("2020-03-06"), lead),
    ]);
    let moment = moment_of(&linked, &digests, 0, "bomb");
    let tellers = moment.members.iter().map(|m| m.article);
    assert_eq!(tellers.collect::<BTreeSet<_>>().len(), 3, "{moment:?}");
    assert_eq!(edtf(moment.window).as_deref(), Some("2020-03-05"));
}

#[test]
fn the_day_that_police_said_so_gives_way_to_the_one_it_was_done() {
    let own = "A river ship struck the old bridge of Torvik on Tuesday and 25 passengers were hurt.\n\nThe mayor closed the quay.\n";
    let said = "A river ship struck the old bridge of Torvik and 25 passengers were hurt, police said on Wednesday.\n\nNobody has said who steered.\n";
    let (linked, digests) = told(&[
        article("a.txt", "Harbour Post", Some("2020-03-04"), own),
        article("b.txt", "Canal Courier", Some("2020-03-04"), said),
        article(
            "c.txt",
            "Valley Star",
            Some("2020-03-05"),
            &said.replace("old bridge", "bridge"),
        ),
    ]);
    let moment = moment_of(&linked, &digests, 0, "ship");
    let tellers = moment.members.iter().map(|m| m.article);
    assert_eq!(tellers.collect::<BTreeSet<_>>().len(), 3, "{moment:?}");
    assert_eq!(edtf(moment.window).as_deref(), Some("2020-03-03"));
}
