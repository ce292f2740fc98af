//! Units of quantity, in the form that the quantity needs: `1 hour`, `40 hours`.

use crate::words::Words;
use net30_domain::{Decimal, text::Language};
use std::{collections::HashMap, sync::LazyLock};

/// The units of the catalogues.
const KEYS: [&str; 31] = [
    "unit-minute",
    "unit-hour",
    "unit-day",
    "unit-night",
    "unit-week",
    "unit-month",
    "unit-quarter",
    "unit-year",
    "unit-piece",
    "unit-item",
    "unit-unit",
    "unit-set",
    "unit-box",
    "unit-pack",
    "unit-page",
    "unit-word",
    "unit-person",
    "unit-user",
    "unit-seat",
    "unit-licence",
    "unit-license",
    "unit-session",
    "unit-lesson",
    "unit-trip",
    "unit-kilometre",
    "unit-kilometer",
    "unit-metre",
    "unit-meter",
    "unit-mile",
    "unit-litre",
    "unit-liter",
];
/// Counts that together need every form of a word in each language (CLDR's plural rules).
const COUNTS: [&str; 5] = ["1", "2", "5", "20", "1.5"];

/// The forms of a language's units, in lower case, with the unit that each is one of.
static FORMS: LazyLock<HashMap<Language, HashMap<String, &'static str>>> = LazyLock::new(|| {
    let forms = |language| {
        let form = |key: &'static str| {
            COUNTS.map(|count| (Words::of(language).counted(key, count).to_lowercase(), key))
        };
        KEYS.into_iter().flat_map(form).collect()
    };
    Language::ALL.iter().map(|&language| (language, forms(language))).collect()
});

/// A unit in the form that `quantity` needs. One that the catalogue does not know, or that is written in capitals, stays
/// as it is.
pub(super) fn counted(language: Language, unit: &str, quantity: Decimal) -> String {
    let lower = unit.to_lowercase();
    let is_capital = unit != lower;
    let known = FORMS.get(&language).and_then(|forms| forms.get(&lower));
    let Some(key) = known.filter(|_| !is_capital || unit == capitalised(&lower)) else {
        return unit.to_owned();
    };
    let form = Words::of(language).counted(key, &quantity.abs().normalize().to_string());
    if is_capital { capitalised(&form) } else { form }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::counted;
    use net30_domain::text::Language;

    #[test]
    fn a_unit_has_the_form_that_its_quantity_needs() {
        for (language, unit, quantity, expected) in [
            (Language::En, "hour", "40", "hours"),
            (Language::En, "hours", "1", "hour"),
            (Language::En, "hours", "1.0", "hour"),
            (Language::En, "hour", "-1", "hour"),
            (Language::En, "hour", "0.5", "hours"),
            (Language::En, "hour", "0", "hours"),
            (Language::En, "Day", "2", "Days"),
            (Language::En, "DAY", "2", "DAY"),
            (Language::En, "kg", "2", "kg"),
            (Language::En, "person", "3", "people"),
            (Language::De, "Stunde", "40", "Stunden"),
            (Language::De, "Stunden", "1", "Stunde"),
            (Language::De, "Nacht", "2", "Nächte"),
            (Language::De, "Stück", "2", "Stück"),
            (Language::De, "hour", "2", "hour"),
        ] {
            let quantity = quantity.parse().unwrap();
            assert_eq!(counted(language, unit, quantity), expected, "{quantity} {unit}");
        }
    }
}
