//! One document as a reply, in the words in which lists tell it too.

use crate::{Http, problem::Result, reply::Reply};
use net30_app::{
    Caller,
    invoices::{Shown, Worded, Wording, worded},
};
use net30_domain::id::InvoiceId;
use serde::Serialize;

/// The reply that shows a document, as `word` says it; what was said of it before in the same `wording` is said again.
///
/// # Errors
/// 404 if the account has no such document, or a client deleted it; what `word` refuses.
pub async fn reply<W: Serialize>(
    http: &Http,
    caller: &Caller,
    id: InvoiceId,
    wording: Wording,
    word: impl FnOnce(&Shown) -> net30_app::Result<W> + Send,
) -> Result<Reply> {
    match worded(http.app(), caller, id, wording).await? {
        Worded::Before(text) => Ok(Reply::worded(text)),
        Worded::Anew(shown, stamp) => {
            let reply = Reply::ok(&word(&shown)?).etag_of(&shown);
            http.app().remember(wording, stamp, &*shown, reply.body());
            Ok(reply)
        }
    }
}
