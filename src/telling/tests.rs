//! What articles of ours are told to tell. One line a telling:
//! `status dating [words of the time] headline`.

mod clauses;
mod labels;
mod times;

use super::{Bound, Dating, Digest, NameKind, Reach, Speaker, Status, digest};
use crate::article::{Article, ArticleName, SourceFrom};
use crate::text::language::Language;

fn article(body: &str) -> Article {
    Article {
        format: Default::default(),
        name: ArticleName {
            path: "harbour-post.txt".to_owned(),
            record: None,
        },
        source: "Harbour Post".to_owned(),
        source_from: SourceFrom::Unknown,
        title: None,
        author: None,
        url: None,
        language: Language::english(),
        within: None,
        stated: Vec::new(),
        body: body.to_owned(),
        lines: Vec::new(),
        noise: Vec::new(),
        truncated: false,
    }
}

fn read(body: &str) -> Digest {
    digest(&article(body))
}

fn check(body: &str, expected: &[&str]) {
    let digest = read(body);
    let found: Vec<String> = digest
        .tellings
        .iter()
        .filter(|t| !t.faint)
        .map(|t| {
            let time = t.time.map_or("-", |i| &body[digest.times.span(i as usize)]);
            let dating = match t.dating {
                Dating::Own => "own",
                Dating::Context => "context",
                Dating::Published => "published",
                Dating::None => "none",
            };
            format!("{} {dating} [{time}] {}", t.status.word(), t.headline)
        })
        .collect();
    assert_eq!(found, expected, "{body}");
}

#[test]
fn a_happening_with_its_time() {
    check(
        "Ostmark vetoed a resolution of the council on Saturday.",
        &["happened own [Saturday] Ostmark vetoed resolution of council"],
    );
    check(
        "In July, government forces encircled the town of Vessin, creating a shortage of food.",
        &["happened own [July] Government forces encircled town of Vessin"],
    );
}

#[test]
fn one_sentence_tells_several_happenings() {
    check(
        "The army has shelled the harbour since July, but it pulled back last week as talks began.",
        &[
            "ongoing own [July] Army shelled harbour",
            "happened own [last week] Army pulled back",
        ],
    );
    check(
        "The ministers met on Saturday, and on Friday President Anna Lund signed the treaty.",
        &[
            "happened own [Saturday] Ministers met",
            "happened own [Friday] Anna Lund signed treaty",
        ],
    );
}

#[test]
fn a_relative_clause_shares_the_time_it_explains() {
    check(
        "Tension has been growing since the weekend, when Ostmark closed the border.",
        &[
            "happened own [the weekend] Ostmark closed border",
            "ongoing own [the weekend] Tension growing",
        ],
    );
}

#[test]
fn the_saying_dates_the_news_it_carries() {
    check(
        "President Jonas Brandt has canceled a planned visit to Vessin next week, the palace said Tuesday.",
        &[
            "cancelled own [next week] Jonas Brandt's planned visit to Vessin",
            "happened own [Tuesday] Jonas Brandt canceled planned visit to Vessin",
        ],
    );
}

#[test]
fn a_plan_never_reads_as_done() {
    let digest = read("Brandt was scheduled to visit Vessin on October 19.");
    assert_eq!(digest.tellings.len(), 1);
    assert_eq!(digest.tellings[0].status, Status::Planned);
    assert_eq!(digest.tellings[0].action.as_deref(), Some("visit"));
    // Called off elsewhere in the article: the plan is cancelled, and the words say so.
    let body = "Brandt was due to visit Vessin on 19 October. The visit was postponed, aides said.";
    let digest = read(body);
    assert_eq!(digest.tellings[0].status, Status::Cancelled);
    let cue = digest.tellings[0].status_cue.clone().expect("a cue");
    assert_eq!(&body[cue], "was postponed");
}

#[test]
fn speech_questions_and_conditions_tell_nothing() {
    for text in [
        "“If they attack us on Monday, we will defend every street of this town,” he said.",
        "Did the minister resign on Friday?",
        "The mayor could resign if the bridge collapses.",
        "We visited the town on Sunday and saw the ruins.",
    ] {
        check(text, &[]);
    }
}

