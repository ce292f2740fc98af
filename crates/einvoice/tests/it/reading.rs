//! Files read back: the model, the report, the draft.

use crate::scenarios;
use net30_domain::{
    Decimal,
    draft::{CustomerRef, TaxRef},
    id::CustomerId,
    invoice::{Content, Line},
    money::Currency,
    text::Language,
    totals::calculate,
};
use net30_einvoice::{Profile, Unreadable, document, draft, read, write};

#[test]
fn what_was_written_is_read_back_whole() {
    for (name, source) in scenarios::all() {
        let document = document(&source);
        for profile in Profile::ALL {
            let xml = write(&document, profile).expect("it is complete");
            let read = read(&xml).expect("it is one");
            assert!(read.report.is_valid(), "{name} in {profile}: {:#?}", read.report.broken);
            assert!(read.report.adds_up(), "{name} in {profile}: {:#?}", read.report.wrong_sums);
            assert_eq!(read.report.left, vec![], "{name} in {profile}");
            let (model, ours) = (&read.model, document.model());
            assert_eq!(model.totals, ours.totals, "{name} in {profile}");
            assert_eq!(model.lines, ours.lines, "{name} in {profile}");
            assert_eq!(model.allowances, ours.allowances, "{name} in {profile}");
            assert_eq!(model.charges, ours.charges, "{name} in {profile}");
            assert_eq!(model.seller, ours.seller, "{name} in {profile}");
            assert_eq!(model.buyer, ours.buyer, "{name} in {profile}");
            assert_eq!(model.payment, ours.payment, "{name} in {profile}");
            assert_eq!(model.delivery, ours.delivery, "{name} in {profile}");
            assert_eq!(model.preceding_invoices, ours.preceding_invoices, "{name} in {profile}");
            assert_eq!(model.project_reference, ours.project_reference, "{name} in {profile}");
            assert_eq!(model.number, ours.number, "{name} in {profile}");
        }
    }
}

#[test]
fn a_draft_of_a_file_comes_to_what_the_file_says() {
    for (name, source) in scenarios::all() {
        let xml = write(&document(&source), Profile::En16931Cii).expect("it is complete");
        let model = read(&xml).expect("it is one").model;
        let drafted = draft(&model);
        let body = drafted.draft.body;
        let lines = body.lines.into_iter().map(|line| Line {
            id: crate::documents::line_id(1),
            product_id: None,
            name: line.name,
            description: line.description,
            url: None,
            quantity: line.quantity.unwrap_or(Decimal::ONE),
            unit: line.unit,
            unit_price: line.unit_price.unwrap_or_default(),
            base_quantity: line.base_quantity.unwrap_or(Decimal::ONE),
            flat_fee: line.flat_fee,
            discount: line.discount,
            taxes: line
                .taxes
                .unwrap_or_default()
                .into_iter()
                .filter_map(|tax| match tax {
                    TaxRef::Inline(tax) => Some(tax),
                    TaxRef::Id(_) => None,
                })
                .collect(),
            service: line.service,
            display_order: None,
        });
        let currency: Currency = body.currency.expect("it has one");
        let customer = CustomerId(crate::documents::line_id(7).0);
        let mut content =
            Content::bare(customer, source.issue_date, currency, Language::En, lines.collect());
        content.adjustments = body.adjustments;
        let totals = calculate(&content).expect("it can be calculated");
        // Net prices of what was paid with tax are worked out: their tax is taken anew, from the same bases.
        let a_cent_a_tax = i64::try_from(source.taxes.len()).expect("few")
            * i64::from(source.tax_included || source.takes_back);
        assert!(
            (totals.gross.0 - source.figures.gross.0).abs() <= a_cent_a_tax,
            "{name}: {totals:#?} {:#?}",
            source.figures
        );
        assert_eq!(drafted.draft.number, source.number);
        let CustomerRef::Details(customer) = drafted.draft.customer else {
            panic!("{name}: a customer")
        };
        assert_eq!(customer.party.name.company.as_deref(), Some("Globex NV"));
        assert_eq!(customer.party.address.city, source.buyer.address.city);
    }
}

#[test]
fn a_file_that_does_not_add_up_says_where() {
    let source = crate::documents::source(scenarios::two_rates());
    let xml = write(&document(&source), Profile::En16931Ubl).expect("it is complete");
    let text = String::from_utf8(xml).expect("UTF-8");
    let total = document(&source).model().totals.gross_total.to_string();
    let wrong = text.replace(
        &format!("\">{total}</cbc:TaxInclusiveAmount>"),
        "\">999.99</cbc:TaxInclusiveAmount>",
    );
    assert_ne!(wrong, text);
    let report = read(wrong.as_bytes()).expect("it is one").report;
    assert!(!report.adds_up() && !report.is_valid());
    assert!(report.wrong_sums.iter().any(|sum| sum.term == "BT-112"), "{report:#?}");
    assert!(report.broken.iter().any(|broken| broken.rule == "BR-CO-15"), "{report:#?}");
    let more = text.replace(
        "<cbc:ID>INV-2026-1</cbc:ID>",
        "<cbc:ID>INV-2026-1</cbc:ID><cbc:AccountingCostCode>x</cbc:AccountingCostCode>",
    );
    let report = read(more.as_bytes()).expect("it is one").report;
    assert!(report.left.iter().any(|left| left.path.contains("AccountingCostCode")), "{report:#?}");
}

#[test]
fn what_is_no_invoice_is_refused() {
    let bomb = "<!DOCTYPE a [<!ENTITY b \"c\">]><Invoice>&b;</Invoice>";
    for text in ["", "PK\u{3}", "<html/>", "<Invoice/>", bomb, "%PDF-1.7"] {
        assert!(matches!(read(text.as_bytes()), Err(Unreadable::NotAnInvoice(_))), "{text}");
    }
    assert!(matches!(read(&vec![b' '; 21 * 1024 * 1024]), Err(Unreadable::TooLarge)));
}
