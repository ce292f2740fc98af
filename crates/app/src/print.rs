//! A document without a database: what a client would send is resolved by the same rules, and set at once.

use crate::{
    Error, Result,
    accounts::AccountDraft,
    error::faultless,
    fonts, formats,
    invoices::{Catalogue, content},
    typesetter::{self, Effort, Job, Outcome, Wanted},
};
use net30_documents::{DocumentInput, html::html};
use net30_domain::{
    Timestamp,
    account::Account,
    check::totals_of,
    customer::Customer,
    document::DocumentType,
    draft::{CustomerDraft, InvoiceDraft},
    fault::{Faults, add_later},
    id::{AccountId, CustomerId, InvoiceId, LineId, OrganisationId},
    invoice::{Invoice, Issue, Stage},
    template::Look,
};
use net30_einvoice::Profile;
use std::path::Path;
use uuid::Uuid;

/// What a document can be set as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintFormat {
    /// PDF/A-3b.
    Pdf,
    /// One self-contained page.
    Html,
    /// An electronic invoice.
    Xml(Profile),
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

/// What a document is set with.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tools<'a> {
    /// A folder with further fonts.
    pub fonts: Option<&'a Path>,
    /// This program, for templates with a program of their own.
    pub program: Option<&'a Path>,
}

/// A document, and what there is to say of how it was set.
#[derive(Clone, Debug)]
pub struct Printed {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Such as that it is no PDF/UA.
    pub notes: Vec<String>,
}

/// Sets a document, or writes it as XML. The PDF of what was issued carries its electronic invoice, if it can be one. `now` dates what the sheet leaves undated.
///
/// # Errors
/// [`Error::Invalid`] with all faults, as making the invoice would have them, or by the rules of the electronic invoice.
pub fn print(
    sheet: &Sheet,
    format: PrintFormat,
    with: &Tools<'_>,
    now: Timestamp,
) -> Result<Printed> {
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
    let bytes = match format {
        PrintFormat::Pdf => {
            let xml = formats::within_pdf(&invoice);
            if let Some(job) = typesetter::job(&input, xml.as_deref(), Wanted::Pdf)? {
                return by_program(&job, with);
            }
            let renderer = fonts::renderer(with.fonts);
            let pdf = renderer.render_with_invoice(&input, xml.as_deref());
            pdf.map_err(|error| Error::Broken(error.into()))?
        }
        PrintFormat::Html => html(&input).into_bytes(),
        PrintFormat::Xml(profile) => {
            formats::written_by(&invoice, input.seller, input.buyer, profile)
                .map_err(formats::invalid)?
        }
    };
    Ok(Printed { bytes, notes: vec![] })
}

/// Sets a document by its template's program.
fn by_program(job: &Job, with: &Tools<'_>) -> Result<Printed> {
    match typesetter::done_by(with.program, with.fonts, job, Effort::Set)? {
        Outcome::Pdf(bytes, notes) => Ok(Printed { bytes: bytes.0, notes }),
        Outcome::Faults(found) => Err(typesetter::faults("/template/source", &found)),
        Outcome::Pages(..) => Err(Error::broken("pages came where a PDF was wanted")),
    }
}

pub(crate) fn invoice_of(sheet: &Sheet, now: Timestamp) -> Result<Invoice> {
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
    let created_at = sheet.issued_at.unwrap_or(now);
    let draft = Invoice::draft(sheet.id, account.id, sheet.document, content, totals, created_at);
    Ok(Invoice { stage, ..draft })
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
        receipt_emails: draft.receipt_emails,
        einvoice_profile: draft.einvoice_profile,
        revision: 1,
        created_at: now,
        updated_at: now,
        suspended_at: None,
        has_stripe: false,
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