#[test]
fn what_follows_adds_to_the_dated_telling() {
    let body = "The market was hit by air raids on Tuesday.\nAt least 14 civilians were killed in the raids, according to the Vessin Observatory.";
    let digest = read(body);
    assert_eq!(digest.tellings.len(), 1);
    let telling = &digest.tellings[0];
    assert_eq!(telling.adds.len(), 1);
    let q = &telling.quantities[0];
    assert_eq!(
        (q.value, q.bound, q.unit.as_str(), q.subject.as_str()),
        (14.0, Bound::AtLeast, "civilians", "killed")
    );
    let by = telling.said_by.as_ref().expect("somebody says so");
    assert_eq!(
        (by.kind, by.text.as_str()),
        (Speaker::Body, "the Vessin Observatory")
    );
}

#[test]
fn what_has_lasted_so_long_began_then_and_goes_on() {
    check(
        "Rebels have held the hill town of Vessin for four years.",
        &["ongoing own [four years] Rebels held hill town of Vessin"],
    );
    check(
        "Dockers have been protesting at the gates of the harbour for more than two weeks.",
        &["ongoing own [more than two weeks] Dockers protesting at gates of harbour"],
    );
    // How long it is to last, and what was over.
    for text in [
        "The mayor of Vessin has been jailed for four years.",
        "The striker has signed for two years at the harbour club.",
        "Rebels had held the hill town of Vessin for four years when it fell.",
    ] {
        let told = read(text).tellings;
        assert!(told.iter().all(|t| t.dating != Dating::Own), "{text}");
    }
}

#[test]
fn a_subject_that_names_what_was_told_has_its_day() {
    let last = |told: &str| {
        let body = format!(
            "The market was hit by air raids on Tuesday.\nDrivers hid in a cellar of the mill.\nA grocer closed the shutters of his shop.\nFarmers drove their carts home to the hills.\n{told}"
        );
        let digest = read(&body);
        let telling = digest.tellings.last().expect("it is told").clone();
        (telling.text, telling.dating)
    };
    for (told, dating) in [
        (
            "The raids followed a week of calm in the valley.",
            Dating::Context,
        ),
        (
            "Some of the raids destroyed houses near the harbour.",
            Dating::Context,
        ),
        // Others, and what is said of them.
        (
            "A flood destroyed the bridge of the lower town.",
            Dating::None,
        ),
        (
            "The raids are the outcome of a quarrel over wool.",
            Dating::None,
        ),
    ] {
        assert_eq!(last(told), (told.to_owned(), dating));
    }
}

