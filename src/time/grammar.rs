//! The rules of one language, compiled into one trie over token classes.
//!
//! A pattern is a sequence of classes (`MONTH`), words (`ago`), and parts (`%clock`), with
//! `(a | b)`, `?` for "or nothing", `~` for "no white space before", `slot:` for "keep its
//! value", and `]` where the expression ends and what follows is only looked at. Choices are
//! multiplied out when the file is read, so that matching is a walk down the trie.

mod compile;

use super::token::Token;
use super::vocabulary::{Class, NUMBER_CLASSES, Vocabulary, class_bit};
use rustc_hash::FxHashMap;

/// The values a rule keeps, by name. The engine reads them by position.
pub(super) const SLOTS: &[&str] = &[
    "y", "m", "d", "w", "h", "mi", "ap", "z", "n", "n2", "f", "u", "dir", "ps", "se", "q", "hf",
    "o", "mo", "r", "c", "dc", "yd", "ya", "rd", "e", "k", "ho", "wk", "hz", "u2",
];

/// The place of a slot in [`SLOTS`].
pub(super) type SlotIdx = u8;

/// How many slots one rule fills at most; a test holds every shipped rule to it.
const MOST_SLOTS: usize = 12;

/// What a rule kept: the values of the slots in `mask`, in the order of the slots.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Slots {
    mask: u32,
    values: [i32; MOST_SLOTS],
}

impl Slots {
    fn place(&self, slot: SlotIdx) -> usize {
        (self.mask & ((1 << slot) - 1)).count_ones() as usize
    }

    pub fn set(&mut self, slot: SlotIdx, value: i32) {
        let at = self.place(slot);
        if self.mask & (1 << slot) == 0 {
            let n = self.mask.count_ones() as usize;
            if n == MOST_SLOTS {
                return;
            }
            self.values.copy_within(at..n, at + 1);
            self.mask |= 1 << slot;
        }
        self.values[at] = value;
    }

    #[inline]
    pub fn get(&self, slot: SlotIdx) -> Option<i32> {
        (self.mask & (1 << slot) != 0).then(|| self.values[self.place(slot)])
    }

    pub fn iter(&self) -> impl Iterator<Item = (SlotIdx, i32)> + '_ {
        let mut left = self.mask;
        self.values.iter().map_while(move |value| {
            let slot = left.trailing_zeros();
            left &= left.checked_sub(1)?;
            Some((slot as SlotIdx, *value))
        })
    }
}

/// What a rule means to the engine.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
pub(super) enum Op {
    /// Not a time expression: keeps shorter rules from finding one.
    Nothing,
    /// A point on the calendar, as far as its slots tell.
    Date,
    /// `n` units before or after an anchor.
    Shift,
    /// This, last or next unit.
    Unit,
    /// A length.
    Length,
    /// Something that recurs.
    Set,
    /// Past, present or future as such.
    Reference,
    /// The unit spoken of already: "that year".
    Same,
}

impl Op {
    fn named(name: &str) -> Option<Self> {
        Some(match name {
            "nothing" => Self::Nothing,
            "date" => Self::Date,
            "shift" => Self::Shift,
            "unit" => Self::Unit,
            "length" => Self::Length,
            "set" => Self::Set,
            "ref" => Self::Reference,
            "same" => Self::Same,
            _ => return None,
        })
    }
}

/// A condition on the token before or behind an expression.
#[derive(Debug, Clone, Copy)]
struct Guard {
    class: Class,
    before: bool,
    not: bool,
}

/// One rule.
#[derive(Debug)]
pub(super) struct Rule {
    pub name: Box<str>,
    pub op: Op,
    consts: Vec<(SlotIdx, i32)>,
    guards: Vec<Guard>,
    /// Only when its first word has a capital.
    capital: bool,
    /// Only when it has none, as a name would.
    plain: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Step {
    Class(Class),
    Part(u16),
}

#[derive(Debug, Clone, Copy)]
struct Flat {
    step: Step,
    glued: bool,
    slot: Option<SlotIdx>,
}

#[derive(Debug, Clone)]
enum Item {
    One(Flat),
    Choice(Vec<Vec<Item>>),
    Close,
}

/// A stretch of one of the lists that all nodes share.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Span {
    pub from: u32,
    pub to: u32,
}

impl Span {
    /// Returns the stretch of this list.
    #[inline]
    pub fn of<T>(self, list: &[T]) -> &[T] {
        &list[self.from as usize..self.to as usize]
    }

    fn is_empty(self) -> bool {
        self.from == self.to
    }
}

#[derive(Debug, Default)]
struct Node {
    /// In `Grammar::edges`.
    edges: Span,
    /// In `Grammar::part_edges`.
    parts: Span,
    /// The bits of `parts`.
    part_bits: u64,
    /// The number of edges over classes that tokens have by themselves.
    computed: u32,
    /// A bit for each other class among the edges, classes modulo 64.
    named_bits: u64,
    /// Where the edges of a class begin, by class, in `Grammar::first_edges`; only for nodes of
    /// many edges.
    first_edge: Span,
    /// In `Grammar::accepts`.
    accept: Span,
}

