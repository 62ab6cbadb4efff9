mod apart;
mod days;
mod wholes;

use super::*;
use crate::article::{Article, SourceFrom, StatedDate};
use crate::telling::digest;
use crate::text::language::Language;
use crate::time::Window;
use crate::time::published::PublishedFrom;

/// An article by `source`, published on that day if one is given.
/// An article as a test writes it.
pub(crate) fn article(path: &str, source: &str, day: Option<&str>, body: &str) -> Article {
    Article {
        format: Default::default(),
        name: ArticleName {
            path: path.into(),
            record: None,
        },
        source: source.into(),
        source_from: SourceFrom::Metadata,
        title: None,
        author: None,
        url: None,
        language: Language::english(),
        within: None,
        stated: day
            .map(|day| StatedDate {
                day: day.parse().unwrap(),
                time: None,
                from: PublishedFrom::Metadata,
                because: String::new(),
            })
            .into_iter()
            .collect(),
        body: body.into(),
        lines: Vec::new(),
        noise: Vec::new(),
        truncated: false,
    }
}

fn linked(articles: &[Article]) -> Linked {
    let digests: Vec<Digest> = articles.iter().map(digest).collect();
    link(&digests)
}

/// Links articles, and returns their digests as well.
fn told(articles: &[Article]) -> (Linked, Vec<Digest>) {
    let digests: Vec<Digest> = articles.iter().map(digest).collect();
    (link(&digests), digests)
}

#[test]
fn nothing_links_to_nothing() {
    assert_eq!(link(&[]), Linked::default());
}

#[test]
fn ids_are_a_letter_and_thirteen_characters() {
    assert_eq!(name_of('m', u64::MAX, 0).len(), 14);
    assert_ne!(name_of('m', 7, 0), name_of('m', 7, 1));
}

#[test]
fn unlike_articles_are_two_stories() {
    let linked = linked(&[
        article(
            "a",
            "Harbour Post",
            Some("2020-03-01"),
            "The harbour council voted to close the northern ferry terminal.\n",
        ),
        article(
            "b",
            "Canal Courier",
            Some("2020-03-01"),
            "A glacier in the eastern valley lost a third of its ice, geologists found.\n",
        ),
    ]);
    assert_eq!(linked.stories.len(), 2);
}

const VETO: &str = "The council met late into the night.\n\nThe northern delegation vetoed the harbour resolution on Saturday. At least 12 people were wounded in riots at the fish market on Saturday. Fishermen have blocked the northern quay since 2012.\n";
const VETO_TOO: &str = "A vote on the harbour failed.\n\nOn Saturday the northern delegation vetoed a resolution on the harbour. Mayor Tilda Brandt opened the new opera house on Saturday. Fishermen have blocked the northern quay since 2012.\n";

fn two_papers() -> Vec<Article> {
    vec![
        article("a.txt", "Harbour Post", Some("2020-03-09"), VETO),
        article("b.txt", "Canal Courier", Some("2020-03-09"), VETO_TOO),
    ]
}

/// The moment that holds a telling with these words, from that article.
fn moment_of<'a>(linked: &'a Linked, digests: &[Digest], at: u32, words: &str) -> &'a Moment {
    linked
        .moments
        .iter()
        .find(|m| {
            m.members.iter().any(|x| {
                let telling = &digests[x.article.at()].tellings[x.telling as usize];
                x.article.0 == at && telling.text.contains(words)
            })
        })
        .unwrap()
}

#[test]
fn one_veto_told_by_two_papers_is_one_moment() {
    let articles = two_papers();
    let digests: Vec<Digest> = articles.iter().map(digest).collect();
    let linked = link(&digests);
    let veto = moment_of(&linked, &digests, 0, "vetoed");
    assert_eq!(veto.id, moment_of(&linked, &digests, 1, "vetoed").id);
    assert_eq!(veto.window.map(|w| w.edtf()).as_deref(), Some("2020-03-07"));
}

