//! What each format makes of the same document.

use crate::documents::{content, credit_note, line, source, tax, text};
use crate::scenarios::{self, two_rates};
use net30_domain::{account::EinvoiceProfile, html::Html, tax::Category};
use net30_einvoice::{Profile, document, write};

fn xml(source: &net30_einvoice::Source, profile: Profile) -> String {
    let bytes = write(&document(source), profile).expect("it is complete");
    String::from_utf8(bytes).expect("it is UTF-8")
}

#[test]
fn a_format_is_known_by_its_word() {
    for profile in Profile::ALL {
        assert_eq!(Profile::parse(profile.word()), Some(profile));
        assert!(profile.edition().contains("2017"), "{}", profile.edition());
    }
    assert_eq!(Profile::parse("xml"), None);
    assert_eq!(Profile::promised(EinvoiceProfile::None), []);
    assert_eq!(Profile::promised(EinvoiceProfile::Peppol), [Profile::Peppol]);
}

#[test]
fn each_format_declares_itself() {
    let source = source(two_rates());
    for profile in Profile::ALL {
        let xml = xml(&source, profile);
        assert!(xml.contains(&format!(">{}<", profile.specification_id())), "{profile}");
        let process = "urn:fdc:peppol.eu:2017:poacc:billing:01:1.0";
        assert_eq!(xml.contains(process), profile.business_process().is_some(), "{profile}");
    }
}

#[test]
fn early_payment_is_a_line_of_its_own_in_xrechnung_only() {
    let mut content = two_rates();
    content.payment_terms = Some(text("2/10 net 30"));
    let source = source(content);
    for profile in Profile::ALL {
        let xml = xml(&source, profile);
        let is_xrechnung = matches!(profile, Profile::XrechnungUbl | Profile::XrechnungCii);
        assert!(xml.contains("2/10 net 30"), "{profile}");
        assert_eq!(
            xml.contains("2/10 net 30\n#SKONTO#TAGE=10#PROZENT=2.00#\n"),
            is_xrechnung,
            "{profile}"
        );
    }
}

#[test]
fn peppol_has_one_note_and_the_others_keep_them() {
    let mut content = two_rates();
    content.notes = Some(Html::sanitised("Thank you"));
    content.texts.description = Some(Html::sanitised("The bridge"));
    let source = source(content);
    assert_eq!(xml(&source, Profile::Peppol).matches("<cbc:Note>").count(), 2, "note and terms");
    assert_eq!(xml(&source, Profile::En16931Ubl).matches("<cbc:Note>").count(), 3);
    assert!(xml(&source, Profile::Peppol).contains("The bridge\n\nThank you"));
}

#[test]
fn a_credit_note_names_the_invoice_that_it_takes_back() {
    let note = credit_note(two_rates(), &[]);
    let ubl = xml(&note, Profile::XrechnungUbl);
    for part in [
        "<CreditNote ",
        ">381<",
        ">INV-2026-1<",
        ">2026-03-01<",
        ">97<",
        ">50<",
        "Bridge &amp; road",
    ] {
        assert!(ubl.contains(part), "{part}: {ubl}");
    }
    let cii = xml(&note, Profile::XrechnungCii);
    for part in [">381<", ">INV-2026-1<", ">20260301<", ">97<"] {
        assert!(cii.contains(part), "{part}: {cii}");
    }
}

#[test]
fn a_document_outside_the_scope_of_vat_names_no_vat_id() {
    for (category, names_ids) in [(Category::OutOfScope, false), (Category::Zero, true)] {
        let source = source(content(vec![line("1", "5", &[tax(category, "0")])]));
        let xml = xml(&source, Profile::En16931Ubl);
        assert_eq!(xml.contains(">DE123456789<"), names_ids);
        assert_eq!(xml.contains(">NL123456789B13</cbc:CompanyID>"), names_ids);
    }
}

#[test]
fn nothing_empty_is_written() {
    for (name, source) in scenarios::all() {
        for profile in Profile::ALL {
            let xml = xml(&source, profile);
            // The schema of CII wants this one, whatever there is to say.
            let xml = xml.replace("<ram:ApplicableHeaderTradeDelivery/>", "");
            assert!(!xml.contains("/>") && !xml.contains("></"), "{name} in {profile}");
        }
    }
}
