//! A telling as linking sees it: weighed words and a window.

use super::LinkedArticle;
use super::acts;
use super::alike;
use super::weigh::{self, Vector};
use crate::article::ArticleIdx;
use crate::telling::{
    Attribution, Dating, Digest, FeatureKind, Flow, NameKind, Reach, Status, Telling, Term, stops,
};
use crate::time::Window;
use crate::time::published::{Published, PublishedFrom};
use chrono::{Datelike, NaiveDate};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;
use std::sync::LazyLock;

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

/// Tells whether a stem says when and not what.
pub(super) fn says_when(stem: &str) -> bool {
    static ALL: LazyLock<FxHashSet<&str>> = LazyLock::new(|| CALENDAR.into_iter().collect());
    ALL.contains(stem)
}

/// An act and its kind in the list of words for one kind.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Act {
    pub stem: Term,
    pub kind: Option<u32>,
    /// How telling its stem is.
    pub weight: f32,
}

impl Act {
    fn of(stem: Term) -> Self {
        Self {
            stem,
            kind: acts::listed(stem),
            weight: weigh::weight(stem),
        }
    }

    /// Tells whether both are one kind of act.
    pub fn is_like(self, other: Self) -> bool {
        self.kind.is_some() && self.kind == other.kind
    }
}

/// The act of a telling, and its first and last day.
pub(super) type Sibling = (Option<Act>, Option<(i32, i32)>);

/// A stem of a sentence that stands for a kind of thing or act.
pub(super) struct Thing {
    pub kind: u32,
    pub term: Term,
    /// Its share of the sentence.
    pub weight: f32,
}

/// A bit for each of some numbers: most lists that have nothing in common need not be looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Bits(u64);

impl Bits {
    pub fn of(numbers: impl IntoIterator<Item = u32>) -> Self {
        let bits = numbers.into_iter().map(|n| 1 << (n % u64::BITS));
        Self(bits.fold(0, |all, bit: u64| all | bit))
    }

    /// Tells whether a number may be among them.
    pub fn may_hold(self, number: u32) -> bool {
        self.0 >> (number % u64::BITS) & 1 == 1
    }

