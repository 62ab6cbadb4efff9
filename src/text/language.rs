//! Which language a text is written in.

use serde::{Deserialize, Serialize};

/// A language by its ISO 639-1 code where it has one, else its ISO 639-3 code.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Language(pub String);

impl Language {
    /// Returns the language with this code.
    pub fn new(code: &str) -> Self {
        Self(code.to_owned())
    }

    /// Returns its name in English; the code where no name is known.
    pub fn name(&self) -> &str {
        let all = whatlang::Lang::all().iter();
        let mut named = all.filter(|lang| short(**lang) == self.0);
        named.next().map_or(&self.0, |lang| lang.eng_name())
    }

    /// Returns English, what is assumed when a text is too short to tell.
    pub fn english() -> Self {
        Self::new("en")
    }
}

/// Only this much of a text is looked at.
const ENOUGH: usize = 1200;

/// Returns the language of a text; `declared` is what its metadata says.
pub fn detect(text: &str, declared: Option<&str>) -> Language {
    let mut end = text.len().min(ENOUGH);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let said = declared.and_then(code);
    if is_plain_english(&text[..end]) && said.as_deref().is_none_or(|code| code == "en") {
        return Language::english();
    }
    match whatlang::detect(&text[..end]) {
        Some(info) if info.is_reliable() || said.is_none() && info.confidence() > 0.5 => {
            Language::new(short(info.lang()))
        }
        _ => said.map_or_else(Language::english, Language),
    }
}

/// Tells English at a glance, which most corpora are: the detector costs more than the
/// rest of reading, and of a short text most of all.
fn is_plain_english(text: &str) -> bool {
    let (mut all, mut plain, mut shared, mut foreign) = (0, 0, 0, 0);
    for word in text.split_ascii_whitespace().take(100) {
        all += 1;
        if all == 50 && plain * 5 >= all && foreign * 4 <= plain {
            return true;
        }
        match told_by(word) {
            Word::English => plain += 1,
            Word::Shared => shared += 1,
            Word::Foreign => foreign += 1,
            Word::Other => {}
        }
    }
    // A sentence or two must hold more of them, and nothing that speaks against it.
    all >= 30 && plain * 6 >= all && foreign * 4 <= plain
        || all >= 6 && plain >= 2 && foreign == 0 && (plain + shared) * 4 >= all
}

enum Word {
    /// Stands in every English text and hardly in any other.
    English,
    /// Is common in English and a word elsewhere, too.
    Shared,
    /// Is common in another language of Latin letters and rare in English.
    Foreign,
    Other,
}

fn told_by(word: &str) -> Word {
    match word {
        "of" | "to" | "is" | "by" | "it" | "the" | "The" | "and" | "was" | "for" | "has"
        | "not" | "had" | "that" | "with" | "said" | "from" | "have" | "were" | "been" | "will"
        | "they" | "this" | "which" | "their" | "after" | "would" | "who" | "are" | "its"
        | "there" | "when" | "more" | "could" | "should" | "because" => Word::English,
        "a" | "in" | "on" | "at" | "as" | "an" | "be" | "but" | "he" | "his" | "her" | "she"
        | "we" | "or" | "up" | "no" | "one" | "two" | "In" | "A" | "He" | "It" => Word::Shared,
        "de" | "la" | "le" | "les" | "el" | "los" | "las" | "der" | "die" | "und" | "den"
        | "das" | "ist" | "het" | "een" | "van" | "dat" | "och" | "det" | "som" | "att" | "er"
        | "og" | "til" | "di" | "il" | "che" | "per" | "que" | "en" | "et" | "du" | "des"
        | "un" | "une" | "est" | "y" | "e" | "da" | "em" | "na" | "w" | "je" | "se" | "si"
        | "yang" | "dan" | "ve" | "bir" | "ang" | "ng" | "va" | "ja" | "ei" | "hogy" | "az" => {
            Word::Foreign
        }
        _ => Word::Other,
    }
}

/// Returns `en` of `en`, `en-GB`, `en_US`, `eng`, `English`.
fn code(declared: &str) -> Option<String> {
    let first = declared
        .trim()
        .split(['-', '_', ' ', ','])
        .next()?
        .to_lowercase();
    if first.len() == 2 && first.chars().all(|c| c.is_ascii_lowercase()) {
        return Some(first);
    }
    let lang = whatlang::Lang::from_code(&first).or_else(|| {
        whatlang::Lang::all()
            .iter()
            .copied()
            .find(|l| l.eng_name().eq_ignore_ascii_case(&first))
    })?;
    Some(short(lang).to_owned())
}

fn short(lang: whatlang::Lang) -> &'static str {
    use whatlang::Lang;
    match lang {
        Lang::Eng => "en",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Nld => "nl",
        Lang::Rus => "ru",
        Lang::Ukr => "uk",
        Lang::Ara => "ar",
        Lang::Tur => "tr",
        Lang::Pol => "pl",
        Lang::Cmn => "zh",
        Lang::Jpn => "ja",
        Lang::Kor => "ko",
        Lang::Pes => "fa",
        Lang::Heb => "he",
        Lang::Swe => "sv",
        Lang::Dan => "da",
        Lang::Nob => "no",
        Lang::Fin => "fi",
        Lang::Ces => "cs",
        Lang::Slk => "sk",
        Lang::Hun => "hu",
        Lang::Ron => "ro",
        Lang::Bul => "bg",
        Lang::Ell => "el",
        Lang::Hin => "hi",
        Lang::Ben => "bn",
        Lang::Urd => "ur",
        Lang::Vie => "vi",
        Lang::Tha => "th",
        Lang::Ind => "id",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Slv => "sl",
        Lang::Cat => "ca",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        other => other.code(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_short_text_is_english_at_a_glance_or_asked_about() {
        for english in [
            "The council of the bay met on Monday.",
            "Two people were killed after a storm shut the pier, officials said.",
            "He was held in the harbour for an hour and then let go.",
        ] {
            assert!(is_plain_english(english), "{english}");
            assert_eq!(detect(english, None), Language::english());
        }
        for other in [
            "Het is of was een schip dat in de haven lag, en dat is het.",
            "Das war der Rat, und er will in den Hafen, was auch immer.",
            "Le port est fer\u{e9}m\u{e9} et la mer est haute, a dit le maire.",
            "El puerto de la bah\u{ed}a no es el de los barcos que se van.",
            "Ordf\u{f6}randen sade att det inte var n\u{e5}got som han hade sett.",
            "Han sagde at havnen is and for det was med by og storm.",
            "Pelabuhan itu ditutup dan kapal yang datang tidak bisa masuk.",
            "Il porto \u{e8} chiuso e la nave che era in mare non \u{e8} tornata.",
            "Die hawe is gesluit en die skip was by die kus, het hy gesê.",
            "Pier 4 shut.",
        ] {
            assert!(!is_plain_english(other), "{other}");
        }
    }
}
