//! Electronic invoices that come as files: read, and made drafts.

use super::{Left, Report, StatedSum};
use crate::{
    App, Boxed, Caller, Error, Result, UseCase, Work,
    fair::{FairShares, Full, Limits},
    invoices::{InvoiceDraft, Shown, draft_with, keep_new, resolve, unique},
    work::boxed,
};
use net30_domain::{id::AccountId, invoice::Invoice, seller::Seller, text::alike};
use net30_einvoice::{draft, read as read_file};
use serde_json::json;

/// How many files are read at a time: each takes some times its size of memory.
const AT_A_TIME: usize = 2;
/// Most files that wait to be read, of all accounts and of one.
const WAITING_MAX: usize = 64;
const WAITING_EACH_MAX: usize = 16;
/// After how many seconds it is worth asking again when too many wait.
const AGAIN_AFTER_SECONDS: u64 = 5;
/// The code of a commercial invoice (UNTDID 1001): the only kind that a draft is issued as.
const INVOICE: &str = "380";

/// Where files are read, for the whole process.
pub(crate) struct Desk(FairShares<AccountId>);

impl Desk {
    /// A desk at which nobody reads.
    pub(crate) fn new() -> Self {
        Self(FairShares::new(Limits {
            shares: AT_A_TIME,
            shares_each: 1,
            waiting: WAITING_MAX,
            waiting_each: WAITING_EACH_MAX,
        }))
    }
}

/// A file that was read: the draft that it becomes, and what is to be told of it.
#[derive(Clone, Debug)]
pub struct ImportFile {
    draft: InvoiceDraft,
    report: Report,
    seller: Seller,
    states: [(&'static str, net30_domain::Decimal); 3],
}

/// What became of a file.
#[derive(Clone, Debug)]
pub struct ImportReport {
    /// What was read, what was left, which rules it breaks, and whether it adds up.
    pub file: Report,
    /// Where the draft comes to something else than the file states.
    pub differences: Vec<StatedSum>,
}

/// A draft that was made of a file.
#[derive(Clone, Debug)]
pub struct Imported {
    /// The draft.
    pub shown: Shown,
    /// What is to be told.
    pub report: ImportReport,
}

/// Reads a file: UBL, CII, or a PDF that carries one.
///
/// # Errors
/// [`Error::Invalid`] if it is no electronic invoice, or a credit note: those are made of their invoices.
/// [`Error::Busy`] if too many wait to be read.
pub fn read<'a>(app: &'a App, caller: &'a Caller, bytes: Vec<u8>) -> Boxed<'a, ImportFile> {
    Box::pin(async move {
        let busy = |_: Full| Error::Busy { what: "files to import", seconds: AGAIN_AFTER_SECONDS };
        let place = app.inner.reading.0.wait(caller.account_id).await.map_err(busy)?;
        let reading = move || {
            // The thread goes on if the client gives up, and so does its place.
            let _place = place;
            file_of(&bytes)
        };
        tokio::task::spawn_blocking(reading).await.map_err(|error| Error::Broken(error.into()))?
    })
}

fn file_of(bytes: &[u8]) -> Result<ImportFile> {
    let unreadable = |error: net30_einvoice::Unreadable| {
        let code = match &error {
            net30_einvoice::Unreadable::TooLarge => "too_large",
            net30_einvoice::Unreadable::NotAnInvoice(_) => "not_an_electronic_invoice",
            net30_einvoice::Unreadable::NotInPdf(_) => "no_electronic_invoice_in_pdf",
        };
        Error::fault("", code, error.to_string())
    };
    let file = read_file(bytes).map_err(unreadable)?;
    if file.takes_back() {
        let of = match file.follows().next() {
            Some(number) => format!("credit the invoice {number} here instead"),
            None => "credit its invoice here instead".to_owned(),
        };
        let message =
            format!("is a credit note, which is made of an invoice that was issued here: {of}");
        return Err(Error::fault("", "credit_note", message));
    }
    let drafted = draft(&file.model);
    let mut report = file.report.clone();
    report.left.extend(drafted.left);
    if let Some(code) = file.type_code().filter(|code| *code != INVOICE) {
        let reason = "is another kind of invoice: a draft is issued as 380, a commercial invoice";
        report.left.push(left("BT-3", code, reason));
    }
    let (name, tax_id) = file.seller();
    let seller = Seller {
        name: name.unwrap_or_default().to_owned(),
        tax_id: tax_id.map(str::to_owned),
        ..Seller::default()
    };
    Ok(ImportFile { draft: drafted.draft, report, seller, states: file.states() })
}

fn left(path: &str, value: &str, reason: &str) -> Left {
    Left { path: path.to_owned(), value: Some(value.to_owned()), reason: reason.to_owned() }
}

/// Makes a draft of a file.
pub struct Import {
    /// Which.
    pub file: ImportFile,
}

impl UseCase for Import {
    type Output = Imported;

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<Imported> {
        let file = &self.file;
        let account = work.account().await?;
        let resolved = Box::pin(resolve(work, &file.draft, None)).await?;
        let invoice = draft_with(work, resolved.content, resolved.totals);
        unique(work, &invoice).await?;
        let differences = differences(file, &invoice);
        let made = keep_new(work, invoice, &json!({"imported_from": file.report.syntax})).await?;
        let mut report = file.report.clone();
        if is_another(&file.seller, &account.seller) {
            let reason = "is another seller than this account, in whose name the draft is issued";
            report.left.push(left("BG-4", &file.seller.name, reason));
        }
        let shown = Shown::of(work, made.into_invoice(), Some(resolved.customer)).await?;
        Ok(Imported { shown, report: ImportReport { file: report, differences } })
    }
}

/// Whether two sellers are told apart by their VAT ids, or by their names if one has none.
fn is_another(stated: &Seller, own: &Seller) -> bool {
    match (&stated.tax_id, &own.tax_id) {
        (Some(stated), Some(own)) => {
            let bare = |id: &String| id.replace([' ', '.', '-'], "").to_uppercase();
            bare(stated) != bare(own)
        }
        _ => alike(&stated.name) != alike(&own.name),
    }
}

fn differences(file: &ImportFile, invoice: &Invoice) -> Vec<StatedSum> {
    let (totals, currency) = (&invoice.totals, invoice.content.currency);
    let comes_to = [totals.net, totals.tax, totals.gross];
    let sums = file.states.iter().zip(comes_to).map(|((term, stated), amount)| StatedSum {
        term: (*term).to_owned(),
        stated: *stated,
        calculated: amount.to_decimal(currency),
    });
    sums.filter(|sum| sum.stated != sum.calculated).collect()
}