#[test]
fn three_things_of_one_saturday_stay_apart() {
    let articles = two_papers();
    let digests: Vec<Digest> = articles.iter().map(digest).collect();
    let linked = link(&digests);
    let veto = moment_of(&linked, &digests, 1, "vetoed");
    let riot = moment_of(&linked, &digests, 0, "riots");
    let opera = moment_of(&linked, &digests, 1, "opera");
    assert_ne!(veto.id, riot.id);
    assert_ne!(veto.id, opera.id);
    assert_ne!(riot.id, opera.id);
}

#[test]
fn what_every_article_repeats_is_one_moment() {
    let articles = two_papers();
    let digests: Vec<Digest> = articles.iter().map(digest).collect();
    let linked = link(&digests);
    let quay = moment_of(&linked, &digests, 0, "since 2012");
    assert_eq!(quay.id, moment_of(&linked, &digests, 1, "since 2012").id);
    assert_eq!(quay.members.len(), 2);
}

#[test]
fn unrelated_articles_change_no_id() {
    let mut articles = two_papers();
    let before = linked(&articles);
    articles.push(article(
        "z.txt",
        "Valley Star",
        Some("2020-03-08"),
        "A glacier in the eastern valley lost a third of its ice last year, geologists found.\n",
    ));
    let after = linked(&articles);
    for moment in &before.moments {
        assert!(
            after.moments.iter().any(|m| m.id == moment.id),
            "{moment:?}"
        );
    }
}

#[test]
fn other_quotation_marks_make_no_other_text() {
    let body = "The mayor said the northern ferry \"will never close\" while she is in office, and that the council had agreed to pay for repairs of both piers before the winter storms begin.\nFishermen on the quay said they had heard such promises before, and that nobody had come to look at the broken piers since the last election was held.\n";
    let other = body.replace('"', "\u{201d}");
    let linked = linked(&[
        article("a.txt", "Harbour Post", Some("2020-03-09"), body),
        article("b.txt", "Canal Courier", Some("2020-03-10"), &other),
    ]);
    assert_eq!(linked.articles[1].copy_of, Some(ArticleIdx(0)));
    assert_eq!(linked.articles[0].voice, linked.articles[1].voice);
}

/// The window of the expression that begins with `words` in article `at`.
const FIRE: &str = "A fire destroyed a net factory in Lindon on Friday night, killing 14 workers, the fire service said.\n\nThe blaze broke out on the second floor. Doors to the yard were locked, survivors told the Harbour Post. \"We heard them call\", said Tilda Brandt.\n";

/// Whether a text and another with one thing changed are told by one voice.
fn one_voice(from: &str, to: &str) -> bool {
    assert!(from == to || FIRE.contains(from));
    let other = FIRE.replace(from, to);
    let linked = linked(&[
        article("a", "Harbour Post", Some("2020-03-01"), FIRE),
        article("b", "Canal Courier", Some("2020-03-01"), &other),
    ]);
    linked.articles[0].voice == linked.articles[1].voice
}

#[test]
fn a_copy_with_another_toll_day_name_or_denial_is_another_voice() {
    assert!(!one_voice("14", "16"));
    assert!(!one_voice("Friday", "Thursday"));
    assert!(!one_voice("Brandt", "Lund"));
    assert!(!one_voice("were locked", "were not locked"));
}

#[test]
fn an_outlet_that_prints_another_toll_has_edited_its_text() {
    let later = FIRE.replace("14", "16");
    let linked = linked(&[
        article("a", "Harbour Post", Some("2020-03-01"), FIRE),
        article("b", "Harbour Post", Some("2020-03-01"), &later),
    ]);
    assert_eq!(linked.articles[1].version_of, Some(ArticleIdx(0)));
}

#[test]
fn a_copy_in_another_house_style_is_the_same_voice() {
    assert!(one_voice("14", "fourteen"));
    assert!(one_voice("\"", "\u{201d}"));
    assert!(one_voice("said Tilda Brandt", "said Tilda Brandt, 54"));
}

