//! Reads the lines of a language file into the trie.

use super::{
    Flat, Grammar, Guard, Item, N_NUMBER_CLASSES, Node, Op, Rule, SLOTS, SlotIdx, Step, Variant,
    part_bit,
};
use crate::time::vocabulary::{Class, Vocabulary, class_bit};
use rustc_hash::FxHashMap;

/// Nodes of more edges keep where each class begins.
const MANY: usize = 24;

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
            node.part_bits = node.parts.iter().fold(0, |bits, p| bits | part_bit(p.0));
            let computed = node.edges.partition_point(|e| e.0 < N_NUMBER_CLASSES);
            node.computed = u32::try_from(computed).unwrap_or(u32::MAX);
            node.named_bits = node.edges[computed..]
                .iter()
                .fold(0, |bits, e| bits | class_bit(e.0));
            if node.edges.len() > MANY {
                let last = node.edges.last().map_or(0, |e| e.0);
                node.first_edge = (0..=last)
                    .map(|class| {
                        let from = node.edges.partition_point(|e| e.0 < class);
                        u32::try_from(from).unwrap_or(u32::MAX)
                    })
                    .collect();
            }
        }
    }
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
