//! The word lists: closed classes, verbs and their forms, event nouns, titles, places.
//!
//! Data under `assets/telling/`, read once. What no list holds is guessed from its ending.

use crate::text::stem::stem;
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;

/// What a word can be, as bits.
pub mod can {
    macro_rules! bits {
        ($($name:ident)*) => { bits!(@ 0u32; $($name)*); };
        (@ $n:expr; $name:ident $($rest:ident)*) => {
            pub const $name: u64 = 1 << $n;
            bits!(@ $n + 1; $($rest)*);
        };
        (@ $n:expr;) => {};
    }
    bits! {
        NOUN ADJ ADV DET POSS PRON PREP PREPSUB SUB REL CONJ MODAL BE HAVE DO NEG NUM ORDINAL
        BASE PRES PAST PART ING SAY THINK STATIVE LIGHT EVENT TITLE GROUP PLACE NATION FIRST
        CANCEL PLAN DENY GOING STOP CALENDAR BY DISCOURSE WOMAN EITHER HUMAN
        POSTPONE REPORT FALSE WRONGLY LASTING EFFECT
    }
    /// Any form of a verb.
    pub const VERB: u64 = BASE | PRES | PAST | PART | ING;
    /// Words of classes that take no new members.
    pub const CLOSED: u64 =
        DET | POSS | PRON | PREP | PREPSUB | SUB | REL | CONJ | MODAL | BE | HAVE | DO | NEG | NUM;
}

/// What the word lists say of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Lex {
    /// Bits of [`can`].
    pub bits: u64,
    /// The base form of a verb; of an event noun the verb that says the same.
    pub base: Option<&'static str>,
    /// The canonical word for what is said of counted things ("killed").
    pub counted: Option<&'static str>,
}

impl Lex {
    /// Tells whether the word can be any of `bits`.
    pub fn is(self, bits: u64) -> bool {
        self.bits & bits != 0
    }
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(Lexicon::load);

struct Lexicon {
    words: FxHashMap<String, Lex>,
    verb_stems: FxHashMap<String, &'static str>,
    not_events: FxHashSet<&'static str>,
    countries: FxHashMap<&'static str, &'static str>,
    pasts: FxHashMap<&'static str, &'static str>,
    /// Base, particle, meaning.
    phrasal: Vec<[&'static str; 3]>,
}

/// Returns what the lists say of a lower-cased word, or what its ending suggests.
pub fn lookup(lower: &str) -> Lex {
    let lexicon = &*LEXICON;
    if let Some(lex) = lexicon.words.get(lower) {
        if lex.bits & !can::STOP != 0 {
            return lexicon.with_event(lower, *lex);
        }
        let mut guess = lexicon.guess(lower);
        guess.bits |= lex.bits;
        guess.counted = lex.counted;
        return guess;
    }
    lexicon.guess(lower)
}

/// Names of several words that are places ("south africa").
pub fn is_place(lower: &str) -> bool {
    LEXICON
        .words
        .get(lower)
        .is_some_and(|lex| lex.is(can::PLACE))
}

/// Tells whether a lower-case word stands in a section of the words by which a court's sentence or
/// a roll-call is told.
pub fn terms(section: &str, lower: &str) -> bool {
    static TERMS: LazyLock<FxHashSet<(&str, &str)>> =
        LazyLock::new(|| sections(include_str!("../../assets/telling/terms.txt")).collect());
    TERMS.contains(&(section, lower))
}

/// Returns the past form of an irregular verb ("rise" → "rose").
pub fn past_of(base: &str) -> Option<&'static str> {
    LEXICON.pasts.get(base).copied()
}

/// Returns the past form of any verb, as far as its spelling tells.
pub fn past(base: &str) -> String {
    let regular = || match base.strip_suffix('y') {
        _ if base.ends_with('e') => format!("{base}d"),
        // "slipped", but "visited".
        _ if base
            .split(|c| !"aeiouy".contains(c))
            .filter(|v| !v.is_empty())
            .count()
            == 1 =>
        {
            with_ending(base, "ed").pop().unwrap_or_default()
        }
        Some(rest) if !rest.ends_with(['a', 'e', 'i', 'o', 'u']) => format!("{rest}ied"),
        _ => format!("{base}ed"),
    };
    past_of(base).map_or_else(regular, str::to_owned)
}

/// Returns a verb that says the same as one with a particle ("call", "off" → "cancel").
pub fn phrasal(base: &str, particle: &str) -> Option<&'static str> {
    let found = LEXICON.phrasal.iter().find(|v| v[..2] == [base, particle]);
    found.map(|[_, _, meaning]| *meaning)
}