#[test]
fn numbers_with_what_they_count() {
    let quantities = |text: &str| -> Vec<String> {
        read(text)
            .tellings
            .iter()
            .flat_map(|t| &t.quantities)
            .map(|q| {
                let upper = q.upper.map(|u| format!("–{u}")).unwrap_or_default();
                format!("{:?} {}{upper} {} {}", q.bound, q.value, q.unit, q.subject)
            })
            .collect()
    };
    for (text, expected) in [
        (
            "The blast killed at least 41 people and wounded 12 others on Monday.",
            vec!["AtLeast 41 people killed", "Exact 12 people wounded"],
        ),
        (
            "A court jailed Vera Holm, a builder, for six years on Monday.",
            vec!["Exact 6 years in prison sentenced"],
        ),
        (
            "Parliament passed the bill on Monday by 120 votes to 80.",
            vec!["Exact 120 votes for", "Exact 80 votes against"],
        ),
        (
            "The ferry sank on Monday with 140 passengers on board.",
            vec!["Exact 140 passengers aboard"],
        ),
        (
            "More than a dozen rebel fighters were arrested on Monday.",
            vec!["MoreThan 12 rebel fighters arrested"],
        ),
        (
            "The storm hit Vessin on Monday, killing twenty-one.",
            vec!["Exact 21 people killed"],
        ),
        (
            "The ministry paid $1.2 million to farmers on Monday.",
            vec!["Exact 1200000 dollars "],
        ),
        (
            "Between 12 and 18 sailors died on Monday.",
            vec!["Exact 12–18 sailors killed"],
        ),
        (
            "Some 1 200 houses were destroyed on Monday.",
            vec!["About 1200 houses destroyed"],
        ),
        (
            "Brandt, 41, resigned on 3 May 2016 after two years in office.",
            vec![],
        ),
        (
            "The fire claimed 41 lives on Monday.",
            vec!["Exact 41 lives killed"],
        ),
        (
            "The law bettered the lives of 3,000 dockers on Monday.",
            vec!["Exact 3000 dockers "],
        ),
        (
            "The court said on Monday that 300 clerks would lose work.",
            vec!["Exact 300 clerks "],
        ),
        (
            "Two witnesses said a man was killed on Monday.",
            vec!["Exact 2 witnesses "],
        ),
        (
            "One expert said on Monday the bank could be hit by a fine.",
            vec![],
        ),
        (
            "Police found the ten clerks who saw her before she vanished on Monday.",
            vec!["Exact 10 clerks "],
        ),
        (
            "The shop sold 300 Lund albums after his death on Monday.",
            vec!["Exact 300 albums "],
        ),
        (
            "A search and rescue team found 15 dockers on Monday.",
            vec!["Exact 15 dockers "],
        ),
        ("Lund died on Monday at the age of 32.", vec![]),
        (
            "The village of 2,000 people was destroyed on Monday.",
            vec!["Exact 2000 people "],
        ),
        (
            "The death toll, officials said on Monday, rose to 17.",
            vec!["Exact 17 people killed"],
        ),
        (
            "The lawyer brought 100 cases before the court on Monday.",
            vec!["Exact 100 cases "],
        ),
        (
            "The ministry counted 100 cases of cholera on Monday.",
            vec!["Exact 100 cases infected"],
        ),
        ("His brother died when Lund was 17.", vec![]),
        (
            "After the blast that killed nine 25 dockers are still alive.",
            vec!["Exact 9 people killed", "Exact 25 dockers "],
        ),
        ("All but one died on Monday.", vec![]),
        (
            "The hunt for 11 missing dockers ended on Monday.",
            vec!["Exact 11 dockers missing"],
        ),
        (
            "The navy says it's evacuated 1,000 people from Vessin.",
            vec!["Exact 1000 people displaced"],
        ),
        (
            "Shells killed two Ostmark marines on Monday.",
            vec!["Exact 2 marines killed"],
        ),
        (
            "Twelve dockers, she said on Monday, were killed.",
            vec!["Exact 12 dockers killed"],
        ),
        (
            "The quake left up to 5,000 dockers feared dead.",
            vec!["AtMost 5000 dockers killed"],
        ),
        (
            "The ferry sank with the loss of 11 lives.",
            vec!["Exact 11 lives killed"],
        ),
        (
            "The list of 85 confirmed UN fatalities was read on Monday.",
            vec!["Exact 85 people killed"],
        ),
        (
            "The fund paid 300 victims of the fraud on Monday.",
            vec!["Exact 300 victims "],
        ),
        (
            "Unemployment rose by 4.5 percent in May.",
            vec!["Exact 4.5 percent "],
        ),
    ] {
        assert_eq!(quantities(text), expected, "{text}");
    }
}

#[test]
fn who_says_so() {
    let by = |text: &str| {
        let digest = read(text);
        let by = digest.tellings[0]
            .said_by
            .clone()
            .expect("somebody says so");
        (by.kind, by.text)
    };
    for (text, kind, words) in [
        (
            "The port was closed on Monday, palace spokesman Jonas Brandt said.",
            Speaker::Named,
            "palace spokesman Jonas Brandt",
        ),
        (
            "A palace source said the port was closed on Monday.",
            Speaker::Unnamed,
            "A palace source",
        ),
        (
            "Activists said soldiers had closed the port on Monday.",
            Speaker::Group,
            "Activists",
        ),
        (
            "The port was closed on Monday, according to Reuters.",
            Speaker::Agency,
            "Reuters",
        ),
        (
            "The ministry told reporters that the port was closed on Monday.",
            Speaker::Body,
            "The ministry",
        ),
    ] {
        assert_eq!(by(text), (kind, words.to_owned()), "{text}");
    }
}

#[test]
fn short_and_long_names_are_one() {
    let digest = read(
        "Ostmark's President François Lund met Interior Minister Anna Brandt in Vessin on Monday. Lund left. Mrs Brandt stayed.",
    );
    let find = |text: &str| {
        digest
            .names
            .iter()
            .find(|n| n.text == text)
            .expect("a name")
    };
    let lund = find("François Lund");
    assert_eq!(lund.kind, NameKind::Person);
    assert_eq!(lund.aliases, ["Lund"]);
    assert_eq!(find("Anna Brandt").aliases, ["Brandt"]);
    assert_eq!(find("Vessin").kind, NameKind::Place);
    assert!(digest.names.iter().all(|n| n.text != "Monday"));
}

