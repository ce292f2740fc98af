//! Electronic invoices: written of documents, judged, and read of files.

mod import;

pub use crate::formats::Judgement;
pub(crate) use import::Desk;
pub use import::{Import, ImportFile, ImportReport, Imported, read};
pub use net30_einvoice::{BYTES_MAX, Broken, Fault, Left, Profile, Report, StatedSum};

use crate::{
    App, Boxed, Caller, accounts,
    documents::{self, Document},
    formats::{invalid, judged, usual, written},
    invoices::{self, Shown},
};
use net30_domain::{
    account::{Account, EinvoiceProfile},
    check::totals_of,
    id::InvoiceId,
    totals::Rules,
};

/// What all formats say of a document.
#[derive(Clone, Debug)]
pub struct Judgements {
    /// What the account promises: a document that is not right in that is not issued.
    pub promised: EinvoiceProfile,
    /// Each format with its faults.
    pub profiles: Vec<Judgement>,
}

/// The electronic invoice of an issued document; in the format that the account promises, if none is named.
///
/// # Errors
/// [`Error::NotFound`](crate::Error::NotFound) if the account has no such document; those of [`xml_of`].
pub fn xml<'a>(
    app: &'a App,
    caller: &'a Caller,
    id: InvoiceId,
    profile: Option<Profile>,
) -> Boxed<'a, Document> {
    Box::pin(async move {
        let shown = invoices::get(app, caller, id).await?;
        xml_of(app, caller, &shown, profile).await
    })
}

/// The electronic invoice of a document that was loaded before.
///
/// # Errors
/// [`Error::Invalid`](crate::Error::Invalid) with the rule of each fault if it is a draft, or cannot be said in the format.
pub fn xml_of<'a>(
    app: &'a App,
    caller: &'a Caller,
    shown: &'a Shown,
    profile: Option<Profile>,
) -> Boxed<'a, Document> {
    Box::pin(async move {
        let account = accounts::get(app, caller).await?;
        let profile = profile.unwrap_or_else(|| usual(&account));
        let bytes = if shown.invoice.stage.issue().is_some() {
            written(&shown.invoice, profile)
        } else {
            let mut faults = judged_draft(&account, shown, &[profile]).remove(0).faults;
            faults.push(Fault {
                pointer: "/number".to_owned(),
                rule: "BR-02".to_owned(),
                message: "is missing: it is a draft, and gets its number when it is issued"
                    .to_owned(),
            });
            Err(faults)
        };
        let bytes = bytes.map_err(invalid)?;
        Ok(documents::document(&shown.invoice, bytes))
    })
}

/// What every format finds wrong with a document, a draft or issued.
///
/// # Errors
/// [`Error::NotFound`](crate::Error::NotFound) if the account has no such document.
pub fn judge<'a>(app: &'a App, caller: &'a Caller, id: InvoiceId) -> Boxed<'a, Judgements> {
    Box::pin(async move {
        let shown = invoices::get(app, caller, id).await?;
        let account = accounts::get(app, caller).await?;
        let profiles = match shown.invoice.stage.issue() {
            Some(issue) => judged(&shown.invoice, &issue.seller, &issue.buyer, &Profile::ALL),
            None => judged_draft(&account, &shown, &Profile::ALL),
        };
        Ok(Judgements { promised: account.einvoice_profile, profiles })
    })
}

/// What is wrong first with a draft in the formats that the account promises; none if it could be issued.
pub(crate) fn first_fault(account: &Account, shown: &Shown, promised: &[Profile]) -> Option<Fault> {
    let judged = judged_draft(account, shown, promised);
    judged.into_iter().find_map(|judgement| judgement.faults.into_iter().next())
}

/// A draft as it would be issued now.
fn judged_draft(account: &Account, shown: &Shown, profiles: &[Profile]) -> Vec<Judgement> {
    let mut invoice = shown.invoice.clone();
    if !invoice.document.takes_back()
        && invoice.totals.rules != Rules::CURRENT
        && let Ok(totals) = totals_of(&invoice.content)
    {
        invoice.totals = totals;
    }
    judged(&invoice, &account.seller, &shown.customer.party, profiles)
}
