//! The rules of one language, compiled into one trie over token classes.
//!
//! A pattern is a sequence of classes (`MONTH`), words (`ago`), and parts (`%clock`), with
//! `(a | b)`, `?` for "or nothing", `~` for "no white space before", `slot:` for "keep its
//! value", and `]` where the expression ends and what follows is only looked at. Choices are
//! multiplied out when the file is read, so that matching is a walk down the trie.

use super::token::Token;
use super::vocabulary::{Class, NO_WORD, NUMBER_CLASSES, Vocabulary};
use rustc_hash::FxHashMap;

/// The values a rule keeps, by name. The engine reads them by position.
pub(super) const SLOTS: &[&str] = &[
    "y", "m", "d", "w", "h", "mi", "ap", "z", "n", "n2", "f", "u", "dir", "ps", "se", "q", "hf",
    "o", "mo", "r", "c", "dc", "yd", "ya", "rd", "e", "k", "ho", "wk", "hz",
];

/// The place of a slot in [`SLOTS`].
pub(super) type SlotIdx = u8;

/// What a rule kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Slots {
    mask: u32,
    values: [i32; 32],
}

impl Slots {
    pub fn set(&mut self, slot: SlotIdx, value: i32) {
        self.mask |= 1 << slot;
        self.values[usize::from(slot)] = value;
    }

    pub fn get(&self, slot: SlotIdx) -> Option<i32> {
        (self.mask & (1 << slot) != 0).then(|| self.values[usize::from(slot)])
    }

    pub fn iter(&self) -> impl Iterator<Item = (SlotIdx, i32)> + '_ {
        (0..32_u8).filter_map(|slot| self.get(slot).map(|value| (slot, value)))
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
    capital: bool,
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

#[derive(Debug, Default)]
struct Node {
    edges: Vec<(Class, bool, u32)>,
    parts: Vec<(u16, bool, u32)>,
    accept: Vec<u32>,
}

#[derive(Debug)]
struct Variant {
    rule: u32,
    slots: Box<[(u8, SlotIdx)]>,
    /// The number of steps inside the expression; the rest is looked at only.
    inside: u8,
}

/// All rules of one language.
#[derive(Debug, Default)]
pub(super) struct Grammar {
    pub rules: Vec<Rule>,
    nodes: Vec<Node>,
    variants: Vec<Variant>,
    parts: FxHashMap<Box<str>, u16>,
    part_roots: Vec<u32>,
    edge_index: FxHashMap<(u32, Step, bool), u32>,
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

#[derive(Clone, Copy)]
struct Taken {
    token: u32,
    end: u32,
    class: Class,
    /// Index into the slots of parts, plus one.
    part: u32,
}

struct Walk<'a> {
    tokens: &'a [Token],
    vocabulary: &'a Vocabulary,
    path: [Taken; DEEPEST],
    parts: Vec<Slots>,
    first: usize,
    is_part: bool,
    best: Option<Match>,
}

impl Grammar {
    /// Adds one line of a language file.
    pub fn add(&mut self, line: &str, vocabulary: &mut Vocabulary) -> Result<(), String> {
        if self.nodes.is_empty() {
            self.nodes.push(Node::default());
        }
        let (name, rest) = line.split_once(" = ").ok_or("no = in the rule")?;
        let name = name.trim();
        let (pattern, meaning) = match rest.split_once(" -> ") {
            Some((pattern, meaning)) => (pattern, meaning),
            None => (rest, ""),
        };
        let mut rule = Rule {
            name: name.into(),
            op: Op::Nothing,
            consts: Vec::new(),
            guards: Vec::new(),
            capital: false,
        };
        let mut words = meaning.split_whitespace();
        let part = name.strip_prefix('%');
        if part.is_none() {
            let op = words.next().ok_or("no meaning")?;
            rule.op = Op::named(op).ok_or_else(|| format!("unknown meaning {op}"))?;
        }
        for word in words {
            if word == "^" {
                rule.capital = true;
                continue;
            }
            let (not, guard) = match word.strip_prefix('!') {
                Some(guard) => (true, guard),
                None => (false, word),
            };
            if let Some(class) = guard.strip_prefix('<') {
                let class = Self::guard_class(class, vocabulary);
                rule.guards.push(Guard {
                    class,
                    before: true,
                    not,
                });
            } else if let Some(class) = guard.strip_prefix('>') {
                let class = Self::guard_class(class, vocabulary);
                rule.guards.push(Guard {
                    class,
                    before: false,
                    not,
                });
            } else {
                let (key, value) = word
                    .split_once('=')
                    .ok_or_else(|| format!("cannot read {word}"))?;
                let slot = slot_named(key).ok_or_else(|| format!("unknown slot {key}"))?;
                let value = value.parse().map_err(|_| format!("no number: {word}"))?;
                rule.consts.push((slot, value));
            }
        }
        let mut pieces = Vec::new();
        cut(pattern, &mut pieces);
        let mut at = 0;
        let items = self.sequence(&pieces, &mut at, vocabulary)?;
        if at < pieces.len() {
            return Err(format!("unexpected {}", pieces[at]));
        }
        let mut flat = Vec::new();
        expand(&items, &mut flat);
        let root = match part {
            Some(part) => self.part_root(part),
            None => 0,
        };
        let id = u32::try_from(self.rules.len()).unwrap_or(u32::MAX);
        self.rules.push(rule);
        for steps in flat {
            self.insert(root, id, &steps);
        }
        Ok(())
    }

