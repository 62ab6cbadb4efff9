//! The word lists under `assets/compare/`, read once.

use rustc_hash::{FxHashMap, FxHashSet};
use serde::Deserialize;
use std::sync::LazyLock;

/// What is counted and what is said of it.
#[derive(Debug, Deserialize)]
pub(super) struct Counts {
    subject: Vec<Group>,
    unit: Vec<Group>,
    thing: Vec<Group>,
    #[serde(skip)]
    subjects: FxHashMap<String, usize>,
    #[serde(skip)]
    units: FxHashMap<String, usize>,
    #[serde(skip)]
    things: FxHashMap<String, usize>,
}

/// Words that mean one thing.
#[derive(Debug, Deserialize)]
pub(super) struct Group {
    /// What they mean.
    pub name: String,
    /// The words.
    words: Vec<String>,
    /// A toll that rises as news comes in.
    #[serde(default)]
    pub grows: bool,
    /// People who are told apart from the rest of those counted.
    #[serde(default)]
    pub part: bool,
}

/// Shades of a status.
#[derive(Debug, Deserialize)]
pub(super) struct Shades {
    shade: Vec<Group>,
}

/// Lists of words, each asked for by what it is for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Lists {
    /// Words that name no speaker by themselves.
    pub pronouns: WordList,
    /// Words of a speaker whose name is kept back.
    pub hidden: WordList,
    /// Words of news agencies and other outlets that are quoted.
    pub agencies: WordList,
    /// Verbs that lay a statement to who stands before them.
    pub saying: WordList,
    /// Words that open a clause of its own: who speaks in it is not given for the rest.
    pub opens_aside: WordList,
    /// Words before the name of the place where something is.
    pub at_places: WordList,
    /// Further words before such a name, where no figure is told: "a visit to", "the siege of".
    pub to_places: WordList,
    /// Names that are no part of a speaker's: days and parts of them.
    pub names_of_days: WordList,
    /// Words of time that every text holds.
    pub parts_of_day: WordList,
    /// Acts that are over at once, as stems of verbs: their hour can be disputed.
    pub at_once: WordList,
    /// Words of a time zone.
    pub zones: WordList,
    /// Words of one happening among several of its kind.
    pub others: WordList,
    /// Words before the day on which somebody said it.
    pub speech: WordList,
    /// Acts of speech, as stems' verbs: people speak every day.
    pub spoken: WordList,
    /// Words near the day on which a picture was taken.
    pub pictures: WordList,
    /// Words of the day on which an article was printed or amended.
    pub printed: WordList,
    /// What such a day is said of.
    pub pages: WordList,
    /// Acts that are one, whatever the verb: stems of verbs, groups parted by commas.
    acts: String,
    /// Things that go by several nouns where they are planned, signed or put off: stems, groups
    /// parted by commas.
    affairs: String,
    /// Words by which a sentence says that something is not so: with one of `past` beside them.
    pub not: WordList,
    /// Verbs before "not" that tell of the past.
    pub past: WordList,
    /// Words that by themselves say that something did not happen.
    pub never: WordList,
    /// Words behind a denial that open what is said not to have been done.
    pub of_acts: WordList,
    /// What a denial is of, before those words: "rejects the claim that".
    pub claims: WordList,
    /// Words that exclude each other when they are said of one thing, pairs parted by commas.
    opposites: String,
    /// Verbs of who will not do a thing: "refused to resign".
    pub refusing: WordList,
    /// Words of a plan.
    pub plans: WordList,
    /// Beginnings of the acts that occasions are for.
    pub occasions: WordList,
    /// Words between a figure and what is said of people that name nobody else: "23 are feared dead".
    pub between: WordList,
    /// People and things that are theirs: "relatives of two missing workers".
    pub relatives: WordList,
    /// Words of dying, before the age: "dies at 75".
    pub dying: WordList,
    /// Words that end a captivity.
    pub freed: WordList,
    /// Words of the dead that were found or buried, of whom there may be more.
    pub found: WordList,
    /// Words that single out some of the wounded.
    pub some: WordList,
    /// Words for a number that name none.
    pub vague: WordList,
    /// Words by which a text says that a figure replaces an earlier one.
    pub revised: WordList,
    /// Words behind "first" that recall an earlier figure: "first put at 1,000".
    pub put_at: WordList,
    /// Words of a count over a longer stretch.
    pub longer: WordList,
    /// Words behind which something is told that came before or elsewhere.
    pub follows: WordList,
    /// Words before what a figure is a sum over: "in three days".
    pub spans: WordList,
    /// Words between those and how many there were: "in the past three days".
    pub lately: WordList,
    /// Words for more than one happening.
    pub several: WordList,
    /// Words before a standard that something is measured against.
    pub against: WordList,
    /// Words that open another clause than the figure's.
    pub openers: WordList,
    /// Words of what could be.
    pub modals: WordList,
    /// Verbs before a sum that is one for all who tell of it.
    pub deeds: WordList,
    /// Words of a share in something, which somebody owns.
    pub shares: WordList,
    /// Units of length: "forty miles" is where something is, "forty miles of coast" how much.
    pub lengths: WordList,
    /// What is said of figures that are the same whenever they are told: of a sentence, a roll-call.
    pub fixed: WordList,
    /// Words of being locked up, behind "life": "life in prison", "a life sentence".
    pub locked: WordList,
    /// Words of locking up, before "for life".
    pub jailing: WordList,
    /// What shares and rates are of, where it stands before them: "turnout was 67 per cent".
    pub measures: WordList,
    /// Words for a rate of something, which is named before them: "the jobless rate".
    pub rates: WordList,
    /// Words by which a share or a rate becomes another.
    pub changes: WordList,
    /// Words of a part of what is told.
    pub during: WordList,
    /// What the parties to a contest do with seats, votes and medals.
    pub wins: WordList,
    /// Words of markets and polls, whose figures change by the hour.
    pub markets: WordList,
    /// Stretches of time a rate may be by.
    pub periods: WordList,
}