#[test]
fn nouns_and_verbs_of_one_happening_have_one_action() {
    for text in [
        "Ostmark vetoed the resolution on Saturday.",
        "Ostmark cast its veto on Saturday.",
        "Ostmark's veto on Saturday had been expected.",
    ] {
        assert_eq!(
            read(text).tellings[0].action.as_deref(),
            Some("veto"),
            "{text}"
        );
    }
}

#[test]
fn pronouns_give_way_to_the_name_before() {
    check(
        "Anna Lund resigned on Monday. She moved to Vessin on Tuesday.",
        &[
            "happened own [Monday] Anna Lund resigned",
            "happened own [Tuesday] Anna Lund moved to Vessin",
        ],
    );
}

#[test]
fn a_pronoun_that_two_could_stand_behind_stays_one() {
    let labels = |body: &str| -> Vec<String> {
        let digest = read(body);
        digest.tellings.into_iter().map(|t| t.headline).collect()
    };
    for (body, last) in [
        // An apposition names whom the sentence is about.
        (
            "An envoy of the council, Martin Arendt, warned the army. He left Vessin on 3 May.",
            "Martin Arendt left Vessin",
        ),
        // Two persons, a person who is a woman, a person too far back: nobody knows.
        (
            "Martin Arendt met Karl Lund in Vessin. He left the town on 3 May.",
            "He left town",
        ),
        (
            "Mr Arendt visited Vessin in April. She left the town on 3 May.",
            "She left town",
        ),
        (
            "Martin Arendt visited Vessin. The mines closed. He left the town on 3 May.",
            "Martin Arendt left town",
        ),
        (
            "Martin Arendt visited Vessin. The mines closed. The port was shut. He left the town on 3 May.",
            "He left town",
        ),
        // The judge, or he of whom the sentence before told.
        (
            "Oskar Feld was found guilty of fraud. Judge Helena Strand said he had betrayed savers on 3 May.",
            "He betrayed savers",
        ),
        // Who says it comes after it.
        (
            "He had acted alone on 3 May, Martin Arendt said.",
            "He had acted alone",
        ),
        // "It" may be the draft, and quarrels ask for nothing.
        (
            "The council turned to a draft, which called for a truce. It won four votes on 3 May.",
            "It won four votes",
        ),
        (
            "The quarrel divided the council. It asked for a truce on 3 May.",
            "It asked for truce",
        ),
        (
            "Russia flew missions over Vessin. It raided the port on 3 May.",
            "Russia raided port",
        ),
    ] {
        let found = labels(body);
        assert_eq!(
            found.last().map(String::as_str),
            Some(last),
            "{body}: {found:?}"
        );
    }
}

#[test]
fn a_headline_turns_nothing_round() {
    for (body, headline) in [
        (
            "On 3 May Vessin announced that it would no longer discuss an early truce.",
            "Vessin announced it would no longer discuss early truce",
        ),
        (
            "Several hundred people fled Vessin on 3 May.",
            "Several hundred people fled Vessin",
        ),
        (
            "Some 300 people fled Vessin on 3 May.",
            "About 300 people fled Vessin",
        ),
        (
            "The army fired its most powerful rocket on 3 May.",
            "Army fired its most powerful rocket",
        ),
        (
            "Shares of the bank lost 6% on 3 May.",
            "Shares of bank lost 6%",
        ),
        (
            "The foreign secretary suggested on 3 May that talks be held in Vessin.",
            "Foreign secretary suggested talks be held in Vessin",
        ),
        (
            "The army attacked Ms. Arendt on 3 May.",
            "Army attacked Arendt",
        ),
    ] {
        let found = read(body);
        let first = found.tellings.first().map(|t| t.headline.clone());
        assert_eq!(first.as_deref(), Some(headline), "{body}");
    }
}

#[test]
fn undated_sentences_are_told_too() {
    check(
        "Ostmark closes border\n\nOstmark has closed its border with Vessin.\n\nTwo parties protested.\n\nThe council had drafted the text.",
        &[
            "happened published [-] Ostmark closes border",
            "happened published [-] Ostmark closed its border with Vessin",
            "happened published [-] Two parties protested",
            "happened none [-] Council drafted text",
        ],
    );
}

