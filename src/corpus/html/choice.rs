//! Which of a page's blocks are the article.
//!
//! By what the page marks as its text, else by where its prose stands. What holds prose
//! and is none of the story (cards that lead to other stories, lists of links under a
//! heading, what a page says of its cookies) is told by its shape, never by one site's names.

use super::page::{Block, Page, ScopeKind};

/// The container that holds the article, and those in it that do not belong to it.
pub(super) struct Choice<'a> {
    page: &'a Page,
    scope: usize,
    out: Vec<bool>,
}

impl Choice<'_> {
    /// Returns whether the article holds what stands in this container.
    pub(super) fn holds(&self, mut scope: usize) -> bool {
        // Parents always come first.
        while scope > self.scope {
            if self.out[scope] {
                return false;
            }
            match self.page.scopes[scope].parent {
                Some(parent) => scope = parent,
                None => return false,
            }
        }
        scope == self.scope
    }
}

/// Shorter than this, text is no prose.
const PROSE: usize = 40;

/// What stands in a container and in those within it.
#[derive(Clone, Copy, Default)]
struct Held {
    text: usize,
    prose: usize,
    blocks: usize,
    link_blocks: usize,
    starts_with_link: bool,
    starts_with_heading: bool,
}

impl Page {
    pub(super) fn choose(&self) -> Choice<'_> {
        let mut out = self.surroundings();
        let mut prose = self.prose(&out);
        // A page of nothing but cards is a page of short stories.
        if prose.first().is_none_or(|all| *all < 200) {
            out.fill(false);
            prose = self.prose(&out);
        }
        Choice {
            page: self,
            scope: self.best_scope(&prose, &out),
            out,
        }
    }

    /// Returns which containers lead elsewhere.
    fn surroundings(&self) -> Vec<bool> {
        let mut held = vec![Held::default(); self.scopes.len()];
        for block in self.blocks.iter().filter(|b| !b.aside) {
            let mut scope = Some(block.scope);
            let linked = is_linked(block);
            while let Some(at) = scope {
                let held = &mut held[at];
                if held.blocks == 0 {
                    held.starts_with_link = linked;
                    held.starts_with_heading = block.heading && !linked;
                }
                held.text += block.text.len();
                held.prose += prose_of(block);
                held.blocks += 1;
                held.link_blocks += usize::from(linked);
                scope = self.scopes[at].parent;
            }
        }
        let mut out = vec![false; self.scopes.len()];
        let mut cards: Vec<Vec<usize>> = vec![Vec::new(); self.scopes.len()];
        for (scope, h) in held.iter().enumerate().skip(1) {
            // A heading over a list of links, with a line of law below.
            out[scope] = h.starts_with_heading
                && h.link_blocks >= 2
                && h.link_blocks * 2 >= h.blocks - 1
                && h.prose < 300;
            // A headline that leads away, with a line or two of its story.
            if h.starts_with_link
                && (1..=4).contains(&h.blocks)
                && h.text <= 500
                && let Some(parent) = self.scopes[scope].parent
            {
                cards[parent].push(scope);
            }
        }
        for (parent, cards) in cards.iter().enumerate() {
            let text: usize = cards.iter().map(|c| held[*c].text).sum();
            if cards.len() >= 3 && text * 2 > held[parent].text {
                for card in cards {
                    out[*card] = true;
                }
            }
        }
        out
    }

    /// Returns how much prose stands in each container and those within it.
    fn prose(&self, out: &[bool]) -> Vec<usize> {
        let mut prose = vec![0usize; self.scopes.len()];
        for block in &self.blocks {
            prose[block.scope] += prose_of(block);
        }
        for scope in (1..self.scopes.len()).rev() {
            if out[scope] {
                prose[scope] = 0;
            }
            if let Some(parent) = self.scopes[scope].parent {
                prose[parent] += prose[scope];
            }
        }
        prose
    }

    /// Returns the container that holds the article: the one marked as such with enough
    /// text in it, else the one with the most prose near it.
    fn best_scope(&self, prose: &[usize], out: &[bool]) -> usize {
        let all = prose.first().copied().unwrap_or(0);
        for kind in [ScopeKind::Body, ScopeKind::Article, ScopeKind::Main] {
            let of_kind = || (0..self.scopes.len()).filter(|s| self.scopes[*s].kind == kind);
            let best = of_kind().max_by_key(|s| (prose[*s], std::cmp::Reverse(*s)));
            if let Some(best) = best
                && prose[best] * 4 > all
                && prose[best] > 0
            {
                if kind != ScopeKind::Body {
                    return best;
                }
                // A text cut in pieces, each marked: what holds them all.
                let pieces: Vec<usize> = of_kind()
                    .filter(|s| {
                        prose[*s] > 0 && !self.is_within(*s, |o| self.scopes[o].kind == kind)
                    })
                    .collect();
                if pieces.len() > 200 {
                    return 0;
                }
                let sum: usize = pieces.iter().map(|s| prose[*s]).sum();
                if prose[best] * 5 >= sum * 4 {
                    return best;
                }
                return self.around(&pieces);
            }
        }
        let mut near = vec![0f32; self.scopes.len()];
        for block in &self.blocks {
            if out[block.scope] || self.is_within(block.scope, |o| out[o]) {
                continue;
            }
            let len = prose_of(block) as f32;
            near[block.scope] += len;
            if let Some(parent) = self.scopes[block.scope].parent {
                near[parent] += len * 0.6;
                if let Some(grand) = self.scopes[parent].parent {
                    near[grand] += len * 0.3;
                }
            }
        }
        let best = (0..self.scopes.len())
            .max_by(|a, b| near[*a].total_cmp(&near[*b]).then(b.cmp(a)))
            .unwrap_or(0);
        if prose[best] * 2 >= all {
            return best;
        }
        // Prose spread over siblings: the innermost container that holds nearly all of it.
        let mut scope = 0;
        while let Some(inner) = (scope + 1..self.scopes.len())
            .find(|s| self.scopes[*s].parent == Some(scope) && prose[*s] * 10 >= all * 9)
        {
            scope = inner;
        }
        scope
    }

    fn is_within(&self, scope: usize, outer: impl Fn(usize) -> bool) -> bool {
        let mut at = self.scopes[scope].parent;
        while let Some(scope) = at {
            if outer(scope) {
                return true;
            }
            at = self.scopes[scope].parent;
        }
        false
    }

    /// Returns the innermost container around all of these.
    fn around(&self, scopes: &[usize]) -> usize {
        let Some((first, others)) = scopes.split_first() else {
            return 0;
        };
        let mut at = *first;
        while at > 0
            && !others
                .iter()
                .all(|o| *o == at || self.is_within(*o, |s| s == at))
        {
            at = self.scopes[at].parent.unwrap_or(0);
        }
        at
    }
}

/// Returns how much of a block is prose that may be a story's.
fn prose_of(block: &Block) -> usize {
    let len = block.text.len().saturating_sub(block.linked);
    if block.aside || len < PROSE || is_consent(&block.text) {
        0
    } else {
        len
    }
}

/// Whether a block leads elsewhere.
pub(super) fn is_linked(block: &Block) -> bool {
    block.linked * 3 > block.text.len() * 2 && block.text.len() < 200
}

/// What a page says to its reader of its cookies; stories write of them to nobody.
pub(super) fn is_consent(text: &str) -> bool {
    let mut words = text
        .split(|c: char| !c.is_alphabetic())
        .filter(|w| !w.is_empty());
    let is = |w: &str, known: &[&str]| known.iter().any(|k| w.eq_ignore_ascii_case(k));
    text.len() < 2000
        && (text.contains("ookie") || text.contains("OOKIE"))
        && !text.contains(['"', '\u{201C}'])
        && words.clone().any(|w| is(w, &["your", "you"]))
        && words.any(|w| is(w, &["we", "our", "us"]))
}
