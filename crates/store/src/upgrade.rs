//! A database of an older version, brought up to date.

use crate::{
    Boxed, Store, Tx, customer,
    db::{self, FOLDED, IDENTITY},
    refold,
};

impl Store {
    /// Brings the schema up to date. Several processes may do it at once.
    ///
    /// # Errors
    /// [`Error::Refused`](crate::Error::Refused) if the database was written by a newer program, or a step that was applied has changed.
    pub fn migrate(&self) -> Boxed<'_, ()> {
        Box::pin(db::migrate(self, fill))
    }
}

fn fill<'a>(tx: &'a mut Tx, step: &'a str) -> Boxed<'a, ()> {
    Box::pin(async move {
        match step {
            IDENTITY => customer::identify_all(tx).await,
            FOLDED => refold::all(tx).await,
            _ => Ok(()),
        }
    })
}
