//! Invoices and credit notes.

mod batch;
mod counted;
mod credit;
mod delete;
mod edit;
mod export;
mod finalise;
mod from_credit;
mod issue;
mod listing;
mod named;
pub(crate) mod pages;
mod payment_list;
mod payments;
mod preview;
mod reach;
mod read;
mod recent;
mod resolve;
mod send;
mod snapshot;
mod viewed;
mod withdraw;

pub use crate::{
    shown::{Shown, get},
    worded::{Text, Wordable, Worded, Wording, worded},
};
pub use batch::{BATCH_MAX, BatchAction, BatchOutcome, TrashAction, batch, trash_batch};
pub use credit::{CreditLine, Creditable, MakeCreditNote, creditable};
pub use delete::{Erase, Hide, Restore, Trash};
pub use edit::{Create, Duplicate, Replace};
pub use export::export;
pub use finalise::Finalise;
pub use issue::{MarkSent, Publish, Unpublish, Void};
pub use listing::{Listed, Listing, Piece, count, first, ids, listing, listing_of_all};
pub use named::{Named, find};
pub use net30_domain::draft::{
    CustomerDraft, CustomerRef, DraftBody, Field, InvoiceDraft, Known, LineDraft, TaxRef,
};
pub use net30_store::invoice::{Deleted, InvoiceFilter, Sort, SortKey};
pub use payment_list::payments;
pub use payments::{
    MarkPaid, NewPayment, NewRefund, RecordPayment, RefundPayment, ReversePayment, payment,
};
pub use preview::{Preview, preview};
pub use reach::{CreateAt, Move, ReplaceAt, Wanted};
pub use read::{Explained, explain, id_of_number, next_number};
pub use recent::recent;
pub(crate) use send::send_in;
pub use send::{CancelSend, Send, SendDate, SendOptions};
pub(crate) use snapshot::changes;
pub use viewed::viewed;

pub(crate) use crate::claimed::{Claimed, claim, decide, find_and_claim, keep_new, save};
pub(crate) use edit::{check_unique as unique, draft_with};
pub(crate) use issue::issue_new;
pub(crate) use payments::{Received, receive};
pub(crate) use resolve::{Catalogue, content, not_found, resolve};
