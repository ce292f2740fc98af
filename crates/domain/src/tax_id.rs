//! What tax ids look like. Only their form is looked at: whether there is such a number, its country's office knows.

use crate::text::Country;

/// Forms of VAT ids after the country's prefix: `9` a figure, `A` a letter, `X` either. Source: European Commission, VIES,
/// "VAT identification number structure"; HMRC (GB, XI); Swiss UID; Norwegian `organisasjonsnummer`.
const FORMS: [(&str, &[&str]); 31] = [
    ("AT", &["U99999999"]),
    ("BE", &["9999999999"]),
    ("BG", &["999999999", "9999999999"]),
    ("CH", &["E999999999", "E999999999MWST", "E999999999TVA", "E999999999IVA", "E999999999VAT"]),
    ("CY", &["99999999A"]),
    ("CZ", &["99999999", "999999999", "9999999999"]),
    ("DE", &["999999999"]),
    ("DK", &["99999999"]),
    ("EE", &["999999999"]),
    ("EL", &["999999999"]),
    ("ES", &["X9999999X"]),
    ("FI", &["99999999"]),
    ("FR", &["XX999999999"]),
    ("GB", &["999999999", "999999999999", "GD999", "HA999"]),
    ("HR", &["99999999999"]),
    ("HU", &["99999999"]),
    ("IE", &["9X99999A", "9999999AA"]),
    ("IT", &["99999999999"]),
    ("LT", &["999999999", "999999999999"]),
    ("LU", &["99999999"]),
    ("LV", &["99999999999"]),
    ("MT", &["99999999"]),
    ("NL", &["999999999B99"]),
    ("NO", &["999999999", "999999999MVA"]),
    ("PL", &["9999999999"]),
    ("PT", &["999999999"]),
    ("SE", &["999999999999"]),
    ("SI", &["99999999"]),
    ("SK", &["9999999999"]),
    ("US", &["999999999"]),
    ("XI", &["999999999", "999999999999", "GD999", "HA999"]),
];

/// What is odd about a tax id of somebody in a country, as a sentence; nothing if it looks as such ids do, or if nobody
/// knows here how they look there.
#[must_use]
pub fn oddity(tax_id: &str, country: Option<Country>) -> Option<String> {
    let compact: String = tax_id
        .chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '.' | '-' | '/'))
        .flat_map(char::to_uppercase)
        .collect();
    let own = country.map(|country| match country.code() {
        "GR" => "EL".to_owned(),
        code => code.to_owned(),
    });
    let prefixed = forms_of(compact.get(..2).unwrap_or_default());
    let (code, number, forms) = match (prefixed, own.as_deref()) {
        (Some((code, forms)), _) => (code, &compact[2..], forms),
        // Without a prefix it is the number alone, as it is written at home.
        (None, Some(own)) => {
            let (code, forms) = forms_of(own)?;
            (code, compact.as_str(), forms)
        }
        (None, None) => return None,
    };
    if forms.iter().any(|form| fits(number, form)) {
        return None;
    }
    let forms: Vec<String> = forms.iter().take(2).map(|form| format!("{code}{form}")).collect();
    let forms = forms.join(" or ");
    Some(format!("does not look like a tax id of {code}: {forms} (9: a figure, A: a letter)"))
}

fn forms_of(code: &str) -> Option<(&'static str, &'static [&'static str])> {
    FORMS.iter().find(|(known, _)| *known == code).copied()
}

fn fits(number: &str, form: &str) -> bool {
    number.chars().count() == form.len()
        && number.chars().zip(form.chars()).all(|(given, wanted)| match wanted {
            '9' => given.is_ascii_digit(),
            'A' => given.is_ascii_alphabetic(),
            'X' => given.is_ascii_alphanumeric(),
            fixed => given == fixed,
        })
}

#[cfg(test)]
mod tests {
    use super::{Country, oddity};

    #[test]
    fn a_tax_id_looks_as_those_of_its_country_do() {
        for (tax_id, country, is_odd) in [
            ("DE123456789", "DE", false),
            ("DE 123 456 789", "FR", false),
            ("DE12345678", "DE", true),
            ("123456789", "DE", false),
            ("12/345/67890", "DE", true),
            ("ATU12345678", "AT", false),
            ("EL123456789", "GR", false),
            ("FR83404833048", "FR", false),
            ("NL123456789B01", "NL", false),
            ("IE6388047V", "IE", false),
            ("ESX9999999X", "ES", false),
            ("CHE-123.456.789 MWST", "CH", false),
            ("US12-3456789", "US", false),
            ("12-3456789", "US", false),
            ("12-345678", "US", true),
            ("GB123456789", "GB", false),
            ("whatever", "BR", false),
            ("T1", "DE", true),
            ("é", "DE", true),
        ] {
            let odd = oddity(tax_id, Country::parse(country).ok());
            assert_eq!(odd.is_some(), is_odd, "{tax_id} of {country}: {odd:?}");
        }
        assert_eq!(oddity("whatever", None), None);
    }
}