    fn guard_class(name: &str, vocabulary: &mut Vocabulary) -> Class {
        if name.starts_with(|c: char| c.is_ascii_uppercase()) {
            vocabulary.class(name)
        } else {
            vocabulary.literal(name)
        }
    }

    fn part_id(&mut self, name: &str) -> u16 {
        if let Some(&id) = self.parts.get(name) {
            return id;
        }
        let id = u16::try_from(self.part_roots.len()).unwrap_or(u16::MAX);
        self.parts.insert(name.into(), id);
        let root = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
        self.nodes.push(Node::default());
        self.part_roots.push(root);
        id
    }

    fn part_root(&mut self, name: &str) -> u32 {
        let id = self.part_id(name);
        self.part_roots[usize::from(id)]
    }

    fn sequence(
        &mut self,
        pieces: &[&str],
        at: &mut usize,
        vocabulary: &mut Vocabulary,
    ) -> Result<Vec<Item>, String> {
        let mut out = Vec::new();
        let mut glue_next = false;
        while *at < pieces.len() {
            let piece = pieces[*at];
            match piece {
                "~" if pieces.get(*at + 1) == Some(&"(") => {
                    *at += 1;
                    glue_next = true;
                }
                "(" => {
                    *at += 1;
                    let mut choices = vec![self.sequence(pieces, at, vocabulary)?];
                    while pieces.get(*at) == Some(&"|") {
                        *at += 1;
                        choices.push(self.sequence(pieces, at, vocabulary)?);
                    }
                    match pieces.get(*at) {
                        Some(&")") => {}
                        Some(&")?") => choices.push(Vec::new()),
                        _ => return Err("( without )".to_owned()),
                    }
                    *at += 1;
                    if std::mem::take(&mut glue_next) {
                        choices.iter_mut().for_each(|choice| glue_first(choice));
                    }
                    out.push(Item::Choice(choices));
                }
                ")" | ")?" | "|" => return Ok(out),
                "]" => {
                    *at += 1;
                    out.push(Item::Close);
                }
                _ => {
                    *at += 1;
                    let (body, optional) = match piece.strip_suffix('?') {
                        Some(body) if !body.is_empty() => (body, true),
                        _ => (piece, false),
                    };
                    let one = Item::One(self.one(body, vocabulary)?);
                    out.push(if optional {
                        Item::Choice(vec![vec![one], Vec::new()])
                    } else {
                        one
                    });
                }
            }
        }
        Ok(out)
    }