#[test]
fn a_denial_is_never_lost() {
    for text in [
        "Not one lorry reached the town on Monday.",
        "Neither side fired on Monday.",
    ] {
        check(text, &[]);
    }
    check(
        "The lorries never reached the town on Monday.",
        &["happened own [Monday] Lorries never reached town"],
    );
    check(
        "The two ministers have hardly spoken since Monday.",
        &["ongoing own [Monday] Two ministers have hardly spoken"],
    );
}

#[test]
fn nobody_is_left_out_of_what_is_told() {
    for text in [
        "It closed on Sunday.",
        "There was no sign of a truce on Tuesday.",
        "Five had been destroyed by bombs in May.",
        "lund harbour blast in May 00001321.jpg",
    ] {
        check(text, &[]);
    }
    check(
        "Tuesday left at least 41 people dead in Vessin.",
        &["happened own [Tuesday] At least 41 people dead in Vessin"],
    );
}

#[test]
fn what_is_planned_for_a_day_has_not_happened() {
    let digest =
        read("Brandt has withdrawn from a visit to Vessin that had been planned for 19 October.");
    let told = &digest.tellings[0];
    assert_eq!(told.status, Status::Cancelled);
    assert_eq!(told.action.as_deref(), Some("visit"));
    let digest = read("The domes were set in place in May.");
    assert_eq!(digest.tellings[0].status, Status::Happened);
}

#[test]
fn another_language_is_told_in_its_own_words() {
    let mut article = article("Die Brücke wurde am Montag gesperrt.");
    article.language = Language::new("de");
    let digest = digest(&article);
    assert_eq!(digest.tellings.len(), 1);
    assert_eq!(
        digest.tellings[0].headline,
        "Die Brücke wurde am Montag gesperrt"
    );
    assert_eq!(digest.tellings[0].quantities, []);
}

#[test]
fn noise_of_the_page_is_not_told() {
    let body = "The dam broke on Monday.\nVideo published on Friday 00:45\nThe valley was evacuated on Tuesday.";
    let mut with_noise = article(body);
    let start = body.find("Video").expect("the line");
    with_noise
        .noise
        .push(start..body.find("The valley").expect("the line"));
    let digest = digest(&with_noise);
    let lines: Vec<u32> = digest.tellings.iter().map(|t| t.line).collect();
    assert_eq!(lines, [1, 3]);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    #[test]
    fn any_text_gives_ranges_inside_it(
        words in proptest::collection::vec(
            proptest::sample::select(vec![
                "Brandt", "said", "that", "on", "Monday", "the", "visit", "was", "cancelled", ",",
                "who", "41", "people", "killed", "and", "to", "“", "”", "-", "(", ")", "Ostmark",
                "'s", "has", "will", "in", "July", ".", "\n", "at", "least", "is", "planned",
                "for", "it", "he", "$", "million", "according", "é", "…", "?", "since", "when",
            ]),
            0..60,
        )
    ) {
        let body = words.join(" ");
        let digest = read(&body);
        for t in &digest.tellings {
            assert!(body.get(t.sentence.clone()).is_some());
            assert!(body.get(t.clause.clone()).is_some());
            assert!(!t.headline.is_empty());
            for add in &t.adds {
                assert!(body.get(add.clone()).is_some());
            }
        }
        for name in &digest.names {
            for mention in &name.mentions {
                assert!(body.get(mention.clone()).is_some());
            }
        }
    }
}

#[test]
fn what_a_participle_tells_has_its_own_time() {
    check(
        "The boy abducted by bandits in May was freed by the army.",
        &[
            "happened own [May] Boy abducted by bandits",
            "happened published [-] Boy freed by army",
        ],
    );
}

#[test]
fn what_no_chronicler_would_write_is_kept_and_marked() {
    let digest = read("“We see this as a first step towards peace in the valley,” he said.");
    assert!(digest.tellings.iter().all(|t| t.faint));
    assert_eq!(digest.tellings.len(), 1);
    let digest = read("Not one lorry reached the town on Monday.");
    assert_eq!(
        digest.tellings[0].headline,
        "Not one lorry reached the town"
    );
}

#[test]
fn an_ornament_in_a_sentence_changes_nothing() {
    let plain = "Ostmark vetoed a resolution of the council on Saturday.";
    for odd in [
        "Ostmark vetoed \u{1f525} a resolution of the council on Saturday.",
        "Ostmark *vetoed* a resolution of the council on Saturday.",
        "Ostmark vetoed a \u{2060} resolution of the council on Saturday.",
    ] {
        let (a, b) = (read(plain), read(odd));
        assert_eq!(a.tellings[0].headline, b.tellings[0].headline, "{odd}");
    }
}

