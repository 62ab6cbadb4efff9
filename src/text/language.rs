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
/// rest of reading.
fn is_plain_english(text: &str) -> bool {
    let (mut all, mut plain, mut the) = (0, 0, false);
    for word in text.split_ascii_whitespace().take(100) {
        all += 1;
        if all == 50 && plain * 5 >= all {
            return true;
        }
        the |= word == "the";
        // Words that stand in every English sentence and hardly in any other.
        plain += usize::from(match word.len() {
            2 => matches!(word, "of" | "to" | "is" | "by" | "it"),
            3 => matches!(word, "the" | "and" | "was" | "for" | "has" | "not" | "had"),
            4 => matches!(
                word,
                "that"
                    | "with"
                    | "said"
                    | "from"
                    | "have"
                    | "were"
                    | "been"
                    | "will"
                    | "they"
                    | "this"
            ),
            5 => matches!(word, "which" | "their"),
            _ => false,
        });
    }
    // A sentence or two must hold more of them, and the commonest.
    all >= 30 && plain * 6 >= all || all >= 8 && the && plain * 4 >= all
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