fn window_of(linked: &Linked, articles: &[Article], at: usize, words: &str) -> Option<Window> {
    let start = articles[at].body.find(words).unwrap();
    let times = &linked.articles[at].times;
    times.iter().find(|t| t.start == start).unwrap().window
}

#[test]
fn a_stated_day_dates_the_others_of_its_story_and_a_correction_dates_them_anew() {
    let undated = article("b.txt", "Canal Courier", None, VETO_TOO);
    let with = |day: &str| {
        vec![
            article("a.txt", "Harbour Post", Some(day), VETO),
            undated.clone(),
        ]
    };
    let saturday = |day: &str| {
        let articles = with(day);
        let linked = linked(&articles);
        let published = &linked.articles[1].published;
        assert_eq!(published.from, PublishedFrom::Inferred);
        let reasons = published.because.join("; ");
        assert!(reasons.contains("a.txt"), "{reasons}");
        window_of(&linked, &articles, 1, "Saturday").unwrap()
    };
    let contains = |w: Window, day: &str| {
        let day: chrono::NaiveDate = day.parse().unwrap();
        w.first_day() <= day && day <= w.last_day()
    };
    assert!(contains(saturday("2020-03-09"), "2020-03-07"));
    assert!(contains(saturday("2014-06-10"), "2014-06-07"));
}

#[test]
fn what_hangs_on_an_unsure_day_is_as_wide_as_the_days_it_can_have_been() {
    let articles = vec![article(
        "a.txt",
        "Harbour Post",
        None,
        "The ferry ran aground on Saturday. It was the third accident since October 8, 2016. \
         The harbour master spoke of it last month.\n",
    )];
    let linked = linked(&articles);
    let published = &linked.articles[0].published;
    assert!(published.confidence < 0.8);
    if let Some(window) = window_of(&linked, &articles, 0, "Saturday") {
        assert!(
            window.approx && window.n_days() > 1,
            "{window:?} {published:?}"
        );
    }
    let told = window_of(&linked, &articles, 0, "October 8").unwrap();
    assert!(!told.approx && told.n_days() == 1);
}

#[test]
fn the_order_of_numeric_dates_is_that_of_the_outlet() {
    let articles = vec![
        article(
            "a.txt",
            "Harbour Post",
            Some("2016-10-20"),
            "The ferry ran aground on 19/10/2016, the harbour master said.\n",
        ),
        article(
            "b.txt",
            "Harbour Post",
            Some("2016-05-01"),
            "The opera opened on 3/4/2016, the mayor said.\n",
        ),
    ];
    let linked = linked(&articles);
    let opened = window_of(&linked, &articles, 1, "3/4/2016").unwrap();
    assert_eq!(opened.first_day().to_string(), "2016-04-03");
}

#[test]
fn the_original_of_copies_is_the_earliest() {
    let body = "The mayor said the northern ferry will never close while she is in office, and that the council had agreed to pay for repairs of both piers before the winter storms begin.\nFishermen on the quay said they had heard such promises before, and that nobody had come to look at the broken piers since the last election was held.\n";
    let linked = linked(&[
        article("a.txt", "Harbour Post", Some("2020-03-12"), body),
        article("b.txt", "Canal Courier", Some("2020-03-10"), body),
    ]);
    assert_eq!(linked.articles[0].copy_of, Some(ArticleIdx(1)));
    assert_eq!(linked.articles[1].copy_of, None);
}

#[test]
fn of_copies_of_one_day_the_original_is_that_of_the_earliest_hour() {
    let body = "The mayor said the northern ferry will never close while she is in office, and that the council had agreed to pay for repairs of both piers before the winter storms begin.\nFishermen on the quay said they had heard such promises before, and that nobody had come to look at the broken piers since the last election was held.\n";
    let at = |name: &str, source: &str, time: &str| {
        let mut article = article(name, source, Some("2020-03-12"), body);
        article.stated[0].time = Some(time.to_owned());
        article
    };
    // Six in the evening there is four in the afternoon here.
    let linked = linked(&[
        at("a.txt", "Harbour Post", "18:00+02:00"),
        at("b.txt", "Canal Courier", "15:25Z"),
    ]);
    assert_eq!(linked.articles[0].copy_of, Some(ArticleIdx(1)));
    assert_eq!(linked.articles[1].copy_of, None);
}

