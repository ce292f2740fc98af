//! Units of quantity, in the form that the quantity needs: `1 hour`, `40 hours`.

use crate::{
    Locale,
    catalogues::{self, Catalogue},
    keys::Unit,
    said::unit_in,
};
use net30_domain::{
    Decimal,
    text::{Country, Language},
};
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

/// What a code of UN/ECE Recommendation 20 stands for, and short English words for it.
const CODES: [(&str, Unit, &[&str]); 20] = [
    ("ANN", Unit::Year, &["yr", "yrs"]),
    ("BX", Unit::Box, &[]),
    ("C62", Unit::Piece, &[]),
    ("DAY", Unit::Day, &[]),
    ("EA", Unit::Piece, &["ea", "each"]),
    ("H87", Unit::Piece, &["pc", "pcs", "pce", "piece(s)"]),
    ("HUR", Unit::Hour, &["hr", "hrs"]),
    ("IE", Unit::Person, &[]),
    ("KMT", Unit::Kilometre, &[]),
    ("LTR", Unit::Litre, &[]),
    ("MIN", Unit::Minute, &["mins"]),
    ("MON", Unit::Month, &["mo", "mos"]),
    ("MTR", Unit::Metre, &[]),
    ("PK", Unit::Pack, &[]),
    ("QAN", Unit::Quarter, &["qtr", "qtrs"]),
    ("SET", Unit::Set, &[]),
    ("SMI", Unit::Mile, &[]),
    ("WEE", Unit::Week, &["wk", "wks"]),
    ("XBX", Unit::Box, &[]),
    ("XPK", Unit::Pack, &[]),
];

/// The sign that every language has for a code, and the English words for it.
const SIGNS: [(&str, &str, &[&str]); 16] = [
    ("CMT", "cm", &["centimetre", "centimetres", "centimeter", "centimeters"]),
    ("E34", "GB", &["gigabyte", "gigabytes"]),
    ("E35", "TB", &["terabyte", "terabytes"]),
    ("GRM", "g", &["gram", "grams"]),
    ("HLT", "hl", &["hectolitre", "hectolitres", "hectoliter", "hectoliters"]),
    ("KGM", "kg", &["kilogram", "kilograms", "kgs"]),
    ("KWH", "kWh", &["kilowatt hour", "kilowatt hours"]),
    ("KWT", "kW", &["kilowatt", "kilowatts"]),
    ("MLT", "ml", &["millilitre", "millilitres", "milliliter", "milliliters"]),
    ("MMT", "mm", &["millimetre", "millimetres", "millimeter", "millimeters"]),
    ("MTK", "m²", &["square metre", "square metres", "square meter", "square meters", "sqm"]),
    ("MTQ", "m³", &["cubic metre", "cubic metres", "cubic meter", "cubic meters"]),
    ("MWH", "MWh", &["megawatt hour", "megawatt hours"]),
    ("P1", "%", &["percent", "per cent"]),
    ("SEC", "s", &["second", "seconds"]),
    ("TNE", "t", &["tonne", "tonnes", "metric ton", "metric tons"]),
];

/// A unit in the form that a quantity needs. What the language does not know is said in it if it is English, a word of the
/// country's language, or a code.
pub(crate) fn counted(locale: Locale, unit: &str, quantity: Decimal) -> String {
    let own = || {
        known(locale.language, unit).and_then(|(catalogue, its)| {
            let form = unit_in(catalogue, locale, its, quantity)?;
            Some(if is_capital(unit) { capitalised(&form) } else { form })
        })
    };
    let said = own()
        .or_else(|| foreign(locale, unit, quantity))
        .or_else(|| of_code(locale, unit, quantity))
        .or_else(|| sign(locale, unit).map(str::to_owned));
    said.unwrap_or_else(|| unit.to_owned())
}

/// A unit that a language knows, and the catalogue that spells it so. One in capitals is none.
fn known(language: Language, unit: &str) -> Option<(&'static Catalogue, Unit)> {
    let lower = unit.to_lowercase();
    let is_word = unit == lower || unit == capitalised(&lower);
    FORMS.get(&language).filter(|_| is_word)?.get(&lower).copied()
}

/// What is English, or of the country's language, in the words of the locale. It keeps a capital that its language does
/// not ask for.
fn foreign(locale: Locale, unit: &str, quantity: Decimal) -> Option<String> {
    let country = locale.country.and_then(Country::language);
    let languages = [Some(Language::En), country].into_iter().flatten();
    let found = languages.into_iter().find_map(|language| {
        let (catalogue, its) = known(language, unit)?;
        let form = unit_in(catalogue, Locale::of(language, None), its, Decimal::ONE)?;
        Some((its, is_capital(unit) && !is_capital(&form)))
    });
    let short = || Some((short(locale, unit)?, is_capital(unit)));
    let (its, is_capital) = found.or_else(short)?;
    let form = said(locale, its, quantity)?;
    Some(if is_capital { capitalised(&form) } else { form })
}

/// What a code says, in the form that a quantity needs; none if nobody has a word for it.
pub(crate) fn of_code(locale: Locale, code: &str, quantity: Decimal) -> Option<String> {
    if let Some((_, unit, _)) = CODES.iter().find(|(known, ..)| *known == code) {
        return said(locale, *unit, quantity);
    }
    SIGNS.iter().find(|(known, ..)| *known == code).map(|(_, sign, _)| (*sign).to_owned())
}

/// What a short English word stands for. English keeps it as it is.
fn short(locale: Locale, word: &str) -> Option<Unit> {
    let word = word.trim_end_matches('.').to_lowercase();
    let mut codes = CODES.iter().filter(|_| locale.language != Language::En);
    codes.find(|(_, _, words)| words.contains(&word.as_str())).map(|(_, unit, _)| *unit)
}

/// The sign for an English word. English keeps it as it is.
fn sign(locale: Locale, word: &str) -> Option<&'static str> {
    let word = word.to_lowercase();
    let mut signs = SIGNS.iter().filter(|_| locale.language != Language::En);
    signs.find(|(_, _, words)| words.contains(&word.as_str())).map(|(_, sign, _)| *sign)
}

/// A unit in the words of a locale.
fn said(locale: Locale, unit: Unit, quantity: Decimal) -> Option<String> {
    catalogues::of(locale.language, locale.country)
        .find_map(|catalogue| unit_in(catalogue, locale, unit, quantity))
}

fn is_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
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