#[test]
fn a_verb_with_a_particle_means_what_both_say() {
    check(
        "The visit to Vessin was called off by the palace on Friday.",
        &["happened own [Friday] Visit to Vessin called off by palace"],
    );
    check(
        "The mayor stepped down on Thursday.",
        &["happened own [Thursday] Mayor stepped down"],
    );
    let action = |body: &str| read(body).tellings[0].action.clone();
    assert_eq!(
        action("The visit was called off on Friday."),
        action("The visit was cancelled on Friday.")
    );
    check(
        "The minister did come west on Monday after all.",
        &["happened own [Monday] Minister came west after all"],
    );
}

#[test]
fn what_happened_when_something_did_shares_its_time() {
    check(
        "At least seven people were killed and more than 50 injured when a tram overturned on Friday.",
        &[
            "happened own [Friday] Tram overturned",
            "happened own [Friday] At least seven people killed",
            "happened own [Friday] More than 50 injured",
        ],
    );
    check(
        "Governor Lund resigned and handed power to the army on 11 February.",
        &[
            "happened own [11 February] Lund handed power to army",
            "happened own [11 February] Lund resigned",
        ],
    );
    check(
        "Thousands have fled the city since fighting erupted on 14 May.",
        &["happened own [14 May] Thousands fled city"],
    );
}

#[test]
fn who_says_what_they_would_do_plans_it() {
    check(
        "The company said it would cut 3,000 jobs by the end of next year.",
        &["planned own [the end of next year] Company to cut 3,000 jobs"],
    );
}

#[test]
fn a_time_may_stand_before_what_is_said() {
    for text in [
        "The company said on Tuesday it had closed the mill.",
        "The company said on Tuesday that it had closed the mill.",
    ] {
        check(text, &["happened own [Tuesday] Company closed mill"]);
    }
}

#[test]
fn a_deal_that_is_voted_down_is_no_denial() {
    check(
        "On Sunday, voters narrowly rejected a peace deal with the rebels.",
        &["happened own [Sunday] Voters rejected peace deal with rebels"],
    );
    check(
        "The ministry denied on Monday that the bridge had been destroyed.",
        &["denied own [Monday] Ministry denied bridge had been destroyed"],
    );
    check(
        "The minister rejected the accusation on Sunday.",
        &["denied own [Sunday] Minister rejected accusation"],
    );
}

#[test]
fn a_headline_keeps_what_changes_its_sense() {
    check(
        "The court found the former minister guilty on Friday.",
        &["happened own [Friday] Court found former minister guilty"],
    );
    check(
        "A bomber blew himself up at a wedding on Friday.",
        &["happened own [Friday] Bomber blew himself up at wedding"],
    );
    check(
        "A train carrying 200 passengers derailed near Vessin on Friday.",
        &["happened own [Friday] Train derailed near Vessin"],
    );
    check(
        "The senate voted 61 to 20 to remove the governor on Friday.",
        &["happened own [Friday] Senate voted 61 to 20 to remove governor"],
    );
    assert!(
        !read("In Vessin a spokesman said on Friday that it had been cancelled.")
            .tellings
            .iter()
            .any(|t| t.headline.starts_with("Spokesman cancelled"))
    );
    check(
        "Police arrested a man on Monday in connection with the stabbing.",
        &["happened own [Monday] Police arrested man"],
    );
    check(
        "The president had been due on Sunday to visit Vessin in the north to open a new opera house.",
        &["planned own [Sunday] President due to visit Vessin in north to open new opera house"],
    );
}

#[test]
fn a_plan_that_is_called_off_is_neither_planned_nor_done() {
    for text in [
        "The strike planned for Friday was called off.",
        "The strike planned for Friday has been cancelled.",
        "Workers called off a strike planned for Friday.",
        "The strike planned for 6 and 7 March will not go ahead.",
    ] {
        let digest = read(text);
        let plan = digest
            .tellings
            .iter()
            .find(|t| t.action.as_deref() == Some("strike"));
        assert_eq!(plan.map(|t| t.status), Some(Status::Cancelled), "{text}");
    }
}

