//! What two tellings have in common of their words, without comparing them word by word: the
//! weights of one are laid out by the number of each stem, and those of the others looked up
//! there.
//!
//! Sums run in the order of stems, as those of `weigh` do, so that the last digit is the same
//! whichever way a product was made.

use super::tale::Tale;
use super::voices::to_u32;
use super::weigh::Vector;
use crate::article::ArticleIdx;
use crate::telling::Term;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// A stem's number, in the order of stems, and its weight.
pub(super) type Weighed = (u32, f32);

/// The words of an affair's tellings and articles, numbered.
pub(super) struct Words {
    n_stems: usize,
    /// Per telling: the stems of its clause, as they are and with those lightened that the
    /// story repeats; those of its sentence; of the sentences beside; of those like it.
    clauses: Rows<(u32, f32, f32)>,
    sentences: Rows<Weighed>,
    beside: Rows<Weighed>,
    like: Rows<Weighed>,
    /// Per telling, the place of its article among those of the affair.
    article_of: Vec<u32>,
    articles: Rows<Weighed>,
    /// Per stem, the places of the articles that hold it, in order.
    holders: Rows<Weighed>,
    /// Per article its words once more, each found by the last bits of its stem; empty where that would not fit
    /// into memory.
    slots: Vec<Weighed>,
    /// How alike all articles are, by the greater place, then by the lesser; empty where it
    /// would not fit into memory.
    alike: Vec<f32>,
    /// Per stem, the logarithm of the share of the tellings whose sentence holds it.
    shares: Vec<f32>,
    /// The logarithm of the number of tellings.
    log_tellings: f32,
}

/// An affair of more articles has no tables.
const TABLED: usize = 2_000;
/// Slots for the words of an article: three for each that is kept.
const SLOTS: usize = 512;
/// A slot without a word.
const FREE: Weighed = (u32::MAX, 0.0);
/// Tellings whose words agree less than this have no more in common than their story.
pub(super) const LITTLE: f32 = 0.1;
/// Two tellings of one article are no more alike for that.
const ONE_ARTICLE: f32 = 0.4;

/// Lists one after another.
pub(super) struct Rows<T> {
    all: Vec<T>,
    ends: Vec<u32>,
}

impl<T> Rows<T> {
    pub(super) const fn new() -> Self {
        Self {
            all: Vec::new(),
            ends: Vec::new(),
        }
    }

    pub(super) fn push(&mut self, row: impl IntoIterator<Item = T>) {
        self.all.extend(row);
        self.ends.push(to_u32(self.all.len()));
    }

    pub(super) fn row(&self, n: usize) -> &[T] {
        // None yet: nothing is lent before all else is counted.
        if self.ends.is_empty() {
            return &[];
        }
        &self.all[self.range(n)]
    }

    pub(super) fn row_mut(&mut self, n: usize) -> &mut [T] {
        let range = self.range(n);
        &mut self.all[range]
    }

    fn range(&self, n: usize) -> Range<usize> {
        let from = n.checked_sub(1).map_or(0, |before| self.ends[before]);
        from as usize..self.ends[n] as usize
    }
}

/// What a pair of tellings has in common.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Common {
    /// Products of their clauses' words, as they are and with the repeated made light.
    pub words: f32,
    pub rare: f32,
    /// Of their sentences.
    pub sentences: f32,
    /// How much of the lesser sentence the other holds, and the weight of the heaviest stem
    /// in common.
    pub held: f32,
    pub rarest: f32,
    /// Of the one's sentence with those beside the other, the greater of both.
    pub stands_beside: f32,
    /// Of the sentences beside both.
    pub beside: f32,
    /// Of the words of those like them.
    pub like: f32,
    /// How much of each clause the other's article tells, the lesser of both; nothing where the two have too
    /// [little](LITTLE) in common.
    pub told: f32,
    /// Of their articles.
    pub articles: f32,
    /// The logarithm of how many of the affair's tellings would hold as much of a sentence by chance.
    pub by_chance: f32,
}

