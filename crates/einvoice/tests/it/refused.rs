//! What cannot be said, and where each fault points to.

use crate::documents::{amount, content, currency, line, percent, source, tax, vat};
use crate::scenarios::two_rates;
use net30_domain::{
    document::{Content, ExtraField, Of, PrecedingDocument, References},
    tax::Category,
};
use net30_einvoice::{Profile, Source, document, source::Payment, validate, write};

#[track_caller]
fn check(source: &Source, profile: Profile, pointer: &str, rule: &str) {
    let faults = validate(&document(source), profile);
    assert!(
        faults.iter().any(|fault| fault.pointer == pointer && fault.rule == rule),
        "{pointer} {rule} in {profile}: {faults:#?}"
    );
    assert!(write(&document(source), profile).is_err());
}

#[test]
fn what_no_electronic_invoice_can_say_is_refused_with_the_reason() {
    let of = |content: Content| source(content);
    for profile in Profile::ALL {
        for code in ["KWD", "BHD"] {
            let dinars = Content { currency: currency(code), ..two_rates() };
            check(&of(dinars), profile, "/currency", "BR-DEC-18");
        }
        let mut withheld = two_rates();
        withheld.adjustments.extra_fields =
            vec![ExtraField { name: "IRPF".to_owned(), rate: percent("-15"), of: Of::Net }];
        check(&of(withheld), profile, "/extra_fields", "BR-CO-16");
        check(&of(content(vec![line("1", "5", &[])])), profile, "/taxes", "BR-CO-04");
        let both = [vat("19"), vat("7")];
        check(&of(content(vec![line("1", "5", &both)])), profile, "/items/0/taxes", "BR-CO-04");
        let mut fixed = vat("19");
        fixed.rate = amount("3");
        check(&of(content(vec![line("1", "5", &[fixed])])), profile, "/items/0/taxes", "BR-CO-04");
    }
}

#[test]
fn a_reason_is_said_once() {
    let lines = (0..50).map(|_| line("1", "5", &[])).collect();
    let faults = validate(&document(&source(content(lines))), Profile::En16931Ubl);
    assert_eq!(faults.len(), 1, "{faults:#?}");
}

#[test]
fn whole_yen_lines_with_fractional_prices_are_refused_in_peppol_only() {
    let mut content = content(vec![line("3", "33.3", &[vat("10")])]);
    content.currency = currency("JPY");
    let source = source(content);
    check(&source, Profile::Peppol, "/items/0", "PEPPOL-EN16931-R120");
    for profile in Profile::ALL.into_iter().filter(|profile| *profile != Profile::Peppol) {
        assert_eq!(validate(&document(&source), profile), vec![], "{profile}");
    }
}

/// What is taken from an invoice, in which format that is a fault, where it points, and by which rule.
type Take = fn(&mut Source);
const FAULTS: &[(Take, Profile, &str, &str)] = &[
    (|s| s.references.buyer_reference = None, X, "/buyer_reference", "BR-DE-15"),
    (|s| s.seller.address.city = None, X, "/settings/company/address/city", "BR-DE-3"),
    (|s| s.seller.contact_name = None, X, "/settings/company/contact_name", "BR-DE-5"),
    (|s| s.buyer.address.postal_code = None, X, "/customer/address/postal_code", "BR-DE-9"),
    (|s| s.payment = Payment::Unknown, X, "/settings/company/bank", "BR-DE-1"),
    (|s| s.buyer.electronic_address = None, P, "/customer/electronic_address", R010),
    (|s| s.seller.electronic_address = None, P, "/settings/company/electronic_address", R020),
    (|s| s.references = References::default(), P, "/buyer_reference", "PEPPOL-EN16931-R003"),
    (|s| without_ids(s), E, "/settings/company/legal_id", "BR-CO-26"),
    (|s| without_ids(s), E, "/settings/company/tax_id", "BR-S-02"),
    (|s| s.buyer.address.country = None, E, "/customer/address/country", "BR-11"),
    (|s| (s.due_date, s.payment_terms) = (None, vec![]), E, "/due_date", "BR-CO-25"),
];
const E: Profile = Profile::En16931Cii;
const P: Profile = Profile::Peppol;
const X: Profile = Profile::XrechnungUbl;
const R010: &str = "PEPPOL-EN16931-R010";
const R020: &str = "PEPPOL-EN16931-R020";

fn without_ids(source: &mut Source) {
    let seller = &mut source.seller;
    (seller.tax_id, seller.tax_number, seller.legal_id) = (None, None, None);
}

#[test]
fn each_fault_points_to_where_the_fact_is_kept() {
    for (take, profile, pointer, rule) in FAULTS {
        let mut source = source(two_rates());
        take(&mut source);
        check(&source, *profile, pointer, rule);
    }
}

#[test]
fn what_a_category_wants_is_asked_of_the_party_that_lacks_it() {
    let of = |category: Category| source(content(vec![line("1", "5", &[tax(category, "0")])]));
    let mut goods = of(Category::IntraCommunity);
    goods.buyer.tax_id = None;
    goods.delivery.date = None;
    check(&goods, E, "/customer/tax_id", "BR-IC-02");
    check(&goods, E, "/delivery_date", "BR-IC-11");
    let mut exempt = of(Category::Exempt);
    exempt.taxes[0].exemption_reason = None;
    check(&exempt, E, "/items/0/taxes/0/exemption_reason", "BR-E-10");
}

#[test]
fn cii_takes_one_document_that_is_followed_and_ubl_all() {
    let mut several = source(two_rates());
    for number in ["A", "B"] {
        several.preceding.push(PrecedingDocument { number: number.to_owned(), issue_date: None });
    }
    check(&several, E, "/preceding_documents", "NET30-SYNTAX");
    assert_eq!(validate(&document(&several), Profile::En16931Ubl), vec![]);
}

#[test]
fn a_draft_is_judged_before_it_has_a_number_and_written_after() {
    let mut source = source(two_rates());
    source.number = None;
    let document = document(&source);
    assert_eq!(validate(&document, Profile::XrechnungCii), vec![]);
    let faults = write(&document, Profile::XrechnungCii).expect_err("it has no number");
    assert_eq!(faults[0].pointer, "/number");
}
