//! The languages whose time expressions can be read, each parsed once per process.

use super::vocabulary::{Class, Vocabulary};
use crate::text::language::Language;
use std::sync::OnceLock;

/// A language, ready to read.
pub(super) struct Reader {
    pub vocabulary: Vocabulary,
    /// Words before an expression that bound a stretch of time.
    pub signal: Option<Class>,
    /// Words that may stand between a signal and its expression.
    pub softener: Option<Class>,
    /// Words that may stand between "be" and its participle.
    pub adverb: Option<Class>,
    /// Words right before a day that point ahead: "come Saturday".
    pub comes: Option<Class>,
    /// Verbs of saying.
    pub says: Option<Class>,
    /// "won", which before "'t" is no verb of the past.
    pub wont: Option<Class>,
    /// "least": behind "at" it softens, "until at least Friday".
    pub least: Option<Class>,
    /// Words that tell tense.
    pub tense: Option<Class>,
    /// Words that point ahead before `to`.
    pub tense_to: Option<Class>,
    /// Names of weekdays, and their short forms that may be other words.
    pub weekdays: [Option<Class>; 2],
    /// Words before "of" and a month that take a part of it.
    pub period: Option<Class>,
    /// Parts of the day.
    pub part: Option<Class>,
    /// Verbs of the present that tell of what is planned.
    pub planned: Option<Class>,
    /// "later": after "no" and before "than", it bounds.
    pub later_than: Option<Class>,
    /// The infinitive's particle.
    pub to: Option<Class>,
    /// Words before a year that only names something.
    pub naming: Option<Class>,
    /// "up", "prior": before "to" they make it "until".
    pub up_to: Option<Class>,
    /// "before" (-1) and "after" (1).
    pub aside: Option<Class>,
    /// Words behind a mention that begin a clause of their own.
    pub subordinate: Option<Class>,
    /// "early", "soon": before "as", they point ahead.
    pub early_soon: Option<Class>,
    /// Words before "of" that make it "before".
    pub ahead_of: Option<Class>,
    /// Words behind a date that leave it open: "from 1990 onwards".
    pub onward: Option<Class>,
    /// Marks between two days or years that share the rest.
    pub range: Option<Class>,
    /// Words and marks that join more of them.
    pub list: Option<Class>,
    /// Endings of a day written as an ordinal.
    pub ordinal: Option<Class>,
    /// Words before a participle that leave its tense open.
    pub passive: Option<Class>,
    /// Names of months.
    pub months: [Option<Class>; 3],
    /// Marks that make a number go on.
    pub tight: Option<Class>,
    /// Marks and words at which a clause ends.
    pub clause: Option<Class>,
    /// Words before a participle that only describes.
    pub described: Option<Class>,
    /// Participles that tell of a plan, and the auxiliaries before which they are its verb.
    pub scheduled: Option<Class>,
    /// See `scheduled`.
    pub being: Option<Class>,
    /// Verbs that before `to` and a day point ahead: "postponed to Friday".
    pub put_off: Option<Class>,
    /// Words before the hour at which a part of a page was added: "update".
    pub stamped: Option<Class>,
    /// Verbs of what is asked, ordered or promised: 1 with "to", 2 with "that" too.
    pub asks: Option<Class>,
    /// "that", before what is asked.
    pub that: Option<Class>,
    /// "which", "who".
    pub which: Option<Class>,
    /// Verbs that give a thing its day: 1 with "for", 2 with the day itself too.
    pub arranges: Option<Class>,
    /// Words behind a day that it is made into something by: "set Friday as the deadline".
    pub as_day: Option<Class>,
    /// Participles by which something is called off, 2 with `off` behind them.
    pub calls_off: Option<Class>,
    /// See `calls_off`.
    pub off: Option<Class>,
    /// Auxiliaries that make the present perfect.
    pub has: Option<Class>,
    /// "but", before what became of something.
    pub but: Option<Class>,
    /// "could", which with one of `negated` tells of the past.
    pub could: Option<Class>,
    /// "not", "neither".
    pub negated: Option<Class>,
    /// Words before what a figure is measured by.
    pub compared: Option<Class>,
    /// Auxiliaries that put the participle behind them into the past.
    pub perfect: Option<Class>,
    /// Words before a month that make it one, though it is a family name in the text too.
    pub month_sure: Option<Class>,
    /// Titles of people.
    pub person_title: Option<Class>,
    /// Words before an expression that leave it vague: "about".
    pub roughly: Option<Class>,
    /// Words before "about" that make it tell a subject: "a book about 1968".
    pub tells: Option<Class>,
    /// Words that may follow the second of two days, besides verbs.
    pub day_more: Option<Class>,
    /// Weekdays and holidays: words written with a capital wherever they stand.
    pub always_capital: [Option<Class>; 4],
}

