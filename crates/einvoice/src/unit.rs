//! The code of UN/ECE Recommendation 20 for what is counted (BT-130).

use en16931::codes::generated::UNIT_CODES;
use net30_domain::unit::code_of;

/// The code of a unit: of a word for it, or of what is a code already; none if nobody knows what is meant.
#[must_use]
pub fn code(unit: &str) -> Option<&'static str> {
    let unit = unit.trim();
    // A single letter is a word: `h` are hours, and so are `H`, whatever the list has under it.
    if unit.len() > 1
        && let Ok(at) = UNIT_CODES.binary_search(&unit)
    {
        return Some(UNIT_CODES[at]);
    }
    code_of(unit)
}

#[cfg(test)]
mod tests {
    use super::{UNIT_CODES, code};

    #[test]
    fn a_unit_is_a_word_or_a_code() {
        assert!(UNIT_CODES.is_sorted());
        for (unit, expected) in [
            ("hours", Some("HUR")),
            ("H", Some("HUR")),
            ("KGM", Some("KGM")),
            ("2N", Some("2N")),
            ("bundle of joy", None),
        ] {
            assert_eq!(code(unit), expected, "{unit}");
        }
    }
}
