//! What a draft holds of the texts and lists of a file: as much as the API takes of them. The rest is left, and told.

use super::left_over::LeftOver;
use net30_domain::{
    customer::{Address, Party},
    document::{AllowanceCharge, PaymentMeans},
    draft::{CustomerRef, InvoiceDraft, LineDraft, TaxRef},
    limits::{
        ACCOUNT_NUMBER_CHARS_MAX, ADDRESS_LINE_CHARS_MAX, BANK_CODE_CHARS_MAX, CLASSIFICATIONS_MAX,
        EXEMPTION_REASON_CHARS_MAX, HTML_CHARS_MAX, LABEL_CHARS_MAX, LEGAL_ID_CHARS_MAX,
        LIST_CODE_CHARS_MAX, NAME_CHARS_MAX, PHONE_CHARS_MAX, POSTAL_CODE_CHARS_MAX, PRECEDING_MAX,
        REFERENCE_CHARS_MAX, SCHEME_CHARS_MAX, SEPA_ID_CHARS_MAX, TAX_ID_CHARS_MAX,
        TRANSFER_TEXT_CHARS_MAX, VERSION_CHARS_MAX,
    },
    number::NUMBER_CHARS_MAX,
    tax::Tax,
};

/// Cuts what is too long.
pub(super) fn keep(draft: &mut InvoiceDraft, left: &mut LeftOver) {
    if let CustomerRef::Details(customer) = &mut draft.customer {
        party(&mut customer.party, left);
    }
    let body = &mut draft.body;
    if let Some(to) = &mut body.deliver_to {
        cut(&mut to.name, NAME_CHARS_MAX, "BT-70", left);
        address(&mut to.address, "BG-15", left);
    }
    list(&mut body.references.preceding, PRECEDING_MAX, "BG-3", left);
    for preceding in &mut body.references.preceding {
        text(&mut preceding.number, NUMBER_CHARS_MAX, "BT-25", left);
    }
    means(&mut body.payment_means, left);
    let adjustments = &mut body.adjustments;
    for part in adjustments.allowances.iter_mut().chain(&mut adjustments.charges) {
        adjustment(part, left);
    }
    for (index, line) in body.lines.iter_mut().enumerate() {
        self::line(line, &format!("BG-25[{index}]"), left);
    }
}

fn party(party: &mut Party, left: &mut LeftOver) {
    for (field, chars_max, term) in [
        (&mut party.name.company, NAME_CHARS_MAX, "BT-44"),
        (&mut party.contact_name, NAME_CHARS_MAX, "BT-56"),
        (&mut party.phone, PHONE_CHARS_MAX, "BT-57"),
        (&mut party.tax_id, TAX_ID_CHARS_MAX, "BT-48"),
        (&mut party.legal_id, LEGAL_ID_CHARS_MAX, "BT-47"),
        (&mut party.legal_id_scheme, SCHEME_CHARS_MAX, "BT-47-1"),
    ] {
        cut(field, chars_max, term, left);
    }
    address(&mut party.address, "BG-8", left);
    if let Some(address) = &mut party.electronic_address {
        text(&mut address.scheme, SCHEME_CHARS_MAX, "BT-49-1", left);
        text(&mut address.id, NAME_CHARS_MAX, "BT-49", left);
    }
}

fn address(address: &mut Address, group: &str, left: &mut LeftOver) {
    for field in [
        &mut address.line1,
        &mut address.line2,
        &mut address.line3,
        &mut address.city,
        &mut address.region,
    ] {
        cut(field, ADDRESS_LINE_CHARS_MAX, group, left);
    }
    cut(&mut address.postal_code, POSTAL_CODE_CHARS_MAX, group, left);
}

