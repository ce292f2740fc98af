//! Money that came online and fits no document.

use crate::work::boxed;
use crate::{App, Boxed, Caller, Error, Result, UseCase, What, Work};
use net30_domain::key::Scope;
use net30_store::checkout;
use uuid::Uuid;

pub use net30_store::checkout::Checkout;

/// What came, fits no document, and waits for somebody to see to it: up to `limit`, the oldest first.
///
/// # Errors
/// Those of the database.
pub fn unmatched<'a>(app: &'a App, caller: &'a Caller, limit: i64) -> Boxed<'a, Vec<Checkout>> {
    Box::pin(async move {
        let mut reader = app.store().reader().await?;
        Ok(checkout::unmatched(&mut reader, caller.account_id, limit).await?)
    })
}

/// Notes that somebody has seen to such money: has paid it back, or recorded it elsewhere.
pub struct SeeTo {
    /// The attempt by which it came.
    pub id: Uuid,
}

impl UseCase for SeeTo {
    type Output = ();

    boxed!();

    async fn run(&self, work: &mut Work) -> Result<()> {
        work.caller.needs(Scope::Write)?;
        let account = work.caller.account_id;
        let is_seen_to = checkout::see_to(&mut work.tx, account, self.id, work.now).await?;
        if is_seen_to { Ok(()) } else { Err(Error::NotFound(What::Payment)) }
    }
}
