//! Numbers in words: the one list of them that everything reads.
//!
//! English only. The rules of `time` are data per language and keep their own numerals; a test
//! there holds the two to each other.

/// The words from zero to twenty, each at its number.
pub const SMALL: [&str; 21] = [
    "zero",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
];

/// The words for twenty, thirty and on to ninety.
pub const TENS: [&str; 8] = [
    "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety",
];

/// Returns the number below a hundred that a lower-case word stands for: "seven", "forty",
/// "twenty-one".
pub fn small(word: &str) -> Option<u8> {
    let below = |w: &str| (0..).zip(SMALL).find(|(_, s)| *s == w).map(|(n, _)| n);
    let tens = |w: &str| (2..).zip(TENS).find(|(_, t)| *t == w).map(|(n, _)| n * 10);
    match word.split_once('-') {
        Some((a, b)) => Some(tens(a)? + below(b).filter(|n| (1..10).contains(n))?),
        None => below(word).or_else(|| tens(word)),
    }
}

/// Returns what a lower-case word multiplies the number before it by: "hundred", "million".
pub fn scale(word: &str) -> Option<f64> {
    Some(match word {
        "hundred" => 100.0,
        "thousand" => 1e3,
        "million" => 1e6,
        "billion" => 1e9,
        "trillion" => 1e12,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stand_for_numbers() {
        assert_eq!(small("zero"), Some(0));
        assert_eq!(small("twelve"), Some(12));
        assert_eq!(small("twenty"), Some(20));
        assert_eq!(small("ninety"), Some(90));
        assert_eq!(small("forty-two"), Some(42));
        assert_eq!(small("forty-twelve"), None);
        assert_eq!(small("fortieth"), None);
        assert_eq!(scale("million"), Some(1e6));
        assert_eq!(scale("dozen"), None);
    }
}