#[test]
fn neither_order_nor_company_changes_a_moment() {
    let papers = two_papers();
    let mut more = two_papers();
    more.push(article(
        "0.txt",
        "Valley Star",
        Some("2021-06-08"),
        "A glacier in the eastern valley lost a third of its ice last year, geologists found.\n",
    ));
    more.sort_by(|a, b| a.name.cmp(&b.name));
    let ids = |articles: &[Article]| {
        let mut ids: Vec<(MomentId, usize)> = linked(articles)
            .moments
            .into_iter()
            .map(|m| (m.id, m.members.len()))
            .collect();
        ids.sort();
        ids
    };
    let (alone, together) = (ids(&papers), ids(&more));
    assert!(alone.iter().all(|id| together.contains(id)));
}

#[test]
fn planned_then_called_off_is_one_moment() {
    let articles = [
        article(
            "a.txt",
            "Harbour Post",
            Some("2020-03-02"),
            "The harbour expects a guest.\n\nPresident Ilya Brandt is to visit the northern harbour on 12 March.\n",
        ),
        article(
            "b.txt",
            "Canal Courier",
            Some("2020-03-09"),
            "The harbour loses its guest.\n\nPresident Ilya Brandt has cancelled his visit to the northern harbour planned for 12 March.\n",
        ),
    ];
    let digests: Vec<Digest> = articles.iter().map(digest).collect();
    let linked = link(&digests);
    let visit = moment_of(&linked, &digests, 0, "to visit");
    assert_eq!(visit.status, Status::Cancelled, "{visit:?}");
    assert!(visit.members.iter().any(|m| m.article.0 == 1));
}

#[test]
fn one_veto_told_in_two_stories_is_one_moment() {
    let mut articles = two_papers();
    articles.push(article(
        "c.txt",
        "Valley Star",
        Some("2020-04-20"),
        "The opera opened without the mayor.\n\nOn 7 March the northern delegation vetoed a resolution on the harbour.\n",
    ));
    let digests: Vec<Digest> = articles.iter().map(digest).collect();
    let linked = link(&digests);
    let veto = moment_of(&linked, &digests, 0, "vetoed");
    assert_eq!(veto.id, moment_of(&linked, &digests, 2, "vetoed").id);
}

#[test]
fn a_moment_lists_a_sentence_of_an_article_once() {
    let cancelled = "The harbour loses its guest.\n\nPresident Ilya Brandt has cancelled a planned visit to the northern harbour next week, the palace said on Monday.\n";
    let articles = [
        article("a.txt", "Harbour Post", Some("2020-03-09"), cancelled),
        article(
            "b.txt",
            "Canal Courier",
            Some("2020-03-09"),
            "The guest stays at home.\n\nPresident Ilya Brandt has cancelled a visit to the northern harbour next week, a palace source said on Monday.\n",
        ),
    ];
    let digests: Vec<Digest> = articles.iter().map(digest).collect();
    for moment in link(&digests).moments {
        let mut places: Vec<_> = moment
            .members
            .iter()
            .map(|m| {
                let telling = &digests[m.article.at()].tellings[m.telling as usize];
                (m.article, telling.sentence.start)
            })
            .collect();
        places.sort_unstable();
        let n = places.len();
        places.dedup();
        assert_eq!(n, places.len(), "{moment:?}");
    }
}

