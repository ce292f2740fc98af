//! Where in the native body, the customer or the settings a business term comes from.

use crate::document::Document;
use en16931::{Finding, bt::Group};

/// Where the documents stand that one follows.
pub(super) const PRECEDING: &str = "/preceding_documents";
const COMPANY: &str = "/settings/company";
const SHIP_TO: &str = "/customer/ship_to";

/// Where a finding's term comes from.
pub(super) fn of(document: &Document, model: &en16931::Invoice, finding: &Finding) -> String {
    let path = finding.path;
    let term = path.term.map_or(0, |term| term.0);
    let index = path.index.unwrap_or(0);
    if let Some(pointer) = of_rule(document, model, &finding.rule) {
        return pointer;
    }
    match path.group {
        Group::Line => of_line(document, index, term),
        Group::VatBreakdown => of_tax(document, index, term),
        Group::DocumentAllowance => at(&document.allowances, index),
        Group::DocumentCharge => at(&document.charges, index),
        Group::Totals => String::new(),
        _ => of_number(term),
    }
}

/// Where a term such as `BT-72`, `BG-25[0]/BT-153` or `BG-3[1]` comes from.
pub(crate) fn of_term(document: &Document, text: &str) -> String {
    let (group, term) = match text.split_once('/') {
        Some((group, term)) => (group, term),
        None if text.starts_with("BG-") => (text, ""),
        None => ("", text),
    };
    let number = term.strip_prefix("BT-").and_then(|number| number.parse().ok()).unwrap_or(0);
    let index = group.split_once('[').and_then(|(_, rest)| rest.trim_end_matches(']').parse().ok());
    match group.split('[').next() {
        Some("BG-25") => of_line(document, index.unwrap_or(0), number),
        Some("BG-3") => PRECEDING.to_owned(),
        Some("BG-4") => COMPANY.to_owned(),
        Some("BG-7") => "/customer".to_owned(),
        _ => of_number(number),
    }
}

fn at(pointers: &[String], index: usize) -> String {
    pointers.get(index).cloned().unwrap_or_default()
}

/// Rules that name a group or several terms, and lack one of them.
fn of_rule(document: &Document, model: &en16931::Invoice, rule: &str) -> Option<String> {
    let pointer = match rule {
        "BR-08" | "BR-09" => "/settings/company/address/country",
        "BR-10" | "BR-11" => "/customer/address/country",
        "BR-16" => "/items",
        "BR-CO-25" => "/due_date",
        "BR-CO-26" => "/settings/company/legal_id",
        "BR-CO-09" => {
            let seller =
                model.seller.vat_identifier.is_some() && model.buyer.vat_identifier.is_none();
            if seller { "/settings/company/tax_id" } else { "/customer/tax_id" }
        }
        "BR-IC-11" => "/delivery_date",
        "BR-IC-12" | "BR-57" => "/customer/ship_to/address/country",
        "BR-DE-1" | "BR-DE-23-a" | "BR-50" | "BR-61" => "/settings/company/bank",
        "BR-DE-2" => "/settings/company/contact_name",
        "BR-DE-16" => "/settings/company/tax_id",
        "BR-DE-24-a" => "/payment_means/card",
        "BR-DE-25-a" | "PEPPOL-EN16931-R061" => "/payment_means/direct_debit/mandate",
        "BR-DE-30" => "/settings/company/creditor_id",
        "BR-DE-31" => "/payment_means/direct_debit/debited_iban",
        "PEPPOL-EN16931-R003" => "/buyer_reference",
        "PEPPOL-EN16931-R002" => "/notes",
        _ => {
            let (_, number) = rule.strip_prefix("BR-")?.split_once('-')?;
            let is_category = rule.matches('-').count() == 2
                && !rule.starts_with("BR-CO")
                && !rule.starts_with("BR-DE")
                && !rule.starts_with("BR-CL");
            return (is_category && number == "10").then(|| {
                let wanting = model.vat_breakdown.iter().position(|group| {
                    group.semantics().is_some_and(|category| {
                        category.requires_exemption_reason() != group.has_exemption_reason()
                    })
                });
                format!("{}/exemption_reason", at(&document.taxes, wanting.unwrap_or(0)))
            });
        }
    };
    Some(pointer.to_owned())
}

