//! A telling as linking sees it: weighed words and a window.

use super::LinkedArticle;
use super::weigh::{self, Vector};
use crate::article::ArticleIdx;
use crate::telling::{Dating, Digest, FeatureKind, Status, Telling, Term};
use crate::time::Window;
use crate::time::published::Published;
use chrono::Datelike;
use rustc_hash::FxHashMap;

/// Stems that say when and not what: windows speak for them.
const CALENDAR: [&str; 29] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "januari",
    "februari",
    "april",
    "june",
    "juli",
    "august",
    "septemb",
    "octob",
    "novemb",
    "decemb",
    "today",
    "yesterday",
    "tomorrow",
    "tonight",
    "day",
    "week",
    "weekend",
    "month",
    "year",
    "hour",
    "morn",
    "night",
];

/// What of a telling decides which moment it belongs to.
pub(super) struct Tale {
    pub article: ArticleIdx,
    pub telling: u32,
    /// The text that speaks: copies and edits of one text share it.
    pub root: u32,
    pub window: Option<Window>,
    /// First and last day of the window, counted from the common era.
    pub days: Option<(i32, i32)>,
    pub published: Option<i32>,
    pub ongoing: bool,
    pub action: Option<Term>,
    /// Weighted stems of length 1, sorted by stem.
    pub words: Vector,
    /// The same, with stems that half the story repeats made light.
    pub rare: Vector,
    /// The same of its whole sentence.
    pub around: Vector,
    /// Stems of names, sorted.
    pub names: Vec<Term>,
    /// Stems of numbers, sorted.
    pub numbers: Vec<Term>,
    pub status: Status,
    /// How much it is what its article is about.
    pub main: f32,
    /// Where its sentence starts.
    pub place: usize,
    /// Stands in a headline or first paragraph.
    pub lead: bool,
    /// Told as the news of the article's day.
    pub news: bool,
}

impl Tale {
    /// Returns one telling of an article.
    pub fn new(
        article: ArticleIdx,
        telling: u32,
        digest: &Digest,
        linked: &LinkedArticle,
        root: u32,
        vector: &Vector,
    ) -> Self {
        let t = &digest.tellings[telling as usize];
        let window = window(t, linked);
        let of = |kind: FeatureKind| {
            let mut terms: Vec<Term> = t
                .terms
                .iter()
                .filter(|f| f.kind == kind)
                .map(|f| Term::of(&f.stem))
                .collect();
            terms.sort_unstable();
            terms.dedup();
            terms
        };
        let words = words([t].into_iter());
        let siblings = || digest.tellings.iter().filter(|s| s.sentence == t.sentence);
        let around = self::words(siblings());
        Self {
            main: weigh::sparse(&words, vector),
            lead: t.lead,
            news: t.dating == Dating::Published,
            article,
            telling,
            root,
            window,
            days: window.map(|w| {
                let days = (w.first_day(), w.last_day());
                (days.0.num_days_from_ce(), days.1.num_days_from_ce())
            }),
            published: linked.published.value.map(|d| d.num_days_from_ce()),
            // "Since the weekend, when Russia vetoed": that is a point.
            ongoing: t.status == Status::Ongoing
                || window.is_some_and(|w| w.open_end && w.n_days() > 7),
            place: t.sentence.start,
            action: t.action.as_deref().map(Term::of),
            rare: words.clone(),
            words,
            around,
            names: of(FeatureKind::Name),
            numbers: of(FeatureKind::Number),
            status: t.status,
        }
    }

    /// Tells whether the window is a week or finer.
    pub fn fine(&self) -> bool {
        self.days.is_some_and(|(a, b)| b - a < 8)
    }
}

fn words<'a>(tellings: impl Iterator<Item = &'a Telling>) -> Vector {
    let mut out: Vector = tellings
        .flat_map(|t| &t.terms)
        .filter(|f| !CALENDAR.contains(&f.stem.as_str()))
        .map(|f| Term::of(&f.stem))
        .map(|term| (term, weigh::weight(term)))
        .collect();
    out.sort_unstable_by_key(|(term, _)| *term);
    out.dedup_by_key(|(term, _)| *term);
    weigh::normalise(&mut out);
    out
}

/// Makes light what many tellings of the story repeat: in a story about a kidnapping that
/// two sentences name the kidnappers says little.
pub(super) fn lighten(tales: &mut [Tale]) {
    let mut n = 0;
    let mut count: FxHashMap<Term, u32> = FxHashMap::default();
    for t in tales.iter().filter(|t| t.root == t.article.0) {
        n += 1;
        for (term, _) in &t.words {
            *count.entry(*term).or_default() += 1;
        }
    }
    // A word of one telling in thirty keeps its weight, however large the story.
    let light = |term: &Term| {
        let share = count.get(term).copied().unwrap_or(1).max(1) as f32 / (n.max(1) as f32 + 8.0);
        (0.15 - share.ln() / 30_f32.ln()).clamp(0.15, 1.0)
    };
    for t in tales {
        for (term, w) in t.rare.iter_mut().chain(&mut t.around) {
            *w *= light(term);
        }
        weigh::normalise(&mut t.rare);
        weigh::normalise(&mut t.around);
    }
}

/// Returns the window that a telling gives by itself.
fn window(t: &Telling, linked: &LinkedArticle) -> Option<Window> {
    match t.dating {
        Dating::None => None,
        Dating::Published => news_day(&linked.published),
        Dating::Own | Dating::Context => t
            .time
            .and_then(|k| linked.times.get(k as usize))
            .and_then(|timex| timex.window),
    }
}

/// The article's own day, or the few days it can have been.
fn news_day(published: &Published) -> Option<Window> {
    let (first, last) = (published.earliest?, published.latest?);
    match published.value {
        Some(day) if published.confidence >= 0.5 => Some(Window::day(day)),
        _ if (last - first).num_days() < 7 => Window::days(first, last, crate::time::Grain::Week),
        _ => None,
    }
}
