//! Seller and buyer (BG-4, BG-7), and where goods go (BG-13).

use crate::text::{checked, opt};
use en16931::{
    Identifier,
    invoice::{self, Code, Contact, PostalAddress},
};
use net30_domain::{
    customer::{Address, ElectronicAddress, Party},
    seller::Seller,
    text::Country,
};

/// The seller. A document that is not subject to VAT names no VAT id (BR-O-02).
pub(crate) fn seller(seller: &Seller, names_vat_ids: bool) -> invoice::Party {
    let tax_id = seller.tax_id.as_deref().map(tax_id);
    let mut registration = opt(seller.tax_number.as_deref());
    let mut vat_identifier = None;
    match tax_id {
        Some(TaxId::Vat(id)) if names_vat_ids => vat_identifier = Some(id),
        Some(TaxId::Other(id)) => registration = registration.or(Some(id)),
        _ => {}
    }
    invoice::Party {
        name: checked(&seller.name),
        legal_registration: legal(seller.legal_id.as_ref(), seller.legal_id_scheme.as_ref()),
        vat_identifier,
        tax_registration: registration,
        electronic_address: seller.electronic_address.as_ref().and_then(electronic),
        address: postal(&seller.address),
        contact: Contact {
            name: opt(seller.contact_name.as_deref()),
            phone: opt(seller.phone.as_deref()),
            email: seller.email.as_ref().map(|email| email.as_str().to_owned()),
        },
        ..invoice::Party::default()
    }
}

/// The buyer.
pub(crate) fn buyer(buyer: &Party, names_vat_ids: bool) -> invoice::Party {
    let mut identifiers = Vec::new();
    let mut vat_identifier = None;
    match buyer.tax_id.as_deref().map(tax_id) {
        Some(TaxId::Vat(id)) if names_vat_ids => vat_identifier = Some(id),
        Some(TaxId::Other(id)) => identifiers.push(Identifier::new(id)),
        _ => {}
    }
    let person = buyer.name.company.as_ref().map(|_| buyer.name.person());
    invoice::Party {
        name: checked(&buyer.name.display()),
        identifiers,
        legal_registration: legal(buyer.legal_id.as_ref(), buyer.legal_id_scheme.as_ref()),
        vat_identifier,
        electronic_address: buyer.electronic_address.as_ref().and_then(electronic),
        address: postal(&buyer.address),
        contact: Contact {
            name: opt(buyer.contact_name.as_deref()).or_else(|| opt(person.as_deref())),
            phone: opt(buyer.phone.as_deref()),
            email: buyer.email.as_ref().map(|email| email.as_str().to_owned()),
        },
        ..invoice::Party::default()
    }
}

/// An address.
pub(crate) fn postal(address: &Address) -> PostalAddress {
    PostalAddress {
        line1: opt(address.line1.as_deref()),
        line2: opt(address.line2.as_deref()),
        line3: opt(address.line3.as_deref()),
        city: opt(address.city.as_deref()),
        post_code: opt(address.postal_code.as_deref()),
        subdivision: opt(address.region.as_deref()),
        // Kosovo has no code of ISO 3166-1; the lists of EN 16931 have `1A` for it.
        country: address.country.map(|country| match country.code() {
            "XK" => Code::new("1A"),
            code => Code::new(code),
        }),
    }
}

/// A number of a register, and whose number that is.
fn legal(id: Option<&String>, scheme: Option<&String>) -> Option<Identifier> {
    let id = checked(id?)?;
    Some(match scheme.and_then(|scheme| checked(scheme)) {
        Some(scheme) => Identifier::schemed(id, scheme),
        None => Identifier::new(id),
    })
}

fn electronic(address: &ElectronicAddress) -> Option<Identifier> {
    let id = checked(&address.id)?;
    Some(match checked(&address.scheme) {
        Some(scheme) => Identifier::schemed(id, scheme),
        None => Identifier::new(id),
    })
}

/// What a tax id is for EN 16931.
#[derive(Debug, PartialEq, Eq)]
enum TaxId {
    /// A VAT id: it begins with a country (BR-CO-09).
    Vat(String),
    /// One without a country: known at home only.
    Other(String),
}

fn tax_id(text: &str) -> TaxId {
    let compact: String =
        text.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    match compact.split_at_checked(2) {
        // Greece is EL among VAT ids, and GR everywhere else.
        Some(("GR" | "EL", number)) if !number.is_empty() => TaxId::Vat(format!("EL{number}")),
        Some((prefix, number))
            if !number.is_empty() && (prefix == "XI" || Country::parse(prefix).is_ok()) =>
        {
            TaxId::Vat(compact)
        }
        _ => TaxId::Other(text.trim().to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::{Address, Country, TaxId, postal, tax_id};

    #[test]
    fn a_vat_id_begins_with_its_country_and_any_other_is_known_at_home_only() {
        let vat = |text: &str| TaxId::Vat(text.to_owned());
        let other = |text: &str| TaxId::Other(text.to_owned());
        for (given, expected) in [
            ("DE 123 456 789", vat("DE123456789")),
            ("nl123456789b13", vat("NL123456789B13")),
            ("GR123456789", vat("EL123456789")),
            ("EL 123456789", vat("EL123456789")),
            ("XI123456789", vat("XI123456789")),
            ("CHE-123.456.789 MWST", vat("CHE123456789MWST")),
            ("US12-3456789", vat("US123456789")),
            ("12-3456789", other("12-3456789")),
            ("12/345/67890", other("12/345/67890")),
            ("ZZ123", other("ZZ123")),
            ("DE", other("DE")),
        ] {
            assert_eq!(tax_id(given), expected, "{given}");
        }
    }

    #[test]
    fn kosovo_has_the_code_that_the_lists_have_for_it() {
        let address = Address { country: Country::parse("XK").ok(), ..Address::default() };
        assert_eq!(postal(&address).country.map(|code| code.to_string()).as_deref(), Some("1A"));
    }
}
