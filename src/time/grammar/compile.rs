//! Reads the lines of a language file into the trie.

use super::{
    Flat, Grammar, Guard, Item, N_NUMBER_CLASSES, Node, Op, Rule, SLOTS, SlotIdx, Span, Step,
    Variant, part_bit,
};
use crate::time::vocabulary::{Class, Vocabulary, class_bit};
use rustc_hash::FxHashMap;
use std::collections::hash_map::Entry;

/// About as many nodes as a language has.
const USUAL: usize = 10_000;

/// Nodes of more edges keep where each class begins.
const MANY: usize = 24;

/// The trie as it grows: what each node leads to, by node.
#[derive(Debug, Default)]
pub(super) struct Draft {
    index: FxHashMap<(u32, Step, bool), u32>,
    edges: Vec<(u32, (Class, bool, u32))>,
    parts: Vec<(u32, (u16, bool, u32))>,
    accepts: Vec<(u32, u32)>,
}

/// What follows a piece of a pattern.
struct Rest<'a> {
    items: &'a [Item],
    then: Option<&'a Rest<'a>>,
}

/// The way through the trie that a pattern has taken so far.
struct Path {
    root: u32,
    rule: u32,
    node: u32,
    steps: u8,
    /// Where the expression ends, if something behind it is only looked at.
    inside: Option<u8>,
    filled: Vec<(u8, SlotIdx)>,
}

impl Grammar {
    /// Adds one line of a language file.
    pub fn add(&mut self, line: &str, vocabulary: &mut Vocabulary) -> Result<(), String> {
        if self.nodes.is_empty() {
            self.nodes.push(Node::default());
            self.draft.index.reserve(USUAL);
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
            plain: false,
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
            if word == "_" {
                rule.plain = true;
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
        let root = match part {
            Some(part) => self.part_root(part),
            None => 0,
        };
        let rule_id = small(self.rules.len());
        self.rules.push(rule);
        let mut path = Path {
            root,
            rule: rule_id,
            node: root,
            steps: 0,
            inside: None,
            filled: Vec::new(),
        };
        self.insert(&items, None, &mut path);
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

    /// Adds all that a pattern may be to the trie: what is left of it, and what follows that.
    fn insert(&mut self, items: &[Item], then: Option<&Rest>, path: &mut Path) {
        let Some((item, rest)) = items.split_first() else {
            match then {
                Some(next) => self.insert(next.items, next.then, path),
                None => self.accept_path(path),
            }
            return;
        };
        match item {
            Item::One(flat) => {
                let from = path.node;
                path.node = self.step_from(from, flat);
                if let Some(slot) = flat.slot {
                    path.filled.push((path.steps, slot));
                }
                path.steps += 1;
                self.insert(rest, then, path);
                path.steps -= 1;
                if flat.slot.is_some() {
                    path.filled.pop();
                }
                path.node = from;
            }
            Item::Close => {
                let before = path.inside.replace(path.steps);
                self.insert(rest, then, path);
                path.inside = before;
            }
            Item::Choice(choices) => {
                let next = Rest { items: rest, then };
                for choice in choices {
                    self.insert(choice, Some(&next), path);
                }
            }
        }
    }

    fn step_from(&mut self, node: u32, flat: &Flat) -> u32 {
        let next = small(self.nodes.len());
        match self.draft.index.entry((node, flat.step, flat.glued)) {
            Entry::Occupied(known) => *known.get(),
            Entry::Vacant(new) => {
                new.insert(next);
                self.nodes.push(Node::default());
                match flat.step {
                    Step::Class(class) => {
                        self.draft.edges.push((node, (class, flat.glued, next)));
                    }
                    Step::Part(part) => self.draft.parts.push((node, (part, flat.glued, next))),
                }
                next
            }
        }
    }

    fn accept_path(&mut self, path: &Path) {
        if path.node == path.root {
            return;
        }
        let from = small(self.filled.len());
        self.filled.extend_from_slice(&path.filled);
        self.draft
            .accepts
            .push((path.node, small(self.variants.len())));
        self.variants.push(Variant {
            rule: path.rule,
            slots: Span {
                from,
                to: small(self.filled.len()),
            },
            inside: path.inside.unwrap_or(path.steps),
        });
    }

    /// Makes the trie ready for matching.
    pub fn finish(&mut self) {
        let draft = std::mem::take(&mut self.draft);
        let n = self.nodes.len();
        let edges = by_node(n, &draft.edges, &mut self.edges);
        let parts = by_node(n, &draft.parts, &mut self.part_edges);
        let accepts = by_node(n, &draft.accepts, &mut self.accepts);
        for (i, node) in self.nodes.iter_mut().enumerate() {
            (node.edges, node.parts, node.accept) = (edges[i], parts[i], accepts[i]);
            let parts = node.parts.of(&self.part_edges);
            node.part_bits = parts.iter().fold(0, |bits, p| bits | part_bit(p.0));
            let own = &mut self.edges[node.edges.from as usize..node.edges.to as usize];
            own.sort_unstable();
            let computed = own.partition_point(|e| e.0 < N_NUMBER_CLASSES);
            node.computed = small(computed);
            node.named_bits = own[computed..]
                .iter()
                .fold(0, |bits, e| bits | class_bit(e.0));
            if own.len() > MANY {
                let last = own.last().map_or(0, |e| e.0);
                let from = small(self.first_edges.len());
                let places = (0..=last).map(|class| small(own.partition_point(|e| e.0 < class)));
                self.first_edges.extend(places);
                let to = small(self.first_edges.len());
                node.first_edge = Span { from, to };
            }
        }
    }
}

fn small(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// Orders a list by the node of each entry, and returns where those of each node lie.
pub(in crate::time) fn by_node<T: Copy>(
    n: usize,
    list: &[(u32, T)],
    out: &mut Vec<T>,
) -> Vec<Span> {
    let mut spans = vec![Span::default(); n];
    for (node, _) in list {
        spans[*node as usize].to += 1;
    }
    let mut at = 0;
    for span in &mut spans {
        let len = span.to;
        (span.from, span.to) = (at, at);
        at += len;
    }
    let Some((_, first)) = list.first() else {
        return spans;
    };
    out.resize(list.len(), *first);
    for (node, entry) in list {
        let span = &mut spans[*node as usize];
        out[span.to as usize] = *entry;
        span.to += 1;
    }
    spans
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
