//! Invoices and credit notes.

mod batch;
mod claimed;
mod credit;
mod delete;
mod edit;
mod export;
mod finalise;
mod from_credit;
mod issue;
mod listing;
mod named;
mod payment_list;
mod payments;
mod print;
mod reach;
mod read;
mod recent;
mod resolve;
mod send;
mod snapshot;
mod viewed;

pub use batch::{BATCH_MAX, BatchAction, BatchOutcome, TrashAction, batch, trash_batch};
pub use credit::{CreditLine, MakeCreditNote};
pub use delete::{Erase, Hide, Restore, Trash};
pub use edit::{Create, Duplicate, Replace};
pub use export::export;
pub use finalise::Finalise;
pub use issue::{MarkSent, Publish, Unpublish, Void};
pub use listing::{Listing, Piece, listing, listing_of_all};
pub use named::{Named, find};
pub use net30_domain::draft::{
    CustomerDraft, CustomerRef, DraftBody, Field, InvoiceDraft, Known, LineDraft, TaxRef,
};
pub use net30_store::invoice::{Deleted, InvoiceFilter, Sort, SortKey};
pub use payment_list::payments;
pub use payments::{
    MarkPaid, NewPayment, NewRefund, RecordPayment, RefundPayment, ReversePayment, payment,
};
pub use print::{PrintFormat, Sheet, print};
pub use reach::{CreateAt, Move, ReplaceAt, Wanted};
pub use read::{Explained, Shown, explain, get, id_of_number, next_number};
pub use recent::recent;
pub use send::{CancelSend, Send, SendDate, SendOptions};
pub(crate) use send::{addresses_of, send_in};
pub(crate) use snapshot::changes;
pub use viewed::viewed;

pub(crate) use claimed::{Claimed, claim, decide, find_and_claim, keep_new, save, save_quietly};
pub(crate) use edit::draft_with;
pub(crate) use issue::issue;
pub(crate) use payments::{Received, receive};
pub(crate) use resolve::{not_found, resolve};

use net30_domain::invoice::Invoice;

/// Whether it is a void document that a client of an API that erases has deleted: it is in the books, and in no list of
/// such an API.
pub(crate) fn is_hidden(invoice: &Invoice) -> bool {
    invoice.deleted_at.is_some() && invoice.stage.issue().is_some()
}