/// Words of one kind.
#[derive(Debug, Deserialize)]
#[serde(from = "String")]
pub(super) struct WordList(FxHashSet<String>);

impl From<String> for WordList {
    fn from(words: String) -> Self {
        Self(words.split_whitespace().map(str::to_owned).collect())
    }
}

impl Lists {
    /// Tells whether two verbs are of one act.
    pub fn is_one_act(&self, a: &str, b: &str) -> bool {
        let has = |group: &str, verb: &str| group.split_whitespace().any(|w| w == verb);
        self.acts.split(',').any(|g| has(g, a) && has(g, b))
    }

    /// Returns which opposites a lower-case word is one of, and whether it is the second.
    pub fn side(&self, word: &str) -> Option<(usize, bool)> {
        let sides = self.opposites.split_whitespace().enumerate();
        sides
            .map(|(at, w)| (at, w.trim_end_matches(',')))
            .find(|(_, w)| *w == word)
            .map(|(at, _)| (at / 2, at % 2 == 1))
    }

    /// Tells quickly whether one of two opposites may stand in a text.
    pub fn may_hold_opposite(&self, text: &str) -> bool {
        let words = self.opposites.split_whitespace();
        words
            .map(|w| w.trim_end_matches(','))
            .any(|w| text.contains(w))
    }

    /// Returns the stem under which a thing is compared that goes by several nouns.
    pub fn affair(&self, stem: &str) -> String {
        let groups = self.affairs.split(',').map(str::split_whitespace);
        let group = groups.clone().find(|g| g.clone().any(|w| w == stem));
        group.and_then(|mut g| g.next()).unwrap_or(stem).to_owned()
    }
}

impl WordList {
    /// Tells whether a lower-case word is in the list.
    pub fn has(&self, word: &str) -> bool {
        self.0.contains(word)
    }

    /// Tells quickly whether a word of the list may stand in a text as printed: all of it but the
    /// first letter does, which may be a capital.
    pub fn may_stand_in(&self, text: &str) -> bool {
        self.0.iter().any(|w| text.contains(&w[1..]))
    }

    /// Tells whether a lower-case word begins as one of the list.
    pub fn has_beginning(&self, word: &str) -> bool {
        self.0.iter().any(|w| word.starts_with(w.as_str()))
    }
}

/// Returns the lists of words.
pub(super) fn lists() -> &'static Lists {
    static LISTS: LazyLock<Lists> = LazyLock::new(|| {
        toml::from_str(include_str!("../../assets/compare/words.toml"))
            .expect("words.toml is checked by a test")
    });
    &LISTS
}

impl Counts {
    /// Returns the group a word said of the counted belongs to ("injured": wounded).
    pub fn subject(&self, word: &str) -> Option<&Group> {
        self.subjects.get(word).map(|at| &self.subject[*at])
    }

    /// Returns the kind of people a noun names.
    pub fn people(&self, word: &str) -> Option<&Group> {
        self.units.get(word).map(|at| &self.unit[*at])
    }

    /// Returns the name under which things are compared that go by several nouns.
    pub fn thing<'a>(&'a self, noun: &'a str) -> &'a str {
        let group = self.things.get(noun);
        group.map_or(noun, |at| &self.thing[*at].name)
    }
}

/// Returns what is counted and what is said of it.
pub(super) fn counts() -> &'static Counts {
    static COUNTS: LazyLock<Counts> = LazyLock::new(|| {
        let mut counts: Counts = toml::from_str(include_str!("../../assets/compare/counts.toml"))
            .expect("counts.toml is checked by a test");
        counts.subjects = index(&counts.subject);
        counts.units = index(&counts.unit);
        counts.things = index(&counts.thing);
        counts
    });
    &COUNTS
}

fn index(groups: &[Group]) -> FxHashMap<String, usize> {
    let mut out = FxHashMap::default();
    for (at, group) in groups.iter().enumerate() {
        for word in &group.words {
            out.entry(word.clone()).or_insert(at);
        }
    }
    out
}

/// Returns the shades of a status: each word or words, as a list of words, with its shade.
pub(super) fn shades() -> &'static [(Vec<String>, String)] {
    static SHADES: LazyLock<Vec<(Vec<String>, String)>> = LazyLock::new(|| {
        let shades: Shades = toml::from_str(include_str!("../../assets/compare/status.toml"))
            .expect("status.toml is checked by a test");
        shades
            .shade
            .iter()
            .flat_map(|group| {
                group.words.iter().map(|words| {
                    let words = words.split(' ').map(str::to_owned).collect();
                    (words, group.name.clone())
                })
            })
            .collect()
    });
    &SHADES
}

/// Tells whether some shade's words begin with this one.
pub(super) fn opens_shade(word: &str) -> bool {
    static FIRST: LazyLock<FxHashSet<&str>> = LazyLock::new(|| {
        let firsts = shades().iter().filter_map(|(cue, _)| cue.first());
        firsts.map(String::as_str).collect()
    });
    FIRST.contains(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_can_be_read() {
        assert_eq!(
            counts().subject("injured").map(|g| g.name.as_str()),
            Some("wounded")
        );
        assert!(counts().people("people").is_some());
        assert!(shades().iter().any(|(_, name)| name == "postponed"));
        assert!(lists().revised.has("rose") && lists().occasions.has_beginning("opening"));
    }
}
