//! Units of quantity, in the form that the quantity needs: `1 hour`, `40 hours`.

use crate::{
    Locale,
    catalogues::{self, Catalogue},
    keys::Unit,
    words::unit_in,
};
use net30_domain::{Decimal, text::Language};
use std::{collections::HashMap, sync::LazyLock};

/// Counts that together need every form of a word in each language (CLDR's plural rules); a test holds that.
const COUNTS: [&str; 6] = ["1", "2", "5", "20", "1.5", "1000000"];

type Forms = HashMap<String, (&'static Catalogue, Unit)>;

/// The forms of each language's units, in lower case, with the unit that each is one of and the catalogue that spells it so.
static FORMS: LazyLock<HashMap<Language, Forms>> =
    LazyLock::new(|| Language::ALL.iter().map(|&language| (language, forms(language))).collect());

fn forms(language: Language) -> Forms {
    let counts = COUNTS.map(|count| count.parse::<Decimal>().expect("it is a number"));
    let mut forms = Forms::new();
    for catalogue in catalogues::of_language(language) {
        for &unit in Unit::ALL {
            for count in counts {
                let form = unit_in(catalogue, Locale::of(language, None), unit, count);
                if let Some(form) = form {
                    forms.insert(form.to_lowercase(), (catalogue, unit));
                }
            }
        }
    }
    forms
}

pub(crate) fn counted(locale: Locale, unit: &str, quantity: Decimal) -> String {
    let lower = unit.to_lowercase();
    let is_capital = unit != lower;
    let known = FORMS.get(&locale.language).and_then(|forms| forms.get(&lower));
    let known = known.filter(|_| !is_capital || unit == capitalised(&lower));
    let form = known.and_then(|(catalogue, known)| unit_in(catalogue, locale, *known, quantity));
    match form {
        Some(form) if is_capital => capitalised(&form),
        Some(form) => form,
        None => unit.to_owned(),
    }
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::COUNTS;
    use crate::{Locale, plural::category};
    use icu_plurals::PluralRules;
    use net30_domain::text::Language;
    use std::collections::BTreeSet;

    #[test]
    fn the_counts_need_every_form_of_every_language() {
        for &language in Language::ALL {
            let locale = Locale::of(language, None);
            let found: BTreeSet<&str> =
                COUNTS.iter().map(|count| category(locale, count.parse().unwrap())).collect();
            let rules = PluralRules::try_new_cardinal((&locale.cldr()).into()).unwrap();
            assert_eq!(found.len(), rules.categories().count(), "{language:?}: {found:?}");
        }
    }
}
