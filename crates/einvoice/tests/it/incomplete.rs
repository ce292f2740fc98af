//! Documents that lack something: found by us exactly when the official rules find them.

use crate::{
    documents::{content, day, line, source, tax, text, vat},
    official::judge,
    scenarios::{direct_debit, two_rates},
};
use net30_domain::{
    customer::{Address, ElectronicAddress, Name},
    document::ServicePeriod,
    seller::Seller,
    tax::Category,
};
use net30_einvoice::{
    Document, Profile, Source, document, source::Payment, validate, write_unchecked_by_rules,
};

/// What is taken from a document.
type Take = fn(&mut Source);

/// Taken from a plain invoice at two rates.
const TAKEN: &[(&str, Take)] = &[
    ("nothing", |_| {}),
    ("seller-name", |s| s.seller.name.clear()),
    ("seller-address", |s| s.seller.address = Address::default()),
    ("seller-country", |s| s.seller.address.country = None),
    ("seller-city", |s| s.seller.address.city = None),
    ("seller-postal-code", |s| s.seller.address.postal_code = None),
    ("seller-street", |s| s.seller.address.line1 = None),
    ("seller-vat-id", |s| s.seller.tax_id = None),
    ("seller-tax-number", |s| s.seller.tax_number = None),
    ("seller-tax-ids", without_tax_ids),
    ("seller-ids", |s| (s.seller.tax_id, s.seller.legal_id) = (None, None)),
    ("seller-legal-id", |s| s.seller.legal_id = None),
    ("seller-electronic-address", |s| s.seller.electronic_address = None),
    ("seller-electronic-scheme", |s| in_scheme(&mut s.seller.electronic_address, "")),
    ("seller-electronic-scheme-unknown", |s| in_scheme(&mut s.seller.electronic_address, "1234")),
    ("seller-contact", |s| {
        (s.seller.contact_name, s.seller.phone, s.seller.email) = (None, None, None);
    }),
    ("seller-contact-name", |s| s.seller.contact_name = None),
    ("seller-phone", |s| s.seller.phone = None),
    ("seller-email", |s| s.seller.email = None),
    ("seller-all", |s| s.seller = Seller { name: text("Müller"), ..Seller::default() }),
    ("vat-id-country", |s| s.seller.tax_id = Some(text("ZZ123456789"))),
    ("bank", |s| s.seller.bank = None),
    ("payment", |s| s.payment = Payment::Unknown),
    ("buyer-name", |s| s.buyer.name = Name::default()),
    ("buyer-address", |s| s.buyer.address = Address::default()),
    ("buyer-country", |s| s.buyer.address.country = None),
    ("buyer-city", |s| s.buyer.address.city = None),
    ("buyer-postal-code", |s| s.buyer.address.postal_code = None),
    ("buyer-vat-id", |s| s.buyer.tax_id = None),
    ("buyer-electronic-address", |s| s.buyer.electronic_address = None),
    ("buyer-electronic-scheme", |s| in_scheme(&mut s.buyer.electronic_address, "")),
    ("buyer-reference", |s| s.references.buyer_reference = None),
    ("references", |s| {
        (s.references.buyer_reference, s.references.purchase_order) = (None, None);
    }),
    ("due-date", |s| s.due_date = None),
    ("terms", |s| s.payment_terms.clear()),
    ("due-date-and-terms", |s| {
        s.due_date = None;
        s.payment_terms.clear();
    }),
    ("lines", |s| s.lines.clear()),
    ("line-name", |s| s.lines[0].name.clear()),
    ("ship-to-city", |s| {
        let country = s.buyer.address.country;
        s.delivery.address = Some(Address { country, ..Address::default() });
    }),
    ("period-turned", |s| s.service = days(9, 8)),
    ("line-period-outside", |s| {
        s.service = days(9, 12);
        s.lines[0].service.end = Some(day(20));
    }),
];

/// Taken from an invoice in one category.
const TAKEN_OF: &[(&str, Category, Take)] = &[
    ("exemption", Category::Exempt, |s| s.taxes[0].exemption_reason = None),
    ("exemption-code-unknown", Category::Exempt, |s| {
        s.taxes[0].exemption_code = Some(text("VATEX-NO"));
    }),
    ("exempt-tax-ids", Category::Exempt, without_tax_ids),
    ("zero-tax-ids", Category::Zero, without_tax_ids),
    ("reverse-charge-buyer", Category::ReverseCharge, |s| {
        (s.buyer.tax_id, s.buyer.legal_id) = (None, None);
    }),
    ("reverse-charge-buyer-vat-id", Category::ReverseCharge, |s| s.buyer.tax_id = None),
    ("reverse-charge-seller", Category::ReverseCharge, without_tax_ids),
    ("intra-community-buyer", Category::IntraCommunity, |s| s.buyer.tax_id = None),
    ("intra-community-seller", Category::IntraCommunity, |s| s.seller.tax_id = None),
    ("intra-community-date", Category::IntraCommunity, |s| s.delivery.date = None),
    ("intra-community-period", Category::IntraCommunity, |s| {
        s.delivery.date = None;
        s.service = days(1, 2);
    }),
    ("intra-community-country", Category::IntraCommunity, |s| s.buyer.address.country = None),
    ("export-seller", Category::Export, |s| s.seller.tax_id = None),
    ("out-of-scope-ids", Category::OutOfScope, |s| s.seller.legal_id = None),
];