    fn one(&mut self, body: &str, vocabulary: &mut Vocabulary) -> Result<Flat, String> {
        let (glued, body) = match body.strip_prefix('~') {
            Some(rest) if !rest.is_empty() => (true, rest),
            _ => (false, body),
        };
        let (slot, body) = match body.split_once(':') {
            Some((slot, rest)) if !slot.is_empty() && !rest.is_empty() => {
                let slot = slot_named(slot).ok_or_else(|| format!("unknown slot {slot}"))?;
                (Some(slot), rest)
            }
            _ => (None, body),
        };
        let step = if let Some(part) = body.strip_prefix('%') {
            Step::Part(self.part_id(part))
        } else if body.starts_with(|c: char| c.is_ascii_uppercase()) {
            Step::Class(vocabulary.class(body))
        } else {
            Step::Class(vocabulary.literal(body))
        };
        Ok(Flat { step, glued, slot })
    }

    fn insert(&mut self, root: u32, rule: u32, steps: &[Option<Flat>]) {
        let mut node = root;
        let mut slots = Vec::new();
        let mut inside = None;
        let mut n = 0_u8;
        for step in steps {
            let Some(flat) = step else {
                inside = Some(n);
                continue;
            };
            if let Some(slot) = flat.slot {
                slots.push((n, slot));
            }
            n += 1;
            let key = (node, flat.step, flat.glued);
            node = match self.edge_index.get(&key) {
                Some(&next) => next,
                None => {
                    let next = u32::try_from(self.nodes.len()).unwrap_or(u32::MAX);
                    self.nodes.push(Node::default());
                    self.edge_index.insert(key, next);
                    let from = &mut self.nodes[node as usize];
                    match flat.step {
                        Step::Class(class) => from.edges.push((class, flat.glued, next)),
                        Step::Part(part) => from.parts.push((part, flat.glued, next)),
                    }
                    next
                }
            };
        }
        if node == root {
            return;
        }
        let id = u32::try_from(self.variants.len()).unwrap_or(u32::MAX);
        self.variants.push(Variant {
            rule,
            slots: slots.into(),
            inside: inside.unwrap_or(n),
        });
        self.nodes[node as usize].accept.push(id);
    }

