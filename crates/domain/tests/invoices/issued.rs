//! Issued documents, for the tests that need more than content.

use crate::document::{line_id, total};
use net30_domain::{
    Timestamp,
    customer::Party,
    document::{Content, DocumentType},
    id::{AccountId, InvoiceId},
    invoice::{CreditedLine, Invoice, Issue, Stage},
    seller::Seller,
    totals::Totals,
};

/// A document in the books: an invoice, or a credit note if it takes lines back.
pub(crate) fn issued(
    content: Content,
    totals: Totals,
    credited_lines: Vec<CreditedLine>,
) -> Invoice {
    let id = line_id(1).0;
    let document =
        if credited_lines.is_empty() { DocumentType::Invoice } else { DocumentType::CreditNote };
    let issue = Issue {
        number: "INV-1".to_owned(),
        issued_at: Timestamp::UNIX_EPOCH,
        sent_at: None,
        share_token: "token".to_owned(),
        seller: Seller::default(),
        buyer: Party::default(),
        appearance: None,
    };
    Invoice {
        stage: Stage::Issued(Box::new(issue)),
        credited_lines,
        ..Invoice::draft(
            InvoiceId(id),
            AccountId(id),
            document,
            content,
            totals,
            Timestamp::UNIX_EPOCH,
        )
    }
}

/// An issued invoice.
pub(crate) fn invoice(content: Content) -> Invoice {
    let totals = total(&content);
    issued(content, totals, Vec::new())
}

/// Voids a document.
pub(crate) fn void(note: &mut Invoice) {
    if let Stage::Issued(issue) = &note.stage {
        note.stage = Stage::Void { issue: issue.clone(), at: Timestamp::UNIX_EPOCH };
    }
}