impl Words {
    /// Numbers the words of tellings; what those like them say is added by [`Words::lend`].
    pub fn of(tales: &[Tale], vectors: &[Vector]) -> Self {
        let mut numbers: FxHashMap<Term, u32> = FxHashMap::default();
        let mut number = |term: Term| {
            let next = to_u32(numbers.len());
            *numbers.entry(term).or_insert(next)
        };
        let mut out = Self {
            n_stems: 0,
            clauses: Rows::new(),
            sentences: Rows::new(),
            beside: Rows::new(),
            like: Rows::new(),
            article_of: Vec::with_capacity(tales.len()),
            articles: Rows::new(),
            holders: Rows::new(),
            slots: Vec::new(),
            alike: Vec::new(),
            shares: Vec::new(),
            log_tellings: (tales.len() as f32).ln(),
        };
        let mut last: Option<ArticleIdx> = None;
        for tale in tales {
            if last != Some(tale.article) {
                last = Some(tale.article);
                let vector = &vectors[tale.article.at()];
                out.articles.push(vector.iter().map(|w| (number(w.0), w.1)));
            }
            out.article_of.push(to_u32(out.articles.ends.len() - 1));
            let clause = tale.words.iter().zip(&tale.rare);
            out.clauses.push(clause.map(|(w, rare)| {
                debug_assert_eq!(w.0, rare.0, "lightening moves no stem");
                (number(w.0), w.1, rare.1)
            }));
            let sentence = tale.around.iter();
            out.sentences.push(sentence.map(|w| (number(w.0), w.1)));
            out.beside
                .push(tale.beside.iter().map(|w| (number(w.0), w.1)));
        }
        out.number_in_order(&numbers);
        out.holders = holders(&out.articles, out.n_stems);
        out.shares = shares(&out.sentences, out.n_stems);
        if out.articles.ends.len() <= TABLED {
            out.alike = out.all_alike();
            out.slots = out.all_slots();
        }
        out
    }

    /// Gives stems, which are numbered as they came, the numbers of their order, so that sums run in that.
    fn number_in_order(&mut self, numbers: &FxHashMap<Term, u32>) {
        let mut all: Vec<(Term, u32)> = numbers.iter().map(|(&term, &n)| (term, n)).collect();
        all.sort_unstable();
        let mut places = vec![0; all.len()];
        for (place, (_, n)) in (0..).zip(&all) {
            places[*n as usize] = place;
        }
        let of = |n: &mut u32| *n = places[*n as usize];
        self.clauses.all.iter_mut().for_each(|w| of(&mut w.0));
        for rows in [&mut self.sentences, &mut self.beside, &mut self.articles] {
            rows.all.iter_mut().for_each(|w| of(&mut w.0));
        }
        self.n_stems = all.len();
    }

    /// The number of different stems.
    pub fn n_stems(&self) -> usize {
        self.n_stems
    }

    /// The words of a telling's sentence, by the numbers of their stems.
    pub fn sentence(&self, telling: u32) -> &[Weighed] {
        self.sentences.row(telling as usize)
    }

    /// Adds what those like each say.
    pub fn lend(&mut self, like: impl IntoIterator<Item = Vec<Weighed>>) {
        for words in like {
            self.like.push(words);
        }
    }

    /// Returns how alike two articles are.
    fn articles_alike(&self, a: u32, b: u32) -> f32 {
        if a == b {
            return ONE_ARTICLE;
        }
        if self.alike.is_empty() {
            return product(self.articles.row(a as usize), self.articles.row(b as usize));
        }
        let (i, j) = (a.max(b) as usize, a.min(b) as usize);
        self.alike[i * (i - 1) / 2 + j]
    }

    fn all_alike(&self) -> Vec<f32> {
        let n = self.articles.ends.len();
        let mut table = vec![0.0; n * n.saturating_sub(1) / 2];
        for i in 1..n {
            let row = &mut table[i * (i - 1) / 2..][..i];
            for &(stem, w) in self.articles.row(i) {
                let before = self.holders.row(stem as usize).iter();
                for &(j, other) in before.take_while(|h| (h.0 as usize) < i) {
                    row[j as usize] += w * other;
                }
            }
        }
        table
    }

    fn all_slots(&self) -> Vec<Weighed> {
        let n = self.articles.ends.len();
        let mut slots = vec![FREE; n * SLOTS];
        for (article, slots) in slots.chunks_exact_mut(SLOTS).enumerate() {
            for &(stem, w) in self.articles.row(article) {
                let mut at = stem as usize % SLOTS;
                while slots[at].0 != FREE.0 {
                    at = (at + 1) % SLOTS;
                }
                slots[at] = (stem, w);
            }
        }
        slots
    }