#[test]
fn a_false_report_is_no_fact() {
    for text in [
        "Reports that a dam had burst on Monday were false, the army said.",
        "The army dismissed as untrue a report that a dam had burst on Monday.",
        "A rumour that Mayor Ida Holm had resigned on Monday was untrue.",
        "Police wrongly said the governor died on Monday.",
        "The governor was wrongly reported to have died on Monday.",
    ] {
        let digest = read(text);
        assert_eq!(digest.tellings[0].status, Status::Denied, "{text}");
    }
    check("The club nearly sold the stadium in 2019.", &[]);
}

#[test]
fn a_time_dates_what_it_stands_with() {
    check(
        "LINDON, 15 March (Meridian) — The bank collapsed on Tuesday.",
        &["happened own [Tuesday] Bank collapsed"],
    );
    check(
        "Two days after the collision on 28 May, divers recovered the recorder.",
        &["happened published [-] Divers recovered recorder"],
    );
}

#[test]
fn a_label_keeps_what_would_turn_it_round() {
    check(
        "If the talks fail, dockers will strike on Friday.",
        &["planned own [Friday] Dockers to strike if talks fail"],
    );
    check(
        "Police said on Monday that they had found no evidence that the mayor stole public money.",
        &["happened own [Monday] Police found no evidence that mayor stole public money"],
    );
    check(
        "The captain of the ferry that capsized off Lindon on Tuesday was arrested on Thursday.",
        &[
            "happened own [Tuesday] Ferry capsized off Lindon",
            "happened own [Thursday] Captain of ferry arrested",
        ],
    );
    check(
        "The search for the missing was called off on Friday.",
        &["happened own [Friday] Search for missing called off"],
    );
    check(
        "The bank went under in April 2019.",
        &["happened own [April 2019] Bank went under"],
    );
    check(
        "Mayor Tom Rudd denied on Monday that he had taken bribes.",
        &["denied own [Monday] Tom Rudd denied he had taken bribes"],
    );
}

#[test]
fn a_plan_is_told_by_whoever_reports_it() {
    check(
        "Captain Luis Terran was arrested on Wednesday. Prosecutors said he would appear in court on 19 May.",
        &[
            "happened own [Wednesday] Luis Terran arrested",
            "planned own [19 May] Luis Terran to appear in court",
        ],
    );
    check(
        "Ama Mensah won the election on Sunday. She will be sworn in on 1 December.",
        &[
            "happened own [Sunday] Ama Mensah won election",
            "planned own [1 December] Ama Mensah to be sworn in",
        ],
    );
}

#[test]
fn what_is_put_off_stands_at_its_new_time() {
    check(
        "The minister's trip, planned for Saturday, was put off until Sunday.",
        &[
            "cancelled own [Saturday] Minister's trip put off",
            "planned own [Sunday] Minister's trip put off",
        ],
    );
    check(
        "A service will be held on Monday, a day later than planned.",
        &["planned own [Monday] Service to be held"],
    );
}

#[test]
fn a_time_between_auxiliary_and_verb_is_no_end_of_the_clause() {
    check(
        "The Ferry Union and the Harbour Board have today reached an agreement.",
        &["happened own [today] Ferry Union and Harbour Board reached agreement"],
    );
}

#[test]
fn what_is_set_for_two_days_is_called_off_on_both() {
    check(
        "The two-day ferry strike set for Monday and Tuesday was called off on Sunday.",
        &[
            "cancelled own [Monday] Two-day ferry strike called off",
            "happened own [Sunday] Two-day ferry strike called off",
        ],
    );
    check(
        "Ferry strike planned for Monday called off",
        &["cancelled own [Monday] Ferry strike called off"],
    );
}

#[test]
fn an_insertion_has_its_own_time() {
    check(
        "The Lindon dam, built in 1962, had been due for repairs in 2019.",
        &[
            "happened own [1962] Lindon dam built",
            "planned own [2019] Lindon dam due for repairs",
        ],
    );
    check(
        "The Lindon dam was built in 1958 and last inspected in 2020.",
        &[
            "happened own [1958] Lindon dam built",
            "happened own [2020] Lindon dam inspected",
        ],
    );
}

#[test]
fn what_we_announce_is_told() {
    check(
        "We are overjoyed to confirm that our six colleagues were released this morning near Lindon.",
        &["happened own [this morning] Six colleagues released near Lindon"],
    );
}

#[test]
fn who_insists_on_what_she_will_not_do_is_named_once() {
    check(
        "Harbour master Carla Nkomo will not resign, she insisted on Thursday.",
        &["happened own [Thursday] Carla Nkomo insisted she will not resign"],
    );
}

