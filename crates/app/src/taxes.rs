//! The account's table of taxes.

use crate::{
    Result, What, Work,
    catalogue::{self, Entry, EntryId, kept_in},
};
use jiff::Timestamp;
use net30_domain::{
    event::EventType,
    id::{AccountId, TaxId},
    tax::{Tax, TaxDefinition},
};
use net30_store::{CatalogueFilter, Page, Paging, Reader, tax};

/// What a client writes of a tax. Its `id` is of no account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxDraft {
    /// What documents copy.
    pub tax: Tax,
}

/// Makes a tax.
pub type Create = catalogue::Create<TaxDefinition>;
/// Replaces a tax. Documents keep the copy that they have.
pub type Replace = catalogue::Replace<TaxDefinition>;
/// Removes or archives a tax.
pub type Delete = catalogue::Delete<TaxDefinition>;
pub use catalogue::{get, list};

impl From<TaxId> for EntryId {
    fn from(id: TaxId) -> Self {
        Self(id.0)
    }
}

impl Entry for TaxDefinition {
    type Draft = TaxDraft;
    type Id = TaxId;
    const WHAT: What = What::Tax;
    const EVENTS: [EventType; 3] =
        [EventType::TaxCreated, EventType::TaxUpdated, EventType::TaxDeleted];

    fn make(id: TaxId, account_id: AccountId, draft: &TaxDraft, now: Timestamp) -> Self {
        TaxDefinition {
            id,
            account_id,
            tax: Tax { id: Some(id), ..draft.tax.clone() },
            archived_at: None,
            revision: 1,
            created_at: now,
            updated_at: now,
        }
    }

    fn with(&self, draft: &TaxDraft) -> Self {
        TaxDefinition { tax: Tax { id: Some(self.id), ..draft.tax.clone() }, ..self.clone() }
    }

    async fn check(draft: &TaxDraft, _work: &mut Work) -> Result<()> {
        crate::error::faultless(net30_domain::check::check_tax(&draft.tax, ""))
    }

    async fn page(
        reader: &mut Reader,
        account_id: AccountId,
        filter: &CatalogueFilter,
        paging: &Paging,
    ) -> Result<Page<Self>> {
        Ok(tax::list(reader, account_id, filter, paging).await?)
    }

    kept_in!(tax);
}
