//! A database of an older version, brought up to date.

use crate::{
    Result, Store, Tx, customer,
    db::{self, FOLDED, IDENTITY},
    refold,
};
use futures_util::future::BoxFuture;

impl Store {
    /// Brings the schema up to date. Several processes may do it at once.
    ///
    /// # Errors
    /// [`Error::Refused`](crate::Error::Refused) if the database was written by a newer program, or a step that was applied has changed.
    pub async fn migrate(&self) -> Result<()> {
        db::migrate(self, fill).await
    }
}

fn fill<'a>(tx: &'a mut Tx, step: &'a str) -> BoxFuture<'a, Result<()>> {
    Box::pin(async move {
        match step {
            IDENTITY => customer::identify_all(tx).await,
            FOLDED => refold::all(tx).await,
            _ => Ok(()),
        }
    })
}
