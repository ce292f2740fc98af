//! Lists as CSV, streamed page by page.

use super::{InvoiceFilter, Sort, list};
use crate::{App, Caller, Error, Result};
use net30_documents::csv::{self, Dialect};
use net30_domain::standing::Standing;
use net30_store::Paging;
use tokio::sync::mpsc;

const PAGE: i64 = 200;

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
        if let Err(error) = send(&app, &caller, (&filter, sort), word, dialect, &sender).await {
            // The client may be gone; then nobody wants the error either.
            drop(sender.send(Err(error)).await);
        }
    });
    receiver
}

async fn send(
    app: &App,
    caller: &Caller,
    (filter, sort): (&InvoiceFilter, Sort),
    word: fn(Standing) -> &'static str,
    dialect: Dialect,
    sender: &mpsc::Sender<Result<Vec<u8>>>,
) -> Result<()> {
    let mut piece = csv::csv_head(dialect);
    let mut after = None;
    loop {
        let paging = match after.take() {
            None => Paging::Offset { offset: 0, limit: PAGE },
            Some(cursor) => Paging::After { cursor, limit: PAGE },
        };
        let page = list(app, caller, filter, sort, &paging).await?;
        for shown in &page.invoices {
            let name = match shown.invoice.stage.issue() {
                Some(issue) => issue.buyer.name.display(),
                None => shown.customer.party.name.display(),
            };
            let status = word(shown.standing());
            piece.extend(csv::csv_row(&shown.invoice, &name, status, dialect));
        }
        if sender.send(Ok(std::mem::take(&mut piece))).await.is_err() {
            return Ok(());
        }
        match page.next {
            Some(cursor) => after = Some(cursor),
            None => return Ok::<(), Error>(()),
        }
    }
}