#[derive(Debug)]
struct Variant {
    rule: u32,
    /// Which step fills which slot, in `Grammar::filled`.
    slots: Span,
    /// The number of steps inside the expression; the rest is looked at only.
    inside: u8,
}

/// All rules of one language.
#[derive(Debug, Default)]
pub(super) struct Grammar {
    pub rules: Vec<Rule>,
    nodes: Vec<Node>,
    edges: Vec<(Class, bool, u32)>,
    part_edges: Vec<(u16, bool, u32)>,
    first_edges: Vec<u32>,
    accepts: Vec<u32>,
    variants: Vec<Variant>,
    filled: Vec<(u8, SlotIdx)>,
    parts: FxHashMap<Box<str>, u16>,
    part_roots: Vec<u32>,
    draft: compile::Draft,
}

/// A rule that fits.
#[derive(Debug, Clone, Copy)]
pub(super) struct Match {
    pub rule: u32,
    /// The token behind the expression.
    pub end: usize,
    /// The token behind all that was looked at.
    pub seen: usize,
    pub slots: Slots,
}

/// The bit of [`Grammar::beginnings`] that stands for rules.
pub(super) const RULE: u64 = 1 << 63;

/// Returns the bit of a part; parts beyond the 63rd share one.
fn part_bit(part: u16) -> u64 {
    1 << part.min(62)
}

const N_NUMBER_CLASSES: Class = NUMBER_CLASSES.len() as Class;

/// The longest pattern, in steps.
const DEEPEST: usize = 24;

/// Room for the steps of patterns inside patterns.
const ROOM: usize = 4 * DEEPEST;

#[derive(Clone, Copy)]
struct Taken {
    token: u32,
    end: u32,
    class: Class,
    /// Index into the slots of parts, plus one.
    part: u32,
}

/// The search for what begins at one token after the other of a text.
pub(super) struct Walk<'a> {
    tokens: &'a [Token],
    vocabulary: &'a Vocabulary,
    path: [Taken; ROOM],
    /// Where the steps of the pattern walked now begin in `path`.
    base: usize,
    parts: Vec<Slots>,
    first: usize,
    is_part: bool,
    best: Option<Match>,
}

impl<'a> Walk<'a> {
    /// Returns a search through the tokens of a text.
    pub fn through(tokens: &'a [Token], vocabulary: &'a Vocabulary) -> Self {
        Self {
            tokens,
            vocabulary,
            path: [Taken {
                token: 0,
                end: 0,
                class: 0,
                part: 0,
            }; ROOM],
            base: 0,
            parts: Vec::new(),
            first: 0,
            is_part: false,
            best: None,
        }
    }
}

impl Grammar {
    /// Returns, for each class, what may begin with it: a bit for each part, and
    /// [`RULE`] for any rule at all.
    pub fn beginnings(&self, n_classes: usize) -> Vec<u64> {
        let mut out = vec![0_u64; n_classes];
        let mut roots: Vec<(u32, u64)> = self
            .part_roots
            .iter()
            .enumerate()
            .map(|(i, root)| (*root, part_bit(i as u16)))
            .collect();
        roots.push((0, RULE));
        loop {
            let before = out.clone();
            for &(root, bit) in &roots {
                let Some(node) = self.nodes.get(root as usize) else {
                    continue;
                };
                for &(class, _, _) in node.edges.of(&self.edges) {
                    out[usize::from(class)] |= bit;
                }
                for &(part, _, _) in node.parts.of(&self.part_edges) {
                    let inner = part_bit(part);
                    for mask in &mut out {
                        if *mask & inner != 0 {
                            *mask |= bit;
                        }
                    }
                }
            }
            if out == before {
                return out;
            }
        }
    }

    /// Returns the rule that fits best at token `at`: the one with the longest expression.
    pub fn find(&self, at: usize, walk: &mut Walk) -> Option<Match> {
        let root = self.nodes.first()?;
        walk.first = at;
        self.walk(root, at, 0, walk);
        walk.best.take()
    }

