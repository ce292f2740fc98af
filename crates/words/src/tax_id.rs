//! What a tax id is called where it was given out: not every country has a VAT.

use crate::{Word, Words};
use net30_domain::text::Country;

/// The countries that have one, among those that trade with one another without customs.
const WITH_VAT: [&str; 34] = [
    "AT", "BE", "BG", "CH", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GB", "GR", "HR", "HU",
    "IE", "IM", "IS", "IT", "LI", "LT", "LU", "LV", "MC", "MT", "NL", "NO", "PL", "PT", "RO", "SE",
    "SI", "SK",
];

/// Names that are the same in every language.
const NAMES: [(&str, &str); 9] = [
    ("AR", "CUIT"),
    ("AU", "ABN"),
    ("BR", "CNPJ/CPF"),
    ("CL", "RUT"),
    ("CO", "NIT"),
    ("EC", "RUC"),
    ("IN", "GSTIN"),
    ("MX", "RFC"),
    ("PE", "RUC"),
];

impl Words {
    /// What a tax id of a country is called; one of an unknown country is taken for a VAT's.
    #[must_use]
    pub fn tax_id(self, country: Option<Country>) -> String {
        let Some(country) = country else { return self.get(Word::TaxId) };
        let code = country.code();
        if let Some((_, name)) = NAMES.iter().find(|(country, _)| *country == code) {
            return (*name).to_owned();
        }
        self.get(match code {
            code if WITH_VAT.contains(&code) => Word::TaxId,
            "CA" | "NZ" | "SG" => Word::GstNumber,
            _ => Word::TaxIdOther,
        })
    }
}
