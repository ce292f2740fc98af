//! Lists as CSV, streamed piece by piece.

use super::{InvoiceFilter, Sort, listing_of_all};
use crate::{App, Caller, Result};
use net30_documents::csv::{self, Dialect};
use net30_domain::standing::Standing;
use tokio::sync::mpsc;

/// Sends the list as CSV, the head first, in pieces of some kilobytes; `word` names a status.
///
/// The stream ends early with the error if the database fails, so that half a file is never taken for a whole one.
pub fn export(
    app: App,
    caller: Caller,
    filter: InvoiceFilter,
    sort: Sort,
    word: fn(Standing) -> &'static str,
    dialect: Dialect,
) -> mpsc::Receiver<Result<Vec<u8>>> {
    let (sender, receiver) = mpsc::channel(2);
    tokio::spawn(async move {
        if let Err(error) = send(&app, &caller, (filter, sort), word, dialect, &sender).await {
            // The client may be gone; then nobody wants the error either.
            drop(sender.send(Err(error)).await);
        }
    });
    receiver
}

async fn send(
    app: &App,
    caller: &Caller,
    (filter, sort): (InvoiceFilter, Sort),
    word: fn(Standing) -> &'static str,
    dialect: Dialect,
    sender: &mpsc::Sender<Result<Vec<u8>>>,
) -> Result<()> {
    let mut listing = listing_of_all(app, caller, filter, sort).await?;
    let mut rows = csv::csv_head(dialect);
    loop {
        let piece = listing.piece(app).await?;
        for shown in &piece.documents {
            let name = match shown.invoice.stage.issue() {
                Some(issue) => issue.buyer.name.display(),
                None => shown.customer.party.name.display(),
            };
            let status = word(shown.standing());
            rows.extend(csv::csv_row(&shown.invoice, &name, status, dialect));
        }
        // The client may take its time: meanwhile the documents need not be kept.
        drop(piece);
        if sender.send(Ok(std::mem::take(&mut rows))).await.is_err() || listing.is_done() {
            return Ok(());
        }
    }
}