#[test]
fn what_was_done_on_the_weekend_did_not_go_on_since() {
    let articles = [article(
        "a.txt",
        "Harbour Post",
        Some("2020-03-10"),
        "Two neighbours quarrel.\n\nTensions have been rising since the weekend, when the northern delegation vetoed a resolution on the harbour.\n",
    )];
    let digests: Vec<Digest> = articles.iter().map(digest).collect();
    let linked = link(&digests);
    let windows: Vec<bool> = linked
        .moments
        .iter()
        .filter(|m| m.label.contains("vetoed"))
        .filter_map(|m| Some(m.window?.open_end))
        .collect();
    assert_eq!(windows, [false], "{:?}", linked.moments);
}

const BRIDGE: &str = "The river stood high all week.\n\nThe Torvik bridge collapsed into the Selma river on Tuesday. The mayor of Torvik, Tilda Brandt, promised an inquiry.\n";
const BRIDGE_LATER: &str = "Torvik is cut off from the south.\n\nOn Wednesday the Torvik bridge collapsed into the Selma river. Divers looked for two missing lorries.\n";

#[test]
fn one_collapse_that_two_papers_put_on_two_days_is_one_moment() {
    let articles = [
        article("a", "Harbour Post", Some("2020-03-06"), BRIDGE),
        article("b", "Canal Courier", Some("2020-03-07"), BRIDGE_LATER),
    ];
    let digests: Vec<Digest> = articles.iter().map(digest).collect();
    let linked = link(&digests);
    let moment = moment_of(&linked, &digests, 0, "collapsed");
    let told = |m: &&Member| m.dated == Dated::Own;
    assert_eq!(moment.members.iter().filter(told).count(), 2, "{moment:?}");
}

#[test]
fn what_one_paper_tells_of_two_days_happened_twice() {
    let twice = "The hospital of Torvik is in ruins.\n\nShells struck the Torvik hospital on Tuesday. On Wednesday shells struck the Torvik hospital again.\n";
    let articles = [
        article("a", "Harbour Post", Some("2020-03-06"), twice),
        article(
            "b",
            "Canal Courier",
            Some("2020-03-07"),
            "The north of Torvik is empty.\n\nOn Wednesday shells struck the Torvik hospital.\n",
        ),
    ];
    let digests: Vec<Digest> = articles.iter().map(digest).collect();
    let linked = link(&digests);
    let moment = moment_of(&linked, &digests, 0, "on Tuesday");
    assert_eq!(moment.members.len(), 1, "{moment:?}");
    let wednesday = moment_of(&linked, &digests, 0, "On Wednesday");
    assert!(wednesday.members.iter().any(|m| m.article.0 == 1));
}

/// The label of the first moment that a text alone tells of.
fn label_of(body: &str) -> String {
    linked(&[article("a", "Harbour Post", Some("2020-03-12"), body)]).moments[0]
        .label
        .clone()
}

#[test]
fn a_claim_is_labelled_with_who_makes_it() {
    let said = "Survivors said the ferry was overloaded on Tuesday.\n";
    assert_eq!(label_of(said), "Survivors: Ferry overloaded");
    let told = "The ferry sank off Lindon on Tuesday.\n";
    assert_eq!(label_of(told), "Ferry sank off Lindon");
}

#[test]
fn who_writes_last_knows_whether_a_plan_came_to_pass() {
    let plan = "Governor Sela Nkomo will visit the mill of Lindon on Sunday.\n";
    let gone = "Governor Sela Nkomo did not visit the mill of Lindon on Sunday.\n";
    let status = |then: &str| {
        let linked = linked(&[
            article("a", "Harbour Post", Some("2020-03-06"), plan),
            article("b", "Canal Courier", Some("2020-03-09"), then),
        ]);
        assert_eq!(linked.moments.len(), 1);
        linked.moments[0].status
    };
    assert_eq!(status(gone), Status::Cancelled);
    assert_eq!(
        status(&plan.replace("will visit", "visited")),
        Status::Happened
    );
}

