//! A row that is written to see whether anything can be.

use crate::{
    Boxed, Tx,
    db::{At, args, statements},
};
use net30_domain::Timestamp;

statements! {
    BEAT = "insert into heartbeat (id, at) values (1, ?1) on conflict (id) do update set at = excluded.at";
}

/// Writes that there was somebody at a moment.
pub fn beat(tx: &mut Tx, now: Timestamp) -> Boxed<'_, ()> {
    Box::pin(async move { tx.execute(&BEAT, args![At(now)]).await.map(|_| ()) })
}