/// Returns the country that an adjective or its people come from ("russian" → "russia").
pub fn country_of(nation: &str) -> Option<&'static str> {
    LEXICON.countries.get(nation).copied()
}

/// Returns the words for what and who comes from a country, each with that country.
pub fn nations() -> impl Iterator<Item = (&'static str, &'static str)> {
    LEXICON
        .countries
        .iter()
        .map(|(nation, country)| (*nation, *country))
}

/// Tells whether a lower-case name is that of a country or a part of the world, which other places
/// lie in.
pub fn is_country(lower: &str) -> bool {
    LEXICON.countries.values().any(|country| *country == lower)
}

/// Tells whether a lower-case word is a title: "mr", "mayor".
pub fn is_title(lower: &str) -> bool {
    lookup(lower).is(can::TITLE)
}

/// Returns the words of a list: white space between them, `#` starts a comment line.
pub fn list(data: &'static str) -> impl Iterator<Item = &'static str> {
    lines(data).flat_map(str::split_whitespace)
}

fn lines(data: &'static str) -> impl Iterator<Item = &'static str> {
    data.lines()
        .filter(|line| !line.starts_with('#') && !line.trim().is_empty())
}

/// Returns the words of a list with the `[section]` each stands in.
fn sections(data: &'static str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let mut section = "";
    lines(data).flat_map(move |line| {
        if let Some(name) = line.strip_prefix('[') {
            section = name.trim_end_matches(']');
            return Vec::new();
        }
        line.split_whitespace().map(|w| (section, w)).collect()
    })
}

impl Lexicon {
    fn load() -> Self {
        let mut it = Self {
            words: FxHashMap::default(),
            verb_stems: FxHashMap::default(),
            not_events: FxHashSet::default(),
            countries: FxHashMap::default(),
            pasts: FxHashMap::default(),
            phrasal: lines(include_str!("../../assets/telling/phrasal.txt"))
                .filter_map(|line| {
                    let words: Vec<&str> = line.split_whitespace().collect();
                    words.try_into().ok()
                })
                .collect(),
        };
        it.load_verbs();
        it.load_closed();
        it.load_auxiliaries();
        it.load_verb_classes();
        it.load_events();
        it.load_names();
        for line in lines(include_str!("../../assets/telling/counted.txt")) {
            let mut words = line.split_whitespace();
            let Some(canonical) = words.next() else {
                continue;
            };
            for word in words {
                it.entry(word).counted.get_or_insert(canonical);
            }
        }
        for word in list(include_str!("../../assets/telling/nouns.txt")) {
            for form in [word.to_owned(), format!("{word}s")] {
                // What a list knows to be a verb or adjective too stays so.
                it.entry(&form).bits |= can::NOUN;
            }
        }
        for word in list(include_str!("../../assets/telling/adjectives.txt")) {
            it.entry(word).bits |= can::ADJ;
        }
        for word in list(include_str!("../../assets/telling/stop.txt")) {
            it.entry(word).bits |= can::STOP;
        }
        it
    }

    fn entry(&mut self, word: &str) -> &mut Lex {
        self.words.entry(word.to_owned()).or_default()
    }

    fn load_verbs(&mut self) {
        let irregular: FxHashMap<&'static str, (&'static str, &'static str)> =
            lines(include_str!("../../assets/telling/irregular.txt"))
                .filter_map(|line| {
                    let mut w = line.split_whitespace();
                    Some((w.next()?, (w.next()?, w.next()?)))
                })
                .collect();
        self.pasts = irregular
            .iter()
            .map(|(base, (past, _))| (*base, *past))
            .collect();
        let listed: Vec<(&str, &'static str)> =
            sections(include_str!("../../assets/telling/verbs.txt")).collect();
        let nouns: FxHashSet<&str> = listed
            .iter()
            .filter(|(section, _)| *section == "both")
            .map(|(_, w)| *w)
            .collect();
        for (_, base) in listed {
            let noun = if nouns.contains(base) { can::NOUN } else { 0 };
            let put = |it: &mut Self, form: &str, bits: u64| {
                let lex = it.entry(form);
                lex.bits |= bits;
                lex.base.get_or_insert(base);
            };
            put(self, base, can::BASE | noun);
            for form in third_person(base) {
                put(self, &form, can::PRES | noun);
            }
            for form in with_ending(base, "ing") {
                put(self, &form, can::ING);
            }
            match irregular.get(base) {
                Some((past, part)) => {
                    put(self, past, can::PAST);
                    put(self, part, can::PART);
                }
                None => {
                    for form in with_ending(base, "ed") {
                        put(self, &form, can::PAST | can::PART);
                    }
                }
            }
            self.verb_stems.entry(stem(base)).or_insert(base);
        }
    }

    fn load_closed(&mut self) {
        for line in lines(include_str!("../../assets/telling/closed.txt")) {
            let mut words = line.split_whitespace();
            let bit = match words.next() {
                Some("det") => can::DET,
                Some("poss") => can::POSS,
                Some("pron") => can::PRON,
                Some("prep") => can::PREP,
                Some("prepsub") => can::PREPSUB,
                Some("sub") => can::SUB,
                Some("rel") => can::REL,
                Some("conj") => can::CONJ,
                Some("modal") => can::MODAL,
                Some("be") => can::BE,
                Some("have") => can::HAVE,
                Some("do") => can::DO,
                Some("neg") => can::NEG,
                Some("adv") => can::ADV,
                Some("num") => can::NUM,
                Some("ordinal") => can::ORDINAL | can::ADJ,
                _ => can::ADV,
            };
            for word in words {
                let lex = self.entry(word);
                // A preposition that is a verb's form too ("like", "regarding") is the
                // former; "may" and "will" are hardly ever anything but modals.
                if bit & can::CLOSED != 0 {
                    lex.bits &= !(can::VERB | can::NOUN);
                }
                lex.bits |= bit;
                lex.base = match bit {
                    can::BE => Some("be"),
                    can::HAVE => Some("have"),
                    can::DO => Some("do"),
                    _ => lex.base,
                };
            }
        }
    }

    fn load_auxiliaries(&mut self) {
        self.entry("by").bits |= can::BY;
        // Nouns that point at the text or the news itself.
        for word in [
            "comment",
            "comments",
            "remark",
            "remarks",
            "statement",
            "development",
            "developments",
            "move",
            "announcement",
            "news",
            "report",
            "reports",
            "decision",
            "accusation",
            "accusations",
            "warning",
            "letter",
            "figures",
            "findings",
        ] {
            self.entry(word).bits |= can::DISCOURSE | can::NOUN;
        }
        for word in ["was", "were", "had", "did"] {
            self.entry(word).bits |= can::PAST;
        }
        for (word, bit) in [
            ("being", can::ING),
            ("having", can::ING),
            ("doing", can::ING),
            ("been", can::PART),
            ("done", can::PART),
            ("be", can::BASE),
        ] {
            self.entry(word).bits |= bit;
        }
    }

    fn load_verb_classes(&mut self) {
        let reporting = sections(include_str!("../../assets/telling/reporting.txt"));
        let status = sections(include_str!("../../assets/telling/status.txt"));
        let mut classes: FxHashMap<&str, u64> = FxHashMap::default();
        for (section, base) in reporting.chain(status) {
            *classes.entry(base).or_default() |= match section {
                "say" => can::SAY,
                "think" => can::THINK,
                "planned" => can::PLAN,
                "cancelled" => can::CANCEL,
                "postponed" => can::POSTPONE,
                "denied" => can::DENY,
                _ => can::GOING,
            };
        }
        let stative = include_str!("../../assets/telling/stative.txt");
        let light = include_str!("../../assets/telling/light.txt");
        let lasting = include_str!("../../assets/telling/lasting.txt");
        let effects = include_str!("../../assets/telling/effects.txt");
        for (verbs, class) in [
            (stative, can::STATIVE),
            (light, can::LIGHT),
            (lasting, can::LASTING),
            (effects, can::EFFECT),
        ] {
            for base in list(verbs) {
                *classes.entry(base).or_default() |= class;
            }
        }
        for lex in self.words.values_mut() {
            if lex.is(can::VERB | can::BE | can::HAVE | can::DO)
                && let Some(bits) = lex.base.and_then(|base| classes.get(base))
            {
                lex.bits |= bits;
            }
        }
    }

    fn load_events(&mut self) {
        for line in lines(include_str!("../../assets/telling/events.txt")) {
            let mut words = line.split_whitespace();
            let Some(noun) = words.next() else { continue };
            let Some(verb) = words.next() else {
                self.not_events.insert(noun);
                continue;
            };
            for form in [noun.to_owned(), format!("{noun}s")] {
                let lex = self.entry(&form);
                lex.bits |= can::EVENT | can::NOUN;
                if lex.is(can::BASE | can::PRES) {
                    // "strikes" the noun and "strikes" the verb share their base.
                } else {
                    lex.base = Some(verb);
                }
            }
        }
    }

    fn load_names(&mut self) {
        for line in lines(include_str!("../../assets/telling/places.txt")) {
            let mut parts = line.split('|');
            let Some(place) = parts.next().map(str::trim) else {
                continue;
            };
            self.entry(place).bits |= can::PLACE;
            for nation in parts.flat_map(str::split_whitespace) {
                self.entry(nation).bits |= can::NATION;
                self.countries.entry(nation).or_insert(place);
            }
        }
        for (data, bit) in [
            (include_str!("../../assets/telling/titles.txt"), can::TITLE),
            (include_str!("../../assets/telling/groups.txt"), can::GROUP),
        ] {
            for word in list(data) {
                self.entry(word).bits |= bit | can::NOUN;
            }
        }
        for word in list(include_str!("../../assets/telling/firstnames.txt")) {
            self.entry(word).bits |= can::FIRST;
        }
        for word in list(include_str!("../../assets/telling/people.txt")) {
            for form in [word.to_owned(), format!("{word}s")] {
                // Nothing but a noun where no list knows more.
                let unlisted = !self.words.contains_key(&form);
                self.entry(&form).bits |= can::HUMAN | if unlisted { can::NOUN } else { 0 };
            }
        }
        for (section, word) in sections(include_str!("../../assets/telling/refuted.txt")) {
            self.entry(word).bits |= match section {
                "report" => can::REPORT | can::NOUN,
                "false" => can::FALSE | can::ADJ,
                _ => can::WRONGLY | can::ADV,
            };
        }
        for (section, word) in sections(include_str!("../../assets/telling/women.txt")) {
            self.entry(word).bits |= match section {
                "woman" => can::WOMAN,
                _ => can::EITHER,
            };
        }
        for word in list(
            "monday tuesday wednesday thursday friday saturday sunday january february \
             march april may june july august september october november december \
             jan feb mar apr jun jul aug sep sept oct nov dec christmas easter ramadan",
        ) {
            self.entry(word).bits |= can::CALENDAR;
        }
    }

    /// Guesses what an unlisted word can be from its ending.
    fn guess(&self, lower: &str) -> Lex {
        let ends = |endings: &[&str]| endings.iter().any(|e| lower.ends_with(e));
        let mut lex = Lex::default();
        if let Some((_, last)) = lower.rsplit_once('-')
            && !last.is_empty()
        {
            let tail = self.words.get(last).copied().unwrap_or_default();
            lex.bits = if tail.is(can::PART | can::ING | can::ADJ) || ends(&["old", "long", "wide"])
            {
                can::ADJ
            } else {
                can::NOUN | can::ADJ
            };
            return lex;
        }
        if lower.len() > 4 && ends(&["ly"]) {
            lex.bits = can::ADV;
        } else if lower.len() > 4 && ends(&["ed"]) && !ends(&["eed"]) {
            lex.bits = can::PAST | can::PART;
        } else if lower.len() > 5 && ends(&["ing"]) {
            lex.bits = can::ING;
        } else if lower.len() > 4
            && ends(&[
                "ous", "ful", "less", "able", "ible", "ive", "ary", "ish", "ic", "ical", "ese",
                "ern", "ial", "nal", "ral", "ual", "ant", "ent",
            ])
            && !ends(&["ment"])
        {
            lex.bits = can::ADJ | can::NOUN;
        } else {
            lex.bits = can::NOUN;
        }
        self.with_event(lower, lex)
    }

    /// Adds the verb that a derived noun says the same as ("evacuation").
    fn with_event(&self, lower: &str, mut lex: Lex) -> Lex {
        if lex.is(can::NOUN)
            && !lex.is(can::EVENT | can::VERB)
            && lower.len() > 6
            && !self.not_events.contains(lower.trim_end_matches('s'))
        {
            let singular = lower.trim_end_matches('s');
            let derived = ["tion", "sion", "ment", "ance", "ence", "ure", "al"]
                .iter()
                .any(|e| singular.ends_with(e));
            if derived && let Some(base) = self.verb_stems.get(&stem(singular)) {
                lex.bits |= can::EVENT;
                lex.base = Some(base);
            }
        }
        lex
    }
}

/// Returns the third person singular of a verb.
fn third_person(base: &str) -> Vec<String> {
    if let Some(root) = base.strip_suffix('y')
        && !root.ends_with(['a', 'e', 'i', 'o', 'u'])
    {
        vec![format!("{root}ies")]
    } else if ["s", "x", "z", "ch", "sh", "o"]
        .iter()
        .any(|e| base.ends_with(e))
    {
        vec![format!("{base}es")]
    } else {
        vec![format!("{base}s")]
    }
}

/// Returns the forms a verb may take before "ed" or "ing"; doubled and plain consonant
/// both, since spelling differs between countries.
fn with_ending(base: &str, ending: &str) -> Vec<String> {
    let vowel = |c: char| "aeiou".contains(c);
    if ending == "ing"
        && let Some(root) = base.strip_suffix("ie")
    {
        return vec![format!("{root}ying")];
    }
    if let Some(root) = base.strip_suffix('e')
        && !(ending == "ing" && base.ends_with("ee"))
    {
        return vec![format!("{root}{ending}")];
    }
    if let Some(root) = base.strip_suffix('y')
        && ending == "ed"
        && !root.ends_with(vowel)
    {
        return vec![format!("{root}ied")];
    }
    let mut forms = vec![format!("{base}{ending}")];
    let mut back = base.chars().rev();
    if let (Some(c), Some(v), Some(b)) = (back.next(), back.next(), back.next())
        && !vowel(c)
        && !"wxy".contains(c)
        && vowel(v)
        && !vowel(b)
    {
        forms.push(format!("{base}{c}{ending}"));
    }
    if base.ends_with('c') {
        forms.push(format!("{base}k{ending}"));
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_lead_to_their_base() {
        for (form, base) in [
            ("vetoes", "veto"),
            ("cancelled", "cancel"),
            ("canceled", "cancel"),
            ("struck", "strike"),
            ("fled", "flee"),
            ("denies", "deny"),
            ("stopped", "stop"),
            ("dying", "die"),
        ] {
            assert_eq!(lookup(form).base, Some(base), "{form}");
        }
    }

    #[test]
    fn event_nouns_lead_to_their_verb() {
        for (noun, verb) in [
            ("death", "die"),
            ("encirclement", "encircle"),
            ("evacuation", "evacuate"),
            ("veto", "veto"),
        ] {
            let lex = lookup(noun);
            assert!(lex.is(can::EVENT), "{noun}");
            assert_eq!(lex.base, Some(verb), "{noun}");
        }
        assert!(!lookup("government").is(can::EVENT));
    }
}