    /// Makes the trie ready for matching.
    pub fn finish(&mut self) {
        self.edge_index = FxHashMap::default();
        for node in &mut self.nodes {
            node.edges.sort_unstable();
        }
    }

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
                for &(class, _, _) in &node.edges {
                    out[usize::from(class)] |= bit;
                }
                for &(part, _, _) in &node.parts {
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
    pub fn find(&self, tokens: &[Token], at: usize, vocabulary: &Vocabulary) -> Option<Match> {
        let root = self.nodes.first()?;
        let mut walk = Walk {
            tokens,
            vocabulary,
            path: [Taken {
                token: 0,
                end: 0,
                class: 0,
                part: 0,
            }; DEEPEST],
            parts: Vec::new(),
            first: at,
            is_part: false,
            best: None,
        };
        self.walk(root, at, 0, &mut walk);
        walk.best
    }

    fn walk(&self, node: &Node, at: usize, depth: usize, walk: &mut Walk) {
        for &variant in &node.accept {
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
        let computed = node.edges.partition_point(|e| e.0 < N_NUMBER_CLASSES);
        for &(class, wants_glue, next) in &node.edges[..computed] {
            if (wants_glue && !glued) || walk.vocabulary.value_in(token, class).is_none() {
                continue;
            }
            self.step(class, next, at, depth, walk);
        }
        let named = &node.edges[computed..];
        if !named.is_empty() && token.word != NO_WORD {
            let vocabulary = walk.vocabulary;
            for member in vocabulary.members(token) {
                if member.capital && !token.capital {
                    continue;
                }
                let from = named.partition_point(|e| e.0 < member.class);
                for &(class, wants_glue, next) in &named[from..] {
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
        for &(part, wants_glue, next) in &node.parts {
            if (wants_glue && !glued) || may & part_bit(part) == 0 {
                continue;
            }
            let Some((end, slots)) = self.find_part(part, at, walk) else {
                continue;
            };
            walk.parts.push(slots);
            walk.path[depth] = Taken {
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
        walk.path[depth] = Taken {
            token: at as u32,
            end: at as u32 + 1,
            class,
            part: 0,
        };
        self.walk(&self.nodes[next as usize], at + 1, depth + 1, walk);
    }

    /// Returns the longest reading of a part at token `at`.
    fn find_part(&self, part: u16, at: usize, outer: &Walk) -> Option<(usize, Slots)> {
        let root = &self.nodes[self.part_roots[usize::from(part)] as usize];
        let mut walk = Walk {
            tokens: outer.tokens,
            vocabulary: outer.vocabulary,
            path: outer.path,
            parts: Vec::new(),
            first: at,
            is_part: true,
            best: None,
        };
        self.walk(root, at, 0, &mut walk);
        walk.best.map(|best| (best.end, best.slots))
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
            walk.path[inside].token as usize
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
        for taken in &walk.path[..depth] {
            if taken.part > 0 {
                for (slot, value) in walk.parts[taken.part as usize - 1].iter() {
                    slots.set(slot, value);
                }
            }
        }
        for &(step, slot) in &variant.slots {
            let taken = walk.path[usize::from(step)];
            let token = &walk.tokens[taken.token as usize];
            if let Some(value) = walk.vocabulary.value_in(token, taken.class) {
                slots.set(slot, value);
            }
        }
        debug_assert!(walk.path[..depth].iter().all(|t| t.end > t.token));
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

/// Lets the first step of a sequence ask for no white space before it.
fn glue_first(items: &mut [Item]) {
    match items.first_mut() {
        Some(Item::One(flat)) => flat.glued = true,
        Some(Item::Choice(choices)) => choices.iter_mut().for_each(|c| glue_first(c)),
        _ => {}
    }
}

fn slot_named(name: &str) -> Option<SlotIdx> {
    let at = SLOTS.iter().position(|s| *s == name)?;
    SlotIdx::try_from(at).ok()
}

/// Cuts a pattern into its pieces.
fn cut<'a>(pattern: &'a str, out: &mut Vec<&'a str>) {
    for word in pattern.split_whitespace() {
        let mut rest = word;
        while !rest.is_empty() {
            let at = rest.find(['(', ')', '|']);
            match at {
                None => {
                    out.push(rest);
                    rest = "";
                }
                Some(0) => {
                    let len = if rest.starts_with(")?") { 2 } else { 1 };
                    out.push(&rest[..len]);
                    rest = &rest[len..];
                }
                Some(at) => {
                    out.push(&rest[..at]);
                    rest = &rest[at..];
                }
            }
        }
    }
}

/// Multiplies the choices out. `None` marks the end of the expression.
fn expand(items: &[Item], out: &mut Vec<Vec<Option<Flat>>>) {
    let mut lines: Vec<Vec<Option<Flat>>> = vec![Vec::new()];
    for item in items {
        match item {
            Item::One(flat) => lines.iter_mut().for_each(|l| l.push(Some(*flat))),
            Item::Close => lines.iter_mut().for_each(|l| l.push(None)),
            Item::Choice(choices) => {
                let mut ways = Vec::new();
                for choice in choices {
                    expand(choice, &mut ways);
                }
                lines = lines
                    .iter()
                    .flat_map(|line| {
                        ways.iter().map(move |way| {
                            let mut line = line.clone();
                            line.extend_from_slice(way);
                            line
                        })
                    })
                    .collect();
            }
        }
    }
    out.append(&mut lines);
}