#[test]
fn who_denies_it_is_not_named_as_claiming_it() {
    let linked = linked(&[
        article(
            "a",
            "Harbour Post",
            Some("2020-03-12"),
            "Governor Sela Nkomo sold the ferry of Lindon to a cousin on Tuesday, a rival said.\n",
        ),
        article(
            "b",
            "Canal Courier",
            Some("2020-03-12"),
            "The council rejects the claim that Sela Nkomo sold the ferry of Lindon on Tuesday.\n",
        ),
    ]);
    let label = &linked.moments[0].label;
    assert_eq!(linked.moments[0].members.len(), 2);
    assert!(label.starts_with("Rival: "), "{label}");
}

#[test]
fn what_is_called_off_before_its_day_is_cancelled_on_it() {
    let body =
        "The march set for 19 March was called off on Thursday after the police agreed to talks.\n";
    let linked = linked(&[article("a", "Harbour Post", Some("2020-03-13"), body)]);
    let on_the_day = |m: &&Moment| m.window.is_some_and(|w| w.edtf() == "2020-03-19");
    let march = linked.moments.iter().find(on_the_day);
    assert_eq!(march.map(|m| m.status), Some(Status::Cancelled));
}

#[test]
fn who_would_not_go_lends_no_day_to_who_went() {
    let linked = linked(&[
        article(
            "a",
            "Harbour Post",
            Some("2020-03-12"),
            "Harbour master Sela Nkomo will not resign, she said on Thursday.\n",
        ),
        article(
            "b",
            "Canal Courier",
            Some("2020-03-14"),
            "Harbour master Sela Nkomo resigned on Friday.\n",
        ),
    ]);
    let went = linked.moments.iter().find(|m| m.label.contains("resigned"));
    let day = went.and_then(|m| m.window).map(|w| w.edtf());
    assert_eq!(day.as_deref(), Some("2020-03-13"));
    assert_eq!(went.map(|m| m.members.len()), Some(1));
}

#[test]
fn one_deed_told_in_few_words_with_two_figures_is_one_moment() {
    let linked = linked(&[
        article(
            "a",
            "Harbour Post",
            Some("2022-09-03"),
            "Six aid workers held by smugglers in Tarsun since June were released on Saturday, the envoy said. She said no ransom was paid.\n",
        ),
        article(
            "b",
            "Canal Courier",
            Some("2022-09-04"),
            "Five of the aid workers seized in June were freed yesterday after a ransom was paid, two officials said.\n",
        ),
    ]);
    let on_the_day = |m: &&Moment| m.window.is_some_and(|w| w.edtf() == "2022-09-03");
    let mut freed: Vec<ArticleIdx> = linked
        .moments
        .iter()
        .filter(on_the_day)
        .filter(|m| m.label.contains("freed") || m.label.contains("released"))
        .flat_map(|m| m.members.iter().map(|x| x.article))
        .collect();
    let n_moments = linked.moments.iter().filter(on_the_day).count();
    freed.sort_unstable();
    freed.dedup();
    assert_eq!((n_moments, freed.len()), (1, 2));
}

#[test]
fn a_day_somebody_names_outweighs_that_of_the_news() {
    let linked = linked(&[
        article(
            "a",
            "Harbour Post",
            Some("2020-03-13"),
            "A fire destroyed the sugar mill of Lindon, killing three people.\n",
        ),
        article(
            "b",
            "Canal Courier",
            Some("2020-03-13"),
            "A fire late on Thursday destroyed the sugar mill of Lindon, killing three people.\n",
        ),
    ]);
    let day = linked.moments[0].window.map(|w| w.edtf());
    assert_eq!(day.as_deref(), Some("2020-03-12"));
}

#[test]
fn one_court_on_one_day_sentences_two_people() {
    let linked = linked(&[
        article(
            "a",
            "Harbour Post",
            Some("2023-09-05"),
            "A court in Lindon sentenced Peter Steiner to seven years in prison on Monday.\n",
        ),
        article(
            "b",
            "Canal Courier",
            Some("2023-09-05"),
            "A court in Lindon sentenced Maria Lang to two years in prison on Monday.\n",
        ),
    ]);
    assert!(linked.moments.iter().all(|m| m.members.len() == 1));
}
