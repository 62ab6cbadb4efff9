use super::*;
use crate::article::{Article, SourceFrom, StatedDate};
use crate::telling::digest;
use crate::text::language::Language;
use crate::time::published::PublishedFrom;

/// An article by `source`, published on that day if one is given.
fn article(path: &str, source: &str, day: Option<&str>, body: &str) -> Article {
    Article {
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