    /// Tells whether both may hold one number.
    pub fn may_meet(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// What a telling holds, a bit for each.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Marks {
    pub words: Bits,
    pub kinds: Bits,
    pub acts: Bits,
    pub things: Bits,
    pub names: Bits,
    pub numbers: Bits,
}

impl Marks {
    fn of(tale: &Tale) -> Self {
        Self {
            words: Bits::of(tale.words.iter().map(|w| w.0.0)),
            kinds: Bits::of(tale.kinds.iter().copied()),
            acts: Bits::of(tale.acts.iter().copied()),
            things: Bits::of(tale.things.iter().map(|thing| thing.kind)),
            names: Bits::of(tale.names.iter().map(|name| name.0)),
            numbers: Bits::of(tale.numbers.iter().map(|number| number.0)),
        }
    }
}

/// What of a telling decides which moment it belongs to.
pub(super) struct Tale {
    /// Its place among those of the affair.
    pub number: u32,
    pub article: ArticleIdx,
    pub telling: u32,
    /// The story of its article.
    pub story: u32,
    /// The text that speaks: copies and edits of one text share it.
    pub root: u32,
    pub window: Option<Window>,
    /// Its time has clear ends: "in September" is not the third of October, where "a year ago" may be
    /// eleven months.
    pub sharp: bool,
    /// First and last day of the window, counted from the common era.
    pub days: Option<(i32, i32)>,
    /// Of what has no window: the windows of other times in its sentence, which it is not of.
    pub beside_times: Vec<Window>,
    pub published: Option<i32>,
    /// The article states its day.
    pub stated: bool,
    pub ongoing: bool,
    pub action: Option<Term>,
    /// It takes something off its day.
    pub calls_off: bool,
    /// The same with its kind.
    pub act: Option<Act>,
    /// The kinds of act that its words stand for.
    pub kinds: Vec<u32>,
    /// Kinds of all acts it tells of, sorted.
    pub acts: Vec<u32>,
    /// The share of the story's articles that open with one of its acts.
    pub opened: f32,
    /// How near it is to what the story's articles open with.
    pub central: f32,
    /// Its sentence's number among those of the article that tell something.
    pub rank: u32,
    /// No chronicler would write it down by itself.
    pub faint: bool,
    /// Weighted stems of length 1, sorted by stem.
    pub words: Vector,
    /// The same, with stems that half the story repeats made light.
    pub rare: Vector,
    /// The same of its whole sentence.
    pub around: Vector,
    /// The words of the sentences before and after it in its article, the same way.
    pub beside: Vector,
    /// The line of its article that it starts on.
    pub line: u32,
    /// Carries a time of its own.
    pub own_time: bool,
    /// The stem of a happening told before that it says more of.
    pub again: Option<Term>,
    /// Starts with a pronoun, or goes on with what the sentence before it says.
    pub leans: bool,
    /// Starts with a pronoun for people.
    pub leans_on_people: bool,
    /// Whether it is told of the time that the sentence before it tells.
    pub flow: Flow,
    /// A clause inside the sentence tells it.
    pub inner: bool,
    /// The acts and days of the other tellings of its sentence.
    pub siblings: Vec<Sibling>,
    /// The last word of who says it.
    pub speaker: Option<Term>,
    /// Says it in quotation marks.
    pub quoted: bool,
    /// Somebody is said to say it.
    pub said: bool,
    /// The things and acts of its sentence for which others have other words, by kind, the
    /// heaviest of a kind first.
    pub things: Vec<Thing>,
    /// Stems of names, sorted.
    pub names: Vec<Term>,
    /// The same, but for who says it.
    pub told_of: Vec<Term>,
    /// Last names of the people in the clause, but for who says it.
    pub people: Vec<Term>,
    /// How much of what it says lies in each of them.
    pub hefts: Vec<f32>,
    /// Stems of numbers, sorted.
    pub numbers: Vec<Term>,
    /// What all names, and all numbers, weigh.
    pub weight_of_names: f32,
    pub weight_of_numbers: f32,
    /// What was done to those it counts: "killed", "arrested".
    pub counted: Vec<Term>,
    pub status: Status,
    /// Says that it was not done, or will not be.
    pub negated: bool,
    /// How much it is what its article is about.
    pub main: f32,
    /// Where its sentence starts.
    pub place: usize,
    /// Stands in a headline or first paragraph.
    pub lead: bool,
    /// Told as the news of the article's day.
    pub news: bool,
    /// Told as news with the day that somebody said so: "was killed, police said on Monday".
    pub reported: bool,
    /// Stands over its article.
    pub headline: bool,
    /// What it holds.
    pub marks: Marks,
}

impl Tale {
    /// Returns one telling of an article.
    pub fn new(
        article: ArticleIdx,
        telling: u32,
        digest: &Digest,
        linked: &LinkedArticle,
        root: u32,
        printed: &Published,
        vector: &Vector,
    ) -> Self {
        let t = &digest.tellings[telling as usize];
        let window = window(t, linked, printed);
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
        let (names, numbers) = (of(FeatureKind::Name), of(FeatureKind::Number));
        let words = words(t);
        let opens_with = first_word(&t.text);
        let leans_on_people = OF_PEOPLE.contains(&&*opens_with);
        let mut around: Vector = t.around.iter().map(|&s| (s, weigh::weight(s))).collect();
        weigh::normalise(&mut around);
        Self {
            number: 0,
            marks: Marks::default(),
            main: weigh::sparse(&words, vector),
            lead: t.lead,
            headline: telling == 0 && t.lead && !stops(t.text.trim_end()),
            news: t.dating == Dating::Published,
            reported: t.told
                && states_day(linked)
                && window.is_some_and(|w| is_of_print(&w, printed)),
            article,
            telling,
            story: 0,
            root,
            window,
            days: window.map(|w| {
                let days = (w.first_day(), w.last_day());
                (days.0.num_days_from_ce(), days.1.num_days_from_ce())
            }),
            beside_times: match window {
                Some(_) => Vec::new(),
                None => times_in(t, digest, linked),
            },
            sharp: is_sharp(t, linked),
            published: linked.published.value.map(|d| d.num_days_from_ce()),
            stated: states_day(linked),
            // "Since the weekend, when Russia vetoed": that is a point.
            ongoing: t.status == Status::Ongoing
                || window.is_some_and(|w| w.open_end && w.n_days() > 7),
            place: t.sentence.start,
            action: t.action.as_deref().map(Term::of),
            calls_off: calls_off(t.action.as_deref().map(Term::of)),
            act: t.action.as_deref().map(Term::of).map(Act::of),
            kinds: words.iter().filter_map(|w| acts::listed(w.0)).collect(),
            acts: acts_of(t),
            opened: 0.0,
            central: 0.0,
            rank: 0,
            faint: t.faint,
            beside: Vector::new(),
            line: t.line,
            own_time: t.dating == Dating::Own,
            again: t.again,
            leans: leans_on_people || OF_THINGS.contains(&&*opens_with),
            leans_on_people,
            flow: t.flow,
            inner: t.inner,
            siblings: Vec::new(),
            speaker: t.said_by.as_ref().and_then(speaker),
            said: t.said_by.is_some(),
            quoted: t.text.contains(['"', '\u{201c}', '\u{201d}']),
            rare: words.clone(),
            words,
            around,
            things: Vec::new(),
            told_of: told_of(t, &names),
            people: people(t, digest),
            hefts: Vec::new(),
            weight_of_names: weigh::weight_of(&names),
            weight_of_numbers: weigh::weight_of(&numbers),
            names,
            numbers,
            counted: counted(t),
            status: t.status,
            negated: t.is_negated(),
        }
    }

