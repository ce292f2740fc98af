//! Which plural form a number needs, by the rules of CLDR.

use crate::{Locale, formats::fixed};
use icu_plurals::{PluralCategory, PluralRules};
use net30_domain::Decimal;

/// The category of a number, as catalogues name it: `one`, `few`, `other`.
pub(crate) fn category(locale: Locale, count: Decimal) -> &'static str {
    let rules = PluralRules::try_new_cardinal((&locale.cldr()).into());
    let rules = rules.expect("plural rules of the language are linked");
    match rules.category_for(&fixed(count.abs().normalize())) {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}