fn means(means: &mut PaymentMeans, left: &mut LeftOver) {
    cut(&mut means.code, LIST_CODE_CHARS_MAX, "BT-81", left);
    cut(&mut means.reference, TRANSFER_TEXT_CHARS_MAX, "BT-83", left);
    if let Some(debit) = &mut means.direct_debit {
        cut(&mut debit.mandate, SEPA_ID_CHARS_MAX, "BT-89", left);
        cut(&mut debit.creditor_id, SEPA_ID_CHARS_MAX, "BT-90", left);
        cut(&mut debit.debited_iban, ACCOUNT_NUMBER_CHARS_MAX, "BT-91", left);
    }
    if let Some(card) = &mut means.card {
        cut(&mut card.holder, NAME_CHARS_MAX, "BT-88", left);
    }
    if let Some(account) = &mut means.account {
        cut(&mut account.holder, NAME_CHARS_MAX, "BT-85", left);
        cut(&mut account.account_number, ACCOUNT_NUMBER_CHARS_MAX, "BT-84", left);
        cut(&mut account.bic, BANK_CODE_CHARS_MAX, "BT-86", left);
    }
}

fn adjustment(part: &mut AllowanceCharge, left: &mut LeftOver) {
    cut(&mut part.reason, LABEL_CHARS_MAX, "BT-97", left);
    cut(&mut part.code, LIST_CODE_CHARS_MAX, "BT-98", left);
    if let Some(tax) = &mut part.tax {
        self::tax(tax, left);
    }
}

fn line(line: &mut LineDraft, group: &str, left: &mut LeftOver) {
    let at = |term: &str| format!("{group}/{term}");
    if let Some(discount) = &mut line.discount {
        cut(&mut discount.name, LABEL_CHARS_MAX, &at("BT-139"), left);
        cut(&mut discount.code, LIST_CODE_CHARS_MAX, &at("BT-140"), left);
    }
    let item = &mut line.item;
    for (field, chars_max, term) in [
        (&mut item.unit_code, LIST_CODE_CHARS_MAX, "BT-130"),
        (&mut item.note, HTML_CHARS_MAX, "BT-127"),
        (&mut item.order_line, REFERENCE_CHARS_MAX, "BT-132"),
        (&mut item.seller_item_id, REFERENCE_CHARS_MAX, "BT-155"),
        (&mut item.buyer_item_id, REFERENCE_CHARS_MAX, "BT-156"),
    ] {
        cut(field, chars_max, &at(term), left);
    }
    if let Some(id) = &mut item.standard_item_id {
        text(&mut id.scheme, SCHEME_CHARS_MAX, &at("BT-157-1"), left);
        text(&mut id.id, REFERENCE_CHARS_MAX, &at("BT-157"), left);
    }
    list(&mut item.classifications, CLASSIFICATIONS_MAX, &at("BT-158"), left);
    for class in &mut item.classifications {
        text(&mut class.scheme, SCHEME_CHARS_MAX, &at("BT-158-1"), left);
        cut(&mut class.version, VERSION_CHARS_MAX, &at("BT-158-2"), left);
        text(&mut class.code, REFERENCE_CHARS_MAX, &at("BT-158"), left);
    }
    for tax in line.taxes.iter_mut().flatten() {
        if let TaxRef::Inline(tax) = tax {
            self::tax(tax, left);
        }
    }
}

fn tax(tax: &mut Tax, left: &mut LeftOver) {
    cut(&mut tax.exemption_reason, EXEMPTION_REASON_CHARS_MAX, "BT-120", left);
}

fn cut(field: &mut Option<String>, chars_max: usize, term: &str, left: &mut LeftOver) {
    if let Some(whole) = field.take() {
        *field = left.within(chars_max, term, Some(whole));
    }
}

fn text(field: &mut String, chars_max: usize, term: &str, left: &mut LeftOver) {
    let whole = std::mem::take(field);
    *field = left.within(chars_max, term, Some(whole)).unwrap_or_default();
}

fn list<T>(list: &mut Vec<T>, count_max: usize, term: &str, left: &mut LeftOver) {
    if list.len() > count_max {
        let reason = format!("has more than {count_max} entries; the others are left");
        left.add(term, Some(list.len().to_string()), &reason);
        list.truncate(count_max);
    }
}
