//! Invoices and credit notes.
#![expect(
    clippy::unused_async,
    clippy::todo,
    unused_variables,
    missing_docs,
    reason = "signatures first"
)]
use crate::{Cursor, Paging, Query, Result, Slice, Total, Tx};
use net30_domain::{
    Date, Decimal,
    id::{AccountId, CustomerId, InvoiceId},
    invoice::{CreditedLine, DocumentType, Invoice},
    money::Currency,
    standing::Standing,
};

/// Which documents by their deletion.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Deleted {
    /// Those that are not deleted.
    #[default]
    No,
    /// Drafts in the trash.
    TrashedDrafts,
    /// Void documents hidden from lists.
    Hidden,
}

/// Which documents are wanted. All conditions hold at once; the default wants all that are not deleted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InvoiceFilter {
    /// Standing is one of these.
    pub standings: Option<Vec<Standing>>,
    /// Type is one of these.
    pub documents: Option<Vec<DocumentType>>,
    /// Customer.
    pub customer_id: Option<CustomerId>,
    /// First issue date.
    pub issued_from: Option<Date>,
    /// Last issue date.
    pub issued_to: Option<Date>,
    /// First due date; documents without one are left out.
    pub due_from: Option<Date>,
    /// Last due date; documents without one are left out.
    pub due_to: Option<Date>,
    /// Least total (rounding included).
    pub total_min: Option<Decimal>,
    /// Greatest total.
    pub total_max: Option<Decimal>,
    /// Currency.
    pub currency: Option<Currency>,
    /// Has this tag, in any case.
    pub tag: Option<String>,
    /// Part of the number, the customer's name or a tag, in any case.
    pub search: Option<String>,
    /// Which by their deletion.
    pub deleted: Deleted,
}

/// What a list is sorted by. Equal ones are sorted by id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SortKey {
    IssueDate,
    DueDate,
    Total,
    Number,
    CreatedAt,
}

/// How a list is sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Sort {
    pub key: SortKey,
    pub descending: bool,
}
impl Default for Sort {
    fn default() -> Self {
        Self { key: SortKey::IssueDate, descending: true }
    }
}

pub async fn insert(tx: &mut Tx, invoice: &Invoice) -> Result<()> {
    todo!()
}
/// Where revision = before.revision; false if it was changed meanwhile.
pub async fn update(tx: &mut Tx, invoice: &Invoice, before: &Invoice) -> Result<bool> {
    todo!()
}
pub async fn load(
    q: &mut impl Query,
    account: AccountId,
    id: InvoiceId,
) -> Result<Option<Invoice>> {
    todo!()
}
pub async fn load_by_number(
    q: &mut impl Query,
    account: AccountId,
    number: &str,
) -> Result<Option<Invoice>> {
    todo!()
}
pub async fn load_by_external(
    q: &mut impl Query,
    account: AccountId,
    source: &str,
    id: &str,
) -> Result<Option<Invoice>> {
    todo!()
}
/// By the secret of its public link, whose account is not known beforehand.
pub async fn load_by_token(q: &mut impl Query, share_token: &str) -> Result<Option<Invoice>> {
    todo!()
}
pub async fn list(
    q: &mut impl Query,
    account: AccountId,
    filter: &InvoiceFilter,
    sort: Sort,
    paging: &Paging,
    today: Date,
) -> Result<Slice<Invoice>> {
    todo!()
}
/// The cursor after a document in a list that is sorted so.
#[must_use]
pub fn cursor_after(invoice: &Invoice, sort: Sort) -> Cursor {
    todo!()
}
pub async fn count(
    q: &mut impl Query,
    account: AccountId,
    filter: &InvoiceFilter,
    today: Date,
) -> Result<Total> {
    todo!()
}
/// Removes a document and its lines for good.
pub async fn delete(tx: &mut Tx, account: AccountId, id: InvoiceId) -> Result<bool> {
    todo!()
}
pub async fn number_used(
    q: &mut impl Query,
    account: AccountId,
    number: &str,
) -> Result<Option<InvoiceId>> {
    todo!()
}
/// Drafts in the trash.
pub async fn trashed_ids(q: &mut impl Query, account: AccountId) -> Result<Vec<InvoiceId>> {
    todo!()
}
/// Documents by id, also deleted ones.
pub async fn scan(
    q: &mut impl Query,
    account: AccountId,
    after: Option<InvoiceId>,
    limit: i64,
) -> Result<Vec<Invoice>> {
    todo!()
}
/// What the issued credit notes of an invoice take back.
pub async fn credited_lines_of(
    q: &mut impl Query,
    account: AccountId,
    invoice: InvoiceId,
) -> Result<Vec<(InvoiceId, Vec<CreditedLine>)>> {
    todo!()
}