impl Reader {
    fn of(source: &str) -> Self {
        let (vocabulary, _) = Vocabulary::parse(source);
        Self {
            signal: vocabulary.find_class("SIGNAL"),
            softener: vocabulary.find_class("SOFTENER"),
            adverb: vocabulary.find_class("ADVERB"),
            comes: vocabulary.find_class("COMES"),
            says: vocabulary.find_class("SAYS"),
            wont: vocabulary.find_class("WONT"),
            least: vocabulary.find_class("LEAST"),
            tense: vocabulary.find_class("TENSE"),
            tense_to: vocabulary.find_class("TENSETO"),
            weekdays: ["WEEKDAY", "WEEKDAYAB"].map(|name| vocabulary.find_class(name)),
            period: vocabulary.find_class("PERIOD"),
            part: vocabulary.find_class("PART"),
            planned: vocabulary.find_class("PLANNED"),
            later_than: vocabulary.find_class("LATERTHAN"),
            to: vocabulary.find_class("TO"),
            naming: vocabulary.find_class("NAMING"),
            up_to: vocabulary.find_class("UPTO"),
            aside: vocabulary.find_class("ASIDE"),
            subordinate: vocabulary.find_class("SUBORDINATE"),
            early_soon: vocabulary.find_class("EARLYSOON"),
            ahead_of: vocabulary.find_class("AHEADOF"),
            onward: vocabulary.find_class("ONWARD"),
            range: vocabulary.find_class("RANGE"),
            list: vocabulary.find_class("LIST"),
            ordinal: vocabulary.find_class("TH"),
            passive: vocabulary.find_class("PASSIVE"),
            months: ["MONTH", "MONTHX", "MONTHAB"].map(|name| vocabulary.find_class(name)),
            tight: vocabulary.find_class("TIGHT"),
            clause: vocabulary.find_class("CLAUSE"),
            described: vocabulary.find_class("DESCRIBED"),
            scheduled: vocabulary.find_class("SCHEDULED"),
            being: vocabulary.find_class("BEING"),
            put_off: vocabulary.find_class("PUTOFF"),
            stamped: vocabulary.find_class("STAMPED"),
            asks: vocabulary.find_class("ASKS"),
            that: vocabulary.find_class("THATCLAUSE"),
            which: vocabulary.find_class("WHICH"),
            arranges: vocabulary.find_class("ARRANGES"),
            as_day: vocabulary.find_class("ASDAY"),
            calls_off: vocabulary.find_class("CALLSOFF"),
            off: vocabulary.find_class("OFF"),
            has: vocabulary.find_class("HAS"),
            but: vocabulary.find_class("BUT"),
            could: vocabulary.find_class("COULD"),
            negated: vocabulary.find_class("NEGATED"),
            compared: vocabulary.find_class("COMPARED"),
            perfect: vocabulary.find_class("PERFECT"),
            month_sure: vocabulary.find_class("MONTHSURE"),
            person_title: vocabulary.find_class("PERSONTITLE"),
            roughly: vocabulary.find_class("ROUGHLY"),
            tells: vocabulary.find_class("TELLS"),
            day_more: vocabulary.find_class("DAYMORE"),
            always_capital: ["WEEKDAY", "WEEKDAYS", "WEEKDAYAB", "HOLIDAY"]
                .map(|name| vocabulary.find_class(name)),
            vocabulary,
        }
    }
}

const ENGLISH: &str = include_str!("../../assets/time/en.rules");
const FRENCH: &str = include_str!("../../assets/time/fr.rules");

/// Returns the reader of a language; English for one nobody has written rules for, since
/// what is told in digits reads the same.
pub(super) fn reader(language: &Language) -> Option<&'static Reader> {
    static EN: OnceLock<Reader> = OnceLock::new();
    static FR: OnceLock<Reader> = OnceLock::new();
    Some(match language.0.as_str() {
        "fr" => FR.get_or_init(|| Reader::of(FRENCH)),
        _ => EN.get_or_init(|| Reader::of(ENGLISH)),
    })
}

/// Tells whether rules have been written for a language. Where there are none, only dates
/// in figures are found.
pub fn has_rules(language: &Language) -> bool {
    matches!(language.0.as_str(), "en" | "fr")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_are_those_of_the_one_list() {
        use crate::text::number::{SMALL, TENS, small};
        let (vocabulary, _) = Vocabulary::parse(ENGLISH);
        for word in SMALL[2..].iter().chain(&TENS) {
            let numeral = vocabulary.numeral(vocabulary.word(word.as_bytes()));
            assert_eq!(numeral, small(word).map(i32::from), "{word}");
        }
    }

    #[test]
    fn every_shipped_rule_can_be_read() {
        for source in [ENGLISH, FRENCH] {
            let (_, wrong) = Vocabulary::parse(source);
            assert!(wrong.is_empty(), "{wrong:#?}");
        }
    }
}
