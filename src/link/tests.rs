use super::*;
use crate::article::{Article, SourceFrom, StatedDate};
use crate::telling::digest;
use crate::text::language::Language;
use crate::time::published::PublishedFrom;

/// An article by `source`, published on that day if one is given.
fn article(path: &str, source: &str, day: Option<&str>, body: &str) -> Article {
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
