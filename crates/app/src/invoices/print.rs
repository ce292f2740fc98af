//! A document without a database: what a client would send is resolved by the same rules, and set at once.

use super::{
    CustomerDraft, InvoiceDraft,
    resolve::{Catalogue, content},
};
use crate::{Error, Result, accounts::AccountDraft, error::faultless, fonts};
use net30_documents::{DocumentInput, html::html};
use net30_domain::{
    Timestamp,
    account::Account,
    check::totals_of,
    customer::Customer,
    fault::{Faults, add_later},
    id::{AccountId, CustomerId, InvoiceId, LineId, OrganisationId},
    invoice::{DocumentType, Invoice, Issue, Stage},
    template::Look,
};
use std::path::Path;
use uuid::Uuid;

/// What a document can be set as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintFormat {
    /// PDF/A-3b.
    Pdf,
    /// One self-contained page.
    Html,
}

/// All that a document says, gathered by hand.
#[derive(Clone, Debug)]
pub struct Sheet {
    /// Its id; it becomes the PDF's own.
    pub id: InvoiceId,
    /// Invoice or credit note.
    pub document: DocumentType,
    /// What the client writes. It can name neither products nor taxes by their ids.
    pub draft: InvoiceDraft,
    /// To whom, whatever the draft says.
    pub customer: CustomerDraft,
    /// Who issues it, and with which defaults.
    pub account: AccountDraft,
    /// How it looks.
    pub look: Look,
    /// When it was issued, if it is no draft: then it needs a number.
    pub issued_at: Option<Timestamp>,
    /// Where it can be seen online.
    pub link: Option<String>,
}

/// Sets a document. `now` dates what the sheet leaves undated; `own_fonts` is a folder with further fonts.
///
/// # Errors
/// [`Error::Invalid`] with all faults, as making the invoice would have them.
pub fn print(
    sheet: &Sheet,
    format: PrintFormat,
    own_fonts: Option<&Path>,
    now: Timestamp,
) -> Result<Vec<u8>> {
    let invoice = invoice_of(sheet, now)?;
    let input = DocumentInput {
        invoice: &invoice,
        seller: &sheet.account.seller,
        buyer: &sheet.customer.party,
        look: &sheet.look,
        public_url: sheet.link.as_deref(),
        pay_online: false,
        created_at: invoice.created_at,
    };
    match format {
        PrintFormat::Pdf => {
            let renderer = fonts::renderer(own_fonts);
            renderer.render(&input).map_err(|error| Error::Broken(error.into()))
        }
        PrintFormat::Html => Ok(html(&input).into_bytes()),
    }
}

fn invoice_of(sheet: &Sheet, now: Timestamp) -> Result<Invoice> {
    let (account, customer) = (account_of(&sheet.account, now), customer_of(&sheet.customer, now));
    let draft = &sheet.draft;
    let mut faults = Faults::new();
    // Nothing is in it: what names an entry by its id alone is a fault.
    let catalogue = Catalogue::default();
    let mut lines = Vec::with_capacity(draft.body.lines.len());
    for (index, line) in draft.body.lines.iter().enumerate() {
        let id = line.id.unwrap_or(LineId(Uuid::nil()));
        lines.push(catalogue.line(id, index, line, true, &mut faults));
    }
    let taxes = draft.body.taxes.as_deref().unwrap_or_default();
    let taxes = catalogue.taxes(taxes, "/taxes", &mut faults);
    let today = account.today(now);
    let mut content = content(draft, &account, Some(&customer), today, taxes, lines, None);
    content.number.clone_from(&draft.number);
    add_later(&mut faults, totals_of(&content).err().unwrap_or_default());
    faultless(faults)?;
    content.lines.sort_by_key(|line| line.display_order.unwrap_or(i32::MAX));
    let totals = totals_of(&content).map_err(Error::Invalid)?;
    let stage = match (sheet.issued_at, &draft.number) {
        (Some(issued_at), Some(number)) => Stage::Issued(Box::new(Issue {
            number: number.clone(),
            issued_at,
            sent_at: None,
            share_token: String::new(),
            seller: sheet.account.seller.clone(),
            buyer: sheet.customer.party.clone(),
            appearance: None,
        })),
        _ => Stage::Draft { kept_number: None },
    };
    Ok(Invoice {
        id: sheet.id,
        account_id: account.id,
        document: sheet.document,
        content,
        totals,
        stage,
        payments: vec![],
        credit_notes: vec![],
        credits: None,
        credited_lines: vec![],
        payment_failed_at: None,
        viewed_at: None,
        paid_at: None,
        scheduled_send_at: None,
        last_delivery: None,
        recurring_id: None,
        reminders_paused: false,
        deleted_at: None,
        revision: 1,
        created_at: sheet.issued_at.unwrap_or(now),
        updated_at: sheet.issued_at.unwrap_or(now),
    })
}

fn account_of(draft: &AccountDraft, now: Timestamp) -> Account {
    Account {
        id: AccountId(Uuid::nil()),
        organisation_id: OrganisationId(Uuid::nil()),
        seller: draft.seller.clone(),
        defaults: draft.defaults.clone(),
        time_zone: draft.time_zone.clone(),
        invoice_numbers: draft.invoice_numbers.clone(),
        credit_note_numbers: draft.credit_note_numbers.clone(),
        lock: draft.lock,
        tax_rounding: draft.tax_rounding,
        allow_overpayment: draft.allow_overpayment,
        allow_partial_payment: draft.allow_partial_payment,
        receipt_letters: draft.receipt_letters,
        einvoice_profile: draft.einvoice_profile,
        revision: 1,
        created_at: now,
        updated_at: now,
        suspended_at: None,
    }
}

fn customer_of(draft: &CustomerDraft, now: Timestamp) -> Customer {
    Customer {
        id: CustomerId(Uuid::nil()),
        account_id: AccountId(Uuid::nil()),
        party: draft.party.clone(),
        currency: draft.currency,
        language: draft.language,
        payment_terms: draft.payment_terms.clone(),
        payment_days: draft.payment_days,
        external_id: draft.external_id.clone(),
        notes: None,
        metadata: None,
        archived_at: None,
        revision: 1,
        entered_revision: 1,
        created_at: now,
        updated_at: now,
    }
}