    fn walk(&self, node: &Node, at: usize, depth: usize, walk: &mut Walk) {
        for &variant in node.accept.of(&self.accepts) {
            self.accept(variant, at, depth, walk);
        }
        if depth == DEEPEST || (node.edges.is_empty() && node.parts.is_empty()) {
            return;
        }
        let Some(token) = walk.tokens.get(at) else {
            return;
        };
        if depth > 0 && token.paragraph {
            return;
        }
        let glued = token.glued;
        let computed = node.computed as usize;
        let edges = node.edges.of(&self.edges);
        let may_have = Vocabulary::computed_classes(token);
        for &(class, wants_glue, next) in &edges[..computed] {
            if may_have & (1 << class) == 0
                || (wants_glue && !glued)
                || walk.vocabulary.value_in(token, class).is_none()
            {
                continue;
            }
            self.step(class, next, at, depth, walk);
        }
        let vocabulary = walk.vocabulary;
        if node.named_bits & vocabulary.class_bits(token) != 0 {
            let first_edge = node.first_edge.of(&self.first_edges);
            for member in vocabulary.members(token) {
                if member.capital && !token.capital {
                    continue;
                }
                if node.named_bits & class_bit(member.class) == 0 {
                    continue;
                }
                let from = match first_edge.get(usize::from(member.class)) {
                    Some(&from) => from as usize,
                    None => edges.partition_point(|e| e.0 < member.class),
                };
                for &(class, wants_glue, next) in edges.get(from..).unwrap_or_default() {
                    if class != member.class {
                        break;
                    }
                    if !wants_glue || glued {
                        self.step(class, next, at, depth, walk);
                    }
                }
            }
        }
        if node.parts.is_empty() {
            return;
        }
        let may = walk.vocabulary.beginnings(token);
        if may & node.part_bits == 0 {
            return;
        }
        for &(part, wants_glue, next) in node.parts.of(&self.part_edges) {
            if (wants_glue && !glued) || may & part_bit(part) == 0 {
                continue;
            }
            let Some((end, slots)) = self.find_part(part, at, depth, walk) else {
                continue;
            };
            walk.parts.push(slots);
            walk.path[walk.base + depth] = Taken {
                token: at as u32,
                end: end as u32,
                class: 0,
                part: walk.parts.len() as u32,
            };
            self.walk(&self.nodes[next as usize], end, depth + 1, walk);
            walk.parts.pop();
        }
    }

    fn step(&self, class: Class, next: u32, at: usize, depth: usize, walk: &mut Walk) {
        walk.path[walk.base + depth] = Taken {
            token: at as u32,
            end: at as u32 + 1,
            class,
            part: 0,
        };
        self.walk(&self.nodes[next as usize], at + 1, depth + 1, walk);
    }

    /// Returns the longest reading of a part at token `at`; its steps are kept behind the
    /// `depth` steps of the pattern around it.
    fn find_part(
        &self,
        part: u16,
        at: usize,
        depth: usize,
        walk: &mut Walk,
    ) -> Option<(usize, Slots)> {
        if walk.base + depth + DEEPEST > ROOM {
            return None;
        }
        let root = &self.nodes[self.part_roots[usize::from(part)] as usize];
        let (base, first, is_part) = (walk.base, walk.first, walk.is_part);
        let best = walk.best.take();
        walk.base += depth;
        walk.first = at;
        walk.is_part = true;
        self.walk(root, at, 0, walk);
        (walk.base, walk.first, walk.is_part) = (base, first, is_part);
        let found = std::mem::replace(&mut walk.best, best);
        found.map(|best| (best.end, best.slots))
    }

    fn accept(&self, variant: u32, at: usize, depth: usize, walk: &mut Walk) {
        let variant = &self.variants[variant as usize];
        let inside = usize::from(variant.inside);
        if inside == 0 {
            return;
        }
        let end = if inside == depth {
            at
        } else {
            walk.path[walk.base + inside].token as usize
        };
        let better = match &walk.best {
            None => true,
            Some(best) => {
                (end, at, std::cmp::Reverse(variant.rule))
                    > (best.end, best.seen, std::cmp::Reverse(best.rule))
            }
        };
        let rule = &self.rules[variant.rule as usize];
        if !better || !guards_hold(rule, walk, end) {
            return;
        }
        let mut slots = Slots::default();
        for &(slot, value) in &rule.consts {
            slots.set(slot, value);
        }
        let path = &walk.path[walk.base..walk.base + depth];
        for taken in path {
            if taken.part > 0 {
                for (slot, value) in walk.parts[taken.part as usize - 1].iter() {
                    slots.set(slot, value);
                }
            }
        }
        for &(step, slot) in variant.slots.of(&self.filled) {
            let taken = path[usize::from(step)];
            let token = &walk.tokens[taken.token as usize];
            if let Some(value) = walk.vocabulary.value_in(token, taken.class) {
                slots.set(slot, value);
            }
        }
        debug_assert!(path.iter().all(|t| t.end > t.token));
        walk.best = Some(Match {
            rule: variant.rule,
            end,
            seen: at,
            slots,
        });
    }
}

fn guards_hold(rule: &Rule, walk: &Walk, end: usize) -> bool {
    if walk.is_part && rule.guards.is_empty() {
        return true;
    }
    let first = &walk.tokens[walk.first];
    if rule.capital && !first.capital {
        return false;
    }
    if rule.plain && first.capital && !first.shouted && !first.paragraph {
        return false;
    }
    let before = walk.first.checked_sub(1).map(|i| &walk.tokens[i]);
    let before = before.filter(|_| !first.paragraph);
    let behind = walk.tokens.get(end).filter(|t| !t.paragraph);
    let holds = |guard: &Guard| {
        let token = if guard.before { before } else { behind };
        token.is_some_and(|t| walk.vocabulary.value_in(t, guard.class).is_some())
    };
    for side in [true, false] {
        let mut wanted = false;
        let mut found = false;
        for guard in rule.guards.iter().filter(|g| g.before == side) {
            if guard.not {
                if holds(guard) {
                    return false;
                }
            } else {
                wanted = true;
                found |= holds(guard);
            }
        }
        if wanted && !found {
            return false;
        }
    }
    true
}