/// Taken from a direct debit.
const TAKEN_OF_DEBIT: &[(&str, Take)] = &[
    ("mandate", |s| {
        if let Payment::DirectDebit { mandate, .. } = &mut s.payment {
            *mandate = None;
        }
    }),
    ("creditor", |s| {
        if let Payment::DirectDebit { creditor_id, .. } = &mut s.payment {
            *creditor_id = None;
        }
    }),
    ("debited", |s| {
        if let Payment::DirectDebit { debited_iban, .. } = &mut s.payment {
            *debited_iban = None;
        }
    }),
];

fn without_tax_ids(source: &mut Source) {
    (source.seller.tax_id, source.seller.tax_number) = (None, None);
}

fn in_scheme(address: &mut Option<ElectronicAddress>, scheme: &str) {
    if let Some(address) = address {
        scheme.clone_into(&mut address.scheme);
    }
}

fn days(start: i8, end: i8) -> ServicePeriod {
    ServicePeriod { start: Some(day(start)), end: Some(day(end)) }
}

/// A name, and a document that lacks what it names.
fn incomplete() -> Vec<(&'static str, Source)> {
    let of = |category: Category| source(content(vec![line("10", "99.95", &[tax(category, "0")])]));
    let out_of_scope = tax(Category::OutOfScope, "0");
    let mixed = vec![line("1", "10", &[vat("19")]), line("1", "5", &[out_of_scope])];
    let plain = TAKEN.iter().map(|(name, take)| (*name, source(two_rates()), *take));
    let of_category = TAKEN_OF.iter().map(|(name, category, take)| (*name, of(*category), *take));
    let of_debit = TAKEN_OF_DEBIT.iter().map(|(name, take)| (*name, direct_debit(), *take));
    let bases = plain.chain(of_category).chain(of_debit);
    let mut all: Vec<(&str, Source)> = bases
        .map(|(name, mut source, take)| {
            take(&mut source);
            (name, source)
        })
        .collect();
    all.push(("out-of-scope-mixed", source(content(mixed))));
    all
}

/// Rules that no package has as XSLT, so that only we look.
fn is_ours_alone(rule: &str, profile: Profile) -> bool {
    // Peppol's own file is in no package: XRechnung's has these rules of it.
    const MERGED: [&str; 18] = [
        "R001", "R005", "R008", "R010", "R020", "R040", "R041", "R042", "R043", "R044", "R046",
        "R053", "R054", "R055", "R061", "R110", "R111", "R121",
    ];
    // In the standard, but not among the artefacts of CEN.
    if rule == "BR-CO-25" {
        return true;
    }
    match rule.strip_prefix("PEPPOL-EN16931-") {
        Some(own) => profile == Profile::Peppol && !MERGED.contains(&own),
        None => rule.starts_with("PEPPOL-COMMON"),
    }
}

#[test]
fn what_a_document_lacks_is_found_exactly_when_the_official_rules_find_it() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut ours = Vec::new();
    for (name, source) in incomplete() {
        let document: Document = document(&source);
        for profile in Profile::ALL {
            let faults = validate(&document, profile);
            for fault in &faults {
                assert!(!fault.message.is_empty() && !fault.rule.is_empty(), "{name}: {fault:?}");
            }
            // A document that the schema has no form for is not even written.
            let Ok(xml) = write_unchecked_by_rules(&document, profile) else {
                assert!(!faults.is_empty(), "{name} in {profile} has no form");
                continue;
            };
            let file = format!("{name}.{profile}.xml");
            std::fs::write(folder.path().join(&file), xml).expect("it is written");
            ours.push((file, profile, faults));
        }
    }
    let Some(verdicts) = judge(folder.path()) else { return };
    let mut differences = Vec::new();
    for (file, profile, faults) in ours {
        let official = &verdicts[&file];
        let found: Vec<&str> = faults
            .iter()
            .map(|fault| fault.rule.as_str())
            .filter(|rule| !is_ours_alone(rule, profile))
            .collect();
        // The schema, and Factur-X' own rules that say in other words what the schema and EN 16931 say.
        let is_said_elsewhere = |rule: &str| rule == "XSD" || rule.starts_with("FX-SCH-");
        let is_named = |(rule, _): &(String, String)| {
            found.contains(&rule.as_str()) || is_said_elsewhere(rule)
        };
        if found.is_empty() != official.is_empty() || !official.iter().all(is_named) {
            differences.push(format!("{file}: ours {faults:?}, official {official:?}"));
        }
    }
    assert!(differences.is_empty(), "{differences:#?}");
}
