//! Files read back: the model, the report, the draft.

use crate::scenarios;
use flate2::{Compression, write::ZlibEncoder};
use net30_domain::{
    Decimal,
    document::{Content, Line},
    draft::{CustomerRef, TaxRef},
    id::CustomerId,
    money::Currency,
    text::Language,
    totals::calculate,
};
use net30_einvoice::{Profile, Unreadable, document, draft, read, write};
use std::io::Write as _;

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
            item: line.item,
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
    for text in ["", "PK\u{3}", "<html/>", "<Invoice/>", bomb] {
        assert!(matches!(read(text.as_bytes()), Err(Unreadable::NotAnInvoice(_))), "{text}");
    }
    assert!(matches!(read(&vec![b' '; 21 * 1024 * 1024]), Err(Unreadable::TooLarge)));
}

/// A PDF that carries a file, packed.
fn pdf_with(file: &[u8]) -> Vec<u8> {
    let mut zip = ZlibEncoder::new(Vec::new(), Compression::best());
    zip.write_all(file).expect("memory takes it");
    let packed = zip.finish().expect("memory takes it");
    let mut pdf = b"%PDF-1.7\n".to_vec();
    let mut places = Vec::new();
    let stream = format!(
        "<</Type/EmbeddedFile/Subtype/text#2Fxml/Filter/FlateDecode/Length {}>>\nstream\n",
        packed.len()
    );
    let objects: [&[&[u8]]; 4] = [
        &[b"<</Type/Catalog/Pages 2 0 R/AF[3 0 R]/Names<</EmbeddedFiles<</Names[(factur-x.xml)3 0 R]>>>>>>"],
        &[b"<</Type/Pages/Kids[]/Count 0>>"],
        &[b"<</Type/Filespec/F(factur-x.xml)/UF(factur-x.xml)/AFRelationship/Alternative/EF<</F 4 0 R/UF 4 0 R>>>>"],
        &[stream.as_bytes(), &packed, b"\nendstream"],
    ];
    for (index, parts) in objects.into_iter().enumerate() {
        places.push(pdf.len());
        pdf.extend(format!("{} 0 obj\n", index + 1).bytes());
        pdf.extend(parts.concat());
        pdf.extend(b"\nendobj\n");
    }
    let table = pdf.len();
    pdf.extend(b"xref\n0 5\n0000000000 65535 f \n");
    for place in places {
        pdf.extend(format!("{place:010} 00000 n \n").bytes());
    }
    pdf.extend(format!("trailer\n<</Size 5/Root 1 0 R>>\nstartxref\n{table}\n%%EOF").bytes());
    pdf
}

#[test]
fn the_file_within_a_pdf_is_read_and_no_more_is_unpacked_than_a_file_may_have() {
    let source = crate::documents::source(scenarios::two_rates());
    let xml = write(&document(&source), Profile::FacturX).expect("it is complete");
    let whole = read(&pdf_with(&xml)).expect("it has one");
    assert_eq!(whole.report.embedded.as_deref(), Some("factur-x.xml"));
    assert_eq!(whole.model, read(&xml).expect("it is one").model);
    let bomb = pdf_with(&vec![b' '; 200 * 1024 * 1024]);
    assert!(bomb.len() < 1024 * 1024);
    for file in [bomb, pdf_with(b"<html/>"), b"%PDF-1.7".to_vec()] {
        assert!(matches!(read(&file), Err(Unreadable::NotInPdf(_) | Unreadable::NotAnInvoice(_))));
    }
}

#[test]
fn what_is_longer_than_the_api_takes_is_cut_and_told() {
    let source = crate::documents::source(scenarios::two_rates());
    let xml = write(&document(&source), Profile::En16931Ubl).expect("it is complete");
    let text = String::from_utf8(xml).expect("UTF-8");
    let long = "x".repeat(300);
    let text =
        text.replace("Keizersgracht 1", &long).replace("NL123456789B13<", &format!("{long}<"));
    let drafted = draft(&read(text.as_bytes()).expect("it is one").model);
    let CustomerRef::Details(customer) = drafted.draft.customer else { panic!("a customer") };
    let party = customer.party;
    assert_eq!(party.address.line1.expect("a line").len(), 255);
    assert_eq!(party.tax_id.expect("an id").len(), 50);
    let paths: Vec<&str> = drafted.left.iter().map(|left| left.path.as_str()).collect();
    assert!(paths.contains(&"BG-8") && paths.contains(&"BT-48"), "{paths:?}");
}