    /// Returns how much of a telling's clause an article tells.
    fn told_in(&self, telling: u32, article: u32) -> f32 {
        let mut told = 0.0;
        for &(stem, w, _) in self.clauses.row(telling as usize) {
            told += w * self.weight_in(article, stem);
        }
        told
    }

    /// Returns how much a stem weighs in an article.
    fn weight_in(&self, article: u32, stem: u32) -> f32 {
        if self.slots.is_empty() {
            let holders = self.holders.row(stem as usize);
            let held = holders.binary_search_by_key(&article, |h| h.0);
            return held.map_or(0.0, |at| holders[at].1);
        }
        let slots = &self.slots[article as usize * SLOTS..][..SLOTS];
        let mut at = stem as usize % SLOTS;
        while slots[at].0 != stem && slots[at].0 != FREE.0 {
            at = (at + 1) % SLOTS;
        }
        slots[at].1
    }
}

/// Returns the product of two lists of weighed stems, both in order.
fn product(a: &[Weighed], b: &[Weighed]) -> f32 {
    let mut rest = a.iter().peekable();
    let mut out = 0.0;
    for &(stem, w) in b {
        while rest.next_if(|other| other.0 < stem).is_some() {}
        if let Some((_, other)) = rest.next_if(|other| other.0 == stem) {
            out += w * other;
        }
    }
    out
}

fn shares(sentences: &Rows<Weighed>, n_stems: usize) -> Vec<f32> {
    let mut held = vec![0_u32; n_stems];
    for &(stem, _) in &sentences.all {
        held[stem as usize] += 1;
    }
    let n = sentences.ends.len() as f32;
    let share = |held: u32| (held.max(1) as f32 / n).ln();
    held.into_iter().map(share).collect()
}

/// The rarest stems that two sentences share.
struct Rarest([f32; 3]);

impl Rarest {
    /// How much the next rarest counts: the words of a story come together, and are no independent draws.
    const NEXT: f32 = 0.3;

    /// Adds a stem that this share, as a logarithm, of the tellings hold.
    fn add(&mut self, mut share: f32) {
        for rarer in &mut self.0 {
            if share < *rarer {
                std::mem::swap(&mut share, rarer);
            }
        }
    }

    /// Returns the logarithm of how many tellings would hold all by chance, of so many, as a logarithm.
    fn by_chance(&self, log_tellings: f32) -> f32 {
        let rest = |more: f32, share: &f32| share + Self::NEXT * more;
        log_tellings + self.0.iter().rev().fold(0.0, rest)
    }
}

fn holders(articles: &Rows<Weighed>, n_stems: usize) -> Rows<Weighed> {
    let mut out = Rows {
        all: vec![(0, 0.0); articles.all.len()],
        ends: vec![0; n_stems],
    };
    for &(stem, _) in &articles.all {
        out.ends[stem as usize] += 1;
    }
    let mut end = 0;
    for e in &mut out.ends {
        // Where its list begins, until it is filled.
        (*e, end) = (end, end + *e);
    }
    for place in 0..articles.ends.len() {
        for &(stem, w) in articles.row(place) {
            let at = &mut out.ends[stem as usize];
            out.all[*at as usize] = (to_u32(place), w);
            *at += 1;
        }
    }
    out
}

/// What the telling that is looked from has of a stem.
#[derive(Debug, Clone, Copy, Default)]
struct Here {
    /// In its clause, as it is and made light if the story repeats it.
    clause: f32,
    rare: f32,
    /// In its sentence, in those beside, in those like it.
    sentence: f32,
    beside: f32,
    like: f32,
}

/// Looks at one telling after another from the side of one.
pub(super) struct Eye<'a> {
    words: &'a Words,
    /// Whose weights are laid out.
    on: Option<u32>,
    /// By stem.
    laid: Vec<Here>,
}

impl<'a> Eye<'a> {
    pub fn new(words: &'a Words) -> Self {
        Self {
            words,
            on: None,
            laid: vec![Here::default(); words.n_stems],
        }
    }

    /// Returns how alike the sentences of two tellings are.
    pub fn sentences(&mut self, a: u32, b: u32) -> f32 {
        self.look_from(a);
        let mut out = 0.0;
        for &(stem, w) in self.words.sentences.row(b as usize) {
            out += w * self.laid[stem as usize].sentence;
        }
        out
    }