#[test]
fn a_date_in_a_noun_phrase_does_not_date_the_verb() {
    for (text, expected) in [
        (
            "Prosecutors found no proof of fraud in the 2016 election.",
            "happened published [-] Prosecutors found no proof of fraud in election",
        ),
        (
            "Ostmark played Vessin in Euro 2016 two weeks ago.",
            "happened own [two weeks ago] Ostmark played Vessin in Euro",
        ),
        (
            "Lund will end the spring recess after this week.",
            "planned own [this week] Lund to end recess",
        ),
        (
            "One guard died, in contrast with Thursday's rampage.",
            "happened published [-] One guard died",
        ),
        (
            "In 2016 Brandt became mayor of Vessin.",
            "happened own [2016] Brandt became mayor of Vessin",
        ),
    ] {
        check(text, &[expected]);
    }
}

#[test]
fn what_came_before_keeps_its_own_date() {
    check(
        "The region activated a plan, put in place during the 13 May floods.",
        &[
            "happened own [13 May] Plan put in place during floods",
            "happened published [-] Region activated plan",
        ],
    );
    check(
        "Ostmark closed the border, following the killing of a guard on Friday.",
        &[
            "happened own [Friday] Killing of guard",
            "happened published [-] Ostmark closed border",
        ],
    );
    check(
        "Oil stopped flowing for the first time since 20 April.",
        &["happened published [-] Oil stopped flowing"],
    );
    // A deadline, and an end to come, are no days of what is told.
    check(
        "The court fined the mill, due to close on Friday.",
        &["happened published [-] Court fined mill"],
    );
    check(
        "The man who on Monday shot two guards was arrested.",
        &[
            "happened own [Monday] Man shot two guards",
            "happened published [-] Man arrested",
        ],
    );
}

#[test]
fn only_a_happening_lends_its_day_to_the_next_sentence() {
    for (before, expected) in [
        (
            "The army pulled back on Monday.",
            "happened context [Monday] Rebels burned mill",
        ),
        (
            "The army has shelled the harbour since September.",
            "happened none [-] Rebels burned mill",
        ),
        (
            "The army closed the harbour in 2012.",
            "happened none [-] Rebels burned mill",
        ),
    ] {
        let body = format!("News came from Vessin.\nHere it is.\n{before} Rebels burned the mill.");
        let digest = read(&body);
        let last = digest.tellings.last().expect("a telling");
        let time = last
            .time
            .map_or("-", |i| &body[digest.times.span(i as usize)]);
        let dating = match last.dating {
            Dating::Context => "context",
            _ => "none",
        };
        let found = format!("{} {dating} [{time}] {}", last.status.word(), last.headline);
        assert_eq!(found, expected, "{body}");
    }
}

#[test]
fn the_group_of_a_verb_tells_what_became_of_a_plan() {
    for (text, status) in [
        (
            "Brandt had intended to open a school on 19 October.",
            Status::Cancelled,
        ),
        (
            "Brandt had been expected to open a school on 19 October.",
            Status::Cancelled,
        ),
        (
            "Brandt had been expected here on 19 October until last Tuesday, when the visit was cancelled.",
            Status::Cancelled,
        ),
        (
            "Brandt had been expected in Vessin on 19 October.",
            Status::Cancelled,
        ),
        (
            "Brandt will not come to Vessin on 19 October.",
            Status::Cancelled,
        ),
        (
            "Brandt was scheduled to open a school on 19 October, but the trip was cancelled.",
            Status::Cancelled,
        ),
        (
            "The vote was scheduled for Tuesday but was delayed.",
            Status::Cancelled,
        ),
        (
            "Brandt is expected in Vessin on 19 October.",
            Status::Planned,
        ),
        (
            "Brandt had already planned to leave Vessin on 19 October.",
            Status::Planned,
        ),
        (
            "The deputies hope for a vote before the end of the week.",
            Status::Planned,
        ),
        (
            "Her response was to shut the gate on Monday.",
            Status::Happened,
        ),
    ] {
        assert_eq!(read(text).tellings[0].status, status, "{text}");
    }
}

#[test]
fn what_is_told_faintly_keeps_its_denial() {
    let digest =
        read("News came from Vessin.\n\nIn the port, meanwhile, they have not stopped the strike.");
    let last = digest.tellings.last().expect("a telling");
    assert!(last.faint && last.is_negated(), "{last:?}");
}
