//! Replies that were given before, for those who must not look at the object again: it may be gone since.

use crate::{App, Boxed, Call, Error, StoredReply};
use net30_store::idempotency;

impl App {
    /// The reply that was given under the call's idempotency key, if there is one.
    ///
    /// Where there is none, the request may still be under way: [`App::write`] tells.
    ///
    /// # Errors
    /// [`Error::IdempotencyMismatch`] if the key was used with another request.
    pub fn replay<'a>(&'a self, call: &'a Call) -> Boxed<'a, Option<StoredReply>> {
        Box::pin(async move {
            let Some(wish) = call.idempotency.as_ref().filter(|_| !call.dry_run) else {
                return Ok(None);
            };
            let mut reader = self.store().reader().await?;
            let found = idempotency::find(&mut reader, call.caller.account_id, &wish.key).await?;
            let Some(stored) = found else { return Ok(None) };
            if stored.fingerprint != wish.fingerprint {
                return Err(Error::IdempotencyMismatch);
            }
            let idempotency::StoredReply { status, headers, body, .. } = stored;
            Ok(Some(StoredReply { status, headers, body }))
        })
    }
}
