//! The account's table of taxes.

use crate::{
    App, Boxed, Caller, Result, What, Work,
    entry::{self, Creatable, Entry, inserted_in, kept_in},
    error::faultless,
};
use net30_domain::{
    check::check_tax,
    event::EventType,
    id::TaxId,
    tax::{Tax, TaxDefinition},
};
use net30_store::{CatalogueFilter, Page, Paging, tax};

/// What a client writes of a tax. Its `id` is of no account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxDraft {
    /// What documents copy.
    pub tax: Tax,
}

/// Makes a tax.
pub type Create = entry::Create<TaxDefinition>;
/// Replaces a tax. Documents keep the copy that they have.
pub type Replace = entry::Replace<TaxDefinition>;
/// Removes or archives a tax.
pub type Delete = entry::Delete<TaxDefinition>;

/// A page of taxes, newest first.
///
/// # Errors
/// [`crate::Error::BadCursor`] if the cursor is not one of this list's.
pub fn list<'a>(
    app: &'a App,
    caller: &'a Caller,
    filter: &'a CatalogueFilter,
    paging: &'a Paging,
) -> Boxed<'a, Page<TaxDefinition>> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        Ok(tax::list(&mut reader, caller.account_id, filter, paging).await?)
    })
}

impl Entry for TaxDefinition {
    type Draft = TaxDraft;
    type Id = TaxId;
    const WHAT: What = What::Tax;
    const EVENTS: [EventType; 3] =
        [EventType::TaxCreated, EventType::TaxUpdated, EventType::TaxDeleted];

    async fn check(draft: &TaxDraft, _: &mut Work, _: Option<TaxId>) -> Result<()> {
        faultless(check_tax(&draft.tax, ""))
    }

    async fn with(&self, draft: &TaxDraft, _: &mut Work) -> Result<Self> {
        Ok(Self { tax: Tax { id: Some(self.id), ..draft.tax.clone() }, ..self.clone() })
    }

    kept_in!(tax);
}

impl Creatable for TaxDefinition {
    async fn made(id: TaxId, draft: &TaxDraft, work: &mut Work) -> Result<Self> {
        Ok(Self {
            id,
            account_id: work.caller.account_id,
            tax: Tax { id: Some(id), ..draft.tax.clone() },
            archived_at: None,
            revision: 1,
            created_at: work.now,
            updated_at: work.now,
        })
    }

    inserted_in!(tax);
}