fn of_line(document: &Document, index: usize, term: u16) -> String {
    let field = match term {
        129 => "quantity",
        127 => "note",
        130 => "unit",
        132 => "order_line",
        155 => "seller_item_id",
        156 => "buyer_item_id",
        157 => "standard_item_id",
        158 => "classifications",
        159 => "origin_country",
        146..=148 => "unit_price",
        149 | 150 => "base_quantity",
        134 => "service_start_date",
        135 => "service_end_date",
        136..=140 => "discount_value",
        141..=145 => "flat_fee",
        151 | 152 => return at(&document.line_taxes, index),
        153 => "name",
        154 => "description",
        _ => return format!("/items/{index}"),
    };
    format!("/items/{index}/{field}")
}

fn of_tax(document: &Document, index: usize, term: u16) -> String {
    let pointer = at(&document.taxes, index);
    match term {
        120 | 121 => format!("{pointer}/exemption_reason"),
        118 => format!("{pointer}/category"),
        119 => format!("{pointer}/value"),
        _ => pointer,
    }
}

/// Where a term comes from that a document has once.
fn of_number(term: u16) -> String {
    let of_company = |field: &str| format!("{COMPANY}/{field}");
    let of_customer = |field: &str| format!("/customer/{field}");
    let shipped = |field: &str| format!("{SHIP_TO}/{field}");
    match term {
        1 => "/number".to_owned(),
        2 => "/issue_date".to_owned(),
        5 => "/currency".to_owned(),
        9 => "/due_date".to_owned(),
        10 => "/buyer_reference".to_owned(),
        11 => "/project_reference".to_owned(),
        12 => "/contract_reference".to_owned(),
        13 => "/purchase_order".to_owned(),
        20 => "/payment_terms".to_owned(),
        21 | 22 => "/notes".to_owned(),
        25 | 26 => PRECEDING.to_owned(),
        27 => of_company("name"),
        29 | 30 => of_company("legal_id"),
        31 => of_company("tax_id"),
        32 => of_company("tax_number"),
        34 => of_company("electronic_address"),
        35 => of_company("address/line1"),
        36 => of_company("address/line2"),
        162 => of_company("address/line3"),
        37 => of_company("address/city"),
        38 => of_company("address/postal_code"),
        39 => of_company("address/region"),
        40 => of_company("address/country"),
        41 => of_company("contact_name"),
        42 => of_company("phone"),
        43 => of_company("email"),
        44 => of_customer("company"),
        46 | 47 => of_customer("legal_id"),
        48 => of_customer("tax_id"),
        49 => of_customer("electronic_address"),
        50 => of_customer("address/line1"),
        51 => of_customer("address/line2"),
        163 => of_customer("address/line3"),
        52 => of_customer("address/city"),
        53 => of_customer("address/postal_code"),
        54 => of_customer("address/region"),
        55 => of_customer("address/country"),
        56 => of_customer("contact_name"),
        57 => of_customer("phone"),
        58 => of_customer("email"),
        70 => shipped("name"),
        72 => "/delivery_date".to_owned(),
        73 => "/service_start_date".to_owned(),
        74 => "/service_end_date".to_owned(),
        75 => shipped("address/line1"),
        76 => shipped("address/line2"),
        77 => shipped("address/city"),
        78 => shipped("address/postal_code"),
        79 => shipped("address/region"),
        80 => shipped("address/country"),
        84 => of_company("bank/iban"),
        85 => of_company("bank/holder"),
        86 => of_company("bank/bic"),
        81 => "/payment_means/code".to_owned(),
        83 => "/payment_means/reference".to_owned(),
        82 | 87..=91 => "/payment_means".to_owned(),
        _ => String::new(),
    }
}