    /// Returns how alike the clauses of two tellings are, with what the story repeats made light.
    pub fn rare(&mut self, a: u32, b: u32) -> f32 {
        self.look_from(a);
        let mut out = 0.0;
        for &(stem, _, rare) in self.words.clauses.row(b as usize) {
            out += rare * self.laid[stem as usize].rare;
        }
        out
    }

    /// Returns what two tellings have in common. Quickest for many that are asked for with
    /// the same first one.
    pub fn common(&mut self, a: u32, b: u32) -> Common {
        self.look_from(a);
        let words = self.words;
        let n = b as usize;
        let mut out = Common::default();
        for &(stem, w, rare) in words.clauses.row(n) {
            let here = &self.laid[stem as usize];
            out.words += w * here.clause;
            out.rare += rare * here.rare;
        }
        let (mut of_a, mut of_b, mut beside_a) = (0.0_f32, 0.0_f32, 0.0_f32);
        let mut rarest = Rarest([0.0; 3]);
        for &(stem, w) in words.sentences.row(n) {
            let here = &self.laid[stem as usize];
            beside_a += w * here.beside;
            if here.sentence > 0.0 {
                rarest.add(words.shares[stem as usize]);
                out.sentences += w * here.sentence;
                out.rarest = out.rarest.max(w * here.sentence);
                of_a += here.sentence * here.sentence;
                of_b += w * w;
            }
        }
        out.held = of_a.max(of_b);
        out.by_chance = rarest.by_chance(words.log_tellings);
        let mut beside_b = 0.0_f32;
        for &(stem, w) in words.beside.row(n) {
            let here = &self.laid[stem as usize];
            beside_b += w * here.sentence;
            out.beside += w * here.beside;
        }
        out.stands_beside = beside_a.max(beside_b);
        for &(stem, w) in words.like.row(n) {
            out.like += w * self.laid[stem as usize].like;
        }
        let (from, to) = (words.article_of[a as usize], words.article_of[n]);
        if out.sentences >= LITTLE || out.rare >= LITTLE {
            out.told = words.told_in(b, from).min(words.told_in(a, to));
        }
        out.articles = words.articles_alike(from, to);
        out
    }

    fn look_from(&mut self, telling: u32) {
        if self.on == Some(telling) {
            return;
        }
        if let Some(before) = self.on {
            self.lay_out(before, 0.0);
        }
        self.lay_out(telling, 1.0);
        self.on = Some(telling);
    }

    /// Lays out the weights of a telling; or takes them away, at a scale of nothing.
    fn lay_out(&mut self, telling: u32, scale: f32) {
        let words = self.words;
        let n = telling as usize;
        for &(stem, w, rare) in words.clauses.row(n) {
            let here = &mut self.laid[stem as usize];
            (here.clause, here.rare) = (w * scale, rare * scale);
        }
        for &(stem, w) in words.sentences.row(n) {
            self.laid[stem as usize].sentence = w * scale;
        }
        for &(stem, w) in words.beside.row(n) {
            self.laid[stem as usize].beside = w * scale;
        }
        for &(stem, w) in words.like.row(n) {
            self.laid[stem as usize].like = w * scale;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// How many of ten thousand tellings would hold by chance what so many each hold.
    fn by_chance(held_by: &[f32]) -> f32 {
        let mut rarest = Rarest([0.0; 3]);
        for held in held_by {
            rarest.add((held / 10_000.0).ln());
        }
        rarest.by_chance(10_000.0_f32.ln()).exp()
    }

    #[test]
    fn one_word_is_held_by_all_that_say_it_and_two_by_fewer() {
        assert!((by_chance(&[30.0]) - 30.0).abs() < 0.1);
        assert!((by_chance(&[]) - 10_000.0).abs() < 1.0);
        assert!(by_chance(&[30.0, 3_000.0]) > 20.0);
        assert!(by_chance(&[30.0, 40.0]) < 6.0);
        assert!(by_chance(&[30.0, 40.0, 50.0]) < by_chance(&[30.0, 40.0]));
        assert_eq!(by_chance(&[500.0, 30.0]), by_chance(&[30.0, 500.0]));
    }
}