    /// Tells whether both tell one act or one kind of act.
    pub fn acts_like(&self, other: &Self) -> bool {
        matches!((self.act, other.act), (Some(x), Some(y)) if x == y || x.is_like(y))
    }

    /// Tells whether the window is a week or finer.
    pub fn fine(&self) -> bool {
        self.days.is_some_and(|(a, b)| b - a < 8)
    }
}

fn words(t: &Telling) -> Vector {
    let mut out: Vector = t
        .terms
        .iter()
        .filter(|f| !says_when(&f.stem))
        .map(|f| Term::of(&f.stem))
        .map(|term| (term, weigh::weight(term)))
        .collect();
    out.sort_unstable_by_key(|(term, _)| *term);
    out.dedup_by_key(|(term, _)| *term);
    weigh::normalise(&mut out);
    out
}

/// The people that a clause names, by the last word, but for who says it.
fn people(t: &Telling, digest: &Digest) -> Vec<Term> {
    let said_by = t.said_by.as_ref().map(|by| &by.span);
    let within = |mention: &Range<usize>| {
        t.clause.start <= mention.start
            && mention.end <= t.clause.end
            && said_by.is_none_or(|by| mention.end <= by.start || by.end <= mention.start)
    };
    let names = t.names.iter().filter_map(|&n| digest.names.get(n as usize));
    let mut out: Vec<Term> = names
        .filter(|name| name.kind == NameKind::Person && name.mentions.iter().any(within))
        .filter_map(|name| name.text.split_whitespace().next_back())
        .map(|last| Term::of(&crate::text::stem::stem(&crate::text::fold::fold(last))))
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

fn counted(t: &Telling) -> Vec<Term> {
    let deeds = t.quantities.iter().map(|q| q.subject.as_str());
    let deeds = deeds.filter(|deed| !deed.is_empty());
    let mut out: Vec<Term> = deeds
        .map(|deed| Term::of(&crate::text::stem::stem(deed)))
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Returns the stems of names but for those of who says it.
fn told_of(t: &Telling, names: &[Term]) -> Vec<Term> {
    let Some(by) = t.said_by.as_ref().map(|by| by.text.as_str()) else {
        return names.to_vec();
    };
    let speaks: Vec<Term> = crate::text::token::words(by)
        .into_iter()
        .map(|word| Term::of(&crate::text::stem::stem(&by[word])))
        .collect();
    let others = names.iter().filter(|name| !speaks.contains(name));
    others.copied().collect()
}

/// Who speaks, by the last word; nobody when a pronoun stands for the speaker.
fn speaker(said_by: &Attribution) -> Option<Term> {
    let last = said_by.text.split_whitespace().next_back()?;
    let lower = crate::text::fold::fold(last.trim_matches(|c: char| !c.is_alphanumeric()));
    let known = !matches!(
        &*lower,
        "he" | "she" | "they" | "it" | "who" | "official" | "officials"
    );
    known.then(|| Term::of(&crate::text::stem::stem(&lower)))
}

/// Kinds of the acts that a telling's clause names.
fn acts_of(t: &Telling) -> Vec<u32> {
    let mut out: Vec<u32> = t
        .terms
        .iter()
        .filter(|f| f.kind == FeatureKind::Verb)
        .map(|f| f.stem.as_str())
        .chain(t.action.as_deref())
        .filter_map(|stem| acts::kind(Term::of(stem)))
        .collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Finds out what the articles of a story open with, and how near each telling is to it.
/// `tales` are in the order of articles and of places in them.
pub(super) fn centre(tales: &mut [Tale]) {
    let mut opening: FxHashMap<Term, f32> = FxHashMap::default();
    let mut acts: FxHashMap<u32, f32> = FxHashMap::default();
    let mut n_articles = 0.0;
    for article in tales.chunk_by_mut(|a, b| a.article == b.article) {
        let mut rank = 0;
        let mut place = None;
        for t in article.iter_mut() {
            rank += u32::from(place.is_some_and(|p| p != t.place));
            place = Some(t.place);
            t.rank = rank;
        }
        if article[0].root != article[0].article.0 {
            continue;
        }
        n_articles += 1.0;
        let mut these: Vec<u32> = Vec::new();
        for t in article.iter().filter(|t| t.lead) {
            for &(term, w) in &t.words {
                *opening.entry(term).or_default() += w;
            }
            these.extend(&t.acts);
        }
        these.sort_unstable();
        these.dedup();
        for act in these {
            *acts.entry(act).or_default() += 1.0;
        }
    }
    let length = {
        // Summed in a fixed order: the last digit must not depend on the hash table.
        let mut squares: Vec<f32> = opening.values().map(|w| w * w).collect();
        squares.sort_unstable_by(f32::total_cmp);
        squares.iter().sum::<f32>().sqrt().max(f32::MIN_POSITIVE)
    };
    for t in tales {
        let near: f32 = t
            .words
            .iter()
            .filter_map(|(term, w)| opening.get(term).map(|o| o * w))
            .sum();
        t.central = near / length;
        // One article alone opens with whatever it opens with.
        t.opened = t
            .acts
            .iter()
            .filter_map(|act| acts.get(act))
            .map(|n| (n - 1.0).max(0.0) / (n_articles + 1.0))
            .fold(0.0, f32::max);
    }
}

/// In so many tellings a word of that many keeps its weight. With 10 and 30 fewer tellings of Haiti hang
/// together by "Haitian", and fewer of the days that matter come first.
const MANY: f32 = 50.0;

/// Makes light what many tellings of the story repeat: in a story about a kidnapping that
/// two sentences name the kidnappers says little.
pub(super) fn lighten(tales: &mut [Tale]) {
    let mut n = 0;
    let mut held: FxHashMap<Term, Held> = FxHashMap::default();
    let mut kinds: FxHashMap<u32, u32> = FxHashMap::default();
    let mut of_one = Vec::new();
    for t in tales.iter() {
        let counts = t.root == t.article.0;
        n += u32::from(counts);
        for (term, _) in &t.around {
            held.entry(*term).or_insert_with(|| Held::of(*term));
        }
        of_one.clear();
        for (term, _) in &t.words {
            let held = held.entry(*term).or_insert_with(|| Held::of(*term));
            held.by += u32::from(counts);
            of_one.extend(held.kind.filter(|_| counts));
        }
        of_one.sort_unstable();
        of_one.dedup();
        for kind in &of_one {
            *kinds.entry(*kind).or_default() += 1;
        }
    }
    // A word of one telling in thirty keeps its weight, where thousands tell one of fewer: "Haitian"
    // says little among all that is told of Haiti.
    let keeps = (n as f32 / MANY).max(30.0);
    let light_if = |held_by: u32| {
        let share = held_by.max(1) as f32 / (n.max(1) as f32 + 8.0);
        (0.15 - share.ln() / keeps.ln()).clamp(0.15, 1.0)
    };
    for held in held.values_mut() {
        held.light = light_if(held.by);
        if let Some(kind) = held.kind {
            let by = kinds.get(&kind).copied().unwrap_or(1);
            held.light_kind = (light_if(by) / held.light).min(1.0);
        }
    }
    let light = |term: &Term| held[term].light;
    for t in tales.iter_mut() {
        for (term, w) in t.rare.iter_mut().chain(&mut t.around) {
            *w *= light(term);
        }
        t.things = things(&t.around, &held);
        weigh::normalise(&mut t.rare);
        weigh::normalise(&mut t.around);
        let heft = |name: &Term| {
            let at = t.rare.binary_search_by_key(name, |w| w.0);
            at.map_or(0.0, |at| t.rare[at].1)
        };
        t.hefts = t.names.iter().map(heft).collect();
        t.marks = Marks::of(t);
    }
    set_beside(tales);
}

/// How many tellings of a story hold a stem, and how much less it weighs for that.
struct Held {
    by: u32,
    light: f32,
    /// The kind of thing or act that it stands for, and how much less that weighs than the stem itself.
    kind: Option<u32>,
    light_kind: f32,
}

impl Held {
    fn of(term: Term) -> Self {
        Self {
            by: 0,
            light: 1.0,
            kind: alike::kind(term),
            light_kind: 1.0,
        }
    }
}

/// Returns the kinds of thing and act that a sentence's stems stand for.
fn things(words: &Vector, held: &FxHashMap<Term, Held>) -> Vec<Thing> {
    let length = weigh::length(words).max(f32::MIN_POSITIVE);
    let mut kinds: Vec<Thing> = words
        .iter()
        .filter_map(|&(term, w)| {
            let held = &held[&term];
            let weight = w / length * held.light_kind;
            held.kind.map(|kind| Thing { kind, term, weight })
        })
        .collect();
    kinds.sort_unstable_by(|a, b| a.kind.cmp(&b.kind).then(b.weight.total_cmp(&a.weight)));
    kinds
}

/// Words that stand for people named before, and those for other things.
const OF_PEOPLE: [&str; 6] = ["he", "she", "they", "his", "her", "their"];
const OF_THINGS: [&str; 6] = ["it", "its", "this", "that", "these", "those"];

/// Returns the first word of a sentence, however it is written.
fn first_word(text: &str) -> String {
    let start = text.trim_start_matches(|c: char| !c.is_alphanumeric());
    let word = start
        .split(|c: char| !c.is_alphanumeric())
        .next()
        .unwrap_or_default();
    crate::text::fold::fold(word)
}

/// Words kept of the sentences beside one.
const BESIDE: usize = 16;

/// Gives each telling the words of the sentences beside its own. `tales` are in the order of
/// articles and of places in them.
fn set_beside(tales: &mut [Tale]) {
    for article in tales.chunk_by_mut(|a, b| a.article == b.article) {
        let mut firsts: Vec<usize> = Vec::new();
        for i in 0..article.len() {
            if i == 0 || article[i].place != article[i - 1].place {
                firsts.push(i);
            }
        }
        let sentences: Vec<Vector> = firsts.iter().map(|&i| article[i].around.clone()).collect();
        for n in 0..firsts.len() {
            let mut beside = Vector::new();
            if n > 0 {
                beside = weigh::add(&beside, &sentences[n - 1]);
            }
            if let Some(next) = sentences.get(n + 1) {
                beside = weigh::add(&beside, next);
            }
            weigh::heaviest(&mut beside, BESIDE);
            beside.sort_unstable_by_key(|(term, _)| *term);
            weigh::normalise(&mut beside);
            let end = firsts.get(n + 1).copied().unwrap_or(article.len());
            for i in firsts[n]..end {
                article[i].siblings = (firsts[n]..end)
                    .filter(|&j| j != i)
                    .map(|j| (article[j].act, article[j].days))
                    .collect();
            }
            for t in &mut article[firsts[n]..end] {
                t.beside.clone_from(&beside);
            }
        }
    }
}

/// Returns the windows of the times in a telling's sentence: "when in 2003 the court".
fn times_in(t: &Telling, digest: &Digest, linked: &LinkedArticle) -> Vec<Window> {
    let from = digest.times.from(t.sentence.start);
    let here = (from..linked.times.len()).take_while(|&i| linked.times[i].start < t.sentence.end);
    here.filter(|&i| !digest.times.describes(i))
        .filter_map(|i| linked.times[i].window)
        .collect()
}

/// Returns the window that a telling gives by itself.
fn window(t: &Telling, linked: &LinkedArticle, printed: &Published) -> Option<Window> {
    match t.dating {
        Dating::None => None,
        // "Was to have opened the centre": the day of print is not that of a plan.
        Dating::Published if matches!(t.status, Status::Planned | Status::Cancelled) => None,
        Dating::Published => opens_earlier(t, linked, printed).or_else(|| news_day(printed)),
        Dating::Own | Dating::Context => t
            .time
            .and_then(|k| linked.times.get(k as usize))
            .and_then(|timex| timex.window.or_else(|| timex.began(printed.value?)))
            .map(|window| closed(window, t))
            .filter(|window| !ends_ahead(window, t, printed) && !lent_ahead(window, t, printed)),
    }
}

/// Returns the day of what a headline or an opening tells, where the sentence behind it tells one just
/// before the article: "Draft voted down", printed on Sunday, of Saturday's vote.
fn opens_earlier(t: &Telling, linked: &LinkedArticle, printed: &Published) -> Option<Window> {
    const NEWS: i64 = 7;
    let window = linked.times.get(t.time? as usize)?.window?;
    let before = (printed.earliest? - window.last_day()).num_days();
    ((1..NEWS).contains(&before) && window.n_days() <= 2).then_some(window)
}

/// Tells whether what was done is read as ending on a day that was yet to come: "raids that went on until
/// dawn", told on Tuesday, did not end on Thursday.
fn ends_ahead(window: &Window, t: &Telling, printed: &Published) -> bool {
    window.open_start
        && t.status == Status::Happened
        && printed.latest.is_some_and(|day| window.last_day() > day)
}

/// Tells whether what was done has its day from a sentence that tells of one yet to come: "He asked them to come
/// back on Friday. Both spoke for an hour."
fn lent_ahead(window: &Window, t: &Telling, printed: &Published) -> bool {
    t.dating == Dating::Context
        && t.status == Status::Happened
        && !window.open_start
        && printed
            .latest
            .and_then(|day| day.succ_opt())
            .is_some_and(|next| window.first_day() > next)
}

/// Tells whether a window is of the days on which what an article prints is said.
fn is_of_print(window: &Window, printed: &Published) -> bool {
    const BEFORE: i64 = 2;
    let days = |day: NaiveDate| (day - window.last_day()).num_days();
    window.n_days() == 1 && printed.value.is_some_and(|day| days(day).abs() <= BEFORE)
}

/// Tells whether an article states its day: what is inferred may be wrong by days.
fn states_day(linked: &LinkedArticle) -> bool {
    !matches!(
        linked.published.from,
        PublishedFrom::Inferred | PublishedFrom::None
    )
}

/// Tells whether a telling's own time names its ends rather than counting from somewhere.
fn is_sharp(t: &Telling, linked: &LinkedArticle) -> bool {
    let time = t.time.and_then(|k| linked.times.get(k as usize));
    let counts = |rule: &str| {
        ["ago", "later", "earlier", "shift"]
            .iter()
            .any(|c| rule.contains(c))
    };
    states_day(linked)
        && t.dating != Dating::Published
        && time.is_some_and(|x| !counts(&x.rule) && x.window.is_some_and(|w| !w.approx))
}

/// "Since the weekend, when Lund blocked the draft": what was done was done on the weekend. What
/// is put off until Sunday is to be on Sunday.
fn closed(mut window: Window, t: &Telling) -> Window {
    match t.reach {
        Reach::AsTold => {}
        Reach::Onward => window.open_end = true,
        Reach::Within => (window.open_start, window.open_end) = (false, false),
    }
    let point = t.status == Status::Happened && window.n_days() <= 7;
    window.open_end &= !point;
    window.open_start &=
        !(t.status == Status::Planned && calls_off(t.action.as_deref().map(Term::of)));
    window
}

/// Tells whether an act takes something off its day.
pub(super) fn calls_off(action: Option<Term>) -> bool {
    static CANCEL: LazyLock<Term> = LazyLock::new(|| Term::of("cancel"));
    action.is_some_and(|a| acts::alike(a, *CANCEL))
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
