//! What a format adds to the model, and asks of it in its own form.

use crate::{document::Document, profile::Profile};
use en16931::{
    DocumentKind, EarlyPaymentDiscount, Invoice, InvoiceNote, PaymentTerms, Percentage, VatCategory,
};

/// The model as a format has it.
pub(crate) fn shape(document: &Document, profile: Profile) -> Invoice {
    let mut model = document.model.clone();
    model.specification_id = Some(profile.specification_id().to_owned());
    model.business_process = profile.business_process().map(str::to_owned);
    if profile == Profile::Peppol && model.notes.len() > 1 {
        // PEPPOL-EN16931-R002: one note.
        let notes: Vec<String> = model.notes.drain(..).filter_map(|note| note.note).collect();
        model.notes = vec![InvoiceNote::new(notes.join("\n\n"))];
    }
    if !profile.is_cii() {
        for note in model.notes.iter_mut().filter_map(|note| note.note.as_mut()) {
            *note = without_subject(note);
        }
    }
    if profile.is_xrechnung() {
        model.payment_terms = terms(document, model.payment_terms.as_deref());
        // BR-DE-14: the rate is stated even of what is not subject to VAT.
        for group in &mut model.vat_breakdown {
            if group.semantics() == Some(VatCategory::OutOfScope) {
                group.rate = Some(Percentage::ZERO);
            }
        }
    }
    if model.kind == DocumentKind::CreditNote {
        if !profile.is_cii() {
            // UBL's credit note has no due date.
            model.due_date = None;
        } else if model.totals.due.is_positive() && model.payment_terms.is_none() {
            // BR-CO-25 asks credit notes too when it is due: what it takes back is taken off at once.
            model.due_date = model.due_date.or(model.issue_date);
        }
    }
    model
}

/// A note that does not look like one with a subject: UBL writes that as three letters between the first two `#`
/// (BR-CL-08).
fn without_subject(note: &str) -> String {
    let mut parts = note.splitn(3, '#');
    match (parts.next(), parts.next(), parts.next()) {
        (Some(before), Some(between), Some(rest)) if between.chars().count() == 3 => {
            format!("{before}#{between} #{rest}")
        }
        _ => note.to_owned(),
    }
}

/// The payment terms with a line for early payment (BR-DE-18). No other line may begin like one.
fn terms(document: &Document, given: Option<&str>) -> Option<String> {
    let harmless = |line: &str| line.trim_start().trim_start_matches('#').to_owned();
    let lines: Vec<String> = given.iter().flat_map(|text| text.lines()).map(harmless).collect();
    let text = lines.join("\n");
    let discount = document.early_payment.as_ref().and_then(|(days, early)| {
        let days = u32::try_from(*days).ok()?;
        EarlyPaymentDiscount::new(days, Percentage::new(early.percentage)).ok()
    });
    let plain = || (!text.is_empty()).then(|| text.clone());
    let Some(discount) = discount else { return plain() };
    PaymentTerms::new(text.as_str())
        .map(|terms| terms.with_discount(discount).to_string())
        .ok()
        .or_else(plain)
}
